import Actions
import Domain
import Law
import Primitives
import WebSupport

/// How many of a unit's staff meet each title and form.
struct StaffOverviewPage {
    let unit: Unit
    let year: Int
    let asOf: CivilDate
    let count: Int
    let counts: [StaffEligibility.Count]
    let years: EligibilityYear

    static func make(_ unit: Unit, _ staff: StaffEligibility, _ visit: Visit) async -> StaffOverviewPage {
        StaffOverviewPage(
            unit: unit, year: staff.year, asOf: staff.asOf, count: staff.count, counts: await staff.overview(),
            years: EligibilityYear(visit))
    }

    var html: HTML {
        """
        \(PageHead(
            title: "Ai đủ điều kiện gì năm \(year)",
            lead: "\(groupedByThousands(count)) người của \(unit.name) và đơn vị trực thuộc. Theo quy định áp dụng cho hồ sơ nhận ngày \(asOf.written).",
            back: Link(label: unit.name, href: Route.unit.path(unit.id))).html)
        \(years.tabs(Route.unitEligibility.path(unit.id)))
        \(count == 0 ? empty.html : "\(each: groups, table)")
        """
    }

    private var groups: [(group: CatalogueGroup, counts: [StaffEligibility.Count])] {
        let byGroup = Dictionary(grouping: counts) { CatalogueGroup($0.entry) }
        return CatalogueGroup.allCases.compactMap { group in byGroup[group].map { (group, $0) } }
    }

    private func table(_ part: (group: CatalogueGroup, counts: [StaffEligibility.Count])) -> HTML {
        Table(
            caption: part.group.name,
            columns: [
                Column(label: "Danh hiệu, hình thức", isMain: true), Column(label: "Đạt", isNumeric: true),
                Column(label: "Cần xét", isNumeric: true), Column(label: "Chưa đạt", isNumeric: true),
            ],
            rows: part.counts.map { count in
                TableRow(cells: [
                    "\(count.entry.name)", number(count.met, .met, count), number(count.undecided, .undecided, count),
                    number(count.notMet, .notMet, count),
                ])
            },
            empty: empty
        ).html
    }

    private func number(_ number: Int, _ verdict: Verdict, _ count: StaffEligibility.Count) -> HTML {
        if number == 0 { return "0" }
        let href = address(
            Route.unitEligibility.path(unit.id),
            [years.parameter, ("ma", count.entry.code.rawValue), ("loc", verdict.rawValue)])
        return """
            <a href="\(href)">\(groupedByThousands(number))<span class="unseen"> người \(verdict.groupName.lowercased()): \(count.entry.name)</span></a>
            """
    }

    private var empty: EmptyState {
        EmptyState(
            title: "Chưa có hồ sơ cá nhân nào ở đơn vị này",
            hint: "Danh sách hiện khi hồ sơ của người thuộc đơn vị được lập, kèm xếp loại và danh hiệu các năm.",
            action: LinkButton(label: "Về trang đơn vị", href: Route.unit.path(unit.id), tone: .secondary).html)
    }
}

/// The staff of a unit for one title or form: who meets it, who may, who does not and what is missing.
struct StaffEligibilityPage {
    static let pageSize = 50

    let unit: Unit
    let entry: CatalogueEntry
    let asOf: CivilDate
    let years: EligibilityYear
    let verdict: Verdict?
    let counts: [Verdict: Int]
    let members: [StaffEligibility.Member]
    let next: StaffEligibility.Place?

    static func make(
        _ unit: Unit, _ staff: StaffEligibility, _ code: CatalogueCode, _ visit: Visit, _ lawbook: Lawbook
    ) async throws -> StaffEligibilityPage {
        guard let entry = Eligibility.entries(of: lawbook, on: staff.asOf).first(where: { $0.code == code }) else {
            throw Problem.notFound("danh hiệu, hình thức này")
        }
        let verdict = Verdict(rawValue: visit.query["loc"])
        let all = await staff.members(for: entry)
        let counts = Dictionary(grouping: all) { $0.standing.verdict }.mapValues(\.count)
        let chosen = all.filter { verdict == nil || $0.standing.verdict == verdict }
        let after = StaffEligibility.Place(text: visit.query["sau"])
        let start =
            after.flatMap { after in chosen.firstIndex { after < $0.place } } ?? (after == nil ? 0 : chosen.count)
        let page = chosen[start...].prefix(pageSize)
        return StaffEligibilityPage(
            unit: unit, entry: entry, asOf: staff.asOf, years: EligibilityYear(visit), verdict: verdict,
            counts: counts, members: Array(page), next: page.endIndex < chosen.endIndex ? page.last?.place : nil)
    }

    var html: HTML {
        """
        \(PageHead(
            title: entry.name,
            lead: "Cá nhân của \(unit.name) và đơn vị trực thuộc, năm \(years.year). Theo quy định áp dụng cho hồ sơ nhận ngày \(asOf.written).",
            back: Link(
                label: "Ai đủ điều kiện gì năm \(years.year)", href: address(Route.unitEligibility.path(unit.id), [years.parameter])),
            actions: LinkButton(label: "Xem quy định", href: LawLink.entry(entry.code, on: asOf), tone: .secondary).html).html)
        \(years.tabs(Route.unitEligibility.path(unit.id), [("ma", entry.code.rawValue), ("loc", verdict?.rawValue ?? "")]))
        \(FilterTabs(items: tabs).html)
        \(table.html)
        """
    }

    /// The standard by its name; what is wrong with it stands on the person's own page.
    private static func lacking(_ finding: Finding) -> HTML {
        """
        <li class="\(finding.verdict.check.tone.rawValue)"><span class="sign" aria-hidden="true">\(finding.verdict.check.tone.sign)</span>\
        <span>\(finding.title)<span class="unseen">, \(finding.verdict.check.label.lowercased())</span></span></li>
        """
    }

    private func href(_ verdict: Verdict?, after: StaffEligibility.Place? = nil) -> String {
        address(
            Route.unitEligibility.path(unit.id),
            [
                years.parameter, ("ma", entry.code.rawValue), ("loc", verdict?.rawValue ?? ""),
                ("sau", after?.text ?? ""),
            ])
    }

    private var tabs: [NavigationItem] {
        [
            NavigationItem(
                label: "Tất cả", href: href(nil), count: counts.values.reduce(0, +), isCurrent: verdict == nil)
        ]
            + Verdict.inOrder.map { choice in
                NavigationItem(
                    label: choice.check.label, href: href(choice), count: counts[choice] ?? 0,
                    isCurrent: verdict == choice)
            }
    }

    private var table: Table {
        Table(
            caption: "Danh sách cá nhân, người đạt trước, người còn thiếu ít trước người còn thiếu nhiều",
            columns: [
                Column(label: "Họ và tên", isMain: true), Column(label: "Kết quả"),
                Column(label: "Chưa đạt, cần xét"), Column(label: "Đơn vị"),
            ],
            rows: members.map { member in
                TableRow(cells: [
                    """
                    \(Link(
                        label: member.line.name,
                        href: address(Route.personEligibility.path(member.line.id), [years.parameter])).html)\
                    <span class="muted">\(member.line.position)</span>
                    """,
                    member.standing.tag.html,
                    member.open.isEmpty ? "" : "<ul class=\"open-findings\">\(each: member.open, Self.lacking)</ul>",
                    "\(member.line.unitName)",
                ])
            },
            empty: EmptyState(
                title: "Không có ai trong mục này", hint: "Chọn mục khác, năm khác hoặc danh hiệu, hình thức khác.",
                action: LinkButton(
                    label: "Xem mọi danh hiệu, hình thức",
                    href: address(Route.unitEligibility.path(unit.id), [years.parameter]), tone: .secondary
                ).html),
            pager: next.map { Pager(nextHref: href(verdict, after: $0)) })
    }
}

extension StaffEligibility.Place {
    /// As written in the address of the next page.
    var text: String {
        "\(standing.verdict.rawValue)-\(standing.unmet)-\(standing.unknown)-\(standing.toJudge)-\(sortKey)_\(id)"
    }

    /// `nil` for an empty or spoilt text: then the list starts from its beginning.
    init?(text: String) {
        let parts = text.split(separator: "-", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, let verdict = Verdict(rawValue: String(parts[0])), let unmet = Int(parts[1]),
            let unknown = Int(parts[2]), let toJudge = Int(parts[3]), let name = NameCursor(String(parts[4]))
        else { return nil }
        self.init(
            standing: Standing(verdict: verdict, unmet: unmet, unknown: unknown, toJudge: toJudge),
            sortKey: name.sortKey, id: name.id)
    }
}
