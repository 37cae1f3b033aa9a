import Domain
import Primitives
import Store

/// What waits for an actor, put together from all nouns: *Việc cần làm*.
public enum WorkRecords {
    /// All sections, in the order of the page. A new one is written beside the others of its noun and named here.
    public static let sections: [WorkSection] = [
        .decisionsToSign,
        .directivesToRead, .directivesAssigned, .directivesToHandle,
        .movementsToAnswer,
        .figuresToReport, .worksLate, .activitiesToReport,
        .reportsReturned, .reportsToApprove, .reportsToWrite, .reportsToAccept,
        .recommendationsToMend, .recommendationsToConfirm, .inspectionsToConclude,
        .dossiersReturned, .dossiersToReceive, .dossiersToAppraise, .dossiersToSchedule,
        .sessionsToPrepare,
        .dossiersToDecide, .dossierDrafts,
        .movementDrafts, .movementReviews, .movementsToClose,
        .clustersToLead,
        .planTasksDue, .plansReturned, .plansToApprove, .plansToSend, .plansToWrite, .planDrafts,
        .difficultiesAskedBack, .difficultiesToAssign, .difficultiesToAnswer, .difficultiesAnswered,
        // For others to do.
        .movementsUnanswered, .worksLateElsewhere,
        .directivesLate,
        .dossiersSent,
        .decisionsUnsigned,
        .plansSubmitted, .planTasksLate,
        .difficultiesRaised, .difficultiesWithOthers,
    ]

    /// How many sections this actor has: as many statements as ``work(for:limit:in:)`` asks.
    public static func sectionCount(for actor: Actor, today: CivilDate) -> Int {
        sections.count { $0.from(actor, today) != nil }
    }

    /// How many things wait for this actor now, of no section more than `limit`: one statement, each part of it over an
    /// index, so that somebody with ten thousand open things costs no more than somebody with a hundred.
    public static func openCount(for actor: Actor, upTo limit: Int, in tx: any ReadTransaction) throws -> Int {
        let own = sections.filter { !$0.waitsForOthers }.compactMap { $0.from(actor, tx.today) }
        guard let first = own.first else { return 0 }
        func count(_ from: SQL) -> SQL { "(SELECT COUNT(*) \(SQL.upTo(limit, from)))" }
        let sum = own.dropFirst().reduce(count(first)) { $0 + " + " + count($1) }
        return try tx.count("SELECT \(sum) AS n")
    }

    /// The first `limit` items of every section that the actor has: one statement each.
    public static func work(for actor: Actor, limit: Int, in tx: any ReadTransaction) throws -> Work {
        Work(
            lists: try sections.compactMap { section in
                try section.from(actor, tx.today).map { try list(section, $0, limit: limit, in: tx) }
            })
    }

    private static func list(
        _ section: WorkSection, _ from: SQL, limit: Int, in tx: any ReadTransaction
    ) throws -> WorkList {
        let fields = section.fields
        let nothing: SQL = "CAST(NULL AS TEXT)"
        let late = fields.dueOn.map { "COUNT(CASE WHEN \($0) < \(tx.today) THEN 1 END) OVER ()" as SQL } ?? "0"
        let also: SQL = fields.also.map { ", \($0)" } ?? ""
        let rows = try tx.rows(
            """
            SELECT \(fields.id) AS subject_id, \(fields.title) AS title, \(fields.unitID) AS unit_id,
                \(fields.unitName) AS unit_name, \(fields.dueOn ?? nothing) AS due_on, \(fields.since ?? nothing) AS since,
                \(fields.reason ?? nothing) AS reason, \(fields.part ?? nothing) AS part,
                COUNT(*) OVER () AS total, \(late) AS late\(also)
            \(from) ORDER BY \(fields.order) LIMIT \(limit)
            """)
        return WorkList(
            section: section,
            items: try rows.map {
                WorkItem(
                    id: try $0["subject_id"], title: try $0["title"], detail: try fields.detail($0),
                    unitID: try $0["unit_id"], unitName: try $0["unit_name"], dueOn: try $0["due_on"],
                    since: try $0["since"], reason: try $0["reason"], part: try $0["part"])
            }, total: try rows.first?["total"] ?? 0, late: try rows.first?["late"] ?? 0)
    }
}
