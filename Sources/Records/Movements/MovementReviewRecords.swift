import Domain
import Primitives
import Store

/// How many units have reviewed one stage of a movement, and what they counted together.
public struct ReviewTotals: Sendable, Hashable {
    public let units: Int
    public let people: Int
    public let collectives: Int

    public static let none = ReviewTotals(units: 0, people: 0, collectives: 0)
}

/// An addressed unit with what it wrote of one stage, if it has.
public struct ReviewLine: Sendable, Hashable {
    public let unitID: ID<Unit>
    public let unitName: String
    public let review: MovementReview?
}

/// What units say came of a movement.
public enum MovementReviewRecords {
    private static let columns: SQL =
        """
        v.id, v.movement_id, v.unit_id, v.stage, v.drive_id, v.results, v.people, v.collectives, v.weaknesses, v.lessons,
        v.proposals, v.written_by, v.written_at, v.version
        """

    private static func review(_ row: Row) throws -> MovementReview {
        let kind: MovementReview.Kind = try row["stage"]
        let driveID: ID<MovementDrive>? = try row["drive_id"]
        return MovementReview(
            id: try row["id"], movementID: try row["movement_id"], unitID: try row["unit_id"],
            stage: driveID.map { .drive($0) } ?? (kind == .final ? .final : .midway), results: try row["results"],
            people: try row["people"], collectives: try row["collectives"], weaknesses: try row["weaknesses"],
            lessons: try row["lessons"], proposals: try row["proposals"], writtenBy: try row["written_by"],
            writtenAt: try row["written_at"], version: try row["version"])
    }

    public static func review(
        of unitID: ID<Unit>, _ stage: MovementReview.Stage, to id: ID<Movement>, in tx: any ReadTransaction
    ) throws -> MovementReview? {
        try tx.first(
            """
            SELECT \(columns) FROM movement_review v
            WHERE v.movement_id = \(id) AND v.stage_key = \(stage.key) AND v.unit_id = \(unitID)
            """
        ).map(review)
    }

    /// Everything that these units wrote of the movement, by stage.
    public static func reviews(
        of units: [ID<Unit>], to id: ID<Movement>, in tx: any ReadTransaction
    ) throws -> [MovementReview] {
        guard !units.isEmpty else { return [] }
        return try tx.rows(
            """
            SELECT \(columns) FROM movement_review v WHERE v.movement_id = \(id) AND v.unit_id IN (\(anyOf: units))
            ORDER BY v.written_at, v.id LIMIT 500
            """
        ).map(review)
    }

    /// The addressed units' reviews, counted by stage.
    public static func totals(of id: ID<Movement>, in tx: any ReadTransaction) throws -> [String: ReviewTotals] {
        var totals: [String: ReviewTotals] = [:]
        for row in try tx.rows(
            """
            SELECT v.stage_key, COUNT(*) AS units, CAST(SUM(v.people) AS BIGINT) AS people,
                CAST(SUM(v.collectives) AS BIGINT) AS collectives
            FROM movement_review v JOIN movement_addressee a ON a.movement_id = v.movement_id AND a.unit_id = v.unit_id
            WHERE v.movement_id = \(id) GROUP BY v.stage_key
            """)
        {
            totals[try row["stage_key"]] = ReviewTotals(
                units: try row["units"], people: try row["people"], collectives: try row["collectives"])
        }
        return totals
    }

    /// The addressed units with their reviews of one stage, those that lack one first, a page at a time.
    public static func page(
        of id: ID<Movement>, _ stage: MovementReview.Stage, after: (isWritten: Bool, unitID: ID<Unit>)?, limit: Int,
        in tx: any ReadTransaction
    ) throws -> [ReviewLine] {
        let rank: SQL = "(CASE WHEN v.id IS NULL THEN 0 ELSE 1 END)"
        var conditions: [SQL] = ["a.movement_id = \(id)"]
        if let after {
            conditions.append(
                """
                (\(rank), u.sort_key, u.id) > (\(after.isWritten ? 1 : 0),
                    (SELECT last.sort_key FROM unit last WHERE last.id = \(after.unitID)), \(after.unitID))
                """)
        }
        return try tx.rows(
            """
            SELECT a.unit_id AS addressed_unit_id, u.name, \(columns)
            FROM movement_addressee a JOIN unit u ON u.id = a.unit_id
            LEFT JOIN movement_review v ON v.movement_id = a.movement_id AND v.unit_id = a.unit_id
                AND v.stage_key = \(stage.key)
            WHERE \(SQL.all(conditions)) ORDER BY \(rank), u.sort_key, u.id LIMIT \(limit)
            """
        ).map { row in
            let found: String? = try row["id"]
            return ReviewLine(
                unitID: try row["addressed_unit_id"], unitName: try row["name"],
                review: found == nil ? nil : try review(row))
        }
    }

    // MARK: Urging

    /// The addressed units that have not written of this stage, have somebody to be told, and were not asked today.
    private static func toUrge(_ id: ID<Movement>, _ stage: MovementReview.Stage, on today: CivilDate) -> SQL {
        """
        FROM movement_addressee a WHERE a.movement_id = \(id)
            AND NOT EXISTS (SELECT 1 FROM movement_review v WHERE v.movement_id = a.movement_id
                AND v.stage_key = \(stage.key) AND v.unit_id = a.unit_id)
            AND NOT EXISTS (SELECT 1 FROM movement_review_reminder k WHERE k.movement_id = a.movement_id
                AND k.stage_key = \(stage.key) AND k.unit_id = a.unit_id AND k.reminded_on = \(today))
            AND EXISTS (SELECT 1 FROM account_role g WHERE g.unit_id = a.unit_id AND g.role IN ('unit_officer', 'unit_head'))
        """
    }

    public static func countToUrge(
        _ id: ID<Movement>, _ stage: MovementReview.Stage, in tx: any ReadTransaction
    ) throws -> Int { try tx.count("SELECT COUNT(*) AS n \(toUrge(id, stage, on: tx.today))") }

    /// Asks every unit that has not written of this stage, each once a day: one notice for each officer and head of it.
    /// - Returns: how many units were asked, and how many people told.
    public static func urge(
        _ id: ID<Movement>, _ stage: MovementReview.Stage, message: String, by actor: Actor, in tx: any WriteTransaction
    ) throws -> (units: Int, people: Int) {
        let units: [String] = try tx.rows(
            "SELECT a.unit_id \(toUrge(id, stage, on: tx.today)) ORDER BY a.unit_id"
        ).map { try $0["unit_id"] }
        guard !units.isEmpty else { return (0, 0) }
        try tx.run(
            """
            INSERT INTO movement_review_reminder (movement_id, stage_key, unit_id, reminded_on, reminded_by)
            SELECT CAST(\(id) AS TEXT), CAST(\(stage.key) AS TEXT), a.unit_id, CAST(\(tx.today) AS TEXT),
                CAST(\(actor.accountID) AS TEXT)
            \(toUrge(id, stage, on: tx.today))
            """)
        let people = try PlanListRecords.chunks(units, of: 400).reduce(0) { sum, chunk in
            sum
                + (try PlanAddresseeRecords.notify(
                    message, .reminder, subject: .movement, subjectID: id.rawValue, at: Array(chunk), in: tx))
        }
        return (units.count, people)
    }

    public static func insert(_ review: MovementReview, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO movement_review (id, movement_id, unit_id, stage, stage_key, drive_id, results, people, collectives,
                weaknesses, lessons, proposals, written_by, written_at, version)
            VALUES (\(review.id), \(review.movementID), \(review.unitID), \(review.stage.kind), \(review.stage.key),
                \(review.stage.driveID), \(review.results), \(review.people), \(review.collectives), \(review.weaknesses),
                \(review.lessons), \(review.proposals), \(review.writtenBy), \(review.writtenAt), 1)
            """)
    }

    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func update(_ review: MovementReview, expecting version: Int, in tx: any WriteTransaction) throws {
        let changed = try tx.run(
            """
            UPDATE movement_review SET results = \(review.results), people = \(review.people),
                collectives = \(review.collectives), weaknesses = \(review.weaknesses), lessons = \(review.lessons),
                proposals = \(review.proposals), written_by = \(review.writtenBy), written_at = \(review.writtenAt),
                version = version + 1
            WHERE id = \(review.id) AND version = \(version)
            """)
        guard changed == 1 else {
            let last = try tx.first(
                """
                SELECT c.name, v.written_at FROM movement_review v JOIN account c ON c.id = v.written_by
                WHERE v.id = \(review.id)
                """)
            throw OccasionRecords.somebodyWasFaster(
                "nội dung sơ kết, tổng kết này", name: try last?["name"], at: try last?["written_at"])
        }
    }
}

/// The papers of responses.
public enum MovementPaperRecords {
    private static let columns: SQL =
        """
        p.id, p.movement_id, p.unit_id, p.file_name, p.file_kind, p.file_hash, p.byte_count, p.uploaded_by, p.uploaded_by_name,
        p.uploaded_at
        """

    private static func paper(_ row: Row) throws -> MovementPaper {
        MovementPaper(
            id: try row["id"], movementID: try row["movement_id"], unitID: try row["unit_id"],
            fileName: try row["file_name"], fileKind: try row["file_kind"], fileHash: try row["file_hash"],
            byteCount: try row["byte_count"], uploadedBy: try row["uploaded_by"],
            uploadedByName: try row["uploaded_by_name"], uploadedAt: try row["uploaded_at"])
    }

    public static func paper(
        _ id: ID<MovementPaper>, of movementID: ID<Movement>, in tx: any ReadTransaction
    ) throws -> MovementPaper? {
        try tx.first(
            """
            SELECT \(columns) FROM movement_paper p
            WHERE p.id = \(id) AND p.movement_id = \(movementID) AND p.removed_at IS NULL
            """
        ).map(paper)
    }

    /// The papers of these units' responses, the first one first.
    public static func papers(
        of units: [ID<Unit>], to id: ID<Movement>, in tx: any ReadTransaction
    ) throws -> [MovementPaper] {
        guard !units.isEmpty else { return [] }
        return try tx.rows(
            """
            SELECT \(columns) FROM movement_paper p
            WHERE p.movement_id = \(id) AND p.unit_id IN (\(anyOf: units)) AND p.removed_at IS NULL
            ORDER BY p.uploaded_at, p.id LIMIT 500
            """
        ).map(paper)
    }

    public static func insert(_ paper: MovementPaper, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO movement_paper (id, movement_id, unit_id, file_name, file_kind, file_hash, byte_count, uploaded_by,
                uploaded_by_name, uploaded_at)
            VALUES (\(paper.id), \(paper.movementID), \(paper.unitID), \(paper.fileName), \(paper.fileKind), \(paper.fileHash),
                \(paper.byteCount), \(paper.uploadedBy), \(paper.uploadedByName), \(paper.uploadedAt))
            """)
    }

    public static func remove(_ id: ID<MovementPaper>, in tx: any WriteTransaction) throws {
        try tx.run("UPDATE movement_paper SET removed_at = \(tx.now) WHERE id = \(id)")
    }
}
