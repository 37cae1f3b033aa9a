import Domain
import Primitives
import Store

/// An activity as one line of a list.
public struct ActivityLine: Sendable, Hashable {
    public let id: ID<Activity>
    public let kind: Activity.Kind
    public let name: String
    public let unitName: String
    public let movementName: String?
    public let startsOn: CivilDate
    public let endsOn: CivilDate
    public let place: String
    public let state: Activity.State
    public let expectedParticipants: Int?
    public let participants: Int?
    public let isInvented: Bool
}

/// Which activities a list holds.
public struct ActivityFilter: Sendable, Hashable {
    public var state: Activity.State?
    public var kind: Activity.Kind?
    /// Only those of these units and what lies below them.
    public var units: [ID<Unit>]?

    public init(state: Activity.State? = nil, kind: Activity.Kind? = nil, units: [ID<Unit>]? = nil) {
        self.state = state
        self.kind = kind
        self.units = units
    }
}

public enum ActivityRecords {
    // MARK: One activity

    /// The activity with its figures, in two statements.
    public static func activity(_ id: ID<Activity>, in tx: any ReadTransaction) throws -> Activity? {
        guard
            let row = try tx.first(
                """
                SELECT a.id, a.kind, a.name, a.unit_id, a.movement_id, a.plan, a.planned_from, a.planned_until, a.starts_on,
                    a.ends_on, a.place, a.expected_participants, a.state, a.participants, a.result, a.cancel_reason,
                    a.is_invented, a.created_by, a.updated_at, a.version
                FROM activity a WHERE a.id = \(id)
                """)
        else { return nil }
        let figures = try tx.rows(
            "SELECT name, amount, measure FROM activity_figure WHERE activity_id = \(id) ORDER BY ordinal"
        ).map { ActivityFigure(name: try $0["name"], amount: try $0["amount"], measure: try $0["measure"]) }
        return Activity(
            id: try row["id"], kind: try row["kind"], name: try row["name"], unitID: try row["unit_id"],
            movementID: try row["movement_id"], plan: try row["plan"], plannedFrom: try row["planned_from"],
            plannedUntil: try row["planned_until"], startsOn: try row["starts_on"], endsOn: try row["ends_on"],
            place: try row["place"], expectedParticipants: try row["expected_participants"], state: try row["state"],
            participants: try row["participants"], result: try row["result"], figures: figures,
            cancelReason: try row["cancel_reason"], isInvented: try row["is_invented"],
            createdBy: try row["created_by"], updatedAt: try row["updated_at"], version: try row["version"])
    }

    public static func insert(_ activity: Activity, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO activity (id, kind, name, unit_id, movement_id, plan, planned_from, planned_until, starts_on, ends_on,
                place, expected_participants, state, participants, result, cancel_reason, is_invented, created_by, created_at,
                updated_by, updated_at, version)
            VALUES (\(activity.id), \(activity.kind), \(activity.name), \(activity.unitID), \(activity.movementID),
                \(activity.plan), \(activity.plannedFrom), \(activity.plannedUntil), \(activity.startsOn),
                \(activity.endsOn), \(activity.place), \(activity.expectedParticipants), \(activity.state),
                \(activity.participants), \(activity.result), \(activity.cancelReason), \(activity.isInvented),
                \(activity.createdBy), \(tx.now), \(activity.createdBy), \(activity.updatedAt), 1)
            """)
        try insertFigures(of: activity, in: tx)
    }

    /// Writes the whole activity, figures included, if nobody has changed it since it was read.
    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func update(
        _ activity: Activity, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE activity SET kind = \(activity.kind), name = \(activity.name), movement_id = \(activity.movementID),
                plan = \(activity.plan), planned_from = \(activity.plannedFrom), planned_until = \(activity.plannedUntil),
                starts_on = \(activity.startsOn), ends_on = \(activity.endsOn), place = \(activity.place),
                expected_participants = \(activity.expectedParticipants), state = \(activity.state),
                participants = \(activity.participants), result = \(activity.result),
                cancel_reason = \(activity.cancelReason), updated_by = \(actor.accountID), updated_at = \(tx.now),
                version = version + 1
            WHERE id = \(activity.id) AND version = \(version)
            """)
        guard changed == 1 else {
            let last = try tx.first(
                """
                SELECT c.name, a.updated_at FROM activity a JOIN account c ON c.id = a.updated_by WHERE a.id = \(activity.id)
                """)
            throw OccasionRecords.somebodyWasFaster(
                "hoạt động này", name: try last?["name"], at: try last?["updated_at"])
        }
        try tx.run("DELETE FROM activity_figure WHERE activity_id = \(activity.id)")
        try insertFigures(of: activity, in: tx)
    }

    private static func insertFigures(of activity: Activity, in tx: any WriteTransaction) throws {
        for (index, figure) in activity.figures.enumerated() {
            try tx.run(
                """
                INSERT INTO activity_figure (activity_id, ordinal, name, amount, measure)
                VALUES (\(activity.id), \(index + 1), \(figure.name), \(figure.amount), \(figure.measure))
                """)
        }
    }

    // MARK: Lists

    private static let lineColumns: SQL =
        """
        a.id, a.kind, a.name, u.name AS unit_name, m.name AS movement_name, a.starts_on, a.ends_on, a.place, a.state,
        a.expected_participants, a.participants, a.is_invented
        """
    private static let table: SQL =
        "FROM activity a JOIN unit u ON u.id = a.unit_id LEFT JOIN movement m ON m.id = a.movement_id"

    private static func line(_ row: Row) throws -> ActivityLine {
        ActivityLine(
            id: try row["id"], kind: try row["kind"], name: try row["name"], unitName: try row["unit_name"],
            movementName: try row["movement_name"], startsOn: try row["starts_on"], endsOn: try row["ends_on"],
            place: try row["place"], state: try row["state"], expectedParticipants: try row["expected_participants"],
            participants: try row["participants"], isInvented: try row["is_invented"])
    }

    /// Activities, latest first, a page at a time. They are open to every official.
    public static func page(
        _ filter: ActivityFilter, before: (startsOn: CivilDate, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [ActivityLine] {
        var conditions: [SQL] = []
        if let state = filter.state { conditions.append("a.state = \(state)") }
        if let kind = filter.kind { conditions.append("a.kind = \(kind)") }
        if let units = filter.units { conditions.append(UnitRecords.isWithin("a.unit_id", units)) }
        if let before { conditions.append("(a.starts_on, a.id) < (\(before.startsOn), \(before.id))") }
        return try tx.rows(
            """
            SELECT \(lineColumns) \(table) WHERE \(SQL.all(conditions))
            ORDER BY a.starts_on DESC, a.id DESC LIMIT \(limit)
            """
        ).map(line)
    }

    /// What touches these days and is not cancelled, in order of time. Everybody's, or that of the province, its departments
    /// and these units.
    static func between(
        _ first: CivilDate, _ last: CivilDate, _ scope: CalendarScope, limit: Int, in tx: any ReadTransaction
    ) throws -> [ActivityLine] {
        let isIn: SQL =
            switch scope {
            case .common: "1 = 0"
            case .own(let units): "(u.kind IN ('province', 'department') OR a.unit_id IN (\(anyOf: units)))"
            case .everybody: "1 = 1"
            }
        return try tx.rows(
            """
            SELECT \(lineColumns) \(table)
            WHERE a.starts_on >= \(first.adding(days: -Activity.longest)) AND a.starts_on <= \(last)
                AND a.ends_on >= \(first) AND a.state <> 'cancelled' AND \(isIn)
            ORDER BY a.starts_on, a.id LIMIT \(limit)
            """
        ).map(line)
    }

    /// The activities that belong to a movement, latest first.
    public static func activities(
        of id: ID<Movement>, limit: Int, in tx: any ReadTransaction
    ) throws -> [ActivityLine] {
        try tx.rows(
            """
            SELECT \(lineColumns) \(table) WHERE a.movement_id = \(id) AND a.state <> 'cancelled'
            ORDER BY a.starts_on DESC, a.id DESC LIMIT \(limit)
            """
        ).map(line)
    }
}
