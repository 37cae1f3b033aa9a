import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// Twelve months with their days: *Lịch*.
struct CalendarYearPage {
    let period: CalendarPeriod
    let year: Int
    let isEverybody: Bool
    let mayAdd: Bool
    let today: CivilDate

    static func load(_ visit: Visit, _ tx: any ReadTransaction) throws -> CalendarYearPage {
        let year = Int(visit.query["nam"]).flatMap { CalendarLinks.years.contains($0) ? $0 : nil } ?? tx.today.year
        let isEverybody = visit.query["don-vi"] == "tat-ca"
        guard let first = CivilDate(year: year, month: 1, day: 1), let last = CivilDate(year: year, month: 12, day: 31)
        else { throw Problem.notFound("năm này") }
        return CalendarYearPage(
            period: try CalendarRecords.period(
                from: first, until: last, scope(visit, isEverybody), in: tx),
            year: year, isEverybody: isEverybody,
            mayAdd: visit.actor.isAny(of: .specialist, .leader, .unitOfficer, .unitHead), today: tx.today)
    }

    /// Without any function there is nothing of a unit to see.
    static func scope(_ visit: Visit, _ isEverybody: Bool) -> CalendarScope {
        if visit.actor.grants.isEmpty { return .common }
        return isEverybody ? .everybody : .own(CalendarRecords.ownUnits(of: visit.actor))
    }

    var page: StaffPage {
        let months = months
        let isEmpty = period.open.isEmpty && months.allSatisfy(\.items.isEmpty)
        return StaffPage(
            title: "Lịch năm \(year)", section: .calendar,
            main: """
                \(PageHead(title: "Lịch năm \(year)", lead: isEmpty ? nil : lead, actions: add).html)
                \(CalendarLinks.tabs(.calendar, today: today, everybody: isEverybody, year: year).html)
                \(pager.html)
                \(if: period.isCut, CalendarLinks.cutNotice)
                \(if: !period.open.isEmpty, openDays)
                \(if: isEmpty, EmptyState(
                    title: "Lịch năm \(year) chưa có mục nào",
                    hint: mayAdd
                        ? "Bấm “Thêm vào lịch” để ghi ngày lễ lớn, ngày truyền thống, đại hội, hội nghị."
                        : "Sở Nội vụ và cán bộ các đơn vị thêm ngày vào lịch; mục mới sẽ hiện ở đây.").html)
                \(if: !isEmpty, YearCalendar(months: months).html)
                \(CalendarItem.legend(months.flatMap(\.items)))
                \(CalendarLinks.scopeSwitch(
                    isEverybody: isEverybody, own: CalendarLinks.year(year, everybody: false),
                    everybody: CalendarLinks.year(year, everybody: true)))
                \(CalendarFeedLink().html)
                """)
    }

    private var lead: String {
        let marked = period.occurrences.count { $0.occasion.level != .agency && $0.count?.isMarked == true }
        return marked == 0
            ? "Năm \(year) không có ngày kỷ niệm chung nào mà số năm tận cùng là 0 hoặc 5."
            : "Năm \(year) có \(marked) ngày kỷ niệm chung mà số năm tận cùng là 0 hoặc 5."
    }

    private var add: HTML {
        mayAdd ? LinkButton(label: "Thêm vào lịch", href: Route.newOccasion.path()).html : ""
    }

    private var months: [YearCalendar.Month] {
        let items = period.items(showsDay: true)
        return (1...12).map { month in
            YearCalendar.Month(
                title: "Tháng \(month)", href: CalendarLinks.month(year, month, everybody: isEverybody),
                items: items.filter { $0.day.month == month }.map(\.item))
        }
    }

    private var openDays: HTML {
        let items = period.open.map { occasion in
            CalendarItem(
                kind: occasion.level == .agency ? .agency : .day, label: occasion.name,
                href: Route.occasion.path(occasion.id), note: occasion.period?.written)
        }
        return Card(
            title: "Chưa ấn định ngày", body: "<ul class=\"entries\">\(each: items, { $0.html })</ul>"
        ).html
    }

    private var pager: Pager {
        Pager(
            nextHref: CalendarLinks.years.contains(year + 1)
                ? CalendarLinks.year(year + 1, everybody: isEverybody) : nil,
            previousHref: CalendarLinks.years.contains(year - 1)
                ? CalendarLinks.year(year - 1, everybody: isEverybody) : nil,
            nextLabel: "Năm \(year + 1)", previousLabel: "Năm \(year - 1)")
    }
}

/// One month: a grid on a desk, a list on a phone.
struct CalendarMonthPage {
    let period: CalendarPeriod
    let year: Int
    let month: Int
    let isEverybody: Bool
    let mayAdd: Bool
    let today: CivilDate

    static func load(_ visit: Visit, _ tx: any ReadTransaction) throws -> CalendarMonthPage {
        let year = Int(visit.query["nam"]).flatMap { CalendarLinks.years.contains($0) ? $0 : nil } ?? tx.today.year
        let month = Int(visit.query["thang"]).flatMap { (1...12).contains($0) ? $0 : nil } ?? tx.today.month
        let isEverybody = visit.query["don-vi"] == "tat-ca"
        guard let first = CivilDate(year: year, month: month, day: 1) else { throw Problem.notFound("tháng này") }
        let last = first.adding(days: CivilDate.daysIn(month: month, of: year) - 1)
        return CalendarMonthPage(
            period: try CalendarRecords.period(
                from: first, until: last, CalendarYearPage.scope(visit, isEverybody), in: tx),
            year: year, month: month, isEverybody: isEverybody,
            mayAdd: visit.actor.isAny(of: .specialist, .leader, .unitOfficer, .unitHead), today: tx.today)
    }

    private var title: String { "Lịch tháng \(month) năm \(year)" }

    var page: StaffPage {
        var items: [Int: [CalendarItem]] = [:]
        for (day, item) in period.items(showsDay: false) { items[day.day, default: []].append(item) }
        let isEmpty = items.isEmpty
        return StaffPage(
            title: title, section: .calendar,
            main: """
                \(PageHead(
                    title: title,
                    actions: mayAdd ? LinkButton(label: "Thêm vào lịch", href: Route.newOccasion.path()).html : "").html)
                \(CalendarLinks.tabs(.calendarMonth, today: today, everybody: isEverybody, year: year).html)
                \(pager.html)
                \(if: period.isCut, CalendarLinks.cutNotice)
                \(if: isEmpty, EmptyState(
                    title: "Tháng này chưa có mục nào",
                    hint: mayAdd
                        ? "Xem tháng khác, hoặc bấm “Thêm vào lịch” để ghi ngày truyền thống, đại hội, hội nghị của đơn vị."
                        : "Xem tháng khác; mục mới của tháng này sẽ hiện ở đây.").html)
                \(MonthCalendar(title: title, year: year, month: month, today: today, items: items).html)
                \(CalendarItem.legend(items.values.flatMap { $0 }))
                \(CalendarLinks.scopeSwitch(
                    isEverybody: isEverybody, own: CalendarLinks.month(year, month, everybody: false),
                    everybody: CalendarLinks.month(year, month, everybody: true)))
                """)
    }

    private var pager: Pager {
        func target(_ step: Int) -> (label: String, href: String?) {
            let index = year * 12 + month - 1 + step
            let (year, month) = (index / 12, index % 12 + 1)
            return (
                "Tháng \(month)/\(year)",
                CalendarLinks.years.contains(year) ? CalendarLinks.month(year, month, everybody: isEverybody) : nil
            )
        }
        let (before, after) = (target(-1), target(1))
        return Pager(
            nextHref: after.href, previousHref: before.href, nextLabel: after.label, previousLabel: before.label)
    }
}

/// Where a calendar program finds the public days.
struct CalendarFeedLink {
    var html: HTML {
        """
        <p class="no-print">Xem các ngày chung trong điện thoại, máy tính: đăng ký địa chỉ \
        \(Link(label: Route.calendarFeed.path(), href: Route.calendarFeed.path()).html) trong chương trình lịch.</p>
        """
    }
}

/// What the next thirty days bring, at the foot of *Việc cần làm*.
struct UpcomingDays {
    static let days = 30
    static let limit = 15

    let items: [(day: CivilDate, item: CalendarItem)]
    let today: CivilDate

    static func load(_ visit: Visit, _ tx: any ReadTransaction) throws -> UpcomingDays {
        let last = tx.today.adding(days: days)
        let period = try CalendarRecords.period(
            from: tx.today, until: last, CalendarYearPage.scope(visit, false), in: tx)
        return UpcomingDays(items: period.items(showsDay: true), today: tx.today)
    }

    var html: HTML? {
        guard !items.isEmpty else { return nil }
        let more = items.count - Self.limit
        return Card(
            title: "Sắp tới trong \(Self.days) ngày",
            body: """
                <ul class="entries">\(each: items.prefix(Self.limit), { $0.item.html })</ul>
                <p>\(Link(
                    label: more > 0 ? "Xem thêm \(more) mục trong lịch" : "Mở lịch tháng này",
                    href: CalendarLinks.month(today.year, today.month, everybody: false)).html)</p>
                """
        ).html
    }
}
