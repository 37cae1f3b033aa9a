import Domain
import Primitives
import Store

extension AccountRecords {
    /// Which accounts an administrator sees in the list.
    public enum Reach: Sendable, Hashable {
        case everything
        /// Accounts that hold some function at these units or below.
        case within([ID<Unit>])

        func holds(_ column: SQL) -> SQL {
            switch self {
            case .everything: "1 = 1"
            case .within(let units):
                "\(column) IN (SELECT account_id FROM account_role WHERE \(UnitRecords.isWithin("unit_id", units)))"
            }
        }
    }

    /// Accounts within reach in the order of their user names, a page at a time.
    /// - Parameter after: the user name at which the last page ended.
    public static func page(
        within reach: Reach, after: String?, limit: Int, in tx: any ReadTransaction
    ) throws -> [Account] {
        var conditions: [SQL] = [reach.holds("account.id")]
        if let after { conditions.append("username > \(after)") }
        return try tx.rows(
            """
            SELECT id, username, name, is_disabled, version FROM account
            WHERE \(SQL.all(conditions)) ORDER BY username LIMIT \(limit)
            """
        ).map {
            Account(
                id: try $0["id"], username: try $0["username"], name: try $0["name"], isDisabled: try $0["is_disabled"],
                version: try $0["version"])
        }
    }

    /// Accounts whose user name or name holds what was typed, with or without marks; at most 200.
    public static func accounts(named typed: String, in tx: any ReadTransaction) throws -> [ID<Account>] {
        let words = VietnameseText.searchWords(typed)
        var found: [ID<Account>] = []
        // Some hundreds of accounts: comparing their names here is quick and follows the one rule for marks.
        for row in try tx.rows("SELECT id, username, name FROM account ORDER BY username") {
            let username: String = try row["username"]
            let name: String = try row["name"]
            let text = username + " " + VietnameseText.folded(name)
            if words.allSatisfy({ text.contains($0) }) { found.append(try row["id"]) }
            if found.count == 200 { break }
        }
        return found
    }

    /// Writes down that an account changes, if nobody has changed it since it was read.
    /// - Throws: `Problem(.conflict)` in words.
    public static func advance(_ id: ID<Account>, expecting version: Int, in tx: any WriteTransaction) throws {
        let changed = try tx.run("UPDATE account SET version = version + 1 WHERE id = \(id) AND version = \(version)")
        guard changed == 1 else {
            throw Problem(
                .conflict,
                "Có người vừa thay đổi tài khoản này. Nội dung của anh/chị chưa được ghi. Tải lại trang, xem lại rồi làm tiếp."
            )
        }
    }

    public static func deleteSessions(of id: ID<Account>, in tx: any WriteTransaction) throws {
        try tx.run("DELETE FROM session WHERE account_id = \(id)")
    }

    /// How many accounts other than this one can administer.
    public static func otherAdministrators(than id: ID<Account>, in tx: any ReadTransaction) throws -> Int {
        try tx.count(
            """
            SELECT COUNT(DISTINCT a.id) AS n FROM account a JOIN account_role r ON r.account_id = a.id
            WHERE r.role = \(Role.administrator) AND NOT a.is_disabled AND a.id <> \(id)
            """)
    }
}
