import Actions
import Domain
import Law
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

@Suite struct DossierTests {
    static func events(_ id: ID<Dossier>, in world: World) async throws -> [EventKind] {
        try await world.store.read { tx in try EventRecords.history(of: .dossier, id.rawValue, in: tx).map(\.kind) }
    }

    static func current(_ id: ID<Dossier>, in world: World) async throws -> Dossier {
        try await world.store.read { tx in try #require(try DossierRecords.dossier(id, in: tx)) }
    }

    @Test(arguments: TestEngine.available)
    func `Hồ sơ đi từ đơn vị đến cửa Hội đồng, mỗi bước có người, giờ và sự kiện`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let dossier = try await world.appraisedDossier()
            #expect(dossier.state == .appraised)
            #expect(dossier.receivedOn?.iso == "2025-12-05")
            let kinds = try await Self.events(dossier.id, in: world)
            #expect(kinds.first == .dossierCreated)
            for kind in [
                EventKind.nominationAdded, .dossierSubmitted, .dossierReceived, .nominationAppraised, .dossierAppraised,
            ] {
                #expect(kinds.contains(kind), "\(kind)")
            }
            let broken = try await world.store.read { tx in try EventRecords.brokenChains(in: tx) }
            #expect(broken == [])
        }
    }

    @Test(arguments: TestEngine.available)
    func `Thiếu tờ trình hoặc văn bản thì không trình được, và nói thiếu gì`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let (officer, lawbook, fighter, commune) = (world.officer, world.lawbook, world.fighter, world.commune)
            let id = try await CreateDossier(
                title: "Đề nghị năm 2025", category: .merit, year: 2025, level: .province, unitID: commune,
                movementID: nil
            ).run(by: officer, on: world.store)
            _ = try await AddNomination(dossierID: id, choice: .person(fighter)).run(
                by: officer, lawbook: lawbook, on: world.store)
            let problem = await #expect(throws: Problem.self) {
                try await SubmitDossier(id: id, version: 1).run(by: officer, lawbook: lawbook, on: world.store)
            }
            #expect(problem?.message.contains("số và ngày tờ trình") == true)
            #expect(problem?.message.contains("tóm tắt thành tích của Triệu Thị Đào") == true)
            #expect(problem?.message.contains("Báo cáo thành tích") == true)
            #expect(try await Self.current(id, in: world).state == .draft)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Trả lại phải có lý do, lý do hiện trong danh sách của đơn vị, trình lại được`(engine: TestEngine) async throws
    {
        try await withWorld(engine) { world in
            let draft = try await world.draftDossier()
            let officer = world.officer
            _ = try await SubmitDossier(id: draft.id, version: draft.version).run(
                by: officer, lawbook: world.lawbook, on: world.store)
            let submitted = try await Self.current(draft.id, in: world)
            await #expect(throws: Problem.self) {
                try await ReturnDossier(id: draft.id, version: submitted.version, reason: "  ").run(
                    by: world.specialist, on: world.store)
            }
            _ = try await ReturnDossier(id: draft.id, version: submitted.version, reason: "Thiếu biên bản họp xét")
                .run(by: world.specialist, on: world.store)
            let lines = try await world.store.read { tx in
                try DossierRecords.page(DossierFilter(), for: officer, before: nil, limit: 10, in: tx)
            }
            #expect(lines.map(\.state) == [.returned])
            #expect(lines.first?.lastReason == "Thiếu biên bản họp xét")
            let returned = try await Self.current(draft.id, in: world)
            _ = try await SubmitDossier(id: draft.id, version: returned.version).run(
                by: officer, lawbook: world.lawbook, on: world.store)
            let again = try await Self.current(draft.id, in: world)
            #expect(again.state == .submitted)
            #expect(again.lastReason == nil)
            let waiting = try await world.store.read { tx in
                try OutboxRecords.waiting(limit: 100, in: tx).map(\.message)
            }
            #expect(waiting.contains { $0.contains("bị trả lại: Thiếu biên bản họp xét") })
        }
    }

    @Test(arguments: TestEngine.available)
    func `Rút rồi mở lại để sửa, Sở Nội vụ không còn thấy hồ sơ đã rút`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let draft = try await world.draftDossier()
            _ = try await SubmitDossier(id: draft.id, version: draft.version).run(
                by: world.officer, lawbook: world.lawbook, on: world.store)
            _ = try await WithdrawDossier(id: draft.id, version: draft.version + 1, reason: "Nhầm người")
                .run(by: world.officer, on: world.store)
            let specialist = world.specialist
            let problem = await #expect(throws: Problem.self) {
                try await world.store.read { tx in try Gate.dossier(draft.id, for: specialist, may: .view, in: tx) }
            }
            #expect(problem?.code == .notFound)
            _ = try await ReopenDossier(id: draft.id, version: draft.version + 2).run(
                by: world.officer, on: world.store)
            #expect(try await Self.current(draft.id, in: world).state == .draft)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Hai người sửa một đề nghị, người sau được báo ai đã sửa và không ghi đè`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let draft = try await world.draftDossier()
            let nomination = try await world.store.read { tx in
                try #require(try NominationRecords.nominations(of: draft.id, in: tx).first)
            }
            func change(_ summary: String) -> ChangeNomination {
                ChangeNomination(
                    dossierID: draft.id, id: nomination.id, version: nomination.version, code: nomination.code,
                    group: nomination.group,
                    year: "2025", periodFrom: "01/01/2025", periodUntil: "31/12/2025", summary: summary,
                    initiatives: [], isDraft: false)
            }
            _ = try await change("Bản của thủ trưởng").run(by: world.head, lawbook: world.lawbook, on: world.store)
            for _ in 0..<20 {
                let problem = await #expect(throws: Problem.self) {
                    try await change("Bản của cán bộ").run(by: world.officer, lawbook: world.lawbook, on: world.store)
                }
                #expect(problem?.code == .conflict)
                #expect(problem?.message.contains("Hoàng Văn Mẫu") == true)
            }
            let stored = try await world.store.read { tx in
                try NominationRecords.nominations(of: draft.id, in: tx).first?.summary
            }
            #expect(stored == "Bản của thủ trưởng")
        }
    }

    @Test(arguments: TestEngine.available)
    func `Bấm trình hai lần cùng lúc chỉ trình một lần`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let draft = try await world.draftDossier()
            let (officer, lawbook, store) = (world.officer, world.lawbook, world.store)
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<10 {
                    group.addTask {
                        (try? await SubmitDossier(id: draft.id, version: draft.version).run(
                            by: officer, lawbook: lawbook, on: store)) != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(outcomes == 1)
            #expect(try await Self.events(draft.id, in: world).filter { $0 == .dossierSubmitted }.count == 1)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Cán bộ xã khác không thấy hồ sơ, không sửa, không trình`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let draft = try await world.draftDossier()
            let stranger = world.otherOfficer
            for act in DossierAct.allCases {
                let problem = await #expect(throws: Problem.self) {
                    try await world.store.read { tx in try Gate.dossier(draft.id, for: stranger, may: act, in: tx) }
                }
                #expect(problem?.code == .notFound)
            }
            let lines = try await world.store.read { tx in
                try DossierRecords.page(DossierFilter(), for: stranger, before: nil, limit: 10, in: tx)
            }
            #expect(lines.isEmpty)
            let nobody = world.actor("khongquyen")
            let none = try await world.store.read { tx in
                try DossierRecords.page(DossierFilter(), for: nobody, before: nil, limit: 10, in: tx)
            }
            #expect(none.isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Không đề nghị được người của đơn vị khác`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let draft = try await world.draftDossier()
            let problem = await #expect(throws: Problem.self) {
                try await AddNomination(dossierID: draft.id, choice: .person(world.stranger))
                    .run(by: world.officer, lawbook: world.lawbook, on: world.store)
            }
            #expect(problem?.code == .notAllowed)
            // Within the unit, a section's people can be proposed.
            _ = try await AddNomination(dossierID: draft.id, choice: .person(world.worker))
                .run(by: world.officer, lawbook: world.lawbook, on: world.store)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Danh hiệu thuộc thẩm quyền đơn vị không nằm trong hồ sơ trình tỉnh`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let draft = try await world.draftDossier()
            let nomination = try await world.store.read { tx in
                try #require(try NominationRecords.nominations(of: draft.id, in: tx).first)
            }
            let problem = await #expect(throws: Problem.self) {
                try await ChangeNomination(
                    dossierID: draft.id, id: nomination.id, version: nomination.version, code: "LDTT", group: .official,
                    year: "2025",
                    periodFrom: "31/02/2025", periodUntil: "", summary: "x", initiatives: [], isDraft: false
                ).run(by: world.officer, lawbook: world.lawbook, on: world.store)
            }
            #expect(problem?.fields.map(\.field) == ["code", "periodFrom"])
            #expect(problem?.fields.first?.message.contains("thủ trưởng đơn vị quyết định") == true)
            #expect(problem?.fields.last?.message.contains("31/02/2025") == true)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Một người được đề nghị hai lần thì kiểm tra phát hiện`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let first = try await world.draftDossier()
            _ = try await SubmitDossier(id: first.id, version: first.version).run(
                by: world.officer, lawbook: world.lawbook, on: world.store)
            let second = try await world.draftDossier()
            let lawbook = world.lawbook
            let assessment = try await world.store.read { tx -> Assessment in
                let nomination = try #require(try NominationRecords.nominations(of: second.id, in: tx).first)
                return try Assessments.assess(nomination, in: second, judgements: [], lawbook: lawbook, tx: tx)
            }
            let finding = try #require(assessment.findings.first { $0.id == "GUARD.not-twice" })
            #expect(finding.verdict != .met)
            #expect(finding.because.contains(first.number))
        }
    }

    @Test(arguments: TestEngine.available)
    func `Kết luận của cán bộ phải có căn cứ, được giữ lại và thay kết quả máy`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let draft = try await world.draftDossier(code: "CSTDT")
            let lawbook = world.lawbook
            _ = try await SubmitDossier(id: draft.id, version: draft.version).run(
                by: world.officer, lawbook: lawbook, on: world.store)
            _ = try await ReceiveDossier(id: draft.id, version: draft.version + 1).run(
                by: world.specialist, lawbook: lawbook, on: world.store)
            let nomination = try await world.store.read { tx in
                try #require(try NominationRecords.nominations(of: draft.id, in: tx).first)
            }
            let finding = try #require(nomination.assessment?.findings.first { $0.verdict != .met })
            let refused = await #expect(throws: Problem.self) {
                try await AppraiseNomination(
                    dossierID: draft.id, nominationID: nomination.id, opinion: .propose, reason: ""
                )
                .run(by: world.specialist, lawbook: lawbook, on: world.store)
            }
            #expect(refused?.message.contains(finding.title) == true)
            func judge(_ reason: String) async throws {
                try await JudgeFinding(
                    dossierID: draft.id, nominationID: nomination.id, criterion: finding.id, judgement: .met,
                    reason: reason
                ).run(by: world.specialist, lawbook: lawbook, on: world.store)
            }
            await #expect(throws: Problem.self) { try await judge("") }
            try await judge("Đã xem Quyết định số 5/QĐ-UBND")
            let after = try await world.store.read { tx in
                try NominationRecords.nominations(of: draft.id, in: tx).first?.assessment
            }
            let judged = try #require(after?.findings.first { $0.id == finding.id })
            #expect(judged.verdict == .met)
            #expect(judged.because.contains("Quyết định số 5/QĐ-UBND"))
            let kept = try await world.store.read { tx in try NominationRecords.judgements(of: draft.id, in: tx) }
            #expect(kept.map(\.found) == [finding.verdict])
            #expect(try await Self.events(draft.id, in: world).contains(.findingJudged))
        }
    }

    @Test(arguments: TestEngine.available)
    func `lists take the same number of statements for one line and for three`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let counting = CountingStore(world.store)
            let (officer, specialist) = (world.officer, world.specialist)
            func statements() async throws -> [Int] {
                var counts: [Int] = []
                counting.reset()
                _ = try await counting.read { tx in
                    try DossierRecords.page(DossierFilter(typed: "khen"), for: officer, before: nil, limit: 50, in: tx)
                }
                counts.append(counting.count)
                counting.reset()
                _ = try await counting.read { tx in
                    try DossierRecords.appraisalQueue(for: specialist, after: nil, limit: 50, in: tx)
                }
                counts.append(counting.count)
                return counts
            }
            let first = try await world.draftDossier()
            _ = try await SubmitDossier(id: first.id, version: first.version).run(
                by: officer, lawbook: world.lawbook, on: world.store)
            #expect(try await statements() == [2, 1])
            for _ in 0..<2 {
                let next = try await world.draftDossier()
                _ = try await SubmitDossier(id: next.id, version: next.version).run(
                    by: officer, lawbook: world.lawbook, on: world.store)
            }
            #expect(try await statements() == [2, 1])
            let id = first.id
            counting.reset()
            let one = try await counting.read { tx in try NominationRecords.nominations(of: id, in: tx).count }
            #expect((one, counting.count) == (1, 2))
        }
    }

    @Test(arguments: TestEngine.available)
    func `pages of a list join without gap or repetition`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let officer = world.officer
            for _ in 0..<7 {
                world.clock.advance(.seconds(1))
                _ = try await world.draftDossier()
            }
            var seen: [String] = []
            var before: (at: Instant, id: String)?
            repeat {
                let place = before
                let page = try await world.store.read { tx in
                    try DossierRecords.page(DossierFilter(), for: officer, before: place, limit: 3, in: tx)
                }
                seen += page.map(\.number)
                before = page.count == 3 ? page.last.map { ($0.updatedAt, $0.id.rawValue) } : nil
            } while before != nil
            #expect(seen == (1...7).reversed().map { "HS-2025-00000\($0)" })
        }
    }
}
