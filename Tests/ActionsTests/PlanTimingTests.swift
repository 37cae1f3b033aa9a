import Primitives
import Records
import TestSupport
import TestWorld
import Testing

/// What a stopwatch tells; run by itself, like every suite of this name (`bin/test`).
@Suite(.serialized)
struct PlanTimingTests {
    @Test(arguments: TestEngine.available)
    func `a page of the list of units without a plan comes at once at 2,000 units`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            try await PlanTests.addCommunes(2000, to: world)
            let roots = [world.province]
            var times: [Duration] = []
            for _ in 1...5 {
                let start = ContinuousClock.now
                let page = try await world.store.read { tx in
                    try PlanListRecords.missing(year: 2025, below: roots, after: nil, limit: 50, in: tx)
                }
                times.append(ContinuousClock.now - start)
                #expect(page.count == 50)
            }
            let middle = times.sorted()[2]
            #expect(middle < .milliseconds(300), "\(middle)")
        }
    }
}
