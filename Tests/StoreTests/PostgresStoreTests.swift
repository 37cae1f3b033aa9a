import Primitives
import Store
import StorePostgres
import Synchronization
import TestSupport
import Testing

@Suite("PostgreSQL", .enabled(if: TestEngine.available.contains(.postgres)))
struct PostgresStoreTests {
    @Test func aDatabaseThatDoesNotSortByBytesIsRefused() async throws {
        let url = try await newPostgresDatabase(locale: "C.UTF-8")
        let error = await #expect(throws: UnusableDatabase.self) {
            try await PostgresStore(url: url, clock: .standingInTests)
        }
        #expect(error?.message.contains("sắp xếp chữ theo C.UTF-8; chương trình cần C") == true)
        await dropPostgresDatabase(url)
    }

    @Test func aServerThatIsNotThereIsSaidInWords() async throws {
        let error = await #expect(throws: UnusableDatabase.self) {
            try await PostgresStore(url: "postgres://nobody@127.0.0.1:1/none", clock: .standingInTests)
        }
        #expect(error?.message.hasPrefix("Không kết nối được cơ sở dữ liệu PostgreSQL.") == true)
    }

    @Test func commitsAreDurableAndWritesSerializable() async throws {
        try await withDatabase(.postgres) { store in
            let setting: @Sendable (any ReadTransaction, SQL) throws -> String? = { tx, sql in
                try tx.first(sql)?["value"]
            }
            let (commit, isolation) = try await store.write { tx in
                (
                    try setting(tx, "SELECT current_setting('synchronous_commit') AS value"),
                    try setting(tx, "SELECT current_setting('transaction_isolation') AS value")
                )
            }
            #expect(commit == "on")
            #expect(isolation == "serializable")
            let (readOnly, reading) = try await store.read { tx in
                (
                    try setting(tx, "SELECT current_setting('transaction_read_only') AS value"),
                    try setting(tx, "SELECT current_setting('transaction_isolation') AS value")
                )
            }
            #expect(readOnly == "on")
            #expect(reading == "repeatable read")
        }
    }

    @Test func aLostConnectionIsOpenedAgain() async throws {
        let database = try await TestDatabase.make(.postgres)
        let store = try await PostgresStore(url: database.location, clock: .standingInTests, connections: 1)
        let killer = try await PostgresStore(url: database.location, clock: .standingInTests, connections: 1)
        try await store.write { _ = try $0.run("CREATE TABLE kept (id TEXT NOT NULL)") }
        let kill: @Sendable () async throws -> Void = {
            try await killer.write { tx in
                _ = try tx.rows(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """)
            }
        }
        try await kill()
        #expect(try await store.read { try $0.count("SELECT COUNT(*) AS n FROM kept") } == 0)
        try await kill()
        try await store.write { _ = try $0.run("INSERT INTO kept VALUES ('a')") }

        // Cut in the middle: the whole transaction is done again, once.
        let attempts = Mutex(0)
        let (begun, mayGoOn) = (Signal(), Signal())
        async let writing: Void = store.write { tx in
            let attempt = attempts.withLock { count in
                count += 1
                return count
            }
            try tx.run("INSERT INTO kept VALUES (\("attempt \(attempt)"))")
            if attempt == 1 {
                begun.raise()
                mayGoOn.wait()
            }
            try tx.run("INSERT INTO kept VALUES ('end')")
        }
        await begun.raised()
        try await kill()
        mayGoOn.raise()
        try await writing
        let kept: [String] = try await store.read {
            try $0.rows("SELECT id FROM kept ORDER BY id").map { try $0["id"] }
        }
        #expect(kept == ["a", "attempt 2", "end"])
        await store.close()
        await killer.close()
        await database.remove()
    }

    @Test func aCollisionIsDoneAgainUnseen() async throws {
        try await withDatabase(.postgres) { store in
            try await store.write { tx in
                try tx.run("CREATE TABLE counter (id TEXT NOT NULL PRIMARY KEY, n BIGINT NOT NULL)")
                try tx.run("INSERT INTO counter VALUES ('a', 0)")
            }
            let attempts = Mutex(0)
            let (begun, mayGoOn) = (Signal(), Signal())
            async let slow: Void = store.write { tx in
                let attempt = attempts.withLock { count in
                    count += 1
                    return count
                }
                let row = try #require(try tx.first("SELECT n FROM counter"))
                let n: Int = try row["n"]
                if attempt == 1 {
                    begun.raise()
                    mayGoOn.wait()
                }
                // What a careless body makes of the failure does not matter.
                do { try tx.run("UPDATE counter SET n = \(n + 1)") } catch { throw Problem(.conflict, "Thử lại.") }
            }
            await begun.raised()
            try await store.write { _ = try $0.run("UPDATE counter SET n = n + 1") }
            mayGoOn.raise()
            try await slow
            #expect(attempts.withLock { $0 } == 2)
            let n: Int? = try await store.read { try $0.first("SELECT n FROM counter")?["n"] }
            #expect(n == 2)
        }
    }

    @Test func waitingForAConnectionCanBeCancelled() async throws {
        let database = try await TestDatabase.make(.postgres)
        let store = try await PostgresStore(url: database.location, clock: .standingInTests, connections: 1)
        let (begun, mayGoOn) = (Signal(), Signal())
        async let holding: Void = store.read { tx in
            _ = try tx.rows("SELECT 1 AS n")
            begun.raise()
            mayGoOn.wait()
        }
        await begun.raised()
        let waiting = Task { try await store.read { try $0.count("SELECT 1 AS n") } }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        mayGoOn.raise()
        try await holding
        #expect(try await store.read { try $0.count("SELECT 1 AS n") } == 1)
        await store.close()
        await database.remove()
    }
}
