import Foundation
import Primitives
import Testing

@testable import Law

/// The case format of `bangvang law assess`: what it takes, what it refuses, and what it answers.
struct CaseReadingTests {
    /// The example of the issue that asked for the format, word for word.
    static let example = """
        - id: vi-du-1
          on: 2026-03-15                # the day whose law applies: the dossier is received
          decided_on: 2026-04-02        # optional, for money
          proposed: { code: CSTDT, year: 2025, kind: merit }
          subject: { kind: individual, group: official, sex: female }
          facts:
            years:
              - year: 2025
                rating: excellent       # excellent | good | completed | not_completed
                held: [LDTT, CSTDCS]
                ground: { CSTDCS: initiative }          # what the title rested on
                months_worked: 12
                initiatives: [{ scope: base, count: 1, used_for: [CSTDCS-2025] }]
                science: [{ scope: province, accepted: true }]
            received: [{ code: BKT, year: 2022, kind: merit, achievement: key }]
            discipline: [{ measure: reprimand, from: 2021-02-01, until: 2022-02-01 }]
            examination: [{ kind: complaint, since: 2026-01-10 }]
            posts: [{ level: "phó giám đốc sở", from: 2010-01-01, until: 2019-12-31 }]
            members: { total: 20, completed: 20, LDTT: 15, CSTDCS: 1, disciplined: 0, women: 14 }
            vote: { members: 17, agree: 16 }
            confirmed: []
            together_with: [{ code: LDTT, year: 2025 }]
          expect: { verdict: not_met, money: 7020000 }
        """

    private func only(_ text: String) throws -> LegalCase {
        let file = CaseFile(text, file: "x.yaml")
        #expect(file.faults.isEmpty, "\(file.faults)")
        return try #require(file.cases.first)
    }

    private func faults(_ text: String) -> [String] { CaseFile(text, file: "x.yaml").faults.map(\.description) }

    private func answer(_ text: String) throws -> (CaseAnswer, [CaseMismatch]) {
        let lawbook = try LegalCase.lawbook.get()
        let legalCase = try only(text)
        let answer = lawbook.answer(legalCase)
        return (answer, lawbook.mismatches(of: legalCase, in: answer))
    }

    private func fields(_ answer: CaseAnswer) throws -> [String: Any] {
        let data = Data(try answer.json().utf8)
        return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test func `Every key of the example is read`() throws {
        let legalCase = try only(Self.example)
        #expect(legalCase.on == CivilDate(year: 2026, month: 3, day: 15))
        #expect(legalCase.decidedOn == CivilDate(year: 2026, month: 4, day: 2))
        #expect(
            legalCase.proposal
                == Proposal(
                    code: "CSTDT", year: 2025, category: .merit, subject: .individual, group: .official, sex: .female))
        let year = try #require(legalCase.facts.years.first)
        #expect(year.rating == .excellent && year.held == ["LDTT", "CSTDCS"] && year.monthsWorked == 12)
        #expect(year.ground == ["CSTDCS": .initiative])
        #expect(year.initiatives == [InitiativeFact(scope: .base, count: 1, usedFor: ["CSTDCS-2025"])])
        #expect(year.science == [ScienceFact(scope: .province, accepted: true)])
        #expect(legalCase.facts.received.map(\.achievement) == ["key"])
        #expect(legalCase.facts.discipline.map(\.measure) == ["reprimand"])
        #expect(legalCase.facts.examination.map(\.kind) == ["complaint"])
        #expect(legalCase.facts.members?.women == 14)
        #expect(legalCase.facts.vote?.agree == 16)
        #expect(legalCase.facts.togetherWith.map(\.code) == ["LDTT"])
    }

    @Test func `The example is answered with every key, in order, on one line`() throws {
        let (answer, mismatches) = try answer(Self.example)
        // A complaint is open since 10/01/2026: nothing may be decided.
        #expect(mismatches.isEmpty, "\(mismatches)")
        let json = try answer.json()
        #expect(!json.contains("\n") && json.contains("06/2022/QH15") && json.contains("Luật"))
        let keys = [
            "code", "competence", "deadline", "findings", "id", "money", "notes", "papers", "rule", "verdict", "vote",
        ]
        let fields = try fields(answer)
        #expect(fields.keys.sorted() == keys)
        var places: [String.Index] = []
        for key in ["code", "competence", "findings", "id", "papers", "rule"] {
            places.append(try #require(json.range(of: "\"\(key)\":")).lowerBound)
        }
        #expect(places == places.sorted())
        let rule = try #require(fields["rule"] as? [String: Any])
        #expect(rule["instrument"] as? String == "Luật 06/2022/QH15" && rule["from"] as? String == "2024-01-01")
        let money = try #require(fields["money"] as? [String: Any])
        #expect(money["coefficient"] as? Int == 3 && money["base"] as? Int == 2_340_000)
        #expect(money["amount"] as? Int == 7_020_000)
        let vote = try #require(fields["vote"] as? [String: Any])
        #expect(vote["needed"] as? Int == 16 && vote["of"] as? Int == 17 && vote["verdict"] as? String == "met")
        let finding = try #require((fields["findings"] as? [[String: Any]])?.first)
        for key in ["criterion", "citation", "verdict", "because", "evidence"] {
            #expect(finding[key] != nil, "\(key)")
        }
        #expect(try answer.json() == LegalCase.lawbook.get().answer(only(Self.example)).json())
    }

    @Test func `A case needs no more than an id, a day and a proposal`() throws {
        let (answer, mismatches) = try answer(
            "- { id: a, on: 2026-01-15, proposed: { code: LDTT, year: 2025 } }")
        #expect(mismatches.isEmpty)
        #expect(answer.verdict == .undecided && answer.vote == nil)
        #expect(answer.money?.amount == 710_000, "decided on the day it is received, when nothing else is said")
        #expect(CaseFile("", file: "x").cases.isEmpty && CaseFile("# nothing\n", file: "x").faults.isEmpty)
    }

    @Test func `What a case cannot say is told with file, line, case and key`() {
        func one(_ replace: String, _ by: String) -> [String] {
            faults(Self.example.replacingOccurrences(of: replace, with: by))
        }
        #expect(
            one("rating: excellent", "raiting: excellent").first?.hasPrefix(
                "x.yaml:9: vi-du-1: facts.years[0].raiting: unknown key (known: away, ground, held,") == true)
        #expect(one("sex: female", "gender: female").first?.contains("vi-du-1: subject.gender: unknown key") == true)
        #expect(one("  expect:", "  expects:").first?.contains("vi-du-1: expects: unknown key") == true)
        #expect(one("women: 14", "women: 14, men: 6").first?.contains("facts.members.men: unknown key") == true)
        #expect(one("agree: 16", "agree: many") == ["x.yaml:20: vi-du-1: facts.vote.agree: must be a whole number"])
        #expect(one("2026-03-15  ", "2026-02-30  ") == ["x.yaml:2: vi-du-1: on: must be a day such as 2026-03-15"])
        #expect(
            one("on: 2026-03-15  ", "on: 15/3/2026  ") == ["x.yaml:2: vi-du-1: on: must be a day such as 2026-03-15"])
        #expect(
            one("rating: excellent", "rating: superb").first?.contains(
                "facts.years[0].rating: unknown value \"superb\" (known: excellent, good,") == true)
        #expect(one("scope: base,", "scope: village,").first?.contains("initiatives[0].scope: unknown value") == true)
        #expect(
            one("held: [LDTT, CSTDCS]", "held: LDTT") == ["x.yaml:10: vi-du-1: facts.years[0].held: must be a list"])
        #expect(one("code: CSTDT, ", "") == ["x.yaml:4: vi-du-1: proposed: key \"code\" is missing"])
        #expect(faults("id: a") == ["x.yaml: must be a list of cases"])
        #expect(faults("- [a").first?.contains("not readable as YAML") == true)
    }

    @Test func `One wrong case does not silence the others`() {
        let file = CaseFile(
            """
            - { id: a, on: 2026-01-15, proposed: { code: LDTT, year: 2025 } }
            - { id: b, on: 2026-01-15, proposed: { code: LDTT, year: 2025 }, fact: {} }
            - { id: c, on: 2026-01-15, proposed: { code: LDTT, year: 2025 } }
            - { id: a, on: 2026-01-15, proposed: { code: LDTT, year: 2025 } }
            """, file: "x.yaml")
        #expect(file.cases.map(\.id) == ["a", "c"])
        #expect(file.faults.map(\.caseID) == ["b", "a"])
    }

    @Test func `What cannot be is refused`() {
        func one(_ facts: String) -> [String] {
            faults("- { id: a, on: 2026-01-15, proposed: { code: LDTT, year: 2025 }, facts: { \(facts) } }")
        }
        #expect(
            one("years: [{ year: 2025 }, { year: 2025 }]") == ["x.yaml:1: a: facts.years[1].year: 2025 is there twice"])
        #expect(one("vote: { members: 17, agree: 18 }") == ["x.yaml:1: a: facts.vote: 18 of 17 members cannot agree"])
        #expect(one("discipline: [{ measure: warning, from: 2025-02-01, until: 2025-01-01 }]").count == 1)
    }

    @Test func `Cases may share what they have in common`() throws {
        let file = CaseFile(
            """
            - &first { id: a, on: 2026-01-15, proposed: { code: LDTT, year: 2025 }, subject: { group: farmer } }
            - { <<: *first, id: b, on: 2026-02-15 }
            """, file: "x.yaml")
        #expect(file.faults.isEmpty, "\(file.faults)")
        #expect(file.cases.map(\.id) == ["a", "b"] && file.cases.last?.proposal.group == .farmer)
        #expect(file.cases.last?.on == CivilDate(year: 2026, month: 2, day: 15))
    }

    @Test func `Criteria are named with the code in front or without it`() throws {
        let text = """
            - id: a
              on: 2026-01-15
              proposed: { code: LDTT, year: 2025, kind: merit }
              facts: { years: [{ year: 2025, rating: good, months_worked: 12 }], confirmed: [CONFIRMED] }
              expect: { verdict: met, findings: { spirit: met, LDTT.rating: met, not-twice: met } }
            """
        for word in ["spirit", "LDTT.spirit", "all"] {
            let (_, mismatches) = try answer(text.replacingOccurrences(of: "CONFIRMED", with: word))
            #expect(mismatches.isEmpty, "\(mismatches)")
        }
        let lawbook = try LegalCase.lawbook.get()
        let misspelt = try only(text.replacingOccurrences(of: "CONFIRMED", with: "spirits"))
        #expect(lawbook.remarks(on: misspelt) == ["no criterion \"spirits\" in the lawbook"])
        #expect(
            try lawbook.criterion(
                named: "bravery", in: only("- { id: a, on: 2026-01-15, proposed: { code: CSTDCS, year: 2025 } }"))
                == "CSTDCS.initiative-or-excellent.bravery")
    }

    @Test func `Each expectation that does not hold is told with expected and got`() throws {
        let (_, mismatches) = try answer(
            """
            - id: a
              on: 2026-03-15
              decided_on: 2026-04-02
              proposed: { code: CSTDT, year: 2025, kind: merit }
              facts:
                years:
                  - { year: 2023, held: [CSTDCS] }
                  - { year: 2024, held: [CSTDCS] }
                  - { year: 2025, held: [CSTDCS], initiatives: [{ scope: province }] }
                vote: { members: 17, agree: 15 }
              expect:
                verdict: undecided
                money: { coefficient: 2, base: 2340000, amount: 1 }
                vote: met
                findings: { influence: not_met, nothing: met }
                because: { three-consecutive: bốn năm }
                absent: [influence]
                rule: { instrument: "15/2003", from: 2024-01-02 }
                competence: state
                papers: [to_trinh]
                notes: [xyz]
                deadline: null
            """)
        let told = mismatches.map { "\($0.what): \($0.expected) / \($0.got)" }
        for line in [
            "verdict: undecided / not_met", "money: 1 / 7020000", "money.coefficient: 2 / 3",
            "vote: met / not_met, 16 of 17 needed", "findings.influence: not_met / met",
            "findings.nothing: met / not asked", "absent.influence: not asked / met",
            "rule.instrument: 15/2003 / Luật 06/2022/QH15", "rule.from: 2024-01-02 / 2024-01-01", "notes: “xyz” / none",
        ] {
            #expect(told.contains(line), "\(line) is not among \(told)")
        }
        for what in ["because.three-consecutive", "competence", "papers"] {
            #expect(mismatches.contains { $0.what == what }, "\(what)")
        }
        #expect(!mismatches.contains { $0.what == "money.base" })
        let first = "x.yaml:1: a: verdict: expected undecided, got not_met (GUARD.council-vote: "
        #expect(mismatches.first?.description.hasPrefix(first) == true)
    }

    @Test func `Phiếu chưa đủ tỷ lệ thì không đạt, còn từng tiêu chuẩn vẫn đạt`() throws {
        let (answer, _) = try answer(
            """
            - id: a
              on: 2026-01-20
              proposed: { code: CSTDCS, year: 2025, kind: merit }
              facts: { years: [{ year: 2025, rating: excellent, held: [LDTT] }], vote: { members: 17, agree: 13 } }
            """)
        #expect(answer.verdict == .notMet)
        #expect(answer.findings.filter { $0.verdict != .met }.map(\.criterion) == ["GUARD.council-vote"])
        #expect(
            answer.vote
                == CaseAnswer.VoteAnswer(
                    needed: 14, of: 17, verdict: .notMet, council: .unit,
                    citation: "Khoản 7 Điều 30 Nghị định 98/2023/NĐ-CP"))
    }

    @Test func `Ngày không có quy định nào thì trả lời là lỗi, không phải phỏng đoán`() throws {
        let text = """
            - { id: a, on: 1999-12-31, proposed: { code: LDTT, year: 1999 }, expect: { verdict: met } }
            """
        let (answer, mismatches) = try answer(text)
        #expect(
            answer.error == "not_in_force" && answer.verdict == nil && answer.rule == nil && answer.findings.isEmpty)
        #expect(mismatches.map(\.what) == ["error"])
        let fields = try fields(answer)
        #expect(fields["error"] as? String == "not_in_force" && fields["verdict"] is NSNull)
        let expected = try self.answer(text.replacingOccurrences(of: "verdict: met", with: "error: not_in_force"))
        #expect(expected.1.isEmpty)
        // What was expected to fail and does not is a mismatch too.
        let other = try self.answer(
            "- { id: a, on: 2026-01-15, proposed: { code: LDTT, year: 2025 }, expect: { error: invalid } }")
        #expect(other.1.map(\.got) == ["none"])
    }

    @Test func `Nhiều danh hiệu cùng lúc trong cùng năm chỉ nhận mức cao nhất`() throws {
        func money(_ code: String, _ with: String) throws -> Int64? {
            try answer(
                """
                - id: a
                  on: 2026-01-15
                  proposed: { code: \(code), year: 2025 }
                  facts: { together_with: [\(with)] }
                """
            ).0.money?.amount
        }
        #expect(try money("CSTDCS", "{ code: LDTT, year: 2025 }") == 2_340_000)
        #expect(try money("LDTT", "{ code: CSTDCS, year: 2025 }") == 0)
        #expect(try money("LDTT", "{ code: CSTDCS, year: 2024 }") == 710_000)
        // A title and a form: both.
        #expect(try money("LDTT", "{ code: GK, year: 2025 }") == 710_000)
    }

    @Test func `Null is an expectation of its own`() throws {
        let text = """
            - { id: a, on: 2025-06-30, proposed: { code: GK, year: 2024 }, subject: { kind: household },
                expect: { money: null, vote: null } }
            """
        #expect(try answer(text).1.isEmpty)
        let paid = text.replacingOccurrences(of: "household", with: "individual")
        #expect(try answer(paid).1.map(\.what) == ["money"])
    }

    @Test func `A short name means the branch of the subject at hand`() throws {
        func one(_ subject: String, _ name: String) throws -> String? {
            let legalCase = try only(
                "- { id: a, on: 2026-01-15, proposed: { code: BKTTG, year: 2025 }, subject: { kind: \(subject) } }")
            return try LegalCase.lawbook.get().criterion(named: name, in: legalCase)
        }
        #expect(try one("individual", "contribution") == "BKTTG.individual-merit.contribution")
        #expect(try one("collective", "contribution") == "BKTTG.collective-merit.contribution")
        #expect(try one("collective", "five-years.certificate") == "BKTTG.collective-merit.five-years.certificate")
        #expect(try one("individual", "not-under-examination") == "GUARD.not-under-examination")
        #expect(try one("individual", "nothing") == nil)
    }

    @Test func `An unknown code is told apart from a day without a rule`() throws {
        func error(_ code: String, _ day: String) throws -> String? {
            try LegalCase.lawbook.get().answer(
                only("- { id: a, on: \(day), proposed: { code: \(code), year: 2003 } }")
            ).error
        }
        #expect(try error("XYZ", "2026-01-15") == "unknown_code")
        #expect(try error("LDTT", "2004-01-15") == "not_in_force")
        #expect(try error("CSTDB", "2026-01-15") == "unknown_code", "a name of another body, not in this catalogue")
    }
}
