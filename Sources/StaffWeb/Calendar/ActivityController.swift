import Actions
import Domain
import Hummingbird
import Primitives
import Records
import Store
import WebSupport

/// The pages and writes of activities.
struct ActivityController: Sendable {
    let site: StaffSite

    func addRoutes(to staff: StaffRoutes) {
        staff.page(.activities) { visit, tx in try ActivityListPage.load(visit, tx).page }
        staff.page(.newActivity) { visit, tx in
            try ActivityFormPage.new(visit, unitID: ID<Unit>(parsing: visit.query["don-vi"]), in: tx).page
        }
        staff.page(.activity) { visit, tx in
            try ActivityPage.load(visit, try visit.id("hoạt động này"), in: tx).page
        }
        staff.page(.activityForm) { visit, tx in
            try ActivityFormPage.existing(visit, try visit.id("hoạt động này"), in: tx).page
        }
        staff.page(.activityReportForm) { visit, tx in
            try ActivityReportPage.load(visit, try visit.id("hoạt động này"), in: tx).page
        }
        staff.action(.planActivity) { visit, form in try await plan(visit, form) }
        staff.action(.changeActivity) { visit, form in try await change(visit, form) }
        staff.action(.holdActivity) { visit, form in try await hold(visit, form) }
        staff.action(.reportActivity) { visit, form in try await report(visit, form) }
        staff.action(.cancelActivity) { visit, form in try await cancel(visit, form) }
    }

    private func plan(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let content = ActivityFormPage.content(form)
        guard let unitID = ID<Unit>(parsing: form["unit"]) else { throw Problem.notFound("đơn vị này") }
        return try await site.attempt {
            let id = try await PlanActivity(unitID: unitID, content: content).run(
                by: visit.actor, on: site.once(visit, form) { (id: ID<Activity>) in Route.activity.path(id) })
            return .done(
                Route.activity.path(id),
                .done("Đã lưu kế hoạch; hoạt động hiện trong lịch. Tổ chức xong, ghi “Đã tổ chức” rồi ghi kết quả."))
        } again: { problem, tx in
            try ActivityFormPage.new(visit, unitID: unitID, content: content, problem: problem, in: tx).page
        }
    }

    private func change(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Activity> = try visit.id("hoạt động này")
        let content = ActivityFormPage.content(form)
        let version = Int(form["version"]) ?? 0
        return try await site.attempt {
            try await ChangeActivity(id: id, version: version, content: content).run(by: visit.actor, on: site.store)
            return .done(Route.activity.path(id), .done("Đã lưu thay đổi của kế hoạch; lịch đã theo ngày mới."))
        } again: { problem, tx in
            // Held or cancelled meanwhile: then there is no form any more, and the reason says so.
            try ActivityFormPage.existing(
                visit, id, content: content, version: problem.code == .conflict ? nil : version, problem: problem,
                in: tx
            ).page
        }
    }

    private func hold(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Activity> = try visit.id("hoạt động này")
        let typed = ActivityPage.Typed(startsOn: form["startsOn"], endsOn: form["endsOn"])
        return try await site.attempt {
            try await HoldActivity(
                id: id, version: Int(form["version"]) ?? 0, startsOn: typed.startsOn, endsOn: typed.endsOn
            ).run(by: visit.actor, on: site.store)
            return .done(
                Route.activity.path(id), .done("Đã ghi là đã tổ chức. Bước tiếp theo: ghi kết quả của hoạt động."))
        } again: { problem, tx in
            try ActivityPage.load(visit, id, typed: typed, act: .hold, problem: problem, in: tx).page
        }
    }

    private func cancel(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Activity> = try visit.id("hoạt động này")
        let typed = ActivityPage.Typed(reason: form["reason"])
        return try await site.attempt {
            try await CancelActivity(id: id, version: Int(form["version"]) ?? 0, reason: typed.reason).run(
                by: visit.actor, on: site.store)
            return .done(Route.activity.path(id), .done("Đã hủy hoạt động; hoạt động không còn trong lịch."))
        } again: { problem, tx in
            try ActivityPage.load(visit, id, typed: typed, act: .cancel, problem: problem, in: tx).page
        }
    }

    private func report(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Activity> = try visit.id("hoạt động này")
        var typed = ActivityReportPage.Typed(form)
        let version = Int(form["version"]) ?? 0
        if !form["more"].isEmpty {
            // Spare rows follow what is typed, so three more need three that are not last.
            typed.figures += Array(repeating: ReportActivity.Figure(), count: ActivityReportPage.spareRows)
            let more = typed
            return .page(
                try await site.store.read { tx in
                    try ActivityReportPage.load(visit, id, typed: more, version: version, in: tx).page
                })
        }
        let sent = typed
        return try await site.attempt {
            try await ReportActivity(
                id: id, version: version, participants: sent.participants, result: sent.result,
                figures: sent.figures, reason: sent.reason
            ).run(by: visit.actor, on: site.store)
            return .done(Route.activity.path(id), .done("Đã ghi kết quả của hoạt động."))
        } again: { problem, tx in
            try ActivityReportPage.load(
                visit, id, typed: sent, version: problem.code == .conflict ? nil : version, problem: problem, in: tx
            ).page
        }
    }
}
