import Domain
import Primitives
import Records
import Store

extension FigureCorrection {
    /// Keeps the value that is replaced, with the reason, and tells it in the history of the figure: one way for what was
    /// reported and for what was to be reached.
    static func keep(
        _ what: Subject, of figure: UnitFigure, former: Int, amount: Int, reason: String, _ indicator: Indicator,
        by actor: Actor, in tx: any WriteTransaction
    ) throws {
        try TargetRecords.insert(
            FigureCorrection(
                what: what, period: figure.period, former: former, amount: amount, reason: reason,
                accountName: actor.name, at: tx.now),
            of: figure.id, by: actor.accountID, in: tx)
        let name = indicator.rhythm.name(of: figure.period)
        let which =
            switch what {
            case .amount: name
            case .periodTarget: "Chỉ tiêu \(name)"
            case .yearTarget: what.name
            }
        try EventRecords.append(
            .figureCorrected, to: .unitFigure, figure.id.rawValue, by: actor,
            note: "\(which): từ \(indicator.written(former)) thành \(indicator.written(amount)). \(reason)", in: tx)
    }
}

extension TypedFields {
    /// Why targets of locked periods are changed.
    mutating func lockedReason(_ typed: String, _ indicator: Indicator) -> String {
        lines(
            typed, "lockedReason", "Lý do", limit: 1000,
            missing:
                "Số liệu đã chốt đến hết \(indicator.rhythm.name(of: indicator.lockedThrough)). Ghi lý do sửa chỉ tiêu của kỳ đã chốt."
        )
    }
}
