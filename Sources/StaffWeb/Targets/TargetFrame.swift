import Domain
import Primitives
import WebSupport

/// Addresses of pages about targets.
enum TargetLinks {
    static func figures(_ id: ID<Indicator>, _ unitID: ID<Unit>, period: Int? = nil) -> String {
        address(Route.unitFigures.path(id, unitID), [("ky", period.map(String.init) ?? "")])
    }

    static func board(_ id: ID<Indicator>, of unitID: ID<Unit>?) -> String {
        address(Route.indicator.path(id), [("don-vi", unitID?.rawValue ?? "")])
    }

    static func handDown(_ id: ID<Indicator>, by unitID: ID<Unit>) -> String {
        address(Route.handDownForm.path(id), [("don-vi", unitID.rawValue)])
    }
}

/// The four places under *Chỉ tiêu, công trình*.
enum TargetTabs {
    static func html(_ current: Route) -> HTML {
        FilterTabs(
            items: [
                ("Chỉ tiêu", Route.indicators), ("Bảng theo đơn vị", .targetTable),
                ("Công trình gắn biển", .publicWorks),
                ("Xóa nhà tạm, nhà dột nát", .houses),
            ].map { NavigationItem(label: $0.0, href: $0.1.path(), isCurrent: $0.1 == current) }
        ).html
    }
}

extension TargetStanding {
    /// As it stands in an address.
    var key: String {
        switch self {
        case .unreported: "chua-bao-cao"
        case .late: "cham"
        case .onTime: "dung-tien-do"
        case .ahead: "vuot"
        }
    }

    var tone: Tone {
        switch self {
        case .unreported: .warning
        case .late: .bad
        case .onTime: .progress
        case .ahead: .good
        }
    }
}

extension StatusTag {
    /// Where a unit stands; who has not reported is not late before the due day.
    init(target standing: TargetStanding, dueOn: CivilDate, today: CivilDate) {
        if standing == .unreported, dueOn >= today {
            self.init(label: "Hạn báo cáo \(dueOn.written)", tone: .neutral)
        } else {
            self.init(
                label: standing == .unreported ? "Quá hạn báo cáo" : standing.name, tone: standing.tone)
        }
    }
}

/// A share kept in hundredths of a percent: `98,5 %`, with a blank at which no line is broken.
func writtenShare(_ share: Int) -> String { Ratio(share, of: 10_000).percent.replacing(" ", with: "\u{a0}") }

/// Which year a page shows: the one asked for, or this year.
func yearShown(_ text: String, today: CivilDate) -> Int {
    Int(text).flatMap { (1945...2200).contains($0) ? $0 : nil } ?? today.year
}

/// Years to choose from, this one and those before.
func yearOptions(today: CivilDate) -> [Option] {
    (-1...4).map { Option(value: String(today.year - $0), label: String(today.year - $0)) }
}

/// From the first day of a year to its last; today alone for a year that no calendar has.
func daysOfYear(_ year: Int, today: CivilDate) -> ClosedRange<CivilDate> {
    guard let first = CivilDate(year: year, month: 1, day: 1), let last = CivilDate(year: year, month: 12, day: 31)
    else { return today...today }
    return first...last
}

/// A choice of year, all of whose state is in the address.
func yearFilter(_ route: Route, _ year: Int, today: CivilDate, extra: HTML = "") -> HTML {
    """
    <form class="search" method="get" action="\(route.path())"><div class="filters">
    \(Select(name: "nam", label: "Năm", options: [OptionGroup(options: yearOptions(today: today))], selected: String(year)).html)
    \(extra)
    <div>\(Button(label: "Xem", tone: .secondary).html)</div></div></form>
    """
}

/// What is asked for when targets of locked periods may be changed here: the reason of Sở Nội vụ; others read whom to ask.
/// - Parameter isKeeper: the reader may correct what is locked.
func lockedTargetsPart(_ indicator: Indicator, isKeeper: Bool, typed: TypedForm) -> HTML {
    guard indicator.lockedThrough > 0 else { return "" }
    let through = "Số liệu đã chốt đến hết \(indicator.rhythm.name(of: indicator.lockedThrough))."
    guard isKeeper else {
        return """
            <div class="notice"><p>\(through) Chỉ tiêu của các kỳ đó giữ nguyên; cần sửa thì gửi lý do và số đúng cho Sở Nội vụ.</p></div>
            """
    }
    return TextArea(
        name: "lockedReason", label: "Lý do sửa chỉ tiêu của kỳ đã chốt", value: typed.value("lockedReason"),
        hint: "\(through) Cần ghi khi chỉ tiêu của các kỳ đó thay đổi; số cũ được giữ lại cùng lý do",
        error: typed.error("lockedReason"), rows: 2, maxLength: 1000
    ).html
}
