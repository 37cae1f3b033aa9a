import Domain
import Law
import Primitives
import Store

/// A dossier as one line of a list.
public struct DossierLine: Sendable, Hashable {
    public let id: ID<Dossier>
    public let number: String
    public let title: String
    public let state: Dossier.State
    public let year: Int
    public let category: CommendationCategory
    public let level: Dossier.Level
    public let unitName: String
    public let nominationCount: Int
    public let submittedAt: Instant?
    public let updatedAt: Instant
    public let lastReason: String?
}

/// What a list of dossiers shows.
public struct DossierFilter: Sendable, Hashable {
    public var states: [Dossier.State] = []
    public var year: Int?
    public var typed = ""

    public init(states: [Dossier.State] = [], year: Int? = nil, typed: String = "") {
        self.states = states
        self.year = year
        self.typed = typed
    }
}

public enum DossierRecords {
    private static let columns: SQL =
        """
        d.id, d.number, d.title, d.category, d.year, d.level, d.state, d.submitting_unit_id, d.receiving_unit_id, d.movement_id,
        d.letter_number, d.letter_on, d.letter_text, d.created_by, d.created_at, d.updated_by, d.updated_at, d.submitted_at,
        d.received_on, d.last_reason, d.version
        """

    private static func dossier(_ row: Row) throws -> Dossier {
        Dossier(
            id: try row["id"], number: try row["number"], title: try row["title"], category: try row["category"],
            year: try row["year"], level: try row["level"], state: try row["state"],
            submittingUnitID: try row["submitting_unit_id"], receivingUnitID: try row["receiving_unit_id"],
            movementID: try row["movement_id"], letterNumber: try row["letter_number"], letterOn: try row["letter_on"],
            letterText: try row["letter_text"], createdBy: try row["created_by"], createdAt: try row["created_at"],
            updatedBy: try row["updated_by"], updatedAt: try row["updated_at"], submittedAt: try row["submitted_at"],
            receivedOn: try row["received_on"], lastReason: try row["last_reason"], version: try row["version"])
    }

    public static func dossier(_ id: ID<Dossier>, in tx: any ReadTransaction) throws -> Dossier? {
        try tx.first("SELECT \(columns) FROM dossier d WHERE d.id = \(id)").map(dossier)
    }

    /// The dossier with this number: `HS-2025-000123`.
    public static func dossier(number: String, in tx: any ReadTransaction) throws -> Dossier? {
        try tx.first("SELECT \(columns) FROM dossier d WHERE d.number = \(number)").map(dossier)
    }

    /// The next number of this year: `HS-2025-000123`.
    public static func nextNumber(year: Int, in tx: any WriteTransaction) throws -> String {
        let next = try NumberBookRecords.take(owner: "ho-so", symbol: "HS", year: year, in: tx)
        let digits = String(next)
        return "HS-\(year)-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// The row of the search index, made of the digits of the number: an index of text cannot be asked by identity
    /// without being read from end to end.
    static func searchRow(number: String) -> Int { Int(String(number.filter(\.isNumber))) ?? 0 }

    public static func insert(_ dossier: Dossier, unitName: String, in tx: any WriteTransaction) throws {
        let searchText = VietnameseText.folded([dossier.number, dossier.title, unitName].joined(separator: " "))
        try tx.run(
            """
            INSERT INTO dossier (id, number, title, category, year, level, state, submitting_unit_id, receiving_unit_id, movement_id,
                letter_number, letter_on, letter_text, created_by, created_at, updated_by, updated_at, submitted_at, received_on,
                last_reason, search_text, version)
            VALUES (\(dossier.id), \(dossier.number), \(dossier.title), \(dossier.category), \(dossier.year), \(dossier.level),
                \(dossier.state), \(dossier.submittingUnitID), \(dossier.receivingUnitID), \(dossier.movementID),
                \(dossier.letterNumber), \(dossier.letterOn), \(dossier.letterText), \(dossier.createdBy), \(dossier.createdAt),
                \(dossier.updatedBy), \(dossier.updatedAt), \(dossier.submittedAt), \(dossier.receivedOn), \(dossier.lastReason),
                \(searchText), 1)
            """)
        try tx.run(
            """
            INSERT INTO dossier_search (rowid, search_text, dossier_id)
            VALUES (\(searchRow(number: dossier.number)), \(searchText), \(dossier.id))
            """)
    }

    /// Writes the dossier if nobody has changed it since it was read.
    /// - Throws: `Problem(.conflict)` naming who was faster and when.
    public static func update(
        _ dossier: Dossier, expecting version: Int, by actor: Actor, unitName: String, in tx: any WriteTransaction
    ) throws {
        let searchText = VietnameseText.folded([dossier.number, dossier.title, unitName].joined(separator: " "))
        let changed = try tx.run(
            """
            UPDATE dossier SET title = \(dossier.title), category = \(dossier.category), year = \(dossier.year),
                level = \(dossier.level), state = \(dossier.state), receiving_unit_id = \(dossier.receivingUnitID),
                movement_id = \(dossier.movementID), letter_number = \(dossier.letterNumber), letter_on = \(dossier.letterOn),
                letter_text = \(dossier.letterText), updated_by = \(actor.accountID), updated_at = \(tx.now),
                submitted_at = \(dossier.submittedAt), received_on = \(dossier.receivedOn), last_reason = \(dossier.lastReason),
                search_text = \(searchText), version = version + 1
            WHERE id = \(dossier.id) AND version = \(version)
            """)
        guard changed == 1 else { throw try somebodyWasFaster(dossier.id, in: tx) }
        // Most changes are of the state: the index of words is not written anew for them.
        try tx.run(
            """
            UPDATE dossier_search SET search_text = \(searchText)
            WHERE rowid = \(searchRow(number: dossier.number)) AND search_text <> \(searchText)
            """)
    }

    static func somebodyWasFaster(_ id: ID<Dossier>, in tx: any ReadTransaction) throws -> Problem {
        let last = try tx.first(
            "SELECT a.name, d.updated_at FROM dossier d JOIN account a ON a.id = d.updated_by WHERE d.id = \(id)")
        let name: String = try last?["name"] ?? "Người khác"
        let at: Instant? = try last?["updated_at"]
        return Problem(
            .conflict,
            "\(name) vừa thay đổi hồ sơ này\(at.map { " lúc \($0.written)" } ?? ""). Nội dung của anh/chị chưa được ghi để không đè lên thay đổi đó. Xem lại rồi làm tiếp."
        )
    }

    /// What waits for appraisal, longest waiting first.
    public static func appraisalQueue(
        for actor: Actor, after: (at: Instant, id: String)?, limit: Int, in tx: any ReadTransaction
    ) throws -> [DossierLine] {
        var conditions: [SQL] = ["d.state IN ('submitted', 'received')", isAppraised(by: actor)]
        if let after { conditions.append("(d.submitted_at, d.id) > (\(after.at), \(after.id))") }
        return try tx.rows(
            """
            SELECT d.id, d.number, d.title, d.state, d.year, d.category, d.level, d.submitted_at, d.updated_at, d.last_reason,
                u.name AS unit_name,
                (SELECT COUNT(*) FROM nomination n WHERE n.dossier_id = d.id AND n.removed_at IS NULL) AS nominations
            FROM dossier d JOIN unit u ON u.id = d.submitting_unit_id
            WHERE \(SQL.all(conditions)) ORDER BY d.submitted_at, d.id LIMIT \(limit)
            """
        ).map(line)
    }

    static func isAppraised(by actor: Actor) -> SQL {
        // A side that holds for nobody is left out: with it the engines would not go by the receiving unit.
        let sides: [(level: Dossier.Level, units: [ID<Unit>])] = [
            (.province, actor.units(as: .specialist, .leader)), (.unit, actor.units(as: .unitHead)),
        ]
        return SQL.any(
            sides.filter { !$0.units.isEmpty }.map { side in
                "(d.level = \(side.level) AND \(UnitRecords.isWithin("d.receiving_unit_id", side.units)))"
            })
    }

    /// How many wait for appraisal by this actor; `limit` when there are at least so many.
    public static func appraisalCount(
        for actor: Actor, upTo limit: Int = .max, in tx: any ReadTransaction
    ) throws -> Int {
        guard actor.isAny(of: .specialist, .leader, .unitHead) else { return 0 }
        return try tx.count(
            upTo: limit, "FROM dossier d WHERE d.state IN ('submitted', 'received') AND \(isAppraised(by: actor))")
    }

    /// How many came back to this actor as sender; `limit` when there are at least so many.
    public static func returnedCount(
        for actor: Actor, upTo limit: Int, in tx: any ReadTransaction
    ) throws -> Int {
        let units = actor.units(as: .unitOfficer, .unitHead)
        guard !units.isEmpty else { return 0 }
        return try tx.count(
            upTo: limit,
            "FROM dossier d WHERE d.state = 'returned' AND \(UnitRecords.isWithin("d.submitting_unit_id", units))")
    }

    static func line(_ row: Row) throws -> DossierLine {
        DossierLine(
            id: try row["id"], number: try row["number"], title: try row["title"], state: try row["state"],
            year: try row["year"], category: try row["category"], level: try row["level"],
            unitName: try row["unit_name"], nominationCount: try row["nominations"],
            submittedAt: try row["submitted_at"], updatedAt: try row["updated_at"], lastReason: try row["last_reason"])
    }
}

/// Books of numbers that run without gaps. The row is locked until the transaction ends, and a rolled-back one gives its
/// number back.
public enum NumberBookRecords {
    public static func take(owner: String, symbol: String, year: Int, in tx: any WriteTransaction) throws -> Int {
        let rows = try tx.rows(
            """
            INSERT INTO number_book (unit_id, symbol, year, last_number) VALUES (\(owner), \(symbol), \(year), 1)
            ON CONFLICT (unit_id, symbol, year) DO UPDATE SET last_number = number_book.last_number + 1
            RETURNING last_number
            """)
        guard let row = rows.first else { throw EventChainError.noChain }
        return try row["last_number"]
    }
}
