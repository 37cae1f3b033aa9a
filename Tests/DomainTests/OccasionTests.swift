import Domain
import Primitives
import Testing

private func day(_ written: String) -> CivilDate { CivilDate(written: written)! }

private func occasion(
    _ name: String = "Quốc khánh", _ time: Occasion.Time = .yearly(since: day("02/9/1945")),
    kind: Occasion.Kind = .greatDay, state: Occasion.State = .kept, lastYear: Int? = nil, note: String = "",
    place: String = ""
) -> Occasion {
    Occasion(
        id: ID(rawValue: "0199a000-0000-7000-8000-000000000001"), kind: kind, level: .nation,
        unitID: ID(rawValue: "0199a000-0000-7000-8000-000000000002"), name: name, time: time, place: place, note: note,
        state: state, lastYear: lastYear, createdBy: ID(rawValue: "0199a000-0000-7000-8000-000000000003"),
        updatedAt: Instant(day("05/12/2025"), hour: 8), version: 3)
}

@Suite struct OccasionTests {
    /// The eight great days of the letter, with the counts it writes.
    static let letter: [(String, Int)] = [
        ("03/02/1930", 95), ("11/4/1900", 125), ("30/4/1975", 50), ("19/5/1890", 135), ("19/8/1945", 80),
        ("02/9/1945", 80), ("19/8/1945", 80), ("19/8/2005", 20),
    ]

    @Test(arguments: letter)
    func `Số năm của tám ngày lễ lớn năm 2025 đúng như công văn`(founded: String, years: Int) throws {
        let found = try #require(occasion("Ngày lễ", .yearly(since: day(founded))).occurrence(in: 2025))
        #expect(found.count?.years == years)
        #expect(found.startsOn == CivilDate(year: 2025, month: day(founded).month, day: day(founded).day))
        #expect(found.endsOn == found.startsOn)
        #expect(found.title == "\(years) năm Ngày lễ")
        #expect(found.count?.isMarked == true)
    }

    @Test func `Số năm tận cùng 0, tận cùng 5 hay số khác`() {
        #expect(YearCount(80).ending == .nought && YearCount(100).ending == .nought)
        #expect(YearCount(125).ending == .five && YearCount(5).ending == .five)
        #expect(YearCount(81).ending == .other && !YearCount(81).isMarked)
    }

    @Test func `Chưa đủ một năm thì chưa có năm kỷ niệm, năm sau mới là năm thứ nhất`() {
        let new = occasion("Ngày mới", .yearly(since: day("15/10/2024")))
        #expect(new.occurrence(in: 2023) == nil && new.occurrence(in: 2024) == nil)
        #expect(new.occurrence(in: 2025)?.count?.years == 1)
    }

    @Test func `Ngày 29 tháng 02 rơi vào 28 tháng 02 ở năm không nhuận`() {
        let leap = occasion("Ngày nhuận", .yearly(since: day("29/02/2000")))
        #expect(leap.occurrence(in: 2025)?.startsOn == day("28/02/2025"))
        #expect(leap.occurrence(in: 2024)?.startsOn == day("29/02/2024"))
    }

    @Test func `Thôi giữ thì không còn năm nào sau năm cuối; bỏ hẳn thì không còn năm nào`() {
        let ended = occasion(state: .ended, lastYear: 2025)
        #expect(ended.occurrence(in: 2025)?.count?.years == 80)
        #expect(ended.occurrence(in: 2026) == nil)
        #expect(occasion(state: .removed).occurrence(in: 2025) == nil)
    }

    @Test func `Từ ngày đến ngày chỉ có những lần chạm vào khoảng đó, cả qua giao thừa`() {
        let national = occasion()
        #expect(national.occurrences(from: day("02/9/2025"), until: day("02/9/2025")).map(\.year) == [2025])
        #expect(national.occurrences(from: day("03/9/2025"), until: day("01/9/2026")).isEmpty)
        #expect(
            national.occurrences(from: day("01/01/2024"), until: day("31/12/2026")).map(\.year) == [2024, 2025, 2026])
        let congress = occasion(
            "Đại hội", .once(OccasionPeriod(startsOn: day("30/12/2025"), endsOn: day("02/01/2026"))), kind: .congress)
        #expect(congress.occurrences(from: day("01/01/2026"), until: day("31/01/2026")).count == 1)
        #expect(congress.occurrences(from: day("03/01/2026"), until: day("31/01/2026")).isEmpty)
        #expect(congress.occurrence(in: 2026) == nil)
    }

    @Test func `Hoạt động chào mừng lần gần nhất, kể cả khi tổ chức sau đó không quá một tháng`() {
        let party = occasion("Ngày thành lập Đảng", .yearly(since: day("03/02/1930")))
        #expect(party.yearGreeted(from: day("15/01/2025")) == 2025)
        #expect(party.yearGreeted(from: day("10/02/2025")) == 2025)
        #expect(party.yearGreeted(from: day("05/12/2025")) == 2026)
        #expect(occasion(state: .ended, lastYear: 2025).yearGreeted(from: day("05/12/2025")) == nil)
        let once = occasion(
            "Đại hội", .once(OccasionPeriod(startsOn: day("01/01/2025"), endsOn: day("31/12/2025"), isOpen: true)),
            kind: .congress)
        #expect(once.yearGreeted(from: day("05/12/2025")) == 2025)
    }

    @Test func `Thời gian được viết như người viết`() {
        func written(_ from: String, _ until: String, open: Bool = false) -> String {
            OccasionPeriod(startsOn: day(from), endsOn: day(until), isOpen: open).written
        }
        #expect(written("05/12/2025", "05/12/2025") == "05/12/2025")
        #expect(written("05/12/2025", "07/12/2025") == "05/12/2025 – 07/12/2025")
        #expect(written("01/01/2025", "31/12/2025", open: true) == "trong năm 2025")
        #expect(written("01/10/2025", "31/12/2025", open: true) == "trong khoảng 01/10/2025 – 31/12/2025")
    }

    @Test func `Giờ gõ theo mấy cách đều hiểu, giờ không có thật thì không`() {
        for text in ["8:00", "08:00", "8h", "8h00", "8 giờ", "08 giờ 00"] {
            #expect(TimeOfDay(written: text)?.written == "08:00", "\(text)")
        }
        #expect(TimeOfDay(written: "23h59")?.minutes == 1439)
        for text in ["", "8", "24:00", "8:60", "8:", ":30", "8:00:00", "-8:00", "8h3x", "٨:00"] {
            #expect(TimeOfDay(written: text) == nil, "\(text)")
        }
    }
}

@Suite struct CalendarFeedTests {
    /// The lines as a calendar program puts them together again.
    private func unfolded(_ text: String) -> [String] {
        // CR LF is one Character: the lines are parted by scalars.
        text.replacing("\r\n ", with: "").split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    }

    private func feed(_ occasions: [Occasion]) -> String {
        CalendarFeed(occasions, name: "Lịch", today: day("05/12/2025")).text
    }

    @Test func foldingKeepsLinesWithin75OctetsAndLettersWhole() {
        let texts = [
            String(repeating: "a", count: 75), String(repeating: "a", count: 76), String(repeating: "ễ", count: 60),
            "SUMMARY:80 năm Quốc khánh nước Cộng hòa xã hội chủ nghĩa Việt Nam, kỷ niệm trọng thể ở khắp nơi",
            String(repeating: "e\u{302}\u{303}", count: 40), String(repeating: "👩‍👩‍👧", count: 9), "", "x",
            "e" + String(repeating: "\u{301}", count: 100),
        ]
        for text in texts {
            let folded = CalendarFeed.folded(text)
            let lines = Array(folded.utf8).split(separator: 10, omittingEmptySubsequences: false)
            for line in lines {
                let octets = line.last == 13 ? line.dropLast() : line
                #expect(octets.count <= 75, "\(text)")
                #expect(String(validating: octets, as: UTF8.self) != nil, "a letter was cut: \(text)")
            }
            // Octets, because a mark behind the blank would make one letter with it.
            let whole = lines.enumerated().flatMap { index, line -> [UInt8] in
                line.dropFirst(index == 0 ? 0 : 1).filter { $0 != 13 }
            }
            #expect(whole.elementsEqual(text.utf8))
        }
        #expect(CalendarFeed.folded(texts[0]) == texts[0])
        #expect(CalendarFeed.folded(texts[1]) == texts[0] + "\r\n a")
    }

    @Test func escapingCoversWhatTheFormatReserves() {
        #expect(CalendarFeed.escaped("a\\b; c, d\ne\r\nf") == "a\\\\b\\; c\\, d\\ne\\nf")
        #expect(CalendarFeed.escaped("Ngày: 02/9 “lễ”") == "Ngày: 02/9 “lễ”")
    }

    @Test func everyLineEndsWithCRLFAndNothingElseBreaksLines() {
        let text = feed([occasion(note: "Dòng một\nDòng hai; và, \\ nữa", place: "Hà Nội")])
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() where scalar == "\n" {
            #expect(index > 0 && scalars[index - 1] == "\r")
        }
        #expect(text.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.hasSuffix("END:VCALENDAR\r\n"))
    }

    @Test func yearlyDaysAreWrittenOutFromTheYearBeforeToTwoYearsAfter() {
        let lines = unfolded(feed([occasion()]))
        #expect(
            lines.filter { $0.hasPrefix("DTSTART") } == [
                "DTSTART;VALUE=DATE:20240902", "DTSTART;VALUE=DATE:20250902", "DTSTART;VALUE=DATE:20260902",
                "DTSTART;VALUE=DATE:20270902",
            ])
        #expect(lines.contains("DTEND;VALUE=DATE:20250903"), "the end of an all-day event is the day after")
        #expect(
            lines.filter { $0.hasPrefix("SUMMARY") } == (79...82).map { "SUMMARY:\($0) năm Quốc khánh" })
        #expect(
            lines.filter { $0.hasPrefix("UID:") }.contains("UID:0199a000-0000-7000-8000-000000000001-2025@bangvang"))
        #expect(Set(lines.filter { $0.hasPrefix("UID:") }).count == 4)
        #expect(lines.contains("DTSTAMP:20251205T010000Z") && lines.contains("SEQUENCE:2"))
        #expect(lines.contains("DESCRIPTION:02/9/1945 – 02/9/2025"))
        #expect(!lines.contains("BEGIN:VTIMEZONE"))
    }

    @Test func aCongressWithHoursIsTimedInVietNam() throws {
        let hours = OccasionPeriod.Hours(
            from: try #require(TimeOfDay(written: "7:30")), until: try #require(TimeOfDay(written: "11:00")))
        let congress = occasion(
            "Đại hội", .once(OccasionPeriod(startsOn: day("12/10/2025"), endsOn: day("13/10/2025"), hours: hours)),
            kind: .congress, place: "Hội trường; tầng 2")
        let lines = unfolded(feed([congress]))
        #expect(lines.contains("DTSTART;TZID=Asia/Ho_Chi_Minh:20251012T073000"))
        #expect(lines.contains("DTEND;TZID=Asia/Ho_Chi_Minh:20251013T110000"))
        #expect(lines.contains("UID:0199a000-0000-7000-8000-000000000001@bangvang"))
        #expect(lines.contains("LOCATION:Hội trường\\; tầng 2") && lines.contains("TZID:Asia/Ho_Chi_Minh"))
    }

    @Test func whatHasNoDayYetOrIsTakenOffStandsNotInTheFeed() {
        let open = occasion(
            "Đại hội", .once(OccasionPeriod(startsOn: day("01/01/2025"), endsOn: day("31/12/2025"), isOpen: true)),
            kind: .congress)
        #expect(!feed([open, occasion(state: .removed)]).contains("VEVENT"))
        #expect(feed([]).contains("END:VCALENDAR"))
    }
}
