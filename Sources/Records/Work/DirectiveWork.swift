import Domain
import Primitives
import Store

extension WorkSection {
    /// Documents that were spread to the person of this account and are not acknowledged. An account without a person has none.
    public static let directivesToRead = WorkSection(
        "directivesToRead", "Văn bản cần đọc", of: .directive, since: "Phổ biến lúc",
        fields: WorkFields(
            id: "d.id", title: "d.title", unitID: "s.id", unitName: "s.name", dueOn: DirectiveDeliveryRecords.ownDay,
            since: "COALESCE(v.spread_at, v.delivered_at)")
    ) { actor, _ in
        """
        \(DirectiveReaderRecords.ownTables)
        WHERE r.person_id = \(person(of: actor))
            AND r.acknowledged_at IS NULL AND r.left_at IS NULL AND d.state = 'sent'
        """
    }

    private static func person(of actor: Actor) -> SQL {
        "(SELECT person_id FROM account_person WHERE account_id = \(actor.accountID))"
    }

    private static let handled = WorkFields(
        id: "v.directive_id", title: "d.title", dueOn: DirectiveDeliveryRecords.ownDay, since: "v.delivered_at",
        also: "v.progress", detail: { try DirectiveDeliveryRecords.progress($0).name.lowercased() })

    /// Documents of which a unit has put the person of this account in charge, and which are not done there.
    public static let directivesAssigned = WorkSection(
        "directivesAssigned", "Văn bản được phân công", of: .directive, since: "Nhận lúc", fields: handled
    ) { actor, _ in
        """
        \(DirectiveDeliveryRecords.openTables)
        WHERE v.assignee_id = \(person(of: actor)) AND v.progress < 3 AND d.state = 'sent'
            AND \(DirectiveDeliveryRecords.assigneeIsThere)
        """
    }

    /// Documents at the actor's own units that are to be received, spread or finished; what the actor is in charge of in person
    /// stands in ``directivesAssigned``.
    public static let directivesToHandle = WorkSection(
        "directivesToHandle", "Văn bản cần tiếp nhận, quán triệt", of: .directive, since: "Nhận lúc", fields: handled
    ) { actor, _ in
        let units = actor.units(as: .unitOfficer, .unitHead)
        guard !units.isEmpty else { return nil }
        return """
            \(DirectiveDeliveryRecords.openTables)
            WHERE v.unit_id IN (\(anyOf: units)) AND v.progress < 3 AND d.state = 'sent'
                AND (v.assignee_id IS NULL OR v.assignee_id <> COALESCE(\(person(of: actor)), ''))
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
