import Domain
import Primitives
import Store

/// Forms that have made something, by the key that was in them: each is taken once.
public enum UsedFormRecords {
    /// Where the first sending of this form led; `nil` while it has not been taken.
    public static func path(
        of key: String, by accountID: ID<Account>, in tx: any ReadTransaction
    ) throws -> String? {
        try tx.first("SELECT path FROM used_form WHERE account_id = \(accountID) AND form_key = \(key)")?["path"]
    }

    public static func insert(
        _ key: String, by accountID: ID<Account>, path: String, in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO used_form (account_id, form_key, path, used_at)
            VALUES (\(accountID), \(key), \(path), \(tx.now))
            """)
    }

    /// Nobody clicks twice with a day in between.
    public static func delete(before: Instant, in tx: any WriteTransaction) throws {
        try tx.run("DELETE FROM used_form WHERE used_at < \(before)")
    }
}
