import Actions
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Law
import Papers
import Primitives
import Records
import StaffWeb
import Store
import TestSupport
import TestWorld
import Testing
import WebSupport

/// The pages of councils and decisions, as a browser without scripts sees them.
@Suite struct CouncilPagesTests {
    /// A signed-in browser.
    struct Browser {
        let client: any TestClientProtocol
        let token: String

        func get(_ path: String) async throws -> TestResponse {
            try await client.execute(uri: path, method: .get, headers: [.cookie: "__Host-phien=\(token)"])
        }

        func post(_ path: String, _ fields: [(String, String)]) async throws -> TestResponse {
            let encoded = ([("_csrf", "the-" + token)] + fields).map { name, value in
                let bytes = value.utf8.map { byte in "%" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }
                return name + "=" + bytes.joined()
            }
            return try await client.execute(
                uri: path, method: .post,
                headers: [.cookie: "__Host-phien=\(token)", .contentType: "application/x-www-form-urlencoded"],
                body: ByteBuffer(string: encoded.joined(separator: "&")))
        }

        func upload(_ path: String, _ fileName: String, _ content: [UInt8]) async throws -> TestResponse {
            let head = """
                --b\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\nthe-\(token)\r\n--b\r\n\
                Content-Disposition: form-data; name="paperOn"\r\n\r\n05/12/2025\r\n--b\r\n\
                Content-Disposition: form-data; name="file"; filename="\(fileName)"\r\nContent-Type: application/pdf\r\n\r\n
                """
            let body = Array(head.utf8) + content + Array("\r\n--b--\r\n".utf8)
            return try await client.execute(
                uri: path, method: .post,
                headers: [.cookie: "__Host-phien=\(token)", .contentType: "multipart/form-data; boundary=b"],
                body: ByteBuffer(bytes: body))
        }
    }

    private func withSite(
        _ world: World,
        _ body: @escaping @Sendable (@escaping @Sendable (Actor) async throws -> Browser) async throws -> Void
    ) async throws {
        let router = Router(context: SiteContext.self)
        router.add(middleware: ErrorPages())
        StaffWeb.addRoutes(
            to: router,
            site: StaffSite(
                store: world.store, clock: world.clock.clock, lawbook: world.lawbook, papers: try Papers(),
                files: world.files,
                identities: world.cipher, isDemo: true, trustsProxy: false))
        try await Application(router: router, logger: silentLogger).test(.router) { client in
            let client = KeepingCookies(client)
            try await body { actor in
                let token = "phien-\(actor.accountID)"
                try await world.store.write { tx in
                    try AccountRecords.deleteSession(tokenHash: sha256(token), in: tx)
                    try AccountRecords.insertSession(
                        tokenHash: sha256(token), accountID: actor.accountID, csrfToken: "the-" + token,
                        expiresAt: tx.now + .seconds(36_000), in: tx)
                }
                return Browser(client: client, token: token)
            }
        }
    }

    private func text(_ response: TestResponse) -> String { String(buffer: response.body) }

    @Test(arguments: TestEngine.available)
    func `Từ hồ sơ chờ Hội đồng đến quyết định đã ký và bản in, không cần JavaScript`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let council = try await world.store.write { tx in
                let members = (1...17).map {
                    CouncilMember(id: ID(at: tx.now), name: "Ủy viên \($0)", position: "Chức vụ \($0)", role: .member)
                }
                let council = Council(
                    id: ID(at: tx.now), unitID: world.province, name: "Hội đồng tỉnh thử", members: members)
                try CouncilRecords.insert(
                    council, document: "QĐ 1", from: CivilDate(year: 2020, month: 1, day: 1)!, in: tx)
                return council
            }
            let dossier = try await world.appraisedDossier()
            let nominationID = try await world.store.read { tx in
                try NominationRecords.nominations(of: dossier.id, in: tx)[0].id
            }
            try await withSite(world) { signIn in
                let secretary = try await signIn(world.secretary)
                var page = text(try await secretary.get("/hoi-dong"))
                #expect(page.contains("Chưa có phiên họp nào"))
                page = text(try await secretary.get("/hoi-dong/moi"))
                #expect(page.contains("\(dossier.number) – Đề nghị khen thưởng năm 2025"))

                // A wrong day comes back with what was typed.
                var answer = try await secretary.post(
                    "/hoi-dong",
                    [
                        ("council", council.id.rawValue), ("title", "Phiên 1"), ("heldOn", "31/02/2025"),
                        ("dossier", dossier.id.rawValue),
                    ])
                #expect(answer.status == .unprocessableContent)
                page = text(answer)
                #expect(page.contains("Ngày “31/02/2025” không có thật"))
                #expect(page.contains("href=\"#f-heldOn\""))
                #expect(page.contains("value=\"Phiên 1\""))
                answer = try await secretary.post(
                    "/hoi-dong",
                    [
                        ("council", council.id.rawValue), ("title", "Phiên 1"), ("heldOn", "05/12/2025"),
                        ("dossier", dossier.id.rawValue),
                    ])
                #expect(answer.status == .seeOther)
                let session = try #require(answer.headers[.location])

                page = text(try await secretary.get(session))
                #expect(page.contains("Còn thiếu trước khi kết thúc phiên họp"))
                #expect(page.contains("aria-disabled=\"true\""))
                #expect(page.contains("9/17 (quá nửa)"))
                answer = try await secretary.post(
                    session + "/diem-danh",
                    [("version", "1")] + council.members.map { ("presence-\($0.id)", "present") })
                #expect(answer.status == .seeOther)
                answer = try await secretary.post(
                    session + "/kiem-phieu",
                    [("version", "2"), ("agree-\(nominationID)", "18"), ("disagree-\(nominationID)", "0")])
                #expect(answer.status == .unprocessableContent)
                page = text(answer)
                #expect(page.contains("href=\"#f-agree-\(nominationID)\""))
                #expect(page.contains("value=\"18\""))
                answer = try await secretary.post(
                    session + "/kiem-phieu",
                    [("version", "2"), ("agree-\(nominationID)", "16"), ("disagree-\(nominationID)", "1")])
                #expect(answer.status == .seeOther)
                answer = try await secretary.upload(session + "/bien-ban", "biên bản.pdf", Array("không phải PDF".utf8))
                #expect(answer.status == .unprocessableContent)
                answer = try await secretary.upload(
                    session + "/bien-ban", "biên bản.pdf",
                    Array("%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n".utf8))
                #expect(answer.status == .seeOther)
                page = text(try await secretary.get(session))
                #expect(page.contains("Đã đủ để kết thúc phiên họp"))
                #expect(page.contains("1 hồ sơ được ghi là Hội đồng đã xét: 1 đề nghị đạt, 0 đề nghị không đạt"))
                #expect(page.contains("16/17 (94,12 %)"))
                answer = try await secretary.post(session + "/ket-thuc", [("version", "3")])
                #expect(answer.status == .seeOther)
                page = text(try await secretary.get(session))
                #expect(page.contains("Đã kết thúc phiên họp"))
                #expect(!page.contains("Ghi điểm danh"))
                #expect(text(try await secretary.get("/hoi-dong?tinh-trang=concluded&nam=2025")).contains("Phiên 1"))

                let specialist = try await signIn(world.specialist)
                page = text(try await specialist.get("/quyet-dinh/moi"))
                #expect(page.contains("Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh: 1 đề nghị"))
                #expect(page.contains("checked"))
                answer = try await specialist.post(
                    "/quyet-dinh", [("issuer", world.province.rawValue), ("abstract", "Về việc tặng Bằng khen")])
                #expect(answer.status == .unprocessableContent)
                #expect(text(answer).contains("Chọn ít nhất một đề nghị"))
                answer = try await specialist.post(
                    "/quyet-dinh",
                    [
                        ("issuer", world.province.rawValue), ("abstract", "Về việc tặng Bằng khen"),
                        ("nomination-BKT", nominationID.rawValue),
                    ])
                #expect(answer.status == .seeOther)
                let decision = try #require(answer.headers[.location])
                page = text(try await specialist.get(decision))
                #expect(page.contains("3.510.000 đồng"))
                #expect(page.contains("Quyết định do Chủ tịch Ủy ban nhân dân tỉnh ký."))
                #expect(page.contains("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"))
                #expect(page.contains("Theo đề nghị của Giám đốc Sở Nội vụ"))

                let officer = try await signIn(world.officer)
                #expect(try await officer.get(decision).status == .notFound)
                #expect(try await officer.get(session).status == .notFound)
                #expect(try await officer.get(decision + "/ban-in.pdf").status == .notFound)

                let chairman = try await signIn(world.chairman)
                page = text(try await chairman.get(decision))
                #expect(page.contains("Ký quyết định khen thưởng <strong>1 cá nhân</strong>, tổng tiền thưởng"))
                #expect(!page.contains("Sửa dự thảo"))
                answer = try await chairman.post(decision + "/ky", [("version", "1")])
                #expect(answer.status == .seeOther)
                answer = try await chairman.post(decision + "/ky", [("version", "1")])
                #expect(answer.status == .conflict)
                #expect(text(answer).contains("Quyết định này đã được ký."))
                page = text(try await specialist.get(decision))
                #expect(page.contains("Quyết định số 01/QĐ-UBND"))
                #expect(page.contains("Đề nghị hủy bỏ"))

                let paper = try await specialist.get(decision + "/ban-in.pdf")
                #expect(paper.status == .ok)
                #expect(paper.headers[.contentDisposition] == "inline; filename*=UTF-8''Quyet-dinh-1-QD-UBND.pdf")
                #expect(text(paper).hasPrefix("%PDF-"))

                let revocation = try #require(page.firstMatch(of: #/\/quyet-dinh\/thu-hoi\/[0-9a-f-]+/#)).output
                answer = try await specialist.post(String(revocation), [("reason", "Kết luận số 12.")])
                #expect(answer.status == .unprocessableContent)
                #expect(text(answer).contains("Kết luận số 12."))
                answer = try await specialist.post(
                    String(revocation), [("ground", "b"), ("reason", "Kết luận số 12.")])
                let revoking = try #require(answer.headers[.location])
                answer = try await chairman.post(revoking + "/ky", [("version", "1")])
                #expect(answer.status == .seeOther)
                page = text(try await chairman.get(decision))
                #expect(page.contains("Đã bị hủy bỏ theo Quyết định số 02/QĐ-UBND ngày 05/12/2025."))
                #expect(text(try await officer.get("/quyet-dinh")).contains("02/QĐ-UBND"))
            }
        }
    }
}
