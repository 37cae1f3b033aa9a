import Foundation
import Testing

@testable import Papers

@Suite struct TemplateCheckTests {
    /// The bundled template `name` with `old` replaced.
    private func changed(_ name: String, _ old: String, to new: String) throws -> TemplateSource {
        let text = try #require(try TemplateSource.bundled.files()[name])
        try #require(text.contains(old))
        return .files([name: text.replacing(old, with: new)])
    }

    @Test func `an unknown field is refused with template, line and name`() throws {
        let source = try changed("head.mustache", "{{symbol}}", to: "{{symbl}}")
        let error = #expect(throws: PaperError.self) { try Papers(templates: source) }
        guard case .unknownField(let template, let field, let line) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect((template, field) == ("head", "symbl"))
        #expect(line == 17)
        #expect(error?.description.contains("“head”") == true)
        #expect(error?.description.contains("“symbl”") == true)
    }

    @Test(arguments: [
        "{{số}}", "{{issuer.name}}", "{{uppercased(issuer)}}", "{{#people}}x{{/people}}", "{{^people}}x{{/people}}",
        "{{.}}", "{{lists}}", "{{hasLists}}", "{{name}}", "{{#lists}}{{name}}{{/lists}}", "{{#lists}}{{.}}{{/lists}}",
        "{{#hasLists}}{{.}}{{/hasLists}}", "{{ }}", "{{*}}",
    ])
    func `a name that means nothing at its place is refused`(tag: String) throws {
        let source = try changed("decision.mustache", "<h1>", to: tag + "<h1>")
        let error = #expect(throws: PaperError.self) { try Papers(templates: source) }
        guard case .unknownField(template: "decision", _, line: 15) = error else {
            Issue.record("\(tag): \(String(describing: error))")
            return
        }
    }

    @Test func `an unknown part is refused with its name`() throws {
        let source = try changed("decision.mustache", "{{>foot}}", to: "{{> chan-trang }}{{>foot}}")
        #expect(throws: PaperError.unknownPartial(template: "decision", partial: "chan-trang", line: 31)) {
            try Papers(templates: source)
        }
    }

    @Test(arguments: [
        "{{{signer}}}", "{{&signer}}", "{{%CONTENT_TYPE: TEXT}}", "{{=<% %>=}}", "{{<head}}{{/head}}", "{{$a}}{{/a}}",
        "{{#lists}}", "{{/lists}}", "{{#lists}}{{#lines}}{{/lists}}{{/lines}}", "{{#hasLists}}{{/lists}}", "{{>foot}}",
    ])
    func `a template that could print raw values or is not closed is refused`(tag: String) throws {
        let source = try changed("foot.mustache", "</table>", to: "</table>\n" + tag)
        let error = #expect(throws: PaperError.self) { try Papers(templates: source) }
        guard case .malformed(template: "foot", _, _) = error else {
            Issue.record("\(tag): \(String(describing: error))")
            return
        }
    }

    @Test func `parts that include each other are refused and not followed for ever`() throws {
        let source = try changed("head.mustache", "</table>", to: "</table>{{>foot}}")
        _ = try Papers(templates: source)
        let text = try #require(try TemplateSource.bundled.files()["foot.mustache"])
        guard case .files(let head) = source else { return }
        let circle = head.merging(["foot.mustache": text + "{{>head}}"]) { first, _ in first }
        let error = #expect(throws: PaperError.self) { try Papers(templates: .files(circle)) }
        guard case .malformed(template: "foot", _, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: [
        ("head.mustache", "{{number}}", "number"), ("foot.mustache", "{{signer}}", "signer"),
        ("recipient-lists.mustache", "{{ordinal}}", "lists.lines.ordinal"),
        ("decision.mustache", "{{#demoMark}}\n<p class=\"demo-mark\">{{.}}</p>\n{{/demoMark}}", "demoMark"),
        ("decision.mustache", "<p class=\"demo-mark\">{{.}}</p>", "demoMark"),
    ])
    func `a template that leaves out what belongs on the paper is refused`(
        file: String, tag: String, field: String
    ) throws {
        var files = try TemplateSource.bundled.files()
        for (name, text) in files where name == file || tag == "{{number}}" {
            files[name] = text.replacing(tag, with: "")
        }
        #expect(throws: PaperError.fieldNotPrinted(template: "decision", field: field)) {
            try Papers(templates: .files(files))
        }
    }

    @Test(arguments: [
        "<img src=\"https://example.vn/a.png\">", "<img src = 'a.png'>", "<link href=a.css>",
        "<p style=\"background: url(//example.vn/a)\">", "<style>@import \"a.css\";</style>",
    ])
    func `what would be fetched from elsewhere is refused`(markup: String) throws {
        let source = try changed("head.mustache", "</table>", to: "</table>" + markup)
        let error = #expect(throws: PaperError.self) { try Papers(templates: source) }
        guard case .outsideReference(template: "head", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `a picture inside the template is allowed`() throws {
        let source = try changed(
            "head.mustache", "</table>", to: "</table><img src=\"data:image/png;base64,AA==\" alt=\"\">")
        _ = try Papers(templates: source)
    }

    @Test func `a province's own wording replaces the standard one and the rest stays`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        guard case .files(let files) = try changed("foot.mustache", "Nơi nhận:", to: "Nơi gửi:") else { return }
        for (name, text) in files {
            try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
        }
        let html = try Papers(templates: .folder(path: folder.path)).decisionHTML(sampleDecision())
        #expect(html.contains("Nơi gửi:"))
        #expect(html.contains("Độc lập - Tự do - Hạnh phúc"))
    }

    @Test func `a folder that is not there is an error and not the standard wording`() {
        #expect(throws: PaperError.unreadable(file: "khong-co")) {
            try Papers(templates: .folder(path: "/khong-co"))
        }
    }

    @Test func `a mark put on a sign of markup does not hide it from escaping`() {
        for sign in ["&", "<", ">", "\""] {
            #expect(printable("a\(sign)\u{301}b") == "a\(sign)b")
            #expect(
                WordDocument.escaped("a\(sign)\u{301}b").unicodeScalars.allSatisfy {
                    !"<>\"".unicodeScalars.contains($0)
                })
        }
        #expect(WordDocument.escaped("Tày & \"Nùng\" <e\u{301}>") == "Tày &amp; &quot;Nùng&quot; &lt;e\u{301}&gt;")
    }
}
