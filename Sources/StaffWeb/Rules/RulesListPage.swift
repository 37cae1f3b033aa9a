import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// The history of the province's rules: *Quy định của tỉnh*.
struct RulesListPage {
    static let pageSize = 20

    let inForce: ProvincialRules?
    let lines: [RulesLine]
    let next: PageCursor?
    let isContinued: Bool
    let draft: ProvincialRules?
    let mayDraft: Bool
    let today: CivilDate
    let csrfToken: String

    static func load(_ visit: Visit, lawbook: Lawbook, in tx: any ReadTransaction) throws -> RulesListPage {
        let place = try Gate.rulesOfProvince(for: visit.actor, in: tx)
        let maySeeDrafts = place?.policy.mayViewDrafts ?? false
        let before = PageCursor(visit.query["truoc"])
        var lines = try RulesRecords.page(
            includingDrafts: maySeeDrafts, before: before?.place, limit: pageSize + 1, in: tx)
        var next: PageCursor?
        if lines.count > pageSize {
            lines.removeLast()
            next = lines.last.map { PageCursor(at: $0.createdAt, id: $0.id.rawValue) }
        }
        let draft = maySeeDrafts ? try place.flatMap { try RulesRecords.draft(of: $0.province, in: tx) } : nil
        return RulesListPage(
            inForce: try RulesRecords.inForce(on: tx.today, in: tx), lines: lines, next: next,
            isContinued: before != nil, draft: draft, mayDraft: place?.policy.mayDraft ?? false, today: tx.today,
            csrfToken: visit.csrfToken)
    }

    var page: StaffPage {
        StaffPage(
            title: "Quy định của tỉnh", section: .rules,
            main: """
                \(PageHead(title: "Quy định của tỉnh về thi đua, khen thưởng", lead: lead, actions: action).html)
                \(Table(
                    caption: "Các bản quy định",
                    columns: [
                        Column(label: "Quy định", isMain: true), Column(label: "Ban hành"), Column(label: "Có hiệu lực"),
                        Column(label: "Tình trạng"),
                    ],
                    rows: lines.map(row), empty: empty,
                    pager: next == nil && !isContinued
                        ? nil
                        : Pager(
                            nextHref: next.map { address(Route.rules.path(), [("truoc", $0.text)]) },
                            previousHref: isContinued ? Route.rules.path() : nil)
                ).html)
                \(comparison)
                """)
    }

    private var lead: String {
        guard let inForce else {
            return "Hôm nay chưa có quy định nào của tỉnh có hiệu lực; áp dụng quy định của luật."
        }
        return "Đang áp dụng: \(rulesDocument(number: inForce.number, issuedOn: inForce.issuedOn))."
    }

    private var action: HTML {
        guard mayDraft else { return "" }
        if let draft { return LinkButton(label: "Mở dự thảo", href: Route.rulesVersion.path(draft.id)).html }
        return Form(
            action: Route.draftRules.path(), csrfToken: csrfToken, isTakenOnce: true,
            body: Button(label: "Soạn bản mới").html
        ).html
    }

    private func row(_ line: RulesLine) -> TableRow {
        let period: HTML
        if let from = line.inForceFrom {
            period = "Từ \(from.written)\(some: line.inForceUntil, { " đến hết \($0.written)" })"
        } else {
            period = "–"
        }
        return TableRow(cells: [
            Link(label: line.title, href: Route.rulesVersion.path(line.id)).html,
            "\(rulesDocument(number: line.number, issuedOn: line.issuedOn))", period,
            line.phase(on: today).tag.html,
        ])
    }

    private var empty: EmptyState {
        EmptyState(
            title: "Tỉnh chưa có quy định nào trong hệ thống",
            hint: mayDraft
                ? "Soạn bản đầu tiên theo quyết định đã ban hành, rồi đề nghị một lãnh đạo đưa vào hiệu lực."
                : "Khi Sở Nội vụ đưa quy định vào hiệu lực, quy định sẽ hiện ở đây. Trước đó áp dụng quy định của luật."
        )
    }

    /// Any two versions of the page.
    private var comparison: HTML {
        guard lines.count > 1 else { return "" }
        let options = lines.map { line in
            Option(
                value: line.id.rawValue,
                label:
                    "\(line.state == .draft ? "Dự thảo" : "Số \(line.number)")\(line.inForceFrom.map { ", từ \($0.written)" } ?? "")"
            )
        }
        return Card(
            title: "So sánh hai bản",
            body: """
                <form method="get" action="\(Route.rulesComparison.path())"><div class="form-grid">
                \(Select(name: "tu", label: "Bản trước", options: [OptionGroup(options: options)], selected: lines[1].id.rawValue).html)
                \(Select(name: "den", label: "Bản sau", options: [OptionGroup(options: options)], selected: lines[0].id.rawValue).html)
                </div><div class="actions">\(Button(label: "So sánh", tone: .secondary).html)</div></form>
                """
        ).html
    }
}
