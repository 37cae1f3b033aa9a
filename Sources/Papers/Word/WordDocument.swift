/// The parts of a Word document (DOCX) around its text: styles after Nghị định 30/2020/NĐ-CP, the page number from the second
/// page on, the mark of made-up data.
///
/// Written by ourselves: a converter that goes by styles alone cannot set the two columns of the letterhead and of the
/// signature, and the whole format that a paper needs is these few parts (docs/decisions/0007).
enum WordDocument {
    static let mediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    /// - Parameters:
    ///   - body: the text as `word/document.xml`, made from a template such as `letter-docx`; it names each chart by its
    ///     ``WordChart/relation``.
    ///   - charts: the plots in it.
    static func file(body: String, title: String, demoMark: String?, charts: [WordChart] = []) -> [UInt8] {
        var archive = StoredArchive()
        archive.add("[Content_Types].xml", contentTypes(charts))
        archive.add("_rels/.rels", packageRelations)
        archive.add("word/document.xml", body)
        archive.add("word/_rels/document.xml.rels", documentRelations(charts))
        archive.add("word/styles.xml", styles)
        archive.add("word/header1.xml", pageNumber)
        archive.add("word/footer1.xml", footer(demoMark))
        archive.add(
            "docProps/core.xml",
            """
            \(declaration)
            <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
            xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>\(escaped(title))</dc:title>\
            <dc:language>vi-VN</dc:language></cp:coreProperties>
            """)
        for chart in charts { chart.add(to: &archive) }
        return archive.bytes()
    }

    static let declaration = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#
    private static let namespace = #"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#
    static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let word = "application/vnd.openxmlformats-officedocument.wordprocessingml"

    private static func contentTypes(_ charts: [WordChart]) -> String {
        """
        \(declaration)
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
        <Default Extension="xml" ContentType="application/xml"/>\
        \(charts.isEmpty ? "" : "\n" + WordChart.workbookType)
        <Override PartName="/word/document.xml" ContentType="\(word).document.main+xml"/>
        <Override PartName="/word/styles.xml" ContentType="\(word).styles+xml"/>
        <Override PartName="/word/header1.xml" ContentType="\(word).header+xml"/>
        <Override PartName="/word/footer1.xml" ContentType="\(word).footer+xml"/>
        <Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
        \(charts.map { "\n" + $0.contentType }.joined())
        </Types>
        """
    }

    private static var packageRelations: String {
        """
        \(declaration)
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="rId1" Type="\(office)/officeDocument" Target="word/document.xml"/>
        <Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" \
        Target="docProps/core.xml"/>
        </Relationships>
        """
    }

    private static func documentRelations(_ charts: [WordChart]) -> String {
        """
        \(declaration)
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="rId1" Type="\(office)/styles" Target="styles.xml"/>
        <Relationship Id="rId2" Type="\(office)/header" Target="header1.xml"/>
        <Relationship Id="rId3" Type="\(office)/footer" Target="footer1.xml"/>\
        \(charts.map { "\n" + $0.documentRelation }.joined())
        </Relationships>
        """
    }

    private static var pageNumber: String {
        """
        \(declaration)
        <w:hdr \(namespace)><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="26"/></w:rPr>\
        <w:fldChar w:fldCharType="begin"/></w:r><w:r><w:rPr><w:sz w:val="26"/></w:rPr>\
        <w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:rPr><w:sz w:val="26"/></w:rPr>\
        <w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>
        """
    }

    private static func footer(_ demoMark: String?) -> String {
        let run = demoMark.map {
            #"<w:r><w:rPr><w:b/><w:sz w:val="22"/></w:rPr><w:t xml:space="preserve">\#(escaped($0))</w:t></w:r>"#
        }
        return """
            \(declaration)
            <w:ftr \(namespace)><w:p><w:pPr><w:jc w:val="center"/></w:pPr>\(run ?? "")</w:p></w:ftr>
            """
    }

    /// One paragraph style: size in half points, the rest as it stands in `w:pPr` and `w:rPr`.
    private static func style(_ id: String, _ name: String, size: Int, paragraph: String = "", run: String = "")
        -> String
    {
        """
        <w:style w:type="paragraph" w:customStyle="1" w:styleId="\(id)"><w:name w:val="\(name)"/><w:basedOn w:val="Normal"/>\
        <w:pPr>\(paragraph)</w:pPr><w:rPr>\(run)<w:sz w:val="\(size)"/><w:szCs w:val="\(size)"/></w:rPr></w:style>
        """
    }

    private static var styles: String {
        let centre = #"<w:jc w:val="center"/>"#
        let bold = "<w:b/>"
        let indented = #"<w:ind w:firstLine="567"/><w:jc w:val="both"/>"#
        let all = [
            style("IssuerParent", "Co quan cap tren", size: 24, paragraph: centre),
            style("IssuerName", "Ten co quan", size: 24, paragraph: centre, run: bold),
            style("NationName", "Quoc hieu", size: 24, paragraph: centre, run: bold),
            style("NationMotto", "Tieu ngu", size: 26, paragraph: centre, run: bold),
            style(
                "Rule", "Duong ke", size: 4,
                paragraph:
                    #"<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr><w:spacing w:before="40" w:after="0" w:line="40" w:lineRule="exact"/>"#
            ),
            style("NumberLine", "So ky hieu", size: 26, paragraph: #"<w:spacing w:before="160"/>"# + centre),
            style(
                "Abstract", "Trich yeu", size: 24,
                paragraph: #"<w:spacing w:before="60"/><w:ind w:left="150" w:right="150"/>"# + centre),
            style(
                "PlaceAndDate", "Noi va ngay", size: 26, paragraph: #"<w:spacing w:before="160"/>"# + centre,
                run: "<w:i/>"),
            style(
                "Salutation", "Kinh gui", size: 28, paragraph: #"<w:spacing w:before="360" w:after="240"/>"# + centre),
            style(
                "SalutationLine", "Dong kinh gui", size: 28,
                paragraph: #"<w:spacing w:after="60"/><w:ind w:left="1701"/>"#),
            style(
                "Body", "Noi dung", size: 28,
                paragraph: #"<w:spacing w:after="120" w:line="300" w:lineRule="auto"/>"# + indented),
            """
            <w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>\
            <w:next w:val="Body"/><w:pPr><w:keepNext/><w:spacing w:before="60" w:after="120" w:line="300" w:lineRule="auto"/>\
            \(indented)<w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
            """,
            style(
                "RecipientsHeading", "Noi nhan", size: 24, paragraph: #"<w:spacing w:before="120"/>"#,
                run: "<w:b/><w:i/>"),
            style("Recipient", "Dong noi nhan", size: 22),
            style(
                "Signature", "Chu ky", size: 28, paragraph: #"<w:spacing w:before="120"/>"# + centre, run: bold),
            style("AnnexTitle", "Ten phu luc", size: 28, paragraph: centre, run: bold),
            style(
                "AnnexReference", "Dan chieu phu luc", size: 26, paragraph: #"<w:spacing w:after="240"/>"# + centre,
                run: "<w:i/>"),
            style("TableHead", "Dau bang", size: 24, paragraph: centre, run: bold),
            style("TableCell", "O bang", size: 24),
            style(
                "PictureTitle", "Ten bieu do", size: 26,
                paragraph: #"<w:keepNext/><w:spacing w:before="240" w:after="60"/>"#,
                run: bold),
            style("Picture", "Bieu do", size: 26, paragraph: centre),
        ]
        return """
            \(declaration)
            <w:styles \(namespace)><w:docDefaults><w:rPrDefault><w:rPr>\
            <w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>\
            <w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault>\
            <w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
            <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
            \(all.joined(separator: "\n"))
            </w:styles>
            """
    }

    /// As text or as the value of an attribute.
    static func escaped(_ text: String) -> String {
        // By scalars: a mark that combines with one of these signs makes one character of both.
        var escaped = String.UnicodeScalarView()
        for scalar in printable(text).unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
