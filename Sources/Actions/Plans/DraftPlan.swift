import Domain
import Primitives
import Records
import Store

/// Begins the plan of a unit for a year: *lập kế hoạch*, from the parent's plan or from nothing.
public struct DraftPlan: Sendable {
    public let unitID: ID<Unit>
    public let year: Int
    /// The approved plan from which tasks are taken; `nil` to begin with an empty one.
    public let parentID: ID<Plan>?
    /// The tasks of the parent's plan that this unit takes up.
    public let tasks: Set<ID<PlanTask>>

    public init(unitID: ID<Unit>, year: Int, parentID: ID<Plan>? = nil, tasks: Set<ID<PlanTask>> = []) {
        self.unitID = unitID
        self.year = year
        self.parentID = parentID
        self.tasks = tasks
    }

    public func run(by actor: Actor, on store: any Store) async throws -> ID<Plan> {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> ID<Plan> {
        let unit = try Gate.unitToPlan(unitID, for: actor, in: tx)
        guard (tx.today.year - 5...tx.today.year + 2).contains(year) else {
            throw Problem.invalid([
                FieldProblem("year", "Năm \(year) quá xa. Nhập năm từ \(tx.today.year - 5) đến \(tx.today.year + 2).")
            ])
        }
        if !unit.exists(on: tx.today) {
            throw Problem(.conflict, "\(unit.name) đã kết thúc hoạt động nên không lập kế hoạch mới được.")
        }
        if try PlanRecords.id(of: unitID, year: year, in: tx) != nil {
            throw Problem(.conflict, "\(unit.name) đã có kế hoạch năm \(year). Mở kế hoạch đó để xem, sửa.")
        }
        let issuer = try PlanRecords.issuer(unit, in: tx)
        var content = DraftPlan.beginning(for: issuer, year: year)
        if let parentID {
            let (parent, parentUnit) = try Gate.plan(parentID, for: actor, may: .view, in: tx)
            guard parent.state.isFinal else {
                throw Problem(
                    .conflict, "Kế hoạch của \(parentUnit.name) chưa được duyệt nên chưa dùng để lập kế hoạch được.")
            }
            if tasks.isEmpty {
                throw Problem.invalid([
                    FieldProblem("tasks", "Chọn ít nhất một nhiệm vụ, hoặc bấm “Lập kế hoạch trống”.")
                ])
            }
            DraftPlan.take(
                tasks, of: parent, by: try PlanRecords.issuer(parentUnit, in: tx), for: issuer, into: &content,
                at: tx.now)
        } else {
            content.sections = [PlanSection(tasks: [PlanTask(id: ID(at: tx.now), text: "")])]
        }
        let plan = Plan(
            id: ID(at: tx.now), unitID: unitID, year: year, parentID: parentID, content: content,
            createdBy: actor.accountID, createdAt: tx.now, updatedAt: tx.now)
        try PlanRecords.insert(plan, in: tx)
        try EventRecords.append(
            .planDrafted, to: .plan, plan.id.rawValue, by: actor,
            detail: ["unit": unitID.rawValue, "year": String(year), "tasks": String(tasks.count)], in: tx)
        return plan.id
    }

    /// What every letter of the unit begins with; all of it can be changed.
    static func beginning(for issuer: PlanIssuer, year: Int) -> PlanContent {
        var content = PlanContent()
        content.abstract = "triển khai công tác thi đua, khen thưởng năm \(year)"
        content.symbol = issuer.symbol
        content.place = issuer.place
        let isProvince = issuer.unit.kind == .province
        content.addressees = [
            PlanAddressee(
                group: .execute,
                name: isProvince
                    ? "Các cơ quan, đơn vị tham gia các cụm, khối thi đua của tỉnh" : "Các phòng, đơn vị trực thuộc",
                scope: .all)
        ]
        if !isProvince { content.addressees.append(PlanAddressee(group: .report, name: "Sở Nội vụ")) }
        content.addressees.append(PlanAddressee(group: .archive, name: "VT"))
        content.closing =
            "Trên đây là nội dung triển khai công tác thi đua, khen thưởng năm \(year); đề nghị các đơn vị tổ chức thực hiện. Trong quá trình thực hiện, nếu có vướng mắc, kịp thời phản ánh về \(issuer.name) để được hướng dẫn."
        return content
    }

    /// Takes tasks of the parent's plan with their headings, and what their texts name: bases and movements.
    private static func take(
        _ tasks: Set<ID<PlanTask>>, of parent: Plan, by parentIssuer: PlanIssuer, for issuer: PlanIssuer,
        into content: inout PlanContent, at now: Instant
    ) {
        for section in parent.content.sections {
            let taken = section.tasks.filter { tasks.contains($0.id) }
            if taken.isEmpty { continue }
            content.sections.append(
                PlanSection(
                    heading: section.heading,
                    tasks: taken.map { PlanTask(id: ID(at: now), text: $0.text, dueOn: $0.dueOn, sourceID: $0.id) }))
        }
        let texts = content.sections.flatMap { $0.tasks.map(\.text) }
        content.bases = PlanWording.bases(parent.content.bases, namedIn: texts)
        if PlanWording.namesMovements(texts) { content.movements = parent.content.movements }
        content.theme = parent.content.theme
        content.numbersTasks = true
        // A letter whose number and day are known is a basis; one without them is only named.
        var carriedOut = "Công văn của \(parentIssuer.name) về việc \(parent.content.abstract)"
        if let number = parent.numberText, let signedOn = parent.signedOn {
            content.bases.insert(
                PlanBasis(
                    instrument: "Công văn số \(number)", issuedOn: signedOn, issuer: parentIssuer.name,
                    subject: "về việc \(parent.content.abstract)"), at: 0)
            carriedOut = "[\(number)]"
        }
        let theme = content.theme.isEmpty ? "" : " với chủ đề [chủ đề]"
        content.opening =
            "Thực hiện \(carriedOut)\(theme), \(issuer.name) đề nghị thủ trưởng các đơn vị tập trung thực hiện các nội dung sau:"
    }
}
