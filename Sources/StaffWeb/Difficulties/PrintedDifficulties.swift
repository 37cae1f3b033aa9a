import Domain
import Papers
import Primitives
import Records
import Store

/// What hinders the units, put together by theme, as the paper with which Sở Nội vụ tells the Chairman: a report in the form of
/// Nghị định 30/2020/NĐ-CP. Number, day and signer are left to be filled in.
struct PrintedDifficulties: Sendable {
    let page: DifficultySummaryPage
    let issuer: PlanIssuer

    /// - Throws: when the period typed is none, or there is no Sở Nội vụ.
    init(_ page: DifficultySummaryPage, in tx: any ReadTransaction) throws {
        if let problem = page.problem { throw Problem(.invalid, problem) }
        guard let writer = try UnitRecords.standingBody(on: tx.today, in: tx) else {
            throw Problem(
                .invalid,
                "Chưa khai báo Sở Nội vụ trong danh sách đơn vị nên chưa lập được báo cáo này. Báo quản trị hệ thống.")
        }
        self.page = page
        issuer = try PlanRecords.issuer(writer, in: tx)
    }

    func fileName(_ suffix: String) -> String {
        "tong-hop-vuong-mac-\(page.first.iso)-\(page.last.iso).\(suffix)"
    }

    func paper(isDemo: Bool) -> ReportPaper {
        let room = String(repeating: "\u{00A0}", count: 5)
        return ReportPaper(
            issuerParent: issuer.letterheadParent, issuer: issuer.letterhead, number: nil,
            symbol: "BC-\(issuer.symbol)", place: issuer.place,
            date: "ngày\(room) tháng\(room) năm \(page.today.year)",
            title: "Tổng hợp vướng mắc trong công tác thi đua, khen thưởng",
            period: "Vướng mắc gửi từ ngày \(page.first.written) đến hết ngày \(page.last.written)",
            salutation: "Chủ tịch Ủy ban nhân dân \(Issuer.insideSentence(issuer.provinceName))",
            sections: sections, figuresHeading: "", sourceNotes: [], figures: [],
            pictures: page.picture.map { [$0] } ?? [], tables: table.map { [$0] } ?? [],
            recipients: ["Như trên", "Lưu: VT"],
            signature: .init(capacityLines: issuer.capacityLines(.head, title: ""), name: ""), isDemo: isDemo)
    }

    private var sections: [PaperSection] {
        let general = PaperSection(heading: "1. Tình hình chung", paragraphs: [PaperParagraph(overview)])
        return [general]
            + page.summary.themes.enumerated().map { index, count in
                PaperSection(heading: "\(index + 2). \(count.themeName)", paragraphs: paragraphs(on: count))
            }
    }

    private var overview: String {
        let totals = page.totals
        guard totals.total > 0 else { return "Trong thời gian này không đơn vị nào gửi vướng mắc." }
        let average =
            totals.withAnswer > 0
            ? " Bình quân mỗi vướng mắc được trả lời sau \(page.average(totals)) ngày làm việc." : ""
        return
            "Các đơn vị gửi \(groupedByThousands(totals.total)) vướng mắc thuộc \(page.summary.themes.count) lĩnh vực, "
            + standing(totals) + "." + average
    }

    /// How far difficulties have come, inside a sentence.
    private func standing(_ count: DifficultyThemeCount) -> String {
        let done = count.answered + count.closed
        let late = count.late > 0 ? ", trong đó \(groupedByThousands(count.late)) quá hạn" : ""
        if count.open == 0 { return "đã trả lời hết" }
        if done == 0 { return "chưa trả lời\(late)" }
        return "đã trả lời \(groupedByThousands(done)), chưa trả lời \(groupedByThousands(count.open))\(late)"
    }

    private func paragraphs(on count: DifficultyThemeCount) -> [PaperParagraph] {
        let open = page.summary.open.filter { $0.themeName == count.themeName }
        let shared = page.summary.shared.filter { $0.themeName == count.themeName }
        var paragraphs = [PaperParagraph("Có \(groupedByThousands(count.total)) vướng mắc, \(standing(count)).")]
        if !open.isEmpty {
            paragraphs.append(PaperParagraph([PaperRun("Chưa trả lời:", isBold: true)]))
            paragraphs += open.map { PaperParagraph(mark: "-", line($0)) }
            if count.open > open.count {
                paragraphs.append(
                    PaperParagraph(mark: "-", "và \(groupedByThousands(count.open - open.count)) vướng mắc khác."))
            }
        }
        if !shared.isEmpty {
            paragraphs.append(PaperParagraph([PaperRun("Đã trả lời, chia sẻ thành hỏi đáp:", isBold: true)]))
            paragraphs += shared.map { PaperParagraph(mark: "-", ended($0.question)) }
        }
        return paragraphs
    }

    private func line(_ line: DifficultyLine) -> String {
        let due = line.dueOn.map { day in
            ", hạn trả lời \(day.written)\(day < page.today ? " (quá hạn)" : "")"
        }
        return "\(line.subject): \(line.unitName) gửi ngày \(line.askedAt.day.written)\(due ?? ", chờ đơn vị bổ sung")."
    }

    /// On one line, with a mark at its end.
    private func ended(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.last.map { ".?!…".contains($0) } == true ? line : line + "."
    }

    private var table: ReportPaper.UnitTable? {
        guard !page.summary.themes.isEmpty else { return nil }
        return ReportPaper.UnitTable(
            title: "VƯỚNG MẮC THEO LĨNH VỰC", rowHead: DifficultySummaryPage.heads[0],
            columns: Array(DifficultySummaryPage.heads.dropFirst()), legend: [],
            rows: page.summary.themes.enumerated().map { index, count in
                ReportPaper.UnitRow(
                    ordinal: String(index + 1), name: count.themeName,
                    amounts: Array(page.cells(count).dropFirst()))
            }, sums: Array(page.cells(page.totals).dropFirst()))
    }
}
