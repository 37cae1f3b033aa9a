import Domain
import Law
import Primitives
import Store

/// A movement as one line of a list.
public struct MovementLine: Sendable, Hashable {
    public let id: ID<Movement>
    public let name: String
    public let theme: String
    public let form: Movement.Form
    public let state: Movement.State
    public let startsOn: CivilDate
    public let endsOn: CivilDate
    public let respondBy: CivilDate?
    public let launchingUnitName: String
    public let addresseeCount: Int
    public let responseCount: Int
}

/// How the list of movements is parted.
public enum MovementPhase: String, Sendable, CaseIterable {
    case running, upcoming, ended, drafts
}

public enum MovementRecords {
    private static let columns: SQL =
        """
        m.id, m.name, m.theme, m.form, m.state, m.launching_unit_id, m.launched_at_level, m.parent_id, m.starts_on, m.ends_on,
        m.goals, m.document, m.respond_by, m.created_by, m.created_at, m.updated_at, m.launched_at, m.closed_at, m.summary,
        m.version
        """

    static let lineColumns: SQL =
        """
        m.id, m.name, m.theme, m.form, m.state, m.starts_on, m.ends_on, m.respond_by, u.name AS unit_name,
        (SELECT COUNT(*) FROM movement_addressee a WHERE a.movement_id = m.id) AS addressees,
        (SELECT COUNT(*) FROM movement_response r WHERE r.movement_id = m.id) AS responses
        """

    static func line(_ row: Row) throws -> MovementLine {
        MovementLine(
            id: try row["id"], name: try row["name"], theme: try row["theme"], form: try row["form"],
            state: try row["state"], startsOn: try row["starts_on"], endsOn: try row["ends_on"],
            respondBy: try row["respond_by"], launchingUnitName: try row["unit_name"],
            addresseeCount: try row["addressees"], responseCount: try row["responses"])
    }

    // MARK: One movement

    /// The whole movement: row, bases, criteria and addressees, in four statements.
    public static func movement(_ id: ID<Movement>, in tx: any ReadTransaction) throws -> Movement? {
        guard let row = try tx.first("SELECT \(columns) FROM movement m WHERE m.id = \(id)") else { return nil }
        let bases = try tx.rows(
            "SELECT instrument, issued_on, subject FROM movement_basis WHERE movement_id = \(id) ORDER BY ordinal"
        ).map {
            LegalBasis(instrument: try $0["instrument"], issuedOn: try $0["issued_on"], subject: try $0["subject"])
        }
        let criteria = try tx.rows(
            "SELECT subject_kind, text FROM movement_criterion WHERE movement_id = \(id) ORDER BY ordinal"
        ).map { MovementCriterion(subject: try $0["subject_kind"], text: try $0["text"]) }
        let addressees: [ID<Unit>] = try tx.rows(
            """
            SELECT a.unit_id FROM movement_addressee a JOIN unit u ON u.id = a.unit_id WHERE a.movement_id = \(id)
            ORDER BY u.sort_key, u.id
            """
        ).map { try $0["unit_id"] }
        return Movement(
            id: try row["id"], name: try row["name"], theme: try row["theme"], form: try row["form"],
            state: try row["state"], launchingUnitID: try row["launching_unit_id"], level: try row["launched_at_level"],
            parentID: try row["parent_id"], startsOn: try row["starts_on"], endsOn: try row["ends_on"],
            goals: try row["goals"], document: try row["document"], respondBy: try row["respond_by"], bases: bases,
            criteria: criteria, addressees: addressees, createdBy: try row["created_by"],
            createdAt: try row["created_at"], updatedAt: try row["updated_at"], launchedAt: try row["launched_at"],
            closedAt: try row["closed_at"], summary: try row["summary"], version: try row["version"])
    }

    public static func insert(_ movement: Movement, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO movement (id, name, theme, form, state, launching_unit_id, launched_at_level, parent_id, starts_on, ends_on,
                goals, document, respond_by, created_by, created_at, updated_by, updated_at, launched_at, closed_at, summary,
                search_text, version)
            VALUES (\(movement.id), \(movement.name), \(movement.theme), \(movement.form), \(movement.state),
                \(movement.launchingUnitID), \(movement.level), \(movement.parentID), \(movement.startsOn), \(movement.endsOn),
                \(movement.goals), \(movement.document), \(movement.respondBy), \(movement.createdBy), \(movement.createdAt),
                \(movement.createdBy), \(movement.updatedAt), \(movement.launchedAt), \(movement.closedAt), \(movement.summary),
                \(searchText(movement)), 1)
            """)
        try insertParts(of: movement, in: tx)
    }

    /// Writes the content of a draft, parts included, if nobody has changed it since it was read.
    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func updateContent(
        _ movement: Movement, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE movement SET name = \(movement.name), theme = \(movement.theme), form = \(movement.form),
                parent_id = \(movement.parentID), starts_on = \(movement.startsOn), ends_on = \(movement.endsOn),
                goals = \(movement.goals), document = \(movement.document), respond_by = \(movement.respondBy),
                updated_by = \(actor.accountID), updated_at = \(tx.now), search_text = \(searchText(movement)),
                version = version + 1
            WHERE id = \(movement.id) AND version = \(version)
            """)
        guard changed == 1 else { throw try somebodyWasFaster(movement.id, in: tx) }
        try tx.run("DELETE FROM movement_basis WHERE movement_id = \(movement.id)")
        try tx.run("DELETE FROM movement_criterion WHERE movement_id = \(movement.id)")
        try tx.run("DELETE FROM movement_addressee WHERE movement_id = \(movement.id)")
        try insertParts(of: movement, in: tx)
    }

    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func launch(
        _ id: ID<Movement>, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE movement SET state = 'launched', launched_at = \(tx.now), launched_by = \(actor.accountID),
                updated_by = \(actor.accountID), updated_at = \(tx.now), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw try somebodyWasFaster(id, in: tx) }
    }

    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func close(
        _ id: ID<Movement>, summary: String, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE movement SET state = 'closed', closed_at = \(tx.now), closed_by = \(actor.accountID), summary = \(summary),
                updated_by = \(actor.accountID), updated_at = \(tx.now), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw try somebodyWasFaster(id, in: tx) }
    }

    private static func insertParts(of movement: Movement, in tx: any WriteTransaction) throws {
        for (index, basis) in movement.bases.enumerated() {
            try tx.run(
                """
                INSERT INTO movement_basis (movement_id, ordinal, instrument, issued_on, subject)
                VALUES (\(movement.id), \(index + 1), \(basis.instrument), \(basis.issuedOn), \(basis.subject))
                """)
        }
        for (index, criterion) in movement.criteria.enumerated() {
            try tx.run(
                """
                INSERT INTO movement_criterion (movement_id, ordinal, subject_kind, text)
                VALUES (\(movement.id), \(index + 1), \(criterion.subject), \(criterion.text))
                """)
        }
        if !movement.addressees.isEmpty {
            try tx.run(
                """
                INSERT INTO movement_addressee (movement_id, unit_id)
                SELECT CAST(\(movement.id) AS TEXT), u.id FROM unit u WHERE u.id IN (\(anyOf: movement.addressees))
                """)
        }
    }

    private static func searchText(_ movement: Movement) -> String {
        VietnameseText.folded([movement.name, movement.theme, movement.document].joined(separator: " "))
    }

    static func somebodyWasFaster(_ id: ID<Movement>, in tx: any ReadTransaction) throws -> Problem {
        let last = try tx.first(
            "SELECT c.name, m.updated_at FROM movement m JOIN account c ON c.id = m.updated_by WHERE m.id = \(id)")
        let name: String = try last?["name"] ?? "Người khác"
        let at: Instant? = try last?["updated_at"]
        let when = at.map { " lúc \($0.written)" } ?? ""
        return Problem(
            .conflict,
            "\(name) vừa thay đổi phong trào này\(when). Nội dung của anh/chị chưa được ghi để không đè lên thay đổi đó. "
                + "Xem lại rồi làm tiếp.")
    }

    // MARK: Lists

    /// True for the drafts that the actor prepares, may launch or watches over; the same table as `MovementPolicy`.
    private static func isPrepared(by actor: Actor) -> SQL {
        let over = UnitRecords.isWithin(
            "m.launching_unit_id", actor.units(as: .specialist, .leader, .chairman, .inspector))
        return "(\(over) OR m.launching_unit_id IN (\(anyOf: actor.units(as: .unitOfficer, .unitHead))))"
    }

    private static func isIn(_ phase: MovementPhase, on day: CivilDate, for actor: Actor) -> SQL {
        switch phase {
        case .running: "m.state = 'launched' AND m.starts_on <= \(day) AND m.ends_on >= \(day)"
        case .upcoming: "m.state = 'launched' AND m.starts_on > \(day)"
        case .ended: "(m.state = 'closed' OR (m.state = 'launched' AND m.ends_on < \(day)))"
        case .drafts: "m.state = 'draft' AND \(isPrepared(by: actor))"
        }
    }

    /// The movements of one phase that the actor may see, latest first, a page at a time. Launched ones are open to every
    /// official, drafts to those who prepare them.
    public static func page(
        _ phase: MovementPhase, for actor: Actor, before: (startsOn: CivilDate, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [MovementLine] {
        guard !actor.grants.isEmpty else { return [] }
        return try page([isIn(phase, on: tx.today, for: actor)], before: before, limit: limit, in: tx)
    }

    /// What everybody may read: launched and closed movements, latest first, a page at a time.
    public static func publicPage(
        before: (startsOn: CivilDate, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [MovementLine] {
        try page(["m.state <> 'draft'"], before: before, limit: limit, in: tx)
    }

    /// The launched movements that units opened under this one, latest first.
    public static func launchedBelow(
        _ id: ID<Movement>, limit: Int, in tx: any ReadTransaction
    ) throws -> [MovementLine] {
        try page(["m.parent_id = \(id)", "m.state <> 'draft'"], before: nil, limit: limit, in: tx)
    }

    /// Launched movements that have not ended: what a new one may belong to.
    public static func possibleParents(
        on day: CivilDate, limit: Int, in tx: any ReadTransaction
    ) throws -> [MovementLine] {
        try page(["m.state = 'launched'", "m.ends_on >= \(day)"], before: nil, limit: limit, in: tx)
    }

    private static func page(
        _ conditions: [SQL], before: (startsOn: CivilDate, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [MovementLine] {
        var conditions = conditions
        if let before { conditions.append("(m.starts_on, m.id) < (\(before.startsOn), \(before.id))") }
        return try tx.rows(
            """
            SELECT \(lineColumns) FROM movement m JOIN unit u ON u.id = m.launching_unit_id
            WHERE \(SQL.all(conditions)) ORDER BY m.starts_on DESC, m.id DESC LIMIT \(limit)
            """
        ).map(line)
    }
}
