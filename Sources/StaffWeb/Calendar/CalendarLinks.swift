import Domain
import Primitives
import Records
import WebSupport

/// Addresses within the calendar that carry a choice behind `?`.
enum CalendarLinks {
    /// The years that can be leafed through.
    static let years = 1900...2200

    static func year(_ year: Int, everybody: Bool) -> String {
        address(Route.calendar.path(), [("nam", String(year)), ("don-vi", everybody ? "tat-ca" : "")])
    }

    static func month(_ year: Int, _ month: Int, everybody: Bool) -> String {
        address(
            Route.calendarMonth.path(),
            [("nam", String(year)), ("thang", String(month)), ("don-vi", everybody ? "tat-ca" : "")])
    }

    static func list(yearly: Bool, level: Occasion.Level? = nil, typed: String = "", after: String = "") -> String {
        address(
            Route.occasions.path(),
            [("loai", yearly ? "" : "mot-lan"), ("cua", level?.key ?? ""), ("q", typed), ("sau", after)])
    }

    static func newOccasion(yearly: Bool) -> String {
        address(Route.newOccasion.path(), [("loai", yearly ? "" : "mot-lan")])
    }

    static func holidays(_ year: some CustomStringConvertible) -> String {
        address(Route.holidays.path(), [("nam", year.description)])
    }

    /// The views of the calendar, to choose from.
    static func tabs(_ current: Route, today: CivilDate, everybody: Bool, year: Int? = nil) -> FilterTabs {
        let year = year ?? today.year
        let month = year == today.year ? today.month : 1
        return FilterTabs(items: [
            NavigationItem(
                label: "Cả năm", href: self.year(year, everybody: everybody), isCurrent: current == .calendar),
            NavigationItem(
                label: "Từng tháng", href: self.month(year, month, everybody: everybody),
                isCurrent: current == .calendarMonth),
            NavigationItem(
                label: "Danh mục", href: Route.occasions.path(), isCurrent: current == .occasions),
            NavigationItem(
                label: "Ngày nghỉ, làm bù", href: holidays(year), isCurrent: current == .holidays),
        ])
    }

    /// Between the days of one's own units and those of all.
    static func scopeSwitch(isEverybody: Bool, own: String, everybody: String) -> HTML {
        isEverybody
            ? "<p class=\"no-print\">Đang xem ngày và hoạt động của mọi đơn vị. \(Link(label: "Chỉ xem ngày chung và của đơn vị mình", href: own).html)</p>"
            : "<p class=\"no-print\">Đang xem ngày chung và của đơn vị mình. \(Link(label: "Xem cả ngày và hoạt động của các đơn vị", href: everybody).html)</p>"
    }

    static let cutNotice: HTML = """
        <p class="muted">Có nhiều mục quá nên trang này chưa đủ. Mở từng tháng, hoặc chỉ xem ngày chung và của đơn vị mình.</p>
        """
}

extension Occasion.Level {
    /// As it stands in an address.
    var key: String {
        switch self {
        case .nation: "dat-nuoc"
        case .province: "tinh"
        case .agency: "don-vi"
        }
    }
}
