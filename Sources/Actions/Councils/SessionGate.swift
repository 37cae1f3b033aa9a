import Domain
import Primitives
import Records
import Store

extension Gate {
    /// A session on behalf of a person, with the council it belongs to.
    public static func session(
        _ id: ID<CouncilSession>, for actor: Actor, may act: SessionAct, in tx: any ReadTransaction
    ) throws -> (session: CouncilSession, council: CouncilOfUnit) {
        guard let session = try SessionRecords.session(id, in: tx),
            let council = try CouncilRecords.council(session.councilID, in: tx)
        else { throw Problem.notFound("phiên họp này") }
        let policy = try sessionPolicy(for: actor, council, in: tx)
        guard policy.permission(for: .view, on: session).isOpen else { throw Problem.notFound("phiên họp này") }
        try require(policy.permission(for: act, on: session))
        return (session, council)
    }

    public static func sessionPolicy(
        for actor: Actor, _ council: CouncilOfUnit, in tx: any ReadTransaction
    ) throws -> SessionPolicy {
        SessionPolicy(
            actor: actor, council: try UnitRecords.lineage(of: council.unit.id, in: tx), isProvince: council.isProvince)
    }

    /// A council for which the actor may plan a session.
    public static func councilToPlan(
        _ id: ID<Council>, for actor: Actor, in tx: any ReadTransaction
    ) throws -> CouncilOfUnit {
        guard let council = try CouncilRecords.council(id, in: tx) else { throw Problem.notFound("Hội đồng này") }
        let policy = try sessionPolicy(for: actor, council, in: tx)
        guard policy.permission(for: .view, on: nil).isOpen else { throw Problem.notFound("Hội đồng này") }
        try require(policy.permission(for: .plan, on: nil))
        return council
    }
}
