import Dispatch
import Primitives
import Synchronization

/// A clock that moves on by a second whenever somebody looks.
final class Ticks: Sendable {
    private let seconds = Mutex<Int64>(0)

    var clock: Clock {
        Clock {
            Instant(
                milliseconds: self.seconds.withLock { seconds in
                    seconds += 1
                    return seconds * 1000
                })
        }
    }
}

/// Lets one side of a test wait for the other: a transaction by blocking, a test by suspending. Nobody waits for ever.
final class Signal: @unchecked Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func raise() { semaphore.signal() }

    func wait() { _ = semaphore.wait(timeout: .now() + 20) }

    func raised() async {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "signal").async {
                self.wait()
                continuation.resume()
            }
        }
    }
}
