import Primitives

/// A time limit of a procedure.
public struct Deadline: Hashable, Sendable, Identifiable {
    public enum Limit: Hashable, Sendable {
        /// So many working days after the start event, which is not counted itself.
        case workingDays(Int)
        /// So many calendar days after the start event, which is not counted itself.
        case days(Int)
        /// At least so many whole working days between what is done and the event.
        case workingDaysBefore(Int)
        /// A day of the year. `yearsAfter`: so many years after the year whose achievement counts; `nil`: every year, the
        /// sources do not say for which year of achievement.
        case dayOfYear(month: Int, day: Int, yearsAfter: Int?)
    }

    /// `gui-bo-noi-vu`: the same through all versions.
    public let key: String
    /// What has to be done: `Gửi hồ sơ về Bộ Nội vụ`.
    public let name: String
    /// Who has to do it.
    public let actor: String
    /// What sets the clock going, such as `ngày nhận đủ hồ sơ`; `nil` for a day of the year.
    public let startEvent: String?
    public let limit: Limit
    /// Where it holds only for some, or what is not certain.
    public let note: String?
    public let citation: Citation
    public let checkedOn: CivilDate

    public var id: String { key }

    /// `20 ngày làm việc kể từ ngày nhận đủ hồ sơ`.
    public var words: String {
        let since = startEvent.map { " kể từ \($0)" } ?? ""
        switch limit {
        case .workingDays(let count): return "\(count) ngày làm việc\(since)"
        case .days(let count): return "\(count) ngày\(since)"
        case .workingDaysBefore(let count):
            return "ít nhất \(count) ngày làm việc trước \(startEvent ?? "ngày thực hiện")"
        case .dayOfYear(let month, let day, let yearsAfter):
            let date = "\(day)/\(month)"
            switch yearsAfter {
            case nil: return "trước hoặc trong ngày \(date) hằng năm"
            case 0: return "trước hoặc trong ngày \(date) của năm xét"
            case 1: return "trước hoặc trong ngày \(date) của năm liền sau năm xét"
            case let years?: return "trước hoặc trong ngày \(date), sau năm xét \(years) năm"
            }
        }
    }

    /// The last day for it when the start event was on `event`; for a limit before an event, the last day on which it can
    /// still be done. `nil` for a day of the year.
    public func due(event: CivilDate, calendar: WorkingCalendar) -> WorkingDay? {
        switch limit {
        case .workingDays(let count): calendar.day(count, after: event)
        case .days(let count): WorkingDay(date: event.adding(days: count), missingYears: [])
        case .workingDaysBefore(let count): calendar.day(count, before: event)
        case .dayOfYear: nil
        }
    }

    /// The last day for an achievement of this year; `nil` when it counts from an event, or for every year alike.
    public func due(year: Int) -> CivilDate? {
        guard case .dayOfYear(let month, let day, let yearsAfter?) = limit else { return nil }
        return CivilDate(year: year + yearsAfter, month: month, day: day)
    }
}
