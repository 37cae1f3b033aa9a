import Actions
import Domain
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

/// Movements of clusters: prepared by the unit that leads, launched by the side that organises, sent to the members of the day.
@Suite struct ClusterMovementTests {
    private func content(_ change: (inout MovementContent) -> Void = { _ in }) -> MovementContent {
        var content = MovementContent()
        content.name = "Phong trào của cụm"
        content.theme = "Cùng tiến bộ"
        content.startsOn = "01/01/2025"
        content.endsOn = "31/12/2025"
        content.goals = "Hoàn thành giao ước của cụm"
        content.criteria = [.collective: "Hoàn thành giao ước"]
        change(&content)
        return content
    }

    private static let day = CivilDate(year: 2025, month: 1, day: 1)!

    /// Two communes of which the first leads in 2025; the second belongs to it until a day, when one is given.
    private func cluster(
        _ world: World, members: Bool = true, otherUntil: CivilDate? = nil, validUntil: CivilDate? = nil
    ) async throws -> ID<Cluster> {
        try await world.store.write { tx in
            let cluster = Cluster(
                id: ID(at: tx.now), unitID: world.province, kind: .territorial, name: "Cụm thi đua số 1 (hư cấu)",
                decisionNumber: "12/QĐ-UBND", decidedOn: Self.day, issuer: "Ủy ban nhân dân tỉnh", validFrom: Self.day,
                validUntil: validUntil, isInvented: true)
            try ClusterRecords.insert(cluster, in: tx)
            if members {
                try ClusterMemberRecords.insert(
                    [
                        ClusterMembership(
                            id: ID(at: tx.now), clusterID: cluster.id, unitID: world.commune, from: Self.day,
                            reason: "QĐ"),
                        ClusterMembership(
                            id: ID(at: tx.now), clusterID: cluster.id, unitID: world.otherCommune, from: Self.day,
                            until: otherUntil, reason: "QĐ"),
                    ], in: tx)
            }
            try ClusterRecords.setTerm(
                ClusterTerm(year: 2025, chair: world.commune, deputies: []), of: cluster.id, in: tx)
            return cluster.id
        }
    }

    private func movement(_ id: ID<Movement>, _ world: World) async throws -> Movement {
        try #require(try await world.store.read { tx in try MovementRecords.movement(id, in: tx) })
    }

    private func drafts(_ actor: Actor, _ world: World) async throws -> [ID<Movement>] {
        try await world.store.read { tx in
            try MovementRecords.page(.drafts, for: actor, before: nil, limit: 10, in: tx).map(\.id)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Trưởng cụm soạn, lãnh đạo Sở Nội vụ phát động, mọi thành viên của ngày đó nhận và mở đợt của mình`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let clusterID = try await cluster(world)
            let id = try await DraftMovement(of: .cluster(clusterID), content: content()).run(
                by: world.officer, on: world.store)
            let draft = try await movement(id, world)
            #expect(draft.scope == .cluster && draft.level == nil && !draft.isRecorded)
            #expect(draft.launchingUnitID == world.province && draft.clusterID == clusterID)
            #expect(draft.launchedBy(unitName: "Tỉnh") == "Cụm thi đua số 1 (hư cấu)")
            #expect(Set(draft.addressees) == [world.commune, world.otherCommune])
            // Those who prepare and those who launch see the draft; a member that does not lead does not.
            for actor in [world.officer, world.head, world.specialist, world.leader] {
                #expect(try await drafts(actor, world) == [id])
            }
            #expect(try await drafts(world.otherOfficer, world).isEmpty)
            #expect(
                try await problem {
                    _ = try await LaunchMovement(id: id, version: 1).run(by: world.head, on: world.store)
                }?
                .message.contains("Đơn vị trưởng cụm, trưởng khối soạn") == true)
            _ = try await ChangeMovement(id: id, version: 1, content: content { $0.theme = "Cùng về đích" }).run(
                by: world.officer, on: world.store)
            let result = try await LaunchMovement(id: id, version: 2).run(by: world.leader, on: world.store)
            #expect(result.units == 2 && result.people == 3)
            let messages = try await world.store.read { tx in
                try tx.rows("SELECT message FROM outbox WHERE subject_id = \(id)").map { try $0["message"] as String }
            }
            #expect(messages.allSatisfy { $0.hasPrefix("Cụm thi đua số 1 (hư cấu) phát động Phong trào của cụm") })
            try await RespondToMovement(
                movementID: id, unitID: world.otherCommune, version: 0, plan: "Kế hoạch", subjects: "Toàn phường",
                registeredPeople: "5", registeredCollectives: "1"
            ).run(by: world.otherOfficer, on: world.store)
            let (parents, running, counts) = try await world.store.read { tx in
                (
                    try MovementRecords.possibleParents(of: [world.otherCommune], on: tx.today, limit: 10, in: tx)
                        .map(\.id),
                    try MovementNames.running(in: 2025, for: [world.commune], in: tx).map(\.id),
                    try MovementAddresseeRecords.counts(of: id, in: tx)
                )
            }
            #expect(parents == [id] && running == [id])
            #expect(counts.total == 2 && counts.responded == 1)
            // Nobody outside the cluster opens something under it or rests a dossier on it.
            let outside = try await world.store.read { tx in
                try MovementRecords.possibleParents(of: [world.health], on: tx.today, limit: 10, in: tx).map(\.id)
            }
            #expect(outside.isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Nơi nhận là thành viên của ngày phát động, không phải của ngày soạn`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let today = try await world.store.read { tx in tx.today }
            let clusterID = try await cluster(world, otherUntil: today)
            let id = try await DraftMovement(of: .cluster(clusterID), content: content()).run(
                by: world.specialist, on: world.store)
            // The last day of a membership belongs to it.
            #expect(try await movement(id, world).addressees.count == 2)
            world.clock.advance(.seconds(24 * 3600))
            #expect(try await movement(id, world).addressees == [world.commune])
            #expect(try await LaunchMovement(id: id, version: 1).run(by: world.chairman, on: world.store).units == 1)
            // What went out stays as it was, whoever comes later.
            try await world.store.write { tx in
                try ClusterMemberRecords.insert(
                    [
                        ClusterMembership(
                            id: ID(at: tx.now), clusterID: clusterID, unitID: world.otherCommune, from: tx.today,
                            reason: "QĐ")
                    ], in: tx)
            }
            #expect(try await movement(id, world).addressees == [world.commune])
        }
    }

    @Test(arguments: TestEngine.available)
    func `Cụm chưa có thành viên thì chưa phát động được, cụm đã kết thúc thì không soạn mới được`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let empty = try await cluster(world, members: false)
            let id = try await DraftMovement(of: .cluster(empty), content: content()).run(
                by: world.specialist, on: world.store)
            let locked = try await problem {
                _ = try await LaunchMovement(id: id, version: 1).run(by: world.leader, on: world.store)
            }
            #expect(locked?.code == .invalid && locked?.message.contains("hôm nay chưa có đơn vị thành viên") == true)
            let ended = try await cluster(world, validUntil: CivilDate(year: 2025, month: 6, day: 30))
            let gone = try await problem {
                _ = try await DraftMovement(of: .cluster(ended), content: content()).run(
                    by: world.specialist, on: world.store)
            }
            #expect(gone?.code == .conflict && gone?.message.contains("đã kết thúc hoạt động") == true)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Chỉ đơn vị làm trưởng trong năm và Sở Nội vụ soạn thay cho cụm`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let clusterID = try await cluster(world)
            for actor in [world.otherOfficer, world.secretary, world.inspector, world.administrator] {
                #expect(
                    try await problem {
                        _ = try await DraftMovement(of: .cluster(clusterID), content: content()).run(
                            by: actor, on: world.store)
                    }?.code == .notAllowed)
            }
            func choices(_ actor: Actor) async throws -> [ID<Cluster>] {
                try await world.store.read { tx in try ClusterMovementRecords.prepared(by: actor, in: tx).map(\.id) }
            }
            for actor in [world.officer, world.specialist] { #expect(try await choices(actor) == [clusterID]) }
            for actor in [world.otherOfficer, world.inspector] { #expect(try await choices(actor).isEmpty) }
            // The turn of the year hands it to the next one.
            world.clock.advance(.seconds(60 * 24 * 3600))
            #expect(try await choices(world.officer).isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Trưởng đã rời cụm, hoặc cụm đã kết thúc, thì thôi soạn thay cho cụm, và Sở Nội vụ được nhắc ghi trưởng khác`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let clusterID = try await cluster(world)
            let id = try await DraftMovement(of: .cluster(clusterID), content: content()).run(
                by: world.officer, on: world.store)
            func chair() async throws -> ID<Unit>? {
                try await world.store.read { tx in try ClusterMovementRecords.chair(of: clusterID, on: tx.today, in: tx)
                }
            }
            func choices() async throws -> [ID<Cluster>] {
                try await world.store.read { tx in
                    try ClusterMovementRecords.prepared(by: world.officer, in: tx).map(\.id)
                }
            }
            func waiting() async throws -> Int {
                try await world.store.read { tx in
                    try WorkRecords.work(for: world.specialist, limit: 10, in: tx)[.clustersToLead]?.items.count ?? 0
                }
            }
            let member = try await world.store.read { tx in
                try #require(
                    try ClusterMemberRecords.page(of: clusterID, .on(tx.today), after: nil, limit: 10, in: tx).first {
                        $0.membership.unitID == world.commune
                    })
            }
            try await EndClusterMemberships(
                id: clusterID, version: 1, members: [member.membership.id], until: "05/12/2025", reason: "Chuyển"
            ).run(by: world.specialist, on: world.store)
            // Its last day is still a day of it.
            #expect(try await chair() == world.commune)
            #expect(try await choices() == [clusterID])
            #expect(try await drafts(world.officer, world) == [id])
            #expect(try await waiting() == 0)
            world.clock.advance(.seconds(24 * 3600))
            #expect(try await chair() == nil)
            #expect(try await choices().isEmpty)
            #expect(try await drafts(world.officer, world).isEmpty)
            #expect(try await waiting() == 1)
            let change = try await problem {
                _ = try await ChangeMovement(id: id, version: 1, content: content()).run(
                    by: world.officer, on: world.store)
            }
            #expect(change?.code == .notFound)
            // The other commune takes over.
            try await SetClusterTerm(
                id: clusterID, version: 2, year: "2025", chair: world.otherCommune, deputies: []
            ).run(by: world.specialist, on: world.store)
            #expect(try await chair() == world.otherCommune)
            #expect(try await waiting() == 0)
            #expect(try await drafts(world.otherOfficer, world) == [id])
            try await EndCluster(id: clusterID, version: 3, until: "06/12/2025", reason: "Chia lại").run(
                by: world.specialist, on: world.store)
            #expect(try await chair() == world.otherCommune)
            world.clock.advance(.seconds(24 * 3600))
            #expect(try await chair() == nil)
            #expect(try await drafts(world.otherOfficer, world).isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Cụm đổi tên thì bản soạn và lời phát động mang tên mới`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let clusterID = try await cluster(world)
            let id = try await DraftMovement(of: .cluster(clusterID), content: content()).run(
                by: world.officer, on: world.store)
            try await ChangeCluster(id: clusterID, version: 1, typed: world.typedCluster("Cụm miền núi")).run(
                by: world.specialist, on: world.store)
            _ = try await ChangeMovement(id: id, version: 1, content: content()).run(by: world.officer, on: world.store)
            #expect(try await movement(id, world).launchedBy(unitName: "Tỉnh") == "Cụm miền núi")
            try await ChangeCluster(id: clusterID, version: 2, typed: world.typedCluster("Cụm vùng cao")).run(
                by: world.specialist, on: world.store)
            try await LaunchMovement(id: id, version: 2).run(by: world.leader, on: world.store)
            #expect(try await movement(id, world).launchedBy(unitName: "Tỉnh") == "Cụm vùng cao")
            let messages = try await world.store.read { tx in
                try tx.rows("SELECT message FROM outbox WHERE subject_id = \(id)").map { try $0["message"] as String }
            }
            #expect(!messages.isEmpty && messages.allSatisfy { $0.hasPrefix("Cụm vùng cao phát động") })
        }
    }

    @Test(arguments: TestEngine.available)
    func `Danh sách lọc theo năm phạm vi, mỗi lần một câu truy vấn`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let clusterID = try await cluster(world)
            func launched(
                _ side: DraftMovement.Side, by drafter: Actor, _ launcher: Actor,
                _ change: (inout MovementContent) -> Void = { _ in }
            ) async throws -> ID<Movement> {
                let id = try await DraftMovement(of: side, content: content(change)).run(by: drafter, on: world.store)
                try await LaunchMovement(id: id, version: 1).run(by: launcher, on: world.store)
                return id
            }
            func recorded(_ origin: Movement.Origin) async throws -> ID<Movement> {
                try await launched(.unit(world.province), by: world.specialist, world.leader) {
                    $0.origin = origin.rawValue
                    $0.launcher = origin.name
                    $0.document = "Văn bản hư cấu"
                    $0.groups = [.communes]
                }
            }
            var made: [Movement.Scope: ID<Movement>] = [:]
            made[.nation] = try await recorded(.government)
            made[.ministry] = try await recorded(.ministry)
            made[.province] = try await launched(.unit(world.province), by: world.specialist, world.leader) {
                $0.groups = [.communes]
            }
            made[.cluster] = try await launched(.cluster(clusterID), by: world.officer, world.leader)
            made[.unit] = try await launched(.unit(world.commune), by: world.officer, world.head)
            let store = CountingStore(world.store)
            for scope in Movement.Scope.allCases {
                store.reset()
                let found = try await store.read { tx in
                    try MovementRecords.page(
                        nil, MovementFilter(scope: scope), for: world.officer, before: nil, limit: 50, in: tx
                    ).map(\.id)
                }
                #expect(found == [made[scope]])
                #expect(store.count == 1)
            }
        }
    }

    /// Before, the reach was read off the level that launched: what is stored then is filled in from it.
    @Test(arguments: TestEngine.available)
    func `A movement stored before keeps its reach`(engine: TestEngine) async throws {
        let whole = try Schema.migrations()
        let clock = MovableClock(Instant(Self.day, hour: 8))
        let before = try Migrations(files: whole.files.filter { $0.number < 23 }, digest: { sha256($0) })
        let database = try await TestDatabase.make(engine, migrations: before, clock: clock.clock)
        try await database.store.write { tx in
            try tx.run(
                """
                INSERT INTO unit (id, kind, code, name, sort_key, search_text, valid_from)
                VALUES ('u', 'province', '19', 'Tỉnh', 'tinh', 'tinh', '2010-01-01')
                """)
            for level in ["unit", "province", "government", "state"] {
                try tx.run(
                    """
                    INSERT INTO movement (id, name, theme, form, state, launching_unit_id, launched_at_level, starts_on, ends_on,
                        goals, document, created_by, created_at, updated_by, updated_at, search_text)
                    VALUES (\(level), 'A', 'B', 'regular', 'draft', 'u', \(level), '2025-01-01', '2025-12-31', '', '', 'x',
                        '2025-01-01T00:00:00.000Z', 'x', '2025-01-01T00:00:00.000Z', 'a')
                    """)
            }
        }
        _ = try await whole.migrate(database.store)
        let scopes = try await database.store.read { tx in
            try tx.rows("SELECT id, scope FROM movement ORDER BY id").map {
                "\(try $0["id"] as String) \(try $0["scope"] as String)"
            }
        }
        #expect(scopes == ["government nation", "province province", "state nation", "unit unit"])
        // A ministry's has no level; a cluster's is nobody's without its cluster.
        _ = try await database.store.write { tx in
            try tx.run("UPDATE movement SET scope = 'ministry', launched_at_level = NULL WHERE id = 'state'")
        }
        await #expect(throws: (any Error).self) {
            _ = try await database.store.write { tx in
                try tx.run("UPDATE movement SET scope = 'cluster' WHERE id = 'unit'")
            }
        }
        await database.remove()
    }

    @Test(arguments: TestEngine.available)
    func `tỉnh quy định thì thủ trưởng đơn vị trưởng cụm cũng phát động; không quy định thì vẫn như cũ`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let clusterID = try await cluster(world)
            func draft() async throws -> ID<Movement> {
                try await DraftMovement(of: .cluster(clusterID), content: content()).run(
                    by: world.officer, on: world.store)
            }
            func refusal(_ id: ID<Movement>, _ actor: Actor) async throws -> Problem? {
                try await problem { _ = try await LaunchMovement(id: id, version: 1).run(by: actor, on: world.store) }
            }
            let first = try await draft()
            #expect(try await refusal(first, world.head)?.code == .notAllowed)

            var rules = RulesContent.invented
            rules.clusterLaunch = ClusterLaunchSetting.Launcher.chairToo.rawValue
            rules.clusterLaunchSource = "Khoản 2 Điều 12"
            try await world.issuedRules(rules)
            // The officer of that unit still only prepares, and reads who may.
            let told = try await refusal(first, world.officer)
            #expect(
                told?.message
                    == "Đơn vị trưởng cụm, trưởng khối soạn; thủ trưởng đơn vị đó, lãnh đạo Sở Nội vụ hoặc Chủ tịch phát động (Khoản 2 Điều 12, Quyết định số 41/2025/QĐ-UBND)."
            )
            #expect(try await LaunchMovement(id: first, version: 1).run(by: world.head, on: world.store).units == 2)
            try await CloseMovement(
                id: first, version: 2,
                review: TypedReview(
                    results: "Đạt", people: "0", collectives: "0", weaknesses: "Chậm", lessons: "Làm sớm",
                    proposals: "Không đề xuất")
            ).run(by: world.head, on: world.store)
            // Those who launched before may still.
            let second = try await draft()
            #expect(try await LaunchMovement(id: second, version: 1).run(by: world.leader, on: world.store).units == 2)
            // Whose year as chair is over launches no more.
            let third = try await draft()
            try await world.store.write { tx in
                try ClusterRecords.setTerm(
                    ClusterTerm(year: 2025, chair: world.otherCommune, deputies: []), of: clusterID, in: tx)
            }
            #expect(try await refusal(third, world.head)?.code == .notFound)
            // It is nothing to the movements of units and of the province.
            let own = try await DraftMovement(
                of: .unit(world.province), content: content { $0.units = [world.commune] }
            )
            .run(by: world.specialist, on: world.store)
            #expect(try await refusal(own, world.head)?.code == .notFound)
        }
    }
}
