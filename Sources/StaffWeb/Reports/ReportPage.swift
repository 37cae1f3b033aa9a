import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// A report: where it stands, what is next, its figures with where they come from, its words.
struct ReportPage {
    let file: ReportFile
    let below: ReportsBelow
    /// Some of the units below whose report is not accepted.
    let missing: [String]
    let parts: [ReportLine]
    /// Of the figures that were taken from below.
    let plots: [BarChart]
    /// Units that could be asked for their part.
    let possible: [Unit]
    let papers: [Attachment]
    let history: [Event]
    let mayFollow: Bool
    let actorName: String
    let today: CivilDate
    let csrfToken: String
    let typed: TypedForm

    private static let shownParts = 200

    static func load(
        _ visit: Visit, _ id: ID<Report>, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> ReportPage {
        let file = try Gate.report(id, for: visit.actor, may: .view, in: tx)
        let below = try ReportsBelowRecords.below(file.report, in: tx)
        let mayPassOn = file.policy.permission(for: .passOn, on: file.report).isOpen && !file.report.isFinal
        return ReportPage(
            file: file, below: below,
            missing: below.total > below.accepted
                ? try ReportsBelowRecords.missing(below: file.report, limit: 20, in: tx) : [],
            parts: below.total > 0 && !file.report.isFinal
                ? try ReportListRecords.parts(of: file.report, limit: shownParts, in: tx) : [],
            plots: below.taken > 1 ? try ReportPlots.load(file, in: tx).charts : [],
            possible: mayPassOn
                ? try ReportRecords.units(
                    of: [.section], below: file.unit.id, notYetAskedBy: file.request.id, in: tx) : [],
            papers: try AttachmentRecords.attachments(of: .report, id.rawValue, in: tx),
            history: try EventRecords.history(of: .report, id.rawValue, in: tx),
            mayFollow: ReportingPolicy(actor: visit.actor).mayFollow, actorName: visit.actor.name, today: tx.today,
            csrfToken: visit.csrfToken, typed: typed)
    }

    private var report: Report { file.report }
    private var request: ReportRequest { file.request }
    private func permission(_ act: ReportAct) -> Permission { file.policy.permission(for: act, on: report) }

    private var back: Link {
        mayFollow
            ? Link(label: request.title, href: Route.reportRequest.path(request.id))
            : Link(label: "Báo cáo", href: Route.reports.path())
    }

    private var lead: String {
        let late = report.daysLate(today: today)
        let words = report.firstSentOn == nil ? "đã quá hạn \(late) ngày; vẫn gửi được" : "gửi muộn \(late) ngày"
        return
            "\(report.isFinal ? "Báo cáo tổng hợp" : file.unit.name) · kỳ \(request.periodText) · hạn \(report.dueOn.written)"
            + (late > 0 && !report.isFinal ? " · \(words)" : "")
    }

    var page: StaffPage {
        StaffPage(
            title: "\(request.title) – \(report.isFinal ? "tổng hợp" : file.unit.name)", section: .reports,
            status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(title: request.title, lead: lead, status: StatusTag(report: report.state, isFinal: report.isFinal), back: back, actions: downloads).html)
                \(typed.summary)
                \(if: report.state == .returned && !report.returnReason.isEmpty, "<p class=\"notice warning\"><strong>Bị trả lại:</strong> \(report.returnReason)</p>")
                \(if: !request.message.isEmpty && report.state.isOpen, "<p class=\"pre\">\(request.message)</p>")
                \(if: below.total > 0, belowCard.html)
                \(next)
                \(if: !request.form.figures.isEmpty, Card(title: "Số liệu", body: figures.html, id: "so-lieu").html)
                \(each: Array(request.form.sections.enumerated()), words)
                \(if: !plots.isEmpty, Card(title: "Biểu đồ theo đơn vị", body: "\(each: plots, { $0.html })", id: "bieu-do").html)
                \(if: !papers.isEmpty || permission(.edit).isOpen, Card(title: "Văn bản kèm theo", body: attachments, id: "van-ban").html)
                \(if: !history.isEmpty, Card(title: "Diễn biến", body: Timeline(items: history.map(\.timelineItem)).html).html)
                """)
    }

    private var downloads: HTML {
        """
        \(LinkButton(label: "Bản in (PDF)", href: Route.reportPaper.path(report.id), tone: .secondary).html)
        \(LinkButton(label: "Bản Word", href: Route.reportDocument.path(report.id), tone: .secondary).html)
        """
    }

    // MARK: What is below

    private var belowCard: Card {
        var lines: [HTML] = [
            "<p>Đã tính \(groupedByThousands(below.taken)) trong \(groupedByThousands(below.total)) báo cáo cấp dưới\(report.takenAt.map { ", lấy lúc \($0.written)" } ?? "").</p>"
        ]
        if !missing.isEmpty {
            let more = below.total - below.accepted - missing.count
            lines.append(
                "<p>Chưa có: \(missing.joined(separator: ", "))\(more > 0 ? " và \(more) đơn vị khác" : "").</p>")
        }
        if below.isOutOfDate {
            var changes: [String] = []
            if below.fresh > 0 {
                changes.append("\(groupedByThousands(below.fresh)) báo cáo mới được nhận hoặc nhận lại")
            }
            if below.stale > 0 { changes.append("\(groupedByThousands(below.stale)) báo cáo đã mở lại") }
            lines.append(
                "<p><strong>Số liệu tổng hợp đã cũ:</strong> \(changes.joined(separator: ", ")).</p>")
            lines.append(taking)
        }
        lines.append(
            "<p>\(Link(label: "Đọc phần viết của cấp dưới", href: ReportLinks.words(report.id, section: 1)).html)</p>")
        if !parts.isEmpty { lines.append(partsTable.html) }
        return Card(
            title: "Tổng hợp từ cấp dưới", body: "\(each: lines, { $0 })", id: "tong-hop",
            tone: below.isOutOfDate ? .warning : nil)
    }

    private var taking: HTML {
        switch permission(.take) {
        case .open: return write(.takeFigures, Button(label: "Lấy số liệu mới").html)
        case .locked(let reason):
            guard report.isFinal, report.state == .accepted, permission(.giveBack).isOpen else {
                return LockedButton(label: "Lấy số liệu mới", reason: reason).html
            }
            return Confirmation(
                summary: "Mở lại và lấy số liệu mới",
                body: write(
                    .takeFigures,
                    """
                    <p>Báo cáo trở về bước soạn; duyệt lại thì mang số, ngày mới.</p>
                    \(TextArea(name: "reason", label: "Lý do mở lại", value: typed.value("reason"), error: typed.error("reason"), isRequired: true, rows: 2, maxLength: 2000, id: "f-reopen").html)
                    \(Button(label: "Mở lại và lấy số liệu mới").html)
                    """), isOpen: typed.error("reason") != nil
            ).html
        case .hidden: return ""
        }
    }

    private var partsTable: Table {
        Table(
            caption: "Báo cáo của cấp dưới",
            columns: [Column(label: "Đơn vị", isMain: true), Column(label: "Trạng thái"), Column(label: "Hạn")],
            rows: parts.map {
                TableRow(cells: [
                    Link(label: $0.unitName, href: Route.report.path($0.id)).html,
                    StatusTag(report: $0.state).html, DeadlineBadge(report: $0, today: today).html,
                ])
            }, empty: EmptyState(title: "Không có báo cáo cấp dưới", hint: "Đơn vị tự báo cáo."))
    }

    // MARK: What comes next

    private var next: HTML {
        var pieces: [HTML] = []
        switch permission(.edit) {
        case .open:
            pieces.append(
                LinkButton(
                    label: report.version == 1 ? "Lập báo cáo" : "Sửa báo cáo", href: Route.reportForm.path(report.id)
                ).html)
            pieces.append(submission)
        case .locked(let reason):
            if report.state == .submitted { pieces.append(LockedButton(label: "Sửa báo cáo", reason: reason).html) }
        case .hidden: break
        }
        if report.state == .submitted {
            switch permission(.approve) {
            case .open: pieces.append(report.isFinal ? finalApproval : sending)
            case .locked(let reason):
                pieces.append(LockedButton(label: report.isFinal ? "Duyệt" : "Duyệt và gửi", reason: reason).html)
            case .hidden: break
            }
        }
        if permission(.accept).isOpen {
            pieces.append(
                write(
                    .acceptReport,
                    "<p>Nhận rồi, số liệu của báo cáo được tính vào báo cáo tổng hợp.</p>\(Button(label: "Nhận báo cáo").html)"
                )
            )
        }
        if permission(.giveBack).isOpen { pieces.append(givingBack) }
        if !possible.isEmpty { pieces.append(passingOn) }
        guard !pieces.isEmpty else { return "" }
        return Card(title: "Bước tiếp theo", body: "\(each: pieces, { $0 })", id: "buoc-tiep").html
    }

    private var submission: HTML {
        let obstacles = report.obstacles(request.form, below: below)
        if !obstacles.isEmpty {
            return LockedButton(label: "Trình duyệt", reason: obstacles.joined(separator: " ")).html
        }
        return write(
            .submitReport,
            """
            <p>Trình \(report.isFinal ? "Lãnh đạo Sở Nội vụ" : "thủ trưởng đơn vị") duyệt. Số liệu hệ thống đếm được giữ như lúc này.</p>
            \(Button(label: "Trình duyệt").html)
            """)
    }

    private var sending: HTML {
        let late = report.daysLate(today: today)
        let to = file.policy.receiver.map { $0.unit.kind == .province ? "Sở Nội vụ" : $0.unit.name } ?? ""
        return write(
            .sendReport,
            """
            <p>Gửi tới \(to).\(late > 0 ? " Báo cáo đã muộn \(late) ngày; vẫn gửi được và ghi là gửi muộn." : "")</p>
            \(Button(label: "Duyệt và gửi").html)
            """)
    }

    private var finalApproval: HTML {
        write(
            .approveReport,
            """
            <div class="form-grid">
            \(TextField(name: "number", label: "Số văn bản", value: typed.value("number"), error: typed.error("number"), isRequired: true, kind: .number).html)
            \(TextField(name: "signedOn", label: "Ngày ký", value: typed.value("signedOn", or: today.written), error: typed.error("signedOn"), isRequired: true, kind: .date).html)
            \(TextField(name: "signerName", label: "Người ký", value: typed.value("signerName", or: actorName), error: typed.error("signerName"), maxLength: 100).html)
            </div>
            \(Button(label: "Duyệt báo cáo").html)
            """)
    }

    private var givingBack: HTML {
        let isReopening = report.state == .accepted
        let label = isReopening ? "Mở lại để sửa" : "Trả lại để sửa"
        return Confirmation(
            summary: label,
            body: write(
                .returnReport,
                """
                \(TextArea(name: "reason", label: "Cần sửa gì", value: typed.value("reason"), error: typed.error("reason"), isRequired: true, rows: 3, maxLength: 2000).html)
                \(Button(label: label, tone: .danger).html)
                """), isOpen: typed.error("reason") != nil
        ).html
    }

    private var passingOn: HTML {
        let chosen = typed.form.map { Set($0.all("units")) } ?? []
        return Confirmation(
            summary: "Yêu cầu phòng, đơn vị trực thuộc báo cáo",
            body: write(
                .passReportOn,
                """
                <p>Phần của đơn vị được chọn do đơn vị đó báo cáo; số liệu cộng lên khi báo cáo của họ được nhận.</p>
                \(CheckboxGroup(name: "units", label: "Đơn vị", options: possible.map { Option(value: $0.id.rawValue, label: $0.name) }, selected: chosen, error: typed.error("units")).html)
                \(TextField(name: "passOnDue", label: "Hạn gửi", value: typed.value("passOnDue"), hint: "Không muộn hơn \(report.dueOn.written)", error: typed.error("passOnDue"), isRequired: true, kind: .date).html)
                \(Button(label: "Gửi yêu cầu", tone: .secondary).html)
                """), isOpen: typed.error("units") != nil || typed.error("passOnDue") != nil
        ).html
    }

    private func write(_ route: Route, _ body: HTML) -> HTML {
        Form(
            action: route.path(report.id), csrfToken: csrfToken,
            body: "\(HiddenField(name: "version", value: String(report.version)).html)\(body)"
        ).html
    }

    // MARK: What it says

    private var figures: Table {
        Table(
            caption: "Số liệu của báo cáo", showsCaption: false,
            columns: [
                Column(label: "Số liệu", isMain: true), Column(label: "Báo cáo", isNumeric: true),
                Column(label: "Từ đâu"),
            ],
            rows: zip(request.form.figures, report.values).map { figure, value in
                TableRow(cells: [
                    "\(figure.name)\(figure.measure.isEmpty ? "" : " (\(figure.measure))")",
                    value.total.map { "<strong>\(figure.written($0))</strong>" } ?? "–",
                    ReportPage.origin(figure, value, in: file),
                ])
            }, empty: EmptyState(title: "Không yêu cầu số liệu", hint: "Báo cáo này chỉ có phần viết."))
    }

    /// What a number is made of, each piece in words.
    static func origin(_ figure: ReportFigure, _ value: ReportValue, in file: ReportFile) -> HTML {
        var pieces: [HTML] = []
        if let indicator = figure.indicator {
            pieces.append(contentsOf: target(indicator, figure, value, in: file))
        } else if let computed = value.computed, let source = figure.source {
            pieces.append(
                "Hệ thống đếm \(groupedByThousands(computed)) (\(Link(label: source.name, href: ReportLinks.source(source)).html))"
            )
        }
        if let typed = value.typed, value.computed == nil || value.isCorrected {
            let why: HTML = value.reason.isEmpty ? "" : ": \(value.reason)"
            pieces.append(
                value.isCorrected
                    ? "Đơn vị sửa thành \(figure.written(typed))\(why)"
                    : "Đơn vị nhập \(figure.written(typed))\(why)"
            )
        }
        if let below = value.below { pieces.append("Cấp dưới báo cáo \(figure.written(below))") }
        if pieces.isEmpty { return "Chưa nhập" }
        // One piece of markup: on a phone the cell is a grid, and each of its children a place in it.
        return "<span>\(each: Array(pieces.enumerated()), { $0.offset == 0 ? $0.element : "<br>\($0.element)" })</span>"
    }

    /// What was done of a target, and what was planned until the end of the period.
    private static func target(
        _ indicator: Indicator, _ figure: ReportFigure, _ value: ReportValue, in file: ReportFile
    ) -> [HTML] {
        let isOwner = indicator.ownerID == file.unit.id
        let over = indicator.lastEnded(on: file.request.periodUntil.adding(days: 1))
        let plan = value.planned.map {
            "kế hoạch đến hết \(indicator.rhythm.name(of: max(over, 1))): \(figure.written($0))"
        }
        let own = TargetLinks.figures(indicator.id, file.unit.id)
        let board = Link(label: "bảng chỉ tiêu", href: TargetLinks.board(indicator.id, of: nil)).html
        if isOwner {
            let rest =
                value.computed.map { "Đơn vị không phải gửi báo cáo này đạt \(figure.written($0))" }
                ?? "Chưa hết kỳ nào"
            return ["\(rest) (\(board))"] + (plan.map { ["Toàn tỉnh, \($0)"] } ?? [])
        }
        guard let plan, over > 0 else {
            return value.computed == nil
                ? ["Chỉ tiêu chưa hết kỳ nào (\(board))"] : ["Đơn vị không được giao chỉ tiêu này (\(board))"]
        }
        guard let computed = value.computed else {
            return ["Chưa có số: \(Link(label: "báo cáo chỉ tiêu", href: own).html)", "\(plan)"]
        }
        let through = value.through.map { " đến hết \(indicator.rhythm.name(of: $0))" } ?? ""
        return [
            "Đã báo cáo\(through): \(figure.written(computed)) (\(Link(label: "số liệu chỉ tiêu", href: own).html)), \(plan)"
        ]
    }

    private func words(_ index: Int, _ section: ReportSection) -> HTML {
        let text = report.words[index]
        return Card(
            title: section.heading,
            body: text.isEmpty ? "<p class=\"muted\">Chưa viết.</p>" : "<p class=\"pre\">\(text)</p>"
        ).html
    }

    private var attachments: HTML {
        let mayEdit = permission(.edit).isOpen
        let table = Table(
            caption: "Tệp đã tải lên", showsCaption: false,
            columns: [Column(label: "Tệp", isMain: true), Column(label: "Tải lên")]
                + (mayEdit ? [Column(label: "Việc")] : []),
            rows: papers.map { paper in
                let remove = Form(
                    action: Route.removeReportPaper.path(report.id, paper.id), csrfToken: csrfToken,
                    body: Button(label: "Gỡ", tone: .quiet, attributes: "aria-label=\"Gỡ \(paper.fileName)\"").html)
                return TableRow(
                    cells: [
                        "\(Link(label: paper.fileName, href: Route.attachment.path(paper.id)).html) <span class=\"muted\">\(writtenSize(paper.byteCount))</span>",
                        "\(paper.uploadedByName), \(paper.uploadedAt.written)",
                    ] + (mayEdit ? [remove.html] : []))
            },
            empty: EmptyState(title: "Chưa có văn bản kèm theo", hint: "Tải lên danh sách, bảng biểu, ảnh nếu cần."))
        guard mayEdit else { return table.html }
        return """
            \(table.html)
            \(Form(action: Route.addReportPaper.path(report.id), csrfToken: csrfToken, isMultipart: true, body: """
                \(FileField(name: "file", label: "Tệp kèm theo", accept: ".pdf,.docx,.xlsx,.jpg,.jpeg,.png", hint: "PDF, Word, Excel hoặc ảnh, tối đa 20 MB.", error: typed.error("file")).html)
                \(Button(label: "Tải lên", tone: .secondary).html)
                """).html)
            """
    }
}
