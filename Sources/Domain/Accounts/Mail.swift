import Primitives

/// An address to which mail can go: one `@`, letters of ASCII, nothing that a header or a command line would read otherwise.
public struct EmailAddress: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    /// - Returns: `nil` for anything that is no such address.
    public init?(typed: String) {
        let text = VietnameseText.tidied(typed)
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (3...254).contains(text.utf8.count), parts[0].utf8.count <= 64 else { return nil }
        let domain = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard Self.isPlain(parts[0], besides: "._+-"), !parts[0].hasPrefix("-"), !parts[0].hasPrefix("."),
            !parts[0].hasSuffix("."), !parts[0].contains(".."), domain.count >= 2,
            domain.allSatisfy({ Self.isPlain($0, besides: "-") && !$0.hasPrefix("-") && !$0.hasSuffix("-") })
        else { return nil }
        self.text = text
    }

    public var domain: String { text.split(separator: "@").last.map(String.init) ?? "" }

    public var description: String { text }

    private static func isPlain(_ text: Substring, besides others: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || others.utf8.contains(byte)
            }
    }
}

/// How somebody wants to be told by mail. What waits stands in the system in any case.
public enum MailChoice: String, Sendable, CaseIterable {
    case each, daily, none

    public var name: String {
        switch self {
        case .each: "Mỗi thông báo một thư"
        case .daily: "Mỗi ngày một thư, gộp các thông báo"
        case .none: "Không gửi thư"
        }
    }
}

/// Where and how mail goes to an account.
public struct AccountMail: Sendable, Hashable {
    /// Empty when an administrator has written none.
    public var email: String
    public var choice: MailChoice

    public init(email: String, choice: MailChoice) {
        self.email = email
        self.choice = choice
    }
}
