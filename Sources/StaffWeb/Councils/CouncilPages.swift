import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The councils the person has to do with.
struct CouncilListPage {
    let lines: FilteredList.Lines<CouncilListLine>
    let isFirst: Bool
    let mayFound: Bool

    init(_ visit: Visit, in tx: any ReadTransaction) throws {
        let after = NameCursor(visit.query["truoc"])
        lines = FilteredList.Lines(
            try CouncilRecords.page(
                for: visit.actor, after: after.map { ($0.sortKey, $0.id) }, limit: FilteredList.pageSize + 1, in: tx))
        isFirst = after == nil
        mayFound = try !Gate.unitsToFoundFor(visit.actor, in: tx).isEmpty
    }

    var page: StaffPage {
        let action: HTML = mayFound ? LinkButton(label: "Khai báo Hội đồng", href: Route.newCouncil.path()).html : ""
        return FilteredList(
            title: "Hội đồng, thành viên",
            lead: "Hội đồng Thi đua - Khen thưởng của tỉnh và các đơn vị, ai là thành viên từ ngày nào đến ngày nào.",
            route: .councils, action: action, caption: "Các Hội đồng, theo tên",
            columns: [
                Column(label: "Hội đồng", isMain: true), Column(label: "Đơn vị"), Column(label: "Quyết định thành lập"),
                Column(label: "Thành viên hôm nay", isNumeric: true),
            ],
            rows: lines.all.map { line in
                TableRow(cells: [
                    Link(label: line.name, href: Route.council.path(line.id)).html, "\(line.unitName)",
                    "\(line.document)", "\(line.members)",
                ])
            },
            empty: EmptyState(
                title: "Chưa có Hội đồng nào",
                hint: mayFound
                    ? "Khai báo Hội đồng theo quyết định thành lập, rồi thêm từng thành viên."
                    : "Hội đồng do thư ký Hội đồng hoặc quản trị hệ thống khai báo; khi có, Hội đồng hiện ở đây.",
                action: mayFound ? action : nil),
            noun: "Hội đồng", isFirst: isFirst,
            next: lines.hasMore ? lines.all.last.map { NameCursor(sortKey: $0.name, id: $0.id.rawValue).text } : nil
        ).page
    }
}

/// The form that enters a council.
struct NewCouncilPage {
    let units: [Unit]
    let typed: TypedForm
    let csrfToken: String

    init(_ visit: Visit, typed: TypedForm = .none, in tx: any ReadTransaction) throws {
        units = try Gate.unitsToFoundFor(visit.actor, in: tx)
        guard !units.isEmpty else {
            throw Problem(
                .notAllowed,
                "Hội đồng do thư ký Hội đồng, cán bộ hoặc thủ trưởng của đơn vị, hoặc quản trị hệ thống khai báo.")
        }
        self.typed = typed
        csrfToken = visit.csrfToken
    }

    var page: StaffPage {
        StaffPage(
            title: "Khai báo Hội đồng", section: .councils, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(title: "Khai báo Hội đồng", back: Link(label: "Hội đồng, thành viên", href: Route.councils.path())).html)
                \(typed.summary)
                \(form)
                """)
    }

    private var form: HTML {
        Form(
            action: Route.foundCouncil.path(), csrfToken: csrfToken, isTakenOnce: true,
            body: """
                \(unitField)
                \(TextField(name: "name", label: "Tên Hội đồng", value: typed.value("name", or: "Hội đồng Thi đua - Khen thưởng"), hint: "Ví dụ: Hội đồng Thi đua - Khen thưởng xã Phong Quang", error: typed.error("name"), isRequired: true, maxLength: 300).html)
                \(TextField(name: "document", label: "Quyết định thành lập", value: typed.value("document"), hint: "Số và ngày, ví dụ: Quyết định số 12/QĐ-UBND ngày 05/01/2025", error: typed.error("document"), isRequired: true, maxLength: 300).html)
                <div class="actions">\(Button(label: "Khai báo Hội đồng").html)\(LinkButton(label: "Thôi", href: Route.councils.path(), tone: .quiet).html)</div>
                """
        ).html
    }

    private var unitField: HTML {
        if units.count == 1, let unit = units.first {
            return "\(HiddenField(name: "unit", value: unit.id.rawValue).html)<p class=\"lead\">\(unit.name)</p>"
        }
        let groups = Unit.Kind.allCases.compactMap { kind -> OptionGroup? in
            let options = units.filter { $0.kind == kind }.map { Option(value: $0.id.rawValue, label: $0.name) }
            return options.isEmpty ? nil : OptionGroup(label: kind.name, options: options)
        }
        return Select(
            name: "unit", label: "Hội đồng của đơn vị",
            options: [OptionGroup(options: [Option(value: "", label: "– Chọn đơn vị –")])] + groups,
            selected: typed.value("unit"), error: typed.error("unit"), isRequired: true
        ).html
    }
}

/// One council: who belongs to it, who has belonged to it, and what changed.
struct CouncilPage {
    let council: CouncilOfUnit
    let document: String
    let memberships: [CouncilMembership]
    let mayChange: Bool
    let history: [Event]
    let typed: TypedForm
    let csrfToken: String
    let today: CivilDate

    init(_ visit: Visit, id: ID<Council>, typed: TypedForm = .none, in tx: any ReadTransaction) throws {
        let found = try Gate.council(id, for: visit.actor, may: .view, in: tx)
        council = found.council
        mayChange = found.policy.permission(for: .changeMembers).isOpen
        document = try CouncilRecords.document(of: id, in: tx)
        memberships = try CouncilRecords.memberships(of: id, in: tx)
        history = try EventRecords.history(of: .council, id.rawValue, in: tx)
        self.typed = typed
        csrfToken = visit.csrfToken
        today = visit.today
    }

    private var current: [CouncilMembership] { memberships.filter { $0.holds(on: today) } }
    private var coming: [CouncilMembership] { memberships.filter { $0.from > today } }
    private var former: [CouncilMembership] { memberships.filter { $0.until.map { $0 < today } ?? false } }

    var page: StaffPage {
        StaffPage(
            title: council.council.name, section: .councils, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(title: council.council.name, lead: "\(council.unit.name) · \(document)", back: Link(label: "Hội đồng, thành viên", href: Route.councils.path())).html)
                \(typed.summary)
                \(Card(title: "Thành viên hôm nay: \(current.count)", body: members, id: "thanh-vien").html)
                \(if: !coming.isEmpty, Card(title: "Sẽ là thành viên", body: table(coming, caption: "Sẽ là thành viên")).html)
                \(if: !former.isEmpty, Card(title: "Đã thôi thành viên", body: table(former, caption: "Đã thôi thành viên")).html)
                \(if: !history.isEmpty, Card(title: "Diễn biến", body: Timeline(items: history.map(\.timelineItem)).html).html)
                """)
    }

    private var members: HTML {
        """
        \(table(current, caption: "Thành viên hôm nay"))
        \(if: mayChange, addition)\(if: mayChange && !ending.isEmpty, removal)
        """
    }

    private func table(_ memberships: [CouncilMembership], caption: String) -> HTML {
        Table(
            caption: caption, showsCaption: false,
            columns: [
                Column(label: "Họ và tên", isMain: true), Column(label: "Chức danh trong Hội đồng"),
                Column(label: "Từ ngày"), Column(label: "Đến hết ngày"), Column(label: "Tài khoản"),
            ],
            rows: memberships.map { membership in
                let member = membership.member
                return TableRow(cells: [
                    "\(member.name)\(some: member.position.isEmpty ? nil : member.position, { "<br><span class=\"muted\">\($0)</span>" })",
                    "\(member.role.name)", "\(membership.from.written)", "\(membership.until?.written ?? "–")",
                    "\(membership.accountName ?? "–")",
                ])
            },
            empty: EmptyState(
                title: "Chưa có thành viên nào",
                hint: mayChange
                    ? "Thêm từng thành viên theo quyết định thành lập: Chủ tịch, Phó Chủ tịch, ủy viên, thư ký."
                    : "Thư ký Hội đồng hoặc quản trị hệ thống thêm thành viên.")
        ).html
    }

    private func form(_ route: Route, isTakenOnce: Bool = false, _ body: HTML) -> HTML {
        Form(
            action: route.path(council.council.id), csrfToken: csrfToken, isTakenOnce: isTakenOnce,
            body: "\(HiddenField(name: "version", value: String(council.council.version)).html)\(body)"
        ).html
    }

    /// The two forms share names of fields; only the one that was sent shows what was typed.
    private func typedForm(isEnding: Bool) -> TypedForm {
        (typed.form?.has("member") ?? false) == isEnding ? typed : .none
    }

    private var addition: HTML {
        let typed = typedForm(isEnding: false)
        let roles = CouncilMember.Role.allCases.map { Option(value: $0.rawValue, label: $0.name) }
        return Confirmation(
            summary: "Thêm thành viên",
            body: form(
                .addCouncilMember, isTakenOnce: true,
                """
                <div class="form-grid">
                \(TextField(name: "name", label: "Họ và tên", value: typed.value("name"), error: typed.error("name"), isRequired: true, maxLength: 100, autocomplete: "off").html)
                \(TextField(name: "position", label: "Chức vụ, nơi công tác", value: typed.value("position"), error: typed.error("position"), maxLength: 200).html)
                \(Select(name: "role", label: "Chức danh trong Hội đồng", options: [OptionGroup(options: roles)], selected: typed.value("role", or: CouncilMember.Role.member.rawValue), error: typed.error("role"), isRequired: true).html)
                \(TextField(name: "from", label: "Từ ngày", value: typed.value("from"), hint: "Ngày ghi trong quyết định", error: typed.error("from"), isRequired: true, kind: .date).html)
                \(TextField(name: "until", label: "Đến hết ngày", value: typed.value("until"), hint: "Để trống khi chưa biết", error: typed.error("until"), kind: .date, id: "f-until\(isEndingTyped ? "-them" : "")").html)
                \(TextField(name: "username", label: "Tên đăng nhập", value: typed.value("username"), hint: "Nếu người này có tài khoản", error: typed.error("username"), maxLength: 40, autocomplete: "off").html)
                </div>
                <div class="actions">\(Button(label: "Thêm thành viên").html)</div>
                """), isOpen: typed.problem != nil || memberships.isEmpty
        ).html
    }

    private var isEndingTyped: Bool { typed.form?.has("member") ?? false }

    /// Those whose membership can still be ended, or ended on another day.
    private var ending: [CouncilMembership] { current + coming }

    private var removal: HTML {
        let typed = typedForm(isEnding: true)
        let options = ending.map {
            Option(value: $0.id.rawValue, label: "\($0.member.name) – \($0.member.role.name)")
        }
        return Confirmation(
            summary: "Ghi thôi thành viên",
            body: form(
                .endCouncilMembership,
                """
                <p>Người này vẫn còn trong lịch sử của Hội đồng và trong các phiên họp đã khai mạc.</p>
                \(Select(name: "member", label: "Thành viên", options: [OptionGroup(options: options)], selected: typed.value("member"), error: typed.error("member"), isRequired: true).html)
                \(TextField(name: "until", label: "Ngày cuối cùng là thành viên", value: typed.value("until"), error: typed.error("until"), isRequired: true, kind: .date, id: isEndingTyped ? "f-until" : "f-until-thoi").html)
                \(TextArea(name: "reason", label: "Lý do", value: typed.value("reason"), hint: "Ví dụ: Nghỉ hưu theo Quyết định số 25/QĐ-UBND", error: typed.error("reason"), isRequired: true, rows: 2, maxLength: 2000).html)
                <div class="actions">\(Button(label: "Ghi thôi thành viên", tone: .danger).html)</div>
                """), isOpen: typed.problem != nil
        ).html
    }
}
