import Primitives

/// A person's way into the system. One person, one account.
public struct Account: Sendable, Hashable, Identifiable {
    // Written out: inside an `Identifiable` type the compiler may take the bare `ID` for the associated type.
    public let id: Primitives.ID<Account>
    public var username: String
    public var name: String
    public var isDisabled: Bool
    public var version: Int

    public init(id: Primitives.ID<Account>, username: String, name: String, isDisabled: Bool = false, version: Int = 1)
    {
        self.id = id
        self.username = username
        self.name = name
        self.isDisabled = isDisabled
        self.version = version
    }
}

/// A function. What it may do is said in the policies of the nouns; where, by the unit it is granted at.
public enum Role: String, Sendable, CaseIterable {
    case unitOfficer = "unit_officer"
    case unitHead = "unit_head"
    case specialist
    case leader
    case councilSecretary = "council_secretary"
    case councilMember = "council_member"
    case chairman
    case administrator
    case inspector

    public var name: String {
        switch self {
        case .unitOfficer: "Cán bộ thi đua, khen thưởng"
        case .unitHead: "Thủ trưởng đơn vị"
        case .specialist: "Chuyên viên Sở Nội vụ"
        case .leader: "Lãnh đạo Sở Nội vụ"
        case .councilSecretary: "Thư ký Hội đồng"
        case .councilMember: "Thành viên Hội đồng"
        case .chairman: "Chủ tịch Ủy ban nhân dân tỉnh"
        case .administrator: "Quản trị hệ thống"
        case .inspector: "Thanh tra"
        }
    }
}

/// A function at a unit; it reaches that unit and all below it.
public struct Grant: Sendable, Hashable {
    public let role: Role
    public let unitID: ID<Unit>

    public init(_ role: Role, at unitID: ID<Unit>) {
        self.role = role
        self.unitID = unitID
    }
}

/// Whoever is signed in and acts. Without grants an actor sees nothing.
public struct Actor: Sendable, Hashable {
    public let accountID: ID<Account>
    public let name: String
    public let grants: [Grant]

    public init(accountID: ID<Account>, name: String, grants: [Grant]) {
        self.accountID = accountID
        self.name = name
        self.grants = grants
    }

    /// Whether one of these functions reaches the unit.
    public func isAny(of roles: Role..., over lineage: Lineage) -> Bool {
        grants.contains { roles.contains($0.role) && lineage.ids.contains($0.unitID) }
    }

    /// Whether the actor holds one of these functions anywhere.
    public func isAny(of roles: Role...) -> Bool { grants.contains { roles.contains($0.role) } }

    /// The units at which the actor holds one of these functions.
    public func units(as roles: Role...) -> [ID<Unit>] {
        var seen: Set<ID<Unit>> = []
        return grants.filter { roles.contains($0.role) && seen.insert($0.unitID).inserted }.map(\.unitID)
    }
}

/// The answer of a policy: whether an act is open, shown but locked (with the reason), or not this actor's at all.
public enum Permission: Sendable, Hashable {
    case open
    /// The act belongs to this actor, but not now. The reason is a Vietnamese sentence for the locked button.
    case locked(String)
    /// The act is not this actor's: no button.
    case hidden

    public var isOpen: Bool { self == .open }
}
