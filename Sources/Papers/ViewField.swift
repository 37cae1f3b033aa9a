import Foundation

/// One thing a template may name: the name, what kind of thing it is, and where it comes from in `Model`.
///
/// The table of these is the only way into a template: the same table fills it and checks it, so the two cannot differ.
struct ViewField<Model>: Sendable {
    let declaration: FieldDeclaration
    let value: @Sendable (Model) -> Any

    /// A text. Without a value, or empty, it prints nothing and its section is left out.
    static func text(
        _ name: String, mayBeLeftOut: Bool = false, _ text: @escaping @Sendable (Model) -> String?
    ) -> ViewField {
        ViewField(declaration: FieldDeclaration(name: name, kind: .text, mayBeLeftOut: mayBeLeftOut)) { model in
            // A null and not an absent key: Mustache looks for absent keys further out and would print another's value.
            guard let value = text(model), !value.isEmpty else { return NSNull() }
            return printable(value)
        }
    }

    /// Something that holds or not: only the name of a section.
    static func flag(_ name: String, _ holds: @escaping @Sendable (Model) -> Bool) -> ViewField {
        ViewField(declaration: FieldDeclaration(name: name, kind: .flag, mayBeLeftOut: true), value: holds)
    }

    /// Several texts; inside the section `{{.}}` is the text.
    static func texts(_ name: String, _ texts: @escaping @Sendable (Model) -> [String]) -> ViewField {
        ViewField(declaration: FieldDeclaration(name: name, kind: .texts, mayBeLeftOut: false)) {
            texts($0).map(printable)
        }
    }

    /// Several things with fields of their own.
    static func rows<Row>(
        _ name: String, of fields: [ViewField<Row>], _ rows: @escaping @Sendable (Model) -> [Row]
    ) -> ViewField {
        let kind = FieldDeclaration.Kind.rows(fields.map(\.declaration))
        return ViewField(declaration: FieldDeclaration(name: name, kind: kind, mayBeLeftOut: false)) { model in
            rows(model).map { view(of: $0, through: fields) }
        }
    }
}

/// The values of `model` under the names of `fields`, as Mustache reads them.
func view<Model>(of model: Model, through fields: [ViewField<Model>]) -> [String: Any] {
    Dictionary(fields.map { ($0.declaration.name, $0.value(model)) }, uniquingKeysWith: { first, _ in first })
}

/// The text without what no XML can hold: one such sign, pasted from elsewhere, and a whole Word document could not be opened.
func printable(_ text: String) -> String {
    func isHeld(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x20
            ? scalar.value != 0xFFFE && scalar.value != 0xFFFF : "\t\n\r".unicodeScalars.contains(scalar)
    }
    // Mustache escapes by characters: a mark that combines with such a sign would hide it from there.
    func isWhole(_ character: Character) -> Bool {
        guard let first = character.unicodeScalars.first, "&<>\"'".unicodeScalars.contains(first) else { return true }
        return character.unicodeScalars.count == 1
    }
    if text.unicodeScalars.allSatisfy(isHeld), text.allSatisfy(isWhole) { return text }
    let held = String(String.UnicodeScalarView(text.unicodeScalars.filter(isHeld)))
    return String(held.map { isWhole($0) ? $0 : Character($0.unicodeScalars[$0.unicodeScalars.startIndex]) })
}

/// What a template is checked against.
struct FieldDeclaration: Sendable, Hashable {
    indirect enum Kind: Sendable, Hashable {
        case text
        case flag
        case texts
        case rows([FieldDeclaration])
    }

    let name: String
    let kind: Kind
    /// Whether a template is whole without it.
    let mayBeLeftOut: Bool
}
