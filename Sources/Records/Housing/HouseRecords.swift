import Domain
import Primitives
import Store

/// A household as one line of a list.
public struct HouseLine: Sendable, Hashable {
    public let house: House
    public let unitName: String
    public let sortKey: String
}

/// Figures of some households: no names.
public struct HouseSum: Sendable, Hashable {
    public var needed = 0
    public var started = 0
    public var finished = 0
    public var built = 0
    public var stateMoney = 0
    public var donatedMoney = 0

    public init() {}

    /// All that are on the list.
    public var total: Int { needed + started + finished }

    public static func += (left: inout HouseSum, right: HouseSum) {
        left.needed += right.needed
        left.started += right.started
        left.finished += right.finished
        left.built += right.built
        left.stateMoney += right.stateMoney
        left.donatedMoney += right.donatedMoney
    }
}

/// The households of one commune by group.
public struct HouseBoardLine: Sendable, Hashable {
    public let unitID: ID<Unit>
    public let unitName: String
    public let sortKey: String
    public var groups: [HouseholdGroup: HouseSum] = [:]

    public var sum: HouseSum { groups.values.reduce(into: HouseSum()) { $0 += $1 } }
}

public enum HouseRecords {
    private static let columns: SQL =
        """
        h.id, h.unit_id, h.year, h.household_group, h.measure, h.head, h.village, h.started_on, h.finished_on, h.state_money,
        h.donated_money, h.withdrawn_reason, h.is_invented, h.created_by, h.updated_at, h.sort_key, h.version
        """

    private static func house(_ row: Row) throws -> House {
        House(
            id: try row["id"], unitID: try row["unit_id"], year: try row["year"], group: try row["household_group"],
            measure: try row["measure"], head: try row["head"], village: try row["village"],
            startedOn: try row["started_on"], finishedOn: try row["finished_on"], stateMoney: try row["state_money"],
            donatedMoney: try row["donated_money"], withdrawnReason: try row["withdrawn_reason"],
            isInvented: try row["is_invented"], createdBy: try row["created_by"], updatedAt: try row["updated_at"],
            version: try row["version"])
    }

    public static func house(_ id: ID<House>, in tx: any ReadTransaction) throws -> House? {
        try tx.first("SELECT \(columns) FROM house h WHERE h.id = \(id)").map(house)
    }

    public static func insert(_ house: House, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO house (id, unit_id, year, household_group, measure, head, village, state, started_on, finished_on,
                state_money, donated_money, withdrawn_reason, is_invented, created_by, created_at, updated_by, updated_at,
                sort_key, version)
            VALUES (\(house.id), \(house.unitID), \(house.year), \(house.group), \(house.measure), \(house.head),
                \(house.village), \(house.state), \(house.startedOn), \(house.finishedOn), \(house.stateMoney),
                \(house.donatedMoney), \(house.withdrawnReason), \(house.isInvented), \(house.createdBy), \(tx.now),
                \(house.createdBy), \(house.updatedAt), \(VietnameseText.nameSortKey(house.head)), 1)
            """)
    }

    /// Writes what is known of a house, if nobody has changed it since it was read.
    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func update(
        _ house: House, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE house SET household_group = \(house.group), measure = \(house.measure), head = \(house.head),
                village = \(house.village), state = \(house.state), started_on = \(house.startedOn),
                finished_on = \(house.finishedOn), state_money = \(house.stateMoney),
                donated_money = \(house.donatedMoney), withdrawn_reason = \(house.withdrawnReason),
                sort_key = \(VietnameseText.nameSortKey(house.head)), updated_by = \(actor.accountID),
                updated_at = \(tx.now), version = version + 1
            WHERE id = \(house.id) AND version = \(version)
            """)
        guard changed == 1 else {
            let last = try tx.first(
                """
                SELECT c.name, h.updated_at FROM house h JOIN account c ON c.id = h.updated_by WHERE h.id = \(house.id)
                """)
            throw OccasionRecords.somebodyWasFaster("hộ này", name: try last?["name"], at: try last?["updated_at"])
        }
    }

    /// The households of a year within these units by name, a page at a time.
    public static func page(
        year: Int, within units: [ID<Unit>], unit: ID<Unit>?, group: HouseholdGroup?, state: House.State?,
        after: (sortKey: String, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [HouseLine] {
        var conditions: [SQL] = ["h.year = \(year)", UnitRecords.isWithin("h.unit_id", units)]
        if let unit { conditions.append("h.unit_id = \(unit)") }
        if let group { conditions.append("h.household_group = \(group)") }
        if let state { conditions.append("h.state = \(state)") }
        if let after { conditions.append("(h.sort_key, h.id) > (\(after.sortKey), \(after.id))") }
        return try tx.rows(
            """
            SELECT \(columns), u.name AS unit_name FROM house h JOIN unit u ON u.id = h.unit_id
            WHERE \(SQL.all(conditions)) ORDER BY h.sort_key, h.id LIMIT \(limit)
            """
        ).map { HouseLine(house: try house($0), unitName: try $0["unit_name"], sortKey: try $0["sort_key"]) }
    }

    private static let sums: SQL =
        """
        h.household_group, h.state, COUNT(*) AS n, CAST(SUM(CASE WHEN h.measure = 'built' THEN 1 ELSE 0 END) AS BIGINT) AS built,
        CAST(SUM(h.state_money) AS BIGINT) AS state_money, CAST(SUM(h.donated_money) AS BIGINT) AS donated_money
        """

    private static func sum(_ row: Row) throws -> (group: HouseholdGroup, sum: HouseSum) {
        var sum = HouseSum()
        let state: House.State = try row["state"]
        switch state {
        case .needed: sum.needed = try row["n"]
        case .started: sum.started = try row["n"]
        case .finished: sum.finished = try row["n"]
        case .withdrawn: break
        }
        sum.built = try row["built"]
        sum.stateMoney = try row["state_money"]
        sum.donatedMoney = try row["donated_money"]
        return (try row["household_group"], sum)
    }

    /// Communes that have households of the year, by name, a page at a time, with their figures by group: two statements. Figures
    /// only, so every official may read them.
    public static func board(
        year: Int, after: (sortKey: String, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [HouseBoardLine] {
        var conditions: [SQL] = [
            "EXISTS (SELECT 1 FROM house h WHERE h.year = \(year) AND h.unit_id = u.id AND h.state <> 'withdrawn')"
        ]
        if let after { conditions.append("(u.sort_key, u.id) > (\(after.sortKey), \(after.id))") }
        var lines = try tx.rows(
            """
            SELECT u.id, u.name, u.sort_key FROM unit u WHERE \(SQL.all(conditions)) ORDER BY u.sort_key, u.id LIMIT \(limit)
            """
        ).map { HouseBoardLine(unitID: try $0["id"], unitName: try $0["name"], sortKey: try $0["sort_key"]) }
        var groups: [ID<Unit>: [HouseholdGroup: HouseSum]] = [:]
        for row in try tx.rows(
            """
            SELECT h.unit_id, \(sums) FROM house h
            WHERE h.year = \(year) AND h.unit_id IN (\(anyOf: lines.map(\.unitID))) AND h.state <> 'withdrawn'
            GROUP BY h.unit_id, h.household_group, h.state
            """)
        {
            let (group, found) = try sum(row)
            groups[try row["unit_id"], default: [:]][group, default: HouseSum()] += found
        }
        for index in lines.indices { lines[index].groups = groups[lines[index].unitID] ?? [:] }
        return lines
    }

    /// The figures of all communes by group: one statement.
    public static func totals(year: Int, in tx: any ReadTransaction) throws -> [HouseholdGroup: HouseSum] {
        var totals: [HouseholdGroup: HouseSum] = [:]
        for row in try tx.rows(
            """
            SELECT \(sums) FROM house h WHERE h.year = \(year) AND h.state <> 'withdrawn' GROUP BY h.household_group, h.state
            """)
        {
            let (group, found) = try sum(row)
            totals[group, default: HouseSum()] += found
        }
        return totals
    }
}
