import Actions
import Domain
import Hummingbird
import Papers
import Primitives
import Records
import Store
import WebSupport

/// The pages and writes of documents sent down: *Văn bản, quán triệt*.
struct DirectiveController: Sendable {
    let site: StaffSite
    /// Each paper is a program of its own.
    private let queue = PaperQueue(limit: 1)
    private static let noun = "văn bản này"
    private static let unitNoun = "đơn vị này trong nơi nhận của văn bản"

    init(site: StaffSite) { self.site = site }

    func addRoutes(to router: Router<SiteContext>, staff: StaffRoutes) {
        let (site, queue) = (site, queue)
        staff.page(.directives) { visit, tx in try DirectiveListPage.load(visit, tx).page }
        staff.page(.newDirective) { visit, tx in
            try DirectiveFormPage.new(visit, unitID: ID<Unit>(parsing: visit.query["don-vi"]), in: tx).page
        }
        staff.page(.directiveForm) { visit, tx in
            try DirectiveFormPage.existing(visit, try visit.id(Self.noun), in: tx).page
        }
        staff.page(.directiveBoard) { visit, tx in
            try DirectiveBoardPage.load(visit, try visit.id(Self.noun), in: tx).page
        }
        staff.response(.directiveBoardList) { visit in try await export(visit) }
        staff.response(.directiveLetter) { visit in
            let id: ID<Directive> = try visit.id(Self.noun)
            let letter = try await site.store.read { tx -> PlanLetter in
                let (directive, _, _) = try Gate.directive(id, for: visit.actor, in: tx)
                guard directive.kind == .planLetter, let planID = directive.planID,
                    let letter = try PlanLetter.load(planID, in: tx)
                else { throw Problem.notFound("công văn này") }
                return letter
            }
            let paper = letter.paper(isDemo: site.isDemo)
            let bytes = try await queue.make { try await site.papers.letterPDF(paper) }
            return .download(bytes, mediaType: "application/pdf", fileName: letter.fileName("pdf"), isInline: true)
        }
        addReadPages(to: router, frame: staff.frame)
        staff.action(.draftDirective) { visit, form in try await draft(visit, form) }
        staff.action(.changeDirective) { visit, form in try await change(visit, form) }
        staff.action(.addDirectiveFile, uploads: true) { visit, form in
            try await move(visit, form) { id, _ in
                guard let file = form.files["file"] else {
                    _ = try await site.store.read { tx in
                        try Gate.directive(id, for: visit.actor, may: .edit, in: tx).unit
                    }
                    throw Problem.invalid([FieldProblem("file", "Chưa chọn tệp. Bấm vào ô Tệp, chọn tệp rồi tải lên.")])
                }
                try await AddDirectiveFile(id: id, fileName: file.fileName, content: file.bytes)
                    .run(by: visit.actor, files: site.files, on: site.store)
                return "Đã tải lên \(FileCheck.safeName(file.fileName))."
            }
        }
        staff.action(.removeDirectiveFile) { visit, form in
            let attachment: ID<Attachment> = try visit.id("attachment", "tệp này")
            return try await move(visit, form) { id, _ in
                try await RemoveDirectiveFile(id: id, attachmentID: attachment).run(by: visit.actor, on: site.store)
                return "Đã gỡ tệp."
            }
        }
        staff.action(.sendDirective) { visit, form in
            try await move(visit, form) { id, version in
                let sent = try await SendDirective(id: id, version: version).run(by: visit.actor, on: site.store)
                return
                    "Đã gửi tới \(groupedByThousands(sent.units)) đơn vị (\(groupedByThousands(sent.people)) cán bộ, thủ trưởng được báo). Theo dõi từng đơn vị ở mục Tiến độ."
            }
        }
        staff.action(.withdrawDirective) { visit, form in
            try await move(visit, form) { id, version in
                try await WithdrawDirective(id: id, version: version, reason: form["reason"])
                    .run(by: visit.actor, on: site.store)
                return "Đã thu hồi văn bản; các đơn vị nhận đã được báo kèm lý do."
            }
        }
        staff.action(.acknowledgeDirective) { visit, form in
            try await move(visit, form) { id, _ in
                switch try await AcknowledgeDirective(id: id).run(by: visit.actor, on: site.store) {
                case .acknowledged: return "Đã ghi nhận: anh/chị đã đọc và nắm nội dung."
                case .late(let day): return "Đã ghi nhận, muộn so với hạn \(day.written)."
                case .alreadyAcknowledged(let at): return "Anh/chị đã xác nhận từ lúc \(at.written)."
                }
            }
        }
        staff.action(.remindDirective) { visit, _ in
            let id: ID<Directive> = try visit.id(Self.noun)
            let asked = try await RemindDirective(id: id).run(by: visit.actor, on: site.store)
            let words =
                asked.units == 0
                ? "Không có đơn vị nào cần nhắc thêm: hôm nay đã nhắc, hoặc đơn vị chưa có tài khoản."
                : "Đã nhắc \(groupedByThousands(asked.units)) đơn vị."
            return .done(DirectiveLinks.board(id, .open), .done(words))
        }
        addDeliveryActions(to: staff)
    }

    /// Opening a document is the receipt of the person's unit; it is written before the page is read, so that it shows there.
    private func addReadPages(to router: Router<SiteContext>, frame: StaffFrame) {
        let site = site
        func add(
            _ route: Route, _ load: @escaping @Sendable (Visit, ID<Directive>, any ReadTransaction) throws -> StaffPage
        ) {
            router.on(route) { request, context in
                try await frame.answer(request) { token in
                    let incoming = frame.incoming(request, context, route, token: token)
                    let visit = try await frame.visit(incoming)
                    if let id: ID<Directive> = try? visit.id(Self.noun) {
                        try await MarkDirectiveRead(id: id).run(by: visit.actor, on: site.store)
                    }
                    return try await frame.page(incoming) { visit, tx in try load(visit, try visit.id(Self.noun), tx) }
                }
            }
        }
        add(.directive) { visit, id, tx in try DirectivePage.load(visit, id, in: tx).page }
        add(.delivery) { visit, id, tx in
            try DeliveryPage.load(visit, id, try visit.id("unit", Self.unitNoun), in: tx).page
        }
    }

    private func addDeliveryActions(to staff: StaffRoutes) {
        let site = site
        staff.action(.assignDelivery) { visit, form in
            try await handle(visit, form) { id, unit, version in
                try await AssignDelivery(
                    id: id, unitID: unit, version: version, personID: ID<Person>(parsing: form["person"]),
                    dueOn: form["dueOn"]
                ).run(by: visit.actor, on: site.store)
                return "Đã ghi phân công; người phụ trách được báo nếu có tài khoản."
            }
        }
        staff.action(.spreadDirective) { visit, form in
            try await handle(visit, form) { id, unit, _ in
                let people = form.all("people").compactMap { ID<Person>(parsing: $0) }
                let added = try await SpreadDirective(id: id, unitID: unit, people: form.has("all") ? nil : people)
                    .run(by: visit.actor, on: site.store)
                return
                    "Đã phổ biến đến \(groupedByThousands(added)) người; ai có tài khoản đã được báo. Theo dõi từng người ở mục Từng người."
            }
        }
        staff.action(.recordReadings) { visit, form in
            try await handle(visit, form) { id, unit, _ in
                let people = form.all("people").compactMap { ID<Person>(parsing: $0) }
                let changed = try await RecordReadings(id: id, unitID: unit, people: people)
                    .run(by: visit.actor, on: site.store)
                return changed == 0
                    ? "Những người này đã được ghi nhận trước đó."
                    : "Đã ghi nhận thay cho \(groupedByThousands(changed)) người; tên người ghi được giữ lại."
            }
        }
        staff.action(.passDirective) { visit, form in
            try await handle(visit, form) { id, unit, _ in
                let units = form.all("units").compactMap { ID<Unit>(parsing: $0) }
                let added = try await PassDirective(id: id, unitID: unit, units: units)
                    .run(by: visit.actor, on: site.store)
                return "Đã chuyển xuống \(groupedByThousands(added)) đơn vị trực thuộc."
            }
        }
        staff.action(.remindReaders) { visit, form in
            try await handle(visit, form) { id, unit, _ in
                let told = try await RemindReaders(id: id, unitID: unit).run(by: visit.actor, on: site.store)
                return "Đã nhắc \(groupedByThousands(told)) người chưa đọc."
            }
        }
        staff.action(.remindBelow) { visit, form in
            try await handle(visit, form) { id, unit, _ in
                let asked = try await RemindBelow(id: id, unitID: unit).run(by: visit.actor, on: site.store)
                return asked.units == 0
                    ? "Không có đơn vị nào cần nhắc thêm: hôm nay đã nhắc, hoặc đơn vị chưa có tài khoản."
                    : "Đã nhắc \(groupedByThousands(asked.units)) đơn vị trực thuộc."
            }
        }
        staff.action(.finishDelivery) { visit, form in
            try await handle(visit, form) { id, unit, version in
                let isLate = try await FinishDelivery(id: id, unitID: unit, version: version, result: form["result"])
                    .run(by: visit.actor, on: site.store)
                return isLate ? "Đã ghi kết quả, muộn so với hạn." : "Đã ghi kết quả; nơi gửi xem được ngay."
            }
        }
    }

    // MARK: Making and changing

    private func draft(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let content = DirectiveFormPage.content(form)
        guard let unitID = ID<Unit>(parsing: form["unit"]) else { throw Problem.notFound("đơn vị này") }
        do {
            let id = try await DraftDirective(unitID: unitID, typed: content).run(
                by: visit.actor, on: site.once(visit, form) { (id: ID<Directive>) in Route.directive.path(id) })
            return .done(
                Route.directive.path(id),
                .done("Đã lưu bản soạn, chưa gửi tới đơn vị nào. Tải tệp lên, xem lại nơi nhận rồi gửi."))
        } catch let problem as Problem where problem.isShownInForm {
            let typed = TypedForm(form: form, problem: problem)
            return .page(
                try await site.store.read { tx in
                    try DirectiveFormPage.new(visit, content: content, unitID: unitID, typed: typed, in: tx).page
                })
        }
    }

    private func change(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let content = DirectiveFormPage.content(form)
        return try await site.write(visit, form, to: .directive, Self.noun) { (id: ID<Directive>, version) in
            try await ChangeDirective(id: id, version: version, typed: content).run(by: visit.actor, on: site.store)
            return "Đã lưu thay đổi. Văn bản chưa gửi tới đơn vị nào cho đến khi bấm gửi."
        } again: { id, typed, tx in
            // After a conflict the version is that of now: sending again replaces the other's knowingly.
            let version = typed.problem?.code == .conflict ? nil : Int(form["version"])
            return try DirectiveFormPage.existing(visit, id, content: content, version: version, typed: typed, in: tx)
                .page
        }
    }

    /// A step of one document: done, or its page again with what was typed and what is wrong.
    private func move(
        _ visit: Visit, _ form: FormData, _ act: (ID<Directive>, Int) async throws -> String
    ) async throws -> Outcome {
        try await site.write(visit, form, to: .directive, Self.noun, act) { id, typed, tx in
            try DirectivePage.load(visit, id, typed: typed, in: tx).page
        }
    }

    /// A step of a document at one unit.
    private func handle(
        _ visit: Visit, _ form: FormData, _ act: (ID<Directive>, ID<Unit>, Int) async throws -> String
    ) async throws -> Outcome {
        let id: ID<Directive> = try visit.id(Self.noun)
        let unit: ID<Unit> = try visit.id("unit", Self.unitNoun)
        do {
            let words = try await act(id, unit, Int(form["version"]) ?? 0)
            return .done(Route.delivery.path(id, unit), .done(words))
        } catch let problem as Problem where problem.isShownInForm {
            let typed = TypedForm(form: form, problem: problem)
            return .page(
                try await site.store.read { tx in try DeliveryPage.load(visit, id, unit, typed: typed, in: tx).page })
        }
    }

    // MARK: Export

    /// What the board shows, as CSV for a spreadsheet, at most ten thousand lines.
    private func export(_ visit: Visit) async throws -> Response {
        let id: ID<Directive> = try visit.id(Self.noun)
        let (view, giver) = (DirectiveBoardPage.view(visit), DirectiveBoardPage.giver(visit))
        let (sheet, count) = try await site.store.read { tx in
            let (directive, _, policy) = try Gate.directive(id, for: visit.actor, may: .follow, in: tx)
            let members = try DirectiveBoardPage.clusters(visit, of: directive, policy, in: tx).members
            let lines = try DirectiveDeliveryRecords.page(
                of: id, within: Gate.rootsFollowed(policy), from: giver, of: members, view.progress,
                isOpenOnly: view == .open, limit: 10_000, in: tx)
            return (DirectiveBoardPage.sheet(directive, lines, today: tx.today), lines.count)
        }
        try await site.store.write { tx in
            try EventRecords.append(
                .dataExported, to: .account, visit.actor.accountID.rawValue, by: visit.actor,
                note: "Tiến độ văn bản: \(count) dòng", in: tx)
        }
        return .download(sheet.bytes, mediaType: "text/csv; charset=utf-8", fileName: "tien-do-van-ban.csv")
    }
}
