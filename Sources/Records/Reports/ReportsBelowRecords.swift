import Domain
import Primitives
import Store

/// Putting reports together, level by level.
public enum ReportsBelowRecords {
    private static func parts(of report: Report) -> SQL {
        "p.request_id = \(report.requestID) AND p.receiver_id = \(report.unitID)"
    }

    /// How the reports below stand against what was taken from them: one statement.
    public static func below(_ report: Report, in tx: any ReadTransaction) throws -> ReportsBelow {
        let row = try tx.first(
            """
            SELECT COUNT(*) AS total,
                COALESCE(CAST(SUM(CASE WHEN p.state = 'accepted' THEN 1 ELSE 0 END) AS BIGINT), 0) AS accepted,
                COALESCE(CAST(SUM(CASE WHEN t.part_id IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT), 0) AS taken,
                COALESCE(CAST(SUM(CASE WHEN p.state = 'accepted' AND (t.part_id IS NULL OR t.part_version <> p.version)
                    THEN 1 ELSE 0 END) AS BIGINT), 0) AS fresh,
                COALESCE(CAST(SUM(CASE WHEN p.state <> 'accepted' AND t.part_id IS NOT NULL
                    THEN 1 ELSE 0 END) AS BIGINT), 0) AS stale
            FROM report p LEFT JOIN report_taken t ON t.report_id = \(report.id) AND t.part_id = p.id
            WHERE \(parts(of: report))
            """)
        return ReportsBelow(
            total: try row?["total"] ?? 0, accepted: try row?["accepted"] ?? 0, taken: try row?["taken"] ?? 0,
            fresh: try row?["fresh"] ?? 0, stale: try row?["stale"] ?? 0)
    }

    /// Takes the sums of all accepted reports below into `report`: own part and below of each, exactly. However many they are, it
    /// is one statement, and one that keeps which reports are in.
    public static func take(into report: inout Report, in tx: any WriteTransaction) throws {
        let sums = try tx.rows(
            """
            SELECT f.ordinal, COUNT(*) AS n,
                CAST(SUM(COALESCE(f.typed, f.computed, 0) + COALESCE(f.below, 0)) AS BIGINT) AS total
            FROM report p JOIN report_figure f ON f.report_id = p.id
            WHERE \(parts(of: report)) AND p.state = 'accepted' GROUP BY f.ordinal ORDER BY f.ordinal
            """)
        for index in report.values.indices { report.values[index].below = nil }
        for row in sums {
            let index: Int = try row["ordinal"] - 1
            if report.values.indices.contains(index) { report.values[index].below = try row["total"] }
        }
        try tx.run("DELETE FROM report_taken WHERE report_id = \(report.id)")
        try tx.run(
            """
            INSERT INTO report_taken (report_id, part_id, part_version)
            SELECT \(report.id), p.id, p.version FROM report p WHERE \(parts(of: report)) AND p.state = 'accepted'
            """)
        try tx.run("UPDATE report SET taken_at = \(tx.now) WHERE id = \(report.id)")
    }

    /// One report that is in the figures of another, with its numbers as they were taken.
    public struct Part: Sendable, Hashable {
        public let id: ID<Report>
        public let unitName: String
        public let totals: [Int: Int]
    }

    /// The reports that are in the figures, by the names of their units: what the table of a consolidated paper shows.
    public static func parts(
        in report: Report, limit: Int = 3000, in tx: any ReadTransaction
    ) throws -> [Part] {
        let rows = try tx.rows(
            """
            SELECT p.id, u.name, f.ordinal, COALESCE(f.typed, f.computed, 0) + COALESCE(f.below, 0) AS total
            FROM report_taken t JOIN report p ON p.id = t.part_id JOIN unit u ON u.id = p.unit_id
            LEFT JOIN report_figure f ON f.report_id = p.id
            WHERE t.report_id = \(report.id) ORDER BY p.sort_key, p.id, f.ordinal LIMIT \(limit * 40)
            """)
        var parts: [Part] = []
        var totals: [Int: Int] = [:]
        var current: (id: ID<Report>, name: String)?
        for row in rows {
            let id: ID<Report> = try row["id"]
            if let now = current, now.id != id {
                parts.append(Part(id: now.id, unitName: now.name, totals: totals))
                totals = [:]
            }
            current = (id, try row["name"])
            if let ordinal: Int = try row["ordinal"] { totals[ordinal] = try row["total"] }
        }
        if let current { parts.append(Part(id: current.id, unitName: current.name, totals: totals)) }
        return parts
    }

    /// A figure that has most to show among the reports that are in another, and the units that have most of it.
    public struct LeadingFigure: Sendable, Hashable {
        /// From 1, as in the form.
        public let ordinal: Int
        /// How many units have more than nought.
        public let unitCount: Int
        /// The highest first; of equals, by name.
        public let highest: [Amount]

        public struct Amount: Sendable, Hashable {
            public let unitName: String
            public let amount: Int
        }
    }

    /// The figures with the largest sums over the reports that are in, and of each the highest units: what the plots show,
    /// summed up by the database. Two statements, however many reports there are.
    public static func leading(
        in report: Report, figures: Int, units: Int, in tx: any ReadTransaction
    ) throws -> [LeadingFigure] {
        let amount: SQL = "COALESCE(f.typed, f.computed, 0) + COALESCE(f.below, 0)"
        let sums = try tx.rows(
            """
            SELECT f.ordinal, CAST(SUM(\(amount)) AS BIGINT) AS total,
                CAST(SUM(CASE WHEN \(amount) > 0 THEN 1 ELSE 0 END) AS BIGINT) AS units
            FROM report_taken t JOIN report_figure f ON f.report_id = t.part_id
            WHERE t.report_id = \(report.id) GROUP BY f.ordinal ORDER BY total DESC, f.ordinal LIMIT \(figures)
            """
        ).map { (ordinal: try $0["ordinal"] as Int, units: try $0["units"] as Int) }
        guard !sums.isEmpty else { return [] }
        var highest: [Int: [LeadingFigure.Amount]] = [:]
        for row in try tx.rows(
            """
            SELECT x.ordinal, x.name, x.amount FROM (
                SELECT f.ordinal, u.name, \(amount) AS amount,
                    ROW_NUMBER() OVER (PARTITION BY f.ordinal ORDER BY \(amount) DESC, p.sort_key, p.id) AS place
                FROM report_taken t JOIN report p ON p.id = t.part_id JOIN unit u ON u.id = p.unit_id
                JOIN report_figure f ON f.report_id = p.id
                WHERE t.report_id = \(report.id) AND f.ordinal IN (\(anyOf: sums.map(\.ordinal))) AND \(amount) > 0
            ) x WHERE x.place <= \(units) ORDER BY x.ordinal, x.place
            """)
        {
            highest[try row["ordinal"], default: []].append(
                LeadingFigure.Amount(unitName: try row["name"], amount: try row["amount"]))
        }
        return sums.map { sum in
            LeadingFigure(ordinal: sum.ordinal, unitCount: sum.units, highest: highest[sum.ordinal] ?? [])
        }
    }

    /// The units below whose report is not accepted, by name.
    public static func missing(below report: Report, limit: Int, in tx: any ReadTransaction) throws -> [String] {
        try tx.rows(
            """
            SELECT u.name FROM report p JOIN unit u ON u.id = p.unit_id
            WHERE \(parts(of: report)) AND p.state <> 'accepted' ORDER BY p.sort_key, p.id LIMIT \(limit)
            """
        ).map { try $0["name"] }
    }

    /// What one unit below has written in one section.
    public struct Words: Sendable, Hashable {
        public let id: ID<Report>
        public let unitName: String
        public let sortKey: String
        public let text: String
    }

    /// What the units below have written in one section, in the order of their names, a page at a time.
    public static func words(
        section: Int, below report: Report, after: (sortKey: String, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [Words] {
        var conditions: [SQL] = [parts(of: report), "p.state = 'accepted'", "w.ordinal = \(section)"]
        if let after { conditions.append("(p.sort_key, p.id) > (\(after.sortKey), \(after.id))") }
        return try tx.rows(
            """
            SELECT p.id, u.name, p.sort_key, w.text FROM report p JOIN unit u ON u.id = p.unit_id
            JOIN report_words w ON w.report_id = p.id
            WHERE \(SQL.all(conditions)) ORDER BY p.sort_key, p.id LIMIT \(limit)
            """
        ).map {
            Words(id: try $0["id"], unitName: try $0["name"], sortKey: try $0["sort_key"], text: try $0["text"])
        }
    }
}
