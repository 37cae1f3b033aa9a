import Domain
import Primitives
import Records
import Store

/// Writes down a movement that is to be launched: *soạn phong trào*. Nobody but those who prepare it sees it.
public struct DraftMovement: Sendable {
    /// On whose behalf it will be launched.
    public enum Side: Sendable, Hashable {
        case unit(ID<Unit>)
        /// Prepared by the unit that leads the cluster or by Sở Nội vụ (open question M4).
        case cluster(ID<Cluster>)
    }

    public let side: Side
    public let content: MovementContent

    public init(of side: Side, content: MovementContent) {
        self.side = side
        self.content = content
    }

    public init(unitID: ID<Unit>, content: MovementContent) { self.init(of: .unit(unitID), content: content) }

    public func run(by actor: Actor, on store: any Store) async throws -> ID<Movement> {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> ID<Movement> {
        var (movement, unit, cluster) = try Gate.newMovement(of: side, for: actor, in: tx)
        try content.fill(&movement, launching: unit, in: tx)
        try MovementRecords.insert(movement, in: tx)
        try EventRecords.append(
            .movementDrafted, to: .movement, movement.id.rawValue, by: actor,
            detail: [
                "unit": unit.id.rawValue, "cluster": cluster?.id.rawValue ?? "",
                "addressees": String(movement.addressees.count),
            ], in: tx)
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
