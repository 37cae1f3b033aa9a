import Primitives

/// A document that a unit sends down to be known, spread or carried out (văn bản, quán triệt): a directive of the Party, a
/// letter, an instruction; or the letter of the unit's own plan. Once sent it stands; a mistake is withdrawn with a reason.
public struct Directive: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// With files of its own.
        case document
        /// The letter of a plan, made from the plan whenever it is asked for.
        case planLetter = "plan_letter"
    }

    public enum State: String, Sendable, CaseIterable {
        case draft, sent, withdrawn

        public var name: String {
            switch self {
            case .draft: "Đang soạn"
            case .sent: "Đã gửi"
            case .withdrawn: "Đã thu hồi"
            }
        }
    }

    /// What is asked of those who receive it.
    public enum Purpose: String, Sendable, CaseIterable {
        /// Done when the unit has opened it.
        case inform
        /// Done when all its people have acknowledged it, or the unit says how it was spread.
        case spread
        /// Done when the unit says what came of it.
        case execute

        public var name: String {
            switch self {
            case .inform: "Để biết"
            case .spread: "Quán triệt đến từng người"
            case .execute: "Tổ chức thực hiện"
            }
        }
    }

    /// Many recipients named by one word; the same words as on a plan.
    public enum Scope: String, Sendable, CaseIterable {
        case all, communes, departments, enterprises
        /// Those of the plan with which the document goes.
        case plan

        public var name: String {
            switch self {
            case .all: PlanAddressee.Scope.all.name
            case .communes: PlanAddressee.Scope.communes.name
            case .departments: PlanAddressee.Scope.departments.name
            case .enterprises: PlanAddressee.Scope.enterprises.name
            case .plan: "Đúng nơi nhận của kế hoạch"
            }
        }

        public var unitKind: Unit.Kind? {
            switch self {
            case .communes: .commune
            case .departments: .department
            case .enterprises: .enterprise
            case .all, .plan: nil
            }
        }
    }

    public let id: ID<Directive>
    /// The unit that sends it.
    public let unitID: ID<Unit>
    public var kind: Kind
    /// The plan whose letter it is, or with whose letter it goes.
    public var planID: ID<Plan>?
    /// *Trích yếu*.
    public var title: String
    /// Number and symbol as on the paper: `41-CT/TW`.
    public var number: String
    public var issuedOn: CivilDate?
    /// Who issued it: `Bộ Chính trị`.
    public var issuer: String
    public var summary: String
    public var purpose: Purpose
    /// The last day on which it is to be done.
    public var dueOn: CivilDate?
    public var scopes: Set<Scope>
    /// Single units, besides those of the scopes.
    public var units: Set<ID<Unit>>
    /// Clusters and blocs: the units that belong to them on the day of sending.
    public var clusters: Set<ID<Cluster>>
    public var state: State
    public var createdBy: ID<Account>
    public var createdAt: Instant
    public var updatedAt: Instant
    public var sentAt: Instant?
    public var withdrawnAt: Instant?
    /// Why it was withdrawn; empty while it was not.
    public var withdrawalReason: String
    public var version: Int

    public init(
        id: ID<Directive>, unitID: ID<Unit>, kind: Kind = .document, planID: ID<Plan>? = nil, title: String = "",
        number: String = "", issuedOn: CivilDate? = nil, issuer: String = "", summary: String = "",
        purpose: Purpose = .spread, dueOn: CivilDate? = nil, scopes: Set<Scope> = [], units: Set<ID<Unit>> = [],
        clusters: Set<ID<Cluster>> = [], state: State = .draft, createdBy: ID<Account>, createdAt: Instant,
        updatedAt: Instant, sentAt: Instant? = nil,
        withdrawnAt: Instant? = nil, withdrawalReason: String = "", version: Int = 1
    ) {
        self.id = id
        self.unitID = unitID
        self.kind = kind
        self.planID = planID
        self.title = title
        self.number = number
        self.issuedOn = issuedOn
        self.issuer = issuer
        self.summary = summary
        self.purpose = purpose
        self.dueOn = dueOn
        self.scopes = scopes
        self.units = units
        self.clusters = clusters
        self.state = state
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.sentAt = sentAt
        self.withdrawnAt = withdrawnAt
        self.withdrawalReason = withdrawalReason
        self.version = version
    }

    /// `41-CT/TW ngày 26/12/2024 của Bộ Chính trị`; without a number only what there is.
    public var reference: String {
        if number.isEmpty, issuedOn == nil { return issuer }
        return [
            number.isEmpty ? nil : number, issuedOn.map { "ngày \($0.written)" },
            issuer.isEmpty ? nil : "của \(issuer)",
        ].compactMap { $0 }.joined(separator: " ")
    }

    /// How it is called where one does not know it yet: `số 41-CT/TW “Tăng cường …”`; without a number its title.
    public var naming: String { (number.isEmpty ? "" : "số \(number) ") + "“\(title)”" }

    /// How it is called in a sentence: by its number, otherwise by its title.
    public var shortName: String { number.isEmpty ? "“\(title)”" : "số \(number)" }
}

/// A document at one unit: who has it in hand there and how far it has come.
public struct DirectiveDelivery: Sendable, Hashable {
    /// The order is that of the board: who is behind comes first.
    public enum Progress: Int, Sendable, CaseIterable {
        case unread, read, spread, done

        public var name: String {
            switch self {
            case .unread: "Chưa tiếp nhận"
            case .read: "Đã tiếp nhận"
            case .spread: "Đang phổ biến"
            case .done: "Đã xong"
            }
        }
    }

    public let directiveID: ID<Directive>
    public let unitID: ID<Unit>
    /// Who sent or passed it to this unit.
    public var fromUnitID: ID<Unit>
    public var purpose: Directive.Purpose
    public var progress: Progress
    public var deliveredAt: Instant
    /// When an officer or the head of the unit first opened it.
    public var readAt: Instant?
    public var assigneeID: ID<Person>?
    /// The day the unit has set itself.
    public var ownDueOn: CivilDate?
    public var spreadAt: Instant?
    /// To how many people it was spread, those who left without acknowledging not counted; and how many acknowledged.
    public var staffCount: Int
    public var staffRead: Int
    /// The last day on which the unit reminded its people who have not acknowledged.
    public var readersRemindedOn: CivilDate?
    public var doneAt: Instant?
    /// What the unit says of it; empty when all its people have simply acknowledged.
    public var result: String
    public var version: Int

    public init(
        directiveID: ID<Directive>, unitID: ID<Unit>, fromUnitID: ID<Unit>, purpose: Directive.Purpose,
        progress: Progress, deliveredAt: Instant, readAt: Instant?, assigneeID: ID<Person>?, ownDueOn: CivilDate?,
        spreadAt: Instant?, staffCount: Int, staffRead: Int, readersRemindedOn: CivilDate? = nil, doneAt: Instant?,
        result: String, version: Int
    ) {
        self.directiveID = directiveID
        self.unitID = unitID
        self.fromUnitID = fromUnitID
        self.purpose = purpose
        self.progress = progress
        self.deliveredAt = deliveredAt
        self.readAt = readAt
        self.assigneeID = assigneeID
        self.ownDueOn = ownDueOn
        self.spreadAt = spreadAt
        self.staffCount = staffCount
        self.staffRead = staffRead
        self.readersRemindedOn = readersRemindedOn
        self.doneAt = doneAt
        self.result = result
        self.version = version
    }

    /// The last day for the unit's own people: what it has set itself, otherwise the sender's.
    public func ownDay(of directive: Directive) -> CivilDate? { ownDueOn ?? directive.dueOn }

    /// Whether it is still open after its last day, or was done after it.
    public func isLate(dueOn: CivilDate?, today: CivilDate) -> Bool {
        guard let dueOn else { return false }
        return (doneAt?.day ?? today) > dueOn
    }

    /// The chain of events of a document at one unit: one for each, so that units do not wait for each other.
    public static func subjectID(_ directive: ID<Directive>, _ unit: ID<Unit>) -> String {
        directive.rawValue + "/" + unit.rawValue
    }
}
