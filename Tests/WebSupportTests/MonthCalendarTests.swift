import Primitives
import Testing
import WebSupport

@Suite struct MonthCalendarTests {
    private func month(_ counts: [Int: Int]) -> String {
        let items = counts.mapValues { count in
            (0..<count).map {
                CalendarItem(kind: .movement, label: "Phong trào ví dụ có tên dài thứ \($0)", note: "kết thúc")
            }
        }
        let calendar = MonthCalendar(
            title: "Lịch tháng 12", year: 2025, month: 12, today: CivilDate(daysSinceEpoch: 0), items: items)
        return String(decoding: calendar.html.bytes, as: UTF8.self)
    }

    @Test func `a month that fits its sheet has no list below it`() {
        let page = month([3: 2, 19: 3, 31: 4])
        #expect(!page.contains("month-rest") && !page.contains("xem dưới bảng"))
    }

    @Test
    func `the fullest day of a month that does not fit is printed below the grid, and stays in its cell on the screen`()
    {
        let page = month([3: 2, 31: 14])
        #expect(page.contains("14 mục, xem dưới bảng") && page.contains("Ngày 31/12"))
        #expect(!page.contains("Ngày 3/12"))
        // Each stands twice: in its cell, and in the list that only paper shows.
        #expect(page.components(separatedBy: "Phong trào ví dụ có tên dài thứ 13").count == 3)
        #expect(page.components(separatedBy: "class=\"held moved\"").count == 2)
    }

    @Test func `a month full of long days ends, with every full day listed below`() {
        let page = month(Dictionary(uniqueKeysWithValues: (1...31).map { ($0, 5) }))
        #expect(page.components(separatedBy: "xem dưới bảng").count > 20)
    }
}
