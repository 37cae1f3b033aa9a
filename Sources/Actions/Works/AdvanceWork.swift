import Domain
import Primitives
import Records
import Store

/// The next step of a work: begun, finished, its plaque fixed: *khởi công, hoàn thành, gắn biển*.
public struct AdvanceWork: Sendable {
    public enum Step: String, Sendable, CaseIterable {
        case start, finish
        case fixPlaque = "plaque"

        public var act: PublicWorkAct {
            switch self {
            case .start: .start
            case .finish: .finish
            case .fixPlaque: .fixPlaque
            }
        }
    }

    public let id: ID<PublicWork>
    public let version: Int
    public let step: Step
    /// The day on which it happened, as typed.
    public let day: String

    public init(id: ID<PublicWork>, version: Int, step: Step, day: String) {
        self.id = id
        self.version = version
        self.step = step
        self.day = day
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var work = try Gate.work(id, for: actor, may: step.act, in: tx)
            var fields = TypedFields()
            let earliest: CivilDate? =
                switch step {
                case .start: nil
                case .finish: work.startedOn
                case .fixPlaque: work.finishedOn
                }
            guard let day = fields.happened(day, "day", since: earliest, today: tx.today) else {
                try fields.check()
                return
            }
            let kind: EventKind
            switch step {
            case .start:
                work.state = .underWay
                work.startedOn = day
                kind = .workStarted
            case .finish:
                work.state = .finished
                work.finishedOn = day
                kind = .workFinished
            case .fixPlaque:
                work.state = .plaque
                work.plaqueFixedOn = day
                kind = .plaqueFixed
            }
            try PublicWorkRecords.update(work, expecting: version, by: actor, in: tx)
            try EventRecords.append(kind, to: .publicWork, id.rawValue, by: actor, note: "Ngày \(day.written)", in: tx)
        }
    }
}

/// Writes down that a milestone is done, or that it is not after all: *ghi mốc tiến độ*.
public struct RecordMilestone: Sendable {
    public let id: ID<PublicWork>
    public let milestoneID: ID<Milestone>
    public let version: Int
    /// The day on which it was done, as typed; nothing takes it back.
    public let doneOn: String
    public let note: String

    public init(id: ID<PublicWork>, milestoneID: ID<Milestone>, version: Int, doneOn: String, note: String) {
        self.id = id
        self.milestoneID = milestoneID
        self.version = version
        self.doneOn = doneOn
        self.note = note
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var work = try Gate.work(id, for: actor, may: .recordMilestone, in: tx)
            guard let index = work.milestones.firstIndex(where: { $0.id == milestoneID }) else {
                throw Problem.notFound("mốc tiến độ này")
            }
            var fields = TypedFields()
            let isTakenBack = VietnameseText.tidied(doneOn).isEmpty && work.milestones[index].doneOn != nil
            let day = isTakenBack ? nil : fields.happened(doneOn, "doneOn", since: work.startedOn, today: tx.today)
            work.milestones[index].note = fields.lines(
                note, "note", "Ghi chú", limit: 1000,
                missing: isTakenBack ? "Ghi lý do bỏ ngày xong đã ghi." : nil)
            try fields.check()
            work.milestones[index].doneOn = day
            try PublicWorkRecords.update(work, expecting: version, by: actor, in: tx)
            let milestone = work.milestones[index]
            try EventRecords.append(
                .milestoneRecorded, to: .publicWork, id.rawValue, by: actor,
                note: "\(milestone.name): \(day.map { "xong ngày \($0.written)" } ?? "chưa xong")"
                    + (milestone.note.isEmpty ? "" : ". \(milestone.note)"), in: tx)
        }
    }
}

/// Gives a work up, and says why: *dừng công trình*.
public struct DropWork: Sendable {
    public let id: ID<PublicWork>
    public let version: Int
    public let reason: String

    public init(id: ID<PublicWork>, version: Int, reason: String) {
        self.id = id
        self.version = version
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var work = try Gate.work(id, for: actor, may: .drop, in: tx)
            try requireReason(reason, "Ghi lý do dừng công trình.")
            work.state = .dropped
            work.dropReason = reason
            try PublicWorkRecords.update(work, expecting: version, by: actor, in: tx)
            try EventRecords.append(.workDropped, to: .publicWork, id.rawValue, by: actor, note: reason, in: tx)
        }
    }
}

extension TypedFields {
    /// The day on which something happened: there, not before another day, not after today.
    mutating func happened(
        _ typed: String, _ field: String, since earliest: CivilDate?, today: CivilDate
    ) -> CivilDate? {
        guard let day = day(typed, field, missing: "Nhập ngày thực tế.") else { return nil }
        if day > today {
            add(field, "Ngày \(day.written) ở sau hôm nay (\(today.written)). Việc đã xong mới ghi.")
            return nil
        }
        if let earliest, day < earliest {
            add(field, "Ngày \(day.written) ở trước bước trước đó (\(earliest.written)).")
            return nil
        }
        return day
    }
}
