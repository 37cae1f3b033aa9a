import Domain
import Primitives
import Records
import Store

/// Words and figures of a report as typed.
public struct TypedReport: Sendable, Hashable {
    public struct Figure: Sendable, Hashable {
        /// Empty: what the system counts stands.
        public var amount: String
        public var reason: String

        public init(amount: String = "", reason: String = "") {
            self.amount = amount
            self.reason = reason
        }
    }

    /// One for each section and each figure of the request.
    public var words: [String]
    public var figures: [Figure]

    public init(words: [String], figures: [Figure]) {
        self.words = words
        self.figures = figures
    }

    /// What exists, as it would be typed.
    public init(_ report: Report, of form: ReportForm) {
        words = report.words
        figures = zip(form.figures, report.values).map { figure, value in
            Figure(amount: value.typed.map(figure.written) ?? "", reason: value.reason)
        }
    }

    /// - Throws: `Problem(.invalid)` with every field that does not hold; rows are counted from 1.
    func fill(_ report: inout Report, of form: ReportForm) throws {
        var fields = TypedFields()
        for (index, section) in form.sections.enumerated() where words.indices.contains(index) {
            report.words[index] = fields.lines(
                words[index], "words-\(index + 1)", "Phần “\(section.heading)”", limit: 20_000)
        }
        for (index, figure) in form.figures.enumerated() where figures.indices.contains(index) {
            report.values[index].typed = amount(figures[index].amount, "amount-\(index + 1)", of: figure, &fields)
            report.values[index].reason = fields.line(
                figures[index].reason, "why-\(index + 1)", "Lý do sửa “\(figure.name)”", limit: 500)
        }
        try fields.check()
    }

    private func amount(
        _ typed: String, _ field: String, of figure: ReportFigure, _ fields: inout TypedFields
    ) -> Int? {
        guard let indicator = figure.indicator, indicator.scale != .whole else {
            return fields.number(typed, field, figure.name, upTo: ReportValue.highest)
        }
        let amount = fields.amount(typed, field, figure.name, in: indicator.scale)
        guard let amount, amount > ReportValue.highest else { return amount }
        fields.add(field, "\(figure.name) lớn quá \(figure.written(ReportValue.highest)). Kiểm tra lại.")
        return nil
    }
}

/// Changes a report that is being written: *sửa báo cáo*; the form saves by itself with the same act.
public struct ChangeReport: Sendable {
    public let id: ID<Report>
    public let version: Int
    public let typed: TypedReport

    public init(id: ID<Report>, version: Int, typed: TypedReport) {
        self.id = id
        self.version = version
        self.typed = typed
    }

    /// - Returns: the version now.
    public func run(by actor: Actor, on store: any Store) async throws -> Int {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> Int {
        var file = try Gate.report(id, for: actor, may: .edit, in: tx)
        let before = file.report
        try typed.fill(&file.report, of: file.request.form)
        // Saving what is there already is not a change.
        if file.report == before, version == before.version { return version }
        try ReportRecords.updateContent(file.report, expecting: version, by: actor, in: tx)
        try EventRecords.append(.reportChanged, to: .report, id.rawValue, by: actor, in: tx)
        return version + 1
    }
}

/// Takes the sums of the accepted reports below: *lấy số liệu mới*. A report that was approved already is opened again for it, with
/// a reason, by whoever approves.
public struct TakeFigures: Sendable {
    public let id: ID<Report>
    public let version: Int
    /// Needed only for an approved report.
    public let reason: String

    public init(id: ID<Report>, version: Int, reason: String = "") {
        self.id = id
        self.version = version
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws {
        var file = try Gate.report(id, for: actor, may: .view, in: tx)
        var version = version
        if file.report.state == .accepted, file.report.isFinal {
            _ = try Gate.report(id, for: actor, may: .giveBack, in: tx)
            try requireReason(reason, "Ghi lý do mở lại báo cáo đã duyệt.")
            try ReportRecords.giveBack(id, reason: reason, expecting: version, by: actor, in: tx)
            try EventRecords.append(.reportReturned, to: .report, id.rawValue, by: actor, note: reason, in: tx)
            version += 1
        }
        file = try Gate.report(id, for: actor, may: .take, in: tx)
        let below = try ReportsBelowRecords.below(file.report, in: tx)
        if below.total == 0 { throw Problem(.conflict, "Báo cáo này không có báo cáo cấp dưới để lấy số liệu.") }
        try ReportsBelowRecords.take(into: &file.report, in: tx)
        try ReportRecords.updateContent(file.report, expecting: version, by: actor, in: tx)
        try EventRecords.append(
            .reportFiguresTaken, to: .report, id.rawValue, by: actor,
            note: "\(below.accepted) trong \(below.total) báo cáo",
            detail: ["accepted": String(below.accepted), "total": String(below.total)], in: tx)
    }
}

/// Attaches a paper to a report that is being written: *tải lên văn bản kèm theo*.
public struct AddReportPaper: Sendable {
    public static let paperKey = "bao_cao"

    public let id: ID<Report>
    public let fileName: String
    public let content: [UInt8]

    public init(id: ID<Report>, fileName: String, content: [UInt8]) {
        self.id = id
        self.fileName = fileName
        self.content = content
    }

    /// - Throws: `Problem(.invalid)` when the file is empty, too large, or not what its name says.
    public func run(by actor: Actor, files: FileStore, on store: any Store) async throws -> ID<Attachment> {
        _ = try await store.read { tx in try Gate.report(id, for: actor, may: .edit, in: tx) }
        let paper = try CheckedPaper(number: "", on: "", fileName: fileName, content: content)
        let hash = try await files.store(content)
        return try await store.perform { tx in
            // Asked again, because the report may have been submitted while the file was on its way.
            _ = try Gate.report(id, for: actor, may: .edit, in: tx)
            if try AttachmentRecords.attachments(of: .report, id.rawValue, in: tx).count >= 20 {
                throw Problem.invalid([FieldProblem("file", "Báo cáo đã có 20 tệp. Gỡ bớt rồi tải lên.")])
            }
            let attachment = paper.attachment(
                of: .report, id.rawValue, nominationID: nil, paperKey: AddReportPaper.paperKey, hash: hash, by: actor,
                at: tx.now)
            try AttachmentRecords.insert(attachment, in: tx)
            try EventRecords.append(
                .attachmentAdded, to: .report, id.rawValue, by: actor, note: attachment.fileName,
                detail: ["attachment": attachment.id.rawValue, "sha256": hash], in: tx)
            return attachment.id
        }
    }
}

/// Takes a paper out of a report that is being written: *gỡ văn bản*.
public struct RemoveReportPaper: Sendable {
    public let reportID: ID<Report>
    public let id: ID<Attachment>

    public init(reportID: ID<Report>, id: ID<Attachment>) {
        self.reportID = reportID
        self.id = id
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            _ = try Gate.report(reportID, for: actor, may: .edit, in: tx)
            guard let attachment = try AttachmentRecords.attachment(id, in: tx), attachment.subject == .report,
                attachment.subjectID == reportID.rawValue
            else { throw Problem.notFound("văn bản này") }
            try AttachmentRecords.remove(id, in: tx)
            try EventRecords.append(
                .attachmentRemoved, to: .report, reportID.rawValue, by: actor, note: attachment.fileName,
                detail: ["attachment": id.rawValue], in: tx)
        }
    }
}
