import Actions
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Papers
import Primitives
import Site
import Store
import TestSupport
import TestWorld
import Testing
import WebSupport

/// The whole site over a small world, asked without a network.
struct TestSite: Sendable {
    let world: World
    let client: any TestClientProtocol

    /// A signed-in person's cookie and form token.
    struct Session: Sendable {
        let cookie: String
        let token: String
    }

    struct Answer: Sendable {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let body: String

        var location: String { headers[.location] ?? "" }
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, as session: Session? = nil, headers: HTTPFields = [:],
        body: ByteBuffer? = nil
    ) async throws -> Answer {
        var headers = headers
        if let session { headers[.cookie] = session.cookie }
        let answer = try await client.execute(uri: path, method: method, headers: headers, body: body) { response in
            Answer(status: response.status, headers: response.headers, body: String(buffer: response.body))
        }
        if let fault = Self.unprotected(answer.headers) {
            Issue.record("\(method.rawValue) \(path.prefix(200)): \(answer.status) without protection: \(fault)")
        }
        return answer
    }

    /// What an answer lacks of the headers that protect the browser (T-23): asked of every answer, whatever it carries.
    private static func unprotected(_ headers: HTTPFields) -> String? {
        for (name, value) in protecting where headers[name] != value { return "\(name): \(headers[name] ?? "–")" }
        let policy = headers[HTTPField.Name("content-security-policy")!] ?? ""
        for part in ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]
        where !policy.utf8.contains(part.utf8) { return "content-security-policy: \(policy)" }
        if policy.utf8.contains("unsafe-inline".utf8) || policy.utf8.contains("unsafe-eval".utf8) { return policy }
        if headers[.cacheControl] == nil { return "cache-control" }
        if headers[HTTPField.Name("x-request-id")!] == nil { return "x-request-id" }
        if headers[.server] != nil { return "server: it tells what it is" }
        for cookie in headers[values: .setCookie] {
            let isBound = cookie.hasPrefix("__Host-") && cookie.contains("; Secure") && cookie.contains("; HttpOnly")
            if !isBound || !cookie.contains("; SameSite=") { return "set-cookie: \(cookie.prefix { $0 != "=" })" }
        }
        return nil
    }

    private static let protecting: [(HTTPField.Name, String)] = [
        (HTTPField.Name("strict-transport-security")!, "max-age=31536000; includeSubDomains"),
        (HTTPField.Name("x-content-type-options")!, "nosniff"),
        (HTTPField.Name("referrer-policy")!, "same-origin"),
        (HTTPField.Name("cross-origin-opener-policy")!, "same-origin"),
    ]

    func get(_ path: String, as session: Session? = nil) async throws -> Answer {
        try await send(.get, path, as: session)
    }

    /// Sends a form as a browser does; the token is put in unless `token` says otherwise.
    func post(
        _ path: String, as session: Session? = nil, fields: [(String, String)] = [], token: String?? = .none,
        headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        let csrf: String? =
            switch token {
            case .some(let given): given
            case .none: session?.token
            }
        let all = (csrf.map { [("_csrf", $0)] } ?? []) + fields
        let text = all.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
        return try await send(.post, path, as: session, headers: headers, body: ByteBuffer(string: text))
    }

    /// Sends one file with a form; the token is put in unless `token` says otherwise.
    func upload(
        _ path: String, as session: Session, fields: [(String, String)], field: String = "file", fileName: String,
        content: [UInt8], token: String?? = .none, headers: HTTPFields = [:]
    ) async throws -> Answer {
        let boundary = "ranhGioiCuaBaiThu"
        var body = ByteBuffer()
        let csrf: String? =
            switch token {
            case .some(let given): given
            case .none: session.token
            }
        for (name, value) in (csrf.map { [("_csrf", $0)] } ?? []) + fields {
            body.writeString("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n")
        }
        body.writeString(
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"\(fileName)\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        )
        body.writeBytes(content)
        body.writeString("\r\n--\(boundary)--\r\n")
        var headers = headers
        headers[.contentType] = "multipart/form-data; boundary=\(boundary)"
        return try await send(.post, path, as: session, headers: headers, body: body)
    }

    func signIn(_ username: String, password: String = World.password) async throws -> Session {
        let ticket = try await SignIn(username: username, password: password, address: "127.0.0.1").run(on: world.store)
        let cookie = "__Host-phien=\(ticket.token)"
        let page = try await send(.get, Route.work.path(), headers: [.cookie: cookie])
        guard let range = page.body.range(of: "name=\"_csrf\" value=\""),
            let end = page.body[range.upperBound...].firstIndex(of: "\"")
        else { throw Problem(.notSignedIn, "không tìm thấy mã của biểu mẫu: \(page.status)") }
        return Session(cookie: cookie, token: String(page.body[range.upperBound..<end]))
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            return isPlain ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}

/// Runs `body` against the site over a fresh world on this engine.
func withSite(
    _ engine: TestEngine, options: SiteOptions = SiteOptions(),
    _ body: @escaping @Sendable (TestSite) async throws -> Void
) async throws {
    try await withWorld(engine) { world in
        let router = makeRouter(
            SiteParts(
                store: world.store, clock: world.clock.clock, lawbook: world.lawbook, papers: try Papers(),
                files: world.files,
                identities: world.cipher), options: options)
        try await Application(router: router, logger: silentLogger).test(.router) { client in
            try await body(TestSite(world: world, client: KeepingCookies(client)))
        }
    }
}
