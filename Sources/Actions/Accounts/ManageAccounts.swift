import Domain
import Primitives
import Records
import Store

/// Opens an account: *tạo tài khoản*. The first password is made here and shown once.
public struct CreateAccount: Sendable {
    public let username: String
    public let name: String
    public let grants: [Grant]

    public init(username: String, name: String, grants: [Grant]) {
        self.username = VietnameseText.tidied(username).lowercased()
        self.name = VietnameseText.tidied(name)
        self.grants = grants
    }

    public struct Opened: Sendable {
        public let id: ID<Account>
        public let username: String
        public let firstPassword: String
    }

    public func run(by actor: Actor, on store: any Store) async throws -> Opened {
        try AccountGate.requireAdministrator(actor)
        let password = GeneratedPassword.make()
        let hash = try await Passwords.hash(password)
        return try await store.perform { tx in
            var problems: [FieldProblem] = []
            if let problem = Self.problem(withUsername: username) { problems.append(FieldProblem("username", problem)) }
            if name.isEmpty { problems.append(FieldProblem("name", "Nhập họ và tên người dùng tài khoản.")) }
            if name.count > 100 { problems.append(FieldProblem("name", "Họ và tên dài quá 100 ký tự.")) }
            if problems.isEmpty, try AccountRecords.account(username: username, in: tx) != nil {
                problems.append(
                    FieldProblem("username", "Tên đăng nhập “\(username)” đã có người dùng. Chọn tên khác."))
            }
            problems += try GrantCheck.problems(with: grants, keeping: [], by: actor, in: tx)
            guard problems.isEmpty else { throw Problem.invalid(problems) }
            let account = Account(id: ID(at: tx.now), username: username, name: name)
            try AccountRecords.insert(account, passwordHash: hash, grants: grants, mustChangePassword: true, in: tx)
            try EventRecords.append(
                .accountCreated, to: .account, account.id.rawValue, by: actor,
                detail: ["username": username, "roles": GrantCheck.text(grants)], in: tx)
            return Opened(id: account.id, username: username, firstPassword: password)
        }
    }

    /// What is wrong with a user name, in words.
    static func problem(withUsername username: String) -> String? {
        if username.isEmpty { return "Nhập tên đăng nhập, ví dụ “dao.tt.phongquang”." }
        if !(3...40).contains(username.count) { return "Tên đăng nhập dài từ 3 đến 40 ký tự." }
        let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789.-_")
        if !username.allSatisfy({ allowed.contains($0) }) {
            return "Tên đăng nhập chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch nối, gạch dưới."
        }
        return nil
    }
}

/// Gives an account other functions: *thay đổi quyền*. Its sessions end, so that the new functions hold at once.
public struct ChangeRoles: Sendable {
    public let id: ID<Account>
    public let version: Int
    public let grants: [Grant]

    public init(id: ID<Account>, version: Int, grants: [Grant]) {
        self.id = id
        self.version = version
        self.grants = grants
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            let (_, before, _) = try AccountGate.account(id, for: actor, may: .changeRoles, in: tx)
            let problems = try GrantCheck.problems(with: grants, keeping: before, by: actor, in: tx)
            guard problems.isEmpty else { throw Problem.invalid(problems) }
            let loses = before.contains { $0.role == .administrator } && !grants.contains { $0.role == .administrator }
            if loses { try AccountLimits.requireOtherAdministrator(than: id, in: tx) }
            try AccountRecords.advance(id, expecting: version, in: tx)
            try AccountRecords.revokeGrants(of: id, in: tx)
            try AccountRecords.grant(grants, to: id, in: tx)
            try AccountRecords.deleteSessions(of: id, in: tx)
            try EventRecords.append(
                .accountRolesChanged, to: .account, id.rawValue, by: actor,
                detail: ["before": GrantCheck.text(before), "after": GrantCheck.text(grants)], in: tx)
        }
    }
}

/// Closes an account to its owner: *khóa tài khoản*. Its sessions end at once.
public struct DisableAccount: Sendable {
    public let id: ID<Account>
    public let version: Int
    public let reason: String

    public init(id: ID<Account>, version: Int, reason: String) {
        self.id = id
        self.version = version
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            let (_, grants, _) = try AccountGate.account(id, for: actor, may: .disable, in: tx)
            try requireReason(reason, "Ghi lý do khóa, ví dụ “chuyển công tác từ 01/12/2025”.")
            if grants.contains(where: { $0.role == .administrator }) {
                try AccountLimits.requireOtherAdministrator(than: id, in: tx)
            }
            try AccountRecords.advance(id, expecting: version, in: tx)
            try AccountRecords.setDisabled(true, id, in: tx)
            try EventRecords.append(.accountDisabled, to: .account, id.rawValue, by: actor, note: reason, in: tx)
        }
    }
}

/// Opens a closed account again: *mở khóa tài khoản*.
public struct EnableAccount: Sendable {
    public let id: ID<Account>
    public let version: Int

    public init(id: ID<Account>, version: Int) {
        self.id = id
        self.version = version
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            _ = try AccountGate.account(id, for: actor, may: .enable, in: tx)
            try AccountRecords.advance(id, expecting: version, in: tx)
            try AccountRecords.setDisabled(false, id, in: tx)
            try EventRecords.append(.accountEnabled, to: .account, id.rawValue, by: actor, in: tx)
        }
    }
}

/// Gives an account a new password, which also ends the waiting time after wrong attempts: *đặt lại mật khẩu*.
public struct ResetPassword: Sendable {
    public let id: ID<Account>
    public let version: Int

    public init(id: ID<Account>, version: Int) {
        self.id = id
        self.version = version
    }

    /// - Returns: the new password, to be shown once.
    public func run(by actor: Actor, on store: any Store) async throws -> String {
        try AccountGate.requireAdministrator(actor)
        let password = GeneratedPassword.make()
        let hash = try await Passwords.hash(password)
        try await store.perform { tx in
            _ = try AccountGate.account(id, for: actor, may: .resetPassword, in: tx)
            try AccountRecords.advance(id, expecting: version, in: tx)
            try AccountRecords.setPassword(hash, id, mustChange: true, in: tx)
            try EventRecords.append(
                .accountPasswordChanged, to: .account, id.rawValue, by: actor, detail: ["how": "reset"], in: tx)
        }
        return password
    }
}

/// Changes one's own password: *đổi mật khẩu*. All sessions of the account end, this one too.
public struct ChangeOwnPassword: Sendable {
    public let current: String
    public let new: String
    public let repeated: String
    public let address: String

    /// - Parameter address: where the request comes from, for the limit of wrong attempts.
    public init(current: String, new: String, repeated: String, address: String) {
        self.current = current
        self.new = new
        self.repeated = repeated
        self.address = address
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        let id = actor.accountID
        var problems: [FieldProblem] = []
        if let problem = Passwords.problem(with: new) { problems.append(FieldProblem("moi", problem)) }
        if new != repeated { problems.append(FieldProblem("nhac-lai", "Hai lần nhập mật khẩu mới không giống nhau.")) }
        if new == current, !new.isEmpty {
            problems.append(FieldProblem("moi", "Mật khẩu mới trùng mật khẩu đang dùng."))
        }
        guard problems.isEmpty else { throw Problem.invalid(problems) }
        let (username, stored, failures) = try await store.read { tx in
            guard let account = try AccountRecords.account(id, in: tx),
                let found = try AccountRecords.account(username: account.username, in: tx)
            else { throw Problem.notFound("tài khoản này") }
            let failures = try AccountRecords.failures(
                username: account.username, address: address, since: tx.now - SignIn.window, in: tx)
            return (account.username, found.passwordHash, failures)
        }
        // Somebody at a screen left open must not be able to guess on and on.
        try SignIn.requireFew(failures)
        guard await Passwords.verify(current, against: stored) else {
            try await store.write { tx in
                // Asked again, as in signing in: of many sent at once all would pass the first question.
                try SignIn.requireFew(
                    try AccountRecords.failures(
                        username: username, address: address, since: tx.now - SignIn.window, in: tx))
                try AccountRecords.recordAttempt(username: username, address: address, succeeded: false, in: tx)
            }
            throw Problem.invalid([FieldProblem("hien-tai", "Mật khẩu đang dùng không đúng.")])
        }
        let hash = try await Passwords.hash(new)
        try await store.perform { tx in
            try SignIn.requireFew(
                try AccountRecords.failures(username: username, address: address, since: tx.now - SignIn.window, in: tx)
            )
            try AccountRecords.setPassword(hash, id, mustChange: false, in: tx)
            try EventRecords.append(
                .accountPasswordChanged, to: .account, id.rawValue, by: actor, detail: ["how": "own"], in: tx)
        }
    }
}

enum AccountLimits {
    /// Somebody must be left to administer.
    static func requireOtherAdministrator(than id: ID<Account>, in tx: any ReadTransaction) throws {
        guard try AccountRecords.otherAdministrators(than: id, in: tx) > 0 else {
            throw Problem(
                .conflict,
                "Đây là quản trị hệ thống cuối cùng còn hoạt động. Giao quyền quản trị cho một tài khoản khác trước.")
        }
    }
}

/// What may be granted, and how a set of functions is written in the log.
enum GrantCheck {
    /// An administrator grants only at units within their own reach, and only where a unit still exists; what the account
    /// holds already may stay.
    static func problems(
        with grants: [Grant], keeping before: [Grant], by actor: Actor, in tx: any ReadTransaction
    ) throws -> [FieldProblem] {
        let new = Set(grants).subtracting(before)
        let ids = Array(Set(new.map(\.unitID)))
        let units = try UnitRecords.units(ids, in: tx)
        let isOverAll = try UnitRecords.includesTop(actor.units(as: .administrator), in: tx)
        let lineages = Dictionary(
            try UnitRecords.lineages(of: ids, in: tx).map { ($0.unitID, $0) }, uniquingKeysWith: { first, _ in first })
        for grant in new.sorted(by: { ($0.role.rawValue, $0.unitID.rawValue) < ($1.role.rawValue, $1.unitID.rawValue) })
        {
            guard let unit = units[grant.unitID], let lineage = lineages[grant.unitID],
                isOverAll || actor.isAny(of: .administrator, over: lineage)
            else {
                return [FieldProblem("don-vi", "Đơn vị đã chọn không có, hoặc nằm ngoài phạm vi quản trị của anh/chị.")]
            }
            if !unit.exists(on: tx.today) {
                return [
                    FieldProblem(
                        "don-vi", "\(unit.name) đã kết thúc hoạt động (\(unit.periodText)). Chọn đơn vị kế tục.")
                ]
            }
        }
        return []
    }

    static func text(_ grants: [Grant]) -> String {
        grants.map { "\($0.role.rawValue)@\($0.unitID.rawValue)" }.sorted().joined(separator: " ")
    }
}

/// A password that can be read out over the telephone: no letters that look alike, four groups of four.
enum GeneratedPassword {
    private static let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")

    /// Some 79 bits of chance.
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        while true {
            let groups = (0..<4).map { _ in
                String((0..<4).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] })
            }
            let password = groups.joined(separator: "-")
            if Passwords.problem(with: password) == nil { return password }
        }
    }
}
