import Law
import Primitives
import WebSupport

/// One title or form: who decides, what is asked, votes, papers, money, and how it came to be so.
struct LawEntryPage {
    let name: String
    let code: CatalogueCode
    let day: LawDay
    /// `nil` with the reason when no rule is in force on the day.
    let reading: EntryReading?
    let missing: String?
    /// Newest first.
    let history: [Version]

    /// A day from which something is otherwise than on the day before.
    struct Version {
        let day: CivilDate
        let isFirst: Bool
        let changes: [LawbookChange]
    }

    static func load(_ visit: Visit, _ lawbook: Lawbook) throws -> LawEntryPage {
        let code = CatalogueCode(rawValue: visit.parameters.get("code") ?? "")
        guard lawbook.describes(code) else { throw Problem.notFound("danh hiệu, hình thức này") }
        let day = LawDay(visit.query["ngay"], otherwise: visit.today, today: visit.today)
        var reading: EntryReading?
        var missing: String?
        do {
            reading = try lawbook.reading(of: code, on: day.day)
        } catch let problem as Problem {
            missing = problem.message
        }
        let history = lawbook.turningDays(of: code).compactMap { turn -> Version? in
            let eve = turn.adding(days: -1)
            let changes = lawbook.changes(from: eve, to: turn, of: code) { $0.text }
            if changes.isEmpty { return nil }
            return Version(day: turn, isFirst: (try? lawbook.entry(code, on: eve)) == nil, changes: changes)
        }
        return LawEntryPage(
            name: lawbook.name(of: code), code: code, day: day, reading: reading, missing: missing,
            history: history.reversed())
    }

    var html: HTML {
        """
        \(PageHead(
            title: name, lead: lead,
            back: Link(label: "Tra cứu quy định", href: address(Route.law.path(), [day.parameter]))).html)
        \(ErrorSummary(problems: day.problem.map { [$0] } ?? []).html)
        <form class="search" method="get" action="\(Route.lawEntry.path(code))"><div class="filters">\(day.field)\
        <div class="field"><button class="button secondary" type="submit">Xem ngày này</button></div></div></form>
        \(some: missing, { "<div class=\"notice warning\"><p>\($0)</p></div>" })
        \(some: reading, content)
        \(historyPart)
        """
    }

    private var lead: String {
        let kind = reading?.entry.kind.name ?? "Danh hiệu, hình thức khen thưởng"
        return "\(kind) · quy định áp dụng cho hồ sơ nhận ngày \(day.day.written)"
    }

    private func content(_ reading: EntryReading) -> HTML {
        """
        \(competence(reading.entry))
        \(each: reading.standards, standards)
        \(guards(reading))
        \(Card(title: "Bỏ phiếu của Hội đồng", body: votes(reading.votes)).html)
        \(if: !reading.deadlines.isEmpty, deadlines(reading.deadlines))
        \(money(reading))
        \(papers(reading))
        """
    }

    private func competence(_ entry: CatalogueEntry) -> HTML {
        let parties: [(String, CompetentParty?)] = [
            ("Người đề nghị", entry.proposer), ("Người trình", entry.submitter),
            ("Được ủy quyền quyết định", entry.delegation),
        ]
        return DefinitionList(
            items: [
                Definition(term: "Đối tượng", detail: "\(entry.subjects.map(\.name).joined(separator: ", "))"),
                Definition(
                    term: "Loại hình khen thưởng", detail: "\(entry.categories.map(\.name).joined(separator: ", "))"),
                Definition(
                    term: "Người quyết định", detail: "<p>\(entry.decider)</p>\(citationLine(entry.competenceCitation))"
                ),
            ]
                + parties.compactMap { term, party in
                    party.map { Definition(term: term, detail: "<p>\($0.who)</p>\(citationLine($0.citation))") }
                }
        ).html
    }

    private func standards(_ part: SubjectStandards) -> HTML {
        let title = "Tiêu chuẩn đối với \(part.subject.name.lowercased())"
        return Card(
            title: title,
            body: """
                <p class="basis">Theo \(part.instrument), áp dụng \(CivilDate.period(from: part.from, until: part.until)).</p>
                <ul class="standards">\(each: part.standards, { standard($0, isNamed: isFirst($0, for: part.subject)) })</ul>
                """
        ).html
    }

    /// What holds for every subject is said once.
    private func guards(_ reading: EntryReading) -> HTML {
        var seen: Set<String> = []
        let guards = reading.standards.flatMap(\.guards).filter { seen.insert($0.id).inserted }
        if guards.isEmpty { return "" }
        return Card(
            title: "Điều kiện chung",
            body: "<ul class=\"standards\">\(each: guards, { standard($0, isNamed: true) })</ul>"
        ).html
    }

    /// One standard may serve several subjects; a place on a page has its name once.
    private func isFirst(_ standard: Standard, for subject: SubjectKind) -> Bool {
        reading?.standards.first { part in part.standards.contains { $0.id == standard.id } }?.subject == subject
    }

    private func standard(_ standard: Standard, isNamed: Bool) -> HTML {
        let only = [
            standard.groups.map { "Đối với: \($0.map { $0.name.lowercased() }.joined(separator: "; "))" },
            standard.categories.map { "Khi khen: \($0.map { $0.name.lowercased() }.joined(separator: ", "))" },
        ].compactMap { $0 }
        return """
            <li\(if: isNamed, " id=\"\(LawLink.anchor(standard.id))\"")><h3>\(standard.title)</h3>\
            \(each: only, { "<p class=\"meta\">\($0)</p>" })\
            <blockquote><p>\(standard.clause)</p></blockquote>\
            \(if: !standard.alternatives.isEmpty, alternatives(standard.alternatives))\
            \(some: standard.doubt, { "<p class=\"meta\">Khi chưa đạt thì cán bộ thẩm định xem xét: \($0).</p>" })\
            \(citationLine(standard.citation))</li>
            """
    }

    private func alternatives(_ titles: [String]) -> HTML {
        "<p class=\"meta\">Đạt một trong các điều kiện:</p><ul>\(each: titles, { "<li>\($0)</li>" })</ul>"
    }

    private func votes(_ rules: [VoteRule]) -> HTML {
        if rules.isEmpty {
            return "<p>Luật không đặt tỷ lệ phiếu chung. Xem quy chế của Hội đồng hoặc quy định của tỉnh.</p>"
        }
        return "<ul class=\"standards\">\(each: rules, vote)</ul>"
    }

    private func vote(_ rule: VoteRule) -> HTML {
        """
        <li><h3>\(rule.council.name)</h3>\
        <p>Được từ <strong>\(rule.share.percent)</strong> tổng số thành viên trở lên đồng ý; thành viên vắng mặt cũng tính trong tổng số.</p>\
        \(some: rule.attendance, { "<p>Phiên họp phải có từ \($0.percent) tổng số thành viên dự.</p>" })\(citationLine(rule.citation))</li>
        """
    }

    private func deadlines(_ deadlines: [Deadline]) -> HTML {
        Table(
            caption: "Thời hạn",
            columns: [
                Column(label: "Việc", isMain: true), Column(label: "Người làm"), Column(label: "Thời hạn"),
                Column(label: "Căn cứ"),
            ],
            rows: deadlines.map { deadline in
                TableRow(
                    cells: [
                        "\(deadline.name)", "\(deadline.actor)", "\(deadline.words)", citationLine(deadline.citation),
                    ], note: deadline.note.map { "\($0)" })
            },
            empty: EmptyState(title: "Chưa có", hint: "")
        ).html
    }

    private func money(_ reading: EntryReading) -> HTML {
        guard !reading.bonuses.isEmpty else {
            return Card(
                title: "Tiền thưởng",
                body: "<p>Chưa có mức tiền thưởng áp dụng với quyết định ngày \(reading.asOf.written).</p>"
            ).html
        }
        var seen: Set<Citation> = []
        let citations = reading.bonuses.flatMap(\.bonus.citations).filter { seen.insert($0).inserted }
        let table = Table(
            caption: "Tiền thưởng khi quyết định ngày \(reading.asOf.written)",
            columns: [
                Column(label: "Đối tượng", isMain: true), Column(label: "Số lần mức lương cơ sở", isNumeric: true),
                Column(label: "Mức lương cơ sở", isNumeric: true), Column(label: "Tiền thưởng", isNumeric: true),
            ],
            rows: reading.bonuses.map { item in
                TableRow(cells: [
                    "\(item.subject.name)", "\(item.bonus.coefficientText)", "\(item.bonus.baseSalary.written)",
                    "<strong>\(item.bonus.amount.written)</strong>",
                ])
            },
            empty: EmptyState(title: "Chưa có mức tiền thưởng", hint: ""))
        let notes = reading.bonuses.compactMap(\.bonus.note)
        return """
            <section>\(table.html)\(each: notes, { "<p>\($0)</p>" })\
            \(some: reading.payer, { "<p>\($0.text)</p>\(citationLine($0.citation))" })\(each: citations, citationLine)</section>
            """
    }

    private func papers(_ reading: EntryReading) -> HTML {
        let tables = reading.papers.map { set in
            Table(
                caption: "Thành phần hồ sơ khi khen \(set.category.name.lowercased())",
                columns: [
                    Column(label: "Văn bản", isMain: true), Column(label: "Yêu cầu"), Column(label: "Căn cứ"),
                ],
                rows: set.papers.map { paper in
                    TableRow(cells: [
                        "\(paper.name)", "\(paper.isRequired ? "Bắt buộc" : "Khi có")", citationLine(paper.citation),
                    ])
                },
                empty: EmptyState(title: "Chưa có", hint: ""))
        }
        return """
            \(each: tables, { $0.html })
            \(some: reading.copies, { "<div><p>\($0.text)</p>\(citationLine($0.citation))</div>" })
            \(some: reading.simplified, simplified)
            """
    }

    private func simplified(_ procedure: SimplifiedProcedure) -> HTML {
        Card(
            title: "Khi nào được làm hồ sơ đơn giản",
            body: """
                <ul>\(each: procedure.grounds, { "<li>\($0.text)</li>" })</ul>\(citationLine(procedure.citation))
                """
        ).html
    }

    // MARK: History

    private var historyPart: HTML {
        Card(
            title: "Lịch sử quy định",
            body: history.isEmpty
                ? "<p>Chưa ghi nhận lần thay đổi nào.</p>"
                : "<ol class=\"history\">\(each: history, version)</ol>", id: "lich-su"
        ).html
    }

    private func version(_ version: Version) -> HTML {
        let isGone = version.changes.allSatisfy { $0.after == nil }
        let words =
            version.isFirst
            ? "bắt đầu áp dụng quy định có trong Bảng Vàng"
            : isGone ? "không còn áp dụng" : "\(version.changes.count) điểm thay đổi"
        let link = address(Route.lawEntry.path(code), [("ngay", version.day.written)])
        let table = LawComparisonPage.table(
            version.changes, caption: "Thay đổi từ ngày \(version.day.written)", showsCaption: false,
            from: version.day.adding(days: -1), to: version.day)
        return """
            <li><p><a href="\(link)">Từ \(version.day.written)</a>: \(words)</p>\
            \(if: !version.isFirst && !isGone, "<details><summary>Xem thay đổi<span class=\"unseen\"> từ \(version.day.written)</span></summary>\(table.html)</details>")</li>
            """
    }
}
