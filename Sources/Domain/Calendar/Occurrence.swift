import Primitives

/// How many years have passed since a founding day.
///
/// Whether a count is a *năm tròn* in the sense of the rules on ceremonies is not said here: their definition is not among the
/// sources (docs/law/open-questions.md). What arithmetic can say is with which digit the number ends.
public struct YearCount: Sendable, Hashable {
    public enum Ending: Sendable, Hashable {
        case nought, five, other
    }

    public let years: Int

    public init(_ years: Int) { self.years = years }

    public var ending: Ending {
        switch years % 10 {
        case 0: .nought
        case 5: .five
        default: .other
        }
    }

    /// Ends in 0 or 5: the counts that the letters of a year list.
    public var isMarked: Bool { ending != .other }

    /// `80 năm`.
    public var written: String { "\(years) năm" }
}

/// An occasion in one year: its days, and for a yearly one how many years it has been.
public struct Occurrence: Sendable, Hashable {
    public let occasion: Occasion
    public let startsOn: CivilDate
    public let endsOn: CivilDate
    public let count: YearCount?

    public var year: Int { startsOn.year }

    /// As a headline writes it: `80 năm Quốc khánh nước …`; the name alone for what takes place once.
    public var title: String { count.map { "\($0.written) \(occasion.name)" } ?? occasion.name }
}

extension Occasion {
    /// The first and last day of the period in which it stands, when that takes place once.
    public var period: OccasionPeriod? {
        if case .once(let period) = time { return period }
        return nil
    }

    /// The founding day of a yearly one.
    public var foundedOn: CivilDate? {
        if case .yearly(let since) = time { return since }
        return nil
    }

    /// Whether its days are known. An open one stands in no day of the calendar.
    public var isOpen: Bool { period?.isOpen ?? false }

    /// The day of a yearly one in this year: 29 February falls on the 28th in years that have no 29th.
    ///
    /// `nil` before the first anniversary and after the last year; for what takes place once, in all years but its own.
    public func occurrence(in year: Int) -> Occurrence? {
        guard state != .removed else { return nil }
        switch time {
        case .yearly(let since):
            guard year > since.year, year <= lastYear ?? Int.max else { return nil }
            let day = since.adding(years: year - since.year)
            return Occurrence(occasion: self, startsOn: day, endsOn: day, count: YearCount(year - since.year))
        case .once(let period):
            guard state == .kept, period.startsOn.year == year else { return nil }
            return Occurrence(occasion: self, startsOn: period.startsOn, endsOn: period.endsOn, count: nil)
        }
    }

    /// What of it touches these days, boundary days included, in order of time.
    public func occurrences(from first: CivilDate, until last: CivilDate) -> [Occurrence] {
        guard first <= last else { return [] }
        // What began in the year before may still be going on.
        return ((first.year - 1)...last.year).compactMap { occurrence(in: $0) }
            .filter { $0.startsOn <= last && $0.endsOn >= first }
    }

    /// How long after a great day something may begin and still be timed to it, in days.
    public static let daysOfGrace = 31

    /// The year of the occurrence that something from this day on is timed to (*chào mừng*): the first one that is not more
    /// than a month past when it begins. What takes place once has one year only.
    /// - Returns: `nil` when there is none any more.
    public func yearGreeted(from start: CivilDate) -> Int? {
        if case .once(let period) = time { return occurrence(in: period.startsOn.year)?.year }
        return (start.year - 1...start.year + 1).first { year in
            guard let day = occurrence(in: year)?.startsOn else { return false }
            return day.adding(days: Self.daysOfGrace) >= start
        }
    }
}
