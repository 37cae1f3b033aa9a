import Domain
import Primitives
import Records
import Store

extension Gate {
    /// The house of a household: who may not know the name finds nothing.
    public static func house(
        _ id: ID<House>, for actor: Actor, may act: HouseAct, in tx: any ReadTransaction
    ) throws -> House {
        guard let house = try HouseRecords.house(id, in: tx) else { throw Problem.notFound("hộ này") }
        let policy = try housePolicy(for: actor, unitID: house.unitID, in: tx)
        guard policy.permission(for: .view, on: house).isOpen else { throw Problem.notFound("hộ này") }
        try require(policy.permission(for: act, on: house))
        return house
    }

    public static func housePolicy(
        for actor: Actor, unitID: ID<Unit>, in tx: any ReadTransaction
    ) throws -> HousePolicy {
        HousePolicy(actor: actor, unit: try UnitRecords.lineage(of: unitID, in: tx))
    }

    /// The communes whose households the actor may write down: their own; for Sở Nội vụ every commune.
    public static func houseUnits(of actor: Actor, in tx: any ReadTransaction) throws -> [Unit] {
        try calendarUnits(of: actor, in: tx).filter { $0.kind == .commune }
    }
}

/// A house as typed.
public struct HouseContent: Sendable {
    public var group = ""
    public var measure = ""
    public var head = ""
    public var village = ""
    public var startedOn = ""
    public var finishedOn = ""
    public var stateMoney = ""
    public var donatedMoney = ""

    public init() {}

    /// A house that exists, as it would be typed.
    public init(_ house: House) {
        group = house.group.rawValue
        measure = house.measure.rawValue
        head = house.head
        village = house.village
        startedOn = house.startedOn?.written ?? ""
        finishedOn = house.finishedOn?.written ?? ""
        stateMoney = house.stateMoney.grouped
        donatedMoney = house.donatedMoney.grouped
    }

    /// - Throws: `Problem(.invalid)` with every field that does not hold.
    func fill(_ house: inout House, today: CivilDate) throws {
        var fields = TypedFields()
        house.head = fields.line(head, "head", "Họ tên chủ hộ", limit: 100, missing: "Nhập họ tên chủ hộ.")
        house.village = fields.line(
            village, "village", "Thôn, bản, tổ dân phố", limit: 100,
            missing: "Nhập thôn, bản hoặc tổ dân phố; không ghi số nhà.")
        if let known = HouseholdGroup(rawValue: group) {
            house.group = known
        } else {
            fields.add("group", "Chọn nhóm hộ.")
        }
        if let known = House.Measure(rawValue: measure) {
            house.measure = known
        } else {
            fields.add("measure", "Chọn xây mới hoặc sửa chữa.")
        }
        house.startedOn = day(startedOn, "startedOn", since: nil, today, &fields)
        house.finishedOn = day(finishedOn, "finishedOn", since: house.startedOn, today, &fields)
        if house.finishedOn != nil, house.startedOn == nil, VietnameseText.tidied(startedOn).isEmpty {
            fields.add("startedOn", "Đã có ngày hoàn thành nên cần ngày khởi công.")
        }
        house.stateMoney = money(stateMoney, "stateMoney", "Tiền nhà nước hỗ trợ", &fields)
        house.donatedMoney = money(donatedMoney, "donatedMoney", "Tiền đóng góp", &fields)
        try fields.check()
    }

    private func day(
        _ typed: String, _ field: String, since earliest: CivilDate?, _ today: CivilDate, _ fields: inout TypedFields
    ) -> CivilDate? {
        VietnameseText.tidied(typed).isEmpty ? nil : fields.happened(typed, field, since: earliest, today: today)
    }

    private func money(_ typed: String, _ field: String, _ label: String, _ fields: inout TypedFields) -> Dong {
        Dong(Int64(fields.number(typed, field, label, upTo: 100_000_000_000) ?? 0))
    }
}

/// Puts a household on the list of those whose house is to be replaced: *thêm hộ*.
public struct AddHouse: Sendable {
    public let unitID: ID<Unit>
    public let year: Int
    public let content: HouseContent

    public init(unitID: ID<Unit>, year: Int, content: HouseContent) {
        self.unitID = unitID
        self.year = year
        self.content = content
    }

    public func run(by actor: Actor, on store: any Store) async throws -> ID<House> {
        try await store.perform { tx in
            guard let unit = try UnitRecords.unit(unitID, in: tx) else { throw Problem.notFound("đơn vị này") }
            var house = House(
                id: ID(at: tx.now), unitID: unitID, year: year, group: .poor, measure: .built, head: "", village: "",
                createdBy: actor.accountID, updatedAt: tx.now)
            try Gate.require(
                try Gate.housePolicy(for: actor, unitID: unitID, in: tx).permission(for: .edit, on: house))
            guard unit.kind == .commune, unit.exists(on: tx.today) else {
                throw Problem(
                    .conflict, "\(unit.name) không phải là xã, phường đang hoạt động nên không ghi hộ ở đây được.")
            }
            guard (tx.today.year - 5...tx.today.year + 1).contains(year) else {
                throw Problem.invalid([FieldProblem("year", "Năm \(year) không hợp lệ. Chọn lại năm.")])
            }
            try content.fill(&house, today: tx.today)
            try HouseRecords.insert(house, in: tx)
            // The log is read by more people than the list: no name in it.
            try EventRecords.append(
                .houseAdded, to: .house, house.id.rawValue, by: actor,
                note: "\(unit.name), \(house.group.name.lowercased()), \(house.measure.name.lowercased())",
                detail: ["unit": unitID.rawValue], in: tx)
            return house.id
        }
    }
}

/// Corrects what is known of a house, or takes it a step further: *cập nhật*.
public struct ChangeHouse: Sendable {
    public let id: ID<House>
    public let version: Int
    public let content: HouseContent

    public init(id: ID<House>, version: Int, content: HouseContent) {
        self.id = id
        self.version = version
        self.content = content
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var house = try Gate.house(id, for: actor, may: .edit, in: tx)
            let before = house.state
            try content.fill(&house, today: tx.today)
            try HouseRecords.update(house, expecting: version, by: actor, in: tx)
            try EventRecords.append(
                .houseChanged, to: .house, id.rawValue, by: actor,
                note: before == house.state ? nil : "\(before.name) → \(house.state.name)", in: tx)
        }
    }
}

/// Takes a household off the list, and says why: *đưa ra khỏi danh sách*.
public struct WithdrawHouse: Sendable {
    public let id: ID<House>
    public let version: Int
    public let reason: String

    public init(id: ID<House>, version: Int, reason: String) {
        self.id = id
        self.version = version
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var house = try Gate.house(id, for: actor, may: .withdraw, in: tx)
            try requireReason(reason, "Ghi lý do đưa hộ ra khỏi danh sách.")
            house.withdrawnReason = reason
            try HouseRecords.update(house, expecting: version, by: actor, in: tx)
            try EventRecords.append(.houseWithdrawn, to: .house, id.rawValue, by: actor, note: reason, in: tx)
        }
    }
}

/// Keeps a photo of a house: *thêm ảnh*.
public struct AddHousePhoto: Sendable {
    public let id: ID<House>
    public let fileName: String
    public let content: [UInt8]

    public init(id: ID<House>, fileName: String, content: [UInt8]) {
        self.id = id
        self.fileName = fileName
        self.content = content
    }

    /// - Throws: `Problem(.invalid)` when the file is empty, too large, or not a picture.
    public func run(by actor: Actor, files: FileStore, on store: any Store) async throws {
        try await store.read { tx in _ = try Gate.house(id, for: actor, may: .edit, in: tx) }
        let photo = try CheckedPaper(number: "", on: "", fileName: fileName, content: content)
        guard photo.kind == .jpg || photo.kind == .png else {
            throw Problem.invalid([FieldProblem("file", "Tệp này không phải là ảnh. Chọn ảnh JPG hoặc PNG.")])
        }
        let hash = try await files.store(content)
        try await store.perform { tx in
            _ = try Gate.house(id, for: actor, may: .edit, in: tx)
            let attachment = photo.attachment(
                of: .house, id.rawValue, nominationID: nil, paperKey: DossierPapers.other, hash: hash, by: actor,
                at: tx.now)
            try AttachmentRecords.insert(attachment, in: tx)
            try EventRecords.append(
                .housePhotoAdded, to: .house, id.rawValue, by: actor, note: attachment.fileName,
                detail: ["attachment": attachment.id.rawValue, "sha256": hash], in: tx)
        }
    }
}
