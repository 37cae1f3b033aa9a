import Foundation
import Primitives
import Testing

@testable import Law

/// docs/law/amending.md, done: every block of the page is applied to a copy of the lawbook, as a person would.
struct AmendingTests {
    static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("docs/law/amending.md")
    static let today = CivilDate(year: 2026, month: 11, day: 23)!
    static let before = CivilDate(year: 2027, month: 3, day: 31)!
    static let after = CivilDate(year: 2027, month: 4, day: 1)!

    struct Step {
        let file: String
        let isDifference: Bool
        let lines: [String]
    }

    /// The blocks of the page that begin with `file:`.
    static func steps() throws -> [Step] {
        let text = try String(contentsOf: page, encoding: .utf8)
        var steps: [Step] = []
        var fence: String?
        var block: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```") {
                if let kind = fence {
                    if let first = block.first, first.hasPrefix("file: ") {
                        steps.append(
                            Step(
                                file: String(first.dropFirst("file: ".count)), isDifference: kind == "diff",
                                lines: Array(block.dropFirst())))
                    }
                    fence = nil
                } else {
                    fence = String(line.dropFirst(3))
                    block = []
                }
            } else if fence != nil {
                block.append(line)
            }
        }
        return steps
    }

    /// The lawbook with the invented decree, and the cases of the page.
    static func amended() throws -> (files: [String: String], cases: CaseFile) {
        var files = try LawbookIntegrityTests.files()
        var cases = CaseFile("", file: "cases.yaml")
        for step in try steps() {
            if step.isDifference {
                func side(_ sign: Character) -> String {
                    step.lines.filter { $0.first == " " || $0.first == sign }.map { $0.dropFirst() + "\n" }.joined()
                }
                let text = try #require(files[step.file], "there is no file \(step.file)")
                let places = text.components(separatedBy: side("-"))
                #expect(places.count == 2, "\(step.file): the lines of the page stand there \(places.count - 1) times")
                files[step.file] = places.joined(separator: side("+"))
            } else {
                #expect(step.lines.first == "add:")
                let added = step.lines.dropFirst().joined(separator: "\n") + "\n"
                if step.file == "cases.yaml" {
                    cases = CaseFile(added, file: step.file)
                } else {
                    let text = try #require(files[step.file], "there is no file \(step.file)")
                    files[step.file] = (text.hasSuffix("\n") ? text : text + "\n") + added
                }
            }
        }
        return (files, cases)
    }

    @Test func `Văn bản mới đưa vào theo hướng dẫn thì kiểm tra không có lỗi`() throws {
        #expect(try Self.steps().map(\.file).count == 6)
        let (files, cases) = try Self.amended()
        #expect(cases.faults.isEmpty && cases.cases.count == 4)
        let check = LawbookCheck(files: files, today: Self.today, scenarios: LegalCase.files + [cases])
        let errors = check.run().filter { $0.weight == .error }
        #expect(errors.isEmpty, "\(errors.map(\.description).joined(separator: "\n"))")
    }

    @Test func `So sánh hai ngày nói đúng những gì văn bản mới thay đổi`() throws {
        let old = try LegalCase.lawbook.get()
        #expect(old.changes(from: Self.before, to: Self.after).isEmpty)
        let changes = try Lawbook(files: Self.amended().files).changes(from: Self.before, to: Self.after)
        let told = changes.map { "\($0.section.rawValue) | \($0.title) | \($0.before ?? "–") | \($0.after ?? "–")" }
        #expect(changes.map(\.section) == [.instrument, .criterion, .vote, .paper, .coefficient], "\(told)")
        let decree = "Nghị định 999/2027/NĐ-CP (hư cấu)"
        let expected = [
            "Văn bản | \(decree) | – | ",
            "Tiêu chuẩn | Lao động tiên tiến, cá nhân: Hoàn thành xuất sắc nhiệm vụ | Lao động tiên tiến, cá nhân: Hoàn thành "
                + "tốt nhiệm vụ trở lên: ",
            "Tỷ lệ phiếu | Chiến sĩ thi đua cấp tỉnh",
            "Thành phần hồ sơ | Chiến sĩ thi đua cấp tỉnh (công trạng): Bản tóm tắt sáng kiến (hư cấu) | – | bắt buộc "
                + "(Điều 8 \(decree), mức V)",
            "Hệ số tiền thưởng | Lao động tiên tiến, cá nhân | 0,3 (Điều 50 Nghị định 152/2025/NĐ-CP, mức V) | 0,4 (Điều 9 "
                + "\(decree), mức V)",
        ]
        for (line, start) in zip(told, expected) { #expect(line.hasPrefix(start), "\(line)") }
        #expect(changes[2].before?.contains("90 %") == true && changes[2].after?.contains("95 %") == true)
    }

    @Test func `Tình huống của văn bản mới trả lời đúng sau khi đưa vào, và chưa đúng trước đó`() throws {
        let old = try LegalCase.lawbook.get()
        let (files, cases) = try Self.amended()
        let new = try Lawbook(files: files)
        for legalCase in cases.cases {
            let mismatches = new.mismatches(of: legalCase, in: new.answer(legalCase))
            #expect(mismatches.isEmpty, "\(mismatches)")
        }
        let unanswered = cases.cases.filter { !old.mismatches(of: $0, in: old.answer($0)).isEmpty }.map(\.id)
        #expect(unanswered == ["tu-ngay-hieu-luc", "nhan-truoc-quyet-dinh-sau", "phieu-bau"])
    }

    @Test func `Hồ sơ nhận trước ngày có hiệu lực được trả lời y như cũ`() throws {
        let old = try LegalCase.lawbook.get()
        let new = try Lawbook(files: Self.amended().files)
        #expect(new.digest != old.digest)
        var count = 0
        for legalCase in LegalCase.all where legalCase.on < Self.after && legalCase.decidedOn < Self.after {
            count += 1
            let (answer, again) = (old.answer(legalCase), new.answer(legalCase))
            #expect(try answer.json() == again.json(), "\(legalCase.id)")
        }
        #expect(count >= 100)
    }

    @Test func `Quên đóng quy định cũ thì bị từ chối với tên tệp`() throws {
        var (files, _) = try Self.amended()
        let text = try #require(files["titles/LDTT.yaml"])
        files["titles/LDTT.yaml"] = text.replacingOccurrences(of: "        until: 2027-03-31\n", with: "")
        let found = LawbookCheck(files: files, today: Self.today, scenarios: nil).run()
        #expect(found.contains { $0.weight == .error && $0.file == "titles/LDTT.yaml" && $0.key.contains("criteria") })
    }
}
