import Domain
import Foundation
import Logging
import Primitives
import Records
import Subprocess

/// Hands messages to a program with the interface of `sendmail` (msmtp, Postfix, Exim …).
///
/// A mail says that something waits, and where; what it is about is read after signing in. So no mail carries anybody's name but
/// its reader's.
public struct SendmailDelivery: Delivery {
    /// What could go wrong, in words for the administrator.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        public let description: String
    }

    /// The path of the program.
    private let program: String
    private let sender: EmailAddress
    /// Where the site is reached from outside, without a stroke at its end.
    private let site: String
    private let logger: Logger
    private let timeLimit: Duration

    public init(program: String, sender: EmailAddress, site: String, logger: Logger, timeLimit: Duration = .seconds(30))
    {
        self.program = program
        self.sender = sender
        self.site = site.hasSuffix("/") ? String(site.dropLast()) : site
        self.logger = logger
        self.timeLimit = timeLimit
    }

    public func deliver(_ message: OutboxMessage) async throws {
        // Without an address it is read in the system.
        guard !message.email.isEmpty else { return }
        try await send(
            id: "thong-bao-\(message.id)", to: message.email,
            subject: "Bảng Vàng: \(message.kind.phrase) về \(message.subject.noun)",
            text: """
                Kính gửi \(message.name),

                Bảng Vàng \(message.kind.phrase) về \(message.subject.noun) dành cho anh/chị.

                Mở để xem: \(site)/thong-bao/\(message.id)

                Thư này gửi tự động, xin không trả lời. Cách nhận thư đổi tại \(site)/tai-khoan-cua-toi
                """, at: message.createdAt)
    }

    public func deliver(_ digest: OutboxDigest) async throws {
        try await send(
            id: "tong-hop-\(digest.accountID)-\(digest.day.iso)", to: digest.email,
            subject: "Bảng Vàng: \(digest.messages.count) thông báo chờ anh/chị xem",
            text: """
                Kính gửi \(digest.name),

                Bảng Vàng có \(digest.messages.count) thông báo mới dành cho anh/chị.

                Mở để xem: \(site)/thong-bao

                Thư này gửi tự động, mỗi ngày nhiều nhất một thư. Cách nhận thư đổi tại \(site)/tai-khoan-cua-toi
                """, at: Instant(digest.day, hour: 7))
    }

    private func send(id: String, to typed: String, subject: String, text: String, at: Instant) async throws {
        guard let recipient = EmailAddress(typed: typed) else {
            throw Failure(description: "Địa chỉ thư của người nhận không đúng.")
        }
        let mail = MailMessage(
            id: id, sender: sender, senderName: "Bảng Vàng", recipient: recipient, subject: subject, text: text, at: at)
        try await run(mail.bytes, to: recipient)
        logger.info("mail handed over", metadata: ["mail": "\(id)"])
    }

    private enum Outcome: Sendable {
        case finished(TerminationStatus, complaint: String)
        case timedOut
    }

    private func run(_ bytes: [UInt8], to recipient: EmailAddress) async throws {
        let outcome = try await withThrowingTaskGroup(of: Outcome.self) { group in
            group.addTask { try await handOver(bytes, to: recipient) }
            group.addTask {
                try await Task.sleep(for: timeLimit)
                return .timedOut
            }
            // Leaving the group cancels the program, which kills it, and waits until it is gone.
            defer { group.cancelAll() }
            return try await group.next() ?? .timedOut
        }
        switch outcome {
        case .timedOut:
            throw Failure(
                description: "Chương trình gửi thư không trả lời sau \(timeLimit.components.seconds) giây.")
        case .finished(let status, let complaint):
            guard status.isSuccess else {
                // The complaint may name hosts and accounts: for the log, not for a screen.
                logger.warning("the mail program failed", metadata: ["said": "\(complaint)", "status": "\(status)"])
                throw Failure(description: "Chương trình gửi thư báo lỗi; chi tiết ở nhật ký máy chủ.")
            }
        }
    }

    /// A program that ends before it has read its input would otherwise end the server by SIGPIPE.
    private static let ignoresBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

    private func handOver(_ bytes: [UInt8], to recipient: EmailAddress) async throws -> Outcome {
        SendmailDelivery.ignoresBrokenPipes
        do {
            let result = try await Subprocess.run(
                .path(.init(program)),
                // -i: a line with a dot alone ends nothing. --: what follows is no option.
                arguments: ["-i", "-f", sender.text, "--", recipient.text], environment: environment,
                input: .inputWriter, output: .discarded, error: .string(limit: 64 * 1024)
            ) { execution in
                // Why the program would not read is told better by its status.
                _ = try? await execution.standardInputWriter.write(bytes)
                try? await execution.standardInputWriter.finish()
            }
            return .finished(
                result.terminationStatus,
                complaint: result.standardError.trimmingCharacters(in: .whitespacesAndNewlines))
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw Failure(description: "Không tìm thấy chương trình gửi thư trên máy chủ.")
        }
    }

    /// Nothing of the server's own environment, which may hold passwords, but what the program needs to find its settings.
    private var environment: Environment {
        var values: [Environment.Key: String] = ["LC_ALL": "C.UTF-8"]
        let server = ProcessInfo.processInfo.environment
        for name in ["PATH", "HOME", "TMPDIR"] {
            if let value = server[name], let key = Environment.Key(rawValue: name) { values[key] = value }
        }
        return .custom(values)
    }
}

extension NoticeKind {
    /// What the system does with such a message, before "về" and what it is about.
    var phrase: String {
        switch self {
        case .returned: "có việc bị trả lại, cần sửa"
        case .reminder: "nhắc việc"
        default: "có thông báo"
        }
    }
}

extension EventSubject {
    /// What a message is about, inside a sentence; it names nobody.
    var noun: String {
        switch self {
        case .movement: "phong trào thi đua"
        case .plan: "kế hoạch năm"
        case .dossier: "hồ sơ khen thưởng"
        case .councilSession, .council: "Hội đồng"
        case .decision: "quyết định khen thưởng"
        case .difficulty: "vướng mắc"
        case .directive, .directiveDelivery: "văn bản, quán triệt"
        case .indicator, .unitFigure: "chỉ tiêu thi đua"
        case .publicWork: "công trình gắn biển"
        case .house: "xóa nhà tạm, nhà dột nát"
        case .reportKind, .reportRequest, .report: "báo cáo"
        case .inspection: "kiểm tra công tác thi đua, khen thưởng"
        default: "công việc thi đua, khen thưởng"
        }
    }
}
