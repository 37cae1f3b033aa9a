import Domain
import Law
import Primitives
import Records
import Store

/// The rule check of a nomination with the facts of this moment.
public enum Assessments {
    /// - Throws: `Problem(.notInForce)` when no rule for this title or form is in force on the day.
    public static func assess(
        _ nomination: Nomination, in dossier: Dossier, judgements: [FindingJudgement], lawbook: Lawbook,
        tx: any ReadTransaction
    ) throws -> Assessment {
        let day = dossier.lawDay(today: tx.today)
        let sex: Sex?
        if case .person(let id) = nomination.nominee {
            sex = try PersonRecords.person(id, in: tx)?.sex
        } else {
            sex = nil
        }
        let facts = try FactsRecords.facts(
            for: nomination, in: dossier, titles: titles(lawbook, on: day), judgements: judgements, in: tx)
        return try lawbook.assess(
            Proposal(
                code: nomination.code, year: nomination.year, category: nomination.category,
                subject: nomination.nominee.kind, group: nomination.group, sex: sex),
            facts: facts, asOf: day
        ).applying(judgements.filter { $0.nominationID == nomination.id })
    }

    /// Assesses every nomination of the dossier and keeps the result on its line.
    static func keepAll(of dossier: Dossier, lawbook: Lawbook, tx: any WriteTransaction) throws -> [Nomination] {
        let judgements = try NominationRecords.judgements(of: dossier.id, in: tx)
        return try NominationRecords.nominations(of: dossier.id, in: tx).map { nomination in
            var nomination = nomination
            let assessment = try assess(nomination, in: dossier, judgements: judgements, lawbook: lawbook, tx: tx)
            try NominationRecords.setAssessment(assessment, of: nomination.id, in: tx)
            nomination.assessment = assessment
            return nomination
        }
    }

    public static func titles(_ lawbook: Lawbook, on day: CivilDate) -> Set<CatalogueCode> {
        Set(lawbook.entries(on: day).filter { $0.kind == .title }.map(\.code))
    }
}
