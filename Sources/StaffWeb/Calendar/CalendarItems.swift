import Domain
import Primitives
import Records
import WebSupport

/// What stands in the calendar, as lines of it.
extension CalendarItem {
    /// A day of the calendar with its count of years.
    static func occurrence(_ found: Occurrence, unitName: String?, showsDay: Bool = true) -> CalendarItem {
        let parts = [
            found.count?.noted, unitName,
            found.startsOn == found.endsOn ? nil : "đến \(found.endsOn.written)",
            found.occasion.period?.hours.map { "\($0.from.written) – \($0.until.written)" },
        ].compactMap { $0 }
        return CalendarItem(
            kind: found.occasion.level == .agency ? .agency : .day, day: showsDay ? found.startsOn.short : nil,
            label: found.occasion.name, href: Route.occasion.path(found.occasion.id),
            note: parts.isEmpty ? nil : parts.joined(separator: ", "))
    }

    static func movement(_ movement: CalendarMovement, isStart: Bool, showsDay: Bool = true) -> CalendarItem {
        CalendarItem(
            kind: .movement, day: showsDay ? (isStart ? movement.startsOn : movement.endsOn).short : nil,
            label: movement.name, href: Route.movement.path(movement.id),
            note: isStart ? "bắt đầu" : "kết thúc")
    }

    static func activity(_ line: ActivityLine, showsDay: Bool = true) -> CalendarItem {
        let until = line.startsOn == line.endsOn ? nil : "đến \(line.endsOn.written)"
        return CalendarItem(
            kind: .activity, day: showsDay ? line.startsOn.short : nil, label: line.name,
            href: Route.activity.path(line.id),
            note: [line.unitName, until, line.isInvented ? "hư cấu" : nil].compactMap { $0 }.joined(separator: ", "))
    }
}

extension CivilDate {
    /// `02/9`: the day without its year.
    var short: String { String(written.dropLast(5)) }

    /// `Thứ Ba`.
    var weekdayName: String {
        ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"][weekday - 1]
    }
}

extension YearCount {
    /// `80 năm (tận cùng 0)`.
    var noted: String {
        switch ending {
        case .nought: "\(written) (tận cùng 0)"
        case .five: "\(written) (tận cùng 5)"
        case .other: written
        }
    }
}

extension CalendarPeriod {
    /// What falls on each day, by the day. What lasts longer than a week stands on its first and last day only.
    func items(showsDay: Bool) -> [(day: CivilDate, item: CalendarItem)] {
        var found: [(CivilDate, CalendarItem)] = []
        for occurrence in occurrences {
            let item = CalendarItem.occurrence(
                occurrence, unitName: unitNames[occurrence.occasion.id], showsDay: showsDay)
            found += days(occurrence.startsOn, occurrence.endsOn, isSpread: !showsDay).map { ($0, item) }
        }
        for movement in movements {
            for isStart in [true, false] {
                let day = isStart ? movement.startsOn : movement.endsOn
                if first <= day, day <= last {
                    found.append((day, .movement(movement, isStart: isStart, showsDay: showsDay)))
                }
            }
        }
        for activity in activities {
            let item = CalendarItem.activity(activity, showsDay: showsDay)
            found += days(activity.startsOn, activity.endsOn, isSpread: !showsDay).map { ($0, item) }
        }
        // Days keep the order of their kinds: great days before movements before activities.
        return found.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map { $0.element }
    }

    /// - Parameter isSpread: whether it stands on every one of its days; otherwise only where it begins.
    private func days(_ start: CivilDate, _ end: CivilDate, isSpread: Bool) -> [CivilDate] {
        let shown = max(start, first)
        guard isSpread else { return [shown] }
        let length = end.days(since: start)
        let all = length < 7 ? (0...length).map { start.adding(days: $0) } : [start, end]
        return all.filter { first <= $0 && $0 <= last }
    }
}
