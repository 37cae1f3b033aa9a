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

/// One requirement of a rule. A class, so that handing it on costs one count, not ten.
final class Criterion: Dated {
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
    /// How many years up to the proposed one it looks at.
    let years: Int
    /// One of several ways leads there, so that its years are not all compulsory.
    let hasAlternatives: Bool

    init(
        id: String, title: String, clause: String, citation: Citation, from: CivilDate, until: CivilDate?,
        checkedOn: CivilDate, scope: Applicability, doubt: String?, condition: Condition
    ) {
        self.id = id
        self.title = title
        self.clause = clause
        self.citation = citation
        self.from = from
        self.until = until
        self.checkedOn = checkedOn
        self.scope = scope
        self.doubt = doubt
        self.condition = condition
        years = condition.years
        if case .anyOf = condition { hasAlternatives = true } else { hasAlternatives = false }
    }
}

/// The standards of one title or form for one kind of subject, during one time.
final class Rule: Dated {
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

    init(
        code: CatalogueCode, subject: SubjectKind, from: CivilDate, until: CivilDate?, checkedOn: CivilDate,
        instrument: String, criteria: [Criterion], guards: [Criterion]
    ) {
        self.code = code
        self.subject = subject
        self.from = from
        self.until = until
        self.checkedOn = checkedOn
        self.instrument = instrument
        self.criteria = criteria
        self.guards = guards
    }
}

/// Who decides, during one time.
struct Competence: Dated {
    let from: CivilDate
    let until: CivilDate?
    let level: CompetenceLevel
    let decider: String
    let citation: Citation
    let proposer: CompetentParty?
    let submitter: CompetentParty?
    let delegation: CompetentParty?
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
