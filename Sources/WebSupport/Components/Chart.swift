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
                <text x="100%" y="\(top + 18)" fill="#16202e" text-anchor="end" class="chart-word">\(groupedByThousands(bar.value))\(note(bar))</text>\
                <rect x="0" y="\(top + 26)" width="100%" height="12" fill="#e4e0d6" class="chart-track"/>\
                <rect x="0" y="\(top + 26)" width="\(share)%" height="12" fill="#1c3d72" class="chart-bar"/>
                """
        }
        return html
    }

    private func row(_ bar: ChartBar) -> HTML {
        "<tr><th scope=\"row\">\(bar.label)</th><td class=\"num\">\(groupedByThousands(bar.value))\(note(bar))</td></tr>"
    }

    private func note(_ bar: ChartBar) -> HTML? { bar.note.map { " (\($0))" } }
}

/// One period of a chart over time.
public struct ChartPeriod: Sendable {
    /// Under the picture: `T3`.
    public var short: String
    /// In the table: `tháng 3/2025`.
    public var long: String

    public init(short: String, long: String) {
        self.short = short
        self.long = long
    }
}

/// One line of a chart over time.
public struct ChartSeries: Sendable {
    /// How the line is drawn: told apart by dash and mark too, never by colour alone.
    public enum Look: String, Sendable, CaseIterable {
        /// A full line with round marks.
        case actual
        /// A dashed line with square marks.
        case planned
    }

    /// The value of one period and how it is written. All series of a chart count in the same whole number of the same scale.
    public struct Point: Sendable, Hashable {
        public var value: Int
        public var written: String

        public init(value: Int, written: String) {
            self.value = value
            self.written = written
        }
    }

    public var name: String
    public var look: Look
    /// One for each period; `nil` where nothing is known: the line is interrupted there, never drawn through.
    public var points: [Point?]

    public init(name: String, look: Look, points: [Point?]) {
        self.name = name
        self.look = look
        self.points = points
    }
}

/// Values over time as lines, drawn on the server, with the table they come from.
///
/// Like ``BarChart``, lengths across are percent and words are not scaled, so that it reads the same at every width and on paper.
public struct LineChart: Sendable {
    public var title: String
    public var periods: [ChartPeriod]
    public var series: [ChartSeries]
    /// What is counted: stands over the upright axis.
    public var measure: String

    public init(title: String, periods: [ChartPeriod], series: [ChartSeries], measure: String) {
        self.title = title
        self.periods = periods
        self.series = series
        self.measure = measure
    }

    private static let top = 40
    private static let depth = 180
    private static let height = 254
    /// More words than these would run into each other at 360 px.
    private static let wordsAtMost = 6

    private var values: [ChartSeries.Point] { series.flatMap { $0.points.compactMap(\.self) } }
    private var lowest: ChartSeries.Point? { values.min { $0.value < $1.value } }
    private var highest: ChartSeries.Point? { values.max { $0.value < $1.value } }

    public var html: HTML {
        """
        <figure class="chart"><figcaption>\(title)</figcaption>\
        <svg role="img" aria-label="\(title)" width="100%" height="\(Self.height)" font-size="16">\(drawing)</svg>\
        <ul class="chart-keys">\(each: series, key)</ul>\
        <details><summary>Bảng số liệu<span class="unseen">: \(title)</span></summary><div class="chart-data">\
        <table><caption>\(title)</caption>\
        <thead><tr><th scope="col">Kỳ</th>\(each: series, { "<th scope=\"col\" class=\"num\">\($0.name)</th>" })</tr></thead>\
        <tbody>\(each: periods.indices, row)</tbody></table></div></details></figure>
        """
    }

    private var drawing: HTML {
        var html: HTML = """
            <text x="0" y="18" fill="#16202e" class="chart-word">\(measure)</text>\
            \(line("0%", Self.top + Self.depth, "100%", Self.top + Self.depth, "#6f7889", "chart-axis"))
            """
        if let highest {
            let level = y(highest.value)
            html += """
                \(line("0%", level, "100%", level, "#d9d5cb", "chart-grid"))\
                <text x="100%" y="\(level - 8)" fill="#16202e" text-anchor="end" class="chart-word">\(highest.written)</text>
                """
        }
        let step = max(1, (periods.count + Self.wordsAtMost - 1) / Self.wordsAtMost)
        for (index, period) in periods.enumerated() where index % step == 0 {
            html += """
                <text x="\(x(index))" y="\(Self.top + Self.depth + 24)" fill="#16202e" text-anchor="middle" \
                class="chart-word">\(period.short)</text>
                """
        }
        for series in series { html += drawing(series) }
        return html
    }

    private func drawing(_ series: ChartSeries) -> HTML {
        let colour = series.look == .actual ? "#1c3d72" : "#78570c"
        let dash: HTML = series.look == .planned ? " stroke-dasharray=\"6 5\"" : ""
        var html: HTML = ""
        var previous: (Int, Int)?
        for (index, point) in series.points.prefix(periods.count).enumerated() {
            guard let point else {
                previous = nil
                continue
            }
            let level = y(point.value)
            if let previous {
                html += """
                    <line x1="\(x(previous.0))" y1="\(previous.1)" x2="\(x(index))" y2="\(level)" stroke="\(colour)" \
                    stroke-width="3" class="chart-line \(series.look.rawValue)"\(dash)/>
                    """
            }
            html += mark(series.look, x(index), level, colour)
            previous = (index, level)
        }
        return html
    }

    private func mark(_ look: ChartSeries.Look, _ x: String, _ y: Int, _ colour: String) -> HTML {
        switch look {
        case .actual: "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"5\" fill=\"\(colour)\" class=\"chart-mark actual\"/>"
        case .planned:
            // A line of its own width and length: a square whose place across is in percent.
            """
            <line x1="\(x)" y1="\(y - 5)" x2="\(x)" y2="\(y + 5)" stroke="\(colour)" stroke-width="10" \
            class="chart-line planned"/>
            """
        }
    }

    private func line(_ x1: String, _ y1: Int, _ x2: String, _ y2: Int, _ colour: String, _ name: String) -> HTML {
        """
        <line x1="\(x1)" y1="\(y1)" x2="\(x2)" y2="\(y2)" stroke="\(colour)" stroke-width="1" class="\(name)"/>
        """
    }

    /// The middle of the share of the width that belongs to a period, in hundredths of a percent written as percent.
    private func x(_ index: Int) -> String {
        let hundredths = (2 * index + 1) * 10_000 / (2 * max(periods.count, 1))
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)%"
    }

    /// Nought stands on the axis unless something lies below it.
    private func y(_ value: Int) -> Int {
        let low = min(lowest?.value ?? 0, 0)
        let span = (highest?.value ?? 0) - low
        guard span > 0 else { return Self.top + Self.depth }
        // In double width: values may reach the end of an integer, and a share needs a product.
        let (high, rest) = (value - low).multipliedFullWidth(by: Self.depth)
        return Self.top + Self.depth - span.dividingFullWidth((high, rest)).quotient
    }

    private func key(_ series: ChartSeries) -> HTML {
        let sign = series.look == .actual ? "●" : "■"
        return """
            <li><span class="sign \(series.look.rawValue)" aria-hidden="true">\(sign)</span> \(series.name)</li>
            """
    }

    private func row(_ index: Int) -> HTML {
        """
        <tr><th scope="row">\(periods[index].long)</th>\
        \(each: series, { "<td class=\"num\">\(written($0, index))</td>" })</tr>
        """
    }

    private func written(_ series: ChartSeries, _ index: Int) -> String {
        guard index < series.points.count, let point = series.points[index] else { return "chưa có" }
        return point.written
    }
}

/// One tile of a map of tiles: a unit.
public struct Tile: Sendable {
    public var label: String
    /// A figure, or what is missing: one short line.
    public var note: String
    public var href: String?

    public init(label: String, note: String, href: String? = nil) {
        self.label = label
        self.note = note
        self.href = href
    }
}

/// Tiles of one state, under its sign and word.
public struct TileGroup: Sendable {
    public var label: String
    public var tone: Tone
    public var tiles: [Tile]

    public init(label: String, tone: Tone, tiles: [Tile]) {
        self.label = label
        self.tone = tone
        self.tiles = tiles
    }
}

/// A tile for each unit, coloured and signed by how it stands, in the order the groups are given: late ones first.
///
/// The tiles are a list of links, so that they can be read out, reached by keyboard, and wrap on a phone; the table says the same.
public struct TileGrid: Sendable {
    public var title: String
    public var groups: [TileGroup]

    public init(title: String, groups: [TileGroup]) {
        self.title = title
        self.groups = groups
    }

    public var html: HTML {
        """
        <figure class="chart tile-grid"><figcaption>\(title)</figcaption>\
        \(each: groups.filter { !$0.tiles.isEmpty }, section)\
        <details><summary>Bảng số liệu<span class="unseen">: \(title)</span></summary><div class="chart-data">\
        <table><caption>\(title)</caption><thead><tr><th scope="col">Đơn vị</th><th scope="col">Tình trạng</th>\
        <th scope="col">Số liệu</th></tr></thead><tbody>\(each: groups, rows)</tbody></table></div></details></figure>
        """
    }

    private func section(_ group: TileGroup) -> HTML {
        """
        <p class="tile-group \(group.tone.rawValue)"><span class="sign" aria-hidden="true">\(group.tone.sign)</span> \
        \(group.label) (\(group.tiles.count))</p>\
        <ul class="tiles \(group.tone.rawValue)">\(each: group.tiles, { tile($0, group) })</ul>
        """
    }

    private func tile(_ tile: Tile, _ group: TileGroup) -> HTML {
        let inner: HTML = """
            <span class="sign" aria-hidden="true">\(group.tone.sign)</span><strong>\(tile.label)</strong>\
            <span class="tile-note">\(tile.note)</span>
            """
        guard let href = tile.href else { return "<li><div>\(inner)</div></li>" }
        return "<li><a href=\"\(href)\">\(inner)</a></li>"
    }

    private func rows(_ group: TileGroup) -> HTML {
        """
        \(each: group.tiles, {
            "<tr><th scope=\"row\">\($0.label)</th><td>\(group.label)</td><td>\($0.note)</td></tr>"
        })
        """
    }
}
