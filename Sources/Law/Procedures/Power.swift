import Primitives

/// What one authority may decide or propose, as a whole: the table behind the competence of single titles and forms.
public struct Power: Hashable, Sendable, Identifiable, Dated {
    public enum Act: String, Codable, Sendable, CaseIterable {
        case decides, proposes, regulates

        public var name: String {
            switch self {
            case .decides: "Quyết định"
            case .proposes: "Đề nghị, trình"
            case .regulates: "Quy định"
            }
        }
    }

    /// `chu-tich-cap-xa`: the same through all versions.
    public let key: String
    /// `Chủ tịch Ủy ban nhân dân cấp xã`.
    public let holder: String
    public let act: Act
    /// The titles and forms it is about; empty when it is about something else.
    public let codes: [CatalogueCode]
    /// In our own words.
    public let text: String
    public let from: CivilDate
    public let until: CivilDate?
    public let citation: Citation
    public let checkedOn: CivilDate

    public var id: String { "\(key) \(from.iso)" }
}
