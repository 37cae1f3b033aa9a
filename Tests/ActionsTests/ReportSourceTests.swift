import Actions
import Domain
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

private func day(_ iso: String) -> CivilDate { CivilDate(iso: iso)! }

/// Where the system itself finds the figures of reports.
@Suite struct ReportSourceTests {
    /// The period of the report: its first and last day count.
    private static let (first, last) = (day("2025-03-01"), day("2026-05-31"))

    /// One row that a source counts, and how its day is moved.
    private struct Counted: Sendable {
        enum Mark: Sendable {
            case day(@Sendable (CivilDate) -> SQL)
            case moment(@Sendable (Instant) -> SQL)
            case year(@Sendable (Int) -> SQL)
        }

        let source: ReportSource
        var amount = 1
        let mark: Mark
        /// After which it counts no more, wherever its day lies; `nil` for a source to which everything counts.
        var spoil: SQL?

        /// The row just outside, on the first and the last day (at their first and last moment), and just outside again.
        func places() -> [(isInside: Bool, SQL)] {
            let (first, last) = (ReportSourceTests.first, ReportSourceTests.last)
            switch mark {
            case .day(let put):
                return [
                    (false, put(first.adding(days: -1))), (true, put(first)), (true, put(last)),
                    (false, put(last.adding(days: 1))),
                ]
            case .moment(let put):
                let (begin, end) = (Instant(first, hour: 0), Instant(last.adding(days: 1), hour: 0))
                return [
                    (false, put(begin - .milliseconds(1))), (true, put(begin)), (true, put(end - .milliseconds(1))),
                    (false, put(end)),
                ]
            case .year(let put):
                return [
                    (false, put(first.year - 1)), (true, put(first.year)), (true, put(last.year)),
                    (false, put(last.year + 1)),
                ]
            }
        }
    }

    private static func run(_ statements: [SQL], in world: World) async throws {
        try await world.store.write { tx in for sql in statements { try tx.run(sql) } }
    }

    private static func scope(_ unitID: ID<Unit>, _ world: World) -> ReportSourceRecords.Scope {
        .init(unitID: unitID, requestID: ID(at: world.clock.clock.now()))
    }

    private static func count(
        _ source: ReportSource, of unitID: ID<Unit>, in world: World
    ) async throws -> Int? {
        let scope = scope(unitID, world)
        return try await world.store.read { tx in
            try ReportSourceRecords.counts([source], from: first, until: last, scope: scope, in: tx)[source]
        }
    }

    /// One row of `commune` for each source.
    private static func rows(in world: World) async throws -> [Counted] {
        let (store, commune) = (world.store, world.commune)
        var content = MovementContent()
        content.name = "Chung tay xóa nhà tạm"
        content.form = Movement.Form.thematic.rawValue
        (content.startsOn, content.endsOn) = ("01/12/2025", "31/12/2026")
        content.theme = "Không để ai bị bỏ lại phía sau"
        content.goals = "Xóa hết nhà tạm."
        content.criteria = [.individual: "Tích cực tham gia"]
        content.groups = [.communes]
        let movement = try await DraftMovement(unitID: world.province, content: content).run(
            by: world.specialist, on: store)
        try await LaunchMovement(id: movement, version: 1).run(by: world.leader, on: store)
        try await RespondToMovement(
            movementID: movement, unitID: commune, version: 0, plan: "Kế hoạch", subjects: "Toàn thể",
            registeredPeople: "5", registeredCollectives: "1"
        ).run(by: world.officer, on: store)
        let plan = try await world.plan(of: commune, until: .approved).id
        let task = try await store.read { tx in
            try #require(try PlanRecords.plan(plan, in: tx)?.content.sections.first?.tasks.first?.id)
        }
        let dossier = try await world.draftDossier().id
        var planned = ActivityContent()
        planned.kind = Activity.Kind.sports.rawValue
        planned.name = "Hội thao"
        planned.startsOn = "01/12/2025"
        let activity = try await PlanActivity(unitID: commune, content: planned).run(by: world.officer, on: store)
        try await HoldActivity(id: activity, version: 1, startsOn: "01/12/2025", endsOn: "").run(
            by: world.officer, on: store)
        let house = try await AddHouse(unitID: commune, year: 2025, content: world.houseContent()).run(
            by: world.officer, on: store)
        let difficulty = try await world.difficulty().id
        let work = try await PlanWork(unitID: commune, content: world.workContent()).run(by: world.officer, on: store)
        let directive = try await world.sentDirective()
        let (_, finding) = try await world.concludedInspection()
        let (collective, household) = ("BV-THU-CSTDCS-2024", "BV-THU-CSTDCS-2023")
        try await run(
            [
                "UPDATE movement SET launching_unit_id = \(commune) WHERE id = \(movement)",
                "UPDATE activity SET participants = 120 WHERE id = \(activity)",
                "UPDATE commendation SET subject_kind = 'collective' WHERE certificate_code = \(collective)",
                "UPDATE commendation SET subject_kind = 'household' WHERE certificate_code = \(household)",
            ], in: world)
        func commended(_ source: ReportSource, _ code: String, spoil: SQL? = nil) -> Counted {
            Counted(
                source: source,
                mark: .day { "UPDATE commendation SET decided_on = \($0) WHERE certificate_code = \(code)" },
                spoil: spoil ?? "UPDATE commendation SET revoked_on = '2026-05-31' WHERE certificate_code = \(code)")
        }
        func activities(_ source: ReportSource, _ amount: Int) -> Counted {
            Counted(
                source: source, amount: amount,
                mark: .day {
                    "UPDATE activity SET state = 'held', starts_on = '2025-01-01', ends_on = \($0) WHERE id = \(activity)"
                },
                spoil: "UPDATE activity SET state = 'cancelled' WHERE id = \(activity)")
        }
        func documents(_ source: ReportSource, _ column: SQL) -> Counted {
            Counted(
                source: source,
                mark: .moment {
                    "UPDATE directive_delivery SET \(column) = \($0) WHERE directive_id = \(directive) AND unit_id = \(commune)"
                })
        }
        return [
            Counted(
                source: .movementsLaunched,
                mark: .day { "UPDATE movement SET starts_on = \($0) WHERE id = \(movement)" },
                spoil: "UPDATE movement SET state = 'draft' WHERE id = \(movement)"),
            Counted(
                source: .movementsResponded,
                mark: .moment { "UPDATE movement_response SET responded_at = \($0) WHERE movement_id = \(movement)" }),
            Counted(
                source: .planTasksDue,
                mark: .day {
                    "UPDATE plan_task SET due_on = CASE WHEN id = \(task) THEN \($0) END WHERE plan_id = \(plan)"
                }),
            Counted(
                source: .plansApproved, mark: .year { "UPDATE plan SET year = \($0) WHERE id = \(plan)" },
                spoil: "UPDATE plan SET state = 'submitted' WHERE id = \(plan)"),
            Counted(
                source: .dossiersSubmitted,
                mark: .moment { "UPDATE dossier SET submitted_at = \($0) WHERE id = \(dossier)" },
                spoil: "UPDATE dossier SET submitted_at = NULL WHERE id = \(dossier)"),
            commended(
                .commendedFrontline, "BV-THU-LDTT-2024",
                spoil: "UPDATE person SET is_frontline = FALSE WHERE id = \(world.fighter)"),
            commended(.commendedIndividuals, "BV-THU-LDTT-2024"), commended(.commendedCollectives, collective),
            commended(.commendedHouseholds, household), activities(.activitiesHeld, 1),
            activities(.activityParticipants, 120),
            Counted(
                source: .housesFinished,
                mark: .day {
                    "UPDATE house SET state = 'finished', started_on = '2025-01-01', finished_on = \($0) WHERE id = \(house)"
                }, spoil: "UPDATE house SET state = 'started' WHERE id = \(house)"),
            Counted(
                source: .difficultiesRaised,
                mark: .moment { "UPDATE difficulty SET asked_at = \($0) WHERE id = \(difficulty)" }),
            // Fixed a day after its great day, a plaque is late.
            Counted(
                source: .worksOnTime,
                mark: .day {
                    "UPDATE public_work SET state = 'plaque', plaque_fixed_on = \($0), plaque_day = \($0) WHERE id = \(work)"
                },
                spoil:
                    "UPDATE public_work SET plaque_fixed_on = '2026-05-31', plaque_day = '2026-05-30' WHERE id = \(work)"
            ),
            documents(.documentsRead, "read_at"), documents(.documentsDone, "done_at"),
            Counted(
                source: .findingsMended,
                mark: .moment {
                    "UPDATE inspection_finding SET state = 'confirmed', answered_at = \($0) WHERE id = \(finding)"
                }, spoil: "UPDATE inspection_finding SET state = 'answered' WHERE id = \(finding)"),
        ]
    }

    @Test(arguments: TestEngine.available)
    func `mỗi nguồn số liệu tính cả ngày đầu, ngày cuối của kỳ, không tính ngày ngoài kỳ`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let rows = try await Self.rows(in: world)
            // The figure of an indicator has a test of its own below.
            #expect(Set(rows.map(\.source) + [.indicator]) == Set(ReportSource.allCases))
            for row in rows {
                for (index, place) in row.places().enumerated() {
                    try await Self.run([place.1], in: world)
                    let own = try await Self.count(row.source, of: world.commune, in: world)
                    #expect(own == (place.isInside ? row.amount : 0), "\(row.source), place \(index)")
                    #expect(
                        try await Self.count(row.source, of: world.otherCommune, in: world) == 0, "\(row.source)")
                    #expect(try await Self.count(row.source, of: world.province, in: world) == own, "\(row.source)")
                }
                guard let spoil = row.spoil else { continue }
                try await Self.run([row.places()[1].1], in: world)
                #expect(try await Self.count(row.source, of: world.commune, in: world) == row.amount)
                try await Self.run([spoil], in: world)
                #expect(try await Self.count(row.source, of: world.commune, in: world) == 0, "\(row.source) spoilt")
            }
            let counting = CountingStore(world.store)
            let scope = Self.scope(world.commune, world)
            let all = try await counting.read { tx in
                try ReportSourceRecords.counts(
                    ReportSource.allCases, from: Self.first, until: Self.last, scope: scope, in: tx)
            }
            #expect(all.count == ReportSource.counted.count && counting.count == 1)
        }
    }

    // MARK: Targets

    private static func target(
        _ id: ID<Indicator>, of unitID: ID<Unit>, until: String, in world: World
    ) async throws -> ReportSourceRecords.Target {
        let scope = scope(unitID, world)
        return try await world.store.read { tx in
            let indicator = try #require(try IndicatorRecords.indicator(id, in: tx))
            return try #require(
                try ReportSourceRecords.targets([indicator], until: day(until), scope: scope, in: tx)[id])
        }
    }

    private static func report(
        _ id: ID<Indicator>, _ period: Int, _ amount: String, at unitID: ID<Unit>, _ world: World
    ) async throws {
        _ = try await ReportUnitFigure(
            indicatorID: id, unitID: unitID, period: period, version: 1, amount: amount, note: "Theo sổ", reason: ""
        ).run(by: world.headOf(unitID), files: world.files, on: world.store)
    }

    @Test(arguments: TestEngine.available)
    func `số liệu lấy từ chỉ tiêu: lũy kế đến ngày cuối kỳ, kèm kế hoạch; của tỉnh là tổng trên bảng`(
        engine: TestEngine
    )
        async throws
    {
        try await withWorld(engine) { world in
            // 72 and 48 households in twelve months: six and four a month.
            let id = try await world.handedDownIndicator()
            try await Self.report(id, 10, "5", at: world.commune, world)
            try await Self.report(id, 11, "7", at: world.commune, world)
            try await Self.report(id, 11, "4", at: world.otherCommune, world)
            for (until, done, planned, through) in [
                ("2025-09-30", nil, 54, nil), ("2025-10-30", nil, 54, nil), ("2025-10-31", 5, 60, 10),
                ("2025-11-29", 5, 60, 10), ("2025-11-30", 12, 66, 11), ("2025-12-01", 12, 66, 11),
                ("2025-12-31", 12, 72, 11),
            ] as [(String, Int?, Int?, Int?)] {
                let target = try await Self.target(id, of: world.commune, until: until, in: world)
                #expect(target == .init(done: done, planned: planned, through: through), "\(until)")
            }
            #expect(
                try await Self.target(id, of: world.province, until: "2025-11-30", in: world)
                    == .init(done: 16, planned: 110, through: nil))
            #expect(
                try await Self.target(id, of: world.province, until: "2025-10-31", in: world)
                    == .init(done: 5, planned: 100, through: nil))
            // Nobody gave the department this target; another year is another indicator.
            #expect(
                try await Self.target(id, of: world.health, until: "2025-11-30", in: world)
                    == .init(done: 0, planned: nil, through: nil))
            #expect(try await Self.target(id, of: world.commune, until: "2026-01-31", in: world).done == nil)
            #expect(try await Self.target(id, of: world.commune, until: "2025-01-30", in: world).done == nil)
            // The board says the same.
            let sums = try await world.store.read { tx in
                try TargetRecords.sums(
                    try #require(try IndicatorRecords.indicator(id, in: tx)), of: world.province, in: tx)
            }
            #expect(sums[10].done == 16 && sums[10].planned == 110)
        }
    }

    @Test(arguments: TestEngine.available)
    func `chỉ tiêu xã giao tiếp cho phòng: phòng tự báo cáo thì xã không tính lại phần của phòng`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            var content = world.indicatorContent("Diện tích trồng rừng")
            (content.places, content.whole, content.measure) = ("2", "120", "ha")
            let id = try await world.handedDownIndicator(content)
            let handed = try await world.target(id, of: world.commune).version
            _ = try await HandDownTargets(
                indicatorID: id, parentID: world.commune, version: handed,
                amounts: [(unitID: world.section, typed: "72")], word: ""
            ).run(by: world.officer, on: world.store)
            try await Self.report(id, 11, "10,5", at: world.commune, world)
            try await Self.report(id, 11, "4,25", at: world.section, world)
            let request = try await world.reportRequest(
                kind: try await world.reportKind(indicator: id), dueOn: "31/12/2025")
            var own = try await world.report(of: world.commune, request)
            #expect(own.values[1].computed == 1050 && own.values[1].planned == 7200 && own.values[1].through == 11)
            _ = try await PassReportOn(id: own.id, version: own.version, units: [world.section], dueOn: "20/12/2025")
                .run(by: world.officer, on: world.store)
            own = try await world.report(of: world.commune, request)
            #expect(own.values[1].computed == 625)
            #expect(try await world.report(of: world.section, request).values[1].computed == 425)
            // A number typed in its place is as fine as the indicator.
            let version = try await ChangeReport(
                id: own.id, version: own.version,
                typed: TypedReport(
                    words: ["Tốt"], figures: [.init(), .init(amount: "6,5", reason: "Đo lại"), .init(amount: "1")])
            ).run(by: world.officer, on: world.store)
            own = try await world.report(of: world.commune, request)
            #expect(own.values[1].typed == 650 && own.values[1].isCorrected)
            // What was kept stays, although the target is reported anew afterwards.
            try await SubmitReport(id: own.id, version: version).run(by: world.officer, on: world.store)
            try await Self.report(id, 10, "1", at: world.commune, world)
            own = try await world.report(of: world.commune, request)
            #expect(own.values[1].computed == 625 && own.values[1].planned == 7200 && own.values[1].through == 11)
        }
    }

    @Test(arguments: TestEngine.available)
    func `loại báo cáo chỉ nhận chỉ tiêu cộng được; kỳ của năm khác thì lấy chỉ tiêu cùng tên của năm đó`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let id = try await world.handedDownIndicator()
            var share = world.indicatorContent("Tỷ lệ hộ có nước sạch")
            share.isAdditive = false
            share.accrual = Indicator.Accrual.level.rawValue
            let level = try await SetIndicator(ownerID: world.province, content: share).run(
                by: world.specialist, on: world.store)
            let refused = await #expect(throws: Problem.self) { _ = try await world.reportKind(indicator: level) }
            #expect(refused?.fields.map(\.field) == ["source-2"])
            let kind = try await world.reportKind(indicator: id)
            func ask() async throws -> ID<ReportRequest> {
                try await AskForReports(
                    kindID: kind, title: "Sơ kết", periodFrom: "01/01/2026", periodUntil: "30/06/2026",
                    dueOn: "10/07/2026", message: "", groups: [.commune]
                ).run(by: world.specialist, lawbook: world.lawbook, on: world.store)
            }
            let none = await #expect(throws: Problem.self) { _ = try await ask() }
            #expect(none?.fields.map(\.field) == ["periodUntil"])
            #expect(none?.message.contains("năm 2026 chưa có chỉ tiêu cùng tên") == true)
            var next = world.indicatorContent()
            next.year = "2026"
            let later = try await SetIndicator(ownerID: world.province, content: next).run(
                by: world.specialist, on: world.store)
            let request = try await ask()
            let form = try await world.store.read { tx in
                try #require(try ReportKindRecords.request(request, in: tx)).form
            }
            #expect(form.figures[1].indicator?.id == later && form.figures[1].source == .indicator)
            #expect(form.figures[1].name == "Nhà tạm đã xóa")
        }
    }

    @Test(arguments: TestEngine.available)
    func `a report with three targets takes as many statements as with one`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            var counts: [Int] = []
            var indicators: [ID<Indicator>] = []
            for number in 1...3 {
                indicators.append(try await world.handedDownIndicator(world.indicatorContent("Chỉ tiêu \(number)")))
                guard number != 2 else { continue }
                var typed = world.typedReportKind()
                typed.figures += indicators.map { .init(source: TypedReportKind.Figure.source($0)) }
                let kind = try await AddReportKind(typed: typed).run(by: world.specialist, on: world.store)
                let request = try await world.reportRequest(kind: kind, dueOn: "31/12/2025")
                let id = try await world.report(of: world.commune, request).id
                let counting = CountingStore(world.store)
                _ = try await counting.read { tx in try ReportRecords.file(id, in: tx) }
                counts.append(counting.count)
            }
            #expect(counts[0] == counts[1] && counts[0] <= 9, "\(counts)")
        }
    }
}
