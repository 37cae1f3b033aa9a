import HTTPTypes
import Hummingbird
import NIOCore
import Primitives

/// What travels with a request.
public struct SiteContext: RequestContext, RemoteAddressRequestContext {
    public var coreContext: CoreRequestContextStorage
    public let remoteAddress: SocketAddress?

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }

    /// The largest body that is read into memory: an upload of 20 MB and its form.
    public var maxUploadSize: Int { 22 * 1024 * 1024 }
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
