import HTTPTypes
import Hummingbird
import Primitives

/// Turns errors that nobody below has answered into pages: a `Problem` into its sentence, a missing address into "not found",
/// anything else into a number to quote, while the particulars go to the log.
public struct ErrorPages: RouterMiddleware {
    public typealias Context = SiteContext

    public init() {}

    public func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            return ErrorPages.page(for: problem).response(problem.status)
        } catch let error as any HTTPResponseError where error.status.code < 500 {
            return ErrorPages.page(for: .notFound("trang này")).response(error.status)
        } catch {
            return ErrorPages.internalError(error, context: context)
        }
    }

    public static func internalError(_ error: any Error, context: SiteContext) -> Response {
        context.logger.error("internal error", metadata: ["error": "\(String(reflecting: error))"])
        return page(heading: "Lỗi hệ thống", message: internalMessage(context)).response(.internalServerError)
    }

    public static func internalMessage(_ context: SiteContext) -> String {
        "Có lỗi trong hệ thống, chưa có gì bị thay đổi. Xin thử lại sau ít phút; nếu vẫn lỗi, báo cho quản trị mã \(context.id)."
    }

    static func page(for problem: Problem) -> HTML { page(heading: problem.heading, message: problem.message) }

    static func page(heading: String, message: String) -> HTML {
        PortalLayout(
            title: heading, navigation: PublicNavigation.items(current: nil),
            main: """
                \(PageHead(title: heading).html)
                <p class="lead">\(message)</p>
                <p>\(Link(label: "Về trang Bảng vàng", href: Route.roll.path()).html)</p>
                """
        ).html
    }
}
