import Actions
import Domain
import Law
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

@Suite struct HolidayTests {
    private static func year(
        _ version: Int = 0, source: String = "Thông báo số 1/TB (hư cấu)",
        off: String = "01/01/2026 Tết Dương lịch\n\n16/02/2026 - 20/02/2026: Tết Nguyên đán",
        worked: String = "28/02/2026"
    ) -> EnterHolidays {
        EnterHolidays(year: 2026, version: version, source: source, daysOff: off, workedDays: worked)
    }

    @Test(arguments: TestEngine.available)
    func `Ngày nghỉ ghi rồi thì ngày làm việc tính theo; năm chưa ghi thì nói rõ`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let lawbook = world.lawbook
            func calendar() async throws -> WorkingCalendar {
                try await world.store.read { tx in try HolidayRecords.calendar(over: lawbook, in: tx) }
            }
            let friday = try #require(CivilDate(year: 2026, month: 2, day: 13))
            // Saturdays and Sundays only, and the answer says that more is missing.
            let before = try await calendar().day(5, after: friday)
            #expect(before.date == CivilDate(year: 2026, month: 2, day: 20) && before.missingYears == [2026])
            try await Self.year().run(by: world.specialist, on: world.store)
            // The week of Tết is off; the Saturday of the week after is worked.
            let after = try await calendar().day(5, after: friday)
            #expect(after.date == CivilDate(year: 2026, month: 2, day: 27) && after.missingYears.isEmpty)
            #expect(try await calendar().day(6, after: friday).date == CivilDate(year: 2026, month: 2, day: 28))
            let stored = try await world.store.read { tx in try #require(try HolidayRecords.year(2026, in: tx)) }
            #expect(stored.holidays.holidays.count == 6 && stored.holidays.workingDays.count == 1)
            #expect(stored.version == 1 && stored.updatedByName == world.specialist.name)
            let lines = EnterHolidays.written(stored.holidays)
            #expect(lines.daysOff == "01/01/2026 Tết Dương lịch\n16/02/2026 - 20/02/2026 Tết Nguyên đán")
            #expect(lines.workedDays == "28/02/2026")
        }
    }

    @Test(arguments: TestEngine.available)
    func `Sửa ngày nghỉ thì danh sách cũ còn trong nhật ký; người sửa sau được báo`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            try await Self.year().run(by: world.specialist, on: world.store)
            try await Self.year(1, off: "01/01/2026 Tết Dương lịch", worked: "").run(
                by: world.leader, on: world.store)
            do {
                try await Self.year(1, off: "02/01/2026 Nghỉ thêm").run(by: world.specialist, on: world.store)
                Issue.record("the second of two was taken")
            } catch let problem as Problem {
                #expect(problem.code == .conflict && problem.message.contains(world.leader.name))
            }
            let (stored, events) = try await world.store.read { tx in
                (
                    try #require(try HolidayRecords.year(2026, in: tx)),
                    try EventRecords.history(of: .holidays, "2026", in: tx)
                )
            }
            #expect(stored.holidays.holidays.count == 1 && stored.holidays.workingDays.isEmpty)
            #expect(events.map(\.kind) == [.holidaysEntered, .holidaysEntered])
            #expect(events[0].detail.contains("16/02/2026 - 20/02/2026"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `Chỉ Sở Nội vụ ghi; mỗi dòng sai được chỉ ra`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            for other in [world.officer, world.head, world.inspector, world.chairman] {
                do {
                    try await Self.year().run(by: other, on: world.store)
                    Issue.record("taken from \(other.name)")
                } catch let problem as Problem {
                    #expect(problem.code == .notAllowed)
                }
            }
            do {
                try await Self.year(
                    source: " ", off: "31/02/2026 Ngày lạ\n01/01/2025 Năm khác\n30/4/2026\n30/4/2026 Ngày Chiến thắng",
                    worked: "27/02/2026\nthứ bảy"
                ).run(by: world.specialist, on: world.store)
                Issue.record("nothing was refused")
            } catch let problem as Problem {
                let told = problem.fields.map(\.message)
                #expect(
                    problem.fields.map(\.field) == [
                        "source", "daysOff", "daysOff", "daysOff", "workedDays", "workedDays",
                    ])
                #expect(told[1].hasPrefix("Dòng 1 “31/02/2026 Ngày lạ”") && told[2].hasPrefix("Dòng 2"))
                #expect(told[3].hasPrefix("Dòng 3 “30/4/2026”"))
                #expect(told[4].contains("27/02/2026 không phải thứ bảy, chủ nhật"))
            }
            let nothing = try await world.store.read { tx in try HolidayRecords.year(2026, in: tx) }
            #expect(nothing == nil)
        }
    }
}
