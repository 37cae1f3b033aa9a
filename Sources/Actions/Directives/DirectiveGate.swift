import Domain
import Primitives
import Records
import Store

extension Gate {
    /// A document on behalf of a person, with the unit that sends it and what the person may do. What did not go to somebody is
    /// not found.
    public static func directive(
        _ id: ID<Directive>, for actor: Actor, may act: DirectiveAct = .view, in tx: any ReadTransaction
    ) throws -> (directive: Directive, unit: Unit, policy: DirectivePolicy) {
        guard let directive = try DirectiveRecords.directive(id, in: tx),
            let unit = try UnitRecords.unit(directive.unitID, in: tx)
        else { throw Problem.notFound("văn bản này") }
        let person = try DirectiveReaderRecords.person(of: actor.accountID, in: tx)
        let policy = DirectivePolicy(
            actor: actor, unit: unit, lineage: try UnitRecords.lineage(of: unit.id, in: tx),
            isAddressed: try DirectiveDeliveryRecords.isAddressed(id, to: actor, in: tx),
            personID: person,
            isReader: try person.map { try DirectiveReaderRecords.reading(of: id, by: $0, in: tx) != nil } ?? false,
            isAssignee: try person.map { try DirectiveDeliveryRecords.isAssigned(id, to: $0, in: tx) } ?? false)
        guard policy.permission(for: .view, on: directive).isOpen else { throw Problem.notFound("văn bản này") }
        try require(policy.permission(for: act, on: directive))
        return (directive, unit, policy)
    }

    /// A document at one unit on behalf of a person.
    public static func delivery(
        of id: ID<Directive>, at unitID: ID<Unit>, for actor: Actor, may act: DeliveryAct = .view,
        in tx: any ReadTransaction
    ) throws -> (directive: Directive, delivery: DirectiveDelivery, policy: DeliveryPolicy) {
        let (directive, _, whole) = try directive(id, for: actor, in: tx)
        guard let delivery = try DirectiveDeliveryRecords.delivery(of: id, at: unitID, in: tx) else {
            throw Problem.notFound("đơn vị này trong nơi nhận của văn bản")
        }
        var isAssignee = false
        if let person = whole.personID, delivery.assigneeID == person {
            isAssignee = try DirectiveDeliveryRecords.isAssigned(id, to: person, at: unitID, in: tx)
        }
        let policy = DeliveryPolicy(
            directive: whole, lineage: try UnitRecords.lineage(of: unitID, in: tx), isAssignee: isAssignee)
        guard policy.permission(for: .view, on: directive.state).isOpen else {
            throw Problem.notFound("đơn vị này trong nơi nhận của văn bản")
        }
        try require(policy.permission(for: act, on: directive.state))
        return (directive, delivery, policy)
    }

    /// The units for which the actor writes and sends documents: the province for Sở Nội vụ, their own for officers and heads.
    public static func sendingUnits(_ actor: Actor, in tx: any ReadTransaction) throws -> [Unit] {
        let provinces = try UnitRecords.own(actor.units(as: .specialist, .leader), in: tx).filter {
            $0.kind == .province
        }
        let own = try UnitRecords.own(actor.units(as: .unitOfficer, .unitHead), in: tx).filter {
            $0.kind != .province
        }
        return (provinces + own).filter { $0.exists(on: tx.today) }
    }

    /// The units below which the actor follows a document; `nil` for all.
    public static func rootsFollowed(_ policy: DirectivePolicy) -> [ID<Unit>]? {
        policy.followsAll ? nil : policy.actor.units(as: .unitOfficer, .unitHead)
    }
}
