import Logging
import Primitives
import Records
import ServiceLifecycle
import Store

/// The way by which a message reaches a person. E-mail goes here when a province has a mail server.
public protocol Delivery: Sendable {
    /// Returns when the message is out of our hands.
    func deliver(_ message: OutboxMessage) async throws
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
}

/// Sends what waits in the outbox, oldest first. A message that cannot be sent is tried again, ten times in all.
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

    /// One round. A message is claimed before it is sent, so that two processes do not send it twice at once.
    public func deliverWaiting() async throws {
        let messages = try await store.read { tx in try OutboxRecords.waiting(limit: 100, in: tx) }
        for message in messages {
            guard try await store.write({ tx in try OutboxRecords.claim(message, in: tx) }) else { continue }
            do {
                try await delivery.deliver(message)
                try await store.write { tx in try OutboxRecords.markDelivered(message.id, in: tx) }
            } catch let cancellation as CancellationError {
                throw cancellation
            } catch {
                logger.warning("message not delivered", metadata: ["message": "\(message.id)", "error": "\(error)"])
                try await store.write { tx in try OutboxRecords.markFailed(message.id, error: "\(error)", in: tx) }
            }
        }
    }
}
