import HTTPTypes
import Hummingbird
import Records
import TestSupport
import TestWorld
import Testing
import WebSupport

@Suite struct CSRFTests {
    private static let crossSite: HTTPFields = [HTTPField.Name("sec-fetch-site")!: "cross-site"]

    @Test(arguments: TestEngine.available)
    func `no write is taken without the token of the session that sends it`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let stage = try await Stage.make(site.world)
            var sessions: [Visitor: TestSite.Session] = [:]
            for visitor in Visitor.allCases { sessions[visitor] = try await site.signIn(visitor.username) }
            for row in accessTable(stage) where row.route.method == .post {
                let visitor = Visitor.allCases.first { row.visitors.contains($0) }!
                let session = sessions[visitor]!
                let foreign = sessions[visitor == .head ? .officer : .head]!.token
                let path = try await row.path()
                let before = try await Dump.take(site.world)
                let tries: [(String, String?, HTTPFields)] = [
                    ("without a token", .none, [:]), ("with an empty token", "", [:]),
                    ("with a foreign token", foreign, [:]),
                    ("with half a token", String(session.token.prefix(20)), [:]),
                    ("sent by another site", session.token, Self.crossSite),
                    ("sent by a sister site", session.token, [HTTPField.Name("sec-fetch-site")!: "same-site"]),
                ]
                for (how, token, headers) in tries {
                    let answer = try await site.post(
                        path, as: session, fields: row.fields, token: .some(token), headers: headers)
                    #expect(answer.status == .forbidden, "\(row) \(how)")
                }
                let inAddress = try await site.post(
                    path + "?_csrf=" + session.token, as: session, fields: row.fields, token: .some(nil))
                #expect(inAddress.status == .forbidden, "\(row) with the token in the address")
                #expect(before.changes(to: try await Dump.take(site.world)).isEmpty, "\(row)")
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `no file is taken without the token of the session that sends it`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let stage = try await Stage.make(site.world)
            let (officer, secretary) = (try await site.signIn("canbo.xa"), try await site.signIn("thuky"))
            let before = try await Dump.take(site.world)
            let forms: [(String, TestSite.Session, String, [(String, String)])] = [
                (Route.addAttachment.path(stage.draft.id), officer, secretary.token, [("paperKey", "to_trinh")]),
                (Route.addMinutes.path(stage.session), secretary, officer.token, [("paperNumber", "2/BB")]),
                (Route.addReportPaper.path(stage.reportDraft.id), officer, secretary.token, []),
            ]
            for (path, session, foreign, fields) in forms {
                let tries: [(String, String?, HTTPFields)] = [
                    ("without a token", .none, [:]), ("with an empty token", "", [:]),
                    ("with a foreign token", foreign, [:]),
                    ("with half a token", String(session.token.prefix(20)), [:]),
                    ("sent by another site", session.token, Self.crossSite),
                ]
                for (how, token, headers) in tries {
                    let answer = try await site.upload(
                        path, as: session, fields: fields, fileName: "a.pdf", content: Stage.pdf,
                        token: .some(token), headers: headers)
                    #expect(answer.status == .forbidden, "\(path) \(how): \(answer.status)")
                }
                let inAddress = try await site.upload(
                    path + "?_csrf=" + session.token, as: session, fields: fields, fileName: "a.pdf",
                    content: Stage.pdf, token: .some(nil))
                #expect(inAddress.status == .forbidden, "\(path) with the token in the address")
                #expect(before.changes(to: try await Dump.take(site.world)).isEmpty, "\(path)")
            }
            // The same with the right token is taken: it was refused for nothing else.
            for (path, session, _, fields) in forms {
                let answer = try await site.upload(
                    path, as: session, fields: fields, fileName: "a.pdf", content: Stage.pdf)
                #expect(answer.status == .seeOther, "\(path): \(answer.status)")
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `the form of signing in has a token too`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let before = try await Dump.take(site.world)
            let fields = [("username", "canbo.xa"), ("password", World.password)]
            let form = try await SignInForm.open(site)
            let tries: [(String, [(String, String)], HTTPFields)] = [
                ("without cookie and token", fields, [:]),
                ("without token", fields, [.cookie: form.cookie]),
                ("without cookie", fields + [("_csrf", form.token)], [:]),
                ("with another token", fields + [("_csrf", String(form.token.reversed()))], [.cookie: form.cookie]),
                ("with empty ones", fields + [("_csrf", "")], [.cookie: "__Host-dang-nhap="]),
                (
                    "sent by another site", fields + [("_csrf", form.token)],
                    [.cookie: form.cookie, HTTPField.Name("sec-fetch-site")!: "cross-site"]
                ),
            ]
            for (how, fields, headers) in tries {
                let answer = try await site.post(Route.signIn.path(), fields: fields, headers: headers)
                #expect(answer.status == .forbidden, "\(how)")
                #expect(answer.headers[.setCookie]?.contains("__Host-phien") != true, "\(how)")
            }
            #expect(before.changes(to: try await Dump.take(site.world)).isEmpty)
        }
    }

    /// What reading may write, and why, stands at ``Dump/leftOut``.
    @Test(arguments: TestEngine.available)
    func `reading changes nothing`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let stage = try await Stage.make(site.world)
            var sessions: [TestSite.Session?] = [nil]
            for visitor in Visitor.allCases { sessions.append(try await site.signIn(visitor.username)) }
            let rows = accessTable(stage)
            var before = try await Dump.take(site.world)
            for row in rows where row.route.method == .get {
                let path = try await row.path()
                for session in sessions {
                    _ = try await site.get(path, as: session)
                    _ = try await site.send(.head, path, as: session)
                }
                let after = try await Dump.take(site.world)
                #expect(before.changes(to: after).isEmpty, "\(row)")
                before = after
            }
            // A write cannot be asked for with GET, either.
            for row in rows
            where row.route.method == .post
                && !Route.all.contains(where: { $0.method == .get && $0.pattern == row.route.pattern })
            {
                if [.removeNomination, .removeAttachment, .removeMovementPaper, .removeReportPaper, .urgeMovement]
                    .contains(
                        row.route)
                {
                    continue
                }
                let path = try await row.path()
                for session in sessions.dropFirst() {
                    let answer = try await site.get(path + "?_csrf=" + session!.token, as: session)
                    let isRefused = [403, 404, 405].contains(answer.status.code)
                    #expect(isRefused, "\(row): \(answer.status)")
                }
            }
            #expect(before.changes(to: try await Dump.take(site.world)).isEmpty)
        }
    }
}

/// The form of signing in as a browser has it before it: the cookie and the hidden token.
struct SignInForm: Sendable {
    let cookie: String
    let token: String

    static func open(_ site: TestSite, path: String = Route.signInForm.path()) async throws -> SignInForm {
        let page = try await site.get(path)
        let cookie = page.headers[.setCookie].map { String($0.prefix { $0 != ";" }) } ?? ""
        guard let range = page.body.range(of: "name=\"_csrf\" value=\"") else {
            return SignInForm(cookie: cookie, token: "")
        }
        return SignInForm(cookie: cookie, token: String(page.body[range.upperBound...].prefix { $0 != "\"" }))
    }
}
