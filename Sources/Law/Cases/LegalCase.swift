import Primitives
import Yams

/// One legal case of a file of cases: facts in, and what the law should answer. `docs/law/cases.md` explains every key.
public struct LegalCase: Sendable, Identifiable {
    /// Who signs, where the money differs by it: Giấy khen before 1/7/2025.
    public enum Decider: String, Codable, Sendable, CaseIterable {
        case communeChairman = "commune_chairman"
        case unitHead = "unit_head"
    }

    public let id: String
    /// Where the expectation comes from: a clause, an official answer.
    public let source: String
    /// The day the dossier is received: its law applies.
    public let on: CivilDate
    /// The day of the decision, for money.
    public let decidedOn: CivilDate
    /// `nil` when the case does not say.
    public let decidedBy: Decider?
    public let proposal: Proposal
    public let facts: Facts
    /// How years in a row are counted, where the law does not say.
    public let counting: Counting
    public let expect: CaseExpectation
    /// The file it stands in, as it was named.
    public let file: String
    public let line: Int?
}

extension LegalCase {
    /// What cannot be, whatever the law says.
    fileprivate func contradictions() -> [CaseFault] {
        var found: [CaseFault] = []
        func wrong(_ key: String, _ reason: String) { found.append(CaseFault(line: line, key: key, reason: reason)) }
        let years = facts.years.map(\.year)
        for (index, year) in years.enumerated() where years[..<index].contains(year) {
            wrong("facts.years[\(index)].year", "\(year) is there twice")
        }
        for (index, item) in facts.discipline.enumerated() {
            if let until = item.until, until < item.from {
                wrong("facts.discipline[\(index)].until", "ends before it begins")
            }
        }
        for (index, item) in facts.examination.enumerated() {
            if let closed = item.closedOn, closed < item.since {
                wrong("facts.examination[\(index)].closed_on", "ends before it begins")
            }
        }
        for (index, known) in facts.years.enumerated() {
            for (place, item) in known.away.enumerated() where !(0...12).contains(item.months) {
                wrong("facts.years[\(index)].away[\(place)].months", "a year has 0 to 12 months")
            }
        }
        for (index, item) in facts.posts.enumerated() {
            if let until = item.until, until < item.from {
                wrong("facts.posts[\(index)].until", "ends before it begins")
            }
        }
        if let vote = facts.vote, vote.members <= 0 || !(0...vote.members).contains(vote.agree) {
            wrong("facts.vote", "\(vote.agree) of \(vote.members) members cannot agree")
        }
        return found
    }
}

/// What a file of cases held: the cases that could be read, and what is wrong with the others.
public struct CaseFile: Sendable {
    public var cases: [LegalCase] = []
    public var faults: [CaseFault] = []

    /// Reads a list of cases. What is wrong with one case does not keep the others from being read.
    public init(_ text: String, file: String) {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            faults = [CaseFault(file: file, reason: "not readable as YAML: \(error)")]
            return
        }
        guard let root else { return }
        guard let sequence = root.sequence else {
            // A file of comments only is an empty node.
            if root.scalar?.string.isEmpty == true { return }
            faults = [CaseFault(file: file, reason: "must be a list of cases")]
            return
        }
        var seen: Set<String> = []
        for (index, node) in sequence.enumerated() {
            let id = node.mapping?.first { $0.key.scalar?.string == "id" }?.value.scalar?.string
            let label = id ?? "case \(index + 1)"
            do {
                let (written, unknown) = try StrictDecoder.decode(WrittenCase.self, from: node)
                faults += unknown.map { $0.at(file: file, caseID: label) }
                guard unknown.isEmpty else { continue }
                guard seen.insert(written.id).inserted else {
                    faults.append(CaseFault(file: file, line: node.mark?.line, caseID: label, reason: "id used twice"))
                    continue
                }
                let legalCase = written.legalCase(file: file, line: node.mark?.line)
                let contradictions = legalCase.contradictions()
                faults += contradictions.map { $0.at(file: file, caseID: label) }
                if contradictions.isEmpty { cases.append(legalCase) }
            } catch let fault as CaseFault {
                faults.append(fault.at(file: file, caseID: label))
            } catch {
                faults.append(CaseFault(file: file, line: node.mark?.line, caseID: label, reason: "\(error)"))
            }
        }
    }
}

/// A case as it is written. All decoding of cases is here: what the evaluator's own types can read, a case may say.
private struct WrittenCase: Decodable {
    let id: String
    let source: String?
    let on: CivilDate
    let decidedOn: CivilDate?
    let decidedBy: LegalCase.Decider?
    let proposed: Proposed
    let subject: Subject?
    let facts: Facts?
    let counting: Counting?
    let expect: CaseExpectation?

    enum CodingKeys: String, CodingKey {
        case id, source, on
        case decidedOn = "decided_on"
        case decidedBy = "decided_by"
        case proposed, subject, facts, counting, expect
    }

    struct Proposed: Decodable {
        let code: CatalogueCode
        let year: Int
        let kind: CommendationCategory?
        let achievement: String?
    }

    struct Subject: Decodable {
        let kind: SubjectKind?
        let group: SubjectGroup?
        let sex: Sex?
    }

    func legalCase(file: String, line: Int?) -> LegalCase {
        LegalCase(
            id: id, source: source ?? "", on: on, decidedOn: decidedOn ?? on, decidedBy: decidedBy,
            proposal: Proposal(
                code: proposed.code, year: proposed.year, category: proposed.kind ?? .merit,
                subject: subject?.kind ?? .individual, group: subject?.group, sex: subject?.sex,
                achievement: proposed.achievement),
            facts: facts ?? Facts(), counting: counting ?? .separate, expect: expect ?? CaseExpectation(), file: file,
            line: line)
    }
}
