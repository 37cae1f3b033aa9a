import Domain
import Primitives
import Store

extension WorkSection {
    /// Launched movements that have not ended, by unit of the actor that has not answered.
    public static let movementsToAnswer = WorkSection(
        "movementsToAnswer", "Phong trào cần hưởng ứng", of: .movement,
        fields: WorkFields(id: "m.id", title: "m.name", dueOn: "COALESCE(m.respond_by, m.ends_on)")
    ) { actor, today in
        let units = actor.units(as: .unitOfficer, .unitHead)
        guard !units.isEmpty else { return nil }
        return """
            FROM movement_addressee a JOIN movement m ON m.id = a.movement_id JOIN unit u ON u.id = a.unit_id
            WHERE \(UnitRecords.isWithin("a.unit_id", units)) AND m.state = 'launched' AND m.ends_on >= \(today)
                AND NOT EXISTS (SELECT 1 FROM movement_response r WHERE r.movement_id = a.movement_id AND r.unit_id = a.unit_id)
            """
    }

    /// The drafts of those who prepare movements (`MovementPolicy`).
    public static let movementDrafts = WorkSection(
        "movementDrafts", "Phong trào đang soạn", of: .movement, since: "Sửa lúc",
        fields: WorkFields(
            id: "m.id", title: "m.name", since: "m.updated_at",
            also:
                "m.starts_on, m.ends_on, (SELECT COUNT(*) FROM movement_addressee a WHERE a.movement_id = m.id) AS addressees",
            detail: { row in
                let (first, last): (CivilDate, CivilDate) = (try row["starts_on"], try row["ends_on"])
                let addressees: Int = try row["addressees"]
                return "\(first.written) – \(last.written), gửi \(addressees) đơn vị"
            })
    ) { actor, _ in
        let over = actor.units(as: .specialist, .leader)
        let own = actor.units(as: .unitOfficer, .unitHead)
        guard !over.isEmpty || !own.isEmpty else { return nil }
        return """
            FROM movement m JOIN unit u ON u.id = m.launching_unit_id WHERE m.state = 'draft'
                AND (\(UnitRecords.isWithin("m.launching_unit_id", over)) OR m.launching_unit_id IN (\(anyOf: own)))
            """
    }

    /// Movements of the actor's side that are under way and not answered by all.
    public static let movementsUnanswered = WorkSection(
        "movementsUnanswered", "Phong trào còn đơn vị chưa hưởng ứng", of: .movement, waitsForOthers: true,
        fields: WorkFields(
            id: "m.id", title: "m.name", dueOn: "COALESCE(m.respond_by, m.ends_on)",
            also: "COUNT(*) AS addressees, COUNT(*) - COUNT(r.id) AS missing",
            detail: { row in
                let (addressees, missing): (Int, Int) = (try row["addressees"], try row["missing"])
                return "\(missing) trong \(addressees) đơn vị chưa hưởng ứng"
            })
    ) { actor, today in
        guard actor.isAny(of: .specialist, .leader) else { return nil }
        return """
            FROM movement m JOIN unit u ON u.id = m.launching_unit_id JOIN movement_addressee a ON a.movement_id = m.id
            LEFT JOIN movement_response r ON r.movement_id = a.movement_id AND r.unit_id = a.unit_id
            WHERE m.state = 'launched' AND m.ends_on >= \(today)
                AND \(UnitRecords.isWithin("m.launching_unit_id", actor.units(as: .specialist, .leader)))
            GROUP BY m.id, m.name, m.respond_by, m.ends_on, u.id, u.name
            HAVING COUNT(*) > COUNT(r.id)
            """
    }
}
