import Actions
import Foundation
import HTTPTypes
import Hummingbird
import Primitives
import Records
import Store
import Synchronization
import WebSupport

/// Counts of requests by address pattern and status, and how long they took.
final class RequestMetrics: Sendable {
    private struct Key: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    private struct Histogram {
        var counts = [Int](repeating: 0, count: RequestMetrics.bounds.count + 1)
        var seconds = 0.0
    }

    private struct State {
        var inFlight = 0
        var requests: [Key: Int] = [:]
        var durations: [String: Histogram] = [:]
    }

    static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
    private let state = Mutex(State())

    func began() { state.withLock { $0.inFlight += 1 } }

    func ended(method: HTTPRequest.Method, route: String, status: Int, duration: Duration) {
        let (whole, attoseconds) = duration.components
        let seconds = Double(whole) + Double(attoseconds) / 1e18
        let place = RequestMetrics.bounds.firstIndex { seconds <= $0 } ?? RequestMetrics.bounds.count
        let known: Set<HTTPRequest.Method> = [.get, .post, .head]
        let key = Key(method: known.contains(method) ? method.rawValue : "other", route: route, status: status)
        state.withLock { state in
            state.inFlight -= 1
            state.requests[key, default: 0] += 1
            state.durations[route, default: Histogram()].counts[place] += 1
            state.durations[route, default: Histogram()].seconds += seconds
        }
    }

    /// The text that Prometheus reads.
    func text() -> String {
        let state = state.withLock { $0 }
        var text = """
            # TYPE bangvang_requests_in_flight gauge
            bangvang_requests_in_flight \(state.inFlight)
            # TYPE bangvang_requests_total counter

            """
        let requests = state.requests.sorted {
            ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
        }
        for (key, count) in requests {
            text +=
                "bangvang_requests_total{method=\"\(key.method)\",route=\"\(key.route)\",status=\"\(key.status)\"} \(count)\n"
        }
        text += "# TYPE bangvang_request_duration_seconds histogram\n"
        for (route, histogram) in state.durations.sorted(by: { $0.key < $1.key }) {
            var sum = 0
            for (index, count) in histogram.counts.enumerated() {
                sum += count
                let bound = index < RequestMetrics.bounds.count ? "\(RequestMetrics.bounds[index])" : "+Inf"
                text += "bangvang_request_duration_seconds_bucket{route=\"\(route)\",le=\"\(bound)\"} \(sum)\n"
            }
            text += "bangvang_request_duration_seconds_sum{route=\"\(route)\"} \(histogram.seconds)\n"
            text += "bangvang_request_duration_seconds_count{route=\"\(route)\"} \(sum)\n"
        }
        return text
    }
}

/// The metrics, for Prometheus. Only the same machine may read them, or whoever shows the token.
struct MetricsPage: Sendable {
    let store: any Store
    let metrics: RequestMetrics
    let token: String?
    let startedAt: Instant

    func addRoute(to router: Router<SiteContext>) {
        router.on(.metrics) { request, context in
            // To others the address does not exist.
            guard mayRead(request, context) else { throw Problem.notFound("trang này") }
            let (sessions, waiting) = try await store.read { tx in
                (
                    try InstallationRecords.openSessions(idleSince: tx.now - SignIn.idleLimit, in: tx),
                    try OutboxRecords.waitingCount(in: tx)
                )
            }
            let text = """
                # TYPE bangvang_sessions gauge
                bangvang_sessions \(sessions)
                # TYPE bangvang_outbox_waiting gauge
                bangvang_outbox_waiting \(waiting)
                # TYPE process_resident_memory_bytes gauge
                process_resident_memory_bytes \(residentMemory())
                # TYPE process_start_time_seconds gauge
                process_start_time_seconds \(Double(startedAt.milliseconds) / 1000)

                """
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text + metrics.text())))
        }
    }

    private func mayRead(_ request: Request, _ context: SiteContext) -> Bool {
        if let token {
            let shown = request.headers[.authorization] ?? ""
            return areEqual(shown, "Bearer " + token)
        }
        // A proxy on the same machine brings requests from everywhere, and says so.
        for name in ["x-forwarded-for", "forwarded"] {
            if let name = HTTPField.Name(name), request.headers[name] != nil { return false }
        }
        let address = context.remoteAddress?.ipAddress ?? ""
        return address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")
    }

    /// In a time that does not depend on where they differ.
    private func areEqual(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        return left.count == right.count && zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Bytes of memory that the process holds, 0 where the system does not tell.
    private func residentMemory() -> Int {
        guard let status = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = status.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return 0 }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }
}
