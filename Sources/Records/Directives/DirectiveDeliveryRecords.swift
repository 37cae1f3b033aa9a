import Domain
import Primitives
import Store

/// A document at one unit as a line of the board.
public struct DeliveryLine: Sendable, Hashable {
    public let delivery: DirectiveDelivery
    public let unitName: String
    public let sortKey: String
    public let fromUnitName: String
    public let assigneeName: String?
    /// To how many units right below it has passed the document on.
    public let passedCount: Int
    /// The last day on which it was reminded.
    public let remindedOn: CivilDate?
}

/// How far all units have come, and how many of their people.
public struct DeliveryCounts: Sendable, Hashable {
    public var units: [DirectiveDelivery.Progress: Int] = [:]
    public var staffCount = 0
    public var staffRead = 0

    public var total: Int { units.values.reduce(0, +) }
    public var open: Int { total - (units[.done] ?? 0) }
}

/// What waits at a unit of the reader's, as a line of a list.
public struct OpenDeliveryLine: Sendable, Hashable {
    public let directiveID: ID<Directive>
    public let title: String
    public let number: String
    public let senderName: String
    public let unitID: ID<Unit>
    public let unitName: String
    public let purpose: Directive.Purpose
    public let progress: DirectiveDelivery.Progress
    public let state: Directive.State
    /// The day that the unit has set itself, otherwise the sender's.
    public let dueOn: CivilDate?
    public let deliveredAt: Instant
    public let staffCount: Int
    public let staffRead: Int
}

public enum DirectiveDeliveryRecords {
    private static let columns: SQL =
        """
        v.directive_id, v.unit_id, v.from_unit_id, v.purpose, v.progress, v.delivered_at, v.read_at, v.assignee_id, v.own_due_on,
        v.spread_at, v.staff_count, v.staff_read, v.readers_reminded_on, v.done_at, v.result, v.version
        """

    static func progress(_ row: Row) throws -> DirectiveDelivery.Progress {
        let number: Int = try row["progress"]
        return DirectiveDelivery.Progress(rawValue: number) ?? .unread
    }

    private static func delivery(_ row: Row) throws -> DirectiveDelivery {
        DirectiveDelivery(
            directiveID: try row["directive_id"], unitID: try row["unit_id"], fromUnitID: try row["from_unit_id"],
            purpose: try row["purpose"], progress: try progress(row), deliveredAt: try row["delivered_at"],
            readAt: try row["read_at"], assigneeID: try row["assignee_id"], ownDueOn: try row["own_due_on"],
            spreadAt: try row["spread_at"], staffCount: try row["staff_count"], staffRead: try row["staff_read"],
            readersRemindedOn: try row["readers_reminded_on"], doneAt: try row["done_at"], result: try row["result"],
            version: try row["version"])
    }

    private static let lineColumns: SQL =
        """
        \(columns), u.name, v.sort_key, f.name AS from_name, p.name AS assignee_name,
        (SELECT COUNT(*) FROM directive_delivery b WHERE b.directive_id = v.directive_id AND b.from_unit_id = v.unit_id) AS passed,
        (SELECT MAX(r.reminded_on) FROM directive_reminder r
            WHERE r.directive_id = v.directive_id AND r.unit_id = v.unit_id) AS reminded_on
        """

    private static let lineTables: SQL =
        """
        FROM directive_delivery v JOIN unit u ON u.id = v.unit_id JOIN unit f ON f.id = v.from_unit_id
        LEFT JOIN person p ON p.id = v.assignee_id
        """

    private static func line(_ row: Row) throws -> DeliveryLine {
        DeliveryLine(
            delivery: try delivery(row), unitName: try row["name"], sortKey: try row["sort_key"],
            fromUnitName: try row["from_name"], assigneeName: try row["assignee_name"], passedCount: try row["passed"],
            remindedOn: try row["reminded_on"])
    }

    // MARK: Reading

    public static func delivery(
        of id: ID<Directive>, at unitID: ID<Unit>, in tx: any ReadTransaction
    ) throws -> DirectiveDelivery? {
        try tx.first(
            "SELECT \(columns) FROM directive_delivery v WHERE v.directive_id = \(id) AND v.unit_id = \(unitID)"
        ).map(delivery)
    }

    public static func line(
        of id: ID<Directive>, at unitID: ID<Unit>, in tx: any ReadTransaction
    ) throws -> DeliveryLine? {
        try tx.first(
            "SELECT \(lineColumns) \(lineTables) WHERE v.directive_id = \(id) AND v.unit_id = \(unitID)"
        ).map(line)
    }

    /// Whether the document went to a unit within the actor's reach as officer or head.
    public static func isAddressed(_ id: ID<Directive>, to actor: Actor, in tx: any ReadTransaction) throws -> Bool {
        let units = actor.units(as: .unitOfficer, .unitHead)
        guard !units.isEmpty else { return false }
        return try tx.exists(
            """
            SELECT v.unit_id FROM directive_delivery v
            WHERE v.directive_id = \(id) AND \(UnitRecords.isWithin("v.unit_id", units))
            """)
    }

    /// Whoever has left the unit is in charge there no more.
    static let assigneeIsThere: SQL =
        """
        EXISTS (SELECT 1 FROM person ap JOIN unit_ancestor an ON an.unit_id = ap.unit_id
            WHERE ap.id = v.assignee_id AND an.ancestor_id = v.unit_id)
        """

    /// Whether a unit has put this person, who still belongs to it, in charge of the document.
    /// - Parameter unitID: this unit alone; `nil` for any.
    public static func isAssigned(
        _ id: ID<Directive>, to personID: ID<Person>, at unitID: ID<Unit>? = nil, in tx: any ReadTransaction
    ) throws -> Bool {
        let there: SQL = unitID.map { "v.unit_id = \($0) AND \(assigneeIsThere)" } ?? assigneeIsThere
        return try tx.exists(
            """
            SELECT v.unit_id FROM directive_delivery v
            WHERE v.assignee_id = \(personID) AND v.directive_id = \(id) AND \(there)
            """)
    }

    /// The document at the units at which the actor works as officer or head, and where `person` was put in charge of it.
    public static func own(
        _ id: ID<Directive>, of actor: Actor, assignedTo person: ID<Person>?, in tx: any ReadTransaction
    ) throws -> [DeliveryLine] {
        let units = actor.units(as: .unitOfficer, .unitHead)
        guard !units.isEmpty || person != nil else { return [] }
        return try tx.rows(
            """
            SELECT \(lineColumns) \(lineTables)
            WHERE v.directive_id = \(id) AND (v.unit_id IN (\(anyOf: units)) OR (v.assignee_id = \(person) AND \(assigneeIsThere)))
            ORDER BY v.sort_key, v.unit_id LIMIT 50
            """
        ).map(line)
    }

    private static func scope(
        _ id: ID<Directive>, within units: [ID<Unit>]?, from giver: ID<Unit>?, of members: ClusterMembersDuring?,
        _ progress: DirectiveDelivery.Progress? = nil
    ) -> [SQL] {
        var conditions: [SQL] = ["v.directive_id = \(id)"]
        if let units { conditions.append(UnitRecords.isWithin("v.unit_id", units)) }
        if let giver { conditions.append("v.from_unit_id = \(giver)") }
        if let members { conditions.append(ClusterMemberRecords.isAmong(members, "v.unit_id")) }
        if let progress { conditions.append("v.progress = \(progress.rawValue)") }
        return conditions
    }

    /// The board: who is behind comes first, by name, a page at a time.
    /// - Parameters:
    ///   - units: only what lies within these; `nil` for all.
    ///   - giver: only the units to which this one gave the document.
    ///   - members: only the units that belonged to a cluster in its time.
    ///   - after: the line at which the last page ended.
    public static func page(
        of id: ID<Directive>, within units: [ID<Unit>]? = nil, from giver: ID<Unit>? = nil,
        of members: ClusterMembersDuring? = nil, _ progress: DirectiveDelivery.Progress? = nil,
        isOpenOnly: Bool = false,
        after: (progress: Int, sortKey: String, unitID: String)? = nil, limit: Int, in tx: any ReadTransaction
    ) throws -> [DeliveryLine] {
        var conditions = scope(id, within: units, from: giver, of: members, progress)
        if isOpenOnly { conditions.append("v.progress < 3") }
        if let after {
            conditions.append(
                "(v.progress, v.sort_key, v.unit_id) > (\(after.progress), \(after.sortKey), \(after.unitID))")
        }
        return try tx.rows(
            """
            SELECT \(lineColumns) \(lineTables) WHERE \(SQL.all(conditions))
            ORDER BY v.progress, v.sort_key, v.unit_id LIMIT \(limit)
            """
        ).map(line)
    }

    public static func counts(
        of id: ID<Directive>, within units: [ID<Unit>]? = nil, from giver: ID<Unit>? = nil,
        of members: ClusterMembersDuring? = nil, in tx: any ReadTransaction
    ) throws -> DeliveryCounts {
        var counts = DeliveryCounts()
        for row in try tx.rows(
            """
            SELECT v.progress, COUNT(*) AS n, CAST(SUM(v.staff_count) AS BIGINT) AS staff,
                CAST(SUM(v.staff_read) AS BIGINT) AS staff_read
            FROM directive_delivery v WHERE \(SQL.all(scope(id, within: units, from: giver, of: members)))
            GROUP BY v.progress ORDER BY v.progress
            """)
        {
            counts.units[try progress(row)] = try row["n"]
            counts.staffCount += try row["staff"]
            counts.staffRead += try row["staff_read"]
        }
        return counts
    }

    /// What came to the actor's own units, those behind first, then the newest, a page at a time.
    public static func received(
        by actor: Actor, after: (progress: Int, at: Instant, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [OpenDeliveryLine] {
        let units = actor.units(as: .unitOfficer, .unitHead)
        guard !units.isEmpty else { return [] }
        var conditions: [SQL] = ["v.unit_id IN (\(anyOf: units))", "d.state <> 'draft'"]
        if let after {
            conditions.append(
                """
                (v.progress > \(after.progress) OR (v.progress = \(after.progress)
                    AND (v.delivered_at, v.directive_id) < (\(after.at), \(after.id))))
                """)
        }
        return try tx.rows(
            """
            SELECT \(openColumns) \(openTables) WHERE \(SQL.all(conditions))
            ORDER BY v.progress, v.delivered_at DESC, v.directive_id DESC LIMIT \(limit)
            """
        ).map(openLine)
    }

    /// The last day in the lists of the unit itself: what it has set, otherwise the sender's (`directive_delivery v`, `directive d`).
    static let ownDay: SQL = "COALESCE(v.own_due_on, d.due_on)"

    static let openColumns: SQL =
        """
        v.directive_id, d.title, d.number, s.name AS sender_name, v.unit_id, u.name AS unit_name, v.purpose, v.progress, d.state,
        \(ownDay) AS due_on, v.delivered_at, v.staff_count, v.staff_read
        """

    static let openTables: SQL =
        """
        FROM directive_delivery v JOIN directive d ON d.id = v.directive_id JOIN unit s ON s.id = d.unit_id
        JOIN unit u ON u.id = v.unit_id
        """

    static func openLine(_ row: Row) throws -> OpenDeliveryLine {
        OpenDeliveryLine(
            directiveID: try row["directive_id"], title: try row["title"], number: try row["number"],
            senderName: try row["sender_name"], unitID: try row["unit_id"], unitName: try row["unit_name"],
            purpose: try row["purpose"], progress: try progress(row), state: try row["state"], dueOn: try row["due_on"],
            deliveredAt: try row["delivered_at"], staffCount: try row["staff_count"],
            staffRead: try row["staff_read"])
    }

    // MARK: Writing

    /// The units at which the actor is officer or head and which have not opened the document.
    public static func unread(
        _ id: ID<Directive>, by actor: Actor, in tx: any ReadTransaction
    ) throws -> [ID<Unit>] {
        let units = actor.units(as: .unitOfficer, .unitHead)
        guard !units.isEmpty else { return [] }
        return try tx.rows(
            """
            SELECT v.unit_id FROM directive_delivery v JOIN directive d ON d.id = v.directive_id
            WHERE v.directive_id = \(id) AND v.read_at IS NULL AND v.unit_id IN (\(anyOf: units)) AND d.state = 'sent'
            ORDER BY v.unit_id
            """
        ).map { try $0["unit_id"] }
    }

    /// Notes that the unit has opened the document; what is only to be known is done with it.
    /// - Returns: whether this was the first opening.
    public static func markRead(
        _ id: ID<Directive>, at unitID: ID<Unit>, by actor: Actor, in tx: any WriteTransaction
    ) throws -> Bool {
        try tx.run(
            """
            UPDATE directive_delivery SET read_at = \(tx.now), read_by = \(actor.accountID),
                progress = CASE WHEN purpose = 'inform' THEN 3 WHEN progress < 1 THEN 1 ELSE progress END,
                done_at = CASE WHEN purpose = 'inform' THEN CAST(\(tx.now) AS TEXT) ELSE done_at END
            WHERE directive_id = \(id) AND unit_id = \(unitID) AND read_at IS NULL
            """) == 1
    }

    public static func assign(
        _ delivery: DirectiveDelivery, to person: ID<Person>?, dueOn: CivilDate?, expecting version: Int,
        in tx: any WriteTransaction
    ) throws {
        try requireOne(
            try tx.run(
                """
                UPDATE directive_delivery SET assignee_id = \(person), own_due_on = \(dueOn), version = version + 1
                WHERE directive_id = \(delivery.directiveID) AND unit_id = \(delivery.unitID) AND version = \(version)
                """))
    }

    public static func finish(
        _ delivery: DirectiveDelivery, result: String, expecting version: Int, by actor: Actor,
        in tx: any WriteTransaction
    ) throws {
        try requireOne(
            try tx.run(
                """
                UPDATE directive_delivery SET result = \(result), progress = 3, done_at = COALESCE(done_at, \(tx.now)),
                    done_by = \(actor.accountID), version = version + 1
                WHERE directive_id = \(delivery.directiveID) AND unit_id = \(delivery.unitID) AND version = \(version)
                """))
    }

    private static func requireOne(_ changed: Int) throws {
        if changed == 1 { return }
        throw Problem(
            .conflict,
            "Người khác ở đơn vị vừa ghi việc này. Nội dung của anh/chị chưa được ghi để không đè lên thay đổi đó. Xem nội dung "
                + "đang lưu rồi làm lại.")
    }

    // MARK: Reminders

    /// The units that are not done, were not asked today, and have somebody to be asked.
    /// - Parameter giver: only those to which this unit gave the document.
    private static func toRemind(_ id: ID<Directive>, from giver: ID<Unit>?, on today: CivilDate) -> SQL {
        let given: SQL = giver.map { "AND v.from_unit_id = \($0)" } ?? ""
        return """
            FROM directive_delivery v JOIN unit u ON u.id = v.unit_id
            JOIN account_role g ON g.unit_id = v.unit_id AND g.role IN ('unit_officer', 'unit_head')
            WHERE v.directive_id = \(id) AND v.progress < 3 \(given) AND NOT EXISTS (SELECT 1 FROM directive_reminder r
                WHERE r.directive_id = v.directive_id AND r.unit_id = v.unit_id AND r.reminded_on = \(today))
            """
    }

    /// How many of the units to which `giver` gave the document are not done, and how many of them can be asked today.
    public static func countToRemind(
        _ id: ID<Directive>, from giver: ID<Unit>, in tx: any ReadTransaction
    ) throws -> (open: Int, toRemind: Int) {
        let row = try tx.first(
            """
            SELECT (SELECT COUNT(*) FROM directive_delivery b
                WHERE b.directive_id = \(id) AND b.from_unit_id = \(giver) AND b.progress < 3) AS open_units,
                (SELECT COUNT(DISTINCT v.unit_id) \(toRemind(id, from: giver, on: tx.today))) AS to_remind
            """)
        return (try row?["open_units"] ?? 0, try row?["to_remind"] ?? 0)
    }

    /// Asks every unit that is not done for it by its name, unless it was asked today already or nobody there has an account.
    /// - Parameter giver: only the units to which this one gave the document; `nil` for all.
    /// - Returns: how many units were asked, and how many notices written.
    public static func remind(
        _ id: ID<Directive>, from giver: ID<Unit>? = nil, by actor: Actor, in tx: any WriteTransaction,
        message: (_ unitName: String) -> String
    ) throws -> (units: Int, notices: Int) {
        let rows = try tx.rows(
            """
            SELECT v.unit_id, u.name, g.account_id \(toRemind(id, from: giver, on: tx.today))
            GROUP BY v.unit_id, u.name, v.sort_key, g.account_id ORDER BY v.sort_key, v.unit_id, g.account_id
            """)
        var units: [String] = []
        var notices: [SQL] = []
        for row in rows {
            let unit: String = try row["unit_id"]
            let name: String = try row["name"]
            let account: String = try row["account_id"]
            if units.last != unit { units.append(unit) }
            notices.append(
                """
                (\(ID<OutboxMessage>(at: tx.now)), \(NoticeKind.reminder), \(account), \(EventSubject.directive), \(id), \(message(name)),
                \(tx.now))
                """)
        }
        for chunk in PlanListRecords.chunks(units, of: 400) {
            let values = chunk.map { "(\(id), \($0), \(tx.today), \(actor.accountID))" as SQL }
            try tx.run(
                """
                INSERT INTO directive_reminder (directive_id, unit_id, reminded_on, reminded_by)
                VALUES \(PlanListRecords.list(values))
                """)
        }
        for chunk in PlanListRecords.chunks(notices, of: 200) {
            try tx.run(
                """
                INSERT INTO outbox (id, kind, account_id, subject_kind, subject_id, message, created_at)
                VALUES \(PlanListRecords.list(Array(chunk)))
                """)
        }
        return (units.count, notices.count)
    }
}
