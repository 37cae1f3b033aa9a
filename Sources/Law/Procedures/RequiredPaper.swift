import Primitives

/// One paper of a dossier.
public struct RequiredPaper: Hashable, Sendable, Identifiable {
    /// `to_trinh`.
    public let key: String
    public let name: String
    public let isRequired: Bool
    public let citation: Citation
    /// The day a person last compared it with the source; `nil` where none is recorded.
    public let checkedOn: CivilDate?

    public var id: String { key }

    public init(key: String, name: String, isRequired: Bool, citation: Citation, checkedOn: CivilDate? = nil) {
        self.key = key
        self.name = name
        self.isRequired = isRequired
        self.citation = citation
        self.checkedOn = checkedOn
    }
}

/// Thủ tục đơn giản (Luật 06/2022/QH15 Điều 85): when a dossier may have the short set of papers.
public struct SimplifiedProcedure: Hashable, Sendable {
    /// One case in which it may be used.
    public struct Ground: Hashable, Sendable, Identifiable {
        public let id: String
        /// In our own words.
        public let text: String
        /// The categories that are such a case by themselves; empty when an officer has to say that it is one.
        public let categories: [CommendationCategory]
    }

    public let grounds: [Ground]
    public let citation: Citation
    public let checkedOn: CivilDate

    /// Whether this category is such a case by itself.
    public func holds(for category: CommendationCategory) -> Bool {
        grounds.contains { $0.categories.contains(category) }
    }
}

/// How many copies of a dossier go to the deciding level.
public struct DossierCopies: Hashable, Sendable {
    /// Sets on paper, signed originals.
    public let originals: Int
    /// The same as files besides; never for a dossier with state secrets.
    public let isElectronicToo: Bool
    /// `01 bộ bản chính và tệp điện tử (word, pdf)`.
    public let text: String
    public let citation: Citation
    public let checkedOn: CivilDate
}
