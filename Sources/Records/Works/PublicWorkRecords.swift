import Domain
import Primitives
import Store

/// A work as one line of a list.
public struct PublicWorkLine: Sendable, Hashable {
    public let id: ID<PublicWork>
    public let name: String
    public let kind: PublicWork.Kind
    public let unitName: String
    public let place: String
    public let startsOn: CivilDate
    public let plannedFinish: CivilDate
    public let plaqueDay: CivilDate
    public let state: PublicWork.State
    public let milestones: Int
    public let done: Int
    public let late: Int
    public let isInvented: Bool

    public func risk(on today: CivilDate) -> PublicWork.Risk {
        guard state.isOpen else { return .none }
        if plaqueDay < today { return .missed }
        return late > 0 || plannedFinish < today || (state == .planned && startsOn < today) ? .late : .none
    }
}

public enum PublicWorkRecords {
    /// The work with its milestones, in two statements.
    public static func work(_ id: ID<PublicWork>, in tx: any ReadTransaction) throws -> PublicWork? {
        guard
            let row = try tx.first(
                """
                SELECT w.id, w.name, w.kind, w.unit_id, w.investor, w.place, w.content, w.starts_on, w.planned_finish,
                    w.plaque_day, w.state, w.started_on, w.finished_on, w.plaque_fixed_on, w.drop_reason, w.is_invented,
                    w.created_by, w.updated_at, w.version
                FROM public_work w WHERE w.id = \(id)
                """)
        else { return nil }
        let milestones = try tx.rows(
            "SELECT id, name, planned_on, done_on, note FROM milestone WHERE work_id = \(id) ORDER BY ordinal"
        ).map {
            Milestone(
                id: try $0["id"], name: try $0["name"], plannedOn: try $0["planned_on"], doneOn: try $0["done_on"],
                note: try $0["note"])
        }
        return PublicWork(
            id: try row["id"], name: try row["name"], kind: try row["kind"], unitID: try row["unit_id"],
            investor: try row["investor"], place: try row["place"], content: try row["content"],
            startsOn: try row["starts_on"], plannedFinish: try row["planned_finish"], plaqueDay: try row["plaque_day"],
            state: try row["state"], startedOn: try row["started_on"], finishedOn: try row["finished_on"],
            plaqueFixedOn: try row["plaque_fixed_on"], dropReason: try row["drop_reason"], milestones: milestones,
            isInvented: try row["is_invented"], createdBy: try row["created_by"], updatedAt: try row["updated_at"],
            version: try row["version"])
    }

    public static func insert(_ work: PublicWork, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO public_work (id, name, kind, unit_id, investor, place, content, starts_on, planned_finish, plaque_day,
                state, started_on, finished_on, plaque_fixed_on, drop_reason, is_invented, created_by, created_at, updated_by,
                updated_at, version)
            VALUES (\(work.id), \(work.name), \(work.kind), \(work.unitID), \(work.investor), \(work.place), \(work.content),
                \(work.startsOn), \(work.plannedFinish), \(work.plaqueDay), \(work.state), \(work.startedOn),
                \(work.finishedOn), \(work.plaqueFixedOn), \(work.dropReason), \(work.isInvented), \(work.createdBy),
                \(tx.now), \(work.createdBy), \(work.updatedAt), 1)
            """)
        try insertMilestones(of: work, in: tx)
    }

    /// Writes the whole work, milestones included, if nobody has changed it since it was read.
    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func update(
        _ work: PublicWork, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE public_work SET name = \(work.name), kind = \(work.kind), investor = \(work.investor),
                place = \(work.place), content = \(work.content), starts_on = \(work.startsOn),
                planned_finish = \(work.plannedFinish), plaque_day = \(work.plaqueDay), state = \(work.state),
                started_on = \(work.startedOn), finished_on = \(work.finishedOn), plaque_fixed_on = \(work.plaqueFixedOn),
                drop_reason = \(work.dropReason), updated_by = \(actor.accountID), updated_at = \(tx.now),
                version = version + 1
            WHERE id = \(work.id) AND version = \(version)
            """)
        guard changed == 1 else {
            let last = try tx.first(
                """
                SELECT c.name, w.updated_at FROM public_work w JOIN account c ON c.id = w.updated_by WHERE w.id = \(work.id)
                """)
            throw OccasionRecords.somebodyWasFaster(
                "công trình này", name: try last?["name"], at: try last?["updated_at"])
        }
        try tx.run("DELETE FROM milestone WHERE work_id = \(work.id)")
        try insertMilestones(of: work, in: tx)
    }

    private static func insertMilestones(of work: PublicWork, in tx: any WriteTransaction) throws {
        for (index, milestone) in work.milestones.enumerated() {
            try tx.run(
                """
                INSERT INTO milestone (id, work_id, ordinal, name, planned_on, done_on, note)
                VALUES (\(milestone.id), \(work.id), \(index + 1), \(milestone.name), \(milestone.plannedOn),
                    \(milestone.doneOn), \(milestone.note))
                """)
        }
    }

    // MARK: Lists

    /// A line with its count of milestones; `today` says which of them are late.
    static func columns(_ today: CivilDate) -> SQL {
        """
        w.id, w.name, w.kind, u.name AS unit_name, w.place, w.starts_on, w.planned_finish, w.plaque_day, w.state,
        w.is_invented,
        (SELECT COUNT(*) FROM milestone m WHERE m.work_id = w.id) AS milestones,
        (SELECT COUNT(*) FROM milestone m WHERE m.work_id = w.id AND m.done_on IS NOT NULL) AS done,
        (SELECT COUNT(*) FROM milestone m WHERE m.work_id = w.id AND m.done_on IS NULL AND m.planned_on < \(today)) AS late
        """
    }

    static func line(_ row: Row) throws -> PublicWorkLine {
        PublicWorkLine(
            id: try row["id"], name: try row["name"], kind: try row["kind"], unitName: try row["unit_name"],
            place: try row["place"], startsOn: try row["starts_on"], plannedFinish: try row["planned_finish"],
            plaqueDay: try row["plaque_day"], state: try row["state"], milestones: try row["milestones"],
            done: try row["done"], late: try row["late"], isInvented: try row["is_invented"])
    }

    /// Works by the day of their plaque, a page at a time. They are open to every official.
    /// - Parameter units: only those of these units and what lies below them; `nil` for all.
    public static func page(
        _ state: PublicWork.State?, units: [ID<Unit>]? = nil, after: (day: CivilDate, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [PublicWorkLine] {
        var conditions: [SQL] = []
        if let state { conditions.append("w.state = \(state)") }
        if let units { conditions.append(UnitRecords.isWithin("w.unit_id", units)) }
        if let after { conditions.append("(w.plaque_day, w.id) > (\(after.day), \(after.id))") }
        return try tx.rows(
            """
            SELECT \(columns(tx.today)) FROM public_work w JOIN unit u ON u.id = w.unit_id WHERE \(SQL.all(conditions))
            ORDER BY w.plaque_day, w.id LIMIT \(limit)
            """
        ).map(line)
    }

    /// Works whose day of the plaque falls between these days; those given up are left out.
    static func between(
        _ first: CivilDate, _ last: CivilDate, _ scope: CalendarScope, limit: Int, in tx: any ReadTransaction
    ) throws -> [PublicWorkLine] {
        let isIn: SQL =
            switch scope {
            case .common: "1 = 0"
            case .own(let units): "(u.kind IN ('province', 'department') OR w.unit_id IN (\(anyOf: units)))"
            case .everybody: "1 = 1"
            }
        return try tx.rows(
            """
            SELECT \(columns(last)) FROM public_work w JOIN unit u ON u.id = w.unit_id
            WHERE w.plaque_day >= \(first) AND w.plaque_day <= \(last) AND w.state <> 'dropped' AND \(isIn)
            ORDER BY w.plaque_day, w.id LIMIT \(limit)
            """
        ).map(line)
    }
}
