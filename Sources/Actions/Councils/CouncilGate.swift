import Domain
import Primitives
import Records
import Store

extension Gate {
    /// A council on behalf of a person.
    public static func council(
        _ id: ID<Council>, for actor: Actor, may act: CouncilAct, in tx: any ReadTransaction
    ) throws -> (council: CouncilOfUnit, policy: CouncilPolicy) {
        guard let council = try CouncilRecords.council(id, in: tx) else { throw Problem.notFound("Hội đồng này") }
        let policy = try councilPolicy(for: actor, council.unit, in: tx)
        guard policy.permission(for: .view).isOpen else { throw Problem.notFound("Hội đồng này") }
        try require(policy.permission(for: act))
        return (council, policy)
    }

    public static func councilPolicy(
        for actor: Actor, _ unit: Unit, in tx: any ReadTransaction
    ) throws -> CouncilPolicy {
        CouncilPolicy(
            actor: actor, council: try UnitRecords.lineage(of: unit.id, in: tx), isProvince: unit.kind == .province)
    }

    /// The units for which the actor may found a council.
    public static func unitsToFoundFor(_ actor: Actor, in tx: any ReadTransaction) throws -> [Unit] {
        var units: [Unit] = []
        let administered = actor.units(as: .administrator)
        if !administered.isEmpty {
            units = try UnitRecords.choices(
                within: try UnitRecords.includesTop(administered, in: tx) ? nil : administered, in: tx)
        }
        for unit in try UnitRecords.own(actor.units(as: .councilSecretary, .unitOfficer, .unitHead), in: tx)
        where unit.exists(on: tx.today) && !units.contains(where: { $0.id == unit.id }) {
            if try councilPolicy(for: actor, unit, in: tx).permission(for: .found).isOpen { units.append(unit) }
        }
        return units
    }
}
