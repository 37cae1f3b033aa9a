import Domain
import Primitives
import Records
import Store
import WebSupport

/// Every entry of the calendar: those of every year, or those that take place once.
struct OccasionListPage {
    static let limit = 50

    let isYearly: Bool
    let level: Occasion.Level?
    let typed: String
    let lines: [OccasionLine]
    let next: NameCursor?
    let isContinued: Bool
    let mayAdd: Bool
    let today: CivilDate

    static func load(_ visit: Visit, _ tx: any ReadTransaction) throws -> OccasionListPage {
        let isYearly = visit.query["loai"] != "mot-lan"
        let level = Occasion.Level.allCases.first { $0.key == visit.query["cua"] }
        let typed = VietnameseText.tidied(visit.query["q"])
        let after = NameCursor(visit.query["sau"])
        var lines =
            visit.actor.grants.isEmpty
            ? []
            : try OccasionRecords.page(
                yearly: isYearly, level: level, typed: typed, after: after?.place, limit: limit + 1, in: tx)
        var next: NameCursor?
        if lines.count > limit {
            lines.removeLast()
            next = lines.last.map {
                let place = OccasionRecords.place(of: $0)
                return NameCursor(sortKey: place.sortKey, id: place.id)
            }
        }
        return OccasionListPage(
            isYearly: isYearly, level: level, typed: typed, lines: lines, next: next, isContinued: after != nil,
            mayAdd: visit.actor.isAny(of: .specialist, .leader, .unitOfficer, .unitHead), today: tx.today)
    }

    var page: StaffPage {
        let add: HTML =
            mayAdd
            ? LinkButton(label: "Thêm vào lịch", href: CalendarLinks.newOccasion(yearly: isYearly)).html : ""
        let kinds = FilterTabs(items: [
            NavigationItem(
                label: "Hằng năm", href: CalendarLinks.list(yearly: true, level: level, typed: typed),
                isCurrent: isYearly),
            NavigationItem(
                label: "Một lần", href: CalendarLinks.list(yearly: false, level: level, typed: typed),
                isCurrent: !isYearly),
        ])
        let levels =
            [Option(value: "", label: "Tất cả")]
            + Occasion.Level.allCases.map { Option(value: $0.key, label: $0.name) }
        let filters: HTML = """
            \(HiddenField(name: "loai", value: isYearly ? "" : "mot-lan").html)\
            \(Select(name: "cua", label: "Của", options: [OptionGroup(options: levels)], selected: level?.key ?? "").html)
            """
        return StaffPage(
            title: "Danh mục ngày trong lịch", section: .calendar,
            main: """
                \(PageHead(title: "Danh mục ngày trong lịch", actions: add).html)
                \(CalendarLinks.tabs(.occasions, today: today, everybody: false).html)
                \(kinds.html)
                \(if: hasAnything, SearchBar(
                    action: Route.occasions.path(), value: typed, label: "Tìm theo tên", hint: "Gõ không dấu cũng được",
                    extra: filters).html)
                \(table.html)
                """)
    }

    /// Where nothing is yet there is nothing to search.
    private var hasAnything: Bool { !lines.isEmpty || isContinued || !typed.isEmpty || level != nil }

    private var table: Table {
        let columns = [
            Column(label: "Tên", isMain: true), Column(label: isYearly ? "Ngày gốc" : "Thời gian"),
            Column(label: isYearly ? "Năm \(today.year)" : "Địa điểm"), Column(label: "Loại"), Column(label: "Của"),
        ]
        return Table(
            caption: isYearly ? "Ngày lễ lớn, ngày truyền thống" : "Đại hội, hội nghị", columns: columns,
            rows: lines.map(row), empty: empty,
            pager: next == nil && !isContinued
                ? nil
                : Pager(
                    nextHref: next.map {
                        CalendarLinks.list(yearly: isYearly, level: level, typed: typed, after: $0.text)
                    },
                    previousHref: isContinued
                        ? CalendarLinks.list(yearly: isYearly, level: level, typed: typed) : nil,
                    previousLabel: "Về đầu danh sách"))
    }

    private func row(_ line: OccasionLine) -> TableRow {
        let occasion = line.occasion
        let owner = occasion.level == .agency ? line.unitName : occasion.level.name
        let state: HTML? = occasion.state == .kept ? nil : " \(OccasionText.status(occasion, today: today).html)"
        let third: HTML =
            isYearly ? "\(occasion.occurrence(in: today.year)?.count?.noted ?? "–")" : "\(occasion.place)"
        return TableRow(cells: [
            "\(Link(label: occasion.name, href: Route.occasion.path(occasion.id)).html)\(state)",
            "\(occasion.foundedOn?.written ?? occasion.period?.written ?? "")", third, "\(occasion.kind.name)",
            "\(owner)",
        ])
    }

    private var empty: EmptyState {
        if !typed.isEmpty || level != nil {
            return EmptyState(
                title: "Không có mục nào khớp",
                hint: "Bỏ bớt điều kiện rồi tìm lại, hoặc xem mục “Hằng năm”, “Một lần”.")
        }
        return EmptyState(
            title: isYearly ? "Lịch chưa có ngày hằng năm nào" : "Lịch chưa có đại hội, hội nghị nào",
            hint: mayAdd
                ? "Bấm “Thêm vào lịch” để bắt đầu."
                : "Sở Nội vụ và cán bộ các đơn vị thêm ngày vào lịch; mục mới sẽ hiện ở đây.")
    }
}

/// An occasion in words.
enum OccasionText {
    static func status(_ occasion: Occasion, today: CivilDate) -> StatusTag {
        switch occasion.state {
        case .removed: return StatusTag(label: "Đã bỏ khỏi lịch", tone: .neutral)
        case .ended:
            return StatusTag(label: "Giữ đến hết năm \(occasion.lastYear ?? today.year)", tone: .neutral)
        case .kept:
            guard let period = occasion.period else { return StatusTag(label: "Hằng năm", tone: .progress) }
            if period.isOpen { return StatusTag(label: "Chưa ấn định ngày", tone: .warning) }
            if period.endsOn < today { return StatusTag(label: "Đã qua", tone: .neutral) }
            return period.startsOn <= today
                ? StatusTag(label: "Đang diễn ra", tone: .progress) : StatusTag(label: "Sắp tới", tone: .progress)
        }
    }
}
