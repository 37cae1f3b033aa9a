import Primitives

/// A decision as it is printed: ready values only, in the order and the form of Nghị định 30/2020/NĐ-CP.
///
/// Nothing here is decided or looked up; who makes the value answers for what it says.
public struct DecisionPaper: Sendable, Hashable {
    /// The line above the issuer, "ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN" for a department; `nil` for the province.
    public var issuerParent: String?
    /// "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN". A line break in it is kept.
    public var issuer: String
    /// The number in the year's series; `nil` while a draft, and then room is left for it.
    public var number: Int?
    /// What follows the number and the stroke: "QĐ-UBND".
    public var symbol: String
    /// "Thái Nguyên"
    public var place: String
    /// `nil` while unsigned: the day and month are then left open and `year` is printed.
    public var signedOn: CivilDate?
    /// The year of a decision that is not signed yet.
    public var year: Int
    /// "Về việc tặng danh hiệu …"
    public var abstract: String
    /// "Căn cứ …": one line each, without regard to the mark at their end, which the paper sets.
    public var bases: [String]
    /// "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số …"
    public var proposal: String?
    /// Who decides, above the bases: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH".
    public var decider: String
    /// The text of Điều 1, Điều 2 … without these words. A line break begins a new paragraph of the article.
    public var articles: [String]
    /// Nơi nhận, one line each, without the dash before and the mark after.
    public var recipients: [String]
    public var signature: Signature
    /// The people and collectives, on pages of their own behind the decision.
    public var lists: [RecipientList]
    /// Prints on every page that the data is made up and the paper worth nothing in law.
    public var isDemo: Bool

    public init(
        issuerParent: String? = nil, issuer: String, number: Int?, symbol: String, place: String,
        signedOn: CivilDate?, year: Int, abstract: String, bases: [String], proposal: String?, decider: String,
        articles: [String], recipients: [String], signature: Signature, lists: [RecipientList] = [],
        isDemo: Bool = false
    ) {
        self.issuerParent = issuerParent
        self.issuer = issuer
        self.number = number
        self.symbol = symbol
        self.place = place
        self.signedOn = signedOn
        self.year = year
        self.abstract = abstract
        self.bases = bases
        self.proposal = proposal
        self.decider = decider
        self.articles = articles
        self.recipients = recipients
        self.signature = signature
        self.lists = lists
        self.isDemo = isDemo
    }

    /// Who signs, and in what capacity: "KT. CHỦ TỊCH" over "PHÓ CHỦ TỊCH", then the name.
    public struct Signature: Sendable, Hashable {
        public var capacityLines: [String]
        public var name: String

        public init(capacityLines: [String], name: String) {
            self.capacityLines = capacityLines
            self.name = name
        }
    }

    /// Everybody who receives one award by this decision.
    public struct RecipientList: Sendable, Hashable {
        /// "Danh hiệu Chiến sĩ thi đua tỉnh: 3 cá nhân"
        public var title: String
        public var lines: [RecipientLine]

        public init(title: String, lines: [RecipientLine]) {
            self.title = title
            self.lines = lines
        }
    }

    /// One person or collective. A column that is empty in every line of a list is not printed.
    public struct RecipientLine: Sendable, Hashable {
        /// The ordinal in the decision, which becomes the "số sổ vàng" on the certificate.
        public var ordinal: Int
        public var name: String
        public var position: String
        public var unit: String
        public var note: String?
        /// Money as it is to be read: "7.020.000".
        public var bonus: String

        public init(
            ordinal: Int, name: String, position: String, unit: String, note: String? = nil, bonus: String
        ) {
            self.ordinal = ordinal
            self.name = name
            self.position = position
            self.unit = unit
            self.note = note
            self.bonus = bonus
        }
    }
}
