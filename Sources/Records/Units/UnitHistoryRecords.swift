import Domain
import Law
import Primitives
import Store

/// Name and parent of a unit in one period.
public struct UnitPeriod: Sendable, Hashable {
    public let name: String
    public let parentName: String?
    public let validFrom: CivilDate
    public let validUntil: CivilDate?
    public let document: String?
}

/// A unit before or after another, with the decision that did it.
public struct SuccessionLine: Sendable, Hashable {
    /// The other unit.
    public let unitID: ID<Unit>
    public let code: String
    public let name: String
    public let kind: SuccessionKind
    public let happenedOn: CivilDate
    public let document: String
}

/// A collective's year.
public struct UnitYear: Sendable, Hashable {
    public let year: Int
    public let level: CompletionLevel?
    public let members: Int?
    public let membersCompleted: Int?
    public let membersAdvanced: Int?
    public let membersFighters: Int?
    public let clusterRank: Int?
}

/// Something under examination: of a person or of a unit.
public struct ExaminationLine: Sendable, Hashable {
    public let id: String
    /// See `ExaminationFact.name(of:)`.
    public let kind: String
    public let since: CivilDate
    public let closedOn: CivilDate?

    init(_ row: Row) throws {
        id = try row["id"]
        kind = try row["kind"]
        since = try row["since_on"]
        closedOn = try row["closed_on"]
    }
}

extension UnitRecords {
    /// Its names and parents, newest first.
    public static func periods(of id: ID<Unit>, in tx: any ReadTransaction) throws -> [UnitPeriod] {
        try tx.rows(
            """
            SELECT d.name, d.valid_from, d.valid_until, d.document, p.name AS parent_name
            FROM unit_period d LEFT JOIN unit p ON p.id = d.parent_id WHERE d.unit_id = \(id) ORDER BY d.valid_from DESC
            """
        ).map {
            UnitPeriod(
                name: try $0["name"], parentName: try $0["parent_name"], validFrom: try $0["valid_from"],
                validUntil: try $0["valid_until"], document: try $0["document"])
        }
    }

    /// The units it came from.
    public static func predecessors(of id: ID<Unit>, in tx: any ReadTransaction) throws -> [SuccessionLine] {
        try tx.rows(
            """
            SELECT u.id, u.code, u.name, s.kind, s.happened_on, s.document FROM unit_succession s
            JOIN unit u ON u.id = s.predecessor_id WHERE s.successor_id = \(id) ORDER BY s.happened_on, u.sort_key, u.id
            """
        ).map(successionLine)
    }

    /// The units that came after it.
    public static func successors(of id: ID<Unit>, in tx: any ReadTransaction) throws -> [SuccessionLine] {
        try tx.rows(
            """
            SELECT u.id, u.code, u.name, s.kind, s.happened_on, s.document FROM unit_succession s
            JOIN unit u ON u.id = s.successor_id WHERE s.predecessor_id = \(id) ORDER BY s.happened_on, u.sort_key, u.id
            """
        ).map(successionLine)
    }

    private static func successionLine(_ row: Row) throws -> SuccessionLine {
        SuccessionLine(
            unitID: try row["id"], code: try row["code"], name: try row["name"], kind: try row["kind"],
            happenedOn: try row["happened_on"], document: try row["document"])
    }

    /// The collective year by year, newest first.
    public static func years(of id: ID<Unit>, in tx: any ReadTransaction) throws -> [UnitYear] {
        try tx.rows(
            """
            SELECT year, completion_level, members_total, members_completed, members_advanced, members_fighters, cluster_rank
            FROM unit_year WHERE unit_id = \(id) ORDER BY year DESC
            """
        ).map {
            UnitYear(
                year: try $0["year"], level: try $0["completion_level"], members: try $0["members_total"],
                membersCompleted: try $0["members_completed"], membersAdvanced: try $0["members_advanced"],
                membersFighters: try $0["members_fighters"], clusterRank: try $0["cluster_rank"])
        }
    }

    public static func examinations(of id: ID<Unit>, in tx: any ReadTransaction) throws -> [ExaminationLine] {
        try tx.rows(
            "SELECT id, kind, since_on, closed_on FROM examination WHERE unit_id = \(id) ORDER BY since_on DESC, id"
        ).map(ExaminationLine.init)
    }
}
