import Domain
import Primitives
import Store

/// A message as its reader sees it: *thông báo*.
public struct Notice: Sendable, Hashable {
    public let id: String
    public let subject: EventSubject
    public let subjectID: String
    public let message: String
    public let createdAt: Instant
    public let isRead: Bool
}

/// The messages of the outbox, as read by those to whom they are addressed.
public enum NoticeRecords {
    private static let columns: SQL = "id, subject_kind, subject_id, message, created_at, read_at"

    private static func notice(_ row: Row) throws -> Notice {
        let readAt: Instant? = try row["read_at"]
        return Notice(
            id: try row["id"], subject: try row["subject_kind"], subjectID: try row["subject_id"],
            message: try row["message"], createdAt: try row["created_at"], isRead: readAt != nil)
    }

    /// What was sent to an account, latest first, a page at a time.
    public static func page(
        of accountID: ID<Account>, unreadOnly: Bool, before: (at: Instant, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [Notice] {
        var conditions: [SQL] = ["account_id = \(accountID)"]
        if unreadOnly { conditions.append("read_at IS NULL") }
        if let before { conditions.append("(created_at, id) < (\(before.at), \(before.id))") }
        return try tx.rows(
            "SELECT \(columns) FROM outbox WHERE \(SQL.all(conditions)) ORDER BY created_at DESC, id DESC LIMIT \(limit)"
        ).map(notice)
    }

    /// How many notices of this account were not opened yet; `limit` when there are at least so many.
    public static func unreadCount(
        of accountID: ID<Account>, upTo limit: Int = .max, in tx: any ReadTransaction
    ) throws -> Int {
        try tx.count(upTo: limit, "FROM outbox WHERE account_id = \(accountID) AND read_at IS NULL")
    }

    /// A notice of this account, marked as read.
    public static func open(_ id: String, of accountID: ID<Account>, in tx: any WriteTransaction) throws -> Notice? {
        try tx.run(
            """
            UPDATE outbox SET read_at = \(tx.now) WHERE id = \(id) AND account_id = \(accountID) AND read_at IS NULL
            """)
        return try tx.first("SELECT \(columns) FROM outbox WHERE id = \(id) AND account_id = \(accountID)").map(notice)
    }

    /// - Returns: how many were unread.
    @discardableResult
    public static func readAll(of accountID: ID<Account>, in tx: any WriteTransaction) throws -> Int {
        try tx.run("UPDATE outbox SET read_at = \(tx.now) WHERE account_id = \(accountID) AND read_at IS NULL")
    }
}
