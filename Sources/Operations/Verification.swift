import Actions
import Foundation
import Primitives
import Records
import Store
import StoreSQLite

/// Whether the data of an installation are whole: tables, log, search, books of numbers, papers, key.
public enum Verification {
    public struct Report: Sendable {
        /// What is wrong, each in a Vietnamese sentence that names it. Empty when all is well.
        public let problems: [String]
        public let eventCount: Int
        public let commendationCount: Int
        public let fileCount: Int
    }

    public static func run(_ place: Place) async throws -> Report {
        let store = try await place.openStore(clock: .system, creating: false)
        return try await closing(store) { try await run(place, store) }
    }

    private static func run(_ place: Place, _ store: any Store) async throws -> Report {
        do {
            _ = try await Schema.migrations().check(store)
        } catch let problem as MigrationProblem {
            // Without its tables nothing else can be asked.
            return Report(problems: [problem.message], eventCount: 0, commendationCount: 0, fileCount: 0)
        }
        var problems: [String] = []
        if let sqlite = store as? SQLiteStore { problems += try await sqlite.integrityProblems() }
        let (found, rows, hashes, cipher) = try await store.read { [engine = place.engine] tx in
            (
                try EventRecords.brokenChains(in: tx) + SoundnessRecords.searchProblems(in: tx)
                    + SoundnessRecords.numberBookProblems(in: tx),
                try InstallationRecords.rowCounts(on: engine, in: tx), try AttachmentRecords.fileHashes(in: tx),
                try InstallationRecords.anyIdentityCipher(in: tx)
            )
        }
        problems += found
        for hash in hashes {
            let file = place.filesFolder.appendingPathComponent(FileStore.path(of: hash))
            if !FileManager.default.fileExists(atPath: file.path) {
                problems.append("Văn bản đính kèm: thiếu tệp \(hash).")
            } else if try Manifest.Part(name: hash, file: file).sha256 != hash {
                problems.append("Văn bản đính kèm: nội dung tệp \(hash) đã bị thay đổi.")
            }
        }
        if let cipher { problems += keyProblems(place, cipher) }
        return Report(
            problems: problems, eventCount: rows["event"] ?? 0, commendationCount: rows["commendation"] ?? 0,
            fileCount: hashes.count)
    }

    private static func keyProblems(_ place: Place, _ cipher: String) -> [String] {
        guard FileManager.default.fileExists(atPath: place.keyFile.path) else {
            return ["Khóa số định danh: thiếu tệp \(place.keyFile.lastPathComponent)."]
        }
        guard let key = try? IdentityCipher.ofInstallation(keyFile: place.keyFile), (try? key.decrypt(cipher)) != nil
        else {
            return ["Khóa số định danh: tệp \(place.keyFile.lastPathComponent) không phải khóa của cơ sở dữ liệu này."]
        }
        return []
    }
}
