import Actions
import Domain
import Law
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

@Suite struct PeopleTests {
    /// A person of `commune` with an identity number, a measure and a case.
    private func person(in world: World) async throws -> ID<Person> {
        let cipher = world.cipher
        let commune = world.commune
        return try await world.store.write { tx in
            let id = ID<Person>(at: tx.now)
            try PersonRecords.insert(
                Person(
                    id: id, name: "Đinh Thị Số", sex: .female, bornOn: CivilDate(year: 1990, month: 5, day: 1),
                    ethnicity: "Nùng",
                    group: .official, isFrontline: true, startedWorkOn: nil, unitID: commune, position: "Công chức",
                    isInvented: true),
                identityNumber: "001190009999", cipher: cipher, in: tx)
            try PersonRecords.insertPost(
                of: id, at: commune, position: "Công chức", from: try #require(CivilDate(iso: "2020-01-01")),
                until: nil, in: tx)
            try PersonRecords.insertDiscipline(
                of: id, measure: "reprimand", from: try #require(CivilDate(iso: "2024-03-01")),
                until: try #require(CivilDate(iso: "2025-03-01")), document: "Quyết định số 5/QĐ-UBND", in: tx)
            try PersonRecords.insertExamination(
                person: id, unit: nil, kind: "complaint", since: try #require(CivilDate(iso: "2025-11-01")),
                closedOn: nil, in: tx)
            return id
        }
    }

    private func permission(_ act: PersonAct, _ actor: Actor, _ id: ID<Person>, _ world: World) async throws
        -> Permission?
    {
        try await world.store.read { tx in
            guard let found = try? PersonGate.person(id, for: actor, in: tx) else { return nil }
            return found.policy.permission(for: act)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Ai xem được hồ sơ cá nhân, kỷ luật và số định danh`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let id = try await person(in: world)
            let table: [(Actor, sees: Bool, conduct: Bool, identity: Bool)] = [
                (world.officer, true, false, false), (world.head, true, true, true),
                (world.otherOfficer, false, false, false),
                (world.specialist, true, true, true), (world.leader, true, true, true),
                (world.chairman, true, false, false),
                (world.inspector, true, true, false), (world.secretary, false, false, false),
                (world.member, false, false, false), (world.administrator, false, false, false),
                (world.actor("khongquyen"), false, false, false),
            ]
            for row in table {
                #expect(try await (permission(.view, row.0, id, world) != nil) == row.sees, "\(row.0.name)")
                #expect(try await (permission(.viewConduct, row.0, id, world) == .open) == row.conduct, "\(row.0.name)")
                #expect(
                    try await (permission(.revealIdentity, row.0, id, world) == .open) == row.identity, "\(row.0.name)")
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `Người ngoài phạm vi thì hồ sơ coi như không có`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let missing = ID<Person>(at: world.clock.clock.now())
            var messages: Set<String> = []
            for id in [world.stranger, missing] {
                do {
                    try await world.store.read { tx in _ = try PersonGate.person(id, for: world.officer, in: tx) }
                    Issue.record("found")
                } catch let problem as Problem {
                    #expect(problem.code == .notFound)
                    messages.insert(problem.message)
                }
            }
            #expect(messages.count == 1)
            await #expect {
                try await world.store.read { tx in
                    _ = try PersonGate.units(world.otherCommune, for: world.officer, in: tx)
                }
            } throws: { ($0 as? Problem)?.code == .notFound }
            let units = try await world.store.read { tx in
                (
                    try PersonGate.units(nil, for: world.officer, in: tx),
                    try PersonGate.units(world.section, for: world.officer, in: tx),
                    try PersonGate.units(nil, for: world.secretary, in: tx)
                )
            }
            #expect(units.0 == [world.commune])
            #expect(units.1 == [world.section])
            #expect(units.2.isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Tìm người chỉ trong phạm vi, gõ không dấu, một câu hỏi cho mọi độ dài`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let store = CountingStore(world.store)
            func names(_ typed: String, _ actor: Actor, limit: Int = 10) async throws -> [String] {
                store.reset()
                let lines = try await store.read { tx in
                    try PersonRecords.page(
                        typed: typed, within: try PersonGate.units(nil, for: actor, in: tx), after: nil, limit: limit,
                        in: tx)
                }
                #expect(store.count == 1)
                return lines.map(\.name)
            }
            #expect(try await names("", world.specialist, limit: 1).count == 1)
            // By given name: Ân, Đào, Khách.
            #expect(
                try await names("", world.specialist, limit: 3) == ["Nguyễn Văn Ân", "Triệu Thị Đào", "Bàn Văn Khách"])
            #expect(try await names("", world.officer) == ["Nguyễn Văn Ân", "Triệu Thị Đào"])
            #expect(try await names("trieu thi dao", world.officer) == ["Triệu Thị Đào"])
            #expect(try await names("ban van khach", world.officer).isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Số định danh được che, và mỗi lần xem đầy đủ đều ghi nhật ký`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let id = try await person(in: world)
            let stored = try await world.store.read { tx in try PersonRecords.identityCipher(of: id, in: tx) }
            #expect(stored?.contains("001190009999") == false)
            #expect(IdentityCipher.masked(try world.cipher.decrypt(stored ?? "")) == "••••••••9999")

            for actor in [world.officer, world.chairman, world.inspector] {
                await #expect {
                    _ = try await RevealIdentity(id: id).run(by: actor, cipher: world.cipher, on: world.store)
                } throws: {
                    ($0 as? Problem)?.code == .notAllowed
                }
            }
            await #expect {
                _ = try await RevealIdentity(id: id).run(by: world.otherOfficer, cipher: world.cipher, on: world.store)
            } throws: { ($0 as? Problem)?.code == .notFound }
            let refused = try await world.store.read { tx in try EventRecords.history(of: .person, id.rawValue, in: tx)
            }
            #expect(refused.isEmpty)

            let number = try await RevealIdentity(id: id).run(
                by: world.specialist, cipher: world.cipher, on: world.store)
            #expect(number == "001190009999")
            let events = try await world.store.read { tx in try EventRecords.history(of: .person, id.rawValue, in: tx) }
            #expect(events.map(\.kind) == [.identityNumberViewed])
            #expect(events.first?.accountID == world.specialist.accountID)
            #expect(events.allSatisfy { !$0.detail.contains("9999") && $0.note == nil })

            await #expect {
                _ = try await RevealIdentity(id: world.fighter).run(
                    by: world.head, cipher: world.cipher, on: world.store)
            } throws: { ($0 as? Problem)?.code == .conflict }
        }
    }

    @Test(arguments: TestEngine.available)
    func `The lifelong file reads every part in order`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let id = try await person(in: world)
            try await world.store.read { tx throws in
                #expect(try PersonRecords.posts(of: id, in: tx).map(\.unitName) == ["Xã Phong Quang"])
                #expect(try PersonRecords.ratings(of: world.fighter, in: tx).map(\.year) == [2025, 2024, 2023, 2022])
                #expect(try PersonRecords.disciplines(of: id, in: tx).map(\.measure) == ["reprimand"])
                #expect(try PersonRecords.examinations(of: id, in: tx).map(\.kind) == ["complaint"])
                #expect(try PersonRecords.initiatives(of: world.fighter, in: tx).map(\.usedFor) == [nil])
                #expect(try RollRecords.entries(of: world.fighter, in: tx).map(\.year) == [2024, 2024, 2023, 2023])
            }
        }
    }
}
