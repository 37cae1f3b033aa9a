import Primitives

/// One thing that happened.
public struct TimelineItem: Sendable {
    /// Day and hour as people read them.
    public var at: String
    public var who: String
    public var what: String
    /// The reason, or what was said.
    public var note: String?
    public var tone: Tone

    public init(at: String, who: String, what: String, note: String? = nil, tone: Tone = .neutral) {
        self.at = at
        self.who = who
        self.what = what
        self.note = note
        self.tone = tone
    }

    public var html: HTML {
        """
        <li class="\(tone.rawValue)"><span class="sign" aria-hidden="true">\(tone == .neutral ? "•" : tone.sign)</span>\
        <div><p><strong>\(what)</strong></p><p class="meta">\(at) · \(who)</p>\
        \(some: note, { "<p class=\"said\">\($0)</p>" })</div></li>
        """
    }
}

/// What happened, by whom, in order.
public struct Timeline: Sendable {
    public var items: [TimelineItem]

    public init(items: [TimelineItem]) { self.items = items }

    public var html: HTML { "<ol class=\"timeline\">\(each: items, { $0.html })</ol>" }
}
