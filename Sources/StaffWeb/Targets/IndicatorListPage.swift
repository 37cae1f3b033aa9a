import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The indicators of a year: *Chỉ tiêu*.
struct IndicatorListPage {
    static let limit = 50

    let year: Int
    let lines: [IndicatorLine]
    let hasMore: Bool
    let isContinued: Bool
    let maySet: Bool
    /// The units that the person reports for.
    let own: [Unit]
    let today: CivilDate

    static func load(_ visit: Visit, _ tx: any ReadTransaction) throws -> IndicatorListPage {
        let year = yearShown(visit.query["nam"], today: tx.today)
        let after = NameCursor(visit.query["sau"])
        let lines =
            visit.actor.grants.isEmpty
            ? [] : try IndicatorRecords.page(year: year, after: after?.place, limit: limit + 1, in: tx)
        return IndicatorListPage(
            year: year, lines: Array(lines.prefix(limit)), hasMore: lines.count > limit, isContinued: after != nil,
            maySet: visit.actor.isAny(of: .specialist, .leader),
            own: try UnitRecords.own(visit.actor.units(as: .unitOfficer, .unitHead), in: tx), today: tx.today)
    }

    var page: StaffPage {
        let set: HTML = maySet ? LinkButton(label: "Đặt chỉ tiêu", href: Route.newIndicator.path()).html : ""
        return StaffPage(
            title: "Chỉ tiêu", section: .indicators,
            main: """
                \(PageHead(title: "Chỉ tiêu năm \(year)", lead: ownLead, actions: set).html)
                \(TargetTabs.html(.indicators))
                \(if: !own.isEmpty, "<p>\(each: own, { Link(label: "Chỉ tiêu của \($0.name)", href: address(Route.unitTargets.path($0.id), [("nam", String(year))])).html + " " })</p>")
                \(yearFilter(.indicators, year, today: today))
                \(table.html)
                """)
    }

    private var ownLead: String? {
        lines.isEmpty ? nil : "Số đơn vị ở mỗi mức tính đến hết kỳ vừa qua của từng chỉ tiêu."
    }

    private var table: Table {
        let list = ListAddress(route: .indicators).with("nam", String(year))
        let next = hasMore ? lines.last.map { NameCursor(sortKey: $0.sortKey, id: $0.indicator.id.rawValue).text } : nil
        return Table(
            caption: "Chỉ tiêu năm \(year)", showsCaption: false,
            columns: [
                Column(label: "Chỉ tiêu", isMain: true), Column(label: "Cả năm", isNumeric: true),
                Column(label: "Kỳ"), Column(label: "Chưa báo cáo", isNumeric: true),
                Column(label: "Chậm", isNumeric: true), Column(label: "Đúng tiến độ", isNumeric: true),
                Column(label: "Vượt, đạt trước", isNumeric: true),
            ],
            rows: lines.map(row),
            empty: EmptyState(
                title: "Năm \(year) chưa có chỉ tiêu nào",
                hint: maySet
                    ? "Bấm “Đặt chỉ tiêu” để ghi chỉ tiêu đầu tiên, rồi giao cho các đơn vị."
                    : "Khi Sở Nội vụ đặt và giao chỉ tiêu, chỉ tiêu sẽ hiện ở đây."),
            pager: next == nil && !isContinued
                ? nil
                : Pager(
                    nextHref: next.map { list.with("sau", $0).path }, previousHref: isContinued ? list.path : nil,
                    previousLabel: "Về đầu danh sách"))
    }

    private func row(_ line: IndicatorLine) -> TableRow {
        let indicator = line.indicator
        let invented: HTML = indicator.isInvented ? " <span class=\"muted\">Số liệu hư cấu</span>" : ""
        let shown = indicator.rhythm.shown(in: year, on: today)
        func count(_ standing: TargetStanding) -> HTML {
            let number = line.counts[standing]
            guard number > 0 else { return "0" }
            return "<a href=\"\(address(Route.indicator.path(indicator.id), [("tt", standing.key)]))\">\(number)</a>"
        }
        let none: HTML = "–"
        let isHandedDown = line.counts.total > 0
        return TableRow(
            cells: [
                "\(Link(label: indicator.name, href: Route.indicator.path(indicator.id)).html)\(invented)",
                "\(indicator.written(line.whole))", "\(indicator.rhythm.name(of: shown))",
            ] + [.unreported, .late, .onTime, .ahead].map { isHandedDown ? count($0) : none },
            note: isHandedDown || !maySet
                ? nil
                : "Chưa giao cho đơn vị nào. \(Link(label: "Giao chỉ tiêu", href: Route.handDownForm.path(indicator.id)).html)"
        )
    }
}
