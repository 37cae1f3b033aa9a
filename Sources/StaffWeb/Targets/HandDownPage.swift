import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The table in which a unit's figure is handed down: typed, split, or pasted; the parts against the whole.
struct HandDownPage {
    /// So many fields stand on one page.
    static let limit = 300

    let indicator: Indicator
    let parent: UnitTarget
    let parentName: String
    let version: Int
    let units: [Unit]
    let given: [ID<Unit>: Int]
    /// What stands in the fields.
    let amounts: [ID<Unit>: String]
    let others: [(id: ID<Indicator>, name: String)]
    let pageNumber: Int
    let pages: Int
    let csrfToken: String
    let typed: TypedForm
    /// The reader may correct the targets of locked periods.
    let isKeeper: Bool
    /// What was pasted and could not be read.
    let pasteProblems: [FieldProblem]
    /// The fields hold a proposal that is not saved.
    let isProposed: Bool

    static func load(
        _ visit: Visit, _ id: ID<Indicator>, typed: TypedForm = .none, isPasted: Bool = false,
        in tx: any ReadTransaction
    ) throws -> HandDownPage {
        let indicator = try Gate.indicator(id, for: visit.actor, may: .view, in: tx)
        let asked = typed.form?["parent"] ?? visit.query["don-vi"]
        let parentID = ID<Unit>(parsing: asked) ?? indicator.ownerID
        let (_, parent, policy) = try Gate.target(id, of: parentID, for: visit.actor, may: .view, in: tx)
        try Gate.require(
            parentID == indicator.ownerID
                ? try Gate.indicatorPolicy(for: visit.actor, ownerID: parentID, in: tx).permission(for: .handDown)
                : policy.permission(for: .handDown, indicator, period: nil, today: tx.today))
        guard let unit = try UnitRecords.unit(parentID, in: tx) else { throw Problem.notFound("đơn vị này") }
        let units = try Gate.possibleParts(of: unit, in: tx)
        let given = try TargetRecords.amounts(id, by: parentID, in: tx)
        var amounts = given.mapValues(indicator.scale.written)
        var problems: [FieldProblem] = []
        var isProposed = false
        if let form = typed.form {
            for field in form.fields where field.name.hasPrefix("t-") {
                if let unitID = ID<Unit>(parsing: field.name.dropFirst(2)) { amounts[unitID] = field.value }
            }
            if isPasted {
                let pasted = PastedTargets(form["paste"], units: units)
                amounts.merge(pasted.amounts) { _, new in new }
                problems = pasted.problems
                isProposed = true
            }
        } else if let split = try weights(visit.query["chia"], units, by: parentID, indicator, in: tx) {
            let parts = apportioned(parent.amount, by: units.map { split[$0.id] ?? 0 })
            // Who has no share keeps an empty field, unless something was handed down before: that is told by nought.
            for (unit, part) in zip(units, parts) where (split[unit.id] ?? 0) > 0 || given[unit.id] != nil {
                amounts[unit.id] = indicator.scale.written(part)
            }
            isProposed = true
        }
        let pages = isProposed ? 1 : max(1, (units.count + limit - 1) / limit)
        let page = min(max(Int(visit.query["trang"]) ?? 1, 1), pages)
        let shown = pages == 1 ? units : Array(units[((page - 1) * limit)..<min(page * limit, units.count)])
        return HandDownPage(
            indicator: indicator, parent: parent, parentName: unit.name,
            version: typed.problem?.code == .invalid || isPasted
                ? Int(typed.form?["version"] ?? "") ?? parent.version : parent.version,
            units: shown, given: given, amounts: amounts,
            others: try IndicatorRecords.othersHandedDown(by: parentID, year: indicator.year, except: id, in: tx),
            pageNumber: page, pages: pages, csrfToken: visit.csrfToken, typed: typed, isKeeper: policy.isKeeper,
            pasteProblems: problems, isProposed: isProposed)
    }

    /// By what the whole is split: equally, or as another indicator was handed down.
    private static func weights(
        _ asked: String, _ units: [Unit], by parentID: ID<Unit>, _ indicator: Indicator, in tx: any ReadTransaction
    ) throws -> [ID<Unit>: Int]? {
        if asked == "deu" { return Dictionary(units.map { ($0.id, 1) }, uniquingKeysWith: { first, _ in first }) }
        if asked == "xa" {
            return Dictionary(
                units.map { ($0.id, $0.kind == .commune ? 1 : 0) }, uniquingKeysWith: { first, _ in first })
        }
        guard let other = ID<Indicator>(parsing: asked) else { return nil }
        return try TargetRecords.amounts(other, by: parentID, in: tx)
    }

    /// The sum of what stands in the fields and of what was given to units on other pages, as far as it can be read.
    private var sum: Int {
        let read = amounts.values.compactMap { typed -> Int? in
            if case .success(let amount) = indicator.scale.amount(typed), !typed.isEmpty { return amount }
            return nil
        }
        return read.reduce(0, +)
    }

    var page: StaffPage {
        let difference = indicator.isAdditive ? HandDownTargets.difference(sum, of: parent.amount, indicator) : ""
        return StaffPage(
            title: "Giao chỉ tiêu", section: .indicators,
            status: typed.problem?.status ?? (pasteProblems.isEmpty ? .ok : .unprocessableContent),
            main: """
                \(PageHead(
                    title: "Giao chỉ tiêu", lead: "\(indicator.name), năm \(indicator.year)",
                    back: Link(label: "Xem chỉ tiêu", href: TargetLinks.board(indicator.id, of: parent.parentID == nil ? nil : parent.unitID))).html)
                \(typed.summary)
                \(ErrorSummary(problems: pasteProblems).html)
                <p>\(parentName): <strong>\(indicator.written(parent.amount))</strong>\(if: indicator.isAdditive, ". Đang giao cộng lại: <strong>\(indicator.written(sum))</strong>")</p>
                \(if: !difference.isEmpty && !given.isEmpty || isProposed && !difference.isEmpty, "<div class=\"notice warning\"><p>\(difference)</p></div>")
                \(if: isProposed, "<div class=\"notice warning\"><p>Các số dưới đây chưa được ghi. Xem lại rồi bấm “Giao chỉ tiêu”.</p></div>")
                \(split)
                \(form.html)
                \(pager)
                """)
    }

    private var split: HTML {
        guard parent.amount > 0, indicator.isAdditive else { return "" }
        let options =
            (units.contains { $0.kind == .commune }
                ? [Option(value: "xa", label: "Chia đều các xã, phường")] : [])
            + [Option(value: "deu", label: "Chia đều tất cả các đơn vị")]
            + others.map { Option(value: $0.id.rawValue, label: "Theo tỷ lệ của: \($0.name)") }
        return """
            <form class="search" method="get" action="\(Route.handDownForm.path(indicator.id))"><div class="filters">
            \(HiddenField(name: "don-vi", value: parent.unitID.rawValue).html)
            \(Select(name: "chia", label: "Điền sẵn", options: [OptionGroup(options: options)]).html)
            <div>\(Button(label: "Điền vào bảng", tone: .secondary).html)</div></div></form>
            """
    }

    private var form: Form {
        Form(
            action: Route.handDownTargets.path(indicator.id), csrfToken: csrfToken,
            body: """
                <button class="unseen" type="submit" tabindex="-1" aria-hidden="true">Giao chỉ tiêu</button>
                \(HiddenField(name: "version", value: String(version)).html)
                \(HiddenField(name: "parent", value: parent.unitID.rawValue).html)
                <details class="confirm"\(if: !pasteProblems.isEmpty, " open")><summary class="button secondary">Dán từ bảng tính</summary><div class="confirm-body">
                \(TextArea(name: "paste", label: "Danh sách", value: typed.value("paste"), hint: "Mỗi dòng một đơn vị: tên hoặc mã, rồi số; chép hai cột từ bảng tính là được", error: pasteProblems.first?.message, rows: 8).html)
                <div class="actions">\(Button(label: "Đọc vào bảng", tone: .secondary, name: "do", value: "paste").html)</div></div></details>
                <p>Đơn vị để trống thì không giao.</p>
                <div class="form-grid three">\(each: units, field)</div>
                \(if: indicator.isAdditive, TextArea(name: "word", label: "Lý do chênh lệch", value: typed.value("word", or: parent.partsNote), hint: "Cần ghi khi các đơn vị cộng lại khác với chỉ tiêu \(indicator.written(parent.amount))", error: typed.error("word"), rows: 2, maxLength: 1000).html)
                \(if: !given.isEmpty, lockedTargetsPart(indicator, isKeeper: isKeeper, typed: typed))
                <div class="actions">\(Button(label: "Giao chỉ tiêu").html)
                <a class="button quiet" href="\(Route.indicator.path(indicator.id))">Thôi</a></div>
                """)
    }

    private func field(_ unit: Unit) -> HTML {
        let name = HandDownTargets.field(unit.id)
        let before = given[unit.id].map { "Đã giao \(indicator.scale.written($0))" }
        return TextField(
            name: name, label: unit.name, value: amounts[unit.id] ?? "", hint: before, error: typed.error(name),
            maxLength: 30, inputMode: "decimal"
        ).html
    }

    private var pager: HTML {
        guard pages > 1 else { return "" }
        func href(_ number: Int) -> String {
            address(
                Route.handDownForm.path(indicator.id),
                [("don-vi", parent.unitID.rawValue), ("trang", String(number))])
        }
        return Pager(
            nextHref: pageNumber < pages ? href(pageNumber + 1) : nil,
            previousHref: pageNumber > 1 ? href(pageNumber - 1) : nil,
            summary: "Trang \(pageNumber) trong \(pages). Ghi trang này trước khi sang trang khác."
        ).html
    }
}
