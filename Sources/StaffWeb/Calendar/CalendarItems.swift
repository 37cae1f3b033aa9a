import Domain
import Primitives
import Records
import WebSupport

/// What stands in the calendar, as lines of it.
extension CalendarItem {
    /// A day of the calendar with its count of years.
    static func occurrence(_ found: Occurrence, unitName: String?, showsDay: Bool = true) -> CalendarItem {
        // Where every day has a line of its own, its last day is seen there; what lasts longer stands on two of them.
        let until = showsDay || found.endsOn.days(since: found.startsOn) >= CalendarPeriod.spreadDays
        let parts = [
            found.count?.noted, unitName,
            found.startsOn != found.endsOn && until ? "đến \(found.endsOn.written)" : nil,
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
        let isLong = showsDay || line.endsOn.days(since: line.startsOn) >= CalendarPeriod.spreadDays
        let until = line.startsOn != line.endsOn && isLong ? "đến \(line.endsOn.written)" : nil
        return CalendarItem(
            kind: .activity, day: showsDay ? line.startsOn.short : nil, label: line.name,
            href: Route.activity.path(line.id),
            note: [line.unitName, until, line.isInvented ? "hư cấu" : nil].compactMap { $0 }.joined(separator: ", "))
    }
}

extension CalendarItem {
    static func work(_ line: PublicWorkLine, showsDay: Bool = true) -> CalendarItem {
        CalendarItem(
            kind: .work, day: showsDay ? line.plaqueDay.short : nil, label: line.name,
            href: Route.publicWork.path(line.id),
            note: [line.unitName, line.isInvented ? "hư cấu" : nil].compactMap { $0 }.joined(separator: ", "))
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
        // With blanks at which no line is broken.
        case .nought: "\(written) (tận\u{a0}cùng\u{a0}0)"
        case .five: "\(written) (tận\u{a0}cùng\u{a0}5)"
        case .other: written
        }
    }
}

extension CalendarPeriod {
    /// What lasts fewer days than this stands on each of them.
    static let spreadDays = 7

    /// So many movements that begin or end on one day are told as a number, where days do not have lines of their own.
    static let manyMovements = 3

    /// What falls on each day, by the day. What lasts longer than a week stands on its first and last day only.
    func items(showsDay: Bool) -> [(day: CivilDate, item: CalendarItem)] {
        var found: [(CivilDate, CalendarItem)] = []
        for occurrence in occurrences {
            let item = CalendarItem.occurrence(
                occurrence, unitName: unitNames[occurrence.occasion.id], showsDay: showsDay)
            found += days(occurrence.startsOn, occurrence.endsOn, isSpread: !showsDay).map { ($0, item) }
        }
        for isStart in [true, false] { found += edges(isStart: isStart, showsDay: showsDay) }
        for activity in activities {
            let item = CalendarItem.activity(activity, showsDay: showsDay)
            found += days(activity.startsOn, activity.endsOn, isSpread: !showsDay).map { ($0, item) }
        }
        found += works.map { ($0.plaqueDay, .work($0, showsDay: showsDay)) }
        // Days keep the order of their kinds: great days before movements before activities before works.
        return found.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map { $0.element }
    }

    /// Where movements begin, or where they end.
    private func edges(isStart: Bool, showsDay: Bool) -> [(CivilDate, CalendarItem)] {
        let byDay = Dictionary(grouping: movements) { isStart ? $0.startsOn : $0.endsOn }
        return byDay.keys.filter { first <= $0 && $0 <= last }.sorted().flatMap { day -> [(CivilDate, CalendarItem)] in
            let held = byDay[day] ?? []
            if showsDay, held.count >= Self.manyMovements {
                let item = CalendarItem(
                    kind: .movement, day: day.short,
                    label: "\(held.count) phong trào \(isStart ? "bắt đầu" : "kết thúc")",
                    href: CalendarLinks.month(day.year, day.month, everybody: false))
                return [(day, item)]
            }
            return held.map { (day, .movement($0, isStart: isStart, showsDay: showsDay)) }
        }
    }

    /// - Parameter isSpread: whether it stands on every one of its days; otherwise only where it begins.
    private func days(_ start: CivilDate, _ end: CivilDate, isSpread: Bool) -> [CivilDate] {
        let shown = max(start, first)
        guard isSpread else { return [shown] }
        let length = end.days(since: start)
        let all = length < Self.spreadDays ? (0...length).map { start.adding(days: $0) } : [start, end]
        return all.filter { first <= $0 && $0 <= last }
    }
}
