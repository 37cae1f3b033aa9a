import Foundation
import GRDBSQLite
import Store

/// What the engine says about the call that just failed.
func sqliteFailure(_ connection: OpaquePointer, statement: String?) -> any Error {
    sqliteError(
        code: sqlite3_extended_errcode(connection), message: String(cString: sqlite3_errmsg(connection)),
        statement: statement)
}

func sqliteError(code: CInt, message: String, statement: String?) -> any Error {
    if code & 0xFF == SQLITE_INTERRUPT { return CancellationError() }
    guard code & 0xFF == SQLITE_CONSTRAINT else {
        return EngineError(engine: .sqlite, code: String(code), message: message, statement: statement)
    }
    // "UNIQUE constraint failed: account.sign_in_name", "CHECK constraint failed: award_points_range", …
    let failed = "constraint failed: "
    var name = message
    if let range = message.range(of: failed) {
        name = String(message[range.upperBound...])
    } else if message.hasSuffix("constraint failed") {
        name = ""
    }
    if name.hasPrefix("index '"), name.hasSuffix("'") { name = String(name.dropFirst(7).dropLast()) }
    let kind: ConstraintViolation.Kind =
        switch Int(code) >> 8 {
        case 8, 6, 10: .unique
        case 3: .foreignKey
        case 1: .check
        case 5: .notNull
        default: .other
        }
    return ConstraintViolation(kind: kind, name: name)
}
