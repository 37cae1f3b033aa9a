import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// Two versions of the province's rules side by side: only what differs.
struct RulesComparisonPage {
    let former: ProvincialRules
    let latter: ProvincialRules
    let changes: [RulesComparison.Change]

    static func load(_ visit: Visit, lawbook: Lawbook, in tx: any ReadTransaction) throws -> RulesComparisonPage {
        func version(_ name: String) throws -> ProvincialRules {
            guard let id = ID<ProvincialRules>(parsing: visit.query[name]) else {
                throw Problem.notFound("bản quy định để so sánh")
            }
            return try Gate.rules(id, for: visit.actor, may: .view, in: tx).rules
        }
        let (former, latter) = (try version("tu"), try version("den"))
        return RulesComparisonPage(
            former: former, latter: latter,
            changes: RulesComparison(former.settings, latter.settings, lawbook: lawbook).changes)
    }

    var page: StaffPage {
        StaffPage(
            title: "So sánh quy định của tỉnh", section: .rules,
            main: """
                \(Breadcrumb(items: [Crumb(label: "Quy định của tỉnh", href: Route.rules.path()), Crumb(label: "So sánh")]).html)
                \(PageHead(title: "So sánh quy định của tỉnh", lead: changes.isEmpty ? nil : "\(changes.count) nội dung khác nhau.").html)
                \(Table(
                    caption: "Nội dung khác nhau giữa hai bản", showsCaption: false,
                    columns: [Column(label: "Nội dung", isMain: true), Column(label: name(former)), Column(label: name(latter))],
                    rows: changes.map { change in
                        TableRow(cells: [
                            "\(change.section): \(change.title)", cell(change.before), cell(change.after),
                        ])
                    },
                    empty: EmptyState(
                        title: "Hai bản giống nhau", hint: "Không nội dung nào khác. Chọn hai bản khác để so sánh.",
                        action: LinkButton(label: "Chọn bản khác", href: Route.rules.path(), tone: .secondary).html)).html)
                <p>\(Link(label: "Xem bản trước", href: Route.rulesVersion.path(former.id)).html) · \
                \(Link(label: "Xem bản sau", href: Route.rulesVersion.path(latter.id)).html)</p>
                """)
    }

    private func name(_ rules: ProvincialRules) -> String {
        rules.number.isEmpty ? "Dự thảo \(rules.updatedAt.day.written)" : "Số \(rules.number)"
    }

    private func cell(_ text: String?) -> HTML { text.map { "\($0)" } ?? "<span class=\"muted\">Không quy định</span>" }
}
