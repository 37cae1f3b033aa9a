import Primitives

/// Who decides on commendations for a unit, in the words that stand on the decision.
///
/// Award decisions belong to the Chairman or head personally (Luật 06/2022/QH15 Điều 79, 80), hence "CHỦ TỊCH …" and not
/// "TM. ỦY BAN NHÂN DÂN".
public struct Issuer: Sendable, Hashable {
    public let unit: Unit
    /// `Tỉnh Thái Nguyên`: the province the unit belongs to.
    public let provinceName: String

    public init(unit: Unit, provinceName: String) {
        self.unit = unit
        self.provinceName = provinceName
    }

    private enum Office {
        case chairman, director
        /// With the word before the name: `Chánh`, `Trưởng`, `Thủ trưởng`.
        case head(String)
    }

    private var office: Office {
        switch unit.kind {
        case .province, .commune, .district: .chairman
        case .enterprise: .director
        case .department, .section:
            if unit.name.hasPrefix("Sở ") {
                .director
            } else if unit.name.hasPrefix("Thanh tra ") || unit.name.hasPrefix("Văn phòng ") {
                .head("Chánh")
            } else if unit.name.hasPrefix("Phòng ") {
                .head("Trưởng")
            } else {
                .head("Thủ trưởng")
            }
        }
    }

    public var isProvince: Bool { unit.kind == .province }

    /// Whether a head of unit decides and not the chairman of a people's committee: matters for the money of old Giấy khen.
    public var isHeadOfUnit: Bool {
        switch unit.kind {
        case .province, .commune, .district: false
        case .department, .section, .enterprise: true
        }
    }

    /// `Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên`, inside a sentence.
    public var decider: String {
        switch office {
        case .chairman: "Chủ tịch Ủy ban nhân dân " + Issuer.insideSentence(unit.name)
        case .director: "Giám đốc " + unit.name
        case .head("Thủ trưởng"): "Thủ trưởng " + unit.name
        case .head(let word): word + " " + Issuer.insideSentence(unit.name)
        }
    }

    /// As the roll of honour names it: `Chủ tịch UBND tỉnh Thái Nguyên`.
    public var shortDecider: String {
        switch office {
        case .chairman: "Chủ tịch UBND " + Issuer.insideSentence(unit.name)
        default: decider
        }
    }

    /// As printed above the bases and kept on the decision: `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN`.
    public var title: String { decider.uppercased() }

    /// The agency at the head of the paper.
    public var letterhead: String {
        switch office {
        case .chairman: title
        default: unit.name.uppercased()
        }
    }

    /// The line above the agency at the head of the paper; none for the chairman of a people's committee.
    public var letterheadParent: String? {
        switch unit.kind {
        case .department, .section: "ỦY BAN NHÂN DÂN " + provinceName.uppercased()
        default: nil
        }
    }

    /// What stands over the signature.
    public var capacity: String {
        switch office {
        case .chairman: "CHỦ TỊCH"
        case .director: "GIÁM ĐỐC"
        case .head(let word): word == "Thủ trưởng" ? "THỦ TRƯỞNG" : word.uppercased() + " " + firstWords
        }
    }

    private var firstWords: String {
        switch unit.name {
        case let name where name.hasPrefix("Thanh tra "): "THANH TRA"
        case let name where name.hasPrefix("Văn phòng "): "VĂN PHÒNG"
        default: "PHÒNG"
        }
    }

    /// `QĐ-UBND`, for agencies `QĐ-SYT`.
    public var symbol: String { isHeadOfUnit ? "QĐ-" + unit.code.uppercased() : "QĐ-UBND" }

    /// The place of the paper: the province, or the commune itself (NĐ 30/2020/NĐ-CP, annex I).
    public var place: String { Issuer.withoutKind(unit.kind == .commune ? unit.name : provinceName) }

    /// Whose fund pays: the level that decides (Luật 06/2022/QH15 Điều 11).
    public var fund: String {
        isProvince
            ? "Quỹ thi đua, khen thưởng của tỉnh" : "Quỹ thi đua, khen thưởng của \(Issuer.insideSentence(unit.name))"
    }

    /// Upon whose proposal.
    public var proposal: String {
        isProvince
            ? "Theo đề nghị của Giám đốc Sở Nội vụ"
            : "Theo đề nghị của Hội đồng Thi đua - Khen thưởng \(Issuer.insideSentence(unit.name))"
    }

    private static let kindWords = ["Tỉnh", "Thành phố", "Xã", "Phường", "Đặc khu", "Huyện", "Thị xã"]

    /// `Tỉnh Thái Nguyên` as `tỉnh Thái Nguyên`: the word for the kind is small inside a sentence.
    public static func insideSentence(_ name: String) -> String {
        let lowered = kindWords + ["Phòng", "Thanh tra", "Văn phòng"]
        guard let word = lowered.first(where: { name.hasPrefix($0 + " ") }) else { return name }
        return word.lowercased() + name.dropFirst(word.count)
    }

    static func withoutKind(_ name: String) -> String {
        guard let word = kindWords.first(where: { name.hasPrefix($0 + " ") }) else { return name }
        return String(name.dropFirst(word.count + 1))
    }
}
