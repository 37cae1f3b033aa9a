import Domain
import Primitives
import Records
import Store

/// A kind of report as typed.
public struct TypedReportKind: Sendable, Hashable {
    public struct Section: Sendable, Hashable {
        public var heading: String
        public var hint: String

        public init(heading: String = "", hint: String = "") {
            self.heading = heading
            self.hint = hint
        }

        public var isEmpty: Bool { [heading, hint].allSatisfy { VietnameseText.tidied($0).isEmpty } }
    }

    public struct Figure: Sendable, Hashable {
        public var name: String
        public var measure: String
        /// `ReportSource` as text, with `:` and its identity for an indicator; empty for a number that the unit types.
        public var source: String

        public init(name: String = "", measure: String = "", source: String = "") {
            self.name = name
            self.measure = measure
            self.source = source
        }

        public var isEmpty: Bool { [name, measure, source].allSatisfy { VietnameseText.tidied($0).isEmpty } }

        /// The source of an indicator, as it stands in `source`.
        public static func source(_ id: ID<Indicator>) -> String { "\(ReportSource.indicator.rawValue):\(id)" }

        fileprivate var indicatorID: ID<Indicator>? {
            let parts = source.split(separator: ":", omittingEmptySubsequences: false)
            return parts.count == 2 && parts[0] == ReportSource.indicator.rawValue ? ID(parsing: parts[1]) : nil
        }
    }

    public var name = ""
    public var period = ""
    public var workingDays = ""
    public var sections: [Section] = []
    public var figures: [Figure] = []

    public init() {}

    /// What exists, as it would be typed.
    public init(_ kind: ReportKind) {
        name = kind.name
        period = kind.period.rawValue
        workingDays = kind.workingDays.map(String.init) ?? ""
        sections = kind.form.sections.map { Section(heading: $0.heading, hint: $0.hint) }
        figures = kind.form.figures.map {
            Figure(
                name: $0.name, measure: $0.measure,
                source: $0.indicator.map { Figure.source($0.id) } ?? $0.source?.rawValue ?? "")
        }
    }

    /// Puts it into `kind`.
    /// - Throws: `Problem(.invalid)` with every field that does not hold; rows are counted from 1.
    func fill(_ kind: inout ReportKind, in tx: any ReadTransaction) throws {
        var fields = TypedFields()
        kind.name = fields.line(
            name, "name", "Tên loại báo cáo", limit: 200, missing: "Nhập tên, ví dụ “Báo cáo sơ kết 6 tháng”.")
        if let known = ReportKind.Period(rawValue: period) {
            kind.period = known
        } else {
            fields.add("period", "Chọn kỳ báo cáo.")
        }
        kind.workingDays = fields.number(workingDays, "workingDays", "Số ngày làm việc", upTo: 250)
        if kind.workingDays == 0 { fields.add("workingDays", "Số ngày làm việc ít nhất là 1; để trống nếu không đặt.") }
        kind.form = ReportForm()
        for (index, section) in sections.enumerated() where !section.isEmpty {
            let row = index + 1
            let heading = fields.line(
                section.heading, "heading-\(row)", "Phần \(row): tên", limit: 300,
                missing: "Phần \(row): nhập tên phần.")
            let hint = fields.lines(section.hint, "hint-\(row)", "Phần \(row): gợi ý", limit: 1000)
            kind.form.sections.append(ReportSection(heading: heading, hint: hint))
        }
        for (index, figure) in figures.enumerated() where !figure.isEmpty {
            let row = index + 1
            let source = ReportSource(rawValue: figure.source).flatMap { $0 == .indicator ? nil : $0 }
            let indicator = try figure.indicatorID.flatMap { try IndicatorRecords.indicator($0, in: tx) }
            if !figure.source.isEmpty, source == nil, indicator == nil {
                fields.add("source-\(row)", "Số liệu \(row): chọn lại nguồn.")
            }
            if let indicator, !indicator.isAdditive {
                fields.add(
                    "source-\(row)",
                    "Số liệu \(row): “\(indicator.name)” không cộng được từ các đơn vị nên không lấy vào báo cáo tổng hợp. Chọn chỉ tiêu khác."
                )
            }
            let typed = VietnameseText.tidied(figure.name)
            let name = fields.line(
                typed.isEmpty ? indicator?.name ?? source?.name ?? "" : typed, "figure-\(row)", "Số liệu \(row): tên",
                limit: 300, missing: "Số liệu \(row): nhập tên.")
            var measure = fields.line(figure.measure, "measure-\(row)", "Số liệu \(row): đơn vị tính", limit: 50)
            if let indicator, measure.isEmpty { measure = indicator.measure }
            kind.form.figures.append(
                ReportFigure(name: name, measure: measure, source: source, indicator: indicator))
        }
        if kind.form.sections.isEmpty, kind.form.figures.isEmpty {
            fields.add("heading-1", "Báo cáo phải có ít nhất một phần viết hoặc một số liệu.")
        }
        if kind.form.sections.count > ReportForm.maximumSections {
            fields.add("heading-1", "Có quá \(ReportForm.maximumSections) phần. Gộp bớt.")
        }
        if kind.form.figures.count > ReportForm.maximumFigures {
            fields.add("figure-1", "Có quá \(ReportForm.maximumFigures) số liệu. Gộp bớt.")
        }
        try fields.check()
    }
}

/// Adds a kind of report: *thêm loại báo cáo*.
public struct AddReportKind: Sendable {
    public let typed: TypedReportKind

    public init(typed: TypedReportKind) { self.typed = typed }

    public func run(by actor: Actor, on store: any Store) async throws -> ID<ReportKind> {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> ID<ReportKind> {
        let province = try Gate.provinceOfReports(actor, in: tx)
        var kind = ReportKind(
            id: ID(at: tx.now), unitID: province.id, name: "", period: .onRequest, workingDays: nil, form: ReportForm())
        try typed.fill(&kind, in: tx)
        try ReportKindRecords.insert(kind, by: actor, in: tx)
        try EventRecords.append(
            .reportKindAdded, to: .reportKind, kind.id.rawValue, by: actor, note: kind.name, in: tx)
        return kind.id
    }
}

/// Changes a kind of report; requests made from it before stay as they are: *sửa loại báo cáo*.
public struct ChangeReportKind: Sendable {
    public let id: ID<ReportKind>
    public let version: Int
    public let typed: TypedReportKind

    public init(id: ID<ReportKind>, version: Int, typed: TypedReportKind) {
        self.id = id
        self.version = version
        self.typed = typed
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            _ = try Gate.provinceOfReports(actor, in: tx)
            guard var kind = try ReportKindRecords.kind(id, in: tx) else { throw Problem.notFound("loại báo cáo này") }
            try typed.fill(&kind, in: tx)
            try ReportKindRecords.update(kind, expecting: version, by: actor, in: tx)
            try EventRecords.append(
                .reportKindChanged, to: .reportKind, id.rawValue, by: actor, note: kind.name, in: tx)
        }
    }
}
