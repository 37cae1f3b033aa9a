import Domain
import Primitives
import Store

extension WorkSection {
    /// Clusters of today of which nobody has said who leads them this year, or whose chair has left since.
    public static let clustersToLead = WorkSection(
        "clustersToLead", "Cụm, khối chưa có trưởng năm nay", of: .cluster,
        fields: WorkFields(
            id: "c.id", title: "c.name", also: "c.kind",
            detail: { row in
                let kind: Cluster.Kind = try row["kind"]
                return "Ghi \(kind.chairName.lowercased()), \(kind.deputyName.lowercased())"
            })
    ) { actor, today in
        let units = actor.units(as: .specialist, .leader)
        guard !units.isEmpty else { return nil }
        return """
            FROM cluster c JOIN unit u ON u.id = c.unit_id
            WHERE \(UnitRecords.isWithin("c.unit_id", units)) AND \(ClusterRecords.exists(on: today))
                AND NOT EXISTS (SELECT 1 FROM cluster_term t WHERE t.cluster_id = c.id AND t.year = \(today.year)
                    AND t.ordinal = 0 AND \(ClusterMemberRecords.termHolds(on: today)))
            """
    }
}
