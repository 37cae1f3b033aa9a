import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The indicators that serve the tasks of a plan, with what its unit has to reach of each.
struct PlanIndicators {
    let plan: Plan
    let unit: Unit
    let tied: [GivenIndicator]
    /// Which may still be tied.
    let offered: [Indicator]
    let mayTie: Bool
    let csrfToken: String
    let typed: TypedForm

    /// At most two statements.
    static func load(
        _ visit: Visit, _ plan: Plan, _ unit: Unit, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> PlanIndicators {
        let mayTie = TieIndicator.isOpen(to: visit.actor, planOf: unit)
        let tasks = plan.content.sections.flatMap(\.tasks)
        return PlanIndicators(
            plan: plan, unit: unit,
            tied: try IndicatorRecords.tied(
                to: tasks.flatMap { [$0.id, $0.sourceID].compactMap(\.self) }, of: unit.id, in: tx),
            offered: mayTie
                ? try IndicatorRecords.untied(
                    year: plan.year, of: visit.actor.units(as: .specialist, .leader), in: tx) : [],
            mayTie: mayTie, csrfToken: visit.csrfToken, typed: typed)
    }

    /// `nil` when there is nothing to show and nothing to do.
    var card: Card? {
        guard mayTie || !tied.isEmpty else { return nil }
        return Card(title: "Chỉ tiêu", body: "\(table.html)\(if: mayTie, tying)", id: "chi-tieu")
    }

    /// Which task of this plan an indicator serves: its own, or the one from which it was taken.
    private func task(of indicator: Indicator) -> (number: String, task: PlanTask)? {
        tasks.first { $0.task.id == indicator.planTaskID || $0.task.sourceID == indicator.planTaskID }
    }

    private var tasks: [(number: String, task: PlanTask)] {
        plan.content.sections.enumerated().flatMap { section, content in
            content.tasks.enumerated().map { index, task in ("\(section + 1).\(index + 1)", task) }
        }
    }

    private func words(_ task: (number: String, task: PlanTask)) -> String {
        let text = PlanWording(plan.content).runs(task.task.text).map(\.text).joined()
        return "\(task.number). \(text.count > 110 ? "\(text.prefix(110))…" : text)"
    }

    private var table: Table {
        Table(
            caption: "Chỉ tiêu gắn với nhiệm vụ của kế hoạch", showsCaption: false,
            columns: [
                Column(label: "Chỉ tiêu", isMain: true), Column(label: "Nhiệm vụ"),
                Column(
                    label: unit.kind == .province ? "Toàn tỉnh, cả năm" : "Giao cho đơn vị, cả năm", isNumeric: true),
            ] + (mayTie ? [Column(label: "Việc")] : []),
            rows: tied.map(row),
            empty: EmptyState(
                title: "Chưa có chỉ tiêu nào gắn với kế hoạch này",
                hint: offered.isEmpty
                    ? "Đặt chỉ tiêu năm \(plan.year) rồi gắn với nhiệm vụ ở đây." : "Chọn chỉ tiêu và nhiệm vụ ở dưới.",
                action: offered.isEmpty
                    ? LinkButton(
                        label: "Đặt chỉ tiêu", href: address(Route.newIndicator.path(), [("nam", String(plan.year))]),
                        tone: .secondary
                    ).html : ""))
    }

    private func row(_ given: GivenIndicator) -> TableRow {
        let indicator = given.indicator
        let isOwn = given.amount != nil && unit.id != indicator.ownerID
        let href =
            isOwn ? TargetLinks.figures(indicator.id, unit.id) : TargetLinks.board(indicator.id, of: nil)
        let amount: HTML =
            unit.kind == .province
            ? "\(indicator.written(given.whole))" : given.amount.map { "\(indicator.written($0))" } ?? "Không giao"
        let cells: [HTML] = [
            Link(label: indicator.name, href: href).html, task(of: indicator).map { "\(words($0))" } ?? "–", amount,
        ]
        guard mayTie else { return TableRow(cells: cells) }
        let loosen = Form(
            action: Route.tieIndicator.path(plan.id), csrfToken: csrfToken,
            body: """
                \(HiddenField(name: "indicator", value: indicator.id.rawValue).html)
                \(Button(label: "Bỏ gắn", tone: .quiet, name: "do", value: "loosen", attributes: "aria-label=\"Bỏ gắn \(indicator.name)\"").html)
                """)
        return TableRow(cells: cells + [loosen.html])
    }

    private var tying: HTML {
        guard !offered.isEmpty else { return "" }
        let form = Form(
            action: Route.tieIndicator.path(plan.id), csrfToken: csrfToken,
            body: """
                \(Select(name: "indicator", label: "Chỉ tiêu", options: [OptionGroup(options: [Option(value: "", label: "Chọn chỉ tiêu")] + offered.map { Option(value: $0.id.rawValue, label: $0.name) })], selected: typed.value("indicator"), error: typed.error("indicator"), isRequired: true).html)
                \(Select(name: "task", label: "Nhiệm vụ", options: [OptionGroup(options: [Option(value: "", label: "Chọn nhiệm vụ")] + tasks.map { Option(value: $0.task.id.rawValue, label: words($0)) })], selected: typed.value("task"), error: typed.error("task"), isRequired: true).html)
                <div class="actions">\(Button(label: "Gắn chỉ tiêu", tone: .secondary).html)</div>
                """)
        return Confirmation(
            summary: "Gắn chỉ tiêu với nhiệm vụ", body: form.html,
            isOpen: typed.error("indicator") != nil || typed.error("task") != nil
        ).html
    }
}
