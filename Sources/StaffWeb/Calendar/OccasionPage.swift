import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// One entry of the calendar: when it is, year by year, and what hangs on it.
struct OccasionPage {
    static let limit = 100

    let line: OccasionLine
    let policy: OccasionPolicy
    let subjects: [LinkedSubject]
    let hanging: Int
    /// `nil` for those who only read the calendar.
    let events: [Event]?
    let csrfToken: String
    let today: CivilDate
    var typed = Typed()
    var problem: Problem?

    /// What was typed into the form that ends it.
    struct Typed: Sendable {
        var lastYear = ""
        var reason = ""
    }

    static func load(
        _ visit: Visit, _ id: ID<Occasion>, typed: Typed = Typed(), problem: Problem? = nil, in tx: any ReadTransaction
    ) throws -> OccasionPage {
        let line = try Gate.occasion(id, for: visit.actor, may: .view, in: tx)
        let policy = try Gate.occasionPolicy(for: visit.actor, line.occasion, in: tx)
        let isKeeper =
            policy.permission(for: .edit, on: line.occasion) != .hidden || visit.actor.isAny(of: .inspector)
        return OccasionPage(
            line: line, policy: policy, subjects: try OccasionLinkRecords.subjects(of: id, limit: limit + 1, in: tx),
            hanging: try OccasionLinkRecords.count(of: id, in: tx),
            events: isKeeper ? try EventRecords.history(of: .occasion, id.rawValue, in: tx) : nil,
            csrfToken: visit.csrfToken, today: tx.today, typed: typed, problem: problem)
    }

    private var occasion: Occasion { line.occasion }
    private func permission(_ act: OccasionAct) -> Permission { policy.permission(for: act, on: occasion) }
    private func error(_ field: String) -> String? { problem?.fields.first { $0.field == field }?.message }

    var page: StaffPage {
        StaffPage(
            title: occasion.name, section: .calendar, status: problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: occasion.name, lead: lead, status: OccasionText.status(occasion, today: today),
                    back: Link(label: "Danh mục ngày trong lịch", href: CalendarLinks.list(yearly: occasion.kind.isYearly)),
                    actions: actions).html)
                \(ErrorSummary(problems: problem?.fields ?? [], message: problem.flatMap { $0.fields.isEmpty ? $0.message : nil }).html)
                \(Card(title: "Thông tin", body: facts).html)
                \(if: occasion.foundedOn != nil && occasion.state != .removed, Card(title: "Số năm", body: years).html)
                \(Card(title: "Gắn với ngày này", body: hangingPart).html)
                \(endPart)
                \(some: events, { Card(title: "Diễn biến", body: timeline($0).html).html })
                """)
    }

    /// The next time it comes.
    private var lead: String? {
        guard occasion.foundedOn != nil, occasion.state != .removed else { return nil }
        let next = [today.year, today.year + 1].compactMap { occasion.occurrence(in: $0) }.first {
            $0.startsOn >= today
        }
        guard let next, let count = next.count else { return nil }
        let left = next.startsOn.days(since: today)
        let when = left == 0 ? "hôm nay" : "còn \(left) ngày"
        return
            "Lần tới: \(count.written), \(next.startsOn.weekdayName.lowercased()) ngày \(next.startsOn.written) (\(when))."
    }

    private var actions: HTML {
        switch permission(.edit) {
        case .open:
            LinkButton(label: "Sửa", href: Route.occasionForm.path(occasion.id), tone: .secondary).html
        case .locked(let reason): LockedButton(label: "Sửa", reason: reason).html
        case .hidden: ""
        }
    }

    private var facts: HTML {
        var items = [
            Definition(term: "Loại", detail: "\(occasion.kind.name)"),
            Definition(
                term: "Của", detail: "\(occasion.level == .agency ? line.unitName : occasion.level.name)"),
        ]
        if let since = occasion.foundedOn {
            items.append(Definition(term: "Ngày gốc để tính số năm", detail: "\(since.written)"))
        }
        if let period = occasion.period {
            items.append(Definition(term: "Thời gian", detail: "\(period.written)"))
            if let hours = period.hours {
                items.append(Definition(term: "Giờ", detail: "\(hours.from.written) – \(hours.until.written)"))
            }
            if !occasion.place.isEmpty { items.append(Definition(term: "Địa điểm", detail: "\(occasion.place)")) }
        }
        if !occasion.note.isEmpty {
            items.append(Definition(term: "Ghi chú", detail: Paragraphs(occasion.note).html))
        }
        if !occasion.stateReason.isEmpty {
            items.append(Definition(term: "Lý do thôi giữ", detail: Paragraphs(occasion.stateReason).html))
        }
        return DefinitionList(items: items).html
    }

    private var years: HTML {
        let found = (today.year - 1...today.year + 5).compactMap { occasion.occurrence(in: $0) }
        return Table(
            caption: "Số năm tính từ ngày gốc", showsCaption: false,
            columns: [
                Column(label: "Năm", isMain: true), Column(label: "Ngày"), Column(label: "Số năm", isNumeric: true),
                Column(label: "Tận cùng"),
            ],
            rows: found.map { found in
                let ending: String =
                    switch found.count?.ending {
                    case .nought: "0"
                    case .five: "5"
                    default: "–"
                    }
                return TableRow(cells: [
                    "\(String(found.year))", "\(found.startsOn.weekdayName), \(found.startsOn.written)",
                    "\(found.count?.years ?? 0)", "\(ending)",
                ])
            },
            empty: EmptyState(
                title: "Chưa có năm kỷ niệm nào", hint: "Năm kỷ niệm đầu tiên là một năm sau ngày gốc.")
        ).html
    }

    // MARK: What hangs on it

    private var hangingPart: HTML {
        if subjects.isEmpty {
            return EmptyState(
                title: "Chưa có phong trào, hoạt động, công trình nào gắn với ngày này",
                hint: "Gắn từ trang của phong trào, hoặc chọn ngày này khi lập kế hoạch hoạt động, đăng ký công trình."
            ).html
        }
        let shown = Array(subjects.prefix(Self.limit))
        var groups: [(year: Int, subjects: [LinkedSubject])] = []
        for subject in shown {
            if groups.last?.year != subject.link.year { groups.append((subject.link.year, [])) }
            groups[groups.count - 1].subjects.append(subject)
        }
        return """
            \(each: groups, { group in
                "<h3>Năm \(String(group.year))\(self.count(group.year))</h3><ul class=\"entries\">\(each: group.subjects, { self.item($0).html })</ul>"
            })
            \(if: subjects.count > Self.limit, "<p class=\"muted\">Chỉ hiện \(Self.limit) mục mới nhất.</p>")
            """
    }

    private func count(_ year: Int) -> String {
        occasion.occurrence(in: year)?.count.map { ": \($0.written)" } ?? ""
    }

    private func item(_ subject: LinkedSubject) -> CalendarItem {
        let route: Route? =
            switch subject.link.kind {
            case .movement: .movement
            case .activity: .activity
            case .work: .publicWork
            case .publication: nil
            }
        let days =
            subject.startsOn == subject.endsOn
            ? subject.startsOn.written : "\(subject.startsOn.written) – \(subject.endsOn.written)"
        return CalendarItem(
            kind: subject.link.kind == .activity ? .activity : subject.link.kind == .work ? .work : .movement,
            label: subject.name,
            href: route?.path(subject.link.subjectID), note: "\(subject.unitName), \(days)")
    }

    // MARK: Ending and resuming

    private var endPart: HTML? {
        if case .open = permission(.resume) {
            return Form(
                action: Route.resumeOccasion.path(occasion.id), csrfToken: csrfToken,
                body: """
                    \(HiddenField(name: "version", value: String(occasion.version)).html)
                    <div class="actions">\(Button(label: "Đưa lại vào lịch", tone: .secondary).html)</div>
                    """
            ).html
        }
        guard case .open = permission(.end) else { return nil }
        let yearField: HTML =
            occasion.foundedOn == nil
            ? ""
            : TextField(
                name: "lastYear", label: "Năm cuối còn giữ", value: typed.lastYear,
                hint: "Để trống nếu nhập nhầm và bỏ hẳn khỏi mọi năm", error: error("lastYear"), kind: .number
            ).html
        let what: HTML =
            hanging > 0
            ? "<p>Có \(hanging) phong trào, hoạt động hoặc nội dung khác gắn với mục này; các nội dung đó không bị thay đổi.</p>"
            : "<p>Chưa có gì gắn với mục này. Nhật ký vẫn giữ lại việc thôi giữ và có thể đưa lại vào lịch.</p>"
        let form = Form(
            action: Route.endOccasion.path(occasion.id), csrfToken: csrfToken,
            body: """
                \(HiddenField(name: "version", value: String(occasion.version)).html)
                \(what)
                \(yearField)
                \(TextArea(name: "reason", label: "Lý do", value: typed.reason, error: error("reason"), isRequired: true, rows: 3, maxLength: 1000).html)
                <div class="actions">\(Button(label: "Thôi giữ trong lịch", tone: .danger).html)</div>
                """)
        if problem != nil { return Card(title: "Thôi giữ trong lịch", body: form.html).html }
        return Confirmation(summary: "Thôi giữ trong lịch", body: form.html).html
    }

    private func timeline(_ events: [Event]) -> Timeline {
        Timeline(
            items: events.reversed().map {
                TimelineItem(at: $0.at.written, who: $0.accountName, what: $0.kind.phrase, note: $0.note)
            })
    }
}
