import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// One movement: what it asks, who has answered, what happened to it.
struct MovementPage {
    static let limit = 50

    let movement: Movement
    let policy: MovementPolicy
    let unit: Unit?
    let parent: Movement?
    let counts: AddresseeCounts
    /// The units of the person among the addressees.
    let own: [AddresseeLine]
    /// `nil` for those who only receive the movement: how others do is for the launching side.
    let addressees: [AddresseeLine]?
    let progress: AddresseeProgress?
    let isContinued: Bool
    let hasMore: Bool
    let below: [MovementLine]
    let events: [Event]
    let occasions: MovementOccasions
    let csrfToken: String
    let today: CivilDate
    /// A summary that was typed but not taken.
    var summary = ""
    var problem: Problem?

    static func load(
        _ visit: Visit, _ id: ID<Movement>, summary: String = "", problem: Problem? = nil, in tx: any ReadTransaction
    ) throws -> MovementPage {
        let movement = try Gate.movement(id, for: visit.actor, may: .view, in: tx)
        let policy = try Gate.movementPolicy(for: visit.actor, movement, in: tx)
        let isWatcher =
            [MovementAct.edit, .launch, .close].contains {
                policy.permission(for: $0, on: movement, today: tx.today) != .hidden
            } || visit.actor.isAny(of: .inspector, over: policy.launching)
        let progress = AddresseeProgress.allCases.first { $0.key == visit.query["noi-nhan"] }
        let after = place(visit.query["sau"])
        let lines =
            isWatcher
            ? try MovementAddresseeRecords.page(of: id, progress, after: after, limit: limit + 1, in: tx) : nil
        let events = try EventRecords.history(of: .movement, id.rawValue, in: tx)
        return MovementPage(
            movement: movement, policy: policy, unit: try UnitRecords.unit(movement.launchingUnitID, in: tx),
            parent: try movement.parentID.flatMap { try MovementRecords.movement($0, in: tx) },
            counts: try MovementAddresseeRecords.counts(of: id, in: tx),
            own: policy.addresseesInReach.isEmpty
                ? []
                : try MovementAddresseeRecords.page(
                    of: id, nil, units: policy.addresseesInReach, after: nil, limit: limit, in: tx),
            addressees: lines.map { Array($0.prefix(limit)) }, progress: progress, isContinued: after != nil,
            hasMore: (lines?.count ?? 0) > limit, below: try MovementRecords.launchedBelow(id, limit: 20, in: tx),
            events: isWatcher ? events : events.filter { $0.kind == .movementLaunched || $0.kind == .movementClosed },
            occasions: try MovementOccasions.load(visit, movement, policy, in: tx),
            csrfToken: visit.csrfToken, today: tx.today, summary: summary, problem: problem)
    }

    /// Where the last page of addressees ended: `0_<unit>`.
    private static func place(_ text: String) -> (progress: AddresseeProgress, unitID: ID<Unit>)? {
        let parts = text.split(separator: "_")
        guard parts.count == 2, let rank = Int(parts[0]), let progress = AddresseeProgress(rawValue: rank),
            let id = ID<Unit>(parsing: parts[1])
        else { return nil }
        return (progress, id)
    }

    private var nextHref: String? {
        guard hasMore, let last = addressees?.last else { return nil }
        let filter = progress.map { "noi-nhan=\($0.key)&" } ?? ""
        return Route.movement.path(movement.id) + "?\(filter)sau=\(last.progress.rawValue)_\(last.unitID)#noi-nhan"
    }

    private func permission(_ act: MovementAct) -> Permission {
        policy.permission(for: act, on: movement, today: today)
    }

    // MARK: The page

    var page: StaffPage {
        StaffPage(
            title: movement.name, section: .movements, status: problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: movement.name, lead: "“\(movement.theme)”",
                    status: StatusTag(
                        movement: movement.state, from: movement.startsOn, until: movement.endsOn, today: today),
                    back: Link(label: "Phong trào thi đua", href: Route.movements.path()), actions: headActions
                ).html)
                \(ErrorSummary(problems: problem?.fields ?? [], message: problem.flatMap { $0.fields.isEmpty ? $0.message : nil }).html)
                \(if: problem != nil && !permission(.close).isOpen, KeptText(label: "Tóm tắt anh/chị vừa ghi", text: summary).html)
                \(ownResponses)
                \(nextStep)
                \(Card(title: "Nội dung", body: facts).html)
                \(if: !movement.bases.isEmpty, Card(title: "Căn cứ", body: bases).html)
                \(if: !movement.criteria.isEmpty, Card(title: "Tiêu chí", body: MovementText.criteria(movement.criteria)).html)
                \(if: !movement.summary.isEmpty, Card(title: "Kết quả tổng kết", body: MovementText.paragraphs(movement.summary)).html)
                \(occasions.html)
                \(Card(title: "Nơi nhận", body: addresseePart, id: "noi-nhan").html)
                \(if: !below.isEmpty, Card(title: "Phong trào, đợt thi đua của cấp dưới", body: belowPart).html)
                \(if: !events.isEmpty, Card(title: "Diễn biến", body: timeline.html).html)
                """)
    }

    private var headActions: HTML {
        var html: HTML = ""
        switch permission(.respond) {
        case .open:
            let missing = own.filter { $0.response == nil }
            html +=
                LinkButton(
                    label: missing.isEmpty ? "Sửa nội dung hưởng ứng" : "Hưởng ứng",
                    href: Route.responseForm.path(movement.id), tone: missing.isEmpty ? .secondary : .primary
                ).html
        case .locked(let reason): html += LockedButton(label: "Hưởng ứng", reason: reason).html
        case .hidden: break
        }
        if movement.state == .draft, permission(.edit).isOpen {
            html += LinkButton(label: "Sửa", href: Route.movementForm.path(movement.id), tone: .secondary).html
        }
        return html
    }

    // MARK: What the person's own units answered

    private var ownResponses: HTML? {
        guard movement.state != .draft, !own.isEmpty else { return nil }
        let due = movement.respondBy ?? movement.endsOn
        return Card(title: "Đơn vị của anh/chị", body: "\(each: own, { ownResponse($0, due) })").html
    }

    private func ownResponse(_ line: AddresseeLine, _ due: CivilDate) -> HTML {
        guard let response = line.response else {
            let badge = movement.state == .launched ? DeadlineBadge(due: due, today: today).html : "" as HTML
            return "<p><strong>\(line.unitName)</strong>: chưa hưởng ứng. \(badge)</p>"
        }
        return """
            <h3>\(line.unitName) \(StatusTag(label: "Đã hưởng ứng", tone: .good).html)</h3>\(responseText(response))
            """
    }

    private func responseText(_ response: MovementResponse) -> HTML {
        DefinitionList(items: [
            Definition(term: "Kế hoạch, biện pháp", detail: MovementText.paragraphs(response.plan)),
            Definition(term: "Đối tượng tham gia", detail: MovementText.paragraphs(response.subjects)),
            Definition(
                term: "Đăng ký",
                detail:
                    "\(groupedByThousands(response.registeredPeople)) cá nhân, \(groupedByThousands(response.registeredCollectives)) tập thể"
            ),
            Definition(term: "Ghi lúc", detail: "\(response.respondedAt.written)"),
        ]).html
    }

    // MARK: Launching and closing

    private var nextStep: HTML? {
        switch movement.state {
        case .draft: launchPart
        case .launched: closePart
        case .closed: nil
        }
    }

    private var launchPart: HTML? {
        switch permission(.launch) {
        case .hidden: return nil
        case .locked(let reason): return LockedButton(label: "Phát động", reason: reason).html
        case .open:
            if let obstacle = LaunchMovement.obstacle(movement, today: today) {
                return LockedButton(label: "Phát động", reason: obstacle).html
            }
            let form = Form(
                action: Route.launchMovement.path(movement.id), csrfToken: csrfToken,
                body: """
                    \(HiddenField(name: "version", value: String(movement.version)).html)
                    <p>Phong trào sẽ gửi tới <strong>\(movement.addressees.count) đơn vị</strong>; cán bộ và thủ trưởng của \
                    các đơn vị này được báo ngay, người dân xem được trên trang công khai. Sau khi phát động, nội dung không \
                    sửa được nữa.</p>
                    <div class="actions">\(Button(label: "Phát động tới \(movement.addressees.count) đơn vị").html)</div>
                    """)
            return Confirmation(summary: "Phát động", body: form.html, tone: .primary).html
        }
    }

    private var closePart: HTML? {
        guard permission(.close).isOpen else { return nil }
        let missing = counts.total - counts.responded
        let form = Form(
            action: Route.closeMovement.path(movement.id), csrfToken: csrfToken,
            body: """
                \(HiddenField(name: "version", value: String(movement.version)).html)
                \(if: today <= movement.endsOn, "<p>Phong trào còn đến hết ngày \(movement.endsOn.written). Tổng kết bây giờ thì không nhận hưởng ứng nữa.</p>")
                \(if: missing > 0, "<p>Còn \(missing) đơn vị chưa hưởng ứng.</p>")
                \(TextArea(
                    name: "summary", label: "Tóm tắt kết quả, hoặc lý do kết thúc", value: summary,
                    hint: "Hiện trên trang công khai của phong trào",
                    error: problem?.fields.first { $0.field == "summary" }?.message, isRequired: true, rows: 6,
                    maxLength: 20_000).html)
                <div class="actions">\(Button(label: "Tổng kết phong trào").html)</div>
                """)
        if problem != nil { return Card(title: "Tổng kết", body: form.html).html }
        return Confirmation(summary: "Tổng kết", body: form.html).html
    }

    // MARK: Content

    private var facts: HTML {
        var items = [
            Definition(term: "Nơi phát động", detail: "\(unit?.name ?? "")"),
            Definition(term: "Hình thức", detail: "\(movement.form.name)"),
            Definition(
                term: "Thời gian",
                detail: "Từ ngày \(movement.startsOn.written) đến hết ngày \(movement.endsOn.written)"),
            Definition(
                term: "Hạn hưởng ứng", detail: "Hết ngày \((movement.respondBy ?? movement.endsOn).written)"),
        ]
        if let launchedAt = movement.launchedAt {
            items.append(Definition(term: "Phát động lúc", detail: "\(launchedAt.written)"))
        }
        if !movement.document.isEmpty { items.append(Definition(term: "Văn bản", detail: "\(movement.document)")) }
        if let parent {
            items.append(
                Definition(
                    term: "Thuộc phong trào",
                    detail: Link(label: parent.name, href: Route.movement.path(parent.id)).html))
        }
        if !movement.goals.isEmpty {
            items.append(Definition(term: "Mục tiêu, nội dung", detail: MovementText.paragraphs(movement.goals)))
        }
        return DefinitionList(items: items).html
    }

    private var bases: HTML { MovementText.bases(movement.bases) }

    // MARK: Addressees

    private var addresseePart: HTML {
        if counts.total == 0 {
            return EmptyState(
                title: "Chưa chọn nơi nhận",
                hint: "Phải có ít nhất một đơn vị nhận thì mới phát động được.",
                action: permission(.edit).isOpen
                    ? LinkButton(
                        label: "Chọn nơi nhận", href: Route.movementForm.path(movement.id) + "#noi-nhan",
                        tone: .secondary
                    ).html : nil
            ).html
        }
        guard movement.state != .draft else {
            return "<p>Gửi tới \(counts.total) đơn vị khi phát động.</p>\(addresseeTable?.html)"
        }
        let isWatcher = addressees != nil
        func stat(_ value: Int, _ label: String, _ progress: AddresseeProgress?) -> Stat {
            Stat(
                value: groupedByThousands(value), label: label,
                href: isWatcher ? MovementLinks.addressees(movement.id, progress) : nil)
        }
        let stats = StatRow(items: [
            stat(counts.total, "đơn vị nhận", nil), stat(counts.responded, "đã hưởng ứng", .responded),
            stat(counts.read, "đã xem, chưa hưởng ứng", .read), stat(counts.unread, "chưa xem", .unread),
            Stat(value: groupedByThousands(counts.registeredPeople), label: "cá nhân đăng ký"),
            Stat(value: groupedByThousands(counts.registeredCollectives), label: "tập thể đăng ký"),
        ])
        return "\(stats.html)\(if: isWatcher, filters.html)\(addresseeTable?.html)"
    }

    private var filters: FilterTabs {
        let all = NavigationItem(
            label: "Tất cả", href: MovementLinks.addressees(movement.id, nil), count: counts.total,
            isCurrent: progress == nil)
        return FilterTabs(
            items: [all]
                + AddresseeProgress.allCases.map {
                    NavigationItem(
                        label: $0.label, href: MovementLinks.addressees(movement.id, $0), count: counts.count(of: $0),
                        isCurrent: $0 == progress)
                })
    }

    private var isLate: Bool {
        movement.state == .launched && (movement.respondBy ?? movement.endsOn) < today
    }

    private var addresseeTable: Table? {
        guard let addressees else { return nil }
        return Table(
            caption: "Tình hình các đơn vị nhận",
            columns: [
                Column(label: "Đơn vị", isMain: true), Column(label: "Tình hình"), Column(label: "Xem lúc"),
                Column(label: "Hưởng ứng lúc"), Column(label: "Cá nhân", isNumeric: true),
                Column(label: "Tập thể", isNumeric: true),
            ],
            rows: addressees.map { line in
                let note: HTML? =
                    line.response == nil
                    ? nil
                    : """
                    <details><summary>Nội dung hưởng ứng<span class="unseen">: \(line.unitName)</span></summary>\
                    \(some: line.response, responseText)</details>
                    """
                return TableRow(
                    cells: [
                        "\(line.unitName)", tag(line.progress).html, "\(line.readAt?.written ?? "–")",
                        "\(line.response?.respondedAt.written ?? "–")",
                        "\(line.response.map { groupedByThousands($0.registeredPeople) } ?? "–")",
                        "\(line.response.map { groupedByThousands($0.registeredCollectives) } ?? "–")",
                    ], note: note)
            },
            empty: EmptyState(
                title: "Không có đơn vị nào ở mục này", hint: "Chọn mục khác ở trên để xem các đơn vị còn lại."),
            pager: nextHref == nil && !isContinued
                ? nil
                : Pager(
                    nextHref: nextHref,
                    previousHref: isContinued ? MovementLinks.addressees(movement.id, progress) : nil))
    }

    private func tag(_ progress: AddresseeProgress) -> StatusTag {
        if movement.state == .draft { return StatusTag(label: "Chưa gửi", tone: .neutral) }
        switch progress {
        case .responded: return StatusTag(label: progress.label, tone: .good)
        case .read:
            return StatusTag(
                label: isLate ? "Chậm: đã xem, chưa hưởng ứng" : progress.label, tone: isLate ? .bad : .progress)
        case .unread:
            return StatusTag(label: isLate ? "Chậm: chưa xem" : progress.label, tone: isLate ? .bad : .neutral)
        }
    }

    // MARK: Below, and what happened

    private var belowPart: HTML {
        """
        <ul>\(each: below, { line in
            "<li>\(Link(label: line.name, href: Route.movement.path(line.id)).html) (\(line.launchingUnitName), \(line.startsOn.written) – \(line.endsOn.written))</li>"
        })</ul>
        """
    }

    /// Newest first; of many answers only the last ones, as the table above has them all.
    private var timeline: Timeline {
        var answers = 0
        let shown = events.reversed().filter { event in
            guard event.kind == .movementResponded else { return true }
            answers += 1
            return answers <= 20
        }
        return Timeline(
            items: shown.map {
                TimelineItem(at: $0.at.written, who: $0.accountName, what: $0.kind.phrase, note: $0.note)
            })
    }
}

/// The texts of a movement as markup.
enum MovementText {
    static func paragraphs(_ text: String) -> HTML {
        "\(each: text.split(separator: "\n").map(String.init), { "<p>\($0)</p>" })"
    }

    static func bases(_ bases: [LegalBasis]) -> HTML {
        """
        <ul>\(each: bases, { basis in
            "<li>\(basis.instrument) ngày \(basis.issuedOn.written)\(if: !basis.subject.isEmpty, ": \(basis.subject)")</li>"
        })</ul>
        """
    }

    static func criteria(_ criteria: [MovementCriterion]) -> HTML {
        let subjects = SubjectKind.allCases.filter { subject in criteria.contains { $0.subject == subject } }
        return """
            \(each: subjects, { subject in
                "<h3>\(subject.name)</h3><ul>\(each: criteria.filter { $0.subject == subject }, { "<li>\($0.text)</li>" })</ul>"
            })
            """
    }
}
