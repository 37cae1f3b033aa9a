import Domain
import Law
import Primitives
import Records
import Store

/// Enters the days off and the exchanged working days of a year, as they were announced: *ngày nghỉ, ngày làm bù*.
///
/// Nothing is guessed from other years: working days are counted with what was entered, and a year without an entry says so.
public struct EnterHolidays: Sendable {
    public let year: Int
    /// What the editor had before their eyes; 0 when there was nothing yet.
    public let version: Int
    /// The announcement with number and day.
    public let source: String
    /// One line for a day or several: `30/4/2026 Ngày Chiến thắng`, `16/02/2026 - 20/02/2026 Tết Nguyên đán`.
    public let daysOff: String
    /// Saturdays and Sundays on which offices work, one in a line.
    public let workedDays: String

    public init(year: Int, version: Int, source: String, daysOff: String, workedDays: String) {
        self.year = year
        self.version = version
        self.source = source
        self.daysOff = VietnameseText.tidiedLines(daysOff)
        self.workedDays = VietnameseText.tidiedLines(workedDays)
    }

    /// - Throws: `Problem`: not Sở Nội vụ's, lines that are no days of the year, or somebody was faster.
    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in
            try Gate.require(HolidayPolicy(actor: actor).edit)
            let entered = try read()
            try HolidayRecords.replace(entered, expecting: version, by: actor, in: tx)
            // The log keeps every list that ever held: a limit counted under a former one can be counted again.
            let lines = Self.written(entered)
            try EventRecords.append(
                .holidaysEntered, to: .holidays, String(year), by: actor,
                note:
                    "\(entered.holidays.count) ngày nghỉ, \(entered.workingDays.count) ngày làm bù, theo \(entered.source).",
                detail: ["daysOff": lines.daysOff, "workedDays": lines.workedDays, "source": entered.source], in: tx)
        }
    }

    private func read() throws -> HolidayYear {
        var fields = TypedFields()
        if !HolidayPolicy.years.contains(year) { throw Problem.notFound("năm này") }
        let source = fields.line(
            source, "source", "Văn bản thông báo", limit: 300,
            missing: "Ghi văn bản thông báo lịch nghỉ, có số và ngày.")
        var off: [CivilDate: String] = [:]
        for (number, line) in Self.lines(daysOff) {
            guard let (first, last, name) = Self.period(line), !name.isEmpty else {
                fields.add(
                    "daysOff",
                    "Dòng \(number) “\(line)” chưa đọc được. Ghi ngày rồi đến tên: 30/4/\(year) Ngày Chiến thắng.")
                continue
            }
            guard first.year == year, last.year == year, first <= last else {
                fields.add(
                    "daysOff", "Dòng \(number) “\(line)” không nằm trong năm \(year), hoặc ngày cuối trước ngày đầu.")
                continue
            }
            if name.count > 200 { fields.add("daysOff", "Dòng \(number): tên dài quá 200 ký tự. Rút gọn lại.") }
            for day in sequence(first: first, next: { $0 < last ? $0.adding(days: 1) : nil }) { off[day] = name }
        }
        var worked: Set<CivilDate> = []
        for (number, line) in Self.lines(workedDays) {
            guard let (first, last, _) = Self.period(line), first == last, first.year == year else {
                fields.add("workedDays", "Dòng \(number) “\(line)” không phải là một ngày của năm \(year).")
                continue
            }
            if first.weekday < 6 {
                fields.add(
                    "workedDays",
                    "Dòng \(number): \(first.written) không phải thứ bảy, chủ nhật nên vốn đã là ngày làm việc.")
            } else if off[first] != nil {
                fields.add("workedDays", "Dòng \(number): \(first.written) vừa là ngày nghỉ vừa là ngày làm bù.")
            }
            worked.insert(first)
        }
        if off.isEmpty && fields.problems.isEmpty {
            fields.add("daysOff", "Ghi các ngày nghỉ của năm \(year), mỗi dòng một ngày hoặc một đợt nghỉ.")
        }
        try fields.check()
        return HolidayYear(year: year, holidays: off, workingDays: worked, source: source, mark: .verified)
    }

    private static func lines(_ text: String) -> [(number: Int, line: String)] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .map { ($0.offset + 1, VietnameseText.tidied(String($0.element))) }.filter { !$0.line.isEmpty }
    }

    /// `16/02/2026 - 20/02/2026 Tết Nguyên đán`, or one day.
    private static func period(_ line: String) -> (CivilDate, CivilDate, String)? {
        guard
            let match = line.wholeMatch(
                of: #/(\d{1,2}/\d{1,2}/\d{4})(?:\s*[-–]\s*(\d{1,2}/\d{1,2}/\d{4}))?[\s:]*(.*)/#),
            let first = CivilDate(written: String(match.1))
        else { return nil }
        guard let second = match.2 else { return (first, first, String(match.3)) }
        guard let last = CivilDate(written: String(second)) else { return nil }
        return (first, last, String(match.3))
    }

    /// The lines as they are typed again: days of one name that follow each other stand in one line.
    public static func written(_ year: HolidayYear) -> (daysOff: String, workedDays: String) {
        var periods: [(first: CivilDate, last: CivilDate, name: String)] = []
        for (day, name) in year.holidays.sorted(by: { $0.key < $1.key }) {
            if let end = periods.last, end.name == name, end.last.adding(days: 1) == day {
                periods[periods.count - 1].last = day
            } else {
                periods.append((day, day, name))
            }
        }
        let lines = periods.map {
            "\($0.first.written)\($0.first == $0.last ? "" : " - \($0.last.written)") \($0.name)"
        }
        return (
            lines.joined(separator: "\n"), year.workingDays.sorted().map(\.written).joined(separator: "\n")
        )
    }
}
