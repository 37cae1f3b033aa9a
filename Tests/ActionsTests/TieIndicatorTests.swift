import Actions
import Domain
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

/// Indicators tied to the tasks of a plan.
@Suite struct TieIndicatorTests {
    private static func code(_ body: () async throws -> Void) async -> Problem.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? Problem)?.code
        }
    }

    private static func tasks(of plan: ID<Plan>, in world: World) async throws -> [PlanTask] {
        try await world.store.read { tx in
            try #require(try PlanRecords.plan(plan, in: tx)).content.sections.flatMap(\.tasks)
        }
    }

    @Test(arguments: TestEngine.available)
    func `gắn chỉ tiêu với nhiệm vụ của kế hoạch tỉnh; kế hoạch xã lập từ đó thấy chỉ tiêu của chính xã`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let store = world.store
            let plan = try await world.plan(of: world.province, until: .sent)
            let task = try #require(try await Self.tasks(of: plan.id, in: world).first)
            let indicator = try await world.handedDownIndicator()
            func tie(
                _ id: ID<Indicator>?, _ task: ID<PlanTask>?, by actor: Actor, isLoosened: Bool = false
            ) async throws {
                try await TieIndicator(planID: plan.id, indicatorID: id, taskID: task, isLoosened: isLoosened).run(
                    by: actor, on: store)
            }
            #expect(await Self.code { try await tie(indicator, task.id, by: world.officer) } == .notAllowed)
            #expect(await Self.code { try await tie(indicator, task.id, by: world.chairman) } == .notAllowed)
            #expect(await Self.code { try await tie(nil, task.id, by: world.specialist) } == .invalid)
            #expect(await Self.code { try await tie(indicator, nil, by: world.specialist) } == .invalid)
            try await tie(indicator, task.id, by: world.specialist)
            // Tied once: whoever comes later is told where it is.
            let second = await #expect(throws: Problem.self) { try await tie(indicator, task.id, by: world.leader) }
            #expect(second?.code == .conflict && second?.message.contains("đã gắn với nhiệm vụ") == true)
            var next = world.indicatorContent()
            next.year = "2026"
            let later = try await SetIndicator(ownerID: world.province, content: next).run(
                by: world.specialist, on: store)
            let wrong = await #expect(throws: Problem.self) { try await tie(later, task.id, by: world.specialist) }
            #expect(wrong?.fields.map(\.field) == ["indicator"])

            let own = try await DraftPlan(
                unitID: world.commune, year: 2025, parentID: plan.id, tasks: [task.id]
            ).run(by: world.officer, on: store)
            let taken = try await Self.tasks(of: own, in: world)
            #expect(taken.map(\.sourceID) == [task.id])
            let shown = try await store.read { tx in
                try IndicatorRecords.tied(
                    to: taken.flatMap { [$0.id, $0.sourceID].compactMap(\.self) }, of: world.commune, in: tx)
            }
            #expect(
                shown.map(\.indicator.id) == [indicator] && shown.map(\.amount) == [72] && shown.map(\.whole) == [120])
            // A unit's own plan is not where the province's indicators are tied.
            #expect(
                await Self.code {
                    try await TieIndicator(planID: own, indicatorID: indicator, taskID: taken[0].id).run(
                        by: world.specialist, on: store)
                } == .notFound)

            try await tie(indicator, nil, by: world.leader, isLoosened: true)
            #expect(
                await Self.code { try await tie(indicator, nil, by: world.specialist, isLoosened: true) } == .conflict)
            let (history, untied) = try await store.read { tx in
                (
                    try EventRecords.history(of: .indicator, indicator.rawValue, in: tx).map(\.kind),
                    try IndicatorRecords.untied(year: 2025, of: [world.province], in: tx).map(\.id)
                )
            }
            #expect(history.suffix(2) == [.indicatorTied, .indicatorLoosened] && untied == [indicator])
        }
    }
}
