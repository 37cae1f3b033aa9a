import Domain
import Primitives
import Records
import Store

/// A review as typed.
public struct TypedReview: Sendable, Hashable {
    public var results = ""
    public var people = ""
    public var collectives = ""
    public var weaknesses = ""
    public var lessons = ""
    public var proposals = ""

    public init(
        results: String = "", people: String = "", collectives: String = "", weaknesses: String = "",
        lessons: String = "", proposals: String = ""
    ) {
        self.results = results
        self.people = people
        self.collectives = collectives
        self.weaknesses = weaknesses
        self.lessons = lessons
        self.proposals = proposals
    }

    public init(_ review: MovementReview) {
        results = review.results
        people = groupedByThousands(review.people)
        collectives = groupedByThousands(review.collectives)
        weaknesses = review.weaknesses
        lessons = review.lessons
        proposals = review.proposals
    }

    /// - Parameter isFinal: whether it ends the movement, and so must be whole.
    /// - Throws: `Problem(.invalid)` with every field that does not hold.
    func fill(
        _ review: inout MovementReview, by actor: Actor, isFinal: Bool, in tx: any WriteTransaction
    ) throws {
        var fields = TypedFields()
        review.results = fields.lines(
            results, "results", "Kết quả", limit: 20_000,
            missing: "Ghi kết quả, hiệu quả, tác dụng của phong trào trong thời gian này.")
        review.people =
            fields.number(
                people, "people", "Số cá nhân tham gia", upTo: 10_000_000,
                missing: isFinal ? "Nhập số cá nhân tham gia, ghi 0 nếu không có." : nil) ?? 0
        review.collectives =
            fields.number(
                collectives, "collectives", "Số tập thể tham gia", upTo: 1_000_000,
                missing: isFinal ? "Nhập số tập thể tham gia, ghi 0 nếu không có." : nil) ?? 0
        review.weaknesses = fields.lines(
            weaknesses, "weaknesses", "Tồn tại, hạn chế", limit: 20_000,
            missing: isFinal ? "Ghi tồn tại, hạn chế và nguyên nhân." : nil)
        review.lessons = fields.lines(
            lessons, "lessons", "Bài học kinh nghiệm", limit: 20_000,
            missing: isFinal ? "Ghi bài học kinh nghiệm." : nil)
        review.proposals = fields.lines(
            proposals, "proposals", "Đề xuất khen thưởng", limit: 20_000,
            missing: isFinal ? "Ghi đề xuất khen thưởng, hoặc ghi “Không đề xuất”." : nil)
        try fields.check()
        review.writtenBy = actor.accountID
        review.writtenAt = tx.now
    }
}

/// Writes down what came of a movement at one stage: *sơ kết* midway or of a drive, or a unit's own *tổng kết*. Sending again
/// changes it, as long as the movement is not closed.
public struct ReviewMovement: Sendable {
    public let movementID: ID<Movement>
    /// An addressed unit, or the launching one.
    public let unitID: ID<Unit>
    /// ``MovementReview/Stage/key``.
    public let stage: String
    /// The version of the review that the writer had before their eyes; 0 when there was none.
    public let version: Int
    public let review: TypedReview

    public init(movementID: ID<Movement>, unitID: ID<Unit>, stage: String, version: Int, review: TypedReview) {
        self.movementID = movementID
        self.unitID = unitID
        self.stage = stage
        self.version = version
        self.review = review
    }

    /// - Returns: the review as it now is.
    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> MovementReview {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    @discardableResult
    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> MovementReview {
        let (movement, unit, stage) = try Gate.movementReview(movementID, of: unitID, stage, for: actor, in: tx)
        let known = try MovementReviewRecords.review(of: unitID, stage.stage, to: movementID, in: tx)
        var review =
            known
            ?? MovementReview(
                id: ID(at: tx.now), movementID: movement.id, unitID: unitID, stage: stage.stage,
                writtenBy: actor.accountID, writtenAt: tx.now)
        try self.review.fill(&review, by: actor, isFinal: false, in: tx)
        if known == nil {
            try MovementReviewRecords.insert(review, in: tx)
            review.version = 1
        } else {
            try MovementReviewRecords.update(review, expecting: version, in: tx)
            review.version = version + 1
        }
        try EventRecords.append(
            .movementReviewed, to: .movement, movementID.rawValue, by: actor,
            note: "\(stage.name): \(unit.name)\(known == nil ? "" : " (sửa nội dung)")",
            detail: ["unit": unitID.rawValue, "stage": stage.stage.key, "review": review.id.rawValue], in: tx)
        return review
    }
}

/// A stage at which a movement is reviewed, as people call it.
public struct ReviewStage: Sendable, Hashable {
    public let stage: MovementReview.Stage
    public let name: String
    /// The day from which there is something to review, and the last day it is about.
    public let startsOn: CivilDate
    public let endsOn: CivilDate

    /// All stages of a movement in order of time: midway, its drives that stand, the end.
    public static func all(of movement: Movement, _ drives: [MovementDrive]) -> [ReviewStage] {
        let midway = ReviewStage(
            stage: .midway, name: "Sơ kết giữa kỳ", startsOn: movement.startsOn, endsOn: movement.endsOn)
        let final = ReviewStage(stage: .final, name: "Tổng kết", startsOn: movement.startsOn, endsOn: movement.endsOn)
        return [midway]
            + drives.filter { !$0.isCancelled }.map {
                ReviewStage(
                    stage: .drive($0.id), name: "Sơ kết \($0.name)", startsOn: $0.startsOn, endsOn: $0.endsOn)
            } + [final]
    }
}

extension Gate {
    /// The movement, the unit and the stage, when this actor may write what the unit says of it now.
    /// - Throws: not found for a unit that is neither addressed within the actor's reach nor the launching one.
    public static func movementReview(
        _ id: ID<Movement>, of unitID: ID<Unit>, _ key: String, for actor: Actor, in tx: any ReadTransaction
    ) throws -> (movement: Movement, unit: Unit, stage: ReviewStage) {
        let seen = try movement(id, for: actor, may: .view, in: tx)
        let reach = try MovementAddresseeRecords.inReach(of: actor, id, in: tx)
        let isLaunching = unitID == seen.launchingUnitID
        guard isLaunching || reach.contains(unitID), let unit = try UnitRecords.unit(unitID, in: tx) else {
            throw Problem.notFound("đơn vị này trong nơi nhận của phong trào")
        }
        let movement = try movement(id, for: actor, may: isLaunching ? .sumUp : .review, in: tx)
        let drives = try MovementDriveRecords.drives(of: id, in: tx)
        guard let stage = ReviewStage.all(of: movement, drives).first(where: { $0.stage.key == key }) else {
            throw Problem.notFound("đợt sơ kết, tổng kết này")
        }
        guard stage.startsOn <= tx.today else {
            throw Problem(
                .conflict, "Đợt thi đua bắt đầu ngày \(stage.startsOn.written), chưa có gì để sơ kết.")
        }
        return (movement, unit, stage)
    }
}
