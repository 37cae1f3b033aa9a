import Foundation
import Primitives
import Records
import Store
import StorePostgres
import StoreSQLite

/// What the one who runs the server is told: what is wrong and what to do, in Vietnamese.
public struct OperationsProblem: Error, Equatable, Sendable, CustomStringConvertible {
    public let message: String

    public init(_ message: String) { self.message = message }

    public var description: String { message }
}

/// Where an installation keeps its data: a folder, and beside it a PostgreSQL database when there is one.
public struct Place: Sendable {
    public let folder: URL
    /// `nil`: the database is a file in the folder.
    public let databaseURL: String?

    /// - Parameter databaseURL: `postgres://user:password@host:port/database`.
    public init(folder: URL, databaseURL: String?) throws {
        if let databaseURL, !databaseURL.hasPrefix("postgres://"), !databaseURL.hasPrefix("postgresql://") {
            throw OperationsProblem(
                "BANGVANG_DATABASE phải có dạng postgres://tên:mật-khẩu@máy-chủ:cổng/cơ-sở-dữ-liệu. Sửa biến này rồi chạy lại."
            )
        }
        self.folder = folder
        self.databaseURL = databaseURL
    }

    public var engine: Engine { databaseURL == nil ? .sqlite : .postgres }
    public var databaseFile: URL { folder.appendingPathComponent("bangvang.sqlite") }
    public var filesFolder: URL { folder.appendingPathComponent("files") }
    public var keyFile: URL { folder.appendingPathComponent("identity.key") }
    public var demoMarker: URL { folder.appendingPathComponent("demo") }
    public var demoAccounts: URL { folder.appendingPathComponent("demo-accounts.json") }

    /// Whether the folder is not there yet, or has nothing in it.
    public var isFolderEmpty: Bool {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.isEmpty ?? true
    }

    /// Makes the folder, for its owner only.
    public func makeFolder() throws {
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw OperationsProblem(
                "Không tạo được thư mục dữ liệu “\(folder.path)”. Kiểm tra quyền ghi và dung lượng đĩa. (\(error.localizedDescription))"
            )
        }
    }

    /// - Throws: when a file database is not there, so that a mistyped folder does not become a new installation.
    public func openStore(clock: Clock, creating: Bool) async throws -> any Store {
        if let databaseURL { return try await PostgresStore(url: databaseURL, clock: clock) }
        if !creating, !FileManager.default.fileExists(atPath: databaseFile.path) {
            throw OperationsProblem(
                "Không có dữ liệu Bảng Vàng trong thư mục “\(folder.path)”. Kiểm tra lại tùy chọn --data.")
        }
        return try SQLiteStore(path: databaseFile.path, clock: clock)
    }

    /// Whether the database has not a single table.
    func isDatabaseEmpty() async throws -> Bool {
        if databaseURL == nil { return !FileManager.default.fileExists(atPath: databaseFile.path) }
        let store = try await openStore(clock: .system, creating: false)
        return try await closing(store) {
            try await store.read { [engine] tx in try InstallationRecords.tables(on: engine, in: tx).isEmpty }
        }
    }
}

/// Does some work with a store and closes it, whatever comes of the work.
func closing<Value: Sendable>(_ store: any Store, _ work: () async throws -> Value) async throws -> Value {
    do {
        let value = try await work()
        await store.close()
        return value
    } catch {
        await store.close()
        throw error
    }
}
