import Domain
import Law
import Primitives
import Records
import Store

/// Begins the next version of the province's rules: *soạn quy định của tỉnh*. It starts from what was issued last.
public struct DraftRules: Sendable {
    public init() {}

    public func run(by actor: Actor, on store: any Store) async throws -> ID<ProvincialRules> {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> ID<ProvincialRules> {
        guard let (province, policy) = try Gate.rulesOfProvince(for: actor, in: tx) else {
            throw Problem.notFound("tỉnh trong danh mục đơn vị")
        }
        try Gate.require(policy.mayDraft ? .open : .hidden)
        if try RulesRecords.draft(of: province, in: tx) != nil {
            throw Problem(.conflict, "Đang có một dự thảo quy định. Mở dự thảo đó để sửa tiếp.")
        }
        let last = try RulesRecords.lastIssued(in: tx)
        let rules = ProvincialRules(
            id: ID(at: tx.now), unitID: province,
            title: last?.title ?? "Quy định về công tác thi đua, khen thưởng trên địa bàn tỉnh",
            settings: last?.settings ?? ProvincialSettings(), createdBy: actor.accountID, createdAt: tx.now,
            updatedAt: tx.now)
        try RulesRecords.insert(rules, in: tx)
        try EventRecords.append(
            .rulesDrafted, to: .provincialRules, rules.id.rawValue, by: actor,
            note: last.map { "Từ nội dung của \($0.name)" }, in: tx)
        return rules.id
    }
}

/// Changes a draft of the province's rules: *sửa dự thảo quy định*.
public struct ChangeRules: Sendable {
    public let id: ID<ProvincialRules>
    /// The version the editor had before their eyes.
    public let version: Int
    public let content: RulesContent

    public init(id: ID<ProvincialRules>, version: Int, content: RulesContent) {
        self.id = id
        self.version = version
        self.content = content
    }

    public func run(by actor: Actor, lawbook: Lawbook, on store: any Store) async throws {
        try await store.perform { tx in try run(by: actor, lawbook: lawbook, in: tx) }
    }

    public func run(by actor: Actor, lawbook: Lawbook, in tx: any WriteTransaction) throws {
        var rules = try Gate.rules(id, for: actor, may: .edit, in: tx).rules
        let before = rules.settings
        try content.fill(&rules, lawbook: lawbook, today: tx.today)
        try RulesRecords.updateDraft(rules, expecting: version, by: actor, in: tx)
        let changes = RulesComparison(before, rules.settings, lawbook: lawbook).changes
        try EventRecords.append(
            .rulesChanged, to: .provincialRules, id.rawValue, by: actor,
            note: changes.isEmpty ? nil : changes.prefix(10).map(\.subject).joined(separator: "; "),
            detail: ["changes": String(changes.count)], in: tx)
    }
}

/// Puts a draft in force: *đưa vào hiệu lực*. Done by a leader who has not drafted it; from here on nothing of it changes.
public struct IssueRules: Sendable {
    public let id: ID<ProvincialRules>
    public let version: Int

    public init(id: ID<ProvincialRules>, version: Int) {
        self.id = id
        self.version = version
    }

    public func run(by actor: Actor, lawbook: Lawbook, on store: any Store) async throws {
        try await store.perform { tx in try run(by: actor, lawbook: lawbook, in: tx) }
    }

    public func run(by actor: Actor, lawbook: Lawbook, in tx: any WriteTransaction) throws {
        let rules = try Gate.rules(id, for: actor, may: .issue, in: tx).rules
        let last = try RulesRecords.lastIssued(in: tx)
        if let obstacle = IssueRules.obstacle(rules, after: last, lawbook: lawbook, today: tx.today) {
            throw Problem(.invalid, obstacle)
        }
        try RulesRecords.issue(id, expecting: version, by: actor, in: tx)
        let first = rules.inForceFrom?.written ?? ""
        try EventRecords.append(
            .rulesIssued, to: .provincialRules, id.rawValue, by: actor,
            note: "\(rules.name), có hiệu lực từ ngày \(first)",
            detail: ["number": rules.number, "inForceFrom": rules.inForceFrom?.iso ?? ""], in: tx)
        if let last {
            try EventRecords.append(
                .rulesSuperseded, to: .provincialRules, last.id.rawValue, by: actor,
                note: "\(rules.name) thay thế từ ngày \(first)", detail: ["by": id.rawValue], in: tx)
        }
        try OutboxRecords.add(
            "\(rules.name) về thi đua, khen thưởng của tỉnh có hiệu lực từ ngày \(first).", about: .provincialRules,
            id.rawValue, to: [.specialist, .leader, .councilSecretary], at: rules.unitID, in: tx)
    }

    /// Why a draft cannot be put in force yet, as a sentence. `nil` when nothing stands in the way.
    public static func obstacle(
        _ rules: ProvincialRules, after last: ProvincialRules?, lawbook: Lawbook, today: CivilDate
    ) -> String? {
        let missing = rules.missing(today: today)
        if !missing.isEmpty {
            return
                "Chưa đưa vào hiệu lực được vì còn thiếu: \(missing.joined(separator: "; ")). Sửa dự thảo để bổ sung."
        }
        if let first = rules.inForceFrom, let last, let lastFirst = last.inForceFrom, first <= lastFirst {
            return
                "Ngày có hiệu lực \(first.written) phải sau ngày có hiệu lực của \(last.name) (\(lastFirst.written)). Sửa ngày trong dự thảo."
        }
        // The law of the first day may ask for more than that of the day on which the line was typed.
        let day = rules.inForceFrom ?? today
        for line in rules.settings.voteShares {
            if let law = lawbook.voteRule(for: line.code, on: day), !line.share.isAtLeast(law.share) {
                return
                    "Tỷ lệ phiếu \(line.share.asWritten) cho \(lawbook.name(of: line.code)) thấp hơn \(law.share.asWritten) của \(law.citation.text). Sửa trong dự thảo."
            }
        }
        return nil
    }
}
