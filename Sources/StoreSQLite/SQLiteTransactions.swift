import Primitives
import Store

/// Runs statements for a transaction and remembers the first that failed.
///
/// PostgreSQL lets nothing happen after a failed statement, and neither does this: whoever swallows the error cannot
/// commit half of what was meant.
final class SQLiteAccess {
    private let cache: StatementCache
    private var failure: (any Error)?

    init(_ cache: StatementCache) { self.cache = cache }

    func rows(_ sql: SQL) throws -> [Row] {
        try use(sql) { statement, values in try statement.rows(values) } ?? []
    }

    func run(_ sql: SQL) throws -> Int {
        try use(sql) { statement, values in try statement.run(values) } ?? 0
    }

    func rethrowFailure() throws {
        if let failure { throw failure }
    }

    private func use<T>(_ sql: SQL, _ work: (PreparedStatement, [SQLValue]) throws -> T) throws -> T? {
        try rethrowFailure()
        let (text, values) = sql.rendered()
        do {
            return try cache.statement(text).map { try work($0, values) }
        } catch {
            failure = error
            throw error
        }
    }
}

final class SQLiteReadTransaction: ReadTransaction {
    let now: Instant
    let access: SQLiteAccess

    init(_ cache: StatementCache, now: Instant) {
        self.now = now
        access = SQLiteAccess(cache)
    }

    func rows(_ sql: SQL) throws -> [Row] { try access.rows(sql) }
}

final class SQLiteWriteTransaction: WriteTransaction {
    let now: Instant
    let access: SQLiteAccess

    init(_ cache: StatementCache, now: Instant) {
        self.now = now
        access = SQLiteAccess(cache)
    }

    func rows(_ sql: SQL) throws -> [Row] { try access.rows(sql) }
    func run(_ sql: SQL) throws -> Int { try access.run(sql) }
}
