import Actions
import Domain
import Law
import Primitives
import Records
import Store

/// The province's rules of the demonstration: one version in force in 2025 and a draft for 2026. Every number and article in
/// them is invented, and their titles say so.
struct DemoRules {
    let store: any Store
    let lawbook: Lawbook
    let plan: DemoPlan

    private static let title = "Quy định về công tác thi đua, khen thưởng trên địa bàn tỉnh (hư cấu, để trình diễn)"

    func make() async throws {
        let specialist = try plan.accounts.actor("chuyenvien.snv")
        let leader = try plan.accounts.actor("lanhdao.snv")
        let first = try await DraftRules().run(by: specialist, on: store)
        try await ChangeRules(id: first, version: 1, content: of2025).run(by: specialist, lawbook: lawbook, on: store)
        try await IssueRules(id: first, version: 2).run(by: leader, lawbook: lawbook, on: store)
        let next = try await DraftRules().run(by: specialist, on: store)
        try await ChangeRules(id: next, version: 1, content: of2026).run(by: specialist, lawbook: lawbook, on: store)
    }

    private var of2025: RulesContent {
        var content = RulesContent()
        content.title = Self.title
        content.number = "00-TD/2024/QĐ-UBND"
        content.issuedOn = "20/12/2024"
        content.inForceFrom = "01/01/2025"
        content.rows[.votes] = [
            vote("BKT", "80", "Khoản 1 Điều 5"), vote("TTLDXS", "2/3", "Khoản 2 Điều 5"),
            vote("CSTDCS", "85", "Khoản 3 Điều 5"),
        ]
        content.rows[.quotas] = [
            ["quotaCode": "CSTDCS", "quotaPercent": "15", "quotaBase": "staff", "quotaSource": "Khoản 1 Điều 6"],
            ["quotaCode": "CSTDT", "quotaPercent": "5", "quotaBase": "staff", "quotaSource": "Khoản 2 Điều 6"],
        ]
        content.rows[.deadlines] = [
            deadline("Đợt tổng kết năm", code: "", category: "merit", "15/12", "Khoản 1 Điều 7"),
            deadline("Đợt xét Chiến sĩ thi đua cấp tỉnh", code: "CSTDT", category: "", "30/11", "Khoản 2 Điều 7"),
        ]
        content.rows[.papers] = [
            [
                "paperName": "Bảng tự chấm điểm của cụm, khối thi đua", "paperCode": "CTDT", "paperCategory": "",
                "paperSource": "Điều 8",
            ]
        ]
        content.rows[.limits] = [
            ["limitStep": "completeness", "limitDays": "3", "limitSource": "Khoản 1 Điều 9"],
            ["limitStep": "appraisal", "limitDays": "20", "limitSource": "Khoản 2 Điều 9"],
            ["limitStep": "decision", "limitDays": "10", "limitSource": "Khoản 3 Điều 9"],
        ]
        content.rows[.amounts] = [
            [
                "amountName": "Kỷ niệm chương của tỉnh (hư cấu)", "amountCode": "KNCT", "amountSubject": "individual",
                "amountDong": "1.000.000", "amountSource": "Điều 10",
            ]
        ]
        content.counting = Counting.separate.rawValue
        content.countingSource = "Khoản 3 Điều 6"
        return content
    }

    private var of2026: RulesContent {
        var content = of2025
        content.number = ""
        content.issuedOn = ""
        content.inForceFrom = "01/01/2026"
        content.rows[.votes]?[0] = vote("BKT", "85", "Khoản 1 Điều 5")
        content.rows[.quotas]?.removeFirst()
        content.rows[.deadlines]?[0] = deadline(
            "Đợt tổng kết năm", code: "", category: "merit", "10/12", "Khoản 1 Điều 7")
        return content
    }

    private func vote(_ code: String, _ share: String, _ source: String) -> RulesRow {
        ["voteCode": code, "voteShare": share, "voteSource": source]
    }

    private func deadline(
        _ round: String, code: String, category: String, _ day: String, _ source: String
    ) -> RulesRow {
        [
            "deadlineRound": round, "deadlineCode": code, "deadlineCategory": category, "deadlineDay": day,
            "deadlineYear": "0", "deadlineSource": source,
        ]
    }
}
