import Actions
import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Jobs
import Law
import Logging
import Operations
import Primitives
import Records
import Site
import Store
import StoreSQLite
import Synchronization
import TestSupport
import TestWorld
import Testing
import WebSupport

/// Lines that were logged.
private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    var logger: Logger {
        Logger(label: "test") { JSONLines(label: $0, write: { [self] line in lines.withLock { $0.append(line) } }) }
    }
}

/// A folder of this test's own.
private func withFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("van-hanh-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
}

extension World {
    /// This world as an installation in a folder: its database, one paper on the disk, its key.
    fileprivate func place(in folder: URL) async throws -> Place {
        let place = try Place(folder: folder, databaseURL: database.engine == .postgres ? database.location : nil)
        try place.makeFolder()
        let bytes = Array("%PDF-1.7 một văn bản".utf8)
        let hash = try await FileStore(folder: place.filesFolder).store(bytes)
        let (officer, commune) = (officer, commune)
        try await store.write { tx in
            let id = try CreateDossier(
                title: "Đề nghị khen thưởng", category: .merit, year: 2025, level: .province, unitID: commune,
                movementID: nil
            ).run(by: officer, in: tx)
            try AttachmentRecords.insert(
                Attachment(
                    id: ID(at: tx.now), subject: .dossier, subjectID: id.rawValue, nominationID: nil,
                    paperKey: "to-trinh",
                    paperNumber: "1", paperOn: tx.today, fileName: "to-trinh.pdf", fileKind: .pdf, fileHash: hash,
                    byteCount: bytes.count, uploadedBy: officer.accountID, uploadedByName: officer.name,
                    uploadedAt: tx.now),
                in: tx)
        }
        _ = try IdentityCipher.ofInstallation(keyFile: place.keyFile)
        if let sqlite = store as? SQLiteStore { try await sqlite.backup(to: place.databaseFile.path) }
        return place
    }

    /// What the tables of a place hold, seen through a store of its own.
    fileprivate func change(_ place: Place, _ body: @escaping @Sendable (any WriteTransaction) throws -> Void)
        async throws
    {
        let store = try await place.openStore(clock: clock.clock, creating: false)
        try await store.write(body)
        await store.close()
    }
}

@Suite struct AnswerTests {
    @Test func `every kind of answer carries the headers that protect the browser`() async throws {
        try await withWorld(.sqlite) { world in
            let broken = FailingStore(base: world.store, failsReads: true)
            try await world.site { client in
                try await world.site(on: broken) { brokenClient in
                    var responses = [
                        try await client.get("/"), try await client.get("/?q=a"), try await client.get("/khong-co"),
                        try await client.get("/kiem-tra?ma=1"), try await client.get("/health"),
                        try await client.get("/metrics"),
                        try await client.get("/dang-nhap"), try await client.get("/tinh/app.css"),
                        try await client.get("/tinh/app.js"), try await client.get("/tinh/khong-co.js"),
                        try await client.execute(uri: "/", method: .head) { $0 },
                        try await client.execute(uri: "/", method: .delete) { $0 },
                        try await client.execute(uri: "/dang-nhap", method: .post) { $0 },
                        try await client.execute(uri: "/dang-xuat", method: .post) { $0 },
                        try await brokenClient.get("/"), try await brokenClient.get("/health"),
                    ]
                    for _ in 1...61 { responses.append(try await client.get("/?q=trieu")) }
                    let statuses = Set(responses.map(\.status.code))
                    #expect(statuses == [200, 303, 403, 404, 429, 500, 503])
                    for response in responses {
                        #expect(response.header("strict-transport-security") == "max-age=31536000; includeSubDomains")
                        let policy = response.header("content-security-policy") ?? ""
                        for part in [
                            "default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'",
                        ] {
                            #expect(policy.contains(part))
                        }
                        #expect(!policy.contains("unsafe-inline"))
                        #expect(response.header("x-content-type-options") == "nosniff")
                        #expect(response.header("referrer-policy") == "same-origin")
                        #expect(response.header("cross-origin-opener-policy") == "same-origin")
                        #expect(response.header("cache-control") != nil)
                        #expect(response.header("x-request-id") != nil)
                        #expect(response.header("server") == nil)
                    }
                }
            }
        }
    }

    @Test func `HEAD answers as GET does, without the body`() async throws {
        try await withWorld(.sqlite) { world in
            try await world.site { client in
                for path in ["/", "/health", "/tinh/app.css", "/dang-nhap"] {
                    let head = try await client.execute(uri: path, method: .head) { $0 }
                    #expect(head.status == .ok, "\(path)")
                    #expect(head.body.readableBytes == 0)
                }
            }
        }
    }

    @Test(arguments: [true, false])
    func `an error in the store is told as a number, its particulars only to the log`(_ failsReads: Bool) async throws {
        try await withWorld(.sqlite) { world in
            let lines = Lines()
            let broken = FailingStore(base: world.store, failsReads: failsReads)
            try await world.site(on: broken, logger: lines.logger) { client in
                let response: TestResponse
                if failsReads {
                    response = try await client.get("/")
                } else {
                    let form = try await client.get("/dang-nhap")
                    let cookie = String((form.header("set-cookie") ?? "").prefix { $0 != ";" })
                    let token = String(cookie.split(separator: "=", maxSplits: 1).last ?? "")
                    response = try await client.execute(
                        uri: "/dang-nhap", method: .post,
                        headers: [.cookie: cookie, .contentType: "application/x-www-form-urlencoded"],
                        body: .init(string: "_csrf=\(token)&username=chutich&password=sai+mat+khau+roi")
                    ) { $0 }
                }
                #expect(response.status == .internalServerError)
                let id = try #require(response.header("x-request-id"))
                #expect(response.text.contains("Lỗi hệ thống"))
                #expect(response.text.contains(id))
                for particular in ["SELECT", "EngineError", "sqlite", "disk", ".swift", "Error"] {
                    #expect(!response.text.contains(particular), "\(particular)")
                }
                // The one who runs the server finds it by that number.
                let logged = lines.all.first { $0.contains(id) && $0.contains("\"level\":\"error\"") }
                #expect(logged?.contains("disk is full") == true)
                #expect(!lines.all.joined().contains("sai mat khau"))
                #expect(!lines.all.joined().contains("sai+mat+khau"))
            }
            // The world itself goes on.
            let status = try await world.site { client in try await client.get("/").status }
            #expect(status == .ok)
        }
    }

    @Test func `a request is one line of JSON that holds nothing of what was typed`() async throws {
        try await withWorld(.sqlite) { world in
            let lines = Lines()
            try await world.site(logger: lines.logger) { client in
                _ = try await client.get("/?q=trieu+thi+dao")
                _ = try await client.get("/khong%0A%22co%22?x=1")
            }
            struct Entry: Decodable {
                let time: String
                let level: String
                let message: String
                let request: String
                let route: String
                let status: Int
                let ms: Double
            }
            let entries = try lines.all.map { try JSONDecoder().decode(Entry.self, from: Data($0.utf8)) }
            #expect(entries.map(\.status) == [200, 404])
            #expect(entries.map(\.route) == ["/", "NotFound"])
            #expect(Set(entries.map(\.request)).count == 2)
            #expect(lines.all.allSatisfy { $0.filter(\.isNewline).count == 1 })
            #expect(!lines.all.joined().contains("trieu"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `health tells engine and schema from a real read, and fails when the store does`(_ engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            var options = SiteOptions()
            options.commit = "abc123"
            try await world.site(options: options) { client in
                let text = try await client.page("/health")
                #expect(text.contains("\"status\":\"ok\""))
                #expect(text.contains("\"engine\":\"\(engine.rawValue)\""))
                #expect(text.contains("\"schema\":\(try Schema.migrations().latest)"))
                #expect(text.contains("\"commit\":\"abc123\""))
            }
            try await world.site(on: FailingStore(base: world.store, failsReads: true)) { client in
                let response = try await client.get("/health")
                #expect(response.status == .serviceUnavailable)
                #expect(!response.text.contains("disk"))
            }
        }
    }

    @Test func `metrics are for the same machine, or for whoever shows the token`() async throws {
        try await withWorld(.sqlite) { world in
            // Here requests come from no address at all: not from this machine.
            let status = try await world.site { client in try await client.get("/metrics").status }
            #expect(status == .notFound)
            var options = SiteOptions()
            options.metricsToken = "bi-mat"
            try await world.site(options: options) { client in
                #expect(try await client.get("/metrics").status == .notFound)
                #expect(try await client.get("/metrics", headers: [.authorization: "Bearer khac"]).status == .notFound)
                _ = try await client.get("/bang-vang/\(ID<Commendation>(at: world.clock.clock.now()))")
                let text = try await client.page("/metrics", headers: [.authorization: "Bearer bi-mat"])
                #expect(
                    text.contains(
                        "bangvang_requests_total{method=\"GET\",route=\"/bang-vang/{id}\",status=\"404\"} 1\n"))
                #expect(text.contains("bangvang_requests_in_flight 1\n"))
                #expect(text.contains("bangvang_request_duration_seconds_count{route=\"/bang-vang/{id}\"} 1\n"))
                #expect(text.contains("bangvang_sessions 0\n"))
            }
        }
    }
}

@Suite struct OperationsTests {
    @Test(arguments: TestEngine.available)
    func `a backup made while others write is restored row for row`(_ engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            try await withFolder { folder in
                let place = try await world.place(in: folder.appendingPathComponent("goc"))
                let archive = folder.appendingPathComponent("sao-luu.tar")
                let report = try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        let store = try await place.openStore(clock: world.clock.clock, creating: false)
                        while !Task.isCancelled {
                            try await store.write { tx in
                                try EventRecords.append(
                                    .unitsImported, to: .unit, world.commune.rawValue, by: nil, in: tx)
                            }
                        }
                        await store.close()
                    }
                    let report = try await Backup.make(of: place, to: archive)
                    group.cancelAll()
                    // The writer may be cut off inside a transaction.
                    do { try await group.waitForAll() } catch is CancellationError {}
                    return report
                }
                #expect(report.missingFiles.isEmpty)
                #expect(report.manifest.fileCount == 1)
                #expect(report.manifest.rows["account"] == 11)
                #expect(report.manifest.rows["commendation"] == 4)
                #expect(report.manifest.rows["commendation_search"] == 4)
                let mode = try FileManager.default.attributesOfItem(atPath: archive.path)[.posixPermissions] as? Int
                #expect(mode == 0o600)

                let url = engine == .postgres ? try await newPostgresDatabase() : nil
                let restored = try Place(folder: folder.appendingPathComponent("moi"), databaseURL: url)
                let manifest = try await Restore.run(from: archive, to: restored)
                #expect(manifest == report.manifest)
                #expect(try await Verification.run(restored).problems.isEmpty)
                // A copy of the copy holds the same again.
                let second = try await Backup.make(of: restored, to: folder.appendingPathComponent("hai.tar")).manifest
                #expect(second.rows == manifest.rows)
                #expect(second.chainDigest == manifest.chainDigest)
                #expect(second.fileCount == manifest.fileCount)
                // Search works on the restored index.
                let store = try await restored.openStore(clock: world.clock.clock, creating: false)
                let found = try await store.read { tx in
                    try RollRecords.page(typed: "trieu thi dao", before: nil, limit: 10, in: tx).count
                }
                #expect(found == 4)
                await store.close()

                // Nothing is ever overwritten.
                await #expect(throws: OperationsProblem.self) { try await Restore.run(from: archive, to: restored) }
                await #expect(throws: OperationsProblem.self) { try await Backup.make(of: place, to: archive) }
                if let url { await dropPostgresDatabase(url) }
            }
        }
    }

    @Test func `a damaged backup is refused and leaves nothing behind`() async throws {
        try await withWorld(.sqlite) { world in
            try await withFolder { folder in
                let place = try await world.place(in: folder.appendingPathComponent("goc"))
                let archive = folder.appendingPathComponent("sao-luu.tar")
                _ = try await Backup.make(of: place, to: archive)
                var bytes = try Data(contentsOf: archive)
                let title = Data("Số hóa sổ theo dõi hộ nghèo".utf8)
                let spot = try #require(bytes.range(of: title))
                bytes[spot.lowerBound] ^= 1
                let damaged = folder.appendingPathComponent("hong.tar")
                try bytes.write(to: damaged)
                let target = try Place(folder: folder.appendingPathComponent("moi"), databaseURL: nil)
                let problem = await #expect(throws: OperationsProblem.self) {
                    try await Restore.run(from: damaged, to: target)
                }
                #expect(problem?.message.contains("database.sqlite") == true)
                #expect(target.isFolderEmpty)
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `verify is content with sound data and names what somebody changed`(_ engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            try await withFolder { folder in
                let place = try await world.place(in: folder.appendingPathComponent("goc"))
                #expect(try await Verification.run(place).problems == [])

                // A note slipped into the log, a lost event at the end of a chain.
                let (changed, lost) = try await { () -> (String, String) in
                    let store = try await place.openStore(clock: world.clock.clock, creating: false)
                    let ids = try await store.write { tx in
                        for unit in [world.commune, world.otherCommune] {
                            try EventRecords.append(
                                .unitCreated, to: .unit, unit.rawValue, by: nil, note: "Thật", in: tx)
                            try EventRecords.append(.unitsImported, to: .unit, unit.rawValue, by: nil, in: tx)
                        }
                        let changed = try #require(
                            try EventRecords.history(of: .unit, world.commune.rawValue, in: tx).first
                        ).id.rawValue
                        try tx.run("UPDATE event SET note = 'Giả' WHERE id = \(changed)")
                        let lost = try #require(
                            try EventRecords.history(of: .unit, world.otherCommune.rawValue, in: tx).last)
                        try tx.run("DELETE FROM event WHERE id = \(lost.id)")
                        return (changed, world.otherCommune.rawValue)
                    }
                    await store.close()
                    return ids
                }()
                var problems = try await Verification.run(place).problems
                #expect(problems.count == 2)
                #expect(problems.contains { $0.contains(changed) && $0.contains("đã bị sửa") })
                #expect(problems.contains { $0.contains(lost) && $0.contains("phải có 2 mục") })

                // An entry that cannot be found any more, a number that is missing from its book, a paper that is gone.
                try await world.change(place) { tx in
                    try tx.run("DELETE FROM commendation_search WHERE rowid = (SELECT MAX(position) FROM commendation)")
                    _ = try DossierRecords.nextNumber(year: 2025, in: tx)
                }
                let hash = sha256(Array("%PDF-1.7 một văn bản".utf8))
                let file = place.filesFolder.appendingPathComponent(FileStore.path(of: hash))
                try Data("khác".utf8).write(to: file)
                problems = try await Verification.run(place).problems
                #expect(problems.contains { $0.contains("Bảng vàng: không tìm kiếm được mục của Triệu Thị Đào") })
                #expect(
                    problems.contains { $0.contains("Chỉ mục tìm kiếm của Bảng vàng: có 3 mục nhưng dữ liệu có 4 mục") }
                )
                #expect(
                    problems.contains {
                        $0.contains("Sổ số hồ sơ năm 2025: sổ ghi số cuối là 2 nhưng văn bản cuối mang số 1")
                    })
                #expect(problems.contains { $0.contains(hash) && $0.contains("đã bị thay đổi") })
                try FileManager.default.removeItem(at: file)
                #expect(try await Verification.run(place).problems.contains { $0.contains("thiếu tệp \(hash)") })
            }
        }
    }

    /// Three entries of one subject, the middle one or the seal spoilt in every way; each is put back before the next (T-14).
    @Test(arguments: TestEngine.available)
    func `verify names an entry in the middle of a chain whatever of it was changed, and a broken seal`(
        _ engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let unit = world.section.rawValue
            let other = world.commune.rawValue
            let (id, actor) = try await world.store.write { [officer = world.officer] tx in
                for note in ["Một", "Hai", "Ba"] {
                    try EventRecords.append(.unitCreated, to: .unit, unit, by: officer, note: note, in: tx)
                }
                let chain = try EventRecords.history(of: .unit, unit, in: tx)
                return (chain[1].id.rawValue, officer.accountID.rawValue)
            }
            let sound = try await world.store.read { tx in try EventRecords.brokenChains(in: tx) }
            #expect(sound == [])
            #expect(actor != other)
            /// What is said after a change that is taken back.
            func said(after change: SQL) async throws -> [String] {
                struct Back: Error {}
                let said = Mutex<[String]>([])
                do {
                    try await world.store.write { tx in
                        try tx.run(change)
                        let found = try EventRecords.brokenChains(in: tx)
                        said.withLock { $0 = found }
                        throw Back()
                    }
                } catch is Back {}
                return said.withLock { $0 }
            }
            let changes: [(String, SQL)] = [
                ("subject_kind", "UPDATE event SET subject_kind = 'person' WHERE id = \(id)"),
                ("subject_id", "UPDATE event SET subject_id = 'khac' WHERE id = \(id)"),
                ("sequence", "UPDATE event SET sequence = 9 WHERE id = \(id)"),
                ("kind", "UPDATE event SET kind = 'unitsImported' WHERE id = \(id)"),
                ("account_id", "UPDATE event SET account_id = \(other) WHERE id = \(id)"),
                ("account_id gone", "UPDATE event SET account_id = NULL WHERE id = \(id)"),
                ("account_name", "UPDATE event SET account_name = 'Người khác' WHERE id = \(id)"),
                ("at", "UPDATE event SET at = '2025-12-04T01:00:00.000Z' WHERE id = \(id)"),
                ("note", "UPDATE event SET note = 'Giả' WHERE id = \(id)"),
                ("note gone", "UPDATE event SET note = NULL WHERE id = \(id)"),
                ("detail", "UPDATE event SET detail = '{\"a\":\"b\"}' WHERE id = \(id)"),
                ("previous_hash", "UPDATE event SET previous_hash = '' WHERE id = \(id)"),
                ("hash", "UPDATE event SET hash = '0' WHERE id = \(id)"),
            ]
            for (column, change) in changes {
                let problems = try await said(after: change)
                #expect(problems.contains { $0.contains(id) }, "\(column): \(problems)")
            }
            // What is no longer there is named by its place.
            let lost = try await said(after: "DELETE FROM event WHERE id = \(id)")
            #expect(lost.contains { $0.contains(unit) && $0.contains("mất mục số 2") }, "\(lost)")
            let seals: [(String, SQL)] = [
                ("hash", "UPDATE event_chain SET hash = '0' WHERE subject_id = \(unit)"),
                ("length", "UPDATE event_chain SET length = 4 WHERE subject_id = \(unit)"),
                ("shorter", "UPDATE event_chain SET length = 2 WHERE subject_id = \(unit)"),
                ("subject_kind", "UPDATE event_chain SET subject_kind = 'person' WHERE subject_id = \(unit)"),
                ("subject_id", "UPDATE event_chain SET subject_id = 'khac' WHERE subject_id = \(unit)"),
                ("row", "DELETE FROM event_chain WHERE subject_id = \(unit)"),
            ]
            for (what, change) in seals {
                let problems = try await said(after: change)
                #expect(problems.contains { $0.contains(unit) }, "seal, \(what): \(problems)")
            }
            let shortened = try await said(
                after: "DELETE FROM event WHERE subject_id = \(unit) AND sequence = 3")
            #expect(shortened.contains { $0.contains(unit) && $0.contains("phải có 3 mục") }, "\(shortened)")
            #expect(try await world.store.read { tx in try EventRecords.brokenChains(in: tx) } == [])
        }
    }

    @Test(arguments: TestEngine.available)
    func `an empty database gets its tables, an older and a newer one are refused`(_ engine: TestEngine) async throws {
        try await withFolder { folder in
            let url = engine == .postgres ? try await newPostgresDatabase() : nil
            let place = try Place(folder: folder.appendingPathComponent("moi"), databaseURL: url)
            let fresh = try await Installation.open(place, schemas: .whenEmpty)
            let latest = try Schema.migrations().latest
            #expect(fresh.schema == latest)
            #expect(!fresh.isDemo)
            // The clock of real data cannot be moved.
            #expect(throws: OperationsProblem.self) { try fresh.setClock(to: Installation.demoMoment) }
            let mode = try FileManager.default.attributesOfItem(atPath: place.keyFile.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)

            // Somebody with another key would write numbers that nobody can read.
            try await fresh.store.write { tx in
                let province = try InstallationRecords.createProvince(code: "19", name: "Tỉnh Mẫu", in: tx)
                try PersonRecords.insert(
                    Person(
                        id: ID(at: tx.now), name: "Hà Thị Kín", sex: .female, bornOn: nil, ethnicity: "Nùng",
                        group: .official,
                        isFrontline: true, startedWorkOn: nil, unitID: province, position: "Công chức", isInvented: true
                    ),
                    identityNumber: "019179004321", cipher: fresh.identities, in: tx)
            }
            await fresh.close()
            let key = try Data(contentsOf: place.keyFile)
            try FileManager.default.removeItem(at: place.keyFile)
            await #expect(throws: OperationsProblem.self) { try await Installation.open(place, schemas: .whenEmpty) }
            try Data(repeating: 9, count: 32).write(to: place.keyFile)
            await #expect(throws: OperationsProblem.self) { try await Installation.open(place, schemas: .whenEmpty) }
            try key.write(to: place.keyFile)

            let store = try await place.openStore(clock: .system, creating: false)
            try await store.write { tx in
                _ = try tx.run(
                    "INSERT INTO schema_migration (number, name, digest, applied_at) VALUES (9999, 'mai', 'x', 'x')")
            }
            await store.close()
            await #expect(throws: MigrationProblem.self) { try await Installation.open(place, schemas: .whenEmpty) }
            await #expect(throws: MigrationProblem.self) { try await Installation.open(place, schemas: .migrate) }
            if let url { await dropPostgresDatabase(url) }
        }
    }

    @Test(arguments: TestEngine.available)
    func `demonstration data go into an empty place only and say what they are`(_ engine: TestEngine) async throws {
        try await withFolder { folder in
            let url = engine == .postgres ? try await newPostgresDatabase() : nil
            let place = try Place(folder: folder.appendingPathComponent("demo"), databaseURL: url)
            _ = try await Installation.makeDemo(in: place, lawbook: try Lawbook.bundled(), progress: { _ in })
            #expect(FileManager.default.fileExists(atPath: place.demoMarker.path))
            #expect(FileManager.default.fileExists(atPath: place.demoAccounts.path))
            let demo = try await Installation.open(place, schemas: .whenEmpty)
            #expect(demo.isDemo)
            try demo.setClock(to: Installation.demoMoment)
            #expect(demo.clock.now().written.hasSuffix("ngày 05/12/2025"))
            await demo.close()
            #expect(try await Verification.run(place).problems == [])
            await #expect(throws: OperationsProblem.self) {
                _ = try await Installation.makeDemo(in: place, lawbook: try Lawbook.bundled(), progress: { _ in })
            }
            if let url {
                // The folder is empty, but the database is not.
                let other = try Place(folder: folder.appendingPathComponent("khac"), databaseURL: url)
                await #expect(throws: OperationsProblem.self) {
                    _ = try await Installation.makeDemo(in: other, lawbook: try Lawbook.bundled(), progress: { _ in })
                }
                await dropPostgresDatabase(url)
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `the first account makes the province, and its password opens the door`(_ engine: TestEngine) async throws {
        try await withFolder { folder in
            let url = engine == .postgres ? try await newPostgresDatabase() : nil
            let place = try Place(folder: folder.appendingPathComponent("moi"), databaseURL: url)
            let installation = try await Installation.open(place, schemas: .whenEmpty)
            let store = installation.store
            await #expect(throws: Problem.self) {
                _ = try await FirstAccounts.create(
                    username: "quantri", name: "Bùi Thị Quản", role: .administrator, unitCode: "19", unitName: nil,
                    password: nil, on: store)
            }
            let password = try await FirstAccounts.create(
                username: "QuanTri", name: "Bùi Thị Quản", role: .administrator, unitCode: "19", unitName: "Tỉnh Mẫu",
                password: nil, on: store)
            let ticket = try await SignIn(username: "quantri", password: password, address: "203.0.113.1").run(
                on: store)
            #expect(ticket.actor.isAny(of: .administrator))
            let other = try await FirstAccounts.setPassword(of: "quantri", to: nil, on: store)
            #expect(other != password)
            let (history, lines) = try await store.read { tx in
                (
                    try EventRecords.history(of: .account, ticket.actor.accountID.rawValue, in: tx).map(\.kind),
                    try InstallationRecords.accountLines(in: tx)
                )
            }
            #expect(history == [.accountCreated, .signedIn, .accountPasswordChanged])
            #expect(lines.map(\.functions) == [["Quản trị hệ thống, Tỉnh Mẫu"]])
            await #expect(throws: Problem.self) {
                _ = try await FirstAccounts.setPassword(of: "quantri", to: "ngan", on: store)
            }
            await installation.close()
            if let url { await dropPostgresDatabase(url) }
        }
    }

    @Test(arguments: TestEngine.available)
    func `a message is sent once, and tried again when sending fails`(_ engine: TestEngine) async throws {
        struct Refused: Error {}
        final class Post: Delivery {
            let fails: Mutex<Int>
            let sent = Mutex<[String]>([])
            init(failures: Int) { fails = Mutex(failures) }
            func deliver(_ message: OutboxMessage) async throws {
                let isRefused = fails.withLock { fails in
                    defer { fails = max(0, fails - 1) }
                    return fails > 0
                }
                if isRefused { throw Refused() }
                sent.withLock { $0.append(message.id) }
            }
            func deliver(_ digest: OutboxDigest) async throws {}
        }
        try await withWorld(engine) { world in
            try await world.store.write { tx in
                try OutboxRecords.add(
                    "Hồ sơ được tiếp nhận.", about: .unit, world.commune.rawValue, to: [.unitOfficer],
                    at: world.commune, in: tx)
                try OutboxRecords.add(
                    "Hồ sơ bị trả lại.", about: .unit, world.commune.rawValue, to: [.unitOfficer], at: world.commune,
                    in: tx)
            }
            let post = Post(failures: 1)
            let job = OutboxDelivery(store: world.store, delivery: post, logger: Lines().logger)
            try await job.deliverWaiting()
            #expect(post.sent.withLock { $0.count } == 1)
            #expect(try await world.store.read { tx in try OutboxRecords.waitingCount(in: tx) } == 1)
            // It rests a while before it is tried again.
            try await job.deliverWaiting()
            #expect(post.sent.withLock { $0.count } == 1)
            world.clock.advance(.seconds(61))
            // Two processes at once: the second finds what it wanted taken.
            let waiting = try await world.store.read { tx in try OutboxRecords.waiting(limit: 10, in: tx) }
            #expect(waiting.map(\.attempts) == [1])
            try await job.deliverWaiting()
            #expect(post.sent.withLock { Set($0).count } == 2)
            #expect(
                try await world.store.write { tx in try OutboxRecords.claim(waiting[0], nextTry: tx.now, in: tx) }
                    == false)
            try await job.deliverWaiting()
            #expect(post.sent.withLock { $0.count } == 2)
        }
    }

    @Test(arguments: TestEngine.available)
    func `sessions that are over, old attempts and taken forms are removed`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            _ = try await SignIn(username: "thuky", password: World.password, address: "203.0.113.1").run(
                on: world.store)
            let cleaning = Cleaning(store: world.store, logger: Lines().logger)
            try await cleaning.clean()
            #expect(try await world.store.read { tx in try tx.count("SELECT COUNT(*) AS n FROM session") } == 1)
            let officer = world.officer
            try await world.store.write { tx in
                try UsedFormRecords.insert("khoa", by: officer.accountID, path: "/ho-so", in: tx)
            }
            func left() async throws -> [Int] {
                try await world.store.read { tx in
                    [
                        try tx.count("SELECT COUNT(*) AS n FROM session"),
                        try tx.count("SELECT COUNT(*) AS n FROM sign_in_attempt"),
                        try tx.count("SELECT COUNT(*) AS n FROM used_form"),
                    ]
                }
            }
            world.clock.advance(SignIn.window - .seconds(1))
            try await cleaning.clean()
            #expect(try await left() == [1, 1, 1])
            world.clock.advance(.seconds(2))
            try await cleaning.clean()
            #expect(try await left() == [1, 0, 1])
            world.clock.advance(SignIn.idleLimit)
            try await cleaning.clean()
            #expect(try await left() == [0, 0, 1])
            world.clock.advance(Cleaning.formKeysKept)
            try await cleaning.clean()
            #expect(try await left() == [0, 0, 0])
        }
    }

    @Test func `the page on the states of a dossier is drawn from the code`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/states/dossier.md"), encoding: .utf8)
        #expect(page == DossierDiagram.markdown)
    }
}
