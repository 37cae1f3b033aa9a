import Domain
import Primitives
import Records
import Store
import WebSupport

/// What a person has been told: *Thông báo*.
struct NoticeListPage {
    static let pageSize = 50

    let notices: [Notice]
    let unreadOnly: Bool
    let next: PageCursor?
    let isFirst: Bool
    let csrfToken: String

    init(_ visit: Visit, in tx: any ReadTransaction) throws {
        unreadOnly = visit.query["xem"] == "chua-doc"
        let before = PageCursor(visit.query["truoc"])
        isFirst = before == nil
        var found = try NoticeRecords.page(
            of: visit.actor.accountID, unreadOnly: unreadOnly, before: before?.place, limit: Self.pageSize + 1, in: tx)
        var next: PageCursor?
        if found.count > Self.pageSize {
            found.removeLast()
            next = found.last.map { PageCursor(at: $0.createdAt, id: $0.id) }
        }
        notices = found
        self.next = next
        csrfToken = visit.csrfToken
    }

    private func href(_ unread: Bool, _ cursor: PageCursor? = nil) -> String {
        address(Route.notices.path(), [("xem", unread ? "chua-doc" : ""), ("truoc", cursor?.text ?? "")])
    }

    var page: StaffPage {
        let hasUnread = notices.contains { !$0.isRead }
        let readAll: HTML =
            hasUnread
            ? Form(
                action: Route.readAllNotices.path(), csrfToken: csrfToken,
                body: Button(label: "Đánh dấu tất cả đã đọc", tone: .secondary).html
            ).html : ""
        return StaffPage(
            title: "Thông báo", section: .notices,
            main: """
                \(PageHead(title: "Thông báo", actions: readAll).html)
                \(FilterTabs(items: [
                    NavigationItem(label: "Tất cả", href: href(false), isCurrent: !unreadOnly),
                    NavigationItem(label: "Chưa đọc", href: href(true), isCurrent: unreadOnly),
                ]).html)
                \(table.html)
                <p class="muted">Loại nào gửi kèm thư điện tử: \(Link(label: "chọn ở Tài khoản của tôi", href: Route.ownAccount.path() + "#thu").html).</p>
                """)
    }

    private var table: Table {
        Table(
            caption: "Mới nhất đứng trước",
            columns: [Column(label: "Thông báo", isMain: true), Column(label: "Lúc"), Column(label: "Tình trạng")],
            rows: notices.map { notice in
                TableRow(cells: [
                    Link(label: notice.message, href: Route.notice.path(notice.id)).html,
                    "\(notice.createdAt.written)",
                    notice.isRead
                        ? StatusTag(label: "Đã đọc", tone: .neutral).html
                        : StatusTag(label: "Chưa đọc", tone: .progress).html,
                ])
            },
            empty: unreadOnly
                ? EmptyState(title: "Đã đọc hết thông báo", hint: "Xem lại các thông báo cũ ở mục “Tất cả”.")
                : EmptyState(
                    title: "Chưa có thông báo nào",
                    hint: "Khi có việc mới, hồ sơ bị trả lại hoặc vướng mắc được trả lời, thông báo hiện ở đây."),
            pager: next == nil && isFirst
                ? nil
                : Pager(
                    nextHref: next.map { href(unreadOnly, $0) }, previousHref: isFirst ? nil : href(unreadOnly),
                    previousLabel: "Về đầu danh sách"))
    }
}
