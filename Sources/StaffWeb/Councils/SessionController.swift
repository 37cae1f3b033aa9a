import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// Sessions of councils: list, planning, agenda, attendance, votes, minutes, conclusion.
struct SessionController: Sendable {
    let site: StaffSite

    func addRoutes(_ staff: StaffRoutes) {
        let site = site
        staff.page(.sessions) { visit, tx in try SessionListPage(visit, in: tx).page }
        staff.page(.newSession) { visit, tx in
            try NewSessionPage(visit, councilID: ID(parsing: visit.query["hoi-dong"]), typed: .none, in: tx).page
        }
        staff.page(.session) { visit, tx in
            try SessionPage(visit, id: try visit.id("id", "phiên họp này"), lawbook: site.lawbook, in: tx).page
        }
        staff.action(.planSession) { visit, form in try await plan(visit, form) }
        staff.action(.changeAgenda) { visit, form in
            try await write(visit, form) { id, version in
                let (add, remove) = (form.all("dossier"), form.all("remove"))
                try await ChangeAgenda(
                    id: id, version: version, add: try Self.ids(add), remove: try Self.ids(remove)
                ).run(by: visit.actor, on: site.store)
                return add.isEmpty
                    ? "Đã bỏ \(remove.count) hồ sơ khỏi chương trình." : "Đã thêm \(add.count) hồ sơ vào chương trình."
            }
        }
        staff.action(.recordAttendance) { visit, form in
            try await write(visit, form) { id, version in
                try await RecordAttendance(id: id, version: version, presences: try Self.presences(form))
                    .run(by: visit.actor, on: site.store)
                return "Đã ghi điểm danh. Tiếp theo: ghi kết quả kiểm phiếu."
            }
        }
        staff.action(.recordVotes) { visit, form in
            try await write(visit, form) { id, version in
                try await RecordVotes(id: id, version: version, votes: try Self.votes(form))
                    .run(by: visit.actor, lawbook: site.lawbook, on: site.store)
                return "Đã ghi kết quả kiểm phiếu. Tiếp theo: tải lên biên bản, rồi kết thúc phiên họp."
            }
        }
        staff.action(.addMinutes, uploads: true) { visit, form in
            try await write(visit, form) { id, _ in
                _ = try await site.store.read { tx in
                    try Gate.session(id, for: visit.actor, may: .record, in: tx).session
                }
                guard let file = form.files["file"] else {
                    throw Problem.invalid([FieldProblem("file", "Chọn tệp biên bản để tải lên.")])
                }
                _ = try await AddMinutes(
                    id: id, paperNumber: form["paperNumber"], paperOn: form["paperOn"], fileName: file.fileName,
                    content: file.bytes
                ).run(by: visit.actor, files: site.files, on: site.store)
                return "Đã tải lên biên bản. Đầu trang cho biết còn việc nào trước khi kết thúc phiên họp."
            }
        }
        staff.action(.concludeSession) { visit, form in
            try await write(visit, form) { id, version in
                try await ConcludeSession(id: id, version: version).run(by: visit.actor, on: site.store)
                return
                    "Đã kết thúc phiên họp. Đơn vị đã được báo kết quả. Hồ sơ có đề nghị đạt số phiếu chuyển sang “\(Dossier.State.considered.name)”: Sở Nội vụ hoặc đơn vị soạn dự thảo quyết định."
            }
        }
    }

    private func plan(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        guard let councilID = ID<Council>(parsing: form["council"]) else { throw Problem.notFound("Hội đồng này") }
        return try await site.attempt {
            let id = try await PlanSession(
                councilID: councilID, title: form["title"], place: form["place"], heldOn: form["heldOn"],
                dossiers: try Self.ids(form.all("dossier"))
            ).run(by: visit.actor, on: site.once(visit, form) { (id: ID<CouncilSession>) in Route.session.path(id) })
            return .done(
                Route.session.path(id),
                .done(
                    "Đã lập phiên họp và báo cho các thành viên Hội đồng. Khi họp xong, ghi điểm danh và kết quả kiểm phiếu ở đây."
                ))
        } again: { problem, tx in
            try NewSessionPage(
                visit, councilID: councilID, typed: TypedForm(form: form, problem: problem), in: tx
            ).page
        }
    }

    private func write(
        _ visit: Visit, _ form: FormData, _ act: (ID<CouncilSession>, Int) async throws -> String
    ) async throws -> Outcome {
        let lawbook = site.lawbook
        return try await site.write(visit, form, to: .session, "phiên họp này", act) { id, typed, tx in
            try SessionPage(visit, id: id, lawbook: lawbook, typed: typed, in: tx).page
        }
    }

    private static func ids<Entity>(_ texts: [String]) throws -> [ID<Entity>] {
        try texts.map { text in
            guard let id = ID<Entity>(parsing: text) else { throw Problem.notFound("hồ sơ này") }
            return id
        }
    }

    private static func presences(_ form: FormData) throws -> [ID<CouncilMember>: Presence] {
        var presences: [ID<CouncilMember>: Presence] = [:]
        for field in form.fields where field.name.hasPrefix("presence-") {
            guard let id = ID<CouncilMember>(parsing: field.name.dropFirst(9)),
                let presence = Presence(rawValue: field.value)
            else { throw Problem(.invalid, "Chọn có mặt, gửi ý kiến hoặc vắng cho từng thành viên.") }
            presences[id] = presence
        }
        return presences
    }

    private static func votes(_ form: FormData) throws -> [ID<Nomination>: RecordVotes.Typed] {
        var votes: [ID<Nomination>: RecordVotes.Typed] = [:]
        for field in form.fields where field.name.hasPrefix("agree-") {
            guard let id = ID<Nomination>(parsing: field.name.dropFirst(6)) else {
                throw Problem.notFound("đề nghị này")
            }
            votes[id] = RecordVotes.Typed(agree: field.value, disagree: form["disagree-\(id)"])
        }
        return votes
    }
}
