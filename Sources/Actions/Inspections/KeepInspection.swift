import Domain
import Primitives
import Records
import Store

extension Gate {
    /// An inspection on behalf of a person, with the unit inspected.
    public static func inspection(
        _ id: ID<Inspection>, for actor: Actor, may act: InspectionAct, in tx: any ReadTransaction
    ) throws -> (inspection: Inspection, unit: Unit, policy: InspectionPolicy) {
        guard let inspection = try InspectionRecords.inspection(id, in: tx),
            let unit = try UnitRecords.unit(inspection.unitID, in: tx)
        else { throw Problem.notFound("cuộc kiểm tra này") }
        let policy = InspectionPolicy(actor: actor, lineage: try UnitRecords.lineage(of: unit.id, in: tx))
        guard policy.permission(for: .view, on: inspection).isOpen else {
            throw Problem.notFound("cuộc kiểm tra này")
        }
        try require(policy.permission(for: act, on: inspection))
        return (inspection, unit, policy)
    }

    /// Lets pass who plans inspections: Sở Nội vụ.
    public static func mayInspect(_ actor: Actor) throws {
        guard actor.isAny(of: .specialist, .leader) else {
            throw Problem(.notAllowed, "Kế hoạch kiểm tra do Sở Nội vụ lập.")
        }
    }
}

/// The plan of an inspection as typed.
public struct TypedInspection: Sendable, Hashable {
    /// The name or code of the unit inspected.
    public var unit = ""
    public var subject = ""
    public var team = ""
    public var content = ""
    public var startsOn = ""
    public var endsOn = ""

    public init() {}

    /// What exists, as it would be typed.
    public init(_ inspection: Inspection, unitName: String) {
        unit = unitName
        subject = inspection.subject
        team = inspection.team
        content = inspection.content
        startsOn = inspection.startsOn.written
        endsOn = inspection.startsOn == inspection.endsOn ? "" : inspection.endsOn.written
    }

    /// - Throws: `Problem(.invalid)` with every field that does not hold.
    func fill(_ inspection: inout Inspection, by actor: Actor, in tx: any ReadTransaction) throws {
        var fields = TypedFields()
        let name = fields.line(unit, "unit", "Tên đơn vị", limit: 300, missing: "Nhập tên đơn vị được kiểm tra.")
        if !name.isEmpty {
            let id = try PlanAddresseeRecords.unit(named: name, in: tx)
            let isWithin =
                try id.map {
                    actor.isAny(of: .specialist, .leader, over: try UnitRecords.lineage(of: $0, in: tx))
                } ?? false
            if let id, isWithin {
                inspection.unitID = id
            } else {
                fields.add("unit", "Không có đơn vị nào tên đúng là “\(name)”. Chọn tên trong danh sách gợi ý.")
            }
        }
        inspection.subject = fields.line(
            subject, "subject", "Nội dung kiểm tra", limit: 300,
            missing: "Nhập nội dung kiểm tra, ví dụ “Thực hiện phong trào thi đua năm 2025”.")
        inspection.team = fields.lines(team, "team", "Đoàn kiểm tra", limit: 2000, missing: "Ghi thành phần đoàn.")
        inspection.content = fields.lines(content, "content", "Kế hoạch chi tiết", limit: 10_000)
        if let days = fields.period((startsOn, "startsOn"), (endsOn, "endsOn"), longest: Inspection.longest) {
            (inspection.startsOn, inspection.endsOn) = days
        }
        try fields.check()
    }
}

/// Plans an inspection: *lập kế hoạch kiểm tra*. The unit is told.
public struct PlanInspection: Sendable {
    public let typed: TypedInspection
    public let isInvented: Bool

    public init(typed: TypedInspection, isInvented: Bool = false) {
        self.typed = typed
        self.isInvented = isInvented
    }

    public func run(by actor: Actor, on store: any Store) async throws -> ID<Inspection> {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> ID<Inspection> {
        try Gate.mayInspect(actor)
        var inspection = Inspection(
            id: ID(at: tx.now), unitID: ID(at: tx.now), startsOn: tx.today, endsOn: tx.today, isInvented: isInvented,
            createdBy: actor.accountID, updatedAt: tx.now)
        try typed.fill(&inspection, by: actor, in: tx)
        try InspectionRecords.insert(inspection, in: tx)
        try OutboxRecords.add(
            "Sở Nội vụ sẽ kiểm tra đơn vị ngày \(inspection.days): \(inspection.subject).", about: .inspection,
            inspection.id.rawValue, to: [.unitOfficer, .unitHead], at: inspection.unitID, in: tx)
        try EventRecords.append(
            .inspectionPlanned, to: .inspection, inspection.id.rawValue, by: actor, note: inspection.subject, in: tx)
        return inspection.id
    }
}

/// Changes an inspection that has not been carried out: *sửa kế hoạch kiểm tra*.
public struct ChangeInspection: Sendable {
    public let id: ID<Inspection>
    public let version: Int
    public let typed: TypedInspection

    public init(id: ID<Inspection>, version: Int, typed: TypedInspection) {
        self.id = id
        self.version = version
        self.typed = typed
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var (inspection, _, _) = try Gate.inspection(id, for: actor, may: .edit, in: tx)
            let before = inspection.days
            try typed.fill(&inspection, by: actor, in: tx)
            try InspectionRecords.update(inspection, expecting: version, by: actor, in: tx)
            if before != inspection.days {
                try OutboxRecords.add(
                    "Cuộc kiểm tra “\(inspection.subject)” chuyển từ \(before) sang \(inspection.days).",
                    about: .inspection, id.rawValue, to: [.unitOfficer, .unitHead], at: inspection.unitID, in: tx)
            }
            try EventRecords.append(.inspectionChanged, to: .inspection, id.rawValue, by: actor, in: tx)
        }
    }
}

/// Says that a planned inspection will not take place: *hủy cuộc kiểm tra*.
public struct CancelInspection: Sendable {
    public let id: ID<Inspection>
    public let version: Int
    public let reason: String

    public init(id: ID<Inspection>, version: Int, reason: String) {
        self.id = id
        self.version = version
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var (inspection, _, _) = try Gate.inspection(id, for: actor, may: .cancel, in: tx)
            try requireReason(reason, "Ghi lý do hủy cuộc kiểm tra.")
            inspection.state = .cancelled
            inspection.cancelReason = reason
            try InspectionRecords.update(inspection, expecting: version, by: actor, in: tx)
            try OutboxRecords.add(
                "Cuộc kiểm tra “\(inspection.subject)” ngày \(inspection.days) đã hủy.", about: .inspection,
                id.rawValue,
                to: [.unitOfficer, .unitHead], at: inspection.unitID, in: tx)
            try EventRecords.append(
                .inspectionCancelled, to: .inspection, id.rawValue, by: actor, note: reason, in: tx)
        }
    }
}
