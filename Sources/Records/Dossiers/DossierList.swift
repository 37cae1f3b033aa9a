import Domain
import Primitives
import Store

/// The list of dossiers.
extension DossierRecords {
    /// From so many units on a reach is wide. A commune with its schools and sections stays below it; a province does not.
    private static let wideReach = 60

    /// The actor's dossiers, a page at a time: last changed first; where a wide reach is searched by words, highest number first.
    ///
    /// Few units are read through their own dossiers. A wide reach is walked in the order of the list until the page is full:
    /// most dossiers lie within it, so the walk is short however many there are.
    public static func page(
        _ filter: DossierFilter, for actor: Actor, before: (at: Instant, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [DossierLine] {
        let isWide = try isWide(actor, in: tx)
        let reaches = reaches(of: actor, through: isWide ? " || ''" : "")
        // Nothing is read for states that this actor never sees.
        let visible = Dossier.State.allCases.filter { state in reaches.contains { $0.states.contains(state) } }
        let states = filter.states.isEmpty ? visible : visible.filter(filter.states.contains)
        guard !states.isEmpty else { return [] }
        var conditions = [SQL.any(reaches.map(\.condition))]
        if let year = filter.year { conditions.append(isWide ? "d.year = \(year)" : "d.year + 0 = \(year)") }
        let patterns = VietnameseText.searchPatterns(filter.typed)
        let rows: [Row]
        if !isWide {
            conditions += patterns.map { "d.search_text LIKE \($0)" }
            rows = try ofUnits(conditions + [isIn(states, through: " || ''")] + place(before), limit: limit, in: tx)
        } else if !patterns.isEmpty {
            conditions += patterns.map { "s.search_text LIKE \($0)" }
            rows = try found(conditions + [isIn(states)], before: before, limit: limit, in: tx)
        } else {
            let isOneWalk = filter.states.isEmpty && filter.year == nil
            let walks = isOneWalk ? [isIn(states)] : states.map { "d.state = \($0)" }
            rows = try walked(walks.map { [$0] + conditions + place(before) }, limit: limit, in: tx)
        }
        return try rows.map(line)
    }

    /// Everything but the units is an expression, which keeps SQLite from reading everybody's dossiers of a state or a year in
    /// search of a few units'.
    private static func ofUnits(_ conditions: [SQL], limit: Int, in tx: any ReadTransaction) throws -> [Row] {
        try tx.rows(
            """
            SELECT \(lineColumns) FROM dossier d JOIN unit u ON u.id = d.submitting_unit_id
            WHERE \(SQL.all(conditions)) ORDER BY d.updated_at || '' DESC, d.id DESC LIMIT \(limit)
            """)
    }

    /// One walk for each state through the index that begins with it, since one index cannot hold several states in one order.
    private static func walked(_ walks: [[SQL]], limit: Int, in tx: any ReadTransaction) throws -> [Row] {
        let places = walks.map { conditions -> SQL in
            """
            SELECT * FROM (SELECT d.id, d.updated_at FROM dossier d WHERE \(SQL.all(conditions))
                ORDER BY d.updated_at DESC, d.id DESC LIMIT \(limit)) walk
            """
        }
        return try tx.rows(
            """
            SELECT \(lineColumns) FROM (SELECT id FROM (\(SQL.union(places))) every ORDER BY updated_at DESC, id DESC LIMIT \(limit)) shown
            JOIN dossier d ON d.id = shown.id JOIN unit u ON u.id = d.submitting_unit_id ORDER BY d.updated_at DESC, d.id DESC
            """)
    }

    /// Walks the search index from the highest number down. CROSS JOIN keeps SQLite from walking the dossiers instead.
    private static func found(
        _ conditions: [SQL], before: (at: Instant, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [Row] {
        var conditions = ["d.id = s.dossier_id"] + conditions
        if let before {
            let number: String? = try tx.first("SELECT number FROM dossier WHERE id = \(before.id)").map {
                try $0["number"]
            }
            conditions.append("s.rowid < \(searchRow(number: number ?? ""))")
        }
        return try tx.rows(
            """
            SELECT \(lineColumns) FROM dossier_search s CROSS JOIN dossier d JOIN unit u ON u.id = d.submitting_unit_id
            WHERE \(SQL.all(conditions)) ORDER BY s.rowid DESC LIMIT \(limit)
            """)
    }

    private static let lineColumns: SQL =
        """
        d.id, d.number, d.title, d.state, d.year, d.submitted_at, d.updated_at, d.last_reason, u.name AS unit_name,
        (SELECT COUNT(*) FROM nomination n WHERE n.dossier_id = d.id AND n.removed_at IS NULL) AS nominations
        """

    private static func isIn(_ states: [Dossier.State], through suffix: SQL = "") -> SQL {
        "(d.state\(suffix)) IN (\(anyOf: states))"
    }

    private static func place(_ before: (at: Instant, id: String)?) -> [SQL] {
        before.map { ["(d.updated_at, d.id) < (\($0.at), \($0.id))"] } ?? []
    }

    private static func isWide(_ actor: Actor, in tx: any ReadTransaction) throws -> Bool {
        let units = Set(actor.grants.map(\.unitID)).sorted { $0.rawValue < $1.rawValue }
        let within = try tx.count(
            """
            SELECT COUNT(*) AS n FROM (SELECT unit_id FROM unit_ancestor WHERE ancestor_id IN (\(anyOf: units))
                LIMIT \(wideReach + 1)) reached
            """)
        return within > wideReach
    }

    /// The ways in which dossiers come within reach: a condition and the states it holds for, the same table as
    /// `DossierPolicy.mayView`. No reach, no dossiers.
    /// - Parameter suffix: makes an expression of a unit's column, which no index then offers itself for.
    private static func reaches(of actor: Actor, through suffix: SQL = "") -> [(
        condition: SQL, states: [Dossier.State]
    )] {
        func reach(
            _ column: SQL, _ roles: [Role], _ states: [Dossier.State]? = nil, _ level: Dossier.Level? = nil,
            isOfUnitAlone: Bool = false
        ) -> (condition: SQL, states: [Dossier.State])? {
            let units = roles.flatMap { actor.units(as: $0) }
            guard !units.isEmpty else { return nil }
            let unit: SQL = "(\(column)\(suffix))"
            var conditions = [isOfUnitAlone ? "\(unit) IN (\(anyOf: units))" : UnitRecords.isWithin(unit, units)]
            if let level { conditions.append("d.level = \(level)") }
            if let states { conditions.append("d.state IN (\(anyOf: states))") }
            return (SQL.all(conditions), states ?? Dossier.State.allCases)
        }
        return [
            reach("d.submitting_unit_id", [.unitOfficer, .unitHead, .inspector]),
            reach("d.receiving_unit_id", [.inspector]),
            reach(
                "d.receiving_unit_id", [.specialist, .leader],
                Dossier.State.allCases.filter { $0 != .draft && $0 != .withdrawn }, .province),
            reach(
                "d.receiving_unit_id", [.councilSecretary, .councilMember, .chairman],
                [.appraised, .considered, .decided, .notPassed], .province),
            // What a unit decides itself is for its own council.
            reach(
                "d.receiving_unit_id", [.councilSecretary, .councilMember],
                [.appraised, .considered, .decided, .notPassed], .unit, isOfUnitAlone: true),
        ].compactMap { $0 }
    }
}
