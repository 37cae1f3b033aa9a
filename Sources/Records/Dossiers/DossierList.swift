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
        let patterns = VietnameseText.searchPatterns(filter.typed)
        let isWide = try isWide(actor, in: tx)
        let rows: [Row]
        if isWide, !patterns.isEmpty {
            rows = try found(patterns, filter, for: actor, before: before, limit: limit, in: tx)
        } else if isWide {
            rows = try walked(filter, for: actor, before: before, limit: limit, in: tx)
        } else {
            var conditions = [isVisible(to: actor)] + states(filter) + year(filter) + place(before)
            conditions += patterns.map { "d.search_text LIKE \($0)" }
            rows = try tx.rows(
                """
                SELECT \(lineColumns) FROM dossier d JOIN unit u ON u.id = d.submitting_unit_id
                WHERE \(SQL.all(conditions)) ORDER BY d.updated_at DESC, d.id DESC LIMIT \(limit)
                """)
        }
        return try rows.map(line)
    }

    /// One walk for each state through the index that begins with it, since one index cannot hold several states in one order.
    private static func walked(
        _ filter: DossierFilter, for actor: Actor, before: (at: Instant, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [Row] {
        let common = [isVisible(to: actor, through: " || ''")] + year(filter) + place(before)
        var walks: [[SQL]] = [common]
        if !filter.states.isEmpty || filter.year != nil {
            let states = filter.states.isEmpty ? Dossier.State.allCases : filter.states
            walks = states.map { ["d.state = \($0)"] + common }
        }
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
        _ patterns: [String], _ filter: DossierFilter, for actor: Actor, before: (at: Instant, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [Row] {
        var conditions: [SQL] = ["d.id = s.dossier_id"] + patterns.map { "s.search_text LIKE \($0)" }
        conditions += [isVisible(to: actor, through: " || ''")] + states(filter) + year(filter)
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

    private static func states(_ filter: DossierFilter) -> [SQL] {
        filter.states.isEmpty ? [] : ["d.state IN (\(anyOf: filter.states))"]
    }

    private static func year(_ filter: DossierFilter) -> [SQL] { filter.year.map { ["d.year = \($0)"] } ?? [] }

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

    /// True for the dossiers that the actor may see in lists; the same table as `DossierPolicy.mayView`.
    /// - Parameter suffix: makes an expression of a unit's column, which no index then offers itself for.
    private static func isVisible(to actor: Actor, through suffix: SQL = "") -> SQL {
        func isWithin(_ column: SQL, _ roles: Role...) -> SQL {
            UnitRecords.isWithin("(\(column)\(suffix))", roles.flatMap { actor.units(as: $0) })
        }
        return """
            (\(isWithin("d.submitting_unit_id", .unitOfficer, .unitHead, .inspector))
             OR \(isWithin("d.receiving_unit_id", .inspector))
             OR (d.level = 'province' AND d.state NOT IN ('draft', 'withdrawn')
                 AND \(isWithin("d.receiving_unit_id", .specialist, .leader)))
             OR (d.level = 'province' AND d.state IN ('appraised', 'considered', 'decided')
                 AND \(isWithin("d.receiving_unit_id", .councilSecretary, .councilMember, .chairman))))
            """
    }
}
