import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// The form that opens a new dossier.
struct NewDossierPage {
    let units: [Unit]
    let movements: [(id: ID<Movement>, name: String)]
    let today: CivilDate
    let csrfToken: String
    /// The province's rules of today, for the deadlines.
    let rules: ProvincialRules?
    var form = FormData()
    var problems: [FieldProblem] = []
    var message: String?

    static func load(_ visit: Visit, in tx: any ReadTransaction) throws -> NewDossierPage {
        let units = try UnitRecords.own(visit.actor.units(as: .unitOfficer, .unitHead), in: tx).filter {
            $0.exists(on: tx.today)
        }
        guard !units.isEmpty else {
            throw Problem(.notAllowed, "Chỉ cán bộ thi đua, khen thưởng hoặc thủ trưởng đơn vị lập được hồ sơ.")
        }
        return NewDossierPage(
            units: units,
            movements: try MovementNames.running(
                in: tx.today.year, for: units.map(\.id), in: tx), today: tx.today,
            csrfToken: visit.csrfToken, rules: try RulesRecords.inForce(on: tx.today, in: tx))
    }

    /// The deadlines of achievements of this year, under the field of the year.
    private var deadlines: HTML {
        let lines = (rules?.settings.deadlines ?? []).compactMap { line in
            line.due(for: today.year).map { (line, $0) }
        }.sorted { $0.1 < $1.1 }
        guard !lines.isEmpty, let rules else { return "" }
        return """
            <div class="hint"><p><strong>Hạn nộp hồ sơ trình tỉnh, thành tích năm \(today.year)</strong></p>\
            <ul>\(each: lines, { "<li>\($0.0.round): chậm nhất ngày \($0.1.written) (\(rules.citation($0.0.source).text))</li>" })</ul></div>
            """
    }

    var html: HTML {
        let errors = Dictionary(problems.map { ($0.field, $0.message) }, uniquingKeysWith: { first, _ in first })
        func value(_ name: String, _ standard: String) -> String { form.has(name) ? form[name] : standard }
        let unitField: HTML =
            units.count == 1
            ? HiddenField(name: "unit", value: units[0].id.rawValue).html
            : Select(
                name: "unit", label: "Đơn vị lập hồ sơ",
                options: [OptionGroup(options: units.map { Option(value: $0.id.rawValue, label: $0.name) })],
                selected: form["unit"], error: errors["unit"], isRequired: true
            ).html
        return """
            \(PageHead(title: "Lập hồ sơ", lead: units.count == 1 ? units[0].name : nil, back: Link(label: "Hồ sơ", href: Route.dossiers.path())).html)
            \(ErrorSummary(problems: problems, message: message).html)
            \(Form(action: Route.createDossier.path(), csrfToken: csrfToken, isTakenOnce: true, id: "lap-ho-so", body: """
                \(unitField)
                \(TextField(name: "title", label: "Tên hồ sơ", value: value("title", "Đề nghị khen thưởng năm \(today.year)"), error: errors["title"], isRequired: true, maxLength: 300).html)
                \(RadioGroup(name: "level", label: "Cấp quyết định", options: [
                    Option(value: Dossier.Level.province.rawValue, label: Dossier.Level.province.name, hint: "Chiến sĩ thi đua tỉnh, Tập thể lao động xuất sắc, Cờ thi đua, Bằng khen"),
                    Option(value: Dossier.Level.unit.rawValue, label: Dossier.Level.unit.name, hint: "Lao động tiên tiến, Chiến sĩ thi đua cơ sở, Tập thể lao động tiên tiến, Giấy khen"),
                ], selected: value("level", Dossier.Level.province.rawValue), error: errors["level"], isRequired: true).html)
                \(Select(name: "category", label: "Loại khen thưởng", options: [OptionGroup(options: CommendationCategory.allCases.map { Option(value: $0.rawValue, label: $0.name) })], selected: value("category", CommendationCategory.merit.rawValue), error: errors["category"], isRequired: true).html)
                \(TextField(name: "year", label: "Năm thành tích", value: value("year", String(today.year)), error: errors["year"], isRequired: true, maxLength: 4, inputMode: "numeric").html)
                \(deadlines)
                \(Select(name: "movement", label: "Phong trào thi đua", options: [OptionGroup(options: [Option(value: "", label: "Không gắn với phong trào cụ thể")] + movements.map { Option(value: $0.id.rawValue, label: $0.name) })], selected: form["movement"], hint: "Chọn khi khen thưởng tổng kết một phong trào", error: errors["movement"]).html)
                <div class="actions">\(Button(label: "Lập hồ sơ").html)\(LinkButton(label: "Thôi", href: Route.dossiers.path(), tone: .quiet).html)</div>
                """).html)
            """
    }
}

/// The letter of a dossier, to be edited.
struct DossierFormPage {
    let dossier: Dossier
    let csrfToken: String
    var form: FormData
    var version: Int
    var problems: [FieldProblem] = []
    var message: String?
    var comparison: Comparison?

    init(_ dossier: Dossier, csrfToken: String) {
        self.dossier = dossier
        self.csrfToken = csrfToken
        version = dossier.version
        form = FormData(fields: [
            ("title", dossier.title), ("letterNumber", dossier.letterNumber),
            ("letterOn", dossier.letterOn?.written ?? ""),
            ("letterText", dossier.letterText),
        ])
    }

    var html: HTML {
        let errors = Dictionary(problems.map { ($0.field, $0.message) }, uniquingKeysWith: { first, _ in first })
        let autosave: HTML = """
             hx-post="\(Route.autosaveDossier.path(dossier.id))" hx-trigger="input delay:1200ms, change delay:300ms" \
            hx-target="#save-state" hx-swap="outerHTML" hx-sync="this:queue last" data-draft-key="dossier-\(dossier.id.rawValue)"
            """
        return """
            \(PageHead(title: "Tờ trình", lead: dossier.number, back: Link(label: dossier.title, href: Route.dossier.path(dossier.id))).html)
            \(ErrorSummary(problems: problems, message: message).html)
            \(some: comparison, { $0.html })
            \(Form(action: Route.changeDossier.path(dossier.id), csrfToken: csrfToken, id: "to-trinh-\(dossier.id)", attributes: autosave, body: """
                \(VersionField(version: version).html)
                \(TextField(name: "title", label: "Tên hồ sơ", value: form["title"], error: errors["title"], isRequired: true, maxLength: 300).html)
                <div class="form-grid">
                \(TextField(name: "letterNumber", label: "Số, ký hiệu tờ trình", value: form["letterNumber"], hint: "Ví dụ 15/TTr-UBND", error: errors["letterNumber"], maxLength: 50).html)
                \(TextField(name: "letterOn", label: "Ngày tờ trình", value: form["letterOn"], hint: "Ví dụ 05/12/2025", error: errors["letterOn"], kind: .date).html)
                </div>
                \(TextArea(name: "letterText", label: "Nội dung tờ trình", value: form["letterText"], error: errors["letterText"], rows: 8, maxLength: 20_000).html)
                <div class="actions">\(Button(label: "Lưu").html)\(LinkButton(label: "Quay lại hồ sơ", href: Route.dossier.path(dossier.id), tone: .quiet).html)\(SaveState(text: "").html)</div>
                """).html)
            """
    }
}

/// The version that an editor has before their eyes; replaced after each autosave.
struct VersionField {
    let version: Int
    var isOutOfBand = false

    var html: HTML {
        "<input type=\"hidden\" id=\"f-version\" name=\"version\" value=\"\(version)\"\(if: isOutOfBand, " hx-swap-oob=\"true\"")>"
    }
}

/// What was typed beside what somebody else has saved meanwhile.
struct Comparison {
    /// Field, own text, stored text; only where the two differ.
    let rows: [(label: String, own: String, stored: String)]

    var html: HTML {
        Card(
            title: "So sánh hai bản",
            body: """
                \(Table(
                    caption: "Nội dung khác nhau",
                    columns: [Column(label: "Mục", isMain: true), Column(label: "Anh/chị vừa nhập"), Column(label: "Đang lưu trên hệ thống")],
                    rows: rows.map { TableRow(cells: ["\($0.label)", "<p class=\"pre\">\($0.own)</p>", "<p class=\"pre\">\($0.stored)</p>"]) },
                    empty: EmptyState(title: "Hai bản giống nhau", hint: "Bấm Lưu để tiếp tục.")
                ).html)
                <p>Biểu mẫu dưới đây giữ nội dung anh/chị vừa nhập. Sửa cho đúng rồi bấm Lưu: bản này sẽ thay bản đang lưu.</p>
                """, id: "so-sanh", tone: .warning
        ).html
    }
}
