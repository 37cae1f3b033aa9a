import Actions
import Domain
import Primitives
import Records
import Store

extension World {
    /// A kind of report that asks for one section and three numbers: one that the system counts, two that units know.
    /// - Parameter indicator: from which the number of houses is taken; `nil` when units know it.
    public func reportKind(
        workingDays: String = "10", indicator: ID<Indicator>? = nil
    ) async throws -> ID<ReportKind> {
        var typed = typedReportKind(workingDays: workingDays)
        if let indicator { typed.figures[1].source = TypedReportKind.Figure.source(indicator) }
        return try await AddReportKind(typed: typed).run(by: specialist, on: store)
    }

    public func typedReportKind(workingDays: String = "10") -> TypedReportKind {
        var typed = TypedReportKind()
        typed.name = "Báo cáo sơ kết 6 tháng"
        typed.period = ReportKind.Period.halfYear.rawValue
        typed.workingDays = workingDays
        typed.sections = [.init(heading: "Kết quả nổi bật", hint: "Việc làm được, số liệu chứng minh")]
        typed.figures = [
            .init(measure: "hoạt động", source: ReportSource.activitiesHeld.rawValue),
            .init(name: "Nhà tạm đã xóa", measure: "nhà"), .init(name: "Đường bê tông đã làm", measure: "mét"),
        ]
        return typed
    }

    /// Communes and departments of the world asked for the report of 2025.
    public func reportRequest(
        kind: ID<ReportKind>? = nil, dueOn: String = "", groups: Set<Unit.Kind> = [.commune, .department]
    ) async throws -> ID<ReportRequest> {
        let kindID: ID<ReportKind>
        if let kind { kindID = kind } else { kindID = try await reportKind() }
        return try await AskForReports(
            kindID: kindID, title: "Báo cáo năm 2025", periodFrom: "01/01/2025", periodUntil: "31/12/2025",
            dueOn: dueOn, message: "", groups: groups
        ).run(by: specialist, lawbook: lawbook, on: store)
    }

    public func report(of unitID: ID<Unit>, _ requestID: ID<ReportRequest>) async throws -> Report {
        try await store.read { tx in
            guard let id = try ReportRecords.id(of: unitID, requestID, in: tx),
                let file = try ReportRecords.file(id, in: tx)
            else { throw Problem.notFound("báo cáo") }
            return file.report
        }
    }

    /// Someone who is officer and head of a unit of this world that has none.
    public func headOf(_ unitID: ID<Unit>) -> Actor {
        Actor(
            accountID: otherOfficer.accountID, name: "Lương Thị Thử",
            grants: [Grant(.unitOfficer, at: unitID), Grant(.unitHead, at: unitID)])
    }

    /// Brings the report of a unit as far as this state by those whose step it is.
    public func fileReport(
        of unitID: ID<Unit>, _ requestID: ID<ReportRequest>, houses: Int, metres: Int, until state: Report.State,
        words: String = "Đã làm tốt."
    ) async throws {
        let (writer, specialist) = (headOf(unitID), specialist)
        try await store.write { tx in
            try World.fileReport(
                of: unitID, requestID, houses: houses, metres: metres, until: state, words: words, writer: writer,
                receiver: specialist, in: tx)
        }
    }

    /// The same within a transaction.
    /// - Parameter houses: `nil` where the system knows them.
    public static func fileReport(
        of unitID: ID<Unit>, _ requestID: ID<ReportRequest>, houses: Int?, metres: Int, until state: Report.State,
        words: String, writer: Actor, receiver: Actor, in tx: any WriteTransaction
    ) throws {
        guard let id = try ReportRecords.id(of: unitID, requestID, in: tx) else { throw Problem.notFound("báo cáo") }
        let typed = TypedReport(
            words: [words],
            figures: [.init(), .init(amount: houses.map(String.init) ?? ""), .init(amount: String(metres))])
        var version = try ReportRecords.file(id, in: tx)?.report.version ?? 0
        version = try ChangeReport(id: id, version: version, typed: typed).run(by: writer, in: tx)
        if state == .draft { return }
        try SubmitReport(id: id, version: version).run(by: writer, in: tx)
        if state == .submitted { return }
        try SendReport(id: id, version: version + 1).run(by: writer, in: tx)
        if state == .sent { return }
        if state == .returned {
            try ReturnReport(id: id, version: version + 2, reason: "Thiếu số liệu.").run(by: receiver, in: tx)
        } else {
            try AcceptReport(id: id, version: version + 2).run(by: receiver, in: tx)
        }
    }

    /// An inspection of a unit of the day before, planned.
    public func inspection(of unitName: String = "Xã Phong Quang", on day: String = "04/12/2025") async throws
        -> ID<Inspection>
    {
        var typed = TypedInspection()
        typed.unit = unitName
        typed.subject = "Thực hiện phong trào thi đua năm 2025"
        typed.team = "Trưởng đoàn: Lãnh đạo Sở Nội vụ"
        typed.startsOn = day
        return try await PlanInspection(typed: typed).run(by: specialist, on: store)
    }

    /// The same, concluded with one recommendation.
    public func concludedInspection(due: String = "10/12/2025") async throws -> (ID<Inspection>, ID<InspectionFinding>)
    {
        let id = try await inspection()
        try await ConcludeInspection(
            id: id, version: 1, conclusion: "Đơn vị thực hiện nghiêm túc.",
            findings: [
                .init(kind: "good", text: "Phong trào sôi nổi."),
                .init(kind: "recommendation", text: "Bổ sung sổ theo dõi.", dueOn: due),
            ]
        ).run(by: specialist, on: store)
        return try await store.read { tx in
            guard let finding = try InspectionRecords.findings(of: id, in: tx).first else {
                throw Problem.notFound("kiến nghị")
            }
            return (id, finding.id)
        }
    }
}
