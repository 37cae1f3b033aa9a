import Domain
import Primitives
import Records
import Store

/// A unit's answer to a movement: *hưởng ứng*. There is one of each unit; sending again changes it.
public struct RespondToMovement: Sendable {
    public let movementID: ID<Movement>
    public let unitID: ID<Unit>
    /// The version of the unit's response that the writer had before their eyes; 0 when there was none.
    public let version: Int
    public let plan: String
    public let subjects: String
    /// The unit's own indicators in words, a line each.
    public let indicators: String
    /// As typed, `1.204` allowed; empty for none.
    public let registeredPeople: String
    public let registeredCollectives: String

    public init(
        movementID: ID<Movement>, unitID: ID<Unit>, version: Int, plan: String, subjects: String,
        indicators: String = "", registeredPeople: String, registeredCollectives: String
    ) {
        self.movementID = movementID
        self.unitID = unitID
        self.version = version
        self.plan = VietnameseText.tidiedLines(plan)
        self.subjects = VietnameseText.tidiedLines(subjects)
        self.indicators = VietnameseText.tidiedLines(indicators)
        self.registeredPeople = VietnameseText.tidied(registeredPeople)
        self.registeredCollectives = VietnameseText.tidied(registeredCollectives)
    }

    /// - Returns: the response as it now is.
    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> MovementResponse {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    @discardableResult
    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> MovementResponse {
        _ = try Gate.movement(movementID, for: actor, may: .respond, in: tx)
        guard try MovementAddresseeRecords.inReach(of: actor, movementID, in: tx).contains(unitID),
            let unit = try UnitRecords.unit(unitID, in: tx)
        else { throw Problem.notFound("đơn vị này trong nơi nhận của phong trào") }
        var problems: [FieldProblem] = []
        if plan.isEmpty { problems.append(FieldProblem("plan", "Ghi kế hoạch, biện pháp thực hiện của đơn vị.")) }
        if plan.count > 20_000 { problems.append(FieldProblem("plan", "Kế hoạch dài quá 20.000 ký tự. Rút gọn lại.")) }
        if subjects.isEmpty { problems.append(FieldProblem("subjects", "Ghi đối tượng tham gia của đơn vị.")) }
        if subjects.count > 2000 {
            problems.append(FieldProblem("subjects", "Đối tượng tham gia dài quá 2.000 ký tự. Rút gọn lại."))
        }
        if indicators.count > 5000 {
            problems.append(FieldProblem("indicators", "Chỉ tiêu của đơn vị dài quá 5.000 ký tự. Rút gọn lại."))
        }
        let people = Self.number(
            registeredPeople, "registeredPeople", "Số cá nhân đăng ký", upTo: 10_000_000, &problems)
        let collectives = Self.number(
            registeredCollectives, "registeredCollectives", "Số tập thể đăng ký", upTo: 1_000_000, &problems)
        guard problems.isEmpty else { throw Problem.invalid(problems) }
        let known = try MovementAddresseeRecords.response(of: unitID, to: movementID, in: tx)
        var response =
            known
            ?? MovementResponse(
                id: ID(at: tx.now), movementID: movementID, unitID: unitID, plan: "", subjects: "", registeredPeople: 0,
                registeredCollectives: 0, respondedBy: actor.accountID, respondedAt: tx.now)
        response.plan = plan
        response.subjects = subjects
        response.indicators = indicators
        response.registeredPeople = people
        response.registeredCollectives = collectives
        response.respondedBy = actor.accountID
        response.respondedAt = tx.now
        if known == nil {
            try MovementAddresseeRecords.insert(response, in: tx)
            response.version = 1
        } else {
            try MovementAddresseeRecords.update(response, expecting: version, in: tx)
            response.version = version + 1
        }
        try MovementAddresseeRecords.markRead(movementID, by: actor, in: tx)
        try EventRecords.append(
            .movementResponded, to: .movement, movementID.rawValue, by: actor,
            note: known == nil ? unit.name : "\(unit.name) (sửa nội dung)",
            detail: [
                "unit": unitID.rawValue, "response": response.id.rawValue, "people": String(people),
                "collectives": String(collectives),
            ], in: tx)
        return response
    }

    private static func number(
        _ typed: String, _ field: String, _ label: String, upTo limit: Int, _ problems: inout [FieldProblem]
    ) -> Int {
        if typed.isEmpty { return 0 }
        let digits = typed.filter { $0 != "." && $0 != " " }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits),
            number <= limit
        else {
            problems.append(
                FieldProblem(field, "\(label): “\(typed)” không phải số từ 0 đến \(groupedByThousands(limit))."))
            return 0
        }
        return number
    }
}

/// Notes that a launched movement was opened by an officer or head of an addressed unit: *đã xem*. The row is the fact; it
/// leaves no entry in the log, as reading changes nothing.
public struct MarkMovementRead: Sendable {
    public let id: ID<Movement>

    public init(id: ID<Movement>) { self.id = id }

    public func run(by actor: Actor, on store: any Store) async throws {
        guard try await store.read({ tx in try MovementAddresseeRecords.hasUnread(id, for: actor, in: tx) }) else {
            return
        }
        try await store.perform { tx in try MovementAddresseeRecords.markRead(id, by: actor, in: tx) }
    }
}
