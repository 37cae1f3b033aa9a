import Actions
import Domain
import HTTPTypes
import Hummingbird
import Primitives
import Records
import WebSupport

/// Units: list, page, and the import of lists.
struct UnitController: Sendable {
    let site: StaffSite

    func addRoutes(to staff: StaffRoutes) {
        let lawbook = site.lawbook
        let store = site.store
        staff.page(.units) { visit, tx in
            StaffPage(title: "Đơn vị", section: .units, main: try UnitListPage.load(visit, in: tx).html)
        }
        staff.page(.unitImportForm) { visit, _ in
            try UnitGate.requireAdministrator(visit.actor)
            return Self.form(UnitImportFormPage(csrfToken: visit.csrfToken))
        }
        staff.action(.previewUnitImport, uploads: true) { visit, form in
            let file = form.files["tep"]
            do {
                let id = try await PreviewUnitImport(fileName: file?.fileName ?? "", bytes: file?.bytes ?? [])
                    .run(by: visit.actor, on: store)
                return .go(Route.unitImport.path(id))
            } catch let problem as Problem where !problem.fields.isEmpty {
                return .page(
                    Self.form(UnitImportFormPage(csrfToken: visit.csrfToken, problems: problem.fields), problem.status))
            }
        }
        staff.page(.unitImport) { visit, tx in
            StaffPage(
                title: "Xem trước danh sách đơn vị", section: .units,
                main: try UnitImportPreviewPage.load(visit, in: tx).html)
        }
        staff.action(.confirmUnitImport) { visit, _ in
            let plan = try await ConfirmUnitImport(id: try visit.id("id", "lần nhập này")).run(
                by: visit.actor, on: store)
            if plan.isEmpty {
                return .done(Route.units.path(), .done("Không có gì thay đổi: mọi đơn vị trong tệp đã có."))
            }
            return .done(
                Route.units.path(),
                .done("Đã thêm \(plan.added.count) đơn vị và nối \(plan.links.count) quan hệ kế tục."))
        }
        staff.page(.unit) { visit, tx in
            let page = try UnitPage.load(visit, lawbook: lawbook, in: tx)
            return StaffPage(title: page.unit.name, section: .units, main: page.html)
        }
    }

    private static func form(_ page: UnitImportFormPage, _ status: HTTPResponse.Status = .ok) -> StaffPage {
        StaffPage(title: "Nhập danh sách đơn vị", section: .units, status: status, main: page.html)
    }
}
