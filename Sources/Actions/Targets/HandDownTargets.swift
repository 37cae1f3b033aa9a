import Domain
import Primitives
import Records
import Store

/// Gives units their figures of the year: *giao chỉ tiêu*. Parts that add up to more or less than the whole are allowed, with a
/// word of explanation. When that changes the targets of locked periods, only Sở Nội vụ may, with a reason that is kept.
public struct HandDownTargets: Sendable {
    public let indicatorID: ID<Indicator>
    /// Who hands its own figure down.
    public let parentID: ID<Unit>
    /// The version of the parent's figure that the editor had before their eyes.
    public let version: Int
    /// As typed, by unit; nothing typed hands nothing down.
    public let amounts: [(unitID: ID<Unit>, typed: String)]
    /// Why the parts do not add up to the whole.
    public let word: String
    /// Why targets of locked periods change.
    public let reason: String

    public init(
        indicatorID: ID<Indicator>, parentID: ID<Unit>, version: Int, amounts: [(unitID: ID<Unit>, typed: String)],
        word: String, reason: String = ""
    ) {
        self.indicatorID = indicatorID
        self.parentID = parentID
        self.version = version
        self.amounts = amounts
        self.word = word
        self.reason = reason
    }

    /// The field of a unit in the form.
    public static func field(_ unitID: ID<Unit>) -> String { "t-\(unitID)" }

    /// - Returns: how many units got a new figure.
    public func run(by actor: Actor, on store: any Store) async throws -> Int {
        try await store.perform { tx in
            let (indicator, parent, policy) = try Gate.target(
                indicatorID, of: parentID, for: actor, may: .view, in: tx)
            let isOwner = parent.parentID == nil
            try Gate.require(
                isOwner
                    ? try Gate.indicatorPolicy(for: actor, ownerID: indicator.ownerID, in: tx)
                        .permission(for: .handDown)
                    : policy.permission(for: .handDown, indicator, period: nil, today: tx.today))
            guard let unit = try UnitRecords.unit(parentID, in: tx) else { throw Problem.notFound("đơn vị này") }
            let possible = try Gate.possibleParts(of: unit, in: tx)
            let names = Dictionary(possible.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
            let parts = try TargetRecords.parts(indicatorID, by: parentID, in: tx)
            let known = Dictionary(parts.map { ($0.unitID, $0) }, uniquingKeysWith: { first, _ in first })
            var fields = TypedFields()
            var changed: [UnitTarget] = []
            var seen: Set<ID<Unit>> = []
            for (unitID, typed) in amounts {
                guard let name = names[unitID], seen.insert(unitID).inserted else {
                    throw Problem.notFound("đơn vị này")
                }
                let before = known[unitID]
                let amount = fields.amount(
                    typed, Self.field(unitID), name, of: indicator,
                    missing: before.map {
                        "\(name): đã giao \(indicator.written($0.amount)). Nhập số mới, hoặc 0 nếu không giao nữa."
                    })
                guard let amount, amount != before?.amount else { continue }
                if var target = before {
                    target.amount = amount
                    changed.append(target)
                } else {
                    // Handed down by another already (a section may lie below two units of its line): it has one parent only.
                    if let other = try TargetRecords.target(indicatorID, of: unitID, in: tx), other.parentID != parentID
                    {
                        fields.add(Self.field(unitID), "\(name): đơn vị khác đã giao chỉ tiêu này. Bỏ trống ô này.")
                        continue
                    }
                    changed.append(
                        UnitTarget(
                            indicatorID: indicatorID, unitID: unitID, parentID: parentID, amount: amount,
                            figures: (1...indicator.rhythm.count).map { UnitFigure(id: ID(at: tx.now), period: $0) }))
                }
            }
            let corrected = changed.filter { target in
                known[target.unitID].map { !target.lockedPeriodsChanged(from: $0, indicator).isEmpty } ?? false
            }
            var why = ""
            if !corrected.isEmpty {
                try Gate.require(
                    policy.permission(for: .handDown, indicator, period: indicator.lockedThrough, today: tx.today))
                why = fields.lockedReason(reason, indicator)
            }
            let note = fields.lines(word, "word", "Lý do chênh lệch", limit: 1000)
            let new = Dictionary(changed.map { ($0.unitID, $0.amount) }, uniquingKeysWith: { first, _ in first })
            let sum =
                parts.reduce(0) { $0 + (new[$1.unitID] ?? $1.amount) }
                + changed.filter { known[$0.unitID] == nil }.reduce(0) { $0 + $1.amount }
            if indicator.isAdditive, sum != parent.amount, note.isEmpty {
                fields.add(
                    "word", Self.difference(sum, of: parent.amount, indicator) + " Ghi lý do ở đây, hoặc sửa các số.")
            }
            try fields.check()
            try bump(parent, note: note, by: actor, in: tx)
            guard !changed.isEmpty else { return 0 }
            let sortKeys = try TargetRecords.sortKeys(changed.map(\.unitID), in: tx)
            try TargetRecords.save(changed, of: indicator, sortKeys: sortKeys, by: actor.accountID, in: tx)
            try EventRecords.append(
                .targetsHandedDown, to: .indicator, indicatorID.rawValue, by: actor,
                note: "\(unit.name) giao cho \(changed.count) đơn vị, cộng \(indicator.written(sum))"
                    + (note.isEmpty ? "" : ". \(note)"),
                detail: ["parent": parentID.rawValue, "units": String(changed.count), "sum": String(sum)], in: tx)
            for target in corrected {
                guard let former = known[target.unitID],
                    let figure = target.figures.first(where: { $0.period == indicator.lockedThrough })
                else { continue }
                try FigureCorrection.keep(
                    .yearTarget, of: figure, former: former.amount, amount: target.amount, reason: why, indicator,
                    by: actor, in: tx)
            }
            for target in changed {
                try OutboxRecords.add(
                    "\(unit.name) giao chỉ tiêu “\(indicator.name)” năm \(indicator.year): \(indicator.written(target.amount)).",
                    about: .indicator, indicatorID.rawValue, to: [.unitOfficer, .unitHead], at: target.unitID, in: tx)
            }
            return changed.count
        }
    }

    private func bump(
        _ parent: UnitTarget, note: String, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        try TargetRecords.bump(parent, partsNote: note, expecting: version, by: actor.accountID, in: tx)
    }

    /// Parts against the whole, in words; empty when they agree.
    public static func difference(_ sum: Int, of whole: Int, _ indicator: Indicator) -> String {
        if sum == whole { return "" }
        let apart = indicator.written(abs(sum - whole))
        return sum < whole
            ? "Các đơn vị cộng lại \(indicator.written(sum)), ít hơn \(apart) so với chỉ tiêu \(indicator.written(whole))."
            : "Các đơn vị cộng lại \(indicator.written(sum)), nhiều hơn \(apart) so với chỉ tiêu \(indicator.written(whole))."
    }
}

/// A list of figures as it stands in a spreadsheet: a line for each unit, its code or name and the amount, parted by a tab, a
/// semicolon or the last blank. Nothing is written; what was read fills the table.
public struct PastedTargets: Sendable {
    public private(set) var amounts: [ID<Unit>: String] = [:]
    public private(set) var problems: [FieldProblem] = []

    public init(_ text: String, units: [Unit]) {
        var known: [String: ID<Unit>] = [:]
        for unit in units {
            known[VietnameseText.folded(unit.name)] = unit.id
            known[VietnameseText.folded(unit.code)] = unit.id
        }
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let row = index + 1
            guard !line.allSatisfy(\.isWhitespace) else { continue }
            guard row <= 5000 else {
                problems.append(FieldProblem("paste", "Danh sách dài quá 5.000 dòng. Chia thành nhiều lần."))
                break
            }
            let cut = line.lastIndex(of: "\t") ?? line.lastIndex(of: ";") ?? line.lastIndex(of: " ")
            guard let cut else {
                problems.append(
                    FieldProblem("paste", "Dòng \(row): chưa có số. Ghi mã hoặc tên đơn vị, dấu chấm phẩy, rồi số."))
                continue
            }
            let name = VietnameseText.tidied(String(line[..<cut]))
            guard let unitID = known[VietnameseText.folded(name)] else {
                problems.append(
                    FieldProblem(
                        "paste",
                        "Dòng \(row): không có đơn vị “\(name)” trong danh sách được giao. Kiểm tra tên hoặc mã."))
                continue
            }
            if amounts[unitID] != nil {
                problems.append(FieldProblem("paste", "Dòng \(row): “\(name)” đã có ở dòng trên. Bỏ một dòng."))
                continue
            }
            amounts[unitID] = VietnameseText.tidied(String(line[line.index(after: cut)...]))
        }
    }
}

/// Sets the targets of single periods of a unit: *giao chỉ tiêu từng kỳ*. All of them, or none for equal steps. Those of locked
/// periods are changed by Sở Nội vụ alone, with a reason; the former ones are kept.
public struct SetPeriodTargets: Sendable {
    public let indicatorID: ID<Indicator>
    public let unitID: ID<Unit>
    public let version: Int
    /// As typed, one for each period.
    public let amounts: [String]
    /// Why targets of locked periods change.
    public let reason: String

    public init(
        indicatorID: ID<Indicator>, unitID: ID<Unit>, version: Int, amounts: [String], reason: String = ""
    ) {
        self.indicatorID = indicatorID
        self.unitID = unitID
        self.version = version
        self.amounts = amounts
        self.reason = reason
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var (indicator, target, policy) = try Gate.target(
                indicatorID, of: unitID, for: actor, may: .setPeriods, in: tx)
            let former = target
            var fields = TypedFields()
            let isEmpty = amounts.allSatisfy { VietnameseText.tidied($0).isEmpty }
            for index in target.figures.indices {
                let period = target.figures[index].period
                let name = indicator.rhythm.name(of: period)
                target.figures[index].target =
                    isEmpty || period > amounts.count
                    ? nil
                    : fields.amount(
                        amounts[period - 1], "p-\(period)", "Chỉ tiêu \(name)", of: indicator,
                        missing: "Chỉ tiêu \(name): nhập số, hoặc bỏ trống tất cả các kỳ để chia đều.")
            }
            // What could not be read is told first: until then nobody knows which locked period changes.
            let locked = fields.problems.isEmpty ? target.lockedPeriodsChanged(from: former, indicator) : []
            var why = ""
            if let first = locked.first {
                try Gate.require(policy.permission(for: .setPeriods, indicator, period: first, today: tx.today))
                why = fields.lockedReason(reason, indicator)
            }
            try fields.check()
            try TargetRecords.bump(
                target, partsNote: target.partsNote, expecting: version, by: actor.accountID, in: tx)
            let sortKeys = try TargetRecords.sortKeys([unitID], in: tx)
            try TargetRecords.saveFigures(of: [target], indicator, sortKeys: sortKeys, in: tx)
            for figure in target.figures where locked.contains(figure.period) {
                let amounts = (former.target(of: figure.period, indicator), target.target(of: figure.period, indicator))
                guard amounts.0 != amounts.1 else { continue }
                try FigureCorrection.keep(
                    .periodTarget, of: figure, former: amounts.0, amount: amounts.1, reason: why, indicator, by: actor,
                    in: tx)
            }
            let name = try UnitRecords.unit(unitID, in: tx)?.name ?? ""
            try EventRecords.append(
                .periodTargetsSet, to: .indicator, indicatorID.rawValue, by: actor,
                note: (isEmpty ? "\(name): chia đều các kỳ" : name) + (why.isEmpty ? "" : ". \(why)"),
                detail: ["unit": unitID.rawValue], in: tx)
        }
    }
}
