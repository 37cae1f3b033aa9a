import Domain
import Primitives
import WebSupport

/// A list with filters, all of whose state is in its address: what the lists of sessions, decisions and councils have in common.
struct FilteredList {
    static let pageSize = 50

    /// One filter: a choice of which the first leaves everything in.
    struct Choice {
        let name: String
        let label: String
        let all: String
        let options: [Option]
        let selected: String?
    }

    /// So many lines as a page takes, and whether there are more.
    struct Lines<Line> {
        let all: [Line]
        let hasMore: Bool

        /// - Parameter found: one line more than a page takes, when there are more.
        init(_ found: [Line]) {
            all = Array(found.prefix(FilteredList.pageSize))
            hasMore = found.count > FilteredList.pageSize
        }
    }

    let title: String
    let lead: String
    let route: Route
    var back: Link?
    var action: HTML = ""
    var choices: [Choice] = []
    let caption: String
    let columns: [Column]
    let rows: [TableRow]
    /// Shown when there is nothing at all.
    let empty: EmptyState
    /// Shown when nothing fits the filters, as in `phiên họp`.
    let noun: String
    /// Whether this is the first page.
    let isFirst: Bool
    /// The place at which the next page begins; `nil` when there is none.
    let next: String?

    static func years(_ label: String, until today: CivilDate, selected: Int?) -> Choice {
        Choice(
            name: "nam", label: label, all: "Mọi năm",
            options: (0..<5).map { Option(value: String(today.year - $0), label: String(today.year - $0)) },
            selected: selected.map(String.init))
    }

    var page: StaffPage {
        StaffPage(
            title: title, section: route,
            main: """
                \(PageHead(title: title, lead: lead, back: back, actions: action).html)
                \(filters)
                \(table)
                """)
    }

    private var isFiltered: Bool { choices.contains { $0.selected != nil } }

    /// Where nothing is yet there is nothing to filter: on a phone the next step would stand below a screen of fields.
    private var filters: HTML {
        guard !choices.isEmpty, isFiltered || !rows.isEmpty || !isFirst else { return "" }
        return """
            <form class="search" method="get" action="\(route.path())"><div class="filters">
            \(each: choices, select)
            \(Button(label: "Lọc", tone: .secondary).html)</div></form>
            """
    }

    private func select(_ choice: Choice) -> HTML {
        Select(
            name: choice.name, label: choice.label,
            options: [OptionGroup(options: [Option(value: "", label: choice.all)] + choice.options)],
            selected: choice.selected ?? ""
        ).html
    }

    private var table: HTML {
        let address = choices.reduce(ListAddress(route: route)) { $0.with($1.name, $1.selected) }
        let nothingFits = EmptyState(
            title: "Không có \(noun) nào như vậy", hint: "Bỏ bớt điều kiện lọc để xem các \(noun) khác.",
            action: LinkButton(label: "Xem tất cả", href: route.path(), tone: .secondary).html)
        return Table(
            caption: caption, columns: columns, rows: rows, empty: isFiltered ? nothingFits : empty,
            pager: next != nil || !isFirst
                ? Pager(
                    nextHref: next.map { address.with("truoc", $0).path }, previousHref: isFirst ? nil : address.path)
                : nil
        ).html
    }
}
