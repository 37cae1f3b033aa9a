import Actions
import Domain
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

/// Clusters in lists: who leads on the day shown, who belonged in the time of a board, and divisions that come as files.
@Suite struct ClusterListTests {
    private func problem(_ body: () async throws -> Void) async -> Problem? {
        await #expect(throws: Problem.self) { try await body() }
    }

    private func lines(_ world: World, _ filter: ClusterFilter = ClusterFilter()) async throws -> [ClusterLine] {
        try await world.store.read { tx in try ClusterRecords.page(filter, after: nil, limit: 10, in: tx) }
    }

    /// Ends what holds of a unit in a cluster.
    private func leave(
        _ id: ID<Cluster>, _ unit: ID<Unit>, until: String, version: Int, _ world: World
    ) async throws {
        let member = try await world.store.read { tx in
            try #require(
                try ClusterMemberRecords.clusters(of: unit, in: tx).first { $0.cluster.id == id }?.membership.id)
        }
        try await EndClusterMemberships(id: id, version: version, members: [member], until: until, reason: "Chuyển")
            .run(by: world.specialist, on: world.store)
    }

    // MARK: Who leads

    @Test(arguments: TestEngine.available)
    func `danh sách chỉ ghi trưởng là đơn vị còn thuộc cụm và còn trong năm làm trưởng vào ngày được xem`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let id = try await world.cluster(of: [world.commune, world.otherCommune])
            try await SetClusterTerm(id: id, version: 2, year: "2025", chair: world.commune, deputies: []).run(
                by: world.specialist, on: world.store)
            #expect(try await lines(world).map(\.chairName) == ["Xã Phong Quang"])
            // Until its last day it leads; the day after nobody does.
            try await leave(id, world.commune, until: "05/12/2025", version: 3, world)
            #expect(try await lines(world).map(\.chairName) == ["Xã Phong Quang"])
            world.clock.advance(.seconds(24 * 3600))
            #expect(try await lines(world).map(\.chairName) == [nil])
            try await SetClusterTerm(id: id, version: 4, year: "2025", chair: world.otherCommune, deputies: []).run(
                by: world.specialist, on: world.store)
            #expect(try await lines(world).map(\.chairName) == ["Phường Đức Xuân"])
            // A cluster that has ended tells of its last day, on which its chair still led.
            try await EndCluster(id: id, version: 5, until: "05/12/2025", reason: "Chia lại").run(
                by: world.specialist, on: world.store)
            #expect(try await lines(world, ClusterFilter(time: .ever)).map(\.chairName) == ["Phường Đức Xuân"])
            // The year as chair is over.
            let other = try await world.cluster("Cụm thi đua số 2", of: [world.commune])
            try await SetClusterTerm(id: other, version: 2, year: "2025", chair: world.commune, deputies: []).run(
                by: world.specialist, on: world.store)
            world.clock.advance(.seconds(31 * 24 * 3600))
            #expect(try await lines(world).map(\.chairName) == [nil])
        }
    }
}
