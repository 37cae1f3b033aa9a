import Primitives

/// Something that is counted for a year and handed down to units: *chỉ tiêu*.
public struct Indicator: Sendable, Hashable, Identifiable {
    /// Whether more is better or less.
    public enum Direction: String, Sendable, CaseIterable {
        case more, less

        public var name: String {
            switch self {
            case .more: "Càng cao càng tốt"
            case .less: "Càng thấp càng tốt"
            }
        }
    }

    /// What the figure of a period is.
    public enum Accrual: String, Sendable, CaseIterable {
        /// What was done in that period alone; the year is their sum.
        case each
        /// The count since the beginning of the year.
        case running
        /// A level at the end of the period, such as a share.
        case level

        public var name: String {
            switch self {
            case .each: "Số phát sinh trong kỳ"
            case .running: "Số lũy kế từ đầu năm"
            case .level: "Mức đạt tại cuối kỳ"
            }
        }
    }

    // Written out: inside an `Identifiable` type the compiler may take the bare `ID` for the associated type.
    public let id: Primitives.ID<Indicator>
    /// The unit that hands it down.
    public let ownerID: Primitives.ID<Unit>
    public let year: Int
    public let rhythm: Rhythm
    public let accrual: Accrual
    public let direction: Direction
    public let scale: Scale
    /// Parts handed to units add up to the whole; not so for shares and averages.
    public let isAdditive: Bool
    public var name: String
    /// What is counted: `hộ`, `tỷ đồng`, `%`.
    public var measure: String
    /// The resolution or decision that sets it: `Nghị quyết số 75/NQ-HĐND ngày 09/12/2024`.
    public var source: String
    public var planTaskID: Primitives.ID<PlanTask>?
    /// Days after the end of a period by which units report.
    public var reportDays: Int
    /// Periods up to this one are locked; 0 for none.
    public var lockedThrough: Int
    public var isInvented: Bool
    public var createdBy: Primitives.ID<Account>
    public var updatedAt: Instant
    public var version: Int

    public init(
        id: Primitives.ID<Indicator>, ownerID: Primitives.ID<Unit>, year: Int, rhythm: Rhythm, accrual: Accrual,
        direction: Direction, scale: Scale, isAdditive: Bool, name: String, measure: String, source: String = "",
        planTaskID: Primitives.ID<PlanTask>? = nil, reportDays: Int = 5, lockedThrough: Int = 0,
        isInvented: Bool = false, createdBy: Primitives.ID<Account>, updatedAt: Instant, version: Int = 1
    ) {
        self.id = id
        self.ownerID = ownerID
        self.year = year
        self.rhythm = rhythm
        self.accrual = accrual
        self.direction = direction
        self.scale = scale
        self.isAdditive = isAdditive
        self.name = name
        self.measure = measure
        self.source = source
        self.planTaskID = planTaskID
        self.reportDays = reportDays
        self.lockedThrough = lockedThrough
        self.isInvented = isInvented
        self.createdBy = createdBy
        self.updatedAt = updatedAt
        self.version = version
    }

    /// An amount with its measure: `1.234,5 tỷ đồng`.
    public func written(_ amount: Int) -> String { "\(scale.written(amount)) \(measure)" }

    /// The last day on which the figure of a period is in time.
    public func dueOn(_ period: Int) -> CivilDate { rhythm.lastDay(of: period, in: year).adding(days: reportDays) }

    /// The last period that is over on this day; 0 when none is.
    public func lastEnded(on today: CivilDate) -> Int { rhythm.lastEnded(in: year, on: today) }

    /// The last period that has begun on this day; 0 when none has.
    public func lastBegun(on today: CivilDate) -> Int {
        (1...rhythm.count).last { rhythm.firstDay(of: $0, in: year) <= today } ?? 0
    }
}

/// How often units report: *kỳ báo cáo*.
public enum Rhythm: String, Sendable, CaseIterable {
    case month, quarter, year

    public var name: String {
        switch self {
        case .month: "Tháng"
        case .quarter: "Quý"
        case .year: "Năm"
        }
    }

    /// Periods of one year.
    public var count: Int {
        switch self {
        case .month: 12
        case .quarter: 4
        case .year: 1
        }
    }

    private var months: Int { 12 / count }

    public func firstDay(of period: Int, in year: Int) -> CivilDate {
        CivilDate(daysSinceEpoch: 0).adding(months: (year - 1970) * 12 + (period - 1) * months)
    }

    public func lastDay(of period: Int, in year: Int) -> CivilDate {
        firstDay(of: period + 1, in: year).adding(days: -1)
    }

    /// The last period of a year that is over on this day; 0 when none is.
    public func lastEnded(in year: Int, on today: CivilDate) -> Int {
        (1...count).last { lastDay(of: $0, in: year) < today } ?? 0
    }

    /// The period a board shows on this day: the last that is over, or the first while none is.
    public func shown(in year: Int, on today: CivilDate) -> Int { max(1, lastEnded(in: year, on: today)) }

    /// `tháng 3`, `quý II`, `cả năm`.
    public func name(of period: Int) -> String {
        switch self {
        case .month: "tháng \(period)"
        case .quarter: "quý \(["I", "II", "III", "IV"][max(0, min(period, 4) - 1)])"
        case .year: "cả năm"
        }
    }

    /// Under a chart: `T3`, `Q2`.
    public func shortName(of period: Int) -> String {
        switch self {
        case .month: "T\(period)"
        case .quarter: "Q\(period)"
        case .year: "Năm"
        }
    }
}
