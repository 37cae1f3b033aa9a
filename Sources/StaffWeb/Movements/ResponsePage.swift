import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The form of a unit's answer to a movement.
struct ResponsePage {
    let movement: Movement
    let lines: [AddresseeLine]
    let line: AddresseeLine
    let papers: [MovementPaper]
    let typed: TypedForm
    let csrfToken: String
    let today: CivilDate

    /// The unit to answer for is the one that was typed or chosen; otherwise the first of the person's units that has not
    /// answered.
    static func load(
        _ visit: Visit, _ id: ID<Movement>, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> ResponsePage {
        let movement = try Gate.movement(id, for: visit.actor, may: .respond, in: tx)
        let reach = try MovementAddresseeRecords.inReach(of: visit.actor, id, in: tx)
        let lines = try MovementAddresseeRecords.page(of: id, nil, units: reach, after: nil, limit: 100, in: tx)
        let unitID = ID<Unit>(parsing: typed.form?["unit"] ?? visit.query["don-vi"])
        let chosen = unitID.map { id in lines.first { $0.unitID == id } } ?? lines.first
        guard let chosen else { throw Problem.notFound("đơn vị này trong nơi nhận của phong trào") }
        return ResponsePage(
            movement: movement, lines: lines, line: chosen,
            papers: try MovementPaperRecords.papers(of: [chosen.unitID], to: id, in: tx), typed: typed,
            csrfToken: visit.csrfToken, today: tx.today)
    }

    private var isConflict: Bool { typed.problem?.code == .conflict }

    var page: StaffPage {
        let title = line.response == nil || isConflict ? "Hưởng ứng phong trào" : "Sửa nội dung hưởng ứng"
        let due = movement.respondBy ?? movement.endsOn
        return StaffPage(
            title: title, section: .movements, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: title, lead: "\(movement.name). “\(movement.theme)”",
                    back: Link(label: "Xem phong trào", href: Route.movement.path(movement.id))
                ).html)
                \(if: lines.count > 1, unitTabs.html)
                \(typed.summary)
                \(if: isConflict, stored)
                <p><strong>\(line.unitName)</strong> \(if: line.response == nil, DeadlineBadge(due: due, today: today).html)</p>
                \(if: !movement.criteria.isEmpty, "<details><summary>Tiêu chí của phong trào</summary>\(MovementText.criteria(movement.criteria))</details>")
                \(form.html)
                \(paperCard)
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
                    Definition(term: "Kế hoạch, biện pháp", detail: Paragraphs(response.plan).html),
                    Definition(term: "Đối tượng tham gia", detail: Paragraphs(response.subjects).html),
                    Definition(term: "Chỉ tiêu của đơn vị", detail: Paragraphs(response.indicators).html),
                    Definition(
                        term: "Đăng ký",
                        detail: "\(groupedByThousands(response.registeredPeople)) cá nhân, \(groupedByThousands(response.registeredCollectives)) tập thể"),
                    Definition(term: "Ghi lúc", detail: "\(response.respondedAt.written)"),
                ]).html)
                <p>Phần anh/chị vừa gõ còn ở dưới. Gửi lại thì nội dung đang lưu được thay bằng phần này.</p>
                """
        ).html
    }

    /// The form for a paper is another one: what was typed there is not of the response.
    private var response: TypedForm { typed.form?.has("plan") ?? false ? typed : .none }

    private var form: Form {
        let stored = line.response
        let typed = response
        func number(_ name: String, _ label: String, _ value: Int?) -> HTML {
            TextField(
                name: name, label: label, value: typed.value(name, or: value.map(String.init) ?? ""),
                hint: "Để trống là 0", error: typed.error(name), kind: .number
            ).html
        }
        return Form(
            action: Route.respondToMovement.path(movement.id), csrfToken: csrfToken,
            attributes: "data-draft-key=\"huong-ung-\(movement.id.rawValue)-\(line.unitID.rawValue)\"",
            body: """
                \(HiddenField(name: "unit", value: line.unitID.rawValue).html)
                \(HiddenField(name: "version", value: String(stored?.version ?? 0)).html)
                \(TextArea(name: "plan", label: "Kế hoạch, biện pháp thực hiện", value: typed.value("plan", or: stored?.plan ?? ""), hint: "Số, ngày văn bản kế hoạch nếu có; việc làm, khâu yếu, việc khó sẽ tập trung; thời gian", error: typed.error("plan"), isRequired: true, rows: 8, maxLength: 20_000).html)
                \(TextArea(name: "subjects", label: "Đối tượng tham gia", value: typed.value("subjects", or: stored?.subjects ?? ""), hint: "Ví dụ: toàn thể cán bộ, công chức; 12 thôn; hộ nông dân", error: typed.error("subjects"), isRequired: true, rows: 3, maxLength: 2000).html)
                <div class="form-grid">
                \(number("registeredPeople", "Số cá nhân đăng ký", stored?.registeredPeople))
                \(number("registeredCollectives", "Số tập thể đăng ký", stored?.registeredCollectives))
                </div>
                \(TextArea(name: "indicators", label: "Chỉ tiêu riêng của đơn vị", value: typed.value("indicators", or: stored?.indicators ?? ""), hint: "Mỗi dòng một chỉ tiêu, ví dụ: xóa 24 nhà tạm trước ngày 30/9/2025", error: typed.error("indicators"), rows: 4, maxLength: 5000).html)
                <div class="actions">\(Button(label: "Gửi hưởng ứng của \(line.unitName)").html)
                <a class="button quiet" href="\(Route.movement.path(movement.id))">Thôi</a></div>
                """)
    }

    // MARK: Papers

    private var paperCard: HTML {
        let problem = response.form == nil ? typed : .none
        let upload = Form(
            action: Route.addMovementPaper.path(movement.id), csrfToken: csrfToken, isMultipart: true,
            body: """
                \(HiddenField(name: "unit", value: line.unitID.rawValue).html)
                \(FileField(name: "file", label: "Tệp", accept: ".pdf,.docx,.xlsx,.jpg,.jpeg,.png", hint: "Kế hoạch đã ban hành: PDF, DOCX, XLSX, JPG hoặc PNG, tối đa 20 MB", error: problem.error("file"), isRequired: true).html)
                <div class="actions">\(Button(label: "Tải lên", tone: .secondary).html)</div>
                """)
        return Card(
            title: "Văn bản của đơn vị",
            body: """
                \(if: !papers.isEmpty, "<ul class=\"files\">\(each: papers, paperItem)</ul>")
                \(upload.html)
                """, id: "van-ban"
        ).html
    }

    private func paperItem(_ paper: MovementPaper) -> HTML {
        let remove = Form(
            action: Route.removeMovementPaper.path(movement.id, paper.id), csrfToken: csrfToken,
            body:
                "<button type=\"submit\" class=\"button quiet\">Gỡ <span class=\"unseen\">\(paper.fileName)</span></button>"
        )
        return "<li>\(MovementText.paper(paper))\(remove.html)</li>"
    }
}
