import Primitives

/// Where a page of a list ended: a moment and an identity, as written in the address of the next page.
struct PageCursor: Sendable {
    let at: Instant
    let id: String

    init(at: Instant, id: String) {
        self.at = at
        self.id = id
    }

    /// `nil` for an empty or spoilt text: then the list starts from its beginning.
    init?(_ text: String) {
        let parts = text.split(separator: "_")
        guard parts.count == 2, let at = Instant(iso: parts[0]), ID<PageCursor>(parsing: parts[1]) != nil else { return nil }
        self.at = at
        id = String(parts[1])
    }

    var text: String { "\(at.iso)_\(id)" }
    var place: (at: Instant, id: String) { (at, id) }
}

/// An address with its query: only the fields that say something.
func address(_ path: String, _ fields: [(String, String)]) -> String {
    let pairs = fields.filter { !$0.1.isEmpty }.map { "\($0.0)=\(encodedForQuery($0.1))" }
    return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
}

private func encodedForQuery(_ text: String) -> String {
    text.utf8.map { byte -> String in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            String(Unicode.Scalar(byte))
        default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
    }.joined()
}
