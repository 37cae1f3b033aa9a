import Domain
import Primitives
import Store

/// Puts movements in as they stand, without the acts that led there: for demonstration data and imports.
public enum MovementSeeding {
    /// - Parameter launchedBy: who launched it; `nil` for one that a higher level launched, or a draft.
    public static func insert(_ movement: Movement, launchedBy: ID<Account>?, in tx: any WriteTransaction) throws {
        try MovementRecords.insert(movement, in: tx)
        try tx.run("UPDATE movement SET launched_by = \(launchedBy) WHERE id = \(movement.id)")
    }

    /// Marks the movement as opened by an addressee.
    public static func setRead(
        _ movementID: ID<Movement>, by unitID: ID<Unit>, at moment: Instant, in tx: any WriteTransaction
    ) throws {
        try tx.run(
            "UPDATE movement_addressee SET read_at = \(moment) WHERE movement_id = \(movementID) AND unit_id = \(unitID)"
        )
    }
}
