import Primitives

/// A column of a table.
public struct Column: Sendable {
    public var label: String
    /// Numbers stand at the right, one below the other.
    public var isNumeric: Bool
    /// Names the row: its heading for a screen reader and on a phone.
    public var isMain: Bool

    public init(label: String, isNumeric: Bool = false, isMain: Bool = false) {
        self.label = label
        self.isNumeric = isNumeric
        self.isMain = isMain
    }
}

/// A row of a table.
public struct TableRow: Sendable {
    /// One for each column, in the order of the columns.
    public var cells: [HTML]
    public var id: String?
    /// A line over the whole width under the row: the reason of a return, for instance.
    public var note: HTML?

    public init(cells: [HTML], id: String? = nil, note: HTML? = nil) {
        self.cells = cells
        self.id = id
        self.note = note
    }
}

/// A table that scrolls inside itself when it is wide and folds into cards on a phone.
public struct Table: Sendable {
    public var caption: String
    /// `false` where the heading above the table says the same; it is still read out.
    public var showsCaption: Bool
    public var columns: [Column]
    public var rows: [TableRow]
    /// Shown in place of the table when there are no rows.
    public var empty: EmptyState
    public var pager: Pager?

    public init(
        caption: String, showsCaption: Bool = true, columns: [Column], rows: [TableRow], empty: EmptyState,
        pager: Pager? = nil
    ) {
        self.caption = caption
        self.showsCaption = showsCaption
        self.columns = columns
        self.rows = rows
        self.empty = empty
        self.pager = pager
    }

    public var html: HTML {
        if rows.isEmpty { return "\(empty.html)\(pager?.html)" }
        // The frame can be reached by keyboard so that a wide table can be scrolled; app.js takes that away where it fits.
        return """
            <div class="table-frame" role="group" aria-label="\(caption)" tabindex="0"><table>\(captionLine)\
            <thead><tr>\(each: columns, headCell)</tr></thead><tbody>\(each: rows, body)</tbody></table></div>\(pager?.html)
            """
    }

    private var captionLine: HTML {
        "<caption\(if: !showsCaption, " class=\"unseen\"")>\(caption)</caption>"
    }

    private func headCell(_ column: Column) -> HTML {
        "<th scope=\"col\"\(if: column.isNumeric, " class=\"num\"")>\(column.label)</th>"
    }

    private func body(_ row: TableRow) -> HTML {
        var html: HTML = "<tr\(if: row.note != nil, " class=\"has-note\"")\(Attribute.optional("id", row.id))>"
        for (column, cell) in zip(columns, row.cells) {
            if column.isMain {
                html += "<th scope=\"row\" data-label=\"\(column.label)\">\(cell)</th>"
            } else {
                html += """
                    <td data-label="\(column.label)"\(if: column.isNumeric, " class=\"num\"")>\(cell)</td>
                    """
            }
        }
        html += "</tr>"
        if let note = row.note { html += "<tr class=\"note\"><td colspan=\"\(columns.count)\">\(note)</td></tr>" }
        return html
    }
}

/// To the next rows and back.
public struct Pager: Sendable {
    public var nextHref: String?
    public var previousHref: String?
    /// What is shown: "Dòng 1–50 trong 1.204".
    public var summary: String?
    public var nextLabel: String
    public var previousLabel: String

    public init(
        nextHref: String?, previousHref: String? = nil, summary: String? = nil, nextLabel: String = "Trang sau",
        previousLabel: String = "Trang trước"
    ) {
        self.nextLabel = nextLabel
        self.previousLabel = previousLabel
        self.nextHref = nextHref
        self.previousHref = previousHref
        self.summary = summary
    }

    public var html: HTML {
        """
        <nav class="pager" aria-label="Các trang">\(some: summary, { "<p>\($0)</p>" })\
        \(some: previousHref, { "<a class=\"button secondary\" rel=\"prev\" href=\"\($0)\">‹ \(previousLabel)</a>" })\
        \(some: nextHref, { "<a class=\"button secondary\" rel=\"next\" href=\"\($0)\">\(nextLabel) ›</a>" })</nav>
        """
    }
}

/// A search with its filters; all of it goes into the address.
public struct SearchBar: Sendable {
    public var action: String
    public var name: String
    public var value: String
    public var label: String
    public var hint: String?
    /// Further filters.
    public var extra: HTML
    public var button: String

    public init(
        action: String, name: String = "q", value: String, label: String, hint: String? = nil, extra: HTML = "",
        button: String = "Tìm"
    ) {
        self.action = action
        self.name = name
        self.value = value
        self.label = label
        self.hint = hint
        self.extra = extra
        self.button = button
    }

    public var html: HTML {
        let id = "f-\(name)"
        let hintID = hint.map { _ in "\(id)-hint" }
        return """
            <form class="search" role="search" method="get" action="\(action)"><div class="field">\
            <label for="\(id)">\(label)</label>\(some: hint, { "<p class=\"hint\" id=\"\(id)-hint\">\($0)</p>" })\
            <div class="search-line"><input type="search" id="\(id)" name="\(name)" value="\(value)" autocomplete="off" \
            spellcheck="false"\(Attribute.optional("aria-describedby", hintID))>\
            <button class="button primary" type="submit">\(button)</button></div></div>\
            \(if: !extra.isEmpty, "<div class=\"filters\">\(extra)</div>")</form>
            """
    }
}

/// Views of one list to choose from.
public struct FilterTabs: Sendable {
    public var items: [NavigationItem]

    public init(items: [NavigationItem]) { self.items = items }

    public var html: HTML { "<ul class=\"tabs\">\(each: items, { $0.html })</ul>" }
}
