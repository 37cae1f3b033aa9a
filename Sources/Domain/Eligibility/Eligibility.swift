import Law
import Primitives

/// One title or form with the answer of the law for one person and year.
public struct EligibilityLine: Sendable, Identifiable {
    public let entry: CatalogueEntry
    public let category: CommendationCategory
    public let assessment: Assessment

    public var id: CatalogueCode { entry.code }
    public var standing: Standing { Standing(assessment) }

    public var open: [Finding] { assessment.open }

    /// Every standard is for an officer to judge, as for most orders and honours of the state: the data say nothing about it,
    /// neither for nor against.
    public var isLeftToOfficer: Bool {
        let standards = assessment.findings.filter { $0.id.hasPrefix(entry.code.rawValue + ".") }
        return assessment.verdict == .undecided && !standards.isEmpty
            && standards.allSatisfy { $0.verdict == .undecided && $0.needsOfficer && $0.evidence.isEmpty }
    }
}

extension Assessment {
    /// The findings that still keep it from being met, the unmet ones first.
    public var open: [Finding] {
        findings.filter { $0.verdict == .notMet } + findings.filter { $0.verdict == .undecided }
    }
}

/// Where an assessment stands in a list: met first, then what an officer must judge, then not met with the nearest first.
public struct Standing: Sendable, Hashable, Comparable {
    public let verdict: Verdict
    /// How many standards are not met.
    public let unmet: Int
    /// How many standards wait for facts.
    public let unknown: Int
    /// How many standards only wait for an officer's word.
    public let toJudge: Int

    public init(verdict: Verdict, unmet: Int, unknown: Int, toJudge: Int) {
        self.verdict = verdict
        self.unmet = unmet
        self.unknown = unknown
        self.toJudge = toJudge
    }

    public init(_ assessment: Assessment) {
        verdict = assessment.verdict
        unmet = assessment.findings.count { $0.verdict == .notMet }
        unknown = assessment.findings.count { $0.verdict == .undecided && !$0.needsOfficer }
        toJudge = assessment.findings.count { $0.verdict == .undecided && $0.needsOfficer }
    }

    /// Everything that the data can tell is met; an officer's word is all that is left.
    public var onlyWaitsForOfficer: Bool { verdict == .undecided && unknown == 0 }

    /// 0 met, 1 undecided, 2 not met.
    public var rank: Int {
        switch verdict {
        case .met: 0
        case .undecided: 1
        case .notMet: 2
        }
    }

    public static func < (left: Standing, right: Standing) -> Bool {
        (left.rank, left.unmet, left.unknown, left.toJudge) < (right.rank, right.unmet, right.unknown, right.toJudge)
    }
}

/// What a person could be proposed for in a year: *Đủ điều kiện gì năm nay*.
public struct Eligibility: Sendable {
    public let year: Int
    /// The law of this day answered.
    public let asOf: CivilDate
    public let lines: [EligibilityLine]

    /// Asks the law for every title and form in force for individuals.
    ///
    /// Sudden and thematic commendation follow an event or a movement, not a year of work: a form that is given for work as
    /// well is asked for its work.
    public init(
        of person: Proposal.Person, facts: Facts, year: Int, asOf: CivilDate, lawbook: Lawbook,
        counting: Counting = .separate, veil: ConductVeil = .none
    ) {
        self.year = year
        self.asOf = asOf
        lines = Eligibility.entries(of: lawbook, on: asOf).compactMap { entry -> EligibilityLine? in
            let category = Eligibility.category(of: entry)
            // A rule may be in force for the form but not for this subject: then there is nothing to say about it.
            guard
                let assessment = try? lawbook.assess(
                    person.proposal(entry.code, category, year: year), facts: facts, asOf: asOf, counting: counting)
            else { return nil }
            return EligibilityLine(entry: entry, category: category, assessment: veil.over(assessment))
        }.sorted { ($0.standing, $0.entry.order) < ($1.standing, $1.entry.order) }
    }

    /// The titles and forms an individual may be proposed for on a day.
    public static func entries(of lawbook: Lawbook, on day: CivilDate) -> [CatalogueEntry] {
        lawbook.entries(on: day).filter { $0.subjects.contains(.individual) }
    }

    /// The kind of commendation that a year of work leads to.
    public static func category(of entry: CatalogueEntry) -> CommendationCategory {
        let order: [CommendationCategory] = [.merit, .contribution, .seniority, .external, .movement, .extraordinary]
        return order.first { entry.categories.contains($0) } ?? .merit
    }
}

extension Proposal {
    /// What the law asks about a person besides the facts.
    public struct Person: Sendable, Hashable {
        public let group: SubjectGroup
        public let sex: Sex

        public init(group: SubjectGroup, sex: Sex) {
            self.group = group
            self.sex = sex
        }

        public func proposal(_ code: CatalogueCode, _ category: CommendationCategory, year: Int) -> Proposal {
            Proposal(code: code, year: year, category: category, subject: .individual, group: group, sex: sex)
        }
    }
}

/// Hides what a finding says of discipline, complaints and denunciations from those who may not read it in the person's file.
/// The verdict stays: whoever prepares a dossier must know that it has to wait.
public struct ConductVeil: Sendable {
    private let criteria: Set<String>

    /// Nothing is hidden.
    public static let none = ConductVeil(criteria: [])

    /// - Parameter permission: whether the reader may see discipline and examinations.
    public init(for permission: Permission, lawbook: Lawbook) {
        criteria = permission.isOpen ? [] : lawbook.conductCriteria
    }

    private init(criteria: Set<String>) { self.criteria = criteria }

    public func over(_ assessment: Assessment) -> Assessment {
        guard assessment.findings.contains(where: hides) else { return assessment }
        return assessment.replacingFindings { hides($0) ? veiled($0) : $0 }
    }

    public func hides(_ finding: Finding) -> Bool { finding.verdict != .met && criteria.contains(finding.id) }

    private func veiled(_ finding: Finding) -> Finding {
        finding.saying(
            because: "Hồ sơ có nội dung cần xem xét trước khi đề nghị khen thưởng.",
            remedy: "Hỏi thủ trưởng đơn vị hoặc Sở Nội vụ: hai nơi này xem được nội dung.")
    }
}
