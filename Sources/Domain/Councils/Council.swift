import Law
import Primitives

/// A council of emulation and commendation: it advises, and votes on what the law says must be voted on.
public struct Council: Sendable, Hashable, Identifiable {
    public let id: ID<Council>
    public var unitID: ID<Unit>
    public var name: String
    public var members: [CouncilMember]
    public var version: Int

    public init(id: ID<Council>, unitID: ID<Unit>, name: String, members: [CouncilMember], version: Int = 1) {
        self.id = id
        self.unitID = unitID
        self.name = name
        self.members = members
        self.version = version
    }
}

public struct CouncilMember: Sendable, Hashable, Identifiable {
    public enum Role: String, Sendable, CaseIterable {
        case chair, deputy, member, secretary

        public var name: String {
            switch self {
            case .chair: "Chủ tịch Hội đồng"
            case .deputy: "Phó Chủ tịch Hội đồng"
            case .member: "Ủy viên"
            case .secretary: "Thư ký"
            }
        }
    }

    public let id: ID<CouncilMember>
    public var name: String
    public var position: String
    public var role: Role

    public init(id: ID<CouncilMember>, name: String, position: String, role: Role) {
        self.id = id
        self.name = name
        self.position = position
        self.role = role
    }
}

/// A member with the time of belonging. Who takes another seat ends one membership and begins the next.
public struct CouncilMembership: Sendable, Hashable, Identifiable {
    public let member: CouncilMember
    public let from: CivilDate
    /// The last day; `nil` while it lasts.
    public let until: CivilDate?
    /// The name of the member's account, for those who have one.
    public let accountName: String?

    public var id: ID<CouncilMember> { member.id }

    public init(member: CouncilMember, from: CivilDate, until: CivilDate?, accountName: String?) {
        self.member = member
        self.from = from
        self.until = until
        self.accountName = accountName
    }

    public func holds(on day: CivilDate) -> Bool { from <= day && until.map { $0 >= day } ?? true }
}

/// A meeting of a council: which dossiers, who came, how each nomination fared.
public struct CouncilSession: Sendable, Hashable, Identifiable {
    public enum State: String, Sendable, CaseIterable {
        case planned, open, concluded

        public var name: String {
            switch self {
            case .planned: "Đang chuẩn bị"
            case .open: "Đang họp"
            case .concluded: "Đã kết thúc"
            }
        }
    }

    public let id: ID<CouncilSession>
    public var councilID: ID<Council>
    public var title: String
    public var place: String
    public var heldOn: CivilDate
    public var state: State
    public var version: Int

    public init(
        id: ID<CouncilSession>, councilID: ID<Council>, title: String, place: String, heldOn: CivilDate,
        state: State = .planned, version: Int = 1
    ) {
        self.id = id
        self.councilID = councilID
        self.title = title
        self.place = place
        self.heldOn = heldOn
        self.state = state
        self.version = version
    }
}

public enum Presence: String, Sendable, CaseIterable {
    case present, written, absent

    public var name: String {
        switch self {
        case .present: "Có mặt"
        case .written: "Vắng, gửi ý kiến bằng văn bản"
        case .absent: "Vắng"
        }
    }
}

/// The counted votes on one nomination. The share is always of all members, those absent included.
public struct VoteCount: Sendable, Hashable {
    /// Where the count comes from: the secretary's minutes, or (later) a ballot inside the system.
    public enum Source: String, Sendable { case minutes, ballot }

    public let nominationID: ID<Nomination>
    public let source: Source
    /// All members of the council when the session was opened.
    public let members: Int
    public let agree: Int
    public let disagree: Int
    /// The share of all members that must agree.
    public let threshold: Ratio

    /// - Throws: `Problem(.invalid)` when the numbers cannot be true.
    public init(
        nominationID: ID<Nomination>, source: Source, members: Int, agree: Int, disagree: Int, threshold: Ratio
    ) throws {
        guard members > 0 else {
            throw Problem(.invalid, "Hội đồng chưa có thành viên nào nên không thể ghi kết quả kiểm phiếu.")
        }
        guard agree >= 0, disagree >= 0, agree + disagree <= members else {
            throw Problem(
                .invalid,
                "Số phiếu đồng ý (\(agree)) và không đồng ý (\(disagree)) cộng lại không được quá \(members) thành viên Hội đồng."
            )
        }
        self.nominationID = nominationID
        self.source = source
        self.members = members
        self.agree = agree
        self.disagree = disagree
        self.threshold = threshold
    }

    public var needed: Int { threshold.needed(of: members) }
    public var hasPassed: Bool { Ratio(agree, of: members).isAtLeast(threshold) }

    /// More than half of all members: used where the law sets no share. A provincial setting, see docs/law/open-questions.md.
    public static func majority(of members: Int) -> Ratio { Ratio(members / 2 + 1, of: max(members, 1)) }
}

/// Who may do what to a council session.
public enum SessionAct: String, Sendable, CaseIterable { case view, plan, record, conclude }

public struct SessionPolicy: Sendable {
    public let actor: Actor
    /// The unit whose council it is.
    public let council: Lineage
    /// Whether the council is the province's (its secretary works) or a unit's own (its officer and head work).
    public let isProvince: Bool

    public init(actor: Actor, council: Lineage, isProvince: Bool) {
        self.actor = actor
        self.council = council
        self.isProvince = isProvince
    }

    /// A secretary works for the council they are appointed to, not for the councils of the units below it.
    private var isSecretary: Bool {
        actor.units(as: .councilSecretary).contains(council.unitID)
            || (!isProvince && actor.units(as: .unitOfficer, .unitHead).contains(council.unitID))
    }

    /// `session` is `nil` when a new one is to be planned.
    public func permission(for act: SessionAct, on session: CouncilSession?) -> Permission {
        switch act {
        case .view:
            return isSecretary
                || actor.isAny(
                    of: .councilSecretary, .councilMember, .chairman, .leader, .specialist, .inspector, .unitHead,
                    over: council)
                ? .open : .hidden
        case .plan:
            return isSecretary ? .open : .hidden
        case .record, .conclude:
            guard isSecretary else { return .hidden }
            return session.map { $0.state != .concluded } ?? false
                ? .open : .locked("Phiên họp đã kết thúc, kết quả không sửa được nữa.")
        }
    }
}

/// Who may do what to a council and its membership.
public enum CouncilAct: String, Sendable, CaseIterable { case view, found, changeMembers }

/// The secretary of the council itself, an administrator over its unit, and for a unit's own council its officer and head.
public struct CouncilPolicy: Sendable {
    private let session: SessionPolicy

    public init(actor: Actor, council: Lineage, isProvince: Bool) {
        session = SessionPolicy(actor: actor, council: council, isProvince: isProvince)
    }

    private var isKeeper: Bool {
        session.permission(for: .plan, on: nil).isOpen || session.actor.isAny(of: .administrator, over: session.council)
    }

    public func permission(for act: CouncilAct) -> Permission {
        switch act {
        case .view: isKeeper ? .open : session.permission(for: .view, on: nil)
        case .found, .changeMembers: isKeeper ? .open : .hidden
        }
    }
}
