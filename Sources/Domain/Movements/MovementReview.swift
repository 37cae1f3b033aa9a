import Primitives

/// What a unit says came of a movement: *sơ kết* midway or of one drive, *tổng kết* at the end.
///
/// The parts are those that a final review must assess: results and effect; what is weak and why; lessons (TT 01/2024/TT-BNV
/// Điều 3.3, the predecessor of TT 15/2025, mark V*), and who is proposed for commendation (Luật 06/2022/QH15 Điều 17.5).
public struct MovementReview: Sendable, Hashable, Identifiable {
    public enum Stage: Sendable, Hashable {
        case midway
        case drive(ID<MovementDrive>)
        case final

        /// `midway`, `final`, or the drive: one review of each unit has it.
        public var key: String {
            switch self {
            case .midway: "midway"
            case .drive(let id): id.rawValue
            case .final: "final"
            }
        }

        public var kind: Kind {
            switch self {
            case .midway: .midway
            case .drive: .drive
            case .final: .final
            }
        }

        public var driveID: ID<MovementDrive>? {
            if case .drive(let id) = self { return id }
            return nil
        }
    }

    /// What is stored of a stage besides its key.
    public enum Kind: String, Sendable, CaseIterable {
        case midway, drive, final
    }

    public let id: ID<MovementReview>
    public let movementID: ID<Movement>
    public let unitID: ID<Unit>
    public let stage: Stage
    public var results: String
    /// How many people and collectives took part.
    public var people: Int
    public var collectives: Int
    public var weaknesses: String
    public var lessons: String
    public var proposals: String
    public var writtenBy: ID<Account>
    public var writtenAt: Instant
    public var version: Int

    public init(
        id: ID<MovementReview>, movementID: ID<Movement>, unitID: ID<Unit>, stage: Stage, results: String = "",
        people: Int = 0, collectives: Int = 0, weaknesses: String = "", lessons: String = "", proposals: String = "",
        writtenBy: ID<Account>, writtenAt: Instant, version: Int = 1
    ) {
        self.id = id
        self.movementID = movementID
        self.unitID = unitID
        self.stage = stage
        self.results = results
        self.people = people
        self.collectives = collectives
        self.weaknesses = weaknesses
        self.lessons = lessons
        self.proposals = proposals
        self.writtenBy = writtenBy
        self.writtenAt = writtenAt
        self.version = version
    }
}

/// A paper that a unit adds to its response.
public struct MovementPaper: Sendable, Hashable, Identifiable {
    public let id: ID<MovementPaper>
    public let movementID: ID<Movement>
    public let unitID: ID<Unit>
    public let fileName: String
    public let fileKind: FileKind
    /// SHA-256 of the content, by which the file is kept.
    public let fileHash: String
    public let byteCount: Int
    public let uploadedBy: ID<Account>
    public let uploadedByName: String
    public let uploadedAt: Instant

    public init(
        id: ID<MovementPaper>, movementID: ID<Movement>, unitID: ID<Unit>, fileName: String, fileKind: FileKind,
        fileHash: String, byteCount: Int, uploadedBy: ID<Account>, uploadedByName: String, uploadedAt: Instant
    ) {
        self.id = id
        self.movementID = movementID
        self.unitID = unitID
        self.fileName = fileName
        self.fileKind = fileKind
        self.fileHash = fileHash
        self.byteCount = byteCount
        self.uploadedBy = uploadedBy
        self.uploadedByName = uploadedByName
        self.uploadedAt = uploadedAt
    }
}
