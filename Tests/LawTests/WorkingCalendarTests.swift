import Foundation
import Primitives
import Testing

@testable import Law

struct WorkingCalendarTests {
    private func date(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
        CivilDate(year: year, month: month, day: day)!
    }

    /// An example for these tests, not the official calendar: Tết from Monday 27 to Friday 31 January, three days off at the
    /// turn of April, of which Friday 2 May is exchanged for Saturday 26 April.
    private var example: WorkingCalendar {
        var holidays: [CivilDate: String] = [date(2025, 1, 1): "Tết Dương lịch"]
        for day in 27...31 { holidays[date(2025, 1, day)] = "Tết Nguyên đán" }
        holidays[date(2025, 4, 30)] = "Ngày Chiến thắng"
        holidays[date(2025, 5, 1)] = "Ngày Quốc tế Lao động"
        holidays[date(2025, 5, 2)] = "Nghỉ hoán đổi"
        return WorkingCalendar(years: [
            HolidayYear(
                year: 2025, holidays: holidays, workingDays: [date(2025, 4, 26)], source: "ví dụ", mark: .knowledge)
        ])
    }

    @Test func `Thứ bảy, chủ nhật, ngày lễ nghỉ; ngày làm bù thì làm việc`() {
        #expect(example.isWorkingDay(date(2025, 1, 24)))
        #expect(!example.isWorkingDay(date(2025, 1, 25)) && !example.isWorkingDay(date(2025, 1, 26)))
        #expect(!example.isWorkingDay(date(2025, 1, 27)) && !example.isWorkingDay(date(2025, 1, 31)))
        #expect(example.isWorkingDay(date(2025, 2, 3)))
        #expect(example.isWorkingDay(date(2025, 4, 26)) && !example.isWorkingDay(date(2025, 5, 2)))
    }

    @Test func `Đếm ngày làm việc qua Tết`() {
        // From Thursday 23/1: Fri 24 (1), then Tết and two week-ends, Mon 3/2 (2), Tue (3), Wed (4), Thu 6/2 (5).
        let due = example.day(5, after: date(2025, 1, 23))
        #expect(due.date == date(2025, 2, 6) && due.note == nil)
        #expect(example.workingDays(after: date(2025, 1, 23), through: date(2025, 2, 6)).days == 5)
        #expect(example.workingDays(after: date(2025, 2, 6), through: date(2025, 1, 23)).days == -5)
        // Nothing is worked between the two week-ends.
        #expect(example.workingDays(after: date(2025, 1, 24), through: date(2025, 2, 2)).days == 0)
        #expect(example.day(0, after: date(2025, 1, 25)).date == date(2025, 2, 3))
        #expect(example.day(0, after: date(2025, 2, 3)).date == date(2025, 2, 3))
    }

    @Test func `Ngày làm bù được tính, ngày nghỉ hoán đổi thì không`() {
        // From Thursday 24/4: Fri 25 (1), Sat 26 made up (2), Mon 28 (3), Tue 29 (4), then off until Mon 5/5 (5).
        #expect(example.day(5, after: date(2025, 4, 24)).date == date(2025, 5, 5))
    }

    @Test func `Công khai đủ 10 ngày làm việc trước phiên họp, kể cả qua Tết`() {
        // Before Monday 10/2: 7, 6, 5, 4, 3/2 are five, then 24, 23, 22, 21, 20/1: to be published on Sunday 19/1 at the latest.
        let last = example.day(10, before: date(2025, 2, 10))
        #expect(last.date == date(2025, 1, 19))
        #expect(example.workingDays(after: last.date, through: date(2025, 2, 9)).days == 10)
    }

    @Test func `Năm chưa có lịch nghỉ thì nói rõ, không đoán`() {
        let due = example.day(3, after: date(2026, 2, 13))
        #expect(due.date == date(2026, 2, 18))
        #expect(due.missingYears == [2026])
        #expect(due.note?.contains("Lịch nghỉ năm 2026 chưa nhập") == true)
        #expect(example.workingDays(after: date(2025, 12, 30), through: date(2026, 1, 5)).missingYears == [2026])
        #expect(example.workingDays(after: date(2025, 12, 1), through: date(2025, 12, 31)).note == nil)
        #expect(example.day(1, before: date(2026, 1, 1)).missingYears.isEmpty)
    }

    @Test func `Adding and counting are inverse on every day of the example year`() {
        for offset in 0..<360 {
            let start = date(2025, 1, 1).adding(days: offset)
            for count in [1, 5, 20] {
                let end = example.day(count, after: start)
                #expect(example.isWorkingDay(end.date))
                #expect(example.workingDays(after: start, through: end.date).days == count)
            }
        }
    }

    @Test func `A year entered later takes the place of what was on record`() {
        let none = example.with(HolidayYear(year: 2025, holidays: [:], source: "ví dụ", mark: .knowledge))
        #expect(none.isWorkingDay(date(2025, 1, 27)) && none.knownYears == [2025])
        #expect(none.day(1, after: date(2025, 1, 23)).note == nil)
    }

    @Test func `The shipped lawbook holds no year, because no source names one`() throws {
        #expect(try LegalCase.lawbook.get().workingCalendar.knownYears.isEmpty)
    }

    @Test func `A year is read strictly`() throws {
        func reading(_ text: String) throws -> WorkingCalendar {
            var files = try LawbookIntegrityTests.files()
            files["procedures/holidays.yaml"] = text
            return try Lawbook(files: files).workingCalendar
        }
        let year = """
            years:
              - year: 2031
                mark: K
                source: ví dụ
                holidays: [{ day: 2031-01-01, name: Tết Dương lịch }]
                working_days: [2031-02-01]
            """
        let calendar = try reading(year)
        #expect(calendar.knownYears == [2031])
        #expect(!calendar.isWorkingDay(date(2031, 1, 1)) && calendar.isWorkingDay(date(2031, 2, 1)))
        for (old, new) in [
            ("2031-01-01", "2030-01-01"), ("[2031-02-01]", "[2031-02-03]"), ("mark: K", "mark: \"?\""),
            ("source: ví dụ", "sauce: ví dụ"), ("- year: 2031", "- year: twenty"),
        ] {
            #expect(throws: LawbookError.self, "\(new)") { try reading(year.replacingOccurrences(of: old, with: new)) }
        }
    }
}
