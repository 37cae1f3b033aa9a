import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// Mail that could not be sent: *Thư chưa gửi được*.
struct FailedMailPage {
    static let pageSize = 50

    let messages: [FailedMessage]
    let next: PageCursor?
    let isFirst: Bool
    /// Of all pages.
    let count: Int
    let csrfToken: String

    init(_ visit: Visit, in tx: any ReadTransaction) throws {
        let reach = try AccountGate.reach(of: visit.actor, in: tx)
        let before = PageCursor(visit.query["truoc"])
        isFirst = before == nil
        var found = try OutboxRecords.failed(
            within: reach, before: before?.place, limit: Self.pageSize + 1, in: tx)
        var next: PageCursor?
        if found.count > Self.pageSize {
            found.removeLast()
            next = found.last.map { PageCursor(at: $0.createdAt, id: $0.id) }
        }
        messages = found
        count = found.isEmpty ? 0 : try OutboxRecords.failedCount(within: reach, in: tx).messages
        self.next = next
        csrfToken = visit.csrfToken
    }

    var page: StaffPage {
        StaffPage(
            title: "Thư chưa gửi được", section: .failedMail,
            main: """
                \(PageHead(title: "Thư chưa gửi được", lead: "Người nhận vẫn đọc được thông báo trong hệ thống. Thư được tự gửi lại, tối đa \(OutboxRecords.maximumAttempts) lần; địa chỉ sai thì sửa ở trang tài khoản rồi gửi lại.", actions: resendAll).html)
                \(table.html)
                """)
    }

    private var resendAll: HTML {
        guard count > 0 else { return "" }
        return Form(
            action: Route.resendAllMail.path(), csrfToken: csrfToken, isTakenOnce: true,
            body: Button(label: "Gửi lại tất cả \(groupedByThousands(count)) thư").html
        ).html
    }

    private var table: Table {
        Table(
            caption: "Mới nhất đứng trước",
            columns: [
                Column(label: "Người nhận", isMain: true), Column(label: "Địa chỉ"), Column(label: "Loại thông báo"),
                Column(label: "Lúc"),
                Column(label: "Số lần thử", isNumeric: true), Column(label: "Thử lại lúc"), Column(label: "Việc"),
            ],
            rows: messages.map { message in
                TableRow(
                    cells: [
                        Link(label: message.name, href: Route.account.path(message.accountID)).html, "\(message.email)",
                        "\(message.kind.name)", "\(message.createdAt.written)", "\(message.attempts)",
                        message.nextTryAt.map { "\($0.written)" } ?? StatusTag(label: "Đã dừng", tone: .bad).html,
                        Form(
                            action: Route.resendMail.path(message.id), csrfToken: csrfToken,
                            body: Button(
                                label: "Gửi lại", tone: .secondary,
                                attributes:
                                    "aria-label=\"Gửi lại thư cho \(message.name), \(message.createdAt.written)\""
                            ).html
                        ).html,
                    ], note: "<strong>Lý do:</strong> \(message.error)")
            },
            empty: EmptyState(
                title: "Không có thư nào bị kẹt", hint: "Thư không gửi được sẽ hiện ở đây kèm lý do."),
            pager: next == nil && isFirst
                ? nil
                : Pager(
                    nextHref: next.map { address(Route.failedMail.path(), [("truoc", $0.text)]) },
                    previousHref: isFirst ? nil : Route.failedMail.path(), previousLabel: "Về đầu danh sách"))
    }
}
