import Primitives

/// Something that stands for a time: from a day, until a day or for good.
protocol Dated: Sendable {
    var from: CivilDate { get }
    /// The last day.
    var until: CivilDate? { get }
}

extension Dated {
    func isInForce(on date: CivilDate) -> Bool {
        from <= date && (until.map { date <= $0 } ?? true)
    }
}

/// One requirement of a rule.
struct Criterion: Dated {
    let id: String
    let title: String
    let clause: String
    let citation: Citation
    let from: CivilDate
    let until: CivilDate?
    /// The day a person last compared it with the sources.
    let checkedOn: CivilDate
    let scope: Applicability
    /// Why an unmet answer is uncertain, so that an officer judges instead.
    let doubt: String?
    let condition: Condition
}

/// The standards of one title or form for one kind of subject, during one time.
struct Rule: Dated {
    let code: CatalogueCode
    let subject: SubjectKind
    let from: CivilDate
    let until: CivilDate?
    let checkedOn: CivilDate
    /// The instrument, ready to print.
    let instrument: String
    /// Standards first, then the guards that hold for everything.
    let criteria: [Criterion]
    let guards: [Criterion]
}

/// Who decides, during one time.
struct Competence: Dated {
    let from: CivilDate
    let until: CivilDate?
    let level: CompetenceLevel
    let decider: String
    let citation: Citation
}

/// One title or form, through all times.
struct CatalogueRecord: Sendable {
    let code: CatalogueCode
    let name: String
    let kind: CatalogueKind
    let subjects: [SubjectKind]
    let categories: [CommendationCategory]
    let competence: [Competence]
    let order: Int
}

/// A guard: a criterion that holds for many titles and forms.
struct Guard: Sendable {
    let codes: [CatalogueCode]?
    let kinds: [CatalogueKind]?
    let levels: [CompetenceLevel]?
    let criterion: Criterion
}
