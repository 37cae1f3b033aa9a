import Actions
import Domain
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

/// The annual plan: from its draft to its sending, and the plans that units make of it.
@Suite struct PlanTests {
    private static func plan(_ id: ID<Plan>, in world: World) async throws -> Plan {
        try await world.store.read { tx in try #require(try PlanRecords.plan(id, in: tx)) }
    }

    private static func kinds(of id: ID<Plan>, in world: World) async throws -> [EventKind] {
        try await world.store.read { tx in try EventRecords.history(of: .plan, id.rawValue, in: tx).map(\.kind) }
    }

    private static func outbox(_ world: World) async throws -> [(account: String, message: String)] {
        try await world.store.read { tx in
            try tx.rows("SELECT account_id, message FROM outbox ORDER BY created_at, id").map {
                (try $0["account_id"], try $0["message"])
            }
        }
    }

    private static func day(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }

    // MARK: To clusters

    @Test(arguments: TestEngine.available)
    func `kế hoạch gửi theo cụm tới đơn vị là thành viên vào ngày gửi; tên để trống thì in tên cụm`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let cluster = try await world.cluster(of: [world.commune])
            let empty = try await world.cluster("Khối thi đua Kinh tế", .sectoral, of: [])
            let id = try await DraftPlan(unitID: world.province, year: 2025).run(by: world.specialist, on: world.store)
            var typed = world.typedPlan()
            typed.addressees = [
                TypedPlan.Addressee(group: "execute", name: "", scope: cluster.rawValue),
                TypedPlan.Addressee(group: "coordinate", name: "Các đơn vị của khối", scope: empty.rawValue),
                TypedPlan.Addressee(group: "report", name: "Sở Nội vụ", scope: "named"),
            ]
            _ = try await ChangePlan(id: id, version: 1, typed: typed).run(by: world.specialist, on: world.store)
            let stored = try await Self.plan(id, in: world)
            #expect(stored.content.addressees.map(\.name) == ["Cụm thi đua số 1", "Các đơn vị của khối", "Sở Nội vụ"])
            #expect(stored.content.addressees.map(\.clusterID) == [cluster, empty, nil])
            #expect(TypedPlan(stored.content).addressees.map(\.scope) == [cluster.rawValue, empty.rawValue, "named"])
            func reached() async throws -> Set<ID<Unit>> {
                let plan = try await Self.plan(id, in: world)
                return try await world.store.read { tx in
                    Set(try PlanAddresseeRecords.units(of: plan, in: tx).map(\.unitID))
                }
            }
            #expect(try await reached() == [world.commune, world.homeAffairs])
            try await AddClusterMembers(
                id: cluster, version: 2, units: [world.otherCommune], from: "05/12/2025", reason: "Quyết định số 15"
            ).run(by: world.specialist, on: world.store)
            try await SubmitPlan(id: id, version: 2).run(by: world.specialist, on: world.store)
            try await ApprovePlan(id: id, version: 3, number: "45", signedOn: "05/12/2025", signerName: "").run(
                by: world.chairman, on: world.store)
            let sent = try await SendPlan(id: id, version: 4).run(by: world.specialist, on: world.store)
            #expect(sent.units == 3)
            // Who is divided otherwise later has received it all the same, and who comes later has not.
            world.clock.advance(.seconds(24 * 3600))
            try await AddClusterMembers(
                id: cluster, version: 3, units: [world.health], from: "06/12/2025", reason: "Quyết định số 16"
            ).run(by: world.specialist, on: world.store)
            #expect(try await reached() == [world.commune, world.otherCommune, world.homeAffairs])
        }
    }

    @Test(arguments: TestEngine.available)
    func `cụm đã kết thúc, hoặc không phải của đơn vị lập kế hoạch, thì không chọn làm nơi nhận được`(
        engine: TestEngine
    )
        async throws
    {
        try await withWorld(engine) { world in
            let cluster = try await world.cluster(of: [world.commune])
            var typed = world.typedPlan()
            typed.addressees = [TypedPlan.Addressee(group: "execute", name: "", scope: cluster.rawValue)]
            let own = try await DraftPlan(unitID: world.commune, year: 2025).run(by: world.officer, on: world.store)
            let plan = typed
            let other = await #expect(throws: Problem.self) {
                _ = try await ChangePlan(id: own, version: 1, typed: plan).run(by: world.officer, on: world.store)
            }
            #expect(other?.fields.map(\.field) == ["toScope-1"])
            try await EndCluster(id: cluster, version: 2, until: "04/12/2025", reason: "Chia lại").run(
                by: world.specialist, on: world.store)
            let id = try await DraftPlan(unitID: world.province, year: 2025).run(by: world.specialist, on: world.store)
            let ended = await #expect(throws: Problem.self) {
                _ = try await ChangePlan(id: id, version: 1, typed: plan).run(by: world.specialist, on: world.store)
            }
            #expect(ended?.message.contains("Nơi nhận 1: cụm, khối đã chọn không còn hoạt động") == true)
            var forged = world.typedPlan()
            forged.addressees = [TypedPlan.Addressee(group: "execute", name: "x", scope: "cluster")]
            let made = forged
            await #expect(throws: Problem.self) {
                _ = try await ChangePlan(id: id, version: 1, typed: made).run(by: world.specialist, on: world.store)
            }
        }
    }

    // MARK: The way of a plan

    @Test(arguments: TestEngine.available)
    func `kế hoạch đi từ soạn, trình, duyệt có số và ngày, đến gửi đúng nơi nhận`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let sent = try await world.plan(of: world.province, until: .sent)
            #expect(sent.state == .sent)
            #expect(sent.number == 45 && sent.numberText == "45/UBND-NCPC")
            #expect(sent.signedOn == (try Self.day("2025-12-05")))
            #expect(sent.content.signerName == world.chairman.name)
            #expect(
                try await Self.kinds(of: sent.id, in: world) == [
                    .planDrafted, .planChanged, .planSubmitted, .planApproved, .planSent,
                ])
            let units = try await world.store.read { tx in
                try PlanAddresseeRecords.units(of: sent, in: tx).map { [$0.unitID.rawValue, $0.group.rawValue] }
            }
            #expect(
                Set(units) == [
                    [world.commune.rawValue, "execute"], [world.otherCommune.rawValue, "execute"],
                    [world.homeAffairs.rawValue, "report"],
                ])
            let told = try await Self.outbox(world).filter { $0.message.contains("gửi kế hoạch") }
            #expect(
                Set(told.map(\.account)) == [
                    world.officer.accountID.rawValue, world.head.accountID.rawValue,
                    world.otherOfficer.accountID.rawValue,
                ])
            #expect(told.count == 3)
        }
    }

    // MARK: Who does what by when

    private static func work(_ world: World, _ actor: Actor, _ section: WorkSection) async throws -> [WorkItem] {
        try await world.store.read { tx in try WorkRecords.work(for: actor, limit: 20, in: tx)[section]?.items ?? [] }
    }

    @Test(arguments: TestEngine.available)
    func `nhiệm vụ có đơn vị chủ trì: đến hạn thì hiện ở đơn vị đó, ghi đã xong kèm kết quả, ghi lại phải có lý do`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            var typed = world.typedPlan()
            typed.sections[0].tasks[0].unit = "Xã Phong Quang"
            typed.sections[0].tasks[1].responsible = "Sở Y tế"
            typed.sections[0].tasks[1].dueOn = "20/12/2025"
            let id = try await DraftPlan(unitID: world.province, year: 2025).run(by: world.specialist, on: world.store)
            var wrong = typed
            wrong.sections[0].tasks[0].unit = "Xã Không Có"
            let unknown = await #expect(throws: Problem.self) {
                _ = try await ChangePlan(id: id, version: 1, typed: wrong).run(by: world.specialist, on: world.store)
            }
            #expect(unknown?.fields.map(\.field) == ["unit-1-1"])
            _ = try await ChangePlan(id: id, version: 1, typed: typed).run(by: world.specialist, on: world.store)
            let tasks = try await Self.plan(id, in: world).content.tasks
            #expect(tasks.map(\.unitID) == [world.commune, world.health])
            #expect(tasks.map(\.responsible) == ["Các xã, phường", "Sở Y tế"])
            let finish = FinishPlanTask(planID: id, taskID: tasks[0].id, doneOn: "04/12/2025", result: "Đã xong.")
            let early = await #expect(throws: Problem.self) { try await finish.run(by: world.officer, on: world.store) }
            #expect(early?.code == .notFound, "a draft is not the unit's to see")
            #expect(try await Self.work(world, world.officer, .planTasksDue).isEmpty)
            try await SubmitPlan(id: id, version: 2).run(by: world.specialist, on: world.store)
            try await ApprovePlan(id: id, version: 3, number: "45", signedOn: "05/12/2025", signerName: "")
                .run(by: world.chairman, on: world.store)

            let due = try await Self.work(world, world.officer, .planTasksDue)
            #expect(due.map(\.part) == [tasks[0].id.rawValue] && due.first?.unitID == world.commune)
            #expect(due.first?.dueOn == (try Self.day("2025-12-31")))
            #expect(try await Self.work(world, world.otherOfficer, .planTasksDue).isEmpty)
            // Another unit's task is not Sở Nội vụ's own work, but seen once it is late.
            #expect(try await Self.work(world, world.specialist, .planTasksDue).isEmpty)
            #expect(try await Self.work(world, world.specialist, .planTasksLate).isEmpty)

            let foreign = await #expect(throws: Problem.self) {
                try await finish.run(by: world.otherOfficer, on: world.store)
            }
            #expect(foreign?.code == .notAllowed)
            for (day, result, field) in [
                ("", "x", "doneOn"), ("06/12/2025", "x", "doneOn"), ("04/12/2025", " ", "result"),
            ] {
                let problem = await #expect(throws: Problem.self) {
                    try await FinishPlanTask(planID: id, taskID: tasks[0].id, doneOn: day, result: result)
                        .run(by: world.officer, on: world.store)
                }
                #expect(problem?.fields.map(\.field) == [field])
            }
            let isLate = try await finish.run(by: world.officer, on: world.store)
            #expect(!isLate)
            let twice = await #expect(throws: Problem.self) { try await finish.run(by: world.head, on: world.store) }
            #expect(twice?.code == .conflict)
            var content = try await Self.plan(id, in: world).content
            #expect(content.tasks[0].doneOn == (try Self.day("2025-12-04")) && content.tasks[0].result == "Đã xong.")
            #expect(try await Self.work(world, world.officer, .planTasksDue).isEmpty)

            world.clock.set(Instant(try Self.day("2025-12-22"), hour: 9))
            #expect(
                try await Self.work(world, world.specialist, .planTasksLate).map(\.part) == [tasks[1].id.rawValue])
            #expect(content.taskCounts(on: try Self.day("2025-12-22")) == (2, 1, 1))
            #expect(
                try await FinishPlanTask(planID: id, taskID: tasks[1].id, doneOn: "22/12/2025", result: "Xong muộn.")
                    .run(by: world.specialist, on: world.store), "told that it is late")
            let silent = await #expect(throws: Problem.self) {
                try await ReopenPlanTask(planID: id, taskID: tasks[0].id, reason: "").run(
                    by: world.officer, on: world.store)
            }
            #expect(silent?.fields.map(\.field) == ["reason"])
            try await ReopenPlanTask(planID: id, taskID: tasks[0].id, reason: "Ghi nhầm nhiệm vụ.").run(
                by: world.officer, on: world.store)
            content = try await Self.plan(id, in: world).content
            #expect(content.tasks.map(\.doneOn) == [nil, try Self.day("2025-12-22")])
            #expect(content.tasks[0].result.isEmpty)
            #expect(
                try await Self.kinds(of: id, in: world).suffix(3) == [
                    .planTaskFinished, .planTaskFinished, .planTaskReopened,
                ])
        }
    }

    @Test(arguments: TestEngine.available)
    func `kế hoạch của đơn vị lập từ kế hoạch cấp trên bắt đầu với nhiệm vụ chưa xong`(engine: TestEngine) async throws
    {
        try await withWorld(engine) { world in
            let parent = try await world.plan(of: world.province, until: .sent)
            let task = parent.content.tasks[0]
            try await FinishPlanTask(
                planID: parent.id, taskID: task.id, doneOn: "05/12/2025", result: "Đã xong ở tỉnh."
            )
            .run(by: world.specialist, on: world.store)
            let id = try await DraftPlan(
                unitID: world.commune, year: 2025, parentID: parent.id, tasks: Set(parent.content.tasks.map(\.id))
            ).run(by: world.officer, on: world.store)
            let own = try await Self.plan(id, in: world)
            #expect(own.content.tasks.map(\.sourceID) == parent.content.tasks.map(\.id))
            #expect(own.content.tasks.allSatisfy { $0.doneOn == nil && $0.result.isEmpty && $0.unitID == nil })
            #expect(own.content.dueOn == nil)
            let locked = await #expect(throws: Problem.self) {
                try await FinishPlanTask(
                    planID: id, taskID: own.content.tasks[0].id, doneOn: "05/12/2025", result: "x"
                ).run(by: world.officer, on: world.store)
            }
            #expect(locked?.message.contains("duyệt") == true)
        }
    }

    @Test(arguments: TestEngine.available)
    func `hạn quán triệt, triển khai đi theo công văn: quá hạn thì đơn vị chưa xong hiện tên`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            var typed = world.typedPlan()
            typed.dueOn = "15/12/2025"
            let id = try await DraftPlan(unitID: world.province, year: 2025).run(by: world.specialist, on: world.store)
            _ = try await ChangePlan(id: id, version: 1, typed: typed).run(by: world.specialist, on: world.store)
            try await SubmitPlan(id: id, version: 2).run(by: world.specialist, on: world.store)
            try await ApprovePlan(id: id, version: 3, number: "45", signedOn: "05/12/2025", signerName: "")
                .run(by: world.chairman, on: world.store)
            world.clock.set(Instant(try Self.day("2025-12-16"), hour: 9))
            // The day went by before it was sent: it is chosen anew, or left out.
            for day in [nil, "15/12/2025"] as [String?] {
                let past = await #expect(throws: Problem.self) {
                    try await SendPlan(id: id, version: 4, dueOn: day).run(by: world.specialist, on: world.store)
                }
                #expect(past?.fields.map(\.field) == ["dueOn"])
            }
            try await SendPlan(id: id, version: 4, dueOn: "18/12/2025").run(by: world.specialist, on: world.store)
            #expect(try await Self.plan(id, in: world).content.dueOn == (try Self.day("2025-12-18")))
            let letter = try await world.store.read { tx in
                try DirectiveRecords.letter(of: id, in: tx).flatMap { try DirectiveRecords.directive($0, in: tx) }
            }
            #expect(letter?.dueOn == (try Self.day("2025-12-18")))
            #expect(
                try await Self.outbox(world).contains { $0.message.contains("Hạn quán triệt, triển khai: 18/12/2025") })
            #expect(try await Self.work(world, world.specialist, .directivesLate).isEmpty)
            world.clock.set(Instant(try Self.day("2025-12-19"), hour: 9))
            let late = try await Self.work(world, world.specialist, .directivesLate)
            #expect(late.map(\.id) == [letter?.id.rawValue ?? ""])
        }
    }

    @Test(arguments: TestEngine.available)
    func `bản soạn dở vẫn lưu được nhưng chưa trình được, và nói rõ còn thiếu gì`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await DraftPlan(unitID: world.commune, year: 2025).run(by: world.officer, on: world.store)
            var typed = TypedPlan()
            typed.opening = "Mới viết câu đầu"
            let version = try await ChangePlan(id: id, version: 1, typed: typed).run(
                by: world.officer, on: world.store)
            let problem = await #expect(throws: Problem.self) {
                try await SubmitPlan(id: id, version: version).run(by: world.officer, on: world.store)
            }
            let message = try #require(problem?.message)
            for part in ["trích yếu", "ít nhất một mục có nhiệm vụ", "Kính gửi", "ký hiệu"] {
                #expect(message.contains(part), "\(part)")
            }
            #expect(!message.contains("mở đầu"))
            #expect(try await Self.plan(id, in: world).state == .draft)
        }
    }

    @Test(arguments: TestEngine.available)
    func `thủ trưởng trả lại kèm lý do, cán bộ sửa và trình lại`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let plan = try await world.plan(of: world.commune, until: .submitted)
            await #expect(throws: Problem.self) {
                try await ReturnPlan(id: plan.id, version: plan.version, reason: "  ").run(
                    by: world.head, on: world.store)
            }
            try await ReturnPlan(id: plan.id, version: plan.version, reason: "Bổ sung chỉ tiêu xóa nhà tạm.").run(
                by: world.head, on: world.store)
            let returned = try await Self.plan(plan.id, in: world)
            #expect(returned.state == .draft && returned.returnReason == "Bổ sung chỉ tiêu xóa nhà tạm.")
            #expect(
                try await Self.outbox(world).contains {
                    $0.account == world.officer.accountID.rawValue && $0.message.contains("Bổ sung chỉ tiêu")
                })
            try await SubmitPlan(id: plan.id, version: returned.version).run(by: world.officer, on: world.store)
            let again = try await Self.plan(plan.id, in: world)
            #expect(again.state == .submitted && again.returnReason.isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `duyệt cần số, ngày có thật, không sau hôm nay và không trước căn cứ`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let plan = try await world.plan(of: world.commune, until: .submitted)
            let bad: [(number: String, day: String, field: String)] = [
                ("", "05/12/2025", "number"), ("4a", "05/12/2025", "number"), ("0", "05/12/2025", "number"),
                ("٤", "05/12/2025", "number"), ("45", "", "signedOn"), ("45", "31/02/2025", "signedOn"),
                ("45", "06/12/2025", "signedOn"), ("45", "25/12/2024", "signedOn"),
            ]
            for (number, day, field) in bad {
                let problem = await #expect(throws: Problem.self) {
                    try await ApprovePlan(
                        id: plan.id, version: plan.version, number: number, signedOn: day, signerName: ""
                    ).run(by: world.head, on: world.store)
                }
                #expect(problem?.fields.map(\.field) == [field], "\(number) \(day)")
            }
            // The officer sees the plan, but approving is the head's.
            let problem = await #expect(throws: Problem.self) {
                try await ApprovePlan(
                    id: plan.id, version: plan.version, number: "45", signedOn: "05/12/2025", signerName: ""
                ).run(by: world.officer, on: world.store)
            }
            #expect(problem?.code == .notAllowed && problem?.message.contains("thủ trưởng") == true)
            #expect(try await Self.plan(plan.id, in: world).state == .submitted)
        }
    }

    @Test(arguments: TestEngine.available)
    func `thừa lệnh hoặc thừa ủy quyền thì lãnh đạo Sở Nội vụ duyệt được, tự ký thì không`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let plan = try await world.plan(of: world.province, until: .submitted)
            let approval = ApprovePlan(
                id: plan.id, version: plan.version, number: "1", signedOn: "05/12/2025", signerName: "")
            await #expect(throws: Problem.self) { try await approval.run(by: world.leader, on: world.store) }

            var typed = world.typedPlan()
            typed.authority = SigningAuthority.order.rawValue
            typed.signerTitle = "Giám đốc Sở Nội vụ"
            let id = try await DraftPlan(unitID: world.province, year: 2026).run(by: world.specialist, on: world.store)
            _ = try await ChangePlan(id: id, version: 1, typed: typed).run(by: world.specialist, on: world.store)
            try await SubmitPlan(id: id, version: 2).run(by: world.specialist, on: world.store)
            try await ApprovePlan(id: id, version: 3, number: "2", signedOn: "05/12/2025", signerName: "")
                .run(by: world.leader, on: world.store)
            #expect(try await Self.plan(id, in: world).content.signerName == world.leader.name)
        }
    }

    // MARK: Writing it

    @Test(arguments: TestEngine.available)
    func `a task keeps its identity through moves, and one of another plan is never taken over`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let plan = try await world.plan(of: world.commune, until: .draft)
            let other = try await world.plan(of: world.province, until: .draft, "của tỉnh")
            let ids = plan.content.sections[0].tasks.map(\.id)
            var typed = TypedPlan(plan.content)
            typed.apply(.addSection)
            typed.sections[1].heading = "Mục hai"
            typed.apply(.moveTask(1, 2, up: false))
            #expect(typed.sections[0].tasks.count == 1)
            #expect(typed.sections[1].tasks.first?.id == ids[1].rawValue)
            typed.apply(.moveSection(2, up: true))
            #expect(typed.sections[0].heading == "Mục hai")
            typed.sections[0].tasks[1].text = "Việc mới"
            // A forged identity: the task of the province stays as it is.
            typed.sections[0].tasks[1].id = other.content.sections[0].tasks[0].id.rawValue
            // The same identity twice: the second is a task of its own.
            typed.sections[1].tasks.append(
                TypedPlan.Task(id: typed.sections[1].tasks[0].id, text: "Việc chép lại"))
            _ = try await ChangePlan(id: plan.id, version: plan.version, typed: typed).run(
                by: world.officer, on: world.store)
            let now = try await Self.plan(plan.id, in: world)
            #expect(now.content.sections[0].tasks[0].id == ids[1])
            #expect(now.content.sections[1].tasks[0].id == ids[0])
            #expect(Set(now.content.sections.flatMap { $0.tasks.map(\.id) }).count == 4)
            #expect(try await Self.plan(other.id, in: world).content == other.content)

            // Removed ones go.
            var fewer = TypedPlan(now.content)
            fewer.apply(.removeTask(1, 1))
            fewer.apply(.removeSection(2))
            _ = try await ChangePlan(id: plan.id, version: now.version, typed: fewer).run(
                by: world.officer, on: world.store)
            let last = try await Self.plan(plan.id, in: world)
            #expect(last.content.sections.count == 1 && last.content.sections[0].tasks.map(\.text) == ["Việc mới"])
        }
    }

    @Test func `buttons for rows that are not there change nothing`() {
        var typed = TypedPlan()
        typed.sections = [TypedPlan.Section(heading: "A", tasks: [TypedPlan.Task(text: "1")])]
        let before = typed
        for change: TypedPlan.Change in [
            .removeSection(0), .removeSection(2), .moveSection(1, up: true), .moveSection(1, up: false), .addTask(9),
            .removeTask(1, 0), .removeTask(3, 1), .moveTask(1, 1, up: true), .moveTask(1, 1, up: false),
            .moveTask(0, 0, up: true),
        ] {
            typed.apply(change)
            #expect(typed == before, "\(change)")
        }
    }

    @Test(arguments: TestEngine.available)
    func `điều sai được nêu hết một lượt, đúng chỗ`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let plan = try await world.plan(of: world.commune, until: .draft)
            var typed = TypedPlan(plan.content)
            typed.bases[0].issuedOn = "31/02/2025"
            typed.bases[1].instrument = ""
            typed.bases.append(TypedPlan.Basis(instrument: "Quyết định số 1/QĐ", issuedOn: "01/01/2026"))
            typed.sections[0].tasks[0].dueOn = "99/99/2025"
            typed.sections[0].tasks[1].text = "Theo [12/KH-UBND]"
            typed.addressees[1].name = "Sở Không Có"
            typed.plannedMonth = "13/2025"
            typed.theme = String(repeating: "a", count: 1001)
            let problem = await #expect(throws: Problem.self) {
                try await ChangePlan(id: plan.id, version: plan.version, typed: typed).run(
                    by: world.officer, on: world.store)
            }
            #expect(
                Set(problem?.fields.map(\.field) ?? []) == [
                    "basisOn-1", "basisInstrument-2", "basisOn-3", "by-1-1", "task-1-2", "toName-2", "plannedMonth",
                    "theme",
                ])
            #expect(try await Self.plan(plan.id, in: world).version == plan.version)
        }
    }

    @Test(arguments: TestEngine.available)
    func `who is slower is told who was faster, and saving nothing new is no change`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let plan = try await world.plan(of: world.commune, until: .draft)
            var typed = TypedPlan(plan.content)
            let same = try await ChangePlan(id: plan.id, version: plan.version, typed: typed).run(
                by: world.officer, on: world.store)
            #expect(same == plan.version)
            typed.theme = "Chủ đề của thủ trưởng"
            _ = try await ChangePlan(id: plan.id, version: plan.version, typed: typed).run(
                by: world.head, on: world.store)
            typed.theme = "Chủ đề của cán bộ"
            let problem = await #expect(throws: Problem.self) {
                try await ChangePlan(id: plan.id, version: plan.version, typed: typed).run(
                    by: world.officer, on: world.store)
            }
            #expect(problem?.code == .conflict && problem?.message.contains(world.head.name) == true)
            #expect(try await Self.plan(plan.id, in: world).content.theme == "Chủ đề của thủ trưởng")
            #expect(
                try await Self.kinds(of: plan.id, in: world) == [.planDrafted, .planChanged, .planChanged])
        }
    }

    // MARK: Units make their own

    @Test(arguments: TestEngine.available)
    func `đơn vị lập kế hoạch từ kế hoạch cấp trên: chọn nhiệm vụ, kèm căn cứ và phong trào được dẫn`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let noParent = try await world.store.read { [commune = world.commune] tx in
                try PlanRecords.parentPlan(for: commune, year: 2025, in: tx)
            }
            #expect(noParent == nil)
            let parent = try await world.plan(of: world.province, until: .sent)
            let found = try await world.store.read { [section = world.section, commune = world.commune] tx in
                [
                    try PlanRecords.parentPlan(for: section, year: 2025, in: tx),
                    try PlanRecords.parentPlan(for: commune, year: 2025, in: tx),
                    try PlanRecords.parentPlan(for: commune, year: 2026, in: tx),
                ]
            }
            #expect(found == [parent.id, parent.id, nil])
            let tasks = parent.content.sections[0].tasks
            let id = try await DraftPlan(
                unitID: world.commune, year: 2025, parentID: parent.id, tasks: [tasks[1].id]
            ).run(by: world.officer, on: world.store)
            let own = try await Self.plan(id, in: world)
            #expect(own.parentID == parent.id)
            #expect(own.content.sections.map(\.heading) == parent.content.sections.map(\.heading))
            #expect(own.content.sections[0].tasks.map(\.text) == [tasks[1].text])
            #expect(own.content.sections[0].tasks[0].sourceID == tasks[1].id)
            #expect(own.content.sections[0].tasks[0].id != tasks[1].id)
            #expect(own.content.bases.map(\.instrument) == ["Công văn số 45/UBND-NCPC", "Chỉ thị số 41-CT/TW"])
            #expect(own.content.movements.isEmpty)
            #expect(own.content.theme == parent.content.theme)
            #expect(own.content.opening.contains("[45/UBND-NCPC]"))
            // It can be submitted as it is, and its head approves it.
            #expect(own.obstacleToSubmission == nil)
            try await SubmitPlan(id: id, version: 1).run(by: world.officer, on: world.store)
            try await ApprovePlan(id: id, version: 2, number: "7", signedOn: "05/12/2025", signerName: "")
                .run(by: world.head, on: world.store)
            #expect(try await Self.plan(id, in: world).state == .approved)
        }
    }

    @Test(arguments: TestEngine.available)
    func `mỗi đơn vị một kế hoạch một năm, do người của đơn vị lập`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let parent = try await world.plan(of: world.province, until: .submitted)
            let tasks = Set(parent.content.sections[0].tasks.map(\.id))
            func problem(_ draft: DraftPlan, by actor: Actor) async -> Problem? {
                await #expect(throws: Problem.self) { _ = try await draft.run(by: actor, on: world.store) }
            }
            let own = DraftPlan(unitID: world.commune, year: 2025)
            #expect(await problem(own, by: world.otherOfficer)?.code == .notAllowed)
            #expect(await problem(own, by: world.specialist)?.code == .notAllowed)
            #expect(
                await problem(DraftPlan(unitID: world.commune, year: 2040), by: world.officer)?.fields.first?.field
                    == "year")
            // The parent's plan is not approved: the officer does not even see it.
            let from = DraftPlan(unitID: world.commune, year: 2025, parentID: parent.id, tasks: tasks)
            #expect(await problem(from, by: world.officer)?.code == .notFound)
            _ = try await own.run(by: world.officer, on: world.store)
            #expect(await problem(own, by: world.head)?.code == .conflict)
        }
    }

    @Test(arguments: TestEngine.available)
    func `every reader's list is what the policy lets that reader see`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            var plans: [Plan] = []
            plans.append(try await world.plan(of: world.province, year: 2024, until: .draft))
            plans.append(try await world.plan(of: world.province, until: .sent))
            plans.append(try await world.plan(of: world.province, year: 2026, until: .submitted))
            plans.append(try await world.plan(of: world.commune, year: 2024, until: .submitted))
            plans.append(try await world.plan(of: world.commune, until: .draft))
            plans.append(try await world.plan(of: world.commune, year: 2026, until: .approved))
            for (username, actor) in world.actors {
                for year in 2024...2026 {
                    let ofYear = plans.filter { $0.year == year }
                    let (seen, allowed) = try await world.store.read { tx in
                        let page = try PlanListRecords.page(year: year, for: actor, after: nil, limit: 50, in: tx)
                        let allowed = try ofYear.filter { plan in
                            let unit = try #require(try UnitRecords.unit(plan.unitID, in: tx))
                            return try Gate.planPolicy(for: actor, unit, in: tx).permission(for: .view, on: plan).isOpen
                        }
                        return (Set(page.map(\.id)), Set(allowed.map(\.id)))
                    }
                    #expect(seen == allowed, "\(username) \(year)")
                }
            }
        }
    }

    // MARK: Who has none

    static func addCommunes(_ count: Int, to world: World) async throws {
        let (province, start) = (world.province, world.clock.clock.now())
        let account = world.officer.accountID
        try await world.store.write { tx in
            let from = try #require(CivilDate(year: 2010, month: 1, day: 1))
            for index in 0..<count {
                let unit = Unit(
                    id: ID(at: start), kind: .commune, code: "X\(index)", name: "Xã Mẫu \(index)", parentID: province,
                    validFrom: from)
                try UnitRecords.insert(unit, document: nil, in: tx)
                if index % 2 == 0 {
                    let officer = Account(id: ID(at: start), username: "canbo.x\(index)", name: "Cán bộ \(index)")
                    try AccountRecords.insert(
                        officer, passwordHash: "-", grants: [Grant(.unitOfficer, at: unit.id)], in: tx)
                }
                if index % 10 == 1 {
                    try PlanRecords.insert(
                        Plan(
                            id: ID(at: start), unitID: unit.id, year: 2025, state: index % 20 == 1 ? .draft : .sent,
                            content: PlanContent(), createdBy: account, createdAt: tx.now, updatedAt: tx.now), in: tx)
                }
            }
            try UnitRecords.refreshAncestors(in: tx)
        }
    }

    @Test(arguments: TestEngine.available)
    func `the list of units without a plan is whole, in order, and in one statement a page at 2,000 units`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            try await Self.addCommunes(2000, to: world)
            let counting = CountingStore(world.store)
            let roots = [world.province]
            var seen: [String] = []
            var after: (sortKey: String, id: String)?
            repeat {
                let place = after
                counting.reset()
                let page = try await counting.read { tx in
                    try PlanListRecords.missing(year: 2025, below: roots, after: place, limit: 50, in: tx)
                }
                #expect(counting.count == 1)
                seen += page.map(\.unitID.rawValue)
                #expect(page.allSatisfy { $0.state == nil || $0.state == .draft })
                after = page.count == 50 ? page.last.map { ($0.unitSortKey, $0.unitID.rawValue) } : nil
            } while after != nil
            // 2,000 communes, of which 100 have sent theirs, and the 4 units of the world.
            #expect(seen.count == 1904 && Set(seen).count == 1904)
            let counts = try await world.store.read { tx in
                try PlanListRecords.counts(year: 2025, below: roots, in: tx)
            }
            #expect(counts == PlanCounts(units: 2004, final: 100, submitted: 0, draft: 100))
            #expect(counts.none == 1804)
            let specialist = world.specialist
            counting.reset()
            let plans = try await counting.read { tx in
                try PlanListRecords.page(year: 2025, for: specialist, after: nil, limit: 50, in: tx)
            }
            #expect(counting.count == 1 && plans.count == 50)
        }
    }

    @Test(arguments: TestEngine.available)
    func `nhắc mỗi đơn vị một lần trong ngày, chỉ đơn vị chưa có kế hoạch được duyệt`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            try await Self.addCommunes(30, to: world)
            _ = try await world.plan(of: world.commune, until: .approved)
            await #expect(throws: Problem.self) {
                try await RemindPlans(year: 2025).run(by: world.officer, on: world.store)
            }
            let before = try await Self.outbox(world).count
            let first = try await RemindPlans(year: 2025).run(by: world.specialist, on: world.store)
            // Fifteen with an officer of their own, and the other commune; who has an approved plan or nobody is left out.
            #expect(first.units == 16 && first.people == 16)
            #expect(try await Self.outbox(world).count == before + 16)
            let second = try await RemindPlans(year: 2025).run(by: world.leader, on: world.store)
            #expect(second.units == 0)
            world.clock.advance(.seconds(24 * 3600))
            #expect(try await RemindPlans(year: 2025).run(by: world.leader, on: world.store).units == 16)
            let history = try await world.store.read { [province = world.province] tx in
                try EventRecords.history(of: .unit, province.rawValue, in: tx).map(\.kind)
            }
            #expect(history.filter { $0 == .plansReminded }.count == 3)
        }
    }

    @Test(arguments: TestEngine.available)
    func `a plan of any length is read in the same number of statements`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let plan = try await world.plan(of: world.commune, until: .draft)
            let counting = CountingStore(world.store)
            func statements() async throws -> Int {
                counting.reset()
                _ = try await counting.read { tx in try PlanRecords.plan(plan.id, in: tx) }
                return counting.count
            }
            #expect(try await statements() == 6)
            var typed = TypedPlan(plan.content)
            for _ in 0..<10 {
                typed.apply(.addSection)
                typed.apply(.addTask(typed.sections.count))
            }
            _ = try await ChangePlan(id: plan.id, version: plan.version, typed: typed).run(
                by: world.officer, on: world.store)
            #expect(try await statements() == 6)
        }
    }
}
