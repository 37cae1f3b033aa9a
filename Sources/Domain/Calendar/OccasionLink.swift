import Primitives

/// What may hang on a day of the calendar. Works and publications bring their own tables; their links lie in the same one.
public enum OccasionLinkKind: String, Sendable, CaseIterable {
    case movement, work, activity, publication

    public var name: String {
        switch self {
        case .movement: "Phong trào"
        case .work: "Công trình"
        case .activity: "Hoạt động"
        case .publication: "Tin, bài"
        }
    }
}

/// Something that is timed to an occasion in one year (*chào mừng*).
public struct OccasionLink: Sendable, Hashable {
    public let occasionID: ID<Occasion>
    public let year: Int
    public let kind: OccasionLinkKind
    /// The identity of the movement, work, activity or publication.
    public let subjectID: String

    public init(occasionID: ID<Occasion>, year: Int, kind: OccasionLinkKind, subjectID: String) {
        self.occasionID = occasionID
        self.year = year
        self.kind = kind
        self.subjectID = subjectID
    }
}

/// An occasion that something is timed to, and in which year.
public struct GreetedOccasion: Sendable, Hashable {
    public let occasion: Occasion
    public let year: Int

    public init(occasion: Occasion, year: Int) {
        self.occasion = occasion
        self.year = year
    }

    /// `80 năm Quốc khánh …`, or the name alone.
    public var title: String {
        guard let since = occasion.foundedOn, year > since.year else { return occasion.name }
        return "\(YearCount(year - since.year).written) \(occasion.name)"
    }
}
