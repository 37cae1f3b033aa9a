import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// One nomination: on the left what is proposed, on the right the rule check. The sender edits it here, the appraiser judges it.
struct NominationPage {
    let dossier: Dossier
    let nomination: Nomination
    let assessment: Assessment?
    /// Why there is no assessment: no rule in force.
    let assessmentProblem: String?
    let entries: [CatalogueEntry]
    let initiatives: [Initiative]
    let judgements: [FindingJudgement]
    /// What a nomination that has been judged rested on, beside today.
    let judged: KeptJudgement?
    /// All nominations of the dossier, for "17 / 42" and the next one.
    let order: [(id: ID<Nomination>, isDone: Bool)]
    let edit: Permission
    let judge: Permission
    let csrfToken: String
    let canOpenPerson: Bool
    var form: FormData
    var version: Int
    var problems: [FieldProblem] = []
    var message: String?
    var comparison: Comparison?

    static func load(
        _ id: ID<Dossier>, _ nominationID: ID<Nomination>, _ visit: Visit, lawbook: Lawbook, in tx: any ReadTransaction
    ) throws -> NominationPage {
        let dossier = try Gate.dossier(id, for: visit.actor, may: .view, in: tx)
        let policy = try Gate.dossierPolicy(for: visit.actor, dossier, in: tx)
        let nominations = try NominationRecords.nominations(of: id, in: tx)
        guard let nomination = nominations.first(where: { $0.id == nominationID }) else {
            throw Problem.notFound("đề nghị này")
        }
        let judgements = try NominationRecords.judgements(of: id, in: tx)
        var assessment = nomination.assessment
        var assessmentProblem: String?
        // While it can still change, the check is made anew; what has been decided shows the check it was decided under.
        if [.draft, .returned, .submitted, .received].contains(dossier.state) {
            do {
                assessment = try Assessments.assess(
                    nomination, in: dossier, judgements: judgements, lawbook: lawbook, tx: tx)
            } catch let problem as Problem {
                assessment = nil
                assessmentProblem = problem.message
            }
        }
        let initiatives: [Initiative]
        var canOpenPerson = false
        var veil = ConductVeil.none
        if case .person(let personID) = nomination.nominee {
            initiatives = try PersonRecords.initiatives(of: personID, in: tx)
            if let person = try PersonRecords.person(personID, in: tx) {
                let file = PersonPolicy(
                    actor: visit.actor, unit: try UnitRecords.lineage(of: person.unitID, in: tx))
                canOpenPerson = file.permission(for: .view).isOpen
                veil = ConductVeil(for: file.permission(for: .viewConduct), lawbook: lawbook)
            }
        } else {
            initiatives = []
        }
        return NominationPage(
            dossier: dossier, nomination: nomination, assessment: assessment.map(veil.over),
            assessmentProblem: assessmentProblem,
            entries: lawbook.entries(on: dossier.lawDay(today: tx.today)).filter {
                $0.subjects.contains(nomination.nominee.kind)
            },
            initiatives: initiatives, judgements: judgements.filter { $0.nominationID == nominationID },
            judged: try KeptJudgement.load(
                nomination, in: dossier, judgements: judgements, lawbook: lawbook, tx: tx),
            order: nominations.map { ($0.id, $0.opinion != nil) }, edit: policy.permission(for: .edit, on: dossier),
            judge: policy.permission(for: .judge, on: dossier), csrfToken: visit.csrfToken,
            canOpenPerson: canOpenPerson, form: fields(of: nomination), version: nomination.version)
    }

    private static func fields(of nomination: Nomination) -> FormData {
        FormData(
            fields: [
                ("code", nomination.code.rawValue), ("group", nomination.group?.rawValue ?? ""),
                ("year", String(nomination.year)),
                ("periodFrom", nomination.periodFrom?.written ?? ""),
                ("periodUntil", nomination.periodUntil?.written ?? ""),
                ("summary", nomination.summary),
            ] + nomination.initiativeIDs.map { ("initiative", $0.rawValue) })
    }

    /// What the form holds, as an action.
    static func change(_ id: ID<Dossier>, _ nominationID: ID<Nomination>, _ form: FormData, isDraft: Bool)
        -> ChangeNomination
    {
        ChangeNomination(
            dossierID: id, id: nominationID, version: Int(form["version"]) ?? 0,
            code: CatalogueCode(rawValue: form["code"]),
            group: SubjectGroup(rawValue: form["group"]), year: form["year"], periodFrom: form["periodFrom"],
            periodUntil: form["periodUntil"], summary: form["summary"],
            initiatives: form.all("initiative").compactMap { ID<Initiative>(parsing: $0) }, isDraft: isDraft)
    }

    /// What was typed beside what is stored now.
    func compared(with typed: FormData) -> Comparison {
        let stored = NominationPage.fields(of: nomination)
        let labels = [
            ("code", "Đề nghị tặng"), ("group", "Nhóm đối tượng"), ("year", "Năm thành tích"),
            ("periodFrom", "Từ ngày"),
            ("periodUntil", "Đến ngày"), ("summary", "Tóm tắt thành tích"),
        ]
        func shown(_ name: String, _ text: String) -> String {
            switch name {
            case "code": entries.first { $0.code.rawValue == text }?.name ?? text
            case "group": SubjectGroup(rawValue: text)?.name ?? ""
            default: text
            }
        }
        return Comparison(
            rows: labels.compactMap { name, label in
                typed[name] == stored[name] ? nil : (label, shown(name, typed[name]), shown(name, stored[name]))
            })
    }

    var html: HTML {
        """
        \(Breadcrumb(items: [Crumb(label: "Hồ sơ", href: Route.dossiers.path()), Crumb(label: dossier.number, href: Route.dossier.path(dossier.id)), Crumb(label: nomination.nomineeName)]).html)
        \(PageHead(title: nomination.nomineeName, lead: nomination.nomineeDetail, status: dossier.state.tag, actions: personLink).html)
        \(progress)
        \(ErrorSummary(problems: problems, message: message).html)
        \(some: comparison, { $0.html })
        <div class="with-aside">
        <div class="stack">\(edit.isOpen ? editor : reading)\(opinionPart)\(judged?.html)</div>
        <aside>\(panel)</aside>
        </div>
        """
    }

    private var personLink: HTML {
        switch nomination.nominee {
        case .person(let id):
            canOpenPerson
                ? LinkButton(label: "Hồ sơ cá nhân", href: Route.person.path(id), tone: .secondary).html : ""
        case .collective(let id): LinkButton(label: "Hồ sơ tập thể", href: Route.unit.path(id), tone: .secondary).html
        case .household: ""
        }
    }

    /// "2 / 5 đề nghị", with the neighbours: the queue of an appraiser flows.
    private var progress: HTML {
        guard let place = order.firstIndex(where: { $0.id == nomination.id }), order.count > 1 || judge.isOpen else {
            return ""
        }
        let previous: String? = place > 0 ? Route.nomination.path(dossier.id, order[place - 1].id) : nil
        let next: String? = place + 1 < order.count ? Route.nomination.path(dossier.id, order[place + 1].id) : nil
        return Pager(
            nextHref: next, previousHref: previous, summary: "Đề nghị \(place + 1) / \(order.count)",
            nextLabel: "Đề nghị sau",
            previousLabel: "Đề nghị trước"
        ).html
    }

    // MARK: The form

    private var editor: HTML {
        let errors = Dictionary(problems.map { ($0.field, $0.message) }, uniquingKeysWith: { first, _ in first })
        let autosave: HTML = """
             hx-post="\(Route.autosaveNomination.path(dossier.id, nomination.id))" hx-trigger="input delay:1200ms, change delay:300ms" \
            hx-target="#save-state" hx-swap="outerHTML" hx-sync="this:queue last" data-draft-key="nomination-\(nomination.id.rawValue)"
            """
        let groups: [OptionGroup] = [
            OptionGroup(label: "Danh hiệu thi đua", options: options(.title)),
            OptionGroup(label: "Hình thức khen thưởng", options: options(.form)),
        ].filter { !$0.options.isEmpty }
        let person: HTML =
            nomination.nominee.kind == .individual
            ? Select(
                name: "group", label: "Nhóm đối tượng",
                options: [
                    OptionGroup(options: SubjectGroup.allCases.map { Option(value: $0.rawValue, label: $0.name) })
                ],
                selected: form["group"], error: errors["group"]
            ).html : ""
        let form = Form(
            action: Route.changeNomination.path(dossier.id, nomination.id), csrfToken: csrfToken,
            id: "de-nghi-\(nomination.id)",
            attributes: autosave,
            body: """
                \(VersionField(version: version).html)
                \(Select(name: "code", label: "Đề nghị tặng", options: groups, selected: form["code"], error: errors["code"], isRequired: true).html)
                \(person)
                \(TextField(name: "year", label: "Năm thành tích", value: form["year"], error: errors["year"], isRequired: true, kind: .number, maxLength: 4).html)
                <div class="form-grid">
                \(TextField(name: "periodFrom", label: "Thành tích từ ngày", value: form["periodFrom"], error: errors["periodFrom"], kind: .date).html)
                \(TextField(name: "periodUntil", label: "đến ngày", value: form["periodUntil"], error: errors["periodUntil"], kind: .date).html)
                </div>
                \(TextArea(name: "summary", label: "Tóm tắt thành tích", value: form["summary"], hint: "Kết quả cụ thể, có số liệu. Báo cáo đầy đủ đính kèm ở hồ sơ.", error: errors["summary"], rows: 9, maxLength: 20_000).html)
                \(initiativeChoice)
                <div class="actions">\(Button(label: "Lưu và kiểm tra").html)\(SaveState(text: "").html)</div>
                """)
        let remove = Confirmation(
            summary: "Bỏ khỏi hồ sơ",
            body: Form(
                action: Route.removeNomination.path(dossier.id, nomination.id), csrfToken: csrfToken,
                body: """
                    <p>Bỏ \(nomination.nomineeName) khỏi hồ sơ \(dossier.number). Nhật ký vẫn ghi việc này.</p>
                    <div class="actions">\(Button(label: "Bỏ khỏi hồ sơ", tone: .danger).html)</div>
                    """
            ).html, tone: .quiet)
        return "\(form.html)\(remove.html)"
    }

    private func options(_ kind: CatalogueKind) -> [Option] {
        entries.filter { $0.kind == kind }.map { Option(value: $0.code.rawValue, label: $0.name) }
    }

    private var initiativeChoice: HTML {
        guard nomination.nominee.kind == .individual else { return "" }
        if initiatives.isEmpty {
            return "<p class=\"muted\">Chưa có sáng kiến nào được công nhận trong hồ sơ cá nhân.</p>"
        }
        return CheckboxGroup(
            name: "initiative", label: "Sáng kiến làm minh chứng",
            options: initiatives.map { initiative in
                Option(
                    value: initiative.id.rawValue, label: initiative.name,
                    hint:
                        "Năm \(initiative.year), phạm vi \(initiative.scope.name.lowercased()), \(initiative.document)"
                        + (initiative.usedFor == nil ? "" : ". Đã dùng cho một lần khen thưởng trước"))
            },
            selected: Set(form.all("initiative")), hint: "Mỗi sáng kiến chỉ dùng một lần"
        ).html
    }

    private var reading: HTML {
        let entry = entries.first { $0.code == nomination.code }
        let attached = initiatives.filter { nomination.initiativeIDs.contains($0.id) }
        let period = [nomination.periodFrom, nomination.periodUntil].compactMap { $0?.written }.joined(separator: " – ")
        var items = [
            Definition(term: "Đề nghị tặng", detail: "<strong>\(entry?.name ?? nomination.code.rawValue)</strong>"),
            Definition(term: "Năm thành tích", detail: "\(nomination.year)\(if: !period.isEmpty, " (\(period))")"),
            Definition(term: "Tóm tắt thành tích", detail: "<p class=\"pre\">\(nomination.summary)</p>"),
        ]
        if let group = nomination.group {
            items.insert(Definition(term: "Nhóm đối tượng", detail: "\(group.name)"), at: 1)
        }
        if !attached.isEmpty {
            items.append(
                Definition(
                    term: "Sáng kiến",
                    detail:
                        "<ul>\(each: attached, { "<li>\($0.name) (\($0.year), phạm vi \($0.scope.name.lowercased()), \($0.document))</li>" })</ul>"
                ))
        }
        let locked: HTML
        if case .locked(let reason) = edit, dossier.state != .decided {
            locked = "<div class=\"actions\">\(LockedButton(label: "Sửa đề nghị", reason: reason).html)</div>"
        } else {
            locked = ""
        }
        return Card(title: "Nội dung đề nghị", body: "\(DefinitionList(items: items).html)\(locked)").html
    }

    // MARK: Appraisal

    private var opinionPart: HTML {
        if !judge.isOpen {
            guard let opinion = nomination.opinion else { return "" }
            return Card(
                title: "Ý kiến thẩm định",
                body: "<p>\(opinion.tag.html)</p>\(some: nomination.opinionReason, { "<p>\($0)</p>" })"
            ).html
        }
        let open = assessment?.findings.filter { $0.verdict != .met } ?? []
        let hint: HTML =
            open.isEmpty
            ? "<p>Mọi tiêu chuẩn đã đạt hoặc đã được kết luận.</p>"
            : "<p>Còn \(open.count) tiêu chuẩn chưa đạt hoặc chưa kết luận: \(open.map(\.title).joined(separator: "; ")).</p>"
        return Card(
            title: "Ý kiến thẩm định",
            body: """
                \(hint)
                \(Form(action: Route.appraiseNomination.path(dossier.id, nomination.id), csrfToken: csrfToken, body: """
                    \(RadioGroup(name: "opinion", label: "Ý kiến", options: Nomination.Opinion.allCases.map { Option(value: $0.rawValue, label: $0.name) }, selected: nomination.opinion?.rawValue ?? (open.isEmpty ? "propose" : nil), isRequired: true).html)
                    \(TextArea(name: "reason", label: "Nhận xét, lý do", value: nomination.opinionReason ?? "", hint: "Bắt buộc khi không đề nghị", error: problems.first { $0.field == "reason" }?.message, rows: 3, maxLength: 2000).html)
                    <div class="actions">\(Button(label: "Ghi ý kiến và sang đề nghị tiếp").html)</div>
                    """).html)
                """, id: "y-kien"
        ).html
    }

    // MARK: The rule check

    /// Also sent alone, after each autosave.
    var panel: HTML {
        guard let assessment else {
            return Card(
                title: "Kiểm tra theo quy định", body: "<p>\(assessmentProblem ?? "Chưa kiểm tra được.")</p>",
                id: "check", tone: .warning
            ).html
        }
        let findings = assessment.findings
        func count(_ verdict: Verdict) -> Int { findings.filter { $0.verdict == verdict }.count }
        return CheckPanel(
            title: "Kiểm tra theo quy định", verdict: assessment.verdict.tag,
            summary: CheckCounts(met: count(.met), notMet: count(.notMet), undecided: count(.undecided)),
            basis: "Theo \(assessment.instrument), áp dụng cho ngày \(assessment.asOf.written)",
            lawHref: LawLink.entry(assessment.code, on: assessment.asOf),
            lines: findings.map { line($0, assessment) },
            missing: findings.compactMap { $0.verdict == .met ? nil : $0.remedy }, notes: assessment.notes, id: "check"
        ).html
    }

    private func line(_ finding: Finding, _ assessment: Assessment) -> CheckLine {
        CheckLine(
            verdict: finding.verdict.check, title: finding.title, because: finding.because, clause: finding.clause,
            citation: finding.citation.text,
            lawHref: LawLink.entry(assessment.code, on: assessment.asOf, standard: finding.id),
            evidence: finding.evidence.map { evidence in
                Link(label: evidence.text, href: evidence.ref.flatMap(link) ?? "")
            },
            remedy: finding.remedy, action: judge.isOpen ? judgeForm(finding) : "")
    }

    /// Only to rows that the reader may open; others are told without a link.
    private func link(_ ref: String) -> String? {
        if ref.hasPrefix("person/"), !canOpenPerson { return nil }
        return evidenceLink(ref)
    }

    private func judgeForm(_ finding: Finding) -> HTML {
        let id = "ket-luan-\(finding.id)"
        return Confirmation(
            summary: finding.verdict == .met ? "Kết luận khác" : "Kết luận",
            body: Form(
                action: Route.judgeFinding.path(dossier.id, nomination.id), csrfToken: csrfToken,
                body: """
                    \(HiddenField(name: "criterion", value: finding.id).html)
                    \(TextArea(name: "reason", label: "Căn cứ của kết luận", hint: "Số, ngày văn bản đã kiểm tra", isRequired: true, rows: 2, maxLength: 2000, id: id).html)
                    <div class="actions">\(Button(label: "Đạt", tone: .secondary, name: "judgement", value: "met").html)\
                    \(Button(label: "Không đạt", tone: .danger, name: "judgement", value: "not_met").html)</div>
                    """
            ).html, tone: .quiet
        ).html
    }
}
