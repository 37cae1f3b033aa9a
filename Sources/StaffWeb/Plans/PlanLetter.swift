import Domain
import Papers
import Primitives
import Records
import Store

/// A plan as the letter that is printed from it.
public struct PlanLetter: Sendable {
    public let plan: Plan
    public let issuer: PlanIssuer

    public init(_ plan: Plan, issuer: PlanIssuer) {
        self.plan = plan
        self.issuer = issuer
    }

    /// The letter of a plan that exists.
    public static func load(_ id: ID<Plan>, in tx: any ReadTransaction) throws -> PlanLetter? {
        guard let plan = try PlanRecords.plan(id, in: tx), let unit = try UnitRecords.unit(plan.unitID, in: tx) else {
            return nil
        }
        return PlanLetter(plan, issuer: try PlanRecords.issuer(unit, in: tx))
    }

    public func paper(isDemo: Bool) -> LetterPaper {
        let content = plan.content
        let wording = PlanWording(content)
        return LetterPaper(
            issuerParent: issuer.letterheadParent, issuer: issuer.letterhead, number: plan.number,
            symbol: content.symbol, place: content.place.isEmpty ? issuer.place : content.place, date: date,
            abstract: content.abstract, salutations: salutations, bases: wording.unwovenBases.map(\.citation),
            opening: opening(wording), sections: sections(wording), closing: closing(wording), recipients: recipients,
            signature: .init(
                capacityLines: issuer.capacityLines(content.authority, title: content.signerTitle),
                name: content.signerName),
            assignments: content.hasAnnex ? assignments(wording) : [], isDemo: isDemo)
    }

    /// `Cong-van-45-UBND-NCPC.pdf`
    public func fileName(_ suffix: String) -> String {
        guard let number = plan.numberText else {
            return "Du-thao-cong-van-ke-hoach-\(plan.year).\(suffix)"
        }
        let plain = number.map { $0 == "Đ" ? "D" : $0 == "/" ? "-" : String($0) }.joined()
        return "Cong-van-\(plain).\(suffix)"
    }

    /// The day; until it is signed, room for it and the month in which it is to be signed.
    private var date: String {
        if let signedOn = plan.signedOn { return signedOn.writtenOut }
        let room = String(repeating: "\u{00A0}", count: 5)
        guard let first = CivilDate(iso: plan.content.plannedMonth + "-01") else {
            return "ngày\(room) tháng\(room) năm \(plan.year)"
        }
        return "ngày\(room) " + first.writtenOut.dropFirst("ngày 01 ".count)
    }

    private var salutations: [String] {
        plan.content.addressees.filter { $0.group == .execute }.map(\.name)
    }

    /// "Như trên" first, the archive last, with the mark that says for what the paper goes there.
    private var recipients: [String] {
        let ordered = PlanAddressee.Group.allCases.flatMap { group in
            plan.content.addressees.filter { $0.group == group && group != .execute }
        }
        let lines = ordered.map { addressee in
            switch addressee.group {
            case .report: "\(addressee.name) (b/c)"
            case .coordinate: "\(addressee.name) (p/h)"
            case .archive: "Lưu: \(addressee.name)"
            case .execute, .inform: addressee.name
            }
        }
        return (salutations.isEmpty ? [] : ["Như trên (t/h)"]) + lines
    }

    private func paragraph(_ runs: [TextRun], mark: String = "") -> PaperParagraph {
        PaperParagraph(mark: mark, runs.map { PaperRun($0.text, isBold: $0.isBold) })
    }

    private func paragraphs(_ text: String, _ wording: PlanWording) -> [PaperParagraph] {
        wording.paragraphs(text).map { paragraph($0) }
    }

    /// Theme and movements that no text names stand before the last paragraph, which mostly leads over to the sections.
    private func opening(_ wording: PlanWording) -> [PaperParagraph] {
        let content = plan.content
        var all = paragraphs(content.opening, wording)
        var added: [PaperParagraph] = []
        if !content.theme.isEmpty, !wording.weavesTheme {
            added.append(
                paragraph([TextRun("Chủ đề thi đua năm \(plan.year): "), wording.theme, TextRun(".")]))
        }
        if !content.movements.isEmpty, !wording.weavesMovements {
            added.append(paragraph([TextRun("Hưởng ứng các phong trào thi đua: \(wording.movements).")]))
        }
        all.insert(contentsOf: added, at: max(0, all.count - 1))
        return all
    }

    private func sections(_ wording: PlanWording) -> [PaperSection] {
        let isLast = plan.content.closing.isEmpty
        return plan.content.sections.enumerated().map { index, section in
            var all = paragraphs(section.intro, wording)
            for (order, task) in section.tasks.enumerated() {
                let mark = plan.content.numbersTasks ? "\(index + 1).\(order + 1)." : "-"
                for (line, runs) in wording.paragraphs(task.text).enumerated() {
                    all.append(paragraph(runs, mark: line == 0 ? mark : ""))
                }
            }
            if isLast, index == plan.content.sections.count - 1 { end(&all) }
            return PaperSection(heading: "\(index + 1). \(section.heading)", paragraphs: all)
        }
    }

    private func closing(_ wording: PlanWording) -> [PaperParagraph] {
        var all = paragraphs(plan.content.closing, wording)
        end(&all)
        return all
    }

    /// The text of a letter ends with "./.".
    private func end(_ paragraphs: inout [PaperParagraph]) {
        guard var last = paragraphs.popLast() else { return }
        if var run = last.runs.popLast() {
            while let mark = run.text.last, "./ ".contains(mark) { run.text.removeLast() }
            run.text += "./."
            last.runs.append(run)
        }
        paragraphs.append(last)
    }

    private func assignments(_ wording: PlanWording) -> [LetterPaper.Assignment] {
        plan.content.assignedTasks.map { number, task in
            LetterPaper.Assignment(
                number: number,
                task: wording.paragraphs(task.text).map { $0.map(\.text).joined() }.joined(separator: "\n"),
                responsible: task.responsible, coordinators: task.coordinators,
                due: task.dueOn.map { "Trước \($0.written)" } ?? "Cả năm \(plan.year)")
        }
    }
}
