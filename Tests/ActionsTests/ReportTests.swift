import Actions
import Domain
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

/// Reports: asked for, written, sent, accepted and put together.
@Suite struct ReportTests {
    private static func below(_ report: Report, in world: World) async throws -> ReportsBelow {
        try await world.store.read { tx in try ReportsBelowRecords.below(report, in: tx) }
    }

    private static func code(_ body: () async throws -> Void) async -> Problem.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? Problem)?.code
        }
    }

    private static func addUnits(_ count: Int, _ kind: Unit.Kind, to world: World) async throws -> [ID<Unit>] {
        let province = world.province
        return try await world.store.write { tx in
            let from = try #require(CivilDate(year: 2010, month: 1, day: 1))
            let units = (0..<count).map { number in
                Unit(
                    id: ID(at: tx.now), kind: kind, code: "\(kind.rawValue)-\(number)",
                    name: "\(kind == .commune ? "Xã" : "Sở") Thử \(1000 + number)", parentID: province, validFrom: from)
            }
            for unit in units { try UnitRecords.insert(unit, document: nil, in: tx) }
            try UnitRecords.refreshAncestors(in: tx)
            return units.map(\.id)
        }
    }

    // MARK: Deadlines

    @Test(arguments: TestEngine.available)
    func `hạn tính bằng ngày làm việc sau kỳ báo cáo, nói rõ chưa trừ ngày lễ`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let kind = try await world.reportKind(workingDays: "10")
            let id = try await AskForReports(
                kindID: kind, title: "Sơ kết 6 tháng", periodFrom: "01/01/2025", periodUntil: "30/06/2025", dueOn: "",
                message: "", groups: [.commune]
            ).run(by: world.specialist, lawbook: world.lawbook, on: world.store)
            let request = try await world.store.read { tx in
                try #require(try ReportKindRecords.request(id, in: tx))
            }
            // 30/6/2025 is a Monday: ten working days later, two week-ends left out.
            #expect(request.dueOn.iso == "2025-07-14")
            #expect(
                request.dueNote.hasPrefix("10 ngày làm việc sau ngày 30/6/2025")
                    || request.dueNote.hasPrefix("10 ngày làm việc sau ngày 30/06/2025"))
            #expect(request.dueNote.contains("mới trừ thứ bảy, chủ nhật"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `chỉ Sở Nội vụ được yêu cầu; thiếu nhóm, thiếu hạn thì nêu từng chỗ`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let kind = try await world.reportKind(workingDays: "")
            func ask(_ actor: Actor) async throws {
                _ = try await AskForReports(
                    kindID: kind, title: "", periodFrom: "01/01/2025", periodUntil: "31/12/2025", dueOn: "",
                    message: "", groups: []
                ).run(by: actor, lawbook: world.lawbook, on: world.store)
            }
            #expect(await Self.code { try await ask(world.officer) } == .notAllowed)
            #expect(await Self.code { try await ask(world.chairman) } == .notAllowed)
            let problem = await #expect(throws: Problem.self) { try await ask(world.specialist) }
            #expect(problem?.fields.map(\.field) == ["title", "dueOn", "groups"])
        }
    }

    // MARK: One report

    @Test(arguments: TestEngine.available)
    func `số hệ thống đếm giữ nguyên từ lúc trình, đếm lại khi bị trả lại`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            func hold(_ name: String) async throws {
                var content = ActivityContent()
                content.kind = Activity.Kind.sports.rawValue
                content.name = name
                content.startsOn = "01/12/2025"
                let id = try await PlanActivity(unitID: world.commune, content: content).run(
                    by: world.officer, on: world.store)
                try await HoldActivity(id: id, version: 1, startsOn: "01/12/2025", endsOn: "").run(
                    by: world.officer, on: world.store)
            }
            let request = try await world.reportRequest()
            try await hold("Hội thao")
            #expect(try await world.report(of: world.commune, request).values[0].computed == 1)
            #expect(try await world.report(of: world.otherCommune, request).values[0].computed == 0)
            try await world.fileReport(of: world.commune, request, houses: 3, metres: 400, until: .sent)
            try await hold("Hội diễn")
            let sent = try await world.report(of: world.commune, request)
            #expect(sent.values[0].computed == 1)
            #expect(sent.values.map(\.total) == [1, 3, 400])
            try await ReturnReport(id: sent.id, version: sent.version, reason: "Thiếu hội diễn.").run(
                by: world.specialist, on: world.store)
            let returned = try await world.report(of: world.commune, request)
            #expect(returned.state == .returned && returned.returnReason == "Thiếu hội diễn.")
            #expect(returned.values[0].computed == 2)
        }
    }

    @Test(arguments: TestEngine.available)
    func `sửa số hệ thống đếm phải ghi lý do; thiếu phần viết, số liệu thì chưa trình được`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let request = try await world.reportRequest()
            let report = try await world.report(of: world.commune, request)
            let refused = await #expect(throws: Problem.self) {
                try await SubmitReport(id: report.id, version: 1).run(by: world.officer, on: world.store)
            }
            #expect(refused?.message.contains("“Kết quả nổi bật”") == true)
            #expect(refused?.message.contains("“Nhà tạm đã xóa”, “Đường bê tông đã làm”") == true)
            var typed = TypedReport(
                words: ["Tốt."], figures: [.init(amount: "5"), .init(amount: "1"), .init(amount: "1.204")])
            _ = try await ChangeReport(id: report.id, version: 1, typed: typed).run(by: world.officer, on: world.store)
            let unexplained = await #expect(throws: Problem.self) {
                try await SubmitReport(id: report.id, version: 2).run(by: world.officer, on: world.store)
            }
            #expect(unexplained?.message.contains("chưa ghi lý do") == true)
            typed.figures[0].reason = "Bốn hoạt động chưa ghi vào lịch"
            _ = try await ChangeReport(id: report.id, version: 2, typed: typed).run(by: world.officer, on: world.store)
            try await SubmitReport(id: report.id, version: 3).run(by: world.officer, on: world.store)
            let submitted = try await world.report(of: world.commune, request)
            // Both numbers stand.
            #expect(submitted.values[0].computed == 0 && submitted.values[0].typed == 5)
            #expect(submitted.values[0].isCorrected && submitted.values[2].total == 1204)
            typed.figures[1].amount = "năm"
            #expect(
                await Self.code {
                    _ = try await ChangeReport(id: report.id, version: 4, typed: typed).run(
                        by: world.officer, on: world.store)
                } == .conflict)
        }
    }

    @Test(arguments: TestEngine.available)
    func `báo cáo muộn vẫn gửi được và ghi là muộn; đơn vị khác không thấy`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let request = try await world.reportRequest(dueOn: "02/12/2025")
            try await world.fileReport(of: world.commune, request, houses: 1, metres: 1, until: .submitted)
            let report = try await world.report(of: world.commune, request)
            #expect(
                await Self.code {
                    _ = try await SendReport(id: report.id, version: report.version).run(
                        by: world.officer, on: world.store)
                } == .notAllowed)
            #expect(
                await Self.code {
                    _ = try await SendReport(id: report.id, version: report.version).run(
                        by: world.otherOfficer, on: world.store)
                } == .notFound)
            // What has not left the unit is its own.
            #expect(
                await Self.code {
                    try await AcceptReport(id: report.id, version: report.version).run(
                        by: world.specialist, on: world.store)
                } == .notFound)
            let late = try await SendReport(id: report.id, version: report.version).run(by: world.head, on: world.store)
            #expect(late == 3)
            let sent = try await world.report(of: world.commune, request)
            let newYear = try #require(CivilDate(iso: "2026-01-01"))
            #expect(sent.state == .sent && sent.daysLate(today: newYear) == 3)
            #expect(
                await Self.code {
                    try await AcceptReport(id: sent.id, version: sent.version - 1).run(
                        by: world.specialist, on: world.store)
                } == .conflict)
            try await AcceptReport(id: sent.id, version: sent.version).run(by: world.leader, on: world.store)
            let kinds = try await world.store.read { tx in
                try EventRecords.history(of: .report, sent.id.rawValue, in: tx).map(\.kind)
            }
            #expect(kinds == [.reportChanged, .reportSubmitted, .reportSent, .reportAccepted])
        }
    }

    // MARK: Putting together

    @Test(arguments: TestEngine.available)
    func `108 xã và 20 sở cộng lên đúng từng đơn vị; báo cáo mở lại thì tổng hợp báo đã cũ`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            // The world has two communes and two departments of its own.
            let communes = try await Self.addUnits(106, .commune, to: world) + [world.commune, world.otherCommune]
            let departments = try await Self.addUnits(18, .department, to: world) + [world.health, world.homeAffairs]
            let request = try await world.reportRequest()
            let all = communes + departments
            let left = Set(all.prefix(3))
            let (specialist, writers) = (world.specialist, all.map { ($0, world.headOf($0)) })
            try await world.store.write { tx in
                for (index, (unit, writer)) in writers.enumerated() {
                    try World.fileReport(
                        of: unit, request, houses: index, metres: 1_000_000_007 * index,
                        until: left.contains(unit) ? .sent : .accepted, words: "Phần của đơn vị \(index)",
                        writer: writer, receiver: specialist, in: tx)
                }
            }
            var final = try await world.report(of: world.province, request)
            #expect(
                try await Self.below(final, in: world)
                    == ReportsBelow(total: 128, accepted: 125, taken: 0, fresh: 125, stale: 0))
            let counting = CountingStore(world.store)
            try await TakeFigures(id: final.id, version: final.version).run(by: specialist, on: counting)
            #expect(counting.count < 40)
            final = try await world.report(of: world.province, request)
            let expected = (3..<128).reduce(0, +)
            #expect(final.values[1].below == expected)
            #expect(final.values[2].below == expected * 1_000_000_007)
            let taken = final
            let missing = try await world.store.read { tx in
                try ReportsBelowRecords.missing(below: taken, limit: 10, in: tx)
            }
            #expect(missing == ["Xã Thử 1000", "Xã Thử 1001", "Xã Thử 1002"])
            let parts = try await world.store.read { tx in try ReportsBelowRecords.parts(in: taken, in: tx) }
            #expect(parts.count == 125 && parts.reduce(0) { $0 + ($1.totals[2] ?? 0) } == expected)
            // The plots are summed up by the database: what they show is what is read.
            counting.reset()
            let leading = try await counting.read { tx in
                try ReportsBelowRecords.leading(in: taken, figures: 2, units: 12, in: tx)
            }
            #expect(counting.count == 2 && counting.rowCount == 2 + 2 * 12)
            #expect(leading.map(\.ordinal) == [3, 2] && leading.map(\.unitCount) == [125, 125])
            let byHouses = parts.sorted { ($0.totals[2] ?? 0) > ($1.totals[2] ?? 0) }.prefix(12)
            #expect(leading[1].highest.map(\.unitName) == byHouses.map(\.unitName))
            #expect(leading[1].highest.map(\.amount) == Array((116..<128).reversed()))
            #expect(leading[0].highest.map(\.amount) == (116..<128).reversed().map { $0 * 1_000_000_007 })
            let words = try await world.store.read { tx in
                try ReportsBelowRecords.words(section: 1, below: taken, after: nil, limit: 200, in: tx)
            }
            #expect(words.count == 125 && words.contains { $0.text == "Phần của đơn vị 127" })

            // One is opened again: the figures are out of date until they are taken anew.
            let opened = try await world.report(of: world.health, request)
            try await ReturnReport(id: opened.id, version: opened.version, reason: "Sai số nhà.").run(
                by: specialist, on: world.store)
            #expect(try await Self.below(final, in: world).stale == 1)
            let refused = await #expect(throws: Problem.self) {
                try await SubmitReport(id: final.id, version: final.version).run(by: specialist, on: world.store)
            }
            #expect(refused?.message.contains("Lấy số liệu mới") == true)
            try await world.fileReport(of: world.health, request, houses: 1000, metres: 0, until: .accepted)
            #expect(
                try await Self.below(final, in: world)
                    == ReportsBelow(total: 128, accepted: 125, taken: 125, fresh: 1, stale: 0))
            try await TakeFigures(id: final.id, version: final.version).run(by: specialist, on: world.store)
            final = try await world.report(of: world.province, request)
            #expect(final.values[1].below == expected - 126 + 1000)
            #expect(try await Self.below(final, in: world).isOutOfDate == false)
        }
    }

    @Test(arguments: TestEngine.available)
    func `xã yêu cầu phòng báo cáo: phần của phòng không bị tính hai lần, cộng lên từng cấp`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            var content = ActivityContent()
            content.kind = Activity.Kind.sports.rawValue
            content.name = "Hội thao của phòng"
            content.startsOn = "01/12/2025"
            // An activity is its own unit's; there is nobody at the section but Sở Nội vụ may write it down.
            let activity = try await PlanActivity(unitID: world.section, content: content).run(
                by: world.specialist, on: world.store)
            try await HoldActivity(id: activity, version: 1, startsOn: "01/12/2025", endsOn: "").run(
                by: world.specialist, on: world.store)
            let request = try await world.reportRequest(dueOn: "31/12/2025")
            var own = try await world.report(of: world.commune, request)
            #expect(own.values[0].computed == 1)
            let asked = try await PassReportOn(
                id: own.id, version: own.version, units: [world.section], dueOn: "20/12/2025"
            ).run(by: world.officer, on: world.store)
            #expect(asked == 1)
            own = try await world.report(of: world.commune, request)
            #expect(own.values[0].computed == 0)
            #expect(try await world.report(of: world.section, request).values[0].computed == 1)
            let (officer, head, section) = (world.officer, world.head, world.section)
            try await world.store.write { tx in
                try World.fileReport(
                    of: section, request, houses: 4, metres: 10, until: .accepted, words: "Phòng.", writer: head,
                    receiver: officer, in: tx)
            }
            try await TakeFigures(id: own.id, version: own.version).run(by: officer, on: world.store)
            try await world.fileReport(of: world.commune, request, houses: 2, metres: 5, until: .accepted)
            own = try await world.report(of: world.commune, request)
            #expect(own.values.map(\.total) == [1, 6, 15])
            let final = try await world.report(of: world.province, request)
            // The section is the commune's, not the province's to count.
            #expect(try await Self.below(final, in: world).total == 4)
            try await TakeFigures(id: final.id, version: final.version).run(by: world.specialist, on: world.store)
            #expect(try await world.report(of: world.province, request).values.map(\.below) == [1, 6, 15])
        }
    }

    @Test(arguments: TestEngine.available)
    func `báo cáo tổng hợp duyệt có số và ngày; cấp dưới đổi thì lãnh đạo mở lại kèm lý do`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let request = try await world.reportRequest(groups: [.commune])
            try await world.fileReport(of: world.commune, request, houses: 7, metres: 70, until: .accepted)
            var final = try await world.report(of: world.province, request)
            try await TakeFigures(id: final.id, version: 1).run(by: world.specialist, on: world.store)
            _ = try await ChangeReport(
                id: final.id, version: 2, typed: TypedReport(words: ["Toàn tỉnh làm tốt."], figures: [])
            ).run(by: world.specialist, on: world.store)
            try await SubmitReport(id: final.id, version: 3).run(by: world.specialist, on: world.store)
            func approve(_ actor: Actor) async throws {
                try await ApproveReport(
                    id: final.id, version: 4, number: "12", signedOn: "05/12/2025", signerName: ""
                ).run(by: actor, on: world.store)
            }
            #expect(await Self.code { try await approve(world.specialist) } == .notAllowed)
            try await approve(world.leader)
            // The Chairman, to whom it goes, is told in the same transaction; those who could not approve told nobody.
            let told = try await world.store.read { tx in
                try NoticeRecords.page(
                    of: world.chairman.accountID, unreadOnly: false, before: nil, limit: 50, in: tx
                ).map(\.message)
            }
            #expect(told == ["Báo cáo năm 2025: Sở Nội vụ đã duyệt báo cáo tổng hợp số 12, ngày 05/12/2025."])
            final = try await world.report(of: world.province, request)
            #expect(final.state == .accepted && final.number == 12 && final.signerName == world.leader.name)
            let part = try await world.report(of: world.commune, request)
            try await ReturnReport(id: part.id, version: part.version, reason: "Sai.").run(
                by: world.specialist, on: world.store)
            try await world.fileReport(of: world.commune, request, houses: 8, metres: 80, until: .accepted)
            #expect(try await Self.below(final, in: world).fresh == 1)
            #expect(
                await Self.code {
                    try await TakeFigures(id: final.id, version: 5).run(by: world.leader, on: world.store)
                } == .invalid)
            try await TakeFigures(id: final.id, version: 5, reason: "Xã báo lại số liệu.").run(
                by: world.leader, on: world.store)
            final = try await world.report(of: world.province, request)
            #expect(final.state == .returned && final.values[1].total == 8)
        }
    }

    // MARK: Following

    @Test(arguments: TestEngine.available)
    func `đôn đốc mỗi ngày một lần, chỉ đơn vị chưa gửi và có tài khoản`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let request = try await world.reportRequest(dueOn: "01/12/2025")
            try await world.fileReport(of: world.otherCommune, request, houses: 1, metres: 1, until: .sent)
            let first = try await UrgeReports(id: request).run(by: world.specialist, on: world.store)
            #expect(first.units == 1 && first.people == 2)
            #expect(try await UrgeReports(id: request).run(by: world.specialist, on: world.store).units == 0)
            #expect(
                await Self.code { try await UrgeReports(id: request).run(by: world.chairman, on: world.store) }
                    == .notAllowed)
            world.clock.advance(.seconds(86_400))
            #expect(try await UrgeReports(id: request).run(by: world.specialist, on: world.store).units == 1)
        }
    }

    @Test(arguments: TestEngine.available)
    func `the board of two thousand units is a fixed number of statements, and pages`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            _ = try await Self.addUnits(1996, .commune, to: world)
            let request = try await world.reportRequest()
            let counting = CountingStore(world.store)
            let (counts, first) = try await counting.read { tx in
                (
                    try ReportListRecords.counts(request, in: tx),
                    try ReportListRecords.board(request, states: [.draft], after: nil, limit: 50, in: tx)
                )
            }
            #expect(counting.count == 2)
            #expect(counts.asked == 2000 && counts.missing == 2000 && first.count == 50)
            let last = try #require(first.last)
            let second = try await world.store.read { tx in
                try ReportListRecords.board(
                    request, states: [.draft], after: (last.dueOn.iso, last.sortKey, last.id.rawValue), limit: 50,
                    in: tx)
            }
            #expect(Set(first.map(\.id)).isDisjoint(with: second.map(\.id)))
            #expect(second.count == 50)
        }
    }

    @Test(arguments: TestEngine.available)
    func `việc cần làm nêu báo cáo phải lập, bị trả lại, chờ duyệt, chờ nhận`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let request = try await world.reportRequest()
            func work(_ actor: Actor) async throws -> Work {
                try await world.store.read { tx in
                    let work = try WorkRecords.work(for: actor, limit: 20, in: tx)
                    #expect(try WorkRecords.openCount(for: actor, upTo: 100, in: tx) == work.openCount)
                    return work
                }
            }
            #expect(try await work(world.officer)[.reportsToWrite]?.items.map(\.unitID) == [world.commune])
            try await world.fileReport(of: world.commune, request, houses: 1, metres: 1, until: .submitted)
            #expect(try await work(world.head)[.reportsToApprove]?.total == 1)
            #expect(try await work(world.officer)[.reportsToWrite]?.total == 0)
            let report = try await world.report(of: world.commune, request)
            _ = try await SendReport(id: report.id, version: report.version).run(by: world.head, on: world.store)
            #expect(try await work(world.specialist)[.reportsToAccept]?.total == 1)
            #expect(try await work(world.chairman)[.reportsToAccept] == nil)
            try await ReturnReport(id: report.id, version: report.version + 1, reason: "Thiếu.").run(
                by: world.specialist, on: world.store)
            #expect(try await work(world.officer)[.reportsReturned]?.items.first?.reason == "Thiếu.")
        }
    }
}
