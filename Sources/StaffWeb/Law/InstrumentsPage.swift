import Law
import Primitives
import WebSupport

/// Laws, decrees, circulars and guidance, with their validity and what took the place of what: *Văn bản*.
struct InstrumentsPage {
    let day: LawDay
    let instruments: [Instrument]

    static func load(_ visit: Visit, _ lawbook: Lawbook) -> InstrumentsPage {
        InstrumentsPage(
            day: LawDay(visit.query["ngay"], otherwise: visit.today, today: visit.today),
            instruments: lawbook.allInstruments)
    }

    var html: HTML {
        """
        \(PageHead(title: "Văn bản", lead: "Văn bản làm căn cứ kiểm tra, tình trạng vào ngày \(day.day.written).").html)
        \(lawTabs(.instruments, day))
        \(ErrorSummary(problems: day.problem.map { [$0] } ?? []).html)
        <form class="search" method="get" action="\(Route.instruments.path())"><div class="filters">\(day.field)\
        <div class="field"><button class="button secondary" type="submit">Xem ngày này</button></div></div></form>
        \(table.html)
        """
    }

    private var table: Table {
        Table(
            caption: "Văn bản",
            columns: [
                Column(label: "Số, ký hiệu", isMain: true), Column(label: "Nội dung"), Column(label: "Hiệu lực"),
                Column(label: "Tình trạng"), Column(label: "Thay thế"), Column(label: "Đối chiếu"),
            ],
            rows: instruments.map { instrument in
                TableRow(
                    cells: [
                        "\(instrument.name)", "\(instrument.title)", "\(validity(instrument))",
                        state(instrument).html, succession(instrument), markTag(instrument.mark),
                    ], id: LawLink.anchor(instrument.id))
            },
            empty: EmptyState(title: "Chưa có văn bản", hint: "Văn bản có trong bộ quy định sẽ hiện ở đây."))
    }

    private func validity(_ instrument: Instrument) -> String {
        guard let from = instrument.inForceFrom else {
            return instrument.issuedOn.map { "Ban hành \($0.written)" } ?? "Chưa ghi"
        }
        return CivilDate.period(from: from, until: instrument.inForceUntil)
    }

    private func state(_ instrument: Instrument) -> StatusTag {
        if instrument.awaitsConfirmation {
            return StatusTag(label: "Chưa đối chiếu, chưa áp dụng", tone: .warning)
        }
        if instrument.isInForce(on: day.day) { return StatusTag(label: "Đang có hiệu lực", tone: .good) }
        guard let from = instrument.inForceFrom else { return StatusTag(label: "Văn bản hướng dẫn", tone: .neutral) }
        return from > day.day
            ? StatusTag(label: "Chưa có hiệu lực", tone: .neutral)
            : StatusTag(label: "Hết hiệu lực", tone: .neutral)
    }

    private func succession(_ instrument: Instrument) -> HTML {
        func link(_ other: Instrument) -> HTML {
            Link(label: other.name, href: LawLink.instrument(other.id)).html
        }
        let earlier = instruments.filter { instrument.replaces.contains($0.id) }
        let later = instruments.filter { $0.replaces.contains(instrument.id) }
        return """
            \(each: earlier, { "<p>Thay cho \(link($0))</p>" })\(each: later, { "<p>Được thay bằng \(link($0))</p>" })
            """
    }
}
