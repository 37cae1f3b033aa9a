import Dispatch
import Foundation
import Primitives
import Store

// One by one: GRDB has a `Row` and an `SQL` of its own.
import struct GRDB.Configuration
import struct GRDB.DatabaseError
import class GRDB.DatabasePool
import class GRDB.DatabaseQueue

/// A database in one file: the store of a single server.
///
/// One writer at a time, readers beside it on a snapshot of their own. A write that returned has reached the disk.
public final class SQLiteStore: Store {
    public let path: String
    private let pool: DatabasePool
    private let clock: Clock
    private let caches: StatementCaches
    private let work = RunningWork()

    public var engine: Engine { .sqlite }

    /// Opens the file at `path`, or creates it. `readers` is how many transactions may read at the same time.
    public init(path: String, clock: Clock, readers: Int = 4) throws {
        let caches = StatementCaches()
        var configuration = Configuration()
        configuration.label = "store"
        configuration.maximumReaderCount = max(1, readers)
        configuration.persistentReadOnlyConnections = true
        configuration.foreignKeysEnabled = true
        // Other processes (a backup, the command line) may hold the file; within this one nobody waits.
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            caches.connectionOpened(db)
            try db.execute(
                sql: """
                    PRAGMA temp_store = MEMORY;
                    PRAGMA cache_size = -8192;
                    """)
            if !db.configuration.readonly {
                try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
            }
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            // GRDB sets NORMAL when it opens the write-ahead log, after the preparation above. With NORMAL a power cut
            // could take back a ballot that was already acknowledged.
            try pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
        } catch let error as DatabaseError {
            throw translated(error)
        }
        self.path = path
        self.clock = clock
        self.caches = caches
    }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any ReadTransaction) throws -> T) async throws -> T {
        try work.begin()
        defer { work.end() }
        do {
            return try await pool.read { [clock, caches] db in
                let transaction = SQLiteReadTransaction(try caches.cache(of: db), now: clock.now())
                let value = try body(transaction)
                try transaction.access.rethrowFailure()
                return value
            }
        } catch let error as DatabaseError {
            throw translated(error)
        }
    }

    public func write<T: Sendable>(_ body: @escaping @Sendable (any WriteTransaction) throws -> T) async throws -> T {
        try work.begin()
        defer { work.end() }
        do {
            return try await pool.write { [clock, caches] db in
                let transaction = SQLiteWriteTransaction(try caches.cache(of: db), now: clock.now())
                let value = try body(transaction)
                try transaction.access.rethrowFailure()
                return value
            }
        } catch let error as DatabaseError {
            throw translated(error)
        }
    }

    public func close() async {
        guard await work.close() else { return }
        caches.removeAll()
        _ = await onThread { [pool] in
            // The pool closes its writer before its readers, and readers cannot empty the log into the file.
            _ = try pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
            try pool.close()
        }
    }

    /// Copies the database as it stands at one moment into a new file, while others read and write.
    ///
    /// The pages are copied as they are: `VACUUM INTO` would renumber rows, and the search index refers to the numbers.
    /// - Throws: when there is already something at `target`; nothing is left behind then, nor after another failure.
    public func backup(to target: String) async throws {
        try work.begin()
        defer { work.end() }
        try await onThread { [pool] in
            let files = FileManager.default
            guard !files.fileExists(atPath: target) else { throw CocoaError(.fileWriteFileExists) }
            let partial = target + ".partial"
            do {
                try? files.removeItem(atPath: partial)
                let copy = try DatabaseQueue(path: partial)
                try pool.backup(to: copy)
                try copy.close()
                try files.moveItem(atPath: partial, toPath: target)
            } catch {
                for ending in ["", "-wal", "-shm", "-journal"] { try? files.removeItem(atPath: partial + ending) }
                throw (error as? DatabaseError).map(translated) ?? error
            }
        }.get()
    }

    /// What is broken in the file, in Vietnamese: damaged pages and indexes, and references to rows that do not exist.
    public func integrityProblems() async throws -> [String] {
        try await read { tx in
            var problems: [String] = []
            for row in try tx.rows("PRAGMA integrity_check") {
                let report: String = try row["integrity_check"]
                if report != "ok" { problems.append("Tệp dữ liệu bị hỏng: \(report)") }
            }
            for row in try tx.rows("PRAGMA foreign_key_check") {
                let (table, parent): (String, String) = (try row["table"], try row["parent"])
                let number: Int? = try row["rowid"]
                let place = number.map { ", dòng \($0)" } ?? ""
                problems.append("Bảng \(table)\(place): dẫn tới một dòng không có trong bảng \(parent).")
            }
            return problems
        }
    }

    /// Runs blocking work away from the threads that serve tasks.
    private func onThread<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async -> Result<T, any Error> {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: Result { try work() }) }
        }
    }
}

private func translated(_ error: DatabaseError) -> any Error {
    sqliteError(
        code: error.extendedResultCode.rawValue, message: error.message ?? error.resultCode.description,
        statement: error.sql)
}
