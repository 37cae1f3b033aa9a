import Domain
import Law
import Primitives
import Store

public enum NominationRecords {
    private static let columns: SQL =
        """
        n.id, n.dossier_id, n.ordinal, n.code, n.subject_kind, n.person_id, n.unit_id, n.nominee_name, n.nominee_detail,
        n.subject_group, n.category, n.year, n.period_from, n.period_until, n.summary, n.assessment, n.opinion,
        n.opinion_reason, n.updated_at, n.version
        """

    private static func nomination(_ row: Row, initiatives: [ID<Nomination>: [ID<Initiative>]]) throws -> Nomination {
        let id: ID<Nomination> = try row["id"]
        let kind: SubjectKind = try row["subject_kind"]
        let nominee: Nominee
        switch kind {
        case .individual: nominee = .person(try row["person_id"])
        case .collective: nominee = .collective(try row["unit_id"])
        case .household: nominee = .household
        }
        let assessment: String? = try row["assessment"]
        return Nomination(
            id: id, dossierID: try row["dossier_id"], ordinal: try row["ordinal"], code: try row["code"],
            nominee: nominee,
            nomineeName: try row["nominee_name"], nomineeDetail: try row["nominee_detail"],
            group: try row["subject_group"],
            category: try row["category"], year: try row["year"], periodFrom: try row["period_from"],
            periodUntil: try row["period_until"], summary: try row["summary"], initiativeIDs: initiatives[id] ?? [],
            assessment: try assessment.map { try StoredJSON.decode(Assessment.self, from: $0) },
            opinion: try row["opinion"], opinionReason: try row["opinion_reason"], updatedAt: try row["updated_at"],
            version: try row["version"])
    }

    /// The nominations of a dossier in their order: two statements, however many there are.
    public static func nominations(of dossierID: ID<Dossier>, in tx: any ReadTransaction) throws -> [Nomination] {
        var initiatives: [ID<Nomination>: [ID<Initiative>]] = [:]
        let links = try tx.rows(
            """
            SELECT ni.nomination_id, ni.initiative_id FROM nomination_initiative ni JOIN nomination n ON n.id = ni.nomination_id
            WHERE n.dossier_id = \(dossierID) ORDER BY ni.initiative_id
            """)
        for row in links { initiatives[try row["nomination_id"], default: []].append(try row["initiative_id"]) }
        return try tx.rows(
            "SELECT \(columns) FROM nomination n WHERE n.dossier_id = \(dossierID) AND n.removed_at IS NULL ORDER BY n.ordinal"
        ).map { try nomination($0, initiatives: initiatives) }
    }

    public static func nomination(
        _ id: ID<Nomination>, of dossierID: ID<Dossier>, in tx: any ReadTransaction
    ) throws -> Nomination? {
        let links = try tx.rows(
            "SELECT initiative_id FROM nomination_initiative WHERE nomination_id = \(id) ORDER BY initiative_id")
        let initiatives = [id: try links.map { try $0["initiative_id"] as ID<Initiative> }]
        return try tx.first(
            "SELECT \(columns) FROM nomination n WHERE n.id = \(id) AND n.dossier_id = \(dossierID) AND n.removed_at IS NULL"
        ).map { try nomination($0, initiatives: initiatives) }
    }

    public static func nextOrdinal(in dossierID: ID<Dossier>, in tx: any ReadTransaction) throws -> Int {
        try tx.count("SELECT COALESCE(MAX(ordinal), 0) AS n FROM nomination WHERE dossier_id = \(dossierID)") + 1
    }

    public static func insert(_ nomination: Nomination, by actor: Actor, in tx: any WriteTransaction) throws {
        let (personID, unitID) = ids(nomination.nominee)
        try tx.run(
            """
            INSERT INTO nomination (id, dossier_id, ordinal, code, subject_kind, person_id, unit_id, nominee_name, nominee_detail,
                subject_group, category, year, period_from, period_until, summary, created_at, updated_by, updated_at, version)
            VALUES (\(nomination.id), \(nomination.dossierID), \(nomination.ordinal), \(nomination.code),
                \(nomination.nominee.kind), \(personID), \(unitID), \(nomination.nomineeName), \(nomination.nomineeDetail),
                \(nomination.group), \(nomination.category), \(nomination.year), \(nomination.periodFrom),
                \(nomination.periodUntil), \(nomination.summary), \(tx.now), \(actor.accountID), \(tx.now), 1)
            """)
        try setInitiatives(nomination, in: tx)
    }

    /// Writes what the sender may change.
    /// - Throws: `Problem(.conflict)` naming who was faster.
    public static func update(
        _ nomination: Nomination, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE nomination SET code = \(nomination.code), nominee_name = \(nomination.nomineeName),
                nominee_detail = \(nomination.nomineeDetail), subject_group = \(nomination.group),
                category = \(nomination.category), year = \(nomination.year), period_from = \(nomination.periodFrom),
                period_until = \(nomination.periodUntil), summary = \(nomination.summary), updated_by = \(actor.accountID),
                updated_at = \(tx.now), version = version + 1
            WHERE id = \(nomination.id) AND version = \(version) AND removed_at IS NULL
            """)
        guard changed == 1 else {
            let last = try tx.first(
                "SELECT a.name, n.updated_at FROM nomination n JOIN account a ON a.id = n.updated_by WHERE n.id = \(nomination.id)"
            )
            let name: String = try last?["name"] ?? "Người khác"
            let at: Instant? = try last?["updated_at"]
            throw Problem(
                .conflict,
                "\(name) vừa sửa đề nghị này\(at.map { " lúc \($0.written)" } ?? ""). Nội dung của anh/chị chưa được ghi để không đè lên thay đổi đó. So sánh hai bản dưới đây rồi lưu lại."
            )
        }
        try setInitiatives(nomination, in: tx)
    }

    private static func setInitiatives(_ nomination: Nomination, in tx: any WriteTransaction) throws {
        try tx.run("DELETE FROM nomination_initiative WHERE nomination_id = \(nomination.id)")
        for initiative in nomination.initiativeIDs {
            try tx.run(
                "INSERT INTO nomination_initiative (nomination_id, initiative_id) VALUES (\(nomination.id), \(initiative))"
            )
        }
    }

    /// Keeps the rule check that a step of the dossier was taken under, and what it rested on.
    public static func setAssessment(
        _ assessment: Assessment, on basis: AssessmentBasis, of id: ID<Nomination>, in tx: any WriteTransaction
    ) throws {
        let text = try StoredJSON.encode(assessment)
        let basisText = try StoredJSON.encode(basis)
        try tx.run(
            """
            UPDATE nomination SET assessment = \(text), verdict = \(assessment.verdict), assessment_basis = \(basisText),
                assessed_at = \(tx.now) WHERE id = \(id)
            """)
    }

    /// What the kept rule check of a nomination rested on; `nil` when it was never checked, or before bases were kept.
    public static func basis(of id: ID<Nomination>, in tx: any ReadTransaction) throws -> KeptBasis? {
        guard let row = try tx.first("SELECT assessment_basis, assessed_at FROM nomination WHERE id = \(id)") else {
            return nil
        }
        let text: String? = try row["assessment_basis"]
        let at: Instant? = try row["assessed_at"]
        guard let text, let at else { return nil }
        return KeptBasis(basis: try StoredJSON.decode(AssessmentBasis.self, from: text), at: at)
    }

    public static func setOpinion(
        _ opinion: Nomination.Opinion, reason: String, of id: ID<Nomination>, by actor: Actor,
        in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            UPDATE nomination SET opinion = \(opinion), opinion_reason = \(reason), opinion_by = \(actor.accountID),
                opinion_at = \(tx.now) WHERE id = \(id)
            """)
    }

    /// A returned dossier is appraised anew.
    public static func clearOpinions(of dossierID: ID<Dossier>, in tx: any WriteTransaction) throws {
        try tx.run(
            "UPDATE nomination SET opinion = NULL, opinion_reason = NULL, opinion_by = NULL, opinion_at = NULL WHERE dossier_id = \(dossierID)"
        )
    }

    /// Takes a line out of the dossier; the row stays, marked.
    public static func remove(_ id: ID<Nomination>, by actor: Actor, in tx: any WriteTransaction) throws {
        try tx.run(
            "UPDATE nomination SET removed_at = \(tx.now), updated_by = \(actor.accountID), updated_at = \(tx.now), version = version + 1 WHERE id = \(id)"
        )
        try tx.run("DELETE FROM nomination_initiative WHERE nomination_id = \(id)")
    }

    private static func ids(_ nominee: Nominee) -> (ID<Person>?, ID<Unit>?) {
        switch nominee {
        case .person(let id): (id, nil)
        case .collective(let id): (nil, id)
        case .household: (nil, nil)
        }
    }

    // MARK: Judgements

    public static func insert(_ judgement: FindingJudgement, by actor: Actor, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO finding_judgement (id, nomination_id, criterion, judgement, found, reason, account_id, account_name, at)
            VALUES (\(judgement.id), \(judgement.nominationID), \(judgement.criterion), \(judgement.judgement),
                \(judgement.found), \(judgement.reason), \(actor.accountID), \(judgement.accountName), \(judgement.at))
            """)
    }

    /// All judgements on the nominations of a dossier, oldest first.
    public static func judgements(of dossierID: ID<Dossier>, in tx: any ReadTransaction) throws -> [FindingJudgement] {
        try tx.rows(
            """
            SELECT j.id, j.nomination_id, j.criterion, j.judgement, j.found, j.reason, j.account_name, j.at
            FROM finding_judgement j JOIN nomination n ON n.id = j.nomination_id
            WHERE n.dossier_id = \(dossierID) ORDER BY j.at, j.id
            """
        ).map {
            FindingJudgement(
                id: try $0["id"], nominationID: try $0["nomination_id"], criterion: try $0["criterion"],
                judgement: try $0["judgement"], found: try $0["found"], reason: try $0["reason"],
                accountName: try $0["account_name"], at: try $0["at"])
        }
    }
}
