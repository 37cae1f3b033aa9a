import Foundation
import Primitives
import Testing
import Yams

@testable import Law

/// One legal case: facts in, finding per criterion out. `scenarios/*.yaml`.
struct LegalCase: Decodable, Sendable, CustomTestStringConvertible {
    struct Proposed: Decodable, Sendable {
        let code: CatalogueCode
        let year: Int
        let kind: CommendationCategory
        let achievement: String?
    }

    struct Subject: Decodable, Sendable {
        let kind: SubjectKind
        let group: SubjectGroup?
        let sex: Sex?
    }

    struct Expectation: Decodable, Sendable {
        let verdict: Verdict?
        let money: Int64?
        let findings: [String: Verdict]?
        /// Part of the sentence of a finding.
        let because: [String: String]?
        /// Criteria that must not be asked.
        let absent: [String]?
        /// Part of one of the notes.
        let notes: [String]?
        let problem: String?
    }

    let id: String
    let source: String
    let on: CivilDate
    let decidedOn: CivilDate?
    let proposed: Proposed
    let subject: Subject
    let facts: Facts?
    let counting: Counting?
    let expect: Expectation

    enum CodingKeys: String, CodingKey {
        case id, source, on
        case decidedOn = "decided_on"
        case proposed, subject, facts, counting, expect
    }

    var testDescription: String { id }

    func assess(with lawbook: Lawbook) throws -> Assessment {
        try lawbook.assess(
            Proposal(
                code: proposed.code, year: proposed.year, category: proposed.kind, subject: subject.kind,
                group: subject.group, sex: subject.sex, achievement: proposed.achievement),
            facts: facts ?? Facts(), asOf: on, counting: counting ?? .separate)
    }

    func verdict(with lawbook: Lawbook) throws -> Verdict {
        try lawbook.verdict(
            Proposal(
                code: proposed.code, year: proposed.year, category: proposed.kind, subject: subject.kind,
                group: subject.group, sex: subject.sex, achievement: proposed.achievement),
            facts: facts ?? Facts(), asOf: on, counting: counting ?? .separate)
    }

    static let lawbook = Result { try Lawbook.bundled() }

    static let all: [LegalCase] = {
        guard let folder = Bundle.module.url(forResource: "scenarios", withExtension: nil),
            let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        else { return [] }
        return files.filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }.flatMap { file -> [LegalCase] in
            do {
                let text = try String(contentsOf: file, encoding: .utf8)
                try checkKeys(text, file: file.lastPathComponent)
                return try YAMLDecoder().decode([LegalCase].self, from: text)
            } catch {
                Issue.record("\(file.lastPathComponent): \(error)")
                return []
            }
        }
    }()

    /// A misspelt key would make a case say less than it seems to.
    static func checkKeys(_ text: String, file: String) throws {
        let known: [String: Set<String>] = [
            "": ["id", "source", "on", "decided_on", "proposed", "subject", "facts", "counting", "expect"],
            "proposed": ["code", "year", "kind", "achievement"], "subject": ["kind", "group", "sex"],
            "expect": ["verdict", "money", "findings", "because", "absent", "notes", "problem"],
            "facts": Set(Facts.CodingKeys.allCases.map(\.rawValue)),
            "facts.years": Set(YearFacts.CodingKeys.allCases.map(\.rawValue)),
            "facts.years.initiatives": Set(InitiativeFact.CodingKeys.allCases.map(\.rawValue)),
            "facts.years.science": Set(ScienceFact.CodingKeys.allCases.map(\.rawValue)),
            "facts.received": Set(ReceivedFact.CodingKeys.allCases.map(\.rawValue)),
            "facts.discipline": Set(DisciplineFact.CodingKeys.allCases.map(\.rawValue)),
            "facts.examination": Set(ExaminationFact.CodingKeys.allCases.map(\.rawValue)),
            "facts.pending": Set(PendingFact.CodingKeys.allCases.map(\.rawValue)),
            "facts.members": Set(MemberFacts.CodingKeys.allCases.map(\.rawValue)),
            "facts.posts": Set(PostFact.CodingKeys.allCases.map(\.rawValue)),
            "facts.vote": Set(VoteFact.CodingKeys.allCases.map(\.rawValue)),
            "facts.together_with": Set(TogetherFact.CodingKeys.allCases.map(\.rawValue)),
            "facts.movement": Set(MovementFact.CodingKeys.allCases.map(\.rawValue)),
        ]
        func check(_ node: Node, _ path: String) throws {
            if let sequence = node.sequence {
                for item in sequence { try check(item, path) }
            } else if let mapping = node.mapping {
                for (key, value) in mapping {
                    let name = key.string ?? ""
                    if let keys = known[path], !keys.contains(name) {
                        throw LawbookError(
                            file: file, key: path.isEmpty ? name : "\(path).\(name)", reason: "unknown key")
                    }
                    try check(value, path.isEmpty ? name : "\(path).\(name)")
                }
            }
        }
        if let node = try Yams.compose(yaml: text) { try check(node, "") }
    }
}

struct LawScenarioTests {
    @Test(arguments: LegalCase.all)
    func `Mỗi tình huống pháp lý được trả lời đúng từng tiêu chuẩn`(_ legalCase: LegalCase) throws {
        let lawbook = try LegalCase.lawbook.get()
        let expect = legalCase.expect
        if let code = expect.problem {
            let problem = #expect(throws: Problem.self) { try legalCase.assess(with: lawbook) }
            #expect(problem?.code.rawValue == code)
            #expect(problem?.message.isEmpty == false)
            return
        }
        let assessment = try legalCase.assess(with: lawbook)
        // The bare verdict comes from the same logic.
        #expect(try legalCase.verdict(with: lawbook) == assessment.verdict)
        let findings = Dictionary(assessment.findings.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        #expect(findings.count == assessment.findings.count, "the same criterion was answered twice")
        if let verdict = expect.verdict {
            #expect(
                assessment.verdict == verdict, "\(assessment.findings.map { "\($0.id) \($0.verdict): \($0.because)" })")
        }
        for (id, verdict) in expect.findings ?? [:] {
            let finding = try #require(findings[id], "no finding \(id)")
            #expect(finding.verdict == verdict, "\(id): \(finding.because)")
        }
        for (id, part) in expect.because ?? [:] {
            let finding = try #require(findings[id], "no finding \(id)")
            #expect(finding.because.contains(part), "\(id): \(finding.because)")
        }
        for id in expect.absent ?? [] { #expect(findings[id] == nil, "\(id) should not be asked") }
        for part in expect.notes ?? [] {
            #expect(assessment.notes.contains { $0.contains(part) }, "\(assessment.notes)")
        }
        for finding in assessment.findings {
            #expect(finding.because.hasSuffix(".") && finding.because.first?.isLowercase == false, "\(finding.because)")
            #expect(
                (finding.remedy == nil) == (finding.verdict == .met), "\(finding.id): \(finding.remedy ?? "no remedy")")
            #expect(!finding.because.contains("  ") && !finding.because.contains(".."), "\(finding.because)")
            // No raw codes on screen.
            for code in ["LDTT", "CSTD", "TTLD", "BKT", "GK-", "HCLD", "CTDT", "CTDCP"] {
                #expect(!finding.because.contains(code), "\(finding.because)")
            }
        }
        if let money = expect.money {
            let decided = try #require(legalCase.decidedOn, "money needs decided_on")
            let bonus = try lawbook.bonus(
                for: legalCase.proposed.code, subject: legalCase.subject.kind, decidedOn: decided)
            #expect(bonus.amount == Dong(money))
        }
    }

    @Test func `Mỗi tiêu chuẩn có ít nhất một tình huống đạt và một tình huống không đạt`() throws {
        let lawbook = try LegalCase.lawbook.get()
        #expect(LegalCase.all.count >= 100)
        #expect(Set(LegalCase.all.map(\.id)).count == LegalCase.all.count)
        var met: Set<String> = []
        var unmet: Set<String> = []
        for legalCase in LegalCase.all {
            #expect(!legalCase.source.isEmpty)
            for (id, verdict) in legalCase.expect.findings ?? [:] {
                if verdict == .met { met.insert(id) } else { unmet.insert(id) }
            }
        }
        let criteria = Set(lawbook.allRules.flatMap { ($0.criteria + $0.guards).map(\.id) })
        #expect(criteria.count > 40)
        #expect(criteria.subtracting(met).isEmpty, "never expected to be met: \(criteria.subtracting(met).sorted())")
        #expect(criteria.subtracting(unmet).isEmpty, "never expected to fail: \(criteria.subtracting(unmet).sorted())")
        #expect(
            met.union(unmet).subtracting(criteria).isEmpty,
            "no such criterion: \(met.union(unmet).subtracting(criteria))")
    }
}
