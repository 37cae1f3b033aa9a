import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// Days off and exchanged working days of a year: *Ngày nghỉ, ngày làm bù*.
struct HolidaysPage {
    let year: Int
    let stored: StoredHolidayYear?
    let mayEdit: Bool
    let typed: TypedForm
    let csrfToken: String
    let today: CivilDate

    /// The year in the address, this year when there is none.
    static func year(_ visit: Visit) -> Int {
        Int(visit.query["nam"]).flatMap { HolidayPolicy.years.contains($0) ? $0 : nil } ?? visit.today.year
    }

    static func load(
        _ visit: Visit, year: Int, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> HolidaysPage {
        let policy = HolidayPolicy(actor: visit.actor)
        guard policy.view.isOpen else { throw Problem.notFound("trang này") }
        return HolidaysPage(
            year: year, stored: try HolidayRecords.year(year, in: tx), mayEdit: policy.edit.isOpen, typed: typed,
            csrfToken: visit.csrfToken, today: tx.today)
    }

    private var title: String { "Ngày nghỉ, ngày làm bù năm \(year)" }

    var page: StaffPage {
        StaffPage(
            title: title, section: .calendar, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(title: title, lead: "Thời hạn tính theo ngày làm việc trừ thứ bảy, chủ nhật và các ngày nghỉ ghi ở đây.").html)
                \(CalendarLinks.tabs(.holidays, today: today, everybody: false, year: year).html)
                \(typed.summary)
                \(pager.html)
                \(some: stored, list)
                \(if: stored == nil, empty.html)
                \(if: mayEdit, form.html)
                """)
    }

    private func list(_ stored: StoredHolidayYear) -> HTML {
        let rows =
            stored.holidays.holidays.map { ($0.key, $0.value) }
            + stored.holidays.workingDays.map { ($0, "Làm bù") }
        return """
            \(Table(
                caption: "Ngày nghỉ, ngày làm bù năm \(year)", showsCaption: false,
                columns: [Column(label: "Ngày", isMain: true), Column(label: "Thứ"), Column(label: "Nội dung")],
                rows: rows.sorted { $0.0 < $1.0 }.map {
                    TableRow(cells: ["\($0.0.written)", "\($0.0.weekdayName)", "\($0.1)"])
                },
                empty: empty).html)
            <p class="muted">Theo \(stored.holidays.source). \(stored.updatedByName) ghi lúc \(stored.updatedAt.written).</p>
            """
    }

    private var empty: EmptyState {
        EmptyState(
            title: "Chưa ghi ngày nghỉ năm \(year)",
            hint: mayEdit
                ? "Chép từ văn bản thông báo lịch nghỉ vào mẫu dưới đây."
                : "Sở Nội vụ ghi khi có thông báo. Đến lúc đó, ngày làm việc mới trừ thứ bảy, chủ nhật.")
    }

    private var form: Card {
        let written = stored.map { EnterHolidays.written($0.holidays) }
        // After a conflict the version of now stands in the form: sending it again replaces the other's knowingly.
        let version =
            typed.problem?.code == .invalid ? typed.value("version") : String(stored?.version ?? 0)
        let fields: HTML = """
            \(HiddenField(name: "year", value: String(year)).html)\(HiddenField(name: "version", value: version).html)
            \(TextField(name: "source", label: "Văn bản thông báo", value: typed.value("source", or: stored?.holidays.source ?? ""), hint: "Cơ quan, số, ngày của thông báo", error: typed.error("source"), isRequired: true, maxLength: 300).html)
            \(TextArea(name: "daysOff", label: "Ngày nghỉ", value: typed.value("daysOff", or: written?.daysOff ?? ""), hint: "Mỗi dòng một ngày hoặc một đợt nghỉ, rồi đến tên: 30/4/\(year) Ngày Chiến thắng; 01/5/\(year) - 03/5/\(year) Tên đợt nghỉ", error: typed.error("daysOff"), isRequired: true, rows: 8, maxLength: 20_000).html)
            \(TextArea(name: "workedDays", label: "Ngày làm bù", value: typed.value("workedDays", or: written?.workedDays ?? ""), hint: "Thứ bảy, chủ nhật phải đi làm thay ngày khác, mỗi dòng một ngày. Để trống nếu không có", error: typed.error("workedDays"), rows: 3, maxLength: 5_000).html)
            <div class="actions">\(Button(label: stored == nil ? "Ghi ngày nghỉ năm \(year)" : "Lưu thay đổi").html)</div>
            """
        return Card(
            title: stored == nil ? "Ghi ngày nghỉ" : "Sửa",
            body: Form(
                action: Route.enterHolidays.path(), csrfToken: csrfToken,
                attributes: "data-draft-key=\"ngay-nghi-\(year)\"", body: fields
            ).html)
    }

    private var pager: Pager {
        func target(_ year: Int) -> String? {
            HolidayPolicy.years.contains(year) ? CalendarLinks.holidays(year) : nil
        }
        return Pager(
            nextHref: target(year + 1), previousHref: target(year - 1), nextLabel: "Năm \(year + 1)",
            previousLabel: "Năm \(year - 1)")
    }
}
