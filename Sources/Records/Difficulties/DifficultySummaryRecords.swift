import Domain
import Primitives
import Store

/// The difficulties of one theme raised within a period, by how far they have come.
public struct DifficultyThemeCount: Sendable, Hashable {
    public let themeName: String
    /// Not answered.
    public let open: Int
    /// Not answered, and past the day.
    public let late: Int
    public let answered: Int
    public let closed: Int
    /// How many have an answer at all, and the working days that the first answers took together.
    public let withAnswer: Int
    public let answerDays: Int

    public init(
        themeName: String, open: Int, late: Int, answered: Int, closed: Int, withAnswer: Int, answerDays: Int
    ) {
        self.themeName = themeName
        self.open = open
        self.late = late
        self.answered = answered
        self.closed = closed
        self.withAnswer = withAnswer
        self.answerDays = answerDays
    }

    public var total: Int { open + answered + closed }
}

/// What was raised within a period, put together for the Chairman.
public struct DifficultySummary: Sendable {
    /// How many open and shared ones are named.
    public static let limit = 200

    public let themes: [DifficultyThemeCount]
    public let open: [DifficultyLine]
    public let shared: [SharedQuestionLine]
}

extension DifficultyRecords {
    /// - Parameter units: the units over which the reader stands.
    public static func summary(
        from first: CivilDate, until last: CivilDate, below units: [ID<Unit>], in tx: any ReadTransaction
    ) throws -> DifficultySummary {
        let (start, end) = (Instant(first, hour: 0), Instant(last.adding(days: 1), hour: 0))
        let isWithin = SQL.all([
            "d.asked_at >= \(start)", "d.asked_at < \(end)", UnitRecords.isWithin("d.unit_id", units),
        ])
        let isOpen: SQL = "d.state IN ('waiting', 'assigned', 'asked_back')"
        let themes = try tx.rows(
            """
            SELECT t.name, COUNT(CASE WHEN \(isOpen) THEN 1 END) AS open_count,
                COUNT(CASE WHEN \(isOpen) AND d.due_on < \(tx.today) THEN 1 END) AS late_count,
                COUNT(CASE WHEN d.state = 'answered' THEN 1 END) AS answered_count,
                COUNT(CASE WHEN d.state = 'closed' THEN 1 END) AS closed_count, COUNT(d.answer_days) AS with_answer,
                CAST(COALESCE(SUM(d.answer_days), 0) AS BIGINT) AS day_sum
            FROM difficulty d JOIN difficulty_theme t ON t.id = d.theme WHERE \(isWithin)
            GROUP BY t.id, t.name, t.ordinal ORDER BY t.ordinal, t.name
            """
        ).map {
            DifficultyThemeCount(
                themeName: try $0["name"], open: try $0["open_count"], late: try $0["late_count"],
                answered: try $0["answered_count"], closed: try $0["closed_count"], withAnswer: try $0["with_answer"],
                answerDays: try $0["day_sum"])
        }
        let open = try tx.rows(
            """
            SELECT \(lineColumns) \(lineTable) WHERE \(isWithin) AND \(isOpen)
            ORDER BY d.due_on NULLS LAST, d.asked_at, d.id LIMIT \(DifficultySummary.limit)
            """
        ).map(line)
        let shared = try tx.rows(
            """
            SELECT q.id, q.question, t.name AS theme_name, q.shared_at
            FROM shared_question q JOIN difficulty d ON d.id = q.difficulty_id JOIN difficulty_theme t ON t.id = q.theme
            WHERE q.withdrawn_at IS NULL AND \(isWithin) ORDER BY q.shared_at DESC, q.id LIMIT \(DifficultySummary.limit)
            """
        ).map(SharedQuestionRecords.line)
        return DifficultySummary(themes: themes, open: open, shared: shared)
    }
}
