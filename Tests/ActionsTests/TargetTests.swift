import Actions
import Domain
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

/// Targets handed down, reported, corrected, locked.
@Suite struct TargetTests {
    private func report(
        _ id: ID<Indicator>, _ period: Int, _ amount: String, by actor: Actor, at unitID: ID<Unit>? = nil,
        version: Int = 1, reason: String = "", _ world: World
    ) async throws -> UnitFigure {
        try await ReportUnitFigure(
            indicatorID: id, unitID: unitID ?? world.commune, period: period, version: version, amount: amount,
            note: "Theo sổ theo dõi", reason: reason
        ).run(by: actor, files: world.files, on: world.store).figure
    }

    private func board(_ id: ID<Indicator>, _ period: Int, _ world: World) async throws -> [BoardLine] {
        try await world.store.read { tx in
            try TargetRecords.board(id, of: world.province, period: period, nil, after: nil, limit: 50, in: tx)
        }
    }

    @Test(arguments: TestEngine.available)
    func `nhắc đơn vị chưa báo cáo chỉ tiêu: mỗi ngày một lần, chỉ đơn vị chưa báo cáo kỳ đã kết thúc`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let id = try await world.handedDownIndicator()
            _ = try await report(
                id, 11, "4", by: world.headOf(world.otherCommune), at: world.otherCommune, world)
            func urge(_ period: Int, by actor: Actor, of parent: ID<Unit>? = nil) async throws -> UrgeTargets.Result {
                try await UrgeTargets(indicatorID: id, parentID: parent ?? world.province, period: period).run(
                    by: actor, on: world.store)
            }
            let stranger = await #expect(throws: Problem.self) { _ = try await urge(11, by: world.officer) }
            #expect(stranger?.code == .notAllowed)
            let early = await #expect(throws: Problem.self) { _ = try await urge(12, by: world.specialist) }
            #expect(early?.code == .conflict && early?.message.contains("kết thúc ngày 31/12/2025") == true)
            let first = try await urge(11, by: world.specialist)
            #expect(first.units == 1 && first.people == 2)
            #expect(try await urge(11, by: world.leader).units == 0)
            let told = try await world.store.read { tx in
                try NoticeRecords.page(of: world.officer.accountID, unreadOnly: false, before: nil, limit: 50, in: tx)
                    .map(\.message).filter { $0.hasPrefix("Nhắc: ") }
            }
            #expect(
                told == ["Nhắc: đơn vị chưa báo cáo chỉ tiêu “Số nhà tạm được xóa” tháng 11, hạn 05/12/2025."])
            world.clock.advance(.seconds(86_400))
            #expect(try await urge(11, by: world.specialist).units == 1)
            let events = try await world.store.read { tx in
                try EventRecords.history(of: .indicator, id.rawValue, in: tx).filter { $0.kind == .targetsUrged }
            }
            #expect(events.map(\.note) == Array(repeating: "tháng 11: nhắc 1 đơn vị", count: 2))
            // A commune that handed its figure down asks its own sections; what is locked cannot be reported any more.
            _ = try await HandDownTargets(
                indicatorID: id, parentID: world.commune,
                version: try await world.target(id, of: world.commune).version,
                amounts: [(unitID: world.section, typed: "72")], word: ""
            ).run(by: world.officer, on: world.store)
            #expect(try await urge(11, by: world.officer, of: world.commune).units == 0)
            let version = try await world.store.read { tx in try IndicatorRecords.indicator(id, in: tx)?.version ?? 0 }
            try await LockPeriods(id: id, version: version, through: 11, reason: "").run(
                by: world.specialist, on: world.store)
            let locked = await #expect(throws: Problem.self) { _ = try await urge(11, by: world.specialist) }
            #expect(locked?.message.contains("đã chốt") == true)
        }
    }

    @Test(arguments: TestEngine.available)
    func `đặt chỉ tiêu, giao cho xã: các phần so với toàn tỉnh, chênh lệch phải có lý do`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let id = try await SetIndicator(ownerID: world.province, content: world.indicatorContent()).run(
                by: world.specialist, on: world.store)
            @Sendable func handDown(_ commune: String, _ other: String, word: String = "", version: Int = 1)
                async throws -> Int
            {
                try await HandDownTargets(
                    indicatorID: id, parentID: world.province, version: version,
                    amounts: [(unitID: world.commune, typed: commune), (unitID: world.otherCommune, typed: other)],
                    word: word
                ).run(by: world.specialist, on: world.store)
            }
            let less = await #expect(throws: Problem.self) { _ = try await handDown("72", "40") }
            #expect(less?.fields.map(\.field) == ["word"])
            #expect(less?.message.contains("ít hơn 8 hộ") == true)
            let wrong = await #expect(throws: Problem.self) { _ = try await handDown("bảy", "4,5") }
            let fields = Set(wrong?.fields.map(\.field) ?? [])
            #expect(fields == ["t-\(world.commune)", "t-\(world.otherCommune)", "word"])
            #expect(try await handDown("72", "48") == 2)
            let told = try await world.store.read { tx in
                try tx.rows("SELECT account_id FROM outbox WHERE message LIKE '%giao chỉ tiêu%' ORDER BY account_id")
                    .map {
                        try $0["account_id"] as String
                    }
            }
            #expect(
                Set(told) == [
                    world.officer.accountID.rawValue, world.head.accountID.rawValue,
                    world.otherOfficer.accountID.rawValue,
                ])
            // More than the whole is allowed with a word; what did not change is not told again.
            #expect(try await handDown("80", "48", word: "Giao dư để chắc đạt", version: 2) == 1)
            let stale = await #expect(throws: Problem.self) {
                _ = try await handDown("81", "48", word: "x", version: 2)
            }
            #expect(stale?.code == .conflict && stale?.message.contains(world.specialist.name) == true)
            let emptied = await #expect(throws: Problem.self) {
                _ = try await handDown("", "48", word: "x", version: 3)
            }
            #expect(emptied?.message.contains("đã giao 80 hộ") == true)
            let sum = try await world.store.read { tx in
                try TargetRecords.sumOfParts(id, by: world.province, in: tx)
            }
            #expect(sum.amount == 128 && sum.units == 2)
            let kinds = try await world.store.read { tx in
                try EventRecords.history(of: .indicator, id.rawValue, in: tx).map(\.kind)
            }
            #expect(kinds == [.indicatorSet, .targetsHandedDown, .targetsHandedDown])
        }
    }

    @Test(arguments: TestEngine.available)
    func `xã báo cáo, muộn vẫn nhận và ghi là muộn; sửa thì giữ số cũ với lý do`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await world.handedDownIndicator()
            // The figure of October was due on 5 November; November's is due today.
            let late = try await report(id, 10, "6", by: world.officer, world)
            let intime = try await report(id, 11, "0", by: world.head, world)
            #expect(late.isLate && !intime.isLate)
            let before = await #expect(throws: Problem.self) {
                _ = try await ReportUnitFigure(
                    indicatorID: id, unitID: world.commune, period: 10, version: 2, amount: "5", note: "", reason: " "
                ).run(by: world.officer, files: world.files, on: world.store)
            }
            #expect(before?.fields.map(\.field) == ["reason"])
            _ = try await report(id, 10, "5", by: world.officer, version: 2, reason: "Đếm trùng một hộ", world)
            let corrections = try await world.store.read { tx in
                try TargetRecords.corrections(id, of: world.commune, limit: 10, in: tx)
            }
            #expect(corrections.map(\.former) == [6] && corrections.map(\.amount) == [5])
            #expect(
                corrections.first?.reason == "Đếm trùng một hộ" && corrections.first?.accountName == world.officer.name)
            let target = try await world.target(id, of: world.commune)
            #expect(target.figures[9].amount == 5 && target.figures[9].isLate)
            let kinds = try await world.store.read { tx in
                try EventRecords.history(of: .unitFigure, late.id.rawValue, in: tx).map(\.kind)
            }
            #expect(kinds == [.figureReported, .figureCorrected])
        }
    }

    @Test(arguments: TestEngine.available)
    func `hai người báo cáo cùng lúc: người sau được báo, không đè lên`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await world.handedDownIndicator()
            _ = try await report(id, 11, "6", by: world.officer, world)
            let problem = await #expect(throws: Problem.self) {
                _ = try await ReportUnitFigure(
                    indicatorID: id, unitID: world.commune, period: 11, version: 1, amount: "9", note: "", reason: "x"
                ).run(by: world.head, files: world.files, on: world.store)
            }
            #expect(problem?.code == .conflict && problem?.message.contains(world.officer.name) == true)
            #expect(try await world.target(id, of: world.commune).figures[10].amount == 6)
            let corrections = try await world.store.read { tx in
                try TargetRecords.corrections(id, of: world.commune, limit: 10, in: tx)
            }
            #expect(corrections.isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `kỳ chưa tới chưa báo cáo được; kỳ đã chốt chỉ Sở Nội vụ sửa, có lý do; mở lại cũng cần lý do`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let id = try await world.handedDownIndicator()
            world.clock.set(Instant(CivilDate(year: 2025, month: 11, day: 30)!, hour: 8))
            let early = await #expect(throws: Problem.self) {
                _ = try await report(id, 12, "1", by: world.officer, world)
            }
            #expect(early?.message.contains("01/12/2025") == true)
            world.clock.set(Instant(CivilDate(year: 2025, month: 12, day: 5)!, hour: 8))
            _ = try await report(id, 10, "6", by: world.officer, world)
            let ahead = await #expect(throws: Problem.self) {
                try await LockPeriods(id: id, version: 1, through: 12, reason: "").run(
                    by: world.leader, on: world.store)
            }
            #expect(ahead?.fields.map(\.field) == ["through"])
            try await LockPeriods(id: id, version: 1, through: 10, reason: "").run(by: world.leader, on: world.store)
            let locked = await #expect(throws: Problem.self) {
                _ = try await report(id, 10, "7", by: world.officer, version: 2, reason: "Sót", world)
            }
            #expect(locked?.message.contains("Sở Nội vụ đã chốt") == true)
            let silent = await #expect(throws: Problem.self) {
                _ = try await report(id, 10, "7", by: world.specialist, version: 2, world)
            }
            #expect(silent?.fields.map(\.field) == ["reason"])
            _ = try await report(id, 10, "7", by: world.specialist, version: 2, reason: "Theo văn bản của xã", world)
            let open = await #expect(throws: Problem.self) {
                try await LockPeriods(id: id, version: 2, through: 0, reason: " ").run(
                    by: world.leader, on: world.store)
            }
            #expect(open?.fields.map(\.field) == ["reason"])
            try await LockPeriods(id: id, version: 2, through: 0, reason: "Nhiều xã báo sót").run(
                by: world.leader, on: world.store)
            _ = try await report(id, 10, "8", by: world.officer, version: 3, reason: "Sót một hộ", world)
        }
    }

    @Test(arguments: TestEngine.available)
    func `chỉ tiêu từng kỳ đã chốt không sửa được; Sở Nội vụ sửa có lý do, số cũ được giữ`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let id = try await world.handedDownIndicator()
            _ = try await HandDownTargets(
                indicatorID: id, parentID: world.commune, version: 1, amounts: [(unitID: world.section, typed: "24")],
                word: "Phần còn lại do xã làm"
            ).run(by: world.officer, on: world.store)
            try await LockPeriods(id: id, version: 1, through: 10, reason: "").run(by: world.leader, on: world.store)
            let before = try await world.target(id, of: world.section)
            @Sendable func set(
                _ changes: [Int: String], by actor: Actor, version: Int = 1, reason: String = ""
            ) async throws {
                let amounts = (1...12).map { changes[$0] ?? "2" }
                try await SetPeriodTargets(
                    indicatorID: id, unitID: world.section, version: version, amounts: amounts, reason: reason
                ).run(by: actor, on: world.store)
            }
            let refused = await #expect(throws: Problem.self) {
                try await set([10: "1"], by: world.officer, reason: "Giao nhầm")
            }
            #expect(refused?.code == .conflict && refused?.message.contains("đã chốt số liệu đến hết tháng 10") == true)
            #expect(try await world.target(id, of: world.section) == before)
            // Two a month is what equal steps have asked for: the locked months stay as they are, and the open ones may change.
            try await set([11: "1", 12: "3"], by: world.officer)
            let silent = await #expect(throws: Problem.self) {
                try await set([10: "1", 11: "1", 12: "3"], by: world.specialist, version: 2)
            }
            #expect(silent?.fields.map(\.field) == ["lockedReason"])
            #expect(silent?.message.contains("đã chốt đến hết tháng 10") == true)
            try await set([10: "1", 11: "1", 12: "3"], by: world.specialist, version: 2, reason: "Theo văn bản của xã")
            let after = try await world.target(id, of: world.section)
            #expect(after.figures[9].target == 1 && after.figures[8].target == 2)
            let corrections = try await world.store.read { tx in
                try TargetRecords.corrections(id, of: world.section, limit: 10, in: tx)
            }
            #expect(corrections.map(\.what) == [.periodTarget] && corrections.map(\.period) == [10])
            #expect(corrections.map(\.former) == [2] && corrections.map(\.amount) == [1])
            #expect(corrections.map(\.reason) == ["Theo văn bản của xã"])
            #expect(corrections.map(\.accountName) == [world.specialist.name])
            let events = try await world.store.read { tx in
                try EventRecords.history(of: .unitFigure, after.figures[9].id.rawValue, in: tx)
            }
            #expect(events.map(\.kind) == [.figureCorrected])
            #expect(events.first?.note == "Chỉ tiêu tháng 10: từ 2 hộ thành 1 hộ. Theo văn bản của xã")
        }
    }

    @Test(arguments: TestEngine.available)
    func `giao lại chỉ tiêu năm làm đổi kỳ đã chốt cũng chỉ Sở Nội vụ làm được, có lý do`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let id = try await world.handedDownIndicator()
            _ = try await HandDownTargets(
                indicatorID: id, parentID: world.commune, version: 1, amounts: [(unitID: world.section, typed: "24")],
                word: "Phần còn lại do xã làm"
            ).run(by: world.officer, on: world.store)
            try await LockPeriods(id: id, version: 1, through: 10, reason: "").run(by: world.leader, on: world.store)
            @Sendable func handDown(
                _ parentID: ID<Unit>, _ unitID: ID<Unit>, _ typed: String, by actor: Actor, reason: String = ""
            ) async throws {
                _ = try await HandDownTargets(
                    indicatorID: id, parentID: parentID, version: 2, amounts: [(unitID: unitID, typed: typed)],
                    word: "Điều chỉnh", reason: reason
                ).run(by: actor, on: world.store)
            }
            let before = try await world.target(id, of: world.section)
            let refused = await #expect(throws: Problem.self) {
                try await handDown(world.commune, world.section, "36", by: world.officer, reason: "Giao thiếu")
            }
            #expect(refused?.code == .conflict && refused?.message.contains("đã chốt số liệu đến hết tháng 10") == true)
            #expect(try await world.target(id, of: world.section) == before)
            let silent = await #expect(throws: Problem.self) {
                try await handDown(world.province, world.commune, "84", by: world.specialist)
            }
            #expect(silent?.fields.map(\.field) == ["lockedReason"])
            try await handDown(world.province, world.commune, "84", by: world.specialist, reason: "Nghị quyết bổ sung")
            #expect(try await world.target(id, of: world.commune).amount == 84)
            let corrections = try await world.store.read { tx in
                try TargetRecords.corrections(id, of: world.commune, limit: 10, in: tx)
            }
            #expect(corrections.map(\.what) == [.yearTarget] && corrections.map(\.former) == [72])
            #expect(corrections.map(\.amount) == [84] && corrections.map(\.reason) == ["Nghị quyết bổ sung"])
            // A unit that got nothing yet has no locked target: it is given one without a reason.
            let first = try await world.store.read { [world] tx in
                try Gate.possibleParts(of: try #require(try UnitRecords.unit(world.province, in: tx)), in: tx)
                    .first { $0.id != world.commune && $0.id != world.otherCommune }
            }
            _ = try await HandDownTargets(
                indicatorID: id, parentID: world.province, version: 3,
                amounts: [(unitID: try #require(first).id, typed: "1")], word: "Giao thêm"
            ).run(by: world.specialist, on: world.store)
        }
    }

    @Test(arguments: TestEngine.available)
    func `không có quyền thì không đặt, không giao, không báo cáo thay xã khác`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await world.handedDownIndicator()
            for actor in [world.officer, world.otherOfficer, world.chairman, world.inspector, world.administrator] {
                let set = await #expect(throws: Problem.self) {
                    _ = try await SetIndicator(ownerID: world.province, content: world.indicatorContent("Khác")).run(
                        by: actor, on: world.store)
                }
                #expect(set?.code == .notAllowed)
                let handDown = await #expect(throws: Problem.self) {
                    _ = try await HandDownTargets(
                        indicatorID: id, parentID: world.province, version: 2,
                        amounts: [(unitID: world.commune, typed: "1")], word: "x"
                    ).run(by: actor, on: world.store)
                }
                #expect(handDown?.code == .notAllowed)
            }
            for actor in [world.otherOfficer, world.chairman, world.inspector] {
                let problem = await #expect(throws: Problem.self) {
                    _ = try await report(id, 11, "1", by: actor, world)
                }
                #expect(problem?.code == .notAllowed)
            }
            let nobody = await #expect(throws: Problem.self) {
                _ = try await report(id, 11, "1", by: world.actor("khongquyen"), world)
            }
            #expect(nobody?.code == .notFound)
        }
    }

    @Test(arguments: TestEngine.available)
    func `bảng xếp: chưa báo cáo đứng đầu theo tên, rồi vượt, đúng tiến độ, chậm; tổng khớp từng dòng`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let id = try await world.handedDownIndicator()
            // 72 a year is 6 a month, 66 to the end of November; 48 is 4 a month.
            #expect(try await board(id, 1, world).map(\.standing) == [.unreported, .unreported])
            #expect(try await board(id, 1, world).map(\.unitName) == ["Phường Đức Xuân", "Xã Phong Quang"])
            _ = try await report(id, 1, "12", by: world.officer, world)
            #expect(try await board(id, 1, world).map(\.unitName) == ["Phường Đức Xuân", "Xã Phong Quang"])
            _ = try await report(id, 1, "3", by: world.otherOfficer, at: world.otherCommune, world)
            let lines = try await board(id, 1, world)
            #expect(lines.map(\.unitName) == ["Xã Phong Quang", "Phường Đức Xuân"])
            #expect(lines.map(\.standing) == [.ahead, .late])
            #expect(lines.map(\.share) == [20_000, 7_500])
            let indicator = try await world.store.read { tx in try #require(try IndicatorRecords.indicator(id, in: tx))
            }
            let sums = try await world.store.read { tx in
                try TargetRecords.sums(indicator, of: world.province, in: tx)
            }
            #expect(sums[0].done == 15 && sums[0].planned == 10)
            #expect(sums[0].counts[.ahead] == 1 && sums[0].counts[.late] == 1)
            #expect(sums[11].planned == 120 && sums[11].counts[.unreported] == 2)
            // What follows in later months moves with an earlier correction.
            _ = try await report(id, 2, "0", by: world.officer, world)
            #expect(try await board(id, 2, world).first { $0.unitName == "Xã Phong Quang" }?.standing == .onTime)
            _ = try await report(id, 1, "5", by: world.officer, version: 2, reason: "Đếm lại", world)
            #expect(try await board(id, 2, world).first { $0.unitName == "Xã Phong Quang" }?.standing == .late)
        }
    }

    @Test(arguments: TestEngine.available)
    func `xã giao tiếp cho phòng của mình; cấp giao đặt chỉ tiêu từng kỳ`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await world.handedDownIndicator()
            _ = try await HandDownTargets(
                indicatorID: id, parentID: world.commune, version: 1, amounts: [(unitID: world.section, typed: "72")],
                word: ""
            ).run(by: world.officer, on: world.store)
            let section = try await world.target(id, of: world.section)
            #expect(section.parentID == world.commune && section.figures.count == 12)
            let foreign = await #expect(throws: Problem.self) {
                _ = try await HandDownTargets(
                    indicatorID: id, parentID: world.commune, version: 2,
                    amounts: [(unitID: world.otherCommune, typed: "1")], word: "x"
                ).run(by: world.officer, on: world.store)
            }
            #expect(foreign?.code == .notFound)
            var typed = Array(repeating: "6", count: 12)
            typed[0] = ""
            let gap = typed
            let gapped = await #expect(throws: Problem.self) {
                try await SetPeriodTargets(indicatorID: id, unitID: world.section, version: 1, amounts: gap).run(
                    by: world.officer, on: world.store)
            }
            #expect(gapped?.fields.map(\.field) == ["p-1"])
            typed[0] = "0"
            try await SetPeriodTargets(indicatorID: id, unitID: world.section, version: 1, amounts: typed).run(
                by: world.officer, on: world.store)
            let steps = try await world.store.read { [commune = world.commune] tx in
                try TargetRecords.board(id, of: commune, period: 2, nil, after: nil, limit: 5, in: tx).map(\.planned)
            }
            #expect(steps == [6])
            // The commune does not set its own periods: the province handed its figure down.
            let own = await #expect(throws: Problem.self) {
                try await SetPeriodTargets(indicatorID: id, unitID: world.commune, version: 2, amounts: []).run(
                    by: world.officer, on: world.store)
            }
            #expect(own?.code == .notAllowed)
        }
    }

    @Test(arguments: TestEngine.available)
    func `danh sách dán từ bảng tính: đọc tên hoặc mã, dòng sai nói rõ dòng nào`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let units = try await world.store.read { tx in try UnitRecords.everyUnit(in: tx) }
            let pasted = PastedTargets(
                "Xã Phong Quang\t72\n01840; 48,5\n\nXã Không Có;3\nXã Phong Quang 70\nchicótên", units: units)
            #expect(pasted.amounts == [world.commune: "72", world.otherCommune: "48,5"])
            #expect(pasted.problems.count == 3)
            #expect(pasted.problems[0].message.contains("Dòng 4") && pasted.problems[0].message.contains("Xã Không Có"))
            #expect(pasted.problems[1].message.contains("Dòng 5"))
            #expect(pasted.problems[2].message.contains("Dòng 6"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `số chưa báo cáo nằm trong Việc cần làm của xã, báo cáo xong thì hết; mốc chậm cũng vậy`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            var content = world.indicatorContent()
            content.rhythm = Rhythm.quarter.rawValue
            let id = try await world.handedDownIndicator(content)
            @Sendable func work(_ actor: Actor) async throws -> Work {
                let (work, count) = try await world.store.read { tx in
                    (
                        try WorkRecords.work(for: actor, limit: 20, in: tx),
                        try WorkRecords.openCount(for: actor, upTo: 100, in: tx)
                    )
                }
                #expect(work.openCount == count)
                return work
            }
            // Three quarters are over and not reported: the earliest is what to do.
            #expect(try await work(world.officer)[.figuresToReport]?.items.map(\.part) == ["1"])
            #expect(try await work(world.specialist)[.figuresToReport] == nil)
            for period in 1...3 { _ = try await report(id, period, "18", by: world.officer, world) }
            #expect(try await work(world.officer)[.figuresToReport]?.total == 0)
            #expect(try await work(world.otherOfficer)[.figuresToReport]?.total == 1)
            let workID = try await PlanWork(unitID: world.commune, content: world.workContent()).run(
                by: world.officer, on: world.store)
            #expect(try await work(world.officer)[.worksLate]?.items.map(\.id) == [workID.rawValue])
            #expect(try await work(world.otherOfficer)[.worksLate]?.total == 0)
        }
    }

    @Test(arguments: TestEngine.available)
    func `the board, the table and the list take as many statements for many units as for one`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let ids = try await world.addTargets(units: 120, indicators: 3)
            let counting = CountingStore(world.store)
            let indicator = try await world.store.read { tx in
                try #require(try IndicatorRecords.indicator(ids[0], in: tx))
            }
            // A page is as long as asked for, and the next begins where it ended: no unit twice, none missing.
            var seen: [ID<Unit>] = []
            var after: (place: String, id: String)?
            for _ in 0..<3 {
                let place = after
                counting.reset()
                let lines = try await counting.read { tx in
                    try TargetRecords.board(
                        ids[0], of: world.province, period: 11, nil, after: place, limit: 50, in: tx)
                }
                #expect(counting.count == 1 && lines.count <= 50)
                seen += lines.map(\.unitID)
                after = lines.last.map { ($0.place, $0.unitID.rawValue) }
            }
            #expect(seen.count == 120 && Set(seen).count == 120)
            counting.reset()
            let sums = try await counting.read { tx in try TargetRecords.sums(indicator, of: world.province, in: tx) }
            #expect(counting.count == 1 && sums[10].counts.total == 120)
            counting.reset()
            let table = try await counting.read { tx in
                try TargetRecords.table(year: 2025, handedDownBy: world.province, after: nil, limit: 50, in: tx)
            }
            #expect(counting.count == 2 && table.count == 50 && table.allSatisfy { $0.standings.count == 3 })
            counting.reset()
            let lines = try await counting.read { tx in
                try IndicatorRecords.page(year: 2025, after: nil, limit: 50, in: tx)
            }
            #expect(counting.count == 2 && lines.count == 3 && lines.allSatisfy { $0.counts.total == 120 })
            let first = seen[0]
            counting.reset()
            let own = try await counting.read { tx in
                try TargetRecords.indicators(of: first, year: 2025, in: tx)
            }
            #expect(counting.count == 1 && own.count == 3)
        }
    }
}
