import Primitives
import Testing

@testable import Law

/// Cases of money, time, standards and votes worked out by hand from facts.md sections 3 to 8, before the program was asked.
struct HandComputedTests {
    private func date(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
        CivilDate(year: year, month: month, day: day)!
    }

    private func money(_ code: CatalogueCode, _ subject: SubjectKind, _ day: CivilDate) throws -> Int64 {
        try LegalCase.lawbook.get().bonus(for: code, subject: subject, decidedOn: day).amount.amount
    }

    private func deadline(_ key: String, of code: CatalogueCode, on day: CivilDate) throws -> Deadline {
        try #require(try LegalCase.lawbook.get().deadlines(for: code, on: day).first { $0.key == key })
    }

    @Test func `1, Huân chương Lao động hạng Ba cho cá nhân, ký ngày 10_8_2026`() throws {
        // 4,5 × 2.530.000 (from 1/7/2026) = 11.385.000, up to 11.390.000.
        #expect(try money("HCLD3", .individual, date(2026, 8, 10)) == 11_390_000)
    }

    @Test func `2, Bằng khen của Thủ tướng cho tập thể, ký ngày 30_6_2026`() throws {
        // 7,0 × 2.340.000 (last day) = 16.380.000, already round; a day later 7,0 × 2.530.000 = 17.710.000.
        #expect(try money("BKTTG", .collective, date(2026, 6, 30)) == 16_380_000)
        #expect(try money("BKTTG", .collective, date(2026, 7, 1)) == 17_710_000)
    }

    @Test func `3, Bằng khen của Thủ tướng cho hộ gia đình, ký ngày 15_01_2026`() throws {
        // 3,5 × 1,5 = 5,25; 5,25 × 2.340.000 = 12.285.000, up to 12.290.000.
        #expect(try money("BKTTG", .household, date(2026, 1, 15)) == 12_290_000)
    }

    @Test func `4, Giấy khen của Chủ tịch xã, ký ngày 30_6_2025 và ngày 01_7_2025`() throws {
        // Under NĐ98: 0,15 × 2.340.000 = 351.000, up to 360.000; from the next day 0,3: 702.000, up to 710.000.
        #expect(try money("GK", .individual, date(2025, 6, 30)) == 360_000)
        #expect(try money("GK", .individual, date(2025, 7, 1)) == 710_000)
        // Collectives: 0,3 and 0,6: 702.000 up to 710.000, 1.404.000 up to 1.410.000.
        #expect(try money("GK", .collective, date(2025, 6, 30)) == 710_000)
        #expect(try money("GK", .collective, date(2025, 7, 1)) == 1_410_000)
    }

    @Test func `5, Cờ thi đua của Chính phủ và Huân chương Sao vàng cho tập thể, tháng 9_2026`() throws {
        // 12 × 2.530.000 = 30.360.000; 92 × 2.530.000 = 232.760.000.
        #expect(try money("CTDCP", .collective, date(2026, 9, 2)) == 30_360_000)
        #expect(try money("HCSV", .collective, date(2026, 9, 2)) == 232_760_000)
    }

    @Test func `6, Một người cùng lúc được hai danh hiệu năm 2025, một Bằng khen`() throws {
        // LĐTT 0 (the same year as CSTĐCS, which pays more) + CSTĐCS 2.340.000 + Bằng khen 1,5 × 2.340.000 = 3.510.000.
        let awards = ["LDTT", "CSTDCS", "BKT"].map {
            GivenCommendation(
                id: $0, recipient: "A", code: CatalogueCode(rawValue: $0), subject: .individual,
                periodFrom: date(2025, 1, 1), periodUntil: date(2025, 12, 31))
        }
        let payable = try LegalCase.lawbook.get().payable(awards, decidedOn: date(2026, 3, 10))
        #expect(payable.map(\.amount.amount) == [0, 2_340_000, 3_510_000])
    }

    @Test func `7, Hồ sơ Chiến sĩ thi đua toàn quốc năm 2025 gửi chậm nhất 31_12_2026`() throws {
        let limit = try deadline("gui-bo-noi-vu", of: "CSTDTQ", on: date(2026, 3, 1))
        #expect(limit.due(year: 2025) == date(2026, 12, 31))
        #expect(limit.words == "trước hoặc trong ngày 31/12 của năm liền sau năm xét")
        #expect(limit.citation.text == "Điểm a khoản 1 Điều 32 Nghị định 98/2023/NĐ-CP")
        // The flag of the Government: every year by 30 June; the source does not say for which year.
        let flag = try deadline("gui-bo-noi-vu", of: "CTDCP", on: date(2026, 3, 1))
        #expect(flag.due(year: 2025) == nil && flag.words == "trước hoặc trong ngày 30/6 hằng năm")
    }

    @Test func `8, Cấp xã thẩm định Chiến sĩ thi đua cơ sở nhận ngày 02_3_2026`() throws {
        // Monday 2 March; 20 working days are four weeks of five: Monday 30 March. No holidays of 2026 are on record.
        let limit = try deadline("tham-dinh-cap-xa", of: "CSTDCS", on: date(2026, 3, 2))
        let due = try #require(limit.due(event: date(2026, 3, 2), calendar: LegalCase.lawbook.get().workingCalendar))
        #expect(due.date == date(2026, 3, 30))
        #expect(due.note?.hasPrefix("Lịch nghỉ năm 2026 chưa nhập") == true)
        #expect(limit.words == "20 ngày làm việc kể từ ngày nhận đủ hồ sơ")
    }

    @Test func `9, Công khai trước phiên họp ngày 16_12_2025 xét Huân chương Lao động`() throws {
        // Working days before Tuesday 16/12: 15, 12, 11, 10, 9, 8, 5, 4, 3, 2 are ten: published on Monday 1/12 at the latest.
        let limit = try deadline("cong-khai-truoc-hoi-dong", of: "HCLD2", on: date(2025, 11, 1))
        let due = try #require(limit.due(event: date(2025, 12, 16), calendar: WorkingCalendar(years: [])))
        #expect(due.date == date(2025, 12, 1))
        #expect(limit.words == "ít nhất 10 ngày làm việc trước ngày Hội đồng họp xét")
        #expect(limit.citation.text == "Khoản 2 Điều 44 Nghị định 152/2025/NĐ-CP")
        #expect(
            try deadline("cong-khai-truoc-hoi-dong", of: "HCLD2", on: date(2025, 6, 30)).citation.instrument == "ND98")
    }

    @Test func `10, Công bố danh hiệu văn hóa ký ngày 20_12_2025 trong 15 ngày`() throws {
        // 20 December + 15 days = 4 January; calendar days, so no working calendar is asked.
        let limit = try deadline("cong-bo-van-hoa", of: "THONVH", on: date(2025, 12, 20))
        let due = try #require(limit.due(event: date(2025, 12, 20), calendar: WorkingCalendar(years: [])))
        #expect(due.date == date(2026, 1, 4) && due.note == nil)
        // "Before 25 November": the last day is the 24th of the same year.
        #expect(
            try deadline("binh-xet-van-hoa", of: "GDVH", on: date(2025, 6, 1)).due(year: 2025) == date(2025, 11, 24))
    }

    @Test func `11, Bộ Nội vụ trả hồ sơ Cờ thi đua của Chính phủ nhận ngày thứ sáu 09_01_2026`() throws {
        // Five working days after Friday 9/1: Mon 12 … Fri 16 January.
        let limit = try deadline("tra-ho-so", of: "CTDCP", on: date(2026, 1, 9))
        #expect(limit.due(event: date(2026, 1, 9), calendar: WorkingCalendar(years: []))?.date == date(2026, 1, 16))
    }

    @Test func `12, Thôn văn hóa ký ngày 01_02_2024 theo Nghị định 98`() throws {
        // 1,5 × 1.800.000 = 2.700.000.
        let bonus = try LegalCase.lawbook.get().bonus(for: "THONVH", subject: .collective, decidedOn: date(2024, 2, 1))
        #expect(bonus.amount == Dong(2_700_000) && bonus.citations[0].instrument == "ND98")
        // The day before NĐ98 nothing is known, so nothing is paid.
        #expect(throws: Problem.self) { try money("THONVH", .collective, date(2023, 12, 31)) }
    }

    private func verdict(
        _ code: CatalogueCode, _ subject: SubjectKind = .individual, _ category: CommendationCategory = .merit,
        group: SubjectGroup? = nil, sex: Sex? = nil, facts: Facts
    ) throws -> Verdict {
        try LegalCase.lawbook.get().verdict(
            Proposal(code: code, year: 2025, category: category, subject: subject, group: group, sex: sex),
            facts: facts, asOf: date(2026, 3, 15))
    }

    @Test func `13, Nữ Phó Giám đốc sở giữ chức 10 năm, Huân chương Lao động hạng Ba cống hiến`() throws {
        // From 10 to under 15 years for the rank of Phó Vụ trưởng; a woman a third less: 120 × 2/3 = 80 months, 6 years 8
        // months. She has 120. Not yet 180, so nothing says that only a higher class is right.
        func facts(_ from: CivilDate, _ until: CivilDate) -> Facts {
            Facts(posts: [PostFact(level: "phó giám đốc sở", from: from, until: until)])
        }
        let ten = facts(date(2010, 1, 1), date(2019, 12, 31))
        #expect(try verdict("HCLD3", .individual, .contribution, group: .leader, sex: .female, facts: ten) == .met)
        #expect(try verdict("HCLD3", .individual, .contribution, group: .leader, sex: .male, facts: ten) == .met)
        // 80 months exactly, and one day less; a man needs 120.
        let least = facts(date(2013, 5, 1), date(2019, 12, 31))
        #expect(try verdict("HCLD3", .individual, .contribution, group: .leader, sex: .female, facts: least) == .met)
        #expect(try verdict("HCLD3", .individual, .contribution, group: .leader, sex: .male, facts: least) == .notMet)
        let short = facts(date(2013, 5, 2), date(2019, 12, 31))
        #expect(try verdict("HCLD3", .individual, .contribution, group: .leader, sex: .female, facts: short) == .notMet)
    }

    @Test func `14, Bằng khen của Thủ tướng khi Bằng khen của tỉnh nằm trong 05 năm`() throws {
        // 2021–2025 all good or better, CSTĐCS in 2021, 2023 and 2025: three times in five years, and a Bằng khen of 2022.
        func facts(titles: Set<Int>, certificate: Int?) -> Facts {
            Facts(
                years: (2021...2025).map {
                    YearFacts(year: $0, rating: .good, held: titles.contains($0) ? ["CSTDCS"] : [])
                },
                received: certificate.map { [ReceivedFact(code: "BKT", year: $0, category: .merit)] } ?? [],
                refuted: ["BKTTG.individual-merit.achievements", "BKTTG.individual-merit.contribution"])
        }
        #expect(try verdict("BKTTG", facts: facts(titles: [2021, 2023, 2025], certificate: 2022)) == .met)
        #expect(try verdict("BKTTG", facts: facts(titles: [2021, 2023, 2025], certificate: 2015)) == .met)
        #expect(try verdict("BKTTG", facts: facts(titles: [2021, 2023], certificate: 2022)) == .notMet)
        #expect(try verdict("BKTTG", facts: facts(titles: [2021, 2023, 2025], certificate: nil)) == .notMet)
    }

    @Test func `15, Phiếu của Hội đồng 13 và 15 thành viên`() throws {
        // 90 % of 13 is 11,7: 12 votes. 80 % of 13 is 10,4: 11 votes. 90 % of 15 is 13,5: 14; 80 % of 15 is 12.
        let lawbook = try LegalCase.lawbook.get()
        let ninety = try #require(lawbook.voteRule(for: "CSTDT", on: date(2026, 3, 15)))
        let eighty = try #require(lawbook.voteRule(for: "CSTDCS", on: date(2026, 3, 15)))
        #expect([13, 15].map(ninety.share.needed) == [12, 14])
        #expect([13, 15].map(eighty.share.needed) == [11, 12])
        func answer(_ agree: Int) throws -> Verdict {
            try verdict(
                "CSTDT",
                facts: Facts(
                    years: (2023...2025).map {
                        YearFacts(
                            year: $0, rating: .good, held: ["CSTDCS"],
                            initiatives: $0 == 2025 ? [InitiativeFact(scope: .province)] : [])
                    }, vote: VoteFact(members: 13, agree: agree)))
        }
        #expect(try answer(12) == .met)
        #expect(try answer(11) == .notMet)
    }

    @Test func `16, Tập thể lao động xuất sắc 23 người`() throws {
        // 70 % of 23 is 16,1: 17 people. All 23 must have completed their tasks, one must be CSTĐCS.
        func facts(_ advanced: Int, completed: Int = 23) -> Facts {
            Facts(
                years: [YearFacts(year: 2025, rating: .excellent)],
                members: MemberFacts(
                    total: 23, completed: completed, advanced: advanced, grassrootsFighters: 1, disciplined: 0),
                confirmed: Array(lawbookIDs))
        }
        #expect(try verdict("TTLDXS", .collective, facts: facts(17)) == .met)
        #expect(try verdict("TTLDXS", .collective, facts: facts(16)) == .notMet)
        #expect(try verdict("TTLDXS", .collective, facts: facts(17, completed: 22)) == .notMet)
    }

    /// What only an officer can judge is confirmed.
    private var lawbookIDs: Set<String> { (try? LegalCase.lawbook.get().criterionIDs) ?? [] }
}
