import Domain
import Primitives
import Store

/// How far an addressed unit has come. The order is that of the list: who is behind comes first.
public enum AddresseeProgress: Int, Sendable, CaseIterable {
    case unread, read, responded
}

/// An addressed unit as one line of the list of a movement.
public struct AddresseeLine: Sendable, Hashable {
    public let unitID: ID<Unit>
    public let unitName: String
    public let progress: AddresseeProgress
    public let readAt: Instant?
    /// The last day on which it was urged.
    public let remindedOn: CivilDate?
    public let response: MovementResponse?
}

/// How far all addressed units of a movement have come, and what they registered.
public struct AddresseeCounts: Sendable, Hashable {
    public let total: Int
    public let unread: Int
    /// Opened, but not answered yet.
    public let read: Int
    public let responded: Int
    public let registeredPeople: Int
    public let registeredCollectives: Int

    public func count(of progress: AddresseeProgress) -> Int {
        switch progress {
        case .unread: unread
        case .read: read
        case .responded: responded
        }
    }
}

/// The units to which a movement goes, and their answers.
public enum MovementAddresseeRecords {
    /// The units that a movement of `unit` can go to: those below it that exist on this day. For the province these are its
    /// communes, departments and enterprises; their sections answer to them.
    public static func possible(for unit: Unit, on day: CivilDate, in tx: any ReadTransaction) throws -> [Unit] {
        let kinds: SQL = unit.kind == .province ? "AND u.kind IN ('department', 'commune', 'enterprise')" : ""
        return try tx.rows(
            """
            SELECT \(UnitRecords.columns) FROM unit u
            WHERE u.id IN (SELECT n.unit_id FROM unit_ancestor n WHERE n.ancestor_id = \(unit.id)) AND u.id <> \(unit.id)
                AND u.valid_from <= \(day) AND (u.valid_until IS NULL OR u.valid_until >= \(day)) \(kinds)
            ORDER BY u.sort_key, u.id
            """
        ).map(UnitRecords.unit)
    }

    /// The addressees within the actor's reach as officer or head, in the order of their names.
    public static func inReach(
        of actor: Actor, _ id: ID<Movement>, in tx: any ReadTransaction
    ) throws -> [ID<Unit>] {
        let units = actor.units(as: .unitOfficer, .unitHead)
        guard !units.isEmpty else { return [] }
        return try tx.rows(
            """
            SELECT a.unit_id FROM movement_addressee a JOIN unit u ON u.id = a.unit_id
            WHERE a.movement_id = \(id) AND \(UnitRecords.isWithin("a.unit_id", units)) ORDER BY u.sort_key, u.id
            """
        ).map { try $0["unit_id"] }
    }

    /// The addressed units, those behind first, a page at a time.
    /// - Parameters:
    ///   - units: only these; `nil` for all.
    ///   - after: the line at which the last page ended.
    public static func page(
        of id: ID<Movement>, _ progress: AddresseeProgress?, units: [ID<Unit>]? = nil,
        after: (progress: AddresseeProgress, unitID: ID<Unit>)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [AddresseeLine] {
        let rank: SQL = "(CASE WHEN r.id IS NOT NULL THEN 2 WHEN a.read_at IS NOT NULL THEN 1 ELSE 0 END)"
        var conditions: [SQL] = ["a.movement_id = \(id)"]
        if let progress { conditions.append("\(rank) = \(progress.rawValue)") }
        if let units { conditions.append("a.unit_id IN (\(anyOf: units))") }
        if let after {
            conditions.append(
                """
                (\(rank), u.sort_key, u.id) > (\(after.progress.rawValue),
                    (SELECT last.sort_key FROM unit last WHERE last.id = \(after.unitID)), \(after.unitID))
                """)
        }
        return try tx.rows(
            """
            SELECT a.unit_id AS addressed_unit_id, u.name, \(rank) AS progress, a.read_at,
                (SELECT MAX(k.reminded_on) FROM movement_reminder k
                    WHERE k.movement_id = a.movement_id AND k.unit_id = a.unit_id) AS reminded_on, \(responseColumns)
            FROM movement_addressee a JOIN unit u ON u.id = a.unit_id
            LEFT JOIN movement_response r ON r.movement_id = a.movement_id AND r.unit_id = a.unit_id
            WHERE \(SQL.all(conditions)) ORDER BY \(rank), u.sort_key, u.id LIMIT \(limit)
            """
        ).map { row in
            let responseID: String? = try row["id"]
            let rank: Int = try row["progress"]
            return AddresseeLine(
                unitID: try row["addressed_unit_id"], unitName: try row["name"],
                progress: AddresseeProgress(rawValue: rank) ?? .unread, readAt: try row["read_at"],
                remindedOn: try row["reminded_on"], response: responseID == nil ? nil : try response(row))
        }
    }

    public static func counts(of id: ID<Movement>, in tx: any ReadTransaction) throws -> AddresseeCounts {
        let row = try tx.first(
            """
            SELECT COUNT(*) AS total,
                COALESCE(CAST(SUM(CASE WHEN r.id IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT), 0) AS responded,
                COALESCE(CAST(SUM(CASE WHEN r.id IS NULL AND a.read_at IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT), 0) AS seen,
                COALESCE(CAST(SUM(r.registered_people) AS BIGINT), 0) AS people,
                COALESCE(CAST(SUM(r.registered_collectives) AS BIGINT), 0) AS collectives
            FROM movement_addressee a
            LEFT JOIN movement_response r ON r.movement_id = a.movement_id AND r.unit_id = a.unit_id
            WHERE a.movement_id = \(id)
            """)
        let total: Int = try row?["total"] ?? 0
        let responded: Int = try row?["responded"] ?? 0
        let seen: Int = try row?["seen"] ?? 0
        return AddresseeCounts(
            total: total, unread: total - responded - seen, read: seen, responded: responded,
            registeredPeople: try row?["people"] ?? 0, registeredCollectives: try row?["collectives"] ?? 0)
    }

    // MARK: Receipts

    /// Whether a launched movement lies unopened with a unit of this actor.
    public static func hasUnread(_ id: ID<Movement>, for actor: Actor, in tx: any ReadTransaction) throws -> Bool {
        let units = actor.units(as: .unitOfficer, .unitHead)
        guard !units.isEmpty else { return false }
        return try tx.exists(
            """
            SELECT a.unit_id FROM movement_addressee a JOIN movement m ON m.id = a.movement_id
            WHERE a.movement_id = \(id) AND a.read_at IS NULL AND m.state <> 'draft'
                AND \(UnitRecords.isWithin("a.unit_id", units))
            """)
    }

    /// Notes for the actor's units that the movement was opened. The first opening counts.
    public static func markRead(_ id: ID<Movement>, by actor: Actor, in tx: any WriteTransaction) throws {
        let units = actor.units(as: .unitOfficer, .unitHead)
        try tx.run(
            """
            UPDATE movement_addressee SET read_at = \(tx.now), read_by = \(actor.accountID)
            WHERE movement_id = \(id) AND read_at IS NULL AND \(UnitRecords.isWithin("unit_id", units))
            """)
    }

    /// Puts one notice into the outbox for every officer and head of an addressed unit, each person once.
    /// - Returns: to how many people it goes.
    @discardableResult
    public static func notify(
        _ message: String, about id: ID<Movement>, in tx: any WriteTransaction
    ) throws -> Int {
        let accounts = try tx.rows(
            """
            SELECT DISTINCT g.account_id FROM movement_addressee a JOIN account_role g ON g.unit_id = a.unit_id
            WHERE a.movement_id = \(id) AND g.role IN (\(anyOf: [Role.unitOfficer, Role.unitHead])) ORDER BY g.account_id
            """)
        for row in accounts {
            let accountID: ID<Account> = try row["account_id"]
            try tx.run(
                """
                INSERT INTO outbox (id, kind, account_id, subject_kind, subject_id, message, created_at)
                VALUES (\(ID<OutboxMessage>(at: tx.now)), \(NoticeKind.movements), \(accountID), \(EventSubject.movement), \(id), \(message),
                    \(tx.now))
                """)
        }
        return accounts.count
    }

    // MARK: Urging

    /// The addressed units that have not responded, have somebody to be told, and were not urged today.
    private static func toUrge(_ id: ID<Movement>, on today: CivilDate) -> SQL {
        """
        FROM movement_addressee a WHERE a.movement_id = \(id)
            AND NOT EXISTS (SELECT 1 FROM movement_response r WHERE r.movement_id = a.movement_id AND r.unit_id = a.unit_id)
            AND NOT EXISTS (SELECT 1 FROM movement_reminder k
                WHERE k.movement_id = a.movement_id AND k.unit_id = a.unit_id AND k.reminded_on = \(today))
            AND EXISTS (SELECT 1 FROM account_role g WHERE g.unit_id = a.unit_id AND g.role IN ('unit_officer', 'unit_head'))
        """
    }

    public static func countToUrge(_ id: ID<Movement>, in tx: any ReadTransaction) throws -> Int {
        try tx.count("SELECT COUNT(*) AS n \(toUrge(id, on: tx.today))")
    }

    /// Urges every unit that has not responded, each once a day: one notice for each officer and head of it.
    /// - Returns: how many units were urged, and how many people told.
    public static func urge(
        _ id: ID<Movement>, message: String, by actor: Actor, in tx: any WriteTransaction
    ) throws -> (units: Int, people: Int) {
        let units: [ID<Unit>] = try tx.rows("SELECT a.unit_id \(toUrge(id, on: tx.today)) ORDER BY a.unit_id").map {
            try $0["unit_id"]
        }
        guard !units.isEmpty else { return (0, 0) }
        try tx.run(
            """
            INSERT INTO movement_reminder (movement_id, unit_id, reminded_on, reminded_by)
            SELECT CAST(\(id) AS TEXT), a.unit_id, CAST(\(tx.today) AS TEXT), CAST(\(actor.accountID) AS TEXT)
            \(toUrge(id, on: tx.today))
            """)
        var people = 0
        for chunk in PlanListRecords.chunks(units.map(\.rawValue), of: 400) {
            people += try PlanAddresseeRecords.notify(
                message, .reminder, subject: .movement, subjectID: id.rawValue, at: Array(chunk), in: tx)
        }
        return (units.count, people)
    }

    // MARK: Responses

    private static let responseColumns: SQL =
        """
        r.id, r.movement_id, r.unit_id, r.plan, r.subjects, r.indicators, r.registered_people, r.registered_collectives, r.responded_by,
        r.responded_at, r.version
        """

    private static func response(_ row: Row) throws -> MovementResponse {
        MovementResponse(
            id: try row["id"], movementID: try row["movement_id"], unitID: try row["unit_id"], plan: try row["plan"],
            subjects: try row["subjects"], indicators: try row["indicators"],
            registeredPeople: try row["registered_people"],
            registeredCollectives: try row["registered_collectives"], respondedBy: try row["responded_by"],
            respondedAt: try row["responded_at"], version: try row["version"])
    }

    public static func response(
        of unitID: ID<Unit>, to id: ID<Movement>, in tx: any ReadTransaction
    ) throws -> MovementResponse? {
        try tx.first(
            """
            SELECT \(responseColumns) FROM movement_response r WHERE r.movement_id = \(id) AND r.unit_id = \(unitID)
            """
        ).map(response)
    }

    public static func insert(_ response: MovementResponse, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO movement_response (id, movement_id, unit_id, plan, subjects, indicators, registered_people,
                registered_collectives, responded_by, responded_at, version)
            VALUES (\(response.id), \(response.movementID), \(response.unitID), \(response.plan), \(response.subjects),
                \(response.indicators), \(response.registeredPeople), \(response.registeredCollectives), \(response.respondedBy),
                \(response.respondedAt), 1)
            """)
    }

    /// Writes the response if nobody has changed it since it was read.
    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func update(
        _ response: MovementResponse, expecting version: Int, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE movement_response SET plan = \(response.plan), subjects = \(response.subjects),
                indicators = \(response.indicators), registered_people = \(response.registeredPeople), registered_collectives = \(response.registeredCollectives),
                responded_by = \(response.respondedBy), responded_at = \(response.respondedAt), version = version + 1
            WHERE id = \(response.id) AND version = \(version)
            """)
        guard changed == 1 else {
            let last = try tx.first(
                """
                SELECT c.name, r.responded_at FROM movement_response r JOIN account c ON c.id = r.responded_by
                WHERE r.id = \(response.id)
                """)
            let name: String = try last?["name"] ?? "Người khác"
            let at: Instant? = try last?["responded_at"]
            let when = at.map { " lúc \($0.written)" } ?? ""
            throw Problem(
                .conflict,
                "\(name) vừa ghi nội dung hưởng ứng của đơn vị\(when). Nội dung của anh/chị chưa được ghi để không đè lên "
                    + "thay đổi đó. Xem nội dung đang lưu rồi gửi lại.")
        }
    }
}
