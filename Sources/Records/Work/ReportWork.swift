import Domain
import Primitives
import Store

extension WorkSection {
    private static func reports(
        _ key: String, _ title: String, since label: String = "", _ since: SQL? = nil, reason: SQL? = nil,
        from: @escaping @Sendable (Actor) -> SQL?
    ) -> WorkSection {
        WorkSection(
            key, title, of: .report, since: label,
            fields: WorkFields(id: "r.id", title: "q.title", dueOn: "r.due_on", since: since, reason: reason)
        ) { actor, _ in from(actor) }
    }

    private static let report: SQL =
        "FROM report r JOIN report_request q ON q.id = r.request_id JOIN unit u ON u.id = r.unit_id"

    /// True where the report is one of units on which the actor has the first functions, or the province's and the actor has
    /// the others (`ReportPolicy`). No functions, no section.
    private static func isAt(_ column: SQL, own: [ID<Unit>], ofProvince: [ID<Unit>], _ isProvince: SQL) -> SQL? {
        guard !own.isEmpty || !ofProvince.isEmpty else { return nil }
        return """
            ((NOT (\(isProvince)) AND \(UnitRecords.isWithin(column, own)))
                OR (\(isProvince) AND \(UnitRecords.isWithin(column, ofProvince))))
            """
    }

    private static func isWritten(by actor: Actor) -> SQL? {
        isAt(
            "r.unit_id", own: actor.units(as: .unitOfficer, .unitHead),
            ofProvince: actor.units(as: .specialist, .leader), "r.receiver_id IS NULL")
    }

    public static let reportsReturned = reports(
        "reportsReturned", "Báo cáo bị trả lại, cần sửa", since: "Trả lại lúc", "r.updated_at",
        reason: "r.return_reason"
    ) { actor in
        isWritten(by: actor).map { "\(report) WHERE r.state = 'returned' AND \($0)" }
    }

    public static let reportsToWrite = reports("reportsToWrite", "Báo cáo cần lập") { actor in
        isWritten(by: actor).map { "\(report) WHERE r.state = 'draft' AND \($0)" }
    }

    public static let reportsToApprove = reports(
        "reportsToApprove", "Báo cáo chờ duyệt", since: "Trình lúc", "r.updated_at"
    ) { actor in
        isAt(
            "r.unit_id", own: actor.units(as: .unitHead), ofProvince: actor.units(as: .leader), "r.receiver_id IS NULL"
        ).map { "\(report) WHERE r.state = 'submitted' AND \($0)" }
    }

    /// Sent to the actor's side: the province's are received by Sở Nội vụ, those of a unit by its own people.
    public static let reportsToAccept = reports(
        "reportsToAccept", "Báo cáo chờ nhận", since: "Gửi lúc", "r.sent_at"
    ) { actor in
        isAt(
            "r.receiver_id", own: actor.units(as: .unitOfficer, .unitHead),
            ofProvince: actor.units(as: .specialist, .leader), "v.kind = 'province'"
        ).map { "\(report) JOIN unit v ON v.id = r.receiver_id WHERE r.state = 'sent' AND \($0)" }
    }

    private static func recommendations(
        _ key: String, _ title: String, state: SQL, units: @escaping @Sendable (Actor) -> [ID<Unit>]
    ) -> WorkSection {
        WorkSection(
            key, title, of: .inspection,
            fields: WorkFields(
                id: "i.id", title: "f.text", dueOn: "f.due_on",
                reason: "CASE WHEN f.return_reason = '' THEN NULL ELSE f.return_reason END")
        ) { actor, _ in
            let units = units(actor)
            guard !units.isEmpty else { return nil }
            return """
                \(InspectionRecords.ofFindings) WHERE f.state = \(state) AND \(UnitRecords.isWithin("i.unit_id", units))
                """
        }
    }

    public static let recommendationsToMend = recommendations(
        "recommendationsToMend", "Kiến nghị kiểm tra cần khắc phục", state: "'open'"
    ) { $0.units(as: .unitOfficer, .unitHead) }

    /// Inspections whose days are over and that are not concluded.
    public static let inspectionsToConclude = WorkSection(
        "inspectionsToConclude", "Cuộc kiểm tra chờ kết luận", of: .inspection,
        fields: WorkFields(
            id: "i.id", title: "i.subject", also: "i.ends_on",
            detail: { row in
                let last: CivilDate = try row["ends_on"]
                return "kiểm tra xong ngày \(last.written)"
            })
    ) { actor, today in
        let units = actor.units(as: .specialist, .leader)
        guard !units.isEmpty else { return nil }
        return """
            FROM inspection i JOIN unit u ON u.id = i.unit_id
            WHERE i.state = 'planned' AND i.ends_on < \(today) AND \(UnitRecords.isWithin("i.unit_id", units))
            """
    }

    public static let recommendationsToConfirm = recommendations(
        "recommendationsToConfirm", "Khắc phục chờ xác nhận", state: "'answered'"
    ) { $0.units(as: .specialist, .leader) }
}
