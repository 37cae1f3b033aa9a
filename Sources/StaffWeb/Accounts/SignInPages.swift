import Actions
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Primitives
import WebSupport

/// Signing in and out. The only pages of officials that are open to everyone.
struct SignInController: Sendable {
    static let formCookie = "__Host-dang-nhap"

    let site: StaffSite

    func addRoutes(to router: Router<SiteContext>, staff: StaffRoutes) {
        router.on(.signInForm) { request, _ in
            let query = FormData(encoded: request.uri.query ?? "")
            return form(returnTo: query["tiep"], username: "", message: nil, status: .ok)
        }
        router.on(.signIn) { request, context in
            if request.isCrossSite { throw StaffFrame.crossSite }
            let fields = try await FormData.read(request, limit: 64 * 1024)
            let sent = request.cookie(Self.formCookie) ?? ""
            guard StaffFrame.areEqual(sent, fields["_csrf"]) else {
                return form(
                    returnTo: fields["tiep"], username: fields["username"],
                    message: "Trang đăng nhập đã mở quá lâu. Xin nhập lại mật khẩu.", status: .forbidden)
            }
            let address = ClientAddress(request, context, trustsProxy: site.trustsProxy).text
            do {
                let ticket = try await SignIn(
                    username: fields["username"], password: fields["password"], address: address
                ).run(on: site.store)
                var response = Response.seeOther(Self.safeReturn(fields["tiep"]))
                response.headers[values: .setCookie] = [
                    "\(StaffFrame.cookieName)=\(ticket.token); Path=/; Secure; HttpOnly; SameSite=Lax",
                    "\(Self.formCookie)=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0",
                    FlashCookie.forgetting,
                ]
                return response
            } catch let problem as Problem {
                return form(
                    returnTo: fields["tiep"], username: fields["username"], message: problem.message,
                    status: problem.status)
            }
        }
        staff.responseAction(.signOut) { visit in
            try await SignOut(tokenHash: visit.tokenHash, actor: visit.actor).run(on: site.store)
            var response = Response.seeOther(Route.roll.path())
            response.headers[values: .setCookie] = [
                "\(StaffFrame.cookieName)=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0", FlashCookie.forgetting,
            ]
            return response
        }
    }

    /// Only an address of our own, so that a link cannot lead a person elsewhere after signing in.
    static func safeReturn(_ path: String) -> String {
        let isOwn =
            path.hasPrefix("/") && !path.hasPrefix("//") && !path.contains("\\") && !path.contains("\r")
            && !path.contains("\n") && path.utf8.allSatisfy { $0 > 32 && $0 < 127 }
        return isOwn ? path : Route.work.path()
    }

    private func form(returnTo: String, username: String, message: String?, status: HTTPResponse.Status) -> Response {
        let token = SignIn.randomToken()
        let main: HTML = """
            <div class="narrow">
            \(PageHead(title: "Đăng nhập", lead: "Dành cho cán bộ làm công tác thi đua, khen thưởng.").html)
            \(ErrorSummary(problems: [], message: message).html)
            \(Form(action: Route.signIn.path(), csrfToken: token, body: """
                \(HiddenField(name: "tiep", value: returnTo).html)
                \(TextField(name: "username", label: "Tên đăng nhập", value: username, isRequired: true, autocomplete: "username").html)
                \(TextField(name: "password", label: "Mật khẩu", isRequired: true, kind: .password, autocomplete: "current-password").html)
                <div class="actions">\(Button(label: "Đăng nhập").html)</div>
                """).html)
            <p class="muted">Quên mật khẩu? Liên hệ quản trị hệ thống của tỉnh để được đặt lại.</p>
            </div>
            """
        var response = PortalLayout(
            title: "Đăng nhập", navigation: [], demo: site.demoBanner(at: site.now()), main: main
        ).html.response(status)
        response.headers[.setCookie] = "\(Self.formCookie)=\(token); Path=/; Secure; HttpOnly; SameSite=Strict"
        return response
    }
}
