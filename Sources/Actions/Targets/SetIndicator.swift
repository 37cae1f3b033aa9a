import Domain
import Primitives
import Records
import Store

/// An indicator as typed. What decides how figures are read (rhythm, accrual, direction, decimals) is fixed once it is set.
public struct IndicatorContent: Sendable {
    public var name = ""
    public var measure = ""
    public var year = ""
    public var rhythm = ""
    public var accrual = ""
    public var direction = ""
    public var places = ""
    public var isAdditive = true
    public var source = ""
    /// The task of the plan that it serves; empty for none.
    public var task = ""
    public var reportDays = ""
    /// The owner's own figure of the year.
    public var whole = ""

    public init() {}

    /// An indicator that exists, as it would be typed.
    public init(_ indicator: Indicator, whole: Int) {
        name = indicator.name
        measure = indicator.measure
        year = String(indicator.year)
        rhythm = indicator.rhythm.rawValue
        accrual = indicator.accrual.rawValue
        direction = indicator.direction.rawValue
        places = String(indicator.scale.places)
        isAdditive = indicator.isAdditive
        source = indicator.source
        task = indicator.planTaskID?.rawValue ?? ""
        reportDays = String(indicator.reportDays)
        self.whole = indicator.scale.written(whole)
    }

    /// What may change of an indicator, and the owner's figure.
    fileprivate func fill(
        _ indicator: inout Indicator, _ fields: inout TypedFields, in tx: any ReadTransaction
    ) throws -> Int {
        indicator.name = fields.line(
            name, "name", "Tên chỉ tiêu", limit: 300,
            missing: "Nhập tên chỉ tiêu, ví dụ “Số nhà tạm, nhà dột nát được xóa”.")
        indicator.measure = fields.line(
            measure, "measure", "Đơn vị tính", limit: 50, missing: "Nhập đơn vị tính, ví dụ “hộ”, “tỷ đồng”, “%”.")
        indicator.source = fields.line(source, "source", "Căn cứ", limit: 300)
        indicator.reportDays =
            fields.number(
                reportDays, "reportDays", "Số ngày", upTo: 60, missing: "Nhập số ngày sau khi hết kỳ, ví dụ 5.") ?? 0
        indicator.planTaskID = nil
        if !task.isEmpty {
            if let id = ID<PlanTask>(parsing: task), try IndicatorRecords.task(id, in: tx) != nil {
                indicator.planTaskID = id
            } else {
                fields.add("task", "Nhiệm vụ đã chọn không còn trong kế hoạch. Chọn lại.")
            }
        }
        return fields.amount(
            whole, "whole", "Chỉ tiêu cả năm", of: indicator, missing: "Nhập chỉ tiêu cả năm của toàn tỉnh.") ?? 0
    }

    /// - Throws: `Problem(.invalid)` with every field that does not hold.
    fileprivate func make(
        ownerID: ID<Unit>, by actor: Actor, in tx: any ReadTransaction
    ) throws -> (Indicator, Int) {
        var fields = TypedFields()
        let typedYear = fields.number(year, "year", "Năm", upTo: 2200, missing: "Nhập năm của chỉ tiêu.")
        if let typedYear, typedYear < tx.today.year - 5 || typedYear > tx.today.year + 5 {
            fields.add("year", "Năm \(typedYear) cách năm nay quá 5 năm. Kiểm tra lại.")
        }
        let (rhythm, accrual, direction, scale) = (
            Rhythm(rawValue: rhythm), Indicator.Accrual(rawValue: accrual), Indicator.Direction(rawValue: direction),
            Int(places).flatMap(Scale.init(places:))
        )
        if rhythm == nil { fields.add("rhythm", "Chọn kỳ báo cáo.") }
        if accrual == nil { fields.add("accrual", "Chọn cách ghi số liệu của mỗi kỳ.") }
        if direction == nil { fields.add("direction", "Chọn chiều của chỉ tiêu.") }
        if scale == nil { fields.add("places", "Chọn số chữ số thập phân.") }
        var indicator = Indicator(
            id: ID(at: tx.now), ownerID: ownerID, year: typedYear ?? tx.today.year, rhythm: rhythm ?? .month,
            accrual: accrual ?? .each, direction: direction ?? .more, scale: scale ?? .whole, isAdditive: isAdditive,
            name: "", measure: "", createdBy: actor.accountID, updatedAt: tx.now)
        let whole = try fill(&indicator, &fields, in: tx)
        try fields.check()
        return (indicator, whole)
    }

    fileprivate func change(_ indicator: inout Indicator, in tx: any ReadTransaction) throws -> Int {
        var fields = TypedFields()
        let whole = try fill(&indicator, &fields, in: tx)
        try fields.check()
        return whole
    }
}

/// Sets what is to be reached in a year: *đặt chỉ tiêu*.
public struct SetIndicator: Sendable {
    public let ownerID: ID<Unit>
    public let content: IndicatorContent

    public init(ownerID: ID<Unit>, content: IndicatorContent) {
        self.ownerID = ownerID
        self.content = content
    }

    public func run(by actor: Actor, on store: any Store) async throws -> ID<Indicator> {
        try await store.perform { tx in
            try Gate.require(
                try Gate.indicatorPolicy(for: actor, ownerID: ownerID, in: tx).permission(for: .edit))
            let (indicator, whole) = try content.make(ownerID: ownerID, by: actor, in: tx)
            try IndicatorRecords.insert(indicator, in: tx)
            let own = UnitTarget(
                indicatorID: indicator.id, unitID: ownerID, parentID: nil, amount: whole, figures: [])
            try TargetRecords.save([own], of: indicator, sortKeys: [:], by: actor.accountID, in: tx)
            try EventRecords.append(
                .indicatorSet, to: .indicator, indicator.id.rawValue, by: actor,
                note: "\(indicator.name): \(indicator.written(whole))",
                detail: ["year": String(indicator.year), "amount": String(whole)], in: tx)
            return indicator.id
        }
    }
}

/// Corrects the name, source, due day or whole of an indicator: *sửa chỉ tiêu*.
public struct ChangeIndicator: Sendable {
    public let id: ID<Indicator>
    public let version: Int
    public let content: IndicatorContent

    public init(id: ID<Indicator>, version: Int, content: IndicatorContent) {
        self.id = id
        self.version = version
        self.content = content
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var indicator = try Gate.indicator(id, for: actor, may: .edit, in: tx)
            guard var own = try TargetRecords.target(id, of: indicator.ownerID, in: tx) else {
                throw Problem.notFound("chỉ tiêu này")
            }
            let (days, before) = (indicator.reportDays, own.amount)
            own.amount = try content.change(&indicator, in: tx)
            try IndicatorRecords.update(indicator, expecting: version, by: actor, in: tx)
            if days != indicator.reportDays { try IndicatorRecords.moveDueDays(of: indicator, in: tx) }
            if before != own.amount {
                try TargetRecords.save([own], of: indicator, sortKeys: [:], by: actor.accountID, in: tx)
            }
            let note =
                before == own.amount
                ? nil : "Cả năm: từ \(indicator.written(before)) thành \(indicator.written(own.amount))"
            try EventRecords.append(.indicatorChanged, to: .indicator, id.rawValue, by: actor, note: note, in: tx)
        }
    }
}

/// Locks the figures of the periods up to one, so that only Sở Nội vụ still corrects them, with a reason: *chốt số liệu*. Opening
/// them again takes a reason too.
public struct LockPeriods: Sendable {
    public let id: ID<Indicator>
    public let version: Int
    /// The last locked period; 0 opens all.
    public let through: Int
    public let reason: String

    public init(id: ID<Indicator>, version: Int, through: Int, reason: String) {
        self.id = id
        self.version = version
        self.through = through
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var indicator = try Gate.indicator(id, for: actor, may: .lock, in: tx)
            let before = indicator.lockedThrough
            var problems: [FieldProblem] = []
            if through < 0 || through > indicator.lastEnded(on: tx.today) {
                problems.append(FieldProblem("through", "Chỉ chốt được kỳ đã kết thúc. Chọn lại kỳ."))
            }
            if through < before {
                problems += reasonProblems(reason, missing: "Ghi lý do mở lại số liệu đã chốt.")
            } else if reason.count > 2000 {
                problems += reasonProblems(reason, missing: "")
            }
            guard problems.isEmpty else { throw Problem.invalid(problems) }
            indicator.lockedThrough = through
            try IndicatorRecords.update(indicator, expecting: version, by: actor, in: tx)
            let what =
                through < before
                ? (through == 0 ? "Mở lại tất cả các kỳ" : "Mở lại các kỳ sau \(indicator.rhythm.name(of: through))")
                : "Đến hết \(indicator.rhythm.name(of: through))"
            try EventRecords.append(
                .periodsLocked, to: .indicator, id.rawValue, by: actor,
                note: reason.isEmpty ? what : "\(what). Lý do: \(reason)", detail: ["through": String(through)], in: tx)
        }
    }
}
