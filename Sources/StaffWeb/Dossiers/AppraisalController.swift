import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// What waits for appraisal, longest waiting first: *Thẩm định*.
struct AppraisalQueuePage {
    static let pageSize = 50

    let lines: [DossierLine]
    let total: Int
    let next: PageCursor?

    static func load(_ visit: Visit, in tx: any ReadTransaction) throws -> AppraisalQueuePage {
        try requireAppraiser(visit)
        var lines = try DossierRecords.appraisalQueue(
            for: visit.actor, after: PageCursor(visit.query["sau"])?.place, limit: pageSize + 1, in: tx)
        var next: PageCursor?
        if lines.count > pageSize {
            lines.removeLast()
            next = lines.last.flatMap { line in line.submittedAt.map { PageCursor(at: $0, id: line.id.rawValue) } }
        }
        return AppraisalQueuePage(
            lines: lines, total: try DossierRecords.appraisalCount(for: visit.actor, in: tx), next: next)
    }

    static func requireAppraiser(_ visit: Visit) throws {
        guard visit.actor.isAny(of: .specialist, .leader, .unitHead) else {
            throw Problem(.notAllowed, "Việc thẩm định do Sở Nội vụ hoặc thủ trưởng đơn vị thực hiện.")
        }
    }

    var html: HTML {
        """
        \(PageHead(title: "Thẩm định", lead: total == 0 ? nil : "\(total) hồ sơ đang chờ, hồ sơ trình trước xếp trước.", actions: lines.isEmpty ? "" : LinkButton(label: "Làm hồ sơ đầu tiên", href: Route.nextAppraisal.path()).html).html)
        \(Table(
            caption: "Hồ sơ chờ thẩm định",
            columns: [
                Column(label: "Hồ sơ", isMain: true), Column(label: "Đơn vị trình"), Column(label: "Số đề nghị", isNumeric: true),
                Column(label: "Trạng thái"), Column(label: "Trình lúc"),
            ],
            rows: lines.map { line in
                TableRow(cells: [
                    "<a href=\"\(Route.dossier.path(line.id))\">\(line.title)</a> <span class=\"muted\">\(line.number)</span>",
                    "\(line.unitName)", "\(line.nominationCount)", line.state.tag.html, "\(line.submittedAt?.written ?? "")",
                ])
            },
            empty: EmptyState(title: "Không còn hồ sơ nào chờ thẩm định", hint: "Khi đơn vị trình hồ sơ, hồ sơ sẽ hiện ở đây."),
            pager: next.map { Pager(nextHref: address(Route.appraisalQueue.path(), [("sau", $0.text)])) }).html)
        """
    }
}

/// The addresses of the appraising side.
struct AppraisalController: Sendable {
    let site: StaffSite

    func addRoutes(to staff: StaffRoutes) {
        let sender = DossierController(site: site)
        staff.page(.appraisalQueue) { visit, tx in
            StaffPage(
                title: "Thẩm định", section: .appraisalQueue, main: try AppraisalQueuePage.load(visit, in: tx).html)
        }
        staff.response(.nextAppraisal) { visit in
            try AppraisalQueuePage.requireAppraiser(visit)
            let first = try await site.store.read { tx in
                try DossierRecords.appraisalQueue(for: visit.actor, after: nil, limit: 1, in: tx).first
            }
            return .seeOther(first.map { Route.dossier.path($0.id) } ?? Route.appraisalQueue.path())
        }
        staff.action(.receiveDossier) { visit, form in
            let id: ID<Dossier> = try visit.id("hồ sơ này")
            return try await sender.move(id, visit) {
                let dossier = try await ReceiveDossier(id: id, version: Int(form["version"]) ?? 0)
                    .run(by: visit.actor, lawbook: site.lawbook, on: site.store)
                return "Đã tiếp nhận hồ sơ \(dossier.number). Thẩm định từng đề nghị, rồi trình Hội đồng."
            }
        }
        staff.action(.returnDossier) { visit, form in
            let id: ID<Dossier> = try visit.id("hồ sơ này")
            return try await sender.move(id, visit, .giveBack, form) {
                let dossier = try await ReturnDossier(
                    id: id, version: Int(form["version"]) ?? 0, reason: form["reason"]
                )
                .run(by: visit.actor, on: site.store)
                return
                    "Đã trả lại hồ sơ \(dossier.number) cho đơn vị lập, kèm lý do. Hồ sơ trở lại hàng chờ thẩm định khi đơn vị trình lại."
            }
        }
        staff.action(.appraiseDossier) { visit, form in
            let id: ID<Dossier> = try visit.id("hồ sơ này")
            return try await sender.move(id, visit) {
                let dossier = try await AppraiseDossier(id: id, version: Int(form["version"]) ?? 0)
                    .run(by: visit.actor, lawbook: site.lawbook, on: site.store)
                return "Đã trình Hội đồng hồ sơ \(dossier.number). Thư ký Hội đồng sẽ đưa vào phiên họp."
            }
        }
        staff.action(.judgeFinding) { visit, form in
            let (id, nominationID): (ID<Dossier>, ID<Nomination>) = (
                try visit.id("hồ sơ này"), try visit.id("nomination", "đề nghị này")
            )
            return try await back(to: Route.nomination.path(id, nominationID) + "#check") {
                try await JudgeFinding(
                    dossierID: id, nominationID: nominationID, criterion: form["criterion"],
                    judgement: Verdict(rawValue: form["judgement"]) ?? .undecided, reason: form["reason"]
                ).run(by: visit.actor, lawbook: site.lawbook, on: site.store)
                return "Đã ghi kết luận. Kết luận xong các tiêu chuẩn, ghi ý kiến thẩm định."
            }
        }
        staff.action(.appraiseNomination) { visit, form in try await appraise(visit, form) }
    }

    private func appraise(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let (id, nominationID): (ID<Dossier>, ID<Nomination>) = (
            try visit.id("hồ sơ này"), try visit.id("nomination", "đề nghị này")
        )
        guard let opinion = Nomination.Opinion(rawValue: form["opinion"]) else {
            return .done(
                Route.nomination.path(id, nominationID) + "#y-kien",
                Flash(kind: .failed, message: "Chọn “Đề nghị khen thưởng” hoặc “Không đề nghị”."))
        }
        do {
            try await AppraiseNomination(
                dossierID: id, nominationID: nominationID, opinion: opinion, reason: form["reason"]
            )
            .run(by: visit.actor, lawbook: site.lawbook, on: site.store)
        } catch let problem as Problem where problem.code == .invalid {
            return .done(
                Route.nomination.path(id, nominationID) + "#y-kien",
                Flash(kind: .failed, message: problem.fields.first?.message ?? problem.message))
        }
        let rest = try await site.store.read { tx in
            try NominationRecords.nominations(of: id, in: tx).filter { $0.opinion == nil }
        }
        guard let next = rest.first else {
            return .done(Route.dossier.path(id), .done("Đã có ý kiến cho mọi đề nghị. Bước tiếp theo: trình Hội đồng."))
        }
        return .done(
            Route.nomination.path(id, next.id), .done("Đã ghi ý kiến. Còn \(rest.count) đề nghị trong hồ sơ này."))
    }

    private func back(to path: String, _ step: () async throws -> String) async throws -> Outcome {
        do {
            return .done(path, .done(try await step()))
        } catch let problem as Problem where problem.code == .invalid {
            return .done(path, Flash(kind: .failed, message: problem.fields.first?.message ?? problem.message))
        }
    }
}
