import Primitives

/// The public holidays and the exchanged working days of one year, as announced for it.
public struct HolidayYear: Hashable, Sendable {
    public let year: Int
    /// Days off besides Saturdays and Sundays, with their names.
    public let holidays: [CivilDate: String]
    /// Saturdays and Sundays on which offices work instead of another day.
    public let workingDays: Set<CivilDate>
    /// Where it was announced, for people.
    public let source: String
    public let mark: Mark

    public init(
        year: Int, holidays: [CivilDate: String], workingDays: Set<CivilDate> = [], source: String, mark: Mark
    ) {
        self.year = year
        self.holidays = holidays
        self.workingDays = workingDays
        self.source = source
        self.mark = mark
    }
}

/// A day found by counting working days.
public struct WorkingDay: Hashable, Sendable {
    public let date: CivilDate
    /// Years whose holidays are not on record though days of them were counted: then only Saturdays and Sundays were left out.
    public let missingYears: [Int]

    /// What the reader has to be told when holidays are missing.
    public var note: String? { WorkingCalendar.note(missingYears) }
}

/// A number of working days.
public struct WorkingDayCount: Hashable, Sendable {
    public let days: Int
    /// As in ``WorkingDay/missingYears``.
    public let missingYears: [Int]

    public var note: String? { WorkingCalendar.note(missingYears) }
}

/// Counts working days: Saturdays, Sundays and the holidays on record are off, exchanged days are not.
///
/// A year that is not on record is never guessed: its holidays are not left out, and the answer says so.
public struct WorkingCalendar: Hashable, Sendable {
    private let years: [Int: HolidayYear]

    public init(years: [HolidayYear]) {
        self.years = Dictionary(years.map { ($0.year, $0) }, uniquingKeysWith: { _, last in last })
    }

    /// The same calendar with this year, which takes the place of what was on record for it.
    public func with(_ year: HolidayYear) -> WorkingCalendar {
        WorkingCalendar(years: years.values.filter { $0.year != year.year } + [year])
    }

    /// The years on record.
    public var knownYears: [Int] { years.keys.sorted() }

    public func holidayYear(_ year: Int) -> HolidayYear? { years[year] }

    /// Whether offices work on this day. Of a year not on record only Saturdays and Sundays are off.
    public func isWorkingDay(_ date: CivilDate) -> Bool {
        let year = years[date.year]
        if year?.holidays[date] != nil { return false }
        return date.weekday < 6 || year?.workingDays.contains(date) == true
    }

    /// The `count`-th working day after `start`; `start` itself is not counted. With 0: `start` or the next working day.
    public func day(_ count: Int, after start: CivilDate) -> WorkingDay {
        var date = start
        var left = max(count, 0)
        if count <= 0 {
            while !isWorkingDay(date) { date = date.adding(days: 1) }
        }
        while left > 0 {
            date = date.adding(days: 1)
            if isWorkingDay(date) { left -= 1 }
        }
        return WorkingDay(date: date, missingYears: missing(start, date))
    }

    /// The last day that leaves `count` whole working days between itself and `end`; neither of the two is counted.
    public func day(_ count: Int, before end: CivilDate) -> WorkingDay {
        var date = end
        var left = max(count, 0)
        while left > 0 {
            date = date.adding(days: -1)
            if isWorkingDay(date) { left -= 1 }
        }
        date = date.adding(days: -1)
        return WorkingDay(date: date, missingYears: missing(date, end.adding(days: -1)))
    }

    /// The working days after `start` up to and including `end`; negative when `end` lies before `start`.
    public func workingDays(after start: CivilDate, through end: CivilDate) -> WorkingDayCount {
        guard start <= end else {
            let back = workingDays(after: end, through: start)
            return WorkingDayCount(days: -back.days, missingYears: back.missingYears)
        }
        var days = 0
        var date = start
        while date < end {
            date = date.adding(days: 1)
            if isWorkingDay(date) { days += 1 }
        }
        return WorkingDayCount(days: days, missingYears: missing(start, end))
    }

    private func missing(_ first: CivilDate, _ last: CivilDate) -> [Int] {
        guard first < last else { return [] }
        return (first.adding(days: 1).year...last.year).filter { years[$0] == nil }
    }

    /// `Lịch nghỉ năm 2026 chưa nhập, mới trừ thứ bảy, chủ nhật.`
    static func note(_ missingYears: [Int]) -> String? {
        guard !missingYears.isEmpty else { return nil }
        let years = missingYears.map(String.init).joined(separator: ", ")
        return "Lịch nghỉ năm \(years) chưa nhập, mới trừ thứ bảy, chủ nhật. Cần trừ thêm ngày lễ, tết và ngày làm bù."
    }
}
