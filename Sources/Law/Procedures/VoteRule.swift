import Primitives

/// Which council votes.
public enum CouncilLevel: String, Codable, Sendable, CaseIterable {
    case unit, province, central

    public var name: String {
        switch self {
        case .unit: "Hội đồng Thi đua - Khen thưởng của cơ quan, đơn vị, cấp xã"
        case .province: "Hội đồng Thi đua - Khen thưởng tỉnh"
        case .central: "Hội đồng Thi đua - Khen thưởng Trung ương"
        }
    }
}

/// The share of votes a council must reach. Counted on all members, also those who are absent: they give a written
/// opinion.
public struct VoteRule: Hashable, Sendable {
    public enum Base: String, Sendable { case allMembers }

    public let share: Ratio
    public let base: Base
    public let council: CouncilLevel
    /// The share of members who must be there in person, where the law sets one.
    public let attendance: Ratio?
    public let citation: Citation
    /// The day a person last compared it with the source; `nil` where none is recorded.
    public let checkedOn: CivilDate?

    public init(
        share: Ratio, base: Base = .allMembers, council: CouncilLevel = .unit, attendance: Ratio? = nil,
        citation: Citation, checkedOn: CivilDate? = nil
    ) {
        self.share = share
        self.base = base
        self.council = council
        self.attendance = attendance
        self.citation = citation
        self.checkedOn = checkedOn
    }
}
