import Domain
import Primitives
import Records
import Store

/// Adds a file to a document that is not sent yet: *tải tệp lên*. The content is looked into, never believed by its name.
public struct AddDirectiveFile: Sendable {
    public let id: ID<Directive>
    public let fileName: String
    public let content: [UInt8]

    public init(id: ID<Directive>, fileName: String, content: [UInt8]) {
        self.id = id
        self.fileName = fileName
        self.content = content
    }

    /// More than this nobody opens on a phone.
    static let mostFiles = 20

    @discardableResult
    public func run(by actor: Actor, files: FileStore, on store: any Store) async throws -> ID<Attachment> {
        _ = try await store.read { tx in try Gate.directive(id, for: actor, may: .edit, in: tx) }
        let paper = try CheckedPaper(number: "", on: "", fileName: fileName, content: content)
        let hash = try await files.store(content)
        return try await store.perform { tx in
            // Asked again, because the document may have been sent while the file was on its way.
            _ = try Gate.directive(id, for: actor, may: .edit, in: tx)
            guard try AttachmentRecords.attachments(of: .directive, id.rawValue, in: tx).count < Self.mostFiles else {
                throw Problem.invalid([
                    FieldProblem("file", "Văn bản đã có \(Self.mostFiles) tệp. Gỡ bớt một tệp rồi tải lên.")
                ])
            }
            let attachment = paper.attachment(
                of: .directive, id.rawValue, nominationID: nil, paperKey: "van_ban", hash: hash, by: actor, at: tx.now)
            try AttachmentRecords.insert(attachment, in: tx)
            try EventRecords.append(
                .attachmentAdded, to: .directive, id.rawValue, by: actor, note: attachment.fileName,
                detail: ["attachment": attachment.id.rawValue, "sha256": hash], in: tx)
            return attachment.id
        }
    }
}

/// Takes a file out of a document that is not sent yet: *gỡ tệp*.
public struct RemoveDirectiveFile: Sendable {
    public let id: ID<Directive>
    public let attachmentID: ID<Attachment>

    public init(id: ID<Directive>, attachmentID: ID<Attachment>) {
        self.id = id
        self.attachmentID = attachmentID
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            _ = try Gate.directive(id, for: actor, may: .edit, in: tx)
            guard let attachment = try AttachmentRecords.attachment(attachmentID, in: tx),
                attachment.subject == .directive, attachment.subjectID == id.rawValue
            else { throw Problem.notFound("tệp này") }
            try AttachmentRecords.remove(attachmentID, in: tx)
            try EventRecords.append(
                .attachmentRemoved, to: .directive, id.rawValue, by: actor, note: attachment.fileName,
                detail: ["attachment": attachmentID.rawValue], in: tx)
        }
    }
}
