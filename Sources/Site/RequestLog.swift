import HTTPTypes
import Hummingbird
import Logging
import WebSupport

/// One line in the log and one count for each request. What was typed never gets there: neither forms nor what follows `?`.
struct RequestLog: RouterMiddleware {
    typealias Context = SiteContext

    let metrics: RequestMetrics
    let trustsProxy: Bool

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        let clock = ContinuousClock()
        let began = clock.now
        metrics.began()
        do {
            let response = try await next(request, context)
            record(request, context, response.status, clock.now - began)
            return response
        } catch {
            // Only a connection that broke gets past the pages of errors.
            record(request, context, .internalServerError, clock.now - began)
            throw error
        }
    }

    private func record(_ request: Request, _ context: SiteContext, _ status: HTTPResponse.Status, _ duration: Duration)
    {
        let route = context.endpointPath ?? "none"
        metrics.ended(method: request.method, route: route, status: status.code, duration: duration)
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        var metadata: Logger.Metadata = [
            "method": "\(request.method.rawValue)", "route": "\(route)", "path": "\(request.uri.path.prefix(200))",
            "status": "\(status.code)", "ms": "\(Double(microseconds) / 1000)",
            "address": "\(ClientAddress(request, context, trustsProxy: trustsProxy).text.prefix(64))",
        ]
        if let account = context.signedIn.id { metadata["account"] = "\(account)" }
        context.logger.info("request", metadata: metadata)
    }
}
