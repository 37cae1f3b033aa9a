import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// The form that drafts the decision which revokes a commendation.
struct RevocationPage {
    let entry: Commendation
    let issuer: Issuer
    let lawbook: Lawbook
    let typed: TypedForm
    let csrfToken: String

    init(
        _ visit: Visit, id: ID<Commendation>, lawbook: Lawbook, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws {
        (entry, issuer) = try Gate.commendationToRevoke(
            id, for: visit.actor, level: { DraftRevocation.level(of: $0, lawbook: lawbook) }, in: tx)
        if typed.problem == nil { try DraftRevocation.requireValid(entry, in: tx) }
        self.lawbook = lawbook
        self.typed = typed
        csrfToken = visit.csrfToken
    }

    var page: StaffPage {
        StaffPage(
            title: "Dự thảo quyết định hủy bỏ", section: .decisions, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(title: "Dự thảo quyết định hủy bỏ khen thưởng", lead: "Do \(issuer.decider) ký: ai quyết định khen thưởng thì người đó quyết định hủy bỏ (khoản 8 Điều 93 Luật Thi đua, khen thưởng).", back: Link(label: "Trình ký, quyết định", href: Route.decisions.path())).html)
                \(typed.summary)
                \(facts)
                \(form)
                """)
    }

    private var facts: HTML {
        DefinitionList(items: [
            Definition(term: "Người, tập thể", detail: "\(entry.recipientName)"),
            Definition(term: "Đơn vị", detail: "\(entry.unitName)"),
            Definition(term: "Danh hiệu, hình thức", detail: "\(lawbook.name(of: entry.code)), năm \(entry.year)"),
            Definition(
                term: "Quyết định",
                detail: "Số \(entry.decisionNumber) ngày \(entry.decidedOn.written), \(entry.issuer)"),
        ]).html
    }

    private var form: HTML {
        Form(
            action: Route.draftRevocation.path(entry.id), csrfToken: csrfToken, isTakenOnce: true,
            body: """
                \(RadioGroup(name: "ground", label: "Căn cứ hủy bỏ", options: RevocationGround.allCases.map { Option(value: $0.rawValue, label: $0.name, hint: $0.citation) }, selected: typed.form?["ground"], error: typed.error("ground"), isRequired: true).html)
                \(TextArea(name: "reason", label: "Sự việc và văn bản kết luận", value: typed.value("reason"), hint: "Nội dung này in trên quyết định. Ví dụ: Kết luận thanh tra số 12/KL-TTr ngày 10/11/2025 xác định…", error: typed.error("reason"), isRequired: true, maxLength: 2000).html)
                <p class="muted">Dự thảo được trình ký; khen thưởng chỉ bị hủy bỏ khi quyết định được ký.</p>
                <div class="actions">\(Button(label: "Lập dự thảo quyết định hủy bỏ").html)</div>
                """
        ).html
    }
}
