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
    public var opening: [Paragraph]
    public var sections: [Section]
    public var closing: [Paragraph]
    /// Nơi nhận, one line each, without the dash before and the mark after.
    public var recipients: [String]
    public var signature: DecisionPaper.Signature
    /// Who does what by when, on a page of its own behind the letter.
    public var assignments: [Assignment]
    /// Prints on every page that the data is made up and the paper worth nothing in law.
    public var isDemo: Bool

    public init(
        issuerParent: String? = nil, issuer: [String], number: Int?, symbol: String, place: String, date: String,
        abstract: String, salutations: [String], bases: [String], opening: [Paragraph], sections: [Section],
        closing: [Paragraph], recipients: [String], signature: DecisionPaper.Signature, assignments: [Assignment] = [],
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

    /// A stretch of text in one weight.
    public struct Run: Sendable, Hashable {
        public var text: String
        public var isBold: Bool

        public init(_ text: String, isBold: Bool = false) {
            self.text = text
            self.isBold = isBold
        }
    }

    public struct Paragraph: Sendable, Hashable {
        /// What stands before it: "-", "1.1."; empty for plain text.
        public var mark: String
        public var runs: [Run]

        public init(mark: String = "", _ runs: [Run]) {
            self.mark = mark
            self.runs = runs
        }

        public var text: String { (mark.isEmpty ? "" : mark + " ") + runs.map(\.text).joined() }
    }

    public struct Section: Sendable, Hashable {
        /// With its number: "1. Phát động và tổ chức thực hiện tốt các phong trào thi đua".
        public var heading: String
        public var paragraphs: [Paragraph]

        public init(heading: String, paragraphs: [Paragraph]) {
            self.heading = heading
            self.paragraphs = paragraphs
        }
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
