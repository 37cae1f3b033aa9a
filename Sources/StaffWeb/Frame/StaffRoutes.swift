import Actions
import HTTPTypes
import Hummingbird
import Primitives
import Store
import WebSupport

/// Registers the pages and writes of officials. What stands around each of them is in ``StaffFrame``.
public struct StaffRoutes {
    let router: Router<SiteContext>
    let frame: StaffFrame

    public init(site: StaffSite, router: Router<SiteContext>) {
        self.router = router
        frame = StaffFrame(site: site)
    }

    /// A page: session and content are read in one transaction.
    public func page(
        _ route: Route, _ load: @escaping @Sendable (Visit, any ReadTransaction) throws -> StaffPage
    ) {
        let frame = frame
        router.on(route) { request, context in
            try await frame.answer(request) { token in
                try await frame.page(frame.incoming(request, context, route, token: token), load)
            }
        }
    }

    /// A page that needs more than one transaction, or a file.
    public func response(_ route: Route, _ handle: @escaping @Sendable (Visit) async throws -> Response) {
        let frame = frame
        router.on(route) { request, context in
            try await frame.answer(request) { token in
                let visit = try await frame.visit(frame.incoming(request, context, route, token: token))
                do {
                    return try await handle(visit)
                } catch let problem as Problem {
                    return try await frame.framed(visit, frame.problemPage(problem, visit))
                }
            }
        }
    }

    /// A page that works for long on what it has read: the transaction is over by then.
    func page<Read: Sendable>(
        _ route: Route, reading: @escaping @Sendable (Visit, any ReadTransaction) throws -> Read,
        then: @escaping @Sendable (Visit, Read) async throws -> StaffPage
    ) {
        let frame = frame
        response(route) { visit in
            let read = try await frame.site.store.read { tx in try reading(visit, tx) }
            let page = try await then(visit, read)
            try await frame.keepAlive(visit)
            return try await frame.framed(visit, page)
        }
    }

    /// A write: the token of the form is checked before anything else.
    public func action(
        _ route: Route, uploads: Bool = false, _ handle: @escaping @Sendable (Visit, FormData) async throws -> Outcome
    ) {
        let frame = frame
        router.on(route) { request, context in
            try await frame.answer(request) { token in
                let (visit, form) = try await frame.checkedWrite(
                    request, context, route, token: token, uploads: uploads)
                do {
                    return try await frame.finish(try await handle(visit, form), visit, typed: form)
                } catch let sent as AlreadySent {
                    let flash = Flash.warning("Biểu mẫu này đã được ghi ở lần bấm trước; đây là kết quả của lần đó.")
                    return try await frame.finish(.done(sent.path, flash), visit, typed: form)
                } catch let problem as Problem {
                    if visit.wantsFragment { return HTML("\(problem.message)").response(problem.status) }
                    return try await frame.refuse(problem, visit, typed: form)
                }
            }
        }
    }

    /// A write whose answer is made by the handler itself (cookies).
    func responseAction(_ route: Route, _ handle: @escaping @Sendable (Visit) async throws -> Response) {
        let frame = frame
        router.on(route) { request, context in
            try await frame.answer(request) { token in
                let (visit, _) = try await frame.checkedWrite(request, context, route, token: token, uploads: false)
                return try await handle(visit)
            }
        }
    }
}
