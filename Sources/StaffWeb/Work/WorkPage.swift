import Domain
import Hummingbird
import Primitives
import Records
import Store
import WebSupport

struct WorkController: Sendable {
    func addRoutes(staff: StaffRoutes) {
        staff.page(.work) { visit, tx in
            WorkPage(
                work: try WorkRecords.work(for: visit.actor, limit: WorkPage.limit, in: tx), visit: visit,
                today: tx.today, upcoming: try UpcomingDays.load(visit, tx)
            ).page
        }
    }
}

/// *Việc cần làm*: what is late, what is due soon, the rest by kind; then what waits for others.
struct WorkPage {
    /// How many items of a section stand here; the rest is one click away.
    static let limit = 20
    /// What is due within so many days stands above the rest.
    static let soonDays = 7

    let work: Work
    let visit: Visit
    let today: CivilDate
    let upcoming: UpcomingDays

    /// An item with the section it comes from.
    private struct Entry {
        let section: WorkSection
        let item: WorkItem
    }

    var page: StaffPage {
        let dated = work.own.flatMap { list in list.items.map { Entry(section: list.section, item: $0) } }
            .filter { $0.item.dueOn != nil }
            .sorted { ($0.item.dueOn?.iso ?? "") < ($1.item.dueOn?.iso ?? "") }
        let late = dated.filter { $0.item.isLate(on: today) }
        let soon = dated.filter { isSoon($0.item) }
        let others = work.ofOthers.filter { $0.total > 0 }
        return StaffPage(
            title: "Việc cần làm", section: .work,
            main: """
                \(PageHead(title: "Việc cần làm", lead: lead).html)
                \(if: work.openCount == 0, allDone.html)
                \(urgent("Quá hạn", late, total: work.lateCount, tone: .bad))
                \(urgent("Đến hạn trong \(Self.soonDays) ngày tới", soon, total: soon.count, tone: .warning))
                \(each: work.own, rest)
                \(if: !others.isEmpty, "<h2>Đang chờ nơi khác</h2>")
                \(each: others, { card($0, $0.items, count: $0.total) })
                \(upcoming.html)
                """)
    }

    private var lead: String? {
        guard work.openCount > 0 else { return nil }
        let late = work.lateCount > 0 ? ", \(work.lateCount) việc đã quá hạn." : "."
        return "Có \(work.openCount) việc chờ anh/chị" + late
    }

    private var allDone: EmptyState {
        if visit.actor.grants.isEmpty, visit.personID != nil {
            return EmptyState(
                title: "Đã đọc hết văn bản được gửi",
                hint: "Văn bản mới được phổ biến hoặc phân công đến anh/chị sẽ hiện ở đây.",
                action: LinkButton(
                    label: "Xem lại văn bản đã đọc", href: DirectiveLinks.list(.own), tone: .secondary
                ).html)
        }
        if visit.actor.grants.isEmpty {
            return EmptyState(
                title: "Tài khoản chưa được giao việc",
                hint:
                    "Tài khoản này chưa được giao quyền ở đơn vị nào. Liên hệ quản trị hệ thống của tỉnh để được giao quyền."
            )
        }
        return EmptyState(
            title: "Đã xong hết việc",
            hint:
                "Hiện không có việc nào chờ anh/chị. Khi có phong trào mới, hồ sơ bị trả lại hoặc việc đến lượt, việc sẽ hiện ở đây.",
            action: ways
        )
    }

    /// Nothing waits, as on the first day of a year: from where one begins of one's own accord.
    private var ways: HTML {
        let mayPlan = visit.actor.isAny(of: .specialist, .leader, .unitOfficer, .unitHead)
        return """
            \(if: mayPlan, LinkButton(label: "Kế hoạch năm \(today.year)", href: Route.plans.path(), tone: .secondary).html)
            \(LinkButton(label: "Phong trào", href: Route.movements.path(), tone: .secondary).html)
            \(LinkButton(label: "Lịch", href: Route.calendar.path(), tone: .secondary).html)
            """
    }

    private func isSoon(_ item: WorkItem) -> Bool {
        guard let day = item.dueOn else { return false }
        return (0...Self.soonDays).contains(day.days(since: today))
    }

    // MARK: What presses

    private func urgent(_ title: String, _ entries: [Entry], total: Int, tone: Tone) -> HTML {
        guard !entries.isEmpty else { return "" }
        let more = work.own.filter { list in list.late > list.items.count { $0.isLate(on: today) } }
        let showsMore = tone == .bad && !more.isEmpty
        let table = Table(
            caption: "Hạn sớm nhất đứng trước",
            columns: [
                Column(label: "Việc", isMain: true), Column(label: "Loại việc"), Column(label: "Đơn vị"),
                Column(label: "Hạn"),
            ],
            rows: entries.map { entry in
                TableRow(
                    cells: [
                        name(entry.section, entry.item), "\(entry.section.title)", "\(entry.item.unitName)",
                        deadline(entry.item),
                    ], note: reason(entry.item))
            }, empty: nothing)
        return Card(
            title: "\(title) (\(total))",
            body: "\(table.html)\(if: showsMore, "<ul>\(each: more, moreLate)</ul>")", tone: tone
        ).html
    }

    private func moreLate(_ list: WorkList) -> HTML {
        let count = list.late - list.items.count { $0.isLate(on: today) }
        let label = "\(list.section.title): còn \(count) việc quá hạn nữa"
        let content: HTML = list.section.listPath.map { Link(label: label, href: $0).html } ?? "\(label)"
        return "<li>\(content)</li>"
    }

    // MARK: The rest

    /// What of a section is not already above.
    private func rest(_ list: WorkList) -> HTML {
        let soon = list.items.count { isSoon($0) }
        let items = list.items.filter { !$0.isLate(on: today) && !isSoon($0) }
        return items.isEmpty ? "" : card(list, items, count: list.total - list.late - soon)
    }

    private func card(_ list: WorkList, _ items: [WorkItem], count: Int) -> HTML {
        let section = list.section
        let hasDay = items.contains { $0.dueOn != nil }
        let hasMoment = !section.sinceLabel.isEmpty && items.contains { $0.since != nil }
        var columns = [Column(label: "Việc", isMain: true), Column(label: "Đơn vị")]
        if hasDay { columns.append(Column(label: "Hạn")) }
        if hasMoment { columns.append(Column(label: section.sinceLabel)) }
        let table = Table(
            caption: hasDay ? "Hạn sớm nhất đứng trước" : "Chờ lâu nhất đứng trước", columns: columns,
            rows: items.map { item in
                var cells: [HTML] = [name(section, item), "\(item.unitName)"]
                if hasDay { cells.append(deadline(item)) }
                if hasMoment { cells.append("\(item.since?.written ?? "")") }
                return TableRow(cells: cells, note: reason(item))
            }, empty: nothing)
        let label = list.total > list.items.count ? "Xem cả \(list.total) mục" : "Mở danh sách"
        let all: HTML? = section.listPath.map { "<p>\(Link(label: label, href: $0).html)</p>" }
        return Card(title: "\(section.title) (\(count))", body: "\(table.html)\(all)").html
    }

    // MARK: One item

    private func name(_ section: WorkSection, _ item: WorkItem) -> HTML {
        let detail: HTML = item.detail.isEmpty ? "" : " <span class=\"muted\">\(item.detail)</span>"
        let step: HTML? = section.step(of: item).map { "<br>\($0.html)" }
        return "\(Link(label: item.title, href: section.path(of: item)).html)\(detail)\(step)"
    }

    private func deadline(_ item: WorkItem) -> HTML {
        item.dueOn.map { DeadlineBadge(due: $0, today: today).html } ?? ""
    }

    private func reason(_ item: WorkItem) -> HTML? {
        item.reason.flatMap { $0.isEmpty ? nil : "<strong>Lý do trả lại:</strong> \($0)" }
    }

    private var nothing: EmptyState {
        EmptyState(title: "Không còn mục nào", hint: "Tải lại trang để xem tình hình mới nhất.")
    }
}
