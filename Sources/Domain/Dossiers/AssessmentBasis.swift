import Law
import Primitives

/// What a nomination was judged under: together with the findings kept beside it, enough to explain the judgement years later,
/// whatever has become of the law, the province's rules and the facts since.
public struct AssessmentBasis: Codable, Hashable, Sendable {
    public let proposal: Proposal
    /// The facts as they were.
    public let facts: Facts
    /// The version of the province's rules; `nil` when there was none in force.
    public let rulesID: String?
    /// Its name, so that it can be read without the version.
    public let rulesName: String?
    /// How consecutive years were to be counted by the province's rules.
    public let counting: Counting?

    public init(
        proposal: Proposal, facts: Facts, rulesID: String?, rulesName: String?, counting: Counting?
    ) {
        self.proposal = proposal
        self.facts = facts
        self.rulesID = rulesID
        self.rulesName = rulesName
        self.counting = counting
    }
}

/// The basis as it was kept, with the moment.
public struct KeptBasis: Hashable, Sendable {
    public let basis: AssessmentBasis
    public let at: Instant

    public init(basis: AssessmentBasis, at: Instant) {
        self.basis = basis
        self.at = at
    }
}

/// A kept assessment beside what the same nomination would be given today.
public struct AssessmentComparison: Sendable, Hashable {
    public struct Row: Sendable, Hashable {
        public let title: String
        /// `nil` where the criterion was not asked then.
        public let kept: Finding?
        /// `nil` where it is not asked today.
        public let today: Finding?

        /// A criterion that only one side asks counts as different unless it is met there.
        public var isOtherwise: Bool {
            switch (kept, today) {
            case (let kept?, let today?): kept.verdict != today.verdict
            case (let only?, nil), (nil, let only?): only.verdict != .met
            case (nil, nil): false
            }
        }
    }

    public let kept: Assessment
    public let today: Assessment
    public let rows: [Row]

    public init(kept: Assessment, today: Assessment) {
        self.kept = kept
        self.today = today
        var rows = kept.findings.map { finding in
            Row(title: finding.title, kept: finding, today: today.findings.first { $0.id == finding.id })
        }
        rows += today.findings.filter { finding in !kept.findings.contains { $0.id == finding.id } }
            .map { Row(title: $0.title, kept: nil, today: $0) }
        self.rows = rows
    }

    /// Whether the nomination would be judged otherwise today.
    public var isOtherwise: Bool { kept.verdict != today.verdict || rows.contains { $0.isOtherwise } }

    /// The criteria that make the difference.
    public var changes: [Row] { rows.filter(\.isOtherwise) }
}

extension Facts {
    /// The facts without what the nomination itself has led to: a title once given must not speak against having given it.
    public func without(_ code: CatalogueCode, of year: Int) -> Facts {
        var facts = self
        for index in facts.years.indices where facts.years[index].year == year {
            facts.years[index].held.removeAll { $0 == code }
            facts.years[index].ground[code] = nil
        }
        facts.received.removeAll { $0.code == code && $0.year == year }
        return facts
    }
}
