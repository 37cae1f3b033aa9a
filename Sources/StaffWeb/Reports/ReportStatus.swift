import Domain
import Primitives
import Records
import WebSupport

extension StatusTag {
    init(report state: Report.State, isFinal: Bool = false) {
        let tone: Tone =
            switch state {
            case .draft: .neutral
            case .submitted, .sent: .progress
            case .returned: .warning
            case .accepted: .good
            }
        self.init(label: isFinal && state == .accepted ? "Đã duyệt" : state.name, tone: tone)
    }

    init(finding state: InspectionFinding.State) {
        let tone: Tone =
            switch state {
            case .noted: .neutral
            case .open: .warning
            case .answered: .progress
            case .confirmed: .good
            }
        self.init(label: state.name, tone: tone)
    }

    init(inspection state: Inspection.State) {
        let tone: Tone =
            switch state {
            case .planned: .progress
            case .concluded: .good
            case .cancelled: .neutral
            }
        self.init(label: state.name, tone: tone)
    }
}

extension DeadlineBadge {
    /// What was sent is in time or late by its first day; what was not, by today.
    init(report line: ReportLine, today: CivilDate) {
        guard let sentOn = line.firstSentOn else {
            self.init(due: line.dueOn, today: today)
            return
        }
        let late = max(0, sentOn.days(since: line.dueOn))
        self.init(label: late > 0 ? "Gửi muộn \(late) ngày" : "Đã gửi đúng hạn", isLate: late > 0)
    }
}

/// Addresses of reports with their queries.
enum ReportLinks {
    static func board(_ id: ID<ReportRequest>, _ view: ReportBoardPage.View, after: String? = nil) -> String {
        address(Route.reportRequest.path(id), [("xem", view.rawValue), ("sau", after ?? "")])
    }

    static func words(_ id: ID<Report>, section: Int, after: String? = nil) -> String {
        address(Route.reportWords.path(id), [("muc", String(section)), ("sau", after ?? "")])
    }

    /// The list that a figure was counted from.
    static func source(_ source: ReportSource) -> String {
        switch source {
        case .movementsLaunched, .movementsResponded: Route.movements.path()
        case .plansApproved, .planTasksDue: Route.plans.path()
        case .dossiersSubmitted: Route.dossiers.path()
        case .commendedIndividuals, .commendedFrontline, .commendedCollectives, .commendedHouseholds: Route.roll.path()
        case .activitiesHeld, .activityParticipants: Route.activities.path()
        case .housesFinished: Route.houses.path()
        case .difficultiesRaised: Route.difficulties.path()
        case .worksOnTime: Route.publicWorks.path()
        case .documentsRead, .documentsDone: Route.directives.path()
        case .findingsMended: Route.recommendations.path()
        case .indicator: Route.indicators.path()
        }
    }
}

/// A place in a list ordered by a day: `2025-07-10_phong quang_<id>`, the middle part only where names follow the day.
struct DueCursor {
    let day: String
    let sortKey: String
    let id: String

    /// `nil` for an empty or spoilt text: then the list starts from its beginning.
    init?(_ text: String) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count >= 2, CivilDate(iso: parts[0]) != nil, let last = parts.last,
            ID<DueCursor>(parsing: last) != nil
        else { return nil }
        day = String(parts[0])
        sortKey = parts[1..<(parts.count - 1)].joined(separator: "_")
        id = String(last)
    }

    static func text(_ day: CivilDate, _ sortKey: String? = nil, id: String) -> String {
        [day.iso, sortKey, id].compactMap { $0 }.joined(separator: "_")
    }
}
