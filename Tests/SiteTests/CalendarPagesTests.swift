import Actions
import Domain
import Primitives
import Records
import TestSupport
import TestWorld
import Testing
import WebSupport

/// The pages of the calendar and of activities over HTTP.
@Suite struct CalendarPagesTests {
    private static let day: [(String, String)] = [
        ("version", "0"), ("kind", "great_day"), ("owner", "dat-nuoc"), ("name", "Quốc khánh <nước>"),
        ("foundedOn", "02/9/1945"), ("note", "Theo công văn"),
    ]

    @Test(arguments: TestEngine.available)
    func `Thêm ngày, sửa sai, xem năm, tháng, trang công khai và lịch tải về`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let specialist = try await site.signIn("chuyenvien.snv")
            let empty = try await site.get("/lich/danh-muc", as: specialist)
            #expect(empty.body.contains("Lịch chưa có ngày hằng năm nào"))
            #expect(try await site.get("/ngay-le").body.contains("Lịch chưa có ngày nào"))

            let wrong = Self.day.filter { $0.0 != "foundedOn" } + [("foundedOn", "31/02/1945")]
            let refused = try await site.post("/lich/ngay", as: specialist, fields: wrong)
            #expect(refused.status == .unprocessableContent)
            #expect(
                refused.body.contains("href=\"#f-foundedOn\"") && refused.body.contains("“31/02/1945” không có thật"))
            #expect(
                refused.body.contains("value=\"Quốc khánh &lt;nước&gt;\"") && refused.body.contains("Theo công văn"))
            let added = try await site.post("/lich/ngay", as: specialist, fields: Self.day)
            #expect(added.status == .seeOther)
            let path = added.location
            let page = try await site.get(path, as: specialist)
            #expect(page.body.contains("Lần tới: 81 năm, thứ tư ngày 02/9/2026 (còn 271 ngày)."))
            #expect(page.body.contains("Chưa có phong trào, hoạt động, công trình nào gắn với ngày này"))

            let officer = try await site.signIn("canbo.xa")
            let year = try await site.get("/lich?nam=2025", as: officer)
            #expect(
                year.body.contains("Quốc khánh &lt;nước&gt;") && year.body.contains("80 năm (tận\u{a0}cùng\u{a0}0)"))
            #expect(year.body.contains("Năm 2025 có 1 ngày kỷ niệm chung mà số năm tận cùng là 0 hoặc 5."))
            #expect(try await site.get("/lich?nam=2026", as: officer).body.contains("81 năm"))
            let month = try await site.get("/lich/thang?nam=2025&thang=9", as: officer)
            #expect(
                month.body.contains("Lịch tháng 9 năm 2025") && month.body.contains("80 năm (tận\u{a0}cùng\u{a0}0)"))
            // What is no month or year falls back to today's.
            for spoilt in ["?nam=99999&thang=13", "?nam=x&thang=-1", "?nam=0"] {
                let answer = try await site.get("/lich/thang" + spoilt, as: officer)
                #expect(answer.status == .ok && answer.body.contains("Lịch tháng 12 năm 2025"), "\(spoilt)")
            }
            #expect(
                try await site.get("/lich/thang?nam=1900&thang=1", as: officer).body.contains(
                    "Tháng này chưa có mục nào"))
            let open = try await site.get("/ngay-le?nam=2025")
            #expect(open.body.contains("80 năm") && open.body.contains("/lich.ics"))

            let feed = try await site.get("/lich.ics")
            #expect(feed.headers[.contentType] == "text/calendar; charset=utf-8")
            #expect(feed.body.contains("SUMMARY:80 năm Quốc khánh <nước>\r\n"))

            // Somebody was faster: what was typed stays, with the version of now.
            let leader = try await site.signIn("lanhdao.snv")
            let faster = Self.day.filter { $0.0 != "version" } + [("version", "1")]
            #expect(try await site.post(path + "/sua", as: leader, fields: faster).status == .seeOther)
            let mine = faster.filter { $0.0 != "note" } + [("note", "Ý của tôi")]
            let conflict = try await site.post(path + "/sua", as: specialist, fields: mine)
            #expect(conflict.status == .conflict && conflict.body.contains("Phạm Văn Đạo vừa thay đổi mục này"))
            #expect(conflict.body.contains("Ý của tôi") && conflict.body.contains("name=\"version\" value=\"2\""))

            let noReason = try await site.post(
                path + "/thoi-giu", as: specialist, fields: [("version", "2"), ("lastYear", "2025")])
            #expect(noReason.status == .unprocessableContent && noReason.body.contains("href=\"#f-reason\""))
            #expect(noReason.body.contains("name=\"lastYear\" value=\"2025\""))
            let ended = try await site.post(
                path + "/thoi-giu", as: specialist, fields: [("version", "2"), ("lastYear", "2025"), ("reason", "Thử")])
            #expect(ended.status == .seeOther)
            #expect(try await site.get("/lich?nam=2026", as: officer).body.contains("Quốc khánh") == false)
            #expect(try await site.get(path, as: specialist).body.contains("Đưa lại vào lịch"))
        }
    }

    @Test func `Ngày và hoạt động của đơn vị không ra trang công khai; ba mươi ngày tới hiện ở việc cần làm`()
        async throws
    {
        try await withSite(.sqlite) { site in
            let world = site.world
            let stage = try await Stage.make(world)
            for path in ["/ngay-le?nam=2025", "/lich.ics"] {
                let body = try await site.get(path).body
                #expect(body.contains("Ngày thành lập tỉnh") && !body.contains("Ngày truyền thống xã"), "\(path)")
                #expect(!body.contains("Hội thao") && !body.contains("Phong trào thi đua đã phát động"), "\(path)")
            }
            let officer = try await site.signIn("canbo.xa")
            let other = try await site.signIn("canbo.xakhac")
            let work = try await site.get("/viec-can-lam", as: officer)
            #expect(work.body.contains("Sắp tới trong 30 ngày") && work.body.contains("Hội thao"))
            #expect(try await site.get("/viec-can-lam", as: other).body.contains("Hội thao") == false)
            #expect(try await site.get("/lich?nam=2025", as: officer).body.contains("Ngày truyền thống xã"))
            #expect(try await site.get("/lich?nam=2025", as: other).body.contains("Ngày truyền thống xã") == false)
            #expect(try await site.get("/lich?nam=2025&don-vi=tat-ca", as: other).body.contains("Ngày truyền thống xã"))

            // A movement greets a day, and each shows the other.
            let specialist = try await site.signIn("chuyenvien.snv")
            let movement = Route.movement.path(stage.movement)
            let linked = try await site.post(
                Route.linkMovement.path(stage.movement), as: specialist, fields: [("occasion", stage.occasion.rawValue)]
            )
            #expect(linked.status == .seeOther && linked.location == movement + "#chao-mung")
            #expect(try await site.get(movement, as: other).body.contains("126 năm Ngày thành lập tỉnh"))
            let day = try await site.get(Route.occasion.path(stage.occasion), as: other)
            #expect(day.body.contains("Phong trào thi đua đã phát động") && day.body.contains("Năm 2026: 126 năm"))
            #expect(!day.body.contains("Thôi giữ trong lịch") && !day.body.contains("Diễn biến"))
        }
    }

    @Test func `Hoạt động từ kế hoạch đến kết quả trên màn hình, gõ sai thì còn nguyên`() async throws {
        try await withSite(.sqlite) { site in
            let officer = try await site.signIn("canbo.xa")
            let unit = site.world.commune.rawValue
            #expect(try await site.get("/hoat-dong", as: officer).body.contains("Chưa có hoạt động nào"))
            let typed = [
                ("unit", unit), ("kind", "sports"), ("name", "Giải bóng chuyền"), ("startsOn", "01/12/2025"),
                ("endsOn", "30/11/2025"), ("expectedParticipants", "một trăm"), ("plan", "Mỗi thôn một đội"),
            ]
            let refused = try await site.post("/hoat-dong", as: officer, fields: typed)
            #expect(refused.status == .unprocessableContent && refused.body.contains("Mỗi thôn một đội"))
            #expect(
                refused.body.contains("href=\"#f-endsOn\"") && refused.body.contains("href=\"#f-expectedParticipants\"")
            )
            #expect(refused.body.contains("value=\"sports\" checked"))
            let right =
                typed.filter { $0.0 != "endsOn" && $0.0 != "expectedParticipants" } + [("expectedParticipants", "100")]
            let path = try await site.post("/hoat-dong", as: officer, fields: right).location
            #expect(try await site.get(path, as: officer).body.contains("Đã qua ngày, chưa ghi"), "its day is over")
            #expect(try await site.get("/hoat-dong", as: officer).body.contains("Đã qua ngày, chưa ghi"))
            let held = try await site.post(
                path + "/da-to-chuc", as: officer,
                fields: [("version", "1"), ("startsOn", "06/12/2025"), ("endsOn", "")])
            #expect(held.status == .unprocessableContent && held.body.contains("value=\"06/12/2025\""))
            #expect(
                try await site.post(
                    path + "/da-to-chuc", as: officer,
                    fields: [("version", "1"), ("startsOn", "02/12/2025"), ("endsOn", "")]
                ).status == .seeOther)
            #expect(try await site.get(path, as: officer).body.contains("Ngày 02/12/2025"))
            let figures = [
                ("version", "2"), ("participants", "98"), ("result", "Đủ sáu đội"), ("figureName-1", "Số đội"),
                ("figureAmount-1", "sáu"), ("figureMeasure-1", "đội"),
            ]
            let again = try await site.post(path + "/ket-qua", as: officer, fields: figures)
            #expect(again.status == .unprocessableContent && again.body.contains("href=\"#f-figureAmount-1\""))
            let more = try await site.post(path + "/ket-qua", as: officer, fields: figures + [("more", "1")])
            #expect(more.status == .ok && more.body.contains("name=\"figureName-7\""))
            let good = figures.filter { $0.0 != "figureAmount-1" } + [("figureAmount-1", "6")]
            #expect(try await site.post(path + "/ket-qua", as: officer, fields: good).status == .seeOther)
            let reported = try await site.get(path, as: officer)
            #expect(reported.body.contains("98 người (dự kiến 100)") && reported.body.contains("<dd>6 đội</dd>"))
            #expect(try await site.get(path + "/sua", as: officer).status == .conflict)
            #expect(
                try await site.get("/hoat-dong?xem=da-co-ket-qua&loai=the-thao&cua=don-vi-toi", as: officer).body
                    .contains("Giải bóng chuyền"))
            #expect(
                try await site.get("/hoat-dong?xem=da-huy", as: officer).body.contains("Không có hoạt động nào khớp"))
        }
    }
}
