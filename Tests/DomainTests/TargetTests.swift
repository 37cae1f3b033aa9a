import Domain
import Primitives
import Testing

/// Reading and writing amounts, splitting a whole, and where a unit stands. Every figure was computed by hand.
@Suite struct TargetTests {
    private func indicator(
        _ rhythm: Rhythm = .quarter, _ accrual: Indicator.Accrual = .each, _ direction: Indicator.Direction = .more
    ) -> Indicator {
        let now = Instant(CivilDate(year: 2025, month: 12, day: 5)!, hour: 8)
        return Indicator(
            id: ID(at: now), ownerID: ID(at: now), year: 2025, rhythm: rhythm, accrual: accrual, direction: direction,
            scale: .whole, isAdditive: true, name: "Chỉ tiêu", measure: "hộ", createdBy: ID(at: now), updatedAt: now)
    }

    private func steps(
        _ indicator: Indicator, _ whole: Int, _ amounts: [Int?], targets: [Int?] = []
    ) -> [TargetProgress.Step] {
        TargetProgress(
            indicator, whole: whole,
            targets: targets.isEmpty ? Array(repeating: nil, count: indicator.rhythm.count) : targets, amounts: amounts
        ).steps
    }

    @Test func `số viết và đọc theo cách của người Việt, không mất chữ số nào`() throws {
        let hundredths = try #require(Scale(places: 2))
        for (typed, amount) in [
            ("1.234,5", 123_450), ("0", 0), ("98,50", 9_850), ("98,500", 9_850), ("1000", 100_000),
            (" 1 234,05 ", 123_405),
        ] {
            #expect(hundredths.amount(typed) == .success(amount), "\(typed)")
        }
        for (typed, fault) in [
            ("98.5", Scale.Fault.notANumber), ("", .notANumber), ("-1", .notANumber), ("1,2,3", .notANumber),
            ("1.23.456", .notANumber), ("٣", .notANumber), ("1,", .notANumber), ("abc", .notANumber),
            ("1,234", .tooFine),
            ("1000000000001", .tooLarge), ("99999999999999999999999", .tooLarge),
        ] {
            #expect(hundredths.amount(typed) == .failure(fault), "\(typed)")
        }
        #expect(hundredths.written(123_450) == "1.234,5")
        #expect(hundredths.written(9_805) == "98,05")
        #expect(hundredths.written(5) == "0,05")
        #expect(Scale.whole.written(1_234_567) == "1.234.567")
        #expect(Scale(places: 5) == nil && Scale(places: -1) == nil)
    }

    @Test func `chia một chỉ tiêu không thừa, không thiếu đơn vị nào`() {
        #expect(apportioned(100, by: [1, 1, 1]) == [34, 33, 33])
        #expect(apportioned(10, by: [5, 3, 1]) == [6, 3, 1])
        #expect(apportioned(0, by: [1, 2]) == [0, 0])
        #expect(apportioned(7, by: [0, 0]) == [0, 0])
        let many = apportioned(Scale.highest, by: Array(repeating: Scale.highest / 108, count: 108))
        #expect(many.reduce(0, +) == Scale.highest)
    }

    @Test func `số từng kỳ: chậm, đúng tiến độ, đạt trước tính theo kế hoạch chia đều`() {
        // 100 a year is 25 a quarter: 24 is late, 25 on time, 50 is a quarter ahead.
        #expect(steps(indicator(), 100, [24, nil, nil, nil])[0].standing == .late)
        #expect(steps(indicator(), 100, [25, nil, nil, nil])[0].standing == .onTime)
        #expect(steps(indicator(), 100, [49, nil, nil, nil])[0].standing == .onTime)
        #expect(steps(indicator(), 100, [50, nil, nil, nil])[0].standing == .ahead)
        let year = steps(indicator(), 100, [25, 25, 25, 25])
        #expect(year.map(\.planned) == [25, 50, 75, 100])
        #expect(year.map(\.done) == [25, 50, 75, 100])
        #expect(year[3].standing == .onTime && year[3].share == 10_000)
        #expect(steps(indicator(), 100, [25, 25, 25, 26])[3].standing == .ahead)
        // 10 in three quarters is 7,5: eight are enough, seven are not, although the plan reads 8 there.
        let tenth = steps(indicator(), 10, [3, 2, 3, nil])
        #expect(tenth[2].planned == 8 && tenth[2].standing == .onTime)
        #expect(steps(indicator(), 10, [3, 2, 2, nil])[2].standing == .late)
        #expect(tenth[3].standing == .unreported && tenth[3].share == nil)
    }

    @Test func `có chỉ tiêu từng kỳ thì theo chỉ tiêu đó, thiếu một kỳ thì chia đều`() {
        let given = steps(indicator(), 100, [10, 20, nil, nil], targets: [10, 10, 30, 50])
        #expect(given.map(\.planned) == [10, 20, 50, 100])
        #expect(given[0].standing == .onTime && given[1].standing == .onTime)
        #expect(steps(indicator(), 100, [20, nil, nil, nil], targets: [10, 10, 30, 50])[0].standing == .ahead)
        #expect(steps(indicator(), 100, [10, nil, nil, nil], targets: [10, 10, 30, nil])[0].standing == .late)
    }

    @Test func `số lũy kế lấy số của kỳ, mức đạt so với chỉ tiêu năm`() {
        let running = steps(indicator(.quarter, .running), 100, [25, 60, 70, nil])
        #expect(running.map(\.done) == [25, 60, 70, nil])
        #expect(running.map(\.standing) == [.onTime, .onTime, .late, .unreported])
        let level = steps(indicator(.quarter, .level), 950, [940, 950, 951, nil])
        #expect(level.map(\.planned) == [950, 950, 950, 950])
        #expect(level.map(\.standing) == [.late, .onTime, .ahead, .unreported])
    }

    @Test func `chỉ tiêu càng thấp càng tốt: vượt mức là chậm, chưa dùng đến mức của kỳ trước là đạt trước`() {
        let less = steps(indicator(.quarter, .each, .less), 8, [2, 3, 0, 0])
        #expect(less.map(\.done) == [2, 5, 5, 5])
        #expect(less.map(\.standing) == [.onTime, .late, .onTime, .ahead])
        #expect(steps(indicator(.quarter, .each, .less), 8, [0, nil, nil, nil])[0].standing == .ahead)
        #expect(
            steps(indicator(.quarter, .level, .less), 50, [60, 50, 40, nil]).map(\.standing) == [
                .late, .onTime, .ahead, .unreported,
            ])
        #expect(
            steps(indicator(.quarter, .each, .less), 0, [0, 0, 1, nil]).map(\.standing) == [
                .onTime, .onTime, .late, .unreported,
            ])
    }

    @Test func `số rất lớn và chỉ tiêu bằng không vẫn tính được`() {
        let large = steps(indicator(.month), Scale.highest, Array(repeating: Scale.highest, count: 12))
        #expect(large[11].standing == .ahead && large[11].share == 120_000)
        #expect(steps(indicator(), 0, [5, nil, nil, nil])[0].share == 100_000_000)
        #expect(steps(indicator(), 0, [0, nil, nil, nil])[0].share == 10_000)
    }

    @Test func `thứ tự trên bảng: chưa báo cáo theo tên, rồi từ cao xuống thấp`() {
        func place(_ amount: Int?, _ name: String, _ direction: Indicator.Direction = .more) -> String {
            steps(indicator(.quarter, .each, direction), 100, [amount, nil, nil, nil])[0].place(direction, name: name)
        }
        let order = [
            place(nil, "a"), place(nil, "b"), place(60, "c"), place(50, "c"), place(30, "a"), place(30, "b"),
            place(25, "a"),
            place(10, "a"), place(0, "a"),
        ]
        #expect(order == order.sorted())
        let less = [place(0, "z", .less), place(20, "a", .less), place(30, "a", .less), place(90, "a", .less)]
        #expect(less == less.sorted())
    }

    @Test func `kỳ bắt đầu và kết thúc đúng ngày, hạn báo cáo tính từ ngày hết kỳ`() throws {
        let day = { (text: String) in try #require(CivilDate(iso: text)) }
        #expect(Rhythm.quarter.firstDay(of: 4, in: 2025) == (try day("2025-10-01")))
        #expect(Rhythm.quarter.lastDay(of: 1, in: 2024) == (try day("2024-03-31")))
        #expect(Rhythm.month.lastDay(of: 2, in: 2024) == (try day("2024-02-29")))
        #expect(Rhythm.month.lastDay(of: 12, in: 2025) == (try day("2025-12-31")))
        #expect(Rhythm.year.firstDay(of: 1, in: 2025) == (try day("2025-01-01")))
        let monthly = indicator(.month)
        #expect(monthly.dueOn(11) == (try day("2025-12-05")))
        // The last day of a period belongs to it.
        #expect(monthly.lastEnded(on: try day("2025-11-30")) == 10)
        #expect(monthly.lastEnded(on: try day("2025-12-01")) == 11)
        #expect(monthly.lastBegun(on: try day("2025-12-01")) == 12)
        #expect(monthly.lastEnded(on: try day("2024-12-31")) == 0)
    }
}

/// How a work stands before its day.
@Suite struct PublicWorkTests {
    @Test func `công trình chậm khi có mốc quá ngày, quá ngày gắn biển là lỡ hẹn`() throws {
        let day = { (text: String) in try #require(CivilDate(iso: text)) }
        let now = Instant(try day("2025-12-05"), hour: 8)
        var work = PublicWork(
            id: ID(at: now), name: "Đường", kind: .road, unitID: ID(at: now), startsOn: try day("2025-11-01"),
            plannedFinish: try day("2026-01-20"), plaqueDay: try day("2026-02-03"), state: .underWay,
            milestones: [
                Milestone(id: ID(at: now), name: "Nền", plannedOn: try day("2025-12-04")),
                Milestone(id: ID(at: now), name: "Mặt", plannedOn: try day("2026-01-10")),
            ], createdBy: ID(at: now), updatedAt: now)
        #expect(work.risk(on: try day("2025-12-04")) == .none)
        #expect(work.risk(on: try day("2025-12-05")) == .late)
        work.milestones[0].doneOn = try day("2025-12-04")
        #expect(work.risk(on: try day("2025-12-05")) == .none)
        #expect(work.risk(on: try day("2026-02-04")) == .missed)
        work.state = .finished
        #expect(work.risk(on: try day("2026-02-04")) == .none)
        work.state = .planned
        #expect(work.risk(on: try day("2025-12-05")) == .late)
    }
}
