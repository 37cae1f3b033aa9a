import Actions
import Domain
import Foundation
import Papers
import Primitives
import Records
import Site
import StaffWeb
import Store
import TestSupport
import TestWorld
import Testing

@testable import Demo

/// The letter made from the demonstration's plan beside the letter of January 2025.
@Suite struct YearLetterTests {
    /// The letter of the demonstration; with `number` as if it had been approved here.
    private func paper(number: Int? = nil) throws -> LetterPaper {
        let units = DemoUnits(try CommuneTable.bundled())
        var plan = try DemoYearPlans(units: units, accounts: try DemoAccounts(units: units)).province()
        if let number {
            plan.number = number
            plan.signedOn = CivilDate(iso: "2025-01-15")
        }
        let unit = try #require(units.units.first { $0.id == plan.unitID })
        return PlanLetter(plan, issuer: PlanIssuer(unit: unit, parent: nil, provinceName: unit.name)).paper(
            isDemo: false)
    }

    /// The text as one line, blanks drawn together, in one Unicode form. Without hyphens: the reader of PDF files takes one at the
    /// end of a line for a broken word.
    private func flat(_ text: String) -> String {
        text.replacing("-", with: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .precomposedStringWithCanonicalMapping
    }

    private func output(of file: [UInt8], _ suffix: String, _ command: [String]) throws -> String {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).\(suffix)")
        try Data(file).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command.map { $0 == "FILE" ? url.path : $0 }
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    /// The text of the PDF in reading order, without the page numbers.
    private func text(ofPDF pdf: [UInt8]) throws -> String {
        let pages = try output(of: pdf, "pdf", ["pdftotext", "-enc", "UTF-8", "FILE", "-"]).split(separator: "\u{0C}")
        return flat(
            pages.enumerated().map { index, page in
                let lines = page.split(whereSeparator: \.isNewline).map(String.init)
                return (lines.first == String(index + 1) ? lines.dropFirst() : lines[...]).joined(separator: " ")
            }.joined(separator: " "))
    }

    private func text(ofWord docx: [UInt8]) throws -> String {
        let script = """
            import sys, zipfile, xml.etree.ElementTree as tree
            w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
            body = tree.fromstring(zipfile.ZipFile(sys.argv[1]).read("word/document.xml"))
            for p in body.iter(w + "p"): print("".join(t.text or "" for t in p.iter(w + "t")))
            """
        return flat(try output(of: docx, "docx", ["python3", "-c", script, "FILE"]))
    }

    private func holdsTheLetter(_ text: String) throws {
        typealias Facts = LetterOf2025Facts
        for part in Facts.letterhead + [Facts.abstract, Facts.salutation, Facts.theme, Facts.capacity] {
            #expect(text.contains(flat(part)), "\(part)")
        }
        for part in Facts.movements + Facts.instruments + Facts.congresses + Facts.recipients {
            #expect(text.contains(flat(part)), "\(part)")
        }
        for (years, days) in Facts.greatDays {
            #expect(text.contains(flat(years)), "\(years)")
            #expect(text.ranges(of: flat(days)).count >= 2, "\(days) in the opening and in section 1")
        }
        // Headings and paragraphs in their order.
        var rest = text[...]
        var paragraphs = Facts.paragraphs[...]
        func take(_ count: Int) throws {
            for (first, last) in paragraphs.prefix(count) {
                for words in [first, last] {
                    let range = try #require(rest.firstRange(of: flat(words)), "missing or out of order: \(words)")
                    // Short paragraphs may begin and end with the same words.
                    rest = rest[(words == first ? range.lowerBound : range.upperBound)...]
                }
            }
            paragraphs = paragraphs.dropFirst(count)
        }
        try take(2)
        for (index, heading) in Facts.headings.enumerated() {
            let range = try #require(rest.firstRange(of: flat(heading)), "missing or out of order: \(heading)")
            rest = rest[range.upperBound...]
            try take(Facts.tasks[index] + (index == 0 ? 1 : 0))
        }
        try take(1)
        #expect(paragraphs.isEmpty)
    }

    @Test func `the demonstration's letter carries everything of the letter of January 2025`() async throws {
        let papers = try Papers()
        let paper = try paper()
        let pdf = try text(ofPDF: try await papers.letterPDF(paper))
        try holdsTheLetter(pdf)
        let word = try text(ofWord: papers.letterDOCX(paper))
        try holdsTheLetter(word)
        #expect(paper.sections.map(\.heading) == LetterOf2025Facts.headings)
        #expect(
            paper.sections.map { $0.paragraphs.filter { $0.mark == "-" }.count } == LetterOf2025Facts.tasks)
        // Nothing is left in square brackets, and nothing stands in front that the letter weaves in.
        #expect(!pdf.contains("[") && paper.bases.isEmpty)
    }

    @Test func `number and day stay blank as in the source, until there are any`() async throws {
        let blank = try paper()
        #expect(blank.number == nil)
        #expect(flat(blank.date) == "ngày tháng 01 năm 2025")
        #expect(
            try text(ofPDF: try await Papers().letterPDF(blank)).contains("Bắc Kạn, ngày tháng 01 năm 2025"))
        let signed = try paper(number: 45)
        let text = try text(ofPDF: try await Papers().letterPDF(signed))
        #expect(text.contains("Số: 45/UBND NCPC") && text.contains("Bắc Kạn, ngày 15 tháng 01 năm 2025"))
    }

    @Test func `căn cứ, chủ đề, phong trào không dẫn trong câu vẫn có chỗ đứng, và công văn kết thúc bằng ./.`() throws
    {
        let units = DemoUnits(try CommuneTable.bundled())
        var plan = try DemoYearPlans(units: units, accounts: try DemoAccounts(units: units)).province()
        plan.content.opening = "Mở đầu.\nĐề nghị thực hiện:"
        plan.content.sections = [
            PlanSection(
                heading: "Một",
                tasks: [PlanTask(id: ID(rawValue: "1"), text: "Việc một.\nChi tiết.", responsible: "Sở Nội vụ")])
        ]
        plan.content.closing = ""
        plan.content.numbersTasks = true
        plan.content.hasAnnex = true
        plan.content.authority = .deputy
        plan.content.signerTitle = "Phó Chủ tịch"
        plan.content.addressees.append(PlanAddressee(group: .coordinate, name: "Ủy ban MTTQ tỉnh"))
        let unit = try #require(units.units.first { $0.id == plan.unitID })
        let paper = PlanLetter(plan, issuer: PlanIssuer(unit: unit, parent: nil, provinceName: unit.name)).paper(
            isDemo: true)
        #expect(paper.bases.count == 6 && paper.bases[0].hasPrefix("Nghị quyết số 75/NQ-HĐND ngày 09/12/2024"))
        #expect(paper.opening.map(\.text).first == "Mở đầu.")
        #expect(paper.opening[1].text.hasPrefix("Chủ đề thi đua năm 2025: “Đảng bộ"))
        #expect(paper.opening[2].text.hasPrefix("Hưởng ứng các phong trào thi đua: “Chung tay"))
        #expect(paper.opening.last?.text == "Đề nghị thực hiện:")
        #expect(paper.sections[0].paragraphs.map(\.text) == ["1.1. Việc một.", "Chi tiết./."])
        #expect(paper.assignments.map(\.responsible) == ["Sở Nội vụ"])
        #expect(paper.signature.capacityLines == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"])
        #expect(paper.recipients.suffix(2) == ["Ủy ban MTTQ tỉnh (p/h)", "Lưu: VT"])
    }

    @Test(arguments: TestEngine.available)
    func `the command's letter is that of the plan, and what is missing is said in words`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let papers = try Papers()
            func make(_ year: Int, _ unit: String? = nil, _ format: YearLetter.Format = .docx) async throws -> [UInt8] {
                try await YearLetter.make(
                    year: year, unitCode: unit, format: format, from: world.store, papers: papers, isDemo: true)
            }
            let none = await #expect(throws: Problem.self) { _ = try await make(2025) }
            #expect(none?.code == .notFound && none?.message.contains("Chưa có kế hoạch năm 2025 của tỉnh") == true)
            _ = try await world.plan(of: world.province, until: .approved)
            _ = try await world.plan(of: world.commune, until: .draft)
            let province = try text(ofWord: try await make(2025))
            #expect(province.contains("Số: 45/UBND NCPC") && province.contains("TỈNH THÁI NGUYÊN"))
            let commune = try text(ofWord: try await make(2025, "01849"))
            #expect(commune.contains("XÃ PHONG QUANG") && !commune.contains("45/UBND"))
            #expect(try await make(2025, nil, .pdf).starts(with: Array("%PDF".utf8)))
            let other = await #expect(throws: Problem.self) { _ = try await make(2024) }
            #expect(other?.message.contains("2024") == true)
            let unit = await #expect(throws: Problem.self) { _ = try await make(2025, "99999") }
            #expect(unit?.message.contains("99999") == true)
        }
    }
}
