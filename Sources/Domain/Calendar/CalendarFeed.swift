import Primitives

/// The public calendar as a calendar program reads it (iCalendar, RFC 5545).
public struct CalendarFeed: Sendable {
    /// Rows of the calendar with the name of the unit that keeps each.
    public let occasions: [Occasion]
    public let name: String
    public let years: ClosedRange<Int>

    /// - Parameter today: yearly days are written out from the year before to two years after it, each with its own count,
    ///   because a rule of repetition could not count the years in its title.
    public init(_ occasions: [Occasion], name: String, today: CivilDate) {
        self.occasions = occasions
        self.name = name
        years = today.year - 1...today.year + 2
    }

    /// Ends every line with CR LF, as the format demands.
    public var text: String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Bang Vang//Lich thi dua khen thuong//VI",
            "CALSCALE:GREGORIAN", "X-WR-CALNAME:\(Self.escaped(name))", "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
            "REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D",
        ]
        let found = events
        if found.contains(where: { $0.occasion.period?.hours != nil }) { lines += Self.timeZone }
        for occurrence in found { lines += Self.event(occurrence) }
        lines.append("END:VCALENDAR")
        return lines.map { Self.folded($0) + "\r\n" }.joined()
    }

    /// What stands in it: never anything whose day is open.
    private var events: [Occurrence] {
        years.flatMap { year in occasions.filter { !$0.isOpen }.compactMap { $0.occurrence(in: year) } }
            .sorted { ($0.startsOn, $0.occasion.name) < ($1.startsOn, $1.occasion.name) }
    }

    /// Viet Nam has kept UTC+7 without summer time since 1975.
    private static let timeZone = [
        "BEGIN:VTIMEZONE", "TZID:Asia/Ho_Chi_Minh", "BEGIN:STANDARD", "DTSTART:19750613T000000", "TZOFFSETFROM:+0700",
        "TZOFFSETTO:+0700", "TZNAME:+07", "END:STANDARD", "END:VTIMEZONE",
    ]

    private static func event(_ occurrence: Occurrence) -> [String] {
        let occasion = occurrence.occasion
        // The identity stays the same for ever, so that a program that reads the feed again changes its entry.
        let suffix = occasion.foundedOn == nil ? "" : "-\(occurrence.year)"
        let stamp = utc(occasion.updatedAt)
        var lines = [
            "BEGIN:VEVENT", "UID:\(occasion.id)\(suffix)@bangvang", "DTSTAMP:\(stamp)", "LAST-MODIFIED:\(stamp)",
            "SEQUENCE:\(occasion.version - 1)",
        ]
        if let hours = occasion.period?.hours {
            lines.append("DTSTART;TZID=Asia/Ho_Chi_Minh:\(local(occurrence.startsOn, hours.from))")
            lines.append("DTEND;TZID=Asia/Ho_Chi_Minh:\(local(occurrence.endsOn, hours.until))")
        } else {
            lines.append("DTSTART;VALUE=DATE:\(compact(occurrence.startsOn))")
            // The end of an all-day event is the day after its last one.
            lines.append("DTEND;VALUE=DATE:\(compact(occurrence.endsOn.adding(days: 1)))")
        }
        lines.append("SUMMARY:\(escaped(occurrence.title))")
        let described = description(occurrence)
        if !described.isEmpty { lines.append("DESCRIPTION:\(escaped(described))") }
        if !occasion.place.isEmpty { lines.append("LOCATION:\(escaped(occasion.place))") }
        return lines + ["CATEGORIES:\(escaped(occasion.kind.name))", "TRANSP:TRANSPARENT", "END:VEVENT"]
    }

    private static func description(_ occurrence: Occurrence) -> String {
        let since = occurrence.occasion.foundedOn.map { "\($0.written) – \(occurrence.startsOn.written)" }
        return [since, occurrence.occasion.note].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private static func compact(_ day: CivilDate) -> String { day.iso.replacing("-", with: "") }

    private static func local(_ day: CivilDate, _ time: TimeOfDay) -> String {
        compact(day) + "T" + time.written.replacing(":", with: "") + "00"
    }

    /// `20251205T010000Z`.
    private static func utc(_ moment: Instant) -> String {
        String(moment.iso.prefix(19)).replacing("-", with: "").replacing(":", with: "") + "Z"
    }

    /// Text as a value: backslash, semicolon, comma and line breaks are written with a backslash before them.
    public static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\\\"
            case ";": result += "\\;"
            case ",": result += "\\,"
            case "\n", "\r\n": result += "\\n"
            case "\r": break
            default: result.append(character)
            }
        }
        return result
    }

    /// A line of more than 75 octets goes on in the next, behind a blank. No letter is parted from its marks.
    public static func folded(_ line: String) -> String {
        var result = String.UnicodeScalarView()
        var room = 75
        func append(_ scalars: some Sequence<Unicode.Scalar>, width: Int) {
            if width > room {
                result.append(contentsOf: "\r\n ".unicodeScalars)
                // The blank at the front counts.
                room = 74
            }
            result.append(contentsOf: scalars)
            room -= width
        }
        for character in line {
            let width = character.utf8.count
            if width <= 74 {
                append(character.unicodeScalars, width: width)
            } else {
                // A pile of marks longer than a line: parted between them, never inside one.
                for scalar in character.unicodeScalars { append(CollectionOfOne(scalar), width: UTF8.width(scalar)) }
            }
        }
        return String(result)
    }
}
