import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The plans of a year, and the person's own units with what is to be done next for each.
struct PlanListPage {
    static let limit = 50

    let year: Int
    let thisYear: Int
    let view: PlanView
    let lines: [PlanLine]
    let isContinued: Bool
    let hasMore: Bool
    /// The units whose plan the person makes.
    let units: [Unit]
    let own: [PlanLine]
    /// For each of them the plan of a higher level, or of the province it came from, that it follows.
    let parents: [ID<Unit>: PlanLetter]
    /// For those who follow all units.
    let counts: PlanCounts?
    let isStandingBody: Bool

    static func load(_ visit: Visit, _ tx: any ReadTransaction) throws -> PlanListPage {
        let year = PlanLinks.year(visit)
        let view = PlanView.allCases.first { $0.key == visit.query["xem"] } ?? .all
        let after = NameCursor(visit.query["sau"])
        let lines = try PlanListRecords.page(
            year: year, states: view.states, for: visit.actor, after: after?.place, limit: limit + 1, in: tx)
        let units = try ownUnits(visit.actor, in: tx)
        var parents: [ID<Unit>: PlanLetter] = [:]
        for unit in units {
            let parent = try PlanRecords.parentPlan(for: unit.id, year: year, in: tx)
            parents[unit.id] = try parent.flatMap { try PlanLetter.load($0, in: tx) }
        }
        let roots = visit.actor.units(as: .specialist, .leader, .chairman, .inspector)
        return PlanListPage(
            year: year, thisYear: tx.today.year, view: view, lines: Array(lines.prefix(limit)),
            isContinued: after != nil, hasMore: lines.count > limit, units: units,
            own: try PlanListRecords.plans(of: units.map(\.id), year: year, in: tx), parents: parents,
            counts: roots.isEmpty ? nil : try PlanListRecords.counts(year: year, below: roots, in: tx),
            isStandingBody: visit.actor.isAny(of: .specialist, .leader))
    }

    /// The units for which the person begins plans: their own; for Sở Nội vụ the province.
    static func ownUnits(_ actor: Actor, in tx: any ReadTransaction) throws -> [Unit] {
        let own = try UnitRecords.own(actor.units(as: .unitOfficer, .unitHead), in: tx).filter {
            $0.kind != .province
        }
        let provinces = try UnitRecords.own(actor.units(as: .specialist, .leader), in: tx).filter {
            $0.kind == .province
        }
        return (provinces + own).filter { $0.exists(on: tx.today) }
    }

    var page: StaffPage {
        StaffPage(
            title: "Kế hoạch năm \(year)", section: .plans,
            main: """
                \(PageHead(title: "Kế hoạch thi đua, khen thưởng năm \(year)").html)
                \(years.html)
                \(each: units, ownCard)
                \(some: counts, standing)
                <h2>Kế hoạch của các đơn vị</h2>
                \(FilterTabs(items: PlanView.allCases.map { NavigationItem(label: $0.label, href: PlanLinks.list(year: year, $0), isCurrent: $0 == view) }).html)
                \(table.html)
                """)
    }

    private var years: FilterTabs {
        let shown = Set([thisYear + 1, thisYear, thisYear - 1, year])
        return FilterTabs(
            items: shown.sorted(by: >).map {
                NavigationItem(label: "Năm \($0)", href: PlanLinks.list(year: $0), isCurrent: $0 == year)
            })
    }

    private func ownCard(_ unit: Unit) -> HTML {
        guard let line = own.first(where: { $0.unitID == unit.id }) else {
            let parent = parents[unit.id]
            let hint: HTML =
                if let parent {
                    "Lập từ kế hoạch của \(Link(label: parent.issuer.name, href: Route.plan.path(parent.plan.id)).html): chọn nhiệm vụ, bổ sung, rồi trình duyệt."
                } else {
                    "\(if: unit.kind != .province, "Cấp trên chưa có kế hoạch năm \(year) được duyệt. ")Có thể lập kế hoạch ngay."
                }
            return """
                <div class="empty"><p class="empty-title">\(unit.name) chưa có kế hoạch năm \(year)</p><p>\(hint)</p>\
                <div class="actions">\(LinkButton(label: "Lập kế hoạch năm \(year)", href: PlanLinks.new(year: year, unit: unit.id)).html)</div></div>
                """
        }
        return Card(
            title: unit.name,
            body: """
                <p>\(StatusTag(plan: line.state).html) \(line.taskCount) nhiệm vụ. \(next(line.state))</p>
                <div class="actions">\(LinkButton(label: "Mở kế hoạch", href: Route.plan.path(line.id), tone: .secondary).html)</div>
                """
        ).html
    }

    private func next(_ state: Plan.State) -> String {
        switch state {
        case .draft: "Bước tiếp theo: hoàn thiện rồi trình duyệt."
        case .submitted: "Bước tiếp theo: người có thẩm quyền duyệt, ghi số và ngày."
        case .approved: "Bước tiếp theo: gửi tới nơi nhận."
        case .sent: ""
        }
    }

    private func standing(_ counts: PlanCounts) -> HTML {
        let stats = StatRow(items: [
            Stat(value: groupedByThousands(counts.final), label: "đơn vị có kế hoạch đã duyệt"),
            Stat(value: groupedByThousands(counts.submitted), label: "chờ thủ trưởng duyệt"),
            Stat(value: groupedByThousands(counts.draft), label: "đang soạn"),
            Stat(value: groupedByThousands(counts.none), label: "chưa lập"),
        ])
        return Card(
            title: "Tiến độ của \(groupedByThousands(counts.units)) xã, phường, sở, ngành, doanh nghiệp",
            body: """
                \(stats.html)
                \(if: counts.missing > 0, "<p>\(Link(label: "Đơn vị chưa có kế hoạch (\(groupedByThousands(counts.missing)))", href: PlanLinks.missing(year: year)).html)</p>")
                """
        ).html
    }

    private var table: Table {
        let next =
            hasMore
            ? lines.last.map {
                PlanLinks.list(
                    year: year, view, after: NameCursor(sortKey: $0.unitSortKey, id: $0.unitID.rawValue))
            } : nil
        return Table(
            caption: "Kế hoạch năm \(year): \(view.label.lowercased())", showsCaption: false,
            columns: [
                Column(label: "Đơn vị", isMain: true), Column(label: "Số, ký hiệu"), Column(label: "Ngày"),
                Column(label: "Nhiệm vụ", isNumeric: true), Column(label: "Trạng thái"),
            ],
            rows: lines.map { line in
                TableRow(cells: [
                    Link(label: line.unitName, href: Route.plan.path(line.id)).html,
                    "\(line.number.map { "\($0)/\(line.symbol)" } ?? "–")", "\(line.signedOn?.written ?? "–")",
                    "\(line.taskCount)", StatusTag(plan: line.state).html,
                ])
            },
            empty: EmptyState(
                title: "Chưa có kế hoạch nào ở mục này",
                hint: "Kế hoạch đã duyệt của mọi đơn vị và kế hoạch đang soạn của đơn vị anh/chị hiện ở đây."),
            pager: next == nil && !isContinued
                ? nil : Pager(nextHref: next, previousHref: isContinued ? PlanLinks.list(year: year, view) : nil))
    }
}

/// The units that have no approved plan, with the button that asks all of them.
struct MissingPlansPage {
    static let limit = 50

    let year: Int
    let lines: [MissingPlanLine]
    let counts: PlanCounts
    let isContinued: Bool
    let hasMore: Bool
    let mayRemind: Bool
    let today: CivilDate
    let csrfToken: String

    static func load(_ visit: Visit, _ tx: any ReadTransaction) throws -> MissingPlansPage {
        let roots = try Gate.rootsOfPlans(for: visit.actor)
        let year = PlanLinks.year(visit)
        let after = NameCursor(visit.query["sau"])
        let lines = try PlanListRecords.missing(
            year: year, below: roots, after: after?.place, limit: limit + 1, in: tx)
        return MissingPlansPage(
            year: year, lines: Array(lines.prefix(limit)),
            counts: try PlanListRecords.counts(year: year, below: roots, in: tx), isContinued: after != nil,
            hasMore: lines.count > limit, mayRemind: visit.actor.isAny(of: .specialist, .leader), today: tx.today,
            csrfToken: visit.csrfToken)
    }

    var page: StaffPage {
        StaffPage(
            title: "Đơn vị chưa có kế hoạch năm \(year)", section: .plans,
            main: """
                \(PageHead(
                    title: "Đơn vị chưa có kế hoạch năm \(year)",
                    lead: "\(groupedByThousands(counts.missing)) trong \(groupedByThousands(counts.units)) đơn vị chưa có kế hoạch được duyệt.",
                    back: Link(label: "Kế hoạch năm \(year)", href: PlanLinks.list(year: year))
                ).html)
                \(if: mayRemind && counts.missing > 0, reminder)
                \(table.html)
                """)
    }

    private var reminder: HTML {
        Confirmation(
            summary: "Nhắc các đơn vị này",
            body: Form(
                action: Route.remindPlans.path(), csrfToken: csrfToken,
                body: """
                    \(HiddenField(name: "year", value: String(year)).html)
                    <p>Gửi lời nhắc tới cán bộ và thủ trưởng của mọi đơn vị chưa có kế hoạch năm \(year) được duyệt. Đơn vị đã nhắc trong hôm nay không bị nhắc lại.</p>
                    <div class="actions">\(Button(label: "Gửi lời nhắc").html)</div>
                    """
            ).html
        ).html
    }

    private var table: Table {
        let next =
            hasMore
            ? lines.last.map {
                PlanLinks.missing(
                    year: year, after: NameCursor(sortKey: $0.unitSortKey, id: $0.unitID.rawValue))
            } : nil
        return Table(
            caption: "Đơn vị chưa có kế hoạch năm \(year)", showsCaption: false,
            columns: [
                Column(label: "Đơn vị", isMain: true), Column(label: "Loại"), Column(label: "Kế hoạch"),
                Column(label: "Nhắc lần cuối"),
            ],
            rows: lines.map { line in
                TableRow(cells: [
                    Link(label: line.unitName, href: Route.unit.path(line.unitID)).html, "\(line.unitKind.name)",
                    line.state.map { StatusTag(plan: $0).html } ?? StatusTag(label: "Chưa lập", tone: .bad).html,
                    reminded(line),
                ])
            },
            empty: EmptyState(
                title: "Mọi đơn vị đã có kế hoạch năm \(year)", hint: "Xem từng kế hoạch ở trang Kế hoạch năm."),
            pager: next == nil && !isContinued
                ? nil : Pager(nextHref: next, previousHref: isContinued ? PlanLinks.missing(year: year) : nil))
    }

    private func reminded(_ line: MissingPlanLine) -> HTML {
        if !line.hasAccount { return "Chưa có tài khoản để nhắc" }
        return "\(line.remindedOn.map { $0 == today ? "Hôm nay" : $0.written } ?? "–")"
    }
}
