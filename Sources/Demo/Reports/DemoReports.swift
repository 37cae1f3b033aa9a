import Actions
import Domain
import Law
import Primitives
import Records
import Store

/// Invented reports: the mid-year report of 2025 of all units, and the year-end one that is running; made by the officials' own
/// acts on the days on which they would have done them.
struct DemoReports {
    let store: any Store
    let lawbook: Lawbook
    let units: DemoUnits
    let accounts: DemoAccounts

    private static let invented = "Yêu cầu và số liệu hư cấu, để trình diễn."

    /// Figures that are targets already, by their names there.
    private static let targets = [
        "Số nhà tạm, nhà dột nát được xóa", "Diện tích trồng rừng mới",
        "Số hồ sơ thủ tục hành chính giải quyết quá hạn",
    ]

    private func kind(
        _ name: String, _ period: ReportKind.Period, workingDays: Int?, _ indicators: [Indicator]
    ) -> TypedReportKind {
        var typed = TypedReportKind()
        typed.name = name
        typed.period = period.rawValue
        typed.workingDays = workingDays.map(String.init) ?? ""
        typed.sections = [
            .init(heading: "Tổ chức phong trào thi đua", hint: "Phong trào đã phát động, hưởng ứng; cách làm hay"),
            .init(
                heading: "Công tác khen thưởng",
                hint: "Khen thường xuyên, chuyên đề, đột xuất; khen người trực tiếp lao động"),
            .init(heading: "Hạn chế, phương hướng", hint: "Việc chưa làm được, nguyên nhân, kiến nghị"),
        ]
        typed.figures = [
            .init(measure: "phong trào", source: ReportSource.movementsLaunched.rawValue),
            .init(measure: "lượt", source: ReportSource.movementsResponded.rawValue),
            .init(measure: "lượt", source: ReportSource.commendedIndividuals.rawValue),
            .init(measure: "lượt", source: ReportSource.commendedFrontline.rawValue),
            .init(measure: "lượt", source: ReportSource.commendedCollectives.rawValue),
            .init(measure: "hoạt động", source: ReportSource.activitiesHeld.rawValue),
            .init(name: "Mô hình mới được nhân rộng", measure: "mô hình"),
        ]
        typed.figures += indicators.map { .init(source: TypedReportKind.Figure.source($0.id)) }
        return typed
    }

    /// - Returns: how many reports there are.
    func make() async throws -> Int {
        let specialist = try accounts.actor("chuyenvien.snv")
        let (midYear, yearEnd) = try await store.write { tx in
            let tx = BackdatedTransaction(base: tx, now: Instant(day(2025, 7, 2), hour: 9))
            let known = try IndicatorRecords.summable(years: 2025...2025, limit: 100, in: tx)
            let targets = Self.targets.compactMap { name in known.first { $0.name == name } }
            let half = try AddReportKind(
                typed: kind("Sơ kết công tác thi đua, khen thưởng 6 tháng", .halfYear, workingDays: 10, targets)
            ).run(by: specialist, in: tx)
            let year = try AddReportKind(
                typed: kind("Tổng kết công tác thi đua, khen thưởng", .year, workingDays: nil, targets)
            ).run(by: specialist, in: tx)
            let midYear = try AskForReports(
                kindID: half, title: "Sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm 2025",
                periodFrom: "01/01/2025", periodUntil: "30/6/2025", dueOn: "", message: Self.invented,
                groups: [.commune, .department]
            ).run(by: specialist, lawbook: lawbook, in: tx)
            let winter = BackdatedTransaction(base: tx.base, now: Instant(day(2025, 12, 1), hour: 9))
            let yearEnd = try AskForReports(
                kindID: year, title: "Tổng kết công tác thi đua, khen thưởng năm 2025", periodFrom: "01/01/2025",
                periodUntil: "31/12/2025", dueOn: "15/12/2025", message: Self.invented,
                groups: [.commune, .department]
            ).run(by: specialist, lawbook: lawbook, in: winter)
            return (midYear, yearEnd)
        }
        let lines = try await store.read { tx in
            try ReportListRecords.board(midYear, states: [], after: nil, limit: 1000, in: tx)
        }
        try await writeMidYear(midYear, lines.map(\.unitID))
        try await putTogether(midYear)
        try await writeYearEnd(yearEnd)
        return lines.count * 2
    }

    /// Whoever answers for a unit in this story: its officer, or the specialist who typed in what came on paper.
    private func writer(_ unitID: ID<Unit>) throws -> Actor {
        let row = accounts.rows.first { $0.unitID == unitID && $0.role == .unitOfficer }
        let person = try row?.actor ?? accounts.actor("chuyenvien.snv")
        return Actor(
            accountID: person.accountID, name: person.name,
            grants: [Grant(.unitOfficer, at: unitID), Grant(.unitHead, at: unitID)])
    }

    private func file(
        _ requestID: ID<ReportRequest>, _ unitID: ID<Unit>, models: Int, until state: Report.State, on day: CivilDate,
        in base: any WriteTransaction
    ) throws {
        let tx = BackdatedTransaction(base: base, now: Instant(day, hour: 10))
        let (writer, specialist) = (try writer(unitID), try accounts.actor("chuyenvien.snv"))
        guard let id = try ReportRecords.id(of: unitID, requestID, in: tx) else { return }
        let words = [
            "Đơn vị đã phổ biến kế hoạch, phát động thi đua tới từng phòng, thôn, tổ; cán bộ và người dân tham gia đông đủ. (Hư cấu)",
            "Khen kịp thời, ưu tiên người trực tiếp lao động; có \(models) mô hình được biểu dương trong kỳ. (Hư cấu)",
            "Một số nơi đăng ký còn chậm; kỳ tới tập trung hướng dẫn lập hồ sơ. (Hư cấu)",
        ]
        let typed = TypedReport(
            words: words, figures: Array(repeating: .init(), count: 6) + [.init(amount: String(models))])
        var version = try ChangeReport(id: id, version: 1, typed: typed).run(by: writer, in: tx)
        if state == .draft { return }
        try SubmitReport(id: id, version: version).run(by: writer, in: tx)
        version += 1
        if state == .submitted { return }
        try SendReport(id: id, version: version).run(by: writer, in: tx)
        if state == .sent { return }
        let later = BackdatedTransaction(base: base, now: Instant(day.adding(days: 1), hour: 10))
        if state == .returned {
            try ReturnReport(
                id: id, version: version + 1, reason: "Nêu rõ tên mô hình và nơi nhân rộng ở phần 2."
            ).run(by: specialist, in: later)
        } else {
            try AcceptReport(id: id, version: version + 1).run(by: specialist, in: later)
        }
    }

    /// Most are accepted, the last ones late; Chợ Đồn has its back, Na Rì and a few more have not sent theirs.
    private func writeMidYear(_ requestID: ID<ReportRequest>, _ unitIDs: [ID<Unit>]) async throws {
        let (choDon, naRi) = (try units.unit("02020"), try units.unit("02155"))
        var random = SeededGenerator(seed: 18)
        var story: [(unit: ID<Unit>, models: Int, state: Report.State, on: CivilDate)] = []
        for (index, unit) in unitIDs.enumerated() where unit != naRi && index % 31 != 30 {
            let models = Int(random.next() % 6)
            let isLate = index % 17 == 16
            story.append(
                (
                    unit, models, unit == choDon ? .returned : .accepted,
                    isLate ? day(2025, 7, 22) : day(2025, 7, 8 + index % 5)
                ))
        }
        let told = story
        try await store.write { tx in
            for line in told {
                try file(requestID, line.unit, models: line.models, until: line.state, on: line.on, in: tx)
            }
        }
    }

    /// Put together and approved on 28 July; one report was opened again afterwards, so that the figures have grown old.
    private func putTogether(_ requestID: ID<ReportRequest>) async throws {
        let (specialist, leader) = (try accounts.actor("chuyenvien.snv"), try accounts.actor("lanhdao.snv"))
        let (province, health) = (units.province, try units.unit("SYT"))
        try await store.write { base in
            let tx = BackdatedTransaction(base: base, now: Instant(day(2025, 7, 28), hour: 9))
            guard let id = try ReportRecords.id(of: province, requestID, in: tx) else { return }
            try TakeFigures(id: id, version: 1).run(by: specialist, in: tx)
            let words = [
                "Toàn tỉnh hưởng ứng các phong trào thi đua đã phát động từ đầu năm; các đơn vị mới sau sắp xếp ổn định tổ chức và tiếp tục đăng ký thi đua. (Hư cấu)",
                "Khen thưởng kịp thời, đúng người; tăng tỷ lệ khen người trực tiếp lao động. (Hư cấu)",
                "Một số đơn vị báo cáo muộn; Sở Nội vụ tiếp tục đôn đốc. (Hư cấu)",
            ]
            _ = try ChangeReport(
                id: id, version: 2,
                typed: TypedReport(
                    words: words, figures: Array(repeating: .init(), count: 6) + [.init(amount: "0")])
            ).run(by: specialist, in: tx)
            try SubmitReport(id: id, version: 3).run(by: specialist, in: tx)
            try ApproveReport(id: id, version: 4, number: "118", signedOn: "28/7/2025", signerName: "").run(
                by: leader, in: tx)
            let autumn = BackdatedTransaction(base: base, now: Instant(day(2025, 8, 5), hour: 9))
            guard let part = try ReportRecords.id(of: health, requestID, in: autumn),
                let file = try ReportRecords.file(part, in: autumn)?.report, file.state == .accepted
            else { return }
            try ReturnReport(
                id: part, version: file.version, reason: "Đối chiếu lại số mô hình với báo cáo của ngành."
            ).run(by: specialist, in: autumn)
        }
    }

    /// Phong Quang has yet to begin, Đức Xuân waits for its head, a few are sent or accepted.
    private func writeYearEnd(_ requestID: ID<ReportRequest>) async throws {
        let (ducXuan, health, first) = (
            try units.unit("01840"), try units.unit("SYT"), Array(units.departments.prefix(6))
        )
        try await store.write { tx in
            try file(requestID, ducXuan, models: 4, until: .submitted, on: day(2025, 12, 4), in: tx)
            for (index, unit) in first.enumerated() where unit != health {
                try file(
                    requestID, unit, models: index, until: index % 2 == 0 ? .accepted : .sent, on: day(2025, 12, 3),
                    in: tx)
            }
        }
    }
}
