import Domain
import Primitives
import Records
import Store

/// Lays a plan before the one who approves it: *trình duyệt*.
public struct SubmitPlan: Sendable {
    public let id: ID<Plan>
    public let version: Int

    public init(id: ID<Plan>, version: Int) {
        self.id = id
        self.version = version
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws {
        let (plan, unit) = try Gate.plan(id, for: actor, may: .submit, in: tx)
        if let obstacle = plan.obstacleToSubmission { throw Problem(.invalid, obstacle) }
        try PlanRecords.submit(id, expecting: version, by: actor, in: tx)
        try OutboxRecords.add(
            "Kế hoạch thi đua, khen thưởng năm \(plan.year) của \(unit.name) chờ duyệt.", about: .plan, id.rawValue,
            to: [unit.kind == .province ? .chairman : .unitHead], at: unit.id, in: tx)
        try EventRecords.append(.planSubmitted, to: .plan, id.rawValue, by: actor, in: tx)
    }
}

/// Gives a submitted plan back to be mended: *trả lại*.
public struct ReturnPlan: Sendable {
    public let id: ID<Plan>
    public let version: Int
    public let reason: String

    public init(id: ID<Plan>, version: Int, reason: String) {
        self.id = id
        self.version = version
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            let (plan, unit) = try Gate.plan(id, for: actor, may: .giveBack, in: tx)
            if reason.isEmpty { throw Problem.invalid([FieldProblem("reason", "Ghi rõ cần sửa gì.")]) }
            if reason.count > 2000 {
                throw Problem.invalid([FieldProblem("reason", "Lý do dài quá 2.000 ký tự. Rút gọn lại.")])
            }
            try PlanRecords.giveBack(id, reason: reason, expecting: version, by: actor, in: tx)
            try OutboxRecords.add(
                "Kế hoạch thi đua, khen thưởng năm \(plan.year) của \(unit.name) bị trả lại: \(reason)", .returned,
                about: .plan,
                id.rawValue, to: [unit.kind == .province ? .specialist : .unitOfficer], at: unit.id, in: tx)
            try EventRecords.append(.planReturned, to: .plan, id.rawValue, by: actor, note: reason, in: tx)
        }
    }
}

/// Approves a plan under its number and day: *duyệt, ký*. From here on its words stand.
public struct ApprovePlan: Sendable {
    public let id: ID<Plan>
    public let version: Int
    /// The number in the agency's register of outgoing papers, as typed.
    public let number: String
    public let signedOn: String
    /// Who signs; empty for whoever approves.
    public let signerName: String

    public init(id: ID<Plan>, version: Int, number: String, signedOn: String, signerName: String) {
        self.id = id
        self.version = version
        self.number = VietnameseText.tidied(number)
        self.signedOn = VietnameseText.tidied(signedOn)
        self.signerName = VietnameseText.tidied(signerName)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws {
        let (plan, unit) = try Gate.plan(id, for: actor, may: .approve, in: tx)
        var problems: [FieldProblem] = []
        let digits = number.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(number) : nil
        if number.isEmpty {
            problems.append(FieldProblem("number", "Nhập số văn bản theo sổ đăng ký văn bản đi."))
        } else if digits.map({ !(1...1_000_000).contains($0) }) ?? true {
            problems.append(
                FieldProblem("number", "Số “\(number)” không đúng. Chỉ nhập số, ví dụ 45; ký hiệu đã có sẵn."))
        }
        let day = CivilDate(written: signedOn)
        if signedOn.isEmpty {
            problems.append(FieldProblem("signedOn", "Nhập ngày ký."))
        } else if let day {
            if day > tx.today {
                problems.append(
                    FieldProblem("signedOn", "Ngày ký \(day.written) ở sau hôm nay (\(tx.today.written))."))
            }
            if let late = plan.content.bases.first(where: { $0.issuedOn > day }) {
                problems.append(
                    FieldProblem(
                        "signedOn",
                        "Ngày ký \(day.written) ở trước ngày của căn cứ \(late.instrument) (\(late.issuedOn.written)).")
                )
            }
        } else {
            problems.append(FieldProblem("signedOn", "Ngày “\(signedOn)” không có thật. Nhập theo dạng 05/12/2025."))
        }
        if signerName.count > 100 { problems.append(FieldProblem("signerName", "Họ tên dài quá 100 ký tự.")) }
        if signerName.isEmpty, plan.content.signerName.isEmpty, plan.content.authority == .deputy {
            problems.append(FieldProblem("signerName", "Nhập họ tên người ký thay."))
        }
        guard problems.isEmpty, let digits, let day else { throw Problem.invalid(problems) }
        let named = signerName.isEmpty ? plan.content.signerName : signerName
        try PlanRecords.approve(
            id, number: digits, signedOn: day, signerName: named.isEmpty ? actor.name : named, expecting: version,
            by: actor, in: tx)
        try OutboxRecords.add(
            "Kế hoạch thi đua, khen thưởng năm \(plan.year) của \(unit.name) đã được duyệt. Bước tiếp theo: gửi tới nơi nhận.",
            about: .plan, id.rawValue, to: [unit.kind == .province ? .specialist : .unitOfficer], at: unit.id, in: tx)
        try EventRecords.append(
            .planApproved, to: .plan, id.rawValue, by: actor, note: "Số \(digits), ngày \(day.written)",
            detail: ["number": String(digits), "signedOn": day.iso], in: tx)
    }
}

/// Sends an approved plan to its addressees: *gửi*. Its letter is delivered with it, so
/// that each unit can receive and spread it, and the documents that go with it are sent too.
public struct SendPlan: Sendable {
    public let id: ID<Plan>
    public let version: Int
    /// By which day the letter is to be made known and carried out, as typed, empty for none; `nil` for what the plan says.
    public let dueOn: String?

    public init(id: ID<Plan>, version: Int, dueOn: String? = nil) {
        self.id = id
        self.version = version
        self.dueOn = dueOn
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
        var (plan, unit) = try Gate.plan(id, for: actor, may: .send, in: tx)
        var fields = TypedFields()
        if let dueOn { plan.content.dueOn = fields.day(dueOn, "dueOn") }
        if let day = plan.content.dueOn, day < tx.today {
            fields.add(
                "dueOn", "Hạn \(day.written) đã qua. Nhập ngày từ hôm nay (\(tx.today.written)) trở đi, hoặc để trống.")
        }
        try fields.check()
        try PlanRecords.send(id, dueOn: plan.content.dueOn, expecting: version, by: actor, in: tx)
        let addressed = try PlanAddresseeRecords.units(of: plan, in: tx)
        let units = addressed.map(\.unitID)
        let people = try PlanAddresseeRecords.notify(
            "\(unit.name) gửi kế hoạch thi đua, khen thưởng năm \(plan.year)\(plan.numberText.map { " (số \($0))" } ?? ""). Mở mục Kế hoạch năm để đọc và lập kế hoạch của đơn vị.\(plan.content.dueOn.map { " Hạn quán triệt, triển khai: \($0.written)." } ?? "")",
            about: id, at: units, in: tx)
        try EventRecords.append(
            .planSent, to: .plan, id.rawValue, by: actor, note: "Gửi \(units.count) đơn vị",
            detail: ["units": String(units.count), "people": String(people)], in: tx)
        try PlanDelivery.send(plan, of: unit, to: addressed, by: actor, in: tx)
        return Result(units: units.count, people: people)
    }
}

/// Asks the units that have no approved plan for it: *nhắc*. Who was asked today is not asked again.
public struct RemindPlans: Sendable {
    public let year: Int

    public init(year: Int) { self.year = year }

    public struct Result: Sendable, Hashable {
        public let units: Int
        public let people: Int
    }

    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> Result {
        try await store.perform { tx in
            let roots = actor.units(as: .specialist, .leader)
            guard let first = roots.first else {
                throw Problem(.notAllowed, "Việc nhắc các đơn vị do Sở Nội vụ thực hiện.")
            }
            guard (1945...2200).contains(year) else {
                throw Problem(.invalid, "Chưa rõ nhắc kế hoạch của năm nào. Mở lại danh sách rồi bấm nhắc.")
            }
            let asked = try PlanListRecords.remind(
                year: year, below: roots, by: actor,
                message:
                    "Sở Nội vụ nhắc: đơn vị chưa có kế hoạch thi đua, khen thưởng năm \(year) được duyệt. Mở mục Kế hoạch năm để lập.",
                in: tx)
            try EventRecords.append(
                .plansReminded, to: .unit, first.rawValue, by: actor, note: "Năm \(year): nhắc \(asked.units) đơn vị",
                detail: ["year": String(year), "units": String(asked.units), "people": String(asked.people)], in: tx)
            return Result(units: asked.units, people: asked.people)
        }
    }
}
