import Law
import Primitives

/// A launched emulation movement (phong trào thi đua). Its first and its last day belong to it.
public struct Movement: Sendable, Hashable, Identifiable {
    /// The two legal forms (Luật 06/2022/QH15 Điều 16.1). A drive (đợt) is no third one: it is a stretch within either.
    public enum Form: String, Sendable, CaseIterable {
        case regular, thematic

        public var name: String {
            switch self {
            case .regular: "Thường xuyên"
            case .thematic: "Theo chuyên đề"
            }
        }
    }

    public enum State: String, Sendable, CaseIterable {
        case draft, launched, closed

        public var name: String {
            switch self {
            case .draft: "Đang soạn"
            case .launched: "Đã phát động"
            case .closed: "Đã tổng kết"
            }
        }
    }

    /// How far a movement reaches (Luật 06/2022/QH15 Điều 16.2). No movement is a cluster's yet: units do not know their
    /// clusters, and the level that would launch it is none that rewards.
    public enum Scope: String, Sendable, CaseIterable {
        case nation, province, cluster, unit

        public var name: String {
            switch self {
            case .nation: "Trung ương"
            case .province: "Tỉnh"
            case .cluster: "Cụm, khối thi đua"
            case .unit: "Đơn vị"
            }
        }

        /// The scopes that movements have now.
        public static let used: [Scope] = [.nation, .province, .unit]

        /// The levels whose movements reach so far.
        public var levels: [CompetenceLevel] { CompetenceLevel.allCases.filter { Scope($0) == self } }

        public init(_ level: CompetenceLevel) {
            switch level {
            case .state, .government: self = .nation
            case .province: self = .province
            case .unit: self = .unit
            }
        }
    }

    public let id: ID<Movement>
    public var name: String
    public var theme: String
    public var form: Form
    public var state: State
    public var launchingUnitID: ID<Unit>
    public var level: CompetenceLevel
    public var parentID: ID<Movement>?
    public var startsOn: CivilDate
    public var endsOn: CivilDate
    public var goals: String
    /// How it is carried out: plan and measures (Luật 06/2022/QH15 Điều 17.1).
    public var measures: String
    /// The weak point or hard work that a special drive is for (khâu yếu, việc khó); empty for an ordinary movement.
    public var weakPoint: String
    /// What a special drive wants to have reached at its end.
    public var wantedResult: String
    /// Who launched a movement of the centre, as its document says; empty when the source does not say, and for our own.
    public var launcher: String
    /// Made up for demonstration.
    public var isInvented: Bool
    /// Number and symbol of the letter that launches it, as text; empty until there is one.
    public var document: String
    /// The last day on which units are asked to respond.
    public var respondBy: CivilDate?
    public var bases: [LegalBasis]
    public var criteria: [MovementCriterion]
    public var addressees: [ID<Unit>]
    public var createdBy: ID<Account>
    public var createdAt: Instant
    public var updatedAt: Instant
    public var launchedAt: Instant?
    public var closedAt: Instant?
    /// When it was last opened again after its end.
    public var reopenedAt: Instant?
    /// What was said of it when it was closed (tổng kết).
    public var summary: String
    public var version: Int

    public init(
        id: ID<Movement>, name: String, theme: String, form: Form, state: State = .draft, launchingUnitID: ID<Unit>,
        level: CompetenceLevel, parentID: ID<Movement>? = nil, startsOn: CivilDate, endsOn: CivilDate, goals: String,
        measures: String = "", weakPoint: String = "", wantedResult: String = "", launcher: String = "",
        isInvented: Bool = false, document: String, respondBy: CivilDate? = nil, bases: [LegalBasis] = [],
        criteria: [MovementCriterion] = [],
        addressees: [ID<Unit>] = [], createdBy: ID<Account>, createdAt: Instant, updatedAt: Instant,
        launchedAt: Instant? = nil, closedAt: Instant? = nil, reopenedAt: Instant? = nil, summary: String = "",
        version: Int = 1
    ) {
        self.id = id
        self.name = name
        self.theme = theme
        self.form = form
        self.state = state
        self.launchingUnitID = launchingUnitID
        self.level = level
        self.parentID = parentID
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.goals = goals
        self.measures = measures
        self.weakPoint = weakPoint
        self.wantedResult = wantedResult
        self.launcher = launcher
        self.isInvented = isInvented
        self.document = document
        self.respondBy = respondBy
        self.bases = bases
        self.criteria = criteria
        self.addressees = addressees
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.launchedAt = launchedAt
        self.closedAt = closedAt
        self.reopenedAt = reopenedAt
        self.summary = summary
        self.version = version
    }

    public var scope: Scope { Scope(level) }

    /// Launched above the province: it is recorded here and carried out, never launched by us.
    public var isRecorded: Bool { scope == .nation }

    /// Who launched it, in words for a screen.
    /// - Parameter unitName: the unit under whose name it is kept.
    public func launchedBy(unitName: String) -> String {
        guard isRecorded else { return unitName }
        return launcher.isEmpty ? "Trung ương" : launcher
    }

    /// What is odd about the time of a movement under another. The sources of law are silent on it (`?`), so it is told to the
    /// officer and refused by nobody.
    public func periodWarning(under parent: Movement) -> String? {
        guard startsOn < parent.startsOn || endsOn > parent.endsOn else { return nil }
        return
            "Thời gian \(startsOn.written) – \(endsOn.written) không nằm trọn trong thời gian của phong trào cấp trên "
            + "(\(parent.startsOn.written) – \(parent.endsOn.written)). Kiểm tra lại ngày, hoặc giữ nguyên nếu đúng chủ trương."
    }

    /// Whether the movement runs on this day, both boundary days included.
    public func runs(on day: CivilDate) -> Bool { state != .draft && startsOn <= day && day <= endsOn }
}

/// A document that a movement rests on, by number and date.
public struct LegalBasis: Sendable, Hashable {
    public var instrument: String
    public var issuedOn: CivilDate
    public var subject: String

    public init(instrument: String, issuedOn: CivilDate, subject: String) {
        self.instrument = instrument
        self.issuedOn = issuedOn
        self.subject = subject
    }
}

/// What a movement asks of one kind of subject.
public struct MovementCriterion: Sendable, Hashable {
    public var subject: SubjectKind
    public var text: String

    public init(subject: SubjectKind, text: String) {
        self.subject = subject
        self.text = text
    }
}

/// A unit's answer to a movement (hưởng ứng): its plan, whom it mobilises and how many it registers.
public struct MovementResponse: Sendable, Hashable, Identifiable {
    public let id: ID<MovementResponse>
    public var movementID: ID<Movement>
    public var unitID: ID<Unit>
    public var plan: String
    public var subjects: String
    /// What the unit sets itself besides, in its own words, a line each.
    public var indicators: String
    public var registeredPeople: Int
    public var registeredCollectives: Int
    public var respondedBy: ID<Account>
    public var respondedAt: Instant
    public var version: Int

    public init(
        id: ID<MovementResponse>, movementID: ID<Movement>, unitID: ID<Unit>, plan: String, subjects: String,
        indicators: String = "", registeredPeople: Int, registeredCollectives: Int, respondedBy: ID<Account>,
        respondedAt: Instant,
        version: Int = 1
    ) {
        self.id = id
        self.movementID = movementID
        self.unitID = unitID
        self.plan = plan
        self.subjects = subjects
        self.indicators = indicators
        self.registeredPeople = registeredPeople
        self.registeredCollectives = registeredCollectives
        self.respondedBy = respondedBy
        self.respondedAt = respondedAt
        self.version = version
    }
}
