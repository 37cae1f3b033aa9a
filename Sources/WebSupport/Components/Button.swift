import Primitives

/// How strongly a button speaks. One primary button on a page.
public enum ButtonTone: String, Sendable, CaseIterable {
    case primary, secondary
    /// Cannot easily be taken back.
    case danger
    case quiet
}

/// Sends the form it stands in.
public struct Button: Sendable {
    public var label: String
    public var tone: ButtonTone
    public var name: String?
    public var value: String?
    public var attributes: HTML

    public init(
        label: String, tone: ButtonTone = .primary, name: String? = nil, value: String? = nil, attributes: HTML = ""
    ) {
        self.label = label
        self.tone = tone
        self.name = name
        self.value = value
        self.attributes = attributes
    }

    public var html: HTML {
        """
        <button class="button \(tone.rawValue)" type="submit"\(Attribute.optional("name", name))\
        \(Attribute.optional("value", value))\(Attribute.extra(attributes))>\(label)</button>
        """
    }
}

/// Goes to another page and looks like a button.
public struct LinkButton: Sendable {
    public var label: String
    public var href: String
    public var tone: ButtonTone

    public init(label: String, href: String, tone: ButtonTone = .primary) {
        self.label = label
        self.href = href
        self.tone = tone
    }

    public var html: HTML { "<a class=\"button \(tone.rawValue)\" href=\"\(href)\">\(label)</a>" }
}

/// A button that may not be used now, with its reason beside it.
///
/// It can still be reached by keyboard, so that the reason is read out; pressing it does nothing.
public struct LockedButton: Sendable {
    public var label: String
    public var reason: String

    public init(label: String, reason: String) {
        self.label = label
        self.reason = reason
    }

    public var html: HTML {
        // Label and reason together: one page may lock the same button twice for different reasons.
        let id = "why-\(Attribute.slug("\(label) \(reason)"))"
        return """
            <div class="locked"><button class="button" type="button" aria-disabled="true" aria-describedby="\(id)">\
            \(label)</button><p class="reason" id="\(id)"><span class="unseen">Chưa dùng được: </span>\(reason)</p></div>
            """
    }
}

/// A button that opens a small form which names what will happen; works without a script.
public struct Confirmation: Sendable {
    /// The words of the button.
    public var summary: String
    public var body: HTML
    public var tone: ButtonTone
    /// Set when what was typed inside comes back: it must be seen.
    public var isOpen: Bool

    public init(summary: String, body: HTML, tone: ButtonTone = .secondary, isOpen: Bool = false) {
        self.summary = summary
        self.body = body
        self.tone = tone
        self.isOpen = isOpen
    }

    public var html: HTML {
        """
        <details class="confirm"\(if: isOpen, " open")><summary class="button \(tone.rawValue)">\(summary)</summary>\
        <div class="confirm-body">\(body)</div></details>
        """
    }
}
