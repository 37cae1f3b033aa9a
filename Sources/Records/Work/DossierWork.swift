import Domain
import Primitives
import Store

extension WorkSection {
    private static let dossier: SQL = "FROM dossier d JOIN unit u ON u.id = d.submitting_unit_id"

    /// - Parameter since: the moment from which the row counts its waiting.
    private static func dossiers(
        _ key: String, _ title: String, waitsForOthers: Bool = false, since label: String, _ since: SQL,
        reason: SQL? = nil, from: @escaping @Sendable (Actor, CivilDate) -> SQL?
    ) -> WorkSection {
        WorkSection(
            key, title, of: .dossier, waitsForOthers: waitsForOthers, since: label,
            fields: WorkFields(
                id: "d.id", title: "d.title", since: since, reason: reason,
                also: """
                    d.number, d.state,
                    (SELECT COUNT(*) FROM nomination n WHERE n.dossier_id = d.id AND n.removed_at IS NULL) AS nominations
                    """,
                detail: { row in
                    let (number, nominations): (String, Int) = (try row["number"], try row["nominations"])
                    let state: Dossier.State = try row["state"]
                    return "\(number), \(nominations) đề nghị" + (waitsForOthers ? ", \(state.name.lowercased())" : "")
                }), from: from)
    }

    private static func ofSender(_ actor: Actor, _ states: SQL) -> SQL? {
        let units = actor.units(as: .unitOfficer, .unitHead)
        guard !units.isEmpty else { return nil }
        return "\(dossier) WHERE d.state IN (\(states)) AND \(UnitRecords.isWithin("d.submitting_unit_id", units))"
    }

    private static func isAppraiser(_ actor: Actor) -> Bool { actor.isAny(of: .specialist, .leader, .unitHead) }

    private static func ofAppraiser(_ actor: Actor, _ state: SQL) -> SQL? {
        guard isAppraiser(actor) else { return nil }
        return "\(dossier) WHERE d.state = \(state) AND \(DossierRecords.isAppraised(by: actor))"
    }

    public static let dossiersReturned = dossiers(
        "dossiersReturned", "Hồ sơ bị trả lại, cần bổ sung", since: "Trả lại lúc", "d.updated_at",
        reason: "d.last_reason"
    ) { actor, _ in ofSender(actor, "'returned'") }

    public static let dossierDrafts = dossiers(
        "dossierDrafts", "Hồ sơ đang soạn", since: "Sửa lúc", "d.updated_at"
    ) { actor, _ in ofSender(actor, "'draft'") }

    public static let dossiersSent = dossiers(
        "dossiersSent", "Hồ sơ đã trình", waitsForOthers: true, since: "Trình lúc", "d.submitted_at"
    ) { actor, _ in ofSender(actor, "'submitted', 'received', 'appraised', 'considered'") }

    public static let dossiersToReceive = dossiers(
        "dossiersToReceive", "Hồ sơ chờ tiếp nhận", since: "Trình lúc", "d.submitted_at"
    ) { actor, _ in ofAppraiser(actor, "'submitted'") }

    public static let dossiersToAppraise = dossiers(
        "dossiersToAppraise", "Hồ sơ đang thẩm định", since: "Trình lúc", "d.submitted_at"
    ) { actor, _ in ofAppraiser(actor, "'received'") }

    /// Appraised, and on the agenda of no session that is still to be held.
    public static let dossiersToSchedule = dossiers(
        "dossiersToSchedule", "Hồ sơ chờ đưa vào phiên họp", since: "Thẩm định xong lúc", "d.updated_at"
    ) { actor, _ in
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

    /// Considered by the council, with a nomination that passed and stands in no decision yet.
    public static let dossiersToDecide = dossiers(
        "dossiersToDecide", "Hồ sơ chờ dự thảo quyết định", since: "Hội đồng xét xong lúc", "d.updated_at"
    ) { actor, _ in
        guard isAppraiser(actor) else { return nil }
        return """
            \(dossier) WHERE d.state = 'considered' AND \(DossierRecords.isAppraised(by: actor))
                AND EXISTS (SELECT 1 FROM nomination n WHERE n.dossier_id = d.id AND n.removed_at IS NULL
                    AND n.opinion = 'propose'
                    AND NOT EXISTS (SELECT 1 FROM vote_count v WHERE v.nomination_id = n.id AND NOT v.has_passed)
                    AND NOT EXISTS (SELECT 1 FROM decision_line l WHERE l.nomination_id = n.id)
                    AND \(RefusalRecords.isOpen))
            """
    }
}
