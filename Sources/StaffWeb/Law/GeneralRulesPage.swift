import Law
import Primitives
import WebSupport

/// What the law says beside the standards of titles and forms: who may decide what, revocation, money, fund, archive and the
/// like, as of a day: *Thẩm quyền, quy định chung*.
struct GeneralRulesPage {
    let day: LawDay
    let powers: [Power]
    let topics: [(topic: Provision.Topic, provisions: [Provision])]
    let name: (CatalogueCode) -> String

    static func load(_ visit: Visit, _ lawbook: Lawbook) -> GeneralRulesPage {
        let day = LawDay(visit.query["ngay"], otherwise: visit.today, today: visit.today)
        return GeneralRulesPage(
            day: day, powers: lawbook.powers(on: day.day),
            topics: Provision.Topic.allCases.map { ($0, lawbook.provisions(topic: $0, on: day.day)) }
                .filter { !$0.1.isEmpty },
            name: lawbook.name(of:))
    }

    var html: HTML {
        """
        \(PageHead(
            title: "Thẩm quyền, quy định chung",
            lead: "Tóm tắt quy định áp dụng ngày \(day.day.written), mỗi mục kèm điều khoản.").html)
        \(lawTabs(.generalRules, day))
        \(ErrorSummary(problems: day.problem.map { [$0] } ?? []).html)
        <form class="search" method="get" action="\(Route.generalRules.path())"><div class="filters">\(day.field)\
        <div class="field"><button class="button secondary" type="submit">Xem ngày này</button></div></div></form>
        \(if: !topics.isEmpty, contents)
        \(powerTable.html)
        \(each: topics, { section($0.topic, $0.provisions) })
        """
    }

    private var contents: HTML {
        """
        <nav aria-label="Mục trong trang"><p><a href="#tham-quyen">Thẩm quyền</a>\
        \(each: topics, { " · <a href=\"#\($0.topic.rawValue)\">\($0.topic.name)</a>" })</p></nav>
        """
    }

    private var powerTable: Card {
        Card(
            title: "Thẩm quyền",
            body: Table(
                caption: "Thẩm quyền", showsCaption: false,
                columns: [
                    Column(label: "Người có thẩm quyền", isMain: true), Column(label: "Việc"),
                    Column(label: "Nội dung"),
                ],
                rows: powers.map {
                    TableRow(cells: [
                        "\($0.holder)", "\($0.act.name)",
                        "<p>\($0.text)</p>\(awards($0.codes))\(citationLine($0.citation))",
                    ])
                },
                empty: EmptyState(
                    title: "Ngày này chưa có quy định về thẩm quyền trong bộ quy định",
                    hint: "Chọn một ngày từ 01/01/2024.")
            ).html, id: "tham-quyen")
    }

    /// Many titles and forms are folded away, so that the sentence before them stays in sight.
    private func awards(_ codes: [CatalogueCode]) -> HTML {
        let links: HTML =
            "\(each: codes, { "<li>\(Link(label: name($0), href: LawLink.entry($0, on: day.day)).html)</li>" })"
        if codes.isEmpty { return "" }
        if codes.count <= 3 { return "<ul>\(links)</ul>" }
        return "<details><summary>\(codes.count) danh hiệu, hình thức</summary><ul>\(links)</ul></details>"
    }

    private func section(_ topic: Provision.Topic, _ provisions: [Provision]) -> HTML {
        Card(
            title: topic.name,
            body: """
                <ul class="standards">\(each: provisions, { provision in
                    """
                    <li><h3>\(provision.title)</h3><p>\(provision.text)</p>\
                    \(some: provision.exampleOf, { "<p class=\"meta\">Ví dụ của \($0); nơi khác không bắt buộc theo.</p>" })\
                    \(awards(provision.codes))\(citationLine(provision.citation))</li>
                    """
                })</ul>
                """, id: topic.rawValue
        ).html
    }
}
