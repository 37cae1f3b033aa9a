import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The form in which an indicator is set or corrected. Everything typed comes back with what is wrong.
struct IndicatorFormPage {
    /// `nil` for a new one.
    let id: ID<Indicator>?
    let version: Int
    let content: IndicatorContent
    let tasks: [(id: ID<PlanTask>, text: String)]
    let csrfToken: String
    let today: CivilDate
    let problem: Problem?

    static func new(
        _ visit: Visit, content: IndicatorContent? = nil, problem: Problem? = nil, in tx: any ReadTransaction
    ) throws -> IndicatorFormPage {
        let ownerID = try owner(visit, in: tx)
        var fresh = IndicatorContent()
        fresh.year = String(yearShown(visit.query["nam"], today: tx.today))
        fresh.rhythm = Rhythm.month.rawValue
        fresh.accrual = Indicator.Accrual.each.rawValue
        fresh.direction = Indicator.Direction.more.rawValue
        fresh.places = "0"
        fresh.reportDays = "5"
        let content = content ?? fresh
        return IndicatorFormPage(
            id: nil, version: 0, content: content,
            tasks: try IndicatorRecords.tasks(of: ownerID, year: Int(content.year) ?? tx.today.year, in: tx),
            csrfToken: visit.csrfToken, today: tx.today, problem: problem)
    }

    /// The province whose indicators the person keeps.
    static func owner(_ visit: Visit, in tx: any ReadTransaction) throws -> ID<Unit> {
        let units = try UnitRecords.own(visit.actor.units(as: .specialist, .leader), in: tx)
        guard let unit = units.first(where: { $0.exists(on: tx.today) }) else {
            throw Problem(.notAllowed, "Chỉ tiêu của tỉnh do Sở Nội vụ đặt.")
        }
        return unit.id
    }

    static func existing(
        _ visit: Visit, _ id: ID<Indicator>, content: IndicatorContent? = nil, version: Int? = nil,
        problem: Problem? = nil, in tx: any ReadTransaction
    ) throws -> IndicatorFormPage {
        let indicator = try Gate.indicator(id, for: visit.actor, may: .edit, in: tx)
        let whole = try TargetRecords.target(id, of: indicator.ownerID, in: tx)?.amount ?? 0
        var shown = IndicatorContent(indicator, whole: whole)
        if let content {
            // What is fixed does not come from the form.
            shown.name = content.name
            shown.measure = content.measure
            shown.source = content.source
            shown.task = content.task
            shown.reportDays = content.reportDays
            shown.whole = content.whole
        }
        return IndicatorFormPage(
            id: id, version: version ?? indicator.version, content: shown,
            tasks: try IndicatorRecords.tasks(of: indicator.ownerID, year: indicator.year, in: tx),
            csrfToken: visit.csrfToken, today: tx.today, problem: problem)
    }

    static func content(_ form: FormData) -> IndicatorContent {
        var content = IndicatorContent()
        content.name = form["name"]
        content.measure = form["measure"]
        content.year = form["year"]
        content.rhythm = form["rhythm"]
        content.accrual = form["accrual"]
        content.direction = form["direction"]
        content.places = form["places"]
        content.isAdditive = form["isAdditive"] != "0"
        content.source = form["source"]
        content.task = form["task"]
        content.reportDays = form["reportDays"]
        content.whole = form["whole"]
        return content
    }

    private func error(_ field: String) -> String? { problem?.fields.first { $0.field == field }?.message }

    var page: StaffPage {
        let title = id == nil ? "Đặt chỉ tiêu" : "Sửa chỉ tiêu"
        let back =
            id.map { Link(label: "Xem chỉ tiêu", href: Route.indicator.path($0)) }
            ?? Link(label: "Chỉ tiêu", href: Route.indicators.path())
        let fields = problem?.fields ?? []
        return StaffPage(
            title: title, section: .indicators, status: problem?.status ?? .ok,
            main: """
                \(PageHead(title: title, back: back).html)
                \(ErrorSummary(problems: fields, message: fields.isEmpty ? problem?.message : nil).html)
                \(form(back).html)
                """)
    }

    private func form(_ back: Link) -> Form {
        Form(
            action: id.map { Route.changeIndicator.path($0) } ?? Route.setIndicator.path(), csrfToken: csrfToken,
            isTakenOnce: id == nil, attributes: "data-draft-key=\"chi-tieu-\(id?.rawValue ?? "moi")\"",
            body: """
                \(HiddenField(name: "version", value: String(version)).html)
                \(TextField(name: "name", label: "Tên chỉ tiêu", value: content.name, error: error("name"), isRequired: true, maxLength: 300).html)
                <div class="form-grid">
                \(TextField(name: "measure", label: "Đơn vị tính", value: content.measure, hint: "Ví dụ: hộ, tỷ đồng, %", error: error("measure"), isRequired: true, maxLength: 50).html)
                \(TextField(name: "whole", label: "Chỉ tiêu cả năm", value: content.whole, error: error("whole"), isRequired: true, kind: .text, maxLength: 30, inputMode: "decimal").html)
                </div>
                \(if: id == nil, fixed)
                \(if: id != nil, "<p class=\"muted\">Năm, kỳ báo cáo, cách ghi, chiều và số thập phân giữ như khi đặt. Nếu đặt sai, đặt một chỉ tiêu khác.</p>")
                \(TextField(name: "reportDays", label: "Hạn báo cáo: số ngày sau khi hết kỳ", value: content.reportDays, error: error("reportDays"), isRequired: true, kind: .number).html)
                \(TextField(name: "source", label: "Căn cứ", value: content.source, hint: "Số, ngày, cơ quan ban hành, ví dụ Nghị quyết số 75/NQ-HĐND ngày 09/12/2024", error: error("source"), maxLength: 300).html)
                \(if: !tasks.isEmpty, taskField.html)
                <div class="actions">\(Button(label: id == nil ? "Đặt chỉ tiêu" : "Lưu thay đổi").html)
                <a class="button quiet" href="\(back.href)">Thôi</a></div>
                """)
    }

    private var fixed: HTML {
        func radio<Choice: RawRepresentable>(
            _ name: String, _ label: String, _ choices: [Choice], _ words: (Choice) -> String, _ selected: String
        ) -> HTML where Choice.RawValue == String {
            RadioGroup(
                name: name, label: label, options: choices.map { Option(value: $0.rawValue, label: words($0)) },
                selected: selected, error: error(name), isRequired: true
            ).html
        }
        return """
            \(TextField(name: "year", label: "Năm", value: content.year, error: error("year"), isRequired: true, kind: .number).html)
            \(radio("rhythm", "Kỳ báo cáo", Rhythm.allCases, \.name, content.rhythm))
            \(radio("accrual", "Số liệu mỗi kỳ là", Indicator.Accrual.allCases, \.name, content.accrual))
            \(radio("direction", "Chiều", Indicator.Direction.allCases, \.name, content.direction))
            \(Select(name: "places", label: "Số chữ số thập phân", options: [OptionGroup(options: Scale.all.map { Option(value: String($0.places), label: $0.places == 0 ? "Số nguyên" : "\($0.places) chữ số") })], selected: content.places, error: error("places"), isRequired: true).html)
            \(RadioGroup(name: "isAdditive", label: "Số của các đơn vị cộng lại thành số của tỉnh", options: [Option(value: "1", label: "Cộng lại được", hint: "Số hộ, số tiền, số công trình"), Option(value: "0", label: "Không cộng", hint: "Tỷ lệ, bình quân")], selected: content.isAdditive ? "1" : "0").html)
            """
    }

    private var taskField: Select {
        Select(
            name: "task", label: "Nhiệm vụ trong kế hoạch năm",
            options: [
                OptionGroup(
                    options: [Option(value: "", label: "Không gắn")]
                        + tasks.map { Option(value: $0.id.rawValue, label: String($0.text.prefix(120))) })
            ],
            selected: content.task, error: error("task"))
    }
}
