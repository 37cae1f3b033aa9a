import Actions
import Logging
import Primitives
import Records
import ServiceLifecycle
import Store

/// Removes sessions that are over. They open nothing any more; this keeps the table small.
public struct SessionCleaning: Service {
    private let store: any Store
    private let logger: Logger
    private let pause: Duration

    public init(store: any Store, logger: Logger, pause: Duration = .seconds(900)) {
        self.store = store
        self.logger = logger
        self.pause = pause
    }

    public func run() async throws {
        await repeatUntilShutdown(every: pause, logger: logger) { try await clean() }
    }

    public func clean() async throws {
        try await store.write { tx in
            try AccountRecords.deleteExpiredSessions(idleSince: tx.now - SignIn.idleLimit, in: tx)
        }
    }
}

/// Does the work again and again until the program is asked to stop. What fails is logged and tried at the next turn.
func repeatUntilShutdown(
    every pause: Duration, logger: Logger, _ work: @escaping @Sendable () async throws -> Void
) async {
    await cancelWhenGracefulShutdown {
        while !Task.isCancelled {
            do {
                try await work()
            } catch is CancellationError {
                return
            } catch {
                logger.error("work beside the requests failed", metadata: ["error": "\(String(reflecting: error))"])
            }
            // Cancelled: the loop ends.
            try? await Task.sleep(for: pause)
        }
    }
}
