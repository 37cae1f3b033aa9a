import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// One version of the province's rules: every line with its article, how it came about, and the next step.
struct RulesPage {
    let rules: ProvincialRules
    let phase: ProvincialRules.Phase
    let lastDay: CivilDate?
    let sections: [RulesLines]
    /// The version issued before this one, to compare with.
    let former: ProvincialRules?
    let edit: Permission
    let issue: Permission
    /// Why it cannot be put in force yet.
    let obstacle: String?
    /// How many dossiers are being appraised that a first day in the past would bring under these rules.
    let affected: Int
    let drafterNames: String
    let history: [Event]
    let csrfToken: String
    let today: CivilDate
    var problem: Problem?

    static func load(
        _ id: ID<ProvincialRules>, _ visit: Visit, lawbook: Lawbook, problem: Problem? = nil, in tx: any ReadTransaction
    ) throws -> RulesPage {
        let (rules, policy) = try Gate.rules(id, for: visit.actor, may: .view, in: tx)
        let timeline = try RulesRecords.timeline(in: tx)
        let former =
            rules.state == .draft
            ? timeline.versions.last
            : timeline.versions.last { version in
                guard let own = rules.inForceFrom, let other = version.inForceFrom else { return false }
                return other < own
            }
        let history = try EventRecords.history(of: .provincialRules, id.rawValue, in: tx)
        let isPast = rules.state == .draft && rules.inForceFrom.map { $0 < tx.today } ?? false
        var names: [String] = []
        for event in history where event.kind == .rulesDrafted || event.kind == .rulesChanged {
            if !names.contains(event.accountName) { names.append(event.accountName) }
        }
        return RulesPage(
            rules: rules, phase: timeline.phase(of: rules, on: tx.today), lastDay: timeline.lastDay(of: id),
            sections: RulesLines.all(rules.settings, lawbook: lawbook), former: former,
            edit: policy.permission(for: .edit, on: rules), issue: policy.permission(for: .issue, on: rules),
            obstacle: rules.state == .draft
                ? IssueRules.obstacle(rules, after: timeline.versions.last, lawbook: lawbook, today: tx.today) : nil,
            affected: isPast
                ? try RulesRecords.underAppraisal(since: rules.inForceFrom ?? tx.today, in: tx) : 0,
            drafterNames: names.joined(separator: ", "), history: history, csrfToken: visit.csrfToken,
            today: tx.today, problem: problem)
    }

    var page: StaffPage {
        StaffPage(
            title: rules.title, section: .rules, status: problem?.status ?? .ok,
            main: """
                \(Breadcrumb(items: [Crumb(label: "Quy định của tỉnh", href: Route.rules.path()), Crumb(label: rules.number.isEmpty ? "Dự thảo" : rules.number)]).html)
                \(PageHead(title: rules.title, lead: lead, status: phase.tag, actions: headActions).html)
                \(some: problem, { ErrorSummary(problems: $0.fields, message: $0.message).html })
                <div class="with-aside">
                <div class="stack">\(content)</div>
                <aside class="stack split">\(nextStep)\
                \(Card(title: "Quá trình soạn, ban hành", body: Timeline(items: history.reversed().map(\.timelineItem)).html).html)</aside>
                </div>
                """)
    }

    private var lead: String {
        let document = rulesDocument(number: rules.number, issuedOn: rules.issuedOn)
        guard let first = rules.inForceFrom else { return "\(document). Chưa có ngày có hiệu lực." }
        return
            "\(document). Có hiệu lực từ ngày \(first.written)\(lastDay.map { " đến hết ngày \($0.written)" } ?? "")."
    }

    private var headActions: HTML {
        var html: HTML = ""
        switch edit {
        case .open:
            html += LinkButton(label: "Sửa dự thảo", href: Route.rulesForm.path(rules.id), tone: .secondary).html
        case .locked(let reason): html += LockedButton(label: "Sửa", reason: reason).html
        case .hidden: break
        }
        if let former {
            html +=
                LinkButton(
                    label: "So với bản trước",
                    href: address(
                        Route.rulesComparison.path(), [("tu", former.id.rawValue), ("den", rules.id.rawValue)]),
                    tone: .quiet
                ).html
        }
        return html
    }

    private var content: HTML {
        let filled = sections.filter { !$0.lines.isEmpty }
        if filled.isEmpty {
            return EmptyState(
                title: "Bản này chưa có nội dung nào",
                hint: edit.isOpen ? "Bấm “Sửa dự thảo” để nhập các quy định của tỉnh." : "Sở Nội vụ đang soạn."
            ).html
        }
        let others = sections.filter { $0.lines.isEmpty }.map(\.section)
        return """
            \(each: filled, section)
            \(if: !others.isEmpty, "<p class=\"muted\">Không quy định riêng: \(others.joined(separator: "; ")). Áp dụng quy định của luật.</p>")
            """
    }

    private func section(_ section: RulesLines) -> HTML {
        Card(
            title: section.section,
            body: Table(
                caption: section.section, showsCaption: false,
                columns: [
                    Column(label: "Nội dung", isMain: true), Column(label: "Quy định"), Column(label: "Điều, khoản"),
                ],
                rows: section.lines.map { TableRow(cells: ["\($0.title)", "\($0.value)", "\($0.source)"]) },
                empty: EmptyState(title: "Không quy định riêng", hint: "Áp dụng quy định của luật.")
            ).html
        ).html
    }

    private var nextStep: HTML {
        guard rules.state == .draft else {
            guard let name = rules.signedOffByName, let at = rules.signedOffAt else { return "" }
            return Card(
                title: "Đã đưa vào hiệu lực",
                body: "<p>\(name) đưa vào hiệu lực lúc \(at.written). Nội dung không thay đổi được nữa.</p>"
            ).html
        }
        var body: HTML = ""
        if !drafterNames.isEmpty { body += "<p>Người soạn: \(drafterNames).</p>" }
        if let obstacle { body += "<p>\(obstacle)</p>" }
        switch issue {
        case .open where obstacle == nil:
            let first = rules.inForceFrom?.written ?? ""
            let replaced: HTML =
                former.map { "<p>\($0.name) hết hiệu lực từ ngày đó.</p>" } ?? ""
            let past: HTML =
                affected > 0
                ? "<p>\(StatusTag(label: "Lưu ý", tone: .warning).html) Ngày có hiệu lực đã qua: \(affected) hồ sơ đang thẩm định sẽ xét theo quy định này.</p>"
                : ""
            body +=
                Confirmation(
                    summary: "Đưa vào hiệu lực",
                    body: Form(
                        action: Route.issueRules.path(rules.id), csrfToken: csrfToken,
                        body: """
                            \(HiddenField(name: "version", value: String(rules.version)).html)
                            <p>\(rulesDocument(number: rules.number, issuedOn: rules.issuedOn)) có hiệu lực từ ngày \(first). Sau đó không ai \
                            sửa được bản này.</p>\(replaced)\(past)
                            <div class="actions">\(Button(label: "Xác nhận, đưa vào hiệu lực").html)</div>
                            """
                    ).html, tone: .primary
                ).html
        case .open:
            body +=
                "<div class=\"actions\">\(LockedButton(label: "Đưa vào hiệu lực", reason: "Dự thảo còn thiếu nội dung nêu ở trên.").html)</div>"
        case .locked(let reason):
            body += "<div class=\"actions\">\(LockedButton(label: "Đưa vào hiệu lực", reason: reason).html)</div>"
        case .hidden: body += "<p>Chờ lãnh đạo Sở Nội vụ hoặc Chủ tịch đưa vào hiệu lực.</p>"
        }
        return Card(title: "Bước tiếp theo", body: body, id: "buoc-tiep-theo").html
    }
}
