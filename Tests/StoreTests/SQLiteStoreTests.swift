import Foundation
import Primitives
import Store
import StoreSQLite
import TestSupport
import Testing

@Suite("SQLite")
struct SQLiteStoreTests {
    @Test func everyCommitReachesTheDisk() async throws {
        try await withDatabase(.sqlite) { store in
            let settings = try await store.write { tx in
                try ["synchronous", "foreign_keys", "busy_timeout", "temp_store", "journal_size_limit"].map {
                    name -> Int in
                    let column = name == "busy_timeout" ? "timeout" : name
                    return try #require(try tx.first(SQL(trusted: "PRAGMA \(name)")))[column]
                }
            }
            // 2 is FULL; GRDB alone would leave 1, NORMAL.
            #expect(settings == [2, 1, 10_000, 2, 67_108_864])
            let mode: String? = try await store.write { try $0.first("PRAGMA journal_mode")?["journal_mode"] }
            #expect(mode == "wal")
        }
    }

    @Test func aBackupIsCompleteWhileOthersWrite() async throws {
        let database = try await TestDatabase.make(.sqlite)
        let store = try #require(database.store as? SQLiteStore)
        try await store.write { tx in
            try tx.run("CREATE TABLE pair (id BIGINT NOT NULL PRIMARY KEY, body TEXT NOT NULL)")
            for number in 0..<2000 {
                try tx.run("INSERT INTO pair VALUES (\(number), \(String(repeating: "x", count: 500)))")
            }
        }
        let target = database.location + ".backup"
        let writer = Task {
            var number = 2000
            while !Task.isCancelled {
                let next = number
                try await store.write { _ = try $0.run("INSERT INTO pair VALUES (\(next), 'a'), (\(next + 1), 'b')") }
                number += 2
            }
        }
        try await store.backup(to: target)
        writer.cancel()
        _ = await writer.result
        await #expect(throws: (any Error).self) { try await store.backup(to: target) }

        #expect(!FileManager.default.fileExists(atPath: target + ".partial"))
        let copy = try SQLiteStore(path: target, clock: .standingInTests)
        #expect(try await copy.integrityProblems() == [])
        let count = try await copy.read { try $0.count("SELECT COUNT(*) AS n FROM pair") }
        #expect(count >= 2000 && count.isMultiple(of: 2))
        await copy.close()
        await database.remove()
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3")))
    func brokenReferencesAreFound() async throws {
        let database = try await TestDatabase.make(.sqlite)
        let store = try #require(database.store as? SQLiteStore)
        try await store.write { tx in
            try tx.run("CREATE TABLE parent (id TEXT NOT NULL PRIMARY KEY)")
            try tx.run("CREATE TABLE child (parent TEXT REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)")
        }
        #expect(try await store.integrityProblems() == [])
        await #expect(throws: ConstraintViolation.self) {
            try await store.write { _ = try $0.run("INSERT INTO child VALUES ('gone')") }
        }
        await store.close()
        // As a careless tool would leave it.
        let tool = Process()
        tool.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
        tool.arguments = [database.location, "INSERT INTO child VALUES ('gone')"]
        try tool.run()
        tool.waitUntilExit()
        try #require(tool.terminationStatus == 0)
        let again = try SQLiteStore(path: database.location, clock: .standingInTests)
        #expect(
            try await again.integrityProblems() == ["Bảng child, dòng 1: dẫn tới một dòng không có trong bảng parent."])
        await again.close()
        await database.remove()
    }

    @Test func aFileThatCannotBeOpenedIsAnError() {
        #expect(throws: EngineError.self) {
            try SQLiteStore(path: "/nonexistent/folder/a.sqlite", clock: .standingInTests)
        }
    }
}
