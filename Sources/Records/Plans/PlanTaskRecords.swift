import Domain
import Primitives
import Store

/// Who does the tasks of plans, and what came of them.
public enum PlanTaskRecords {
    /// Those of the units responsible for these tasks that lie within the actor's reach as officer or head.
    public static func unitsInReach(
        _ tasks: [PlanTask], of actor: Actor, in tx: any ReadTransaction
    ) throws -> Set<ID<Unit>> {
        let own = actor.units(as: .unitOfficer, .unitHead)
        let units = Array(Set(tasks.compactMap(\.unitID)))
        guard !own.isEmpty, !units.isEmpty else { return [] }
        return Set(
            try tx.rows(
                "SELECT u.id FROM unit u WHERE u.id IN (\(anyOf: units)) AND \(UnitRecords.isWithin("u.id", own))"
            ).map { try $0["id"] })
    }

    /// The units of exactly these names that exist today, of the plan's unit and what is below it.
    public static func units(
        named names: [String], for unit: Unit, in tx: any ReadTransaction
    ) throws -> [String: ID<Unit>] {
        guard !names.isEmpty else { return [:] }
        let roots = try PlanAddresseeRecords.roots(of: unit, in: tx)
        let rows = try tx.rows(
            """
            SELECT u.id, u.name FROM unit u WHERE u.sort_key IN (\(anyOf: Set(names.map(VietnameseText.sortKey)).sorted()))
                AND \(UnitRecords.isWithin("u.id", roots)) AND \(exists(on: tx.today)) ORDER BY u.id
            """)
        return Dictionary(
            try rows.map { row -> (String, ID<Unit>) in (try row["name"], try row["id"]) },
            uniquingKeysWith: { first, _ in first })
    }

    private static func exists(on day: CivilDate) -> SQL {
        "u.valid_from <= \(day) AND (u.valid_until IS NULL OR u.valid_until >= \(day))"
    }

    /// The names that can be written down as responsible, those right below first; at most `limit`.
    public static func choices(for unit: Unit, limit: Int, in tx: any ReadTransaction) throws -> [String] {
        let roots = try PlanAddresseeRecords.roots(of: unit, in: tx)
        return try tx.rows(
            """
            SELECT u.name FROM unit u WHERE (u.id IN (\(anyOf: roots)) OR u.parent_id IN (\(anyOf: roots)))
                AND \(exists(on: tx.today)) ORDER BY u.sort_key, u.id LIMIT \(limit)
            """
        ).map { try $0["name"] }
    }

    // MARK: Writing

    /// - Throws: `Problem(.conflict)` naming who was faster.
    public static func finish(
        _ task: PlanTask, doneOn: CivilDate, result: String, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE plan_task SET done_on = \(doneOn), result = \(result), done_by = \(actor.accountID)
            WHERE id = \(task.id) AND done_on IS NULL
            """)
        guard changed != 1 else { return }
        let name: String =
            try tx.first(
                "SELECT c.name FROM plan_task t JOIN account c ON c.id = t.done_by WHERE t.id = \(task.id)")?["name"]
            ?? "Người khác"
        throw Problem(.conflict, "\(name) vừa ghi nhiệm vụ này là xong. Tải lại trang để xem kết quả đã ghi.")
    }

    /// - Throws: `Problem(.conflict)` when it is not done any more.
    public static func reopen(_ task: PlanTask, in tx: any WriteTransaction) throws {
        let changed = try tx.run(
            """
            UPDATE plan_task SET done_on = NULL, done_by = NULL, result = ''
            WHERE id = \(task.id) AND done_on IS NOT NULL
            """)
        guard changed == 1 else {
            throw Problem(.conflict, "Người khác vừa ghi lại nhiệm vụ này là chưa xong. Tải lại trang để xem.")
        }
    }
}
