import Actions
import Domain
import Hummingbird
import Primitives
import Records
import Store
import WebSupport

/// The pages and writes of the calendar.
struct CalendarController: Sendable {
    let site: StaffSite

    func addRoutes(to staff: StaffRoutes) {
        staff.page(.calendar) { visit, tx in try CalendarYearPage.load(visit, tx).page }
        staff.page(.calendarMonth) { visit, tx in try CalendarMonthPage.load(visit, tx).page }
        staff.page(.occasions) { visit, tx in try OccasionListPage.load(visit, tx).page }
        staff.page(.newOccasion) { visit, tx in
            try OccasionFormPage.new(visit, isYearly: visit.query["loai"] != "mot-lan", in: tx).page
        }
        staff.page(.occasion) { visit, tx in
            try OccasionPage.load(visit, try visit.id("mục này trong lịch"), in: tx).page
        }
        staff.page(.occasionForm) { visit, tx in
            try OccasionFormPage.existing(visit, try visit.id("mục này trong lịch"), in: tx).page
        }
        staff.page(.holidays) { visit, tx in
            try HolidaysPage.load(visit, year: HolidaysPage.year(visit), in: tx).page
        }
        staff.action(.enterHolidays) { visit, form in try await enterHolidays(visit, form) }
        staff.action(.addOccasion) { visit, form in try await add(visit, form) }
        staff.action(.changeOccasion) { visit, form in try await change(visit, form) }
        staff.action(.endOccasion) { visit, form in try await end(visit, form) }
        staff.action(.resumeOccasion) { visit, form in try await resume(visit, form) }
        staff.action(.linkMovement) { visit, form in try await link(visit, form) }
        staff.action(.unlinkMovement) { visit, form in try await unlink(visit, form) }
    }

    private func add(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let content = OccasionFormPage.content(form)
        return try await site.attempt {
            let id = try await AddOccasion(content: content).run(
                by: visit.actor, on: site.once(visit, form) { (id: ID<Occasion>) in Route.occasion.path(id) })
            return .done(
                Route.occasion.path(id),
                .done("Đã thêm vào lịch. Bước tiếp theo: gắn phong trào, hoạt động chào mừng ngày này."))
        } again: { problem, tx in
            try OccasionFormPage.new(
                visit, isYearly: form["recurrence"] != "mot-lan", content: content, problem: problem, in: tx
            ).page
        }
    }

    private func change(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Occasion> = try visit.id("mục này trong lịch")
        let content = OccasionFormPage.content(form)
        let version = Int(form["version"]) ?? 0
        return try await site.attempt {
            try await ChangeOccasion(id: id, version: version, content: content).run(by: visit.actor, on: site.store)
            return .done(
                Route.occasion.path(id), .done("Đã lưu thay đổi. Lịch và số năm ở mọi trang đã theo ngày mới."))
        } again: { problem, tx in
            try OccasionFormPage.existing(
                visit, id, content: content, version: problem.code == .conflict ? nil : version, problem: problem,
                in: tx
            ).page
        }
    }

    private func end(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Occasion> = try visit.id("mục này trong lịch")
        let typed = OccasionPage.Typed(lastYear: form["lastYear"], reason: form["reason"])
        return try await site.attempt {
            try await EndOccasion(
                id: id, version: Int(form["version"]) ?? 0, lastYear: typed.lastYear, reason: typed.reason
            ).run(by: visit.actor, on: site.store)
            return .done(
                Route.occasion.path(id), .done("Đã thôi giữ mục này trong lịch. Có thể đưa lại vào lịch ngay ở đây."))
        } again: { problem, tx in
            try OccasionPage.load(visit, id, typed: typed, problem: problem, in: tx).page
        }
    }

    private func resume(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Occasion> = try visit.id("mục này trong lịch")
        try await ResumeOccasion(id: id, version: Int(form["version"]) ?? 0).run(by: visit.actor, on: site.store)
        return .done(Route.occasion.path(id), .done("Đã đưa lại vào lịch."))
    }

    private func enterHolidays(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let year = Int(form["year"]) ?? 0
        return try await site.attempt {
            try await EnterHolidays(
                year: year, version: Int(form["version"]) ?? 0, source: form["source"], daysOff: form["daysOff"],
                workedDays: form["workedDays"]
            ).run(by: visit.actor, on: site.store)
            return .done(
                CalendarLinks.holidays(year), .done("Đã ghi ngày nghỉ năm \(year). Thời hạn đã tính theo lịch mới."))
        } again: { problem, tx in
            try HolidaysPage.load(visit, year: year, typed: TypedForm(form: form, problem: problem), in: tx).page
        }
    }

    private func link(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Movement> = try visit.id("phong trào này")
        let greeted = try await LinkMovement(id: id, occasionID: ID<Occasion>(parsing: form["occasion"])).run(
            by: visit.actor, on: site.store)
        return .done(
            Route.movement.path(id) + "#chao-mung",
            .done("Đã gắn phong trào với \(greeted.title). Phong trào hiện trên trang của ngày này trong lịch."))
    }

    private func unlink(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Movement> = try visit.id("phong trào này")
        guard let occasionID = ID<Occasion>(parsing: form["occasion"]) else {
            // Whether the movement is theirs at all is asked first.
            _ = try await site.store.read { tx in try Gate.movementToLink(id, for: visit.actor, in: tx).id }
            throw Problem(.conflict, "Phong trào không còn gắn với ngày này. Tải lại trang để xem.")
        }
        try await UnlinkMovement(id: id, occasionID: occasionID, year: Int(form["year"]) ?? 0).run(
            by: visit.actor, on: site.store)
        return .done(Route.movement.path(id) + "#chao-mung", .done("Đã bỏ gắn phong trào với ngày này."))
    }
}
