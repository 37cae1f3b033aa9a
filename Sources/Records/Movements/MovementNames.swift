import Domain
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

    /// Launched movements that run in this year, newest first: for the choice in a dossier.
    public static func running(in year: Int, in tx: any ReadTransaction) throws -> [(id: ID<Movement>, name: String)] {
        try tx.rows(
            """
            SELECT id, name FROM movement WHERE state <> 'draft' AND starts_on <= \("\(year)-12-31") AND ends_on >= \("\(year)-01-01")
            ORDER BY starts_on DESC, id LIMIT 200
            """
        ).map { (try $0["id"], try $0["name"]) }
    }
}
