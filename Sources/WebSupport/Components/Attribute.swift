import Primitives

/// Attributes of elements, written once: a blank before each, the value in double quotes.
enum Attribute {
    static func optional(_ name: StaticString, _ value: String?) -> HTML {
        guard let value else { return "" }
        return " \(name.description)=\"\(value)\""
    }

    static func flag(_ name: StaticString, _ isOn: Bool) -> HTML {
        isOn ? " \(name.description)" : ""
    }

    /// What a page adds by itself (`hx-post="…"`).
    static func extra(_ attributes: HTML) -> HTML {
        attributes.isEmpty ? "" : " \(attributes)"
    }

    /// A part of an id made from words: `Trình hồ sơ` gives `trinh-ho-so`.
    static func slug(_ words: String) -> String {
        var slug = ""
        for scalar in VietnameseText.folded(words).unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": slug.unicodeScalars.append(scalar)
            default: if !slug.hasSuffix("-") { slug.append("-") }
            }
        }
        return slug
    }
}
