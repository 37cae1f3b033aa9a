import Domain
import Primitives
import Records
import Store

extension Gate {
    public static func work(
        _ id: ID<PublicWork>, for actor: Actor, may act: PublicWorkAct, in tx: any ReadTransaction
    ) throws -> PublicWork {
        guard let work = try PublicWorkRecords.work(id, in: tx) else { throw Problem.notFound("công trình này") }
        let policy = try workPolicy(for: actor, unitID: work.unitID, in: tx)
        guard policy.permission(for: .view, on: work).isOpen else { throw Problem.notFound("công trình này") }
        try require(policy.permission(for: act, on: work))
        return work
    }

    public static func workPolicy(
        for actor: Actor, unitID: ID<Unit>, in tx: any ReadTransaction
    ) throws -> PublicWorkPolicy {
        PublicWorkPolicy(actor: actor, unit: try UnitRecords.lineage(of: unitID, in: tx))
    }
}
