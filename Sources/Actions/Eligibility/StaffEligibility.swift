import Domain
import Law
import Primitives
import Records
import Store

import class Foundation.ProcessInfo

/// The staff of a unit and of those within it, with the facts of each: read once, judged after the transaction.
public struct StaffEligibility: Sendable {
    public let year: Int
    /// The law of this day answers.
    public let asOf: CivilDate
    private let people: [(line: StaffLine, facts: Facts)]
    private let lawbook: Lawbook
    private let counting: Counting
    private let veil: ConductVeil

    public var count: Int { people.count }

    init(
        _ staff: [StaffLine], _ facts: [ID<Person>: Facts], year: Int, asOf: CivilDate, lawbook: Lawbook,
        counting: Counting, veil: ConductVeil = .none
    ) {
        self.year = year
        self.asOf = asOf
        people = staff.map { ($0, facts[$0.id] ?? Facts()) }
        self.lawbook = lawbook
        self.counting = counting
        self.veil = veil
    }

    /// Reads everybody in a fixed number of statements.
    /// - Throws: not found, when the unit is out of the actor's reach.
    public static func read(
        _ unitID: ID<Unit>, year: Int, for actor: Actor, lawbook: Lawbook, in tx: any ReadTransaction
    ) throws -> (unit: Unit, staff: StaffEligibility) {
        let policy = PersonPolicy(actor: actor, unit: try UnitRecords.lineage(of: unitID, in: tx))
        guard policy.permission(for: .view).isOpen, let unit = try UnitRecords.unit(unitID, in: tx) else {
            throw Problem.notFound("đơn vị này")
        }
        let scope = PeopleScope.staff(of: unitID, on: tx.today, within: PersonPolicy.reach(of: actor))
        let staff = try PersonRecords.staff(scope, in: tx)
        let facts = try FactsRecords.facts(
            of: staff, scope, titles: Assessments.titles(lawbook, on: tx.today), keepsRefs: false, in: tx)
        return (
            unit,
            StaffEligibility(
                staff, facts, year: year, asOf: tx.today, lawbook: lawbook,
                counting: Assessments.counting(try RulesRecords.inForce(on: tx.today, in: tx)),
                veil: ConductVeil(for: policy.permission(for: .viewConduct), lawbook: lawbook))
        )
    }

    /// How many of the staff meet, may meet and do not meet one title or form.
    public struct Count: Sendable, Identifiable {
        public let entry: CatalogueEntry
        public internal(set) var met = 0
        public internal(set) var undecided = 0
        public internal(set) var notMet = 0

        public var id: CatalogueCode { entry.code }
    }

    /// One member of the staff with the answer for one title or form.
    public struct Member: Sendable, Identifiable {
        public let line: StaffLine
        public let standing: Standing
        /// The findings that keep it from being met, the unmet ones first.
        public let open: [Finding]

        public var id: ID<Person> { line.id }
        /// What is missing, in words; empty when met.
        public var missing: [String] { open.map(\.because) }
        public var place: Place { Place(standing: standing, sortKey: line.sortKey, id: line.id.rawValue) }
    }

    /// Where a member stands in the list: it is also where the next page begins.
    public struct Place: Sendable, Hashable, Comparable {
        public let standing: Standing
        public let sortKey: String
        public let id: String

        public init(standing: Standing, sortKey: String, id: String) {
            self.standing = standing
            self.sortKey = sortKey
            self.id = id
        }

        public static func < (left: Place, right: Place) -> Bool {
            (left.standing, left.sortKey, left.id) < (right.standing, right.sortKey, right.id)
        }
    }

    /// The counts for every title and form for individuals, in the order of the catalogue.
    public func overview() async -> [Count] {
        let entries = Eligibility.entries(of: lawbook, on: asOf)
        let parts = await inParts { people in
            var counts = entries.map { Count(entry: $0) }
            for (line, facts) in people {
                let person = Proposal.Person(group: line.group, sex: line.sex)
                for place in counts.indices {
                    let entry = counts[place].entry
                    let proposal = person.proposal(entry.code, Eligibility.category(of: entry), year: year)
                    switch try? lawbook.verdict(proposal, facts: facts, asOf: asOf, counting: counting) {
                    case .met: counts[place].met += 1
                    case .undecided: counts[place].undecided += 1
                    case .notMet: counts[place].notMet += 1
                    case nil: break
                    }
                }
            }
            return counts
        }
        return entries.indices.map { place in
            var sum = Count(entry: entries[place])
            for part in parts {
                sum.met += part[place].met
                sum.undecided += part[place].undecided
                sum.notMet += part[place].notMet
            }
            return sum
        }
    }

    /// Everybody with the answer for one title or form: met first, then undecided, then not met with the nearest first.
    public func members(for entry: CatalogueEntry) async -> [Member] {
        let category = Eligibility.category(of: entry)
        return await inParts { people in
            people.compactMap { line, facts -> Member? in
                let proposal = Proposal.Person(group: line.group, sex: line.sex).proposal(
                    entry.code, category, year: year)
                guard let found = try? lawbook.assess(proposal, facts: facts, asOf: asOf, counting: counting) else {
                    return nil
                }
                let assessment = veil.over(found)
                return Member(line: line, standing: Standing(assessment), open: assessment.open)
            }
        }.flatMap { $0 }.sorted { $0.place < $1.place }
    }

    /// Divides the people among the cores: a province asks for thousands at once.
    private func inParts<Result: Sendable>(
        _ judge: @escaping @Sendable (ArraySlice<(line: StaffLine, facts: Facts)>) -> Result
    ) async -> [Result] {
        let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)
        let size = max(64, (people.count + cores - 1) / cores)
        let people = people
        return await withTaskGroup(of: (Int, Result).self) { group in
            for start in stride(from: 0, to: people.count, by: size) {
                group.addTask { (start, judge(people[start..<min(start + size, people.count)])) }
            }
            var parts: [(Int, Result)] = []
            for await part in group { parts.append(part) }
            return parts.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
