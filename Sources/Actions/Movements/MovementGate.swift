import Domain
import Law
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
            addresseesInReach: try MovementAddresseeRecords.inReach(of: actor, movement.id, in: tx),
            chair: try movement.clusterID.flatMap { try ClusterMovementRecords.chair(of: $0, on: tx.today, in: tx) },
            chairLaunchesUnder: movement.clusterID == nil ? nil : try chairLaunchesUnder(in: tx))
    }

    /// The line of the province's rules in force by which the head of the unit that leads a cluster launches its movements; `nil`
    /// where there is none.
    public static func chairLaunchesUnder(in tx: any ReadTransaction) throws -> String? {
        guard let rules = try RulesRecords.inForce(on: tx.today, in: tx), let setting = rules.settings.clusterLaunch,
            setting.launcher == .chairToo
        else { return nil }
        return rules.citation(setting.source).text
    }

    /// An empty movement of this side, when the actor may prepare one for it today, with the unit that would launch it.
    /// - Throws: not found or not allowed; `Problem(.conflict)` when the side has ended.
    public static func newMovement(
        of side: DraftMovement.Side, for actor: Actor, in tx: any ReadTransaction
    ) throws -> (movement: Movement, unit: Unit, cluster: Cluster?) {
        var cluster: Cluster?
        let unitID: ID<Unit>
        switch side {
        case .unit(let id): unitID = id
        case .cluster(let id):
            guard let known = try ClusterRecords.cluster(id, in: tx) else {
                throw Problem.notFound("cụm, khối thi đua này")
            }
            unitID = known.unitID
            cluster = known
        }
        guard let unit = try UnitRecords.unit(unitID, in: tx) else { throw Problem.notFound("đơn vị này") }
        let ownLevel: CompetenceLevel = unit.kind == .province ? .province : .unit
        let ownScope: Movement.Scope = unit.kind == .province ? .province : .unit
        let movement = Movement(
            id: ID(at: tx.now), name: "", theme: "", form: .regular, launchingUnitID: unitID,
            scope: cluster == nil ? ownScope : .cluster, level: cluster == nil ? ownLevel : nil,
            clusterID: cluster?.id, startsOn: tx.today, endsOn: tx.today, goals: "", launcher: cluster?.name ?? "",
            document: "", createdBy: actor.accountID, createdAt: tx.now, updatedAt: tx.now)
        try require(
            try movementPolicy(for: actor, movement, in: tx).permission(for: .edit, on: movement, today: tx.today))
        if !(cluster?.exists(on: tx.today) ?? unit.exists(on: tx.today)) {
            throw Problem(
                .conflict,
                "\(cluster?.name ?? unit.name) đã kết thúc hoạt động nên không phát động phong trào mới được.")
        }
        return (movement, unit, cluster)
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
