import HTTPTypes
import Hummingbird
import Papers
import Site
import TestSupport
import TestWorld
import Testing
import WebSupport

/// Every address, asked by everybody.
@Suite struct AccessMatrixTests {
    /// Signing in is the one write that is open to all; it has tests of its own.
    private static let tested: Set<Route> = [.signIn]

    @Test func `every registered address is listed, and every listed address is registered and in the table`()
        async throws
    {
        try await withWorld(.sqlite) { world in
            let router = makeRouter(
                SiteParts(
                    store: world.store, clock: world.clock.clock, lawbook: world.lawbook, papers: try Papers(),
                    files: world.files, identities: world.cipher))
            let registered = router.routes.filter { $0.method != .head }.map {
                "\($0.method.rawValue) \("\($0.path)".replacing("{", with: ":").replacing("}", with: ""))"
            }.filter { !$0.contains("/tinh/") }
            let listed = Route.all.map { "\($0.method.rawValue.uppercased()) \($0.pattern)" }
            #expect(Set(registered).subtracting(listed).isEmpty)
            #expect(Set(listed).subtracting(registered).isEmpty)
            #expect(Set(listed).count == listed.count)
            let inTable = Set(accessTable(try await Stage.make(world)).map(\.route)).union(Self.tested)
            #expect(Set(Route.all).subtracting(inTable).isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `each address lets in exactly those who are named in the table`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let stage = try await Stage.make(site.world)
            var asked = 0
            for visitor in Visitor.allCases {
                var session = try await site.signIn(visitor.username)
                for row in accessTable(stage) {
                    let path = try await row.path()
                    let answer =
                        row.route.method == .get
                        ? try await site.get(path, as: session)
                        : try await site.post(path, as: session, fields: row.fields)
                    asked += 1
                    let isLetIn =
                        ![401, 403, 404].contains(answer.status.code)
                        && !answer.location.hasPrefix(Route.signInForm.path())
                    #expect(answer.status.code < 500, "\(row) as \(visitor): \(answer.status)")
                    #expect(
                        isLetIn == row.visitors.contains(visitor),
                        "\(row) as \(visitor): \(answer.status) \(answer.location)")
                    if row.route == .signOut { session = try await site.signIn(visitor.username) }
                }
            }
            #expect(asked >= Route.all.count * 11 - 11)
        }
    }

    @Test(arguments: TestEngine.available)
    func `who is not signed in is sent to sign in and comes back`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let stage = try await Stage.make(site.world)
            let before = try await Dump.take(site.world)
            for row in accessTable(stage)
            where row.route != .removeNomination && row.route != .removeAttachment
                && row.route != .removeReportPaper
                && row.route != .removeMovementPaper && row.route != .urgeMovement
            {
                let path = try await row.path()
                let answer =
                    row.route.method == .get
                    ? try await site.get(path) : try await site.post(path, fields: row.fields + [("_csrf", "x")])
                if row.route.audience == .everyone {
                    #expect(answer.status == (row.visitors.isEmpty ? .notFound : .ok), "\(row)")
                } else {
                    #expect(answer.status == .seeOther, "\(row)")
                    let back = row.route.method == .get ? path : Route.work.path()
                    let decoded = answer.location.replacing("%2F", with: "/").replacing("%3F", with: "?").replacing(
                        "%3D", with: "="
                    )
                    .replacing("%26", with: "&").replacing("%2D", with: "-").replacing(
                        "%2E", with: ".")
                    #expect(decoded == "/dang-nhap?tiep=" + back, "\(row)")
                }
            }
            #expect(before.changes(to: try await Dump.take(site.world)).isEmpty)
        }
    }
}
