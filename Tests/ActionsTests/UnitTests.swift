import Actions
import Domain
import Law
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

@Suite struct UnitTests {
    /// Two communes merged into 02008, one divided between 02008 and 02014, one that went on alone as 02020. Written as a
    /// spreadsheet would: byte order mark, CR LF, quotes.
    private static let before =
        "\u{FEFF}"
        + [
            "province_code,province,district_code,district,commune_code,commune,successor_codes,successors",
            "06,Tỉnh Bắc Kạn,063,Huyện Bạch Thông,02001,Xã Một,02008,Xã Cẩm Giàng",
            "06,Tỉnh Bắc Kạn,063,\"Huyện Bạch Thông\",02002,\"Xã Hai\",02008,\"Xã Cẩm Giàng\"",
            "06,Tỉnh Bắc Kạn,063,Huyện Bạch Thông,02003,Xã Ba,\"02008;02014\",\"Xã Cẩm Giàng;Xã Bạch Thông\"",
            "06,Tỉnh Bắc Kạn,064,Huyện Chợ Đồn,02020,Xã Chợ Đồn,02020,Xã Chợ Đồn",
        ].joined(separator: "\r\n")

    private static let from = [
        "province_code;province;commune_code;commune;kind", "19;Tỉnh Thái Nguyên;02008;Xã Cẩm Giàng;Xã",
        "19;Tỉnh Thái Nguyên;02014;Xã Bạch Thông;Xã", "19;Tỉnh Thái Nguyên;02020;Xã Chợ Đồn;Xã", "",
    ].joined(separator: "\n")

    @discardableResult
    private func take(_ text: String, _ world: World) async throws -> UnitImport.Plan {
        let id = try await PreviewUnitImport(fileName: "don-vi.csv", bytes: Array(text.utf8))
            .run(by: world.administrator, on: world.store)
        return try await ConfirmUnitImport(id: id).run(by: world.administrator, on: world.store)
    }

    /// Everything an import can change, in words that do not depend on identities.
    private func picture(_ world: World) async throws -> [String] {
        try await world.store.read { tx in
            let units = try UnitRecords.all(in: tx)
            let byID = Dictionary(units.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            func name(_ id: ID<Unit>) -> String { byID[id].map { "\($0.code) \($0.name) \($0.periodText)" } ?? "?" }
            var lines = units.map { "\(name($0.id)) < \($0.parentID.map(name) ?? "-")" }
            lines += try UnitRecords.successionLinks(in: tx).map {
                "\(name($0.predecessorID)) > \(name($0.successorID)): \($0.kind.rawValue), \($0.document)"
            }
            lines += try UnitRecords.awaitedSuccessors(in: tx).map { "\(name($0.predecessorID)) waits for \($0.code)" }
            for lineage in try UnitRecords.lineages(of: units.map(\.id), in: tx) {
                lines.append("\(name(lineage.unitID)) below \(lineage.ids.map(name).sorted())")
            }
            return lines.sorted()
        }
    }

    @Test(arguments: TestEngine.available)
    func `Nhập hai tệp theo thứ tự nào cũng ra một kết quả`(engine: TestEngine) async throws {
        var pictures: [[String]] = []
        for order in [[Self.before, Self.from], [Self.from, Self.before]] {
            try await withWorld(engine) { world async throws in
                for text in order { try await take(text, world) }
                pictures.append(try await picture(world))
            }
        }
        #expect(pictures[0] == pictures[1])
        let links = pictures[0].filter { $0.contains(" > ") }
        #expect(links.count == 6)
        let resolution = "Nghị quyết số 1683/NQ-UBTVQH15"
        #expect(
            links.contains("02001 Xã Một đến hết 30/6/2025 > 02008 Xã Cẩm Giàng từ 01/7/2025: merged, \(resolution)"))
        #expect(
            links.contains("02003 Xã Ba đến hết 30/6/2025 > 02008 Xã Cẩm Giàng từ 01/7/2025: divided, \(resolution)"))
        #expect(
            links.contains("02003 Xã Ba đến hết 30/6/2025 > 02014 Xã Bạch Thông từ 01/7/2025: divided, \(resolution)"))
        #expect(
            links.contains("02020 Xã Chợ Đồn đến hết 30/6/2025 > 02020 Xã Chợ Đồn từ 01/7/2025: renamed, \(resolution)")
        )
        #expect(
            links.contains(
                "06 Tỉnh Bắc Kạn đến hết 30/6/2025 > 19 Tỉnh Thái Nguyên từ 01/01/2010: merged, Nghị quyết số 202/2025/QH15 ngày 12/6/2025"
            ))
        #expect(!pictures[0].contains { $0.contains("waits for") })
        #expect(pictures[0].filter { $0.hasPrefix("19 Tỉnh Thái Nguyên") && $0.hasSuffix("< -") }.count == 1)
    }

    @Test(arguments: TestEngine.available)
    func `Nhập lại tệp cũ không có gì thay đổi`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let first = try await take(Self.before, world)
            #expect(first.added.count == 1 + 2 + 4)
            #expect(first.awaited.count == 5)
            try await take(Self.from, world)
            let before = try await picture(world)
            let events = try await importEvents(world)
            #expect(events == 2)
            for text in [Self.before, Self.from] {
                let again = try await take(text, world)
                #expect(again.isEmpty)
                #expect(again.unchanged > 0)
            }
            #expect(try await picture(world) == before)
            #expect(try await importEvents(world) == events)
        }
    }

    private func importEvents(_ world: World) async throws -> Int {
        try await world.store.read { tx in
            try EventRecords.history(of: .installation, "this", in: tx).filter { $0.kind == .unitsImported }.count
        }
    }

    @Test(arguments: TestEngine.available)
    func `Xem trước chưa ghi gì, và tệp có ô sai thì không ghi gì cả`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let untouched = try await picture(world)
            let id = try await PreviewUnitImport(fileName: "tot.csv", bytes: Array(Self.from.utf8))
                .run(by: world.administrator, on: world.store)
            #expect(try await picture(world) == untouched)
            let plan = try await world.store.read { tx in
                try UnitImport.plan(
                    UnitFile(reading: try #require(try UnitRecords.waitingImport(id, .units, in: tx)).content), in: tx)
            }
            #expect(plan.added.map(\.name) == ["Xã Cẩm Giàng", "Xã Bạch Thông", "Xã Chợ Đồn"])

            let bad = Self.from + "19;Tỉnh Thái Nguyên;2026;Xã Nam Cường;Xã\n"
            await #expect {
                try await take(bad, world)
            } throws: { error in
                (error as? Problem)?.message.hasPrefix("Dòng 5, cột commune_code: mã “2026” thiếu chữ số") == true
            }
            #expect(try await picture(world) == untouched)
            #expect(try await importEvents(world) == 0)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Tệp nói khác dữ liệu đang có thì bị chặn, kèm hai tên`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let untouched = try await picture(world)
            let other = UnitFile.fromHeader.joined(separator: ",") + "\n19,Tỉnh Thái Nguyên,01849,Xã Tên Khác,Xã\n"
            await #expect {
                try await take(other, world)
            } throws: { error in
                (error as? Problem)?.message
                    == "Dòng 2, cột commune: mã 01849 trong hệ thống là “Xã Phong Quang” (từ 01/01/2010), tệp ghi “Xã Tên Khác”."
            }
            #expect(try await picture(world) == untouched)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Tệp nhập từng phần vẫn gọi đúng sáp nhập`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let lines = Self.before.split(separator: "\r\n").map(String.init)
            try await take(Self.from, world)
            let first = try await take([lines[0], lines[1]].joined(separator: "\n"), world)
            #expect(first.links.map(\.kind).sorted { $0.rawValue < $1.rawValue } == [.merged, .renamed])
            let second = try await take([lines[0], lines[2]].joined(separator: "\n"), world)
            #expect(second.links.map(\.kind) == [.merged])
            #expect(second.renamedLinks.map(\.kind) == [.merged])
        }
    }

    @Test(arguments: TestEngine.available)
    func `Chỉ quản trị hệ thống nhập được, và một tệp chỉ ghi một lần`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let bytes = Array(Self.from.utf8)
            for actor in [world.officer, world.leader, world.inspector, world.actor("khongquyen")] {
                await #expect {
                    _ = try await PreviewUnitImport(fileName: "a.csv", bytes: bytes).run(by: actor, on: world.store)
                } throws: { ($0 as? Problem)?.code == .notAllowed }
            }
            let id = try await PreviewUnitImport(fileName: "a.csv", bytes: bytes)
                .run(by: world.administrator, on: world.store)
            await #expect { _ = try await ConfirmUnitImport(id: id).run(by: world.officer, on: world.store) } throws: {
                ($0 as? Problem)?.code == .notAllowed
            }
            _ = try await ConfirmUnitImport(id: id).run(by: world.administrator, on: world.store)
            await #expect {
                _ = try await ConfirmUnitImport(id: id).run(by: world.administrator, on: world.store)
            } throws: {
                ($0 as? Problem)?.code == .conflict
            }
            await #expect {
                _ = try await PreviewUnitImport(fileName: "a.xlsx", bytes: [0x50, 0x4B, 0xFF, 0xFE])
                    .run(by: world.administrator, on: world.store)
            } throws: { ($0 as? Problem)?.fields.first?.field == "tep" }
        }
    }

    @Test(arguments: TestEngine.available)
    func `Cán bộ xã mới tra cứu được người của xã đã sáp nhập`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            try await take(Self.before, world)
            try await take(Self.from, world)
            let cipher = world.cipher
            let start = world.clock.clock.now()
            let (formerID, newID, otherID, personID) = try await world.store.write { tx in
                let units = try UnitRecords.all(in: tx)
                let former = try #require(units.first { $0.code == "02003" })
                let person = ID<Person>(at: start)
                try PersonRecords.insert(
                    Person(
                        id: person, name: "Hoàng Thị Cũ", sex: .female, bornOn: nil, ethnicity: "Tày", group: .official,
                        isFrontline: true, startedWorkOn: nil, unitID: former.id, position: "Công chức"),
                    identityNumber: nil, cipher: cipher, in: tx)
                return (
                    former.id, try #require(units.first { $0.code == "02014" }).id,
                    try #require(units.first { $0.code == "02020" && $0.validUntil == nil }).id, person
                )
            }
            @Sendable func officer(_ unit: ID<Unit>) -> Actor {
                Actor(accountID: ID(at: start), name: "Cán bộ", grants: [Grant(.unitOfficer, at: unit)])
            }
            let found = try await world.store.read { tx in
                let person = try PersonGate.person(personID, for: officer(newID), in: tx).person
                let listed = try PersonRecords.page(
                    typed: "hoang thi cu", within: [newID], after: nil, limit: 10, in: tx)
                return (person.unitID, listed.map(\.id))
            }
            #expect(found.0 == formerID)
            #expect(found.1 == [personID])
            await #expect {
                try await world.store.read { tx in _ = try PersonGate.person(personID, for: officer(otherID), in: tx) }
            } throws: { ($0 as? Problem)?.code == .notFound }
        }
    }

    @Test(arguments: TestEngine.available)
    func `The page of a unit reads its history both ways`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            try await take(Self.from, world)
            try await take(Self.before, world)
            try await world.store.read { tx in
                let units = try UnitRecords.all(in: tx)
                let merged = try #require(units.first { $0.code == "02008" })
                let divided = try #require(units.first { $0.code == "02003" })
                #expect(
                    try UnitRecords.predecessors(of: merged.id, in: tx).map(\.name) == ["Xã Ba", "Xã Hai", "Xã Một"])
                #expect(
                    try UnitRecords.successors(of: divided.id, in: tx).map(\.name) == ["Xã Bạch Thông", "Xã Cẩm Giàng"])
                #expect(
                    try UnitRecords.periods(of: merged.id, in: tx).map(\.document) == [Restructuring.communeResolution])
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `The list is paged, filtered, and asks one question`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            try await take(Self.before, world)
            try await take(Self.from, world)
            let store = CountingStore(world.store)
            func page(_ filter: UnitFilter, _ limit: Int) async throws -> [UnitLine] {
                store.reset()
                let lines = try await store.read { tx in try UnitRecords.page(filter, after: nil, limit: limit, in: tx)
                }
                #expect(store.count == 1)
                return lines
            }
            #expect(try await page(UnitFilter(), 1).count == 1)
            #expect(try await page(UnitFilter(), 3).count == 3)
            #expect(try await page(UnitFilter(typed: "cam giang"), 10).map(\.code) == ["02008"])
            #expect(try await page(UnitFilter(typed: "02003"), 10).map(\.name) == ["Xã Ba"])
            #expect(try await page(UnitFilter(kind: .commune, standing: .ended), 10).count == 4)
            #expect(try await page(UnitFilter(kind: .district, standing: .current), 10).isEmpty)
            var seen: [String] = []
            var place: (sortKey: String, id: String)?
            while true {
                let after = place
                let lines = try await store.read { tx in
                    try UnitRecords.page(UnitFilter(), after: after, limit: 4, in: tx)
                }
                guard let last = lines.last else { break }
                seen += lines.map(\.id.rawValue)
                place = (last.sortKey, last.id.rawValue)
            }
            let all = try await world.store.read { tx in try UnitRecords.all(in: tx).map(\.id.rawValue) }
            #expect(seen.count == all.count)
            #expect(Set(seen) == Set(all))
        }
    }

    @Test(arguments: TestEngine.available)
    func `A province of five hundred units is taken in with few statements for the tree`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world async throws in
            let rows = (0..<450).map { index in
                let code = "0" + String(3000 + index)
                return "19,Tỉnh Thái Nguyên,\(code),Xã Số \(index),Xã"
            }
            try await take(([UnitFile.fromHeader.joined(separator: ",")] + rows).joined(separator: "\n"), world)
            let store = CountingStore(world.store)
            try await store.write { tx in
                try tx.run("DELETE FROM unit_ancestor")
                try UnitRecords.refreshAncestors(in: tx)
            }
            #expect(store.count < 15)
            store.reset()
            try await store.write { tx in try UnitRecords.refreshAncestors(in: tx) }
            #expect(store.count == 3)
            let below = try await world.store.read { tx in
                try tx.count("SELECT COUNT(*) AS n FROM unit_ancestor WHERE ancestor_id = \(world.province)")
            }
            #expect(below == 456)
        }
    }
}
