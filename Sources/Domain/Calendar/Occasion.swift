import Primitives

/// What the emulation year is timed to: a great day, a tradition day, a congress or a conference.
///
/// Great days and tradition days come back every year and are counted from their founding day; congresses and conferences
/// take place once. Days of the lunar calendar do not occur: no source names one.
public struct Occasion: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        case greatDay = "great_day"
        case traditionDay = "tradition_day"
        case congress, conference

        /// Whether it comes back every year.
        public var isYearly: Bool { self == .greatDay || self == .traditionDay }

        public var name: String {
            switch self {
            case .greatDay: "Ngày lễ lớn"
            case .traditionDay: "Ngày truyền thống"
            case .congress: "Đại hội"
            case .conference: "Hội nghị"
            }
        }
    }

    /// Whose day it is. Days of the nation and of the province are public.
    public enum Level: String, Sendable, CaseIterable {
        case nation, province, agency

        public var name: String {
            switch self {
            case .nation: "Đất nước"
            case .province: "Tỉnh"
            case .agency: "Cơ quan, đơn vị"
            }
        }
    }

    public enum State: String, Sendable, CaseIterable {
        /// Stands in the calendar.
        case kept
        /// Stood in the calendar up to a last year.
        case ended
        /// Entered by mistake or cancelled: stands in no year.
        case removed
    }

    /// When it is.
    public enum Time: Sendable, Hashable {
        /// On this day and month of every year after the founding day.
        case yearly(since: CivilDate)
        case once(OccasionPeriod)
    }

    public let id: ID<Occasion>
    public var kind: Kind
    public var level: Level
    /// Who keeps it: the province for days of the nation and the province, otherwise the agency whose day it is.
    public var unitID: ID<Unit>
    public var name: String
    public var time: Time
    public var place: String
    /// Where it is written down, and what else is to be known.
    public var note: String
    public var state: State
    /// The last year of an ended yearly one.
    public var lastYear: Int?
    /// Why it ended or was taken off.
    public var stateReason: String
    public var createdBy: ID<Account>
    public var updatedAt: Instant
    public var version: Int

    public init(
        id: ID<Occasion>, kind: Kind, level: Level, unitID: ID<Unit>, name: String, time: Time, place: String = "",
        note: String = "", state: State = .kept, lastYear: Int? = nil, stateReason: String = "",
        createdBy: ID<Account>, updatedAt: Instant, version: Int = 1
    ) {
        self.id = id
        self.kind = kind
        self.level = level
        self.unitID = unitID
        self.name = name
        self.time = time
        self.place = place
        self.note = note
        self.state = state
        self.lastYear = lastYear
        self.stateReason = stateReason
        self.createdBy = createdBy
        self.updatedAt = updatedAt
        self.version = version
    }
}

/// The days of something that takes place once, both boundary days included.
public struct OccasionPeriod: Sendable, Hashable {
    public var startsOn: CivilDate
    public var endsOn: CivilDate
    /// The days are not fixed yet: all that is known is that it falls into this period ("trong năm 2025").
    public var isOpen: Bool
    /// Hours in Viet Nam: when it begins on the first day, when it ends on the last one.
    public var hours: Hours?

    public struct Hours: Sendable, Hashable {
        public var from: TimeOfDay
        public var until: TimeOfDay

        public init(from: TimeOfDay, until: TimeOfDay) {
            self.from = from
            self.until = until
        }
    }

    public init(startsOn: CivilDate, endsOn: CivilDate, isOpen: Bool = false, hours: Hours? = nil) {
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.isOpen = isOpen
        self.hours = hours
    }

    /// The longest period that is taken, in days.
    public static let longest = 366

    /// `05/12/2025`, `05/12/2025 – 07/12/2025`, or "trong năm 2025" while the days are open.
    public var written: String {
        guard isOpen else { return startsOn == endsOn ? startsOn.written : "\(startsOn.written) – \(endsOn.written)" }
        let isWholeYear =
            startsOn.year == endsOn.year && startsOn.month == 1 && startsOn.day == 1 && endsOn.month == 12
            && endsOn.day == 31
        return isWholeYear
            ? "trong năm \(startsOn.year)" : "trong khoảng \(startsOn.written) – \(endsOn.written)"
    }
}

/// An hour and minute, in minutes after midnight.
public struct TimeOfDay: Sendable, Hashable, Comparable {
    public let minutes: Int

    /// `nil` when there is no such minute of a day.
    public init?(minutes: Int) {
        guard (0..<1440).contains(minutes) else { return nil }
        self.minutes = minutes
    }

    /// Reads `8:00`, `08:30`, `8h`, `8h30`, `8 giờ 30`.
    public init?(written text: String) {
        let plain = VietnameseText.folded(text).replacing("gio", with: "h").replacing("phut", with: "").filter {
            !$0.isWhitespace
        }
        let parts = plain.split(omittingEmptySubsequences: false, whereSeparator: { $0 == ":" || $0 == "h" })
        guard parts.count == 2, let hour = TimeOfDay.number(parts[0]),
            let minute = parts[1].isEmpty && plain.contains("h") ? 0 : TimeOfDay.number(parts[1]), hour < 24,
            minute < 60
        else { return nil }
        minutes = hour * 60 + minute
    }

    private static func number(_ text: Substring) -> Int? {
        (1...2).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
    }

    public var hour: Int { minutes / 60 }
    public var minute: Int { minutes % 60 }

    /// `08:30`.
    public var written: String {
        [hour, minute].map { $0 < 10 ? "0\($0)" : String($0) }.joined(separator: ":")
    }

    public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.minutes < right.minutes }
}
