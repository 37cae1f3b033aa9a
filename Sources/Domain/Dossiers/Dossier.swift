import Law
import Primitives

/// A request for commendation (hồ sơ đề nghị khen thưởng): one letter, one or many nominations.
///
/// Its state changes only through ``apply(_:)``.
public struct Dossier: Sendable, Hashable, Identifiable {
    public enum State: String, Sendable, CaseIterable {
        case draft, submitted, received, returned, withdrawn, appraised, considered, decided
        case notPassed = "not_passed"

        public var name: String {
            switch self {
            case .draft: "Đang soạn"
            case .submitted: "Đã trình"
            case .received: "Đang thẩm định"
            case .returned: "Bị trả lại"
            case .withdrawn: "Đã rút"
            case .appraised: "Chờ Hội đồng xét"
            case .considered: "Chờ quyết định"
            case .decided: "Đã có quyết định"
            case .notPassed: "Không được thông qua"
            }
        }

        /// The sender may change the content.
        public static let editable: Set<State> = [.draft, .returned]
        /// The dossier lies with the receiving side.
        public static let underway: Set<State> = [.submitted, .received, .appraised, .considered]
    }

    /// What happens to a dossier. `states` below says when each may.
    public enum Act: String, Sendable, CaseIterable {
        case submit, receive, giveBack, withdraw, reopen, appraise, consider, decide, turnDown, refuse

        /// As in "không thể …".
        public var verb: String {
            switch self {
            case .submit: "trình"
            case .receive: "tiếp nhận"
            case .giveBack: "trả lại"
            case .withdraw: "rút"
            case .reopen: "mở lại để sửa"
            case .appraise: "trình Hội đồng"
            case .consider: "ghi kết quả xét của Hội đồng"
            case .decide: "ghi quyết định"
            case .turnDown: "ghi kết quả không thông qua"
            case .refuse: "ghi không khen thưởng"
            }
        }
    }

    public struct Transition: Sendable, Hashable {
        public let act: Act
        public let from: State
        public let to: State
    }

    /// The whole life of a dossier. docs/states/dossier.md is drawn from this table.
    public static let transitions: [Transition] = [
        Transition(act: .submit, from: .draft, to: .submitted),
        Transition(act: .submit, from: .returned, to: .submitted),
        Transition(act: .receive, from: .submitted, to: .received),
        Transition(act: .giveBack, from: .submitted, to: .returned),
        Transition(act: .giveBack, from: .received, to: .returned),
        Transition(act: .giveBack, from: .appraised, to: .returned),
        Transition(act: .withdraw, from: .submitted, to: .withdrawn),
        Transition(act: .withdraw, from: .received, to: .withdrawn),
        Transition(act: .withdraw, from: .returned, to: .withdrawn),
        Transition(act: .withdraw, from: .draft, to: .withdrawn),
        Transition(act: .reopen, from: .withdrawn, to: .draft),
        Transition(act: .appraise, from: .received, to: .appraised),
        Transition(act: .consider, from: .appraised, to: .considered),
        Transition(act: .decide, from: .considered, to: .decided),
        // Not one of its nominations got the votes it needs: nothing is left to decide, and the dossier ends here.
        Transition(act: .turnDown, from: .appraised, to: .notPassed),
        // Whoever decides refuses all that the council has passed.
        Transition(act: .refuse, from: .considered, to: .notPassed),
    ]

    public let id: ID<Dossier>
    /// `HS-2025-000123`.
    public var number: String
    public var title: String
    public var category: CommendationCategory
    public var year: Int
    /// Who decides on it: the unit itself or the province.
    public var level: Level
    public internal(set) var state: State
    public var submittingUnitID: ID<Unit>
    public var receivingUnitID: ID<Unit>
    public var movementID: ID<Movement>?
    /// Number and symbol of the submission letter (tờ trình).
    public var letterNumber: String
    public var letterOn: CivilDate?
    public var letterText: String
    public var createdBy: ID<Account>
    public var createdAt: Instant
    public var updatedBy: ID<Account>
    public var updatedAt: Instant
    public var submittedAt: Instant?
    /// The day it was received for appraisal: the law of that day applies.
    public var receivedOn: CivilDate?
    /// Why it was last returned or withdrawn, what the council voted when nothing of it passed, or why what passed was refused.
    public var lastReason: String?
    public var version: Int

    public enum Level: String, Sendable, CaseIterable {
        case unit, province

        public var name: String {
            switch self {
            case .unit: "Thủ trưởng đơn vị quyết định"
            case .province: "Trình Chủ tịch Ủy ban nhân dân tỉnh"
            }
        }
    }

    public init(
        id: ID<Dossier>, number: String, title: String, category: CommendationCategory, year: Int, level: Level,
        state: State = .draft, submittingUnitID: ID<Unit>, receivingUnitID: ID<Unit>, movementID: ID<Movement>? = nil,
        letterNumber: String = "", letterOn: CivilDate? = nil, letterText: String = "", createdBy: ID<Account>,
        createdAt: Instant, updatedBy: ID<Account>, updatedAt: Instant, submittedAt: Instant? = nil,
        receivedOn: CivilDate? = nil, lastReason: String? = nil, version: Int = 1
    ) {
        self.id = id
        self.number = number
        self.title = title
        self.category = category
        self.year = year
        self.level = level
        self.state = state
        self.submittingUnitID = submittingUnitID
        self.receivingUnitID = receivingUnitID
        self.movementID = movementID
        self.letterNumber = letterNumber
        self.letterOn = letterOn
        self.letterText = letterText
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.updatedBy = updatedBy
        self.updatedAt = updatedAt
        self.submittedAt = submittedAt
        self.receivedOn = receivedOn
        self.lastReason = lastReason
        self.version = version
    }

    public func allows(_ act: Act) -> Bool {
        Dossier.transitions.contains { $0.act == act && $0.from == state }
    }

    /// Moves the dossier on.
    /// - Throws: `Problem(.conflict)` in words when its state does not allow the act.
    public mutating func apply(_ act: Act) throws {
        guard let transition = Dossier.transitions.first(where: { $0.act == act && $0.from == state }) else {
            throw Problem(
                .conflict,
                "Hồ sơ \(number) đang ở trạng thái “\(state.name)” nên không thể \(act.verb). Tải lại trang để xem tình hình mới nhất."
            )
        }
        state = transition.to
    }

    /// The law of this day applies: the day of receipt once there is one (NĐ 152/2025/NĐ-CP Điều 60.3), otherwise today.
    public func lawDay(today: CivilDate) -> CivilDate { receivedOn ?? today }
}
