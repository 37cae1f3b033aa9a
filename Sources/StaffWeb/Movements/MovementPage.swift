import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// One movement: what it asks, who has answered, what happened to it.
struct MovementPage {
    static let limit = 20

    let movement: Movement
    let policy: MovementPolicy
    let unit: Unit?
    /// Of a cluster's draft, the names of the members of today.
    let members: [String]
    /// The movements above this one, the highest first.
    let above: [MovementLine]
    let counts: AddresseeCounts
    /// The units of the person among the addressees.
    let own: [AddresseeLine]
    let ownReviews: [MovementReview]
    /// The papers of all responses that stand on this page.
    let papers: [MovementPaper]
    /// `nil` for those who only receive the movement: how others do is for the launching side.
    let addressees: [AddresseeLine]?
    let progress: AddresseeProgress?
    let isContinued: Bool
    let hasMore: Bool
    let below: [MovementLine]
    let belowCount: (movements: Int, units: Int)
    let isBelowContinued: Bool
    let stages: [ReviewStage]
    /// What units have reviewed, by stage; empty for those who do not see how units do.
    let totals: [String: ReviewTotals]
    /// What the launching side itself wrote.
    let launchingReviews: [MovementReview]
    let drives: DriveList
    let toUrge: Int
    let periodWarning: String?
    let events: [Event]
    let occasions: MovementOccasions
    let csrfToken: String
    let today: CivilDate
    /// What was typed but not taken, and where the form was sent.
    var typed = TypedForm.none

    static func load(
        _ visit: Visit, _ id: ID<Movement>, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> MovementPage {
        let movement = try Gate.movement(id, for: visit.actor, may: .view, in: tx)
        let policy = try Gate.movementPolicy(for: visit.actor, movement, in: tx)
        let progress = AddresseeProgress.allCases.first { $0.key == visit.query["noi-nhan"] }
        let after = place(visit.query["sau"])
        let lines =
            policy.watches
            ? try MovementAddresseeRecords.page(of: id, progress, after: after, limit: limit + 1, in: tx) : nil
        let shown = lines.map { Array($0.prefix(limit)) }
        let own =
            policy.addresseesInReach.isEmpty
            ? []
            : try MovementAddresseeRecords.page(
                of: id, nil, units: policy.addresseesInReach, after: nil, limit: limit, in: tx)
        let drives = try MovementDriveRecords.drives(of: id, in: tx)
        let totals = policy.watches ? try MovementReviewRecords.totals(of: id, in: tx) : [:]
        let afterBelow = MovementLinks.place(visit.query["duoi"])
        let above = try MovementRecords.above(id, in: tx)
        let parent = try movement.parentID.flatMap { try MovementRecords.movement($0, in: tx) }
        return MovementPage(
            movement: movement, policy: policy, unit: try UnitRecords.unit(movement.launchingUnitID, in: tx),
            members: movement.state == .draft && movement.scope == .cluster
                ? try UnitRecords.own(movement.addressees, in: tx).map(\.name) : [],
            above: above, counts: try MovementAddresseeRecords.counts(of: id, in: tx), own: own,
            ownReviews: try MovementReviewRecords.reviews(of: own.map(\.unitID), to: id, in: tx),
            papers: try MovementPaperRecords.papers(
                of: Array(Set((own + (shown ?? [])).map(\.unitID))), to: id, in: tx),
            addressees: shown, progress: progress, isContinued: after != nil, hasMore: (lines?.count ?? 0) > limit,
            below: try MovementRecords.launchedBelow(id, before: afterBelow, limit: belowLimit + 1, in: tx),
            belowCount: try MovementRecords.countBelow(id, in: tx), isBelowContinued: afterBelow != nil,
            stages: ReviewStage.all(of: movement, drives), totals: totals,
            launchingReviews: policy.watches
                ? try MovementReviewRecords.reviews(of: [movement.launchingUnitID], to: id, in: tx) : [],
            drives: DriveList(
                movement: movement, drives: drives,
                greeted: try OccasionRecords.occasions(drives.compactMap { $0.greeting?.occasionID }, in: tx),
                totals: policy.watches && movement.state != .draft ? totals : nil,
                permission: policy.permission(for: .plan, on: movement, today: tx.today), today: tx.today),
            toUrge: policy.permission(for: .urge, on: movement, today: tx.today).isOpen
                ? try MovementAddresseeRecords.countToUrge(id, in: tx) : 0,
            periodWarning: policy.watches ? parent.flatMap { movement.periodWarning(under: $0) } : nil,
            events: try history(id, seesAll: policy.watches, in: tx),
            occasions: try MovementOccasions.load(visit, movement, policy, in: tx),
            csrfToken: visit.csrfToken, today: tx.today, typed: typed)
    }

    /// How many movements of those below stand on one page.
    static let belowLimit = 20

    private static func history(
        _ id: ID<Movement>, seesAll: Bool, in tx: any ReadTransaction
    ) throws -> [Event] {
        let events = try EventRecords.history(of: .movement, id.rawValue, in: tx)
        let open: Set<EventKind> = [
            .movementLaunched, .movementClosed, .movementReopened, .movementDriveAdded, .movementDriveChanged,
            .movementDriveCancelled,
        ]
        return seesAll ? events : events.filter { open.contains($0.kind) }
    }

    /// Where the last page of addressees ended: `0_<unit>`.
    private static func place(_ text: String) -> (progress: AddresseeProgress, unitID: ID<Unit>)? {
        guard let place = ListAddress.place(text), let rank = Int(place.key),
            let progress = AddresseeProgress(rawValue: rank), let id = ID<Unit>(parsing: place.id)
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
            title: movement.name, section: .movements, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: movement.name, lead: "“\(movement.theme)”",
                    status: StatusTag(
                        movement: movement.state, from: movement.startsOn, until: movement.endsOn, today: today),
                    back: Link(label: "Phong trào thi đua", href: Route.movements.path()), actions: headActions
                ).html)
                \(typed.summary)
                \(kept)
                \(if: movement.isInvented, "<p>\(StatusTag(label: "Hư cấu", tone: .neutral).html) Phong trào này là dữ liệu trình diễn.</p>")
                \(some: periodWarning, { Card(title: "Kiểm tra thời gian", body: "<p>\($0)</p>", tone: .warning).html })
                \(ownResponses)
                \(nextStep)
                \(Card(title: "Nội dung", body: facts).html)
                \(if: !movement.weakPoint.isEmpty, Card(title: "Đợt thi đua riêng, đặc thù", body: special).html)
                \(if: !movement.bases.isEmpty, Card(title: "Căn cứ", body: bases).html)
                \(if: !movement.criteria.isEmpty, Card(title: "Tiêu chí", body: MovementText.criteria(movement.criteria)).html)
                \(if: !movement.summary.isEmpty, Card(title: "Kết quả tổng kết", body: Paragraphs(movement.summary).html).html)
                \(drives.html)
                \(reviewCard)
                \(occasions.html)
                \(Card(title: "Nơi nhận", body: addresseePart, id: "noi-nhan").html)
                \(tree)
                \(if: !events.isEmpty, Card(title: "Diễn biến", body: timeline.html).html)
                """)
    }

    /// What somebody typed for a step that is over meanwhile; a form that is still there keeps it itself.
    private var kept: HTML {
        guard let form = typed.form else { return "" }
        var html: HTML = ""
        if form.has("results"), !permission(.close).isOpen {
            html += KeptText(label: "Nội dung tổng kết anh/chị vừa ghi", text: form["results"]).html
            html += KeptText(label: "Tồn tại, hạn chế anh/chị vừa ghi", text: form["weaknesses"]).html
            html += KeptText(label: "Bài học anh/chị vừa ghi", text: form["lessons"]).html
            html += KeptText(label: "Đề xuất anh/chị vừa ghi", text: form["proposals"]).html
        }
        if form.has("reason"), !permission(.reopen).isOpen {
            html += KeptText(label: "Lý do anh/chị vừa ghi", text: form["reason"]).html
        }
        return html
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
        if movement.state == .launched, mayOpenBelow {
            html +=
                LinkButton(
                    label: "Mở đợt thi đua của đơn vị", href: MovementLinks.newBelow(movement.id), tone: .secondary
                ).html
        }
        if movement.state == .draft, permission(.edit).isOpen {
            html += LinkButton(label: "Sửa", href: Route.movementForm.path(movement.id), tone: .secondary).html
        }
        return html
    }

    /// Whoever answers for an addressed unit may open a movement of that unit under this one.
    private var mayOpenBelow: Bool { !policy.addresseesInReach.isEmpty && movement.endsOn >= today }

    // MARK: What the person's own units answered

    private var ownResponses: HTML? {
        guard movement.state != .draft, !own.isEmpty else { return nil }
        let due = movement.respondBy ?? movement.endsOn
        return Card(title: "Đơn vị của anh/chị", body: "\(each: own, { ownResponse($0, due) })").html
    }

    private func ownResponse(_ line: AddresseeLine, _ due: CivilDate) -> HTML {
        guard let response = line.response else {
            let badge = movement.state == .launched ? DeadlineBadge(due: due, today: today).html : "" as HTML
            return """
                <p><strong>\(line.unitName)</strong>: chưa hưởng ứng. \(badge)</p>\(ownReviewPart(line.unitID, line.unitName))
                """
        }
        return """
            <h3>\(line.unitName) \(StatusTag(label: "Đã hưởng ứng", tone: .good).html)</h3>\(responseText(response))\
            \(ownReviewPart(line.unitID, line.unitName))
            """
    }

    /// What the unit has written of each stage that has begun, with the way to write it.
    private func ownReviewPart(_ unitID: ID<Unit>, _ unitName: String) -> HTML {
        let mayWrite = permission(.review).isOpen
        let begun = stages.filter { $0.startsOn <= today }
        let written = ownReviews.filter { $0.unitID == unitID }
        guard !begun.isEmpty, mayWrite || !written.isEmpty else { return "" }
        return "<ul class=\"files\">\(each: begun, { reviewItem($0, unitID, unitName, written, mayWrite) })</ul>"
    }

    private func reviewItem(
        _ stage: ReviewStage, _ unitID: ID<Unit>, _ unitName: String, _ written: [MovementReview], _ mayWrite: Bool
    ) -> HTML {
        let review = written.first { $0.stage == stage.stage }
        let text: HTML? = review.map {
            "<details><summary>Nội dung đã ghi<span class=\"unseen\">: \(stage.name), \(unitName)</span></summary>\(ReviewText(review: $0).html)</details>"
        }
        let isDue = stage.endsOn < today && review == nil
        let tag =
            review == nil
            ? StatusTag(label: isDue ? "Cần ghi" : "Chưa ghi", tone: isDue ? .warning : .neutral)
            : StatusTag(label: "Đã ghi", tone: .good)
        let link: HTML? =
            mayWrite
            ? "<a href=\"\(MovementLinks.review(movement.id, stage.stage, unit: unitID))\">\(review == nil ? "Ghi" : "Sửa")<span class=\"unseen\"> \(stage.name), \(unitName)</span></a>"
            : nil
        return "<li>\(tag.html) <span>\(stage.name)</span>\(link)\(text)</li>"
    }

    private func responseText(_ response: MovementResponse) -> HTML {
        let files = papers.filter { $0.unitID == response.unitID }
        var items = [
            Definition(term: "Kế hoạch, biện pháp", detail: Paragraphs(response.plan).html),
            Definition(term: "Đối tượng tham gia", detail: Paragraphs(response.subjects).html),
        ]
        if !response.indicators.isEmpty {
            items.append(
                Definition(term: "Chỉ tiêu của đơn vị", detail: Paragraphs(response.indicators).html))
        }
        items += [
            Definition(
                term: "Đăng ký",
                detail:
                    "\(groupedByThousands(response.registeredPeople)) cá nhân, \(groupedByThousands(response.registeredCollectives)) tập thể"
            ),
            Definition(term: "Ghi lúc", detail: "\(response.respondedAt.written)"),
        ]
        if !files.isEmpty {
            items.append(
                Definition(
                    term: "Văn bản",
                    detail: "<ul class=\"files\">\(each: files, { "<li>\(MovementText.paper($0))</li>" })</ul>"))
        }
        return DefinitionList(items: items).html
    }

    // MARK: Launching and closing

    private var nextStep: HTML? {
        switch movement.state {
        case .draft: launchPart
        case .launched: closePart
        case .closed: reopenPart
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
            let reach: HTML =
                movement.addressees.isEmpty
                ? "Phong trào diễn ra trong nội bộ \(unit?.name ?? "đơn vị")"
                : "Phong trào sẽ gửi tới <strong>\(movement.addressees.count) đơn vị</strong>; cán bộ và thủ trưởng của các đơn vị này được báo ngay"
            let button =
                movement.addressees.isEmpty
                ? "Phát động trong đơn vị"
                : "\(movement.isRecorded ? "Triển khai" : "Phát động") tới \(movement.addressees.count) đơn vị"
            let form = Form(
                action: Route.launchMovement.path(movement.id), csrfToken: csrfToken,
                body: """
                    \(HiddenField(name: "version", value: String(movement.version)).html)
                    <p>\(reach). Người dân xem được trên trang công khai. Sau khi phát động, nội dung không sửa được nữa.</p>
                    <div class="actions">\(Button(label: button).html)</div>
                    """)
            return Confirmation(
                summary: movement.isRecorded ? "Triển khai hưởng ứng" : "Phát động", body: form.html, tone: .primary
            ).html
        }
    }

    private var closePart: HTML? {
        guard permission(.close).isOpen else { return nil }
        let tone: ButtonTone = movement.endsOn < today ? .primary : .secondary
        return
            "<div class=\"actions\">\(LinkButton(label: "Tổng kết", href: Route.closingForm.path(movement.id), tone: tone).html)</div>"
    }

    private var reopenPart: HTML? {
        guard permission(.reopen).isOpen else { return nil }
        let isTyped = typed.form?.has("reason") ?? false
        let isOver = movement.endsOn < today
        let form = Form(
            action: Route.reopenMovement.path(movement.id), csrfToken: csrfToken,
            body: """
                \(HiddenField(name: "version", value: String(movement.version)).html)
                <p>Mở lại thì các đơn vị hưởng ứng, sửa nội dung và gửi sơ kết, tổng kết tiếp được.</p>
                \(TextArea(name: "reason", label: "Lý do mở lại", value: typed.value("reason"), error: typed.error("reason"), isRequired: true, rows: 3, maxLength: 2000).html)
                \(TextField(name: "endsOn", label: "Ngày kết thúc mới", value: typed.value("endsOn"), hint: isOver ? "Ngày \(movement.endsOn.written) đã qua" : "Để trống thì giữ ngày \(movement.endsOn.written)", error: typed.error("endsOn"), isRequired: isOver, kind: .date).html)
                <div class="actions">\(Button(label: "Mở lại phong trào").html)</div>
                """)
        return Confirmation(summary: "Mở lại", body: form.html, isOpen: isTyped).html
    }

    // MARK: Reviews

    /// For the launching side: how many units have sent each review, and what the side itself wrote.
    private var reviewCard: HTML? {
        guard movement.state != .draft, policy.watches, let unit else { return nil }
        let mayWrite = permission(.sumUp).isOpen
        let begun = stages.filter { $0.startsOn <= today }
        guard !begun.isEmpty else { return nil }
        let rows = begun.map { stage -> TableRow in
            let sent = totals[stage.stage.key] ?? .none
            let review = launchingReviews.first { $0.stage == stage.stage }
            let link: HTML =
                mayWrite
                ? "<a href=\"\(MovementLinks.review(movement.id, stage.stage, unit: unit.id))\">\(review == nil ? "Ghi" : "Sửa")<span class=\"unseen\"> \(stage.name) của \(unit.name)</span></a>"
                : "\(review == nil ? "–" : "")"
            let note: HTML? = review.map {
                "<details><summary>Nội dung của \(unit.name)<span class=\"unseen\">: \(stage.name)</span></summary>\(ReviewText(review: $0).html)</details>"
            }
            let units: HTML =
                movement.addressees.isEmpty
                ? "–"
                : Link(
                    label: "\(sent.units)/\(movement.addressees.count) đơn vị",
                    href: MovementLinks.reviews(movement.id, stage.stage)
                ).html
            return TableRow(
                cells: [
                    "\(stage.name)", units, number(sent, sent.people), number(sent, sent.collectives), link,
                ], note: note)
        }
        return Card(
            title: "Sơ kết, tổng kết",
            body: Table(
                caption: "Các đơn vị đã gửi, và nội dung của nơi phát động", showsCaption: false,
                columns: [
                    Column(label: "Kỳ", isMain: true), Column(label: "Đã gửi"),
                    Column(label: "Cá nhân", isNumeric: true), Column(label: "Tập thể", isNumeric: true),
                    Column(label: "Nơi phát động"),
                ], rows: rows,
                empty: EmptyState(title: "Chưa có kỳ nào", hint: "Các kỳ sơ kết hiện ở đây khi phong trào bắt đầu.")
            ).html, id: "so-ket"
        ).html
    }

    /// As long as no unit has sent anything there is no sum.
    private func number(_ sent: ReviewTotals, _ sum: Int) -> HTML {
        sent.units == 0 ? "–" : "\(groupedByThousands(sum))"
    }

    // MARK: Content

    private var facts: HTML {
        var items = [
            Definition(term: "Nơi phát động", detail: launcher),
            Definition(term: "Phạm vi", detail: "\(movement.scope.name)"),
            Definition(term: "Hình thức", detail: "\(movement.form.name)"),
            Definition(
                term: "Thời gian",
                detail: "Từ ngày \(movement.startsOn.written) đến hết ngày \(movement.endsOn.written)"),
            Definition(
                term: "Hạn hưởng ứng", detail: "Hết ngày \((movement.respondBy ?? movement.endsOn).written)"),
        ]
        if movement.isRecorded {
            items.append(Definition(term: "Triển khai hưởng ứng", detail: "\(unit?.name ?? "")"))
        }
        if let launchedAt = movement.launchedAt {
            items.append(
                Definition(
                    term: movement.isRecorded ? "Triển khai lúc" : "Phát động lúc", detail: "\(launchedAt.written)"))
        }
        if let reopenedAt = movement.reopenedAt, movement.state == .launched {
            items.append(Definition(term: "Mở lại lúc", detail: "\(reopenedAt.written)"))
        }
        if !movement.document.isEmpty { items.append(Definition(term: "Văn bản", detail: "\(movement.document)")) }
        if !movement.goals.isEmpty {
            items.append(Definition(term: "Mục tiêu, nội dung", detail: Paragraphs(movement.goals).html))
        }
        if !movement.measures.isEmpty {
            items.append(Definition(term: "Kế hoạch, biện pháp", detail: Paragraphs(movement.measures).html))
        }
        return DefinitionList(items: items).html
    }

    private var launcher: HTML {
        let name = movement.launchedBy(unitName: unit?.name ?? "")
        return movement.clusterID.map { Link(label: name, href: Route.cluster.path($0)).html } ?? "\(name)"
    }

    private var special: HTML {
        DefinitionList(items: [
            Definition(term: "Khâu yếu, việc khó", detail: Paragraphs(movement.weakPoint).html),
            Definition(term: "Kết quả cần đạt", detail: Paragraphs(movement.wantedResult).html),
        ]).html
    }

    private var bases: HTML { MovementText.bases(movement.bases) }

    // MARK: Addressees

    private var addresseePart: HTML {
        if movement.state == .draft, movement.scope == .cluster { return memberPart }
        if counts.total == 0, movement.scope == .unit {
            return "<p>Phong trào diễn ra trong nội bộ \(unit?.name ?? "đơn vị").</p>"
        }
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
        return "\(stats.html)\(urgePart)\(if: isWatcher, filters.html)\(addresseeTable?.html)"
    }

    /// A cluster's draft goes to whoever belongs to it on the day it is launched.
    private var memberPart: HTML {
        if members.isEmpty {
            return EmptyState(
                title: "\(movement.launcher) hôm nay chưa có đơn vị thành viên",
                hint: "Bổ sung đơn vị vào cụm, khối rồi phát động."
            )
            .html
        }
        return """
            <p>Khi phát động, phong trào gửi tới các đơn vị thành viên của \(movement.launcher) trong ngày đó. Hôm nay có \
            \(members.count) đơn vị:</p><ul>\(each: members, { "<li>\($0)</li>" })</ul>
            """
    }

    /// Once a day: the button says how many are left to be told today.
    private var urgePart: HTML? {
        let missing = counts.total - counts.responded
        guard missing > 0, movement.state == .launched else { return nil }
        switch permission(.urge) {
        case .hidden: return nil
        case .locked(let reason): return LockedButton(label: "Nhắc hưởng ứng", reason: reason).html
        case .open:
            guard toUrge > 0 else {
                return LockedButton(
                    label: "Nhắc hưởng ứng",
                    reason: "Các đơn vị chưa hưởng ứng đã được nhắc hôm nay, hoặc chưa có tài khoản để nhận."
                ).html
            }
            return Form(
                action: Route.urgeMovement.path(movement.id), csrfToken: csrfToken,
                body: """
                    <div class="actions">\(Button(label: "Nhắc \(toUrge) đơn vị chưa hưởng ứng", tone: .secondary).html)</div>\
                    \(if: toUrge < missing, "<p class=\"muted\">\(missing - toUrge) đơn vị khác đã được nhắc hôm nay hoặc chưa có tài khoản.</p>")
                    """
            ).html
        }
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
                        "\(line.unitName)",
                        "\(tag(line.progress).html)\(if: line.response == nil && line.remindedOn != nil, "<br><span class=\"muted\">Đã nhắc \(line.remindedOn?.written ?? "")</span>")",
                        "\(line.readAt?.written ?? "–")",
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

    /// What this movement answers, and what answers it.
    private var tree: HTML? {
        guard !above.isEmpty || belowCount.movements > 0 else { return nil }
        return Card(title: "Phong trào cấp trên, cấp dưới", body: "\(abovePart)\(belowPart)", id: "cap-tren-duoi").html
    }

    private var abovePart: HTML {
        guard !above.isEmpty else { return "" }
        return """
            <h3>Thực hiện phong trào của cấp trên</h3>
            <ol>\(each: above, { line in
                "<li>\(Link(label: line.name, href: Route.movement.path(line.id)).html) <span class=\"muted\">\(line.launchedBy), \(line.startsOn.written) – \(line.endsOn.written)</span></li>"
            })</ol>
            """
    }

    private var belowPart: HTML {
        guard belowCount.movements > 0 else { return "" }
        let shown = Array(below.prefix(Self.belowLimit))
        let path = Route.movement.path(movement.id)
        let next =
            below.count > Self.belowLimit
            ? shown.last.map { "\(path)?duoi=\($0.startsOn.iso)_\($0.id)#cap-tren-duoi" } : nil
        return """
            <h3>Cấp dưới: \(belowCount.movements) phong trào, đợt thi đua của \(belowCount.units) đơn vị</h3>
            \(Table(
                caption: "Phong trào, đợt thi đua của cấp dưới", showsCaption: false,
                columns: [
                    Column(label: "Phong trào", isMain: true), Column(label: "Nơi phát động"), Column(label: "Thời gian"),
                    Column(label: "Trạng thái"),
                ],
                rows: shown.map { line in
                    TableRow(cells: [
                        Link(label: line.name, href: Route.movement.path(line.id)).html, "\(line.launchedBy)",
                        "\(line.startsOn.written) – \(line.endsOn.written)",
                        StatusTag(movement: line.state, from: line.startsOn, until: line.endsOn, today: today).html,
                    ])
                },
                empty: EmptyState(title: "Hết danh sách", hint: "Quay lại trang đầu để xem các phong trào cấp dưới."),
                pager: next == nil && !isBelowContinued
                    ? nil : Pager(nextHref: next, previousHref: isBelowContinued ? "\(path)#cap-tren-duoi" : nil)
            ).html)
            """
    }

    /// Newest first; of many answers only the last ones, as the table above has them all.
    private var timeline: Timeline {
        var answers = 0
        let shown = events.reversed().filter { event in
            guard event.kind == .movementResponded || event.kind == .movementReviewed else { return true }
            answers += 1
            return answers <= 20
        }
        return Timeline(
            items: shown.map {
                TimelineItem(at: $0.at.written, who: $0.accountName, what: $0.kind.phrase, note: $0.note)
            })
    }
}

/// The parts of a movement as markup.
enum MovementText {
    static func paper(_ paper: MovementPaper) -> HTML {
        """
        <a href="\(Route.movementPaper.path(paper.movementID, paper.id))">\(paper.fileName)</a> \
        <span class="muted">\(paper.fileKind.name), \(writtenSize(paper.byteCount)) · \(paper.uploadedByName), \(paper.uploadedAt.written)</span>
        """
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
