import Domain
import Primitives
import Store

/// Who can be proposed by a unit.
public enum NomineeRecords {
    /// The unit itself and the collectives below it that exist on the day, whose name contains what was typed.
    public static func collectives(
        of unitID: ID<Unit>, typed: String, on day: CivilDate, limit: Int, in tx: any ReadTransaction
    ) throws -> [Unit] {
        var conditions: [SQL] = [
            UnitRecords.isWithin("u.id", [unitID]), "u.valid_from <= \(day)",
            "(u.valid_until IS NULL OR u.valid_until >= \(day))",
        ]
        let folded = VietnameseText.folded(typed).filter { $0 != "%" && $0 != "_" && $0 != "\\" }
        if !folded.isEmpty { conditions.append("u.search_text LIKE \("%\(folded)%")") }
        return try tx.rows(
            "SELECT \(UnitRecords.columns) FROM unit u WHERE \(SQL.all(conditions)) ORDER BY u.sort_key, u.id LIMIT \(limit)"
        ).map(UnitRecords.unit)
    }
}
