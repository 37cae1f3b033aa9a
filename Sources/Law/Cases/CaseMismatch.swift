import Foundation
import Primitives

/// One expectation of a case that does not hold.
public struct CaseMismatch: Hashable, Sendable, CustomStringConvertible {
    public let file: String
    public let line: Int?
    public let caseID: String
    /// What of the answer: `verdict`, `findings.LDTT.rating`.
    public let what: String
    public let expected: String
    public let got: String
    /// Why it was answered so.
    public let because: String?

    public var description: String {
        "\(line.map { "\(file):\($0)" } ?? file): \(caseID): \(what): expected \(expected), got \(got)"
            + (because.map { " (\($0))" } ?? "")
    }
}

extension Lawbook {
    /// Everything that a case expects and the answer does not say. Empty when all holds.
    public func mismatches(of legalCase: LegalCase, in answer: CaseAnswer) -> [CaseMismatch] {
        let expect = legalCase.expect
        var mismatches: [CaseMismatch] = []
        func differ(_ what: String, _ expected: String, _ got: String, _ because: String? = nil) {
            mismatches.append(
                CaseMismatch(
                    file: legalCase.file, line: legalCase.line, caseID: legalCase.id, what: what, expected: expected,
                    got: got, because: because))
        }

        if let error = expect.error {
            if answer.error != error { differ("error", error, answer.error ?? "none", answer.message) }
        } else if let error = answer.error {
            differ("error", "none", error, answer.message)
        }
        if let verdict = expect.verdict, answer.error == nil, answer.verdict != verdict {
            // What carries the verdict; all of it when nothing stands in the way of the one that was expected.
            let telling = answer.findings.filter { $0.verdict == answer.verdict && $0.verdict != .met }
            differ(
                "verdict", verdict.rawValue, answer.verdict?.rawValue ?? "none",
                telling.isEmpty ? nil : telling.map { "\($0.criterion): \($0.because)" }.joined(separator: " "))
        }

        func finding(_ name: String) -> CaseAnswer.FindingAnswer? {
            let id = criterion(named: name, in: legalCase) ?? name
            return answer.findings.first { $0.criterion == id }
        }
        for (name, verdict) in expect.findings.sorted(by: { $0.key < $1.key }) {
            let found = finding(name)
            if found?.verdict != verdict {
                differ("findings.\(name)", verdict.rawValue, found?.verdict.rawValue ?? "not asked", found?.because)
            }
        }
        for (name, part) in expect.because.sorted(by: { $0.key < $1.key }) {
            let found = finding(name)
            if found?.because.contains(part) != true {
                differ("because.\(name)", "“\(part)”", found.map { "“\($0.because)”" } ?? "not asked")
            }
        }
        for name in expect.absent {
            if let found = finding(name) { differ("absent.\(name)", "not asked", found.verdict.rawValue) }
        }
        for part in expect.notes where !answer.notes.contains(where: { $0.contains(part) }) {
            differ("notes", "“\(part)”", answer.notes.isEmpty ? "none" : answer.notes.joined(separator: " "))
        }

        if let rule = expect.rule {
            if let part = rule.instrument, answer.rule?.instrument.contains(part) != true {
                differ("rule.instrument", part, answer.rule?.instrument ?? "none")
            }
            if let from = rule.from, answer.rule?.from != from {
                differ("rule.from", from.iso, answer.rule?.from.iso ?? "none")
            }
        }
        if let word = expect.competence {
            let level = CompetenceLevel(rawValue: word)
            let holds =
                level.map { answer.competence?.level == $0 }
                ?? (answer.competence.map { Self.folded($0.decider).contains(Self.folded(word)) } ?? false)
            if !holds {
                differ("competence", word, answer.competence.map { "\($0.level.rawValue): \($0.decider)" } ?? "none")
            }
        }
        if let papers = expect.papers {
            let required = answer.papers.filter(\.required)
            let missing = papers.filter { word in !required.contains { $0.key == word || $0.name == word } }
            let more = required.filter { !papers.contains($0.key) && !papers.contains($0.name) }
            if !missing.isEmpty || !more.isEmpty {
                differ(
                    "papers", papers.sorted().joined(separator: ", "),
                    required.map(\.key).sorted().joined(separator: ", "))
            }
        }

        switch expect.vote {
        case .nothingSaid: break
        case .null: if let vote = answer.vote { differ("vote", "null", vote.words) }
        case .value(let wanted):
            if let vote = answer.vote {
                if wanted.verdict.map({ $0 != vote.verdict }) ?? false
                    || wanted.needed.map({ $0 != vote.needed }) ?? false
                    || wanted.of.map({ $0 != vote.of }) ?? false
                {
                    differ("vote", wanted.words, vote.words)
                }
            } else {
                differ("vote", wanted.words, "null")
            }
        }
        switch expect.money {
        case .nothingSaid: break
        case .null: if let money = answer.money { differ("money", "null", String(money.amount), money.note) }
        case .value(let wanted):
            if let amount = wanted.amount, answer.money?.amount != amount {
                differ("money", String(amount), answer.money.map { String($0.amount) } ?? "null", answer.money?.note)
            }
            if let base = wanted.base, answer.money?.base != base {
                differ("money.base", String(base), answer.money.map { String($0.base) } ?? "null")
            }
            if let text = wanted.coefficient, answer.money?.coefficient != Decimal(string: text) {
                differ("money.coefficient", text, answer.money.map { "\($0.coefficient)" } ?? "null")
            }
        }
        let deadline = answer.deadline?.map(\.words).joined(separator: "; ")
        switch expect.deadline {
        case .nothingSaid: break
        case .null: if let deadline { differ("deadline", "null", deadline) }
        case .value(let part):
            if deadline?.contains(part) != true { differ("deadline", part, deadline ?? "null") }
        }
        return mismatches
    }

    /// Without marks and capitals, and with UBND written out.
    private static func folded(_ text: String) -> String {
        VietnameseText.folded(text).replacingOccurrences(of: "ubnd", with: "uy ban nhan dan")
    }

    /// Words of a case that mean nothing here, each as a sentence: they would say less than they seem to.
    public func remarks(on legalCase: LegalCase) -> [String] {
        distinct(unknownCriteria(in: legalCase)).map { "no criterion \"\($0)\" in the lawbook" }
            + legalCase.facts.discipline.filter { !DisciplineFact.measures.contains($0.measure) }.map {
                "discipline \"\($0.measure)\" is not one of \(DisciplineFact.measures.joined(separator: ", "))"
            }
            + legalCase.facts.examination.filter { !ExaminationFact.kinds.contains($0.kind) }.map {
                "examination \"\($0.kind)\" is not one of \(ExaminationFact.kinds.joined(separator: ", "))"
            }
    }

    /// Ids in a case that name no criterion: misspelt, they would confirm nothing.
    public func unknownCriteria(in legalCase: LegalCase) -> [String] {
        let expect = legalCase.expect
        let names =
            legalCase.facts.confirmed + legalCase.facts.refuted + expect.findings.keys.sorted()
            + expect.because.keys.sorted() + expect.absent
        return names.filter { $0 != "all" && criterion(named: $0, in: legalCase) == nil }
    }
}

extension CaseAnswer.VoteAnswer {
    var words: String { "\(verdict.rawValue), \(needed) of \(of) needed" }
}

extension CaseExpectation.Vote {
    var words: String {
        [verdict?.rawValue, needed.map { "\($0)\(of.map { " of \($0)" } ?? "") needed" }]
            .compactMap { $0 }.joined(separator: ", ")
    }
}
