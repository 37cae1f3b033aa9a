import Foundation
import Primitives
import Store

/// A PostgreSQL database: the store of several processes at once.
///
/// Writes are serializable and durable when they return. When two collide, the loser is done again by itself.
public final class PostgresStore: Store {
    /// How often a write is tried before its collision is reported.
    private static let attempts = 50

    private let pool: ConnectionPool
    private let clock: Clock
    private let turns = WriteTurns()

    public var engine: Engine { .postgres }

    /// Connects to `url`: `postgres://user:password@host:port/database`, or a connection string of libpq.
    ///
    /// - Throws: ``UnusableDatabase`` when the server cannot be reached, or the database is not UTF-8 sorted by `C`.
    public init(url: String, clock: Clock, connections: Int = 8) async throws {
        pool = ConnectionPool(target: url, size: max(1, connections))
        self.clock = clock
        do {
            try await pool.perform { connection in
                do {
                    try connection.makeReady()
                } catch let failure as Failure {
                    throw UnusableDatabase(
                        message:
                            "Không kết nối được cơ sở dữ liệu PostgreSQL. Hãy kiểm tra địa chỉ, tài khoản và máy chủ. "
                            + "Máy chủ báo: \(failure.message)")
                }
                try PostgresStore.checkFitness(connection)
            }
        } catch {
            await pool.close()
            throw error
        }
    }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any ReadTransaction) throws -> T) async throws -> T {
        try await pool.perform { [clock] connection in
            var attempt = 1
            while true {
                do {
                    try connection.makeReady()
                } catch let failure as Failure {
                    throw failure.reported
                }
                let access = PostgresAccess(connection, opening: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                let outcome = Result { try body(PostgresReadTransaction(access, now: clock.now())) }
                guard let failure = access.failure else {
                    if access.begun { connection.endUnread() }
                    return try outcome.get()
                }
                PostgresStore.undo(access, on: connection)
                let mayRetry = failure.connectionLost || failure.isStaleStatement || failure.isCollision
                guard mayRetry, attempt < 2 else { throw PostgresStore.error(of: outcome, after: failure) }
                attempt += 1
            }
        }
    }

    public func write<T: Sendable>(_ body: @escaping @Sendable (any WriteTransaction) throws -> T) async throws -> T {
        try await pool.perform { [clock, turns] connection in
            var attempt = 1
            var reconnected = false
            while true {
                let alone: Bool
                if attempt > 4 {
                    alone = turns.beginAlone()
                } else {
                    turns.begin()
                    alone = false
                }
                let step: Step<T>
                do {
                    defer { if alone { turns.endAlone() } else { turns.end() } }
                    step = PostgresStore.attempt(body, on: connection, now: clock.now())
                }
                switch step {
                case .done(let outcome):
                    return try outcome.get()
                case .lost(let error):
                    if reconnected { throw error }
                    reconnected = true
                case .again(let error):
                    if attempt >= PostgresStore.attempts { throw error }
                    attempt += 1
                    // Both losers of a collision come back at different moments.
                    let longest = min(64.0, pow(2, Double(attempt - 1))) / 1000
                    Thread.sleep(forTimeInterval: Double.random(in: 0...longest))
                }
            }
        }
    }

    public func close() async { await pool.close() }

    private enum Step<T> {
        /// Committed, or undone for a reason that another attempt would not change.
        case done(Result<T, any Error>)
        /// Undone by a collision; the error to report when there is no other attempt.
        case again(any Error)
        /// The connection broke before the commit began.
        case lost(any Error)
    }

    private static func attempt<T: Sendable>(
        _ body: (any WriteTransaction) throws -> T, on connection: Connection, now: Instant
    ) -> Step<T> {
        do {
            try connection.makeReady()
        } catch {
            return .done(.failure((error as? Failure)?.reported ?? error))
        }
        let access = PostgresAccess(connection, opening: "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE")
        let outcome = Result { try body(PostgresWriteTransaction(access, now: now)) }
        if let failure = access.failure {
            undo(access, on: connection)
            let error = error(of: outcome, after: failure)
            if failure.connectionLost { return .lost(error) }
            return failure.isCollision || failure.isStaleStatement ? .again(error) : .done(.failure(error))
        }
        guard case .success = outcome, access.begun else {
            if access.begun { connection.rollBack() }
            return .done(outcome)
        }
        do {
            let command = try connection.exchange("COMMIT").command
            guard command == "COMMIT" else {
                throw Failure(sqlState: "25P02", message: "the transaction was undone instead of committed")
            }
            return .done(outcome)
        } catch let failure as Failure {
            if failure.connectionLost {
                connection.disconnect()
                return .done(
                    .failure(
                        EngineError(
                            engine: .postgres, code: "08007",
                            message: "connection lost during commit, outcome unknown: \(failure.message)",
                            statement: "COMMIT")))
            }
            return failure.isCollision ? .again(failure.reported) : .done(.failure(failure.reported))
        } catch {
            return .done(.failure(error))
        }
    }

    /// Undoes what the transaction did and drops what makes the connection unfit for another attempt.
    private static func undo(_ access: PostgresAccess, on connection: Connection) {
        guard let failure = access.failure else { return }
        if failure.connectionLost {
            connection.disconnect()
        } else {
            if access.begun { connection.rollBack() }
            if failure.isStaleStatement { connection.disconnect() }
        }
    }

    /// What the body made of a failed statement, or the failure itself when the body swallowed it.
    private static func error<T>(of outcome: Result<T, any Error>, after failure: Failure) -> any Error {
        if case .failure(let error) = outcome { return error }
        return failure.reported
    }

    private static func checkFitness(_ connection: Connection) throws {
        let answer: Connection.Answer
        do {
            answer = try connection.exchange(
                """
                SELECT datname::text AS name, pg_encoding_to_char(encoding)::text AS encoding, datcollate::text AS collation,
                    COALESCE(to_jsonb(pg_database) ->> 'datlocprovider', 'c') AS provider
                FROM pg_database WHERE datname = current_database()
                """)
        } catch let failure as Failure {
            throw failure.reported
        }
        guard let row = answer.rows.first else { return }
        let (name, encoding, collation): (String, String, String) =
            (try row["name"], try row["encoding"], try row["collation"])
        let provider: String = try row["provider"]
        let remedy = "Hãy tạo cơ sở dữ liệu bằng lệnh: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'."
        guard encoding == "UTF8" else {
            throw UnusableDatabase(
                message: "Cơ sở dữ liệu “\(name)” dùng bảng mã \(encoding); chương trình cần UTF8. \(remedy)")
        }
        // The built-in provider compares code points, as C does.
        guard provider == "b" || (provider == "c" && (collation == "C" || collation == "POSIX")) else {
            throw UnusableDatabase(
                message:
                    "Cơ sở dữ liệu “\(name)” sắp xếp chữ theo \(provider == "i" ? "ICU" : collation); chương trình cần C để mọi máy chủ "
                    + "xếp giống nhau. \(remedy)")
        }
    }

    /// Runs a statement that no transaction may hold: `CREATE DATABASE`, `DROP DATABASE`.
    package static func runOutsideTransaction(_ statement: String, url: String) async throws {
        let pool = ConnectionPool(target: url, size: 1)
        let outcome = await Task {
            try await pool.perform { connection in
                do {
                    try connection.makeReady()
                    _ = try connection.exchange(statement)
                } catch let failure as Failure {
                    throw failure.reported
                }
            }
        }.result
        await pool.close()
        try outcome.get()
    }
}

/// Runs statements for a transaction, which begins with the first of them, and remembers the one that failed.
private final class PostgresAccess {
    private let connection: Connection
    private let opening: String
    private(set) var begun = false
    private(set) var failure: Failure?

    init(_ connection: Connection, opening: String) {
        self.connection = connection
        self.opening = opening
    }

    func execute(_ sql: SQL) throws -> Connection.Answer {
        if let failure { throw failure.reported }
        let (text, values) = sql.rendered()
        do {
            let answer = try connection.execute(text, values, opening: begun ? nil : opening)
            begun = true
            return answer
        } catch let failure as Failure {
            begun = begun || !failure.connectionLost
            self.failure = failure
            throw failure.reported
        }
    }
}

private struct PostgresReadTransaction: ReadTransaction {
    let now: Instant
    private let access: PostgresAccess

    init(_ access: PostgresAccess, now: Instant) {
        self.access = access
        self.now = now
    }

    func rows(_ sql: SQL) throws -> [Row] { try access.execute(sql).rows }
}

private struct PostgresWriteTransaction: WriteTransaction {
    let now: Instant
    private let access: PostgresAccess

    init(_ access: PostgresAccess, now: Instant) {
        self.access = access
        self.now = now
    }

    func rows(_ sql: SQL) throws -> [Row] { try access.execute(sql).rows }
    func run(_ sql: SQL) throws -> Int { try access.execute(sql).changed }
}
