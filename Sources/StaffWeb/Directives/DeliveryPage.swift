import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// A document at one unit: received, assigned, spread, acknowledged, passed on, done; each step with its form.
struct DeliveryPage {
    static let limit = 50
    private static let mostCandidates = 300

    let directive: Directive
    let line: DeliveryLine
    let policy: DeliveryPolicy
    let candidates: [(id: ID<Person>, name: String, position: String)]
    let candidateTotal: Int
    let staff: [(id: ID<Person>, name: String, position: String)]
    let below: [Unit]
    /// Of the units to which this one has passed it: how many are not done, and how many of them can be reminded today.
    let passed: (open: Int, toRemind: Int)
    /// How many of the readers who have not acknowledged can be told.
    let readersToRemind: Int
    let showsAcknowledged: Bool
    let isTicked: Bool
    let readers: [ReaderLine]
    let hasMore: Bool
    let isContinued: Bool
    let history: [Event]
    let today: CivilDate
    let csrfToken: String
    let typed: TypedForm

    static func load(
        _ visit: Visit, _ id: ID<Directive>, _ unitID: ID<Unit>, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> DeliveryPage {
        let (directive, _, policy) = try Gate.delivery(of: id, at: unitID, for: visit.actor, in: tx)
        guard let line = try DirectiveDeliveryRecords.line(of: id, at: unitID, in: tx) else {
            throw Problem.notFound("đơn vị này trong nơi nhận của văn bản")
        }
        let mayHandle = policy.permission(for: .handle, on: directive.state).isOpen
        let candidates =
            mayHandle
            ? try DirectiveReaderRecords.candidates(of: id, at: unitID, limit: mostCandidates, in: tx) : ([], 0)
        let showsAcknowledged = visit.query["xem"] == "da-doc"
        let after = NameCursor(visit.query["sau"])
        let readers =
            policy.seesPeople
            ? try DirectiveReaderRecords.page(
                of: id, at: unitID, isAcknowledged: showsAcknowledged, after: after?.place, limit: limit + 1, in: tx)
            : []
        return DeliveryPage(
            directive: directive, line: line, policy: policy, candidates: candidates.0, candidateTotal: candidates.1,
            staff: mayHandle ? try DirectiveReaderRecords.staff(of: unitID, for: id, limit: 500, in: tx) : [],
            below: mayHandle ? try DirectiveRecipientRecords.below(unitID, without: id, in: tx) : [],
            passed: mayHandle && line.passedCount > 0
                ? try DirectiveDeliveryRecords.countToRemind(id, from: unitID, in: tx) : (0, 0),
            readersToRemind: mayHandle && line.delivery.spreadAt != nil
                ? try DirectiveReaderRecords.countToRemind(id, at: unitID, in: tx) : 0,
            showsAcknowledged: showsAcknowledged, isTicked: visit.query["chon"] == "het",
            readers: Array(readers.prefix(limit)), hasMore: readers.count > limit, isContinued: after != nil,
            history: policy.seesPeople
                ? try EventRecords.history(of: .directiveDelivery, DirectiveDelivery.subjectID(id, unitID), in: tx)
                : [],
            today: tx.today, csrfToken: visit.csrfToken, typed: typed)
    }

    private var delivery: DirectiveDelivery { line.delivery }
    private var mayHandle: Bool { policy.permission(for: .handle, on: directive.state).isOpen }
    private var mayFinish: Bool { policy.permission(for: .finish, on: directive.state).isOpen }
    private var isDone: Bool { delivery.progress == .done }

    private func path(_ route: Route) -> String { route.path(directive.id, delivery.unitID) }

    var page: StaffPage {
        StaffPage(
            title: "\(directive.title): \(line.unitName)", section: .directives, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: line.unitName, lead: directive.title, status: StatusTag(progress: delivery.progress),
                    back: Link(label: "Văn bản", href: Route.directive.path(directive.id))).html)
                \(typed.summary)
                \(withdrawn)
                \(steps.html)
                \(Card(title: "Tình hình", body: facts).html)
                \(if: mayHandle || mayFinish && !isDone, next)
                \(if: mayHandle && candidateTotal > 0, spreading)
                \(if: policy.seesPeople && delivery.spreadAt != nil, readersCard)
                \(if: !history.isEmpty, Card(title: "Diễn biến ở đơn vị", body: Timeline(items: history.map(\.timelineItem)).html).html)
                """)
    }

    private var withdrawn: HTML {
        guard directive.state == .withdrawn else { return "" }
        return
            "<div class=\"notice warning\"><p><strong>Văn bản đã thu hồi.</strong> \(directive.withdrawalReason)</p></div>"
    }

    private var steps: Steps {
        let reached = delivery.progress.rawValue
        func state(_ step: Int) -> Steps.State {
            reached >= step || isDone ? .done : reached + 1 == step ? .current : .todo
        }
        return Steps(items: [
            ("Tiếp nhận", state(1)), ("Phổ biến", delivery.spreadAt != nil ? .done : state(2)), ("Xong", state(3)),
        ])
    }

    private var facts: HTML {
        var items = [Definition(term: "Nhận từ", detail: "\(line.fromUnitName), \(delivery.deliveredAt.written)")]
        items.append(Definition(term: "Tiếp nhận", detail: "\(delivery.readAt?.written ?? "Chưa mở")"))
        items.append(Definition(term: "Yêu cầu", detail: "\(delivery.purpose.name)"))
        if let day = directive.dueOn {
            let badge: HTML =
                isDone
                ? "\(day.written)\(if: delivery.isLate(dueOn: day, today: today), " \(StatusTag(label: "Xong muộn", tone: .warning).html)")"
                : DeadlineBadge(due: day, today: today).html
            items.append(Definition(term: "Hạn", detail: badge))
        }
        if let name = line.assigneeName {
            items.append(
                Definition(
                    term: "Phụ trách",
                    detail: """
                        \(name)\(some: delivery.ownDueOn, { ", xong trước hết ngày \($0.written)" })\
                        \(if: !isDone, "\(some: delivery.ownDueOn, { " \(DeadlineBadge(due: $0, today: today).html)" })")
                        """))
        }
        items.append(
            Definition(
                term: "Đã đọc",
                detail: delivery.spreadAt == nil
                    ? "Chưa phổ biến" : "\(peopleRead(delivery.staffRead, of: delivery.staffCount))"))
        if line.passedCount > 0 {
            items.append(
                Definition(
                    term: "Đã chuyển xuống",
                    detail: Link(
                        label: "\(groupedByThousands(line.passedCount)) đơn vị",
                        href: DirectiveLinks.board(directive.id, from: delivery.unitID)
                    ).html))
        }
        if let day = line.remindedOn { items.append(Definition(term: "Nhắc lần cuối", detail: "\(day.written)")) }
        if !delivery.result.isEmpty {
            items.append(Definition(term: "Kết quả", detail: "<p class=\"pre\">\(delivery.result)</p>"))
        }
        return DefinitionList(items: items).html
    }

    // MARK: Steps

    private var version: HTML { HiddenField(name: "version", value: String(delivery.version)).html }

    private var next: HTML {
        Card(
            title: "Việc của đơn vị",
            body: """
                \(if: policy.isAssignee && !isDone, "<p><strong>Anh/chị được phân công phụ trách.</strong> Xong thì ghi kết quả.</p>")
                \(if: mayHandle, assigning)\(if: !below.isEmpty, passing)\(if: mayHandle && passed.open > 0, remindingBelow)\
                \(if: mayFinish && !isDone, finishing)
                """, id: "viec"
        ).html
    }

    private var remindingBelow: HTML {
        let open = groupedByThousands(passed.open)
        guard passed.toRemind > 0 else {
            return LockedButton(
                label: "Nhắc đơn vị trực thuộc",
                reason: "\(open) đơn vị trực thuộc chưa xong đã được nhắc hôm nay, hoặc chưa có tài khoản để nhận."
            ).html
        }
        return Form(
            action: path(.remindBelow), csrfToken: csrfToken,
            body:
                "<div class=\"actions\">\(Button(label: "Nhắc \(groupedByThousands(passed.toRemind)) đơn vị trực thuộc chưa xong", tone: .secondary).html)</div>"
        ).html
    }

    /// Once a day; those without an account are asked by word of mouth.
    private var remindingReaders: HTML {
        let open = delivery.staffCount - delivery.staffRead
        guard mayHandle, open > 0 else { return "" }
        let last: HTML? = delivery.readersRemindedOn.map { "<p class=\"muted\">Nhắc lần cuối ngày \($0.written).</p>" }
        if delivery.readersRemindedOn == today {
            return LockedButton(label: "Nhắc người chưa đọc", reason: RemindReaders.alreadyReminded).html
        }
        guard readersToRemind > 0 else {
            return LockedButton(label: "Nhắc người chưa đọc", reason: RemindReaders.nobodyToTell).html
        }
        let others = open - readersToRemind
        return Form(
            action: path(.remindReaders), csrfToken: csrfToken,
            body: """
                <div class="actions">\(Button(label: "Nhắc \(groupedByThousands(readersToRemind)) người chưa đọc").html)</div>\
                \(if: others > 0, "<p class=\"muted\">\(groupedByThousands(others)) người khác chưa có tài khoản: báo trực tiếp rồi ghi nhận thay.</p>")\(last)
                """
        ).html
    }

    private var spreading: HTML {
        let isAgain = delivery.spreadAt != nil
        return Card(
            title: isAgain ? "Phổ biến thêm" : "Phổ biến đến từng người",
            body: """
                <p>\(groupedByThousands(candidateTotal)) người đang công tác ở đơn vị chưa có văn bản này.</p>
                \(Form(
                    action: path(.spreadDirective), csrfToken: csrfToken,
                    body: "\(HiddenField(name: "all", value: "1").html)<div class=\"actions\">\(Button(label: "Phổ biến đến cả \(groupedByThousands(candidateTotal)) người", tone: isAgain ? .secondary : .primary).html)</div>").html)
                <details\(if: typed.error("people") != nil && typed.form?.has("spread") == true, " open")><summary>Chọn từng người</summary>
                \(Form(
                    action: path(.spreadDirective), csrfToken: csrfToken,
                    body: """
                        \(HiddenField(name: "spread", value: "1").html)
                        <div class="choices" id="f-people">\(each: candidates, { choiceRow("people", $0.id.rawValue, label: $0.name, note: $0.position, isOn: typed.form?.all("people").contains($0.id.rawValue) ?? false) })</div>
                        <div class="actions">\(Button(label: "Phổ biến đến người đã chọn", tone: .secondary).html)</div>
                        """).html)
                </details>
                """, id: "pho-bien"
        ).html
    }

    private var readersCard: HTML {
        let open = delivery.staffCount - delivery.staffRead
        let base = path(.delivery)
        let tabs = FilterTabs(items: [
            NavigationItem(
                label: "Chưa đọc (\(groupedByThousands(open)))", href: base + "#nguoi-doc",
                isCurrent: !showsAcknowledged),
            NavigationItem(
                label: "Đã đọc (\(groupedByThousands(delivery.staffRead)))", href: base + "?xem=da-doc#nguoi-doc",
                isCurrent: showsAcknowledged),
        ])
        return Card(
            title: "Từng người",
            body:
                "\(remindingReaders)\(tabs.html)\(showsAcknowledged ? acknowledgedTable : mayHandle && !readers.isEmpty ? recording : openTable)",
            id: "nguoi-doc"
        ).html
    }

    private func pager(_ view: String) -> Pager? {
        guard hasMore || isContinued else { return nil }
        let next = readers.last.map { NameCursor(sortKey: $0.sortKey, id: $0.personID.rawValue).text }
        return Pager(
            nextHref: hasMore
                ? next.map { address(path(.delivery), [("xem", view), ("sau", $0)]) + "#nguoi-doc" } : nil,
            previousHref: isContinued ? address(path(.delivery), [("xem", view)]) + "#nguoi-doc" : nil)
    }

    private var acknowledgedTable: HTML {
        Table(
            caption: "Người đã đọc", showsCaption: false,
            columns: [
                Column(label: "Họ và tên", isMain: true), Column(label: "Chức vụ"), Column(label: "Xác nhận lúc"),
                Column(label: "Cách ghi"),
            ],
            rows: readers.map { reader in
                TableRow(cells: [
                    "\(reader.name)", "\(reader.position)", "\(reader.acknowledgedAt?.written ?? "–")",
                    reader.isRecorded ? "\(reader.acknowledgedByName ?? "Cán bộ") ghi nhận thay" : "Tự xác nhận",
                ])
            },
            empty: EmptyState(
                title: "Chưa ai xác nhận", hint: "Người có tài khoản tự xác nhận; người chưa có, cán bộ ghi nhận thay."),
            pager: pager("da-doc")
        ).html
    }

    private var openTable: HTML {
        Table(
            caption: "Người chưa đọc", showsCaption: false,
            columns: [Column(label: "Họ và tên", isMain: true), Column(label: "Chức vụ"), Column(label: "Tài khoản")],
            rows: readers.map {
                TableRow(cells: ["\($0.name)", "\($0.position)", $0.hasAccount ? "Có" : "Chưa có"])
            }, empty: EmptyState(title: "Mọi người đã xác nhận", hint: "Xem ai xác nhận lúc nào ở mục Đã đọc."),
            pager: pager("")
        ).html
    }

    /// The officer sees the names before writing anything down for them.
    private var recording: HTML {
        let ticked = Set(typed.form?.has("record") == true ? typed.form?.all("people") ?? [] : [])
        let tick = Link(
            label: "Đánh dấu cả \(readers.count) người trên trang này", href: path(.delivery) + "?chon=het#nguoi-doc")
        return """
            \(Form(
                action: path(.recordReadings), csrfToken: csrfToken,
                body: """
                    \(HiddenField(name: "record", value: "1").html)
                    <p>Người có tài khoản tự xác nhận. Với người chưa có tài khoản, đánh dấu người đã đọc rồi ghi nhận thay.</p>
                    \(if: !isTicked && !isContinued, "<p>\(tick.html)</p>")
                    <fieldset class="field\(if: typed.error("people") != nil, " has-error")"><legend>Người chưa đọc</legend>
                    \(some: typed.error("people"), { "<p class=\"error\"><span class=\"sign\">✕</span>\($0)</p>" })
                    <div class="choices">\(each: readers, { choiceRow("people", $0.personID.rawValue, label: $0.name, note: $0.position + ($0.hasAccount ? " · có tài khoản" : ""), isOn: isTicked || ticked.contains($0.personID.rawValue)) })</div></fieldset>
                    <div class="actions">\(Button(label: "Ghi nhận thay người đã đánh dấu", tone: .secondary).html)</div>
                    """).html)
            \(pager("")?.html)
            """
    }

    private var assigning: HTML {
        let form = Form(
            action: path(.assignDelivery), csrfToken: csrfToken,
            body: """
                \(version)
                \(Select(
                    name: "person", label: "Người phụ trách",
                    options: [OptionGroup(options: [Option(value: "", label: "Chọn người")] + staff.map { Option(value: $0.id.rawValue, label: "\($0.name), \($0.position)") })],
                    selected: typed.value("person", or: delivery.assigneeID?.rawValue ?? ""), error: typed.error("person"),
                    isRequired: true).html)
                \(TextField(name: "dueOn", label: "Xong trước hết ngày", value: typed.value("dueOn", or: delivery.ownDueOn?.written ?? ""), error: typed.error("dueOn"), kind: .date).html)
                <div class="actions">\(Button(label: "Ghi phân công", tone: .secondary).html)</div>
                """
        ).html
        return Confirmation(
            summary: delivery.assigneeID == nil ? "Phân công người phụ trách" : "Đổi người phụ trách", body: form,
            isOpen: typed.form?.has("person") ?? false
        ).html
    }

    private var passing: HTML {
        Confirmation(
            summary: "Chuyển xuống \(groupedByThousands(below.count)) đơn vị trực thuộc",
            body: Form(
                action: path(.passDirective), csrfToken: csrfToken,
                body: """
                    <p>Đơn vị trực thuộc tự tiếp nhận, phổ biến đến người của mình; tiến độ vẫn theo dõi được từ đây.</p>
                    <fieldset class="field\(if: typed.error("units") != nil, " has-error")" id="f-units"><legend>Đơn vị trực thuộc</legend>
                    \(some: typed.error("units"), { "<p class=\"error\"><span class=\"sign\">✕</span>\($0)</p>" })
                    <div class="choices">\(each: below, { choiceRow("units", $0.id.rawValue, label: $0.name, isOn: typed.form?.has("pass") != true) })</div></fieldset>
                    \(HiddenField(name: "pass", value: "1").html)
                    <div class="actions">\(Button(label: "Chuyển", tone: .secondary).html)</div>
                    """
            ).html, isOpen: typed.form?.has("pass") ?? false
        ).html
    }

    private var finishing: HTML {
        let isLate = delivery.isLate(dueOn: directive.dueOn, today: today)
        return Confirmation(
            summary: "Báo đã xong",
            body: Form(
                action: path(.finishDelivery), csrfToken: csrfToken,
                body: """
                    \(version)
                    \(if: isLate, "<p>Đã quá hạn; kết quả vẫn được ghi và hiện là xong muộn.</p>")
                    \(TextArea(name: "result", label: "Kết quả", value: typed.value("result"), hint: "Đã phổ biến, thực hiện thế nào", error: typed.error("result"), isRequired: true, rows: 3, maxLength: 5000).html)
                    <div class="actions">\(Button(label: "Báo đã xong").html)</div>
                    """
            ).html, tone: delivery.purpose == .execute ? .primary : .secondary,
            isOpen: typed.form?.has("result") ?? false
        ).html
    }
}
