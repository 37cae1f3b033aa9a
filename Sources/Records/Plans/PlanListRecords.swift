import Domain
import Primitives
import Store

/// A plan as one line of the list of a year.
public struct PlanLine: Sendable, Hashable {
    public let id: ID<Plan>
    public let unitID: ID<Unit>
    public let unitName: String
    public let unitSortKey: String
    public let state: Plan.State
    public let number: Int?
    public let symbol: String
    public let signedOn: CivilDate?
    public let updatedAt: Instant
    public let taskCount: Int
}

/// A unit that has no approved plan of a year.
public struct MissingPlanLine: Sendable, Hashable {
    public let unitID: ID<Unit>
    public let unitName: String
    public let unitSortKey: String
    public let unitKind: Unit.Kind
    /// How far its plan has come; `nil` when there is none.
    public let state: Plan.State?
    /// The last day on which it was asked for.
    public let remindedOn: CivilDate?
    /// Whether somebody at the unit can be told at all.
    public let hasAccount: Bool
}

/// How many units there are, and how far their plans have come.
public struct PlanCounts: Sendable, Hashable {
    public let units: Int
    /// Approved or sent.
    public let final: Int
    public let submitted: Int
    public let draft: Int

    public init(units: Int, final: Int, submitted: Int, draft: Int) {
        self.units = units
        self.final = final
        self.submitted = submitted
        self.draft = draft
    }

    public var none: Int { units - final - submitted - draft }
    public var missing: Int { units - final }
}

/// Lists of plans.
public enum PlanListRecords {
    /// The same table as ``PlanPolicy``: final plans are open to every official, others to those who prepare or approve them.
    private static func isVisible(to actor: Actor) -> SQL {
        let own = UnitRecords.isWithin("p.unit_id", actor.units(as: .unitOfficer, .unitHead))
        let ofProvince = UnitRecords.isWithin("p.unit_id", actor.units(as: .specialist, .leader, .chairman))
        let inspected = UnitRecords.isWithin("p.unit_id", actor.units(as: .inspector))
        return SQL.any([
            "p.state IN ('approved', 'sent')", "(u.kind <> 'province' AND \(own))",
            "(u.kind = 'province' AND \(ofProvince))", inspected,
        ])
    }

    /// The plans of a year that the actor may see, by the names of the units, a page at a time.
    public static func page(
        year: Int, states: [Plan.State] = [], for actor: Actor, after: (sortKey: String, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [PlanLine] {
        guard !actor.grants.isEmpty else { return [] }
        var conditions: [SQL] = ["p.year = \(year)", isVisible(to: actor)]
        if !states.isEmpty { conditions.append("p.state IN (\(anyOf: states))") }
        if let after { conditions.append("(u.sort_key, u.id) > (\(after.sortKey), \(after.id))") }
        return try lines(conditions, limit: limit, in: tx)
    }

    /// The plans of exactly these units.
    public static func plans(
        of units: [ID<Unit>], year: Int, in tx: any ReadTransaction
    ) throws -> [PlanLine] {
        try lines(["p.year = \(year)", "p.unit_id IN (\(anyOf: units))"], limit: 50, in: tx)
    }

    private static func lines(_ conditions: [SQL], limit: Int, in tx: any ReadTransaction) throws -> [PlanLine] {
        try tx.rows(
            """
            SELECT p.id, p.unit_id, u.name, u.sort_key, p.state, p.number, p.symbol, p.signed_on, p.updated_at,
                (SELECT COUNT(*) FROM plan_task t WHERE t.plan_id = p.id) AS tasks
            FROM plan p JOIN unit u ON u.id = p.unit_id WHERE \(SQL.all(conditions)) ORDER BY u.sort_key, u.id LIMIT \(limit)
            """
        ).map {
            PlanLine(
                id: try $0["id"], unitID: try $0["unit_id"], unitName: try $0["name"], unitSortKey: try $0["sort_key"],
                state: try $0["state"], number: try $0["number"], symbol: try $0["symbol"],
                signedOn: try $0["signed_on"], updatedAt: try $0["updated_at"], taskCount: try $0["tasks"])
        }
    }

    // MARK: Who has none

    /// The units that owe a plan of their own: communes, departments and enterprises below `roots` that exist today. Their
    /// sections come into the plan of the unit.
    private static func owes(_ roots: [ID<Unit>], on day: CivilDate) -> SQL {
        SQL.all([
            "u.kind IN ('department', 'commune', 'enterprise')", UnitRecords.isWithin("u.id", roots),
            "u.valid_from <= \(day)", "(u.valid_until IS NULL OR u.valid_until >= \(day))",
        ])
    }

    /// The units below `roots` without an approved plan of the year, in the order of their names, a page at a time.
    public static func missing(
        year: Int, below roots: [ID<Unit>], after: (sortKey: String, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [MissingPlanLine] {
        var conditions: [SQL] = [owes(roots, on: tx.today), "(p.id IS NULL OR p.state IN ('draft', 'submitted'))"]
        if let after { conditions.append("(u.sort_key, u.id) > (\(after.sortKey), \(after.id))") }
        return try tx.rows(
            """
            SELECT u.id, u.name, u.sort_key, u.kind, p.state,
                (SELECT MAX(r.reminded_on) FROM plan_reminder r WHERE r.unit_id = u.id AND r.year = \(year)) AS reminded_on,
                (SELECT COUNT(*) FROM account_role g WHERE g.unit_id = u.id AND g.role IN ('unit_officer', 'unit_head'))
                    AS accounts
            FROM unit u LEFT JOIN plan p ON p.unit_id = u.id AND p.year = \(year)
            WHERE \(SQL.all(conditions)) ORDER BY u.sort_key, u.id LIMIT \(limit)
            """
        ).map {
            let accounts: Int = try $0["accounts"]
            return MissingPlanLine(
                unitID: try $0["id"], unitName: try $0["name"], unitSortKey: try $0["sort_key"],
                unitKind: try $0["kind"], state: try $0["state"], remindedOn: try $0["reminded_on"],
                hasAccount: accounts > 0)
        }
    }

    public static func counts(year: Int, below roots: [ID<Unit>], in tx: any ReadTransaction) throws -> PlanCounts {
        let row = try tx.first(
            """
            SELECT COUNT(*) AS units,
                COALESCE(CAST(SUM(CASE WHEN p.state IN ('approved', 'sent') THEN 1 ELSE 0 END) AS BIGINT), 0) AS final,
                COALESCE(CAST(SUM(CASE WHEN p.state = 'submitted' THEN 1 ELSE 0 END) AS BIGINT), 0) AS submitted,
                COALESCE(CAST(SUM(CASE WHEN p.state = 'draft' THEN 1 ELSE 0 END) AS BIGINT), 0) AS drafts
            FROM unit u LEFT JOIN plan p ON p.unit_id = u.id AND p.year = \(year)
            WHERE \(owes(roots, on: tx.today))
            """)
        return PlanCounts(
            units: try row?["units"] ?? 0, final: try row?["final"] ?? 0, submitted: try row?["submitted"] ?? 0,
            draft: try row?["drafts"] ?? 0)
    }

    // MARK: Reminders

    /// Asks every unit below `roots` that has no approved plan for it, unless it was asked today already: one notice for each
    /// officer and head of the unit.
    /// - Returns: how many units were asked, and how many people told.
    public static func remind(
        year: Int, below roots: [ID<Unit>], by actor: Actor, message: String, in tx: any WriteTransaction
    ) throws -> (units: Int, people: Int) {
        let units: [String] = try tx.rows(
            """
            SELECT u.id FROM unit u LEFT JOIN plan p ON p.unit_id = u.id AND p.year = \(year)
            WHERE \(owes(roots, on: tx.today)) AND (p.id IS NULL OR p.state IN ('draft', 'submitted'))
                AND NOT EXISTS (SELECT 1 FROM plan_reminder r
                    WHERE r.unit_id = u.id AND r.year = \(year) AND r.reminded_on = \(tx.today))
                AND EXISTS (SELECT 1 FROM account_role g WHERE g.unit_id = u.id AND g.role IN ('unit_officer', 'unit_head'))
            ORDER BY u.sort_key, u.id
            """
        ).map { try $0["id"] }
        var people = 0
        for chunk in chunks(units, of: 200) {
            let values = chunk.map { "(\($0), \(year), \(tx.today), \(actor.accountID))" as SQL }
            try tx.run(
                "INSERT INTO plan_reminder (unit_id, year, reminded_on, reminded_by) VALUES \(list(values))")
            people += try PlanAddresseeRecords.notify(
                message, .reminder, subject: .unit, subjectID: nil, at: Array(chunk), in: tx)
        }
        return (units.count, people)
    }

    static func chunks<Element>(_ elements: [Element], of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: elements.count, by: size).map { elements[$0..<min($0 + size, elements.count)] }
    }

    /// Values one after the other; at least one.
    static func list(_ values: [SQL]) -> SQL { values.dropFirst().reduce(values[0]) { $0 + ", " + $1 } }
}
