import Actions
import Demo
import Foundation
import Law
import Primitives
import Records
import Store
import Synchronization

/// An installation that is open: its database with the schema of this program, its files and its key.
public final class Installation: Sendable {
    public let place: Place
    public let store: any Store
    public let files: FileStore
    public let identities: IdentityCipher
    public let isDemo: Bool
    /// The number of the last schema file.
    public let schema: Int
    private let time: ChangeableClock

    /// The one clock of the installation.
    public var clock: Clock { time.clock }

    private init(
        place: Place, store: any Store, files: FileStore, identities: IdentityCipher, isDemo: Bool, schema: Int,
        time: ChangeableClock
    ) {
        self.place = place
        self.store = store
        self.files = files
        self.identities = identities
        self.isDemo = isDemo
        self.schema = schema
        self.time = time
    }

    /// What to do with a database that has no tables, or older ones than the program's.
    public enum Schemas: Sendable {
        /// Refuse both.
        case asTheyAre
        /// Make the tables in an empty database; refuse an older one, because a backup comes first.
        case whenEmpty
        case migrate
    }

    /// - Throws: a sentence in Vietnamese: ``OperationsProblem``, `MigrationProblem`, `UnusableDatabase`.
    public static func open(_ place: Place, schemas: Schemas, clock: Clock = .system) async throws -> Installation {
        if schemas != .asTheyAre { try place.makeFolder() }
        let time = ChangeableClock(clock)
        let store = try await place.openStore(clock: time.clock, creating: schemas != .asTheyAre)
        do {
            return try await open(place, store: store, schemas: schemas, time: time)
        } catch {
            await store.close()
            throw error
        }
    }

    private static func open(
        _ place: Place, store: any Store, schemas: Schemas, time: ChangeableClock
    ) async throws -> Installation {
        let migrations = try Schema.migrations()
        switch schemas {
        case .asTheyAre: break
        case .migrate: _ = try await migrations.migrate(store)
        case .whenEmpty:
            do {
                _ = try await migrations.check(store)
            } catch MigrationProblem.databaseBehind(database: 0, program: _) {
                _ = try await migrations.migrate(store)
            }
        }
        let schema = try await migrations.check(store)
        if schemas != .asTheyAre, place.isNew {
            // Nobody has said that these data are made up, so they are real.
            try await store.write { tx in try InstallationRecords.mark(isDemo: false, in: tx) }
        }
        let (isDemo, cipher) = try await store.read { tx in
            (try InstallationRecords.isDemo(in: tx) ?? false, try InstallationRecords.anyIdentityCipher(in: tx))
        }
        let hasKey = FileManager.default.fileExists(atPath: place.keyFile.path)
        if cipher != nil, !hasKey {
            throw OperationsProblem(
                "Thiếu tệp khóa “\(place.keyFile.path)” nên không đọc được số định danh đã lưu. "
                    + "Chép tệp này từ bản sao lưu hoặc từ máy chủ khác của cùng hệ thống rồi chạy lại.")
        }
        let identities = try IdentityCipher.ofInstallation(keyFile: place.keyFile)
        if let cipher, (try? identities.decrypt(cipher)) == nil {
            throw OperationsProblem(
                "Tệp khóa “\(place.keyFile.path)” không phải khóa của cơ sở dữ liệu này. "
                    + "Chép đúng tệp từ bản sao lưu hoặc từ máy chủ khác của cùng hệ thống rồi chạy lại.")
        }
        return Installation(
            place: place, store: store, files: try FileStore(folder: place.filesFolder), identities: identities,
            isDemo: isDemo, schema: schema, time: time)
    }

    public func close() async { await store.close() }

    /// Does some work and closes the installation, whatever comes of the work.
    public func closing<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            let value = try await work()
            await close()
            return value
        } catch {
            await close()
            throw error
        }
    }

    /// Sets the clock to a moment, from which it runs on. For demonstration data only, whose year is past.
    /// - Throws: on real data.
    public func setClock(to moment: Instant) throws {
        guard isDemo else {
            throw OperationsProblem(
                "Thư mục “\(place.folder.path)” chứa dữ liệu thật; đồng hồ của dữ liệu thật không chỉnh được. "
                    + "Bỏ tùy chọn --clock rồi chạy lại.")
        }
        time.set(.running(from: moment))
    }

    // MARK: Demonstration data

    /// 08:00 on 5 December 2025 in Viet Nam: in the emulation year of the demonstration data.
    public static let demoMoment = Instant(milliseconds: 1_764_896_400_000)

    /// Makes an installation of invented data in an empty place.
    /// - Returns: the accounts that it comes with.
    public static func makeDemo(
        in place: Place, lawbook: Lawbook, progress: @Sendable (String) -> Void
    ) async throws -> [DemoAccount] {
        guard place.isFolderEmpty else {
            throw OperationsProblem(
                "Thư mục “\(place.folder.path)” không trống. Dữ liệu trình diễn chỉ nạp vào thư mục trống: "
                    + "chọn thư mục khác, hoặc xóa thư mục này nếu không cần nữa.")
        }
        guard try await place.isDatabaseEmpty() else {
            throw OperationsProblem(
                "Cơ sở dữ liệu đã có bảng. Dữ liệu trình diễn chỉ nạp vào cơ sở dữ liệu trống: hãy tạo một cơ sở dữ liệu khác."
            )
        }
        try place.makeFolder()
        // Said before anything is entered: an interrupted load must never pass for real data.
        try Data("Dữ liệu trình diễn.\n".utf8).write(to: place.demoMarker)
        let time = ChangeableClock(.fixed(demoMoment))
        let store = try await place.openStore(clock: time.clock, creating: true)
        let accounts = try await Operations.closing(store) {
            _ = try await Schema.migrations().migrate(store)
            try await store.write { tx in try InstallationRecords.mark(isDemo: true, in: tx) }
            let accounts = try await DemoLoader.load(
                into: store, files: FileStore(folder: place.filesFolder),
                cipher: IdentityCipher.ofInstallation(keyFile: place.keyFile), lawbook: lawbook, progress: progress)
            try await store.write { tx in
                try EventRecords.append(.demoLoaded, to: .installation, InstallationRecords.subjectID, by: nil, in: tx)
            }
            return accounts
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(accounts).write(to: place.demoAccounts)
        return accounts
    }
}

extension Place {
    /// Nothing marks the folder as one of demonstration data.
    fileprivate var isNew: Bool { !FileManager.default.fileExists(atPath: demoMarker.path) }
}

/// A clock that is set once more after the database has said what it holds.
private final class ChangeableClock: Sendable {
    private let current: Mutex<Clock>

    init(_ clock: Clock) { current = Mutex(clock) }

    var clock: Clock { Clock { [self] in current.withLock { $0 }.now() } }

    func set(_ clock: Clock) { current.withLock { $0 = clock } }
}
