import Domain
import Primitives
import Store

/// An inspection as one line of a list.
public struct InspectionLine: Sendable, Hashable {
    public let inspection: Inspection
    public let unitName: String
    /// Recommendations that are not confirmed as mended.
    public let open: Int
}

/// A recommendation that is not confirmed as mended.
public struct RecommendationLine: Sendable, Hashable {
    public let id: ID<InspectionFinding>
    public let inspectionID: ID<Inspection>
    public let unitName: String
    public let text: String
    public let dueOn: CivilDate
    public let state: InspectionFinding.State
    public let returnReason: String
}

public enum InspectionRecords {
    private static let columns: SQL =
        """
        i.id, i.unit_id, i.subject, i.team, i.content, i.starts_on, i.ends_on, i.state, i.conclusion, i.cancel_reason,
        i.is_invented, i.created_by, i.updated_at, i.version
        """

    private static func inspection(_ row: Row) throws -> Inspection {
        Inspection(
            id: try row["id"], unitID: try row["unit_id"], subject: try row["subject"], team: try row["team"],
            content: try row["content"], startsOn: try row["starts_on"], endsOn: try row["ends_on"],
            state: try row["state"], conclusion: try row["conclusion"], cancelReason: try row["cancel_reason"],
            isInvented: try row["is_invented"], createdBy: try row["created_by"], updatedAt: try row["updated_at"],
            version: try row["version"])
    }

    public static func inspection(_ id: ID<Inspection>, in tx: any ReadTransaction) throws -> Inspection? {
        try tx.first("SELECT \(columns) FROM inspection i WHERE i.id = \(id)").map(inspection)
    }

    /// True where the actor may see the inspections of the unit in `column` (`InspectionPolicy`).
    private static func isVisible(_ column: SQL, to actor: Actor) -> SQL {
        UnitRecords.isWithin(
            column, actor.units(as: .specialist, .leader, .chairman, .inspector, .unitOfficer, .unitHead))
    }

    /// The inspections that the actor may see, the latest first, a page at a time.
    public static func page(
        year: Int?, state: Inspection.State?, for actor: Actor, before: (startsOn: String, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [InspectionLine] {
        var conditions: [SQL] = [isVisible("i.unit_id", to: actor)]
        if let year { conditions.append("i.starts_on >= \("\(year)-01-01") AND i.starts_on <= \("\(year)-12-31")") }
        if let state { conditions.append("i.state = \(state)") }
        if let before { conditions.append("(i.starts_on, i.id) < (\(before.startsOn), \(before.id))") }
        return try tx.rows(
            """
            SELECT \(columns), u.name,
                (SELECT COUNT(*) FROM inspection_finding f WHERE f.inspection_id = i.id
                    AND f.state IN ('open', 'answered')) AS open_count
            FROM inspection i JOIN unit u ON u.id = i.unit_id WHERE \(SQL.all(conditions))
            ORDER BY i.starts_on DESC, i.id DESC LIMIT \(limit)
            """
        ).map {
            InspectionLine(inspection: try inspection($0), unitName: try $0["name"], open: try $0["open_count"])
        }
    }

    public static func insert(_ inspection: Inspection, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO inspection (id, unit_id, subject, team, content, starts_on, ends_on, state, is_invented, created_by,
                updated_by, updated_at, version)
            VALUES (\(inspection.id), \(inspection.unitID), \(inspection.subject), \(inspection.team),
                \(inspection.content), \(inspection.startsOn), \(inspection.endsOn), \(inspection.state),
                \(inspection.isInvented), \(inspection.createdBy), \(inspection.createdBy), \(tx.now), 1)
            """)
    }

    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func update(
        _ inspection: Inspection, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE inspection SET unit_id = \(inspection.unitID), subject = \(inspection.subject),
                team = \(inspection.team), content = \(inspection.content), starts_on = \(inspection.startsOn),
                ends_on = \(inspection.endsOn), state = \(inspection.state), conclusion = \(inspection.conclusion),
                cancel_reason = \(inspection.cancelReason), updated_by = \(actor.accountID), updated_at = \(tx.now),
                version = version + 1
            WHERE id = \(inspection.id) AND version = \(version)
            """)
        guard changed == 1 else {
            throw try ReportRecords.somebodyWasFaster(
                "inspection", inspection.id.rawValue, "cuộc kiểm tra này", in: tx)
        }
    }

    // MARK: Findings

    private static let findingColumns: SQL =
        """
        f.id, f.inspection_id, f.ordinal, f.kind, f.text, f.due_on, f.state, f.answer, f.answered_at, f.return_reason,
        f.version
        """

    private static func finding(_ row: Row) throws -> InspectionFinding {
        InspectionFinding(
            id: try row["id"], inspectionID: try row["inspection_id"], ordinal: try row["ordinal"],
            kind: try row["kind"], text: try row["text"], dueOn: try row["due_on"], state: try row["state"],
            answer: try row["answer"], answeredAt: try row["answered_at"], returnReason: try row["return_reason"],
            version: try row["version"])
    }

    public static func findings(of id: ID<Inspection>, in tx: any ReadTransaction) throws -> [InspectionFinding] {
        try tx.rows(
            "SELECT \(findingColumns) FROM inspection_finding f WHERE f.inspection_id = \(id) ORDER BY f.ordinal"
        ).map(finding)
    }

    public static func finding(_ id: ID<InspectionFinding>, in tx: any ReadTransaction) throws -> InspectionFinding? {
        try tx.first("SELECT \(findingColumns) FROM inspection_finding f WHERE f.id = \(id)").map(finding)
    }

    public static func insert(_ finding: InspectionFinding, by actor: Actor, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO inspection_finding (id, inspection_id, ordinal, kind, text, due_on, state, updated_by, updated_at)
            VALUES (\(finding.id), \(finding.inspectionID), \(finding.ordinal), \(finding.kind), \(finding.text),
                \(finding.dueOn), \(finding.state), \(actor.accountID), \(tx.now))
            """)
    }

    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func update(
        _ finding: InspectionFinding, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE inspection_finding SET state = \(finding.state), answer = \(finding.answer),
                answered_at = \(finding.answeredAt), return_reason = \(finding.returnReason),
                updated_by = \(actor.accountID), updated_at = \(tx.now), version = version + 1
            WHERE id = \(finding.id) AND version = \(version)
            """)
        guard changed == 1 else {
            throw try ReportRecords.somebodyWasFaster(
                "inspection_finding", finding.id.rawValue, "kiến nghị này", in: tx)
        }
    }

    private static let recommendationColumns: SQL =
        "f.id, f.inspection_id, f.text, f.due_on, f.state, f.return_reason, u.name AS unit_name"

    private static func recommendation(_ row: Row) throws -> RecommendationLine {
        RecommendationLine(
            id: try row["id"], inspectionID: try row["inspection_id"], unitName: try row["unit_name"],
            text: try row["text"], dueOn: try row["due_on"], state: try row["state"],
            returnReason: try row["return_reason"])
    }

    static let ofFindings: SQL =
        """
        FROM inspection_finding f JOIN inspection i ON i.id = f.inspection_id JOIN unit u ON u.id = i.unit_id
        """

    /// The recommendations that are not confirmed as mended, the longest due first, a page at a time.
    public static func recommendations(
        for actor: Actor, after: (dueOn: String, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [RecommendationLine] {
        var conditions: [SQL] = ["f.state IN ('open', 'answered')", isVisible("i.unit_id", to: actor)]
        if let after { conditions.append("(f.due_on, f.id) > (\(after.dueOn), \(after.id))") }
        return try tx.rows(
            """
            SELECT \(recommendationColumns) \(ofFindings) WHERE \(SQL.all(conditions)) ORDER BY f.due_on, f.id LIMIT \(limit)
            """
        ).map(recommendation)
    }
}
