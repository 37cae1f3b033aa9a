import Actions
import Domain
import Primitives
import Records
import Store

extension World {
    /// A document that lacks nothing, as typed.
    public func typedDirective(_ word: String = "") -> TypedDirective {
        var typed = TypedDirective()
        typed.title = "Tăng cường công tác thi đua, khen thưởng \(word)"
        typed.number = "41-CT/TW"
        typed.issuedOn = "26/12/2024"
        typed.issuer = "Bộ Chính trị"
        typed.summary = "Quán triệt đến toàn thể cán bộ."
        typed.purpose = Directive.Purpose.spread.rawValue
        typed.dueOn = "20/12/2025"
        typed.scopes = [.communes]
        return typed
    }

    /// A document of the province that was sent to its communes (or as `typed` says).
    public func sentDirective(_ typed: TypedDirective? = nil) async throws -> ID<Directive> {
        let id = try await DraftDirective(unitID: province, typed: typed ?? typedDirective()).run(
            by: specialist, on: store)
        try await SendDirective(id: id, version: 1).run(by: specialist, on: store)
        return id
    }

    /// An account of a person of the lifelong files, without any function.
    public func staffAccount(_ username: String, of personID: ID<Person>, named name: String) async throws -> Actor {
        let actor = Actor(accountID: ID(at: clock.clock.now()), name: name, grants: [])
        let hash = try World.passwordHash.get()
        let administrator = administrator.accountID
        try await store.write { tx in
            try AccountRecords.insert(
                Account(id: actor.accountID, username: username, name: name), passwordHash: hash, grants: [], in: tx)
            try DirectiveReaderRecords.tie(actor.accountID, to: personID, by: administrator, in: tx)
        }
        return actor
    }

    /// More units below the province, each with so many people; all invented. Officers are given to the first `officers`.
    /// - Returns: the units in the order in which they were made, and their officers.
    public func widen(
        communes: Int, departments: Int, people: Int, officers: Int = 0, prefix: String = ""
    ) async throws -> (units: [ID<Unit>], officers: [Actor]) {
        let start = clock.clock.now()
        let hash = try World.passwordHash.get()
        let (province, cipher) = (province, cipher)
        guard let from = CivilDate(iso: "2010-01-01") else { throw Problem.notFound("ngày") }
        let kinds =
            Array(repeating: Unit.Kind.commune, count: communes) + Array(repeating: .department, count: departments)
        let units = kinds.enumerated().map { index, kind in
            Unit(
                id: ID(at: start), kind: kind, code: "X\(prefix)\(10_000 + index)",
                name: "\(kind == .commune ? "Xã" : "Sở") Thử \(10_000 + index)", parentID: province, validFrom: from)
        }
        let actors = units.prefix(officers).enumerated().map { index, unit in
            Actor(accountID: ID(at: start), name: "Cán bộ Thử \(index)", grants: [Grant(.unitOfficer, at: unit.id)])
        }
        try await store.write { tx in
            for unit in units { try UnitRecords.insert(unit, document: nil, in: tx) }
            try UnitRecords.refreshAncestors(in: tx)
            for (index, actor) in actors.enumerated() {
                try AccountRecords.insert(
                    Account(id: actor.accountID, username: "canbo.thu\(prefix)\(index)", name: actor.name),
                    passwordHash: hash,
                    grants: actor.grants, in: tx)
            }
            for unit in units {
                for number in 0..<people {
                    try PersonRecords.insert(
                        Person(
                            id: ID(at: start), name: "Người Thử \(number)", sex: .female, bornOn: nil, ethnicity: "Tày",
                            group: .official, isFrontline: true, startedWorkOn: nil, unitID: unit.id,
                            position: "Công chức", isInvented: true),
                        identityNumber: nil, cipher: cipher, in: tx)
                }
            }
        }
        return (units.map(\.id), actors)
    }
}
