import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// Until when dossiers must be handed in, and which came too late: told, never refused.
struct DeadlineMarks {
    let timeline: RulesTimeline
    private(set) var proposals: [ID<Dossier>: [(CatalogueCode, CommendationCategory)]]
    let today: CivilDate

    /// At most two statements, however many dossiers there are.
    static func load(for lines: [DossierLine], in tx: any ReadTransaction) throws -> DeadlineMarks {
        var marks = DeadlineMarks(timeline: try RulesRecords.timeline(in: tx), proposals: [:], today: tx.today)
        let open = lines.filter(marks.mayBear).map(\.id)
        if !open.isEmpty { marks.proposals = try RulesRecords.proposals(of: open, in: tx) }
        return marks
    }

    /// The day that is held against the deadline: today while a dossier is with its sender, later the day on which it was
    /// submitted; `nil` when it no longer waits for anybody.
    private func day(of line: DossierLine) -> (day: CivilDate, isWithSender: Bool)? {
        guard line.level == .province else { return nil }
        if Dossier.State.editable.contains(line.state) { return (today, true) }
        guard Dossier.State.underway.contains(line.state) else { return nil }
        return (line.submittedAt?.day ?? today, false)
    }

    /// Whether the mark rests on what is proposed: what came before every deadline is late for none of them.
    private func mayBear(_ line: DossierLine) -> Bool {
        guard let (day, isWithSender) = day(of: line),
            let first = timeline.inForce(on: day)?.firstDeadline(year: line.year)
        else { return false }
        return isWithSender || day > first.due
    }

    /// Nothing for a dossier that came in time, or that no longer waits for anybody.
    func mark(of line: DossierLine) -> HTML {
        guard let (day, isWithSender) = day(of: line), mayBear(line),
            let deadline = timeline.inForce(on: day)?.deadline(
                of: proposals[line.id] ?? [], category: line.category, year: line.year)
        else { return "" }
        return deadline.mark(isWithSender: isWithSender, day: day)
    }
}

extension DossierDeadline {
    /// The time left while a dossier is with its sender; later only that it came too late.
    func mark(isWithSender: Bool, day: CivilDate) -> HTML {
        if isWithSender { return DeadlineBadge(due: due, today: day).html }
        let late = daysLate(on: day)
        return late == 0 ? "" : StatusTag(label: "Trình muộn \(late) ngày", tone: .warning).html
    }
}
