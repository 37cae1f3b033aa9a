import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The form of a report: figures already counted, words to be written. It saves by itself; without a script by its button.
struct ReportFormPage {
    let file: ReportFile
    let below: ReportsBelow
    let typed: TypedReport
    let version: Int
    let csrfToken: String
    let problem: Problem?

    /// - Parameter typed: what was typed; `nil` when nothing was yet.
    static func load(
        _ visit: Visit, _ id: ID<Report>, typed: TypedReport? = nil, version: Int? = nil, problem: Problem? = nil,
        in tx: any ReadTransaction
    ) throws -> ReportFormPage {
        let file = try Gate.report(id, for: visit.actor, may: .edit, in: tx)
        return ReportFormPage(
            file: file, below: try ReportsBelowRecords.below(file.report, in: tx),
            typed: typed ?? TypedReport(file.report, of: file.request.form), version: version ?? file.report.version,
            csrfToken: visit.csrfToken, problem: problem)
    }

    /// What was typed: as many rows as the form had.
    static func typed(_ form: FormData) -> TypedReport {
        var typed = TypedReport(words: [], figures: [])
        for row in 1...100 where form.has("words-\(row)") { typed.words.append(form["words-\(row)"]) }
        for row in 1...100 where form.has("amount-\(row)") {
            typed.figures.append(.init(amount: form["amount-\(row)"], reason: form["why-\(row)"]))
        }
        return typed
    }

    private var report: Report { file.report }
    private var isConflict: Bool { problem?.code == .conflict }
    private func error(_ field: String) -> String? { problem?.fields.first { $0.field == field }?.message }

    private var summary: HTML {
        guard let problem else { return "" }
        return ErrorSummary(
            problems: problem.fields, message: problem.fields.isEmpty ? problem.message : nil
        ).html
    }

    var page: StaffPage {
        StaffPage(
            title: "Lập \(file.request.title)", section: .reports, status: problem?.status ?? .ok,
            main: """
                \(PageHead(title: file.request.title, lead: "\(report.isFinal ? "Báo cáo tổng hợp" : file.unit.name) · kỳ \(file.request.periodText) · hạn \(report.dueOn.written)", back: Link(label: "Xem báo cáo", href: Route.report.path(report.id))).html)
                \(summary)
                \(if: isConflict, "<p class=\"notice warning\">Phần anh/chị vừa gõ còn ở dưới, chưa lưu. \(Link(label: "Xem bản đang lưu", href: Route.report.path(report.id)).html); bấm Lưu ở đây thì bản đang lưu được thay bằng phần này.</p>")
                \(if: !report.returnReason.isEmpty, "<p class=\"notice warning\"><strong>Bị trả lại:</strong> \(report.returnReason)</p>")
                \(form.html)
                """)
    }

    private var form: Form {
        let autosave: HTML = """
            hx-post="\(Route.autosaveReport.path(report.id))" hx-trigger="input delay:1500ms, change delay:500ms" \
            hx-target="#save-state" hx-swap="outerHTML" hx-sync="this:queue last" data-draft-key="bao-cao-\(report.id.rawValue)"
            """
        let figures = file.request.form.figures
        return Form(
            action: Route.changeReport.path(report.id), csrfToken: csrfToken, id: "bao-cao", attributes: autosave,
            body: """
                \(VersionField(version: version).html)
                \(if: !figures.isEmpty, Card(title: "Số liệu", body: "\(each: Array(figures.enumerated()), figure)", id: "so-lieu").html)
                \(each: Array(file.request.form.sections.enumerated()), section)
                <div class="actions save-bar">\(Button(label: "Lưu").html)\(LinkButton(label: "Xem báo cáo", href: Route.report.path(report.id), tone: .quiet).html)\(SaveState(text: "").html)</div>
                """)
    }

    private func figure(_ index: Int, _ figure: ReportFigure) -> HTML {
        let row = index + 1
        let value = report.values[index]
        let amount = typed.figures.indices.contains(index) ? typed.figures[index] : TypedReport.Figure()
        let hint = value.computed == nil ? nil : "Để trống nếu số ở trên đúng; sửa thì ghi lý do."
        let hasOrigin = value.computed != nil || value.below != nil || figure.indicator != nil
        let origin: HTML = """
            <p class="muted">\(ReportPage.origin(figure, value, in: file))</p>
            """
        let isWhole = figure.scale == .whole
        let name = figure.name + (figure.measure.isEmpty ? "" : " (\(figure.measure))")
        return """
            <fieldset class="field"><legend>\(name)</legend>\(if: hasOrigin, origin)<div class="form-grid">
            \(TextField(name: "amount-\(row)", label: below.total > 0 ? "Phần của chính cơ quan" : "Con số", value: amount.amount, hint: hint, error: error("amount-\(row)"), kind: isWhole ? .number : .text, maxLength: isWhole ? nil : 30, inputMode: isWhole ? nil : "decimal").html)
            \(TextField(name: "why-\(row)", label: figure.source == nil ? "Ghi chú" : "Lý do sửa", value: amount.reason, error: error("why-\(row)"), maxLength: 500).html)
            </div></fieldset>
            """
    }

    private func section(_ index: Int, _ section: ReportSection) -> HTML {
        let row = index + 1
        let text = typed.words.indices.contains(index) ? typed.words[index] : ""
        let collected: HTML =
            below.total > 0
            ? "<p>\(Link(label: "Đọc phần này của cấp dưới", href: ReportLinks.words(report.id, section: row)).html)</p>"
            : ""
        return Card(
            title: section.heading,
            body: """
                \(collected)
                \(TextArea(name: "words-\(row)", label: "Nội dung", value: text, hint: section.hint.isEmpty ? nil : section.hint, error: error("words-\(row)"), rows: 8, maxLength: 20_000).html)
                """, id: "phan-\(row)"
        ).html
    }
}

/// What the units below have written, section by section, for whoever writes the report above them.
struct ReportWordsPage {
    private static let pageSize = 20

    let file: ReportFile
    let section: Int
    let words: [ReportsBelowRecords.Words]
    let hasMore: Bool
    let isFirst: Bool

    static func load(_ visit: Visit, _ id: ID<Report>, in tx: any ReadTransaction) throws -> ReportWordsPage {
        let file = try Gate.report(id, for: visit.actor, may: .view, in: tx)
        let count = max(1, file.request.form.sections.count)
        let section = min(max(Int(visit.query["muc"]) ?? 1, 1), count)
        let after = NameCursor(visit.query["sau"])
        let words = try ReportsBelowRecords.words(
            section: section, below: file.report, after: after?.place, limit: pageSize + 1, in: tx)
        return ReportWordsPage(
            file: file, section: section, words: Array(words.prefix(pageSize)), hasMore: words.count > pageSize,
            isFirst: after == nil)
    }

    var page: StaffPage {
        StaffPage(
            title: "Phần viết của cấp dưới", section: .reports,
            main: """
                \(PageHead(title: "Phần viết của cấp dưới", lead: file.request.title, back: Link(label: "Báo cáo tổng hợp", href: Route.report.path(file.report.id))).html)
                \(FilterTabs(items: tabs).html)
                \(if: words.isEmpty, empty.html)
                \(each: words, { Card(title: $0.unitName, body: "<p class=\"pre\">\($0.text)</p>").html })
                \(if: hasMore || !isFirst, pager.html)
                """)
    }

    private var tabs: [NavigationItem] {
        file.request.form.sections.enumerated().map { index, section in
            NavigationItem(
                label: section.heading, href: ReportLinks.words(file.report.id, section: index + 1),
                isCurrent: index + 1 == self.section)
        }
    }

    private var empty: EmptyState {
        EmptyState(
            title: "Chưa có phần viết nào",
            hint: "Phần viết của đơn vị hiện ở đây sau khi báo cáo của đơn vị được nhận.")
    }

    private var pager: Pager {
        let next = words.last.map {
            ReportLinks.words(
                file.report.id, section: section, after: NameCursor(sortKey: $0.sortKey, id: $0.id.rawValue).text)
        }
        return Pager(
            nextHref: hasMore ? next : nil,
            previousHref: isFirst ? nil : ReportLinks.words(file.report.id, section: section))
    }
}
