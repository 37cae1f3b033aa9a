import Domain
import Law
import Primitives
import Store

/// A nomination that a council has considered and that passed the vote.
public struct PassedNomination: Sendable, Hashable, Identifiable {
    public let id: ID<Nomination>
    public let dossierID: ID<Dossier>
    public let dossierNumber: String
    public let code: CatalogueCode
    public let subject: SubjectKind
    public let personID: ID<Person>?
    public let unitID: ID<Unit>?
    public let nomineeName: String
    public let nomineeDetail: String
    public let category: CommendationCategory
    public let year: Int
    public let periodFrom: CivilDate?
    public let periodUntil: CivilDate?
    public let summary: String
    public let submittingUnitID: ID<Unit>
    public let submittingUnitName: String
    public let personUnitID: ID<Unit>?
    public let personUnitName: String?

    /// The unit in whose book of honour it stands.
    public var homeUnitID: ID<Unit> { personUnitID ?? unitID ?? submittingUnitID }

    /// The unit as printed. A line keeps post and unit in one text, because both change; the unit is its end.
    public var unitName: String {
        switch subject {
        case .individual: personUnitName ?? submittingUnitName
        case .collective, .household: nomineeDetail.isEmpty ? submittingUnitName : nomineeDetail
        }
    }

    /// The post of a person, without the unit.
    public var position: String {
        guard subject == .individual else { return "" }
        if nomineeDetail == unitName { return "" }
        return nomineeDetail.hasSuffix(", " + unitName)
            ? String(nomineeDetail.dropLast(unitName.count + 2)) : nomineeDetail
    }

    /// The same text for the same person, collective or household.
    public var recipientKey: String {
        personID.map(\.rawValue) ?? unitID.map(\.rawValue) ?? dossierID.rawValue + "/" + nomineeName
    }
}

/// A line of a decision with what stands behind it.
public struct DecisionEntry: Sendable, Hashable, Identifiable {
    public var line: DecisionLine
    /// Of a commending decision.
    public let nomination: PassedNomination?
    /// The entry of the roll that the line made, or that it revokes.
    public let commendation: LineCommendation?

    public var id: ID<DecisionLine> { line.id }
}

/// What a line shows of its entry of the roll.
public struct LineCommendation: Sendable, Hashable {
    public let id: ID<Commendation>
    public let decisionNumber: String
    public let decidedOn: CivilDate
    public let issuer: String
    public let year: Int
    public let revokedOn: CivilDate?
    public let revocationNumber: String?
    /// The decision of ours that gave it; `nil` for entries brought in from older papers.
    public let originalDecisionID: ID<Decision>?
    public let originalBonus: Dong?
    /// What stands on the certificate, for those who print it.
    public let certificateCode: String
}

public enum DecisionLineRecords {
    private static let nominationColumns: SQL =
        """
        n.id AS nomination_id, n.dossier_id, d.number AS dossier_number, n.code AS nomination_code, n.subject_kind,
        n.person_id, n.unit_id, n.nominee_name, n.nominee_detail, n.category, n.year AS nomination_year, n.period_from,
        n.period_until, n.summary, d.submitting_unit_id, s.name AS submitting_name, p.unit_id AS person_unit_id,
        pu.name AS person_unit_name
        """

    private static func nomination(_ row: Row) throws -> PassedNomination {
        PassedNomination(
            id: try row["nomination_id"], dossierID: try row["dossier_id"], dossierNumber: try row["dossier_number"],
            code: try row["nomination_code"], subject: try row["subject_kind"], personID: try row["person_id"],
            unitID: try row["unit_id"], nomineeName: try row["nominee_name"], nomineeDetail: try row["nominee_detail"],
            category: try row["category"], year: try row["nomination_year"], periodFrom: try row["period_from"],
            periodUntil: try row["period_until"], summary: try row["summary"],
            submittingUnitID: try row["submitting_unit_id"], submittingUnitName: try row["submitting_name"],
            personUnitID: try row["person_unit_id"], personUnitName: try row["person_unit_name"])
    }

    /// True for the dossiers on which this unit decides.
    private static func isDecided(by issuer: Unit) -> SQL {
        issuer.kind == .province
            ? "(d.level = 'province' AND \(UnitRecords.isWithin("d.receiving_unit_id", [issuer.id])))"
            : "(d.level = 'unit' AND d.receiving_unit_id = \(issuer.id))"
    }

    /// What has passed a council and stands in no decision yet. What failed the vote never comes out of here.
    public static func waiting(
        for issuer: Unit, only ids: [ID<Nomination>]? = nil, limit: Int, in tx: any ReadTransaction
    ) throws -> [PassedNomination] {
        let chosen: SQL = ids.map { "AND n.id IN (\(anyOf: $0))" } ?? ""
        return try tx.rows(
            """
            SELECT \(nominationColumns) FROM dossier d
            JOIN nomination n ON n.dossier_id = d.id AND n.removed_at IS NULL AND n.opinion = 'propose'
            JOIN vote_count v ON v.nomination_id = n.id AND v.has_passed
            JOIN council_session cs ON cs.id = v.session_id AND cs.state = 'concluded'
            JOIN unit s ON s.id = d.submitting_unit_id
            LEFT JOIN person p ON p.id = n.person_id LEFT JOIN unit pu ON pu.id = p.unit_id
            WHERE d.state = 'considered' AND \(isDecided(by: issuer)) \(chosen)
                AND NOT EXISTS (SELECT 1 FROM decision_line l WHERE l.nomination_id = n.id) AND \(RefusalRecords.isOpen)
            ORDER BY d.updated_at, d.id, n.ordinal, n.id LIMIT \(limit)
            """
        ).map(nomination)
    }

    /// How many passed nominations of each of these dossiers are neither in a signed decision nor refused. Dossiers without any are left out.
    public static func undecided(
        of dossierIDs: [ID<Dossier>], in tx: any ReadTransaction
    ) throws -> [ID<Dossier>: Int] {
        var counts: [ID<Dossier>: Int] = [:]
        let rows = try tx.rows(
            """
            SELECT n.dossier_id, COUNT(*) AS n FROM nomination n
            JOIN vote_count v ON v.nomination_id = n.id AND v.has_passed
            JOIN council_session cs ON cs.id = v.session_id AND cs.state = 'concluded'
            LEFT JOIN decision_line l ON l.nomination_id = n.id
            LEFT JOIN decision x ON x.id = l.decision_id AND x.state = 'signed'
            WHERE n.dossier_id IN (\(anyOf: dossierIDs)) AND n.removed_at IS NULL AND n.opinion = 'propose' AND x.id IS NULL
                AND \(RefusalRecords.isOpen)
            GROUP BY n.dossier_id
            """)
        for row in rows { counts[try row["dossier_id"]] = try row["n"] }
        return counts
    }

    public static func insert(_ line: DecisionLine, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO decision_line (id, decision_id, ordinal, nomination_id, commendation_id, code, recipient_name,
                recipient_detail, unit_name)
            VALUES (\(line.id), \(line.decisionID), \(line.ordinal), \(line.nominationID), \(line.commendationID), \(line.code),
                \(line.recipientName), \(line.recipientDetail), \(line.unitName))
            """)
    }

    /// Takes a line out of a draft; its nomination can then be put into another.
    public static func remove(
        _ id: ID<DecisionLine>, of decisionID: ID<Decision>, in tx: any WriteTransaction
    ) throws {
        try tx.run("DELETE FROM decision_line WHERE id = \(id) AND decision_id = \(decisionID)")
    }

    /// Keeps what signing adds to a line: its final place, its entry of the roll and its money.
    public static func sign(_ line: DecisionLine, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            UPDATE decision_line SET ordinal = \(line.ordinal), commendation_id = \(line.commendationID),
                coefficient_hundredths = \(line.bonus?.coefficientHundredths), base_salary = \(line.bonus?.baseSalary),
                bonus = \(line.bonus?.amount), bonus_note = \(line.bonusNote)
            WHERE id = \(line.id)
            """)
    }

    /// The lines of a decision in their order, each with what stands behind it: one statement.
    public static func entries(of id: ID<Decision>, in tx: any ReadTransaction) throws -> [DecisionEntry] {
        try tx.rows(
            """
            SELECT l.id AS line_id, l.decision_id, l.ordinal, l.commendation_id, l.code, l.recipient_name, l.recipient_detail,
                l.unit_name, l.coefficient_hundredths, l.base_salary, l.bonus, l.bonus_note, \(nominationColumns),
                c.decision_number, c.decided_on, c.issuer, c.year AS commendation_year, c.revoked_on, c.revocation_number, c.certificate_code,
                o.decision_id AS original_id, o.bonus AS original_bonus
            FROM decision_line l
            LEFT JOIN nomination n ON n.id = l.nomination_id LEFT JOIN dossier d ON d.id = n.dossier_id
            LEFT JOIN unit s ON s.id = d.submitting_unit_id
            LEFT JOIN person p ON p.id = n.person_id LEFT JOIN unit pu ON pu.id = p.unit_id
            LEFT JOIN commendation c ON c.id = l.commendation_id
            LEFT JOIN decision_line o ON o.commendation_id = l.commendation_id AND o.nomination_id IS NOT NULL
            WHERE l.decision_id = \(id) ORDER BY l.ordinal
            """
        ).map(entry)
    }

    private static func entry(_ row: Row) throws -> DecisionEntry {
        let nominationID: ID<Nomination>? = try row["nomination_id"]
        let commendationID: ID<Commendation>? = try row["commendation_id"]
        let coefficient: Int? = try row["coefficient_hundredths"]
        let base: Dong? = try row["base_salary"]
        let amount: Dong? = try row["bonus"]
        var bonus: Bonus?
        if let coefficient, let base, let amount {
            bonus = Bonus(coefficientHundredths: coefficient, baseSalary: base, amount: amount, citations: [])
        }
        let line = DecisionLine(
            id: try row["line_id"], decisionID: try row["decision_id"], ordinal: try row["ordinal"],
            nominationID: nominationID, commendationID: commendationID, code: try row["code"],
            recipientName: try row["recipient_name"], recipientDetail: try row["recipient_detail"],
            unitName: try row["unit_name"], bonus: bonus, bonusNote: try row["bonus_note"])
        return DecisionEntry(
            line: line, nomination: nominationID == nil ? nil : try nomination(row),
            commendation: try commendationID.map {
                LineCommendation(
                    id: $0, decisionNumber: try row["decision_number"], decidedOn: try row["decided_on"],
                    issuer: try row["issuer"], year: try row["commendation_year"], revokedOn: try row["revoked_on"],
                    revocationNumber: try row["revocation_number"], originalDecisionID: try row["original_id"],
                    originalBonus: try row["original_bonus"], certificateCode: try row["certificate_code"])
            })
    }

    /// The draft that is to revoke this entry, when there is one.
    public static func openRevocation(
        of id: ID<Commendation>, in tx: any ReadTransaction
    ) throws -> ID<Decision>? {
        try tx.first(
            """
            SELECT d.id FROM decision_line l JOIN decision d ON d.id = l.decision_id
            WHERE l.commendation_id = \(id) AND d.kind = 'revoke' AND d.state = 'draft'
            """)?["id"]
    }

    // MARK: Initiatives

    /// The initiatives brought as evidence for these nominations.
    public static func initiatives(
        of nominationIDs: [ID<Nomination>], in tx: any ReadTransaction
    ) throws -> [ID<Nomination>: [Initiative]] {
        var found: [ID<Nomination>: [Initiative]] = [:]
        let rows = try tx.rows(
            """
            SELECT ni.nomination_id, i.id, i.person_id, i.unit_id, i.name, i.year, i.scope, i.recognised_on, i.document, i.used_for
            FROM nomination_initiative ni JOIN initiative i ON i.id = ni.initiative_id
            WHERE ni.nomination_id IN (\(anyOf: nominationIDs)) ORDER BY ni.nomination_id, i.id
            """)
        for row in rows {
            let initiative = Initiative(
                id: try row["id"], personID: try row["person_id"], unitID: try row["unit_id"], name: try row["name"],
                year: try row["year"], scope: try row["scope"], recognisedOn: try row["recognised_on"],
                document: try row["document"], usedFor: try row["used_for"])
            found[try row["nomination_id"], default: []].append(initiative)
        }
        return found
    }

    /// - Returns: whether the initiative was still unused.
    public static func markUsed(
        _ id: ID<Initiative>, for use: String, in tx: any WriteTransaction
    ) throws -> Bool {
        try tx.run("UPDATE initiative SET used_for = \(use) WHERE id = \(id) AND used_for IS NULL") == 1
    }

    public static func isTaken(certificateCode: String, in tx: any ReadTransaction) throws -> Bool {
        try tx.exists("SELECT id FROM commendation WHERE certificate_code = \(certificateCode)")
    }
}
