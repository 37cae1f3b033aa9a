import Foundation
import Primitives

/// What the law answers to one case: one JSON object on one line.
public struct CaseAnswer: Encodable, Sendable {
    public struct RuleAnswer: Encodable, Sendable {
        /// Ready to print: `Luật 06/2022/QH15`.
        public let instrument: String
        public let from: CivilDate
    }

    public struct FindingAnswer: Encodable, Sendable {
        public let criterion: String
        public let citation: String
        public let verdict: Verdict
        public let because: String
        public let evidence: [Evidence]
        public let remedy: String?
        /// Only an officer can judge it: `confirmed` or `refuted` settles it.
        public let needsOfficer: Bool

        enum CodingKeys: String, CodingKey {
            case criterion, citation, verdict, because, evidence, remedy
            case needsOfficer = "needs_officer"
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(criterion, forKey: .criterion)
            try container.encode(citation, forKey: .citation)
            try container.encode(verdict, forKey: .verdict)
            try container.encode(because, forKey: .because)
            try container.encode(evidence, forKey: .evidence)
            try container.encode(remedy, forKey: .remedy)
            try container.encode(needsOfficer, forKey: .needsOfficer)
        }
    }

    public struct VoteAnswer: Encodable, Hashable, Sendable {
        /// How many members must agree.
        public let needed: Int
        /// All members.
        public let of: Int
        public let verdict: Verdict
        public let council: CouncilLevel
        public let citation: String
    }

    public struct DeadlineAnswer: Encodable, Sendable {
        public let key: String
        public let name: String
        /// Who has to do it.
        public let actor: String
        /// `20 ngày làm việc kể từ ngày nhận đủ hồ sơ`.
        public let limit: String
        /// The last day, where the case tells the day it counts from.
        public let due: CivilDate?
        public let citation: String

        enum CodingKeys: String, CodingKey { case key, name, actor, limit, due, citation }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(key, forKey: .key)
            try container.encode(name, forKey: .name)
            try container.encode(actor, forKey: .actor)
            try container.encode(limit, forKey: .limit)
            try container.encode(due, forKey: .due)
            try container.encode(citation, forKey: .citation)
        }

        /// For comparison with what a case expects.
        var words: String { "\(name): \(limit)" + (due.map { " (\($0))" } ?? "") }
    }

    public struct PaperAnswer: Encodable, Sendable {
        public let key: String
        public let name: String
        public let required: Bool
        public let citation: String
    }

    public struct CompetenceAnswer: Encodable, Sendable {
        public let level: CompetenceLevel
        public let decider: String
        public let citation: String
        public let proposer: String?
        /// Who submits the proposal onward.
        public let submitter: String?
        /// To whom the decision may be delegated.
        public let delegation: String?

        enum CodingKeys: String, CodingKey { case level, decider, citation, proposer, submitter, delegation }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(level, forKey: .level)
            try container.encode(decider, forKey: .decider)
            try container.encode(citation, forKey: .citation)
            try container.encode(proposer, forKey: .proposer)
            try container.encode(submitter, forKey: .submitter)
            try container.encode(delegation, forKey: .delegation)
        }
    }

    public struct MoneyAnswer: Encodable, Sendable {
        /// Times the base salary: `1.5`.
        public let coefficient: Decimal
        public let base: Int64
        /// What this award pays. 0 when a higher one of the same time pays instead.
        public let amount: Int64
        /// Why it pays nothing, or what to know before paying.
        public let note: String?
        public let citations: [String]

        enum CodingKeys: String, CodingKey { case coefficient, base, amount, note, citations }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(coefficient, forKey: .coefficient)
            try container.encode(base, forKey: .base)
            try container.encode(amount, forKey: .amount)
            try container.encode(note, forKey: .note)
            try container.encode(citations, forKey: .citations)
        }
    }

    public let id: String
    public let code: CatalogueCode
    /// `not_in_force`, `invalid` …: why there is no verdict.
    public internal(set) var error: String?
    /// The error as a sentence.
    public internal(set) var message: String?
    public internal(set) var rule: RuleAnswer?
    public internal(set) var verdict: Verdict?
    public internal(set) var findings: [FindingAnswer] = []
    public internal(set) var vote: VoteAnswer?
    /// `nil` where the national law sets none.
    public internal(set) var deadline: [DeadlineAnswer]?
    public internal(set) var papers: [PaperAnswer] = []
    public internal(set) var competence: CompetenceAnswer?
    public internal(set) var money: MoneyAnswer?
    public internal(set) var notes: [String] = []

    enum CodingKeys: String, CodingKey {
        case id, code, error, message, rule, verdict, findings, vote, deadline, papers, competence, money, notes
    }

    /// Every key is there every time, `null` when there is nothing; only `error` and `message` come and go.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(code, forKey: .code)
        try container.encodeIfPresent(error, forKey: .error)
        try container.encodeIfPresent(message, forKey: .message)
        try container.encode(rule, forKey: .rule)
        try container.encode(verdict, forKey: .verdict)
        try container.encode(findings, forKey: .findings)
        try container.encode(vote, forKey: .vote)
        try container.encode(deadline, forKey: .deadline)
        try container.encode(papers, forKey: .papers)
        try container.encode(competence, forKey: .competence)
        try container.encode(money, forKey: .money)
        try container.encode(notes, forKey: .notes)
    }

    /// One line, keys in order, so that the same case always gives the same bytes.
    public func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

extension Lawbook {
    /// The answer to one case. What cannot be answered is `null`; a day without a rule is an `error`, never a guess, and
    /// money, papers and votes are answered as far as the law of their own day goes.
    public func answer(_ legalCase: LegalCase) -> CaseAnswer {
        let proposal = legalCase.proposal
        var answer = CaseAnswer(id: legalCase.id, code: proposal.code)
        let facts = facts(of: legalCase)
        guard describes(proposal.code) else {
            answer.error = "unknown_code"
            answer.message =
                "Không có danh hiệu, hình thức khen thưởng nào mang mã “\(proposal.code)” trong danh mục. Kiểm tra lại mã."
            return answer
        }
        do {
            let assessment = try assess(proposal, facts: facts, asOf: legalCase.on, counting: legalCase.counting)
            answer.rule = CaseAnswer.RuleAnswer(instrument: assessment.instrument, from: assessment.ruleFrom)
            answer.verdict = assessment.verdict
            answer.notes = assessment.notes
            answer.findings = assessment.findings.map {
                CaseAnswer.FindingAnswer(
                    criterion: $0.id, citation: $0.citation.text, verdict: $0.verdict, because: $0.because,
                    evidence: $0.evidence, remedy: $0.remedy, needsOfficer: $0.needsOfficer)
            }
        } catch let problem as Problem {
            answer.error = problem.code.caseWord
            answer.message = problem.message
        } catch {
            answer.error = "unknown"
            answer.message = "\(error)"
        }
        if let vote = facts.vote, vote.members > 0, let rule = voteRule(for: proposal.code, on: legalCase.on) {
            answer.vote = CaseAnswer.VoteAnswer(
                needed: rule.share.needed(of: vote.members), of: vote.members,
                verdict: Ratio(vote.agree, of: vote.members).isAtLeast(rule.share) ? .met : .notMet,
                council: rule.council, citation: rule.citation.text)
        }
        answer.papers = requiredPapers(for: proposal.code, category: proposal.category, on: legalCase.on).map {
            CaseAnswer.PaperAnswer(
                key: $0.key, name: $0.name, required: $0.isRequired, citation: $0.citation.text)
        }
        let deadlines = deadlines(for: proposal.code, on: legalCase.on)
        if !deadlines.isEmpty { answer.deadline = deadlines.map { deadline($0, of: legalCase) } }
        if let entry = try? entry(proposal.code, on: legalCase.on) {
            answer.competence = CaseAnswer.CompetenceAnswer(
                level: entry.competence, decider: entry.decider, citation: entry.competenceCitation.text,
                proposer: entry.proposer?.who, submitter: entry.submitter?.who, delegation: entry.delegation?.who)
        }
        answer.money = money(of: legalCase)
        return answer
    }

    /// The verdict alone, without a word.
    func verdict(of legalCase: LegalCase) throws -> Verdict {
        try verdict(
            legalCase.proposal, facts: facts(of: legalCase), asOf: legalCase.on, counting: legalCase.counting)
    }

    /// The facts with the ids of criteria as the evaluator knows them.
    private func facts(of legalCase: LegalCase) -> Facts {
        var facts = legalCase.facts
        facts.confirmed = criteria(named: facts.confirmed, in: legalCase)
        facts.refuted = criteria(named: facts.refuted, in: legalCase)
        return facts
    }

    private func deadline(_ deadline: Deadline, of legalCase: LegalCase) -> CaseAnswer.DeadlineAnswer {
        // Of the days that a limit counts from, a case tells only that of receipt, by the level that decides. What the state
        // decides is received by the province first, and by the ministry on another day.
        let level = try? entry(legalCase.proposal.code, on: legalCase.on).competence
        let isFromReceipt =
            deadline.startEvent == "ngày nhận đủ hồ sơ" && (level == .unit || level == .province)
        let due =
            deadline.due(year: legalCase.proposal.year)
            ?? (isFromReceipt ? deadline.due(event: legalCase.on, calendar: workingCalendar)?.date : nil)
        return CaseAnswer.DeadlineAnswer(
            key: deadline.key, name: deadline.name, actor: deadline.actor, limit: deadline.words, due: due,
            citation: deadline.citation.text)
    }

    /// What the award pays on the day of the decision, beside what is decided with it. The year is taken as the time over
    /// which a title was earned; forms of the same year are for different achievements.
    private func money(of legalCase: LegalCase) -> CaseAnswer.MoneyAnswer? {
        let proposal = legalCase.proposal
        func award(_ id: Int, _ code: CatalogueCode, _ year: Int, _ achievement: String?) -> GivenCommendation? {
            guard let first = CivilDate(year: year, month: 1, day: 1),
                let last = CivilDate(year: year, month: 12, day: 31)
            else { return nil }
            return GivenCommendation(
                id: String(id), recipient: legalCase.id, code: code, subject: proposal.subject, periodFrom: first,
                periodUntil: last, achievement: achievement,
                isDecidedByUnitHead: legalCase.decidedBy.map { $0 == .unitHead })
        }
        guard let own = award(0, proposal.code, proposal.year, proposal.achievement) else { return nil }
        // What has no amount of its own pays nothing, and keeps nothing else from being paid.
        let others = legalCase.facts.togetherWith.enumerated().compactMap { index, item in
            award(index + 1, item.code, item.year, nil)
        }.filter { (try? bonus(for: $0.code, subject: $0.subject, decidedOn: legalCase.decidedOn)) != nil }
        guard let payable = try? payable([own] + others, decidedOn: legalCase.decidedOn).first else { return nil }
        return CaseAnswer.MoneyAnswer(
            coefficient: Decimal(payable.bonus.coefficientHundredths) / 100, base: payable.bonus.baseSalary.amount,
            amount: payable.amount.amount,
            note: payable.outcome == .paid ? payable.bonus.note : sentence(payable.explanation),
            citations: (payable.bonus.citations + [payable.citation].compactMap { $0 }).map(\.text))
    }

    // MARK: Ids of criteria

    /// The ids of all criteria, guards and branches of these rules.
    static func criterionIDs(of rules: [Rule]) -> Set<String> {
        criterionIDs(of: rules.flatMap { $0.criteria + $0.guards })
    }

    private static func criterionIDs(of criteria: [Criterion]) -> Set<String> {
        var ids: Set<String> = []
        func add(_ condition: Condition) {
            switch condition {
            case .anyOf(let branches), .allOf(let branches):
                for branch in branches {
                    ids.insert(branch.id)
                    add(branch.condition)
                }
            default: break
            }
        }
        for criterion in criteria {
            ids.insert(criterion.id)
            add(criterion.condition)
        }
        return ids
    }

    /// Ids as a case may write them: with the code in front or without, of a guard without `GUARD`, of a branch by its last
    /// part, which may be shared between subjects; `all` is everything.
    func criteria(named names: [String], in legalCase: LegalCase) -> [String] {
        names.flatMap { name -> [String] in
            name == "all" ? criterionIDs.sorted() : [criterion(named: name, in: legalCase) ?? name]
        }
    }

    /// `nil` when the name is not known, or means several things in this case.
    func criterion(named name: String, in legalCase: LegalCase) -> String? {
        let proposal = legalCase.proposal
        let code = proposal.code.rawValue
        for id in [name, "\(code).\(name)", "GUARD.\(name)"] where criterionIDs.contains(id) { return id }
        let ending = ".\(name)"
        var branches = criterionIDs.filter { $0.hasPrefix("\(code).") && $0.hasSuffix(ending) }
        guard branches.count > 1 else { return branches.first }
        // Of the same name for several subjects or kinds of commendation, the one that this case is asked for.
        let rules = rules(for: proposal.code, proposal.subject)
        branches.formIntersection(Self.criterionIDs(of: rules))
        guard branches.count > 1, let rule = rules.first(where: { $0.isInForce(on: legalCase.on) }) else {
            return branches.first
        }
        let asked = rule.criteria.filter { $0.isInForce(on: legalCase.on) && $0.scope.covers(proposal) }
        branches.formIntersection(Self.criterionIDs(of: asked))
        return branches.count == 1 ? branches.first : nil
    }
}

extension Problem.Code {
    /// As cases write it: `not_in_force`.
    public var caseWord: String {
        rawValue.reduce(into: "") { word, letter in
            if letter.isUppercase { word.append("_") }
            word.append(letter.lowercased())
        }
    }
}
