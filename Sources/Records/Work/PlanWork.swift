import Domain
import Primitives
import Store

extension WorkSection {
    private static func plans(
        _ key: String, _ title: String, waitsForOthers: Bool = false, since label: String, _ since: SQL,
        reason: SQL? = nil, from: @escaping @Sendable (Actor) -> SQL?
    ) -> WorkSection {
        WorkSection(
            key, title, of: .plan, waitsForOthers: waitsForOthers, since: label,
            fields: WorkFields(
                id: "p.id", title: "'Kế hoạch năm ' || CAST(p.year AS TEXT)", since: since, reason: reason)
        ) { actor, _ in from(actor) }
    }

    private static let plan: SQL = "FROM plan p JOIN unit u ON u.id = p.unit_id"

    /// Those who prepare the plan of a unit (`PlanPolicy`).
    private static func isDrafted(by actor: Actor, _ unit: SQL = "u") -> SQL? {
        let own = actor.units(as: .unitOfficer, .unitHead)
        let ofProvince = actor.units(as: .specialist, .leader)
        guard !own.isEmpty || !ofProvince.isEmpty else { return nil }
        return """
            ((\(unit).kind <> 'province' AND \(UnitRecords.isWithin("p.unit_id", own)))
                OR (\(unit).kind = 'province' AND \(UnitRecords.isWithin("p.unit_id", ofProvince))))
            """
    }

    /// Those who approve it: the unit's own head; for the province the Chairman, or the leader who signs by order.
    private static func isApproved(by actor: Actor) -> SQL? {
        guard actor.isAny(of: .unitHead, .chairman, .leader) else { return nil }
        let chairman = UnitRecords.isWithin("p.unit_id", actor.units(as: .chairman))
        let leader = UnitRecords.isWithin("p.unit_id", actor.units(as: .leader))
        return """
            ((u.kind <> 'province' AND p.unit_id IN (\(anyOf: actor.units(as: .unitHead))))
                OR (u.kind = 'province' AND (\(chairman)
                    OR (p.authority IN ('order', 'authorised') AND \(leader)))))
            """
    }

    public static let plansReturned = plans(
        "plansReturned", "Kế hoạch bị trả lại, cần sửa", since: "Trả lại lúc", "p.updated_at", reason: "p.return_reason"
    ) { actor in
        isDrafted(by: actor).map { "\(plan) WHERE p.state = 'draft' AND p.return_reason <> '' AND \($0)" }
    }

    public static let planDrafts = plans(
        "planDrafts", "Kế hoạch năm đang soạn", since: "Sửa lúc", "p.updated_at"
    ) { actor in
        isDrafted(by: actor).map { "\(plan) WHERE p.state = 'draft' AND p.return_reason = '' AND \($0)" }
    }

    public static let plansToApprove = plans(
        "plansToApprove", "Kế hoạch năm chờ duyệt", since: "Trình lúc", "p.submitted_at"
    ) { actor in
        isApproved(by: actor).map { "\(plan) WHERE p.state = 'submitted' AND \($0)" }
    }

    public static let plansToSend = plans(
        "plansToSend", "Kế hoạch năm đã duyệt, chưa gửi", since: "Duyệt lúc", "p.approved_at"
    ) { actor in
        let who = [isDrafted(by: actor), isApproved(by: actor)].compactMap { $0 }
        guard !who.isEmpty else { return nil }
        return "\(plan) WHERE p.state = 'approved' AND \(SQL.any(who))"
    }

    /// Submitted by the actor's side, and another approves.
    public static let plansSubmitted = plans(
        "plansSubmitted", "Kế hoạch năm đã trình duyệt", waitsForOthers: true, since: "Trình lúc", "p.submitted_at"
    ) { actor in
        guard let drafted = isDrafted(by: actor) else { return nil }
        let approved = isApproved(by: actor).map { "AND NOT \($0)" as SQL } ?? ""
        return "\(plan) WHERE p.state = 'submitted' AND \(drafted) \(approved)"
    }

    /// So many days before its day a task of a plan comes up.
    public static let taskNoticeDays = 30

    private static func tasks(
        _ key: String, _ title: String, waitsForOthers: Bool = false,
        from: @escaping @Sendable (Actor, CivilDate) -> SQL?
    ) -> WorkSection {
        WorkSection(
            key, title, of: .plan, waitsForOthers: waitsForOthers,
            fields: WorkFields(
                id: "p.id",
                title: "CASE WHEN LENGTH(t.text) > 140 THEN SUBSTR(t.text, 1, 140) || '…' ELSE t.text END",
                dueOn: "t.due_on", part: "t.id", also: "p.year, planner.name AS planner",
                detail: { row in
                    let (year, planner): (Int, String) = (try row["year"], try row["planner"])
                    return "kế hoạch năm \(year) của \(planner)"
                }), from: from)
    }

    /// Open tasks of plans that stand; `u` is the unit responsible, that of the plan where none is named.
    private static let task: SQL =
        """
        FROM plan_task t JOIN plan p ON p.id = t.plan_id JOIN unit planner ON planner.id = p.unit_id
        JOIN unit u ON u.id = COALESCE(t.unit_id, p.unit_id)
        WHERE t.done_on IS NULL AND t.due_on IS NOT NULL AND p.state IN ('approved', 'sent')
        """

    /// Tasks that are due soon or late, at the unit that is responsible; of the plan's own unit where none is named.
    public static let planTasksDue = tasks("planTasksDue", "Nhiệm vụ của kế hoạch sắp đến hạn, quá hạn") {
        actor, today in
        let own = actor.units(as: .unitOfficer, .unitHead)
        let drafted = isDrafted(by: actor, "planner").map { "(t.unit_id IS NULL AND \($0))" as SQL }
        let mine = own.isEmpty ? nil : UnitRecords.isWithin("t.unit_id", own)
        let who = [mine, drafted].compactMap { $0 }
        guard !who.isEmpty else { return nil }
        return "\(task) AND t.due_on <= \(today.adding(days: taskNoticeDays)) AND \(SQL.any(who))"
    }

    /// Late tasks of the actor's plans that another unit is responsible for.
    public static let planTasksLate = tasks(
        "planTasksLate", "Nhiệm vụ của kế hoạch đơn vị khác làm chậm", waitsForOthers: true
    ) { actor, today in
        guard let drafted = isDrafted(by: actor, "planner") else { return nil }
        let others = UnitRecords.isWithin("t.unit_id", actor.units(as: .unitOfficer, .unitHead))
        return "\(task) AND t.due_on < \(today) AND t.unit_id IS NOT NULL AND NOT (\(others)) AND \(drafted)"
    }

    /// The units of the actor that owe a plan of this year or the next (`PlanListRecords`), once the plan above them has been
    /// sent and they have begun none. The plan of a province that has since been merged counts as its successor's.
    public static let plansToWrite = WorkSection(
        "plansToWrite", "Kế hoạch năm chưa lập", of: .unit,
        fields: WorkFields(
            id: "u.id", title: "'Kế hoạch năm ' || CAST(y.year AS TEXT)", part: "CAST(y.year AS TEXT)",
            detail: { _ in "kế hoạch của cấp trên đã gửi" })
    ) { actor, today in
        let units = actor.units(as: .unitOfficer, .unitHead)
        guard !units.isEmpty else { return nil }
        return """
            FROM unit u CROSS JOIN (SELECT DISTINCT year FROM plan WHERE state = 'sent' AND year >= \(today.year)) y
            WHERE u.id IN (\(anyOf: units)) AND u.kind IN ('department', 'commune', 'enterprise')
                AND u.valid_from <= \(today) AND (u.valid_until IS NULL OR u.valid_until >= \(today))
                AND NOT EXISTS (SELECT 1 FROM plan own WHERE own.unit_id = u.id AND own.year = y.year)
                AND EXISTS (SELECT 1 FROM plan above WHERE above.year = y.year AND above.state = 'sent'
                    AND (above.unit_id IN (SELECT a.ancestor_id FROM unit_ancestor a WHERE a.unit_id = u.id AND a.depth > 0)
                        OR above.unit_id IN (SELECT s.predecessor_id FROM unit_succession s
                            JOIN unit_ancestor a ON a.ancestor_id = s.successor_id
                            JOIN unit former ON former.id = s.predecessor_id
                            WHERE a.unit_id = u.id AND former.kind = 'province')))
            """
    }
}
