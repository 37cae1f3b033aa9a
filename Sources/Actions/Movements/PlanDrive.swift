import Domain
import Primitives
import Records
import Store

/// A drive as typed. ``fill(_:in:for:tx:)`` finds everything wrong with it at once.
public struct DriveContent: Sendable, Hashable {
    public var name = ""
    public var startsOn = ""
    public var endsOn = ""
    public var goals = ""
    /// The day of the calendar it greets; empty for none.
    public var occasion = ""

    public init(
        name: String = "", startsOn: String = "", endsOn: String = "", goals: String = "", occasion: String = ""
    ) {
        self.name = name
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.goals = goals
        self.occasion = occasion
    }

    public init(_ drive: MovementDrive) {
        name = drive.name
        startsOn = drive.startsOn.written
        endsOn = drive.endsOn.written
        goals = drive.goals
        occasion = drive.greeting?.occasionID.rawValue ?? ""
    }

    /// - Throws: `Problem(.invalid)` with every field that does not hold.
    func fill(
        _ drive: inout MovementDrive, in movement: Movement, for actor: Actor, tx: any ReadTransaction
    ) throws {
        var fields = TypedFields()
        drive.name = fields.line(
            name, "name", "Tên đợt", limit: 300,
            missing: "Nhập tên đợt, ví dụ “Đợt 1: chào mừng ngày thành lập Đảng”.")
        drive.goals = fields.lines(
            goals, "goals", "Mục tiêu, nội dung", limit: 20_000, missing: "Ghi mục tiêu, nội dung của đợt thi đua.")
        // Longer than any movement: the movement's own days bound it.
        if let days = fields.period((startsOn, "startsOn"), (endsOn, "endsOn"), longest: 10_000) {
            (drive.startsOn, drive.endsOn) = days
            if let obstacle = MovementDrive.obstacle(from: days.0, until: days.1, in: movement) {
                fields.add(days.0 < movement.startsOn ? "startsOn" : "endsOn", obstacle)
            }
            drive.greeting = nil
            if let id = ID<Occasion>(parsing: occasion) {
                do {
                    let greeted = try LinkMovement.greeted(id, from: days.0, for: actor, in: tx)
                    drive.greeting = .init(occasionID: id, year: greeted.year)
                } catch let problem as Problem where problem.code == .invalid {
                    for field in problem.fields { fields.add(field.field, field.message) }
                }
            } else if !occasion.isEmpty {
                fields.add("occasion", "Ngày đã chọn không có trong lịch. Chọn lại.")
            }
        }
        try fields.check()
    }
}

/// Divides a movement: *thêm đợt thi đua*. What a drive greets, its movement greets too, so that the calendar shows it.
public struct AddDrive: Sendable {
    public let movementID: ID<Movement>
    public let content: DriveContent

    public init(movementID: ID<Movement>, content: DriveContent) {
        self.movementID = movementID
        self.content = content
    }

    public func run(by actor: Actor, on store: any Store) async throws -> ID<MovementDrive> {
        try await store.perform { tx in
            let movement = try Gate.movement(movementID, for: actor, may: .plan, in: tx)
            let drives = try MovementDriveRecords.drives(of: movementID, in: tx)
            if drives.count(where: { !$0.isCancelled }) >= MovementDrive.maximum || drives.count >= 100 {
                throw Problem.invalid([
                    FieldProblem(
                        "name", "Phong trào đã có \(MovementDrive.maximum) đợt. Gộp hoặc bỏ bớt đợt rồi thêm.")
                ])
            }
            var drive = MovementDrive(
                id: ID(at: tx.now), movementID: movementID, name: "", startsOn: movement.startsOn,
                endsOn: movement.endsOn, goals: "")
            try content.fill(&drive, in: movement, for: actor, tx: tx)
            try MovementDriveRecords.insert(drive, by: actor.accountID, in: tx)
            try drive.link(by: actor, in: tx)
            try EventRecords.append(
                .movementDriveAdded, to: .movement, movementID.rawValue, by: actor, note: drive.written,
                detail: ["drive": drive.id.rawValue], in: tx)
            return drive.id
        }
    }
}

/// Changes a drive as long as its movement is not closed: *sửa đợt thi đua*.
public struct ChangeDrive: Sendable {
    public let movementID: ID<Movement>
    public let id: ID<MovementDrive>
    public let version: Int
    public let content: DriveContent

    public init(movementID: ID<Movement>, id: ID<MovementDrive>, version: Int, content: DriveContent) {
        self.movementID = movementID
        self.id = id
        self.version = version
        self.content = content
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var (movement, drive) = try Gate.drive(id, of: movementID, for: actor, in: tx)
            let before = drive.written
            try content.fill(&drive, in: movement, for: actor, tx: tx)
            try MovementDriveRecords.update(drive, expecting: version, by: actor, in: tx)
            try drive.link(by: actor, in: tx)
            try EventRecords.append(
                .movementDriveChanged, to: .movement, movementID.rawValue, by: actor,
                note: before == drive.written ? drive.written : "\(before) thành \(drive.written)",
                detail: ["drive": id.rawValue], in: tx)
        }
    }
}

/// Says that a drive does not take place, and why: *bỏ đợt thi đua*.
public struct CancelDrive: Sendable {
    public let movementID: ID<Movement>
    public let id: ID<MovementDrive>
    public let version: Int
    public let reason: String

    public init(movementID: ID<Movement>, id: ID<MovementDrive>, version: Int, reason: String) {
        self.movementID = movementID
        self.id = id
        self.version = version
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var (_, drive) = try Gate.drive(id, of: movementID, for: actor, in: tx)
            try requireReason(reason, "Ghi lý do bỏ đợt thi đua này.")
            drive.cancelReason = reason
            try MovementDriveRecords.update(drive, expecting: version, by: actor, in: tx)
            try EventRecords.append(
                .movementDriveCancelled, to: .movement, movementID.rawValue, by: actor,
                note: "\(drive.name): \(reason)", detail: ["drive": id.rawValue], in: tx)
        }
    }
}

extension MovementDrive {
    /// For the log: `Đợt 1 (01/01/2025 – 03/02/2025)`.
    var written: String { "\(name) (\(startsOn.written) – \(endsOn.written))" }

    func link(by actor: Actor, in tx: any WriteTransaction) throws {
        guard let greeting else { return }
        try OccasionLinkRecords.add(
            OccasionLink(
                occasionID: greeting.occasionID, year: greeting.year, kind: .movement, subjectID: movementID.rawValue),
            by: actor.accountID, in: tx)
    }
}

extension Gate {
    /// A drive that stands, for those who divide its movement.
    public static func drive(
        _ id: ID<MovementDrive>, of movementID: ID<Movement>, for actor: Actor, in tx: any ReadTransaction
    ) throws -> (movement: Movement, drive: MovementDrive) {
        let movement = try movement(movementID, for: actor, may: .plan, in: tx)
        guard let drive = try MovementDriveRecords.drive(id, of: movementID, in: tx) else {
            throw Problem.notFound("đợt thi đua này")
        }
        if drive.isCancelled { throw Problem(.conflict, "Đợt thi đua này đã bỏ. Lý do: \(drive.cancelReason)") }
        return (movement, drive)
    }
}
