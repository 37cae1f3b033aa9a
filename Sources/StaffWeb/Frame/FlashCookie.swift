import Foundation
import WebSupport

/// What a write says on the page it leads to, on its way through the browser: shown once, and nothing for the database to keep,
/// which would have to wait for the disk a second time for every write. It is read as text only, so nothing is won by making
/// one up.
enum FlashCookie {
    static let name = "__Host-loi-nhan"

    /// Browsers drop a cookie of more than 4,096 bytes in silence; in this form three bytes are told as four.
    private static let largest = 2_800

    private static let attributes = "Path=/; Secure; HttpOnly; SameSite=Lax"

    /// A message whose page is never opened is forgotten after two minutes.
    static func setting(_ flash: Flash) -> String {
        "\(name)=\(text(flash)); \(attributes); Max-Age=120"
    }

    static let forgetting = "\(name)=; \(attributes); Max-Age=0"

    /// What a cookie of this name says; `nil` when we cannot have written it.
    static func flash(_ text: String) -> Flash? {
        let padded = text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let base64 = padded.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        guard let data = Data(base64Encoded: base64), let stored = String(bytes: data, encoding: .utf8),
            let colon = stored.firstIndex(of: ":"), let kind = Flash.Kind(rawValue: String(stored[..<colon]))
        else { return nil }
        return Flash(kind: kind, message: String(stored[stored.index(after: colon)...]))
    }

    private static func text(_ flash: Flash) -> String {
        var message = flash.message
        if message.utf8.count > largest {
            var kept = 0
            message =
                String(
                    message.prefix { character in
                        kept += character.utf8.count
                        return kept <= largest
                    }) + "…"
        }
        return Data("\(flash.kind.rawValue):\(message)".utf8).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}

extension Flash {
    static func done(_ message: String) -> Flash { Flash(kind: .done, message: message) }
    static func warning(_ message: String) -> Flash { Flash(kind: .warning, message: message) }
}
