import Actions
import Domain
import HTTPTypes
import HummingbirdTesting
import Primitives
import Records
import TestSupport
import TestWorld
import Testing
import WebSupport

/// The pages of documents sent down, as people use them.
@Suite struct DirectivePagesTests {
    private static func fields(_ world: World) -> [(String, String)] {
        [
            ("unit", world.province.rawValue), ("title", "Quán triệt Chỉ thị"), ("number", "41-CT/TW"),
            ("issuedOn", "26/12/2024"), ("issuer", "Bộ Chính trị"), ("summary", "Toàn thể cán bộ"),
            ("purpose", "spread"), ("dueOn", "20/12/2025"), ("scopes", "communes"),
        ]
    }

    @Test(arguments: TestEngine.available)
    func `từ bản soạn đến xác nhận của từng người, mỗi bước trên một trang`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let world = site.world
            let specialist = try await site.signIn("chuyenvien.snv")
            let wrong = try await site.post(
                Route.draftDirective.path(), as: specialist,
                fields: [("unit", world.province.rawValue), ("title", "Giữ lại câu này"), ("issuedOn", "31/02/2025")])
            #expect(wrong.status == .unprocessableContent)
            #expect(wrong.body.contains("Giữ lại câu này") && wrong.body.contains("31/02/2025"))
            #expect(wrong.body.contains("href=\"#f-scopes\"") && wrong.body.contains("href=\"#f-issuedOn\""))

            let made = try await site.post(Route.draftDirective.path(), as: specialist, fields: Self.fields(world))
            #expect(made.status == .seeOther)
            let path = made.location
            let draft = try await site.get(path, as: specialist)
            #expect(draft.body.contains("Sẽ gửi tới <strong>2 đơn vị</strong>"))
            #expect(draft.body.contains("Phường Đức Xuân; Xã Phong Quang"))
            let officer = try await site.signIn("canbo.xa")
            #expect(try await site.get(path, as: officer).status == .notFound)

            let sent = try await site.post(path + "/gui", as: specialist, fields: [("version", "1")])
            #expect(try await site.get(sent.location, as: specialist).body.contains("Đã gửi tới 2 đơn vị (3 cán bộ"))
            let twice = try await site.post(path + "/gui", as: specialist, fields: [("version", "1")])
            #expect(twice.status == .conflict && twice.body.contains("Văn bản này đã được gửi."))

            let work = try await site.get(Route.work.path(), as: officer)
            #expect(work.body.contains("Văn bản cần tiếp nhận, quán triệt"))
            let unit = path + "/don-vi/\(world.commune)"
            let opened = try await site.get(unit, as: officer)
            #expect(opened.body.contains("Đã tiếp nhận") && opened.body.contains("Phổ biến đến cả 2 người"))
            let spread = try await site.post(unit + "/pho-bien", as: officer, fields: [("all", "1")])
            #expect(try await site.get(spread.location, as: officer).body.contains("Chưa đọc (2)"))
            let nobody = try await site.post(unit + "/ghi-nhan", as: officer, fields: [("record", "1")])
            #expect(nobody.status == .unprocessableContent && nobody.body.contains("Chưa chọn ai"))
            let assigned = try await site.post(
                unit + "/phan-cong", as: officer,
                fields: [("version", "1"), ("person", world.fighter.rawValue), ("dueOn", "31/12/2025")])
            #expect(assigned.status == .unprocessableContent && assigned.body.contains("31/12/2025"))
            #expect(assigned.body.contains("ở sau hạn của văn bản"))

            _ = try await world.staffAccount("nguoidoc", of: world.worker, named: "Nguyễn Văn Ân")
            let reader = try await site.signIn("nguoidoc")
            let list = try await site.get(Route.directives.path(), as: reader)
            #expect(list.body.contains("Chưa đọc") && list.body.contains(path))
            let page = try await site.get(path, as: reader)
            #expect(page.body.contains("Tôi đã đọc và nắm nội dung"))
            // What the unit and the province follow is not a reader's.
            #expect(!page.body.contains("Tiến độ") && !page.body.contains("Thu hồi"))
            let said = try await site.post(path + "/da-doc", as: reader)
            #expect(try await site.get(said.location, as: reader).body.contains("Đã ghi nhận: anh/chị đã đọc"))
            let again = try await site.post(path + "/da-doc", as: reader)
            #expect(try await site.get(again.location, as: reader).body.contains("đã xác nhận từ lúc"))

            let recorded = try await site.post(
                unit + "/ghi-nhan", as: officer, fields: [("people", world.fighter.rawValue)])
            #expect(try await site.get(recorded.location, as: officer).body.contains("ghi nhận thay cho 1 người"))
            let board = try await site.get(path + "/theo-doi", as: specialist)
            #expect(board.body.contains("2 / 2 người") && board.body.contains("Đã xong (1)"))
            let behind = try #require(board.body.firstRange(of: "Phường Đức Xuân</a>"))
            let done = try #require(board.body.firstRange(of: "Xã Phong Quang</a>"))
            #expect(behind.lowerBound < done.lowerBound)
            let csv = try await site.get(path + "/theo-doi.csv?xem=chua-xong", as: specialist)
            #expect(csv.body.contains("Phường Đức Xuân") && !csv.body.contains("Xã Phong Quang"))
            // A commune follows itself and what lies below it, nobody else.
            let own = try await site.get(path + "/theo-doi", as: officer)
            #expect(own.body.contains("Xã Phong Quang") && !own.body.contains("Phường Đức Xuân"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `pages take a fixed number of statements, however many units and people`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let counting = CountingStore(world.store)
            let ticket = try await SignIn(username: "chuyenvien.snv", password: World.password, address: "127.0.0.1")
                .run(on: world.store)
            let headers: HTTPFields = [.cookie: "__Host-phien=\(ticket.token)"]
            func round(_ people: Int) async throws -> (id: ID<Directive>, unit: ID<Unit>) {
                let (units, officers) = try await world.widen(
                    communes: people, departments: 0, people: people, officers: 1, prefix: "\(people)")
                let id = try await world.sentDirective()
                _ = try await SpreadDirective(id: id, unitID: units[0]).run(by: officers[0], on: world.store)
                return (id, units[0])
            }
            let (one, three) = (try await round(1), try await round(4))
            try await world.site(on: counting) { client in
                func statements(_ made: (id: ID<Directive>, unit: ID<Unit>)) async throws -> [Int] {
                    var counts: [Int] = []
                    for path in [
                        Route.directives.path(), Route.directive.path(made.id), Route.directiveBoard.path(made.id),
                        Route.delivery.path(made.id, made.unit),
                    ] {
                        _ = try await client.page(path, headers: headers)
                        counting.reset()
                        _ = try await client.page(path, headers: headers)
                        counts.append(counting.count)
                    }
                    return counts
                }
                let (few, many) = (try await statements(one), try await statements(three))
                #expect(few == many)
                #expect(few.allSatisfy { $0 <= 20 }, "\(few)")
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `người chỉ đọc văn bản: đọc hết thì được nói là đã đọc hết, và gửi được vướng mắc từ mọi trang`(
        engine: TestEngine
    )
        async throws
    {
        try await withSite(engine) { site in
            let world = site.world
            _ = try await world.staffAccount("nguoidoc", of: world.fighter, named: "Triệu Thị Đào")
            let id = try await world.sentDirective()
            let officer = try await site.signIn("canbo.xa")
            let unit = Route.delivery.path(id, world.commune)
            _ = try await site.post(unit + "/pho-bien", as: officer, fields: [("all", "1")])
            let page = try await site.get(unit, as: officer)
            #expect(page.body.contains("Nhắc 1 người chưa đọc") && page.body.contains("1 người khác chưa có tài khoản"))
            let reminded = try await site.post(unit + "/nhac-nguoi-doc", as: officer, fields: [])
            #expect(try await site.get(reminded.location, as: officer).body.contains("Hôm nay đã nhắc người chưa đọc"))
            let again = try await site.post(unit + "/nhac-nguoi-doc", as: officer, fields: [])
            #expect(again.status == .conflict)

            let reader = try await site.signIn("nguoidoc")
            #expect(try await site.get(Route.notices.path(), as: reader).body.contains("chưa xác nhận đã đọc văn bản"))
            let work = try await site.get(Route.work.path(), as: reader)
            #expect(work.body.contains("Văn bản cần đọc") && work.body.contains("Gặp vướng mắc ở trang này?"))
            _ = try await site.post(Route.acknowledgeDirective.path(id), as: reader, fields: [])
            let done = try await site.get(Route.work.path(), as: reader)
            #expect(done.body.contains("Đã đọc hết văn bản được gửi") && !done.body.contains("chưa được giao việc"))
            let asking = try await site.get(Route.newDifficulty.path(), as: reader)
            #expect(asking.status == .ok && asking.body.contains(world.commune.rawValue))
            let nobody = try await site.signIn("khongquyen")
            #expect(try await site.get(Route.work.path(), as: nobody).body.contains("Tài khoản chưa được giao việc"))
            #expect(try await site.get(Route.newDifficulty.path(), as: nobody).status == .forbidden)

            _ = try await site.post(
                unit + "/phan-cong", as: officer,
                fields: [("version", "1"), ("person", world.fighter.rawValue), ("dueOn", "15/12/2025")])
            let assigned = try await site.get(Route.work.path(), as: reader)
            #expect(assigned.body.contains("Văn bản được phân công") && assigned.body.contains(unit))
            let own = try await site.get(unit, as: reader)
            #expect(own.body.contains("Anh/chị được phân công phụ trách") && own.body.contains("Báo đã xong"))
            #expect(!own.body.contains("Phổ biến đến cả") && !own.body.contains("Ghi phân công"))
        }
    }
}
