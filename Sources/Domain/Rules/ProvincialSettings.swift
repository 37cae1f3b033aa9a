import Law
import Primitives

/// What a version of the province's rules lays down: a closed set of kinds of rule, each with typed values.
///
/// Every line carries its `source`: the article, clause and point of the province's document, as officials write them.
public struct ProvincialSettings: Codable, Hashable, Sendable {
    public var voteShares: [LocalVoteShare] = []
    public var quotas: [StaffQuota] = []
    public var deadlines: [SubmissionDeadline] = []
    public var papers: [LocalPaper] = []
    public var appraisalLimits: [AppraisalLimit] = []
    public var amounts: [LocalAmount] = []
    /// How "03 lần liên tục" is counted; `nil` leaves it to the reading that the lawbook takes (open question 2).
    public var counting: CountingSetting?
    /// Who launches the movements of clusters; `nil` leaves it to the standing body and the Chairman (open question M4).
    public var clusterLaunch: ClusterLaunchSetting?

    public init() {}

    public var isEmpty: Bool { self == ProvincialSettings() }

    /// What cannot be true of settings, in English for the log; `nil` when they are whole. Asked when stored settings are
    /// read: a database that was edited by hand must not decide on commendations unnoticed.
    public var flaw: String? {
        if voteShares.contains(where: { !LocalVoteShare.isPossible($0.share) }) {
            return "a share of votes out of range"
        }
        if quotas.contains(where: { !(1...100).contains($0.percent) }) { return "a quota out of range" }
        if deadlines.contains(where: {
            !SubmissionDeadline.isDay($0.day, of: $0.month) || !(0...1).contains($0.yearsLater)
        }) {
            return "a deadline on no day of the calendar"
        }
        if appraisalLimits.contains(where: { !AppraisalLimit.possibleDays.contains($0.workingDays) }) {
            return "a limit of appraisal out of range"
        }
        if amounts.contains(where: { !LocalAmount.possible.contains($0.amount.amount) }) {
            return "an amount out of range"
        }
        if papers.contains(where: { $0.key.isEmpty || $0.name.isEmpty }) { return "a paper without a name" }
        let sources =
            voteShares.map(\.source) + quotas.map(\.source) + deadlines.map(\.source) + papers.map(\.source)
            + appraisalLimits.map(\.source) + amounts.map(\.source)
            + [counting?.source, clusterLaunch?.source].compactMap(\.self)
        return sources.contains("") ? "a line without its source" : nil
    }
}

/// The share of all members of a council that must agree on a title or form.
public struct LocalVoteShare: Codable, Hashable, Sendable {
    public let code: CatalogueCode
    public let share: Ratio
    public let source: String

    public init(code: CatalogueCode, share: Ratio, source: String) {
        self.code = code
        self.share = share
        self.source = source
    }

    /// Less than half of the members would be no approval; a denominator above 100 nobody writes.
    public static func isPossible(_ share: Ratio) -> Bool {
        (1...100).contains(share.whole) && share.part <= share.whole && share.part * 2 >= share.whole
    }
}

extension Ratio {
    /// A share as a regulation writes it: `80 %`, or `2/3` where it is no whole number of hundredths.
    public var asWritten: String { whole != 0 && part * 100 % whole == 0 ? percent : "\(part)/\(whole)" }

    /// Reads `80`, `80 %`, `2/3`. `nil` for anything else.
    public init?(typed text: String) {
        let plain = String(text.filter { !$0.isWhitespace && $0 != "%" })
        let parts = plain.split(separator: "/", omittingEmptySubsequences: false)
        switch parts.count {
        case 1:
            guard let percent = Int(parts[0]), percent > 0, parts[0].utf8.count <= 3 else { return nil }
            self.init(percent, of: 100)
        case 2:
            guard let part = Int(parts[0]), let whole = Int(parts[1]), part > 0, (1...100).contains(whole) else {
                return nil
            }
            self.init(part, of: whole)
        default: return nil
        }
    }
}

/// How many of a unit's people may hold a title in one year. Nothing is blocked by it: an officer judges.
public struct StaffQuota: Codable, Hashable, Sendable {
    /// What the share is taken of.
    public enum Base: String, Codable, Sendable, CaseIterable {
        /// Everybody who works there.
        case staff
        /// Those who hold "Lao động tiên tiến" of the year, or are proposed for it.
        case advanced

        public var name: String {
            switch self {
            case .staff: "Tổng số người của đơn vị"
            case .advanced: "Số người đạt, được đề nghị Lao động tiên tiến"
            }
        }

        /// The name inside a sentence, after a number.
        public var noun: String {
            switch self {
            case .staff: "người của đơn vị"
            case .advanced: "người đạt hoặc được đề nghị Lao động tiên tiến"
            }
        }
    }

    public let code: CatalogueCode
    public let percent: Int
    public let base: Base
    public let source: String

    public init(code: CatalogueCode, percent: Int, base: Base, source: String) {
        self.code = code
        self.percent = percent
        self.base = base
        self.source = source
    }
}

/// The last day on which a dossier of one round can be handed in to the province. Late is told, not refused.
public struct SubmissionDeadline: Codable, Hashable, Sendable {
    /// `Đợt tổng kết năm`.
    public let round: String
    /// `nil` for all titles and forms.
    public let code: CatalogueCode?
    /// `nil` for all kinds of commendation.
    public let category: CommendationCategory?
    public let day: Int
    public let month: Int
    /// 0 for a day in the year of the achievement, 1 for one in the year after.
    public let yearsLater: Int
    public let source: String

    public init(
        round: String, code: CatalogueCode?, category: CommendationCategory?, day: Int, month: Int, yearsLater: Int,
        source: String
    ) {
        self.round = round
        self.code = code
        self.category = category
        self.day = day
        self.month = month
        self.yearsLater = yearsLater
        self.source = source
    }

    /// The day for achievements of a year. 29 February is the 28th in a short year.
    public func due(for year: Int) -> CivilDate? {
        let dueYear = year + yearsLater
        return CivilDate(year: dueYear, month: month, day: min(day, CivilDate.daysIn(month: month, of: dueYear)))
    }

    /// Whether there is such a day in some year.
    public static func isDay(_ day: Int, of month: Int) -> Bool {
        (1...12).contains(month) && (1...CivilDate.daysIn(month: month, of: 2024)).contains(day)
    }

    func covers(_ code: CatalogueCode, _ category: CommendationCategory) -> Bool {
        (self.code ?? code) == code && (self.category ?? category) == category
    }
}

/// A paper that the province asks for beside those of the law.
public struct LocalPaper: Codable, Hashable, Sendable {
    /// Stable over versions: made of the name.
    public let key: String
    public let name: String
    public let code: CatalogueCode?
    public let category: CommendationCategory?
    public let source: String

    public init(key: String, name: String, code: CatalogueCode?, category: CommendationCategory?, source: String) {
        self.key = key
        self.name = name
        self.code = code
        self.category = category
        self.source = source
    }

    /// `tinh_giay_xac_nhan`: from the name, so that a paper keeps its key from one version to the next.
    public static func key(for name: String) -> String {
        var key = ""
        for scalar in VietnameseText.folded(name).unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": key.unicodeScalars.append(scalar)
            default: if !key.hasSuffix("_") { key.append("_") }
            }
        }
        return "tinh_" + key.prefix(60)
    }

    func covers(_ code: CatalogueCode, _ category: CommendationCategory) -> Bool {
        (self.code ?? code) == code && (self.category ?? category) == category
    }
}

/// How long a step of appraisal may take, in working days.
public struct AppraisalLimit: Codable, Hashable, Sendable {
    public enum Step: String, Codable, Sendable, CaseIterable {
        case completeness, appraisal, decision

        public var name: String {
            switch self {
            case .completeness: "Kiểm tra thành phần hồ sơ"
            case .appraisal: "Thẩm định hồ sơ"
            case .decision: "Trình Chủ tịch Ủy ban nhân dân tỉnh quyết định sau khi Hội đồng xét"
            }
        }
    }

    public let step: Step
    public let workingDays: Int
    public let source: String

    public static let possibleDays = 1...250

    public init(step: Step, workingDays: Int, source: String) {
        self.step = step
        self.workingDays = workingDays
        self.source = source
    }
}

/// The money that goes with a form of the province's own, or with one whose amount the law leaves to the province.
public struct LocalAmount: Codable, Hashable, Sendable {
    /// The form as the province names it: `Kỷ niệm chương …`.
    public let name: String
    /// The form of the catalogue that is paid so; `nil` for one that the catalogue does not have.
    public let code: CatalogueCode?
    public let subject: SubjectKind
    public let amount: Dong
    public let source: String

    public static let possible: ClosedRange<Int64> = 1_000...1_000_000_000

    public init(name: String, code: CatalogueCode? = nil, subject: SubjectKind, amount: Dong, source: String) {
        self.name = name
        self.code = code
        self.subject = subject
        self.amount = amount
        self.source = source
    }
}

/// How years count as "liên tục" for a title that asks for several in a row, where the law does not say.
public struct CountingSetting: Codable, Hashable, Sendable {
    public let counting: Counting
    public let source: String

    public init(counting: Counting, source: String) {
        self.counting = counting
        self.source = source
    }
}

/// Who launches the movement of a cluster, where no law is known to say it.
public struct ClusterLaunchSetting: Codable, Hashable, Sendable {
    public enum Launcher: String, Codable, Sendable, CaseIterable {
        /// The leader of Sở Nội vụ as standing body of the council that organises it, or the Chairman.
        case standingBody
        /// Besides these the head of the unit that leads the cluster.
        case chairToo

        public var name: String {
            switch self {
            case .standingBody: "Lãnh đạo Sở Nội vụ hoặc Chủ tịch Ủy ban nhân dân tỉnh"
            case .chairToo: "Cả thủ trưởng đơn vị trưởng cụm, trưởng khối"
            }
        }
    }

    public let launcher: Launcher
    public let source: String

    public init(launcher: Launcher, source: String) {
        self.launcher = launcher
        self.source = source
    }
}
