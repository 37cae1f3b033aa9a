import Domain
import Primitives
import Records
import Store

/// A work as typed. ``fill(_:in:)`` finds everything wrong with it at once.
public struct WorkContent: Sendable {
    public struct TypedMilestone: Sendable, Hashable {
        /// The identity of one that exists; empty for a new one.
        public var id: String
        public var name: String
        public var plannedOn: String

        public init(id: String = "", name: String = "", plannedOn: String = "") {
            self.id = id
            self.name = name
            self.plannedOn = plannedOn
        }

        public var isEmpty: Bool { VietnameseText.tidied(name).isEmpty && VietnameseText.tidied(plannedOn).isEmpty }
    }

    /// `PublicWork.Kind` as text.
    public var kind = ""
    public var name = ""
    public var investor = ""
    public var place = ""
    public var content = ""
    public var startsOn = ""
    public var plannedFinish = ""
    public var plaqueDay = ""
    /// The day of the calendar it greets; empty for none.
    public var occasion = ""
    public var milestones: [TypedMilestone] = []

    public init() {}

    /// A work that exists, as it would be typed.
    public init(_ work: PublicWork, greeting occasion: ID<Occasion>?) {
        kind = work.kind.rawValue
        name = work.name
        investor = work.investor
        place = work.place
        content = work.content
        startsOn = work.startsOn.written
        plannedFinish = work.plannedFinish.written
        plaqueDay = work.plaqueDay.written
        self.occasion = occasion?.rawValue ?? ""
        milestones = work.milestones.map {
            TypedMilestone(id: $0.id.rawValue, name: $0.name, plannedOn: $0.plannedOn.written)
        }
    }

    /// Puts the content into `work`.
    /// - Returns: the day it greets.
    /// - Throws: `Problem(.invalid)` with every field that does not hold.
    func fill(_ work: inout PublicWork, in tx: any ReadTransaction) throws -> GreetedOccasion? {
        var fields = TypedFields()
        work.name = fields.line(
            name, "name", "Tên công trình", limit: 300,
            missing: "Nhập tên công trình, ví dụ “Đường liên thôn Nà Pài – Khuổi Nọi”.")
        work.investor = fields.line(investor, "investor", "Chủ đầu tư", limit: 300)
        work.place = fields.line(place, "place", "Địa điểm", limit: 300)
        work.content = fields.lines(content, "content", "Quy mô, nội dung", limit: 5000)
        if let known = PublicWork.Kind(rawValue: kind) {
            work.kind = known
        } else {
            fields.add("kind", "Chọn loại công trình.")
        }
        let start = fields.day(startsOn, "startsOn", missing: "Nhập ngày khởi công theo kế hoạch.")
        let finish = fields.day(plannedFinish, "plannedFinish", missing: "Nhập ngày hoàn thành theo kế hoạch.")
        let plaque = fields.day(plaqueDay, "plaqueDay", missing: "Nhập ngày dự kiến gắn biển.")
        if let start, let finish, finish < start {
            fields.add("plannedFinish", "Ngày hoàn thành \(finish.written) ở trước ngày khởi công \(start.written).")
        }
        if let finish, let plaque, plaque < finish {
            fields.add("plaqueDay", "Ngày gắn biển \(plaque.written) ở trước ngày hoàn thành \(finish.written).")
        }
        work.startsOn = start ?? work.startsOn
        work.plannedFinish = finish ?? work.plannedFinish
        work.plaqueDay = plaque ?? work.plaqueDay
        readMilestones(into: &work, &fields, in: tx)
        let greeted = try greeted(plaque, &fields, in: tx)
        try fields.check()
        return greeted
    }

    private func readMilestones(into work: inout PublicWork, _ fields: inout TypedFields, in tx: any ReadTransaction) {
        let known = Dictionary(work.milestones.map { ($0.id.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
        var read: [Milestone] = []
        for (index, typed) in milestones.enumerated() {
            let row = index + 1
            if typed.isEmpty {
                if let done = known[typed.id], done.doneOn != nil {
                    fields.add("milestoneName-\(row)", "Mốc “\(done.name)” đã ghi là xong nên không bỏ được.")
                }
                continue
            }
            let name = fields.line(
                typed.name, "milestoneName-\(row)", "Mốc \(row): tên", limit: 200,
                missing: "Mốc \(row): nhập tên, ví dụ “Xong phần móng”.")
            let day = fields.day(typed.plannedOn, "milestoneOn-\(row)", missing: "Mốc \(row): nhập ngày phải xong.")
            guard let day else { continue }
            if day > work.plaqueDay {
                fields.add(
                    "milestoneOn-\(row)",
                    "Mốc \(row): ngày \(day.written) ở sau ngày gắn biển \(work.plaqueDay.written).")
            }
            let before = known[typed.id]
            read.append(
                Milestone(
                    id: before?.id ?? ID(at: tx.now), name: name, plannedOn: day, doneOn: before?.doneOn,
                    note: before?.note ?? ""))
        }
        if read.count > PublicWork.maximumMilestones {
            fields.add("milestoneName-1", "Có quá \(PublicWork.maximumMilestones) mốc. Gộp hoặc bỏ bớt.")
        }
        work.milestones = read
    }

    private func greeted(
        _ day: CivilDate?, _ fields: inout TypedFields, in tx: any ReadTransaction
    ) throws -> GreetedOccasion? {
        guard !occasion.isEmpty, let day else { return nil }
        guard let id = ID<Occasion>(parsing: occasion), let line = try OccasionRecords.line(id, in: tx) else {
            fields.add("occasion", "Ngày đã chọn không có trong lịch. Chọn lại.")
            return nil
        }
        guard let year = line.occasion.yearGreeted(from: day) else {
            fields.add(
                "occasion", "“\(line.occasion.name)” không còn giữ trong lịch sau ngày \(day.written). Chọn ngày khác.")
            return nil
        }
        return GreetedOccasion(occasion: line.occasion, year: year)
    }
}

/// Puts a work on the list of those that are to bear a plaque: *đăng ký công trình*.
public struct PlanWork: Sendable {
    /// The unit in charge.
    public let unitID: ID<Unit>
    public let content: WorkContent

    public init(unitID: ID<Unit>, content: WorkContent) {
        self.unitID = unitID
        self.content = content
    }

    public func run(by actor: Actor, on store: any Store) async throws -> ID<PublicWork> {
        try await store.perform { tx in
            guard let unit = try UnitRecords.unit(unitID, in: tx) else { throw Problem.notFound("đơn vị này") }
            var work = PublicWork(
                id: ID(at: tx.now), name: "", kind: .other, unitID: unitID, startsOn: tx.today, plannedFinish: tx.today,
                plaqueDay: tx.today, createdBy: actor.accountID, updatedAt: tx.now)
            try Gate.require(
                try Gate.workPolicy(for: actor, unitID: unitID, in: tx).permission(for: .edit, on: work))
            if !unit.exists(on: tx.today) {
                throw Problem(.conflict, "\(unit.name) đã kết thúc hoạt động nên không đăng ký công trình mới được.")
            }
            let greeted = try content.fill(&work, in: tx)
            try PublicWorkRecords.insert(work, in: tx)
            try Self.link(work.id, to: greeted, by: actor, in: tx)
            try EventRecords.append(
                .workPlanned, to: .publicWork, work.id.rawValue, by: actor, note: work.name,
                detail: ["unit": unitID.rawValue, "plaque": work.plaqueDay.iso], in: tx)
            return work.id
        }
    }

    static func link(
        _ id: ID<PublicWork>, to greeted: GreetedOccasion?, by actor: Actor, in tx: any WriteTransaction
    ) throws {
        try OccasionLinkRecords.removeAll(of: .work, id.rawValue, in: tx)
        guard let greeted else { return }
        try OccasionLinkRecords.add(
            OccasionLink(occasionID: greeted.occasion.id, year: greeted.year, kind: .work, subjectID: id.rawValue),
            by: actor.accountID, in: tx)
    }
}

/// Changes what is planned of a work that is not finished: *sửa thông tin công trình*.
public struct ChangeWork: Sendable {
    public let id: ID<PublicWork>
    public let version: Int
    public let content: WorkContent

    public init(id: ID<PublicWork>, version: Int, content: WorkContent) {
        self.id = id
        self.version = version
        self.content = content
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var work = try Gate.work(id, for: actor, may: .edit, in: tx)
            let before = work.plaqueDay
            let greeted = try content.fill(&work, in: tx)
            try PublicWorkRecords.update(work, expecting: version, by: actor, in: tx)
            try PlanWork.link(id, to: greeted, by: actor, in: tx)
            let note =
                before == work.plaqueDay
                ? nil : "Đổi ngày gắn biển từ \(before.written) sang \(work.plaqueDay.written)"
            try EventRecords.append(.workChanged, to: .publicWork, id.rawValue, by: actor, note: note, in: tx)
        }
    }
}
