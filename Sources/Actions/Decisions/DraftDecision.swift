import Domain
import Law
import Primitives
import Records
import Store

/// Drafts a decision from nominations that have passed a council: *dự thảo quyết định*.
public struct DraftDecision: Sendable {
    /// As many as one decision takes; more go into a second one.
    public static let limit = 2000

    public let issuerID: ID<Unit>
    public let abstract: String
    public let nominations: [ID<Nomination>]

    public init(issuerID: ID<Unit>, abstract: String, nominations: [ID<Nomination>]) {
        self.issuerID = issuerID
        self.abstract = VietnameseText.tidied(abstract)
        self.nominations = nominations
    }

    public func run(by actor: Actor, lawbook: Lawbook, on store: any Store) async throws -> ID<Decision> {
        try await store.perform { tx in try run(by: actor, lawbook: lawbook, in: tx) }
    }

    public func run(by actor: Actor, lawbook: Lawbook, in tx: any WriteTransaction) throws -> ID<Decision> {
        let issuer = try Gate.issuerToDraft(issuerID, for: actor, in: tx)
        var problems = DraftDecision.problems(ofAbstract: abstract)
        let chosen = Set(nominations)
        if chosen.isEmpty {
            problems.append(FieldProblem("nomination", "Chọn ít nhất một đề nghị để đưa vào quyết định."))
        }
        if chosen.count > DraftDecision.limit {
            problems.append(
                FieldProblem(
                    "nomination",
                    "Một quyết định nhận nhiều nhất \(groupedByThousands(DraftDecision.limit)) dòng. Chia thành nhiều quyết định."
                ))
        }
        guard problems.isEmpty else { throw Problem.invalid(problems) }
        let passed = try DecisionLineRecords.waiting(
            for: issuer.unit, only: chosen.sorted { $0.rawValue < $1.rawValue }, limit: DraftDecision.limit, in: tx)
        guard passed.count == chosen.count else {
            throw Problem(
                .conflict,
                "\(chosen.count - passed.count) đề nghị đã chọn không còn chờ quyết định: đã nằm trong một quyết định khác, hoặc chưa đạt số phiếu của Hội đồng. Tải lại trang rồi chọn lại."
            )
        }
        let decision = Decision(
            id: ID(at: tx.now), kind: .commend, issuerUnitID: issuerID, issuerTitle: issuer.title,
            symbol: issuer.symbol,
            year: tx.today.year, abstract: abstract, createdBy: actor.accountID, updatedAt: tx.now)
        try DecisionRecords.insert(decision, in: tx)
        for (index, nomination) in DraftDecision.inOrder(passed, lawbook: lawbook, on: tx.today).enumerated() {
            try DecisionLineRecords.insert(
                DecisionLine(
                    id: ID(at: tx.now), decisionID: decision.id, ordinal: index + 1, nominationID: nomination.id,
                    commendationID: nil, code: nomination.code, recipientName: nomination.nomineeName,
                    recipientDetail: nomination.position, unitName: nomination.unitName, bonus: nil), in: tx)
        }
        try EventRecords.append(
            .decisionDrafted, to: .decision, decision.id.rawValue, by: actor,
            note: "\(passed.count) tập thể, cá nhân", detail: ["lines": String(passed.count)], in: tx)
        return decision.id
    }

    static func problems(ofAbstract abstract: String) -> [FieldProblem] {
        if abstract.isEmpty {
            return [FieldProblem("abstract", "Nhập trích yếu, ví dụ “Về việc khen thưởng thành tích năm 2025”.")]
        }
        return abstract.count > 500 ? [FieldProblem("abstract", "Trích yếu dài quá 500 ký tự. Rút gọn lại.")] : []
    }

    /// By title or form as in the catalogue, collectives before households before people, people by given name.
    public static func inOrder(
        _ nominations: [PassedNomination], lawbook: Lawbook, on day: CivilDate
    ) -> [PassedNomination] {
        let places = Dictionary(
            lawbook.entries(on: day).map { ($0.code, $0.order) }, uniquingKeysWith: { first, _ in first })
        let subjects: [SubjectKind: Int] = [.collective: 0, .household: 1, .individual: 2]
        let keyed = nominations.map { nomination in
            (
                places[nomination.code] ?? Int.max, nomination.code.rawValue, subjects[nomination.subject] ?? 3,
                nomination.subject == .individual
                    ? VietnameseText.nameSortKey(nomination.nomineeName)
                    : VietnameseText.sortKey(nomination.nomineeName),
                nomination
            )
        }
        return keyed.sorted {
            ($0.0, $0.1, $0.2, $0.3, $0.4.id.rawValue) < ($1.0, $1.1, $1.2, $1.3, $1.4.id.rawValue)
        }.map(\.4)
    }
}

/// Changes the abstract of a draft: *sửa dự thảo quyết định*.
public struct ChangeDecision: Sendable {
    public let id: ID<Decision>
    public let version: Int
    public let abstract: String

    public init(id: ID<Decision>, version: Int, abstract: String) {
        self.id = id
        self.version = version
        self.abstract = VietnameseText.tidied(abstract)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var (decision, _) = try Gate.decision(id, for: actor, may: .edit, in: tx)
            let problems = DraftDecision.problems(ofAbstract: abstract)
            guard problems.isEmpty else { throw Problem.invalid(problems) }
            decision.abstract = abstract
            try DecisionRecords.update(decision, expecting: version, by: actor, in: tx)
            try EventRecords.append(.decisionChanged, to: .decision, id.rawValue, by: actor, note: abstract, in: tx)
        }
    }
}

/// Takes a line out of a draft: *bỏ khỏi dự thảo quyết định*. Its nomination can be put into another draft.
public struct RemoveDecisionLine: Sendable {
    public let id: ID<Decision>
    public let version: Int
    public let lineID: ID<DecisionLine>
    public let reason: String

    public init(id: ID<Decision>, version: Int, lineID: ID<DecisionLine>, reason: String) {
        self.id = id
        self.version = version
        self.lineID = lineID
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            let (decision, _) = try Gate.decision(id, for: actor, may: .edit, in: tx)
            guard let entry = try DecisionLineRecords.entries(of: id, in: tx).first(where: { $0.id == lineID }) else {
                throw Problem.notFound("dòng này của quyết định")
            }
            try requireReason(reason, "Ghi lý do bỏ khỏi dự thảo.")
            try DecisionRecords.update(decision, expecting: version, by: actor, in: tx)
            try DecisionLineRecords.remove(lineID, of: id, in: tx)
            var detail = ["code": entry.line.code.rawValue]
            detail["nomination"] = entry.line.nominationID?.rawValue
            detail["commendation"] = entry.line.commendationID?.rawValue
            try EventRecords.append(
                .decisionLineRemoved, to: .decision, id.rawValue, by: actor,
                note: "\(entry.line.recipientName): \(reason)", detail: detail, in: tx)
        }
    }
}

/// Gives up a draft from which every line was taken: *bỏ dự thảo quyết định*. It never had a number, so the book has no gap.
public struct DiscardDecision: Sendable {
    public let id: ID<Decision>
    public let version: Int
    public let reason: String

    public init(id: ID<Decision>, version: Int, reason: String) {
        self.id = id
        self.version = version
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            _ = try Gate.decision(id, for: actor, may: .edit, in: tx)
            let lines = try DecisionLineRecords.entries(of: id, in: tx).count
            guard lines == 0 else {
                throw Problem(
                    .invalid, "Dự thảo còn \(lines) tên. Bỏ từng tên khỏi dự thảo, kèm lý do, rồi bỏ dự thảo.")
            }
            try requireReason(reason, "Ghi lý do bỏ dự thảo.")
            try DecisionRecords.discard(id, expecting: version, by: actor, in: tx)
            try EventRecords.append(.decisionDiscarded, to: .decision, id.rawValue, by: actor, note: reason, in: tx)
        }
    }
}
