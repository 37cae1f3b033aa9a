import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The form in which an entry of the calendar is added or corrected. Everything typed comes back with what is wrong.
struct OccasionFormPage {
    /// `nil` for a new one.
    let id: ID<Occasion>?
    let version: Int
    let isYearly: Bool
    let content: OccasionContent
    let units: [Unit]
    /// Whether days of the nation and the province may be chosen.
    let keepsCommonDays: Bool
    let csrfToken: String
    var problem: Problem?

    static func new(
        _ visit: Visit, isYearly: Bool, content: OccasionContent? = nil, problem: Problem? = nil,
        in tx: any ReadTransaction
    ) throws -> OccasionFormPage {
        let units = try Gate.calendarUnits(of: visit.actor, in: tx)
        guard let first = units.first else {
            throw Problem(
                .notAllowed,
                "Lịch do Sở Nội vụ và cán bộ thi đua, khen thưởng, thủ trưởng của đơn vị ghi. Nếu cần, hãy liên hệ quản trị hệ thống."
            )
        }
        let keepsCommonDays = units.contains { $0.kind == .province }
        var fresh = OccasionContent()
        fresh.kind =
            isYearly
            ? (keepsCommonDays ? Occasion.Kind.greatDay : .traditionDay).rawValue : Occasion.Kind.congress.rawValue
        fresh.owner = keepsCommonDays ? OccasionContent.ofProvince : first.id.rawValue
        return OccasionFormPage(
            id: nil, version: 0, isYearly: isYearly, content: content ?? fresh, units: units,
            keepsCommonDays: keepsCommonDays, csrfToken: visit.csrfToken, problem: problem)
    }

    /// - Parameter content: what was typed, `nil` when nothing was yet.
    static func existing(
        _ visit: Visit, _ id: ID<Occasion>, content: OccasionContent? = nil, version: Int? = nil,
        problem: Problem? = nil, in tx: any ReadTransaction
    ) throws -> OccasionFormPage {
        let occasion = try Gate.occasion(id, for: visit.actor, may: .edit, in: tx).occasion
        let units = try Gate.calendarUnits(of: visit.actor, in: tx)
        return OccasionFormPage(
            id: id, version: version ?? occasion.version, isYearly: occasion.kind.isYearly,
            content: content ?? OccasionContent(occasion), units: units,
            keepsCommonDays: units.contains { $0.kind == .province }, csrfToken: visit.csrfToken, problem: problem)
    }

    static func content(_ form: FormData) -> OccasionContent {
        var content = OccasionContent()
        content.kind = form["kind"]
        content.owner = form["owner"]
        content.name = form["name"]
        content.foundedOn = form["foundedOn"]
        content.startsOn = form["startsOn"]
        content.endsOn = form["endsOn"]
        content.isOpen = form["isOpen"] == "1"
        content.startsAt = form["startsAt"]
        content.endsAt = form["endsAt"]
        content.place = form["place"]
        content.note = form["note"]
        return content
    }

    var page: StaffPage {
        let title = id == nil ? "Thêm vào lịch" : "Sửa mục trong lịch"
        let back =
            id.map { Link(label: "Xem mục này", href: Route.occasion.path($0)) }
            ?? Link(label: "Lịch", href: Route.calendar.path())
        let fields = problem?.fields ?? []
        return StaffPage(
            title: title, section: .calendar, status: problem?.status ?? .ok,
            main: """
                \(PageHead(title: title, back: back).html)
                \(if: id == nil, tabs.html)
                \(ErrorSummary(problems: fields, message: fields.isEmpty ? problem?.message : nil).html)
                \(form(back).html)
                """)
    }

    private var tabs: FilterTabs {
        FilterTabs(items: [
            NavigationItem(
                label: "Hằng năm: ngày lễ lớn, ngày truyền thống", href: CalendarLinks.newOccasion(yearly: true),
                isCurrent: isYearly),
            NavigationItem(
                label: "Một lần: đại hội, hội nghị", href: CalendarLinks.newOccasion(yearly: false),
                isCurrent: !isYearly),
        ])
    }

    private func error(_ field: String) -> String? { problem?.fields.first { $0.field == field }?.message }

    private func form(_ back: Link) -> Form {
        let kinds = Occasion.Kind.allCases.filter { $0.isYearly == isYearly }
        return Form(
            action: id.map { Route.changeOccasion.path($0) } ?? Route.addOccasion.path(), csrfToken: csrfToken,
            isTakenOnce: id == nil,
            attributes: "data-draft-key=\"lich-\(id?.rawValue ?? (isYearly ? "hang-nam" : "mot-lan"))\"",
            body: """
                \(HiddenField(name: "version", value: String(version)).html)
                \(HiddenField(name: "recurrence", value: isYearly ? "" : "mot-lan").html)
                \(RadioGroup(name: "kind", label: "Loại", options: kinds.map { Option(value: $0.rawValue, label: $0.name) }, selected: content.kind, error: error("kind"), isRequired: true).html)
                \(ownerField.html)
                \(TextField(name: "name", label: "Tên", value: content.name, hint: nameHint, error: error("name"), isRequired: true, maxLength: 300).html)
                \(isYearly ? yearlyFields : singleFields)
                \(TextArea(name: "note", label: "Ghi chú", value: content.note, hint: "Văn bản quy định ngày này, điều cần biết thêm", error: error("note"), rows: 3, maxLength: 2000).html)
                <div class="actions">\(Button(label: id == nil ? "Thêm vào lịch" : "Lưu thay đổi").html)
                <a class="button quiet" href="\(back.href)">Thôi</a></div>
                """)
    }

    private var nameHint: String {
        isYearly
            ? "Không ghi số năm; số năm được tính từ ngày gốc. Ví dụ: Ngày truyền thống ngành Nội vụ"
            : "Ví dụ: Đại hội Thi đua yêu nước xã Phong Quang"
    }

    private var ownerField: Select {
        let common = [
            Option(value: OccasionContent.ofNation, label: "Đất nước"),
            Option(value: OccasionContent.ofProvince, label: "Tỉnh"),
        ]
        // The province's own day is a day of the province, not of an agency.
        let agencies = units.filter { $0.kind != .province }.map { Option(value: $0.id.rawValue, label: $0.name) }
        var groups: [OptionGroup] = []
        if keepsCommonDays { groups.append(OptionGroup(label: "Ngày chung, ai cũng xem được", options: common)) }
        groups.append(OptionGroup(label: "Của cơ quan, đơn vị", options: agencies))
        return Select(
            name: "owner", label: "Của", options: groups, selected: content.owner, error: error("owner"),
            isRequired: true)
    }

    private var yearlyFields: HTML {
        TextField(
            name: "foundedOn", label: "Ngày gốc", value: content.foundedOn,
            hint: "Ngày thành lập, ngày truyền thống đầu tiên, có cả năm: 02/9/1945", error: error("foundedOn"),
            isRequired: true, kind: .date
        ).html
    }

    private var singleFields: HTML {
        """
        <div class="form-grid">
        \(TextField(name: "startsOn", label: "Ngày bắt đầu", value: content.startsOn, error: error("startsOn"), isRequired: true, kind: .date).html)
        \(TextField(name: "endsOn", label: "Ngày kết thúc", value: content.endsOn, hint: "Để trống nếu chỉ một ngày", error: error("endsOn"), kind: .date).html)
        </div>
        \(Checkbox(name: "isOpen", label: "Chưa ấn định ngày, mới biết sẽ diễn ra trong khoảng thời gian này", isOn: content.isOpen).html)
        <div class="form-grid">
        \(TextField(name: "startsAt", label: "Giờ bắt đầu", value: content.startsAt, hint: "Ví dụ 08:00; để trống nếu cả ngày", error: error("startsAt"), inputMode: "numeric").html)
        \(TextField(name: "endsAt", label: "Giờ kết thúc", value: content.endsAt, hint: "Giờ kết thúc của ngày cuối", error: error("endsAt"), inputMode: "numeric").html)
        </div>
        \(TextField(name: "place", label: "Địa điểm", value: content.place, error: error("place"), maxLength: 300).html)
        """
    }
}
