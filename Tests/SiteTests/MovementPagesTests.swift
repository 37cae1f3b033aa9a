import Actions
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Papers
import Portal
import Primitives
import Records
import StaffWeb
import Store
import TestSupport
import TestWorld
import Testing
import WebSupport

/// The pages of movements over HTTP, with session and form token as a browser sends them.
@Suite struct MovementPagesTests {
    /// A person at a browser.
    private struct Person {
        let client: any TestClientProtocol
        let cookie: String
        let csrf: String

        func get(_ path: String) async throws -> (status: Int, body: String) {
            try await client.execute(uri: path, method: .get, headers: [.cookie: cookie]) {
                (Int($0.status.code), String(buffer: $0.body))
            }
        }

        func post(
            _ path: String, _ fields: [(String, String)]
        ) async throws -> (status: Int, location: String, body: String) {
            let body = (fields + [("_csrf", csrf)]).map { "\($0.0)=\(escaped($0.1))" }.joined(separator: "&")
            let headers: HTTPFields = [.cookie: cookie, .contentType: "application/x-www-form-urlencoded"]
            return try await client.execute(
                uri: path, method: .post, headers: headers, body: ByteBuffer(string: body)
            ) { (Int($0.status.code), $0.headers[.location] ?? "", String(buffer: $0.body)) }
        }

        private func escaped(_ text: String) -> String {
            text.utf8.map { byte in
                let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                let digits = String(byte, radix: 16)
                return isPlain ? String(Unicode.Scalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
            }.joined()
        }
    }

    private func withSite(_ world: World, _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void)
        async throws
    {
        let site = StaffSite(
            store: world.store, clock: world.clock.clock, lawbook: world.lawbook, papers: try Papers(),
            files: world.files,
            identities: world.cipher, isDemo: false, trustsProxy: false)
        let router = Router(context: SiteContext.self)
        router.add(middleware: ErrorPages())
        StaffWeb.addRoutes(to: router, site: site)
        MovementPages.addRoutes(to: router, store: world.store, demo: { _ in nil }, navigation: { _ in [] })
        try await Application(router: router, logger: silentLogger).test(.router) { client in
            try await body(KeepingCookies(client))
        }
    }

    private func person(_ username: String, _ world: World, _ client: any TestClientProtocol) async throws -> Person {
        let ticket = try await SignIn(username: username, password: World.password, address: "192.0.2.1").run(
            on: world.store)
        let session = try await world.store.read { tx in
            try AccountRecords.session(tokenHash: sha256(ticket.token), idleSince: tx.now - .seconds(60), in: tx)
        }
        return Person(
            client: client, cookie: "__Host-phien=\(ticket.token)", csrf: try #require(session).csrfToken)
    }

    private static let typed: [(String, String)] = [
        ("version", "0"), ("name", "Phong trào thi đua <năm 2025>"), ("theme", "Ra sức thi đua"), ("form", "regular"),
        ("startsOn", "01/01/2025"), ("endsOn", "31/12/2025"), ("respondBy", "05/12/2025"),
        ("goals", "Hoàn thành chỉ tiêu"), ("document", ""), ("basisInstrument-1", "Nghị quyết số 75/NQ-HĐND"),
        ("basisOn-1", "09/12/2024"), ("basisSubject-1", ""), ("basisInstrument-2", ""), ("basisOn-2", ""),
        ("basisSubject-2", ""), ("criteria-individual", "Hoàn thành xuất sắc nhiệm vụ"), ("criteria-collective", ""),
        ("criteria-household", ""), ("groups", "communes"),
    ]

    @Test func `Từ bản soạn đến khi xã hưởng ứng, trên màn hình`() async throws {
        try await withWorld(.sqlite) { world in
            let province = world.province
            try await withSite(world) { client in
                let specialist = try await person("chuyenvien.snv", world, client)
                let form = try await specialist.get("/phong-trao/moi")
                #expect(form.status == 200 && form.body.contains("Tất cả xã, phường (2 đơn vị)"))
                #expect(form.body.contains("name=\"basisInstrument-3\""))

                // Wrong: everything typed comes back, the problem stands at its field.
                var wrong =
                    Self.typed.filter { $0.0 != "endsOn" } + [("unit", province.rawValue), ("endsOn", "31/02/2025")]
                let refused = try await specialist.post("/phong-trao", wrong)
                #expect(refused.status == 422)
                #expect(
                    refused.body.contains("href=\"#f-endsOn\"") && refused.body.contains("“31/02/2025” không có thật"))
                #expect(refused.body.contains("Nghị quyết số 75/NQ-HĐND"))
                #expect(refused.body.contains("value=\"communes\" checked"))
                wrong.append(("more", "1"))
                let more = try await specialist.post("/phong-trao", wrong)
                #expect(more.status == 200 && more.body.contains("name=\"basisInstrument-9\""))

                let drafted = try await specialist.post("/phong-trao", Self.typed + [("unit", province.rawValue)])
                #expect(drafted.status == 303)
                let path = drafted.location
                let draft = try await specialist.get(path)
                #expect(
                    draft.body.contains("Phong trào thi đua &lt;năm 2025&gt;") && draft.body.contains("Đã lưu bản soạn")
                )
                #expect(draft.body.contains("lãnh đạo Sở Nội vụ hoặc Chủ tịch"))
                #expect(try await specialist.get(path).body.contains("Đã lưu bản soạn") == false)
                let publicPath = path.replacing("/phong-trao/", with: "/phong-trao-thi-dua/")
                #expect(try await specialist.get(publicPath).status == 404)

                var officer = try await person("canbo.xa", world, client)
                #expect(try await officer.get(path).status == 404)
                #expect(try await officer.get("/viec-can-lam").body.contains("Đã xong hết việc"))

                var leader = try await person("lanhdao.snv", world, client)
                #expect(try await leader.get(path).body.contains("Phát động tới 2 đơn vị"))
                #expect(try await specialist.post(path + "/phat-dong", [("version", "1")]).status == 403)
                let launched = try await leader.post(path + "/phat-dong", [("version", "1")])
                #expect(launched.status == 303)
                #expect(try await leader.get(path).body.contains("gửi tới 2 đơn vị (3 cán bộ, thủ trưởng được báo)"))

                // A day later the answer is late, and everybody has to sign in again.
                world.clock.advance(.seconds(24 * 3600))
                officer = try await person("canbo.xa", world, client)
                leader = try await person("lanhdao.snv", world, client)
                let work = try await officer.get("/viec-can-lam")
                #expect(
                    work.body.contains("Quá hạn (1)") && work.body.contains("Phong trào cần hưởng ứng")
                        && work.body.contains("Quá hạn 1 ngày"))
                let seen = try await officer.get(path)
                #expect(seen.status == 200 && seen.body.contains("chưa hưởng ứng"))
                #expect(!seen.body.contains("Phường Đức Xuân"), "how other units do is for the launching side")
                let watched = try await leader.get(path)
                #expect(
                    watched.body.contains("Chậm: chưa xem") && watched.body.contains("Chậm: đã xem, chưa hưởng ứng"))

                #expect(try await officer.get(path + "/huong-ung").body.contains("Gửi hưởng ứng của Xã Phong Quang"))
                let unit = world.commune.rawValue
                let empty = try await officer.post(
                    path + "/huong-ung", [("unit", unit), ("version", "0"), ("plan", ""), ("subjects", "Toàn xã")])
                #expect(
                    empty.status == 422 && empty.body.contains("href=\"#f-plan\"") && empty.body.contains("Toàn xã"))
                let answer = [
                    ("unit", unit), ("version", "0"), ("plan", "Kế hoạch số 12/KH-UBND"), ("subjects", "Toàn xã"),
                    ("registeredPeople", "1.204"), ("registeredCollectives", "12"),
                ]
                #expect(try await officer.post(path + "/huong-ung", answer).status == 303)
                #expect(try await officer.get(path).body.contains("Đã gửi nội dung hưởng ứng của Xã Phong Quang"))
                let head = try await person("thutruong.xa", world, client)
                let conflict = try await head.post(path + "/huong-ung", answer)
                #expect(conflict.status == 409 && conflict.body.contains("Lý Thị Mẫu vừa ghi"))
                #expect(
                    conflict.body.contains("Nội dung đang lưu")
                        && conflict.body.contains("name=\"version\" value=\"1\""))
                #expect(try await leader.get(path + "?noi-nhan=da-huong-ung").body.contains("1.204"))

                let open = try await officer.get(publicPath)
                #expect(open.status == 200 && open.body.contains("1 trong 2 đơn vị"))
                #expect(!open.body.contains("Kế hoạch số 12/KH-UBND"))
                #expect(open.body.contains("<h3>Cá nhân</h3><ul><li>Hoàn thành xuất sắc nhiệm vụ</li></ul>"))
                #expect(try await officer.get("/phong-trao-thi-dua").body.contains("Ra sức thi đua"))
                #expect(try await officer.get("/phong-trao").body.contains("1/2"))

                #expect(try await leader.post(path + "/tong-ket", [("version", "2"), ("results", "")]).status == 422)
                let review = [
                    ("results", "Đạt cả"), ("people", "1.204"), ("collectives", "12"), ("weaknesses", "Chậm"),
                    ("lessons", "Giao việc sớm"), ("proposals", "Không đề xuất"),
                ]
                #expect(try await leader.post(path + "/tong-ket", [("version", "2")] + review).status == 303)
                #expect(try await officer.get(publicPath).body.contains("Đạt cả"))
                #expect(
                    try await officer.get(path).body.contains("Phong trào đã tổng kết nên không nhận hưởng ứng nữa."))
            }
        }
    }

    /// Drives, reviews, urging, the end and a second beginning, as people see them.
    @Test func `Một phong trào được chia đợt, nhắc, sơ kết, tổng kết rồi mở lại, trên màn hình`() async throws {
        try await withWorld(.sqlite) { world in
            let (province, commune) = (world.province.rawValue, world.commune.rawValue)
            try await withSite(world) { client in
                let specialist = try await person("chuyenvien.snv", world, client)
                let leader = try await person("lanhdao.snv", world, client)
                let officer = try await person("canbo.xa", world, client)
                let fields = Self.typed.filter { $0.0 != "respondBy" } + [("unit", province)]
                let path = try await specialist.post("/phong-trao", fields).location
                #expect(try await leader.post(path + "/phat-dong", [("version", "1")]).status == 303)

                // A drive outside the movement comes back with its text; inside, it stands on everybody's page.
                let drive = [("name", "Đợt 1 <mùa xuân>"), ("goals", "Về đích sớm")]
                let outside = try await specialist.post(
                    path + "/dot", drive + [("startsOn", "01/12/2025"), ("endsOn", "01/01/2026")])
                #expect(outside.status == 422 && outside.body.contains("href=\"#f-endsOn\""))
                #expect(outside.body.contains("Đợt 1 &lt;mùa xuân&gt;") && outside.body.contains("(31/12/2025)"))
                let inside = try await specialist.post(
                    path + "/dot", drive + [("startsOn", "01/12/2025"), ("endsOn", "31/12/2025")])
                #expect(inside.status == 303)
                #expect(try await officer.get(path).body.contains("Đợt 1 &lt;mùa xuân&gt;"))

                // Urged once; the second time the page says why not.
                #expect(try await leader.get(path).body.contains("Nhắc 2 đơn vị chưa hưởng ứng"))
                #expect(try await leader.post(path + "/nhac", []).status == 303)
                #expect(try await leader.get(path).body.contains("đã được nhắc hôm nay"))
                #expect(try await officer.post(path + "/nhac", []).status == 403)

                // The unit's review: what is missing stands at its field, then it is counted.
                let form = try await officer.get(path + "/so-ket/ghi?ky=midway&don-vi=\(commune)")
                #expect(form.status == 200 && form.body.contains("Sơ kết giữa kỳ"))
                let own = [("unit", commune), ("stage", "midway"), ("version", "0"), ("people", "1.204")]
                let bare = try await officer.post(path + "/so-ket/ghi", own)
                #expect(bare.status == 422 && bare.body.contains("href=\"#f-results\"") && bare.body.contains("1.204"))
                #expect(
                    try await officer.post(path + "/so-ket/ghi", own + [("results", "Xóa <24> nhà tạm")]).status == 303)
                let gathered = try await leader.get(path + "/so-ket?ky=midway")
                #expect(gathered.body.contains("1/2") && gathered.body.contains("Xóa &lt;24&gt; nhà tạm"))
                #expect(try await officer.get(path + "/so-ket?ky=midway").status == 404)

                // The end wants all parts; a second beginning wants a reason, and takes responses again.
                let half = try await leader.post(path + "/tong-ket", [("version", "2"), ("results", "Đạt cả năm")])
                #expect(half.status == 422 && half.body.contains("Đạt cả năm"))
                #expect(half.body.contains("href=\"#f-lessons\"") && half.body.contains("href=\"#f-proposals\""))
                let review = [
                    ("results", "Đạt cả năm"), ("people", "1.204"), ("collectives", "12"), ("weaknesses", "Chậm"),
                    ("lessons", "Giao việc sớm"), ("proposals", "Không đề xuất"), ("version", "2"),
                ]
                #expect(try await leader.post(path + "/tong-ket", review).status == 303)
                let empty = try await leader.post(path + "/mo-lai", [("version", "3"), ("reason", "")])
                #expect(empty.status == 422 && empty.body.contains("href=\"#f-reason\""))
                let reopened = try await leader.post(
                    path + "/mo-lai", [("version", "3"), ("reason", "Còn sót ba xã")])
                #expect(reopened.status == 303)
                let page = try await officer.get(path)
                #expect(page.body.contains("Tổng kết phong trào") && page.body.contains("Mở lại phong trào"))
                #expect(page.body.contains("Đạt cả năm") && page.body.contains("Còn sót ba xã"))
                #expect(try await officer.get(path + "/huong-ung").status == 200)
                let publicPath = path.replacing("/phong-trao/", with: "/phong-trao-thi-dua/")
                #expect(try await officer.get(publicPath).body.contains("Đạt cả năm") == false)
            }
        }
    }

    /// The form takes a cluster by its address; it comes back for it, and the list finds it by its reach.
    @Test func `Trưởng cụm soạn phong trào của cụm, Sở Nội vụ phát động, thành viên thấy, trên màn hình`() async throws
    {
        try await withWorld(.sqlite) { world in
            let clusterID = try await world.store.write { tx in
                let first = CivilDate(year: 2025, month: 1, day: 1)!
                let cluster = Cluster(
                    id: ID(at: tx.now), unitID: world.province, kind: .territorial, name: "Cụm thi đua <số 1>",
                    decisionNumber: "12/QĐ-UBND", decidedOn: first, issuer: "Ủy ban nhân dân tỉnh", validFrom: first)
                try ClusterRecords.insert(cluster, in: tx)
                try ClusterMemberRecords.insert(
                    [world.commune, world.otherCommune].map {
                        ClusterMembership(
                            id: ID(at: tx.now), clusterID: cluster.id, unitID: $0, from: first, reason: "QĐ")
                    }, in: tx)
                try ClusterRecords.setTerm(
                    ClusterTerm(year: 2025, chair: world.commune, deputies: []), of: cluster.id, in: tx)
                return cluster.id
            }
            try await withSite(world) { client in
                let chair = try await person("canbo.xa", world, client)
                let other = try await person("canbo.xakhac", world, client)
                let leader = try await person("lanhdao.snv", world, client)
                let address = "/phong-trao/moi?cum=\(clusterID)"
                #expect(try await chair.get("/phong-trao/moi").body.contains("Soạn thay cho cụm, khối thi đua"))
                #expect(try await !other.get("/phong-trao/moi").body.contains("Soạn thay cho cụm, khối thi đua"))
                #expect(try await other.get(address).status == 403)
                let form = try await chair.get(address)
                #expect(form.status == 200 && form.body.contains("Phong trào của Cụm thi đua &lt;số 1&gt;"))
                #expect(form.body.contains("Hôm nay có 2 đơn vị") && form.body.contains("Phường Đức Xuân"))
                #expect(!form.body.contains("name=\"origin\"") && !form.body.contains("name=\"groups\""))

                let side = [("unit", world.province.rawValue), ("cluster", clusterID.rawValue)]
                let fields = Self.typed.filter { $0.0 != "respondBy" && $0.0 != "groups" } + side
                #expect(try await other.post("/phong-trao", fields).status == 403)
                let wrong = try await chair.post("/phong-trao", fields.filter { $0.0 != "theme" } + [("theme", "")])
                #expect(wrong.status == 422 && wrong.body.contains("href=\"#f-theme\""))
                #expect(wrong.body.contains("value=\"\(clusterID)\"") && wrong.body.contains("Hôm nay có 2 đơn vị"))
                let path = try await chair.post("/phong-trao", fields).location
                let draft = try await chair.get(path)
                #expect(draft.body.contains("Đơn vị trưởng cụm, trưởng khối soạn"))
                #expect(draft.body.contains("Khi phát động, phong trào gửi tới các đơn vị thành viên"))
                #expect(try await chair.get("/viec-can-lam").body.contains("các đơn vị thành viên của cụm, khối"))
                #expect(try await other.get(path).status == 404)
                // The form of change is the cluster's too; nothing typed there makes it anybody else's.
                let change = fields.filter { $0.0 != "version" } + [("version", "1"), ("origin", "government")]
                #expect(try await chair.get(path + "/sua").body.contains("Hôm nay có 2 đơn vị"))
                #expect(try await chair.post(path + "/sua", change).status == 303)
                #expect(try await leader.post(path + "/phat-dong", [("version", "2")]).status == 303)
                let received = try await other.get(path)
                #expect(received.body.contains("Cụm thi đua &lt;số 1&gt;") && received.body.contains("Hưởng ứng"))
                let name = "Phong trào thi đua &lt;năm 2025&gt;"
                #expect(try await other.get("/phong-trao?cap=cum-khoi").body.contains(name))
                for scope in ["trung-uong", "bo-nganh", "tinh", "don-vi"] {
                    #expect(try await !other.get("/phong-trao?cap=\(scope)").body.contains(name))
                }
                let publicPath = path.replacing("/phong-trao/", with: "/phong-trao-thi-dua/")
                #expect(try await other.get(publicPath).body.contains("Cụm thi đua &lt;số 1&gt;"))
            }
        }
    }

    @Test func `Sở Nội vụ ghi nhận phong trào của bộ, ngành, trên màn hình`() async throws {
        try await withWorld(.sqlite) { world in
            try await withSite(world) { client in
                let specialist = try await person("chuyenvien.snv", world, client)
                let leader = try await person("lanhdao.snv", world, client)
                let fields =
                    Self.typed.filter { !["respondBy", "document"].contains($0.0) }
                    + [("unit", world.province.rawValue), ("origin", "ministry")]
                let bare = try await specialist.post("/phong-trao", fields + [("launcher", ""), ("document", "")])
                #expect(bare.status == 422 && bare.body.contains("href=\"#f-launcher\""))
                #expect(bare.body.contains("href=\"#f-document\"") && bare.body.contains("value=\"ministry\" checked"))
                let path = try await specialist.post(
                    "/phong-trao",
                    fields + [("launcher", "Bộ trưởng Bộ Nội vụ"), ("document", "Quyết định số 2/QĐ-BNV")]
                ).location
                #expect(try await specialist.get(path).body.contains("người đứng đầu cơ quan đó phát động"))
                #expect(try await leader.get(path).body.contains("Triển khai tới 2 đơn vị"))
                #expect(try await leader.post(path + "/phat-dong", [("version", "1")]).status == 303)
                let page = try await leader.get("/phong-trao?cap=bo-nganh").body
                #expect(page.contains("Bộ trưởng Bộ Nội vụ"))
            }
        }
    }

    /// *Cấp nào phát động thì cấp đó khen thưởng*: told with its clause before the dossier goes.
    @Test func `Trang hồ sơ nêu lưu ý khi cấp khen khác cấp phát động, và vẫn cho trình`() async throws {
        try await withWorld(.sqlite) { world in
            try await withSite(world) { client in
                let officer = try await person("canbo.xa", world, client)
                let head = try await person("thutruong.xa", world, client)
                let fields = Self.typed.filter { !["respondBy", "groups"].contains($0.0) }
                let path = try await officer.post("/phong-trao", fields + [("unit", world.commune.rawValue)]).location
                #expect(try await officer.get(path).body.contains("do thủ trưởng đơn vị phát động"))
                #expect(try await head.post(path + "/phat-dong", [("version", "1")]).status == 303)
                let movement = try #require(path.split(separator: "/").last.map(String.init))
                let dossier = try await officer.post(
                    "/ho-so",
                    [
                        ("unit", world.commune.rawValue), ("title", "Đề nghị khen phong trào"), ("level", "province"),
                        ("category", "thematic"), ("year", "2025"), ("movement", movement),
                    ])
                #expect(dossier.status == 303)
                let page = try await officer.get(dossier.location)
                #expect(page.body.contains("Cấp phát động và cấp khen thưởng") && page.body.contains("Điều 83"))
            }
        }
    }
}
