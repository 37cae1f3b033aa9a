import Primitives
import Testing

@testable import Law

struct VoteTests {
    private let day = CivilDate(year: 2026, month: 3, day: 1)!

    @Test func `Tỷ lệ phiếu 90 và 80 phần trăm tính trên tổng số thành viên, chỉ từ 01_01_2024`() throws {
        let lawbook = try LegalCase.lawbook.get()
        for code: CatalogueCode in ["CSTDT", "CSTDTQ", "AHLD", "AHLLVT"] {
            let rule = try #require(lawbook.voteRule(for: code, on: day))
            #expect(rule.council == .province && rule.base == .allMembers)
            // 90 % of 17 is 15,3: 16 are needed, 15 are not enough.
            #expect(rule.share.needed(of: 17) == 16)
            #expect(!Ratio(15, of: 17).isAtLeast(rule.share) && Ratio(16, of: 17).isAtLeast(rule.share))
            // 90 % of 20 and of 10 are whole: 18 and 9 are enough.
            #expect(rule.share.needed(of: 20) == 18 && Ratio(18, of: 20).isAtLeast(rule.share))
            #expect(rule.share.needed(of: 10) == 9 && !Ratio(8, of: 10).isAtLeast(rule.share))
            #expect(lawbook.voteRule(for: code, on: CivilDate(year: 2023, month: 12, day: 31)!) == nil)
        }
        for code: CatalogueCode in ["CSTDCS", "CTDT", "CTDCP"] {
            let rule = try #require(lawbook.voteRule(for: code, on: day))
            #expect(rule.council == (code == "CSTDCS" ? .unit : .province))
            // 80 % of 17 is 13,6; of 15 exactly 12.
            #expect(rule.share.needed(of: 17) == 14)
            #expect(!Ratio(13, of: 17).isAtLeast(rule.share) && Ratio(14, of: 17).isAtLeast(rule.share))
            #expect(rule.share.needed(of: 15) == 12 && Ratio(12, of: 15).isAtLeast(rule.share))
            #expect(lawbook.voteRule(for: code, on: CivilDate(year: 2023, month: 12, day: 31)!) == nil)
        }
    }

    @Test func `Danh hiệu, hình thức luật không đặt tỷ lệ phiếu thì không có ngưỡng`() throws {
        let lawbook = try LegalCase.lawbook.get()
        for code: CatalogueCode in [
            "LDTT", "CSTT", "TTLDTT", "TTLDXS", "DVTT", "DVQT", "XTB", "THONVH", "GDVH", "BKT", "BKTTG", "GK", "KNCT",
            "HCLD1", "HCLD3", "HCHN", "NGND", "BMVNAH",
        ] {
            #expect(lawbook.voteRule(for: code, on: day) == nil, "\(code)")
        }
    }

    @Test func `Trước và sau Nghị định 152 tỷ lệ như nhau, chỉ khác mức tin cậy của trích dẫn`() throws {
        let lawbook = try LegalCase.lawbook.get()
        for code in Set(lawbook.procedures.votes.flatMap(\.codes)) {
            let before = try #require(lawbook.voteRule(for: code, on: CivilDate(year: 2025, month: 6, day: 30)!))
            let after = try #require(lawbook.voteRule(for: code, on: CivilDate(year: 2025, month: 7, day: 1)!))
            #expect(before.share == after.share)
            #expect(before.citation.mark == .verified && after.citation.mark == .predecessor)
            #expect(after.checkedOn != nil)
        }
    }

    @Test func `Anh hùng còn phải qua Hội đồng Trung ương với 90 phần trăm có mặt`() throws {
        let lawbook = try LegalCase.lawbook.get()
        let rules = lawbook.voteRules(for: "AHLD", on: day)
        #expect(rules.map(\.council) == [.province, .central])
        #expect(rules[0].attendance == nil && rules[1].attendance == Ratio(90, of: 100))
        #expect(lawbook.voteRules(for: "CSTDT", on: day).count == 1)
    }

    @Test func `The number needed is the smallest that reaches the share, for every size of council`() throws {
        let lawbook = try LegalCase.lawbook.get()
        for rule in Set(lawbook.procedures.votes.map(\.rule.share)) {
            for members in 1...200 {
                let needed = rule.needed(of: members)
                #expect(Ratio(needed, of: members).isAtLeast(rule) && needed <= members)
                #expect(!Ratio(needed - 1, of: members).isAtLeast(rule))
            }
        }
    }
}
