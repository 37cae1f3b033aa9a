import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// What a judged nomination says about its own judgement: what it rested on, and whether it would be judged otherwise today.
struct KeptJudgement {
    let kept: Assessment
    let basis: KeptBasis?
    /// `nil` when today's rules cannot be asked; then `reason` says why.
    let comparison: AssessmentComparison?
    let reason: String?
    /// The province's rules of today, when they are another version than those it was judged under.
    let otherRules: ProvincialRules?
    /// The facts it rested on, in words.
    let facts: [String]

    /// - Returns: `nil` while the check is still made anew with each look.
    static func load(
        _ nomination: Nomination, in dossier: Dossier, judgements: [FindingJudgement], lawbook: Lawbook,
        tx: any ReadTransaction
    ) throws -> KeptJudgement? {
        guard [.appraised, .considered, .decided].contains(dossier.state), let kept = nomination.assessment else {
            return nil
        }
        let basis = try NominationRecords.basis(of: nomination.id, in: tx)
        var comparison: AssessmentComparison?
        var reason: String?
        do {
            let today = try Assessments.judgeAsOfToday(
                nomination, in: dossier, judgements: judgements, lawbook: lawbook, tx: tx)
            comparison = AssessmentComparison(kept: kept, today: today.assessment)
        } catch let problem as Problem {
            reason = problem.message
        }
        let rules = try RulesRecords.inForce(on: tx.today, in: tx)
        return KeptJudgement(
            kept: kept, basis: basis, comparison: comparison, reason: reason,
            otherRules: rules?.id.rawValue == basis?.basis.rulesID ? nil : rules,
            facts: basis.map { FactLines.lines(of: $0.basis.facts, name: lawbook.name(of:)) } ?? [])
    }

    var html: HTML { "\(basisCard)\(todayCard)" }

    // MARK: What it rested on

    private var basisCard: HTML {
        var items = [
            Definition(term: "Luật áp dụng", detail: "\(kept.instrument), ngày \(kept.asOf.written)"),
            Definition(term: "Quy định của tỉnh", detail: rulesText),
        ]
        if let basis { items.insert(Definition(term: "Kiểm tra lúc", detail: "\(basis.at.written)"), at: 0) }
        items.append(Definition(term: "Dấu bản luật", detail: "\(kept.lawbookDigest.prefix(12).description)"))
        return Card(
            title: "Căn cứ đã xét",
            body: """
                \(DefinitionList(items: items).html)
                \(if: !facts.isEmpty, "<details><summary>Dữ kiện đã dùng (\(facts.count))</summary><ul>\(each: facts, { "<li>\($0)</li>" })</ul></details>")
                """, id: "can-cu"
        ).html
    }

    private var rulesText: HTML {
        guard let basis else { return "<span class=\"muted\">Không ghi lại</span>" }
        guard let id = basis.basis.rulesID, let name = basis.basis.rulesName else {
            return "Chưa có quy định nào của tỉnh có hiệu lực"
        }
        return Link(label: name, href: Route.rulesVersion.path(id)).html
    }

    // MARK: Today

    private var todayCard: HTML {
        guard let comparison else {
            return Card(
                title: "Nếu xét hôm nay", body: "<p>Không xét được theo quy định hôm nay: \(reason ?? "").</p>",
                id: "hom-nay", tone: .warning
            ).html
        }
        guard comparison.isOtherwise else {
            return isBasisChanged(comparison)
                ? Card(
                    title: "Nếu xét hôm nay", body: "<p>Kết quả vẫn như đã xét.</p>\(whatChanged(comparison))",
                    id: "hom-nay"
                ).html
                : ""
        }
        let table = Table(
            caption: "Tiêu chuẩn có kết quả khác",
            columns: [Column(label: "Tiêu chuẩn", isMain: true), Column(label: "Đã xét"), Column(label: "Hôm nay")],
            rows: comparison.changes.map { row in
                TableRow(cells: ["\(row.title)", cell(row.kept), cell(row.today)])
            },
            empty: EmptyState(title: "Không tiêu chuẩn nào khác", hint: "Chỉ kết quả chung thay đổi."))
        return Card(
            title: "Nếu xét hôm nay, kết quả sẽ khác",
            body: """
                <p>Đã xét: \(kept.verdict.tag.html) Hôm nay: \(comparison.today.verdict.tag.html)</p>
                <p>Kết quả đã xét giữ nguyên giá trị.</p>\(whatChanged(comparison))
                <details><summary>So sánh từng tiêu chuẩn</summary>\(table.html)</details>
                """, id: "hom-nay", tone: .warning
        ).html
    }

    private func cell(_ finding: Finding?) -> HTML {
        guard let finding else { return "<span class=\"muted\">Không xét</span>" }
        return "\(finding.verdict.name)<br><span class=\"muted\">\(finding.because)</span>"
    }

    private func isBasisChanged(_ comparison: AssessmentComparison) -> Bool {
        otherRules != nil || comparison.kept.ruleFrom != comparison.today.ruleFrom
            || comparison.kept.instrument != comparison.today.instrument
            || comparison.kept.lawbookDigest != comparison.today.lawbookDigest
    }

    private func whatChanged(_ comparison: AssessmentComparison) -> HTML {
        var lines: [HTML] = []
        if comparison.kept.instrument != comparison.today.instrument
            || comparison.kept.ruleFrom != comparison.today.ruleFrom
        {
            lines.append(
                "Luật hôm nay: \(comparison.today.instrument), áp dụng từ ngày \(comparison.today.ruleFrom.written).")
        } else if comparison.kept.lawbookDigest != comparison.today.lawbookDigest {
            lines.append("Bản luật trong hệ thống đã được cập nhật từ sau ngày xét.")
        }
        if let otherRules {
            let compare: HTML =
                basis?.basis.rulesID.map { id in
                    " \(Link(label: "So với bản đã áp dụng", href: address(Route.rulesComparison.path(), [("tu", id), ("den", otherRules.id.rawValue)])).html)"
                } ?? ""
            lines.append(
                "Quy định của tỉnh hôm nay: \(Link(label: otherRules.name, href: Route.rulesVersion.path(otherRules.id)).html).\(compare)"
            )
        }
        return lines.isEmpty ? "" : "<ul>\(each: lines, { "<li>\($0)</li>" })</ul>"
    }
}

/// Facts as a person reads them, one line each.
enum FactLines {
    static func lines(of facts: Facts, name: (CatalogueCode) -> String) -> [String] {
        var lines: [String] = []
        for year in facts.years {
            var parts: [String] = []
            if let rating = year.rating { parts.append(rating.name.lowercased()) }
            if let months = year.monthsWorked, months < 12 { parts.append("\(months) tháng làm việc") }
            if !year.held.isEmpty { parts.append("đạt \(year.held.map(name).joined(separator: ", "))") }
            for initiative in year.initiatives {
                parts.append(
                    "sáng kiến \(initiative.name.map { "“\($0)”, " } ?? "")phạm vi \(initiative.scope.name.lowercased())"
                )
            }
            if !parts.isEmpty { lines.append("Năm \(year.year): \(parts.joined(separator: "; "))") }
        }
        for received in facts.received where !received.revoked {
            lines.append("Đã được tặng \(name(received.code)) năm \(received.year)")
        }
        for discipline in facts.discipline {
            lines.append("Kỷ luật \(DisciplineFact.name(of: discipline.measure)) từ \(discipline.from.written)")
        }
        for examination in facts.examination {
            lines.append(
                "\(ExaminationFact.name(of: examination.kind)) từ \(examination.since.written)\(examination.closedOn.map { ", kết thúc \($0.written)" } ?? "")"
                    .capitalizedFirst)
        }
        for pending in facts.pending {
            lines.append("Đang được đề nghị \(name(pending.code)) năm \(pending.year) ở hồ sơ \(pending.dossier)")
        }
        if let members = facts.members, let total = members.total { lines.append("Tập thể có \(total) người") }
        if let rank = facts.clusterRank { lines.append("Xếp thứ \(rank) trong cụm, khối") }
        if let movement = facts.movement { lines.append("Phong trào: \(movement.name)") }
        return lines
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
