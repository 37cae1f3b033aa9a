import Actions
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Papers
import Primitives
import Records
import Site
import StaffWeb
import Store
import Synchronization
import TestSupport
import TestWorld
import Testing

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
    private func withFailingSite(
        _ engine: TestEngine, _ body: @escaping @Sendable (TestSite, BreakingStore) async throws -> Void
    ) async throws {
        try await withWorld(engine) { world in
            let store = BreakingStore(world.store)
            let papers = try Papers()
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
