import Primitives

/// Answers the criteria of one rule for one proposal. A value that lives as long as one assessment.
struct Evaluator {
    let lawbook: Lawbook
    let proposal: Proposal
    let facts: Facts
    let asOf: CivilDate
    /// The years that the applicable standards look at, the last being the proposed one.
    private(set) var window: ClosedRange<Int>
    /// The years that a standard without alternatives looks at.
    private(set) var compulsoryWindow: ClosedRange<Int>
    /// An unmet standard would be met if used initiatives counted again.
    private(set) var isBlockedByReuse = false
    /// The judgement of an officer carries one of the standards.
    private(set) var restsOnOfficer = false

    init(lawbook: Lawbook, proposal: Proposal, facts: Facts, asOf: CivilDate) {
        self.lawbook = lawbook
        self.proposal = proposal
        self.facts = facts
        self.asOf = asOf
        window = proposal.year...proposal.year
        compulsoryWindow = window
    }

    mutating func findings(of rule: Rule) -> [Finding] {
        let standards = rule.criteria.filter { $0.isInForce(on: asOf) && $0.scope.covers(proposal) }
        var years = 1
        var compulsory = 1
        for criterion in standards {
            years = max(years, criterion.condition.years)
            if case .anyOf = criterion.condition { continue }
            compulsory = max(compulsory, criterion.condition.years)
        }
        window = (proposal.year - years + 1)...proposal.year
        compulsoryWindow = (proposal.year - compulsory + 1)...proposal.year

        var findings: [Finding] = []
        findings.reserveCapacity(standards.count + rule.guards.count)
        for criterion in standards {
            let outcome = answer(criterion)
            if outcome.verdict == .notMet, outcome.isBlockedByReuse { isBlockedByReuse = true }
            if outcome.needsOfficer { restsOnOfficer = true }
            findings.append(finding(criterion, outcome))
        }
        // Guards come last: they look at what the standards rest on.
        for criterion in rule.guards where criterion.isInForce(on: asOf) && criterion.scope.covers(proposal) {
            findings.append(finding(criterion, answer(criterion)))
        }
        return findings
    }

    private func finding(_ criterion: Criterion, _ outcome: Outcome) -> Finding {
        Finding(
            id: criterion.id, title: criterion.title, clause: criterion.clause, citation: criterion.citation,
            verdict: outcome.verdict, because: sentence(outcome.because), evidence: outcome.evidence,
            remedy: outcome.verdict == .met ? nil : outcome.remedy.map(sentence), needsOfficer: outcome.needsOfficer)
    }

    func answer(_ criterion: Criterion) -> Outcome {
        judged(
            evaluate(criterion.condition), id: criterion.id, title: criterion.title, doubt: criterion.doubt)
    }

    /// Applies what an officer has decided, where it is for an officer to decide.
    private func judged(_ outcome: Outcome, id: String, title: String, doubt: String?) -> Outcome {
        var outcome = outcome
        if let doubt, outcome.verdict == .notMet {
            outcome.verdict = .undecided
            outcome.needsOfficer = true
            outcome.because += "; \(doubt)"
            outcome.remedy = "xem xét cụ thể, rồi xác nhận đạt hoặc không đạt"
        }
        guard outcome.verdict == .undecided, outcome.needsOfficer else { return outcome }
        if facts.refuted.contains(id) {
            outcome.verdict = .notMet
            outcome.because = "cán bộ thẩm định đã xem xét và kết luận không đạt tiêu chuẩn “\(title)”"
            outcome.remedy = "xem lý do của cán bộ thẩm định, bổ sung minh chứng mới nếu có rồi đề nghị thẩm định lại"
        } else if facts.confirmed.contains(id) {
            outcome.verdict = .met
            outcome.because = "cán bộ thẩm định đã xem xét và xác nhận đạt tiêu chuẩn “\(title)”"
        }
        return outcome
    }

    private func evaluate(_ condition: Condition) -> Outcome {
        switch condition {
        case .rating(let level): rating(atLeast: level)
        case .standardOf(let title, let equals): standard(of: title, equals: equals)
        case .consecutiveTitles(let title, let years): consecutiveTitles(title, years: years)
        case .yearsNotUsed(let title, let years, let by): yearsNotUsed(title, years: years, by: by)
        case .consecutiveRatings(let level, let years, let titles):
            consecutiveRatings(atLeast: level, years: years, orTitles: titles)
        case .initiatives(let scope, let count, let years, let orScience):
            initiatives(scope: scope, count: count, years: years, orScience: orScience)
        case .science(let scope, let years): science(scope: scope, years: years)
        case .memberShare(let kind, let share): memberShare(of: kind, share: share)
        case .membersAtLeast(let kind, let count): membersAtLeast(of: kind, count: count)
        case .noDisciplinedMember: noDisciplinedMember()
        case .clusterLeader: clusterLeader()
        case .movement(let level, let years): movement(launchedBy: level, years: years)
        case .workingMonths(let months): workingMonths(months)
        case .officer(let question): officer(question)
        case .anyOf(let branches): anyOf(branches)
        case .allOf(let branches): allOf(branches)
        case .notUnderExamination: notUnderExamination()
        case .disciplineServed: disciplineServed()
        case .noLowerGround: noLowerGround()
        case .oneAchievementOneForm: oneAchievementOneForm()
        case .notTwice: notTwice()
        case .initiativesUsedOnce: initiativesUsedOnce()
        }
    }

    // MARK: Several together

    private func answers(_ branches: [Branch]) -> [Outcome] {
        var outcomes: [Outcome] = []
        for branch in branches where branch.scope.covers(proposal) {
            outcomes.append(
                judged(evaluate(branch.condition), id: branch.id, title: branch.title, doubt: branch.doubt))
        }
        return outcomes
    }

    private func anyOf(_ branches: [Branch]) -> Outcome {
        let outcomes = answers(branches)
        let met = outcomes.filter { $0.verdict == .met }
        if !met.isEmpty {
            return Outcome(
                verdict: .met, because: met.map(\.because).joined(separator: "; "), evidence: met.flatMap(\.evidence),
                needsOfficer: met.allSatisfy(\.needsOfficer))
        }
        let undecided = outcomes.filter { $0.verdict == .undecided }
        let lacking = outcomes.filter { $0.verdict == .notMet }
        let evidence = outcomes.flatMap(\.evidence)
        let isBlocked = outcomes.contains { $0.isBlockedByReuse }
        let remedies = distinct(outcomes.compactMap(\.remedy))
        let remedy = remedies.count == 1 ? remedies[0] : "cần một trong các việc sau: \(numbered(remedies))"
        if undecided.isEmpty {
            let because =
                lacking.count == 1 ? lacking[0].because : "chưa đạt điều kiện nào: \(numbered(lacking.map(\.because)))"
            return Outcome(
                verdict: .notMet, because: because, evidence: evidence, remedy: remedy, isBlockedByReuse: isBlocked)
        }
        var because = numbered(distinct(undecided.map(\.because)))
        if !lacking.isEmpty { because += "; điều kiện khác chưa đạt: \(numbered(lacking.map(\.because)))" }
        return Outcome(
            verdict: .undecided, because: because, evidence: evidence, remedy: remedy,
            needsOfficer: undecided.contains { $0.needsOfficer }, isBlockedByReuse: isBlocked)
    }

    private func allOf(_ branches: [Branch]) -> Outcome { joined(answers(branches)) }

    /// Several outcomes that are all needed. What is not met is told first.
    func joined(_ outcomes: [Outcome]) -> Outcome {
        let worst: Verdict =
            outcomes.contains { $0.verdict == .notMet }
            ? .notMet : outcomes.contains { $0.verdict == .undecided } ? .undecided : .met
        let telling = outcomes.filter { $0.verdict == worst }
        let remedies = distinct(telling.compactMap(\.remedy))
        // An officer's word helps only when nothing else stands in the way.
        let undecided = outcomes.filter { $0.verdict == .undecided }
        return Outcome(
            verdict: worst, because: telling.map(\.because).joined(separator: "; "),
            evidence: outcomes.flatMap(\.evidence), remedy: remedies.isEmpty ? nil : remedies.joined(separator: "; "),
            needsOfficer: worst == .undecided
                ? undecided.allSatisfy { $0.needsOfficer } : telling.contains { $0.needsOfficer },
            isBlockedByReuse: worst == .notMet && telling.allSatisfy { $0.isBlockedByReuse })
    }
}
