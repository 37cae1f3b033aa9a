import Domain
import Law
import Primitives
import Records
import Store

extension Gate {
    /// A decision on behalf of a person, with the words of its issuer.
    public static func decision(
        _ id: ID<Decision>, for actor: Actor, may act: DecisionAct, in tx: any ReadTransaction
    ) throws -> (decision: Decision, issuer: Issuer) {
        guard let decision = try DecisionRecords.decision(id, in: tx),
            let unit = try UnitRecords.unit(decision.issuerUnitID, in: tx)
        else { throw Problem.notFound("quyết định này") }
        let policy = try decisionPolicy(for: actor, unit, in: tx)
        guard policy.permission(for: .view, on: decision).isOpen else { throw Problem.notFound("quyết định này") }
        // Signing that waits for somebody else is no conflict of two people: it is not this actor's.
        try require(
            policy.permission(for: act, on: decision),
            code: act == .sign && decision.state == .draft ? .notAllowed : .conflict)
        return (decision, try DecisionRecords.issuer(unit, in: tx))
    }

    public static func decisionPolicy(
        for actor: Actor, _ issuer: Unit, in tx: any ReadTransaction
    ) throws -> DecisionPolicy {
        DecisionPolicy(
            actor: actor, issuer: try UnitRecords.lineage(of: issuer.id, in: tx), isProvince: issuer.kind == .province)
    }

    /// An issuer for whom the actor may draft.
    public static func issuerToDraft(
        _ id: ID<Unit>, for actor: Actor, in tx: any ReadTransaction
    ) throws -> Issuer {
        guard let unit = try UnitRecords.unit(id, in: tx) else { throw Problem.notFound("cơ quan ban hành này") }
        try require(try decisionPolicy(for: actor, unit, in: tx).permission(for: .edit, on: nil))
        return try DecisionRecords.issuer(unit, in: tx)
    }

    /// An entry of the roll that the actor may propose to revoke, with who decides on that.
    public static func commendationToRevoke(
        _ id: ID<Commendation>, for actor: Actor, level: (Commendation) -> CompetenceLevel?, in tx: any ReadTransaction
    ) throws -> (entry: Commendation, issuer: Issuer) {
        guard let entry = try RollRecords.entry(id, in: tx) else { throw Problem.notFound("mục này trong Bảng vàng") }
        guard let unit = try DecisionRecords.originalIssuer(of: entry, level: level(entry), in: tx) else {
            throw Problem(
                .notAllowed,
                "Không xác định được người đã quyết định khen thưởng này, hoặc đó là cấp trên của tỉnh. Việc hủy bỏ do người đã quyết định khen thưởng thực hiện (khoản 8 Điều 93 Luật Thi đua, khen thưởng)."
            )
        }
        try require(try decisionPolicy(for: actor, unit, in: tx).permission(for: .revoke, on: nil))
        return (entry, try DecisionRecords.issuer(unit, in: tx))
    }
}
