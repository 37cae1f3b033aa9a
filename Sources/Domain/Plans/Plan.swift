import Primitives

/// What a unit sets out to do in one emulation year (kế hoạch công tác thi đua, khen thưởng): theme, bases, sections with
/// tasks, and to whom it goes. The letter (công văn) is made from it, word for word.
public struct Plan: Sendable, Hashable {
    public enum State: String, Sendable, CaseIterable {
        case draft, submitted, approved, sent

        public var name: String {
            switch self {
            case .draft: "Đang soạn"
            case .submitted: "Chờ duyệt"
            case .approved: "Đã duyệt"
            case .sent: "Đã gửi"
            }
        }

        /// Approved or sent: what it says stands.
        public var isFinal: Bool { self == .approved || self == .sent }
    }

    public let id: ID<Plan>
    public let unitID: ID<Unit>
    public let year: Int
    /// The plan of a higher level from which this one was made.
    public var parentID: ID<Plan>?
    public var state: State
    public var content: PlanContent
    /// The number in the register of outgoing papers; `nil` until approved.
    public var number: Int?
    public var signedOn: CivilDate?
    /// Why it was given back the last time; empty once it is submitted again.
    public var returnReason: String
    public var createdBy: ID<Account>
    public var createdAt: Instant
    public var updatedAt: Instant
    public var submittedAt: Instant?
    public var approvedAt: Instant?
    public var sentAt: Instant?
    public var version: Int

    public init(
        id: ID<Plan>, unitID: ID<Unit>, year: Int, parentID: ID<Plan>? = nil, state: State = .draft,
        content: PlanContent, number: Int? = nil, signedOn: CivilDate? = nil, returnReason: String = "",
        createdBy: ID<Account>, createdAt: Instant, updatedAt: Instant, submittedAt: Instant? = nil,
        approvedAt: Instant? = nil, sentAt: Instant? = nil, version: Int = 1
    ) {
        self.id = id
        self.unitID = unitID
        self.year = year
        self.parentID = parentID
        self.state = state
        self.content = content
        self.number = number
        self.signedOn = signedOn
        self.returnReason = returnReason
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.submittedAt = submittedAt
        self.approvedAt = approvedAt
        self.sentAt = sentAt
        self.version = version
    }

    /// `45/UBND-NCPC`; `nil` without a number.
    public var numberText: String? {
        number.map { ($0 < 10 ? "0\($0)" : String($0)) + (content.symbol.isEmpty ? "" : "/" + content.symbol) }
    }
}

/// All that is written into a plan.
public struct PlanContent: Sendable, Hashable {
    /// *Chủ đề* of the year, without quotation marks.
    public var theme = ""
    /// *Trích yếu*, without "V/v".
    public var abstract = ""
    /// Reasons and occasions before the sections; paragraphs by line.
    public var opening = ""
    public var bases: [PlanBasis] = []
    /// The movements it names, without quotation marks.
    public var movements: [String] = []
    public var sections: [PlanSection] = []
    /// Paragraphs after the sections.
    public var closing = ""
    public var addressees: [PlanAddressee] = []
    /// By which day the letter is to be made known and carried out (hạn quán triệt, triển khai); `nil` for none. It is followed,
    /// not printed.
    public var dueOn: CivilDate?
    /// What follows number and stroke: `UBND-NCPC`.
    public var symbol = ""
    /// `Bắc Kạn`
    public var place = ""
    /// The month in which it is to be signed, printed while the day is open: `2025-01`; empty for none.
    public var plannedMonth = ""
    public var authority = SigningAuthority.head
    /// The post of the one who signs: "PHÓ CHỦ TỊCH". Empty for the head, whose title follows from the unit.
    public var signerTitle = ""
    public var signerName = ""
    /// Tasks carry 1.1, 1.2 … in the letter; otherwise a dash.
    public var numbersTasks = true
    /// The letter has a table of who does what by when behind it.
    public var hasAnnex = true

    public init() {}

    public var tasks: [PlanTask] { sections.flatMap(\.tasks) }

    /// `Nhiệm vụ 1.2`
    public func number(of task: PlanTask) -> String {
        for (section, content) in sections.enumerated() {
            if let index = content.tasks.firstIndex(where: { $0.id == task.id }) {
                return "Nhiệm vụ \(section + 1).\(index + 1)"
            }
        }
        return "Nhiệm vụ"
    }

    /// How many tasks have somebody to do them or a day, how many of them are done, and how many are late and open.
    public func taskCounts(on today: CivilDate) -> (all: Int, done: Int, late: Int) {
        let tasks = assignedTasks.map(\.task)
        return (tasks.count, tasks.count { $0.doneOn != nil }, tasks.count { $0.doneOn == nil && $0.isLate(on: today) })
    }

    /// Tasks with somebody to do them or a day by which they are done.
    public var assignedTasks: [(number: String, task: PlanTask)] {
        sections.enumerated().flatMap { section, content in
            content.tasks.enumerated().compactMap { index, task in
                task.isAssigned ? ("\(section + 1).\(index + 1)", task) : nil
            }
        }
    }
}

/// A document that a plan rests on.
public struct PlanBasis: Sendable, Hashable {
    /// `Nghị quyết số 75/NQ-HĐND`
    public var instrument: String
    public var issuedOn: CivilDate
    /// `Hội đồng nhân dân tỉnh`; may be empty where the text says it.
    public var issuer: String
    /// From "về": `về kế hoạch phát triển kinh tế - xã hội …`; may be empty.
    public var subject: String

    public init(instrument: String, issuedOn: CivilDate, issuer: String = "", subject: String = "") {
        self.instrument = instrument
        self.issuedOn = issuedOn
        self.issuer = issuer
        self.subject = subject
    }

    /// `Nghị quyết số 75/NQ-HĐND ngày 09/12/2024 của Hội đồng nhân dân tỉnh về kế hoạch …`
    public var citation: String {
        "\(instrument) ngày \(issuedOn.written)" + (issuer.isEmpty ? "" : " của \(issuer)")
            + (subject.isEmpty ? "" : " \(subject)")
    }

    /// What one writes in square brackets to name it: `75/NQ-HĐND`.
    public var reference: String {
        instrument.split(separator: " ").last { $0.contains { $0.isNumber } }.map(String.init) ?? instrument
    }

    func isNamed(_ reference: String) -> Bool {
        instrument.split(separator: " ").contains { $0.lowercased() == reference.lowercased() }
    }
}

/// A numbered part of a plan.
public struct PlanSection: Sendable, Hashable {
    public var heading: String
    /// Paragraphs between the heading and its tasks.
    public var intro: String
    public var tasks: [PlanTask]

    public init(heading: String = "", intro: String = "", tasks: [PlanTask] = []) {
        self.heading = heading
        self.intro = intro
        self.tasks = tasks
    }
}

/// One thing to be done. It keeps its identity through every change of the plan.
public struct PlanTask: Sendable, Hashable {
    public let id: ID<PlanTask>
    public var text: String
    /// Who does it (chủ trì), in the words of the letter.
    public var responsible: String
    /// The unit of the system that does it and says when it is done; `nil` for the plan's own.
    public var unitID: ID<Unit>?
    public var unitName: String
    public var dueOn: CivilDate?
    /// Who coordinates (phối hợp).
    public var coordinators: String
    /// The task of the parent's plan that this one carries out.
    public var sourceID: ID<PlanTask>?
    /// The day on which it was done; `nil` while it is not.
    public var doneOn: CivilDate?
    /// What came of it; empty while it is not done.
    public var result: String

    public init(
        id: ID<PlanTask>, text: String, responsible: String = "", unitID: ID<Unit>? = nil, unitName: String = "",
        dueOn: CivilDate? = nil, coordinators: String = "", sourceID: ID<PlanTask>? = nil, doneOn: CivilDate? = nil,
        result: String = ""
    ) {
        self.id = id
        self.text = text
        self.responsible = responsible
        self.unitID = unitID
        self.unitName = unitName
        self.dueOn = dueOn
        self.coordinators = coordinators
        self.sourceID = sourceID
        self.doneOn = doneOn
        self.result = result
    }

    /// Whether it was done after its day, or is still open after it.
    public func isLate(on today: CivilDate) -> Bool { dueOn.map { (doneOn ?? today) > $0 } ?? false }

    public var isAssigned: Bool { !responsible.isEmpty || unitID != nil || dueOn != nil || !coordinators.isEmpty }
}

/// One line of *Kính gửi* or *Nơi nhận*, and the units of the system that it means.
public struct PlanAddressee: Sendable, Hashable {
    /// For what the paper goes there (NĐ 30/2020/NĐ-CP). The order is that of the paper.
    public enum Group: String, Sendable, CaseIterable {
        /// *Kính gửi*; on the list of receivers "Như trên (t/h)".
        case execute
        case report
        case inform
        case coordinate
        case archive

        public var name: String {
            switch self {
            case .execute: "Kính gửi (t/h)"
            case .report: "Để báo cáo (b/c)"
            case .inform: "Để biết"
            case .coordinate: "Để phối hợp (p/h)"
            case .archive: "Lưu"
            }
        }
    }

    /// The units of the system behind the name.
    public enum Scope: String, Sendable, CaseIterable {
        /// None: outside the system, or paper only.
        case outside
        /// Every unit below the one that writes.
        case all
        case communes, departments, enterprises
        /// The unit of exactly this name.
        case named
        /// The units that belong to a cluster on the day of sending.
        case cluster

        public var name: String {
            switch self {
            case .outside: "Ngoài hệ thống (bản giấy)"
            case .all: "Tất cả đơn vị trực thuộc"
            case .communes: "Tất cả xã, phường"
            case .departments: "Tất cả sở, ban, ngành"
            case .enterprises: "Tất cả doanh nghiệp"
            case .named: "Đúng đơn vị có tên này"
            case .cluster: "Đơn vị của cụm, khối"
            }
        }

        /// The kinds of unit it takes; `nil` for scopes that do not go by kind.
        public var unitKind: Unit.Kind? {
            switch self {
            case .communes: .commune
            case .departments: .department
            case .enterprises: .enterprise
            case .outside, .all, .named, .cluster: nil
            }
        }
    }

    public var group: Group
    public var name: String
    public var scope: Scope
    /// The unit meant by ``Scope/named``.
    public var unitID: ID<Unit>?
    /// The cluster meant by ``Scope/cluster``.
    public var clusterID: ID<Cluster>?

    public init(
        group: Group, name: String, scope: Scope = .outside, unitID: ID<Unit>? = nil, clusterID: ID<Cluster>? = nil
    ) {
        self.group = group
        self.name = name
        self.scope = scope
        self.unitID = unitID
        self.clusterID = clusterID
    }
}

/// By which right a paper is signed; the letters stand before the signer's capacity (NĐ 30/2020/NĐ-CP).
public enum SigningAuthority: String, Sendable, CaseIterable {
    /// The head in person.
    case head
    /// For a body that decides together: TM. ỦY BAN NHÂN DÂN.
    case body
    /// A deputy for the head: KT. CHỦ TỊCH.
    case deputy
    /// By order of the head: TL. CHỦ TỊCH.
    case order
    /// By written authorisation of the head: TUQ. CHỦ TỊCH.
    case authorised

    public var name: String {
        switch self {
        case .head: "Người đứng đầu tự ký"
        case .body: "Thay mặt tập thể (TM.)"
        case .deputy: "Ký thay (KT.)"
        case .order: "Thừa lệnh (TL.)"
        case .authorised: "Thừa ủy quyền (TUQ.)"
        }
    }

    /// Whether the signer holds another post than the head's, which must then be written down.
    public var needsTitle: Bool { self == .deputy || self == .order || self == .authorised }
}
