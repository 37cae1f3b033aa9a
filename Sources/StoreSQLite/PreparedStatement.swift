import GRDBSQLite
import Store

/// A statement compiled once for one connection.
///
/// It goes down to the C interface: a list page reads hundreds of values, and a dictionary or a copy for each row would
/// cost more than the query.
final class PreparedStatement {
    private let handle: OpaquePointer
    private let connection: OpaquePointer
    private let text: String
    private var names: ColumnNames?
    private var compilations: CInt = 0

    /// Nothing when the text holds no statement.
    init?(_ text: String, connection: OpaquePointer) throws {
        var compiled: OpaquePointer?
        var utf8 = text
        let (code, rest) = utf8.withUTF8 { buffer -> (CInt, Bool) in
            guard let base = buffer.baseAddress else { return (SQLITE_OK, false) }
            return base.withMemoryRebound(to: CChar.self, capacity: buffer.count) { start in
                var tail: UnsafePointer<CChar>?
                let code = sqlite3_prepare_v3(
                    connection, start, CInt(buffer.count), CUnsignedInt(SQLITE_PREPARE_PERSISTENT), &compiled, &tail)
                let used = tail.map { $0 - start } ?? buffer.count
                let rest = buffer[min(used, buffer.count)...].contains {
                    $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r")
                        && $0 != UInt8(ascii: "\t") && $0 != UInt8(ascii: ";")
                }
                return (code, rest)
            }
        }
        guard code == SQLITE_OK else { throw sqliteFailure(connection, statement: text) }
        guard let compiled else { return nil }
        if rest {
            sqlite3_finalize(compiled)
            throw EngineError(engine: .sqlite, code: "many", message: "more than one statement", statement: text)
        }
        handle = compiled
        self.connection = connection
        self.text = text
    }

    deinit { sqlite3_finalize(handle) }

    func rows(_ values: [SQLValue]) throws -> [Row] {
        try bind(values)
        defer { reset() }
        var rows: [Row] = []
        var columns: ColumnNames?
        var width = 0
        while try step() {
            let shared: ColumnNames
            if let columns {
                shared = columns
            } else {
                // Only now: the first step compiles anew when the schema changed.
                shared = columnNames()
                columns = shared
                width = Int(sqlite3_column_count(handle))
            }
            let read = try [SQLValue](unsafeUninitializedCapacity: width) { buffer, count in
                while count < width {
                    buffer.initializeElement(at: count, to: try value(at: CInt(count)))
                    count += 1
                }
            }
            rows.append(Row(columns: shared, values: read))
        }
        return rows
    }

    /// Runs to the end; how many rows were inserted, changed or deleted, those that triggers touched not counted.
    func run(_ values: [SQLValue]) throws -> Int {
        try bind(values)
        defer { reset() }
        // `sqlite3_changes` keeps its last number when a statement changes nothing by nature.
        let before = sqlite3_total_changes(connection)
        while try step() {}
        return sqlite3_total_changes(connection) == before ? 0 : Int(sqlite3_changes(connection))
    }

    private func step() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw sqliteFailure(connection, statement: text)
        }
    }

    private func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    /// `SQL.rendered()` numbers its values in order of appearance, each once, so `$n` is the n-th parameter of SQLite.
    private func bind(_ values: [SQLValue]) throws {
        guard Int(sqlite3_bind_parameter_count(handle)) == values.count else {
            throw EngineError(
                engine: .sqlite, code: "parameters",
                message: "\(values.count) values for \(sqlite3_bind_parameter_count(handle)) parameters",
                statement: text)
        }
        for (offset, value) in values.enumerated() {
            let index = CInt(offset + 1)
            let code: CInt
            switch value {
            case .null: code = sqlite3_bind_null(handle, index)
            case .integer(let number): code = sqlite3_bind_int64(handle, index, number)
            case .boolean(let flag): code = sqlite3_bind_int64(handle, index, flag ? 1 : 0)
            case .text(var string):
                code = try string.withUTF8 { buffer -> CInt in
                    guard !buffer.contains(0) else {
                        // PostgreSQL cannot keep it, so neither do we.
                        throw EngineError(
                            engine: .sqlite, code: "zero", message: "text contains a zero byte", statement: text)
                    }
                    guard let base = buffer.baseAddress, !buffer.isEmpty else {
                        return sqlite3_bind_text(handle, index, "", 0, copied)
                    }
                    return base.withMemoryRebound(to: CChar.self, capacity: buffer.count) {
                        sqlite3_bind_text(handle, index, $0, CInt(buffer.count), copied)
                    }
                }
            }
            guard code == SQLITE_OK else {
                reset()
                throw sqliteFailure(connection, statement: text)
            }
        }
    }

    private func value(at column: CInt) throws -> SQLValue {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
        case SQLITE_BLOB:
            throw EngineError(engine: .sqlite, code: "blob", message: "a BLOB has no SQLValue", statement: text)
        default:
            guard let start = sqlite3_column_text(handle, column) else { return .text("") }
            let count = Int(sqlite3_column_bytes(handle, column))
            return .text(String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        }
    }

    private func columnNames() -> ColumnNames {
        let compiled = sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0)
        if let names, compiled == compilations { return names }
        let fresh = ColumnNames(
            (0..<sqlite3_column_count(handle)).map { column in
                sqlite3_column_name(handle, column).map { String(cString: $0) } ?? ""
            })
        names = fresh
        compilations = compiled
        return fresh
    }
}

/// Tells SQLite to copy a text when it is bound.
private var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
