/// Money in whole đồng.
public struct Dong: Hashable, Comparable, Sendable, Codable {
    public let amount: Int64
    public init(_ amount: Int64) { self.amount = amount }
    public static let zero = Dong(0)
    public static func + (left: Dong, right: Dong) -> Dong { Dong(left.amount + right.amount) }
    public static func < (left: Dong, right: Dong) -> Bool { left.amount < right.amount }

    /// `7.020.000`, thousands parted by dots, without the unit.
    public var grouped: String { groupedByThousands(amount) }

    /// `7.020.000 đồng`.
    public var written: String { grouped + " đồng" }
}

/// A number of points in hundredths: `Points(hundredths: 9_550)` is 95,5 points. Zero is a legal score.
public struct Points: Hashable, Comparable, Sendable, Codable {
    public let hundredths: Int64
    public init(hundredths: Int64) { self.hundredths = hundredths }
    public static func < (left: Points, right: Points) -> Bool { left.hundredths < right.hundredths }
}

/// An exact share such as 14 of 17 members. Compared without division, so that 90 % of 17 is never rounded.
public struct Ratio: Hashable, Sendable, Codable {
    public let part: Int
    public let whole: Int

    /// `part` of `whole`; `whole` may be 0 (then no share is reached).
    public init(_ part: Int, of whole: Int) {
        self.part = part
        self.whole = whole
    }

    /// Whether this share is at least `other`. A share of nothing reaches no threshold.
    public func isAtLeast(_ other: Ratio) -> Bool {
        guard whole > 0, other.whole > 0 else { return false }
        return part * other.whole >= other.part * whole
    }

    /// The smallest whole number that is at least this share of `total`: 90 % of 17 members is 16.
    public func needed(of total: Int) -> Int {
        guard whole > 0 else { return 0 }
        return (part * total + whole - 1) / whole
    }

    /// `90 %` or `66,67 %`, for reading only: never compared.
    public var percent: String {
        guard whole > 0 else { return "0 %" }
        let hundredths = (part * 10_000 * 2 + whole) / (whole * 2)
        let (units, rest) = (hundredths / 100, hundredths % 100)
        if rest == 0 { return "\(units) %" }
        return "\(units)," + (rest % 10 == 0 ? String(rest / 10) : padded(rest, 2)) + " %"
    }
}

/// A size of a file in words: `20 MB`, `25,3 MB`, `512 KB`; never less than one kilobyte.
/// - Parameter roundedUp: for a size that is too large, so that it never reads like the limit itself.
public func writtenSize(_ bytes: Int, roundedUp: Bool = false) -> String {
    if bytes < 1 << 20 { return "\(max(1, (bytes + (roundedUp ? 1023 : 0)) >> 10)) KB" }
    let tenths = (bytes * 10 + (roundedUp ? 1 << 20 - 1 : 0)) >> 20
    return tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10),\(tenths % 10) MB"
}

/// `1234567` as `1.234.567`.
public func groupedByThousands(_ value: some BinaryInteger) -> String {
    let text = String(value.magnitude)
    var grouped = ""
    for (index, character) in text.enumerated() {
        if index > 0, (text.count - index) % 3 == 0 { grouped.append(".") }
        grouped.append(character)
    }
    return value < 0 ? "-" + grouped : grouped
}
