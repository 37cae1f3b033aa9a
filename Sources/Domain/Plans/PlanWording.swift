import Primitives

/// A stretch of text in one weight.
public struct TextRun: Sendable, Hashable {
    public var text: String
    public var isBold: Bool

    public init(_ text: String, isBold: Bool = false) {
        self.text = text
        self.isBold = isBold
    }
}

/// What stands in square brackets in the texts of a plan: `[chủ đề]`, `[phong trào]`, and a base by its number,
/// `[75/NQ-HĐND]`. So theme, movements, numbers and dates are written down once, and the letter cannot contradict its own list.
public struct PlanWording: Sendable {
    public let content: PlanContent

    public init(_ content: PlanContent) { self.content = content }

    static let themeWord = "chủ đề"
    static let movementsWord = "phong trào"

    private enum Piece {
        case text(Substring)
        case reference(String)
    }

    private static func pieces(_ text: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]") {
            pieces.append(.text(rest[..<open]))
            pieces.append(.reference(VietnameseText.tidied(String(rest[rest.index(after: open)..<close]))))
            rest = rest[rest.index(after: close)...]
        }
        pieces.append(.text(rest))
        return pieces
    }

    private static func references(_ text: String) -> [String] {
        pieces(text).compactMap { if case .reference(let reference) = $0 { reference } else { nil } }
    }

    private func isTheme(_ reference: String) -> Bool { reference.lowercased() == Self.themeWord }
    private func isMovements(_ reference: String) -> Bool { reference.lowercased() == Self.movementsWord }

    /// The references in `text` that name nothing in this plan.
    public func unknownReferences(in text: String) -> [String] {
        Self.references(text).filter { reference in
            !isTheme(reference) && !isMovements(reference) && !content.bases.contains { $0.isNamed(reference) }
        }
    }

    /// The theme in quotation marks and bold type, as in the letter.
    public var theme: TextRun { TextRun("“\(content.theme)”", isBold: true) }

    /// `“…”, “…”`
    public var movements: String { content.movements.map { "“\($0)”" }.joined(separator: ", ") }

    /// One paragraph with everything in brackets written out. What names nothing stays as it was typed.
    public func runs(_ paragraph: String) -> [TextRun] {
        var runs: [TextRun] = []
        func add(_ text: String) {
            if let last = runs.last, !last.isBold {
                runs[runs.count - 1].text += text
            } else {
                runs.append(TextRun(text))
            }
        }
        for piece in Self.pieces(paragraph) {
            switch piece {
            case .text(let text): if !text.isEmpty { add(String(text)) }
            case .reference(let reference):
                if isTheme(reference) {
                    runs.append(theme)
                } else if isMovements(reference) {
                    add(movements)
                } else {
                    add(content.bases.first { $0.isNamed(reference) }?.citation ?? "[\(reference)]")
                }
            }
        }
        return runs
    }

    /// The paragraphs of a text of several lines.
    public func paragraphs(_ text: String) -> [[TextRun]] {
        text.split(whereSeparator: \.isNewline).map { runs(String($0)) }
    }

    private var texts: [String] {
        [content.opening, content.closing] + content.sections.flatMap { [$0.intro] + $0.tasks.map(\.text) }
    }

    private var allReferences: [String] { texts.flatMap(Self.references) }

    /// The bases that no text names: they stand in front as "Căn cứ …".
    public var unwovenBases: [PlanBasis] {
        let references = allReferences
        return content.bases.filter { basis in !references.contains { basis.isNamed($0) } }
    }

    /// Whether some text has the theme in it.
    public var weavesTheme: Bool { allReferences.contains(where: isTheme) }
    public var weavesMovements: Bool { allReferences.contains(where: isMovements) }

    /// Of these bases the ones that a text names.
    public static func bases(_ bases: [PlanBasis], namedIn texts: [String]) -> [PlanBasis] {
        let references = texts.flatMap(references)
        return bases.filter { basis in references.contains { basis.isNamed($0) } }
    }

    public static func namesMovements(_ texts: [String]) -> Bool {
        texts.flatMap(references).contains { $0.lowercased() == movementsWord }
    }
}
