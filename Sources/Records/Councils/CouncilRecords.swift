import Domain
import Primitives
import Store

/// A council as one line of a list.
public struct CouncilListLine: Sendable, Hashable {
    public let id: ID<Council>
    public let name: String
    public let unitName: String
    public let document: String
    /// How many members it has today.
    public let members: Int
}

/// A council with the unit it belongs to.
public struct CouncilOfUnit: Sendable, Hashable {
    /// Without its members, unless they were asked for.
    public let council: Council
    public let unit: Unit

    public var isProvince: Bool { unit.kind == .province }
}

public enum CouncilRecords {
    static let columns: SQL =
        "c.id AS council_id, c.unit_id AS council_unit_id, c.name AS council_name, c.version AS council_version"

    private static func council(_ row: Row) throws -> CouncilOfUnit {
        CouncilOfUnit(
            council: Council(
                id: try row["council_id"], unitID: try row["council_unit_id"], name: try row["council_name"],
                members: [], version: try row["council_version"]),
            unit: try UnitRecords.unit(row))
    }

    /// Founds a council; its members belong to it from this day on.
    /// - Parameters:
    ///   - document: the decision that founded it.
    ///   - accounts: the accounts of the members that have one.
    public static func insert(
        _ council: Council, document: String, from day: CivilDate, accounts: [ID<CouncilMember>: ID<Account>] = [:],
        in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO council (id, unit_id, name, document)
            VALUES (\(council.id), \(council.unitID), \(council.name), \(document))
            """)
        for member in council.members {
            try insert(member, of: council.id, accountID: accounts[member.id], from: day, until: nil, in: tx)
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

    /// Takes the turn to change who belongs to a council.
    /// - Throws: `Problem(.conflict)` naming who was faster.
    public static func advance(_ id: ID<Council>, expecting version: Int, in tx: any WriteTransaction) throws {
        let changed = try tx.run("UPDATE council SET version = version + 1 WHERE id = \(id) AND version = \(version)")
        guard changed == 1 else {
            let last = try EventRecords.last(of: .council, id.rawValue, in: tx)
            let when = last.map { " lúc \($0.at.written)" } ?? ""
            throw Problem(
                .conflict,
                "\(last?.accountName ?? "Người khác") vừa thay đổi Hội đồng này\(when). Nội dung của anh/chị chưa được ghi để không đè lên thay đổi đó. Xem lại rồi ghi."
            )
        }
    }

    public static func exists(named name: String, of unitID: ID<Unit>, in tx: any ReadTransaction) throws -> Bool {
        try tx.exists("SELECT id FROM council WHERE unit_id = \(unitID) AND name = \(name)")
    }

    /// The decision that founded a council.
    public static func document(of id: ID<Council>, in tx: any ReadTransaction) throws -> String {
        try tx.first("SELECT document FROM council WHERE id = \(id)")?["document"] ?? ""
    }

    /// All who belong or have belonged to a council, those of today first.
    public static func memberships(of id: ID<Council>, in tx: any ReadTransaction) throws -> [CouncilMembership] {
        let memberships = try tx.rows(
            """
            SELECT m.id, m.name, m.position, m.role, m.from_on, m.until_on, a.name AS account_name
            FROM council_member m LEFT JOIN account a ON a.id = m.account_id WHERE m.council_id = \(id) ORDER BY m.id
            """
        ).map {
            CouncilMembership(
                member: try member($0), from: try $0["from_on"], until: try $0["until_on"],
                accountName: try $0["account_name"])
        }
        let places = Dictionary(
            inOrder(memberships.map(\.member)).enumerated().map { ($0.element.id, $0.offset) },
            uniquingKeysWith: { first, _ in first })
        return memberships.sorted {
            ($0.holds(on: tx.today) ? 0 : 1, places[$0.id] ?? 0) < ($1.holds(on: tx.today) ? 0 : 1, places[$1.id] ?? 0)
        }
    }

    /// Whether an account sits in a council at some time between these days.
    public static func sits(
        _ accountID: ID<Account>, in id: ID<Council>, from: CivilDate, until: CivilDate?, tx: any ReadTransaction
    ) throws -> Bool {
        try tx.exists(
            """
            SELECT id FROM council_member WHERE council_id = \(id) AND account_id = \(accountID)
                AND (until_on IS NULL OR until_on >= \(from))
                AND (CAST(\(until) AS TEXT) IS NULL OR from_on <= \(until))
            """)
    }

    /// The councils that the actor may see, by name, a page at a time.
    public static func page(
        for actor: Actor, after: (name: String, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [CouncilListLine] {
        var conditions: [SQL] = [
            SessionRecords.isVisible(to: actor, further: actor.units(as: .administrator))
        ]
        if let after { conditions.append("(c.name, c.id) > (\(after.name), \(after.id))") }
        return try tx.rows(
            """
            SELECT c.id, c.name, c.document, u.name AS unit_name,
                (SELECT COUNT(*) FROM council_member m WHERE m.council_id = c.id AND m.from_on <= \(tx.today)
                    AND (m.until_on IS NULL OR m.until_on >= \(tx.today))) AS members
            FROM council c JOIN unit u ON u.id = c.unit_id
            WHERE \(SQL.all(conditions)) ORDER BY c.name, c.id LIMIT \(limit)
            """
        ).map {
            CouncilListLine(
                id: try $0["id"], name: try $0["name"], unitName: try $0["unit_name"], document: try $0["document"],
                members: try $0["members"])
        }
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
        inOrder(
            try tx.rows(
                """
                SELECT id, name, position, role FROM council_member
                WHERE council_id = \(id) AND from_on <= \(day) AND (until_on IS NULL OR until_on >= \(day)) ORDER BY id
                """
            ).map(member))
    }

    static func member(_ row: Row) throws -> CouncilMember {
        CouncilMember(
            id: try row["id"], name: try row["name"], position: try row["position"], role: try row["role"])
    }

    /// Chair, deputies, members, secretary; among equals in the order of given names.
    static func inOrder(_ members: [CouncilMember]) -> [CouncilMember] {
        let rank: [CouncilMember.Role: Int] = [.chair: 0, .deputy: 1, .member: 2, .secretary: 3]
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
