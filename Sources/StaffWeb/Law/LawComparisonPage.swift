import Law
import Primitives
import WebSupport

/// What the law says otherwise on one day than on another: *So sánh hai ngày*.
struct LawComparisonPage {
    let from: LawDay
    let to: LawDay
    /// By what they are about, in the order of the catalogue.
    let sections: [(section: LawbookLine.Section, changes: [LawbookChange])]

    var problems: [FieldProblem] { [from.problem, to.problem].compactMap { $0 } }

    static func load(_ visit: Visit, _ lawbook: Lawbook) -> LawComparisonPage {
        let to = LawDay(visit.query["den"], field: "den", otherwise: visit.today, today: visit.today)
        let from = LawDay(
            visit.query["tu"], field: "tu", otherwise: visit.today.adding(years: -1), today: visit.today)
        guard from.problem == nil, to.problem == nil else {
            return LawComparisonPage(from: from, to: to, sections: [])
        }
        let changes = lawbook.changes(from: from.day, to: to.day) { $0.text }
        return LawComparisonPage(
            from: from, to: to,
            sections: LawbookLine.Section.allCases.compactMap { section in
                let own = changes.filter { $0.section == section }
                return own.isEmpty ? nil : (section, own)
            })
    }

    var html: HTML {
        """
        \(PageHead(title: "So sánh quy định hai ngày", lead: "Quy định ngày \(to.day.written) khác gì so với ngày \(from.day.written).").html)
        \(lawTabs(.lawComparison, nil))
        \(ErrorSummary(problems: problems).html)
        <form class="search" method="get" action="\(Route.lawComparison.path())"><div class="filters">\
        \(TextField(name: "tu", label: "Ngày trước", value: from.typed, error: from.problem?.message, kind: .date).html)\
        \(TextField(name: "den", label: "Ngày sau", value: to.typed, error: to.problem?.message, kind: .date).html)\
        <div class="field"><button class="button primary" type="submit">So sánh</button></div></div></form>
        \(if: problems.isEmpty, result)
        """
    }

    private var result: HTML {
        if sections.isEmpty {
            return EmptyState(
                title: "Không có gì thay đổi", hint: "Quy định hai ngày này giống nhau. Chọn hai ngày cách xa hơn."
            ).html
        }
        return "\(each: sections, part)"
    }

    /// A long part is folded: a great reform changes hundreds of things.
    private func part(_ part: (section: LawbookLine.Section, changes: [LawbookChange])) -> HTML {
        let name = "\(part.section.rawValue): \(part.changes.count) điểm thay đổi"
        let table = Self.table(part.changes, caption: name, from: from.day, to: to.day)
        guard part.changes.count > 12 else { return table.html }
        return "<details class=\"card\"><summary><strong>\(name)</strong></summary>\(table.html)</details>"
    }

    /// What changed, one thing in a row, the earlier day beside the later.
    static func table(
        _ changes: [LawbookChange], caption: String, showsCaption: Bool = true, from: CivilDate, to: CivilDate
    ) -> Table {
        Table(
            caption: caption, showsCaption: showsCaption,
            columns: [
                Column(label: "Nội dung", isMain: true), Column(label: "Ngày \(from.written)"),
                Column(label: "Ngày \(to.written)"),
            ],
            rows: changes.map { change in
                TableRow(cells: ["\(change.title)", cell(change.before), cell(change.after)])
            },
            empty: EmptyState(title: "Không có gì thay đổi", hint: ""))
    }

    private static func cell(_ text: String?) -> HTML {
        guard let text else { return "<span class=\"muted\">Không có</span>" }
        return "\(text)"
    }
}
