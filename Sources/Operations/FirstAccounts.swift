import Actions
import Domain
import Primitives
import Records
import Store

/// Accounts from the command line: the first of an installation, and a new password for one who is locked out.
///
/// Whoever may run the program on the server is trusted, so no policy is asked; the log says that it was done from there.
public enum FirstAccounts {
    private static let source = ["from": "command line"]

    /// - Parameters:
    ///   - unitName: makes the province when there is no unit at all yet.
    ///   - password: `nil` makes one.
    /// - Returns: the password.
    /// - Throws: `Problem` in words.
    public static func create(
        username typed: String, name: String, role: Role, unitCode: String, unitName: String?, password: String?,
        on store: any Store
    ) async throws -> String {
        let username = VietnameseText.folded(typed)
        let isPlain = username.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == 46 || $0 == 45 || $0 == 95
        }
        guard isPlain, (3...40).contains(username.count) else {
            throw Problem(.invalid, "Tên đăng nhập gồm 3 đến 40 chữ cái không dấu, chữ số, dấu chấm hoặc gạch nối.")
        }
        let name = VietnameseText.tidied(name)
        guard !name.isEmpty else { throw Problem(.invalid, "Thiếu họ và tên. Dùng tùy chọn --name.") }
        let password = password ?? randomPassword()
        if let problem = Passwords.problem(with: password) { throw Problem(.invalid, problem) }
        let hash = try await Passwords.hash(password)
        try await store.perform { tx in
            let unitID: ID<Unit>
            if let unitName {
                unitID = try InstallationRecords.createProvince(
                    code: unitCode, name: VietnameseText.tidied(unitName), in: tx)
            } else if let known = try InstallationRecords.unitID(code: unitCode, on: tx.today, in: tx) {
                unitID = known
            } else {
                throw Problem(
                    .notFound,
                    "Không có đơn vị nào mang mã “\(unitCode)”. Nếu hệ thống chưa có đơn vị nào, thêm --unit-name với tên tỉnh."
                )
            }
            let account = Account(id: ID(at: tx.now), username: username, name: name)
            try AccountRecords.insert(
                account, passwordHash: hash, grants: [Grant(role, at: unitID)], mustChangePassword: true, in: tx)
            try EventRecords.append(.accountCreated, to: .account, account.id.rawValue, by: nil, detail: source, in: tx)
        }
        return password
    }

    /// Gives an account a new password and ends its sessions.
    public static func setPassword(of typed: String, to password: String?, on store: any Store) async throws -> String {
        let username = VietnameseText.folded(typed)
        let password = password ?? randomPassword()
        if let problem = Passwords.problem(with: password) { throw Problem(.invalid, problem) }
        let hash = try await Passwords.hash(password)
        try await store.perform { tx in
            guard let (account, _) = try AccountRecords.account(username: username, in: tx) else {
                throw Problem(
                    .notFound, "Không có tài khoản “\(username)”. Xem danh sách bằng lệnh bangvang account list.")
            }
            try AccountRecords.setPassword(hash, account.id, mustChange: true, in: tx)
            try EventRecords.append(
                .accountPasswordChanged, to: .account, account.id.rawValue, by: nil, detail: source, in: tx)
        }
        return password
    }

    /// Five groups of four letters that cannot be mistaken for each other: about 90 random bits.
    static func randomPassword() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        var generator = SystemRandomNumberGenerator()
        return (0..<5).map { _ in
            String((0..<4).compactMap { _ in letters.randomElement(using: &generator) })
        }.joined(separator: "-")
    }
}
