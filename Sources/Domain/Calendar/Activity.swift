import Primitives

/// A cultural or sports activity, a ceremony, a conference or a congress that a unit organises (hoạt động).
public struct Activity: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        case cultural, sports, ceremony, conference, congress

        public var name: String {
            switch self {
            case .cultural: "Văn hóa, văn nghệ"
            case .sports: "Thể thao"
            case .ceremony: "Lễ, mít tinh"
            case .conference: "Hội nghị"
            case .congress: "Đại hội"
            }
        }
    }

    /// Planned, then held, then reported; or cancelled with a reason.
    public enum State: String, Sendable, CaseIterable {
        case planned, held, reported, cancelled

        public var name: String {
            switch self {
            case .planned: "Theo kế hoạch"
            case .held: "Chờ kết quả"
            case .reported: "Đã có kết quả"
            case .cancelled: "Đã hủy"
            }
        }
    }

    public let id: ID<Activity>
    public var kind: Kind
    public var name: String
    /// The unit in charge.
    public var unitID: ID<Unit>
    public var movementID: ID<Movement>?
    public var plan: String
    /// As planned; what counts since it was held stands in `startsOn` and `endsOn`.
    public var plannedFrom: CivilDate
    public var plannedUntil: CivilDate
    public var startsOn: CivilDate
    public var endsOn: CivilDate
    public var place: String
    public var expectedParticipants: Int?
    public var state: State
    public var participants: Int?
    public var result: String
    public var figures: [ActivityFigure]
    public var cancelReason: String
    /// Made up for the demonstration.
    public var isInvented: Bool
    public var createdBy: ID<Account>
    public var updatedAt: Instant
    public var version: Int

    public init(
        id: ID<Activity>, kind: Kind, name: String, unitID: ID<Unit>, movementID: ID<Movement>? = nil,
        plan: String = "", plannedFrom: CivilDate, plannedUntil: CivilDate, startsOn: CivilDate? = nil,
        endsOn: CivilDate? = nil, place: String = "", expectedParticipants: Int? = nil, state: State = .planned,
        participants: Int? = nil, result: String = "", figures: [ActivityFigure] = [], cancelReason: String = "",
        isInvented: Bool = false, createdBy: ID<Account>, updatedAt: Instant, version: Int = 1
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.unitID = unitID
        self.movementID = movementID
        self.plan = plan
        self.plannedFrom = plannedFrom
        self.plannedUntil = plannedUntil
        self.startsOn = startsOn ?? plannedFrom
        self.endsOn = endsOn ?? plannedUntil
        self.place = place
        self.expectedParticipants = expectedParticipants
        self.state = state
        self.participants = participants
        self.result = result
        self.figures = figures
        self.cancelReason = cancelReason
        self.isInvented = isInvented
        self.createdBy = createdBy
        self.updatedAt = updatedAt
        self.version = version
    }

    /// The longest activity, in days.
    public static let longest = 366
    /// How many figures one result may have.
    public static let maximumFigures = 30
}

/// One figure of a result: `Số đội tham gia: 12 đội`.
public struct ActivityFigure: Sendable, Hashable {
    public var name: String
    public var amount: Int
    /// What is counted; empty when the name says it.
    public var measure: String

    public init(name: String, amount: Int, measure: String) {
        self.name = name
        self.amount = amount
        self.measure = measure
    }
}
