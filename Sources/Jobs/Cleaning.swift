import Actions
import Logging
import Primitives
import Records
import ServiceLifecycle
import Store

/// Removes what has served its time and keeps no history: sessions that are over, attempts to sign in that no limit counts any
/// more (the log keeps them), and keys of forms that were taken.
public struct Cleaning: Service {
    /// How long a form that was taken is known; nobody clicks twice with a day in between.
    public static let formKeysKept: Duration = .seconds(24 * 3600)

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
            try AccountRecords.deleteAttempts(before: tx.now - SignIn.window, in: tx)
            try UsedFormRecords.delete(before: tx.now - Cleaning.formKeysKept, in: tx)
        }
        // Apart from the rest, because it touches rows that people work on.
        _ = try await store.write { tx in try DirectiveReaderRecords.releaseLeavers(in: tx) }
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
