import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The form of a unit's answer to a movement.
struct ResponsePage {
    struct Typed: Sendable {
        var plan = ""
        var subjects = ""
        var registeredPeople = ""
        var registeredCollectives = ""

        init() {}

        init(_ form: FormData) {
            plan = form["plan"]
            subjects = form["subjects"]
            registeredPeople = form["registeredPeople"]
            registeredCollectives = form["registeredCollectives"]
        }

        init(_ response: MovementResponse) {
            plan = response.plan
            subjects = response.subjects
            registeredPeople = String(response.registeredPeople)
            registeredCollectives = String(response.registeredCollectives)
        }
    }

    let movement: Movement
    let lines: [AddresseeLine]
    let line: AddresseeLine
    let typed: Typed
    let csrfToken: String
    let today: CivilDate
    let problem: Problem?

    /// - Parameter unitID: the unit to answer for; `nil` for the first of the person's units that has not answered.
    static func load(
        _ visit: Visit, _ id: ID<Movement>, unitID: ID<Unit>?, typed: Typed? = nil, problem: Problem? = nil,
        in tx: any ReadTransaction
    ) throws -> ResponsePage {
        let movement = try Gate.movement(id, for: visit.actor, may: .respond, in: tx)
        let reach = try MovementAddresseeRecords.inReach(of: visit.actor, id, in: tx)
        let lines = try MovementAddresseeRecords.page(of: id, nil, units: reach, after: nil, limit: 100, in: tx)
        let chosen = unitID.map { id in lines.first { $0.unitID == id } } ?? lines.first
        guard let chosen else { throw Problem.notFound("đơn vị này trong nơi nhận của phong trào") }
        return ResponsePage(
            movement: movement, lines: lines, line: chosen,
            typed: typed ?? chosen.response.map(Typed.init) ?? Typed(), csrfToken: visit.csrfToken, today: tx.today,
            problem: problem)
    }

    private var isConflict: Bool { problem?.code == .conflict }

    var page: StaffPage {
        let title = line.response == nil || isConflict ? "Hưởng ứng phong trào" : "Sửa nội dung hưởng ứng"
        let due = movement.respondBy ?? movement.endsOn
        return StaffPage(
            title: title, section: .movements, status: problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: title, lead: "\(movement.name). “\(movement.theme)”",
                    back: Link(label: "Xem phong trào", href: Route.movement.path(movement.id))
                ).html)
                \(if: lines.count > 1, unitTabs.html)
                \(ErrorSummary(problems: problem?.fields ?? [], message: problem.flatMap { $0.fields.isEmpty ? $0.message : nil }).html)
                \(if: isConflict, stored)
                <p><strong>\(line.unitName)</strong> \(if: line.response == nil, DeadlineBadge(due: due, today: today).html)</p>
                \(if: !movement.criteria.isEmpty, "<details><summary>Tiêu chí của phong trào</summary>\(MovementText.criteria(movement.criteria))</details>")
                \(form.html)
                """)
    }

    private var unitTabs: FilterTabs {
        FilterTabs(
            items: lines.map {
                NavigationItem(
                    label: $0.unitName, href: MovementLinks.response(movement.id, unit: $0.unitID),
                    isCurrent: $0.unitID == line.unitID)
            })
    }

    /// What a colleague wrote meanwhile, beside what was typed; sending again then replaces it knowingly.
    private var stored: HTML {
        guard let response = line.response else { return "" }
        return Card(
            title: "Nội dung đang lưu",
            body: """
                \(DefinitionList(items: [
                    Definition(term: "Kế hoạch, biện pháp", detail: MovementText.paragraphs(response.plan)),
                    Definition(term: "Đối tượng tham gia", detail: MovementText.paragraphs(response.subjects)),
                    Definition(
                        term: "Đăng ký",
                        detail: "\(groupedByThousands(response.registeredPeople)) cá nhân, \(groupedByThousands(response.registeredCollectives)) tập thể"),
                    Definition(term: "Ghi lúc", detail: "\(response.respondedAt.written)"),
                ]).html)
                <p>Phần anh/chị vừa gõ còn ở dưới. Gửi lại thì nội dung đang lưu được thay bằng phần này.</p>
                """
        ).html
    }

    private func error(_ field: String) -> String? { problem?.fields.first { $0.field == field }?.message }

    private var form: Form {
        Form(
            action: Route.respondToMovement.path(movement.id), csrfToken: csrfToken,
            attributes: "data-draft-key=\"huong-ung-\(movement.id.rawValue)-\(line.unitID.rawValue)\"",
            body: """
                \(HiddenField(name: "unit", value: line.unitID.rawValue).html)
                \(HiddenField(name: "version", value: String(line.response?.version ?? 0)).html)
                \(TextArea(name: "plan", label: "Kế hoạch, biện pháp thực hiện", value: typed.plan, hint: "Số, ngày văn bản kế hoạch nếu có; việc làm, khâu yếu, việc khó sẽ tập trung; thời gian", error: error("plan"), isRequired: true, rows: 8, maxLength: 20_000).html)
                \(TextArea(name: "subjects", label: "Đối tượng tham gia", value: typed.subjects, hint: "Ví dụ: toàn thể cán bộ, công chức; 12 thôn; hộ nông dân", error: error("subjects"), isRequired: true, rows: 3, maxLength: 2000).html)
                <div class="form-grid">
                \(TextField(name: "registeredPeople", label: "Số cá nhân đăng ký", value: typed.registeredPeople, hint: "Để trống là 0", error: error("registeredPeople"), kind: .number).html)
                \(TextField(name: "registeredCollectives", label: "Số tập thể đăng ký", value: typed.registeredCollectives, hint: "Để trống là 0", error: error("registeredCollectives"), kind: .number).html)
                </div>
                <div class="actions">\(Button(label: "Gửi hưởng ứng của \(line.unitName)").html)
                <a class="button quiet" href="\(Route.movement.path(movement.id))">Thôi</a></div>
                """)
    }
}
