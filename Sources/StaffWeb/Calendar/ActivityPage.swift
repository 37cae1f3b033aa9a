import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// One activity: its plan, what came of it, what happened to it.
struct ActivityPage {
    let activity: Activity
    let policy: ActivityPolicy
    let unitName: String
    let movement: Movement?
    let greeted: GreetedOccasion?
    let events: [Event]
    let csrfToken: String
    let today: CivilDate
    var typed = Typed()
    /// The form in which something went wrong.
    var act: ActivityAct?
    var problem: Problem?

    /// What was typed into the small forms of the page.
    struct Typed: Sendable {
        var startsOn = ""
        var endsOn = ""
        var reason = ""
    }

    static func load(
        _ visit: Visit, _ id: ID<Activity>, typed: Typed? = nil, act: ActivityAct? = nil, problem: Problem? = nil,
        in tx: any ReadTransaction
    ) throws -> ActivityPage {
        let activity = try Gate.activity(id, for: visit.actor, may: .view, in: tx)
        let movement = try activity.movementID.flatMap { try MovementRecords.movement($0, in: tx) }
        let fresh = Typed(
            startsOn: activity.plannedFrom.written,
            endsOn: activity.plannedFrom == activity.plannedUntil ? "" : activity.plannedUntil.written)
        return ActivityPage(
            activity: activity, policy: try Gate.activityPolicy(for: visit.actor, activity, in: tx),
            unitName: try UnitRecords.unit(activity.unitID, in: tx)?.name ?? "", movement: movement,
            greeted: try OccasionLinkRecords.occasions(of: .activity, id.rawValue, in: tx).first,
            events: try EventRecords.history(of: .activity, id.rawValue, in: tx), csrfToken: visit.csrfToken,
            today: tx.today, typed: typed ?? fresh, act: act, problem: problem)
    }

    private func permission(_ act: ActivityAct) -> Permission {
        policy.permission(for: act, on: activity, today: today)
    }

    private func error(_ field: String) -> String? { problem?.fields.first { $0.field == field }?.message }

    var page: StaffPage {
        StaffPage(
            title: activity.name, section: .activities, status: problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: activity.name, status: StatusTag(activity: activity.state, until: activity.endsOn, today: today),
                    back: Link(label: "Hoạt động", href: Route.activities.path()), actions: actions).html)
                \(ErrorSummary(problems: problem?.fields ?? [], message: problem.flatMap { $0.fields.isEmpty ? $0.message : nil }).html)
                \(if: activity.isInvented, "<p class=\"muted\">Hoạt động hư cấu, chỉ để trình diễn.</p>")
                \(if: activity.state == .cancelled, Card(title: "Lý do hủy", body: Paragraphs(activity.cancelReason).html).html)
                \(if: activity.state == .reported, Card(title: "Kết quả", body: result).html)
                \(Card(title: "Kế hoạch", body: plan).html)
                \(holdPart)
                \(cancelPart)
                \(Card(title: "Diễn biến", body: timeline.html).html)
                """)
    }

    private var actions: HTML {
        var html: HTML = ""
        switch activity.state {
        case .planned:
            switch permission(.edit) {
            case .open:
                html +=
                    LinkButton(label: "Sửa kế hoạch", href: Route.activityForm.path(activity.id), tone: .secondary).html
            case .locked(let reason): html += LockedButton(label: "Sửa kế hoạch", reason: reason).html
            case .hidden: break
            }
        case .held, .reported:
            if permission(.report).isOpen {
                html +=
                    LinkButton(
                        label: activity.state == .held ? "Ghi kết quả" : "Sửa kết quả",
                        href: Route.activityReportForm.path(activity.id),
                        tone: activity.state == .held ? .primary : .secondary
                    ).html
            }
        case .cancelled: break
        }
        return html
    }

    private func days(_ start: CivilDate, _ end: CivilDate) -> String {
        start == end ? "Ngày \(start.written)" : "Từ ngày \(start.written) đến hết ngày \(end.written)"
    }

    private var plan: HTML {
        var items = [
            Definition(term: "Loại", detail: "\(activity.kind.name)"),
            Definition(term: "Đơn vị chủ trì", detail: "\(unitName)"),
            Definition(term: "Thời gian", detail: "\(days(activity.plannedFrom, activity.plannedUntil))"),
        ]
        let isMoved =
            activity.startsOn != activity.plannedFrom || activity.endsOn != activity.plannedUntil
        if activity.state != .planned, isMoved {
            items.append(
                Definition(term: "Thực tế đã tổ chức", detail: "\(days(activity.startsOn, activity.endsOn))"))
        }
        if !activity.place.isEmpty { items.append(Definition(term: "Địa điểm", detail: "\(activity.place)")) }
        if let expected = activity.expectedParticipants {
            items.append(Definition(term: "Số người dự kiến", detail: "\(groupedByThousands(expected))"))
        }
        if let greeted {
            items.append(
                Definition(
                    term: "Chào mừng",
                    detail: Link(label: greeted.title, href: Route.occasion.path(greeted.occasion.id)).html))
        }
        if let movement {
            items.append(
                Definition(
                    term: "Thuộc phong trào",
                    detail: Link(label: movement.name, href: Route.movement.path(movement.id)).html))
        }
        if !activity.plan.isEmpty {
            items.append(Definition(term: "Nội dung", detail: Paragraphs(activity.plan).html))
        }
        return DefinitionList(items: items).html
    }

    private var result: HTML {
        let people = activity.participants.map { "\(groupedByThousands($0)) người" } ?? "–"
        let compared =
            activity.expectedParticipants.map { "\(people) (dự kiến \(groupedByThousands($0)))" } ?? people
        let items =
            [
                Definition(term: "Đã tham gia", detail: "\(compared)"),
                Definition(term: "Kết quả", detail: Paragraphs(activity.result).html),
            ]
            + activity.figures.map {
                Definition(
                    term: $0.name,
                    detail: "\(groupedByThousands($0.amount))\($0.measure.isEmpty ? "" : " \($0.measure)")")
            }
        return DefinitionList(items: items).html
    }

    // MARK: Held, cancelled

    private var holdPart: HTML? {
        guard activity.state == .planned else { return nil }
        switch permission(.hold) {
        case .hidden: return nil
        case .locked(let reason): return LockedButton(label: "Đã tổ chức", reason: reason).html
        case .open:
            let form = Form(
                action: Route.holdActivity.path(activity.id), csrfToken: csrfToken,
                body: """
                    \(HiddenField(name: "version", value: String(activity.version)).html)
                    <p>Ghi ngày thực tế đã tổ chức. Sau bước này kế hoạch không sửa được nữa; bước tiếp theo là ghi kết quả.</p>
                    <div class="form-grid">
                    \(TextField(name: "startsOn", label: "Ngày bắt đầu", value: typed.startsOn, error: error("startsOn"), isRequired: true, kind: .date).html)
                    \(TextField(name: "endsOn", label: "Ngày kết thúc", value: typed.endsOn, hint: "Để trống nếu chỉ một ngày", error: error("endsOn"), kind: .date).html)
                    </div>
                    <div class="actions">\(Button(label: "Ghi là đã tổ chức").html)</div>
                    """)
            if act == .hold { return Card(title: "Đã tổ chức", body: form.html).html }
            return Confirmation(summary: "Đã tổ chức", body: form.html, tone: .primary).html
        }
    }

    private var cancelPart: HTML? {
        guard permission(.cancel).isOpen else { return nil }
        let form = Form(
            action: Route.cancelActivity.path(activity.id), csrfToken: csrfToken,
            body: """
                \(HiddenField(name: "version", value: String(activity.version)).html)
                <p>Hoạt động vẫn còn trong danh sách với lý do hủy, và không còn trong lịch. Nếu chỉ hoãn, hãy sửa ngày trong kế hoạch.</p>
                \(TextArea(name: "reason", label: "Lý do hủy", value: typed.reason, error: error("reason"), isRequired: true, rows: 3, maxLength: 1000).html)
                <div class="actions">\(Button(label: "Hủy hoạt động", tone: .danger).html)</div>
                """)
        if act == .cancel { return Card(title: "Hủy hoạt động", body: form.html).html }
        return Confirmation(summary: "Hủy hoạt động", body: form.html).html
    }

    private var timeline: Timeline {
        Timeline(
            items: events.reversed().map {
                TimelineItem(at: $0.at.written, who: $0.accountName, what: $0.kind.phrase, note: $0.note)
            })
    }
}
