import Domain
import Primitives
import Store

/// A person to whom a document was spread.
public struct ReaderLine: Sendable, Hashable {
    public let personID: ID<Person>
    public let name: String
    public let position: String
    public let sortKey: String
    public let hasAccount: Bool
    public let acknowledgedAt: Instant?
    /// Who wrote it down: the person, or an officer for them.
    public let acknowledgedByName: String?
    public let isRecorded: Bool
    public let hasLeft: Bool
}

/// A document that was spread to the reader in person.
public struct OwnReadingLine: Sendable, Hashable {
    public let directiveID: ID<Directive>
    public let title: String
    public let number: String
    public let senderName: String
    public let state: Directive.State
    public let dueOn: CivilDate?
    public let spreadAt: Instant
    public let acknowledgedAt: Instant?
}

public enum DirectiveReaderRecords {
    // MARK: Whose account it is

    public static func person(of accountID: ID<Account>, in tx: any ReadTransaction) throws -> ID<Person>? {
        try tx.first("SELECT person_id FROM account_person WHERE account_id = \(accountID)")?["person_id"]
    }

    /// The account of a person, when there is one with which one can sign in.
    public static func account(of personID: ID<Person>, in tx: any ReadTransaction) throws -> ID<Account>? {
        try tx.first(
            """
            SELECT a.account_id FROM account_person a JOIN account c ON c.id = a.account_id
            WHERE a.person_id = \(personID) AND NOT c.is_disabled
            """)?["account_id"]
    }

    /// Ties an account to a person of the lifelong files, in place of what stood there.
    /// - Throws: a constraint violation when the person has another account.
    public static func tie(
        _ accountID: ID<Account>, to personID: ID<Person>, by actor: ID<Account>, in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO account_person (account_id, person_id, tied_by, tied_at)
            VALUES (\(accountID), \(personID), \(actor), \(tx.now))
            ON CONFLICT (account_id) DO UPDATE SET person_id = \(personID), tied_by = \(actor), tied_at = \(tx.now)
            """)
    }

    // MARK: Staff

    /// The people of a unit: those in post there, and in its sections that have not received the document themselves.
    private static func isStaff(of unitID: ID<Unit>, for id: ID<Directive>) -> SQL {
        """
        p.unit_id IN (SELECT n.unit_id FROM unit_ancestor n JOIN unit s ON s.id = n.unit_id
            WHERE n.ancestor_id = \(unitID) AND (n.depth = 0 OR (s.kind = 'section' AND NOT EXISTS (
                SELECT 1 FROM directive_delivery o WHERE o.directive_id = \(id) AND o.unit_id = s.id))))
        """
    }

    private static func isNotReader(_ id: ID<Directive>) -> SQL {
        "NOT EXISTS (SELECT 1 FROM directive_reader x WHERE x.directive_id = \(id) AND x.person_id = p.id)"
    }

    /// People of the unit to whom the document was not spread yet, by name, and how many there are in all.
    public static func candidates(
        of id: ID<Directive>, at unitID: ID<Unit>, limit: Int, in tx: any ReadTransaction
    ) throws -> (people: [(id: ID<Person>, name: String, position: String)], total: Int) {
        let condition = SQL.all([isStaff(of: unitID, for: id), isNotReader(id)])
        let people = try tx.rows(
            "SELECT p.id, p.name, p.position FROM person p WHERE \(condition) ORDER BY p.sort_key, p.id LIMIT \(limit)"
        ).map { row -> (id: ID<Person>, name: String, position: String) in
            (try row["id"], try row["name"], try row["position"])
        }
        if people.count < limit { return (people, people.count) }
        return (people, try tx.count("SELECT COUNT(*) AS n FROM person p WHERE \(condition)"))
    }

    /// Whether this person belongs to the unit's staff.
    public static func isStaff(
        _ personID: ID<Person>, of unitID: ID<Unit>, for id: ID<Directive>, in tx: any ReadTransaction
    ) throws -> Bool {
        try tx.exists("SELECT p.id FROM person p WHERE p.id = \(personID) AND \(isStaff(of: unitID, for: id))")
    }

    /// Everybody of the unit's staff by name, for a choice; at most `limit`.
    public static func staff(
        of unitID: ID<Unit>, for id: ID<Directive>, limit: Int, in tx: any ReadTransaction
    ) throws -> [(id: ID<Person>, name: String, position: String)] {
        try tx.rows(
            """
            SELECT p.id, p.name, p.position FROM person p WHERE \(isStaff(of: unitID, for: id))
            ORDER BY p.sort_key, p.id LIMIT \(limit)
            """
        ).map { (try $0["id"], try $0["name"], try $0["position"]) }
    }

    /// The accounts of those to whom ``spread(_:at:to:by:in:)`` would bring the document.
    public static func newReaders(
        _ id: ID<Directive>, at unitID: ID<Unit>, of people: [ID<Person>]?, in tx: any ReadTransaction
    ) throws -> [ID<Account>] {
        var conditions = [isStaff(of: unitID, for: id), isNotReader(id), "NOT c.is_disabled"]
        if let people { conditions.append("p.id IN (\(anyOf: people))") }
        return try tx.rows(
            """
            SELECT a.account_id FROM person p JOIN account_person a ON a.person_id = p.id
            JOIN account c ON c.id = a.account_id WHERE \(SQL.all(conditions)) ORDER BY p.sort_key, p.id
            """
        ).map { try $0["account_id"] }
    }

    /// Those of the unit's readers who have not acknowledged and can be told.
    private static func toRemind(_ id: ID<Directive>, at unitID: ID<Unit>) -> SQL {
        """
        FROM directive_reader r JOIN account_person a ON a.person_id = r.person_id JOIN account c ON c.id = a.account_id
        WHERE r.directive_id = \(id) AND r.unit_id = \(unitID) AND r.acknowledged_at IS NULL AND r.left_at IS NULL
            AND NOT c.is_disabled
        """
    }

    public static func countToRemind(
        _ id: ID<Directive>, at unitID: ID<Unit>, in tx: any ReadTransaction
    ) throws -> Int { try tx.count("SELECT COUNT(*) AS n \(toRemind(id, at: unitID))") }

    /// Notes that the unit reminds its people today, and says whom.
    /// - Returns: the accounts to be told; `nil` when the unit has reminded them today already.
    public static func remind(
        _ id: ID<Directive>, at unitID: ID<Unit>, in tx: any WriteTransaction
    ) throws -> [ID<Account>]? {
        let accounts: [ID<Account>] = try tx.rows(
            "SELECT a.account_id \(toRemind(id, at: unitID)) ORDER BY r.sort_key, r.person_id"
        ).map { try $0["account_id"] }
        guard !accounts.isEmpty else { return [] }
        let isFirst = try tx.run(
            """
            UPDATE directive_delivery SET readers_reminded_on = \(tx.today)
            WHERE directive_id = \(id) AND unit_id = \(unitID)
                AND (readers_reminded_on IS NULL OR readers_reminded_on < \(tx.today))
            """)
        return isFirst == 1 ? accounts : nil
    }

    /// Spreads the document to the people of the unit who do not have it yet, in two statements.
    /// - Parameter people: only these; `nil` for all.
    /// - Returns: how many are new.
    public static func spread(
        _ id: ID<Directive>, at unitID: ID<Unit>, to people: [ID<Person>]?, by actor: Actor,
        in tx: any WriteTransaction
    ) throws -> Int {
        var conditions = [isStaff(of: unitID, for: id), isNotReader(id)]
        if let people { conditions.append("p.id IN (\(anyOf: people))") }
        let added = try tx.run(
            """
            INSERT INTO directive_reader (directive_id, person_id, unit_id, sort_key)
            SELECT CAST(\(id) AS TEXT), p.id, CAST(\(unitID) AS TEXT), p.sort_key FROM person p WHERE \(SQL.all(conditions))
            """)
        guard added > 0 else { return 0 }
        // What was done because everybody had acknowledged is open again; what the unit has called done stays so.
        try tx.run(
            """
            UPDATE directive_delivery SET staff_count = staff_count + \(added),
                spread_at = COALESCE(spread_at, \(tx.now)), spread_by = COALESCE(spread_by, \(actor.accountID)),
                done_at = CASE WHEN purpose = 'spread' AND done_by IS NULL THEN NULL ELSE done_at END,
                progress = CASE WHEN progress < 2 THEN 2 WHEN purpose = 'spread' AND done_by IS NULL THEN 2 ELSE progress END
            WHERE directive_id = \(id) AND unit_id = \(unitID)
            """)
        return added
    }

    // MARK: Lists

    /// The people to whom a unit has spread the document, by name, a page at a time.
    /// - Parameter isAcknowledged: `nil` for all.
    public static func page(
        of id: ID<Directive>, at unitID: ID<Unit>, isAcknowledged: Bool? = nil,
        after: (sortKey: String, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [ReaderLine] {
        var conditions: [SQL] = ["r.directive_id = \(id)", "r.unit_id = \(unitID)"]
        switch isAcknowledged {
        case true?: conditions.append("r.acknowledged_at IS NOT NULL")
        case false?: conditions.append("r.acknowledged_at IS NULL AND r.left_at IS NULL")
        case nil: break
        }
        if let after { conditions.append("(r.sort_key, r.person_id) > (\(after.sortKey), \(after.id))") }
        return try tx.rows(
            """
            SELECT r.person_id, p.name, p.position, r.sort_key, a.account_id, r.acknowledged_at, c.name AS by_name, r.is_recorded,
                r.left_at
            FROM directive_reader r JOIN person p ON p.id = r.person_id
            LEFT JOIN account_person a ON a.person_id = r.person_id LEFT JOIN account c ON c.id = r.acknowledged_by
            WHERE \(SQL.all(conditions)) ORDER BY r.sort_key, r.person_id LIMIT \(limit)
            """
        ).map {
            let account: String? = try $0["account_id"]
            let leftAt: Instant? = try $0["left_at"]
            return ReaderLine(
                personID: try $0["person_id"], name: try $0["name"], position: try $0["position"],
                sortKey: try $0["sort_key"], hasAccount: account != nil, acknowledgedAt: try $0["acknowledged_at"],
                acknowledgedByName: try $0["by_name"], isRecorded: try $0["is_recorded"], hasLeft: leftAt != nil)
        }
    }

    static let ownColumns: SQL =
        """
        d.id, d.title, d.number, s.name AS sender_name, d.state, \(DirectiveDeliveryRecords.ownDay) AS due_on,
        COALESCE(v.spread_at, v.delivered_at) AS spread_at, r.acknowledged_at
        """

    static let ownTables: SQL =
        """
        FROM directive_reader r JOIN directive d ON d.id = r.directive_id JOIN unit s ON s.id = d.unit_id
        JOIN directive_delivery v ON v.directive_id = r.directive_id AND v.unit_id = r.unit_id
        """

    static func ownLine(_ row: Row) throws -> OwnReadingLine {
        OwnReadingLine(
            directiveID: try row["id"], title: try row["title"], number: try row["number"],
            senderName: try row["sender_name"], state: try row["state"], dueOn: try row["due_on"],
            spreadAt: try row["spread_at"], acknowledgedAt: try row["acknowledged_at"])
    }

    /// What was spread to this person, not acknowledged first, then the newest, a page at a time.
    public static func page(
        for personID: ID<Person>, after: (isAcknowledged: Bool, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [OwnReadingLine] {
        let rank: SQL = "(CASE WHEN r.acknowledged_at IS NULL THEN 0 ELSE 1 END)"
        var conditions: [SQL] = ["r.person_id = \(personID)", "d.state <> 'draft'"]
        if let after {
            let place = after.isAcknowledged ? 1 : 0
            conditions.append(
                "(\(rank) > \(place) OR (\(rank) = \(place) AND r.directive_id < \(after.id)))")
        }
        return try tx.rows(
            """
            SELECT \(ownColumns) \(ownTables) WHERE \(SQL.all(conditions)) ORDER BY \(rank), r.directive_id DESC LIMIT \(limit)
            """
        ).map(ownLine)
    }

    /// The reading of one person: the unit that spread it, by which day, and when it was acknowledged.
    public static func reading(
        of id: ID<Directive>, by personID: ID<Person>, in tx: any ReadTransaction
    ) throws -> (unitID: ID<Unit>, dueOn: CivilDate?, acknowledgedAt: Instant?)? {
        try tx.first(
            """
            SELECT r.unit_id, \(DirectiveDeliveryRecords.ownDay) AS due_on, r.acknowledged_at \(ownTables)
            WHERE r.directive_id = \(id) AND r.person_id = \(personID)
            """
        ).map { (try $0["unit_id"], try $0["due_on"], try $0["acknowledged_at"]) }
    }

    // MARK: Acknowledging

    /// Notes that these people of the unit have read and understood it; those who had already stay as they are.
    /// - Parameters:
    ///   - people: `nil` for everybody who is still open.
    ///   - isRecorded: whether an officer writes it down for them.
    /// - Returns: how many are new.
    public static func acknowledge(
        _ id: ID<Directive>, at unitID: ID<Unit>, people: [ID<Person>]?, by actor: ID<Account>, isRecorded: Bool,
        in tx: any WriteTransaction
    ) throws -> Int {
        var conditions: [SQL] = [
            "directive_id = \(id)", "unit_id = \(unitID)", "acknowledged_at IS NULL",
        ]
        if let people {
            conditions.append("person_id IN (\(anyOf: people))")
        } else {
            conditions.append("left_at IS NULL")
        }
        // Whoever had left and reads it nevertheless counts again.
        let returning = try tx.run(
            "UPDATE directive_reader SET left_at = NULL WHERE \(SQL.all(conditions + ["left_at IS NOT NULL"]))")
        let changed = try tx.run(
            """
            UPDATE directive_reader SET acknowledged_at = \(tx.now), acknowledged_by = \(actor), is_recorded = \(isRecorded)
            WHERE \(SQL.all(conditions))
            """)
        guard changed > 0 else { return 0 }
        try count(id, at: unitID, moreStaff: returning, moreRead: changed, in: tx)
        return changed
    }

    /// Moves the kept counts; when nobody is left open, a document that was to be spread is done.
    private static func count(
        _ id: ID<Directive>, at unitID: ID<Unit>, moreStaff: Int, moreRead: Int, in tx: any WriteTransaction
    ) throws {
        let isDone: SQL =
            """
            purpose = 'spread' AND progress = 2 AND staff_read + \(moreRead) >= staff_count + \(moreStaff)
            AND staff_count + \(moreStaff) > 0
            """
        try tx.run(
            """
            UPDATE directive_delivery SET staff_count = staff_count + \(moreStaff), staff_read = staff_read + \(moreRead),
                done_at = CASE WHEN \(isDone) THEN CAST(\(tx.now) AS TEXT) ELSE done_at END,
                progress = CASE WHEN \(isDone) THEN 3 ELSE progress END
            WHERE directive_id = \(id) AND unit_id = \(unitID)
            """)
    }

    /// Lets go of people who are no longer in post at the unit (or a section of it) and have not acknowledged: they do not count
    /// against it any more. At most `limit` at a time.
    /// - Returns: how many were let go.
    @discardableResult
    public static func releaseLeavers(
        of id: ID<Directive>? = nil, limit: Int = 5000, in tx: any WriteTransaction
    ) throws -> Int {
        var conditions: [SQL] = [
            "r.acknowledged_at IS NULL", "r.left_at IS NULL", "d.state = 'sent'",
            "NOT EXISTS (SELECT 1 FROM unit_ancestor n WHERE n.unit_id = p.unit_id AND n.ancestor_id = r.unit_id)",
        ]
        if let id { conditions.append("r.directive_id = \(id)") }
        let rows = try tx.rows(
            """
            SELECT r.directive_id, r.unit_id, r.person_id FROM directive_reader r JOIN directive d ON d.id = r.directive_id
            JOIN person p ON p.id = r.person_id WHERE \(SQL.all(conditions))
            ORDER BY r.directive_id, r.unit_id, r.person_id LIMIT \(limit)
            """)
        var left: [[String]: Int] = [:]
        for row in rows {
            let (directive, unit, person): (ID<Directive>, ID<Unit>, ID<Person>) = (
                try row["directive_id"], try row["unit_id"], try row["person_id"]
            )
            try tx.run(
                """
                UPDATE directive_reader SET left_at = \(tx.now)
                WHERE directive_id = \(directive) AND person_id = \(person)
                """)
            left[[directive.rawValue, unit.rawValue], default: 0] += 1
        }
        for (key, number) in left.sorted(by: { $0.key.joined() < $1.key.joined() }) {
            guard let directive = ID<Directive>(parsing: key[0]), let unit = ID<Unit>(parsing: key[1]) else { continue }
            try count(directive, at: unit, moreStaff: -number, moreRead: 0, in: tx)
        }
        return rows.count
    }
}
