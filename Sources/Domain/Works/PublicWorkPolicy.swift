import Primitives

public enum PublicWorkAct: String, Sendable, CaseIterable {
    case view, edit, recordMilestone, start, finish, fixPlaque, drop
}

/// Who may do what to a work: the unit in charge, and Sở Nội vụ. Every official may read.
public struct PublicWorkPolicy: Sendable {
    public let actor: Actor
    public let unit: Lineage

    public init(actor: Actor, unit: Lineage) {
        self.actor = actor
        self.unit = unit
    }

    public func permission(for act: PublicWorkAct, on work: PublicWork) -> Permission {
        if act == .view { return actor.grants.isEmpty ? .hidden : .open }
        guard actor.isAny(of: .specialist, .leader, .unitOfficer, .unitHead, over: unit) else { return .hidden }
        if work.state == .dropped { return .locked("Công trình này đã dừng.") }
        if work.state == .plaque { return .locked("Công trình đã gắn biển nên không sửa được nữa.") }
        switch act {
        case .view: return .open
        case .edit, .drop:
            return work.state.isOpen ? .open : .locked("Công trình đã hoàn thành; bước còn lại là gắn biển.")
        case .start: return work.state == .planned ? .open : .locked("Công trình đã khởi công.")
        case .recordMilestone:
            return work.state == .planned ? .locked("Ghi khởi công trước, rồi ghi các mốc.") : .open
        case .finish:
            switch work.state {
            case .planned: return .locked("Ghi khởi công trước, rồi ghi hoàn thành.")
            case .underWay: break
            default: return .locked("Công trình đã được ghi là hoàn thành.")
            }
            let open = work.milestones.count { $0.doneOn == nil }
            return open == 0 ? .open : .locked("Còn \(open) mốc chưa xong. Ghi ngày xong của từng mốc trước.")
        case .fixPlaque:
            return work.state == .finished ? .open : .locked("Công trình hoàn thành rồi mới gắn biển được.")
        }
    }
}
