import Actions
import Domain
import Primitives
import Records
import Store

/// The plans of 2025: that of the province as in its letter, and what three units made of it by their officials' own acts.
struct DemoYearPlans {
    let units: DemoUnits
    let accounts: DemoAccounts

    /// The province's plan. The letter leaves number and day blank; the day of sending is a convention.
    func province() throws -> Plan {
        var random = SeededGenerator(seed: 7)
        let sentAt = Instant(day(2025, 1, 15), hour: 8)
        var content = PlanContent()
        content.theme = LetterOf2025.theme
        content.abstract = "triển khai công tác thi đua, khen thưởng năm 2025"
        content.opening = PlanOf2025.opening
        content.bases = PlanOf2025.bases
        content.movements = PlanOf2025.movements
        content.sections = PlanOf2025.sections.map { section in
            PlanSection(
                heading: section.heading, intro: section.intro,
                tasks: section.tasks.map { PlanTask(id: random.id(), text: $0) })
        }
        assign(&content)
        content.closing = PlanOf2025.closing
        content.addressees = [
            PlanAddressee(
                group: .execute, name: "Các cơ quan, đơn vị tham gia các cụm, khối thi đua của tỉnh", scope: .all),
            PlanAddressee(group: .report, name: "Ban Thi đua - Khen thưởng Trung ương"),
            PlanAddressee(group: .report, name: "TT. Tỉnh ủy"),
            PlanAddressee(group: .report, name: "TT. HĐND tỉnh"),
            PlanAddressee(group: .inform, name: "CT, các PCT UBND tỉnh"),
            PlanAddressee(group: .inform, name: "LĐVP"),
            PlanAddressee(group: .archive, name: "VT"),
        ]
        // The letter names no day; this one is chosen for the demonstration and followed, not printed.
        content.dueOn = day(2025, 9, 30)
        content.symbol = "UBND-NCPC"
        content.place = "Bắc Kạn"
        content.plannedMonth = "2025-01"
        content.signerName = try accounts.actor("chutich").name
        content.numbersTasks = false
        content.hasAnnex = false
        return Plan(
            id: random.id(), unitID: units.formerProvince, year: 2025, state: .sent, content: content,
            createdBy: try accounts.actor("chuyenvien.snv").accountID, createdAt: sentAt, updatedAt: sentAt,
            submittedAt: sentAt, approvedAt: sentAt, sentAt: sentAt)
    }

    /// Who does what by when, as far as the letter says so itself.
    private func assign(_ content: inout PlanContent) {
        func change(_ section: Int, _ task: Int, _ body: (inout PlanTask) -> Void) {
            guard content.sections.indices.contains(section), content.sections[section].tasks.indices.contains(task)
            else { return }
            body(&content.sections[section].tasks[task])
        }
        change(0, 2) {
            $0.responsible = "Các cơ quan, đơn vị, địa phương"
            $0.dueOn = day(2025, 12, 31)
        }
        change(1, 2) { $0.coordinators = "Các cơ quan thông tin truyền thông" }
        change(1, 4) {
            $0.responsible = "Các cơ quan, đơn vị, địa phương"
            $0.coordinators = "Sở Nội vụ"
        }
        change(2, 0) { $0.responsible = "Người đứng đầu đơn vị" }
        change(2, 1) { $0.responsible = "Hội đồng Thi đua - Khen thưởng các cấp" }
    }

    /// Phường Đức Xuân has its plan approved and sent, Sở Y tế waits for approval, Xã Chợ Đồn is still writing. Phong Quang has
    /// none: whoever presents makes it.
    /// - Returns: how many plans there are, and that of the province.
    func load(into store: any Store) async throws -> (count: Int, province: Plan) {
        let parent = try province()
        try await store.perform { tx in
            try PlanRecords.insert(parent, in: tx)
            try EventRecords.append(
                .demoLoaded, to: .plan, parent.id.rawValue, by: nil, note: "Theo công văn tháng 01/2025", in: tx)
        }
        let tasks = parent.content.sections.flatMap { $0.tasks.map(\.id) }
        func draft(_ unit: String, _ username: String, leavingOut left: Int) async throws -> ID<Plan> {
            try await DraftPlan(
                unitID: try units.unit(unit), year: 2025, parentID: parent.id, tasks: Set(tasks.dropLast(left))
            ).run(by: try accounts.actor(username), on: store)
        }
        let ducXuan = try await draft("01840", "canbo.ducxuan", leavingOut: 0)
        let head = try accounts.actor("thutruong.ducxuan")
        let tracked = try await schedule(ducXuan, store)
        try await SubmitPlan(id: ducXuan, version: 2).run(by: try accounts.actor("canbo.ducxuan"), on: store)
        try await ApprovePlan(id: ducXuan, version: 3, number: "57", signedOn: "21/7/2025", signerName: "")
            .run(by: head, on: store)
        try await SendPlan(id: ducXuan, version: 4).run(by: head, on: store)
        for (task, doneOn, result) in tracked {
            try await FinishPlanTask(planID: ducXuan, taskID: task, doneOn: doneOn, result: result).run(
                by: head, on: store)
        }
        let health = try await draft("SYT", "canbo.soyte", leavingOut: 3)
        try await SubmitPlan(id: health, version: 1).run(by: try accounts.actor("canbo.soyte"), on: store)
        _ = try await draft("02020", "canbo.chodon", leavingOut: 7)
        return (4, parent)
    }

    /// Days for some tasks of Phường Đức Xuân, all of it invented: one done in time, one done late, one late and open.
    /// - Returns: what is said to be done once the plan stands.
    private func schedule(
        _ id: ID<Plan>, _ store: any Store
    ) async throws -> [(task: ID<PlanTask>, doneOn: String, result: String)] {
        let plan = try await store.read { tx in
            guard let plan = try PlanRecords.plan(id, in: tx) else { throw Problem.notFound("kế hoạch trình diễn") }
            return plan
        }
        var typed = TypedPlan(plan.content)
        for (section, task, day) in [(0, 0, "30/9/2025"), (0, 1, "31/10/2025"), (2, 0, "30/11/2025")] {
            typed.sections[section].tasks[task].responsible = "Phòng Văn hóa - Xã hội"
            typed.sections[section].tasks[task].dueOn = day
        }
        _ = try await ChangePlan(id: id, version: 1, typed: typed)
            .run(by: try accounts.actor("canbo.ducxuan"), on: store)
        let tasks = plan.content.sections[0].tasks
        return [
            (tasks[0].id, "26/9/2025", "Đã phát động 2 đợt thi đua riêng của phường (hư cấu)."),
            (
                tasks[1].id, "7/11/2025",
                "Đã tổ chức 3 hoạt động chào mừng; hội thi thể thao lùi một tuần vì mưa (hư cấu)."
            ),
        ]
    }
}
