import Actions
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Law
import Papers
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing
import WebSupport

@testable import StaffWeb

/// A browser in which one person is signed in.
private struct Browser {
    let client: any TestClientProtocol
    let token: String
    let csrf: String

    func get(_ path: String) async throws -> (status: HTTPResponse.Status, text: String) {
        try await client.execute(uri: path, method: .get, headers: [.cookie: "__Host-phien=\(token)"]) {
            ($0.status, String(buffer: $0.body))
        }
    }

    /// Follows no redirect; `text` is its address then.
    func post(_ path: String, _ fields: [(String, String)]) async throws -> (status: HTTPResponse.Status, text: String)
    {
        let body = String(address("", fields + [("_csrf", csrf)]).dropFirst())
        return try await client.execute(
            uri: path, method: .post,
            headers: [.cookie: "__Host-phien=\(token)", .contentType: "application/x-www-form-urlencoded"],
            body: ByteBuffer(string: body)
        ) { ($0.status, $0.headers[.location] ?? String(buffer: $0.body)) }
    }

    func upload(_ path: String, name: String, _ content: String) async throws -> (
        status: HTTPResponse.Status, text: String
    ) {
        let body =
            "--grenze\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n\(csrf)\r\n"
            + "--grenze\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"\(name)\"\r\n"
            + "Content-Type: text/csv\r\n\r\n\(content)\r\n--grenze--\r\n"
        return try await client.execute(
            uri: path, method: .post,
            headers: [.cookie: "__Host-phien=\(token)", .contentType: "multipart/form-data; boundary=grenze"],
            body: ByteBuffer(string: body)
        ) { ($0.status, $0.headers[.location] ?? String(buffer: $0.body)) }
    }
}

@Suite struct PeoplePagesTests {
    private func withBrowser(
        _ username: String, _ world: World, _ body: @escaping @Sendable (Browser) async throws -> Void
    ) async throws {
        let site = StaffSite(
            store: world.store, clock: world.clock.clock, lawbook: world.lawbook, papers: try Papers(),
            files: world.files,
            identities: world.cipher, isDemo: false, trustsProxy: false)
        let router = Router(context: SiteContext.self)
        router.add(middleware: ErrorPages())
        StaffWeb.addRoutes(to: router, site: site)
        let ticket = try await SignIn(username: username, password: World.password, address: "test").run(
            on: world.store)
        let csrf = try await world.store.read { tx in
            try AccountRecords.session(tokenHash: sha256(ticket.token), idleSince: tx.now - SignIn.idleLimit, in: tx)?
                .csrfToken ?? ""
        }
        try await Application(router: router, logger: silentLogger).test(.router) { client in
            let client = KeepingCookies(client)
            try await body(Browser(client: client, token: ticket.token, csrf: csrf))
        }
    }

    @Test(arguments: TestEngine.available)
    func `Hồ sơ cá nhân có đủ chỗ neo mà kết quả kiểm tra dẫn tới`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let fighter = world.fighter
            let initiative = world.fighterInitiative2025
            try await world.store.write { tx in
                try PersonRecords.insertDiscipline(
                    of: fighter, measure: "reprimand", from: tx.today, until: nil, document: "Quyết định số 9/QĐ-UBND",
                    in: tx)
                try PersonRecords.insertExamination(
                    person: fighter, unit: nil, kind: "complaint", since: tx.today, closedOn: nil, in: tx)
            }
            let anchors = try await world.store.read { tx in
                try RollRecords.entries(of: fighter, in: tx).map { "commendation-\($0.id)" }
                    + PersonRecords.disciplines(of: fighter, in: tx).map { "discipline-\($0.id)" }
                    + PersonRecords.examinations(of: fighter, in: tx).map { "examination-\($0.id)" }
            }
            try await withBrowser("thutruong.xa", world) { browser async throws in
                let page = try await browser.get("/ca-nhan/\(fighter)")
                #expect(page.status == .ok)
                for anchor in anchors + ["rating-2024", "initiative-\(initiative)"] {
                    #expect(page.text.contains("id=\"\(anchor)\""), "\(anchor)")
                }
                #expect(page.text.contains("Chiến sĩ thi đua cơ sở"))
                #expect(page.text.contains("khiển trách"))
                #expect(!page.text.contains("CSTDCS"))
                #expect(evidenceLink("person/\(fighter)#rating-2024") == "/ca-nhan/\(fighter)#rating-2024")
                #expect(evidenceLink("unit/\(world.commune)#year-2025") == "/don-vi/\(world.commune)#year-2025")
                #expect(evidenceLink("dossier/\(fighter)") == "/ho-so/\(fighter)")
                #expect(evidenceLink("movement/\(fighter)") == "/phong-trao/\(fighter)")
                #expect(evidenceLink("person/../x") == nil)
                #expect(evidenceLink("account/\(fighter)") == nil)
            }
            try await withBrowser("canbo.xa", world) { browser async throws in
                let page = try await browser.get("/ca-nhan/\(fighter)")
                #expect(page.status == .ok)
                #expect(!page.text.contains("khiển trách"))
                #expect(!page.text.contains("khiếu nại"))
                #expect(try await browser.get("/ca-nhan/\(world.stranger)").status == .notFound)
                #expect(try await browser.get("/ca-nhan?don-vi=\(world.otherCommune)").status == .notFound)
                let found = try await browser.get("/ca-nhan?q=trieu+thi+dao")
                #expect(found.text.contains("Triệu Thị Đào"))
                #expect(!found.text.contains("Nguyễn Văn Ân"))
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `Quản trị xem trước, nhập, rồi nhập lại không có gì thay đổi`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            try await withBrowser("quantri", world) { browser async throws in
                #expect(try await browser.get("/don-vi/nhap").status == .ok)
                let none = try await browser.upload("/don-vi/nhap", name: "a.csv", "khong,phai\n1,2\n")
                #expect(none.status == .unprocessableContent)
                #expect(none.text.contains("href=\"#f-tep\""))
                let good =
                    UnitFile.fromHeader.joined(separator: ",")
                    + "\n19,Tỉnh Thái Nguyên,02008,Xã Cẩm Giàng,Xã\n19,Tỉnh Thái Nguyên,02014,Xã Bạch Thông,Xã\n"
                let bad = try await browser.upload(
                    "/don-vi/nhap", name: "b.csv", good + "19,Tỉnh Thái Nguyên,2020,Xã Chợ Đồn,Xã\n")
                let badPage = try await browser.get(bad.text)
                #expect(badPage.text.contains("Dòng 4, cột commune_code: mã “2020” thiếu chữ số"))
                #expect(badPage.text.contains("aria-disabled=\"true\""))

                let sent = try await browser.upload("/don-vi/nhap", name: "c.csv", good)
                #expect(sent.status == .seeOther)
                let preview = try await browser.get(sent.text)
                #expect(preview.text.contains("Xã Cẩm Giàng"))
                #expect(try await !browser.get("/don-vi?q=cam+giang").text.contains("02008"))
                #expect(try await browser.post(sent.text, []).status == .seeOther)
                let list = try await browser.get("/don-vi?q=cam+giang")
                #expect(list.text.contains("02008"))
                #expect(list.text.contains("Đã thêm 2 đơn vị"))
                let again = try await browser.upload("/don-vi/nhap", name: "c.csv", good)
                #expect(try await browser.get(again.text).text.contains("Không có gì thay đổi"))
                for path in ["/don-vi", "/don-vi/\(world.commune)", "/don-vi?loai=xa-phuong&tinh-trang=hoat-dong"] {
                    #expect(try await browser.get(path).status == .ok, "\(path)")
                }
            }
            try await withBrowser("lanhdao.snv", world) { browser async throws in
                #expect(try await browser.get("/don-vi/nhap").status == .forbidden)
                #expect(try await browser.upload("/don-vi/nhap", name: "a.csv", "a,b\n").status == .forbidden)
                let unit = try await browser.get("/don-vi/\(world.commune)")
                #expect(unit.text.contains("Triệu Thị Đào"))
            }
            try await withBrowser("khongquyen", world) { browser async throws in
                #expect(try await browser.get("/don-vi/\(world.commune)").status == .notFound)
                #expect(try await browser.get("/don-vi").text.contains("chưa được giao quyền"))
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `Quản trị tạo tài khoản, thấy mật khẩu một lần; người khác không vào được`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            try await withBrowser("quantri", world) { browser async throws in
                for path in [
                    "/tai-khoan", "/tai-khoan/moi", "/tai-khoan-cua-toi", "/nhat-ky", "/nhat-ky?loai=signedIn&q=quan",
                ] {
                    #expect(try await browser.get(path).status == .ok, "\(path)")
                }
                let bad = try await browser.post(
                    "/tai-khoan", [("name", "Người Mới"), ("username", "người mới"), ("vai-tro", "unit_officer")])
                #expect(bad.status == .unprocessableContent)
                #expect(bad.text.contains("value=\"Người Mới\""))
                let made = try await browser.post(
                    "/tai-khoan",
                    [
                        ("name", "Người Mới"), ("username", "nguoi.moi"), ("vai-tro", "unit_officer"),
                        ("don-vi", world.commune.rawValue),
                    ])
                #expect(made.status == .ok)
                #expect(made.text.contains("chỉ hiện một lần"))
                let id = world.officer.accountID
                let page = try await browser.get("/tai-khoan/\(id)")
                #expect(page.text.contains("Cán bộ thi đua, khen thưởng, Xã Phong Quang"))
                let noReason = try await browser.post("/tai-khoan/\(id)/khoa", [("version", "1"), ("reason", "")])
                #expect(noReason.status == .unprocessableContent)
                #expect(noReason.text.contains("href=\"#f-reason\""))
                let reset = try await browser.post(
                    "/tai-khoan/\(id)/mat-khau", [("version", "1")])
                #expect(reset.text.contains("Đã đặt lại mật khẩu"))
                let changed = try await browser.post(
                    "/tai-khoan/\(id)/quyen",
                    [
                        ("version", "3"), ("giu", "unit_officer@\(world.commune)"), ("vai-tro", "unit_head"),
                        ("don-vi", world.section.rawValue),
                    ])
                #expect(changed.status == .seeOther)
                let grants = try await world.store.read { tx in try AccountRecords.grants(of: [id], in: tx)[id] }
                #expect(
                    Set(grants ?? []) == [Grant(.unitOfficer, at: world.commune), Grant(.unitHead, at: world.section)])
            }
            try await withBrowser("thutruong.xa", world) { browser async throws in
                for path in ["/tai-khoan", "/tai-khoan/moi", "/tai-khoan/\(world.officer.accountID)", "/nhat-ky"] {
                    #expect(try await browser.get(path).status == .forbidden, "\(path)")
                }
                let own = try await browser.post(
                    "/tai-khoan-cua-toi/mat-khau",
                    [("hien-tai", World.password), ("moi", "mot cau khac de nho"), ("nhac-lai", "mot cau khac de nho")])
                #expect(own.text.contains("Đã đổi mật khẩu"))
                #expect(try await browser.get("/tai-khoan-cua-toi").status == .seeOther)
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `Số định danh chỉ hiện đủ sau khi bấm xem`(engine: TestEngine) async throws {
        try await withWorld(engine) { world async throws in
            let cipher = world.cipher
            let commune = world.commune
            let id = try await world.store.write { tx in
                let id = ID<Person>(at: tx.now)
                try PersonRecords.insert(
                    Person(
                        id: id, name: "Đinh Thị Số", sex: .female, bornOn: nil, ethnicity: "Nùng", group: .official,
                        isFrontline: true, startedWorkOn: nil, unitID: commune, position: "Công chức", isInvented: true),
                    identityNumber: "001190009999", cipher: cipher, in: tx)
                return id
            }
            try await withBrowser("chuyenvien.snv", world) { browser async throws in
                let masked = try await browser.get("/ca-nhan/\(id)")
                #expect(masked.text.contains("••••••••9999"))
                #expect(!masked.text.contains("001190009999"))
                let shown = try await browser.post("/ca-nhan/\(id)/so-dinh-danh", [])
                #expect(shown.status == .ok)
                #expect(shown.text.contains("001190009999"))
                #expect(try await !browser.get("/ca-nhan/\(id)").text.contains("001190009999"))
            }
            try await withBrowser("canbo.xa", world) { browser async throws in
                let page = try await browser.get("/ca-nhan/\(id)")
                #expect(!page.text.contains("so-dinh-danh"))
                #expect(try await browser.post("/ca-nhan/\(id)/so-dinh-danh", []).status == .forbidden)
            }
        }
    }
}
