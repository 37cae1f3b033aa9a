import Actions
import Domain
import Law
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

@Suite struct WorkTests {
    private func work(_ world: World, _ actor: Actor) async throws -> Work {
        let (work, openCount) = try await world.store.read { tx in
            (
                try WorkRecords.work(for: actor, limit: 20, in: tx),
                try WorkRecords.openCount(for: actor, upTo: 100, in: tx)
            )
        }
        #expect(work.openCount == openCount, "the navigation and the page agree for \(actor.name)")
        return work
    }

    @Test(arguments: TestEngine.available)
    func `Hồ sơ đi đến đâu thì việc nằm ở người đó, lý do trả lại nằm ngay trên dòng`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            var dossier = try await world.draftDossier()
            #expect(try await work(world, world.officer)[.dossierDrafts]?.items.map(\.id) == [dossier.id.rawValue])
            #expect(try await work(world, world.otherOfficer).openCount == 0)
            dossier = try await SubmitDossier(id: dossier.id, version: dossier.version)
                .run(by: world.officer, lawbook: world.lawbook, on: world.store)
            let sent = try await work(world, world.officer)
            #expect(sent.openCount == 0 && sent[.dossiersSent]?.items.map(\.id) == [dossier.id.rawValue])
            for actor in [world.specialist, world.leader] {
                let work = try await work(world, actor)
                #expect(
                    work[.dossiersToReceive]?.items.map(\.id) == [dossier.id.rawValue]
                        && work[.dossiersToAppraise]?.total == 0)
            }
            let returned = try await ReturnDossier(
                id: dossier.id, version: dossier.version + 1, reason: "Thiếu biên bản họp xét."
            )
            .run(by: world.specialist, on: world.store)
            #expect(returned.state == .returned)
            let back = try await work(world, world.officer)
            #expect(back[.dossiersReturned]?.items.map(\.reason) == ["Thiếu biên bản họp xét."])
            #expect(back.openCount == 1 && back[.dossiersSent]?.total == 0)
            #expect(try await work(world, world.specialist).openCount == 0)
        }
    }

    @Test(arguments: TestEngine.available)
    func `counting what waits stops at the number that is told`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            for _ in 1...3 { _ = try await world.draftDossier() }
            let counts = try await world.store.read { tx in
                try [1, 2, 3, 100].map { try WorkRecords.openCount(for: world.officer, upTo: $0, in: tx) }
            }
            #expect(counts == [1, 2, 3, 3])
            let sent = try await world.store.read { tx in
                try [1, 100].map { try DossierRecords.appraisalCount(for: world.officer, upTo: $0, in: tx) }
            }
            #expect(sent == [0, 0], "who appraises nothing has nothing to count")
        }
    }

    @Test(arguments: TestEngine.available)
    func `Hồ sơ đã thẩm định chờ thư ký đưa vào phiên họp; xếp vào phiên thì còn phiên phải chuẩn bị`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let dossier = try await world.appraisedDossier()
            let waiting = try await work(world, world.secretary)
            #expect(
                waiting[.dossiersToSchedule]?.items.map(\.id) == [dossier.id.rawValue]
                    && waiting[.sessionsToPrepare]?.total == 0)
            #expect(try await work(world, world.officer).openCount == 0)
            try await world.store.write { tx in
                let council = ID<Council>(at: tx.now)
                let session = ID<CouncilSession>(at: tx.now)
                try tx.run(
                    """
                    INSERT INTO council (id, unit_id, name, document)
                    VALUES (\(council), \(world.province), 'Hội đồng tỉnh', 'Quyết định số 1')
                    """)
                try tx.run(
                    """
                    INSERT INTO council_session (id, council_id, title, place, held_on, state, created_by, created_at)
                    VALUES (\(session), \(council), 'Phiên tháng 12', 'Hội trường', '2025-12-12', 'planned',
                        \(world.secretary.accountID), \(tx.now))
                    """)
                try tx.run(
                    "INSERT INTO council_agenda (session_id, dossier_id, ordinal) VALUES (\(session), \(dossier.id), 1)"
                )
            }
            let planned = try await work(world, world.secretary)
            #expect(planned[.dossiersToSchedule]?.total == 0)
            #expect(planned[.sessionsToPrepare]?.items.map(\.title) == ["Phiên tháng 12"])
            #expect(planned[.sessionsToPrepare]?.items.first?.detail == "họp ngày 12/12/2025, 1 hồ sơ")
        }
    }

    @Test(arguments: TestEngine.available)
    func `Hội đồng đã xét thì chờ dự thảo; có dự thảo thì chờ Chủ tịch ký, người soạn thấy đang chờ ký`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let dossier = try await world.appraisedDossier()
            try await world.store.write { tx in
                try tx.run("UPDATE dossier SET state = 'considered' WHERE id = \(dossier.id)")
            }
            #expect(
                try await work(world, world.specialist)[.dossiersToDecide]?.items.map(\.id) == [dossier.id.rawValue])
            #expect(try await work(world, world.chairman).openCount == 0)
            try await world.store.write { tx in
                let decision = ID<Decision>(at: tx.now)
                try tx.run(
                    """
                    INSERT INTO decision (id, kind, issuer_unit_id, issuer_title, symbol, year, abstract, reason, state, created_by,
                        created_at, updated_by, updated_at)
                    VALUES (\(decision), 'commend', \(world.province), 'CHỦ TỊCH', 'QĐ-UBND', 2025, 'Về việc khen thưởng', '',
                        'draft', \(world.specialist.accountID), \(tx.now), \(world.specialist.accountID), \(tx.now))
                    """)
                for nomination in try NominationRecords.nominations(of: dossier.id, in: tx) {
                    try tx.run(
                        """
                        INSERT INTO decision_line (id, decision_id, ordinal, nomination_id, code, recipient_name, recipient_detail,
                            unit_name)
                        VALUES (\(ID<DecisionLine>(at: tx.now)), \(decision), \(nomination.ordinal), \(nomination.id), 'BKT',
                            'Triệu Thị Đào', '', 'Xã Phong Quang')
                        """)
                }
            }
            let drafted = try await work(world, world.specialist)
            #expect(
                drafted[.dossiersToDecide]?.total == 0 && drafted[.decisionsUnsigned]?.total == 1
                    && drafted.openCount == 0)
            let chairman = try await work(world, world.chairman)
            #expect(
                chairman[.decisionsToSign]?.items.map(\.title) == ["Về việc khen thưởng"] && chairman.openCount == 1)
            // A head of a unit signs the decisions of that unit, not those of the province.
            #expect(try await work(world, world.head)[.decisionsToSign]?.total == 0)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Mỗi vai chỉ có những mục của mình; không có quyền thì không có mục nào`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let none = try await work(world, world.actor("khongquyen"))
            #expect(
                none.openCount == 0 && none[.movementsToAnswer] == nil && none[.decisionsToSign] == nil
                    && none[.dossiersSent] == nil)
            for actor in [world.administrator, world.inspector, world.member] {
                let work = try await work(world, actor)
                #expect(
                    work[.movementsToAnswer] == nil && work[.dossiersToReceive] == nil
                        && work[.dossiersToSchedule] == nil && work[.decisionsToSign] == nil)
            }
            let officer = try await work(world, world.officer)
            #expect(
                officer[.movementsToAnswer] != nil && officer[.dossiersToReceive] == nil
                    && officer[.decisionsToSign] == nil)
            let specialist = try await work(world, world.specialist)
            #expect(
                specialist[.movementsToAnswer] == nil && specialist[.dossiersToReceive] != nil
                    && specialist[.movementsUnanswered] != nil)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Hoạt động đã qua ngày, cuộc kiểm tra chưa kết luận, công trình chậm tự hiện ra ở người phải làm`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            var content = ActivityContent()
            content.kind = Activity.Kind.sports.rawValue
            content.name = "Hội thao chào mừng"
            content.startsOn = "05/12/2025"
            let activity = try await PlanActivity(unitID: world.commune, content: content).run(
                by: world.officer, on: world.store)
            let inspection = try await world.inspection()
            let publicWork = try await PlanWork(unitID: world.commune, content: world.workContent()).run(
                by: world.officer, on: world.store)
            // The last day of each belongs to it.
            #expect(try await work(world, world.officer)[.activitiesToReport]?.total == 0)
            world.clock.set(Instant(CivilDate(year: 2026, month: 1, day: 20)!, hour: 8))
            let officer = try await work(world, world.officer)
            #expect(officer[.activitiesToReport]?.items.map(\.id) == [activity.rawValue])
            #expect(
                officer[.activitiesToReport]?.items.first?.detail == "chưa ghi đã tổ chức, kết thúc ngày 05/12/2025")
            #expect(officer[.worksLate]?.items.map(\.id) == [publicWork.rawValue])
            #expect(officer[.inspectionsToConclude] == nil && officer[.worksLateElsewhere] == nil)
            #expect(try await work(world, world.otherOfficer)[.activitiesToReport]?.total == 0)
            let specialist = try await work(world, world.specialist)
            #expect(specialist[.inspectionsToConclude]?.items.map(\.id) == [inspection.rawValue])
            #expect(specialist[.worksLateElsewhere]?.items.map(\.id) == [publicWork.rawValue])
            #expect(specialist[.activitiesToReport]?.total == 0, "the activities of units are theirs")
            let counting = CountingStore(world.store)
            _ = try await counting.read { tx in try WorkRecords.work(for: world.specialist, limit: 20, in: tx) }
            #expect(
                counting.count
                    == WorkRecords.sectionCount(for: world.specialist, today: world.clock.clock.now().day))
        }
    }

    @Test(arguments: TestEngine.available)
    func `Người không có chức năng gửi được vướng mắc của đơn vị mình đang công tác và xem được trả lời`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let reader = try await world.staffAccount("nguoidoc", of: world.fighter, named: "Triệu Thị Đào")
            let theme = try await world.store.read { tx in try DifficultyRecords.themes(in: tx)[0].id }
            func raise(_ unit: ID<Unit>, by actor: Actor) async throws -> ID<Difficulty> {
                try await RaiseDifficulty(
                    unitID: unit, theme: theme, subject: "Chưa rõ mẫu phiếu", text: "Đề nghị hướng dẫn mẫu phiếu."
                ).run(by: actor, lawbook: world.lawbook, files: world.files, on: world.store)
            }
            let id = try await raise(world.commune, by: reader)
            #expect(try await work(world, reader)[.difficultiesRaised]?.items.map(\.id) == [id.rawValue])
            for (unit, actor) in [(world.otherCommune, reader), (world.commune, world.actor("khongquyen"))] {
                let refused = await #expect(throws: Problem.self) { _ = try await raise(unit, by: actor) }
                #expect(refused?.code == .notAllowed)
            }
        }
    }
}
