import Domain
import Primitives
import Records
import Store

extension Gate {
    public static func occasion(
        _ id: ID<Occasion>, for actor: Actor, may act: OccasionAct, in tx: any ReadTransaction
    ) throws -> OccasionLine {
        guard let line = try OccasionRecords.line(id, in: tx) else { throw Problem.notFound("mục này trong lịch") }
        let policy = try occasionPolicy(for: actor, line.occasion, in: tx)
        guard policy.permission(for: .view, on: line.occasion).isOpen else {
            throw Problem.notFound("mục này trong lịch")
        }
        try require(policy.permission(for: act, on: line.occasion))
        return line
    }

    public static func occasionPolicy(
        for actor: Actor, _ occasion: Occasion, in tx: any ReadTransaction
    ) throws -> OccasionPolicy {
        OccasionPolicy(actor: actor, keeping: try UnitRecords.lineage(of: occasion.unitID, in: tx))
    }

    public static func activity(
        _ id: ID<Activity>, for actor: Actor, may act: ActivityAct, in tx: any ReadTransaction
    ) throws -> Activity {
        guard let activity = try ActivityRecords.activity(id, in: tx) else { throw Problem.notFound("hoạt động này") }
        let policy = try activityPolicy(for: actor, activity, in: tx)
        guard policy.permission(for: .view, on: activity, today: tx.today).isOpen else {
            throw Problem.notFound("hoạt động này")
        }
        try require(policy.permission(for: act, on: activity, today: tx.today))
        return activity
    }

    public static func activityPolicy(
        for actor: Actor, _ activity: Activity, in tx: any ReadTransaction
    ) throws -> ActivityPolicy {
        ActivityPolicy(actor: actor, organising: try UnitRecords.lineage(of: activity.unitID, in: tx))
    }

    /// Lets pass who says which days of the calendar a movement greets.
    public static func movementToLink(
        _ id: ID<Movement>, for actor: Actor, in tx: any ReadTransaction
    ) throws -> Movement {
        let movement = try movement(id, for: actor, may: .view, in: tx)
        try require(
            MovementGreetingPolicy(
                actor: actor, launching: try UnitRecords.lineage(of: movement.launchingUnitID, in: tx)
            ).permission)
        return movement
    }

    /// The units for which an actor may keep days or organise activities, existing today: those at which they are officer or
    /// head; for Sở Nội vụ the province and every unit below it.
    public static func calendarUnits(of actor: Actor, in tx: any ReadTransaction) throws -> [Unit] {
        var units = try UnitRecords.own(actor.units(as: .specialist, .leader, .unitOfficer, .unitHead), in: tx)
            .filter { $0.exists(on: tx.today) }
        let wide = Set(actor.units(as: .specialist, .leader))
        for unit in units where wide.contains(unit.id) {
            let below = try MovementAddresseeRecords.possible(for: unit, on: tx.today, in: tx)
            units += below.filter { candidate in !units.contains { $0.id == candidate.id } }
        }
        return units
    }
}
