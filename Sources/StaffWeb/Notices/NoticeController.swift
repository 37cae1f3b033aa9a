import Actions
import Domain
import Hummingbird
import Primitives
import Records
import Store
import WebSupport

/// Notices as their reader sees them, and the mail that could not be sent as the administrator does.
struct NoticeController: Sendable {
    let site: StaffSite

    func addRoutes(to staff: StaffRoutes) {
        let store = site.store
        staff.page(.notices) { visit, tx in try NoticeListPage(visit, in: tx).page }
        // Opening a notice is reading it: it is marked, and leads on to the thing.
        staff.response(.notice) { visit in
            let id: ID<OutboxMessage> = try visit.id("thông báo này")
            let notice = try await store.write { tx in
                try NoticeRecords.open(id.rawValue, of: visit.actor.accountID, in: tx)
            }
            guard let notice else { throw Problem.notFound("thông báo này") }
            site.counts.forget(visit.actor.accountID)
            return .seeOther(SubjectLinks.path(notice.subject, notice.subjectID) ?? Route.notices.path())
        }
        staff.action(.readAllNotices) { visit, _ in
            let count = try await store.write { tx in try NoticeRecords.readAll(of: visit.actor.accountID, in: tx) }
            return .done(
                Route.notices.path(),
                .done(count == 0 ? "Không còn thông báo nào chưa đọc." : "Đã đánh dấu \(count) thông báo là đã đọc."))
        }
        staff.page(.failedMail) { visit, tx in try FailedMailPage(visit, in: tx).page }
        staff.action(.resendMail) { visit, _ in
            let id: ID<OutboxMessage> = try visit.id("thư này")
            try await ResendMail(id: id.rawValue).run(by: visit.actor, on: store)
            return .done(Route.failedMail.path(), .done("Thư sẽ được gửi lại trong ít phút."))
        }
        staff.action(.resendAllMail) { visit, form in
            let count = try await ResendAllMail().run(
                by: visit.actor, on: site.once(visit, form) { (_: Int) in Route.failedMail.path() })
            return .done(
                Route.failedMail.path(),
                .done(
                    count == 0
                        ? "Không còn thư nào bị kẹt."
                        : "\(groupedByThousands(count)) thư sẽ được gửi lại trong ít phút. Thư nào vẫn không gửi được sẽ hiện lại ở đây."
                ))
        }
        staff.action(.chooseMail) { visit, form in
            try await site.attempt {
                let choices = NoticeKind.allCases.map { ($0, form[ChooseMail.field($0)]) }
                let all = form["all"]
                let hasAddress =
                    try await
                    (all.isEmpty
                    ? ChooseMail(choices: Dictionary(uniqueKeysWithValues: choices)) : ChooseMail(all: all))
                    .run(by: visit.actor, on: store)
                return .done(
                    Route.ownAccount.path(),
                    hasAddress
                        ? .done("Đã ghi cách nhận thư điện tử.")
                        : .warning(
                            "Đã ghi cách nhận thư, nhưng tài khoản chưa có địa chỉ nên chưa có thư nào được gửi. Gửi địa chỉ công vụ cho quản trị hệ thống."
                        ))
            } again: { problem, tx in
                var page = try OwnAccountPage.load(visit, in: tx)
                page.problems = problem.fields
                page.message = problem.fields.isEmpty ? problem.message : nil
                return page.page
            }
        }
    }
}
