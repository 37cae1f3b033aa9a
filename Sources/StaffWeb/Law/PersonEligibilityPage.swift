import Actions
import Domain
import Law
import Primitives
import Store
import WebSupport

/// Everything one person could be proposed for in a year, and what is missing: *Đủ điều kiện gì năm nay*.
struct PersonEligibilityPage {
    let person: Person
    let eligibility: Eligibility
    let years: EligibilityYear

    static func load(_ visit: Visit, _ lawbook: Lawbook, in tx: any ReadTransaction) throws -> PersonEligibilityPage {
        let years = EligibilityYear(visit)
        let (person, eligibility) = try PersonEligibility.load(
            try visit.id("hồ sơ cá nhân này"), year: years.year, for: visit.actor, lawbook: lawbook, in: tx)
        return PersonEligibilityPage(person: person, eligibility: eligibility, years: years)
    }

    var html: HTML {
        """
        \(PageHead(
            title: "Đủ điều kiện gì năm \(eligibility.year)",
            lead: "\(person.name), \(person.position). Theo quy định áp dụng cho hồ sơ nhận ngày \(eligibility.asOf.written) và dữ liệu đang có trong hồ sơ cá nhân.",
            back: Link(label: person.name, href: Route.person.path(person.id))).html)
        \(years.tabs(Route.personEligibility.path(person.id)))
        \(Self.counts(eligibility).html)
        \(each: Verdict.inOrder, section)
        \(leftToOfficers)
        """
    }

    static func counts(_ eligibility: Eligibility) -> CheckCounts {
        func count(_ verdict: Verdict) -> Int {
            eligibility.lines.count { $0.assessment.verdict == verdict && !$0.isLeftToOfficer }
        }
        return CheckCounts(met: count(.met), notMet: count(.notMet), undecided: count(.undecided))
    }

    private func section(_ verdict: Verdict) -> HTML {
        let lines = eligibility.lines.filter { $0.assessment.verdict == verdict && !$0.isLeftToOfficer }
        let body: HTML =
            lines.isEmpty
            ? "<p class=\"muted\">\(verdict.noneWords)</p>"
            : "<ul class=\"eligible\">\(each: lines, line)</ul>"
        return
            "<section aria-label=\"\(verdict.groupName)\"><h2>\(verdict.groupName) (\(lines.count))</h2>\(body)</section>"
    }

    /// What the data cannot tell anything of: named, so that nobody takes it for met or for missing.
    private var leftToOfficers: HTML {
        let lines = eligibility.lines.filter(\.isLeftToOfficer)
        if lines.isEmpty { return "" }
        let links = lines.map { Link(label: $0.entry.name, href: LawLink.entry($0.entry.code, on: eligibility.asOf)) }
        return Card(
            title: "Tiêu chuẩn hoàn toàn do cán bộ xét (\(lines.count))",
            body: """
                <p>Hồ sơ cá nhân chưa có dữ liệu để kiểm tra các danh hiệu, hình thức sau. Mở từng mục để đối chiếu tiêu chuẩn.</p>
                <ul>\(each: links, { "<li>\($0.html)</li>" })</ul>
                """
        ).html
    }

    private func line(_ line: EligibilityLine) -> HTML {
        """
        <li><p class="eligible-name"><a href="\(LawLink.entry(line.entry.code, on: eligibility.asOf))">\(line.entry.name)</a> \
        \(line.standing.tag.html)</p>\
        \(if: line.entry.categories.count > 1, "<p class=\"meta\">Khen \(line.category.name.lowercased())</p>")\
        \(if: !line.open.isEmpty, "<ul class=\"open-findings\">\(each: line.open, finding)</ul>")</li>
        """
    }

    private func finding(_ finding: Finding) -> HTML {
        let law = LawLink.entry(eligibilityCode(of: finding), on: eligibility.asOf, standard: finding.id)
        let why: HTML = """
            <p>\(finding.because)</p>\(some: finding.remedy, { "<p class=\"remedy\"><strong>Cần làm:</strong> \($0)</p>" })\
            <p class="citation"><a href="\(law)">\(finding.citation.text)</a></p>
            """
        // What only waits for an officer is folded: nobody here lacks anything yet.
        let isFolded = finding.verdict == .undecided && finding.needsOfficer
        return """
            <li class="\(finding.verdict.check.tone.rawValue)"><span class="sign" aria-hidden="true">\(finding.verdict.check.tone.sign)</span>\
            <div><p><strong>\(finding.title)</strong><span class="unseen">, \(finding.verdict.check.label.lowercased())</span></p>\
            \(isFolded ? "<details><summary>Vì sao<span class=\"unseen\">: \(finding.title)</span></summary>\(why)</details>" : why)</div></li>
            """
    }

    /// A standard is read on the page of the title it is asked for.
    private func eligibilityCode(of finding: Finding) -> CatalogueCode {
        eligibility.lines.first { $0.assessment.findings.contains { $0.id == finding.id } }?.entry.code ?? ""
    }
}

extension Verdict {
    /// As lists show them.
    static let inOrder: [Verdict] = [.met, .undecided, .notMet]

    var groupName: String {
        switch self {
        case .met: "Đạt"
        case .undecided: "Cần cán bộ xét hoặc bổ sung dữ liệu"
        case .notMet: "Chưa đạt"
        }
    }

    var noneWords: String {
        switch self {
        case .met: "Chưa có danh hiệu, hình thức nào đạt đủ mọi điều kiện với dữ liệu đang có."
        case .undecided: "Không có danh hiệu, hình thức nào phải chờ cán bộ xét."
        case .notMet: "Không có danh hiệu, hình thức nào chưa đạt."
        }
    }
}

extension Standing {
    /// Where it stands, in a word.
    var tag: StatusTag {
        switch verdict {
        case .met: StatusTag(label: "Đạt", tone: .good)
        case .notMet: StatusTag(label: "Chưa đạt", tone: .bad)
        case .undecided:
            onlyWaitsForOfficer
                ? StatusTag(label: "Chỉ còn cán bộ kết luận", tone: .progress)
                : StatusTag(label: "Cần bổ sung dữ liệu", tone: .warning)
        }
    }
}
