/// A letter (công văn) as it is printed: ready values only, in the order and the form of Nghị định 30/2020/NĐ-CP.
///
/// Nothing here is decided or looked up; who makes the value answers for what it says.
public struct LetterPaper: Sendable, Hashable {
    /// The agency above, for a department "ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN"; `nil` for the province.
    public var issuerParent: String?
    /// The agency, one line each: "ỦY BAN NHÂN DÂN", "TỈNH BẮC KẠN".
    public var issuer: [String]
    /// `nil` while there is none: room is left for it.
    public var number: Int?
    /// `UBND-NCPC`
    public var symbol: String
    /// `Bắc Kạn`
    public var place: String
    /// "ngày 15 tháng 01 năm 2025"; with room where the day is open.
    public var date: String
    /// After "V/v".
    public var abstract: String
    /// *Kính gửi*, one line each.
    public var salutations: [String]
    /// "Căn cứ …": one line each, without regard to the mark at their end, which the paper sets.
    public var bases: [String]
    public var opening: [PaperParagraph]
    public var sections: [PaperSection]
    public var closing: [PaperParagraph]
    /// Nơi nhận, one line each, without the dash before and the mark after.
    public var recipients: [String]
    public var signature: DecisionPaper.Signature
    /// Who does what by when, on a page of its own behind the letter.
    public var assignments: [Assignment]
    /// Prints on every page that the data is made up and the paper worth nothing in law.
    public var isDemo: Bool

    public init(
        issuerParent: String? = nil, issuer: [String], number: Int?, symbol: String, place: String, date: String,
        abstract: String, salutations: [String], bases: [String], opening: [PaperParagraph], sections: [PaperSection],
        closing: [PaperParagraph], recipients: [String], signature: DecisionPaper.Signature,
        assignments: [Assignment] = [],
        isDemo: Bool = false
    ) {
        self.issuerParent = issuerParent
        self.issuer = issuer
        self.number = number
        self.symbol = symbol
        self.place = place
        self.date = date
        self.abstract = abstract
        self.salutations = salutations
        self.bases = bases
        self.opening = opening
        self.sections = sections
        self.closing = closing
        self.recipients = recipients
        self.signature = signature
        self.assignments = assignments
        self.isDemo = isDemo
    }

    public struct Assignment: Sendable, Hashable {
        public var number: String
        public var task: String
        public var responsible: String
        public var coordinators: String
        public var due: String

        public init(number: String, task: String, responsible: String, coordinators: String, due: String) {
            self.number = number
            self.task = task
            self.responsible = responsible
            self.coordinators = coordinators
            self.due = due
        }
    }

    /// `45/UBND-NCPC`, with room for a number that is not there yet.
    public var numberAndSymbol: String { DecisionView.writtenNumber(number) + "/" + symbol }
}
