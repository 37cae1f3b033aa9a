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
    /// Its place in the catalogue, from 1.
    public let order: Int

    public var id: CatalogueCode { code }

    public init(
        code: CatalogueCode, name: String, kind: CatalogueKind, subjects: [SubjectKind],
        categories: [CommendationCategory], competence: CompetenceLevel, decider: String,
        competenceCitation: Citation, order: Int
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.subjects = subjects
        self.categories = categories
        self.competence = competence
        self.decider = decider
        self.competenceCitation = competenceCitation
        self.order = order
    }
}
