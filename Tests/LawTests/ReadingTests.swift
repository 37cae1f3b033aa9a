import Primitives
import Testing

@testable import Law

@Suite struct ReadingTests {
    let lawbook: Lawbook

    init() throws { lawbook = try Lawbook.bundled() }

    private func day(_ iso: String) throws -> CivilDate { try #require(CivilDate(iso: iso)) }

    @Test func `Trang của một danh hiệu có người quyết định, tiêu chuẩn, phiếu, hồ sơ và tiền thưởng`() throws {
        let reading = try lawbook.reading(of: "CSTDCS", on: try day("2025-12-05"))
        #expect(reading.entry.name == "Chiến sĩ thi đua cơ sở")
        let individual = try #require(reading.standards.first { $0.subject == .individual })
        #expect(!individual.standards.isEmpty)
        #expect(!individual.guards.isEmpty)
        #expect(individual.standards.allSatisfy { !$0.clause.isEmpty && !$0.citation.text.isEmpty })
        #expect(individual.standards.contains { !$0.alternatives.isEmpty })
        #expect(reading.papers.contains { $0.category == .merit })
        #expect(reading.bonuses.contains { $0.subject == .individual && $0.bonus.amount == Dong(2_340_000) })
    }

    @Test func `Mọi danh hiệu, hình thức đều đọc được vào mọi ngày có hiệu lực, và có tên nhóm`() throws {
        for iso in ["2024-03-01", "2025-06-30", "2025-07-01", "2026-11-23"] {
            let date = try day(iso)
            let groups = lawbook.groups(on: date)
            #expect(groups.flatMap(\.entries).count == lawbook.entries(on: date).count)
            for entry in groups.flatMap(\.entries) {
                let reading = try lawbook.reading(of: entry.code, on: date)
                #expect(!reading.standards.isEmpty, "\(entry.code) \(iso)")
            }
        }
    }

    @Test func `So sánh trước và sau ngày 01/7/2025 nêu đúng thẩm quyền đã đổi, không kèm mã mức tin cậy`() throws {
        let changes = lawbook.changes(from: try day("2025-06-30"), to: try day("2025-07-01"), of: "CSTDCS") { $0.text }
        let decider = try #require(changes.first { $0.section == .competence })
        #expect(decider.before?.contains("cấp huyện") == true)
        #expect(decider.after?.contains("cấp huyện") == false)
        #expect(decider.after?.contains("cấp xã") == true)
        #expect(!changes.contains { $0.section == .instrument })
        for change in changes { #expect(!"\(change.before ?? "") \(change.after ?? "")".contains("mức V")) }
        #expect(lawbook.changes(from: try day("2025-09-01"), to: try day("2025-09-02"), of: "CSTDCS").isEmpty)
        let all = lawbook.changes(from: try day("2025-06-30"), to: try day("2025-07-01"))
        #expect(all.contains { $0.section == .instrument && $0.title == "Nghị định 152/2025/NĐ-CP" })
    }

    @Test func `Giữa hai ngày có thay đổi thì quy định của mỗi danh hiệu, hình thức giữ nguyên`() throws {
        for entry in lawbook.entries(on: try day("2025-12-05")) {
            let turns = lawbook.turningDays(of: entry.code)
            #expect(turns == turns.sorted())
            for (turn, next) in zip(turns, turns.dropFirst()) {
                #expect(
                    lawbook.changes(from: turn, to: next.adding(days: -1), of: entry.code).isEmpty,
                    "\(entry.code) \(turn)")
            }
            #expect(turns.contains { !lawbook.changes(from: $0.adding(days: -1), to: $0, of: entry.code).isEmpty })
        }
    }

    @Test func `Điều kiện về kỷ luật, đơn thư được nhận ra để che`() {
        #expect(lawbook.conductCriteria.contains("GUARD.not-under-examination"))
        #expect(lawbook.conductCriteria.contains("GUARD.discipline-served"))
        #expect(!lawbook.conductCriteria.contains("GUARD.not-twice"))
    }
}
