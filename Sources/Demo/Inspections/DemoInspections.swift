import Actions
import Domain
import Primitives
import Records
import Store

/// Three invented inspections: Phong Quang has a recommendation that is overdue, Sở Y tế one whose mending is to be confirmed,
/// Đức Xuân is visited in two weeks.
struct DemoInspections {
    let store: any Store
    let units: DemoUnits
    let accounts: DemoAccounts

    private func plan(_ unit: String, _ subject: String, on day: CivilDate) throws -> TypedInspection {
        let id = try units.unit(unit)
        var typed = TypedInspection()
        typed.unit = units.units.first { $0.id == id }?.name ?? ""
        typed.subject = subject
        typed.team = "Trưởng đoàn: Lãnh đạo Sở Nội vụ\nThành viên: chuyên viên phụ trách thi đua, khen thưởng"
        typed.content = "Xem hồ sơ phát động, sổ theo dõi, trao đổi với cán bộ và người dân."
        typed.startsOn = day.written
        return typed
    }

    func make() async throws {
        let leader = try accounts.actor("lanhdao.snv")
        let officer = try accounts.actor("canbo.soyte")
        let subject = "Thực hiện phong trào thi đua năm 2025"
        let (own, theirs, next) = (
            try plan("01849", subject, on: day(2025, 11, 12)), try plan("SYT", subject, on: day(2025, 11, 5)),
            try plan("01840", "Xét khen thưởng người trực tiếp lao động", on: day(2025, 12, 18))
        )
        try await store.write { base in
            let autumn = BackdatedTransaction(base: base, now: Instant(day(2025, 11, 1), hour: 9))
            let ownID = try PlanInspection(typed: own, isInvented: true).run(by: leader, in: autumn)
            let theirID = try PlanInspection(typed: theirs, isInvented: true).run(by: leader, in: autumn)
            _ = try PlanInspection(typed: next, isInvented: true).run(by: leader, in: autumn)
            let later = BackdatedTransaction(base: base, now: Instant(day(2025, 11, 14), hour: 15))
            try ConcludeInspection(
                id: ownID, version: 1,
                conclusion:
                    "Xã phát động đủ các phong trào của tỉnh; việc theo dõi, chấm điểm còn thiếu nền nếp. (Hư cấu)",
                findings: [
                    .init(kind: "good", text: "Các thôn đăng ký thi đua đủ, có phân công rõ người."),
                    .init(kind: "weakness", text: "Sổ theo dõi thi đua quý III chưa ghi đủ."),
                    .init(
                        kind: "recommendation", text: "Lập và ghi đủ sổ theo dõi thi đua quý III, gửi bản chụp.",
                        dueOn: "30/11/2025"),
                    .init(
                        kind: "recommendation",
                        text: "Niêm yết danh sách đề nghị khen thưởng tại nhà văn hóa các thôn.",
                        dueOn: "20/12/2025"),
                ]
            ).run(by: leader, in: later)
            try ConcludeInspection(
                id: theirID, version: 1, conclusion: "Sở tổ chức thi đua gắn với chuyên môn. (Hư cấu)",
                findings: [
                    .init(
                        kind: "recommendation", text: "Bổ sung tiêu chí khen người trực tiếp chăm sóc người bệnh.",
                        dueOn: "10/12/2025")
                ]
            ).run(by: leader, in: later)
        }
        let finding = try await store.read { tx in
            try InspectionRecords.recommendations(for: officer, after: nil, limit: 1, in: tx).first
        }
        guard let finding else { return }
        try await store.write { tx in
            guard var answered = try InspectionRecords.finding(finding.id, in: tx) else { return }
            answered.state = .answered
            answered.answer = "Đã bổ sung tiêu chí vào quy chế thi đua của Sở. (Hư cấu)"
            answered.answeredAt = tx.now
            try InspectionRecords.update(answered, expecting: 1, by: officer, in: tx)
            try EventRecords.append(
                .recommendationAnswered, to: .inspection, finding.inspectionID.rawValue, by: officer,
                note: "Kiến nghị \(answered.ordinal): \(answered.answer)", in: tx)
        }
    }
}
