import Primitives

/// The reward money of one title or form. Conversion to đồng happens once, at the end.
public struct Bonus: Codable, Hashable, Sendable {
    /// The coefficient of the base salary, in hundredths: 150 is 1,5 times.
    public let coefficientHundredths: Int
    public let baseSalary: Dong
    /// Coefficient × base salary, rounded up to the next 10.000 đồng (NĐ 152/2025/NĐ-CP Điều 49 khoản 2).
    public let amount: Dong
    /// What to know before paying; `nil` when there is nothing.
    public let note: String?
    public let citations: [Citation]

    public init(
        coefficientHundredths: Int, baseSalary: Dong, amount: Dong, note: String? = nil, citations: [Citation]
    ) {
        self.coefficientHundredths = coefficientHundredths
        self.baseSalary = baseSalary
        self.amount = amount
        self.note = note
        self.citations = citations
    }

    /// `0,15`: the coefficient as officials write it.
    public var coefficientText: String {
        let (units, rest) = (coefficientHundredths / 100, coefficientHundredths % 100)
        let decimals = rest % 10 == 0 ? String(rest / 10) : (rest < 10 ? "0" : "") + String(rest)
        return "\(units),\(decimals)"
    }

    /// `0,3 × 2.340.000 đồng = 702.000 đồng, làm tròn lên 710.000 đồng`.
    public var working: String {
        let exact = Dong(Int64(coefficientHundredths) * baseSalary.amount / 100)
        let product = "\(coefficientText) × \(baseSalary.written) = \(exact.written)"
        return exact == amount || amount == .zero ? product : product + ", làm tròn lên \(amount.written)"
    }

    /// Rounded up to the next 10.000 đồng.
    static func amount(coefficientHundredths: Int, baseSalary: Dong) -> Dong {
        let hundredthsOfDong = Int64(coefficientHundredths) * baseSalary.amount
        let step: Int64 = 10_000 * 100
        return Dong((hundredthsOfDong + step - 1) / step * 10_000)
    }
}

/// Mức lương cơ sở.
public struct BaseSalary: Codable, Hashable, Sendable {
    public let amount: Dong
    /// The first day of this amount.
    public let from: CivilDate
    public let citation: Citation

    public init(amount: Dong, from: CivilDate, citation: Citation) {
        self.amount = amount
        self.from = from
        self.citation = citation
    }
}
