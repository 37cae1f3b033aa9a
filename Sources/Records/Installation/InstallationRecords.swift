import Domain
import Primitives
import Store

/// What this installation is, and what its database holds as a whole.
public enum InstallationRecords {
    public static let subjectID = "this"

    /// Whether the data are made up for trying out; `nil` when nobody has said yet.
    public static func isDemo(in tx: any ReadTransaction) throws -> Bool? {
        try tx.first("SELECT is_demo FROM installation WHERE id = 'this'")?["is_demo"]
    }

    /// Says what the installation is, once and for all.
    public static func mark(isDemo: Bool, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO installation (id, is_demo, created_at) VALUES ('this', \(isDemo), \(tx.now))
            ON CONFLICT (id) DO NOTHING
            """)
    }

    /// Whether anything was entered: a unit, an account or an entry of the roll.
    public static func holdsData(in tx: any ReadTransaction) throws -> Bool {
        if try tx.exists("SELECT 1 FROM unit") { return true }
        if try tx.exists("SELECT 1 FROM account") { return true }
        return try tx.exists("SELECT 1 FROM commendation")
    }

    /// The number of the last schema file that ran. A real read: what the health page asks.
    public static func schemaVersion(in tx: any ReadTransaction) throws -> Int {
        try tx.count("SELECT MAX(number) AS n FROM schema_migration")
    }

    /// The tables of the database in the order of their names, without those that an engine keeps for itself.
    public static func tables(on engine: Engine, in tx: any ReadTransaction) throws -> [String] {
        let rows =
            switch engine {
            case .sqlite: try tx.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            case .postgres:
                try tx.rows(
                    """
                    SELECT table_name::text AS name FROM information_schema.tables
                    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY name
                    """)
            }
        let innerParts = ["_data", "_idx", "_content", "_docsize", "_config"]
        return try rows.map { try $0["name"] }.filter { (name: String) in
            !name.hasPrefix("sqlite_") && !innerParts.contains { name.hasSuffix("_search" + $0) }
        }
    }

    /// How many rows each table holds.
    public static func rowCounts(on engine: Engine, in tx: any ReadTransaction) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for table in try tables(on: engine, in: tx) {
            // The name comes from the catalogue of the database itself.
            counts[table] = try tx.count("SELECT COUNT(*) AS n FROM \(SQL(trusted: table))")
        }
        return counts
    }

    /// One digest over the ends of all event chains: two databases with the same one hold the same log.
    public static func chainDigest(in tx: any ReadTransaction) throws -> String {
        var text = ""
        for row in try tx.rows(
            "SELECT subject_kind, subject_id, length, hash FROM event_chain ORDER BY subject_kind, subject_id")
        {
            let (kind, id): (String, String) = (try row["subject_kind"], try row["subject_id"])
            let (length, hash): (Int, String) = (try row["length"], try row["hash"])
            text += "\(kind) \(id) \(length) \(hash)\n"
        }
        return sha256(text)
    }

    /// The name under which another connection to PostgreSQL sees exactly what this transaction sees, while it lasts.
    public static func exportedSnapshot(in tx: any ReadTransaction) throws -> String {
        try tx.first("SELECT pg_export_snapshot()::text AS name")?["name"] ?? ""
    }

    /// One encrypted identity number, to try the key on.
    public static func anyIdentityCipher(in tx: any ReadTransaction) throws -> String? {
        try tx.first("SELECT identity_cipher FROM person WHERE identity_cipher IS NOT NULL LIMIT 1")?["identity_cipher"]
    }

    /// Sessions that are still open.
    public static func openSessions(idleSince: Instant, in tx: any ReadTransaction) throws -> Int {
        try tx.count("SELECT COUNT(*) AS n FROM session WHERE expires_at > \(tx.now) AND seen_at > \(idleSince)")
    }

    // MARK: First steps

    /// A unit that exists on this day, by its code.
    public static func unitID(code: String, on day: CivilDate, in tx: any ReadTransaction) throws -> ID<Unit>? {
        try tx.first(
            """
            SELECT id FROM unit WHERE code = \(code) AND valid_from <= \(day)
                AND (valid_until IS NULL OR valid_until >= \(day)) ORDER BY valid_from DESC LIMIT 1
            """)?["id"]
    }

    /// Makes the province, under which all other units are entered. Only in a database without units.
    /// - Throws: `Problem(.conflict)` when there are units already.
    public static func createProvince(code: String, name: String, in tx: any WriteTransaction) throws -> ID<Unit> {
        guard try !tx.exists("SELECT 1 FROM unit") else {
            throw Problem(.conflict, "Đã có đơn vị trong hệ thống. Thêm đơn vị khác ở trang Đơn vị.")
        }
        let id = ID<Unit>(at: tx.now)
        try UnitRecords.insert(
            Unit(id: id, kind: .province, code: code, name: name, parentID: nil, validFrom: tx.today), document: nil,
            in: tx)
        try UnitRecords.refreshAncestors(in: tx)
        try EventRecords.append(.unitCreated, to: .unit, id.rawValue, by: nil, in: tx)
        return id
    }

    /// An account with its functions in words, for the command line.
    public struct AccountLine: Sendable, Hashable {
        public let username: String
        public let name: String
        public let isDisabled: Bool
        public let functions: [String]
    }

    public static func accountLines(in tx: any ReadTransaction) throws -> [AccountLine] {
        let rows = try tx.rows(
            """
            SELECT a.username, a.name, a.is_disabled, r.role, u.name AS unit_name FROM account a
            LEFT JOIN account_role r ON r.account_id = a.id LEFT JOIN unit u ON u.id = r.unit_id
            ORDER BY a.username, r.role, u.sort_key, u.id
            """)
        var lines: [AccountLine] = []
        for row in rows {
            let username: String = try row["username"]
            let role: Role? = try row["role"]
            let unitName: String? = try row["unit_name"]
            let function = role.map { "\($0.name), \(unitName ?? "")" }
            let known = lines.last?.username == username ? lines.removeLast().functions : []
            lines.append(
                AccountLine(
                    username: username, name: try row["name"], isDisabled: try row["is_disabled"],
                    functions: known + (function.map { [$0] } ?? [])))
        }
        return lines
    }
}
