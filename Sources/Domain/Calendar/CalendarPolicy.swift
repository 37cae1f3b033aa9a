import Primitives

/// Who may do what to an occasion of the calendar.
public enum OccasionAct: String, Sendable, CaseIterable {
    case view, edit, end, resume
}

public struct OccasionPolicy: Sendable {
    public let actor: Actor
    /// The unit that keeps it and what is above it.
    public let keeping: Lineage

    public init(actor: Actor, keeping: Lineage) {
        self.actor = actor
        self.keeping = keeping
    }

    /// Sở Nội vụ keeps the days of the nation, of the province and of every unit below; a unit's own officer and head keep
    /// the days of that unit.
    private func isKeeper(_ level: Occasion.Level) -> Bool {
        if actor.isAny(of: .specialist, .leader, over: keeping) { return true }
        return level == .agency
            && actor.grants.contains {
                ($0.role == .unitOfficer || $0.role == .unitHead) && $0.unitID == keeping.unitID
            }
    }

    public func permission(for act: OccasionAct, on occasion: Occasion) -> Permission {
        if act == .view { return actor.grants.isEmpty ? .hidden : .open }
        guard isKeeper(occasion.level) else { return .hidden }
        switch act {
        case .view: return .open
        case .edit:
            return occasion.state == .removed
                ? .locked("Mục này đã bỏ khỏi lịch. Đưa lại vào lịch rồi mới sửa được.") : .open
        case .end:
            return occasion.state == .kept ? .open : .locked("Mục này đã thôi giữ trong lịch.")
        case .resume:
            return occasion.state == .kept ? .locked("Mục này đang có trong lịch.") : .open
        }
    }
}

/// Who may see and enter the days off of a year.
public struct HolidayPolicy: Sendable {
    /// The years that can be entered.
    public static let years = 1945...2200

    public let actor: Actor

    public init(actor: Actor) { self.actor = actor }

    public var view: Permission { actor.grants.isEmpty ? .hidden : .open }

    /// Sở Nội vụ, for the whole province: time limits are counted alike for everybody.
    public var edit: Permission { actor.isAny(of: .specialist, .leader) ? .open : .hidden }
}

/// Who may do what to an activity.
public enum ActivityAct: String, Sendable, CaseIterable {
    case view, edit, hold, report, cancel
}

public struct ActivityPolicy: Sendable {
    public let actor: Actor
    /// The unit in charge and what is above it.
    public let organising: Lineage

    public init(actor: Actor, organising: Lineage) {
        self.actor = actor
        self.organising = organising
    }

    private var isOrganiser: Bool {
        actor.isAny(of: .specialist, .leader, over: organising)
            || actor.grants.contains {
                ($0.role == .unitOfficer || $0.role == .unitHead) && $0.unitID == organising.unitID
            }
    }

    public func permission(for act: ActivityAct, on activity: Activity, today: CivilDate) -> Permission {
        if act == .view { return actor.grants.isEmpty ? .hidden : .open }
        guard isOrganiser else { return .hidden }
        if activity.state == .cancelled { return .locked("Hoạt động này đã hủy.") }
        switch act {
        case .view: return .open
        case .edit:
            return activity.state == .planned
                ? .open : .locked("Hoạt động đã tổ chức nên kế hoạch không sửa được nữa.")
        case .hold:
            guard activity.state == .planned else { return .locked("Hoạt động đã được ghi là đã tổ chức.") }
            return activity.plannedFrom <= today
                ? .open
                : .locked(
                    "Theo kế hoạch, ngày \(activity.plannedFrom.written) mới bắt đầu. Nếu tổ chức sớm hơn, sửa ngày trong kế hoạch."
                )
        case .report:
            return activity.state == .planned ? .locked("Ghi là đã tổ chức trước, rồi ghi kết quả.") : .open
        case .cancel:
            return activity.state == .planned ? .open : .locked("Chỉ hủy được hoạt động chưa tổ chức.")
        }
    }
}

/// Who may say which days of the calendar a movement greets: those who prepare the movements of its launching unit.
public struct MovementGreetingPolicy: Sendable {
    public let actor: Actor
    public let launching: Lineage

    public init(actor: Actor, launching: Lineage) {
        self.actor = actor
        self.launching = launching
    }

    public var permission: Permission {
        let isDrafter =
            actor.isAny(of: .specialist, .leader, over: launching)
            || actor.grants.contains {
                ($0.role == .unitOfficer || $0.role == .unitHead) && $0.unitID == launching.unitID
            }
        return isDrafter ? .open : .hidden
    }
}
