import Primitives
import Testing

@testable import Papers

@Suite struct DecisionHTMLTests {
    let papers: Papers
    init() throws { papers = try Papers() }

    @Test func `every field of the decision is printed`() {
        var paper = sampleDecision()
        paper.issuerParent = "ỦY BAN NHÂN DÂN TỈNH MẪU"
        let html = papers.decisionHTML(paper)
        let expected =
            [
                "ỦY BAN NHÂN DÂN TỈNH MẪU", paper.issuer, "12/QĐ-UBND", "Thái Nguyên, ngày 05 tháng 12 năm 2025",
                paper.abstract, paper.decider, "Theo đề nghị của Giám đốc Sở Nội vụ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH",
                "Nguyễn Thị Minh Mẫu", "Điều 1.", "Điều 2.", "Điều 3.", "Căn cứ Nghị định số 152/2025/NĐ-CP",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Truy tặng", "7.020.000",
                "Phó Trưởng phòng Văn hóa - Xã hội", "Ủy ban nhân dân xã Mẫu 3",
                "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 12 năm 2025)",
            ] + paper.recipients + paper.lists.map(\.title) + sampleNames
            + paper.articles.flatMap { $0.split(separator: "\n").map(String.init) }
        for text in expected {
            #expect(html.contains(text), "missing: \(text)")
        }
        #expect(!html.contains("{{"))
    }

    @Test func `căn cứ kết thúc bằng dấu chấm phẩy, dòng cuối bằng dấu chấm`() {
        let html = papers.decisionHTML(sampleDecision())
        #expect(html.contains("ngày 16 tháng 6 năm 2025;</p>"))
        #expect(html.contains("ngày 15 tháng 6 năm 2022;</p>"))
        #expect(html.contains("45/TTr-SNV.</p>"))
        #expect(html.contains("- Như Điều 3;</p>"))
        #expect(html.contains("- Lưu: VT, TĐKT.</p>"))
    }

    @Test func `số quyết định dưới 10 có số 0 đứng trước`() {
        var paper = sampleDecision()
        paper.number = 5
        #expect(papers.decisionHTML(paper).contains("Số: 05/QĐ-UBND"))
    }

    @Test func `dự thảo để trống số và ngày, giữ năm`() {
        var paper = sampleDecision()
        paper.number = nil
        paper.signedOn = nil
        let html = papers.decisionHTML(paper)
        let room = String(repeating: "\u{00A0}", count: 5)
        #expect(html.contains("Số: \(room)/QĐ-UBND"))
        #expect(html.contains("Thái Nguyên, ngày … tháng … năm 2025"))
        #expect(html.contains("Quyết định số \(room)/QĐ-UBND ngày … tháng … năm 2025)"))
    }

    @Test func `values are printed as text, whatever they hold`() {
        var paper = sampleDecision()
        paper.signature.name = "<script>alert(1)</script>"
        paper.lists[0].lines[0].name = "{{issuer}} & \"B\""
        paper.abstract = "a <b> c"
        let html = papers.decisionHTML(paper)
        #expect(!html.contains("<script>"))
        #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(html.contains("{{issuer}} &amp; &quot;B&quot;"))
        #expect(html.contains("a &lt;b&gt; c"))
    }

    @Test func `an empty field of a line never takes the value of something around it`() {
        var paper = sampleDecision()
        paper.lists = [
            .init(
                title: "Tập thể",
                lines: [
                    .init(ordinal: 1, name: "", position: "", unit: "", bonus: ""),
                    .init(ordinal: 2, name: "B", position: "", unit: "Xã Mẫu", bonus: ""),
                ])
        ]
        let html = papers.decisionHTML(paper)
        #expect(html.contains("<td class=\"ordinal\">1</td>\n<td></td>\n<td></td>\n</tr>"))
        #expect(html.contains("<td class=\"ordinal\">2</td>\n<td>B</td>\n<td>Xã Mẫu</td>\n</tr>"))
    }

    @Test func `columns without any value are left out`() {
        var paper = sampleDecision()
        paper.lists = [paper.lists[1]]
        let html = papers.decisionHTML(paper)
        #expect(!html.contains("<th>Chức vụ</th>"))
        #expect(!html.contains("<th>Đơn vị</th>"))
        #expect(!html.contains("<th>Ghi chú</th>"))
        #expect(html.contains("<th>Tiền&#160;thưởng (đồng)</th>"))
    }

    @Test func `quyết định không có danh sách thì không in trang danh sách`() {
        var paper = sampleDecision()
        paper.lists = []
        #expect(!papers.decisionHTML(paper).contains("DANH SÁCH"))
    }

    @Test func `dấu trình diễn chỉ in khi là dữ liệu trình diễn`() {
        var paper = sampleDecision()
        let mark = "DỮ LIỆU TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
        #expect(!papers.decisionHTML(paper).contains(mark))
        paper.isDemo = true
        #expect(papers.decisionHTML(paper).contains(mark))
    }
}
