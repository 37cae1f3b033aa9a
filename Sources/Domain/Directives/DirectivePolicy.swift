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
    /// The person of this account, if it is tied to one.
    public let personID: ID<Person>?
    /// Whether that person is among those to whom it was spread.
    public let isReader: Bool
    /// Whether a unit has put that person in charge of it.
    public let isAssignee: Bool

    public init(
        actor: Actor, unit: Unit, lineage: Lineage, isAddressed: Bool, personID: ID<Person>?, isReader: Bool,
        isAssignee: Bool
    ) {
        self.actor = actor
        self.unit = unit
        self.lineage = lineage
        self.isAddressed = isAddressed
        self.personID = personID
        self.isReader = isReader
        self.isAssignee = isAssignee
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
            return followsAll || isAddressed || isReader || isAssignee ? .open : .hidden
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
    /// To assign, spread, record, remind and pass on.
    case handle
    /// To say what came of it.
    case finish
}

public struct DeliveryPolicy: Sendable {
    public let directive: DirectivePolicy
    /// The receiving unit and what is above it.
    public let lineage: Lineage
    /// Whether the unit has put the person of this account in charge.
    public let isAssignee: Bool

    public init(directive: DirectivePolicy, lineage: Lineage, isAssignee: Bool) {
        self.directive = directive
        self.lineage = lineage
        self.isAssignee = isAssignee
    }

    private var isOwn: Bool { directive.actor.isAny(of: .unitOfficer, .unitHead, over: lineage) }

    /// Who of the unit has read, and what was done there, is for those who answer for it; not for whoever was put in charge.
    public var seesPeople: Bool { isOwn || directive.followsAll }

    public func permission(for act: DeliveryAct, on state: Directive.State) -> Permission {
        guard state != .draft else { return .hidden }
        switch act {
        case .view: return isOwn || isAssignee || directive.followsAll ? .open : .hidden
        case .handle, .finish:
            guard isOwn || act == .finish && isAssignee else { return .hidden }
            return state == .sent ? .open : .locked("Văn bản đã thu hồi nên không làm tiếp nữa.")
        }
    }
}
