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
        let wanted = ReportSource.counted.filter(sources.contains)
        guard !wanted.isEmpty else { return [:] }
        let parts = wanted.map { source -> SQL in
            "SELECT \(source.rawValue) AS source, (\(sql(source, from: from, until: until, scope: scope))) AS n"
        }
        var counts: [ReportSource: Int] = [:]
        for row in try tx.rows(SQL.union(parts)) { counts[try row["source"]] = try row["n"] }
        return counts
    }

    /// What a unit has done of one indicator.
    public struct Target: Sendable, Hashable {
        /// Until the end of the report's period, or of the last period that was reported before it; `nil` while none was.
        public let done: Int?
        /// Until the end of the report's period; `nil` when the unit has no such target.
        public let planned: Int?
        /// The last period that was reported; `nil` for the one who hands the target down.
        public let through: Int?

        public init(done: Int?, planned: Int?, through: Int?) {
            self.done = done
            self.planned = planned
            self.through = through
        }
    }

    /// What was done of these indicators since the year began, up to the last of their periods that is over on the last day of the
    /// report: by a unit itself, or by all units of the board of the one who hands down. What units report that answer the same
    /// request is theirs, so that the province's number, put together, is that of its board. One statement.
    public static func targets(
        _ indicators: [Indicator], until: CivilDate, scope: Scope, in tx: any ReadTransaction
    ) throws -> [ID<Indicator>: Target] {
        let wanted = Dictionary(indicators.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        guard !wanted.isEmpty else { return [:] }
        let parts = wanted.values.sorted { $0.id.rawValue < $1.id.rawValue }.map {
            sql($0, period: period(of: $0, until: until), scope)
        }
        var targets: [ID<Indicator>: Target] = [:]
        for row in try tx.rows(SQL.union(parts)) {
            guard let indicator = wanted[try row["id"]] else { continue }
            let given: Int = try row["given"]
            let (asked, others): (Int, Int) = (try row["asked_done"], try row["others_done"])
            let isOver = period(of: indicator, until: until) > 0
            func kept(_ amount: Int?) -> Int? { amount.flatMap { $0 <= ReportValue.highest ? max(0, $0) : nil } }
            targets[indicator.id] =
                if indicator.ownerID == scope.unitID {
                    Target(done: isOver ? kept(others) : nil, planned: try row["parts_planned"], through: nil)
                } else if given > 0 {
                    Target(
                        done: kept((try row["done"] as Int?).map { $0 - asked }), planned: try row["planned"],
                        through: try row["through"])
                } else {
                    // Nobody gave it this target: nothing to report, and nothing to wait for.
                    Target(done: 0, planned: nil, through: nil)
                }
        }
        return targets
    }

    /// The last period of an indicator that is over when this day is; 0 when none is, or when it counts for another year.
    private static func period(of indicator: Indicator, until day: CivilDate) -> Int {
        indicator.year == day.year ? indicator.lastEnded(on: day.adding(days: 1)) : 0
    }

    private static func sql(_ indicator: Indicator, period: Int, _ scope: Scope) -> SQL {
        let own: SQL =
            "FROM unit_figure f WHERE f.indicator_id = \(indicator.id) AND f.unit_id = \(scope.unitID)"
        let last: SQL = "\(own) AND f.period <= \(period) AND f.done IS NOT NULL ORDER BY f.period DESC LIMIT 1"
        let board: SQL =
            "FROM unit_figure p WHERE p.indicator_id = \(indicator.id) AND p.parent_id = \(scope.unitID)"
        // Of each unit the last period that it reported.
        func done(_ answers: SQL) -> SQL {
            """
            SELECT CAST(COALESCE(SUM(p.done), 0) AS BIGINT) \(board) AND p.period = (SELECT MAX(q.period) FROM unit_figure q
                WHERE q.indicator_id = p.indicator_id AND q.unit_id = p.unit_id AND q.period <= \(period)
                AND q.done IS NOT NULL) AND p.unit_id \(answers) (SELECT c.unit_id FROM report c
                WHERE c.request_id = \(scope.requestID))
            """
        }
        return """
            SELECT \(indicator.id) AS id, (SELECT COUNT(*) FROM unit_target t WHERE t.indicator_id = \(indicator.id)
                AND t.unit_id = \(scope.unitID)) AS given,
                (SELECT f.planned \(own) AND f.period = \(period)) AS planned, (SELECT f.done \(last)) AS done,
                (SELECT f.period \(last)) AS through,
                (SELECT CAST(COALESCE(SUM(p.planned), 0) AS BIGINT) \(board) AND p.period = \(period)) AS parts_planned,
                (\(done("IN"))) AS asked_done, (\(done("NOT IN"))) AS others_done
            """
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
        func documents(_ moment: SQL) -> SQL {
            """
            SELECT COUNT(*) FROM directive_delivery x JOIN directive d ON d.id = x.directive_id
            WHERE d.state = 'sent' AND \(moment) >= \(first) AND \(moment) < \(end) AND \(scope.holds("x.unit_id"))
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
        case .housesFinished:
            return """
                SELECT COUNT(*) FROM house x WHERE x.state = 'finished' AND x.finished_on >= \(from)
                    AND x.finished_on <= \(until) AND \(scope.holds("x.unit_id"))
                """
        case .difficultiesRaised:
            return """
                SELECT COUNT(*) FROM difficulty x WHERE x.asked_at >= \(first) AND x.asked_at < \(end)
                    AND \(scope.holds("x.unit_id"))
                """
        case .worksOnTime:
            return """
                SELECT COUNT(*) FROM public_work x WHERE x.state = 'plaque' AND x.plaque_fixed_on >= \(from)
                    AND x.plaque_fixed_on <= \(until) AND x.plaque_fixed_on <= x.plaque_day
                    AND \(scope.holds("x.unit_id"))
                """
        case .documentsRead: return documents("x.read_at")
        case .documentsDone: return documents("x.done_at")
        case .findingsMended:
            // The day counts on which the unit said that it was mended; whoever asked for it has confirmed it since.
            return """
                SELECT COUNT(*) FROM inspection_finding g JOIN inspection x ON x.id = g.inspection_id
                WHERE g.kind = 'recommendation' AND g.state = 'confirmed' AND g.answered_at >= \(first)
                    AND g.answered_at < \(end) AND \(scope.holds("x.unit_id"))
                """
        case .indicator:
            // Named by the figure, never counted by itself.
            return "SELECT COUNT(*) FROM indicator x WHERE 1 = 0"
        }
    }
}
