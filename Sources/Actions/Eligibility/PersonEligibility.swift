import Domain
import Law
import Primitives
import Records
import Store

/// *Đủ điều kiện gì năm nay*: what one person could be proposed for, for whoever may see the person's file.
public enum PersonEligibility {
    /// - Throws: not found, when the person is out of reach.
    public static func load(
        _ id: ID<Person>, year: Int, for actor: Actor, lawbook: Lawbook, in tx: any ReadTransaction
    ) throws -> (person: Person, eligibility: Eligibility) {
        let (person, policy) = try PersonGate.person(id, for: actor, in: tx)
        let scope = PeopleScope.one(id)
        let line = try PersonRecords.staff(scope, in: tx)
        let facts = try FactsRecords.facts(
            of: line, scope, titles: Assessments.titles(lawbook, on: tx.today), in: tx)
        let eligibility = Eligibility(
            of: Proposal.Person(group: person.group, sex: person.sex), facts: facts[id] ?? Facts(), year: year,
            asOf: tx.today, lawbook: lawbook,
            counting: Assessments.counting(try RulesRecords.inForce(on: tx.today, in: tx)),
            veil: ConductVeil(for: policy.permission(for: .viewConduct), lawbook: lawbook))
        return (person, eligibility)
    }
}
