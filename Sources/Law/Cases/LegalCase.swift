import Primitives
import Yams

/// One legal case of a file of cases: facts in, and what the law should answer. `docs/law/cases.md` explains every key.
public struct LegalCase: Sendable, Identifiable {
    public let id: String
    /// Where the expectation comes from: a clause, an official answer.
    public let source: String
    /// The day the dossier is received: its law applies.
    public let on: CivilDate
    /// The day of the decision, for money.
    public let decidedOn: CivilDate
    public let proposal: Proposal
    public let facts: Facts
    /// The vote of the council on this proposal.
    public let vote: CaseVote?
    /// What is decided at the same time for the same recipient, for money.
    public let togetherWith: [CaseCompanion]
    public let expect: CaseExpectation
    /// The file it stands in, as it was named.
    public let file: String
    public let line: Int?
}

/// How many members the council has, and how many agreed.
public struct CaseVote: Decodable, Hashable, Sendable {
    public let members: Int
    public let agree: Int
}

/// Another title or form decided at the same time.
public struct CaseCompanion: Decodable, Hashable, Sendable {
    public let code: CatalogueCode
    public let year: Int
    public let category: CommendationCategory?

    enum CodingKeys: String, CodingKey {
        case code, year
        case category = "kind"
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
                cases.append(written.legalCase(file: file, line: node.mark?.line))
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
    let proposed: Proposed
    let subject: Subject?
    let facts: WrittenFacts?
    let expect: CaseExpectation?

    enum CodingKeys: String, CodingKey {
        case id, source, on
        case decidedOn = "decided_on"
        case proposed, subject, facts, expect
    }

    struct Proposed: Decodable {
        let code: CatalogueCode
        let year: Int
        let kind: CommendationCategory?
    }

    struct Subject: Decodable {
        let kind: SubjectKind?
        let group: SubjectGroup?
        let sex: Sex?
    }

    func legalCase(file: String, line: Int?) -> LegalCase {
        LegalCase(
            id: id, source: source ?? "", on: on, decidedOn: decidedOn ?? on,
            proposal: Proposal(
                code: proposed.code, year: proposed.year, category: proposed.kind ?? .merit,
                subject: subject?.kind ?? .individual, group: subject?.group, sex: subject?.sex),
            facts: facts?.facts ?? Facts(), vote: facts?.vote, togetherWith: facts?.togetherWith ?? [],
            expect: expect ?? CaseExpectation(), file: file, line: line)
    }
}

/// The facts of a case: what the evaluator reads, and beside it what belongs to the decision only.
private struct WrittenFacts: Decodable {
    let facts: Facts
    let vote: CaseVote?
    let togetherWith: [CaseCompanion]

    enum CodingKeys: String, CodingKey {
        case vote
        case togetherWith = "together_with"
        case posts
    }

    /// A post that was held. Decoded here until the evaluator has a use for it.
    struct Post: Decodable {
        let level: String
        let from: CivilDate
        let until: CivilDate?
    }

    init(from decoder: any Decoder) throws {
        facts = try Facts(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        vote = try container.decodeIfPresent(CaseVote.self, forKey: .vote)
        togetherWith = try container.decodeIfPresent([CaseCompanion].self, forKey: .togetherWith) ?? []
        _ = try container.decodeIfPresent([Post].self, forKey: .posts)
    }
}
