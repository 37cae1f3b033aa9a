import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// The form that drafts a decision: everything that has passed a council and waits, by title, all ticked.
struct NewDecisionPage {
    let issuers: [Unit]
    let issuer: Issuer?
    let groups: [(code: CatalogueCode, name: String, nominations: [PassedNomination])]
    let typed: TypedForm
    let csrfToken: String
    let today: CivilDate

    init(
        _ visit: Visit, issuerID: ID<Unit>?, lawbook: Lawbook, typed: TypedForm, in tx: any ReadTransaction
    ) throws {
        let drafted = try DecisionRecords.draftedIssuers(for: visit.actor, in: tx)
        // A unit that has ended issues no more decisions.
        let standing = drafted.filter { $0.exists(on: visit.today) }
        issuers = standing.isEmpty ? drafted : standing
        if let issuerID {
            issuer = try Gate.issuerToDraft(issuerID, for: visit.actor, in: tx)
        } else if let first = issuers.first {
            issuer = try DecisionRecords.issuer(first, in: tx)
        } else {
            throw Problem(
                .notAllowed, "Dự thảo quyết định do Sở Nội vụ hoặc cán bộ thi đua, khen thưởng của đơn vị soạn.")
        }
        let waiting =
            try issuer.map {
                try DecisionLineRecords.waiting(for: $0.unit, limit: DraftDecision.limit, in: tx)
            } ?? []
        var groups: [(code: CatalogueCode, name: String, nominations: [PassedNomination])] = []
        for nomination in DraftDecision.inOrder(waiting, lawbook: lawbook, on: visit.today) {
            if groups.last?.code == nomination.code {
                groups[groups.count - 1].nominations.append(nomination)
            } else {
                groups.append((nomination.code, lawbook.name(of: nomination.code), [nomination]))
            }
        }
        self.groups = groups
        self.typed = typed
        csrfToken = visit.csrfToken
        today = visit.today
    }

    /// The boxes of one title have a name of their own, so that their ids do not meet; what is chosen is gathered here.
    static func chosen(_ form: FormData) throws -> [ID<Nomination>] {
        try form.fields.filter { $0.name.hasPrefix("nomination-") }.map { field in
            guard let id = ID<Nomination>(parsing: field.value) else { throw Problem.notFound("đề nghị này") }
            return id
        }
    }

    var page: StaffPage {
        StaffPage(
            title: "Soạn quyết định khen thưởng", section: .decisions, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(title: "Soạn quyết định khen thưởng", lead: issuer?.title, back: Link(label: "Trình ký, quyết định", href: Route.decisions.path())).html)
                \(typed.summary)
                \(tabs)
                \(body)
                """)
    }

    private var tabs: HTML {
        guard issuers.count > 1 else { return "" }
        return FilterTabs(
            items: issuers.map {
                NavigationItem(
                    label: $0.name, href: Route.newDecision.path() + "?don-vi=" + $0.id.rawValue,
                    isCurrent: $0.id == issuer?.unit.id)
            }
        ).html
    }

    private var body: HTML {
        guard let issuer, !groups.isEmpty else {
            return EmptyState(
                title: "Chưa có đề nghị nào chờ quyết định",
                hint:
                    "Đề nghị đạt số phiếu của Hội đồng hiện ở đây khi phiên họp kết thúc. Đề nghị không đạt không đưa vào quyết định được.",
                action: LinkButton(label: "Xem phiên họp", href: Route.sessions.path(), tone: .secondary).html
            ).html
        }
        return Form(
            action: Route.draftDecision.path(), csrfToken: csrfToken, isTakenOnce: true,
            body: """
                \(HiddenField(name: "issuer", value: issuer.unit.id.rawValue).html)
                \(TextField(name: "abstract", label: "Trích yếu", value: typed.value("abstract", or: "Về việc khen thưởng thành tích năm \(today.year)"), error: typed.error("abstract"), isRequired: true, maxLength: 500).html)
                <div class="stack" id="f-nomination">\(some: typed.error("nomination"), { "<p class=\"error\"><span class=\"sign\">✕</span>\($0)</p>" })\
                \(each: groups, boxes)</div>
                <div class="actions">\(Button(label: "Lập dự thảo").html)</div>
                """
        ).html
    }

    private func boxes(_ group: (code: CatalogueCode, name: String, nominations: [PassedNomination])) -> HTML {
        let name = "nomination-\(group.code)"
        let all = Set(group.nominations.map(\.id.rawValue))
        return CheckboxGroup(
            name: name, label: "\(group.name): \(group.nominations.count) đề nghị",
            options: group.nominations.map { nomination in
                let detail = [nomination.position, nomination.unitName, "hồ sơ \(nomination.dossierNumber)"]
                return Option(
                    value: nomination.id.rawValue, label: nomination.nomineeName,
                    hint: detail.filter { !$0.isEmpty }.joined(separator: " · "))
            },
            selected: typed.form.map { Set($0.all(name)) } ?? all
        ).html
    }
}
