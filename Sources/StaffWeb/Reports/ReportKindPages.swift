import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The province's kinds of reports.
struct ReportKindsPage {
    let kinds: [ReportKind]

    static func load(_ visit: Visit, _ tx: any ReadTransaction) throws -> ReportKindsPage {
        _ = try Gate.provinceOfReports(visit.actor, in: tx)
        return ReportKindsPage(kinds: try ReportKindRecords.kinds(in: tx))
    }

    private var add: HTML { LinkButton(label: "Thêm loại báo cáo", href: Route.newReportKind.path()).html }

    var page: StaffPage {
        StaffPage(
            title: "Loại báo cáo", section: .reports,
            main: """
                \(PageHead(title: "Loại báo cáo", lead: "Phần viết, số liệu và thời hạn của từng loại, do Sở Nội vụ đặt.", back: Link(label: "Báo cáo", href: Route.reports.path()), actions: kinds.isEmpty ? "" : add).html)
                \(table.html)
                """)
    }

    private var table: Table {
        Table(
            caption: "Theo tên",
            columns: [
                Column(label: "Loại báo cáo", isMain: true), Column(label: "Kỳ"), Column(label: "Thời hạn"),
                Column(label: "Việc"),
            ],
            rows: kinds.map { kind in
                TableRow(cells: [
                    Link(label: kind.name, href: Route.reportKind.path(kind.id)).html, "\(kind.period.name)",
                    "\(kind.workingDays.map { "\($0) ngày làm việc sau kỳ" } ?? "Theo từng yêu cầu")",
                    Link(
                        label: "Yêu cầu báo cáo",
                        href: address(Route.newReportRequest.path(), [("loai", kind.id.rawValue)])
                    ).html,
                ])
            },
            empty: EmptyState(
                title: "Chưa có loại báo cáo nào",
                hint: "Tạo loại đầu tiên, ví dụ báo cáo sơ kết 6 tháng: các phần phải viết và số liệu phải có.",
                action: add))
    }
}

/// The form of a kind of report. Rows are added by a button that keeps what was typed, so it works without a script.
struct ReportKindFormPage {
    let id: ID<ReportKind>?
    let typed: TypedReportKind
    /// From which a figure may be taken.
    let indicators: [Indicator]
    let version: Int
    let csrfToken: String
    let problem: Problem?

    /// - Parameters:
    ///   - id: `nil` for a new one.
    ///   - typed: what was typed; `nil` when nothing was yet.
    static func load(
        _ visit: Visit, _ id: ID<ReportKind>?, typed: TypedReportKind? = nil, version: Int? = nil,
        problem: Problem? = nil, in tx: any ReadTransaction
    ) throws -> ReportKindFormPage {
        _ = try Gate.provinceOfReports(visit.actor, in: tx)
        let year = tx.today.year
        let offered = try IndicatorRecords.summable(years: year - 1...year + 1, limit: 300, in: tx)
        guard let id else {
            return ReportKindFormPage(
                id: nil, typed: typed ?? TypedReportKind(), indicators: offered, version: 0,
                csrfToken: visit.csrfToken, problem: problem)
        }
        guard let kind = try ReportKindRecords.kind(id, in: tx) else { throw Problem.notFound("loại báo cáo này") }
        // A kind of long ago keeps what was chosen then.
        let former = kind.form.figures.compactMap(\.indicator).filter { chosen in
            !offered.contains { $0.id == chosen.id }
        }
        return ReportKindFormPage(
            id: id, typed: typed ?? TypedReportKind(kind), indicators: offered + former,
            version: version ?? kind.version, csrfToken: visit.csrfToken, problem: problem)
    }

    static func typed(_ form: FormData) -> TypedReportKind {
        var typed = TypedReportKind()
        typed.name = form["name"]
        typed.period = form["period"]
        typed.workingDays = form["workingDays"]
        for row in 1...100 where form.has("heading-\(row)") {
            typed.sections.append(.init(heading: form["heading-\(row)"], hint: form["hint-\(row)"]))
        }
        for row in 1...100 where form.has("figure-\(row)") {
            typed.figures.append(
                .init(name: form["figure-\(row)"], measure: form["measure-\(row)"], source: form["source-\(row)"]))
        }
        return typed
    }

    private func error(_ field: String) -> String? { problem?.fields.first { $0.field == field }?.message }

    private var summary: HTML {
        guard let problem else { return "" }
        return ErrorSummary(
            problems: problem.fields, message: problem.fields.isEmpty ? problem.message : nil
        ).html
    }

    var page: StaffPage {
        let title = id == nil ? "Thêm loại báo cáo" : "Sửa loại báo cáo"
        return StaffPage(
            title: title, section: .reports, status: problem?.status ?? .ok,
            main: """
                \(PageHead(title: title, lead: id == nil ? nil : "Yêu cầu đã gửi giữ nguyên nội dung cũ; thay đổi dùng cho yêu cầu sau.", back: Link(label: "Loại báo cáo", href: Route.reportKinds.path())).html)
                \(summary)
                \(Form(action: id.map { Route.changeReportKind.path($0) } ?? Route.addReportKind.path(), csrfToken: csrfToken, isTakenOnce: id == nil, body: body).html)
                """)
    }

    private var body: HTML {
        let sections = typed.sections.isEmpty ? Array(repeating: .init(), count: 3) : typed.sections
        let figures = typed.figures.isEmpty ? Array(repeating: .init(), count: 4) : typed.figures
        return """
            <button class="unseen" type="submit" tabindex="-1" aria-hidden="true">Lưu</button>
            \(HiddenField(name: "version", value: String(version)).html)
            <div class="form-grid">
            \(TextField(name: "name", label: "Tên loại báo cáo", value: typed.name, error: error("name"), isRequired: true, maxLength: 200).html)
            \(TextField(name: "workingDays", label: "Thời hạn, số ngày làm việc sau kỳ", value: typed.workingDays, hint: "Để trống nếu mỗi yêu cầu ghi hạn riêng. Trừ thứ bảy, chủ nhật và ngày nghỉ đã nhập trong Lịch.", error: error("workingDays"), kind: .number).html)
            </div>
            \(RadioGroup(name: "period", label: "Kỳ báo cáo", options: ReportKind.Period.allCases.map { Option(value: $0.rawValue, label: $0.name) }, selected: typed.period, error: error("period"), isRequired: true).html)
            \(Card(title: "Phần viết", body: """
                \(each: Array(sections.enumerated()), { sectionRow($0.offset + 1, $0.element) })
                <div class="actions">\(Button(label: "Thêm phần", tone: .secondary, name: "more", value: "sections").html)</div>
                """, id: "phan-viet").html)
            \(Card(title: "Số liệu", body: """
                \(each: Array(figures.enumerated()), { figureRow($0.offset + 1, $0.element) })
                <div class="actions">\(Button(label: "Thêm số liệu", tone: .secondary, name: "more", value: "figures").html)</div>
                """, id: "so-lieu").html)
            <div class="actions save-bar">\(Button(label: "Lưu loại báo cáo").html)</div>
            """
    }

    private func sectionRow(_ row: Int, _ section: TypedReportKind.Section) -> HTML {
        """
        <fieldset class="field"><legend>Phần \(row)</legend>
        \(TextField(name: "heading-\(row)", label: "Tên phần", value: section.heading, error: error("heading-\(row)"), maxLength: 300).html)
        \(TextArea(name: "hint-\(row)", label: "Gợi ý nội dung", value: section.hint, error: error("hint-\(row)"), rows: 2, maxLength: 1000).html)
        </fieldset>
        """
    }

    private func figureRow(_ row: Int, _ figure: TypedReportKind.Figure) -> HTML {
        var sources = [
            OptionGroup(options: [Option(value: "", label: "Đơn vị tự nhập")]),
            OptionGroup(
                label: "Hệ thống đếm",
                options: ReportSource.counted.map { Option(value: $0.rawValue, label: $0.name) }),
        ]
        if !indicators.isEmpty {
            sources.append(
                OptionGroup(
                    label: "Chỉ tiêu đã giao, lũy kế từ đầu năm",
                    options: indicators.map {
                        Option(
                            value: TypedReportKind.Figure.source($0.id),
                            label: "\($0.name) (\($0.measure)), năm \($0.year)")
                    }))
        }
        return """
            <fieldset class="field"><legend>Số liệu \(row)</legend><div class="form-grid">
            \(TextField(name: "figure-\(row)", label: "Tên số liệu", value: figure.name, error: error("figure-\(row)"), maxLength: 300).html)
            \(TextField(name: "measure-\(row)", label: "Đơn vị tính", value: figure.measure, error: error("measure-\(row)"), maxLength: 50).html)
            \(Select(name: "source-\(row)", label: "Lấy từ", options: sources, selected: figure.source, error: error("source-\(row)")).html)
            </div></fieldset>
            """
    }
}

/// *Yêu cầu báo cáo*: which report, of which period, by when, from whom.
struct AskForReportsPage {
    let kinds: [ReportKind]
    let kind: ReportKind?
    /// How many units each group has.
    let sizes: [Unit.Kind: Int]
    let today: CivilDate
    let csrfToken: String
    let typed: TypedForm

    static func load(
        _ visit: Visit, kindID: ID<ReportKind>? = nil, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> AskForReportsPage {
        let province = try Gate.provinceOfReports(visit.actor, in: tx)
        let kinds = try ReportKindRecords.kinds(in: tx)
        let wanted = kindID ?? ID<ReportKind>(parsing: visit.query["loai"]) ?? kinds.first?.id
        let units = try ReportRecords.units(
            of: AskForReports.groups, below: province.id, notYetAskedBy: nil, in: tx)
        return AskForReportsPage(
            kinds: kinds, kind: try wanted.flatMap { try ReportKindRecords.kind($0, in: tx) },
            sizes: Dictionary(grouping: units, by: \.kind).mapValues(\.count), today: tx.today,
            csrfToken: visit.csrfToken, typed: typed)
    }

    var page: StaffPage {
        StaffPage(
            title: "Yêu cầu báo cáo", section: .reports, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(title: "Yêu cầu báo cáo", back: Link(label: "Báo cáo", href: Route.reports.path())).html)
                \(typed.summary)
                \(body)
                """)
    }

    private var body: HTML {
        guard let kind else {
            return EmptyState(
                title: "Chưa có loại báo cáo nào", hint: "Tạo loại báo cáo trước rồi yêu cầu các đơn vị.",
                action: LinkButton(label: "Thêm loại báo cáo", href: Route.newReportKind.path()).html
            ).html
        }
        let tabs = FilterTabs(
            items: kinds.map {
                NavigationItem(
                    label: $0.name, href: address(Route.newReportRequest.path(), [("loai", $0.id.rawValue)]),
                    isCurrent: $0.id == kind.id)
            })
        let span = kind.period.span(near: today)
        let due = kind.workingDays.map {
            "Để trống: \($0) ngày làm việc sau ngày cuối kỳ, trừ thứ bảy, chủ nhật và ngày nghỉ đã nhập trong Lịch."
        }
        let chosen =
            typed.form.map { Set($0.all("groups")) } ?? Set(AskForReports.groups.prefix(2).map(\.rawValue))
        return """
            \(if: kinds.count > 1, tabs.html)
            \(asked(kind))
            \(Form(action: Route.askForReports.path(), csrfToken: csrfToken, isTakenOnce: true, body: """
                \(HiddenField(name: "kind", value: kind.id.rawValue).html)
                \(TextField(name: "title", label: "Tên báo cáo", value: typed.value("title", or: "\(kind.name) năm \(today.year)"), error: typed.error("title"), isRequired: true, maxLength: 300).html)
                <div class="form-grid">
                \(TextField(name: "periodFrom", label: "Kỳ báo cáo từ ngày", value: typed.value("periodFrom", or: span?.from.written ?? ""), error: typed.error("periodFrom"), isRequired: true, kind: .date).html)
                \(TextField(name: "periodUntil", label: "Đến hết ngày", value: typed.value("periodUntil", or: span?.until.written ?? ""), error: typed.error("periodUntil"), isRequired: true, kind: .date).html)
                \(TextField(name: "dueOn", label: "Hạn gửi", value: typed.value("dueOn"), hint: due, error: typed.error("dueOn"), isRequired: kind.workingDays == nil, kind: .date).html)
                </div>
                \(CheckboxGroup(name: "groups", label: "Đơn vị phải báo cáo", options: AskForReports.groups.map { Option(value: $0.rawValue, label: "\($0.name) (\(sizes[$0] ?? 0) đơn vị)") }, selected: chosen, error: typed.error("groups")).html)
                \(TextArea(name: "message", label: "Lời nhắn", value: typed.value("message"), hint: "Căn cứ, lưu ý; có thể để trống", error: typed.error("message"), rows: 3, maxLength: 2000).html)
                <div class="actions">\(Button(label: "Gửi yêu cầu").html)</div>
                """).html)
            """
    }

    private func asked(_ kind: ReportKind) -> HTML {
        """
        <p class="muted">Yêu cầu \(kind.form.sections.count) phần viết, \(kind.form.figures.count) số liệu. \
        \(Link(label: "Xem, sửa loại báo cáo", href: Route.reportKind.path(kind.id)).html)</p>
        """
    }
}
