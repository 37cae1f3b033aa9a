import Actions
import Domain
import Primitives
import Records
import Store

/// Targets, works and houses of 2025. The letter of January 2025 names the resolution that sets the targets, and no figure: every
/// figure, work and household here is invented and marked so.
struct DemoTargets {
    struct Made: Sendable {
        let indicator: Indicator
        let whole: Int
        let targets: [UnitTarget]
        let corrections: [(figureID: ID<UnitFigure>, correction: FigureCorrection)]
    }

    private(set) var made: [Made] = []
    private(set) var works: [(work: PublicWork, occasion: String?, year: Int)] = []
    private(set) var houses: [House] = []
    let account: ID<Account>
    private let units: DemoUnits

    private static let source = "Nghị quyết số 75/NQ-HĐND ngày 09/12/2024"

    init(units: DemoUnits, accounts: DemoAccounts) throws {
        self.units = units
        account = try accounts.actor("chuyenvien.snv").accountID
        var random = SeededGenerator(seed: 11)
        let communes = units.bacKanCommunes
        let owner = units.province
        let specialist = account
        func indicator(
            _ name: String, _ measure: String, _ rhythm: Rhythm, _ accrual: Indicator.Accrual,
            _ direction: Indicator.Direction, places: Int = 0, isAdditive: Bool = true
        ) -> Indicator {
            Indicator(
                id: random.id(), ownerID: owner, year: 2025, rhythm: rhythm, accrual: accrual, direction: direction,
                scale: Scale(places: places) ?? .whole, isAdditive: isAdditive, name: name, measure: measure,
                source: Self.source, isInvented: true, createdBy: specialist, updatedAt: DemoTime.start)
        }
        let wanted: [(indicator: Indicator, mean: Int)] = [
            (indicator("Số nhà tạm, nhà dột nát được xóa", "hộ", .month, .each, .more), 36),
            (indicator("Thu ngân sách trên địa bàn", "tỷ đồng", .month, .each, .more, places: 1), 240),
            (
                indicator(
                    "Tỷ lệ người dân tham gia bảo hiểm y tế", "%", .quarter, .level, .more, places: 1, isAdditive: false
                ),
                950
            ),
            (indicator("Số hồ sơ thủ tục hành chính giải quyết quá hạn", "hồ sơ", .month, .running, .less), 24),
            (indicator("Diện tích trồng rừng mới", "ha", .quarter, .running, .more, places: 2), 6_000),
        ]
        for (indicator, mean) in wanted { add(indicator, mean: mean, communes, &random) }
        try addWorks(accounts, &random)
        addHouses(communes, &random)
    }

    private mutating func add(
        _ indicator: Indicator, mean: Int, _ communes: [ID<Unit>], _ random: inout SeededGenerator
    ) {
        let periods = indicator.rhythm.count
        let ended = indicator.lastEnded(on: DemoTime.today)
        var targets: [UnitTarget] = []
        var corrections: [(figureID: ID<UnitFigure>, correction: FigureCorrection)] = []
        for (place, commune) in communes.enumerated() {
            let whole = indicator.accrual == .level ? mean : max(1, mean * random.number(60...140) / 100)
            let luck = random.number(78...128)
            // Some have not reported the last period; one is two behind.
            let missing = place % 9 == 4 ? 2 : place % 6 == 1 ? 1 : 0
            var figures: [UnitFigure] = []
            for period in 1...periods {
                var figure = UnitFigure(id: random.id(), period: period)
                if period <= ended - missing {
                    let factor = luck + random.number(-8...8)
                    figure.amount =
                        switch indicator.accrual {
                        case .each:
                            whole * factor * period / (100 * periods) - whole * factor * (period - 1) / (100 * periods)
                        case .running: whole * (luck + period % 3) * period / (100 * periods)
                        case .level: whole * (86 + luck / 10 + period) / 100
                        }
                    if indicator.accrual == .level { figure.amount = min(figure.amount ?? 0, 1000) }
                    figure.note = period == ended ? "Theo sổ theo dõi của xã (hư cấu)" : ""
                    figure.isLate = random.chance(6)
                    figure.reportedOn = indicator.dueOn(period).adding(days: figure.isLate ? 3 : -2)
                    figure.reportedBy = "Cán bộ xã (hư cấu)"
                }
                figures.append(figure)
            }
            if place == 0, let amount = figures[0].amount {
                corrections.append(
                    (
                        figures[0].id,
                        FigureCorrection(
                            period: 1, former: amount + 2, amount: amount, reason: "Ghi trùng hai hộ (hư cấu)",
                            accountName: "Cán bộ xã (hư cấu)", at: DemoTime.start)
                    ))
            }
            targets.append(
                UnitTarget(
                    indicatorID: indicator.id, unitID: commune, parentID: indicator.ownerID, amount: whole,
                    figures: figures))
        }
        let sum = targets.reduce(0) { $0 + $1.amount }
        // The parts of one indicator are a little more than the whole, as a province does to be sure of it.
        let whole = !indicator.isAdditive ? mean : indicator.measure == "hộ" ? sum - 12 : sum
        made.append(Made(indicator: indicator, whole: whole, targets: targets, corrections: corrections))
    }

    private mutating func addWorks(_ accounts: DemoAccounts, _ random: inout SeededGenerator) throws {
        func milestones(
            _ rows: [(String, CivilDate, CivilDate?)], _ random: inout SeededGenerator
        ) -> [Milestone] {
            rows.map { Milestone(id: random.id(), name: $0.0, plannedOn: $0.1, doneOn: $0.2) }
        }
        func work(
            _ unit: String, _ kind: PublicWork.Kind, _ name: String, investor: String, place: String, from: CivilDate,
            finish: CivilDate, plaque: CivilDate, _ random: inout SeededGenerator
        ) throws -> PublicWork {
            PublicWork(
                id: random.id(), name: name, kind: kind, unitID: try units.unit(unit), investor: investor, place: place,
                startsOn: from, plannedFinish: finish, plaqueDay: plaque, isInvented: true,
                createdBy: try accounts.officer(of: unit).accountID, updatedAt: DemoTime.start)
        }
        var road = try work(
            "01849", .road, "Đường liên thôn Nà Ví Dụ – Khuổi Ví Dụ",
            investor: "Ủy ban nhân dân xã Phong Quang",
            place: "Thôn Nà Ví Dụ, xã Phong Quang", from: day(2025, 8, 1), finish: day(2026, 1, 20),
            plaque: day(2026, 2, 3),
            &random)
        road.state = .underWay
        road.startedOn = day(2025, 8, 4)
        road.milestones = milestones(
            [
                ("Giải phóng mặt bằng", day(2025, 8, 31), day(2025, 8, 28)), ("Xong nền đường", day(2025, 11, 15), nil),
                ("Xong mặt đường", day(2026, 1, 10), nil),
            ], &random)
        var school = try work(
            "01840", .school, "Nhà lớp học sáu phòng Trường Tiểu học Minh Họa", investor: "Ban Quản lý dự án (hư cấu)",
            place: "Phường Đức Xuân", from: day(2025, 3, 1), finish: day(2025, 8, 15), plaque: day(2025, 9, 2), &random)
        school.state = .plaque
        school.startedOn = day(2025, 3, 3)
        school.finishedOn = day(2025, 8, 14)
        school.plaqueFixedOn = day(2025, 9, 2)
        school.milestones = milestones(
            [
                ("Xong móng", day(2025, 4, 15), day(2025, 4, 12)), ("Xong phần thô", day(2025, 6, 30), day(2025, 7, 2)),
                ("Bàn giao", day(2025, 8, 15), day(2025, 8, 14)),
            ], &random)
        var water = try work(
            "02020", .irrigation, "Công trình cấp nước sinh hoạt tập trung Bản Ví Dụ",
            investor: "Ủy ban nhân dân xã Chợ Đồn",
            place: "Xã Chợ Đồn", from: day(2025, 9, 1), finish: day(2025, 12, 15), plaque: day(2025, 12, 22), &random)
        water.state = .underWay
        water.startedOn = day(2025, 9, 10)
        water.milestones = milestones(
            [("Xong bể chứa", day(2025, 11, 1), day(2025, 11, 3)), ("Xong đường ống", day(2025, 12, 10), nil)], &random)
        var clinic = try work(
            "SYT", .health, "Cải tạo khu khám bệnh Phòng khám Minh Họa", investor: "Sở Y tế", place: "Phường Đức Xuân",
            from: day(2025, 5, 1), finish: day(2025, 11, 30), plaque: day(2025, 12, 19), &random)
        clinic.state = .finished
        clinic.startedOn = day(2025, 5, 5)
        clinic.finishedOn = day(2025, 11, 27)
        clinic.milestones = milestones([("Nghiệm thu", day(2025, 11, 30), day(2025, 11, 27))], &random)
        works = [
            (road, "Ngày thành lập Đảng", 2026), (school, "Quốc khánh", 2025), (water, nil, 2025), (clinic, nil, 2025),
        ]
    }

    private mutating func addHouses(_ communes: [ID<Unit>], _ random: inout SeededGenerator) {
        let names = InventedNames(reserved: DemoAccounts.names)
        for commune in communes.prefix(8) {
            for _ in 0..<random.number(6...14) {
                let isWoman = random.chance(40)
                let state = random.number(0...9)
                let started = day(2025, 2, 1).adding(days: random.number(0...220))
                let finished = started.adding(days: random.number(40...80))
                houses.append(
                    House(
                        id: random.id(), unitID: commune, year: 2025,
                        group: random.pick(HouseholdGroup.allCases, or: .poor),
                        measure: random.chance(65) ? .built : .repaired,
                        head: names.next(isWoman ? .female : .male, inBacKan: true, using: &random).name,
                        village: "Thôn Minh Họa \(random.number(1...9))", startedOn: state > 1 ? started : nil,
                        finishedOn: state > 3 ? finished : nil,
                        stateMoney: Dong(Int64(random.number(3...6)) * 10_000_000),
                        donatedMoney: Dong(Int64(random.number(0...6)) * 5_000_000), isInvented: true,
                        createdBy: account, updatedAt: DemoTime.start))
            }
        }
    }

    /// Ties the temporary houses to the task of the province's plan that names their movement.
    func tie(to plan: Plan, by accounts: DemoAccounts, in store: any Store) async throws {
        guard let houses = made.first?.indicator, let task = plan.content.sections.first?.tasks.first else { return }
        try await TieIndicator(planID: plan.id, indicatorID: houses.id, taskID: task.id).run(
            by: try accounts.actor("chuyenvien.snv"), on: store)
    }

    /// Writes all of it.
    /// - Returns: how many figures of units there are.
    func load(into store: any Store, calendar: DemoCalendar) async throws -> Int {
        for made in made {
            try await store.perform { [account] tx in
                try IndicatorRecords.insert(made.indicator, in: tx)
                let own = UnitTarget(
                    indicatorID: made.indicator.id, unitID: made.indicator.ownerID, parentID: nil, amount: made.whole,
                    partsNote: made.whole < made.targets.reduce(0) { $0 + $1.amount }
                        ? "Giao dư để chắc đạt chỉ tiêu (hư cấu)" : "",
                    figures: [])
                let keys = try TargetRecords.sortKeys(made.targets.map(\.unitID), in: tx)
                try TargetRecords.save([own] + made.targets, of: made.indicator, sortKeys: keys, by: account, in: tx)
                for (figureID, correction) in made.corrections {
                    try TargetRecords.insert(correction, of: figureID, by: account, in: tx)
                }
                try EventRecords.append(
                    .demoLoaded, to: .indicator, made.indicator.id.rawValue, by: nil, note: "Số liệu hư cấu", in: tx)
            }
        }
        try await store.perform { [works, houses, account] tx in
            for (work, occasion, year) in works {
                try PublicWorkRecords.insert(work, in: tx)
                if let occasion, let found = calendar.occasions.first(where: { $0.name.hasPrefix(occasion) }) {
                    try OccasionLinkRecords.add(
                        OccasionLink(occasionID: found.id, year: year, kind: .work, subjectID: work.id.rawValue),
                        by: account, in: tx)
                }
                try EventRecords.append(
                    .demoLoaded, to: .publicWork, work.id.rawValue, by: nil, note: "Công trình hư cấu", in: tx)
            }
            for house in houses {
                try HouseRecords.insert(house, in: tx)
                try EventRecords.append(.demoLoaded, to: .house, house.id.rawValue, by: nil, note: "Hộ hư cấu", in: tx)
            }
        }
        return made.reduce(0) { $0 + $1.targets.count * $1.indicator.rhythm.count }
    }
}
