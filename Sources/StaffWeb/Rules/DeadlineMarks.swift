import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// Until when dossiers must be handed in, and which came too late: told, never refused.
struct DeadlineMarks {
    let timeline: RulesTimeline
    let proposals: [ID<Dossier>: [(CatalogueCode, CommendationCategory)]]
    let today: CivilDate

    /// Two statements, however many dossiers there are.
    static func load(for lines: [DossierLine], in tx: any ReadTransaction) throws -> DeadlineMarks {
        DeadlineMarks(
            timeline: try RulesRecords.timeline(in: tx),
            proposals: try RulesRecords.proposals(of: lines.map(\.id), in: tx), today: tx.today)
    }

    /// Nothing for a dossier that came in time, or that no longer waits for anybody.
    func mark(of line: DossierLine) -> HTML {
        guard line.level == .province else { return "" }
        let isWithSender = Dossier.State.editable.contains(line.state)
        guard isWithSender || Dossier.State.underway.contains(line.state) else { return "" }
        let day = isWithSender ? today : line.submittedAt?.day ?? today
        guard
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
