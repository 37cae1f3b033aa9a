/// The parts of a Word document (DOCX) around its text: styles after Nghị định 30/2020/NĐ-CP, the page number from the second
/// page on, the mark of made-up data.
///
/// Written by ourselves: a converter that goes by styles alone cannot set the two columns of the letterhead and of the
/// signature, and the whole format that a letter needs is these few parts (docs/decisions/0006).
enum LetterDocument {
    static let mediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    /// - Parameter body: the text as `word/document.xml`, made from the template `letter-docx`.
    static func file(body: String, title: String, demoMark: String?) -> [UInt8] {
        var archive = StoredArchive()
        archive.add("[Content_Types].xml", contentTypes)
        archive.add("_rels/.rels", packageRelations)
        archive.add("word/document.xml", body)
        archive.add("word/_rels/document.xml.rels", documentRelations)
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
        return archive.bytes()
    }

    private static let declaration = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#
    private static let namespace = #"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let word = "application/vnd.openxmlformats-officedocument.wordprocessingml"

    private static var contentTypes: String {
        """
        \(declaration)
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
        <Default Extension="xml" ContentType="application/xml"/>
        <Override PartName="/word/document.xml" ContentType="\(word).document.main+xml"/>
        <Override PartName="/word/styles.xml" ContentType="\(word).styles+xml"/>
        <Override PartName="/word/header1.xml" ContentType="\(word).header+xml"/>
        <Override PartName="/word/footer1.xml" ContentType="\(word).footer+xml"/>
        <Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
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

    private static var documentRelations: String {
        """
        \(declaration)
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="rId1" Type="\(office)/styles" Target="styles.xml"/>
        <Relationship Id="rId2" Type="\(office)/header" Target="header1.xml"/>
        <Relationship Id="rId3" Type="\(office)/footer" Target="footer1.xml"/>
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

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.append(character)
            }
        }
        return result
    }
}

/// A ZIP archive whose entries lie in it uncompressed: all that a document of a few pages needs. The same entries give the same
/// bytes.
struct StoredArchive {
    private struct Entry {
        let name: [UInt8]
        let content: [UInt8]
        let checksum: UInt32
        let offset: Int
    }

    private var entries: [Entry] = []
    private var output: [UInt8] = []

    mutating func add(_ name: String, _ text: String) {
        let (name, content) = (Array(name.utf8), Array(text.utf8))
        let entry = Entry(name: name, content: content, checksum: Self.checksum(content), offset: output.count)
        entries.append(entry)
        append(0x0403_4b50, bytes: 4)
        append(common(entry))
        append(0, bytes: 2)
        output += name + content
    }

    /// From "version needed" to the length of the name, as both kinds of header have it. Names are UTF-8; the day is the first
    /// one that the format knows.
    private func common(_ entry: Entry) -> [(Int, bytes: Int)] {
        [
            (20, 2), (0x0800, 2), (0, 2), (0, 2), (0x21, 2), (Int(entry.checksum), 4), (entry.content.count, 4),
            (entry.content.count, 4), (entry.name.count, 2),
        ]
    }

    private mutating func append(_ values: [(Int, bytes: Int)]) {
        for (value, count) in values { append(value, bytes: count) }
    }

    private mutating func append(_ value: Int, bytes count: Int) {
        for index in 0..<count { output.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
    }

    /// The archive with its directory.
    func bytes() -> [UInt8] {
        var archive = self
        let start = archive.output.count
        for entry in entries {
            archive.append(0x0201_4b50, bytes: 4)
            archive.append(20, bytes: 2)
            archive.append(common(entry))
            // No extra field, no remark, first disk, no attributes.
            archive.append([(0, 2), (0, 2), (0, 2), (0, 2), (0, 4), (entry.offset, 4)])
            archive.output += entry.name
        }
        let size = archive.output.count - start
        archive.append([
            (0x0605_4b50, 4), (0, 2), (0, 2), (entries.count, 2), (entries.count, 2), (size, 4), (start, 4), (0, 2),
        ])
        return archive.output
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xedb8_8320 ^ (value >> 1) : value >> 1 }
    }

    /// CRC-32 as ZIP has it.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { (sum: UInt32, byte: UInt8) -> UInt32 in
            table[Int((sum ^ UInt32(byte)) & 0xff)] ^ (sum >> 8)
        }
    }
}
