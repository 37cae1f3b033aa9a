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

    /// How far a movement reaches (Luật 06/2022/QH15 Điều 16.2). It says nothing of who rewards it: for that see ``level``.
    public enum Scope: String, Sendable, CaseIterable {
        case nation, ministry, province, cluster, unit

        public var name: String {
            switch self {
            case .nation: "Toàn quốc"
            case .ministry: "Bộ, ban, ngành, đoàn thể Trung ương"
            case .province: "Tỉnh"
            case .cluster: "Cụm, khối thi đua"
            case .unit: "Đơn vị"
            }
        }

        /// Launched above the province: recorded here with its document and carried out, never launched by us.
        public var isAboveProvince: Bool { self == .nation || self == .ministry }
    }

    /// Whom a movement that is recorded here comes from (Luật 06/2022/QH15 Điều 18.1).
    public enum Origin: String, Sendable, CaseIterable {
        case state, government, ministry

        public var name: String {
            switch self {
            case .state: "Chủ tịch nước"
            case .government: "Chính phủ, Thủ tướng Chính phủ"
            case .ministry: "Bộ, ban, ngành, đoàn thể Trung ương"
            }
        }

        public var scope: Scope { self == .ministry ? .ministry : .nation }

        /// Which of the levels that reward it is; a ministry is none of them.
        public var level: CompetenceLevel? {
            switch self {
            case .state: .state
            case .government: .government
            case .ministry: nil
            }
        }
    }

    public let id: ID<Movement>
    public var name: String
    public var theme: String
    public var form: Form
    public var state: State
    /// The unit that launches it; for a recorded one the unit that carries it out, for a cluster's the one that organises the
    /// cluster.
    public var launchingUnitID: ID<Unit>
    public var scope: Scope
    /// Who launched it, among the levels that reward. `nil` for a ministry and for a cluster: which level rewards theirs is not
    /// in the sources of law (open questions M4 and M5), so an officer judges.
    public var level: CompetenceLevel?
    /// Whose movement it is, when it is a cluster's; `nil` for all others.
    public var clusterID: ID<Cluster>?
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
    /// Who launched a recorded movement, as its document says; the name of the cluster, for a cluster's. Empty when the source
    /// does not say, and for our own.
    public var launcher: String
    /// Made up for demonstration.
    public var isInvented: Bool
    /// Number and symbol of the letter that launches it, as text; empty until there is one.
    public var document: String
    /// The last day on which units are asked to respond.
    public var respondBy: CivilDate?
    public var bases: [LegalBasis]
    public var criteria: [MovementCriterion]
    /// The units to which it goes. Of a cluster's draft these are the members of the day on which it is read.
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
        scope: Scope, level: CompetenceLevel?, clusterID: ID<Cluster>? = nil, parentID: ID<Movement>? = nil,
        startsOn: CivilDate, endsOn: CivilDate,
        goals: String,
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
        self.scope = scope
        self.level = level
        self.clusterID = clusterID
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

    /// Launched above the province: it is recorded here and carried out, never launched by us.
    public var isRecorded: Bool { scope.isAboveProvince }

    /// Whom it comes from when it is recorded here; `nil` for our own.
    public var origin: Origin? { Origin.allCases.first { $0.scope == scope && $0.level == level } }

    /// Who launched it, in words for a screen.
    /// - Parameter unitName: the unit under whose name it is kept.
    public func launchedBy(unitName: String) -> String {
        Self.launcher(scope: scope, launcher: launcher, unitName: unitName)
    }

    /// Who launched a movement, in words for a screen.
    public static func launcher(scope: Scope, launcher: String, unitName: String) -> String {
        switch scope {
        case .nation: launcher.isEmpty ? "Trung ương" : launcher
        case .ministry: launcher.isEmpty ? "Bộ, ban, ngành Trung ương" : launcher
        case .cluster: launcher.isEmpty ? "Cụm, khối thi đua" : launcher
        case .province, .unit: unitName
        }
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
