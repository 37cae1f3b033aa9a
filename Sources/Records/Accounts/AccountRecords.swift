import Domain
import Primitives
import Store

/// A signed-in session as read with each request.
public struct SessionRow: Sendable {
    public let actor: Actor
    /// The person of the lifelong files to whom the account belongs, if it is tied to one.
    public let personID: ID<Person>?
    public let csrfToken: String
    public let seenAt: Instant
    /// Somebody else has chosen the password: nothing else is done before it is changed.
    public let mustChangePassword: Bool
}

public enum AccountRecords {
    /// - Parameter mustChangePassword: set when somebody else has chosen the password.
    public static func insert(
        _ account: Account, passwordHash: String, grants: [Grant], mustChangePassword: Bool = false,
        in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO account (id, username, name, password_hash, is_disabled, created_at, password_changed_at,
                must_change_password, version)
            VALUES (\(account.id), \(account.username), \(account.name), \(passwordHash), \(account.isDisabled), \(tx.now),
                    \(tx.now), \(mustChangePassword), 1)
            """)
        try grant(grants, to: account.id, in: tx)
    }

    public static func grant(_ grants: [Grant], to id: ID<Account>, in tx: any WriteTransaction) throws {
        for grant in grants {
            try tx.run(
                """
                INSERT INTO account_role (account_id, role, unit_id, granted_at)
                VALUES (\(id), \(grant.role), \(grant.unitID), \(tx.now)) ON CONFLICT (account_id, role, unit_id) DO NOTHING
                """)
        }
    }

    public static func revokeGrants(of id: ID<Account>, in tx: any WriteTransaction) throws {
        try tx.run("DELETE FROM account_role WHERE account_id = \(id)")
    }

    public static func account(username: String, in tx: any ReadTransaction) throws -> (
        account: Account, passwordHash: String
    )? {
        try tx.first("SELECT \(columns), password_hash FROM account WHERE username = \(username)").map {
            (try account($0), try $0["password_hash"])
        }
    }

    public static func account(_ id: ID<Account>, in tx: any ReadTransaction) throws -> Account? {
        try tx.first("SELECT \(columns) FROM account WHERE id = \(id)").map(account)
    }

    /// The functions of many accounts in one statement.
    public static func grants(of ids: [ID<Account>], in tx: any ReadTransaction) throws -> [ID<Account>: [Grant]] {
        var grants: [ID<Account>: [Grant]] = [:]
        let rows = try tx.rows(
            "SELECT account_id, role, unit_id FROM account_role WHERE account_id IN (\(anyOf: ids)) ORDER BY account_id, role, unit_id"
        )
        for row in rows {
            grants[try row["account_id"], default: []].append(Grant(try row["role"], at: try row["unit_id"]))
        }
        return grants
    }

    public static func setDisabled(_ isDisabled: Bool, _ id: ID<Account>, in tx: any WriteTransaction) throws {
        try tx.run("UPDATE account SET is_disabled = \(isDisabled), version = version + 1 WHERE id = \(id)")
        if isDisabled { try tx.run("DELETE FROM session WHERE account_id = \(id)") }
    }

    /// Sets a password and ends the sessions of the account.
    /// - Parameter mustChange: set when somebody else has chosen it.
    public static func setPassword(
        _ hash: String, _ id: ID<Account>, mustChange: Bool, in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            UPDATE account SET password_hash = \(hash), password_changed_at = \(tx.now),
                must_change_password = \(mustChange), version = version + 1 WHERE id = \(id)
            """)
        try tx.run("DELETE FROM session WHERE account_id = \(id)")
    }

    private static let columns: SQL = "id, username, name, is_disabled, version"

    private static func account(_ row: Row) throws -> Account {
        Account(
            id: try row["id"], username: try row["username"], name: try row["name"], isDisabled: try row["is_disabled"],
            version: try row["version"])
    }

    // MARK: Sessions

    public static func insertSession(
        tokenHash: String, accountID: ID<Account>, csrfToken: String, expiresAt: Instant, in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO session (token_hash, account_id, csrf_token, created_at, seen_at, expires_at)
            VALUES (\(tokenHash), \(accountID), \(csrfToken), \(tx.now), \(tx.now), \(expiresAt))
            """)
    }

    /// The session of this token while it is valid, with the actor and all functions: one statement.
    public static func session(tokenHash: String, idleSince: Instant, in tx: any ReadTransaction) throws -> SessionRow?
    {
        let rows = try tx.rows(
            """
            SELECT s.csrf_token, s.seen_at, a.id, a.name, a.must_change_password, t.person_id, r.role, r.unit_id
            FROM session s JOIN account a ON a.id = s.account_id LEFT JOIN account_role r ON r.account_id = a.id
            LEFT JOIN account_person t ON t.account_id = a.id
            WHERE s.token_hash = \(tokenHash) AND s.expires_at > \(tx.now) AND s.seen_at > \(idleSince) AND NOT a.is_disabled
            ORDER BY r.role, r.unit_id
            """)
        guard let first = rows.first else { return nil }
        let grants: [Grant] = try rows.compactMap { row in
            let role: Role? = try row["role"]
            let unitID: ID<Unit>? = try row["unit_id"]
            guard let role, let unitID else { return nil }
            return Grant(role, at: unitID)
        }
        return SessionRow(
            actor: Actor(accountID: try first["id"], name: try first["name"], grants: grants),
            personID: try first["person_id"], csrfToken: try first["csrf_token"], seenAt: try first["seen_at"],
            mustChangePassword: try first["must_change_password"])
    }

    public static func touchSession(tokenHash: String, in tx: any WriteTransaction) throws {
        try tx.run("UPDATE session SET seen_at = \(tx.now) WHERE token_hash = \(tokenHash)")
    }

    public static func deleteSession(tokenHash: String, in tx: any WriteTransaction) throws {
        try tx.run("DELETE FROM session WHERE token_hash = \(tokenHash)")
    }

    public static func deleteExpiredSessions(idleSince: Instant, in tx: any WriteTransaction) throws {
        try tx.run("DELETE FROM session WHERE expires_at <= \(tx.now) OR seen_at <= \(idleSince)")
    }

    // MARK: Attempts to sign in

    public static func recordAttempt(username: String, address: String, succeeded: Bool, in tx: any WriteTransaction)
        throws
    {
        try tx.run(
            """
            INSERT INTO sign_in_attempt (id, username, address, at, succeeded)
            VALUES (\(ID<Account>(at: tx.now)), \(username), \(address), \(tx.now), \(succeeded))
            """)
    }

    /// Attempts that no limit asks for any more.
    public static func deleteAttempts(before: Instant, in tx: any WriteTransaction) throws {
        try tx.run("DELETE FROM sign_in_attempt WHERE at < \(before)")
    }

    /// Wrong attempts since a moment: for this account since its last success or new password, and from this address.
    public static func failures(
        username: String, address: String, since: Instant, in tx: any ReadTransaction
    ) throws -> (ofAccount: Int, fromAddress: Int) {
        let ofAccount = try tx.count(
            """
            SELECT COUNT(*) AS n FROM sign_in_attempt WHERE username = \(username) AND at > \(since) AND NOT succeeded
            AND at > COALESCE((SELECT MAX(at) FROM sign_in_attempt WHERE username = \(username) AND succeeded), '')
            AND at >= COALESCE((SELECT password_changed_at FROM account WHERE username = \(username)), '')
            """)
        let fromAddress = try tx.count(
            "SELECT COUNT(*) AS n FROM sign_in_attempt WHERE address = \(address) AND at > \(since) AND NOT succeeded")
        return (ofAccount, fromAddress)
    }
}
