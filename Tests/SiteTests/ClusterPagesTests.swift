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

/// The pages of clusters and blocs, as people use them.
@Suite struct ClusterPagesTests {
    private static let decision = [
        ("kind", "territorial"), ("name", "Cụm thi đua số 1"), ("decisionNumber", "12/QĐ-HĐTĐKT"),
        ("decidedOn", "02/01/2025"), ("issuer", "Hội đồng Thi đua - Khen thưởng tỉnh"), ("validFrom", "01/01/2025"),
    ]

    @Test(arguments: TestEngine.available)
    func `từ quyết định đến trưởng cụm, mỗi bước trên một trang, và đơn vị thấy cụm của mình`(engine: TestEngine)
        async throws
    {
        try await withSite(engine) { site in
            let world = site.world
            let specialist = try await site.signIn("chuyenvien.snv")
            let empty = try await site.get(Route.clusters.path(), as: specialist)
            #expect(empty.body.contains("Chưa có cụm, khối thi đua nào"))
            #expect(empty.body.contains("4 đơn vị chưa thuộc cụm, khối nào"))
            let wrong = try await site.post(
                Route.setUpCluster.path(), as: specialist,
                fields: [("kind", "territorial"), ("name", "Giữ lại tên này"), ("decidedOn", "31/02/2025")])
            #expect(wrong.status == .unprocessableContent)
            #expect(wrong.body.contains("Giữ lại tên này") && wrong.body.contains("31/02/2025"))
            #expect(wrong.body.contains("href=\"#f-decidedOn\"") && wrong.body.contains("href=\"#f-issuer\""))

            let made = try await site.post(Route.setUpCluster.path(), as: specialist, fields: Self.decision)
            #expect(made.status == .seeOther)
            let path = made.location
            let page = try await site.get(path, as: specialist)
            #expect(page.body.contains("Chưa có đơn vị nào") && page.body.contains("Đã lập. Tiếp theo: thêm đơn vị"))
            let form = try await site.get(path + "/don-vi", as: specialist)
            #expect(form.body.contains("Xã, phường: chưa thuộc cụm, khối nào (2)"))
            let none = try await site.post(
                path + "/don-vi", as: specialist,
                fields: [("version", "1"), ("from", "01/01/2025"), ("reason", "Giữ lại căn cứ này")])
            #expect(none.status == .unprocessableContent && none.body.contains("href=\"#f-units\""))
            #expect(none.body.contains("Giữ lại căn cứ này"))
            let added = try await site.post(
                path + "/don-vi", as: specialist,
                fields: [
                    ("version", "1"), ("units", world.commune.rawValue), ("lines", "01840"), ("from", "01/01/2025"),
                    ("reason", "Quyết định số 12"),
                ])
            #expect(added.location == path)
            let members = try await site.get(path, as: specialist)
            #expect(members.body.contains("Đã thêm 2 đơn vị.") && members.body.contains("Đơn vị thành viên hôm nay: 2"))
            let term = try await site.post(
                path + "/truong-pho", as: specialist,
                fields: [
                    ("version", "2"), ("step", "term"), ("year", "2025"), ("chair", world.commune.rawValue),
                    ("deputies", world.otherCommune.rawValue), ("deputies", ""), ("deputies", ""),
                ])
            #expect(term.location == path)
            #expect(try await site.get(Route.clusters.path(), as: specialist).body.contains("Xã Phong Quang"))

            // The officer of a member sees the cluster from the unit, and nothing to change.
            let officer = try await site.signIn("canbo.xa")
            let unit = try await site.get(Route.unit.path(world.commune), as: officer)
            #expect(unit.body.contains(path) && unit.body.contains("Cụm thi đua số 1"))
            let own = try await site.get(path, as: officer)
            #expect(own.body.contains("Cụm trưởng") && own.body.contains("Phường Đức Xuân"))
            #expect(
                !own.body.contains("\(path)/don-vi\"") && !own.body.contains("<form method=\"post\" action=\"\(path)"))

            let late = try await site.post(
                path + "/don-vi/thoi", as: specialist,
                fields: [("version", "1"), ("step", "leave"), ("until", "04/12/2025"), ("reason", "Giữ lại lý do")])
            #expect(late.status == .unprocessableContent && late.body.contains("Giữ lại lý do"))
            #expect(late.body.contains("href=\"#f-members\"") && late.body.contains("id=\"f-members\""))
        }
    }

    @Test(arguments: TestEngine.available)
    func `chia nhiều đơn vị trên một trang; người khác nhanh hơn thì mọi lựa chọn còn nguyên`(engine: TestEngine)
        async throws
    {
        try await withSite(engine) { site in
            let world = site.world
            let specialist = try await site.signIn("chuyenvien.snv")
            let none = try await site.get(Route.divisionForm.path(), as: specialist)
            #expect(none.body.contains("Chưa có cụm, khối nào đang hoạt động"))
            let (one, two) = (try await world.cluster(of: []), try await world.cluster("Cụm thi đua số 2", of: []))
            // One that begins later can be filled before it does.
            var coming = world.typedCluster("Cụm thi đua năm sau")
            coming.validFrom = "01/01/2026"
            _ = try await SetUpCluster(coming).run(by: world.specialist, on: world.store)
            let page = try await site.get(Route.divisionForm.path(), as: specialist)
            #expect(page.body.contains("Chưa thuộc cụm, khối nào: 2"))
            #expect(page.body.contains("Cụm thi đua năm sau (từ 01/01/2026)"))
            try await ChangeCluster(id: two, version: 1, typed: world.typedCluster("Cụm thi đua số 02")).run(
                by: world.leader, on: world.store)
            let fields = [
                ("kind", "commune"), ("v-\(one)", "1"), ("v-\(two)", "1"), ("c-\(world.commune)", one.rawValue),
                ("c-\(world.otherCommune)", two.rawValue), ("from", "05/12/2025"), ("reason", "Quyết định số 12"),
            ]
            let slower = try await site.post(Route.divideUnits.path(), as: specialist, fields: fields)
            #expect(slower.status == .conflict && slower.body.contains("Phạm Văn Đạo vừa thay đổi Cụm thi đua số 02"))
            #expect(slower.body.contains("name=\"v-\(two)\" value=\"2\""))
            #expect(slower.body.contains("<option value=\"\(two)\" selected>"))
            #expect(slower.body.contains("Quyết định số 12"))
            let done = try await site.post(
                Route.divideUnits.path(), as: specialist,
                fields: fields.map { $0.0 == "v-\(two)" ? ($0.0, "2") : $0 })
            #expect(done.location == Route.clusters.path())
            #expect(try await site.get(done.location, as: specialist).body.contains("Đã thêm 2 đơn vị."))
            let rest = try await site.get(Route.unplacedUnits.path(), as: specialist)
            #expect(rest.body.contains("Sở Nội vụ") && !rest.body.contains("Xã Phong Quang"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `ghi nhầm thì xóa được ngay trên trang cụm, bấm hai lần cũng chỉ một lần; đơn vị sắp vào xem được hết`(
        engine: TestEngine
    ) async throws {
        try await withSite(engine) { site in
            let world = site.world
            let (units, _) = try await world.widen(communes: 52, departments: 0, people: 0)
            let id = try await world.cluster(of: [world.commune])
            try await AddClusterMembers(
                id: id, version: 2, units: Set(units), from: "01/01/2026", reason: "Quyết định số 20"
            ).run(by: world.specialist, on: world.store)
            let path = Route.cluster.path(id)
            let specialist = try await site.signIn("chuyenvien.snv")
            let page = try await site.get(path, as: specialist)
            #expect(page.body.contains("Sẽ tham gia") && page.body.contains("Xã Thử 10049</a>"))
            #expect(!page.body.contains("Xã Thử 10051</a>"))
            let next = try #require(page.body.firstMatch(of: #/href="([^"#]*[?&;]st=[^"#]*)#se-tham-gia"/#))
            let rest = try await site.get(String(next.output.1).replacing("&amp;", with: "&"), as: specialist)
            #expect(rest.body.contains("Xã Thử 10050</a>") && rest.body.contains("Xã Thử 10051</a>"))
            let form = try #require(page.body.range(of: "action=\"\(path)/don-vi/xoa-ghi-nham\""))
            let key = try #require(page.body[form.upperBound...].firstMatch(of: #/name="_once" value="([^"]+)"/#))
            let box = try #require(page.body.firstMatch(of: #/name="mistaken" value="([^"]+)"/#))
            let fields = [("_once", String(key.output.1)), ("version", "3"), ("step", "remove")]
            let refused = try await site.post(
                path + "/don-vi/xoa-ghi-nham", as: specialist, fields: fields + [("reason", "Giữ lại lý do này")])
            #expect(refused.status == .unprocessableContent && refused.body.contains("href=\"#f-mistaken\""))
            #expect(refused.body.contains("id=\"f-mistaken\"") && refused.body.contains("Giữ lại lý do này"))
            for _ in 0..<2 {
                let done = try await site.post(
                    path + "/don-vi/xoa-ghi-nham", as: specialist,
                    fields: fields + [("mistaken", String(box.output.1)), ("reason", "Nhầm với Cụm thi đua số 2")])
                #expect(done.location == path)
            }
            let after = try await site.get(path, as: specialist)
            #expect(after.body.contains("Đơn vị thành viên hôm nay: 0"))
            #expect(after.body.contains("Xóa đơn vị ghi nhầm khỏi cụm, khối"))
            let officer = try await site.signIn("canbo.xa")
            #expect(!(try await site.get(path, as: officer).body.contains("Xóa ghi nhầm")))
        }
    }

    @Test(arguments: TestEngine.available)
    func `sửa trưởng, phó của một năm bắt đầu từ nội dung đã ghi`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let world = site.world
            let id = try await world.cluster(of: [world.commune, world.otherCommune])
            try await SetClusterTerm(
                id: id, version: 2, year: "2025", chair: world.commune, deputies: [world.otherCommune]
            ).run(by: world.specialist, on: world.store)
            let path = Route.cluster.path(id)
            let specialist = try await site.signIn("chuyenvien.snv")
            let page = try await site.get(path, as: specialist)
            #expect(page.body.contains("Ghi cụm trưởng, cụm phó của một năm"))
            #expect(!page.body.contains("<option value=\"2025\""))
            #expect(page.body.contains("id=\"f-deputies-5\""))
            #expect(page.body.contains("href=\"\(path)?nam=2025#truong-pho\""))
            let form = try await site.get(path + "?nam=2025", as: specialist)
            #expect(form.body.contains("Sửa cụm trưởng, cụm phó năm 2025"))
            #expect(form.body.contains("name=\"year\" value=\"2025\""))
            #expect(form.body.contains("<option value=\"\(world.commune)\" selected>"))
            #expect(form.body.contains("<option value=\"\(world.otherCommune)\" selected>"))
            // What comes back refused shows what was typed, not what is stored.
            let refused = try await site.post(
                path + "/truong-pho", as: specialist,
                fields: [("version", "3"), ("step", "term"), ("year", "2025"), ("chair", ""), ("deputies", "")])
            #expect(refused.status == .unprocessableContent)
            #expect(refused.body.contains("Sửa cụm trưởng, cụm phó năm 2025"))
            #expect(!refused.body.contains("<option value=\"\(world.commune)\" selected>"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `văn bản chọn gửi theo cụm, theo dõi lọc theo cụm`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let world = site.world
            let id = try await world.cluster(of: [world.commune])
            let empty = try await world.cluster("Khối thi đua Kinh tế", .sectoral, of: [])
            let specialist = try await site.signIn("chuyenvien.snv")
            let form = try await site.get(Route.newDirective.path(), as: specialist)
            #expect(form.body.contains("Chọn theo cụm, khối thi đua") && form.body.contains("chưa có đơn vị"))
            let fields = [
                ("unit", world.province.rawValue), ("title", "Quán triệt"), ("issuer", "Bộ Chính trị"),
                ("purpose", "spread"),
            ]
            let refused = try await site.post(
                Route.draftDirective.path(), as: specialist, fields: fields + [("clusters", empty.rawValue)])
            #expect(refused.status == .unprocessableContent)
            #expect(refused.body.contains("Khối thi đua Kinh tế hôm nay không có đơn vị nào."))
            #expect(refused.body.contains("value=\"\(empty)\" checked"))
            let made = try await site.post(
                Route.draftDirective.path(), as: specialist,
                fields: fields + [("clusters", id.rawValue), ("scopes", "departments")])
            let draft = try await site.get(made.location, as: specialist)
            #expect(draft.body.contains("Sẽ gửi tới <strong>3 đơn vị</strong>"))
            #expect(draft.body.contains("Gửi cụm, khối") && draft.body.contains("Cụm thi đua số 1"))
            _ = try await site.post(made.location + "/gui", as: specialist, fields: [("version", "1")])
            let board = try await site.get(made.location + "/theo-doi", as: specialist)
            #expect(board.body.contains("Sở Y tế") && board.body.contains("Mọi cụm, khối"))
            let ofCluster = try await site.get(made.location + "/theo-doi?cum=\(id)", as: specialist)
            #expect(ofCluster.body.contains("Xã Phong Quang</a>") && !ofCluster.body.contains("Sở Y tế</a>"))
            #expect(ofCluster.body.contains("Tất cả (1)"))
            let csv = try await site.get(made.location + "/theo-doi.csv?cum=\(id)", as: specialist)
            #expect(csv.body.contains("Xã Phong Quang") && !csv.body.contains("Sở Y tế"))
            // An address kept from before the cluster ended shows every unit, on the page and in the table alike.
            try await EndCluster(id: id, version: 2, until: "04/12/2025", reason: "Chia lại").run(
                by: world.specialist, on: world.store)
            for cluster in [id.rawValue, world.commune.rawValue] {
                let ended = try await site.get(made.location + "/theo-doi?cum=\(cluster)", as: specialist)
                #expect(ended.status == .ok && ended.body.contains("Sở Y tế</a>"))
                let table = try await site.get(made.location + "/theo-doi.csv?cum=\(cluster)", as: specialist)
                #expect(table.body.contains("Xã Phong Quang") && table.body.contains("Sở Y tế"))
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `bảng chia tải về, sửa rồi nhập lại: xem trước, ghi, và nhập lần nữa không đổi gì`(engine: TestEngine)
        async throws
    {
        try await withSite(engine) { site in
            let world = site.world
            let one = try await world.cluster("Cụm thi đua số 1", of: [world.commune])
            _ = try await world.cluster("Khối thi đua Kinh tế", .sectoral, of: [])
            let specialist = try await site.signIn("chuyenvien.snv")
            let list = try await site.get(Route.clusters.path(), as: specialist)
            #expect(list.body.contains("href=\"\(Route.divisionImportForm.path())\""))
            let sheet = try await site.get(Route.divisionSheet.path(), as: specialist)
            #expect(
                sheet.body == "\u{FEFF}Mã đơn vị,Đơn vị,\"Cụm, khối\"\r\nSNV,Sở Nội vụ,\r\nSYT,Sở Y tế,\r\n"
                    + "01840,Phường Đức Xuân,\r\n01849,Xã Phong Quang,Cụm thi đua số 1\r\n")
            let changed = sheet.body.replacing("Sở Y tế,", with: "Sở Y tế,Khối thi đua Kinh tế").replacing(
                "Phường Đức Xuân,", with: "Phường Đức Xuân,Cụm thi đua số 1")
            func bring(_ text: String, from: String = "05/12/2025") async throws -> TestSite.Answer {
                try await site.upload(
                    Route.previewDivisionImport.path(), as: specialist,
                    fields: [("from", from), ("reason", "Giữ lại căn cứ này")], field: "tep", fileName: "chia.csv",
                    content: Array(text.utf8))
            }
            let wrong = try await bring(changed, from: "31/02/2025")
            #expect(wrong.status == .unprocessableContent && wrong.body.contains("href=\"#f-from\""))
            #expect(wrong.body.contains("Giữ lại căn cứ này") && wrong.body.contains("31/02/2025"))
            let faulty = try await site.get(
                try await bring(changed.replacing("Khối thi đua Kinh tế", with: "Khối lạ")).location, as: specialist)
            #expect(faulty.body.contains("Dòng 3, cột Cụm, khối: không có cụm, khối “Khối lạ”"))
            #expect(faulty.body.contains("Còn 1 chỗ phải sửa"))
            let made = try await bring(changed)
            let preview = try await site.get(made.location, as: specialist)
            #expect(preview.body.contains("Giữ lại căn cứ này") && preview.body.contains("Khối thi đua Kinh tế"))
            #expect(try await world.members(of: one, on: "05/12/2025") == ["Xã Phong Quang"])
            let versions = preview.body.matches(of: /name="(v-[^"]+)" value="(\d+)"/).map {
                (String($0.output.1), String($0.output.2))
            }
            #expect(versions.count == 2)
            let done = try await site.post(made.location, as: specialist, fields: versions)
            #expect(done.location == Route.clusters.path())
            #expect(
                try await site.get(done.location, as: specialist).body.contains("Đã chia 2 đơn vị từ 05/12/2025."))
            #expect(
                try await world.members(of: one, on: "05/12/2025") == ["Phường Đức Xuân", "Xã Phong Quang"])
            let again = try await site.get(try await bring(changed).location, as: specialist)
            #expect(again.body.contains("Không có gì thay đổi"))
            let now = try await site.get(Route.divisionSheet.path(), as: specialist)
            #expect(now.body == changed)
        }
    }

    @Test(arguments: TestEngine.available)
    func `bảng chỉ tiêu lọc theo cụm bằng thành viên trong kỳ, và giữ bộ lọc khi đổi kỳ`(engine: TestEngine)
        async throws
    {
        try await withSite(engine) { site in
            let world = site.world
            let indicator = try await world.handedDownIndicator()
            let path = Route.indicator.path(indicator)
            let specialist = try await site.signIn("chuyenvien.snv")
            #expect(try await !site.get(path, as: specialist).body.contains("Mọi cụm, khối"))
            let id = try await world.cluster(of: [world.commune])
            let member = try await world.store.read { tx in
                try #require(try ClusterMemberRecords.clusters(of: world.commune, in: tx).first?.membership.id)
            }
            try await EndClusterMemberships(
                id: id, version: 2, members: [member], until: "30/06/2025", reason: "Chuyển"
            ).run(by: world.specialist, on: world.store)
            try await AddClusterMembers(
                id: id, version: 3, units: [world.otherCommune], from: "01/07/2025", reason: "Quyết định số 15"
            ).run(by: world.specialist, on: world.store)
            // Until June only who belonged then; the one that has left is there all the same.
            let half = try await site.get(path + "?ky=6&cum=\(id)", as: specialist)
            #expect(half.body.contains("Xã Phong Quang</a>") && !half.body.contains("Phường Đức Xuân</a>"))
            #expect(half.body.contains("Theo thành viên từ 01/01/2025 đến 30/6/2025"))
            #expect(half.body.contains("Cụm thi đua số 1 đến hết") && half.body.contains("cả năm 72 hộ"))
            #expect(half.body.contains("cum=\(id)"))
            let year = try await site.get(path + "?ky=12&cum=\(id)", as: specialist)
            #expect(year.body.contains("Xã Phong Quang</a>") && year.body.contains("Phường Đức Xuân</a>"))
            let none = try await site.get(path + "?cum=\(world.commune)", as: specialist)
            #expect(none.body.contains("Toàn tỉnh đến hết"))
            let table = try await site.get(Route.targetTable.path() + "?nam=2025&cum=\(id)", as: specialist)
            #expect(table.body.contains("Xã Phong Quang</a>") && table.body.contains("Phường Đức Xuân</a>"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `kế hoạch chọn nơi nhận theo cụm trên biểu mẫu; cụm chưa có đơn vị được nhắc trước khi gửi`(engine: TestEngine)
        async throws
    {
        try await withSite(engine) { site in
            let world = site.world
            let empty = try await world.cluster("Khối thi đua Kinh tế", .sectoral, of: [])
            let plan = try await world.plan(of: world.province, until: .draft)
            let specialist = try await site.signIn("chuyenvien.snv")
            let form = try await site.get(Route.planForm.path(plan.id), as: specialist)
            #expect(form.body.contains("<option value=\"\(empty)\">Khối thi đua Kinh tế</option>"))
            var typed = world.typedPlan()
            typed.addressees.append(TypedPlan.Addressee(group: "execute", name: "", scope: empty.rawValue))
            try await ChangePlan(id: plan.id, version: plan.version, typed: typed).run(
                by: world.specialist, on: world.store)
            let kept = try await site.get(Route.planForm.path(plan.id), as: specialist)
            #expect(kept.body.contains("<option value=\"\(empty)\" selected>Khối thi đua Kinh tế</option>"))
            try await SubmitPlan(id: plan.id, version: plan.version + 1).run(by: world.specialist, on: world.store)
            try await ApprovePlan(
                id: plan.id, version: plan.version + 2, number: "45", signedOn: "05/12/2025", signerName: ""
            ).run(by: world.chairman, on: world.store)
            let page = try await site.get(Route.plan.path(plan.id), as: specialist)
            #expect(page.body.contains("Khối thi đua Kinh tế hôm nay chưa có đơn vị nào"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `pages take a fixed number of statements, however many clusters and members`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let counting = CountingStore(world.store)
            let ticket = try await SignIn(username: "chuyenvien.snv", password: World.password, address: "127.0.0.1")
                .run(on: world.store)
            let headers: HTTPFields = [.cookie: "__Host-phien=\(ticket.token)"]
            let (units, _) = try await world.widen(communes: 12, departments: 3, people: 0)
            @Sendable func make(_ name: String, _ members: ArraySlice<ID<Unit>>) async throws -> ID<Cluster> {
                let id = try await world.cluster(name, of: Array(members))
                try await SetClusterTerm(id: id, version: 2, year: "2025", chair: members.first, deputies: []).run(
                    by: world.specialist, on: world.store)
                return id
            }
            let small = try await make("Cụm thi đua số 1", units[0..<1])
            try await world.site(on: counting) { client in
                func statements(_ id: ID<Cluster>) async throws -> [Int] {
                    var counts: [Int] = []
                    for path in [
                        Route.clusters.path(), Route.cluster.path(id), Route.clusterMembersForm.path(id),
                        Route.divisionForm.path(), Route.unplacedUnits.path(), Route.divisionSheet.path(),
                        Route.divisionImportForm.path(), Route.unit.path(units[0]),
                    ] {
                        _ = try await client.page(path, headers: headers)
                        counting.reset()
                        _ = try await client.page(path, headers: headers)
                        counts.append(counting.count)
                    }
                    return counts
                }
                let few = try await statements(small)
                let large = try await make("Cụm thi đua số 2", units[1..<9])
                for number in 3...6 { _ = try await world.cluster("Cụm thi đua số \(number)", of: []) }
                let many = try await statements(large)
                #expect(few == many)
                #expect(few.allSatisfy { $0 <= 20 }, "\(few)")
            }
        }
    }
}
