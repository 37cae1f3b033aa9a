import Domain
import Primitives
import Records
import Store
import WebSupport

/// The decisions the person may see, drafts and signed ones.
struct DecisionListPage {
    let filter: DecisionFilter
    let lines: FilteredList.Lines<DecisionListLine>
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
        lines = FilteredList.Lines(
            try DecisionRecords.page(
                filter, for: visit.actor, before: before, limit: FilteredList.pageSize + 1, in: tx))
        isFirst = before == nil
        mayDraft = try !DecisionRecords.draftedIssuers(for: visit.actor, in: tx).isEmpty
        today = visit.today
    }

    var page: StaffPage {
        let action: HTML = mayDraft ? LinkButton(label: "Soạn quyết định", href: Route.newDecision.path()).html : ""
        return FilteredList(
            title: "Trình ký, quyết định", lead: "Dự thảo đang trình ký và quyết định đã ban hành.", route: .decisions,
            action: action,
            choices: [
                FilteredList.Choice(
                    name: "tinh-trang", label: "Tình trạng", all: "Tất cả",
                    options: Decision.State.allCases.map { Option(value: $0.rawValue, label: $0.name) },
                    selected: filter.state?.rawValue),
                FilteredList.Choice(
                    name: "loai", label: "Loại", all: "Tất cả",
                    options: Decision.Kind.allCases.map { Option(value: $0.rawValue, label: $0.name) },
                    selected: filter.kind?.rawValue),
                FilteredList.years("Năm", until: today, selected: filter.year),
            ],
            caption: "Các quyết định, thay đổi gần nhất trước",
            columns: [
                Column(label: "Số"), Column(label: "Trích yếu", isMain: true), Column(label: "Thẩm quyền"),
                Column(label: "Số tên", isNumeric: true), Column(label: "Ngày ký"), Column(label: "Tình trạng"),
            ],
            rows: lines.all.map { line in
                TableRow(cells: [
                    "\(Decision.numberText(line.number, line.symbol))",
                    Link(label: line.abstract, href: Route.decision.path(line.id)).html, "\(line.issuerTitle)",
                    "\(line.lineCount)", "\(line.signedOn?.written ?? "–")", line.state.tag.html,
                ])
            },
            empty: EmptyState(
                title: "Chưa có quyết định nào",
                hint: mayDraft
                    ? "Khi Hội đồng đã xét xong, soạn dự thảo từ các đề nghị đạt số phiếu."
                    : "Quyết định đã ký hiện ở đây.",
                action: mayDraft ? action : nil),
            noun: "quyết định", isFirst: isFirst,
            next: lines.hasMore ? lines.all.last.map { "\($0.updatedAt.milliseconds)_\($0.id)" } : nil
        ).page
    }
}

extension Decision.State {
    var tag: StatusTag {
        switch self {
        case .draft: StatusTag(label: name, tone: .progress)
        case .signed: StatusTag(label: name, tone: .good)
        case .discarded: StatusTag(label: name, tone: .neutral)
        }
    }
}
