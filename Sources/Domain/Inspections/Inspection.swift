import Primitives

/// A visit to a unit to check and push on its emulation work (kiểm tra, đôn đốc): planned, carried out, followed up.
public struct Inspection: Sendable, Hashable {
    public enum State: String, Sendable, CaseIterable {
        case planned, concluded, cancelled

        public var name: String {
            switch self {
            case .planned: "Theo kế hoạch"
            case .concluded: "Đã kết luận"
            case .cancelled: "Đã hủy"
            }
        }
    }

    public static let longest = 60

    public let id: ID<Inspection>
    /// The unit inspected.
    public var unitID: ID<Unit>
    public var subject: String
    /// Who goes, in words.
    public var team: String
    /// What is looked at.
    public var content: String
    public var startsOn: CivilDate
    public var endsOn: CivilDate
    public var state: State
    public var conclusion: String
    public var cancelReason: String
    public var isInvented: Bool
    public let createdBy: ID<Account>
    public var updatedAt: Instant
    public var version: Int

    public init(
        id: ID<Inspection>, unitID: ID<Unit>, subject: String = "", team: String = "", content: String = "",
        startsOn: CivilDate, endsOn: CivilDate, state: State = .planned, conclusion: String = "",
        cancelReason: String = "", isInvented: Bool = false, createdBy: ID<Account>, updatedAt: Instant,
        version: Int = 1
    ) {
        self.id = id
        self.unitID = unitID
        self.subject = subject
        self.team = team
        self.content = content
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.state = state
        self.conclusion = conclusion
        self.cancelReason = cancelReason
        self.isInvented = isInvented
        self.createdBy = createdBy
        self.updatedAt = updatedAt
        self.version = version
    }

    /// `20/11/2025` or `20/11/2025 – 21/11/2025`
    public var days: String { startsOn == endsOn ? startsOn.written : "\(startsOn.written) – \(endsOn.written)" }
}

/// One thing that an inspection found. A recommendation is followed until the inspectors confirm that it is mended.
public struct InspectionFinding: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        case good, weakness, recommendation

        public var name: String {
            switch self {
            case .good: "Ưu điểm"
            case .weakness: "Hạn chế"
            case .recommendation: "Kiến nghị"
            }
        }
    }

    public enum State: String, Sendable, CaseIterable {
        /// Nothing is to be done.
        case noted
        case open, answered, confirmed

        public var name: String {
            switch self {
            case .noted: "Đã ghi"
            case .open: "Chờ khắc phục"
            case .answered: "Chờ xác nhận"
            case .confirmed: "Đã khắc phục"
            }
        }
    }

    public static let maximum = 50

    public let id: ID<InspectionFinding>
    public let inspectionID: ID<Inspection>
    public let ordinal: Int
    public let kind: Kind
    public let text: String
    /// Until when a recommendation is to be carried out.
    public let dueOn: CivilDate?
    public var state: State
    /// What the unit has mended.
    public var answer: String
    public var answeredAt: Instant?
    /// Why the answer was not enough.
    public var returnReason: String
    public var version: Int

    public init(
        id: ID<InspectionFinding>, inspectionID: ID<Inspection>, ordinal: Int, kind: Kind, text: String,
        dueOn: CivilDate?, state: State, answer: String = "", answeredAt: Instant? = nil, returnReason: String = "",
        version: Int = 1
    ) {
        self.id = id
        self.inspectionID = inspectionID
        self.ordinal = ordinal
        self.kind = kind
        self.text = text
        self.dueOn = dueOn
        self.state = state
        self.answer = answer
        self.answeredAt = answeredAt
        self.returnReason = returnReason
        self.version = version
    }
}

/// Who may do what to an inspection and its findings.
public enum InspectionAct: String, Sendable, CaseIterable {
    case view, edit, cancel, conclude, answer, confirm
}

/// One table, read by the gate and by the screens: Sở Nội vụ leads, the unit answers.
public struct InspectionPolicy: Sendable {
    public let actor: Actor
    public let lineage: Lineage

    public init(actor: Actor, lineage: Lineage) {
        self.actor = actor
        self.lineage = lineage
    }

    private var isLead: Bool { actor.isAny(of: .specialist, .leader, over: lineage) }
    private var isInspected: Bool { actor.isAny(of: .unitOfficer, .unitHead, over: lineage) }

    public func permission(for act: InspectionAct, on inspection: Inspection) -> Permission {
        switch act {
        case .view:
            return isLead || isInspected || actor.isAny(of: .chairman, .inspector, over: lineage) ? .open : .hidden
        case .edit, .cancel, .conclude:
            guard isLead else { return .hidden }
            switch inspection.state {
            case .planned: return .open
            case .concluded: return .locked("Cuộc kiểm tra đã kết luận nên không sửa được nữa.")
            case .cancelled: return .locked("Cuộc kiểm tra đã hủy.")
            }
        case .answer:
            guard isInspected else { return .hidden }
            return inspection.state == .concluded ? .open : .locked("Cuộc kiểm tra chưa có kết luận.")
        case .confirm:
            guard isLead else { return .hidden }
            return inspection.state == .concluded ? .open : .locked("Cuộc kiểm tra chưa có kết luận.")
        }
    }
}
