import Crypto
import Domain
import Primitives
import Store

/// The append-only log. Every write of the system leaves an entry in the same transaction.
public enum EventRecords {
    /// Appends what happened to a subject, chained to the entry before it.
    ///
    /// - Parameters:
    ///   - actor: who did it; `nil` when the program itself did (`Hệ thống`).
    ///   - note: a reason or remark that a person wrote.
    ///   - detail: particulars for machines; no secrets.
    public static func append(
        _ kind: EventKind, to subject: EventSubject, _ subjectID: String, by actor: Actor?, note: String? = nil,
        detail: [String: String] = [:], in tx: any WriteTransaction
    ) throws {
        let chain = try tx.rows(
            """
            INSERT INTO event_chain (subject_kind, subject_id, length, hash) VALUES (\(subject), \(subjectID), 1, '')
            ON CONFLICT (subject_kind, subject_id) DO UPDATE SET length = event_chain.length + 1
            RETURNING length, hash
            """)
        guard let end = chain.first else { throw EventChainError.noChain }
        let sequence: Int = try end["length"]
        let previousHash: String = try end["hash"]
        let detailText = detail.isEmpty ? "{}" : try StoredJSON.encode(detail)
        let accountName = actor?.name ?? "Hệ thống"
        let hash = sha256(
            Event.hashedText(
                subject: subject, subjectID: subjectID, sequence: sequence, kind: kind, accountID: actor?.accountID,
                accountName: accountName, at: tx.now, note: note, detail: detailText, previousHash: previousHash))
        try tx.run(
            """
            INSERT INTO event (id, subject_kind, subject_id, sequence, kind, account_id, account_name, at, note, detail, previous_hash, hash)
            VALUES (\(ID<Event>(at: tx.now)), \(subject), \(subjectID), \(sequence), \(kind), \(actor?.accountID), \(accountName),
                    \(tx.now), \(note), \(detailText), \(previousHash), \(hash))
            """)
        try tx.run(
            "UPDATE event_chain SET hash = \(hash) WHERE subject_kind = \(subject) AND subject_id = \(subjectID)")
    }

    /// The history of one subject, oldest first.
    public static func history(of subject: EventSubject, _ subjectID: String, in tx: any ReadTransaction) throws
        -> [Event]
    {
        try tx.rows(
            "SELECT \(columns) FROM event WHERE subject_kind = \(subject) AND subject_id = \(subjectID) ORDER BY sequence"
        ).map(event)
    }

    /// The last thing that happened to a subject.
    public static func last(of subject: EventSubject, _ subjectID: String, in tx: any ReadTransaction) throws -> Event?
    {
        try tx.first(
            """
            SELECT \(columns) FROM event WHERE subject_kind = \(subject) AND subject_id = \(subjectID)
            ORDER BY sequence DESC LIMIT 1
            """
        ).map(event)
    }

    /// The whole log, newest first, a page at a time.
    /// - Parameter before: the place where the last page ended.
    public static func page(before: (at: Instant, id: String)?, limit: Int, in tx: any ReadTransaction) throws
        -> [Event]
    {
        let condition: SQL = before.map { "WHERE (at, id) < (\($0.at), \($0.id))" } ?? ""
        return try tx.rows("SELECT \(columns) FROM event \(condition) ORDER BY at DESC, id DESC LIMIT \(limit)").map(
            event)
    }

    /// Walks all chains and says, in Vietnamese, where one does not hold. Empty when all is well.
    public static func brokenChains(in tx: any ReadTransaction) throws -> [String] {
        var problems: [String] = []
        var chains: [String: (length: Int, hash: String)] = [:]
        var after = ("", "", 0)
        while true {
            let rows = try tx.rows(
                """
                SELECT \(columns) FROM event WHERE (subject_kind, subject_id, sequence) > (\(after.0), \(after.1), \(after.2))
                ORDER BY subject_kind, subject_id, sequence LIMIT 2000
                """)
            if rows.isEmpty { break }
            for row in rows {
                let event = try event(row)
                let key = event.subject.rawValue + " " + event.subjectID
                let last = chains[key] ?? (0, "")
                if event.sequence != last.length + 1 {
                    problems.append(
                        "Nhật ký của \(key): mất mục số \(last.length + 1) (ngay sau đó là mục số \(event.sequence), mã \(event.id))."
                    )
                } else if event.previousHash != last.hash {
                    problems.append(
                        "Nhật ký của \(key): mục số \(event.sequence) (mã \(event.id)) không nối với mục trước nó.")
                }
                if event.hash != recomputedHash(of: event) {
                    problems.append("Nhật ký của \(key): mục số \(event.sequence) (mã \(event.id)) đã bị sửa.")
                }
                chains[key] = (event.sequence, event.hash)
                after = (event.subject.rawValue, event.subjectID, event.sequence)
            }
        }
        for row in try tx.rows(
            "SELECT subject_kind, subject_id, length, hash FROM event_chain ORDER BY subject_kind, subject_id")
        {
            let kind: String = try row["subject_kind"]
            let id: String = try row["subject_id"]
            let length: Int = try row["length"]
            let hash: String = try row["hash"]
            let found = chains.removeValue(forKey: kind + " " + id) ?? (0, "")
            if found.length != length {
                problems.append(
                    "Nhật ký của \(kind) \(id): phải có \(length) mục nhưng chỉ còn đến mục số \(found.length).")
            } else if found.hash != hash {
                problems.append("Nhật ký của \(kind) \(id): mục cuối (số \(length)) không khớp với dấu niêm của chuỗi.")
            }
        }
        for key in chains.keys.sorted() { problems.append("Nhật ký của \(key): thiếu dấu niêm của chuỗi.") }
        return problems
    }

    private static func recomputedHash(of event: Event) -> String {
        sha256(
            Event.hashedText(
                subject: event.subject, subjectID: event.subjectID, sequence: event.sequence, kind: event.kind,
                accountID: event.accountID, accountName: event.accountName, at: event.at, note: event.note,
                detail: event.detail, previousHash: event.previousHash))
    }

    static let columns: SQL =
        "id, subject_kind, subject_id, sequence, kind, account_id, account_name, at, note, detail, previous_hash, hash"

    static func event(_ row: Row) throws -> Event {
        Event(
            id: try row["id"], subject: try row["subject_kind"], subjectID: try row["subject_id"],
            sequence: try row["sequence"], kind: try row["kind"], accountID: try row["account_id"],
            accountName: try row["account_name"], at: try row["at"], note: try row["note"], detail: try row["detail"],
            previousHash: try row["previous_hash"], hash: try row["hash"])
    }
}

enum EventChainError: Error { case noChain }

/// SHA-256 of a text, hexadecimal.
public func sha256(_ text: String) -> String { sha256(Array(text.utf8)) }

/// SHA-256 of bytes, hexadecimal.
public func sha256(_ bytes: [UInt8]) -> String { hexadecimal(SHA256.hash(data: bytes)) }

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
