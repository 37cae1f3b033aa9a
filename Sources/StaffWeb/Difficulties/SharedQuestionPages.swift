import Domain
import Primitives
import Records
import Store
import WebSupport

/// Questions and answers for everyone: *Hỏi đáp*.
struct SharedQuestionListPage {
    static let pageSize = 30

    let typed: String
    let theme: String?
    let themes: [DifficultyTheme]
    let lines: [SharedQuestionLine]
    let next: PageCursor?
    let isFirst: Bool
    let isTooShort: Bool
    let mayRaise: Bool

    init(_ visit: Visit, in tx: any ReadTransaction) throws {
        typed = VietnameseText.tidied(visit.query["q"])
        themes = try DifficultyRecords.themes(in: tx)
        let asked = visit.query["linh-vuc"]
        theme = themes.first { $0.id == asked }?.id
        isTooShort = !typed.isEmpty && VietnameseText.searchPatterns(typed).isEmpty
        let before = PageCursor(visit.query["truoc"])
        isFirst = before == nil
        var found =
            isTooShort
            ? []
            : try SharedQuestionRecords.page(
                typed, theme: theme, before: before?.place, limit: Self.pageSize + 1, in: tx)
        var next: PageCursor?
        if found.count > Self.pageSize {
            found.removeLast()
            next = found.last.map { PageCursor(at: $0.sharedAt, id: $0.id.rawValue) }
        }
        lines = found
        self.next = next
        mayRaise = visit.isOfUnit
    }

    private func href(_ cursor: PageCursor?) -> String {
        address(
            Route.sharedQuestions.path(), [("q", typed), ("linh-vuc", theme ?? ""), ("truoc", cursor?.text ?? "")])
    }

    var page: StaffPage {
        let options =
            [Option(value: "", label: "Mọi lĩnh vực")] + themes.map { Option(value: $0.id, label: $0.name) }
        let ask: HTML =
            mayRaise ? LinkButton(label: "Gửi vướng mắc", href: Route.newDifficulty.path(), tone: .secondary).html : ""
        return StaffPage(
            title: "Hỏi đáp", section: .difficulties,
            main: """
                \(PageHead(
                    title: "Hỏi đáp", lead: "Vướng mắc của các đơn vị đã được Sở Nội vụ trả lời.",
                    back: Link(label: "Vướng mắc", href: Route.difficulties.path()), actions: ask).html)
                \(if: hasAnything, SearchBar(
                    action: Route.sharedQuestions.path(), value: typed, label: "Tìm trong hỏi đáp",
                    hint: "Gõ từ ba chữ cái, không dấu cũng được",
                    extra: Select(name: "linh-vuc", label: "Lĩnh vực", options: [OptionGroup(options: options)], selected: theme ?? "").html).html)
                \(table(ask).html)
                """)
    }

    /// Where nothing is shared yet there is nothing to search.
    private var hasAnything: Bool { !lines.isEmpty || !isFirst || !typed.isEmpty || theme != nil }

    private func table(_ ask: HTML) -> Table {
        let empty: EmptyState
        if isTooShort {
            empty = EmptyState(title: "Từ tìm kiếm ngắn quá", hint: "Gõ ít nhất ba chữ cái.")
        } else if typed.isEmpty, theme == nil {
            empty = EmptyState(
                title: "Chưa có hỏi đáp nào", hint: "Câu trả lời có ích được Sở Nội vụ chia sẻ ở đây.", action: ask)
        } else {
            empty = EmptyState(
                title: "Không có hỏi đáp nào khớp", hint: "Thử từ khác; nếu vẫn chưa có, gửi vướng mắc cho Sở Nội vụ.",
                action: ask)
        }
        return Table(
            caption: "Mới chia sẻ trước",
            columns: [
                Column(label: "Câu hỏi", isMain: true), Column(label: "Lĩnh vực"), Column(label: "Chia sẻ ngày"),
            ],
            rows: lines.map {
                TableRow(cells: [
                    Link(label: shortened($0.question), href: Route.sharedQuestion.path($0.id)).html,
                    "\($0.themeName)", "\($0.sharedAt.day.written)",
                ])
            }, empty: empty,
            pager: next == nil && isFirst
                ? nil : Pager(nextHref: next.map { href($0) }, previousHref: isFirst ? nil : href(nil)))
    }

    private func shortened(_ question: String) -> String {
        let line = question.split(separator: "\n").first.map(String.init) ?? question
        return line.count > 160 ? line.prefix(160) + "…" : line
    }
}

/// One question with its answer.
struct SharedQuestionPage {
    let question: SharedQuestion
    let themeName: String
    /// Set for whoever may see where it comes from.
    let mayEdit: Bool

    init(_ visit: Visit, id: ID<SharedQuestion>, in tx: any ReadTransaction) throws {
        guard let found = try SharedQuestionRecords.question(id, in: tx) else { throw Problem.notFound("hỏi đáp này") }
        guard !found.isWithdrawn else {
            throw Problem(.conflict, "Sở Nội vụ đã thôi chia sẻ hỏi đáp này. Tìm câu trả lời khác ở mục Hỏi đáp.")
        }
        question = found
        themeName = try DifficultyRecords.themes(in: tx).first { $0.id == found.theme }?.name ?? ""
        mayEdit = visit.actor.isAny(of: .specialist, .leader)
    }

    var page: StaffPage {
        let edit: HTML =
            mayEdit
            ? "<p>\(Link(label: "Mở vướng mắc gốc", href: Route.difficulty.path(question.difficultyID)).html)</p>" : ""
        return StaffPage(
            title: "Hỏi đáp: \(themeName)", section: .difficulties,
            main: """
                \(PageHead(
                    title: "Hỏi đáp: \(themeName)", back: Link(label: "Hỏi đáp", href: Route.sharedQuestions.path())).html)
                \(Card(title: "Câu hỏi", body: Paragraphs(question.question).html).html)
                \(Card(title: "Trả lời của Sở Nội vụ", body: Paragraphs(question.answer).html, tone: .good).html)
                \(if: !question.basis.isEmpty, Card(title: "Căn cứ pháp lý", body: Paragraphs(question.basis).html).html)
                <p class="muted">\(question.unitName.isEmpty ? "" : "\(question.unitName) hỏi. ")Chia sẻ ngày \(question.sharedAt.day.written).</p>
                \(edit)
                """)
    }
}
