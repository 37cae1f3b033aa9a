import Actions
import Domain
import Papers
import Primitives
import Records
import Store
import WebSupport

/// A plan: where it stands, what is next, and the letter as it will be printed.
struct PlanPage {
    let plan: Plan
    let unit: Unit
    let letter: PlanLetter
    let policy: PlanPolicy
    let parent: PlanLetter?
    /// To how many units of the system it goes, by group.
    let reached: [PlanAddressee.Group: Int]
    /// Clusters among its addressees to which nobody belongs today; none once it has been sent.
    let emptyClusters: [Cluster]
    /// The documents that go with the letter, and how the letter is followed once it was sent.
    let going: [DirectiveLine]
    let delivery: ID<Directive>?
    /// The task whose form is open.
    let task: PlanTask?
    /// The responsible units that are the reader's own.
    let ownUnits: Set<ID<Unit>>
    let indicators: PlanIndicators
    let history: [Event]
    let csrfToken: String
    let actorName: String
    let today: CivilDate
    let isDemo: Bool
    let typed: FormData
    let problem: Problem?

    static func load(
        _ visit: Visit, _ id: ID<Plan>, isDemo: Bool, task: ID<PlanTask>? = nil, typed: FormData = FormData(),
        problem: Problem? = nil,
        in tx: any ReadTransaction
    ) throws -> PlanPage {
        let (plan, unit) = try Gate.plan(id, for: visit.actor, may: .view, in: tx)
        let parent = try plan.parentID.flatMap { try PlanLetter.load($0, in: tx) }
        var reached: [PlanAddressee.Group: Int] = [:]
        for (_, group) in try PlanAddresseeRecords.units(of: plan, in: tx) { reached[group, default: 0] += 1 }
        let taskID = task ?? ID<PlanTask>(parsing: visit.query["viec"])
        let tasks = plan.content.assignedTasks.map(\.task)
        return PlanPage(
            plan: plan, unit: unit, letter: PlanLetter(plan, issuer: try PlanRecords.issuer(unit, in: tx)),
            policy: try Gate.planPolicy(for: visit.actor, unit, in: tx), parent: parent, reached: reached,
            emptyClusters: plan.state == .sent
                ? []
                : try ClusterMemberRecords.empty(
                    of: Set(plan.content.addressees.compactMap(\.clusterID)), on: tx.today, in: tx),
            going: try DirectiveRecords.going(with: id, in: tx), delivery: try DirectiveRecords.letter(of: id, in: tx),
            task: tasks.first { $0.id == taskID },
            ownUnits: try PlanTaskRecords.unitsInReach(tasks, of: visit.actor, in: tx),
            indicators: try PlanIndicators.load(
                visit, plan, unit, typed: TypedForm(form: typed, problem: problem), in: tx),
            history: try EventRecords.history(of: .plan, id.rawValue, in: tx), csrfToken: visit.csrfToken,
            actorName: visit.actor.name, today: tx.today, isDemo: isDemo, typed: typed, problem: problem)
    }

    private func permission(_ act: PlanAct) -> Permission { policy.permission(for: act, on: plan) }

    private var isInside: Bool { permission(.edit) != .hidden || permission(.approve) != .hidden }

    var page: StaffPage {
        StaffPage(
            title: "Kế hoạch năm \(plan.year) của \(unit.name)", section: .plans, status: problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: "Kế hoạch thi đua, khen thưởng năm \(plan.year)", lead: unit.name,
                    status: StatusTag(plan: plan.state),
                    back: Link(label: "Kế hoạch năm \(plan.year)", href: PlanLinks.list(year: plan.year)), actions: downloads
                ).html)
                \(summary.html)
                \(if: plan.state == .draft && !plan.returnReason.isEmpty, "<p class=\"notice warning\"><strong>Bị trả lại:</strong> \(plan.returnReason)</p>")
                \(next)
                \(Card(title: "Thông tin chung", body: facts.html).html)
                \(accompanying)
                \(if: plan.state.isFinal, assignmentCard)
                \(Card(title: "Xem trước công văn", body: preview, id: "xem-truoc").html)
                \(if: !plan.state.isFinal, assignmentCard)
                \(some: indicators.card, { $0.html })
                \(if: isInside && !history.isEmpty, Card(title: "Diễn biến", body: Timeline(items: history.map(\.timelineItem)).html).html)
                """)
    }

    private var downloads: HTML {
        """
        \(LinkButton(label: "Công văn (PDF)", href: Route.planLetter.path(plan.id), tone: .secondary).html)
        \(LinkButton(label: "Công văn (Word)", href: Route.planDocument.path(plan.id), tone: .secondary).html)
        """
    }

    private var summary: ErrorSummary {
        let fields = problem?.fields ?? []
        return ErrorSummary(problems: fields, message: fields.isEmpty ? problem?.message : nil)
    }

    private func error(_ field: String) -> String? { problem?.fields.first { $0.field == field }?.message }

    // MARK: What comes next

    private var next: HTML {
        var parts: [HTML] = []
        if permission(.edit).isOpen {
            parts.append(LinkButton(label: "Sửa kế hoạch", href: Route.planForm.path(plan.id), tone: .secondary).html)
        } else if case .locked(let reason) = permission(.edit), plan.state == .submitted {
            parts.append(LockedButton(label: "Sửa kế hoạch", reason: reason).html)
        }
        if plan.state == .draft, permission(.submit).isOpen { parts.append(submission) }
        if plan.state == .submitted {
            switch permission(.approve) {
            case .open: parts.append(approval)
            case .locked(let reason): parts.append(LockedButton(label: "Duyệt", reason: reason).html)
            case .hidden: break
            }
            if permission(.giveBack).isOpen { parts.append(givingBack) }
        }
        if plan.state == .approved, permission(.send).isOpen { parts.append(sending) }
        if parts.isEmpty { return "" }
        return Card(title: "Bước tiếp theo", body: "\(each: parts, { $0 })", id: "buoc-tiep").html
    }

    private var submission: HTML {
        if let obstacle = plan.obstacleToSubmission { return LockedButton(label: "Trình duyệt", reason: obstacle).html }
        let to = unit.kind == .province ? "Chủ tịch Ủy ban nhân dân tỉnh" : "thủ trưởng đơn vị"
        return write(
            .submitPlan,
            """
            <p>Trình \(to) duyệt kế hoạch. Khi chờ duyệt, nội dung không sửa được.</p>
            \(Button(label: "Trình duyệt").html)
            """)
    }

    private var approval: HTML {
        let needsName = plan.content.authority.needsTitle || !plan.content.signerName.isEmpty
        let name =
            typed.has("signerName")
            ? typed["signerName"] : plan.content.signerName.isEmpty && !needsName ? actorName : plan.content.signerName
        return write(
            .approvePlan,
            """
            <p>Duyệt xong, nội dung không sửa được nữa; công văn mang số và ngày này.</p>
            <div class="form-grid">
            \(TextField(name: "number", label: "Số văn bản", value: typed["number"], hint: "Chỉ số; ký hiệu là /\(plan.content.symbol)", error: error("number"), isRequired: true, kind: .number).html)
            \(TextField(name: "signedOn", label: "Ngày ký", value: typed.has("signedOn") ? typed["signedOn"] : today.written, error: error("signedOn"), isRequired: true, kind: .date).html)
            \(TextField(name: "signerName", label: "Người ký", value: name, hint: letter.issuer.capacityLines(plan.content.authority, title: plan.content.signerTitle).joined(separator: " – "), error: error("signerName"), maxLength: 100).html)
            </div>
            \(Button(label: "Duyệt kế hoạch").html)
            """)
    }

    private var givingBack: HTML {
        Confirmation(
            summary: "Trả lại để sửa",
            body: write(
                .returnPlan,
                """
                \(TextArea(name: "reason", label: "Cần sửa gì", value: typed["reason"], error: error("reason"), isRequired: true, rows: 3, maxLength: 2000).html)
                \(Button(label: "Trả lại", tone: .danger).html)
                """)
        ).html
    }

    private var sending: HTML {
        let units = reached.values.reduce(0, +)
        let words =
            units == 0
            ? "Nơi nhận không có đơn vị nào trong hệ thống; kế hoạch được ghi là đã gửi bằng bản giấy."
            : "Gửi tới \(groupedByThousands(units)) đơn vị trong hệ thống; cán bộ và thủ trưởng của các đơn vị được báo."
        let due = typed.has("dueOn") ? typed["dueOn"] : plan.content.dueOn?.written ?? ""
        let field = TextField(
            name: "dueOn", label: "Hạn quán triệt, triển khai", value: due, hint: "Để trống nếu không đặt hạn",
            error: error("dueOn"), kind: .date)
        return write(.sendPlan, "<p>\(words)</p>\(withoutUnits)\(field.html)\(Button(label: "Gửi tới nơi nhận").html)")
    }

    /// Whoever chose a cluster means somebody.
    private var withoutUnits: HTML {
        guard !emptyClusters.isEmpty else { return "" }
        let names = emptyClusters.map(\.name).joined(separator: ", ")
        return """
            <p class="notice warning">\(names) hôm nay chưa có đơn vị nào nên không ai nhận theo dòng đó. \
            \(Link(label: "Chia đơn vị", href: Route.divisionForm.path()).html)</p>
            """
    }

    private func write(_ route: Route, _ body: HTML) -> HTML {
        Form(
            action: route.path(plan.id), csrfToken: csrfToken,
            body: "\(HiddenField(name: "version", value: String(plan.version)).html)\(body)"
        ).html
    }

    // MARK: What goes with the letter

    /// Drafts are shown to those who write them only.
    private var accompanying: HTML {
        let shown = going.filter { isInside || $0.state != .draft }
        let follows = isInside ? delivery : nil
        guard isInside || !shown.isEmpty else { return "" }
        return Card(
            title: "Văn bản gửi kèm, theo dõi",
            body: """
                \(if: shown.isEmpty, "<p class=\"muted\">Chưa có văn bản nào đi cùng công văn.</p>")
                \(if: !shown.isEmpty, "<ul>\(each: shown, { "<li>\(Link(label: $0.title, href: Route.directive.path($0.id)).html) <span class=\"muted\">\($0.number)</span> \(StatusTag(directive: $0.state).html)</li>" })</ul>")
                <div class="actions">
                \(if: isInside && permission(.edit) != .hidden, LinkButton(label: "Thêm văn bản gửi kèm", href: DirectiveLinks.new(with: plan.id), tone: .secondary).html)
                \(some: follows, { LinkButton(label: "Theo dõi đơn vị nhận công văn", href: DirectiveLinks.board($0), tone: .secondary).html })
                </div>
                """, id: "van-ban"
        ).html
    }

    // MARK: What it says

    private var facts: DefinitionList {
        var items = [
            Definition(term: "Số, ký hiệu", detail: "\(plan.numberText ?? "Chưa ghi số (/\(plan.content.symbol))")"),
            Definition(term: "Ngày ký", detail: "\(plan.signedOn?.written ?? "Chưa ghi ngày")"),
        ]
        if let parent {
            items.append(
                Definition(
                    term: "Lập từ kế hoạch của",
                    detail: Link(label: parent.issuer.name, href: Route.plan.path(parent.plan.id)).html))
        }
        if !plan.content.movements.isEmpty {
            items.append(
                Definition(
                    term: "Phong trào",
                    detail: "<ul>\(each: plan.content.movements, { "<li>\($0)</li>" })</ul>"))
        }
        if !plan.content.bases.isEmpty {
            items.append(
                Definition(
                    term: "Căn cứ", detail: "<ul>\(each: plan.content.bases, { "<li>\($0.citation)</li>" })</ul>"))
        }
        let groups = PlanAddressee.Group.allCases.compactMap { group in
            reached[group].map { "\(group.name): \(groupedByThousands($0)) đơn vị" }
        }
        items.append(
            Definition(
                term: "Nhận trong hệ thống",
                detail: groups.isEmpty ? "Không có đơn vị nào" : "\(groups.joined(separator: "; "))"))
        if let day = plan.content.dueOn {
            items.append(Definition(term: "Hạn quán triệt, triển khai", detail: "\(day.written)"))
        }
        if let sentAt = plan.sentAt { items.append(Definition(term: "Gửi lúc", detail: "\(sentAt.written)")) }
        return DefinitionList(items: items)
    }

    // MARK: Who does what by when

    private func permission(_ act: PlanTaskAct, _ task: PlanTask) -> Permission {
        policy.permission(
            for: act, on: task, of: plan, isOfUnit: task.unitID.map { ownUnits.contains($0) } ?? false)
    }

    /// The beginning of it: the table tells which task is meant, the letter says all of it.
    private func beginning(_ task: PlanTask) -> String {
        let words = words(task)
        return words.count > 160 ? words.prefix(160) + "…" : words
    }

    /// The text of a task as it stands in the letter.
    private func words(_ task: PlanTask) -> String {
        PlanWording(plan.content).runs(task.text).map(\.text).joined()
    }

    /// Worked with once the plan stands: above the long letter then.
    private var assignmentCard: HTML {
        guard !plan.content.assignedTasks.isEmpty else { return "" }
        return Card(
            title: "Ai làm, khi nào xong", body: "\(taskStats)\(some: task, taskForm)\(assignments.html)",
            id: "phan-cong"
        ).html
    }

    private var taskStats: HTML {
        guard plan.state.isFinal else { return "" }
        let counts = plan.content.taskCounts(on: today)
        return StatRow(items: [
            Stat(value: "\(counts.done)/\(counts.all)", label: "nhiệm vụ đã xong"),
            Stat(value: String(counts.late), label: "nhiệm vụ quá hạn"),
        ]).html
    }

    private func taskForm(_ task: PlanTask) -> HTML {
        let name = plan.content.number(of: task)
        let text: HTML = "<h3>\(name)</h3><p>\(words(task))</p>"
        if task.doneOn != nil {
            guard permission(.reopen, task).isOpen else { return "" }
            return """
                \(text)\(form(.reopenPlanTask, task, """
                    \(TextArea(name: "reason", label: "Lý do ghi lại là chưa xong", value: typed["reason"], error: error("reason"), isRequired: true, rows: 2, maxLength: 2000).html)
                    <div class="actions">\(Button(label: "Ghi lại là chưa xong", tone: .danger).html)\(close)</div>
                    """))
                """
        }
        switch permission(.finish, task) {
        case .hidden: return ""
        case .locked(let reason): return LockedButton(label: "Đã xong", reason: reason).html
        case .open:
            return """
                \(text)\(form(.finishPlanTask, task, """
                    \(TextField(name: "doneOn", label: "Xong ngày", value: typed.has("doneOn") ? typed["doneOn"] : today.written, error: error("doneOn"), isRequired: true, kind: .date).html)
                    \(TextArea(name: "result", label: "Kết quả", value: typed["result"], hint: "Đã làm gì, đạt mức nào", error: error("result"), isRequired: true, rows: 3, maxLength: 5000).html)
                    <div class="actions">\(Button(label: "Đã xong").html)\(close)</div>
                    """))
                """
        }
    }

    private var close: HTML {
        LinkButton(label: "Thôi", href: Route.plan.path(plan.id) + "#phan-cong", tone: .quiet).html
    }

    private func form(_ route: Route, _ task: PlanTask, _ body: HTML) -> HTML {
        Form(action: route.path(plan.id, task.id), csrfToken: csrfToken, body: body).html
    }

    private var assignments: Table {
        Table(
            caption: "Phân công thực hiện", showsCaption: false,
            columns: [
                Column(label: "TT"), Column(label: "Nhiệm vụ", isMain: true), Column(label: "Chủ trì"),
                Column(label: "Phối hợp"), Column(label: "Thời hạn"), Column(label: "Tình trạng"),
            ],
            rows: plan.content.assignedTasks.map { number, task in
                TableRow(
                    cells: [
                        "\(number)", "\(beginning(task))", responsible(task),
                        "\(task.coordinators.isEmpty ? "–" : task.coordinators)", due(task), state(task),
                    ], note: task.result.isEmpty ? nil : "<strong>Kết quả:</strong> \(task.result)")
            }, empty: EmptyState(title: "Chưa phân công", hint: "Ghi chủ trì, phối hợp, thời hạn ở từng nhiệm vụ."))
    }

    private func responsible(_ task: PlanTask) -> HTML {
        let words = task.responsible.isEmpty ? "–" : task.responsible
        guard task.unitID != nil, task.unitName != task.responsible else { return "\(words)" }
        return task.responsible.isEmpty
            ? "\(task.unitName)" : "\(words) <span class=\"muted\">(\(task.unitName))</span>"
    }

    /// Red only while it is open and what the plan says stands.
    private func due(_ task: PlanTask) -> HTML {
        guard let day = task.dueOn else { return "–" }
        return plan.state.isFinal && task.doneOn == nil
            ? DeadlineBadge(due: day, today: today).html : "\(day.written)"
    }

    private func state(_ task: PlanTask) -> HTML {
        guard plan.state.isFinal else { return "–" }
        let href = PlanLinks.task(plan.id.rawValue, task.id.rawValue)
        let about = plan.content.number(of: task).lowercased()
        if let day = task.doneOn {
            let tag =
                task.isLate(on: today)
                ? StatusTag(label: "Xong muộn", tone: .warning) : StatusTag(label: "Đã xong", tone: .good)
            let again: HTML =
                permission(.reopen, task).isOpen
                ? "<br><a href=\"\(href)\">Ghi lại<span class=\"unseen\">: \(about)</span></a>" : ""
            return "\(tag.html) \(day.written)\(again)"
        }
        let finish: HTML =
            permission(.finish, task).isOpen
            ? "<br><a href=\"\(href)\">Ghi đã xong<span class=\"unseen\">: \(about)</span></a>" : ""
        return "Chưa xong\(finish)"
    }

    // MARK: The letter

    private var preview: HTML {
        let paper = letter.paper(isDemo: isDemo)
        let number = paper.number.map { $0 < 10 ? "0\($0)" : String($0) } ?? "……"
        return """
            <div class="paper letter">
            <div class="letter-head"><div>
            \(some: paper.issuerParent, { "<p>\($0)</p>" })<p><strong>\(each: paper.issuer, { "\($0)<br>" })</strong></p>
            <p>Số: \(number)/\(paper.symbol)</p><p>V/v \(paper.abstract)</p>
            </div><div>
            <p><strong>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br><span class="motto">Độc lập - Tự do - Hạnh phúc</span></strong></p>
            <p><em>\(paper.place), \(paper.date)</em></p>
            </div></div>
            <p class="centre">Kính gửi: \(paper.salutations.joined(separator: "; "))</p>
            \(each: paper.bases, { "<p>Căn cứ \($0);</p>" })
            \(each: paper.opening, paragraph)
            \(each: paper.sections, { "<h3>\($0.heading)</h3>\(each: $0.paragraphs, paragraph)" })
            \(each: paper.closing, paragraph)
            <div class="letter-foot"><div><p><strong><em>Nơi nhận:</em></strong></p><ul>\(each: paper.recipients, { "<li>\($0)</li>" })</ul></div>
            <div class="centre"><p><strong>\(each: paper.signature.capacityLines, { "\($0)<br>" })</strong></p><p class="signer"><strong>\(paper.signature.name)</strong></p></div></div>
            </div>
            """
    }

    private func paragraph(_ paragraph: PaperParagraph) -> HTML {
        let mark: HTML = paragraph.mark.isEmpty ? "" : "\(paragraph.mark) "
        return "<p>\(mark)\(each: paragraph.runs, { $0.isBold ? "<strong>\($0.text)</strong>" : "\($0.text)" })</p>"
    }
}
