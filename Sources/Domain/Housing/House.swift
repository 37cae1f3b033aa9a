import Primitives

/// The groups of households whose temporary or dilapidated houses are replaced (*xóa nhà tạm, nhà dột nát*).
public enum HouseholdGroup: String, Sendable, CaseIterable {
    case poor
    case nearPoor = "near_poor"
    case disaster, meritorious

    public var name: String {
        switch self {
        case .poor: "Hộ nghèo"
        case .nearPoor: "Hộ cận nghèo"
        case .disaster: "Bị ảnh hưởng thiên tai"
        case .meritorious: "Người có công"
        }
    }
}

/// The house of one household, from need to finish. The name is personal data: no address below the village is kept.
public struct House: Sendable, Hashable, Identifiable {
    public enum Measure: String, Sendable, CaseIterable {
        case built, repaired

        public var name: String {
            switch self {
            case .built: "Xây mới"
            case .repaired: "Sửa chữa"
            }
        }
    }

    /// In need, under way, finished; or taken off the list with a reason. It follows from the days.
    public enum State: String, Sendable, CaseIterable {
        case needed, started, finished, withdrawn

        public var name: String {
            switch self {
            case .needed: "Chưa khởi công"
            case .started: "Đang làm"
            case .finished: "Đã hoàn thành"
            case .withdrawn: "Đã đưa ra khỏi danh sách"
            }
        }
    }

    public let id: Primitives.ID<House>
    public let unitID: Primitives.ID<Unit>
    public let year: Int
    public var group: HouseholdGroup
    public var measure: Measure
    /// The head of the household.
    public var head: String
    /// Thôn, bản, tổ dân phố; nothing finer.
    public var village: String
    public var startedOn: CivilDate?
    public var finishedOn: CivilDate?
    public var stateMoney: Dong
    public var donatedMoney: Dong
    public var withdrawnReason: String?
    public var isInvented: Bool
    public var createdBy: Primitives.ID<Account>
    public var updatedAt: Instant
    public var version: Int

    public init(
        id: Primitives.ID<House>, unitID: Primitives.ID<Unit>, year: Int, group: HouseholdGroup, measure: Measure,
        head: String, village: String, startedOn: CivilDate? = nil, finishedOn: CivilDate? = nil,
        stateMoney: Dong = .zero, donatedMoney: Dong = .zero, withdrawnReason: String? = nil, isInvented: Bool = false,
        createdBy: Primitives.ID<Account>, updatedAt: Instant, version: Int = 1
    ) {
        self.id = id
        self.unitID = unitID
        self.year = year
        self.group = group
        self.measure = measure
        self.head = head
        self.village = village
        self.startedOn = startedOn
        self.finishedOn = finishedOn
        self.stateMoney = stateMoney
        self.donatedMoney = donatedMoney
        self.withdrawnReason = withdrawnReason
        self.isInvented = isInvented
        self.createdBy = createdBy
        self.updatedAt = updatedAt
        self.version = version
    }

    public var state: State {
        if withdrawnReason != nil { return .withdrawn }
        if finishedOn != nil { return .finished }
        return startedOn == nil ? .needed : .started
    }
}

public enum HouseAct: String, Sendable, CaseIterable {
    /// The names of the households; the figures of communes are open to every official.
    case view
    case edit, withdraw
}

/// Who may see and write down households: the commune's own officer and head, and Sở Nội vụ; the Chairman and the inspector
/// read.
public struct HousePolicy: Sendable {
    public let actor: Actor
    public let unit: Lineage

    public init(actor: Actor, unit: Lineage) {
        self.actor = actor
        self.unit = unit
    }

    /// The units whose households, with those below, the actor sees by name.
    public static func reach(of actor: Actor) -> [ID<Unit>] {
        actor.units(as: .unitOfficer, .unitHead, .specialist, .leader, .chairman, .inspector)
    }

    public func permission(for act: HouseAct, on house: House) -> Permission {
        let isKeeper = actor.isAny(of: .unitOfficer, .unitHead, .specialist, .leader, over: unit)
        switch act {
        case .view: return isKeeper || actor.isAny(of: .chairman, .inspector, over: unit) ? .open : .hidden
        case .edit, .withdraw:
            guard isKeeper else { return .hidden }
            return house.state == .withdrawn ? .locked("Hộ này đã được đưa ra khỏi danh sách.") : .open
        }
    }
}
