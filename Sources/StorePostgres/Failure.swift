import CLibPQ
import Store

/// What the server, or the connection to it, answered instead of a result.
struct Failure: Error {
    /// The five characters of SQLSTATE.
    var sqlState: String
    var message: String
    var constraint: String?
    var table: String?
    var column: String?
    /// The routine of the server that complained: the only way to tell one `0A000` from another in every language.
    var routine: String?
    var statement: String?
    /// The connection is gone; what was not committed is undone.
    var connectionLost = false

    init(sqlState: String, message: String, statement: String? = nil, connectionLost: Bool = false) {
        self.sqlState = sqlState
        self.message = message
        self.statement = statement
        self.connectionLost = connectionLost
    }

    init(result: OpaquePointer, statement: String?) {
        func field(_ code: UInt8) -> String? {
            PQresultErrorField(result, CInt(code)).map { String(cString: $0) }
        }
        sqlState = field(UInt8(ascii: "C")) ?? "XX000"
        message = field(UInt8(ascii: "M")) ?? String(cString: PQresultErrorMessage(result))
        constraint = field(UInt8(ascii: "n"))
        table = field(UInt8(ascii: "t"))
        column = field(UInt8(ascii: "c"))
        routine = field(UInt8(ascii: "R"))
        self.statement = statement
    }

    /// Two transactions collided and the server gave up this one: it succeeds when it is simply done again.
    var isCollision: Bool { sqlState == "40001" || sqlState == "40P01" }

    /// A prepared statement no longer fits the schema, or a pooler between us and the server forgot it.
    var isStaleStatement: Bool {
        (sqlState == "0A000" && routine == "RevalidateCachedQuery") || sqlState == "26000"
    }

    /// The error that callers of the store see.
    var reported: any Error {
        switch sqlState {
        case "23505": ConstraintViolation(kind: .unique, name: constraint ?? "")
        case "23503", "23001": ConstraintViolation(kind: .foreignKey, name: constraint ?? "")
        case "23514": ConstraintViolation(kind: .check, name: constraint ?? "")
        // It has no name; this is what SQLite reports for it.
        case "23502":
            ConstraintViolation(kind: .notNull, name: [table, column].compactMap { $0 }.joined(separator: "."))
        // RAISE in a trigger: the message is the name, as with RAISE(ABORT, …) on SQLite.
        case "P0001": ConstraintViolation(kind: .other, name: constraint ?? message)
        case let state where state.hasPrefix("23"): ConstraintViolation(kind: .other, name: constraint ?? message)
        default: EngineError(engine: .postgres, code: sqlState, message: message, statement: statement)
        }
    }
}

/// Why a PostgreSQL database cannot be used, in Vietnamese for whoever runs the server.
public struct UnusableDatabase: Error, Sendable, CustomStringConvertible {
    public let message: String
    public var description: String { message }
}
