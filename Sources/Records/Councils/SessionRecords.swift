import Domain
import Law
import Primitives
import Store

/// A session as one line of a list.
public struct SessionLine: Sendable, Hashable {
    public let id: ID<CouncilSession>
    public let title: String
    public let councilName: String
    public let heldOn: CivilDate
    public let state: CouncilSession.State
    public let dossierCount: Int
}

/// What a list of sessions shows.
public struct SessionFilter: Sendable, Hashable {
    public var state: CouncilSession.State?
    public var year: Int?

    public init(state: CouncilSession.State? = nil, year: Int? = nil) {
        self.state = state
        self.year = year
    }
}

/// A dossier that waits for a council.
public struct WaitingDossier: Sendable, Hashable {
    public let id: ID<Dossier>
    public let number: String
    public let title: String
    public let year: Int
    public let unitName: String
    /// How many nominations the appraiser proposes.
    public let proposed: Int
}

public enum SessionRecords {
    private static let columns: SQL = "s.id, s.council_id, s.title, s.place, s.held_on, s.state, s.version"

    private static func session(_ row: Row) throws -> CouncilSession {
        CouncilSession(
            id: try row["id"], councilID: try row["council_id"], title: try row["title"], place: try row["place"],
            heldOn: try row["held_on"], state: try row["state"], version: try row["version"])
    }

    public static func session(_ id: ID<CouncilSession>, in tx: any ReadTransaction) throws -> CouncilSession? {
        try tx.first("SELECT \(columns) FROM council_session s WHERE s.id = \(id)").map(session)
    }

    public static func insert(_ session: CouncilSession, by actor: Actor, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO council_session (id, council_id, title, place, held_on, state, created_by, created_at, version)
            VALUES (\(session.id), \(session.councilID), \(session.title), \(session.place), \(session.heldOn),
                \(session.state), \(actor.accountID), \(tx.now), 1)
            """)
    }

    /// Takes the turn to change a session that is still being prepared or held.
    /// - Throws: `Problem(.conflict)` naming who was faster.
    public static func advance(
        _ id: ID<CouncilSession>, expecting version: Int, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE council_session SET version = version + 1
            WHERE id = \(id) AND version = \(version) AND state <> 'concluded'
            """)
        guard changed == 1 else { throw try somebodyWasFaster(id, in: tx) }
    }

    /// Opens a session whose turn has been taken: these are its members from here on, whatever happens to the council.
    public static func open(
        _ id: ID<CouncilSession>, members: [CouncilMember], by actor: Actor, in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            UPDATE council_session SET state = 'open', opened_at = \(tx.now), opened_by = \(actor.accountID)
            WHERE id = \(id) AND state = 'planned'
            """)
        try insertInBatches(members, into: "council_session_member (session_id, member_id)", in: tx) { member in
            "(\(id), \(member.id))"
        }
    }

    /// Who belonged to the council when the session was opened.
    private static func openingMembers(
        of id: ID<CouncilSession>, in tx: any ReadTransaction
    ) throws -> [CouncilMember] {
        CouncilRecords.inOrder(
            try tx.rows(
                """
                SELECT m.id, m.name, m.position, m.role FROM council_session_member s
                JOIN council_member m ON m.id = s.member_id WHERE s.session_id = \(id) ORDER BY m.id
                """
            ).map(CouncilRecords.member))
    }

    /// - Throws: `Problem(.conflict)` naming who was faster.
    public static func conclude(
        _ id: ID<CouncilSession>, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE council_session SET state = 'concluded', concluded_at = \(tx.now), concluded_by = \(actor.accountID),
                version = version + 1 WHERE id = \(id) AND version = \(version) AND state <> 'concluded'
            """)
        guard changed == 1 else { throw try somebodyWasFaster(id, in: tx) }
    }

    private static func somebodyWasFaster(_ id: ID<CouncilSession>, in tx: any ReadTransaction) throws -> Problem {
        let last = try EventRecords.last(of: .councilSession, id.rawValue, in: tx)
        let when = last.map { " lúc \($0.at.written)" } ?? ""
        return Problem(
            .conflict,
            "\(last?.accountName ?? "Người khác") vừa thay đổi phiên họp này\(when). Nội dung của anh/chị chưa được ghi để không đè lên thay đổi đó. Xem lại rồi ghi."
        )
    }

    // MARK: The agenda

    public static func addToAgenda(
        _ dossierID: ID<Dossier>, of id: ID<CouncilSession>, in tx: any WriteTransaction
    ) throws {
        let next =
            try tx.count("SELECT COALESCE(MAX(ordinal), 0) AS n FROM council_agenda WHERE session_id = \(id)") + 1
        try tx.run(
            "INSERT INTO council_agenda (session_id, dossier_id, ordinal) VALUES (\(id), \(dossierID), \(next))")
    }

    /// Takes a dossier off the agenda, and what was counted for it in this session with it.
    /// - Returns: whether it was there.
    public static func removeFromAgenda(
        _ dossierID: ID<Dossier>, of id: ID<CouncilSession>, in tx: any WriteTransaction
    ) throws -> Bool {
        try tx.run(
            """
            DELETE FROM vote_count WHERE session_id = \(id)
            AND nomination_id IN (SELECT n.id FROM nomination n WHERE n.dossier_id = \(dossierID))
            """)
        return try tx.run("DELETE FROM council_agenda WHERE session_id = \(id) AND dossier_id = \(dossierID)") == 1
    }

    private static func agenda(
        of id: ID<CouncilSession>, in tx: any ReadTransaction
    ) throws -> [AgendaDossier] {
        try tx.rows(
            """
            SELECT d.id, d.number, d.title, d.year, d.state, u.name AS unit_name
            FROM council_agenda a JOIN dossier d ON d.id = a.dossier_id JOIN unit u ON u.id = d.submitting_unit_id
            WHERE a.session_id = \(id) ORDER BY a.ordinal, d.id
            """
        ).map {
            AgendaDossier(
                id: try $0["id"], number: try $0["number"], title: try $0["title"], year: try $0["year"],
                state: try $0["state"], unitName: try $0["unit_name"])
        }
    }

    /// What the appraiser proposes, with the counts. A count from before a dossier was appraised anew does not hold.
    private static func nominations(
        of id: ID<CouncilSession>, in tx: any ReadTransaction
    ) throws -> [AgendaNomination] {
        try tx.rows(
            """
            SELECT n.id, n.dossier_id, n.code, n.nominee_name, n.nominee_detail, d.received_on, v.source, v.members, v.agree,
                v.disagree, v.threshold_part, v.threshold_whole
            FROM council_agenda a JOIN dossier d ON d.id = a.dossier_id
            JOIN nomination n ON n.dossier_id = d.id AND n.removed_at IS NULL AND n.opinion = 'propose'
            LEFT JOIN vote_count v ON v.nomination_id = n.id AND v.session_id = a.session_id
                AND v.recorded_at >= COALESCE(n.opinion_at, '')
            WHERE a.session_id = \(id) ORDER BY a.ordinal, n.ordinal, n.id
            """
        ).map { row in
            let id: ID<Nomination> = try row["id"]
            let source: VoteCount.Source? = try row["source"]
            return AgendaNomination(
                id: id, dossierID: try row["dossier_id"], code: try row["code"], nomineeName: try row["nominee_name"],
                nomineeDetail: try row["nominee_detail"], receivedOn: try row["received_on"],
                count: try source.map {
                    try VoteCount(
                        nominationID: id, source: $0, members: try row["members"], agree: try row["agree"],
                        disagree: try row["disagree"],
                        threshold: Ratio(try row["threshold_part"], of: try row["threshold_whole"]))
                })
        }
    }

    /// The dossiers that wait for this council and stand on no other agenda, longest waiting first.
    public static func waiting(
        for council: CouncilOfUnit, limit: Int, in tx: any ReadTransaction
    ) throws -> [WaitingDossier] {
        try tx.rows(
            """
            SELECT d.id, d.number, d.title, d.year, u.name AS unit_name,
                (SELECT COUNT(*) FROM nomination n WHERE n.dossier_id = d.id AND n.removed_at IS NULL AND n.opinion = 'propose')
                    AS proposed
            FROM dossier d JOIN unit u ON u.id = d.submitting_unit_id
            WHERE d.state = 'appraised' AND \(belongs(to: council))
                AND NOT EXISTS (SELECT 1 FROM council_agenda a JOIN council_session s ON s.id = a.session_id
                    WHERE a.dossier_id = d.id AND s.state <> 'concluded')
            ORDER BY d.updated_at, d.id LIMIT \(limit)
            """
        ).map {
            WaitingDossier(
                id: try $0["id"], number: try $0["number"], title: try $0["title"], year: try $0["year"],
                unitName: try $0["unit_name"], proposed: try $0["proposed"])
        }
    }

    /// True for the dossiers that this council considers: those for the province, or those its own unit decides.
    private static func belongs(to council: CouncilOfUnit) -> SQL {
        council.isProvince
            ? "(d.level = 'province' AND \(UnitRecords.isWithin("d.receiving_unit_id", [council.unit.id])))"
            : "(d.level = 'unit' AND d.receiving_unit_id = \(council.unit.id))"
    }

    // MARK: Attendance and votes

    public static func setPresence(
        _ presence: Presence, of memberID: ID<CouncilMember>, in id: ID<CouncilSession>, in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO council_attendance (session_id, member_id, presence) VALUES (\(id), \(memberID), \(presence))
            ON CONFLICT (session_id, member_id) DO UPDATE SET presence = excluded.presence
            """)
    }

    public static func setCount(
        _ count: VoteCount, in id: ID<CouncilSession>, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO vote_count (nomination_id, session_id, source, members, agree, disagree, threshold_part,
                threshold_whole, has_passed, recorded_by, recorded_at)
            VALUES (\(count.nominationID), \(id), \(count.source), \(count.members), \(count.agree), \(count.disagree),
                \(count.threshold.part), \(count.threshold.whole), \(count.hasPassed), \(actor.accountID), \(tx.now))
            ON CONFLICT (nomination_id, session_id) DO UPDATE SET source = excluded.source, members = excluded.members,
                agree = excluded.agree, disagree = excluded.disagree, threshold_part = excluded.threshold_part,
                threshold_whole = excluded.threshold_whole, has_passed = excluded.has_passed,
                recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at
            """)
    }

    public static func clearCount(
        of nominationID: ID<Nomination>, in id: ID<CouncilSession>, in tx: any WriteTransaction
    ) throws {
        try tx.run("DELETE FROM vote_count WHERE nomination_id = \(nominationID) AND session_id = \(id)")
    }

    private static func presences(
        in id: ID<CouncilSession>, in tx: any ReadTransaction
    ) throws -> [ID<CouncilMember>: Presence] {
        var presences: [ID<CouncilMember>: Presence] = [:]
        for row in try tx.rows("SELECT member_id, presence FROM council_attendance WHERE session_id = \(id)") {
            presences[try row["member_id"]] = try row["presence"]
        }
        return presences
    }

    // MARK: The whole and the list

    /// Everything of one session, in six statements however long its agenda is.
    public static func file(
        of session: CouncilSession, _ council: CouncilOfUnit, in tx: any ReadTransaction
    ) throws -> SessionFile {
        var whole = council.council
        whole.members =
            session.state == .planned
            ? try CouncilRecords.members(of: session.councilID, on: session.heldOn, in: tx)
            : try openingMembers(of: session.id, in: tx)
        return SessionFile(
            session: session, council: whole, unit: council.unit,
            attendance: Attendance(members: whole.members, presences: try presences(in: session.id, in: tx)),
            agenda: try agenda(of: session.id, in: tx), nominations: try nominations(of: session.id, in: tx),
            minutes: try AttachmentRecords.attachments(of: .councilSession, session.id.rawValue, in: tx))
    }

    /// True for the councils, and their sessions, that the actor may see; the same table as `SessionPolicy`.
    /// - Parameter further: units whose councils are seen besides.
    static func isVisible(to actor: Actor, further: [ID<Unit>] = []) -> SQL {
        let any = UnitRecords.isWithin(
            "u.id",
            actor.units(as: .councilSecretary, .councilMember, .chairman, .leader, .specialist, .inspector, .unitHead)
                + further)
        let own = UnitRecords.isWithin("u.id", actor.units(as: .unitOfficer))
        return "(\(any) OR (u.kind <> 'province' AND \(own)))"
    }

    /// The actor's sessions, the latest first, a page at a time.
    public static func page(
        _ filter: SessionFilter, for actor: Actor, before: (day: CivilDate, id: String)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [SessionLine] {
        var conditions: [SQL] = [isVisible(to: actor)]
        if let state = filter.state { conditions.append("s.state = \(state)") }
        if let year = filter.year { conditions.append("s.held_on BETWEEN \("\(year)-01-01") AND \("\(year)-12-31")") }
        if let before { conditions.append("(s.held_on, s.id) < (\(before.day), \(before.id))") }
        return try tx.rows(
            """
            SELECT s.id, s.title, s.held_on, s.state, c.name AS council_name,
                (SELECT COUNT(*) FROM council_agenda a WHERE a.session_id = s.id) AS dossiers
            FROM council_session s JOIN council c ON c.id = s.council_id JOIN unit u ON u.id = c.unit_id
            WHERE \(SQL.all(conditions)) ORDER BY s.held_on DESC, s.id DESC LIMIT \(limit)
            """
        ).map {
            SessionLine(
                id: try $0["id"], title: try $0["title"], councilName: try $0["council_name"],
                heldOn: try $0["held_on"],
                state: try $0["state"], dossierCount: try $0["dossiers"])
        }
    }
}
