import Actions
import Domain
import Hummingbird
import Primitives
import Records
import Store
import WebSupport

/// The pages and writes of works for a plaque.
struct PublicWorkController: Sendable {
    let site: StaffSite

    func addRoutes(to staff: StaffRoutes) {
        staff.page(.publicWorks) { visit, tx in try PublicWorkListPage.load(visit, tx).page }
        staff.page(.newWork) { visit, tx in
            try PublicWorkFormPage.new(visit, unitID: ID<Unit>(parsing: visit.query["don-vi"]), in: tx).page
        }
        staff.page(.publicWork) { visit, tx in
            try PublicWorkPage.load(visit, try visit.id("công trình này"), in: tx).page
        }
        staff.page(.workForm) { visit, tx in
            try PublicWorkFormPage.existing(visit, try visit.id("công trình này"), in: tx).page
        }
        staff.action(.planWork) { visit, form in try await plan(visit, form) }
        staff.action(.changeWork) { visit, form in try await change(visit, form) }
        staff.action(.advanceWork) { visit, form in
            try await write(visit, form) { id, version in
                guard let step = AdvanceWork.Step(rawValue: form["step"]) else {
                    throw Problem(.invalid, "Chưa chọn bước của công trình. Tải lại trang rồi làm lại.")
                }
                try await AdvanceWork(id: id, version: version, step: step, day: form["day"]).run(
                    by: visit.actor, on: site.store)
                return switch step {
                case .start: "Đã ghi khởi công. Bước tiếp theo: ghi ngày xong của từng mốc."
                case .finish: "Đã ghi hoàn thành. Bước tiếp theo: ghi ngày gắn biển."
                case .fixPlaque: "Đã ghi gắn biển công trình."
                }
            }
        }
        staff.action(.recordMilestone) { visit, form in
            let milestone: ID<Milestone> = try visit.id("milestone", "mốc tiến độ này")
            return try await write(visit, form) { id, version in
                try await RecordMilestone(
                    id: id, milestoneID: milestone, version: version, doneOn: form["doneOn"], note: form["note"]
                ).run(by: visit.actor, on: site.store)
                return "Đã ghi mốc tiến độ."
            }
        }
        staff.action(.dropWork) { visit, form in
            try await write(visit, form) { id, version in
                try await DropWork(id: id, version: version, reason: form["reason"]).run(
                    by: visit.actor, on: site.store)
                return "Đã dừng công trình; công trình không còn trong lịch."
            }
        }
    }

    private func write(
        _ visit: Visit, _ form: FormData, _ act: (ID<PublicWork>, Int) async throws -> String
    ) async throws -> Outcome {
        try await site.write(visit, form, to: .publicWork, "công trình này", act) { id, typed, tx in
            try PublicWorkPage.load(visit, id, typed: typed, in: tx).page
        }
    }

    private static func withMoreRows(_ content: WorkContent, _ form: FormData) -> WorkContent {
        var content = content
        if !form["more"].isEmpty {
            // Spare rows follow what is typed, so three more need three that are not last.
            content.milestones += Array(
                repeating: WorkContent.TypedMilestone(), count: PublicWorkFormPage.spareRows)
        }
        return content
    }

    private func plan(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let content = Self.withMoreRows(PublicWorkFormPage.content(form), form)
        guard let unitID = ID<Unit>(parsing: form["unit"]) else { throw Problem.notFound("đơn vị này") }
        if !form["more"].isEmpty {
            return .page(
                try await site.store.read { tx in
                    try PublicWorkFormPage.new(visit, unitID: unitID, content: content, in: tx).page
                })
        }
        return try await site.attempt {
            let id = try await PlanWork(unitID: unitID, content: content).run(
                by: visit.actor, on: site.once(visit, form) { (id: ID<PublicWork>) in Route.publicWork.path(id) })
            return .done(
                Route.publicWork.path(id),
                .done("Đã đăng ký công trình; ngày gắn biển hiện trong lịch. Khi khởi công, ghi ngày ở đây."))
        } again: { problem, tx in
            try PublicWorkFormPage.new(visit, unitID: unitID, content: content, problem: problem, in: tx).page
        }
    }

    private func change(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<PublicWork> = try visit.id("công trình này")
        let content = Self.withMoreRows(PublicWorkFormPage.content(form), form)
        if !form["more"].isEmpty {
            return .page(
                try await site.store.read { tx in
                    try PublicWorkFormPage.existing(
                        visit, id, content: content, version: Int(form["version"]), in: tx
                    ).page
                })
        }
        return try await site.write(visit, form, to: .publicWork, "công trình này") { id, version in
            try await ChangeWork(id: id, version: version, content: content).run(by: visit.actor, on: site.store)
            return "Đã lưu thay đổi của công trình."
        } again: { (id: ID<PublicWork>, typed, tx) in
            let version = typed.problem?.code == .conflict ? nil : Int(form["version"])
            return try PublicWorkFormPage.existing(
                visit, id, content: content, version: version, problem: typed.problem, in: tx
            ).page
        }
    }
}
