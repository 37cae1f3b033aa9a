import HTTPTypes
import Hummingbird
import Law
import Primitives
import Store
import WebSupport

/// What the public pages stand on: something to read from, never to write to.
public struct PortalSite: Sendable {
    let store: any ReadableStore
    let awardName: @Sendable (CatalogueCode) -> String
    let demo: @Sendable () -> DemoBanner?
    let trustsProxy: Bool
    let searchBrake: Brake?
    let checkBrake: Brake?

    /// - Parameters:
    ///   - awardName: the printed name of a title or form, also of one whose rules are no longer in force.
    ///   - demo: the banner of demonstration data with its clock; nothing on real data.
    ///   - limitsSearches: whether one address may search and check only so often. Off for measurements.
    public init(
        store: any ReadableStore, clock: Clock, awardName: @escaping @Sendable (CatalogueCode) -> String,
        demo: @escaping @Sendable () -> DemoBanner?, trustsProxy: Bool, limitsSearches: Bool = true
    ) {
        self.store = store
        self.awardName = awardName
        self.demo = demo
        self.trustsProxy = trustsProxy
        // An office behind one address searches together, so a search may be lively. Certificates are checked one at a
        // time by people; whoever tries codes one after the other is slowed down.
        searchBrake = limitsSearches ? Brake(capacity: 60, secondsPerRequest: 0.5, clock: clock) : nil
        checkBrake = limitsSearches ? Brake(capacity: 20, secondsPerRequest: 3, clock: clock) : nil
    }

    func layout(_ current: Route, title: String, description: String? = nil, main: HTML) -> HTML {
        PortalLayout(
            title: title, description: description, navigation: PortalWeb.navigation(current: current), demo: demo(),
            main: main
        ).html
    }

    /// A page that is the same for everybody, so that a proxy may keep it for half a minute.
    func answer(_ page: HTML) -> Response {
        var response = page.response()
        response.headers[.cacheControl] = "public, max-age=30"
        return response
    }
}

/// How often one address may ask, and what it is told when that was too often.
struct Brake: Sendable {
    private let limiter: RateLimiter
    private let waitSeconds: Int

    init(capacity: Int, secondsPerRequest: Double, clock: Clock) {
        limiter = RateLimiter(capacity: capacity, perSecond: 1 / secondsPerRequest, clock: clock)
        waitSeconds = max(1, Int(secondsPerRequest.rounded(.up)))
    }

    /// The refusal, or `nil` when this request may pass.
    func refusal(_ request: Request, _ context: SiteContext, site: PortalSite, current: Route) -> Response? {
        if limiter.allows(ClientAddress(request, context, trustsProxy: site.trustsProxy).text) { return nil }
        let heading = "Tra cứu quá nhanh"
        var response = site.layout(
            current, title: heading,
            main: """
                \(PageHead(title: heading).html)
                <p class="lead">Từ địa chỉ mạng này vừa có quá nhiều lượt tra cứu. Xin chờ \(waitSeconds) giây rồi thử lại.</p>
                <p>\(Link(label: "Về trang Bảng vàng", href: Route.roll.path()).html)</p>
                """
        ).response(.tooManyRequests)
        response.headers[.retryAfter] = String(waitSeconds)
        return response
    }
}

/// All public pages.
public enum PortalWeb {
    public static func addRoutes(to router: Router<SiteContext>, site: PortalSite) {
        RollPages(site: site).addRoutes(to: router)
        CertificateCheckPages(site: site).addRoutes(to: router)
        CalendarPages(site: site).addRoutes(to: router)
        MovementPages.addRoutes(
            to: router, store: site.store, demo: { _ in site.demo() }, navigation: { navigation(current: $0) })
    }

    /// The menu of public pages.
    public static func navigation(current: Route) -> [NavigationItem] {
        PublicNavigation.items(current: current)
    }
}
