import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The province's table: where each unit stands with each indicator.
struct TargetTablePage {
    static let limit = 50
    /// More columns than these cannot be read.
    static let indicatorLimit = 30

    let year: Int
    let indicators: [Indicator]
    let units: [UnitStandings]
    let hasMore: Bool
    let isContinued: Bool
    /// Those of the province; their units are those of the year.
    let clusters: ClusterChoice
    let maySet: Bool
    let today: CivilDate

    static func load(_ visit: Visit, _ tx: any ReadTransaction) throws -> TargetTablePage {
        let year = yearShown(visit.query["nam"], today: tx.today)
        let after = NameCursor(visit.query["sau"])
        let indicators =
            visit.actor.grants.isEmpty ? [] : try IndicatorRecords.all(year: year, limit: indicatorLimit, in: tx)
        let clusters =
            try indicators.first.map {
                try ClusterChoice.load(visit, of: $0.ownerID, during: daysOfYear(year, today: tx.today), in: tx)
            } ?? .none(tx.today)
        let units =
            try indicators.first.map {
                try TargetRecords.table(
                    year: year, handedDownBy: $0.ownerID, of: clusters.members, after: after?.place, limit: limit + 1,
                    in: tx)
            } ?? []
        return TargetTablePage(
            year: year, indicators: indicators, units: Array(units.prefix(limit)), hasMore: units.count > limit,
            isContinued: after != nil, clusters: clusters, maySet: visit.actor.isAny(of: .specialist, .leader),
            today: tx.today)
    }

    var page: StaffPage {
        let list = ListAddress(route: .targetTable).with("nam", String(year)).with(
            ClusterChoice.field, clusters.key)
        let next = hasMore ? units.last.map { NameCursor(sortKey: $0.sortKey, id: $0.unitID.rawValue).text } : nil
        return StaffPage(
            title: "Bảng theo đơn vị", section: .indicators,
            main: """
                \(PageHead(title: "Chỉ tiêu năm \(year) theo đơn vị", lead: indicators.isEmpty ? nil : "So với kế hoạch đến hết kỳ vừa qua của từng chỉ tiêu.").html)
                \(TargetTabs.html(.targetTable))
                \(yearFilter(.targetTable, year, today: today, extra: clusters.select))
                \(Table(
                    caption: "Đơn vị và chỉ tiêu năm \(year)", showsCaption: false,
                    columns: [Column(label: "Đơn vị", isMain: true)] + indicators.map { Column(label: $0.name) },
                    rows: units.map(row),
                    empty: clusters.chosen != nil ? nothingOfCluster : EmptyState(
                        title: "Chưa giao chỉ tiêu nào của năm \(year)",
                        hint: maySet
                            ? "Đặt chỉ tiêu rồi giao cho các đơn vị; bảng sẽ hiện ở đây."
                            : "Khi chỉ tiêu được giao cho các đơn vị, bảng sẽ hiện ở đây.",
                        action: maySet
                            ? LinkButton(label: "Đặt chỉ tiêu", href: Route.newIndicator.path()).html : nil),
                    pager: next == nil && !isContinued ? nil : Pager(
                        nextHref: next.map { list.with("sau", $0).path }, previousHref: isContinued ? list.path : nil,
                        previousLabel: "Về đầu danh sách")).html)
                """)
    }

    private var nothingOfCluster: EmptyState {
        EmptyState(
            title: "Không đơn vị nào của cụm, khối này được giao chỉ tiêu năm \(year)",
            hint: "Chọn cụm, khối khác, hoặc xem mọi đơn vị.",
            action: LinkButton(
                label: "Xem tất cả", href: ListAddress(route: .targetTable).with("nam", String(year)).path,
                tone: .secondary
            ).html)
    }

    private func row(_ unit: UnitStandings) -> TableRow {
        TableRow(
            cells: [
                Link(
                    label: unit.unitName,
                    href: address(Route.unitTargets.path(unit.unitID), [("nam", String(year))])
                ).html
            ]
                + indicators.map { indicator in
                    guard let found = unit.standings[indicator.id] else {
                        return "<span class=\"muted\">không giao</span>"
                    }
                    let due = indicator.dueOn(indicator.rhythm.shown(in: year, on: today))
                    let tag = StatusTag(target: found.standing, dueOn: due, today: today)
                    return "\(tag.html)\(some: found.share, { " \(writtenShare($0))" })"
                })
    }
}

/// All indicators of one unit.
struct UnitTargetsPage {
    let unit: Unit
    let year: Int
    let lines: [UnitIndicatorLine]
    let today: CivilDate

    static func load(_ visit: Visit, _ id: ID<Unit>, in tx: any ReadTransaction) throws -> UnitTargetsPage {
        guard !visit.actor.grants.isEmpty, let unit = try UnitRecords.unit(id, in: tx) else {
            throw Problem.notFound("đơn vị này")
        }
        let year = yearShown(visit.query["nam"], today: tx.today)
        return UnitTargetsPage(
            unit: unit, year: year, lines: try TargetRecords.indicators(of: id, year: year, in: tx), today: tx.today)
    }

    var page: StaffPage {
        StaffPage(
            title: "Chỉ tiêu của \(unit.name)", section: .indicators,
            main: """
                \(PageHead(
                    title: "Chỉ tiêu của \(unit.name)", lead: "Năm \(year)",
                    back: Link(label: "Bảng theo đơn vị", href: address(Route.targetTable.path(), [("nam", String(year))]))).html)
                <form class="search" method="get" action="\(Route.unitTargets.path(unit.id))"><div class="filters">
                \(Select(name: "nam", label: "Năm", options: [OptionGroup(options: yearOptions(today: today))], selected: String(year)).html)
                <div>\(Button(label: "Xem", tone: .secondary).html)</div></div></form>
                \(Table(
                    caption: "Chỉ tiêu năm \(year)", showsCaption: false,
                    columns: [
                        Column(label: "Chỉ tiêu", isMain: true), Column(label: "Cả năm", isNumeric: true),
                        Column(label: "Tính đến hết"), Column(label: "Kế hoạch", isNumeric: true),
                        Column(label: "Đạt được", isNumeric: true), Column(label: "So với kế hoạch", isNumeric: true),
                        Column(label: "Tình trạng"),
                    ],
                    rows: lines.map(row),
                    empty: EmptyState(
                        title: "Đơn vị chưa được giao chỉ tiêu nào của năm \(year)",
                        hint: "Chọn năm khác, hoặc chờ cấp trên giao.")).html)
                """)
    }

    private func row(_ line: UnitIndicatorLine) -> TableRow {
        let scale = line.indicator.scale
        return TableRow(cells: [
            Link(label: line.indicator.name, href: TargetLinks.figures(line.indicator.id, unit.id)).html,
            "\(line.indicator.written(line.amount))", "\(line.indicator.rhythm.name(of: line.period))",
            "\(scale.written(line.planned))", "\(line.done.map(scale.written) ?? "–")",
            "\(line.share.map(writtenShare) ?? "–")",
            StatusTag(target: line.standing, dueOn: line.dueOn, today: today).html,
        ])
    }
}
