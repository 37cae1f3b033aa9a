import Domain
import Primitives
import Records
import Store

/// The content of a document as typed. ``fill(_:sentBy:in:)`` finds everything wrong with it at once.
public struct TypedDirective: Sendable, Hashable {
    public var title = ""
    public var number = ""
    public var issuedOn = ""
    public var issuer = ""
    public var summary = ""
    /// `Directive.Purpose` as text.
    public var purpose = Directive.Purpose.spread.rawValue
    public var dueOn = ""
    public var scopes: Set<Directive.Scope> = []
    public var units: Set<ID<Unit>> = []
    public var clusters: Set<ID<Cluster>> = []
    /// The plan with whose letter it goes; `nil` for none.
    public var planID: ID<Plan>?

    public init() {}

    public init(_ directive: Directive) {
        title = directive.title
        number = directive.number
        issuedOn = directive.issuedOn?.written ?? ""
        issuer = directive.issuer
        summary = directive.summary
        purpose = directive.purpose.rawValue
        dueOn = directive.dueOn?.written ?? ""
        scopes = directive.scopes
        units = directive.units
        clusters = directive.clusters
        planID = directive.planID
    }

    /// - Throws: `Problem(.invalid)` with every field that does not hold.
    func fill(_ directive: inout Directive, sentBy unit: Unit, in tx: any ReadTransaction) throws {
        var fields = TypedFields()
        directive.title = fields.line(
            title, "title", "Trích yếu", limit: 500, missing: "Nhập trích yếu: văn bản nói về việc gì.")
        directive.number = fields.line(number, "number", "Số, ký hiệu", limit: 100)
        directive.issuedOn = fields.day(issuedOn, "issuedOn")
        if let day = directive.issuedOn, day > tx.today {
            fields.add("issuedOn", "Ngày ban hành \(day.written) ở sau hôm nay (\(tx.today.written)).")
        }
        directive.issuer = fields.line(
            issuer, "issuer", "Cơ quan ban hành", limit: 300,
            missing: "Nhập cơ quan ban hành, ví dụ Ủy ban nhân dân tỉnh.")
        directive.summary = fields.lines(summary, "summary", "Nội dung chính", limit: 20_000)
        if let known = Directive.Purpose(rawValue: purpose) {
            directive.purpose = known
        } else {
            fields.add("purpose", "Chọn yêu cầu đối với đơn vị nhận.")
        }
        directive.dueOn = fields.day(
            dueOn, "dueOn", missing: directive.purpose == .execute ? "Nhập ngày đơn vị phải thực hiện xong." : nil)
        if let day = directive.dueOn, day < tx.today {
            fields.add("dueOn", "Hạn \(day.written) đã qua. Nhập ngày từ hôm nay (\(tx.today.written)) trở đi.")
        }
        directive.planID = planID
        directive.scopes = scopes
        if let planID {
            if try PlanRecords.plan(planID, in: tx)?.unitID != unit.id {
                fields.add("scopes", "Kế hoạch đã chọn không phải của \(unit.name).")
            }
        } else {
            directive.scopes.remove(.plan)
        }
        directive.units = units
        if !units.isEmpty {
            let possible = Set(try DirectiveRecipientRecords.possible(for: unit, in: tx).map(\.id))
            if !units.isSubset(of: possible) {
                fields.add(
                    "scopes", "Có đơn vị đã chọn không trực thuộc \(unit.name) hoặc đã kết thúc. Chọn lại nơi nhận.")
            }
        }
        directive.clusters = clusters
        if !clusters.isEmpty {
            let possible = Set(try ClusterRecords.choices(of: unit.id, on: tx.today, in: tx).map(\.cluster.id))
            if !clusters.isSubset(of: possible) {
                fields.add(
                    "scopes", "Có cụm, khối đã chọn không phải của \(unit.name) hoặc đã kết thúc. Chọn lại nơi nhận.")
            } else if let empty = try ClusterMemberRecords.empty(of: clusters, on: tx.today, in: tx).first {
                fields.add("scopes", SendDirective.refusal(of: empty))
            }
        }
        if directive.scopes.isEmpty, units.isEmpty, clusters.isEmpty {
            fields.add("scopes", "Chọn nơi nhận: theo nhóm, theo cụm, khối, hoặc từng đơn vị.")
        }
        try fields.check()
    }
}

/// Writes down a document that is to be sent: *soạn văn bản*. Nobody but those who prepare it sees it.
public struct DraftDirective: Sendable {
    public let unitID: ID<Unit>
    public let typed: TypedDirective

    public init(unitID: ID<Unit>, typed: TypedDirective) {
        self.unitID = unitID
        self.typed = typed
    }

    public func run(by actor: Actor, on store: any Store) async throws -> ID<Directive> {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> ID<Directive> {
        guard let unit = try Gate.sendingUnits(actor, in: tx).first(where: { $0.id == unitID }) else {
            throw Problem(
                .notAllowed,
                "Văn bản của đơn vị do cán bộ thi đua, khen thưởng hoặc thủ trưởng của đơn vị đó gửi; của tỉnh do Sở Nội vụ gửi."
            )
        }
        var directive = Directive(
            id: ID(at: tx.now), unitID: unitID, createdBy: actor.accountID, createdAt: tx.now, updatedAt: tx.now)
        try typed.fill(&directive, sentBy: unit, in: tx)
        try DirectiveRecords.insert(directive, in: tx)
        try EventRecords.append(
            .directiveDrafted, to: .directive, directive.id.rawValue, by: actor, note: directive.title,
            detail: ["unit": unitID.rawValue], in: tx)
        return directive.id
    }
}

/// Changes a document that is not sent yet: *sửa văn bản*.
public struct ChangeDirective: Sendable {
    public let id: ID<Directive>
    public let version: Int
    public let typed: TypedDirective

    public init(id: ID<Directive>, version: Int, typed: TypedDirective) {
        self.id = id
        self.version = version
        self.typed = typed
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var (directive, unit, _) = try Gate.directive(id, for: actor, may: .edit, in: tx)
            try typed.fill(&directive, sentBy: unit, in: tx)
            try DirectiveRecords.updateContent(directive, expecting: version, by: actor, in: tx)
            try EventRecords.append(.directiveChanged, to: .directive, id.rawValue, by: actor, in: tx)
        }
    }
}
