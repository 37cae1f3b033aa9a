import Foundation
import Primitives
import Store
import StorePostgres
import StoreSQLite
import Synchronization
import Testing

/// The engines that tests run on: the real ones, both. Used as `@Test(arguments: TestEngine.available)`.
public enum TestEngine: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite
    case postgres

    public var testDescription: String { rawValue }

    /// SQLite always; PostgreSQL when `BANGVANG_TEST_POSTGRES` holds the URL of a superuser on a throwaway server.
    ///
    /// With `BANGVANG_TEST_POSTGRES_REQUIRED=1` PostgreSQL is always in the list, so that its absence fails the tests.
    public static var available: [TestEngine] {
        postgresIsRequired || postgresURL != nil ? [.sqlite, .postgres] : [.sqlite]
    }

    /// The URL of the server for tests, if one was given.
    public static var postgresURL: String? {
        ProcessInfo.processInfo.environment["BANGVANG_TEST_POSTGRES"].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static var postgresIsRequired: Bool {
        ProcessInfo.processInfo.environment["BANGVANG_TEST_POSTGRES_REQUIRED"] == "1"
    }
}

/// Why a database for a test could not be made.
public enum TestDatabaseError: Error {
    /// `BANGVANG_TEST_POSTGRES` is not set, or is not a `postgres://` URL.
    case noPostgres
}

extension Clock {
    /// Where tests stand still unless they say otherwise: 08:00 on 20 November 2026 in Viet Nam.
    public static let standingInTests = Clock.fixed(Instant(milliseconds: 1_795_136_400_000))
}

/// A database of a test's own: a file, or a database of the test server. Remove it at the end.
public final class TestDatabase: Sendable {
    public let store: any Store
    public let engine: TestEngine
    /// The path of the file, or the URL of the database: to open it a second time.
    public let location: String
    private let directory: URL?

    private init(store: any Store, engine: TestEngine, location: String, directory: URL?) {
        self.store = store
        self.engine = engine
        self.location = location
        self.directory = directory
    }

    /// A fresh database, already migrated when `migrations` are given.
    ///
    /// The first call for some migrations makes a template; the others copy it.
    public static func make(
        _ engine: TestEngine, migrations: Migrations? = nil, clock: Clock = .standingInTests
    ) async throws -> TestDatabase {
        switch engine {
        case .sqlite:
            let directory = try newDirectory()
            let path = directory.appendingPathComponent("test.sqlite").path
            if let migrations {
                let template = try await templates.location(engine, migrations, clock: clock)
                try FileManager.default.copyItem(atPath: template, toPath: path)
            }
            let store = try SQLiteStore(path: path, clock: clock)
            return TestDatabase(store: store, engine: engine, location: path, directory: directory)
        case .postgres:
            var template: String?
            if let migrations { template = try await templates.location(engine, migrations, clock: clock) }
            let url = try await newPostgresDatabase(template: template)
            let store = try await PostgresStore(url: url, clock: clock, connections: Self.connections)
            return TestDatabase(store: store, engine: engine, location: url, directory: nil)
        }
    }

    /// Another store on the same database: what a second process would have.
    public func anotherStore(clock: Clock = .standingInTests) async throws -> any Store {
        switch engine {
        case .sqlite: try SQLiteStore(path: location, clock: clock)
        case .postgres: try await PostgresStore(url: location, clock: clock, connections: Self.connections)
        }
    }

    /// Closes the store and removes the database.
    public func remove() async {
        await store.close()
        if let directory { try? FileManager.default.removeItem(at: directory) }
        if engine == .postgres { await dropPostgresDatabase(location) }
    }

    /// Of each store: some hundred tests run side by side, and a server has only so many places.
    private static let connections = 4
    private static let templates = Templates()

    /// Templates by engine and migrations; whoever asks while one is being made waits for it.
    private actor Templates {
        private var locations: [String: Task<String, any Error>] = [:]

        func location(_ engine: TestEngine, _ migrations: Migrations, clock: Clock) async throws -> String {
            let key = engine.rawValue + migrations.fingerprint
            if let known = locations[key] { return try await known.value }
            let making = Task { try await Templates.make(engine, migrations, clock: clock) }
            locations[key] = making
            return try await making.value
        }

        private static func make(_ engine: TestEngine, _ migrations: Migrations, clock: Clock) async throws -> String {
            let location: String
            let store: any Store
            switch engine {
            case .sqlite:
                location = try newDirectory().appendingPathComponent("template.sqlite").path
                store = try SQLiteStore(path: location, clock: clock)
            case .postgres:
                location = try await newPostgresDatabase(template: nil)
                store = try await PostgresStore(url: location, clock: clock, connections: 1)
            }
            do {
                _ = try await migrations.migrate(store)
            } catch {
                await store.close()
                throw error
            }
            // Closing writes the log of SQLite back into its file, and leaves the template of PostgreSQL free to copy.
            await store.close()
            return location
        }
    }
}

/// Runs `body` with a database of its own and removes it afterwards.
public func withDatabase(
    _ engine: TestEngine, migrations: Migrations? = nil, clock: Clock = .standingInTests,
    _ body: (any Store) async throws -> Void
) async throws {
    let database = try await TestDatabase.make(engine, migrations: migrations, clock: clock)
    do {
        try await body(database.store)
    } catch {
        await database.remove()
        throw error
    }
    await database.remove()
}

/// Counts the statements that pass through it: a list page asks as many questions for three items as for one.
public final class CountingStore: Store {
    private let base: any Store
    private let counter = StatementCounter()

    public init(_ base: any Store) { self.base = base }

    public var engine: Engine { base.engine }
    /// How many statements ran since the beginning or the last ``reset()``.
    public var count: Int { counter.count }
    /// How many rows came back in that time.
    public var rowCount: Int { counter.rowCount }
    public func reset() { counter.reset() }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any ReadTransaction) throws -> T) async throws -> T {
        try await base.read { [counter] tx in try body(CountingReadTransaction(base: tx, counter: counter)) }
    }

    public func write<T: Sendable>(_ body: @escaping @Sendable (any WriteTransaction) throws -> T) async throws -> T {
        try await base.write { [counter] tx in try body(CountingWriteTransaction(base: tx, counter: counter)) }
    }

    public func close() async { await base.close() }
}

private final class StatementCounter: Sendable {
    private let statements = Mutex(0)
    private let rows = Mutex(0)
    var count: Int { statements.withLock { $0 } }
    var rowCount: Int { rows.withLock { $0 } }
    func reset() {
        statements.withLock { $0 = 0 }
        rows.withLock { $0 = 0 }
    }
    func add() { statements.withLock { $0 += 1 } }
    func count(_ found: [Row]) -> [Row] {
        rows.withLock { $0 += found.count }
        return found
    }
}

private struct CountingReadTransaction: ReadTransaction {
    let base: any ReadTransaction
    let counter: StatementCounter
    var now: Instant { base.now }

    func rows(_ sql: SQL) throws -> [Row] {
        counter.add()
        return counter.count(try base.rows(sql))
    }
}

private struct CountingWriteTransaction: WriteTransaction {
    let base: any WriteTransaction
    let counter: StatementCounter
    var now: Instant { base.now }

    func rows(_ sql: SQL) throws -> [Row] {
        counter.add()
        return counter.count(try base.rows(sql))
    }

    func run(_ sql: SQL) throws -> Int {
        counter.add()
        return try base.run(sql)
    }
}

/// The folder of this process's files, which goes when the process ends.
private let filesOfThisProcess: URL = {
    atexit { try? FileManager.default.removeItem(at: filesOfThisProcess) }
    return FileManager.default.temporaryDirectory.appendingPathComponent("bangvang-test-" + randomName())
}()

private func newDirectory() throws -> URL {
    let directory = filesOfThisProcess.appendingPathComponent(randomName())
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    return directory
}

/// Creates a database on the test server, in UTF-8 and C order unless `locale` says otherwise; returns its URL.
public func newPostgresDatabase(template: String? = nil, locale: String = "C") async throws -> String {
    guard let server = TestEngine.postgresURL, var url = URLComponents(string: server), url.scheme != nil
    else { throw TestDatabaseError.noPostgres }
    let name = "bangvang_test_" + randomName()
    let source = template.flatMap { URLComponents(string: $0)?.path.dropFirst() }.map(String.init)
    try await administer(
        "CREATE DATABASE \(name) TEMPLATE "
            + (source ?? "template0 ENCODING 'UTF8' LC_COLLATE '\(locale)' LC_CTYPE '\(locale)'"))
    url.path = "/" + name
    guard let location = url.string else { throw TestDatabaseError.noPostgres }
    return location
}

/// Removes a database that ``newPostgresDatabase(template:locale:)`` made.
public func dropPostgresDatabase(_ url: String) async {
    guard let name = URLComponents(string: url)?.path.dropFirst() else { return }
    try? await administer("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
}

private func administer(_ statement: String) async throws {
    guard let server = TestEngine.postgresURL else { throw TestDatabaseError.noPostgres }
    try await PostgresStore.runOutsideTransaction(statement, url: server)
}

private func randomName() -> String { String(UInt64.random(in: .min ... .max), radix: 36) }
