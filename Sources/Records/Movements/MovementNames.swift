import Domain
import Law
import Primitives
import Store

/// Just names of movements, for other nouns that refer to them.
public enum MovementNames {
    public static func name(of id: ID<Movement>, in tx: any ReadTransaction) throws -> String? {
        try tx.first("SELECT name FROM movement WHERE id = \(id)")?["name"]
    }

    /// Whether there is such a movement and it has been launched.
    public static func isLaunched(_ id: ID<Movement>, in tx: any ReadTransaction) throws -> Bool {
        try tx.exists("SELECT id FROM movement WHERE id = \(id) AND state <> 'draft'")
    }

    /// Launched movements that run in this year, newest first, for the choice in a dossier: those that are for the whole province,
    /// those sent to the units' clusters, and of the units just the own ones and those above, as hundreds of units have drives
    /// of their own.
    public static func running(
        in year: Int, for units: [ID<Unit>], in tx: any ReadTransaction
    ) throws -> [(id: ID<Movement>, name: String)] {
        try tx.rows(
            """
            SELECT m.id, m.name FROM movement m WHERE m.state <> 'draft' AND m.starts_on <= \("\(year)-12-31")
                AND m.ends_on >= \("\(year)-01-01")
                AND \(MovementRecords.isAbove(units))
            ORDER BY m.starts_on DESC, m.id LIMIT 200
            """
        ).map { (try $0["id"], try $0["name"]) }
    }
}
