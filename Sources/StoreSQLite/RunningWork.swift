import Store
import Synchronization

/// Counts the transactions that run, so that closing can wait for them and let in no new one.
final class RunningWork: Sendable {
    private struct State {
        var running = 0
        var closed = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func begin() throws {
        try state.withLock { state in
            if state.closed {
                throw EngineError(engine: .sqlite, code: "closed", message: "store is closed", statement: nil)
            }
            state.running += 1
        }
    }

    func end() {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.running -= 1
            guard state.running == 0 else { return [] }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Lets nothing in any more and returns when the last one has left; `false` when it was closed before.
    func close() async -> Bool {
        let first = state.withLock { state -> Bool in
            defer { state.closed = true }
            return !state.closed
        }
        await withCheckedContinuation { continuation in
            let idle = state.withLock { state -> Bool in
                if state.running > 0 { state.waiting.append(continuation) }
                return state.running == 0
            }
            if idle { continuation.resume() }
        }
        return first
    }
}
