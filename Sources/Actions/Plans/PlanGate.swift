import Domain
import Primitives
import Records
import Store

extension Gate {
    /// A plan on behalf of a person, with its unit.
    public static func plan(
        _ id: ID<Plan>, for actor: Actor, may act: PlanAct, in tx: any ReadTransaction
    ) throws -> (plan: Plan, unit: Unit) {
        guard let plan = try PlanRecords.plan(id, in: tx), let unit = try UnitRecords.unit(plan.unitID, in: tx) else {
            throw Problem.notFound("kế hoạch này")
        }
        let policy = try planPolicy(for: actor, unit, in: tx)
        guard policy.permission(for: .view, on: plan).isOpen else { throw Problem.notFound("kế hoạch này") }
        // An approval that waits for somebody else is no conflict of two people: it is not this actor's.
        try require(
            policy.permission(for: act, on: plan),
            code: act == .approve && plan.state == .submitted ? .notAllowed : .conflict)
        return (plan, unit)
    }

    /// One task of a plan on behalf of a person.
    public static func planTask(
        _ taskID: ID<PlanTask>, of id: ID<Plan>, for actor: Actor, may act: PlanTaskAct, in tx: any ReadTransaction
    ) throws -> (plan: Plan, task: PlanTask) {
        let (plan, unit) = try plan(id, for: actor, may: .view, in: tx)
        guard let task = plan.content.tasks.first(where: { $0.id == taskID }) else {
            throw Problem.notFound("nhiệm vụ này trong kế hoạch")
        }
        let reached = try PlanTaskRecords.unitsInReach([task], of: actor, in: tx)
        let isOfUnit = task.unitID.map { reached.contains($0) } ?? false
        let policy = try planPolicy(for: actor, unit, in: tx)
        try require(policy.permission(for: act, on: task, of: plan, isOfUnit: isOfUnit))
        return (plan, task)
    }

    public static func planPolicy(
        for actor: Actor, _ unit: Unit, in tx: any ReadTransaction
    ) throws -> PlanPolicy {
        PlanPolicy(actor: actor, unit: unit, lineage: try UnitRecords.lineage(of: unit.id, in: tx))
    }

    /// A unit whose plan the actor may make.
    public static func unitToPlan(_ id: ID<Unit>, for actor: Actor, in tx: any ReadTransaction) throws -> Unit {
        guard let unit = try UnitRecords.unit(id, in: tx) else { throw Problem.notFound("đơn vị này") }
        guard try planPolicy(for: actor, unit, in: tx).mayDraft else {
            throw Problem(
                .notAllowed,
                "Kế hoạch của \(unit.name) do cán bộ thi đua, khen thưởng hoặc thủ trưởng của đơn vị lập; của tỉnh do Sở Nội vụ lập."
            )
        }
        return unit
    }

    /// The units below which the actor follows who has a plan.
    /// - Throws: not allowed for everybody but Sở Nội vụ, the Chairman and the inspectors.
    public static func rootsOfPlans(for actor: Actor) throws -> [ID<Unit>] {
        let roots = actor.units(as: .specialist, .leader, .chairman, .inspector)
        guard !roots.isEmpty else {
            throw Problem(.notAllowed, "Danh sách đơn vị chưa có kế hoạch dành cho Sở Nội vụ, Chủ tịch và thanh tra.")
        }
        return roots
    }
}
