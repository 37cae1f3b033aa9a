import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// Where a unit's plan begins: from the parent's plan, task by task, or empty.
struct NewPlanPage {
    let year: Int
    let thisYear: Int
    let unit: Unit
    let units: [Unit]
    /// The plan of the year that exists already.
    let existing: ID<Plan>?
    let parent: PlanLetter?
    let chosen: Set<ID<PlanTask>>?
    /// What the unit was given to reach in the year.
    let given: [GivenIndicator]
    let csrfToken: String
    let problem: Problem?

    /// - Parameter chosen: the tasks that were chosen before something went wrong; `nil` for all.
    static func load(
        _ visit: Visit, year: Int, unitID: ID<Unit>?, chosen: Set<ID<PlanTask>>? = nil, problem: Problem? = nil,
        in tx: any ReadTransaction
    ) throws -> NewPlanPage {
        let units = try PlanListPage.ownUnits(visit.actor, in: tx)
        guard let first = units.first else {
            throw Problem(
                .notAllowed,
                "Kế hoạch năm do cán bộ thi đua, khen thưởng, thủ trưởng đơn vị hoặc Sở Nội vụ lập.")
        }
        var unit = first
        if let unitID {
            guard let own = units.first(where: { $0.id == unitID }) else { throw Problem.notFound("đơn vị này") }
            unit = own
        }
        let parentID = try PlanRecords.parentPlan(for: unit.id, year: year, in: tx)
        return NewPlanPage(
            year: year, thisYear: tx.today.year, unit: unit, units: units,
            existing: try PlanRecords.id(of: unit.id, year: year, in: tx),
            parent: try parentID.flatMap { try PlanLetter.load($0, in: tx) }, chosen: chosen,
            given: try IndicatorRecords.given(to: unit.id, year: year, in: tx), csrfToken: visit.csrfToken,
            problem: problem)
    }

    var page: StaffPage {
        let title = "Lập kế hoạch năm \(year)"
        return StaffPage(
            title: title, section: .plans, status: problem?.status ?? .ok,
            main: """
                \(PageHead(title: title, lead: unit.name, back: Link(label: "Kế hoạch năm \(year)", href: PlanLinks.list(year: year))).html)
                \(years.html)
                \(if: units.count > 1, unitTabs.html)
                \(ErrorSummary(problems: problem?.fields ?? [], message: problem.flatMap { $0.fields.isEmpty ? $0.message : nil }).html)
                \(body)
                """)
    }

    private var years: FilterTabs {
        FilterTabs(
            items: Set([thisYear + 1, thisYear, year]).sorted(by: >).map {
                NavigationItem(
                    label: "Năm \($0)", href: PlanLinks.new(year: $0, unit: unit.id), isCurrent: $0 == year)
            })
    }

    private var unitTabs: FilterTabs {
        FilterTabs(
            items: units.map {
                NavigationItem(
                    label: $0.name, href: PlanLinks.new(year: year, unit: $0.id), isCurrent: $0.id == unit.id)
            })
    }

    private var body: HTML {
        if let existing {
            return EmptyState(
                title: "\(unit.name) đã có kế hoạch năm \(year)", hint: "Mỗi đơn vị có một kế hoạch trong một năm.",
                action: LinkButton(label: "Mở kế hoạch", href: Route.plan.path(existing)).html
            ).html
        }
        guard let parent else {
            return """
                <p>\(if: unit.kind != .province, "Cấp trên chưa có kế hoạch năm \(year) được duyệt. Đơn vị có thể chờ, hoặc lập kế hoạch riêng ngay.")</p>
                \(Form(action: Route.draftPlan.path(), csrfToken: csrfToken, isTakenOnce: true, body: """
                    \(hidden)
                    <div class="actions">\(Button(label: "Lập kế hoạch", name: "from", value: "empty").html)</div>
                    """).html)
                """
        }
        return Form(
            action: Route.draftPlan.path(), csrfToken: csrfToken, isTakenOnce: true,
            body: """
                \(hidden)
                \(HiddenField(name: "parent", value: parent.plan.id.rawValue).html)
                <p>Từ kế hoạch của \(Link(label: parent.issuer.name, href: Route.plan.path(parent.plan.id)).html): bỏ chọn nhiệm vụ mà đơn vị không thực hiện. Nội dung sửa và bổ sung được ở bước sau.</p>
                \(targets)
                \(error)
                \(each: Array(parent.plan.content.sections.enumerated()), { section($0.offset, $0.element, parent) })
                <div class="actions">\(Button(label: "Lập kế hoạch từ các nhiệm vụ đã chọn", name: "from", value: "parent").html)
                \(Button(label: "Lập kế hoạch trống", tone: .quiet, name: "from", value: "empty").html)</div>
                """
        ).html
    }

    /// The targets of the unit, which its plan has to serve.
    private var targets: HTML {
        guard !given.isEmpty, unit.kind != .province else { return "" }
        return Card(
            title: "Chỉ tiêu năm \(year) giao cho \(unit.name)",
            body: "<ul>\(each: given, { "<li>\(target($0))</li>" })</ul>", id: "chi-tieu"
        ).html
    }

    private func target(_ given: GivenIndicator) -> HTML {
        let indicator = given.indicator
        return """
            \(Link(label: indicator.name, href: TargetLinks.figures(indicator.id, unit.id)).html): \
            <strong>\(indicator.written(given.amount ?? 0))</strong>
            """
    }

    private var hidden: HTML {
        "\(HiddenField(name: "unit", value: unit.id.rawValue).html)\(HiddenField(name: "year", value: String(year)).html)"
    }

    private var error: HTML? {
        problem?.fields.first { $0.field == "tasks" }.map {
            "<p class=\"error\" id=\"f-tasks-error\"><span class=\"sign\">✕</span>\($0.message)</p>"
        }
    }

    /// The first box of all carries the id that the summary of errors links to.
    private func section(_ index: Int, _ section: PlanSection, _ parent: PlanLetter) -> HTML {
        let wording = PlanWording(parent.plan.content)
        return """
            <fieldset class="field"><legend>\(index + 1). \(section.heading)</legend><div class="choices texts">
            \(each: Array(section.tasks.enumerated()), { order, task in
                let id = index == 0 && order == 0 ? "f-tasks" : "f-tasks-\(index + 1)-\(order + 1)"
                let isOn = chosen?.contains(task.id) ?? true
                let text = wording.runs(task.text).map(\.text).joined()
                let served = given.filter { $0.indicator.planTaskID == task.id && unit.kind != .province }
                return """
                    <div class="choice"><input type="checkbox" id="\(id)" name="tasks" value="\(task.id.rawValue)"\(if: isOn, " checked")>\
                    <label for="\(id)">\(text)\(if: !served.isEmpty, "<span class=\"hint\">Chỉ tiêu: \(served.map { "\($0.indicator.name), \($0.indicator.written($0.amount ?? 0))" }.joined(separator: "; "))</span>")</label></div>
                    """
            })
            </div></fieldset>
            """
    }
}
