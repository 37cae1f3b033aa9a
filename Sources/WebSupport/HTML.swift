/// A piece of a page in which every interpolated text is escaped.
///
/// `"<p>\(name)</p>"` writes the name with `<`, `>`, `&` and quotes escaped. Only another `HTML` goes in as it is, so a
/// script cannot slip in by accident. Attribute values stand in double quotes, always.
public struct HTML: ExpressibleByStringInterpolation, Sendable {
    public private(set) var bytes: [UInt8]

    public init() { bytes = [] }

    public init(stringLiteral value: String) { bytes = Array(value.utf8) }

    public init(stringInterpolation: StringInterpolation) { bytes = stringInterpolation.bytes }

    /// Plain text, escaped.
    public init(text: String) {
        bytes = []
        HTML.escape(text, into: &bytes)
    }

    /// Markup that was written by us and is not typed by anybody.
    public init(trusted markup: String) { bytes = Array(markup.utf8) }

    public struct StringInterpolation: StringInterpolationProtocol {
        var bytes: [UInt8] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        public mutating func appendLiteral(_ literal: String) { bytes.append(contentsOf: literal.utf8) }
        public mutating func appendInterpolation(_ html: HTML) { bytes.append(contentsOf: html.bytes) }
        public mutating func appendInterpolation(_ html: HTML?) { if let html { bytes.append(contentsOf: html.bytes) } }
        public mutating func appendInterpolation(_ text: String) { HTML.escape(text, into: &bytes) }
        public mutating func appendInterpolation(_ text: String?) { if let text { HTML.escape(text, into: &bytes) } }
        public mutating func appendInterpolation(_ number: some BinaryInteger) {
            bytes.append(contentsOf: String(number).utf8)
        }

        /// One piece for each element.
        public mutating func appendInterpolation<Element>(
            each elements: some Sequence<Element>, _ piece: (Element) -> HTML
        ) {
            for element in elements { bytes.append(contentsOf: piece(element).bytes) }
        }

        /// A piece only when the condition holds.
        public mutating func appendInterpolation(if condition: Bool, _ piece: @autoclosure () -> HTML) {
            if condition { bytes.append(contentsOf: piece().bytes) }
        }
    }

    public static func + (left: HTML, right: HTML) -> HTML {
        var sum = left
        sum.bytes.append(contentsOf: right.bytes)
        return sum
    }

    public static func += (left: inout HTML, right: HTML) { left.bytes.append(contentsOf: right.bytes) }

    public var isEmpty: Bool { bytes.isEmpty }
    public var string: String { String(decoding: bytes, as: UTF8.self) }

    static func escape(_ text: String, into bytes: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
            default: bytes.append(byte)
            }
        }
    }
}
