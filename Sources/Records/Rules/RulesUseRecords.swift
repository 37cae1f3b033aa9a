import Domain
import Law
import Primitives
import Store

/// What the province's rules are measured against.
extension RulesRecords {
    /// How far a unit, with all below it, has used a quota. One statement.
    ///
    /// - Parameter dossier: its own nominations count even while it is a draft.
    public static func count(
        _ quota: StaffQuota, year: Int, in dossier: Dossier, tx: any ReadTransaction
    ) throws -> QuotaCount {
        let unit = dossier.submittingUnitID
        let home = UnitRecords.isWithin("c.home_unit_id", [unit])
        let sender = UnitRecords.isWithin("d.submitting_unit_id", [unit])
        func held(_ code: CatalogueCode) -> SQL {
            """
            (SELECT COUNT(DISTINCT c.person_id) FROM commendation c
             WHERE c.code = \(code) AND c.year = \(year) AND c.revoked_on IS NULL AND c.person_id IS NOT NULL AND \(home))
            """
        }
        // Those proposed who do not hold it yet: after the decision a person counts once.
        func proposed(_ code: CatalogueCode) -> SQL {
            """
            (SELECT COUNT(DISTINCT n.person_id) FROM nomination n JOIN dossier d ON d.id = n.dossier_id
             WHERE n.code = \(code) AND n.year = \(year) AND n.person_id IS NOT NULL AND n.removed_at IS NULL
                AND (n.opinion IS NULL OR n.opinion <> 'decline') AND \(RefusalRecords.isOpen)
                AND (d.id = \(dossier.id) OR d.state IN ('submitted', 'received', 'appraised', 'considered')) AND \(sender)
                AND NOT EXISTS (SELECT 1 FROM commendation g WHERE g.person_id = n.person_id AND g.code = n.code
                    AND g.year = n.year AND g.revoked_on IS NULL))
            """
        }
        let base: SQL
        switch quota.base {
        case .staff:
            // What the unit has reported for the year; otherwise the people whose files lie there today.
            base = """
                COALESCE((SELECT y.members_total FROM unit_year y WHERE y.unit_id = \(unit) AND y.year = \(year)),
                    (SELECT COUNT(*) FROM person p WHERE \(UnitRecords.isWithin("p.unit_id", [unit]))))
                """
        case .advanced: base = held("LDTT") + " + " + proposed("LDTT")
        }
        guard
            let row = try tx.first(
                """
                SELECT u.name, CAST(\(base) AS BIGINT) AS base, \(held(quota.code)) AS held,
                    \(proposed(quota.code)) AS proposed FROM unit u WHERE u.id = \(unit)
                """)
        else { throw Problem.notFound("đơn vị trình hồ sơ") }
        return QuotaCount(
            unitName: try row["name"], year: year, base: try row["base"], held: try row["held"],
            proposed: try row["proposed"])
    }

    /// What decides on the deadlines of many dossiers, in one statement: titles and forms by dossier.
    public static func proposals(
        of dossiers: [ID<Dossier>], in tx: any ReadTransaction
    ) throws -> [ID<Dossier>: [(CatalogueCode, CommendationCategory)]] {
        var proposals: [ID<Dossier>: [(CatalogueCode, CommendationCategory)]] = [:]
        for row in try tx.rows(
            """
            SELECT DISTINCT dossier_id, code, category FROM nomination
            WHERE dossier_id IN (\(anyOf: dossiers)) AND removed_at IS NULL ORDER BY dossier_id, code, category
            """)
        {
            proposals[try row["dossier_id"], default: []].append((try row["code"], try row["category"]))
        }
        return proposals
    }

    /// How many dossiers have been received since a day and are still being appraised: those a version that begins on that
    /// day is used for.
    public static func underAppraisal(since day: CivilDate, in tx: any ReadTransaction) throws -> Int {
        try tx.count("SELECT COUNT(*) AS n FROM dossier d WHERE d.state = 'received' AND d.received_on >= \(day)")
    }
}
