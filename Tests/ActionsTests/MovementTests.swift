import Actions
import Domain
import Law
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

/// The movement of the letter of 2025, as an officer of Sở Nội vụ types it.
private func contentOfTheLetter() -> MovementContent {
    var content = MovementContent()
    content.name = "Phong trào thi đua năm 2025"
    content.theme = """
        Đảng bộ, Chính quyền và Nhân dân các dân tộc tỉnh ra sức thi đua, quyết tâm phấn đấu hoàn thành và hoàn thành vượt \
        mức các mục tiêu, nhiệm vụ thực hiện Nghị quyết Đại hội Đảng bộ các cấp nhiệm kỳ 2020-2025
        """
    content.form = Movement.Form.regular.rawValue
    content.startsOn = "01/01/2025"
    content.endsOn = "31/12/2025"
    content.respondBy = "10/12/2025"
    content.goals = "Hoàn thành các chỉ tiêu phát triển kinh tế - xã hội năm 2025;\nxóa nhà tạm, nhà dột nát."
    content.bases = [
        .init(instrument: "Nghị quyết số 75/NQ-HĐND", issuedOn: "09/12/2024", subject: "kế hoạch năm 2025"),
        .init(
            instrument: "Quyết định số 66/QĐ-UBND", issuedOn: "15/01/2021", subject: "chương trình hành động 2021-2025"),
        .init(),
        .init(instrument: "Quyết định số 2199/QĐ-UBND", issuedOn: "10/12/2024", subject: "giao chỉ tiêu kế hoạch"),
        .init(instrument: "Quyết định số 2228/QĐ-UBND", issuedOn: "16/12/2024", subject: "chương trình hành động 2025"),
        .init(),
    ]
    content.criteria = [
        .individual: "Hoàn thành xuất sắc nhiệm vụ được giao\nCó sáng kiến được công nhận",
        .collective: "Hoàn thành vượt mức chỉ tiêu được giao",
    ]
    content.groups = [.communes, .departments]
    return content
}

/// A final review with every part; only the results differ.
private func whole(_ results: String) -> TypedReview {
    TypedReview(
        results: results, people: "1.204", collectives: "12", weaknesses: "Triển khai chậm ở thôn xa, do thiếu người.",
        lessons: "Giao việc từng tuần.", proposals: "Không đề xuất")
}

extension World {
    fileprivate func drafted(_ change: (inout MovementContent) -> Void = { _ in }) async throws -> ID<Movement> {
        var content = contentOfTheLetter()
        change(&content)
        return try await DraftMovement(unitID: province, content: content).run(by: specialist, on: store)
    }

    fileprivate func launched(_ change: (inout MovementContent) -> Void = { _ in }) async throws -> ID<Movement> {
        let id = try await drafted(change)
        try await LaunchMovement(id: id, version: 1).run(by: leader, on: store)
        return id
    }

    fileprivate func movement(_ id: ID<Movement>) async throws -> Movement {
        try #require(try await store.read { tx in try MovementRecords.movement(id, in: tx) })
    }

    fileprivate func events(of id: ID<Movement>) async throws -> [EventKind] {
        try await store.read { tx in try EventRecords.history(of: .movement, id.rawValue, in: tx).map(\.kind) }
    }

    fileprivate func answer(
        _ id: ID<Movement>, by actor: Actor? = nil, at unit: ID<Unit>? = nil, version: Int = 0,
        plan: String = "Kế hoạch số 12/KH-UBND"
    ) async throws -> MovementResponse {
        try await RespondToMovement(
            movementID: id, unitID: unit ?? commune, version: version, plan: plan,
            subjects: "Toàn thể cán bộ, công chức",
            registeredPeople: "1.204", registeredCollectives: "12"
        ).run(by: actor ?? officer, on: store)
    }

    fileprivate func work(of actor: Actor) async throws -> (work: Work, openCount: Int) {
        try await store.read { tx in
            (
                try WorkRecords.work(for: actor, limit: 20, in: tx),
                try WorkRecords.openCount(for: actor, upTo: 100, in: tx)
            )
        }
    }
}

private func day(_ day: Int, _ month: Int, _ year: Int) -> CivilDate { CivilDate(year: year, month: month, day: day)! }

@Suite struct MovementTests {
    @Test(arguments: TestEngine.available)
    func `Soạn phong trào theo công văn: đủ chủ đề, bốn căn cứ có số và ngày, gửi mọi xã, phường và sở, ban, ngành`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let id = try await world.drafted()
            let movement = try await world.movement(id)
            #expect(movement.theme.hasPrefix("Đảng bộ, Chính quyền và Nhân dân các dân tộc"))
            #expect(movement.state == .draft)
            #expect(movement.level == .province)
            #expect(movement.startsOn == day(1, 1, 2025) && movement.endsOn == day(31, 12, 2025))
            #expect(
                movement.bases.map(\.instrument) == [
                    "Nghị quyết số 75/NQ-HĐND", "Quyết định số 66/QĐ-UBND", "Quyết định số 2199/QĐ-UBND",
                    "Quyết định số 2228/QĐ-UBND",
                ])
            #expect(
                movement.bases.map(\.issuedOn) == [
                    day(9, 12, 2024), day(15, 1, 2021), day(10, 12, 2024), day(16, 12, 2024),
                ])
            #expect(Set(movement.addressees) == [world.homeAffairs, world.health, world.commune, world.otherCommune])
            #expect(movement.criteria.filter { $0.subject == .individual }.count == 2)
            #expect(try await world.events(of: id) == [.movementDrafted])
        }
    }

    @Test(arguments: TestEngine.available)
    func `Nội dung sai được nêu đủ từng ô, không ghi gì`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let found = try await problem {
                _ = try await world.drafted { content in
                    content.name = " "
                    content.startsOn = "31/02/2025"
                    content.endsOn = ""
                    content.bases = [.init(), .init(instrument: "Nghị quyết số 75/NQ-HĐND")]
                    content.units = [world.section]
                }
            }
            #expect(found?.code == .invalid)
            #expect(Set(found?.fields.map(\.field) ?? []) == ["name", "startsOn", "endsOn", "basisOn-2", "units"])
            #expect(found?.fields.contains { $0.message.contains("31/02/2025") } == true)
            let late = try await problem {
                _ = try await world.drafted { content in
                    content.startsOn = "02/01/2026"
                    content.respondBy = "01/01/2026"
                    content.bases[0].issuedOn = "06/12/2025"
                }
            }
            #expect(Set(late?.fields.map(\.field) ?? []) == ["endsOn", "respondBy", "basisOn-1"])
            let count = try await world.store.read { tx in try tx.count("SELECT COUNT(*) AS n FROM movement") }
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Dự thảo chỉ người soạn, người phát động và thanh tra thấy; người khác được báo không tìm thấy`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let id = try await world.drafted()
            for actor in [world.specialist, world.leader, world.chairman, world.inspector] {
                let seen = try await world.store.read { tx in try Gate.movement(id, for: actor, may: .view, in: tx).id }
                let listed = try await world.store.read { tx in
                    try MovementRecords.page(.drafts, for: actor, before: nil, limit: 10, in: tx).map(\.id)
                }
                #expect(seen == id && listed == [id], "\(actor.name)")
            }
            for actor in [world.officer, world.head, world.secretary, world.administrator, world.actor("khongquyen")] {
                let found = try await problem {
                    _ = try await world.store.read { tx in try Gate.movement(id, for: actor, may: .view, in: tx) }
                }
                #expect(found?.code == .notFound, "\(actor.name)")
                let listed = try await world.store.read { tx in
                    try MovementRecords.page(.drafts, for: actor, before: nil, limit: 10, in: tx)
                }
                #expect(listed.isEmpty, "\(actor.name)")
            }
            let content = contentOfTheLetter()
            #expect(
                try await problem {
                    _ = try await ChangeMovement(id: id, version: 1, content: content).run(
                        by: world.officer, on: world.store)
                }?.code == .notFound)
            #expect(
                try await problem {
                    _ = try await DraftMovement(unitID: world.province, content: content).run(
                        by: world.officer, on: world.store)
                }?.code == .notAllowed)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Lãnh đạo Sở Nội vụ phát động: mọi đơn vị nhận có việc phải làm, cán bộ và thủ trưởng được báo`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let id = try await world.drafted()
            let before = try await world.work(of: world.officer)
            #expect(before.openCount == 0)
            let result = try await LaunchMovement(id: id, version: 1).run(by: world.leader, on: world.store)
            #expect(result.units == 4 && result.people == 3)
            let movement = try await world.movement(id)
            #expect(movement.state == .launched && movement.launchedAt != nil && movement.version == 2)
            #expect(try await world.events(of: id) == [.movementDrafted, .movementLaunched])
            let notified = try await world.store.read { tx in try OutboxRecords.waiting(limit: 50, in: tx) }
            #expect(
                Set(notified.compactMap(\.accountID))
                    == Set([world.officer, world.head, world.otherOfficer].map(\.accountID)))
            #expect(notified.allSatisfy { $0.message.contains("10/12/2025") })
            let addressed = try await world.store.read { tx in
                try MovementAddresseeRecords.page(of: id, nil, after: nil, limit: 50, in: tx)
            }
            #expect(addressed.count == 4 && addressed.allSatisfy { $0.progress == .unread })
            for (actor, unit) in [
                (world.officer, world.commune), (world.head, world.commune), (world.otherOfficer, world.otherCommune),
            ] {
                let (work, openCount) = try await world.work(of: actor)
                #expect(work[.movementsToAnswer]?.items.map(\.id) == [id.rawValue], "\(actor.name)")
                #expect(work[.movementsToAnswer]?.items.map(\.unitID) == [unit], "\(actor.name)")
                #expect(openCount == 1, "\(actor.name)")
            }
            let again = try await problem {
                try await LaunchMovement(id: id, version: 2).run(by: world.leader, on: world.store)
            }
            #expect(again?.code == .conflict)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Chuyên viên, cán bộ xã, thư ký không phát động được phong trào của tỉnh; Chủ tịch phát động được`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let id = try await world.drafted()
            let refused = try await problem {
                try await LaunchMovement(id: id, version: 1).run(by: world.specialist, on: world.store)
            }
            #expect(refused?.code == .notAllowed)
            #expect(refused?.message.contains("lãnh đạo Sở Nội vụ") == true)
            for actor in [world.officer, world.head, world.secretary, world.administrator] {
                let found = try await problem {
                    try await LaunchMovement(id: id, version: 1).run(by: actor, on: world.store)
                }
                #expect(found?.code == .notFound, "\(actor.name)")
            }
            #expect(try await world.movement(id).state == .draft)
            try await LaunchMovement(id: id, version: 1).run(by: world.chairman, on: world.store)
            #expect(try await world.movement(id).state == .launched)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Chưa có nơi nhận, mục tiêu, tiêu chí, hoặc đã hết thời gian thì chưa phát động được`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let nowhere = try await world.drafted { $0.groups = [] }
            let noAddressee = try await problem {
                try await LaunchMovement(id: nowhere, version: 1).run(by: world.leader, on: world.store)
            }
            #expect(noAddressee?.code == .invalid && noAddressee?.message.contains("đơn vị nhận") == true)
            let empty = try await world.drafted {
                $0.goals = ""
                $0.criteria = [:]
            }
            let missing = try await problem {
                try await LaunchMovement(id: empty, version: 1).run(by: world.leader, on: world.store)
            }
            #expect(missing?.code == .invalid)
            #expect(missing?.message.contains("mục tiêu") == true && missing?.message.contains("tiêu chí") == true)
            let hurried = try await world.drafted { $0.respondBy = "04/12/2025" }
            let noTime = try await problem {
                try await LaunchMovement(id: hurried, version: 1).run(by: world.leader, on: world.store)
            }
            #expect(noTime?.code == .invalid && noTime?.message.contains("Hạn hưởng ứng 04/12/2025 đã qua") == true)
            let past = try await world.drafted {
                $0.endsOn = "04/12/2025"
                $0.respondBy = ""
            }
            let over = try await problem {
                try await LaunchMovement(id: past, version: 1).run(by: world.leader, on: world.store)
            }
            #expect(over?.code == .invalid && over?.message.contains("Ngày kết thúc đã qua") == true)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Xã phát động đợt thi đua riêng để hưởng ứng phong trào của tỉnh`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let parent = try await world.launched()
            var content = contentOfTheLetter()
            content.name = "Đợt thi đua 30 ngày xóa nhà tạm"
            content.form = Movement.Form.thematic.rawValue
            content.parent = parent.rawValue
            content.startsOn = "01/12/2025"
            content.groups = []
            content.units = [world.section]
            let id = try await DraftMovement(unitID: world.commune, content: content).run(
                by: world.officer, on: world.store)
            #expect(try await world.movement(id).level == .unit)
            let refused = try await problem {
                try await LaunchMovement(id: id, version: 1).run(by: world.officer, on: world.store)
            }
            #expect(refused?.code == .notAllowed)
            try await LaunchMovement(id: id, version: 1).run(by: world.head, on: world.store)
            let below = try await world.store.read { tx in
                try MovementRecords.launchedBelow(parent, limit: 10, in: tx).map(\.id)
            }
            #expect(below == [id])
            // The head of another unit neither drafts nor launches here.
            #expect(
                try await problem {
                    _ = try await DraftMovement(unitID: world.commune, content: content).run(
                        by: world.otherOfficer, on: world.store)
                }?.code == .notAllowed)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Sửa dự thảo: người sau được báo ai vừa sửa, nội dung người trước còn nguyên`(engine: TestEngine) async throws
    {
        try await withWorld(engine) { world in
            let id = try await world.drafted()
            var content = contentOfTheLetter()
            content.groups = [.communes]
            content.bases.removeLast(2)
            let version = try await ChangeMovement(id: id, version: 1, content: content).run(
                by: world.leader, on: world.store)
            #expect(version == 2)
            content.name = "Tên khác"
            let found = try await problem {
                _ = try await ChangeMovement(id: id, version: 1, content: content).run(
                    by: world.specialist, on: world.store)
            }
            #expect(found?.code == .conflict)
            #expect(found?.message.contains("Phạm Văn Đạo") == true)
            let movement = try await world.movement(id)
            #expect(movement.name == "Phong trào thi đua năm 2025")
            #expect(Set(movement.addressees) == [world.commune, world.otherCommune])
            #expect(movement.bases.count == 3)
            #expect(try await world.events(of: id) == [.movementDrafted, .movementChanged])
            try await LaunchMovement(id: id, version: 2).run(by: world.leader, on: world.store)
            let locked = try await problem {
                _ = try await ChangeMovement(id: id, version: 3, content: content).run(
                    by: world.specialist, on: world.store)
            }
            #expect(locked?.code == .conflict && locked?.message.contains("đã phát động") == true)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Nội dung đang lưu trở lại biểu mẫu như đã gõ, nhóm nơi nhận vẫn là nhóm`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await world.drafted {
                $0.groups = [.communes]
                $0.units = [world.health]
            }
            let movement = try await world.movement(id)
            let possible = try await world.store.read { tx in
                guard let unit = try UnitRecords.unit(world.province, in: tx) else { throw Problem.notFound("tỉnh") }
                return try MovementAddresseeRecords.possible(for: unit, on: tx.today, in: tx)
            }
            #expect(Set(possible.map(\.id)) == [world.homeAffairs, world.health, world.commune, world.otherCommune])
            let content = MovementContent(movement, possible: possible)
            #expect(content.groups == [.communes] && content.units == [world.health])
            #expect(content.bases.count == 4 && content.bases.first?.issuedOn == "09/12/2024")
            #expect(
                content.criteria[.individual] == "Hoàn thành xuất sắc nhiệm vụ được giao\nCó sáng kiến được công nhận")
        }
    }

    @Test(arguments: TestEngine.available)
    func `Hưởng ứng hai lần sửa một bản; người mở bản cũ được báo ai vừa ghi`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await world.launched()
            let first = try await world.answer(id)
            #expect(first.registeredPeople == 1204 && first.version == 1)
            let blind = try await problem { _ = try await world.answer(id, by: world.head, plan: "Không biết đã có") }
            #expect(blind?.code == .conflict)
            #expect(blind?.message.contains("Lý Thị Mẫu") == true)
            let second = try await world.answer(id, by: world.head, version: 1, plan: "Kế hoạch sửa đổi")
            #expect(second.id == first.id && second.version == 2)
            let stale = try await problem { _ = try await world.answer(id, version: 1, plan: "Cũ") }
            #expect(stale?.code == .conflict && stale?.message.contains("Hoàng Văn Mẫu") == true)
            let stored = try await world.store.read { tx in
                try MovementAddresseeRecords.response(of: world.commune, to: id, in: tx)
            }
            #expect(stored?.plan == "Kế hoạch sửa đổi")
            let counts = try await world.store.read { tx in try MovementAddresseeRecords.counts(of: id, in: tx) }
            #expect(counts.total == 4 && counts.responded == 1 && counts.registeredPeople == 1204)
            #expect(
                try await world.events(of: id)
                    == [.movementDrafted, .movementLaunched, .movementResponded, .movementResponded])
            let (work, openCount) = try await world.work(of: world.officer)
            #expect(work[.movementsToAnswer]?.total == 0 && openCount == 0)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Chỉ cán bộ, thủ trưởng đơn vị nhận hưởng ứng cho đơn vị mình; thiếu nội dung thì nêu từng ô`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let id = try await world.launched {
                $0.groups = [.departments]
                $0.units = [world.commune]
            }
            #expect(try await problem { _ = try await world.answer(id, at: world.otherCommune) }?.code == .notFound)
            #expect(
                try await problem { _ = try await world.answer(id, by: world.otherOfficer, at: world.commune) }?.code
                    == .notAllowed)
            #expect(try await problem { _ = try await world.answer(id, by: world.specialist) }?.code == .notAllowed)
            #expect(
                try await problem { _ = try await world.answer(id, by: world.actor("khongquyen")) }?.code == .notFound)
            let draft = try await world.drafted()
            #expect(try await problem { _ = try await world.answer(draft) }?.code == .notFound)
            let empty = try await problem {
                try await RespondToMovement(
                    movementID: id, unitID: world.commune, version: 0, plan: "", subjects: " ", registeredPeople: "-1",
                    registeredCollectives: "mười"
                ).run(by: world.officer, on: world.store)
            }
            #expect(
                empty?.fields.map(\.field) == ["plan", "subjects", "registeredPeople", "registeredCollectives"])
        }
    }

    /// Both boundary days belong to the movement, in the time of Viet Nam.
    @Test(arguments: TestEngine.available)
    func `Hưởng ứng được từ 00:00 ngày đầu đến 23:59 ngày cuối, sang phút sau thì hết hạn`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let id = try await world.launched {
                $0.startsOn = "10/12/2025"
                $0.endsOn = "20/12/2025"
                $0.respondBy = ""
            }
            world.clock.set(Instant(day(10, 12, 2025), hour: 0))
            let first = try await world.answer(id)
            #expect(first.respondedAt.day == day(10, 12, 2025))
            #expect(try await phases(of: id, world) == [.running])
            world.clock.set(Instant(day(20, 12, 2025), hour: 23, minute: 59))
            #expect(try await phases(of: id, world) == [.running])
            _ = try await world.answer(id, by: world.otherOfficer, at: world.otherCommune)
            #expect(try await world.answer(id, version: 1).version == 2)
            world.clock.set(Instant(day(21, 12, 2025), hour: 0))
            let late = try await problem { _ = try await world.answer(id, version: 2) }
            #expect(late?.code == .tooLate && late?.message.contains("20/12/2025") == true)
            #expect(try await phases(of: id, world) == [.ended])
            world.clock.set(Instant(day(9, 12, 2025), hour: 23, minute: 59))
            #expect(try await phases(of: id, world) == [.upcoming])
        }
    }

    private func phases(of id: ID<Movement>, _ world: World) async throws -> [MovementPhase] {
        let actor = world.officer
        return try await world.store.read { tx in
            try MovementPhase.allCases.filter {
                try MovementRecords.page($0, for: actor, before: nil, limit: 10, in: tx).contains { $0.id == id }
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `Mở xem lần đầu được ghi là đã xem; đơn vị chưa xem đứng đầu danh sách`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await world.launched { $0.groups = [.communes] }
            try await MarkMovementRead(id: id).run(by: world.specialist, on: world.store)
            #expect(try await progress(id, world) == [.unread, .unread])
            try await MarkMovementRead(id: id).run(by: world.officer, on: world.store)
            let first = try await line(id, world.commune, world)
            #expect(first?.progress == .read && first?.readAt != nil)
            world.clock.advance(.seconds(3600))
            try await MarkMovementRead(id: id).run(by: world.head, on: world.store)
            #expect(try await line(id, world.commune, world)?.readAt == first?.readAt)
            _ = try await world.answer(id)
            #expect(try await progress(id, world) == [.unread, .responded])
            // A draft leaves no receipt, whoever asks.
            let draft = try await world.drafted()
            try await MarkMovementRead(id: draft).run(by: world.officer, on: world.store)
            #expect(try await line(draft, world.commune, world)?.readAt == nil)
        }
    }

    private func progress(_ id: ID<Movement>, _ world: World) async throws -> [AddresseeProgress] {
        try await world.store.read { tx in
            try MovementAddresseeRecords.page(of: id, nil, after: nil, limit: 50, in: tx).map(\.progress)
        }
    }

    private func line(_ id: ID<Movement>, _ unit: ID<Unit>, _ world: World) async throws -> AddresseeLine? {
        try await world.store.read { tx in
            try MovementAddresseeRecords.page(of: id, nil, units: [unit], after: nil, limit: 1, in: tx).first
        }
    }

    @Test(arguments: TestEngine.available)
    func `Tổng kết phải có tóm tắt, chỉ người phát động làm được, sau đó không nhận hưởng ứng`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let id = try await world.launched()
            let refused = try await problem {
                try await CloseMovement(id: id, version: 2, review: whole("Xong")).run(
                    by: world.specialist, on: world.store)
            }
            #expect(refused?.code == .notAllowed)
            let empty = try await problem {
                try await CloseMovement(id: id, version: 2, review: whole("  ")).run(by: world.leader, on: world.store)
            }
            #expect(empty?.fields.map(\.field) == ["results"])
            let stale = try await problem {
                try await CloseMovement(id: id, version: 1, review: whole("Xong")).run(
                    by: world.leader, on: world.store)
            }
            #expect(stale?.code == .conflict)
            try await CloseMovement(id: id, version: 2, review: whole("Đã xóa 1.250 nhà tạm.")).run(
                by: world.leader, on: world.store)
            let movement = try await world.movement(id)
            #expect(movement.state == .closed && movement.summary == "Đã xóa 1.250 nhà tạm.")
            #expect(try await world.events(of: id).last == .movementClosed)
            #expect(try await problem { _ = try await world.answer(id) }?.message.contains("đã tổng kết") == true)
            #expect(try await world.work(of: world.officer).openCount == 0)
        }
    }

    @Test(arguments: TestEngine.available)
    func pagesFollowEachOtherWithoutGapOrRepetition(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            var made: Set<ID<Movement>> = []
            // Two begin on the same day, so that the second part of the key matters.
            for start in ["01/02/2025", "01/02/2025", "01/01/2025", "01/03/2025", "01/04/2025"] {
                made.insert(try await world.launched { $0.startsOn = start })
            }
            let actor = world.officer
            var seen: [MovementLine] = []
            while true {
                let last = seen.last
                let page = try await world.store.read { tx in
                    try MovementRecords.page(
                        .running, for: actor, before: last.map { ($0.startsOn, $0.id.rawValue) }, limit: 2, in: tx)
                }
                if page.isEmpty { break }
                seen += page
            }
            #expect(seen.count == 5 && Set(seen.map(\.id)) == made)
            #expect(seen.map(\.startsOn) == seen.map(\.startsOn).sorted(by: >))
            #expect(seen.allSatisfy { $0.addresseeCount == 4 && $0.responseCount == 0 })
            let open = try await world.store.read { tx in
                try MovementRecords.publicPage(before: nil, limit: 10, in: tx).count
            }
            #expect(open == 5)
        }
    }

    @Test(arguments: TestEngine.available)
    func listsAskAsManyStatementsForThreeItemsAsForOne(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let store = CountingStore(world.store)
            let (officer, leader) = (world.officer, world.leader)
            func statements(_ body: @escaping @Sendable (any ReadTransaction) throws -> Int) async throws -> (
                Int, items: Int
            ) {
                store.reset()
                let items = try await store.read(body)
                return (store.count, items)
            }
            let id = try await world.launched {
                $0.groups = []
                $0.units = [world.commune]
            }
            let wide = try await world.launched()
            _ = try await world.drafted()
            func sections(_ actor: Actor) -> Int {
                WorkRecords.sectionCount(for: actor, today: world.clock.clock.now().day)
            }
            for round in [1, 3] {
                if round == 3 {
                    _ = try await world.launched()
                    _ = try await world.launched()
                    _ = try await world.drafted()
                    _ = try await world.drafted()
                }
                let page = try await statements { tx in
                    try MovementRecords.page(.running, for: officer, before: nil, limit: 50, in: tx).count
                }
                #expect(page == (1, round + 1))
                let open = try await statements { tx in
                    try MovementRecords.publicPage(before: nil, limit: 50, in: tx).count
                }
                #expect(open == (1, round + 1))
                let whole = try await statements { tx in
                    try MovementRecords.movement(round == 1 ? id : wide, in: tx)?.addressees.count ?? 0
                }
                #expect(whole == (4, round == 1 ? 1 : 4))
                let addressees = try await statements { tx in
                    try MovementAddresseeRecords.page(of: round == 1 ? id : wide, nil, after: nil, limit: 50, in: tx)
                        .count
                }
                #expect(addressees == (1, round == 1 ? 1 : 4))
                let forOfficer = try await statements { tx in
                    try WorkRecords.work(for: officer, limit: 20, in: tx).openCount
                }
                #expect(forOfficer == (sections(officer), round + 1))
                let forLeader = try await statements { tx in
                    try WorkRecords.work(for: leader, limit: 20, in: tx).openCount
                }
                #expect(forLeader == (sections(leader), round))
                for actor in [officer, leader] {
                    let count = try await statements { tx in try WorkRecords.openCount(for: actor, upTo: 100, in: tx) }
                    #expect(count == (1, actor == officer ? round + 1 : round))
                }
            }
        }
    }
}
