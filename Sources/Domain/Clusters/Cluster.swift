import Primitives

/// A cluster (*cụm*) or bloc (*khối*) of emulation: units that compete with each other and propose their best.
///
/// Who organises it divides its units by a decision; units belong to it for a time, and one of them leads it each year
/// (Luật 06/2022/QH15 Điều 16.2.c; HD 1479/HD-BTĐKT of 25/7/2016 as historic guidance).
public struct Cluster: Sendable, Hashable, Identifiable {
    public enum Kind: String, Sendable, CaseIterable {
        /// Units of a territory: communes, once districts.
        case territorial
        /// Agencies of a field of work.
        case sectoral

        public var name: String {
            switch self {
            case .territorial: "Cụm thi đua"
            case .sectoral: "Khối thi đua"
            }
        }

        /// Inside a sentence: `cụm`, `khối`.
        public var noun: String {
            switch self {
            case .territorial: "cụm"
            case .sectoral: "khối"
            }
        }

        /// The first letter large, as a sentence begins with it.
        public var capitalNoun: String {
            switch self {
            case .territorial: "Cụm"
            case .sectoral: "Khối"
            }
        }
    }

    // Written out: inside an `Identifiable` type the compiler may take the bare `ID` for the associated type.
    public let id: Primitives.ID<Cluster>
    /// Who organises it: the province.
    public let unitID: Primitives.ID<Unit>
    public var kind: Kind
    public var name: String
    /// Number and symbol of the decision that set it up: `12/QĐ-UBND`.
    public var decisionNumber: String
    public var decidedOn: CivilDate
    /// Who signed the decision off: `Ủy ban nhân dân tỉnh`.
    public var issuer: String
    public var validFrom: CivilDate
    /// Its last day; `nil` while none is known.
    public var validUntil: CivilDate?
    /// Why it ended; empty while it has no last day.
    public var endReason: String
    /// Made up for the demonstration.
    public var isInvented: Bool
    public var version: Int

    public init(
        id: Primitives.ID<Cluster>, unitID: Primitives.ID<Unit>, kind: Kind, name: String, decisionNumber: String,
        decidedOn: CivilDate, issuer: String, validFrom: CivilDate, validUntil: CivilDate? = nil,
        endReason: String = "", isInvented: Bool = false, version: Int = 1
    ) {
        self.id = id
        self.unitID = unitID
        self.kind = kind
        self.name = name
        self.decisionNumber = decisionNumber
        self.decidedOn = decidedOn
        self.issuer = issuer
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.endReason = endReason
        self.isInvented = isInvented
        self.version = version
    }

    /// Whether it exists on this day; its first and last day are days of it.
    public func exists(on day: CivilDate) -> Bool {
        validFrom <= day && (validUntil.map { day <= $0 } ?? true)
    }

    /// Whether it exists on some day of the year.
    public func exists(inYear year: Int) -> Bool {
        validFrom.year <= year && (validUntil.map { $0.year >= year } ?? true)
    }

    /// The day that its members and its chair are told of: today, its last day once it has ended, its first before it begins.
    public func tellingDay(today: CivilDate) -> CivilDate {
        if let validUntil, validUntil < today { return validUntil }
        return max(validFrom, today)
    }

    /// `Quyết định số 12/QĐ-UBND ngày 05/01/2025 của Ủy ban nhân dân tỉnh`.
    public var decision: String { "Quyết định số \(decisionNumber) ngày \(decidedOn.written) của \(issuer)" }
}

/// A unit's belonging to a cluster, with its first and last day.
public struct ClusterMembership: Sendable, Hashable, Identifiable {
    public let id: Primitives.ID<ClusterMembership>
    public let clusterID: Primitives.ID<Cluster>
    public let unitID: Primitives.ID<Unit>
    public let from: CivilDate
    /// The last day that was set for it; `nil` when none was. A unit or a cluster that ends takes its memberships with it.
    public let until: CivilDate?
    /// Why it came: the decision or the words of whoever added it.
    public let reason: String
    /// Why it left; empty when no last day was set.
    public let endReason: String

    public init(
        id: Primitives.ID<ClusterMembership>, clusterID: Primitives.ID<Cluster>, unitID: Primitives.ID<Unit>,
        from: CivilDate, until: CivilDate? = nil, reason: String, endReason: String = ""
    ) {
        self.id = id
        self.clusterID = clusterID
        self.unitID = unitID
        self.from = from
        self.until = until
        self.reason = reason
        self.endReason = endReason
    }

    /// The last day on which it truly holds: the earliest of its own, the unit's and the cluster's.
    public func lastDay(unitUntil: CivilDate?, clusterUntil: CivilDate?) -> CivilDate? {
        [until, unitUntil, clusterUntil].compactMap(\.self).min()
    }
}

/// Who leads a cluster in a year: its chair (*trưởng*) and deputies (*phó*), which are units of it and take turns.
public struct ClusterTerm: Sendable, Hashable {
    public let year: Int
    public let chair: ID<Unit>
    /// In the order in which they were named.
    public let deputies: [ID<Unit>]

    public init(year: Int, chair: ID<Unit>, deputies: [ID<Unit>]) {
        self.year = year
        self.chair = chair
        self.deputies = deputies
    }
}

extension Cluster.Kind {
    /// The unit that leads: `Cụm trưởng`, `Khối trưởng`.
    public var chairName: String { "\(capitalNoun) trưởng" }
    public var deputyName: String { "\(capitalNoun) phó" }
}
