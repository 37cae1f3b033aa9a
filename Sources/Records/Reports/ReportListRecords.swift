import Domain
import Primitives
import Store

/// A request as one line of the list.
public struct ReportRequestLine: Sendable, Hashable {
    public let id: ID<ReportRequest>
    public let title: String
    public let dueOn: CivilDate
    public let createdAt: Instant
    /// How many units are asked, and how many reports have been sent and accepted.
    public let asked: Int
    public let sent: Int
    public let accepted: Int
}

/// A report as one line of a list.
public struct ReportLine: Sendable, Hashable {
    public let id: ID<Report>
    public let requestID: ID<ReportRequest>
    public let title: String
    public let unitID: ID<Unit>
    public let unitName: String
    public let sortKey: String
    public let state: Report.State
    public let dueOn: CivilDate
    public let firstSentOn: CivilDate?
    public let returnReason: String
    public let isFinal: Bool
    /// The last day on which the unit was urged.
    public let remindedOn: CivilDate?

    public func daysLate(today: CivilDate) -> Int { max(0, (firstSentOn ?? today).days(since: dueOn)) }
}

/// How far the reports of one request have come; the one that puts them together is left out.
public struct ReportCounts: Sendable, Hashable {
    public let byState: [Report.State: Int]
    /// Not sent although the day is over.
    public let late: Int

    public var asked: Int { byState.values.reduce(0, +) }
    public var accepted: Int { byState[.accepted] ?? 0 }
    public var missing: Int { [.draft, .submitted, .returned].reduce(0) { $0 + (byState[$1] ?? 0) } }
}

public enum ReportListRecords {
    /// The requests, newest first, a page at a time.
    public static func requests(
        before: (at: Instant, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [ReportRequestLine] {
        let condition: SQL = before.map { "WHERE (q.created_at, q.id) < (\($0.at), \($0.id))" } ?? ""
        return try tx.rows(
            """
            SELECT q.id, q.title, q.due_on, q.created_at,
                (SELECT COUNT(*) FROM report r WHERE r.request_id = q.id AND r.receiver_id IS NOT NULL) AS asked,
                (SELECT COUNT(*) FROM report r WHERE r.request_id = q.id AND r.state = 'sent'
                    AND r.receiver_id IS NOT NULL) AS sent,
                (SELECT COUNT(*) FROM report r WHERE r.request_id = q.id AND r.state = 'accepted'
                    AND r.receiver_id IS NOT NULL) AS accepted
            FROM report_request q \(condition) ORDER BY q.created_at DESC, q.id DESC LIMIT \(limit)
            """
        ).map {
            ReportRequestLine(
                id: try $0["id"], title: try $0["title"], dueOn: try $0["due_on"], createdAt: try $0["created_at"],
                asked: try $0["asked"], sent: try $0["sent"], accepted: try $0["accepted"])
        }
    }

    private static let lineColumns: SQL =
        """
        r.id, r.request_id, q.title, r.unit_id, u.name, r.sort_key, r.state, r.due_on, r.first_sent_on, r.return_reason,
        CASE WHEN r.receiver_id IS NULL THEN 1 ELSE 0 END AS is_final,
        (SELECT MAX(m.reminded_on) FROM report_reminder m WHERE m.request_id = r.request_id AND m.unit_id = r.unit_id)
            AS reminded_on
        """

    private static func line(_ row: Row) throws -> ReportLine {
        let isFinal: Int = try row["is_final"]
        return ReportLine(
            id: try row["id"], requestID: try row["request_id"], title: try row["title"], unitID: try row["unit_id"],
            unitName: try row["name"], sortKey: try row["sort_key"], state: try row["state"], dueOn: try row["due_on"],
            firstSentOn: try row["first_sent_on"], returnReason: try row["return_reason"], isFinal: isFinal == 1,
            remindedOn: try row["reminded_on"])
    }

    private static let lines: SQL =
        "FROM report r JOIN report_request q ON q.id = r.request_id JOIN unit u ON u.id = r.unit_id"

    /// The reports of one request, the longest due first, then by name; a page at a time.
    public static func board(
        _ requestID: ID<ReportRequest>, states: [Report.State],
        after: (dueOn: String, sortKey: String, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [ReportLine] {
        var conditions: [SQL] = ["r.request_id = \(requestID)", "r.receiver_id IS NOT NULL"]
        if !states.isEmpty { conditions.append("r.state IN (\(anyOf: states))") }
        if let after {
            conditions.append("(r.due_on, r.sort_key, r.id) > (\(after.dueOn), \(after.sortKey), \(after.id))")
        }
        return try tx.rows(
            """
            SELECT \(lineColumns) \(lines) WHERE \(SQL.all(conditions)) ORDER BY r.due_on, r.sort_key, r.id LIMIT \(limit)
            """
        ).map(line)
    }

    public static func counts(_ requestID: ID<ReportRequest>, in tx: any ReadTransaction) throws -> ReportCounts {
        var byState: [Report.State: Int] = [:]
        var late = 0
        for row in try tx.rows(
            """
            SELECT state, COUNT(*) AS n,
                CAST(SUM(CASE WHEN first_sent_on IS NULL AND due_on < \(tx.today) THEN 1 ELSE 0 END) AS BIGINT) AS late
            FROM report WHERE request_id = \(requestID) AND receiver_id IS NOT NULL GROUP BY state ORDER BY state
            """)
        {
            byState[try row["state"]] = try row["n"]
            late += try row["late"]
        }
        return ReportCounts(byState: byState, late: late)
    }

    /// The reports of these units and of what lies below them, the latest due first.
    public static func own(
        _ units: [ID<Unit>], before: (dueOn: String, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [ReportLine] {
        var conditions: [SQL] = [UnitRecords.isWithin("r.unit_id", units)]
        if let before { conditions.append("(r.due_on, r.id) < (\(before.dueOn), \(before.id))") }
        return try tx.rows(
            """
            SELECT \(lineColumns) \(lines) WHERE \(SQL.all(conditions)) ORDER BY r.due_on DESC, r.id DESC LIMIT \(limit)
            """
        ).map(line)
    }

    /// The reports that one report is made of, and how they stand.
    public static func parts(
        of report: Report, limit: Int, in tx: any ReadTransaction
    ) throws -> [ReportLine] {
        try tx.rows(
            """
            SELECT \(lineColumns) \(lines) WHERE r.request_id = \(report.requestID) AND r.receiver_id = \(report.unitID)
            ORDER BY CASE WHEN r.state = 'accepted' THEN 1 ELSE 0 END, r.due_on, r.sort_key, r.id LIMIT \(limit)
            """
        ).map(line)
    }

    /// Urges every unit that has not sent its report, unless it was urged today already.
    /// - Returns: how many units were urged, and how many people told.
    public static func urge(
        _ request: ReportRequest, by actor: Actor, message: String, in tx: any WriteTransaction
    ) throws -> (units: Int, people: Int) {
        let units: [String] = try tx.rows(
            """
            SELECT r.unit_id FROM report r WHERE r.request_id = \(request.id) AND r.receiver_id IS NOT NULL
                AND r.state IN ('draft', 'submitted', 'returned')
                AND NOT EXISTS (SELECT 1 FROM report_reminder m WHERE m.request_id = r.request_id
                    AND m.unit_id = r.unit_id AND m.reminded_on = \(tx.today))
                AND EXISTS (SELECT 1 FROM account_role g WHERE g.unit_id = r.unit_id
                    AND g.role IN ('unit_officer', 'unit_head'))
            ORDER BY r.sort_key, r.id
            """
        ).map { try $0["unit_id"] }
        var people = 0
        for chunk in PlanListRecords.chunks(units, of: 200) {
            let values = chunk.map { "(\(request.id), \($0), \(tx.today), \(actor.accountID))" as SQL }
            try tx.run(
                """
                INSERT INTO report_reminder (request_id, unit_id, reminded_on, reminded_by)
                VALUES \(PlanListRecords.list(values))
                """)
            people += try PlanAddresseeRecords.notify(
                message, .reminder, subject: .reportRequest, subjectID: request.id.rawValue, at: Array(chunk), in: tx)
        }
        return (units.count, people)
    }
}
