import Domain
import Primitives
import Store

public enum AttachmentRecords {
    private static let columns: SQL =
        """
        id, subject_kind, subject_id, nomination_id, paper_key, paper_number, paper_on, file_name, file_kind, file_hash,
        byte_count, uploaded_by, uploaded_by_name, uploaded_at
        """

    private static func attachment(_ row: Row) throws -> Attachment {
        Attachment(
            id: try row["id"], subject: try row["subject_kind"], subjectID: try row["subject_id"],
            nominationID: try row["nomination_id"], paperKey: try row["paper_key"],
            paperNumber: try row["paper_number"],
            paperOn: try row["paper_on"], fileName: try row["file_name"], fileKind: try row["file_kind"],
            fileHash: try row["file_hash"], byteCount: try row["byte_count"], uploadedBy: try row["uploaded_by"],
            uploadedByName: try row["uploaded_by_name"], uploadedAt: try row["uploaded_at"])
    }

    public static func insert(_ attachment: Attachment, in tx: any WriteTransaction) throws {
        try tx.run(
            """
            INSERT INTO attachment (id, subject_kind, subject_id, nomination_id, paper_key, paper_number, paper_on, file_name,
                file_kind, file_hash, byte_count, uploaded_by, uploaded_by_name, uploaded_at)
            VALUES (\(attachment.id), \(attachment.subject), \(attachment.subjectID), \(attachment.nominationID),
                \(attachment.paperKey), \(attachment.paperNumber), \(attachment.paperOn), \(attachment.fileName),
                \(attachment.fileKind), \(attachment.fileHash), \(attachment.byteCount), \(attachment.uploadedBy),
                \(attachment.uploadedByName), \(attachment.uploadedAt))
            """)
    }

    public static func attachment(_ id: ID<Attachment>, in tx: any ReadTransaction) throws -> Attachment? {
        try tx.first("SELECT \(columns) FROM attachment WHERE id = \(id) AND removed_at IS NULL").map(attachment)
    }

    public static func attachments(
        of subject: EventSubject, _ subjectID: String, in tx: any ReadTransaction
    ) throws -> [Attachment] {
        try tx.rows(
            """
            SELECT \(columns) FROM attachment WHERE subject_kind = \(subject) AND subject_id = \(subjectID) AND removed_at IS NULL
            ORDER BY uploaded_at, id
            """
        ).map(attachment)
    }

    /// The papers of several subjects of one kind, in one statement.
    public static func attachments(
        of subject: EventSubject, anyOf subjectIDs: [String], in tx: any ReadTransaction
    ) throws -> [Attachment] {
        try tx.rows(
            """
            SELECT \(columns) FROM attachment WHERE subject_kind = \(subject) AND subject_id IN (\(anyOf: subjectIDs))
                AND removed_at IS NULL
            ORDER BY uploaded_at, id
            """
        ).map(attachment)
    }

    public static func remove(_ id: ID<Attachment>, in tx: any WriteTransaction) throws {
        try tx.run("UPDATE attachment SET removed_at = \(tx.now) WHERE id = \(id)")
    }

    /// The digests of all files that the database names.
    public static func fileHashes(in tx: any ReadTransaction) throws -> [String] {
        try tx.rows(
            "SELECT file_hash FROM attachment UNION SELECT file_hash FROM movement_paper ORDER BY file_hash"
        ).map { try $0["file_hash"] }
    }
}
