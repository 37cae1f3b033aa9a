import Domain
import Primitives
import Store

/// Something that hangs on an occasion, as a line.
public struct LinkedSubject: Sendable, Hashable {
    public let link: OccasionLink
    public let name: String
    public let unitName: String
    public let startsOn: CivilDate
    public let endsOn: CivilDate
}

/// What hangs on the days of the calendar.
public enum OccasionLinkRecords {
    /// Ties a subject to an occasion; a second time changes nothing.
    public static func add(_ link: OccasionLink, by account: ID<Account>, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO occasion_link (occasion_id, year, subject_kind, subject_id, linked_by, linked_at)
            VALUES (\(link.occasionID), \(link.year), \(link.kind), \(link.subjectID), \(account), \(tx.now))
            ON CONFLICT (occasion_id, year, subject_kind, subject_id) DO NOTHING
            """)
    }

    /// - Returns: whether there was such a link.
    public static func remove(_ link: OccasionLink, in tx: any WriteTransaction) throws -> Bool {
        try tx.run(
            """
            DELETE FROM occasion_link WHERE occasion_id = \(link.occasionID) AND year = \(link.year)
                AND subject_kind = \(link.kind) AND subject_id = \(link.subjectID)
            """) > 0
    }

    public static func removeAll(
        of kind: OccasionLinkKind, _ subjectID: String, in tx: any WriteTransaction
    ) throws {
        try tx.run("DELETE FROM occasion_link WHERE subject_kind = \(kind) AND subject_id = \(subjectID)")
    }

    /// How many things hang on an occasion in the years after this one; in all years without one.
    public static func count(of id: ID<Occasion>, after year: Int? = nil, in tx: any ReadTransaction) throws -> Int {
        try tx.count("SELECT COUNT(*) AS n FROM occasion_link WHERE occasion_id = \(id) AND year > \(year ?? 0)")
    }

    /// What a subject is timed to, in order of time.
    public static func occasions(
        of kind: OccasionLinkKind, _ subjectID: String, in tx: any ReadTransaction
    ) throws -> [GreetedOccasion] {
        let rows = try tx.rows(
            "SELECT occasion_id, year FROM occasion_link WHERE subject_kind = \(kind) AND subject_id = \(subjectID)")
        var years: [(id: ID<Occasion>, year: Int)] = []
        for row in rows { years.append((try row["occasion_id"], try row["year"])) }
        guard !years.isEmpty else { return [] }
        let found = try OccasionRecords.occasions(years.map(\.id), in: tx)
        return years.compactMap { link in found[link.id].map { GreetedOccasion(occasion: $0, year: link.year) } }
            .sorted { ($0.year, $0.dayKey) < ($1.year, $1.dayKey) }
    }

    /// The movements, activities and works that hang on an occasion, the latest year first. Drafts are left out; publications
    /// join here with their table.
    public static func subjects(
        of id: ID<Occasion>, limit: Int, in tx: any ReadTransaction
    ) throws -> [LinkedSubject] {
        try tx.rows(
            """
            SELECT s.year, s.kind, s.subject_id, s.name, s.unit_name, s.starts_on, s.ends_on FROM (
                SELECT l.year, l.subject_kind AS kind, l.subject_id, m.name, u.name AS unit_name, m.starts_on, m.ends_on
                FROM occasion_link l JOIN movement m ON m.id = l.subject_id JOIN unit u ON u.id = m.launching_unit_id
                WHERE l.occasion_id = \(id) AND l.subject_kind = 'movement' AND m.state <> 'draft'
                UNION ALL
                SELECT l.year, l.subject_kind AS kind, l.subject_id, a.name, u.name AS unit_name, a.starts_on, a.ends_on
                FROM occasion_link l JOIN activity a ON a.id = l.subject_id JOIN unit u ON u.id = a.unit_id
                WHERE l.occasion_id = \(id) AND l.subject_kind = 'activity' AND a.state <> 'cancelled'
                UNION ALL
                SELECT l.year, l.subject_kind AS kind, l.subject_id, w.name, u.name AS unit_name, w.plaque_day, w.plaque_day
                FROM occasion_link l JOIN public_work w ON w.id = l.subject_id JOIN unit u ON u.id = w.unit_id
                WHERE l.occasion_id = \(id) AND l.subject_kind = 'work' AND w.state <> 'dropped') s
            ORDER BY s.year DESC, s.starts_on, s.subject_id LIMIT \(limit)
            """
        ).map { row in
            LinkedSubject(
                link: OccasionLink(
                    occasionID: id, year: try row["year"], kind: try row["kind"], subjectID: try row["subject_id"]),
                name: try row["name"], unitName: try row["unit_name"], startsOn: try row["starts_on"],
                endsOn: try row["ends_on"])
        }
    }
}

extension GreetedOccasion {
    fileprivate var dayKey: String {
        switch occasion.time {
        case .yearly(let since): String(since.iso.suffix(5))
        case .once(let period): String(period.startsOn.iso.suffix(5))
        }
    }
}

extension OccasionRecords {
    /// These occasions by identity.
    public static func occasions(
        _ ids: [ID<Occasion>], in tx: any ReadTransaction
    ) throws -> [ID<Occasion>: Occasion] {
        if ids.isEmpty { return [:] }
        let lines = try lines(ids, in: tx)
        return Dictionary(lines.map { ($0.occasion.id, $0.occasion) }, uniquingKeysWith: { first, _ in first })
    }
}
