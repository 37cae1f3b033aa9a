import Domain
import Primitives
import Records
import WebSupport

/// Addresses within the pages of movements that carry a choice behind `?`.
enum MovementLinks {
    static func list(_ phase: MovementPhase) -> String { Route.movements.path() + "?xem=" + phase.key }

    static func response(_ id: ID<Movement>, unit: ID<Unit>) -> String {
        Route.responseForm.path(id) + "?don-vi=" + unit.rawValue
    }

    /// The form of one unit's review of one stage.
    static func review(_ id: ID<Movement>, _ stage: MovementReview.Stage, unit: ID<Unit>) -> String {
        address(Route.reviewForm.path(id), [("ky", stage.key), ("don-vi", unit.rawValue)])
    }

    /// What all units wrote of one stage.
    static func reviews(_ id: ID<Movement>, _ stage: MovementReview.Stage) -> String {
        address(Route.movementReviews.path(id), [("ky", stage.key)])
    }

    /// The form of a unit's own movement under this one.
    static func newBelow(_ id: ID<Movement>) -> String { address(Route.newMovement.path(), [("thuoc", id.rawValue)]) }

    /// The form of a movement of this cluster.
    static func new(of id: ID<Cluster>) -> String { address(Route.newMovement.path(), [("cum", id.rawValue)]) }

    /// Where a page of movements ended: `2025-01-01_<id>`.
    static func place(_ text: String) -> (startsOn: CivilDate, id: String)? {
        guard let place = ListAddress.place(text), let day = CivilDate(iso: place.key),
            let id = ID<Movement>(parsing: place.id)
        else { return nil }
        return (day, id.rawValue)
    }

    static func addressees(_ id: ID<Movement>, _ progress: AddresseeProgress?) -> String {
        Route.movement.path(id) + (progress.map { "?noi-nhan=" + $0.key } ?? "") + "#noi-nhan"
    }
}

extension Movement.Scope {
    /// As it stands in an address.
    var key: String {
        switch self {
        case .nation: "trung-uong"
        case .ministry: "bo-nganh"
        case .province: "tinh"
        case .cluster: "cum-khoi"
        case .unit: "don-vi"
        }
    }
}

extension MovementRelation {
    /// As it stands in an address.
    var key: String {
        switch self {
        case .own: "phat-dong"
        case .answered: "da-huong-ung"
        case .unanswered: "chua-huong-ung"
        }
    }

    var label: String {
        switch self {
        case .own: "Do đơn vị phát động"
        case .answered: "Đơn vị đã hưởng ứng"
        case .unanswered: "Đơn vị chưa hưởng ứng"
        }
    }
}

extension MovementPhase {
    /// As it stands in an address.
    var key: String {
        switch self {
        case .running: "dang-dien-ra"
        case .upcoming: "sap-toi"
        case .ended: "da-ket-thuc"
        case .drafts: "dang-soan"
        }
    }

    var label: String {
        switch self {
        case .running: "Đang diễn ra"
        case .upcoming: "Sắp tới"
        case .ended: "Đã kết thúc"
        case .drafts: "Đang soạn"
        }
    }
}

extension AddresseeProgress {
    /// As it stands in an address.
    var key: String {
        switch self {
        case .unread: "chua-xem"
        case .read: "da-xem"
        case .responded: "da-huong-ung"
        }
    }

    var label: String {
        switch self {
        case .unread: "Chưa xem"
        case .read: "Đã xem, chưa hưởng ứng"
        case .responded: "Đã hưởng ứng"
        }
    }
}

extension StatusTag {
    /// Where a movement stands on this day.
    init(movement state: Movement.State, from start: CivilDate, until end: CivilDate, today: CivilDate) {
        switch state {
        case .draft: self.init(label: "Đang soạn", tone: .neutral)
        case .closed: self.init(label: "Đã tổng kết", tone: .good)
        case .launched where today < start: self.init(label: "Sắp diễn ra", tone: .progress)
        case .launched where today > end: self.init(label: "Hết thời gian, chờ tổng kết", tone: .warning)
        case .launched: self.init(label: "Đang diễn ra", tone: .progress)
        }
    }
}
