import Primitives

/// What a difficulty is about, as data of the province.
public struct DifficultyTheme: Sendable, Hashable, Identifiable {
    /// A short word for those of the product, an identity for those a province has added.
    public let id: String
    public let name: String

    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}

/// Something that hinders a unit (vướng mắc, khó khăn): raised to Sở Nội vụ, answered there.
public struct Difficulty: Sendable, Hashable {
    public enum State: String, Sendable, CaseIterable {
        /// Nobody at Sở Nội vụ has it yet.
        case waiting
        case assigned
        /// The unit has been asked for more.
        case askedBack = "asked_back"
        case answered
        case closed

        public var name: String {
            switch self {
            case .waiting: "Chờ phân công"
            case .assigned: "Đang xử lý"
            case .askedBack: "Chờ đơn vị bổ sung"
            case .answered: "Đã trả lời"
            case .closed: "Đã kết thúc"
            }
        }

        /// Sở Nội vụ has the turn.
        public var awaitsAnswer: Bool { self == .waiting || self == .assigned }
        /// Not answered yet.
        public var isOpen: Bool { awaitsAnswer || self == .askedBack }
    }

    public let id: ID<Difficulty>
    /// The unit whose difficulty it is.
    public let unitID: ID<Unit>
    public var theme: String
    public var subject: String
    /// The page on which it was raised, as a path of this system; may be empty.
    public var pageAddress: String
    public var pageTitle: String
    /// Whether the unit may be named where question and answer are shared.
    public var mayNameUnit: Bool
    public var state: State
    public let askedBy: ID<Account>
    public let askedByName: String
    public let askedAt: Instant
    /// The day by which Sở Nội vụ answers; `nil` while it does not have the turn.
    public var dueOn: CivilDate?
    public var assignedTo: ID<Account>?
    public var assignedName: String
    /// The first answer, and the working days it took.
    public var answeredAt: Instant?
    public var answerDays: Int?
    public var isInvented: Bool
    public var version: Int

    public init(
        id: ID<Difficulty>, unitID: ID<Unit>, theme: String, subject: String, pageAddress: String = "",
        pageTitle: String = "", mayNameUnit: Bool = false, state: State = .waiting, askedBy: ID<Account>,
        askedByName: String, askedAt: Instant, dueOn: CivilDate? = nil, assignedTo: ID<Account>? = nil,
        assignedName: String = "", answeredAt: Instant? = nil, answerDays: Int? = nil, isInvented: Bool = false,
        version: Int = 1
    ) {
        self.id = id
        self.unitID = unitID
        self.theme = theme
        self.subject = subject
        self.pageAddress = pageAddress
        self.pageTitle = pageTitle
        self.mayNameUnit = mayNameUnit
        self.state = state
        self.askedBy = askedBy
        self.askedByName = askedByName
        self.askedAt = askedAt
        self.dueOn = dueOn
        self.assignedTo = assignedTo
        self.assignedName = assignedName
        self.answeredAt = answeredAt
        self.answerDays = answerDays
        self.isInvented = isInvented
        self.version = version
    }

    /// How many working days an answer may take where the province has set nothing: a choice of the product, not of the law.
    public static let standardAnswerDays = 5
    /// What the province may set.
    public static let possibleAnswerDays = 1...60

    /// A path of this system, without anything that could lead elsewhere; empty when it is none.
    public static func safePage(_ typed: String) -> String {
        guard typed.utf8.count <= 500, typed.hasPrefix("/"), !typed.hasPrefix("//") else { return "" }
        let isPlain = typed.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "/-_.".utf8.contains(byte)
        }
        return isPlain ? typed : ""
    }
}

/// What somebody wrote in the course of a difficulty.
public struct DifficultyEntry: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        case question, request, supplement, answer, reopening

        public var name: String {
            switch self {
            case .question: "Vướng mắc"
            case .request: "Sở Nội vụ hỏi lại"
            case .supplement: "Đơn vị bổ sung"
            case .answer: "Trả lời"
            case .reopening: "Đề nghị trả lời lại"
            }
        }
    }

    public let kind: Kind
    public let text: String
    /// The legal basis of an answer, as the official writes it; may be empty.
    public let basis: String
    public let byName: String
    public let at: Instant

    public init(kind: Kind, text: String, basis: String = "", byName: String, at: Instant) {
        self.kind = kind
        self.text = text
        self.basis = basis
        self.byName = byName
        self.at = at
    }
}

/// A question with its answer, edited so that everyone may read it.
public struct SharedQuestion: Sendable, Hashable {
    public let id: ID<SharedQuestion>
    public let difficultyID: ID<Difficulty>
    public var theme: String
    public var question: String
    public var answer: String
    public var basis: String
    /// Empty unless the asker has allowed it.
    public var unitName: String
    public var sharedAt: Instant
    public var isWithdrawn: Bool

    public init(
        id: ID<SharedQuestion>, difficultyID: ID<Difficulty>, theme: String, question: String, answer: String,
        basis: String, unitName: String, sharedAt: Instant, isWithdrawn: Bool = false
    ) {
        self.id = id
        self.difficultyID = difficultyID
        self.theme = theme
        self.question = question
        self.answer = answer
        self.basis = basis
        self.unitName = unitName
        self.sharedAt = sharedAt
        self.isWithdrawn = isWithdrawn
    }
}
