import Foundation
import Testing

@testable import Papers

/// A report with every part. All of it is made up.
private func sampleReport() -> ReportPaper {
    ReportPaper(
        issuerParent: "ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN", issuer: ["SỞ NỘI VỤ"], number: 45, symbol: "BC-SNV",
        place: "Thái Nguyên", date: "ngày 05 tháng 12 năm 2025", title: "Tổng kết năm 2025 (mẫu)",
        period: "Kỳ báo cáo: năm 2025", salutation: "Ủy ban nhân dân tỉnh Thái Nguyên",
        sections: [
            PaperSection(
                heading: "1. Kết quả", paragraphs: [PaperParagraph("Làm tốt."), PaperParagraph(mark: "-", "Việc một")])
        ],
        figuresHeading: "2. Số liệu", sourceNotes: ["Tổng hợp từ 3 trong 4 đơn vị."],
        figures: [.init(ordinal: "1", name: "Số hộ", measure: "hộ", amount: "1.250", note: "")],
        pictures: [
            BarPicture(
                title: "Số hộ <đã xong> (hộ)",
                bars: [.init(label: "Xã \"Một\" & Hai", value: 1200), .init(label: "=Xã Ba", value: 50)]),
            BarPicture(
                title: "Số mô hình",
                bars: [
                    .init(label: "Xã A", value: 3), .init(label: "Xã B", value: 2),
                    .init(label: "Xã C\u{0B}", value: 1),
                ]),
        ],
        tables: [
            .init(
                columns: ["(1)"], legend: ["(1) Số hộ, hộ"],
                rows: [.init(ordinal: "1", name: "Xã Ba", amounts: ["50"])], sums: ["1.250"])
        ],
        recipients: ["Như trên", "Lưu: VT"], signature: .init(capacityLines: ["GIÁM ĐỐC"], name: "Lý Văn Mẫu"),
        isDemo: false)
}

/// What another program finds of the plots in a Word document, one line each; it fails on one that is missing, damaged, without
/// words for who cannot see it, or whose workbook says otherwise than what is drawn.
private let plotReader = """
    import sys, io, zipfile, posixpath, xml.etree.ElementTree as tree
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    wp = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
    c = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    r = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    s = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    def relations(archive, part):
        folder, name = posixpath.split(part)
        found = tree.fromstring(archive.read(folder + "/_rels/" + name + ".rels"))
        return {x.get("Id"): (x.get("Type").rsplit("/", 1)[1], posixpath.normpath(folder + "/" + x.get("Target"))) for x in found}
    with zipfile.ZipFile(sys.argv[1]) as archive:
        types = tree.fromstring(archive.read("[Content_Types].xml"))
        kinds = {x.get("PartName"): x.get("ContentType") for x in types if x.get("PartName")}
        endings = {x.get("Extension") for x in types if x.get("Extension")}
        body = tree.fromstring(archive.read("word/document.xml"))
        linked = relations(archive, "word/document.xml")
        for place in body.iter(wp + "inline"):
            words = place.find(wp + "docPr")
            kind, part = linked[place.find(".//" + c + "chart").get(r + "id")]
            assert kind == "chart" and kinds["/" + part].endswith("drawingml.chart+xml")
            chart = tree.fromstring(archive.read(part))
            def points(tag):
                found = chart.find(".//" + c + tag)
                texts = [v.text for v in found.iter(c + "v")]
                assert int(found.find(".//" + c + "ptCount").get("val")) == len(texts) > 0
                return texts
            names, values = points("cat"), points("val")
            external = relations(archive, part)[chart.find(c + "externalData").get(r + "id")]
            assert external[0] == "package" and external[1].rsplit(".", 1)[1] in endings
            with zipfile.ZipFile(io.BytesIO(archive.read(external[1]))) as book:
                assert book.testzip() is None
                sheet = tree.fromstring(book.read("xl/worksheets/sheet1.xml"))
                cells = {x.get("r"): "".join(t.text or "" for t in list(x.iter(s + "t")) + list(x.iter(s + "v"))) for x in sheet.iter(s + "c")}
            assert [cells["A%d" % (i + 2)] for i in range(len(names))] == names
            assert [cells["B%d" % (i + 2)] for i in range(len(names))] == values
            assert words.get("descr") and int(place.find(wp + "extent").get("cy")) > 0
            print("plot", words.get("id"), "|", words.get("descr"), "|", list(zip(names, values)))
        texts = ["".join(t.text or "" for t in p.iter(w + "t")) for p in body.iter(w + "p")]
        print("texts", "\\n".join(texts))
    print("whole")
    """

private func plots(in docx: [UInt8]) throws -> [String] {
    try inspect(docx, with: "python3", ["-c", plotReader]).split(whereSeparator: \.isNewline).map(String.init)
}

@Suite struct ReportTests {
    @Test func `plots of a Word report are charts with their numbers and with words for who cannot see them`() throws {
        let lines = try plots(in: try Papers().reportDOCX(sampleReport()))
        #expect(lines.last == "whole")
        #expect(
            lines.contains(
                "plot 1 | Biểu đồ thanh. Số hộ <đã xong> (hộ). Xã \"Một\" & Hai: 1.200; =Xã Ba: 50. | "
                    + "[('Xã \"Một\" & Hai', '1200'), ('=Xã Ba', '50')]"))
        #expect(lines.filter { $0.hasPrefix("plot") }.count == 2)
        for text in ["Số hộ <đã xong> (hộ)", "- Việc một", "SỐ LIỆU THEO ĐƠN VỊ", "Đơn vị", "Lý Văn Mẫu"] {
            #expect(lines.contains(text), "\(text)")
        }
    }

    @Test func `every table by unit stands in the Word report and in the printed one, with its own head and sums`()
        throws
    {
        var paper = sampleReport()
        let first = paper.tables[0]
        paper.tables = [first, first, first].enumerated().map { index, table in
            .init(
                annex: "PHỤ LỤC \(index + 1)", columns: ["(\(index + 1))"],
                legend: ["(\(index + 1)) Số liệu \(index + 1)"],
                rows: [.init(ordinal: "1", name: "Xã Ba", amounts: ["5\(index)"])], sums: ["99\(index)"])
        }
        let lines = try plots(in: try Papers().reportDOCX(paper))
        let html = try Papers().reportHTML(paper)
        for index in 0..<3 {
            for text in ["PHỤ LỤC \(index + 1)", "(\(index + 1))", "5\(index)", "99\(index)"] {
                #expect(lines.contains(text), "\(text)")
                #expect(html.contains(">\(text)<"), "\(text)")
            }
            #expect(html.contains("(\(index + 1)) Số liệu \(index + 1)"))
        }
        #expect(lines.filter { $0 == "SỐ LIỆU THEO ĐƠN VỊ" }.count == 3)
        paper.tables = []
        #expect(try !Papers().reportHTML(paper).contains("PHỤ LỤC"))
    }

    @Test func `a report without plots carries nothing of them`() throws {
        var paper = sampleReport()
        paper.pictures = []
        let docx = try Papers().reportDOCX(paper)
        let lines = try plots(in: docx)
        #expect(lines.last == "whole" && !lines.contains { $0.hasPrefix("plot") })
        #expect(!String(decoding: docx, as: UTF8.self).contains("xlsx"))
        #expect(try Papers().reportDOCX(paper) == docx)
    }

    @Test func `a document whose plot is missing or damaged does not pass the reader`() throws {
        let whole = try Papers().reportDOCX(sampleReport())
        func damaged(_ old: String, _ new: String) throws -> [UInt8] {
            let (old, new) = (Array(old.utf8), Array(new.utf8))
            try #require(old.count == new.count)
            let places = whole.indices.filter { whole[$0...].starts(with: old) }
            try #require(!places.isEmpty)
            var bytes = whole
            for place in places { bytes.replaceSubrange(place..<(place + old.count), with: new) }
            return bytes
        }
        for (old, new) in [
            ("word/charts/chart2.xml", "word/charts/chart9.xml"), ("<c:ptCount val=\"3\"/>", "<c:ptCount val=\"4\"/>"),
            ("<c:chartSpace", "<c:chartSpuce"), ("<v>1200</v>", "<v>1300</v>"),
        ] {
            #expect(try plots(in: try damaged(old, new)).last != "whole", "\(old)")
        }
    }

    @Test func `the printed report shows the same plots with the same words`() throws {
        let html = try Papers().reportHTML(sampleReport())
        #expect(html.contains("alt=\"Biểu đồ thanh. Số mô hình. Xã A: 3; Xã B: 2; "))
        #expect(html.contains("<figcaption>Số hộ &lt;đã xong&gt; (hộ)</figcaption>"))
        #expect(html.components(separatedBy: "data:image/svg+xml;base64,").count == 3)
    }
}
