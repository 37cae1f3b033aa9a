import Actions
import Domain
import Law
import Primitives
import Records
import Store

extension RulesContent {
    /// Rules with one line of each kind, invented: the beginning of most tests.
    public static var invented: RulesContent {
        var content = RulesContent()
        content.title = "Quy định về thi đua, khen thưởng (thử nghiệm)"
        content.number = "41/2025/QĐ-UBND"
        content.issuedOn = "01/12/2025"
        content.inForceFrom = "05/12/2025"
        content.rows[.votes] = [["voteCode": "BKT", "voteShare": "80", "voteSource": "Khoản 1 Điều 5"]]
        content.rows[.quotas] = [
            [
                "quotaCode": "BKT", "quotaPercent": "40", "quotaBase": "staff", "quotaSource": "Khoản 1 Điều 6",
            ]
        ]
        content.rows[.deadlines] = [
            [
                "deadlineRound": "Đợt tổng kết năm", "deadlineCode": "", "deadlineCategory": "merit",
                "deadlineDay": "03/12", "deadlineYear": "0", "deadlineSource": "Điều 7",
            ]
        ]
        content.rows[.papers] = [
            ["paperName": "Giấy xác nhận thuế", "paperCode": "BKT", "paperCategory": "", "paperSource": "Điều 8"]
        ]
        content.rows[.limits] = [["limitStep": "appraisal", "limitDays": "20", "limitSource": "Điều 9"]]
        content.rows[.amounts] = [
            [
                "amountName": "Kỷ niệm chương của tỉnh", "amountCode": "", "amountSubject": "individual",
                "amountDong": "1.000.000",
                "amountSource": "Điều 10",
            ]
        ]
        content.counting = "separate"
        content.countingSource = "Điều 11"
        return content
    }
}

extension World {
    /// A draft with this content, written by the specialist.
    public func draftRules(_ content: RulesContent = .invented) async throws -> ID<ProvincialRules> {
        let id = try await DraftRules().run(by: specialist, on: store)
        try await ChangeRules(id: id, version: 1, content: content).run(by: specialist, lawbook: lawbook, on: store)
        return id
    }

    /// Rules in force: drafted by the specialist, signed off by the leader.
    @discardableResult
    public func issuedRules(_ content: RulesContent = .invented) async throws -> ID<ProvincialRules> {
        let id = try await draftRules(content)
        try await IssueRules(id: id, version: 2).run(by: leader, lawbook: lawbook, on: store)
        return id
    }

    public func rules(_ id: ID<ProvincialRules>) async throws -> ProvincialRules {
        try await store.read { tx in
            guard let rules = try RulesRecords.rules(id, in: tx) else { throw Problem.notFound("quy định này") }
            return rules
        }
    }
}
