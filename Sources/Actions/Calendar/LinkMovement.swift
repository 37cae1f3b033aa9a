import Domain
import Primitives
import Records
import Store

/// Says that a movement greets a day of the calendar: *chào mừng*.
public struct LinkMovement: Sendable {
    public let id: ID<Movement>
    /// As chosen; `nil` when nothing of the list was.
    public let occasionID: ID<Occasion>?

    public init(id: ID<Movement>, occasionID: ID<Occasion>?) {
        self.id = id
        self.occasionID = occasionID
    }

    /// - Returns: what the movement greets now.
    public func run(by actor: Actor, on store: any Store) async throws -> GreetedOccasion {
        try await store.perform { tx in
            let movement = try Gate.movementToLink(id, for: actor, in: tx)
            guard let occasionID else {
                throw Problem.invalid([FieldProblem("occasion", "Chọn một ngày trong lịch.")])
            }
            let greeted = try Self.greeted(occasionID, from: movement.startsOn, for: actor, in: tx)
            try OccasionLinkRecords.add(
                OccasionLink(occasionID: occasionID, year: greeted.year, kind: .movement, subjectID: id.rawValue),
                by: actor.accountID, in: tx)
            try EventRecords.append(
                .movementLinked, to: .movement, id.rawValue, by: actor, note: "Chào mừng \(greeted.title)",
                detail: ["occasion": occasionID.rawValue, "year": String(greeted.year)], in: tx)
            return greeted
        }
    }

    /// The occasion with the year that something from this day on is timed to.
    /// - Throws: `Problem(.invalid)` at the field `occasion` when there is no such year any more.
    static func greeted(
        _ id: ID<Occasion>, from start: CivilDate, for actor: Actor, in tx: any ReadTransaction
    ) throws -> GreetedOccasion {
        let occasion = try Gate.occasion(id, for: actor, may: .view, in: tx).occasion
        guard let year = occasion.yearGreeted(from: start) else {
            throw Problem.invalid([
                FieldProblem(
                    "occasion", "“\(occasion.name)” không còn giữ trong lịch sau ngày \(start.written). Chọn ngày khác."
                )
            ])
        }
        return GreetedOccasion(occasion: occasion, year: year)
    }
}

/// Unties a movement from a day of the calendar.
public struct UnlinkMovement: Sendable {
    public let id: ID<Movement>
    public let occasionID: ID<Occasion>
    public let year: Int

    public init(id: ID<Movement>, occasionID: ID<Occasion>, year: Int) {
        self.id = id
        self.occasionID = occasionID
        self.year = year
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            _ = try Gate.movementToLink(id, for: actor, in: tx)
            let link = OccasionLink(occasionID: occasionID, year: year, kind: .movement, subjectID: id.rawValue)
            guard try OccasionLinkRecords.remove(link, in: tx), let line = try OccasionRecords.line(occasionID, in: tx)
            else { throw Problem(.conflict, "Phong trào không còn gắn với ngày này. Tải lại trang để xem.") }
            try EventRecords.append(
                .movementUnlinked, to: .movement, id.rawValue, by: actor, note: line.occasion.name,
                detail: ["occasion": occasionID.rawValue, "year": String(year)], in: tx)
        }
    }
}
