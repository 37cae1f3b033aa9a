import Primitives

/// Who may do what to a difficulty.
public enum DifficultyAct: String, Sendable, CaseIterable {
    case view, assign, askBack, answer, supplement, close, reopen, share, withdrawShared
}

/// One table, read by the gate and by the screens.
public struct DifficultyPolicy: Sendable {
    public let actor: Actor
    /// The unit that asks and what is above it.
    public let asking: Lineage

    public init(actor: Actor, asking: Lineage) {
        self.actor = actor
        self.asking = asking
    }

    /// Whoever raised it, and the officer and head of the unit.
    public func isAsker(of difficulty: Difficulty) -> Bool {
        actor.accountID == difficulty.askedBy
            || actor.grants.contains {
                ($0.role == .unitOfficer || $0.role == .unitHead) && $0.unitID == difficulty.unitID
            }
    }

    /// Sở Nội vụ.
    public var isHandler: Bool { actor.isAny(of: .specialist, .leader, over: asking) }

    public func permission(for act: DifficultyAct, on difficulty: Difficulty) -> Permission {
        let isAsker = isAsker(of: difficulty)
        switch act {
        case .view:
            return isAsker || isHandler || actor.isAny(of: .chairman, .inspector, over: asking) ? .open : .hidden
        case .assign:
            guard isHandler else { return .hidden }
            return difficulty.state.isOpen ? .open : .locked("Vướng mắc đã trả lời nên không phân công nữa.")
        case .askBack, .answer:
            guard isHandler else { return .hidden }
            switch difficulty.state {
            case .waiting: return .locked("Nhận xử lý hoặc phân công trước, rồi trả lời.")
            case .assigned: return .open
            case .askedBack:
                return act == .answer ? .open : .locked("Đơn vị chưa bổ sung theo lần hỏi trước.")
            case .answered: return .locked("Vướng mắc này đã trả lời.")
            case .closed: return .locked("Vướng mắc này đã kết thúc.")
            }
        case .supplement:
            guard isAsker else { return .hidden }
            switch difficulty.state {
            case .askedBack: return .open
            case .waiting, .assigned: return .locked("Sở Nội vụ đang xử lý, không chờ bổ sung.")
            case .answered: return .locked("Vướng mắc này đã trả lời. Chưa rõ thì mở lại kèm lý do.")
            case .closed: return .locked("Vướng mắc này đã kết thúc. Cần hỏi tiếp thì mở lại kèm lý do.")
            }
        case .close:
            guard isAsker || isHandler else { return .hidden }
            if difficulty.state == .closed { return .locked("Vướng mắc này đã kết thúc.") }
            // What the unit no longer needs, the unit may close; Sở Nội vụ closes only what it has answered.
            return isAsker || difficulty.state == .answered
                ? .open : .locked("Kết thúc được sau khi đã trả lời.")
        case .reopen:
            guard isAsker else { return .hidden }
            return difficulty.state.isOpen ? .locked("Vướng mắc này đang được xử lý nên không cần mở lại.") : .open
        case .share:
            guard isHandler else { return .hidden }
            return difficulty.answeredAt != nil && !difficulty.state.isOpen
                ? .open : .locked("Chia sẻ được sau khi đã trả lời.")
        case .withdrawShared:
            return isHandler ? .open : .hidden
        }
    }
}
