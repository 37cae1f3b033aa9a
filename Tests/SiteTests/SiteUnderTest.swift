import Actions
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Law
import Logging
import Papers
import Primitives
import Records
import Site
import Store
import TestSupport
import TestWorld
import Testing

private let bundledPapers = Result { try Papers() }

extension World {
    /// The whole site on this world, as the program serves it, driven without a network.
    func site<Value>(
        on store: (any Store)? = nil, options: SiteOptions = SiteOptions(), logger: Logger? = nil,
        _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        let parts = SiteParts(
            store: store ?? self.store, clock: clock.clock, lawbook: lawbook, papers: try bundledPapers.get(),
            files: files,
            identities: cipher)
        let application = Application(router: makeRouter(parts, options: options), logger: logger ?? silentLogger)
        return try await application.test(.router, body)
    }

    /// An entry of the roll. Certificate codes are made from the number.
    func addToRoll(
        _ number: Int, name: String, code: String = "BKT", subject: SubjectKind = .individual,
        detail: String = "Công chức",
        unitName: String = "Xã Phong Quang", in tx: any WriteTransaction
    ) throws -> Commendation {
        let day = CivilDate(year: 2025, month: 11, day: 20)!
        let entry = Commendation(
            id: ID(at: tx.now), position: try RollRecords.nextPosition(on: day, in: tx),
            code: CatalogueCode(rawValue: code),
            subject: subject, personID: subject == .individual ? fighter : nil, unitID: nil, homeUnitID: commune,
            recipientName: name, recipientDetail: detail, unitName: unitName, year: 2025, category: .merit,
            achievement: "Hoàn thành xuất sắc nhiệm vụ.", decisionNumber: "\(number)/QĐ-UBND", decidedOn: day,
            issuer: "Chủ tịch Ủy ban nhân dân tỉnh", certificateCode: "BV-2025-\(number)")
        try RollRecords.insert(entry, awardName: lawbook.name(of: entry.code), in: tx)
        return entry
    }
}

extension TestClientProtocol {
    func get(_ path: String, headers: HTTPFields = [:]) async throws -> TestResponse {
        try await execute(uri: path, method: .get, headers: headers) { $0 }
    }

    /// The page at an address that must be found.
    func page(_ path: String, headers: HTTPFields = [:]) async throws -> String {
        let response = try await get(path, headers: headers)
        #expect(response.status == .ok, "\(path)")
        return response.text
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }

    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
}

/// A store that fails where it is told to, as a database does when its disk is full or its server gone.
struct FailingStore: Store {
    let base: any Store
    let failsReads: Bool

    static let secret = "SELECT password_hash FROM account"

    var engine: Engine { base.engine }

    private var failure: any Error {
        EngineError(engine: engine, code: "13", message: "database or disk is full", statement: FailingStore.secret)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any ReadTransaction) throws -> T) async throws -> T {
        if failsReads { throw failure }
        return try await base.read(body)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any WriteTransaction) throws -> T) async throws -> T {
        throw failure
    }

    func close() async { await base.close() }
}

/// Says nothing, so that what fails can be found among what a run of tests prints.
let silentLogger = Logger(label: "test") { JSONLines(label: $0, write: { _ in }) }
