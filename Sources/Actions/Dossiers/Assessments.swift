import Domain
import Law
import Primitives
import Records
import Store

/// The rule check of a nomination with the facts of this moment.
public enum Assessments {
    /// A rule check with all that it rested on.
    public struct Judged: Sendable {
        public let assessment: Assessment
        public let basis: AssessmentBasis
    }

    /// - Throws: `Problem(.notInForce)` when no rule for this title or form is in force on the day.
    public static func assess(
        _ nomination: Nomination, in dossier: Dossier, judgements: [FindingJudgement], lawbook: Lawbook,
        tx: any ReadTransaction
    ) throws -> Assessment {
        try judge(nomination, in: dossier, judgements: judgements, lawbook: lawbook, tx: tx).assessment
    }

    /// The rule check under the law and the province's rules of one day: the day the dossier was received, once there is one.
    public static func judge(
        _ nomination: Nomination, in dossier: Dossier, judgements: [FindingJudgement], lawbook: Lawbook,
        tx: any ReadTransaction
    ) throws -> Judged {
        try judge(
            nomination, in: dossier, judgements: judgements, lawbook: lawbook, asOf: dossier.lawDay(today: tx.today),
            tx: tx, adjust: { $0 })
    }

    /// The answer that the same nomination would be given today: today's law, rules and facts, without the commendation that
    /// it has led to itself.
    public static func judgeAsOfToday(
        _ nomination: Nomination, in dossier: Dossier, judgements: [FindingJudgement], lawbook: Lawbook,
        tx: any ReadTransaction
    ) throws -> Judged {
        try judge(
            nomination, in: dossier, judgements: judgements, lawbook: lawbook, asOf: tx.today, tx: tx,
            adjust: { $0.without(nomination.code, of: nomination.year) })
    }

    private static func judge(
        _ nomination: Nomination, in dossier: Dossier, judgements: [FindingJudgement], lawbook: Lawbook,
        asOf day: CivilDate, tx: any ReadTransaction, adjust: (Facts) -> Facts
    ) throws -> Judged {
        let sex: Sex?
        if case .person(let id) = nomination.nominee {
            sex = try PersonRecords.person(id, in: tx)?.sex
        } else {
            sex = nil
        }
        let facts = adjust(
            try FactsRecords.facts(
                for: nomination, in: dossier, titles: titles(lawbook, on: day), judgements: judgements, in: tx))
        let proposal = Proposal(
            code: nomination.code, year: nomination.year, category: nomination.category,
            subject: nomination.nominee.kind, group: nomination.group, sex: sex)
        let rules = try RulesRecords.inForce(on: day, in: tx)
        let assessment = try lawbook.assess(proposal, facts: facts, asOf: day, counting: counting(rules))
            .adding(try quotaFindings(nomination, in: dossier, rules: rules, lawbook: lawbook, tx: tx))
            .applying(judgements.filter { $0.nominationID == nomination.id })
        return Judged(
            assessment: assessment,
            basis: AssessmentBasis(
                proposal: proposal, facts: facts, rulesID: rules?.id.rawValue, rulesName: rules?.name,
                counting: rules?.settings.counting?.counting))
    }

    private static func quotaFindings(
        _ nomination: Nomination, in dossier: Dossier, rules: ProvincialRules?, lawbook: Lawbook,
        tx: any ReadTransaction
    ) throws -> [Finding] {
        guard let rules, nomination.nominee.kind == .individual, let quota = rules.quota(for: nomination.code) else {
            return []
        }
        let count = try RulesRecords.count(quota, year: nomination.year, in: dossier, tx: tx)
        return [rules.finding(quota, count, titleName: lawbook.name(of: nomination.code))]
    }

    /// Assesses every nomination of the dossier and keeps the result, and what it rested on, on its line.
    static func keepAll(of dossier: Dossier, lawbook: Lawbook, tx: any WriteTransaction) throws -> [Nomination] {
        let judgements = try NominationRecords.judgements(of: dossier.id, in: tx)
        return try NominationRecords.nominations(of: dossier.id, in: tx).map { nomination in
            var nomination = nomination
            nomination.assessment = try keep(nomination, in: dossier, judgements: judgements, lawbook: lawbook, tx: tx)
                .assessment
            return nomination
        }
    }

    /// Assesses one nomination and keeps the result, and what it rested on, on its line.
    @discardableResult
    static func keep(
        _ nomination: Nomination, in dossier: Dossier, judgements: [FindingJudgement], lawbook: Lawbook,
        tx: any WriteTransaction
    ) throws -> Judged {
        let judged = try judge(nomination, in: dossier, judgements: judgements, lawbook: lawbook, tx: tx)
        try NominationRecords.setAssessment(judged.assessment, on: judged.basis, of: nomination.id, in: tx)
        return judged
    }

    /// How "03 lần liên tục" is counted: as the province lays down; separate blocks of years where it does not.
    static func counting(_ rules: ProvincialRules?) -> Counting { rules?.settings.counting?.counting ?? .separate }

    public static func titles(_ lawbook: Lawbook, on day: CivilDate) -> Set<CatalogueCode> {
        Set(lawbook.entries(on: day).filter { $0.kind == .title }.map(\.code))
    }
}
