import Primitives
import Testing

@testable import Law

/// Several awards decided on one day (NĐ 152/2025/NĐ-CP Điều 49 khoản 5 to 7), at 2.340.000 đồng.
struct PayableTests {
    static let day = CivilDate(year: 2026, month: 3, day: 10)!

    private func award(
        _ code: CatalogueCode, to recipient: String = "A", subject: SubjectKind = .individual, from: Int = 2025,
        until: Int = 2025, achievement: String? = nil, id: String? = nil
    ) -> GivenCommendation {
        GivenCommendation(
            id: id ?? "\(code)-\(recipient)-\(from)", recipient: recipient, code: code, subject: subject,
            periodFrom: CivilDate(year: from, month: 1, day: 1)!,
            periodUntil: CivilDate(year: until, month: 12, day: 31)!, achievement: achievement)
    }

    private func amounts(_ awards: [GivenCommendation], on day: CivilDate = day) throws -> [Int64] {
        let payable = try LegalCase.lawbook.get().payable(awards, decidedOn: day)
        #expect(payable.map(\.id) == awards.map(\.id))
        return payable.map(\.amount.amount)
    }

    @Test func `Nhiều danh hiệu cùng thời gian đạt được thì chỉ nhận mức cao nhất`() throws {
        #expect(try amounts([award("LDTT"), award("CSTDT"), award("CSTDCS")]) == [0, 7_020_000, 0])
        #expect(
            try amounts([
                award("TTLDTT", subject: .collective), award("CTDT", subject: .collective),
                award("TTLDXS", subject: .collective),
            ]) == [0, 18_720_000, 0])
    }

    @Test func `Hai danh hiệu bằng mức nhau cùng thời gian chỉ trả một lần`() throws {
        #expect(try amounts([award("LDTT", id: "1"), award("CSTT", id: "2")]) == [710_000, 0])
        #expect(
            try amounts([award("LDTT", id: "1"), award("LDTT", id: "2"), award("LDTT", id: "3")]) == [710_000, 0, 0])
    }

    @Test func `Danh hiệu của thời gian khác nhau, hoặc của người khác, nhận đủ`() throws {
        #expect(
            try amounts([award("CSTDCS"), award("CSTDCS", from: 2024, until: 2024), award("LDTT", to: "B")])
                == [2_340_000, 2_340_000, 710_000])
        // The period of a provincial title may be three years: then it is another time.
        #expect(try amounts([award("CSTDCS"), award("CSTDT", from: 2023, until: 2025)]) == [2_340_000, 7_020_000])
    }

    @Test func `Vừa danh hiệu vừa hình thức thì nhận cả hai, nhiều hình thức khác thành tích thì nhận hết`() throws {
        #expect(
            try amounts([award("CSTDCS"), award("BKT"), award("GK", achievement: "cứu người"), award("LDTT")])
                == [2_340_000, 3_510_000, 710_000, 0])
        #expect(
            try amounts([award("BKT", achievement: "một"), award("GK", achievement: "hai")]) == [3_510_000, 710_000])
    }

    @Test func `Hai hình thức cho một thành tích: chỉ tính mức cao hơn và gọi cán bộ`() throws {
        let payable = try LegalCase.lawbook.get().payable(
            [award("GK", achievement: "chữa cháy"), award("BKT", achievement: "chữa cháy")], decidedOn: Self.day)
        #expect(payable.map(\.amount.amount) == [0, 3_510_000])
        #expect(payable[0].outcome == .sameAchievement && payable[0].needsOfficer && !payable[1].needsOfficer)
        #expect(payable[0].citation?.text == "Điểm c khoản 2 Điều 5 Luật 06/2022/QH15")
    }

    @Test func `Mỗi khoản được giải thích bằng phép tính hoặc điều khoản`() throws {
        let payable = try LegalCase.lawbook.get().payable([award("LDTT"), award("CSTDCS")], decidedOn: Self.day)
        #expect(
            payable[0].explanation
                == "Đã nhận mức cao hơn của danh hiệu Chiến sĩ thi đua cơ sở trong cùng thời gian đạt được "
                + "(khoản 5 Điều 49 Nghị định 152/2025/NĐ-CP)")
        #expect(payable[1].explanation == "1,0 × 2.340.000 đồng = 2.340.000 đồng")
        let alone = try LegalCase.lawbook.get().payable([award("LDTT")], decidedOn: Self.day)
        #expect(alone[0].explanation == "0,3 × 2.340.000 đồng = 702.000 đồng, làm tròn lên 710.000 đồng")
        #expect(alone[0].outcome == .paid && alone[0].citation == nil)
    }

    @Test func `Trước 01_7_2025 cùng cách tính nhưng cần cán bộ xác nhận`() throws {
        let old = CivilDate(year: 2025, month: 3, day: 1)!
        let payable = try LegalCase.lawbook.get().payable([award("LDTT"), award("CSTDCS")], decidedOn: old)
        #expect(payable.map(\.amount.amount) == [0, 2_340_000])
        #expect(payable[0].needsOfficer && payable[0].explanation.contains("cần cán bộ xác nhận"))
    }

    @Test func `Không có mức thưởng cho một khoản thì cả quyết định báo lỗi`() throws {
        #expect(throws: Problem.self) { try amounts([award("CSTDCS"), award("GDVH", subject: .household)]) }
        #expect(try amounts([]).isEmpty)
    }

    @Test func `The total never depends on the order, and never exceeds what each would pay alone`() throws {
        let lawbook = try LegalCase.lawbook.get()
        let awards = [
            award("LDTT"), award("CSTDCS"), award("CSTDT", from: 2023), award("BKT", achievement: "x"),
            award("GK", achievement: "x"), award("LDTT", to: "B"), award("CSTDCS", to: "B"),
        ]
        var generator = SystemRandomNumberGenerator()
        var totals: Set<Int64> = []
        for _ in 0..<50 {
            let payable = try lawbook.payable(awards.shuffled(using: &generator), decidedOn: Self.day)
            totals.insert(payable.reduce(0) { $0 + $1.amount.amount })
            #expect(payable.allSatisfy { $0.amount == .zero || $0.amount == $0.bonus.amount })
        }
        #expect(totals.count == 1)
        // 2.340.000 + 7.020.000 + 3.510.000 + 2.340.000
        #expect(totals.first == Int64(15_210_000))
    }
}
