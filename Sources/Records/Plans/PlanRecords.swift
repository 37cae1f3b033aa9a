import Domain
import Primitives
import Store

public enum PlanRecords {
    private static let columns: SQL =
        """
        p.id, p.unit_id, p.year, p.parent_id, p.state, p.theme, p.abstract, p.opening, p.closing, p.symbol, p.place,
        p.planned_month, p.due_on, p.authority, p.signer_title, p.signer_name, p.numbers_tasks, p.has_annex, p.number, p.signed_on,
        p.return_reason, p.created_by, p.created_at, p.updated_at, p.submitted_at, p.approved_at, p.sent_at, p.version
        """

    // MARK: One plan

    /// The whole plan in six statements, however long it is.
    public static func plan(_ id: ID<Plan>, in tx: any ReadTransaction) throws -> Plan? {
        guard let row = try tx.first("SELECT \(columns) FROM plan p WHERE p.id = \(id)") else { return nil }
        var content = PlanContent()
        content.theme = try row["theme"]
        content.abstract = try row["abstract"]
        content.opening = try row["opening"]
        content.closing = try row["closing"]
        content.symbol = try row["symbol"]
        content.place = try row["place"]
        content.plannedMonth = try row["planned_month"]
        content.dueOn = try row["due_on"]
        content.authority = try row["authority"]
        content.signerTitle = try row["signer_title"]
        content.signerName = try row["signer_name"]
        content.numbersTasks = try row["numbers_tasks"]
        content.hasAnnex = try row["has_annex"]
        content.bases = try tx.rows(
            "SELECT instrument, issued_on, issuer, subject FROM plan_basis WHERE plan_id = \(id) ORDER BY ordinal"
        ).map {
            PlanBasis(
                instrument: try $0["instrument"], issuedOn: try $0["issued_on"], issuer: try $0["issuer"],
                subject: try $0["subject"])
        }
        content.movements = try tx.rows("SELECT name FROM plan_movement WHERE plan_id = \(id) ORDER BY ordinal").map {
            try $0["name"]
        }
        content.sections = try sections(of: id, in: tx)
        content.addressees = try tx.rows(
            "SELECT purpose, name, scope, unit_id, cluster_id FROM plan_addressee WHERE plan_id = \(id) ORDER BY ordinal"
        ).map {
            PlanAddressee(
                group: try $0["purpose"], name: try $0["name"], scope: try $0["scope"], unitID: try $0["unit_id"],
                clusterID: try $0["cluster_id"])
        }
        return Plan(
            id: try row["id"], unitID: try row["unit_id"], year: try row["year"], parentID: try row["parent_id"],
            state: try row["state"], content: content, number: try row["number"], signedOn: try row["signed_on"],
            returnReason: try row["return_reason"], createdBy: try row["created_by"],
            createdAt: try row["created_at"], updatedAt: try row["updated_at"],
            submittedAt: try row["submitted_at"], approvedAt: try row["approved_at"], sentAt: try row["sent_at"],
            version: try row["version"])
    }

    private static func sections(of id: ID<Plan>, in tx: any ReadTransaction) throws -> [PlanSection] {
        var tasks: [Int: [PlanTask]] = [:]
        for row in try tx.rows(
            """
            SELECT t.id, t.section, t.text, t.responsible, t.unit_id, u.name AS unit_name, t.due_on, t.coordinators, t.source_id,
                t.done_on, t.result
            FROM plan_task t LEFT JOIN unit u ON u.id = t.unit_id WHERE t.plan_id = \(id) ORDER BY t.section, t.ordinal
            """)
        {
            let section: Int = try row["section"]
            tasks[section, default: []].append(
                PlanTask(
                    id: try row["id"], text: try row["text"], responsible: try row["responsible"],
                    unitID: try row["unit_id"], unitName: try row["unit_name"] ?? "", dueOn: try row["due_on"],
                    coordinators: try row["coordinators"], sourceID: try row["source_id"],
                    doneOn: try row["done_on"], result: try row["result"]))
        }
        return try tx.rows("SELECT ordinal, heading, intro FROM plan_section WHERE plan_id = \(id) ORDER BY ordinal")
            .map {
                let ordinal: Int = try $0["ordinal"]
                return PlanSection(heading: try $0["heading"], intro: try $0["intro"], tasks: tasks[ordinal] ?? [])
            }
    }

    /// The identity of a unit's plan of a year.
    public static func id(of unitID: ID<Unit>, year: Int, in tx: any ReadTransaction) throws -> ID<Plan>? {
        try tx.first("SELECT id FROM plan WHERE unit_id = \(unitID) AND year = \(year)")?["id"]
    }

    /// The plan of the nearest unit above that has been approved, from which a unit makes its own. The plan of a province that
    /// has since been merged counts as its successor's.
    public static func parentPlan(
        for unitID: ID<Unit>, year: Int, in tx: any ReadTransaction
    ) throws -> ID<Plan>? {
        try tx.first(
            """
            SELECT p.id, a.depth, 0 AS distance FROM plan p JOIN unit_ancestor a ON a.ancestor_id = p.unit_id
            WHERE a.unit_id = \(unitID) AND a.depth > 0 AND p.year = \(year) AND p.state IN ('approved', 'sent')
            UNION ALL
            SELECT p.id, a.depth, 1 AS distance FROM plan p JOIN unit_succession s ON s.predecessor_id = p.unit_id
                JOIN unit_ancestor a ON a.ancestor_id = s.successor_id JOIN unit former ON former.id = s.predecessor_id
            WHERE a.unit_id = \(unitID) AND p.year = \(year) AND p.state IN ('approved', 'sent')
                AND former.kind = 'province'
            ORDER BY 2, 3, 1 LIMIT 1
            """)?["id"]
    }

    /// The province's plan of a year; that of a province of today before that of one since merged into it.
    public static func provincePlan(year: Int, in tx: any ReadTransaction) throws -> ID<Plan>? {
        try tx.first(
            """
            SELECT p.id FROM plan p JOIN unit u ON u.id = p.unit_id WHERE p.year = \(year) AND u.kind = 'province'
            ORDER BY CASE WHEN u.valid_until IS NULL THEN 0 ELSE 1 END, u.sort_key, u.id LIMIT 1
            """)?["id"]
    }

    /// The plan of the unit of this code in a year; the unit of today first.
    public static func plan(
        ofUnitCode code: String, year: Int, in tx: any ReadTransaction
    ) throws -> ID<Plan>? {
        try tx.first(
            """
            SELECT p.id FROM plan p JOIN unit u ON u.id = p.unit_id WHERE p.year = \(year) AND u.code = \(code)
            ORDER BY CASE WHEN u.valid_until IS NULL THEN 0 ELSE 1 END, u.id LIMIT 1
            """)?["id"]
    }

    /// The words of the unit on its letter.
    public static func issuer(_ unit: Unit, in tx: any ReadTransaction) throws -> PlanIssuer {
        PlanIssuer(
            unit: unit, parent: try unit.parentID.flatMap { try UnitRecords.unit($0, in: tx) },
            provinceName: try DecisionRecords.issuer(unit, in: tx).provinceName)
    }

    // MARK: Writing

    public static func insert(_ plan: Plan, in tx: any WriteTransaction) throws {
        let content = plan.content
        try tx.run(
            """
            INSERT INTO plan (id, unit_id, year, parent_id, state, theme, abstract, opening, closing, symbol, place, planned_month,
                due_on, authority, signer_title, signer_name, numbers_tasks, has_annex, number, signed_on, return_reason, created_by,
                created_at, updated_by, updated_at, submitted_at, approved_at, sent_at, version)
            VALUES (\(plan.id), \(plan.unitID), \(plan.year), \(plan.parentID), \(plan.state), \(content.theme),
                \(content.abstract), \(content.opening), \(content.closing), \(content.symbol), \(content.place),
                \(content.plannedMonth), \(content.dueOn), \(content.authority), \(content.signerTitle), \(content.signerName),
                \(content.numbersTasks), \(content.hasAnnex), \(plan.number), \(plan.signedOn), \(plan.returnReason),
                \(plan.createdBy), \(plan.createdAt), \(plan.createdBy), \(plan.updatedAt), \(plan.submittedAt),
                \(plan.approvedAt), \(plan.sentAt), 1)
            """)
        try writeParts(of: plan, in: tx)
    }

    /// Writes the content of a draft if nobody has changed it since it was read.
    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func updateContent(
        _ plan: Plan, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let content = plan.content
        let changed = try tx.run(
            """
            UPDATE plan SET theme = \(content.theme), abstract = \(content.abstract), opening = \(content.opening),
                closing = \(content.closing), symbol = \(content.symbol), place = \(content.place),
                planned_month = \(content.plannedMonth), due_on = \(content.dueOn), authority = \(content.authority),
                signer_title = \(content.signerTitle), signer_name = \(content.signerName),
                numbers_tasks = \(content.numbersTasks), has_annex = \(content.hasAnnex), updated_by = \(actor.accountID),
                updated_at = \(tx.now), version = version + 1
            WHERE id = \(plan.id) AND version = \(version)
            """)
        guard changed == 1 else { throw try somebodyWasFaster(plan.id, in: tx) }
        try tx.run("DELETE FROM plan_basis WHERE plan_id = \(plan.id)")
        try tx.run("DELETE FROM plan_movement WHERE plan_id = \(plan.id)")
        try tx.run("DELETE FROM plan_section WHERE plan_id = \(plan.id)")
        try tx.run("DELETE FROM plan_addressee WHERE plan_id = \(plan.id)")
        let kept = content.sections.flatMap { $0.tasks.map(\.id) }
        let others: SQL = kept.isEmpty ? "" : "AND id NOT IN (\(anyOf: kept))"
        try tx.run("DELETE FROM plan_task WHERE plan_id = \(plan.id) \(others)")
        try writeParts(of: plan, in: tx)
    }

    private static func writeParts(of plan: Plan, in tx: any WriteTransaction) throws {
        let content = plan.content
        for (index, basis) in content.bases.enumerated() {
            try tx.run(
                """
                INSERT INTO plan_basis (plan_id, ordinal, instrument, issued_on, issuer, subject)
                VALUES (\(plan.id), \(index + 1), \(basis.instrument), \(basis.issuedOn), \(basis.issuer), \(basis.subject))
                """)
        }
        for (index, name) in content.movements.enumerated() {
            try tx.run("INSERT INTO plan_movement (plan_id, ordinal, name) VALUES (\(plan.id), \(index + 1), \(name))")
        }
        for (index, section) in content.sections.enumerated() {
            try tx.run(
                """
                INSERT INTO plan_section (plan_id, ordinal, heading, intro)
                VALUES (\(plan.id), \(index + 1), \(section.heading), \(section.intro))
                """)
            for (order, task) in section.tasks.enumerated() {
                try tx.run(
                    """
                    INSERT INTO plan_task (id, plan_id, section, ordinal, text, responsible, unit_id, due_on, coordinators,
                        source_id, done_on, result)
                    VALUES (\(task.id), \(plan.id), \(index + 1), \(order + 1), \(task.text), \(task.responsible), \(task.unitID),
                        \(task.dueOn), \(task.coordinators), \(task.sourceID), \(task.doneOn), \(task.result))
                    ON CONFLICT (id) DO UPDATE SET section = excluded.section, ordinal = excluded.ordinal, text = excluded.text,
                        responsible = excluded.responsible, unit_id = excluded.unit_id, due_on = excluded.due_on,
                        coordinators = excluded.coordinators
                    """)
            }
        }
        for (index, addressee) in content.addressees.enumerated() {
            try tx.run(
                """
                INSERT INTO plan_addressee (plan_id, ordinal, purpose, name, scope, unit_id, cluster_id)
                VALUES (\(plan.id), \(index + 1), \(addressee.group), \(addressee.name), \(addressee.scope),
                    \(addressee.unitID), \(addressee.clusterID))
                """)
        }
    }

    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func submit(
        _ id: ID<Plan>, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        try move(
            id, "state = 'submitted', submitted_at = \(tx.now), submitted_by = \(actor.accountID), return_reason = ''",
            expecting: version, by: actor, in: tx)
    }

    /// Back to a draft, with the reason.
    public static func giveBack(
        _ id: ID<Plan>, reason: String, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        try move(id, "state = 'draft', return_reason = \(reason)", expecting: version, by: actor, in: tx)
    }

    public static func approve(
        _ id: ID<Plan>, number: Int, signedOn: CivilDate, signerName: String, expecting version: Int, by actor: Actor,
        in tx: any WriteTransaction
    ) throws {
        try move(
            id,
            """
            state = 'approved', number = \(number), signed_on = \(signedOn), signer_name = \(signerName),
            approved_at = \(tx.now), approved_by = \(actor.accountID)
            """, expecting: version, by: actor, in: tx)
    }

    /// - Parameter dueOn: by which day the letter is to be made known and carried out.
    public static func send(
        _ id: ID<Plan>, dueOn: CivilDate?, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        try move(
            id, "state = 'sent', sent_at = \(tx.now), sent_by = \(actor.accountID), due_on = \(dueOn)",
            expecting: version, by: actor, in: tx)
    }

    private static func move(
        _ id: ID<Plan>, _ change: SQL, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE plan SET \(change), updated_by = \(actor.accountID), updated_at = \(tx.now), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw try somebodyWasFaster(id, in: tx) }
    }

    private static func somebodyWasFaster(_ id: ID<Plan>, in tx: any ReadTransaction) throws -> Problem {
        let last = try tx.first(
            "SELECT c.name, p.updated_at FROM plan p JOIN account c ON c.id = p.updated_by WHERE p.id = \(id)")
        let name: String = try last?["name"] ?? "Người khác"
        let at: Instant? = try last?["updated_at"]
        return Problem(
            .conflict,
            "\(name) vừa sửa kế hoạch này\(at.map { " lúc \($0.written)" } ?? ""). Phần của anh/chị chưa được ghi để không đè "
                + "lên thay đổi đó. Xem bản đang lưu rồi làm lại bước này.")
    }
}
