import Primitives

/// What an actor may ask to do to a lifelong file.
public enum PersonAct: String, Sendable, CaseIterable {
    case view
    /// To see discipline and examinations.
    case viewConduct
    /// To see the identity number in full.
    case revealIdentity
}

/// Who may see what of a person: one table, read by the gate and by the screens.
public struct PersonPolicy: Sendable {
    public let actor: Actor
    /// The person's unit with all above it.
    public let unit: Lineage

    public init(actor: Actor, unit: Lineage) {
        self.actor = actor
        self.unit = unit
    }

    /// The units whose people, and those below, the actor may look up.
    public static func reach(of actor: Actor) -> [ID<Unit>] {
        actor.units(as: .unitOfficer, .unitHead, .specialist, .leader, .chairman, .inspector)
    }

    public func permission(for act: PersonAct) -> Permission {
        guard actor.isAny(of: .unitOfficer, .unitHead, .specialist, .leader, .chairman, .inspector, over: unit)
        else { return .hidden }
        switch act {
        case .view: return .open
        case .viewConduct:
            return actor.isAny(of: .unitHead, .specialist, .leader, .inspector, over: unit) ? .open : .hidden
        case .revealIdentity:
            return actor.isAny(of: .unitHead, .specialist, .leader, over: unit) ? .open : .hidden
        }
    }
}
