import Law
import Primitives
import WebSupport

/// The day whose law is read, from the address: `?ngay=05/12/2025`; today when nothing was typed.
struct LawDay: Sendable {
    let day: CivilDate
    /// As typed.
    let typed: String
    let problem: FieldProblem?
    let isToday: Bool

    init(_ typed: String, field: String = "ngay", otherwise standard: CivilDate, today: CivilDate) {
        let typed = VietnameseText.tidied(typed)
        let day = typed.isEmpty ? standard : CivilDate(written: typed)
        self.typed = typed.isEmpty ? standard.written : typed
        self.day = day ?? standard
        problem =
            day == nil
            ? FieldProblem(
                field,
                "Ngày “\(typed)” không có thật hoặc viết chưa đúng. Viết như \(today.written).")
            : nil
        isToday = self.day == today
    }

    /// For the addresses of other pages: nothing when it is today, so that a kept link stays of its day.
    var parameter: (String, String) { ("ngay", isToday ? "" : day.written) }

    var field: HTML {
        TextField(
            name: "ngay", label: "Theo quy định áp dụng ngày", value: typed, error: problem?.message, kind: .date
        ).html
    }
}

/// Addresses of the pages of the law.
enum LawLink {
    static func entry(_ code: CatalogueCode, on day: CivilDate? = nil, standard: String? = nil) -> String {
        address(Route.lawEntry.path(code), [("ngay", day?.written ?? "")])
            + (standard.map { "#" + anchor($0) } ?? "")
    }

    static func instrument(_ id: String) -> String { Route.instruments.path() + "#" + anchor(id) }

    /// The id of a criterion or an instrument as the name of a place on a page.
    static func anchor(_ id: String) -> String {
        "dk-" + String(id.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }
}

/// Where something is written: the citation as a link to its instrument, and how certain the text is.
func citationLine(_ citation: Citation) -> HTML {
    """
    <p class="citation"><a href="\(LawLink.instrument(citation.instrument))">\(citation.text)</a> \(markTag(citation.mark))</p>
    """
}

/// How certain a text is. What was compared with the text itself says so quietly.
func markTag(_ mark: Mark) -> HTML {
    switch mark {
    case .verified: "<span class=\"mark-word\">\(mark.name)</span>"
    case .predecessor, .knowledge: StatusTag(label: mark.name, tone: .warning).html
    }
}

/// Titles and forms, what is general, instruments, comparison: the pages of the law.
func lawTabs(_ current: Route, _ day: LawDay?) -> HTML {
    let pages: [(String, Route)] = [
        ("Danh hiệu, hình thức", .law), ("Thẩm quyền, quy định chung", .generalRules),
        ("Văn bản", .instruments), ("So sánh hai ngày", .lawComparison),
    ]
    return FilterTabs(
        items: pages.map { label, route in
            NavigationItem(
                label: label,
                href: address(route.path(), route == .lawComparison ? [] : day.map { [$0.parameter] } ?? []),
                isCurrent: route == current)
        }
    ).html
}

extension CivilDate {
    /// `từ 01/01/2024`, `01/01/2024 – 30/6/2025`.
    static func period(from: CivilDate, until: CivilDate?) -> String {
        until.map { "từ \(from.written) đến hết \($0.written)" } ?? "từ \(from.written)"
    }
}
