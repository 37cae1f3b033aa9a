import Foundation
import Primitives
import Testing

@testable import Law

struct ProcedureTests {
    private let day = CivilDate(year: 2026, month: 3, day: 1)!
    private let before = CivilDate(year: 2025, month: 6, day: 30)!

    private func keys(
        _ code: CatalogueCode, _ category: CommendationCategory, simplified: Bool? = nil, on date: CivilDate? = nil
    ) throws -> [String] {
        try LegalCase.lawbook.get()
            .requiredPapers(for: code, category: category, on: date ?? day, simplified: simplified)
            .filter(\.isRequired).map(\.key)
    }

    // MARK: Papers

    @Test func `Danh hiệu phải bỏ phiếu có thêm kết quả bỏ phiếu, danh hiệu toàn quốc có công nhận của tỉnh`() throws {
        #expect(
            try keys("CSTDTQ", .merit) == [
                "to_trinh", "bao_cao_thanh_tich", "bien_ban_binh_xet", "ket_qua_bo_phieu",
                "chung_nhan_pham_vi_toan_quoc",
            ])
        #expect(
            try keys("CTDCP", .merit) == ["to_trinh", "bao_cao_thanh_tich", "bien_ban_binh_xet", "ket_qua_bo_phieu"])
        #expect(
            try keys("AHLD", .merit) == [
                "to_trinh", "bao_cao_thanh_tich", "bien_ban_xet_khen_thuong", "ket_qua_bo_phieu",
            ])
        #expect(try !keys("THONVH", .merit).contains("ket_qua_bo_phieu"))
    }

    @Test func `Hồ sơ Bằng khen của Thủ tướng theo Điều 42 từ 01_7_2025`() throws {
        let lawbook = try LegalCase.lawbook.get()
        let now = lawbook.requiredPapers(for: "BKTTG", category: .merit, on: day)
        #expect(
            now.filter(\.isRequired).map(\.key) == ["to_trinh", "bao_cao_thanh_tich", "bien_ban_xet_khen_thuong"])
        #expect(now[0].citation.text == "Điều 42 Nghị định 152/2025/NĐ-CP")
        let then = lawbook.requiredPapers(for: "BKTTG", category: .merit, on: before)
        #expect(then[0].citation.instrument == "L2022")
        #expect(try keys("BKTTG", .extraordinary) == ["to_trinh", "bao_cao_tom_tat", "chung_nhan_thanh_tich"])
        #expect(try keys("BKTTG", .external).contains("xac_nhan_nghia_vu"))
        #expect(try !keys("BKTTG", .external, on: before).contains("xac_nhan_nghia_vu"))
    }

    @Test func `Thủ tục đơn giản: tự áp dụng cho đột xuất, cống hiến, đối ngoại; cán bộ chọn cho các trường hợp khác`()
        throws
    {
        let lawbook = try LegalCase.lawbook.get()
        let short = ["to_trinh", "bao_cao_tom_tat"]
        let usual = ["to_trinh", "bao_cao_thanh_tich", "bien_ban_xet_khen_thuong"]
        for category in [CommendationCategory.extraordinary, .contribution, .seniority, .external] {
            #expect(try keys("BKT", category) == short)
            #expect(try keys("BKT", category, simplified: false) == usual)
        }
        #expect(try keys("BKT", .merit) == usual && keys("BKT", .merit, simplified: true) == short)
        let procedure = try #require(lawbook.simplifiedProcedure(for: "BKT", on: day))
        #expect(procedure.grounds.count == 5 && procedure.grounds.filter(\.categories.isEmpty).count == 3)
        #expect(procedure.citation.mark == .predecessor)
        #expect(lawbook.simplifiedProcedure(for: "BKT", on: before)?.citation.mark == .verified)
        // Titles have no simplified procedure: asking for it changes nothing.
        #expect(lawbook.simplifiedProcedure(for: "CSTDCS", on: day) == nil)
        #expect(try keys("CSTDCS", .merit, simplified: true) == keys("CSTDCS", .merit))
    }

    @Test func `Huân chương Chiến công đột xuất có thêm danh sách và biên bản`() throws {
        #expect(
            try keys("HCCC3", .extraordinary)
                == ["to_trinh", "danh_sach", "bao_cao_tom_tat", "bien_ban_xet_khen_thuong"])
        #expect(try keys("HCLD3", .contribution) == ["to_trinh", "bao_cao_tom_tat"])
    }

    @Test func `Hồ sơ trình trung ương 01 bộ bản chính, hồ sơ của tỉnh do tỉnh quy định`() throws {
        let lawbook = try LegalCase.lawbook.get()
        for code: CatalogueCode in ["CSTDTQ", "CTDCP", "BKTTG", "HCLD3", "AHLD"] {
            let copies = try #require(lawbook.dossierCopies(for: code, on: day))
            #expect(copies.originals == 1 && copies.isElectronicToo)
        }
        #expect(lawbook.dossierCopies(for: "BKT", on: day) == nil)
        #expect(lawbook.dossierCopies(for: "CSTDTQ", on: before)?.citation.text == "Điều 33 Nghị định 98/2023/NĐ-CP")
    }

    // MARK: Deadlines

    @Test func `Thời hạn trung ương từ 01_7_2025 đủ bảy bước, trước đó chỉ có thẩm định`() throws {
        let lawbook = try LegalCase.lawbook.get()
        let now = lawbook.deadlines(for: "BKTTG", on: day)
        #expect(
            now.map(\.limit) == [
                .workingDays(5), .workingDays(20), .workingDays(10), .workingDays(10), .workingDays(10),
                .workingDays(10), .workingDays(10),
            ])
        #expect(lawbook.deadlines(for: "BKTTG", on: before).map(\.key) == ["tham-dinh-bo-noi-vu"])
        #expect(lawbook.deadlines(for: "BKT", on: day).isEmpty)
        #expect(
            lawbook.deadlines(for: "BKT", on: CivilDate(year: 2020, month: 1, day: 1)!)[0].limit == .workingDays(25))
        for row in lawbook.procedures.deadlines {
            #expect(row.deadline.checkedOn >= CivilDate(year: 2026, month: 11, day: 1)!)
            #expect(!row.deadline.words.isEmpty)
        }
    }

    // MARK: Powers

    @Test func `Chủ tịch xã nhận thẩm quyền của cấp huyện từ 01_7_2025`() throws {
        let lawbook = try LegalCase.lawbook.get()
        func codes(_ key: String, _ date: CivilDate) -> Set<CatalogueCode>? {
            lawbook.powers(on: date).first { $0.key == key }.map { Set($0.codes) }
        }
        #expect(codes("chu-tich-cap-xa", before) == ["LDTT", "GK", "GDVH"])
        #expect(codes("chu-tich-cap-huyen", before)?.contains("CSTDCS") == true)
        #expect(codes("chu-tich-cap-huyen", day) == nil)
        #expect(codes("chu-tich-cap-xa", day) == ["THONVH", "GDVH", "TTLDTT", "CSTDCS", "LDTT", "GK"])
        let commune = lawbook.powers(on: day).first { $0.key == "chu-tich-cap-xa" }
        #expect(commune?.citation.text == "Điều 59 Nghị định 129/2025/NĐ-CP")
        #expect(lawbook.powers(for: "CSTDT", on: day).map(\.holder) == ["Chủ tịch Ủy ban nhân dân tỉnh"])
        #expect(lawbook.powers(for: "GK", on: day).count >= 4)
    }

    // MARK: Provisions

    @Test func `Hủy bỏ quyết định: bốn căn cứ, người đã quyết định thì hủy bỏ, thời hạn là ví dụ của Huế`() throws {
        let lawbook = try LegalCase.lawbook.get()
        let rules = lawbook.provisions(topic: .revocation, on: day)
        #expect(
            rules.filter { $0.key.hasPrefix("ground-") }.map(\.citation.text)
                == ["a", "b", "c", "d"].map { "Điểm \($0) khoản 2 Điều 93 Luật 06/2022/QH15" })
        #expect(rules.first { $0.key == "who" }?.citation.text == "Khoản 8 Điều 93 Luật 06/2022/QH15")
        #expect(rules.filter { $0.exampleOf != nil }.map(\.key) == ["money-to-fund", "proposal-days", "decision-days"])
        #expect(lawbook.provisions(topic: .revocation, on: CivilDate(year: 2023, month: 12, day: 31)!).isEmpty)
    }

    @Test func `Mọi chủ đề có quy định; ví dụ của nơi khác luôn ghi tên và không mang mức V`() throws {
        let lawbook = try LegalCase.lawbook.get()
        for topic in Provision.Topic.allCases {
            let rules = lawbook.provisions(topic: topic, on: day)
            #expect(!rules.isEmpty, "\(topic)")
            #expect(Set(rules.map(\.key)).count == rules.count)
            for rule in rules {
                #expect(rule.text.hasSuffix(".") && !rule.title.hasSuffix("."), "\(rule.id)")
                if rule.exampleOf != nil { #expect(rule.citation.mark == .knowledge, "\(rule.id)") }
            }
        }
    }

    @Test func `Kỳ hạn lưu trữ: hồ sơ của tỉnh 20 năm, của đơn vị 10 năm, chỉ ở mức văn bản trước`() throws {
        let lawbook = try LegalCase.lawbook.get()
        #expect(lawbook.provision(.archive, "province", on: day)?.years == 20)
        #expect(lawbook.provision(.archive, "unit", on: day)?.years == 10)
        #expect(lawbook.provision(.archive, "state", on: day)?.years == nil)
        #expect(lawbook.provision(.archive, "province", on: day)?.citation.mark == .predecessor)
    }

    // MARK: Instruments

    @Test func `Văn bản kế tiếp nhau không chồng, không hở; văn bản chưa rõ ngày không bao giờ có hiệu lực`() throws {
        let lawbook = try LegalCase.lawbook.get()
        func names(_ date: CivilDate) -> Set<String> { Set(lawbook.instruments(on: date).map(\.id)) }
        #expect(names(before).isSuperset(of: ["L2022", "ND98", "TT01", "ND86", "ND73"]))
        #expect(names(day).isDisjoint(with: ["ND98", "ND28", "TT01", "ND42", "ND65", "TT20", "L2026"]))
        #expect(names(day).isSuperset(of: ["ND152", "TT15", "ND129", "LDL2025", "BMNN2025"]))
        #expect(lawbook.instrument("L2026")?.amends == ["L2022"])
        for id in ["ND42", "ND65", "QD311"] {
            let instrument = try #require(lawbook.instrument(id))
            #expect(!LawCalendarTests.days.contains { instrument.isInForce(on: $0) })
            #expect(instrument.checkedOn != nil)
        }
    }

    @Test func `Không quy định nào bắt đầu trước văn bản mà nó dẫn`() throws {
        let lawbook = try LegalCase.lawbook.get()
        let all = lawbook.procedures
        var rows: [(place: String, from: CivilDate, citation: Citation)] = []
        rows += all.votes.map { ("votes \($0.codes)", $0.from, $0.rule.citation) }
        rows += all.papers.map { ("papers \($0.paper.key)", $0.from, $0.paper.citation) }
        rows += all.copies.map { ("copies \($0.codes)", $0.from, $0.copies.citation) }
        rows += all.deadlines.map { ("deadlines \($0.deadline.key)", $0.from, $0.deadline.citation) }
        rows += all.powers.map { ("powers \($0.key)", $0.from, $0.citation) }
        rows += all.provisions.map { ("provisions \($0.id)", $0.from, $0.citation) }
        rows += all.bonuses.values.joined().flatMap { row in row.citations.map { ("bonus \(row.code)", row.from, $0) } }
        rows += all.baseSalaries.map { ("base salary", $0.from, $0.citation) }
        #expect(rows.count > 250)
        let devolution = CivilDate(year: 2025, month: 7, day: 1)!
        for row in rows {
            let instrument = try #require(lawbook.instrument(row.citation.instrument))
            if let first = instrument.inForceFrom ?? instrument.issuedOn {
                #expect(row.from >= first, "\(row.place) from \(row.from.iso)")
            }
            // Known by their year only.
            if instrument.name.contains("2025") { #expect(row.from >= devolution || row.from.year == 2025) }
            // A predecessor is cited with its own mark only while it is in force.
            if row.citation.mark == .verified, let last = instrument.inForceUntil {
                #expect(row.from <= last, "\(row.place) from \(row.from.iso)")
            }
        }
    }

    // MARK: Strict reading

    @Test func `Gaps, overlaps, double papers and unknown codes are refused by name`() throws {
        func expectRefusal(
            _ path: String, _ old: String, _ new: String, reason: String,
            sourceLocation: SourceLocation = #_sourceLocation
        ) throws {
            var files = try LawbookIntegrityTests.files()
            let text = try #require(files[path], sourceLocation: sourceLocation)
            let range = try #require(text.range(of: old), "the test changes nothing", sourceLocation: sourceLocation)
            files[path] = text.replacingCharacters(in: range, with: new)
            let changed = files
            let error = #expect(throws: LawbookError.self, sourceLocation: sourceLocation) {
                try Lawbook(files: changed)
            }
            #expect(
                error?.reason.contains(reason) == true, "\(String(describing: error))", sourceLocation: sourceLocation)
        }
        let deadlines = "procedures/deadlines.yaml"
        try expectRefusal(deadlines, "working_days: 20", "working_days: 20\n    days: 3", reason: "exactly one limit")
        try expectRefusal(deadlines, "working_days: 20", "weeks: 4", reason: "unknown key")
        try expectRefusal(deadlines, "    start: ngày nhận đủ hồ sơ\n", "", reason: "\"start\" is missing")
        try expectRefusal(
            deadlines, "day_of_year: \"12-31\"", "day_of_year: \"12-32\"", reason: "must be a day such as")
        try expectRefusal(deadlines, "until: 2025-06-30", "until: 2025-06-29", reason: "must end")
        try expectRefusal(deadlines, "until: 2025-06-30", "until: 2025-07-30", reason: "must end")
        try expectRefusal(deadlines, "codes: [CSTDCS]", "codes: [KHONGCO]", reason: "has no name")
        try expectRefusal("procedures/papers.yaml", "until: 2025-06-30", "until: 2025-07-30", reason: "must end")
        try expectRefusal("procedures/papers.yaml", "except: [CTDCP], ", "", reason: "must end")
        try expectRefusal("procedures/simplified.yaml", "until: 2025-06-30", "until: 2025-05-30", reason: "must end")
        try expectRefusal("procedures/copies.yaml", "originals: 1", "originals: 0", reason: "must be 1 to 20")
        try expectRefusal("procedures/powers.yaml", "act: decides", "act: likes", reason: "unknown value")
        try expectRefusal(
            "procedures/provisions/fund.yaml", "percent: 1\n", "percent: 1\n    permille: 10\n", reason: "share twice")
        try expectRefusal("procedures/provisions/money.yaml", "topic: money", "topic: fun", reason: "unknown value")
        try expectRefusal(
            "procedures/provisions/payer.yaml", "until: 2025-06-30", "until: 2025-06-20", reason: "must end")
        try expectRefusal("procedures/votes.yaml", "council: unit", "council: village", reason: "unknown value")
        try expectRefusal("money/bonus.yaml", "individual: 30 }", "individual: 0 }", reason: "needs a note")
        try expectRefusal("money/bonus.yaml", "until: 2025-06-30", "until: 2025-06-29", reason: "must end")
        try expectRefusal(
            "instruments.yaml", "issued_on: 2023-12-31", "issued_on: 2024-12-31", reason: "before it was issued")
        try expectRefusal("instruments.yaml", "amends: [L2022]", "amends: [L1922]", reason: "not listed")
        try expectRefusal("money/base-salary.yaml", "checked_on: 2026-11-23\n", "", reason: "\"checked_on\" is missing")
    }
}
