import Primitives

/// One line of a calendar.
public struct CalendarItem: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// A day of the nation or the province, a congress or a conference.
        case day
        /// A day of an agency.
        case agency
        case movement, activity
        /// The day for which the plaque of a work is wanted.
        case work

        /// What a screen reader says where others see a mark.
        var word: String {
            switch self {
            case .day: "Ngày trong lịch"
            case .agency: "Ngày của đơn vị"
            case .movement: "Phong trào"
            case .activity: "Hoạt động"
            case .work: "Công trình gắn biển"
            }
        }

        var sign: String {
            switch self {
            case .day: "●"
            case .agency: "○"
            case .movement: "▸"
            case .activity: "◆"
            case .work: "■"
            }
        }
    }

    public var kind: Kind
    /// The day or days as written: `02/9`; left out where a heading says it.
    public var day: String?
    public var label: String
    public var href: String?
    /// Behind the name: `80 năm, tận cùng 0`.
    public var note: String?

    public init(kind: Kind, day: String? = nil, label: String, href: String? = nil, note: String? = nil) {
        self.kind = kind
        self.day = day
        self.label = label
        self.href = href
        self.note = note
    }

    public var html: HTML {
        let name: HTML = href.map { Link(label: label, href: $0).html } ?? "\(label)"
        return """
            <li class="\(kind.rawValue)"><span class="sign" aria-hidden="true">\(kind.sign)</span>\
            <span><span class="unseen">\(kind.word): </span>\(some: day, { "<span class=\"when\">\($0)</span> " })\(name)\
            \(some: note, { " <span class=\"muted\">\($0)</span>" })</span></li>
            """
    }

    /// What the marks of these lines mean; nothing when there are none.
    public static func legend(_ items: [CalendarItem]) -> HTML {
        let kinds = Kind.allCases.filter { kind in items.contains { $0.kind == kind } }
        if kinds.isEmpty { return "" }
        return """
            <ul class="legend">\(each: kinds, {
                "<li><span class=\"sign\" aria-hidden=\"true\">\($0.sign)</span> \($0.word)</li>"
            })</ul>
            """
    }
}

/// Twelve months on one page, each with what falls into it.
public struct YearCalendar: Sendable {
    public struct Month: Sendable {
        public var title: String
        public var href: String?
        public var items: [CalendarItem]

        public init(title: String, href: String? = nil, items: [CalendarItem]) {
            self.title = title
            self.href = href
            self.items = items
        }
    }

    public var months: [Month]

    public init(months: [Month]) { self.months = months }

    public var html: HTML { "<div class=\"year\">\(each: months, month)</div>" }

    private func month(_ month: Month) -> HTML {
        let title: HTML = month.href.map { Link(label: month.title, href: $0).html } ?? "\(month.title)"
        let list: HTML =
            month.items.isEmpty
            ? "<p class=\"muted\">Chưa có mục nào.</p>"
            : "<ul class=\"entries\">\(each: month.items, { $0.html })</ul>"
        return "<section class=\"card\(if: month.items.isEmpty, " bare")\"><h2>\(title)</h2>\(list)</section>"
    }
}

/// One month: a grid of weeks where there is room, a list of the days that hold something where there is not.
public struct MonthCalendar: Sendable {
    public var title: String
    public var year: Int
    public var month: Int
    public var today: CivilDate
    /// By day of the month.
    public var items: [Int: [CalendarItem]]

    public init(title: String, year: Int, month: Int, today: CivilDate, items: [Int: [CalendarItem]]) {
        self.title = title
        self.year = year
        self.month = month
        self.today = today
        self.items = items
    }

    private static let weekdays = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"]

    /// Monday first; days of other months are blank.
    private var weeks: [[CivilDate?]] {
        guard let first = CivilDate(year: year, month: month, day: 1) else { return [] }
        var cells: [CivilDate?] = Array(repeating: nil, count: first.weekday - 1)
        cells += (0..<CivilDate.daysIn(month: month, of: year)).map { first.adding(days: $0) }
        while cells.count % 7 != 0 { cells.append(nil) }
        return stride(from: 0, to: cells.count, by: 7).map { Array(cells[$0..<$0 + 7]) }
    }

    // MARK: Paper

    /// How much a sheet of A4 takes, in lines of the print: measured with Chromium, and cautious.
    private enum Sheet {
        static let lines = 40
        static let linesOfEmptyWeek = 4
        /// Letters of a line in the grid, and in the three columns below it.
        static let gridLine = 22
        static let listLine = 60
        static let columns = 3
    }

    private func lines(_ day: Int, of letters: Int) -> Int {
        (items[day] ?? []).reduce(0) { lines, item in
            let count = item.label.count + 1 + (item.note?.count ?? 0)
            return lines + (count + letters - 1) / letters
        }
    }

    /// A month is printed on one sheet. When the grid would be higher than that, the days with most in them are listed below it,
    /// in columns, and their cells say so.
    private var listedBelow: Set<Int> {
        var below: Set<Int> = []
        func height() -> Int {
            let grid = weeks.reduce(0) { sum, week in
                let days = week.compactMap(\.self).map(\.day)
                let highest = days.map { below.contains($0) ? 2 : lines($0, of: Sheet.gridLine) }.max() ?? 0
                return sum + max(Sheet.linesOfEmptyWeek, highest + 1)
            }
            let list = below.reduce(0) { $0 + 1 + lines($1, of: Sheet.listLine) }
            return grid + (list + Sheet.columns - 1) / Sheet.columns
        }
        while height() > Sheet.lines {
            let crowded = items.keys.filter { !below.contains($0) && (items[$0]?.count ?? 0) > 1 }
                .max { (lines($0, of: Sheet.gridLine), $1) < (lines($1, of: Sheet.gridLine), $0) }
            guard let crowded else { break }
            below.insert(crowded)
        }
        return below
    }

    private func printedList(_ below: Set<Int>) -> HTML {
        if below.isEmpty { return "" }
        return """
            <div class="month-rest">\(each: below.sorted(), { day in
                "<p class=\"date\">Ngày \(day)/\(month)</p><ul class=\"entries\">\(each: items[day] ?? [], { $0.html })</ul>"
            })</div>
            """
    }

    public var html: HTML {
        let below = listedBelow
        return """
            <table class="month"><caption class="unseen">\(title)</caption><thead><tr>\
            \(each: Self.weekdays, { "<th scope=\"col\">\($0)</th>" })</tr></thead><tbody>\
            \(each: weeks, { week in "<tr>\(each: week, { cell($0, below) })</tr>" })</tbody></table>\(printedList(below))
            """
    }

    private func cell(_ day: CivilDate?, _ below: Set<Int>) -> HTML {
        guard let day else { return "<td class=\"blank\"></td>" }
        let held = items[day.day] ?? []
        let kind =
            (held.isEmpty ? "bare" : "held") + (day == today ? " now" : "") + (below.contains(day.day) ? " moved" : "")
        return """
            <td class="\(kind)"\(if: day == today, " aria-current=\"date\"")><p class="date">\
            <span class="weekday">\(Self.weekdays[day.weekday - 1]) </span><span>\(day.day)\
            <span class="weekday">/\(day.month)</span></span>\(if: day == today, " <span class=\"today\">hôm nay</span>")</p>\
            \(if: !held.isEmpty, "<ul class=\"entries\">\(each: held, { $0.html })</ul>")\
            \(if: below.contains(day.day), "<p class=\"see-below\">\(held.count) mục, xem dưới bảng</p>")</td>
            """
    }
}
