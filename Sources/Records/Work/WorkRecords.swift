import Domain
import Primitives
import Store

/// The first lines of what waits in one section, and how many there are in all.
public struct WorkList<Line: Sendable>: Sendable {
    public let lines: [Line]
    public let total: Int

    public var isEmpty: Bool { total == 0 }
}

/// A movement that a unit has not answered.
public struct ResponseWork: Sendable, Hashable {
    public let movementID: ID<Movement>
    public let name: String
    public let unitID: ID<Unit>
    public let unitName: String
    public let respondBy: CivilDate?
    public let endsOn: CivilDate

    /// The day by which the answer is wanted.
    public var dueOn: CivilDate { respondBy ?? endsOn }
}

/// A launched movement that some addressees have not answered.
public struct UnansweredWork: Sendable, Hashable {
    public let movementID: ID<Movement>
    public let name: String
    public let respondBy: CivilDate?
    public let endsOn: CivilDate
    public let addressees: Int
    public let missing: Int

    public var dueOn: CivilDate { respondBy ?? endsOn }
}

/// A session that is being prepared.
public struct SessionWork: Sendable, Hashable {
    public let id: ID<CouncilSession>
    public let title: String
    public let councilName: String
    public let place: String
    public let heldOn: CivilDate
    public let dossiers: Int
}

/// A decision that is not signed yet.
public struct DecisionWork: Sendable, Hashable {
    public let id: ID<Decision>
    public let kind: Decision.Kind
    public let symbol: String
    public let abstract: String
    public let issuerTitle: String
    public let lines: Int
    public let updatedAt: Instant
}

/// A document whose last day is over and that some units have not finished.
public struct LateDirectiveWork: Sendable, Hashable {
    public let id: ID<Directive>
    public let title: String
    public let dueOn: CivilDate
    public let units: Int
}

/// What waits for an actor. A section is `nil` when the actor's functions do not have it.
public struct Work: Sendable {
    // What the actor has to do.
    public var responses: WorkList<ResponseWork>?
    public var readings: WorkList<OwnReadingLine>?
    public var deliveries: WorkList<OpenDeliveryLine>?
    public var returned: WorkList<DossierLine>?
    public var dossierDrafts: WorkList<DossierLine>?
    public var movementDrafts: WorkList<MovementLine>?
    public var toReceive: WorkList<DossierLine>?
    public var toAppraise: WorkList<DossierLine>?
    public var toSchedule: WorkList<DossierLine>?
    public var sessions: WorkList<SessionWork>?
    public var toDecide: WorkList<DossierLine>?
    public var toSign: WorkList<DecisionWork>?
    // What waits for others.
    public var sent: WorkList<DossierLine>?
    public var unanswered: WorkList<UnansweredWork>?
    public var lateDirectives: WorkList<LateDirectiveWork>?
    public var unsigned: WorkList<DecisionWork>?

    /// How many things wait for the actor.
    public var openCount: Int {
        [
            responses?.total, readings?.total, deliveries?.total, returned?.total, dossierDrafts?.total,
            movementDrafts?.total, toReceive?.total,
            toAppraise?.total, toSchedule?.total, sessions?.total, toDecide?.total, toSign?.total,
        ].compactMap { $0 }.reduce(0, +)
    }
}

/// What waits for an actor, put together from all nouns: *Việc cần làm*.
///
/// Every section is one piece of SQL from FROM to its conditions, used by the list and by the count, so that the number in the
/// navigation is the number of lines on the page. A section that the actor's functions do not have is no SQL at all.
public enum WorkRecords {
    /// How many things wait for this actor now: one statement, each part of it over an index.
    public static func openCount(for actor: Actor, in tx: any ReadTransaction) throws -> Int {
        let sections = [
            responses(actor, tx.today), readings(actor), deliveries(actor), returned(actor), dossierDrafts(actor),
            movementDrafts(actor), toReceive(actor),
            toAppraise(actor), toSchedule(actor), sessions(actor), toDecide(actor), toSign(actor),
        ].compactMap { $0 }
        guard let first = sections.first else { return 0 }
        let sum = sections.dropFirst().reduce("(SELECT COUNT(*) \(first))" as SQL) { $0 + " + (SELECT COUNT(*) \($1))" }
        return try tx.count("SELECT \(sum) AS n")
    }

    /// The first `limit` lines of every section that the actor has: one statement each.
    public static func work(for actor: Actor, limit: Int, in tx: any ReadTransaction) throws -> Work {
        var work = Work()
        work.responses = try responses(actor, tx.today).map { try responseLines($0, limit, tx) }
        work.readings = try readings(actor).map { try readingLines($0, limit, tx) }
        work.deliveries = try deliveries(actor).map { try deliveryLines($0, limit, tx) }
        work.lateDirectives = try lateDirectives(actor, tx.today).map { try lateDirectiveLines($0, limit, tx) }
        work.returned = try returned(actor).map { try dossiers($0, by: "d.updated_at, d.id", limit, tx) }
        work.dossierDrafts = try dossierDrafts(actor).map { try dossiers($0, by: "d.updated_at, d.id", limit, tx) }
        work.movementDrafts = try movementDrafts(actor).map { try movements($0, limit, tx) }
        work.toReceive = try toReceive(actor).map { try dossiers($0, by: "d.submitted_at, d.id", limit, tx) }
        work.toAppraise = try toAppraise(actor).map { try dossiers($0, by: "d.submitted_at, d.id", limit, tx) }
        work.toSchedule = try toSchedule(actor).map { try dossiers($0, by: "d.updated_at, d.id", limit, tx) }
        work.sessions = try sessions(actor).map { try sessionLines($0, limit, tx) }
        work.toDecide = try toDecide(actor).map { try dossiers($0, by: "d.updated_at, d.id", limit, tx) }
        work.toSign = try toSign(actor).map { try decisions($0, limit, tx) }
        work.sent = try sent(actor).map { try dossiers($0, by: "d.submitted_at, d.id", limit, tx) }
        work.unanswered = try unanswered(actor, tx.today).map { try unansweredLines($0, limit, tx) }
        work.unsigned = try unsigned(actor).map { try decisions($0, limit, tx) }
        return work
    }

    // MARK: Sections

    /// Launched movements that have not ended, by unit of the actor that has not answered.
    private static func responses(_ actor: Actor, _ today: CivilDate) -> SQL? {
        let units = actor.units(as: .unitOfficer, .unitHead)
        guard !units.isEmpty else { return nil }
        return """
            FROM movement_addressee a JOIN movement m ON m.id = a.movement_id JOIN unit u ON u.id = a.unit_id
            WHERE \(UnitRecords.isWithin("a.unit_id", units)) AND m.state = 'launched' AND m.ends_on >= \(today)
                AND NOT EXISTS (SELECT 1 FROM movement_response r WHERE r.movement_id = a.movement_id AND r.unit_id = a.unit_id)
            """
    }

    /// Documents that were spread to the person of this account and are not acknowledged.
    private static func readings(_ actor: Actor) -> SQL? {
        """
        \(DirectiveReaderRecords.ownTables) WHERE r.person_id = (SELECT person_id FROM account_person WHERE account_id = \(actor.accountID))
            AND r.acknowledged_at IS NULL AND r.left_at IS NULL AND d.state = 'sent'
        """
    }

    /// Documents at the actor's own units that are to be received, spread or finished.
    private static func deliveries(_ actor: Actor) -> SQL? {
        let units = actor.units(as: .unitOfficer, .unitHead)
        guard !units.isEmpty else { return nil }
        return """
            \(DirectiveDeliveryRecords.openTables)
            WHERE v.unit_id IN (\(anyOf: units)) AND v.progress < 3 AND d.state = 'sent'
            """
    }

    /// Documents of the actor's side whose last day is over and that are not done everywhere.
    private static func lateDirectives(_ actor: Actor, _ today: CivilDate) -> SQL? {
        let over = actor.units(as: .specialist, .leader)
        let own = actor.units(as: .unitOfficer, .unitHead)
        guard !over.isEmpty || !own.isEmpty else { return nil }
        return """
            FROM directive d JOIN directive_delivery v ON v.directive_id = d.id
            WHERE d.state = 'sent' AND d.due_on < \(today) AND v.progress < 3
                AND (\(UnitRecords.isWithin("d.unit_id", over)) OR d.unit_id IN (\(anyOf: own)))
            GROUP BY d.id, d.title, d.due_on
            """
    }

    private static let dossier: SQL = "FROM dossier d JOIN unit u ON u.id = d.submitting_unit_id"

    private static func ofSender(_ actor: Actor, _ states: SQL) -> SQL? {
        let units = actor.units(as: .unitOfficer, .unitHead)
        guard !units.isEmpty else { return nil }
        return "\(dossier) WHERE d.state IN (\(states)) AND \(UnitRecords.isWithin("d.submitting_unit_id", units))"
    }

    private static func returned(_ actor: Actor) -> SQL? { ofSender(actor, "'returned'") }
    private static func dossierDrafts(_ actor: Actor) -> SQL? { ofSender(actor, "'draft'") }
    private static func sent(_ actor: Actor) -> SQL? {
        ofSender(actor, "'submitted', 'received', 'appraised', 'considered'")
    }

    /// The drafts of those who prepare movements (`MovementPolicy`).
    private static func movementDrafts(_ actor: Actor) -> SQL? {
        let over = actor.units(as: .specialist, .leader)
        let own = actor.units(as: .unitOfficer, .unitHead)
        guard !over.isEmpty || !own.isEmpty else { return nil }
        return """
            FROM movement m JOIN unit u ON u.id = m.launching_unit_id WHERE m.state = 'draft'
                AND (\(UnitRecords.isWithin("m.launching_unit_id", over)) OR m.launching_unit_id IN (\(anyOf: own)))
            """
    }

    private static func isAppraiser(_ actor: Actor) -> Bool { actor.isAny(of: .specialist, .leader, .unitHead) }

    private static func toReceive(_ actor: Actor) -> SQL? {
        guard isAppraiser(actor) else { return nil }
        return "\(dossier) WHERE d.state = 'submitted' AND \(DossierRecords.isAppraised(by: actor))"
    }

    private static func toAppraise(_ actor: Actor) -> SQL? {
        guard isAppraiser(actor) else { return nil }
        return "\(dossier) WHERE d.state = 'received' AND \(DossierRecords.isAppraised(by: actor))"
    }

    /// Appraised, and on the agenda of no session that is still to be held.
    private static func toSchedule(_ actor: Actor) -> SQL? {
        guard actor.isAny(of: .councilSecretary, .unitOfficer, .unitHead) else { return nil }
        let province = UnitRecords.isWithin("d.receiving_unit_id", actor.units(as: .councilSecretary))
        let own = UnitRecords.isWithin("d.receiving_unit_id", actor.units(as: .unitOfficer, .unitHead))
        return """
            \(dossier) WHERE d.state = 'appraised'
                AND ((d.level = 'province' AND \(province)) OR (d.level = 'unit' AND \(own)))
                AND NOT EXISTS (SELECT 1 FROM council_agenda g JOIN council_session s ON s.id = g.session_id
                    WHERE g.dossier_id = d.id AND s.state <> 'concluded')
            """
    }

    /// Sessions that the actor prepares as secretary, or in a unit's own council as its officer or head.
    private static func sessions(_ actor: Actor) -> SQL? {
        guard actor.isAny(of: .councilSecretary, .unitOfficer, .unitHead) else { return nil }
        let secretary: SQL = "c.unit_id IN (\(anyOf: actor.units(as: .councilSecretary)))"
        let own: SQL = "c.unit_id IN (\(anyOf: actor.units(as: .unitOfficer, .unitHead)))"
        return """
            FROM council_session s JOIN council c ON c.id = s.council_id JOIN unit u ON u.id = c.unit_id
            WHERE s.state <> 'concluded' AND (\(secretary) OR (u.kind <> 'province' AND \(own)))
            """
    }

    /// Considered by the council, with a nomination that passed and stands in no decision yet.
    private static func toDecide(_ actor: Actor) -> SQL? {
        guard isAppraiser(actor) else { return nil }
        return """
            \(dossier) WHERE d.state = 'considered' AND \(DossierRecords.isAppraised(by: actor))
                AND EXISTS (SELECT 1 FROM nomination n WHERE n.dossier_id = d.id AND n.removed_at IS NULL
                    AND n.opinion = 'propose'
                    AND NOT EXISTS (SELECT 1 FROM vote_count v WHERE v.nomination_id = n.id AND NOT v.has_passed)
                    AND NOT EXISTS (SELECT 1 FROM decision_line l WHERE l.nomination_id = n.id))
            """
    }

    /// Drafts that the actor signs in person (`DecisionPolicy`).
    private static func toSign(_ actor: Actor) -> SQL? {
        guard actor.isAny(of: .chairman, .unitHead) else { return nil }
        let chairman = UnitRecords.isWithin("e.issuer_unit_id", actor.units(as: .chairman))
        let head = UnitRecords.isWithin("e.issuer_unit_id", actor.units(as: .unitHead))
        return """
            FROM decision e JOIN unit u ON u.id = e.issuer_unit_id
            WHERE e.state = 'draft' AND ((u.kind = 'province' AND \(chairman)) OR (u.kind <> 'province' AND \(head)))
            """
    }

    /// Drafts that the actor prepared and another signs.
    private static func unsigned(_ actor: Actor) -> SQL? {
        guard actor.isAny(of: .specialist, .leader, .unitOfficer) else { return nil }
        let province = UnitRecords.isWithin("e.issuer_unit_id", actor.units(as: .specialist, .leader))
        let own = UnitRecords.isWithin("e.issuer_unit_id", actor.units(as: .unitOfficer))
        return """
            FROM decision e JOIN unit u ON u.id = e.issuer_unit_id
            WHERE e.state = 'draft' AND ((u.kind = 'province' AND \(province)) OR (u.kind <> 'province' AND \(own)))
            """
    }

    /// Movements of the actor's side that are under way and not answered by all.
    private static func unanswered(_ actor: Actor, _ today: CivilDate) -> SQL? {
        guard actor.isAny(of: .specialist, .leader) else { return nil }
        return """
            FROM movement m JOIN movement_addressee a ON a.movement_id = m.id
            LEFT JOIN movement_response r ON r.movement_id = a.movement_id AND r.unit_id = a.unit_id
            WHERE m.state = 'launched' AND m.ends_on >= \(today)
                AND \(UnitRecords.isWithin("m.launching_unit_id", actor.units(as: .specialist, .leader)))
            GROUP BY m.id, m.name, m.respond_by, m.ends_on
            HAVING COUNT(*) > COUNT(r.id)
            """
    }

    // MARK: Lines

    private static func list<Line: Sendable>(
        _ columns: SQL, _ section: SQL, by order: SQL, _ limit: Int, _ tx: any ReadTransaction,
        _ line: (Row) throws -> Line
    ) throws -> WorkList<Line> {
        let rows = try tx.rows(
            "SELECT \(columns), COUNT(*) OVER () AS total \(section) ORDER BY \(order) LIMIT \(limit)")
        return WorkList(lines: try rows.map(line), total: try rows.first?["total"] ?? 0)
    }

    /// Late ones come first, because the nearest day does.
    private static func responseLines(
        _ section: SQL, _ limit: Int, _ tx: any ReadTransaction
    ) throws -> WorkList<ResponseWork> {
        try list(
            "m.id, m.name, m.respond_by, m.ends_on, a.unit_id, u.name AS unit_name", section,
            by: "COALESCE(m.respond_by, m.ends_on), m.id, a.unit_id", limit, tx
        ) {
            ResponseWork(
                movementID: try $0["id"], name: try $0["name"], unitID: try $0["unit_id"],
                unitName: try $0["unit_name"],
                respondBy: try $0["respond_by"], endsOn: try $0["ends_on"])
        }
    }

    private static func readingLines(
        _ section: SQL, _ limit: Int, _ tx: any ReadTransaction
    ) throws -> WorkList<OwnReadingLine> {
        try list(
            DirectiveReaderRecords.ownColumns, section, by: "COALESCE(d.due_on, '9999-12-31'), d.id", limit, tx,
            DirectiveReaderRecords.ownLine)
    }

    private static func deliveryLines(
        _ section: SQL, _ limit: Int, _ tx: any ReadTransaction
    ) throws -> WorkList<OpenDeliveryLine> {
        try list(
            DirectiveDeliveryRecords.openColumns, section,
            by: "COALESCE(d.due_on, '9999-12-31'), v.delivered_at, v.directive_id, v.unit_id", limit, tx,
            DirectiveDeliveryRecords.openLine)
    }

    private static func lateDirectiveLines(
        _ section: SQL, _ limit: Int, _ tx: any ReadTransaction
    ) throws -> WorkList<LateDirectiveWork> {
        try list("d.id, d.title, d.due_on, COUNT(*) AS units", section, by: "d.due_on, d.id", limit, tx) {
            LateDirectiveWork(
                id: try $0["id"], title: try $0["title"], dueOn: try $0["due_on"], units: try $0["units"])
        }
    }

    private static func unansweredLines(
        _ section: SQL, _ limit: Int, _ tx: any ReadTransaction
    ) throws -> WorkList<UnansweredWork> {
        try list(
            "m.id, m.name, m.respond_by, m.ends_on, COUNT(*) AS addressees, COUNT(*) - COUNT(r.id) AS missing", section,
            by: "COALESCE(m.respond_by, m.ends_on), m.id", limit, tx
        ) {
            UnansweredWork(
                movementID: try $0["id"], name: try $0["name"], respondBy: try $0["respond_by"],
                endsOn: try $0["ends_on"],
                addressees: try $0["addressees"], missing: try $0["missing"])
        }
    }

    private static func dossiers(
        _ section: SQL, by order: SQL, _ limit: Int, _ tx: any ReadTransaction
    ) throws -> WorkList<DossierLine> {
        try list(
            """
            d.id, d.number, d.title, d.state, d.year, d.category, d.level, d.submitted_at, d.updated_at, d.last_reason,
            u.name AS unit_name,
            (SELECT COUNT(*) FROM nomination n WHERE n.dossier_id = d.id AND n.removed_at IS NULL) AS nominations
            """, section, by: order, limit, tx, DossierRecords.line)
    }

    private static func movements(
        _ section: SQL, _ limit: Int, _ tx: any ReadTransaction
    ) throws -> WorkList<MovementLine> {
        try list(MovementRecords.lineColumns, section, by: "m.starts_on, m.id", limit, tx, MovementRecords.line)
    }

    private static func sessionLines(
        _ section: SQL, _ limit: Int, _ tx: any ReadTransaction
    ) throws -> WorkList<SessionWork> {
        try list(
            """
            s.id, s.title, s.place, s.held_on, c.name AS council_name,
            (SELECT COUNT(*) FROM council_agenda g WHERE g.session_id = s.id) AS dossiers
            """, section, by: "s.held_on, s.id", limit, tx
        ) {
            SessionWork(
                id: try $0["id"], title: try $0["title"], councilName: try $0["council_name"], place: try $0["place"],
                heldOn: try $0["held_on"], dossiers: try $0["dossiers"])
        }
    }

    private static func decisions(
        _ section: SQL, _ limit: Int, _ tx: any ReadTransaction
    ) throws -> WorkList<DecisionWork> {
        try list(
            """
            e.id, e.kind, e.symbol, e.abstract, e.issuer_title, e.updated_at,
            (SELECT COUNT(*) FROM decision_line l WHERE l.decision_id = e.id) AS line_count
            """, section, by: "e.updated_at, e.id", limit, tx
        ) {
            DecisionWork(
                id: try $0["id"], kind: try $0["kind"], symbol: try $0["symbol"], abstract: try $0["abstract"],
                issuerTitle: try $0["issuer_title"], lines: try $0["line_count"], updatedAt: try $0["updated_at"])
        }
    }
}
