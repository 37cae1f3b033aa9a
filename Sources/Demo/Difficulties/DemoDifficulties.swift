import Domain
import Law
import Primitives
import Records
import Store

/// Invented difficulties in every state, two of them shared as questions and answers.
struct DemoDifficulties {
    let units: DemoUnits
    let accounts: DemoAccounts
    let lawbook: Lawbook

    private struct Raised {
        let unit: String
        let theme: String
        let subject: String
        let text: String
        let at: Instant
        let state: Difficulty.State
        var request: String?
        var answer: String?
        var basis = ""
        var answeredAt: Instant?
        /// The question in the words of everyone; `nil` when it is not shared.
        var shared: String?
        var mayNameUnit = false
    }

    private var raised: [Raised] {
        [
            Raised(
                unit: "01849", theme: "dossier", subject: "Biên bản họp xét chụp bằng điện thoại có dùng được không",
                text:
                    "Máy quét của xã hỏng. Xã chụp biên bản bằng điện thoại, chữ đọc rõ. Đề nghị cho biết có nhận không.",
                at: Instant(day(2025, 10, 6), hour: 9), state: .closed,
                answer:
                    "Nhận, nếu chụp thẳng, đủ trang, đọc được cả chữ ký và con dấu. Gộp các trang của một văn bản vào một tệp.",
                answeredAt: Instant(day(2025, 10, 8), hour: 15),
                shared: "Biên bản họp xét chụp bằng điện thoại có dùng được khi trình hồ sơ không?"),
            Raised(
                unit: "02020", theme: "law", subject: "Một thành tích đề nghị hai hình thức khen thưởng",
                text:
                    "Đơn vị muốn đề nghị cùng lúc hai hình thức cho cùng một thành tích đột xuất. Đề nghị hướng dẫn có được không.",
                at: Instant(day(2025, 11, 10), hour: 10), state: .answered,
                answer:
                    "Không. Mỗi hình thức khen thưởng có thể tặng nhiều lần cho một đối tượng, nhưng không khen nhiều lần, nhiều hình thức cho một thành tích. Chọn một hình thức phù hợp với thành tích.",
                basis: "Nguyên tắc khen thưởng, Điều 5 Luật Thi đua, khen thưởng năm 2022",
                answeredAt: Instant(day(2025, 11, 13), hour: 9),
                shared: "Một thành tích có được đề nghị cùng lúc hai hình thức khen thưởng không?"),
            Raised(
                unit: "01840", theme: "money", subject: "Nguồn chi tiền thưởng khi đơn vị vừa sáp nhập",
                text: "Dự toán của phường chưa tách khoản này sau sáp nhập. Đề nghị hướng dẫn chi từ nguồn nào.",
                at: Instant(day(2025, 11, 24), hour: 14), state: .assigned),
            Raised(
                unit: "02155", theme: "movement", subject: "Tổng kết phong trào của xã cũ do đơn vị nào làm",
                text: "Phong trào do xã cũ phát động, nay xã đã nhập. Đề nghị cho biết đơn vị nào tổng kết.",
                at: Instant(day(2025, 11, 28), hour: 8), state: .askedBack,
                request: "Cho biết tên phong trào và số, ngày văn bản phát động."),
            Raised(
                unit: "01849", theme: "software", subject: "Chưa thấy một công chức trong danh sách khi lập đề nghị",
                text: "Công chức chuyển từ xã khác đến ngày 01/12/2025 chưa hiện ở mục Cá nhân của xã.",
                at: Instant(day(2025, 12, 4), hour: 16), state: .waiting),
            Raised(
                unit: "SYT", theme: "people", subject: "Đơn vị chưa có cán bộ chuyên trách thi đua",
                text:
                    "Trung tâm y tế vừa thành lập, chưa bố trí người làm công tác thi đua. Đề nghị hướng dẫn tạm giao.",
                at: Instant(day(2025, 12, 3), hour: 9), state: .waiting, mayNameUnit: true),
        ]
    }

    /// - Returns: how many there are.
    func load(into store: any Store) async throws -> Int {
        let (raised, specialist) = (raised, try accounts.actor("chuyenvien.snv"))
        var random = SeededGenerator(seed: 19)
        let made = try raised.map { raised in
            (
                raised, id: random.id() as ID<Difficulty>, sharedID: random.id() as ID<SharedQuestion>,
                unitID: try units.unit(raised.unit), asker: try accounts.officer(of: raised.unit)
            )
        }
        let calendar = lawbook.workingCalendar
        try await store.perform { tx in
            let themes = try DifficultyRecords.themes(in: tx)
            for (raised, id, sharedID, unitID, asker) in made {
                var difficulty = Difficulty(
                    id: id, unitID: unitID, theme: raised.theme, subject: raised.subject,
                    mayNameUnit: raised.mayNameUnit, state: raised.state, askedBy: asker.accountID,
                    askedByName: asker.name, askedAt: raised.at, isInvented: true)
                if raised.state.awaitsAnswer {
                    difficulty.dueOn = calendar.day(Difficulty.standardAnswerDays, after: raised.at.day).date
                }
                if raised.state != .waiting {
                    difficulty.assignedTo = specialist.accountID
                    difficulty.assignedName = specialist.name
                }
                if let answeredAt = raised.answeredAt {
                    difficulty.answeredAt = answeredAt
                    difficulty.answerDays = calendar.workingDays(after: raised.at.day, through: answeredAt.day).days
                }
                try DifficultyRecords.insert(difficulty, in: tx)
                var entries = [
                    DifficultyEntry(kind: .question, text: raised.text, byName: asker.name, at: raised.at)
                ]
                if let request = raised.request {
                    entries.append(
                        DifficultyEntry(
                            kind: .request, text: request, byName: specialist.name, at: raised.at + .seconds(90_000)))
                }
                if let answer = raised.answer, let at = raised.answeredAt {
                    entries.append(
                        DifficultyEntry(
                            kind: .answer, text: answer, basis: raised.basis, byName: specialist.name, at: at))
                }
                for entry in entries { try DifficultyRecords.append(entry, to: id, in: tx) }
                if let question = raised.shared, let answer = raised.answer, let at = raised.answeredAt {
                    try SharedQuestionRecords.save(
                        SharedQuestion(
                            id: sharedID, difficultyID: id, theme: raised.theme, question: question, answer: answer,
                            basis: raised.basis, unitName: "", sharedAt: at),
                        themeName: themes.first { $0.id == raised.theme }?.name ?? "", in: tx)
                }
                try EventRecords.append(
                    .demoLoaded, to: .difficulty, id.rawValue, by: nil, note: "Vướng mắc hư cấu", in: tx)
            }
        }
        return made.count
    }
}
