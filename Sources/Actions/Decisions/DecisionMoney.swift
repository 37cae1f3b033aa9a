import Domain
import Law
import Primitives
import Records

/// The reward money of a commending decision: expected while it is a draft, final on the day it is signed.
public enum DecisionMoney {
    /// Several awards of one decision to the same recipient are settled by ``Lawbook/payable(_:decidedOn:)``.
    ///
    /// - Throws: `Problem(.notInForce)` when the law sets no amount for a line on this day.
    public static func payments(
        for entries: [DecisionEntry], issuer: Issuer, on day: CivilDate, lawbook: Lawbook
    ) throws -> [ID<DecisionLine>: Payment] {
        let awards = entries.compactMap { entry -> GivenCommendation? in
            guard let nomination = entry.nomination else { return nil }
            let year = nomination.year
            guard let from = nomination.periodFrom ?? CivilDate(year: year, month: 1, day: 1),
                let until = nomination.periodUntil ?? CivilDate(year: year, month: 12, day: 31)
            else { return nil }
            return GivenCommendation(
                id: entry.id.rawValue, recipient: nomination.recipientKey, code: entry.line.code,
                subject: nomination.subject, periodFrom: from, periodUntil: until,
                isDecidedByUnitHead: issuer.isHeadOfUnit)
        }
        let payable = try lawbook.payable(awards, decidedOn: day)
        return Dictionary(
            payable.map { (ID<DecisionLine>(rawValue: $0.id), Payment($0)) }, uniquingKeysWith: { first, _ in first })
    }

    public static func total(_ payments: some Sequence<Payment>) -> Dong {
        payments.reduce(.zero) { $0 + $1.bonus.amount }
    }
}
