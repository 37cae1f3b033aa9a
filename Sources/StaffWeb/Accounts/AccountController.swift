import Actions
import Domain
import HTTPTypes
import Hummingbird
import Primitives
import Records
import WebSupport

/// Accounts, one's own password, and the log.
struct AccountController: Sendable {
    let site: StaffSite

    func addRoutes(to staff: StaffRoutes) {
        let store = site.store
        staff.page(.accounts) { visit, tx in
            StaffPage(title: "Tài khoản, quyền", section: .accounts, main: try AccountListPage.load(visit, in: tx).html)
        }
        staff.page(.newAccount) { visit, tx in
            let fields = GrantFields(units: try AccountGate.unitChoices(for: visit.actor, in: tx))
            return Self.page("Tạo tài khoản", NewAccountPage(csrfToken: visit.csrfToken, fields: fields).html)
        }
        staff.action(.createAccount) { visit, form in
            do {
                let opened = try await CreateAccount(
                    username: form["username"], name: form["name"], grants: try GrantFields.read(form)
                ).run(
                    by: visit.actor,
                    on: site.once(visit, form) { (opened: CreateAccount.Opened) in Route.account.path(opened.id) })
                return .page(
                    Self.page(
                        "Đã tạo tài khoản",
                        ShownPasswordPage(
                            title: "Đã tạo tài khoản", username: opened.username, password: opened.firstPassword,
                            accountID: opened.id
                        ).html))
            } catch let sent as AlreadySent {
                // The first answer, with the password, never reached the screen: it cannot be shown again, another can be made.
                let words = Flash.warning(
                    "Tài khoản này đã được ghi ở lần bấm trước. Mật khẩu đầu tiên chỉ hiện một lần; nếu chưa kịp chép, đặt lại mật khẩu ở mục Mật khẩu dưới đây để có mật khẩu khác."
                )
                return .done(sent.path, words)
            } catch let problem as Problem where !problem.fields.isEmpty {
                let units = try await store.read { tx in try AccountGate.unitChoices(for: visit.actor, in: tx) }
                let page = NewAccountPage(
                    csrfToken: visit.csrfToken, username: form["username"], name: form["name"],
                    fields: GrantFields(units: units, role: form["vai-tro"], unitID: form["don-vi"]),
                    problems: problem.fields)
                return .page(Self.page("Tạo tài khoản", page.html, problem.status))
            }
        }
        staff.page(.account) { visit, tx in
            let page = try AccountPage.load(try visit.id("id", "tài khoản này"), visit, in: tx)
            return Self.page(page.account.name, page.html)
        }
        staff.action(.changeAccountRoles) { visit, form in
            try await change(visit, form, done: "Đã ghi quyền. Người dùng đăng nhập lại để làm việc với quyền mới.") {
                id, version in
                try await ChangeRoles(id: id, version: version, grants: try GrantFields.read(form))
                    .run(by: visit.actor, on: store)
            }
        }
        staff.action(.tieAccount) { visit, form in
            try await change(visit, form, done: "Đã gắn tài khoản với hồ sơ cá nhân.") { id, _ in
                try await TieAccount(id: id, personID: ID<Person>(parsing: form["person"])).run(
                    by: visit.actor, on: store)
            }
        }
        staff.action(.disableAccount) { visit, form in
            try await change(visit, form, done: "Đã khóa tài khoản. Các phiên đang mở đã kết thúc.") { id, version in
                try await DisableAccount(id: id, version: version, reason: form["reason"]).run(
                    by: visit.actor, on: store)
            }
        }
        staff.action(.enableAccount) { visit, form in
            try await change(visit, form, done: "Đã mở khóa tài khoản. Người dùng đăng nhập lại được bằng mật khẩu cũ.")
            {
                id, version in
                try await EnableAccount(id: id, version: version).run(by: visit.actor, on: store)
            }
        }
        staff.action(.setAccountMail) { visit, form in
            try await change(visit, form, done: "Đã ghi địa chỉ thư điện tử.") { id, version in
                try await SetAccountMail(id: id, version: version, email: form["email"]).run(by: visit.actor, on: store)
            }
        }
        staff.action(.resetAccountPassword) { visit, form in
            let id: ID<Account> = try visit.id("id", "tài khoản này")
            let password = try await ResetPassword(id: id, version: Int(form["version"]) ?? 0).run(
                by: visit.actor, on: store)
            let account = try await store.read { tx in try AccountRecords.account(id, in: tx) }
            let page = ShownPasswordPage(
                title: "Đã đặt lại mật khẩu", username: account?.username ?? "", password: password, accountID: id)
            return .page(Self.page("Đã đặt lại mật khẩu", page.html))
        }
        staff.page(.log) { visit, tx in
            StaffPage(title: "Nhật ký", section: .log, main: try LogPage.load(visit, in: tx).html)
        }
        staff.page(.ownAccount) { visit, tx in
            try OwnAccountPage.load(visit, in: tx).page
        }
        staff.action(.changeOwnPassword) { visit, form in
            do {
                try await ChangeOwnPassword(
                    current: form["hien-tai"], new: form["moi"], repeated: form["nhac-lai"],
                    address: visit.address
                ).run(by: visit.actor, on: store)
                // The session is over, so what follows is said here and now.
                return .page(
                    StaffPage(
                        title: "Đã đổi mật khẩu", section: .ownAccount,
                        main: """
                            \(PageHead(title: "Đã đổi mật khẩu", lead: "Mọi phiên đăng nhập cũ đã kết thúc. Xin đăng nhập lại bằng mật khẩu mới.").html)
                            <p>\(LinkButton(label: "Đăng nhập lại", href: Route.signInForm.path()).html)</p>
                            """))
            } catch let problem as Problem where problem.code == .invalid || problem.code == .tooMany {
                return try await store.read { tx in
                    var page = try OwnAccountPage.load(visit, in: tx)
                    page.problems = problem.fields
                    page.message = problem.fields.isEmpty ? problem.message : nil
                    return .page(
                        StaffPage(
                            title: "Tài khoản của tôi", section: .ownAccount, status: problem.status, main: page.html))
                }
            }
        }
    }

    /// An act on one account; what is wrong with its form is shown on the account's page, with what was typed.
    private func change(
        _ visit: Visit, _ form: FormData, done: String,
        _ act: (ID<Account>, Int) async throws -> Void
    ) async throws -> Outcome {
        let id: ID<Account> = try visit.id("id", "tài khoản này")
        do {
            try await act(id, Int(form["version"]) ?? 0)
            return .done(Route.account.path(id), .done(done))
        } catch let problem as Problem where !problem.fields.isEmpty || problem.code == .conflict {
            return try await site.store.read { tx in
                var page = try AccountPage.load(id, visit, in: tx)
                page.problems = problem.fields
                page.message = problem.fields.isEmpty ? problem.message : nil
                page.reason = form["reason"]
                if form.has("email") { page.email = form["email"] }
                page.role = form["vai-tro"]
                page.unitID = form["don-vi"]
                if form.has("vai-tro") { page.kept = Set(form.all("giu")) }
                return .page(Self.page(page.account.name, page.html, problem.status))
            }
        }
    }

    private static func page(_ title: String, _ main: HTML, _ status: HTTPResponse.Status = .ok) -> StaffPage {
        StaffPage(title: title, section: .accounts, status: status, main: main)
    }
}
