import Domain
import Primitives
import Records
import Store

/// Asks the units of a board that have not reported a period of an indicator: *nhắc báo cáo chỉ tiêu*. Who was asked today is not
/// asked again.
public struct UrgeTargets: Sendable {
    public let indicatorID: ID<Indicator>
    /// Whose board: who handed the figures down.
    public let parentID: ID<Unit>
    public let period: Int

    public init(indicatorID: ID<Indicator>, parentID: ID<Unit>, period: Int) {
        self.indicatorID = indicatorID
        self.parentID = parentID
        self.period = period
    }

    public struct Result: Sendable, Hashable {
        public let units: Int
        public let people: Int
    }

    /// Why nobody is asked to report this period; `nil` when somebody may be.
    public static func obstacle(_ indicator: Indicator, period: Int, today: CivilDate) -> String? {
        guard (1...indicator.rhythm.count).contains(period) else { return "Chọn kỳ báo cáo rồi nhắc." }
        let name = indicator.rhythm.name(of: period)
        if indicator.lastEnded(on: today) < period {
            let end = indicator.rhythm.lastDay(of: period, in: indicator.year)
            return "Kỳ \(name) kết thúc ngày \(end.written); sau ngày đó mới nhắc báo cáo được."
        }
        return period <= indicator.lockedThrough ? "Số liệu \(name) đã chốt nên đơn vị không báo cáo được nữa." : nil
    }

    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> Result {
        try await store.perform { tx in
            let (indicator, parent, policy) = try Gate.target(
                indicatorID, of: parentID, for: actor, may: .view, in: tx)
            try Gate.require(
                parent.parentID == nil
                    ? try Gate.indicatorPolicy(for: actor, ownerID: indicator.ownerID, in: tx)
                        .permission(for: .handDown)
                    : policy.permission(for: .handDown, indicator, period: nil, today: tx.today))
            if let obstacle = Self.obstacle(indicator, period: period, today: tx.today) {
                throw Problem(.conflict, obstacle)
            }
            let due = indicator.dueOn(period)
            let state = due < tx.today ? "đã quá hạn \(due.written)" : "hạn \(due.written)"
            let asked = try TargetReminderRecords.urge(
                indicatorID, of: parentID, period: period,
                message:
                    "Nhắc: đơn vị chưa báo cáo chỉ tiêu “\(indicator.name)” \(indicator.rhythm.name(of: period)), \(state).",
                by: actor, in: tx)
            if asked.units > 0 {
                try EventRecords.append(
                    .targetsUrged, to: .indicator, indicatorID.rawValue, by: actor,
                    note: "\(indicator.rhythm.name(of: period)): nhắc \(asked.units) đơn vị",
                    detail: [
                        "parent": parentID.rawValue, "period": String(period), "units": String(asked.units),
                        "people": String(asked.people),
                    ], in: tx)
            }
            return Result(units: asked.units, people: asked.people)
        }
    }
}
