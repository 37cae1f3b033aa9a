import Actions
import Foundation
import Law
import Primitives
import Store

/// How long the assessment of everybody takes, beside a bare scan of the same rows, and how fast the evaluator is alone.
public struct AssessmentMeasurement: Sendable {
    let code: CatalogueCode
    let year: Int
    let seconds: Int
    let lawbook: Lawbook

    /// - Parameter seconds: for how long the evaluator alone runs, twice.
    public init(code: CatalogueCode, year: Int, seconds: Int, lawbook: Lawbook) {
        self.code = code
        self.year = year
        self.seconds = seconds
        self.lawbook = lawbook
    }

    /// - Parameter report: where the lines of the assessment go; written and synced within the measured time.
    /// - Returns: one object of JSON.
    public func run(on store: any Store, writing report: URL) async throws -> String {
        let assessment = ProvinceAssessment(code: code, year: year)
        let clock = ContinuousClock()
        // Once before the clock runs, so that neither has the pages of the database warmer than the other.
        var rows = try await assessment.scan(on: store)
        let scan = try await clock.measure { rows = try await assessment.scan(on: store) }
        guard FileManager.default.createFile(atPath: report.path, contents: nil) else {
            throw Problem(.conflict, "Không ghi được tệp \(report.path).")
        }
        let file = try FileHandle(forWritingTo: report)
        let start = clock.now
        let result = try await assessment.run(lawbook: lawbook, on: store) {
            try file.write(contentsOf: Data($0.utf8))
        }
        try file.synchronize()
        let whole = clock.now - start
        try file.close()
        let rates = try evaluatorAlone()
        return """
            {"people": \(result.people), "rows": \(rows), "scan_seconds": \(number(scan / .seconds(1))), \
            "assess_seconds": \(number(whole / .seconds(1))), "met": \(result.met), "undecided": \(result.undecided), \
            "not_met": \(result.notMet), "explained_per_second": \(Int(rates.explained)), \
            "verdicts_per_second": \(Int(rates.verdicts))}
            """
    }

    /// One core, one nomination after the other, no database.
    private func evaluatorAlone() throws -> (explained: Double, verdicts: Double) {
        guard let day = CivilDate(year: 2025, month: 12, day: 5) else {
            throw Problem(.invalid, "Ngày đo không có thật.")
        }
        let facts = Facts(
            years: (2021...2025).map { year in
                YearFacts(
                    year: year, rating: .excellent, held: year < 2025 ? ["LDTT", "CSTDCS"] : [],
                    ground: year < 2025 ? ["CSTDCS": .initiative] : [:], monthsWorked: 12,
                    initiatives: [InitiativeFact(scope: .base, usedFor: year < 2025 ? ["CSTDCS-\(year)"] : [])])
            }, startedWorkOn: CivilDate(year: 2010, month: 1, day: 1))
        let proposal = Proposal(
            code: code, year: year, category: .merit, subject: .individual, group: .official,
            sex: .female)
        func rate(_ body: () throws -> Void) rethrows -> Double {
            let clock = ContinuousClock()
            let start = clock.now
            var count = 0
            while clock.now - start < .seconds(seconds) {
                for _ in 0..<200 { try body() }
                count += 200
            }
            return Double(count) / ((clock.now - start) / .seconds(1))
        }
        return (
            try rate { _ = try lawbook.assess(proposal, facts: facts, asOf: day) },
            try rate { _ = try lawbook.verdict(proposal, facts: facts, asOf: day) }
        )
    }

    private func number(_ seconds: Double) -> String { String(format: "%.3f", seconds) }
}
