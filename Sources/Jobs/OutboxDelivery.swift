import Domain
import Logging
import Primitives
import Records
import ServiceLifecycle
import Store

/// The way by which a message reaches a person outside the system. Inside, it stands under *Thông báo* in any case.
public protocol Delivery: Sendable {
    /// Returns when the message is out of our hands.
    func deliver(_ message: OutboxMessage) async throws
    /// The messages of a day in one, for those who want it so.
    func deliver(_ digest: OutboxDigest) async throws
}

/// Notes in the log that a message was due. Its words stay in the database, where only its reader sees them.
public struct LogDelivery: Delivery {
    private let logger: Logger

    public init(logger: Logger) { self.logger = logger }

    public func deliver(_ message: OutboxMessage) async throws {
        logger.info(
            "message delivered",
            metadata: ["message": "\(message.id)", "account": "\(message.accountID?.rawValue ?? "")"])
    }

    public func deliver(_ digest: OutboxDigest) async throws {
        logger.info("digest delivered", metadata: ["account": "\(digest.accountID)"])
    }
}

/// Sends what waits in the outbox, oldest first. A message that cannot be sent is tried again after one minute, two, four and so
/// on, ten times in all.
public struct OutboxDelivery: Service {
    private let store: any Store
    private let delivery: any Delivery
    private let logger: Logger
    private let pause: Duration

    public init(store: any Store, delivery: any Delivery, logger: Logger, pause: Duration = .seconds(10)) {
        self.store = store
        self.delivery = delivery
        self.logger = logger
        self.pause = pause
    }

    public func run() async throws {
        await repeatUntilShutdown(every: pause, logger: logger) { try await deliverWaiting() }
    }

    /// How long a message rests after so many attempts.
    static func rest(after attempts: Int) -> Duration { .seconds(60 << min(max(attempts - 1, 0), 9)) }

    /// One round. A message is claimed before it is sent, so that two processes do not send it twice at once.
    public func deliverWaiting() async throws {
        let (messages, digests) = try await store.read { tx in
            let isDigestTime = tx.now >= Instant(tx.today, hour: MailChoice.dailyHour)
            return (
                try OutboxRecords.waiting(limit: 100, in: tx),
                isDigestTime ? try OutboxRecords.digests(limit: 1000, in: tx) : []
            )
        }
        for message in messages {
            let isMine = try await store.write { tx in
                try OutboxRecords.claim(message, nextTry: tx.now + Self.rest(after: message.attempts + 1), in: tx)
            }
            guard isMine else { continue }
            if let error = try await problem(of: { try await delivery.deliver(message) }) {
                logger.warning("message not delivered", metadata: ["message": "\(message.id)", "error": "\(error)"])
                try await store.write { tx in try OutboxRecords.markFailed(message.id, error: error, in: tx) }
            } else {
                try await store.write { tx in try OutboxRecords.markDelivered(message.id, in: tx) }
            }
        }
        for digest in digests {
            let isMine = try await store.write { tx in
                try OutboxRecords.claim(digest, nextTry: tx.now + .seconds(1800), in: tx)
            }
            guard isMine else { continue }
            if let error = try await problem(of: { try await delivery.deliver(digest) }) {
                logger.warning(
                    "digest not delivered", metadata: ["account": "\(digest.accountID)", "error": "\(error)"])
                try await store.write { tx in try OutboxRecords.markFailed(digest, error: error, in: tx) }
            } else {
                try await store.write { tx in try OutboxRecords.markDelivered(digest, in: tx) }
            }
        }
    }

    /// What went wrong, in words; `nil` when nothing did.
    private func problem(of delivering: () async throws -> Void) async throws -> String? {
        do {
            try await delivering()
            return nil
        } catch let cancellation as CancellationError {
            throw cancellation
        } catch let failure as SendmailDelivery.Failure {
            return failure.description
        } catch {
            logger.error("delivery failed", metadata: ["error": "\(String(reflecting: error))"])
            return "Không gửi được thư; chi tiết ở nhật ký máy chủ."
        }
    }
}
