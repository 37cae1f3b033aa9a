import Domain
import Primitives
import Store

/// Documents of the demonstration: what happened on days before the data were loaded.
public enum DirectiveSeeding {
    /// Moves what a unit has done with a document to the days on which it is said to have been done.
    public static func setTimes(
        of id: ID<Directive>, at unitID: ID<Unit>, deliveredAt: Instant, readAt: Instant?, spreadAt: Instant?,
        doneAt: Instant?, in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            UPDATE directive_delivery SET delivered_at = \(deliveredAt), read_at = \(readAt), spread_at = \(spreadAt),
                done_at = \(doneAt)
            WHERE directive_id = \(id) AND unit_id = \(unitID)
            """)
        try tx.run(
            """
            UPDATE directive_reader SET acknowledged_at = \(doneAt ?? spreadAt)
            WHERE directive_id = \(id) AND unit_id = \(unitID) AND acknowledged_at IS NOT NULL
            """)
    }
}
