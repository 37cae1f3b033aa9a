import Actions
import Dispatch
import Foundation
import Primitives
import Records
import Store
import StoreSQLite

/// One file that holds everything: the database as it stood at one moment, the papers, the key. Made while others work.
public enum Backup {
    static let databaseParts: [Engine: String] = [.sqlite: "database.sqlite", .postgres: "database.dump"]

    public struct Report: Sendable {
        public let manifest: Manifest
        /// Papers that the database names and that are not on the disk.
        public let missingFiles: [String]
    }

    /// - Throws: when there is already something at `target`; nothing is left behind then, nor after another failure.
    public static func make(of place: Place, to target: URL) async throws -> Report {
        let disk = FileManager.default
        guard !disk.fileExists(atPath: target.path) else {
            throw OperationsProblem("Đã có tệp “\(target.path)”. Đặt tên khác cho bản sao lưu.")
        }
        let staging = target.deletingLastPathComponent().appendingPathComponent(".bangvang-\(UUID().uuidString)")
        let unfinished = staging.appendingPathComponent("backup.tar")
        do {
            try disk.createDirectory(
                at: staging, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw OperationsProblem("Không ghi được vào thư mục của “\(target.path)”. Kiểm tra thư mục và quyền ghi.")
        }
        defer { try? disk.removeItem(at: staging) }

        let store = try await place.openStore(clock: .system, creating: false)
        let contents = try await closing(store) { try await copyDatabase(place, store, into: staging) }

        // Papers are never changed and are on the disk before a row names them: those of the copied rows are all there.
        let hashes = contents.fileHashes.filter {
            disk.fileExists(atPath: place.filesFolder.appendingPathComponent(FileStore.path(of: $0)).path)
        }
        let missing = Set(contents.fileHashes).subtracting(hashes).sorted()
        let database = databaseParts[place.engine] ?? ""
        var parts = [try Manifest.Part(name: database, file: staging.appendingPathComponent(database))]
        var besides: [String] = []
        for file in [place.keyFile, place.demoMarker, place.demoAccounts] where disk.fileExists(atPath: file.path) {
            parts.append(try Manifest.Part(name: file.lastPathComponent, file: file))
            besides.append(file.lastPathComponent)
        }
        let manifest = Manifest(
            format: Manifest.currentFormat, madeAt: Clock.system.now().iso, engine: place.engine.rawValue,
            schema: contents.schema, isDemo: contents.isDemo, rows: contents.rows, chainDigest: contents.chainDigest,
            fileCount: hashes.count, parts: parts)
        try manifest.written().write(to: staging.appendingPathComponent(Manifest.fileName))
        let list = staging.appendingPathComponent("list")
        try Data((besides + hashes.map { "files/" + FileStore.path(of: $0) }).map { $0 + "\n" }.joined().utf8).write(
            to: list)
        // Made before tar opens it, so that nobody else can read the key in it at any moment.
        guard disk.createFile(atPath: unfinished.path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw OperationsProblem("Không ghi được tệp “\(target.path)”. Kiểm tra quyền ghi và dung lượng đĩa.")
        }
        try await ExternalProgram.run(
            "tar",
            [
                "--create", "--format=posix", "--file=\(unfinished.path)", "--owner=0", "--group=0", "--numeric-owner",
                "--directory=\(staging.path)", Manifest.fileName, database,
                "--directory=\(place.folder.path)", "--verbatim-files-from", "--files-from=\(list.path)",
            ])
        let handle = try FileHandle(forWritingTo: unfinished)
        try handle.synchronize()
        try handle.close()
        try disk.moveItem(at: unfinished, to: target)
        return Report(manifest: manifest, missingFiles: missing)
    }

    /// Copies the database and counts what the copy holds.
    private static func copyDatabase(_ place: Place, _ store: any Store, into staging: URL) async throws -> Contents {
        let target = staging.appendingPathComponent(databaseParts[place.engine] ?? "")
        if let sqlite = store as? SQLiteStore {
            try await sqlite.backup(to: target.path)
            let copy = try SQLiteStore(path: target.path, clock: .system, readers: 1)
            return try await closing(copy) { try await copy.read { tx in try Contents.read(.sqlite, in: tx) } }
        }
        let environment = try ExternalProgram.postgresEnvironment(place.databaseURL ?? "")
        return try await store.read { tx in
            let contents = try Contents.read(.postgres, in: tx)
            // pg_dump must see what was counted, so the transaction waits for it, on a thread of its own.
            let snapshot = try InstallationRecords.exportedSnapshot(in: tx)
            try waitFor {
                try await ExternalProgram.run(
                    "pg_dump",
                    [
                        "--format=custom", "--no-owner", "--no-privileges", "--no-password", "--snapshot=\(snapshot)",
                        "--file=\(target.path)",
                    ], secrets: environment)
            }
            return contents
        }
    }

    /// Lets a thread that serves no tasks wait for a task.
    private static func waitFor(_ work: @escaping @Sendable () async throws -> Void) throws {
        let done = DispatchSemaphore(value: 0)
        let outcome = Outcome()
        Task {
            do { try await work() } catch { outcome.error = error }
            done.signal()
        }
        done.wait()
        if let error = outcome.error { throw error }
    }

    /// Written before the semaphore is signalled and read after it: never at the same time.
    private final class Outcome: @unchecked Sendable {
        var error: (any Error)?
    }
}
