import Foundation
import Primitives

/// A plot of bars for print, drawn as SVG: black on white and told apart by length and number, so that it can be copied.
///
/// The charts of the screens (`WebSupport`) measure in percent of a window and take their colours from the page; a paper has
/// neither (docs/decisions/0008).
public struct BarPicture: Sendable, Hashable {
    public struct Bar: Sendable, Hashable {
        public var label: String
        public var value: Int

        public init(label: String, value: Int) {
            self.label = label
            self.value = value
        }
    }

    public var title: String
    public var bars: [Bar]

    public init(title: String, bars: [Bar]) {
        self.title = title
        self.bars = bars
    }

    /// For who cannot see it: the title, and every bar with its number.
    public var description: String {
        let named = bars.map { "\($0.label): \(Self.written($0.value))" }
        return "Biểu đồ thanh. \(title). \(named.joined(separator: "; "))."
    }

    /// In units of the drawing: 620 wide, printed as wide as the text.
    private static let width = 620
    private static let names = 230
    private static let pitch = 24

    /// The drawing. Every bar stands beside its name and its number.
    public var svg: String {
        let longest = max(bars.map(\.value).max() ?? 0, 1)
        let room = Self.width - Self.names - 80
        let rows = bars.enumerated().map { index, bar in
            let top = index * Self.pitch
            let length = max(bar.value, 0) * room / longest
            return """
                <text x="\(Self.names - 8)" y="\(top + 16)" text-anchor="end">\(WordDocument.escaped(Self.shortened(bar.label)))</text>\
                <rect x="\(Self.names)" y="\(top + 4)" width="\(max(length, 1))" height="15" fill="#444"/>\
                <text x="\(Self.names + max(length, 1) + 6)" y="\(top + 16)">\(Self.written(bar.value))</text>
                """
        }
        let height = max(bars.count, 1) * Self.pitch + 4
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width) \(height)" width="\(Self.width)" \
            height="\(height)" font-family="Times New Roman, Liberation Serif, Noto Serif, serif" font-size="14">\
            \(rows.joined())</svg>
            """
    }

    /// The drawing as it is carried within a page, which fetches nothing from elsewhere.
    var encoded: String { Data(svg.utf8).base64EncodedString() }

    private static func shortened(_ label: String) -> String {
        label.count > 34 ? label.prefix(33) + "…" : label
    }

    private static func written(_ value: Int) -> String { groupedByThousands(value) }
}
