import Actions
import Domain
import Primitives
import Records
import Store

extension World {
    /// An indicator of the province as typed: 120 households in twelve months unless said otherwise.
    public func indicatorContent(_ name: String = "Số nhà tạm được xóa") -> IndicatorContent {
        var content = IndicatorContent()
        content.name = name
        content.measure = "hộ"
        content.year = "2025"
        content.rhythm = Rhythm.month.rawValue
        content.accrual = Indicator.Accrual.each.rawValue
        content.direction = Indicator.Direction.more.rawValue
        content.places = "0"
        content.reportDays = "5"
        content.source = "Nghị quyết số 75/NQ-HĐND ngày 09/12/2024"
        content.whole = "120"
        return content
    }

    /// An indicator, handed down to `commune` (72) and `otherCommune` (48).
    public func handedDownIndicator(_ content: IndicatorContent? = nil) async throws -> ID<Indicator> {
        let id = try await SetIndicator(ownerID: province, content: content ?? indicatorContent()).run(
            by: specialist, on: store)
        _ = try await HandDownTargets(
            indicatorID: id, parentID: province, version: 1,
            amounts: [(unitID: commune, typed: "72"), (unitID: otherCommune, typed: "48")], word: "thử"
        ).run(by: specialist, on: store)
        return id
    }

    /// What a unit stands at with an indicator.
    public func target(_ id: ID<Indicator>, of unitID: ID<Unit>) async throws -> UnitTarget {
        try await store.read { tx in
            guard let target = try TargetRecords.target(id, of: unitID, in: tx) else {
                throw Problem.notFound("chỉ tiêu của đơn vị")
            }
            return target
        }
    }

    /// Invented communes by the thousand, each with so many monthly indicators of 2025 and what it reported: for measurements.
    /// - Returns: the indicators.
    public func addTargets(units count: Int, indicators: Int) async throws -> [ID<Indicator>] {
        let province = province
        let start = clock.clock.now()
        var units: [Unit] = []
        for index in 0..<count {
            let digits = String(index)
            let number = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            units.append(
                Unit(
                    id: ID(at: start), kind: .commune, code: "X\(number)", name: "Xã Ví Dụ \(number)",
                    parentID: province,
                    validFrom: CivilDate(year: 2010, month: 1, day: 1) ?? start.day))
        }
        let made = units
        try await store.write { tx in
            for unit in made { try UnitRecords.insert(unit, document: nil, in: tx) }
            try UnitRecords.refreshAncestors(in: tx)
        }
        let account = specialist.accountID
        var ids: [ID<Indicator>] = []
        for number in 1...indicators {
            let indicator = Indicator(
                id: ID(at: start), ownerID: province, year: 2025, rhythm: .month, accrual: .each, direction: .more,
                scale: .whole, isAdditive: true, name: "Chỉ tiêu ví dụ \(number)", measure: "hộ", createdBy: account,
                updatedAt: start)
            ids.append(indicator.id)
            try await store.write { tx in
                try IndicatorRecords.insert(indicator, in: tx)
                let own = UnitTarget(
                    indicatorID: indicator.id, unitID: province, parentID: nil, amount: 120 * count, figures: [])
                let targets = made.enumerated().map { index, unit in
                    UnitTarget(
                        indicatorID: indicator.id, unitID: unit.id, parentID: province, amount: 120,
                        figures: (1...12).map { period in
                            let isReported = period <= 11 && (index + period) % 17 != 0
                            return UnitFigure(
                                id: ID(at: start), period: period,
                                amount: isReported ? 6 + (index &* 7 &+ number) % 9 : nil,
                                reportedOn: isReported ? start.day : nil, reportedBy: isReported ? "Cán bộ" : "")
                        })
                }
                let keys = try TargetRecords.sortKeys(made.map(\.id), in: tx)
                try TargetRecords.save([own] + targets, of: indicator, sortKeys: keys, by: account, in: tx)
            }
        }
        return ids
    }

    /// A work of `commune` with two milestones, as typed.
    public func workContent(_ name: String = "Đường liên thôn") -> WorkContent {
        var content = WorkContent()
        content.kind = PublicWork.Kind.road.rawValue
        content.name = name
        content.startsOn = "01/11/2025"
        content.plannedFinish = "20/01/2026"
        content.plaqueDay = "03/02/2026"
        content.milestones = [
            .init(name: "Xong nền đường", plannedOn: "01/12/2025"),
            .init(name: "Xong mặt đường", plannedOn: "10/01/2026"),
        ]
        return content
    }

    /// A household in need, as typed.
    public func houseContent(_ head: String = "Lò Thị Ví Dụ") -> HouseContent {
        var content = HouseContent()
        content.group = HouseholdGroup.poor.rawValue
        content.measure = House.Measure.built.rawValue
        content.head = head
        content.village = "Thôn Ví Dụ"
        content.stateMoney = "60.000.000"
        return content
    }
}
