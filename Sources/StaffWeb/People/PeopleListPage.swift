import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// People within reach: *Cá nhân*.
struct PeopleListPage {
    static let pageSize = 50

    let typed: String
    let unit: Unit?
    let lines: [PersonLine]
    let next: NameCursor?
    let hasReach: Bool
    /// What was typed is too short to be searched for.
    let isTooShort: Bool

    static func load(_ visit: Visit, in tx: any ReadTransaction) throws -> PeopleListPage {
        let query = visit.query
        var only: ID<Unit>?
        if !query["don-vi"].isEmpty {
            guard let id = ID<Unit>(parsing: query["don-vi"]) else { throw Problem.notFound("đơn vị này") }
            only = id
        }
        let units = try PersonGate.units(only, for: visit.actor, in: tx)
        let typed = VietnameseText.tidied(query["q"])
        let isTooShort = !typed.isEmpty && VietnameseText.searchPatterns(typed).isEmpty
        var lines =
            units.isEmpty || isTooShort
            ? []
            : try PersonRecords.page(
                typed: typed, within: units, after: NameCursor(query["sau"])?.place, limit: pageSize + 1, in: tx)
        var next: NameCursor?
        if lines.count > pageSize {
            lines.removeLast()
            next = lines.last.map { NameCursor(sortKey: $0.sortKey, id: $0.id.rawValue) }
        }
        return PeopleListPage(
            typed: typed, unit: try only.flatMap { try UnitRecords.unit($0, in: tx) }, lines: lines, next: next,
            hasReach: !units.isEmpty, isTooShort: isTooShort)
    }

    var html: HTML {
        let unitField: HTML = unit.map { HiddenField(name: "don-vi", value: $0.id.rawValue).html } ?? ""
        return """
            \(PageHead(
                title: unit.map { "Cá nhân của \($0.name)" } ?? "Cá nhân",
                lead: "Hồ sơ suốt đời: quá trình công tác, xếp loại, danh hiệu, sáng kiến.",
                back: unit.map { Link(label: $0.name, href: Route.unit.path($0.id)) }).html)
            \(SearchBar(
                action: Route.people.path(), value: typed, label: "Tìm theo họ tên", hint: "Gõ từ ba chữ cái, không dấu cũng được",
                extra: unitField).html)
            \(table.html)
            """
    }

    private var table: Table {
        Table(
            caption: "Danh sách cá nhân, theo tên",
            columns: [
                Column(label: "Họ và tên", isMain: true), Column(label: "Năm sinh"),
                Column(label: "Chức vụ, công việc"),
                Column(label: "Đơn vị"),
            ],
            rows: lines.map { line in
                TableRow(cells: [
                    Link(label: line.name, href: Route.person.path(line.id)).html, "\(line.birthYear.map(String.init))",
                    "\(line.position)", "\(line.unitName)",
                ])
            },
            empty: empty,
            pager: next.map {
                Pager(
                    nextHref: address(
                        Route.people.path(), [("q", typed), ("don-vi", unit?.id.rawValue ?? ""), ("sau", $0.text)]))
            })
    }

    private var empty: EmptyState {
        if !hasReach {
            return EmptyState(
                title: "Tài khoản này không tra cứu hồ sơ cá nhân",
                hint:
                    "Việc tra cứu dành cho cán bộ, thủ trưởng đơn vị, Sở Nội vụ, Chủ tịch và thanh tra, trong phạm vi được giao."
            )
        }
        if isTooShort {
            return EmptyState(
                title: "Từ tìm quá ngắn", hint: "Gõ ít nhất ba chữ cái của họ tên, ví dụ “dao” hoặc “thi dao”.")
        }
        if typed.isEmpty {
            return EmptyState(
                title: "Chưa có hồ sơ cá nhân", hint: "Hồ sơ của người thuộc đơn vị sẽ hiện ở đây khi được lập.")
        }
        return EmptyState(
            title: "Không có ai khớp với “\(typed)”",
            hint: "Thử gõ một phần họ tên. Chỉ tìm trong các đơn vị thuộc phạm vi của anh/chị.")
    }
}
