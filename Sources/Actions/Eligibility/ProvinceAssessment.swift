import Domain
import Law
import Primitives
import Records
import Store

/// One title or form for everybody of the province, read and judged part by part, so that memory stays small.
public struct ProvinceAssessment: Sendable {
    public let code: CatalogueCode
    public let year: Int
    /// How many people are read at once.
    public let partSize: Int

    public init(code: CatalogueCode, year: Int, partSize: Int = 2000) {
        self.code = code
        self.year = year
        self.partSize = partSize
    }

    public struct Result: Sendable {
        public internal(set) var people = 0
        public internal(set) var met = 0
        public internal(set) var undecided = 0
        public internal(set) var notMet = 0
    }

    /// - Parameter report: takes the lines of each part: name, unit, verdict and what is missing, divided by tabulators.
    /// - Throws: `Problem(.notInForce)` when the title or form is not given today.
    public func run(
        lawbook: Lawbook, on store: any Store, report: (String) throws -> Void
    ) async throws -> Result {
        var result = Result()
        var last: ID<Person>?
        while let part = try await read(after: last, lawbook: lawbook, on: store) {
            last = part.lastID
            var text = ""
            for member in await part.staff.members(for: part.entry) {
                result.people += 1
                switch member.standing.verdict {
                case .met: result.met += 1
                case .undecided: result.undecided += 1
                case .notMet: result.notMet += 1
                }
                text += member.line.name
                text += "\t"
                text += member.line.unitName
                text += "\t"
                text += member.standing.verdict.name
                text += "\t"
                text += member.missing.joined(separator: " ")
                text += "\n"
            }
            try report(text)
        }
        return result
    }

    /// The same rows, read and counted only.
    /// - Returns: how many rows there are.
    public func scan(on store: any Store) async throws -> Int {
        var rows = 0
        var last: ID<Person>?
        let size = partSize
        while true {
            let after = last
            let part = try await store.read { tx -> (last: ID<Person>, rows: Int)? in
                let people = try PersonRecords.part(after: after, limit: size, in: tx)
                guard let first = people.first?.id, let last = people.last?.id else { return nil }
                return (last, try people.count + FactsRecords.bareScan(.between(first, last), in: tx))
            }
            guard let part else { return rows }
            last = part.last
            rows += part.rows
        }
    }

    private func read(
        after last: ID<Person>?, lawbook: Lawbook, on store: any Store
    ) async throws -> (staff: StaffEligibility, entry: CatalogueEntry, lastID: ID<Person>)? {
        let (code, year, size) = (code, year, partSize)
        return try await store.read { tx in
            let entry = try lawbook.entry(code, on: tx.today)
            let people = try PersonRecords.part(after: last, limit: size, in: tx)
            guard let first = people.first?.id, let last = people.last?.id else { return nil }
            let facts = try FactsRecords.facts(
                of: people, .between(first, last), titles: Assessments.titles(lawbook, on: tx.today),
                keepsRefs: false, in: tx)
            return (
                StaffEligibility(
                    people, facts, year: year, asOf: tx.today, lawbook: lawbook,
                    counting: Assessments.counting(try RulesRecords.inForce(on: tx.today, in: tx))), entry, last
            )
        }
    }
}
