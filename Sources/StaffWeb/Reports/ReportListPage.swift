import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// *Báo cáo*: what was asked for, and how far it has come; for a unit, its own reports.
enum ReportListPage {
    static func load(_ visit: Visit, _ tx: any ReadTransaction) throws -> FilteredList {
        let policy = ReportingPolicy(actor: visit.actor)
        return policy.mayFollow ? try requests(visit, policy, tx) : try own(visit, tx)
    }

    private static func requests(
        _ visit: Visit, _ policy: ReportingPolicy, _ tx: any ReadTransaction
    ) throws -> FilteredList {
        let before = PageCursor(visit.query["truoc"])
        let lines = FilteredList.Lines(
            try ReportListRecords.requests(before: before?.place, limit: FilteredList.pageSize + 1, in: tx))
        let actions: HTML = """
            \(LinkButton(label: "Yêu cầu báo cáo", href: Route.newReportRequest.path()).html)
            \(LinkButton(label: "Loại báo cáo", href: Route.reportKinds.path(), tone: .secondary).html)
            """
        return FilteredList(
            title: "Báo cáo", lead: "Yêu cầu báo cáo và tiến độ của các đơn vị.", route: .reports,
            action: policy.mayAsk ? actions : "", caption: "Yêu cầu mới nhất đứng trước",
            columns: [
                Column(label: "Báo cáo", isMain: true), Column(label: "Hạn"),
                Column(label: "Đã nhận", isNumeric: true), Column(label: "Chờ nhận", isNumeric: true),
                Column(label: "Phải báo cáo", isNumeric: true),
            ],
            rows: lines.all.map { line in
                let isDone = line.accepted == line.asked
                return TableRow(cells: [
                    Link(label: line.title, href: Route.reportRequest.path(line.id)).html,
                    isDone
                        ? StatusTag(label: "Đủ báo cáo", tone: .good).html
                        : DeadlineBadge(due: line.dueOn, today: tx.today).html,
                    "\(line.accepted)", "\(line.sent)", "\(line.asked)",
                ])
            },
            empty: EmptyState(
                title: "Chưa yêu cầu báo cáo nào",
                hint: policy.mayAsk
                    ? "Tạo loại báo cáo trước (phần viết, số liệu, thời hạn), rồi yêu cầu các đơn vị báo cáo."
                    : "Khi Sở Nội vụ yêu cầu báo cáo, tiến độ hiện ở đây.",
                action: policy.mayAsk
                    ? LinkButton(label: "Xem, thêm loại báo cáo", href: Route.reportKinds.path(), tone: .secondary).html
                    : nil),
            noun: "yêu cầu", isFirst: before == nil,
            next: lines.hasMore ? lines.all.last.map { PageCursor(at: $0.createdAt, id: $0.id.rawValue).text } : nil)
    }

    private static func own(_ visit: Visit, _ tx: any ReadTransaction) throws -> FilteredList {
        let before = DueCursor(visit.query["truoc"])
        let units = visit.actor.units(as: .unitOfficer, .unitHead)
        let lines = FilteredList.Lines(
            try ReportListRecords.own(
                units, before: before.map { ($0.day, $0.id) }, limit: FilteredList.pageSize + 1, in: tx))
        return FilteredList(
            title: "Báo cáo", lead: "Báo cáo mà đơn vị được yêu cầu.", route: .reports,
            caption: "Hạn muộn nhất đứng trước",
            columns: [
                Column(label: "Báo cáo", isMain: true), Column(label: "Đơn vị"), Column(label: "Trạng thái"),
                Column(label: "Hạn"),
            ],
            rows: lines.all.map { line in
                TableRow(
                    cells: [
                        Link(label: line.title, href: Route.report.path(line.id)).html, "\(line.unitName)",
                        StatusTag(report: line.state).html, DeadlineBadge(report: line, today: tx.today).html,
                    ],
                    note: line.state == .returned && !line.returnReason.isEmpty
                        ? "<strong>Lý do trả lại:</strong> \(line.returnReason)" : nil)
            },
            empty: EmptyState(
                title: "Chưa có báo cáo nào được yêu cầu",
                hint: units.isEmpty
                    ? "Báo cáo do cán bộ, thủ trưởng đơn vị lập; Sở Nội vụ, Chủ tịch, thanh tra theo dõi."
                    : "Khi Sở Nội vụ yêu cầu, báo cáo hiện ở đây và ở trang Việc cần làm."),
            noun: "báo cáo", isFirst: before == nil,
            next: lines.hasMore ? lines.all.last.map { DueCursor.text($0.dueOn, id: $0.id.rawValue) } : nil)
    }
}

/// One request: x of y, who has not reported by name, the longest due first.
struct ReportBoardPage {
    enum View: String, CaseIterable {
        case missing = "chua-gui"
        case waiting = "cho-nhan"
        case accepted = "da-nhan"
        case all = "tat-ca"

        var label: String {
            switch self {
            case .missing: "Chưa gửi"
            case .waiting: "Chờ nhận"
            case .accepted: "Đã nhận"
            case .all: "Tất cả"
            }
        }

        var states: [Report.State] {
            switch self {
            case .missing: [.draft, .submitted, .returned]
            case .waiting: [.sent]
            case .accepted: [.accepted]
            case .all: []
            }
        }
    }

    let request: ReportRequest
    let counts: ReportCounts
    let view: View
    let lines: FilteredList.Lines<ReportLine>
    let isFirst: Bool
    /// The report that puts all others together, for those who may see it.
    let final: (id: ID<Report>, isOpen: Bool)?
    let mayAsk: Bool
    let csrfToken: String
    let today: CivilDate

    static func load(_ visit: Visit, _ id: ID<ReportRequest>, in tx: any ReadTransaction) throws -> ReportBoardPage {
        let request = try Gate.reportRequest(id, for: visit.actor, in: tx)
        let view = View(rawValue: visit.query["xem"]) ?? .missing
        let after = DueCursor(visit.query["sau"])
        let final = try ReportRecords.id(of: request.unitID, id, in: tx)
        let mayAsk = ReportingPolicy(actor: visit.actor).mayAsk
        return ReportBoardPage(
            request: request, counts: try ReportListRecords.counts(id, in: tx), view: view,
            lines: FilteredList.Lines(
                try ReportListRecords.board(
                    id, states: view.states, after: after.map { ($0.day, $0.sortKey, $0.id) },
                    limit: FilteredList.pageSize + 1, in: tx)), isFirst: after == nil,
            final: final.map { ($0, mayAsk) }, mayAsk: mayAsk, csrfToken: visit.csrfToken, today: tx.today)
    }

    var page: StaffPage {
        StaffPage(
            title: request.title, section: .reports,
            main: """
                \(PageHead(title: request.title, lead: "Kỳ \(request.periodText) · hạn \(request.dueOn.written)\(request.dueNote.isEmpty ? "" : " (\(request.dueNote))")", back: Link(label: "Báo cáo", href: Route.reports.path()), actions: actions).html)
                \(StatRow(items: stats).html)
                \(if: !request.message.isEmpty, "<p class=\"pre\">\(request.message)</p>")
                \(if: mayAsk && counts.missing > 0, urging)
                \(tabs.html)
                \(table.html)
                """)
    }

    private var actions: HTML {
        guard let final, final.isOpen else { return "" }
        return LinkButton(label: "Báo cáo tổng hợp", href: Route.report.path(final.id)).html
    }

    private var stats: [Stat] {
        [
            Stat(
                value: "\(groupedByThousands(counts.accepted)) trong \(groupedByThousands(counts.asked))",
                label: "đã nhận", href: ReportLinks.board(request.id, .accepted)),
            Stat(
                value: groupedByThousands(counts.byState[.sent] ?? 0), label: "chờ nhận",
                href: ReportLinks.board(request.id, .waiting)),
            Stat(
                value: groupedByThousands(counts.missing), label: "chưa gửi",
                href: ReportLinks.board(request.id, .missing)),
            Stat(value: groupedByThousands(counts.late), label: "quá hạn"),
        ]
    }

    private var urging: HTML {
        Confirmation(
            summary: "Đôn đốc các đơn vị chưa gửi",
            body: Form(
                action: Route.urgeReports.path(request.id), csrfToken: csrfToken,
                body: """
                    <p>Nhắc cán bộ và thủ trưởng của mọi đơn vị chưa gửi báo cáo. Đơn vị đã nhắc trong hôm nay không bị nhắc lại.</p>
                    <div class="actions">\(Button(label: "Gửi lời đôn đốc").html)</div>
                    """
            ).html
        ).html
    }

    private var tabs: FilterTabs {
        FilterTabs(
            items: View.allCases.map {
                NavigationItem(
                    label: $0.label, href: ReportLinks.board(request.id, $0), isCurrent: $0 == view)
            })
    }

    private var table: Table {
        let next =
            lines.hasMore
            ? lines.all.last.map {
                ReportLinks.board(
                    request.id, view, after: DueCursor.text($0.dueOn, $0.sortKey, id: $0.id.rawValue))
            } : nil
        return Table(
            caption: "\(view.label), hạn sớm nhất đứng trước",
            columns: [
                Column(label: "Đơn vị", isMain: true), Column(label: "Trạng thái"), Column(label: "Hạn"),
                Column(label: "Đôn đốc lần cuối"),
            ],
            rows: lines.all.map { line in
                // What has not left the unit is its own.
                let isVisible = line.firstSentOn != nil
                return TableRow(
                    cells: [
                        isVisible
                            ? Link(label: line.unitName, href: Route.report.path(line.id)).html : "\(line.unitName)",
                        StatusTag(report: line.state).html, DeadlineBadge(report: line, today: today).html,
                        "\(line.remindedOn.map { $0 == today ? "Hôm nay" : $0.written } ?? "–")",
                    ],
                    note: line.state == .returned && !line.returnReason.isEmpty
                        ? "<strong>Lý do trả lại:</strong> \(line.returnReason)" : nil)
            },
            empty: EmptyState(
                title: view == .missing ? "Mọi đơn vị đã gửi báo cáo" : "Chưa có báo cáo nào ở bước này",
                hint: view == .missing
                    ? "Nhận các báo cáo đang chờ, rồi mở báo cáo tổng hợp."
                    : "Chọn mục khác ở trên để xem các đơn vị còn lại."),
            pager: next == nil && isFirst
                ? nil : Pager(nextHref: next, previousHref: isFirst ? nil : ReportLinks.board(request.id, view)))
    }
}
