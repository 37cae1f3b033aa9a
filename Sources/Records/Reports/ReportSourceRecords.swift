import Domain
import Primitives
import Store

/// Counts what a report asks for and the system knows.
public enum ReportSourceRecords {
    /// Whose part is counted: a unit with all below it, without those below it that answer the same request themselves. So the
    /// parts of one request never overlap, and their sum is the whole.
    public struct Scope: Sendable {
        public let unitID: ID<Unit>
        public let requestID: ID<ReportRequest>

        public init(unitID: ID<Unit>, requestID: ID<ReportRequest>) {
            self.unitID = unitID
            self.requestID = requestID
        }

        func holds(_ column: SQL) -> SQL {
            """
            \(UnitRecords.isWithin(column, [unitID])) AND \(column) NOT IN (SELECT a.unit_id FROM report c
                JOIN unit_ancestor a ON a.ancestor_id = c.unit_id
                WHERE c.request_id = \(requestID) AND c.receiver_id = \(unitID))
            """
        }
    }

    /// One number for each of these sources, all in one statement.
    public static func counts(
        _ sources: [ReportSource], from: CivilDate, until: CivilDate, scope: Scope, in tx: any ReadTransaction
    ) throws -> [ReportSource: Int] {
        let wanted = ReportSource.allCases.filter(sources.contains)
        guard !wanted.isEmpty else { return [:] }
        let parts = wanted.map { source -> SQL in
            "SELECT \(source.rawValue) AS source, (\(sql(source, from: from, until: until, scope: scope))) AS n"
        }
        var counts: [ReportSource: Int] = [:]
        for row in try tx.rows(SQL.union(parts)) { counts[try row["source"]] = try row["n"] }
        return counts
    }

    private static func sql(_ source: ReportSource, from: CivilDate, until: CivilDate, scope: Scope) -> SQL {
        let (first, end) = (Instant(from, hour: 0), Instant(until.adding(days: 1), hour: 0))
        func commended(_ subject: SQL) -> SQL {
            """
            SELECT COUNT(*) FROM commendation x WHERE x.subject_kind = \(subject) AND x.decided_on >= \(from)
                AND x.decided_on <= \(until) AND x.revoked_on IS NULL AND \(scope.holds("x.home_unit_id"))
            """
        }
        func activities(_ what: SQL) -> SQL {
            """
            SELECT \(what) FROM activity x WHERE x.state IN ('held', 'reported') AND x.ends_on >= \(from)
                AND x.ends_on <= \(until) AND \(scope.holds("x.unit_id"))
            """
        }
        switch source {
        case .movementsLaunched:
            return """
                SELECT COUNT(*) FROM movement x WHERE x.state <> 'draft' AND x.starts_on >= \(from)
                    AND x.starts_on <= \(until) AND \(scope.holds("x.launching_unit_id"))
                """
        case .movementsResponded:
            return """
                SELECT COUNT(*) FROM movement_response x WHERE x.responded_at >= \(first) AND x.responded_at < \(end)
                    AND \(scope.holds("x.unit_id"))
                """
        case .plansApproved:
            return """
                SELECT COUNT(*) FROM plan x WHERE x.state IN ('approved', 'sent') AND x.year BETWEEN \(from.year)
                    AND \(until.year) AND \(scope.holds("x.unit_id"))
                """
        case .planTasksDue:
            return """
                SELECT COUNT(*) FROM plan_task t JOIN plan x ON x.id = t.plan_id WHERE x.state IN ('approved', 'sent')
                    AND t.due_on >= \(from) AND t.due_on <= \(until) AND \(scope.holds("x.unit_id"))
                """
        case .dossiersSubmitted:
            return """
                SELECT COUNT(*) FROM dossier x WHERE x.submitted_at >= \(first) AND x.submitted_at < \(end)
                    AND \(scope.holds("x.submitting_unit_id"))
                """
        case .commendedIndividuals: return commended("'individual'")
        case .commendedCollectives: return commended("'collective'")
        case .commendedHouseholds: return commended("'household'")
        case .commendedFrontline:
            return """
                \(commended("'individual'")) AND EXISTS (SELECT 1 FROM person p WHERE p.id = x.person_id AND p.is_frontline)
                """
        case .activitiesHeld: return activities("COUNT(*)")
        case .activityParticipants: return activities("COALESCE(CAST(SUM(x.participants) AS BIGINT), 0)")
        }
    }
}
