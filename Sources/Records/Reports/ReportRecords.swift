import Domain
import Primitives
import Store

public enum ReportRecords {
    private static let columns: SQL =
        """
        r.id, r.request_id, r.unit_id, r.receiver_id, r.due_on, r.state, r.return_reason, r.first_sent_on, r.sent_at,
        r.accepted_at, r.taken_at, r.number, r.signed_on, r.signer_name, r.updated_at, r.version
        """

    private static func report(_ row: Row) throws -> Report {
        Report(
            id: try row["id"], requestID: try row["request_id"], unitID: try row["unit_id"],
            receiverID: try row["receiver_id"], dueOn: try row["due_on"], state: try row["state"],
            returnReason: try row["return_reason"], firstSentOn: try row["first_sent_on"], sentAt: try row["sent_at"],
            acceptedAt: try row["accepted_at"], takenAt: try row["taken_at"], number: try row["number"],
            signedOn: try row["signed_on"], signerName: try row["signer_name"], updatedAt: try row["updated_at"],
            version: try row["version"])
    }

    // MARK: One report

    /// The report with its request. While it is being written, what the system counts is counted now; afterwards it is what was
    /// kept when it was submitted.
    public static func file(
        _ id: ID<Report>, in tx: any ReadTransaction
    ) throws -> (report: Report, request: ReportRequest)? {
        guard let row = try tx.first("SELECT \(columns) FROM report r WHERE r.id = \(id)") else { return nil }
        var report = try report(row)
        guard let request = try ReportKindRecords.request(report.requestID, in: tx) else { return nil }
        report.words = Array(repeating: "", count: request.form.sections.count)
        report.values = Array(repeating: ReportValue(), count: request.form.figures.count)
        for row in try tx.rows("SELECT ordinal, text FROM report_words WHERE report_id = \(id)") {
            let index: Int = try row["ordinal"] - 1
            if report.words.indices.contains(index) { report.words[index] = try row["text"] }
        }
        for row in try tx.rows(
            """
            SELECT ordinal, computed, typed, below, reason, planned, done_through FROM report_figure WHERE report_id = \(id)
            """)
        {
            let index: Int = try row["ordinal"] - 1
            guard report.values.indices.contains(index) else { continue }
            report.values[index] = ReportValue(
                computed: try row["computed"], typed: try row["typed"], reason: try row["reason"],
                below: try row["below"], planned: try row["planned"], through: try row["done_through"])
        }
        if report.state.isOpen { try count(&report, request, in: tx) }
        return (report, request)
    }

    private static func count(_ report: inout Report, _ request: ReportRequest, in tx: any ReadTransaction) throws {
        let scope = ReportSourceRecords.Scope(unitID: report.unitID, requestID: request.id)
        let counts = try ReportSourceRecords.counts(
            request.form.figures.compactMap(\.source), from: request.periodFrom, until: request.periodUntil,
            scope: scope, in: tx)
        let targets = try ReportSourceRecords.targets(
            request.form.figures.compactMap(\.indicator), until: request.periodUntil, scope: scope, in: tx)
        for (index, figure) in request.form.figures.enumerated() {
            let target = figure.indicator.flatMap { targets[$0.id] }
            report.values[index].computed = target?.done ?? figure.source.flatMap { counts[$0] }
            report.values[index].planned = target?.planned
            report.values[index].through = target?.through
        }
    }

    public static func id(
        of unitID: ID<Unit>, _ requestID: ID<ReportRequest>, in tx: any ReadTransaction
    ) throws -> ID<Report>? {
        try tx.first("SELECT id FROM report WHERE request_id = \(requestID) AND unit_id = \(unitID)")?["id"]
    }

    // MARK: Asking

    /// Puts one empty report for each unit.
    public static func insert(
        _ units: [Unit], of requestID: ID<ReportRequest>, receiver: ID<Unit>?, dueOn: CivilDate, by actor: Actor,
        in tx: any WriteTransaction
    ) throws {
        let values = units.map { unit -> SQL in
            """
            (\(ID<Report>(at: tx.now)), \(requestID), \(unit.id), \(receiver), \(VietnameseText.sortKey(unit.name)), \(dueOn),
                'draft', \(actor.accountID), \(tx.now))
            """
        }
        for chunk in PlanListRecords.chunks(values, of: 100) {
            try tx.run(
                """
                INSERT INTO report (id, request_id, unit_id, receiver_id, sort_key, due_on, state, updated_by, updated_at)
                VALUES \(PlanListRecords.list(Array(chunk)))
                """)
        }
    }

    /// The units of these kinds below `root` that exist today and are not asked by this request yet.
    public static func units(
        of kinds: [Unit.Kind], below root: ID<Unit>, notYetAskedBy requestID: ID<ReportRequest>?,
        in tx: any ReadTransaction
    ) throws -> [Unit] {
        let parent: SQL = kinds == [.section] ? "u.parent_id = \(root)" : UnitRecords.isWithin("u.id", [root])
        return try tx.rows(
            """
            SELECT \(UnitRecords.columns) FROM unit u WHERE u.kind IN (\(anyOf: kinds)) AND \(parent)
                AND u.valid_from <= \(tx.today) AND (u.valid_until IS NULL OR u.valid_until >= \(tx.today))
                AND NOT EXISTS (SELECT 1 FROM report r WHERE r.request_id = \(requestID?.rawValue ?? "") AND r.unit_id = u.id)
            ORDER BY u.sort_key, u.id
            """
        ).map(UnitRecords.unit)
    }

    /// Tells the officers and heads of these units.
    @discardableResult
    public static func notify(
        _ message: String, about requestID: ID<ReportRequest>, at units: [ID<Unit>], in tx: any WriteTransaction
    ) throws -> Int {
        var people = 0
        for chunk in PlanListRecords.chunks(units.map(\.rawValue), of: 400) {
            people += try PlanAddresseeRecords.notify(
                message, subject: .reportRequest, subjectID: requestID.rawValue, at: Array(chunk), in: tx)
        }
        return people
    }

    // MARK: Writing

    /// Writes words and figures of a report if nobody has changed it since.
    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func updateContent(
        _ report: Report, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        try move(report.id, "state = state", expecting: version, by: actor, in: tx)
        try writeContent(of: report, in: tx)
    }

    public static func writeContent(of report: Report, in tx: any WriteTransaction) throws {
        try tx.run("DELETE FROM report_words WHERE report_id = \(report.id)")
        try tx.run("DELETE FROM report_figure WHERE report_id = \(report.id)")
        let words = report.words.enumerated().filter { !$0.element.isEmpty }.map { index, text -> SQL in
            "(\(report.id), \(index + 1), \(text))"
        }
        if !words.isEmpty {
            try tx.run("INSERT INTO report_words (report_id, ordinal, text) VALUES \(PlanListRecords.list(words))")
        }
        let figures = report.values.enumerated().map { index, value -> SQL in
            """
            (\(report.id), \(index + 1), \(value.computed), \(value.typed), \(value.below), \(value.reason), \(value.planned),
            \(value.through))
            """
        }
        if !figures.isEmpty {
            try tx.run(
                """
                INSERT INTO report_figure (report_id, ordinal, computed, typed, below, reason, planned, done_through)
                VALUES \(PlanListRecords.list(figures))
                """)
        }
    }

    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func submit(
        _ report: Report, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        try move(report.id, "state = 'submitted', return_reason = ''", expecting: version, by: actor, in: tx)
        try writeContent(of: report, in: tx)
    }

    public static func giveBack(
        _ id: ID<Report>, reason: String, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        try move(
            id, "state = 'returned', return_reason = \(reason), accepted_at = NULL", expecting: version, by: actor,
            in: tx)
    }

    /// Approved by the head: on its way to the receiver.
    public static func send(
        _ id: ID<Report>, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        try move(
            id, "state = 'sent', sent_at = \(tx.now), first_sent_on = COALESCE(first_sent_on, \(tx.today))",
            expecting: version, by: actor, in: tx)
    }

    public static func accept(
        _ id: ID<Report>, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        try move(id, "state = 'accepted', accepted_at = \(tx.now)", expecting: version, by: actor, in: tx)
    }

    /// Approves the report of the one who asked, under its number and day.
    public static func approve(
        _ id: ID<Report>, number: Int, signedOn: CivilDate, signerName: String, expecting version: Int, by actor: Actor,
        in tx: any WriteTransaction
    ) throws {
        try move(
            id,
            """
            state = 'accepted', accepted_at = \(tx.now), sent_at = \(tx.now),
            first_sent_on = COALESCE(first_sent_on, \(tx.today)), number = \(number), signed_on = \(signedOn),
            signer_name = \(signerName)
            """, expecting: version, by: actor, in: tx)
    }

    private static func move(
        _ id: ID<Report>, _ change: SQL, expecting version: Int, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        let changed = try tx.run(
            """
            UPDATE report SET \(change), updated_by = \(actor.accountID), updated_at = \(tx.now), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw try somebodyWasFaster("report", id.rawValue, "báo cáo này", in: tx) }
    }

    /// - Parameters:
    ///   - table: one of ours, with `updated_by` and `updated_at`.
    ///   - noun: what was changed, in a sentence: `báo cáo này`.
    static func somebodyWasFaster(
        _ table: SQL, _ id: String, _ noun: String, in tx: any ReadTransaction
    ) throws -> Problem {
        let last = try tx.first(
            "SELECT c.name, x.updated_at FROM \(table) x JOIN account c ON c.id = x.updated_by WHERE x.id = \(id)")
        let name: String = try last?["name"] ?? "Người khác"
        let at: Instant? = try last?["updated_at"]
        return Problem(
            .conflict,
            "\(name) vừa sửa \(noun)\(at.map { " lúc \($0.written)" } ?? ""). Phần của anh/chị chưa được ghi để không đè "
                + "lên thay đổi đó. Xem bản đang lưu rồi làm lại bước này.")
    }
}
