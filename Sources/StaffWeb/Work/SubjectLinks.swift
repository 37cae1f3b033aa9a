import Domain
import Primitives
import Records
import WebSupport

/// Where the things of the system are seen, by kind: what the list of work and the notices lead to.
enum SubjectLinks {
    /// `nil` for what has no page of its own.
    static func path(_ subject: EventSubject, _ id: String) -> String? {
        switch subject {
        case .unit: Route.unit.path(id)
        case .account: Route.account.path(id)
        case .person: Route.person.path(id)
        case .movement: Route.movement.path(id)
        case .plan: Route.plan.path(id)
        case .dossier: Route.dossier.path(id)
        case .council: Route.council.path(id)
        case .councilSession: Route.session.path(id)
        case .decision: Route.decision.path(id)
        case .commendation: Route.rollEntry.path(id)
        case .installation: nil
        case .provincialRules: Route.rulesVersion.path(id)
        case .occasion: Route.occasion.path(id)
        case .activity: Route.activity.path(id)
        case .indicator: Route.indicator.path(id)
        case .unitFigure: nil
        case .publicWork: Route.publicWork.path(id)
        case .house: Route.house.path(id)
        case .holidays: CalendarLinks.holidays(id)
        case .difficulty: Route.difficulty.path(id)
        case .cluster: Route.cluster.path(id)
        case .reportKind: Route.reportKind.path(id)
        // A unit that is asked finds its own report there; who follows, the request.
        case .reportRequest: Route.reports.path()
        case .report: Route.report.path(id)
        case .inspection: Route.inspection.path(id)
        case .directive: Route.directive.path(id)
        case .directiveDelivery: delivery(id)
        }
    }
}

extension SubjectLinks {
    /// A document at one unit: the identities of both, as ``DirectiveDelivery/subjectID(_:_:)`` joins them.
    private static func delivery(_ id: String) -> String? {
        let ids = id.split(separator: "/")
        return ids.count == 2 ? Route.delivery.path(ids[0], ids[1]) : nil
    }
}

extension WorkSection {
    /// Where an item is worked on.
    func path(of item: WorkItem) -> String {
        switch self {
        case .plansToWrite:
            address(Route.newPlan.path(), [("nam", item.part ?? ""), ("don-vi", item.id)])
        case .directivesToHandle, .directivesAssigned:
            item.unitID.map { Route.delivery.path(item.id, $0) } ?? Route.directive.path(item.id)
        case .planTasksDue, .planTasksLate: PlanLinks.task(item.id, item.part ?? "")
        case .directivesLate: Route.directiveBoard.path(item.id) + "?xem=" + BoardView.open.key
        default: SubjectLinks.path(subject, item.id) ?? Route.work.path()
        }
    }

    /// The next step where it has an address of its own.
    func step(of item: WorkItem) -> Link? {
        switch self {
        case .movementsToAnswer:
            Link(
                label: "Hưởng ứng",
                href: address(Route.responseForm.path(item.id), [("don-vi", item.unitID?.rawValue ?? "")]))
        case .figuresToReport:
            Link(
                label: "Báo cáo",
                href: address(
                    Route.unitFigures.path(item.id, item.unitID?.rawValue ?? ""), [("ky", item.part ?? "")]))
        case .movementReviews:
            Link(
                label: item.part == MovementReview.Stage.final.key ? "Ghi tổng kết" : "Ghi sơ kết",
                href: address(
                    Route.reviewForm.path(item.id), [("ky", item.part ?? ""), ("don-vi", item.unitID?.rawValue ?? "")]))
        case .movementsToClose: Link(label: "Tổng kết", href: Route.closingForm.path(item.id))
        case .clustersToLead: Link(label: "Ghi trưởng, phó", href: Route.cluster.path(item.id) + "#truong-pho")
        case .plansToWrite: Link(label: "Lập kế hoạch", href: path(of: item))
        case .planTasksDue: Link(label: "Ghi đã xong", href: path(of: item))
        default: nil
        }
    }

    /// Where the whole list is; `nil` when there is none.
    var listPath: String? {
        switch self {
        case .dossiersToReceive, .dossiersToAppraise: Route.appraisalQueue.path()
        case .dossiersToDecide: Route.newDecision.path()
        case .dossiersToSchedule: Route.sessions.path()
        case .movementDrafts: MovementLinks.list(.drafts)
        case .movementsToClose: MovementLinks.list(.ended)
        case .movementsUnanswered, .movementReviews, .plansToWrite: nil
        case .directivesToRead: DirectiveLinks.list(.own)
        case .directivesToHandle: DirectiveLinks.list(.units)
        case .directivesAssigned: nil
        case .inspectionsToConclude: Route.inspections.path()
        case .directivesLate: DirectiveLinks.list(.sent)
        default:
            switch subject {
            case .movement: Route.movements.path()
            case .plan: Route.plans.path()
            case .dossier: Route.dossiers.path()
            case .councilSession: Route.sessions.path()
            case .decision: Route.decisions.path()
            case .difficulty: Route.difficulties.path()
            case .indicator: Route.indicators.path()
            case .publicWork: Route.publicWorks.path()
            case .activity: Route.activities.path()
            case .report: Route.reports.path()
            case .inspection: Route.recommendations.path()
            case .cluster: Route.clusters.path()
            default: nil
            }
        }
    }
}
