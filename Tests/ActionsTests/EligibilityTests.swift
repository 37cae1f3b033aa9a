import Actions
import Domain
import Law
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

@Suite struct EligibilityTests {
    private func add(_ count: Int, to unit: ID<Unit>, in world: World) async throws -> [ID<Person>] {
        let cipher = world.cipher
        return try await world.store.write { tx in
            let people = (0..<count).map { index in
                Person(
                    id: ID(at: tx.now), name: "Người Mẫu \(index)", sex: index.isMultiple(of: 2) ? .female : .male,
                    bornOn: nil, ethnicity: "Tày", group: .official, isFrontline: true,
                    startedWorkOn: CivilDate(year: 2015, month: 1, day: 1), unitID: unit, position: "Công chức",
                    isInvented: true)
            }
            for person in people { try PersonRecords.insert(person, identityNumber: nil, cipher: cipher, in: tx) }
            try PersonSeeding.insertRatings(
                people.flatMap { person in
                    (2021...2025).map { year in
                        RatingRow(
                            personID: person.id, year: year, level: year.isMultiple(of: 2) ? .good : .excellent,
                            unitID: unit, monthsWorked: 12, isMaternity: false)
                    }
                }, in: tx)
            return people.map(\.id)
        }
    }

    private func read(_ unit: ID<Unit>, by actor: Actor, _ world: World, on store: (any Store)? = nil) async throws
        -> StaffEligibility
    {
        let lawbook = world.lawbook
        return try await (store ?? world.store).read { tx in
            try StaffEligibility.read(unit, year: 2025, for: actor, lawbook: lawbook, in: tx).staff
        }
    }

    private func entry(_ code: CatalogueCode, _ world: World) throws -> CatalogueEntry {
        try world.lawbook.entry(code, on: try #require(CivilDate(iso: "2025-12-05")))
    }

    @Test(arguments: TestEngine.available)
    func `Dữ kiện của một người và của ba trăm người được đọc bằng cùng số câu hỏi`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let counting = CountingStore(world.store)
            let alone = try await read(world.section, by: world.head, world, on: counting)
            #expect(alone.count == 1)
            let few = counting.count
            _ = try await add(300, to: world.section, in: world)
            counting.reset()
            let many = try await read(world.section, by: world.head, world, on: counting)
            #expect(many.count == 301)
            #expect(counting.count == few)
            #expect(few <= 11)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Danh sách gồm người của đơn vị, của đơn vị trực thuộc và người kiêm nhiệm trong phạm vi được xem`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world async throws in
            let (section, commune, fighter, stranger) = (world.section, world.commune, world.fighter, world.stranger)
            try await world.store.write { tx in
                for person in [fighter, stranger] {
                    try PersonRecords.insertPost(
                        of: person, at: section, position: "Kiêm nhiệm",
                        from: try #require(CivilDate(iso: "2025-01-01")), until: nil, in: tx)
                }
            }
            func names(_ unit: ID<Unit>, _ actor: Actor) async throws -> Set<String> {
                Set(try await read(unit, by: actor, world).members(for: entry("LDTT", world)).map(\.line.name))
            }
            #expect(try await names(commune, world.head) == ["Triệu Thị Đào", "Nguyễn Văn Ân"])
            #expect(try await names(section, world.head) == ["Triệu Thị Đào", "Nguyễn Văn Ân"])
            // The home unit of the third is out of the head's reach, not of the specialist's.
            #expect(
                try await names(section, world.specialist) == ["Triệu Thị Đào", "Nguyễn Văn Ân", "Bàn Văn Khách"])
            for actor in [world.otherOfficer, world.secretary, world.administrator] {
                await #expect(throws: Problem.self) { try await read(commune, by: actor, world) }
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `Người đạt đứng trước, rồi người cần xét, rồi người còn thiếu ít`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let added = try await add(4, to: world.commune, in: world)
            try await world.store.write { tx in
                try PersonRecords.insertDiscipline(
                    of: added[1], measure: "warning", from: tx.today.adding(days: -30), until: nil,
                    document: "Quyết định số 9/QĐ-UBND", in: tx)
            }
            let staff = try await read(world.commune, by: world.head, world)
            let members = await staff.members(for: try entry("CSTDCS", world))
            #expect(members.count == 6)
            #expect(members.map(\.place) == members.map(\.place).sorted())
            let rank = members.map(\.standing.rank)
            #expect(rank == rank.sorted())
            // Nobody has judged yet whether they kept the party's and the state's policies: the best only wait for that.
            #expect(members.first?.standing.onlyWaitsForOfficer == true)
            #expect(members.last?.standing.verdict == .notMet)
            #expect(members.last?.missing.isEmpty == false)
            // Every answer is the one that the person's own page gives.
            let (lawbook, head) = (world.lawbook, world.head)
            for member in members {
                let own = try await world.store.read { tx in
                    try PersonEligibility.load(member.id, year: 2025, for: head, lawbook: lawbook, in: tx)
                }
                let line = try #require(own.eligibility.lines.first { $0.entry.code == "CSTDCS" })
                #expect(line.standing == member.standing, "\(member.line.name)")
            }
            let counts = await staff.overview()
            let fighters = try #require(counts.first { $0.entry.code == "CSTDCS" })
            #expect(fighters.met + fighters.undecided + fighters.notMet == 6)
            #expect(fighters.notMet == members.count { $0.standing.verdict == .notMet })
            #expect(fighters.notMet > 0 && fighters.undecided > 0)
        }
    }

    @Test func `Thứ tự: đạt, chỉ còn cán bộ kết luận, còn thiếu dữ liệu, thiếu ít, thiếu nhiều`() {
        let order = [
            Standing(verdict: .met, unmet: 0, unknown: 0, toJudge: 0),
            Standing(verdict: .undecided, unmet: 0, unknown: 0, toJudge: 1),
            Standing(verdict: .undecided, unmet: 0, unknown: 0, toJudge: 3),
            Standing(verdict: .undecided, unmet: 0, unknown: 1, toJudge: 0),
            Standing(verdict: .notMet, unmet: 1, unknown: 0, toJudge: 5),
            Standing(verdict: .notMet, unmet: 2, unknown: 0, toJudge: 0),
        ]
        #expect(order.shuffled().sorted() == order)
    }

    @Test(arguments: TestEngine.available)
    func `Sáng kiến chưa dùng đều được tính khi hỏi đủ điều kiện gì, sáng kiến đã dùng thì không`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world async throws in
            let (worker, commune, lawbook, head) = (world.worker, world.commune, world.lawbook, world.head)
            func verdict() async throws -> Verdict? {
                try await world.store.read { tx in
                    try PersonEligibility.load(worker, year: 2025, for: head, lawbook: lawbook, in: tx)
                        .eligibility.lines.first { $0.entry.code == "CSTDCS" }?.assessment.verdict
                }
            }
            #expect(try await verdict() == .notMet)
            try await world.store.write { tx in
                try PersonRecords.insertInitiative(
                    Initiative(
                        id: ID(at: tx.now), personID: worker, unitID: commune, name: "Lịch trực chung", year: 2025,
                        scope: .base, recognisedOn: tx.today, document: "Quyết định số 80/QĐ-UBND",
                        usedFor: "BKT-2024"), in: tx)
            }
            #expect(try await verdict() == .notMet)
            try await world.store.write { tx in
                try PersonRecords.insertInitiative(
                    Initiative(
                        id: ID(at: tx.now), personID: worker, unitID: commune, name: "Sổ tay một trang", year: 2025,
                        scope: .base, recognisedOn: tx.today, document: "Quyết định số 81/QĐ-UBND"), in: tx)
            }
            #expect(try await verdict() == .undecided)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Ai không được xem kỷ luật, đơn thư thì chỉ biết hồ sơ phải chờ, không biết vì việc gì`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world async throws in
            let (worker, lawbook) = (world.worker, world.lawbook)
            try await world.store.write { tx in
                try PersonRecords.insertExamination(
                    person: worker, unit: nil, kind: "denunciation", since: tx.today.adding(days: -10), closedOn: nil,
                    in: tx)
            }
            func finding(_ actor: Actor) async throws -> Finding {
                let line = try await world.store.read { tx in
                    try PersonEligibility.load(worker, year: 2025, for: actor, lawbook: lawbook, in: tx)
                        .eligibility.lines.first { $0.entry.code == "LDTT" }
                }
                return try #require(
                    line?.assessment.findings.first { lawbook.conductCriteria.contains($0.id) && $0.verdict == .notMet }
                )
            }
            #expect(try await finding(world.head).because.contains("tố cáo"))
            for actor in [world.officer, world.chairman] {
                let veiled = try await finding(actor)
                #expect(!veiled.because.contains("tố cáo"))
                #expect(veiled.evidence.isEmpty)
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `a part of the province is read with the same facts as its people one by one`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world async throws in
            _ = try await add(20, to: world.commune, in: world)
            let titles: Set<CatalogueCode> = ["LDTT", "CSTDCS"]
            try await world.store.read { tx in
                let part = try PersonRecords.part(after: nil, limit: 100, in: tx)
                #expect(part.count == 23)
                let first = try #require(part.first?.id)
                let last = try #require(part.last?.id)
                let together = try FactsRecords.facts(
                    of: part, .between(first, last), titles: titles, in: tx)
                for person in part {
                    let alone = try FactsRecords.facts(of: [person], .one(person.id), titles: titles, in: tx)
                    #expect(alone[person.id] == together[person.id])
                }
                #expect(try FactsRecords.bareScan(.between(first, last), in: tx) >= 23 * 4)
                #expect(try PersonRecords.part(after: last, limit: 100, in: tx).isEmpty)
            }
        }
    }
}
