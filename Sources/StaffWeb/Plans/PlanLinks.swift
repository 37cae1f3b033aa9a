import Domain
import Primitives
import Records
import WebSupport

/// Addresses within the pages of plans that carry a choice behind `?`.
enum PlanLinks {
    static func list(year: Int, _ view: PlanView = .all, after: NameCursor? = nil) -> String {
        address(
            Route.plans.path(),
            [("nam", String(year)), ("xem", view == .all ? "" : view.key), ("sau", after?.text ?? "")])
    }

    static func new(year: Int, unit: ID<Unit>? = nil) -> String {
        address(Route.newPlan.path(), [("nam", String(year)), ("don-vi", unit?.rawValue ?? "")])
    }

    /// The page of a plan with the form of one of its tasks open.
    static func task(_ plan: String, _ task: String) -> String {
        address(Route.plan.path(plan), [("viec", task)]) + "#phan-cong"
    }

    static func missing(year: Int, after: NameCursor? = nil) -> String {
        address(Route.missingPlans.path(), [("nam", String(year)), ("sau", after?.text ?? "")])
    }

    /// The year in the address, or this year.
    static func year(_ visit: Visit) -> Int {
        let year = Int(visit.query["nam"]) ?? visit.today.year
        return (1945...2200).contains(year) ? year : visit.today.year
    }
}

/// How the list of plans is parted.
enum PlanView: String, CaseIterable {
    case all, final, submitted, draft

    /// As it stands in an address.
    var key: String {
        switch self {
        case .all: "tat-ca"
        case .final: "da-duyet"
        case .submitted: "cho-duyet"
        case .draft: "dang-soan"
        }
    }

    var label: String {
        switch self {
        case .all: "Tất cả"
        case .final: "Đã duyệt, đã gửi"
        case .submitted: "Chờ duyệt"
        case .draft: "Đang soạn"
        }
    }

    var states: [Plan.State] {
        switch self {
        case .all: []
        case .final: [.approved, .sent]
        case .submitted: [.submitted]
        case .draft: [.draft]
        }
    }
}

extension StatusTag {
    init(plan state: Plan.State) {
        switch state {
        case .draft: self.init(label: state.name, tone: .neutral)
        case .submitted: self.init(label: state.name, tone: .warning)
        case .approved: self.init(label: state.name, tone: .progress)
        case .sent: self.init(label: state.name, tone: .good)
        }
    }
}
