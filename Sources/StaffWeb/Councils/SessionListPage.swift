import Domain
import Primitives
import Records
import Store
import WebSupport

/// The sessions of the councils the person has to do with.
struct SessionListPage {
    static let pageSize = 50

    let filter: SessionFilter
    let lines: [SessionLine]
    let hasMore: Bool
    let isFirst: Bool
    let mayPlan: Bool
    let today: CivilDate

    init(_ visit: Visit, in tx: any ReadTransaction) throws {
        filter = SessionFilter(
            state: CouncilSession.State(rawValue: visit.query["tinh-trang"]), year: Int(visit.query["nam"]))
        var before: (day: CivilDate, id: String)?
        if let place = ListAddress.place(visit.query["truoc"]), let day = CivilDate(iso: place.key) {
            before = (day, place.id)
        }
        let found = try SessionRecords.page(filter, for: visit.actor, before: before, limit: Self.pageSize + 1, in: tx)
        lines = Array(found.prefix(Self.pageSize))
        hasMore = found.count > Self.pageSize
        isFirst = before == nil
        mayPlan = try !CouncilRecords.prepared(by: visit.actor, in: tx).isEmpty
        today = visit.today
    }

    var page: StaffPage {
        let action: HTML = mayPlan ? LinkButton(label: "Lập phiên họp", href: Route.newSession.path()).html : ""
        return StaffPage(
            title: "Phiên họp Hội đồng", section: .sessions,
            main: """
                \(PageHead(title: "Phiên họp Hội đồng", lead: "Chương trình, điểm danh, kết quả kiểm phiếu và biên bản của từng phiên họp.", actions: action).html)
                \(filters)
                \(table)
                """)
    }

    private var address: ListAddress {
        ListAddress(route: .sessions).with("tinh-trang", filter.state?.rawValue).with(
            "nam", filter.year.map(String.init))
    }

    private var filters: HTML {
        let states =
            [Option(value: "", label: "Tất cả")]
            + CouncilSession.State.allCases.map { Option(value: $0.rawValue, label: $0.name) }
        let years =
            [Option(value: "", label: "Mọi năm")]
            + (0..<5).map { Option(value: String(today.year - $0), label: String(today.year - $0)) }
        return """
            <form class="search" method="get" action="\(Route.sessions.path())"><div class="filters">
            \(Select(name: "tinh-trang", label: "Tình trạng", options: [OptionGroup(options: states)], selected: filter.state?.rawValue ?? "").html)
            \(Select(name: "nam", label: "Năm họp", options: [OptionGroup(options: years)], selected: filter.year.map(String.init) ?? "").html)
            \(Button(label: "Lọc", tone: .secondary).html)</div></form>
            """
    }

    private var table: HTML {
        let isFiltered = filter.state != nil || filter.year != nil
        let empty: EmptyState
        if isFiltered {
            empty = EmptyState(
                title: "Không có phiên họp nào như vậy", hint: "Bỏ bớt điều kiện lọc để xem các phiên họp khác.",
                action: LinkButton(label: "Xem tất cả", href: Route.sessions.path(), tone: .secondary).html)
        } else {
            empty = EmptyState(
                title: "Chưa có phiên họp nào",
                hint: mayPlan
                    ? "Khi có hồ sơ đã thẩm định xong, lập phiên họp và chọn hồ sơ đưa vào chương trình."
                    : "Phiên họp do thư ký Hội đồng lập; khi có, phiên họp hiện ở đây.",
                action: mayPlan ? LinkButton(label: "Lập phiên họp", href: Route.newSession.path()).html : nil)
        }
        let next = lines.last.map { address.with("truoc", "\($0.heldOn.iso)_\($0.id)").path }
        return Table(
            caption: "Các phiên họp, mới nhất trước",
            columns: [
                Column(label: "Ngày họp"), Column(label: "Phiên họp", isMain: true), Column(label: "Hội đồng"),
                Column(label: "Số hồ sơ", isNumeric: true), Column(label: "Tình trạng"),
            ],
            rows: lines.map { line in
                TableRow(cells: [
                    "\(line.heldOn.written)", Link(label: line.title, href: Route.session.path(line.id)).html,
                    "\(line.councilName)", "\(line.dossierCount)", line.state.tag.html,
                ])
            },
            empty: empty,
            pager: hasMore || !isFirst
                ? Pager(nextHref: hasMore ? next : nil, previousHref: isFirst ? nil : address.path) : nil
        ).html
    }
}

extension CouncilSession.State {
    var tag: StatusTag {
        switch self {
        case .planned: StatusTag(label: name, tone: .progress)
        case .concluded: StatusTag(label: name, tone: .good)
        }
    }
}
