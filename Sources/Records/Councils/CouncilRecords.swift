import Domain
import Primitives
import Store

/// A council with the unit it belongs to.
public struct CouncilOfUnit: Sendable, Hashable {
    /// Without its members, unless they were asked for.
    public let council: Council
    public let unit: Unit

    public var isProvince: Bool { unit.kind == .province }
}

public enum CouncilRecords {
    static let columns: SQL = "c.id AS council_id, c.unit_id AS council_unit_id, c.name AS council_name"

    private static func council(_ row: Row) throws -> CouncilOfUnit {
        CouncilOfUnit(
            council: Council(
                id: try row["council_id"], unitID: try row["council_unit_id"], name: try row["council_name"],
                members: []),
            unit: try UnitRecords.unit(row))
    }

    /// Founds a council; its members belong to it from this day on.
    /// - Parameter document: the decision that founded it.
    public static func insert(
        _ council: Council, document: String, from day: CivilDate, in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO council (id, unit_id, name, document)
            VALUES (\(council.id), \(council.unitID), \(council.name), \(document))
            """)
        for member in council.members {
            try insert(member, of: council.id, accountID: nil, from: day, until: nil, in: tx)
        }
    }

    /// - Parameter until: the last day of membership; `nil` while it lasts.
    public static func insert(
        _ member: CouncilMember, of councilID: ID<Council>, accountID: ID<Account>?, from: CivilDate, until: CivilDate?,
        in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO council_member (id, council_id, name, position, role, account_id, from_on, until_on)
            VALUES (\(member.id), \(councilID), \(member.name), \(member.position), \(member.role), \(accountID), \(from), \(until))
            """)
    }

    /// Ends a membership; this is its last day.
    public static func endMembership(
        _ id: ID<CouncilMember>, on day: CivilDate, in tx: any WriteTransaction
    ) throws {
        try tx.run("UPDATE council_member SET until_on = \(day) WHERE id = \(id)")
    }

    public static func council(_ id: ID<Council>, in tx: any ReadTransaction) throws -> CouncilOfUnit? {
        try tx.first(
            "SELECT \(columns), \(UnitRecords.columns) FROM council c JOIN unit u ON u.id = c.unit_id WHERE c.id = \(id)"
        ).map(council)
    }

    /// The members on a day: chair, deputies, members, secretary; among equals in the order of given names.
    public static func members(
        of id: ID<Council>, on day: CivilDate, in tx: any ReadTransaction
    ) throws -> [CouncilMember] {
        let rank: [CouncilMember.Role: Int] = [.chair: 0, .deputy: 1, .member: 2, .secretary: 3]
        let members = try tx.rows(
            """
            SELECT id, name, position, role FROM council_member
            WHERE council_id = \(id) AND from_on <= \(day) AND (until_on IS NULL OR until_on >= \(day)) ORDER BY id
            """
        ).map {
            CouncilMember(
                id: try $0["id"], name: try $0["name"], position: try $0["position"], role: try $0["role"])
        }
        let keyed = members.map { (rank[$0.role] ?? 4, VietnameseText.nameSortKey($0.name), $0) }
        return keyed.sorted { ($0.0, $0.1, $0.2.id.rawValue) < ($1.0, $1.1, $1.2.id.rawValue) }.map(\.2)
    }

    /// The councils whose sessions the actor prepares; the same table as `SessionPolicy`.
    public static func prepared(by actor: Actor, in tx: any ReadTransaction) throws -> [CouncilOfUnit] {
        let secretary: SQL = "c.unit_id IN (\(anyOf: actor.units(as: .councilSecretary)))"
        let own: SQL = "c.unit_id IN (\(anyOf: actor.units(as: .unitOfficer, .unitHead)))"
        return try tx.rows(
            """
            SELECT \(columns), \(UnitRecords.columns) FROM council c JOIN unit u ON u.id = c.unit_id
            WHERE \(secretary) OR (u.kind <> 'province' AND \(own)) ORDER BY u.sort_key, u.id LIMIT 200
            """
        ).map(council)
    }
}
