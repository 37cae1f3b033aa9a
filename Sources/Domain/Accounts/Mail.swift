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

    /// From this hour on the one mail of the day is sent.
    public static let dailyHour = 7

    public var name: String {
        switch self {
        case .each: "Gửi thư ngay"
        case .daily: "Gộp, mỗi ngày một thư"
        case .none: "Không gửi thư"
        }
    }
}

/// What a notice is about, as far as its reader chooses how to be told of it by mail. The raw value is kept.
public enum NoticeKind: String, Sendable, CaseIterable {
    /// Something came back to be mended.
    case returned
    /// Somebody is reminded of what is due or late.
    case reminder
    case dossiers, movements, directives, reports, difficulties
    /// Everything else.
    case other = "notice"

    /// The kind of a plain notice: one that neither gives something back nor reminds.
    public init(about subject: EventSubject) {
        switch subject {
        case .dossier, .council, .councilSession, .decision, .commendation: self = .dossiers
        case .plan, .movement, .indicator, .unitFigure, .publicWork, .house, .activity, .occasion: self = .movements
        case .directive, .directiveDelivery: self = .directives
        case .report, .reportRequest, .reportKind, .inspection: self = .reports
        case .difficulty: self = .difficulties
        default: self = .other
        }
    }

    public var name: String {
        switch self {
        case .returned: "Bị trả lại, phải sửa"
        case .reminder: "Nhắc việc đến hạn, quá hạn"
        case .dossiers: "Hồ sơ, Hội đồng, quyết định khen thưởng"
        case .movements: "Kế hoạch, phong trào, chỉ tiêu, công trình"
        case .directives: "Văn bản, quán triệt"
        case .reports: "Báo cáo, kiểm tra"
        case .difficulties: "Vướng mắc"
        case .other: "Thông báo khác"
        }
    }
}

/// Where and how mail goes to an account.
public struct AccountMail: Sendable, Hashable {
    /// Empty when an administrator has written none.
    public var email: String
    /// How one is told of kinds for which one has chosen nothing.
    public var usual: MailChoice
    public var chosen: [NoticeKind: MailChoice]

    public init(email: String = "", usual: MailChoice = .each, chosen: [NoticeKind: MailChoice] = [:]) {
        self.email = email
        self.usual = usual
        self.chosen = chosen
    }

    public func choice(for kind: NoticeKind) -> MailChoice { chosen[kind] ?? usual }
}
