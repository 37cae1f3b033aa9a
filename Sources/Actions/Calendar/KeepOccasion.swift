import Domain
import Primitives
import Records
import Store

/// Puts a day into the calendar: *thêm vào lịch*.
public struct AddOccasion: Sendable {
    public let content: OccasionContent

    public init(content: OccasionContent) { self.content = content }

    public func run(by actor: Actor, on store: any Store) async throws -> ID<Occasion> {
        try await store.perform { tx in
            let (level, unitID) = try content.resolveOwner(for: actor, in: tx)
            var occasion = Occasion(
                id: ID(at: tx.now), kind: .greatDay, level: level, unitID: unitID, name: "",
                time: .yearly(since: tx.today), createdBy: actor.accountID, updatedAt: tx.now)
            let policy = try Gate.occasionPolicy(for: actor, occasion, in: tx)
            try Gate.require(policy.permission(for: .edit, on: occasion))
            try content.fill(&occasion, in: tx)
            try OccasionRecords.insert(occasion, in: tx)
            try EventRecords.append(
                .occasionAdded, to: .occasion, occasion.id.rawValue, by: actor, note: occasion.name,
                detail: ["kind": occasion.kind.rawValue, "level": occasion.level.rawValue], in: tx)
            return occasion.id
        }
    }
}

/// Corrects an entry of the calendar: *sửa mục trong lịch*. What comes back every year stays so.
public struct ChangeOccasion: Sendable {
    public let id: ID<Occasion>
    /// The version the editor had before their eyes.
    public let version: Int
    public let content: OccasionContent

    public init(id: ID<Occasion>, version: Int, content: OccasionContent) {
        self.id = id
        self.version = version
        self.content = content
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var occasion = try Gate.occasion(id, for: actor, may: .edit, in: tx).occasion
            let before = occasion
            if let kind = Occasion.Kind(rawValue: content.kind), kind.isYearly != occasion.kind.isYearly {
                throw Problem.invalid([
                    FieldProblem(
                        "kind", "Mục hằng năm không đổi thành mục một lần được, và ngược lại. Thêm một mục mới.")
                ])
            }
            let (level, unitID) = try content.resolveOwner(for: actor, in: tx)
            occasion.level = level
            occasion.unitID = unitID
            if level != before.level || unitID != before.unitID {
                let policy = try Gate.occasionPolicy(for: actor, occasion, in: tx)
                try Gate.require(policy.permission(for: .edit, on: occasion))
            }
            try content.fill(&occasion, in: tx)
            try OccasionRecords.update(occasion, expecting: version, by: actor, in: tx)
            let note = before.time == occasion.time ? nil : "Ngày cũ: \(Self.written(before.time))"
            try EventRecords.append(
                .occasionChanged, to: .occasion, id.rawValue, by: actor, note: note, in: tx)
        }
    }

    private static func written(_ time: Occasion.Time) -> String {
        switch time {
        case .yearly(let since): since.written
        case .once(let period): period.written
        }
    }
}

/// Takes an entry out of the calendar: after a last year, or altogether when it was a mistake or will not take place.
///
/// Nothing is deleted. What things hang on cannot be taken off altogether.
public struct EndOccasion: Sendable {
    public let id: ID<Occasion>
    public let version: Int
    /// The last year in which a yearly one is kept, as typed; empty to take it off altogether.
    public let lastYear: String
    public let reason: String

    public init(id: ID<Occasion>, version: Int, lastYear: String, reason: String) {
        self.id = id
        self.version = version
        self.lastYear = VietnameseText.tidied(lastYear)
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var occasion = try Gate.occasion(id, for: actor, may: .end, in: tx).occasion
            var fields = TypedFields()
            occasion.stateReason = fields.lines(
                reason, "reason", "Lý do", limit: 1000, missing: "Ghi lý do thôi giữ mục này trong lịch.")
            if let since = occasion.foundedOn, !lastYear.isEmpty {
                if let year = Int(lastYear), (since.year...9999).contains(year) {
                    occasion.lastYear = year
                    let hanging = try OccasionLinkRecords.count(of: id, after: year, in: tx)
                    if hanging > 0 {
                        fields.add(
                            "lastYear",
                            "Sau năm \(year) còn \(hanging) phong trào, hoạt động hoặc nội dung khác gắn với ngày này. Chọn năm muộn hơn."
                        )
                    }
                } else {
                    fields.add(
                        "lastYear", "Năm cuối “\(lastYear)” không hợp lệ. Nhập một năm từ \(since.year), hoặc để trống."
                    )
                }
                occasion.state = .ended
            } else {
                let hanging = try OccasionLinkRecords.count(of: id, in: tx)
                if hanging > 0 {
                    let advice =
                        occasion.foundedOn == nil
                        ? "Sửa ngày nếu hoãn; nếu không tổ chức nữa, bỏ gắn các mục đó trước."
                        : "Nhập năm cuối còn giữ để những năm trước vẫn còn."
                    throw Problem(
                        .conflict,
                        "Có \(hanging) phong trào, hoạt động hoặc nội dung khác đang gắn với mục này nên không bỏ hẳn được. \(advice)"
                    )
                }
                occasion.state = .removed
            }
            try fields.check()
            try OccasionRecords.update(occasion, expecting: version, by: actor, in: tx)
            let until = occasion.lastYear.map { "Giữ đến hết năm \($0). " } ?? ""
            try EventRecords.append(
                .occasionEnded, to: .occasion, id.rawValue, by: actor, note: until + occasion.stateReason, in: tx)
        }
    }
}

/// Puts an entry that was ended or taken off back into the calendar: *đưa lại vào lịch*.
public struct ResumeOccasion: Sendable {
    public let id: ID<Occasion>
    public let version: Int

    public init(id: ID<Occasion>, version: Int) {
        self.id = id
        self.version = version
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var occasion = try Gate.occasion(id, for: actor, may: .resume, in: tx).occasion
            occasion.state = .kept
            occasion.lastYear = nil
            occasion.stateReason = ""
            if try OccasionRecords.isKnown(occasion, in: tx) {
                throw Problem(
                    .conflict, "“\(occasion.name)” vào ngày này đã có trong lịch dưới một mục khác. Dùng mục đó.")
            }
            try OccasionRecords.update(occasion, expecting: version, by: actor, in: tx)
            try EventRecords.append(.occasionResumed, to: .occasion, id.rawValue, by: actor, in: tx)
        }
    }
}
