import Primitives
import Testing

@testable import Law

/// Walks every day from 2010 to 2028.
struct LawCalendarTests {
    static let days: [CivilDate] = {
        let first = CivilDate(year: 2010, month: 1, day: 1)!.daysSinceEpoch
        let last = CivilDate(year: 2028, month: 12, day: 31)!.daysSinceEpoch
        return (first...last).map { CivilDate(daysSinceEpoch: $0) }
    }()

    @Test func `Mỗi danh hiệu, hình thức có đúng một quy định mỗi ngày kể từ ngày đầu tiên`() throws {
        let lawbook = try LegalCase.lawbook.get()
        #expect(Self.days.count == 6940)
        let codes = lawbook.entries(on: CivilDate(year: 2026, month: 3, day: 1)!).map(\.code)
        #expect(codes.map(\.rawValue).sorted() == Self.codes.sorted())
        let law2022 = CivilDate(year: 2024, month: 1, day: 1)!
        // What the sources tell of the law of 2003 begins with NĐ 91/2017/NĐ-CP; only how the years of CSTDT are counted is
        // told of earlier days.
        let law2003 = CivilDate(year: 2004, month: 7, day: 1)!
        let decree91 = CivilDate(year: 2017, month: 10, day: 1)!
        let older = [
            "CSTDCS individual", "CSTDT individual", "CSTDTQ individual", "CTDCP collective", "BKTTG household",
        ]
        for code in codes {
            var first: CivilDate?
            for subject in SubjectKind.allCases {
                let rules = lawbook.allRules.filter { $0.code == code && $0.subject == subject }
                guard !rules.isEmpty else { continue }
                let start = code == "CSTDT" ? law2003 : older.contains("\(code) \(subject)") ? decree91 : law2022
                first = min(first ?? start, start)
                let wrong = Self.days.first { day in rules.count { $0.isInForce(on: day) } != (day < start ? 0 : 1) }
                #expect(wrong == nil, "\(code) \(subject) on \(wrong?.iso ?? "")")
            }
            let start = try #require(first)
            let wrong = Self.days.first { day in (try? lawbook.entry(code, on: day)) == nil ? day >= start : day < start
            }
            #expect(wrong == nil, "entry \(code) on \(wrong?.iso ?? "")")
        }
        #expect(lawbook.entries(on: CivilDate(year: 2017, month: 9, day: 30)!).map(\.code) == ["CSTDT"])
        #expect(lawbook.entries(on: CivilDate(year: 2004, month: 6, day: 30)!).isEmpty)
        #expect(lawbook.entries(on: CivilDate(year: 2023, month: 12, day: 31)!).count == older.count)
    }

    /// The whole catalogue, as the project has fixed it.
    static let codes =
        """
        LDTT CSTT CSTDCS CSTDT CSTDTQ TTLDTT DVTT TTLDXS DVQT CTDT CTDCP XTB THONVH GDVH
        HCSV HCHCM HCDL1 HCDL2 HCDL3 HCQC1 HCQC2 HCQC3 HCLD1 HCLD2 HCLD3 HCBV1 HCBV2 HCBV3 HCCC1 HCCC2 HCCC3
        HCDDK HCDC HCHN HCHQKQT HCHVANTQ HCHCSVV1 HCHCSVV2 HCHCSVV3 HCHTNXP HCHHN
        AHLD AHLLVT BMVNAH TAH TPAH NGND NGUT TTND TTUT NSND NSUT NNND NNUT GTHCM GTNN KNCT BKTTG BKT GK
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    @Test func `Mỗi loại hình, nhóm đối tượng đều có ít nhất một tiêu chuẩn mỗi ngày`() throws {
        let lawbook = try LegalCase.lawbook.get()
        for day in Self.days where day.year >= 2017 && day.day == 15 {
            for rule in lawbook.allRules where rule.isInForce(on: day) {
                for category in try lawbook.entry(rule.code, on: day).categories {
                    for group in SubjectGroup.allCases {
                        let proposal = Proposal(
                            code: rule.code, year: day.year, category: category, subject: rule.subject, group: group)
                        let asked = rule.criteria.contains { $0.isInForce(on: day) && $0.scope.covers(proposal) }
                        #expect(asked, "\(rule.code) \(rule.subject) \(category) \(group) \(day.iso)")
                    }
                }
            }
        }
    }

    @Test func `Mức lương cơ sở không có khoảng trống`() throws {
        let lawbook = try LegalCase.lawbook.get()
        let start = CivilDate(year: 2019, month: 7, day: 1)!
        for day in Self.days {
            let salary = try? lawbook.baseSalary(on: day)
            #expect((salary != nil) == (day >= start), "\(day.iso)")
        }
        func amount(_ year: Int, _ month: Int, _ day: Int) throws -> Int64 {
            try lawbook.baseSalary(on: #require(CivilDate(year: year, month: month, day: day))).amount.amount
        }
        #expect(try amount(2023, 6, 30) == 1_490_000)
        #expect(try amount(2023, 7, 1) == 1_800_000)
        #expect(try amount(2024, 6, 30) == 1_800_000)
        #expect(try amount(2024, 7, 1) == 2_340_000)
        #expect(try amount(2026, 6, 30) == 2_340_000)
        #expect(try amount(2026, 7, 1) == 2_530_000)
    }

    /// Whose money the sources do not give, or leave to the province; see docs/law/open-questions.md.
    static let withoutMoney: Set<CatalogueCode> = [
        "GDVH", "TAH", "TPAH", "KNCT", "GTHCM", "GTNN", "HCHQKQT", "HCHVANTQ", "HCHCSVV1", "HCHCSVV2", "HCHCSVV3",
        "HCHTNXP", "HCHHN",
    ]

    @Test func `Mỗi quyết định từ năm 2024 đều có mức tiền thưởng`() throws {
        let lawbook = try LegalCase.lawbook.get()
        let devolution = CivilDate(year: 2025, month: 7, day: 1)!
        for day in Self.days where day >= CivilDate(year: 2024, month: 1, day: 1)! && day.day == 1 || day == devolution
        {
            for entry in lawbook.entries(on: day) where !Self.withoutMoney.contains(entry.code) {
                for subject in entry.subjects where subject != .household || ["BKT", "GK"].contains(entry.code) {
                    let known = (try? lawbook.bonus(for: entry.code, subject: subject, decidedOn: day)) != nil
                    // The household factor and the missing line of Huân chương Hữu nghị before 1/7/2025 were not found:
                    // no amount rather than a guess.
                    let expected = day >= devolution || (subject != .household && entry.code != "HCHN")
                    #expect(known == expected, "\(entry.code) \(subject) \(day.iso)")
                }
            }
        }
    }

    @Test func `Một ngày chỉ có một nghị định chi tiết Luật có hiệu lực, Luật 06_2026 không bao giờ được chọn`() throws
    {
        let lawbook = try LegalCase.lawbook.get()
        for day in Self.days {
            let ids = Set(lawbook.instruments(on: day).map(\.id))
            #expect(!ids.contains("L2026"), "\(day.iso)")
            #expect(ids.intersection(["L2003", "L2022"]).count == 1, "\(day.iso)")
            #expect(ids.intersection(["ND91", "ND98", "ND152"]).count <= 1, "\(day.iso)")
            #expect(ids.intersection(["TT01", "TT15"]).count <= 1, "\(day.iso)")
        }
        let pending = try #require(lawbook.instrument("L2026"))
        #expect(pending.awaitsConfirmation)
        #expect(
            !lawbook.allRules.contains { rule in
                (rule.criteria + rule.guards).contains { $0.citation.instrument == "L2026" }
            })
    }

    @Test func `Từ 01_7_2025 Chủ tịch Ủy ban nhân dân cấp xã quyết định thay cấp huyện`() throws {
        let lawbook = try LegalCase.lawbook.get()
        let before = CivilDate(year: 2025, month: 6, day: 30)!
        let after = CivilDate(year: 2025, month: 7, day: 1)!
        for code: CatalogueCode in ["LDTT", "CSTDCS", "TTLDTT", "GK"] {
            #expect(try lawbook.entry(code, on: before).decider.contains("cấp huyện"))
            let now = try lawbook.entry(code, on: after)
            #expect(!now.decider.contains("cấp huyện") && now.decider.contains("Chủ tịch Ủy ban nhân dân cấp xã"))
            #expect(now.competenceCitation.text == "Điều 59 Nghị định 129/2025/NĐ-CP")
            #expect(now.competence == .unit)
        }
        for code: CatalogueCode in ["CSTDT", "TTLDXS", "CTDT", "BKT"] {
            let entry = try lawbook.entry(code, on: after)
            #expect(entry.competence == .province && entry.decider == "Chủ tịch Ủy ban nhân dân tỉnh")
        }
    }

    @Test func `Thành phần hồ sơ theo danh hiệu và loại hình khen thưởng`() throws {
        let lawbook = try LegalCase.lawbook.get()
        func keys(_ code: CatalogueCode, _ category: CommendationCategory, requiredOnly: Bool = true) -> [String] {
            lawbook.requiredPapers(for: code, category: category, on: CivilDate(year: 2026, month: 3, day: 1)!)
                .filter { $0.isRequired || !requiredOnly }.map(\.key)
        }
        #expect(keys("LDTT", .merit) == ["to_trinh", "bao_cao_thanh_tich", "bien_ban_binh_xet"])
        #expect(
            keys("CSTDCS", .merit)
                == ["to_trinh", "bao_cao_thanh_tich", "bien_ban_binh_xet", "ket_qua_bo_phieu", "chung_nhan_sang_kien"])
        #expect(
            keys("CSTDT", .merit)
                == [
                    "to_trinh", "bao_cao_thanh_tich", "bien_ban_binh_xet", "ket_qua_bo_phieu",
                    "chung_nhan_pham_vi_tinh",
                ])
        #expect(keys("CTDT", .merit).contains("ket_qua_bo_phieu"))
        #expect(!keys("TTLDXS", .merit).contains("ket_qua_bo_phieu"))
        #expect(keys("BKT", .merit) == ["to_trinh", "bao_cao_thanh_tich", "bien_ban_xet_khen_thuong"])
        #expect(keys("BKT", .extraordinary) == ["to_trinh", "bao_cao_tom_tat"])
        #expect(keys("GK", .movement) == ["to_trinh", "bao_cao_thanh_tich", "bien_ban_xet_khen_thuong"])
        #expect(keys("BKT", .extraordinary, requiredOnly: false).contains("chung_nhan_thanh_tich"))
    }
}
