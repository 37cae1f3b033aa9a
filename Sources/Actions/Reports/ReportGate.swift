import Domain
import Primitives
import Records
import Store

/// A report with everything that is decided by it.
public struct ReportFile: Sendable {
    public var report: Report
    public let request: ReportRequest
    public let unit: Unit
    public let policy: ReportPolicy
}

extension Gate {
    /// A report on behalf of a person.
    public static func report(
        _ id: ID<Report>, for actor: Actor, may act: ReportAct, in tx: any ReadTransaction
    ) throws -> ReportFile {
        guard let (report, request) = try ReportRecords.file(id, in: tx),
            let unit = try UnitRecords.unit(report.unitID, in: tx)
        else { throw Problem.notFound("báo cáo này") }
        let receiver = try report.receiverID.flatMap { id in
            try UnitRecords.unit(id, in: tx).map { ($0, try UnitRecords.lineage(of: id, in: tx)) }
        }
        let policy = ReportPolicy(
            actor: actor, unit: unit, lineage: try UnitRecords.lineage(of: unit.id, in: tx), receiver: receiver)
        guard policy.permission(for: .view, on: report).isOpen else { throw Problem.notFound("báo cáo này") }
        // An approval that waits for somebody else is no conflict of two people: it is not this actor's.
        try require(
            policy.permission(for: act, on: report),
            code: act == .approve && report.state == .submitted ? .notAllowed : .conflict)
        return ReportFile(report: report, request: request, unit: unit, policy: policy)
    }

    /// Lets pass who follows who has reported.
    public static func reportRequest(
        _ id: ID<ReportRequest>, for actor: Actor, in tx: any ReadTransaction
    ) throws -> ReportRequest {
        guard let request = try ReportKindRecords.request(id, in: tx), ReportingPolicy(actor: actor).mayFollow else {
            throw Problem.notFound("yêu cầu báo cáo này")
        }
        return request
    }

    /// Lets pass who sets kinds of reports and asks for reports: Sở Nội vụ.
    public static func mayAskForReports(_ actor: Actor) throws {
        guard ReportingPolicy(actor: actor).mayAsk else {
            throw Problem(.notAllowed, "Loại báo cáo và yêu cầu báo cáo do Sở Nội vụ lập.")
        }
    }

    /// The province for which Sở Nội vụ asks.
    public static func provinceOfReports(_ actor: Actor, in tx: any ReadTransaction) throws -> Unit {
        try mayAskForReports(actor)
        let own = try UnitRecords.own(actor.units(as: .specialist, .leader), in: tx)
        guard let province = own.first(where: { $0.kind == .province && $0.exists(on: tx.today) }) else {
            throw Problem(.notAllowed, "Loại báo cáo và yêu cầu báo cáo do Sở Nội vụ của tỉnh lập.")
        }
        return province
    }
}
