import Domain
import Primitives
import Records
import Store

/// Says that a task of a plan is done, when, and what came of it: *đã xong*. Taken after its day too; it then shows as late.
public struct FinishPlanTask: Sendable {
    public let planID: ID<Plan>
    public let taskID: ID<PlanTask>
    /// As typed.
    public let doneOn: String
    public let result: String

    public init(planID: ID<Plan>, taskID: ID<PlanTask>, doneOn: String, result: String) {
        self.planID = planID
        self.taskID = taskID
        self.doneOn = doneOn
        self.result = result
    }

    /// - Returns: whether it was done after its day.
    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> Bool {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    @discardableResult
    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> Bool {
        var (plan, task) = try Gate.planTask(taskID, of: planID, for: actor, may: .finish, in: tx)
        var fields = TypedFields()
        let day = fields.day(doneOn, "doneOn", missing: "Nhập ngày xong.")
        if let day, day > tx.today {
            fields.add("doneOn", "Ngày xong \(day.written) ở sau hôm nay (\(tx.today.written)).")
        }
        let result = fields.lines(
            result, "result", "Kết quả", limit: 5000, missing: "Ghi ngắn gọn kết quả: đã làm gì, đạt mức nào.")
        try fields.check()
        guard let day else { return false }
        try PlanTaskRecords.finish(task, doneOn: day, result: result, by: actor, in: tx)
        try EventRecords.append(
            .planTaskFinished, to: .plan, plan.id.rawValue, by: actor,
            note: "\(plan.content.number(of: task)), xong ngày \(day.written): \(result)",
            detail: ["task": task.id.rawValue, "doneOn": day.iso], in: tx)
        task.doneOn = day
        return task.isLate(on: tx.today)
    }
}

/// Takes back that a task is done, with the reason: *ghi lại là chưa xong*.
public struct ReopenPlanTask: Sendable {
    public let planID: ID<Plan>
    public let taskID: ID<PlanTask>
    public let reason: String

    public init(planID: ID<Plan>, taskID: ID<PlanTask>, reason: String) {
        self.planID = planID
        self.taskID = taskID
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            let (plan, task) = try Gate.planTask(taskID, of: planID, for: actor, may: .reopen, in: tx)
            try requireReason(reason, "Ghi lý do ghi lại nhiệm vụ này là chưa xong.")
            try PlanTaskRecords.reopen(task, in: tx)
            try EventRecords.append(
                .planTaskReopened, to: .plan, plan.id.rawValue, by: actor,
                note: "\(plan.content.number(of: task)): \(reason)", detail: ["task": task.id.rawValue], in: tx)
        }
    }
}
