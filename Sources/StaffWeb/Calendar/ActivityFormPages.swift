import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The form in which an activity is planned or its plan changed. Everything typed comes back with what is wrong.
struct ActivityFormPage {
    /// `nil` for a new one.
    let id: ID<Activity>?
    let version: Int
    let unit: Unit
    /// The units for which the person may plan.
    let units: [Unit]
    let content: ActivityContent
    let movements: [MovementLine]
    let occasions: [OccasionLine]
    let csrfToken: String
    let today: CivilDate
    var problem: Problem?

    static func new(
        _ visit: Visit, unitID: ID<Unit>?, content: ActivityContent? = nil, problem: Problem? = nil,
        in tx: any ReadTransaction
    ) throws -> ActivityFormPage {
        let units = try Gate.calendarUnits(of: visit.actor, in: tx)
        guard let first = units.first else {
            throw Problem(
                .notAllowed,
                "Kế hoạch hoạt động do cán bộ thi đua, khen thưởng, thủ trưởng đơn vị hoặc Sở Nội vụ lập.")
        }
        var fresh = ActivityContent()
        fresh.kind = Activity.Kind.cultural.rawValue
        fresh.occasion = ID<Occasion>(parsing: visit.query["ngay"])?.rawValue ?? ""
        fresh.movement = ID<Movement>(parsing: visit.query["phong-trao"])?.rawValue ?? ""
        let unit = units.first { $0.id == unitID } ?? first
        return try make(
            visit, id: nil, version: 0, unit: unit, units: units, content: content ?? fresh, problem: problem, in: tx)
    }

    /// - Parameter content: what was typed, `nil` when nothing was yet.
    static func existing(
        _ visit: Visit, _ id: ID<Activity>, content: ActivityContent? = nil, version: Int? = nil,
        problem: Problem? = nil, in tx: any ReadTransaction
    ) throws -> ActivityFormPage {
        let activity = try Gate.activity(id, for: visit.actor, may: .edit, in: tx)
        guard let unit = try UnitRecords.unit(activity.unitID, in: tx) else {
            throw Problem.notFound("đơn vị chủ trì")
        }
        let greeted = try OccasionLinkRecords.occasions(of: .activity, id.rawValue, in: tx).first
        return try make(
            visit, id: id, version: version ?? activity.version, unit: unit, units: [unit],
            content: content ?? ActivityContent(activity, greeting: greeted?.occasion.id), problem: problem, in: tx)
    }

    private static func make(
        _ visit: Visit, id: ID<Activity>?, version: Int, unit: Unit, units: [Unit], content: ActivityContent,
        problem: Problem?, in tx: any ReadTransaction
    ) throws -> ActivityFormPage {
        ActivityFormPage(
            id: id, version: version, unit: unit, units: units, content: content,
            movements: try MovementRecords.possibleParents(of: [unit.id], on: tx.today, limit: 200, in: tx),
            occasions: try OccasionRecords.choices(for: units.map(\.id), from: tx.today, in: tx),
            csrfToken: visit.csrfToken, today: tx.today, problem: problem)
    }

    static func content(_ form: FormData) -> ActivityContent {
        var content = ActivityContent()
        content.kind = form["kind"]
        content.name = form["name"]
        content.plan = form["plan"]
        content.startsOn = form["startsOn"]
        content.endsOn = form["endsOn"]
        content.place = form["place"]
        content.expectedParticipants = form["expectedParticipants"]
        content.movement = form["movement"]
        content.occasion = form["occasion"]
        return content
    }

    private func error(_ field: String) -> String? { problem?.fields.first { $0.field == field }?.message }

    var page: StaffPage {
        let title = id == nil ? "Lập kế hoạch hoạt động" : "Sửa kế hoạch hoạt động"
        let back =
            id.map { Link(label: "Xem hoạt động", href: Route.activity.path($0)) }
            ?? Link(label: "Hoạt động", href: Route.activities.path())
        let fields = problem?.fields ?? []
        return StaffPage(
            title: title, section: .activities, status: problem?.status ?? .ok,
            main: """
                \(PageHead(title: title, lead: id == nil ? nil : "Đơn vị chủ trì: \(unit.name)", back: back).html)
                \(ErrorSummary(problems: fields, message: fields.isEmpty ? problem?.message : nil).html)
                \(form(back).html)
                """)
    }

    private func form(_ back: Link) -> Form {
        Form(
            action: id.map { Route.changeActivity.path($0) } ?? Route.planActivity.path(), csrfToken: csrfToken,
            isTakenOnce: id == nil,
            attributes: "data-draft-key=\"hoat-dong-\(id?.rawValue ?? "moi")\"",
            body: """
                \(HiddenField(name: "version", value: String(version)).html)
                \(unitField)
                \(RadioGroup(name: "kind", label: "Loại", options: Activity.Kind.allCases.map { Option(value: $0.rawValue, label: $0.name) }, selected: content.kind, error: error("kind"), isRequired: true).html)
                \(TextField(name: "name", label: "Tên hoạt động", value: content.name, error: error("name"), isRequired: true, maxLength: 300).html)
                <div class="form-grid">
                \(TextField(name: "startsOn", label: "Ngày bắt đầu", value: content.startsOn, error: error("startsOn"), isRequired: true, kind: .date).html)
                \(TextField(name: "endsOn", label: "Ngày kết thúc", value: content.endsOn, hint: "Để trống nếu chỉ một ngày", error: error("endsOn"), kind: .date).html)
                </div>
                \(TextField(name: "place", label: "Địa điểm", value: content.place, error: error("place"), maxLength: 300).html)
                \(TextField(name: "expectedParticipants", label: "Số người dự kiến tham gia", value: content.expectedParticipants, error: error("expectedParticipants"), kind: .number).html)
                \(TextArea(name: "plan", label: "Nội dung kế hoạch", value: content.plan, error: error("plan"), rows: 6, maxLength: 10_000).html)
                \(occasionField.html)
                \(movementField.html)
                <div class="actions">\(Button(label: id == nil ? "Lưu kế hoạch" : "Lưu thay đổi").html)
                <a class="button quiet" href="\(back.href)">Thôi</a></div>
                """)
    }

    private var unitField: HTML {
        if units.count == 1 { return HiddenField(name: "unit", value: unit.id.rawValue).html }
        return Select(
            name: "unit", label: "Đơn vị chủ trì",
            options: [OptionGroup(options: units.map { Option(value: $0.id.rawValue, label: $0.name) })],
            selected: unit.id.rawValue, isRequired: true
        ).html
    }

    private var occasionField: Select {
        let start = CivilDate(written: VietnameseText.tidied(content.startsOn)) ?? today
        let known = occasions.filter { $0.occasion.yearGreeted(from: start) != nil }
        return Select(
            name: "occasion", label: "Chào mừng",
            options: [
                OptionGroup(
                    options: [Option(value: "", label: "Không gắn với ngày nào")]
                        + known.map { OccasionChoice.option($0, from: start) })
            ],
            selected: content.occasion, hint: "Ngày trong lịch mà hoạt động này hướng tới", error: error("occasion"))
    }

    private var movementField: Select {
        var options = [Option(value: "", label: "Không thuộc phong trào nào")]
        options += movements.map { Option(value: $0.id.rawValue, label: "\($0.name) (\($0.launchingUnitName))") }
        return Select(
            name: "movement", label: "Thuộc phong trào", options: [OptionGroup(options: options)],
            selected: content.movement, error: error("movement"))
    }
}

/// The form in which the result of an activity is written down or corrected.
struct ActivityReportPage {
    /// Empty rows behind the figures.
    static let spareRows = 3

    let activity: Activity
    let version: Int
    let typed: Typed
    let csrfToken: String
    var problem: Problem?

    struct Typed: Sendable {
        var participants = ""
        var result = ""
        var figures: [ReportActivity.Figure] = []
        var reason = ""

        init(_ activity: Activity) {
            participants = activity.participants.map { groupedByThousands($0) } ?? ""
            result = activity.result
            figures = activity.figures.map {
                ReportActivity.Figure(name: $0.name, amount: groupedByThousands($0.amount), measure: $0.measure)
            }
        }

        /// The rows of figures are numbered from 1 without a gap.
        init(_ form: FormData) {
            participants = form["participants"]
            result = form["result"]
            reason = form["reason"]
            var row = 1
            while form.has("figureName-\(row)"), row <= 100 {
                figures.append(
                    ReportActivity.Figure(
                        name: form["figureName-\(row)"], amount: form["figureAmount-\(row)"],
                        measure: form["figureMeasure-\(row)"]))
                row += 1
            }
            while figures.last?.isEmpty == true { figures.removeLast() }
        }
    }

    static func load(
        _ visit: Visit, _ id: ID<Activity>, typed: Typed? = nil, version: Int? = nil, problem: Problem? = nil,
        in tx: any ReadTransaction
    ) throws -> ActivityReportPage {
        let activity = try Gate.activity(id, for: visit.actor, may: .report, in: tx)
        return ActivityReportPage(
            activity: activity, version: version ?? activity.version, typed: typed ?? Typed(activity),
            csrfToken: visit.csrfToken, problem: problem)
    }

    private func error(_ field: String) -> String? { problem?.fields.first { $0.field == field }?.message }
    private var isCorrection: Bool { activity.state == .reported }

    var page: StaffPage {
        let title = isCorrection ? "Sửa kết quả hoạt động" : "Ghi kết quả hoạt động"
        let fields = problem?.fields ?? []
        return StaffPage(
            title: title, section: .activities, status: problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: title, lead: activity.name,
                    back: Link(label: "Xem hoạt động", href: Route.activity.path(activity.id))).html)
                \(ErrorSummary(problems: fields, message: fields.isEmpty ? problem?.message : nil).html)
                \(form.html)
                """)
    }

    private var form: Form {
        let rows = typed.figures + Array(repeating: ReportActivity.Figure(), count: Self.spareRows)
        let expected = activity.expectedParticipants.map { "Dự kiến \(groupedByThousands($0))" }
        return Form(
            action: Route.reportActivity.path(activity.id), csrfToken: csrfToken,
            attributes: "data-draft-key=\"ket-qua-\(activity.id.rawValue)\"",
            body: """
                <button class="unseen" type="submit" tabindex="-1" aria-hidden="true">Lưu</button>
                \(HiddenField(name: "version", value: String(version)).html)
                \(TextField(name: "participants", label: "Số người đã tham gia", value: typed.participants, hint: expected, error: error("participants"), isRequired: true, kind: .number).html)
                \(TextArea(name: "result", label: "Kết quả", value: typed.result, error: error("result"), isRequired: true, rows: 6, maxLength: 10_000).html)
                \(Card(title: "Số liệu", body: figures(rows)).html)
                \(if: isCorrection, TextArea(name: "reason", label: "Lý do sửa", value: typed.reason, error: error("reason"), isRequired: true, rows: 2, maxLength: 1000).html)
                <div class="actions">\(Button(label: isCorrection ? "Lưu kết quả đã sửa" : "Ghi kết quả").html)
                <a class="button quiet" href="\(Route.activity.path(activity.id))">Thôi</a></div>
                """)
    }

    private func figures(_ rows: [ReportActivity.Figure]) -> HTML {
        """
        <p class="hint">Ví dụ: Số đội tham gia, 12, đội. Dòng để trống được bỏ qua.</p>
        \(each: Array(rows.enumerated()), { figure($0.offset + 1, $0.element) })
        <div class="actions">\(Button(label: "Thêm dòng số liệu", tone: .secondary, name: "more", value: "1").html)</div>
        """
    }

    private func figure(_ row: Int, _ figure: ReportActivity.Figure) -> HTML {
        """
        <fieldset class="field"><legend>Số liệu \(row)</legend><div class="form-grid three">
        \(TextField(name: "figureName-\(row)", label: "Tên", value: figure.name, error: error("figureName-\(row)"), maxLength: 200).html)
        \(TextField(name: "figureAmount-\(row)", label: "Con số", value: figure.amount, error: error("figureAmount-\(row)"), kind: .number).html)
        \(TextField(name: "figureMeasure-\(row)", label: "Đơn vị tính", value: figure.measure, error: error("figureMeasure-\(row)"), maxLength: 50).html)
        </div></fieldset>
        """
    }
}
