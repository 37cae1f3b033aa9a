import Domain
import Law
import Primitives
import Store

/// One rated year, ready to be stored with many others.
public struct RatingRow: Sendable {
    public let personID: ID<Person>
    public let year: Int
    public let level: CompletionLevel
    public let unitID: ID<Unit>
    public let monthsWorked: Int
    public let isMaternity: Bool
    public let document: String?

    public init(
        personID: ID<Person>, year: Int, level: CompletionLevel, unitID: ID<Unit>, monthsWorked: Int, isMaternity: Bool,
        document: String? = nil
    ) {
        self.personID = personID
        self.year = year
        self.level = level
        self.unitID = unitID
        self.monthsWorked = monthsWorked
        self.isMaternity = isMaternity
        self.document = document
    }
}

/// Many rows in one statement, where thousands come at once: demonstration data and imports.
public enum PersonSeeding {
    public static func insertRatings(_ ratings: [RatingRow], in tx: any WriteTransaction) throws {
        try insertInBatches(
            ratings,
            into:
                "person_rating (id, person_id, year, completion_level, unit_id, months_worked, is_maternity, document)",
            in: tx
        ) { rating in
            """
            (\(ID<Person>(at: tx.now)), \(rating.personID), \(rating.year), \(rating.level), \(rating.unitID),
             \(rating.monthsWorked), \(rating.isMaternity), \(rating.document))
            """
        }
    }
}

/// Inserts rows some dozens at a time. All full batches have the same text, so that each engine prepares it once.
func insertInBatches<Element>(
    _ elements: [Element], into target: SQL, in tx: any WriteTransaction, row: (Element) throws -> SQL
) throws {
    for start in stride(from: 0, to: elements.count, by: 32) {
        let rows = try elements[start..<min(start + 32, elements.count)].map(row)
        try tx.run("INSERT INTO \(target) VALUES \(joined(rows[...]))")
    }
}

/// The rows with commas between them, joined by halves: joining one by one would copy the beginning each time.
private func joined(_ rows: ArraySlice<SQL>) -> SQL {
    guard rows.count > 1 else { return rows.first ?? "" }
    let middle = rows.startIndex + rows.count / 2
    return "\(joined(rows[..<middle])), \(joined(rows[middle...]))"
}
