import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The form that plans a session: which council, when, and which of the waiting dossiers.
struct NewSessionPage {
    static let offered = 200

    let councils: [CouncilOfUnit]
    let council: CouncilOfUnit?
    let waiting: [WaitingDossier]
    let typed: TypedForm
    let csrfToken: String

    init(_ visit: Visit, councilID: ID<Council>?, typed: TypedForm, in tx: any ReadTransaction) throws {
        // The council of the person's own unit first, then those of the units below it.
        let prepared = try CouncilRecords.prepared(by: visit.actor, in: tx)
        let own = Set(visit.actor.grants.map(\.unitID))
        councils = prepared.filter { own.contains($0.unit.id) } + prepared.filter { !own.contains($0.unit.id) }
        guard !councils.isEmpty || !visit.actor.grants.isEmpty else { throw Problem.notFound("trang này") }
        if let councilID {
            council = try Gate.councilToPlan(councilID, for: visit.actor, in: tx)
        } else {
            council = councils.first
        }
        if council == nil, !visit.actor.isAny(of: .councilSecretary, .unitOfficer, .unitHead) {
            throw Problem(.notAllowed, "Phiên họp do thư ký Hội đồng lập. Tài khoản đang đăng nhập không có quyền này.")
        }
        waiting = try council.map { try SessionRecords.waiting(for: $0, limit: Self.offered, in: tx) } ?? []
        self.typed = typed
        csrfToken = visit.csrfToken
    }

    var page: StaffPage {
        StaffPage(
            title: "Lập phiên họp", section: .sessions, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(title: "Lập phiên họp", back: Link(label: "Phiên họp Hội đồng", href: Route.sessions.path())).html)
                \(typed.summary)
                \(tabs)
                \(body)
                """)
    }

    private var tabs: HTML {
        guard councils.count > 1 else { return "" }
        return FilterTabs(
            items: councils.map {
                NavigationItem(
                    label: $0.council.name, href: Route.newSession.path() + "?hoi-dong=" + $0.council.id.rawValue,
                    isCurrent: $0.council.id == council?.council.id)
            }
        ).html
    }

    private var body: HTML {
        guard let council else {
            return EmptyState(
                title: "Đơn vị chưa khai báo Hội đồng",
                hint: "Khai báo Hội đồng Thi đua - Khen thưởng và các thành viên của đơn vị, rồi lập phiên họp.",
                action: LinkButton(label: "Hội đồng, thành viên", href: Route.councils.path()).html
            ).html
        }
        return Form(
            action: Route.planSession.path(), csrfToken: csrfToken, isTakenOnce: true,
            body: """
                \(HiddenField(name: "council", value: council.council.id.rawValue).html)
                \(if: councils.count == 1, "<p class=\"lead\">\(council.council.name)</p>")
                \(TextField(name: "title", label: "Tên phiên họp", value: typed.value("title"), hint: "Ví dụ: Phiên họp xét khen thưởng đợt 1 năm 2025", error: typed.error("title"), isRequired: true, maxLength: 300).html)
                \(TextField(name: "heldOn", label: "Ngày họp", value: typed.value("heldOn"), hint: "Ngày họp quyết định ai là thành viên Hội đồng được tính khi kiểm phiếu.", error: typed.error("heldOn"), isRequired: true, kind: .date).html)
                \(TextField(name: "place", label: "Địa điểm", value: typed.value("place"), error: typed.error("place"), maxLength: 300).html)
                \(dossiers)
                <div class="actions">\(Button(label: "Lập phiên họp").html)</div>
                """
        ).html
    }

    private var dossiers: HTML {
        guard !waiting.isEmpty else {
            return EmptyState(
                title: "Chưa có hồ sơ nào chờ Hội đồng xét",
                hint:
                    "Vẫn lập được phiên họp; hồ sơ thẩm định xong sau này thêm vào chương trình ở trang của phiên họp."
            ).html
        }
        let selected = typed.form.map { Set($0.all("dossier")) } ?? Set(waiting.map(\.id.rawValue))
        return CheckboxGroup(
            name: "dossier", label: "Hồ sơ đưa vào chương trình", options: waiting.map(\.option), selected: selected,
            hint: waiting.count == Self.offered
                ? "Đang hiện \(Self.offered) hồ sơ chờ lâu nhất; phần còn lại thêm vào sau ở trang của phiên họp."
                : nil,
            error: typed.error("dossier")
        ).html
    }
}

extension WaitingDossier {
    var option: Option {
        Option(
            value: id.rawValue, label: "\(number) – \(title)", hint: "\(unitName) · \(proposed) đề nghị · năm \(year)")
    }
}
