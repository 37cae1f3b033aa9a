import Primitives

/// The figure of one unit for one period of an indicator.
public struct UnitFigure: Sendable, Hashable, Identifiable {
    public let id: Primitives.ID<UnitFigure>
    public let period: Int
    /// The target of the period alone; `nil` when the year's is taken in equal steps.
    public var target: Int?
    /// As reported; `nil` while nothing is.
    public var amount: Int?
    /// What proves it.
    public var note: String
    public var reportedOn: CivilDate?
    public var reportedBy: String
    /// Came after its due day.
    public var isLate: Bool
    public var version: Int

    public init(
        id: Primitives.ID<UnitFigure>, period: Int, target: Int? = nil, amount: Int? = nil, note: String = "",
        reportedOn: CivilDate? = nil, reportedBy: String = "", isLate: Bool = false, version: Int = 1
    ) {
        self.id = id
        self.period = period
        self.target = target
        self.amount = amount
        self.note = note
        self.reportedOn = reportedOn
        self.reportedBy = reportedBy
        self.isLate = isLate
        self.version = version
    }
}

/// A value that was replaced, why and by whom.
public struct FigureCorrection: Sendable, Hashable {
    /// Of what the value was replaced.
    public enum Subject: String, Sendable, CaseIterable {
        /// What a unit reported of a period.
        case amount
        /// The target of a locked period.
        case periodTarget = "period_target"
        /// The target of the year, from which the targets of locked periods follow.
        case yearTarget = "year_target"

        public var name: String {
            switch self {
            case .amount: "Số đã báo cáo"
            case .periodTarget: "Chỉ tiêu của kỳ"
            case .yearTarget: "Chỉ tiêu cả năm"
            }
        }
    }

    public let what: Subject
    /// The period of the value; for the year's target, the last locked one.
    public let period: Int
    public let former: Int
    public let amount: Int
    public let reason: String
    public let accountName: String
    public let at: Instant

    public init(
        what: Subject = .amount, period: Int, former: Int, amount: Int, reason: String, accountName: String, at: Instant
    ) {
        self.what = what
        self.period = period
        self.former = former
        self.amount = amount
        self.reason = reason
        self.accountName = accountName
        self.at = at
    }
}

/// The year's figure of one unit and all its periods.
public struct UnitTarget: Sendable, Hashable {
    public let indicatorID: ID<Indicator>
    public let unitID: ID<Unit>
    /// Who handed it down; `nil` for the owner's own.
    public let parentID: ID<Unit>?
    public var amount: Int
    /// Why the parts that this unit handed down do not add up to its own figure.
    public var partsNote: String
    public var figures: [UnitFigure]
    public var version: Int

    public init(
        indicatorID: ID<Indicator>, unitID: ID<Unit>, parentID: ID<Unit>?, amount: Int, partsNote: String = "",
        figures: [UnitFigure], version: Int = 1
    ) {
        self.indicatorID = indicatorID
        self.unitID = unitID
        self.parentID = parentID
        self.amount = amount
        self.partsNote = partsNote
        self.figures = figures
        self.version = version
    }

    public func progress(_ indicator: Indicator) -> TargetProgress {
        TargetProgress(
            indicator, whole: amount, targets: figures.map(\.target), amounts: figures.map(\.amount))
    }

    /// What is to be reached in a period: the target set for it, or its part of the year's.
    public func target(of period: Int, _ indicator: Indicator) -> Int {
        if let target = figures.first(where: { $0.period == period })?.target { return target }
        let steps = progress(indicator).steps
        let before = indicator.accrual == .each && period > 1 ? steps[period - 2].planned : 0
        return steps[period - 1].planned - before
    }

    /// The locked periods of which the target, or where the unit stands with it, is another than before.
    public func lockedPeriodsChanged(from former: UnitTarget, _ indicator: Indicator) -> [Int] {
        let (old, new) = (former.progress(indicator).steps, progress(indicator).steps)
        return figures.map(\.period).filter { period in
            period <= indicator.lockedThrough
                && (old[period - 1] != new[period - 1]
                    || former.target(of: period, indicator) != target(of: period, indicator))
        }
    }
}
