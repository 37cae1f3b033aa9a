import Actions
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Primitives
import Records
import Store
import WebSupport

/// What stands around every page and write of an official, once for all: who is signed in, the token of every form, navigation,
/// and how problems are told.
struct StaffFrame: Sendable {
    static let cookieName = "__Host-phien"

    let site: StaffSite

    /// What a request says before the session is looked up.
    struct Incoming: Sendable {
        let tokenHash: String
        let query: FormData
        let wantsFragment: Bool
        let parameters: Parameters
        let signedIn: SignedInAccount
        let path: String
        let isReading: Bool
        let address: String
        let flash: Flash?
        let route: Route
    }

    func incoming(_ request: Request, _ context: SiteContext, _ route: Route, token: String) -> Incoming {
        Incoming(
            tokenHash: sha256(token), query: FormData(encoded: request.uri.query ?? ""),
            wantsFragment: request.wantsFragment, parameters: context.parameters, signedIn: context.signedIn,
            path: request.uri.path, isReading: request.method == .get,
            address: ClientAddress(request, context, trustsProxy: site.trustsProxy).text,
            flash: request.cookie(FlashCookie.name).flatMap(FlashCookie.flash), route: route)
    }

    /// Signed in or not. A person whose session is over comes back to the same page after signing in.
    func answer(_ request: Request, _ body: @Sendable (_ token: String) async throws -> Response) async throws
        -> Response
    {
        do {
            guard let token = request.cookie(StaffFrame.cookieName) else { throw StaffFrame.notSignedIn }
            return try await body(token)
        } catch is MustChangePassword {
            return request.wantsFragment
                ? HTML("\(MustChangePassword.sentence)").response(.forbidden) : .seeOther(Route.ownAccount.path())
        } catch let problem as Problem where problem.code == .notSignedIn {
            if request.wantsFragment {
                let message: HTML = "Phiên làm việc đã hết. Nội dung đang gõ được giữ trên máy này; xin đăng nhập lại."
                return message.response(.unauthorized)
            }
            let returnPath = request.method == .get ? request.uri.string : Route.work.path()
            let encoded = returnPath.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            return .seeOther(Route.signInForm.path() + "?tiep=" + encoded)
        }
    }

    /// What somebody may do before their first password is their own.
    private static let openBeforeChange = Set([Route.ownAccount, .changeOwnPassword, .signOut].map { $0.path() })

    static let notSignedIn = Problem(.notSignedIn, "Xin đăng nhập để tiếp tục.")
    static let crossSite = Problem(.notAllowed, "Yêu cầu này do một trang khác gửi đến nên đã bị từ chối.")

    /// Compares two tokens in a time that does not depend on where they differ. Empty ones are never equal.
    static func areEqual(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count, !left.isEmpty else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    // MARK: Reading

    func page(
        _ incoming: Incoming, _ load: @escaping @Sendable (Visit, any ReadTransaction) throws -> StaffPage
    ) async throws -> Response {
        let (visit, page, navigation) = try await site.store.read { tx in
            let visit = try signedIn(incoming, in: tx)
            let page: StaffPage
            do {
                page = try load(visit, tx)
            } catch let problem as Problem {
                page = problemPage(problem, visit)
            }
            return (visit, page, try groups(for: visit, page.section, in: tx))
        }
        try await keepAlive(visit)
        return framed(visit, page, navigation)
    }

    func visit(_ incoming: Incoming) async throws -> Visit {
        try await site.store.read { tx in try signedIn(incoming, in: tx) }
    }

    private func signedIn(_ incoming: Incoming, in tx: any ReadTransaction) throws -> Visit {
        guard
            let session = try AccountRecords.session(
                tokenHash: incoming.tokenHash, idleSince: tx.now - SignIn.idleLimit, in: tx)
        else { throw StaffFrame.notSignedIn }
        incoming.signedIn.id = session.actor.accountID.rawValue
        if session.mustChangePassword, !StaffFrame.openBeforeChange.contains(incoming.path) {
            throw MustChangePassword()
        }
        return Visit(
            actor: session.actor, personID: session.personID, csrfToken: session.csrfToken,
            tokenHash: incoming.tokenHash,
            flash: incoming.flash, now: tx.now, query: incoming.query,
            wantsFragment: incoming.wantsFragment, address: incoming.address,
            mustChangePassword: session.mustChangePassword, parameters: incoming.parameters, seenAt: session.seenAt,
            path: incoming.isReading ? incoming.path : nil, requested: (incoming.route, incoming.path))
    }

    /// The session of somebody who is at work does not end; that is written at most once a minute.
    func keepAlive(_ visit: Visit) async throws {
        guard visit.now > visit.seenAt + .seconds(60) else { return }
        try await site.store.write { tx in try AccountRecords.touchSession(tokenHash: visit.tokenHash, in: tx) }
    }

    // MARK: Writing

    /// Who sends the form, and the form, once its token is found right.
    func checkedWrite(
        _ request: Request, _ context: SiteContext, _ route: Route, token: String, uploads: Bool
    ) async throws -> (Visit, FormData) {
        if request.isCrossSite { throw StaffFrame.crossSite }
        let visit = try await self.visit(incoming(request, context, route, token: token))
        let form = try await FormData.read(request, limit: uploads ? context.maxUploadSize : 1024 * 1024)
        let inHeader = HTTPField.Name("x-csrf-token").flatMap { request.headers[$0] } ?? ""
        guard StaffFrame.areEqual(form.has("_csrf") ? form["_csrf"] : inHeader, visit.csrfToken) else {
            throw Problem(.notAllowed, "Biểu mẫu này đã cũ hoặc không do trang này gửi. Tải lại trang rồi làm lại.")
        }
        site.counts.forget(visit.actor.accountID)
        return (visit, form)
    }

    /// Forms whose fields are never shown again.
    private static let secret: Set<Route> = [.changeOwnPassword]

    /// - Parameter typed: the form. What it holds and a refusing page does not show is shown above that page.
    func finish(_ outcome: Outcome, _ visit: Visit, typed: FormData) async throws -> Response {
        switch outcome {
        case .done(let path, let flash):
            var response = Response.seeOther(path)
            response.headers[.setCookie] = FlashCookie.setting(flash)
            return response
        case .go(let path): return .seeOther(path)
        case .page(var page):
            if page.status.code >= 400, !StaffFrame.secret.contains(visit.requested.route) {
                page.main = UnsavedTexts(typed, notIn: page.main).html + page.main
            }
            return try await framed(visit, page)
        case .fragment(let html, let status): return html.response(status)
        }
    }

    /// A write that has no form to come back to: what is wrong, where to go on, and what was typed.
    func refuse(_ problem: Problem, _ visit: Visit, typed: FormData) async throws -> Response {
        var page = problemPage(problem, visit)
        if !StaffFrame.secret.contains(visit.requested.route) {
            page.main += UnsavedTexts(typed, notIn: page.main).html
        }
        return try await framed(visit, page)
    }

    // MARK: The frame

    func framed(_ visit: Visit, _ page: StaffPage) async throws -> Response {
        let navigation = try await site.store.read { tx in try groups(for: visit, page.section, in: tx) }
        return framed(visit, page, navigation)
    }

    /// The page in its frame. What was to be said is said, and forgotten.
    private func framed(_ visit: Visit, _ page: StaffPage, _ navigation: [NavigationGroup]) -> Response {
        var response = layout(visit, page, navigation).response(page.status)
        if visit.flash != nil { response.headers[.setCookie] = FlashCookie.forgetting }
        return response
    }

    private func groups(for visit: Visit, _ section: Route, in tx: any ReadTransaction) throws -> [NavigationGroup] {
        let counts = try site.counts.counts(for: visit.actor, now: tx.now, in: tx)
        return Navigation.groups(for: visit.actor, counts: counts, current: section)
    }

    private func layout(_ visit: Visit, _ page: StaffPage, _ navigation: [NavigationGroup]) -> HTML {
        StaffLayout(
            title: page.title, navigation: navigation, accountName: visit.actor.name,
            accountRole: Navigation.roleText(visit.actor), isOwnAccount: page.section == .ownAccount,
            signOutAction: Route.signOut.path(),
            csrfToken: visit.csrfToken,
            flash: visit.flash, demo: site.demoBanner(at: visit.now), main: page.main, help: help(visit, page)
        ).html
    }

    /// From every page one may tell of a difficulty; the page goes with it.
    private func help(_ visit: Visit, _ page: StaffPage) -> Link? {
        guard visit.isOfUnit, page.section != .difficulties else { return nil }
        let path = visit.path ?? page.section.path()
        return Link(
            label: "Gặp vướng mắc ở trang này? Gửi Sở Nội vụ",
            href: DifficultyLinks.new(from: path, title: page.title))
    }

    /// What is wrong, and where one goes on: to what the address belongs to, or to the list of its kind.
    func problemPage(_ problem: Problem, _ visit: Visit) -> StaffPage {
        let basis: HTML? = problem.legalBasis.map { "<p class=\"muted\">\($0)</p>" }
        let next = nextStep(after: problem, visit)
        return StaffPage(
            title: problem.heading, section: .work, status: problem.status,
            main: """
                \(PageHead(title: problem.heading).html)
                <div class="notice warning" role="alert"><p>\(problem.message)</p>\(basis)</div>
                <p class="actions">\(next?.html)\(Link(label: "Về Việc cần làm", href: Route.work.path()).html)</p>
                """)
    }

    /// The page above the address that was asked for: of a thing that may be seen the thing itself, otherwise the list of
    /// its kind when this person has it in the menu.
    private func nextStep(after problem: Problem, _ visit: Visit) -> LinkButton? {
        let (route, path) = visit.requested
        let (pattern, parts) = (route.pattern.split(separator: "/"), path.split(separator: "/"))
        guard pattern.count == parts.count else { return nil }
        guard let first = pattern.first else { return nil }
        let list = "/" + first
        let menu = Navigation.groups(for: visit.actor, counts: WorkCount(), current: .work).flatMap(\.items)
        let entry = menu.first { $0.href == list }
        if problem.code != .notFound, problem.code != .notAllowed || entry != nil {
            for count in 2..<max(2, pattern.count) where pattern[..<count].last?.first == ":" {
                let above = "/" + pattern[..<count].joined(separator: "/")
                guard Route.all.contains(where: { $0.method == .get && $0.pattern == above }) else { continue }
                return LinkButton(
                    label: "Xem nội dung đang lưu", href: "/" + parts[..<count].joined(separator: "/"),
                    tone: .secondary)
            }
        }
        guard let entry, path != list || !visit.isReading else { return nil }
        return LinkButton(label: "Mở \(entry.label)", href: entry.href, tone: .secondary)
    }
}

/// Somebody else has chosen the password of this account: its owner chooses one before anything else.
struct MustChangePassword: Error {
    static let sentence = "Mật khẩu đang dùng do quản trị hệ thống cấp. Đổi mật khẩu của mình rồi làm việc tiếp."
}
