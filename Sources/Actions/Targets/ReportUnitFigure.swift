import Domain
import Primitives
import Records
import Store

/// Reports what a unit has reached in a period, with what proves it: *báo cáo số liệu*. A second time it corrects: the former
/// value stays, with the reason, the author and the time. Late is told, and taken.
public struct ReportUnitFigure: Sendable {
    public struct Paper: Sendable {
        public let fileName: String
        public let content: [UInt8]

        public init(fileName: String, content: [UInt8]) {
            self.fileName = fileName
            self.content = content
        }
    }

    public let indicatorID: ID<Indicator>
    public let unitID: ID<Unit>
    public let period: Int
    /// The version of the period's figure that the editor had before their eyes.
    public let version: Int
    public let amount: String
    public let note: String
    /// Why a reported value is replaced.
    public let reason: String
    public let paper: Paper?

    public init(
        indicatorID: ID<Indicator>, unitID: ID<Unit>, period: Int, version: Int, amount: String, note: String,
        reason: String, paper: Paper? = nil
    ) {
        self.indicatorID = indicatorID
        self.unitID = unitID
        self.period = period
        self.version = version
        self.amount = amount
        self.note = note
        self.reason = reason
        self.paper = paper
    }

    /// - Returns: the figure as it stands now, and where the unit stands with it.
    public func run(
        by actor: Actor, files: FileStore, on store: any Store
    ) async throws -> (figure: UnitFigure, standing: TargetStanding) {
        var proof: (paper: CheckedPaper, hash: String)?
        if let paper {
            // The right first: nobody else's file is kept.
            try await store.read { tx in
                _ = try Gate.target(indicatorID, of: unitID, for: actor, may: .report, period: period, in: tx)
            }
            let checked = try CheckedPaper(number: "", on: "", fileName: paper.fileName, content: paper.content)
            proof = (checked, try await files.store(paper.content))
        }
        let kept = proof
        return try await store.perform { tx in try write(kept, by: actor, in: tx) }
    }

    private func write(
        _ proof: (paper: CheckedPaper, hash: String)?, by actor: Actor, in tx: any WriteTransaction
    ) throws -> (figure: UnitFigure, standing: TargetStanding) {
        var (indicator, target, policy) = try Gate.target(
            indicatorID, of: unitID, for: actor, may: .report, period: period, in: tx)
        guard let index = target.figures.firstIndex(where: { $0.period == period }) else {
            throw Problem.notFound("kỳ báo cáo này")
        }
        var figure = target.figures[index]
        let former = figure.amount
        var fields = TypedFields()
        let typed = fields.amount(
            amount, "amount", "Số liệu \(indicator.rhythm.name(of: period))", of: indicator,
            missing: "Nhập số đạt được; chưa đạt gì thì nhập 0.")
        figure.note = fields.lines(note, "note", "Ghi chú", limit: 2000)
        let isCorrection = former != nil && typed != former
        let isOutside = !actor.isAny(of: .unitOfficer, .unitHead, over: policy.unit)
        let isLocked = period <= indicator.lockedThrough
        let missing: String? =
            if isCorrection { "Ghi lý do sửa số đã báo cáo." } else if isLocked {
                "Số liệu kỳ này đã chốt. Ghi lý do ghi thêm."
            } else if isOutside { "Ghi lý do Sở Nội vụ ghi thay đơn vị." } else { nil }
        let why = fields.lines(reason, "reason", "Lý do", limit: 1000, missing: missing)
        try fields.check()
        figure.amount = typed
        figure.reportedOn = tx.today
        figure.reportedBy = actor.name
        if former == nil { figure.isLate = tx.today > indicator.dueOn(period) }
        target.figures[index] = figure
        let sortKey = try TargetRecords.sortKeys([unitID], in: tx)[unitID] ?? ""
        try TargetRecords.report(
            target, period: period, of: indicator, expecting: version, sortKey: sortKey, in: tx)
        if let former, let typed, former != typed {
            try FigureCorrection.keep(
                .amount, of: figure, former: former, amount: typed, reason: why, indicator, by: actor, in: tx)
        } else {
            try EventRecords.append(
                .figureReported, to: .unitFigure, figure.id.rawValue, by: actor,
                note: "\(indicator.rhythm.name(of: period)): \(indicator.written(typed ?? 0))"
                    + (why.isEmpty ? "" : ". \(why)"), in: tx)
        }
        if let proof {
            let attachment = proof.paper.attachment(
                of: .unitFigure, figure.id.rawValue, nominationID: nil, paperKey: DossierPapers.other, hash: proof.hash,
                by: actor, at: tx.now)
            try AttachmentRecords.insert(attachment, in: tx)
            try EventRecords.append(
                .evidenceAdded, to: .unitFigure, figure.id.rawValue, by: actor, note: attachment.fileName,
                detail: ["attachment": attachment.id.rawValue, "sha256": proof.hash], in: tx)
        }
        return (figure, target.progress(indicator).steps[period - 1].standing)
    }
}
