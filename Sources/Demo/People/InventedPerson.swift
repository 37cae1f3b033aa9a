import Domain
import Law
import Primitives

/// A whole invented file: the person and every row that hangs on it. What was received stands in the roll.
struct InventedPerson: Sendable {
    struct Post: Sendable {
        let unitID: ID<Unit>
        let position: String
        let from: CivilDate
        let until: CivilDate?
    }

    struct Rating: Sendable {
        let year: Int
        let level: CompletionLevel
        let unitID: ID<Unit>
        let months: Int
        let isMaternity: Bool
    }

    struct Measure: Sendable {
        let kind: String
        let from: CivilDate
        let until: CivilDate?
        let document: String
    }

    struct Examination: Sendable {
        let kind: String
        let since: CivilDate
        let closedOn: CivilDate?
    }

    var person: Person
    let identityNumber: String
    var posts: [Post] = []
    var ratings: [Rating] = []
    var initiatives: [Initiative] = []
    var discipline: [Measure] = []
    var examinations: [Examination] = []
    /// Lao động tiên tiến and Chiến sĩ thi đua cơ sở by year, for the numbers of their units.
    var advancedYears: Set<Int> = []
    var fighterYears: Set<Int> = []
}

/// What one year of a career brought.
struct InventedYear: Sendable {
    var level: CompletionLevel
    var isAdvanced = false
    var fighter: Ground?
    var isMaternity = false
    /// A provincial title or form of this year.
    var provincial: CatalogueCode?
}
