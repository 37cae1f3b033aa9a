import Law

/// What one line of a decision pays, and why it pays nothing.
public struct Payment: Sendable, Hashable {
    public let bonus: Bonus
    public let note: String?

    public init(bonus: Bonus, note: String? = nil) {
        self.bonus = bonus
        self.note = note
    }

    /// A line whose money another line excludes keeps its coefficient and pays nothing.
    public init(_ payable: Payable) {
        let bonus = payable.bonus
        self.init(
            bonus: Bonus(
                coefficientHundredths: bonus.coefficientHundredths, baseSalary: bonus.baseSalary,
                amount: payable.amount, note: bonus.note, citations: bonus.citations),
            note: payable.outcome == .paid ? bonus.note : payable.explanation)
    }
}
