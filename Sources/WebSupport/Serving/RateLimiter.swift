import Primitives
import Synchronization

/// A token bucket for each caller: so many at once, so many a second after that. In the memory of one process: a brake, not a ledger.
public final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var filledAt: Int64
    }

    private let capacity: Double
    private let perSecond: Double
    private let clock: Clock
    private let buckets = Mutex<[String: Bucket]>([:])

    public init(capacity: Int, perSecond: Double, clock: Clock = .system) {
        self.capacity = Double(capacity)
        self.perSecond = perSecond
        self.clock = clock
    }

    /// Takes one token; `false` when the caller has to wait.
    public func allows(_ caller: String) -> Bool {
        let now = clock.now().milliseconds
        return buckets.withLock { buckets in
            // A full table is emptied: forgetting callers is harmless, unbounded memory is not.
            if buckets.count > 100_000 { buckets.removeAll(keepingCapacity: true) }
            var bucket = buckets[caller] ?? Bucket(tokens: capacity, filledAt: now)
            let gained = Double(max(0, now - bucket.filledAt)) / 1000 * perSecond
            bucket.tokens = min(capacity, bucket.tokens + gained)
            bucket.filledAt = now
            let isAllowed = bucket.tokens >= 1
            if isAllowed { bucket.tokens -= 1 }
            buckets[caller] = bucket
            return isAllowed
        }
    }
}
