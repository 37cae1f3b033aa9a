import Primitives

/// Where a rule is written.
public struct Citation: Codable, Hashable, Sendable {
    /// The identity of the instrument in the lawbook, such as `L2022`.
    public let instrument: String
    /// The number of the article; empty when only the instrument is known.
    public let article: String
    public let clause: String?
    public let point: String?
    public let mark: Mark
    /// `Khoản 1 Điều 22 Luật 06/2022/QH15`, ready to print.
    public let text: String

    public init(
        instrument: String, article: String, clause: String? = nil, point: String? = nil, mark: Mark, text: String
    ) {
        self.instrument = instrument
        self.article = article
        self.clause = clause
        self.point = point
        self.mark = mark
        self.text = text
    }

    /// The same place, known and not read.
    var asKnowledge: Citation {
        Citation(
            instrument: instrument, article: article, clause: clause, point: point, mark: .knowledge, text: text)
    }

    /// The citation as officials write it: điểm, khoản, Điều, then the name of the instrument.
    static func written(article: String, clause: String?, point: String?, instrument: String) -> String {
        var parts: [String] = []
        if let point { parts.append("điểm \(point)") }
        if let clause { parts.append("khoản \(clause)") }
        if !article.isEmpty { parts.append("Điều \(article)") }
        parts.append(instrument)
        let text = parts.joined(separator: " ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}

/// A law, decree, circular or official guidance.
public struct Instrument: Codable, Hashable, Sendable {
    public let id: String
    /// `Nghị định 152/2025/NĐ-CP`.
    public let name: String
    /// What it is about: `Luật Thi đua, khen thưởng`.
    public let title: String
    /// `nil` when the day is not known for certain.
    public let issuedOn: CivilDate?
    /// The first day in force; `nil` when it is not known for certain. Such an instrument is never in force here.
    public let inForceFrom: CivilDate?
    /// The last day in force; `nil` when no end has come.
    public let inForceUntil: CivilDate?
    /// The instruments whose place it took.
    public let replaces: [String]
    /// The instruments that it changes without taking their place.
    public let amends: [String]
    /// Its text has not been confirmed: it is listed, but no rule may rest on it and it never counts as in force.
    public let awaitsConfirmation: Bool
    /// The last day of a decree that was made for a limited time; nothing ends by itself on that day.
    public let scheduledUntil: CivilDate?
    public let mark: Mark
    /// The day a person last compared the entry with its source.
    public let checkedOn: CivilDate?

    public init(
        id: String, name: String, title: String, issuedOn: CivilDate? = nil, inForceFrom: CivilDate? = nil,
        inForceUntil: CivilDate? = nil, replaces: [String] = [], amends: [String] = [],
        awaitsConfirmation: Bool = false, scheduledUntil: CivilDate? = nil, mark: Mark, checkedOn: CivilDate? = nil
    ) {
        self.id = id
        self.name = name
        self.title = title
        self.issuedOn = issuedOn
        self.inForceFrom = inForceFrom
        self.inForceUntil = inForceUntil
        self.replaces = replaces
        self.amends = amends
        self.awaitsConfirmation = awaitsConfirmation
        self.scheduledUntil = scheduledUntil
        self.mark = mark
        self.checkedOn = checkedOn
    }

    public func isInForce(on date: CivilDate) -> Bool {
        guard !awaitsConfirmation, let inForceFrom, inForceFrom <= date else { return false }
        return inForceUntil.map { date <= $0 } ?? true
    }
}
