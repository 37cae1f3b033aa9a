import Actions
import Domain
import Hummingbird
import Primitives
import Records
import Store
import WebSupport

/// The pages and writes of movements.
struct MovementController: Sendable {
    let site: StaffSite

    func addRoutes(to router: Router<SiteContext>, staff: StaffRoutes) {
        staff.page(.movements) { visit, tx in try MovementListPage.load(visit, tx).page }
        staff.page(.newMovement) { visit, tx in
            try MovementFormPage.new(
                visit, content: MovementContent(), unitID: ID<Unit>(parsing: visit.query["don-vi"]), in: tx
            ).page
        }
        staff.page(.movementForm) { visit, tx in
            try MovementFormPage.existing(visit, try visit.id("id", "phong trào này"), content: nil, in: tx).page
        }
        staff.page(.responseForm) { visit, tx in
            try ResponsePage.load(
                visit, try visit.id("id", "phong trào này"), unitID: ID<Unit>(parsing: visit.query["don-vi"]), in: tx
            ).page
        }
        addMovementPage(to: router, frame: staff.frame)
        staff.action(.draftMovement) { visit, form in try await draft(visit, form) }
        staff.action(.changeMovement) { visit, form in try await change(visit, form) }
        staff.action(.launchMovement) { visit, form in try await launch(visit, form) }
        staff.action(.closeMovement) { visit, form in try await close(visit, form) }
        staff.action(.respondToMovement) { visit, form in try await respond(visit, form) }
    }

    /// Opening the page is the receipt of the person's unit; it is written before the page is read, so that it shows there.
    private func addMovementPage(to router: Router<SiteContext>, frame: StaffFrame) {
        let site = site
        router.on(.movement) { request, context in
            try await frame.answer(request) { token in
                let incoming = frame.incoming(request, context, token: token)
                let visit = try await frame.visit(incoming)
                if let id: ID<Movement> = try? visit.id("id", "phong trào này") {
                    try await MarkMovementRead(id: id).run(by: visit.actor, on: site.store)
                }
                return try await frame.page(incoming) { visit, tx in
                    try MovementPage.load(visit, try visit.id("id", "phong trào này"), in: tx).page
                }
            }
        }
    }

    private func draft(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let content = MovementFormPage.content(form)
        let unitID = ID<Unit>(parsing: form["unit"])
        let moreRows = form["more"].isEmpty ? 0 : 5
        func again(_ problem: Problem?) async throws -> Outcome {
            .page(
                try await site.store.read { tx in
                    try MovementFormPage.new(
                        visit, content: content, unitID: unitID, moreRows: moreRows, problem: problem, in: tx
                    ).page
                })
        }
        if moreRows > 0 { return try await again(nil) }
        guard let unitID else { throw Problem.notFound("đơn vị này") }
        do {
            let id = try await DraftMovement(unitID: unitID, content: content).run(
                by: visit.actor, on: site.once(visit, form) { (id: ID<Movement>) in Route.movement.path(id) })
            return .done(
                Route.movement.path(id),
                .done(
                    "Đã lưu bản soạn, chưa gửi tới đơn vị nào. Bước tiếp theo: người có thẩm quyền xem lại và phát động."
                ))
        } catch let problem as Problem where problem.code == .invalid {
            return try await again(problem)
        }
    }

    private func change(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Movement> = try visit.id("id", "phong trào này")
        let content = MovementFormPage.content(form)
        let version = Int(form["version"]) ?? 0
        let moreRows = form["more"].isEmpty ? 0 : 5
        func again(_ problem: Problem?, version: Int?) async throws -> Outcome {
            .page(
                try await site.store.read { tx in
                    try MovementFormPage.existing(
                        visit, id, content: content, version: version, moreRows: moreRows, problem: problem, in: tx
                    ).page
                })
        }
        if moreRows > 0 { return try await again(nil, version: version) }
        do {
            _ = try await ChangeMovement(id: id, version: version, content: content).run(
                by: visit.actor, on: site.store)
            return .done(
                Route.movement.path(id),
                .done("Đã lưu thay đổi. Phong trào chưa gửi tới đơn vị nào cho đến khi phát động."))
        } catch let problem as Problem where problem.code == .invalid {
            return try await again(problem, version: version)
        } catch let problem as Problem where problem.code == .conflict {
            // What was typed stays on the page; with the version of now, sending it again replaces the other's knowingly.
            return try await again(problem, version: nil)
        }
    }

    private func launch(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Movement> = try visit.id("id", "phong trào này")
        let result = try await LaunchMovement(id: id, version: Int(form["version"]) ?? 0).run(
            by: visit.actor, on: site.store)
        return .done(
            Route.movement.path(id),
            .done(
                "Đã phát động, gửi tới \(result.units) đơn vị (\(result.people) cán bộ, thủ trưởng được báo). Theo dõi đơn vị đã xem, đã hưởng ứng ngay trên trang này."
            ))
    }

    private func close(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Movement> = try visit.id("id", "phong trào này")
        let summary = form["summary"]
        do {
            try await CloseMovement(id: id, version: Int(form["version"]) ?? 0, summary: summary)
                .run(by: visit.actor, on: site.store)
            return .done(Route.movement.path(id), .done("Đã tổng kết phong trào. Kết quả hiện trên trang công khai."))
        } catch let problem as Problem where problem.code == .invalid || problem.code == .conflict {
            return .page(
                try await site.store.read { tx in
                    try MovementPage.load(visit, id, summary: summary, problem: problem, in: tx).page
                })
        }
    }

    private func respond(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Movement> = try visit.id("id", "phong trào này")
        guard let unitID = ID<Unit>(parsing: form["unit"]) else {
            throw Problem.notFound("đơn vị này trong nơi nhận của phong trào")
        }
        let typed = ResponsePage.Typed(form)
        do {
            let response = try await RespondToMovement(
                movementID: id, unitID: unitID, version: Int(form["version"]) ?? 0, plan: typed.plan,
                subjects: typed.subjects, registeredPeople: typed.registeredPeople,
                registeredCollectives: typed.registeredCollectives
            ).run(by: visit.actor, on: site.store)
            let (movement, unit) = try await site.store.read { tx in
                (try MovementRecords.movement(id, in: tx), try UnitRecords.unit(unitID, in: tx))
            }
            let until =
                movement.map { " Còn sửa được đến hết ngày \($0.endsOn.written), trừ khi phong trào tổng kết sớm." }
                ?? ""
            let verb = response.version == 1 ? "Đã gửi" : "Đã sửa"
            return .done(
                Route.movement.path(id),
                .done("\(verb) nội dung hưởng ứng của \(unit?.name ?? "đơn vị"); nơi phát động xem được ngay.\(until)"))
        } catch let problem as Problem where problem.code == .invalid || problem.code == .conflict {
            return .page(
                try await site.store.read { tx in
                    try ResponsePage.load(visit, id, unitID: unitID, typed: typed, problem: problem, in: tx).page
                })
        }
    }
}
