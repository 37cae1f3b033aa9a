import Actions
import Domain
import Papers
import Primitives
import Records
import Store
import WebSupport

/// What was raised within a period, put together by theme for the Chairman: *Tổng hợp vướng mắc*.
struct DifficultySummaryPage {
    let first: CivilDate
    let last: CivilDate
    let summary: DifficultySummary
    let today: CivilDate
    /// What of the period typed is no period.
    let problem: String?
    let typed: (first: String, last: String)

    init(_ visit: Visit, in tx: any ReadTransaction) throws {
        let units = try Gate.difficultySummaryUnits(of: visit.actor)
        typed = (visit.query["tu"], visit.query["den"])
        let start = CivilDate(year: tx.today.year, month: 1, day: 1) ?? tx.today
        let from = typed.first.isEmpty ? start : CivilDate(written: typed.first)
        let until = typed.last.isEmpty ? tx.today : CivilDate(written: typed.last)
        if let from, let until, from <= until {
            (first, last, problem) = (from, until, nil)
        } else {
            (first, last) = (start, tx.today)
            problem =
                from == nil || until == nil
                ? "Ngày không có thật. Nhập theo dạng 05/12/2025." : "Ngày đầu ở sau ngày cuối. Sửa lại."
        }
        summary = try DifficultyRecords.summary(from: first, until: last, below: units, in: tx)
        today = tx.today
    }

    var totals: DifficultyThemeCount {
        func sum(_ value: (DifficultyThemeCount) -> Int) -> Int { summary.themes.reduce(0) { $0 + value($1) } }
        return DifficultyThemeCount(
            themeName: "Cộng", open: sum(\.open), late: sum(\.late), answered: sum(\.answered), closed: sum(\.closed),
            withAnswer: sum(\.withAnswer), answerDays: sum(\.answerDays))
    }

    var page: StaffPage {
        StaffPage(
            title: "Tổng hợp vướng mắc", section: .difficulties,
            main: """
                \(PageHead(
                    title: "Tổng hợp vướng mắc", lead: "Vướng mắc gửi từ \(first.written) đến \(last.written).",
                    back: Link(label: "Vướng mắc", href: Route.difficulties.path()), actions: export).html)
                \(period)
                \(StatRow(items: [
                    Stat(value: groupedByThousands(totals.total), label: "vướng mắc"),
                    Stat(value: groupedByThousands(totals.open), label: "chưa trả lời"),
                    Stat(value: groupedByThousands(totals.late), label: "quá hạn"),
                    Stat(value: average(totals), label: "ngày làm việc để trả lời, bình quân"),
                ]).html)
                \(plot)
                \(themes.html)
                \(Card(title: "Chưa trả lời", body: open.html).html)
                \(Card(title: "Đã chia sẻ thành hỏi đáp", body: shared).html)
                """)
    }

    private var export: HTML {
        func button(_ label: String, _ route: Route) -> HTML {
            LinkButton(
                label: label, href: address(route.path(), [("tu", first.written), ("den", last.written)]),
                tone: .secondary
            ).html
        }
        return """
            \(button("Bản in (PDF)", .difficultySummaryPaper))
            \(button("Bản Word", .difficultySummaryDocument))
            \(button("Tải bảng (CSV)", .difficultySummaryTable))
            """
    }

    /// How many there are of each theme; `nil` where a plot would show nothing.
    var picture: BarPicture? {
        guard summary.themes.count > 1 else { return nil }
        return BarPicture(
            title: "Số vướng mắc theo lĩnh vực",
            bars: summary.themes.map { BarPicture.Bar(label: $0.themeName, value: $0.total) })
    }

    private var plot: HTML {
        guard let picture else { return "" }
        return Card(
            body: BarChart(
                title: picture.title, bars: picture.bars.map { ChartBar(label: $0.label, value: $0.value) }
            ).html
        ).html
    }

    private var period: HTML {
        """
        <form class="search" method="get" action="\(Route.difficultySummary.path())"><div class="filters">
        \(TextField(name: "tu", label: "Từ ngày", value: problem == nil ? first.written : typed.first, error: problem, kind: .date).html)
        \(TextField(name: "den", label: "Đến ngày", value: problem == nil ? last.written : typed.last, kind: .date).html)
        \(Button(label: "Xem", tone: .secondary).html)</div></form>
        """
    }

    /// With one decimal place, as `3,5`; exact in tenths, rounded half up.
    func average(_ count: DifficultyThemeCount) -> String {
        guard count.withAnswer > 0 else { return "–" }
        let tenths = (count.answerDays * 20 + count.withAnswer) / (count.withAnswer * 2)
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10),\(tenths % 10)"
    }

    static let heads = [
        "Lĩnh vực", "Tổng số", "Chưa trả lời", "Quá hạn", "Đã trả lời", "Đã kết thúc", "Ngày làm việc bình quân",
    ]

    func cells(_ count: DifficultyThemeCount) -> [String] {
        [
            count.themeName, String(count.total), String(count.open), String(count.late), String(count.answered),
            String(count.closed), average(count),
        ]
    }

    private var themes: Table {
        let rows = summary.themes.isEmpty ? [] : summary.themes + [totals]
        return Table(
            caption: "Theo lĩnh vực",
            columns: Self.heads.enumerated().map {
                Column(label: $0.element, isNumeric: $0.offset > 0, isMain: $0.offset == 0)
            }, rows: rows.map { TableRow(cells: cells($0).map { "\($0)" }) },
            empty: EmptyState(title: "Không có vướng mắc nào trong thời gian này", hint: "Chọn thời gian khác."))
    }

    private var open: Table {
        Table(
            caption: summary.open.count < DifficultySummary.limit
                ? "Hạn sớm nhất đứng trước" : "\(DifficultySummary.limit) vướng mắc có hạn sớm nhất",
            columns: [
                Column(label: "Vướng mắc", isMain: true), Column(label: "Đơn vị"), Column(label: "Tình trạng"),
                Column(label: "Hạn"),
            ],
            rows: summary.open.map {
                TableRow(cells: [
                    Link(label: $0.subject, href: Route.difficulty.path($0.id)).html, "\($0.unitName)",
                    $0.state.tag.html, $0.dueOn.map { DeadlineBadge(due: $0, today: today).html } ?? "–",
                ])
            }, empty: EmptyState(title: "Không còn vướng mắc nào chưa trả lời", hint: "Các đơn vị đã được trả lời hết.")
        )
    }

    private var shared: HTML {
        if summary.shared.isEmpty { return "<p>Chưa chia sẻ câu nào.</p>" }
        return """
            <ul>\(each: summary.shared, { line in
                "<li>\(Link(label: line.question, href: Route.sharedQuestion.path(line.id)).html) <span class=\"muted\">\(line.themeName)</span></li>"
            })</ul>
            """
    }

    /// The same for a spreadsheet: the themes, then the open ones by name.
    var table: CommaSeparated {
        var sheet = CommaSeparated(heads: ["Tổng hợp vướng mắc từ \(first.written) đến \(last.written)"])
        sheet.append(Self.heads)
        for count in summary.themes { sheet.append(cells(count)) }
        if !summary.themes.isEmpty { sheet.append(cells(totals)) }
        sheet.append([])
        sheet.append(["Chưa trả lời", "Đơn vị", "Lĩnh vực", "Gửi ngày", "Hạn trả lời", "Tình trạng", "Người xử lý"])
        for line in summary.open {
            sheet.append([
                line.subject, line.unitName, line.themeName, line.askedAt.day.written, line.dueOn?.written ?? "",
                line.state.name, line.assignedName,
            ])
        }
        return sheet
    }
}
