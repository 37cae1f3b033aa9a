import Primitives

/// What an actor may ask to do to a cluster.
public enum ClusterAct: String, Sendable, CaseIterable {
    case view
    /// To set one up, change what it is called, and set its last day.
    case edit
    /// To add units, end memberships and divide many units at once.
    case changeMembers
    /// To say who leads it in a year.
    case setTerm
}

/// Who may do what to a cluster. Every official may know who competes with whom; Sở Nội vụ, the standing body of the
/// provincial council, divides and keeps them.
public struct ClusterPolicy: Sendable {
    public let actor: Actor
    /// The unit that organises the clusters, and what is above it.
    public let organiser: Lineage

    public init(actor: Actor, organiser: Lineage) {
        self.actor = actor
        self.organiser = organiser
    }

    public func permission(for act: ClusterAct) -> Permission {
        switch act {
        case .view: actor.grants.isEmpty ? .hidden : .open
        case .edit, .changeMembers, .setTerm:
            actor.isAny(of: .specialist, .leader, over: organiser) ? .open : .hidden
        }
    }
}
