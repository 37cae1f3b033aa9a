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
            var content = MovementContent()
            content.parent = ID<Movement>(parsing: visit.query["thuoc"])?.rawValue ?? ""
            if !content.parent.isEmpty { content.form = Movement.Form.thematic.rawValue }
            return try MovementFormPage.new(
                visit, content: content, side: MovementFormPage.side(visit.query, unit: "don-vi", cluster: "cum"),
                in: tx
            ).page
        }
        staff.page(.movementForm) { visit, tx in
            try MovementFormPage.existing(visit, try visit.id("id", "phong trào này"), content: nil, in: tx).page
        }
        staff.page(.responseForm) { visit, tx in
            try ResponsePage.load(visit, try visit.id("phong trào này"), in: tx).page
        }
        staff.page(.closingForm) { visit, tx in
            try ClosingPage.load(visit, try visit.id("phong trào này"), in: tx).page
        }
        staff.page(.newDrive) { visit, tx in
            try DriveFormPage.new(visit, try visit.id("phong trào này"), in: tx).page
        }
        staff.page(.driveForm) { visit, tx in
            try DriveFormPage.existing(visit, try visit.id("phong trào này"), in: tx).page
        }
        staff.page(.movementReviews) { visit, tx in
            try ReviewListPage.load(visit, try visit.id("phong trào này"), in: tx).page
        }
        staff.page(.reviewForm) { visit, tx in
            try ReviewPage.load(visit, try visit.id("phong trào này"), in: tx).page
        }
        staff.response(.movementPaper) { visit in try await download(visit) }
        addMovementPage(to: router, frame: staff.frame)
        staff.action(.draftMovement) { visit, form in try await draft(visit, form) }
        staff.action(.changeMovement) { visit, form in try await change(visit, form) }
        staff.action(.launchMovement) { visit, form in try await launch(visit, form) }
        staff.action(.closeMovement) { visit, form in try await close(visit, form) }
        staff.action(.respondToMovement) { visit, form in try await respond(visit, form) }
        staff.action(.addMovementPaper, uploads: true) { visit, form in try await attach(visit, form) }
        staff.action(.removeMovementPaper) { visit, _ in try await detach(visit) }
        staff.action(.urgeMovement) { visit, _ in try await urge(visit) }
        staff.action(.urgeReviews) { visit, form in try await urgeReviews(visit, form) }
        staff.action(.reopenMovement) { visit, form in try await reopen(visit, form) }
        staff.action(.addDrive) { visit, form in try await addDrive(visit, form) }
        staff.action(.changeDrive) { visit, form in try await changeDrive(visit, form) }
        staff.action(.cancelDrive) { visit, form in try await cancelDrive(visit, form) }
        staff.action(.reviewMovement) { visit, form in try await review(visit, form) }
    }

    /// Opening the page is the receipt of the person's unit; it is written before the page is read, so that it shows there.
    private func addMovementPage(to router: Router<SiteContext>, frame: StaffFrame) {
        let site = site
        router.on(.movement) { request, context in
            try await frame.answer(request) { token in
                let incoming = frame.incoming(request, context, .movement, token: token)
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
        let side = MovementFormPage.side(form, unit: "unit", cluster: "cluster")
        if !form["more"].isEmpty {
            return .page(
                try await site.store.read { tx in
                    try MovementFormPage.new(visit, content: content, side: side, hasMoreRows: true, in: tx).page
                })
        }
        guard let side else { throw Problem.notFound("đơn vị này") }
        return try await site.attempt {
            let id = try await DraftMovement(of: side, content: content).run(
                by: visit.actor, on: site.once(visit, form) { (id: ID<Movement>) in Route.movement.path(id) })
            return .done(
                Route.movement.path(id),
                .done(
                    "Đã lưu bản soạn, chưa gửi tới đơn vị nào. Bước tiếp theo: người có thẩm quyền xem lại và phát động."
                ))
        } again: { problem, tx in
            try MovementFormPage.new(visit, content: content, side: side, problem: problem, in: tx).page
        }
    }

    private func change(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let content = MovementFormPage.content(form)
        let version = Int(form["version"])
        if !form["more"].isEmpty {
            let id: ID<Movement> = try visit.id("phong trào này")
            return .page(
                try await site.store.read { tx in
                    try MovementFormPage.existing(
                        visit, id, content: content, version: version, hasMoreRows: true, in: tx
                    ).page
                })
        }
        return try await site.write(visit, form, to: .movement, "phong trào này") { (id: ID<Movement>, version) in
            _ = try await ChangeMovement(id: id, version: version, content: content).run(
                by: visit.actor, on: site.store)
            return "Đã lưu thay đổi. Phong trào chưa gửi tới đơn vị nào cho đến khi phát động."
        } again: { id, typed, tx in
            // After a conflict the version of now stands in the form: sending it again replaces the other's knowingly.
            try MovementFormPage.existing(
                visit, id, content: content, version: typed.problem?.code == .conflict ? nil : version,
                problem: typed.problem, in: tx
            ).page
        }
    }

    private func launch(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Movement> = try visit.id("id", "phong trào này")
        let result = try await LaunchMovement(id: id, version: Int(form["version"]) ?? 0).run(
            by: visit.actor, on: site.store)
        return .done(
            Route.movement.path(id),
            .done(
                result.units == 0
                    ? "Đã phát động trong đơn vị. Người dân xem được trên trang công khai."
                    : "Đã phát động, gửi tới \(result.units) đơn vị (\(result.people) cán bộ, thủ trưởng được báo). Theo dõi đơn vị đã xem, đã hưởng ứng ngay trên trang này."
            ))
    }

    private func close(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        try await site.write(visit, form, to: .movement, "phong trào này") { (id: ID<Movement>, version) in
            try await CloseMovement(
                id: id, version: version, reviewVersion: Int(form["reviewVersion"]) ?? 0,
                review: ReviewFields.review(form)
            ).run(by: visit.actor, on: site.store)
            return "Đã tổng kết phong trào. Kết quả hiện trên trang công khai."
        } again: { id, typed, tx in
            let movement = try Gate.movement(id, for: visit.actor, may: .view, in: tx)
            let policy = try Gate.movementPolicy(for: visit.actor, movement, in: tx)
            // Closed by somebody else meanwhile: the form is gone, the text is not.
            return policy.permission(for: .close, on: movement, today: tx.today).isOpen
                ? try ClosingPage.load(visit, id, typed: typed, in: tx).page
                : try MovementPage.load(visit, id, typed: typed, in: tx).page
        }
    }

    private func reopen(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        try await site.write(visit, form, to: .movement, "phong trào này") { (id: ID<Movement>, version) in
            try await ReopenMovement(id: id, version: version, reason: form["reason"], endsOn: form["endsOn"]).run(
                by: visit.actor, on: site.store)
            return "Đã mở lại phong trào; các đơn vị nhận được báo và hưởng ứng tiếp được."
        } again: { id, typed, tx in
            try MovementPage.load(visit, id, typed: typed, in: tx).page
        }
    }

    private func urge(_ visit: Visit) async throws -> Outcome {
        let id: ID<Movement> = try visit.id("phong trào này")
        let result = try await UrgeMovement(id: id).run(by: visit.actor, on: site.store)
        let flash: Flash =
            result.units == 0
            ? .warning("Không có đơn vị nào để nhắc: các đơn vị chưa hưởng ứng đã được nhắc hôm nay.")
            : .done("Đã nhắc \(result.units) đơn vị (\(result.people) cán bộ, thủ trưởng được báo).")
        return .done(Route.movement.path(id) + "#noi-nhan", flash)
    }

    private func urgeReviews(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Movement> = try visit.id("phong trào này")
        let result = try await UrgeReviews(id: id, stage: form["ky"]).run(by: visit.actor, on: site.store)
        let flash: Flash =
            result.units == 0
            ? .warning("Không có đơn vị nào để nhắc: các đơn vị chưa gửi đã được nhắc hôm nay.")
            : .done("Đã nhắc \(result.units) đơn vị (\(result.people) cán bộ, thủ trưởng được báo).")
        return .done(address(Route.movementReviews.path(id), [("ky", form["ky"])]), flash)
    }

    private func respond(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        try await site.write(visit, form, to: .movement, "phong trào này") { (id: ID<Movement>, version) in
            let unitID = try Self.unit(form)
            let response = try await RespondToMovement(
                movementID: id, unitID: unitID, version: version, plan: form["plan"], subjects: form["subjects"],
                indicators: form["indicators"], registeredPeople: form["registeredPeople"],
                registeredCollectives: form["registeredCollectives"]
            ).run(by: visit.actor, on: site.store)
            let (movement, unit) = try await site.store.read { tx in
                (try MovementRecords.movement(id, in: tx), try UnitRecords.unit(unitID, in: tx))
            }
            let until =
                movement.map { " Còn sửa được đến hết ngày \($0.endsOn.written), trừ khi phong trào tổng kết sớm." }
                ?? ""
            let verb = response.version == 1 ? "Đã gửi" : "Đã sửa"
            return "\(verb) nội dung hưởng ứng của \(unit?.name ?? "đơn vị"); nơi phát động xem được ngay.\(until)"
        } again: { id, typed, tx in
            try ResponsePage.load(visit, id, typed: typed, in: tx).page
        }
    }

    private static func unit(_ form: FormData) throws -> ID<Unit> {
        guard let unitID = ID<Unit>(parsing: form["unit"]) else {
            throw Problem.notFound("đơn vị này trong nơi nhận của phong trào")
        }
        return unitID
    }

    // MARK: Papers of a response

    private func attach(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        try await site.write(visit, form, to: .responseForm, "phong trào này") { (id: ID<Movement>, _) in
            let unitID = try Self.unit(form)
            guard let file = form.files["file"] else {
                throw Problem.invalid([FieldProblem("file", "Chưa chọn tệp. Bấm vào ô Tệp, chọn tệp rồi tải lên.")])
            }
            _ = try await AddMovementPaper(
                movementID: id, unitID: unitID, fileName: file.fileName, content: file.bytes
            ).run(by: visit.actor, files: site.files, on: site.store)
            return "Đã tải lên \(FileCheck.safeName(file.fileName)). Nơi phát động xem được văn bản này."
        } again: { id, typed, tx in
            try ResponsePage.load(visit, id, typed: typed, in: tx).page
        }
    }

    private func detach(_ visit: Visit) async throws -> Outcome {
        let id: ID<Movement> = try visit.id("phong trào này")
        try await RemoveMovementPaper(movementID: id, id: try visit.id("paper", "văn bản này")).run(
            by: visit.actor, on: site.store)
        return .done(Route.responseForm.path(id), .done("Đã gỡ văn bản."))
    }

    private func download(_ visit: Visit) async throws -> Response {
        let id: ID<Movement> = try visit.id("phong trào này")
        let paperID: ID<MovementPaper> = try visit.id("paper", "văn bản này")
        let paper = try await site.store.read { tx in
            try Gate.movementPaper(paperID, of: id, for: visit.actor, in: tx)
        }
        return .download(
            try await site.files.load(paper.fileHash), mediaType: paper.fileKind.mediaType, fileName: paper.fileName)
    }

    // MARK: Drives and reviews

    private func addDrive(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        try await site.write(visit, form, to: .movement, "phong trào này") { (id: ID<Movement>, _) in
            _ = try await AddDrive(movementID: id, content: DriveFormPage.content(form)).run(
                by: visit.actor, on: site.once(visit, form) { (_: ID<MovementDrive>) in Route.movement.path(id) })
            return "Đã thêm đợt thi đua. Các đơn vị nhận xem được ngay trên trang của phong trào."
        } again: { id, typed, tx in
            try DriveFormPage.new(visit, id, typed: typed, in: tx).page
        }
    }

    private func changeDrive(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let driveID: ID<MovementDrive> = try visit.id("drive", "đợt thi đua này")
        return try await site.write(visit, form, to: .movement, "phong trào này") { (id: ID<Movement>, version) in
            try await ChangeDrive(
                movementID: id, id: driveID, version: version, content: DriveFormPage.content(form)
            ).run(by: visit.actor, on: site.store)
            return "Đã sửa đợt thi đua."
        } again: { id, typed, tx in
            try DriveFormPage.existing(visit, id, typed: typed, in: tx).page
        }
    }

    private func cancelDrive(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let driveID: ID<MovementDrive> = try visit.id("drive", "đợt thi đua này")
        return try await site.write(visit, form, to: .movement, "phong trào này") { (id: ID<Movement>, version) in
            try await CancelDrive(movementID: id, id: driveID, version: version, reason: form["reason"]).run(
                by: visit.actor, on: site.store)
            return "Đã bỏ đợt thi đua; lý do hiện trên trang của phong trào."
        } again: { id, typed, tx in
            try DriveFormPage.existing(visit, id, typed: typed, in: tx).page
        }
    }

    private func review(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        try await site.write(visit, form, to: .movement, "phong trào này") { (id: ID<Movement>, version) in
            let review = try await ReviewMovement(
                movementID: id, unitID: try Self.unit(form), stage: form["stage"], version: version,
                review: ReviewFields.review(form)
            ).run(by: visit.actor, on: site.store)
            return review.stage == .final
                ? "Đã lưu nội dung tổng kết; còn sửa được đến khi phong trào tổng kết."
                : "Đã lưu nội dung sơ kết; còn sửa được đến khi phong trào tổng kết."
        } again: { id, typed, tx in
            try ReviewPage.load(visit, id, typed: typed, in: tx).page
        }
    }
}
