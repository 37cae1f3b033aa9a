import Domain
import Primitives
import Store

/// A shared question as one line of a list.
public struct SharedQuestionLine: Sendable, Hashable {
    public let id: ID<SharedQuestion>
    public let question: String
    public let themeName: String
    public let sharedAt: Instant
}

/// Questions and answers that everyone signed in may read.
public enum SharedQuestionRecords {
    private static let columns: SQL =
        "q.id, q.difficulty_id, q.theme, q.question, q.answer, q.basis, q.unit_name, q.shared_at, q.withdrawn_at"

    private static func question(_ row: Row) throws -> SharedQuestion {
        let withdrawnAt: Instant? = try row["withdrawn_at"]
        return SharedQuestion(
            id: try row["id"], difficultyID: try row["difficulty_id"], theme: try row["theme"],
            question: try row["question"], answer: try row["answer"], basis: try row["basis"],
            unitName: try row["unit_name"], sharedAt: try row["shared_at"], isWithdrawn: withdrawnAt != nil)
    }

    public static func question(_ id: ID<SharedQuestion>, in tx: any ReadTransaction) throws -> SharedQuestion? {
        try tx.first("SELECT \(columns) FROM shared_question q WHERE q.id = \(id)").map(question)
    }

    public static func question(
        of difficulty: ID<Difficulty>, in tx: any ReadTransaction
    ) throws -> SharedQuestion? {
        try tx.first("SELECT \(columns) FROM shared_question q WHERE q.difficulty_id = \(difficulty)").map(question)
    }

    /// Shares it, or shares it anew in other words.
    public static func save(_ question: SharedQuestion, themeName: String, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO shared_question (id, difficulty_id, theme, question, answer, basis, unit_name, shared_at)
            VALUES (\(question.id), \(question.difficultyID), \(question.theme), \(question.question), \(question.answer),
                \(question.basis), \(question.unitName), \(question.sharedAt))
            ON CONFLICT (difficulty_id) DO UPDATE SET theme = \(question.theme), question = \(question.question),
                answer = \(question.answer), basis = \(question.basis), unit_name = \(question.unitName),
                shared_at = \(question.sharedAt), withdrawn_at = NULL
            """)
        try tx.run("DELETE FROM shared_question_search WHERE question_id = \(question.id)")
        let words = [question.question, question.answer, question.basis, themeName]
        try tx.run(
            """
            INSERT INTO shared_question_search (search_text, question_id)
            VALUES (\(VietnameseText.folded(words.joined(separator: " "))), \(question.id))
            """)
    }

    public static func withdraw(_ id: ID<SharedQuestion>, in tx: any WriteTransaction) throws {
        try tx.run("UPDATE shared_question SET withdrawn_at = \(tx.now) WHERE id = \(id) AND withdrawn_at IS NULL")
        try tx.run("DELETE FROM shared_question_search WHERE question_id = \(id)")
    }

    /// What is shared, latest first, a page at a time.
    /// - Parameter typed: words that must all be in it; without marks finds them with marks.
    public static func page(
        _ typed: String, theme: String?, before: (at: Instant, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [SharedQuestionLine] {
        let patterns = VietnameseText.searchPatterns(typed)
        var conditions: [SQL] = ["q.withdrawn_at IS NULL"] + patterns.map { "s.search_text LIKE \($0)" }
        if let theme { conditions.append("q.theme = \(theme)") }
        if let before { conditions.append("(q.shared_at, q.id) < (\(before.at), \(before.id))") }
        let search: SQL = patterns.isEmpty ? "" : "JOIN shared_question_search s ON s.question_id = q.id"
        return try tx.rows(
            """
            SELECT q.id, q.question, t.name AS theme_name, q.shared_at
            FROM shared_question q JOIN difficulty_theme t ON t.id = q.theme \(search) WHERE \(SQL.all(conditions))
            ORDER BY q.shared_at DESC, q.id DESC LIMIT \(limit)
            """
        ).map(line)
    }

    static func line(_ row: Row) throws -> SharedQuestionLine {
        SharedQuestionLine(
            id: try row["id"], question: try row["question"], themeName: try row["theme_name"],
            sharedAt: try row["shared_at"])
    }
}
