import Testing
import WebSupport

@Suite("Charts")
struct ChartTests {
    private static let periods = (1...12).map { ChartPeriod(short: "T\($0)", long: "tháng \($0)/2025") }

    private func chart(_ values: [Int?]) -> LineChart {
        LineChart(
            title: "Thu <ngân sách>", periods: Self.periods,
            series: [
                ChartSeries(
                    name: "Thực hiện", look: .actual,
                    points: values.map { $0.map { ChartSeries.Point(value: $0, written: "\($0) tỷ") } }),
                ChartSeries(
                    name: "Chỉ tiêu", look: .planned,
                    points: Array(repeating: ChartSeries.Point(value: 100, written: "100 tỷ"), count: 12)),
            ], measure: "tỷ đồng")
    }

    @Test("every period stands in the table, unknown ones in words")
    func table() {
        let html = chart([10, 20, nil, 40] + Array(repeating: nil, count: 8)).html.string
        for period in Self.periods { #expect(html.contains("<th scope=\"row\">\(period.long)</th>")) }
        #expect(html.contains("<td class=\"num\">20 tỷ</td>"))
        #expect(html.components(separatedBy: "chưa có").count - 1 == 9)
        #expect(!html.contains("<ngân sách>"))
        #expect(!html.contains("style="))
    }

    @Test("a line is interrupted where nothing is known, and is not drawn through")
    func interrupted() {
        let html = chart([10, 20, nil, 40, 50] + Array(repeating: nil, count: 7)).html.string
        #expect(html.components(separatedBy: "chart-line actual").count - 1 == 2)
        #expect(html.components(separatedBy: "chart-mark actual").count - 1 == 4)
    }

    @Test("the highest value stands at the top, nought on the axis, one half between")
    func heights() {
        let html = chart([0, 50, 100] + Array(repeating: nil, count: 9)).html.string
        #expect(html.contains("cy=\"220\""))
        #expect(html.contains("cy=\"130\""))
        #expect(html.contains("cy=\"40\""))
    }

    @Test("very large values, values below nought, and no values at all are drawn")
    func extremes() {
        #expect(chart([1_000_000_000_000_000, -1_000_000_000_000_000]).html.string.contains("cy=\"220\""))
        let empty = LineChart(title: "Trống", periods: [], series: [], measure: "hộ").html.string
        #expect(empty.contains("<svg"))
    }

    @Test("tiles come in the order of their groups, each with sign, word and table row")
    func tiles() {
        let html = TileGrid(
            title: "Các xã",
            groups: [
                TileGroup(label: "Chậm", tone: .bad, tiles: [Tile(label: "Xã B & C", note: "40 %", href: "/don-vi/1")]),
                TileGroup(label: "Vượt", tone: .good, tiles: [Tile(label: "Xã A", note: "120 %")]),
                TileGroup(label: "Chưa báo cáo", tone: .warning, tiles: []),
            ]
        ).html.string
        let late = html.range(of: "Xã B &amp; C")
        let ahead = html.range(of: "Xã A")
        #expect(late != nil && ahead != nil)
        if let late, let ahead { #expect(late.lowerBound < ahead.lowerBound) }
        #expect(html.contains("Chậm (1)"))
        #expect(!html.contains("Chưa báo cáo (0)"))
        #expect(html.contains("<th scope=\"row\">Xã A</th><td>Vượt</td><td>120 %</td>"))
    }
}
