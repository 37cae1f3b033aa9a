import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// How far every unit has come with a document: those behind first, by name.
struct DirectiveBoardPage {
    static let limit = 50

    let directive: Directive
    let policy: DirectivePolicy
    let view: BoardView
    /// Only the units to which this one gave the document.
    let giver: Unit?
    /// The clusters of the sending unit, for those who follow all; their units are those of the day of sending.
    let clusters: ClusterChoice
    let counts: DeliveryCounts
    let lines: [DeliveryLine]
    let hasMore: Bool
    let isContinued: Bool
    let today: CivilDate
    let csrfToken: String

    static func load(_ visit: Visit, _ id: ID<Directive>, in tx: any ReadTransaction) throws -> DirectiveBoardPage {
        let (directive, _, policy) = try Gate.directive(id, for: visit.actor, may: .follow, in: tx)
        let (view, giver, roots) = (view(visit), giver(visit), Gate.rootsFollowed(policy))
        let clusters = try clusters(visit, of: directive, policy, in: tx)
        let after = place(visit.query["sau"])
        let lines = try DirectiveDeliveryRecords.page(
            of: id, within: roots, from: giver, of: clusters.members, view.progress, isOpenOnly: view == .open,
            after: after,
            limit: limit + 1, in: tx)
        return DirectiveBoardPage(
            directive: directive, policy: policy, view: view,
            giver: try giver.flatMap { try UnitRecords.unit($0, in: tx) },
            clusters: clusters,
            counts: try DirectiveDeliveryRecords.counts(
                of: id, within: roots, from: giver, of: clusters.members, in: tx),
            lines: Array(lines.prefix(limit)), hasMore: lines.count > limit, isContinued: after != nil, today: tx.today,
            csrfToken: visit.csrfToken)
    }

    static func view(_ visit: Visit) -> BoardView {
        BoardView.allCases.first { $0.key == visit.query["xem"] } ?? .all
    }

    static func giver(_ visit: Visit) -> ID<Unit>? { ID<Unit>(parsing: visit.query["tu"]) }

    static func clusters(
        _ visit: Visit, of directive: Directive, _ policy: DirectivePolicy, in tx: any ReadTransaction
    ) throws -> ClusterChoice {
        let day = directive.sentAt?.day ?? tx.today
        return policy.followsAll
            ? try ClusterChoice.load(visit, of: directive.unitID, during: day...day, in: tx) : .none(day)
    }

    /// `0_<sort key>_<id>`, as the pager writes it.
    private static func place(_ text: String) -> (progress: Int, sortKey: String, unitID: String)? {
        guard let mark = text.firstIndex(of: "_"), let progress = Int(text[..<mark]),
            let rest = NameCursor(String(text[text.index(after: mark)...]))
        else { return nil }
        return (progress, rest.sortKey, rest.id)
    }

    private func count(_ view: BoardView) -> Int {
        switch view {
        case .all: counts.total
        case .open: counts.open
        case .unread, .read, .spread, .done: view.progress.flatMap { counts.units[$0] } ?? 0
        }
    }

    var page: StaffPage {
        let tabs = BoardView.allCases.map {
            NavigationItem(
                label: "\($0.label) (\(groupedByThousands(count($0))))",
                href: DirectiveLinks.board(directive.id, $0, from: giver?.id, of: clusters.chosen?.id),
                isCurrent: $0 == view)
        }
        let csv = address(
            Route.directiveBoardList.path(directive.id),
            [("xem", view.key), ("tu", giver?.id.rawValue ?? ""), (ClusterChoice.field, clusters.key)])
        return StaffPage(
            title: "Tiến độ: \(directive.title)", section: .directives,
            main: """
                \(PageHead(
                    title: giver.map { "Cấp dưới của \($0.name)" } ?? "Tiến độ các đơn vị", lead: directive.title,
                    status: StatusTag(directive: directive.state),
                    back: Link(label: "Văn bản", href: Route.directive.path(directive.id)),
                    actions: LinkButton(label: "Tải bảng (CSV)", href: csv, tone: .secondary).html).html)
                <p>\(some: directive.dueOn, { "Hạn \($0.written). " })\(if: counts.staffCount > 0, "Đã xác nhận: \(peopleRead(counts.staffRead, of: counts.staffCount)).")</p>
                \(FilterTabs(items: tabs).html)
                \(if: !clusters.all.isEmpty, clusterFilter)
                \(if: giver != nil, "<p>\(Link(label: "Xem mọi đơn vị", href: DirectiveLinks.board(directive.id)).html)</p>")
                \(if: counts.open > 0, reminder)
                \(table.html)
                """)
    }

    private var clusterFilter: HTML {
        """
        <form class="search" method="get" action="\(Route.directiveBoard.path(directive.id))"><div class="filters">\
        \(HiddenField(name: "xem", value: view == .all ? "" : view.key).html)\
        \(HiddenField(name: "tu", value: giver?.id.rawValue ?? "").html)\
        \(clusters.select)\
        <div>\(Button(label: "Lọc", tone: .secondary).html)</div></div></form>
        """
    }

    private var reminder: HTML {
        switch policy.permission(for: .remind, on: directive) {
        case .hidden: return ""
        case .locked(let reason): return LockedButton(label: "Nhắc đơn vị chưa xong", reason: reason).html
        case .open:
            return Confirmation(
                summary: "Nhắc đơn vị chưa xong",
                body: Form(
                    action: Route.remindDirective.path(directive.id), csrfToken: csrfToken,
                    body: """
                        <p>Gửi lời nhắc tới cán bộ và thủ trưởng của mọi đơn vị chưa xong. Đơn vị đã nhắc trong hôm nay không bị nhắc lại.</p>
                        <div class="actions">\(Button(label: "Gửi lời nhắc").html)</div>
                        """
                ).html
            ).html
        }
    }

    private var table: Table {
        let next =
            hasMore
            ? lines.last.map {
                address(
                    Route.directiveBoard.path(directive.id),
                    [
                        ("xem", view.key), ("tu", giver?.id.rawValue ?? ""), (ClusterChoice.field, clusters.key),
                        ("sau", "\($0.delivery.progress.rawValue)_\($0.sortKey)_\($0.delivery.unitID)"),
                    ])
            } : nil
        return Table(
            caption: "Chưa xong đứng trước, theo tên đơn vị",
            columns: [
                Column(label: "Đơn vị", isMain: true), Column(label: "Tình trạng"), Column(label: "Tiếp nhận"),
                Column(label: "Phổ biến"), Column(label: "Đã đọc"), Column(label: "Xong"),
                Column(label: "Nhắc lần cuối"),
            ],
            rows: lines.map(row),
            empty: EmptyState(
                title: "Không có đơn vị nào ở mục này", hint: "Chọn mục khác ở trên để xem các đơn vị còn lại."),
            pager: next == nil && !isContinued
                ? nil
                : Pager(
                    nextHref: next,
                    previousHref: isContinued
                        ? DirectiveLinks.board(directive.id, view, from: giver?.id, of: clusters.chosen?.id) : nil))
    }

    private func row(_ line: DeliveryLine) -> TableRow {
        let delivery = line.delivery
        let isLate = directive.state == .sent && delivery.isLate(dueOn: directive.dueOn, today: today)
        let late: HTML =
            isLate
            ? delivery.progress == .done
                ? StatusTag(label: "Xong muộn", tone: .warning).html
                : directive.dueOn.map { DeadlineBadge(due: $0, today: today).html } ?? ""
            : ""
        return TableRow(cells: [
            """
            \(Link(label: line.unitName, href: Route.delivery.path(directive.id, delivery.unitID)).html)\
            \(if: line.passedCount > 0, " · \(Link(label: "cấp dưới (\(line.passedCount))", href: DirectiveLinks.board(directive.id, from: delivery.unitID)).html)")\
            \(some: line.assigneeName, { " <span class=\"muted\">phụ trách: \($0)</span>" })
            """,
            "\(StatusTag(progress: delivery.progress).html) \(late)", "\(delivery.readAt?.day.written ?? "–")",
            "\(delivery.spreadAt?.day.written ?? "–")", "\(peopleRead(delivery.staffRead, of: delivery.staffCount))",
            "\(delivery.doneAt?.day.written ?? "–")", "\(line.remindedOn?.written ?? "–")",
        ])
    }

    /// What the board shows, for a spreadsheet.
    static func sheet(_ directive: Directive, _ lines: [DeliveryLine], today: CivilDate) -> CommaSeparated {
        var sheet = CommaSeparated(heads: [
            "Đơn vị", "Nhận từ", "Tình trạng", "Quá hạn", "Tiếp nhận", "Phổ biến", "Số người", "Đã đọc", "Xong",
            "Kết quả",
            "Phụ trách", "Nhắc lần cuối",
        ])
        for line in lines {
            let delivery = line.delivery
            sheet.append([
                line.unitName, line.fromUnitName, delivery.progress.name,
                delivery.isLate(dueOn: directive.dueOn, today: today) ? "Có" : "", delivery.readAt?.day.written ?? "",
                delivery.spreadAt?.day.written ?? "", String(delivery.staffCount), String(delivery.staffRead),
                delivery.doneAt?.day.written ?? "", delivery.result, line.assigneeName ?? "",
                line.remindedOn?.written ?? "",
            ])
        }
        return sheet
    }
}
