import Actions
import Domain
import Primitives
import Records
import TestWorld

@testable import Store

/// Difficulties of `commune` in every state, a question that is shared, and a mail to its officer that could not be sent.
struct StagedDifficulties: Sendable {
    let waiting: Difficulty
    let assigned: Difficulty
    let askedBack: Difficulty
    let answered: Difficulty
    /// Answered, and shared in words that name nobody.
    let shared: Difficulty
    let question: ID<SharedQuestion>
    let attachment: ID<Attachment>
    /// A notice of the officer of `commune`.
    let notice: String

    static func make(_ world: World) async throws -> StagedDifficulties {
        let waiting = try await world.difficulty(
            "Vướng mắc \(Stage.secret)", file: RaiseDifficulty.File(name: "\(Stage.secret).pdf", content: Stage.pdf))
        let assigned = try await world.difficulty("Vướng mắc \(Stage.secret) 2", until: .assigned)
        let askedBack = try await world.difficulty("Vướng mắc \(Stage.secret) 3", until: .askedBack)
        let answered = try await world.difficulty("Vướng mắc \(Stage.secret) 4", until: .answered)
        let original = try await world.difficulty("Vướng mắc \(Stage.secret) 5", until: .answered)
        let question = try await ShareQuestion(
            id: original.id, version: original.version, question: "Tính thời gian công tác thế nào?",
            answer: "Tính cả thời gian trước sáp nhập.", basis: ""
        ).run(by: world.specialist, on: world.store)
        let shared = try await world.difficulty(original.id)
        let officer = world.officer.accountID
        return try await world.store.write { tx in
            let attachments = try AttachmentRecords.attachments(of: .difficulty, waiting.id.rawValue, in: tx)
            let notices = try NoticeRecords.page(of: officer, unreadOnly: true, before: nil, limit: 1, in: tx)
            try OutboxRecords.markFailed(notices[0].id, error: "Chương trình gửi thư báo lỗi.", in: tx)
            return StagedDifficulties(
                waiting: waiting, assigned: assigned, askedBack: askedBack, answered: answered, shared: shared,
                question: question, attachment: attachments[0].id, notice: notices[0].id)
        }
    }
}
