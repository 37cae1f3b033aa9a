import Domain
import Primitives
import Records
import Store

/// Changes a plan that is still a draft: *sửa kế hoạch*; the form saves by itself with the same act.
public struct ChangePlan: Sendable {
    public let id: ID<Plan>
    /// The version the editor had before their eyes.
    public let version: Int
    public let typed: TypedPlan

    public init(id: ID<Plan>, version: Int, typed: TypedPlan) {
        self.id = id
        self.version = version
        self.typed = typed
    }

    /// - Returns: the version now.
    public func run(by actor: Actor, on store: any Store) async throws -> Int {
        try await store.perform { tx in
            var (plan, _) = try Gate.plan(id, for: actor, may: .edit, in: tx)
            let content = try typed.content(of: plan, in: tx)
            // Saving what is there already is not a change.
            if content == plan.content, version == plan.version { return version }
            plan.content = content
            try PlanRecords.updateContent(plan, expecting: version, by: actor, in: tx)
            try EventRecords.append(
                .planChanged, to: .plan, id.rawValue, by: actor,
                detail: ["tasks": String(content.sections.reduce(0) { $0 + $1.tasks.count })], in: tx)
            return version + 1
        }
    }
}
