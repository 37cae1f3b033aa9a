import Primitives

/// What is asked of the law: one title or form, for one subject and year.
public struct Proposal: Codable, Hashable, Sendable {
    public var code: CatalogueCode
    /// The year whose achievement is to be recognised.
    public var year: Int
    public var category: CommendationCategory
    public var subject: SubjectKind
    /// `nil` is judged by the standards for officials, which are the first in every article.
    public var group: SubjectGroup?
    public var sex: Sex?
    /// For what, in words, where that is more than the work of the year. Compared with
    /// ``ReceivedFact/achievement``.
    public var achievement: String?

    public init(
        code: CatalogueCode, year: Int, category: CommendationCategory, subject: SubjectKind,
        group: SubjectGroup? = nil, sex: Sex? = nil, achievement: String? = nil
    ) {
        self.code = code
        self.year = year
        self.category = category
        self.subject = subject
        self.group = group
        self.sex = sex
        self.achievement = achievement
    }
}

/// How awards that each rest on several years follow each other. No text of the law of 2022 says it (facts-2 section 4):
/// hence a setting, and a finding on which the two differ tells both answers.
public enum Counting: String, Codable, Sendable, CaseIterable {
    /// Every year counts for one award only: 2020–2022, then 2023–2025. As Ban Thi đua - Khen thưởng Trung ương answered
    /// under the law of 2003.
    case separate
    /// The years of one award may overlap those of another.
    case sliding

    public var name: String {
        switch self {
        case .separate: "Từng kỳ riêng, không chồng năm"
        case .sliding: "Kỳ trượt, cho phép chồng năm"
        }
    }
}

public enum Verdict: String, Codable, Sendable, CaseIterable {
    case met
    case notMet = "not_met"
    /// Facts are missing, or an officer must judge.
    case undecided

    public var name: String {
        switch self {
        case .met: "Đạt"
        case .notMet: "Không đạt"
        case .undecided: "Cần xem xét"
        }
    }
}

/// A fact that a finding used.
public struct Evidence: Codable, Hashable, Sendable {
    /// In Vietnamese, short.
    public let text: String
    /// The identity of the row, copied from the fact.
    public let ref: String?

    public init(text: String, ref: String? = nil) {
        self.text = text
        self.ref = ref
    }
}

/// The answer to one criterion.
public struct Finding: Codable, Hashable, Sendable, Identifiable {
    /// The id of the criterion: `CSTDCS.initiative-or-excellent`.
    public let id: String
    /// Short Vietnamese name of the criterion.
    public let title: String
    /// What the clause says, in our own words.
    public let clause: String
    public let citation: Citation
    public let verdict: Verdict
    /// One Vietnamese sentence with the facts.
    public let because: String
    public let evidence: [Evidence]
    /// What is missing and what to do, when not met or undecided.
    public let remedy: String?
    /// Only an officer can judge this criterion with the facts as they are.
    public let needsOfficer: Bool

    public init(
        id: String, title: String, clause: String, citation: Citation, verdict: Verdict, because: String,
        evidence: [Evidence] = [], remedy: String? = nil, needsOfficer: Bool = false
    ) {
        self.id = id
        self.title = title
        self.clause = clause
        self.citation = citation
        self.verdict = verdict
        self.because = because
        self.evidence = evidence
        self.remedy = remedy
        self.needsOfficer = needsOfficer
    }
}

/// The answer of the law to a proposal: every criterion, never only the first failure.
public struct Assessment: Codable, Hashable, Sendable {
    public let code: CatalogueCode
    public let year: Int
    /// The day the dossier was received: it selects the law.
    public let asOf: CivilDate
    /// The instrument of the rule, ready to print.
    public let instrument: String
    /// First day of the rule.
    public let ruleFrom: CivilDate
    public let lawbookDigest: String
    /// Not met when any finding is not met; else undecided when any is undecided; else met.
    public let verdict: Verdict
    public let findings: [Finding]
    /// Sentences an officer should read besides; they do not change the verdict.
    public let notes: [String]
    /// How years in a row were counted; `nil` in assessments made before there was a choice.
    public let counting: Counting?

    public init(
        code: CatalogueCode, year: Int, asOf: CivilDate, instrument: String, ruleFrom: CivilDate,
        lawbookDigest: String, verdict: Verdict, findings: [Finding], notes: [String] = [], counting: Counting? = nil
    ) {
        self.code = code
        self.year = year
        self.asOf = asOf
        self.instrument = instrument
        self.ruleFrom = ruleFrom
        self.lawbookDigest = lawbookDigest
        self.verdict = verdict
        self.findings = findings
        self.notes = notes
        self.counting = counting
    }

    /// The verdict over all findings.
    static func verdict(of findings: [Finding]) -> Verdict {
        var result = Verdict.met
        for finding in findings {
            switch finding.verdict {
            case .notMet: return .notMet
            case .undecided: result = .undecided
            case .met: break
            }
        }
        return result
    }
}
