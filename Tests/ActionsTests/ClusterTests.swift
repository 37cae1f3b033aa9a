import Actions
import Domain
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

/// Clusters and blocs: set up, divided, led by turns, and what is sent to them.
@Suite struct ClusterTests {
    private static func kinds(_ id: ID<Cluster>, in world: World) async throws -> [EventKind] {
        try await world.store.read { tx in
            try EventRecords.history(of: .cluster, id.rawValue, in: tx).map(\.kind)
        }
    }

    private static func outbox(_ world: World) async throws -> [String] {
        try await world.store.read { tx in
            try tx.rows("SELECT message FROM outbox WHERE subject_kind = 'cluster' ORDER BY message, id").map {
                try $0["message"]
            }
        }
    }

    private static func problem(_ body: () async throws -> Void) async -> Problem? {
        await #expect(throws: Problem.self) { try await body() }
    }

    private static func add(
        _ world: World, _ id: ID<Cluster>, version: Int, _ units: [ID<Unit>], from: String, lines: String = "",
        others: OtherClusters? = nil
    ) async throws -> AddClusterMembers.Result {
        try await AddClusterMembers(
            id: id, version: version, units: Set(units), lines: lines, from: from, reason: "Quyết định số 15/QĐ-UBND",
            others: others
        ).run(by: world.specialist, on: world.store)
    }

    // MARK: Setting up

    @Test(arguments: TestEngine.available)
    func `Sở Nội vụ lập cụm theo quyết định, thêm đơn vị, ghi cụm trưởng, cụm phó của năm; đơn vị được báo`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let id = try await SetUpCluster(world.typedCluster()).run(by: world.specialist, on: world.store)
            #expect(
                try await Self.add(world, id, version: 1, [world.commune, world.otherCommune], from: "05/12/2025").added
                    == 2)
            #expect(try await world.members(of: id, on: "05/12/2025") == ["Phường Đức Xuân", "Xã Phong Quang"])
            try await SetClusterTerm(
                id: id, version: 2, year: "2025", chair: world.otherCommune, deputies: [world.commune]
            ).run(by: world.leader, on: world.store)
            let lines = try await world.store.read { tx in
                try ClusterRecords.page(ClusterFilter(), after: nil, limit: 10, in: tx)
            }
            #expect(lines.map(\.chairName) == ["Phường Đức Xuân"])
            #expect(lines.map(\.memberCount) == [2])
            #expect(
                try await Self.kinds(id, in: world) == [.clusterSetUp, .clusterMembersAdded, .clusterTermSet])
            // The officers of both, and the head of one, are told of the cluster; then who leads it.
            let told = try await Self.outbox(world)
            #expect(told.filter { $0.contains("đơn vị thuộc Cụm thi đua số 1") }.count == 3)
            #expect(told.filter { $0.contains("đơn vị là Cụm trưởng của Cụm thi đua số 1") }.count == 1)
            #expect(told.filter { $0.contains("đơn vị là Cụm phó của Cụm thi đua số 1") }.count == 2)
        }
    }

    @Test(arguments: TestEngine.available)
    func `mọi chỗ sai của một quyết định lập cụm được nói cùng một lúc, tên trùng thì không lập được`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let empty = await Self.problem {
                _ = try await SetUpCluster(TypedCluster()).run(by: world.specialist, on: world.store)
            }
            #expect(
                empty?.fields.map(\.field) == [
                    "kind", "name", "decisionNumber", "issuer", "decidedOn", "validFrom",
                ])
            var typed = world.typedCluster()
            typed.decidedOn = "06/12/2025"
            typed.validFrom = "31/02/2025"
            let days = await Self.problem {
                _ = try await SetUpCluster(typed).run(by: world.specialist, on: world.store)
            }
            #expect(days?.fields.map(\.field) == ["decidedOn", "validFrom"])
            let first = try await world.cluster(of: [])
            let again = await Self.problem {
                _ = try await SetUpCluster(world.typedCluster("cụm thi đua SỐ 1")).run(
                    by: world.specialist, on: world.store)
            }
            #expect(again?.fields.map(\.field) == ["name"])
            // Once the first has ended, its name is free from the day after.
            try await EndCluster(id: first, version: 1, until: "30/06/2025", reason: "Sắp xếp").run(
                by: world.specialist, on: world.store)
            typed = world.typedCluster()
            typed.validFrom = "01/07/2025"
            _ = try await SetUpCluster(typed).run(by: world.specialist, on: world.store)
            // And the first cannot go on under it.
            let resumed = await Self.problem {
                try await EndCluster(id: first, version: 2, until: "", reason: "Ghi nhầm").run(
                    by: world.specialist, on: world.store)
            }
            #expect(resumed?.fields.map(\.field) == ["until"])
            // Nor longer than until the other came.
            let longer = await Self.problem {
                try await EndCluster(id: first, version: 2, until: "31/12/2025", reason: "Ghi nhầm").run(
                    by: world.specialist, on: world.store)
            }
            #expect(longer?.fields.map(\.field) == ["until"])
            try await EndCluster(id: first, version: 2, until: "29/06/2025", reason: "Ghi nhầm").run(
                by: world.specialist, on: world.store)
        }
    }

    @Test(arguments: TestEngine.available)
    func `chỉ Sở Nội vụ lập cụm và chia đơn vị; cán bộ khác xem được, người không có quyền thì không thấy`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let id = try await world.cluster(of: [world.commune])
            for actor in [
                world.officer, world.head, world.secretary, world.chairman, world.administrator, world.inspector,
            ] {
                let setUp = await Self.problem {
                    _ = try await SetUpCluster(world.typedCluster("Khác")).run(by: actor, on: world.store)
                }
                #expect(setUp?.code == .notAllowed)
                let ended = await Self.problem {
                    try await EndCluster(id: id, version: 2, until: "05/12/2025", reason: "x").run(
                        by: actor, on: world.store)
                }
                #expect(ended?.code == .notAllowed)
                let divided = await Self.problem {
                    _ = try await DivideUnits(placements: [:], versions: [:], from: "", reason: "").run(
                        by: actor, on: world.store)
                }
                #expect(divided?.code == .notAllowed)
                _ = try await world.store.read { tx in try Gate.cluster(id, for: actor, may: .view, in: tx).cluster }
            }
            let nobody = await Self.problem {
                _ = try await world.store.read { tx in
                    try Gate.cluster(id, for: world.actor("khongquyen"), may: .view, in: tx).cluster
                }
            }
            #expect(nobody?.code == .notFound)
        }
    }

    // MARK: Members by period

    @Test(arguments: TestEngine.available)
    func `ngày đầu và ngày cuối đều tính là thành viên`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await world.cluster(of: [world.commune, world.otherCommune], from: "10/03/2025")
            let member = try await world.store.read { tx in
                try #require(
                    try ClusterMemberRecords.page(of: id, .on(tx.today), after: nil, limit: 10, in: tx).first {
                        $0.membership.unitID == world.commune
                    })
            }
            try await EndClusterMemberships(
                id: id, version: 2, members: [member.membership.id], until: "20/11/2025", reason: "Xin chuyển"
            ).run(by: world.specialist, on: world.store)
            #expect(try await world.members(of: id, on: "09/03/2025") == [])
            #expect(try await world.members(of: id, on: "10/03/2025").contains("Xã Phong Quang"))
            #expect(try await world.members(of: id, on: "20/11/2025").contains("Xã Phong Quang"))
            #expect(try await world.members(of: id, on: "21/11/2025") == ["Phường Đức Xuân"])
            // The cluster's own last day is a day of it, too.
            try await EndCluster(id: id, version: 3, until: "30/11/2025", reason: "Chia lại").run(
                by: world.specialist, on: world.store)
            #expect(try await world.members(of: id, on: "30/11/2025") == ["Phường Đức Xuân"])
            #expect(try await world.members(of: id, on: "01/12/2025") == [])
            let before = await Self.problem {
                try await EndCluster(id: id, version: 4, until: "31/12/2024", reason: "x").run(
                    by: world.specialist, on: world.store)
            }
            #expect(before?.fields.map(\.field) == ["until"])
            try await EndCluster(id: id, version: 4, until: "", reason: "Ghi nhầm").run(
                by: world.specialist, on: world.store)
            #expect(try await world.members(of: id, on: "01/12/2025") == ["Phường Đức Xuân"])
            #expect(
                try await Self.kinds(id, in: world) == [
                    .clusterSetUp, .clusterMembersAdded, .clusterMembershipsEnded, .clusterEnded, .clusterResumed,
                ])
        }
    }

    @Test(arguments: TestEngine.available)
    func `xã đang ở cụm khác thì được hỏi: chuyển sang, hay giữ cả hai; không tự từ chối`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let first = try await world.cluster(of: [world.commune, world.otherCommune])
            let second = try await world.cluster("Cụm thi đua số 2", of: [])
            let third = try await world.cluster("Khối thi đua xã điểm", .sectoral, of: [])
            let asked = await Self.problem {
                _ = try await Self.add(world, second, version: 1, [world.commune], from: "01/12/2025")
            }
            #expect(asked?.fields.map(\.field) == ["others"])
            #expect(asked?.fields.first?.message.contains("Xã Phong Quang (Cụm thi đua số 1)") == true)
            #expect(try await world.members(of: second, on: "05/12/2025") == [])

            let moved = try await Self.add(
                world, second, version: 1, [world.commune], from: "01/12/2025", others: .leave)
            #expect([moved.added, moved.moved, moved.twice] == [1, 1, 0])
            #expect(try await world.members(of: first, on: "30/11/2025").contains("Xã Phong Quang"))
            #expect(try await world.members(of: first, on: "01/12/2025") == ["Phường Đức Xuân"])
            #expect(try await world.members(of: second, on: "01/12/2025") == ["Xã Phong Quang"])
            // The cluster that gives the unit up has moved on: who still looks at its old page is told.
            #expect(try await world.cluster(first).version == 3)
            #expect(try await Self.kinds(first, in: world).last == .clusterMembershipsEnded)

            let both = try await Self.add(world, third, version: 1, [world.commune], from: "05/12/2025", others: .stay)
            #expect(both.twice == 1)
            let clusters = try await world.store.read { tx in
                try ClusterMemberRecords.clusters(of: world.commune, in: tx).filter { $0.lastDay == nil }
            }
            #expect(Set(clusters.map(\.cluster.id)) == [second, third])
            let member = await Self.problem {
                _ = try await Self.add(world, third, version: 2, [world.commune], from: "06/12/2025", others: .stay)
            }
            #expect(
                member?.fields.first?.message == "Xã Phong Quang đã là đơn vị của Khối thi đua xã điểm từ 05/12/2025.")
            // Nobody leaves a cluster before coming to it.
            let early = await Self.problem {
                _ = try await Self.add(world, first, version: 3, [world.commune], from: "20/11/2025", others: .leave)
            }
            #expect(early?.fields.map(\.field).contains("units") == true)
        }
    }

    @Test(arguments: TestEngine.available)
    func `xã thành viên sáp nhập thì thôi là thành viên từ hôm sau, danh sách cũ ghi đơn vị kế tục`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let id = try await world.cluster(of: [world.commune, world.otherCommune])
            try await world.store.write { tx in
                let last = try #require(CivilDate(iso: "2025-11-30"))
                try tx.run("UPDATE unit SET valid_until = \(last) WHERE id = \(world.otherCommune)")
                try UnitRecords.insertSuccession(
                    from: world.otherCommune, to: world.commune, kind: .merged, on: last.adding(days: 1),
                    document: "Nghị quyết", in: tx)
                try UnitRecords.refreshAncestors(in: tx)
            }
            #expect(try await world.members(of: id, on: "30/11/2025").count == 2)
            #expect(try await world.members(of: id, on: "01/12/2025") == ["Xã Phong Quang"])
            let (former, successors) = try await world.store.read { tx in
                let former = try ClusterMemberRecords.page(of: id, .before(tx.today), after: nil, limit: 10, in: tx)
                return (former, try ClusterMemberRecords.successors(of: former.map(\.membership.unitID), in: tx))
            }
            #expect(former.map(\.unitName) == ["Phường Đức Xuân"])
            #expect(former.first?.lastDay == CivilDate(iso: "2025-11-30"))
            #expect(successors[world.otherCommune]?.map(\.name) == ["Xã Phong Quang"])
            let counted = try await world.store.read { tx in
                try ClusterRecords.page(ClusterFilter(), after: nil, limit: 10, in: tx).map(\.memberCount)
            }
            #expect(counted == [1])
            // It cannot come back, and it is no choice for whoever divides units.
            let gone = await Self.problem {
                _ = try await Self.add(world, id, version: 2, [world.otherCommune], from: "05/12/2025")
            }
            #expect(gone?.fields.first?.message == "Phường Đức Xuân không hoạt động vào ngày 05/12/2025.")
            let unplaced = try await world.store.read { tx in
                let province = try #require(try UnitRecords.unit(world.province, in: tx))
                return try ClusterMemberRecords.unplaced(below: province, after: nil, limit: 50, in: tx).map(\.name)
            }
            #expect(unplaced == ["Sở Nội vụ", "Sở Y tế"])
        }
    }

    @Test(arguments: TestEngine.available)
    func `danh sách dán từ bảng tính: mã, tên có dấu hoặc không dấu; dòng sai được nói từng dòng`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let id = try await world.cluster(of: [])
            let wrong = await Self.problem {
                _ = try await Self.add(
                    world, id, version: 1, [], from: "05/12/2025",
                    lines: "01849\tXã Phong Quang\n\nXã Không Có\nPhòng Văn hóa - Xã hội xã Phong Quang")
            }
            #expect(wrong?.fields.map(\.field) == ["lines", "lines"])
            #expect(wrong?.fields.map { String($0.message.prefix(6)) } == ["Dòng 3", "Dòng 4"])
            let done = try await Self.add(
                world, id, version: 1, [], from: "05/12/2025",
                lines: "1;01849;Xã Phong Quang\r\nphuong duc xuan\r\nPhường Đức Xuân\r\n")
            #expect(done.added == 2)
            let nothing = await Self.problem {
                _ = try await Self.add(world, id, version: 2, [], from: "05/12/2025", lines: " \n")
            }
            #expect(nothing?.fields.map(\.field) == ["units"])
        }
    }

    @Test(arguments: TestEngine.available)
    func `92 xã, phường được chia vào 12 cụm trong một lần; chia lại thì chỉ đơn vị đổi chỗ được ghi`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let (units, _) = try await world.widen(communes: 90, departments: 0, people: 0)
            let communes = units + [world.commune, world.otherCommune]
            var clusters: [ID<Cluster>] = []
            for number in 1...12 { clusters.append(try await world.cluster("Cụm thi đua số \(number)", of: [])) }
            let made = clusters
            let versions = Dictionary(uniqueKeysWithValues: made.map { ($0, 1) })
            var placements: [ID<Unit>: ID<Cluster>] = [:]
            for (index, unit) in communes.enumerated() { placements[unit] = made[index % 12] }
            let wanted = placements
            let counting = CountingStore(world.store)
            let first = try await DivideUnits(
                placements: wanted, versions: versions, from: "05/12/2025", reason: "Quyết định số 15/QĐ-UBND"
            ).run(by: world.specialist, on: counting)
            #expect([first.added, first.moved, first.twice, first.unchanged] == [92, 0, 0, 0])
            // A few for each cluster, none for each unit.
            #expect(counting.count < 12 * 10 + 20, "\(counting.count)")
            let lines = try await world.store.read { tx in
                try ClusterRecords.page(ClusterFilter(), after: nil, limit: 50, in: tx)
            }
            #expect(lines.map(\.cluster.name) == (1...12).map { "Cụm thi đua số \($0)" })
            #expect(lines.map(\.memberCount).reduce(0, +) == 92)
            #expect(lines.allSatisfy { (7...8).contains($0.memberCount) })

            // Somebody has changed one of the clusters meanwhile: nothing of the division is written.
            let old = await Self.problem {
                _ = try await DivideUnits(
                    placements: [communes[0]: made[5]], versions: versions, from: "06/12/2025", reason: "Chia lại",
                    others: .leave
                ).run(by: world.specialist, on: world.store)
            }
            #expect(old?.code == .conflict)
            #expect(old?.message.contains("Trần Thị Chuyên vừa thay đổi Cụm thi đua số") == true)
            #expect(try await world.members(of: made[5], on: "06/12/2025").count == 8)

            var again = wanted
            again[communes[0]] = made[5]
            let changed = try await DivideUnits(
                placements: again, versions: versions.mapValues { $0 + 1 }, from: "06/12/2025", reason: "Chia lại",
                others: .leave
            ).run(by: world.specialist, on: world.store)
            #expect([changed.added, changed.moved, changed.twice, changed.unchanged] == [1, 1, 0, 91])
            #expect(try await world.members(of: made[0], on: "06/12/2025").count == 7)
            #expect(try await world.members(of: made[5], on: "06/12/2025").count == 9)
        }
    }

    @Test(arguments: TestEngine.available)
    func `chia bằng danh sách dán: đơn vị; cụm, và nói dòng nào không có cụm như vậy`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let (one, two) = (
                try await world.cluster(of: []), try await world.cluster("Khối thi đua Kinh tế", .sectoral, of: [])
            )
            func divide(_ lines: String) async throws -> DivideUnits.Result {
                try await DivideUnits(
                    placements: [:], lines: lines, versions: [one: 1, two: 1], from: "05/12/2025", reason: "Quyết định"
                ).run(by: world.specialist, on: world.store)
            }
            let wrong = await Self.problem {
                _ = try await divide("01849;Cụm thi đua số 9\n01840\nSYT;Khối thi đua Kinh tế\nSYT;Cụm thi đua số 1")
            }
            #expect(wrong?.fields.map { String($0.message.prefix(6)) } == ["Dòng 1", "Dòng 2", "Dòng 4"])
            let done = try await divide("01849;Phong Quang;cụm thi đua số 1\nSở Y tế\tkhoi thi dua kinh te")
            #expect(done.added == 2)
            #expect(try await world.members(of: two, on: "05/12/2025") == ["Sở Y tế"])
        }
    }

    private static func member(_ unit: ID<Unit>, of id: ID<Cluster>, in world: World) async throws -> ClusterMemberLine
    {
        try await world.store.read { tx in
            let all = try [ClusterMemberRecords.Standing.on(tx.today), .after(tx.today), .before(tx.today)].flatMap {
                try ClusterMemberRecords.page(of: id, $0, after: nil, limit: 50, in: tx)
            }
            return try #require(all.first { $0.membership.unitID == unit })
        }
    }

    @Test(arguments: TestEngine.available)
    func `đơn vị chỉ vào cụm từ ngày sau thì không phải đã ở đúng chỗ`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await world.cluster(of: [world.commune], from: "01/01/2026")
            func divide(_ from: String) async throws -> DivideUnits.Result {
                try await DivideUnits(
                    placements: [world.commune: id], versions: [id: 2], from: from, reason: "Quyết định số 15"
                ).run(by: world.specialist, on: world.store)
            }
            let early = await Self.problem { _ = try await divide("05/12/2025") }
            #expect(
                early?.fields.map(\.message) == ["Xã Phong Quang đã là đơn vị của Cụm thi đua số 1 từ 01/01/2026."])
            #expect(try await divide("01/01/2026").unchanged == 1)
            #expect(try await divide("02/01/2026").unchanged == 1)
        }
    }

    @Test(arguments: TestEngine.available)
    func `ngày thôi tham gia không lấn sang lần tham gia sau của chính đơn vị đó`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await world.cluster(of: [world.commune])
            let first = try await Self.member(world.commune, of: id, in: world).membership.id
            func end(_ version: Int, _ until: String) async throws {
                try await EndClusterMemberships(
                    id: id, version: version, members: [first], until: until, reason: "Quyết định số 25"
                ).run(by: world.specialist, on: world.store)
            }
            try await end(2, "31/12/2025")
            _ = try await Self.add(world, id, version: 3, [world.commune], from: "01/02/2026")
            for until in ["01/02/2026", "28/02/2026"] {
                let refused = await Self.problem { try await end(4, until) }
                #expect(
                    refused?.fields.map(\.message) == [
                        "Xã Phong Quang tham gia lại từ 01/02/2026. Nhập ngày cuối cùng trước ngày đó."
                    ])
            }
            try await end(4, "31/01/2026")
            #expect(try await world.members(of: id, on: "01/02/2026") == ["Xã Phong Quang"])
        }
    }

    @Test(arguments: TestEngine.available)
    func `đơn vị ghi nhầm được xóa khỏi cụm với lý do, đơn vị được báo, và vào lại được đúng ngày`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let id = try await world.cluster(of: [world.commune])
            let second = try await world.cluster("Cụm thi đua số 2", of: [])
            _ = try await Self.add(world, id, version: 2, [world.otherCommune], from: "01/12/2026")
            let wrong = try await Self.member(world.otherCommune, of: id, in: world).membership.id
            func remove(_ version: Int, _ members: Set<ID<ClusterMembership>>, _ reason: String = "Nhầm năm")
                async throws -> Int
            {
                try await RemoveClusterMemberships(id: id, version: version, members: members, reason: reason).run(
                    by: world.specialist, on: world.store)
            }
            let empty = await Self.problem { _ = try await remove(3, [], " ") }
            #expect(empty?.fields.map(\.field) == ["mistaken", "reason"])
            let foreign = await Self.problem {
                _ = try await RemoveClusterMemberships(id: second, version: 1, members: [wrong], reason: "x").run(
                    by: world.specialist, on: world.store)
            }
            #expect(foreign?.code == .notFound)
            let stranger = await Self.problem {
                _ = try await RemoveClusterMemberships(id: id, version: 3, members: [wrong], reason: "x").run(
                    by: world.officer, on: world.store)
            }
            #expect(stranger?.code == .notAllowed)
            #expect(try await remove(3, [wrong]) == 1)
            // Who was slower reads who has done it.
            #expect(await Self.problem { _ = try await remove(3, [wrong]) }?.code == .conflict)
            #expect(await Self.problem { _ = try await remove(4, [wrong]) }?.code == .notFound)
            #expect(try await world.members(of: id, on: "01/12/2026") == ["Xã Phong Quang"])
            let last = try await world.store.read { tx in try EventRecords.last(of: .cluster, id.rawValue, in: tx) }
            #expect(last?.kind == .clusterMembershipsRemoved)
            #expect(last?.note == "Phường Đức Xuân từ 01/12/2026: Nhầm năm")
            #expect(
                try await Self.outbox(world).filter { $0.contains("không thuộc Cụm thi đua số 1: lần trước ghi nhầm") }
                    .count == 1)
            #expect(
                try await Self.add(world, id, version: 4, [world.otherCommune], from: "05/12/2025").added == 1)
            #expect(try await world.members(of: id, on: "05/12/2025").count == 2)
        }
    }

    @Test(arguments: TestEngine.available)
    func `không xóa được trưởng, phó, đơn vị đã nhận văn bản, phong trào của cụm, và đơn vị đã thôi`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let id = try await world.cluster(of: [world.commune, world.otherCommune, world.health])
            var members: [ID<Unit>: ID<ClusterMembership>] = [:]
            for unit in [world.commune, world.otherCommune, world.health] {
                members[unit] = try await Self.member(unit, of: id, in: world).membership.id
            }
            let known = members
            func refusal(_ unit: ID<Unit>, _ version: Int) async throws -> String? {
                let one = try #require(known[unit])
                return await Self.problem {
                    try await RemoveClusterMemberships(id: id, version: version, members: [one], reason: "Nhầm").run(
                        by: world.specialist, on: world.store)
                }?.fields.first?.message
            }
            try await SetClusterTerm(
                id: id, version: 2, year: "2026", chair: world.commune, deputies: [world.otherCommune]
            ).run(by: world.specialist, on: world.store)
            #expect(try await refusal(world.commune, 3)?.contains("đang được ghi là Cụm trưởng năm 2026") == true)
            #expect(try await refusal(world.otherCommune, 3)?.contains("đang được ghi là Cụm phó năm 2026") == true)
            try await EndClusterMemberships(
                id: id, version: 3, members: [try #require(known[world.health])], until: "04/12/2025", reason: "Chuyển"
            ).run(by: world.specialist, on: world.store)
            #expect(try await refusal(world.health, 4)?.contains("đã thôi tham gia từ sau ngày 04/12/2025") == true)
            try await SetClusterTerm(id: id, version: 4, year: "2026", chair: world.commune, deputies: []).run(
                by: world.specialist, on: world.store)
            var typed = world.typedDirective()
            typed.scopes = []
            typed.clusters = [id]
            let draft = try await DraftDirective(unitID: world.province, typed: typed).run(
                by: world.specialist, on: world.store)
            try await SendDirective(id: draft, version: 1).run(by: world.specialist, on: world.store)
            #expect(
                try await refusal(world.otherCommune, 5)
                    == "Phường Đức Xuân đã nhận phong trào, văn bản gửi cho cụm ngày 05/12/2025 nên không xóa được. Ghi thôi tham gia."
            )
            // What went out before it came does not rest on its coming.
            let other = try await world.cluster("Cụm thi đua số 2", of: [world.otherCommune])
            #expect(
                try await RemoveClusterMemberships(
                    id: other, version: 2,
                    members: [try await Self.member(world.otherCommune, of: other, in: world).membership.id],
                    reason: "Nhầm"
                ).run(by: world.specialist, on: world.store) == 1)
        }
    }

    @Test(arguments: TestEngine.available)
    func `hai người cùng sửa một cụm thì người sau được báo, không đè lên nhau`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await world.cluster(of: [world.commune])
            try await ChangeCluster(id: id, version: 2, typed: world.typedCluster("Cụm thi đua miền núi")).run(
                by: world.leader, on: world.store)
            for late in [
                await Self.problem {
                    try await ChangeCluster(id: id, version: 2, typed: world.typedCluster("Cụm khác")).run(
                        by: world.specialist, on: world.store)
                },
                await Self.problem {
                    _ = try await Self.add(world, id, version: 2, [world.otherCommune], from: "05/12/2025")
                },
                await Self.problem {
                    try await SetClusterTerm(id: id, version: 2, year: "2025", chair: world.commune, deputies: []).run(
                        by: world.specialist, on: world.store)
                },
            ] {
                #expect(late?.code == .conflict)
                #expect(late?.message.hasPrefix("Phạm Văn Đạo vừa thay đổi Cụm thi đua miền núi") == true)
            }
            #expect(try await world.cluster(id).name == "Cụm thi đua miền núi")
        }
    }

    @Test(arguments: TestEngine.available)
    func `trưởng, phó phải là đơn vị của cụm trong năm đó; năm ghi lại thì nội dung cũ còn trong diễn biến`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let id = try await world.cluster(of: [world.commune, world.otherCommune])
            func set(_ version: Int, _ year: String, _ chair: ID<Unit>?, _ deputies: [ID<Unit>] = []) async throws {
                try await SetClusterTerm(id: id, version: version, year: year, chair: chair, deputies: deputies).run(
                    by: world.specialist, on: world.store)
            }
            for (year, chair, deputies, field) in [
                ("2025", world.health, [], "chair"), ("2025", nil, [], "chair"), ("2024", world.commune, [], "year"),
                ("năm nay", world.commune, [], "year"), ("2025", world.commune, [world.health], "deputies"),
                ("2025", world.commune, [world.commune], "deputies"),
            ] as [(String, ID<Unit>?, [ID<Unit>], String)] {
                let refused = await Self.problem { try await set(2, year, chair, deputies) }
                #expect(refused?.fields.map(\.field).contains(field) == true, "\(year) \(field)")
            }
            func waiting() async throws -> [String] {
                try await world.store.read { tx in
                    try WorkRecords.work(for: world.specialist, limit: 10, in: tx)[.clustersToLead]?.items.map(\.title)
                        ?? []
                }
            }
            #expect(try await waiting() == ["Cụm thi đua số 1"])
            try await set(2, "2025", world.commune, [world.otherCommune])
            #expect(try await waiting() == [])
            try await set(3, "2026", world.otherCommune)
            // The same again is no change.
            try await set(4, "2026", world.otherCommune)
            try await set(4, "2025", world.otherCommune, [world.commune])
            let (terms, last) = try await world.store.read { tx in
                (try ClusterRecords.terms(of: id, in: tx), try EventRecords.last(of: .cluster, id.rawValue, in: tx))
            }
            #expect(terms.map(\.year) == [2026, 2025])
            #expect(terms.last == ClusterTerm(year: 2025, chair: world.otherCommune, deputies: [world.commune]))
            #expect(
                last?.note
                    == "Năm 2025: Cụm trưởng Phường Đức Xuân, cụm phó Xã Phong Quang; trước đó: Cụm trưởng Xã Phong Quang, cụm phó Phường Đức Xuân"
            )
            // Who led before and has left is named still.
            try await EndClusterMemberships(
                id: id, version: 5,
                members: [try await Self.member(world.otherCommune, of: id, in: world).membership.id],
                until: "31/12/2025", reason: "Chuyển"
            ).run(by: world.specialist, on: world.store)
            try await set(6, "2026", world.commune)
            let note = try await world.store.read { tx in try EventRecords.last(of: .cluster, id.rawValue, in: tx)?.note
            }
            #expect(note == "Năm 2026: Cụm trưởng Xã Phong Quang; trước đó: Cụm trưởng Phường Đức Xuân")
        }
    }

    // MARK: Sending

    @Test(arguments: TestEngine.available)
    func `văn bản gửi cụm đến đúng đơn vị là thành viên ngày gửi, mỗi đơn vị một lần`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await world.cluster(of: [world.commune, world.otherCommune])
            var typed = world.typedDirective()
            typed.scopes = []
            typed.clusters = [id]
            typed.units = [world.commune, world.health]
            let draft = try await DraftDirective(unitID: world.province, typed: typed).run(
                by: world.specialist, on: world.store)
            let stored = try await world.store.read { tx in try DirectiveRecords.directive(draft, in: tx) }
            #expect(stored?.clusters == [id] && stored?.units == [world.commune, world.health])
            // A unit that leaves between drafting and sending is no recipient.
            let member = try await world.store.read { tx in
                try #require(
                    try ClusterMemberRecords.page(of: id, .on(tx.today), after: nil, limit: 10, in: tx).first {
                        $0.membership.unitID == world.otherCommune
                    })
            }
            try await EndClusterMemberships(
                id: id, version: 2, members: [member.membership.id], until: "04/12/2025", reason: "Chuyển"
            ).run(by: world.specialist, on: world.store)
            let sent = try await SendDirective(id: draft, version: 1).run(by: world.specialist, on: world.store)
            #expect(sent.units == 2)
            let (all, ofCluster, counts) = try await world.store.read { tx in
                let members = ClusterMembersDuring(id, tx.today...tx.today)
                return (
                    try DirectiveDeliveryRecords.page(of: draft, limit: 10, in: tx).map(\.unitName),
                    try DirectiveDeliveryRecords.page(of: draft, of: members, limit: 10, in: tx).map(\.unitName),
                    try DirectiveDeliveryRecords.counts(of: draft, of: members, in: tx).total
                )
            }
            #expect(all == ["Sở Y tế", "Xã Phong Quang"])
            #expect(ofCluster == ["Xã Phong Quang"] && counts == 1)
        }
    }

    @Test(arguments: TestEngine.available)
    func `cụm không có đơn vị nào thì không gửi tới được, cả khi chọn cùng nơi nhận khác`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let empty = try await world.cluster("Khối thi đua Kinh tế", .sectoral, of: [])
            let id = try await world.cluster(of: [world.commune])
            var typed = world.typedDirective()
            typed.clusters = [empty, id]
            let refused = await Self.problem {
                _ = try await DraftDirective(unitID: world.province, typed: typed).run(
                    by: world.specialist, on: world.store)
            }
            #expect(refused?.fields.map(\.field) == ["scopes"])
            #expect(
                refused?.fields.first?.message.hasPrefix("Khối thi đua Kinh tế hôm nay không có đơn vị nào.") == true)
            typed.clusters = [id]
            let draft = try await DraftDirective(unitID: world.province, typed: typed).run(
                by: world.specialist, on: world.store)
            try await EndCluster(id: id, version: 2, until: "04/12/2025", reason: "Chia lại").run(
                by: world.specialist, on: world.store)
            let late = await Self.problem {
                _ = try await SendDirective(id: draft, version: 1).run(by: world.specialist, on: world.store)
            }
            #expect(late?.message.hasPrefix("Cụm thi đua số 1 hôm nay không có đơn vị nào.") == true)
            let none = try await world.store.read { tx in try DirectiveDeliveryRecords.counts(of: draft, in: tx).total }
            #expect(none == 0)
            // A commune has no clusters of its own to send to.
            var own = world.typedDirective()
            own.scopes = [.all]
            own.clusters = [id]
            let foreign = await Self.problem {
                _ = try await DraftDirective(unitID: world.commune, typed: own).run(by: world.officer, on: world.store)
            }
            #expect(foreign?.fields.map(\.field) == ["scopes"])
        }
    }

    // MARK: Lists

    @Test(arguments: TestEngine.available)
    func `lists of clusters, members and units in none are paged by key, in one statement each`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let (units, _) = try await world.widen(communes: 7, departments: 0, people: 0)
            let big = try await world.cluster("Cụm thi đua số 10", of: Array(units.prefix(5)))
            _ = try await world.cluster("Cụm thi đua số 9", of: [])
            _ = try await world.cluster("Khối thi đua A", .sectoral, of: [])
            let counting = CountingStore(world.store)
            func walk<Line: Sendable>(
                _ page: @escaping @Sendable ((sortKey: String, id: String)?, any ReadTransaction) throws -> [Line],
                _ place: (Line) -> (sortKey: String, id: String)
            ) async throws -> [Line] {
                var found: [Line] = []
                while true {
                    let after = found.last.map(place)
                    counting.reset()
                    let lines = try await counting.read { tx in try page(after, tx) }
                    #expect(counting.count == 1)
                    if lines.isEmpty { return found }
                    found += lines
                }
            }
            let clusters = try await walk(
                { after, tx in try ClusterRecords.page(ClusterFilter(), after: after, limit: 2, in: tx) },
                { ($0.sortKey, $0.cluster.id.rawValue) })
            #expect(clusters.map(\.cluster.name) == ["Cụm thi đua số 9", "Cụm thi đua số 10", "Khối thi đua A"])
            let members = try await walk(
                { after, tx in
                    try ClusterMemberRecords.page(of: big, .on(tx.today), after: after, limit: 2, in: tx)
                }, { ($0.sortKey, $0.membership.id.rawValue) })
            #expect(members.map(\.unitName) == (0..<5).map { "Xã Thử \(10_000 + $0)" })
            let later = try await world.cluster("Cụm thi đua số 11", of: Array(units.prefix(5)), from: "01/01/2026")
            let coming = try await walk(
                { after, tx in
                    try ClusterMemberRecords.page(of: later, .after(tx.today), after: after, limit: 2, in: tx)
                }, { ($0.sortKey, $0.membership.id.rawValue) })
            #expect(coming.map(\.unitName) == members.map(\.unitName))
            // Nobody comes to a cluster that has ended by then.
            try await EndCluster(id: later, version: 2, until: "31/12/2025", reason: "Chia lại").run(
                by: world.specialist, on: world.store)
            let never = try await world.store.read { tx in
                try ClusterMemberRecords.page(of: later, .after(tx.today), after: nil, limit: 9, in: tx).count
            }
            #expect(never == 0)
            let province = try await world.store.read { tx in
                try #require(try UnitRecords.unit(world.province, in: tx))
            }
            let unplaced = try await walk(
                { after, tx in
                    try ClusterMemberRecords.unplaced(below: province, kind: .commune, after: after, limit: 2, in: tx)
                }, { ($0.sortKey, $0.id.rawValue) })
            #expect(unplaced.map(\.name) == ["Phường Đức Xuân", "Xã Phong Quang", "Xã Thử 10005", "Xã Thử 10006"])
            let some = try await world.store.read { tx in
                (
                    try ClusterRecords.page(ClusterFilter(typed: "so 10"), after: nil, limit: 9, in: tx).count,
                    try ClusterRecords.page(ClusterFilter(kind: .sectoral), after: nil, limit: 9, in: tx).count,
                    try ClusterRecords.page(ClusterFilter(time: .year(2024)), after: nil, limit: 9, in: tx).count
                )
            }
            #expect(some == (1, 1, 0))
        }
    }
}
