import Domain
import Primitives
import Records
import Store

/// A person says for themselves: *tôi đã đọc và nắm nội dung*. Saying it twice changes nothing.
public struct AcknowledgeDirective: Sendable {
    public let id: ID<Directive>

    public init(id: ID<Directive>) { self.id = id }

    public enum Result: Sendable, Hashable {
        case acknowledged
        /// Taken, but after the last day.
        case late(CivilDate)
        case alreadyAcknowledged(Instant)
    }

    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> Result {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    @discardableResult
    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> Result {
        _ = try Gate.directive(id, for: actor, may: .acknowledge, in: tx)
        guard let person = try DirectiveReaderRecords.person(of: actor.accountID, in: tx),
            let reading = try DirectiveReaderRecords.reading(of: id, by: person, in: tx)
        else { throw Problem.notFound("văn bản này") }
        if let at = reading.acknowledgedAt { return .alreadyAcknowledged(at) }
        let changed = try DirectiveReaderRecords.acknowledge(
            id, at: reading.unitID, people: [person], by: actor.accountID, isRecorded: false, in: tx)
        guard changed > 0 else { return .alreadyAcknowledged(tx.now) }
        try EventRecords.append(
            .deliveryAcknowledged, to: .directiveDelivery, DirectiveDelivery.subjectID(id, reading.unitID), by: actor,
            detail: ["person": person.rawValue], in: tx)
        if let dueOn = reading.dueOn, dueOn < tx.today { return .late(dueOn) }
        return .acknowledged
    }
}

/// An officer writes down for people of the unit that they have read it: *ghi nhận thay*. Who wrote it down is kept.
public struct RecordReadings: Sendable {
    public let id: ID<Directive>
    public let unitID: ID<Unit>
    /// Only these; `nil` for everybody who is still open.
    public let people: [ID<Person>]?

    public init(id: ID<Directive>, unitID: ID<Unit>, people: [ID<Person>]?) {
        self.id = id
        self.unitID = unitID
        self.people = people
    }

    /// - Returns: for how many people it is new.
    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> Int {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    @discardableResult
    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> Int {
        _ = try Gate.delivery(of: id, at: unitID, for: actor, may: .handle, in: tx)
        if let people, people.isEmpty {
            throw Problem.invalid([FieldProblem("people", "Chưa chọn ai. Đánh dấu những người đã đọc rồi ghi nhận.")])
        }
        let changed = try DirectiveReaderRecords.acknowledge(
            id, at: unitID, people: people, by: actor.accountID, isRecorded: true, in: tx)
        guard changed > 0 else { return 0 }
        try EventRecords.append(
            .deliveryRecorded, to: .directiveDelivery, DirectiveDelivery.subjectID(id, unitID), by: actor,
            note: "Ghi nhận thay cho \(groupedByThousands(changed)) người",
            detail: [
                "count": String(changed),
                "people": (people ?? []).map(\.rawValue).sorted().joined(separator: " "),
            ], in: tx)
        return changed
    }
}
