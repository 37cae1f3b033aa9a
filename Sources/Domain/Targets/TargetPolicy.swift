import Primitives

/// What an actor may ask to do to an indicator.
public enum IndicatorAct: String, Sendable, CaseIterable {
    case view, edit, lock
    /// To hand the owner's figure down.
    case handDown
}

/// Who may do what to an indicator: Sở Nội vụ keeps those of the province; the figures are open to every official.
public struct IndicatorPolicy: Sendable {
    public let actor: Actor
    /// The unit that hands it down and what is above it.
    public let owner: Lineage

    public init(actor: Actor, owner: Lineage) {
        self.actor = actor
        self.owner = owner
    }

    public func permission(for act: IndicatorAct) -> Permission {
        switch act {
        case .view: actor.grants.isEmpty ? .hidden : .open
        case .edit, .lock, .handDown: actor.isAny(of: .specialist, .leader, over: owner) ? .open : .hidden
        }
    }
}

/// What an actor may ask to do to the figures of one unit.
public enum FigureAct: String, Sendable, CaseIterable {
    case view
    /// To read the notes and papers that prove a figure, and its former values.
    case viewEvidence
    case report
    /// To hand the unit's figure down to its own subordinates. With a period: to hand it down otherwise than before, so that the
    /// target of that period changes.
    case handDown
    /// To set the targets of single periods: whoever handed the year's figure down. With a period: to change its target.
    case setPeriods
}

/// Who may do what to the figures of one unit.
public struct FigurePolicy: Sendable {
    public let actor: Actor
    /// The unit of the figures and what is above it.
    public let unit: Lineage
    /// The unit that handed the figure down; `nil` at the top.
    public let parentID: ID<Unit>?

    public init(actor: Actor, unit: Lineage, parentID: ID<Unit>?) {
        self.actor = actor
        self.unit = unit
        self.parentID = parentID
    }

    private var isOwn: Bool { actor.isAny(of: .unitOfficer, .unitHead, over: unit) }
    /// Sở Nội vụ.
    public var isKeeper: Bool { actor.isAny(of: .specialist, .leader, over: unit) }

    /// - Parameters:
    ///   - period: of the figure; `nil` for acts that have none.
    public func permission(
        for act: FigureAct, _ indicator: Indicator, period: Int?, today: CivilDate
    ) -> Permission {
        switch act {
        case .view: return actor.grants.isEmpty ? .hidden : .open
        case .viewEvidence:
            return isOwn || isKeeper || actor.isAny(of: .chairman, .inspector, over: unit) ? .open : .hidden
        case .report:
            guard isOwn || isKeeper else { return .hidden }
            guard parentID != nil else { return .hidden }
            guard let period else { return .open }
            if indicator.rhythm.firstDay(of: period, in: indicator.year) > today {
                return .locked(
                    "Kỳ \(indicator.rhythm.name(of: period)) bắt đầu ngày \(indicator.rhythm.firstDay(of: period, in: indicator.year).written); từ ngày đó mới báo cáo được."
                )
            }
            return lock(indicator, period)
        case .handDown:
            return isOwn || isKeeper ? lock(indicator, period) : .hidden
        case .setPeriods:
            guard let parentID else { return .hidden }
            let isParent = actor.grants.contains {
                ($0.role == .unitOfficer || $0.role == .unitHead) && $0.unitID == parentID
            }
            return isKeeper || isParent ? lock(indicator, period) : .hidden
        }
    }

    /// A locked period is changed by Sở Nội vụ alone: what was reached, and what was to be reached.
    private func lock(_ indicator: Indicator, _ period: Int?) -> Permission {
        guard let period, period <= indicator.lockedThrough, !isKeeper else { return .open }
        return .locked(
            "Sở Nội vụ đã chốt số liệu đến hết \(indicator.rhythm.name(of: indicator.lockedThrough)). Cần sửa, gửi lý do và số đúng cho Sở Nội vụ."
        )
    }
}
