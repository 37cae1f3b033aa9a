import Actions
import Domain
import Hummingbird
import Primitives
import Records
import Store
import WebSupport

/// Decisions: list, drafting, signing, printing, and revoking.
struct DecisionController: Sendable {
    let site: StaffSite
    /// Each paper is a program of its own: two at a time leave the server room for everybody else.
    private let papers = PaperQueue(limit: 2)

    init(site: StaffSite) { self.site = site }

    func addRoutes(_ staff: StaffRoutes) {
        let (site, papers) = (site, papers)
        staff.page(.decisions) { visit, tx in try DecisionListPage(visit, in: tx).page }
        staff.page(.newDecision) { visit, tx in
            try NewDecisionPage(
                visit, issuerID: ID(parsing: visit.query["don-vi"]), lawbook: site.lawbook, typed: .none, in: tx
            ).page
        }
        staff.page(.decision) { visit, tx in
            try DecisionPage(visit, id: try visit.id("id", "quyết định này"), lawbook: site.lawbook, in: tx).page
        }
        staff.page(.newRevocation) { visit, tx in
            try RevocationPage(
                visit, id: try visit.id("commendation", "mục này trong Bảng vàng"), lawbook: site.lawbook, in: tx
            ).page
        }
        staff.response(.decisionPaper) { visit in
            let id: ID<Decision> = try visit.id("id", "quyết định này")
            let file = try await site.store.read { tx in
                let (decision, issuer) = try Gate.decision(id, for: visit.actor, may: .view, in: tx)
                return try DecisionFile(decision, issuer, lawbook: site.lawbook, in: tx)
            }
            let paper = file.paper(isDemo: site.isDemo)
            let bytes = try await papers.make { try await site.papers.decisionPDF(paper) }
            return .download(bytes, mediaType: "application/pdf", fileName: file.paperName, isInline: true)
        }
        staff.action(.draftDecision) { visit, form in try await draft(visit, form) }
        staff.action(.draftRevocation) { visit, form in try await draftRevocation(visit, form) }
        staff.action(.changeDecision) { visit, form in
            try await write(visit, form) { id, version in
                try await ChangeDecision(id: id, version: version, abstract: form["abstract"])
                    .run(by: visit.actor, on: site.store)
                return "Đã ghi trích yếu. Dự thảo chờ người có thẩm quyền ký."
            }
        }
        staff.action(.removeDecisionLine) { visit, form in
            try await write(visit, form) { id, version in
                guard let lineID = ID<DecisionLine>(parsing: form["line"]) else {
                    throw Problem.notFound("dòng này của quyết định")
                }
                try await RemoveDecisionLine(id: id, version: version, lineID: lineID, reason: form["reason"])
                    .run(by: visit.actor, on: site.store)
                return "Đã bỏ khỏi dự thảo. Đề nghị này có thể đưa vào dự thảo khác."
            }
        }
        staff.action(.refuseNomination) { visit, form in
            try await write(visit, form) { id, version in
                let name = try await RefuseNomination(
                    id: id, version: version, lineID: ID(parsing: form["refused"]), reason: form["refusal"]
                ).run(by: visit.actor, on: site.store)
                return "Đã ghi không khen thưởng \(name). Đơn vị trình nhận được thông báo kèm lý do."
            }
        }
        staff.action(.discardDecision) { visit, form in
            try await write(visit, form) { id, version in
                try await DiscardDecision(id: id, version: version, reason: form["reason"])
                    .run(by: visit.actor, on: site.store)
                return "Đã bỏ dự thảo. Các đề nghị đã bỏ ra đang chờ ở trang soạn quyết định."
            }
        }
        staff.action(.signDecision) { visit, form in
            try await write(visit, form) { id, version in
                let signed = try await SignDecision(id: id, version: version)
                    .run(by: visit.actor, lawbook: site.lawbook, on: site.store)
                switch signed.kind {
                case .commend:
                    return
                        "Đã ký Quyết định số \(signed.numberText). Kết quả đã ghi vào Bảng vàng và báo cho các đơn vị."
                case .revoke:
                    return "Đã ký Quyết định số \(signed.numberText). Mục trên Bảng vàng đã được ghi là bị hủy bỏ."
                }
            }
        }
    }

    private func draft(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        guard let issuerID = ID<Unit>(parsing: form["issuer"]) else { throw Problem.notFound("cơ quan ban hành này") }
        let lawbook = site.lawbook
        return try await site.attempt {
            let id = try await DraftDecision(
                issuerID: issuerID, abstract: form["abstract"], nominations: try NewDecisionPage.chosen(form)
            ).run(
                by: visit.actor, lawbook: lawbook,
                on: site.once(visit, form) { (id: ID<Decision>) in Route.decision.path(id) })
            return .done(
                Route.decision.path(id),
                .done("Đã lập dự thảo. Kiểm tra danh sách, tiền thưởng và căn cứ; người có thẩm quyền ký ở trang này."))
        } again: { problem, tx in
            try NewDecisionPage(
                visit, issuerID: issuerID, lawbook: lawbook, typed: TypedForm(form: form, problem: problem), in: tx
            ).page
        }
    }

    private func draftRevocation(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let entryID: ID<Commendation> = try visit.id("commendation", "mục này trong Bảng vàng")
        let lawbook = site.lawbook
        return try await site.attempt {
            let id = try await DraftRevocation(
                commendationID: entryID, ground: RevocationGround(rawValue: form["ground"]), reason: form["reason"]
            ).run(
                by: visit.actor, lawbook: lawbook,
                on: site.once(visit, form) { (id: ID<Decision>) in Route.decision.path(id) })
            return .done(
                Route.decision.path(id),
                .done(
                    "Đã lập dự thảo quyết định hủy bỏ. Người có thẩm quyền ký ở trang này; ký xong, mục trên Bảng vàng mới ghi là đã bị hủy bỏ."
                ))
        } again: { problem, tx in
            try RevocationPage(
                visit, id: entryID, lawbook: lawbook, typed: TypedForm(form: form, problem: problem), in: tx
            ).page
        }
    }

    private func write(
        _ visit: Visit, _ form: FormData, _ act: (ID<Decision>, Int) async throws -> String
    ) async throws -> Outcome {
        let lawbook = site.lawbook
        return try await site.write(visit, form, to: .decision, "quyết định này", act) { id, typed, tx in
            try DecisionPage(visit, id: id, lawbook: lawbook, typed: typed, in: tx).page
        }
    }
}
