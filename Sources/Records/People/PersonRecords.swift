import Domain
import Law
import Primitives
import Store

/// A person as one line of a list.
public struct PersonLine: Sendable, Hashable {
    public let id: ID<Person>
    public let name: String
    public let position: String
    public let unitName: String
    /// The year of birth, to tell people of one name apart.
    public let birthYear: Int?
    public let sortKey: String
}

public enum PersonRecords {
    static let columns: SQL =
        """
        p.id, p.name, p.sex, p.born_on, p.ethnicity, p.subject_group, p.is_frontline, p.started_work_on, p.unit_id, p.position,
        p.is_invented, p.version
        """

    static func person(_ row: Row) throws -> Person {
        Person(
            id: try row["id"], name: try row["name"], sex: try row["sex"], bornOn: try row["born_on"],
            ethnicity: try row["ethnicity"], group: try row["subject_group"], isFrontline: try row["is_frontline"],
            startedWorkOn: try row["started_work_on"], unitID: try row["unit_id"], position: try row["position"],
            isInvented: try row["is_invented"], version: try row["version"])
    }

    public static func person(_ id: ID<Person>, in tx: any ReadTransaction) throws -> Person? {
        try tx.first("SELECT \(columns) FROM person p WHERE p.id = \(id)").map(person)
    }

    /// The unit at which the person of an account is in post; `nil` for an account that is tied to nobody.
    public static func unit(ofAccount id: ID<Account>, in tx: any ReadTransaction) throws -> ID<Unit>? {
        try tx.first(
            "SELECT p.unit_id FROM account_person a JOIN person p ON p.id = a.person_id WHERE a.account_id = \(id)"
        )?["unit_id"]
    }

    /// People of these units and below, by name or part of one typed without marks, in the order of given names.
    public static func page(
        typed: String, within units: [ID<Unit>], after: (sortKey: String, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [PersonLine] {
        var conditions: [SQL] = [UnitRecords.isWithin("p.unit_id", units)]
        for pattern in VietnameseText.searchPatterns(typed) {
            conditions.append("p.id IN (SELECT person_id FROM person_search WHERE search_text LIKE \(pattern))")
        }
        if let after { conditions.append("(p.sort_key, p.id) > (\(after.sortKey), \(after.id))") }
        return try tx.rows(
            """
            SELECT p.id, p.name, p.position, p.born_on, p.sort_key, u.name AS unit_name FROM person p JOIN unit u ON u.id = p.unit_id
            WHERE \(SQL.all(conditions)) ORDER BY p.sort_key, p.id LIMIT \(limit)
            """
        ).map { row in
            let bornOn: CivilDate? = try row["born_on"]
            return PersonLine(
                id: try row["id"], name: try row["name"], position: try row["position"], unitName: try row["unit_name"],
                birthYear: bornOn?.year, sortKey: try row["sort_key"])
        }
    }

    public static func initiatives(of id: ID<Person>, in tx: any ReadTransaction) throws -> [Initiative] {
        try tx.rows(
            """
            SELECT id, person_id, unit_id, name, year, scope, recognised_on, document, used_for FROM initiative
            WHERE person_id = \(id) ORDER BY year DESC, id
            """
        ).map {
            Initiative(
                id: try $0["id"], personID: try $0["person_id"], unitID: try $0["unit_id"], name: try $0["name"],
                year: try $0["year"], scope: try $0["scope"], recognisedOn: try $0["recognised_on"],
                document: try $0["document"], usedFor: try $0["used_for"])
        }
    }
}
