import Primitives

/// Something built that is to be finished for a great day and to bear a plaque: *công trình gắn biển*.
public struct PublicWork: Sendable, Hashable, Identifiable {
    public enum Kind: String, Sendable, CaseIterable {
        case road, school, health, culture, irrigation, power, office, other

        public var name: String {
            switch self {
            case .road: "Giao thông"
            case .school: "Trường học"
            case .health: "Y tế"
            case .culture: "Văn hóa, thể thao"
            case .irrigation: "Thủy lợi, nước sạch"
            case .power: "Điện, viễn thông"
            case .office: "Trụ sở"
            case .other: "Khác"
            }
        }
    }

    /// Planned, under way, finished, with its plaque; or given up with a reason.
    public enum State: String, Sendable, CaseIterable {
        case planned
        case underWay = "under_way"
        case finished, plaque, dropped

        public var name: String {
            switch self {
            case .planned: "Theo kế hoạch"
            case .underWay: "Đang thi công"
            case .finished: "Đã hoàn thành"
            case .plaque: "Đã gắn biển"
            case .dropped: "Đã dừng"
            }
        }

        /// Still to be finished.
        public var isOpen: Bool { self == .planned || self == .underWay }
    }

    public let id: Primitives.ID<PublicWork>
    public var name: String
    public var kind: Kind
    /// The unit in charge.
    public let unitID: Primitives.ID<Unit>
    /// The investor (*chủ đầu tư*), as written.
    public var investor: String
    public var place: String
    public var content: String
    public var startsOn: CivilDate
    public var plannedFinish: CivilDate
    /// The day for which the plaque is wanted.
    public var plaqueDay: CivilDate
    public var state: State
    public var startedOn: CivilDate?
    public var finishedOn: CivilDate?
    public var plaqueFixedOn: CivilDate?
    public var dropReason: String
    public var milestones: [Milestone]
    public var isInvented: Bool
    public var createdBy: Primitives.ID<Account>
    public var updatedAt: Instant
    public var version: Int

    public init(
        id: Primitives.ID<PublicWork>, name: String, kind: Kind, unitID: Primitives.ID<Unit>, investor: String = "",
        place: String = "", content: String = "", startsOn: CivilDate, plannedFinish: CivilDate, plaqueDay: CivilDate,
        state: State = .planned, startedOn: CivilDate? = nil, finishedOn: CivilDate? = nil,
        plaqueFixedOn: CivilDate? = nil, dropReason: String = "", milestones: [Milestone] = [],
        isInvented: Bool = false, createdBy: Primitives.ID<Account>, updatedAt: Instant, version: Int = 1
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.unitID = unitID
        self.investor = investor
        self.place = place
        self.content = content
        self.startsOn = startsOn
        self.plannedFinish = plannedFinish
        self.plaqueDay = plaqueDay
        self.state = state
        self.startedOn = startedOn
        self.finishedOn = finishedOn
        self.plaqueFixedOn = plaqueFixedOn
        self.dropReason = dropReason
        self.milestones = milestones
        self.isInvented = isInvented
        self.createdBy = createdBy
        self.updatedAt = updatedAt
        self.version = version
    }

    public static let maximumMilestones = 40

    /// How it stands before its day.
    public enum Risk: String, Sendable, CaseIterable {
        case none
        /// A milestone is late, the day has not come.
        case late
        /// The day is over and it is not finished.
        case missed

        public var name: String {
            switch self {
            case .none: "Đúng tiến độ"
            case .late: "Chậm mốc"
            case .missed: "Quá ngày gắn biển"
            }
        }
    }

    public func risk(on today: CivilDate) -> Risk {
        guard state.isOpen else { return .none }
        if plaqueDay < today { return .missed }
        let isLate =
            milestones.contains { $0.isLate(on: today) } || plannedFinish < today
            || (state == .planned && startsOn < today)
        return isLate ? .late : .none
    }

    /// How many milestones are done.
    public var progress: Ratio { Ratio(milestones.count { $0.doneOn != nil }, of: milestones.count) }
}

/// A step of a work: *mốc tiến độ*.
public struct Milestone: Sendable, Hashable, Identifiable {
    public let id: Primitives.ID<Milestone>
    public var name: String
    public var plannedOn: CivilDate
    public var doneOn: CivilDate?
    public var note: String

    public init(
        id: Primitives.ID<Milestone>, name: String, plannedOn: CivilDate, doneOn: CivilDate? = nil, note: String = ""
    ) {
        self.id = id
        self.name = name
        self.plannedOn = plannedOn
        self.doneOn = doneOn
        self.note = note
    }

    public func isLate(on today: CivilDate) -> Bool { doneOn == nil && plannedOn < today }
}
