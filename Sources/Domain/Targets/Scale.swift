import Primitives

/// How finely an indicator counts: whole numbers of 10⁻ᵖˡᵃᶜᵉˢ of its unit of measure. 9.850 at two places is 98,50.
public struct Scale: Sendable, Hashable {
    /// Digits behind the decimal comma, 0 to 4.
    public let places: Int

    public static let finest = 4
    /// The largest amount, in the smallest part: sums over some thousand units still fit into 64 bits.
    public static let highest = 100_000_000_000_000

    public init?(places: Int) {
        guard (0...Scale.finest).contains(places) else { return nil }
        self.places = places
    }

    private init(checked places: Int) { self.places = places }

    /// Whole numbers.
    public static let whole = Scale(checked: 0)
    public static let all = (0...finest).map(Scale.init(checked:))

    private var one: Int { (0..<places).reduce(1) { one, _ in one * 10 } }

    /// `1.234,5`: thousands parted by dots, nought decimals at the end left out.
    public func written(_ amount: Int) -> String {
        let (units, rest) = amount.magnitude.quotientAndRemainder(dividingBy: one.magnitude)
        var decimals = String(rest)
        decimals = String(repeating: "0", count: max(0, places - decimals.count)) + decimals
        while decimals.hasSuffix("0") { decimals.removeLast() }
        let text = groupedByThousands(units) + (places == 0 || decimals.isEmpty ? "" : "," + decimals)
        return amount < 0 ? "-" + text : text
    }

    /// An amount in whole units of measure, half up: 9.850 at two places is 99.
    public func rounded(_ amount: Int) -> Int { places == 0 ? amount : (amount + one / 2) / one }

    /// Why a typed number is none.
    public enum Fault: Error, Hashable, Sendable {
        case notANumber, tooFine, tooLarge
    }

    /// Reads `1.234,5` as people write it: dots part thousands, a comma begins the decimals.
    public func amount(_ typed: String) -> Result<Int, Fault> {
        let text = typed.filter { !$0.isWhitespace }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let units = Scale.units(parts[0]) else { return .failure(.notANumber) }
        var decimals = parts.count == 2 ? String(parts[1]) : ""
        guard parts.count == 1 || !decimals.isEmpty, decimals.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return .failure(.notANumber)
        }
        while decimals.count > places, decimals.hasSuffix("0") { decimals.removeLast() }
        guard decimals.count <= places else { return .failure(.tooFine) }
        decimals += String(repeating: "0", count: places - decimals.count)
        guard units.utf8.count + places <= 18, let amount = Int(units + decimals), amount <= Scale.highest else {
            return .failure(.tooLarge)
        }
        return .success(amount)
    }

    /// The digits without their dots; `nil` when a dot does not part thousands.
    private static func units(_ text: Substring) -> String? {
        let groups = text.split(separator: ".", omittingEmptySubsequences: false)
        guard groups.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
        if groups.count > 1 {
            guard groups[0].count <= 3, groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
        }
        return groups.joined()
    }
}

/// A whole split into parts without losing anything: each gets its share rounded down, and what is left goes, one by one, to
/// those whose share was cut most; of equals, to the one named first.
public func apportioned(_ whole: Int, by weights: [Int]) -> [Int] {
    let total = weights.reduce(0, +)
    guard whole >= 0, total > 0, weights.allSatisfy({ $0 >= 0 }) else { return weights.map { _ in 0 } }
    let shares = weights.map { weight in total.dividingFullWidth(whole.multipliedFullWidth(by: weight)) }
    var parts = shares.map(\.quotient)
    let left = whole - parts.reduce(0, +)
    let order = shares.indices.sorted { (shares[$1].remainder, $0) < (shares[$0].remainder, $1) }
    for index in order.prefix(left) { parts[index] += 1 }
    return parts
}
