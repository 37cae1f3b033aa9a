import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// One dossier: what it asks for, how far it is, what is missing, and the next step.
struct DossierPage {
    let dossier: Dossier
    let unitName: String
    let receiverName: String
    let movementName: String?
    /// Whether another level than the one that launched the movement is asked to reward.
    let rewardingLevel: RewardingLevelCheck?
    let nominations: [Nomination]
    /// What passed the council and is not commended.
    let refusals: [Refusal]
    let attachments: [Attachment]
    let papers: [RequiredPaper]
    /// Until when it had to be handed in, by the province's rules of the day it was, or of today.
    let deadline: DossierDeadline?
    /// How long the step that it stands in may take, and until when that is.
    let limit: StepLimit?
    let history: [Event]
    let missing: [String]
    let permissions: [DossierAct: Permission]
    let csrfToken: String
    let today: CivilDate
    let awardName: [CatalogueCode: String]
    /// Problems of the form for papers, when it is shown again.
    var paperProblems: [FieldProblem] = []
    var paperForm = FormData()
    /// A reason that was written and not taken, and what it was for.
    var typed = TypedForm.none
    var typedAct: DossierAct?

    static func load(
        _ id: ID<Dossier>, _ visit: Visit, lawbook: Lawbook, in tx: any ReadTransaction
    ) throws -> DossierPage {
        let dossier = try Gate.dossier(id, for: visit.actor, may: .view, in: tx)
        let policy = try Gate.dossierPolicy(for: visit.actor, dossier, in: tx)
        let nominations = try NominationRecords.nominations(of: id, in: tx)
        let attachments = try AttachmentRecords.attachments(of: .dossier, id.rawValue, in: tx)
        let units = try UnitRecords.units([dossier.submittingUnitID, dossier.receivingUnitID], in: tx)
        let timeline = try RulesRecords.timeline(in: tx)
        let rules = timeline.inForce(on: dossier.lawDay(today: tx.today))
        var names: [CatalogueCode: String] = [:]
        for nomination in nominations { names[nomination.code] = lawbook.name(of: nomination.code) }
        var permissions: [DossierAct: Permission] = [:]
        for act in DossierAct.allCases { permissions[act] = policy.permission(for: act, on: dossier) }
        return DossierPage(
            dossier: dossier, unitName: units[dossier.submittingUnitID]?.name ?? "",
            receiverName: units[dossier.receivingUnitID]?.name ?? "",
            movementName: try dossier.movementID.flatMap { try MovementNames.name(of: $0, in: tx) },
            rewardingLevel: try RewardingLevelCheck.of(dossier, nominations, lawbook: lawbook, in: tx),
            nominations: nominations,
            refusals: [.considered, .decided, .notPassed].contains(dossier.state)
                ? try RefusalRecords.refusals(of: id, in: tx) : [],
            attachments: attachments,
            papers: DossierPapers.required(
                for: dossier, nominations, lawbook: lawbook, rules: rules, today: tx.today),
            deadline: deadline(of: dossier, nominations, timeline, today: tx.today),
            limit: try StepLimit.load(
                dossier, rules, lawbook: lawbook, in: tx),
            history: try EventRecords.history(of: .dossier, id.rawValue, in: tx),
            missing: SubmitDossier.missing(
                dossier, nominations, attachments, lawbook: lawbook, rules: rules, today: tx.today),
            permissions: permissions, csrfToken: visit.csrfToken, today: tx.today, awardName: names)
    }

    private static func deadline(
        of dossier: Dossier, _ nominations: [Nomination], _ timeline: RulesTimeline, today: CivilDate
    ) -> DossierDeadline? {
        guard dossier.level == .province, dossier.state != .withdrawn else { return nil }
        let day = Dossier.State.editable.contains(dossier.state) ? today : dossier.submittedAt?.day ?? today
        return timeline.inForce(on: day)?.deadline(
            of: nominations.map { ($0.code, $0.category) }, category: dossier.category, year: dossier.year)
    }

    private func permission(_ act: DossierAct) -> Permission { permissions[act] ?? .hidden }
    private var isEditable: Bool { permission(.edit).isOpen }

    var html: HTML {
        """
        \(Breadcrumb(items: [Crumb(label: "Hồ sơ", href: Route.dossiers.path()), Crumb(label: dossier.number)]).html)
        \(PageHead(
            title: dossier.title, lead: "\(dossier.number) · \(unitName) trình \(receiverName) · Thành tích năm \(dossier.year)",
            status: dossier.state.tag, actions: headAction).html)
        \(typed.summary)
        \(if: typedAct.map { !permission($0).isOpen } ?? false, KeptText(label: "Lý do anh/chị vừa ghi", text: typed.value("reason")).html)
        \(some: reason, { $0.html })
        \(some: rewardingLevel, levelCard)
        \(steps.html)
        <div class="with-aside">
        <div class="stack">
        \(Card(title: "Đề nghị khen thưởng", body: nominationList, id: "de-nghi").html)
        \(Card(title: "Tờ trình", body: letter, id: "to-trinh").html)
        \(Card(title: "Văn bản kèm theo", body: paperList, id: "van-ban").html)
        </div>
        <aside class="stack split">
        \(nextStep.html)
        \(Card(title: "Quá trình xử lý", body: Timeline(items: history.reversed().map(timelineItem)).html).html)
        </aside>
        </div>
        """
    }

    private var headAction: HTML {
        switch permission(.edit) {
        case .open: LinkButton(label: "Sửa tờ trình", href: Route.dossierForm.path(dossier.id), tone: .secondary).html
        // What has been decided is never edited again: a locked button would only raise hopes.
        case .locked where dossier.state == .decided || dossier.state == .notPassed: ""
        case .locked(let reason): LockedButton(label: "Sửa hồ sơ", reason: reason).html
        case .hidden: ""
        }
    }

    private var reason: Card? {
        guard let reason = dossier.lastReason else { return nil }
        switch dossier.state {
        case .returned:
            return Card(
                title: "Hồ sơ bị trả lại", body: "<p>\(reason)</p><p>Bổ sung theo lý do trên rồi trình lại.</p>",
                tone: .warning)
        case .withdrawn: return Card(title: "Hồ sơ đã rút", body: "<p>\(reason)</p>")
        case .notPassed:
            return Card(
                title: refusals.isEmpty ? "Hội đồng không thông qua" : "Không khen thưởng",
                body: "<p class=\"pre\">\(reason)</p>", tone: .warning)
        default: return nil
        }
    }

    /// Shown until it is decided: to the unit before it submits, and to those who appraise.
    private func levelCard(_ check: RewardingLevelCheck) -> HTML {
        guard dossier.state != .decided, dossier.state != .notPassed, dossier.state != .withdrawn else { return "" }
        return RewardingLevelCard(
            checks: [check], ending: "Hồ sơ vẫn trình được; người thẩm định xem xét và quyết định."
        ).html
    }

    private var steps: Steps {
        let order: [Dossier.State] = [.draft, .submitted, .received, .appraised, .considered, .decided]
        let labels = ["Soạn", "Trình", "Thẩm định", "Hội đồng xét", "Quyết định", "Hoàn thành"]
        let place: Int
        switch dossier.state {
        case .returned, .withdrawn: place = 0
        case .decided: place = order.count
        case .notPassed: place = order.count
        default: place = order.firstIndex(of: dossier.state) ?? 0
        }
        return Steps(
            // Nothing passed: the council was the last step. All refused: the decision was.
            items: labels.prefix(dossier.state == .notPassed ? (refusals.isEmpty ? 4 : 5) : labels.count).enumerated()
                .map { index, label in
                    (label: label, state: index < place ? .done : index == place ? .current : .todo)
                })
    }

    // MARK: Nominations

    private var nominationList: HTML {
        let add: HTML? =
            isEditable
            ? "<div class=\"actions\">\(LinkButton(label: "Thêm người, tập thể, hộ gia đình", href: Route.chooseNominee.path(dossier.id)).html)</div>"
            : nil
        return """
            \(Table(
                caption: "Các đề nghị trong hồ sơ", showsCaption: false,
                columns: [
                    Column(label: "Người, tập thể", isMain: true), Column(label: "Đề nghị tặng"),
                    Column(label: hasOpinions ? "Kiểm tra, ý kiến" : "Kiểm tra"),
                ],
                rows: nominations.map(nominationRow),
                empty: EmptyState(
                    title: "Chưa có đề nghị nào",
                    hint: isEditable ? "Bấm nút dưới đây để chọn cá nhân, tập thể hoặc hộ gia đình." : "Hồ sơ này chưa có đề nghị nào.")
            ).html)
            \(add)
            """
    }

    /// Before anybody has appraised, the head does not speak of opinions.
    private var hasOpinions: Bool { nominations.contains { $0.opinion != nil } }

    private func nominationRow(_ nomination: Nomination) -> TableRow {
        let opinion: HTML =
            nomination.opinion.map { "\($0.tag.html)\(some: nomination.opinionReason, { "<p>\($0)</p>" })" } ?? ""
        let refusal = refusals.first { $0.nominationID == nomination.id }
        return TableRow(
            cells: [
                """
                <a href="\(Route.nomination.path(dossier.id, nomination.id))">\(nomination.nomineeName)</a> \
                <span class="muted">\(nomination.nomineeDetail)</span>
                """,
                "\(awardName[nomination.code] ?? "")",
                """
                <div class="tags">\(nomination.assessment?.verdict.tag.html ?? "<span class=\"muted\">Chưa kiểm tra</span>")\(opinion)</div>
                """,
            ],
            note: refusal.map { "<span class=\"sign\" aria-hidden=\"true\">\(Tone.bad.sign)</span> \($0.sentence)" })
    }

    // MARK: Letter and papers

    private var letter: HTML {
        var items = [
            Definition(
                term: "Số, ký hiệu",
                detail: dossier.letterNumber.isEmpty
                    ? "<span class=\"muted\">Chưa có</span>" : "\(dossier.letterNumber)"),
            Definition(
                term: "Ngày", detail: dossier.letterOn.map { "\($0.written)" } ?? "<span class=\"muted\">Chưa có</span>"
            ),
            Definition(term: "Loại khen thưởng", detail: "\(dossier.category.name)"),
            Definition(term: "Cấp quyết định", detail: "\(dossier.level.name)"),
        ]
        if let deadline {
            let isWithSender = Dossier.State.editable.contains(dossier.state)
            let day = isWithSender ? today : dossier.submittedAt?.day ?? today
            items.append(
                Definition(
                    term: "Hạn nộp hồ sơ",
                    detail: """
                        \(deadline.due.written) (\(deadline.round)) \(deadline.mark(isWithSender: isWithSender, day: day))\
                        <br><span class="muted">\(deadline.citation.text)</span>
                        """))
        }
        if let limit {
            items.append(
                Definition(
                    term: "Thời hạn giải quyết",
                    detail: """
                        \(limit.limit.step.name): \(limit.limit.workingDays) ngày làm việc, đến hết ngày \(limit.due.date.written) \
                        \(DeadlineBadge(due: limit.due.date, today: today).html)\
                        <br><span class="muted">\(limit.citation.text)\(some: limit.due.note, { ". \($0)" })</span>
                        """))
        }
        if let movementName { items.append(Definition(term: "Phong trào", detail: "\(movementName)")) }
        if !dossier.letterText.isEmpty {
            items.append(Definition(term: "Nội dung", detail: "<p class=\"pre\">\(dossier.letterText)</p>"))
        }
        return DefinitionList(items: items).html
    }

    /// Every paper the law asks for, with what has been uploaded under it; what is missing stands out.
    private var paperList: HTML {
        let known = Set(papers.map(\.key))
        let others = attachments.filter { !known.contains($0.paperKey) }
        if papers.isEmpty && others.isEmpty {
            return
                "\(EmptyState(title: "Chưa có văn bản nào", hint: "Thêm đề nghị trước, danh mục văn bản cần có sẽ hiện ở đây.").html)\(if: isEditable, uploadForm)"
        }
        return """
            <ul class="papers">\(each: papers, paperItem)\(if: !others.isEmpty, "<li><strong>Văn bản khác</strong>\(files(others))</li>")</ul>
            \(if: isEditable, uploadForm)
            """
    }

    private func paperItem(_ paper: RequiredPaper) -> HTML {
        let own = attachments.filter { $0.paperKey == paper.key }
        let tag: StatusTag
        if !own.isEmpty {
            tag = StatusTag(label: "Đã có", tone: .good)
        } else if paper.isRequired {
            tag = StatusTag(label: "Còn thiếu", tone: .warning)
        } else {
            tag = StatusTag(label: "Nếu có", tone: .neutral)
        }
        return """
            <li><div class="paper-name">\(tag.html) <strong>\(paper.name)</strong></div>\
            <p class="muted">\(paper.citation.text)</p>\(if: !own.isEmpty, files(own))</li>
            """
    }

    private func files(_ attachments: [Attachment]) -> HTML {
        "<ul class=\"files\">\(each: attachments, file)</ul>"
    }

    private func file(_ attachment: Attachment) -> HTML {
        let number = [attachment.paperNumber, attachment.paperOn.map { "ngày \($0.written)" } ?? ""].filter {
            !$0.isEmpty
        }
        let remove: HTML =
            isEditable
            ? Form(
                action: Route.removeAttachment.path(dossier.id, attachment.id), csrfToken: csrfToken,
                body:
                    "<button type=\"submit\" class=\"button quiet\">Gỡ <span class=\"unseen\">\(attachment.fileName)</span></button>"
            ).html : ""
        return """
            <li><a href="\(Route.attachment.path(attachment.id))">\(attachment.fileName)</a>\
            \(if: !number.isEmpty, " <span>số \(number.joined(separator: ", "))</span>") \
            <span class="muted">\(attachment.fileKind.name), \(writtenSize(attachment.byteCount)) · \(attachment.uploadedByName), \(attachment.uploadedAt.written)</span>\(remove)</li>
            """
    }

    private var uploadForm: HTML {
        let errors = Dictionary(paperProblems.map { ($0.field, $0.message) }, uniquingKeysWith: { first, _ in first })
        let kinds =
            papers.map { Option(value: $0.key, label: $0.name) } + [
                Option(value: DossierPapers.other, label: "Văn bản khác")
            ]
        let have = Set(attachments.map(\.paperKey))
        let next = papers.first { $0.isRequired && !have.contains($0.key) }?.key ?? DossierPapers.other
        let form = Form(
            action: Route.addAttachment.path(dossier.id) + "#van-ban", csrfToken: csrfToken, isMultipart: true,
            id: "tai-len",
            body: """
                <div class="form-grid">
                \(Select(name: "paperKey", label: "Loại văn bản", options: [OptionGroup(options: kinds)], selected: paperForm.has("paperKey") ? paperForm["paperKey"] : next, error: errors["paperKey"], isRequired: true).html)
                \(FileField(name: "file", label: "Tệp", accept: ".pdf,.docx,.xlsx,.jpg,.jpeg,.png", hint: "PDF, DOCX, XLSX, JPG hoặc PNG, tối đa 20 MB", error: errors["file"], isRequired: true).html)
                \(TextField(name: "paperNumber", label: "Số, ký hiệu", value: paperForm["paperNumber"], error: errors["paperNumber"], maxLength: 50).html)
                \(TextField(name: "paperOn", label: "Ngày văn bản", value: paperForm["paperOn"], error: errors["paperOn"], kind: .date).html)
                </div>
                <div class="actions">\(Button(label: "Tải lên", tone: .secondary).html)</div>
                """)
        return "<h3>Tải lên văn bản</h3>\(ErrorSummary(problems: paperProblems).html)\(form.html)"
    }

    // MARK: The next step

    private var nextStep: Card {
        var body: HTML = ""
        if isEditable || !missing.isEmpty && permission(.submit) != .hidden {
            body +=
                missing.isEmpty
                ? "<p>Hồ sơ đã đủ thành phần để trình.</p>"
                : "<p>Còn thiếu:</p><ul>\(each: missing, { "<li>\($0)</li>" })</ul>"
        }
        if !isMyTurn { body += "<p>\(waitingSentence)</p>" }
        body += submitPart
        body += simplePart(.receive, label: "Tiếp nhận hồ sơ", route: .receiveDossier)
        if permission(.judge).isOpen {
            let waiting = nominations.filter { $0.opinion == nil }
            if let first = waiting.first {
                body += """
                    <p>Đã có ý kiến \(nominations.count - waiting.count) / \(nominations.count) đề nghị.</p>
                    <div class="actions">\(LinkButton(label: "Thẩm định tiếp: \(first.nomineeName)", href: Route.nomination.path(dossier.id, first.id)).html)</div>
                    """
            } else {
                body += simplePart(.appraise, label: "Trình Hội đồng", route: .appraiseDossier)
            }
        }
        body += reasonPart(
            .giveBack, label: "Trả lại để bổ sung", route: .returnDossier, prompt: "Lý do trả lại, cần bổ sung gì")
        body += reasonPart(.withdraw, label: "Rút hồ sơ", route: .withdrawDossier, prompt: "Lý do rút hồ sơ")
        body += simplePart(.reopen, label: "Mở lại để sửa", route: .reopenDossier)
        if permission(.schedule).isOpen {
            body +=
                "<div class=\"actions\">\(LinkButton(label: "Đưa vào phiên họp", href: Route.sessions.path()).html)</div>"
        }
        if permission(.draftDecision).isOpen {
            body +=
                "<div class=\"actions\">\(LinkButton(label: "Dự thảo quyết định", href: Route.newDecision.path()).html)</div>"
        }
        return Card(title: "Bước tiếp theo", body: body, id: "buoc-tiep-theo")
    }

    /// Whether the person who looks can bring the dossier on; otherwise the page says whose turn it is.
    private var isMyTurn: Bool {
        isEditable
            || [.submit, .receive, .judge, .appraise, .schedule, .draftDecision].contains { permission($0).isOpen }
    }

    private var waitingSentence: String {
        switch dossier.state {
        case .draft, .returned: "Hồ sơ đang ở đơn vị lập."
        case .submitted: "Chờ \(receiverName) tiếp nhận."
        case .received: "\(receiverName) đang thẩm định."
        case .appraised: "Chờ Hội đồng xét."
        case .considered: "Hội đồng đã xét, chờ quyết định."
        case .decided: "Đã có quyết định. Không còn việc gì phải làm với hồ sơ này."
        case .notPassed:
            "Hồ sơ kết thúc ở \(refusals.isEmpty ? "Hội đồng" : "bước quyết định"). Khi đủ điều kiện, đơn vị lập hồ sơ mới."
        case .withdrawn: "Hồ sơ đã rút."
        }
    }

    private var submitPart: HTML {
        switch permission(.submit) {
        case .open:
            if !missing.isEmpty {
                return
                    "<div class=\"actions\">\(LockedButton(label: "Trình hồ sơ", reason: "Bổ sung những mục còn thiếu ở trên rồi trình.").html)</div>"
            }
            let failing = nominations.filter { $0.assessment?.verdict == .notMet }
            let warning: HTML =
                failing.isEmpty
                ? ""
                : "<p>\(StatusTag(label: "Lưu ý", tone: .warning).html) \(failing.count) đề nghị chưa đủ tiêu chuẩn theo kiểm tra của hệ thống: \(failing.map(\.nomineeName).joined(separator: ", ")).</p>"
            let levels: HTML? = rewardingLevel.map {
                "<p>\(StatusTag(label: "Lưu ý", tone: .warning).html) \($0.summary), xem mục \(Link(label: "Cấp phát động và cấp khen thưởng", href: "#cap-khen-thuong").html).</p>"
            }
            let button = dossier.state == .returned ? "Trình lại" : "Trình hồ sơ"
            return """
                \(warning)\(levels)
                \(Confirmation(summary: button, body: """
                    <p>Gửi \(nominations.count) đề nghị đến \(receiverName). Sau khi trình, nội dung không sửa được nữa trừ khi bị trả lại hoặc anh/chị rút hồ sơ.</p>
                    \(versionForm(.submitDossier, button: Button(label: "Xác nhận \(button.lowercased())")))
                    """, tone: .primary).html)
                """
        case .locked, .hidden: return ""
        }
    }

    private func simplePart(_ act: DossierAct, label: String, route: Route) -> HTML {
        guard permission(act).isOpen else { return "" }
        return versionForm(route, button: Button(label: label))
    }

    private func versionForm(_ route: Route, button: Button) -> HTML {
        Form(
            action: route.path(dossier.id), csrfToken: csrfToken,
            body:
                "\(HiddenField(name: "version", value: String(dossier.version)).html)<div class=\"actions\">\(button.html)</div>"
        ).html
    }

    private func reasonPart(_ act: DossierAct, label: String, route: Route, prompt: String) -> HTML {
        guard permission(act).isOpen else { return "" }
        let isTyped = typedAct == act
        // The summary of problems links to the field that was written in.
        let id = isTyped ? "f-reason" : "ly-do-\(act.rawValue)"
        return Confirmation(
            summary: label,
            body: Form(
                action: route.path(dossier.id), csrfToken: csrfToken,
                body: """
                    \(HiddenField(name: "version", value: String(dossier.version)).html)
                    \(TextArea(name: "reason", label: prompt, value: isTyped ? typed.value("reason") : "", error: isTyped ? typed.error("reason") : nil, isRequired: true, rows: 3, maxLength: 2000, id: id).html)
                    <div class="actions">\(Button(label: label, tone: .danger).html)</div>
                    """
            ).html, isOpen: isTyped
        ).html
    }

    private func timelineItem(_ event: Event) -> TimelineItem {
        let tone: Tone
        switch event.kind {
        case .dossierReturned, .dossierWithdrawn, .dossierNotPassed, .nominationRefused, .dossierRefused:
            tone = .warning
        case .dossierDecided: tone = .good
        default: tone = .neutral
        }
        return TimelineItem(
            at: event.at.written, who: event.accountName, what: event.kind.phrase, note: event.note, tone: tone)
    }
}
