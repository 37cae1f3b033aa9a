import Actions
import Hummingbird
import Law
import Papers
import Portal
import Primitives
import Records
import StaffWeb
import Store
import WebSupport

/// What the pages stand on: made once at start.
public struct SiteParts: Sendable {
    public let store: any Store
    public let clock: Clock
    public let lawbook: Lawbook
    public let papers: Papers
    public let files: FileStore
    public let identities: IdentityCipher

    public init(
        store: any Store, clock: Clock, lawbook: Lawbook, papers: Papers, files: FileStore, identities: IdentityCipher
    ) {
        self.store = store
        self.clock = clock
        self.lawbook = lawbook
        self.papers = papers
        self.files = files
        self.identities = identities
    }
}

/// How this installation runs.
public struct SiteOptions: Sendable {
    /// The data are made up: every page says so.
    public var isDemo = false
    /// A proxy of ours stands in front and reports the address of the client.
    public var trustsProxy = false
    /// Who shows this token may read the metrics; without one only the same machine may.
    public var metricsToken: String?
    /// Off only to measure how fast searches are.
    public var limitsSearches = true
    /// Serves the bare queries of the lists too, so that a page can be measured beside its query.
    public var measures = false
    /// Which source the program was built from.
    public var commit = "không rõ"

    public init() {}
}

/// The whole site on one router.
public func makeRouter(_ parts: SiteParts, options: SiteOptions = SiteOptions()) -> Router<SiteContext> {
    let router = Router(context: SiteContext.self, options: [.autoGenerateHeadEndpoints])
    let metrics = RequestMetrics()
    // From the outside in: the log sees the final answer, and pages of errors carry the headers too.
    router.add(middleware: RequestLog(metrics: metrics, trustsProxy: options.trustsProxy))
    router.add(middleware: SecurityHeaders())
    router.add(middleware: ErrorPages())
    router.addAssets()

    let staff = StaffSite(
        store: parts.store, clock: parts.clock, lawbook: parts.lawbook, papers: parts.papers, files: parts.files,
        identities: parts.identities, isDemo: options.isDemo, trustsProxy: options.trustsProxy)
    StaffWeb.addRoutes(to: router, site: staff)

    let (clock, lawbook) = (parts.clock, parts.lawbook)
    PortalWeb.addRoutes(
        to: router,
        site: PortalSite(
            store: parts.store, clock: clock, awardName: { lawbook.name(of: $0) },
            demo: { staff.demoBanner(at: clock.now()) }, trustsProxy: options.trustsProxy,
            limitsSearches: options.limitsSearches))

    if options.measures { Measurements(store: parts.store).addRoutes(to: router) }
    Health(store: parts.store, commit: options.commit, startedAt: Clock.system.now()).addRoute(to: router)
    MetricsPage(
        store: parts.store, metrics: metrics, token: options.metricsToken, startedAt: Clock.system.now()
    ).addRoute(to: router)
    return router
}
