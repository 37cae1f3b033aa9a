import Domain
import Primitives
import Records
import Store

/// Sends a document to its recipients: *gửi*. From here on its content stands.
public struct SendDirective: Sendable {
    public let id: ID<Directive>
    public let version: Int

    public init(id: ID<Directive>, version: Int) {
        self.id = id
        self.version = version
    }

    public struct Result: Sendable, Hashable {
        /// To how many units it went, and how many of their people are told.
        public let units: Int
        public let people: Int
    }

    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> Result {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    @discardableResult
    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> Result {
        let (directive, unit, _) = try Gate.directive(id, for: actor, may: .send, in: tx)
        if let dueOn = directive.dueOn, dueOn < tx.today {
            throw Problem(.invalid, "Hạn \(dueOn.written) đã qua. Sửa hạn trong văn bản rồi gửi.")
        }
        if let empty = try ClusterMemberRecords.empty(of: directive.clusters, on: tx.today, in: tx).first {
            throw Problem(.invalid, Self.refusal(of: empty))
        }
        try DirectiveRecords.send(id, expecting: version, by: actor, in: tx)
        let units = try DirectiveRecipientRecords.deliver(directive, sentBy: unit, in: tx)
        guard units > 0 else {
            throw Problem(.invalid, "Không có đơn vị nào đang hoạt động trong nơi nhận đã chọn. Sửa nơi nhận rồi gửi.")
        }
        let people = try DirectiveRecipientRecords.notify(
            SendDirective.message(directive, from: unit.name), about: id, givenBy: unit.id, in: tx)
        try EventRecords.append(
            .directiveSent, to: .directive, id.rawValue, by: actor, note: "Gửi \(groupedByThousands(units)) đơn vị",
            detail: ["units": String(units), "people": String(people)], in: tx)
        return Result(units: units, people: people)
    }

    /// Why nothing can be sent to a cluster without members: whoever chose it means somebody.
    public static func refusal(of cluster: Cluster) -> String {
        "\(cluster.name) hôm nay không có đơn vị nào. Thêm đơn vị vào \(cluster.kind.noun) đó, hoặc bỏ chọn."
    }

    static func message(_ directive: Directive, from giver: String) -> String {
        let due = directive.dueOn.map { " Hạn: \($0.written)." } ?? ""
        let number = directive.number.isEmpty ? "" : " số \(directive.number)"
        return
            "\(giver) gửi văn bản\(number): \(directive.title). Yêu cầu: \(directive.purpose.name.lowercased()).\(due)"
    }
}

/// What happens when a plan is sent: its letter is delivered to its addressees, and with it the drafts that go with the plan.
enum PlanDelivery {
    /// - Parameter units: the addressees, with the group under which each is addressed.
    static func send(
        _ plan: Plan, of unit: Unit, to units: [(unitID: ID<Unit>, group: PlanAddressee.Group)], by actor: Actor,
        in tx: any WriteTransaction
    ) throws {
        let letter = Directive(
            id: ID(at: tx.now), unitID: unit.id, kind: .planLetter, planID: plan.id,
            title: "Kế hoạch thi đua, khen thưởng năm \(plan.year)", number: plan.numberText ?? "",
            issuedOn: plan.signedOn, issuer: try PlanRecords.issuer(unit, in: tx).name,
            summary: plan.content.theme.isEmpty ? "" : "Chủ đề: \(plan.content.theme)", purpose: .spread,
            dueOn: plan.content.dueOn, state: .sent, createdBy: actor.accountID, createdAt: tx.now, updatedAt: tx.now,
            sentAt: tx.now)
        try DirectiveRecords.insert(letter, in: tx)
        // Who is to carry it out spreads it to its people; the others only take note.
        let executing = units.filter { $0.group == .execute }.map(\.unitID)
        let informed = units.filter { $0.group != .execute }.map(\.unitID)
        var count = try DirectiveRecipientRecords.deliver(letter, from: unit.id, as: .spread, to: executing, in: tx)
        count += try DirectiveRecipientRecords.deliver(letter, from: unit.id, as: .inform, to: informed, in: tx)
        try EventRecords.append(
            .directiveSent, to: .directive, letter.id.rawValue, by: actor,
            note: "Gửi \(groupedByThousands(count)) đơn vị cùng kế hoạch", detail: ["units": String(count)], in: tx)
        guard !units.isEmpty else { return }
        for draft in try DirectiveRecords.drafts(goingWith: plan.id, in: tx) {
            try SendDirective(id: draft.id, version: draft.version).run(by: actor, in: tx)
        }
    }
}

/// Takes back a document that was sent by mistake: *thu hồi*. It stays readable, with the reason.
public struct WithdrawDirective: Sendable {
    public let id: ID<Directive>
    public let version: Int
    public let reason: String

    public init(id: ID<Directive>, version: Int, reason: String) {
        self.id = id
        self.version = version
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            let (directive, unit, _) = try Gate.directive(id, for: actor, may: .withdraw, in: tx)
            try requireReason(reason, "Ghi lý do thu hồi; các đơn vị nhận sẽ đọc được.")
            try DirectiveRecords.withdraw(id, reason: reason, expecting: version, by: actor, in: tx)
            _ = try DirectiveRecipientRecords.notifyAll(
                "\(unit.name) thu hồi văn bản \(directive.shortName). Lý do: \(reason)", about: id, in: tx)
            try EventRecords.append(.directiveWithdrawn, to: .directive, id.rawValue, by: actor, note: reason, in: tx)
        }
    }
}

/// Asks the units that are not done: *nhắc*. Who was asked today is not asked again.
public struct RemindDirective: Sendable {
    public let id: ID<Directive>

    public init(id: ID<Directive>) { self.id = id }

    public struct Result: Sendable, Hashable {
        /// How many units were asked, and how many notices went to their officers and heads.
        public let units: Int
        public let notices: Int
    }

    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> Result {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    @discardableResult
    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> Result {
        let (directive, unit, _) = try Gate.directive(id, for: actor, may: .remind, in: tx)
        try DirectiveReaderRecords.releaseLeavers(of: id, in: tx)
        let asked = try DirectiveDeliveryRecords.remind(id, by: actor, in: tx) { name in
            Self.message(directive, from: unit.name, to: name, dueOn: directive.dueOn, today: tx.today)
        }
        try EventRecords.append(
            .directivesReminded, to: .directive, id.rawValue, by: actor,
            note: "Nhắc \(groupedByThousands(asked.units)) đơn vị",
            detail: ["units": String(asked.units), "people": String(asked.notices)], in: tx)
        return Result(units: asked.units, notices: asked.notices)
    }

    static func message(
        _ directive: Directive, from giver: String, to unit: String, dueOn: CivilDate?, today: CivilDate
    ) -> String {
        let due = dueOn.map { $0 < today ? " Đã quá hạn \($0.written)." : " Hạn: \($0.written)." } ?? ""
        return
            "\(giver) nhắc: \(unit) chưa hoàn thành văn bản \(directive.shortName) (\(directive.purpose.name.lowercased())).\(due)"
    }
}
