import Domain
import Primitives
import Store

extension WorkSection {
    /// Sessions that the actor prepares as secretary, or in a unit's own council as its officer or head.
    public static let sessionsToPrepare = WorkSection(
        "sessionsToPrepare", "Phiên họp đang chuẩn bị", of: .councilSession,
        fields: WorkFields(
            id: "s.id", title: "s.title", unitName: "c.name", dueOn: "s.held_on",
            also: "s.held_on, (SELECT COUNT(*) FROM council_agenda g WHERE g.session_id = s.id) AS dossiers",
            detail: { row in
                let (day, dossiers): (CivilDate, Int) = (try row["held_on"], try row["dossiers"])
                return "họp ngày \(day.written), \(dossiers) hồ sơ"
            })
    ) { actor, _ in
        guard actor.isAny(of: .councilSecretary, .unitOfficer, .unitHead) else { return nil }
        let secretary: SQL = "c.unit_id IN (\(anyOf: actor.units(as: .councilSecretary)))"
        let own: SQL = "c.unit_id IN (\(anyOf: actor.units(as: .unitOfficer, .unitHead)))"
        return """
            FROM council_session s JOIN council c ON c.id = s.council_id JOIN unit u ON u.id = c.unit_id
            WHERE s.state <> 'concluded' AND (\(secretary) OR (u.kind <> 'province' AND \(own)))
            """
    }
}
