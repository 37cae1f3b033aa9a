import Primitives

/// One title or form as it stands on a day.
public struct CatalogueEntry: Hashable, Sendable, Identifiable {
    public let code: CatalogueCode
    /// `Chiến sĩ thi đua cơ sở`.
    public let name: String
    public let kind: CatalogueKind
    public let subjects: [SubjectKind]
    public let categories: [CommendationCategory]
    public let competence: CompetenceLevel
    /// Who decides, in words: `Chủ tịch Ủy ban nhân dân tỉnh`.
    public let decider: String
    public let competenceCitation: Citation
    /// Who proposes; `nil` when the sources do not say.
    public let proposer: CompetentParty?
    /// Who submits the proposal onward to the one who decides; `nil` when nobody stands between, or it is not known.
    public let submitter: CompetentParty?
    /// To whom the decision may be delegated.
    public let delegation: CompetentParty?
    /// Its place in the catalogue, from 1.
    public let order: Int

    public var id: CatalogueCode { code }

    public init(
        code: CatalogueCode, name: String, kind: CatalogueKind, subjects: [SubjectKind],
        categories: [CommendationCategory], competence: CompetenceLevel, decider: String,
        competenceCitation: Citation, proposer: CompetentParty? = nil, submitter: CompetentParty? = nil,
        delegation: CompetentParty? = nil, order: Int
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.subjects = subjects
        self.categories = categories
        self.competence = competence
        self.decider = decider
        self.competenceCitation = competenceCitation
        self.proposer = proposer
        self.submitter = submitter
        self.delegation = delegation
        self.order = order
    }
}

/// Somebody with a part in the procedure, in words, and where it is written.
public struct CompetentParty: Hashable, Sendable {
    /// `Chủ tịch Ủy ban nhân dân tỉnh`.
    public let who: String
    public let citation: Citation

    public init(who: String, citation: Citation) {
        self.who = who
        self.citation = citation
    }
}

/// What the law says of all awards without being a condition that can be met or not.
public struct Principle: Hashable, Sendable {
    public let text: String
    public let citation: Citation

    public init(text: String, citation: Citation) {
        self.text = text
        self.citation = citation
    }
}
