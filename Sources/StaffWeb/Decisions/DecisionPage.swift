import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// One decision: as a draft its lines, expected money and signature; once signed number, day, signer and entries of the roll.
struct DecisionPage {
    let file: DecisionFile
    let editing: Permission
    let signing: Permission
    let revoking: Permission
    /// Of a draft: where another level launched than is to reward.
    let levels: [RewardingLevelCheck]
    let history: [Event]
    let typed: TypedForm
    let csrfToken: String

    init(
        _ visit: Visit, id: ID<Decision>, lawbook: Lawbook, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws {
        let (decision, issuer) = try Gate.decision(id, for: visit.actor, may: .view, in: tx)
        let policy = try Gate.decisionPolicy(for: visit.actor, issuer.unit, in: tx)
        file = try DecisionFile(decision, issuer, lawbook: lawbook, in: tx)
        editing = policy.permission(for: .edit, on: decision)
        signing = policy.permission(for: .sign, on: decision)
        revoking = policy.permission(for: .revoke, on: decision)
        history = try EventRecords.history(of: .decision, id.rawValue, in: tx).filter {
            policy.readsHistory || ($0.kind != .decisionLineRemoved && $0.kind != .nominationRefused)
        }
        levels = decision.state == .draft ? try RewardingLevelCheck.of(file.entries, lawbook: lawbook, in: tx) : []
        self.typed = typed
        csrfToken = visit.csrfToken
    }

    private var decision: Decision { file.decision }
    private var isDraft: Bool { decision.state == .draft }

    var page: StaffPage {
        StaffPage(
            title: "Quyết định số \(decision.numberText)", section: .decisions, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(title: "Quyết định số \(decision.numberText)", lead: decision.abstract, status: decision.state.tag, back: Link(label: "Trình ký, quyết định", href: Route.decisions.path()), actions: paperLink).html)
                \(typed.summary)
                \(facts)
                \(RewardingLevelCard(checks: levels, ending: "Quyết định vẫn ký được; người ký xem xét và quyết định.").html)
                \(signature)
                \(refusing)
                \(decision.kind == .commend ? commended : revoked)
                \(bases)
                \(changes)
                \(Card(title: "Diễn biến", body: Timeline(items: history.map(\.timelineItem)).html).html)
                """)
    }

    /// What was given up is not printed.
    private var paperLink: HTML {
        guard decision.state != .discarded else { return "" }
        return LinkButton(
            label: isDraft ? "Xem bản in dự thảo" : "Xem bản in", href: Route.decisionPaper.path(decision.id),
            tone: .secondary
        ).html
    }

    private func form(_ route: Route, _ body: HTML) -> HTML {
        Form(
            action: route.path(decision.id), csrfToken: csrfToken,
            body: "\(HiddenField(name: "version", value: String(decision.version)).html)\(body)"
        ).html
    }

    private var facts: HTML {
        var items = [
            Definition(term: "Loại", detail: "\(decision.kind.name)"),
            Definition(term: "Thẩm quyền ký", detail: "\(decision.issuerTitle)"),
        ]
        if let day = decision.signedOn {
            items.append(Definition(term: "Ngày ký", detail: "\(day.written)"))
            items.append(Definition(term: "Người ký", detail: "\(decision.signerName)"))
        } else if isDraft {
            items.append(
                Definition(
                    term: "Số, ngày",
                    detail: "Cấp khi ký: số tiếp theo của sổ \(decision.symbol), ngày ký là ngày ban hành"))
        }
        if decision.kind == .commend, decision.state != .discarded {
            items.append(Definition(term: "Số lượng", detail: "\(DecisionFile.counted(file.entries))"))
            items.append(
                Definition(
                    term: isDraft ? "Tiền thưởng dự kiến" : "Tiền thưởng",
                    detail: "\(file.moneyProblem ?? file.total.written), từ \(file.issuer.fund)"))
        }
        return DefinitionList(items: items).html
    }

    // MARK: Signing

    private var signature: HTML {
        guard isDraft else { return "" }
        let label = "Ký, ban hành"
        switch signing {
        case .hidden: return ""
        case .locked(let reason): return LockedButton(label: label, reason: reason).html
        case .open:
            if file.entries.isEmpty {
                return LockedButton(label: label, reason: "Dự thảo không còn tên nào. Soạn dự thảo khác.").html
            }
            if let problem = file.moneyProblem { return LockedButton(label: label, reason: problem).html }
            return Confirmation(
                summary: label,
                body: form(
                    .signDecision,
                    "\(consequence)<div class=\"actions\">\(Button(label: "Ký, ban hành quyết định").html)</div>"),
                tone: .primary
            ).html
        }
    }

    private var consequence: HTML {
        switch decision.kind {
        case .commend:
            return """
                <p>Ký quyết định khen thưởng <strong>\(DecisionFile.counted(file.entries))</strong>, tổng tiền thưởng \
                <strong>\(file.total.written)</strong>. Quyết định nhận số tiếp theo của sổ \(decision.symbol), \
                \(file.entries.count) mục được ghi và công khai trên Bảng vàng, các đơn vị nhận được thông báo. \
                Quyết định đã ký không sửa được.</p>
                """
        case .revoke:
            let names = file.entries.map(\.line.recipientName).joined(separator: ", ")
            return """
                <p>Ký quyết định hủy bỏ khen thưởng của <strong>\(names)</strong>. Mục trên Bảng vàng được ghi là đã bị hủy bỏ; \
                quyết định cũ vẫn xem được. Quyết định đã ký không sửa được.</p>
                """
        }
    }

    /// Only for the one who signs: what the council passed may still be refused.
    private var refusing: HTML {
        guard signing.isOpen, decision.kind == .commend, !file.entries.isEmpty else {
            return KeptText(label: "Lý do không khen thưởng anh/chị vừa ghi", text: typed.value("refusal")).html
        }
        let isTyped = typed.form?.has("refusal") == true
        return Confirmation(
            summary: "Không khen thưởng một tên",
            body: form(
                .refuseNomination,
                """
                <p>Tên được bỏ khỏi dự thảo và không đưa vào quyết định nào nữa. Đơn vị trình nhận được thông báo kèm lý do; \
                hồ sơ không còn đề nghị nào chờ quyết định thì kết thúc.</p>
                \(Select(name: "refused", label: "Tên không khen thưởng", options: [OptionGroup(options: lineOptions)], selected: typed.value("refused"), error: typed.error("refused"), isRequired: true).html)
                \(TextArea(name: "refusal", label: "Lý do không khen thưởng", value: typed.value("refusal"), error: typed.error("refusal"), isRequired: true, rows: 3, maxLength: 2000).html)
                <div class="actions">\(Button(label: "Ghi không khen thưởng", tone: .danger).html)</div>
                """), isOpen: isTyped
        ).html
    }

    /// No name stands there of itself: one is refused by choice.
    private var lineOptions: [Option] {
        [Option(value: "", label: "Chọn tên")]
            + file.entries.map {
                Option(
                    value: $0.id.rawValue,
                    label: "\($0.line.ordinal). \($0.line.recipientName) – \(file.lawbook.name(of: $0.line.code))")
            }
    }

    // MARK: Lines

    private var commended: HTML {
        guard !file.entries.isEmpty else {
            guard isDraft else { return "" }
            return EmptyState(
                title: "Dự thảo không còn tên nào",
                hint:
                    "Các đề nghị đã bỏ ra đang chờ ở trang soạn quyết định. Dự thảo này có thể bỏ ở mục “Sửa dự thảo”.",
                action: LinkButton(label: "Soạn quyết định", href: Route.newDecision.path(), tone: .secondary).html
            ).html
        }
        return "\(each: file.groups, table)"
    }

    private func table(_ group: (code: CatalogueCode, entries: [DecisionEntry])) -> HTML {
        let title = "\(file.awardName(group.code)): \(DecisionFile.counted(group.entries))"
        let table = Table(
            caption: title,
            columns: [
                Column(label: "TT", isNumeric: true), Column(label: "Tên", isMain: true),
                Column(label: "Chức vụ, đơn vị"),
                Column(label: isDraft ? "Tiền thưởng dự kiến" : "Tiền thưởng", isNumeric: true),
                Column(label: isDraft ? "Hồ sơ" : "Bảng vàng"),
            ],
            rows: group.entries.map(row), empty: EmptyState(title: "", hint: ""))
        return table.html
    }

    private func row(_ entry: DecisionEntry) -> TableRow {
        let detail = [entry.line.recipientDetail, entry.line.unitName].filter { !$0.isEmpty }.joined(separator: ", ")
        let payment = file.payments[entry.id]
        var note: HTML?
        if let commendation = entry.commendation, let day = commendation.revokedOn {
            note = """
                <span class="sign" aria-hidden="true">\(Tone.bad.sign)</span> Đã bị hủy bỏ theo Quyết định số \
                \(commendation.revocationNumber) ngày \(day.written).
                """
        } else if let reason = payment?.note {
            note = "\(reason)."
        }
        return TableRow(
            cells: [
                "\(entry.line.ordinal)", "\(entry.line.recipientName)", "\(detail)",
                "\(payment?.bonus.amount.grouped ?? "–")", place(of: entry),
            ], note: note)
    }

    private func place(of entry: DecisionEntry) -> HTML {
        if let commendation = entry.commendation {
            let mayRevoke = revoking.isOpen && commendation.revokedOn == nil
            let printsCertificates = revoking != .hidden || signing != .hidden
            return """
                \(Link(label: "Xem mục", href: Route.rollEntry.path(commendation.id)).html)\
                \(if: printsCertificates, " <span class=\"muted\">Mã kiểm tra bằng: \(commendation.certificateCode)</span>")\
                \(if: mayRevoke, "<br><a href=\"\(Route.newRevocation.path(commendation.id))\">Đề nghị hủy bỏ<span class=\"unseen\"> khen thưởng của \(entry.line.recipientName)</span></a>")
                """
        }
        guard let nomination = entry.nomination else { return "–" }
        return Link(label: nomination.dossierNumber, href: Route.dossier.path(nomination.dossierID)).html
    }

    private var revoked: HTML {
        let (ground, facts) = file.revocationReason
        let lines: HTML = "\(each: file.entries, revokedLine)"
        return Card(
            title: "Khen thưởng bị hủy bỏ",
            body: """
                \(lines)
                \(DefinitionList(items: [Definition(term: "Căn cứ", detail: "\(ground)"), Definition(term: "Lý do", detail: "\(facts)")]).html)
                """
        ).html
    }

    private func revokedLine(_ entry: DecisionEntry) -> HTML {
        var items = [
            Definition(term: "Người, tập thể", detail: "\(entry.line.recipientName)"),
            Definition(term: "Đơn vị", detail: "\(entry.line.unitName)"),
            Definition(term: "Danh hiệu, hình thức", detail: "\(file.lawbook.name(of: entry.line.code))"),
        ]
        if let commendation = entry.commendation {
            let text =
                "Số \(commendation.decisionNumber) ngày \(commendation.decidedOn.written), \(commendation.issuer)"
            let original: HTML =
                commendation.originalDecisionID.map {
                    Link(label: text, href: Route.decision.path($0)).html
                } ?? "\(text)"
            items.append(Definition(term: "Quyết định khen thưởng", detail: original))
            if let money = commendation.originalBonus, money > .zero {
                items.append(Definition(term: "Tiền thưởng phải thu hồi", detail: "\(money.written)"))
            }
        }
        return DefinitionList(items: items).html
    }

    private var bases: HTML {
        let lines = file.bases + [file.issuer.proposal]
        return Card(
            title: "Căn cứ in trên quyết định", body: "<ul>\(each: lines, { "<li>\($0)</li>" })</ul>"
        ).html
    }

    // MARK: Changing a draft

    private var changes: HTML {
        guard editing.isOpen, isDraft else {
            return KeptText(label: "Lý do anh/chị vừa ghi", text: typed.value("reason")).html
        }
        let abstract = form(
            .changeDecision,
            """
            \(TextField(name: "abstract", label: "Trích yếu", value: typed.value("abstract", or: decision.abstract), error: typed.error("abstract"), isRequired: true, maxLength: 500).html)
            <div class="actions">\(Button(label: "Ghi trích yếu", tone: .secondary).html)</div>
            """)
        let removal: HTML =
            file.entries.isEmpty
            ? ""
            : Confirmation(
                summary: "Bỏ một tên khỏi dự thảo",
                body: form(
                    .removeDecisionLine,
                    """
                    <p>Đề nghị được bỏ ra chờ ở trang soạn quyết định và đưa vào dự thảo khác được. Lý do được lưu lại.</p>
                    \(Select(name: "line", label: "Tên", options: [OptionGroup(options: lineOptions)], selected: typed.value("line"), isRequired: true).html)
                    \(TextArea(name: "reason", label: "Lý do", value: typed.value("reason"), error: typed.error("reason"), isRequired: true, rows: 3, maxLength: 2000).html)
                    <div class="actions">\(Button(label: "Bỏ khỏi dự thảo", tone: .danger).html)</div>
                    """), isOpen: !typed.value("reason").isEmpty || typed.error("reason") != nil
            ).html
        return Card(title: "Sửa dự thảo", body: "\(abstract)\(removal)\(discarding)", id: "sua").html
    }

    private var discarding: HTML {
        guard file.entries.isEmpty else { return "" }
        return Confirmation(
            summary: "Bỏ dự thảo này",
            body: form(
                .discardDecision,
                """
                <p>Dự thảo chưa có số nên sổ \(decision.symbol) không thiếu số nào. Dự thảo đã bỏ không mở lại được.</p>
                \(TextArea(name: "reason", label: "Lý do", value: typed.value("reason"), error: typed.error("reason"), isRequired: true, rows: 3, maxLength: 2000).html)
                <div class="actions">\(Button(label: "Bỏ dự thảo", tone: .danger).html)</div>
                """), isOpen: !typed.value("reason").isEmpty || typed.error("reason") != nil
        ).html
    }
}
