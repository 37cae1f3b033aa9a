import Foundation
import Primitives
import Testing

@testable import Papers

@Suite struct DecisionPDFTests {
    @Test func `a decision with three lists and 120 lines is whole on paper`() async throws {
        let pdf = try await Papers().decisionPDF(sampleDecision())
        let pages = try pages(of: pdf)
        let text = pages.joined(separator: "\n")

        #expect(pages.count >= 3)
        #expect(pages[0].contains("Số: 12/QĐ-UBND"))
        #expect(pages[0].contains("Thái Nguyên, ngày 05 tháng 12 năm 2025"))
        #expect(occurrences(of: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", in: text) == 1)
        #expect(occurrences(of: "Độc lập - Tự do - Hạnh phúc", in: text) == 1)

        var rest = text[...]
        for name in sampleNames {
            let range = try #require(rest.firstRange(of: name), "missing or out of order: \(name)")
            rest = rest[range.upperBound...]
        }
        for name in sampleNames { #expect(occurrences(of: name, in: text) == 1) }

        // The head of the table stands on every page that has lines, and lists begin on a page of their own.
        let firstOfLists = try #require(pages.firstIndex { $0.contains("DANH SÁCH") })
        #expect(pages[firstOfLists].contains("Kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 12 năm 2025"))
        #expect(!pages[firstOfLists].contains("KT. CHỦ TỊCH"))
        for page in pages[firstOfLists...] { #expect(page.contains("Tên cá nhân,")) }

        // Pages are numbered at the top, from the second on.
        for (index, page) in pages.enumerated() {
            let first = page.split(separator: "\n").first.map(String.init)
            #expect((first == String(index + 1)) == (index > 0))
        }
    }

    @Test func `the signature stands on the page of the last article's end`() async throws {
        // Each length pushes the foot of the decision further down, over the end of the first page.
        for extra in stride(from: 0, through: 20, by: 4) {
            var paper = sampleDecision()
            paper.lists = []
            paper.bases += (0..<extra).map { "Căn cứ văn bản mẫu số \($0) để kiểm tra chỗ ngắt trang" }
            let pages = try pages(of: try await Papers().decisionPDF(paper))
            let signed = try #require(pages.first { $0.contains("Nguyễn Thị Minh Mẫu") })
            #expect(signed.contains("KT. CHỦ TỊCH"))
            #expect(signed.contains("Nơi nhận:"))
            #expect(signed.contains("thi hành Quyết định này./."), "\(extra) more bases")
        }
    }

    @Test func `a draft leaves room for the number`() async throws {
        var paper = sampleDecision()
        paper.number = nil
        paper.signedOn = nil
        let first = try #require(try pages(of: try await Papers().decisionPDF(paper)).first)
        #expect(first.contains("Số: /QĐ-UBND"))
        #expect(first.contains("ngày … tháng … năm 2025"))
    }

    @Test func `the mark of made-up data stands on every page`() async throws {
        var paper = sampleDecision()
        paper.isDemo = true
        for page in try pages(of: try await Papers().decisionPDF(paper)) {
            #expect(page.contains("DỮ LIỆU TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"))
        }
    }

    @Test func `long names wrap within the page`() async throws {
        var paper = sampleDecision()
        let word = String(repeating: "Dài", count: 60)
        paper.lists[0].lines[0].name = "Tập thể cán bộ, công chức, viên chức và người lao động của đơn vị \(word)"
        paper.lists[0].lines[0].unit = "Ban Quản lý dự án đầu tư xây dựng các công trình nông nghiệp và phát triển"
        paper.issuerParent = "ỦY BAN NHÂN DÂN TỈNH CÓ TÊN RẤT DÀI ĐỂ KIỂM TRA"
        let pdf = try await Papers().decisionPDF(paper)
        // 17 mm on the right and 30 on the left stay free: of 595 points 547 and 85.
        let boxes = try inspect(pdf, with: "pdftotext", ["-bbox"], after: ["-"])
        let words = boxes.split(whereSeparator: \.isNewline).filter { $0.contains("<word") }
        #expect(words.count > 500)
        for word in words {
            let left = try #require(number("xMin", in: word))
            let right = try #require(number("xMax", in: word))
            #expect(left >= 84 && right <= 548, "\(word)")
        }
    }

    @Test func `fonts with Vietnamese letters are embedded`() async throws {
        let pdf = try await Papers().decisionPDF(sampleDecision())
        let fonts = try inspect(pdf, with: "pdffonts").split(whereSeparator: \.isNewline).dropFirst(2)
        #expect(!fonts.isEmpty)
        let serif = ["Times", "Liberation-Serif", "LiberationSerif", "Noto-Serif", "NotoSerif"]
        for font in fonts {
            let columns = font.split(separator: " ")
            // From the right: object and generation, then "uni", "sub", "emb". A stranger among the fonts
            // would be the substitute for letters that the chosen one lacks.
            #expect(columns[columns.count - 5] == "yes", "not embedded: \(font)")
            #expect(serif.contains { font.contains($0) }, "a substitute: \(font)")
        }
    }

    private func number(_ attribute: String, in line: Substring) -> Double? {
        guard let start = line.firstRange(of: attribute + "=\"") else { return nil }
        return Double(line[start.upperBound...].prefix { $0 != "\"" })
    }
}

@Suite struct WeasyPrintTests {
    /// A folder with a program `weasyprint` of these lines.
    private func programFolder(_ script: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent("weasyprint")
        try ("#!/bin/sh\n" + script).write(to: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        return folder
    }

    @Test func `a missing program is named in Vietnamese`() async throws {
        let printer = WeasyPrint(program: "weasyprint-khong-co")
        let error = await #expect(throws: PaperError.programMissing(name: "weasyprint-khong-co")) {
            try await printer.pdf(from: "<p>")
        }
        #expect(error?.description.contains("chưa cài chương trình “weasyprint-khong-co”") == true)
    }

    @Test func `what the program complains of is kept`() async throws {
        let folder = try programFolder("echo 'no such font' >&2; exit 3")
        defer { try? FileManager.default.removeItem(at: folder) }
        let printer = WeasyPrint(searchPath: folder.path)
        // More than a pipe holds: the program is gone before it has read its input.
        let html = String(repeating: "x", count: 1_000_000)
        for _ in 0..<20 {
            await #expect(throws: PaperError.renderingFailed(program: "weasyprint", detail: "no such font")) {
                try await printer.pdf(from: html)
            }
        }
    }

    @Test func `output that is no PDF file is refused`() async throws {
        let folder = try programFolder("/bin/cat >/dev/null; echo hello")
        defer { try? FileManager.default.removeItem(at: folder) }
        await #expect(throws: PaperError.self) {
            try await WeasyPrint(searchPath: folder.path).pdf(from: "<p>")
        }
    }

    @Test func `a program that takes too long is stopped`() async throws {
        let folder = try programFolder("exec /bin/sleep 50")
        defer { try? FileManager.default.removeItem(at: folder) }
        let printer = WeasyPrint(searchPath: folder.path, timeLimit: .seconds(1))
        let started = ContinuousClock.now
        for html in ["<p>", String(repeating: "x", count: 1_000_000)] {
            await #expect(throws: PaperError.timedOut(program: "weasyprint", seconds: 1)) {
                try await printer.pdf(from: html)
            }
        }
        // Left to themselves the two would take a hundred seconds, the first alone fifty.
        #expect(ContinuousClock.now - started < .seconds(50))
    }

    @Test func `the program does not see the server's environment`() async throws {
        setenv("BANGVANG_TEST_SECRET", "hidden", 1)
        let folder = try programFolder("/usr/bin/env >&2; exit 1")
        defer { try? FileManager.default.removeItem(at: folder) }
        let error = await #expect(throws: PaperError.self) {
            try await WeasyPrint(searchPath: folder.path).pdf(from: "<p>")
        }
        let seen = error?.description ?? ""
        #expect(seen.contains("http_proxy"))
        #expect(!seen.contains("BANGVANG_TEST_SECRET"))
    }
}
