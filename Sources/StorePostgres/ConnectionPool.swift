import Store
import Synchronization

/// Hands connections to transactions, first come first served.
final class ConnectionPool: Sendable {
    private struct State {
        var idle: [Connection]
        var waiting: [(ticket: Int, continuation: CheckedContinuation<Connection, any Error>)] = []
        var nextTicket = 0
        var closed = false
        var closing: [CheckedContinuation<Void, Never>] = []
    }

    private let size: Int
    private let state: Mutex<State>

    init(target: String, size: Int) {
        self.size = size
        state = Mutex(State(idle: (1...size).map { Connection(target: target, number: $0) }))
    }

    /// Runs `work` on the queue of a free connection. The caller goes on while the connection still tidies up.
    func perform<T: Sendable>(_ work: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        let connection = try await acquire()
        return try await withCheckedThrowingContinuation { continuation in
            connection.queue.async {
                continuation.resume(with: Result { try work(connection) })
                connection.settle()
                self.release(connection)
            }
        }
    }

    /// Refuses newcomers, waits until every connection is back, and closes them all.
    func close() async {
        await withCheckedContinuation { continuation in
            let (refused, done) = state.withLock { state in
                state.closed = true
                let refused = state.waiting
                state.waiting = []
                let done = state.idle.count == size
                if !done { state.closing.append(continuation) }
                return (refused, done)
            }
            for waiter in refused { waiter.continuation.resume(throwing: closedError) }
            if done { continuation.resume() }
        }
        for connection in state.withLock({ $0.idle }) {
            await withCheckedContinuation { continuation in
                connection.queue.async {
                    connection.disconnect()
                    continuation.resume()
                }
            }
        }
    }

    private var closedError: EngineError {
        EngineError(engine: .postgres, code: "closed", message: "store is closed", statement: nil)
    }

    private func acquire() async throws -> Connection {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome: Result<Connection, any Error>? = state.withLock { state in
                    if state.closed { return .failure(closedError) }
                    // Under the lock: a cancellation that found no waiter has left its mark by now.
                    if Task.isCancelled { return .failure(CancellationError()) }
                    // The one used last has its statements prepared.
                    if let connection = state.idle.popLast() { return .success(connection) }
                    state.waiting.append((ticket, continuation))
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiting.firstIndex { $0.ticket == ticket }.map { state.waiting.remove(at: $0) }
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    private func release(_ connection: Connection) {
        let (waiter, closing) = state.withLock {
            state -> (CheckedContinuation<Connection, any Error>?, [CheckedContinuation<Void, Never>]) in
            if !state.waiting.isEmpty { return (state.waiting.removeFirst().continuation, []) }
            state.idle.append(connection)
            guard state.closed, state.idle.count == size else { return (nil, []) }
            defer { state.closing = [] }
            return (nil, state.closing)
        }
        waiter?.resume(returning: connection)
        for continuation in closing { continuation.resume() }
    }
}
