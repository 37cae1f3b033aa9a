import Domain
import Law
import Primitives
import Records
import Store

/// Asks groups of units for a report: *yêu cầu báo cáo*. Each gets an empty report, and the province one that puts all together.
public struct AskForReports: Sendable {
    /// The groups of units that can be asked.
    public static let groups: [Unit.Kind] = [.department, .commune, .enterprise]

    public let kindID: ID<ReportKind>
    /// As typed.
    public let title: String
    public let periodFrom: String
    public let periodUntil: String
    /// Empty: the working days of the kind after the period's end.
    public let dueOn: String
    public let message: String
    public let groups: Set<Unit.Kind>

    public init(
        kindID: ID<ReportKind>, title: String, periodFrom: String, periodUntil: String, dueOn: String, message: String,
        groups: Set<Unit.Kind>
    ) {
        self.kindID = kindID
        self.title = title
        self.periodFrom = periodFrom
        self.periodUntil = periodUntil
        self.dueOn = dueOn
        self.message = message
        self.groups = groups
    }

    public func run(
        by actor: Actor, lawbook: Lawbook, on store: any Store
    ) async throws -> ID<ReportRequest> {
        try await store.perform { tx in try run(by: actor, lawbook: lawbook, in: tx) }
    }

    public func run(
        by actor: Actor, lawbook: Lawbook, in tx: any WriteTransaction
    ) throws -> ID<ReportRequest> {
        let province = try Gate.provinceOfReports(actor, in: tx)
        guard let kind = try ReportKindRecords.kind(kindID, in: tx) else { throw Problem.notFound("loại báo cáo này") }
        var fields = TypedFields()
        let title = fields.line(
            self.title, "title", "Tên báo cáo", limit: 300,
            missing: "Nhập tên, ví dụ “Báo cáo sơ kết 6 tháng đầu năm 2025”.")
        let message = fields.lines(self.message, "message", "Lời nhắn", limit: 2000)
        let period = fields.period((periodFrom, "periodFrom"), (periodUntil, "periodUntil"), longest: 367)
        var due = fields.day(dueOn, "dueOn")
        var dueNote = ""
        if VietnameseText.tidied(dueOn).isEmpty, let period {
            if let days = kind.workingDays {
                let counted = try HolidayRecords.calendar(over: lawbook, in: tx).day(days, after: period.1)
                due = counted.date
                let note = counted.note.map { ". \($0)" } ?? ""
                dueNote = "\(days) ngày làm việc sau ngày \(period.1.written)\(note)"
            } else {
                fields.add("dueOn", "Nhập hạn báo cáo; loại báo cáo này không đặt sẵn số ngày làm việc.")
            }
        }
        if let due, let period, due < period.0 {
            fields.add("dueOn", "Hạn \(due.written) ở trước ngày đầu kỳ báo cáo \(period.0.written).")
        }
        let form = try period.map { try Self.form(kind.form, year: $0.1.year, &fields, in: tx) } ?? kind.form
        let kinds = AskForReports.groups.filter(groups.contains)
        if kinds.isEmpty { fields.add("groups", "Chọn ít nhất một nhóm đơn vị phải báo cáo.") }
        try fields.check()
        guard let period, let due else { throw Problem.invalid([FieldProblem("dueOn", "Nhập hạn báo cáo.")]) }
        let units = try ReportRecords.units(of: kinds, below: province.id, notYetAskedBy: nil, in: tx)
        if units.isEmpty {
            throw Problem.invalid([FieldProblem("groups", "Các nhóm đã chọn không có đơn vị nào đang hoạt động.")])
        }
        let request = ReportRequest(
            id: ID(at: tx.now), unitID: province.id, title: title, periodFrom: period.0, periodUntil: period.1,
            dueOn: due, dueNote: dueNote, message: message, form: form, createdBy: actor.accountID,
            createdAt: tx.now)
        try ReportKindRecords.insert(request, of: kind.id, in: tx)
        try ReportRecords.insert([province], of: request.id, receiver: nil, dueOn: due, by: actor, in: tx)
        try ReportRecords.insert(units, of: request.id, receiver: province.id, dueOn: due, by: actor, in: tx)
        let people = try ReportRecords.notify(
            "Sở Nội vụ yêu cầu báo cáo: \(title). Hạn gửi \(due.written). Mở mục Báo cáo để lập.", about: request.id,
            at: units.map(\.id), in: tx)
        try EventRecords.append(
            .reportsRequested, to: .reportRequest, request.id.rawValue, by: actor,
            note: "\(title): \(units.count) đơn vị",
            detail: ["units": String(units.count), "people": String(people), "due": due.iso], in: tx)
        return request.id
    }

    /// What the kind asks for, with the indicators of this year: a kind is made once, indicators are set anew every year.
    private static func form(
        _ form: ReportForm, year: Int, _ fields: inout TypedFields, in tx: any ReadTransaction
    ) throws -> ReportForm {
        var form = form
        for (index, figure) in form.figures.enumerated() {
            guard let indicator = figure.indicator, indicator.year != year else { continue }
            let same = try IndicatorRecords.indicator(like: indicator, year: year, in: tx)
            guard let same, same.isAdditive else {
                fields.add(
                    "periodUntil",
                    "Số liệu “\(figure.name)” lấy từ chỉ tiêu “\(indicator.name)”; năm \(year) chưa có chỉ tiêu cùng tên. Đặt chỉ tiêu năm \(year), hoặc sửa loại báo cáo."
                )
                continue
            }
            form.figures[index].indicator = same
        }
        return form
    }
}

/// Asks the units below one that was asked for the same report: *yêu cầu cấp dưới báo cáo*. Their part is then theirs.
public struct PassReportOn: Sendable {
    public let id: ID<Report>
    public let version: Int
    public let units: Set<ID<Unit>>
    public let dueOn: String

    public init(id: ID<Report>, version: Int, units: Set<ID<Unit>>, dueOn: String) {
        self.id = id
        self.version = version
        self.units = units
        self.dueOn = dueOn
    }

    /// - Returns: how many units were asked.
    public func run(by actor: Actor, on store: any Store) async throws -> Int {
        try await store.perform { tx in
            let file = try Gate.report(id, for: actor, may: .passOn, in: tx)
            let possible = try ReportRecords.units(
                of: [.section], below: file.unit.id, notYetAskedBy: file.request.id, in: tx)
            // The page has no form any more, to whose fields a sentence could lead.
            if possible.isEmpty {
                throw Problem(.conflict, "Mọi phòng, đơn vị trực thuộc đã được yêu cầu báo cáo rồi.")
            }
            let chosen = possible.filter { units.contains($0.id) }
            var fields = TypedFields()
            if chosen.isEmpty { fields.add("units", "Chọn ít nhất một phòng, đơn vị trực thuộc.") }
            let due = fields.day(dueOn, "passOnDue", missing: "Nhập hạn báo cáo của cấp dưới.")
            if let due, due > file.report.dueOn {
                fields.add(
                    "passOnDue", "Hạn \(due.written) ở sau hạn của chính đơn vị (\(file.report.dueOn.written)).")
            }
            try fields.check()
            guard let due else { return 0 }
            try ReportRecords.updateContent(file.report, expecting: version, by: actor, in: tx)
            try ReportRecords.insert(
                chosen, of: file.request.id, receiver: file.unit.id, dueOn: due, by: actor, in: tx)
            try ReportRecords.notify(
                "\(file.unit.name) yêu cầu báo cáo: \(file.request.title). Hạn gửi \(due.written).",
                about: file.request.id, at: chosen.map(\.id), in: tx)
            try EventRecords.append(
                .reportPassedOn, to: .report, id.rawValue, by: actor,
                note: chosen.map(\.name).joined(separator: ", "), in: tx)
            return chosen.count
        }
    }
}

/// Urges the units that have not sent their report: *đôn đốc*. Who was urged today is not urged again.
public struct UrgeReports: Sendable {
    public let id: ID<ReportRequest>

    public init(id: ID<ReportRequest>) { self.id = id }

    public struct Result: Sendable, Hashable {
        public let units: Int
        public let people: Int
    }

    @discardableResult
    public func run(by actor: Actor, on store: any Store) async throws -> Result {
        try await store.perform { tx in
            let request = try Gate.reportRequest(id, for: actor, in: tx)
            try Gate.mayAskForReports(actor)
            let late = request.dueOn < tx.today
            let urged = try ReportListRecords.urge(
                request, by: actor,
                message:
                    "Sở Nội vụ đôn đốc: đơn vị chưa gửi “\(request.title)”, hạn \(request.dueOn.written)\(late ? " đã qua" : ""). Mở mục Báo cáo để lập và gửi.",
                in: tx)
            try EventRecords.append(
                .reportsUrged, to: .reportRequest, id.rawValue, by: actor, note: "Đôn đốc \(urged.units) đơn vị",
                detail: ["units": String(urged.units), "people": String(urged.people)], in: tx)
            return Result(units: urged.units, people: urged.people)
        }
    }
}
