import Foundation
import Papers
import Testing

/// A letter with every part. All of it is made up.
private func sampleLetter() -> LetterPaper {
    let long = String(
        repeating: "Tiếp tục hưởng ứng tích cực các phong trào thi đua do Trung ương và tỉnh phát động. ", count: 6)
    return LetterPaper(
        issuer: ["ỦY BAN NHÂN DÂN", "TỈNH THÁI NGUYÊN"], number: 45, symbol: "UBND-NCPC", place: "Thái Nguyên",
        date: "ngày 05 tháng 12 năm 2025", abstract: "triển khai công tác thi đua, khen thưởng năm 2025",
        salutations: ["Các cơ quan, đơn vị tham gia các cụm, khối thi đua của tỉnh"],
        bases: ["Nghị quyết số 75/NQ-HĐND ngày 09/12/2024 của Hội đồng nhân dân tỉnh", "Chỉ thị số 41-CT/TW;"],
        opening: [
            .init([.init("Phát động thi đua với chủ đề "), .init("“Đoàn kết & sáng tạo”", isBold: true), .init(":")])
        ],
        sections: (1...4).map { section in
            .init(
                heading: "\(section). Mục số \(section)",
                paragraphs: (1...3).map { .init(mark: "\(section).\($0).", [.init("Việc \(section)-\($0). \(long)")]) })
        },
        closing: [.init([.init("Đề nghị các cơ quan, đơn vị triển khai thực hiện./.")])],
        recipients: ["Như trên (t/h)", "TT. Tỉnh ủy (b/c)", "Lưu: VT"],
        signature: .init(capacityLines: ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], name: "Nguyễn Thị Minh Mẫu"),
        assignments: [
            .init(
                number: "1.1", task: "Việc <một>", responsible: "Sở Nội vụ", coordinators: "", due: "Trước 31/12/2025")
        ])
}

@Suite struct LetterTests {
    @Test func `a letter is whole on paper, in the order of its form`() async throws {
        let pages = try pages(of: try await Papers().letterPDF(sampleLetter()))
        #expect(pages.count >= 4)
        let text = pages.joined(separator: "\n").split(whereSeparator: \.isNewline).joined(separator: " ")
        var rest = text[...]
        for part in [
            "ỦY BAN NHÂN DÂN", "Số: 45/UBND-NCPC", "Kính gửi: Các cơ quan", "Căn cứ Nghị quyết số 75/NQ-HĐND",
            "Căn cứ Chỉ thị số 41-CT/TW.", "“Đoàn kết & sáng tạo”:", "1. Mục số 1", "1.1. Việc 1-1.", "4.3. Việc 4-3.",
            "Đề nghị các cơ quan", "Nơi nhận:", "PHỤ LỤC",
            "(Kèm theo Công văn số 45/UBND-NCPC ngày 05 tháng 12 năm 2025)",
            "Việc <một>",
        ] {
            let range = try #require(rest.firstRange(of: part), "missing or out of order: \(part)")
            rest = rest[range.upperBound...]
        }
        for part in [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "V/v triển khai công tác thi đua",
            "Thái Nguyên, ngày 05 tháng 12 năm 2025", "- Như trên (t/h);", "- TT. Tỉnh ủy (b/c);", "- Lưu: VT.",
            "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Thị Minh Mẫu",
        ] {
            #expect(occurrences(of: part, in: text) == 1, "\(part)")
        }
        for (index, page) in pages.enumerated() {
            let first = page.split(separator: "\n").first.map(String.init)
            #expect((first == String(index + 1)) == (index > 0))
        }
    }

    @Test func `the signature stands on the page of the last paragraph`() async throws {
        for extra in stride(from: 0, through: 18, by: 3) {
            var paper = sampleLetter()
            paper.assignments = []
            paper.sections[0].paragraphs += (0..<extra).map {
                .init(mark: "-", [.init("Việc thêm \($0) để dời trang.")])
            }
            let pages = try pages(of: try await Papers().letterPDF(paper))
            let signed = try #require(pages.first { $0.contains("Nguyễn Thị Minh Mẫu") })
            #expect(signed.contains("KT. CHỦ TỊCH") && signed.contains("Nơi nhận:"))
            #expect(signed.contains("triển khai thực hiện./."), "\(extra) more tasks")
        }
    }

    @Test func `margins and type are those of the decree`() async throws {
        let pdf = try await Papers().letterPDF(sampleLetter())
        let size = try inspect(pdf, with: "pdfinfo")
        #expect(size.contains("595.276 x 841.89 pts (A4)"))
        let words = try inspect(pdf, with: "pdftotext", ["-bbox"], after: ["-"]).split(whereSeparator: \.isNewline)
            .filter { $0.contains("<word") }
        for word in words {
            let left = try #require(number("xMin", in: word))
            let right = try #require(number("xMax", in: word))
            // 30 mm on the left, 17 on the right.
            #expect(left >= 84 && right <= 548, "\(word)")
        }
        let fonts = try inspect(pdf, with: "pdffonts").split(whereSeparator: \.isNewline).dropFirst(2)
        #expect(fonts.allSatisfy { $0.contains("Times") || $0.contains("Liberation") || $0.contains("Serif") })
    }

    private func number(_ attribute: String, in line: Substring) -> Double? {
        guard let start = line.firstRange(of: attribute + "=\"") else { return nil }
        return Double(line[start.upperBound...].prefix { $0 != "\"" })
    }

    /// What another program finds in a Word document: names of parts, the paragraphs, sizes of the page.
    private func read(_ docx: [UInt8]) throws -> String {
        let script = """
            import sys, zipfile, xml.etree.ElementTree as tree
            w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
            with zipfile.ZipFile(sys.argv[1]) as archive:
                assert archive.testzip() is None
                for name in archive.namelist():
                    tree.fromstring(archive.read(name))
                    print("part", name)
                body = tree.fromstring(archive.read("word/document.xml"))
                styles = {s.get(w + "styleId") for s in tree.fromstring(archive.read("word/styles.xml")).iter(w + "style")}
                for p in body.iter(w + "p"):
                    style = p.find(w + "pPr/" + w + "pStyle")
                    name = style.get(w + "val") if style is not None else ""
                    assert name == "" or name in styles, name
                    bold = "".join(t.text or "" for r in p.iter(w + "r") if r.find(w + "rPr/" + w + "b") is not None for t in r.iter(w + "t"))
                    print(name, "|", "".join(t.text or "" for t in p.iter(w + "t")), "|", bold)
                for mark in list(body.iter(w + "pgSz")) + list(body.iter(w + "pgMar")):
                    print("page", sorted((k.split("}")[1], v) for k, v in mark.attrib.items()))
                print("footer", "".join(t.text or "" for t in tree.fromstring(archive.read("word/footer1.xml")).iter(w + "t")))
            """
        return try inspect(docx, with: "python3", ["-c", script])
    }

    @Test func `the Word document has the same text and the form of the decree`() throws {
        let lines = try read(try Papers().letterDOCX(sampleLetter())).split(whereSeparator: \.isNewline).map(
            String.init)
        #expect(lines.contains("part [Content_Types].xml") && lines.contains("part word/document.xml"))
        for line in [
            "IssuerName | TỈNH THÁI NGUYÊN | ", "NumberLine | Số: 45/UBND-NCPC | ",
            "Abstract | V/v triển khai công tác thi đua, khen thưởng năm 2025 | ",
            "PlaceAndDate | Thái Nguyên, ngày 05 tháng 12 năm 2025 | ",
            "Salutation | Kính gửi: Các cơ quan, đơn vị tham gia các cụm, khối thi đua của tỉnh | ",
            "Body | Căn cứ Chỉ thị số 41-CT/TW. | ",
            "Body | Phát động thi đua với chủ đề “Đoàn kết & sáng tạo”: | “Đoàn kết & sáng tạo”",
            "Heading1 | 4. Mục số 4 | ", "Recipient | - Lưu: VT. | ", "Signature | KT. CHỦ TỊCH | ",
            "Signature | Nguyễn Thị Minh Mẫu | ", "TableCell | Việc <một> | ", "footer ",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
        #expect(lines.contains("page [('h', '16838'), ('w', '11906')]"))
        // Twips: 20 mm above and below, 30 left, 17 right.
        #expect(
            lines.contains {
                $0.contains("('bottom', '1134')") && $0.contains("('left', '1701')") && $0.contains("('right', '964')")
            })
        #expect(lines.filter { $0.hasPrefix("Body |") }.count == 2 + 1 + 12 + 1)
    }

    @Test func `one more receiver, no number, demonstration data`() throws {
        var paper = sampleLetter()
        paper.salutations = ["Sở Y tế", "Sở Tài chính"]
        paper.number = nil
        paper.isDemo = true
        paper.assignments = []
        let lines = try read(try Papers().letterDOCX(paper)).split(whereSeparator: \.isNewline).map(String.init)
        #expect(
            lines.contains("SalutationLine | - Sở Y tế; | ") && lines.contains("SalutationLine | - Sở Tài chính. | "))
        #expect(lines.contains("NumberLine | Số: \(String(repeating: "\u{00A0}", count: 5))/UBND-NCPC | "))
        #expect(lines.contains("footer DỮ LIỆU TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"))
        #expect(!lines.contains { $0.contains("PHỤ LỤC") })
        let html = try Papers().letterHTML(paper)
        #expect(html.contains("- Sở Y tế;") && html.contains("DỮ LIỆU TRÌNH DIỄN"))
    }

    @Test func `the same letter gives the same bytes`() throws {
        let papers = try Papers()
        #expect(papers.letterDOCX(sampleLetter()) == papers.letterDOCX(sampleLetter()))
    }

    @Test func `what is typed cannot become markup`() throws {
        var paper = sampleLetter()
        paper.abstract = "</w:t><w:t>\"&amp;"
        paper.opening = [.init([.init("<script>alert(1)</script>")])]
        #expect(try read(try Papers().letterDOCX(paper)).contains("V/v </w:t><w:t>\"&amp; |"))
        #expect(!(try Papers().letterHTML(paper)).contains("<script>"))
    }
}
