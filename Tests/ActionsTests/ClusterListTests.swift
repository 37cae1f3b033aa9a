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

    // MARK: Boards

    @Test(arguments: TestEngine.available)
    func `bảng chỉ tiêu lọc theo cụm lấy thành viên trong kỳ của bảng, không phải thành viên hôm nay`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let id = try await world.cluster(of: [world.commune])
            let indicator = try await world.handedDownIndicator()
            try await leave(id, world.commune, until: "30/06/2025", version: 2, world)
            try await AddClusterMembers(
                id: id, version: 3, units: [world.otherCommune], from: "01/07/2025", reason: "Quyết định số 15"
            ).run(by: world.specialist, on: world.store)
            let counting = CountingStore(world.store)
            let province = world.province
            func board(_ first: String, _ last: String) async throws -> (names: [String], planned: Int, given: Int) {
                let days = try #require(CivilDate(written: first))...(try #require(CivilDate(written: last)))
                let members = ClusterMembersDuring(id, days)
                return try await counting.read { tx in
                    let found = try #require(try IndicatorRecords.indicator(indicator, in: tx))
                    counting.reset()
                    let lines = try TargetRecords.board(
                        indicator, of: province, period: 12, nil, of: members, after: nil, limit: 50, in: tx)
                    let sums = try TargetRecords.sums(found, of: province, of: members, in: tx)
                    let parts = try TargetRecords.sumOfParts(indicator, by: province, of: members, in: tx)
                    #expect(counting.count == 3)
                    let table = try TargetRecords.table(
                        year: 2025, handedDownBy: province, of: members, after: nil, limit: 50, in: tx)
                    #expect(table.map(\.unitName) == lines.map(\.unitName).sorted())
                    return (lines.map(\.unitName), sums[11].planned, parts.amount)
                }
            }
            let first = try await board("01/01/2025", "30/06/2025")
            #expect(first.names == ["Xã Phong Quang"] && first.planned == 72 && first.given == 72)
            let second = try await board("01/07/2025", "31/12/2025")
            #expect(second.names == ["Phường Đức Xuân"] && second.planned == 48 && second.given == 48)
            let year = try await board("01/01/2025", "31/12/2025")
            #expect(Set(year.names) == ["Xã Phong Quang", "Phường Đức Xuân"] && year.given == 120)
            #expect(try await board("01/01/2024", "31/12/2024").names.isEmpty)
            let offered = try await world.store.read { tx in
                try [2024, 2025].map { year in
                    let days = CivilDate(year: year, month: 1, day: 1)!...CivilDate(year: year, month: 12, day: 31)!
                    return try ClusterRecords.existing(of: province, during: days, in: tx).count
                }
            }
            #expect(offered == [0, 1])
        }
    }
}
