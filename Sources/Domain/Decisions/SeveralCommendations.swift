import Law
import Primitives

/// One award of a decision, as far as its money is concerned.
public struct GivenCommendation: Sendable, Hashable, Identifiable {
    public let id: ID<DecisionLine>
    /// The same text for the same person, collective or household.
    public let recipient: String
    public let kind: CatalogueKind
    public let name: String
    /// The time over which the achievement was counted.
    public let periodFrom: CivilDate
    public let periodUntil: CivilDate
    public let bonus: Bonus

    public init(
        id: ID<DecisionLine>, recipient: String, kind: CatalogueKind, name: String, periodFrom: CivilDate,
        periodUntil: CivilDate, bonus: Bonus
    ) {
        self.id = id
        self.recipient = recipient
        self.kind = kind
        self.name = name
        self.periodFrom = periodFrom
        self.periodUntil = periodUntil
        self.bonus = bonus
    }
}

/// What one award pays, and why it pays nothing.
public struct Payment: Sendable, Hashable {
    public let bonus: Bonus
    public let note: String?

    public init(bonus: Bonus, note: String? = nil) {
        self.bonus = bonus
        self.note = note
    }
}

/// Several awards at one time (NĐ 152/2025/NĐ-CP Điều 49 khoản 5, 6, 7).
public enum SeveralCommendations {
    /// Titles of one recipient over the same time: only the highest pays. Over different times: all. A title and a form: both.
    /// Several forms: all, since two forms are never given for one achievement (Luật 06/2022/QH15 Điều 5).
    public static func payments(_ awards: [GivenCommendation]) -> [ID<DecisionLine>: Payment] {
        struct Key: Hashable {
            let recipient: String
            let from: CivilDate
            let until: CivilDate
        }
        var highest: [Key: GivenCommendation] = [:]
        for award in awards where award.kind == .title {
            let key = Key(recipient: award.recipient, from: award.periodFrom, until: award.periodUntil)
            if let best = highest[key], best.bonus.amount >= award.bonus.amount { continue }
            highest[key] = award
        }
        var payments: [ID<DecisionLine>: Payment] = [:]
        for award in awards {
            let key = Key(recipient: award.recipient, from: award.periodFrom, until: award.periodUntil)
            if award.kind == .title, let best = highest[key], best.id != award.id {
                let nothing = Bonus(
                    coefficientHundredths: award.bonus.coefficientHundredths, baseSalary: award.bonus.baseSalary,
                    amount: .zero, citations: award.bonus.citations)
                payments[award.id] = Payment(
                    bonus: nothing,
                    note:
                        "Đã nhận mức cao hơn của danh hiệu \(best.name) trong cùng thời gian đạt được (khoản 5 Điều 49 Nghị định 152/2025/NĐ-CP)"
                )
            } else {
                payments[award.id] = Payment(bonus: award.bonus)
            }
        }
        return payments
    }
}
