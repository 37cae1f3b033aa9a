/// A plot of bars as a chart of a Word document: drawn by the program that opens it, with a small workbook of its numbers beside it,
/// so that an official can mend a number or restyle it (docs/decisions/0012).
struct WordChart: Sendable {
    /// From 1, in the order of the document.
    let ordinal: Int
    let picture: BarPicture

    /// The text width of the page, in units of 1/360,000 cm.
    static let width = 5_868_000

    /// Grows with the bars; a third of an inch is left for one of them.
    var height: Int { max(picture.bars.count, 2) * 280_000 + 200_000 }

    /// Under which name the text of the document refers to it.
    var relation: String { "rIdChart\(ordinal)" }

    private var part: String { "charts/chart\(ordinal).xml" }
    private var workbook: String { "so-lieu-\(ordinal).xlsx" }

    static let workbookType =
        #"<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>"#

    var contentType: String {
        """
        <Override PartName="/word/\(part)" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>
        """
    }

    var documentRelation: String {
        #"<Relationship Id="\#(relation)" Type="\#(WordDocument.office)/chart" Target="\#(part)"/>"#
    }

    func add(to archive: inout StoredArchive) {
        archive.add("word/\(part)", xml)
        archive.add(
            "word/charts/_rels/chart\(ordinal).xml.rels",
            """
            \(WordDocument.declaration)
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
            <Relationship Id="rId1" Type="\(WordDocument.office)/package" Target="../embeddings/\(workbook)"/>
            </Relationships>
            """)
        archive.add("word/embeddings/\(workbook)", NumberWorkbook(picture: picture).bytes)
    }

    private var xml: String {
        let names = picture.bars.map(\.label)
        let values = picture.bars.map { String($0.value) }
        let last = names.count + 1
        return """
            \(WordDocument.declaration)
            <c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" \
            xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="\(WordDocument.office)">\
            <c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>\
            <c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/><c:ser><c:idx val="0"/>\
            <c:order val="0"/><c:tx><c:strRef><c:f>\(NumberWorkbook.sheet)!$B$1</c:f>\(cache("str", [picture.title]))</c:strRef></c:tx>\
            <c:spPr><a:solidFill><a:srgbClr val="444444"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>\
            <c:dLbls><c:numFmt formatCode="#,##0" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>\
            <c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>\
            <c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>\
            <c:cat><c:strRef><c:f>\(NumberWorkbook.sheet)!$A$2:$A$\(last)</c:f>\(cache("str", names))</c:strRef></c:cat>\
            <c:val><c:numRef><c:f>\(NumberWorkbook.sheet)!$B$2:$B$\(last)</c:f>\(cache("num", values))</c:numRef></c:val>\
            </c:ser><c:gapWidth val="60"/><c:axId val="1001"/><c:axId val="1002"/></c:barChart>\
            <c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>\
            <c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>\
            <c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/>\
            </a:solidFill></a:ln></c:spPr><c:crossAx val="1002"/><c:crosses val="autoZero"/><c:auto val="0"/>\
            <c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>\
            <c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/><c:min val="\(min(values.compactMap(Int.init).min() ?? 0, 0))"/>\
            </c:scaling><c:delete val="1"/><c:axPos val="t"/><c:numFmt formatCode="#,##0" sourceLinked="0"/>\
            <c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1001"/>\
            <c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx></c:plotArea><c:plotVisOnly val="1"/>\
            <c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>\
            <c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1200"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>\
            <a:latin typeface="Times New Roman"/><a:cs typeface="Times New Roman"/></a:defRPr></a:pPr>\
            <a:endParaRPr lang="vi-VN"/></a:p></c:txPr>\
            <c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>
            """
    }

    /// What is drawn without opening the workbook.
    private func cache(_ kind: String, _ values: [String]) -> String {
        let format = kind == "num" ? "<c:formatCode>General</c:formatCode>" : ""
        let points = values.enumerated().map {
            "<c:pt idx=\"\($0.offset)\"><c:v>\(WordDocument.escaped($0.element))</c:v></c:pt>"
        }
        return "<c:\(kind)Cache>\(format)<c:ptCount val=\"\(values.count)\"/>\(points.joined())</c:\(kind)Cache>"
    }
}

/// The numbers of a plot as the smallest workbook (XLSX) that a spreadsheet program opens: names in A, numbers in B.
struct NumberWorkbook {
    let picture: BarPicture

    static let sheet = "SoLieu"

    private static let spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    var bytes: [UInt8] {
        var archive = StoredArchive()
        archive.add(
            "[Content_Types].xml",
            """
            \(WordDocument.declaration)
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="xml" ContentType="application/xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="\(Self.kind).sheet.main+xml"/>
            <Override PartName="/xl/worksheets/sheet1.xml" ContentType="\(Self.kind).worksheet+xml"/>
            </Types>
            """)
        archive.add("_rels/.rels", relations("officeDocument", "xl/workbook.xml"))
        archive.add(
            "xl/workbook.xml",
            """
            \(WordDocument.declaration)
            <workbook xmlns="\(Self.spreadsheet)" xmlns:r="\(WordDocument.office)"><sheets>\
            <sheet name="\(Self.sheet)" sheetId="1" r:id="rId1"/></sheets></workbook>
            """)
        archive.add("xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml"))
        let rows = picture.bars.enumerated().map { index, bar in
            """
            <row r="\(index + 2)">\(text("A\(index + 2)", bar.label))<c r="B\(index + 2)"><v>\(bar.value)</v></c></row>
            """
        }
        archive.add(
            "xl/worksheets/sheet1.xml",
            """
            \(WordDocument.declaration)
            <worksheet xmlns="\(Self.spreadsheet)"><sheetData><row r="1">\(text("B1", picture.title))</row>\
            \(rows.joined())</sheetData></worksheet>
            """)
        return archive.bytes()
    }

    private func relations(_ type: String, _ target: String) -> String {
        """
        \(WordDocument.declaration)
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="rId1" Type="\(WordDocument.office)/\(type)" Target="\(target)"/>
        </Relationships>
        """
    }

    /// Text within the cell itself, so that what begins with "=" stays text.
    private func text(_ cell: String, _ text: String) -> String {
        #"<c r="\#(cell)" t="inlineStr"><is><t xml:space="preserve">\#(WordDocument.escaped(text))</t></is></c>"#
    }
}
