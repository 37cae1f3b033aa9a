import Domain
import Primitives
import Records
import Store

extension Gate {
    public static func movement(
        _ id: ID<Movement>, for actor: Actor, may act: MovementAct, in tx: any ReadTransaction
    ) throws -> Movement {
        guard let movement = try MovementRecords.movement(id, in: tx) else { throw Problem.notFound("phong trào này") }
        let policy = try movementPolicy(for: actor, movement, in: tx)
        guard policy.permission(for: .view, on: movement, today: tx.today).isOpen else {
            throw Problem.notFound("phong trào này")
        }
        try require(
            policy.permission(for: act, on: movement, today: tx.today), code: lockedCode(act, movement, today: tx.today)
        )
        return movement
    }

    public static func movementPolicy(
        for actor: Actor, _ movement: Movement, in tx: any ReadTransaction
    ) throws -> MovementPolicy {
        MovementPolicy(
            actor: actor, launching: try UnitRecords.lineage(of: movement.launchingUnitID, in: tx),
            addresseesInReach: try MovementAddresseeRecords.inReach(of: actor, movement.id, in: tx))
    }

    /// Why an act that is shown but locked is refused: the day is over, it belongs to somebody else, or the state forbids it.
    private static func lockedCode(_ act: MovementAct, _ movement: Movement, today: CivilDate) -> Problem.Code {
        switch act {
        case .respond where movement.state == .launched: .tooLate
        case .urge where movement.state == .launched: .tooLate
        case .launch where movement.state == .draft:
            movement.endsOn < today || movement.addressees.isEmpty && movement.scope != .unit ? .invalid : .notAllowed
        default: .conflict
        }
    }
}
