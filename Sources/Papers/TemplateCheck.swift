/// Holds a template, and every part it includes, against the fields of its paper.
///
/// Mustache prints nothing for a name it does not know. On a decision that would be a blank where a number belongs, so
/// a template is read once more here, before it is ever used, and refused with the place and the name.
/// Of the Mustache language a paper may use `{{field}}`, `{{#section}}`, `{{^section}}`, `{{.}}`, `{{>part}}` and
/// `{{! remark }}`: what prints a value unescaped, or changes how tags are written, is refused as well.
struct TemplateCheck {
    /// Templates by the name under which a part is included: without `.mustache`, other files with their full name.
    let texts: [String: String]

    /// - Throws: the first fault, in the order in which the paper is printed.
    func check(_ template: String, against fields: [FieldDeclaration]) throws(PaperError) {
        var printed: Set<String> = []
        try walk(template, within: [.fields(fields, path: "")], including: [], printed: &printed)
        try requirePrinted(fields, path: "", printed: printed, template: template)
    }

    /// What a name is looked up in, innermost last, as Mustache does.
    private enum Scope {
        case fields([FieldDeclaration], path: String)
        case item(path: String)
    }

    private func walk(
        _ template: String, within outer: [Scope], including: [String], printed: inout Set<String>
    ) throws(PaperError) {
        guard let text = texts[template] else { throw .missingTemplate(name: template) }
        try refuseOutsideReferences(in: text, of: template)
        var scopes = outer
        var open: [(name: String, scopes: [Scope])] = []

        for tag in try tags(in: text, of: template) {
            switch tag.kind {
            case .value:
                if tag.name == "." {
                    guard case .item(let path) = scopes.last else { throw unknown(tag, in: template) }
                    printed.insert(path)
                } else {
                    guard let (field, path) = find(tag.name, in: scopes), field.kind == .text else {
                        throw unknown(tag, in: template)
                    }
                    printed.insert(path)
                }
            case .section, .invertedSection:
                guard let (field, path) = find(tag.name, in: scopes) else { throw unknown(tag, in: template) }
                open.append((tag.name, scopes))
                if tag.kind == .invertedSection { continue }
                switch field.kind {
                case .flag: break
                case .text, .texts: scopes.append(.item(path: path))
                case .rows(let fields):
                    printed.insert(path)
                    scopes.append(.fields(fields, path: path + "."))
                }
            case .end:
                guard let section = open.popLast(), section.name == tag.name else {
                    throw .malformed(
                        template: template, line: tag.line, reason: "thẻ đóng “\(tag.name)” không khớp với thẻ mở")
                }
                scopes = section.scopes
            case .part:
                guard texts[tag.name] != nil else {
                    throw .unknownPartial(template: template, partial: tag.name, line: tag.line)
                }
                guard tag.name != template, !including.contains(tag.name) else {
                    throw .malformed(
                        template: template, line: tag.line, reason: "mẫu con “\(tag.name)” tự gọi lại chính nó")
                }
                try walk(tag.name, within: scopes, including: including + [template], printed: &printed)
            case .remark:
                break
            }
        }
        if let section = open.last {
            let line = text.count(where: \.isNewline) + 1
            throw .malformed(template: template, line: line, reason: "phần “\(section.name)” chưa được đóng")
        }
    }

    private func find(_ name: String, in scopes: [Scope]) -> (FieldDeclaration, path: String)? {
        for case .fields(let fields, let path) in scopes.reversed() {
            if let field = fields.first(where: { $0.name == name }) { return (field, path + name) }
        }
        return nil
    }

    private func unknown(_ tag: Tag, in template: String) -> PaperError {
        .unknownField(template: template, field: tag.name, line: tag.line)
    }

    private func requirePrinted(
        _ fields: [FieldDeclaration], path: String, printed: Set<String>, template: String
    ) throws(PaperError) {
        for field in fields where !field.mayBeLeftOut {
            guard printed.contains(path + field.name) else {
                throw .fieldNotPrinted(template: template, field: path + field.name)
            }
            if case .rows(let inner) = field.kind {
                try requirePrinted(inner, path: path + field.name + ".", printed: printed, template: template)
            }
        }
    }

    // MARK: - Tags

    private struct Tag {
        enum Kind { case value, section, invertedSection, end, part, remark }
        let kind: Kind
        let name: String
        let line: Int
    }

    private func tags(in text: String, of template: String) throws(PaperError) -> [Tag] {
        var tags: [Tag] = []
        var rest = text[...]
        var line = 1
        while let start = rest.firstRange(of: "{{") {
            line += rest[..<start.lowerBound].count(where: \.isNewline)
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: "}}") else {
                throw .malformed(template: template, line: line, reason: "thẻ chưa được đóng bằng “}}”")
            }
            let inside = rest[..<end.lowerBound]
            let (kind, name): (Tag.Kind, Substring)
            switch inside.first {
            case "#": (kind, name) = (.section, inside.dropFirst())
            case "^": (kind, name) = (.invertedSection, inside.dropFirst())
            case "/": (kind, name) = (.end, inside.dropFirst())
            case ">": (kind, name) = (.part, inside.dropFirst())
            case "!": (kind, name) = (.remark, inside.dropFirst())
            case "{", "&", "%", "=", "<", "$":
                throw .malformed(
                    template: template, line: line, reason: "không được dùng thẻ “{{\(inside)}}” trong mẫu giấy tờ")
            default: (kind, name) = (.value, inside)
            }
            tags.append(Tag(kind: kind, name: trimmed(name), line: line))
            line += inside.count(where: \.isNewline)
            rest = rest[end.upperBound...]
        }
        return tags
    }

    private func trimmed(_ text: Substring) -> String {
        var rest = text.drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }

    // MARK: - References

    /// A picture that is fetched from elsewhere is missing without a word when the fetch fails.
    private func refuseOutsideReferences(in text: String, of template: String) throws(PaperError) {
        let tight = text.lowercased().filter { !$0.isWhitespace }
        if tight.contains("@import") { throw .outsideReference(template: template, reference: "@import") }
        for marker in ["src=", "srcset=", "href=", "url("] {
            var rest = tight[...]
            while let range = rest.firstRange(of: marker) {
                rest = rest[range.upperBound...]
                let address = rest.drop { $0 == "\"" || $0 == "'" }
                guard address.hasPrefix("data:") || address.hasPrefix("#") else {
                    throw .outsideReference(
                        template: template, reference: String(address.prefix { !"\"')>".contains($0) }))
                }
            }
        }
    }
}
