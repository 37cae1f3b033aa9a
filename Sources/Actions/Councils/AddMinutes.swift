import Domain
import Primitives
import Records
import Store

/// Attaches the minutes, or the record of the count, to a session: *tải lên biên bản*.
public struct AddMinutes: Sendable {
    public static let paperKey = "bien_ban"

    public let id: ID<CouncilSession>
    public let paperNumber: String
    public let paperOn: String
    public let fileName: String
    public let content: [UInt8]

    public init(id: ID<CouncilSession>, paperNumber: String, paperOn: String, fileName: String, content: [UInt8]) {
        self.id = id
        self.paperNumber = VietnameseText.tidied(paperNumber)
        self.paperOn = VietnameseText.tidied(paperOn)
        self.fileName = fileName
        self.content = content
    }

    /// - Throws: `Problem(.invalid)` when the file is empty, too large, or not what its name says.
    public func run(by actor: Actor, files: FileStore, on store: any Store) async throws -> ID<Attachment> {
        _ = try await store.read { tx in try Gate.session(id, for: actor, may: .record, in: tx).session }
        let paper = try CheckedPaper(number: paperNumber, on: paperOn, fileName: fileName, content: content)
        let hash = try await files.store(content)
        return try await store.perform { tx in
            // Asked again, because the session may have been concluded while the file was on its way.
            _ = try Gate.session(id, for: actor, may: .record, in: tx)
            let attachment = paper.attachment(
                of: .councilSession, id.rawValue, nominationID: nil, paperKey: AddMinutes.paperKey, hash: hash,
                by: actor,
                at: tx.now)
            try AttachmentRecords.insert(attachment, in: tx)
            try EventRecords.append(
                .attachmentAdded, to: .councilSession, id.rawValue, by: actor, note: attachment.fileName,
                detail: ["attachment": attachment.id.rawValue, "sha256": hash], in: tx)
            return attachment.id
        }
    }
}
