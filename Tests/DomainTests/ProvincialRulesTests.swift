import Law
import Primitives
import Testing

@testable import Domain

@Suite struct ProvincialRulesTests {
    private static let account = ID<Account>(parsing: "01938d2e-0000-7000-8000-000000000001")!
    private static let unit = ID<Unit>(parsing: "01938d2e-0000-7000-8000-000000000002")!

    static func day(_ text: String) -> CivilDate { CivilDate(iso: text)! }

    static func rules(
        _ number: Int, from first: String?, _ fill: (inout ProvincialSettings) -> Void = { _ in }
    ) -> ProvincialRules {
        var settings = ProvincialSettings()
        fill(&settings)
        let now = Instant(day("2025-12-05"), hour: 8)
        return ProvincialRules(
            id: ID(parsing: "01938d2e-0000-7000-8000-0000000000\(10 + number)")!, unitID: unit,
            title: "Quy định \(number)",
            number: "\(number)/QĐ-UBND", issuedOn: first.map(day), inForceFrom: first.map(day),
            state: first == nil ? .draft : .issued, settings: settings, createdBy: account, createdAt: now,
            updatedAt: now)
    }

    @Test func `Mỗi ngày có đúng một bản: bản mới bắt đầu thì bản trước hết hiệu lực từ ngày đó`() {
        let (first, second) = (Self.rules(1, from: "2025-01-01"), Self.rules(2, from: "2026-01-01"))
        let timeline = RulesTimeline([second, Self.rules(3, from: nil), first])
        #expect(timeline.inForce(on: Self.day("2024-12-31")) == nil)
        #expect(timeline.inForce(on: Self.day("2025-01-01"))?.id == first.id)
        #expect(timeline.inForce(on: Self.day("2025-12-31"))?.id == first.id)
        #expect(timeline.inForce(on: Self.day("2026-01-01"))?.id == second.id)
        #expect(timeline.lastDay(of: first.id) == Self.day("2025-12-31"))
        #expect(timeline.lastDay(of: second.id) == nil)
        #expect(timeline.phase(of: first, on: Self.day("2026-01-01")) == .superseded)
        #expect(timeline.phase(of: second, on: Self.day("2025-12-31")) == .upcoming)
    }

    @Test func `Tỷ lệ phiếu là mức chặt hơn giữa luật và quy định của tỉnh`() throws {
        let lawbook = try Lawbook.bundled()
        let day = Self.day("2025-12-05")
        func requirement(_ code: CatalogueCode, _ share: Ratio?) -> VoteRequirement {
            let rules = Self.rules(1, from: "2025-01-01") { settings in
                if let share {
                    settings.voteShares = [LocalVoteShare(code: code, share: share, source: "Khoản 1 Điều 5")]
                }
            }
            return VoteRequirement(code: code, lawDay: day, members: 17, lawbook: lawbook, rules: rules)
        }
        // The law asks for 80 % for CSTDCS: 14 of 17. The province asks for 85 %: 15 of 17.
        let stricter = requirement("CSTDCS", Ratio(85, of: 100))
        #expect(stricter.share.needed(of: 17) == 15)
        #expect(stricter.citation?.text == "Khoản 1 Điều 5, Quyết định số 1/QĐ-UBND")
        #expect(stricter.comparison?.contains("80 %") == true)
        // A share below the law (a version from before the law was raised) gives way to the law.
        let weaker = requirement("CSTDT", Ratio(2, of: 3))
        #expect(weaker.share.needed(of: 17) == 16)
        #expect(weaker.citation?.text.contains("98/2023/NĐ-CP") == true)
        #expect(weaker.comparison?.contains("thấp hơn") == true)
        // Where the law is silent the province alone decides; without it, more than half.
        #expect(requirement("BKT", Ratio(2, of: 3)).share.needed(of: 17) == 12)
        #expect(requirement("BKT", Ratio(2, of: 3)).words == "ít nhất 2/3")
        #expect(requirement("BKT", nil).share.needed(of: 17) == 9)
        #expect(requirement("BKT", nil).citation == nil)
    }

    @Test func `Hạn của danh hiệu được nêu tên đi trước hạn chung, và hồ sơ theo hạn sớm nhất`() {
        let rules = Self.rules(1, from: "2025-01-01") { settings in
            settings.deadlines = [
                SubmissionDeadline(
                    round: "Chung", code: nil, category: .merit, day: 15, month: 12, yearsLater: 0, source: "Điều 7"),
                SubmissionDeadline(
                    round: "Riêng", code: "CSTDT", category: nil, day: 28, month: 2, yearsLater: 1, source: "Điều 7"),
                SubmissionDeadline(
                    round: "Năm nhuận", code: "LDTT", category: nil, day: 29, month: 2, yearsLater: 1, source: "Điều 7"),
            ]
        }
        #expect(rules.deadline(for: "BKT", category: .merit, year: 2025)?.due == Self.day("2025-12-15"))
        #expect(rules.deadline(for: "CSTDT", category: .merit, year: 2025)?.due == Self.day("2026-02-28"))
        #expect(rules.deadline(for: "LDTT", category: .merit, year: 2024)?.due == Self.day("2025-02-28"))
        #expect(rules.deadline(for: "LDTT", category: .merit, year: 2027)?.due == Self.day("2028-02-29"))
        #expect(rules.deadline(for: "BKT", category: .extraordinary, year: 2025) == nil)
        let both = rules.deadline(of: [("CSTDT", .merit), ("BKT", .merit)], category: .merit, year: 2025)
        #expect(both?.due == Self.day("2025-12-15"))
        #expect(both?.daysLate(on: Self.day("2025-12-15")) == 0)
        #expect(both?.daysLate(on: Self.day("2025-12-17")) == 2)
        #expect(rules.deadline(of: [], category: .merit, year: 2025)?.round == "Chung")
    }

    @Test func `Quá tỷ lệ của tỉnh là việc cán bộ kết luận, không phải không đạt`() {
        let quota = StaffQuota(code: "CSTDCS", percent: 15, base: .staff, source: "Điều 6")
        let rules = Self.rules(1, from: "2025-01-01") { $0.quotas = [quota] }
        func verdict(_ base: Int, _ held: Int, _ proposed: Int) -> Verdict {
            rules.finding(
                quota, QuotaCount(unitName: "Xã A", year: 2025, base: base, held: held, proposed: proposed),
                titleName: "Chiến sĩ thi đua cơ sở"
            ).verdict
        }
        #expect(verdict(20, 2, 1) == .met)
        #expect(verdict(20, 3, 1) == .undecided)
        #expect(verdict(19, 2, 1) == .undecided)
        #expect(verdict(0, 0, 1) == .undecided)
    }

    @Test(arguments: [("80", 80, 100), ("80 %", 80, 100), ("2/3", 2, 3), ("100", 100, 100)])
    func `a share is read as officials write it`(text: String, part: Int, whole: Int) throws {
        let share = try #require(Ratio(typed: text))
        #expect(share == Ratio(part, of: whole))
        #expect(Ratio(typed: share.asWritten) == share)
    }

    @Test(arguments: ["", "abc", "1/0", "2/3/4", "-5", "1000", "66,67", "1/101"])
    func `what is no share is refused`(text: String) { #expect(Ratio(typed: text) == nil) }

    @Test func `settings that cannot be are found out`() {
        func flaw(_ fill: (inout ProvincialSettings) -> Void) -> String? {
            var settings = ProvincialSettings()
            fill(&settings)
            return settings.flaw
        }
        #expect(flaw { _ in } == nil)
        #expect(flaw { $0.voteShares = [LocalVoteShare(code: "BKT", share: Ratio(1, of: 3), source: "Điều 1")] } != nil)
        #expect(flaw { $0.voteShares = [LocalVoteShare(code: "BKT", share: Ratio(4, of: 3), source: "Điều 1")] } != nil)
        #expect(flaw { $0.quotas = [StaffQuota(code: "BKT", percent: 101, base: .staff, source: "Điều 1")] } != nil)
        #expect(
            flaw {
                $0.deadlines = [
                    SubmissionDeadline(
                        round: "A", code: nil, category: nil, day: 31, month: 4, yearsLater: 0, source: "Điều 1")
                ]
            } != nil)
        #expect(
            flaw { $0.appraisalLimits = [AppraisalLimit(step: .appraisal, workingDays: 0, source: "Điều 1")] } != nil)
        #expect(flaw { $0.counting = CountingSetting(counting: .sliding, source: "") } != nil)
        #expect(flaw { $0.clusterLaunch = ClusterLaunchSetting(launcher: .chairToo, source: "") } != nil)
    }

    @Test func `who may do what to rules`() {
        let leader = Actor(accountID: Self.account, name: "Lãnh đạo", grants: [Grant(.leader, at: Self.unit)])
        let province = Lineage(unitID: Self.unit, ids: [Self.unit])
        func permission(_ role: Role?, _ act: RulesAct, _ rules: ProvincialRules, drafters: Set<ID<Account>> = [])
            -> Permission
        {
            let actor = Actor(
                accountID: leader.accountID, name: "A", grants: role.map { [Grant($0, at: Self.unit)] } ?? [])
            return RulesPolicy(actor: actor, province: province, drafters: drafters).permission(for: act, on: rules)
        }
        let (draft, issued) = (Self.rules(1, from: nil), Self.rules(2, from: "2025-01-01"))
        #expect(permission(.leader, .issue, draft) == .open)
        guard case .locked = permission(.leader, .issue, draft, drafters: [leader.accountID]) else {
            Issue.record("a leader who has drafted may not sign off")
            return
        }
        for role in Role.allCases {
            #expect(permission(role, .edit, issued) != .open)
            #expect(permission(role, .issue, issued) != .open)
            #expect(permission(role, .view, issued) == .open)
        }
        #expect(permission(.administrator, .edit, draft) == .hidden)
        #expect(permission(.administrator, .issue, draft) == .hidden)
        #expect(permission(.unitHead, .view, draft) == .hidden)
        guard case .locked = permission(.specialist, .issue, draft) else {
            Issue.record("a specialist sees why the button is locked")
            return
        }
    }
}
