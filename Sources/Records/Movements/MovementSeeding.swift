import Domain
import Primitives
import Store

/// Puts movements in as they stand, without the acts that led there: for demonstration data and imports.
public enum MovementSeeding {
    /// - Parameter launchedBy: who launched it; `nil` for one that a higher level launched, or a draft.
    public static func insert(_ movement: Movement, launchedBy: ID<Account>?, in tx: any WriteTransaction) throws {
        let searchText = VietnameseText.folded(movement.name + " " + movement.theme)
        try tx.run(
            """
            INSERT INTO movement (id, name, theme, form, state, launching_unit_id, launched_at_level, parent_id, starts_on, ends_on,
                goals, document, respond_by, created_by, created_at, updated_at, launched_at, launched_by, search_text, version)
            VALUES (\(movement.id), \(movement.name), \(movement.theme), \(movement.form), \(movement.state),
                \(movement.launchingUnitID), \(movement.level), \(movement.parentID), \(movement.startsOn), \(movement.endsOn),
                \(movement.goals), \(movement.document), \(movement.respondBy), \(movement.createdBy), \(movement.createdAt),
                \(movement.updatedAt), \(movement.launchedAt), \(launchedBy), \(searchText), \(movement.version))
            """)
        for (index, basis) in movement.bases.enumerated() {
            try tx.run(
                """
                INSERT INTO movement_basis (movement_id, ordinal, instrument, issued_on, subject)
                VALUES (\(movement.id), \(index + 1), \(basis.instrument), \(basis.issuedOn), \(basis.subject))
                """)
        }
        for (index, criterion) in movement.criteria.enumerated() {
            try tx.run(
                """
                INSERT INTO movement_criterion (movement_id, ordinal, subject_kind, text)
                VALUES (\(movement.id), \(index + 1), \(criterion.subject), \(criterion.text))
                """)
        }
        for unitID in movement.addressees {
            try tx.run("INSERT INTO movement_addressee (movement_id, unit_id) VALUES (\(movement.id), \(unitID))")
        }
    }

    /// Marks the movement as opened by an addressee.
    public static func setRead(
        _ movementID: ID<Movement>, by unitID: ID<Unit>, at moment: Instant, in tx: any WriteTransaction
    ) throws {
        try tx.run(
            "UPDATE movement_addressee SET read_at = \(moment) WHERE movement_id = \(movementID) AND unit_id = \(unitID)"
        )
    }

    public static func insertResponse(_ response: MovementResponse, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO movement_response (id, movement_id, unit_id, plan, subjects, registered_people, registered_collectives,
                responded_by, responded_at, version)
            VALUES (\(response.id), \(response.movementID), \(response.unitID), \(response.plan), \(response.subjects),
                \(response.registeredPeople), \(response.registeredCollectives), \(response.respondedBy), \(response.respondedAt),
                \(response.version))
            """)
    }
}
