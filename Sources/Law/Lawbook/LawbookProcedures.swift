import Primitives

/// Votes, papers, deadlines, powers and provisions, as of a day.
extension Lawbook {
    // MARK: Votes

    /// The share of votes the first council on the way must reach; `nil` when the law sets no national threshold.
    public func voteRule(for code: CatalogueCode, on date: CivilDate) -> VoteRule? {
        voteRules(for: code, on: date).first
    }

    /// The shares of votes of every council on the way, from the lowest up. Empty when the law sets none.
    public func voteRules(for code: CatalogueCode, on date: CivilDate) -> [VoteRule] {
        let rules = procedures.votes.filter { $0.isInForce(on: date) && $0.codes.contains(code) }.map(\.rule)
        return CouncilLevel.allCases.flatMap { level in rules.filter { $0.council == level } }
    }

    // MARK: Papers

    /// The papers of a dossier, in the order in which they are bound.
    ///
    /// `simplified`: whether thủ tục đơn giản is used; `nil` when the category alone decides, as for extraordinary
    /// achievements. Where the law has no simplified procedure for the code, the usual papers are asked.
    public func requiredPapers(
        for code: CatalogueCode, category: CommendationCategory, on date: CivilDate, simplified: Bool? = nil
    ) -> [RequiredPaper] {
        guard knows(code) else { return [] }
        let kind = kind(of: code)
        let procedure = simplifiedProcedure(for: code, on: date)
        let isSimplified = procedure.map { simplified ?? $0.holds(for: category) } ?? false
        return procedures.papers.filter {
            $0.isInForce(on: date) && $0.isAsked(code, kind, category, simplified: isSimplified)
        }.map(\.paper)
    }

    /// When a dossier for this title or form may have the short set of papers; `nil` when never.
    public func simplifiedProcedure(for code: CatalogueCode, on date: CivilDate) -> SimplifiedProcedure? {
        guard knows(code) else { return nil }
        let kind = kind(of: code)
        return procedures.simplified.first { $0.isInForce(on: date) && $0.kinds.contains(kind) }?.procedure
    }

    /// How many copies go to the deciding level; `nil` where the province sets it (Luật 06/2022/QH15 Điều 84).
    public func dossierCopies(for code: CatalogueCode, on date: CivilDate) -> DossierCopies? {
        procedures.copies.first { $0.isInForce(on: date) && $0.codes.contains(code) }?.copies
    }

    // MARK: Time

    /// The time limits of the national law for one title or form, in the order of the steps. What a province sets itself is
    /// not among them.
    public func deadlines(for code: CatalogueCode, on date: CivilDate) -> [Deadline] {
        procedures.deadlines.filter { $0.isInForce(on: date) && $0.codes.contains(code) }.map(\.deadline)
    }

    /// The holidays on record, for counting working days.
    public var workingCalendar: WorkingCalendar { procedures.calendar }

    // MARK: Powers and provisions

    /// Who may decide, propose or regulate what, from the highest level down.
    public func powers(on date: CivilDate) -> [Power] { procedures.powers.filter { $0.isInForce(on: date) } }

    /// Who may decide or propose this title or form.
    public func powers(for code: CatalogueCode, on date: CivilDate) -> [Power] {
        powers(on: date).filter { $0.codes.contains(code) }
    }

    /// The provisions on one matter in force on a day, in reading order. Examples of other provinces are among them, each
    /// with ``Provision/exampleOf``.
    public func provisions(topic: Provision.Topic, on date: CivilDate) -> [Provision] {
        procedures.provisions.filter { $0.topic == topic && $0.isInForce(on: date) }
    }

    /// One provision as it stands on a day.
    public func provision(_ topic: Provision.Topic, _ key: String, on date: CivilDate) -> Provision? {
        procedures.provisions.first { $0.topic == topic && $0.key == key && $0.isInForce(on: date) }
    }

    /// From which fund the money is paid; `nil` when the sources do not say.
    public func payer(for code: CatalogueCode, on date: CivilDate) -> Provision? {
        let rules = provisions(topic: .payer, on: date).filter { $0.exampleOf == nil }
        return rules.first { $0.codes.contains(code) } ?? rules.first { $0.codes.isEmpty }
    }
}
