import Foundation
import Testing

@testable import Primitives

@Suite struct CivilDateTests {
    @Test(arguments: [
        "31/02/2025", "29/02/2025", "00/01/2025", "32/01/2025", "01/13/2025", "1/1/25", "hôm nay", "", "2025-02-30",
    ])
    func `a day that does not exist is refused`(text: String) {
        #expect(CivilDate(written: text) == nil)
    }

    @Test func `days are read as officials and browsers write them`() {
        let day = CivilDate(year: 2025, month: 12, day: 5)
        #expect(CivilDate(written: "05/12/2025") == day)
        #expect(CivilDate(written: "5/12/2025") == day)
        #expect(CivilDate(written: " 5-12-2025 ") == day)
        #expect(CivilDate(written: "2025-12-05") == day)
        #expect(CivilDate(written: "29/02/2024") == CivilDate(year: 2024, month: 2, day: 29))
    }

    @Test func `days are written with a nought before days under ten and before January and February`() throws {
        #expect(try #require(CivilDate(iso: "2026-07-05")).written == "05/7/2026")
        #expect(try #require(CivilDate(iso: "2025-02-03")).written == "03/02/2025")
        #expect(try #require(CivilDate(iso: "2025-12-15")).writtenOut == "ngày 15 tháng 12 năm 2025")
    }

    @Test func `counting days walks through every day of four centuries`() throws {
        var day = try #require(CivilDate(iso: "1900-01-01"))
        var count = day.daysSinceEpoch
        for _ in 0..<146_097 {
            let next = day.adding(days: 1)
            count += 1
            #expect(next.daysSinceEpoch == count)
            #expect(day < next)
            day = next
        }
        #expect(day.iso == "2300-01-01")
    }

    @Test func `weekdays and ends of months`() throws {
        #expect(try #require(CivilDate(iso: "2025-12-05")).weekday == 5)
        #expect(try #require(CivilDate(iso: "1970-01-01")).weekday == 4)
        #expect(try #require(CivilDate(iso: "2026-11-22")).weekday == 7)
        #expect(try #require(CivilDate(iso: "2025-01-31")).adding(months: 1).iso == "2025-02-28")
        #expect(try #require(CivilDate(iso: "2024-02-29")).adding(years: 1).iso == "2025-02-28")
        #expect(try #require(CivilDate(iso: "2025-12-15")).adding(months: 2).iso == "2026-02-15")
    }
}

@Suite struct InstantTests {
    @Test func `the day in Viet Nam begins seven hours before the day of Greenwich`() throws {
        let lastMinute = try #require(Instant(iso: "2025-12-04T16:59:59.999Z"))
        let midnight = try #require(Instant(iso: "2025-12-04T17:00:00.000Z"))
        #expect(lastMinute.day.iso == "2025-12-04")
        #expect(midnight.day.iso == "2025-12-05")
        #expect(midnight == Instant(try #require(CivilDate(iso: "2025-12-05")), hour: 0))
        #expect(midnight.written == "00:00 ngày 05/12/2025")
    }

    @Test func `moments keep their order as text`() throws {
        let moments = [-1, 0, 1, 999, 1000, 1_764_896_400_000].map { Instant(milliseconds: $0) }
        for (earlier, later) in zip(moments, moments.dropFirst()) { #expect(earlier.iso < later.iso) }
        for moment in moments { #expect(Instant(iso: moment.iso) == moment) }
        #expect(Instant(vietNamTime: "2025-12-05T08:00")?.iso == "2025-12-05T01:00:00.000Z")
        #expect(Instant(vietNamTime: "2025-12-05T24:00") == nil)
    }
}

@Suite struct NumbersTests {
    @Test func `money is grouped by thousands`() {
        #expect(Dong(7_020_000).written == "7.020.000 đồng")
        #expect(Dong(0).grouped == "0")
        #expect(groupedByThousands(-1234) == "-1.234")
    }

    @Test func `shares are compared exactly, never rounded`() {
        #expect(Ratio(90, of: 100).needed(of: 17) == 16)
        #expect(Ratio(80, of: 100).needed(of: 17) == 14)
        #expect(Ratio(16, of: 17).isAtLeast(Ratio(90, of: 100)))
        #expect(!Ratio(15, of: 17).isAtLeast(Ratio(90, of: 100)))
        #expect(Ratio(9, of: 10).isAtLeast(Ratio(90, of: 100)))
        #expect(!Ratio(0, of: 0).isAtLeast(Ratio(1, of: 2)))
        #expect(Ratio(2, of: 3).percent == "66,67 %")
        #expect(Ratio(1, of: 2).percent == "50 %")
    }

    @Test func `identities sort by age and are read back only when whole`() throws {
        let early = ID<Int>(at: Instant(milliseconds: 1_000_000))
        let late = ID<Int>(at: Instant(milliseconds: 1_000_001))
        #expect(early.rawValue < late.rawValue)
        #expect(ID<Int>(parsing: early.rawValue.uppercased()) == early)
        #expect(ID<Int>(parsing: "1' OR '1'='1") == nil)
        #expect(early.rawValue.count == 36)
        #expect(Array(early.rawValue)[14] == "7")
        let many = (0..<1000).map { _ in ID<Int>(at: Instant(milliseconds: 5)) }
        #expect(Set(many).count == 1000)
    }
}

@Suite struct VietnameseTextTests {
    @Test func `folding takes away every mark, composed or not, and đ`() {
        #expect(VietnameseText.folded("Nguyễn Thị  Đào") == "nguyen thi dao")
        #expect(VietnameseText.folded("NGUYỄN\u{00A0}THỊ ĐÀO") == "nguyen thi dao")
        #expect(VietnameseText.folded("Tiếng Việt".decomposedStringWithCanonicalMapping) == "tieng viet")
        #expect(VietnameseText.folded("  Ưu Ơ Ấ Ỵ  ") == "uu o a y")
    }

    @Test func `people are sorted by given name in Vietnamese order`() {
        let names = [
            "Trần Thị Yến", "Nguyễn Văn Ân", "Lê Văn An", "Bàn Thị Ánh", "Đỗ Văn Đức", "Vũ Thị Dung", "Hoàng Văn Ẩn",
        ]
        let sorted = names.sorted { VietnameseText.nameSortKey($0) < VietnameseText.nameSortKey($1) }
        #expect(
            sorted == [
                "Lê Văn An", "Bàn Thị Ánh", "Nguyễn Văn Ân", "Hoàng Văn Ẩn", "Vũ Thị Dung", "Đỗ Văn Đức",
                "Trần Thị Yến",
            ])
    }

    @Test func `short words are joined to their neighbours for the trigram index`() {
        #expect(VietnameseText.searchPatterns("Nguyễn Văn Ân") == ["%nguyen%", "%van an%"])
        #expect(VietnameseText.searchPatterns("Lê An") == ["%le an%"])
        #expect(VietnameseText.searchPatterns("an") == [])
        #expect(VietnameseText.searchPatterns("100%_\\") == ["%100%"])
        #expect(VietnameseText.searchPatterns("") == [])
        // A pasted page is a search too; what comes after the twelfth word does not narrow it.
        #expect(VietnameseText.searchPatterns(String(repeating: "nguyen ", count: 500)).count == 12)
    }
}
