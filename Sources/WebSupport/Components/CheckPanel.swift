import Primitives

/// What the rule check says about one criterion.
public enum CheckVerdict: String, Sendable, CaseIterable {
    case met, notMet, undecided

    public var tone: Tone {
        switch self {
        case .met: .good
        case .notMet: .bad
        case .undecided: .warning
        }
    }

    /// The verdict in words.
    public var label: String {
        switch self {
        case .met: "Đạt"
        case .notMet: "Chưa đạt"
        case .undecided: "Cán bộ xét"
        }
    }

    /// The verdict after a number, short: three of them must stand in one line of a phone.
    var countLabel: String {
        switch self {
        case .met: "đạt"
        case .notMet: "chưa đạt"
        case .undecided: "cần xét"
        }
    }
}

/// How many criteria got which verdict.
public struct CheckCounts: Sendable {
    public var met: Int
    public var notMet: Int
    public var undecided: Int

    public init(met: Int, notMet: Int, undecided: Int) {
        self.met = met
        self.notMet = notMet
        self.undecided = undecided
    }

    public var html: HTML {
        """
        <span class="counts">\(count(met, .met))\(count(notMet, .notMet))\(count(undecided, .undecided))</span>
        """
    }

    /// None of a kind is said without colour: a red "0" would alarm for nothing.
    private func count(_ number: Int, _ verdict: CheckVerdict) -> HTML {
        """
        <span class="tag \((number == 0 ? Tone.neutral : verdict.tone).rawValue)"><span class="sign" aria-hidden="true">\(verdict.tone.sign)</span>\
        \(number) \(verdict.countLabel)</span>
        """
    }
}

/// One criterion of the rule check.
public struct CheckLine: Sendable {
    public var verdict: CheckVerdict
    public var title: String
    /// One sentence with the facts the verdict rests on.
    public var because: String
    /// The wording of the clause.
    public var clause: String
    /// Where the clause stands.
    public var citation: String
    /// The standard among all that the law says of this title or form, on the same day.
    public var lawHref: String?
    public var evidence: [Link]
    /// What would have to be done.
    public var remedy: String?
    public var action: HTML

    public init(
        verdict: CheckVerdict, title: String, because: String, clause: String, citation: String,
        lawHref: String? = nil, evidence: [Link], remedy: String? = nil, action: HTML = ""
    ) {
        self.verdict = verdict
        self.title = title
        self.because = because
        self.clause = clause
        self.citation = citation
        self.lawHref = lawHref
        self.evidence = evidence
        self.remedy = remedy
        self.action = action
    }

    public var html: HTML {
        """
        <li class="check-line \(verdict.tone.rawValue)"><p class="check-title">\
        <span class="sign" aria-hidden="true">\(verdict.tone.sign)</span><strong>\(title)</strong>\
        <span class="verdict">\(verdict.label)</span></p><p>\(because)</p>\
        \(some: remedy, { "<p class=\"remedy\"><strong>Cần làm:</strong> \($0)</p>" })\
        <details><summary>Vì sao<span class="unseen">: \(title)</span></summary>\
        <blockquote><p>\(clause)</p></blockquote><p class="citation">\(place)</p>\(proofs)</details>\
        \(if: !action.isEmpty, "<div class=\"actions\">\(action)</div>")</li>
        """
    }

    private var place: HTML { lawHref.map { Link(label: citation, href: $0).html } ?? "\(citation)" }

    private var proofs: HTML? {
        if evidence.isEmpty { return nil }
        return """
            <p class="proof-title">Minh chứng</p><ul class="proofs">\(each: evidence, { $0.href.isEmpty ? "<li>\($0.label)</li>" : "<li>\($0.html)</li>" })</ul>
            """
    }
}

/// The rule check of a nomination: every criterion with its verdict, its reason and its clause.
public struct CheckPanel: Sendable {
    public var title: String
    /// Over all criteria, in a word: it stands first.
    public var verdict: StatusTag
    public var summary: CheckCounts
    /// "Theo Luật …, áp dụng ngày …".
    public var basis: String
    /// All that the law says of this title or form on that day.
    public var lawHref: String?
    public var lines: [CheckLine]
    /// What is still missing, in words.
    public var missing: [String]
    /// What the law says beside the criteria; nothing is missing because of it.
    public var notes: [String]
    public var id: String

    public init(
        title: String, verdict: StatusTag, summary: CheckCounts, basis: String, lawHref: String? = nil,
        lines: [CheckLine], missing: [String], notes: [String] = [], id: String
    ) {
        self.title = title
        self.verdict = verdict
        self.summary = summary
        self.basis = basis
        self.lawHref = lawHref
        self.lines = lines
        self.missing = missing
        self.notes = notes
        self.id = id
    }

    /// The switch holds only the line with the counts; the style sheet shows what follows it when it is open, and
    /// always on a desk. So the panel needs no script to be folded on a phone and open on a desk.
    public var html: HTML {
        """
        <section class="check" id="\(id)" aria-labelledby="\(id)-title"><h2 id="\(id)-title">\(title)</h2>\
        <p class="check-verdict">\(verdict.html)</p><details class="fold-switch" id="\(id)-fold"><summary>\(summary.html)\
        <span class="fold-word">Xem từng điều kiện</span></summary></details>\
        <div class="check-body"><p class="check-counts">\(summary.html)</p><p class="basis">\(basis)\(some: lawHref, { ". <a href=\"\($0)\">Xem quy định</a>" })</p>\
        <ul class="check-lines">\(each: lines, { $0.html })</ul>\(gaps)</div></section>
        """
    }

    private var gaps: HTML? {
        let parts = [("Còn thiếu", missing), ("Lưu ý", notes)].filter { !$0.1.isEmpty }
        if parts.isEmpty { return nil }
        return
            "\(each: parts, { part in "<div class=\"missing\"><h3>\(part.0)</h3><ul>\(each: part.1, { "<li>\($0)</li>" })</ul></div>" })"
    }
}
