import Domain
import Primitives
import Store

/// Kinds of reports, and the requests made from them.
public enum ReportKindRecords {
    // MARK: What is asked for

    static func form(of ownerID: String, in tx: any ReadTransaction) throws -> ReportForm {
        let sections = try tx.rows(
            "SELECT heading, hint FROM report_section WHERE owner_id = \(ownerID) ORDER BY ordinal"
        ).map { ReportSection(heading: try $0["heading"], hint: try $0["hint"]) }
        let rows = try tx.rows(
            """
            SELECT name, measure, source, indicator_id FROM report_asked_figure WHERE owner_id = \(ownerID) ORDER BY ordinal
            """)
        let indicators = try IndicatorRecords.indicators(rows.compactMap { try $0["indicator_id"] }, in: tx)
        let figures = try rows.map { row in
            let indicator: ID<Indicator>? = try row["indicator_id"]
            return ReportFigure(
                name: try row["name"], measure: try row["measure"], source: try row["source"],
                indicator: indicator.flatMap { indicators[$0] })
        }
        return ReportForm(sections: sections, figures: figures)
    }

    private static func writeForm(_ form: ReportForm, of ownerID: String, in tx: any WriteTransaction) throws {
        try tx.run("DELETE FROM report_section WHERE owner_id = \(ownerID)")
        try tx.run("DELETE FROM report_asked_figure WHERE owner_id = \(ownerID)")
        for (index, section) in form.sections.enumerated() {
            try tx.run(
                """
                INSERT INTO report_section (owner_id, ordinal, heading, hint)
                VALUES (\(ownerID), \(index + 1), \(section.heading), \(section.hint))
                """)
        }
        for (index, figure) in form.figures.enumerated() {
            try tx.run(
                """
                INSERT INTO report_asked_figure (owner_id, ordinal, name, measure, source, indicator_id)
                VALUES (\(ownerID), \(index + 1), \(figure.name), \(figure.measure), \(figure.source),
                    \(figure.indicator?.id))
                """)
        }
    }

    // MARK: Kinds

    public static func kind(_ id: ID<ReportKind>, in tx: any ReadTransaction) throws -> ReportKind? {
        guard
            let row = try tx.first(
                "SELECT id, unit_id, name, period, working_days, version FROM report_kind WHERE id = \(id)")
        else { return nil }
        return ReportKind(
            id: try row["id"], unitID: try row["unit_id"], name: try row["name"], period: try row["period"],
            workingDays: try row["working_days"], form: try form(of: id.rawValue, in: tx), version: try row["version"])
    }

    /// The kinds by name, without what they ask for; a province has a handful.
    public static func kinds(limit: Int = 200, in tx: any ReadTransaction) throws -> [ReportKind] {
        try tx.rows(
            """
            SELECT id, unit_id, name, period, working_days, version FROM report_kind ORDER BY sort_key, id LIMIT \(limit)
            """
        ).map {
            ReportKind(
                id: try $0["id"], unitID: try $0["unit_id"], name: try $0["name"], period: try $0["period"],
                workingDays: try $0["working_days"], form: ReportForm(), version: try $0["version"])
        }
    }

    public static func insert(_ kind: ReportKind, by actor: Actor, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO report_kind (id, unit_id, name, sort_key, period, working_days, updated_by, updated_at, version)
            VALUES (\(kind.id), \(kind.unitID), \(kind.name), \(VietnameseText.sortKey(kind.name)), \(kind.period),
                \(kind.workingDays), \(actor.accountID), \(tx.now), 1)
            """)
        try writeForm(kind.form, of: kind.id.rawValue, in: tx)
    }

    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func update(
        _ kind: ReportKind, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE report_kind SET name = \(kind.name), sort_key = \(VietnameseText.sortKey(kind.name)),
                period = \(kind.period), working_days = \(kind.workingDays), updated_by = \(actor.accountID),
                updated_at = \(tx.now), version = version + 1
            WHERE id = \(kind.id) AND version = \(version)
            """)
        guard changed == 1 else {
            throw try ReportRecords.somebodyWasFaster("report_kind", kind.id.rawValue, "loại báo cáo này", in: tx)
        }
        try writeForm(kind.form, of: kind.id.rawValue, in: tx)
    }

    // MARK: Requests

    public static func request(_ id: ID<ReportRequest>, in tx: any ReadTransaction) throws -> ReportRequest? {
        guard
            let row = try tx.first(
                """
                SELECT id, unit_id, title, period_from, period_until, due_on, due_note, message, created_by, created_at
                FROM report_request WHERE id = \(id)
                """)
        else { return nil }
        return ReportRequest(
            id: try row["id"], unitID: try row["unit_id"], title: try row["title"],
            periodFrom: try row["period_from"], periodUntil: try row["period_until"], dueOn: try row["due_on"],
            dueNote: try row["due_note"], message: try row["message"], form: try form(of: id.rawValue, in: tx),
            createdBy: try row["created_by"], createdAt: try row["created_at"])
    }

    public static func insert(
        _ request: ReportRequest, of kindID: ID<ReportKind>, in tx: any WriteTransaction
    ) throws {
        try tx.run(
            """
            INSERT INTO report_request (id, unit_id, kind_id, title, period_from, period_until, due_on, due_note, message,
                created_by, created_at)
            VALUES (\(request.id), \(request.unitID), \(kindID), \(request.title), \(request.periodFrom),
                \(request.periodUntil), \(request.dueOn), \(request.dueNote), \(request.message), \(request.createdBy),
                \(request.createdAt))
            """)
        try writeForm(request.form, of: request.id.rawValue, in: tx)
    }
}
