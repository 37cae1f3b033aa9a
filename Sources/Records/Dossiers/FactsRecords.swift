import Domain
import Law
import Primitives
import Store

/// Gathers, from the lifelong files, what the rule check needs to know about a nominee. Every fact carries the address of its
/// row as `ref`, such as `person/<id>#rating-2024`, so that the finding can link to it.
public enum FactsRecords {
    /// - Parameters:
    ///   - nomination: whose nominee, year and attached initiatives count.
    ///   - dossier: the dossier it stands in; other nominations of the same nominee elsewhere are reported as pending.
    ///   - titles: the codes that are titles (the others are forms).
    ///   - judgements: the officers' words so far.
    public static func facts(
        for nomination: Nomination, in dossier: Dossier, titles: Set<CatalogueCode>, judgements: [FindingJudgement],
        in tx: any ReadTransaction
    ) throws -> Facts {
        var facts: Facts
        switch nomination.nominee {
        case .person(let id):
            facts = try personFacts(id, titles: titles, attached: nomination, in: tx)
        case .collective(let id):
            facts = try collectiveFacts(id, year: nomination.year, titles: titles, in: tx)
        case .household:
            facts = Facts()
        }
        facts.pending = try pending(nomination, dossier, in: tx)
        if let movementID = dossier.movementID { facts.movement = try movement(movementID, in: tx) }
        var latest: [String: Verdict] = [:]
        for judgement in judgements where judgement.nominationID == nomination.id {
            latest[judgement.criterion] = judgement.judgement
        }
        facts.confirmed = latest.filter { $0.value == .met }.keys.sorted()
        facts.refuted = latest.filter { $0.value == .notMet }.keys.sorted()
        return facts
    }

    private static func personFacts(
        _ id: ID<Person>, titles: Set<CatalogueCode>, attached nomination: Nomination, in tx: any ReadTransaction
    ) throws -> Facts {
        // What is attached to this nomination counts for it; what was used before is told, so that it is not used twice.
        var facts =
            try gather(
                PeopleFactRows(.one(id), except: nomination.id), titles: titles, keepsRefs: true,
                attached: Set(nomination.initiativeIDs), in: tx)[id] ?? Facts()
        facts.startedWorkOn = try tx.first("SELECT started_work_on FROM person WHERE id = \(id)")?["started_work_on"]
        return facts
    }

    private static func collectiveFacts(
        _ id: ID<Unit>, year: Int, titles: Set<CatalogueCode>, in tx: any ReadTransaction
    ) throws -> Facts {
        var years: [Int: YearFacts] = [:]
        var facts = Facts()
        for row in try tx.rows(
            """
            SELECT year, completion_level, members_total, members_completed, members_advanced, members_fighters,
                members_disciplined, members_women, cluster_rank
            FROM unit_year WHERE unit_id = \(id) ORDER BY year
            """)
        {
            let rowYear: Int = try row["year"]
            years[rowYear] = YearFacts(
                year: rowYear, rating: try row["completion_level"], ref: "unit/\(id)#year-\(rowYear)")
            if rowYear == year {
                facts.members = MemberFacts(
                    total: try row["members_total"], completed: try row["members_completed"],
                    advanced: try row["members_advanced"], grassrootsFighters: try row["members_fighters"],
                    disciplined: try row["members_disciplined"], women: try row["members_women"])
                facts.clusterRank = try row["cluster_rank"]
            }
        }
        facts.received = try received("unit_id = \(id)", titles: titles, address: "unit/\(id)", years: &years, in: tx)
        facts.years = years.values.sorted { $0.year < $1.year }
        facts.examination = try examinations("unit_id = \(id)", address: "unit/\(id)", in: tx)
        return facts
    }

    /// Titles go to their years, forms are returned.
    private static func received(
        _ whose: SQL, titles: Set<CatalogueCode>, address: String, years: inout [Int: YearFacts],
        in tx: any ReadTransaction
    ) throws -> [ReceivedFact] {
        var forms: [ReceivedFact] = []
        for row in try tx.rows(
            """
            SELECT id, code, year, category, ground, achievement, decided_on, revoked_on FROM commendation
            WHERE \(whose) ORDER BY year, id
            """)
        {
            let id: String = try row["id"]
            let code: CatalogueCode = try row["code"]
            let year: Int = try row["year"]
            let revokedOn: CivilDate? = try row["revoked_on"]
            if titles.contains(code) {
                guard revokedOn == nil else { continue }
                var yearFacts = years[year] ?? YearFacts(year: year, ref: "\(address)#commendation-\(id)")
                yearFacts.held.append(code)
                let ground: Ground? = try row["ground"]
                if let ground { yearFacts.ground[code] = ground }
                years[year] = yearFacts
            } else {
                forms.append(
                    ReceivedFact(
                        code: code, year: year, category: try row["category"], achievement: try row["achievement"],
                        decidedOn: try row["decided_on"], revoked: revokedOn != nil,
                        ref: "\(address)#commendation-\(id)"))
            }
        }
        return forms
    }

    private static func examinations(
        _ whose: SQL, address: String, in tx: any ReadTransaction
    ) throws -> [ExaminationFact] {
        try tx.rows("SELECT id, kind, since_on, closed_on FROM examination WHERE \(whose) ORDER BY since_on, id").map {
            ExaminationFact(
                kind: try $0["kind"], since: try $0["since_on"], closedOn: try $0["closed_on"],
                ref: "\(address)#examination-\(try $0["id"] as String)")
        }
    }

    /// Other nominations of the same nominee: in this dossier, or in dossiers that have been submitted and not yet decided.
    private static func pending(
        _ nomination: Nomination, _ dossier: Dossier, in tx: any ReadTransaction
    ) throws -> [PendingFact] {
        let sameNominee: SQL
        switch nomination.nominee {
        case .person(let id): sameNominee = "n.person_id = \(id)"
        case .collective(let id): sameNominee = "n.unit_id = \(id)"
        case .household:
            sameNominee =
                "n.subject_kind = 'household' AND n.dossier_id = \(dossier.id) AND n.nominee_name = \(nomination.nomineeName)"
        }
        return try tx.rows(
            """
            SELECT n.code, n.year, d.id AS dossier_id, d.number FROM nomination n JOIN dossier d ON d.id = n.dossier_id
            WHERE \(sameNominee) AND n.id <> \(nomination.id) AND n.removed_at IS NULL AND \(RefusalRecords.isOpen)
                AND (d.id = \(dossier.id) OR d.state IN ('submitted', 'received', 'appraised', 'considered'))
            ORDER BY n.year, n.id
            """
        ).map {
            PendingFact(
                code: try $0["code"], year: try $0["year"], dossier: try $0["number"],
                ref: "dossier/\(try $0["dossier_id"] as String)")
        }
    }

    private static func movement(_ id: ID<Movement>, in tx: any ReadTransaction) throws -> MovementFact? {
        guard let line = try MovementRecords.line(id, in: tx) else { return nil }
        return MovementFact(
            name: line.name, launchedBy: line.level, launcher: line.level == nil ? line.launchedBy : nil,
            startsOn: line.startsOn, endsOn: line.endsOn, isThematic: line.form == .thematic, ref: "movement/\(id)")
    }
}
