import HTTPTypes
import Hummingbird
import Site
import TestSupport
import TestWorld
import Testing
import WebSupport

/// Invented data say on every page that they are invented, and show their clock; real data say nothing of the kind.
@Suite struct DemoBannerTests {
    @Test(arguments: [true, false])
    func `the banner with its clock stands on every page of demonstration data and on none of real data`(
        isDemo: Bool
    ) async throws {
        var options = SiteOptions()
        options.isDemo = isDemo
        options.limitsSearches = false
        try await withSite(.sqlite, options: options) { site in
            let stage = try await Stage.make(site.world)
            var sessions: [Visitor: TestSite.Session] = [:]
            for visitor in Visitor.allCases { sessions[visitor] = try await site.signIn(visitor.username) }
            var (staffPages, publicPages) = (0, 0)
            func check(_ answer: TestSite.Answer, _ what: String) {
                let banners = answer.body.split(separator: "<aside class=\"demo\"").count - 1
                #expect(banners == (isDemo ? 1 : 0), "\(what)")
                #expect(answer.body.contains("Đồng hồ: 08:00 ngày 05/12/2025") == isDemo, "\(what)")
                #expect(answer.body.contains("người và số liệu là hư cấu") == isDemo, "\(what)")
            }
            for row in accessTable(stage) where row.route.method == .get {
                let path = try await row.path()
                if row.route.audience == .everyone {
                    let answer = try await site.get(path)
                    guard answer.status == .ok, answer.headers[.contentType]?.hasPrefix("text/html") == true else {
                        continue
                    }
                    publicPages += 1
                    check(answer, path)
                } else if let visitor = Visitor.allCases.first(where: { row.visitors.contains($0) }) {
                    let answer = try await site.get(path, as: sessions[visitor])
                    guard answer.status == .ok, answer.headers[.contentType]?.hasPrefix("text/html") == true else {
                        continue
                    }
                    staffPages += 1
                    check(answer, "\(path) as \(visitor)")
                }
            }
            #expect(publicPages >= 6 && staffPages >= 80)
        }
    }
}
