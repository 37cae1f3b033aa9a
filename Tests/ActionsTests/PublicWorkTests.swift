import Actions
import Domain
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

/// Works for a plaque, from their plan to the plaque.
@Suite struct PublicWorkTests {
    private func work(_ id: ID<PublicWork>, _ world: World) async throws -> PublicWork {
        try await world.store.read { tx in try #require(try PublicWorkRecords.work(id, in: tx)) }
    }

    @Test(arguments: TestEngine.available)
    func `công trình đi từ đăng ký, khởi công, xong từng mốc, hoàn thành đến gắn biển`(engine: TestEngine) async throws
    {
        try await withWorld(engine) { world in
            let id = try await PlanWork(unitID: world.commune, content: world.workContent()).run(
                by: world.officer, on: world.store)
            @Sendable func advance(_ step: AdvanceWork.Step, _ day: String) async throws {
                let version = try await work(id, world).version
                try await AdvanceWork(id: id, version: version, step: step, day: day).run(
                    by: world.officer, on: world.store)
            }
            @Sendable func record(_ index: Int, _ day: String, note: String = "") async throws {
                let now = try await work(id, world)
                try await RecordMilestone(
                    id: id, milestoneID: now.milestones[index].id, version: now.version, doneOn: day, note: note
                ).run(by: world.officer, on: world.store)
            }
            let early = await #expect(throws: Problem.self) { try await advance(.finish, "05/12/2025") }
            #expect(early?.message.contains("khởi công") == true)
            let future = await #expect(throws: Problem.self) { try await advance(.start, "06/12/2025") }
            #expect(future?.fields.map(\.field) == ["day"])
            try await advance(.start, "03/11/2025")
            let open = await #expect(throws: Problem.self) { try await advance(.finish, "05/12/2025") }
            #expect(open?.message.contains("Còn 2 mốc") == true)
            let before = await #expect(throws: Problem.self) { try await record(0, "01/11/2025") }
            #expect(before?.fields.map(\.field) == ["doneOn"])
            try await record(0, "02/12/2025")
            let silent = await #expect(throws: Problem.self) { try await record(0, "") }
            #expect(silent?.fields.map(\.field) == ["note"])
            try await record(0, "", note: "Ghi nhầm mốc")
            #expect(try await work(id, world).milestones[0].doneOn == nil)
            try await record(0, "02/12/2025")
            try await record(1, "04/12/2025")
            try await advance(.finish, "04/12/2025")
            try await advance(.fixPlaque, "05/12/2025")
            let done = try await work(id, world)
            #expect(done.state == .plaque && done.plaqueFixedOn?.iso == "2025-12-05")
            let kinds = try await world.store.read { tx in
                try EventRecords.history(of: .publicWork, id.rawValue, in: tx).map(\.kind)
            }
            #expect(
                kinds == [
                    .workPlanned, .workStarted, .milestoneRecorded, .milestoneRecorded, .milestoneRecorded,
                    .milestoneRecorded, .workFinished, .plaqueFixed,
                ])
        }
    }

    @Test(arguments: TestEngine.available)
    func `ngày sai, mốc sai được nói hết một lần; người khác nhanh hơn thì được báo`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            var content = WorkContent()
            content.startsOn = "31/02/2025"
            content.plannedFinish = "01/05/2025"
            content.plaqueDay = "30/04/2025"
            content.milestones = [
                .init(name: "", plannedOn: "01/04/2025"), .init(name: "Mốc", plannedOn: "02/05/2025"),
            ]
            let wrong = content
            let problem = await #expect(throws: Problem.self) {
                _ = try await PlanWork(unitID: world.commune, content: wrong).run(by: world.officer, on: world.store)
            }
            #expect(
                problem?.fields.map(\.field) == [
                    "name", "kind", "startsOn", "plaqueDay", "milestoneName-1", "milestoneOn-2",
                ])
            let id = try await PlanWork(unitID: world.commune, content: world.workContent()).run(
                by: world.officer, on: world.store)
            try await ChangeWork(id: id, version: 1, content: world.workContent("Tên mới")).run(
                by: world.head, on: world.store)
            let stale = await #expect(throws: Problem.self) {
                try await ChangeWork(id: id, version: 1, content: world.workContent("Tên khác")).run(
                    by: world.officer, on: world.store)
            }
            #expect(stale?.code == .conflict && stale?.message.contains(world.head.name) == true)
            let silent = await #expect(throws: Problem.self) {
                try await DropWork(id: id, version: 2, reason: " ").run(by: world.officer, on: world.store)
            }
            #expect(silent?.fields.map(\.field) == ["reason"])
            try await DropWork(id: id, version: 2, reason: "Chưa có vốn").run(by: world.officer, on: world.store)
            let dropped = await #expect(throws: Problem.self) {
                try await AdvanceWork(id: id, version: 3, step: .start, day: "05/12/2025").run(
                    by: world.officer, on: world.store)
            }
            #expect(dropped?.message.contains("đã dừng") == true)
            let foreign = await #expect(throws: Problem.self) {
                _ = try await PlanWork(unitID: world.commune, content: world.workContent()).run(
                    by: world.otherOfficer, on: world.store)
            }
            #expect(foreign?.code == .notAllowed)
        }
    }

    @Test(arguments: TestEngine.available)
    func `công trình hiện trong lịch vào ngày gắn biển và treo dưới ngày lễ lớn`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            var day = OccasionContent()
            day.kind = Occasion.Kind.greatDay.rawValue
            day.owner = OccasionContent.ofProvince
            day.name = "Ngày thành lập Đảng"
            day.foundedOn = "03/02/1930"
            let occasion = try await AddOccasion(content: day).run(by: world.specialist, on: world.store)
            var content = world.workContent()
            content.occasion = occasion.rawValue
            let id = try await PlanWork(unitID: world.commune, content: content).run(by: world.officer, on: world.store)
            let (period, subjects, greeted) = try await world.store.read { [commune = world.commune] tx in
                let first = try #require(CivilDate(iso: "2026-02-01"))
                return (
                    try CalendarRecords.period(from: first, until: first.adding(days: 27), .own([commune]), in: tx),
                    try OccasionLinkRecords.subjects(of: occasion, limit: 10, in: tx),
                    try OccasionLinkRecords.occasions(of: .work, id.rawValue, in: tx)
                )
            }
            #expect(period.works.map(\.id) == [id])
            #expect(subjects.map(\.link.subjectID) == [id.rawValue] && subjects.first?.link.year == 2026)
            #expect(greeted.first?.title.contains("96 năm") == true)
        }
    }

    @Test(arguments: TestEngine.available)
    func `the list is read in one statement, a page at a time`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            for number in 1...7 {
                _ = try await PlanWork(unitID: world.commune, content: world.workContent("Công trình \(number)")).run(
                    by: world.officer, on: world.store)
            }
            let counting = CountingStore(world.store)
            let first = try await counting.read { tx in try PublicWorkRecords.page(nil, after: nil, limit: 4, in: tx) }
            let last = try #require(first.last)
            let second = try await counting.read { tx in
                try PublicWorkRecords.page(nil, after: (last.plaqueDay, last.id.rawValue), limit: 4, in: tx)
            }
            #expect(counting.count == 2 && first.count == 4 && second.count == 3)
            #expect(Set(first.map(\.id)).isDisjoint(with: second.map(\.id)))
        }
    }
}

/// Households whose temporary or dilapidated houses are replaced.
@Suite struct HouseTests {
    private func add(_ head: String, _ group: HouseholdGroup, by actor: Actor, at unitID: ID<Unit>, _ world: World)
        async throws -> ID<House>
    {
        var content = world.houseContent(head)
        content.group = group.rawValue
        return try await AddHouse(unitID: unitID, year: 2025, content: content).run(by: actor, on: world.store)
    }

    @Test(arguments: TestEngine.available)
    func `xã ghi hộ, cập nhật đến khi xong; bảng chung chỉ có số, không có tên`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await add("Lò Thị Ví Dụ", .poor, by: world.officer, at: world.commune, world)
            _ = try await add("Vàng A Ví Dụ", .meritorious, by: world.otherOfficer, at: world.otherCommune, world)
            var content = world.houseContent()
            content.finishedOn = "01/12/2025"
            let wrong = content
            let problem = await #expect(throws: Problem.self) {
                try await ChangeHouse(id: id, version: 1, content: wrong).run(by: world.officer, on: world.store)
            }
            #expect(problem?.fields.map(\.field) == ["startedOn"])
            content.startedOn = "02/12/2025"
            let reversed = content
            let order = await #expect(throws: Problem.self) {
                try await ChangeHouse(id: id, version: 1, content: reversed).run(by: world.officer, on: world.store)
            }
            #expect(order?.fields.map(\.field) == ["finishedOn"])
            content.startedOn = "02/10/2025"
            content.donatedMoney = "5.000.000"
            try await ChangeHouse(id: id, version: 1, content: content).run(by: world.officer, on: world.store)
            let counting = CountingStore(world.store)
            let (board, totals) = try await counting.read { tx in
                (
                    try HouseRecords.board(year: 2025, after: nil, limit: 50, in: tx),
                    try HouseRecords.totals(year: 2025, in: tx)
                )
            }
            #expect(counting.count == 3)
            #expect(board.map(\.unitName) == ["Phường Đức Xuân", "Xã Phong Quang"])
            #expect(board[1].groups[.poor]?.finished == 1 && board[1].sum.donatedMoney == 5_000_000)
            #expect(totals[.meritorious]?.needed == 1 && totals[.poor]?.stateMoney == 60_000_000)
            try await WithdrawHouse(id: id, version: 2, reason: "Hộ chuyển đi").run(by: world.officer, on: world.store)
            let left = try await world.store.read { tx in
                try HouseRecords.board(year: 2025, after: nil, limit: 50, in: tx)
            }
            #expect(left.map(\.unitName) == ["Phường Đức Xuân"])
            let notes = try await world.store.read { tx in
                try tx.rows("SELECT note, detail FROM event WHERE subject_kind = 'house'").map { row in
                    let note: String? = try row["note"]
                    return "\(note ?? "") \(try row["detail"] as String)"
                }
            }
            #expect(notes.count == 4 && notes.allSatisfy { !$0.contains("Ví Dụ") })
        }
    }

    @Test(arguments: TestEngine.available)
    func `tên chủ hộ chỉ xã đó, Sở Nội vụ, Chủ tịch và thanh tra đọc được`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await add("Lò Thị Ví Dụ", .poor, by: world.officer, at: world.commune, world)
            for actor in [world.officer, world.head, world.specialist, world.leader, world.chairman, world.inspector] {
                let house = try await world.store.read { tx in try Gate.house(id, for: actor, may: .view, in: tx) }
                #expect(house.head == "Lò Thị Ví Dụ")
            }
            for actor in [
                world.otherOfficer, world.member, world.secretary, world.administrator, world.actor("khongquyen"),
            ] {
                let problem = await #expect(throws: Problem.self) {
                    try await world.store.read { tx in _ = try Gate.house(id, for: actor, may: .view, in: tx) }
                }
                #expect(problem?.code == .notFound)
            }
            let others = try await world.store.read { [other = world.otherCommune] tx in
                try HouseRecords.page(
                    year: 2025, within: [other], unit: nil, group: nil, state: nil, after: nil, limit: 10, in: tx)
            }
            #expect(others.isEmpty)
            let photo = await #expect(throws: Problem.self) {
                try await AddHousePhoto(id: id, fileName: "nha.pdf", content: Array("%PDF-1.7\n%%EOF".utf8)).run(
                    by: world.officer, files: world.files, on: world.store)
            }
            #expect(photo?.code == .invalid)
        }
    }
}
