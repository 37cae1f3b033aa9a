import Domain
import Primitives
import Records
import Store

/// Says that an activity took place, and on which days: *đã tổ chức*.
public struct HoldActivity: Sendable {
    public let id: ID<Activity>
    public let version: Int
    /// As typed.
    public let startsOn: String
    public let endsOn: String

    public init(id: ID<Activity>, version: Int, startsOn: String, endsOn: String) {
        self.id = id
        self.version = version
        self.startsOn = startsOn
        self.endsOn = endsOn
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var activity = try Gate.activity(id, for: actor, may: .hold, in: tx)
            var fields = TypedFields()
            if let days = fields.period((startsOn, "startsOn"), (endsOn, "endsOn"), longest: Activity.longest) {
                if days.1 > tx.today {
                    fields.add(
                        days.0 > tx.today ? "startsOn" : "endsOn",
                        "Ngày \((days.0 > tx.today ? days.0 : days.1).written) ở sau hôm nay (\(tx.today.written)). Hoạt động kết thúc rồi mới ghi là đã tổ chức."
                    )
                }
                (activity.startsOn, activity.endsOn) = days
            }
            try fields.check()
            activity.state = .held
            try ActivityRecords.update(activity, expecting: version, by: actor, in: tx)
            try EventRecords.append(
                .activityHeld, to: .activity, id.rawValue, by: actor,
                note: "\(activity.startsOn.written) – \(activity.endsOn.written)", in: tx)
        }
    }
}

/// Writes down what came of an activity, in words and figures: *ghi kết quả*. A second time it corrects, with a reason.
public struct ReportActivity: Sendable {
    /// One figure as typed; rows with nothing in them are skipped.
    public struct Figure: Sendable, Hashable {
        public var name: String
        public var amount: String
        public var measure: String

        public init(name: String = "", amount: String = "", measure: String = "") {
            self.name = name
            self.amount = amount
            self.measure = measure
        }

        public var isEmpty: Bool { [name, amount, measure].allSatisfy { VietnameseText.tidied($0).isEmpty } }
    }

    public let id: ID<Activity>
    public let version: Int
    public let participants: String
    public let result: String
    public let figures: [Figure]
    /// Why a result that stands already is changed.
    public let reason: String

    public init(
        id: ID<Activity>, version: Int, participants: String, result: String, figures: [Figure], reason: String
    ) {
        self.id = id
        self.version = version
        self.participants = participants
        self.result = result
        self.figures = figures
        self.reason = reason
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var activity = try Gate.activity(id, for: actor, may: .report, in: tx)
            let isCorrection = activity.state == .reported
            var fields = TypedFields()
            activity.participants = fields.number(
                participants, "participants", "Số người tham gia", upTo: 10_000_000,
                missing: "Nhập số người đã tham gia.")
            activity.result = fields.lines(
                result, "result", "Kết quả", limit: 10_000, missing: "Ghi kết quả của hoạt động.")
            let why = fields.lines(
                reason, "reason", "Lý do", limit: 1000,
                missing: isCorrection ? "Ghi lý do sửa kết quả đã ghi trước đó." : nil)
            activity.figures = read(&fields)
            try fields.check()
            activity.state = .reported
            try ActivityRecords.update(activity, expecting: version, by: actor, in: tx)
            try EventRecords.append(
                .activityReported, to: .activity, id.rawValue, by: actor,
                note: isCorrection ? "Sửa kết quả: \(why)" : nil,
                detail: ["participants": String(activity.participants ?? 0)], in: tx)
        }
    }

    private func read(_ fields: inout TypedFields) -> [ActivityFigure] {
        var read: [ActivityFigure] = []
        for (index, figure) in figures.enumerated() where !figure.isEmpty {
            let row = index + 1
            let name = fields.line(
                figure.name, "figureName-\(row)", "Số liệu \(row): tên", limit: 200,
                missing: "Số liệu \(row): nhập tên, ví dụ “Số đội tham gia”.")
            let amount = fields.number(
                figure.amount, "figureAmount-\(row)", "Số liệu \(row):", upTo: 1_000_000_000_000,
                missing: "Số liệu \(row): nhập con số.")
            let measure = fields.line(figure.measure, "figureMeasure-\(row)", "Số liệu \(row): đơn vị tính", limit: 50)
            if let amount { read.append(ActivityFigure(name: name, amount: amount, measure: measure)) }
        }
        if read.count > Activity.maximumFigures {
            fields.add("figureName-1", "Có quá \(Activity.maximumFigures) số liệu. Gộp hoặc bỏ bớt.")
        }
        return read
    }
}

/// Says that a planned activity will not take place, and why: *hủy hoạt động*.
public struct CancelActivity: Sendable {
    public let id: ID<Activity>
    public let version: Int
    public let reason: String

    public init(id: ID<Activity>, version: Int, reason: String) {
        self.id = id
        self.version = version
        self.reason = reason
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            var activity = try Gate.activity(id, for: actor, may: .cancel, in: tx)
            var fields = TypedFields()
            activity.cancelReason = fields.lines(
                reason, "reason", "Lý do", limit: 1000, missing: "Ghi lý do hủy hoạt động.")
            try fields.check()
            activity.state = .cancelled
            try ActivityRecords.update(activity, expecting: version, by: actor, in: tx)
            try EventRecords.append(
                .activityCancelled, to: .activity, id.rawValue, by: actor, note: activity.cancelReason, in: tx)
        }
    }
}
