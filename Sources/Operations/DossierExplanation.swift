import Actions
import Domain
import Law
import Primitives
import Records
import Store

/// Why the nominations of a dossier were judged as they were, and what would be answered now.
public enum DossierExplanation {
    /// - Parameter typed: the number of the dossier or its identity.
    /// - Throws: `Problem(.notFound)`.
    public static func lines(of typed: String, lawbook: Lawbook, in tx: any ReadTransaction) throws -> [String] {
        let found: Dossier?
        if let id = ID<Dossier>(parsing: typed) {
            found = try DossierRecords.dossier(id, in: tx)
        } else {
            found = try DossierRecords.dossier(number: typed.uppercased(), in: tx)
        }
        guard let dossier = found else {
            throw Problem(.notFound, "Không có hồ sơ “\(typed)”. Kiểm tra lại số hồ sơ, ví dụ HS-2025-000123.")
        }
        let judgements = try NominationRecords.judgements(of: dossier.id, in: tx)
        let nominations = try NominationRecords.nominations(of: dossier.id, in: tx)
        let basis = dossier.receivedOn.map { "nhận ngày \($0.written)" } ?? "chưa nhận, tính theo ngày hôm nay"
        var lines = ["Hồ sơ \(dossier.number): \(dossier.title) (\(dossier.state.name); \(basis))"]
        if nominations.isEmpty { lines.append("Hồ sơ chưa có đề nghị nào.") }
        for nomination in nominations {
            lines += [
                "",
                "\(nomination.ordinal). \(nomination.nomineeName), \(lawbook.name(of: nomination.code)) năm \(nomination.year)",
            ]
            let now: Result<Assessment, Problem>
            do {
                now = .success(
                    try Assessments.assess(nomination, in: dossier, judgements: judgements, lawbook: lawbook, tx: tx))
            } catch let problem as Problem {
                now = .failure(problem)
            }
            lines += AssessmentExplanation.lines(stored: nomination.assessment, now: now)
        }
        return lines
    }
}
