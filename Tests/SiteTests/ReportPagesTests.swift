import Actions
import Domain
import Papers
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing
import WebSupport

@testable import StaffWeb

/// The pages of reports and inspections, as a browser without scripts uses them.
@Suite struct ReportPagesTests {
    @Test(arguments: TestEngine.available)
    func `a figure of a report kind is taken from a target, and the report says so`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let world = site.world
            let (officer, specialist) = (try await site.signIn("canbo.xa"), try await site.signIn("chuyenvien.snv"))
            let indicator = try await world.handedDownIndicator()
            let source = "indicator:\(indicator)"
            let form = try await site.get(Route.newReportKind.path(), as: specialist)
            #expect(form.body.contains("Chỉ tiêu đã giao, lũy kế từ đầu năm"))
            #expect(form.body.contains("<option value=\"\(source)\">Số nhà tạm được xóa (hộ), năm 2025</option>"))
            var fields = [
                ("name", "Sơ kết"), ("period", "half_year"), ("workingDays", "10"), ("heading-1", "Kết quả"),
                ("figure-1", ""), ("measure-1", ""), ("source-1", "indicator:khong-co"),
            ]
            let wrong = try await site.post(Route.addReportKind.path(), as: specialist, fields: fields)
            #expect(wrong.status == .unprocessableContent && wrong.body.contains("Số liệu 1: chọn lại nguồn."))
            fields[6].1 = source
            let kept = try await site.post(Route.addReportKind.path(), as: specialist, fields: fields)
            #expect(kept.location == Route.reportKinds.path())
            let kind = try await world.store.read { tx in try #require(try ReportKindRecords.kinds(in: tx).first?.id) }
            let again = try await site.get(Route.reportKind.path(kind), as: specialist)
            #expect(again.body.contains("<option value=\"\(source)\" selected>"))
            let request = try await world.reportRequest(kind: kind, dueOn: "31/12/2025")
            let id = try await world.report(of: world.commune, request).id
            let figures = Route.unitFigures.path(indicator, world.commune)
            let before = try await site.get(Route.reportForm.path(id), as: officer)
            #expect(before.body.contains("Chưa có số: <a href=\"\(figures)\">báo cáo chỉ tiêu</a>"))
            #expect(before.body.contains("kế hoạch đến hết tháng 12: 72"))
            _ = try await ReportUnitFigure(
                indicatorID: indicator, unitID: world.commune, period: 11, version: 1, amount: "31", note: "",
                reason: ""
            ).run(by: world.officer, files: world.files, on: world.store)
            let page = try await site.get(Route.report.path(id), as: officer)
            #expect(page.body.contains("Đã báo cáo đến hết tháng 11: 31 (<a href=\"\(figures)\">số liệu chỉ tiêu</a>)"))
            #expect(page.body.contains("<strong>31</strong>"))
        }
    }

    @Test(arguments: TestEngine.available, [7, 8, 15])
    func `every figure of a report stands in a table by unit, seven to a table`(engine: TestEngine, count: Int)
        async throws
    {
        try await withSite(engine) { site in
            let world = site.world
            let specialist = try await site.signIn("chuyenvien.snv")
            var typed = TypedReportKind()
            (typed.name, typed.period) = ("Báo cáo nhiều số liệu", "half_year")
            typed.figures = (1...count).map { .init(name: "Số liệu thứ \($0)", measure: "cái") }
            let kind = try await AddReportKind(typed: typed).run(by: world.specialist, on: world.store)
            let request = try await world.reportRequest(kind: kind, dueOn: "31/12/2025", groups: [.commune])
            let report = try await world.report(of: world.commune, request)
            let (head, receiver) = (world.headOf(world.commune), world.specialist)
            let version = try await ChangeReport(
                id: report.id, version: 1,
                typed: TypedReport(words: [], figures: (1...count).map { .init(amount: String(7000 + $0)) })
            ).run(by: head, on: world.store)
            try await SubmitReport(id: report.id, version: version).run(by: head, on: world.store)
            _ = try await SendReport(id: report.id, version: version + 1).run(by: head, on: world.store)
            try await AcceptReport(id: report.id, version: version + 2).run(by: receiver, on: world.store)
            let final = try await world.report(of: world.province, request)
            try await TakeFigures(id: final.id, version: 1).run(by: receiver, on: world.store)
            let word = try await site.get(Route.reportDocument.path(final.id), as: specialist)
            #expect(word.status == .ok)
            let tables = (count + 6) / 7
            #expect(word.body.components(separatedBy: "SỐ LIỆU THEO ĐƠN VỊ").count == tables + 1)
            for number in 1...count {
                let amount = ">\(groupedByThousands(7000 + number))<"
                // In the report, in the row of the unit, in the sum.
                #expect(word.body.components(separatedBy: amount).count == 4, "\(number)")
                #expect(word.body.contains(">(\(number)) Số liệu thứ \(number), cái<"))
            }
            #expect(word.body.contains(">PHỤ LỤC<") == (tables == 1))
            #expect(word.body.contains(">PHỤ LỤC \(tables == 3 ? "III" : "II")<") == (tables > 1))
            let printed = try await site.get(Route.reportPaper.path(final.id), as: specialist)
            #expect(printed.headers[.contentType] == "application/pdf")
        }
    }

    @Test(arguments: TestEngine.available)
    func `a unit writes its report, the head sends it, Sở Nội vụ accepts it and takes the figures`(
        engine: TestEngine
    ) async throws {
        try await withSite(engine) { site in
            let world = site.world
            let (officer, head) = (try await site.signIn("canbo.xa"), try await site.signIn("thutruong.xa"))
            let specialist = try await site.signIn("chuyenvien.snv")
            let empty = try await site.get(Route.reports.path(), as: officer)
            #expect(empty.body.contains("Chưa có báo cáo nào được yêu cầu"))
            let request = try await world.reportRequest(dueOn: "20/12/2025")
            let id = try await world.report(of: world.commune, request).id
            #expect(try await site.get(Route.work.path(), as: officer).body.contains("Báo cáo cần lập"))
            let page = try await site.get(Route.report.path(id), as: officer)
            #expect(page.body.contains("Chưa viết phần “Kết quả nổi bật”."))
            // What is wrong stands at its field, and nothing typed is lost.
            let wrong = try await site.post(
                Route.changeReport.path(id), as: officer,
                fields: [
                    ("version", "1"), ("words-1", "Làm tốt"), ("amount-1", ""), ("amount-2", "ba"), ("amount-3", "1"),
                ])
            #expect(wrong.status == .unprocessableContent)
            #expect(wrong.body.contains("không phải là số nguyên") && wrong.body.contains("Làm tốt"))
            let fields = [("words-1", "Làm tốt"), ("amount-1", ""), ("amount-2", "3"), ("amount-3", "1.200")]
            let saved = try await site.post(
                Route.changeReport.path(id), as: officer, fields: [("version", "1")] + fields)
            #expect(saved.location == Route.report.path(id))
            // Somebody else was faster.
            let late = try await site.post(
                Route.changeReport.path(id), as: head, fields: [("version", "1"), ("words-1", "Bản khác")])
            #expect(late.status == .conflict && late.body.contains("vừa sửa báo cáo này"))
            #expect(late.body.contains("Bản khác"))
            for (route, session, version) in [
                (Route.submitReport, officer, "2"), (.sendReport, head, "3"), (.acceptReport, specialist, "4"),
            ] {
                let answer = try await site.post(route.path(id), as: session, fields: [("version", version)])
                #expect(answer.location == Route.report.path(id))
            }
            let board = try await site.get(
                Route.reportRequest.path(request) + "?xem=da-nhan", as: specialist)
            #expect(board.body.contains("<strong>1 trong 4</strong>") && board.body.contains("Xã Phong Quang"))
            let final = try await world.report(of: world.province, request)
            let stale = try await site.get(Route.report.path(final.id), as: specialist)
            #expect(stale.body.contains("Số liệu tổng hợp đã cũ") && stale.body.contains("Phường Đức Xuân"))
            _ = try await site.post(Route.takeFigures.path(final.id), as: specialist, fields: [("version", "1")])
            let fresh = try await site.get(Route.report.path(final.id), as: specialist)
            #expect(fresh.body.contains("Đã tính 1 trong 4") && fresh.body.contains("<strong>1.200</strong>"))
            #expect(!fresh.body.contains("Số liệu tổng hợp đã cũ"))
            let words = try await site.get(Route.reportWords.path(final.id), as: specialist)
            #expect(words.body.contains("Làm tốt"))
            #expect(!fresh.body.contains("Biểu đồ theo đơn vị"), "one unit is no plot")
            let printed = try await site.get(Route.reportPaper.path(final.id), as: specialist)
            #expect(printed.headers[.contentType] == "application/pdf")
            let word = try await site.get(Route.reportDocument.path(final.id), as: specialist)
            #expect(word.body.contains("SỐ LIỆU THEO ĐƠN VỊ") && word.body.contains("Ủy ban nhân dân tỉnh Thái Nguyên"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `the plots of a consolidated report are the same on its screen, in its Word document and in its table`(
        engine: TestEngine
    ) async throws {
        try await withSite(engine) { site in
            let world = site.world
            let specialist = try await site.signIn("chuyenvien.snv")
            let request = try await world.reportRequest(dueOn: "20/12/2025")
            for (unit, houses) in [(world.commune, 1250), (world.otherCommune, 900)] {
                try await world.fileReport(of: unit, request, houses: houses, metres: 40, until: .accepted)
            }
            let final = try await world.report(of: world.province, request)
            let before = try await site.get(Route.report.path(final.id), as: specialist)
            #expect(before.body.contains("Số liệu tổng hợp đã cũ") && !before.body.contains("Biểu đồ theo đơn vị"))
            _ = try await site.post(Route.takeFigures.path(final.id), as: specialist, fields: [("version", "1")])
            let page = try await site.get(Route.report.path(final.id), as: specialist).body
            #expect(
                page.contains("Biểu đồ theo đơn vị") && page.contains("<figcaption>Nhà tạm đã xóa (nhà)</figcaption>"))
            #expect(page.contains("<th scope=\"row\">Xã Phong Quang</th><td class=\"num\">1.250</td>"))
            #expect(page.components(separatedBy: "<svg role=\"img\"").count == 3)
            let word = try await site.get(Route.reportDocument.path(final.id), as: specialist).body
            #expect(word.contains("descr=\"Biểu đồ thanh. Nhà tạm đã xóa (nhà). Xã Phong Quang: 1.250; "))
            #expect(word.contains("<c:v>1250</c:v>") && word.contains("word/charts/chart2.xml"))
            // What an official has worked on comes back as a file: it is taken.
            let paper = try Papers().reportDOCX(
                try await world.store.read { [actor = world.specialist] tx in
                    let file = try Gate.report(final.id, for: actor, may: .view, in: tx)
                    return try PrintedReport(file, in: tx).paper(isDemo: true)
                })
            #expect(try FileCheck.kind(of: paper, named: "Báo cáo.docx") == .docx)
        }
    }

    @Test(arguments: TestEngine.available)
    func `difficulties put together are printed by theme, with room for number, day and signature`(
        engine: TestEngine
    ) async throws {
        try await withSite(engine) { site in
            let specialist = try await site.signIn("chuyenvien.snv")
            let empty = try await site.get(Route.difficultySummaryDocument.path(), as: specialist)
            #expect(empty.body.contains("Trong thời gian này không đơn vị nào gửi vướng mắc."))
            #expect(!empty.body.contains("PHỤ LỤC"))
            _ = try await site.world.difficulty("Chưa rõ cách tính thời gian", until: .answered)
            _ = try await site.world.difficulty("Thiếu mẫu biên bản <mới>")
            let word = try await site.get(Route.difficultySummaryDocument.path(), as: specialist)
            #expect(word.status == .ok)
            #expect(
                word.headers[.contentDisposition]?.contains("tong-hop-vuong-mac-2025-01-01-2025-12-05.docx") == true)
            for text in [
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SỞ NỘI VỤ", "/BC-SNV", "BÁO CÁO",
                "Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh",
                "Các đơn vị gửi 2 vướng mắc thuộc 1 lĩnh vực, đã trả lời 1, chưa trả lời 1.", "2. Hồ sơ, thủ tục",
                "Thiếu mẫu biên bản &lt;mới&gt;: Xã Phong Quang gửi ngày", "VƯỚNG MẮC THEO LĨNH VỰC", "Nơi nhận:",
                "GIÁM ĐỐC",
            ] {
                #expect(word.body.contains(text), "\(text)")
            }
            #expect(!word.body.contains("Chưa rõ cách tính thời gian"), "answered, and shared with nobody")
            let printed = try await site.get(
                Route.difficultySummaryPaper.path() + "?tu=01/12/2025&den=05/12/2025", as: specialist)
            #expect(printed.headers[.contentType] == "application/pdf" && printed.body.hasPrefix("%PDF-"))
            let wrong = try await site.get(Route.difficultySummaryPaper.path() + "?tu=31/02/2025", as: specialist)
            #expect(wrong.status == .unprocessableContent && wrong.body.contains("Ngày không có thật"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `a kind of report is made without a script, a request is taken once`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let specialist = try await site.signIn("chuyenvien.snv")
            let longer = try await site.post(
                Route.addReportKind.path(), as: specialist,
                fields: [("name", "Báo cáo quý"), ("heading-1", "Kết quả"), ("figure-1", "Số hộ"), ("more", "figures")])
            #expect(longer.body.contains("Báo cáo quý") && longer.body.contains("figure-5"))
            let refused = try await site.post(
                Route.addReportKind.path(), as: specialist, fields: [("name", ""), ("heading-1", "Kết quả")])
            #expect(refused.status == .unprocessableContent && refused.body.contains("Chọn kỳ báo cáo."))
            let made = try await site.post(
                Route.addReportKind.path(), as: specialist,
                fields: [("name", "Báo cáo quý"), ("period", "quarter"), ("heading-1", "Kết quả")])
            #expect(made.location == Route.reportKinds.path())
            let kind = try await site.world.store.read { tx in try #require(try ReportKindRecords.kinds(in: tx).first) }
            let fields = [
                ("kind", kind.id.rawValue), ("title", "Báo cáo quý IV"), ("periodFrom", "01/10/2025"),
                ("periodUntil", "31/12/2025"), ("dueOn", "10/01/2026"), ("groups", "commune"),
                ("_once", "0123456789abcdef"),
            ]
            let first = try await site.post(Route.askForReports.path(), as: specialist, fields: fields)
            let second = try await site.post(Route.askForReports.path(), as: specialist, fields: fields)
            #expect(first.location == second.location && first.location.hasPrefix("/bao-cao/yeu-cau/"))
            let missing = try await site.post(
                Route.askForReports.path(), as: specialist, fields: [("kind", kind.id.rawValue), ("title", "Của tôi")])
            #expect(missing.status == .unprocessableContent && missing.body.contains("Của tôi"))
            #expect(missing.body.contains("Chọn ít nhất một nhóm đơn vị"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `an inspection is planned, concluded and mended on its pages`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let (officer, leader) = (try await site.signIn("canbo.xa"), try await site.signIn("lanhdao.snv"))
            let planned = try await site.post(
                Route.planInspection.path(), as: leader,
                fields: [
                    ("unit", "Xã Phong Quang"), ("subject", "Kiểm tra thi đua"), ("team", "Đoàn của Sở"),
                    ("startsOn", "04/12/2025"),
                ])
            #expect(planned.location.hasPrefix("/kiem-tra-thi-dua/"))
            let wrong = try await site.post(
                planned.location + "/ket-luan", as: leader,
                fields: [("version", "1"), ("conclusion", "Tốt"), ("kind-1", "recommendation"), ("text-1", "Lập sổ")])
            #expect(wrong.status == .unprocessableContent && wrong.body.contains("nhập hạn thực hiện kiến nghị"))
            #expect(wrong.body.contains("Lập sổ"))
            _ = try await site.post(
                planned.location + "/ket-luan", as: leader,
                fields: [
                    ("version", "1"), ("conclusion", "Tốt"), ("kind-1", "recommendation"), ("text-1", "Lập sổ"),
                    ("due-1", "04/12/2025"),
                ])
            let work = try await site.get(Route.work.path(), as: officer)
            #expect(work.body.contains("Kiến nghị kiểm tra cần khắc phục") && work.body.contains("Quá hạn 1 ngày"))
            let page = try await site.get(planned.location, as: officer)
            #expect(page.body.contains("Đã khắc phục những gì"))
            let id = try #require(ID<Inspection>(parsing: planned.location.split(separator: "/")[1]))
            let finding = try await site.world.store.read { tx in
                try #require(try InspectionRecords.findings(of: id, in: tx).first)
            }
            let silent = try await site.post(
                Route.answerRecommendation.path(id, finding.id), as: officer, fields: [("version", "1")])
            #expect(silent.status == .unprocessableContent && silent.body.contains("Ghi rõ đã khắc phục những gì."))
            _ = try await site.post(
                Route.answerRecommendation.path(id, finding.id), as: officer,
                fields: [("version", "1"), ("answer", "Đã lập sổ")])
            _ = try await site.post(
                Route.confirmRecommendation.path(id, finding.id), as: leader, fields: [("version", "2")])
            #expect(try await site.get(planned.location, as: officer).body.contains("Đã khắc phục"))
            #expect(
                try await site.get(Route.recommendations.path(), as: officer).body.contains(
                    "Không còn kiến nghị nào chờ khắc phục"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `lists and pages ask as many questions for many items as for few`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let counting = CountingStore(world.store)
            let specialist = world.specialist
            func counts(_ request: ID<ReportRequest>) async throws -> [Int] {
                var counts: [Int] = []
                for read: @Sendable (any ReadTransaction) throws -> Void in [
                    { tx in _ = try ReportListRecords.requests(before: nil, limit: 50, in: tx) },
                    { tx in _ = try ReportListRecords.board(request, states: [], after: nil, limit: 50, in: tx) },
                    { tx in _ = try ReportListRecords.own([world.commune], before: nil, limit: 50, in: tx) },
                    { tx in
                        _ = try InspectionRecords.page(
                            year: 2025, state: nil, for: specialist, before: nil, limit: 50, in: tx)
                    },
                    { tx in _ = try InspectionRecords.recommendations(for: specialist, after: nil, limit: 50, in: tx) },
                ] {
                    counting.reset()
                    try await counting.read { tx in try read(tx) }
                    counts.append(counting.count)
                }
                return counts
            }
            let kind = try await world.reportKind()
            let request = try await world.reportRequest(kind: kind, groups: [.department])
            _ = try await world.concludedInspection()
            #expect(try await counts(request) == [1, 1, 1, 1, 1])
            for _ in 1...3 { _ = try await world.reportRequest(kind: kind) }
            for _ in 1...3 { _ = try await world.concludedInspection() }
            #expect(try await counts(request) == [1, 1, 1, 1, 1])
        }
    }
}
