import Actions
import Domain
import Hummingbird
import Law
import Primitives
import Records
import Store
import WebSupport

/// The addresses of dossiers on the sender's side.
struct DossierController: Sendable {
    let site: StaffSite

    func addRoutes(to staff: StaffRoutes) {
        staff.page(.dossiers) { visit, tx in
            StaffPage(
                title: "Hồ sơ khen thưởng", section: .dossiers, main: try DossierListPage.load(visit, in: tx).html)
        }
        staff.response(.dossierList) { visit in try await export(visit) }
        staff.page(.newDossier) { visit, tx in
            StaffPage(title: "Lập hồ sơ", section: .dossiers, main: try NewDossierPage.load(visit, in: tx).html)
        }
        staff.action(.createDossier) { visit, form in try await create(visit, form) }
        staff.page(.dossier) { visit, tx in
            let page = try DossierPage.load(try visit.id("hồ sơ này"), visit, lawbook: site.lawbook, in: tx)
            return StaffPage(title: page.dossier.title, section: .dossiers, main: page.html)
        }
        staff.page(.dossierForm) { visit, tx in
            let dossier = try Gate.dossier(try visit.id("hồ sơ này"), for: visit.actor, may: .edit, in: tx)
            return StaffPage(
                title: "Tờ trình", section: .dossiers, main: DossierFormPage(dossier, csrfToken: visit.csrfToken).html)
        }
        staff.action(.changeDossier) { visit, form in try await change(visit, form) }
        staff.action(.autosaveDossier) { visit, form in try await autosave(visit, form) }
        staff.page(.chooseNominee) { visit, tx in
            let page = try NomineePage.load(try visit.id("hồ sơ này"), visit, in: tx)
            return StaffPage(title: "Chọn người, tập thể", section: .dossiers, main: page.html)
        }
        staff.action(.addNomination) { visit, form in try await nominate(visit, form) }
        staff.page(.nomination) { visit, tx in
            let page = try NominationPage.load(
                try visit.id("hồ sơ này"), try visit.id("nomination", "đề nghị này"), visit, lawbook: site.lawbook,
                in: tx)
            return StaffPage(title: page.nomination.nomineeName, section: .dossiers, main: page.html)
        }
        staff.action(.changeNomination) { visit, form in try await changeNomination(visit, form) }
        staff.action(.autosaveNomination) { visit, form in try await autosaveNomination(visit, form) }
        staff.action(.removeNomination) { visit, form in
            let id: ID<Dossier> = try visit.id("hồ sơ này")
            try await RemoveNomination(dossierID: id, id: try visit.id("nomination", "đề nghị này")).run(
                by: visit.actor, on: site.store)
            return .done(
                Route.dossier.path(id),
                .done("Đã bỏ đề nghị khỏi hồ sơ. Xem mục “Bước tiếp theo” để biết hồ sơ còn thiếu gì."))
        }
        staff.action(.addAttachment, uploads: true) { visit, form in try await attach(visit, form) }
        staff.action(.removeAttachment) { visit, form in
            let id: ID<Dossier> = try visit.id("hồ sơ này")
            try await RemoveAttachment(dossierID: id, id: try visit.id("attachment", "văn bản này")).run(
                by: visit.actor, on: site.store)
            return .done(
                Route.dossier.path(id) + "#van-ban", .done("Đã gỡ văn bản. Tải lên bản khác nếu hồ sơ cần văn bản này.")
            )
        }
        staff.response(.attachment) { visit in try await download(visit) }
        staff.action(.submitDossier) { visit, form in try await submit(visit, form) }
        staff.action(.withdrawDossier) { visit, form in
            let id: ID<Dossier> = try visit.id("hồ sơ này")
            return try await move(id, visit, .withdraw, form) {
                let dossier = try await WithdrawDossier(
                    id: id, version: Int(form["version"]) ?? 0, reason: form["reason"]
                )
                .run(by: visit.actor, on: site.store)
                return "Đã rút hồ sơ \(dossier.number). Muốn sửa và trình lại, bấm “Mở lại để sửa”."
            }
        }
        staff.action(.reopenDossier) { visit, form in
            let id: ID<Dossier> = try visit.id("hồ sơ này")
            return try await move(id, visit) {
                let dossier = try await ReopenDossier(id: id, version: Int(form["version"]) ?? 0).run(
                    by: visit.actor, on: site.store)
                return "Đã mở lại hồ sơ \(dossier.number) để sửa. Sửa xong, trình lại ở mục “Bước tiếp theo”."
            }
        }
    }

    // MARK: Making and changing

    private func create(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let unitID = ID<Unit>(parsing: form["unit"])
        return try await site.attempt {
            var problems: [FieldProblem] = []
            if unitID == nil { problems.append(FieldProblem("unit", "Chọn đơn vị lập hồ sơ.")) }
            let level = Dossier.Level(rawValue: form["level"])
            if level == nil { problems.append(FieldProblem("level", "Chọn cấp quyết định.")) }
            let category = CommendationCategory(rawValue: form["category"])
            if category == nil { problems.append(FieldProblem("category", "Chọn loại khen thưởng.")) }
            guard let unitID, let level, let category else { throw Problem.invalid(problems) }
            let id = try await CreateDossier(
                title: form["title"], category: category, year: Int(form["year"]) ?? 0, level: level, unitID: unitID,
                movementID: ID<Movement>(parsing: form["movement"])
            ).run(by: visit.actor, on: site.once(visit, form) { (id: ID<Dossier>) in Route.dossier.path(id) })
            return .done(
                Route.dossier.path(id),
                .done("Đã lập hồ sơ. Thêm người, tập thể được đề nghị, rồi tải lên các văn bản."))
        } again: { problem, tx in
            var page = try NewDossierPage.load(visit, in: tx)
            page.form = form
            page.problems = problem.fields
            page.message = problem.fields.isEmpty ? problem.message : nil
            return StaffPage(title: "Lập hồ sơ", section: .dossiers, status: problem.status, main: page.html)
        }
    }

    private func letter(_ id: ID<Dossier>, _ form: FormData) -> ChangeDossier {
        ChangeDossier(
            id: id, version: Int(form["version"]) ?? 0, title: form["title"], letterNumber: form["letterNumber"],
            letterOn: form["letterOn"], letterText: form["letterText"])
    }

    private func change(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Dossier> = try visit.id("hồ sơ này")
        return try await site.attempt {
            _ = try await letter(id, form).run(by: visit.actor, on: site.store)
            return .done(
                Route.dossier.path(id), .done("Đã lưu tờ trình. Xem mục “Bước tiếp theo” để biết hồ sơ còn thiếu gì."))
        } again: { problem, tx in
            let dossier = try Gate.dossier(id, for: visit.actor, may: .edit, in: tx)
            var page = DossierFormPage(dossier, csrfToken: visit.csrfToken)
            if problem.code == .conflict {
                let labels = [
                    ("title", "Tên hồ sơ"), ("letterNumber", "Số, ký hiệu"), ("letterOn", "Ngày"),
                    ("letterText", "Nội dung"),
                ]
                let stored = page.form
                page.comparison = Comparison(
                    rows: labels.compactMap { form[$0.0] == stored[$0.0] ? nil : ($0.1, form[$0.0], stored[$0.0]) })
            } else {
                page.version = Int(form["version"]) ?? 0
            }
            page.form = form
            page.problems = problem.fields
            page.message = problem.fields.isEmpty ? problem.message : nil
            return StaffPage(title: "Tờ trình", section: .dossiers, status: problem.status, main: page.html)
        }
    }

    private func autosave(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Dossier> = try visit.id("hồ sơ này")
        do {
            let version = try await letter(id, form).run(by: visit.actor, on: site.store)
            return .fragment(
                "\(SaveState(text: "Đã lưu lúc \(visit.now.timeOfDay)").html)\(VersionField(version: version, isOutOfBand: true).html)"
            )
        } catch let problem as Problem where problem.code == .invalid || problem.code == .conflict {
            return .fragment(
                SaveState(text: "Chưa lưu: \(problem.fields.first?.message ?? problem.message)", isSaved: false).html)
        }
    }

    private func nominate(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Dossier> = try visit.id("hồ sơ này")
        let choice: AddNomination.Choice
        if let person = ID<Person>(parsing: form["person"]) {
            choice = .person(person)
        } else if let unit = ID<Unit>(parsing: form["collective"]) {
            choice = .collective(unit)
        } else {
            choice = .household(name: form["household"])
        }
        return try await site.attempt {
            let nomination = try await AddNomination(dossierID: id, choice: choice).run(
                by: visit.actor, lawbook: site.lawbook,
                on: site.once(visit, form) { (made: ID<Nomination>) in Route.nomination.path(id, made) })
            return .go(Route.nomination.path(id, nomination))
        } again: { problem, tx in
            guard !problem.fields.isEmpty else { throw problem }
            let page = NomineePage(
                dossier: try NomineePage.load(id, visit, in: tx).dossier, kind: .household, typed: "", people: [],
                collectives: [], csrfToken: visit.csrfToken, household: form["household"], problems: problem.fields)
            return StaffPage(
                title: "Chọn người, tập thể", section: .dossiers, status: problem.status, main: page.html)
        }
    }

    private func changeNomination(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let (id, nominationID): (ID<Dossier>, ID<Nomination>) = (
            try visit.id("hồ sơ này"), try visit.id("nomination", "đề nghị này")
        )
        let lawbook = site.lawbook
        return try await site.attempt {
            _ = try await NominationPage.change(id, nominationID, form, isDraft: false)
                .run(by: visit.actor, lawbook: site.lawbook, on: site.store)
            return .done(
                Route.nomination.path(id, nominationID),
                .done("Đã lưu. Mục “Kiểm tra theo quy định” là kết quả của nội dung vừa lưu."))
        } again: { problem, tx in
            var page = try NominationPage.load(id, nominationID, visit, lawbook: lawbook, in: tx)
            guard page.edit.isOpen else { throw problem }
            if problem.code == .conflict {
                page.comparison = page.compared(with: form)
            } else {
                page.version = Int(form["version"]) ?? 0
            }
            page.form = form
            page.problems = problem.fields
            page.message = problem.fields.isEmpty ? problem.message : nil
            return StaffPage(
                title: page.nomination.nomineeName, section: .dossiers, status: problem.status, main: page.html)
        }
    }

    /// Saves what can be saved while somebody types, and answers with the rule check of just that.
    private func autosaveNomination(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let (id, nominationID): (ID<Dossier>, ID<Nomination>) = (
            try visit.id("hồ sơ này"), try visit.id("nomination", "đề nghị này")
        )
        do {
            let result = try await NominationPage.change(id, nominationID, form, isDraft: true)
                .run(by: visit.actor, lawbook: site.lawbook, on: site.store)
            let page = try await site.store.read { tx in
                try NominationPage.load(id, nominationID, visit, lawbook: site.lawbook, in: tx)
            }
            let open = result.problems.first.map { " Riêng mục này chưa nhận: \($0.message)" } ?? ""
            return .fragment(
                """
                \(SaveState(text: "Đã lưu lúc \(visit.now.timeOfDay).\(open)").html)\(VersionField(version: result.version, isOutOfBand: true).html)\
                <div hx-swap-oob="outerHTML:#check">\(page.panel)</div>
                """)
        } catch let problem as Problem where problem.code == .invalid || problem.code == .conflict {
            return .fragment(SaveState(text: "Chưa lưu: \(problem.message)", isSaved: false).html)
        }
    }

    // MARK: Papers

    private func attach(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Dossier> = try visit.id("hồ sơ này")
        let lawbook = site.lawbook
        return try await site.attempt {
            _ = try await site.store.read { tx in try Gate.dossier(id, for: visit.actor, may: .edit, in: tx) }
            guard let file = form.files["file"] else {
                throw Problem.invalid([FieldProblem("file", "Chưa chọn tệp. Bấm vào ô Tệp, chọn tệp rồi tải lên.")])
            }
            _ = try await AddAttachment(
                dossierID: id, nominationID: nil, paperKey: form["paperKey"], paperNumber: form["paperNumber"],
                paperOn: form["paperOn"], fileName: file.fileName, content: file.bytes
            ).run(by: visit.actor, lawbook: site.lawbook, files: site.files, on: site.store)
            return .done(
                Route.dossier.path(id) + "#van-ban",
                .done(
                    "Đã tải lên \(FileCheck.safeName(file.fileName)). Mục “Bước tiếp theo” ghi văn bản nào còn thiếu."))
        } again: { problem, tx in
            guard !problem.fields.isEmpty else { throw problem }
            var page = try DossierPage.load(id, visit, lawbook: lawbook, in: tx)
            page.paperProblems = problem.fields
            page.paperForm = form
            return StaffPage(title: page.dossier.title, section: .dossiers, status: problem.status, main: page.html)
        }
    }

    private func download(_ visit: Visit) async throws -> Response {
        let id: ID<Attachment> = try visit.id("văn bản này")
        let attachment = try await site.store.read { tx -> Attachment in
            guard let attachment = try AttachmentRecords.attachment(id, in: tx) else {
                throw Problem.notFound("văn bản này")
            }
            try Gate.mayRead(attachment, for: visit.actor, in: tx)
            return attachment
        }
        return .download(
            try await site.files.load(attachment.fileHash), mediaType: attachment.fileKind.mediaType,
            fileName: attachment.fileName)
    }

    // MARK: Moving

    private func submit(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Dossier> = try visit.id("hồ sơ này")
        do {
            let dossier = try await SubmitDossier(id: id, version: Int(form["version"]) ?? 0)
                .run(by: visit.actor, lawbook: site.lawbook, on: site.store)
            let receiver = try await site.store.read { tx in try UnitRecords.unit(dossier.receivingUnitID, in: tx)?.name
            }
            return .done(
                Route.dossier.path(id),
                .done(
                    "Đã trình hồ sơ \(dossier.number) đến \(receiver ?? "cơ quan thẩm định"). Anh/chị sẽ thấy ở đây khi hồ sơ được tiếp nhận."
                ))
        } catch let problem as Problem where problem.code == .conflict {
            // A double click, or two people of one unit: the dossier is where it should be, so that is said.
            let dossier = try await site.store.read { tx in try Gate.dossier(id, for: visit.actor, may: .view, in: tx) }
            guard dossier.state == .submitted, let at = dossier.submittedAt else { throw problem }
            return .done(
                Route.dossier.path(id),
                .warning("Hồ sơ \(dossier.number) đã được trình lúc \(at.written), không trình lại lần nữa."))
        }
    }

    /// Runs a step that needs a reason; when it is missing, or somebody was faster, the page comes back with what was written.
    func move(
        _ id: ID<Dossier>, _ visit: Visit, _ act: DossierAct, _ form: FormData, _ step: () async throws -> String
    ) async throws -> Outcome {
        let lawbook = site.lawbook
        return try await site.attempt {
            .done(Route.dossier.path(id), .done(try await step()))
        } again: { problem, tx in
            var page = try DossierPage.load(id, visit, lawbook: lawbook, in: tx)
            page.typed = TypedForm(form: form, problem: problem)
            page.typedAct = act
            return StaffPage(title: page.dossier.title, section: .dossiers, status: problem.status, main: page.html)
        }
    }

    /// Runs a step and comes back to the dossier.
    func move(_ id: ID<Dossier>, _ visit: Visit, _ step: () async throws -> String) async throws -> Outcome {
        do {
            return .done(Route.dossier.path(id), .done(try await step()))
        } catch let problem as Problem where problem.code == .invalid {
            return .done(Route.dossier.path(id) + "#buoc-tiep-theo", Flash(kind: .failed, message: problem.message))
        }
    }

    // MARK: Export

    /// What the list shows, as CSV for a spreadsheet, at most ten thousand lines.
    private func export(_ visit: Visit) async throws -> Response {
        let lines = try await site.store.read { tx in
            try DossierRecords.page(
                DossierListPage.filter(visit.query), for: visit.actor, before: nil, limit: 10_000, in: tx)
        }
        try await site.store.write { tx in
            try EventRecords.append(
                .dataExported, to: .account, visit.actor.accountID.rawValue, by: visit.actor,
                note: "Danh sách hồ sơ: \(lines.count) dòng", in: tx)
        }
        var sheet = CommaSeparated(heads: [
            "Số hồ sơ", "Tên hồ sơ", "Đơn vị trình", "Năm", "Số đề nghị", "Trạng thái", "Ngày trình", "Cập nhật",
        ])
        for line in lines {
            sheet.append([
                line.number, line.title, line.unitName, String(line.year), String(line.nominationCount),
                line.state.name,
                line.submittedAt?.day.written ?? "", line.updatedAt.written,
            ])
        }
        return .download(sheet.bytes, mediaType: "text/csv; charset=utf-8", fileName: "ho-so.csv")
    }
}
