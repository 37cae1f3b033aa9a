import Domain
import Primitives
import Records
import Store

extension Gate {
    public static func indicator(
        _ id: ID<Indicator>, for actor: Actor, may act: IndicatorAct, in tx: any ReadTransaction
    ) throws -> Indicator {
        guard let indicator = try IndicatorRecords.indicator(id, in: tx) else { throw Problem.notFound("chỉ tiêu này") }
        let policy = try indicatorPolicy(for: actor, ownerID: indicator.ownerID, in: tx)
        guard policy.permission(for: .view).isOpen else { throw Problem.notFound("chỉ tiêu này") }
        try require(policy.permission(for: act))
        return indicator
    }

    public static func indicatorPolicy(
        for actor: Actor, ownerID: ID<Unit>, in tx: any ReadTransaction
    ) throws -> IndicatorPolicy {
        IndicatorPolicy(actor: actor, owner: try UnitRecords.lineage(of: ownerID, in: tx))
    }

    /// The year of one unit with an indicator.
    /// - Parameter period: of the figure that is meant; `nil` for acts that have none.
    public static func target(
        _ id: ID<Indicator>, of unitID: ID<Unit>, for actor: Actor, may act: FigureAct, period: Int? = nil,
        in tx: any ReadTransaction
    ) throws -> (indicator: Indicator, target: UnitTarget, policy: FigurePolicy) {
        let indicator = try indicator(id, for: actor, may: .view, in: tx)
        guard let target = try TargetRecords.target(id, of: unitID, in: tx) else {
            throw Problem.notFound("chỉ tiêu của đơn vị này")
        }
        let policy = try figurePolicy(for: actor, target, in: tx)
        try require(policy.permission(for: act, indicator, period: period, today: tx.today))
        return (indicator, target, policy)
    }

    public static func figurePolicy(
        for actor: Actor, _ target: UnitTarget, in tx: any ReadTransaction
    ) throws -> FigurePolicy {
        FigurePolicy(
            actor: actor, unit: try UnitRecords.lineage(of: target.unitID, in: tx), parentID: target.parentID)
    }

    /// The units to which `unit` may hand a figure down: those below it that exist today.
    public static func possibleParts(of unit: Unit, in tx: any ReadTransaction) throws -> [Unit] {
        try MovementAddresseeRecords.possible(for: unit, on: tx.today, in: tx)
    }
}

extension TypedFields {
    /// An amount of an indicator, as people write it.
    mutating func amount(
        _ typed: String, _ field: String, _ label: String, of indicator: Indicator, missing: String? = nil
    ) -> Int? {
        amount(typed, field, label, in: indicator.scale, missing: missing)
    }

    /// An amount that is counted so finely, as people write it.
    mutating func amount(
        _ typed: String, _ field: String, _ label: String, in scale: Scale, missing: String? = nil
    ) -> Int? {
        let tidied = VietnameseText.tidied(typed)
        guard !tidied.isEmpty else {
            if let missing { add(field, missing) }
            return nil
        }
        switch scale.amount(tidied) {
        case .success(let amount): return amount
        case .failure(.notANumber):
            add(
                field,
                "\(label): “\(tidied)” không phải là số. Nhập chữ số; phần nghìn tách bằng dấu chấm, phần thập phân sau dấu phẩy, ví dụ 1.234,5."
            )
        case .failure(.tooFine):
            let most =
                scale.places == 0
                ? "Chỉ tiêu này tính theo số nguyên."
                : "Chỉ tiêu này lấy đến \(scale.places) chữ số thập phân."
            add(field, "\(label): “\(tidied)” có quá nhiều chữ số sau dấu phẩy. \(most)")
        case .failure(.tooLarge): add(field, "\(label): “\(tidied)” quá lớn. Kiểm tra lại số và đơn vị tính.")
        }
        return nil
    }
}
