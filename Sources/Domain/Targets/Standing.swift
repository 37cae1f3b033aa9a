import Primitives

/// Where a unit stands with an indicator at the end of a period.
public enum TargetStanding: String, Sendable, CaseIterable {
    case unreported, late
    case onTime = "on_time"
    case ahead

    public var name: String {
        switch self {
        case .unreported: "Chưa báo cáo"
        case .late: "Chậm"
        case .onTime: "Đúng tiến độ"
        case .ahead: "Vượt, đạt trước"
        }
    }
}

/// The plan and the deed of one unit, period by period, and where the unit stands at the end of each.
///
/// What is planned until the end of period *p* of *P*:
/// - with targets for periods: their sum up to *p* (figures of each period), or the target of *p* (running counts, levels);
/// - without: the same part of the year's target for each period, *year · p / P* (each period, running counts), or the year's
///   target itself (levels).
///
/// Late is who has done less than that (more, where less is better). Ahead is who has done what is planned until the *next*
/// period, so is one period in front; at the year's end, who has done more than the year's target. Where less is better: who
/// has used no more than was planned until the period *before*. Levels are ahead when better than planned. All of it is
/// compared in whole numbers, without division.
public struct TargetProgress: Sendable, Hashable {
    public struct Step: Sendable, Hashable {
        /// Until the end of this period, rounded half up: for reading.
        public let planned: Int
        /// Until the end of this period; `nil` while nothing is reported for it.
        public let done: Int?
        public let standing: TargetStanding
        /// What was done of what is planned, in hundredths of a percent; `nil` while nothing is reported.
        public let share: Int?

        public init(planned: Int, done: Int?, standing: TargetStanding, share: Int?) {
            self.planned = planned
            self.done = done
            self.standing = standing
            self.share = share
        }
    }

    /// One for each period.
    public let steps: [Step]

    /// - Parameters:
    ///   - whole: the target of the year.
    ///   - targets: of each period; `nil` where there is none. Either all or none count: a gap makes the plan linear.
    ///   - amounts: as reported; `nil` where nothing is.
    public init(
        _ indicator: Indicator, whole: Int, targets: [Int?], amounts: [Int?]
    ) {
        self.init(
            rhythm: indicator.rhythm, accrual: indicator.accrual, direction: indicator.direction, whole: whole,
            targets: targets, amounts: amounts)
    }

    init(
        rhythm: Rhythm, accrual: Indicator.Accrual, direction: Indicator.Direction, whole: Int, targets: [Int?],
        amounts: [Int?]
    ) {
        let count = rhythm.count
        let given = targets.compactMap(\.self)
        /// Planned until the end of a period, times `count`.
        let planned: [Int] = (0...count + 1).map { period in
            let shown = min(period, count)
            if given.count == count {
                if shown == 0 { return 0 }
                let until = accrual == .each ? given.prefix(shown).reduce(0, +) : given[shown - 1]
                return until * count
            }
            return accrual == .level ? whole * count : whole * shown
        }
        var sum = 0
        steps = (1...count).map { period in
            let amount = period <= amounts.count ? amounts[period - 1] : nil
            if let amount { sum += amount }
            let until = (planned[period] * 2 + count) / (count * 2)
            guard let amount else { return Step(planned: until, done: nil, standing: .unreported, share: nil) }
            let done = accrual == .each ? sum : amount
            let standing = Self.standing(
                done * count, planned: planned[period], before: planned[period - 1], next: planned[period + 1],
                whole: whole * count, isLast: period == count, accrual, direction)
            return Step(planned: until, done: done, standing: standing, share: Self.share(of: done, planned: until))
        }
    }

    private static func standing(
        _ done: Int, planned: Int, before: Int, next: Int, whole: Int, isLast: Bool, _ accrual: Indicator.Accrual,
        _ direction: Indicator.Direction
    ) -> TargetStanding {
        switch (direction, accrual) {
        case (.more, .level): done < planned ? .late : done > planned ? .ahead : .onTime
        case (.less, .level): done > planned ? .late : done < planned ? .ahead : .onTime
        case (.more, _):
            if done < planned {
                .late
            } else if isLast {
                done > whole ? .ahead : .onTime
            } else {
                done >= next || done >= whole ? .ahead : .onTime
            }
        case (.less, _): done > planned ? .late : done <= before && before < planned ? .ahead : .onTime
        }
    }

    /// The highest share that is told: ten thousand times what was planned.
    static let highestShare = 100_000_000

    private static func share(of done: Int, planned: Int) -> Int {
        guard planned > 0 else { return done > 0 ? highestShare : 10_000 }
        let wide = done.multipliedFullWidth(by: 10_000)
        guard wide.high < planned else { return highestShare }
        return min(planned.dividingFullWidth(wide).quotient, highestShare)
    }
}

extension TargetProgress.Step {
    /// Where the unit stands in the order of a board, as text that sorts: who has not reported first, by name; then from the
    /// best to the last, of equals by name.
    public func place(_ direction: Indicator.Direction, name sortKey: String) -> String {
        guard let share else { return "0" + sortKey }
        let rank =
            switch standing {
            case .unreported: "0"
            case .ahead: "1"
            case .onTime: "2"
            case .late: "3"
            }
        let behind = direction == .more ? TargetProgress.highestShare - share : share
        let digits = String(behind)
        return rank + String(repeating: "0", count: max(0, 9 - digits.count)) + digits + sortKey
    }
}
