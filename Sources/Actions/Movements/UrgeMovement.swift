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

/// Asks the units that have not written what came of one stage: *nhắc gửi sơ kết, tổng kết*, also after the movement's last day.
/// Who was asked today is not asked again.
public struct UrgeReviews: Sendable {
    public let id: ID<Movement>
    /// The key of the stage (`MovementReview.Stage`).
    public let stage: String

    public init(id: ID<Movement>, stage: String) {
        self.id = id
        self.stage = stage
    }

    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> UrgeMovement.Result {
        try await store.perform { tx in
            let movement = try Gate.movement(id, for: actor, may: .urgeReviews, in: tx)
            let stages = ReviewStage.all(of: movement, try MovementDriveRecords.drives(of: id, in: tx))
            guard let stage = stages.first(where: { $0.stage.key == stage }) else {
                throw Problem.notFound("đợt sơ kết, tổng kết này")
            }
            guard stage.startsOn <= tx.today else {
                throw Problem(.conflict, "Đợt thi đua bắt đầu ngày \(stage.startsOn.written), chưa có gì để sơ kết.")
            }
            let asked = try MovementReviewRecords.urge(
                id, stage.stage,
                message:
                    "Nhắc: đơn vị chưa gửi nội dung \(stage.name.lowercased()) của \(movement.name). Mở phong trào để ghi.",
                by: actor, in: tx)
            if asked.units > 0 {
                try EventRecords.append(
                    .reviewsUrged, to: .movement, id.rawValue, by: actor,
                    note: "\(stage.name): nhắc \(asked.units) đơn vị",
                    detail: ["stage": stage.stage.key, "units": String(asked.units), "people": String(asked.people)],
                    in: tx)
            }
            return UrgeMovement.Result(units: asked.units, people: asked.people)
        }
    }
}
