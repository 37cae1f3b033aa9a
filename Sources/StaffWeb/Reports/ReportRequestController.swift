import Actions
import Domain
import Law
import Primitives
import Records
import Store
import WebSupport

/// Kinds of reports, requests for reports and the board of who has reported.
struct ReportRequestController: Sendable {
    let site: StaffSite

    func addRoutes(to staff: StaffRoutes) {
        let site = site
        staff.page(.reports) { visit, tx in try ReportListPage.load(visit, tx).page }
        staff.page(.reportRequest) { visit, tx in
            try ReportBoardPage.load(visit, try visit.id("yêu cầu báo cáo này"), in: tx).page
        }
        staff.page(.reportKinds) { visit, tx in try ReportKindsPage.load(visit, tx).page }
        staff.page(.newReportKind) { visit, tx in try ReportKindFormPage.load(visit, nil, in: tx).page }
        staff.page(.reportKind) { visit, tx in
            try ReportKindFormPage.load(visit, try visit.id("loại báo cáo này"), in: tx).page
        }
        staff.page(.newReportRequest) { visit, tx in try AskForReportsPage.load(visit, in: tx).page }
        staff.action(.addReportKind) { visit, form in try await keep(visit, form, id: nil) }
        staff.action(.changeReportKind) { visit, form in
            try await keep(visit, form, id: try visit.id("loại báo cáo này"))
        }
        staff.action(.askForReports) { visit, form in try await ask(visit, form) }
        staff.action(.urgeReports) { visit, form in
            let id: ID<ReportRequest> = try visit.id("yêu cầu báo cáo này")
            let urged = try await UrgeReports(id: id).run(by: visit.actor, on: site.store)
            let words =
                urged.units == 0
                ? "Không có đơn vị nào cần đôn đốc thêm: hôm nay đã nhắc, hoặc đơn vị chưa có tài khoản."
                : "Đã đôn đốc \(groupedByThousands(urged.units)) đơn vị (\(groupedByThousands(urged.people)) người)."
            return .done(Route.reportRequest.path(id), .done(words))
        }
    }

    private func keep(_ visit: Visit, _ form: FormData, id: ID<ReportKind>?) async throws -> Outcome {
        let typed = ReportKindFormPage.typed(form)
        let version = Int(form["version"]) ?? 0
        if !form["more"].isEmpty { return try await withMoreRows(visit, typed, form["more"], version, id: id) }
        return try await site.attempt {
            if let id {
                try await ChangeReportKind(id: id, version: version, typed: typed).run(by: visit.actor, on: site.store)
            } else {
                let store = site.once(visit, form) { (_: ID<ReportKind>) in Route.reportKinds.path() }
                _ = try await AddReportKind(typed: typed).run(by: visit.actor, on: store)
            }
            return .done(
                Route.reportKinds.path(), .done("Đã lưu loại báo cáo. Bước tiếp theo: yêu cầu các đơn vị báo cáo."))
        } again: { problem, tx in
            // After a conflict the version of now stands in the form: sending it again replaces the other's knowingly.
            try ReportKindFormPage.load(
                visit, id, typed: typed, version: problem.code == .conflict ? nil : version, problem: problem, in: tx
            ).page
        }
    }

    /// The form with more rows, and all that was typed.
    private func withMoreRows(
        _ visit: Visit, _ typed: TypedReportKind, _ wanted: String, _ version: Int, id: ID<ReportKind>?
    ) async throws -> Outcome {
        var longer = typed
        if wanted == "sections" {
            longer.sections += Array(repeating: .init(), count: 2)
        } else {
            longer.figures += Array(repeating: .init(), count: 4)
        }
        let shown = longer
        return .page(
            try await site.store.read { tx in
                try ReportKindFormPage.load(visit, id, typed: shown, version: version, in: tx).page
            })
    }

    private func ask(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let lawbook = site.lawbook
        guard let kindID = ID<ReportKind>(parsing: form["kind"]) else {
            try await site.store.read { tx in _ = try Gate.provinceOfReports(visit.actor, in: tx) }
            throw Problem.notFound("loại báo cáo này")
        }
        return try await site.attempt {
            let store = site.once(visit, form) { (id: ID<ReportRequest>) in Route.reportRequest.path(id) }
            let id = try await AskForReports(
                kindID: kindID, title: form["title"], periodFrom: form["periodFrom"], periodUntil: form["periodUntil"],
                dueOn: form["dueOn"], message: form["message"],
                groups: Set(form.all("groups").compactMap(Unit.Kind.init(rawValue:)))
            ).run(by: visit.actor, lawbook: lawbook, on: store)
            return .done(
                Route.reportRequest.path(id),
                .done("Đã yêu cầu báo cáo; các đơn vị đã được báo. Theo dõi đơn vị chưa gửi ở trang này."))
        } again: { problem, tx in
            try AskForReportsPage.load(visit, kindID: kindID, typed: TypedForm(form: form, problem: problem), in: tx)
                .page
        }
    }
}
