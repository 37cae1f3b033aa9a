import Domain
import Primitives

import struct Foundation.Data

/// A mail of text as bytes of RFC 5322. What goes into a header is encoded (RFC 2047) or a checked address, so that nothing that
/// a person has written can become a header of its own.
public struct MailMessage: Sendable, Hashable {
    /// The same for every attempt at one message, so that a repeated one is recognised.
    public let id: String
    public let sender: EmailAddress
    public let senderName: String
    public let recipient: EmailAddress
    public let subject: String
    public let text: String
    public let at: Instant

    public init(
        id: String, sender: EmailAddress, senderName: String, recipient: EmailAddress, subject: String, text: String,
        at: Instant
    ) {
        self.id = id
        self.sender = sender
        self.senderName = senderName
        self.recipient = recipient
        self.subject = subject
        self.text = text
        self.at = at
    }

    public var bytes: [UInt8] {
        let domain = sender.domain
        let name = id.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        let headers = [
            "From: \(Self.encoded(senderName, after: 6)) <\(sender)>", "To: <\(recipient)>",
            "Subject: \(Self.encoded(subject, after: 9))", "Date: \(Self.date(at))", "Message-ID: <\(name)@\(domain)>",
            "Auto-Submitted: auto-generated", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
        ]
        return Array((headers + ["", body, ""]).joined(separator: "\r\n").utf8)
    }

    private var body: String {
        let text = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        let encoded = Array(Data(text.utf8).base64EncodedString())
        return stride(from: 0, to: encoded.count, by: 76).map {
            String(encoded[$0..<min($0 + 76, encoded.count)])
        }.joined(separator: "\r\n")
    }

    /// Words of base64 in UTF-8, none longer than 75 signs and none that cuts a letter; a text of several words is folded.
    /// - Parameter taken: how many signs stand before it in its first line.
    static func encoded(_ text: String, after taken: Int) -> String {
        var words: [String] = []
        var bytes: [UInt8] = []
        // "=?UTF-8?B?" and "?=" leave 63 signs of base64 to a word: 45 bytes; the first line also holds the name.
        var room = 45 - taken
        for letter in text.unicodeScalars {
            let next = Array(String(letter).utf8)
            if bytes.count + next.count > room {
                words.append(word(bytes))
                bytes = []
                room = 45
            }
            bytes += next
        }
        if !bytes.isEmpty || words.isEmpty { words.append(word(bytes)) }
        return words.joined(separator: "\r\n ")
    }

    private static func word(_ bytes: [UInt8]) -> String { "=?UTF-8?B?\(Data(bytes).base64EncodedString())?=" }

    /// `Fri, 05 Dec 2025 08:00:00 +0700`: the time in Viet Nam.
    static func date(_ at: Instant) -> String {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let day = at.day
        let second = Int((at.milliseconds / 1000) % 60)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(days[day.weekday - 1]), \(two(day.day)) \(months[day.month - 1]) \(day.year) "
            + "\(at.timeOfDay):\(two(max(0, second))) +0700"
    }
}
