import Foundation
import Primitives

/// One file of schema changes, in the order of its number.
public struct MigrationFile: Sendable {
    public let number: Int
    /// The file's name without its endings: `0001_accounts`.
    public let name: String
    /// The engine it is written for; `nil` when one text serves both.
    public let engine: Engine?
    public let text: String

    public init(number: Int, name: String, engine: Engine?, text: String) {
        self.number = number
        self.name = name
        self.engine = engine
        self.text = text
    }

    /// Reads `0001_accounts.sql`, `0002_search.sqlite.sql` or `0002_search.postgres.sql`.
    public init(fileName: String, text: String) throws {
        let parts = fileName.split(separator: ".", omittingEmptySubsequences: false)
        let digits = fileName.prefix(4)
        guard let name = parts.first, parts.last == "sql", (2...3).contains(parts.count), name.count > 5,
            digits.allSatisfy({ $0.isASCII && $0.isNumber }), name.dropFirst(4).first == "_",
            let number = Int(digits), number > 0
        else { throw MigrationProblem.unreadableFileName(fileName) }
        var engine: Engine?
        if parts.count == 3 {
            engine = Engine(rawValue: String(parts[1]))
            if engine == nil { throw MigrationProblem.unreadableFileName(fileName) }
        }
        self.init(number: number, name: String(name), engine: engine, text: text)
    }
}

/// Why the schema of a database and the files of the program do not fit together. Shown to whoever runs the server.
public enum MigrationProblem: Error, Equatable, Sendable, CustomStringConvertible {
    case unreadableFileName(String)
    case sameNumber(String, String)
    case notAscending(String)
    case unpaired(String, missing: Engine)
    /// A quotation, a comment or a `BEGIN` that never ends.
    case unfinishedStatement(file: String)
    case fileChanged(String)
    case fileMissing(String)
    case fileTooLate(String, version: Int)
    case databaseNewer(database: Int, program: Int)
    case databaseBehind(database: Int, program: Int)
    case failed(file: String, reason: String)

    /// The problem in Vietnamese: what is wrong, where, and what to do.
    public var message: String {
        switch self {
        case .unreadableFileName(let name):
            "Tên tệp cập nhật cơ sở dữ liệu “\(name)” không đúng mẫu 0001_ten.sql, 0001_ten.sqlite.sql "
                + "hoặc 0001_ten.postgres.sql. Hãy đặt lại tên tệp."
        case .sameNumber(let first, let second):
            "Hai tệp cập nhật cơ sở dữ liệu “\(first)” và “\(second)” trùng số thứ tự. Hãy đánh lại số cho một tệp."
        case .notAscending(let name):
            "Tệp cập nhật cơ sở dữ liệu “\(name)” không đứng đúng thứ tự số. Hãy xếp các tệp theo số tăng dần."
        case .unpaired(let name, let missing):
            "Tệp cập nhật cơ sở dữ liệu “\(name)” thiếu bản cho \(missing.rawValue). Hãy thêm tệp \(name).\(missing.rawValue).sql."
        case .unfinishedStatement(let file):
            "Tệp cập nhật cơ sở dữ liệu “\(file)” có dấu nháy, chú thích hoặc khối BEGIN chưa đóng. Hãy sửa tệp này."
        case .fileChanged(let name):
            "Tệp cập nhật cơ sở dữ liệu “\(name)” đã bị sửa sau khi chạy. Hãy cài lại đúng bản phát hành của chương trình."
        case .fileMissing(let name):
            "Cơ sở dữ liệu đã chạy tệp cập nhật “\(name)” mà chương trình này không có. "
                + "Hãy cài lại đúng bản phát hành của chương trình."
        case .fileTooLate(let name, let version):
            "Tệp cập nhật “\(name)” có số nhỏ hơn phiên bản \(version) mà cơ sở dữ liệu đã đạt. "
                + "Hãy cài lại đúng bản phát hành của chương trình."
        case .databaseNewer(let database, let program):
            "Cơ sở dữ liệu ở phiên bản \(database), mới hơn chương trình (phiên bản \(program)). "
                + "Hãy cài bản chương trình mới; không dùng bản cũ với dữ liệu này."
        case .databaseBehind(let database, let program):
            "Cơ sở dữ liệu ở phiên bản \(database), chương trình cần phiên bản \(program). "
                + "Hãy sao lưu dữ liệu rồi chạy lệnh bangvang migrate."
        case .failed(let file, let reason):
            "Không chạy được tệp cập nhật cơ sở dữ liệu “\(file)”; tệp này chưa làm thay đổi gì. Máy chủ báo: \(reason)"
        }
    }

    public var description: String { message }
}

/// The schema's history: files that run forward only, each in one transaction, each once.
///
/// What ran is kept in the table `schema_migration` with its SHA-256, so that a file edited afterwards is found out.
public struct Migrations: Sendable {
    public let files: [MigrationFile]
    private let digest: @Sendable (String) -> String

    /// The files in the order of their numbers. `digest` gives the SHA-256 of a text in hexadecimal.
    ///
    /// - Throws: ``MigrationProblem`` when two files have one number, are out of order, or an engine's file lacks its twin.
    public init(files: [MigrationFile], digest: @escaping @Sendable (String) -> String) throws {
        self.files = files
        self.digest = digest
        for (former, latter) in zip(files, files.dropFirst()) {
            if latter.number < former.number { throw MigrationProblem.notAscending(latter.name) }
            guard latter.number == former.number else { continue }
            guard former.name == latter.name, let one = former.engine, let other = latter.engine, one != other
            else { throw MigrationProblem.sameNumber(former.name, latter.name) }
        }
        for file in files {
            guard let engine = file.engine else { continue }
            let missing: Engine = engine == .sqlite ? .postgres : .sqlite
            if !files.contains(where: { $0.number == file.number && $0.engine == missing }) {
                throw MigrationProblem.unpaired(file.name, missing: missing)
            }
        }
    }

    /// The `.sql` files of a folder.
    public static func load(directory: URL, digest: @escaping @Sendable (String) -> String) throws -> Migrations {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0.hasSuffix(".sql") }
        let files = try names.sorted().map { name in
            try MigrationFile(
                fileName: name, text: String(contentsOf: directory.appendingPathComponent(name), encoding: .utf8))
        }
        return try Migrations(files: files, digest: digest)
    }

    /// The number of the last file: the schema version that the program is written for. 0 without files.
    public var latest: Int { files.last?.number ?? 0 }

    /// One digest over all files, to tell one history from another.
    public var fingerprint: String {
        digest(files.map { "\($0.name) \($0.engine?.rawValue ?? "") \(digest($0.text))" }.joined(separator: "\n"))
    }

    /// Runs what has not run yet and returns the names of the files that did. Running it again changes nothing.
    ///
    /// Two processes may call this at once: one waits for the other and then finds nothing left to do.
    public func migrate(_ store: any Store) async throws -> [String] {
        try await prepareHistory(store)
        let engine = store.engine
        let history = try await store.read { try appliedFiles($0, engine) }
        try compare(history, engine: engine, allowingPending: true)

        var names: [String] = []
        for file in files(for: engine) where history[file.number] == nil {
            let statements = try statements(of: file)
            let sum = digest(file.text)
            do {
                let ran = try await store.write { tx in
                    if engine == .postgres {
                        // Before anything is read: the lock must come before the snapshot of the transaction.
                        try tx.run("LOCK TABLE schema_migration IN EXCLUSIVE MODE")
                    }
                    guard try appliedFiles(tx, engine)[file.number] == nil else { return false }
                    for statement in statements { try tx.run(SQL(trusted: statement)) }
                    try tx.run(
                        """
                        INSERT INTO schema_migration (number, name, digest, applied_at)
                        VALUES (\(file.number), \(file.name), \(sum), \(tx.now))
                        """)
                    return true
                }
                if ran { names.append(file.name) }
            } catch let cancellation as CancellationError {
                throw cancellation
            } catch {
                throw MigrationProblem.failed(file: file.name, reason: reason(of: error))
            }
        }
        // Another process may have run other files meanwhile.
        _ = try await check(store)
        return names
    }

    /// The schema version of the database, which is the one the program is written for.
    ///
    /// - Throws: ``MigrationProblem`` when a file changed after it ran, or the database is newer or older than the program.
    public func check(_ store: any ReadableStore) async throws -> Int {
        let engine = store.engine
        let history = try await store.read { try appliedFiles($0, engine) }
        try compare(history, engine: engine, allowingPending: false)
        return history.keys.max() ?? 0
    }

    private func files(for engine: Engine) -> [MigrationFile] {
        files.filter { $0.engine == nil || $0.engine == engine }
    }

    private func compare(_ history: [Int: AppliedFile], engine: Engine, allowingPending: Bool) throws {
        let version = history.keys.max() ?? 0
        if version > latest { throw MigrationProblem.databaseNewer(database: version, program: latest) }
        let ours = files(for: engine)
        for file in ours {
            if let applied = history[file.number] {
                if applied.digest != digest(file.text) { throw MigrationProblem.fileChanged(applied.name) }
            } else if file.number < version {
                throw MigrationProblem.fileTooLate(file.name, version: version)
            }
        }
        let known = Set(ours.map(\.number))
        if let lost = history.keys.sorted().first(where: { !known.contains($0) }), let applied = history[lost] {
            throw MigrationProblem.fileMissing(applied.name)
        }
        if !allowingPending, version < latest {
            throw MigrationProblem.databaseBehind(database: version, program: latest)
        }
    }

    private func prepareHistory(_ store: any Store) async throws {
        let engine = store.engine
        let create: @Sendable () async throws -> Void = {
            try await store.write { tx in
                guard try !historyExists(tx, engine) else { return }
                try tx.run(
                    """
                    CREATE TABLE schema_migration (
                        number BIGINT NOT NULL CONSTRAINT schema_migration_key PRIMARY KEY,
                        name TEXT NOT NULL,
                        digest TEXT NOT NULL,
                        applied_at TEXT NOT NULL
                    )
                    """)
            }
        }
        do {
            try await create()
        } catch {
            // Two processes that create it at once collide in the catalogue of PostgreSQL; then it is there.
            guard engine == .postgres, !(error is CancellationError) else { throw error }
            try await create()
        }
    }

    private func statements(of file: MigrationFile) throws -> [String] {
        guard let statements = sqlStatements(in: file.text) else {
            throw MigrationProblem.unfinishedStatement(file: file.name)
        }
        return statements
    }
}

private func reason(of error: any Error) -> String {
    switch error {
    case let error as EngineError:
        let opening = error.statement?.split(whereSeparator: \.isNewline).first.map { " (câu lệnh bắt đầu: \($0))" }
        return error.message + (opening ?? "")
    case let violation as ConstraintViolation: return "vi phạm ràng buộc \(violation.name)"
    default: return String(describing: error)
    }
}

private struct AppliedFile: Sendable {
    let name: String
    let digest: String
}

private func historyExists(_ tx: any ReadTransaction, _ engine: Engine) throws -> Bool {
    switch engine {
    case .sqlite: try tx.exists("SELECT 1 AS n FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'")
    case .postgres: try tx.exists("SELECT 1 AS n WHERE to_regclass('schema_migration') IS NOT NULL")
    }
}

private func appliedFiles(_ tx: any ReadTransaction, _ engine: Engine) throws -> [Int: AppliedFile] {
    guard try historyExists(tx, engine) else { return [:] }
    var history: [Int: AppliedFile] = [:]
    for row in try tx.rows("SELECT number, name, digest FROM schema_migration") {
        history[try row["number"]] = AppliedFile(name: try row["name"], digest: try row["digest"])
    }
    return history
}

/// The statements of a script, without the semicolons between them; `nil` when a quotation, comment or block never ends.
///
/// A semicolon inside quotes, comments, `$$ … $$` bodies and the `BEGIN … END` of a trigger or function parts nothing.
func sqlStatements(in script: String) -> [String]? {
    var splitter = StatementSplitter(bytes: Array(script.utf8))
    return splitter.split()
}

private struct StatementSplitter {
    let bytes: [UInt8]
    var position = 0
    var statements: [String] = []
    /// Where the current statement's first word stands; `nil` between statements.
    var start: Int?
    /// The first words of the current statement, upper case: enough to know a trigger.
    var opening: [String] = []
    var insideBody = false
    var openCases = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func split() -> [String]? {
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "-") where follows("--"):
                skipLine()
            case UInt8(ascii: "/") where follows("/*"):
                guard skipPast("*/", from: position + 2) else { return nil }
            case UInt8(ascii: "'"):
                begin()
                guard skipQuotation(byte, backslashes: isEscapeString) else { return nil }
            case UInt8(ascii: "\""):
                begin()
                guard skipQuotation(byte, backslashes: false) else { return nil }
            case UInt8(ascii: "$"):
                begin()
                if let tag = dollarTag() {
                    guard skipPast(tag, from: position + tag.utf8.count) else { return nil }
                } else {
                    position += 1
                }
            case UInt8(ascii: ";") where !insideBody:
                finish(at: position)
                position += 1
            case _ where isWordByte(byte):
                begin()
                readWord()
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                position += 1
            default:
                if byte != UInt8(ascii: ";") { begin() }
                position += 1
            }
        }
        if insideBody { return nil }
        finish(at: bytes.count)
        return statements
    }

    private mutating func begin() {
        if start == nil { start = position }
    }

    private mutating func finish(at end: Int) {
        if let start {
            let text = String(decoding: bytes[start..<end], as: UTF8.self)
            statements.append(text.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        start = nil
        opening = []
        insideBody = false
        openCases = 0
    }

    private func follows(_ text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

    private mutating func skipLine() {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    }

    private mutating func skipPast(_ text: String, from first: Int) -> Bool {
        let wanted = Array(text.utf8)
        var candidate = first
        while candidate + wanted.count <= bytes.count {
            if bytes[candidate..<candidate + wanted.count].elementsEqual(wanted) {
                position = candidate + wanted.count
                return true
            }
            candidate += 1
        }
        return false
    }

    /// A doubled quotation mark simply closes one quotation and opens the next.
    private mutating func skipQuotation(_ mark: UInt8, backslashes: Bool) -> Bool {
        position += 1
        while position < bytes.count {
            if backslashes, bytes[position] == UInt8(ascii: "\\") {
                position += 2
                continue
            }
            if bytes[position] == mark {
                position += 1
                return true
            }
            position += 1
        }
        return false
    }

    /// Whether the quotation at `position` is an `E'…'` of PostgreSQL.
    private var isEscapeString: Bool {
        guard position > 0, bytes[position - 1] | 0x20 == UInt8(ascii: "e") else { return false }
        return position < 2 || !isWordByte(bytes[position - 2])
    }

    /// The `$$` or `$name$` that opens a body at `position`. `$1` is a parameter.
    private func dollarTag() -> String? {
        if position > 0, isWordByte(bytes[position - 1]) { return nil }
        var end = position + 1
        while end < bytes.count, isWordByte(bytes[end]) { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "$") else { return nil }
        if end > position + 1, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position + 1]) { return nil }
        return String(decoding: bytes[position...end], as: UTF8.self)
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }

    /// Whether the current statement makes a trigger, a function or a procedure.
    private var mayHaveBody: Bool {
        guard opening.first == "CREATE" else { return false }
        let kind = opening.dropFirst().first { !["OR", "REPLACE", "TEMP", "TEMPORARY", "CONSTRAINT"].contains($0) }
        return kind == "TRIGGER" || kind == "FUNCTION" || kind == "PROCEDURE"
    }

    private mutating func readWord() {
        let first = position
        while position < bytes.count, isWordByte(bytes[position]) { position += 1 }
        let word = String(decoding: bytes[first..<position], as: UTF8.self).uppercased()
        if opening.count < 5 { opening.append(word) }
        guard mayHaveBody else { return }
        switch word {
        case "BEGIN": insideBody = true
        case "CASE" where insideBody: openCases += 1
        case "END" where insideBody:
            if openCases > 0 { openCases -= 1 } else { insideBody = false }
        default: break
        }
    }
}
