import Primitives

/// One award among several that are decided together, as far as its money is concerned.
public struct GivenCommendation: Hashable, Sendable, Identifiable {
    /// The identity of its row, copied into the answer.
    public let id: String
    /// The same text for the same person, collective or household.
    public let recipient: String
    public let code: CatalogueCode
    public let subject: SubjectKind
    /// The time over which the achievement was counted.
    public let periodFrom: CivilDate
    public let periodUntil: CivilDate
    /// The same text for the same achievement; `nil` when it is not told apart from others.
    public let achievement: String?
    /// See ``Lawbook/bonus(for:subject:decidedOn:decidedByUnitHead:)``.
    public let isDecidedByUnitHead: Bool?

    public init(
        id: String, recipient: String, code: CatalogueCode, subject: SubjectKind, periodFrom: CivilDate,
        periodUntil: CivilDate, achievement: String? = nil, isDecidedByUnitHead: Bool? = nil
    ) {
        self.id = id
        self.recipient = recipient
        self.code = code
        self.subject = subject
        self.periodFrom = periodFrom
        self.periodUntil = periodUntil
        self.achievement = achievement
        self.isDecidedByUnitHead = isDecidedByUnitHead
    }

    /// Whether only one of the two can pay: two titles over the same time, or two forms for one achievement.
    func excludes(_ other: GivenCommendation, kind: (CatalogueCode) -> CatalogueKind) -> Bool {
        guard recipient == other.recipient else { return false }
        switch (kind(code), kind(other.code)) {
        case (.title, .title): return periodFrom == other.periodFrom && periodUntil == other.periodUntil
        case (.form, .form): return achievement != nil && achievement == other.achievement
        default: return false
        }
    }
}

/// What one award of several pays, and why.
public struct Payable: Hashable, Sendable, Identifiable {
    public enum Outcome: String, Codable, Sendable {
        case paid
        /// A title of the same time that pays more is paid instead.
        case higherTitlePaid = "higher_title_paid"
        /// Another form was given for the same achievement, which the law forbids.
        case sameAchievement = "same_achievement"
    }

    public let id: String
    /// What it would pay alone.
    public let bonus: Bonus
    public let outcome: Outcome
    /// In Vietnamese, without a full stop: the working of what is paid, or why nothing is.
    public let explanation: String
    /// The clause by which nothing is paid.
    public let citation: Citation?
    /// Only an officer can say whether this is right.
    public let needsOfficer: Bool

    init(
        id: String, bonus: Bonus, outcome: Outcome, explanation: String, citation: Citation?,
        needsOfficer: Bool = false
    ) {
        self.id = id
        self.bonus = bonus
        self.outcome = outcome
        self.explanation = explanation
        self.citation = citation
        self.needsOfficer = needsOfficer
    }

    public var amount: Dong { outcome == .paid ? bonus.amount : .zero }

    static let unchecked = "; quy định áp dụng ngày này chưa đối chiếu được, cần cán bộ xác nhận"
}
