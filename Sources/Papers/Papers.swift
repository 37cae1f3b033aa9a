import Mustache

/// The papers that the program prints. Made once, at start: wording that cannot be printed stops the start and not,
/// weeks later, the signing of a decision.
public struct Papers: Sendable {
    private let library: MustacheLibrary
    private let decision: MustacheTemplate
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

        var parsed: [String: MustacheTemplate] = [:]
        for (name, text) in texts {
            do {
                parsed[name] = try MustacheTemplate(string: text)
            } catch let error as MustacheTemplate.ParserError {
                throw PaperError.malformed(
                    template: name, line: error.context.lineNumber, reason: "không đọc được “\(error.context.line)”")
            }
        }
        guard let decision = parsed["decision"] else { throw PaperError.missingTemplate(name: "decision") }
        self.decision = decision
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
}
