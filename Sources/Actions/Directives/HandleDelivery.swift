import Domain
import Primitives
import Records
import Store

/// Notes that a unit has received a document: its first opening by an officer or the head: *tiếp nhận*.
public struct MarkDirectiveRead: Sendable {
    public let id: ID<Directive>

    public init(id: ID<Directive>) { self.id = id }

    public func run(by actor: Actor, on store: any Store) async throws {
        let units = try await store.read { tx in try DirectiveDeliveryRecords.unread(id, by: actor, in: tx) }
        guard !units.isEmpty else { return }
        try await store.perform { tx in
            for unit in units where try DirectiveDeliveryRecords.markRead(id, at: unit, by: actor, in: tx) {
                try EventRecords.append(
                    .deliveryRead, to: .directiveDelivery, DirectiveDelivery.subjectID(id, unit), by: actor, in: tx)
            }
        }
    }
}

/// Puts somebody of the unit in charge, with a day: *phân công*. Whoever has an account is told.
public struct AssignDelivery: Sendable {
    public let id: ID<Directive>
    public let unitID: ID<Unit>
    public let version: Int
    public let personID: ID<Person>?
    /// As typed; empty for none.
    public let dueOn: String

    public init(id: ID<Directive>, unitID: ID<Unit>, version: Int, personID: ID<Person>?, dueOn: String) {
        self.id = id
        self.unitID = unitID
        self.version = version
        self.personID = personID
        self.dueOn = dueOn
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws {
        let (directive, delivery, _) = try Gate.delivery(of: id, at: unitID, for: actor, may: .handle, in: tx)
        var fields = TypedFields()
        let day = fields.day(dueOn, "dueOn")
        if personID == nil { fields.add("person", "Chọn người phụ trách.") }
        if let personID, try !DirectiveReaderRecords.isStaff(personID, of: unitID, for: id, in: tx) {
            fields.add("person", "Người đã chọn không còn ở đơn vị. Chọn người khác.")
        }
        if let day, day < tx.today {
            fields.add("dueOn", "Ngày \(day.written) đã qua. Nhập ngày từ hôm nay (\(tx.today.written)) trở đi.")
        } else if let day, let last = directive.dueOn, day > last, last >= tx.today {
            fields.add("dueOn", "Ngày \(day.written) ở sau hạn của văn bản (\(last.written)).")
        }
        try fields.check()
        try DirectiveDeliveryRecords.assign(delivery, to: personID, dueOn: day, expecting: version, in: tx)
        try EventRecords.append(
            .deliveryAssigned, to: .directiveDelivery, DirectiveDelivery.subjectID(id, unitID), by: actor,
            note: day.map { "Hạn của đơn vị: \($0.written)" },
            detail: ["person": personID?.rawValue ?? "", "dueOn": day?.iso ?? ""], in: tx)
        guard let personID, personID != delivery.assigneeID || day != delivery.ownDueOn,
            let account = try DirectiveReaderRecords.account(of: personID, in: tx), account != actor.accountID
        else { return }
        let unit = try UnitRecords.unit(unitID, in: tx)?.name ?? "Đơn vị"
        let due = (day ?? directive.dueOn).map { " Xong trước hết ngày \($0.written)." } ?? ""
        try OutboxRecords.add(
            "\(unit) phân công anh/chị phụ trách văn bản \(directive.naming).\(due) Xong thì ghi kết quả.",
            about: .directiveDelivery, DirectiveDelivery.subjectID(id, unitID), toAccount: account, in: tx)
    }
}

/// Spreads a document to the people of the unit: *phổ biến, quán triệt*. Who has it already does not get it twice; to whom it is
/// new and who has an account is told.
public struct SpreadDirective: Sendable {
    public let id: ID<Directive>
    public let unitID: ID<Unit>
    /// Only these; `nil` for everybody in post at the unit and its sections.
    public let people: [ID<Person>]?

    public init(id: ID<Directive>, unitID: ID<Unit>, people: [ID<Person>]? = nil) {
        self.id = id
        self.unitID = unitID
        self.people = people
    }

    /// - Returns: to how many people it is new.
    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> Int {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    @discardableResult
    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> Int {
        let (directive, before, _) = try Gate.delivery(of: id, at: unitID, for: actor, may: .handle, in: tx)
        if let people, people.isEmpty {
            throw Problem.invalid([FieldProblem("people", "Chọn ít nhất một người, hoặc chọn tất cả.")])
        }
        let told = try DirectiveReaderRecords.newReaders(id, at: unitID, of: people, in: tx)
        let added = try DirectiveReaderRecords.spread(id, at: unitID, to: people, by: actor, in: tx)
        guard added > 0 else {
            let delivery = try DirectiveDeliveryRecords.delivery(of: id, at: unitID, in: tx)
            throw Problem(
                .invalid,
                delivery?.spreadAt == nil
                    ? "Đơn vị chưa có ai trong hồ sơ cá nhân nên chưa phổ biến được. Nếu đã phổ biến cách khác, ghi ở mục Báo đã xong."
                    : "Mọi người của đơn vị đã có văn bản này rồi.")
        }
        try EventRecords.append(
            .deliverySpread, to: .directiveDelivery, DirectiveDelivery.subjectID(id, unitID), by: actor,
            note: "Phổ biến đến \(groupedByThousands(added)) người",
            detail: ["people": String(added), "told": String(told.count)], in: tx)
        let unit = try UnitRecords.unit(unitID, in: tx)?.name ?? "Đơn vị"
        let due = before.ownDay(of: directive).map { " Hạn: \($0.written)." } ?? ""
        try OutboxRecords.add(
            "\(unit) phổ biến văn bản \(directive.naming). Mở văn bản, đọc rồi xác nhận đã đọc.\(due)",
            about: .directive,
            id.rawValue, toAccounts: told, in: tx)
        return added
    }
}

/// Reminds the people of the unit who have not acknowledged: *nhắc người chưa đọc*, once a day at most.
public struct RemindReaders: Sendable {
    public let id: ID<Directive>
    public let unitID: ID<Unit>

    public init(id: ID<Directive>, unitID: ID<Unit>) {
        self.id = id
        self.unitID = unitID
    }

    /// - Returns: how many people are told.
    /// - Throws: `Problem(.conflict)` when they were reminded today; `.invalid` when nobody is left who has an account.
    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> Int {
        try await store.perform { tx in
            let (directive, delivery, _) = try Gate.delivery(of: id, at: unitID, for: actor, may: .handle, in: tx)
            try DirectiveReaderRecords.releaseLeavers(of: id, in: tx)
            guard let told = try DirectiveReaderRecords.remind(id, at: unitID, in: tx) else {
                throw Problem(.conflict, RemindReaders.alreadyReminded)
            }
            guard !told.isEmpty else { throw Problem(.invalid, RemindReaders.nobodyToTell) }
            let due = delivery.ownDay(of: directive)
            let day = due.map { $0 < tx.today ? " Đã quá hạn \($0.written)." : " Hạn: \($0.written)." } ?? ""
            let unit = try UnitRecords.unit(unitID, in: tx)?.name ?? "Đơn vị"
            try OutboxRecords.add(
                "\(unit) nhắc: anh/chị chưa xác nhận đã đọc văn bản \(directive.naming).\(day)", .reminder,
                about: .directive, id.rawValue, toAccounts: told, in: tx)
            try EventRecords.append(
                .readersReminded, to: .directiveDelivery, DirectiveDelivery.subjectID(id, unitID), by: actor,
                note: "Nhắc \(groupedByThousands(told.count)) người", detail: ["people": String(told.count)], in: tx)
            return told.count
        }
    }

    /// Why the button is locked, and what is said when it is pressed nevertheless.
    public static let alreadyReminded = "Hôm nay đã nhắc người chưa đọc. Ngày mai nhắc lại được."
    public static let nobodyToTell =
        "Những người chưa đọc chưa có tài khoản nên không nhắc qua hệ thống được. Ghi nhận thay khi họ đã đọc."
}

/// Passes a document on to the units right below: *chuyển xuống đơn vị trực thuộc*.
public struct PassDirective: Sendable {
    public let id: ID<Directive>
    public let unitID: ID<Unit>
    /// Only these; `nil` for all.
    public let units: [ID<Unit>]?

    public init(id: ID<Directive>, unitID: ID<Unit>, units: [ID<Unit>]? = nil) {
        self.id = id
        self.unitID = unitID
        self.units = units
    }

    /// - Returns: to how many units it is new.
    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> Int {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    @discardableResult
    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> Int {
        let (directive, delivery, _) = try Gate.delivery(of: id, at: unitID, for: actor, may: .handle, in: tx)
        if let units, units.isEmpty {
            throw Problem.invalid([FieldProblem("units", "Chọn ít nhất một đơn vị trực thuộc.")])
        }
        let added = try DirectiveRecipientRecords.pass(directive, from: delivery, to: units, in: tx)
        guard added > 0 else {
            throw Problem(.invalid, "Không còn đơn vị trực thuộc nào chưa có văn bản này.")
        }
        let giver = try UnitRecords.unit(unitID, in: tx)?.name ?? "Cấp trên"
        let people = try DirectiveRecipientRecords.notify(
            SendDirective.message(directive, from: giver), about: id, givenBy: unitID, in: tx)
        try EventRecords.append(
            .deliveryPassed, to: .directiveDelivery, DirectiveDelivery.subjectID(id, unitID), by: actor,
            note: "Chuyển \(groupedByThousands(added)) đơn vị trực thuộc",
            detail: ["units": String(added), "people": String(people)], in: tx)
        return added
    }
}

/// Reminds the units to which this one has passed the document and which are not done: *nhắc đơn vị trực thuộc*. Who was
/// reminded today is not reminded again.
public struct RemindBelow: Sendable {
    public let id: ID<Directive>
    public let unitID: ID<Unit>

    public init(id: ID<Directive>, unitID: ID<Unit>) {
        self.id = id
        self.unitID = unitID
    }

    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> RemindDirective.Result {
        try await store.perform { tx in
            let (directive, delivery, _) = try Gate.delivery(of: id, at: unitID, for: actor, may: .handle, in: tx)
            try DirectiveReaderRecords.releaseLeavers(of: id, in: tx)
            let unit = try UnitRecords.unit(unitID, in: tx)?.name ?? "Cấp trên"
            let asked = try DirectiveDeliveryRecords.remind(id, from: unitID, by: actor, in: tx) { name in
                RemindDirective.message(
                    directive, from: unit, to: name, dueOn: delivery.ownDay(of: directive), today: tx.today)
            }
            if asked.units > 0 {
                try EventRecords.append(
                    .directivesReminded, to: .directiveDelivery, DirectiveDelivery.subjectID(id, unitID), by: actor,
                    note: "Nhắc \(groupedByThousands(asked.units)) đơn vị trực thuộc",
                    detail: ["units": String(asked.units), "people": String(asked.notices)], in: tx)
            }
            return RemindDirective.Result(units: asked.units, notices: asked.notices)
        }
    }
}

/// Says what came of a document at the unit: *báo đã xong*. Taken after the last day too; it then shows as late.
public struct FinishDelivery: Sendable {
    public let id: ID<Directive>
    public let unitID: ID<Unit>
    public let version: Int
    public let result: String

    public init(id: ID<Directive>, unitID: ID<Unit>, version: Int, result: String) {
        self.id = id
        self.unitID = unitID
        self.version = version
        self.result = VietnameseText.tidiedLines(result)
    }

    /// - Returns: whether the last day was over already.
    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> Bool {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    @discardableResult
    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> Bool {
        let (directive, delivery, _) = try Gate.delivery(of: id, at: unitID, for: actor, may: .finish, in: tx)
        let problems = reasonProblems(
            result, field: "result", missing: "Ghi ngắn gọn kết quả: đã phổ biến, thực hiện thế nào.", name: "Kết quả",
            limit: 5000)
        guard problems.isEmpty else { throw Problem.invalid(problems) }
        try DirectiveDeliveryRecords.finish(delivery, result: result, expecting: version, by: actor, in: tx)
        try EventRecords.append(
            .deliveryFinished, to: .directiveDelivery, DirectiveDelivery.subjectID(id, unitID), by: actor, note: result,
            in: tx)
        return delivery.isLate(dueOn: directive.dueOn, today: tx.today)
    }
}
