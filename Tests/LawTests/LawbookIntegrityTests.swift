import Foundation
import Primitives
import Testing
import Yams

@testable import Law

struct LawbookIntegrityTests {
    /// The files as they are shipped.
    static func files() throws -> [String: String] {
        let folder = try #require(Lawbook.folder)
        var files: [String: String] = [:]
        let walk = try #require(FileManager.default.enumerator(atPath: folder.path))
        for case let path as String in walk where path.hasSuffix(".yaml") {
            files[path] = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
        }
        return files
    }

    private func expectRefusal(
        _ path: String, replacing old: String, with new: String, key: String, reason: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var files = try Self.files()
        let text = try #require(files[path], sourceLocation: sourceLocation)
        #expect(text.contains(old), "the test changes nothing", sourceLocation: sourceLocation)
        let range = try #require(text.range(of: old), sourceLocation: sourceLocation)
        files[path] = text.replacingCharacters(in: range, with: new)
        let changed = files
        let error = #expect(throws: LawbookError.self, sourceLocation: sourceLocation) { try Lawbook(files: changed) }
        #expect(error?.file == path, "\(String(describing: error))", sourceLocation: sourceLocation)
        #expect(error?.key.contains(key) == true, "\(String(describing: error))", sourceLocation: sourceLocation)
        #expect(
            reason.isEmpty || error?.reason.contains(reason) == true, "\(String(describing: error))",
            sourceLocation: sourceLocation)
    }

    @Test func `The shipped files load, and every file in the folder is listed`() throws {
        let lawbook = try Lawbook(files: Self.files())
        #expect(lawbook.digest == (try LegalCase.lawbook.get().digest))
        #expect(lawbook.digest.count == 64)
    }

    @Test func `The digest changes with any character of any file`() throws {
        let files = try Self.files()
        let digest = try Lawbook(files: files).digest
        for path in files.keys {
            var changed = files
            changed[path, default: ""] += "\n# x\n"
            #expect(Lawbook.digest(of: changed) != digest, "\(path)")
        }
    }

    @Test func `An unknown key is refused with file and key`() throws {
        try expectRefusal(
            "titles/CSTDCS.yaml", replacing: "rating: excellent", with: "ratng: excellent",
            key: "rules[1].criteria[1].any_of[0].ratng", reason: "unknown key")
        try expectRefusal(
            "titles/LDTT.yaml", replacing: "kind: title", with: "kind: title\ncolour: red", key: "colour",
            reason: "unknown key")
        try expectRefusal(
            "titles/CSTDT.yaml", replacing: "{ title: CSTDCS, years: 3 }", with: "{ title: CSTDCS, years: 3, gap: 1 }",
            key: "consecutive_titles.gap", reason: "unknown key")
        try expectRefusal(
            "instruments.yaml", replacing: "    mark: V\n", with: "    mark: V\n    weight: 1\n", key: "weight",
            reason: "unknown key")
        try expectRefusal(
            "guards.yaml", replacing: "    title:", with: "    titel: x\n    title:", key: "guards[0].titel")
        try expectRefusal(
            "procedures/votes.yaml", replacing: "percent: 90", with: "percent: 90, quorum: 2", key: "quorum")
        try expectRefusal(
            "procedures/papers.yaml", replacing: "required: true", with: "required: true, copies: 3", key: "copies")
        try expectRefusal(
            "money/bonus.yaml", replacing: "{ individual: 30 }", with: "{ person: 30 }", key: "coefficients.person")
        try expectRefusal(
            "money/base-salary.yaml", replacing: "amount: 1800000", with: "amount: 1800000\n    unit: usd", key: "unit")
    }

    @Test func `Wrong values are refused with file and key`() throws {
        try expectRefusal(
            "titles/LDTT.yaml", replacing: "rating: good", with: "rating: gut", key: "rating", reason: "unknown value")
        try expectRefusal(
            "titles/LDTT.yaml", replacing: "instrument: L2022, article: \"24\"",
            with: "instrument: L1999, article: \"24\"",
            key: "citation", reason: "no instrument L1999")
        try expectRefusal(
            "titles/LDTT.yaml", replacing: "instrument: L2022, article: \"24\"",
            with: "instrument: L2026, article: \"24\"",
            key: "citation", reason: "awaits confirmation")
        try expectRefusal(
            "titles/LDTT.yaml", replacing: "mark: V }", with: "mark: \"?\" }", key: "mark", reason: "unknown value")
        try expectRefusal(
            "titles/LDTT.yaml", replacing: "rating: good", with: "rating: good\n        officer: x", key: "criteria[0]",
            reason: "exactly one condition")
        try expectRefusal(
            "titles/LDTT.yaml", replacing: "until: 2025-06-30", with: "until: 2025-06-29", key: "competence",
            reason: "must end")
        try expectRefusal(
            "procedures/votes.yaml", replacing: "from: 2025-07-01", with: "from: 2025-06-01", key: "votes",
            reason: "must end")
        try expectRefusal(
            "money/base-salary.yaml", replacing: "from: 2026-07-01", with: "from: 2026-08-01", key: "base_salary",
            reason: "must end")
        try expectRefusal(
            "titles/LDTT.yaml", replacing: "- id: spirit", with: "- id: rating", key: "criteria", reason: "must end")
        try expectRefusal("procedures/votes.yaml", replacing: "base: all_members", with: "base: present", key: "base")
        try expectRefusal(
            "titles/LDTT.yaml", replacing: "from: 2024-01-01", with: "from: 2024-02-30", key: "from", reason: "day")
    }

    @Test func `A file that is missing or not listed is refused by name`() throws {
        var files = try Self.files()
        files["titles/STRAY.yaml"] = "code: STRAY"
        let stray = files
        #expect(throws: LawbookError(file: "titles/STRAY.yaml", key: "", reason: "not listed in contents.yaml")) {
            try Lawbook(files: stray)
        }
        files = try Self.files()
        files["forms/GK.yaml"] = nil
        let missing = files
        let error = #expect(throws: LawbookError.self) { try Lawbook(files: missing) }
        #expect(error?.file == "contents.yaml" && error?.key == "catalogue[59]")
    }

    @Test func `Every citation resolves and reads as officials write it`() throws {
        let lawbook = try LegalCase.lawbook.get()
        var citations = lawbook.allRules.flatMap { ($0.criteria + $0.guards).map(\.citation) }
        for day in [CivilDate(year: 2024, month: 6, day: 1)!, CivilDate(year: 2026, month: 8, day: 1)!] {
            for entry in lawbook.entries(on: day) {
                citations.append(entry.competenceCitation)
                if let vote = lawbook.voteRule(for: entry.code, on: day) { citations.append(vote.citation) }
                for category in entry.categories {
                    citations += lawbook.requiredPapers(for: entry.code, category: category, on: day).map(\.citation)
                }
                for subject in entry.subjects {
                    citations += (try? lawbook.bonus(for: entry.code, subject: subject, decidedOn: day).citations) ?? []
                }
            }
            for topic in Provision.Topic.allCases {
                citations += lawbook.provisions(topic: topic, on: day).map(\.citation)
            }
            citations += lawbook.powers(on: day).map(\.citation)
        }
        for row in lawbook.procedures.deadlines { citations.append(row.deadline.citation) }
        #expect(citations.count > 300)
        for citation in Set(citations) {
            let instrument = try #require(lawbook.instrument(citation.instrument), "\(citation.instrument)")
            #expect(citation.text.hasSuffix(instrument.name), "\(citation.text)")
            #expect(citation.text.first?.isUppercase == true)
        }
        #expect(lawbook.instrument("KHONGCO") == nil)
        #expect(
            Citation.written(article: "5", clause: "2", point: "c", instrument: "Luật 06/2022/QH15")
                == "Điểm c khoản 2 Điều 5 Luật 06/2022/QH15")
    }

    @Test func `Criterion ids are unique on every day`() throws {
        let lawbook = try LegalCase.lawbook.get()
        for day in LawCalendarTests.days where day.day == 1 {
            for rule in lawbook.allRules where rule.isInForce(on: day) {
                let ids = (rule.criteria + rule.guards).filter { $0.isInForce(on: day) }.map(\.id)
                #expect(Set(ids).count == ids.count, "\(rule.code) \(rule.subject) \(day.iso)")
                #expect(rule.criteria.allSatisfy { $0.id.hasPrefix(rule.code.rawValue + ".") })
            }
        }
        var owners: [String: String] = [:]
        for rule in lawbook.allRules {
            for criterion in rule.criteria {
                let owner = "\(rule.code) \(rule.subject)"
                #expect(owners.updateValue(owner, forKey: criterion.id) ?? owner == owner, "\(criterion.id)")
            }
        }
    }

    @Test func `Every criterion has a title, a clause and the day it was last checked`() throws {
        let lawbook = try LegalCase.lawbook.get()
        for rule in lawbook.allRules {
            for criterion in rule.criteria + rule.guards {
                #expect(criterion.title.count <= 80, "\(criterion.id): \(criterion.title)")
                #expect(criterion.clause.hasSuffix("."), "\(criterion.id)")
                #expect(criterion.checkedOn >= criterion.from, "\(criterion.id)")
            }
        }
    }

    @Test func `Names are Vietnamese, also for codes without rules`() throws {
        let lawbook = try LegalCase.lawbook.get()
        #expect(lawbook.name(of: "CSTDCS") == "Chiến sĩ thi đua cơ sở")
        #expect(lawbook.name(of: "HCLD3") == "Huân chương Lao động hạng Ba")
        #expect(lawbook.name(of: "CSTT") == "Chiến sĩ tiên tiến")
        #expect(lawbook.name(of: "XYZ") == "XYZ")
    }

    @Test func `Facts survive JSON, and absent keys have their defaults`() throws {
        let facts = Facts(
            years: [YearFacts(year: 2025, rating: .good, held: ["LDTT"], ground: ["CSTDCS": .science], ref: "r1")],
            received: [
                ReceivedFact(
                    code: "BKT", year: 2024, category: .movement, decidedOn: CivilDate(year: 2024, month: 5, day: 1))
            ],
            members: MemberFacts(total: 3, advanced: 2), confirmed: ["LDTT.spirit"])
        let data = try JSONEncoder().encode(facts)
        #expect(try JSONDecoder().decode(Facts.self, from: data) == facts)
        #expect(String(decoding: data, as: UTF8.self).contains(#""CSTDCS":"science""#))
        #expect(try JSONDecoder().decode(Facts.self, from: Data("{}".utf8)) == Facts())
    }
}
