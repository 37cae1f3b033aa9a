import Actions
import Domain
import Law
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

@Suite struct AccountTests {
    private func signIn(
        _ username: String, _ password: String = World.password, from address: String = "10.0.0.1", in world: World
    )
        async throws -> SignIn.Ticket
    {
        try await SignIn(username: username, password: password, address: address).run(on: world.store)
    }

    private func refusal(_ work: () async throws -> Void) async throws -> Problem {
        do {
            try await work()
        } catch let problem as Problem {
            return problem
        }
        Issue.record("not refused")
        throw CancellationError()
    }

    private func isSignedIn(_ ticket: SignIn.Ticket, _ world: World) async throws -> Bool {
        try await world.store.read { tx in
            try AccountRecords.session(tokenHash: sha256(ticket.token), idleSince: tx.now - SignIn.idleLimit, in: tx)
                != nil
        }
    }

    private func events(_ id: ID<Account>, _ world: World) async throws -> [Event] {
        try await world.store.read { tx in try EventRecords.history(of: .account, id.rawValue, in: tx) }
    }

    private func version(_ id: ID<Account>, _ world: World) async throws -> Int {
        try await world.store.read { tx in try AccountRecords.account(id, in: tx)?.version ?? 0 }
    }

    // MARK: Signing in

    @Test(arguments: TestEngine.available)
    func `Sai năm lần thì lần thứ sáu bị từ chối dù đúng, riêng tài khoản đó`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            world.clock.advance(.seconds(60))
            for attempt in 1...5 {
                let problem = try await refusal {
                    _ = try await signIn("canbo.xa", "sai mat khau \(attempt)", in: world)
                }
                #expect(problem.code == .notSignedIn)
            }
            let sixth = try await refusal { _ = try await signIn("canbo.xa", in: world) }
            #expect(sixth.code == .tooMany)
            // From elsewhere too, but not for a colleague at the same address.
            #expect(
                try await refusal { _ = try await signIn("canbo.xa", from: "10.0.0.2", in: world) }.code == .tooMany)
            _ = try await signIn("thutruong.xa", in: world)
            world.clock.advance(SignIn.window + .seconds(1))
            _ = try await signIn("canbo.xa", in: world)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Đặt lại mật khẩu thì vào được ngay, mật khẩu cũ thôi dùng`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let id = world.officer.accountID
            world.clock.advance(.seconds(60))
            let old = try await signIn("canbo.xa", in: world)
            world.clock.advance(.seconds(1))
            for _ in 1...5 { _ = try await refusal { _ = try await signIn("canbo.xa", "sai mat khau", in: world) } }
            world.clock.advance(.seconds(60))
            let password = try await ResetPassword(id: id, version: 1).run(by: world.administrator, on: world.store)
            #expect(Passwords.problem(with: password) == nil)
            #expect(try await !isSignedIn(old, world))
            #expect(try await refusal { _ = try await signIn("canbo.xa", in: world) }.code == .notSignedIn)
            _ = try await signIn("canbo.xa", password, in: world)
            let log = try await events(id, world)
            #expect(
                log.contains { $0.kind == .accountPasswordChanged && $0.accountID == world.administrator.accountID })
            #expect(log.allSatisfy { !$0.detail.contains(password) })
        }
    }

    @Test(arguments: TestEngine.available)
    func `Tài khoản bị khóa không vào được và phiên đang mở kết thúc`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let id = world.officer.accountID
            let ticket = try await signIn("canbo.xa", in: world)
            #expect(try await isSignedIn(ticket, world))
            let noReason = try await refusal {
                try await DisableAccount(id: id, version: 1, reason: " ").run(by: world.administrator, on: world.store)
            }
            #expect(noReason.fields.map(\.field) == ["reason"])
            try await DisableAccount(id: id, version: 1, reason: "Chuyển công tác").run(
                by: world.administrator, on: world.store)
            #expect(try await !isSignedIn(ticket, world))
            let refused = try await refusal { _ = try await signIn("canbo.xa", in: world) }
            let wrong = try await refusal { _ = try await signIn("khong.co.ai", in: world) }
            #expect(refused.message == wrong.message)
            #expect(
                try await events(id, world).contains { $0.kind == .accountDisabled && $0.note == "Chuyển công tác" })
            try await EnableAccount(id: id, version: try await version(id, world)).run(
                by: world.administrator, on: world.store)
            _ = try await signIn("canbo.xa", in: world)
            #expect(try await events(id, world).contains { $0.kind == .accountEnabled })
        }
    }

    @Test(arguments: TestEngine.available)
    func `Đổi mật khẩu của mình thì mọi phiên kết thúc`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            world.clock.advance(.seconds(60))
            let tickets = [try await signIn("canbo.xa", in: world), try await signIn("canbo.xa", in: world)]
            let colleague = try await signIn("thutruong.xa", in: world)
            func change(_ current: String, _ new: String, _ repeated: String) async throws {
                try await ChangeOwnPassword(current: current, new: new, repeated: repeated, address: "10.0.0.1")
                    .run(by: world.officer, on: world.store)
            }
            let new = "mot cau khac de nho"
            #expect(
                try await refusal { try await change(World.password, "ngan", "ngan") }.fields.map(\.field) == ["moi"])
            #expect(
                try await refusal { try await change(World.password, new, "khac") }.fields.map(\.field) == ["nhac-lai"])
            #expect(
                try await refusal { try await change(World.password, World.password, World.password) }.fields.map(
                    \.field) == ["moi"])
            #expect(
                try await refusal { try await change("khong dung dau", new, new) }.fields.map(\.field) == ["hien-tai"])
            #expect(try await isSignedIn(tickets[0], world))
            try await change(World.password, new, new)
            for ticket in tickets { #expect(try await !isSignedIn(ticket, world)) }
            #expect(try await isSignedIn(colleague, world))
            _ = try await signIn("canbo.xa", new, in: world)
            #expect(try await events(world.officer.accountID, world).contains { $0.kind == .accountPasswordChanged })
        }
    }

    @Test(arguments: TestEngine.available)
    func `Đoán mật khẩu ở trang đổi mật khẩu cũng bị giới hạn năm lần`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            world.clock.advance(.seconds(60))
            let new = "mot cau khac de nho"
            func change(_ current: String) async throws {
                try await ChangeOwnPassword(current: current, new: new, repeated: new, address: "10.0.0.1")
                    .run(by: world.officer, on: world.store)
            }
            for attempt in 1...5 {
                #expect(try await refusal { try await change("doan lan \(attempt)") }.code == .invalid)
            }
            #expect(try await refusal { try await change(World.password) }.code == .tooMany)
        }
    }

    // MARK: Managing

    @Test(arguments: TestEngine.available)
    func `Tạo tài khoản, đăng nhập bằng mật khẩu đầu tiên, đúng chức năng và đơn vị`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let opened = try await CreateAccount(
                username: " Dao.TT ", name: "Triệu  Thị Đào", grants: [Grant(.unitOfficer, at: world.commune)]
            ).run(by: world.administrator, on: world.store)
            #expect(opened.username == "dao.tt")
            let ticket = try await signIn("dao.tt", opened.firstPassword, in: world)
            #expect(ticket.actor.name == "Triệu Thị Đào")
            #expect(ticket.actor.grants == [Grant(.unitOfficer, at: world.commune)])
            let log = try await events(opened.id, world)
            #expect(log.first?.kind == .accountCreated)
            #expect(log.allSatisfy { !$0.detail.contains(opened.firstPassword) })

            let twice = try await refusal {
                _ = try await CreateAccount(username: "dao.tt", name: "Người Khác", grants: []).run(
                    by: world.administrator, on: world.store)
            }
            #expect(twice.fields.map(\.field) == ["username"])
            let bad = try await refusal {
                _ = try await CreateAccount(username: "đào tt", name: "", grants: []).run(
                    by: world.administrator, on: world.store)
            }
            #expect(bad.fields.map(\.field) == ["username", "name"])
        }
    }

    @Test(arguments: TestEngine.available)
    func `Đổi quyền thì phiên kết thúc; hai người cùng sửa thì người sau được báo`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let id = world.officer.accountID
            let ticket = try await signIn("canbo.xa", in: world)
            let grants = [Grant(.unitHead, at: world.commune)]
            try await ChangeRoles(id: id, version: 1, grants: grants).run(by: world.administrator, on: world.store)
            #expect(try await !isSignedIn(ticket, world))
            #expect(try await signIn("canbo.xa", in: world).actor.grants == grants)
            let log = try await events(id, world)
            let change = try #require(log.first { $0.kind == .accountRolesChanged })
            #expect(change.detail.contains("unit_officer@") && change.detail.contains("unit_head@"))
            let late = try await refusal {
                try await ChangeRoles(id: id, version: 1, grants: []).run(by: world.administrator, on: world.store)
            }
            #expect(late.code == .conflict)
            #expect(try await signIn("canbo.xa", in: world).actor.grants == grants)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Không ai tự đổi quyền hay tự khóa mình, và luôn còn một quản trị`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let administrator = world.administrator
            let id = administrator.accountID
            let own = try await refusal {
                try await ChangeRoles(
                    id: id, version: 1,
                    grants: [Grant(.administrator, at: world.province), Grant(.leader, at: world.province)]
                ).run(by: administrator, on: world.store)
            }
            #expect(own.message.contains("tự đổi quyền"))
            #expect(
                try await refusal {
                    try await DisableAccount(id: id, version: 1, reason: "thử").run(by: administrator, on: world.store)
                }.message.contains("tự khóa"))

            // A second administrator may go, or be removed, while one is left; the last one stays.
            let second = try await CreateAccount(
                username: "quantri.hai", name: "Quản Trị Hai", grants: [Grant(.administrator, at: world.province)]
            ).run(by: administrator, on: world.store)
            let secondActor = Actor(
                accountID: second.id, name: "Quản Trị Hai", grants: [Grant(.administrator, at: world.province)])
            try await DisableAccount(id: second.id, version: 1, reason: "nghỉ").run(by: administrator, on: world.store)
            for attempt in ["roles", "disable"] {
                let refused = try await refusal {
                    if attempt == "roles" {
                        try await ChangeRoles(id: id, version: 1, grants: []).run(by: secondActor, on: world.store)
                    } else {
                        try await DisableAccount(id: id, version: 1, reason: "thử").run(
                            by: secondActor, on: world.store)
                    }
                }
                #expect(refused.message.contains("quản trị hệ thống cuối cùng"))
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `Quản trị của một xã không với tới tài khoản và đơn vị ngoài xã`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let start = world.clock.clock.now()
            let local = Actor(
                accountID: ID(at: start), name: "Quản trị xã", grants: [Grant(.administrator, at: world.commune)])
            // Reached: an account of the commune. Not reached: the leader, a neighbour, an account that also works elsewhere.
            _ = try await ResetPassword(id: world.officer.accountID, version: 1).run(by: local, on: world.store)
            for target in [world.leader, world.otherOfficer, world.actor("khongquyen")] {
                #expect(
                    try await refusal {
                        _ = try await ResetPassword(id: target.accountID, version: 1).run(by: local, on: world.store)
                    }.code == .notFound)
            }
            try await ChangeRoles(
                id: world.head.accountID, version: 1,
                grants: [Grant(.unitHead, at: world.commune), Grant(.specialist, at: world.province)]
            ).run(by: world.administrator, on: world.store)
            #expect(
                try await refusal {
                    _ = try await ResetPassword(id: world.head.accountID, version: 2).run(by: local, on: world.store)
                }.code == .notFound)
            let wide = try await refusal {
                _ = try await CreateAccount(
                    username: "rong", name: "Rộng", grants: [Grant(.leader, at: world.province)]
                )
                .run(by: local, on: world.store)
            }
            #expect(wide.fields.map(\.field) == ["don-vi"])
            _ = try await CreateAccount(username: "hep", name: "Hẹp", grants: [Grant(.unitOfficer, at: world.section)])
                .run(by: local, on: world.store)
            let listed = try await world.store.read { tx in
                try AccountRecords.page(within: try AccountGate.reach(of: local, in: tx), after: nil, limit: 50, in: tx)
                    .map(\.username)
            }
            #expect(listed == ["canbo.xa", "hep", "thutruong.xa"])
        }
    }

    @Test(arguments: TestEngine.available)
    func `Chỉ quản trị hệ thống quản lý tài khoản`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let id = world.otherOfficer.accountID
            for actor in [world.officer, world.leader, world.inspector, world.chairman, world.actor("khongquyen")] {
                let acts: [() async throws -> Void] = [
                    {
                        _ = try await CreateAccount(username: "moi.moi", name: "Mới", grants: []).run(
                            by: actor, on: world.store)
                    },
                    { try await ChangeRoles(id: id, version: 1, grants: []).run(by: actor, on: world.store) },
                    { try await DisableAccount(id: id, version: 1, reason: "thử").run(by: actor, on: world.store) },
                    { try await EnableAccount(id: id, version: 1).run(by: actor, on: world.store) },
                    { _ = try await ResetPassword(id: id, version: 1).run(by: actor, on: world.store) },
                ]
                for act in acts { #expect(try await refusal(act).code == .notAllowed, "\(actor.name)") }
            }
            #expect(try await events(id, world).isEmpty)
        }
    }

    // MARK: Lists

    @Test(arguments: TestEngine.available)
    func `The list of accounts is paged and asks as much for three as for one`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let store = CountingStore(world.store)
            func page(after: String?, _ limit: Int) async throws -> [String] {
                store.reset()
                let names = try await store.read { tx in
                    let accounts = try AccountRecords.page(
                        within: try AccountGate.reach(of: world.administrator, in: tx), after: after, limit: limit,
                        in: tx)
                    _ = try AccountRecords.grants(of: accounts.map(\.id), in: tx)
                    return accounts.map(\.username)
                }
                #expect(store.count == 3)
                return names
            }
            #expect(try await page(after: nil, 1) == ["canbo.xa"])
            #expect(try await page(after: "canbo.xa", 3) == ["canbo.xakhac", "chuyenvien.snv", "chutich"].sorted())
        }
    }

    @Test(arguments: TestEngine.available)
    func `The log is filtered by person and kind, within reach, page by page`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            for username in ["canbo.xa", "chuyenvien.snv", "canbo.xakhac"] {
                world.clock.advance(.seconds(5))
                _ = try await signIn(username, in: world)
            }
            world.clock.advance(.seconds(5))
            _ = try await refusal { _ = try await signIn("canbo.xa", "sai mat khau", in: world) }
            let store = CountingStore(world.store)
            func page(_ filter: EventFilter, _ actor: Actor, before: Event? = nil, _ limit: Int = 10, questions: Int)
                async throws
                -> [Event]
            {
                store.reset()
                let events = try await store.read { tx in
                    try EventRecords.page(
                        filter, within: try AccountGate.logReach(of: actor, in: tx),
                        before: before.map { ($0.at, $0.id.rawValue) },
                        limit: limit, in: tx)
                }
                #expect(store.count == questions)
                return events
            }
            let all = try await page(EventFilter(), world.inspector, questions: 2)
            #expect(all.map(\.kind) == [.signInRefused, .signedIn, .signedIn, .signedIn])
            let first = try await page(EventFilter(), world.administrator, 1, questions: 2)
            #expect(
                try await page(EventFilter(), world.administrator, before: first[0], 3, questions: 2).map(\.id)
                    == all.dropFirst().map(\.id))
            #expect(
                try await page(EventFilter(typed: "tran thi chuyen"), world.inspector, questions: 3).map(\.accountName)
                    == ["Trần Thị Chuyên"])
            #expect(
                try await page(EventFilter(typed: "canbo.xakhac"), world.inspector, questions: 3).map(\.accountName)
                    == ["Nông Thị Khác"])
            #expect(try await page(EventFilter(kind: .signInRefused), world.inspector, questions: 2).count == 1)
            #expect(
                try await page(EventFilter(kind: .signedIn, typed: "he thong"), world.inspector, questions: 3).isEmpty)
            let local = Actor(
                accountID: world.inspector.accountID, name: "Thanh tra xã",
                grants: [Grant(.inspector, at: world.commune)])
            #expect(try await page(EventFilter(), local, questions: 2).map(\.accountName) == ["Lý Thị Mẫu"])
            let refused = try await refusal {
                try await world.store.read { tx in _ = try AccountGate.logReach(of: world.leader, in: tx) }
            }
            #expect(refused.code == .notAllowed)
        }
    }
}
