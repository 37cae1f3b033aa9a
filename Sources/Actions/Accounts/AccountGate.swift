import Domain
import Primitives
import Records
import Store

/// The only way to get an account on behalf of an administrator. Out of reach is not found.
public enum AccountGate {
    public static func account(
        _ id: ID<Account>, for actor: Actor, may act: AccountAct, in tx: any ReadTransaction
    ) throws -> (account: Account, grants: [Grant], policy: AccountPolicy) {
        try requireAdministrator(actor)
        guard let account = try AccountRecords.account(id, in: tx) else { throw Problem.notFound("tài khoản này") }
        let grants = try AccountRecords.grants(of: [id], in: tx)[id] ?? []
        let policy = AccountPolicy(
            actor: actor, account: account, units: try UnitRecords.lineages(of: grants.map(\.unitID), in: tx),
            isOverAll: try UnitRecords.includesTop(actor.units(as: .administrator), in: tx))
        guard policy.permission(for: .view).isOpen else { throw Problem.notFound("tài khoản này") }
        try Gate.require(policy.permission(for: act))
        return (account, grants, policy)
    }

    public static func requireAdministrator(_ actor: Actor) throws {
        try Gate.require(actor.isAny(of: .administrator) ? .open : .hidden)
    }

    /// Which accounts an administrator finds in the list.
    public static func reach(of actor: Actor, in tx: any ReadTransaction) throws -> AccountRecords.Reach {
        try requireAdministrator(actor)
        return try reach(from: actor.units(as: .administrator), in: tx)
    }

    /// The units at which an administrator may grant functions.
    public static func unitChoices(for actor: Actor, in tx: any ReadTransaction) throws -> [Unit] {
        switch try reach(of: actor, in: tx) {
        case .everything: try UnitRecords.choices(within: nil, in: tx)
        case .within(let units): try UnitRecords.choices(within: units, in: tx)
        }
    }

    /// Whose acts an administrator or inspector finds in the log.
    public static func logReach(of actor: Actor, in tx: any ReadTransaction) throws -> AccountRecords.Reach {
        try Gate.require(actor.isAny(of: .administrator, .inspector) ? .open : .hidden)
        return try reach(from: actor.units(as: .administrator, .inspector), in: tx)
    }

    private static func reach(from units: [ID<Unit>], in tx: any ReadTransaction) throws -> AccountRecords.Reach {
        try UnitRecords.includesTop(units, in: tx) ? .everything : .within(units)
    }
}
