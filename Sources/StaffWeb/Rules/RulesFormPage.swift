import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// The form of a draft of the province's rules. Everything typed comes back with what is wrong.
struct RulesFormPage {
    let id: ID<ProvincialRules>
    let version: Int
    let content: RulesContent
    let entries: [CatalogueEntry]
    /// The shares that the law sets, to be read beside the field.
    let nationalShares: [(name: String, share: String)]
    /// The kind of line to which rows were just added.
    let spare: RulesSection?
    let csrfToken: String
    var problem: Problem?

    static func load(
        _ id: ID<ProvincialRules>, _ visit: Visit, lawbook: Lawbook, content: RulesContent? = nil, version: Int? = nil,
        spare: RulesSection? = nil, problem: Problem? = nil, in tx: any ReadTransaction
    ) throws -> RulesFormPage {
        let rules = try Gate.rules(id, for: visit.actor, may: .edit, in: tx).rules
        let day = rules.inForceFrom ?? tx.today
        let entries = lawbook.entries(on: day)
        return RulesFormPage(
            id: id, version: version ?? rules.version, content: content ?? RulesContent(rules), entries: entries,
            nationalShares: entries.compactMap { entry in
                lawbook.voteRule(for: entry.code, on: day).map { (entry.name, $0.share.asWritten) }
            },
            spare: spare, csrfToken: visit.csrfToken, problem: problem)
    }

    /// What was typed. The rows of each kind are numbered from 1 without a gap.
    static func content(_ form: FormData) -> RulesContent {
        var content = RulesContent()
        content.title = form["title"]
        content.number = form["number"]
        content.issuedOn = form["issuedOn"]
        content.inForceFrom = form["inForceFrom"]
        content.counting = form["counting"]
        content.countingSource = form["countingSource"]
        content.clusterLaunch = form["clusterLaunch"]
        content.clusterLaunchSource = form["clusterLaunchSource"]
        for section in RulesSection.allCases {
            var rows: [RulesRow] = []
            while rows.count < 300, form.has("\(section.fields[0])-\(rows.count + 1)") {
                let number = rows.count + 1
                rows.append(
                    Dictionary(
                        section.fields.map { ($0, form["\($0)-\(number)"]) }, uniquingKeysWith: { first, _ in first }))
            }
            while let last = rows.last, RulesContent.isEmpty(last) { rows.removeLast() }
            content.rows[section] = rows
        }
        return content
    }

    // MARK: The page

    var page: StaffPage {
        let fields = problem?.fields ?? []
        return StaffPage(
            title: "Sửa dự thảo quy định của tỉnh", section: .rules, status: problem?.status ?? .ok,
            main: """
                \(PageHead(title: "Sửa dự thảo quy định của tỉnh", back: Link(label: "Xem dự thảo", href: Route.rulesVersion.path(id))).html)
                \(ErrorSummary(problems: fields, message: fields.isEmpty ? problem?.message : nil).html)
                \(form.html)
                """)
    }

    private func error(_ field: String) -> String? { problem?.fields.first { $0.field == field }?.message }

    private var form: Form {
        Form(
            action: Route.changeRules.path(id), csrfToken: csrfToken,
            attributes: "data-draft-key=\"quy-dinh-\(id.rawValue)\"",
            body: """
                <button class="unseen" type="submit" tabindex="-1" aria-hidden="true">Lưu</button>
                \(HiddenField(name: "version", value: String(version)).html)
                \(Card(title: "Văn bản", body: documentFields).html)
                \(each: RulesSection.allCases, section)
                \(Card(title: "Cách tính các năm liên tục", body: countingFields).html)
                \(Card(title: "Phong trào của cụm, khối thi đua", body: clusterLaunchFields).html)
                <div class="actions">\(Button(label: "Lưu dự thảo").html)
                \(LinkButton(label: "Thôi", href: Route.rulesVersion.path(id), tone: .quiet).html)</div>
                """)
    }

    private var documentFields: HTML {
        """
        \(TextField(name: "title", label: "Tên quy định", value: content.title, error: error("title"), isRequired: true, maxLength: 300).html)
        <div class="form-grid">
        \(TextField(name: "number", label: "Số, ký hiệu quyết định", value: content.number, hint: "Ví dụ 41/2025/QĐ-UBND; cần có trước khi đưa vào hiệu lực", error: error("number"), maxLength: 50).html)
        \(TextField(name: "issuedOn", label: "Ngày ban hành", value: content.issuedOn, hint: "Ví dụ 20/12/2025", error: error("issuedOn"), kind: .date).html)
        \(TextField(name: "inForceFrom", label: "Có hiệu lực từ ngày", value: content.inForceFrom, hint: "Bản trước hết hiệu lực từ ngày này", error: error("inForceFrom"), kind: .date).html)
        </div>
        """
    }

    private var countingFields: HTML {
        """
        <div class="form-grid">
        \(Select(
            name: "counting", label: "“03 lần liên tục”, “02 lần liên tục”",
            options: [
                OptionGroup(
                    options: [Option(value: "", label: "Tỉnh không quy định")]
                        + Counting.allCases.map { Option(value: $0.rawValue, label: $0.name) })
            ], selected: content.counting, error: error("counting")).html)
        \(sourceField("countingSource", content.countingSource))
        </div>
        """
    }

    private var clusterLaunchFields: HTML {
        """
        <div class="form-grid">
        \(Select(
            name: "clusterLaunch", label: "Ai phát động",
            options: [
                OptionGroup(
                    options: [Option(value: "", label: "Tỉnh không quy định")]
                        + ClusterLaunchSetting.Launcher.allCases.map { Option(value: $0.rawValue, label: $0.name) })
            ], selected: content.clusterLaunch,
            hint: "Khi tỉnh không quy định: lãnh đạo Sở Nội vụ hoặc Chủ tịch Ủy ban nhân dân tỉnh",
            error: error("clusterLaunch")).html)
        \(sourceField("clusterLaunchSource", content.clusterLaunchSource))
        </div>
        """
    }

    // MARK: Lines

    private func title(_ section: RulesSection) -> String {
        switch section {
        case .votes: "Tỷ lệ phiếu của Hội đồng"
        case .quotas: "Tỷ lệ theo số người của đơn vị"
        case .deadlines: "Hạn nộp hồ sơ về tỉnh"
        case .papers: "Văn bản cần thêm trong hồ sơ trình tỉnh"
        case .limits: "Thời hạn giải quyết"
        case .amounts: "Mức tiền do tỉnh quy định"
        }
    }

    private func hint(_ section: RulesSection) -> String {
        switch section {
        case .votes:
            nationalShares.isEmpty
                ? "Tính trên tổng số thành viên Hội đồng."
                : "Tính trên tổng số thành viên Hội đồng. Luật đã định, tỉnh không quy định thấp hơn: "
                    + nationalShares.map { "\($0.name) \($0.share)" }.joined(separator: "; ") + "."
        case .quotas: "Quá tỷ lệ không bị chặn; cán bộ thẩm định kết luận từng đề nghị."
        case .deadlines: "Hồ sơ trình sau hạn vẫn nhận được và ghi rõ là trình muộn."
        case .papers: "Thêm vào thành phần hồ sơ theo luật."
        case .limits: "Tính theo ngày làm việc, kể từ ngày tiếp nhận hoặc ngày Hội đồng xét."
        case .amounts: "Chỉ nhập mức mà luật để tỉnh đặt, ví dụ Kỷ niệm chương; không nhập mức theo hệ số của luật."
        }
    }

    /// The rows that were typed and some empty ones; a row that stays empty is left out.
    private func section(_ section: RulesSection) -> HTML {
        let typed = content.rows[section] ?? []
        let rows = typed + Array(repeating: RulesRow(), count: spare == section ? 4 : 1)
        return Card(
            title: title(section),
            body: """
                <p class="hint">\(hint(section)) Dòng để trống được bỏ qua.</p>
                \(each: Array(rows.enumerated()), { line(section, $0.offset + 1, $0.element) })
                <div class="actions">\(Button(label: "Thêm dòng", tone: .secondary, name: "more", value: section.rawValue, attributes: "aria-label=\"Thêm dòng: \(title(section))\"").html)</div>
                """, id: section.rawValue
        ).html
    }

    private func line(_ section: RulesSection, _ number: Int, _ row: RulesRow) -> HTML {
        """
        <fieldset class="field"><legend>Dòng \(number)</legend><div class="form-grid">\(fields(section, number, row))</div></fieldset>
        """
    }

    private func fields(_ section: RulesSection, _ number: Int, _ row: RulesRow) -> HTML {
        func value(_ name: String, _ standard: String = "") -> String { row[name] ?? standard }
        func text(_ name: String, _ label: String, hint: String? = nil, kind: TextField.Kind = .text, length: Int = 200)
            -> HTML
        {
            TextField(
                name: "\(name)-\(number)", label: label, value: value(name), hint: hint,
                error: error("\(name)-\(number)"),
                kind: kind, maxLength: length
            ).html
        }
        func choice(_ name: String, _ label: String, _ options: [OptionGroup], standard: String = "") -> HTML {
            Select(
                name: "\(name)-\(number)", label: label, options: options, selected: value(name, standard),
                error: error("\(name)-\(number)")
            ).html
        }
        func source(_ name: String) -> HTML { sourceField("\(name)-\(number)", value(name)) }
        switch section {
        case .votes:
            return """
                \(choice("voteCode", "Danh hiệu, hình thức", codes("Chọn")))\
                \(text("voteShare", "Ít nhất", hint: "Ví dụ 80 (phần trăm) hoặc 2/3", length: 10))\(source("voteSource"))
                """
        case .quotas:
            return """
                \(choice("quotaCode", "Danh hiệu, hình thức", codes("Chọn", individuals: true)))\
                \(text("quotaPercent", "Không quá (%)", kind: .number, length: 5))\
                \(choice("quotaBase", "Tính trên", [OptionGroup(options: StaffQuota.Base.allCases.map { Option(value: $0.rawValue, label: $0.name) })], standard: StaffQuota.Base.staff.rawValue))\
                \(source("quotaSource"))
                """
        case .deadlines:
            let years = [
                Option(value: "0", label: "Trong năm thành tích"), Option(value: "1", label: "Năm sau năm thành tích"),
            ]
            return """
                \(text("deadlineRound", "Tên đợt"))\(choice("deadlineCode", "Danh hiệu, hình thức", codes("Tất cả")))\
                \(choice("deadlineCategory", "Loại hình", categories))\(text("deadlineDay", "Chậm nhất ngày", hint: "Ngày/tháng, ví dụ 15/12", length: 10))\
                \(choice("deadlineYear", "Của năm", [OptionGroup(options: years)], standard: "0"))\(source("deadlineSource"))
                """
        case .papers:
            return """
                \(text("paperName", "Tên văn bản"))\(choice("paperCode", "Danh hiệu, hình thức", codes("Tất cả")))\
                \(choice("paperCategory", "Loại hình", categories))\(source("paperSource"))
                """
        case .limits:
            return """
                \(choice("limitStep", "Bước", [OptionGroup(options: [Option(value: "", label: "Chọn")] + AppraisalLimit.Step.allCases.map { Option(value: $0.rawValue, label: $0.name) })]))\
                \(text("limitDays", "Số ngày làm việc", kind: .number, length: 5))\(source("limitSource"))
                """
        case .amounts:
            return """
                \(text("amountName", "Tên hình thức"))\
                \(choice("amountCode", "Trả cho", codes("Hình thức khác, không có trong danh mục")))\
                \(choice("amountSubject", "Đối tượng", [OptionGroup(options: SubjectKind.allCases.map { Option(value: $0.rawValue, label: $0.name) })], standard: SubjectKind.individual.rawValue))\
                \(text("amountDong", "Mức tiền (đồng)", kind: .number, length: 15))\(source("amountSource"))
                """
        }
    }

    private func sourceField(_ name: String, _ value: String) -> HTML {
        TextField(
            name: name, label: "Điều, khoản của quy định", value: value, hint: "Ví dụ Khoản 2 Điều 9",
            error: error(name),
            maxLength: 150
        ).html
    }

    private func codes(_ none: String, individuals: Bool = false) -> [OptionGroup] {
        let offered = individuals ? entries.filter { $0.subjects.contains(.individual) } : entries
        func group(_ kind: CatalogueKind, _ label: String) -> OptionGroup {
            OptionGroup(
                label: label,
                options: offered.filter { $0.kind == kind }.map { Option(value: $0.code.rawValue, label: $0.name) })
        }
        return [
            OptionGroup(options: [Option(value: "", label: none)]), group(.title, "Danh hiệu thi đua"),
            group(.form, "Hình thức khen thưởng"),
        ].filter { !$0.options.isEmpty }
    }

    private var categories: [OptionGroup] {
        [
            OptionGroup(
                options: [Option(value: "", label: "Tất cả")]
                    + CommendationCategory.allCases.map { Option(value: $0.rawValue, label: $0.name) })
        ]
    }
}
