import Actions
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Primitives
import Records
import TestSupport
import TestWorld
import Testing
import WebSupport

/// Files that should not come in, and one that should.
@Suite struct UploadTests {
    struct Bad: Sendable, CustomTestStringConvertible {
        let what: String
        let fileName: String
        let content: [UInt8]
        /// What the sentence says.
        let words: String

        var testDescription: String { what }
    }

    static let bad: [Bad] = [
        Bad(
            what: "25 MB", fileName: "lon.pdf",
            content: Stage.pdf + [UInt8](repeating: 0x20, count: 25 << 20), words: "tối đa 20 MB"),
        Bad(
            what: "a little more than 20 MB", fileName: "lon.pdf",
            content: Stage.pdf + [UInt8](repeating: 0x20, count: 20 << 20), words: "vượt quá mức 20 MB"),
        Bad(
            what: "a program under another name", fileName: "bao-cao.pdf",
            content: Array("MZ\u{90}\0This program cannot be run in DOS mode.%%EOF".utf8),
            words: "chương trình máy tính"),
        Bad(what: "an empty file", fileName: "rong.pdf", content: [], words: "không có nội dung (0 byte)"),
        Bad(what: "no file chosen", fileName: "", content: [], words: "Chưa chọn tệp"),
        Bad(
            what: "another extension", fileName: "trang.html", content: Array("<script>".utf8), words: "không nhận được"
        ),
        Bad(
            what: "two extensions", fileName: "a.pdf.svg", content: Array("<svg onload=x>".utf8),
            words: "không nhận được"),
        Bad(
            what: "a page under the name of a picture", fileName: "a.png", content: Array("<html>".utf8),
            words: "không phải là"),
        Bad(what: "a zip bomb", fileName: "bom.docx", content: zipBomb, words: "lớn bất thường khi mở ra"),
        Bad(
            what: "a flood of pixels", fileName: "anh.png", content: png(width: 60_000, height: 60_000),
            words: "điểm ảnh"),
        Bad(what: "a cut-off document", fileName: "cut.pdf", content: Array("%PDF-1.7\n1 0 obj".utf8), words: "Xin"),
    ]

    @Test(arguments: bad)
    func `what should not come in is refused in words and not kept`(bad: Bad) async throws {
        try await withSite(.sqlite) { site in
            let dossier = try await site.world.draftDossier()
            let officer = try await site.signIn("canbo.xa")
            let before = try await Dump.take(site.world)
            let files = try storedFiles(site.world)
            let answer = try await site.upload(
                Route.addAttachment.path(dossier.id), as: officer,
                fields: [("paperKey", "to_trinh"), ("paperNumber", "99/GIU-LAI"), ("paperOn", "")],
                fileName: bad.fileName,
                content: bad.content)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.body.contains(bad.words), "\(bad.words)")
            #expect(answer.body.contains("role=\"alert\"") || answer.body.contains("class=\"lead\""))
            #expect(before.changes(to: try await Dump.take(site.world)).isEmpty)
            #expect(try storedFiles(site.world) == files)
        }
    }

    @Test(arguments: TestEngine.available)
    func `a kind of paper that the dossier does not need is told at its field`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let dossier = try await site.world.draftDossier()
            let officer = try await site.signIn("canbo.xa")
            for key in ["bien_ban", "chung_nhan_pham_vi_tinh", "không có", ""] {
                let answer = try await site.upload(
                    Route.addAttachment.path(dossier.id), as: officer, fields: [("paperKey", key)], fileName: "a.pdf",
                    content: Stage.pdf)
                #expect(answer.status == .unprocessableContent, "\(key)")
                #expect(answer.body.contains("href=\"#f-paperKey\""), "\(key)")
                #expect(answer.body.contains("Hồ sơ này không cần loại văn bản đã chọn."), "\(key)")
            }
            for key in ["to_trinh", "khac"] {
                let answer = try await site.upload(
                    Route.addAttachment.path(dossier.id), as: officer, fields: [("paperKey", key)], fileName: "a.pdf",
                    content: Stage.pdf)
                #expect(answer.status == .seeOther, "\(key)")
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `a good file is kept and served as what it is, to be saved and not shown`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let dossier = try await site.world.draftDossier()
            let officer = try await site.signIn("canbo.xa")
            let answer = try await site.upload(
                Route.addAttachment.path(dossier.id), as: officer,
                fields: [("paperKey", "to_trinh"), ("paperNumber", "7"), ("paperOn", "01/12/2025")],
                fileName: "Báo cáo “thành tích”.pdf", content: Stage.pdf)
            #expect(answer.status == .seeOther)
            let stored = try #require(try await attachments(site, dossier).last)
            let file = try await site.get(Route.attachment.path(stored.id), as: officer)
            #expect(file.status == .ok)
            #expect(Array(file.body.utf8) == Stage.pdf)
            #expect(file.headers[.contentType] == "application/pdf")
            #expect(file.headers[HTTPField.Name("x-content-type-options")!] == "nosniff")
            let disposition = try #require(file.headers[.contentDisposition])
            #expect(disposition.hasPrefix("attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o"))
            #expect(file.headers[.cacheControl] == "no-store")
            #expect(file.headers[HTTPField.Name("content-security-policy")!]?.contains("default-src 'none'") == true)
        }
    }

    @Test(arguments: [
        "../../../etc/passwd.pdf", "..\\..\\windows\\system32\\a.pdf", "C:\\fakepath\\a.pdf", "/etc/passwd.pdf",
        "a\u{202E}fdp.exe.pdf",
        "a%22; filename=%22b.html.pdf", "a%0D%0ASet-Cookie: x=y.pdf", "<script>alert(1)</script>.pdf",
        "'; DROP TABLE dossier;--.pdf",
        "=cmd|' /C calc'!A0.pdf", ".pdf", "....pdf", "CON.pdf", "{{7*7}}.pdf", "a\u{0}b.pdf", "\u{301}\u{301}.pdf",
        String(repeating: "dài ", count: 50) + ".pdf", String(repeating: "a\u{301}\u{302}", count: 5000) + ".pdf",
        "Tờ trình số 15.PDF", "To\u{31B}\u{300} tri\u{300}nh.pdf",
    ])
    func `whatever a file is called, its name does no harm`(fileName: String) async throws {
        try await withSite(.sqlite) { site in
            let dossier = try await site.world.draftDossier()
            let officer = try await site.signIn("canbo.xa")
            let count = try await attachments(site, dossier).count
            let answer = try await site.upload(
                Route.addAttachment.path(dossier.id), as: officer, fields: [("paperKey", "to_trinh")],
                fileName: fileName,
                content: Stage.pdf)
            #expect([303, 422].contains(answer.status.code), "\(answer.status)")
            let stored = try await attachments(site, dossier)
            #expect(stored.count == count + (answer.status == .seeOther ? 1 : 0))
            guard answer.status == .seeOther, let paper = stored.last else { return }
            #expect(
                !paper.fileName.contains("/") && !paper.fileName.contains("\\")
                    && paper.fileName.hasSuffix(".\(paper.fileKind.fileExtension)") || paper.fileName.hasSuffix(".PDF"))
            #expect(paper.fileName.unicodeScalars.count <= 120)
            #expect(paper.fileName.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E })
            let page = try await site.get(Route.dossier.path(dossier.id), as: officer)
            #expect(page.body.contains(HTML(text: paper.fileName).string))
            #expect(!page.body.contains("<script>alert"))
            let file = try await site.get(Route.attachment.path(paper.id), as: officer)
            let disposition = try #require(file.headers[.contentDisposition])
            #expect(disposition.hasPrefix("attachment; filename*=UTF-8''"))
            #expect(
                disposition.dropFirst(29).utf8.allSatisfy {
                    $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: ";")
                })
        }
    }

    @Test func `a torn or senseless upload is told in words`() async throws {
        try await withSite(.sqlite) { site in
            let dossier = try await site.world.draftDossier()
            let officer = try await site.signIn("canbo.xa")
            let before = try await Dump.take(site.world)
            let token = "--x\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n\(officer.token)\r\n"
            let file = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n"
            for (body, type) in [
                (token + file + "\r\nnot the end", "multipart/form-data; boundary=x"),
                (token + file, "multipart/form-data; boundary=x"),
                (
                    token + "--x\r\n" + String(repeating: "X-Header: y\r\n", count: 20_000),
                    "multipart/form-data; boundary=x"
                ),
                (
                    token
                        + String(
                            repeating: "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n", count: 500)
                        + "--x--\r\n",
                    "multipart/form-data; boundary=x"
                ),
                (token + "--x--\r\n", "multipart/form-data; boundary="),
                (token + "--x--\r\n", "multipart/form-data"), ("", "multipart/form-data; boundary=x"),
                ("\u{0}\u{1}", "text/plain"),
            ] {
                let answer = try await site.send(
                    .post, Route.addAttachment.path(dossier.id), as: officer, headers: [.contentType: type],
                    body: ByteBuffer(string: body))
                #expect([403, 422].contains(answer.status.code), "\(answer.status) \(type) \(body.prefix(200))")
                #expect(answer.body.contains("<h1"))
            }
            #expect(before.changes(to: try await Dump.take(site.world)).isEmpty)
        }
    }
}

/// The papers that came in over the form: those of the world have no content.
private func attachments(_ site: TestSite, _ dossier: Dossier) async throws -> [Domain.Attachment] {
    try await site.world.store.read { tx in
        try AttachmentRecords.attachments(of: .dossier, dossier.id.rawValue, in: tx).filter {
            $0.fileHash != String(repeating: "0", count: 64)
        }
    }
}

/// The paths of all files that are kept.
private func storedFiles(_ world: World) throws -> Set<String> {
    Set(try FileManager.default.subpathsOfDirectory(atPath: world.folder.path))
}

private func png(width: Int, height: Int) -> [UInt8] {
    func big(_ value: Int) -> [UInt8] { (0..<4).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        big(content.count) + Array(name.utf8) + content + [0, 0, 0, 0]
    }
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", big(width) + big(height) + [8, 2, 0, 0, 0])
        + chunk("IDAT", [1, 2, 3, 4]) + chunk("IEND", [])
}

/// A document whose main part says that it unpacks to four gigabytes.
private let zipBomb: [UInt8] = {
    func little(_ value: Int, _ length: Int) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var (bytes, directory): ([UInt8], [UInt8]) = ([], [])
    for (name, content, size, method) in [
        ("[Content_Types].xml", Array("<x/>".utf8), 4, 0), ("word/document.xml", Array("<x/>".utf8), 4, 0),
        ("word/media/a.bin", [UInt8](repeating: 0, count: 1000), 4_000_000_000, 8),
    ] {
        let head =
            little(0, 2) + little(method, 2) + little(0, 8) + little(content.count, 4) + little(size, 4)
            + little(name.utf8.count, 2)
        directory +=
            Array("PK\u{1}\u{2}".utf8) + little(45, 2) + little(45, 2) + head + little(0, 12) + little(bytes.count, 4)
            + Array(name.utf8)
        bytes += Array("PK\u{3}\u{4}".utf8) + little(45, 2) + head + little(0, 2) + Array(name.utf8) + content
    }
    let start = bytes.count
    return bytes + directory + Array("PK\u{5}\u{6}".utf8) + little(0, 4) + little(3, 2) + little(3, 2)
        + little(directory.count, 4) + little(start, 4) + little(0, 2)
}()
