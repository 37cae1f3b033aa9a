import HTTPTypes
import Hummingbird
import NIOCore
import Primitives
import Synchronization

/// What travels with a request.
public struct SiteContext: RequestContext, RemoteAddressRequestContext {
    public var coreContext: CoreRequestContextStorage
    public let remoteAddress: SocketAddress?
    /// Who turned out to be signed in, for the log.
    public let signedIn = SignedInAccount()

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }

    /// The largest body that is read into memory: an upload of 20 MB and its form.
    public var maxUploadSize: Int { 22 * 1024 * 1024 }
}

/// The account of a request, filled in by whoever looks up the session and read when the request is logged.
public final class SignedInAccount: Sendable {
    private let known = Mutex<String?>(nil)

    public init() {}

    public var id: String? {
        get { known.withLock { $0 } }
        set { known.withLock { $0 = newValue } }
    }
}

/// Where a request comes from, for limits and the log. Behind a proxy that we trust, the last address it reports.
public struct ClientAddress: Sendable {
    public let text: String

    public init(_ request: Request, _ context: SiteContext, trustsProxy: Bool) {
        if trustsProxy, let name = HTTPField.Name("x-forwarded-for"), let forwarded = request.headers[name],
            let last = forwarded.split(separator: ",").last
        {
            text = String(last.drop { $0 == " " })
        } else {
            text = context.remoteAddress?.ipAddress ?? "không rõ"
        }
    }
}
