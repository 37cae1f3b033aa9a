import Primitives

/// The agency whose letter it is, in the words of the letterhead and the signature.
///
/// A decision on awards is the Chairman's own (``Issuer``); a letter is the agency's: "ỦY BAN NHÂN DÂN / TỈNH BẮC KẠN".
public struct PlanIssuer: Sendable, Hashable {
    public let unit: Unit
    public let parent: Unit?
    /// `Tỉnh Thái Nguyên`: the province the unit belongs to.
    public let provinceName: String

    public init(unit: Unit, parent: Unit?, provinceName: String) {
        self.unit = unit
        self.parent = parent
        self.provinceName = provinceName
    }

    private var words: Issuer { Issuer(unit: unit, provinceName: provinceName) }

    /// Whether a people's committee writes, which decides together and may sign "TM.".
    public var isCommittee: Bool {
        switch unit.kind {
        case .province, .district, .commune: true
        case .department, .section, .enterprise: false
        }
    }

    /// `Ủy ban nhân dân tỉnh Bắc Kạn`, `Sở Y tế`: inside a sentence.
    public var name: String {
        isCommittee ? "Ủy ban nhân dân " + Issuer.insideSentence(unit.name) : Issuer.insideSentence(unit.name)
    }

    /// The agency above, on the letterhead in plain type.
    public var letterheadParent: String? {
        switch unit.kind {
        case .department: return "ỦY BAN NHÂN DÂN " + provinceName.uppercased()
        case .section:
            guard let parent else { return nil }
            let above = PlanIssuer(unit: parent, parent: nil, provinceName: provinceName)
            return above.name.uppercased()
        case .province, .district, .commune, .enterprise: return nil
        }
    }

    /// The agency itself, bold, one line each.
    public var letterhead: [String] {
        isCommittee ? ["ỦY BAN NHÂN DÂN", unit.name.uppercased()] : [unit.name.uppercased()]
    }

    public var place: String { words.place }

    /// The head's title over the signature: "CHỦ TỊCH", "GIÁM ĐỐC".
    public var headTitle: String { words.capacity }

    /// The symbol before anybody completes it: `UBND`, `SYT`.
    public var symbol: String { isCommittee ? "UBND" : unit.code.uppercased() }

    /// What stands over the signature.
    public func capacityLines(_ authority: SigningAuthority, title: String) -> [String] {
        let title = title.uppercased()
        switch authority {
        case .head: return [title.isEmpty ? headTitle : title]
        case .body: return ["TM. ỦY BAN NHÂN DÂN", title.isEmpty ? headTitle : title]
        case .deputy: return ["KT. \(headTitle)", title]
        case .order: return ["TL. \(headTitle)", title]
        case .authorised: return ["TUQ. \(headTitle)", title]
        }
    }
}
