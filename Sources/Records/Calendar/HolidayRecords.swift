import Domain
import Law
import Primitives
import Store

/// A year of days off as it was entered, and by whom.
public struct StoredHolidayYear: Sendable, Hashable {
    public let holidays: HolidayYear
    public let updatedByName: String
    public let updatedAt: Instant
    public let version: Int
}

/// Days off and exchanged working days, year by year.
public enum HolidayRecords {
    public static func year(_ year: Int, in tx: any ReadTransaction) throws -> StoredHolidayYear? {
        guard
            let row = try tx.first(
                """
                SELECT y.year, y.source, y.updated_at, y.version, a.name FROM holiday_year y
                JOIN account a ON a.id = y.updated_by WHERE y.year = \(year)
                """)
        else { return nil }
        let days = try tx.rows("SELECT h.day, h.year, h.name FROM holiday h WHERE h.year = \(year) ORDER BY h.day")
        return StoredHolidayYear(
            holidays: try holidays(year, source: try row["source"], days), updatedByName: try row["name"],
            updatedAt: try row["updated_at"], version: try row["version"])
    }

    /// The working calendar: what was entered takes the place of what the lawbook has for the same year. Two statements.
    public static func calendar(over lawbook: Lawbook, in tx: any ReadTransaction) throws -> WorkingCalendar {
        let years = try tx.rows("SELECT y.year, y.source FROM holiday_year y ORDER BY y.year")
        guard !years.isEmpty else { return lawbook.workingCalendar }
        let days = Dictionary(
            grouping: try tx.rows("SELECT h.day, h.year, h.name FROM holiday h ORDER BY h.day")
        ) { row in (try? row["year"] as Int) ?? 0 }
        return try years.reduce(lawbook.workingCalendar) { calendar, row in
            let year: Int = try row["year"]
            return calendar.with(try holidays(year, source: try row["source"], days[year] ?? []))
        }
    }

    private static func holidays(_ year: Int, source: String, _ days: [Row]) throws -> HolidayYear {
        var off: [CivilDate: String] = [:]
        var worked: Set<CivilDate> = []
        for row in days {
            let day: CivilDate = try row["day"]
            if let name: String = try row["name"] { off[day] = name } else { worked.insert(day) }
        }
        return HolidayYear(year: year, holidays: off, workingDays: worked, source: source, mark: .verified)
    }

    /// Writes a year in place of what was entered for it, if nobody has changed it since it was read.
    /// - Parameter version: 0 when there was nothing yet.
    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func replace(
        _ year: HolidayYear, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let written =
            version == 0
            ? try tx.run(
                """
                INSERT INTO holiday_year (year, source, updated_by, updated_at, version)
                VALUES (\(year.year), \(year.source), \(actor.accountID), \(tx.now), 1) ON CONFLICT (year) DO NOTHING
                """)
            : try tx.run(
                """
                UPDATE holiday_year SET source = \(year.source), updated_by = \(actor.accountID), updated_at = \(tx.now),
                    version = version + 1 WHERE year = \(year.year) AND version = \(version)
                """)
        guard written == 1 else {
            let now = try self.year(year.year, in: tx)
            throw OccasionRecords.somebodyWasFaster(
                "ngày nghỉ năm \(year.year)", name: now?.updatedByName, at: now?.updatedAt)
        }
        try tx.run("DELETE FROM holiday WHERE year = \(year.year)")
        let days = year.holidays.map { ($0.key, Optional($0.value)) } + year.workingDays.map { ($0, nil) }
        for (day, name) in days {
            try tx.run("INSERT INTO holiday (day, year, name) VALUES (\(day), \(year.year), \(name))")
        }
    }
}
