import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

extension Cluster.Kind {
    /// As it stands in an address.
    var key: String {
        switch self {
        case .territorial: "cum"
        case .sectoral: "khoi"
        }
    }
}

/// The list of clusters and blocs: *Cụm, khối thi đua*. Everything it shows is in its address.
struct ClusterListPage {
    static let pageSize = 50

    let kind: Cluster.Kind?
    /// As in the address: empty for today, `tat-ca`, or a year.
    let time: String
    let typed: String
    let lines: [ClusterLine]
    let next: NameCursor?
    let isContinued: Bool
    let hasGrants: Bool
    let mayKeep: Bool
    /// How many units belong to none; for those who divide them.
    let unplacedCount: Int
    let today: CivilDate

    static func load(_ visit: Visit, in tx: any ReadTransaction) throws -> ClusterListPage {
        let kind = Cluster.Kind.allCases.first { $0.key == visit.query["loai"] }
        let time = visit.query["luc"]
        var filter = ClusterFilter(kind: kind, typed: visit.query["q"])
        if time == "tat-ca" {
            filter.time = .ever
        } else if let year = Int(time), (1945...2200).contains(year) {
            filter.time = .year(year)
        }
        let hasGrants = !visit.actor.grants.isEmpty
        let after = NameCursor(visit.query["sau"])
        let found =
            hasGrants ? try ClusterRecords.page(filter, after: after?.place, limit: pageSize + 1, in: tx) : []
        let lines = Array(found.prefix(pageSize))
        let organiser = try Gate.clusterOrganiser(visit.actor, in: tx)
        return ClusterListPage(
            kind: kind, time: filter.time == .current ? "" : time, typed: visit.query["q"], lines: lines,
            next: found.count > pageSize
                ? lines.last.map { NameCursor(sortKey: $0.sortKey, id: $0.cluster.id.rawValue) } : nil,
            isContinued: after != nil, hasGrants: hasGrants, mayKeep: organiser != nil,
            unplacedCount: try organiser.map {
                try ClusterMemberRecords.unplacedCounts(below: $0, in: tx).values.reduce(0, +)
            } ?? 0,
            today: tx.today)
    }

    private func href(_ kind: Cluster.Kind?, after: NameCursor? = nil) -> String {
        address(
            Route.clusters.path(),
            [("loai", kind?.key ?? ""), ("luc", time), ("q", typed), ("sau", after?.text ?? "")])
    }

    var page: StaffPage {
        let actions: HTML =
            mayKeep
            ? """
            \(LinkButton(label: "Lập cụm, khối", href: Route.newCluster.path()).html)\
            \(LinkButton(label: "Chia đơn vị", href: Route.divisionForm.path(), tone: .secondary).html)\
            \(LinkButton(label: "Nhập từ tệp", href: Route.divisionImportForm.path(), tone: .secondary).html)
            """ : ""
        let tabs =
            [NavigationItem(label: "Tất cả", href: href(nil), isCurrent: kind == nil)]
            + Cluster.Kind.allCases.map {
                NavigationItem(label: $0.name, href: href($0), isCurrent: $0 == kind)
            }
        return StaffPage(
            title: "Cụm, khối thi đua", section: .clusters,
            main: """
                \(PageHead(
                    title: "Cụm, khối thi đua",
                    lead: "Đơn vị nào thi đua với đơn vị nào, từ ngày nào, và đơn vị nào là trưởng, phó.",
                    actions: actions).html)
                \(if: unplacedCount > 0, "<p>\(Link(label: "\(groupedByThousands(unplacedCount)) đơn vị chưa thuộc cụm, khối nào", href: Route.unplacedUnits.path()).html)</p>")
                \(FilterTabs(items: tabs).html)
                \(SearchBar(
                    action: Route.clusters.path(), value: typed, label: "Tìm theo tên cụm, khối",
                    hint: "Gõ không dấu cũng được",
                    extra: "\(HiddenField(name: "loai", value: kind?.key ?? "").html)\(timeField.html)").html)
                \(table.html)
                """)
    }

    private var timeField: Select {
        let years = (0..<6).map { String(today.year + 1 - $0) }
        return Select(
            name: "luc", label: "Thời gian",
            options: [
                OptionGroup(
                    options: [Option(value: "", label: "Đang hoạt động")]
                        + years.map { Option(value: $0, label: "Năm \($0)") }
                        + [Option(value: "tat-ca", label: "Mọi thời gian")])
            ], selected: time)
    }

    private var table: Table {
        Table(
            caption: "Cụm trước, khối sau, theo tên",
            columns: [Column(label: "Cụm, khối", isMain: true)] + (kind == nil ? [Column(label: "Loại")] : [])
                + [Column(label: "Trưởng"), Column(label: "Số đơn vị", isNumeric: true)]
                + (showsStanding ? [Column(label: "Tình trạng")] : []),
            rows: lines.map(row), empty: empty,
            pager: next == nil && !isContinued
                ? nil
                : Pager(
                    nextHref: next.map { href(kind, after: $0) }, previousHref: isContinued ? href(kind) : nil,
                    previousLabel: "Về đầu danh sách"))
    }

    private func row(_ line: ClusterLine) -> TableRow {
        let cluster = line.cluster
        let invented: HTML = cluster.isInvented ? " <span class=\"muted\">Hư cấu</span>" : ""
        let year = cluster.tellingDay(today: today).year
        var cells: [HTML] = ["\(Link(label: cluster.name, href: Route.cluster.path(cluster.id)).html)\(invented)"]
        if kind == nil { cells.append("\(cluster.kind.name)") }
        cells.append("\(line.chairName.map { "\($0)" } ?? "Chưa có năm \(year)")")
        cells.append("\(groupedByThousands(line.memberCount))")
        if showsStanding { cells.append(standingTag(cluster.validFrom, cluster.validUntil, on: today).html) }
        return TableRow(cells: cells)
    }

    /// Among clusters of today it would say the same in every row, unless one begins later or is about to end.
    private var showsStanding: Bool {
        lines.contains { $0.cluster.validFrom > today || $0.cluster.validUntil != nil }
    }

    private var empty: EmptyState {
        if !hasGrants {
            return EmptyState(
                title: "Tài khoản chưa được giao quyền",
                hint: "Liên hệ quản trị hệ thống của tỉnh để được giao quyền ở đơn vị mình.")
        }
        if kind != nil || !time.isEmpty || !typed.isEmpty {
            return EmptyState(
                title: "Không có cụm, khối nào như vậy", hint: "Bỏ bớt điều kiện lọc để xem các cụm, khối khác.",
                action: LinkButton(label: "Xem tất cả", href: Route.clusters.path(), tone: .secondary).html)
        }
        return EmptyState(
            title: "Chưa có cụm, khối thi đua nào",
            hint: mayKeep
                ? "Lập từng cụm, khối theo quyết định của tỉnh, rồi chia đơn vị vào đó."
                : "Sở Nội vụ lập cụm, khối theo quyết định của tỉnh; khi có, cụm, khối hiện ở đây.",
            action: mayKeep ? LinkButton(label: "Lập cụm, khối", href: Route.newCluster.path()).html : nil)
    }
}

/// Units of today that belong to no cluster: *Đơn vị chưa thuộc cụm, khối nào*.
struct UnplacedUnitsPage {
    static let pageSize = 50

    let kind: Unit.Kind?
    let counts: [Unit.Kind: Int]
    let lines: [UnitLine]
    let next: NameCursor?
    let isContinued: Bool
    let hasClusters: Bool

    static func load(_ visit: Visit, in tx: any ReadTransaction) throws -> UnplacedUnitsPage {
        let organiser = try Gate.requireClusterOrganiser(visit.actor, in: tx)
        let kind = Unit.Kind(rawValue: visit.query["loai"])
        let after = NameCursor(visit.query["sau"])
        let found = try ClusterMemberRecords.unplaced(
            below: organiser, kind: kind, after: after?.place, limit: pageSize + 1, in: tx)
        let lines = Array(found.prefix(pageSize))
        return UnplacedUnitsPage(
            kind: kind, counts: try ClusterMemberRecords.unplacedCounts(below: organiser, in: tx), lines: lines,
            next: found.count > pageSize
                ? lines.last.map { NameCursor(sortKey: $0.sortKey, id: $0.id.rawValue) } : nil,
            isContinued: after != nil,
            hasClusters: try !ClusterRecords.lasting(of: organiser.id, from: tx.today, in: tx).isEmpty)
    }

    private func href(_ kind: Unit.Kind?, after: NameCursor? = nil) -> String {
        address(Route.unplacedUnits.path(), [("loai", kind?.rawValue ?? ""), ("sau", after?.text ?? "")])
    }

    var page: StaffPage {
        let total = counts.values.reduce(0, +)
        let kinds = Unit.Kind.allCases.filter { counts[$0] != nil }
        let tabs =
            [
                NavigationItem(
                    label: "Tất cả (\(groupedByThousands(total)))", href: href(nil), isCurrent: kind == nil)
            ]
            + kinds.map {
                NavigationItem(
                    label: "\($0.name) (\(groupedByThousands(counts[$0] ?? 0)))", href: href($0), isCurrent: $0 == kind)
            }
        let step =
            hasClusters
            ? LinkButton(label: "Chia đơn vị", href: Route.divisionForm.path())
            : LinkButton(label: "Lập cụm, khối", href: Route.newCluster.path())
        return StaffPage(
            title: "Đơn vị chưa thuộc cụm, khối nào", section: .clusters,
            main: """
                \(PageHead(
                    title: "Đơn vị chưa thuộc cụm, khối nào",
                    lead: "Đơn vị đang hoạt động mà chưa được chia vào cụm, khối thi đua của tỉnh.",
                    back: Link(label: "Cụm, khối thi đua", href: Route.clusters.path()),
                    actions: total > 0 ? step.html : "").html)
                \(if: total > 0, FilterTabs(items: tabs).html)
                \(table.html)
                """)
    }

    private var table: Table {
        Table(
            caption: "Theo tên đơn vị",
            columns: [
                Column(label: "Đơn vị", isMain: true), Column(label: "Loại"), Column(label: "Mã"),
                Column(label: "Hoạt động từ"),
            ],
            rows: lines.map {
                TableRow(cells: [
                    Link(label: $0.name, href: Route.unit.path($0.id)).html, "\($0.kind.name)", "\($0.code)",
                    "\($0.validFrom.written)",
                ])
            },
            empty: kind == nil
                ? EmptyState(
                    title: "Đơn vị nào cũng đã có cụm, khối",
                    hint: "Khi có đơn vị mới, hoặc đơn vị thôi tham gia, đơn vị đó hiện ở đây.")
                : EmptyState(
                    title: "Không có đơn vị nào loại này",
                    hint: "Xem mục “Tất cả” để biết đơn vị loại khác chưa có cụm, khối.",
                    action: LinkButton(label: "Xem tất cả", href: href(nil), tone: .secondary).html),
            pager: next == nil && !isContinued
                ? nil
                : Pager(
                    nextHref: next.map { href(kind, after: $0) }, previousHref: isContinued ? href(kind) : nil,
                    previousLabel: "Về đầu danh sách"))
    }
}
