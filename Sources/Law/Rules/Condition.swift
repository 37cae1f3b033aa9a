import Primitives

/// What a criterion asks: the closed list of everything the lawbook can say. One case, one key in YAML.
///
/// `docs/law/README.md` explains each key to the lawyer who edits the files.
indirect enum Condition: Sendable {
    // Standards

    /// `rating`: the proposed year is rated at least so.
    case rating(atLeast: CompletionLevel)
    /// `standard_of`: holds the title (or an equal one) of the same year, or meets its standards.
    case standardOf(title: CatalogueCode, equals: [CatalogueCode])
    /// `consecutive_titles`: the title in each of so many years, the last being the proposed year.
    case consecutiveTitles(title: CatalogueCode, years: Int)
    /// `years_not_used`: none of those years has served for an earlier award of `by`.
    case yearsNotUsed(title: CatalogueCode, years: Int, by: CatalogueCode)
    /// `consecutive_times`: one of the titles so many times in a row, each time resting on `each` years of its own, the
    /// last being the proposed year. ``Counting`` says whether those years may overlap.
    case consecutiveTimes(titles: [CatalogueCode], times: Int, each: Int)
    /// `received`: one of these was given before, for a ground that counts here.
    case received(codes: [CatalogueCode])
    /// `sustained`: so many years in a row up to the proposed one, after an earlier award, with so much within them.
    case sustained(Sustained)
    /// `tenure`: so long in posts of a rank.
    case tenure(Tenure)
    /// `no_discipline_in_posts`: nothing while the posts were held.
    case noDisciplineInPosts
    /// `held_post_before`: the first known post began before this day.
    case heldPostBefore(CivilDate)
    /// `received_by`: the dossier was received until this day of a year after the proposed one.
    case receivedBy(yearsAfter: Int, month: Int, day: Int)
    /// `consecutive_ratings`: so many years, the last being the proposed year, each rated so or with one of these
    /// titles.
    case consecutiveRatings(atLeast: CompletionLevel, years: Int, orTitles: [CatalogueCode])
    /// `initiatives`: so many recognised initiatives in the years up to the proposed one, not used before.
    case initiatives(scope: InfluenceScope, count: Int, years: Int, orScience: Bool)
    /// `science`: an accepted science topic, project or work in the years up to the proposed one.
    case science(scope: InfluenceScope, years: Int)
    /// `member_share`: members of this kind among all members.
    case memberShare(of: MemberCount, share: Ratio)
    /// `members_at_least`: so many members of this kind.
    case membersAtLeast(of: MemberCount, count: Int)
    /// `no_disciplined_member`: nobody disciplined with cảnh cáo or worse.
    case noDisciplinedMember
    /// `cluster_leader`: first in its cluster.
    case clusterLeader
    /// `movement`: rests on a movement launched by one of these levels (any, when none is named), lasting so long.
    case movement(launchedBy: [CompetenceLevel], years: Int)
    /// `working_months`: not newly recruited for less than so many months.
    case workingMonths(Int)
    /// `officer`: only a person can judge; the text says what to look at.
    case officer(question: String)
    /// `any_of`: the law says "one of".
    case anyOf([Branch])
    /// `all_of`: several things together, as one branch of `any_of`.
    case allOf([Branch])

    // Guards

    /// `not_under_examination`: nothing open that suspends commendation.
    case notUnderExamination
    /// `discipline_served`: the time of achievement began again after the last discipline.
    case disciplineServed
    /// `no_lower_ground`: extraordinary and thematic results do not count for merit at a higher level.
    case noLowerGround
    /// `one_achievement_one_form`: no other form for the same achievement.
    case oneAchievementOneForm
    /// `not_twice`: the same title or form of the same year is neither held nor under way.
    case notTwice
    /// `initiatives_used_once`: nothing rests on an initiative that was used before.
    case initiativesUsedOnce
    /// `council_vote`: enough members of the council agreed. Asked only where a vote is known and the law sets a share.
    case councilVote
    /// `still_exists`: the collective was not dissolved. Asked only where a day of dissolution is known.
    case stillExists

    /// The YAML key of every case.
    static let keys: Set<String> = [
        "rating", "standard_of", "consecutive_titles", "years_not_used", "consecutive_ratings",
        "consecutive_times", "received", "sustained", "tenure", "no_discipline_in_posts", "held_post_before",
        "received_by",
        "initiatives", "science",
        "member_share", "members_at_least", "no_disciplined_member", "cluster_leader", "movement", "working_months",
        "officer", "any_of", "all_of", "not_under_examination", "discipline_served", "no_lower_ground",
        "one_achievement_one_form", "not_twice", "initiatives_used_once", "council_vote", "still_exists",
    ]

    /// How many years up to the proposed one it looks at.
    var years: Int {
        switch self {
        case .consecutiveTitles(_, let years), .consecutiveRatings(_, let years, _): years
        case .consecutiveTimes(_, let times, let each): times * each
        case .sustained(let sustained): sustained.years
        case .anyOf(let branches), .allOf(let branches): branches.map(\.condition.years).max() ?? 1
        default: 1
        }
    }
}

/// A number that is known of the members of a collective.
enum MemberCount: String, Sendable, CaseIterable {
    case completed
    case advanced = "LDTT"
    case grassrootsFighters = "CSTDCS"
    /// The same number as ``advanced``, by its name in the armed forces.
    case advancedSoldiers = "CSTT"

    func value(in members: MemberFacts) -> Int? {
        switch self {
        case .completed: members.completed
        case .advanced, .advancedSoldiers: members.advanced
        case .grassrootsFighters: members.grassrootsFighters
        }
    }

    /// Inside a sentence, after a number: "14 thành viên …".
    var noun: String {
        switch self {
        case .completed: "hoàn thành nhiệm vụ trở lên"
        case .advanced: "đạt danh hiệu Lao động tiên tiến"
        case .grassrootsFighters: "đạt danh hiệu Chiến sĩ thi đua cơ sở"
        case .advancedSoldiers: "đạt danh hiệu Chiến sĩ tiên tiến"
        }
    }
}

/// So many years in a row up to the proposed one.
final class Sustained: Sendable {
    /// The years begin after one of these was given; empty when nothing need go before.
    let after: [CatalogueCode]
    let rating: CompletionLevel
    /// A year also counts with one of these titles.
    let orTitles: [CatalogueCode]
    let years: Int
    /// What lies within those years: one of these sets, each set in whole. Empty when nothing is asked.
    let within: [[Tally]]

    init(
        after: [CatalogueCode], rating: CompletionLevel, orTitles: [CatalogueCode], years: Int, within: [[Tally]]
    ) {
        self.after = after
        self.rating = rating
        self.orTitles = orTitles
        self.years = years
        self.within = within
    }
}

/// So many of the years have one of these titles or forms, or are rated so.
struct Tally: Sendable {
    enum Kind: Sendable {
        case codes([CatalogueCode])
        case rating(CompletionLevel)
    }

    let kind: Kind
    let count: Int
}

/// How long a person must have held posts, from the highest rank to the lowest. Time in a higher post counts for every
/// lower one.
final class Tenure: Sendable {
    struct Step: Sendable {
        /// Names as the decree has them; a post whose name begins so is of this rank.
        let posts: [String]
        /// Names that are known to be of the same rank, though the text seen does not name them.
        let equals: [String]
        let fromMonths: Int
        /// From here on a higher class is considered.
        let underMonths: Int
    }

    let steps: [Step]
    /// The time of women is a third shorter.
    let reducesForWomen: Bool

    init(steps: [Step], reducesForWomen: Bool) {
        self.steps = steps
        self.reducesForWomen = reducesForWomen
    }
}

/// One part of an `any_of` or `all_of`. A class, so that handing it on costs one count, not ten.
final class Branch: Sendable {
    /// The id of the criterion, a dot, and the branch's own id: `CSTDCS.initiative-or-excellent.science`.
    let id: String
    /// Short Vietnamese name of the branch.
    let title: String
    let scope: Applicability
    /// Why an unmet answer is uncertain, so that an officer judges instead.
    let doubt: String?
    let condition: Condition

    init(id: String, title: String, scope: Applicability, doubt: String?, condition: Condition) {
        self.id = id
        self.title = title
        self.scope = scope
        self.doubt = doubt
        self.condition = condition
    }
}

/// To which proposals a criterion or branch applies. `nil` means to all.
struct Applicability: Sendable {
    var groups: [SubjectGroup]?
    var categories: [CommendationCategory]?
    var subjects: [SubjectKind]?

    static let everything = Applicability()

    func covers(_ proposal: Proposal) -> Bool {
        if let categories, !categories.contains(proposal.category) { return false }
        if let subjects, !subjects.contains(proposal.subject) { return false }
        // A person of unknown group is judged by the standards for officials.
        if let groups, proposal.subject == .individual { return groups.contains(proposal.group ?? .official) }
        return true
    }
}
