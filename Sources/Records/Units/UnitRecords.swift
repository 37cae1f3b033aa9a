import Domain
import Primitives
import Store

public enum UnitRecords {
    static let columns: SQL = "u.id, u.kind, u.code, u.name, u.parent_id, u.valid_from, u.valid_until, u.version"

    static func unit(_ row: Row) throws -> Unit {
        Unit(
            id: try row["id"], kind: try row["kind"], code: try row["code"], name: try row["name"],
            parentID: try row["parent_id"], validFrom: try row["valid_from"], validUntil: try row["valid_until"],
            version: try row["version"])
    }

    public static func unit(_ id: ID<Unit>, in tx: any ReadTransaction) throws -> Unit? {
        try tx.first("SELECT \(columns) FROM unit u WHERE u.id = \(id)").map(unit)
    }

    public static func units(_ ids: [ID<Unit>], in tx: any ReadTransaction) throws -> [ID<Unit>: Unit] {
        let found = try tx.rows("SELECT \(columns) FROM unit u WHERE u.id IN (\(anyOf: ids))").map(unit)
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The unit itself and all above it.
    public static func lineage(of id: ID<Unit>, in tx: any ReadTransaction) throws -> Lineage {
        let rows = try tx.rows("SELECT ancestor_id FROM unit_ancestor WHERE unit_id = \(id)")
        return Lineage(unitID: id, ids: Set(try rows.map { try $0["ancestor_id"] }))
    }

    /// True where `column` is one of these units or lies below one. No units, no rows.
    public static func isWithin(_ column: SQL, _ units: [ID<Unit>]) -> SQL {
        units.isEmpty
            ? "1 = 0" : "\(column) IN (SELECT unit_id FROM unit_ancestor WHERE ancestor_id IN (\(anyOf: units)))"
    }

    /// Adds a unit, its first period and its place below its parent.
    public static func insert(_ unit: Unit, document: String?, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO unit (id, kind, code, name, parent_id, search_text, sort_key, valid_from, valid_until, version)
            VALUES (\(unit.id), \(unit.kind), \(unit.code), \(unit.name), \(unit.parentID),
                    \(VietnameseText.folded(unit.code + " " + unit.name)), \(VietnameseText.sortKey(unit.name)),
                    \(unit.validFrom), \(unit.validUntil), \(unit.version))
            """)
        try tx.run(
            """
            INSERT INTO unit_period (id, unit_id, name, parent_id, valid_from, valid_until, document)
            VALUES (\(ID<Unit>(at: tx.now)), \(unit.id), \(unit.name), \(unit.parentID), \(unit.validFrom), \(unit.validUntil), \(document))
            """)
    }

    public static func insertSuccession(
        from predecessor: ID<Unit>, to successor: ID<Unit>, kind: SuccessionKind, on day: CivilDate, document: String,
        in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO unit_succession (id, predecessor_id, successor_id, kind, happened_on, document)
            VALUES (\(ID<Unit>(at: tx.now)), \(predecessor), \(successor), \(kind), \(day), \(document))
            ON CONFLICT (predecessor_id, successor_id) DO NOTHING
            """)
    }

    /// Brings the table of who lies below whom up to date: through parents, and for ended units through their successors too,
    /// so that what a dissolved unit did stays within reach of whoever followed it. Only rows that differ are written, many in
    /// one statement, so that a province of five hundred units takes a moment.
    public static func refreshAncestors(in tx: any WriteTransaction) throws {
        var above: [String: [String]] = [:]
        for row in try tx.rows("SELECT id, parent_id FROM unit ORDER BY id") {
            let parent: String? = try row["parent_id"]
            above[try row["id"], default: []] += parent.map { [$0] } ?? []
        }
        for row in try tx.rows(
            "SELECT predecessor_id, successor_id FROM unit_succession ORDER BY predecessor_id, successor_id")
        {
            above[try row["predecessor_id"], default: []].append(try row["successor_id"])
        }
        var stored: [String: [String: Int]] = [:]
        for row in try tx.rows("SELECT unit_id, ancestor_id, depth FROM unit_ancestor") {
            stored[try row["unit_id"], default: [:]][try row["ancestor_id"]] = try row["depth"]
        }
        var outdated: [String] = []
        var rows: [(unit: String, ancestor: String, depth: Int)] = []
        for id in above.keys.sorted() {
            let depths = depthsOfAncestors(of: id, above)
            if stored[id] == depths { continue }
            if stored[id] != nil { outdated.append(id) }
            rows += depths.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map { (id, $0.key, $0.value) }
        }
        for chunk in chunks(outdated, of: 500) {
            try tx.run("DELETE FROM unit_ancestor WHERE unit_id IN (\(anyOf: chunk))")
        }
        for chunk in chunks(rows, of: 250) {
            let values = chunk.map { "(\($0.unit), \($0.ancestor), \($0.depth))" as SQL }
            let list = values.dropFirst().reduce(values[0]) { $0 + ", " + $1 }
            try tx.run("INSERT INTO unit_ancestor (unit_id, ancestor_id, depth) VALUES \(list)")
        }
    }

    private static func depthsOfAncestors(of id: String, _ above: [String: [String]]) -> [String: Int] {
        var depths: [String: Int] = [id: 0]
        var open = [id]
        var position = 0
        while position < open.count {
            let unit = open[position]
            position += 1
            for next in above[unit] ?? [] where depths[next] == nil {
                depths[next] = (depths[unit] ?? 0) + 1
                open.append(next)
            }
        }
        return depths
    }

    private static func chunks<Element>(_ elements: [Element], of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: elements.count, by: size).map { elements[$0..<min($0 + size, elements.count)] }
    }
}

extension UnitRecords {
    /// Sở Nội vụ: the standing body of the provincial council, to which dossiers go.
    public static func standingBody(on day: CivilDate, in tx: any ReadTransaction) throws -> Unit? {
        try tx.first(
            """
            SELECT \(columns) FROM unit u WHERE u.kind = 'department' AND u.code = 'SNV' AND u.valid_from <= \(day)
                AND (u.valid_until IS NULL OR u.valid_until >= \(day)) ORDER BY u.valid_from DESC LIMIT 1
            """
        ).map(unit)
    }

    /// The units at which the actor works as officer or head, in the order of their names.
    public static func own(_ ids: [ID<Unit>], in tx: any ReadTransaction) throws -> [Unit] {
        try tx.rows("SELECT \(columns) FROM unit u WHERE u.id IN (\(anyOf: ids)) ORDER BY u.sort_key, u.id").map(unit)
    }
}

extension UnitRecords {
    /// Every unit there has been, some five hundred of them.
    public static func everyUnit(in tx: any ReadTransaction) throws -> [Unit] {
        try tx.rows("SELECT \(columns) FROM unit u ORDER BY u.id").map(unit)
    }
}

extension UnitRecords {
    /// The provinces that exist today: one, mostly.
    public static func everyProvince(in tx: any ReadTransaction) throws -> [ID<Unit>] {
        try tx.rows("SELECT u.id FROM unit u WHERE u.kind = 'province' AND u.valid_until IS NULL ORDER BY u.id").map {
            try $0["id"]
        }
    }
}
