import Actions
import Domain
import Papers
import Primitives
import Records
import Store

/// A report as the paper that is printed from it, with its table by unit and its plots where it was put together from others.
struct PrintedReport: Sendable {
    /// As many columns as a page takes beside the names of units.
    static let columns = 7

    let file: ReportFile
    let issuer: PlanIssuer
    let parts: [ReportsBelowRecords.Part]
    let plots: ReportPlots
    let below: ReportsBelow
    let missing: [String]

    /// The report of the one who asked is Sở Nội vụ's, to the People's Committee; that of a unit is its own.
    init(_ file: ReportFile, in tx: any ReadTransaction) throws {
        self.file = file
        let writer =
            file.report.isFinal ? try UnitRecords.standingBody(on: tx.today, in: tx) ?? file.unit : file.unit
        issuer = try PlanRecords.issuer(writer, in: tx)
        parts = try ReportsBelowRecords.parts(in: file.report, in: tx)
        plots = try ReportPlots.load(file, in: tx)
        below = try ReportsBelowRecords.below(file.report, in: tx)
        missing = try ReportsBelowRecords.missing(below: file.report, limit: 50, in: tx)
    }

    func fileName(_ suffix: String) -> String {
        let words = VietnameseText.folded(file.request.title).split { !$0.isLetter && !$0.isNumber }
        return "\(words.joined(separator: "-").prefix(80)).\(suffix)"
    }

    func paper(isDemo: Bool) -> ReportPaper {
        let (report, request) = (file.report, file.request)
        let room = String(repeating: "\u{00A0}", count: 5)
        var lines: [String] = []
        if below.total > 0 {
            lines.append(
                "Tổng hợp từ \(groupedByThousands(below.taken)) trong \(groupedByThousands(below.total)) đơn vị phải báo cáo."
            )
            if !missing.isEmpty {
                let more = below.total - below.accepted - missing.count
                lines.append(
                    "Chưa có báo cáo: \(missing.joined(separator: ", "))\(more > 0 ? " và \(more) đơn vị khác" : "").")
            }
        }
        return ReportPaper(
            issuerParent: issuer.letterheadParent, issuer: issuer.letterhead, number: report.number,
            symbol: "BC-\(issuer.symbol)", place: issuer.place,
            date: report.signedOn?.writtenOut ?? "ngày\(room) tháng\(room) năm \(request.dueOn.year)",
            title: request.title,
            period: "Kỳ báo cáo: từ ngày \(request.periodFrom.written) đến hết ngày \(request.periodUntil.written)",
            salutation: report.isFinal
                ? "Ủy ban nhân dân \(Issuer.insideSentence(file.unit.name))"
                : file.policy.receiver.map { $0.unit.kind == .province ? "Sở Nội vụ" : $0.unit.name } ?? "",
            sections: request.form.sections.enumerated().map { index, section in
                PaperSection(
                    heading: "\(index + 1). \(section.heading)",
                    paragraphs: report.words[index].split(whereSeparator: \.isNewline).map {
                        PaperParagraph(String($0))
                    })
            },
            figuresHeading: "\(request.form.sections.count + 1). Số liệu", sourceNotes: lines,
            figures: zip(request.form.figures, report.values).enumerated().map { index, pair in
                ReportPaper.Figure(
                    ordinal: String(index + 1), name: pair.0.name, measure: pair.0.measure,
                    amount: pair.1.total.map(pair.0.written) ?? "–", note: Self.note(pair.0, pair.1))
            },
            pictures: plots.pictures, tables: tables,
            recipients: ["Như trên", "Lưu: VT"],
            signature: .init(capacityLines: issuer.capacityLines(.head, title: ""), name: report.signerName),
            isDemo: isDemo)
    }

    /// The plan next to what was done, and what stands behind a corrected number.
    private static func note(_ figure: ReportFigure, _ value: ReportValue) -> String {
        var notes: [String] = []
        if let planned = value.planned { notes.append("Kế hoạch đến kỳ \(figure.written(planned))") }
        if value.isCorrected {
            notes.append("Hệ thống đếm \(figure.written(value.computed ?? 0)); sửa vì \(value.reason)")
        }
        return notes.joined(separator: ". ")
    }

    /// The figures by unit, as many to a table as a page takes; every figure stands in one of them.
    private var tables: [ReportPaper.UnitTable] {
        guard !parts.isEmpty else { return [] }
        let all = Array(file.request.form.figures.enumerated())
        let groups = stride(from: 0, to: all.count, by: Self.columns).map {
            Array(all[$0..<min($0 + Self.columns, all.count)])
        }
        return groups.enumerated().map { number, shown in
            let cells = parts.enumerated().map { index, part in
                ReportPaper.UnitRow(
                    ordinal: String(index + 1), name: part.unitName,
                    amounts: shown.map { $0.element.written(part.totals[$0.offset + 1] ?? 0) })
            }
            let sums = shown.map { column in parts.reduce(0) { $0 + ($1.totals[column.offset + 1] ?? 0) } }
            return ReportPaper.UnitTable(
                annex: groups.count > 1 ? "PHỤ LỤC \(Self.roman(number + 1))" : "PHỤ LỤC",
                columns: shown.map { "(\($0.offset + 1))" },
                legend: shown.map {
                    "(\($0.offset + 1)) \($0.element.name)\($0.element.measure.isEmpty ? "" : ", \($0.element.measure)")"
                },
                rows: cells, sums: zip(shown, sums).map { $0.element.written($1) })
        }
    }

    /// A report asks for no more than forty figures, so has no more than six tables.
    private static func roman(_ number: Int) -> String {
        let figures = ["I", "II", "III", "IV", "V", "VI"]
        return number <= figures.count ? figures[number - 1] : String(number)
    }
}
