import Primitives

/// A stored assessment beside what the lawbook answers now, as text.
public enum AssessmentExplanation {
    /// - Parameters:
    ///   - stored: as it was kept with the nomination; `nil` when the nomination was never assessed.
    ///   - now: the answer with the facts and the lawbook of this moment.
    public static func lines(stored: Assessment?, now: Result<Assessment, Problem>) -> [String] {
        var lines: [String] = []
        if let stored {
            lines.append("Kết quả đã lưu: \(stored.verdict.name)")
            lines.append(basis(stored))
            lines += findings(stored)
        } else {
            lines.append("Chưa có kết quả thẩm định nào được lưu.")
        }
        switch now {
        case .failure(let problem):
            lines.append("Theo quy định hiện có: \(problem.message)")
        case .success(let now):
            guard let stored else {
                lines.append("Theo quy định và dữ liệu hiện có: \(now.verdict.name)")
                lines.append(basis(now))
                return lines + findings(now)
            }
            let differences = differences(stored, now)
            if differences.isEmpty {
                lines.append("Theo quy định và dữ liệu hiện có: không thay đổi.")
            } else {
                lines.append("Theo quy định và dữ liệu hiện có: \(now.verdict.name)")
                lines.append(basis(now))
                lines += differences
            }
            if stored.lawbookDigest != now.lawbookDigest {
                lines.append(
                    "Bộ quy định đã thay đổi từ khi lưu: \(stored.lawbookDigest.prefix(12)) → "
                        + "\(now.lawbookDigest.prefix(12))")
            }
        }
        return lines
    }

    private static func basis(_ assessment: Assessment) -> String {
        "  \(assessment.instrument), áp dụng từ \(assessment.ruleFrom.written); hồ sơ tính theo ngày "
            + assessment.asOf.written
    }

    private static func findings(_ assessment: Assessment) -> [String] {
        assessment.findings.flatMap { finding in
            [
                "  - \(finding.verdict.name): \(finding.title) (\(finding.citation.marked))",
                "    \(finding.because)",
            ] + finding.evidence.map { "    Minh chứng: \($0.text)" }
        }
    }

    private static func differences(_ stored: Assessment, _ now: Assessment) -> [String] {
        var lines: [String] = []
        for finding in now.findings {
            guard let old = stored.findings.first(where: { $0.id == finding.id }) else {
                lines.append("  + \(finding.verdict.name): \(finding.title) (\(finding.citation.marked))")
                lines.append("    \(finding.because)")
                continue
            }
            if old.verdict != finding.verdict {
                lines.append("  ~ \(finding.title): \(old.verdict.name) → \(finding.verdict.name)")
                lines.append("    \(finding.because)")
            } else if old.citation.text != finding.citation.text {
                lines.append("  ~ \(finding.title): \(old.citation.text) → \(finding.citation.text)")
            }
        }
        for old in stored.findings where !now.findings.contains(where: { $0.id == old.id }) {
            lines.append("  – Không còn hỏi: \(old.title) (\(old.citation.marked))")
        }
        return lines
    }
}
