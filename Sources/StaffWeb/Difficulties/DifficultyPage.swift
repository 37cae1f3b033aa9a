import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// One difficulty: what was written, what comes next, what happened.
struct DifficultyPage {
    let difficulty: Difficulty
    let policy: DifficultyPolicy
    let entries: [DifficultyEntry]
    let unitName: String
    let themeName: String
    let attachments: [Attachment]
    let shared: SharedQuestion?
    let handlers: [DifficultyHandler]
    let events: [Event]
    let typed: TypedForm
    let actorID: ID<Account>
    let csrfToken: String
    let today: CivilDate

    init(_ visit: Visit, id: ID<Difficulty>, typed: TypedForm = .none, in tx: any ReadTransaction) throws {
        difficulty = try Gate.difficulty(id, for: visit.actor, may: .view, in: tx)
        policy = try Gate.difficultyPolicy(for: visit.actor, difficulty, in: tx)
        entries = try DifficultyRecords.entries(of: id, in: tx)
        unitName = try UnitRecords.unit(difficulty.unitID, in: tx)?.name ?? ""
        let theme = difficulty.theme
        themeName = try DifficultyRecords.themes(in: tx).first { $0.id == theme }?.name ?? ""
        attachments = try AttachmentRecords.attachments(of: .difficulty, id.rawValue, in: tx)
        shared = try SharedQuestionRecords.question(of: id, in: tx)
        handlers = policy.isHandler ? try DifficultyRecords.handlers(of: difficulty.unitID, in: tx) : []
        events = try EventRecords.history(of: .difficulty, id.rawValue, in: tx)
        self.typed = typed
        actorID = visit.actor.accountID
        csrfToken = visit.csrfToken
        today = tx.today
    }

    private func permission(_ act: DifficultyAct) -> Permission { policy.permission(for: act, on: difficulty) }

    var page: StaffPage {
        StaffPage(
            title: difficulty.subject, section: .difficulties, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: difficulty.subject, status: difficulty.state.tag,
                    back: Link(label: "Vướng mắc", href: Route.difficulties.path())).html)
                \(typed.summary)
                \(if: difficulty.isInvented, "<p class=\"muted\">Vướng mắc hư cấu, chỉ để trình diễn.</p>")
                \(facts.html)
                \(each: entries, entry)
                \(steps)
                \(shareCard)
                \(Card(title: "Diễn biến", body: timeline.html).html)
                """)
    }

    private var facts: DefinitionList {
        var items = [
            Definition(term: "Đơn vị", detail: "\(unitName)"), Definition(term: "Lĩnh vực", detail: "\(themeName)"),
            Definition(term: "Người gửi", detail: "\(difficulty.askedByName), \(difficulty.askedAt.written)"),
        ]
        if !difficulty.assignedName.isEmpty {
            items.append(Definition(term: "Người xử lý", detail: "\(difficulty.assignedName)"))
        }
        if let day = difficulty.dueOn {
            items.append(
                Definition(
                    term: "Hạn trả lời", detail: "\(day.written) \(DeadlineBadge(due: day, today: today).html)"))
        }
        if let days = difficulty.answerDays {
            items.append(Definition(term: "Trả lời lần đầu sau", detail: "\(days) ngày làm việc"))
        }
        if !difficulty.pageAddress.isEmpty {
            let label = difficulty.pageTitle.isEmpty ? difficulty.pageAddress : difficulty.pageTitle
            items.append(
                Definition(term: "Gửi từ trang", detail: Link(label: label, href: difficulty.pageAddress).html))
        }
        if !attachments.isEmpty {
            items.append(
                Definition(
                    term: "Tệp kèm theo",
                    detail:
                        "\(each: attachments, { Link(label: $0.fileName, href: Route.attachment.path($0.id)).html })"))
        }
        return DefinitionList(items: items)
    }

    private func entry(_ entry: DifficultyEntry) -> HTML {
        let basis: HTML? =
            entry.basis.isEmpty
            ? nil : "<p class=\"basis\"><strong>Căn cứ:</strong></p>\(Paragraphs(entry.basis).html)"
        return Card(
            title: entry.kind.name,
            body: """
                <p class="meta">\(entry.byName), \(entry.at.written)</p>
                \(Paragraphs(entry.text).html)
                \(basis)
                """, tone: entry.kind == .answer ? .good : nil
        ).html
    }

    // MARK: What comes next

    private func form(_ route: Route, _ body: HTML) -> HTML {
        Form(
            action: route.path(difficulty.id), csrfToken: csrfToken,
            body: "\(HiddenField(name: "version", value: String(difficulty.version)).html)\(body)"
        ).html
    }

    private func area(_ name: String, _ label: String, hint: String? = nil, rows: Int = 5, length: Int = 10_000)
        -> HTML
    {
        TextArea(
            name: name, label: label, value: typed.value(name), hint: hint, error: typed.error(name), isRequired: true,
            rows: rows, maxLength: length
        ).html
    }

    private var steps: HTML {
        var html: HTML = ""
        html += supplementPart
        html += answerPart
        html += assignPart
        html += reopenPart
        html += closePart
        return html.isEmpty ? "" : Card(title: "Bước tiếp theo", body: html, id: "buoc-tiep").html
    }

    private var supplementPart: HTML {
        guard permission(.supplement).isOpen else { return "" }
        return form(
            .supplementDifficulty,
            """
            \(area("supplement", "Nội dung bổ sung"))
            <div class="actions">\(Button(label: "Gửi phần bổ sung").html)</div>
            """)
    }

    private var answerPart: HTML {
        switch permission(.answer) {
        case .hidden: return ""
        case .locked(let reason):
            return difficulty.state.isOpen ? LockedButton(label: "Trả lời", reason: reason).html : ""
        case .open: break
        }
        let answer = form(
            .answerDifficulty,
            """
            \(area("answer", "Trả lời"))
            \(TextArea(name: "basis", label: "Căn cứ pháp lý", value: typed.value("basis"), hint: "Điều, khoản, văn bản; để trống nếu không có", error: typed.error("basis"), rows: 2, maxLength: 2000).html)
            <div class="actions">\(Button(label: "Gửi trả lời").html)</div>
            """)
        guard permission(.askBack).isOpen else { return answer }
        let asks = Confirmation(
            summary: "Hỏi lại đơn vị",
            body: form(
                .askBack,
                """
                \(area("request", "Cần đơn vị bổ sung gì", rows: 3, length: 2000))
                <div class="actions">\(Button(label: "Gửi câu hỏi", tone: .secondary).html)</div>
                """), isOpen: typed.error("request") != nil || !typed.value("request").isEmpty
        ).html
        return answer + asks
    }

    private var assignPart: HTML {
        guard permission(.assign).isOpen else { return "" }
        let isFresh = difficulty.state == .waiting
        let standard = difficulty.assignedTo ?? actorID
        let body = form(
            .assignDifficulty,
            """
            \(Select(name: "handler", label: "Người xử lý", options: [OptionGroup(options: handlers.map { Option(value: $0.accountID.rawValue, label: $0.accountID == actorID ? "\($0.name) (tôi)" : $0.name) })], selected: typed.value("handler", or: standard.rawValue), error: typed.error("handler"), isRequired: true).html)
            <div class="actions">\(Button(label: isFresh ? "Phân công" : "Giao người khác", tone: isFresh ? .primary : .secondary).html)</div>
            """)
        return isFresh
            ? body
            : Confirmation(summary: "Giao người khác", body: body, isOpen: typed.error("handler") != nil).html
    }

    private var reopenPart: HTML {
        guard permission(.reopen).isOpen else { return "" }
        return Confirmation(
            summary: "Chưa rõ, đề nghị trả lời lại",
            body: form(
                .reopenDifficulty,
                """
                \(area("reason", "Điều chưa được trả lời", rows: 3, length: 2000))
                <div class="actions">\(Button(label: "Gửi đề nghị", tone: .secondary).html)</div>
                """), isOpen: typed.error("reason") != nil || !typed.value("reason").isEmpty
        ).html
    }

    private var closePart: HTML {
        guard permission(.close).isOpen else { return "" }
        let isAnswered = difficulty.state == .answered
        let body = form(
            .closeDifficulty,
            """
            <p>\(isAnswered ? "Vướng mắc đã được giải đáp, không cần làm gì thêm." : "Đơn vị không còn cần trả lời.")</p>
            <div class="actions">\(Button(label: "Kết thúc", tone: isAnswered ? .primary : .secondary).html)</div>
            """)
        return isAnswered ? body : Confirmation(summary: "Không cần trả lời nữa", body: body).html
    }

    // MARK: Sharing

    private var shareCard: HTML {
        let known: HTML =
            shared.map { shared in
                shared.isWithdrawn
                    ? "<p class=\"muted\">Đã thôi chia sẻ.</p>"
                    : "<p>\(Link(label: "Xem hỏi đáp đã chia sẻ", href: Route.sharedQuestion.path(shared.id)).html)</p>"
            } ?? ""
        switch permission(.share) {
        case .hidden: return shared.map { $0.isWithdrawn } == false ? Card(title: "Hỏi đáp", body: known).html : ""
        case .locked: return ""
        case .open: break
        }
        let isShared = shared.map { !$0.isWithdrawn } ?? false
        let question = entries.first { $0.kind == .question }?.text ?? ""
        let answer = entries.last { $0.kind == .answer }
        let allowed: HTML =
            difficulty.mayNameUnit
            ? Checkbox(
                name: "namesUnit", label: "Nêu tên \(unitName) (đơn vị đã đồng ý)",
                isOn: typed.form.map { $0["namesUnit"] == "1" } ?? !(shared?.unitName.isEmpty ?? true)
            ).html
            : "<p class=\"muted\">Không nêu tên đơn vị và người gửi.</p>"
        let share = form(
            .shareQuestion,
            """
            \(TextArea(name: "question", label: "Câu hỏi", value: typed.value("question", or: shared?.question ?? question), error: typed.error("question"), isRequired: true, rows: 4, maxLength: 2000).html)
            \(TextArea(name: "sharedAnswer", label: "Trả lời", value: typed.value("sharedAnswer", or: shared?.answer ?? answer?.text ?? ""), error: typed.error("sharedAnswer"), isRequired: true, rows: 5, maxLength: 10_000).html)
            \(TextArea(name: "sharedBasis", label: "Căn cứ pháp lý", value: typed.value("sharedBasis", or: shared?.basis ?? answer?.basis ?? ""), error: typed.error("sharedBasis"), rows: 2, maxLength: 2000).html)
            \(allowed)
            <div class="actions">\(Button(label: isShared ? "Lưu bản chia sẻ" : "Chia sẻ với mọi đơn vị", tone: .secondary).html)</div>
            """)
        let hasProblem = ["question", "sharedAnswer", "sharedBasis", "namesUnit"].contains { typed.error($0) != nil }
        let withdraw: HTML =
            isShared
            ? Confirmation(
                summary: "Thôi chia sẻ",
                body: form(
                    .withdrawQuestion,
                    """
                    \(area("withdrawReason", "Lý do", rows: 2, length: 2000))
                    <div class="actions">\(Button(label: "Thôi chia sẻ", tone: .danger).html)</div>
                    """), isOpen: typed.error("withdrawReason") != nil
            ).html : ""
        return Card(
            title: "Hỏi đáp dùng chung",
            body: """
                \(known)
                \(Confirmation(summary: isShared ? "Sửa bản chia sẻ" : "Soạn bản chia sẻ", body: share, isOpen: hasProblem).html)
                \(withdraw)
                """
        ).html
    }

    private var timeline: Timeline {
        Timeline(
            items: events.reversed().map {
                TimelineItem(at: $0.at.written, who: $0.accountName, what: $0.kind.phrase, note: $0.note)
            })
    }
}
