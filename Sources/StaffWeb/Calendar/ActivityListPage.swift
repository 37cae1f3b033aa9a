import Domain
import Primitives
import Records
import Store
import WebSupport

/// The list of activities: *Hoạt động*.
struct ActivityListPage {
    static let limit = 50

    let state: Activity.State?
    let kind: Activity.Kind?
    /// Only those of the person's own units and what lies below them.
    let isOwn: Bool
    let lines: [ActivityLine]
    let hasMore: Bool
    let isContinued: Bool
    let mayPlan: Bool
    let hasOwn: Bool
    let today: CivilDate

    static func load(_ visit: Visit, _ tx: any ReadTransaction) throws -> ActivityListPage {
        let state = Activity.State.allCases.first { $0.key == visit.query["xem"] }
        let kind = Activity.Kind.allCases.first { $0.key == visit.query["loai"] }
        let own = visit.actor.units(as: .unitOfficer, .unitHead)
        let isOwn = visit.query["cua"] == "don-vi-toi" && !own.isEmpty
        let after = place(visit.query["sau"])
        let lines =
            visit.actor.grants.isEmpty
            ? []
            : try ActivityRecords.page(
                ActivityFilter(state: state, kind: kind, units: isOwn ? own : nil), before: after, limit: limit + 1,
                in: tx)
        return ActivityListPage(
            state: state, kind: kind, isOwn: isOwn, lines: Array(lines.prefix(limit)), hasMore: lines.count > limit,
            isContinued: after != nil,
            mayPlan: visit.actor.isAny(of: .specialist, .leader, .unitOfficer, .unitHead), hasOwn: !own.isEmpty,
            today: tx.today)
    }

    /// Where the last page ended: `2025-01-01_<id>`.
    private static func place(_ text: String) -> (startsOn: CivilDate, id: String)? {
        let parts = text.split(separator: "_")
        guard parts.count == 2, let day = CivilDate(iso: parts[0]), let id = ID<Activity>(parsing: parts[1]) else {
            return nil
        }
        return (day, id.rawValue)
    }

    private func href(_ state: Activity.State?, after: String = "") -> String {
        address(
            Route.activities.path(),
            [
                ("xem", state?.key ?? ""), ("loai", kind?.key ?? ""), ("cua", isOwn ? "don-vi-toi" : ""),
                ("sau", after),
            ])
    }

    var page: StaffPage {
        let plan: HTML = mayPlan ? LinkButton(label: "Lập kế hoạch", href: Route.newActivity.path()).html : ""
        let tabs =
            [NavigationItem(label: "Tất cả", href: href(nil), isCurrent: state == nil)]
            + Activity.State.allCases.map {
                NavigationItem(label: $0.name, href: href($0), isCurrent: $0 == state)
            }
        return StaffPage(
            title: "Hoạt động", section: .activities,
            main: """
                \(PageHead(
                    title: "Hoạt động",
                    lead: "Hoạt động văn hóa, thể thao, lễ, hội nghị, đại hội gắn với phong trào thi đua.", actions: plan
                ).html)
                \(if: hasAnything, "\(FilterTabs(items: tabs).html)\(filters)")
                \(table.html)
                """)
    }

    /// Where nothing is yet there is nothing to filter.
    private var hasAnything: Bool { !lines.isEmpty || isContinued || state != nil || kind != nil || isOwn }

    private var filters: HTML {
        let kinds =
            [Option(value: "", label: "Tất cả")]
            + Activity.Kind.allCases.map { Option(value: $0.key, label: $0.name) }
        let owners = [Option(value: "", label: "Mọi đơn vị"), Option(value: "don-vi-toi", label: "Đơn vị của tôi")]
        return """
            <form class="search" method="get" action="\(Route.activities.path())"><div class="filters">\
            \(HiddenField(name: "xem", value: state?.key ?? "").html)\
            \(Select(name: "loai", label: "Loại", options: [OptionGroup(options: kinds)], selected: kind?.key ?? "").html)\
            \(if: hasOwn, Select(name: "cua", label: "Của", options: [OptionGroup(options: owners)], selected: isOwn ? "don-vi-toi" : "").html)\
            <div><button class="button secondary" type="submit">Lọc</button></div></div></form>
            """
    }

    private var table: Table {
        let next = hasMore ? lines.last.map { href(state, after: "\($0.startsOn.iso)_\($0.id)") } : nil
        return Table(
            caption: state.map { "Hoạt động: \($0.name.lowercased())" } ?? "Hoạt động, ngày mới nhất đứng trước",
            columns: [
                Column(label: "Hoạt động", isMain: true), Column(label: "Loại"), Column(label: "Thời gian"),
                Column(label: "Đơn vị chủ trì"), Column(label: "Số người", isNumeric: true),
                Column(label: "Trạng thái"),
            ],
            rows: lines.map(row), empty: empty,
            pager: next == nil && !isContinued
                ? nil
                : Pager(
                    nextHref: next, previousHref: isContinued ? href(state) : nil, previousLabel: "Về đầu danh sách"))
    }

    private func row(_ line: ActivityLine) -> TableRow {
        let people =
            line.participants.map { groupedByThousands($0) }
            ?? line.expectedParticipants.map { "dự kiến \(groupedByThousands($0))" } ?? "–"
        let days =
            line.startsOn == line.endsOn
            ? line.startsOn.written : "\(line.startsOn.written) – \(line.endsOn.written)"
        let invented: HTML = line.isInvented ? " <span class=\"muted\">Hư cấu</span>" : ""
        return TableRow(cells: [
            "\(Link(label: line.name, href: Route.activity.path(line.id)).html)\(invented)", "\(line.kind.name)",
            "\(days)", "\(line.unitName)", "\(people)",
            StatusTag(activity: line.state, until: line.endsOn, today: today).html,
        ])
    }

    private var empty: EmptyState {
        if state != nil || kind != nil || isOwn {
            return EmptyState(
                title: "Không có hoạt động nào khớp", hint: "Bỏ bớt điều kiện lọc, hoặc xem mục “Tất cả”.")
        }
        return EmptyState(
            title: "Chưa có hoạt động nào",
            hint: mayPlan
                ? "Bấm “Lập kế hoạch” để ghi hoạt động đầu tiên: tên, ngày, địa điểm, số người dự kiến."
                : "Khi đơn vị lập kế hoạch hoạt động, hoạt động sẽ hiện ở đây.")
    }
}

extension Activity.State {
    /// As it stands in an address.
    var key: String {
        switch self {
        case .planned: "ke-hoach"
        case .held: "da-to-chuc"
        case .reported: "da-co-ket-qua"
        case .cancelled: "da-huy"
        }
    }

}

extension Activity.Kind {
    /// As it stands in an address.
    var key: String {
        switch self {
        case .cultural: "van-hoa"
        case .sports: "the-thao"
        case .ceremony: "le"
        case .conference: "hoi-nghi"
        case .congress: "dai-hoi"
        }
    }
}

extension StatusTag {
    /// Where an activity stands on this day.
    init(activity state: Activity.State, until end: CivilDate, today: CivilDate) {
        switch state {
        case .planned where end < today:
            self.init(label: "Đã qua ngày, chưa ghi", tone: .warning)
        case .planned: self.init(label: state.name, tone: .progress)
        case .held: self.init(label: state.name, tone: .warning)
        case .reported: self.init(label: state.name, tone: .good)
        case .cancelled: self.init(label: state.name, tone: .neutral)
        }
    }
}
