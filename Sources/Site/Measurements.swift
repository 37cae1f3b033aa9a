import Domain
import Hummingbird
import Primitives
import Records
import Store
import WebSupport

/// The queries of lists without their pages, and an empty answer: what pages are measured against. Served only when asked for at
/// start, and never linked.
struct Measurements: Sendable {
    let store: any Store

    func addRoutes(to router: Router<SiteContext>) {
        router.get("/_do/rong") { _, _ in Response(status: .ok) }
        router.get("/_do/bang-vang") { _, _ in
            counted(
                try await store.read { tx in try RollRecords.page(typed: "", before: nil, limit: 51, in: tx).count })
        }
        router.get("/_do/tim") { request, _ in
            let typed = FormData(encoded: request.uri.query ?? "")["q"]
            return counted(
                try await store.read { tx in try RollRecords.page(typed: typed, before: nil, limit: 51, in: tx).count })
        }
        router.get("/_do/ho-so") { _, _ in
            counted(
                try await store.read { tx in
                    let provinces = try UnitRecords.everyProvince(in: tx)
                    let actor = Actor(
                        accountID: ID(rawValue: "do"), name: "Đo", grants: provinces.map { Grant(.specialist, at: $0) })
                    let filter = DossierFilter(states: [.submitted, .received, .appraised, .considered], year: 2025)
                    return try DossierRecords.page(filter, for: actor, before: nil, limit: 51, in: tx).count
                })
        }
    }

    private func counted(_ count: Int) -> Response {
        Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: String(count))))
    }
}
