import Domain
import Primitives
import Records
import Store

/// Urges the units that have not responded: *nhắc hưởng ứng*. Who was urged today is not urged again.
public struct UrgeMovement: Sendable {
    public let id: ID<Movement>

    public init(id: ID<Movement>) { self.id = id }

    public struct Result: Sendable, Hashable {
        public let units: Int
        public let people: Int
    }

    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> Result {
        try await store.perform { tx in
            let movement = try Gate.movement(id, for: actor, may: .urge, in: tx)
            let due = movement.respondBy ?? movement.endsOn
            let state = due < tx.today ? "đã quá hạn \(due.written)" : "hạn \(due.written)"
            let asked = try MovementAddresseeRecords.urge(
                id, message: "Nhắc: đơn vị chưa hưởng ứng \(movement.name), \(state).", by: actor, in: tx)
            if asked.units > 0 {
                try EventRecords.append(
                    .movementUrged, to: .movement, id.rawValue, by: actor, note: "Nhắc \(asked.units) đơn vị",
                    detail: ["units": String(asked.units), "people": String(asked.people)], in: tx)
            }
            return Result(units: asked.units, people: asked.people)
        }
    }
}
