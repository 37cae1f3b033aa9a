import Domain
import Primitives
import Store

public enum RefusalRecords {
    /// True for a nomination `n` that is not refused.
    static let isOpen: SQL = "NOT EXISTS (SELECT 1 FROM refusal f WHERE f.nomination_id = n.id)"

    /// The refused nominations of a dossier, in its order.
    public static func refusals(of dossierID: ID<Dossier>, in tx: any ReadTransaction) throws -> [Refusal] {
        try tx.rows(
            """
            SELECT f.nomination_id, n.nominee_name, f.decider, f.reason, f.refused_at
            FROM nomination n JOIN refusal f ON f.nomination_id = n.id
            WHERE n.dossier_id = \(dossierID) ORDER BY n.ordinal, n.id
            """
        ).map { row in
            Refusal(
                nominationID: try row["nomination_id"], nomineeName: try row["nominee_name"],
                decider: try row["decider"], reason: try row["reason"], at: try row["refused_at"])
        }
    }

    public static func insert(
        _ refusal: Refusal, from decisionID: ID<Decision>, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO refusal (nomination_id, decision_id, decider, reason, refused_by, refused_at)
            VALUES (\(refusal.nominationID), \(decisionID), \(refusal.decider), \(refusal.reason), \(actor.accountID),
                \(refusal.at))
            """)
    }

    /// Whether something of the dossier stands in a signed decision.
    public static func hasSigned(_ dossierID: ID<Dossier>, in tx: any ReadTransaction) throws -> Bool {
        try tx.count(
            """
            SELECT COUNT(*) AS n FROM nomination n JOIN decision_line l ON l.nomination_id = n.id
            JOIN decision x ON x.id = l.decision_id AND x.state = 'signed' WHERE n.dossier_id = \(dossierID)
            """) > 0
    }
}
