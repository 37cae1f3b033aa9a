import Actions
import Domain
import Law
import Primitives
import Records
import Store
import TestSupport
import Testing

import class Foundation.FileManager
import struct Foundation.URL
import struct Foundation.UUID

@testable import Demo

/// The demonstration, loaded once for each engine and only read by the tests.
private actor LoadedDemo {
    struct Loaded: Sendable {
        let database: TestDatabase
        let files: FileStore
        let folder: URL
        let cipher: IdentityCipher
        let lawbook: Lawbook
        let accounts: [DemoAccount]
        let plan: DemoPlan
        var store: any Store { database.store }
    }

    static let shared = LoadedDemo()
    private var loading: [TestEngine: Task<Loaded, any Error>] = [:]

    func on(_ engine: TestEngine) async throws -> Loaded {
        if let known = loading[engine] { return try await known.value }
        let task = Task { try await Self.load(engine) }
        loading[engine] = task
        return try await task.value
    }

    func removeAll() async {
        for task in loading.values {
            guard let loaded = try? await task.value else { continue }
            await loaded.database.remove()
            try? FileManager.default.removeItem(at: loaded.folder)
        }
        loading = [:]
    }

    static func load(_ engine: TestEngine) async throws -> Loaded {
        let database = try await TestDatabase.make(
            engine, migrations: try Schema.migrations(), clock: .fixed(DemoTime.start))
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("trinh-dien-\(UUID().uuidString)")
        let files = try FileStore(folder: folder)
        let cipher = IdentityCipher(secret: Array(repeating: 9, count: 32))
        let lawbook = try Lawbook.bundled()
        let began = ContinuousClock.now
        let accounts = try await DemoLoader.load(
            into: database.store, files: files, cipher: cipher, lawbook: lawbook, progress: { _ in })
        print("loaded on \(engine.rawValue) in \(ContinuousClock.now - began)")
        return Loaded(
            database: database, files: files, folder: folder, cipher: cipher, lawbook: lawbook, accounts: accounts,
            plan: try DemoPlan())
    }
}

private func count(_ sql: SQL, _ store: any Store) async throws -> Int {
    try await store.read { tx in try tx.count(sql) }
}

extension LoadedDemo.Loaded {
    func actor(_ username: String) throws -> Actor { try plan.accounts.actor(username) }

    func person(_ name: String) throws -> ID<Person> {
        let found = plan.people.filter { $0.person.name == name }
        #expect(found.count == 1, "\(name) must be one person only")
        return try #require(found.first).person.id
    }

    /// What the rule check answers to a fresh proposal, as a unit's officer would see it; nothing of it is kept.
    func answer(
        _ code: CatalogueCode, _ choice: AddNomination.Choice, by username: String, at unit: String,
        level: Dossier.Level = .province, initiatives names: [String] = []
    ) async throws -> Assessment {
        let lawbook = lawbook
        let officer = try actor(username)
        let unitID = try plan.units.unit(unit)
        let initiatives = plan.people.flatMap(\.initiatives).filter { names.contains($0.name) }.map(\.id)
        do {
            try await store.write { tx in
                let id = try CreateDossier(
                    title: "Hỏi thử", category: .merit, year: 2025, level: level, unitID: unitID, movementID: nil
                ).run(by: officer, in: tx)
                let nominationID = try AddNomination(dossierID: id, choice: choice).run(
                    by: officer, lawbook: lawbook, in: tx)
                let dossier = try #require(try DossierRecords.dossier(id, in: tx))
                var nomination = try #require(try NominationRecords.nomination(nominationID, of: id, in: tx))
                nomination.code = code
                nomination.initiativeIDs = initiatives
                try NominationRecords.update(nomination, expecting: 1, by: officer, in: tx)
                throw Answer(
                    assessment: try Assessments.assess(
                        nomination, in: dossier, judgements: [], lawbook: lawbook, tx: tx))
            }
        } catch let answer as Answer {
            return answer.assessment
        }
        throw Problem.notFound("câu trả lời")
    }
}

/// Carries the answer out of a transaction that is rolled back.
private struct Answer: Error { let assessment: Assessment }

extension Assessment {
    fileprivate func verdict(of criterion: String) -> Verdict? {
        findings.first { $0.id.hasSuffix(criterion) }?.verdict
    }
    fileprivate var open: [String] { findings.filter { $0.verdict != .met }.map { "\($0.id): \($0.because)" } }
}

/// Removes the databases when the last test is through.
private struct RemovingTheDemo: SuiteTrait, TestScoping {
    func provideScope(for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void)
        async throws
    {
        let result: Result<Void, any Error>
        do { result = .success(try await function()) } catch { result = .failure(error) }
        await LoadedDemo.shared.removeAll()
        try result.get()
    }
}

@Suite(.serialized, RemovingTheDemo()) struct DemoTests {
    @Test(arguments: TestEngine.available)
    func `The map before and after 1 July 2025 is whole`(engine: TestEngine) async throws {
        let demo = try await LoadedDemo.shared.on(engine)
        let store = demo.store
        let bacKan = demo.plan.units.formerProvince
        let districts = try await count(
            "SELECT COUNT(*) AS n FROM unit WHERE kind = 'district' AND parent_id = \(bacKan) AND valid_until = '2025-06-30'",
            store)
        #expect(districts == 8)
        let former = try await count(
            """
            SELECT COUNT(*) AS n FROM unit c JOIN unit d ON d.id = c.parent_id
            WHERE c.kind = 'commune' AND d.parent_id = \(bacKan) AND c.valid_until = '2025-06-30'
            """, store)
        #expect(former == 108)
        #expect(
            try await count(
                "SELECT COUNT(*) AS n FROM unit WHERE kind = 'commune' AND valid_until = '2025-06-30'", store) == 280)
        #expect(
            try await count(
                "SELECT COUNT(*) AS n FROM unit WHERE kind = 'commune' AND valid_from = '2025-07-01' AND valid_until IS NULL",
                store)
                == 92)
        let orphans = try await count(
            """
            SELECT COUNT(*) AS n FROM unit WHERE kind IN ('commune', 'department') AND valid_until IS NOT NULL
            AND id NOT IN (SELECT predecessor_id FROM unit_succession)
            """, store)
        #expect(orphans == 0, "every ended commune and department has a successor")
        // Dương Quang (thành phố Bắc Kạn) and Đôn Phong (huyện Bạch Thông) became Phong Quang.
        let phongQuang = try demo.plan.units.unit("01849")
        let names = try await store.read { tx in
            try tx.rows(
                """
                SELECT u.name FROM unit_succession s JOIN unit u ON u.id = s.predecessor_id
                WHERE s.successor_id = \(phongQuang) ORDER BY u.code
                """
            ).map { try $0["name"] as String }
        }
        #expect(names == ["Xã Dương Quang", "Xã Đôn Phong"])
        let standing = try await store.read { tx in try UnitRecords.standingBody(on: DemoTime.today, in: tx) }
        #expect(standing?.name == "Sở Nội vụ")
    }

    @Test(arguments: TestEngine.available)
    func `Two thousand invented people, ten years, no duplicates`(engine: TestEngine) async throws {
        let demo = try await LoadedDemo.shared.on(engine)
        let store = demo.store
        let people = try await count("SELECT COUNT(*) AS n FROM person", store)
        #expect(people >= 2000)
        #expect(people == demo.plan.people.count)
        #expect(try await count("SELECT COUNT(*) AS n FROM person WHERE NOT is_invented", store) == 0)
        #expect(try await count("SELECT COUNT(DISTINCT identity_hash) AS n FROM person", store) == people)
        #expect(try await count("SELECT COUNT(DISTINCT year) AS n FROM person_rating", store) == 11)
        #expect(try await count("SELECT COUNT(*) AS n FROM person_rating WHERE year < 2015 OR year > 2025", store) == 0)
        let rolls = try await count("SELECT COUNT(*) AS n FROM commendation", store)
        #expect(rolls > 5000)
        #expect(
            try await count(
                """
                SELECT COUNT(*) AS n FROM (SELECT person_id, code, year, category FROM commendation WHERE person_id IS NOT NULL
                GROUP BY person_id, code, year, category HAVING COUNT(*) > 1) doubled
                """, store) == 0)
        let collectives = try await count(
            "SELECT COUNT(*) AS n FROM commendation WHERE subject_kind = 'collective'", store)
        #expect((250...400).contains(collectives))
        #expect(try await count("SELECT COUNT(*) AS n FROM commendation WHERE decided_on > '2025-12-05'", store) == 0)
        // Collectives bear their whole names, and farmers stayed where they farm.
        #expect(
            try await count(
                """
                SELECT COUNT(*) AS n FROM commendation c JOIN unit u ON u.id = c.unit_id WHERE c.recipient_name <> u.name
                """, store) == 0)
        #expect(
            try await count(
                """
                SELECT COUNT(*) AS n FROM person p JOIN person_post o ON o.person_id = p.id JOIN unit u ON u.id = o.unit_id
                WHERE p.subject_group = 'farmer' AND u.kind <> 'commune'
                """, store) == 0)
        // Nobody is rated before they began to work, and posts follow one another.
        #expect(
            try await count(
                """
                SELECT COUNT(*) AS n FROM person_rating r JOIN person p ON p.id = r.person_id
                WHERE p.started_work_on IS NULL OR CAST(r.year AS TEXT) < substr(p.started_work_on, 1, 4)
                """, store) == 0)
        #expect(
            try await count(
                """
                SELECT COUNT(*) AS n FROM person_post a JOIN person_post b ON b.person_id = a.person_id AND b.id <> a.id
                WHERE a.from_on <= b.from_on AND (a.until_on IS NULL OR a.until_on >= b.from_on)
                """, store) == 0)
        #expect(
            try await count(
                """
                SELECT COUNT(*) AS n FROM person p WHERE NOT EXISTS (SELECT 1 FROM person_post o
                WHERE o.person_id = p.id AND o.unit_id = p.unit_id AND o.until_on IS NULL)
                """, store) == 0)
        #expect(
            try await count(
                "SELECT COUNT(*) AS n FROM person_post o JOIN unit u ON u.id = o.unit_id WHERE o.until_on > u.valid_until",
                store)
                == 0)
    }

    @Test(arguments: TestEngine.available)
    func `No identity number can be read in any column`(engine: TestEngine) async throws {
        let demo = try await LoadedDemo.shared.on(engine)
        let cipher = demo.cipher
        let stored = try await demo.store.read { tx in
            try tx.rows("SELECT id, identity_cipher FROM person WHERE identity_cipher IS NOT NULL ORDER BY id").map {
                (try $0["id"] as String, try $0["identity_cipher"] as String)
            }
        }
        #expect(stored.count == demo.plan.people.count)
        let numbers = Dictionary(
            uniqueKeysWithValues: demo.plan.people.map { ($0.person.id.rawValue, $0.identityNumber) })
        for (id, encrypted) in stored.prefix(50) {
            let number = try cipher.decrypt(encrypted)
            #expect(number == numbers[id])
            #expect(number.hasPrefix("999") && number.count == 12)
        }
        // Every text column of every table, read as it lies there.
        let columns: [(table: String, column: String)] = try await demo.store.read { tx in
            let sql: SQL =
                engine == .sqlite
                ? """
                SELECT m.name AS table_name, p.name AS column_name FROM sqlite_master m, pragma_table_info(m.name) p
                WHERE m.type = 'table' AND p.type = 'TEXT' ORDER BY 1, 2
                """
                : """
                SELECT CAST(table_name AS TEXT) AS table_name, CAST(column_name AS TEXT) AS column_name
                FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'text' ORDER BY 1, 2
                """
            return try tx.rows(sql).map { (try $0["table_name"], try $0["column_name"]) }
        }
        #expect(columns.count > 100)
        let sample = Set(numbers.values)
        for (table, column) in columns {
            let texts = try await demo.store.read { tx in
                try tx.rows(
                    SQL(trusted: "SELECT \(column) AS found FROM \(table) WHERE \(column) LIKE '%999%' ORDER BY 1")
                ).map { try $0["found"] as String }
            }
            for text in texts {
                for start in text.ranges(of: "999").map(\.lowerBound) {
                    #expect(
                        !sample.contains(String(text[start...].prefix(12))),
                        "\(table).\(column) shows an identity number")
                }
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `The log holds, and papers lie in the file store`(engine: TestEngine) async throws {
        let demo = try await LoadedDemo.shared.on(engine)
        let broken = try await demo.store.read { tx in try EventRecords.brokenChains(in: tx) }
        #expect(broken == [])
        #expect(
            try await count("SELECT COUNT(*) AS n FROM event WHERE kind = 'personCreated'", demo.store)
                == demo.plan.people.count)
        let hashes = try await demo.store.read { tx in try AttachmentRecords.fileHashes(in: tx) }
        #expect(hashes.count >= 20)
        for hash in hashes { #expect(demo.files.isSound(hash)) }
        let states = try await demo.store.read { tx in
            try tx.rows("SELECT state, COUNT(*) AS n FROM dossier GROUP BY state ORDER BY state").map {
                "\(try $0["state"] as String) \(try $0["n"] as Int)"
            }
        }
        #expect(states == ["appraised 2", "considered 2", "draft 2", "received 2", "returned 1", "submitted 3"])
        // One decision waits for the Chairman's signature, and no number of the book is used yet.
        let chairman = try demo.plan.accounts.actor("chutich")
        let toSign = try await demo.store.read { tx in
            try WorkRecords.work(for: chairman, limit: 5, in: tx)[.decisionsToSign]
        }
        #expect(toSign?.total == 1)
        #expect(try await count("SELECT COUNT(*) AS n FROM decision WHERE state <> 'draft'", demo.store) == 0)
        let phongQuang = try demo.plan.units.unit("01849")
        #expect(
            try await count("SELECT COUNT(*) AS n FROM dossier WHERE submitting_unit_id = \(phongQuang)", demo.store)
                == 0)
    }

    @Test(arguments: TestEngine.available)
    func `The movements of the letter stand with their legal bases`(engine: TestEngine) async throws {
        let demo = try await LoadedDemo.shared.on(engine)
        let rows = try await demo.store.read { tx in
            try tx.rows(
                """
                SELECT m.scope, COUNT(*) AS n FROM movement m JOIN unit u ON u.id = m.launching_unit_id
                WHERE m.state = 'launched' AND u.name = 'Tỉnh Bắc Kạn' GROUP BY m.scope ORDER BY m.scope
                """
            ).map { "\(try $0["scope"] as String) \(try $0["n"] as Int)" }
        }
        // Besides the movement of the year and the seven that the letter names: the special drive of Kế hoạch 645/KH-UBND, and an
        // invented one of a ministry.
        #expect(rows == ["ministry 1", "nation 3", "province 6"])
        // The movement of the whole year is one of the two legal forms: regular. What the letter names besides has one theme each.
        let forms = try await demo.store.read { tx in
            try tx.rows(
                """
                SELECT m.form, COUNT(*) AS n FROM movement m JOIN unit u ON u.id = m.launching_unit_id
                WHERE u.name = 'Tỉnh Bắc Kạn' GROUP BY m.form ORDER BY m.form
                """
            ).map { "\(try $0["form"] as String) \(try $0["n"] as Int)" }
        }
        #expect(forms == ["regular 1", "thematic 9"])
        let special = try await demo.store.read { tx in
            try tx.count(
                "SELECT COUNT(*) AS n FROM movement WHERE document LIKE 'Kế hoạch số 645/KH-UBND ngày 25/9/2024%'")
        }
        #expect(special == 1)
        let invented = try await demo.store.read { tx in
            try tx.rows("SELECT state, COUNT(*) AS n FROM movement WHERE is_invented GROUP BY state ORDER BY state").map
            {
                "\(try $0["state"] as String) \(try $0["n"] as Int)"
            }
        }
        #expect(invented == ["closed 1", "launched 4"])
        let bases = try await demo.store.read { tx in
            try tx.rows("SELECT instrument, issued_on FROM movement_basis ORDER BY ordinal").map {
                "\(try $0["instrument"] as String) \(try $0["issued_on"] as String)"
            }
        }
        #expect(
            bases == [
                "Nghị quyết số 75/NQ-HĐND 2024-12-09", "Quyết định số 66/QĐ-UBND 2021-01-15",
                "Quyết định số 2199/QĐ-UBND 2024-12-10",
                "Quyết định số 2228/QĐ-UBND 2024-12-16", "Kế hoạch số 645/KH-UBND 2024-09-25",
                "Chỉ thị số 41-CT/TW của Bộ Chính trị 2024-12-26",
            ])
        let phongQuang = try demo.plan.units.unit("01849")
        // Sixteen to the movement of the year, one to the cluster's.
        #expect(try await count("SELECT COUNT(*) AS n FROM movement_response", demo.store) == 17)
        #expect(
            try await count("SELECT COUNT(*) AS n FROM movement_response WHERE unit_id = \(phongQuang)", demo.store)
                == 0)
        let members = try await demo.store.read { tx in
            try tx.rows(
                "SELECT COUNT(*) AS n FROM council_member m JOIN council c ON c.id = m.council_id GROUP BY c.id, c.name ORDER BY 1"
            ).map { try $0["n"] as Int }
        }
        #expect(members == [7, 7, 7, 17])
    }

    @Test(arguments: TestEngine.available)
    func `Every account signs in and its role is the one printed`(engine: TestEngine) async throws {
        let demo = try await LoadedDemo.shared.on(engine)
        // Beside one of each role somebody without any, who reads what is sent and says so.
        let reader = "Công chức, chỉ đọc và xác nhận văn bản"
        #expect(Set(demo.accounts.map(\.role)) == Set(Role.allCases.map(\.name) + [reader]))
        for account in demo.accounts {
            let stored = try await demo.store.read { tx in
                try AccountRecords.account(username: account.username, in: tx)
            }
            let (_, hash) = try #require(stored)
            #expect(Passwords.problem(with: account.password) == nil)
            #expect(await Passwords.verify(account.password, against: hash))
        }
    }

    @Test func `The same data come out twice`() throws {
        let (first, second) = (try DemoPlan(), try DemoPlan())
        #expect(first.units.units == second.units.units)
        #expect(first.people.map(\.person) == second.people.map(\.person))
        #expect(first.people.map(\.identityNumber) == second.people.map(\.identityNumber))
        #expect(first.people.flatMap(\.initiatives) == second.people.flatMap(\.initiatives))
        #expect(first.roll == second.roll)
        #expect(first.letter.movements == second.letter.movements)
        #expect(first.letter.responses == second.letter.responses)
        #expect(first.councils.rows.map(\.council) == second.councils.rows.map(\.council))
        #expect(first.accounts.rows.map(\.actor) == second.accounts.rows.map(\.actor))
    }

    @Test(arguments: TestEngine.available)
    func `What is stored is what was planned, under the same identities`(engine: TestEngine) async throws {
        let demo = try await LoadedDemo.shared.on(engine)
        let people = Set(demo.plan.people.map(\.person.id.rawValue))
        let roll = Set(demo.plan.roll.map(\.id.rawValue))
        let stored = try await demo.store.read { tx in
            (
                Set(try tx.rows("SELECT id FROM person ORDER BY id").map { try $0["id"] as String }),
                Set(try tx.rows("SELECT id FROM commendation ORDER BY id").map { try $0["id"] as String })
            )
        }
        #expect(stored.0 == people)
        #expect(stored.1 == roll)
        await #expect(throws: Problem.self) {
            _ = try await DemoLoader.load(
                into: demo.store, files: demo.files, cipher: demo.cipher, lawbook: demo.lawbook, progress: { _ in })
        }
    }

    // MARK: Named cases

    @Test(arguments: TestEngine.available)
    func `Triệu Thị Sen đủ tiêu chuẩn Chiến sĩ thi đua cấp tỉnh và Bằng khen`(engine: TestEngine) async throws {
        let demo = try await LoadedDemo.shared.on(engine)
        let sen = try demo.person(NamedCases.best)
        let title = try await demo.answer(
            "CSTDT", .person(sen), by: "canbo.phongquang", at: "01849",
            initiatives: ["Số hóa sổ theo dõi hộ nghèo, hộ cận nghèo bằng mã QR"])
        #expect(title.verdict == .met, "\(title.open)")
        let form = try await demo.answer("BKT", .person(sen), by: "canbo.phongquang", at: "01849")
        #expect(form.verdict == .met, "\(form.open)")
        let other = try await demo.answer(
            "BKT", .person(try demo.person(NamedCases.merit)), by: "canbo.phongquang", at: "01849")
        #expect(other.verdict == .met, "\(other.open)")
    }

    @Test(arguments: TestEngine.available)
    func `Hoàng Văn Thuần thiếu năm 2024 nên chưa đủ 03 năm liên tục`(engine: TestEngine) async throws {
        let demo = try await LoadedDemo.shared.on(engine)
        let answer = try await demo.answer(
            "CSTDT", .person(try demo.person(NamedCases.gap)), by: "canbo.phongquang", at: "01849",
            initiatives: ["Xếp lịch tiếp công dân qua tin nhắn"])
        #expect(answer.verdict == .notMet)
        #expect(answer.open.count == 1)
        let finding = try #require(answer.findings.first { $0.id.hasSuffix("three-consecutive") })
        #expect(finding.verdict == .notMet)
        #expect(finding.because.contains("năm 2024 không có danh hiệu này"))
    }

    @Test(arguments: TestEngine.available)
    func `Người đang bị giải quyết tố cáo và người bị kỷ luật chưa được xét`(engine: TestEngine) async throws {
        let demo = try await LoadedDemo.shared.on(engine)
        let examined = try await demo.answer(
            "CSTDT", .person(try demo.person(NamedCases.underExamination)), by: "canbo.phongquang", at: "01849",
            initiatives: ["Theo dõi giải ngân dự án bằng bảng màu"])
        #expect(examined.verdict == .notMet)
        #expect(examined.verdict(of: "not-under-examination") == .notMet)
        #expect(examined.open.count == 1, "\(examined.open)")
        let disciplined = try await demo.answer(
            "BKT", .person(try demo.person(NamedCases.disciplined)), by: "canbo.phongquang", at: "01849")
        #expect(disciplined.verdict == .notMet)
        #expect(disciplined.verdict(of: "discipline-served") == .notMet)
    }

    @Test(arguments: TestEngine.available)
    func `Sáng kiến của Bàn Thị Mùi đã dùng cho năm 2024 nên không tính lại`(engine: TestEngine) async throws {
        let demo = try await LoadedDemo.shared.on(engine)
        let answer = try await demo.answer(
            "CSTDT", .person(try demo.person(NamedCases.usedInitiative)), by: "canbo.phongquang", at: "01849")
        #expect(answer.verdict == .notMet)
        #expect(answer.verdict(of: "three-consecutive") == .met)
        #expect(answer.verdict(of: "influence") == .notMet)
        #expect(answer.verdict(of: "initiatives-used-once") == .notMet)
    }

    @Test(arguments: TestEngine.available)
    func `Người mới tuyển dụng dưới 06 tháng chưa xét, người nghỉ thai sản vẫn được tính`(engine: TestEngine)
        async throws
    {
        let demo = try await LoadedDemo.shared.on(engine)
        let recruit = try await demo.answer(
            "LDTT", .person(try demo.person(NamedCases.recruit)), by: "canbo.phongquang", at: "01849", level: .unit)
        #expect(recruit.verdict == .notMet)
        #expect(recruit.verdict(of: "working-time") == .notMet)
        let mother = try await demo.answer(
            "LDTT", .person(try demo.person(NamedCases.maternity)), by: "canbo.phongquang", at: "01849", level: .unit)
        #expect(mother.verdict(of: "working-time") == .met)
        #expect(
            mother.findings.allSatisfy { $0.verdict == .met || ($0.verdict == .undecided && $0.needsOfficer) },
            "\(mother.open)")
    }

    @Test(arguments: TestEngine.available)
    func `Đàm Thị Ngọc đang được xét ở hồ sơ khác nên không đề nghị trùng`(engine: TestEngine) async throws {
        let demo = try await LoadedDemo.shared.on(engine)
        let answer = try await demo.answer(
            "CSTDT", .person(try demo.person(NamedCases.proposedTwice)), by: "canbo.ducxuan", at: "01840")
        #expect(answer.verdict(of: "not-twice") == .undecided)
        #expect(answer.findings.contains { $0.id.hasSuffix("not-twice") && $0.because.contains("HS-2025-") })
    }

    @Test(arguments: TestEngine.available)
    func `Phòng Văn hóa - Xã hội đủ số liệu, Phòng Kinh tế thiếu 70 phần trăm Lao động tiên tiến`(engine: TestEngine)
        async throws
    {
        let demo = try await LoadedDemo.shared.on(engine)
        let model = try await demo.answer(
            "TTLDXS", .collective(try demo.plan.units.unit("01849.PVHXH")), by: "canbo.phongquang", at: "01849")
        #expect(model.verdict == .undecided)
        #expect(
            model.findings.allSatisfy { $0.verdict == .met || ($0.verdict == .undecided && $0.needsOfficer) },
            "\(model.open)")
        #expect(model.findings.filter { $0.verdict == .undecided }.count == 2)
        let lacking = try await demo.answer(
            "TTLDXS", .collective(try demo.plan.units.unit("01849.PKT")), by: "canbo.phongquang", at: "01849")
        #expect(lacking.verdict == .notMet)
        #expect(
            lacking.findings.filter { $0.verdict == .notMet }.map(\.id).allSatisfy { $0.hasSuffix("advanced-share") })
    }
}

@Suite(.serialized) struct DemoCalendarTests {
    /// Great days and founding days as `Sources/Demo/README.md` and the letter have them.
    @Test func `Lịch trình diễn có đủ tám ngày lễ với số năm của công văn, đại hội chỉ có năm`() throws {
        let calendar = try DemoPlan().calendar
        let counts = calendar.occasions.compactMap { $0.occurrence(in: 2025)?.count?.years }
        #expect(counts == [95, 125, 50, 135, 80, 80, 80, 20])
        let congresses = calendar.occasions.filter { !$0.kind.isYearly }
        #expect(congresses.count == 5)
        #expect(congresses.allSatisfy { $0.isOpen && $0.period?.written == "trong năm 2025" })
        #expect(!calendar.activities.isEmpty && calendar.activities.allSatisfy(\.isInvented))
        #expect(Set(calendar.activities.map(\.state)) == Set(Activity.State.allCases))
        #expect(calendar.links.filter { $0.kind == .movement }.count == 13)
        #expect(calendar.links.filter { $0.kind == .activity }.count == 4)
    }
}
