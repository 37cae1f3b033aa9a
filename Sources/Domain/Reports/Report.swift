import Primitives

/// One number of a report, with everything it is made of.
public struct ReportValue: Sendable, Hashable {
    /// What the system counts at the unit itself; `nil` without a source. Kept as it was when the report was submitted.
    public var computed: Int?
    /// What a person has written in its place.
    public var typed: Int?
    /// Why it differs from what was counted.
    public var reason: String
    /// The sum of the accepted reports below, as taken the last time.
    public var below: Int?
    /// Of a target: what was planned until the end of the report's period; `nil` when the unit has no such target.
    public var planned: Int?
    /// Of a target: the last period of its year that was reported; `nil` for the one who hands it down, and for none.
    public var through: Int?

    /// The most that can be kept of one unit, in the smallest part.
    public static let highest = 1_000_000_000_000

    public init(
        computed: Int? = nil, typed: Int? = nil, reason: String = "", below: Int? = nil, planned: Int? = nil,
        through: Int? = nil
    ) {
        self.computed = computed
        self.typed = typed
        self.reason = reason
        self.below = below
        self.planned = planned
        self.through = through
    }

    /// The unit's own part.
    public var own: Int? { typed ?? computed }

    /// Own part and what was reported from below; `nil` when there is neither.
    public var total: Int? { own == nil && below == nil ? nil : (own ?? 0) + (below ?? 0) }

    public var isCorrected: Bool { computed != nil && typed != nil && typed != computed }
}

/// The report of one unit in answer to one request.
public struct Report: Sendable, Hashable {
    public enum State: String, Sendable, CaseIterable {
        case draft, submitted, sent, returned, accepted

        public var name: String {
            switch self {
            case .draft: "Chưa báo cáo"
            case .submitted: "Chờ thủ trưởng duyệt"
            case .sent: "Đã gửi, chờ nhận"
            case .returned: "Bị trả lại"
            case .accepted: "Đã nhận"
            }
        }

        public var isOpen: Bool { self == .draft || self == .returned }
    }

    public let id: ID<Report>
    public let requestID: ID<ReportRequest>
    public let unitID: ID<Unit>
    /// The unit that receives it; `nil` for the report of the one who asked.
    public let receiverID: ID<Unit>?
    public var dueOn: CivilDate
    public var state: State
    /// One for each section of the request.
    public var words: [String]
    /// One for each figure of the request.
    public var values: [ReportValue]
    public var returnReason: String
    /// The day on which it was sent for the first time: by it one sees whether it was late.
    public var firstSentOn: CivilDate?
    public var sentAt: Instant?
    public var acceptedAt: Instant?
    /// When the figures from below were taken the last time.
    public var takenAt: Instant?
    /// Number and day of the paper, where one was given.
    public var number: Int?
    public var signedOn: CivilDate?
    public var signerName: String
    public var updatedAt: Instant
    public var version: Int

    public init(
        id: ID<Report>, requestID: ID<ReportRequest>, unitID: ID<Unit>, receiverID: ID<Unit>?, dueOn: CivilDate,
        state: State = .draft, words: [String] = [], values: [ReportValue] = [], returnReason: String = "",
        firstSentOn: CivilDate? = nil, sentAt: Instant? = nil, acceptedAt: Instant? = nil, takenAt: Instant? = nil,
        number: Int? = nil, signedOn: CivilDate? = nil, signerName: String = "", updatedAt: Instant, version: Int = 1
    ) {
        self.id = id
        self.requestID = requestID
        self.unitID = unitID
        self.receiverID = receiverID
        self.dueOn = dueOn
        self.state = state
        self.words = words
        self.values = values
        self.returnReason = returnReason
        self.firstSentOn = firstSentOn
        self.sentAt = sentAt
        self.acceptedAt = acceptedAt
        self.takenAt = takenAt
        self.number = number
        self.signedOn = signedOn
        self.signerName = signerName
        self.updatedAt = updatedAt
        self.version = version
    }

    /// The report of the one who asked, made of all others.
    public var isFinal: Bool { receiverID == nil }

    /// By how many days it came late, or is late today; 0 when in time.
    public func daysLate(today: CivilDate) -> Int { max(0, (firstSentOn ?? today).days(since: dueOn)) }

    /// What keeps it from being submitted, one sentence each; empty when nothing does.
    public func obstacles(_ form: ReportForm, below: ReportsBelow) -> [String] {
        var found: [String] = []
        if below.isOutOfDate {
            found.append("Số liệu từ cấp dưới đã thay đổi; bấm “Lấy số liệu mới” trước.")
        }
        let unwritten = zip(form.sections, words).filter { $0.1.isEmpty }.map { "“\($0.0.heading)”" }
        if !unwritten.isEmpty { found.append("Chưa viết phần \(unwritten.joined(separator: ", ")).") }
        let missing = zip(form.figures, values).filter { $0.1.total == nil }.map { "“\($0.0.name)”" }
        if !missing.isEmpty { found.append("Chưa nhập số liệu \(missing.joined(separator: ", ")).") }
        let unexplained = zip(form.figures, values).filter { $0.1.isCorrected && $0.1.reason.isEmpty }.map {
            "“\($0.0.name)”"
        }
        if !unexplained.isEmpty {
            found.append("Số đã sửa khác số hệ thống đếm, chưa ghi lý do: \(unexplained.joined(separator: ", ")).")
        }
        return found
    }
}

/// How the reports below one stand, against what was taken from them.
public struct ReportsBelow: Sendable, Hashable {
    public static let none = ReportsBelow(total: 0, accepted: 0, taken: 0, fresh: 0, stale: 0)

    public let total: Int
    public let accepted: Int
    /// How many are in the figures now.
    public let taken: Int
    /// Accepted, and not in the figures or in them with older numbers.
    public let fresh: Int
    /// In the figures, and no longer accepted.
    public let stale: Int

    public init(total: Int, accepted: Int, taken: Int, fresh: Int, stale: Int) {
        self.total = total
        self.accepted = accepted
        self.taken = taken
        self.fresh = fresh
        self.stale = stale
    }

    public var isOutOfDate: Bool { fresh + stale > 0 }
}
