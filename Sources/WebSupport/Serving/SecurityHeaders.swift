import HTTPTypes
import Hummingbird

/// The headers that every answer carries, and the refusal of writes that another site asks a browser to make.
public struct SecurityHeaders: RouterMiddleware {
    public typealias Context = SiteContext

    public init() {}

    public static let fields: [(String, String)] = [
        ("strict-transport-security", "max-age=31536000; includeSubDomains"),
        (
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                + "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
        ),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ]

    private static let prepared: [(HTTPField.Name, String)] = fields.compactMap { name, value in
        HTTPField.Name(name).map { ($0, value) }
    }

    public func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in Self.prepared where response.headers[name] == nil { response.headers[name] = value }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        if let name = HTTPField.Name("x-request-id") { response.headers[name] = context.id }
        return response
    }
}

extension Request {
    /// Whether a browser says that another site made it send this. Such writes are refused before anything is read.
    public var isCrossSite: Bool {
        guard let name = HTTPField.Name("sec-fetch-site"), let site = headers[name] else { return false }
        return site == "cross-site" || site == "same-site"
    }

    /// The value of a cookie.
    public func cookie(_ name: String) -> String? {
        for header in headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                if parts.count == 2, parts[0].drop(while: { $0 == " " }) == name[...] { return String(parts[1]) }
            }
        }
        return nil
    }

    /// Whether htmx asks for a fragment.
    public var wantsFragment: Bool {
        guard let name = HTTPField.Name("hx-request") else { return false }
        return headers[name] == "true"
    }
}
