import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The list of units: *Đơn vị*. Everything it shows is in its address.
struct UnitListPage {
    static let pageSize = 50

    /// The tabs, by the word in the address.
    static let tabs: [(key: String, label: String, kind: Unit.Kind?)] = [
        ("", "Tất cả", nil), ("xa-phuong", "Xã, phường", .commune), ("so-nganh", "Sở, ban, ngành", .department),
        ("huyen", "Huyện (trước 01/7/2025)", .district), ("phong", "Phòng, đơn vị trực thuộc", .section),
        ("doanh-nghiep", "Doanh nghiệp", .enterprise), ("tinh", "Tỉnh", .province),
    ]

    let tab: String
    let typed: String
    let standing: String
    let parent: Unit?
    let lines: [UnitLine]
    let next: NameCursor?
    let mayImport: Bool
    let hasGrants: Bool
    let today: CivilDate

    static func load(_ visit: Visit, in tx: any ReadTransaction) throws -> UnitListPage {
        let query = visit.query
        let hasGrants = !visit.actor.grants.isEmpty
        var filter = UnitFilter(typed: query["q"])
        filter.kind = tabs.first { $0.key == query["loai"] }?.kind
        switch query["tinh-trang"] {
        case "hoat-dong": filter.standing = .current
        case "ket-thuc": filter.standing = .ended
        default: break
        }
        var parent: Unit?
        if query.has("thuoc"), !query["thuoc"].isEmpty {
            guard let id = ID<Unit>(parsing: query["thuoc"]) else { throw Problem.notFound("đơn vị này") }
            parent = try UnitGate.unit(id, for: visit.actor, in: tx)
            filter.parentID = id
        }
        var lines =
            hasGrants
            ? try UnitRecords.page(filter, after: NameCursor(query["sau"])?.place, limit: pageSize + 1, in: tx) : []
        var next: NameCursor?
        if lines.count > pageSize {
            lines.removeLast()
            next = lines.last.map { NameCursor(sortKey: $0.sortKey, id: $0.id.rawValue) }
        }
        return UnitListPage(
            tab: query["loai"], typed: query["q"], standing: query["tinh-trang"], parent: parent, lines: lines,
            next: next,
            mayImport: visit.actor.isAny(of: .administrator), hasGrants: hasGrants, today: visit.today)
    }

    private func href(tab: String? = nil, next: NameCursor? = nil) -> String {
        address(
            Route.units.path(),
            [
                ("loai", tab ?? self.tab), ("tinh-trang", standing), ("thuoc", parent?.id.rawValue ?? ""), ("q", typed),
                ("sau", next?.text ?? ""),
            ])
    }

    var html: HTML {
        let importLink: HTML =
            mayImport
            ? LinkButton(label: "Nhập danh sách đơn vị", href: Route.unitImportForm.path()).html : ""
        let standingField = Select(
            name: "tinh-trang", label: "Tình trạng",
            options: [
                OptionGroup(options: [
                    Option(value: "", label: "Tất cả"), Option(value: "hoat-dong", label: "Đang hoạt động"),
                    Option(value: "ket-thuc", label: "Đã kết thúc"),
                ])
            ], selected: standing)
        let hidden: HTML = """
            \(HiddenField(name: "loai", value: tab).html)\(HiddenField(name: "thuoc", value: parent?.id.rawValue ?? "").html)
            """
        return """
            \(PageHead(
                title: parent.map { "Đơn vị trực thuộc \($0.name)" } ?? "Đơn vị",
                lead: "Đơn vị hiện nay và đơn vị trước đây, với đơn vị kế tục và văn bản sắp xếp.",
                back: parent.map { Link(label: $0.name, href: Route.unit.path($0.id)) }, actions: importLink).html)
            \(FilterTabs(items: Self.tabs.map { NavigationItem(label: $0.label, href: href(tab: $0.key), isCurrent: $0.key == tab) }).html)
            \(SearchBar(
                action: Route.units.path(), value: typed, label: "Tìm theo tên hoặc mã đơn vị", hint: "Gõ không dấu cũng được",
                extra: "\(hidden)\(standingField.html)").html)
            \(table.html)
            """
    }

    private var table: Table {
        Table(
            caption: "Danh sách đơn vị",
            columns: [
                Column(label: "Đơn vị", isMain: true), Column(label: "Loại"), Column(label: "Mã"),
                Column(label: "Thuộc"),
                Column(label: "Tình trạng"),
            ],
            rows: lines.map { line in
                TableRow(cells: [
                    Link(label: line.name, href: Route.unit.path(line.id)).html, "\(line.kind.name)", "\(line.code)",
                    "\(line.parentName)", standing(of: line),
                ])
            },
            empty: empty, pager: next.map { Pager(nextHref: href(next: $0)) })
    }

    /// The period under the word: in one tag it would be wider than the rest of the row.
    private func standing(of line: UnitLine) -> HTML {
        guard let until = line.validUntil, until < today else {
            return standingTag(line.validFrom, line.validUntil, on: today).html
        }
        return """
            \(StatusTag(label: "Đã kết thúc", tone: .neutral).html)\
            <span class="muted">\(Unit.periodText(from: line.validFrom, until: until))</span>
            """
    }

    private var empty: EmptyState {
        if !hasGrants {
            return EmptyState(
                title: "Tài khoản chưa được giao quyền",
                hint: "Liên hệ quản trị hệ thống của tỉnh để được giao quyền ở đơn vị mình.")
        }
        if typed.isEmpty && standing.isEmpty && tab.isEmpty && parent == nil {
            return EmptyState(
                title: "Chưa có đơn vị nào",
                hint: mayImport
                    ? "Bấm “Nhập danh sách đơn vị” để đưa danh sách của tỉnh vào."
                    : "Quản trị hệ thống sẽ nhập danh sách đơn vị.")
        }
        return EmptyState(
            title: "Không có đơn vị nào khớp", hint: "Bỏ bớt điều kiện, hoặc gõ một phần tên, rồi tìm lại.")
    }
}

/// Whether a unit exists, in words and with its period.
func standingTag(_ from: CivilDate, _ until: CivilDate?, on today: CivilDate) -> StatusTag {
    if let until, until < today {
        return StatusTag(label: "Đã kết thúc, \(Unit.periodText(from: from, until: until))", tone: .neutral)
    }
    if from > today { return StatusTag(label: "Hoạt động từ \(from.written)", tone: .progress) }
    return StatusTag(label: "Đang hoạt động", tone: .good)
}
