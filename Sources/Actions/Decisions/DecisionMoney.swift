import Domain
import Law
import Primitives
import Records

/// The reward money of a commending decision: expected while it is a draft, final on the day it is signed.
public enum DecisionMoney {
    /// - Throws: `Problem(.notInForce)` when the law sets no amount for a line on this day.
    public static func payments(
        for entries: [DecisionEntry], issuer: Issuer, on day: CivilDate, lawbook: Lawbook
    ) throws -> [ID<DecisionLine>: Payment] {
        let kinds = Dictionary(
            lawbook.entries(on: day).map { ($0.code, $0.kind) }, uniquingKeysWith: { first, _ in first })
        let awards = try entries.compactMap { entry -> GivenCommendation? in
            guard let nomination = entry.nomination else { return nil }
            let year = nomination.year
            guard let from = nomination.periodFrom ?? CivilDate(year: year, month: 1, day: 1),
                let until = nomination.periodUntil ?? CivilDate(year: year, month: 12, day: 31)
            else { return nil }
            let bonus = try lawbook.bonus(
                for: entry.line.code, subject: nomination.subject, decidedOn: day,
                decidedByUnitHead: issuer.isHeadOfUnit)
            return GivenCommendation(
                id: entry.id, recipient: nomination.recipientKey, kind: kinds[entry.line.code] ?? .form,
                name: lawbook.name(of: entry.line.code), periodFrom: from, periodUntil: until, bonus: bonus)
        }
        return SeveralCommendations.payments(awards)
    }

    public static func total(_ payments: some Sequence<Payment>) -> Dong {
        payments.reduce(.zero) { $0 + $1.bonus.amount }
    }
}
