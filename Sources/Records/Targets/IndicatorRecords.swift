import Domain
import Primitives
import Store

/// How many units stand where.
public struct StandingCounts: Sendable, Hashable {
    private var numbers: [TargetStanding: Int] = [:]

    public init() {}

    public subscript(standing: TargetStanding) -> Int {
        get { numbers[standing] ?? 0 }
        set { numbers[standing] = newValue }
    }

    public var total: Int { numbers.values.reduce(0, +) }
}

/// An indicator as one line of the list of a year.
public struct IndicatorLine: Sendable, Hashable {
    public let indicator: Indicator
    /// The owner's own figure of the year.
    public let whole: Int
    public let sortKey: String
    /// Of the units to which the owner handed it down, at the period shown.
    public var counts = StandingCounts()
}

/// An indicator with the figure of one unit.
public struct GivenIndicator: Sendable, Hashable {
    public let indicator: Indicator
    /// Of the unit in the year; `nil` when it was not given one.
    public let amount: Int?
    /// Of the one who hands it down.
    public let whole: Int
}

public enum IndicatorRecords {
    private static let columns: SQL =
        """
        i.id, i.owner_id, i.year, i.rhythm, i.accrual, i.direction, i.places, i.is_additive, i.name, i.measure, i.source,
        i.plan_task_id, i.report_days, i.locked_through, i.is_invented, i.created_by, i.updated_at, i.sort_key, i.version
        """

    private static func indicator(_ row: Row) throws -> Indicator {
        Indicator(
            id: try row["id"], ownerID: try row["owner_id"], year: try row["year"], rhythm: try row["rhythm"],
            accrual: try row["accrual"], direction: try row["direction"],
            scale: Scale(places: try row["places"]) ?? .whole, isAdditive: try row["is_additive"],
            name: try row["name"], measure: try row["measure"], source: try row["source"],
            planTaskID: try row["plan_task_id"], reportDays: try row["report_days"],
            lockedThrough: try row["locked_through"], isInvented: try row["is_invented"],
            createdBy: try row["created_by"], updatedAt: try row["updated_at"], version: try row["version"])
    }

    public static func indicator(_ id: ID<Indicator>, in tx: any ReadTransaction) throws -> Indicator? {
        try tx.first("SELECT \(columns) FROM indicator i WHERE i.id = \(id)").map(indicator)
    }

    /// These indicators, in one statement; in none when there are none.
    public static func indicators(
        _ ids: [ID<Indicator>], in tx: any ReadTransaction
    ) throws -> [ID<Indicator>: Indicator] {
        guard !ids.isEmpty else { return [:] }
        let found = try tx.rows("SELECT \(columns) FROM indicator i WHERE i.id IN (\(anyOf: ids))").map(indicator)
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The indicator of the same name and giver in another year.
    public static func indicator(
        like other: Indicator, year: Int, in tx: any ReadTransaction
    ) throws -> Indicator? {
        try tx.first(
            """
            SELECT \(columns) FROM indicator i
            WHERE i.owner_id = \(other.ownerID) AND i.year = \(year) AND i.name = \(other.name)
            """
        ).map(indicator)
    }

    /// The indicators of these years whose parts add up to the whole, the latest year first, then by name: what a report can sum.
    public static func summable(
        years: ClosedRange<Int>, limit: Int, in tx: any ReadTransaction
    ) throws -> [Indicator] {
        try tx.rows(
            """
            SELECT \(columns) FROM indicator i
            WHERE i.year >= \(years.lowerBound) AND i.year <= \(years.upperBound) AND i.is_additive = TRUE
            ORDER BY i.year DESC, i.sort_key, i.id LIMIT \(limit)
            """
        ).map(indicator)
    }

    public static func insert(_ indicator: Indicator, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO indicator (id, owner_id, year, rhythm, accrual, direction, places, is_additive, name, measure, source,
                plan_task_id, report_days, locked_through, is_invented, created_by, created_at, updated_by, updated_at,
                sort_key, version)
            VALUES (\(indicator.id), \(indicator.ownerID), \(indicator.year), \(indicator.rhythm), \(indicator.accrual),
                \(indicator.direction), \(indicator.scale.places), \(indicator.isAdditive), \(indicator.name),
                \(indicator.measure), \(indicator.source), \(indicator.planTaskID), \(indicator.reportDays),
                \(indicator.lockedThrough), \(indicator.isInvented), \(indicator.createdBy), \(tx.now),
                \(indicator.createdBy), \(tx.now), \(VietnameseText.sortKey(indicator.name)), 1)
            """)
    }

    /// Writes what may change of an indicator, if nobody has changed it since it was read.
    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func update(
        _ indicator: Indicator, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE indicator SET name = \(indicator.name), measure = \(indicator.measure), source = \(indicator.source),
                plan_task_id = \(indicator.planTaskID), report_days = \(indicator.reportDays),
                locked_through = \(indicator.lockedThrough), sort_key = \(VietnameseText.sortKey(indicator.name)),
                updated_by = \(actor.accountID), updated_at = \(tx.now), version = version + 1
            WHERE id = \(indicator.id) AND version = \(version)
            """)
        guard changed == 1 else {
            let last = try tx.first(
                """
                SELECT c.name, i.updated_at FROM indicator i JOIN account c ON c.id = i.updated_by WHERE i.id = \(indicator.id)
                """)
            throw OccasionRecords.somebodyWasFaster(
                "chỉ tiêu này", name: try last?["name"], at: try last?["updated_at"])
        }
    }

    /// Moves the due days when an indicator is reported earlier or later after its periods.
    public static func moveDueDays(of indicator: Indicator, in tx: any WriteTransaction) throws {
        for period in 1...indicator.rhythm.count {
            try tx.run(
                """
                UPDATE unit_figure SET due_on = \(indicator.dueOn(period))
                WHERE indicator_id = \(indicator.id) AND period = \(period)
                """)
        }
    }

    // MARK: Lists

    /// The period of each rhythm that is shown, as a condition on a figure and its indicator: one value for each indicator, so
    /// that an index finds the figures of that period alone.
    static func isShown(in year: Int, on today: CivilDate) -> SQL {
        let cases = Rhythm.allCases.reduce("" as SQL) { sql, rhythm in
            sql + " WHEN \(rhythm) THEN CAST(\(rhythm.shown(in: year, on: today)) AS BIGINT)"
        }
        return "f.period = CASE i.rhythm\(cases) END"
    }

    /// The indicators of a year by name, a page at a time, with where their units stand: two statements.
    public static func page(
        year: Int, after: (sortKey: String, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [IndicatorLine] {
        var conditions: [SQL] = ["i.year = \(year)"]
        if let after { conditions.append("(i.sort_key, i.id) > (\(after.sortKey), \(after.id))") }
        var lines = try tx.rows(
            """
            SELECT \(columns), t.amount FROM indicator i
            JOIN unit_target t ON t.indicator_id = i.id AND t.unit_id = i.owner_id
            WHERE \(SQL.all(conditions)) ORDER BY i.sort_key, i.id LIMIT \(limit)
            """
        ).map {
            IndicatorLine(indicator: try indicator($0), whole: try $0["amount"], sortKey: try $0["sort_key"])
        }
        guard !lines.isEmpty else { return [] }
        let counted = try tx.rows(
            """
            SELECT i.id, f.standing, COUNT(*) AS n FROM indicator i
            JOIN unit_figure f ON f.indicator_id = i.id AND f.parent_id = i.owner_id
            WHERE i.id IN (\(anyOf: lines.map(\.indicator.id))) AND \(isShown(in: year, on: tx.today))
            GROUP BY i.id, f.standing
            """)
        var counts: [ID<Indicator>: StandingCounts] = [:]
        for row in counted { counts[try row["id"], default: StandingCounts()][try row["standing"]] = try row["n"] }
        for index in lines.indices { lines[index].counts = counts[lines[index].indicator.id] ?? StandingCounts() }
        return lines
    }

    /// All indicators of a year, by name: the columns of the province's table.
    public static func all(year: Int, limit: Int, in tx: any ReadTransaction) throws -> [Indicator] {
        try tx.rows(
            "SELECT \(columns) FROM indicator i WHERE i.year = \(year) ORDER BY i.sort_key, i.id LIMIT \(limit)"
        ).map(indicator)
    }

    /// The years that have indicators, the latest first.
    public static func years(in tx: any ReadTransaction) throws -> [Int] {
        try tx.rows("SELECT DISTINCT i.year FROM indicator i ORDER BY i.year DESC").map { try $0["year"] }
    }

    /// The tasks of a unit's plan of a year, to which an indicator may be tied.
    public static func tasks(
        of unitID: ID<Unit>, year: Int, in tx: any ReadTransaction
    ) throws -> [(id: ID<PlanTask>, text: String)] {
        try tx.rows(
            """
            SELECT t.id, t.text FROM plan_task t JOIN plan p ON p.id = t.plan_id
            WHERE p.unit_id = \(unitID) AND p.year = \(year) ORDER BY t.section, t.ordinal LIMIT 200
            """
        ).map { (try $0["id"], try $0["text"]) }
    }

    private static func given(
        to unitID: ID<Unit>, _ condition: SQL, in tx: any ReadTransaction
    ) throws -> [GivenIndicator] {
        try tx.rows(
            """
            SELECT \(columns), t.amount, w.amount AS whole FROM indicator i
            JOIN unit_target w ON w.indicator_id = i.id AND w.unit_id = i.owner_id
            LEFT JOIN unit_target t ON t.indicator_id = i.id AND t.unit_id = \(unitID)
            WHERE \(condition) ORDER BY i.sort_key, i.id LIMIT 200
            """
        ).map { GivenIndicator(indicator: try indicator($0), amount: try $0["amount"], whole: try $0["whole"]) }
    }

    /// The indicators that serve these tasks, by name, with the figure of this unit.
    public static func tied(
        to tasks: [ID<PlanTask>], of unitID: ID<Unit>, in tx: any ReadTransaction
    ) throws -> [GivenIndicator] {
        guard !tasks.isEmpty else { return [] }
        return try given(to: unitID, "i.plan_task_id IN (\(anyOf: tasks))", in: tx)
    }

    /// All that this unit was given in a year, by name.
    public static func given(
        to unitID: ID<Unit>, year: Int, in tx: any ReadTransaction
    ) throws -> [GivenIndicator] {
        try given(to: unitID, "i.year = \(year) AND t.amount IS NOT NULL", in: tx)
    }

    /// The indicators of a year of these units that serve no task yet, by name.
    public static func untied(
        year: Int, of owners: [ID<Unit>], in tx: any ReadTransaction
    ) throws -> [Indicator] {
        guard !owners.isEmpty else { return [] }
        return try tx.rows(
            """
            SELECT \(columns) FROM indicator i
            WHERE i.year = \(year) AND i.owner_id IN (\(anyOf: owners)) AND i.plan_task_id IS NULL
            ORDER BY i.sort_key, i.id LIMIT 200
            """
        ).map(indicator)
    }

    /// The text of the task to which an indicator is tied, with its plan.
    public static func task(
        _ id: ID<PlanTask>, in tx: any ReadTransaction
    ) throws -> (planID: ID<Plan>, text: String)? {
        try tx.first("SELECT t.plan_id, t.text FROM plan_task t WHERE t.id = \(id)").map {
            (try $0["plan_id"], try $0["text"])
        }
    }

    /// The indicators of a year that were handed down by this unit or by its owner: by whose proportions another may be split.
    public static func othersHandedDown(
        by parentID: ID<Unit>, year: Int, except id: ID<Indicator>, in tx: any ReadTransaction
    ) throws -> [(id: ID<Indicator>, name: String)] {
        try tx.rows(
            """
            SELECT i.id, i.name FROM indicator i WHERE i.year = \(year) AND i.id <> \(id) AND i.is_additive = TRUE
                AND EXISTS (SELECT 1 FROM unit_target t WHERE t.indicator_id = i.id AND t.parent_id = \(parentID))
            ORDER BY i.sort_key, i.id LIMIT 100
            """
        ).map { (try $0["id"], try $0["name"]) }
    }

    static func indicators(_ rows: [Row]) throws -> [Indicator] { try rows.map(indicator) }
    static let allColumns: SQL = columns
}
