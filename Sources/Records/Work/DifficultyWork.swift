import Domain
import Primitives
import Store

extension WorkSection {
    private static func difficulties(
        _ key: String, _ title: String, waitsForOthers: Bool = false, since label: String = "Gửi lúc",
        _ since: SQL = "d.asked_at", reason: SQL? = nil, from: @escaping @Sendable (Actor) -> SQL?
    ) -> WorkSection {
        WorkSection(
            key, title, of: .difficulty, waitsForOthers: waitsForOthers, since: label,
            fields: WorkFields(
                id: "d.id", title: "d.subject", dueOn: "d.due_on", since: since, reason: reason,
                also: "d.assigned_name",
                detail: { row in
                    let name: String = try row["assigned_name"]
                    return name.isEmpty ? "" : "\(name) xử lý"
                })
        ) { actor, _ in from(actor) }
    }

    private static let difficulty: SQL = "FROM difficulty d JOIN unit u ON u.id = d.unit_id"

    /// Those whom `DifficultyPolicy` takes for the asker.
    private static func isAsked(by actor: Actor) -> SQL {
        """
        (d.asked_by = \(actor.accountID)
            OR d.unit_id IN (\(anyOf: actor.units(as: .unitOfficer, .unitHead))))
        """
    }

    private static func ofHandler(_ actor: Actor, _ conditions: SQL) -> SQL? {
        guard actor.isAny(of: .specialist, .leader) else { return nil }
        let units = UnitRecords.isWithin("d.unit_id", actor.units(as: .specialist, .leader))
        return "\(difficulty) WHERE \(conditions) AND \(units)"
    }

    public static let difficultiesToAssign = difficulties("difficultiesToAssign", "Vướng mắc chờ phân công") { actor in
        ofHandler(actor, "d.state = 'waiting'")
    }

    public static let difficultiesToAnswer = difficulties("difficultiesToAnswer", "Vướng mắc cần trả lời") { actor in
        ofHandler(actor, "d.state = 'assigned' AND d.assigned_to = \(actor.accountID)")
    }

    public static let difficultiesAskedBack = difficulties(
        "difficultiesAskedBack", "Vướng mắc cần bổ sung", since: "Hỏi lại lúc", "d.updated_at",
        reason: """
            (SELECT e.text FROM difficulty_entry e WHERE e.difficulty_id = d.id AND e.kind = 'request'
                ORDER BY e.ordinal DESC LIMIT 1)
            """
    ) { actor in
        "\(difficulty) WHERE d.state = 'asked_back' AND \(isAsked(by: actor))"
    }

    public static let difficultiesAnswered = difficulties(
        "difficultiesAnswered", "Vướng mắc đã có trả lời, chờ xem", since: "Trả lời lúc", "d.updated_at"
    ) { actor in
        "\(difficulty) WHERE d.state = 'answered' AND \(isAsked(by: actor))"
    }

    public static let difficultiesRaised = difficulties(
        "difficultiesRaised", "Vướng mắc đã gửi Sở Nội vụ", waitsForOthers: true
    ) { actor in
        "\(difficulty) WHERE d.state IN ('waiting', 'assigned') AND \(isAsked(by: actor))"
    }

    public static let difficultiesWithOthers = difficulties(
        "difficultiesWithOthers", "Vướng mắc đang do người khác xử lý", waitsForOthers: true
    ) { actor in
        ofHandler(actor, "d.state = 'assigned' AND d.assigned_to <> \(actor.accountID)")
    }
}
