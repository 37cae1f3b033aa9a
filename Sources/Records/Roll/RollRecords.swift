import Domain
import Law
import Primitives
import Store

/// An entry of the roll as one line of a public list.
public struct RollLine: Sendable, Hashable {
    public let id: ID<Commendation>
    public let position: Int
    public let code: CatalogueCode
    public let subject: SubjectKind
    public let recipientName: String
    public let recipientDetail: String
    public let unitName: String
    public let year: Int
    public let decisionNumber: String
    public let decidedOn: CivilDate
    public let issuer: String
    public let revokedOn: CivilDate?
}

/// The roll of honour: `commendation` and its search index. Rows are added and marked revoked, never deleted.
public enum RollRecords {
    private static let columns: SQL =
        """
        c.id, c.position, c.code, c.subject_kind, c.person_id, c.unit_id, c.home_unit_id, c.recipient_name, c.recipient_detail,
        c.unit_name, c.year, c.category, c.ground, c.achievement, c.decision_number, c.decided_on, c.issuer,
        c.certificate_code, c.revoked_on, c.revocation_number
        """

    static func commendation(_ row: Row) throws -> Commendation {
        Commendation(
            id: try row["id"], position: try row["position"], code: try row["code"], subject: try row["subject_kind"],
            personID: try row["person_id"], unitID: try row["unit_id"], homeUnitID: try row["home_unit_id"],
            recipientName: try row["recipient_name"], recipientDetail: try row["recipient_detail"],
            unitName: try row["unit_name"], year: try row["year"], category: try row["category"],
            ground: try row["ground"],
            achievement: try row["achievement"], decisionNumber: try row["decision_number"],
            decidedOn: try row["decided_on"],
            issuer: try row["issuer"], certificateCode: try row["certificate_code"], revokedOn: try row["revoked_on"],
            revocationNumber: try row["revocation_number"])
    }

    /// The next free place in the roll for a decision of this day.
    public static func nextPosition(on day: CivilDate, in tx: any ReadTransaction) throws -> Int {
        let first = Commendation.firstPosition(of: day)
        let last: Int? = try tx.first(
            "SELECT MAX(position) AS last FROM commendation WHERE position BETWEEN \(first) AND \(first + 9_999_999)")?[
                "last"]
        return (last ?? first) + 1
    }

    /// Adds an entry. `position` comes from ``nextPosition(on:in:)``; several of one day count on from it.
    /// - Parameter awardName: the printed name of the title or form, so that it can be searched.
    public static func insert(_ entry: Commendation, awardName: String, in tx: any WriteTransaction) throws {
        try insert([entry], awardName: { _ in awardName }, in: tx)
    }

    /// Adds many entries, some dozens in a statement: a large decision, demonstration data and imports.
    public static func insert(
        _ entries: [Commendation], awardName: (Commendation) -> String, in tx: any WriteTransaction
    ) throws {
        try insertInBatches(
            entries,
            into: """
                commendation (id, position, code, subject_kind, person_id, unit_id, home_unit_id, recipient_name,
                    recipient_detail, unit_name, year, category, ground, achievement, decision_number, decided_on, issuer,
                    certificate_code, revoked_on, revocation_number)
                """, in: tx
        ) { entry in
            """
            (\(entry.id), \(entry.position), \(entry.code), \(entry.subject), \(entry.personID), \(entry.unitID),
             \(entry.homeUnitID), \(entry.recipientName), \(entry.recipientDetail), \(entry.unitName), \(entry.year),
             \(entry.category), \(entry.ground), \(entry.achievement), \(entry.decisionNumber), \(entry.decidedOn),
             \(entry.issuer), \(entry.certificateCode), \(entry.revokedOn), \(entry.revocationNumber))
            """
        }
        try insertInBatches(entries, into: "commendation_search (rowid, search_text, commendation_id)", in: tx) {
            entry in
            let searchText = VietnameseText.folded(
                [entry.recipientName, entry.unitName, awardName(entry), entry.decisionNumber, String(entry.year)]
                    .joined(separator: " "))
            return "(\(entry.position), \(searchText), \(entry.id))"
        }
    }

    public static func entry(_ id: ID<Commendation>, in tx: any ReadTransaction) throws -> Commendation? {
        try tx.first("SELECT \(columns) FROM commendation c WHERE c.id = \(id)").map(commendation)
    }

    /// The entry whose certificate bears this code.
    public static func entry(certificateCode: String, in tx: any ReadTransaction) throws -> Commendation? {
        try tx.first("SELECT \(columns) FROM commendation c WHERE c.certificate_code = \(certificateCode)").map(
            commendation)
    }

    /// What a person has received, newest first.
    public static func entries(of personID: ID<Person>, in tx: any ReadTransaction) throws -> [Commendation] {
        try tx.rows(
            "SELECT \(columns) FROM commendation c WHERE c.person_id = \(personID) ORDER BY c.year DESC, c.position DESC"
        )
        .map(commendation)
    }

    /// What a collective has received, newest first.
    public static func entries(ofUnit unitID: ID<Unit>, in tx: any ReadTransaction) throws -> [Commendation] {
        try tx.rows(
            "SELECT \(columns) FROM commendation c WHERE c.unit_id = \(unitID) ORDER BY c.year DESC, c.position DESC"
        )
        .map(commendation)
    }

    /// The roll, newest first, a page at a time; with `typed`, only what matches every word of it, with or without marks.
    public static func page(typed: String, before: Int?, limit: Int, in tx: any ReadTransaction) throws -> [RollLine] {
        let lineColumns: SQL =
            """
            c.id, c.position, c.code, c.subject_kind, c.recipient_name, c.recipient_detail, c.unit_name, c.year,
            c.decision_number, c.decided_on, c.issuer, c.revoked_on
            """
        let patterns = VietnameseText.searchPatterns(typed)
        let rows: [Row]
        if patterns.isEmpty {
            let condition: SQL = before.map { "WHERE c.position < \($0)" } ?? ""
            rows = try tx.rows(
                "SELECT \(lineColumns) FROM commendation c \(condition) ORDER BY c.position DESC LIMIT \(limit)")
        } else {
            var conditions: [SQL] = patterns.map { "s.search_text LIKE \($0)" }
            if let before { conditions.append("s.rowid < \(before)") }
            rows = try tx.rows(
                """
                SELECT \(lineColumns) FROM (SELECT s.rowid AS position, s.commendation_id FROM commendation_search s
                    WHERE \(SQL.all(conditions)) ORDER BY s.rowid DESC LIMIT \(limit)) found
                JOIN commendation c ON c.id = found.commendation_id ORDER BY found.position DESC
                """)
        }
        return try rows.map { row in
            RollLine(
                id: try row["id"], position: try row["position"], code: try row["code"],
                subject: try row["subject_kind"],
                recipientName: try row["recipient_name"], recipientDetail: try row["recipient_detail"],
                unitName: try row["unit_name"], year: try row["year"], decisionNumber: try row["decision_number"],
                decidedOn: try row["decided_on"], issuer: try row["issuer"], revokedOn: try row["revoked_on"])
        }
    }

    /// Marks an entry as revoked by a decision. The entry itself stays readable.
    /// - Returns: whether it was still valid.
    public static func revoke(
        _ id: ID<Commendation>, on day: CivilDate, by number: String, in tx: any WriteTransaction
    ) throws -> Bool {
        try tx.run(
            """
            UPDATE commendation SET revoked_on = \(day), revocation_number = \(number), version = version + 1
            WHERE id = \(id) AND revoked_on IS NULL
            """) == 1
    }
}
