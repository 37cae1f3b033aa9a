/// The identity of one `Entity`: a UUID of version 7 as lower-case text, so that it exists before the row does and sorts by age.
public struct ID<Entity>: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// A new identity, made at this moment.
    public init(at moment: Instant) {
        var generator = SystemRandomNumberGenerator()
        self.init(at: moment, using: &generator)
    }

    /// A new identity whose random part comes from `generator`: for data that must come out the same twice.
    public init(at moment: Instant, using generator: inout some RandomNumberGenerator) {
        let high = (UInt64(clamping: moment.milliseconds) << 16) | 0x7000 | (generator.next() & 0x0fff)
        let low = (generator.next() & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000
        var text = ""
        text.reserveCapacity(36)
        for (index, byte) in (bytes(of: high) + bytes(of: low)).enumerated() {
            if index == 4 || index == 6 || index == 8 || index == 10 { text.append("-") }
            text.append(hexDigits[Int(byte >> 4)])
            text.append(hexDigits[Int(byte & 15)])
        }
        rawValue = text
    }

    /// The identity in an address or a form, or `nil` when the text is not a UUID.
    public init?(parsing text: some StringProtocol) {
        guard text.utf8.count == 36 else { return nil }
        for (index, byte) in text.utf8.enumerated() {
            let isDash = index == 8 || index == 13 || index == 18 || index == 23
            guard isDash ? byte == UInt8(ascii: "-") : isHexDigit(byte) else { return nil }
        }
        rawValue = text.lowercased()
    }

    public var description: String { rawValue }
}

extension ID: Codable {
    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

private let hexDigits: [Character] = Array("0123456789abcdef")

private func isHexDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
}

private func bytes(of value: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) }
}
