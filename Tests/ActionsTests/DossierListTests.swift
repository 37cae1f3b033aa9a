import Actions
import Domain
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

/// The list of dossiers finds by conditions in SQL what the policy allows one by one; the two must never differ, whichever way the
/// list is read.
@Suite
struct DossierListTests {
    /// Dossiers in every state, of several years, to the province and to the unit itself, of so many communes.
    private static func fill(_ world: World, communes: Int, dossiers: Int) async throws {
        let (province, start) = (world.province, world.clock.clock.now())
        try await world.store.write { tx in
            let from = try #require(CivilDate(year: 2010, month: 1, day: 1))
            var units = [world.commune, world.otherCommune, world.section]
            for index in 0..<communes {
                let unit = Unit(
                    id: ID(at: start), kind: .commune, code: "X\(index)", name: "Xã Mẫu \(index)", parentID: province,
                    validFrom: from)
                try UnitRecords.insert(unit, document: nil, in: tx)
                units.append(unit.id)
            }
            try UnitRecords.refreshAncestors(in: tx)
            for index in 0..<dossiers {
                let unit = units[index % units.count]
                let level: Dossier.Level = index % 3 == 0 ? .unit : .province
                let moment = start - .seconds(index % 7 * 1000 + index)
                let dossier = Dossier(
                    id: ID(at: start), number: try DossierRecords.nextNumber(year: 2023 + index % 3, in: tx),
                    title: index % 10 == 0 ? "Khen đột xuất \(index)" : "Khen cuối năm \(index)", category: .merit,
                    year: 2023 + index % 3, level: level,
                    state: Dossier.State.allCases[index % Dossier.State.allCases.count],
                    submittingUnitID: unit, receivingUnitID: level == .unit ? unit : province,
                    createdBy: world.officer.accountID, createdAt: moment, updatedBy: world.officer.accountID,
                    updatedAt: moment)
                try DossierRecords.insert(dossier, unitName: "Xã", in: tx)
            }
        }
    }

    private static func seen(_ filter: DossierFilter, by actor: Actor, in world: World) async throws -> [String] {
        var numbers: [String] = []
        var before: (at: Instant, id: String)?
        repeat {
            let place = before
            let page = try await world.store.read { tx in
                try DossierRecords.page(filter, for: actor, before: place, limit: 11, in: tx)
            }
            numbers += page.map(\.number)
            before = page.count == 11 ? page.last.map { ($0.updatedAt, $0.id.rawValue) } : nil
        } while before != nil
        return numbers
    }

    /// What the policy lets this actor see, dossier by dossier.
    private static func allowed(_ filter: DossierFilter, to actor: Actor, in world: World) async throws -> Set<String> {
        try await world.store.read { tx in
            var numbers: Set<String> = []
            for row in try tx.rows("SELECT id FROM dossier") {
                guard let dossier = try DossierRecords.dossier(try row["id"], in: tx) else { continue }
                let policy = DossierPolicy(
                    actor: actor, submitting: try UnitRecords.lineage(of: dossier.submittingUnitID, in: tx),
                    receiving: try UnitRecords.lineage(of: dossier.receivingUnitID, in: tx))
                guard policy.permission(for: .view, on: dossier).isOpen,
                    filter.states.isEmpty || filter.states.contains(dossier.state),
                    filter.year == nil || filter.year == dossier.year,
                    filter.typed.isEmpty || dossier.title.lowercased().contains(filter.typed)
                else { continue }
                numbers.insert(dossier.number)
            }
            return numbers
        }
    }

    @Test(arguments: TestEngine.available, [0, 80])
    func `every reader's list is what the policy lets that reader see`(engine: TestEngine, communes: Int) async throws {
        try await withWorld(engine) { world in
            try await Self.fill(world, communes: communes, dossiers: 300)
            let filters = [
                DossierFilter(), DossierFilter(states: [.submitted, .returned, .decided]), DossierFilter(year: 2024),
                DossierFilter(states: [.appraised], year: 2025), DossierFilter(typed: "đột xuất"),
                DossierFilter(states: [.draft, .considered], typed: "cuối năm"),
            ]
            var actors = world.actors
            for role in [Role.councilSecretary, .councilMember] {
                actors["\(role) của xã"] = Actor(
                    accountID: world.member.accountID, name: "Hội đồng xã", grants: [Grant(role, at: world.commune)])
            }
            for (username, actor) in actors {
                for filter in filters {
                    let seen = try await Self.seen(filter, by: actor, in: world)
                    let allowed = try await Self.allowed(filter, to: actor, in: world)
                    #expect(Set(seen) == allowed, "\(username) \(filter)")
                    #expect(seen.count == Set(seen).count, "\(username) \(filter): nothing twice")
                }
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `a province's list takes the same number of statements however many dossiers there are`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            try await Self.fill(world, communes: 80, dossiers: 3)
            let counting = CountingStore(world.store)
            let specialist = world.specialist
            func statements(_ filter: DossierFilter) async throws -> Int {
                counting.reset()
                _ = try await counting.read { tx in
                    try DossierRecords.page(filter, for: specialist, before: nil, limit: 50, in: tx)
                }
                return counting.count
            }
            let filters = [
                DossierFilter(), DossierFilter(states: [.submitted], year: 2025), DossierFilter(typed: "khen"),
            ]
            for filter in filters { #expect(try await statements(filter) == 2) }
            for _ in 0..<3 { _ = try await world.draftDossier() }
            for filter in filters { #expect(try await statements(filter) == 2) }
        }
    }
}
