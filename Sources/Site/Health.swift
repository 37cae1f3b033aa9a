import Foundation
import HTTPTypes
import Hummingbird
import Primitives
import Records
import Store
import WebSupport

/// Whether the program can do its work, for whoever watches over it: answered from a real read of the database.
struct Health: Sendable {
    let store: any Store
    let commit: String
    let startedAt: Instant

    private struct Answer: Encodable {
        let status: String
        let engine: String
        let schema: Int?
        let commit: String
        let startedAt: String
    }

    func addRoute(to router: Router<SiteContext>) {
        router.on(.health) { _, context in
            do {
                let schema = try await store.read { tx in try InstallationRecords.schemaVersion(in: tx) }
                return try answer("ok", schema: schema, status: .ok)
            } catch {
                context.logger.error(
                    "health: no answer from the store", metadata: ["error": "\(String(reflecting: error))"])
                return try answer("failed", schema: nil, status: .serviceUnavailable)
            }
        }
    }

    private func answer(_ word: String, schema: Int?, status: HTTPResponse.Status) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let body = try encoder.encode(
            Answer(
                status: word, engine: store.engine.rawValue, schema: schema, commit: commit, startedAt: startedAt.iso))
        return Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
