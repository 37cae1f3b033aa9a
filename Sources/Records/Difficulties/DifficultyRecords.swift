import Domain
import Primitives
import Store

/// A difficulty as one line of a list.
public struct DifficultyLine: Sendable, Hashable {
    public let id: ID<Difficulty>
    public let subject: String
    public let unitName: String
    public let themeName: String
    public let state: Difficulty.State
    public let askedAt: Instant
    public let dueOn: CivilDate?
    public let assignedName: String
    public let isInvented: Bool
}

/// Which difficulties a list holds.
public struct DifficultyFilter: Sendable, Hashable {
    public var theme: String?
    public var state: Difficulty.State?
    public var unitID: ID<Unit>?

    public init(theme: String? = nil, state: Difficulty.State? = nil, unitID: ID<Unit>? = nil) {
        self.theme = theme
        self.state = state
        self.unitID = unitID
    }
}

/// Somebody at Sở Nội vụ who can take a difficulty.
public struct DifficultyHandler: Sendable, Hashable {
    public let accountID: ID<Account>
    public let name: String
}

public enum DifficultyRecords {
    // MARK: Themes and the setting

    public static func themes(in tx: any ReadTransaction) throws -> [DifficultyTheme] {
        try tx.rows("SELECT id, name FROM difficulty_theme ORDER BY ordinal, name, id").map {
            DifficultyTheme(id: try $0["id"], name: try $0["name"])
        }
    }

    /// Adds a theme before the last of the product's own, which takes what fits nowhere.
    public static func addTheme(_ theme: DifficultyTheme, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO difficulty_theme (id, name, ordinal)
            SELECT \(theme.id), \(theme.name), COALESCE(MAX(ordinal), 0) + 1 FROM difficulty_theme WHERE ordinal < 900
            """)
    }

    /// The working days that the province gives for an answer; `nil` when it has set none.
    public static func answerDays(in tx: any ReadTransaction) throws -> Int? {
        try tx.first("SELECT answer_days FROM difficulty_setting WHERE id = 'this'")?["answer_days"]
    }

    public static func setAnswerDays(_ days: Int, by actor: Actor, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO difficulty_setting (id, answer_days, updated_by, updated_at)
            VALUES ('this', \(days), \(actor.accountID), \(tx.now))
            ON CONFLICT (id) DO UPDATE SET answer_days = \(days), updated_by = \(actor.accountID), updated_at = \(tx.now)
            """)
    }

    // MARK: One difficulty

    public static func difficulty(_ id: ID<Difficulty>, in tx: any ReadTransaction) throws -> Difficulty? {
        try tx.first(
            """
            SELECT id, unit_id, theme, subject, page_address, page_title, may_name_unit, state, asked_by, asked_by_name, asked_at,
                due_on, assigned_to, assigned_name, answered_at, answer_days, is_invented, version
            FROM difficulty WHERE id = \(id)
            """
        ).map {
            Difficulty(
                id: try $0["id"], unitID: try $0["unit_id"], theme: try $0["theme"], subject: try $0["subject"],
                pageAddress: try $0["page_address"], pageTitle: try $0["page_title"],
                mayNameUnit: try $0["may_name_unit"], state: try $0["state"], askedBy: try $0["asked_by"],
                askedByName: try $0["asked_by_name"], askedAt: try $0["asked_at"], dueOn: try $0["due_on"],
                assignedTo: try $0["assigned_to"], assignedName: try $0["assigned_name"],
                answeredAt: try $0["answered_at"], answerDays: try $0["answer_days"],
                isInvented: try $0["is_invented"], version: try $0["version"])
        }
    }

    public static func insert(_ difficulty: Difficulty, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO difficulty (id, unit_id, theme, subject, page_address, page_title, may_name_unit, state, asked_by,
                asked_by_name, asked_at, due_on, assigned_to, assigned_name, answered_at, answer_days, is_invented,
                updated_by_name, updated_at, version)
            VALUES (\(difficulty.id), \(difficulty.unitID), \(difficulty.theme), \(difficulty.subject),
                \(difficulty.pageAddress), \(difficulty.pageTitle), \(difficulty.mayNameUnit), \(difficulty.state),
                \(difficulty.askedBy), \(difficulty.askedByName), \(difficulty.askedAt), \(difficulty.dueOn),
                \(difficulty.assignedTo), \(difficulty.assignedName), \(difficulty.answeredAt), \(difficulty.answerDays),
                \(difficulty.isInvented), \(difficulty.askedByName), \(tx.now), 1)
            """)
    }

    /// Writes where the difficulty stands, if nobody has changed it since it was read.
    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func update(
        _ difficulty: Difficulty, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE difficulty SET state = \(difficulty.state), due_on = \(difficulty.dueOn),
                assigned_to = \(difficulty.assignedTo), assigned_name = \(difficulty.assignedName),
                answered_at = \(difficulty.answeredAt), answer_days = \(difficulty.answerDays),
                updated_by_name = \(actor.name), updated_at = \(tx.now), version = version + 1
            WHERE id = \(difficulty.id) AND version = \(version)
            """)
        guard changed == 1 else {
            let last = try tx.first(
                "SELECT updated_by_name, updated_at FROM difficulty WHERE id = \(difficulty.id)")
            throw OccasionRecords.somebodyWasFaster(
                "vướng mắc này", name: try last?["updated_by_name"], at: try last?["updated_at"])
        }
    }

    // MARK: What was written

    public static func entries(of id: ID<Difficulty>, in tx: any ReadTransaction) throws -> [DifficultyEntry] {
        try tx.rows(
            """
            SELECT kind, text, basis, written_by_name, written_at FROM difficulty_entry WHERE difficulty_id = \(id)
            ORDER BY ordinal
            """
        ).map {
            DifficultyEntry(
                kind: try $0["kind"], text: try $0["text"], basis: try $0["basis"], byName: try $0["written_by_name"],
                at: try $0["written_at"])
        }
    }

    public static func append(
        _ entry: DifficultyEntry, to id: ID<Difficulty>, in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO difficulty_entry (difficulty_id, ordinal, kind, text, basis, written_by_name, written_at)
            SELECT \(id), COALESCE(MAX(ordinal), 0) + 1, \(entry.kind), \(entry.text), \(entry.basis), \(entry.byName),
                \(entry.at)
            FROM difficulty_entry WHERE difficulty_id = \(id)
            """)
    }

    /// Who at Sở Nội vụ answers for this unit.
    public static func handlers(
        of unitID: ID<Unit>, in tx: any ReadTransaction
    ) throws -> [DifficultyHandler] {
        try tx.rows(
            """
            SELECT DISTINCT c.id, c.name FROM account_role g JOIN account c ON c.id = g.account_id
            WHERE g.unit_id IN (SELECT ancestor_id FROM unit_ancestor WHERE unit_id = \(unitID))
                AND g.role IN ('specialist', 'leader') AND NOT c.is_disabled
            ORDER BY c.name, c.id LIMIT 200
            """
        ).map { DifficultyHandler(accountID: try $0["id"], name: try $0["name"]) }
    }

    /// Whoever raised it, and the officers and heads of its unit.
    public static func askers(of difficulty: Difficulty, in tx: any ReadTransaction) throws -> [ID<Account>] {
        let rows = try tx.rows(
            """
            SELECT DISTINCT account_id FROM account_role
            WHERE unit_id = \(difficulty.unitID) AND role IN ('unit_officer', 'unit_head') ORDER BY account_id
            """)
        let officers: [ID<Account>] = try rows.map { try $0["account_id"] }
        return officers.contains(difficulty.askedBy) ? officers : officers + [difficulty.askedBy]
    }

    // MARK: Lists

    /// The same table as ``DifficultyPolicy``.
    private static func isVisible(to actor: Actor) -> SQL {
        SQL.any([
            "d.asked_by = \(actor.accountID)",
            "d.unit_id IN (\(anyOf: actor.units(as: .unitOfficer, .unitHead)))",
            UnitRecords.isWithin("d.unit_id", actor.units(as: .specialist, .leader, .chairman, .inspector)),
        ])
    }

    /// The difficulties that the actor may see, latest first, a page at a time.
    public static func page(
        _ filter: DifficultyFilter, for actor: Actor, before: (at: Instant, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [DifficultyLine] {
        var conditions = [isVisible(to: actor)]
        if let theme = filter.theme { conditions.append("d.theme = \(theme)") }
        if let state = filter.state { conditions.append("d.state = \(state)") }
        if let unitID = filter.unitID { conditions.append("d.unit_id = \(unitID)") }
        if let before { conditions.append("(d.asked_at, d.id) < (\(before.at), \(before.id))") }
        return try tx.rows(
            """
            SELECT \(lineColumns) \(lineTable) WHERE \(SQL.all(conditions))
            ORDER BY d.asked_at DESC, d.id DESC LIMIT \(limit)
            """
        ).map(line)
    }

    static let lineColumns: SQL =
        """
        d.id, d.subject, u.name AS unit_name, t.name AS theme_name, d.state, d.asked_at, d.due_on, d.assigned_name, d.is_invented
        """
    static let lineTable: SQL =
        "FROM difficulty d JOIN unit u ON u.id = d.unit_id JOIN difficulty_theme t ON t.id = d.theme"

    static func line(_ row: Row) throws -> DifficultyLine {
        DifficultyLine(
            id: try row["id"], subject: try row["subject"], unitName: try row["unit_name"],
            themeName: try row["theme_name"], state: try row["state"], askedAt: try row["asked_at"],
            dueOn: try row["due_on"], assignedName: try row["assigned_name"], isInvented: try row["is_invented"])
    }

    /// The units that have raised something, for the filter of Sở Nội vụ.
    public static func units(for actor: Actor, in tx: any ReadTransaction) throws -> [(id: ID<Unit>, name: String)] {
        try tx.rows(
            """
            SELECT u.id, u.name FROM unit u WHERE EXISTS (SELECT 1 FROM difficulty d WHERE d.unit_id = u.id AND \(isVisible(to: actor)))
            ORDER BY u.sort_key, u.id LIMIT 500
            """
        ).map { (try $0["id"], try $0["name"]) }
    }
}
