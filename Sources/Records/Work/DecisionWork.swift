import Domain
import Primitives
import Store

extension WorkSection {
    private static func drafts(
        _ key: String, _ title: String, waitsForOthers: Bool = false, from: @escaping @Sendable (Actor) -> SQL?
    ) -> WorkSection {
        WorkSection(
            key, title, of: .decision, waitsForOthers: waitsForOthers, since: "Soạn lúc",
            fields: WorkFields(
                id: "e.id", title: "CASE WHEN e.abstract = '' THEN 'Dự thảo quyết định' ELSE e.abstract END",
                since: "e.updated_at",
                also: "e.kind, (SELECT COUNT(*) FROM decision_line l WHERE l.decision_id = e.id) AS line_count",
                detail: { row in
                    let (kind, lines): (Decision.Kind, Int) = (try row["kind"], try row["line_count"])
                    return "\(kind.name), \(lines) dòng"
                })
        ) { actor, _ in from(actor) }
    }

    private static let draft: SQL = "FROM decision e JOIN unit u ON u.id = e.issuer_unit_id WHERE e.state = 'draft'"

    /// Drafts that the actor signs in person (`DecisionPolicy`). One from which every name was taken cannot be signed.
    public static let decisionsToSign = drafts("decisionsToSign", "Quyết định chờ ký") { actor in
        guard actor.isAny(of: .chairman, .unitHead) else { return nil }
        let chairman = UnitRecords.isWithin("e.issuer_unit_id", actor.units(as: .chairman))
        let head = UnitRecords.isWithin("e.issuer_unit_id", actor.units(as: .unitHead))
        return """
            \(draft) AND ((u.kind = 'province' AND \(chairman)) OR (u.kind <> 'province' AND \(head)))
                AND EXISTS (SELECT 1 FROM decision_line l WHERE l.decision_id = e.id)
            """
    }

    /// Drafts that the actor prepared and another signs.
    public static let decisionsUnsigned = drafts(
        "decisionsUnsigned", "Dự thảo quyết định chờ người có thẩm quyền ký", waitsForOthers: true
    ) { actor in
        guard actor.isAny(of: .specialist, .leader, .unitOfficer) else { return nil }
        let province = UnitRecords.isWithin("e.issuer_unit_id", actor.units(as: .specialist, .leader))
        let own = UnitRecords.isWithin("e.issuer_unit_id", actor.units(as: .unitOfficer))
        return "\(draft) AND ((u.kind = 'province' AND \(province)) OR (u.kind <> 'province' AND \(own)))"
    }
}
