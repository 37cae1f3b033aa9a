import Domain
import Primitives
import Store

extension WorkSection {
    /// Figures of the actor's units whose period is over and that are not reported: of each indicator the earliest.
    public static let figuresToReport = WorkSection(
        "figuresToReport", "Chỉ tiêu cần báo cáo", of: .indicator,
        fields: WorkFields(
            id: "i.id", title: "i.name", dueOn: "f.due_on", part: "CAST(f.period AS TEXT)", also: "i.rhythm, f.period",
            detail: { row in
                let rhythm: Rhythm = try row["rhythm"]
                return rhythm.name(of: try row["period"])
            })
    ) { actor, today in
        let units = actor.units(as: .unitOfficer, .unitHead)
        guard !units.isEmpty else { return nil }
        return """
            FROM unit_figure f JOIN indicator i ON i.id = f.indicator_id JOIN unit u ON u.id = f.unit_id
            WHERE \(UnitRecords.isWithin("f.unit_id", units)) AND f.standing = 'unreported' AND f.period_end < \(today)
                AND f.period > i.locked_through
                AND NOT EXISTS (SELECT 1 FROM unit_figure e WHERE e.indicator_id = f.indicator_id AND e.unit_id = f.unit_id
                    AND e.period < f.period AND e.period > i.locked_through AND e.standing = 'unreported')
            """
    }

    private static func works(
        _ key: String, _ title: String, waitsForOthers: Bool = false, units: @escaping @Sendable (Actor) -> [ID<Unit>]
    ) -> WorkSection {
        WorkSection(
            key, title, of: .publicWork, waitsForOthers: waitsForOthers,
            fields: WorkFields(
                id: "w.id", title: "w.name",
                dueOn: """
                    COALESCE((SELECT MIN(m.planned_on) FROM milestone m WHERE m.work_id = w.id AND m.done_on IS NULL),
                        CASE WHEN w.state = 'planned' THEN w.starts_on ELSE w.planned_finish END)
                    """,
                also: "w.plaque_day",
                detail: { row in
                    let day: CivilDate = try row["plaque_day"]
                    return "Gắn biển ngày \(day.written)"
                })
        ) { actor, today in
            let units = units(actor)
            guard !units.isEmpty else { return nil }
            return """
                FROM public_work w JOIN unit u ON u.id = w.unit_id
                WHERE w.state IN ('planned', 'under_way') AND \(UnitRecords.isWithin("w.unit_id", units))
                    AND (w.planned_finish < \(today) OR (w.state = 'planned' AND w.starts_on < \(today))
                        OR EXISTS (SELECT 1 FROM milestone m
                            WHERE m.work_id = w.id AND m.done_on IS NULL AND m.planned_on < \(today)))
                """
        }
    }

    /// Works of the actor's units with a milestone or a day that is over.
    public static let worksLate = works("worksLate", "Công trình chậm tiến độ") {
        $0.units(as: .unitOfficer, .unitHead)
    }

    /// The same of all units, for Sở Nội vụ.
    public static let worksLateElsewhere = works(
        "worksLateElsewhere", "Công trình của các đơn vị chậm tiến độ", waitsForOthers: true
    ) { $0.units(as: .specialist, .leader) }
}
