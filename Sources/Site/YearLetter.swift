import Domain
import Papers
import Primitives
import Records
import StaffWeb
import Store

/// The letter of a year as a file, for the command line: the same as from the page of the plan.
public enum YearLetter {
    public enum Format: String, Sendable, CaseIterable {
        case pdf, docx
    }

    /// - Parameter unitCode: the code of the unit whose letter it is; `nil` for the province.
    /// - Throws: not found, in words, when there is no plan of that year.
    public static func make(
        year: Int, unitCode: String?, format: Format, from store: any ReadableStore, papers: Papers, isDemo: Bool
    ) async throws -> [UInt8] {
        let letter = try await store.read { tx in
            let id =
                try unitCode.map { try PlanRecords.plan(ofUnitCode: $0, year: year, in: tx) }
                ?? PlanRecords.provincePlan(year: year, in: tx)
            return try id.flatMap { try PlanLetter.load($0, in: tx) }
        }
        guard let letter else {
            let whose = unitCode.map { "của đơn vị có mã \($0)" } ?? "của tỉnh"
            throw Problem(
                .notFound, "Chưa có kế hoạch năm \(year) \(whose). Lập kế hoạch ở mục Kế hoạch năm, hoặc chọn năm khác."
            )
        }
        let paper = letter.paper(isDemo: isDemo)
        switch format {
        case .pdf: return try await papers.letterPDF(paper)
        case .docx: return papers.letterDOCX(paper)
        }
    }
}
