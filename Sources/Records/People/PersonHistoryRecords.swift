import Domain
import Law
import Primitives
import Store

/// Where a person worked, and as what.
public struct PostLine: Sendable, Hashable {
    public let id: String
    public let unitID: ID<Unit>
    public let unitName: String
    public let position: String
    public let from: CivilDate
    public let until: CivilDate?
}

/// How one year of a person was rated.
public struct RatingLine: Sendable, Hashable {
    public let year: Int
    public let level: CompletionLevel
    public let unitName: String
    public let monthsWorked: Int
    public let isMaternity: Bool
    public let document: String?
}

public struct DisciplineLine: Sendable, Hashable {
    public let id: String
    /// See `DisciplineFact.name(of:)`.
    public let measure: String
    public let from: CivilDate
    public let until: CivilDate?
    public let document: String
}

extension PersonRecords {
    /// Posts, the present one first.
    public static func posts(of id: ID<Person>, in tx: any ReadTransaction) throws -> [PostLine] {
        try tx.rows(
            """
            SELECT t.id, t.unit_id, u.name AS unit_name, t.position, t.from_on, t.until_on
            FROM person_post t JOIN unit u ON u.id = t.unit_id WHERE t.person_id = \(id) ORDER BY t.from_on DESC, t.id DESC
            """
        ).map {
            PostLine(
                id: try $0["id"], unitID: try $0["unit_id"], unitName: try $0["unit_name"],
                position: try $0["position"],
                from: try $0["from_on"], until: try $0["until_on"])
        }
    }

    /// Ratings, newest first.
    public static func ratings(of id: ID<Person>, in tx: any ReadTransaction) throws -> [RatingLine] {
        try tx.rows(
            """
            SELECT r.year, r.completion_level, u.name AS unit_name, r.months_worked, r.is_maternity, r.document
            FROM person_rating r JOIN unit u ON u.id = r.unit_id WHERE r.person_id = \(id) ORDER BY r.year DESC
            """
        ).map {
            RatingLine(
                year: try $0["year"], level: try $0["completion_level"], unitName: try $0["unit_name"],
                monthsWorked: try $0["months_worked"], isMaternity: try $0["is_maternity"], document: try $0["document"]
            )
        }
    }

    /// Disciplinary measures, newest first.
    public static func disciplines(of id: ID<Person>, in tx: any ReadTransaction) throws -> [DisciplineLine] {
        try tx.rows(
            "SELECT id, measure, from_on, until_on, document FROM discipline WHERE person_id = \(id) ORDER BY from_on DESC, id"
        ).map {
            DisciplineLine(
                id: try $0["id"], measure: try $0["measure"], from: try $0["from_on"], until: try $0["until_on"],
                document: try $0["document"])
        }
    }

    public static func examinations(of id: ID<Person>, in tx: any ReadTransaction) throws -> [ExaminationLine] {
        try tx.rows(
            "SELECT id, kind, since_on, closed_on FROM examination WHERE person_id = \(id) ORDER BY since_on DESC, id"
        ).map(ExaminationLine.init)
    }

    /// The identity number as stored: encrypted. `nil` when it is not known.
    public static func identityCipher(of id: ID<Person>, in tx: any ReadTransaction) throws -> String? {
        try tx.first("SELECT identity_cipher FROM person WHERE id = \(id)")?["identity_cipher"]
    }
}
