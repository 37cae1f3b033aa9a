import Domain
import Primitives
import Store

/// Clusters as far as movements ask for them: who prepares a cluster's movement.
public enum ClusterMovementRecords {
    /// True for `movement m` of a cluster that one of these units leads in the year of this day.
    static func isLed(by units: [ID<Unit>], on day: CivilDate) -> SQL {
        """
        m.cluster_id IN (SELECT t.cluster_id FROM cluster_term t
            WHERE t.year = \(day.year) AND t.ordinal = 0 AND t.unit_id IN (\(anyOf: units)))
        """
    }

    /// The unit that leads a cluster in the year of this day.
    public static func chair(of id: ID<Cluster>, on day: CivilDate, in tx: any ReadTransaction) throws -> ID<Unit>? {
        try ClusterRecords.term(of: id, year: day.year, in: tx)?.chair
    }

    /// Whether this actor prepares the movements of a cluster today.
    public static func isPrepared(_ cluster: Cluster, by actor: Actor, in tx: any ReadTransaction) throws -> Bool {
        try prepared(by: actor, in: tx).contains { $0.id == cluster.id }
    }

    /// The clusters whose movements this actor prepares today: those of the province for Sở Nội vụ, and those that the actor's own
    /// units lead this year. Cụm before khối.
    public static func prepared(by actor: Actor, in tx: any ReadTransaction) throws -> [Cluster] {
        let over = actor.units(as: .specialist, .leader)
        let own = actor.units(as: .unitOfficer, .unitHead)
        guard !over.isEmpty || !own.isEmpty else { return [] }
        return try tx.rows(
            """
            SELECT \(ClusterRecords.columns) FROM cluster c
            WHERE \(ClusterRecords.exists(on: tx.today)) AND (\(UnitRecords.isWithin("c.unit_id", over))
                OR c.id IN (SELECT t.cluster_id FROM cluster_term t
                    WHERE t.year = \(tx.today.year) AND t.ordinal = 0 AND t.unit_id IN (\(anyOf: own))))
            ORDER BY c.sort_key, c.id LIMIT 500
            """
        ).map(ClusterRecords.cluster)
    }
}
