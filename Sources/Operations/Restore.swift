import Actions
import Foundation
import Primitives
import Records
import Store

/// Makes an installation out of a backup, in an empty place, and compares it with what was copied.
public enum Restore {
    /// - Returns: what was restored.
    /// - Throws: ``OperationsProblem``; the folder is empty again then.
    public static func run(from archive: URL, to place: Place) async throws -> Manifest {
        let disk = FileManager.default
        guard disk.fileExists(atPath: archive.path) else {
            throw OperationsProblem("Không có tệp “\(archive.path)”. Kiểm tra lại tùy chọn --from.")
        }
        guard place.isFolderEmpty else {
            throw OperationsProblem(
                "Thư mục “\(place.folder.path)” không trống. Chỉ khôi phục vào thư mục trống để không ghi đè dữ liệu đang có."
            )
        }
        guard try await place.isDatabaseEmpty() else {
            throw OperationsProblem(
                "Cơ sở dữ liệu đã có bảng. Chỉ khôi phục vào cơ sở dữ liệu trống để không ghi đè dữ liệu đang có.")
        }
        try place.makeFolder()
        do {
            let manifest = try await unpack(archive, into: place)
            try await compare(place, with: manifest)
            return manifest
        } catch {
            for name in (try? disk.contentsOfDirectory(atPath: place.folder.path)) ?? [] {
                try? disk.removeItem(at: place.folder.appendingPathComponent(name))
            }
            throw error
        }
    }

    private static func unpack(_ archive: URL, into place: Place) async throws -> Manifest {
        let disk = FileManager.default
        let staging = place.folder.appendingPathComponent(".restore")
        try disk.createDirectory(at: staging, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try await ExternalProgram.run(
            "tar",
            [
                "--extract", "--file=\(archive.path)", "--directory=\(staging.path)", "--no-same-owner",
                "--no-same-permissions", "--keep-old-files",
            ])
        guard let data = disk.contents(atPath: staging.appendingPathComponent(Manifest.fileName).path),
            let manifest = try? JSONDecoder().decode(Manifest.self, from: data)
        else { throw OperationsProblem("Tệp “\(archive.path)” không phải bản sao lưu của Bảng Vàng.") }
        try check(manifest, place)

        var names = Set(manifest.parts.map(\.name))
        for part in manifest.parts {
            let file = staging.appendingPathComponent(part.name)
            guard disk.fileExists(atPath: file.path), try Manifest.Part(name: part.name, file: file) == part else {
                throw OperationsProblem("Bản sao lưu bị hỏng: phần “\(part.name)” không đúng như lúc sao lưu.")
            }
        }
        let files = staging.appendingPathComponent("files")
        let found = try soundFiles(in: files)
        guard found == manifest.fileCount else {
            throw OperationsProblem(
                "Bản sao lưu bị hỏng: phải có \(manifest.fileCount) tệp văn bản nhưng chỉ có \(found).")
        }

        let database = Backup.databaseParts[place.engine] ?? ""
        names.remove(database)
        let copy = staging.appendingPathComponent(database)
        if let url = place.databaseURL {
            let environment = try ExternalProgram.postgresEnvironment(url)
            try await ExternalProgram.run(
                "pg_restore",
                [
                    "--no-owner", "--no-privileges", "--no-comments", "--no-password", "--exit-on-error",
                    "--single-transaction",
                    "--dbname=\(environment["PGDATABASE"] ?? "")", copy.path,
                ], secrets: environment)
        } else {
            try disk.moveItem(at: copy, to: place.databaseFile)
        }
        let known = Set([place.keyFile, place.demoMarker, place.demoAccounts].map(\.lastPathComponent))
        for name in names.intersection(known) {
            try disk.moveItem(at: staging.appendingPathComponent(name), to: place.folder.appendingPathComponent(name))
        }
        try? disk.setAttributes([.posixPermissions: 0o600], ofItemAtPath: place.keyFile.path)
        if disk.fileExists(atPath: files.path) { try disk.moveItem(at: files, to: place.filesFolder) }
        try disk.removeItem(at: staging)
        return manifest
    }

    private static func check(_ manifest: Manifest, _ place: Place) throws {
        guard manifest.format == Manifest.currentFormat else {
            throw OperationsProblem(
                "Bản sao lưu do một phiên bản mới hơn của chương trình tạo ra. Cài bản chương trình đó rồi khôi phục.")
        }
        guard manifest.engine == place.engine.rawValue else {
            throw OperationsProblem(
                manifest.engine == Engine.sqlite.rawValue
                    ? "Bản sao lưu này là của SQLite. Bỏ biến BANGVANG_DATABASE rồi khôi phục."
                    : "Bản sao lưu này là của PostgreSQL. Đặt biến BANGVANG_DATABASE trỏ tới một cơ sở dữ liệu trống rồi khôi phục."
            )
        }
        let program = try Schema.migrations().latest
        guard manifest.schema <= program else {
            throw MigrationProblem.databaseNewer(database: manifest.schema, program: program)
        }
    }

    /// How many papers there are. Each must be what its name says.
    private static func soundFiles(in folder: URL) throws -> Int {
        let disk = FileManager.default
        var count = 0
        for directory in (try? disk.contentsOfDirectory(atPath: folder.path)) ?? [] {
            let inner = folder.appendingPathComponent(directory)
            for name in (try? disk.contentsOfDirectory(atPath: inner.path)) ?? [] {
                guard try Manifest.Part(name: name, file: inner.appendingPathComponent(name)).sha256 == name else {
                    throw OperationsProblem(
                        "Bản sao lưu bị hỏng: nội dung tệp văn bản “\(name)” không đúng như lúc sao lưu.")
                }
                count += 1
            }
        }
        return count
    }

    /// The restored database holds what the manifest says, row for row and event for event.
    private static func compare(_ place: Place, with manifest: Manifest) async throws {
        let store = try await place.openStore(clock: .system, creating: false)
        let (contents, broken) = try await closing(store) {
            try await store.read { [engine = place.engine] tx in
                (try Contents.read(engine, in: tx), try EventRecords.brokenChains(in: tx))
            }
        }
        for (table, count) in manifest.rows.sorted(by: { $0.key < $1.key }) where contents.rows[table] != count {
            throw OperationsProblem(
                "Khôi phục không đủ: bảng \(table) phải có \(count) dòng nhưng chỉ có \(contents.rows[table] ?? 0).")
        }
        guard contents.chainDigest == manifest.chainDigest else {
            throw OperationsProblem("Khôi phục không đủ: nhật ký không khớp với lúc sao lưu.")
        }
        if let first = broken.first { throw OperationsProblem("Nhật ký trong bản sao lưu đã bị sửa. \(first)") }
    }
}
