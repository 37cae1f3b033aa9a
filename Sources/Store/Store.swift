import Primitives

/// A view of the database at one moment, which does not change while it is held.
public protocol ReadTransaction {
    /// The moment at which the transaction began: the only `now` that code below the web may use.
    var now: Instant { get }
    /// The rows that `sql` selects, in its order.
    func rows(_ sql: SQL) throws -> [Row]
}

extension ReadTransaction {
    public var today: CivilDate { now.day }

    /// The first row, or `nil`.
    public func first(_ sql: SQL) throws -> Row? { try rows(sql).first }

    /// Whether `sql` selects anything.
    public func exists(_ sql: SQL) throws -> Bool { try !rows(sql + " LIMIT 1").isEmpty }

    /// The single number in column `n` of the single row of `sql`.
    public func count(_ sql: SQL) throws -> Int { try first(sql)?["n"] ?? 0 }

    /// How many rows there are of what stands from FROM on; `limit` when there are at least so many: no more are read.
    public func count(upTo limit: Int, _ from: SQL) throws -> Int {
        try count("SELECT COUNT(*) AS n \(SQL.upTo(limit, from))")
    }
}

/// A transaction that may change the database. All of it happens, or none.
public protocol WriteTransaction: ReadTransaction {
    /// Runs a statement; returns how many rows it changed.
    @discardableResult func run(_ sql: SQL) throws -> Int
}

/// The engine under a store.
public enum Engine: String, Sendable {
    case sqlite
    case postgres
}

/// Something to read from. The public portal gets no more than this.
public protocol ReadableStore: Sendable {
    var engine: Engine { get }
    /// Runs `body` in a read-only transaction. `body` is synchronous: nobody waits for anything else while holding one.
    func read<T: Sendable>(_ body: @escaping @Sendable (any ReadTransaction) throws -> T) async throws -> T
}

/// Something to read from and write to.
public protocol Store: ReadableStore {
    /// Runs `body` in one serializable transaction and returns when it is durable.
    ///
    /// On PostgreSQL the body may run more than once (when two transactions collide), so it touches nothing but its transaction.
    func write<T: Sendable>(_ body: @escaping @Sendable (any WriteTransaction) throws -> T) async throws -> T
    /// Waits for what is running and closes every connection.
    func close() async
}

/// A constraint of the schema refused a change. Constraints have names, and the names are translated for people in `Records`.
public struct ConstraintViolation: Error, Equatable, Sendable {
    public enum Kind: String, Sendable { case unique, foreignKey, check, notNull, other }

    public let kind: Kind
    /// The name of the constraint; on SQLite, for unique keys, the `table.column, …` list that the engine reports.
    public let name: String

    public init(kind: Kind, name: String) {
        self.kind = kind
        self.name = name
    }
}

/// What an engine reported, other than a violated constraint.
public struct EngineError: Error, Sendable, CustomStringConvertible {
    public let engine: Engine
    public let code: String
    public let message: String
    public let statement: String?

    public init(engine: Engine, code: String, message: String, statement: String?) {
        self.engine = engine
        self.code = code
        self.message = message
        self.statement = statement
    }

    public var description: String { "\(engine.rawValue) \(code): \(message)" + (statement.map { " in: \($0)" } ?? "") }
}
