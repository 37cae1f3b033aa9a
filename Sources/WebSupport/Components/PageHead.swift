import Primitives

/// What a colour says. A sign and a word always stand with it.
public enum Tone: String, Sendable, CaseIterable {
    case neutral
    /// Under way, on time.
    case progress
    /// Met, done.
    case good
    /// An officer must judge.
    case warning
    /// An error, or late.
    case bad
    /// The roll of honour, a certificate, a title; nothing else.
    case honour

    /// The sign that carries the meaning for those who do not see the colour.
    public var sign: String {
        switch self {
        case .neutral: "–"
        case .progress: "…"
        case .good: "✓"
        case .warning: "!"
        case .bad: "✕"
        case .honour: "★"
        }
    }
}

/// A link in running text.
public struct Link: Sendable {
    public var label: String
    public var href: String

    public init(label: String, href: String) {
        self.label = label
        self.href = href
    }

    public var html: HTML { "<a href=\"\(href)\">\(label)</a>" }
}

/// One step of the way to a page; without an address it is the page itself.
public struct Crumb: Sendable {
    public var label: String
    public var href: String?

    public init(label: String, href: String? = nil) {
        self.label = label
        self.href = href
    }
}

/// The way from the start to this page.
public struct Breadcrumb: Sendable {
    public var items: [Crumb]

    public init(items: [Crumb]) { self.items = items }

    public init(items: [(label: String, href: String)]) {
        self.items = items.map { Crumb(label: $0.label, href: $0.href) }
    }

    public var html: HTML {
        "<nav class=\"crumbs\" aria-label=\"Đường dẫn\"><ol>\(each: items, piece)</ol></nav>"
    }

    private func piece(_ crumb: Crumb) -> HTML {
        guard let href = crumb.href else { return "<li aria-current=\"page\">\(crumb.label)</li>" }
        return "<li><a href=\"\(href)\">\(crumb.label)</a></li>"
    }
}

/// The head of a page with its one main action.
public struct PageHead: Sendable {
    public var title: String
    /// One or two sentences under the title.
    public var lead: String?
    public var status: StatusTag?
    public var back: Link?
    public var actions: HTML

    public init(
        title: String, lead: String? = nil, status: StatusTag? = nil, back: Link? = nil, actions: HTML = ""
    ) {
        self.title = title
        self.lead = lead
        self.status = status
        self.back = back
        self.actions = actions
    }

    public var html: HTML {
        """
        <div class="page-head">\(backLink)<div class="page-head-row"><div class="page-head-text">\
        <h1>\(title)</h1>\(status?.html)\(leadLine)</div>\
        \(if: !actions.isEmpty, "<div class=\"actions\">\(actions)</div>")</div></div>
        """
    }

    private var backLink: HTML? {
        guard let back else { return nil }
        return """
            <p class="back"><a href="\(back.href)"><span aria-hidden="true">‹ </span>\(back.label)</a></p>
            """
    }

    private var leadLine: HTML? {
        guard let lead else { return nil }
        return "<p class=\"lead\">\(lead)</p>"
    }
}

/// A state as a sign and a word.
public struct StatusTag: Sendable {
    public var label: String
    public var tone: Tone

    public init(label: String, tone: Tone) {
        self.label = label
        self.tone = tone
    }

    public var html: HTML {
        """
        <span class="tag \(tone.rawValue)"><span class="sign" aria-hidden="true">\(tone.sign)</span>\(label)</span>
        """
    }
}

/// How much time is left, in words ("Còn 3 ngày làm việc"), or that it is over.
public struct DeadlineBadge: Sendable {
    public var label: String
    public var isLate: Bool
    public var isSoon: Bool

    public init(label: String, isLate: Bool, isSoon: Bool = false) {
        self.label = label
        self.isLate = isLate
        self.isSoon = isSoon
    }

    public var html: HTML {
        let tone: Tone = isLate ? .bad : isSoon ? .warning : .neutral
        let sign = isLate ? "✕" : isSoon ? "!" : "◷"
        return """
            <span class="tag deadline \(tone.rawValue)"><span class="sign" aria-hidden="true">\(sign)</span>\(label)</span>
            """
    }
}

/// A term and what it is.
public struct Definition: Sendable {
    public var term: String
    public var detail: HTML

    public init(term: String, detail: HTML) {
        self.term = term
        self.detail = detail
    }

    public var html: HTML { "<div><dt>\(term)</dt><dd>\(detail)</dd></div>" }
}

/// Terms and what they are, one below the other on a phone, side by side on a desk.
public struct DefinitionList: Sendable {
    public var items: [Definition]

    public init(items: [Definition]) { self.items = items }

    public var html: HTML { "<dl class=\"definitions\">\(each: items, { $0.html })</dl>" }
}

/// A framed part of a page.
public struct Card: Sendable {
    public var title: String?
    public var body: HTML
    public var id: String?
    public var tone: Tone?

    public init(title: String? = nil, body: HTML, id: String? = nil, tone: Tone? = nil) {
        self.title = title
        self.body = body
        self.id = id
        self.tone = tone
    }

    public var html: HTML {
        let toneClass: HTML = tone.map { " \($0.rawValue)" } ?? ""
        return "<section class=\"card\(toneClass)\"\(Attribute.optional("id", id))>\(heading)\(body)</section>"
    }

    private var heading: HTML? {
        guard let title else { return nil }
        guard let tone, tone != .neutral else { return "<h2>\(title)</h2>" }
        return "<h2><span class=\"sign\" aria-hidden=\"true\">\(tone.sign)</span>\(title)</h2>"
    }
}

/// Says that there is nothing here and what to do next.
public struct EmptyState: Sendable {
    public var title: String
    public var hint: String
    public var action: HTML?

    public init(title: String, hint: String, action: HTML? = nil) {
        self.title = title
        self.hint = hint
        self.action = action
    }

    public var html: HTML {
        """
        <div class="empty"><p class="empty-title">\(title)</p><p>\(hint)</p>\
        \(some: action, { "<div class=\"actions\">\($0)</div>" })</div>
        """
    }
}

/// How far something has come, as a row of steps.
public struct Steps: Sendable {
    public enum State: String, Sendable, CaseIterable {
        case done, current, todo
    }

    public var items: [(label: String, state: State)]

    public init(items: [(label: String, state: State)]) { self.items = items }

    public var html: HTML { "<ol class=\"steps\">\(each: items, piece)</ol>" }

    private func piece(_ item: (label: String, state: State)) -> HTML {
        switch item.state {
        case .done:
            "<li class=\"done\">\(Self.sign("✓"))<span>\(item.label)<span class=\"unseen\">: đã xong</span></span></li>"
        case .current:
            """
            <li class="current" aria-current="step">\(Self.sign("●"))<span>\(item.label)\
            <span class="unseen">: đang làm</span></span></li>
            """
        case .todo:
            "<li class=\"todo\">\(Self.sign("○"))<span>\(item.label)<span class=\"unseen\">: chưa tới</span></span></li>"
        }
    }

    private static func sign(_ sign: String) -> HTML { "<span class=\"sign\" aria-hidden=\"true\">\(sign)</span>" }
}

/// One number with its name.
public struct Stat: Sendable {
    public var value: String
    public var label: String
    /// The rows behind the number.
    public var href: String?

    public init(value: String, label: String, href: String? = nil) {
        self.value = value
        self.label = label
        self.href = href
    }

    public var html: HTML {
        let inner: HTML = "<strong>\(value)</strong> <span>\(label)</span>"
        guard let href else { return "<li><div>\(inner)</div></li>" }
        return "<li><a href=\"\(href)\">\(inner)</a></li>"
    }
}

/// A few numbers side by side.
public struct StatRow: Sendable {
    public var items: [Stat]

    public init(items: [Stat]) { self.items = items }

    public var html: HTML { "<ul class=\"stats\">\(each: items, { $0.html })</ul>" }
}

/// A line of the roll of honour.
public struct HonourEntry: Sendable {
    public var name: String
    public var award: String
    /// Unit, decision, year: one short line each.
    public var detail: [String]
    public var status: StatusTag?
    public var href: String?

    public init(name: String, award: String, detail: [String], status: StatusTag? = nil, href: String? = nil) {
        self.name = name
        self.award = award
        self.detail = detail
        self.status = status
        self.href = href
    }

    public var html: HTML {
        """
        <article class="honour-entry"><h2>\(heading)</h2><p class="award">\
        <span class="sign" aria-hidden="true">★</span>\(award)</p>\
        \(each: detail, { "<p>\($0)</p>" })\(status?.html)</article>
        """
    }

    private var heading: HTML { href.map { Link(label: name, href: $0).html } ?? "\(name)" }
}
