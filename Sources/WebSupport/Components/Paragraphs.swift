/// A text that people typed over several lines, each line a paragraph.
public struct Paragraphs: Sendable {
    public let text: String

    public init(_ text: String) { self.text = text }

    public var html: HTML {
        "\(each: text.split(separator: "\n").map(String.init), { "<p>\($0)</p>" })"
    }
}
