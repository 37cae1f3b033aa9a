import Primitives

/// What the evaluator is told about one person, collective or household.
///
/// Every element may carry `ref`, the identity of the row it comes from; it is copied into the evidence of the
/// findings that used it.
/// Years and lists that are absent are unknown, not "none": a year that is present without a title says that there
/// is none.
public struct Facts: Codable, Hashable, Sendable {
    public var years: [YearFacts]
    public var received: [ReceivedFact]
    public var discipline: [DisciplineFact]
    public var examination: [ExaminationFact]
    /// Other nominations under way for the same person or collective.
    public var pending: [PendingFact]
    /// Collectives only.
    public var members: MemberFacts?
    /// First day of work at all: decides who is newly recruited.
    public var startedWorkOn: CivilDate?
    public var movement: MovementFact?
    /// Place in its cluster in the proposed year; 1 is the leader.
    public var clusterRank: Int?
    /// Posts held, for commendation of a whole career.
    public var posts: [PostFact]
    /// How the council voted on this proposal, once it has.
    public var vote: VoteFact?
    /// What is decided at the same time for the same subject: for the reward money only.
    public var togetherWith: [CompanionFact]
    /// The day on which the collective ceased to exist.
    public var dissolvedOn: CivilDate?
    /// Ids of criteria (or of one branch of a criterion) that an officer has confirmed.
    public var confirmed: [String]
    /// Ids that an officer has judged not met.
    public var refuted: [String]

    public init(
        years: [YearFacts] = [], received: [ReceivedFact] = [], discipline: [DisciplineFact] = [],
        examination: [ExaminationFact] = [], pending: [PendingFact] = [], members: MemberFacts? = nil,
        startedWorkOn: CivilDate? = nil, movement: MovementFact? = nil, clusterRank: Int? = nil,
        posts: [PostFact] = [], vote: VoteFact? = nil, togetherWith: [CompanionFact] = [],
        dissolvedOn: CivilDate? = nil,
        confirmed: [String] = [], refuted: [String] = []
    ) {
        self.years = years
        self.received = received
        self.discipline = discipline
        self.examination = examination
        self.pending = pending
        self.members = members
        self.startedWorkOn = startedWorkOn
        self.movement = movement
        self.clusterRank = clusterRank
        self.posts = posts
        self.vote = vote
        self.togetherWith = togetherWith
        self.dissolvedOn = dissolvedOn
        self.confirmed = confirmed
        self.refuted = refuted
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case years, received, discipline, examination, pending, members
        case startedWorkOn = "started_work_on"
        case movement
        case clusterRank = "cluster_rank"
        case posts, vote
        case togetherWith = "together_with"
        case dissolvedOn = "dissolved_on"
        case confirmed, refuted
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        years = try container.decodeIfPresent([YearFacts].self, forKey: .years) ?? []
        received = try container.decodeIfPresent([ReceivedFact].self, forKey: .received) ?? []
        discipline = try container.decodeIfPresent([DisciplineFact].self, forKey: .discipline) ?? []
        examination = try container.decodeIfPresent([ExaminationFact].self, forKey: .examination) ?? []
        pending = try container.decodeIfPresent([PendingFact].self, forKey: .pending) ?? []
        members = try container.decodeIfPresent(MemberFacts.self, forKey: .members)
        startedWorkOn = try container.decodeIfPresent(CivilDate.self, forKey: .startedWorkOn)
        movement = try container.decodeIfPresent(MovementFact.self, forKey: .movement)
        clusterRank = try container.decodeIfPresent(Int.self, forKey: .clusterRank)
        posts = try container.decodeIfPresent([PostFact].self, forKey: .posts) ?? []
        vote = try container.decodeIfPresent(VoteFact.self, forKey: .vote)
        togetherWith = try container.decodeIfPresent([CompanionFact].self, forKey: .togetherWith) ?? []
        dissolvedOn = try container.decodeIfPresent(CivilDate.self, forKey: .dissolvedOn)
        confirmed = try container.decodeIfPresent([String].self, forKey: .confirmed) ?? []
        refuted = try container.decodeIfPresent([String].self, forKey: .refuted) ?? []
    }
}

/// On what ground a title was given.
public enum Ground: String, Codable, Sendable, CaseIterable {
    case excellent, initiative, science, bravery

    public var name: String {
        switch self {
        case .excellent: "Hoàn thành xuất sắc nhiệm vụ"
        case .initiative: "Có sáng kiến được công nhận"
        case .science: "Có đề tài, đề án, công trình khoa học đã được nghiệm thu"
        case .bravery: "Mưu trí, sáng tạo trong chiến đấu, phục vụ chiến đấu"
        }
    }
}

/// One year of a person, collective or household.
public struct YearFacts: Codable, Hashable, Sendable {
    public var year: Int
    /// `nil`: not yet rated, or not known.
    public var rating: CompletionLevel?
    /// The titles of this year that a decision has given.
    public var held: [CatalogueCode]
    public var ground: [CatalogueCode: Ground]
    public var monthsWorked: Int?
    public var initiatives: [InitiativeFact]
    public var science: [ScienceFact]
    /// Statutory maternity leave lay in this year.
    public var maternity: Bool
    /// Time in which the person was treated or trained instead of working, and that may count all the same.
    public var away: [AwayFact]
    public var ref: String?

    public init(
        year: Int, rating: CompletionLevel? = nil, held: [CatalogueCode] = [], ground: [CatalogueCode: Ground] = [:],
        monthsWorked: Int? = nil, initiatives: [InitiativeFact] = [], science: [ScienceFact] = [],
        maternity: Bool = false, away: [AwayFact] = [], ref: String? = nil
    ) {
        self.year = year
        self.rating = rating
        self.held = held
        self.ground = ground
        self.monthsWorked = monthsWorked
        self.initiatives = initiatives
        self.science = science
        self.maternity = maternity
        self.away = away
        self.ref = ref
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case year, rating, held, ground
        case monthsWorked = "months_worked"
        case initiatives, science, maternity, away, ref
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        year = try container.decode(Int.self, forKey: .year)
        rating = try container.decodeIfPresent(CompletionLevel.self, forKey: .rating)
        held = try container.decodeIfPresent([CatalogueCode].self, forKey: .held) ?? []
        ground = try container.decodeIfPresent([CatalogueCode: Ground].self, forKey: .ground) ?? [:]
        monthsWorked = try container.decodeIfPresent(Int.self, forKey: .monthsWorked)
        initiatives = try container.decodeIfPresent([InitiativeFact].self, forKey: .initiatives) ?? []
        science = try container.decodeIfPresent([ScienceFact].self, forKey: .science) ?? []
        maternity = try container.decodeIfPresent(Bool.self, forKey: .maternity) ?? false
        away = try container.decodeIfPresent([AwayFact].self, forKey: .away) ?? []
        ref = try container.decodeIfPresent(String.self, forKey: .ref)
    }
}

/// Time away from work that counts as working time under conditions (Thông tư 01/2024/TT-BNV).
public struct AwayFact: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// After being wounded in combat or in saving people or property.
        case treatment
        /// Sent to training.
        case training
    }

    public var kind: Kind
    /// Months of this year.
    public var months: Int
    /// A medical body of the level asked for has confirmed the treatment; `nil` is unknown.
    public var certified: Bool?
    /// The rules of the course were obeyed; `nil` is unknown.
    public var rulesObeyed: Bool?
    /// Months of the whole course, where it lasts longer than the months of this year.
    public var courseMonths: Int?

    public init(
        kind: Kind, months: Int, certified: Bool? = nil, rulesObeyed: Bool? = nil, courseMonths: Int? = nil
    ) {
        self.kind = kind
        self.months = months
        self.certified = certified
        self.rulesObeyed = rulesObeyed
        self.courseMonths = courseMonths
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, months, certified
        case rulesObeyed = "rules_obeyed"
        case courseMonths = "course_months"
    }

    /// Whether it counts as working time; `nil` when that is not told. A course of a year or more counts without a
    /// condition.
    var counts: Bool? {
        switch kind {
        case .treatment: certified
        case .training: max(months, courseMonths ?? 0) >= 12 ? true : rulesObeyed
        }
    }

    /// Inside a sentence, after a number of months.
    var noun: String {
        switch kind {
        case .treatment: "điều trị vết thương"
        case .training: "đào tạo, bồi dưỡng"
        }
    }
}

/// Recognised initiatives of one year.
public struct InitiativeFact: Codable, Hashable, Sendable {
    public var name: String?
    /// The widest scope that the competent person has recognised.
    public var scope: InfluenceScope
    public var count: Int
    /// What it has already been used for, as code and year: `CSTDCS-2024`. An initiative counts once only (CV
    /// 5007/BNV-TĐKT).
    public var usedFor: [String]
    public var ref: String?

    public init(
        name: String? = nil, scope: InfluenceScope, count: Int = 1, usedFor: [String] = [], ref: String? = nil
    ) {
        self.name = name
        self.scope = scope
        self.count = count
        self.usedFor = usedFor
        self.ref = ref
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case name, scope, count
        case usedFor = "used_for"
        case ref
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decodeIfPresent(String.self, forKey: .name)
        scope = try container.decode(InfluenceScope.self, forKey: .scope)
        count = try container.decodeIfPresent(Int.self, forKey: .count) ?? 1
        usedFor = try container.decodeIfPresent([String].self, forKey: .usedFor) ?? []
        ref = try container.decodeIfPresent(String.self, forKey: .ref)
    }
}

/// A science topic, project or work of one year.
public struct ScienceFact: Codable, Hashable, Sendable {
    public var scope: InfluenceScope
    /// Đã được nghiệm thu.
    public var accepted: Bool
    public var ref: String?

    public init(scope: InfluenceScope, accepted: Bool, ref: String? = nil) {
        self.scope = scope
        self.accepted = accepted
        self.ref = ref
    }

    enum CodingKeys: String, CodingKey, CaseIterable { case scope, accepted, ref }
}

/// A commendation that a decision has given.
public struct ReceivedFact: Codable, Hashable, Sendable {
    public var code: CatalogueCode
    public var year: Int
    public var category: CommendationCategory
    /// For what, in words; the same words as in ``Proposal/achievement`` mean the same achievement.
    public var achievement: String?
    public var decidedOn: CivilDate?
    /// The decision was annulled.
    public var revoked: Bool
    public var ref: String?

    public init(
        code: CatalogueCode, year: Int, category: CommendationCategory, achievement: String? = nil,
        decidedOn: CivilDate? = nil, revoked: Bool = false, ref: String? = nil
    ) {
        self.code = code
        self.year = year
        self.category = category
        self.achievement = achievement
        self.decidedOn = decidedOn
        self.revoked = revoked
        self.ref = ref
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case code, year
        case category = "kind"
        case achievement
        case decidedOn = "decided_on"
        case revoked, ref
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        code = try container.decode(CatalogueCode.self, forKey: .code)
        year = try container.decode(Int.self, forKey: .year)
        category = try container.decodeIfPresent(CommendationCategory.self, forKey: .category) ?? .merit
        achievement = try container.decodeIfPresent(String.self, forKey: .achievement)
        decidedOn = try container.decodeIfPresent(CivilDate.self, forKey: .decidedOn)
        revoked = try container.decodeIfPresent(Bool.self, forKey: .revoked) ?? false
        ref = try container.decodeIfPresent(String.self, forKey: .ref)
    }
}

/// A disciplinary measure.
public struct DisciplineFact: Codable, Hashable, Sendable {
    /// `reprimand`, `warning`, `salary` (or `salary_cut`), `demotion` or `dismissal`; see ``name(of:)``.
    public var measure: String
    public var from: CivilDate
    /// The last day of its term; `nil` when no end is known.
    public var until: CivilDate?
    public var ref: String?

    public init(measure: String, from: CivilDate, until: CivilDate? = nil, ref: String? = nil) {
        self.measure = measure
        self.from = from
        self.until = until
        self.ref = ref
    }

    enum CodingKeys: String, CodingKey, CaseIterable { case measure, from, until, ref }

    public static let measures = ["reprimand", "warning", "salary", "salary_cut", "demotion", "dismissal"]

    /// The Vietnamese name of a measure; a name already in Vietnamese is given back.
    public static func name(of measure: String) -> String {
        switch measure {
        case "reprimand": "khiển trách"
        case "warning": "cảnh cáo"
        case "salary", "salary_cut": "hạ bậc lương"
        case "demotion": "giáng chức, cách chức"
        case "dismissal": "buộc thôi việc"
        // No raw word of another language on a screen.
        default: isRawWord(measure) ? "(chưa rõ hình thức)" : measure
        }
    }
}

/// Something that suspends commendation while it is open (NĐ 152/2025/NĐ-CP Điều 4 khoản 4).
public struct ExaminationFact: Codable, Hashable, Sendable {
    /// `discipline`, `investigation`, `inspection`, `complaint`, `denunciation`, `corruption` or `press`; see
    /// ``name(of:)``.
    public var kind: String
    public var since: CivilDate
    /// The day of the written conclusion; `nil` while open.
    public var closedOn: CivilDate?
    public var ref: String?

    public init(kind: String, since: CivilDate, closedOn: CivilDate? = nil, ref: String? = nil) {
        self.kind = kind
        self.since = since
        self.closedOn = closedOn
        self.ref = ref
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, since
        case closedOn = "closed_on"
        case ref
    }

    public static let kinds = [
        "discipline", "investigation", "inspection", "complaint", "denunciation", "corruption", "press",
    ]

    /// What goes on, in words that name nobody.
    public static func name(of kind: String) -> String {
        switch kind {
        case "discipline": "đang xem xét kỷ luật"
        case "investigation": "đang điều tra"
        case "inspection": "đang thanh tra, kiểm tra có dấu hiệu vi phạm"
        case "complaint": "có khiếu nại đang được giải quyết"
        case "denunciation": "có tố cáo đang được giải quyết"
        case "corruption": "có vấn đề tham nhũng, tiêu cực đang được xác minh"
        case "press": "có vấn đề báo chí nêu đang được xác minh"
        // No raw word of another language on a screen.
        default: isRawWord(kind) ? "có việc khác đang được xem xét" : kind
        }
    }
}

/// Another nomination under way.
public struct PendingFact: Codable, Hashable, Sendable {
    public var code: CatalogueCode
    public var year: Int
    /// Its number or summary.
    public var dossier: String
    public var ref: String?

    public init(code: CatalogueCode, year: Int, dossier: String, ref: String? = nil) {
        self.code = code
        self.year = year
        self.dossier = dossier
        self.ref = ref
    }

    enum CodingKeys: String, CodingKey, CaseIterable { case code, year, dossier, ref }
}

/// A post that was held.
public struct PostFact: Codable, Hashable, Sendable {
    /// Its name, as written in decisions: `Phó Giám đốc Sở Nội vụ`.
    public var level: String
    public var from: CivilDate
    /// The last day; `nil` while held.
    public var until: CivilDate?
    public var ref: String?

    public init(level: String, from: CivilDate, until: CivilDate? = nil, ref: String? = nil) {
        self.level = level
        self.from = from
        self.until = until
        self.ref = ref
    }

    enum CodingKeys: String, CodingKey, CaseIterable { case level, from, until, ref }
}

/// The vote of the council on one proposal.
public struct VoteFact: Codable, Hashable, Sendable {
    /// All members of the council, also those who were absent.
    public var members: Int
    public var agree: Int
    public var ref: String?

    public init(members: Int, agree: Int, ref: String? = nil) {
        self.members = members
        self.agree = agree
        self.ref = ref
    }

    enum CodingKeys: String, CodingKey, CaseIterable { case members, agree, ref }
}

/// A title or form of a year.
public struct CompanionFact: Codable, Hashable, Sendable {
    public var code: CatalogueCode
    public var year: Int

    public init(code: CatalogueCode, year: Int) {
        self.code = code
        self.year = year
    }

    enum CodingKeys: String, CodingKey, CaseIterable { case code, year }
}

/// The members of a collective in the proposed year. `nil` is unknown.
public struct MemberFacts: Codable, Hashable, Sendable {
    public var total: Int?
    /// Completed their tasks or better.
    public var completed: Int?
    /// Lao động tiên tiến.
    public var advanced: Int?
    /// Chiến sĩ thi đua cơ sở.
    public var grassrootsFighters: Int?
    /// Disciplined with cảnh cáo or worse.
    public var disciplined: Int?
    public var women: Int?

    public init(
        total: Int? = nil, completed: Int? = nil, advanced: Int? = nil, grassrootsFighters: Int? = nil,
        disciplined: Int? = nil, women: Int? = nil
    ) {
        self.total = total
        self.completed = completed
        self.advanced = advanced
        self.grassrootsFighters = grassrootsFighters
        self.disciplined = disciplined
        self.women = women
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case total, completed
        case advanced = "LDTT"
        case grassrootsFighters = "CSTDCS"
        case disciplined, women
    }
}

/// The movement on which a commendation of category `movement` rests.
public struct MovementFact: Codable, Hashable, Sendable {
    public var name: String
    /// Which of the levels that reward launched it; `nil` for a ministry, or a cluster of units.
    public var launchedBy: CompetenceLevel?
    /// Who launched it, in words, where that is none of the levels that reward.
    public var launcher: String?
    public var startsOn: CivilDate
    public var endsOn: CivilDate?
    public var isThematic: Bool
    public var ref: String?

    public init(
        name: String, launchedBy: CompetenceLevel?, launcher: String? = nil, startsOn: CivilDate,
        endsOn: CivilDate? = nil,
        isThematic: Bool = true, ref: String? = nil
    ) {
        self.name = name
        self.launchedBy = launchedBy
        self.launcher = launcher
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.isThematic = isThematic
        self.ref = ref
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case name
        case launchedBy = "launched_by"
        case launcher
        case startsOn = "starts_on"
        case endsOn = "ends_on"
        case isThematic = "is_thematic"
        case ref
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        // One of the two is there: a movement of which nothing is said is a mistake, not a movement of a ministry.
        launcher = try container.decodeIfPresent(String.self, forKey: .launcher)
        launchedBy =
            launcher == nil
            ? try container.decode(CompetenceLevel.self, forKey: .launchedBy)
            : try container.decodeIfPresent(CompetenceLevel.self, forKey: .launchedBy)
        startsOn = try container.decode(CivilDate.self, forKey: .startsOn)
        endsOn = try container.decodeIfPresent(CivilDate.self, forKey: .endsOn)
        isThematic = try container.decodeIfPresent(Bool.self, forKey: .isThematic) ?? true
        ref = try container.decodeIfPresent(String.self, forKey: .ref)
    }
}

/// `some_word`: a word of the case format that is not known, not a name in Vietnamese.
private func isRawWord(_ word: String) -> Bool {
    word.utf8.allSatisfy { (97...122).contains($0) || $0 == 95 || $0 == 45 }
}
