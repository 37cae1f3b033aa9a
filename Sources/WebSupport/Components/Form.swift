import Primitives

/// A form that writes: POST with the token that proves it came from our page.
public struct Form: Sendable {
    public var action: String
    public var csrfToken: String
    /// Set when a file is sent along.
    public var isMultipart: Bool
    /// Set on a form that makes something: it gets a key, so that a second click makes nothing more.
    public var isTakenOnce: Bool
    public var id: String?
    /// Further attributes, such as `hx-post="…"` or `data-draft-key="…"`.
    public var attributes: HTML
    public var body: HTML

    public init(
        action: String, csrfToken: String, isMultipart: Bool = false, isTakenOnce: Bool = false, id: String? = nil,
        attributes: HTML = "", body: HTML
    ) {
        self.action = action
        self.csrfToken = csrfToken
        self.isMultipart = isMultipart
        self.isTakenOnce = isTakenOnce
        self.id = id
        self.attributes = attributes
        self.body = body
    }

    /// The browser's own checks are off: the server names all problems at once, in Vietnamese.
    public var html: HTML {
        """
        <form method="post" action="\(action)" novalidate\(if: isMultipart, " enctype=\"multipart/form-data\"")\
        \(Attribute.optional("id", id))\(Attribute.extra(attributes))>\
        <input type="hidden" name="_csrf" value="\(csrfToken)">\(onceField)\(body)</form>
        """
    }

    /// The name of the field with the key.
    public static let onceName = "_once"

    private var onceField: HTML {
        guard isTakenOnce else { return "" }
        let key = (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()
        return HiddenField(name: Form.onceName, value: key).html
    }
}

/// All problems of a form at its top, each a link to its field.
public struct ErrorSummary: Sendable {
    public var problems: [FieldProblem]
    /// Stands above the list; for a problem without a field it stands alone.
    public var message: String?

    public init(problems: [FieldProblem], message: String? = nil) {
        self.problems = problems
        self.message = message
    }

    public var html: HTML {
        if problems.isEmpty && message == nil { return "" }
        return """
            <div class="error-summary" role="alert" tabindex="-1" autofocus><p class="error-title">\
            <span class="sign" aria-hidden="true">✕</span>\(title)</p>\(list)</div>
            """
    }

    private var title: String {
        message ?? (problems.count == 1 ? "Có một chỗ cần sửa." : "Có \(problems.count) chỗ cần sửa.")
    }

    private var list: HTML? {
        if problems.isEmpty { return nil }
        return "<ul>\(each: problems, { "<li><a href=\"#f-\($0.field)\">\($0.message)</a></li>" })</ul>"
    }
}

/// What stands around the control of every field: its name above it, the hint, the error.
private struct FieldFrame {
    var id: String
    var label: String
    var hint: String?
    var error: String?
    var isRequired = false

    /// `aria-describedby` and `aria-invalid` of the control.
    var controlAttributes: HTML {
        let ids = (hint == nil ? [] : ["\(id)-hint"]) + (error == nil ? [] : ["\(id)-error"])
        let described: HTML = ids.isEmpty ? "" : " aria-describedby=\"\(ids.joined(separator: " "))\""
        return "\(described)\(if: error != nil, " aria-invalid=\"true\"")\(if: isRequired, " required")"
    }

    var notes: HTML {
        """
        \(some: hint, { "<p class=\"hint\" id=\"\(id)-hint\">\($0)</p>" })\
        \(some: error, { "<p class=\"error\" id=\"\(id)-error\"><span class=\"sign\">✕</span>\($0)</p>" })
        """
    }

    var requiredWord: HTML { isRequired ? " <span class=\"required\">(bắt buộc)</span>" : "" }
    var frameClass: HTML { error == nil ? "field" : "field has-error" }

    func around(_ control: HTML) -> HTML {
        """
        <div class="\(frameClass)"><label for="\(id)">\(label)\(requiredWord)</label>\(notes)\(control)</div>
        """
    }

    func group(_ controls: HTML) -> HTML {
        let ids = (hint == nil ? [] : ["\(id)-hint"]) + (error == nil ? [] : ["\(id)-error"])
        let described: HTML = ids.isEmpty ? "" : " aria-describedby=\"\(ids.joined(separator: " "))\""
        return """
            <fieldset class="\(frameClass)"\(described)><legend>\(label)\(requiredWord)</legend>\(notes)\
            <div class="choices">\(controls)</div></fieldset>
            """
    }
}

/// A field of one line.
public struct TextField: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case text, password, email, number, search
        /// Typed as 05/12/2025.
        case date
    }

    public var name: String
    public var label: String
    public var value: String
    public var hint: String?
    public var error: String?
    public var isRequired: Bool
    public var kind: Kind
    public var maxLength: Int?
    public var autocomplete: String?
    public var inputMode: String?
    public var id: String?
    public var attributes: HTML

    public init(
        name: String, label: String, value: String = "", hint: String? = nil, error: String? = nil,
        isRequired: Bool = false, kind: Kind = .text, maxLength: Int? = nil, autocomplete: String? = nil,
        inputMode: String? = nil, id: String? = nil, attributes: HTML = ""
    ) {
        self.name = name
        self.label = label
        self.value = value
        self.hint = hint
        self.error = error
        self.isRequired = isRequired
        self.kind = kind
        self.maxLength = maxLength
        self.autocomplete = autocomplete
        self.inputMode = inputMode
        self.id = id
        self.attributes = attributes
    }

    public var html: HTML {
        let frame = FieldFrame(
            id: id ?? "f-\(name)", label: label, hint: hint, error: error, isRequired: isRequired)
        return frame.around(
            """
            <input type="\(type)" id="\(frame.id)" name="\(name)" value="\(value)"\(look)\
            \(Attribute.optional("maxlength", maxLength.map(String.init)))\
            \(Attribute.optional("autocomplete", autocomplete ?? (kind == .date ? "off" : nil)))\
            \(Attribute.optional("inputmode", inputMode ?? keyboard))\(frame.controlAttributes)\
            \(Attribute.extra(attributes))>
            """)
    }

    private var type: String { kind == .date || kind == .number ? "text" : kind.rawValue }

    /// Numbers are typed as text: a browser's number field changes its value under the mouse wheel and refuses 7.020.000.
    private var keyboard: String? { kind == .date || kind == .number ? "numeric" : nil }

    private var look: HTML {
        switch kind {
        case .date: " class=\"short\" placeholder=\"dd/mm/yyyy\""
        case .number: " class=\"short\""
        default: ""
        }
    }
}

/// A field of several lines.
public struct TextArea: Sendable {
    public var name: String
    public var label: String
    public var value: String
    public var hint: String?
    public var error: String?
    public var isRequired: Bool
    public var rows: Int
    public var maxLength: Int?
    public var id: String?
    public var attributes: HTML

    public init(
        name: String, label: String, value: String = "", hint: String? = nil, error: String? = nil,
        isRequired: Bool = false, rows: Int = 5, maxLength: Int? = nil, id: String? = nil, attributes: HTML = ""
    ) {
        self.name = name
        self.label = label
        self.value = value
        self.hint = hint
        self.error = error
        self.isRequired = isRequired
        self.rows = rows
        self.maxLength = maxLength
        self.id = id
        self.attributes = attributes
    }

    /// The line break after the tag is eaten by the browser, so a text that begins with one keeps it.
    public var html: HTML {
        let frame = FieldFrame(
            id: id ?? "f-\(name)", label: label, hint: hint, error: error, isRequired: isRequired)
        return frame.around(
            """
            <textarea id="\(frame.id)" name="\(name)" rows="\(rows)"\
            \(Attribute.optional("maxlength", maxLength.map(String.init)))\(frame.controlAttributes)\
            \(Attribute.extra(attributes))>\n\(value)</textarea>
            """)
    }
}

/// A choice to be offered.
public struct Option: Sendable {
    public var value: String
    public var label: String
    /// A sentence under the choice; shown by radio buttons and boxes, not in a list.
    public var hint: String?

    public init(value: String, label: String, hint: String? = nil) {
        self.value = value
        self.label = label
        self.hint = hint
    }
}

/// Choices that belong together in a list.
public struct OptionGroup: Sendable {
    public var label: String?
    public var options: [Option]

    public init(label: String? = nil, options: [Option]) {
        self.label = label
        self.options = options
    }
}

/// One choice from a list.
public struct Select: Sendable {
    public var name: String
    public var label: String
    public var options: [OptionGroup]
    public var selected: String
    public var hint: String?
    public var error: String?
    public var isRequired: Bool
    public var id: String?
    public var attributes: HTML

    public init(
        name: String, label: String, options: [OptionGroup], selected: String = "", hint: String? = nil,
        error: String? = nil, isRequired: Bool = false, id: String? = nil, attributes: HTML = ""
    ) {
        self.name = name
        self.label = label
        self.options = options
        self.selected = selected
        self.hint = hint
        self.error = error
        self.isRequired = isRequired
        self.id = id
        self.attributes = attributes
    }

    public var html: HTML {
        let frame = FieldFrame(
            id: id ?? "f-\(name)", label: label, hint: hint, error: error, isRequired: isRequired)
        return frame.around(
            """
            <select id="\(frame.id)" name="\(name)"\(frame.controlAttributes)\(Attribute.extra(attributes))>\
            \(each: options, group)</select>
            """)
    }

    private func group(_ group: OptionGroup) -> HTML {
        guard let label = group.label else { return "\(each: group.options, choice)" }
        return "<optgroup label=\"\(label)\">\(each: group.options, choice)</optgroup>"
    }

    private func choice(_ option: Option) -> HTML {
        """
        <option value="\(option.value)"\(Attribute.flag("selected", option.value == selected))>\(option.label)</option>
        """
    }
}

/// The rows of a group of radio buttons or boxes. The first has the id the error summary links to.
private func choiceRows(
    type: String, name: String, options: [Option], isOn: (Option) -> Bool
) -> HTML {
    var html: HTML = ""
    for (index, option) in options.enumerated() {
        let id = index == 0 ? "f-\(name)" : "f-\(name)-\(index + 1)"
        let hintID = option.hint.map { _ in "\(id)-says" }
        html += """
            <div class="choice"><input type="\(type)" id="\(id)" name="\(name)" value="\(option.value)"\
            \(Attribute.flag("checked", isOn(option)))\(Attribute.optional("aria-describedby", hintID))>\
            <label for="\(id)">\(option.label)</label>\
            \(some: option.hint, { "<p class=\"hint\" id=\"\(id)-says\">\($0)</p>" })</div>
            """
    }
    return html
}

/// One choice, all choices in sight.
public struct RadioGroup: Sendable {
    public var name: String
    public var label: String
    public var options: [Option]
    public var selected: String?
    public var hint: String?
    public var error: String?
    public var isRequired: Bool

    public init(
        name: String, label: String, options: [Option], selected: String? = nil, hint: String? = nil,
        error: String? = nil, isRequired: Bool = false
    ) {
        self.name = name
        self.label = label
        self.options = options
        self.selected = selected
        self.hint = hint
        self.error = error
        self.isRequired = isRequired
    }

    public var html: HTML {
        FieldFrame(id: "f-\(name)", label: label, hint: hint, error: error, isRequired: isRequired)
            .group(choiceRows(type: "radio", name: name, options: options) { $0.value == selected })
    }
}

/// Any number of choices.
public struct CheckboxGroup: Sendable {
    public var name: String
    public var label: String
    public var options: [Option]
    public var selected: Set<String>
    public var hint: String?
    public var error: String?

    public init(
        name: String, label: String, options: [Option], selected: Set<String> = [], hint: String? = nil,
        error: String? = nil
    ) {
        self.name = name
        self.label = label
        self.options = options
        self.selected = selected
        self.hint = hint
        self.error = error
    }

    public var html: HTML {
        FieldFrame(id: "f-\(name)", label: label, hint: hint, error: error)
            .group(choiceRows(type: "checkbox", name: name, options: options) { selected.contains($0.value) })
    }
}

/// One box: yes or no.
public struct Checkbox: Sendable {
    public var name: String
    public var label: String
    public var isOn: Bool
    public var value: String

    public init(name: String, label: String, isOn: Bool, value: String = "1") {
        self.name = name
        self.label = label
        self.isOn = isOn
        self.value = value
    }

    public var html: HTML {
        """
        <div class="field"><div class="choices">\
        \(choiceRows(type: "checkbox", name: name, options: [Option(value: value, label: label)]) { _ in isOn })\
        </div></div>
        """
    }
}

/// A file to be sent along; its form must be multipart.
public struct FileField: Sendable {
    public var name: String
    public var label: String
    /// The kinds of file as the browser knows them: `.pdf,.docx`.
    public var accept: String
    public var hint: String?
    public var error: String?
    public var isRequired: Bool
    public var id: String?

    public init(
        name: String, label: String, accept: String, hint: String? = nil, error: String? = nil,
        isRequired: Bool = false, id: String? = nil
    ) {
        self.name = name
        self.label = label
        self.accept = accept
        self.hint = hint
        self.error = error
        self.isRequired = isRequired
        self.id = id
    }

    public var html: HTML {
        let frame = FieldFrame(
            id: id ?? "f-\(name)", label: label, hint: hint, error: error, isRequired: isRequired)
        return frame.around(
            """
            <input type="file" id="\(frame.id)" name="\(name)" accept="\(accept)"\(frame.controlAttributes)>
            """)
    }
}

/// Carried along, not seen.
public struct HiddenField: Sendable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    public var html: HTML { "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">" }
}

/// Says whether what was typed has reached the server: "Đã lưu lúc 14:05".
///
/// app.js takes the draft it keeps for confirmed when this element comes anew from the server with `isSaved`.
public struct SaveState: Sendable {
    public var id: String
    public var text: String
    /// `false` when the server answered but could not save (somebody was faster, for instance).
    public var isSaved: Bool

    public init(id: String = "save-state", text: String, isSaved: Bool = true) {
        self.id = id
        self.text = text
        self.isSaved = isSaved
    }

    public var html: HTML {
        """
        <p class="save-state\(if: !isSaved, " bad")" id="\(id)" role="status" aria-live="polite"\
        \(Attribute.optional("data-saved-at", isSaved ? text : nil))>\(text)</p>
        """
    }
}
