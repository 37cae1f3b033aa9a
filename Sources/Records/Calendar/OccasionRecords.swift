import Domain
import Primitives
import Store

/// An occasion with the name of the unit that keeps it.
public struct OccasionLine: Sendable, Hashable {
    public let occasion: Occasion
    public let unitName: String
}

/// Whose days are asked for.
public enum CalendarScope: Sendable, Hashable {
    /// Of the nation and the province: what everybody may read.
    case common
    /// Those, and of these units.
    case own([ID<Unit>])
    case everybody
}

public enum OccasionRecords {
    private static let columns: SQL =
        """
        o.id, o.kind, o.level, o.unit_id, o.name, o.founded_on, o.starts_on, o.ends_on, o.is_open, o.starts_at, o.ends_at,
        o.place, o.note, o.state, o.last_year, o.state_reason, o.created_by, o.updated_at, o.version, u.name AS unit_name
        """
    private static let table: SQL = "FROM occasion o JOIN unit u ON u.id = o.unit_id"

    private static func line(_ row: Row) throws -> OccasionLine {
        OccasionLine(
            occasion: Occasion(
                id: try row["id"], kind: try row["kind"], level: try row["level"], unitID: try row["unit_id"],
                name: try row["name"], time: try time(row), place: try row["place"], note: try row["note"],
                state: try row["state"], lastYear: try row["last_year"], stateReason: try row["state_reason"],
                createdBy: try row["created_by"], updatedAt: try row["updated_at"], version: try row["version"]),
            unitName: try row["unit_name"])
    }

    private static func time(_ row: Row) throws -> Occasion.Time {
        if let since: CivilDate = try row["founded_on"] { return .yearly(since: since) }
        let from: Int? = try row["starts_at"]
        let until: Int? = try row["ends_at"]
        var hours: OccasionPeriod.Hours?
        if let from = from.flatMap(TimeOfDay.init(minutes:)), let until = until.flatMap(TimeOfDay.init(minutes:)) {
            hours = OccasionPeriod.Hours(from: from, until: until)
        }
        return .once(
            OccasionPeriod(
                startsOn: try row["starts_on"], endsOn: try row["ends_on"], isOpen: try row["is_open"], hours: hours))
    }

    // MARK: One occasion

    public static func line(_ id: ID<Occasion>, in tx: any ReadTransaction) throws -> OccasionLine? {
        try tx.first("SELECT \(columns) \(table) WHERE o.id = \(id)").map(line)
    }

    static func lines(_ ids: [ID<Occasion>], in tx: any ReadTransaction) throws -> [OccasionLine] {
        try tx.rows("SELECT \(columns) \(table) WHERE o.id IN (\(anyOf: ids))").map(line)
    }

    public static func insert(_ occasion: Occasion, in tx: any WriteTransaction) throws {
        let period = occasion.period
        try tx.run(
            """
            INSERT INTO occasion (id, kind, level, unit_id, name, is_yearly, day_key, founded_on, starts_on, ends_on, is_open,
                starts_at, ends_at, place, note, state, last_year, state_reason, search_text, created_by, created_at,
                updated_by, updated_at, version)
            VALUES (\(occasion.id), \(occasion.kind), \(occasion.level), \(occasion.unitID), \(occasion.name),
                \(occasion.kind.isYearly), \(dayKey(occasion)), \(occasion.foundedOn), \(period?.startsOn),
                \(period?.endsOn), \(occasion.isOpen), \(period?.hours?.from.minutes), \(period?.hours?.until.minutes),
                \(occasion.place), \(occasion.note), \(occasion.state), \(occasion.lastYear), \(occasion.stateReason),
                \(searchText(occasion)), \(occasion.createdBy), \(tx.now), \(occasion.createdBy), \(occasion.updatedAt), 1)
            """)
    }

    /// Writes what an occasion says, and how it stands, if nobody has changed it since it was read.
    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func update(
        _ occasion: Occasion, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let period = occasion.period
        let changed = try tx.run(
            """
            UPDATE occasion SET kind = \(occasion.kind), level = \(occasion.level), unit_id = \(occasion.unitID),
                name = \(occasion.name), is_yearly = \(occasion.kind.isYearly), day_key = \(dayKey(occasion)),
                founded_on = \(occasion.foundedOn), starts_on = \(period?.startsOn), ends_on = \(period?.endsOn),
                is_open = \(occasion.isOpen), starts_at = \(period?.hours?.from.minutes),
                ends_at = \(period?.hours?.until.minutes), place = \(occasion.place), note = \(occasion.note),
                state = \(occasion.state), last_year = \(occasion.lastYear), state_reason = \(occasion.stateReason),
                search_text = \(searchText(occasion)), updated_by = \(actor.accountID), updated_at = \(tx.now),
                version = version + 1
            WHERE id = \(occasion.id) AND version = \(version)
            """)
        guard changed == 1 else {
            let last = try tx.first(
                """
                SELECT c.name, o.updated_at FROM occasion o JOIN account c ON c.id = o.updated_by WHERE o.id = \(occasion.id)
                """)
            throw somebodyWasFaster("mục này của lịch", name: try last?["name"], at: try last?["updated_at"])
        }
    }

    /// The conflict in words: who changed what was open before another's eyes.
    static func somebodyWasFaster(_ noun: String, name: String?, at: Instant?) -> Problem {
        Problem(
            .conflict,
            "\(name ?? "Người khác") vừa thay đổi \(noun)\(at.map { " lúc \($0.written)" } ?? ""). Nội dung của anh/chị chưa được ghi để không đè lên thay đổi đó. Xem lại rồi làm tiếp."
        )
    }

    /// Month and day of a yearly one, the first day of the others.
    private static func dayKey(_ occasion: Occasion) -> String {
        switch occasion.time {
        case .yearly(let since): String(since.iso.suffix(5))
        case .once(let period): period.startsOn.iso
        }
    }

    private static func searchText(_ occasion: Occasion) -> String {
        VietnameseText.folded(occasion.name + " " + occasion.place)
    }

    /// Whether the calendar has this already: the same name and time, of the same unit, not taken off.
    public static func isKnown(_ occasion: Occasion, in tx: any ReadTransaction) throws -> Bool {
        try tx.rows(
            """
            SELECT o.name FROM occasion o WHERE o.unit_id = \(occasion.unitID) AND o.is_yearly = \(occasion.kind.isYearly)
                AND o.day_key = \(dayKey(occasion)) AND o.state <> 'removed' AND o.id <> \(occasion.id)
            """
        ).contains { row in
            let name: String = try row["name"]
            return VietnameseText.folded(name) == VietnameseText.folded(occasion.name)
        }
    }

    // MARK: Many

    private static func isIn(_ scope: CalendarScope) -> SQL {
        switch scope {
        case .common: "o.level <> 'agency'"
        case .own(let units): "(o.level <> 'agency' OR o.unit_id IN (\(anyOf: units)))"
        case .everybody: "1 = 1"
        }
    }

    /// What may touch these days, ordered by month and day; which of it does, say its occurrences. One statement.
    public static func around(
        from first: CivilDate, until last: CivilDate, _ scope: CalendarScope, limit: Int, in tx: any ReadTransaction
    ) throws -> [OccasionLine] {
        let earliest = first.adding(days: -OccasionPeriod.longest)
        return try tx.rows(
            """
            SELECT \(columns) \(table) WHERE o.state <> 'removed' AND \(isIn(scope))
                AND ((o.is_yearly = TRUE AND \(isBetween(first, last)))
                    OR (o.is_yearly = FALSE AND o.day_key >= \(earliest) AND o.day_key <= \(last) AND o.ends_on >= \(first)))
            ORDER BY o.is_yearly, o.day_key, o.id LIMIT \(limit)
            """
        ).map(line)
    }

    /// Month and day of yearly ones that these days may hold. 29 February falls on the 28th in other years.
    private static func isBetween(_ first: CivilDate, _ last: CivilDate) -> SQL {
        if last.days(since: first) >= 365 { return "1 = 1" }
        let (from, until) = (String(first.iso.suffix(5)), String(last.iso.suffix(5)))
        let reaching = until == "02-28" ? "02-29" : until
        return from <= until
            ? "o.day_key >= \(from) AND o.day_key <= \(reaching)"
            : "(o.day_key >= \(from) OR o.day_key <= \(reaching))"
    }

    /// The list of all entries, yearly ones or single ones, in order of their days, a page at a time.
    /// - Parameter typed: part of the name, with or without marks; empty for all.
    public static func page(
        yearly: Bool, level: Occasion.Level?, typed: String, after: (sortKey: String, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [OccasionLine] {
        var conditions: [SQL] = ["o.is_yearly = \(yearly)"]
        if let level { conditions.append("o.level = \(level)") }
        for pattern in VietnameseText.searchPatterns(typed) {
            conditions.append("o.search_text LIKE \(pattern)")
        }
        if let after { conditions.append("(o.day_key, o.id) > (\(after.sortKey), \(after.id))") }
        return try tx.rows(
            """
            SELECT \(columns) \(table) WHERE \(SQL.all(conditions))
            ORDER BY o.is_yearly, o.day_key, o.id LIMIT \(limit)
            """
        ).map(line)
    }

    /// Where the line stands in the list.
    public static func place(of line: OccasionLine) -> (sortKey: String, id: String) {
        (dayKey(line.occasion), line.occasion.id.rawValue)
    }

    /// What a movement or an activity of these units may be timed to.
    public static func choices(
        for units: [ID<Unit>], from day: CivilDate, in tx: any ReadTransaction
    ) throws -> [OccasionLine] {
        try tx.rows(
            """
            SELECT \(columns) \(table) WHERE o.state = 'kept' AND \(isIn(.own(units)))
                AND (o.is_yearly = TRUE OR o.ends_on >= \(day.adding(days: -OccasionPeriod.longest)))
            ORDER BY o.is_yearly DESC, o.day_key, o.id LIMIT 500
            """
        ).map(line)
    }
}
