import Actions
import Domain
import HTTPTypes
import Hummingbird
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing
import WebSupport

/// The pages of annual plans, as a browser without scripts uses them.
@Suite struct PlanPagesTests {
    /// The fields of the form of a plan as the page holds them.
    private func fields(_ body: String) -> [(String, String)] {
        var fields: [(String, String)] = []
        func attribute(_ name: String, in tag: Substring) -> String? {
            guard let start = tag.firstRange(of: " \(name)=\"") else { return nil }
            return unescaped(tag[start.upperBound...].prefix { $0 != "\"" })
        }
        func unescaped(_ text: Substring) -> String {
            String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
                .replacing(
                    "&#39;", with: "'"
                ).replacing("&amp;", with: "&")
        }
        guard let start = body.firstRange(of: "<form method=\"post\" action=\"/ke-hoach/"),
            let end = body[start.upperBound...].firstRange(of: "</form>")
        else { return [] }
        var rest = body[start.upperBound..<end.lowerBound]
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            let tag = rest[open...close]
            rest = rest[rest.index(after: close)...]
            guard let name = attribute("name", in: tag), name != "_csrf", name != "do" else { continue }
            if tag.hasPrefix("<textarea") {
                let text = rest.prefix { $0 != "<" }
                fields.append((name, unescaped(text.first?.isNewline == true ? text.dropFirst() : text)))
            } else if tag.hasPrefix("<select") {
                let options = rest[..<(rest.firstRange(of: "</select>")?.lowerBound ?? rest.endIndex)]
                if let chosen = options.firstRange(of: " selected") {
                    let before = options[..<chosen.lowerBound]
                    if let value = before.ranges(of: "value=\"").last {
                        fields.append((name, String(before[value.upperBound...].prefix { $0 != "\"" })))
                    }
                }
            } else if tag.hasPrefix("<input") {
                let isChoice = tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"")
                if !isChoice || tag.contains(" checked") { fields.append((name, attribute("value", in: tag) ?? "")) }
            }
        }
        return fields
    }

    private func plan(_ id: ID<Plan>, _ site: TestSite) async throws -> Plan {
        try await site.world.store.read { tx in try #require(try PlanRecords.plan(id, in: tx)) }
    }

    @Test(arguments: TestEngine.available)
    func `the plan shows the indicators of its tasks, and a unit sees its own when it makes its plan`(
        engine: TestEngine
    ) async throws {
        try await withSite(engine) { site in
            let world = site.world
            let (officer, specialist) = (try await site.signIn("canbo.xa"), try await site.signIn("chuyenvien.snv"))
            let plan = try await world.plan(of: world.province, until: .sent)
            let empty = try await site.get(Route.plan.path(plan.id), as: specialist)
            #expect(empty.body.contains("Chưa có chỉ tiêu nào gắn với kế hoạch này"))
            #expect(empty.body.contains(Route.newIndicator.path()))
            #expect(!(try await site.get(Route.plan.path(plan.id), as: officer)).body.contains("id=\"chi-tieu\""))
            let indicator = try await world.handedDownIndicator()
            let task = try #require(plan.content.sections.first?.tasks.first)
            let tie = Route.tieIndicator.path(plan.id)
            let missing = try await site.post(tie, as: specialist, fields: [("indicator", indicator.rawValue)])
            #expect(missing.status == .unprocessableContent)
            #expect(missing.body.contains("Chọn nhiệm vụ của kế hoạch này."))
            #expect(missing.body.contains("<option value=\"\(indicator)\" selected>"))
            let tied = try await site.post(
                tie, as: specialist, fields: [("indicator", indicator.rawValue), ("task", task.id.rawValue)])
            #expect(tied.location == Route.plan.path(plan.id) + "#chi-tieu")
            let page = try await site.get(Route.plan.path(plan.id), as: specialist)
            #expect(page.body.contains("120 hộ") && page.body.contains("Bỏ gắn"))

            let new = try await site.get(Route.newPlan.path() + "?nam=2025", as: officer)
            #expect(new.body.contains("Chỉ tiêu năm 2025 giao cho Xã Phong Quang"))
            #expect(new.body.contains("<strong>72 hộ</strong>"))
            #expect(new.body.contains("Chỉ tiêu: Số nhà tạm được xóa, 72 hộ"))
            let own = try await DraftPlan(
                unitID: world.commune, year: 2025, parentID: plan.id, tasks: [task.id]
            ).run(by: world.officer, on: world.store)
            let ownPage = try await site.get(Route.plan.path(own), as: officer)
            #expect(ownPage.body.contains("Giao cho đơn vị, cả năm") && ownPage.body.contains("72 hộ"))
            #expect(!ownPage.body.contains("Bỏ gắn"))

            // However many are tied, the card takes as many statements.
            var counts: [Int] = []
            for number in 1...3 {
                let other = try await world.handedDownIndicator(world.indicatorContent("Chỉ tiêu \(number)"))
                try await TieIndicator(planID: plan.id, indicatorID: other, taskID: task.id).run(
                    by: world.specialist, on: world.store)
                let counting = CountingStore(world.store)
                let shown = try await counting.read { tx in
                    let tasks = plan.content.sections.flatMap(\.tasks).map(\.id)
                    return try IndicatorRecords.tied(to: tasks, of: world.province, in: tx).count
                }
                #expect(shown == number + 1)
                counts.append(counting.count)
            }
            #expect(counts == [1, 1, 1])
        }
    }

    @Test(arguments: TestEngine.available)
    func `a unit makes its plan from the parent's in a few clicks, its head approves it, the letter is loaded down`(
        engine: TestEngine
    ) async throws {
        try await withSite(engine) { site in
            let world = site.world
            let parent = try await world.plan(of: world.province, until: .sent)
            let officer = try await site.signIn("canbo.xa")
            let list = try await site.get(Route.plans.path(), as: officer)
            #expect(list.body.contains("Xã Phong Quang chưa có kế hoạch năm 2025"))
            let new = try await site.get(Route.newPlan.path(), as: officer)
            #expect(new.body.contains("Ủy ban nhân dân tỉnh Thái Nguyên"))
            #expect(new.body.contains("“Chung tay xóa nhà tạm”, “Đẩy mạnh chuyển đổi số”"))
            #expect(new.body.ranges(of: "name=\"tasks\"").count == 2)
            let drafted = try await site.post(
                Route.draftPlan.path(), as: officer,
                fields: [
                    ("unit", world.commune.rawValue), ("year", "2025"), ("parent", parent.id.rawValue),
                    ("from", "parent"), ("tasks", parent.content.sections[0].tasks[0].id.rawValue),
                ])
            #expect(drafted.status == .seeOther)
            let form = try await site.get(drafted.location, as: officer)
            #expect(form.status == .ok)
            let id = try #require(ID<Plan>(parsing: drafted.location.split(separator: "/")[1]))

            // A row is added by a button, without a script, and filled in.
            let added = try await site.post(
                Route.changePlan.path(id), as: officer, fields: fields(form.body) + [("do", "add-task-1")])
            #expect(added.status == .seeOther && added.location.hasSuffix("#muc-1"))
            // A browser keeps what stands after "#" to itself.
            let again = try await site.get(Route.planForm.path(id), as: officer)
            var typed = fields(again.body).map { $0.0 == "task-1-2" ? ($0.0, "Sửa 12 nhà tạm của xã") : $0 }
            typed = typed.map { $0.0 == "who-1-2" ? ($0.0, "Phòng Kinh tế") : $0 }
            let saved = try await site.post(Route.changePlan.path(id), as: officer, fields: typed)
            #expect(saved.status == .seeOther && saved.location == Route.plan.path(id))
            let page = try await site.get(saved.location, as: officer)
            #expect(page.body.contains("1.2. Sửa 12 nhà tạm của xã"))
            #expect(page.body.contains("Phòng Kinh tế"))
            #expect(page.body.contains("“Chung tay xóa nhà tạm”"))
            #expect(page.body.contains("XÃ PHONG QUANG"))
            let version = String(try await plan(id, site).version)
            let submitted = try await site.post(
                Route.submitPlan.path(id), as: officer, fields: [("version", version)])
            #expect(submitted.status == .seeOther)
            let waiting = try await site.get(Route.plan.path(id), as: officer)
            #expect(waiting.body.contains("Việc duyệt do thủ trưởng đơn vị thực hiện."))

            let head = try await site.signIn("thutruong.xa")
            let number = String(try await plan(id, site).version)
            let refused = try await site.post(
                Route.approvePlan.path(id), as: head,
                fields: [("version", number), ("number", "x"), ("signedOn", "05/12/2025")])
            #expect(refused.status == .unprocessableContent)
            #expect(refused.body.contains("href=\"#f-number\"") && refused.body.contains("value=\"x\""))
            let approved = try await site.post(
                Route.approvePlan.path(id), as: head,
                fields: [("version", number), ("number", "12"), ("signedOn", "05/12/2025")])
            #expect(approved.status == .seeOther)
            let word = try await site.send(.get, Route.planDocument.path(id), as: head)
            #expect(word.status == .ok)
            #expect(word.headers[.contentType]?.contains("wordprocessingml") == true)
            #expect(word.headers[.contentDisposition]?.contains("Cong-van-12-UBND.docx") == true)
            let pdf = try await site.send(.get, Route.planLetter.path(id), as: head)
            #expect(pdf.status == .ok && pdf.headers[.contentType] == "application/pdf")
            let stranger = try await site.signIn("canbo.xakhac")
            #expect(try await site.get(Route.plan.path(id), as: stranger).status == .ok)
        }
    }

    @Test(arguments: TestEngine.available)
    func `what was typed comes back with what is wrong, and a slower person keeps theirs`(engine: TestEngine)
        async throws
    {
        try await withSite(engine) { site in
            let world = site.world
            let plan = try await world.plan(of: world.commune, until: .draft)
            let officer = try await site.signIn("canbo.xa")
            let form = try await site.get(Route.planForm.path(plan.id), as: officer)
            let typed = fields(form.body)
            #expect(typed.contains { $0 == ("basisOn-1", "09/12/2024") })
            #expect(typed.contains { $0 == ("toScope-1", "communes") })
            // Sent as it is, the form changes nothing.
            _ = try await site.post(Route.changePlan.path(plan.id), as: officer, fields: typed)
            #expect(try await self.plan(plan.id, site).content == plan.content)

            let wrong = typed.map { $0.0 == "basisOn-1" ? ($0.0, "31/02/2025") : $0 }
            let answer = try await site.post(
                Route.changePlan.path(plan.id), as: officer, fields: wrong + [("do", "add-section")])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.body.contains("value=\"31/02/2025\"") && answer.body.contains("href=\"#f-basisOn-1\""))
            #expect(answer.body.contains("id=\"muc-2\""))

            let faster = typed.map { $0.0 == "theme" ? ($0.0, "Của thủ trưởng") : $0 }
            let head = try await site.signIn("thutruong.xa")
            #expect(
                try await site.post(Route.changePlan.path(plan.id), as: head, fields: faster).status == .seeOther)
            let slower = typed.map { $0.0 == "theme" ? ($0.0, "Của cán bộ") : $0 }
            let conflict = try await site.post(Route.changePlan.path(plan.id), as: officer, fields: slower)
            #expect(conflict.status == .conflict)
            #expect(conflict.body.contains("Hoàng Văn Mẫu vừa sửa") && conflict.body.contains("Của cán bộ"))
            var headers: HTTPFields = [:]
            headers[.init("hx-request")!] = "true"
            let autosave = try await site.post(
                Route.autosavePlan.path(plan.id), as: officer, fields: slower, headers: headers)
            #expect(autosave.status == .ok && autosave.body.contains("Chưa lưu"))
            let now = try await self.plan(plan.id, site)
            #expect(now.content.theme == "Của thủ trưởng")
            let current = slower.map { $0.0 == "version" ? ($0.0, String(now.version)) : $0 }
            let kept = try await site.post(
                Route.autosavePlan.path(plan.id), as: officer, fields: current, headers: headers)
            #expect(kept.body.contains("Đã lưu lúc") && kept.body.contains("value=\"\(now.version + 1)\""))
        }
    }

    @Test(arguments: TestEngine.available)
    func `Sở Nội vụ sees who has no plan and asks them once`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let specialist = try await site.signIn("chuyenvien.snv")
            let list = try await site.get(Route.missingPlans.path() + "?nam=2025", as: specialist)
            for name in ["Xã Phong Quang", "Phường Đức Xuân", "Sở Y tế", "Sở Nội vụ"] {
                #expect(list.body.contains(name), "\(name)")
            }
            #expect(list.body.contains("4 trong 4 đơn vị"))
            #expect(list.body.contains("Chưa có tài khoản để nhắc"))
            let asked = try await site.post(
                Route.remindPlans.path(), as: specialist, fields: [("year", "2025")])
            #expect(asked.status == .seeOther)
            let after = try await site.get(asked.location, as: specialist)
            #expect(after.body.contains("Đã nhắc 2 đơn vị (3 người)") && after.body.contains("Hôm nay"))
            let again = try await site.post(Route.remindPlans.path(), as: specialist, fields: [("year", "2025")])
            #expect(try await site.get(again.location, as: specialist).body.contains("Không có đơn vị nào cần nhắc"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `pages of plans take a fixed number of statements`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let counting = CountingStore(world.store)
            let ticket = try await SignIn(username: "chuyenvien.snv", password: World.password, address: "127.0.0.1")
                .run(on: world.store)
            let headers: HTTPFields = [.cookie: "__Host-phien=\(ticket.token)"]
            _ = try await world.plan(of: world.commune, until: .approved)
            try await world.site(on: counting) { client in
                func statements(_ path: String) async throws -> Int {
                    _ = try await client.page(path, headers: headers)
                    counting.reset()
                    _ = try await client.page(path, headers: headers)
                    return counting.count
                }
                let paths = [Route.plans.path(), Route.missingPlans.path()]
                var before: [Int] = []
                for path in paths { before.append(try await statements(path)) }
                _ = try await world.plan(of: world.province, until: .approved)
                for (path, count) in zip(paths, before) { #expect(try await statements(path) == count, "\(path)") }
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `nhiệm vụ ghi đã xong trên trang kế hoạch, sai thì giữ chữ đã gõ; hạn của công văn chọn khi gửi`(
        engine: TestEngine
    ) async throws {
        try await withSite(engine) { site in
            let world = site.world
            let plan = try await world.plan(of: world.commune, until: .approved)
            let task = plan.content.tasks[0]
            let officer = try await site.signIn("canbo.xa")
            let path = Route.plan.path(plan.id)
            let page = try await site.get(path, as: officer)
            #expect(page.body.contains("0/1") && page.body.contains("Ghi đã xong"))
            let open = try await site.get(path + "?viec=\(task.id)", as: officer)
            #expect(open.body.contains("Xong ngày") && open.body.contains(Route.finishPlanTask.path(plan.id, task.id)))
            let wrong = try await site.post(
                Route.finishPlanTask.path(plan.id, task.id), as: officer,
                fields: [("doneOn", "31/02/2025"), ("result", "Giữ lại câu này")])
            #expect(wrong.status == .unprocessableContent)
            #expect(wrong.body.contains("Giữ lại câu này") && wrong.body.contains("href=\"#f-doneOn\""))
            let done = try await site.post(
                Route.finishPlanTask.path(plan.id, task.id), as: officer,
                fields: [("doneOn", "05/12/2025"), ("result", "Đã phát động hai đợt.")])
            #expect(done.status == .seeOther)
            let after = try await site.get(path, as: officer)
            #expect(after.body.contains("1/1") && after.body.contains("Đã phát động hai đợt."))
            let stranger = try await site.signIn("canbo.xakhac")
            #expect(!(try await site.get(path, as: stranger).body.contains("Ghi lại<")))

            let late = try await site.post(
                Route.sendPlan.path(plan.id), as: officer,
                fields: [("version", String(plan.version)), ("dueOn", "01/12/2025")])
            #expect(late.status == .unprocessableContent && late.body.contains("Hạn 01/12/2025 đã qua"))
            let sent = try await site.post(
                Route.sendPlan.path(plan.id), as: officer,
                fields: [("version", String(plan.version)), ("dueOn", "20/12/2025")])
            #expect(sent.status == .seeOther)
            let end = try await site.get(path, as: officer)
            #expect(end.body.contains("Hạn quán triệt, triển khai") && end.body.contains("20/12/2025"))
        }
    }
}
