import Primitives

/// What an actor may ask to do to a version of the province's rules.
public enum RulesAct: String, Sendable, CaseIterable {
    case view, edit
    /// To put it in force.
    case issue
}

/// Who may do what to the province's rules: Sở Nội vụ drafts, a leader who has not drafted signs off, nobody changes what
/// has been issued.
public struct RulesPolicy: Sendable {
    public let actor: Actor
    public let province: Lineage
    /// Everybody who has written on the draft.
    public let drafters: Set<ID<Account>>

    public init(actor: Actor, province: Lineage, drafters: Set<ID<Account>>) {
        self.actor = actor
        self.province = province
        self.drafters = drafters
    }

    /// Whether the actor prepares rules of the province; also asked when there is no draft yet.
    public var mayDraft: Bool { actor.isAny(of: .specialist, .leader, over: province) }

    /// Whether the actor may read drafts.
    public var mayViewDrafts: Bool {
        actor.isAny(of: .specialist, .leader, .chairman, .inspector, .councilSecretary, over: province)
    }

    public func permission(for act: RulesAct, on rules: ProvincialRules) -> Permission {
        switch act {
        case .view:
            // A decision of the province is a public document.
            if rules.state == .issued { return .open }
            return mayViewDrafts ? .open : .hidden
        case .edit:
            guard mayDraft else { return .hidden }
            return rules.state == .draft
                ? .open : .locked("Quy định đã ban hành nên không ai sửa được nữa. Muốn thay đổi, hãy soạn bản mới.")
        case .issue:
            guard actor.isAny(of: .leader, .chairman, over: province) else {
                return mayDraft && rules.state == .draft
                    ? .locked("Việc đưa vào hiệu lực do lãnh đạo Sở Nội vụ hoặc Chủ tịch thực hiện.") : .hidden
            }
            guard rules.state == .draft else { return .locked("Quy định này đã ban hành.") }
            return drafters.contains(actor.accountID)
                ? .locked("Anh/chị đã soạn hoặc sửa bản này nên không tự đưa vào hiệu lực. Nhờ một lãnh đạo khác.")
                : .open
        }
    }
}
