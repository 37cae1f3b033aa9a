import Domain
import Primitives

/// An account of the demonstration, as printed for whoever presents.
public struct DemoAccount: Codable, Sendable {
    public let username, password, name, role, unit: String

    public init(username: String, password: String, name: String, role: String, unit: String) {
        self.username = username
        self.password = password
        self.name = name
        self.role = role
        self.unit = unit
    }
}

/// One account for each role, and a few more officers so that other units have dossiers.
struct DemoAccounts: Sendable {
    struct Row: Sendable {
        let username: String
        let actor: Actor
        let role: Role
        let unitID: ID<Unit>
        let unitName: String

        /// Long enough, easy to read out, and different for each.
        var password: String { "demo-\(username)-2025" }

        var printed: DemoAccount {
            DemoAccount(username: username, password: password, name: actor.name, role: role.name, unit: unitName)
        }
    }

    /// `province` stands for the province itself.
    private static let wanted: [(username: String, name: String, role: Role, unit: String)] = [
        ("canbo.phongquang", "Lý Thị Mận", .unitOfficer, "01849"),
        ("thutruong.phongquang", "Hoàng Văn Bách", .unitHead, "01849"),
        ("canbo.ducxuan", "Nông Thị Ngà", .unitOfficer, "01840"),
        ("thutruong.ducxuan", "Đàm Văn Lạng", .unitHead, "01840"),
        ("canbo.soyte", "Trần Thị Sâm", .unitOfficer, "SYT"),
        ("canbo.chodon", "Ma Văn Chài", .unitOfficer, "02020"),
        ("canbo.nari", "Lường Thị Bưởi", .unitOfficer, "02155"),
        ("chuyenvien.snv", "Vũ Thị Lựu", .specialist, "19"),
        ("lanhdao.snv", "Phùng Văn Lũy", .leader, "19"),
        ("thuky", "Hà Thị Mướp", .councilSecretary, "19"),
        ("uyvien", "Đặng Văn Giáo", .councilMember, "19"),
        ("chutich", "Triệu Văn Thạc", .chairman, "19"),
        ("quantri", "Bùi Thị Sắn", .administrator, "19"),
        ("thanhtra", "Đỗ Văn Khế", .inspector, "19"),
    ]

    static let names = Set(wanted.map(\.name))

    let rows: [Row]
    private let byUnit: [String: Actor]

    init(units: DemoUnits) throws {
        var random = SeededGenerator(seed: 6)
        var rows: [Row] = []
        var byUnit: [String: Actor] = [:]
        for (username, name, role, unit) in Self.wanted {
            let unitID = try units.unit(unit)
            let actor = Actor(accountID: random.id(), name: name, grants: [Grant(role, at: unitID)])
            let unitName = units.units.first { $0.id == unitID }?.name ?? ""
            rows.append(Row(username: username, actor: actor, role: role, unitID: unitID, unitName: unitName))
            if role == .unitOfficer { byUnit[unit] = actor }
        }
        self.rows = rows
        self.byUnit = byUnit
    }

    func actor(_ username: String) throws -> Actor {
        guard let row = rows.first(where: { $0.username == username }) else {
            throw Problem.notFound("tài khoản \(username) trong dữ liệu trình diễn")
        }
        return row.actor
    }

    /// Who answers for a unit: its own officer, or the specialist who typed in what came on paper.
    func officer(of unit: String) throws -> Actor { try byUnit[unit] ?? actor("chuyenvien.snv") }
}
