import Law
import Primitives

/// One version of what the province itself lays down on emulation and commendation: *quy định của tỉnh*.
///
/// A version is a draft until it is issued; from then on nothing of it changes. Which version is in force on a day follows
/// from the first days alone: the latest that has begun. So there are never two on one day, and superseding one touches
/// nothing of it.
public struct ProvincialRules: Sendable, Hashable, Identifiable {
    public enum State: String, Sendable, CaseIterable { case draft, issued }

    /// Where a version stands on a day.
    public enum Phase: String, Sendable, CaseIterable {
        case draft, upcoming, inForce, superseded

        public var name: String {
            switch self {
            case .draft: "Dự thảo"
            case .upcoming: "Chưa đến ngày hiệu lực"
            case .inForce: "Đang có hiệu lực"
            case .superseded: "Đã được thay thế"
            }
        }
    }

    public let id: ID<ProvincialRules>
    /// The province whose rules they are.
    public let unitID: ID<Unit>
    /// `Quy định về công tác thi đua, khen thưởng trên địa bàn tỉnh`.
    public var title: String
    /// Number and symbol of the decision; empty in a draft that has none yet.
    public var number: String
    public var issuedOn: CivilDate?
    /// The first day in force.
    public var inForceFrom: CivilDate?
    public var state: State
    public var settings: ProvincialSettings
    public var createdBy: ID<Account>
    public var createdAt: Instant
    public var updatedAt: Instant
    /// Who put it in force, and when.
    public var signedOffByName: String?
    public var signedOffAt: Instant?
    public var version: Int

    public init(
        id: ID<ProvincialRules>, unitID: ID<Unit>, title: String, number: String = "", issuedOn: CivilDate? = nil,
        inForceFrom: CivilDate? = nil, state: State = .draft, settings: ProvincialSettings = ProvincialSettings(),
        createdBy: ID<Account>, createdAt: Instant, updatedAt: Instant, signedOffByName: String? = nil,
        signedOffAt: Instant? = nil, version: Int = 1
    ) {
        self.id = id
        self.unitID = unitID
        self.title = title
        self.number = number
        self.issuedOn = issuedOn
        self.inForceFrom = inForceFrom
        self.state = state
        self.settings = settings
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.signedOffByName = signedOffByName
        self.signedOffAt = signedOffAt
        self.version = version
    }

    /// The document in a citation: `Quyết định số 41/2025/QĐ-UBND`.
    public var name: String { number.isEmpty ? "dự thảo quy định của tỉnh" : "Quyết định số \(number)" }

    /// A line of these rules as a citation: `Khoản 2 Điều 9, Quyết định số 41/2025/QĐ-UBND của tỉnh`.
    public func citation(_ source: String) -> Citation {
        Citation(instrument: "tinh:\(id)", article: "", mark: .verified, text: "\(source), \(name)")
    }

    /// What must still be there before it can be put in force, each in a few words. Empty when nothing is missing.
    public func missing(today: CivilDate) -> [String] {
        var missing: [String] = []
        if number.isEmpty { missing.append("số, ký hiệu quyết định ban hành") }
        if let issuedOn {
            if issuedOn > today { missing.append("ngày ban hành đã đến (đang ghi \(issuedOn.written))") }
        } else {
            missing.append("ngày ban hành")
        }
        if inForceFrom == nil { missing.append("ngày bắt đầu có hiệu lực") }
        if settings.isEmpty { missing.append("ít nhất một nội dung quy định") }
        return missing
    }

    // MARK: What it says

    public func voteShare(for code: CatalogueCode) -> LocalVoteShare? { settings.voteShares.first { $0.code == code } }

    public func quota(for code: CatalogueCode) -> StaffQuota? { settings.quotas.first { $0.code == code } }

    /// The papers of a dossier that goes to the province.
    public func requiredPapers(for code: CatalogueCode, category: CommendationCategory) -> [RequiredPaper] {
        settings.papers.filter { $0.covers(code, category) }.map {
            RequiredPaper(key: $0.key, name: $0.name, isRequired: true, citation: citation($0.source))
        }
    }

    /// The deadline of a title or form. A line that names it goes before a line for all; among equals the earliest holds.
    public func deadline(for code: CatalogueCode, category: CommendationCategory, year: Int) -> DossierDeadline? {
        let lines = settings.deadlines.filter { $0.covers(code, category) }
        let named = lines.filter { $0.code != nil }
        return earliest(named.isEmpty ? lines : named, year: year)
    }

    /// The deadline of a dossier to the province: the earliest of its nominations; without any, the one for all of its kind.
    public func deadline(
        of nominations: [(CatalogueCode, CommendationCategory)], category: CommendationCategory, year: Int
    )
        -> DossierDeadline?
    {
        if nominations.isEmpty {
            return earliest(
                settings.deadlines.filter { $0.code == nil && ($0.category ?? category) == category }, year: year)
        }
        return nominations.compactMap { deadline(for: $0.0, category: $0.1, year: year) }.min { $0.due < $1.due }
    }

    /// The earliest deadline of all; what is handed in by then is late for nothing.
    public func firstDeadline(year: Int) -> DossierDeadline? { earliest(settings.deadlines, year: year) }

    private func earliest(_ lines: [SubmissionDeadline], year: Int) -> DossierDeadline? {
        lines.compactMap { line in
            line.due(for: year).map { DossierDeadline(round: line.round, due: $0, citation: citation(line.source)) }
        }.min { $0.due < $1.due }
    }

    public func amount(of code: CatalogueCode, for subject: SubjectKind) -> LocalAmount? {
        settings.amounts.first { $0.code == code && $0.subject == subject }
    }

    public func appraisalLimit(_ step: AppraisalLimit.Step) -> AppraisalLimit? {
        settings.appraisalLimits.first { $0.step == step }
    }
}

/// Until when a dossier can be handed in, and where that is written.
public struct DossierDeadline: Sendable, Hashable {
    public let round: String
    public let due: CivilDate
    public let citation: Citation

    public init(round: String, due: CivilDate, citation: Citation) {
        self.round = round
        self.due = due
        self.citation = citation
    }

    /// By how many days a dossier came too late; 0 when in time.
    public func daysLate(on submittedOn: CivilDate) -> Int { max(0, submittedOn.days(since: due)) }
}

/// All versions ever issued, to find the one of a day.
public struct RulesTimeline: Sendable, Hashable {
    /// In the order of their first days.
    public let versions: [ProvincialRules]

    public init(_ versions: [ProvincialRules]) {
        self.versions = versions.filter { $0.state == .issued && $0.inForceFrom != nil }
            .sorted { ($0.inForceFrom?.iso ?? "") < ($1.inForceFrom?.iso ?? "") }
    }

    /// Where no version was ever issued.
    public static let none = RulesTimeline([])

    public func inForce(on day: CivilDate) -> ProvincialRules? {
        versions.last { version in version.inForceFrom.map { $0 <= day } ?? false }
    }

    /// The last day of a version; `nil` while no later one has been issued.
    public func lastDay(of id: ID<ProvincialRules>) -> CivilDate? {
        guard let place = versions.firstIndex(where: { $0.id == id }), place + 1 < versions.count else { return nil }
        return versions[place + 1].inForceFrom?.adding(days: -1)
    }

    public func phase(of rules: ProvincialRules, on day: CivilDate) -> ProvincialRules.Phase {
        guard rules.state == .issued, let first = rules.inForceFrom else { return .draft }
        if first > day { return .upcoming }
        return inForce(on: day)?.id == rules.id ? .inForce : .superseded
    }
}
