import Domain
import Law
import Primitives
import Records

/// The reward money of a commending decision: expected while it is a draft, final on the day it is signed.
public enum DecisionMoney {
    /// Several awards of one decision to the same recipient are settled by ``Lawbook/payable(_:decidedOn:)``. Where the law
    /// leaves the amount to the province, the province's rules of the day pay; where neither sets one, the line carries no
    /// money and says so, because an honour does not wait for it.
    ///
    /// - Parameter rules: the province's rules in force on the day.
    /// - Throws: `Problem(.notInForce)` when no base salary is on record for this day.
    public static func payments(
        for entries: [DecisionEntry], issuer: Issuer, on day: CivilDate, lawbook: Lawbook, rules: ProvincialRules?
    ) throws -> [ID<DecisionLine>: Payment] {
        let base = try lawbook.baseSalary(on: day)
        var payments: [ID<DecisionLine>: Payment] = [:]
        let awards = entries.compactMap { entry -> GivenCommendation? in
            guard let nomination = entry.nomination else { return nil }
            let year = nomination.year
            let subject = nomination.subject
            guard lawbook.setsBonus(of: entry.line.code, for: subject, on: day) else {
                payments[entry.id] = local(entry.line.code, subject, base, lawbook, rules)
                return nil
            }
            guard let from = nomination.periodFrom ?? CivilDate(year: year, month: 1, day: 1),
                let until = nomination.periodUntil ?? CivilDate(year: year, month: 12, day: 31)
            else { return nil }
            return GivenCommendation(
                id: entry.id.rawValue, recipient: nomination.recipientKey, code: entry.line.code,
                subject: nomination.subject, periodFrom: from, periodUntil: until,
                isDecidedByUnitHead: issuer.isHeadOfUnit)
        }
        let payable = try lawbook.payable(awards, decidedOn: day)
        for award in payable { payments[ID<DecisionLine>(rawValue: award.id)] = Payment(award) }
        return payments
    }

    /// What the province pays where the law sets no amount.
    private static func local(
        _ code: CatalogueCode, _ subject: SubjectKind, _ base: BaseSalary, _ lawbook: Lawbook, _ rules: ProvincialRules?
    ) -> Payment {
        guard let rules, let local = rules.amount(of: code, for: subject) else {
            return Payment(
                bonus: Bonus(coefficientHundredths: 0, baseSalary: base.amount, amount: .zero, citations: []),
                note: "Luật và quy định của tỉnh chưa đặt mức tiền; không kèm tiền thưởng")
        }
        let citation = rules.citation(local.source)
        return Payment(
            bonus: Bonus(
                coefficientHundredths: 0, baseSalary: base.amount, amount: local.amount, citations: [citation]),
            note: "Mức do tỉnh quy định: \(citation.text)")
    }

    public static func total(_ payments: some Sequence<Payment>) -> Dong {
        payments.reduce(.zero) { $0 + $1.bonus.amount }
    }
}
