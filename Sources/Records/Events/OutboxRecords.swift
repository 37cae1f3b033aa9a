import Domain
import Primitives
import Store

/// A message waiting to be sent after its transaction has committed.
public struct OutboxMessage: Sendable, Hashable {
    public let id: String
    public let accountID: ID<Account>?
    public let kind: NoticeKind
    public let subject: EventSubject
    public let message: String
    public let attempts: Int
    public let createdAt: Instant
    public let name: String
    /// Empty when mail cannot or shall not go to this account.
    public let email: String
}

/// What waits for somebody who wants one mail a day.
public struct OutboxDigest: Sendable, Hashable {
    public let accountID: ID<Account>
    public let day: CivilDate
    public let name: String
    public let email: String
    /// The messages that it stands for.
    public let messages: [String]
}

/// A message that could not be sent.
public struct FailedMessage: Sendable, Hashable {
    public let id: String
    public let accountID: ID<Account>
    public let name: String
    public let email: String
    public let kind: NoticeKind
    public let createdAt: Instant
    public let attempts: Int
    public let error: String
    /// `nil` once it is given up.
    public let nextTryAt: Instant?
}

public enum OutboxRecords {
    /// After so many a message is given up.
    public static let maximumAttempts = 10

    /// Puts a message for everyone who holds `role` at exactly these units into the outbox.
    public static func add(
        _ message: String, _ kind: NoticeKind? = nil, about subject: EventSubject, _ subjectID: String,
        to roles: [Role], at unitID: ID<Unit>, in tx: any WriteTransaction
    ) throws {
        let accounts = try tx.rows(
            """
            SELECT DISTINCT account_id FROM account_role
            WHERE unit_id IN (SELECT ancestor_id FROM unit_ancestor WHERE unit_id = \(unitID)) AND role IN (\(anyOf: roles))
            ORDER BY account_id
            """)
        for row in accounts {
            try add(message, kind, about: subject, subjectID, toAccount: try row["account_id"], in: tx)
        }
    }

    /// Puts a message for one person into the outbox.
    /// - Parameter kind: when it gives something back or reminds; otherwise that of its subject.
    public static func add(
        _ message: String, _ kind: NoticeKind? = nil, about subject: EventSubject, _ subjectID: String,
        toAccount accountID: ID<Account>, in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO outbox (id, kind, account_id, subject_kind, subject_id, message, created_at)
            VALUES (\(ID<OutboxMessage>(at: tx.now)), \(kind ?? NoticeKind(about: subject)), \(accountID),
                \(subject), \(subjectID), \(message), \(tx.now))
            """)
    }

    /// Puts one message for each of these people into the outbox: a statement for a thousand.
    public static func add(
        _ message: String, _ kind: NoticeKind? = nil, about subject: EventSubject, _ subjectID: String,
        toAccounts accounts: [ID<Account>], in tx: any WriteTransaction
    ) throws {
        for chunk in PlanListRecords.chunks(accounts, of: 1000) {
            let readers = chunk.map { "(\(ID<OutboxMessage>(at: tx.now)), \($0))" as SQL }
            try tx.run(
                """
                INSERT INTO outbox (id, kind, account_id, subject_kind, subject_id, message, created_at)
                SELECT column1, CAST(\(kind ?? NoticeKind(about: subject)) AS TEXT), column2, CAST(\(subject) AS TEXT),
                    CAST(\(subjectID) AS TEXT), CAST(\(message) AS TEXT), CAST(\(tx.now) AS TEXT)
                FROM (VALUES \(PlanListRecords.list(readers))) reader
                """)
        }
    }

    // MARK: Delivery

    /// How the reader of a message wants to be told of it: as chosen for its kind, otherwise as for all.
    private static let choice: SQL = "COALESCE(m.choice, c.mail_choice)"
    private static let joinedChoice: SQL = "LEFT JOIN mail_choice m ON m.account_id = o.account_id AND m.kind = o.kind"

    /// Messages whose turn it is, oldest first; those of a daily digest wait for it.
    public static func waiting(limit: Int, in tx: any ReadTransaction) throws -> [OutboxMessage] {
        try tx.rows(
            """
            SELECT o.id, o.kind, o.account_id, o.subject_kind, o.message, o.attempts, o.created_at,
                COALESCE(c.name, '') AS name,
                CASE WHEN \(choice) = 'each' AND NOT c.is_disabled THEN c.email ELSE '' END AS email
            FROM outbox o LEFT JOIN account c ON c.id = o.account_id \(joinedChoice)
            WHERE o.delivered_at IS NULL AND o.attempts < \(maximumAttempts)
                AND (o.next_try_at IS NULL OR o.next_try_at <= \(tx.now))
                AND (c.id IS NULL OR \(choice) <> 'daily' OR c.email = '' OR c.is_disabled)
            ORDER BY o.created_at, o.id LIMIT \(limit)
            """
        ).map {
            OutboxMessage(
                id: try $0["id"], accountID: try $0["account_id"],
                kind: NoticeKind(rawValue: try $0["kind"]) ?? .other, subject: try $0["subject_kind"],
                message: try $0["message"], attempts: try $0["attempts"], createdAt: try $0["created_at"],
                name: try $0["name"], email: try $0["email"] ?? "")
        }
    }

    /// Takes a message for one attempt. Of several processes only one gets it; nobody tries again before `nextTry`.
    public static func claim(_ message: OutboxMessage, nextTry: Instant, in tx: any WriteTransaction) throws -> Bool {
        try tx.run(
            """
            UPDATE outbox SET attempts = attempts + 1, next_try_at = \(nextTry)
            WHERE id = \(message.id) AND delivered_at IS NULL AND attempts = \(message.attempts)
            """) == 1
    }

    public static func markDelivered(_ id: String, in tx: any WriteTransaction) throws {
        try tx.run("UPDATE outbox SET delivered_at = \(tx.now), last_error = NULL, next_try_at = NULL WHERE id = \(id)")
    }

    public static func markFailed(_ id: String, error: String, in tx: any WriteTransaction) throws {
        try tx.run("UPDATE outbox SET last_error = \(error) WHERE id = \(id)")
    }

    /// What waits for those who want one mail a day and had none today.
    public static func digests(limit: Int, in tx: any ReadTransaction) throws -> [OutboxDigest] {
        let rows = try tx.rows(
            """
            SELECT c.id, c.name, c.email, o.id AS message_id FROM outbox o JOIN account c ON c.id = o.account_id
            \(joinedChoice)
            WHERE \(choice) = 'daily' AND c.email <> '' AND NOT c.is_disabled
                AND (c.digest_on IS NULL OR c.digest_on < \(tx.today)) AND o.delivered_at IS NULL
                AND o.attempts < \(maximumAttempts) AND (o.next_try_at IS NULL OR o.next_try_at <= \(tx.now))
            ORDER BY c.id, o.created_at, o.id LIMIT \(limit)
            """)
        var digests: [OutboxDigest] = []
        for row in rows {
            let (id, message): (ID<Account>, String) = (try row["id"], try row["message_id"])
            let before = digests.last?.accountID == id ? digests.removeLast().messages : []
            digests.append(
                OutboxDigest(
                    accountID: id, day: tx.today, name: try row["name"], email: try row["email"],
                    messages: before + [message]))
        }
        return digests
    }

    /// Takes a digest for one attempt, as ``claim(_:nextTry:in:)``.
    public static func claim(_ digest: OutboxDigest, nextTry: Instant, in tx: any WriteTransaction) throws -> Bool {
        let taken = try tx.run(
            """
            UPDATE account SET digest_on = \(digest.day)
            WHERE id = \(digest.accountID) AND (digest_on IS NULL OR digest_on < \(digest.day))
            """)
        guard taken == 1 else { return false }
        try tx.run(
            """
            UPDATE outbox SET attempts = attempts + 1, next_try_at = \(nextTry) WHERE id IN (\(anyOf: digest.messages))
            """)
        return true
    }

    public static func markDelivered(_ digest: OutboxDigest, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            UPDATE outbox SET delivered_at = \(tx.now), last_error = NULL, next_try_at = NULL
            WHERE id IN (\(anyOf: digest.messages))
            """)
    }

    /// The digest of this day was not sent: it is tried again when its messages' turn comes.
    public static func markFailed(_ digest: OutboxDigest, error: String, in tx: any WriteTransaction) throws {
        try tx.run("UPDATE account SET digest_on = NULL WHERE id = \(digest.accountID)")
        try tx.run("UPDATE outbox SET last_error = \(error) WHERE id IN (\(anyOf: digest.messages))")
    }

    /// How many messages have not been delivered, those given up included.
    public static func waitingCount(in tx: any ReadTransaction) throws -> Int {
        try tx.count("SELECT COUNT(*) AS n FROM outbox WHERE delivered_at IS NULL")
    }

    // MARK: What could not be sent

    /// Messages that could not be sent to accounts within reach, latest first, a page at a time.
    public static func failed(
        within reach: AccountRecords.Reach, before: (at: Instant, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [FailedMessage] {
        var conditions: [SQL] = [
            "o.delivered_at IS NULL", "o.last_error IS NOT NULL", reach.holds("o.account_id"),
        ]
        if let before { conditions.append("(o.created_at, o.id) < (\(before.at), \(before.id))") }
        return try tx.rows(
            """
            SELECT o.id, o.kind, o.account_id, c.name, c.email, o.created_at, o.attempts, o.last_error, o.next_try_at
            FROM outbox o JOIN account c ON c.id = o.account_id WHERE \(SQL.all(conditions))
            ORDER BY o.created_at DESC, o.id DESC LIMIT \(limit)
            """
        ).map {
            let attempts: Int = try $0["attempts"]
            return FailedMessage(
                id: try $0["id"], accountID: try $0["account_id"], name: try $0["name"], email: try $0["email"],
                kind: NoticeKind(rawValue: try $0["kind"]) ?? .other, createdAt: try $0["created_at"],
                attempts: attempts, error: try $0["last_error"],
                nextTryAt: attempts < maximumAttempts ? try $0["next_try_at"] : nil)
        }
    }

    /// Lets a message that could not be sent be tried again at once.
    /// - Returns: to whom it goes; `nil` when there is no such message within reach, or it has been sent.
    public static func resend(
        _ id: String, within reach: AccountRecords.Reach, in tx: any WriteTransaction
    ) throws -> ID<Account>? {
        try tx.rows(
            """
            UPDATE outbox SET attempts = 0, next_try_at = NULL, last_error = NULL
            WHERE id = \(id) AND delivered_at IS NULL AND last_error IS NOT NULL AND \(reach.holds("account_id"))
            RETURNING account_id
            """
        ).first?["account_id"]
    }

    /// How many messages to accounts within reach could not be sent, and to how many accounts.
    public static func failedCount(
        within reach: AccountRecords.Reach, in tx: any ReadTransaction
    ) throws -> (messages: Int, accounts: Int) {
        let row = try tx.first(
            """
            SELECT COUNT(*) AS n, COUNT(DISTINCT o.account_id) AS accounts FROM outbox o
            WHERE o.delivered_at IS NULL AND o.last_error IS NOT NULL AND \(reach.holds("o.account_id"))
            """)
        return (try row?["n"] ?? 0, try row?["accounts"] ?? 0)
    }

    /// Lets every message within reach that could not be sent be tried again at once.
    /// - Returns: how many they are.
    public static func resendAll(within reach: AccountRecords.Reach, in tx: any WriteTransaction) throws -> Int {
        try tx.run(
            """
            UPDATE outbox SET attempts = 0, next_try_at = NULL, last_error = NULL
            WHERE delivered_at IS NULL AND last_error IS NOT NULL AND account_id IS NOT NULL
                AND \(reach.holds("account_id"))
            """)
    }
}
