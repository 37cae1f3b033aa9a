import CLibPQ
import Dispatch
import Foundation
import Store

/// One connection to the server, used on its own queue only, because libpq blocks.
///
/// It stays in pipeline mode: `BEGIN`, the preparing of a statement and its execution travel together in one round trip.
final class Connection: @unchecked Sendable {
    /// What a statement gave back.
    struct Answer {
        var rows: [Row] = []
        var changed = 0
        /// The server's name for what it did: `COMMIT`, or `ROLLBACK` when it could not.
        var command = ""
    }

    private struct StatementKey: Hashable {
        let text: String
        let types: [Oid]
    }

    private final class Prepared {
        let name: String
        var columns: ColumnNames?
        var types: [Oid] = []

        init(name: String) { self.name = name }
    }

    private enum Expected {
        case nothing
        case answer(Prepared?)
    }

    /// Lists of different lengths are different texts, so the number of texts has no natural bound.
    private static let statementLimit = 512

    let queue: DispatchQueue
    private let target: String
    private var handle: OpaquePointer?
    private var statements: [StatementKey: Prepared] = [:]
    private var statementNumber = 0
    private var unreadEnd = false

    init(target: String, number: Int) {
        self.target = target
        queue = DispatchQueue(label: "store.postgres.\(number)")
    }

    deinit { PQfinish(handle) }

    // MARK: Opening and closing

    /// Connects unless connected; forgets old statements when there are too many.
    func makeReady() throws {
        settle()
        if handle != nil, PQstatus(handle) == CONNECTION_OK {
            if statements.count <= Connection.statementLimit { return }
            do {
                return try forgetStatements()
            } catch {
                // It broke while nobody looked: a fresh one has no statements either.
            }
        }
        disconnect()
        try connect()
    }

    private func connect() throws {
        // What stands in `target` overrides what comes before it.
        let names = ["connect_timeout", "fallback_application_name", "dbname", "client_encoding"]
        let values = ["10", "bangvang", target, "UTF8"]
        handle = withCStrings(names) { names in withCStrings(values) { PQconnectdbParams(names, $0, 1) } }
        guard PQstatus(handle) == CONNECTION_OK else {
            let message = lastMessage
            disconnect()
            throw Failure(sqlState: "08001", message: message, connectionLost: true)
        }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        guard PQenterPipelineMode(handle) == 1 else {
            throw Failure(sqlState: "08001", message: lastMessage, connectionLost: true)
        }
        // A commit that was acknowledged is on the disk; a stricter setting of the server is left as it is.
        _ = try exchange(
            """
            SELECT set_config('synchronous_commit', 'on', false)
            WHERE current_setting('synchronous_commit') IN ('off', 'local')
            """)
        _ = try exchange("SELECT set_config('TimeZone', 'UTC', false)")
    }

    func disconnect() {
        PQfinish(handle)
        handle = nil
        statements = [:]
        unreadEnd = false
    }

    // MARK: Statements

    /// Sends `text`, with `opening` before it when a transaction begins with it, and waits for the answer.
    func execute(_ text: String, _ values: [SQLValue], opening: String?) throws -> Answer {
        let key = StatementKey(text: text, types: values.map(\.postgresType))
        for case .text(let value) in values where value.utf8.contains(0) {
            // libpq would silently cut the text there.
            throw Failure(sqlState: "22021", message: "text contains a zero byte", statement: text)
        }
        var expected: [Expected] = []
        if let opening {
            try send(PQsendQueryParams(handle, opening, 0, nil, nil, nil, nil, 0), text)
            expected.append(.nothing)
        }
        let prepared: Prepared
        if let known = statements[key] {
            prepared = known
        } else {
            statementNumber += 1
            prepared = Prepared(name: "s\(statementNumber)")
            try send(PQsendPrepare(handle, prepared.name, text, CInt(key.types.count), key.types), text)
            expected.append(.nothing)
        }
        try withParameters(values) { parameters in
            try send(
                PQsendQueryPrepared(handle, prepared.name, CInt(values.count), parameters, nil, nil, 0), text)
        }
        expected.append(.answer(prepared))
        let answer = try receive(expected, statement: text)
        statements[key] = prepared
        return answer
    }

    /// Sends a text without values and waits for the answer.
    func exchange(_ text: String) throws -> Answer {
        try send(PQsendQueryParams(handle, text, 0, nil, nil, nil, nil, 0), text)
        return try receive([.answer(nil)], statement: text)
    }

    /// Ends a transaction that changed nothing, without waiting: ``settle()`` reads the answer later.
    func endUnread() {
        guard handle != nil, PQsendQueryParams(handle, "COMMIT", 0, nil, nil, nil, nil, 0) == 1,
            PQpipelineSync(handle) == 1
        else {
            disconnect()
            return
        }
        unreadEnd = true
    }

    func settle() {
        guard unreadEnd else { return }
        unreadEnd = false
        do { _ = try collect([.nothing], statement: "COMMIT") } catch { disconnect() }
    }

    /// Undoes the transaction; a connection that cannot even do that is given up, and the server undoes it.
    func rollBack() {
        do { _ = try exchange("ROLLBACK") } catch { disconnect() }
    }

    private func forgetStatements() throws {
        statements = [:]
        _ = try exchange("DEALLOCATE ALL")
    }

    // MARK: The wire

    private var lastMessage: String {
        String(cString: PQerrorMessage(handle)).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func send(_ accepted: CInt, _ statement: String) throws {
        if accepted == 1 { return }
        throw Failure(sqlState: "08006", message: lastMessage, statement: statement, connectionLost: true)
    }

    private func receive(_ expected: [Expected], statement: String) throws -> Answer {
        try send(PQpipelineSync(handle), statement)
        return try collect(expected, statement: statement)
    }

    /// Reads one result for each thing sent, up to the synchronization point; throws the first failure among them.
    private func collect(_ expected: [Expected], statement: String) throws -> Answer {
        var failure: Failure?
        var answer = Answer()
        for part in expected {
            guard let result = PQgetResult(handle) else { throw lost(statement) }
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
                if case .answer(let prepared) = part { answer = read(result, prepared) }
            case PGRES_PIPELINE_ABORTED:
                break
            default:
                if failure == nil { failure = Failure(result: result, statement: statement) }
                if PQstatus(handle) != CONNECTION_OK { throw lost(statement, failure) }
            }
            // Each command ends with an empty result.
            if let unexpected = PQgetResult(handle) {
                PQclear(unexpected)
                throw lost(statement, failure)
            }
        }
        guard let end = PQgetResult(handle) else { throw lost(statement, failure) }
        defer { PQclear(end) }
        guard PQresultStatus(end) == PGRES_PIPELINE_SYNC else { throw lost(statement, failure) }
        if let failure { throw failure }
        return answer
    }

    private func lost(_ statement: String, _ cause: Failure? = nil) -> Failure {
        var failure = cause ?? Failure(sqlState: "08006", message: lastMessage, statement: statement)
        failure.connectionLost = true
        return failure
    }

    private func read(_ result: OpaquePointer, _ prepared: Prepared?) -> Answer {
        var answer = Answer()
        answer.command = String(cString: PQcmdStatus(result))
        if !answer.command.hasPrefix("SELECT") {
            answer.changed = Int(String(cString: PQcmdTuples(result))) ?? 0
        }
        let height = PQntuples(result)
        guard height > 0 else { return answer }
        let width = PQnfields(result)
        let columns: ColumnNames
        let types: [Oid]
        if let prepared, let known = prepared.columns {
            // A prepared statement never changes the shape of its result: the server refuses first.
            (columns, types) = (known, prepared.types)
        } else {
            columns = ColumnNames((0..<width).map { String(cString: PQfname(result, $0)) })
            types = (0..<width).map { PQftype(result, $0) }
            prepared?.columns = columns
            prepared?.types = types
        }
        answer.rows.reserveCapacity(Int(height))
        for line in 0..<height {
            let values = [SQLValue](unsafeUninitializedCapacity: Int(width)) { buffer, count in
                for column in 0..<width {
                    buffer.initializeElement(
                        at: Int(column), to: value(of: result, line, column, type: types[Int(column)]))
                }
                count = Int(width)
            }
            answer.rows.append(Row(columns: columns, values: values))
        }
        return answer
    }

    private func value(of result: OpaquePointer, _ line: CInt, _ column: CInt, type: Oid) -> SQLValue {
        if PQgetisnull(result, line, column) == 1 { return .null }
        guard let start = PQgetvalue(result, line, column) else { return .null }
        let count = Int(PQgetlength(result, line, column))
        let bytes = UnsafeRawBufferPointer(start: start, count: count)
        switch type {
        case 20, 21, 23:
            var number: Int64 = 0
            let negative = bytes.first == UInt8(ascii: "-")
            // Counted downwards, so that the lowest number fits.
            for byte in bytes.dropFirst(negative ? 1 : 0) { number = number &* 10 &- Int64(byte &- UInt8(ascii: "0")) }
            return .integer(negative ? number : 0 &- number)
        case 16:
            return .boolean(bytes.first == UInt8(ascii: "t"))
        default:
            return .text(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// The values as C strings in one block of memory, valid during `body`.
    private func withParameters<T>(
        _ values: [SQLValue], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) throws -> T
    ) rethrows -> T {
        if values.isEmpty { return try body(nil) }
        var block: [UInt8] = []
        var offsets: [Int?] = []
        for value in values {
            switch value {
            case .null:
                offsets.append(nil)
                continue
            case .text(let text):
                offsets.append(block.count)
                block.append(contentsOf: text.utf8)
            case .integer(let number):
                offsets.append(block.count)
                block.append(contentsOf: String(number).utf8)
            case .boolean(let flag):
                offsets.append(block.count)
                block.append(UInt8(ascii: flag ? "t" : "f"))
            }
            block.append(0)
        }
        // Never empty, so that it has an address even when every value is NULL.
        block.append(0)
        return try block.withUnsafeBytes { bytes in
            let start = bytes.bindMemory(to: CChar.self).baseAddress
            let pointers = offsets.map { offset in offset.flatMap { start?.advanced(by: $0) } }
            return try pointers.withUnsafeBufferPointer { try body($0.baseAddress) }
        }
    }
}

extension SQLValue {
    /// The type under which the value is declared: text, int8, bool. NULL fits any.
    fileprivate var postgresType: Oid {
        switch self {
        case .null: 0
        case .text: 25
        case .integer: 20
        case .boolean: 16
        }
    }
}

/// The strings as a C array that ends with NULL, valid during `body`.
private func withCStrings<T>(_ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> T) -> T {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    let pointers = copies.map { UnsafePointer($0) } + [nil]
    return pointers.withUnsafeBufferPointer { buffer in
        withUnsafePointer(to: nil as UnsafePointer<CChar>?) { empty in body(buffer.baseAddress ?? empty) }
    }
}
