import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization

/// A client that keeps cookies as a browser does, apart for each signed-in person: what an answer sets goes with that person's
/// next request, what it takes back does not.
final class KeepingCookies: TestClientProtocol {
    private let client: any TestClientProtocol
    private let kept = Mutex<[String: [String: String]]>([:])

    init(_ client: any TestClientProtocol) { self.client = client }

    var port: Int? { client.port }

    func executeRequest(
        uri: String, method: HTTPRequest.Method, headers: HTTPFields, body: ByteBuffer?
    ) async throws -> TestResponse {
        guard let person = headers[.cookie] else {
            return try await client.executeRequest(uri: uri, method: method, headers: headers, body: body)
        }
        var headers = headers
        let own = kept.withLock { $0[person] ?? [:] }
        headers[.cookie] = ([person] + own.map { "\($0)=\($1)" }.sorted()).joined(separator: "; ")
        let response = try await client.executeRequest(uri: uri, method: method, headers: headers, body: body)
        for cookie in response.headers[values: .setCookie] {
            let parts = cookie.split(separator: ";", maxSplits: 1)
            let pair = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let isTakenBack = cookie.contains("Max-Age=0")
            kept.withLock { $0[person, default: [:]][pair[0]] = isTakenBack ? nil : pair[1] }
        }
        return response
    }
}
