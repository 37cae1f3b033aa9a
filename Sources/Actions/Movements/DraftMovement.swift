import Domain
import Law
import Primitives
import Records
import Store

/// Writes down a movement that is to be launched: *soạn phong trào*. Nobody but those who prepare it sees it.
public struct DraftMovement: Sendable {
    /// The unit that will launch it.
    public let unitID: ID<Unit>
    public let content: MovementContent

    public init(unitID: ID<Unit>, content: MovementContent) {
        self.unitID = unitID
        self.content = content
    }

    public func run(by actor: Actor, on store: any Store) async throws -> ID<Movement> {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> ID<Movement> {
        guard let unit = try UnitRecords.unit(unitID, in: tx) else { throw Problem.notFound("đơn vị này") }
        var movement = Movement(
            id: ID(at: tx.now), name: "", theme: "", form: .regular, launchingUnitID: unitID,
            scope: unit.kind == .province ? .province : .unit, level: unit.kind == .province ? .province : .unit,
            startsOn: tx.today, endsOn: tx.today, goals: "",
            document: "", createdBy: actor.accountID, createdAt: tx.now, updatedAt: tx.now)
        let policy = try Gate.movementPolicy(for: actor, movement, in: tx)
        try Gate.require(policy.permission(for: .edit, on: movement, today: tx.today))
        if !unit.exists(on: tx.today) {
            throw Problem(.conflict, "\(unit.name) đã kết thúc hoạt động nên không phát động phong trào mới được.")
        }
        try content.fill(&movement, launching: unit, in: tx)
        try MovementRecords.insert(movement, in: tx)
        try EventRecords.append(
            .movementDrafted, to: .movement, movement.id.rawValue, by: actor,
            detail: ["unit": unitID.rawValue, "addressees": String(movement.addressees.count)], in: tx)
        return movement.id
    }
}

/// Changes a movement that is not launched yet: *sửa phong trào*.
public struct ChangeMovement: Sendable {
    public let id: ID<Movement>
    /// The version the editor had before their eyes.
    public let version: Int
    public let content: MovementContent

    public init(id: ID<Movement>, version: Int, content: MovementContent) {
        self.id = id
        self.version = version
        self.content = content
    }

    /// - Returns: the version now.
    public func run(by actor: Actor, on store: any Store) async throws -> Int {
        try await store.perform { tx in
            var movement = try Gate.movement(id, for: actor, may: .edit, in: tx)
            guard let unit = try UnitRecords.unit(movement.launchingUnitID, in: tx) else {
                throw Problem.notFound("đơn vị phát động")
            }
            try content.fill(&movement, launching: unit, in: tx)
            try MovementRecords.updateContent(movement, expecting: version, by: actor, in: tx)
            try EventRecords.append(
                .movementChanged, to: .movement, id.rawValue, by: actor,
                detail: ["addressees": String(movement.addressees.count)], in: tx)
            return version + 1
        }
    }
}
