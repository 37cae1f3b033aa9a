import Domain
import Primitives
import Store

/// From the groups, clusters and units named in a document to the units of today to which it goes.
public enum DirectiveRecipientRecords {
    /// The units that a document of `unit` can go to: those below it that exist today. For the province these are its communes,
    /// departments and enterprises; their sections answer to them.
    static func isPossible(for unit: Unit, in tx: any ReadTransaction) throws -> SQL {
        let roots = try PlanAddresseeRecords.roots(of: unit, in: tx)
        return SQL.all(
            [
                UnitRecords.isWithin("u.id", roots), "u.id NOT IN (\(anyOf: roots))", "u.valid_from <= \(tx.today)",
                "(u.valid_until IS NULL OR u.valid_until >= \(tx.today))",
            ] + (unit.kind == .province ? ["u.kind IN ('department', 'commune', 'enterprise')"] : []))
    }

    /// A condition on `unit u`, true for the units the draft goes to.
    private static func isRecipient(_ directive: Directive, of unit: Unit, in tx: any ReadTransaction) throws -> SQL {
        let possible = try isPossible(for: unit, in: tx)
        var named: [SQL] = [
            "u.id IN (SELECT c.unit_id FROM directive_choice c WHERE c.directive_id = \(directive.id))",
            ClusterMemberRecords.isMember(
                "u.id", of: directive.clusters.sorted { $0.rawValue < $1.rawValue }, on: tx.today),
        ]
        for scope in Directive.Scope.allCases where directive.scopes.contains(scope) {
            switch scope {
            case .all: named.append("1 = 1")
            case .communes, .departments, .enterprises: named.append("u.kind = \(scope.unitKind)")
            case .plan: break
            }
        }
        var condition: SQL = "(\(possible) AND \(SQL.any(named)))"
        if directive.scopes.contains(.plan), let planID = directive.planID,
            let plan = try PlanRecords.plan(planID, in: tx)
        {
            let units = try PlanAddresseeRecords.units(of: plan, in: tx).map(\.unitID)
            condition = "(\(condition) OR u.id IN (\(anyOf: units)))"
        }
        return condition
    }

    /// The units that could be chosen one by one.
    public static func possible(for unit: Unit, in tx: any ReadTransaction) throws -> [Unit] {
        try tx.rows(
            """
            SELECT \(UnitRecords.columns) FROM unit u WHERE \(try isPossible(for: unit, in: tx))
            ORDER BY u.sort_key, u.id LIMIT 3000
            """
        ).map(UnitRecords.unit)
    }

    /// To how many units of each kind a draft would go today.
    public static func counts(
        of directive: Directive, sentBy unit: Unit, in tx: any ReadTransaction
    ) throws -> [(kind: Unit.Kind, count: Int)] {
        try tx.rows(
            """
            SELECT u.kind, COUNT(*) AS n FROM unit u WHERE \(try isRecipient(directive, of: unit, in: tx))
            GROUP BY u.kind ORDER BY u.kind
            """
        ).map { (try $0["kind"], try $0["n"]) }
    }

    /// The names of the first of them.
    public static func names(
        of directive: Directive, sentBy unit: Unit, limit: Int, in tx: any ReadTransaction
    ) throws -> [String] {
        try tx.rows(
            """
            SELECT u.name FROM unit u WHERE \(try isRecipient(directive, of: unit, in: tx))
            ORDER BY u.sort_key, u.id LIMIT \(limit)
            """
        ).map { try $0["name"] }
    }

    /// Makes a delivery for every recipient of a draft, in one statement.
    /// - Returns: how many.
    public static func deliver(
        _ directive: Directive, sentBy unit: Unit, in tx: any WriteTransaction
    ) throws -> Int {
        try deliver(
            directive, from: unit.id, as: directive.purpose, where: try isRecipient(directive, of: unit, in: tx), in: tx
        )
    }

    /// Makes a delivery for exactly these units.
    /// - Returns: how many are new.
    public static func deliver(
        _ directive: Directive, from unitID: ID<Unit>, as purpose: Directive.Purpose, to units: [ID<Unit>],
        in tx: any WriteTransaction
    ) throws -> Int {
        try PlanListRecords.chunks(units, of: 1000).reduce(0) { sum, chunk in
            sum + (try deliver(directive, from: unitID, as: purpose, where: "u.id IN (\(anyOf: chunk))", in: tx))
        }
    }

    /// Passes a document on to the units right below one that received it, those that have it already left out.
    /// - Parameter units: only these; `nil` for all.
    public static func pass(
        _ directive: Directive, from delivery: DirectiveDelivery, to units: [ID<Unit>]?, in tx: any WriteTransaction
    ) throws -> Int {
        var conditions = [isBelow(delivery.unitID, on: tx.today)]
        if let units { conditions.append("u.id IN (\(anyOf: units))") }
        return try deliver(
            directive, from: delivery.unitID, as: delivery.purpose, where: SQL.all(conditions), in: tx)
    }

    private static func isBelow(_ unitID: ID<Unit>, on day: CivilDate) -> SQL {
        "u.parent_id = \(unitID) AND u.valid_from <= \(day) AND (u.valid_until IS NULL OR u.valid_until >= \(day))"
    }

    /// The units right below one, that exist today and do not have the document yet.
    public static func below(
        _ unitID: ID<Unit>, without id: ID<Directive>, in tx: any ReadTransaction
    ) throws -> [Unit] {
        try tx.rows(
            """
            SELECT \(UnitRecords.columns) FROM unit u WHERE \(isBelow(unitID, on: tx.today))
                AND NOT EXISTS (SELECT 1 FROM directive_delivery v WHERE v.directive_id = \(id) AND v.unit_id = u.id)
            ORDER BY u.sort_key, u.id LIMIT 500
            """
        ).map(UnitRecords.unit)
    }

    private static func deliver(
        _ directive: Directive, from unitID: ID<Unit>, as purpose: Directive.Purpose, where condition: SQL,
        in tx: any WriteTransaction
    ) throws -> Int {
        try tx.run(
            """
            INSERT INTO directive_delivery (directive_id, unit_id, from_unit_id, sort_key, purpose, progress, delivered_at)
            SELECT CAST(\(directive.id) AS TEXT), u.id, CAST(\(unitID) AS TEXT), u.sort_key, CAST(\(purpose) AS TEXT), 0,
                CAST(\(tx.now) AS TEXT)
            FROM unit u WHERE \(condition)
                AND NOT EXISTS (SELECT 1 FROM directive_delivery v WHERE v.directive_id = \(directive.id) AND v.unit_id = u.id)
            """)
    }

    /// Puts one notice into the outbox for every officer and head of the units to which `giver` has just given the document.
    /// - Returns: to how many people it goes.
    public static func notify(
        _ message: String, about id: ID<Directive>, givenBy giver: ID<Unit>, in tx: any WriteTransaction
    ) throws -> Int {
        let units: [String] = try tx.rows(
            """
            SELECT DISTINCT v.unit_id FROM directive_delivery v JOIN account_role g ON g.unit_id = v.unit_id
            WHERE v.directive_id = \(id) AND v.from_unit_id = \(giver) AND v.delivered_at = \(tx.now)
                AND g.role IN ('unit_officer', 'unit_head') ORDER BY v.unit_id
            """
        ).map { try $0["unit_id"] }
        return try PlanListRecords.chunks(units, of: 1000).reduce(0) { sum, chunk in
            sum
                + (try PlanAddresseeRecords.notify(
                    message, subject: .directive, subjectID: id.rawValue, at: Array(chunk), in: tx))
        }
    }

    /// Puts one notice into the outbox for every officer and head of all units that have the document.
    /// - Returns: to how many people it goes.
    public static func notifyAll(
        _ message: String, about id: ID<Directive>, in tx: any WriteTransaction
    ) throws -> Int {
        let units: [String] = try tx.rows(
            """
            SELECT DISTINCT v.unit_id FROM directive_delivery v JOIN account_role g ON g.unit_id = v.unit_id
            WHERE v.directive_id = \(id) AND g.role IN ('unit_officer', 'unit_head') ORDER BY v.unit_id
            """
        ).map { try $0["unit_id"] }
        return try PlanListRecords.chunks(units, of: 1000).reduce(0) { sum, chunk in
            sum
                + (try PlanAddresseeRecords.notify(
                    message, subject: .directive, subjectID: id.rawValue, at: Array(chunk), in: tx))
        }
    }
}
