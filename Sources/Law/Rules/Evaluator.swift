import Primitives

/// Answers the criteria of one rule for one proposal. A value that lives as long as one assessment.
///
/// With `explains` off no text and no list is made: the same logic then gives verdicts only, fast enough for a whole
/// province.
struct Evaluator {
    let lawbook: Lawbook
    let proposal: Proposal
    let facts: Facts
    let asOf: CivilDate
    let counting: Counting
    let explains: Bool
    /// The years that the applicable standards look at, the last being the proposed one.
    private(set) var window: ClosedRange<Int>
    /// The years that a standard without alternatives looks at.
    private(set) var compulsoryWindow: ClosedRange<Int>
    /// An unmet standard would be met if used initiatives counted again.
    private(set) var isBlockedByReuse = false
    /// An unmet standard would be met if extraordinary and thematic results counted for merit.
    private(set) var isBlockedByLowerGround = false
    /// The judgement of an officer carries one of the standards.
    private(set) var restsOnOfficer = false
    /// Extraordinary and thematic results are no ground for this proposal.
    private(set) var ignoresLowerGround = false
    /// The standards of the rule, for the guards that ask what they rest on.
    private(set) var standards: [Criterion] = []

    init(
        lawbook: Lawbook, proposal: Proposal, facts: Facts, asOf: CivilDate, counting: Counting, explains: Bool
    ) {
        self.lawbook = lawbook
        self.proposal = proposal
        self.facts = facts
        self.asOf = asOf
        self.counting = counting
        self.explains = explains
        window = proposal.year...proposal.year
        compulsoryWindow = window
    }

    mutating func findings(of rule: Rule) -> [Finding] {
        var findings: [Finding] = []
        findings.reserveCapacity(rule.criteria.count + rule.guards.count)
        answers(to: rule) { criterion, outcome in
            findings.append(
                Finding(
                    id: criterion.id, title: criterion.title, clause: criterion.clause, citation: criterion.citation,
                    verdict: outcome.verdict, because: sentence(outcome.because), evidence: outcome.evidence,
                    remedy: outcome.verdict == .met ? nil : outcome.remedy.map(sentence),
                    needsOfficer: outcome.needsOfficer))
            return true
        }
        return findings
    }

    mutating func verdict(of rule: Rule) -> Verdict {
        var result = Verdict.met
        answers(to: rule) { _, outcome in
            if outcome.verdict != .met { result = outcome.verdict }
            return outcome.verdict != .notMet
        }
        // The first "not met" ends the walk; before it only "undecided" can have been set, and stays unless it came.
        return result
    }

    /// Every applicable criterion with its answer, standards first, until `take` has heard enough.
    private mutating func answers(to rule: Rule, _ take: (Criterion, Outcome) -> Bool) {
        standards = rule.criteria
        var years = 1
        var compulsory = 1
        for criterion in rule.criteria where applies(criterion) {
            years = max(years, criterion.years)
            if !criterion.hasAlternatives { compulsory = max(compulsory, criterion.years) }
        }
        window = (proposal.year - years + 1)...proposal.year
        compulsoryWindow = (proposal.year - compulsory + 1)...proposal.year
        for criterion in rule.guards {
            if case .noLowerGround = criterion.condition, applies(criterion) { ignoresLowerGround = true }
        }
        for criterion in rule.criteria where applies(criterion) {
            let outcome = answer(criterion)
            if outcome.verdict == .notMet {
                if outcome.isBlockedByReuse { isBlockedByReuse = true }
                if outcome.isBlockedByLowerGround { isBlockedByLowerGround = true }
            }
            if outcome.needsOfficer { restsOnOfficer = true }
            guard take(criterion, outcome) else { return }
        }
        // Guards come last: they look at what the standards rest on.
        for criterion in rule.guards where applies(criterion) {
            guard take(criterion, answer(criterion)) else { return }
        }
    }

    func applies(_ criterion: Criterion) -> Bool {
        guard criterion.isInForce(on: asOf), criterion.scope.covers(proposal) else { return false }
        switch criterion.condition {
        case .councilVote: return facts.vote != nil && lawbook.voteRule(for: proposal.code, on: asOf) != nil
        case .stillExists: return facts.dissolvedOn != nil
        default: return true
        }
    }

    func answer(_ criterion: Criterion) -> Outcome {
        judged(evaluate(criterion.condition), id: criterion.id, title: criterion.title, doubt: criterion.doubt)
    }

    /// Applies what an officer has decided, where it is for an officer to decide.
    private func judged(_ outcome: Outcome, id: String, title: String, doubt: String?) -> Outcome {
        guard outcome.verdict != .met else { return outcome }
        var outcome = outcome
        if let doubt, outcome.verdict == .notMet {
            outcome.verdict = .undecided
            outcome.needsOfficer = true
            if explains {
                outcome.because += "; \(doubt)"
                outcome.remedy = "xem xét cụ thể, rồi xác nhận đạt hoặc không đạt"
            }
        }
        guard outcome.verdict == .undecided, outcome.needsOfficer else { return outcome }
        if facts.refuted.contains(id) {
            outcome.verdict = .notMet
            if explains {
                outcome.because = "cán bộ thẩm định đã xem xét và kết luận không đạt tiêu chuẩn “\(title)”"
                outcome.remedy =
                    "xem lý do của cán bộ thẩm định, bổ sung minh chứng mới nếu có rồi đề nghị thẩm định lại"
            }
        } else if facts.confirmed.contains(id) {
            outcome.verdict = .met
            if explains { outcome.because = "cán bộ thẩm định đã xem xét và xác nhận đạt tiêu chuẩn “\(title)”" }
        }
        return outcome
    }

    func evaluate(_ condition: Condition) -> Outcome {
        switch condition {
        case .rating(let level): rating(atLeast: level)
        case .standardOf(let title, let equals): standard(of: title, equals: equals)
        case .consecutiveTitles(let title, let years): consecutiveTitles(title, years: years)
        case .yearsNotUsed(let title, let years, let by): yearsNotUsed(title, years: years, by: by)
        case .consecutiveTimes(let titles, let times, let each): consecutiveTimes(titles, times: times, each: each)
        case .received(let codes): received(codes)
        case .sustained(let sustained): self.sustained(sustained)
        case .tenure(let tenure): self.tenure(tenure)
        case .noDisciplineInPosts: noDisciplineInPosts()
        case .heldPostBefore(let day): heldPostBefore(day)
        case .receivedBy(let yearsAfter, let month, let day):
            receivedBy(yearsAfter: yearsAfter, month: month, day: day)
        case .consecutiveRatings(let level, let years, let titles):
            consecutiveRatings(atLeast: level, years: years, orTitles: titles)
        case .initiatives(let scope, let count, let years, let orScience):
            initiatives(scope: scope, count: count, years: years, orScience: orScience)
        case .science(let scope, let years): science(scope: scope, years: years)
        case .memberShare(let kind, let share): memberShare(of: kind, share: share)
        case .membersAtLeast(let kind, let count): membersAtLeast(of: kind, count: count)
        case .noDisciplinedMember: noDisciplinedMember()
        case .clusterLeader: clusterLeader()
        case .movement(let levels, let years): movement(launchedBy: levels, years: years)
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
        case .councilVote: councilVote()
        case .stillExists: stillExists()
        }
    }

    // MARK: Several together

    func answer(_ branch: Branch) -> Outcome {
        judged(evaluate(branch.condition), id: branch.id, title: branch.title, doubt: branch.doubt)
    }

    private func anyOf(_ branches: [Branch]) -> Outcome {
        var outcomes: [Outcome] = []
        var tally = OutcomeTally()
        for branch in branches where branch.scope.covers(proposal) {
            let outcome = answer(branch)
            tally.add(outcome)
            if explains {
                outcomes.append(outcome)
            } else if outcome.verdict == .met, !outcome.needsOfficer {
                return Outcome(verdict: .met)
            }
        }
        var result = Outcome(verdict: .notMet)
        result.isBlockedByReuse = tally.anyBlockedByReuse
        result.isBlockedByLowerGround = tally.anyBlockedByLowerGround
        if tally.met > 0 {
            result = Outcome(verdict: .met, needsOfficer: tally.metNeedingOfficer == tally.met)
        } else if tally.undecided > 0 {
            result.verdict = .undecided
            result.needsOfficer = tally.undecidedNeedingOfficer > 0
        }
        if explains { explainAny(&result, outcomes) }
        return result
    }

    private func explainAny(_ result: inout Outcome, _ outcomes: [Outcome]) {
        if result.verdict == .met {
            let met = outcomes.filter { $0.verdict == .met }
            result.because = met.map(\.because).joined(separator: "; ")
            result.evidence = met.flatMap(\.evidence)
            return
        }
        let undecided = outcomes.filter { $0.verdict == .undecided }
        let lacking = outcomes.filter { $0.verdict == .notMet }
        result.evidence = outcomes.flatMap(\.evidence)
        let remedies = distinct(outcomes.compactMap(\.remedy))
        result.remedy = remedies.count == 1 ? remedies[0] : "cần một trong các việc sau: \(numbered(remedies))"
        if undecided.isEmpty {
            result.because =
                lacking.count == 1 ? lacking[0].because : "chưa đạt điều kiện nào: \(numbered(lacking.map(\.because)))"
        } else {
            result.because = numbered(distinct(undecided.map(\.because)))
            if !lacking.isEmpty {
                result.because += "; điều kiện khác chưa đạt: \(numbered(lacking.map(\.because)))"
            }
        }
    }

    private func allOf(_ branches: [Branch]) -> Outcome {
        var all = OutcomesTogether(explains: explains)
        for branch in branches where branch.scope.covers(proposal) { all.add(answer(branch)) }
        return all.outcome
    }
}

/// How many outcomes are of which kind.
struct OutcomeTally {
    private(set) var met = 0
    private(set) var metNeedingOfficer = 0
    private(set) var undecided = 0
    private(set) var undecidedNeedingOfficer = 0
    private(set) var notMet = 0
    private(set) var notMetNeedingOfficer = 0
    private(set) var anyBlockedByReuse = false
    private(set) var anyBlockedByLowerGround = false
    private(set) var allUnmetBlockedByReuse = true
    private(set) var allUnmetBlockedByLowerGround = true

    mutating func add(_ outcome: Outcome) {
        if outcome.isBlockedByReuse { anyBlockedByReuse = true }
        if outcome.isBlockedByLowerGround { anyBlockedByLowerGround = true }
        switch outcome.verdict {
        case .met:
            met += 1
            if outcome.needsOfficer { metNeedingOfficer += 1 }
        case .undecided:
            undecided += 1
            if outcome.needsOfficer { undecidedNeedingOfficer += 1 }
        case .notMet:
            notMet += 1
            if outcome.needsOfficer { notMetNeedingOfficer += 1 }
            if !outcome.isBlockedByReuse { allUnmetBlockedByReuse = false }
            if !outcome.isBlockedByLowerGround { allUnmetBlockedByLowerGround = false }
        }
    }
}

/// Several outcomes that are all needed. What is not met is told first.
struct OutcomesTogether {
    let explains: Bool
    private var outcomes: [Outcome] = []
    private var tally = OutcomeTally()

    init(explains: Bool) { self.explains = explains }

    mutating func add(_ outcome: Outcome) {
        tally.add(outcome)
        if explains { outcomes.append(outcome) }
    }

    var outcome: Outcome {
        var result = Outcome(verdict: tally.notMet > 0 ? .notMet : tally.undecided > 0 ? .undecided : .met)
        // An officer's word helps only when nothing else stands in the way.
        switch result.verdict {
        case .met: result.needsOfficer = tally.metNeedingOfficer > 0
        case .undecided: result.needsOfficer = tally.undecidedNeedingOfficer == tally.undecided
        case .notMet:
            result.needsOfficer = tally.notMetNeedingOfficer > 0
            result.isBlockedByReuse = tally.allUnmetBlockedByReuse
            result.isBlockedByLowerGround = tally.allUnmetBlockedByLowerGround
        }
        guard explains else { return result }
        let telling = outcomes.filter { $0.verdict == result.verdict }
        let remedies = distinct(telling.compactMap(\.remedy))
        result.because = telling.map(\.because).joined(separator: "; ")
        result.evidence = outcomes.flatMap(\.evidence)
        result.remedy = remedies.isEmpty ? nil : remedies.joined(separator: "; ")
        return result
    }
}
