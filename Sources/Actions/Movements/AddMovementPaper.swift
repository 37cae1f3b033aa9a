import Domain
import Primitives
import Records
import Store

/// Adds a paper to a unit's response: its plan as it was issued. The content is looked into, never believed by its name.
public struct AddMovementPaper: Sendable {
    public let movementID: ID<Movement>
    public let unitID: ID<Unit>
    public let fileName: String
    public let content: [UInt8]

    public init(movementID: ID<Movement>, unitID: ID<Unit>, fileName: String, content: [UInt8]) {
        self.movementID = movementID
        self.unitID = unitID
        self.fileName = fileName
        self.content = content
    }

    /// How many papers one unit may add to one movement.
    public static let maximum = 20

    /// - Throws: `Problem(.invalid)` when the file is empty, too large, or not what its name says.
    public func run(by actor: Actor, files: FileStore, on store: any Store) async throws -> ID<MovementPaper> {
        try await store.read { tx in try check(by: actor, in: tx) }
        let paper = try CheckedPaper(number: "", on: "", fileName: fileName, content: content)
        let hash = try await files.store(content)
        return try await store.perform { tx in
            // Asked again, because the movement may have ended while the file was on its way.
            try check(by: actor, in: tx)
            let added = MovementPaper(
                id: ID(at: tx.now), movementID: movementID, unitID: unitID, fileName: paper.fileName,
                fileKind: paper.kind, fileHash: hash, byteCount: paper.byteCount, uploadedBy: actor.accountID,
                uploadedByName: actor.name, uploadedAt: tx.now)
            try MovementPaperRecords.insert(added, in: tx)
            try EventRecords.append(
                .movementPaperAdded, to: .movement, movementID.rawValue, by: actor, note: added.fileName,
                detail: ["unit": unitID.rawValue, "paper": added.id.rawValue, "sha256": hash], in: tx)
            return added.id
        }
    }

    private func check(by actor: Actor, in tx: any ReadTransaction) throws {
        _ = try Gate.movement(movementID, for: actor, may: .respond, in: tx)
        guard try MovementAddresseeRecords.inReach(of: actor, movementID, in: tx).contains(unitID) else {
            throw Problem.notFound("đơn vị này trong nơi nhận của phong trào")
        }
        if try MovementPaperRecords.papers(of: [unitID], to: movementID, in: tx).count >= Self.maximum {
            throw Problem.invalid([
                FieldProblem("file", "Đơn vị đã tải lên \(Self.maximum) văn bản. Gỡ bớt rồi tải lên.")
            ])
        }
    }
}

/// Takes a paper out of a response while the movement still takes responses: *gỡ văn bản*.
public struct RemoveMovementPaper: Sendable {
    public let movementID: ID<Movement>
    public let id: ID<MovementPaper>

    public init(movementID: ID<Movement>, id: ID<MovementPaper>) {
        self.movementID = movementID
        self.id = id
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            _ = try Gate.movement(movementID, for: actor, may: .respond, in: tx)
            guard let paper = try MovementPaperRecords.paper(id, of: movementID, in: tx),
                try MovementAddresseeRecords.inReach(of: actor, movementID, in: tx).contains(paper.unitID)
            else { throw Problem.notFound("văn bản này") }
            try MovementPaperRecords.remove(id, in: tx)
            try EventRecords.append(
                .movementPaperRemoved, to: .movement, movementID.rawValue, by: actor, note: paper.fileName,
                detail: ["unit": paper.unitID.rawValue, "paper": id.rawValue], in: tx)
        }
    }
}

extension Gate {
    /// A paper of a response, for the unit that added it and for the side that launched the movement.
    public static func movementPaper(
        _ id: ID<MovementPaper>, of movementID: ID<Movement>, for actor: Actor, in tx: any ReadTransaction
    ) throws -> MovementPaper {
        let movement = try movement(movementID, for: actor, may: .view, in: tx)
        guard let paper = try MovementPaperRecords.paper(id, of: movementID, in: tx) else {
            throw Problem.notFound("văn bản này")
        }
        let policy = try movementPolicy(for: actor, movement, in: tx)
        let isOwn = policy.addresseesInReach.contains(paper.unitID)
        guard isOwn || policy.watches else { throw Problem.notFound("văn bản này") }
        return paper
    }
}
