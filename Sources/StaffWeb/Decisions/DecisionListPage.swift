import Domain
import Primitives
import Records
import Store
import WebSupport

/// The decisions the person may see, drafts and signed ones.
struct DecisionListPage {
    static let pageSize = 50

    let filter: DecisionFilter
    let lines: [DecisionListLine]
    let hasMore: Bool
    let isFirst: Bool
    let mayDraft: Bool
    let today: CivilDate

    init(_ visit: Visit, in tx: any ReadTransaction) throws {
        filter = DecisionFilter(
            state: Decision.State(rawValue: visit.query["tinh-trang"]),
            kind: Decision.Kind(rawValue: visit.query["loai"]),
            year: Int(visit.query["nam"]))
        var before: (at: Instant, id: String)?
        if let place = ListAddress.place(visit.query["truoc"]), let milliseconds = Int64(place.key) {
            before = (Instant(milliseconds: milliseconds), place.id)
        }
        let found = try DecisionRecords.page(filter, for: visit.actor, before: before, limit: Self.pageSize + 1, in: tx)
        lines = Array(found.prefix(Self.pageSize))
        hasMore = found.count > Self.pageSize
        isFirst = before == nil
        mayDraft = try !DecisionRecords.draftedIssuers(for: visit.actor, in: tx).isEmpty
        today = visit.today
    }

    var page: StaffPage {
        let action: HTML = mayDraft ? LinkButton(label: "Soạn quyết định", href: Route.newDecision.path()).html : ""
        return StaffPage(
            title: "Trình ký, quyết định", section: .decisions,
            main: """
                \(PageHead(title: "Trình ký, quyết định", lead: "Dự thảo đang trình ký và quyết định đã ban hành.", actions: action).html)
                \(filters)
                \(table)
                """)
    }

    private var address: ListAddress {
        ListAddress(route: .decisions).with("tinh-trang", filter.state?.rawValue).with("loai", filter.kind?.rawValue)
            .with("nam", filter.year.map(String.init))
    }

    private var filters: HTML {
        func select(_ name: String, _ label: String, _ all: String, _ options: [Option], _ selected: String?) -> HTML {
            Select(
                name: name, label: label, options: [OptionGroup(options: [Option(value: "", label: all)] + options)],
                selected: selected ?? ""
            ).html
        }
        let years = (0..<5).map { Option(value: String(today.year - $0), label: String(today.year - $0)) }
        return """
            <form class="search" method="get" action="\(Route.decisions.path())"><div class="filters">
            \(select("tinh-trang", "Tình trạng", "Tất cả", Decision.State.allCases.map { Option(value: $0.rawValue, label: $0.name) }, filter.state?.rawValue))
            \(select("loai", "Loại", "Tất cả", Decision.Kind.allCases.map { Option(value: $0.rawValue, label: $0.name) }, filter.kind?.rawValue))
            \(select("nam", "Năm", "Mọi năm", years, filter.year.map(String.init)))
            \(Button(label: "Lọc", tone: .secondary).html)</div></form>
            """
    }

    private var table: HTML {
        let isFiltered = filter.state != nil || filter.kind != nil || filter.year != nil
        let empty: EmptyState
        if isFiltered {
            empty = EmptyState(
                title: "Không có quyết định nào như vậy", hint: "Bỏ bớt điều kiện lọc để xem các quyết định khác.",
                action: LinkButton(label: "Xem tất cả", href: Route.decisions.path(), tone: .secondary).html)
        } else {
            empty = EmptyState(
                title: "Chưa có quyết định nào",
                hint: mayDraft
                    ? "Khi Hội đồng đã xét xong, soạn dự thảo từ các đề nghị đạt số phiếu."
                    : "Quyết định đã ký hiện ở đây.",
                action: mayDraft ? LinkButton(label: "Soạn quyết định", href: Route.newDecision.path()).html : nil)
        }
        let next = lines.last.map { address.with("truoc", "\($0.updatedAt.milliseconds)_\($0.id)").path }
        return Table(
            caption: "Các quyết định, thay đổi gần nhất trước",
            columns: [
                Column(label: "Số"), Column(label: "Trích yếu", isMain: true), Column(label: "Thẩm quyền"),
                Column(label: "Số tên", isNumeric: true), Column(label: "Ngày ký"), Column(label: "Tình trạng"),
            ],
            rows: lines.map { line in
                TableRow(cells: [
                    "\(Decision.numberText(line.number, line.symbol))",
                    Link(label: line.abstract, href: Route.decision.path(line.id)).html, "\(line.issuerTitle)",
                    "\(line.lineCount)", "\(line.signedOn?.written ?? "–")", line.state.tag.html,
                ])
            },
            empty: empty,
            pager: hasMore || !isFirst
                ? Pager(nextHref: hasMore ? next : nil, previousHref: isFirst ? nil : address.path) : nil
        ).html
    }
}

extension Decision.State {
    var tag: StatusTag {
        switch self {
        case .draft: StatusTag(label: name, tone: .progress)
        case .signed: StatusTag(label: name, tone: .good)
        }
    }
}
