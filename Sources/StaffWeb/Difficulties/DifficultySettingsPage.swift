import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// How long answers may take, and what difficulties are about: the province's own choice.
struct DifficultySettingsPage {
    let answerDays: Int?
    let themes: [DifficultyTheme]
    let typed: TypedForm
    let csrfToken: String

    init(_ visit: Visit, typed: TypedForm = .none, in tx: any ReadTransaction) throws {
        try Gate.requireDifficultySettings(visit.actor)
        answerDays = try DifficultyRecords.answerDays(in: tx)
        themes = try DifficultyRecords.themes(in: tx)
        self.typed = typed
        csrfToken = visit.csrfToken
    }

    var page: StaffPage {
        let days = answerDays ?? Difficulty.standardAnswerDays
        let hint =
            "Ngày làm việc, từ 1 đến 60. Tỉnh tự quy định; "
            + (answerDays == nil ? "chưa đặt thì tính \(days) ngày." : "tỉnh đã đặt \(days) ngày.")
        return StaffPage(
            title: "Cài đặt vướng mắc", section: .difficulties, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(title: "Cài đặt vướng mắc", back: Link(label: "Vướng mắc", href: Route.difficulties.path())).html)
                \(typed.summary)
                \(Form(action: Route.setDifficultySettings.path(), csrfToken: csrfToken, body: """
                    \(TextField(name: "answerDays", label: "Thời gian trả lời", value: typed.value("answerDays", or: String(days)), hint: hint, error: typed.error("answerDays"), isRequired: true, kind: .number).html)
                    \(TextField(name: "newTheme", label: "Thêm lĩnh vực", value: typed.value("newTheme"), error: typed.error("newTheme"), maxLength: 100).html)
                    <div class="actions">\(Button(label: "Lưu").html)</div>
                    """).html)
                \(Card(title: "Các lĩnh vực", body: "<ul>\(each: themes, { "<li>\($0.name)</li>" })</ul>").html)
                """)
    }
}
