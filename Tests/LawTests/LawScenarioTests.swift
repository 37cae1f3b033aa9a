import Foundation
import Primitives
import Testing

@testable import Law

/// The cases of `scenarios/*.yaml`, read by the reader of `bangvang law assess`.
extension LegalCase: CustomTestStringConvertible {
    public var testDescription: String { id }

    static let lawbook = Result { try Lawbook.bundled() }

    static let files: [CaseFile] = {
        guard let folder = Bundle.module.url(forResource: "scenarios", withExtension: nil),
            let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        else { return [] }
        return files.filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }.map { file in
            let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
            return CaseFile(text, file: file.lastPathComponent)
        }
    }()

    static let all: [LegalCase] = files.flatMap(\.cases)
}

struct LawScenarioTests {
    @Test(arguments: LegalCase.all)
    func `Mỗi tình huống pháp lý được trả lời đúng từng tiêu chuẩn`(_ legalCase: LegalCase) throws {
        let lawbook = try LegalCase.lawbook.get()
        let answer = lawbook.answer(legalCase)
        for mismatch in lawbook.mismatches(of: legalCase, in: answer) { Issue.record("\(mismatch)") }
        // The bare verdict comes from the same logic.
        if answer.error == nil { #expect(try lawbook.verdict(of: legalCase) == answer.verdict) }
        #expect(answer.error == nil || answer.message?.isEmpty == false)
        #expect(
            Set(answer.findings.map(\.criterion)).count == answer.findings.count,
            "the same criterion was answered twice")
        for finding in answer.findings {
            #expect(finding.because.hasSuffix(".") && finding.because.first?.isLowercase == false, "\(finding.because)")
            #expect(
                (finding.remedy == nil) == (finding.verdict == .met),
                "\(finding.criterion): \(finding.remedy ?? "no remedy")")
            #expect(!finding.because.contains("  ") && !finding.because.contains(".."), "\(finding.because)")
            // No raw codes on screen.
            for code in ["LDTT", "CSTD", "TTLD", "BKT", "GK-", "HCLD", "CTDT", "CTDCP"] {
                #expect(!finding.because.contains(code), "\(finding.because)")
            }
        }
    }

    @Test func `Mỗi tiêu chuẩn có ít nhất một tình huống đạt và một tình huống không đạt`() throws {
        let lawbook = try LegalCase.lawbook.get()
        #expect(LegalCase.files.flatMap(\.faults).isEmpty, "\(LegalCase.files.flatMap(\.faults))")
        #expect(LegalCase.all.count >= 100)
        #expect(Set(LegalCase.all.map(\.id)).count == LegalCase.all.count)
        for legalCase in LegalCase.all {
            #expect(!legalCase.source.isEmpty, "\(legalCase.id)")
            #expect(lawbook.unknownCriteria(in: legalCase).isEmpty, "\(legalCase.id)")
        }
        let check = LawbookCheck(
            files: try LawbookIntegrityTests.files(), today: CivilDate(year: 2026, month: 11, day: 23)!,
            scenarios: LegalCase.files)
        let errors = check.run().filter { $0.weight == .error }
        #expect(errors.isEmpty, "\(errors.map(\.description).joined(separator: "\n"))")
        #expect(lawbook.criterionIDs.count > 40)
    }
}
