import Domain
import Primitives
import Store

/// Asking units to report their targets.
public enum TargetReminderRecords {
    /// The units of a board that have not reported a period, have somebody to be told, and were not asked today.
    private static func toUrge(
        _ id: ID<Indicator>, of parentID: ID<Unit>, period: Int, on today: CivilDate
    ) -> SQL {
        """
        FROM unit_figure f WHERE f.indicator_id = \(id) AND f.parent_id = \(parentID) AND f.period = \(period)
            AND f.standing = 'unreported'
            AND NOT EXISTS (SELECT 1 FROM target_reminder k
                WHERE k.indicator_id = f.indicator_id AND k.unit_id = f.unit_id AND k.reminded_on = \(today))
            AND EXISTS (SELECT 1 FROM account_role g WHERE g.unit_id = f.unit_id AND g.role IN ('unit_officer', 'unit_head'))
        """
    }

    public static func countToUrge(
        _ id: ID<Indicator>, of parentID: ID<Unit>, period: Int, in tx: any ReadTransaction
    ) throws -> Int {
        try tx.count("SELECT COUNT(*) AS n \(toUrge(id, of: parentID, period: period, on: tx.today))")
    }

    /// Asks every unit of a board that has not reported a period, each once a day for an indicator: one notice for each officer
    /// and head of it.
    /// - Returns: how many units were asked, and how many people told.
    public static func urge(
        _ id: ID<Indicator>, of parentID: ID<Unit>, period: Int, message: String, by actor: Actor,
        in tx: any WriteTransaction
    ) throws -> (units: Int, people: Int) {
        let chosen = toUrge(id, of: parentID, period: period, on: tx.today)
        let units: [String] = try tx.rows("SELECT f.unit_id \(chosen) ORDER BY f.unit_id").map { try $0["unit_id"] }
        guard !units.isEmpty else { return (0, 0) }
        try tx.run(
            """
            INSERT INTO target_reminder (indicator_id, unit_id, reminded_on, reminded_by)
            SELECT f.indicator_id, f.unit_id, CAST(\(tx.today) AS TEXT), CAST(\(actor.accountID) AS TEXT) \(chosen)
            """)
        var people = 0
        for chunk in PlanListRecords.chunks(units, of: 400) {
            people += try PlanAddresseeRecords.notify(
                message, .reminder, subject: .indicator, subjectID: id.rawValue, at: Array(chunk), in: tx)
        }
        return (units.count, people)
    }
}
