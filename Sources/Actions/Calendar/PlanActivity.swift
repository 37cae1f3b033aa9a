import Domain
import Primitives
import Records
import Store

/// Plans an activity of a unit: *lập kế hoạch hoạt động*.
public struct PlanActivity: Sendable {
    /// The unit in charge.
    public let unitID: ID<Unit>
    public let content: ActivityContent

    public init(unitID: ID<Unit>, content: ActivityContent) {
        self.unitID = unitID
        self.content = content
    }

    public func run(by actor: Actor, on store: any Store) async throws -> ID<Activity> {
        try await store.perform { tx in
            guard let unit = try UnitRecords.unit(unitID, in: tx) else { throw Problem.notFound("đơn vị này") }
            var activity = Activity(
                id: ID(at: tx.now), kind: .cultural, name: "", unitID: unitID, plannedFrom: tx.today,
                plannedUntil: tx.today, createdBy: actor.accountID, updatedAt: tx.now)
            let policy = try Gate.activityPolicy(for: actor, activity, in: tx)
            try Gate.require(policy.permission(for: .edit, on: activity, today: tx.today))
            if !unit.exists(on: tx.today) {
                throw Problem(.conflict, "\(unit.name) đã kết thúc hoạt động nên không lập kế hoạch mới được.")
            }
            let greeted = try content.fill(&activity, in: tx)
            try ActivityRecords.insert(activity, in: tx)
            try Self.link(activity.id, to: greeted, by: actor, in: tx)
            try EventRecords.append(
                .activityPlanned, to: .activity, activity.id.rawValue, by: actor, note: activity.name,
                detail: ["unit": unitID.rawValue, "from": activity.plannedFrom.iso], in: tx)
            return activity.id
        }
    }

    /// Ties the activity to the day it greets, and to no other.
    static func link(
        _ id: ID<Activity>, to greeted: GreetedOccasion?, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        try OccasionLinkRecords.removeAll(of: .activity, id.rawValue, in: tx)
        guard let greeted else { return }
        try OccasionLinkRecords.add(
            OccasionLink(
                occasionID: greeted.occasion.id, year: greeted.year, kind: .activity, subjectID: id.rawValue),
            by: actor.accountID, in: tx)
    }
}

/// Changes the plan of an activity that has not been held: *sửa kế hoạch hoạt động*.
public struct ChangeActivity: Sendable {
    public let id: ID<Activity>
    /// The version the editor had before their eyes.
    public let version: Int
    public let content: ActivityContent

    public init(id: ID<Activity>, version: Int, content: ActivityContent) {
        self.id = id
        self.version = version
        self.content = content
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var activity = try Gate.activity(id, for: actor, may: .edit, in: tx)
            let before = (activity.plannedFrom, activity.plannedUntil)
            let greeted = try content.fill(&activity, in: tx)
            try ActivityRecords.update(activity, expecting: version, by: actor, in: tx)
            try PlanActivity.link(id, to: greeted, by: actor, in: tx)
            let isMoved = before != (activity.plannedFrom, activity.plannedUntil)
            let note =
                isMoved
                ? "Đổi ngày từ \(before.0.written) – \(before.1.written) sang \(activity.plannedFrom.written) – \(activity.plannedUntil.written)"
                : nil
            try EventRecords.append(.activityChanged, to: .activity, id.rawValue, by: actor, note: note, in: tx)
        }
    }
}
