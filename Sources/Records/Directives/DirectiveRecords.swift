import Domain
import Primitives
import Store

/// A document as one line of a list.
public struct DirectiveLine: Sendable, Hashable {
    public let id: ID<Directive>
    public let unitName: String
    public let title: String
    public let number: String
    public let purpose: Directive.Purpose
    public let dueOn: CivilDate?
    public let state: Directive.State
    public let createdAt: Instant
    public let sentAt: Instant?
    /// To how many units it went, and how many of them are done.
    public let unitCount: Int
    public let doneCount: Int
}

public enum DirectiveRecords {
    private static let columns: SQL =
        """
        d.id, d.unit_id, d.kind, d.plan_id, d.title, d.number, d.issued_on, d.issuer, d.summary, d.purpose, d.due_on, d.scopes,
        d.state, d.created_by, d.created_at, d.updated_at, d.sent_at, d.withdrawn_at, d.withdrawal_reason, d.version
        """

    /// The whole document: row, chosen units and clusters, in two statements.
    public static func directive(_ id: ID<Directive>, in tx: any ReadTransaction) throws -> Directive? {
        guard let row = try tx.first("SELECT \(columns) FROM directive d WHERE d.id = \(id)") else { return nil }
        var directive = try directive(row)
        for row in try tx.rows(
            """
            SELECT 0 AS is_cluster, unit_id AS chosen_id FROM directive_choice WHERE directive_id = \(id)
            UNION ALL SELECT 1, cluster_id FROM directive_cluster WHERE directive_id = \(id) ORDER BY 1, 2
            """)
        {
            let isCluster: Int = try row["is_cluster"]
            if isCluster == 1 {
                directive.clusters.insert(try row["chosen_id"])
            } else {
                directive.units.insert(try row["chosen_id"])
            }
        }
        return directive
    }

    private static func directive(_ row: Row) throws -> Directive {
        let scopes: String = try row["scopes"]
        return Directive(
            id: try row["id"], unitID: try row["unit_id"], kind: try row["kind"], planID: try row["plan_id"],
            title: try row["title"], number: try row["number"], issuedOn: try row["issued_on"],
            issuer: try row["issuer"], summary: try row["summary"], purpose: try row["purpose"],
            dueOn: try row["due_on"],
            scopes: Set(scopes.split(separator: ",").compactMap { Directive.Scope(rawValue: String($0)) }),
            state: try row["state"], createdBy: try row["created_by"], createdAt: try row["created_at"],
            updatedAt: try row["updated_at"], sentAt: try row["sent_at"], withdrawnAt: try row["withdrawn_at"],
            withdrawalReason: try row["withdrawal_reason"], version: try row["version"])
    }

    private static func text(_ scopes: Set<Directive.Scope>) -> String {
        Directive.Scope.allCases.filter(scopes.contains).map(\.rawValue).joined(separator: ",")
    }

    // MARK: Writing

    public static func insert(_ directive: Directive, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO directive (id, unit_id, kind, plan_id, title, number, issued_on, issuer, summary, purpose, due_on, scopes,
                state, created_by, created_at, updated_by, updated_at, sent_at, sent_by, version)
            VALUES (\(directive.id), \(directive.unitID), \(directive.kind), \(directive.planID), \(directive.title),
                \(directive.number), \(directive.issuedOn), \(directive.issuer), \(directive.summary), \(directive.purpose),
                \(directive.dueOn), \(text(directive.scopes)), \(directive.state), \(directive.createdBy),
                \(directive.createdAt), \(directive.createdBy), \(directive.updatedAt), \(directive.sentAt),
                \(directive.sentAt == nil ? nil : directive.createdBy), \(directive.version))
            """)
        try insertChoices(of: directive, in: tx)
    }

    private static func insertChoices(of directive: Directive, in tx: any WriteTransaction) throws {
        for chunk in PlanListRecords.chunks(directive.units.sorted { $0.rawValue < $1.rawValue }, of: 400) {
            try tx.run(
                """
                INSERT INTO directive_choice (directive_id, unit_id) VALUES \
                \(PlanListRecords.list(chunk.map { "(\(directive.id), \($0))" }))
                """)
        }
        guard !directive.clusters.isEmpty else { return }
        let clusters = directive.clusters.sorted { $0.rawValue < $1.rawValue }
        try tx.run(
            """
            INSERT INTO directive_cluster (directive_id, cluster_id) VALUES \
            \(PlanListRecords.list(clusters.map { "(\(directive.id), \($0))" }))
            """)
    }

    /// Writes what a draft says, if nobody has changed it since it was read.
    public static func updateContent(
        _ directive: Directive, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE directive SET plan_id = \(directive.planID), title = \(directive.title), number = \(directive.number),
                issued_on = \(directive.issuedOn), issuer = \(directive.issuer), summary = \(directive.summary),
                purpose = \(directive.purpose), due_on = \(directive.dueOn), scopes = \(text(directive.scopes)),
                updated_by = \(actor.accountID), updated_at = \(tx.now), version = version + 1
            WHERE id = \(directive.id) AND version = \(version) AND state = 'draft'
            """)
        try requireOne(changed, directive.id, in: tx)
        try tx.run("DELETE FROM directive_choice WHERE directive_id = \(directive.id)")
        try tx.run("DELETE FROM directive_cluster WHERE directive_id = \(directive.id)")
        try insertChoices(of: directive, in: tx)
    }

    public static func send(
        _ id: ID<Directive>, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE directive SET state = 'sent', sent_at = \(tx.now), sent_by = \(actor.accountID),
                updated_by = \(actor.accountID), updated_at = \(tx.now), version = version + 1
            WHERE id = \(id) AND version = \(version) AND state = 'draft'
            """)
        try requireOne(changed, id, in: tx)
    }

    public static func withdraw(
        _ id: ID<Directive>, reason: String, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE directive SET state = 'withdrawn', withdrawn_at = \(tx.now), withdrawn_by = \(actor.accountID),
                withdrawal_reason = \(reason), updated_by = \(actor.accountID), updated_at = \(tx.now), version = version + 1
            WHERE id = \(id) AND version = \(version) AND state = 'sent'
            """)
        try requireOne(changed, id, in: tx)
    }

    private static func requireOne(_ changed: Int, _ id: ID<Directive>, in tx: any ReadTransaction) throws {
        guard changed != 1 else { return }
        let last = try tx.first(
            """
            SELECT c.name, d.updated_at FROM directive d JOIN account c ON c.id = d.updated_by WHERE d.id = \(id)
            """)
        let name: String = try last?["name"] ?? "Người khác"
        let at: Instant? = try last?["updated_at"]
        throw Problem(
            .conflict,
            "\(name) vừa thay đổi văn bản này\(at.map { " lúc \($0.written)" } ?? ""). Việc của anh/chị chưa được ghi để không "
                + "đè lên thay đổi đó. Xem nội dung đang lưu rồi làm lại.")
    }

    // MARK: Lists

    private static func lines(
        _ conditions: [SQL], limit: Int, in tx: any ReadTransaction
    ) throws -> [DirectiveLine] {
        try tx.rows(
            """
            SELECT d.id, u.name, d.title, d.number, d.purpose, d.due_on, d.state, d.created_at, d.sent_at,
                (SELECT COUNT(*) FROM directive_delivery v WHERE v.directive_id = d.id) AS units,
                (SELECT COUNT(*) FROM directive_delivery v WHERE v.directive_id = d.id AND v.progress = 3) AS done
            FROM directive d JOIN unit u ON u.id = d.unit_id WHERE \(SQL.all(conditions))
            ORDER BY d.created_at DESC, d.id DESC LIMIT \(limit)
            """
        ).map {
            DirectiveLine(
                id: try $0["id"], unitName: try $0["name"], title: try $0["title"], number: try $0["number"],
                purpose: try $0["purpose"], dueOn: try $0["due_on"], state: try $0["state"],
                createdAt: try $0["created_at"], sentAt: try $0["sent_at"], unitCount: try $0["units"],
                doneCount: try $0["done"])
        }
    }

    /// The documents that the actor's side sends or follows (``DirectivePolicy``), newest first, a page at a time.
    public static func sent(
        for actor: Actor, state: Directive.State? = nil, before: (at: Instant, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [DirectiveLine] {
        let drafters = SQL.any([
            "(u.kind = 'province' AND \(UnitRecords.isWithin("d.unit_id", actor.units(as: .specialist, .leader))))",
            "(u.kind <> 'province' AND \(UnitRecords.isWithin("d.unit_id", actor.units(as: .unitOfficer, .unitHead))))",
            UnitRecords.isWithin("d.unit_id", actor.units(as: .inspector)),
        ])
        let followers = UnitRecords.isWithin("d.unit_id", actor.units(as: .specialist, .leader, .chairman))
        var conditions: [SQL] = ["(\(drafters) OR (d.state <> 'draft' AND \(followers)))"]
        if let state { conditions.append("d.state = \(state)") }
        if let before { conditions.append("(d.created_at, d.id) < (\(before.at), \(before.id))") }
        return try lines(conditions, limit: limit, in: tx)
    }

    /// The documents that go with the letter of a plan, drafts too; at most fifty.
    public static func going(with planID: ID<Plan>, in tx: any ReadTransaction) throws -> [DirectiveLine] {
        try lines(["d.plan_id = \(planID)", "d.kind = 'document'"], limit: 50, in: tx)
    }

    /// The drafts that go with the letter of a plan to the plan's addressees.
    public static func drafts(goingWith planID: ID<Plan>, in tx: any ReadTransaction) throws -> [Directive] {
        try tx.rows(
            """
            SELECT \(columns) FROM directive d
            WHERE d.plan_id = \(planID) AND d.kind = 'document' AND d.state = 'draft' ORDER BY d.created_at, d.id LIMIT 50
            """
        ).map(directive).filter { $0.scopes.contains(.plan) }
    }

    /// The delivery of the letter of a plan, once it was sent.
    public static func letter(of planID: ID<Plan>, in tx: any ReadTransaction) throws -> ID<Directive>? {
        try tx.first("SELECT id FROM directive WHERE plan_id = \(planID) AND kind = 'plan_letter'")?["id"]
    }
}
