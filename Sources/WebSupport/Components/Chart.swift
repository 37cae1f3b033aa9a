import Primitives

/// One bar of a chart.
public struct ChartBar: Sendable {
    public var label: String
    public var value: Int
    /// Stands behind the number.
    public var note: String?

    public init(label: String, value: Int, note: String? = nil) {
        self.label = label
        self.value = value
        self.note = note
    }
}

/// Bars one below the other, drawn on the server, with the table they come from.
///
/// The picture keeps its text size at every width: bars are measured in percent, words are not scaled.
public struct BarChart: Sendable {
    public var title: String
    public var bars: [ChartBar]

    public init(title: String, bars: [ChartBar]) {
        self.title = title
        self.bars = bars
    }

    /// Height of one bar with its words, in pixels.
    private static let pitch = 52

    public var html: HTML {
        """
        <figure class="chart"><figcaption>\(title)</figcaption>\
        <svg role="img" aria-label="\(title)" width="100%" height="\(max(bars.count, 1) * Self.pitch)" font-size="16">\
        \(drawing)</svg>\
        <details><summary>Bảng số liệu<span class="unseen">: \(title)</span></summary><table><caption>\(title)</caption>\
        <thead><tr><th scope="col">Mục</th><th scope="col" class="num">Số lượng</th></tr></thead><tbody>\
        \(each: bars, row)</tbody></table></details></figure>
        """
    }

    private var drawing: HTML {
        let longest = bars.map(\.value).max() ?? 0
        var html: HTML = ""
        for (index, bar) in bars.enumerated() {
            let top = index * Self.pitch
            let share = longest > 0 ? max(bar.value, 0) * 100 / longest : 0
            html += """
                <text x="0" y="\(top + 18)" fill="#16202e" class="chart-word">\(bar.label)</text>\
                <text x="100%" y="\(top + 18)" fill="#16202e" text-anchor="end" class="chart-word">\(bar.value)\(note(bar))</text>\
                <rect x="0" y="\(top + 26)" width="100%" height="12" fill="#e4e0d6" class="chart-track"/>\
                <rect x="0" y="\(top + 26)" width="\(share)%" height="12" fill="#1c3d72" class="chart-bar"/>
                """
        }
        return html
    }

    private func row(_ bar: ChartBar) -> HTML {
        "<tr><th scope=\"row\">\(bar.label)</th><td class=\"num\">\(bar.value)\(note(bar))</td></tr>"
    }

    private func note(_ bar: ChartBar) -> HTML? { bar.note.map { " (\($0))" } }
}
