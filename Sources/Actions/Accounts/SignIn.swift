import Crypto
import Domain
import Foundation
import Primitives
import Records
import Store

/// Signs a person in: *đăng nhập*.
public struct SignIn: Sendable {
    /// Five wrong passwords in this time, and the sixth attempt is refused though it be right.
    public static let window: Duration = .seconds(15 * 60)
    public static let allowedFailures = 5
    /// From one address in the same time, however many succeed in between: an office shares an address.
    public static let allowedFailuresFromAddress = 30
    public static let sessionLength: Duration = .seconds(10 * 3600)
    public static let idleLimit: Duration = .seconds(30 * 60)

    public let username: String
    public let password: String
    public let address: String

    public init(username: String, password: String, address: String) {
        // No name is longer than 40 letters; what is kept of a wrong attempt stays small whatever was sent.
        self.username = String(VietnameseText.folded(username).unicodeScalars.prefix(100))
        self.password = password
        self.address = address
    }

    /// The token for the cookie. Only its hash is stored.
    public struct Ticket: Sendable {
        public let token: String
        public let actor: Actor
    }

    /// - Throws: `Problem(.tooMany)` after too many wrong attempts; `Problem(.notSignedIn)` when name or password is wrong,
    ///   in the same words and the same time for both.
    public func run(on store: any Store) async throws -> Ticket {
        let (found, failures) = try await store.read { tx in
            (
                try AccountRecords.account(username: username, in: tx),
                try AccountRecords.failures(username: username, address: address, since: tx.now - SignIn.window, in: tx)
            )
        }
        try SignIn.requireFew(failures)
        // The same work is done for a name that does not exist, so that time tells nothing.
        let hash = found?.passwordHash ?? SignIn.decoyHash
        let isRight = await Passwords.verify(password, against: hash)
        guard let account = found?.account, isRight, !account.isDisabled else {
            try await store.write { tx in
                try requireFewStill(in: tx)
                try AccountRecords.recordAttempt(username: username, address: address, succeeded: false, in: tx)
                if let account = found?.account {
                    try EventRecords.append(
                        .signInRefused, to: .account, account.id.rawValue, by: nil, detail: ["address": address], in: tx
                    )
                }
            }
            throw Problem(
                .notSignedIn,
                "Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi nhập lại.")
        }
        let token = SignIn.randomToken()
        let csrf = SignIn.randomToken()
        let actor = try await store.write { tx in
            try requireFewStill(in: tx)
            let grants = try AccountRecords.grants(of: [account.id], in: tx)[account.id] ?? []
            let actor = Actor(accountID: account.id, name: account.name, grants: grants)
            try AccountRecords.recordAttempt(username: username, address: address, succeeded: true, in: tx)
            try AccountRecords.deleteExpiredSessions(idleSince: tx.now - SignIn.idleLimit, in: tx)
            try AccountRecords.insertSession(
                tokenHash: sha256(token), accountID: account.id, csrfToken: csrf,
                expiresAt: tx.now + SignIn.sessionLength,
                in: tx)
            try EventRecords.append(
                .signedIn, to: .account, account.id.rawValue, by: actor, detail: ["address": address], in: tx)
            return actor
        }
        return Ticket(token: token, actor: actor)
    }

    /// Asked again where the attempt is written down: of many sent at once all would pass the first question, and each would
    /// learn whether it guessed right.
    private func requireFewStill(in tx: any ReadTransaction) throws {
        try SignIn.requireFew(
            try AccountRecords.failures(username: username, address: address, since: tx.now - SignIn.window, in: tx))
    }

    /// Both limits, by account and by address; changing one's own password has the same.
    static func requireFew(_ failures: (ofAccount: Int, fromAddress: Int)) throws {
        guard failures.ofAccount < allowedFailures, failures.fromAddress < allowedFailuresFromAddress else {
            throw Problem(
                .tooMany,
                "Đã nhập sai nhiều lần. Xin chờ 15 phút rồi làm lại, hoặc nhờ quản trị hệ thống đặt lại mật khẩu."
            )
        }
    }

    /// 256 random bits as text for a cookie or a form.
    public static func randomToken() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }

    private static let decoyHash = (try? Passwords.hashNow(randomToken())) ?? ""
}

/// Ends a session: *đăng xuất*.
public struct SignOut: Sendable {
    public let tokenHash: String
    public let actor: Actor

    public init(tokenHash: String, actor: Actor) {
        self.tokenHash = tokenHash
        self.actor = actor
    }

    public func run(on store: any Store) async throws {
        try await store.write { tx in
            try AccountRecords.deleteSession(tokenHash: tokenHash, in: tx)
            try EventRecords.append(.signedOut, to: .account, actor.accountID.rawValue, by: actor, in: tx)
        }
    }
}
