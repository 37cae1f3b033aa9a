import Domain
import Primitives
import Records
import Store
import WebSupport

/// The list of dossiers: *Hồ sơ*. Everything it shows is in its address, so that it can be kept and shared.
struct DossierListPage {
    static let pageSize = 50

    /// The tabs, by the word in the address.
    static let tabs: [(key: String, label: String, states: [Dossier.State])] = [
        ("", "Tất cả", []), ("dang-soan", "Đang soạn", [.draft]), ("tra-lai", "Bị trả lại", [.returned]),
        ("da-trinh", "Đang giải quyết", [.submitted, .received, .appraised, .considered]),
        ("da-quyet-dinh", "Đã có quyết định", [.decided]),
        ("khong-thong-qua", Dossier.State.notPassed.name, [.notPassed]), ("da-rut", "Đã rút", [.withdrawn]),
    ]

    let tab: String
    let typed: String
    let year: String
    let lines: [DossierLine]
    let next: PageCursor?
    let mayCreate: Bool

    static func filter(_ query: FormData) -> DossierFilter {
        let states = tabs.first { $0.key == query["loc"] }?.states ?? []
        return DossierFilter(states: states, year: Int(query["nam"]), typed: query["q"])
    }

    static func load(_ visit: Visit, in tx: any ReadTransaction) throws -> DossierListPage {
        var lines = try DossierRecords.page(
            filter(visit.query), for: visit.actor, before: PageCursor(visit.query["truoc"])?.place, limit: pageSize + 1,
            in: tx)
        var next: PageCursor?
        if lines.count > pageSize {
            lines.removeLast()
            next = lines.last.map { PageCursor(at: $0.updatedAt, id: $0.id.rawValue) }
        }
        return DossierListPage(
            tab: visit.query["loc"], typed: visit.query["q"], year: visit.query["nam"], lines: lines, next: next,
            mayCreate: visit.actor.isAny(of: .unitOfficer, .unitHead))
    }

    private func href(tab: String? = nil, next: PageCursor? = nil, route: Route = .dossiers) -> String {
        address(
            route.path(), [("loc", tab ?? self.tab), ("nam", year), ("q", typed), ("truoc", next?.text ?? "")])
    }

    var html: HTML {
        let create: HTML = mayCreate ? LinkButton(label: "Lập hồ sơ", href: Route.newDossier.path()).html : ""
        let yearField = TextField(name: "nam", label: "Năm thành tích", value: year, inputMode: "numeric")
        return """
            \(PageHead(title: "Hồ sơ khen thưởng", actions: create).html)
            \(FilterTabs(items: Self.tabs.map { NavigationItem(label: $0.label, href: href(tab: $0.key), isCurrent: $0.key == tab) }).html)
            \(SearchBar(
                action: Route.dossiers.path(), value: typed, label: "Tìm theo số, tên hồ sơ, đơn vị",
                hint: "Gõ không dấu cũng được", extra: "\(HiddenField(name: "loc", value: tab).html)\(yearField.html)").html)
            \(table.html)
            \(if: !lines.isEmpty, "<p>\(Link(label: "Tải danh sách này (CSV)", href: href(route: .dossierList)).html)</p>")
            """
    }

    private var table: Table {
        Table(
            caption: "Danh sách hồ sơ",
            columns: [
                Column(label: "Hồ sơ", isMain: true), Column(label: "Đơn vị trình"),
                Column(label: "Số đề nghị", isNumeric: true),
                Column(label: "Trạng thái"), Column(label: "Cập nhật"),
            ],
            rows: lines.map(DossierListPage.row),
            empty: EmptyState(
                title: "Không có hồ sơ nào",
                hint: typed.isEmpty && year.isEmpty
                    ? (mayCreate
                        ? "Bấm “Lập hồ sơ” để bắt đầu một hồ sơ đề nghị khen thưởng."
                        : "Khi đơn vị trình hồ sơ, hồ sơ sẽ hiện ở đây.")
                    : "Không có hồ sơ khớp với điều kiện tìm. Bỏ bớt điều kiện rồi tìm lại."),
            pager: next.map { Pager(nextHref: href(next: $0)) })
    }

    /// One dossier as a row; the reason of a return, a withdrawal or an end at the council stands in it.
    static func row(_ line: DossierLine) -> TableRow {
        TableRow(
            cells: [
                "<a href=\"\(Route.dossier.path(line.id))\">\(line.title)</a> <span class=\"muted\">\(line.number)</span>",
                "\(line.unitName)", "\(line.nominationCount)", line.state.tag.html, "\(line.updatedAt.written)",
            ],
            note: line.lastReason.map { "<strong>\(reasonLabel(line.state)):</strong> \($0)" })
    }

    private static func reasonLabel(_ state: Dossier.State) -> String {
        switch state {
        case .returned: "Lý do trả lại"
        case .notPassed: "Kết quả"
        default: "Lý do rút"
        }
    }
}
