import Primitives

/// Where the system itself finds a figure of a report. Each is counted over the period of the request and over the units of the
/// one who reports (`ReportSourceRecords`), and links to the list it was counted from.
///
/// A new source is one case here, one piece of SQL there and one link on the screen; everything else goes by this list.
public enum ReportSource: String, Sendable, CaseIterable {
    case movementsLaunched = "movements_launched"
    case movementsResponded = "movements_responded"
    case plansApproved = "plans_approved"
    case planTasksDue = "plan_tasks_due"
    case dossiersSubmitted = "dossiers_submitted"
    case commendedIndividuals = "commended_individuals"
    case commendedFrontline = "commended_frontline"
    case commendedCollectives = "commended_collectives"
    case commendedHouseholds = "commended_households"
    case activitiesHeld = "activities_held"
    case activityParticipants = "activity_participants"
    case housesFinished = "houses_finished"
    case difficultiesRaised = "difficulties_raised"
    case worksOnTime = "works_on_time"
    case documentsRead = "documents_read"
    case documentsDone = "documents_done"
    case findingsMended = "findings_mended"
    /// What was done of a target; of which one, the figure says.
    case indicator

    /// Those that are counted for themselves, without naming anything else.
    public static let counted = allCases.filter { $0 != .indicator }

    public var name: String {
        switch self {
        case .movementsLaunched: "Phong trào đã phát động"
        case .movementsResponded: "Lượt hưởng ứng phong trào"
        case .plansApproved: "Kế hoạch năm đã duyệt"
        case .planTasksDue: "Nhiệm vụ của kế hoạch đến hạn"
        case .dossiersSubmitted: "Hồ sơ khen thưởng đã trình"
        case .commendedIndividuals: "Lượt cá nhân được khen"
        case .commendedFrontline: "Lượt cá nhân trực tiếp lao động được khen"
        case .commendedCollectives: "Lượt tập thể được khen"
        case .commendedHouseholds: "Lượt hộ gia đình được khen"
        case .activitiesHeld: "Hoạt động đã tổ chức"
        case .activityParticipants: "Lượt người tham gia hoạt động"
        case .housesFinished: "Nhà tạm, nhà dột nát đã xóa"
        case .difficultiesRaised: "Vướng mắc đã phản ánh"
        case .worksOnTime: "Công trình gắn biển đúng ngày"
        case .documentsRead: "Văn bản đã tiếp nhận, đọc"
        case .documentsDone: "Văn bản đã thực hiện xong"
        case .findingsMended: "Kiến nghị sau kiểm tra đã khắc phục"
        case .indicator: "Chỉ tiêu"
        }
    }
}

/// A headed part of a report to be written in words.
public struct ReportSection: Sendable, Hashable {
    public var heading: String
    /// What is to be written there.
    public var hint: String

    public init(heading: String, hint: String = "") {
        self.heading = heading
        self.hint = hint
    }
}

/// A named number that a report asks for: a whole number of `measure`, or of its smallest part where an indicator counts so.
public struct ReportFigure: Sendable, Hashable {
    public var name: String
    /// `lượt`, `phong trào`
    public var measure: String
    /// Where the system finds it; `nil` for a number that only the unit knows.
    public var source: ReportSource?
    /// Of the source `indicator`, and of no other.
    public var indicator: Indicator?

    public init(
        name: String, measure: String = "", source: ReportSource? = nil, indicator: Indicator? = nil
    ) {
        self.name = name
        self.measure = measure
        self.source = indicator == nil ? source : .indicator
        self.indicator = indicator
    }

    public var scale: Scale { indicator?.scale ?? .whole }

    /// `1.204`, `1.204,5`: without the measure.
    public func written(_ amount: Int) -> String { scale.written(amount) }
}

/// What a report asks for.
public struct ReportForm: Sendable, Hashable {
    public static let maximumSections = 20
    public static let maximumFigures = 40

    public var sections: [ReportSection]
    public var figures: [ReportFigure]

    public init(sections: [ReportSection] = [], figures: [ReportFigure] = []) {
        self.sections = sections
        self.figures = figures
    }
}

/// A kind of report of the province's own. The statistical forms of Thông tư 18/2025/TT-BNV are not certain in our sources, so
/// none is built in: Sở Nội vụ sets what is asked for.
public struct ReportKind: Sendable, Hashable {
    public enum Period: String, Sendable, CaseIterable {
        case halfYear = "half_year"
        case year, quarter
        case onRequest = "on_request"

        public var name: String {
            switch self {
            case .halfYear: "Sơ kết 6 tháng"
            case .year: "Tổng kết năm"
            case .quarter: "Định kỳ hằng quý"
            case .onRequest: "Đột xuất, chuyên đề"
            }
        }

        /// The period that ended last or ends soonest, as it is offered for a new request.
        public func span(near today: CivilDate) -> (from: CivilDate, until: CivilDate)? {
            let year = today.year
            switch self {
            case .halfYear: return Self.span(year, 1, 6)
            case .year: return Self.span(year, 1, 12)
            case .quarter:
                let first = (today.month - 1) / 3 * 3 + 1
                return Self.span(year, first, first + 2)
            case .onRequest: return nil
            }
        }

        private static func span(_ year: Int, _ first: Int, _ last: Int) -> (from: CivilDate, until: CivilDate)? {
            guard let from = CivilDate(year: year, month: first, day: 1),
                let until = CivilDate(year: year, month: last, day: CivilDate.daysIn(month: last, of: year))
            else { return nil }
            return (from, until)
        }
    }

    public let id: ID<ReportKind>
    /// The unit whose kind it is: the province.
    public let unitID: ID<Unit>
    public var name: String
    public var period: Period
    /// The deadline in working days after the end of the period; `nil` when each request names a day.
    public var workingDays: Int?
    public var form: ReportForm
    public var version: Int

    public init(
        id: ID<ReportKind>, unitID: ID<Unit>, name: String, period: Period, workingDays: Int?, form: ReportForm,
        version: Int = 1
    ) {
        self.id = id
        self.unitID = unitID
        self.name = name
        self.period = period
        self.workingDays = workingDays
        self.form = form
        self.version = version
    }
}

/// A report that units are asked for: *yêu cầu báo cáo*. What it asks is copied from the kind and stays as it was.
public struct ReportRequest: Sendable, Hashable {
    public let id: ID<ReportRequest>
    /// The unit that asks, whose own report puts all others together.
    public let unitID: ID<Unit>
    public let title: String
    public let periodFrom: CivilDate
    public let periodUntil: CivilDate
    public let dueOn: CivilDate
    /// How the day was counted, and what was not left out; empty when the day was named.
    public let dueNote: String
    /// What is said to those who are asked.
    public let message: String
    public let form: ReportForm
    public let createdBy: ID<Account>
    public let createdAt: Instant

    public init(
        id: ID<ReportRequest>, unitID: ID<Unit>, title: String, periodFrom: CivilDate, periodUntil: CivilDate,
        dueOn: CivilDate, dueNote: String, message: String, form: ReportForm, createdBy: ID<Account>, createdAt: Instant
    ) {
        self.id = id
        self.unitID = unitID
        self.title = title
        self.periodFrom = periodFrom
        self.periodUntil = periodUntil
        self.dueOn = dueOn
        self.dueNote = dueNote
        self.message = message
        self.form = form
        self.createdBy = createdBy
        self.createdAt = createdAt
    }

    /// `01/01/2025 – 30/6/2025`
    public var periodText: String { "\(periodFrom.written) – \(periodUntil.written)" }
}
