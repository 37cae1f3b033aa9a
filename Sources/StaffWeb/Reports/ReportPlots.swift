import Domain
import Papers
import Primitives
import Records
import WebSupport

/// The plots of a report that was put together from others: the figures that have most to show, the largest units first. The same
/// on its screen and on paper.
struct ReportPlots {
    private static let limit = 2
    private static let bars = 12

    let form: ReportForm
    let parts: [ReportsBelowRecords.Part]

    var pictures: [BarPicture] {
        guard parts.count > 1 else { return [] }
        let sums = form.figures.indices.map { index in (index: index, sum: sum(of: index)) }
        let largest = sums.sorted { ($1.sum, $0.index) < ($0.sum, $1.index) }.prefix(Self.limit)
        return largest.compactMap { picture(of: $0.index) }
    }

    var charts: [BarChart] {
        pictures.map { picture in
            BarChart(title: picture.title, bars: picture.bars.map { ChartBar(label: $0.label, value: $0.value) })
        }
    }

    private func sum(of index: Int) -> Int { parts.reduce(0) { $0 + value(of: $1, index) } }

    /// In whole units of measure, as bars tell their numbers: `98,5 ha` is drawn as 99.
    private func value(of part: ReportsBelowRecords.Part, _ index: Int) -> Int {
        form.figures[index].scale.rounded(part.totals[index + 1] ?? 0)
    }

    private func picture(of index: Int) -> BarPicture? {
        let bars = parts.map { BarPicture.Bar(label: $0.unitName, value: value(of: $0, index)) }
            .filter { $0.value > 0 }.enumerated()
            .sorted { ($1.element.value, $0.offset) < ($0.element.value, $1.offset) }.map(\.element)
        guard bars.count > 1 else { return nil }
        let shown = Array(bars.prefix(Self.bars))
        let among = bars.count > shown.count ? " – \(shown.count) đơn vị cao nhất" : ""
        let figure = form.figures[index]
        let measure = figure.measure.isEmpty ? "" : " (\(figure.measure))"
        return BarPicture(title: "\(figure.name)\(measure)\(among)", bars: shown)
    }
}
