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

/// Says how one wants to be told by mail, for each kind of notice: *chọn cách nhận thư*. In the system a notice is read in any case.
public struct ChooseMail: Sendable {
    /// `MailChoice` as text, for every kind.
    public let choices: [NoticeKind: String]

    public init(choices: [NoticeKind: String]) { self.choices = choices }

    /// The same for every kind.
    public init(all choice: String) {
        choices = Dictionary(uniqueKeysWithValues: NoticeKind.allCases.map { ($0, choice) })
    }

    /// The name of the field in which one chooses for a kind.
    public static func field(_ kind: NoticeKind) -> String { "mail-\(kind.rawValue)" }

    /// - Returns: whether mail goes out at all: nobody has written down an address for who has none.
    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> Bool {
        let chosen = choices.compactMapValues(MailChoice.init(rawValue:))
        let problems = NoticeKind.allCases.filter { chosen[$0] == nil }.map { kind in
            FieldProblem(Self.field(kind), "Chọn cách nhận thư cho mục “\(kind.name)”.")
        }
        guard problems.isEmpty else { throw Problem.invalid(problems) }
        return try await store.perform { tx in
            try AccountRecords.setMailChoices(chosen, actor.accountID, in: tx)
            try EventRecords.append(
                .accountMailChanged, to: .account, actor.accountID.rawValue, by: actor, note: Self.words(chosen), in: tx
            )
            return try AccountRecords.mail(of: actor.accountID, in: tx)?.email.isEmpty == false
        }
    }

    /// `Gửi thư ngay: Bị trả lại, phải sửa; Vướng mắc. Không gửi thư: …`
    private static func words(_ chosen: [NoticeKind: MailChoice]) -> String {
        MailChoice.allCases.compactMap { choice in
            let kinds = NoticeKind.allCases.filter { chosen[$0] == choice }
            if kinds.count == NoticeKind.allCases.count { return "\(choice.name): mọi thông báo" }
            return kinds.isEmpty ? nil : "\(choice.name): \(kinds.map(\.name).joined(separator: "; "))"
        }.joined(separator: ". ")
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

/// Lets all mail that could not be sent be tried again: *gửi lại tất cả*, as after a day on which the mail server was down.
public struct ResendAllMail: Sendable {
    public init() {}

    /// - Returns: how many mails are tried again.
    public func run(by actor: Actor, on store: any Store) async throws -> Int {
        try await store.perform { tx in
            let reach = try AccountGate.reach(of: actor, in: tx)
            let failed = try OutboxRecords.failedCount(within: reach, in: tx)
            guard failed.messages > 0 else { return 0 }
            let count = try OutboxRecords.resendAll(within: reach, in: tx)
            try EventRecords.append(
                .allMailResent, to: .account, actor.accountID.rawValue, by: actor,
                note: "\(groupedByThousands(count)) thư của \(groupedByThousands(failed.accounts)) tài khoản",
                detail: ["count": String(count)], in: tx)
            return count
        }
    }
}
