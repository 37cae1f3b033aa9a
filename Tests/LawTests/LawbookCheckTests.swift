import Primitives
import Testing

@testable import Law

/// What `bangvang law check` finds, each on a copy of the shipped files with one thing wrong.
struct LawbookCheckTests {
    static let today = CivilDate(year: 2026, month: 11, day: 23)!

    private func check(
        today: CivilDate = LawbookCheckTests.today, isStrict: Bool = false, scenarios: [CaseFile]? = nil,
        _ change: (inout [String: String]) -> Void = { _ in }
    ) throws -> [LawbookFinding] {
        var files = try LawbookIntegrityTests.files()
        change(&files)
        return LawbookCheck(files: files, today: today, isStrict: isStrict, scenarios: scenarios).run()
    }

    @Test func `The shipped files have no error`() throws {
        let errors = try check(scenarios: LegalCase.files).filter { $0.weight == .error }
        #expect(errors.isEmpty, "\(errors)")
    }

    @Test func `Several broken files are all told, with file and key`() throws {
        let found = try check { files in
            files["titles/LDTT.yaml"] = files["titles/LDTT.yaml"]?.replacing(
                "kind: title", with: "kind: title\ncolour: red", maxReplacements: 1)
            files["forms/GK.yaml"] = files["forms/GK.yaml"]?.replacing(
                "kind: form", with: "kind: shape", maxReplacements: 1)
        }.filter { $0.weight == .error }
        #expect(found.map(\.file).contains("titles/LDTT.yaml"), "\(found)")
        #expect(found.first { $0.file == "titles/LDTT.yaml" }?.key == "colour")
        // The other file is reached only when nothing refers to the first.
        let second = try check { files in
            files["forms/GK.yaml"] = files["forms/GK.yaml"]?.replacing(
                "kind: form", with: "kind: shape", maxReplacements: 1)
        }.filter { $0.weight == .error }
        #expect(second.first?.description == "error: forms/GK.yaml: kind: unknown value \"shape\"")
    }

    @Test func `An entry is stale after 180 days, not before`() throws {
        let edge = Self.today.adding(days: LawbookCheck.daysUntilStale)
        #expect(try check(today: edge).filter { $0.reason.hasPrefix("last checked") }.isEmpty)
        let late = try check(today: edge.adding(days: 1)).filter { $0.reason.hasPrefix("last checked") }
        #expect(late.contains { $0.file == "titles/LDTT.yaml" && $0.key == "rules[0].checked_on" }, "\(late)")
        #expect(late.contains { $0.file == "guards.yaml" && $0.key.contains("not-under-examination") }, "\(late)")
        #expect(late.allSatisfy { $0.weight == .warning })
        let strict = try check(today: edge.adding(days: 1), isStrict: true)
        #expect(strict.contains { $0.weight == .error && $0.reason.hasPrefix("last checked") })
    }

    @Test func `A criterion without a passing or a failing scenario is named`() throws {
        let none = try check(scenarios: []).filter { $0.weight == .error }
        #expect(
            none.contains(
                LawbookFinding(.error, file: "titles/LDTT.yaml", key: "LDTT.rating", "no scenario in which it is met")))
        #expect(
            none.contains(
                LawbookFinding(
                    .error, file: "guards.yaml", key: "GUARD.not-twice", "no scenario in which it is not met")))
        // Without a folder of scenarios nothing is said about them.
        #expect(try check(scenarios: nil).allSatisfy { $0.weight != .error })
        let wrong = try check(
            scenarios: LegalCase.files + [
                CaseFile(
                    """
                    - { id: a, on: 2026-01-15, proposed: { code: LDTT, year: 2025 }, expect: { findings: { ratings: met } } }
                    - { id: b, on: 2026-01-15, proposed: { code: LDTT, jahr: 2025 } }
                    """, file: "x.yaml")
            ]
        ).filter { $0.weight == .error }
        #expect(wrong.map(\.description).contains("error: x.yaml: a: no criterion ratings in the lawbook"), "\(wrong)")
        #expect(wrong.contains { $0.file == "x.yaml:2" && $0.key.hasPrefix("b") })
    }

    @Test func `A rule that ends ahead is an error, unless its instrument ends with it`() throws {
        func ended(_ change: (inout [String: String]) -> Void) throws -> [LawbookFinding] {
            try check { files in
                files["titles/CSTT.yaml"] = files["titles/CSTT.yaml"]?.replacing(
                    "    from: 2024-01-01\n    checked_on",
                    with: "    from: 2024-01-01\n    until: 2027-06-30\n    checked_on",
                    maxReplacements: 1)
                change(&files)
            }.filter { $0.file == "titles/CSTT.yaml" && $0.key == "rules (individual)" }
        }
        #expect(
            try ended { _ in } == [
                LawbookFinding(
                    .error, file: "titles/CSTT.yaml", key: "rules (individual)", "no rule from 2027-07-01 on")
            ])
        let together = try ended { files in
            files["instruments.yaml"] = files["instruments.yaml"]?.replacing(
                "    in_force_from: 2024-01-01\n    replaces: [L2003]",
                with: "    in_force_from: 2024-01-01\n    in_force_until: 2027-06-30\n    replaces: [L2003]")
        }
        #expect(together.map(\.weight) == [.warning], "\(together)")
        #expect(
            together.first?.reason
                == "no rule from 2027-07-01 on: L2022 (Luật 06/2022/QH15) itself ends on 2027-06-30")
    }

    @Test func `Days before the first rule are named in a note`() throws {
        let notes = try check().filter { $0.weight == .note }
        #expect(notes.contains { $0.reason.hasPrefix("no rule from 2010-01-01 to 2023-12-31") }, "\(notes)")
        #expect(notes.contains { $0.reason.contains("LDTT (individual)") })
        #expect(notes.contains { $0.reason.contains("2017-09-30") && $0.reason.contains("CSTDCS (individual)") })
        #expect(!notes.contains { $0.reason.contains("CSTDT (individual)") }, "it begins before 2010")
    }

    @Test func `What ended with its instrument is a note, not a warning`() throws {
        let medals = try check().filter { $0.file == "money/bonus.yaml" && $0.key == "HCHCSVV1" }
        #expect(
            medals == [
                LawbookFinding(
                    .note, file: "money/bonus.yaml", key: "HCHCSVV1",
                    "no coefficient from 2024-01-01 on: ND91 (Nghị định 91/2017/NĐ-CP) itself ends on 2023-12-31")
            ])
    }

    @Test func `What ends without a successor, and what cites the ended, is told`() throws {
        let found = try check { files in
            // The base salary ends within the two years that are looked at.
            files["money/base-salary.yaml"] = files["money/base-salary.yaml"]?.replacing(
                "  - from: 2026-07-01\n", with: "  - from: 2026-07-01\n    until: 2027-06-30\n")
            // A decree ends, and nothing takes its place.
            files["instruments.yaml"] = files["instruments.yaml"]?.replacing(
                "    in_force_from: 2025-07-01\n    # A decree for a limited time",
                with: "    in_force_from: 2025-07-01\n    in_force_until: 2027-02-28\n    # A decree for a limited time"
            )
        }
        #expect(
            found.contains(
                LawbookFinding(
                    .error, file: "money/base-salary.yaml", key: "base_salary", "no base salary from 2027-07-01 on")),
            "\(found)")
        #expect(
            found.contains {
                $0.weight == .warning && $0.file == "guards.yaml"
                    && $0.key.hasPrefix("GUARD.discipline-served from 2025-07-01")
                    && $0.reason.contains("ND152") && $0.reason.contains("until 2027-02-28")
            }, "\(found)")
        #expect(found.contains { $0.file == "money/bonus.yaml" && $0.key.hasPrefix("LDTT from 2025-07-01") })
    }
}
