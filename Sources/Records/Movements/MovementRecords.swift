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
    public let scope: Movement.Scope
    /// ``Movement/level``.
    public let level: CompetenceLevel?
    public let startsOn: CivilDate
    public let endsOn: CivilDate
    public let respondBy: CivilDate?
    public let launchingUnitName: String
    /// Who launched a recorded movement, as far as its source says.
    public let launcher: String
    public let isInvented: Bool
    public let addresseeCount: Int
    public let responseCount: Int

    /// Who launched it, in words for a screen.
    public var launchedBy: String {
        Movement.launcher(scope: scope, launcher: launcher, unitName: launchingUnitName)
    }
}

/// How the list of movements is parted.
public enum MovementPhase: String, Sendable, CaseIterable {
    case running, upcoming, ended, drafts
}

/// What the person's own units have to do with a movement.
public enum MovementRelation: String, Sendable, CaseIterable {
    /// Launched by one of them.
    case own
    /// Sent to one of them, answered or not.
    case answered, unanswered
}

/// What is left of a phase of movements.
public struct MovementFilter: Sendable, Hashable {
    public var scope: Movement.Scope?
    /// Movements of which a day lies in this year.
    public var year: Int?
    public var form: Movement.Form?
    public var relation: MovementRelation?

    public init(
        scope: Movement.Scope? = nil, year: Int? = nil, form: Movement.Form? = nil, relation: MovementRelation? = nil
    ) {
        self.scope = scope
        self.year = year
        self.form = form
        self.relation = relation
    }
}

public enum MovementRecords {
    private static let columns: SQL =
        """
        m.id, m.name, m.theme, m.form, m.state, m.launching_unit_id, m.scope, m.launched_at_level, m.cluster_id, m.parent_id, m.starts_on,
        m.ends_on,
        m.goals, m.measures, m.weak_point, m.wanted_result, m.launcher, m.is_invented, m.document, m.respond_by, m.created_by,
        m.created_at, m.updated_at, m.launched_at, m.closed_at, m.reopened_at, m.summary, m.version
        """

    static let lineColumns: SQL =
        """
        m.id, m.name, m.theme, m.form, m.state, m.scope, m.launched_at_level, m.starts_on, m.ends_on, m.respond_by, m.launcher,
        m.is_invented, u.name AS unit_name,
        (SELECT COUNT(*) FROM movement_addressee a WHERE a.movement_id = m.id) AS addressees,
        (SELECT COUNT(*) FROM movement_response r WHERE r.movement_id = m.id) AS responses
        """

    static func line(_ row: Row) throws -> MovementLine {
        MovementLine(
            id: try row["id"], name: try row["name"], theme: try row["theme"], form: try row["form"],
            state: try row["state"], scope: try row["scope"], level: try row["launched_at_level"],
            startsOn: try row["starts_on"], endsOn: try row["ends_on"], respondBy: try row["respond_by"],
            launchingUnitName: try row["unit_name"],
            launcher: try row["launcher"], isInvented: try row["is_invented"],
            addresseeCount: try row["addressees"], responseCount: try row["responses"])
    }

    // MARK: One movement

    /// The whole movement: row, bases, criteria and addressees, in four statements. As long as a cluster's movement is a draft, its
    /// addressees are the members of today.
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
        let clusterID: ID<Cluster>? = try row["cluster_id"]
        let state: Movement.State = try row["state"]
        let addressees: [ID<Unit>]
        if let clusterID, state == .draft {
            addressees = try ClusterMemberRecords.units(of: [clusterID], on: tx.today, in: tx).map(\.id)
        } else {
            addressees = try tx.rows(
                """
                SELECT a.unit_id FROM movement_addressee a JOIN unit u ON u.id = a.unit_id WHERE a.movement_id = \(id)
                ORDER BY u.sort_key, u.id
                """
            ).map { try $0["unit_id"] }
        }
        return Movement(
            id: try row["id"], name: try row["name"], theme: try row["theme"], form: try row["form"],
            state: state, launchingUnitID: try row["launching_unit_id"], scope: try row["scope"],
            level: try row["launched_at_level"], clusterID: clusterID,
            parentID: try row["parent_id"], startsOn: try row["starts_on"], endsOn: try row["ends_on"],
            goals: try row["goals"], measures: try row["measures"], weakPoint: try row["weak_point"],
            wantedResult: try row["wanted_result"], launcher: try row["launcher"],
            isInvented: try row["is_invented"], document: try row["document"], respondBy: try row["respond_by"],
            bases: bases,
            criteria: criteria, addressees: addressees, createdBy: try row["created_by"],
            createdAt: try row["created_at"], updatedAt: try row["updated_at"], launchedAt: try row["launched_at"],
            closedAt: try row["closed_at"], reopenedAt: try row["reopened_at"], summary: try row["summary"],
            version: try row["version"])
    }

    /// One movement as a line.
    public static func line(_ id: ID<Movement>, in tx: any ReadTransaction) throws -> MovementLine? {
        try tx.first(
            """
            SELECT \(lineColumns) FROM movement m JOIN unit u ON u.id = m.launching_unit_id WHERE m.id = \(id)
            """
        ).map(line)
    }

    /// The movements for which dossiers propose, by dossier.
    public static func lines(
        behind dossiers: Set<ID<Dossier>>, in tx: any ReadTransaction
    ) throws -> [ID<Dossier>: MovementLine] {
        let ids = dossiers.sorted { $0.rawValue < $1.rawValue }
        var lines: [ID<Dossier>: MovementLine] = [:]
        for row in try tx.rows(
            """
            SELECT d.id AS dossier_id, \(lineColumns) FROM dossier d JOIN movement m ON m.id = d.movement_id
            JOIN unit u ON u.id = m.launching_unit_id WHERE d.id IN (\(anyOf: ids))
            """)
        {
            lines[try row["dossier_id"]] = try line(row)
        }
        return lines
    }

    public static func insert(_ movement: Movement, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO movement (id, name, theme, form, state, launching_unit_id, scope, launched_at_level, cluster_id, parent_id, starts_on, ends_on,
                goals, measures, weak_point, wanted_result, launcher, is_invented, document, respond_by, created_by, created_at,
                updated_by, updated_at, launched_at, closed_at, reopened_at, summary, search_text, version)
            VALUES (\(movement.id), \(movement.name), \(movement.theme), \(movement.form), \(movement.state),
                \(movement.launchingUnitID), \(movement.scope), \(movement.level), \(movement.clusterID), \(movement.parentID), \(movement.startsOn), \(movement.endsOn),
                \(movement.goals), \(movement.measures), \(movement.weakPoint), \(movement.wantedResult), \(movement.launcher),
                \(movement.isInvented), \(movement.document), \(movement.respondBy), \(movement.createdBy), \(movement.createdAt),
                \(movement.createdBy), \(movement.updatedAt), \(movement.launchedAt), \(movement.closedAt), \(movement.reopenedAt),
                \(movement.summary), \(searchText(movement)), 1)
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
                scope = \(movement.scope), launched_at_level = \(movement.level), launcher = \(movement.launcher), measures = \(movement.measures),
                weak_point = \(movement.weakPoint), wanted_result = \(movement.wantedResult),
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

    /// - Parameter movement: as it goes out: its launcher is called as on this day.
    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func launch(
        _ movement: Movement, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let id = movement.id
        let changed = try tx.run(
            """
            UPDATE movement SET state = 'launched', launcher = \(movement.launcher), launched_at = \(tx.now), launched_by = \(actor.accountID),
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

    /// Takes a closed movement up again. What was said at its end stays in its events and in its final review.
    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func reopen(
        _ id: ID<Movement>, until endsOn: CivilDate, expecting version: Int, by actor: Actor,
        in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE movement SET state = 'launched', ends_on = \(endsOn), closed_at = NULL, closed_by = NULL, summary = '',
                reopened_at = \(tx.now), updated_by = \(actor.accountID), updated_at = \(tx.now), version = version + 1
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
        if movement.clusterID == nil || movement.state != .draft {
            try insertAddressees(movement.addressees, of: movement.id, in: tx)
        }
    }

    /// Writes down to whom a movement goes: with its content, or for a cluster's when it is launched.
    public static func insertAddressees(
        _ units: [ID<Unit>], of id: ID<Movement>, in tx: any WriteTransaction
    ) throws {
        guard !units.isEmpty else { return }
        try tx.run(
            """
            INSERT INTO movement_addressee (movement_id, unit_id)
            SELECT CAST(\(id) AS TEXT), u.id FROM unit u WHERE u.id IN (\(anyOf: units))
            """)
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
    private static func isPrepared(by actor: Actor, on day: CivilDate) -> SQL {
        let over = UnitRecords.isWithin(
            "m.launching_unit_id", actor.units(as: .specialist, .leader, .chairman, .inspector))
        let own = actor.units(as: .unitOfficer, .unitHead)
        return """
            (\(over) OR m.launching_unit_id IN (\(anyOf: own)) OR \(ClusterMovementRecords.isLed(by: own, on: day)))
            """
    }

    private static func isIn(_ phase: MovementPhase?, on day: CivilDate, for actor: Actor) -> SQL {
        switch phase {
        case nil: "(m.state <> 'draft' OR \(isPrepared(by: actor, on: day)))"
        case .running: "m.state = 'launched' AND m.starts_on <= \(day) AND m.ends_on >= \(day)"
        case .upcoming: "m.state = 'launched' AND m.starts_on > \(day)"
        case .ended: "(m.state = 'closed' OR (m.state = 'launched' AND m.ends_on < \(day)))"
        case .drafts: "m.state = 'draft' AND \(isPrepared(by: actor, on: day))"
        }
    }

    private static func conditions(_ filter: MovementFilter, for actor: Actor) -> [SQL] {
        var conditions: [SQL] = []
        if let scope = filter.scope { conditions.append("m.scope = \(scope)") }
        if let form = filter.form { conditions.append("m.form = \(form)") }
        if let year = filter.year {
            conditions.append("m.starts_on <= \("\(year)-12-31") AND m.ends_on >= \("\(year)-01-01")")
        }
        let own = actor.units(as: .unitOfficer, .unitHead)
        switch filter.relation {
        case nil: break
        case .own:
            conditions.append(
                "m.launching_unit_id IN (\(anyOf: own + actor.units(as: .specialist, .leader, .chairman)))")
        case .answered:
            conditions.append(
                """
                EXISTS (SELECT 1 FROM movement_response r WHERE r.movement_id = m.id AND \(UnitRecords.isWithin("r.unit_id", own)))
                """)
        case .unanswered:
            conditions.append(
                """
                EXISTS (SELECT 1 FROM movement_addressee a WHERE a.movement_id = m.id AND \(UnitRecords.isWithin("a.unit_id", own))
                    AND NOT EXISTS (SELECT 1 FROM movement_response r
                        WHERE r.movement_id = a.movement_id AND r.unit_id = a.unit_id))
                """)
        }
        return conditions
    }

    /// The movements of one phase, or of all, that the actor may see, latest first, a page at a time. Launched ones are open to every
    /// official, drafts to those who prepare them.
    public static func page(
        _ phase: MovementPhase?, _ filter: MovementFilter = MovementFilter(), for actor: Actor,
        before: (startsOn: CivilDate, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [MovementLine] {
        guard !actor.grants.isEmpty else { return [] }
        return try page(
            [isIn(phase, on: tx.today, for: actor)] + conditions(filter, for: actor), before: before, limit: limit,
            in: tx)
    }

    /// The movements of a cluster that the actor may see, latest first, a page at a time.
    public static func page(
        of id: ID<Cluster>, for actor: Actor, before: (startsOn: CivilDate, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [MovementLine] {
        guard !actor.grants.isEmpty else { return [] }
        return try page(
            ["m.cluster_id = \(id)", isIn(nil, on: tx.today, for: actor)], before: before, limit: limit, in: tx)
    }

    /// What everybody may read: launched and closed movements, latest first, a page at a time.
    public static func publicPage(
        before: (startsOn: CivilDate, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [MovementLine] {
        try page(["m.state <> 'draft'"], before: before, limit: limit, in: tx)
    }

    // MARK: The tree

    /// The launched movements under this one, latest first, a page at a time.
    public static func launchedBelow(
        _ id: ID<Movement>, before: (startsOn: CivilDate, id: String)? = nil, limit: Int, in tx: any ReadTransaction
    ) throws -> [MovementLine] {
        try page(["m.parent_id = \(id)", "m.state <> 'draft'"], before: before, limit: limit, in: tx)
    }

    /// How many launched movements lie right under this one, and how many units opened them.
    public static func countBelow(
        _ id: ID<Movement>, in tx: any ReadTransaction
    ) throws -> (movements: Int, units: Int) {
        let row = try tx.first(
            """
            SELECT COUNT(*) AS n, COUNT(DISTINCT launching_unit_id) AS units FROM movement
            WHERE parent_id = \(id) AND state <> 'draft'
            """)
        return (try row?["n"] ?? 0, try row?["units"] ?? 0)
    }

    /// The movements above this one, the highest first.
    public static func above(_ id: ID<Movement>, in tx: any ReadTransaction) throws -> [MovementLine] {
        try tx.rows(
            """
            WITH RECURSIVE chain (id, depth) AS (
                SELECT c.parent_id, 1 FROM movement c WHERE c.id = \(id) AND c.parent_id IS NOT NULL
                UNION ALL
                SELECT p.parent_id, chain.depth + 1 FROM chain JOIN movement p ON p.id = chain.id
                WHERE p.parent_id IS NOT NULL AND chain.depth < 10
            )
            SELECT \(lineColumns) FROM chain JOIN movement m ON m.id = chain.id JOIN unit u ON u.id = m.launching_unit_id
            ORDER BY chain.depth DESC
            """
        ).map(line)
    }

    /// The movements that a unit can open its own under: those that are for the whole province, those of its clusters, its own and
    /// those of the units above it.
    static func isAbove(_ units: [ID<Unit>]) -> SQL {
        """
        (m.scope IN ('nation', 'ministry', 'province') OR m.scope = 'cluster' AND \(isSent(to: units))
            OR m.scope = 'unit' AND m.launching_unit_id IN (SELECT n.ancestor_id FROM unit_ancestor n
                WHERE n.unit_id IN (\(anyOf: units))))
        """
    }

    /// Whether one of these units is among the addressees.
    static func isSent(to units: [ID<Unit>]) -> SQL {
        """
        EXISTS (SELECT 1 FROM movement_addressee own WHERE own.movement_id = m.id AND own.unit_id IN (\(anyOf: units)))
        """
    }

    /// Launched movements that have not ended: what something new of these units may belong to.
    public static func possibleParents(
        of units: [ID<Unit>], on day: CivilDate, limit: Int, in tx: any ReadTransaction
    ) throws -> [MovementLine] {
        try page(
            ["m.state = 'launched'", "m.ends_on >= \(day)", isAbove(units)], before: nil, limit: limit, in: tx)
    }

    /// Whether a movement of this unit may belong to that one. It is launched, so no circle can come about: the parent of a
    /// launched movement is fixed.
    public static func isPossibleParent(
        _ id: ID<Movement>, of unitID: ID<Unit>, in tx: any ReadTransaction
    ) throws -> Bool {
        try tx.exists(
            "SELECT m.id FROM movement m WHERE m.id = \(id) AND m.state <> 'draft' AND \(isAbove([unitID]))")
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
