/// The officials' own abbreviation of a title or form, unaccented capitals: `CSTDCS`. Never shown on a screen; see
/// ``Lawbook/name(of:)``.
public struct CatalogueCode: RawRepresentable, Hashable, Sendable, Codable, CodingKeyRepresentable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}

extension CatalogueCode: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { rawValue = value }
}

extension CatalogueCode: CustomStringConvertible {
    public var description: String { rawValue }
}

/// Who can be commended (L Điều 2): the three subjects of the law.
public enum SubjectKind: String, Codable, Sendable, CaseIterable {
    case individual, collective, household

    public var name: String {
        switch self {
        case .individual: "Cá nhân"
        case .collective: "Tập thể"
        case .household: "Hộ gia đình"
        }
    }

    /// The name inside a sentence.
    var noun: String {
        switch self {
        case .individual: "cá nhân"
        case .collective: "tập thể"
        case .household: "hộ gia đình"
        }
    }
}

/// The kind of work a person does, where the law sets different standards for it (L Điều 24, 74).
public enum SubjectGroup: String, Codable, Sendable, CaseIterable {
    case official
    case worker
    case farmer
    case armedForce = "armed_force"
    case businessLeader = "business_leader"
    case leader
    case other

    public var name: String {
        switch self {
        case .official: "Cán bộ, công chức, viên chức, người lao động trong cơ quan, đơn vị"
        case .worker: "Công nhân, người lao động"
        case .farmer: "Nông dân"
        case .armedForce: "Lực lượng vũ trang"
        case .businessLeader: "Doanh nhân, người quản lý doanh nghiệp"
        case .leader: "Lãnh đạo, quản lý"
        case .other: "Đối tượng khác"
        }
    }
}

public enum Sex: String, Codable, Sendable, CaseIterable {
    case female, male

    public var name: String {
        switch self {
        case .female: "Nữ"
        case .male: "Nam"
        }
    }
}

/// Loại hình khen thưởng (L Điều 8).
public enum CommendationCategory: String, Codable, Sendable, CaseIterable {
    case merit
    case extraordinary = "sudden"
    case movement = "thematic"
    case contribution
    case seniority = "tenure"
    case external

    public var name: String {
        switch self {
        case .merit: "Công trạng"
        case .extraordinary: "Đột xuất"
        case .movement: "Phong trào thi đua (chuyên đề)"
        case .contribution: "Quá trình cống hiến"
        case .seniority: "Niên hạn"
        case .external: "Đối ngoại"
        }
    }

    /// The name inside a sentence.
    var noun: String {
        switch self {
        case .merit: "công trạng"
        case .extraordinary: "đột xuất"
        case .movement: "phong trào thi đua (chuyên đề)"
        case .contribution: "quá trình cống hiến"
        case .seniority: "niên hạn"
        case .external: "đối ngoại"
        }
    }
}

/// Mức độ hoàn thành nhiệm vụ, as the competent level has rated a year.
public enum CompletionLevel: String, Codable, Sendable, CaseIterable, Comparable {
    case excellent
    case good
    case completed
    case notCompleted = "not_completed"

    public var name: String {
        switch self {
        case .excellent: "Hoàn thành xuất sắc nhiệm vụ"
        case .good: "Hoàn thành tốt nhiệm vụ"
        case .completed: "Hoàn thành nhiệm vụ"
        case .notCompleted: "Không hoàn thành nhiệm vụ"
        }
    }

    /// The name inside a sentence.
    var noun: String {
        switch self {
        case .excellent: "hoàn thành xuất sắc nhiệm vụ"
        case .good: "hoàn thành tốt nhiệm vụ"
        case .completed: "hoàn thành nhiệm vụ"
        case .notCompleted: "không hoàn thành nhiệm vụ"
        }
    }

    private var height: Int {
        switch self {
        case .notCompleted: 0
        case .completed: 1
        case .good: 2
        case .excellent: 3
        }
    }

    /// Orders from worst to best.
    public static func < (left: CompletionLevel, right: CompletionLevel) -> Bool { left.height < right.height }
}

/// Phạm vi ảnh hưởng of an initiative or a science topic.
public enum InfluenceScope: String, Codable, Sendable, CaseIterable, Comparable {
    case base, province, nation

    public var name: String {
        switch self {
        case .base: "Cấp cơ sở"
        case .province: "Cấp tỉnh"
        case .nation: "Toàn quốc"
        }
    }

    /// The name inside a sentence, after "phạm vi".
    var noun: String {
        switch self {
        case .base: "cơ sở"
        case .province: "tỉnh"
        case .nation: "toàn quốc"
        }
    }

    private var width: Int {
        switch self {
        case .base: 0
        case .province: 1
        case .nation: 2
        }
    }

    /// Orders from narrow to wide.
    public static func < (left: InfluenceScope, right: InfluenceScope) -> Bool { left.width < right.width }
}

/// Danh hiệu thi đua or hình thức khen thưởng.
public enum CatalogueKind: String, Codable, Sendable, CaseIterable {
    case title, form

    public var name: String {
        switch self {
        case .title: "Danh hiệu thi đua"
        case .form: "Hình thức khen thưởng"
        }
    }
}

/// Who decides: head of unit or commune chairman, Chairman of the province, Government or Prime Minister, President.
public enum CompetenceLevel: String, Codable, Sendable, CaseIterable, Comparable {
    case unit, province, government, state

    private var height: Int {
        switch self {
        case .unit: 0
        case .province: 1
        case .government: 2
        case .state: 3
        }
    }

    /// Orders from the lowest to the highest.
    public static func < (left: CompetenceLevel, right: CompetenceLevel) -> Bool { left.height < right.height }

    public var name: String {
        switch self {
        case .unit: "Thủ trưởng đơn vị, Chủ tịch Ủy ban nhân dân cấp xã"
        case .province: "Chủ tịch Ủy ban nhân dân tỉnh"
        case .government: "Chính phủ, Thủ tướng Chính phủ"
        case .state: "Chủ tịch nước"
        }
    }
}

/// How certain the text behind a rule is. What is weaker than these is not in the lawbook.
public enum Mark: String, Codable, Sendable, CaseIterable {
    /// The text was seen.
    case verified = "V"
    /// The text of the predecessor was seen; the same is expected of the successor.
    case predecessor = "V*"
    /// Known with high confidence; no text was seen.
    case knowledge = "K"

    public var name: String {
        switch self {
        case .verified: "Đã đối chiếu văn bản"
        case .predecessor: "Đã đối chiếu văn bản trước đó; điều khoản kế tiếp chưa đối chiếu"
        case .knowledge: "Theo hiểu biết nghiệp vụ, chưa đối chiếu văn bản"
        }
    }
}
