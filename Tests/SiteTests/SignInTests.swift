import Actions
import Domain
import HTTPTypes
import Hummingbird
import Primitives
import Records
import Site
import TestSupport
import TestWorld
import Testing
import WebSupport

@Suite struct SignInTests {
    private static let forwarded = HTTPField.Name("x-forwarded-for")!
    private static let refused = "Đã nhập sai nhiều lần."
    private static let wrong = "Tên đăng nhập hoặc mật khẩu không đúng."

    /// Fills the form in and sends it, as a browser does.
    private func attempt(
        _ site: TestSite, _ username: String, _ password: String, from address: String = "10.0.0.1",
        returnTo: String = "",
        cookie: String? = nil
    ) async throws -> TestSite.Answer {
        let form = try await SignInForm.open(site)
        return try await site.post(
            Route.signIn.path(),
            fields: [("_csrf", form.token), ("username", username), ("password", password), ("tiep", returnTo)],
            headers: [
                .cookie: [form.cookie, cookie].compactMap { $0 }.joined(separator: "; "), Self.forwarded: address,
            ])
    }

    private func withProxiedSite(
        _ engine: TestEngine, _ body: @escaping @Sendable (TestSite) async throws -> Void
    ) async throws {
        var options = SiteOptions()
        options.trustsProxy = true
        try await withSite(engine, options: options, body)
    }

    @Test(arguments: TestEngine.available)
    func `Sai năm lần thì lần thứ sáu bị từ chối dù đúng, đủ 15 phút thì vào được`(engine: TestEngine) async throws {
        try await withProxiedSite(engine) { site in
            for time in 1...5 {
                let answer = try await attempt(site, "canbo.xa", "sai lần \(time)", from: "10.0.0.\(time)")
                #expect(answer.status == .unauthorized)
                #expect(answer.body.contains(Self.wrong))
            }
            for time in 6...10 {
                let password = time == 6 ? World.password : "sai lần \(time)"
                let answer = try await attempt(site, "canbo.xa", password, from: "10.0.0.\(time)")
                #expect(answer.status == .tooManyRequests, "lần \(time)")
                #expect(answer.body.contains(Self.refused))
                #expect(answer.headers[values: .setCookie].allSatisfy { !$0.hasPrefix("__Host-phien") })
            }
            // Somebody else is not kept out by it, nor is the account found by another way of writing its name.
            #expect(try await attempt(site, "thutruong.xa", World.password).status == .seeOther)
            #expect(try await attempt(site, " CANBO.XA ", World.password).status == .tooManyRequests)
            site.world.clock.advance(.seconds(15 * 60 - 1))
            #expect(try await attempt(site, "canbo.xa", World.password).status == .tooManyRequests)
            site.world.clock.advance(.seconds(2))
            #expect(try await attempt(site, "canbo.xa", World.password).status == .seeOther)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Một địa chỉ mạng thử nhiều tên thì bị chặn, địa chỉ khác vẫn vào được`(engine: TestEngine) async throws {
        try await withProxiedSite(engine) { site in
            try await site.world.store.write { tx in
                for number in 1..<SignIn.allowedFailuresFromAddress {
                    try AccountRecords.recordAttempt(
                        username: "ten.\(number)", address: "10.9.9.9", succeeded: false, in: tx)
                }
            }
            #expect(try await attempt(site, "ten.moi", "sai", from: "10.9.9.9").status == .unauthorized)
            #expect(try await attempt(site, "canbo.xa", World.password, from: "10.9.9.9").status == .tooManyRequests)
            // What the caller itself says of its address counts for nothing: only the last one, of our proxy, does.
            #expect(
                try await attempt(site, "canbo.xa", World.password, from: "10.1.1.1, 10.9.9.9").status
                    == .tooManyRequests)
            #expect(try await attempt(site, "canbo.xa", World.password, from: "10.1.1.1").status == .seeOther)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Gửi nhiều mật khẩu cùng một lúc cũng chỉ được đoán năm lần`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let store = world.store
            let codes = try await withThrowingTaskGroup(of: Problem.Code?.self) { group in
                for number in 1...16 {
                    group.addTask {
                        do {
                            _ = try await SignIn(
                                username: "canbo.xa", password: number == 16 ? World.password : "đoán \(number)",
                                address: "10.0.0.\(number)"
                            ).run(on: store)
                            return nil
                        } catch let problem as Problem {
                            return problem.code
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count { $0 == .notSignedIn } <= 5)
            #expect(codes.count { $0 == .tooMany } >= 10)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Tên không có và mật khẩu sai được trả lời như nhau`(engine: TestEngine) async throws {
        try await withProxiedSite(engine) { site in
            let unknown = try await attempt(site, "khong.ai", "sai mật khẩu")
            let wrong = try await attempt(site, "canbo.xa", "sai mật khẩu")
            func plain(_ answer: TestSite.Answer, _ name: String) throws -> String {
                let start = try #require(answer.body.range(of: "name=\"_csrf\" value=\""))
                let token = answer.body[start.upperBound...].prefix { $0 != "\"" }
                return answer.body.replacing(token, with: "").replacing(name, with: "")
            }
            #expect(unknown.status == wrong.status)
            #expect(try plain(unknown, "khong.ai") == plain(wrong, "canbo.xa"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `Mật khẩu do quản trị cấp phải đổi trước mọi việc khác, đổi xong thì làm việc được`(engine: TestEngine)
        async throws
    {
        try await withSite(engine) { site in
            let world = site.world
            let opened = try await CreateAccount(
                username: "nguoi.moi", name: "Người Mới", grants: [Grant(.unitOfficer, at: world.commune)]
            ).run(by: world.administrator, on: world.store)
            let reset = try await ResetPassword(id: world.head.accountID, version: 1).run(
                by: world.administrator, on: world.store)
            let dossier = try await world.draftDossier()
            for (username, first) in [("nguoi.moi", opened.firstPassword), ("thutruong.xa", reset)] {
                let ticket = try await SignIn(username: username, password: first, address: "10.0.0.1").run(
                    on: world.store)
                let cookie: HTTPFields = [.cookie: "__Host-phien=\(ticket.token)"]
                for path in [
                    Route.work.path(), Route.dossiers.path(), Route.dossier.path(dossier.id), Route.movements.path(),
                    Route.dossierList.path(),
                ] {
                    let answer = try await site.send(.get, path, headers: cookie)
                    #expect(answer.status == .seeOther && answer.location == Route.ownAccount.path(), "\(path)")
                }
                let own = try await site.send(.get, Route.ownAccount.path(), headers: cookie)
                #expect(own.status == .ok)
                #expect(own.body.contains("Mật khẩu đang dùng do quản trị hệ thống cấp."))
                let token = try #require(own.body.firstMatch(of: #/name="_csrf" value="([^"]+)"/#)).output.1
                let session = TestSite.Session(cookie: "__Host-phien=\(ticket.token)", token: String(token))
                let create = [
                    ("unit", world.commune.rawValue), ("title", "Hồ sơ"), ("level", "province"), ("category", "merit"),
                    ("year", "2025"),
                ]
                let refused = try await site.post(Route.createDossier.path(), as: session, fields: create)
                #expect(refused.location == Route.ownAccount.path())
                let new = "mot cau khac de nho \(username)"
                let changed = try await site.post(
                    Route.changeOwnPassword.path(), as: session,
                    fields: [("hien-tai", first), ("moi", new), ("nhac-lai", new)])
                #expect(changed.status == .ok)
                let free = try await site.signIn(username, password: new)
                #expect(try await site.get(Route.dossiers.path(), as: free).status == .ok)
            }
            #expect(
                try await world.store.read { tx in
                    try tx.count("SELECT COUNT(*) AS n FROM dossier WHERE title = 'Hồ sơ'")
                } == 0)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Đổi mật khẩu của mình cũng chỉ được đoán năm lần, dù gửi cùng một lúc, và tính chung với đăng nhập`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let officer = world.officer
            let new = "mot cau khac de nho"
            let codes = try await withThrowingTaskGroup(of: Problem.Code?.self) { group in
                for number in 1...16 {
                    group.addTask {
                        do {
                            try await ChangeOwnPassword(
                                current: number == 16 ? World.password : "doan \(number)", new: new, repeated: new,
                                address: "10.0.0.\(number)"
                            ).run(by: officer, on: world.store)
                            return nil
                        } catch let problem as Problem {
                            return problem.code
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count { $0 == .invalid } <= 5)
            #expect(codes.count { $0 == .tooMany } >= 10)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Cookie được che chắn, mỗi lần đăng nhập một phiên mới, đăng xuất là hết`(engine: TestEngine) async throws {
        try await withProxiedSite(engine) { site in
            var cookies: [String] = []
            for _ in 1...2 {
                // A cookie that was there before is never taken over.
                let answer = try await attempt(
                    site, "canbo.xa", World.password, cookie: cookies.last ?? "__Host-phien=duocCaiSan")
                #expect(answer.status == .seeOther)
                let all = answer.headers[values: .setCookie]
                let session = try #require(all.first { $0.hasPrefix("__Host-phien=") })
                let parts = Set(session.split(separator: ";").dropFirst().map { $0.drop { $0 == " " }.lowercased() })
                #expect(parts == ["path=/", "secure", "httponly", "samesite=lax"])
                let form = try #require(all.first { $0.hasPrefix("__Host-dang-nhap=") })
                #expect(form.contains("Max-Age=0") && form.contains("Secure") && form.contains("HttpOnly"))
                cookies.append(String(session.prefix { $0 != ";" }))
            }
            #expect(Set(cookies).count == 2)
            #expect(cookies.allSatisfy { $0.count >= 13 + 43 && !$0.contains("duocCaiSan") })
            let planted = try await site.send(.get, Route.work.path(), headers: [.cookie: "__Host-phien=duocCaiSan"])
            #expect(planted.status == .seeOther)
            let first = try await site.get(Route.signInForm.path()).headers[.setCookie] ?? ""
            for flag in ["__Host-", "Path=/", "Secure", "HttpOnly", "SameSite=Strict"] { #expect(first.contains(flag)) }

            let session = try await site.signIn("canbo.xa")
            #expect(try await site.get(Route.work.path(), as: session).status == .ok)
            let out = try await site.post(Route.signOut.path(), as: session)
            #expect(out.headers[.setCookie]?.contains("Max-Age=0") == true)
            #expect(try await site.get(Route.work.path(), as: session).status == .seeOther)
            #expect(try await site.post(Route.signOut.path(), as: session).location.hasPrefix("/dang-nhap"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `Phiên hết sau 30 phút không làm gì, sau 10 giờ dù vẫn làm, và khi tài khoản bị khóa`(engine: TestEngine)
        async throws
    {
        try await withSite(engine) { site in
            let world = site.world
            let idle = try await site.signIn("canbo.xa")
            world.clock.advance(.seconds(29 * 60))
            #expect(try await site.get(Route.work.path(), as: idle).status == .ok)
            world.clock.advance(.seconds(29 * 60))
            #expect(try await site.get(Route.work.path(), as: idle).status == .ok)
            world.clock.advance(.seconds(31 * 60))
            #expect(try await site.get(Route.work.path(), as: idle).status == .seeOther)
            let long = try await site.signIn("canbo.xa")
            for _ in 1...30 {
                #expect(try await site.get(Route.work.path(), as: long).status == .ok)
                world.clock.advance(.seconds(20 * 60))
            }
            #expect(try await site.get(Route.work.path(), as: long).status == .seeOther)
            let locked = try await site.signIn("canbo.xa")
            try await DisableAccount(id: world.officer.accountID, version: 1, reason: "Chuyển công tác").run(
                by: world.administrator, on: world.store)
            #expect(try await site.get(Route.work.path(), as: locked).status == .seeOther)
        }
    }

    @Test(arguments: [
        "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
        "/%0d%0aX: y",
        "javascript:alert(1)", "evil.example", "/\tevil", "/ evil", "/\r\nSet-Cookie: a=b", "/\u{E9}vil", " /viec",
        "data:text/html,x",
    ])
    func `Địa chỉ quay lại của nơi khác không được nhận`(path: String) async throws {
        try await withProxiedSite(.sqlite) { site in
            let answer = try await attempt(site, "canbo.xa", World.password, returnTo: path)
            #expect(answer.status == .seeOther)
            #expect(answer.location == Route.work.path())
            #expect(answer.headers[values: .setCookie].allSatisfy { $0.hasPrefix("__Host-") })
            let own = try await attempt(site, "canbo.xa", World.password, returnTo: "/ho-so?loc=tra-lai")
            #expect(own.location == "/ho-so?loc=tra-lai")
        }
    }

    @Test(arguments: TestEngine.available)
    func `Tên đăng nhập dài vô lý không làm hỏng gì và không được giữ lại`(engine: TestEngine) async throws {
        try await withProxiedSite(engine) { site in
            for name in [
                String(repeating: "a", count: 50_000), String(repeating: "\u{903}", count: 5000), "a\u{0}b", "",
            ] {
                #expect(try await attempt(site, name, "sai").status == .unauthorized)
            }
            let huge = try await attempt(site, String(repeating: "a", count: 300_000), "sai")
            #expect(huge.status == .unprocessableContent)
            let longest = try await site.world.store.read { tx in
                try tx.count("SELECT MAX(LENGTH(username)) AS n FROM sign_in_attempt")
            }
            #expect(longest <= 100)
        }
    }
}
