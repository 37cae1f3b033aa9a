import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The form in which a document is drafted or changed. Everything typed comes back with what is wrong.
struct DirectiveFormPage {
    /// `nil` for a new document.
    let id: ID<Directive>?
    let version: Int
    let unit: Unit
    let units: [Unit]
    let content: TypedDirective
    /// How many units of each kind there are to send to.
    let possible: [Unit]
    /// The clusters of the sending unit, with how many units belong to each today.
    let clusters: [(cluster: Cluster, memberCount: Int)]
    let plan: Plan?
    let csrfToken: String
    let typed: TypedForm

    static func new(
        _ visit: Visit, content typedContent: TypedDirective? = nil, unitID: ID<Unit>?, typed: TypedForm = .none,
        in tx: any ReadTransaction
    ) throws -> DirectiveFormPage {
        let units = try Gate.sendingUnits(visit.actor, in: tx)
        var plan: Plan?
        if let planID = typedContent?.planID ?? ID<Plan>(parsing: visit.query["ke-hoach"]) {
            plan = try Gate.plan(planID, for: visit.actor, may: .view, in: tx).plan
        }
        guard
            let unit = units.first(where: { $0.id == (plan?.unitID ?? unitID) })
                ?? (plan == nil && unitID == nil ? units.first : nil)
        else {
            throw Problem(
                .notAllowed,
                "Văn bản do cán bộ thi đua, khen thưởng, thủ trưởng đơn vị hoặc Sở Nội vụ soạn cho đơn vị mình.")
        }
        var content = typedContent ?? TypedDirective()
        if typedContent == nil {
            if let plan {
                content.planID = plan.id
                content.scopes = [.plan]
            } else {
                content.issuer = try PlanRecords.issuer(unit, in: tx).name
            }
        }
        return DirectiveFormPage(
            id: nil, version: 0, unit: unit, units: units, content: content,
            possible: try DirectiveRecipientRecords.possible(for: unit, in: tx),
            clusters: try ClusterRecords.choices(of: unit.id, on: tx.today, in: tx), plan: plan,
            csrfToken: visit.csrfToken, typed: typed)
    }

    static func existing(
        _ visit: Visit, _ id: ID<Directive>, content: TypedDirective? = nil, version: Int? = nil,
        typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> DirectiveFormPage {
        let (directive, unit, _) = try Gate.directive(id, for: visit.actor, may: .edit, in: tx)
        return DirectiveFormPage(
            id: id, version: version ?? directive.version, unit: unit, units: [unit],
            content: content ?? TypedDirective(directive),
            possible: try DirectiveRecipientRecords.possible(for: unit, in: tx),
            clusters: try ClusterRecords.choices(of: unit.id, on: tx.today, in: tx),
            plan: try directive.planID.flatMap { try PlanRecords.plan($0, in: tx) }, csrfToken: visit.csrfToken,
            typed: typed)
    }

    /// What was typed.
    static func content(_ form: FormData) -> TypedDirective {
        var content = TypedDirective()
        content.title = form["title"]
        content.number = form["number"]
        content.issuedOn = form["issuedOn"]
        content.issuer = form["issuer"]
        content.summary = form["summary"]
        content.purpose = form["purpose"]
        content.dueOn = form["dueOn"]
        content.scopes = Set(form.all("scopes").compactMap(Directive.Scope.init(rawValue:)))
        content.units = Set(form.all("units").compactMap { ID<Unit>(parsing: $0) })
        content.clusters = Set(form.all("clusters").compactMap { ID<Cluster>(parsing: $0) })
        content.planID = ID<Plan>(parsing: form["plan"])
        return content
    }

    var page: StaffPage {
        let title = id == nil ? "Soạn văn bản" : "Sửa văn bản"
        let back =
            id.map { Link(label: "Xem văn bản", href: Route.directive.path($0)) }
            ?? Link(label: "Văn bản, quán triệt", href: DirectiveLinks.list(.sent))
        return StaffPage(
            title: title, section: .directives, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(title: title, lead: "Nơi gửi: \(unit.name).", back: back).html)
                \(if: id == nil && plan == nil && units.count > 1, unitTabs.html)
                \(typed.summary)
                \(Form(
                    action: id.map { Route.changeDirective.path($0) } ?? Route.draftDirective.path(), csrfToken: csrfToken,
                    isTakenOnce: id == nil, attributes: "data-draft-key=\"van-ban-\(id?.rawValue ?? "moi")\"",
                    body: """
                        \(HiddenField(name: "version", value: String(version)).html)
                        \(HiddenField(name: "unit", value: unit.id.rawValue).html)
                        \(some: plan, { HiddenField(name: "plan", value: $0.id.rawValue).html })
                        \(Card(title: "Văn bản", body: fields).html)
                        \(Card(title: "Nơi nhận", body: recipients, id: "noi-nhan").html)
                        <div class="actions">\(Button(label: id == nil ? "Lưu bản soạn" : "Lưu thay đổi").html)
                        <a class="button quiet" href="\(back.href)">Thôi</a></div>
                        """).html)
                """)
    }

    private var unitTabs: FilterTabs {
        FilterTabs(
            items: units.map {
                NavigationItem(
                    label: $0.name, href: address(Route.newDirective.path(), [("don-vi", $0.id.rawValue)]),
                    isCurrent: $0.id == unit.id)
            })
    }

    private var fields: HTML {
        """
        \(some: plan, { "<p>Đi cùng công văn của kế hoạch năm \($0.year).</p>" })
        \(TextArea(name: "title", label: "Trích yếu", value: content.title, hint: "Văn bản nói về việc gì", error: typed.error("title"), isRequired: true, rows: 2, maxLength: 500).html)
        <div class="form-grid">
        \(TextField(name: "number", label: "Số, ký hiệu", value: content.number, hint: "Ví dụ: 41-CT/TW", error: typed.error("number"), maxLength: 100).html)
        \(TextField(name: "issuedOn", label: "Ngày ban hành", value: content.issuedOn, error: typed.error("issuedOn"), kind: .date).html)
        \(TextField(name: "issuer", label: "Cơ quan ban hành", value: content.issuer, error: typed.error("issuer"), isRequired: true, maxLength: 300).html)
        </div>
        \(TextArea(name: "summary", label: "Nội dung chính", value: content.summary, error: typed.error("summary"), rows: 5, maxLength: 20_000).html)
        \(RadioGroup(
            name: "purpose", label: "Yêu cầu đối với đơn vị nhận",
            options: [
                Option(value: "inform", label: Directive.Purpose.inform.name, hint: "Xong khi đơn vị mở đọc."),
                Option(value: "spread", label: Directive.Purpose.spread.name, hint: "Xong khi mọi người được phổ biến đã xác nhận, hoặc đơn vị báo kết quả."),
                Option(value: "execute", label: Directive.Purpose.execute.name, hint: "Xong khi đơn vị báo kết quả; phải có hạn."),
            ], selected: content.purpose, error: typed.error("purpose"), isRequired: true).html)
        \(TextField(name: "dueOn", label: "Hạn", value: content.dueOn, hint: "Ngày cuối phải xong; có thể để trống khi chỉ để biết hoặc quán triệt", error: typed.error("dueOn"), kind: .date).html)
        """
    }

    private var recipients: HTML {
        if possible.isEmpty {
            return EmptyState(
                title: "\(unit.name) chưa có đơn vị trực thuộc trong hệ thống",
                hint: "Liên hệ quản trị hệ thống để bổ sung đơn vị, rồi chọn nơi nhận."
            ).html
        }
        var options: [Option] = plan == nil ? [] : [Option(value: "plan", label: Directive.Scope.plan.name)]
        for scope in [Directive.Scope.all, .communes, .departments, .enterprises] {
            let count = scope.unitKind.map { kind in possible.count { $0.kind == kind } } ?? possible.count
            if count > 0 {
                options.append(
                    Option(value: scope.rawValue, label: "\(scope.name) (\(groupedByThousands(count)) đơn vị)"))
            }
        }
        let kinds = Unit.Kind.allCases.filter { kind in possible.contains { $0.kind == kind } }
        return """
            \(CheckboxGroup(
                name: "scopes", label: "Chọn theo nhóm", options: options, selected: Set(content.scopes.map(\.rawValue)),
                error: typed.error("scopes")).html)
            \(if: !clusters.isEmpty, clusterChoices)
            \(each: kinds, singleUnits)
            """
    }

    /// Whoever belongs to a cluster on the day of sending receives the document.
    private var clusterChoices: HTML {
        let chosen = clusters.count { content.clusters.contains($0.cluster.id) }
        return """
            <details\(if: chosen > 0, " open")><summary>Chọn theo cụm, khối thi đua\(if: chosen > 0, " (đã chọn \(chosen))")</summary>\
            <div class="choices">\
            \(each: clusters, { choiceRow("clusters", $0.cluster.id.rawValue, label: $0.cluster.name, note: $0.memberCount == 0 ? "chưa có đơn vị" : "\($0.memberCount) đơn vị", isOn: content.clusters.contains($0.cluster.id)) })\
            </div></details>
            """
    }

    /// Folded away, because mostly the groups are enough.
    private func singleUnits(_ kind: Unit.Kind) -> HTML {
        let members = possible.filter { $0.kind == kind }
        let chosen = members.count { content.units.contains($0.id) }
        return """
            <details\(if: chosen > 0, " open")><summary>Chọn từng đơn vị: \(kind.name.lowercased())\
            \(if: chosen > 0, " (đã chọn \(chosen))")</summary><div class="choices">\
            \(each: members, { choiceRow("units", $0.id.rawValue, label: $0.name, isOn: content.units.contains($0.id)) })\
            </div></details>
            """
    }
}

/// One box of a long list whose rows carry identities.
func choiceRow(_ name: String, _ value: String, label: String, note: String = "", isOn: Bool) -> HTML {
    """
    <div class="choice"><input type="checkbox" id="f-\(name)-\(value)" name="\(name)" value="\(value)"\(if: isOn, " checked")>\
    <label for="f-\(name)-\(value)">\(label)\(if: !note.isEmpty, " <span class=\"muted\">\(note)</span>")</label></div>
    """
}
