import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

extension StatusTag {
    /// How a work stands: its state, or that it is late before its day.
    init(work state: PublicWork.State, _ risk: PublicWork.Risk) {
        switch (state, risk) {
        case (_, .missed): self.init(label: risk.name, tone: .bad)
        case (_, .late): self.init(label: risk.name, tone: .warning)
        case (.planned, _), (.underWay, _): self.init(label: state.name, tone: .progress)
        case (.finished, _), (.plaque, _): self.init(label: state.name, tone: .good)
        case (.dropped, _): self.init(label: state.name, tone: .neutral)
        }
    }
}

extension PublicWork.State {
    /// As it stands in an address.
    var key: String {
        switch self {
        case .planned: "ke-hoach"
        case .underWay: "dang-thi-cong"
        case .finished: "hoan-thanh"
        case .plaque: "da-gan-bien"
        case .dropped: "da-dung"
        }
    }
}

/// Works by the day of their plaque: *Công trình gắn biển*.
struct PublicWorkListPage {
    static let limit = 50

    let state: PublicWork.State?
    let isOwn: Bool
    let hasOwn: Bool
    let mayPlan: Bool
    let lines: [PublicWorkLine]
    let hasMore: Bool
    let isContinued: Bool
    let today: CivilDate

    static func load(_ visit: Visit, _ tx: any ReadTransaction) throws -> PublicWorkListPage {
        let state = PublicWork.State.allCases.first { $0.key == visit.query["xem"] }
        let own = visit.actor.units(as: .unitOfficer, .unitHead)
        let isOwn = visit.query["cua"] == "don-vi-toi" && !own.isEmpty
        let place = ListAddress.place(visit.query["sau"])
        let after = place.flatMap { place in CivilDate(iso: place.key).map { (day: $0, id: place.id) } }
        let lines =
            visit.actor.grants.isEmpty
            ? [] : try PublicWorkRecords.page(state, units: isOwn ? own : nil, after: after, limit: limit + 1, in: tx)
        return PublicWorkListPage(
            state: state, isOwn: isOwn, hasOwn: !own.isEmpty,
            mayPlan: visit.actor.isAny(of: .specialist, .leader, .unitOfficer, .unitHead),
            lines: Array(lines.prefix(limit)), hasMore: lines.count > limit, isContinued: after != nil, today: tx.today)
    }

    private var list: ListAddress {
        ListAddress(route: .publicWorks).with("xem", state?.key).with("cua", isOwn ? "don-vi-toi" : nil)
    }

    var page: StaffPage {
        let plan: HTML = mayPlan ? LinkButton(label: "Đăng ký công trình", href: Route.newWork.path()).html : ""
        let tabs =
            [NavigationItem(label: "Tất cả", href: list.with("xem", nil).path, isCurrent: state == nil)]
            + PublicWork.State.allCases.map { each in
                NavigationItem(label: each.name, href: list.with("xem", each.key).path, isCurrent: each == state)
            }
        return StaffPage(
            title: "Công trình gắn biển", section: .indicators,
            main: """
                \(PageHead(title: "Công trình gắn biển", actions: plan).html)
                \(TargetTabs.html(.publicWorks))
                \(FilterTabs(items: tabs).html)
                \(if: hasOwn, "<p>\(Link(label: isOwn ? "Xem công trình của mọi đơn vị" : "Chỉ xem công trình của đơn vị tôi", href: list.with("cua", isOwn ? nil : "don-vi-toi").path).html)</p>")
                \(table.html)
                """)
    }

    private var table: Table {
        let next = hasMore ? lines.last.map { list.with("sau", "\($0.plaqueDay.iso)_\($0.id)").path } : nil
        let isFiltered = state != nil || isOwn
        return Table(
            caption: "Ngày gắn biển sớm nhất đứng trước",
            columns: [
                Column(label: "Công trình", isMain: true), Column(label: "Đơn vị"), Column(label: "Loại"),
                Column(label: "Ngày gắn biển"), Column(label: "Mốc xong"), Column(label: "Tình trạng"),
            ],
            rows: lines.map { line in
                let invented: HTML = line.isInvented ? " <span class=\"muted\">Hư cấu</span>" : ""
                return TableRow(cells: [
                    "\(Link(label: line.name, href: Route.publicWork.path(line.id)).html)\(invented)",
                    "\(line.unitName)",
                    "\(line.kind.name)", "\(line.plaqueDay.written)", "\(line.done)/\(line.milestones)",
                    StatusTag(work: line.state, line.risk(on: today)).html,
                ])
            },
            empty: isFiltered
                ? EmptyState(
                    title: "Không có công trình nào như vậy", hint: "Bỏ bớt điều kiện lọc để xem các công trình khác.",
                    action: LinkButton(label: "Xem tất cả", href: Route.publicWorks.path(), tone: .secondary).html)
                : EmptyState(
                    title: "Chưa có công trình nào",
                    hint: mayPlan
                        ? "Bấm “Đăng ký công trình” để ghi công trình đầu tiên: tên, các mốc, ngày muốn gắn biển."
                        : "Khi đơn vị đăng ký công trình, công trình sẽ hiện ở đây."),
            pager: next == nil && !isContinued
                ? nil
                : Pager(
                    nextHref: next, previousHref: isContinued ? list.path : nil, previousLabel: "Về đầu danh sách"))
    }
}

/// One work: its plan, its milestones, the next step.
struct PublicWorkPage {
    let work: PublicWork
    let policy: PublicWorkPolicy
    let unitName: String
    let greeted: GreetedOccasion?
    let events: [Event]
    let csrfToken: String
    let today: CivilDate
    let typed: TypedForm

    static func load(
        _ visit: Visit, _ id: ID<PublicWork>, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> PublicWorkPage {
        let work = try Gate.work(id, for: visit.actor, may: .view, in: tx)
        return PublicWorkPage(
            work: work, policy: try Gate.workPolicy(for: visit.actor, unitID: work.unitID, in: tx),
            unitName: try UnitRecords.unit(work.unitID, in: tx)?.name ?? "",
            greeted: try OccasionLinkRecords.occasions(of: .work, id.rawValue, in: tx).first,
            events: try EventRecords.history(of: .publicWork, id.rawValue, in: tx), csrfToken: visit.csrfToken,
            today: tx.today, typed: typed)
    }

    private func permission(_ act: PublicWorkAct) -> Permission { policy.permission(for: act, on: work) }

    var page: StaffPage {
        StaffPage(
            title: work.name, section: .indicators, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: work.name, status: StatusTag(work: work.state, work.risk(on: today)),
                    back: Link(label: "Công trình gắn biển", href: Route.publicWorks.path()), actions: editButton).html)
                \(typed.summary)
                \(if: work.isInvented, "<p class=\"muted\">Công trình hư cấu, chỉ để trình diễn.</p>")
                \(if: work.state == .dropped, Card(title: "Lý do dừng", body: Paragraphs(work.dropReason).html).html)
                \(Steps(items: steps).html)
                \(stepPart)
                \(Card(title: "Các mốc tiến độ", body: milestones).html)
                \(Card(title: "Thông tin", body: about).html)
                \(dropPart)
                \(Card(title: "Diễn biến", body: timeline.html).html)
                """)
    }

    private var editButton: HTML {
        switch permission(.edit) {
        case .open: LinkButton(label: "Sửa", href: Route.workForm.path(work.id), tone: .secondary).html
        case .locked, .hidden: ""
        }
    }

    private var steps: [(label: String, state: Steps.State)] {
        let order: [PublicWork.State] = [.planned, .underWay, .finished, .plaque]
        let reached =
            work.plaqueFixedOn != nil ? 3 : work.finishedOn != nil ? 2 : work.startedOn != nil ? 1 : 0
        return order.enumerated().map { index, state in
            (state.name, index < reached || reached == 3 ? .done : index == reached ? .current : .todo)
        }
    }

    /// The one step that comes next.
    private var stepPart: HTML {
        let next: (step: AdvanceWork.Step, label: String, done: String)? =
            switch work.state {
            case .planned: (.start, "Ghi khởi công", "Ngày khởi công")
            case .underWay: (.finish, "Ghi hoàn thành", "Ngày hoàn thành")
            case .finished: (.fixPlaque, "Ghi đã gắn biển", "Ngày gắn biển")
            case .plaque, .dropped: nil
            }
        guard let next else { return "" }
        switch permission(next.step.act) {
        case .hidden: return ""
        case .locked(let reason): return LockedButton(label: next.label, reason: reason).html
        case .open:
            let form = Form(
                action: Route.advanceWork.path(work.id), csrfToken: csrfToken,
                body: """
                    \(HiddenField(name: "version", value: String(work.version)).html)
                    \(HiddenField(name: "step", value: next.step.rawValue).html)
                    \(TextField(name: "day", label: next.done, value: typed.value("day", or: today.written), error: typed.error("day"), isRequired: true, kind: .date).html)
                    <div class="actions">\(Button(label: next.label).html)</div>
                    """)
            return Confirmation(
                summary: next.label, body: form.html, tone: .primary, isOpen: typed.form?.has("step") == true
            ).html
        }
    }

    private var milestones: HTML {
        if work.milestones.isEmpty {
            return EmptyState(
                title: "Chưa có mốc nào",
                hint: permission(.edit).isOpen
                    ? "Bấm “Sửa” để thêm mốc: tên và ngày phải xong." : "Đơn vị phụ trách thêm các mốc."
            ).html
        }
        return "<ol class=\"timeline\">\(each: work.milestones, milestone)</ol>"
    }

    private func milestone(_ milestone: Milestone) -> HTML {
        let isLate = milestone.isLate(on: today) && work.state.isOpen
        let tone: Tone = milestone.doneOn != nil ? .good : isLate ? .bad : .neutral
        let when =
            milestone.doneOn.map { "Xong ngày \($0.written), theo kế hoạch \(milestone.plannedOn.written)" }
            ?? "Phải xong ngày \(milestone.plannedOn.written)"
        return """
            <li class="\(tone.rawValue)"><span class="sign" aria-hidden="true">\(tone == .neutral ? "•" : tone.sign)</span>\
            <div><p><strong>\(milestone.name)</strong>\(if: isLate, " \(StatusTag(label: "Chậm \(today.days(since: milestone.plannedOn)) ngày", tone: .bad).html)")</p>\
            <p class="meta">\(when)</p>\(if: !milestone.note.isEmpty, "<p class=\"said\">\(milestone.note)</p>")\
            \(recordPart(milestone))</div></li>
            """
    }

    private func recordPart(_ milestone: Milestone) -> HTML {
        guard permission(.recordMilestone).isOpen else { return "" }
        let isTyped = typed.form?["milestone"] == milestone.id.rawValue
        let own = isTyped ? typed : .none
        // Every form on the page has fields of its own, so that a label belongs to one field.
        let id = milestone.id.rawValue.suffix(12)
        let form = Form(
            action: Route.recordMilestone.path(work.id, milestone.id), csrfToken: csrfToken,
            body: """
                \(HiddenField(name: "version", value: String(work.version)).html)
                \(HiddenField(name: "milestone", value: milestone.id.rawValue).html)
                \(TextField(name: "doneOn", label: "Ngày xong", value: own.value("doneOn", or: (milestone.doneOn ?? today).written), hint: milestone.doneOn == nil ? nil : "Xóa trống nếu ghi nhầm, và ghi lý do", error: own.error("doneOn"), kind: .date, id: isTyped ? nil : "f-doneOn-\(id)").html)
                \(TextField(name: "note", label: "Ghi chú", value: own.value("note", or: milestone.note), error: own.error("note"), maxLength: 1000, id: isTyped ? nil : "f-note-\(id)").html)
                <div class="actions">\(Button(label: "Ghi mốc", tone: .secondary).html)</div>
                """)
        return Confirmation(
            summary: milestone.doneOn == nil ? "Ghi đã xong" : "Sửa", body: form.html, tone: .quiet, isOpen: isTyped
        ).html
    }

    private var about: HTML {
        var items = [
            Definition(term: "Loại", detail: "\(work.kind.name)"),
            Definition(term: "Đơn vị phụ trách", detail: "\(unitName)"),
        ]
        if !work.investor.isEmpty { items.append(Definition(term: "Chủ đầu tư", detail: "\(work.investor)")) }
        if !work.place.isEmpty { items.append(Definition(term: "Địa điểm", detail: "\(work.place)")) }
        items.append(Definition(term: "Khởi công", detail: days(work.startsOn, work.startedOn)))
        items.append(Definition(term: "Hoàn thành", detail: days(work.plannedFinish, work.finishedOn)))
        items.append(Definition(term: "Gắn biển", detail: days(work.plaqueDay, work.plaqueFixedOn)))
        if let greeted {
            items.append(
                Definition(
                    term: "Chào mừng",
                    detail: Link(label: greeted.title, href: Route.occasion.path(greeted.occasion.id)).html))
        }
        if !work.content.isEmpty {
            items.append(Definition(term: "Quy mô, nội dung", detail: Paragraphs(work.content).html))
        }
        return DefinitionList(items: items).html
    }

    private func days(_ planned: CivilDate, _ actual: CivilDate?) -> HTML {
        actual.map { "\($0.written) (kế hoạch \(planned.written))" } ?? "Kế hoạch \(planned.written)"
    }

    private var dropPart: HTML {
        guard permission(.drop).isOpen else { return "" }
        let isTyped = typed.form?.has("reason") == true
        let form = Form(
            action: Route.dropWork.path(work.id), csrfToken: csrfToken,
            body: """
                \(HiddenField(name: "version", value: String(work.version)).html)
                <p>Công trình vẫn còn trong danh sách với lý do dừng, và không còn trong lịch. Nếu chỉ lùi ngày, hãy sửa ngày gắn biển.</p>
                \(TextArea(name: "reason", label: "Lý do dừng", value: typed.value("reason"), error: typed.error("reason"), isRequired: true, rows: 3, maxLength: 2000).html)
                <div class="actions">\(Button(label: "Dừng công trình", tone: .danger).html)</div>
                """)
        return Confirmation(summary: "Dừng công trình", body: form.html, isOpen: isTyped).html
    }

    private var timeline: Timeline {
        Timeline(
            items: events.reversed().map {
                TimelineItem(at: $0.at.written, who: $0.accountName, what: $0.kind.phrase, note: $0.note)
            })
    }
}

/// The form of a work. Everything typed comes back with what is wrong.
struct PublicWorkFormPage {
    /// Empty rows behind the milestones.
    static let spareRows = 3

    let id: ID<PublicWork>?
    let version: Int
    let unit: Unit
    let units: [Unit]
    let content: WorkContent
    let occasions: [OccasionLine]
    let csrfToken: String
    let today: CivilDate
    var problem: Problem?

    static func new(
        _ visit: Visit, unitID: ID<Unit>?, content: WorkContent? = nil, problem: Problem? = nil,
        in tx: any ReadTransaction
    ) throws -> PublicWorkFormPage {
        let units = try Gate.calendarUnits(of: visit.actor, in: tx)
        guard let first = units.first else {
            throw Problem(
                .notAllowed, "Công trình do cán bộ thi đua, khen thưởng, thủ trưởng đơn vị hoặc Sở Nội vụ đăng ký.")
        }
        var fresh = WorkContent()
        fresh.occasion = ID<Occasion>(parsing: visit.query["ngay"])?.rawValue ?? ""
        return try make(
            visit, id: nil, version: 0, unit: units.first { $0.id == unitID } ?? first, units: units,
            content: content ?? fresh, problem: problem, in: tx)
    }

    static func existing(
        _ visit: Visit, _ id: ID<PublicWork>, content: WorkContent? = nil, version: Int? = nil,
        problem: Problem? = nil, in tx: any ReadTransaction
    ) throws -> PublicWorkFormPage {
        let work = try Gate.work(id, for: visit.actor, may: .edit, in: tx)
        guard let unit = try UnitRecords.unit(work.unitID, in: tx) else { throw Problem.notFound("đơn vị phụ trách") }
        let greeted = try OccasionLinkRecords.occasions(of: .work, id.rawValue, in: tx).first
        return try make(
            visit, id: id, version: version ?? work.version, unit: unit, units: [unit],
            content: content ?? WorkContent(work, greeting: greeted?.occasion.id), problem: problem, in: tx)
    }

    private static func make(
        _ visit: Visit, id: ID<PublicWork>?, version: Int, unit: Unit, units: [Unit], content: WorkContent,
        problem: Problem?, in tx: any ReadTransaction
    ) throws -> PublicWorkFormPage {
        PublicWorkFormPage(
            id: id, version: version, unit: unit, units: units, content: content,
            occasions: try OccasionRecords.choices(for: units.map(\.id), from: tx.today, in: tx),
            csrfToken: visit.csrfToken, today: tx.today, problem: problem)
    }

    static func content(_ form: FormData) -> WorkContent {
        var content = WorkContent()
        content.kind = form["kind"]
        content.name = form["name"]
        content.investor = form["investor"]
        content.place = form["place"]
        content.content = form["content"]
        content.startsOn = form["startsOn"]
        content.plannedFinish = form["plannedFinish"]
        content.plaqueDay = form["plaqueDay"]
        content.occasion = form["occasion"]
        var row = 1
        while form.has("milestoneName-\(row)"), row <= 100 {
            content.milestones.append(
                WorkContent.TypedMilestone(
                    id: form["milestoneID-\(row)"], name: form["milestoneName-\(row)"],
                    plannedOn: form["milestoneOn-\(row)"]))
            row += 1
        }
        while let last = content.milestones.last, last.isEmpty, last.id.isEmpty { content.milestones.removeLast() }
        return content
    }

    private func error(_ field: String) -> String? { problem?.fields.first { $0.field == field }?.message }

    var page: StaffPage {
        let title = id == nil ? "Đăng ký công trình" : "Sửa thông tin công trình"
        let back =
            id.map { Link(label: "Xem công trình", href: Route.publicWork.path($0)) }
            ?? Link(label: "Công trình gắn biển", href: Route.publicWorks.path())
        let fields = problem?.fields ?? []
        return StaffPage(
            title: title, section: .indicators, status: problem?.status ?? .ok,
            main: """
                \(PageHead(title: title, lead: id == nil ? nil : "Đơn vị phụ trách: \(unit.name)", back: back).html)
                \(ErrorSummary(problems: fields, message: fields.isEmpty ? problem?.message : nil).html)
                \(form(back).html)
                """)
    }

    private func form(_ back: Link) -> Form {
        let rows =
            content.milestones + Array(repeating: WorkContent.TypedMilestone(), count: Self.spareRows)
        return Form(
            action: id.map { Route.changeWork.path($0) } ?? Route.planWork.path(), csrfToken: csrfToken,
            isTakenOnce: id == nil, attributes: "data-draft-key=\"cong-trinh-\(id?.rawValue ?? "moi")\"",
            body: """
                <button class="unseen" type="submit" tabindex="-1" aria-hidden="true">Lưu</button>
                \(HiddenField(name: "version", value: String(version)).html)
                \(unitField)
                \(TextField(name: "name", label: "Tên công trình", value: content.name, error: error("name"), isRequired: true, maxLength: 300).html)
                \(Select(name: "kind", label: "Loại", options: [OptionGroup(options: [Option(value: "", label: "Chọn loại")] + PublicWork.Kind.allCases.map { Option(value: $0.rawValue, label: $0.name) })], selected: content.kind, error: error("kind"), isRequired: true).html)
                \(TextField(name: "investor", label: "Chủ đầu tư", value: content.investor, error: error("investor"), maxLength: 300).html)
                \(TextField(name: "place", label: "Địa điểm", value: content.place, error: error("place"), maxLength: 300).html)
                <div class="form-grid three">
                \(TextField(name: "startsOn", label: "Khởi công theo kế hoạch", value: content.startsOn, error: error("startsOn"), isRequired: true, kind: .date).html)
                \(TextField(name: "plannedFinish", label: "Hoàn thành theo kế hoạch", value: content.plannedFinish, error: error("plannedFinish"), isRequired: true, kind: .date).html)
                \(TextField(name: "plaqueDay", label: "Ngày dự kiến gắn biển", value: content.plaqueDay, error: error("plaqueDay"), isRequired: true, kind: .date).html)
                </div>
                \(occasionField.html)
                \(TextArea(name: "content", label: "Quy mô, nội dung", value: content.content, error: error("content"), rows: 4, maxLength: 5000).html)
                \(Card(title: "Các mốc tiến độ", body: milestones(rows)).html)
                <div class="actions">\(Button(label: id == nil ? "Đăng ký công trình" : "Lưu thay đổi").html)
                <a class="button quiet" href="\(back.href)">Thôi</a></div>
                """)
    }

    private func milestones(_ rows: [WorkContent.TypedMilestone]) -> HTML {
        """
        <p class="hint">Ví dụ: Xong phần móng, 30/4/2025. Dòng để trống được bỏ qua.</p>
        \(each: Array(rows.enumerated()), { milestone($0.offset + 1, $0.element) })
        <div class="actions">\(Button(label: "Thêm dòng", tone: .secondary, name: "more", value: "1").html)</div>
        """
    }

    private func milestone(_ row: Int, _ typed: WorkContent.TypedMilestone) -> HTML {
        """
        <fieldset class="field"><legend>Mốc \(row)</legend><div class="form-grid">
        \(HiddenField(name: "milestoneID-\(row)", value: typed.id).html)
        \(TextField(name: "milestoneName-\(row)", label: "Tên mốc", value: typed.name, error: error("milestoneName-\(row)"), maxLength: 200).html)
        \(TextField(name: "milestoneOn-\(row)", label: "Ngày phải xong", value: typed.plannedOn, error: error("milestoneOn-\(row)"), kind: .date).html)
        </div></fieldset>
        """
    }

    private var unitField: HTML {
        if units.count == 1 { return HiddenField(name: "unit", value: unit.id.rawValue).html }
        return Select(
            name: "unit", label: "Đơn vị phụ trách",
            options: [OptionGroup(options: units.map { Option(value: $0.id.rawValue, label: $0.name) })],
            selected: unit.id.rawValue, isRequired: true
        ).html
    }

    private var occasionField: Select {
        let start = CivilDate(written: VietnameseText.tidied(content.plaqueDay)) ?? today
        let known = occasions.filter { $0.occasion.yearGreeted(from: start) != nil }
        return Select(
            name: "occasion", label: "Chào mừng",
            options: [
                OptionGroup(
                    options: [Option(value: "", label: "Không gắn với ngày nào")]
                        + known.map { OccasionChoice.option($0, from: start) })
            ],
            selected: content.occasion, hint: "Ngày lễ lớn mà công trình được gắn biển", error: error("occasion"))
    }
}
