import Domain
import Primitives
import Store

/// A unit as one line of a list.
public struct UnitLine: Sendable, Hashable {
    public let id: ID<Unit>
    public let kind: Unit.Kind
    public let code: String
    public let name: String
    public let parentName: String?
    public let validFrom: CivilDate
    public let validUntil: CivilDate?
    public let sortKey: String
}

/// What a list of units shows.
public struct UnitFilter: Sendable, Hashable {
    public enum Standing: Sendable, Hashable { case current, ended }

    public var kind: Unit.Kind?
    public var standing: Standing?
    /// Only units directly below this one.
    public var parentID: ID<Unit>?
    public var typed: String

    public init(kind: Unit.Kind? = nil, standing: Standing? = nil, parentID: ID<Unit>? = nil, typed: String = "") {
        self.kind = kind
        self.standing = standing
        self.parentID = parentID
        self.typed = typed
    }
}

extension UnitRecords {
    /// Units in the order of their names, a page at a time.
    public static func page(
        _ filter: UnitFilter, after: (sortKey: String, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [UnitLine] {
        var conditions: [SQL] = []
        if let kind = filter.kind { conditions.append("u.kind = \(kind)") }
        if let parentID = filter.parentID { conditions.append("u.parent_id = \(parentID)") }
        switch filter.standing {
        case .current: conditions.append("(u.valid_until IS NULL OR u.valid_until >= \(tx.today))")
        case .ended: conditions.append("u.valid_until < \(tx.today)")
        case nil: break
        }
        // Some hundreds of units: a scan of their folded names is quick, so short words may be searched too.
        for word in VietnameseText.searchWords(filter.typed) {
            let plain = word.filter { $0 != "%" && $0 != "_" && $0 != "\\" }
            if !plain.isEmpty { conditions.append("u.search_text LIKE \("%\(plain)%")") }
        }
        if let after { conditions.append("(u.sort_key, u.id) > (\(after.sortKey), \(after.id))") }
        return try tx.rows(
            """
            SELECT u.id, u.kind, u.code, u.name, u.valid_from, u.valid_until, u.sort_key, p.name AS parent_name
            FROM unit u LEFT JOIN unit p ON p.id = u.parent_id
            WHERE \(SQL.all(conditions)) ORDER BY u.sort_key, u.id LIMIT \(limit)
            """
        ).map { row in
            UnitLine(
                id: try row["id"], kind: try row["kind"], code: try row["code"], name: try row["name"],
                parentName: try row["parent_name"], validFrom: try row["valid_from"],
                validUntil: try row["valid_until"],
                sortKey: try row["sort_key"])
        }
    }

    /// The lineages of many units in one statement.
    public static func lineages(of ids: [ID<Unit>], in tx: any ReadTransaction) throws -> [Lineage] {
        var above: [ID<Unit>: Set<ID<Unit>>] = [:]
        for row in try tx.rows("SELECT unit_id, ancestor_id FROM unit_ancestor WHERE unit_id IN (\(anyOf: ids))") {
            above[try row["unit_id"], default: []].insert(try row["ancestor_id"])
        }
        return Set(ids).map { Lineage(unitID: $0, ids: above[$0] ?? []) }
    }

    /// Whether one of these units stands at the top of the tree and still exists.
    public static func includesTop(_ ids: [ID<Unit>], in tx: any ReadTransaction) throws -> Bool {
        try tx.exists(
            """
            SELECT u.id FROM unit u WHERE u.id IN (\(anyOf: ids)) AND u.parent_id IS NULL
            AND (u.valid_until IS NULL OR u.valid_until >= \(tx.today))
            """)
    }

    /// Units that exist today, to choose from, in the order of their names.
    /// - Parameter units: only these and what lies below them; `nil` for all.
    public static func choices(within units: [ID<Unit>]?, in tx: any ReadTransaction) throws -> [Unit] {
        let reach: SQL = units.map { isWithin("u.id", $0) } ?? "1 = 1"
        return try tx.rows(
            """
            SELECT \(columns) FROM unit u WHERE \(reach) AND u.valid_from <= \(tx.today)
            AND (u.valid_until IS NULL OR u.valid_until >= \(tx.today)) ORDER BY u.sort_key, u.id
            """
        ).map(unit)
    }
}
