import Domain
import Primitives
import Store

extension AccountRecords {
    /// Where and how mail goes to an account.
    public static func mail(of id: ID<Account>, in tx: any ReadTransaction) throws -> AccountMail? {
        guard let row = try tx.first("SELECT email, mail_choice FROM account WHERE id = \(id)") else { return nil }
        var mail = AccountMail(email: try row["email"], usual: try row["mail_choice"])
        for row in try tx.rows("SELECT kind, choice FROM mail_choice WHERE account_id = \(id)") {
            // A kind that is no more is passed over.
            if let kind = NoticeKind(rawValue: try row["kind"]) { mail.chosen[kind] = try row["choice"] }
        }
        return mail
    }

    public static func setEmail(_ email: String, _ id: ID<Account>, in tx: any WriteTransaction) throws {
        try tx.run("UPDATE account SET email = \(email) WHERE id = \(id)")
    }

    /// Keeps how one wants to be told of each of these kinds; the others stay as they are.
    public static func setMailChoices(
        _ choices: [NoticeKind: MailChoice], _ id: ID<Account>, in tx: any WriteTransaction
    ) throws {
        for kind in NoticeKind.allCases {
            guard let choice = choices[kind] else { continue }
            try tx.run(
                """
                INSERT INTO mail_choice (account_id, kind, choice) VALUES (\(id), \(kind), \(choice))
                ON CONFLICT (account_id, kind) DO UPDATE SET choice = excluded.choice
                """)
        }
    }
}
