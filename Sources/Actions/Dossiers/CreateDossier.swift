import Domain
import Law
import Primitives
import Records
import Store

/// Opens a dossier: *lập hồ sơ*.
public struct CreateDossier: Sendable {
    public let title: String
    public let category: CommendationCategory
    public let year: Int
    public let level: Dossier.Level
    public let unitID: ID<Unit>
    public let movementID: ID<Movement>?

    public init(
        title: String, category: CommendationCategory, year: Int, level: Dossier.Level, unitID: ID<Unit>,
        movementID: ID<Movement>?
    ) {
        self.title = VietnameseText.tidied(title)
        self.category = category
        self.year = year
        self.level = level
        self.unitID = unitID
        self.movementID = movementID
    }

    public func run(by actor: Actor, on store: any Store) async throws -> ID<Dossier> {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> ID<Dossier> {
        let lineage = try UnitRecords.lineage(of: unitID, in: tx)
        guard actor.isAny(of: .unitOfficer, .unitHead, over: lineage),
            let unit = try UnitRecords.unit(unitID, in: tx)
        else {
            throw Problem(
                .notAllowed, "Chỉ cán bộ thi đua, khen thưởng hoặc thủ trưởng của đơn vị lập được hồ sơ cho đơn vị đó.")
        }
        var problems: [FieldProblem] = []
        if title.isEmpty {
            problems.append(FieldProblem("title", "Nhập tên hồ sơ, ví dụ “Đề nghị khen thưởng năm 2025”."))
        }
        if title.count > 300 { problems.append(FieldProblem("title", "Tên hồ sơ dài quá 300 ký tự. Rút gọn lại.")) }
        if !(1990...tx.today.year + 1).contains(year) {
            problems.append(FieldProblem("year", "Năm thành tích phải từ 1990 đến \(tx.today.year + 1)."))
        }
        if !unit.exists(on: tx.today) {
            problems.append(FieldProblem("unit", "\(unit.name) đã kết thúc hoạt động. Lập hồ sơ ở đơn vị kế tục."))
        }
        if let movementID, try MovementNames.isLaunched(movementID, in: tx) == false {
            problems.append(
                FieldProblem("movement", "Phong trào đã chọn chưa được phát động. Chọn phong trào khác hoặc để trống."))
        }
        guard problems.isEmpty else { throw Problem.invalid(problems) }
        let receiver: ID<Unit>
        switch level {
        case .unit: receiver = unitID
        case .province:
            guard let standing = try UnitRecords.standingBody(on: tx.today, in: tx) else {
                throw Problem(
                    .invalid,
                    "Chưa khai báo Sở Nội vụ trong danh sách đơn vị nên chưa biết trình hồ sơ về đâu. Báo quản trị hệ thống."
                )
            }
            receiver = standing.id
        }
        let dossier = Dossier(
            id: ID(at: tx.now), number: try DossierRecords.nextNumber(year: tx.today.year, in: tx), title: title,
            category: category, year: year, level: level, submittingUnitID: unitID, receivingUnitID: receiver,
            movementID: movementID, createdBy: actor.accountID, createdAt: tx.now, updatedBy: actor.accountID,
            updatedAt: tx.now)
        try DossierRecords.insert(dossier, unitName: unit.name, in: tx)
        try EventRecords.append(
            .dossierCreated, to: .dossier, dossier.id.rawValue, by: actor, detail: ["number": dossier.number], in: tx)
        return dossier.id
    }
}
