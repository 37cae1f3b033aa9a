import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The difficulties the person may see: those of their unit, or all for Sở Nội vụ.
struct DifficultyListPage {
    let filter: DifficultyFilter
    let themes: [DifficultyTheme]
    let units: [(id: ID<Unit>, name: String)]
    let lines: FilteredList.Lines<DifficultyLine>
    let isFirst: Bool
    let mayRaise: Bool
    let maySummarise: Bool
    let maySet: Bool
    let today: CivilDate

    init(_ visit: Visit, in tx: any ReadTransaction) throws {
        themes = try DifficultyRecords.themes(in: tx)
        let theme = visit.query["linh-vuc"]
        filter = DifficultyFilter(
            theme: themes.first { $0.id == theme }?.id, state: Difficulty.State(rawValue: visit.query["tinh-trang"]),
            unitID: ID<Unit>(parsing: visit.query["don-vi"]))
        let before = PageCursor(visit.query["truoc"])
        lines = FilteredList.Lines(
            try DifficultyRecords.page(
                filter, for: visit.actor, before: before?.place, limit: FilteredList.pageSize + 1, in: tx))
        isFirst = before == nil
        maySummarise = visit.actor.isAny(of: .specialist, .leader, .chairman, .inspector)
        units = maySummarise ? try DifficultyRecords.units(for: visit.actor, in: tx) : []
        mayRaise = visit.isOfUnit
        maySet = visit.actor.isAny(of: .leader)
        today = tx.today
    }

    private var actions: HTML {
        """
        \(if: mayRaise, LinkButton(label: "Gửi vướng mắc", href: Route.newDifficulty.path()).html)
        \(LinkButton(label: "Hỏi đáp", href: Route.sharedQuestions.path(), tone: .secondary).html)
        \(if: maySummarise, LinkButton(label: "Tổng hợp", href: Route.difficultySummary.path(), tone: .secondary).html)
        \(if: maySet, LinkButton(label: "Cài đặt", href: Route.difficultySettings.path(), tone: .quiet).html)
        """
    }

    var page: StaffPage {
        var choices = [
            FilteredList.Choice(
                name: "tinh-trang", label: "Tình trạng", all: "Tất cả",
                options: Difficulty.State.allCases.map { Option(value: $0.rawValue, label: $0.name) },
                selected: filter.state?.rawValue),
            FilteredList.Choice(
                name: "linh-vuc", label: "Lĩnh vực", all: "Mọi lĩnh vực",
                options: themes.map { Option(value: $0.id, label: $0.name) }, selected: filter.theme),
        ]
        if !units.isEmpty {
            choices.append(
                FilteredList.Choice(
                    name: "don-vi", label: "Đơn vị", all: "Mọi đơn vị",
                    options: units.map { Option(value: $0.id.rawValue, label: $0.name) },
                    selected: filter.unitID?.rawValue))
        }
        return FilteredList(
            title: "Vướng mắc", lead: "Khó khăn, vướng mắc của các đơn vị và trả lời của Sở Nội vụ.",
            route: .difficulties, action: actions, choices: choices, caption: "Vướng mắc, mới gửi trước",
            columns: [
                Column(label: "Vướng mắc", isMain: true), Column(label: "Đơn vị"), Column(label: "Lĩnh vực"),
                Column(label: "Gửi ngày"), Column(label: "Hạn trả lời"), Column(label: "Tình trạng"),
            ],
            rows: lines.all.map(row),
            empty: EmptyState(
                title: "Chưa có vướng mắc nào",
                hint: mayRaise
                    ? "Gặp khó khăn khi làm việc, bấm “Gửi vướng mắc”; hoặc xem mục Hỏi đáp, có thể đã có trả lời."
                    : "Khi được giao quyền ở một đơn vị, anh/chị gửi được vướng mắc của đơn vị đó."),
            noun: "vướng mắc", isFirst: isFirst,
            next: lines.hasMore ? lines.all.last.map { PageCursor(at: $0.askedAt, id: $0.id.rawValue).text } : nil
        ).page
    }

    private func row(_ line: DifficultyLine) -> TableRow {
        let deadline: HTML = line.dueOn.map { DeadlineBadge(due: $0, today: today).html } ?? "–"
        let invented: HTML = line.isInvented ? " <span class=\"muted\">Hư cấu</span>" : ""
        let handler: HTML =
            line.assignedName.isEmpty || !line.state.isOpen
            ? "" : " <span class=\"muted\">\(line.assignedName)</span>"
        return TableRow(cells: [
            "\(Link(label: line.subject, href: Route.difficulty.path(line.id)).html)\(invented)", "\(line.unitName)",
            "\(line.themeName)", "\(line.askedAt.day.written)", deadline, "\(line.state.tag.html)\(handler)",
        ])
    }
}
