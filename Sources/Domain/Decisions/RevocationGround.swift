/// Why a commendation is revoked: Luật 06/2022/QH15 Điều 93 khoản 2.
public enum RevocationGround: String, Sendable, CaseIterable {
    case falseDeclaration = "a"
    case forgedPapers = "b"
    case unlawfulConsideration = "c"
    case laterConclusion = "d"

    /// In our own words.
    public var name: String {
        switch self {
        case .falseDeclaration: "Gian dối trong kê khai thành tích"
        case .forgedPapers: "Cung cấp thông tin sai hoặc làm giả hồ sơ, giấy tờ"
        case .unlawfulConsideration: "Thẩm định, xét, đề nghị khen thưởng trái quy định"
        case .laterConclusion:
            "Có kết luận, bản án về vi phạm trong thời gian tính thành tích, nên không còn đủ tiêu chuẩn"
        }
    }

    public var citation: String { "Điểm \(rawValue) khoản 2 Điều 93 Luật Thi đua, khen thưởng" }

    /// The ground and the clause, as kept with the decision.
    public var written: String { "\(name) (\(citation))" }
}
