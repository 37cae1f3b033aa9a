import Actions
import Domain
import Papers
import Primitives
import Records
import Store
import WebSupport

/// The plots of a report that was put together from others: the figures that have most to show, the largest units first. The same
/// on its screen and on paper.
struct ReportPlots {
    private static let limit = 2
    private static let bars = 12

    let form: ReportForm
    let figures: [ReportsBelowRecords.LeadingFigure]

    static func load(_ file: ReportFile, in tx: any ReadTransaction) throws -> ReportPlots {
        ReportPlots(
            form: file.request.form,
            figures: try ReportsBelowRecords.leading(in: file.report, figures: limit, units: bars, in: tx))
    }

    var pictures: [BarPicture] { figures.compactMap(picture) }

    var charts: [BarChart] {
        pictures.map { picture in
            BarChart(title: picture.title, bars: picture.bars.map { ChartBar(label: $0.label, value: $0.value) })
        }
    }

    /// One bar alone compares nothing.
    private func picture(of leading: ReportsBelowRecords.LeadingFigure) -> BarPicture? {
        guard form.figures.indices.contains(leading.ordinal - 1), leading.highest.count > 1 else { return nil }
        let among =
            leading.unitCount > leading.highest.count ? " – \(leading.highest.count) đơn vị cao nhất" : ""
        let figure = form.figures[leading.ordinal - 1]
        let measure = figure.measure.isEmpty ? "" : " (\(figure.measure))"
        return BarPicture(
            title: "\(figure.name)\(measure)\(among)",
            // In whole units of measure, as bars tell their numbers: `98,5 ha` is drawn as 99.
            bars: leading.highest.map { BarPicture.Bar(label: $0.unitName, value: figure.scale.rounded($0.amount)) })
    }
}
