import Mustache

/// The papers that the program prints. Made once, at start: wording that cannot be printed stops the start and not,
/// weeks later, the signing of a decision.
public struct Papers: Sendable {
    private let library: MustacheLibrary
    private let decision: MustacheTemplate
    private let letter: MustacheTemplate
    private let letterDocument: MustacheTemplate
    private let report: MustacheTemplate
    private let reportDocument: MustacheTemplate
    private let printer: WeasyPrint

    /// Reads and checks every template.
    /// - Throws: `PaperError` that names the template, the line, and the field or part that does not exist.
    public init(templates: TemplateSource = .bundled) throws {
        try self.init(templates: templates, printer: WeasyPrint())
    }

    init(templates: TemplateSource, printer: WeasyPrint) throws {
        var texts: [String: String] = [:]
        for (file, text) in try templates.files() {
            texts[file.hasSuffix(".mustache") ? String(file.dropLast(9)) : file] = text
        }
        let check = TemplateCheck(texts: texts)
        try check.check("decision", against: DecisionView.fields.map(\.declaration))
        try check.check("letter", against: LetterView.fields.map(\.declaration))
        try check.check("letter-docx", against: LetterView.documentFields.map(\.declaration))
        try check.check("report", against: ReportView.fields.map(\.declaration))
        try check.check("report-docx", against: ReportView.documentFields.map(\.declaration))

        var parsed: [String: MustacheTemplate] = [:]
        for (name, text) in texts {
            do {
                parsed[name] = try MustacheTemplate(string: text)
            } catch let error as MustacheTemplate.ParserError {
                throw PaperError.malformed(
                    template: name, line: error.context.lineNumber, reason: "không đọc được “\(error.context.line)”")
            }
        }
        func template(_ name: String) throws -> MustacheTemplate {
            guard let template = parsed[name] else { throw PaperError.missingTemplate(name: name) }
            return template
        }
        decision = try template("decision")
        letter = try template("letter")
        letterDocument = try template("letter-docx")
        report = try template("report")
        reportDocument = try template("report-docx")
        library = MustacheLibrary(templates: parsed)
        self.printer = printer
    }

    /// The decision and its lists as one HTML page that carries its own style. Every value is escaped.
    public func decisionHTML(_ paper: DecisionPaper) -> String {
        decision.render(view(of: paper, through: DecisionView.fields), library: library)
    }

    /// The decision and its lists as a PDF file in A4.
    /// - Throws: `PaperError` when the PDF program is missing, fails, or takes longer than a minute.
    public func decisionPDF(_ paper: DecisionPaper) async throws -> [UInt8] {
        try await printer.pdf(from: decisionHTML(paper))
    }

    /// The letter as one HTML page that carries its own style. Every value is escaped.
    public func letterHTML(_ paper: LetterPaper) -> String {
        letter.render(view(of: paper, through: LetterView.fields), library: library)
    }

    /// The letter as a PDF file in A4.
    /// - Throws: `PaperError` when the PDF program is missing, fails, or takes longer than a minute.
    public func letterPDF(_ paper: LetterPaper) async throws -> [UInt8] {
        try await printer.pdf(from: letterHTML(paper))
    }

    /// The letter as a Word document (DOCX) to be edited further. Needs no program beside this one.
    public func letterDOCX(_ paper: LetterPaper) -> [UInt8] {
        let body = letterDocument.render(view(of: paper, through: LetterView.documentFields), library: library)
        return WordDocument.file(
            body: body, title: "Công văn về việc " + paper.abstract,
            demoMark: paper.isDemo ? DecisionView.demoMark : nil)
    }

    /// The report with its tables and plots as one HTML page that carries its own style. Every value is escaped.
    public func reportHTML(_ paper: ReportPaper) -> String {
        report.render(view(of: paper, through: ReportView.fields), library: library)
    }

    /// The report as a PDF file in A4.
    /// - Throws: `PaperError` when the PDF program is missing, fails, or takes longer than a minute.
    public func reportPDF(_ paper: ReportPaper) async throws -> [UInt8] {
        try await printer.pdf(from: reportHTML(paper))
    }

    /// The report as a Word document (DOCX) to be edited further, its plots as charts whose numbers can be edited too. Needs no
    /// program beside this one.
    public func reportDOCX(_ paper: ReportPaper) -> [UInt8] {
        let body = reportDocument.render(view(of: paper, through: ReportView.documentFields), library: library)
        return WordDocument.file(
            body: body, title: paper.title, demoMark: paper.isDemo ? DecisionView.demoMark : nil,
            charts: paper.charts)
    }

    /// The media type of ``letterDOCX(_:)``.
    public static var documentMediaType: String { WordDocument.mediaType }
}
