import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The plan of an inspection as a form.
struct InspectionFormPage {
    private static let suggested = 600

    let id: ID<Inspection>?
    let content: TypedInspection
    let version: Int
    /// Names of units to choose from while typing.
    let names: [String]
    let csrfToken: String
    let typed: TypedForm

    static func new(_ visit: Visit, typed: TypedForm = .none, in tx: any ReadTransaction) throws -> InspectionFormPage {
        try Gate.mayInspect(visit.actor)
        return InspectionFormPage(
            id: nil, content: typed.form.map(content) ?? TypedInspection(), version: 0,
            names: try names(visit, in: tx), csrfToken: visit.csrfToken, typed: typed)
    }

    static func existing(
        _ visit: Visit, _ id: ID<Inspection>, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> InspectionFormPage {
        let (inspection, unit, _) = try Gate.inspection(id, for: visit.actor, may: .edit, in: tx)
        // After a conflict the version of now stands in the form: sending it again replaces the other's knowingly.
        let version =
            typed.problem?.code == .invalid
            ? typed.form.flatMap { Int($0["version"]) } ?? inspection.version : inspection.version
        return InspectionFormPage(
            id: id, content: typed.form.map(content) ?? TypedInspection(inspection, unitName: unit.name),
            version: version, names: try names(visit, in: tx), csrfToken: visit.csrfToken, typed: typed)
    }

    private static func names(_ visit: Visit, in tx: any ReadTransaction) throws -> [String] {
        guard let root = visit.actor.units(as: .specialist, .leader).first else { return [] }
        let units = try ReportRecords.units(of: AskForReports.groups, below: root, notYetAskedBy: nil, in: tx)
        return units.prefix(suggested).map(\.name)
    }

    static func content(_ form: FormData) -> TypedInspection {
        var content = TypedInspection()
        content.unit = form["unit"]
        content.subject = form["subject"]
        content.team = form["team"]
        content.content = form["content"]
        content.startsOn = form["startsOn"]
        content.endsOn = form["endsOn"]
        return content
    }

    var page: StaffPage {
        let title = id == nil ? "Lập kế hoạch kiểm tra" : "Sửa kế hoạch kiểm tra"
        let back =
            id.map { Link(label: "Cuộc kiểm tra", href: Route.inspection.path($0)) }
            ?? Link(label: "Kiểm tra, đôn đốc", href: Route.inspections.path())
        return StaffPage(
            title: title, section: .inspections, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(title: title, back: back).html)
                \(typed.summary)
                \(Form(action: id.map { Route.changeInspection.path($0) } ?? Route.planInspection.path(), csrfToken: csrfToken, isTakenOnce: id == nil, body: """
                    \(HiddenField(name: "version", value: String(version)).html)
                    \(TextField(name: "unit", label: "Đơn vị được kiểm tra", value: content.unit, error: typed.error("unit"), isRequired: true, maxLength: 300, attributes: "list=\"don-vi\" autocomplete=\"off\"").html)
                    <datalist id="don-vi">\(each: names, { "<option value=\"\($0)\"></option>" })</datalist>
                    \(TextField(name: "subject", label: "Nội dung kiểm tra", value: content.subject, error: typed.error("subject"), isRequired: true, maxLength: 300).html)
                    <div class="form-grid">
                    \(TextField(name: "startsOn", label: "Từ ngày", value: content.startsOn, error: typed.error("startsOn"), isRequired: true, kind: .date).html)
                    \(TextField(name: "endsOn", label: "Đến hết ngày", value: content.endsOn, hint: "Để trống nếu trong một ngày", error: typed.error("endsOn"), kind: .date).html)
                    </div>
                    \(TextArea(name: "team", label: "Đoàn kiểm tra", value: content.team, hint: "Trưởng đoàn, thành viên", error: typed.error("team"), isRequired: true, rows: 3, maxLength: 2000).html)
                    \(TextArea(name: "content", label: "Kế hoạch chi tiết", value: content.content, hint: "Hồ sơ cần chuẩn bị, lịch làm việc; có thể để trống", error: typed.error("content"), rows: 5, maxLength: 10_000).html)
                    <div class="actions">\(Button(label: "Lưu kế hoạch kiểm tra").html)</div>
                    """).html)
                """)
    }
}

/// What an inspection found, as a form of rows.
struct ConclusionFormPage {
    private static let rows = 5

    let inspection: Inspection
    let unit: Unit
    let conclusion: String
    let findings: [ConcludeInspection.Finding]
    let version: Int
    let csrfToken: String
    let typed: TypedForm

    static func load(
        _ visit: Visit, _ id: ID<Inspection>, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> ConclusionFormPage {
        let (inspection, unit, _) = try Gate.inspection(id, for: visit.actor, may: .conclude, in: tx)
        var findings = typed.form.map(Self.findings) ?? []
        let spare = max(Self.rows - findings.count, typed.form.map { $0["more"].isEmpty ? 0 : 3 } ?? 0)
        findings += Array(repeating: .init(), count: max(0, spare))
        let version =
            typed.problem?.code == .conflict
            ? inspection.version : typed.form.flatMap { Int($0["version"]) } ?? inspection.version
        return ConclusionFormPage(
            inspection: inspection, unit: unit, conclusion: typed.value("conclusion"), findings: findings,
            version: version, csrfToken: visit.csrfToken, typed: typed)
    }

    static func findings(_ form: FormData) -> [ConcludeInspection.Finding] {
        (1...100).filter { form.has("text-\($0)") }.map {
            .init(kind: form["kind-\($0)"], text: form["text-\($0)"], dueOn: form["due-\($0)"])
        }
    }

    var page: StaffPage {
        StaffPage(
            title: "Kết luận kiểm tra", section: .inspections, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(title: "Kết luận kiểm tra", lead: "\(unit.name) · \(inspection.subject) · \(inspection.days)", back: Link(label: "Cuộc kiểm tra", href: Route.inspection.path(inspection.id))).html)
                \(typed.summary)
                \(Form(action: Route.concludeInspection.path(inspection.id), csrfToken: csrfToken, body: """
                    <button class="unseen" type="submit" tabindex="-1" aria-hidden="true">Kết luận</button>
                    \(HiddenField(name: "version", value: String(version)).html)
                    \(TextArea(name: "conclusion", label: "Kết luận chung", value: conclusion, error: typed.error("conclusion"), isRequired: true, rows: 5, maxLength: 10_000).html)
                    \(each: Array(findings.enumerated()), { row($0.offset + 1, $0.element) })
                    <div class="actions">\(Button(label: "Thêm dòng", tone: .secondary, name: "more", value: "1").html)</div>
                    <div class="actions save-bar">\(Button(label: "Ghi kết luận, báo đơn vị").html)</div>
                    """).html)
                """)
    }

    private func row(_ row: Int, _ finding: ConcludeInspection.Finding) -> HTML {
        let kinds =
            [Option(value: "", label: "Chọn loại")]
            + InspectionFinding.Kind.allCases.map { Option(value: $0.rawValue, label: $0.name) }
        return """
            <fieldset class="field"><legend>Nội dung \(row)</legend>
            <div class="form-grid">
            \(Select(name: "kind-\(row)", label: "Loại", options: [OptionGroup(options: kinds)], selected: finding.kind, error: typed.error("kind-\(row)")).html)
            \(TextField(name: "due-\(row)", label: "Hạn thực hiện", value: finding.dueOn, hint: "Chỉ với kiến nghị", error: typed.error("due-\(row)"), kind: .date).html)
            </div>
            \(TextArea(name: "text-\(row)", label: "Nội dung", value: finding.text, error: typed.error("text-\(row)"), rows: 2, maxLength: 2000).html)
            </fieldset>
            """
    }
}
