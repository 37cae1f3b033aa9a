import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// The pages and writes of inspections.
struct InspectionController: Sendable {
    let site: StaffSite

    func addRoutes(to staff: StaffRoutes) {
        let site = site
        staff.page(.inspections) { visit, tx in try InspectionListPage.load(visit, tx).page }
        staff.page(.recommendations) { visit, tx in try RecommendationListPage.load(visit, tx).page }
        staff.page(.newInspection) { visit, tx in try InspectionFormPage.new(visit, in: tx).page }
        staff.page(.inspection) { visit, tx in
            try InspectionPage.load(visit, try visit.id("cuộc kiểm tra này"), in: tx).page
        }
        staff.page(.inspectionForm) { visit, tx in
            try InspectionFormPage.existing(visit, try visit.id("cuộc kiểm tra này"), in: tx).page
        }
        staff.page(.conclusionForm) { visit, tx in
            try ConclusionFormPage.load(visit, try visit.id("cuộc kiểm tra này"), in: tx).page
        }
        staff.action(.planInspection) { visit, form in try await plan(visit, form) }
        staff.action(.changeInspection) { visit, form in
            try await site.write(visit, form, to: .inspection, "cuộc kiểm tra này") { id, version in
                try await ChangeInspection(id: id, version: version, typed: InspectionFormPage.content(form)).run(
                    by: visit.actor, on: site.store)
                return "Đã lưu kế hoạch kiểm tra."
            } again: { id, typed, tx in
                try InspectionFormPage.existing(visit, id, typed: typed, in: tx).page
            }
        }
        staff.action(.cancelInspection) { visit, form in
            try await site.write(visit, form, to: .inspection, "cuộc kiểm tra này") { id, version in
                try await CancelInspection(id: id, version: version, reason: form["reason"]).run(
                    by: visit.actor, on: site.store)
                return "Đã hủy cuộc kiểm tra; đơn vị đã được báo."
            } again: { id, typed, tx in
                try InspectionPage.load(visit, id, typed: typed, in: tx).page
            }
        }
        staff.action(.concludeInspection) { visit, form in try await conclude(visit, form) }
        staff.action(.answerRecommendation, uploads: true) { visit, form in
            try await follow(visit, form) { inspection, id, version in
                let file = form.files["file"].map { ($0.fileName, $0.bytes) }
                try await AnswerRecommendation(
                    inspectionID: inspection, id: id, version: version, answer: form["answer"], file: file
                ).run(by: visit.actor, files: site.files, on: site.store)
                return "Đã gửi báo cáo khắc phục; Sở Nội vụ xác nhận."
            }
        }
        staff.action(.confirmRecommendation) { visit, form in
            try await follow(visit, form) { inspection, id, version in
                try await ConfirmRecommendation(inspectionID: inspection, id: id, version: version).run(
                    by: visit.actor, on: site.store)
                return "Đã xác nhận kiến nghị được khắc phục."
            }
        }
        staff.action(.returnRecommendation) { visit, form in
            try await follow(visit, form) { inspection, id, version in
                try await ConfirmRecommendation(
                    inspectionID: inspection, id: id, version: version, missing: form["reason"]
                ).run(by: visit.actor, on: site.store)
                return "Đã yêu cầu đơn vị khắc phục tiếp."
            }
        }
    }

    private func plan(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        try await site.attempt {
            let store = site.once(visit, form) { (id: ID<Inspection>) in Route.inspection.path(id) }
            let id = try await PlanInspection(typed: InspectionFormPage.content(form), isInvented: site.isDemo).run(
                by: visit.actor, on: store)
            return .done(Route.inspection.path(id), .done("Đã lập kế hoạch kiểm tra; đơn vị đã được báo."))
        } again: { problem, tx in
            try InspectionFormPage.new(visit, typed: TypedForm(form: form, problem: problem), in: tx).page
        }
    }

    private func conclude(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        if !form["more"].isEmpty {
            let id: ID<Inspection> = try visit.id("cuộc kiểm tra này")
            return .page(
                try await site.store.read { tx in
                    try ConclusionFormPage.load(visit, id, typed: TypedForm(form: form), in: tx).page
                })
        }
        return try await site.write(visit, form, to: .inspection, "cuộc kiểm tra này") { id, version in
            try await ConcludeInspection(
                id: id, version: version, conclusion: form["conclusion"], findings: ConclusionFormPage.findings(form)
            ).run(by: visit.actor, on: site.store)
            return "Đã ghi kết luận; đơn vị đã được báo các kiến nghị cần thực hiện."
        } again: { id, typed, tx in
            try ConclusionFormPage.load(visit, id, typed: typed, in: tx).page
        }
    }

    /// A step of one recommendation.
    private func follow(
        _ visit: Visit, _ form: FormData, _ act: (ID<Inspection>, ID<InspectionFinding>, Int) async throws -> String
    ) async throws -> Outcome {
        let finding: ID<InspectionFinding> = try visit.id("finding", "kiến nghị này")
        return try await site.write(visit, form, to: .inspection, "cuộc kiểm tra này") { id, version in
            try await act(id, finding, version)
        } again: { id, typed, tx in
            try InspectionPage.load(visit, id, typed: typed, at: finding, in: tx).page
        }
    }
}
