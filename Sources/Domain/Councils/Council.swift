import Law
import Primitives

/// A council of emulation and commendation: it advises, and votes on what the law says must be voted on.
public struct Council: Sendable, Hashable, Identifiable {
    public let id: ID<Council>
    public var unitID: ID<Unit>
    public var name: String
    public var members: [CouncilMember]

    public init(id: ID<Council>, unitID: ID<Unit>, name: String, members: [CouncilMember]) {
        self.id = id
        self.unitID = unitID
        self.name = name
        self.members = members
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

/// A meeting of a council: which dossiers, who came, how each nomination fared.
public struct CouncilSession: Sendable, Hashable, Identifiable {
    public enum State: String, Sendable, CaseIterable {
        case planned, concluded

        public var name: String {
            switch self {
            case .planned: "Đang chuẩn bị, đang họp"
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
    /// All members of the council on the day.
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
            return session?.state == .planned ? .open : .locked("Phiên họp đã kết thúc, kết quả không sửa được nữa.")
        }
    }
}
