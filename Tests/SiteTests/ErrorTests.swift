import Actions
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Primitives
import Records
import Site
import StaffWeb
import Store
import Synchronization
import TestSupport
import TestWorld
import Testing

@testable import Jobs
@testable import Papers
@testable import WebSupport

/// A store that fails when it is told to.
private final class BreakingStore: Store {
    enum Fault: Sendable { case none, reads, writes, afterWriting }

    struct Broken: Error { let particulars = "bi-mat-cua-may SELECT * FROM account" }

    private let store: any Store
    let fault = Mutex(Fault.none)

    init(_ store: any Store) { self.store = store }

    var engine: Engine { store.engine }

    private var now: Fault { fault.withLock { $0 } }

    func read<T: Sendable>(_ body: @escaping @Sendable (any ReadTransaction) throws -> T) async throws -> T {
        if now == .reads { throw Broken() }
        return try await store.read(body)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any WriteTransaction) throws -> T) async throws -> T {
        switch now {
        case .writes: throw Broken()
        case .afterWriting:
            return try await store.write { tx in
                _ = try body(tx)
                throw Broken()
            }
        default: return try await store.write(body)
        }
    }

    func close() async { await store.close() }
}

@Suite struct ErrorTests {
    private static let faultyPage = Route(.get, "/thu-loi")
    private static let faultyAction = Route(.post, "/thu-loi")
    private struct Deep: Error { let particulars = "bi-mat-cua-may" }

    /// The site over a store that can fail, with a page and a write that always do.
    /// - Parameter printer: the program that prints papers.
    private func withFailingSite(
        _ engine: TestEngine, printer: String = "weasyprint",
        _ body: @escaping @Sendable (TestSite, BreakingStore) async throws -> Void
    ) async throws {
        try await withWorld(engine) { world in
            let store = BreakingStore(world.store)
            let papers = try Papers(templates: .bundled, printer: WeasyPrint(program: printer))
            let router = makeRouter(
                SiteParts(
                    store: store, clock: world.clock.clock, lawbook: world.lawbook, papers: papers, files: world.files,
                    identities: world.cipher))
            let staff = StaffRoutes(
                site: StaffSite(
                    store: store, clock: world.clock.clock, lawbook: world.lawbook, papers: papers, files: world.files,
                    identities: world.cipher, isDemo: false, trustsProxy: false), router: router)
            staff.page(Self.faultyPage) { _, _ in throw Deep() }
            staff.action(Self.faultyAction) { visit, _ in
                try await store.write { tx in
                    try EventRecords.append(
                        .dataExported, to: .installation, "this", by: visit.actor, note: "không được còn lại", in: tx)
                    throw Deep()
                }
            }
            try await Application(router: router, logger: silentLogger).test(.router) { client in
                try await body(TestSite(world: world, client: client), store)
            }
        }
    }

    /// A page that says what to do and which number to quote, and nothing of what went wrong.
    private func check(_ answer: TestSite.Answer, _ what: String) {
        #expect(answer.status == .internalServerError, "\(what)")
        #expect(answer.body.contains("Lỗi hệ thống"), "\(what)")
        let id = answer.headers[HTTPField.Name("x-request-id")!] ?? "–"
        #expect(id.count >= 8 && answer.body.contains("mã \(id)"), "\(what)")
        for word in ["bi-mat-cua-may", "Deep", "Broken", "Error", "SELECT", "swift", "RowError", "/Sources/"] {
            #expect(!answer.body.contains(word), "\(what): \(word)")
        }
        #expect(answer.headers[HTTPField.Name("content-security-policy")!] != nil, "\(what)")
    }

    @Test(arguments: TestEngine.available)
    func `a fault in any layer becomes a page with a number, and the next request works`(engine: TestEngine)
        async throws
    {
        try await withFailingSite(engine) { site, store in
            let dossier = try await site.world.draftDossier()
            let session = try await site.signIn("canbo.xa")
            func works() async throws {
                store.fault.withLock { $0 = .none }
                #expect(try await site.get(Route.dossier.path(dossier.id), as: session).status == .ok)
                #expect(try await site.get(Route.roll.path()).status == .ok)
            }
            // The store.
            store.fault.withLock { $0 = .reads }
            for path in ["/", "/phong-trao-thi-dua", "/kiem-tra?ma=BV-1", "/viec-can-lam", "/ho-so", "/ho-so.csv"] {
                check(try await site.get(path, as: session), path)
            }
            #expect(try await site.get(Route.health.path()).status == .serviceUnavailable)
            try await works()
            for fault in [BreakingStore.Fault.writes, .afterWriting] {
                let before = try await Dump.take(site.world)
                store.fault.withLock { $0 = fault }
                let answer = try await site.post(
                    Route.changeDossier.path(dossier.id), as: session,
                    fields: [("version", String(dossier.version)), ("title", "Không được còn lại")])
                check(answer, "\(fault)")
                let form = try await SignInForm.open(site)
                let signIn = try await site.post(
                    Route.signIn.path(),
                    fields: [("_csrf", form.token), ("username", "thuky"), ("password", World.password)],
                    headers: [.cookie: form.cookie])
                check(signIn, "signing in, \(fault)")
                #expect(before.changes(to: try await Dump.take(site.world)).isEmpty)
                try await works()
            }
            // A page, and a write after its first statement.
            check(try await site.get(Self.faultyPage.path(), as: session), "page")
            try await works()
            let before = try await Dump.take(site.world)
            check(try await site.post(Self.faultyAction.path(), as: session), "action")
            let events = try await site.world.store.read { tx in
                try tx.count("SELECT COUNT(*) AS n FROM event WHERE note = 'không được còn lại'")
            }
            #expect(events == 0)
            #expect(before.changes(to: try await Dump.take(site.world)).isEmpty)
            try await works()
        }
    }

    @Test(arguments: TestEngine.available)
    func `a row that cannot be read spoils its own page only`(engine: TestEngine) async throws {
        try await withFailingSite(engine) { site, _ in
            let broken = try await site.world.draftDossier()
            let sound = try await site.world.draftDossier()
            try await site.world.store.write { tx in
                try tx.run("UPDATE dossier SET letter_on = 'không phải ngày' WHERE id = \(broken.id)")
            }
            let session = try await site.signIn("canbo.xa")
            check(try await site.get(Route.dossier.path(broken.id), as: session), "broken row")
            #expect(try await site.get(Route.dossier.path(sound.id), as: session).status == .ok)
        }
    }

    @Test(arguments: TestEngine.available)
    func `a paper whose printer fails is a page with a number, and the screens go on`(engine: TestEngine) async throws {
        // One that is not there, and one that ends without having printed anything.
        for printer in ["bi-mat-cua-may-khong-co", "true"] {
            try await withFailingSite(engine, printer: printer) { site, _ in
                let stage = try await Stage.make(site.world)
                let officer = try await site.signIn("canbo.xa")
                let before = try await Dump.take(site.world)
                for path in [
                    Route.decisionPaper.path(stage.ownDecision), Route.planLetter.path(stage.planDraft.id),
                    Route.reportPaper.path(stage.reportDraft.id),
                ] {
                    let answer = try await site.get(path, as: officer)
                    check(answer, "\(path) by \(printer)")
                    #expect(answer.headers[.contentType]?.hasPrefix("text/html") == true, "\(path)")
                    #expect(answer.headers[.contentDisposition] == nil, "\(path)")
                }
                #expect(before.changes(to: try await Dump.take(site.world)).isEmpty)
                for path in [Route.decision.path(stage.ownDecision), Route.planDocument.path(stage.planDraft.id)] {
                    #expect(try await site.get(path, as: officer).status == .ok, "\(path)")
                }
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `a file that cannot be written leaves no row behind, and can be sent again`(engine: TestEngine) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tep-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await withWorld(engine) { world in
            let stage = try await Stage.make(world)
            let files = try FileStore(folder: folder)
            let parts = SiteParts(
                store: world.store, clock: world.clock.clock, lawbook: world.lawbook, papers: try Papers(),
                files: files, identities: world.cipher)
            try await Application(router: makeRouter(parts), logger: silentLogger).test(.router) { client in
                let site = TestSite(world: world, client: client)
                let officer = try await site.signIn("canbo.xa")
                // A file stands where the folder was: nothing can be written below it, by nobody.
                try FileManager.default.removeItem(at: folder)
                try Data("bi-mat-cua-may".utf8).write(to: folder)
                let before = try await Dump.take(world)
                func send() async throws -> TestSite.Answer {
                    try await site.upload(
                        Route.addAttachment.path(stage.draft.id), as: officer, fields: [("paperKey", "to_trinh")],
                        fileName: "a.pdf", content: Stage.pdf)
                }
                check(try await send(), "upload")
                #expect(before.changes(to: try await Dump.take(world)).isEmpty)
                #expect(try await site.get(Route.dossier.path(stage.draft.id), as: officer).status == .ok)
                try FileManager.default.removeItem(at: folder)
                #expect(try await send().status == .seeOther)
                #expect(
                    try FileManager.default.subpathsOfDirectory(atPath: folder.path).allSatisfy {
                        !$0.hasSuffix(".part")
                    })
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `work beside the requests that fails is told to the log and goes on at its next turn`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let store = BreakingStore(world.store)
            store.fault.withLock { $0 = .afterWriting }
            let log = CaughtLog()
            let logger = Logger(label: "test") { JSONLines(label: $0, write: log.write) }
            _ = try await SignIn(username: "canbo.xa", password: World.password, address: "127.0.0.1").run(
                on: world.store)
            world.clock.advance(.seconds(11 * 3600))
            let before = try await Dump.take(world)
            let cleaning = Task {
                try await Cleaning(store: store, logger: logger, pause: .milliseconds(5)).run()
            }
            func sessions() async throws -> Int {
                try await world.store.read { tx in try tx.count("SELECT COUNT(*) AS n FROM session") }
            }
            /// Waits for what comes soon, however slow the machine is.
            func until(_ isSo: () async throws -> Bool) async throws {
                for _ in 0..<2000 where try await !isSo() { try await Task.sleep(for: .milliseconds(10)) }
            }
            try await until { log.lines.count >= 3 }
            #expect(log.lines.count >= 3)
            for line in log.lines { #expect(line.hasPrefix("{\"time\":\"") && line.contains("\"level\":\"error\"")) }
            #expect(before.changes(to: try await Dump.take(world)).isEmpty)
            #expect(try await sessions() == 1)
            store.fault.withLock { $0 = .none }
            try await until { try await sessions() == 0 }
            #expect(try await sessions() == 0)
            cleaning.cancel()
            _ = await cleaning.result
        }
    }

    @Test func `an address that does not exist, and a method it does not have, are told plainly`() async throws {
        try await withSite(.sqlite) { site in
            let session = try await site.signIn("canbo.xa")
            let id = "018f0000-0000-7000-8000-000000000000"
            for path in [
                "/khong-co", "/ho-so/\(id)", "/ho-so/1", "/ho-so/..%2f..%2fetc%2fpasswd", "/van-ban/\(id)",
                "/ca-nhan/%00",
                "/ho-so/\(id)'--", "/bang-vang/\(id)", "/phong-trao/x", "/quyet-dinh/\(id)/ban-in.pdf",
                "/tai-khoan%2fmoi",
                "/tinh/../../Package.swift", "/tinh/%2e%2e/app.css", "/ho-so/\(String(repeating: "9", count: 3000))",
            ] {
                let answer = try await site.get(path, as: session)
                #expect([403, 404].contains(answer.status.code), "\(path): \(answer.status)")
                #expect(answer.body.contains("<h1"), "\(path)")
            }
            for method in [HTTPRequest.Method.put, .delete, .patch, .trace, .options] {
                let answer = try await site.send(method, Route.dossiers.path(), as: session)
                #expect([404, 405].contains(answer.status.code), "\(method)")
            }
        }
    }
}
