import Primitives

/// Who may do what to a plan.
public enum PlanAct: String, Sendable, CaseIterable {
    case view, edit, submit, giveBack, approve, send
}

/// What an actor may ask to do to one task of a plan.
public enum PlanTaskAct: String, Sendable, CaseIterable {
    case finish
    /// To take back that it is done.
    case reopen
}

/// One table, read by the gate and by the screens.
public struct PlanPolicy: Sendable {
    public let actor: Actor
    public let unit: Unit
    /// The unit and what is above it.
    public let lineage: Lineage

    public init(actor: Actor, unit: Unit, lineage: Lineage) {
        self.actor = actor
        self.unit = unit
        self.lineage = lineage
    }

    private var isProvince: Bool { unit.kind == .province }

    /// Those who prepare the unit's plan: for the province Sở Nội vụ, otherwise the unit's own officer and head.
    private var isDrafter: Bool {
        isProvince
            ? actor.isAny(of: .specialist, .leader, over: lineage)
            : actor.isAny(of: .unitOfficer, .unitHead, over: lineage)
    }

    /// The head of the unit; for the province its Chairman, or the leader of Sở Nội vụ where the Chairman has ordered or
    /// authorised that post to sign (TL., TUQ.).
    private func isApprover(of plan: Plan) -> Bool {
        if !isProvince { return actor.grants.contains { $0.role == .unitHead && $0.unitID == unit.id } }
        let byOrder = plan.content.authority == .order || plan.content.authority == .authorised
        return actor.isAny(of: .chairman, over: lineage) || byOrder && actor.isAny(of: .leader, over: lineage)
    }

    private var isProvinceChairman: Bool { isProvince && actor.isAny(of: .chairman, over: lineage) }

    private var approverWords: String {
        isProvince ? "Chủ tịch Ủy ban nhân dân tỉnh" : "thủ trưởng đơn vị"
    }

    /// Whether this actor may make a plan of the unit.
    public var mayDraft: Bool { isDrafter }

    /// - Parameter isOfUnit: whether the unit responsible for the task lies within the actor's reach as officer or head.
    public func permission(
        for act: PlanTaskAct, on task: PlanTask, of plan: Plan, isOfUnit: Bool
    ) -> Permission {
        guard isOfUnit || isDrafter || isApprover(of: plan), permission(for: .view, on: plan).isOpen else {
            return .hidden
        }
        switch act {
        case .finish:
            guard plan.state.isFinal else { return .locked("Ghi được nhiệm vụ đã xong sau khi kế hoạch được duyệt.") }
            return task.doneOn == nil ? .open : .locked("Nhiệm vụ này đã được ghi là xong.")
        case .reopen:
            return task.doneOn != nil ? .open : .locked("Nhiệm vụ này chưa được ghi là xong.")
        }
    }

    public func permission(for act: PlanAct, on plan: Plan) -> Permission {
        switch act {
        case .view:
            if plan.state.isFinal { return actor.grants.isEmpty ? .hidden : .open }
            return isDrafter || isApprover(of: plan) || isProvinceChairman
                || actor.isAny(of: .inspector, over: lineage) ? .open : .hidden
        case .edit:
            guard isDrafter else { return .hidden }
            switch plan.state {
            case .draft: return .open
            case .submitted: return .locked("Kế hoạch đang chờ duyệt. Muốn sửa, đề nghị người duyệt trả lại.")
            case .approved, .sent: return .locked("Kế hoạch đã duyệt nên nội dung không sửa được nữa.")
            }
        case .submit:
            guard isDrafter else { return .hidden }
            return plan.state == .draft ? .open : .locked("Kế hoạch này đã được trình.")
        case .giveBack:
            guard isApprover(of: plan) else { return .hidden }
            switch plan.state {
            case .draft: return .locked("Kế hoạch đang ở người soạn nên không trả lại được.")
            case .submitted: return .open
            case .approved, .sent: return .locked("Kế hoạch này đã được duyệt nên không trả lại được nữa.")
            }
        case .approve:
            if isApprover(of: plan) {
                switch plan.state {
                case .draft: return .locked("Kế hoạch còn đang soạn. Duyệt được sau khi cán bộ trình.")
                case .submitted: return .open
                case .approved, .sent: return .locked("Kế hoạch này đã được duyệt.")
                }
            }
            return isDrafter && plan.state == .submitted
                ? .locked("Việc duyệt do \(approverWords) thực hiện.") : .hidden
        case .send:
            guard isDrafter || isApprover(of: plan) else { return .hidden }
            switch plan.state {
            case .draft, .submitted: return .locked("Kế hoạch gửi được sau khi đã duyệt và có số, ngày.")
            case .approved: return .open
            case .sent: return .locked("Kế hoạch này đã gửi.")
            }
        }
    }
}
