import Store
import Synchronization

import class GRDB.Database

/// The compiled statements of one connection. Used on that connection's queue only.
final class StatementCache: @unchecked Sendable {
    /// Lists of different lengths are different texts, so the number of texts has no natural bound.
    private static let limit = 512

    private let connection: OpaquePointer
    private var statements: [String: PreparedStatement] = [:]

    init(connection: OpaquePointer) { self.connection = connection }

    func statement(_ text: String) throws -> PreparedStatement? {
        if let known = statements[text] { return known }
        guard let fresh = try PreparedStatement(text, connection: connection) else { return nil }
        if statements.count >= StatementCache.limit { statements.removeAll(keepingCapacity: true) }
        statements[text] = fresh
        return fresh
    }

    func removeAll() { statements.removeAll() }
}

/// Which cache belongs to which connection of the pool.
final class StatementCaches: Sendable {
    /// By the address of the connection, which stays taken as long as one of its statements lives.
    private let caches = Mutex<[UInt: StatementCache]>([:])

    func connectionOpened(_ db: Database) {
        guard let connection = db.sqliteConnection else { return }
        let address = UInt(bitPattern: connection)
        let cache = StatementCache(connection: connection)
        caches.withLock { $0[address] = cache }
    }

    func cache(of db: Database) throws -> StatementCache {
        let address = UInt(bitPattern: db.sqliteConnection)
        guard let cache = caches.withLock({ $0[address] }) else {
            throw EngineError(engine: .sqlite, code: "closed", message: "connection is closed", statement: nil)
        }
        return cache
    }

    /// Before the connections close, and when nothing runs on them.
    func removeAll() {
        let all = caches.withLock { caches in
            defer { caches = [:] }
            return caches
        }
        for cache in all.values { cache.removeAll() }
    }
}
