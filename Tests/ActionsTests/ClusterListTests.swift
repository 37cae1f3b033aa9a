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

    // MARK: Files

    private static let head = "Mã đơn vị,Đơn vị,\"Cụm, khối\"\n"

    private func preview(
        _ text: String, _ world: World, from: String = "05/12/2025", reason: String = "Quyết định số 25/QĐ-UBND",
        by actor: Actor? = nil
    ) async throws -> ID<WaitingUnitImport> {
        try await PreviewDivisionImport(
            fileName: "chia.csv", bytes: Array(text.utf8), from: from, reason: reason
        ).run(by: actor ?? world.specialist, on: world.store)
    }

    private func plan(_ id: ID<WaitingUnitImport>, _ world: World) async throws -> DivisionImport.Plan {
        try await world.store.read { tx in
            try DivisionImport.plan(
                try DivisionImport.waiting(id, in: tx),
                below: try #require(try UnitRecords.unit(world.province, in: tx)),
                in: tx)
        }
    }

    private func take(_ text: String, _ world: World, from: String = "05/12/2025") async throws -> DivisionImport.Plan {
        let id = try await preview(text, world, from: from)
        return try await ConfirmDivisionImport(id: id, versions: try await plan(id, world).versions).run(
            by: world.specialist, on: world.store)
    }

    private func count(_ table: SQL, _ world: World) async throws -> Int {
        try await world.store.read { tx in try tx.count("SELECT COUNT(*) AS n FROM \(table)") }
    }

    @Test(arguments: TestEngine.available)
    func `tệp chia đơn vị: xem trước không ghi gì, xác nhận thì chuyển, thêm; nhập lại không đổi gì`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let one = try await world.cluster("Cụm thi đua số 1", of: [world.commune, world.health])
            let two = try await world.cluster("Cụm thi đua số 2", of: [])
            let text =
                Self.head + "01849,Xã Phong Quang,cụm thi đua số 2\r\n,phuong duc xuan,Cụm thi đua số 1\r\n"
                + "SYT,Sở Y tế,Cụm thi đua số 1\r\nSNV,Sở Nội vụ,\r\n"
            let (events, members) = (try await count("event", world), try await count("cluster_member", world))
            let id = try await preview(text, world)
            let shown = try await plan(id, world)
            #expect(shown.faults.isEmpty && !shown.isEmpty)
            #expect(shown.changes.map(\.unit.name) == ["Phường Đức Xuân", "Xã Phong Quang"])
            #expect(shown.changes.map { $0.left.map(\.name) } == [[], ["Cụm thi đua số 1"]])
            #expect(shown.changes.map { $0.joined.map(\.name) } == [["Cụm thi đua số 1"], ["Cụm thi đua số 2"]])
            #expect(shown.unchanged == 1 && shown.untouched == 1 && shown.moved == 1)
            #expect(try await count("event", world) == events)
            #expect(try await count("cluster_member", world) == members)

            try await ConfirmDivisionImport(id: id, versions: shown.versions).run(by: world.specialist, on: world.store)
            #expect(try await world.members(of: one, on: "04/12/2025") == ["Sở Y tế", "Xã Phong Quang"])
            #expect(try await world.members(of: one, on: "05/12/2025") == ["Phường Đức Xuân", "Sở Y tế"])
            #expect(try await world.members(of: two, on: "05/12/2025") == ["Xã Phong Quang"])
            let kept = try await world.store.read { tx in
                (
                    try ClusterMemberRecords.clusters(of: world.commune, in: tx).map(\.membership),
                    try EventRecords.history(of: .cluster, two.rawValue, in: tx).last
                )
            }
            #expect(kept.0.map(\.reason) == ["Quyết định số 25/QĐ-UBND", "Quyết định số 12/QĐ-HĐTĐKT"])
            #expect(kept.0.last?.endReason == "Chuyển sang Cụm thi đua số 2: Quyết định số 25/QĐ-UBND")
            #expect(kept.1?.kind == .clusterMembersAdded && kept.1?.detail.contains("chia.csv") == true)

            // The same waiting file is not taken twice, and the same file again changes nothing, on this day or later.
            let twice = await problem {
                try await ConfirmDivisionImport(id: id, versions: [:]).run(by: world.specialist, on: world.store)
            }
            #expect(twice?.code == .conflict && twice?.message.contains("Không cần làm lại") == true)
            let (after, told) = (try await count("event", world), try await count("outbox", world))
            for day in ["05/12/2025", "01/01/2026"] {
                let again = try await take(text, world, from: day)
                #expect(again.isEmpty && again.unchanged == 3 && again.faults.isEmpty)
            }
            #expect(try await count("event", world) == after)
            #expect(try await count("outbox", world) == told)
        }
    }

    @Test(arguments: TestEngine.available)
    func `mỗi ô sai của tệp chia đơn vị được chỉ đúng dòng, cột; còn sai thì không ghi gì`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let one = try await world.cluster("Cụm thi đua số 1", of: [])
            let later = try await world.cluster("Cụm thi đua số 2", of: [world.health], from: "10/12/2025")
            let text =
                Self.head + """
                    01849,Xã Phong Quang,Cụm thi đua số 1
                    01849,Phường Đức Xuân,Cụm thi đua số 1
                    99999,Xã Không Có,Cụm thi đua số 1
                    ,Xã Không Có,Cụm thi đua số 1
                    01840,,Cụm không có
                    01849,,Cụm thi đua số 1
                    ,,Cụm thi đua số 1
                    SYT,,Cụm thi đua số 1
                    1840,Phường Đức Xuân,Cụm thi đua số 1
                    """
            let id = try await preview(text, world)
            let shown = try await plan(id, world)
            #expect(
                shown.faults.map { "\($0.line) \($0.column ?? "")" } == [
                    "3 Đơn vị", "4 Mã đơn vị", "5 Đơn vị", "6 Cụm, khối", "7 Đơn vị", "8 Đơn vị", "9 Cụm, khối",
                ])
            #expect(shown.faults.first?.text.contains("mã 01849 là của “Xã Phong Quang”") == true)
            #expect(shown.faults.last?.text.contains("vào Cụm thi đua số 2 từ 10/12/2025") == true)
            let refused = await problem {
                try await ConfirmDivisionImport(id: id, versions: shown.versions).run(
                    by: world.specialist, on: world.store)
            }
            #expect(refused?.code == .invalid && refused?.message.contains("Tệp còn 7 chỗ phải sửa") == true)
            #expect(try await world.members(of: one, on: "05/12/2025").isEmpty)
            #expect(try await world.members(of: later, on: "10/12/2025") == ["Sở Y tế"])
            // What is no such file at all, or lacks its day and its decision, is told at the form, all at once.
            let wrong = await problem { _ = try await preview("a,b\n", world, from: "31/02/2025", reason: " ") }
            #expect(wrong?.fields.map(\.field) == ["tep", "from", "reason"])
            let empty = await problem { _ = try await preview("", world) }
            #expect(empty?.fields.map(\.field) == ["tep"])
        }
    }

    @Test(arguments: TestEngine.available)
    func `chỉ Sở Nội vụ nhập bảng chia; người khác vừa chia thì phải xem lại`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let one = try await world.cluster("Cụm thi đua số 1", of: [world.health])
            let text = Self.head + "01849,,Cụm thi đua số 1\n"
            for actor in [world.officer, world.head, world.chairman, world.administrator, world.actor("khongquyen")] {
                #expect(await problem { _ = try await preview(text, world, by: actor) }?.code == .notAllowed)
            }
            let id = try await preview(text, world)
            let shown = try await plan(id, world)
            #expect(
                await problem {
                    try await ConfirmDivisionImport(id: id, versions: shown.versions).run(
                        by: world.officer, on: world.store)
                }?.code == .notAllowed)
            try await AddClusterMembers(
                id: one, version: 2, units: [world.otherCommune], from: "05/12/2025", reason: "Quyết định số 15"
            ).run(by: world.leader, on: world.store)
            let late = await problem {
                try await ConfirmDivisionImport(id: id, versions: shown.versions).run(
                    by: world.specialist, on: world.store)
            }
            #expect(late?.code == .conflict && late?.message.contains(world.leader.name) == true)
            #expect(try await world.members(of: one, on: "05/12/2025") == ["Phường Đức Xuân", "Sở Y tế"])
            // A list of units waits for others than a division does.
            #expect(
                await problem {
                    _ = try await ConfirmUnitImport(id: id).run(by: world.administrator, on: world.store)
                }?.code == .notFound)
            let statements = CountingStore(world.store)
            let province = try await world.store.read { tx in try #require(try UnitRecords.unit(world.province, in: tx))
            }
            func measure(_ text: String) async throws -> Int {
                let id = try await preview(text, world)
                return try await statements.read { tx in
                    let waiting = try DivisionImport.waiting(id, in: tx)
                    statements.reset()
                    _ = try DivisionImport.plan(waiting, below: province, in: tx)
                    return statements.count
                }
            }
            let (units, _) = try await world.widen(communes: 12, departments: 3, people: 0)
            let names = try await world.store.read { tx in try UnitRecords.units(units, in: tx).values.map(\.code) }
            let many = Self.head + names.map { "\($0),,Cụm thi đua số 1\n" }.joined()
            #expect(try await measure(text) == (try await measure(many)))
        }
    }

    @Test(arguments: TestEngine.available)
    func `đơn vị thuộc hai cụm ghi hai dòng; bỏ một dòng thì thôi ở cụm đó`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let one = try await world.cluster("Cụm thi đua số 1", of: [world.commune])
            let two = try await world.cluster("Cụm thi đua số 2", of: [world.commune])
            let both = Self.head + "01849,,Cụm thi đua số 1\n01849,,Cụm thi đua số 2\n"
            #expect(try await take(both, world).isEmpty)
            let left = try await take(Self.head + "01849,,Cụm thi đua số 2\n", world)
            #expect(left.moved == 1 && left.coming.isEmpty)
            #expect(try await world.members(of: one, on: "05/12/2025").isEmpty)
            #expect(try await world.members(of: two, on: "05/12/2025") == ["Xã Phong Quang"])
            #expect(try await take(both, world, from: "06/12/2025").coming.map(\.cluster.name) == ["Cụm thi đua số 1"])
        }
    }
}
