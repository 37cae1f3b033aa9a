import Domain
import Primitives
import Store

/// The drives of movements.
public enum MovementDriveRecords {
    private static let columns: SQL =
        "d.id, d.movement_id, d.name, d.starts_on, d.ends_on, d.goals, d.occasion_id, d.occasion_year, d.cancel_reason, d.version"

    private static func drive(_ row: Row) throws -> MovementDrive {
        let occasionID: ID<Occasion>? = try row["occasion_id"]
        let year: Int? = try row["occasion_year"]
        var greeting: MovementDrive.Greeting?
        if let occasionID, let year { greeting = .init(occasionID: occasionID, year: year) }
        return MovementDrive(
            id: try row["id"], movementID: try row["movement_id"], name: try row["name"],
            startsOn: try row["starts_on"],
            endsOn: try row["ends_on"], goals: try row["goals"], greeting: greeting,
            cancelReason: try row["cancel_reason"], version: try row["version"])
    }

    public static func drive(
        _ id: ID<MovementDrive>, of movementID: ID<Movement>, in tx: any ReadTransaction
    ) throws -> MovementDrive? {
        try tx.first(
            "SELECT \(columns) FROM movement_drive d WHERE d.id = \(id) AND d.movement_id = \(movementID)"
        ).map(drive)
    }

    /// All of them, the first one first; never more than ``MovementDrive/maximum`` that stand.
    public static func drives(of movementID: ID<Movement>, in tx: any ReadTransaction) throws -> [MovementDrive] {
        try tx.rows(
            """
            SELECT \(columns) FROM movement_drive d WHERE d.movement_id = \(movementID)
            ORDER BY d.starts_on, d.id LIMIT 100
            """
        ).map(drive)
    }

    public static func insert(
        _ drive: MovementDrive, by accountID: ID<Account>, in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO movement_drive (id, movement_id, name, starts_on, ends_on, goals, occasion_id, occasion_year,
                cancel_reason, created_by, created_at, updated_by, updated_at, version)
            VALUES (\(drive.id), \(drive.movementID), \(drive.name), \(drive.startsOn), \(drive.endsOn), \(drive.goals),
                \(drive.greeting?.occasionID), \(drive.greeting?.year), \(drive.cancelReason), \(accountID), \(tx.now),
                \(accountID), \(tx.now), 1)
            """)
    }

    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func update(
        _ drive: MovementDrive, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE movement_drive SET name = \(drive.name), starts_on = \(drive.startsOn), ends_on = \(drive.endsOn),
                goals = \(drive.goals), occasion_id = \(drive.greeting?.occasionID), occasion_year = \(drive.greeting?.year),
                cancel_reason = \(drive.cancelReason), updated_by = \(actor.accountID), updated_at = \(tx.now),
                version = version + 1
            WHERE id = \(drive.id) AND version = \(version)
            """)
        guard changed == 1 else {
            let last = try tx.first(
                """
                SELECT c.name, d.updated_at FROM movement_drive d JOIN account c ON c.id = d.updated_by
                WHERE d.id = \(drive.id)
                """)
            throw OccasionRecords.somebodyWasFaster(
                "đợt thi đua này", name: try last?["name"], at: try last?["updated_at"])
        }
    }
}
