import Domain
import Primitives
import Records
import Store
import WebSupport

/// The sessions of the councils the person has to do with.
struct SessionListPage {
    let filter: SessionFilter
    let lines: FilteredList.Lines<SessionLine>
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
        lines = FilteredList.Lines(
            try SessionRecords.page(
                filter, for: visit.actor, before: before, limit: FilteredList.pageSize + 1, in: tx))
        isFirst = before == nil
        mayPlan = try !CouncilRecords.prepared(by: visit.actor, in: tx).isEmpty
        today = visit.today
    }

    var page: StaffPage {
        let action: HTML = mayPlan ? LinkButton(label: "Lập phiên họp", href: Route.newSession.path()).html : ""
        return FilteredList(
            title: "Phiên họp Hội đồng",
            lead: "Chương trình, điểm danh, kết quả kiểm phiếu và biên bản của từng phiên họp.", route: .sessions,
            action: action,
            choices: [
                FilteredList.Choice(
                    name: "tinh-trang", label: "Tình trạng", all: "Tất cả",
                    options: CouncilSession.State.allCases.map { Option(value: $0.rawValue, label: $0.name) },
                    selected: filter.state?.rawValue),
                FilteredList.years("Năm họp", until: today, selected: filter.year),
            ],
            caption: "Các phiên họp, mới nhất trước",
            columns: [
                Column(label: "Ngày họp"), Column(label: "Phiên họp", isMain: true), Column(label: "Hội đồng"),
                Column(label: "Số hồ sơ", isNumeric: true), Column(label: "Tình trạng"),
            ],
            rows: lines.all.map { line in
                TableRow(cells: [
                    "\(line.heldOn.written)", Link(label: line.title, href: Route.session.path(line.id)).html,
                    "\(line.councilName)", "\(line.dossierCount)", line.state.tag.html,
                ])
            },
            empty: EmptyState(
                title: "Chưa có phiên họp nào",
                hint: mayPlan
                    ? "Khi có hồ sơ đã thẩm định xong, lập phiên họp và chọn hồ sơ đưa vào chương trình."
                    : "Phiên họp do thư ký Hội đồng lập; khi có, phiên họp hiện ở đây.",
                action: mayPlan ? action : nil),
            noun: "phiên họp", isFirst: isFirst,
            next: lines.hasMore ? lines.all.last.map { "\($0.heldOn.iso)_\($0.id)" } : nil
        ).page
    }
}

extension CouncilSession.State {
    var tag: StatusTag {
        switch self {
        case .planned: StatusTag(label: name, tone: .neutral)
        case .open: StatusTag(label: name, tone: .progress)
        case .concluded: StatusTag(label: name, tone: .good)
        }
    }
}
