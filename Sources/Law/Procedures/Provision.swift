import Primitives

/// A rule that people read and apply: revocation, money, fund, publication, archive and the like.
public struct Provision: Hashable, Sendable, Identifiable, Dated {
    public enum Topic: String, Codable, Sendable, CaseIterable {
        case prohibited, proposing, voting, dossiers, consultation, publication, ceremony, revocation, items, money,
            payer, fund
        case archive, statistics, council, local

        public var name: String {
            switch self {
            case .prohibited: "Hành vi bị nghiêm cấm"
            case .proposing: "Tuyến trình"
            case .voting: "Bỏ phiếu"
            case .dossiers: "Hồ sơ"
            case .consultation: "Lấy ý kiến hiệp y"
            case .publication: "Công khai, công bố"
            case .ceremony: "Tổ chức trao tặng"
            case .revocation: "Hủy bỏ, thu hồi"
            case .items: "Hiện vật, cấp đổi, cấp lại"
            case .money: "Tiền thưởng"
            case .payer: "Nơi chi tiền thưởng"
            case .fund: "Quỹ thi đua, khen thưởng"
            case .archive: "Lưu trữ"
            case .statistics: "Báo cáo, thống kê"
            case .council: "Hội đồng"
            case .local: "Tỉnh tự quy định"
            }
        }
    }

    public let topic: Topic
    /// Unique within the topic, the same through all versions.
    public let key: String
    public let title: String
    /// What the clause says, in our own words.
    public let text: String
    /// The titles and forms it is about; empty when it is general.
    public let codes: [CatalogueCode]
    /// The share that it sets, where it sets one.
    public let share: Ratio?
    /// The years that it sets, where it sets some; for archives.
    public let years: Int?
    /// Whose example it is: then it binds nobody else. `nil` for what holds everywhere.
    public let exampleOf: String?
    public let from: CivilDate
    public let until: CivilDate?
    public let citation: Citation
    public let checkedOn: CivilDate

    public var id: String { "\(topic.rawValue) \(key) \(from.iso)" }
}
