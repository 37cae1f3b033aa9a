/// A stretch of text in one weight.
public struct PaperRun: Sendable, Hashable {
    public var text: String
    public var isBold: Bool

    public init(_ text: String, isBold: Bool = false) {
        self.text = text
        self.isBold = isBold
    }
}

/// A paragraph of a letter or a report.
public struct PaperParagraph: Sendable, Hashable {
    /// What stands before it: "-", "1.1."; empty for plain text.
    public var mark: String
    public var runs: [PaperRun]

    public init(mark: String = "", _ runs: [PaperRun]) {
        self.mark = mark
        self.runs = runs
    }

    public init(mark: String = "", _ text: String) { self.init(mark: mark, [PaperRun(text)]) }

    public var text: String { (mark.isEmpty ? "" : mark + " ") + runs.map(\.text).joined() }
}

/// A heading with what stands under it.
public struct PaperSection: Sendable, Hashable {
    /// With its number: "1. Phát động và tổ chức thực hiện tốt các phong trào thi đua".
    public var heading: String
    public var paragraphs: [PaperParagraph]

    public init(heading: String, paragraphs: [PaperParagraph]) {
        self.heading = heading
        self.paragraphs = paragraphs
    }
}

/// What the templates of letters and reports may name of their text.
enum PaperTextView {
    private static let runFields: [ViewField<PaperRun>] = [
        .text("bold") { $0.isBold ? $0.text : nil },
        .text("plain") { $0.isBold ? nil : $0.text },
    ]

    static let paragraphFields: [ViewField<PaperParagraph>] = [
        .text("mark") { $0.mark },
        .rows("runs", of: runFields) { $0.runs },
    ]

    static let sectionFields: [ViewField<PaperSection>] = [
        .text("heading") { $0.heading },
        .rows("paragraphs", of: paragraphFields) { $0.paragraphs },
    ]
}
