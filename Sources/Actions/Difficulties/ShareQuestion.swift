import Domain
import Primitives
import Records
import Store

/// Shares question and answer with everyone, in words edited for it: *chia sẻ hỏi đáp*. The originals stay as they are.
public struct ShareQuestion: Sendable {
    public let id: ID<Difficulty>
    public let version: Int
    public let question: String
    public let answer: String
    public let basis: String
    public let namesUnit: Bool

    public init(
        id: ID<Difficulty>, version: Int, question: String, answer: String, basis: String, namesUnit: Bool = false
    ) {
        self.id = id
        self.version = version
        self.question = question
        self.answer = answer
        self.basis = basis
        self.namesUnit = namesUnit
    }

    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> ID<SharedQuestion> {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    @discardableResult
    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> ID<SharedQuestion> {
        let difficulty = try Gate.difficulty(id, for: actor, may: .share, in: tx)
        let unit = try UnitRecords.unit(difficulty.unitID, in: tx)?.name ?? ""
        var fields = TypedFields()
        let question = fields.lines(question, "question", "Câu hỏi", limit: 2000, missing: "Ghi câu hỏi.")
        let answer = fields.lines(answer, "sharedAnswer", "Trả lời", limit: 10_000, missing: "Ghi câu trả lời.")
        let basis = fields.lines(basis, "sharedBasis", "Căn cứ pháp lý", limit: 2000)
        if namesUnit, !difficulty.mayNameUnit {
            fields.add("namesUnit", "Đơn vị không đồng ý nêu tên khi chia sẻ. Bỏ lựa chọn này.")
        }
        // Who asked is never named; the unit only where it has agreed.
        let names = [difficulty.askedByName] + (difficulty.mayNameUnit ? [] : [unit])
        for (field, text) in [("question", question), ("sharedAnswer", answer), ("sharedBasis", basis)] {
            let folded = VietnameseText.folded(text)
            for name in names where !name.isEmpty && folded.contains(VietnameseText.folded(name)) {
                fields.add(field, "Bỏ tên “\(name)” trước khi chia sẻ.")
            }
        }
        try fields.check()
        // The version is that of the difficulty: who shares has read how it stands now.
        try DifficultyRecords.update(difficulty, expecting: version, by: actor, in: tx)
        let themes = try DifficultyRecords.themes(in: tx)
        let known = try SharedQuestionRecords.question(of: id, in: tx)
        let shared = SharedQuestion(
            id: known?.id ?? ID(at: tx.now), difficultyID: id, theme: difficulty.theme, question: question,
            answer: answer, basis: basis, unitName: namesUnit ? unit : "", sharedAt: tx.now)
        try SharedQuestionRecords.save(
            shared, themeName: themes.first { $0.id == difficulty.theme }?.name ?? "", in: tx)
        try EventRecords.append(.difficultyShared, to: .difficulty, id.rawValue, by: actor, in: tx)
        return shared.id
    }
}

/// Takes a shared question out of sight: *thôi chia sẻ*.
public struct WithdrawQuestion: Sendable {
    public let id: ID<Difficulty>
    public let version: Int
    public let reason: String

    public init(id: ID<Difficulty>, version: Int, reason: String) {
        self.id = id
        self.version = version
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            let difficulty = try Gate.difficulty(id, for: actor, may: .withdrawShared, in: tx)
            let problems = reasonProblems(reason, field: "withdrawReason", missing: "Ghi lý do thôi chia sẻ.")
            guard problems.isEmpty else { throw Problem.invalid(problems) }
            guard let shared = try SharedQuestionRecords.question(of: id, in: tx), !shared.isWithdrawn else {
                throw Problem(.conflict, "Hỏi đáp này không còn được chia sẻ. Tải lại trang để xem.")
            }
            try DifficultyRecords.update(difficulty, expecting: version, by: actor, in: tx)
            try SharedQuestionRecords.withdraw(shared.id, in: tx)
            try EventRecords.append(
                .difficultyWithdrawn, to: .difficulty, id.rawValue, by: actor, note: reason, in: tx)
        }
    }
}
