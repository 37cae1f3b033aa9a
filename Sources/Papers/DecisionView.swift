import Foundation
import Primitives

/// The fields of the template `decision`. Who edits the template may use these names and no others.
enum DecisionView {
    static let fields: [ViewField<DecisionPaper>] = [
        .text("issuerParent") { $0.issuerParent },
        .text("issuer") { $0.issuer },
        .text("number") { writtenNumber($0.number) },
        .text("symbol") { $0.symbol },
        .text("place", mayBeLeftOut: true) { $0.place },
        .text("date") { $0.signedOn?.writtenOut ?? "ngày … tháng … năm \($0.year)" },
        .text("abstract") { $0.abstract },
        .texts("grounds", grounds),
        .text("decider") { $0.decider },
        .rows("articles", of: articleFields) { paper in
            paper.articles.enumerated().map { Article(number: $0.offset + 1, text: $0.element) }
        },
        .texts("recipients", recipients),
        .texts("capacityLines") { $0.signature.capacityLines },
        .text("signer") { $0.signature.name },
        .flag("hasLists") { !$0.lists.isEmpty },
        .rows("lists", of: listFields) { $0.lists },
        .text("demoMark") { $0.isDemo ? demoMark : nil },
    ]

    static let demoMark = "DỮ LIỆU TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"

    private static let articleFields: [ViewField<Article>] = [
        .text("articleNumber") { String($0.number) },
        .text("opening") { $0.paragraphs.first },
        .texts("paragraphs") { Array($0.paragraphs.dropFirst()) },
    ]

    private static let listFields: [ViewField<DecisionPaper.RecipientList>] = [
        .text("title") { $0.title },
        .flag("hasPositions") { $0.lines.contains { !$0.position.isEmpty } },
        .flag("hasUnits") { $0.lines.contains { !$0.unit.isEmpty } },
        .flag("hasBonuses") { $0.lines.contains { !$0.bonus.isEmpty } },
        .flag("hasNotes") { $0.lines.contains { !($0.note ?? "").isEmpty } },
        .rows("lines", of: lineFields) { $0.lines },
    ]

    private static let lineFields: [ViewField<DecisionPaper.RecipientLine>] = [
        .text("ordinal") { String($0.ordinal) },
        .text("name") { $0.name },
        .text("position") { $0.position },
        .text("unit") { $0.unit },
        .text("bonus") { $0.bonus },
        .text("note") { $0.note },
    ]

    private struct Article {
        let number: Int
        let paragraphs: [String]

        init(number: Int, text: String) {
            self.number = number
            paragraphs = text.split(whereSeparator: \.isNewline).map(String.init)
        }
    }

    /// `01`, `12`; for a draft, room to write it by hand. Number series start at 01.
    static func writtenNumber(_ number: Int?) -> String {
        guard let number else { return String(repeating: "\u{00A0}", count: 5) }
        return number < 10 ? "0\(number)" : String(number)
    }

    /// The bases and the proposal: a semicolon after each, a full stop after the last.
    private static func grounds(of paper: DecisionPaper) -> [String] {
        punctuated(paper.bases + (paper.proposal.map { [$0] } ?? []))
    }

    private static func recipients(of paper: DecisionPaper) -> [String] {
        punctuated(paper.recipients)
    }

    /// Lines of a list: a semicolon after each, a full stop after the last.
    static func punctuated(_ lines: [String]) -> [String] {
        let marks = CharacterSet(charactersIn: ";.,").union(.whitespacesAndNewlines)
        let bare = lines.map { line in
            var scalars = line.unicodeScalars[...]
            while let last = scalars.last, marks.contains(last) { scalars.removeLast() }
            return String(scalars)
        }.filter { !$0.isEmpty }
        return bare.enumerated().map { $0.element + ($0.offset == bare.count - 1 ? "." : ";") }
    }
}
