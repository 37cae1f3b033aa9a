import Domain
import Primitives
import Store

/// A message waiting to be sent after its transaction has committed.
public struct OutboxMessage: Sendable, Hashable {
    public let id: String
    public let accountID: ID<Account>?
    public let message: String
    public let attempts: Int
}

public enum OutboxRecords {
    /// Puts a message for everyone who holds `role` at exactly these units into the outbox.
    public static func add(
        _ message: String, about subject: EventSubject, _ subjectID: String, to roles: [Role], at unitID: ID<Unit>,
        in tx: any WriteTransaction
    ) throws {
        let accounts = try tx.rows(
            """
            SELECT DISTINCT account_id FROM account_role
            WHERE unit_id IN (SELECT ancestor_id FROM unit_ancestor WHERE unit_id = \(unitID)) AND role IN (\(anyOf: roles))
            ORDER BY account_id
            """)
        for row in accounts {
            let accountID: ID<Account> = try row["account_id"]
            try tx.run(
                """
                INSERT INTO outbox (id, kind, account_id, subject_kind, subject_id, message, created_at)
                VALUES (\(ID<OutboxMessage>(at: tx.now)), 'notice', \(accountID), \(subject), \(subjectID), \(message), \(tx.now))
                """)
        }
    }

    /// Messages not yet delivered, oldest first.
    public static func waiting(limit: Int, in tx: any ReadTransaction) throws -> [OutboxMessage] {
        try tx.rows(
            """
            SELECT id, account_id, message, attempts FROM outbox WHERE delivered_at IS NULL AND attempts < 10
            ORDER BY created_at, id LIMIT \(limit)
            """
        ).map {
            OutboxMessage(
                id: try $0["id"], accountID: try $0["account_id"], message: try $0["message"],
                attempts: try $0["attempts"])
        }
    }

    /// Takes a message for one attempt. Of several processes only one gets it.
    public static func claim(_ message: OutboxMessage, in tx: any WriteTransaction) throws -> Bool {
        try tx.run(
            """
            UPDATE outbox SET attempts = attempts + 1
            WHERE id = \(message.id) AND delivered_at IS NULL AND attempts = \(message.attempts)
            """) == 1
    }

    public static func markDelivered(_ id: String, in tx: any WriteTransaction) throws {
        try tx.run("UPDATE outbox SET delivered_at = \(tx.now), last_error = NULL WHERE id = \(id)")
    }

    public static func markFailed(_ id: String, error: String, in tx: any WriteTransaction) throws {
        try tx.run("UPDATE outbox SET last_error = \(error) WHERE id = \(id)")
    }

    /// How many messages have not been delivered, those given up included.
    public static func waitingCount(in tx: any ReadTransaction) throws -> Int {
        try tx.count("SELECT COUNT(*) AS n FROM outbox WHERE delivered_at IS NULL")
    }
}
