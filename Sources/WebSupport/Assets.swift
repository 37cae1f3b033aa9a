import Crypto
import Foundation
import HTTPTypes
import Hummingbird

/// The files that pages link to: our stylesheet and script, and htmx. Read once at start; the address holds a digest, so that
/// browsers may keep them for a year and still get a new one when it changes.
public struct Assets: Sendable {
    struct File: Sendable {
        let bytes: ByteBuffer
        let mediaType: String
        let digest: String
    }

    let files: [String: File]

    static let bundled: Assets = {
        var files: [String: File] = [:]
        let folder = Bundle.module.bundleURL.appendingPathComponent("Assets")
        for name in ["app.css", "app.js", "vendor/htmx.min.js"] {
            guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)) else { continue }
            let digest = SHA256.hash(data: data).prefix(6).map { String(UInt16($0) | 0x100, radix: 16).dropFirst() }
                .joined()
            let mediaType = name.hasSuffix(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8"
            files[name] = File(bytes: ByteBuffer(bytes: data), mediaType: mediaType, digest: digest)
        }
        return Assets(files: files)
    }()

    /// The address of a file, with the digest of its content.
    public static func path(_ name: String) -> String {
        "/tinh/\(name)?v=\(bundled.files[name]?.digest ?? "0")"
    }

    /// The names of files that are missing from the program: htmx is fetched by bin/setup.
    public static var missing: [String] {
        ["app.css", "app.js", "vendor/htmx.min.js"].filter { bundled.files[$0] == nil }
    }

    static func response(_ name: String) -> Response {
        guard let file = bundled.files[name] else { return Response(status: .notFound) }
        return Response(
            status: .ok,
            headers: [.contentType: file.mediaType, .cacheControl: "public, max-age=31536000, immutable"],
            body: ResponseBody(byteBuffer: file.bytes))
    }
}

extension Router where Context == SiteContext {
    /// Serves the bundled files.
    public func addAssets() {
        get("/tinh/app.css") { _, _ in Assets.response("app.css") }
        get("/tinh/app.js") { _, _ in Assets.response("app.js") }
        get("/tinh/vendor/htmx.min.js") { _, _ in Assets.response("vendor/htmx.min.js") }
    }
}
