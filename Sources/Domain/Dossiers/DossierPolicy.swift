import Primitives

/// What an actor may ask to do to a dossier.
public enum DossierAct: String, Sendable, CaseIterable {
    case view, edit, submit, withdraw, reopen, receive, giveBack, judge, appraise, schedule, draftDecision
}

/// Who may do what to a dossier: one table, read by `Gate` and by the screens (for locked buttons).
public struct DossierPolicy: Sendable {
    public let actor: Actor
    public let submitting: Lineage
    public let receiving: Lineage

    public init(actor: Actor, submitting: Lineage, receiving: Lineage) {
        self.actor = actor
        self.submitting = submitting
        self.receiving = receiving
    }

    var isSender: Bool { actor.isAny(of: .unitOfficer, .unitHead, over: submitting) }

    /// The appraising side: Sở Nội vụ for the province; for what a unit decides itself, its head.
    func isAppraiser(_ dossier: Dossier) -> Bool {
        switch dossier.level {
        case .province: actor.isAny(of: .specialist, .leader, over: receiving)
        case .unit: actor.isAny(of: .unitHead, over: receiving)
        }
    }

    func isSecretary(_ dossier: Dossier) -> Bool {
        switch dossier.level {
        case .province: actor.isAny(of: .councilSecretary, over: receiving)
        case .unit:
            actor.isAny(of: .unitOfficer, .unitHead, over: receiving)
                || actor.units(as: .councilSecretary).contains(receiving.unitID)
        }
    }

    /// Who considers and decides. What a unit decides itself is its own: its council sees it, the province's people do not,
    /// whatever their function at the province reaches otherwise.
    private func isDecider(_ dossier: Dossier) -> Bool {
        switch dossier.level {
        case .province: actor.isAny(of: .councilMember, .chairman, over: receiving)
        case .unit: actor.units(as: .councilMember).contains(receiving.unitID)
        }
    }

    func mayView(_ dossier: Dossier) -> Bool {
        if isSender || actor.isAny(of: .inspector, over: submitting) || actor.isAny(of: .inspector, over: receiving) {
            return true
        }
        switch dossier.state {
        case .draft, .withdrawn: return false
        case .submitted, .received, .returned: return isAppraiser(dossier)
        case .appraised, .considered, .decided, .notPassed:
            return isAppraiser(dossier) || isSecretary(dossier) || isDecider(dossier)
        }
    }

    public func permission(for act: DossierAct, on dossier: Dossier) -> Permission {
        guard mayView(dossier) else { return .hidden }
        switch act {
        case .view:
            return .open
        case .edit:
            guard isSender else { return .hidden }
            if Dossier.State.editable.contains(dossier.state) { return .open }
            let reason = "Hồ sơ \(dossier.state.name.lowercased()) nên nội dung không sửa được."
            return .locked(
                dossier.allows(.withdraw) ? reason + " Muốn sửa, hãy rút hồ sơ hoặc đề nghị trả lại." : reason)
        case .submit: return transition(.submit, by: isSender, on: dossier)
        case .withdraw: return transition(.withdraw, by: isSender, on: dossier)
        case .reopen: return transition(.reopen, by: isSender, on: dossier)
        case .receive: return transition(.receive, by: isAppraiser(dossier), on: dossier)
        case .giveBack: return transition(.giveBack, by: isAppraiser(dossier), on: dossier)
        case .judge:
            guard isAppraiser(dossier) else { return .hidden }
            if dossier.state == .submitted { return .locked("Hãy tiếp nhận hồ sơ rồi thẩm định.") }
            return dossier.state == .received ? .open : .locked("Hồ sơ không còn ở bước thẩm định.")
        case .appraise: return transition(.appraise, by: isAppraiser(dossier), on: dossier)
        case .schedule: return transition(.consider, by: isSecretary(dossier), on: dossier)
        case .draftDecision: return transition(.decide, by: isAppraiser(dossier), on: dossier)
        }
    }

    private func transition(_ act: Dossier.Act, by isTheirs: Bool, on dossier: Dossier) -> Permission {
        guard isTheirs else { return .hidden }
        return dossier.allows(act)
            ? .open : .locked("Hồ sơ đang ở trạng thái “\(dossier.state.name)” nên không thể \(act.verb).")
    }
}
