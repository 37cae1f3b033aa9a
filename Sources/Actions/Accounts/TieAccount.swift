import Domain
import Primitives
import Records
import Store

/// Says whose account it is, so that the person can acknowledge documents in person: *gắn với hồ sơ cá nhân*.
public struct TieAccount: Sendable {
    public let id: ID<Account>
    public let personID: ID<Person>?

    public init(id: ID<Account>, personID: ID<Person>?) {
        self.id = id
        self.personID = personID
    }

    /// - Returns: the person's name.
    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> String {
        try await store.perform { tx in
            _ = try AccountGate.account(id, for: actor, may: .changeRoles, in: tx)
            guard let personID, let person = try PersonRecords.person(personID, in: tx),
                try UnitRecords.lineage(of: person.unitID, in: tx).ids.contains(
                    where: { actor.units(as: .administrator).contains($0) })
            else { throw Problem.invalid([FieldProblem("person", "Chọn một người trong danh sách.")]) }
            try DirectiveReaderRecords.tie(id, to: personID, by: actor.accountID, in: tx)
            try EventRecords.append(
                .accountTied, to: .account, id.rawValue, by: actor, note: person.name,
                detail: ["person": personID.rawValue], in: tx)
            return person.name
        }
    }
}
