import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The fields of a review: the same for a unit's *sơ kết* and for the *tổng kết* that ends a movement.
struct ReviewFields {
    let typed: TypedForm
    let stored: TypedReview
    /// Whether all of it must be filled in.
    let isFinal: Bool

    /// What was typed, as an action takes it.
    static func review(_ form: FormData) -> TypedReview {
        TypedReview(
            results: form["results"], people: form["people"], collectives: form["collectives"],
            weaknesses: form["weaknesses"], lessons: form["lessons"], proposals: form["proposals"])
    }

    var html: HTML {
        """
        \(area("results", "Kết quả, hiệu quả, tác dụng", stored.results, hint: isFinal ? "Hiện trên trang công khai của phong trào" : nil, isRequired: true, rows: 6))
        <div class="form-grid">
        \(number("people", "Số cá nhân tham gia", stored.people))
        \(number("collectives", "Số tập thể tham gia", stored.collectives))
        </div>
        \(area("weaknesses", "Tồn tại, hạn chế và nguyên nhân", stored.weaknesses, isRequired: isFinal))
        \(area("lessons", "Bài học kinh nghiệm", stored.lessons, isRequired: isFinal))
        \(area("proposals", "Đề xuất khen thưởng", stored.proposals, hint: "Tập thể, cá nhân tiêu biểu và hình thức đề nghị", isRequired: isFinal))
        """
    }

    private func area(
        _ name: String, _ label: String, _ value: String, hint: String? = nil, isRequired: Bool, rows: Int = 4
    ) -> HTML {
        TextArea(
            name: name, label: label, value: typed.value(name, or: value), hint: hint, error: typed.error(name),
            isRequired: isRequired, rows: rows, maxLength: 20_000
        ).html
    }

    private func number(_ name: String, _ label: String, _ value: String) -> HTML {
        TextField(
            name: name, label: label, value: typed.value(name, or: value), hint: isFinal ? nil : "Để trống là 0",
            error: typed.error(name), isRequired: isFinal, kind: .number
        ).html
    }
}

/// What a unit wrote, to read.
struct ReviewText {
    let review: MovementReview

    var html: HTML {
        var items = [Definition(term: "Kết quả", detail: Paragraphs(review.results).html)]
        items.append(
            Definition(
                term: "Tham gia",
                detail:
                    "\(groupedByThousands(review.people)) cá nhân, \(groupedByThousands(review.collectives)) tập thể"))
        for (term, text) in [
            ("Tồn tại, hạn chế", review.weaknesses), ("Bài học", review.lessons),
            ("Đề xuất khen thưởng", review.proposals),
        ] where !text.isEmpty {
            items.append(Definition(term: term, detail: Paragraphs(text).html))
        }
        items.append(Definition(term: "Ghi lúc", detail: "\(review.writtenAt.written)"))
        return DefinitionList(items: items).html
    }
}

/// The form in which one unit writes what came of one stage.
struct ReviewPage {
    let movement: Movement
    let unit: Unit
    let stage: ReviewStage
    let review: MovementReview?
    let csrfToken: String
    let typed: TypedForm

    static func load(
        _ visit: Visit, _ id: ID<Movement>, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> ReviewPage {
        let (unitID, key) =
            typed.form.map { (ID<Unit>(parsing: $0["unit"]), $0["stage"]) }
            ?? (ID<Unit>(parsing: visit.query["don-vi"]), visit.query["ky"])
        guard let unitID else { throw Problem.notFound("đơn vị này trong nơi nhận của phong trào") }
        let (movement, unit, stage) = try Gate.movementReview(id, of: unitID, key, for: visit.actor, in: tx)
        return ReviewPage(
            movement: movement, unit: unit, stage: stage,
            review: try MovementReviewRecords.review(of: unitID, stage.stage, to: id, in: tx),
            csrfToken: visit.csrfToken, typed: typed)
    }

    private var isConflict: Bool { typed.problem?.code == .conflict }

    var page: StaffPage {
        StaffPage(
            title: stage.name, section: .movements, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: stage.name, lead: "\(movement.name), từ \(stage.startsOn.written) đến hết \(stage.endsOn.written)",
                    back: Link(label: "Xem phong trào", href: Route.movement.path(movement.id))).html)
                \(typed.summary)
                \(if: isConflict, storedCard)
                <p><strong>\(unit.name)</strong></p>
                \(form.html)
                """)
    }

    /// What a colleague wrote meanwhile, beside what was typed; sending again then replaces it knowingly.
    private var storedCard: HTML {
        guard let review else { return "" }
        return Card(
            title: "Nội dung đang lưu",
            body:
                "\(ReviewText(review: review).html)<p>Phần anh/chị vừa gõ còn ở dưới. Gửi lại thì nội dung đang lưu được thay bằng phần này.</p>"
        ).html
    }

    private var form: Form {
        Form(
            action: Route.reviewMovement.path(movement.id), csrfToken: csrfToken,
            attributes: "data-draft-key=\"so-ket-\(movement.id.rawValue)-\(stage.stage.key)-\(unit.id.rawValue)\"",
            body: """
                \(HiddenField(name: "unit", value: unit.id.rawValue).html)
                \(HiddenField(name: "stage", value: stage.stage.key).html)
                \(HiddenField(name: "version", value: String(review?.version ?? 0)).html)
                \(ReviewFields(typed: typed, stored: review.map(TypedReview.init) ?? TypedReview(), isFinal: false).html)
                <div class="actions">\(Button(label: "Lưu \(stage.stage == .final ? "nội dung tổng kết" : "nội dung sơ kết")").html)
                <a class="button quiet" href="\(Route.movement.path(movement.id))">Thôi</a></div>
                """)
    }
}

/// What all addressed units wrote of one stage, put together: those that wrote nothing come first.
struct ReviewListPage {
    static let limit = 50

    let movement: Movement
    let stages: [ReviewStage]
    let stage: ReviewStage
    let totals: ReviewTotals
    let addressees: Int
    let lines: [ReviewLine]
    let hasMore: Bool
    let isContinued: Bool
    let urging: Permission
    /// How many of those that wrote nothing can be asked today.
    let toUrge: Int
    let csrfToken: String

    static func load(
        _ visit: Visit, _ id: ID<Movement>, in tx: any ReadTransaction
    ) throws -> ReviewListPage {
        let movement = try Gate.movement(id, for: visit.actor, may: .view, in: tx)
        let policy = try Gate.movementPolicy(for: visit.actor, movement, in: tx)
        guard movement.state != .draft, policy.watches else {
            throw Problem.notFound("phần tổng hợp của phong trào này")
        }
        let stages = ReviewStage.all(of: movement, try MovementDriveRecords.drives(of: id, in: tx))
        let key = visit.query["ky"]
        guard let stage = key.isEmpty ? stages.last : stages.first(where: { $0.stage.key == key }) else {
            throw Problem.notFound("đợt sơ kết, tổng kết này")
        }
        let after = place(visit.query["sau"])
        let urging = policy.permission(for: .urgeReviews, on: movement, today: tx.today)
        let lines = try MovementReviewRecords.page(of: id, stage.stage, after: after, limit: limit + 1, in: tx)
        return ReviewListPage(
            movement: movement, stages: stages, stage: stage,
            totals: try MovementReviewRecords.totals(of: id, in: tx)[stage.stage.key] ?? .none,
            addressees: movement.addressees.count, lines: Array(lines.prefix(limit)), hasMore: lines.count > limit,
            isContinued: after != nil, urging: urging,
            toUrge: urging.isOpen && stage.startsOn <= tx.today
                ? try MovementReviewRecords.countToUrge(id, stage.stage, in: tx) : 0, csrfToken: visit.csrfToken)
    }

    /// Where the last page ended: `0_<unit>`.
    private static func place(_ text: String) -> (isWritten: Bool, unitID: ID<Unit>)? {
        guard let place = ListAddress.place(text), let id = ID<Unit>(parsing: place.id) else { return nil }
        return (place.key == "1", id)
    }

    var page: StaffPage {
        let missing = addressees - totals.units
        return StaffPage(
            title: "Tổng hợp: \(stage.name)", section: .movements,
            main: """
                \(PageHead(
                    title: "Tổng hợp: \(stage.name)", lead: movement.name,
                    back: Link(label: "Xem phong trào", href: Route.movement.path(movement.id))).html)
                \(FilterTabs(items: stages.map {
                    NavigationItem(
                        label: $0.name, href: MovementLinks.reviews(movement.id, $0.stage), isCurrent: $0 == stage)
                }).html)
                \(StatRow(items: [
                    Stat(value: "\(totals.units)/\(addressees)", label: "đơn vị đã gửi"),
                    Stat(value: String(missing), label: "đơn vị chưa gửi"),
                    Stat(value: groupedByThousands(totals.people), label: "cá nhân tham gia"),
                    Stat(value: groupedByThousands(totals.collectives), label: "tập thể tham gia"),
                ]).html)
                \(if: missing > 0, urge(missing))
                \(table.html)
                """)
    }

    /// Once a day: the button says how many are left to be asked today.
    private func urge(_ missing: Int) -> HTML {
        let label = stage.stage == .final ? "Nhắc gửi tổng kết" : "Nhắc gửi sơ kết"
        switch urging {
        case .hidden: return ""
        case .locked(let reason): return LockedButton(label: label, reason: reason).html
        case .open:
            guard toUrge > 0 else {
                return LockedButton(
                    label: label,
                    reason: "Các đơn vị chưa gửi đã được nhắc hôm nay, chưa có tài khoản, hoặc chưa đến ngày bắt đầu."
                ).html
            }
            return Form(
                action: Route.urgeReviews.path(movement.id), csrfToken: csrfToken,
                body: """
                    \(HiddenField(name: "ky", value: stage.stage.key).html)
                    <div class="actions">\(Button(label: "\(label): \(toUrge) đơn vị", tone: .secondary).html)</div>\
                    \(if: toUrge < missing, "<p class=\"muted\">\(missing - toUrge) đơn vị khác đã được nhắc hôm nay hoặc chưa có tài khoản.</p>")
                    """
            ).html
        }
    }

    private var table: Table {
        let next =
            hasMore
            ? lines.last.map {
                MovementLinks.reviews(movement.id, stage.stage) + "&sau=\($0.review == nil ? 0 : 1)_\($0.unitID)"
            } : nil
        return Table(
            caption: "Các đơn vị nhận, đơn vị chưa gửi trước",
            columns: [
                Column(label: "Đơn vị", isMain: true), Column(label: "Tình hình"),
                Column(label: "Cá nhân", isNumeric: true), Column(label: "Tập thể", isNumeric: true),
            ],
            rows: lines.map { line in
                let note: HTML? = line.review.map { review in
                    "<details><summary>Nội dung<span class=\"unseen\">: \(line.unitName)</span></summary>\(ReviewText(review: review).html)</details>"
                }
                let tag =
                    line.review == nil
                    ? StatusTag(label: "Chưa gửi", tone: .neutral) : StatusTag(label: "Đã gửi", tone: .good)
                return TableRow(
                    cells: [
                        "\(line.unitName)", tag.html,
                        "\(line.review.map { groupedByThousands($0.people) } ?? "–")",
                        "\(line.review.map { groupedByThousands($0.collectives) } ?? "–")",
                    ], note: note)
            },
            empty: EmptyState(
                title: "Phong trào không gửi tới đơn vị nào",
                hint: "Phần tổng hợp có nội dung khi phong trào có đơn vị nhận."),
            pager: next == nil && !isContinued
                ? nil
                : Pager(
                    nextHref: next, previousHref: isContinued ? MovementLinks.reviews(movement.id, stage.stage) : nil))
    }
}

/// The form that ends a movement, with what the units have sent beside it.
struct ClosingPage {
    let movement: Movement
    let prepared: MovementReview?
    let totals: ReviewTotals
    let unanswered: Int
    let csrfToken: String
    let today: CivilDate
    let typed: TypedForm

    static func load(
        _ visit: Visit, _ id: ID<Movement>, typed: TypedForm = .none, in tx: any ReadTransaction
    ) throws -> ClosingPage {
        let movement = try Gate.movement(id, for: visit.actor, may: .close, in: tx)
        let counts = try MovementAddresseeRecords.counts(of: id, in: tx)
        return ClosingPage(
            movement: movement,
            prepared: try MovementReviewRecords.review(of: movement.launchingUnitID, .final, to: id, in: tx),
            totals: try MovementReviewRecords.totals(of: id, in: tx)["final"] ?? .none,
            unanswered: counts.total - counts.responded, csrfToken: visit.csrfToken, today: tx.today, typed: typed)
    }

    /// What was prepared; otherwise the units' figures put together.
    private var stored: TypedReview {
        if let prepared { return TypedReview(prepared) }
        guard totals.units > 0 else { return TypedReview() }
        return TypedReview(
            people: groupedByThousands(totals.people), collectives: groupedByThousands(totals.collectives))
    }

    var page: StaffPage {
        let form = Form(
            action: Route.closeMovement.path(movement.id), csrfToken: csrfToken,
            attributes: "data-draft-key=\"tong-ket-\(movement.id.rawValue)\"",
            body: """
                \(HiddenField(name: "version", value: String(movement.version)).html)
                \(HiddenField(name: "reviewVersion", value: String(prepared?.version ?? 0)).html)
                \(ReviewFields(typed: typed, stored: stored, isFinal: true).html)
                <div class="actions">\(Button(label: "Tổng kết phong trào").html)
                <a class="button quiet" href="\(Route.movement.path(movement.id))">Thôi</a></div>
                """)
        let count = movement.addressees.count
        return StaffPage(
            title: "Tổng kết phong trào", section: .movements, status: typed.problem?.status ?? .ok,
            main: """
                \(PageHead(
                    title: "Tổng kết phong trào", lead: movement.name,
                    back: Link(label: "Xem phong trào", href: Route.movement.path(movement.id))).html)
                \(typed.summary)
                \(if: today <= movement.endsOn, "<p>Phong trào còn đến hết ngày \(movement.endsOn.written). Tổng kết bây giờ thì không nhận hưởng ứng nữa.</p>")
                \(if: unanswered > 0, "<p>Còn \(unanswered) đơn vị chưa hưởng ứng.</p>")
                \(if: count > 0, "<p>\(totals.units) trong \(count) đơn vị đã gửi nội dung tổng kết. \(Link(label: "Xem tổng hợp", href: MovementLinks.reviews(movement.id, .final)).html)</p>")
                \(form.html)
                """)
    }
}
