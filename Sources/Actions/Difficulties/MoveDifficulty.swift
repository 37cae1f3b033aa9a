import Domain
import Law
import Primitives
import Records
import Store

/// Gives a difficulty to somebody at Sở Nội vụ: *phân công xử lý*.
public struct AssignDifficulty: Sendable {
    public let id: ID<Difficulty>
    public let version: Int
    /// The account of the one who is to answer, as chosen.
    public let handler: String

    public init(id: ID<Difficulty>, version: Int, handler: String) {
        self.id = id
        self.version = version
        self.handler = handler
    }

    /// - Returns: the name of the one who has it now.
    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> String {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    @discardableResult
    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> String {
        var difficulty = try Gate.difficulty(id, for: actor, may: .assign, in: tx)
        let handlers = try DifficultyRecords.handlers(of: difficulty.unitID, in: tx)
        guard let chosen = handlers.first(where: { $0.accountID.rawValue == handler }) else {
            throw Problem.invalid([FieldProblem("handler", "Chọn người xử lý của Sở Nội vụ.")])
        }
        difficulty.assignedTo = chosen.accountID
        difficulty.assignedName = chosen.name
        if difficulty.state == .waiting { difficulty.state = .assigned }
        try DifficultyRecords.update(difficulty, expecting: version, by: actor, in: tx)
        if chosen.accountID != actor.accountID {
            try OutboxRecords.add(
                "Anh/chị được phân công trả lời vướng mắc: \(difficulty.subject)", about: .difficulty, id.rawValue,
                toAccount: chosen.accountID, in: tx)
        }
        try EventRecords.append(
            .difficultyAssigned, to: .difficulty, id.rawValue, by: actor, note: chosen.name, in: tx)
        return chosen.name
    }
}

/// Asks the unit for what is missing: *hỏi lại*. The time for the answer begins anew once the unit has written.
public struct AskBack: Sendable {
    public let id: ID<Difficulty>
    public let version: Int
    public let text: String

    public init(id: ID<Difficulty>, version: Int, text: String) {
        self.id = id
        self.version = version
        self.text = VietnameseText.tidiedLines(text)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws {
        var difficulty = try Gate.difficulty(id, for: actor, may: .askBack, in: tx)
        let problems = reasonProblems(
            text, field: "request", missing: "Ghi rõ đơn vị cần bổ sung gì.", name: "Nội dung hỏi lại")
        guard problems.isEmpty else { throw Problem.invalid(problems) }
        difficulty.state = .askedBack
        difficulty.dueOn = nil
        try DifficultyRecords.update(difficulty, expecting: version, by: actor, in: tx)
        try DifficultyRecords.append(
            DifficultyEntry(kind: .request, text: text, byName: actor.name, at: tx.now), to: id, in: tx)
        try difficulty.tellAskers(
            "Sở Nội vụ hỏi lại về vướng mắc: \(difficulty.subject)", .returned, except: actor, in: tx)
        try EventRecords.append(.difficultyAskedBack, to: .difficulty, id.rawValue, by: actor, note: text, in: tx)
    }
}

/// Writes what Sở Nội vụ has asked for: *bổ sung*.
public struct SupplementDifficulty: Sendable {
    public let id: ID<Difficulty>
    public let version: Int
    public let text: String

    public init(id: ID<Difficulty>, version: Int, text: String) {
        self.id = id
        self.version = version
        self.text = VietnameseText.tidiedLines(text)
    }

    public func run(by actor: Actor, lawbook: Lawbook, on store: any Store) async throws {
        try await store.perform { tx in
            var difficulty = try Gate.difficulty(id, for: actor, may: .supplement, in: tx)
            let problems = reasonProblems(
                text, field: "supplement", missing: "Ghi nội dung bổ sung theo câu hỏi của Sở Nội vụ.",
                name: "Nội dung bổ sung", limit: 10_000)
            guard problems.isEmpty else { throw Problem.invalid(problems) }
            difficulty.state = difficulty.assignedTo == nil ? .waiting : .assigned
            difficulty.dueOn = try AnswerDeadline.day(after: tx.today, lawbook: lawbook, in: tx)
            try DifficultyRecords.update(difficulty, expecting: version, by: actor, in: tx)
            try DifficultyRecords.append(
                DifficultyEntry(kind: .supplement, text: text, byName: actor.name, at: tx.now), to: id, in: tx)
            try difficulty.tellHandler("Đơn vị đã bổ sung vướng mắc: \(difficulty.subject)", in: tx)
            try EventRecords.append(.difficultySupplemented, to: .difficulty, id.rawValue, by: actor, in: tx)
        }
    }
}

/// Answers a difficulty, with the legal basis where there is one: *trả lời*.
public struct AnswerDifficulty: Sendable {
    public let id: ID<Difficulty>
    public let version: Int
    public let text: String
    public let basis: String

    public init(id: ID<Difficulty>, version: Int, text: String, basis: String) {
        self.id = id
        self.version = version
        self.text = text
        self.basis = basis
    }

    public func run(by actor: Actor, lawbook: Lawbook, on store: any Store) async throws {
        try await store.perform { tx in try run(by: actor, lawbook: lawbook, in: tx) }
    }

    public func run(by actor: Actor, lawbook: Lawbook, in tx: any WriteTransaction) throws {
        var difficulty = try Gate.difficulty(id, for: actor, may: .answer, in: tx)
        var fields = TypedFields()
        let answer = fields.lines(text, "answer", "Trả lời", limit: 10_000, missing: "Ghi nội dung trả lời.")
        let basis = fields.lines(basis, "basis", "Căn cứ pháp lý", limit: 2000)
        try fields.check()
        difficulty.state = .answered
        difficulty.dueOn = nil
        if difficulty.assignedTo == nil {
            difficulty.assignedTo = actor.accountID
            difficulty.assignedName = actor.name
        }
        if difficulty.answeredAt == nil {
            difficulty.answeredAt = tx.now
            difficulty.answerDays = try HolidayRecords.calendar(over: lawbook, in: tx).workingDays(
                after: difficulty.askedAt.day, through: tx.today
            ).days
        }
        try DifficultyRecords.update(difficulty, expecting: version, by: actor, in: tx)
        try DifficultyRecords.append(
            DifficultyEntry(kind: .answer, text: answer, basis: basis, byName: actor.name, at: tx.now), to: id, in: tx)
        try difficulty.tellAskers("Đã có trả lời cho vướng mắc: \(difficulty.subject)", except: actor, in: tx)
        try EventRecords.append(.difficultyAnswered, to: .difficulty, id.rawValue, by: actor, in: tx)
    }
}

/// Says that nothing more is to be done: *kết thúc*.
public struct CloseDifficulty: Sendable {
    public let id: ID<Difficulty>
    public let version: Int

    public init(id: ID<Difficulty>, version: Int) {
        self.id = id
        self.version = version
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws {
        var difficulty = try Gate.difficulty(id, for: actor, may: .close, in: tx)
        difficulty.state = .closed
        difficulty.dueOn = nil
        try DifficultyRecords.update(difficulty, expecting: version, by: actor, in: tx)
        try EventRecords.append(.difficultyClosed, to: .difficulty, id.rawValue, by: actor, in: tx)
    }
}

/// Asks for another answer, and says why: *đề nghị trả lời lại*.
public struct ReopenDifficulty: Sendable {
    public let id: ID<Difficulty>
    public let version: Int
    public let reason: String

    public init(id: ID<Difficulty>, version: Int, reason: String) {
        self.id = id
        self.version = version
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, lawbook: Lawbook, on store: any Store) async throws {
        try await store.perform { tx in
            var difficulty = try Gate.difficulty(id, for: actor, may: .reopen, in: tx)
            try requireReason(reason, "Ghi rõ điều chưa được trả lời.")
            difficulty.state = difficulty.assignedTo == nil ? .waiting : .assigned
            difficulty.dueOn = try AnswerDeadline.day(after: tx.today, lawbook: lawbook, in: tx)
            try DifficultyRecords.update(difficulty, expecting: version, by: actor, in: tx)
            try DifficultyRecords.append(
                DifficultyEntry(kind: .reopening, text: reason, byName: actor.name, at: tx.now), to: id, in: tx)
            try difficulty.tellHandler("Đơn vị đề nghị trả lời lại vướng mắc: \(difficulty.subject)", in: tx)
            try EventRecords.append(
                .difficultyReopened, to: .difficulty, id.rawValue, by: actor, note: reason, in: tx)
        }
    }
}

extension Difficulty {
    /// Tells whoever raised it, and the officers and heads of the unit; not the one who has just written.
    fileprivate func tellAskers(
        _ message: String, _ kind: NoticeKind? = nil, except actor: Actor, in tx: any WriteTransaction
    ) throws {
        for account in try DifficultyRecords.askers(of: self, in: tx) where account != actor.accountID {
            try OutboxRecords.add(message, kind, about: .difficulty, id.rawValue, toAccount: account, in: tx)
        }
    }

    /// Tells the one who has it; all of Sở Nội vụ while nobody has.
    fileprivate func tellHandler(_ message: String, in tx: any WriteTransaction) throws {
        if let assignedTo {
            try OutboxRecords.add(message, about: .difficulty, id.rawValue, toAccount: assignedTo, in: tx)
        } else {
            try OutboxRecords.add(
                message, about: .difficulty, id.rawValue, to: [.specialist, .leader], at: unitID, in: tx)
        }
    }
}
