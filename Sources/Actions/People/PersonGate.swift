import Domain
import Primitives
import Records
import Store

/// The only way to get a person's file on behalf of an actor. Out of reach is not found.
public enum PersonGate {
    public static func person(
        _ id: ID<Person>, for actor: Actor, may act: PersonAct = .view, in tx: any ReadTransaction
    ) throws -> (person: Person, policy: PersonPolicy) {
        guard let person = try PersonRecords.person(id, in: tx) else { throw Problem.notFound("hồ sơ cá nhân này") }
        let policy = PersonPolicy(actor: actor, unit: try UnitRecords.lineage(of: person.unitID, in: tx))
        guard policy.permission(for: .view).isOpen else { throw Problem.notFound("hồ sơ cá nhân này") }
        try Gate.require(policy.permission(for: act))
        return (person, policy)
    }

    /// The units in which the actor may look for people: all of the reach, or one unit of it.
    /// - Throws: not found, when that unit is out of reach.
    public static func units(
        _ only: ID<Unit>?, for actor: Actor, in tx: any ReadTransaction
    ) throws -> [ID<Unit>] {
        guard let only else { return PersonPolicy.reach(of: actor) }
        let policy = PersonPolicy(actor: actor, unit: try UnitRecords.lineage(of: only, in: tx))
        guard policy.permission(for: .view).isOpen else { throw Problem.notFound("đơn vị này") }
        return [only]
    }
}

/// Shows an identity number in full: *xem số định danh*. Who looked is written down.
public struct RevealIdentity: Sendable {
    public let id: ID<Person>

    public init(id: ID<Person>) { self.id = id }

    /// - Returns: the number.
    public func run(by actor: Actor, cipher: IdentityCipher, on store: any Store) async throws -> String {
        try await store.perform { tx in
            _ = try PersonGate.person(id, for: actor, may: .revealIdentity, in: tx)
            guard let stored = try PersonRecords.identityCipher(of: id, in: tx) else {
                throw Problem(.conflict, "Hồ sơ này chưa có số định danh.")
            }
            let number = try cipher.decrypt(stored)
            try EventRecords.append(.identityNumberViewed, to: .person, id.rawValue, by: actor, in: tx)
            return number
        }
    }
}
