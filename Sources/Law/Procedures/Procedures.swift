import Primitives

/// Everything of the lawbook that is no standard of a title or form, as it was read.
struct Procedures: Sendable {
    var votes: [DatedVoteRule] = []
    var papers: [DatedPaper] = []
    var simplified: [DatedSimplified] = []
    var copies: [DatedCopies] = []
    var deadlines: [DatedDeadline] = []
    var calendar = WorkingCalendar(years: [])
    var powers: [Power] = []
    var provisions: [Provision] = []
    var bonuses: [CatalogueCode: [DatedBonus]] = [:]
    var baseSalaries: [DatedBaseSalary] = []
}

/// A threshold of votes, during one time.
struct DatedVoteRule: Dated {
    let codes: [CatalogueCode]
    let from: CivilDate
    let until: CivilDate?
    let rule: VoteRule
}

/// A paper, during one time.
struct DatedPaper: Dated {
    let codes: [CatalogueCode]?
    let except: [CatalogueCode]
    let kinds: [CatalogueKind]?
    let categories: [CommendationCategory]?
    /// Only in the simplified procedure, only in the usual one, or in both (`nil`).
    let simplified: Bool?
    let from: CivilDate
    let until: CivilDate?
    let paper: RequiredPaper

    func isAsked(_ code: CatalogueCode, _ kind: CatalogueKind, _ category: CommendationCategory, simplified: Bool)
        -> Bool
    {
        (codes?.contains(code) ?? true) && !except.contains(code) && (kinds?.contains(kind) ?? true)
            && (categories?.contains(category) ?? true) && (self.simplified ?? simplified) == simplified
    }
}

/// The simplified procedure, during one time.
struct DatedSimplified: Dated {
    let kinds: [CatalogueKind]
    let from: CivilDate
    let until: CivilDate?
    let procedure: SimplifiedProcedure
}

/// How many copies of a dossier, during one time.
struct DatedCopies: Dated {
    let codes: [CatalogueCode]
    let from: CivilDate
    let until: CivilDate?
    let copies: DossierCopies
}

/// A time limit, during one time.
struct DatedDeadline: Dated {
    let codes: [CatalogueCode]
    let from: CivilDate
    let until: CivilDate?
    let deadline: Deadline
}

/// The coefficients of one code, in hundredths, during one time.
struct DatedBonus: Dated {
    let code: CatalogueCode
    let from: CivilDate
    let until: CivilDate?
    let coefficients: [SubjectKind: Int]
    /// Where a head of unit gives another coefficient than a commune chairman.
    let unitHeadCoefficients: [SubjectKind: Int]
    /// The coefficients are the highest that the province may set, not what is paid.
    let isLimit: Bool
    /// What to know before paying.
    let note: String?
    let citations: [Citation]
    let checkedOn: CivilDate
}

/// A base salary, during one time.
struct DatedBaseSalary: Dated {
    let from: CivilDate
    let until: CivilDate?
    let amount: Dong
    let citation: Citation
    let checkedOn: CivilDate
}
