/// A report (báo cáo) as it is printed: ready values only, in the form of Nghị định 30/2020/NĐ-CP.
///
/// Nothing here is decided or looked up; who makes the value answers for what it says.
public struct ReportPaper: Sendable, Hashable {
    public var issuerParent: String?
    /// The agency, one line each.
    public var issuer: [String]
    /// `nil` while there is none: room is left for it.
    public var number: Int?
    /// `BC-SNV`
    public var symbol: String
    public var place: String
    public var date: String
    /// Under "BÁO CÁO": what it is about.
    public var title: String
    /// "Kỳ báo cáo: từ ngày …"
    public var period: String
    /// After "Kính gửi:".
    public var salutation: String
    public var sections: [PaperSection]
    /// "4. Số liệu"
    public var figuresHeading: String
    /// From whom the figures come and who is missing: one paragraph each.
    public var sourceNotes: [String]
    public var figures: [Figure]
    public var pictures: [BarPicture]
    /// The figures by unit, on pages of their own behind the report: more than one where a page is too narrow for all columns.
    public var tables: [UnitTable]
    public var recipients: [String]
    public var signature: DecisionPaper.Signature
    /// Prints on every page that the data is made up and the paper worth nothing in law.
    public var isDemo: Bool

    public init(
        issuerParent: String?, issuer: [String], number: Int?, symbol: String, place: String, date: String,
        title: String, period: String, salutation: String, sections: [PaperSection], figuresHeading: String,
        sourceNotes: [String], figures: [Figure], pictures: [BarPicture], tables: [UnitTable], recipients: [String],
        signature: DecisionPaper.Signature, isDemo: Bool
    ) {
        self.issuerParent = issuerParent
        self.issuer = issuer
        self.number = number
        self.symbol = symbol
        self.place = place
        self.date = date
        self.title = title
        self.period = period
        self.salutation = salutation
        self.sections = sections
        self.figuresHeading = figuresHeading
        self.sourceNotes = sourceNotes
        self.figures = figures
        self.pictures = pictures
        self.tables = tables
        self.recipients = recipients
        self.signature = signature
        self.isDemo = isDemo
    }

    public struct Figure: Sendable, Hashable {
        public var ordinal: String
        public var name: String
        public var measure: String
        public var amount: String
        /// What stands behind a corrected number.
        public var note: String

        public init(ordinal: String, name: String, measure: String, amount: String, note: String) {
            self.ordinal = ordinal
            self.name = name
            self.measure = measure
            self.amount = amount
            self.note = note
        }
    }

    public struct UnitRow: Sendable, Hashable {
        public var ordinal: String
        public var name: String
        public var amounts: [String]

        public init(ordinal: String, name: String, amounts: [String]) {
            self.ordinal = ordinal
            self.name = name
            self.amounts = amounts
        }
    }

    public struct UnitTable: Sendable, Hashable {
        /// "PHỤ LỤC"; "PHỤ LỤC I", "PHỤ LỤC II" where there are several.
        public var annex: String
        /// In capitals, under the annex.
        public var title: String
        /// Over the names: "Đơn vị".
        public var rowHead: String
        /// Short heads such as "(1)"; what they mean stands in `legend`.
        public var columns: [String]
        public var legend: [String]
        public var rows: [UnitRow]
        public var sums: [String]

        public init(
            annex: String = "PHỤ LỤC", title: String = "SỐ LIỆU THEO ĐƠN VỊ", rowHead: String = "Đơn vị",
            columns: [String], legend: [String], rows: [UnitRow], sums: [String]
        ) {
            self.annex = annex
            self.title = title
            self.rowHead = rowHead
            self.columns = columns
            self.legend = legend
            self.rows = rows
            self.sums = sums
        }
    }
}

/// The fields of the templates `report` and `report-docx`. Who edits them may use these names and no others.
enum ReportView {
    static let fields: [ViewField<ReportPaper>] =
        textFields + [
            .rows("pictures", of: pictureFields) { $0.pictures },
            .text("demoMark") { $0.isDemo ? DecisionView.demoMark : nil },
        ]

    /// A Word document has its mark of made-up data in the footer, which is no template, and its plots as charts of its own kind.
    static let documentFields: [ViewField<ReportPaper>] =
        textFields + [.rows("pictures", of: chartFields) { $0.charts }]

    private static let textFields: [ViewField<ReportPaper>] = [
        .text("issuerParent") { $0.issuerParent },
        .texts("issuer") { $0.issuer },
        .text("number") { DecisionView.writtenNumber($0.number) },
        .text("symbol") { $0.symbol },
        .text("place", mayBeLeftOut: true) { $0.place },
        .text("date") { $0.date },
        .text("title") { $0.title },
        .text("period") { $0.period },
        .text("salutation") { $0.salutation },
        .rows("sections", of: PaperTextView.sectionFields) { $0.sections },
        .flag("hasFigures") { !$0.figures.isEmpty },
        .text("figuresHeading") { $0.figuresHeading },
        .texts("sourceNotes") { $0.sourceNotes },
        .rows("figures", of: figureFields) { $0.figures },
        .rows("tables", of: tableFields) { $0.tables },
        .texts("recipients") { DecisionView.punctuated($0.recipients) },
        .texts("capacityLines") { $0.signature.capacityLines },
        .text("signer") { $0.signature.name },
    ]

    private static let figureFields: [ViewField<ReportPaper.Figure>] = [
        .text("ordinal") { $0.ordinal },
        .text("name") { $0.name },
        .text("measure") { $0.measure },
        .text("amount") { $0.amount },
        .text("note") { $0.note },
    ]

    private static let tableFields: [ViewField<ReportPaper.UnitTable>] = [
        .text("annex") { $0.annex },
        .text("tableTitle") { $0.title },
        .text("rowHead") { $0.rowHead },
        .texts("legend") { $0.legend },
        .texts("columns") { $0.columns },
        .rows("rows", of: rowFields) { $0.rows },
        .texts("sums") { $0.sums },
    ]

    private static let rowFields: [ViewField<ReportPaper.UnitRow>] = [
        .text("ordinal") { $0.ordinal },
        .text("name") { $0.name },
        .texts("amounts") { $0.amounts },
    ]

    private static let pictureFields: [ViewField<BarPicture>] = [
        .text("caption") { $0.title },
        .text("picture") { $0.encoded },
        .text("description") { $0.description },
    ]

    private static let chartFields: [ViewField<WordChart>] = [
        .text("ordinal") { String($0.ordinal) },
        .text("caption") { $0.picture.title },
        .text("description") { $0.picture.description },
        .text("relation") { $0.relation },
        .text("width") { _ in String(WordChart.width) },
        .text("height") { String($0.height) },
    ]
}

extension ReportPaper {
    /// The plots as a Word document carries them.
    var charts: [WordChart] {
        pictures.enumerated().map { WordChart(ordinal: $0.offset + 1, picture: $0.element) }
    }
}
