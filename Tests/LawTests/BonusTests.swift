import Primitives
import Testing

@testable import Law

/// The table of facts.md section 8 with correction C1 of facts-2.md, computed by hand.
struct BonusTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let code: CatalogueCode
        let subject: SubjectKind
        let coefficient: Int
        /// At 1.800.000 (1/2/2024), 2.340.000 under NĐ98 (1/2/2025), 2.340.000 under NĐ152 (1/2/2026) and 2.530.000
        /// (1/8/2026).
        let amounts: [Int64]
        var earlierCoefficient: Int?
        var testDescription: String { "\(code) \(subject)" }
    }

    static let rows = [
        Row(code: "LDTT", subject: .individual, coefficient: 30, amounts: [540_000, 710_000, 710_000, 760_000]),
        Row(
            code: "GK", subject: .individual, coefficient: 30, amounts: [270_000, 360_000, 710_000, 760_000],
            earlierCoefficient: 15),
        Row(
            code: "GK", subject: .collective, coefficient: 60, amounts: [540_000, 710_000, 1_410_000, 1_520_000],
            earlierCoefficient: 30),
        Row(
            code: "TTLDTT", subject: .collective, coefficient: 80,
            amounts: [1_440_000, 1_880_000, 1_880_000, 2_030_000]),
        Row(
            code: "CSTDCS", subject: .individual, coefficient: 100,
            amounts: [1_800_000, 2_340_000, 2_340_000, 2_530_000]),
        Row(
            code: "TTLDXS", subject: .collective, coefficient: 150,
            amounts: [2_700_000, 3_510_000, 3_510_000, 3_800_000]),
        Row(
            code: "BKT", subject: .individual, coefficient: 150, amounts: [2_700_000, 3_510_000, 3_510_000, 3_800_000]),
        Row(
            code: "CSTDT", subject: .individual, coefficient: 300,
            amounts: [5_400_000, 7_020_000, 7_020_000, 7_590_000]),
        Row(
            code: "BKT", subject: .collective, coefficient: 300, amounts: [5_400_000, 7_020_000, 7_020_000, 7_590_000]),
        Row(
            code: "CTDT", subject: .collective, coefficient: 800,
            amounts: [14_400_000, 18_720_000, 18_720_000, 20_240_000]),
    ]
    static let days = [
        CivilDate(year: 2024, month: 2, day: 1)!, CivilDate(year: 2025, month: 2, day: 1)!,
        CivilDate(year: 2026, month: 2, day: 1)!, CivilDate(year: 2026, month: 8, day: 1)!,
    ]

    @Test(arguments: rows)
    func `Tiền thưởng đúng như bảng tính tay`(_ row: Row) throws {
        let lawbook = try LegalCase.lawbook.get()
        for (index, day) in Self.days.enumerated() {
            let bonus = try lawbook.bonus(for: row.code, subject: row.subject, decidedOn: day)
            #expect(bonus.amount == Dong(row.amounts[index]), "\(day.iso)")
            #expect(
                bonus.coefficientHundredths == (index < 2 ? row.earlierCoefficient ?? row.coefficient : row.coefficient)
            )
            #expect(bonus.citations.count >= 2)
        }
    }

    @Test func `Hộ gia đình bằng 1,5 lần cá nhân, làm tròn một lần ở cuối`() throws {
        let lawbook = try LegalCase.lawbook.get()
        let day = Self.days[2]
        // 0,3 × 1,5 × 2.340.000 = 1.053.000, up to 1.060.000; rounding twice would give 1.070.000.
        #expect(try lawbook.bonus(for: "GK", subject: .household, decidedOn: day).amount == Dong(1_060_000))
        // 1,5 × 1,5 × 2.340.000 = 5.265.000, up to 5.270.000.
        #expect(try lawbook.bonus(for: "BKT", subject: .household, decidedOn: day).amount == Dong(5_270_000))
        for code: CatalogueCode in ["GK", "BKT"] {
            let household = try lawbook.bonus(for: code, subject: .household, decidedOn: day)
            let individual = try lawbook.bonus(for: code, subject: .individual, decidedOn: day)
            #expect(household.coefficientHundredths * 2 == individual.coefficientHundredths * 3)
        }
        let problem = #expect(throws: Problem.self) {
            try lawbook.bonus(for: "GK", subject: .household, decidedOn: CivilDate(year: 2025, month: 6, day: 30)!)
        }
        #expect(problem?.code == .notInForce)
    }

    @Test func `Giấy khen của thủ trưởng đơn vị trước 01_7_2025 có hệ số 0,3`() throws {
        let lawbook = try LegalCase.lawbook.get()
        let bonus = try lawbook.bonus(for: "GK", subject: .individual, decidedOn: Self.days[1], decidedByUnitHead: true)
        #expect(bonus.amount == Dong(710_000))
        #expect(
            try lawbook.bonus(for: "GK", subject: .individual, decidedOn: Self.days[2], decidedByUnitHead: true).amount
                == Dong(710_000))
    }

    @Test func `Tiền thưởng luôn tròn 10_000 đồng và không thấp hơn hệ số nhân lương cơ sở`() throws {
        let lawbook = try LegalCase.lawbook.get()
        for day in LawCalendarTests.days where day.day == 1 || day.day == 30 {
            for entry in lawbook.entries(on: day) {
                for subject in entry.subjects {
                    guard let bonus = try? lawbook.bonus(for: entry.code, subject: subject, decidedOn: day) else {
                        continue
                    }
                    #expect(bonus.amount.amount % 10_000 == 0)
                    let exactHundredths = Int64(bonus.coefficientHundredths) * bonus.baseSalary.amount
                    #expect(bonus.amount.amount * 100 >= exactHundredths)
                    #expect((bonus.amount.amount - 10_000) * 100 < exactHundredths)
                }
            }
        }
    }

    @Test func `Danh hiệu cá nhân không có tiền thưởng cho tập thể`() throws {
        let lawbook = try LegalCase.lawbook.get()
        let problem = #expect(throws: Problem.self) {
            try lawbook.bonus(for: "CSTDT", subject: .collective, decidedOn: Self.days[2])
        }
        #expect(problem?.message.contains("Chiến sĩ thi đua cấp tỉnh") == true)
        #expect(throws: Problem.self) {
            try lawbook.bonus(for: "KHONGCO", subject: .individual, decidedOn: Self.days[2])
        }
        #expect(throws: Problem.self) {
            try lawbook.bonus(for: "LDTT", subject: .individual, decidedOn: CivilDate(year: 2023, month: 12, day: 31)!)
        }
    }

    @Test func `Giấy khen trước 01_7_2025 chưa nói ai ký thì trả mức của Chủ tịch xã và ghi rõ mức kia`() throws {
        let lawbook = try LegalCase.lawbook.get()
        let day = CivilDate(year: 2025, month: 6, day: 30)!
        let untold = try lawbook.bonus(for: "GK", subject: .individual, decidedOn: day)
        #expect(untold.amount == Dong(360_000))
        #expect(untold.note?.contains("hệ số 0,3, là 710.000 đồng") == true, "\(untold.note ?? "")")
        let chairman = try lawbook.bonus(for: "GK", subject: .individual, decidedOn: day, decidedByUnitHead: false)
        #expect(chairman.amount == Dong(360_000) && chairman.note == nil)
        let head = try lawbook.bonus(for: "GK", subject: .individual, decidedOn: day, decidedByUnitHead: true)
        #expect(head.amount == Dong(710_000) && head.note == nil && head.citations.first?.mark == .knowledge)
        #expect(try lawbook.text(of: "GK", on: day).contains("thủ trưởng cơ quan, đơn vị tặng thì hệ số 0,3"))
        let reading = try lawbook.reading(of: "GK", on: day)
        #expect(reading.bonuses.allSatisfy { $0.bonus.note?.contains("thủ trưởng") == true })
        // From 1/7/2025 one coefficient for all.
        let later = try lawbook.bonus(for: "GK", subject: .individual, decidedOn: day.adding(days: 1))
        #expect(later.amount == Dong(710_000) && later.note == nil)
    }

    @Test func `Huy chương theo Nghị định 91 có mức cũ, mức mới chưa biết`() throws {
        let lawbook = try LegalCase.lawbook.get()
        // 1,5 × 1.490.000 = 2.235.000, up to 2.240.000.
        let old = try lawbook.bonus(
            for: "HCHCSVV1", subject: .individual, decidedOn: CivilDate(year: 2022, month: 5, day: 19)!)
        #expect(old.amount == Dong(2_240_000) && old.citations.first?.mark == .knowledge)
        #expect(throws: Problem.self) {
            try lawbook.bonus(
                for: "HCHCSVV1", subject: .individual, decidedOn: CivilDate(year: 2024, month: 1, day: 1)!)
        }
    }
}
