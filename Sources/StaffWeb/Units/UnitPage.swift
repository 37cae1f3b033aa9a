import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// One unit with its history: *Đơn vị*.
struct UnitPage {
    static let listed = 20

    let unit: Unit
    let parent: Unit?
    let periods: [UnitPeriod]
    let predecessors: [SuccessionLine]
    let successors: [SuccessionLine]
    let children: [UnitLine]
    let years: [UnitYear]
    /// The clusters to which it belongs or belonged, the newest first.
    let clusters: [ClusterOfUnit]
    let commendations: [Commendation]
    let awardNames: [CatalogueCode: String]
    /// `nil` when people, or examinations, are not for this actor.
    let people: [PersonLine]?
    let examinations: [ExaminationLine]?
    let today: CivilDate

    static func load(_ visit: Visit, lawbook: Lawbook, in tx: any ReadTransaction) throws -> UnitPage {
        let unit = try UnitGate.unit(try visit.id("id", "đơn vị này"), for: visit.actor, in: tx)
        let policy = PersonPolicy(actor: visit.actor, unit: try UnitRecords.lineage(of: unit.id, in: tx))
        let commendations = try RollRecords.entries(ofUnit: unit.id, in: tx)
        return UnitPage(
            unit: unit, parent: try unit.parentID.flatMap { try UnitRecords.unit($0, in: tx) },
            periods: try UnitRecords.periods(of: unit.id, in: tx),
            predecessors: try UnitRecords.predecessors(of: unit.id, in: tx),
            successors: try UnitRecords.successors(of: unit.id, in: tx),
            children: try UnitRecords.page(UnitFilter(parentID: unit.id), after: nil, limit: listed + 1, in: tx),
            years: try UnitRecords.years(of: unit.id, in: tx),
            clusters: try ClusterMemberRecords.clusters(of: unit.id, in: tx), commendations: commendations,
            awardNames: names(of: commendations, lawbook),
            people: policy.permission(for: .view).isOpen
                ? try PersonRecords.page(typed: "", within: [unit.id], after: nil, limit: listed + 1, in: tx) : nil,
            examinations: policy.permission(for: .viewConduct).isOpen
                ? try UnitRecords.examinations(of: unit.id, in: tx) : nil,
            today: visit.today)
    }

    static func names(of commendations: [Commendation], _ lawbook: Lawbook) -> [CatalogueCode: String] {
        Dictionary(commendations.map { ($0.code, lawbook.name(of: $0.code)) }, uniquingKeysWith: { first, _ in first })
    }

    var html: HTML {
        """
        \(PageHead(
            title: unit.name, lead: unit.kind.name, status: standingTag(unit.validFrom, unit.validUntil, on: today),
            back: Link(label: "Đơn vị", href: Route.units.path()), actions: eligibilityLink).html)
        \(DefinitionList(items: definitions).html)
        \(if: !predecessors.isEmpty, successionCard("Tiền thân", predecessors))
        \(if: !successors.isEmpty, successionCard("Đơn vị kế tục", successors))
        \(if: periods.count > 1, periodCard)
        \(if: !children.isEmpty, childrenCard)
        \(some: people, peopleCard)
        \(if: !clusters.isEmpty, clusterTable)
        \(yearTable.html)
        \(commendationTable(commendations, awardNames, caption: "Danh hiệu, hình thức khen thưởng của tập thể").html)
        \(some: examinations, { examinationCard($0, hint: "Đơn vị không có vụ việc nào đang được xem xét.") })
        """
    }

    /// Only for those who may see the files of the people here.
    private var eligibilityLink: HTML {
        guard people != nil else { return "" }
        return LinkButton(
            label: "Ai đủ điều kiện gì năm nay", href: Route.unitEligibility.path(unit.id), tone: .secondary
        ).html
    }

    private var definitions: [Definition] {
        var items = [
            Definition(term: "Mã", detail: "\(unit.code)"),
            Definition(term: "Thời gian hoạt động", detail: "\(unit.periodText)"),
        ]
        let current = clusters.filter { line in
            line.membership.from <= today && line.cluster.exists(on: today) && line.lastDay.map { $0 >= today } ?? true
        }
        if !current.isEmpty {
            let links = current.map { Link(label: $0.cluster.name, href: Route.cluster.path($0.cluster.id)) }
            items.append(
                Definition(
                    term: "Cụm, khối thi đua",
                    detail: links.dropFirst().reduce(links[0].html) { "\($0); \($1.html)" }))
        }
        if let parent {
            items.insert(
                Definition(term: "Thuộc", detail: Link(label: parent.name, href: Route.unit.path(parent.id)).html),
                at: 1)
        }
        return items
    }

    private func successionCard(_ title: String, _ lines: [SuccessionLine]) -> HTML {
        let items: HTML = "\(each: lines, item)"
        return Card(title: title, body: "<ul>\(items)</ul>").html
    }

    private func item(_ line: SuccessionLine) -> HTML {
        // One unit that went on under its old name was not renamed, whatever the column has to call it.
        let kind = line.kind == .renamed && line.name == unit.name ? "giữ nguyên tên" : line.kind.name
        return """
            <li><a href="\(Route.unit.path(line.unitID))">\(line.name)</a> (mã \(line.code)): \(kind) \
            từ \(line.happenedOn.written), \(line.document)</li>
            """
    }

    private var periodCard: HTML {
        Table(
            caption: "Tên và đơn vị cấp trên theo thời gian",
            columns: [
                Column(label: "Tên", isMain: true), Column(label: "Thuộc"), Column(label: "Thời gian"),
                Column(label: "Văn bản"),
            ],
            rows: periods.map {
                TableRow(cells: [
                    "\($0.name)", "\($0.parentName)", "\(Unit.periodText(from: $0.validFrom, until: $0.validUntil))",
                    "\($0.document)",
                ])
            },
            empty: EmptyState(title: "Chưa có", hint: "")
        ).html
    }

    private var childrenCard: HTML {
        let links = children.prefix(Self.listed).map { Link(label: $0.name, href: Route.unit.path($0.id)) }
        let items: HTML = "\(each: links, { "<li>\($0.html)</li>" })"
        let all = address(Route.units.path(), [("thuoc", unit.id.rawValue)])
        return Card(
            title: "Đơn vị trực thuộc",
            body: """
                <ul>\(items)</ul>\(if: children.count > Self.listed, "<p>\(Link(label: "Xem tất cả đơn vị trực thuộc", href: all).html)</p>")
                """
        ).html
    }

    private func peopleCard(_ people: [PersonLine]) -> HTML {
        let all = address(Route.people.path(), [("don-vi", unit.id.rawValue)])
        if people.isEmpty {
            return Card(title: "Cá nhân", body: "<p>Chưa có hồ sơ cá nhân nào ở đơn vị này.</p>").html
        }
        let lines = people.prefix(Self.listed).map {
            (link: Link(label: $0.name, href: Route.person.path($0.id)), position: $0.position)
        }
        let items: HTML = "\(each: lines, { "<li>\($0.link.html), \($0.position)</li>" })"
        return Card(
            title: "Cá nhân",
            body: "<ul>\(items)</ul><p>\(Link(label: "Tìm trong tất cả cá nhân của đơn vị", href: all).html)</p>"
        ).html
    }

    private var clusterTable: HTML {
        Table(
            caption: "Cụm, khối thi đua",
            columns: [
                Column(label: "Cụm, khối", isMain: true), Column(label: "Từ ngày"), Column(label: "Đến hết ngày"),
            ],
            rows: clusters.map { line in
                TableRow(cells: [
                    Link(label: line.cluster.name, href: Route.cluster.path(line.cluster.id)).html,
                    "\(max(line.membership.from, line.cluster.validFrom).written)",
                    "\(line.lastDay?.written ?? "–")",
                ])
            },
            empty: EmptyState(title: "Chưa thuộc cụm, khối nào", hint: "")
        ).html
    }

    private var yearTable: Table {
        Table(
            caption: "Kết quả hằng năm của tập thể",
            columns: [
                Column(label: "Năm", isMain: true), Column(label: "Mức độ hoàn thành"),
                Column(label: "Số người", isNumeric: true),
                Column(label: "Hoàn thành nhiệm vụ", isNumeric: true),
                Column(label: "Lao động tiên tiến", isNumeric: true),
                Column(label: "Chiến sĩ thi đua cơ sở", isNumeric: true),
                Column(label: "Xếp hạng trong cụm, khối", isNumeric: true),
            ],
            rows: years.map { year in
                TableRow(
                    cells: [
                        "\(String(year.year))", "\(year.level?.name ?? "Chưa xếp loại")", number(year.members),
                        number(year.membersCompleted), number(year.membersAdvanced), number(year.membersFighters),
                        number(year.clusterRank),
                    ], id: "year-\(year.year)")
            },
            empty: EmptyState(
                title: "Chưa có kết quả hằng năm", hint: "Kết quả xếp loại tập thể sẽ hiện ở đây khi được ghi nhận."))
    }

    private func number(_ value: Int?) -> HTML { value.map { "\($0)" } ?? "–" }
}

/// What a person or collective has received, newest first; each row can be linked to.
func commendationTable(
    _ commendations: [Commendation], _ names: [CatalogueCode: String], caption: String
) -> Table {
    Table(
        caption: caption,
        columns: [
            Column(label: "Danh hiệu, hình thức", isMain: true), Column(label: "Năm"), Column(label: "Loại hình"),
            Column(label: "Quyết định"), Column(label: "Tình trạng"),
        ],
        rows: commendations.map { entry in
            let state =
                entry.revokedOn.map { StatusTag(label: "Đã thu hồi ngày \($0.written)", tone: .neutral) }
                ?? StatusTag(label: "Có hiệu lực", tone: .good)
            return TableRow(
                cells: [
                    Link(label: names[entry.code] ?? "", href: Route.rollEntry.path(entry.id)).html,
                    "\(String(entry.year))",
                    "\(entry.category.name)",
                    "\(entry.decisionNumber) ngày \(entry.decidedOn.written), \(entry.issuer)",
                    state.html,
                ],
                id: "commendation-\(entry.id)")
        },
        empty: EmptyState(
            title: "Chưa có khen thưởng", hint: "Danh hiệu, hình thức khen thưởng sẽ hiện ở đây khi có quyết định."))
}

/// What is or was under examination; each row can be linked to.
func examinationCard(_ lines: [ExaminationLine], hint: String) -> HTML {
    Table(
        caption: "Vụ việc đang xem xét",
        columns: [Column(label: "Nội dung", isMain: true), Column(label: "Từ ngày"), Column(label: "Kết luận")],
        rows: lines.map { line in
            TableRow(
                cells: [
                    "\(ExaminationFact.name(of: line.kind))", "\(line.since.written)",
                    line.closedOn.map { "\($0.written)" } ?? StatusTag(label: "Chưa kết luận", tone: .warning).html,
                ],
                id: "examination-\(line.id)")
        },
        empty: EmptyState(title: "Không có vụ việc", hint: hint)
    ).html
}
