import Domain
import Primitives
import Store

/// Many entries of the roll in one statement, where thousands come at once: demonstration data and imports.
public enum RollSeeding {
    /// - Parameters:
    ///   - entries: with their places in the roll; unrevoked.
    ///   - awardName: the printed name of a title or form, so that it can be searched.
    public static func insert(
        _ entries: [Commendation], awardName: (Commendation) -> String, in tx: any WriteTransaction
    ) throws {
        try insertInBatches(
            entries,
            into: """
                commendation (id, position, code, subject_kind, person_id, unit_id, home_unit_id, recipient_name,
                    recipient_detail, unit_name, year, category, ground, achievement, decision_number, decided_on, issuer,
                    certificate_code)
                """, in: tx
        ) { entry in
            """
            (\(entry.id), \(entry.position), \(entry.code), \(entry.subject), \(entry.personID), \(entry.unitID),
             \(entry.homeUnitID), \(entry.recipientName), \(entry.recipientDetail), \(entry.unitName), \(entry.year),
             \(entry.category), \(entry.ground), \(entry.achievement), \(entry.decisionNumber), \(entry.decidedOn),
             \(entry.issuer), \(entry.certificateCode))
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
}
