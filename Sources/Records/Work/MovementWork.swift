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
                "m.scope, m.starts_on, m.ends_on, (SELECT COUNT(*) FROM movement_addressee a WHERE a.movement_id = m.id) AS addressees",
            detail: { row in
                let (first, last): (CivilDate, CivilDate) = (try row["starts_on"], try row["ends_on"])
                let addressees: Int = try row["addressees"]
                let scope: Movement.Scope = try row["scope"]
                let sent = scope == .cluster ? "các đơn vị thành viên của cụm, khối" : "\(addressees) đơn vị"
                return "\(first.written) – \(last.written), gửi \(sent)"
            })
    ) { actor, today in
        let over = actor.units(as: .specialist, .leader)
        let own = actor.units(as: .unitOfficer, .unitHead)
        guard !over.isEmpty || !own.isEmpty else { return nil }
        return """
            FROM movement m JOIN unit u ON u.id = m.launching_unit_id WHERE m.state = 'draft'
                AND (\(UnitRecords.isWithin("m.launching_unit_id", over)) OR m.launching_unit_id IN (\(anyOf: own))
                    OR \(ClusterMovementRecords.isLed(by: own, on: today)))
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

    /// Movements and drives that have ended, by unit of the actor that has responded but not reviewed; and whatever else that unit
    /// was asked to review. No source sets a day for it, so that none is late.
    public static let movementReviews = WorkSection(
        "movementReviews", "Cần gửi sơ kết, tổng kết", of: .movement,
        fields: WorkFields(
            id: "s.movement_id", title: "s.name", part: "s.stage_key",
            also: """
                s.drive_name, s.ends_on, (SELECT MAX(k.reminded_on) FROM movement_review_reminder k
                    WHERE k.movement_id = a.movement_id AND k.stage_key = s.stage_key AND k.unit_id = a.unit_id) AS asked_on
                """,
            detail: { row in
                let (drive, key, last): (String, String, CivilDate) = (
                    try row["drive_name"], try row["part"], try row["ends_on"]
                )
                let stage =
                    key == MovementReview.Stage.midway.key
                    ? "sơ kết giữa kỳ"
                    : "\(drive.isEmpty ? "tổng kết" : "sơ kết \(drive)"), kết thúc ngày \(last.written)"
                let asked: CivilDate? = try row["asked_on"]
                return stage + (asked.map { ", được nhắc ngày \($0.written)" } ?? "")
            })
    ) { actor, today in
        let units = actor.units(as: .unitOfficer, .unitHead)
        guard !units.isEmpty else { return nil }
        return """
            FROM movement_addressee a JOIN unit u ON u.id = a.unit_id
            JOIN (SELECT m.id AS movement_id, m.name, '' AS drive_name, m.ends_on, 'final' AS stage_key FROM movement m
                WHERE m.state = 'launched'
                UNION ALL SELECT m.id, m.name, '', m.ends_on, 'midway' FROM movement m WHERE m.state = 'launched'
                UNION ALL
                SELECT m.id, m.name, d.name, d.ends_on, d.id FROM movement_drive d JOIN movement m ON m.id = d.movement_id
                WHERE m.state = 'launched' AND d.cancel_reason = '') s ON s.movement_id = a.movement_id
            WHERE \(UnitRecords.isWithin("a.unit_id", units))
                AND (EXISTS (SELECT 1 FROM movement_review_reminder k WHERE k.movement_id = a.movement_id
                        AND k.stage_key = s.stage_key AND k.unit_id = a.unit_id)
                    OR (s.stage_key <> 'midway' AND s.ends_on < \(today) AND EXISTS (SELECT 1 FROM movement_response r
                        WHERE r.movement_id = a.movement_id AND r.unit_id = a.unit_id)))
                AND NOT EXISTS (SELECT 1 FROM movement_review v WHERE v.movement_id = s.movement_id
                    AND v.stage_key = s.stage_key AND v.unit_id = a.unit_id)
            """
    }

    /// Launched movements whose last day is over, for those who close them (`MovementPolicy`).
    public static let movementsToClose = WorkSection(
        "movementsToClose", "Phong trào chờ tổng kết", of: .movement,
        fields: WorkFields(
            id: "m.id", title: "m.name", also: "m.ends_on",
            detail: { row in
                let last: CivilDate = try row["ends_on"]
                return "kết thúc ngày \(last.written)"
            })
    ) { actor, today in
        let over = actor.units(as: .leader, .chairman)
        let own = actor.units(as: .unitHead)
        guard !over.isEmpty || !own.isEmpty else { return nil }
        return """
            FROM movement m JOIN unit u ON u.id = m.launching_unit_id WHERE m.state = 'launched' AND m.ends_on < \(today)
                AND ((m.scope <> 'unit' AND \(UnitRecords.isWithin("m.launching_unit_id", over)))
                    OR m.launching_unit_id IN (\(anyOf: own)))
            """
    }
}
