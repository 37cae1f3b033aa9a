import Domain
import Primitives
import Records
import Store

/// Ends a launched movement with its final review: *tổng kết*. No more responses are taken.
///
/// The review must say what TT 01/2024/TT-BNV Điều 3.3 asks of it (mark V*; of TT 15/2025 the clause was not seen): results and
/// effect, what is weak and why, lessons; and whom it proposes for commendation (Luật 06/2022/QH15 Điều 17.5).
public struct CloseMovement: Sendable {
    public let id: ID<Movement>
    public let version: Int
    /// The version of the prepared final review that the writer had before their eyes; 0 when there was none.
    public let reviewVersion: Int
    public let review: TypedReview

    public init(id: ID<Movement>, version: Int, reviewVersion: Int = 0, review: TypedReview) {
        self.id = id
        self.version = version
        self.reviewVersion = reviewVersion
        self.review = review
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            let movement = try Gate.movement(id, for: actor, may: .close, in: tx)
            let known = try MovementReviewRecords.review(of: movement.launchingUnitID, .final, to: id, in: tx)
            var final =
                known
                ?? MovementReview(
                    id: ID(at: tx.now), movementID: id, unitID: movement.launchingUnitID, stage: .final,
                    writtenBy: actor.accountID, writtenAt: tx.now)
            try review.fill(&final, by: actor, isFinal: true, in: tx)
            if known != nil {
                try MovementReviewRecords.update(final, expecting: reviewVersion, in: tx)
            } else {
                try MovementReviewRecords.insert(final, in: tx)
            }
            try MovementRecords.close(id, summary: final.results, expecting: version, by: actor, in: tx)
            try EventRecords.append(
                .movementClosed, to: .movement, id.rawValue, by: actor, note: final.results,
                detail: [
                    "people": String(final.people), "collectives": String(final.collectives),
                    "weaknesses": final.weaknesses, "lessons": final.lessons, "proposals": final.proposals,
                ], in: tx)
        }
    }
}

/// Takes up a movement that was closed too early or wrongly: *mở lại phong trào*. It takes responses and reviews again until its
/// last day, which may be moved.
public struct ReopenMovement: Sendable {
    public let id: ID<Movement>
    public let version: Int
    public let reason: String
    /// The new last day as typed; empty to keep the one there is.
    public let endsOn: String

    public init(id: ID<Movement>, version: Int, reason: String, endsOn: String) {
        self.id = id
        self.version = version
        self.reason = VietnameseText.tidiedLines(reason)
        self.endsOn = endsOn
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            let movement = try Gate.movement(id, for: actor, may: .reopen, in: tx)
            var fields = TypedFields()
            let why = fields.lines(reason, "reason", "Lý do", limit: 2000, missing: "Ghi lý do mở lại phong trào.")
            let isOver = movement.endsOn < tx.today
            let day = fields.day(
                endsOn, "endsOn",
                missing: isOver
                    ? "Ngày kết thúc \(movement.endsOn.written) đã qua. Nhập ngày kết thúc mới để nhận hưởng ứng tiếp."
                    : nil)
            if let day, day < movement.startsOn {
                fields.add(
                    "endsOn", "Ngày kết thúc \(day.written) ở trước ngày bắt đầu \(movement.startsOn.written).")
            } else if let day, day < tx.today {
                fields.add(
                    "endsOn", "Ngày \(day.written) đã qua. Nhập ngày kết thúc mới từ hôm nay (\(tx.today.written)).")
            }
            try fields.check()
            let until = day ?? movement.endsOn
            try MovementRecords.reopen(id, until: until, expecting: version, by: actor, in: tx)
            let moved = until == movement.endsOn ? "" : " Ngày kết thúc mới: \(until.written)."
            try EventRecords.append(
                .movementReopened, to: .movement, id.rawValue, by: actor, note: why + moved,
                detail: ["before": movement.endsOn.iso, "until": until.iso], in: tx)
            _ = try MovementAddresseeRecords.notify(
                "Mở lại \(movement.name), nhận hưởng ứng đến hết ngày \(until.written). Lý do: \(why)", about: id,
                in: tx)
        }
    }
}
