import Domain
import Primitives
import Records
import Store

/// Writes down to which address the mail of an account goes: *ghi địa chỉ thư điện tử*. Only an administrator does, who knows
/// whose it is.
public struct SetAccountMail: Sendable {
    public let id: ID<Account>
    public let version: Int
    /// As typed; empty for none.
    public let email: String

    public init(id: ID<Account>, version: Int, email: String) {
        self.id = id
        self.version = version
        self.email = VietnameseText.tidied(email)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            _ = try AccountGate.account(id, for: actor, may: .setMail, in: tx)
            let address = EmailAddress(typed: email)
            if !email.isEmpty, address == nil {
                throw Problem.invalid([
                    FieldProblem("email", "Địa chỉ “\(email)” không đúng. Nhập theo dạng ten@donvi.gov.vn.")
                ])
            }
            try AccountRecords.advance(id, expecting: version, in: tx)
            try AccountRecords.setEmail(address?.text ?? "", id, in: tx)
            try EventRecords.append(
                .accountMailChanged, to: .account, id.rawValue, by: actor,
                note: address.map { "Địa chỉ: \($0)" } ?? "Bỏ địa chỉ", in: tx)
        }
    }
}

/// Says how one wants to be told by mail: *chọn cách nhận thư*.
public struct ChooseMail: Sendable {
    /// `MailChoice` as text.
    public let choice: String

    public init(choice: String) { self.choice = choice }

    public func run(by actor: Actor, on store: any Store) async throws {
        guard let choice = MailChoice(rawValue: choice) else {
            throw Problem.invalid([FieldProblem("mailChoice", "Chọn một cách nhận thư.")])
        }
        try await store.perform { tx in
            try AccountRecords.setMailChoice(choice, actor.accountID, in: tx)
            try EventRecords.append(
                .accountMailChanged, to: .account, actor.accountID.rawValue, by: actor, note: choice.name, in: tx)
        }
    }
}

/// Lets a mail that could not be sent be tried again: *gửi lại*.
public struct ResendMail: Sendable {
    public let id: String

    public init(id: String) { self.id = id }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            let reach = try AccountGate.reach(of: actor, in: tx)
            guard let account = try OutboxRecords.resend(id, within: reach, in: tx) else {
                throw Problem.notFound("thư này")
            }
            try EventRecords.append(.mailResent, to: .account, account.rawValue, by: actor, in: tx)
        }
    }
}
