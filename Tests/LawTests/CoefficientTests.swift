import Primitives
import Testing

@testable import Law

/// Every coefficient of facts.md sections 3 and 4 with the corrections of facts-2.md, in hundredths.
struct CoefficientTests {
    static let individuals: [CatalogueCode: Int] = [
        "LDTT": 30, "CSTT": 30, "CSTDCS": 100, "CSTDT": 300, "CSTDTQ": 450, "BKTTG": 350, "BKT": 150, "GK": 30,
        "HCSV": 4600, "HCHCM": 3050, "HCDL1": 1500, "HCDL2": 1250, "HCDL3": 1050, "HCQC1": 1500, "HCQC2": 1250,
        "HCQC3": 1050, "HCLD1": 900, "HCLD2": 750, "HCLD3": 450, "HCBV1": 900, "HCBV2": 750, "HCBV3": 450, "HCCC1": 900,
        "HCCC2": 750, "HCCC3": 450, "HCDDK": 750, "HCDC": 450, "HCHN": 0, "AHLD": 1550, "AHLLVT": 1550, "BMVNAH": 1550,
        "NGND": 1250, "TTND": 1250, "NSND": 1250, "NNND": 1250, "NGUT": 900, "TTUT": 900, "NSUT": 900, "NNUT": 900,
    ]
    static let collectives: [CatalogueCode: Int] = [
        "TTLDTT": 80, "DVTT": 80, "TTLDXS": 150, "DVQT": 150, "CTDT": 800, "CTDCP": 1200, "XTB": 200, "THONVH": 150,
        "BKTTG": 700, "BKT": 300, "GK": 60, "HCSV": 9200, "HCHCM": 6100, "HCDL1": 3000, "HCDL2": 2500, "HCDL3": 2100,
        "HCQC1": 3000, "HCQC2": 2500, "HCQC3": 2100, "HCLD1": 1800, "HCLD2": 1500, "HCLD3": 900, "HCBV1": 1800,
        "HCBV2": 1500, "HCBV3": 900, "HCCC1": 1800, "HCCC2": 1500, "HCCC3": 900, "HCDDK": 1500, "HCDC": 900, "HCHN": 0,
        "AHLD": 3100, "AHLLVT": 3100,
    ]
    static let households: [CatalogueCode: Int] = ["BKTTG": 525, "BKT": 225, "GK": 45]

    @Test func `Hệ số của mọi danh hiệu, hình thức đúng như bảng, không thừa không thiếu`() throws {
        let lawbook = try LegalCase.lawbook.get()
        let day = CivilDate(year: 2026, month: 3, day: 1)!
        var codes: Set<CatalogueCode> = []
        for (subject, table) in [
            (SubjectKind.individual, Self.individuals), (.collective, Self.collectives), (.household, Self.households),
        ] {
            for (code, coefficient) in table {
                let bonus = try lawbook.bonus(for: code, subject: subject, decidedOn: day)
                #expect(bonus.coefficientHundredths == coefficient, "\(code) \(subject)")
                codes.insert(code)
            }
        }
        let known = lawbook.procedures.bonuses.filter { $0.value.contains { $0.isInForce(on: day) } }
        #expect(Set(known.keys) == codes.union(["KNCT"]))
        // Of medals only the coefficient under NĐ91 is known.
        let ended = Set(lawbook.procedures.bonuses.keys).subtracting(known.keys)
        #expect(ended == ["HCHQKQT", "HCHVANTQ", "HCHCSVV1", "HCHCSVV2", "HCHCSVV3", "HCHTNXP"])
        for (code, rows) in lawbook.procedures.bonuses {
            for row in rows where row.isInForce(on: day) && !row.isLimit {
                let given = Set(row.coefficients.keys)
                let expected = Set(
                    [
                        (SubjectKind.individual, Self.individuals), (.collective, Self.collectives),
                        (.household, Self.households),
                    ]
                    .filter { $0.1[code] != nil }.map(\.0))
                #expect(given == expected, "\(code)")
            }
        }
    }

    @Test func `Huân chương của tập thể gấp đôi cá nhân, hộ gia đình gấp rưỡi cá nhân`() throws {
        let lawbook = try LegalCase.lawbook.get()
        for rows in lawbook.procedures.bonuses.values {
            for row in rows {
                if lawbook.name(of: row.code).hasPrefix("Huân chương"), let one = row.coefficients[.individual] {
                    #expect(row.coefficients[.collective] == 2 * one, "\(row.code)")
                }
                if let household = row.coefficients[.household] {
                    #expect(row.coefficients[.individual].map { $0 * 3 } == household * 2, "\(row.code)")
                }
            }
        }
    }

    @Test func `Tiền thưởng tròn 10_000 đồng và không thấp hơn hệ số nhân lương cơ sở, mọi mã, mọi ngày đổi mức`()
        throws
    {
        let lawbook = try LegalCase.lawbook.get()
        var checked = 0
        for (code, rows) in lawbook.procedures.bonuses {
            for salary in lawbook.procedures.baseSalaries {
                for row in rows where !row.isLimit {
                    let day = max(row.from, salary.from)
                    guard row.isInForce(on: day), salary.isInForce(on: day) else { continue }
                    for subject in row.coefficients.keys {
                        let bonus = try lawbook.bonus(for: code, subject: subject, decidedOn: day)
                        let exact = Int64(bonus.coefficientHundredths) * salary.amount.amount
                        #expect(bonus.amount.amount % 10_000 == 0)
                        #expect(bonus.amount.amount * 100 >= exact && (bonus.amount.amount - 10_000) * 100 < exact)
                        checked += 1
                    }
                }
            }
        }
        #expect(checked > 250)
    }

    @Test func `Kỷ niệm chương chỉ có mức trần, Huân chương Hữu nghị không có tiền thưởng`() throws {
        let lawbook = try LegalCase.lawbook.get()
        let day = CivilDate(year: 2026, month: 3, day: 1)!
        let problem = #expect(throws: Problem.self) {
            try lawbook.bonus(for: "KNCT", subject: .individual, decidedOn: day)
        }
        #expect(problem?.message.contains("không quá 0,6 lần") == true)
        // 0,6 × 2.340.000 = 1.404.000: the most, so not rounded up.
        #expect(lawbook.bonusLimit(for: "KNCT", subject: .individual, decidedOn: day)?.amount == Dong(1_404_000))
        #expect(lawbook.bonusLimit(for: "BKT", subject: .individual, decidedOn: day) == nil)
        let friendship = try lawbook.bonus(for: "HCHN", subject: .individual, decidedOn: day)
        #expect(friendship.amount == .zero && friendship.note?.contains("xác nhận trước khi chi") == true)
        #expect(throws: Problem.self) { try lawbook.bonus(for: "GDVH", subject: .household, decidedOn: day) }
    }

    @Test func `Coefficients read as officials write them`() {
        func text(_ hundredths: Int) -> String {
            Bonus(coefficientHundredths: hundredths, baseSalary: .zero, amount: .zero, citations: []).coefficientText
        }
        #expect(text(30) == "0,3" && text(15) == "0,15" && text(150) == "1,5" && text(100) == "1,0")
        #expect(text(5) == "0,05" && text(3050) == "30,5" && text(525) == "5,25")
    }

    @Test func `Nơi chi tiền thưởng: khen cấp trên do tỉnh trình chi, còn lại do cấp quyết định chi`() throws {
        let lawbook = try LegalCase.lawbook.get()
        let day = CivilDate(year: 2026, month: 3, day: 1)!
        #expect(lawbook.payer(for: "BKTTG", on: day)?.key == "state-level")
        #expect(lawbook.payer(for: "HCLD1", on: day)?.citation.mark == .predecessor)
        #expect(lawbook.payer(for: "GK", on: day)?.key == "decider")
        #expect(lawbook.payer(for: "CSTDT", on: day)?.citation.text == "Khoản 4 Điều 11 Luật 06/2022/QH15")
        #expect(lawbook.payer(for: "GK", on: CivilDate(year: 2023, month: 12, day: 31)!) == nil)
    }

    @Test func `Trần quỹ của tỉnh miền núi là 1,5 phần trăm, đồng bằng 1 phần trăm chi thường xuyên`() throws {
        let lawbook = try LegalCase.lawbook.get()
        let day = CivilDate(year: 2026, month: 3, day: 1)!
        #expect(lawbook.provision(.fund, "highland", on: day)?.share?.percent == "1,5 %")
        #expect(lawbook.provision(.fund, "lowland", on: day)?.share?.percent == "1 %")
        #expect(lawbook.provision(.fund, "organising", on: day)?.share?.percent == "20 %")
        #expect(lawbook.provision(.fund, "highland", on: CivilDate(year: 2025, month: 6, day: 30)!) == nil)
    }
}
