import Domain
import Law
import Primitives

/// A collective's year as stored.
struct InventedUnitYear: Sendable {
    let unitID: ID<Unit>
    let year: Int
    let level: CompletionLevel?
    let members: MemberFacts
    let rank: Int?
}

/// Counts the members of collectives from the files of their people, so that both tell the same.
struct CollectiveNumbers {
    private struct Key: Hashable {
        let unitID: ID<Unit>
        let year: Int
    }

    private var counts: [Key: MemberFacts] = [:]

    init(people: [InventedPerson], units: DemoUnits) {
        let parents = Dictionary(
            units.units.filter { $0.kind == .section }.map { ($0.id, $0.parentID) },
            uniquingKeysWith: { first, _ in first })
        for file in people {
            for rating in file.ratings {
                // A section's people are people of its commune too.
                for unitID in [rating.unitID, (parents[rating.unitID] ?? nil)].compactMap(\.self) {
                    var facts =
                        counts[Key(unitID: unitID, year: rating.year)]
                        ?? MemberFacts(
                            total: 0, completed: 0, advanced: 0, grassrootsFighters: 0, disciplined: 0, women: 0)
                    add(1, to: &facts.total)
                    if rating.level >= .completed { add(1, to: &facts.completed) }
                    if file.advancedYears.contains(rating.year) { add(1, to: &facts.advanced) }
                    if file.fighterYears.contains(rating.year) { add(1, to: &facts.grassrootsFighters) }
                    if file.person.sex == .female { add(1, to: &facts.women) }
                    if file.discipline.contains(where: { $0.kind != "reprimand" && $0.from.year == rating.year }) {
                        add(1, to: &facts.disciplined)
                    }
                    counts[Key(unitID: unitID, year: rating.year)] = facts
                }
            }
        }
    }

    private func add(_ number: Int, to count: inout Int?) { count = (count ?? 0) + number }

    /// The years of old collectives, and 2025 of today's: rated, and most of them ranked in their cluster or bloc.
    func unitYears(_ former: [CollectiveYear], units: DemoUnits, waiting: Set<ID<Unit>>) throws -> [InventedUnitYear] {
        var random = SeededGenerator(seed: 4)
        var years = former.map { made in
            InventedUnitYear(
                unitID: made.unitID, year: made.year, level: made.level,
                members: counts[Key(unitID: made.unitID, year: made.year)] ?? MemberFacts(), rank: made.rank)
        }
        let model = Set(try (NamedCases.modelSections + [NamedCases.sectionLackingShare]).map { try units.unit($0) })
        var ranks: [ID<Unit>: Int] = [:]
        for made in try DemoDivision(units).current {
            for (index, id) in made.members.enumerated() {
                ranks[id] = made.cluster.kind == .territorial ? made.members.count - index : index + 1
            }
        }
        for unit in units.units where unit.validUntil == nil {
            guard var members = counts[Key(unitID: unit.id, year: 2025)] else { continue }
            let luck = random.number(0...99)
            var level: CompletionLevel? = luck < 18 ? .excellent : luck < 85 ? .good : .completed
            if model.contains(unit.id) || ranks[unit.id] == 1 { level = .excellent }
            if waiting.contains(unit.id) {
                members.advanced = nil
                members.grassrootsFighters = nil
                level = luck < 50 ? nil : level
            }
            years.append(
                InventedUnitYear(
                    unitID: unit.id, year: 2025, level: level, members: members,
                    rank: waiting.contains(unit.id) ? nil : ranks[unit.id]))
        }
        return years
    }
}
