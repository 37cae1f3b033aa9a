import Primitives
import Testing

@testable import Law

/// What must hold for any facts. Facts are drawn from a fixed seed, so that a failure can be repeated.
struct LawPropertyTests {
    /// SplitMix64: small, and the same on every machine.
    struct Draw: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
    }

    static let day = CivilDate(year: 2026, month: 3, day: 15)!

    static func person(_ draw: inout Draw) -> Facts {
        var facts = Facts()
        for year in 2020...2025 where draw.chance(90) {
            var held: [CatalogueCode] = []
            if draw.chance(80) { held.append("LDTT") }
            if draw.chance(70) { held.append("CSTDCS") }
            if draw.chance(10) { held.append("CSTDT") }
            let initiatives =
                draw.chance(60)
                ? [
                    InitiativeFact(
                        scope: InfluenceScope.allCases.randomElement(using: &draw) ?? .base,
                        usedFor: draw.chance(20) ? ["BKT-2019"] : [])
                ]
                : []
            facts.years.append(
                YearFacts(
                    year: year, rating: draw.chance(90) ? CompletionLevel.allCases.randomElement(using: &draw) : nil,
                    held: held,
                    monthsWorked: draw.chance(80) ? Int.random(in: 0...12, using: &draw) : nil,
                    initiatives: initiatives,
                    science: draw.chance(20) ? [ScienceFact(scope: .province, accepted: draw.chance(50))] : [],
                    maternity: draw.chance(10)))
        }
        if draw.chance(15) { facts.received.append(ReceivedFact(code: "BKT", year: 2024, category: .merit)) }
        if draw.chance(15) { facts.received.append(ReceivedFact(code: "GK", year: 2025, category: .extraordinary)) }
        if draw.chance(15) { facts.pending.append(PendingFact(code: "CSTDCS", year: 2025, dossier: "HS-2026-000001")) }
        if draw.chance(10) {
            facts.discipline.append(
                DisciplineFact(
                    measure: "warning", from: CivilDate(year: 2024, month: 2, day: 1)!,
                    until: CivilDate(year: 2025, month: 1, day: 31)!))
        }
        return facts
    }

    static let order: [Verdict: Int] = [.notMet: 0, .undecided: 1, .met: 2]

    static func verdicts(_ lawbook: Lawbook, _ code: CatalogueCode, _ facts: Facts) throws -> [String: Verdict] {
        let assessment = try lawbook.assess(
            Proposal(code: code, year: 2025, category: .merit, subject: .individual, group: .official), facts: facts,
            asOf: day)
        return Dictionary(assessment.findings.map { ($0.id, $0.verdict) }, uniquingKeysWith: { first, _ in first })
    }

    @Test func `Thêm một năm Chiến sĩ thi đua cơ sở không bao giờ làm tiêu chuẩn đang đạt thành không đạt`() throws {
        let lawbook = try LegalCase.lawbook.get()
        var draw = Draw(state: 20_251_231)
        var raised = 0
        for _ in 0..<3000 {
            let facts = Self.person(&draw)
            guard let index = facts.years.indices.randomElement(using: &draw) else { continue }
            var more = facts
            if !more.years[index].held.contains("CSTDCS") { more.years[index].held.append("CSTDCS") }
            for (code, id) in [
                ("CSTDT", "CSTDT.three-consecutive"), ("CSTDT", "CSTDT.influence"), ("BKT", "BKT.individual-merit"),
            ] {
                let before = try #require(Self.verdicts(lawbook, CatalogueCode(rawValue: code), facts)[id])
                let after = try #require(Self.verdicts(lawbook, CatalogueCode(rawValue: code), more)[id])
                #expect(try #require(Self.order[after]) >= #require(Self.order[before]), "\(id)")
                if after != before { raised += 1 }
            }
        }
        #expect(raised > 100, "the property was hardly exercised")
    }

    @Test func `Thêm một danh hiệu không bao giờ làm đổi đạt thành không đạt ở các hình thức tính theo năm`() throws {
        let lawbook = try LegalCase.lawbook.get()
        var draw = Draw(state: 44_1)
        var raised = 0
        for _ in 0..<1500 {
            var facts = Self.person(&draw)
            if draw.chance(60) {
                facts.received.append(
                    ReceivedFact(code: "BKTTG", year: Int.random(in: 2017...2021, using: &draw), category: .merit))
            }
            if draw.chance(40) { facts.received.append(ReceivedFact(code: "HCLD3", year: 2019, category: .merit)) }
            guard let index = facts.years.indices.randomElement(using: &draw) else { continue }
            var more = facts
            let title: CatalogueCode = draw.chance(50) ? "CSTDCS" : "CSTDT"
            if !more.years[index].held.contains(title) { more.years[index].held.append(title) }
            for (code, id) in [
                ("BKTTG", "BKTTG.individual-merit"), ("HCLD3", "HCLD3.individual-merit"),
                ("HCLD2", "HCLD2.individual-merit"), ("CSTDTQ", "CSTDTQ.two-consecutive"),
            ] {
                let before = try #require(Self.verdicts(lawbook, CatalogueCode(rawValue: code), facts)[id])
                let after = try #require(Self.verdicts(lawbook, CatalogueCode(rawValue: code), more)[id])
                #expect(try #require(Self.order[after]) >= #require(Self.order[before]), "\(id)")
                if after != before { raised += 1 }
            }
        }
        #expect(raised > 20, "the property was hardly exercised")
    }

    @Test func `Kết luận nhanh luôn trùng với kết luận đầy đủ, theo cả hai cách tính`() throws {
        let lawbook = try LegalCase.lawbook.get()
        var draw = Draw(state: 200_000)
        for _ in 0..<400 {
            let facts = Self.person(&draw)
            for code: CatalogueCode in ["LDTT", "CSTDCS", "CSTDT", "CSTDTQ", "BKT", "BKTTG", "HCLD3"] {
                for counting in Counting.allCases {
                    let proposal = Proposal(
                        code: code, year: 2025, category: .merit, subject: .individual, group: .official)
                    let full = try lawbook.assess(proposal, facts: facts, asOf: Self.day, counting: counting)
                    let quick = try lawbook.verdict(proposal, facts: facts, asOf: Self.day, counting: counting)
                    #expect(full.verdict == quick, "\(code)")
                }
            }
        }
    }

    @Test func `Kỳ trượt không bao giờ chặt hơn từng kỳ riêng, và câu trả lời khác nhau thì nêu cả hai`() throws {
        let lawbook = try LegalCase.lawbook.get()
        var draw = Draw(state: 33)
        var differing = 0
        for _ in 0..<1000 {
            let facts = Self.person(&draw)
            for (code, id) in [("CSTDT", "CSTDT.years-not-used"), ("CSTDTQ", "CSTDTQ.two-consecutive")] {
                let proposal = Proposal(
                    code: CatalogueCode(rawValue: code), year: 2025, category: .merit, subject: .individual)
                let separate = try lawbook.assess(proposal, facts: facts, asOf: Self.day, counting: .separate)
                let sliding = try lawbook.assess(proposal, facts: facts, asOf: Self.day, counting: .sliding)
                let one = try #require(separate.findings.first { $0.id == id })
                let other = try #require(sliding.findings.first { $0.id == id })
                #expect(try #require(Self.order[other.verdict]) >= #require(Self.order[one.verdict]), "\(id)")
                if one.verdict == .notMet, other.verdict == .met {
                    differing += 1
                    #expect(one.because.contains("kỳ trượt"), "\(one.because)")
                    #expect(other.because.contains("kỳ riêng"), "\(other.because)")
                }
            }
        }
        #expect(differing > 5, "the two ways hardly ever differed")
    }

    @Test func `Sáu năm liên tục Chiến sĩ thi đua cơ sở chỉ cho nhiều nhất hai lần Chiến sĩ thi đua cấp tỉnh`() throws {
        let lawbook = try LegalCase.lawbook.get()
        var facts = Facts(years: (2020...2025).map { YearFacts(year: $0, held: ["CSTDCS"]) })
        var given: [Int] = []
        for year in 2020...2025 {
            let assessment = try lawbook.assess(
                Proposal(code: "CSTDT", year: year, category: .merit, subject: .individual), facts: facts,
                asOf: Self.day)
            let asked = assessment.findings.filter {
                $0.id == "CSTDT.three-consecutive" || $0.id == "CSTDT.years-not-used"
            }
            #expect(asked.count == 2)
            if asked.allSatisfy({ $0.verdict == .met }) {
                given.append(year)
                if let index = facts.years.firstIndex(where: { $0.year == year }) {
                    facts.years[index].held.append("CSTDT")
                }
            }
        }
        #expect(given == [2022, 2025])
    }

    @Test func `Kết luận chung là kết luận thấp nhất của các tiêu chuẩn, và thứ tự sự kiện không làm đổi kết quả`()
        throws
    {
        let lawbook = try LegalCase.lawbook.get()
        var draw = Draw(state: 7)
        for _ in 0..<1000 {
            var facts = Self.person(&draw)
            let proposal = Proposal(code: "CSTDT", year: 2025, category: .merit, subject: .individual, group: .official)
            let assessment = try lawbook.assess(proposal, facts: facts, asOf: Self.day)
            let lowest = assessment.findings.compactMap { Self.order[$0.verdict] }.min()
            #expect(Self.order[assessment.verdict] == lowest)
            facts.years.shuffle(using: &draw)
            facts.received.shuffle(using: &draw)
            let again = try lawbook.assess(proposal, facts: facts, asOf: Self.day)
            #expect(again.findings.map(\.verdict) == assessment.findings.map(\.verdict))
        }
    }

    @Test func `Việc đang bị xem xét không bao giờ cho kết luận đạt, và không che các tiêu chuẩn khác`() throws {
        let lawbook = try LegalCase.lawbook.get()
        var draw = Draw(state: 99)
        for _ in 0..<500 {
            var facts = Self.person(&draw)
            let before = try Self.verdicts(lawbook, "CSTDCS", facts)
            facts.examination = [ExaminationFact(kind: "press", since: CivilDate(year: 2026, month: 1, day: 2)!)]
            var after = try Self.verdicts(lawbook, "CSTDCS", facts)
            #expect(after["GUARD.not-under-examination"] == .notMet)
            after["GUARD.not-under-examination"] = .met
            #expect(after == before)
        }
    }

    @Test func `Xác nhận của cán bộ chỉ đổi tiêu chuẩn dành cho cán bộ`() throws {
        let lawbook = try LegalCase.lawbook.get()
        var draw = Draw(state: 4)
        for _ in 0..<500 {
            var facts = Self.person(&draw)
            let proposal = Proposal(code: "BKT", year: 2025, category: .merit, subject: .individual, group: .official)
            let before = try lawbook.assess(proposal, facts: facts, asOf: Self.day)
            facts.confirmed = before.findings.map(\.id)
            let after = try lawbook.assess(proposal, facts: facts, asOf: Self.day)
            for (old, new) in zip(before.findings, after.findings)
            where !(old.verdict == .undecided && old.needsOfficer) {
                // What the guards look at may become clear, but nothing that was known changes.
                if old.verdict != .undecided, !old.id.hasPrefix("GUARD") {
                    #expect(new.verdict == old.verdict, "\(old.id)")
                }
            }
        }
    }
}
