import Domain
import Primitives
import Store

/// Clusters as far as movements ask for them: who prepares a cluster's movement. A unit leads while it belongs to the cluster
/// and the cluster exists; who has left keeps its name in the term of the year and nothing else.
public enum ClusterMovementRecords {
    /// The terms of the year of this day whose chair leads on it: `FROM` and `WHERE`, over `cluster_term t`.
    private static func chairs(on day: CivilDate) -> SQL {
        """
        FROM cluster_term t WHERE t.year = \(day.year) AND t.ordinal = 0 AND \(ClusterMemberRecords.termHolds(on: day))
        """
    }

    /// True for `movement m` of a cluster that one of these units leads on this day.
    static func isLed(by units: [ID<Unit>], on day: CivilDate) -> SQL {
        "m.cluster_id IN (SELECT t.cluster_id \(chairs(on: day)) AND t.unit_id IN (\(anyOf: units)))"
    }

    /// The unit that leads a cluster on this day.
    public static func chair(of id: ID<Cluster>, on day: CivilDate, in tx: any ReadTransaction) throws -> ID<Unit>? {
        try tx.first("SELECT t.unit_id \(chairs(on: day)) AND t.cluster_id = \(id)").map { try $0["unit_id"] }
    }

    /// Whether this actor prepares the movements of a cluster today.
    public static func isPrepared(_ cluster: Cluster, by actor: Actor, in tx: any ReadTransaction) throws -> Bool {
        try prepared(by: actor, in: tx).contains { $0.id == cluster.id }
    }

    /// The clusters whose movements this actor prepares today: those of the province for Sở Nội vụ, and those that the actor's own
    /// units lead today. Cụm before khối.
    public static func prepared(by actor: Actor, in tx: any ReadTransaction) throws -> [Cluster] {
        let over = actor.units(as: .specialist, .leader)
        let own = actor.units(as: .unitOfficer, .unitHead)
        guard !over.isEmpty || !own.isEmpty else { return [] }
        return try tx.rows(
            """
            SELECT \(ClusterRecords.columns) FROM cluster c
            WHERE \(ClusterRecords.exists(on: tx.today)) AND (\(UnitRecords.isWithin("c.unit_id", over))
                OR c.id IN (SELECT t.cluster_id \(chairs(on: tx.today)) AND t.unit_id IN (\(anyOf: own))))
            ORDER BY c.sort_key, c.id LIMIT 500
            """
        ).map(ClusterRecords.cluster)
    }
}
