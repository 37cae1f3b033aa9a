import Domain
import Primitives
import Store

extension WorkSection {
    /// Documents that were spread to the person of this account and are not acknowledged. An account without a person has none.
    public static let directivesToRead = WorkSection(
        "directivesToRead", "Văn bản cần đọc", of: .directive, since: "Phổ biến lúc",
        fields: WorkFields(
            id: "d.id", title: "d.title", unitID: "s.id", unitName: "s.name", dueOn: "d.due_on",
            since: "COALESCE(v.spread_at, v.delivered_at)")
    ) { actor, _ in
        """
        \(DirectiveReaderRecords.ownTables)
        WHERE r.person_id = (SELECT person_id FROM account_person WHERE account_id = \(actor.accountID))
            AND r.acknowledged_at IS NULL AND r.left_at IS NULL AND d.state = 'sent'
        """
    }

    /// Documents at the actor's own units that are to be received, spread or finished.
    public static let directivesToHandle = WorkSection(
        "directivesToHandle", "Văn bản cần tiếp nhận, quán triệt", of: .directive, since: "Nhận lúc",
        fields: WorkFields(
            id: "v.directive_id", title: "d.title", dueOn: "d.due_on", since: "v.delivered_at", also: "v.progress",
            detail: { try DirectiveDeliveryRecords.progress($0).name.lowercased() })
    ) { actor, _ in
        let units = actor.units(as: .unitOfficer, .unitHead)
        guard !units.isEmpty else { return nil }
        return """
            \(DirectiveDeliveryRecords.openTables)
            WHERE v.unit_id IN (\(anyOf: units)) AND v.progress < 3 AND d.state = 'sent'
            """
    }

    /// Documents of the actor's side whose last day is over and that are not done everywhere.
    public static let directivesLate = WorkSection(
        "directivesLate", "Văn bản quá hạn còn đơn vị chưa xong", of: .directive, waitsForOthers: true,
        fields: WorkFields(
            id: "d.id", title: "d.title", dueOn: "d.due_on", also: "COUNT(*) AS open_units",
            detail: { row in
                let units: Int = try row["open_units"]
                return "\(groupedByThousands(units)) đơn vị chưa xong"
            })
    ) { actor, today in
        let over = actor.units(as: .specialist, .leader)
        let own = actor.units(as: .unitOfficer, .unitHead)
        guard !over.isEmpty || !own.isEmpty else { return nil }
        return """
            FROM directive d JOIN directive_delivery v ON v.directive_id = d.id JOIN unit u ON u.id = d.unit_id
            WHERE d.state = 'sent' AND d.due_on < \(today) AND v.progress < 3
                AND (\(UnitRecords.isWithin("d.unit_id", over)) OR d.unit_id IN (\(anyOf: own)))
            GROUP BY d.id, d.title, d.due_on, u.id, u.name
            """
    }
}
