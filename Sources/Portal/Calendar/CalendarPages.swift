import Domain
import HTTPTypes
import Hummingbird
import Primitives
import Records
import Store
import WebSupport

/// What everybody may read of the calendar: the days of the nation and the province, as a page and as a feed.
struct CalendarPages: Sendable {
    /// The years that can be leafed through.
    static let years = 1900...2200
    static let title = "Ngày lễ lớn, đại hội, hội nghị"

    let site: PortalSite

    func addRoutes(to router: Router<SiteContext>) {
        router.on(.publicCalendar) { request, _ in
            let asked = Int(FormData(encoded: request.uri.query ?? "")["nam"])
            let (period, year, today) = try await site.store.read { tx in
                let year = asked.flatMap { Self.years.contains($0) ? $0 : nil } ?? tx.today.year
                guard let first = CivilDate(year: year, month: 1, day: 1),
                    let last = CivilDate(year: year, month: 12, day: 31)
                else { throw Problem.notFound("năm này") }
                return (try CalendarRecords.period(from: first, until: last, .common, in: tx), year, tx.today)
            }
            return site.answer(
                site.layout(
                    .publicCalendar, title: "Lịch năm \(year)",
                    description: "Ngày lễ lớn của đất nước và của tỉnh với số năm kỷ niệm; đại hội, hội nghị.",
                    main: Self.page(period, year: year, today: today)))
        }
        router.on(.calendarFeed) { _, _ in
            let (occasions, today) = try await site.store.read { tx in
                // The feed shows whole years, so that it is the same on every day of one.
                let lines = try OccasionRecords.around(
                    from: tx.today.adding(years: -2), until: tx.today.adding(years: 3), .common, limit: 1000, in: tx)
                return (lines.map(\.occasion), tx.today)
            }
            let text = CalendarFeed(occasions, name: "Bảng Vàng: \(Self.title)", today: today).text
            var response = Response(
                status: .ok, headers: [.contentType: "text/calendar; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
            response.headers[.cacheControl] = "public, max-age=3600"
            response.headers[.contentDisposition] = "inline; filename=\"lich.ics\""
            return response
        }
    }

    private static func page(_ period: CalendarPeriod, year: Int, today: CivilDate) -> HTML {
        let months = (1...12).map { month in
            YearCalendar.Month(
                title: "Tháng \(month)",
                items: period.occurrences.filter { max($0.startsOn, period.first).month == month }.map(item))
        }
        let isEmpty = period.occurrences.isEmpty && period.open.isEmpty
        let open = period.open.map { CalendarItem(kind: .day, label: $0.name, note: $0.period?.written) }
        let pager = Pager(
            nextHref: years.contains(year + 1) ? "\(Route.publicCalendar.path())?nam=\(year + 1)" : nil,
            previousHref: years.contains(year - 1) ? "\(Route.publicCalendar.path())?nam=\(year - 1)" : nil,
            nextLabel: "Năm \(year + 1)", previousLabel: "Năm \(year - 1)")
        return """
            \(PageHead(title: "Lịch năm \(year)", lead: "Ngày lễ lớn của đất nước và của tỉnh, với số năm kỷ niệm; đại hội, hội nghị.").html)
            \(if: isEmpty, EmptyState(title: "Lịch chưa có ngày nào", hint: "Khi Sở Nội vụ ghi ngày lễ lớn vào lịch, ngày sẽ hiện ở đây.").html)
            \(if: !open.isEmpty, Card(title: "Chưa ấn định ngày", body: "<ul class=\"entries\">\(each: open, { $0.html })</ul>").html)
            \(if: !isEmpty, YearCalendar(months: months).html)
            \(pager.html)
            <p class="no-print">Xem các ngày này trong điện thoại, máy tính: đăng ký địa chỉ \
            \(Link(label: Route.calendarFeed.path(), href: Route.calendarFeed.path()).html) trong chương trình lịch.</p>
            """
    }

    private static func item(_ found: Occurrence) -> CalendarItem {
        let parts = [
            found.count?.written, found.startsOn == found.endsOn ? nil : "đến \(found.endsOn.written)",
            found.occasion.place.isEmpty ? nil : found.occasion.place,
        ].compactMap { $0 }
        return CalendarItem(
            kind: .day, day: String(found.startsOn.written.dropLast(5)), label: found.occasion.name,
            note: parts.isEmpty ? nil : parts.joined(separator: ", "))
    }
}
