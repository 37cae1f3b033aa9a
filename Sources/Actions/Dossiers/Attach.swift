import Domain
import Law
import Primitives
import Records
import Store

/// Adds a paper to a dossier: *tải lên văn bản*. The content is looked into, never believed by its name.
public struct AddAttachment: Sendable {
    public let dossierID: ID<Dossier>
    public let nominationID: ID<Nomination>?
    public let paperKey: String
    public let paperNumber: String
    public let paperOn: String
    public let fileName: String
    public let content: [UInt8]

    public init(
        dossierID: ID<Dossier>, nominationID: ID<Nomination>?, paperKey: String, paperNumber: String, paperOn: String,
        fileName: String, content: [UInt8]
    ) {
        self.dossierID = dossierID
        self.nominationID = nominationID
        self.paperKey = paperKey
        self.paperNumber = VietnameseText.tidied(paperNumber)
        self.paperOn = VietnameseText.tidied(paperOn)
        self.fileName = fileName
        self.content = content
    }

    /// - Throws: `Problem(.invalid)` when the file is empty, too large, or not what its name says.
    public func run(
        by actor: Actor, lawbook: Lawbook, files: FileStore, on store: any Store
    ) async throws -> ID<Attachment> {
        _ = try await store.read { tx in try editable(by: actor, lawbook: lawbook, in: tx) }
        let paper = try CheckedPaper(number: paperNumber, on: paperOn, fileName: fileName, content: content)
        let hash = try await files.store(content)
        return try await store.perform { tx in
            // Asked again, because the dossier may have been submitted while the file was on its way.
            _ = try editable(by: actor, lawbook: lawbook, in: tx)
            if let nominationID, try NominationRecords.nomination(nominationID, of: dossierID, in: tx) == nil {
                throw Problem.notFound("đề nghị này")
            }
            let attachment = paper.attachment(
                of: .dossier, dossierID.rawValue, nominationID: nominationID, paperKey: paperKey, hash: hash, by: actor,
                at: tx.now)
            try AttachmentRecords.insert(attachment, in: tx)
            try EventRecords.append(
                .attachmentAdded, to: .dossier, dossierID.rawValue, by: actor, note: attachment.fileName,
                detail: ["attachment": attachment.id.rawValue, "sha256": hash], in: tx)
            return attachment.id
        }
    }

    /// The dossier, when it takes papers and this is one of its kinds.
    private func editable(by actor: Actor, lawbook: Lawbook, in tx: any ReadTransaction) throws -> Dossier {
        let dossier = try Gate.dossier(dossierID, for: actor, may: .edit, in: tx)
        guard paperKey != DossierPapers.other else { return dossier }
        let nominations = try NominationRecords.nominations(of: dossierID, in: tx)
        let papers = DossierPapers.required(for: dossier, nominations, lawbook: lawbook, today: tx.today)
        guard papers.contains(where: { $0.key == paperKey }) else {
            throw Problem.invalid([
                FieldProblem(
                    "paperKey",
                    "Hồ sơ này không cần loại văn bản đã chọn. Chọn một loại trong danh sách, hoặc “Văn bản khác”.")
            ])
        }
        return dossier
    }
}

/// A paper whose number, date and content have been looked at.
struct CheckedPaper {
    let number: String
    let on: CivilDate?
    let fileName: String
    let kind: FileKind
    let byteCount: Int

    init(number: String, on typed: String, fileName: String, content: [UInt8]) throws {
        var problems: [FieldProblem] = []
        if number.count > 50 { problems.append(FieldProblem("paperNumber", "Số, ký hiệu văn bản dài quá 50 ký tự.")) }
        let day = CivilDate(written: typed)
        if !typed.isEmpty, day == nil {
            problems.append(
                FieldProblem("paperOn", "Ngày văn bản “\(typed)” không có thật. Nhập theo dạng 05/12/2025."))
        }
        do {
            kind = try FileCheck.kind(of: content, named: fileName)
        } catch let problem as Problem {
            throw Problem.invalid(problems + [FieldProblem("file", problem.message)])
        }
        guard problems.isEmpty else { throw Problem.invalid(problems) }
        self.number = number
        self.on = day
        self.fileName = FileCheck.safeName(fileName)
        byteCount = content.count
    }

    func attachment(
        of subject: EventSubject, _ subjectID: String, nominationID: ID<Nomination>?, paperKey: String, hash: String,
        by actor: Actor, at now: Instant
    ) -> Attachment {
        Attachment(
            id: ID(at: now), subject: subject, subjectID: subjectID, nominationID: nominationID, paperKey: paperKey,
            paperNumber: number, paperOn: on, fileName: fileName, fileKind: kind, fileHash: hash, byteCount: byteCount,
            uploadedBy: actor.accountID, uploadedByName: actor.name, uploadedAt: now)
    }
}

/// Takes a paper out of a dossier that is still with its sender: *gỡ văn bản*.
public struct RemoveAttachment: Sendable {
    public let dossierID: ID<Dossier>
    public let id: ID<Attachment>

    public init(dossierID: ID<Dossier>, id: ID<Attachment>) {
        self.dossierID = dossierID
        self.id = id
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            _ = try Gate.dossier(dossierID, for: actor, may: .edit, in: tx)
            guard let attachment = try AttachmentRecords.attachment(id, in: tx), attachment.subject == .dossier,
                attachment.subjectID == dossierID.rawValue
            else { throw Problem.notFound("văn bản này") }
            try AttachmentRecords.remove(id, in: tx)
            try EventRecords.append(
                .attachmentRemoved, to: .dossier, dossierID.rawValue, by: actor, note: attachment.fileName,
                detail: ["attachment": id.rawValue], in: tx)
        }
    }
}
