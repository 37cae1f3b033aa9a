import Domain
import Primitives
import Store

extension WorkSection {
    /// Activities of the actor's own units whose last day is over and whose result is not written down.
    public static let activitiesToReport = WorkSection(
        "activitiesToReport", "Hoạt động đã qua ngày, chờ ghi kết quả", of: .activity,
        fields: WorkFields(
            id: "a.id", title: "a.name", also: "a.ends_on, a.state",
            detail: { row in
                let (last, state): (CivilDate, Activity.State) = (try row["ends_on"], try row["state"])
                return (state == .planned ? "chưa ghi đã tổ chức" : "chưa ghi kết quả")
                    + ", kết thúc ngày \(last.written)"
            })
    ) { actor, today in
        let units = actor.units(as: .unitOfficer, .unitHead, .specialist, .leader)
        guard !units.isEmpty else { return nil }
        return """
            FROM activity a JOIN unit u ON u.id = a.unit_id
            WHERE a.unit_id IN (\(anyOf: units)) AND a.state IN ('planned', 'held') AND a.ends_on < \(today)
            """
    }
}
