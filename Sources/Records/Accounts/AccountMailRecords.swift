import Domain
import Primitives
import Store

extension AccountRecords {
    /// Where and how mail goes to an account.
    public static func mail(of id: ID<Account>, in tx: any ReadTransaction) throws -> AccountMail? {
        try tx.first("SELECT email, mail_choice FROM account WHERE id = \(id)").map {
            AccountMail(email: try $0["email"], choice: try $0["mail_choice"])
        }
    }

    public static func setEmail(_ email: String, _ id: ID<Account>, in tx: any WriteTransaction) throws {
        try tx.run("UPDATE account SET email = \(email) WHERE id = \(id)")
    }

    public static func setMailChoice(_ choice: MailChoice, _ id: ID<Account>, in tx: any WriteTransaction) throws {
        try tx.run("UPDATE account SET mail_choice = \(choice) WHERE id = \(id)")
    }
}
