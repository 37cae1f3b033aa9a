import Actions
import Domain
import Primitives
import Records
import Store

extension World {
    /// A cluster that lacks nothing, as typed; it exists from the first day of 2025.
    public func typedCluster(_ name: String = "Cụm thi đua số 1", _ kind: Cluster.Kind = .territorial) -> TypedCluster {
        var typed = TypedCluster()
        typed.kind = kind.rawValue
        typed.name = name
        typed.decisionNumber = "12/QĐ-HĐTĐKT"
        typed.decidedOn = "02/01/2025"
        typed.issuer = "Hội đồng Thi đua - Khen thưởng tỉnh"
        typed.validFrom = "01/01/2025"
        return typed
    }

    /// A cluster of the province with these units from a day on. Days long gone tell nobody anything.
    public func cluster(
        _ name: String = "Cụm thi đua số 1", _ kind: Cluster.Kind = .territorial, of units: [ID<Unit>],
        from: String = "01/01/2025"
    ) async throws -> ID<Cluster> {
        let id = try await SetUpCluster(typedCluster(name, kind)).run(by: specialist, on: store)
        if !units.isEmpty {
            try await AddClusterMembers(
                id: id, version: 1, units: Set(units), from: from, reason: "Quyết định số 12/QĐ-HĐTĐKT", others: .stay
            ).run(by: specialist, on: store)
        }
        return id
    }

    /// The names of those who belong to a cluster on a day.
    public func members(of id: ID<Cluster>, on day: String) async throws -> [String] {
        guard let day = CivilDate(written: day) else { throw Problem.notFound("ngày \(day)") }
        return try await store.read { tx in
            try ClusterMemberRecords.page(of: id, .on(day), after: nil, limit: 200, in: tx).map(\.unitName)
        }
    }

    public func cluster(_ id: ID<Cluster>) async throws -> Cluster {
        try await store.read { tx in
            guard let cluster = try ClusterRecords.cluster(id, in: tx) else { throw Problem.notFound("cụm, khối này") }
            return cluster
        }
    }
}
