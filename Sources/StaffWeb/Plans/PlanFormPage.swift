import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The form of a plan. Sections and tasks are added, moved and removed by buttons that save the form, so all of it works without
/// a script; with one it saves by itself.
struct PlanFormPage {
    let plan: Plan
    let unit: Unit
    let issuer: PlanIssuer
    let typed: TypedPlan
    let version: Int
    /// The clusters of the unit that exist today or begin later, and such as were chosen before and have ended.
    let clusters: [Cluster]
    /// Empty rows behind bases and addressees.
    let spareRows: Int
    /// Names of units that can be responsible, offered while one types.
    let unitNames: [String]
    let csrfToken: String
    let problem: Problem?

    /// - Parameter typed: what was typed; `nil` when nothing was yet.
    static func load(
        _ visit: Visit, _ id: ID<Plan>, typed: TypedPlan? = nil, version: Int? = nil, problem: Problem? = nil,
        in tx: any ReadTransaction
    ) throws -> PlanFormPage {
        let (plan, unit) = try Gate.plan(id, for: visit.actor, may: .edit, in: tx)
        let shown = typed ?? TypedPlan(plan.content)
        let lasting = try ClusterRecords.lasting(of: unit.id, from: tx.today, in: tx)
        let others = Set(shown.addressees.compactMap(\.clusterID)).subtracting(lasting.map(\.id))
        return PlanFormPage(
            plan: plan, unit: unit, issuer: try PlanRecords.issuer(unit, in: tx), typed: shown,
            version: version ?? plan.version,
            clusters: lasting + (try ClusterRecords.clusters(others, in: tx).filter { $0.unitID == unit.id }),
            spareRows: visit.query["them"].isEmpty ? 2 : 6,
            unitNames: try PlanTaskRecords.choices(for: unit, limit: 500, in: tx), csrfToken: visit.csrfToken,
            problem: problem)
    }

    // MARK: Reading the form

    /// What was typed. Rows are numbered from 1 without a gap.
    static func typed(_ form: FormData) -> TypedPlan {
        var fields: [String: String] = [:]
        for (name, value) in form.fields where fields[name] == nil { fields[name] = value }
        func text(_ name: String) -> String { fields[name] ?? "" }
        var typed = TypedPlan()
        typed.theme = text("theme")
        typed.abstract = text("abstract")
        typed.opening = text("opening")
        typed.closing = text("closing")
        typed.movements = text("movements")
        typed.dueOn = text("dueOn")
        typed.symbol = text("symbol")
        typed.place = text("place")
        typed.plannedMonth = text("plannedMonth")
        typed.authority = text("authority")
        typed.signerTitle = text("signerTitle")
        typed.signerName = text("signerName")
        typed.numbersTasks = text("marks") != "dash"
        typed.hasAnnex = fields["hasAnnex"] != nil
        for row in 1...200 {
            guard fields["basisInstrument-\(row)"] != nil else { break }
            typed.bases.append(
                TypedPlan.Basis(
                    instrument: text("basisInstrument-\(row)"), issuedOn: text("basisOn-\(row)"),
                    issuer: text("basisIssuer-\(row)"), subject: text("basisSubject-\(row)")))
        }
        while typed.bases.last?.isEmpty == true { typed.bases.removeLast() }
        for row in 1...200 {
            guard fields["heading-\(row)"] != nil else { break }
            var section = TypedPlan.Section(heading: text("heading-\(row)"), intro: text("intro-\(row)"))
            for order in 1...200 {
                let place = "\(row)-\(order)"
                guard fields["task-\(place)"] != nil else { break }
                section.tasks.append(
                    TypedPlan.Task(
                        id: text("taskID-\(place)"), text: text("task-\(place)"), responsible: text("who-\(place)"),
                        unit: text("unit-\(place)"), dueOn: text("by-\(place)"), coordinators: text("with-\(place)")))
            }
            typed.sections.append(section)
        }
        for row in 1...200 {
            guard fields["toName-\(row)"] != nil else { break }
            typed.addressees.append(
                TypedPlan.Addressee(
                    group: text("toGroup-\(row)"), name: text("toName-\(row)"), scope: text("toScope-\(row)")))
        }
        while typed.addressees.last?.isEmpty == true { typed.addressees.removeLast() }
        return typed
    }

    /// What a pressed button asks: `up-task-1-2`.
    static func change(_ button: String) -> TypedPlan.Change? {
        let words = button.split(separator: "-").map(String.init)
        guard words.count >= 2 else { return nil }
        let numbers = words.dropFirst(2).compactMap(Int.init)
        switch (words[0], words[1], numbers.count) {
        case ("add", "section", 0): return .addSection
        case ("remove", "section", 1): return .removeSection(numbers[0])
        case ("up", "section", 1): return .moveSection(numbers[0], up: true)
        case ("down", "section", 1): return .moveSection(numbers[0], up: false)
        case ("add", "task", 1): return .addTask(numbers[0])
        case ("remove", "task", 2): return .removeTask(numbers[0], numbers[1])
        case ("up", "task", 2): return .moveTask(numbers[0], numbers[1], up: true)
        case ("down", "task", 2): return .moveTask(numbers[0], numbers[1], up: false)
        default: return nil
        }
    }

    /// Where the page is to open after that button.
    static func anchor(_ change: TypedPlan.Change?, _ typed: TypedPlan) -> String {
        switch change {
        case .addSection: "muc-\(typed.sections.count)"
        case .removeSection(let number), .moveSection(let number, _), .addTask(let number), .removeTask(let number, _),
            .moveTask(let number, _, _):
            typed.sections.isEmpty ? "noi-dung" : "muc-\(min(number, typed.sections.count))"
        case nil: "noi-dung"
        }
    }

    // MARK: The page

    private var isConflict: Bool { problem?.code == .conflict }

    var page: StaffPage {
        StaffPage(
            title: "Sửa kế hoạch năm \(plan.year)", section: .plans, status: problem?.status ?? .ok,
            main: """
                \(PageHead(title: "Kế hoạch năm \(plan.year)", lead: unit.name, back: Link(label: "Xem kế hoạch", href: Route.plan.path(plan.id))).html)
                \(summary.html)
                \(if: isConflict, "<p class=\"notice warning\">Phần anh/chị vừa gõ còn ở dưới, chưa lưu. \(Link(label: "Xem bản đang lưu", href: Route.plan.path(plan.id)).html); bấm Lưu ở đây thì bản đang lưu được thay bằng phần này.</p>")
                \(if: !plan.returnReason.isEmpty, "<p class=\"notice warning\"><strong>Bị trả lại:</strong> \(plan.returnReason)</p>")
                \(form.html)
                """)
    }

    private var summary: ErrorSummary {
        let fields = problem?.fields ?? []
        return ErrorSummary(problems: fields, message: fields.isEmpty ? problem?.message : nil)
    }

    private func error(_ field: String) -> String? { problem?.fields.first { $0.field == field }?.message }

    private var form: Form {
        let autosave: HTML = """
            hx-post="\(Route.autosavePlan.path(plan.id))" hx-trigger="input delay:1500ms, change delay:500ms" \
            hx-target="#save-state" hx-swap="outerHTML" hx-sync="this:queue last" data-draft-key="ke-hoach-\(plan.id.rawValue)"
            """
        return Form(
            action: Route.changePlan.path(plan.id), csrfToken: csrfToken, id: "ke-hoach", attributes: autosave,
            body: """
                <button class="unseen" type="submit" tabindex="-1" aria-hidden="true">Lưu</button>
                \(VersionField(version: version).html)
                \(jumps)
                \(Card(title: "Chủ đề, mở đầu", body: mainFields).html)
                \(Card(title: "Căn cứ", body: basisFields, id: "can-cu").html)
                \(Card(title: "Phong trào", body: movementFields, id: "phong-trao").html)
                <datalist id="don-vi">\(each: unitNames, { "<option value=\"\($0)\"></option>" })</datalist>
                <div id="noi-dung">\(each: Array(typed.sections.enumerated()), { section($0.offset + 1, $0.element) })</div>
                <div class="actions">\(button("Thêm mục", "add-section"))</div>
                \(Card(title: "Kết", body: TextArea(name: "closing", label: "Phần kết", value: typed.closing, error: error("closing"), rows: 4, maxLength: 20_000).html).html)
                \(Card(title: "Kính gửi, nơi nhận", body: "\(addresseeFields)\(dueField)", id: "noi-nhan").html)
                \(Card(title: "Thể thức, người ký", body: paperFields, id: "the-thuc").html)
                <div class="actions save-bar">\(Button(label: "Lưu").html)\(LinkButton(label: "Xem kế hoạch", href: Route.plan.path(plan.id), tone: .quiet).html)\(SaveState(text: "").html)</div>
                """)
    }

    /// A long form: where its parts are.
    private var jumps: HTML {
        let sections = typed.sections.indices.map { (id: "muc-\($0 + 1)", label: "Mục \($0 + 1)") }
        let parts =
            [(id: "can-cu", label: "Căn cứ"), (id: "phong-trao", label: "Phong trào")] + sections
            + [(id: "noi-nhan", label: "Nơi nhận"), (id: "the-thuc", label: "Thể thức, người ký")]
        return """
            <nav aria-label="Các phần của kế hoạch"><ul class="jumps">\(each: parts, { "<li><a href=\"#\($0.id)\">\($0.label)</a></li>" })</ul></nav>
            """
    }

    private func button(_ label: String, _ action: String, tone: ButtonTone = .secondary, about: String? = nil) -> HTML
    {
        let spoken: HTML = about.map { "aria-label=\"\(label): \($0)\"" } ?? ""
        return Button(label: label, tone: tone, name: "do", value: action, attributes: spoken).html
    }

    private var mainFields: HTML {
        """
        \(TextField(name: "abstract", label: "Trích yếu", value: typed.abstract, hint: "Sau chữ “V/v”, ví dụ: triển khai công tác thi đua, khen thưởng năm \(plan.year)", error: error("abstract"), isRequired: true, maxLength: 500).html)
        \(TextArea(name: "theme", label: "Chủ đề thi đua", value: typed.theme, hint: "Không cần dấu ngoặc kép. Trong văn bản, viết [chủ đề] ở chỗ muốn đặt.", error: error("theme"), rows: 4, maxLength: 1000).html)
        \(TextArea(name: "opening", label: "Phần mở đầu", value: typed.opening, hint: "Lý do, sự kiện, ngày lễ lớn; mỗi dòng là một đoạn", error: error("opening"), isRequired: true, rows: 8, maxLength: 20_000).html)
        """
    }

    private var basisFields: HTML {
        let rows = typed.bases + Array(repeating: TypedPlan.Basis(), count: spareRows)
        return """
            <p class="hint">Mỗi văn bản một dòng. Muốn dẫn trong câu, viết số của văn bản trong ngoặc vuông, ví dụ [75/NQ-HĐND]; văn bản không dẫn trong câu được in ở đầu: “Căn cứ …”.</p>
            \(each: Array(rows.enumerated()), { basisRow($0.offset + 1, $0.element) })
            <div class="actions">\(button("Thêm dòng căn cứ", "more-bases"))</div>
            """
    }

    private func basisRow(_ row: Int, _ basis: TypedPlan.Basis) -> HTML {
        """
        <fieldset class="field"><legend>Căn cứ \(row)</legend><div class="form-grid">
        \(TextField(name: "basisInstrument-\(row)", label: "Loại, số và ký hiệu", value: basis.instrument, error: error("basisInstrument-\(row)"), maxLength: 300).html)
        \(TextField(name: "basisOn-\(row)", label: "Ngày ban hành", value: basis.issuedOn, error: error("basisOn-\(row)"), kind: .date).html)
        \(TextField(name: "basisIssuer-\(row)", label: "Cơ quan ban hành", value: basis.issuer, error: error("basisIssuer-\(row)"), maxLength: 300).html)
        \(TextField(name: "basisSubject-\(row)", label: "Về việc (bắt đầu bằng “về”)", value: basis.subject, error: error("basisSubject-\(row)"), maxLength: 1000).html)
        </div></fieldset>
        """
    }

    private var movementFields: HTML {
        TextArea(
            name: "movements", label: "Các phong trào thi đua", value: typed.movements,
            hint:
                "Mỗi dòng một phong trào, không cần dấu ngoặc kép. Trong văn bản, viết [phong trào] ở chỗ muốn liệt kê.",
            error: error("movements"), rows: 6
        ).html
    }

    private func section(_ number: Int, _ section: TypedPlan.Section) -> HTML {
        let about = "mục \(number)"
        return Card(
            title: "Mục \(number)",
            body: """
                \(TextField(name: "heading-\(number)", label: "Tên mục", value: section.heading, error: error("heading-\(number)"), isRequired: true, maxLength: 500).html)
                \(TextArea(name: "intro-\(number)", label: "Phần dẫn", value: section.intro, hint: "Để trống nếu không có", error: error("intro-\(number)"), rows: section.intro.isEmpty ? 2 : 6, maxLength: 20_000).html)
                \(each: Array(section.tasks.enumerated()), { task(number, $0.offset + 1, $0.element) })
                <div class="actions">\(button("Thêm nhiệm vụ", "add-task-\(number)", about: about))
                \(if: number > 1, button("Lên", "up-section-\(number)", tone: .quiet, about: about))
                \(if: number < typed.sections.count, button("Xuống", "down-section-\(number)", tone: .quiet, about: about))
                \(button("Bỏ mục", "remove-section-\(number)", tone: .quiet, about: about))</div>
                """, id: "muc-\(number)"
        ).html
    }

    private func task(_ section: Int, _ order: Int, _ task: TypedPlan.Task) -> HTML {
        let place = "\(section)-\(order)"
        let about = "nhiệm vụ \(section).\(order)"
        let isFirst = section == 1 && order == 1
        let isLast = section == typed.sections.count && order == typed.sections[section - 1].tasks.count
        return """
            <fieldset class="field"><legend>Nhiệm vụ \(section).\(order)</legend>
            \(HiddenField(name: "taskID-\(place)", value: task.id).html)
            \(TextArea(name: "task-\(place)", label: "Nội dung", value: task.text, error: error("task-\(place)"), rows: 4, maxLength: 5000).html)
            <div class="form-grid">
            \(TextField(name: "who-\(place)", label: "Chủ trì", value: task.responsible, error: error("who-\(place)"), maxLength: 500).html)
            \(TextField(name: "unit-\(place)", label: "Đơn vị chủ trì trong hệ thống", value: task.unit, hint: "Đơn vị này được nhắc và ghi Đã xong; để trống nếu ô Chủ trì đã đúng tên đơn vị", error: error("unit-\(place)"), maxLength: 300, attributes: "list=\"don-vi\" autocomplete=\"off\"").html)
            \(TextField(name: "with-\(place)", label: "Phối hợp", value: task.coordinators, error: error("with-\(place)"), maxLength: 500).html)
            \(TextField(name: "by-\(place)", label: "Xong trước ngày", value: task.dueOn, error: error("by-\(place)"), kind: .date).html)
            </div>
            <div class="actions">\(if: !isFirst, button("Lên", "up-task-\(place)", tone: .quiet, about: about))
            \(if: !isLast, button("Xuống", "down-task-\(place)", tone: .quiet, about: about))
            \(button("Bỏ nhiệm vụ", "remove-task-\(place)", tone: .quiet, about: about))</div>
            </fieldset>
            """
    }

    private var addresseeFields: HTML {
        let rows = typed.addressees + Array(repeating: TypedPlan.Addressee(), count: spareRows)
        return """
            <p class="hint">Dòng để trống được bỏ qua. “Như trên (t/h)” tự có khi có dòng Kính gửi.\(if: !clusters.isEmpty, " Chọn cụm, khối mà để trống tên thì in tên cụm, khối đó.")</p>
            \(each: Array(rows.enumerated()), { addresseeRow($0.offset + 1, $0.element) })
            <div class="actions">\(button("Thêm dòng nơi nhận", "more-addressees"))</div>
            """
    }

    private var dueField: HTML {
        TextField(
            name: "dueOn", label: "Hạn quán triệt, triển khai", value: typed.dueOn,
            hint: "Không in trên công văn; đơn vị nào quá ngày này chưa xong thì hiện tên. Để trống nếu không đặt hạn",
            error: error("dueOn"), kind: .date
        ).html
    }

    private func addresseeRow(_ row: Int, _ addressee: TypedPlan.Addressee) -> HTML {
        let groups = PlanAddressee.Group.allCases.map { Option(value: $0.rawValue, label: $0.name) }
        let scopes = PlanAddressee.Scope.allCases.filter { $0 != .cluster }.map {
            Option(value: $0.rawValue, label: $0.name)
        }
        let clusterGroups = Cluster.Kind.allCases.compactMap { kind -> OptionGroup? in
            let options = clusters.filter { $0.kind == kind }.map { Option(value: $0.id.rawValue, label: $0.name) }
            return options.isEmpty ? nil : OptionGroup(label: kind.name, options: options)
        }
        return """
            <fieldset class="field"><legend>Nơi nhận \(row)</legend><div class="form-grid">
            \(TextField(name: "toName-\(row)", label: "Tên như in trên văn bản", value: addressee.name, error: error("toName-\(row)"), maxLength: 300).html)
            \(Select(name: "toGroup-\(row)", label: "Mục đích", options: [OptionGroup(options: groups)], selected: addressee.group, error: error("toGroup-\(row)")).html)
            \(Select(name: "toScope-\(row)", label: "Gửi trong hệ thống", options: [OptionGroup(options: scopes)] + clusterGroups, selected: addressee.scope, error: error("toScope-\(row)")).html)
            </div></fieldset>
            """
    }

    private var paperFields: HTML {
        let rights = SigningAuthority.allCases.filter { $0 != .body || issuer.isCommittee }
        return """
            <div class="form-grid">
            \(TextField(name: "symbol", label: "Ký hiệu", value: typed.symbol, hint: "Sau số và dấu gạch chéo, ví dụ UBND-NCPC", error: error("symbol"), isRequired: true, maxLength: 50).html)
            \(TextField(name: "place", label: "Nơi ban hành", value: typed.place, error: error("place"), maxLength: 100).html)
            \(TextField(name: "plannedMonth", label: "Tháng dự kiến ký", value: typed.plannedMonth, hint: "Ví dụ 01/\(plan.year); để trống nếu chưa rõ", error: error("plannedMonth"), inputMode: "numeric").html)
            </div>
            \(RadioGroup(name: "authority", label: "Thẩm quyền ký", options: rights.map { Option(value: $0.rawValue, label: $0.name) }, selected: typed.authority, error: error("authority"), isRequired: true).html)
            <div class="form-grid">
            \(TextField(name: "signerTitle", label: "Chức vụ người ký", value: typed.signerTitle, hint: "Để trống khi người đứng đầu ký (\(issuer.headTitle))", error: error("signerTitle"), maxLength: 200).html)
            \(TextField(name: "signerName", label: "Họ tên người ký", value: typed.signerName, hint: "Để trống thì lấy tên người duyệt", error: error("signerName"), maxLength: 100).html)
            </div>
            \(RadioGroup(name: "marks", label: "Trước mỗi nhiệm vụ", options: [Option(value: "number", label: "Số thứ tự 1.1, 1.2 …"), Option(value: "dash", label: "Gạch đầu dòng")], selected: typed.numbersTasks ? "number" : "dash").html)
            \(Checkbox(name: "hasAnnex", label: "Kèm phụ lục phân công thực hiện (nhiệm vụ có chủ trì, phối hợp hoặc thời hạn)", isOn: typed.hasAnnex).html)
            """
    }
}
