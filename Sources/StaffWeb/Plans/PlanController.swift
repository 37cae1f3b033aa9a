import Actions
import Domain
import Hummingbird
import Papers
import Primitives
import Records
import Store
import WebSupport

/// The pages and writes of annual plans, and the letters made from them.
struct PlanController: Sendable {
    let site: StaffSite
    /// Each paper is a program of its own.
    private let queue = PaperQueue(limit: 2)

    init(site: StaffSite) { self.site = site }

    func addRoutes(to staff: StaffRoutes) {
        let (site, queue) = (site, queue)
        staff.page(.plans) { visit, tx in try PlanListPage.load(visit, tx).page }
        staff.page(.missingPlans) { visit, tx in try MissingPlansPage.load(visit, tx).page }
        staff.page(.newPlan) { visit, tx in
            try NewPlanPage.load(
                visit, year: PlanLinks.year(visit), unitID: ID<Unit>(parsing: visit.query["don-vi"]), in: tx
            ).page
        }
        staff.page(.plan) { visit, tx in
            try PlanPage.load(visit, try visit.id("id", "kế hoạch này"), isDemo: site.isDemo, in: tx).page
        }
        staff.page(.planForm) { visit, tx in
            try PlanFormPage.load(visit, try visit.id("id", "kế hoạch này"), in: tx).page
        }
        staff.action(.draftPlan) { visit, form in try await draft(visit, form) }
        staff.action(.changePlan) { visit, form in try await change(visit, form) }
        staff.action(.autosavePlan) { visit, form in try await autosave(visit, form) }
        staff.action(.submitPlan) { visit, form in
            try await move(visit, form) { id, version in
                try await SubmitPlan(id: id, version: version).run(by: visit.actor, on: site.store)
                return "Đã trình duyệt; người có thẩm quyền đã được báo. Theo dõi ở trang này."
            }
        }
        staff.action(.returnPlan) { visit, form in
            try await move(visit, form) { id, version in
                try await ReturnPlan(id: id, version: version, reason: form["reason"])
                    .run(by: visit.actor, on: site.store)
                return "Đã trả lại kế hoạch kèm lý do; cán bộ lập kế hoạch đã được báo."
            }
        }
        staff.action(.approvePlan) { visit, form in
            try await move(visit, form) { id, version in
                try await ApprovePlan(
                    id: id, version: version, number: form["number"], signedOn: form["signedOn"],
                    signerName: form["signerName"]
                ).run(by: visit.actor, on: site.store)
                return "Đã duyệt kế hoạch. Công văn đã mang số và ngày ký; bước tiếp theo: gửi tới nơi nhận."
            }
        }
        staff.action(.sendPlan) { visit, form in
            try await move(visit, form) { id, version in
                let sent = try await SendPlan(
                    id: id, version: version, dueOn: form.has("dueOn") ? form["dueOn"] : nil
                ).run(by: visit.actor, on: site.store)
                return
                    "Đã gửi tới \(groupedByThousands(sent.units)) đơn vị (\(groupedByThousands(sent.people)) cán bộ, thủ trưởng được báo)."
            }
        }
        staff.action(.finishPlanTask) { visit, form in
            try await moveTask(visit, form) { id, task in
                let isLate = try await FinishPlanTask(
                    planID: id, taskID: task, doneOn: form["doneOn"], result: form["result"]
                ).run(by: visit.actor, on: site.store)
                return isLate ? "Đã ghi nhiệm vụ là xong, muộn so với thời hạn." : "Đã ghi nhiệm vụ là xong."
            }
        }
        staff.action(.reopenPlanTask) { visit, form in
            try await moveTask(visit, form) { id, task in
                try await ReopenPlanTask(planID: id, taskID: task, reason: form["reason"])
                    .run(by: visit.actor, on: site.store)
                return "Đã ghi lại nhiệm vụ là chưa xong; lý do đã được lưu."
            }
        }
        staff.action(.tieIndicator) { visit, form in try await tie(visit, form) }
        staff.action(.remindPlans) { visit, form in try await remind(visit, form) }
        staff.response(.planLetter) { visit in
            let (letter, paper) = try await paper(visit)
            let bytes = try await queue.make { try await site.papers.letterPDF(paper) }
            return .download(
                bytes, mediaType: "application/pdf", fileName: letter.fileName("pdf"), isInline: true)
        }
        staff.response(.planDocument) { visit in
            let (letter, paper) = try await paper(visit)
            return .download(
                site.papers.letterDOCX(paper), mediaType: Papers.documentMediaType, fileName: letter.fileName("docx"))
        }
    }

    private func paper(_ visit: Visit) async throws -> (PlanLetter, LetterPaper) {
        let id: ID<Plan> = try visit.id("id", "kế hoạch này")
        let letter = try await site.store.read { tx in
            let (plan, unit) = try Gate.plan(id, for: visit.actor, may: .view, in: tx)
            return PlanLetter(plan, issuer: try PlanRecords.issuer(unit, in: tx))
        }
        return (letter, letter.paper(isDemo: site.isDemo))
    }

    private func draft(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        guard let unitID = ID<Unit>(parsing: form["unit"]) else { throw Problem.notFound("đơn vị này") }
        let year = Int(form["year"]) ?? 0
        let isFromParent = form["from"] == "parent"
        let tasks = Set(form.all("tasks").compactMap { ID<PlanTask>(parsing: $0) })
        return try await site.attempt {
            let id = try await DraftPlan(
                unitID: unitID, year: year, parentID: isFromParent ? ID<Plan>(parsing: form["parent"]) : nil,
                tasks: isFromParent ? tasks : []
            ).run(by: visit.actor, on: site.once(visit, form) { (id: ID<Plan>) in Route.planForm.path(id) })
            return .done(
                Route.planForm.path(id),
                .done("Đã lập kế hoạch năm \(year). Sửa, bổ sung cho đúng việc của đơn vị rồi trình duyệt."))
        } again: { problem, tx in
            try NewPlanPage.load(
                visit, year: (1945...2200).contains(year) ? year : tx.today.year, unitID: unitID,
                chosen: tasks, problem: problem, in: tx
            ).page
        }
    }

    private func change(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Plan> = try visit.id("id", "kế hoạch này")
        var typed = PlanFormPage.typed(form)
        let version = Int(form["version"]) ?? 0
        let button = form["do"]
        let change = PlanFormPage.change(button)
        if let change { typed.apply(change) }
        let now = typed
        return try await site.attempt {
            _ = try await ChangePlan(id: id, version: version, typed: now).run(by: visit.actor, on: site.store)
            switch button {
            case "more-bases": return .go(Route.planForm.path(id) + "?them=1#can-cu")
            case "more-addressees": return .go(Route.planForm.path(id) + "?them=1#noi-nhan")
            case "": return .done(Route.plan.path(id), .done("Đã lưu kế hoạch. Xem trước công văn ở dưới."))
            default: return .go(Route.planForm.path(id) + "#" + PlanFormPage.anchor(change, now))
            }
        } again: { problem, tx in
            try PlanFormPage.load(
                visit, id, typed: now, version: problem.code == .conflict ? nil : version, problem: problem, in: tx
            ).page
        }
    }

    private func autosave(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Plan> = try visit.id("id", "kế hoạch này")
        do {
            let version = try await ChangePlan(
                id: id, version: Int(form["version"]) ?? 0, typed: PlanFormPage.typed(form)
            ).run(by: visit.actor, on: site.store)
            return .fragment(
                "\(SaveState(text: "Đã lưu lúc \(visit.now.timeOfDay)").html)\(VersionField(version: version, isOutOfBand: true).html)"
            )
        } catch let problem as Problem where problem.code == .invalid || problem.code == .conflict {
            return .fragment(
                SaveState(text: "Chưa lưu: \(problem.fields.first?.message ?? problem.message)", isSaved: false).html)
        }
    }

    /// A step of one plan: done, or the page again with what was typed and what is wrong.
    private func move(
        _ visit: Visit, _ form: FormData, _ work: (ID<Plan>, Int) async throws -> String
    ) async throws -> Outcome {
        let id: ID<Plan> = try visit.id("id", "kế hoạch này")
        let isDemo = site.isDemo
        return try await site.attempt {
            .done(Route.plan.path(id), .done(try await work(id, Int(form["version"]) ?? 0)))
        } again: { problem, tx in
            try PlanPage.load(visit, id, isDemo: isDemo, typed: form, problem: problem, in: tx).page
        }
    }

    /// A step of one task: done, or the page of the plan with the form of that task.
    private func moveTask(
        _ visit: Visit, _ form: FormData, _ work: (ID<Plan>, ID<PlanTask>) async throws -> String
    ) async throws -> Outcome {
        let id: ID<Plan> = try visit.id("id", "kế hoạch này")
        let task: ID<PlanTask> = try visit.id("task", "nhiệm vụ này")
        let isDemo = site.isDemo
        return try await site.attempt {
            .done(Route.plan.path(id) + "#phan-cong", .done(try await work(id, task)))
        } again: { problem, tx in
            try PlanPage.load(visit, id, isDemo: isDemo, task: task, typed: form, problem: problem, in: tx).page
        }
    }

    private func tie(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Plan> = try visit.id("id", "kế hoạch này")
        let isDemo = site.isDemo
        let isLoosened = form["do"] == "loosen"
        return try await site.attempt {
            let name = try await TieIndicator(
                planID: id, indicatorID: ID<Indicator>(parsing: form["indicator"]),
                taskID: ID<PlanTask>(parsing: form["task"]), isLoosened: isLoosened
            ).run(by: visit.actor, on: site.store)
            return .done(
                Route.plan.path(id) + "#chi-tieu",
                .done(isLoosened ? "Đã bỏ gắn “\(name)”." : "Đã gắn “\(name)” với nhiệm vụ của kế hoạch."))
        } again: { problem, tx in
            try PlanPage.load(visit, id, isDemo: isDemo, typed: form, problem: problem, in: tx).page
        }
    }

    private func remind(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let year = Int(form["year"]) ?? 0
        let asked = try await RemindPlans(year: year).run(by: visit.actor, on: site.store)
        let words =
            asked.units == 0
            ? "Không có đơn vị nào cần nhắc thêm: hôm nay đã nhắc, hoặc đơn vị chưa có tài khoản."
            : "Đã nhắc \(groupedByThousands(asked.units)) đơn vị (\(groupedByThousands(asked.people)) người)."
        return .done(PlanLinks.missing(year: year), .done(words))
    }
}
