import Primitives

/// Something a case may expect, expect to be absent (`null`), or say nothing about.
public enum Expected<Value: Decodable & Hashable & Sendable>: Hashable, Sendable {
    case nothingSaid, null
    case value(Value)

    init<Key: CodingKey>(_ container: KeyedDecodingContainer<Key>, _ key: Key) throws {
        if !container.contains(key) {
            self = .nothingSaid
        } else if try container.decodeNil(forKey: key) {
            self = .null
        } else {
            self = .value(try container.decode(Value.self, forKey: key))
        }
    }
}

/// What a case says the law must answer. Everything is optional; what is not said is not compared.
public struct CaseExpectation: Decodable, Hashable, Sendable {
    /// `met`, `not_met` or `undecided`.
    public var verdict: Verdict?
    /// Per criterion, its id with or without the code in front.
    public var findings: [String: Verdict] = [:]
    /// Part of the sentence of a finding.
    public var because: [String: String] = [:]
    /// Criteria that must not be asked.
    public var absent: [String] = []
    /// Part of one of the notes.
    public var notes: [String] = []
    public var money: Expected<Money> = .nothingSaid
    public var vote: Expected<Vote> = .nothingSaid
    public var error: String?
    public var rule: Rule?
    /// A level (`unit`, `province` …) or part of the words for who decides.
    public var competence: String?
    /// The keys or names of all required papers, in any order.
    public var papers: [String]?
    /// Part of what is said about the deadline.
    public var deadline: Expected<String> = .nothingSaid

    /// `money: 7020000`, or `money: { coefficient: 3, base: 2340000, amount: 7020000 }` with any of the three.
    public struct Money: Decodable, Hashable, Sendable {
        public let coefficient: String?
        public let base: Int64?
        public let amount: Int64?

        enum CodingKeys: String, CodingKey { case coefficient, base, amount }

        public init(from decoder: any Decoder) throws {
            guard let container = try? decoder.container(keyedBy: CodingKeys.self) else {
                amount = try decoder.singleValueContainer().decode(Int64.self)
                coefficient = nil
                base = nil
                return
            }
            coefficient = try container.decodeIfPresent(String.self, forKey: .coefficient)
            base = try container.decodeIfPresent(Int64.self, forKey: .base)
            amount = try container.decodeIfPresent(Int64.self, forKey: .amount)
        }
    }

    /// `vote: met`, or `vote: { needed: 16, of: 17, verdict: met }` with any of the three.
    public struct Vote: Decodable, Hashable, Sendable {
        public let needed: Int?
        public let of: Int?
        public let verdict: Verdict?

        enum CodingKeys: String, CodingKey { case needed, of, verdict }

        public init(from decoder: any Decoder) throws {
            guard let container = try? decoder.container(keyedBy: CodingKeys.self) else {
                verdict = try decoder.singleValueContainer().decode(Verdict.self)
                needed = nil
                of = nil
                return
            }
            needed = try container.decodeIfPresent(Int.self, forKey: .needed)
            of = try container.decodeIfPresent(Int.self, forKey: .of)
            verdict = try container.decodeIfPresent(Verdict.self, forKey: .verdict)
        }
    }

    /// `rule: { instrument: "06/2022/QH15", from: 2024-01-01 }`; of the instrument a part is enough.
    public struct Rule: Decodable, Hashable, Sendable {
        public let instrument: String?
        public let from: CivilDate?
    }

    enum CodingKeys: String, CodingKey {
        case verdict, findings, because, absent, notes, money, vote, error, rule, competence, papers, deadline
    }

    public init() {}

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        verdict = try container.decodeIfPresent(Verdict.self, forKey: .verdict)
        findings = try container.decodeIfPresent([String: Verdict].self, forKey: .findings) ?? [:]
        because = try container.decodeIfPresent([String: String].self, forKey: .because) ?? [:]
        absent = try container.decodeIfPresent([String].self, forKey: .absent) ?? []
        notes = try container.decodeIfPresent([String].self, forKey: .notes) ?? []
        money = try Expected(container, .money)
        vote = try Expected(container, .vote)
        error = try container.decodeIfPresent(String.self, forKey: .error)
        rule = try container.decodeIfPresent(Rule.self, forKey: .rule)
        competence = try container.decodeIfPresent(String.self, forKey: .competence)
        papers = try container.decodeIfPresent([String].self, forKey: .papers)
        deadline = try Expected(container, .deadline)
    }
}
