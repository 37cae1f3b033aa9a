import Domain
import Law
import Primitives
import Records
import Store

/// How long the step in which a dossier stands may take by the province's rules, and until when that is.
struct StepLimit {
    let limit: AppraisalLimit
    let citation: Citation
    /// The last day, counted in working days from the day after the step began.
    let due: WorkingDay

    /// `nil` when the province sets no limit for this step, or the dossier is decided by the unit itself.
    static func load(
        _ dossier: Dossier, _ rules: ProvincialRules?, lawbook: Lawbook, in tx: any ReadTransaction
    ) throws -> StepLimit? {
        let step: AppraisalLimit.Step
        let began: CivilDate?
        switch dossier.state {
        case .submitted: (step, began) = (.completeness, dossier.submittedAt?.day)
        case .received: (step, began) = (.appraisal, dossier.receivedOn)
        // Nothing is written on a dossier between the council's result and the decision.
        case .considered: (step, began) = (.decision, dossier.updatedAt.day)
        default: return nil
        }
        guard dossier.level == .province, let began, let rules, let limit = rules.appraisalLimit(step) else {
            return nil
        }
        let calendar = try HolidayRecords.calendar(over: lawbook, in: tx)
        return StepLimit(
            limit: limit, citation: rules.citation(limit.source), due: calendar.day(limit.workingDays, after: began))
    }
}
