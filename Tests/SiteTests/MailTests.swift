import Actions
import Domain
import Foundation
import Logging
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing
import WebSupport

@testable import Jobs

/// A program with the interface of sendmail that keeps what it is given, one file for each mail.
private struct Catcher {
    let folder: URL
    let program: URL

    init(failing: Bool = false) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("thu-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        program = folder.appendingPathComponent("sendmail")
        let script =
            failing
            ? "#!/bin/sh\necho 'host mail.example refused' >&2\nexit 75\n"
            : """
            #!/bin/sh
            n=$(ls "\(folder.path)" | grep -c eml)
            printf '%s\\n' "$@" > "\(folder.path)/$n.args"
            cat > "\(folder.path)/$n.eml"

            """
        try script.write(to: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
    }

    var mails: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".eml") }.sorted()
                .map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
        }
    }

    func arguments(_ number: Int) throws -> [String] {
        try String(contentsOf: folder.appendingPathComponent("\(number).args"), encoding: .utf8).split(separator: "\n")
            .map(String.init)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
}

private let sender = EmailAddress(typed: "thidua@tinh.example")!

private func body(_ mail: String) -> String {
    let parts = mail.components(separatedBy: "\r\n\r\n")
    let encoded = (parts.last ?? "").replacing("\r\n", with: "")
    return Data(base64Encoded: encoded).flatMap { String(data: $0, encoding: .utf8) } ?? ""
}

private func subject(_ mail: String) -> String {
    guard let start = mail.range(of: "Subject: "), let end = mail.range(of: "\r\nDate: ") else { return "" }
    let words = mail[start.upperBound..<end.lowerBound].components(separatedBy: "\r\n ")
    return words.map { word in
        let inner = word.dropFirst("=?UTF-8?B?".count).dropLast(2)
        return Data(base64Encoded: String(inner)).flatMap { String(data: $0, encoding: .utf8) } ?? "?"
    }.joined()
}

extension World {
    fileprivate func setMail(_ email: String, _ choice: MailChoice = .each) async throws {
        let id = officer.accountID
        try await SetAccountMail(id: id, version: 1, email: email).run(by: administrator, on: store)
        try await ChooseMail(all: choice.rawValue).run(by: officer, on: store)
    }

    fileprivate func tell(
        _ message: String, _ kind: NoticeKind? = nil, about subject: EventSubject = .dossier
    ) async throws {
        let (id, commune) = (officer.accountID, commune)
        try await store.write { tx in
            try OutboxRecords.add(message, kind, about: subject, commune.rawValue, toAccount: id, in: tx)
        }
    }

    fileprivate func delivery(_ catcher: Catcher) -> OutboxDelivery {
        OutboxDelivery(
            store: store,
            delivery: SendmailDelivery(
                program: catcher.program.path, sender: sender, site: "https://thidua.tinh.example/",
                logger: Logger(label: "test"),
                timeLimit: .seconds(20)), logger: Logger(label: "test"))
    }
}

@Suite struct MailTests {
    @Test func `addresses that could become a header, an option or another address are none`() {
        for good in ["a@b.vn", "canbo.xa@phongquang.thainguyen.gov.vn", "x+y_z-1@don-vi.gov.vn"] {
            #expect(EmailAddress(typed: good)?.text == good)
        }
        let bad = [
            "", "a", "@b.vn", "a@b", "a@@b.vn", "a b@c.vn", "a@b.vn, c@d.vn", "a@b.vn;c@d.vn", "<a@b.vn>", "-oQ@b.vn",
            "a@-b.vn", "a@b..vn", ".a@b.vn", "a..b@c.vn", "đào@b.vn", "a@b.vn>", "\"a\"@b.vn",
            String(repeating: "a", count: 65) + "@b.vn",
        ]
        for typed in bad { #expect(EmailAddress(typed: typed) == nil, "\(typed)") }
        // A break of line goes when the typed text is tidied; what is left is no address.
        for typed in ["a@b.vn\r\nBcc: c@d.vn", "a@b.vn\nc@d.vn", "a@b.vn\0"] {
            let address = EmailAddress(typed: typed)
            #expect(address?.text.allSatisfy { $0.isASCII && !$0.isWhitespace && !$0.isNewline } ?? true, "\(typed)")
        }
    }

    @Test func `a subject of any letters is encoded in short words and cannot become a header`() {
        let texts = [
            "Bảng Vàng: có thông báo về hồ sơ", String(repeating: "Ưỡn ẹo 🎖 ", count: 30), "",
            "Chào\r\nBcc: ai@do.vn\r\n\r\nThân thư", "=?UTF-8?B?xxx?= ?=",
        ]
        for text in texts {
            let mail = MailMessage(
                id: "thong-bao-0199<x>\r\nBcc: y", sender: sender, senderName: "Bảng Vàng",
                recipient: EmailAddress(typed: "canbo@xa.example")!, subject: text, text: "Dòng một\n.\nDòng ba",
                at: .init(CivilDate(year: 2025, month: 12, day: 5)!, hour: 8))
            let whole = String(decoding: mail.bytes, as: UTF8.self)
            let head = whole.components(separatedBy: "\r\n\r\n")[0]
            #expect(head.utf8.allSatisfy { $0 < 128 } && whole.components(separatedBy: "\r\n\r\n").count == 2)
            let lines = head.components(separatedBy: "\r\n")
            #expect(lines.allSatisfy { $0.utf8.count <= 78 }, "\(lines)")
            #expect(
                lines.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } } == [
                    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
                    "Content-Transfer-Encoding",
                ])
            #expect(subject(whole) == text && body(whole) == "Dòng một\r\n.\r\nDòng ba")
            #expect(head.contains("Date: Fri, 05 Dec 2025 08:00:00 +0700"))
            #expect(head.contains("Message-ID: <thong-bao-0199xBccy@tinh.example>"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `a notice goes out once, to the address of its reader, and says only that something waits and where`(
        engine: TestEngine
    ) async throws {
        let catcher = try Catcher()
        defer { catcher.remove() }
        try await withWorld(engine) { world in
            try await world.setMail("canbo@xa.example")
            try await world.tell("Hồ sơ khen thưởng bà Triệu Thị Đào bị trả lại.")
            let job = world.delivery(catcher)
            try await job.deliverWaiting()
            try await job.deliverWaiting()
            let mail = try #require(try catcher.mails.first)
            #expect(try catcher.mails.count == 1)
            #expect(try catcher.arguments(0) == ["-i", "-f", "thidua@tinh.example", "--", "canbo@xa.example"])
            #expect(subject(mail) == "Bảng Vàng: có thông báo về hồ sơ khen thưởng")
            #expect(body(mail).contains("Kính gửi Lý Thị Mẫu") && !body(mail).contains("Triệu Thị Đào"))
            let notice = try await world.store.read { [officer = world.officer] tx in
                try NoticeRecords.page(of: officer.accountID, unreadOnly: true, before: nil, limit: 5, in: tx)[0]
            }
            #expect(body(mail).contains("https://thidua.tinh.example/thong-bao/\(notice.id)\r\n"))
            #expect(mail.contains("Message-ID: <thong-bao-\(notice.id)@tinh.example>"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `without an address, or when none is wanted, a notice is read in the system only`(
        engine: TestEngine
    ) async throws {
        let catcher = try Catcher()
        defer { catcher.remove() }
        try await withWorld(engine) { world in
            try await world.tell("Một")
            try await world.delivery(catcher).deliverWaiting()
            try await world.setMail("canbo@xa.example", .none)
            try await world.tell("Hai")
            try await world.delivery(catcher).deliverWaiting()
            #expect(try catcher.mails.isEmpty)
            #expect(try await world.store.read { tx in try OutboxRecords.waitingCount(in: tx) } == 0)
            let unread = try await world.store.read { [officer = world.officer] tx in
                try NoticeRecords.unreadCount(of: officer.accountID, in: tx)
            }
            #expect(unread == 2)
        }
    }

    @Test(arguments: TestEngine.available)
    func `who wants one mail a day gets one, after seven, for all that waits`(engine: TestEngine) async throws {
        let catcher = try Catcher()
        defer { catcher.remove() }
        try await withWorld(engine) { world in
            try await world.setMail("canbo@xa.example", .daily)
            try await world.tell("Một")
            try await world.tell("Hai")
            let job = world.delivery(catcher)
            try await job.deliverWaiting()
            try await world.tell("Ba")
            try await job.deliverWaiting()
            #expect(try catcher.mails.map(subject) == ["Bảng Vàng: 2 thông báo chờ anh/chị xem"])
            // 06:00 of the next day, then 08:00.
            world.clock.advance(.seconds(22 * 3600))
            try await job.deliverWaiting()
            #expect(try catcher.mails.count == 1)
            world.clock.advance(.seconds(2 * 3600))
            try await job.deliverWaiting()
            #expect(try catcher.mails.map(subject).last == "Bảng Vàng: 1 thông báo chờ anh/chị xem")
        }
    }

    @Test(arguments: TestEngine.available)
    func `each kind of notice goes out as its reader has chosen: at once, in the mail of the day, or not`(
        engine: TestEngine
    ) async throws {
        let catcher = try Catcher()
        defer { catcher.remove() }
        try await withWorld(engine) { world in
            try await world.setMail("canbo@xa.example", .none)
            var choices = Dictionary(uniqueKeysWithValues: NoticeKind.allCases.map { ($0, MailChoice.none.rawValue) })
            choices[.returned] = MailChoice.each.rawValue
            choices[.reports] = MailChoice.daily.rawValue
            choices[.reminder] = MailChoice.daily.rawValue
            try await ChooseMail(choices: choices).run(by: world.officer, on: world.store)
            try await world.tell("Hồ sơ bị trả lại", .returned)
            try await world.tell("Hồ sơ đã nhận")
            try await world.tell("Báo cáo chờ duyệt", about: .report)
            try await world.tell("Đôn đốc", .reminder, about: .plan)
            try await world.tell("Văn bản mới", about: .directive)
            let job = world.delivery(catcher)
            try await job.deliverWaiting()
            #expect(
                Set(try catcher.mails.map(subject)) == [
                    "Bảng Vàng: có việc bị trả lại, cần sửa về hồ sơ khen thưởng",
                    "Bảng Vàng: 2 thông báo chờ anh/chị xem",
                ])
            try await job.deliverWaiting()
            #expect(try catcher.mails.count == 2)
            // Whatever was chosen, all of it is read in the system, and nothing waits for ever.
            #expect(try await world.store.read { tx in try OutboxRecords.waitingCount(in: tx) } == 0)
            let unread = try await world.store.read { [officer = world.officer] tx in
                try NoticeRecords.unreadCount(of: officer.accountID, in: tx)
            }
            #expect(unread == 5)
            let mail = try await world.store.read { [officer = world.officer] tx in
                try #require(try AccountRecords.mail(of: officer.accountID, in: tx))
            }
            #expect(mail.choice(for: .returned) == .each && mail.choice(for: .reports) == .daily)
            #expect(mail.choice(for: .difficulties) == .none)
            // Another one has chosen nothing: everything at once.
            let other = try await world.store.read { [head = world.head] tx in
                try #require(try AccountRecords.mail(of: head.accountID, in: tx))
            }
            #expect(NoticeKind.allCases.allSatisfy { other.choice(for: $0) == .each })
        }
    }

    @Test(arguments: TestEngine.available)
    func `acts that give back or urge are told apart from plain notices`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let difficulty = try await world.difficulty(until: .askedBack)
            let request = try await world.reportRequest(dueOn: "20/12/2025")
            _ = try await UrgeReports(id: request).run(by: world.specialist, on: world.store)
            let kinds = try await world.store.read { [officer = world.officer] tx in
                try OutboxRecords.waiting(limit: 100, in: tx).filter { $0.accountID == officer.accountID }.map(\.kind)
            }
            #expect(difficulty.state == .askedBack)
            #expect(kinds.filter { $0 == .returned }.count == 1 && kinds.filter { $0 == .reminder }.count == 1)
            #expect(kinds.contains(.reports))
        }
    }

    @Test(arguments: TestEngine.available)
    func `a choice that is none is refused at its field, and one button sets all`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let world = site.world
            try await SetAccountMail(id: world.officer.accountID, version: 1, email: "canbo@xa.example").run(
                by: world.administrator, on: world.store)
            let officer = try await site.signIn("canbo.xa")
            let page = try await site.get(Route.ownAccount.path(), as: officer)
            for kind in NoticeKind.allCases {
                #expect(page.body.contains("name=\"\(ChooseMail.field(kind))\"") && page.body.contains(kind.name))
            }
            var fields = NoticeKind.allCases.map { (ChooseMail.field($0), "daily") }
            fields[0].1 = "hourly"
            let wrong = try await site.post(Route.chooseMail.path(), as: officer, fields: fields)
            #expect(wrong.status == .unprocessableContent && wrong.body.contains("“Bị trả lại, phải sửa”"))
            fields[0].1 = "each"
            #expect(
                try await site.post(Route.chooseMail.path(), as: officer, fields: fields).location
                    == Route.ownAccount.path())
            func choices() async throws -> [MailChoice] {
                let mail = try await world.store.read { [officer = world.officer] tx in
                    try #require(try AccountRecords.mail(of: officer.accountID, in: tx))
                }
                return NoticeKind.allCases.map(mail.choice)
            }
            #expect(try await choices() == [.each] + Array(repeating: .daily, count: NoticeKind.allCases.count - 1))
            _ = try await site.post(Route.chooseMail.path(), as: officer, fields: [("all", "none")])
            #expect(try await choices().allSatisfy { $0 == .none })
            let log = try await world.store.read { [officer = world.officer] tx in
                try EventRecords.history(of: .account, officer.accountID.rawValue, in: tx)
            }
            #expect(log.last?.kind == .accountMailChanged && log.last?.note == "Không gửi thư: mọi thông báo")
        }
    }

    @Test(arguments: TestEngine.available)
    func
        `what cannot be sent rests longer each time, is given up after ten, and is seen and sent again by the administrator`(
            engine: TestEngine
        ) async throws
    {
        let (broken, catcher) = (try Catcher(failing: true), try Catcher())
        defer {
            broken.remove()
            catcher.remove()
        }
        try await withWorld(engine) { world in
            try await world.setMail("canbo@xa.example")
            try await world.tell("Một")
            let job = world.delivery(broken)
            func failed() async throws -> [FailedMessage] {
                try await world.store.read { tx in
                    try OutboxRecords.failed(within: .everything, before: nil, limit: 5, in: tx)
                }
            }
            try await job.deliverWaiting()
            let first = try #require(try await failed().first)
            #expect(first.attempts == 1 && first.error == "Chương trình gửi thư báo lỗi; chi tiết ở nhật ký máy chủ.")
            #expect(first.nextTryAt == world.clock.clock.now() + .seconds(60))
            try await job.deliverWaiting()
            #expect(try await failed().first?.attempts == 1, "it rests")
            for _ in 0..<12 {
                world.clock.advance(.seconds(60 * 600))
                try await job.deliverWaiting()
            }
            let last = try #require(try await failed().first)
            #expect(last.attempts == 10 && last.nextTryAt == nil)
            await #expect(throws: Problem.self) {
                try await ResendMail(id: last.id).run(by: world.officer, on: world.store)
            }
            try await ResendMail(id: last.id).run(by: world.administrator, on: world.store)
            try await world.delivery(catcher).deliverWaiting()
            #expect(try await failed().isEmpty)
            #expect(try catcher.mails.count == 1)
        }
    }

    @Test(arguments: TestEngine.available)
    func `all that could not be sent is sent again with one button, once, and told with its number`(
        engine: TestEngine
    ) async throws {
        let broken = try Catcher(failing: true)
        defer { broken.remove() }
        try await withSite(engine) { site in
            let world = site.world
            try await world.setMail("canbo@xa.example")
            for number in 1...60 { try await world.tell("Việc thứ \(number)") }
            try await world.delivery(broken).deliverWaiting()
            func failed() async throws -> (messages: Int, accounts: Int) {
                try await world.store.read { tx in try OutboxRecords.failedCount(within: .everything, in: tx) }
            }
            #expect(try await failed() == (60, 1))
            await #expect(throws: Problem.self) {
                _ = try await ResendAllMail().run(by: world.officer, on: world.store)
            }
            #expect(try await failed() == (60, 1))
            let administrator = try await site.signIn(Visitor.administrator.username)
            let page = try await site.get(Route.failedMail.path(), as: administrator)
            // Sixty, though the page shows fifty of them.
            #expect(page.body.contains("Gửi lại tất cả 60 thư"))
            let key = [(Form.onceName, "motlanbamchomoithu")]
            let sent = try await site.post(Route.resendAllMail.path(), as: administrator, fields: key)
            #expect(sent.location == Route.failedMail.path())
            #expect(
                try await site.get(sent.location, as: administrator).body.contains("60 thư sẽ được gửi lại"))
            #expect(try await failed() == (0, 0))
            // They fail once more; the same form does nothing twice.
            world.clock.advance(.seconds(60))
            try await world.delivery(broken).deliverWaiting()
            #expect(try await failed() == (60, 1))
            let again = try await site.post(Route.resendAllMail.path(), as: administrator, fields: key)
            #expect(again.location == Route.failedMail.path())
            #expect(try await failed() == (60, 1))
            let log = try await world.store.read { [administrator = world.administrator] tx in
                try EventRecords.history(of: .account, administrator.accountID.rawValue, in: tx)
                    .filter { $0.kind == .allMailResent }
            }
            #expect(log.map(\.note) == ["60 thư của 1 tài khoản"])
        }
    }

    @Test(arguments: TestEngine.available)
    func `only an administrator writes an address down, and only one that is right`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = world.officer.accountID
            for actor in [world.officer, world.leader] {
                await #expect(throws: Problem.self) {
                    try await SetAccountMail(id: id, version: 1, email: "a@b.vn").run(by: actor, on: world.store)
                }
            }
            for typed in ["không phải", "a@b.vn, c@d.vn"] {
                do {
                    try await SetAccountMail(id: id, version: 1, email: typed).run(
                        by: world.administrator, on: world.store)
                    Issue.record("\(typed) was taken")
                } catch let problem as Problem {
                    #expect(problem.fields.map(\.field) == ["email"])
                }
            }
        }
    }
}
