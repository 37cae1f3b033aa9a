import Actions
import Domain
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing
import WebSupport

/// The pages of reports and inspections, as a browser without scripts uses them.
@Suite struct ReportPagesTests {
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
            let printed = try await site.get(Route.reportPaper.path(final.id), as: specialist)
            #expect(printed.headers[.contentType] == "application/pdf")
            let word = try await site.get(Route.reportDocument.path(final.id), as: specialist)
            #expect(word.body.contains("SỐ LIỆU THEO ĐƠN VỊ") && word.body.contains("Ủy ban nhân dân tỉnh Thái Nguyên"))
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
