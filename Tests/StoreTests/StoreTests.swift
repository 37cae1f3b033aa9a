import Foundation
import Primitives
import Store
import TestSupport
import Testing

private let inventory = try? Migrations(
    files: [
        MigrationFile(
            number: 1, name: "0001_inventory", engine: nil,
            text: """
                CREATE TABLE place (id TEXT NOT NULL CONSTRAINT place_key PRIMARY KEY);
                CREATE TABLE item (
                    id TEXT NOT NULL CONSTRAINT item_key PRIMARY KEY,
                    label TEXT,
                    tag TEXT,
                    amount BIGINT CONSTRAINT item_amount_range CHECK (amount BETWEEN -9223372036854775808 AND 9223372036854775807),
                    kept BOOLEAN,
                    place TEXT CONSTRAINT item_place REFERENCES place (id),
                    shelf BIGINT NOT NULL DEFAULT 0,
                    slot BIGINT NOT NULL DEFAULT 0,
                    CONSTRAINT item_shelf_range CHECK (shelf BETWEEN 0 AND 99)
                );
                CREATE UNIQUE INDEX item_slot ON item (shelf, slot) WHERE slot > 0;
                CREATE UNIQUE INDEX item_place_tag ON item (place, tag);
                """)
    ], digest: { "digest of \($0.utf8.count) bytes" })

@Suite("What both engines promise")
struct StoreTests {
    @Test(arguments: TestEngine.available)
    func everyKindOfValueComesBackAsItWas(_ engine: TestEngine) async throws {
        let texts = [
            "", " ", "a", "Nguyễn Thị Đào", "Nguyễn Thị Đào".decomposedStringWithCanonicalMapping,
            "Hội đồng – “xét tặng”",
            "'; DROP TABLE item; --", "$1", "?", "100%_\\", "dòng 1\ndòng 2\r\n\t", "🏅 12 ⅔",
            String(repeating: "ỗ", count: 100_000),
        ]
        let numbers = [Int64.min, -1, 0, 1, 9_007_199_254_740_993, Int64.max]
        try await withDatabase(engine, migrations: inventory) { store in
            try await store.write { tx in
                for (index, text) in texts.enumerated() {
                    try tx.run("INSERT INTO item (id, label) VALUES (\("t\(index)"), \(text))")
                }
                for (index, number) in numbers.enumerated() {
                    try tx.run("INSERT INTO item (id, amount) VALUES (\("n\(index)"), \(number))")
                }
                try tx.run("INSERT INTO item (id, kept) VALUES ('yes', \(true)), ('no', \(false))")
                try tx.run(
                    "INSERT INTO item (id, label, amount, kept) VALUES ('none', \(String?.none), \(Int?.none), \(Bool?.none))"
                )
            }
            try await store.read { tx in
                for (index, text) in texts.enumerated() {
                    let row = try #require(try tx.first("SELECT label, amount FROM item WHERE id = \("t\(index)")"))
                    let stored: String = try row["label"]
                    // By bytes: two strings of Swift are equal when only their composition differs.
                    #expect(Array(stored.utf8) == Array(text.utf8))
                    let nothing: Int? = try row["amount"]
                    #expect(nothing == nil)
                }
                for (index, number) in numbers.enumerated() {
                    let row = try #require(try tx.first("SELECT amount FROM item WHERE id = \("n\(index)")"))
                    #expect(try row["amount"] == number)
                }
                let flags: [Bool] = try tx.rows("SELECT kept FROM item WHERE kept IS NOT NULL ORDER BY id").map {
                    try $0["kept"]
                }
                #expect(flags == [false, true])
                let none = try #require(try tx.first("SELECT label, amount, kept FROM item WHERE id = 'none'"))
                let (label, amount, kept): (String?, Int?, Bool?) = (
                    try none["label"], try none["amount"], try none["kept"]
                )
                #expect(label == nil && amount == nil && kept == nil)
                #expect(throws: RowError.notA("String", column: "label", found: .null)) {
                    let _: String = try none["label"]
                }
                #expect(throws: RowError.noColumn("lable")) { let _: String = try none["lable"] }
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func domainValuesAndCountsComeBack(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: inventory) { store in
            let day = try #require(CivilDate(iso: "2026-11-20"))
            let (found, count, exists) = try await store.write { tx in
                try tx.run("INSERT INTO item (id, label, amount) VALUES ('d', \(day), \(Dong(7_020_000)))")
                try tx.run("INSERT INTO item (id, label, amount) VALUES ('i', \(tx.now), \(Points(hundredths: 9_550)))")
                let row = try #require(try tx.first("SELECT label, amount FROM item WHERE id = 'd'"))
                let found: (CivilDate, Dong) = (try row["label"], try row["amount"])
                return (
                    found, try tx.count("SELECT COUNT(*) AS n FROM item"),
                    try tx.exists("SELECT id FROM item WHERE id = \("nobody")")
                )
            }
            #expect(found == (day, Dong(7_020_000)))
            #expect(count == 2)
            #expect(!exists)
        }
    }

    @Test(arguments: TestEngine.available)
    func textIsComparedByItsBytes(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: inventory) { store in
            let order: [String] = try await store.write { tx in
                for id in ["b", "B", "a", "đ", "Z", "_", "1"] { try tx.run("INSERT INTO item (id) VALUES (\(id))") }
                return try tx.rows("SELECT id FROM item ORDER BY id").map { try $0["id"] }
            }
            #expect(order == ["1", "B", "Z", "_", "a", "b", "đ"])
        }
    }

    @Test(arguments: TestEngine.available)
    func aZeroByteIsRefusedInsteadOfCuttingTheText(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: inventory) { store in
            await #expect(throws: EngineError.self) {
                try await store.write { tx in _ = try tx.run("INSERT INTO item (id, label) VALUES ('z', \("a\0b"))") }
            }
        }
    }

    // MARK: SQL

    @Test(arguments: TestEngine.available)
    func listsAndNestedPiecesAreBoundInOrder(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: inventory) { store in
            try await store.write { tx in
                for (number, id) in ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"].enumerated() {
                    try tx.run("INSERT INTO item (id, amount) VALUES (\(id), \(number))")
                }
            }
            let ids: @Sendable (SQL) async throws -> [String] = { condition in
                try await store.read { tx in
                    try tx.rows("SELECT id FROM item WHERE \(condition) ORDER BY id").map { try $0["id"] }
                }
            }
            #expect(try await ids("id IN (\(anyOf: ["a", "l", "x"]))") == ["a", "l"])
            #expect(try await ids("id IN (\(anyOf: [String]()))") == [])
            #expect(try await ids("id NOT IN (\(anyOf: ["a"])) AND amount < \(3)") == ["b", "c"])
            let many: SQL = "amount IN (\(anyOf: 0..<11))"
            #expect(try await ids(many + " AND id > \("h")") == ["i", "j", "k"])
            #expect(try await ids(.all(["amount > \(3)", "(\(many) OR id = \("l"))", "amount <> \(5)"])).count == 7)
            #expect(try await ids(.all([])).count == 12)
            #expect(try await ids("(CAST(\(String?.none) AS TEXT) IS NULL OR id = \("a"))").count == 12)
        }
    }

    @Test(arguments: TestEngine.available)
    func whatIsTypedStaysAValue(_ engine: TestEngine) async throws {
        let hostile = "x' OR '1'='1'; DROP TABLE item; --"
        try await withDatabase(engine, migrations: inventory) { store in
            let (matches, stored): (Int, String?) = try await store.write { tx in
                try tx.run("INSERT INTO item (id, label) VALUES ('a', 'plain')")
                let matches = try tx.count("SELECT COUNT(*) AS n FROM item WHERE label = \(hostile)")
                try tx.run("UPDATE item SET label = \(hostile) WHERE id = 'a'")
                return (matches, try tx.first("SELECT label FROM item")?["label"])
            }
            #expect(matches == 0)
            #expect(stored == hostile)
        }
    }

    @Test(arguments: TestEngine.available)
    func oneStatementAtATime(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: inventory) { store in
            await #expect(throws: EngineError.self) {
                try await store.write { tx in
                    _ = try tx.run("INSERT INTO item (id) VALUES ('a'); DELETE FROM item")
                }
            }
            let count = try await store.read { try $0.count("SELECT COUNT(*) AS n FROM item") }
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.available)
    func runTellsHowManyRowsChanged(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: inventory) { store in
            let counts = try await store.write { tx in
                [
                    try tx.run("INSERT INTO item (id, shelf) VALUES ('a', 1), ('b', 1), ('c', 2)"),
                    try tx.run("UPDATE item SET amount = 5 WHERE shelf = 1"),
                    try tx.run("UPDATE item SET amount = 5 WHERE shelf = 77"),
                    try tx.run("CREATE TABLE other (id TEXT)"),
                    try tx.run("SELECT id FROM item"),
                    try tx.run("INSERT INTO place (id) VALUES ('p') ON CONFLICT (id) DO NOTHING"),
                    try tx.run("INSERT INTO place (id) VALUES ('p') ON CONFLICT (id) DO NOTHING"),
                    try tx.run("DELETE FROM item"),
                    try tx.run("DELETE FROM item"),
                ]
            }
            #expect(counts == [3, 2, 0, 0, 0, 1, 0, 3, 0])
        }
    }

    @Test(arguments: TestEngine.available)
    func anInsertCanReturnRows(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: inventory) { store in
            let amounts: [Int] = try await store.write { tx in
                try (1...3).map { _ in
                    let row = try tx.first(
                        """
                        INSERT INTO item (id, amount) VALUES ('counter', 1)
                        ON CONFLICT (id) DO UPDATE SET amount = item.amount + 1 RETURNING amount
                        """)
                    return try #require(row)["amount"]
                }
            }
            #expect(amounts == [1, 2, 3])
        }
    }

    @Test(arguments: TestEngine.available)
    func aStatementFitsAgainAfterTheTableChanged(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: inventory) { store in
            try await store.write { _ = try $0.run("INSERT INTO place (id) VALUES ('p')") }
            let all: SQL = "SELECT * FROM place"
            let before: String? = try await store.read { try $0.first(all)?["id"] }
            try await store.write { _ = try $0.run("ALTER TABLE place ADD COLUMN street TEXT DEFAULT 'Lê Lợi'") }
            let after: String? = try await store.read { try $0.first(all)?["street"] }
            let inWrite: String? = try await store.write { try $0.first(all)?["street"] }
            #expect(before == "p")
            #expect(after == "Lê Lợi")
            #expect(inWrite == "Lê Lợi")
        }
    }

    @Test(arguments: TestEngine.available)
    func manyDifferentStatementsDoNotPileUp(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: inventory) { store in
            for round in 0..<3 {
                let sum = try await store.read { tx in
                    try (1...700).reduce(0) { sum, count in
                        sum
                            + (try tx.count(
                                "SELECT COUNT(*) AS n FROM item WHERE amount IN (\(anyOf: 0..<(count % 600 + 1 + round)))"
                            ))
                    }
                }
                #expect(sum == 0)
            }
        }
    }

    // MARK: Transactions

    @Test(arguments: TestEngine.available)
    func nowStandsStillInsideATransaction(_ engine: TestEngine) async throws {
        let ticks = Ticks()
        try await withDatabase(engine, migrations: inventory, clock: ticks.clock) { store in
            let (first, second) = try await store.write { tx in
                let first = tx.now
                _ = try tx.rows("SELECT id FROM item")
                return (first, tx.now)
            }
            let later = try await store.read { $0.now }
            #expect(first == second)
            #expect(later > first)
        }
    }

    @Test(arguments: TestEngine.available)
    func readsCannotWrite(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: inventory) { store in
            try await store.write { _ = try $0.run("INSERT INTO item (id) VALUES ('a')") }
            for statement: SQL in [
                "DELETE FROM item", "INSERT INTO item (id) VALUES ('b') RETURNING id", "UPDATE item SET amount = 1",
                "CREATE TABLE sneaked (id TEXT)", "DROP TABLE item",
            ] {
                await #expect(throws: EngineError.self) { try await store.read { _ = try $0.rows(statement) } }
                #expect(try await store.read { $0 is any WriteTransaction } == false)
            }
            #expect(try await store.read { try $0.count("SELECT COUNT(*) AS n FROM item WHERE amount IS NULL") } == 1)
            // The connection still serves reads and writes.
            try await store.write { _ = try $0.run("INSERT INTO item (id) VALUES ('b')") }
        }
    }

    @Test(arguments: TestEngine.available)
    func aReadSeesOneMoment(_ engine: TestEngine) async throws {
        let database = try await TestDatabase.make(engine, migrations: inventory)
        let other = try await database.anotherStore()
        let (opened, written) = (Signal(), Signal())
        async let counts = database.store.read { tx in
            let before = try tx.count("SELECT COUNT(*) AS n FROM item")
            opened.raise()
            written.wait()
            return [before, try tx.count("SELECT COUNT(*) AS n FROM item")]
        }
        await opened.raised()
        try await other.write { _ = try $0.run("INSERT INTO item (id) VALUES ('a')") }
        written.raise()
        #expect(try await counts == [0, 0])
        #expect(try await database.store.read { try $0.count("SELECT COUNT(*) AS n FROM item") } == 1)
        await other.close()
        await database.remove()
    }

    @Test(arguments: TestEngine.available)
    func aThrownErrorUndoesEverything(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: inventory) { store in
            await #expect(throws: Problem.self) {
                try await store.write { tx in
                    try tx.run("INSERT INTO item (id) VALUES ('a')")
                    throw Problem(.conflict, "Hồ sơ đã được người khác sửa.")
                }
            }
            let count = try await store.read { try $0.count("SELECT COUNT(*) AS n FROM item") }
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.available)
    func aFailedStatementUndoesEverythingEvenWhenSwallowed(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: inventory) { store in
            await #expect(throws: ConstraintViolation(kind: .check, name: "item_shelf_range")) {
                try await store.write { tx in
                    try tx.run("INSERT INTO item (id) VALUES ('a')")
                    _ = try? tx.run("INSERT INTO item (id, shelf) VALUES ('b', 100)")
                    _ = try? tx.run("INSERT INTO item (id) VALUES ('c')")
                }
            }
            await #expect(throws: EngineError.self) {
                try await store.write { tx in
                    try tx.run("INSERT INTO item (id) VALUES ('a')")
                    try tx.run("INSERT INTO nowhere (id) VALUES ('a')")
                }
            }
            let count = try await store.read { try $0.count("SELECT COUNT(*) AS n FROM item") }
            #expect(count == 0)
            try await store.write { _ = try $0.run("INSERT INTO item (id) VALUES ('a')") }
        }
    }

    @Test(arguments: TestEngine.available)
    func violatedConstraintsAreNamed(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: inventory) { store in
            try await store.write { tx in
                try tx.run("INSERT INTO place (id) VALUES ('p')")
                try tx.run("INSERT INTO item (id, tag, place, shelf, slot) VALUES ('a', 't', 'p', 1, 1)")
            }
            let violation: @Sendable (SQL) async throws -> ConstraintViolation? = { statement in
                await #expect(throws: ConstraintViolation.self) { try await store.write { _ = try $0.run(statement) } }
            }
            let key = try await violation("INSERT INTO item (id) VALUES ('a')")
            #expect(key == ConstraintViolation(kind: .unique, name: engine == .sqlite ? "item.id" : "item_key"))
            let pair = try await violation("INSERT INTO item (id, tag, place) VALUES ('b', 't', 'p')")
            #expect(
                pair
                    == ConstraintViolation(
                        kind: .unique, name: engine == .sqlite ? "item.place, item.tag" : "item_place_tag"))
            let partial = try await violation("INSERT INTO item (id, shelf, slot) VALUES ('b', 1, 1)")
            #expect(
                partial
                    == ConstraintViolation(
                        kind: .unique, name: engine == .sqlite ? "item.shelf, item.slot" : "item_slot"))
            let range = try await violation("INSERT INTO item (id, shelf) VALUES ('b', -1)")
            #expect(range == ConstraintViolation(kind: .check, name: "item_shelf_range"))
            let lost = try await violation("INSERT INTO item (id, place) VALUES ('b', 'q')")
            #expect(lost == ConstraintViolation(kind: .foreignKey, name: engine == .sqlite ? "" : "item_place"))
            let missing = try await violation("INSERT INTO place (id) VALUES (\(String?.none))")
            #expect(missing == ConstraintViolation(kind: .notNull, name: "place.id"))
            let used = try await violation("DELETE FROM place")
            #expect(used?.kind == .foreignKey)
        }
    }

    // MARK: Many at once

    @Test(arguments: TestEngine.available)
    func concurrentIncrementsAreNeverLost(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: inventory) { store in
            try await store.write { _ = try $0.run("INSERT INTO item (id, amount) VALUES ('counter', 0)") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        for _ in 0..<100 {
                            try await store.write { tx in
                                let row = try #require(try tx.first("SELECT amount FROM item WHERE id = 'counter'"))
                                let amount: Int = try row["amount"]
                                try tx.run("UPDATE item SET amount = \(amount + 1) WHERE id = 'counter'")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let total: Int? = try await store.read { try $0.first("SELECT amount FROM item")?["amount"] }
            #expect(total == 800)
        }
    }

    /// Two write transactions that each look at the other's row: only a serializable engine refuses one of them.
    @Test(arguments: TestEngine.available)
    func twoWritesBehaveAsIfOneCameAfterTheOther(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: inventory) { store in
            for round in 0..<20 {
                let (one, other) = ("\(round)-one", "\(round)-other")
                try await store.write { tx in
                    for id in [one, other] { try tx.run("INSERT INTO item (id, kept) VALUES (\(id), \(true))") }
                }
                // Each may leave only while the other stays: never may both be gone.
                let leave: @Sendable (String, String) async throws -> Void = { who, colleague in
                    try await store.write { tx in
                        guard try tx.exists("SELECT id FROM item WHERE id = \(colleague) AND kept") else { return }
                        try tx.run("UPDATE item SET kept = \(false) WHERE id = \(who)")
                    }
                }
                async let first: Void = leave(one, other)
                async let second: Void = leave(other, one)
                _ = try await (first, second)
                let staying = try await store.read {
                    try $0.count("SELECT COUNT(*) AS n FROM item WHERE id IN (\(one), \(other)) AND kept")
                }
                #expect(staying == 1)
            }
        }
    }

    /// Quality bar T-07: many writers for a while, and nobody is told that the database is locked.
    @Test(arguments: TestEngine.available)
    func manyWritersNeverFail(_ engine: TestEngine) async throws {
        let database = try await TestDatabase.make(engine, migrations: inventory)
        // Half of them come through a second store, as another process would.
        let stores = [database.store, try await database.anotherStore()]
        let end = ContinuousClock.now + .seconds(20)
        let written = try await withThrowingTaskGroup(of: Int.self) { group in
            for writer in 0..<32 {
                group.addTask {
                    var written = 0
                    while ContinuousClock.now < end {
                        let id = "\(writer)-\(written)"
                        try await stores[writer % 2].write { _ = try $0.run("INSERT INTO item (id) VALUES (\(id))") }
                        written += 1
                    }
                    return written
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(written > 32)
        #expect(try await stores[1].read { try $0.count("SELECT COUNT(*) AS n FROM item") } == written)
        for store in stores { await store.close() }
        await database.remove()
    }

    @Test(arguments: TestEngine.available)
    func readersRunBesideAWriterAndBesideEachOther(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: inventory) { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        if number % 4 == 0 {
                            try await store.write {
                                _ = try $0.run(
                                    "INSERT INTO item (id, shelf) VALUES (\("a\(number)"), 1), (\("b\(number)"), 1)")
                            }
                        } else {
                            let count = try await store.read { try $0.count("SELECT COUNT(*) AS n FROM item") }
                            #expect(count.isMultiple(of: 2))
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func closingWaitsForWhatRunsAndRefusesWhatComesLater(_ engine: TestEngine) async throws {
        let database = try await TestDatabase.make(engine, migrations: inventory)
        let store = database.store
        let (begun, mayFinish) = (Signal(), Signal())
        async let writing: Void = store.write { tx in
            try tx.run("INSERT INTO item (id) VALUES ('a')")
            begun.raise()
            mayFinish.wait()
            try tx.run("INSERT INTO item (id) VALUES ('b')")
        }
        await begun.raised()
        async let closing: Void = store.close()
        mayFinish.raise()
        try await writing
        await closing
        await #expect(throws: EngineError.self) { try await store.read { _ = try $0.rows("SELECT id FROM item") } }
        let again = try await database.anotherStore()
        #expect(try await again.read { try $0.count("SELECT COUNT(*) AS n FROM item") } == 2)
        await again.close()
        await database.remove()
    }

    @Test(arguments: TestEngine.available)
    func aCancelledTaskLeavesNoHalfAndNoHarm(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: inventory) { store in
            let tasks = (0..<60).map { number in
                Task {
                    try await store.write { tx in
                        try tx.run("INSERT INTO item (id) VALUES (\("a\(number)"))")
                        try tx.run("INSERT INTO item (id) VALUES (\("b\(number)"))")
                    }
                }
            }
            for task in tasks { task.cancel() }
            var written = 0
            for task in tasks {
                switch await task.result {
                case .success: written += 2
                case .failure(let error): #expect(error is CancellationError)
                }
            }
            let count = try await store.read { try $0.count("SELECT COUNT(*) AS n FROM item") }
            #expect(count == written)
        }
    }

    @Test(arguments: TestEngine.available)
    func statementsAreCounted(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: inventory) { store in
            let counting = CountingStore(store)
            try await counting.write { tx in
                try tx.run("INSERT INTO item (id) VALUES ('a')")
                _ = try tx.count("SELECT COUNT(*) AS n FROM item")
            }
            _ = try await counting.read { try $0.first("SELECT id FROM item") }
            #expect(counting.count == 3)
            counting.reset()
            #expect(counting.count == 0)
        }
    }
}
