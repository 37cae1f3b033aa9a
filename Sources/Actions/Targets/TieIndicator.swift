import Domain
import Primitives
import Records
import Store

/// Ties an indicator to the task of the province's plan that it serves, or loosens it: *gắn chỉ tiêu với nhiệm vụ*. Plans that
/// units make from it show the indicator at the task they took up.
public struct TieIndicator: Sendable {
    public let planID: ID<Plan>
    /// `nil` when none was chosen.
    public let indicatorID: ID<Indicator>?
    public let taskID: ID<PlanTask>?
    /// Takes the indicator away from the plan's task; `taskID` says nothing then.
    public let isLoosened: Bool

    public init(
        planID: ID<Plan>, indicatorID: ID<Indicator>?, taskID: ID<PlanTask>?, isLoosened: Bool = false
    ) {
        self.planID = planID
        self.indicatorID = indicatorID
        self.taskID = taskID
        self.isLoosened = isLoosened
    }

    /// Who ties indicators to the tasks of a plan of this unit.
    public static func isOpen(to actor: Actor, planOf unit: Unit) -> Bool {
        unit.kind == .province && actor.isAny(of: .specialist, .leader)
    }

    /// - Returns: the name of the indicator.
    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> String {
        try await store.perform { tx in
            let (plan, unit) = try Gate.plan(planID, for: actor, may: .view, in: tx)
            guard Self.isOpen(to: actor, planOf: unit) else {
                throw Problem(.notAllowed, "Chỉ tiêu do Sở Nội vụ gắn với nhiệm vụ trong kế hoạch của tỉnh.")
            }
            let tasks = plan.content.sections.flatMap(\.tasks)
            guard let indicatorID else {
                throw Problem.invalid([FieldProblem("indicator", "Chọn chỉ tiêu.")])
            }
            var indicator = try Gate.indicator(indicatorID, for: actor, may: .edit, in: tx)
            let version = indicator.version
            if isLoosened {
                guard let tied = indicator.planTaskID, tasks.contains(where: { $0.id == tied }) else {
                    throw Problem(.conflict, "“\(indicator.name)” không còn gắn với nhiệm vụ nào của kế hoạch này.")
                }
                indicator.planTaskID = nil
                try IndicatorRecords.update(indicator, expecting: version, by: actor, in: tx)
                try EventRecords.append(.indicatorLoosened, to: .indicator, indicatorID.rawValue, by: actor, in: tx)
                return indicator.name
            }
            guard let task = tasks.first(where: { $0.id == taskID }) else {
                throw Problem.invalid([FieldProblem("task", "Chọn nhiệm vụ của kế hoạch này.")])
            }
            guard indicator.year == plan.year else {
                throw Problem.invalid([
                    FieldProblem(
                        "indicator",
                        "“\(indicator.name)” là chỉ tiêu năm \(indicator.year), kế hoạch là của năm \(plan.year).")
                ])
            }
            if let tied = indicator.planTaskID, let other = try IndicatorRecords.task(tied, in: tx) {
                throw Problem(
                    .conflict,
                    "“\(indicator.name)” đã gắn với nhiệm vụ “\(other.text.prefix(80))…”. Bỏ gắn ở đó trước.")
            }
            indicator.planTaskID = task.id
            try IndicatorRecords.update(indicator, expecting: version, by: actor, in: tx)
            try EventRecords.append(
                .indicatorTied, to: .indicator, indicatorID.rawValue, by: actor, note: String(task.text.prefix(200)),
                detail: ["plan": planID.rawValue, "task": task.id.rawValue], in: tx)
            return indicator.name
        }
    }
}
