import Primitives

/// What an actor may ask to do to a document that is sent down.
public enum DirectiveAct: String, Sendable, CaseIterable {
    case view, edit, send, withdraw
    /// To see how far the units have come: all of them, or those below the actor's own.
    case follow
    case remind
    /// To say “I have read it” in person.
    case acknowledge
}

/// Who may do what to a document: one table, read by the gate and by the screens.
public struct DirectivePolicy: Sendable {
    public let actor: Actor
    public let unit: Unit
    /// The sending unit and what is above it.
    public let lineage: Lineage
    /// Whether it went to a unit within the actor's reach as officer or head.
    public let isAddressed: Bool
    /// Whether the person of this account is among those to whom it was spread.
    public let isReader: Bool

    public init(actor: Actor, unit: Unit, lineage: Lineage, isAddressed: Bool, isReader: Bool) {
        self.actor = actor
        self.unit = unit
        self.lineage = lineage
        self.isAddressed = isAddressed
        self.isReader = isReader
    }

    /// Those who write and send for the unit: for the province Sở Nội vụ, otherwise the unit's own officer and head.
    public var mayDraft: Bool {
        unit.kind == .province
            ? actor.isAny(of: .specialist, .leader, over: lineage)
            : actor.isAny(of: .unitOfficer, .unitHead, over: lineage)
    }

    /// Those who follow every unit.
    public var followsAll: Bool {
        mayDraft || actor.isAny(of: .specialist, .leader, .chairman, .inspector, over: lineage)
    }

    public func permission(for act: DirectiveAct, on directive: Directive) -> Permission {
        let isOpen = directive.state == .sent
        switch act {
        case .view:
            if directive.state == .draft {
                return mayDraft || actor.isAny(of: .inspector, over: lineage) ? .open : .hidden
            }
            return followsAll || isAddressed || isReader ? .open : .hidden
        case .edit:
            guard mayDraft, directive.kind == .document else { return .hidden }
            return directive.state == .draft
                ? .open
                : .locked("Văn bản đã gửi nên nội dung không sửa được nữa. Nếu sai, thu hồi rồi gửi văn bản khác.")
        case .send:
            guard mayDraft, directive.kind == .document else { return .hidden }
            return directive.state == .draft ? .open : .locked("Văn bản này đã được gửi.")
        case .withdraw:
            guard mayDraft else { return .hidden }
            switch directive.state {
            case .draft: return .hidden
            case .sent: return .open
            case .withdrawn: return .locked("Văn bản này đã được thu hồi.")
            }
        case .follow:
            guard directive.state != .draft else { return .hidden }
            return followsAll || isAddressed ? .open : .hidden
        case .remind:
            guard mayDraft, directive.state != .draft else { return .hidden }
            return isOpen ? .open : .locked("Văn bản đã thu hồi nên không nhắc nữa.")
        case .acknowledge:
            guard isReader else { return .hidden }
            return isOpen ? .open : .locked("Văn bản đã thu hồi nên không ghi nhận đã đọc nữa.")
        }
    }
}

/// What an actor may ask to do to a document at one unit.
public enum DeliveryAct: String, Sendable, CaseIterable {
    case view
    /// To assign, spread, record, pass on and finish.
    case handle
}

public struct DeliveryPolicy: Sendable {
    public let directive: DirectivePolicy
    /// The receiving unit and what is above it.
    public let lineage: Lineage

    public init(directive: DirectivePolicy, lineage: Lineage) {
        self.directive = directive
        self.lineage = lineage
    }

    public func permission(for act: DeliveryAct, on state: Directive.State) -> Permission {
        let isOwn = directive.actor.isAny(of: .unitOfficer, .unitHead, over: lineage)
        guard state != .draft else { return .hidden }
        switch act {
        case .view: return isOwn || directive.followsAll ? .open : .hidden
        case .handle:
            guard isOwn else { return .hidden }
            return state == .sent ? .open : .locked("Văn bản đã thu hồi nên không làm tiếp nữa.")
        }
    }
}
