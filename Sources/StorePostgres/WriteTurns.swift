import Foundation

/// Lets a transaction that lost several collisions run while no other writer of this process does.
///
/// Serializable transactions on one row all fail but one. Without this, a steady stream of newcomers could make an old
/// one lose for ever. Used on the threads of connections, where waiting is allowed.
final class WriteTurns: @unchecked Sendable {
    /// How long the loser waits for the others to finish before it tries beside them after all.
    private static let patience: TimeInterval = 2

    private let condition = NSCondition()
    private var running = 0
    private var losers = 0
    private var alone = false

    /// Waits while somebody runs alone or is about to.
    func begin() {
        condition.lock()
        defer { condition.unlock() }
        while losers > 0 { condition.wait() }
        running += 1
    }

    func end() {
        condition.lock()
        defer { condition.unlock() }
        running -= 1
        condition.broadcast()
    }

    /// In place of ``begin()``. Returns whether it is really alone.
    func beginAlone() -> Bool {
        condition.lock()
        defer { condition.unlock() }
        losers += 1
        let limit = Date(timeIntervalSinceNow: WriteTurns.patience)
        while running > 0 || alone {
            guard condition.wait(until: limit) else {
                losers -= 1
                running += 1
                condition.broadcast()
                return false
            }
        }
        alone = true
        return true
    }

    func endAlone() {
        condition.lock()
        defer { condition.unlock() }
        alone = false
        losers -= 1
        condition.broadcast()
    }
}
