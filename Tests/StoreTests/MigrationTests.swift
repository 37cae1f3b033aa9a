import Foundation
import Primitives
import TestSupport
import Testing

@testable import Store

@Suite("Migrations")
struct MigrationTests {
    private static let first = MigrationFile(
        number: 1, name: "0001_units", engine: nil,
        text: "CREATE TABLE unit (id TEXT NOT NULL PRIMARY KEY);\nINSERT INTO unit VALUES ('a;b');")
    private static let second = MigrationFile(
        number: 2, name: "0002_people", engine: nil,
        text:
            "-- after units; needs them\nCREATE TABLE person (id TEXT NOT NULL, unit TEXT NOT NULL REFERENCES unit (id));"
    )

    private static func migrations(_ files: MigrationFile...) throws -> Migrations {
        try Migrations(files: files, digest: digest)
    }

    /// Not SHA-256, but different texts give different digests.
    private static let digest: @Sendable (String) -> String = { text in
        String(
            text.utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }, radix: 16)
    }

    @Test(arguments: TestEngine.available)
    func filesRunInOrderAndOnlyOnce(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { store in
            let migrations = try Self.migrations(Self.first, Self.second)
            #expect(try await migrations.migrate(store) == ["0001_units", "0002_people"])
            #expect(try await migrations.check(store) == 2)
            let recorded = try await Self.recorded(store)
            #expect(try await migrations.migrate(store) == [])
            #expect(try await Self.recorded(store) == recorded)
            #expect(
                recorded == [
                    "1 0001_units \(Self.digest(Self.first.text)) 2026-11-20T01:00:00.000Z",
                    "2 0002_people \(Self.digest(Self.second.text)) 2026-11-20T01:00:00.000Z",
                ])
            #expect(try await store.read { try $0.count("SELECT COUNT(*) AS n FROM unit") } == 1)
        }
    }

    @Test(arguments: TestEngine.available)
    func laterFilesAreAddedToWhatRan(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { store in
            _ = try await Self.migrations(Self.first).migrate(store)
            let both = try Self.migrations(Self.first, Self.second)
            await #expect(throws: MigrationProblem.databaseBehind(database: 1, program: 2)) {
                try await both.check(store)
            }
            #expect(try await both.migrate(store) == ["0002_people"])
            #expect(try await both.check(store) == 2)
        }
    }

    @Test(arguments: TestEngine.available)
    func anEmptyDatabaseIsBehind(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { store in
            let migrations = try Self.migrations(Self.first)
            await #expect(throws: MigrationProblem.databaseBehind(database: 0, program: 1)) {
                try await migrations.check(store)
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func aFileChangedAfterItRanIsRefusedByName(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { store in
            _ = try await Self.migrations(Self.first, Self.second).migrate(store)
            let edited = MigrationFile(number: 1, name: "0001_units", engine: nil, text: Self.first.text + " ")
            let changed = try Self.migrations(edited, Self.second)
            await #expect(throws: MigrationProblem.fileChanged("0001_units")) { try await changed.check(store) }
            await #expect(throws: MigrationProblem.fileChanged("0001_units")) { try await changed.migrate(store) }
            #expect(MigrationProblem.fileChanged("0001_units").message.contains("“0001_units” đã bị sửa sau khi chạy"))
        }
    }

    @Test(arguments: TestEngine.available)
    func aNewerDatabaseIsRefused(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { store in
            _ = try await Self.migrations(Self.first, Self.second).migrate(store)
            let old = try Self.migrations(Self.first)
            await #expect(throws: MigrationProblem.databaseNewer(database: 2, program: 1)) {
                try await old.check(store)
            }
            await #expect(throws: MigrationProblem.databaseNewer(database: 2, program: 1)) {
                try await old.migrate(store)
            }
            #expect(MigrationProblem.databaseNewer(database: 2, program: 1).message.contains("mới hơn chương trình"))
        }
    }

    @Test(arguments: TestEngine.available)
    func aFileThatComesTooLateIsRefused(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { store in
            let third = MigrationFile(number: 3, name: "0003_later", engine: nil, text: "CREATE TABLE later (id TEXT)")
            _ = try await Self.migrations(Self.first, third).migrate(store)
            let filled = try Self.migrations(Self.first, Self.second, third)
            await #expect(throws: MigrationProblem.fileTooLate("0002_people", version: 3)) {
                try await filled.migrate(store)
            }
            let without = try Self.migrations(Self.second, third)
            await #expect(throws: MigrationProblem.self) { try await without.check(store) }
        }
    }

    @Test(arguments: TestEngine.available)
    func aFailedFileLeavesNothing(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { store in
            let broken = MigrationFile(
                number: 2, name: "0002_broken", engine: nil,
                text: "CREATE TABLE half (id TEXT);\nINSERT INTO half VALUES ('x');\nINSERT INTO nowhere VALUES ('y');")
            let error = await #expect(throws: MigrationProblem.self) {
                try await Self.migrations(Self.first, broken).migrate(store)
            }
            #expect(error?.message.contains("“0002_broken”") == true)
            #expect(error?.message.contains("nowhere") == true)
            let version = try await Self.migrations(Self.first).check(store)
            #expect(version == 1)
            await #expect(throws: EngineError.self) { try await store.read { _ = try $0.rows("SELECT id FROM half") } }
            // Once mended, it runs.
            let names = try await Self.migrations(Self.first, Self.second).migrate(store)
            #expect(names == ["0002_people"])
        }
    }

    @Test(arguments: TestEngine.available)
    func twoProcessesMayMigrateAtOnce(_ engine: TestEngine) async throws {
        let database = try await TestDatabase.make(engine)
        let migrations = try Self.migrations(Self.first, Self.second)
        let stores = [database.store, try await database.anotherStore(), try await database.anotherStore()]
        let names = try await withThrowingTaskGroup(of: [String].self) { group in
            for store in stores { group.addTask { try await migrations.migrate(store) } }
            return try await group.reduce([], +)
        }
        #expect(names.sorted() == ["0001_units", "0002_people"])
        for store in stores { await store.close() }
        await database.remove()
    }

    @Test(arguments: TestEngine.available)
    func eachEngineRunsItsOwnFile(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { store in
            let migrations = try Self.migrations(
                MigrationFile(
                    number: 1, name: "0001_guard", engine: .sqlite,
                    text: """
                        CREATE TABLE note (id TEXT NOT NULL, body TEXT);
                        CREATE TRIGGER note_is_kept BEFORE DELETE ON note
                        BEGIN
                            SELECT CASE WHEN old.id = 'free' THEN NULL ELSE RAISE(ABORT, 'note_is_kept') END;
                        END;
                        INSERT INTO note VALUES ('a', 'sqlite; really');
                        """),
                MigrationFile(
                    number: 1, name: "0001_guard", engine: .postgres,
                    text: """
                        CREATE TABLE note (id TEXT NOT NULL, body TEXT);
                        CREATE FUNCTION note_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                            RAISE EXCEPTION 'note_is_kept';
                        END;
                        $$;
                        CREATE TRIGGER note_is_kept BEFORE DELETE ON note FOR EACH ROW EXECUTE FUNCTION note_is_kept();
                        INSERT INTO note VALUES ('a', 'postgres; really');
                        """))
            #expect(try await migrations.migrate(store) == ["0001_guard"])
            let body: String? = try await store.read { try $0.first("SELECT body FROM note")?["body"] }
            #expect(body == "\(engine.rawValue); really")
            await #expect(throws: ConstraintViolation(kind: .other, name: "note_is_kept")) {
                try await store.write { _ = try $0.run("DELETE FROM note") }
            }
        }
    }

    // MARK: Files

    @Test func filesThatDoNotFitTogetherAreRefused() throws {
        let lonely = MigrationFile(number: 2, name: "0002_search", engine: .postgres, text: "")
        #expect(throws: MigrationProblem.unpaired("0002_search", missing: .sqlite)) {
            try Self.migrations(Self.first, lonely)
        }
        #expect(throws: MigrationProblem.notAscending("0001_units")) { try Self.migrations(Self.second, Self.first) }
        #expect(throws: MigrationProblem.sameNumber("0001_units", "0001_units")) {
            try Self.migrations(Self.first, Self.first)
        }
        let twin = MigrationFile(number: 2, name: "0002_other", engine: .sqlite, text: "")
        #expect(throws: MigrationProblem.sameNumber("0002_search", "0002_other")) { try Self.migrations(lonely, twin) }
        #expect(try Self.migrations().latest == 0)
        #expect(try Self.migrations(Self.first, Self.second).latest == 2)
    }

    @Test func aFolderIsReadInTheOrderOfItsNumbers() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "migrations-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["0010_c.sql", "0002_b.sqlite.sql", "0001_a.sql", "0002_b.postgres.sql", "README.md"] {
            try Data("SELECT 1".utf8).write(to: folder.appendingPathComponent(name))
        }
        let migrations = try Migrations.load(directory: folder, digest: Self.digest)
        #expect(migrations.files.map(\.name) == ["0001_a", "0002_b", "0002_b", "0010_c"])
        #expect(migrations.files.map(\.engine) == [nil, .postgres, .sqlite, nil])
        try Data().write(to: folder.appendingPathComponent("3_late.sql"))
        #expect(throws: MigrationProblem.unreadableFileName("3_late.sql")) {
            try Migrations.load(directory: folder, digest: Self.digest)
        }
    }

    @Test func aScriptIsPartedOnlyWhereStatementsEnd() throws {
        let script = """
            -- one; two
            CREATE TABLE a (x TEXT DEFAULT ';--', "odd;name" TEXT); /* three; */ INSERT INTO a VALUES ('it''s;');

            CREATE TEMP TRIGGER t AFTER INSERT ON a WHEN new.x = 'end;' BEGIN
              UPDATE a SET x = CASE WHEN x = 'b' THEN 'c' ELSE 'd' END; -- END;
              DELETE FROM a;
            END;
            CREATE OR REPLACE FUNCTION f() RETURNS trigger AS $body$
            BEGIN PERFORM 1; RETURN $1; END; $$ ; $$
            $body$ LANGUAGE plpgsql;
            INSERT INTO a VALUES (E'\\';');
            SELECT 1;;
            ; SELECT $1 - 2 / 3 -- last
            """
        let statements = try #require(sqlStatements(in: script))
        #expect(
            statements.map { String($0.prefix(22)) } == [
                "CREATE TABLE a (x TEXT", "INSERT INTO a VALUES (", "CREATE TEMP TRIGGER t ", "CREATE OR REPLACE FUNC",
                "INSERT INTO a VALUES (", "SELECT 1", "SELECT $1 - 2 / 3 -- l",
            ])
        #expect(statements[1] == "INSERT INTO a VALUES ('it''s;')")
        #expect(statements[2].hasSuffix("DELETE FROM a;\nEND"))
        #expect(statements[3].hasSuffix("LANGUAGE plpgsql"))
        #expect(sqlStatements(in: "") == [])
        #expect(sqlStatements(in: "-- nothing here;\n") == [])
    }

    @Test(arguments: [
        "SELECT 'a", "SELECT \"a", "SELECT 1 /* a", "DO $$ BEGIN", "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1;",
    ])
    func aScriptThatNeverEndsIsRefused(_ script: String) {
        #expect(sqlStatements(in: script) == nil)
    }

    private static func recorded(_ store: any Store) async throws -> [String] {
        try await store.read { tx in
            try tx.rows("SELECT number, name, digest, applied_at FROM schema_migration ORDER BY number").map { row in
                let (number, name, digest, time): (Int, String, String, Instant) =
                    (try row["number"], try row["name"], try row["digest"], try row["applied_at"])
                return "\(number) \(name) \(digest) \(time)"
            }
        }
    }
}
