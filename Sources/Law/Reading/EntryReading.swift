import Primitives

/// One standard or condition as a person reads it.
public struct Standard: Hashable, Sendable, Identifiable {
    /// The id of the criterion, as findings name it: `CSTDCS.initiative-or-excellent`.
    public let id: String
    public let title: String
    /// What the clause says, in our own words.
    public let clause: String
    public let citation: Citation
    public let from: CivilDate
    /// The last day; `nil` while no end has come.
    public let until: CivilDate?
    /// The day a person last compared it with the sources.
    public let checkedOn: CivilDate
    /// For whom only; `nil` for all.
    public let groups: [SubjectGroup]?
    /// For which kinds of commendation only; `nil` for all.
    public let categories: [CommendationCategory]?
    /// The ways to meet it, where the law says "one of".
    public let alternatives: [String]
    /// Why an unmet answer is left to an officer.
    public let doubt: String?

    init(_ criterion: Criterion) {
        id = criterion.id
        title = criterion.title
        clause = criterion.clause
        citation = criterion.citation
        from = criterion.from
        until = criterion.until
        checkedOn = criterion.checkedOn
        groups = criterion.scope.groups
        categories = criterion.scope.categories
        if case .anyOf(let branches) = criterion.condition {
            alternatives = branches.map(\.title)
        } else {
            alternatives = []
        }
        doubt = criterion.doubt
    }
}

/// The standards for one kind of subject.
public struct SubjectStandards: Hashable, Sendable, Identifiable {
    public let subject: SubjectKind
    /// The instrument, ready to print.
    public let instrument: String
    public let from: CivilDate
    public let until: CivilDate?
    public let checkedOn: CivilDate
    public let standards: [Standard]
    /// What holds for many titles and forms besides.
    public let guards: [Standard]

    public var id: SubjectKind { subject }
}

/// The papers of one kind of commendation.
public struct PaperSet: Hashable, Sendable, Identifiable {
    public let category: CommendationCategory
    public let papers: [RequiredPaper]

    public var id: CommendationCategory { category }
}

/// The reward money of one kind of subject.
public struct SubjectBonus: Hashable, Sendable, Identifiable {
    public let subject: SubjectKind
    public let bonus: Bonus

    public var id: SubjectKind { subject }
}

/// One title or form with everything the law says of it on a day.
public struct EntryReading: Hashable, Sendable {
    public let entry: CatalogueEntry
    public let asOf: CivilDate
    public let standards: [SubjectStandards]
    /// From the lowest council up; empty when the law sets no national threshold.
    public let votes: [VoteRule]
    public let papers: [PaperSet]
    /// `nil` where the province sets it.
    public let copies: DossierCopies?
    public let simplified: SimplifiedProcedure?
    public let deadlines: [Deadline]
    public let bonuses: [SubjectBonus]
    /// From which fund the money is paid; `nil` when the sources do not say.
    public let payer: Provision?
}

extension Lawbook {
    /// Whether the lawbook has the standards of this title or form on any day.
    public func describes(_ code: CatalogueCode) -> Bool { allRecords.contains { $0.code == code } }

    /// Everything the law says of one title or form on a day. `Problem(.notInForce)` when no rule is in force.
    public func reading(of code: CatalogueCode, on date: CivilDate) throws -> EntryReading {
        let entry = try entry(code, on: date)
        let standards = SubjectKind.allCases.compactMap { subject -> SubjectStandards? in
            guard entry.subjects.contains(subject), let rule = rule(for: code, subject, on: date) else { return nil }
            func inForce(_ criteria: [Criterion]) -> [Standard] {
                criteria.filter {
                    $0.isInForce(on: date) && $0.scope.subjects?.contains(subject) ?? true
                        && $0.scope.categories.map { !Set($0).isDisjoint(with: entry.categories) } ?? true
                }.map(Standard.init)
            }
            return SubjectStandards(
                subject: subject, instrument: rule.instrument, from: rule.from, until: rule.until,
                checkedOn: rule.checkedOn, standards: inForce(rule.criteria), guards: inForce(rule.guards))
        }
        return EntryReading(
            entry: entry, asOf: date, standards: standards, votes: voteRules(for: code, on: date),
            papers: entry.categories.map {
                PaperSet(category: $0, papers: requiredPapers(for: code, category: $0, on: date))
            }.filter { !$0.papers.isEmpty },
            copies: dossierCopies(for: code, on: date), simplified: simplifiedProcedure(for: code, on: date),
            deadlines: deadlines(for: code, on: date),
            bonuses: entry.subjects.compactMap { subject in
                (try? bonus(for: code, subject: subject, decidedOn: date)).map {
                    SubjectBonus(subject: subject, bonus: $0)
                }
            }, payer: payer(for: code, on: date))
    }

    /// The days on which something about this title or form begins or ends, from the first on.
    public func turningDays(of code: CatalogueCode) -> [CivilDate] {
        guard let record = allRecords.first(where: { $0.code == code }) else { return [] }
        var days: Set<CivilDate> = []
        func add(_ item: some Dated) {
            days.insert(item.from)
            if let until = item.until { days.insert(until.adding(days: 1)) }
        }
        for competence in record.competence { add(competence) }
        for rule in allRules where rule.code == code {
            add(rule)
            for criterion in rule.criteria + rule.guards { add(criterion) }
        }
        for vote in voteRules(of: code) { add(vote) }
        for bonus in bonuses(of: code) { add(bonus) }
        for paper in procedures.papers
        where paper.codes?.contains(code) ?? true && paper.kinds?.contains(record.kind) ?? true {
            add(paper)
        }
        for deadline in procedures.deadlines where deadline.codes.contains(code) { add(deadline) }
        for copies in procedures.copies where copies.codes.contains(code) { add(copies) }
        for item in procedures.simplified where item.kinds.contains(record.kind) { add(item) }
        return days.sorted()
    }

    /// The titles and forms in force on a day, in the groups of Điều 9, 19 and 20 of Luật 06/2022/QH15.
    public func groups(on date: CivilDate) -> [(group: CatalogueGroup, entries: [CatalogueEntry])] {
        let byGroup = Dictionary(grouping: entries(on: date), by: CatalogueGroup.init)
        return CatalogueGroup.allCases.compactMap { group in
            byGroup[group].map { (group, $0.sorted { $0.order < $1.order }) }
        }
    }
}

/// How the law groups titles (Luật 06/2022/QH15 Điều 19, 20) and forms (Điều 9).
public enum CatalogueGroup: String, Sendable, CaseIterable {
    case individualTitle, collectiveTitle, order, medal, stateHonour, prize, commemorativeMedal, certificate
    case merit

    public init(_ entry: CatalogueEntry) {
        switch entry.kind {
        case .title: self = entry.subjects.contains(.individual) ? .individualTitle : .collectiveTitle
        case .form:
            // The names of forms begin with what they are; only honorary titles have names of their own.
            let beginnings: [(String, CatalogueGroup)] = [
                ("Huân chương", .order), ("Huy chương", .medal), ("Giải thưởng", .prize),
                ("Kỷ niệm chương", .commemorativeMedal), ("Bằng khen", .certificate), ("Giấy khen", .merit),
            ]
            self = beginnings.first { entry.name.hasPrefix($0.0) }?.1 ?? .stateHonour
        }
    }

    public var name: String {
        switch self {
        case .individualTitle: "Danh hiệu thi đua đối với cá nhân"
        case .collectiveTitle: "Danh hiệu thi đua đối với tập thể, hộ gia đình"
        case .order: "Huân chương"
        case .medal: "Huy chương"
        case .stateHonour: "Danh hiệu vinh dự nhà nước"
        case .prize: "Giải thưởng"
        case .commemorativeMedal: "Kỷ niệm chương"
        case .certificate: "Bằng khen"
        case .merit: "Giấy khen"
        }
    }
}
