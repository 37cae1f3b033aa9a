import Domain
import Primitives
import Records
import Store

extension Gate {
    /// A cluster on behalf of a person, with the unit that organises it and what the person may do.
    public static func cluster(
        _ id: ID<Cluster>, for actor: Actor, may act: ClusterAct, in tx: any ReadTransaction
    ) throws -> (cluster: Cluster, organiser: Unit, policy: ClusterPolicy) {
        guard let cluster = try ClusterRecords.cluster(id, in: tx),
            let organiser = try UnitRecords.unit(cluster.unitID, in: tx)
        else { throw Problem.notFound("cụm, khối thi đua này") }
        let policy = ClusterPolicy(actor: actor, organiser: try UnitRecords.lineage(of: organiser.id, in: tx))
        guard policy.permission(for: .view).isOpen else { throw Problem.notFound("cụm, khối thi đua này") }
        try require(policy.permission(for: act))
        return (cluster, organiser, policy)
    }

    /// The province whose clusters the actor keeps; `nil` for everybody but Sở Nội vụ.
    public static func clusterOrganiser(_ actor: Actor, in tx: any ReadTransaction) throws -> Unit? {
        try UnitRecords.own(actor.units(as: .specialist, .leader), in: tx).first {
            $0.kind == .province && $0.exists(on: tx.today)
        }
    }

    /// The same, for whoever is about to divide units.
    /// - Throws: `notAllowed` in words.
    public static func requireClusterOrganiser(_ actor: Actor, in tx: any ReadTransaction) throws -> Unit {
        guard let unit = try clusterOrganiser(actor, in: tx) else {
            throw Problem(
                .notAllowed,
                "Cụm, khối thi đua của tỉnh do Sở Nội vụ, thường trực Hội đồng Thi đua - Khen thưởng, lập và chia đơn vị."
            )
        }
        return unit
    }
}
