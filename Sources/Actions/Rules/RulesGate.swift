import Domain
import Primitives
import Records
import Store

extension Gate {
    /// A version of the province's rules on behalf of a person.
    public static func rules(
        _ id: ID<ProvincialRules>, for actor: Actor, may act: RulesAct, in tx: any ReadTransaction
    ) throws -> (rules: ProvincialRules, policy: RulesPolicy) {
        guard let rules = try RulesRecords.rules(id, in: tx) else { throw Problem.notFound("quy định này") }
        let policy = try rulesPolicy(for: actor, rules, in: tx)
        guard policy.permission(for: .view, on: rules).isOpen else { throw Problem.notFound("quy định này") }
        // Putting in force what waits for somebody else is no conflict of two people: it is not this actor's.
        try require(
            policy.permission(for: act, on: rules),
            code: act == .issue && rules.state == .draft ? .notAllowed : .conflict)
        return (rules, policy)
    }

    public static func rulesPolicy(
        for actor: Actor, _ rules: ProvincialRules, in tx: any ReadTransaction
    ) throws -> RulesPolicy {
        RulesPolicy(
            actor: actor, province: try UnitRecords.lineage(of: rules.unitID, in: tx),
            drafters: rules.state == .draft ? try RulesRecords.drafters(of: rules.id, in: tx) : [])
    }

    /// The province for which rules are drafted, and what the actor may do there; `nil` when no province exists today.
    public static func rulesOfProvince(
        for actor: Actor, in tx: any ReadTransaction
    ) throws -> (province: ID<Unit>, policy: RulesPolicy)? {
        guard let province = try UnitRecords.everyProvince(in: tx).first else { return nil }
        return (
            province,
            RulesPolicy(actor: actor, province: try UnitRecords.lineage(of: province, in: tx), drafters: [])
        )
    }
}
