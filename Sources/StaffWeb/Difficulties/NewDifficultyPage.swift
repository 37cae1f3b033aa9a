import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// Where a difficulty is written down.
struct NewDifficultyPage {
    let units: [Unit]
    let themes: [DifficultyTheme]
    let typed: TypedForm
    let pageAddress: String
    let pageTitle: String
    let csrfToken: String

    init(_ visit: Visit, typed: TypedForm = .none, in tx: any ReadTransaction) throws {
        units = try Gate.askingUnits(of: visit.actor, in: tx)
        guard !units.isEmpty else {
            throw Problem(
                .notAllowed,
                "Tài khoản này chưa được giao quyền ở đơn vị nào. Liên hệ quản trị hệ thống của tỉnh để được giao quyền."
            )
        }
        themes = try DifficultyRecords.themes(in: tx)
        self.typed = typed
        pageAddress = Difficulty.safePage(typed.value("trang", or: visit.query["trang"]))
        pageTitle = String(VietnameseText.tidied(typed.value("ten", or: visit.query["ten"])).prefix(200))
        csrfToken = visit.csrfToken
    }

    var page: StaffPage {
        StaffPage(
            title: "Gửi vướng mắc", section: .difficulties, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: "Gửi vướng mắc", lead: "Sở Nội vụ nhận và trả lời tại đây.",
                    back: Link(label: "Vướng mắc", href: Route.difficulties.path())).html)
                \(typed.summary)
                <p>\(Link(label: "Tìm trong Hỏi đáp trước", href: Route.sharedQuestions.path()).html)</p>
                \(form.html)
                """)
    }

    private var form: Form {
        let origin: HTML =
            pageAddress.isEmpty || pageTitle.isEmpty
            ? "" : "<p class=\"muted\">Gửi kèm trang đang xem: \(pageTitle)</p>"
        return Form(
            action: Route.raiseDifficulty.path(), csrfToken: csrfToken, isMultipart: true, isTakenOnce: true,
            attributes: "data-draft-key=\"vuong-mac-moi\"",
            body: """
                \(HiddenField(name: "trang", value: pageAddress).html)\(HiddenField(name: "ten", value: pageTitle).html)
                \(origin)
                \(unitField)
                \(Select(name: "theme", label: "Lĩnh vực", options: [OptionGroup(options: [Option(value: "", label: "Chọn lĩnh vực")] + themes.map { Option(value: $0.id, label: $0.name) })], selected: typed.value("theme"), error: typed.error("theme"), isRequired: true).html)
                \(TextField(name: "subject", label: "Tóm tắt", value: typed.value("subject"), hint: "Một câu, ví dụ “Chưa rõ cách tính tỷ lệ khi đơn vị mới sáp nhập”", error: typed.error("subject"), isRequired: true, maxLength: 200).html)
                \(TextArea(name: "text", label: "Nội dung", value: typed.value("text"), hint: "Đang làm gì, vướng ở đâu, đề nghị gì", error: typed.error("text"), isRequired: true, rows: 7, maxLength: 10_000).html)
                \(FileField(name: "file", label: "Tệp kèm theo", accept: ".pdf,.docx,.xlsx,.jpg,.jpeg,.png", hint: "Không bắt buộc. PDF, DOCX, XLSX, JPG hoặc PNG, tối đa 20 MB", error: typed.error("file")).html)
                \(Checkbox(name: "mayNameUnit", label: "Đồng ý nêu tên đơn vị nếu Sở Nội vụ chia sẻ câu hỏi này", isOn: typed.value("mayNameUnit") == "1").html)
                <div class="actions">\(Button(label: "Gửi Sở Nội vụ").html)</div>
                """)
    }

    private var unitField: HTML {
        if units.count == 1 { return HiddenField(name: "unit", value: units[0].id.rawValue).html }
        return Select(
            name: "unit", label: "Đơn vị",
            options: [OptionGroup(options: units.map { Option(value: $0.id.rawValue, label: $0.name) })],
            selected: typed.value("unit"), isRequired: true
        ).html
    }
}
