import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// All accounts within an administrator's reach: *Tài khoản, quyền*.
struct AccountListPage {
    static let pageSize = 50

    let accounts: [Account]
    let grants: [ID<Account>: [Grant]]
    let units: [ID<Unit>: Unit]
    let next: String?

    static func load(_ visit: Visit, in tx: any ReadTransaction) throws -> AccountListPage {
        let reach = try AccountGate.reach(of: visit.actor, in: tx)
        let after = visit.query["sau"]
        var accounts = try AccountRecords.page(
            within: reach, after: after.isEmpty ? nil : after, limit: pageSize + 1, in: tx)
        var next: String?
        if accounts.count > pageSize {
            accounts.removeLast()
            next = accounts.last?.username
        }
        let grants = try AccountRecords.grants(of: accounts.map(\.id), in: tx)
        return AccountListPage(
            accounts: accounts, grants: grants,
            units: try UnitRecords.units(Array(Set(grants.values.joined().map(\.unitID))), in: tx), next: next)
    }

    var html: HTML {
        """
        \(PageHead(
            title: "Tài khoản, quyền", lead: "Mỗi người một tài khoản; quyền theo chức năng và đơn vị.",
            actions: LinkButton(label: "Tạo tài khoản", href: Route.newAccount.path()).html).html)
        \(Table(
            caption: "Danh sách tài khoản",
            columns: [
                Column(label: "Họ và tên", isMain: true), Column(label: "Tên đăng nhập"), Column(label: "Chức năng"),
                Column(label: "Tình trạng"),
            ],
            rows: accounts.map { account in
                TableRow(cells: [
                    Link(label: account.name, href: Route.account.path(account.id)).html, "\(account.username)",
                    grantLines(grants[account.id] ?? [], units), account.tag.html,
                ])
            },
            empty: EmptyState(title: "Không có tài khoản nào", hint: "Bấm “Tạo tài khoản” để cấp tài khoản cho cán bộ."),
            pager: next.map { Pager(nextHref: address(Route.accounts.path(), [("sau", $0)])) }).html)
        """
    }
}

extension Account {
    var tag: StatusTag {
        isDisabled ? StatusTag(label: "Đã khóa", tone: .neutral) : StatusTag(label: "Đang dùng", tone: .good)
    }
}

/// Functions with their units, one below the other.
func grantLines(_ grants: [Grant], _ units: [ID<Unit>: Unit]) -> HTML {
    if grants.isEmpty { return "Chưa có chức năng nào" }
    return "<ul>\(each: grants, { "<li>\($0.role.name), \(units[$0.unitID]?.name ?? "đơn vị không rõ")</li>" })</ul>"
}

/// Where an account is made: *Tạo tài khoản*.
struct NewAccountPage {
    let csrfToken: String
    var username = ""
    var name = ""
    var fields: GrantFields
    var problems: [FieldProblem] = []

    private func error(_ field: String) -> String? { problems.first { $0.field == field }?.message }

    var html: HTML {
        var fields = fields
        fields.problems = problems
        return """
            \(PageHead(
                title: "Tạo tài khoản", lead: "Mật khẩu đầu tiên do hệ thống tạo và chỉ hiện một lần, ngay sau khi tạo.",
                back: Link(label: "Tài khoản, quyền", href: Route.accounts.path())).html)
            \(ErrorSummary(problems: problems).html)
            \(Form(action: Route.createAccount.path(), csrfToken: csrfToken, isTakenOnce: true, body: """
                \(TextField(
                    name: "name", label: "Họ và tên", value: name, error: error("name"), isRequired: true, maxLength: 100,
                    autocomplete: "off").html)
                \(TextField(
                    name: "username", label: "Tên đăng nhập", value: username,
                    hint: "Chữ không dấu, chữ số, dấu chấm, gạch nối; ví dụ dao.tt.phongquang", error: error("username"),
                    isRequired: true, maxLength: 40, autocomplete: "off").html)
                \(fields.html)
                <div class="actions">\(Button(label: "Tạo tài khoản").html)</div>
                """).html)
            """
    }
}

/// Shows a password once: it is nowhere else, neither in the session nor in the log.
struct ShownPasswordPage {
    let title: String
    let username: String
    let password: String
    let accountID: ID<Account>

    var html: HTML {
        """
        \(PageHead(title: title, back: Link(label: "Tài khoản, quyền", href: Route.accounts.path())).html)
        \(Card(body: """
            \(DefinitionList(items: [
                Definition(term: "Tên đăng nhập", detail: "<strong>\(username)</strong>"),
                Definition(term: "Mật khẩu", detail: "<strong><code>\(password)</code></strong>"),
            ]).html)
            <p>Mật khẩu này chỉ hiện một lần. Chép lại và giao tận tay người dùng; đăng nhập lần đầu, người dùng đổi mật khẩu rồi mới làm việc được.</p>
            """).html)
        <p>\(LinkButton(label: "Đã chép xong, về trang tài khoản", href: Route.account.path(accountID)).html)</p>
        """
    }
}

/// One account with what an administrator may do to it.
struct AccountPage {
    let account: Account
    let policy: AccountPolicy
    let grants: [Grant]
    let units: [ID<Unit>: Unit]
    let choices: [Unit]
    let csrfToken: String
    let mail: AccountMail
    var email: String?
    var kept: Set<String>?
    var role = ""
    var unitID = ""
    var reason = ""
    var problems: [FieldProblem] = []
    var message: String?
    let owner: AccountOwner

    static func load(_ id: ID<Account>, _ visit: Visit, in tx: any ReadTransaction) throws -> AccountPage {
        let (account, grants, policy) = try AccountGate.account(id, for: visit.actor, may: .view, in: tx)
        return AccountPage(
            account: account, policy: policy, grants: grants,
            units: try UnitRecords.units(grants.map(\.unitID), in: tx),
            choices: try AccountGate.unitChoices(for: visit.actor, in: tx), csrfToken: visit.csrfToken,
            mail: try AccountRecords.mail(of: id, in: tx) ?? AccountMail(),
            owner: try AccountOwner.load(account, visit, in: tx))
    }

    var html: HTML {
        """
        \(PageHead(
            title: account.name, lead: "Tên đăng nhập: \(account.username)", status: account.tag,
            back: Link(label: "Tài khoản, quyền", href: Route.accounts.path())).html)
        \(ErrorSummary(problems: problems, message: message).html)
        \(Card(title: "Chức năng", body: roles).html)
        \(Card(title: "Hồ sơ cá nhân", body: owner.html(policy.permission(for: .changeRoles), problems), id: "ho-so").html)
        \(Card(title: "Mật khẩu", body: password).html)
        \(Card(title: "Thư điện tử", body: mailForm).html)
        \(Card(title: account.isDisabled ? "Mở khóa" : "Khóa tài khoản", body: access).html)
        <p>\(Link(label: "Nhật ký của người này", href: address(Route.log.path(), [("q", account.username)])).html)</p>
        """
    }

    private var version: HTML { HiddenField(name: "version", value: String(account.version)).html }

    private var roles: HTML {
        if case .locked(let reason) = policy.permission(for: .changeRoles) {
            return "\(grantLines(grants, units))\(LockedButton(label: "Thay đổi quyền", reason: reason).html)"
        }
        let fields = GrantFields(
            units: choices, held: grants.map { ($0, units[$0.unitID]?.name ?? "đơn vị không rõ") },
            kept: kept ?? Set(grants.map(GrantFields.value)), role: role, unitID: unitID, problems: problems)
        return """
            \(if: grants.isEmpty, "<p>Chưa có chức năng nào: tài khoản này chưa xem được gì.</p>")
            \(Form(action: Route.changeAccountRoles.path(account.id), csrfToken: csrfToken, body: """
                \(version)\(fields.html)
                <p class="hint">Ghi xong, các phiên đang mở của tài khoản này kết thúc; người dùng đăng nhập lại.</p>
                <div class="actions">\(Button(label: "Ghi quyền").html)</div>
                """).html)
            """
    }

    private var mailForm: HTML {
        Form(
            action: Route.setAccountMail.path(account.id), csrfToken: csrfToken,
            body: """
                \(version)
                \(TextField(
                    name: "email", label: "Địa chỉ nhận thông báo", value: email ?? mail.email,
                    hint: "Địa chỉ công vụ của chính người này; để trống nếu không gửi thư",
                    error: problems.first { $0.field == "email" }?.message, kind: .email, maxLength: 254, autocomplete: "off").html)
                <div class="actions">\(Button(label: "Ghi địa chỉ", tone: .secondary).html)</div>
                """
        ).html
    }

    private var password: HTML {
        if case .locked(let reason) = policy.permission(for: .resetPassword) {
            return LockedButton(label: "Đặt lại mật khẩu", reason: reason).html
        }
        return Confirmation(
            summary: "Đặt lại mật khẩu",
            body: Form(
                action: Route.resetAccountPassword.path(account.id), csrfToken: csrfToken,
                body: """
                    \(version)
                    <p>Mật khẩu cũ của \(account.name) mất hiệu lực ngay, các phiên đang mở kết thúc, và nếu tài khoản đang phải chờ vì \
                    nhập sai nhiều lần thì được đăng nhập lại ngay. Mật khẩu mới chỉ hiện một lần.</p>
                    <div class="actions">\(Button(label: "Đặt lại mật khẩu").html)</div>
                    """
            ).html
        ).html
    }

    private var access: HTML {
        if account.isDisabled {
            let kept = KeptText(label: "Lý do anh/chị vừa ghi", text: reason).html
            return kept
                + Form(
                    action: Route.enableAccount.path(account.id), csrfToken: csrfToken,
                    body: """
                        \(version)<p>Người dùng đăng nhập được bằng mật khẩu cũ.</p>
                        <div class="actions">\(Button(label: "Mở khóa tài khoản").html)</div>
                        """
                ).html
        }
        if case .locked(let reason) = policy.permission(for: .disable) {
            return LockedButton(label: "Khóa tài khoản", reason: reason).html
        }
        let form = Form(
            action: Route.disableAccount.path(account.id), csrfToken: csrfToken,
            body: """
                \(version)
                \(TextArea(
                    name: "reason", label: "Lý do khóa", value: reason, error: problems.first { $0.field == "reason" }?.message,
                    isRequired: true, rows: 2, maxLength: 2000).html)
                <p>\(account.name) không đăng nhập được nữa; các phiên đang mở kết thúc ngay. Mọi việc đã làm vẫn giữ tên người này.</p>
                <div class="actions">\(Button(label: "Khóa tài khoản", tone: .danger).html)</div>
                """
        ).html
        return Confirmation(
            summary: "Khóa tài khoản", body: form,
            isOpen: !reason.isEmpty || problems.contains { $0.field == "reason" }
        ).html
    }
}

/// One's own account: *Tài khoản của tôi*.
struct OwnAccountPage {
    let account: Account
    let grants: [Grant]
    let units: [ID<Unit>: Unit]
    let csrfToken: String
    let mustChange: Bool
    let mail: AccountMail
    var problems: [FieldProblem] = []
    var message: String?

    static func load(_ visit: Visit, in tx: any ReadTransaction) throws -> OwnAccountPage {
        guard let account = try AccountRecords.account(visit.actor.accountID, in: tx) else {
            throw Problem.notFound("tài khoản này")
        }
        return OwnAccountPage(
            account: account, grants: visit.actor.grants,
            units: try UnitRecords.units(visit.actor.grants.map(\.unitID), in: tx), csrfToken: visit.csrfToken,
            mustChange: visit.mustChangePassword,
            mail: try AccountRecords.mail(of: visit.actor.accountID, in: tx) ?? AccountMail())
    }

    private func error(_ field: String) -> String? { problems.first { $0.field == field }?.message }

    var html: HTML {
        """
        \(PageHead(title: "Tài khoản của tôi").html)
        \(if: mustChange, "<div class=\"notice warning\" role=\"status\"><p>\(MustChangePassword.sentence)</p></div>")
        \(ErrorSummary(problems: problems, message: message).html)
        \(DefinitionList(items: [
            Definition(term: "Họ và tên", detail: "\(account.name)"),
            Definition(term: "Tên đăng nhập", detail: "\(account.username)"),
            Definition(term: "Chức năng", detail: grantLines(grants, units)),
        ]).html)
        \(Card(title: "Đổi mật khẩu", body: Form(
            action: Route.changeOwnPassword.path(), csrfToken: csrfToken, body: """
                \(TextField(
                    name: "hien-tai", label: "Mật khẩu đang dùng", error: error("hien-tai"), isRequired: true, kind: .password,
                    autocomplete: "current-password").html)
                \(TextField(
                    name: "moi", label: "Mật khẩu mới", hint: "Ít nhất \(String(Passwords.minimumLength)) ký tự. Một câu ngắn dễ nhớ là tốt nhất.",
                    error: error("moi"), isRequired: true, kind: .password, autocomplete: "new-password").html)
                \(TextField(
                    name: "nhac-lai", label: "Nhập lại mật khẩu mới", error: error("nhac-lai"), isRequired: true, kind: .password,
                    autocomplete: "new-password").html)
                <p class="hint">Đổi xong, mọi phiên đăng nhập của anh/chị kết thúc, kể cả phiên này.</p>
                <div class="actions">\(Button(label: "Đổi mật khẩu").html)</div>
                """).html).html)
        \(Card(title: "Thư điện tử", body: mailForm, id: "thu").html)
        """
    }

    var page: StaffPage {
        StaffPage(
            title: "Tài khoản của tôi", section: .ownAccount,
            status: problems.isEmpty && message == nil ? .ok : .unprocessableContent,
            main: html)
    }

    private var mailForm: HTML {
        if mail.email.isEmpty {
            return
                "<p>Chưa có địa chỉ thư. Thông báo hiện ở mục Thông báo; muốn nhận thêm qua thư, gửi địa chỉ công vụ cho quản trị hệ thống.</p>"
        }
        let ways = [OptionGroup(options: MailChoice.allCases.map { Option(value: $0.rawValue, label: $0.name) })]
        return """
            <p>Thông báo gửi tới <strong>\(mail.email)</strong>. Muốn đổi địa chỉ, báo quản trị hệ thống. Mọi thông báo luôn có ở \
            \(Link(label: "mục Thông báo", href: Route.notices.path()).html).</p>
            \(Form(action: Route.chooseMail.path(), csrfToken: csrfToken, body: """
                <div class="form-grid">\(each: NoticeKind.allCases, { kind in
                    Select(
                        name: ChooseMail.field(kind), label: kind.name, options: ways, selected: mail.choice(for: kind).rawValue,
                        error: error(ChooseMail.field(kind))).html
                })</div>
                <p class="hint">Thư gộp gửi sau \(MailChoice.dailyHour) giờ sáng, mỗi ngày nhiều nhất một thư.</p>
                <div class="actions">\(Button(label: "Ghi cách nhận thư", tone: .secondary).html)</div>
                """).html)
            \(Form(action: Route.chooseMail.path(), csrfToken: csrfToken, body: """
                <p id="mail-all">Hoặc đặt một cách cho mọi loại:</p>
                <div class="actions" role="group" aria-labelledby="mail-all">\(each: MailChoice.allCases, {
                    Button(label: $0.name, tone: .secondary, name: "all", value: $0.rawValue).html
                })</div>
                """).html)
            """
    }
}
