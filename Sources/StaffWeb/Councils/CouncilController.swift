import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// Councils and who belongs to them.
struct CouncilController: Sendable {
    let site: StaffSite

    func addRoutes(_ staff: StaffRoutes) {
        staff.page(.councils) { visit, tx in try CouncilListPage(visit, in: tx).page }
        staff.page(.newCouncil) { visit, tx in try NewCouncilPage(visit, in: tx).page }
        staff.page(.council) { visit, tx in
            try CouncilPage(visit, id: try visit.id("id", "Hội đồng này"), in: tx).page
        }
        staff.action(.foundCouncil) { visit, form in try await found(visit, form) }
        staff.action(.addCouncilMember) { visit, form in
            try await write(visit, form) { id, version in
                _ = try await AddCouncilMember(
                    councilID: id, version: version, name: form["name"], position: form["position"],
                    role: CouncilMember.Role(rawValue: form["role"]), from: form["from"], until: form["until"],
                    username: form["username"]
                ).run(
                    by: visit.actor,
                    on: site.once(visit, form) { (_: ID<CouncilMember>) in Route.council.path(id) })
                return "Đã thêm \(VietnameseText.tidied(form["name"])) vào Hội đồng."
            }
        }
        staff.action(.endCouncilMembership) { visit, form in
            try await write(visit, form) { id, version in
                guard let memberID = ID<CouncilMember>(parsing: form["member"]) else {
                    throw Problem.invalid([FieldProblem("member", "Chọn thành viên thôi tham gia Hội đồng.")])
                }
                try await EndCouncilMembership(
                    councilID: id, version: version, memberID: memberID, until: form["until"], reason: form["reason"]
                ).run(by: visit.actor, on: site.store)
                return "Đã ghi thôi thành viên. Các phiên họp đã khai mạc giữ nguyên danh sách thành viên."
            }
        }
    }

    private func write(
        _ visit: Visit, _ form: FormData, _ act: (ID<Council>, Int) async throws -> String
    ) async throws -> Outcome {
        try await site.write(visit, form, to: .council, "Hội đồng này", act) { id, typed, tx in
            try CouncilPage(visit, id: id, typed: typed, in: tx).page
        }
    }

    private func found(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        try await site.attempt {
            guard let unitID = ID<Unit>(parsing: form["unit"]) else {
                throw Problem.invalid([FieldProblem("unit", "Chọn đơn vị có Hội đồng này.")])
            }
            let id = try await FoundCouncil(unitID: unitID, name: form["name"], document: form["document"]).run(
                by: visit.actor, on: site.once(visit, form) { (id: ID<Council>) in Route.council.path(id) })
            return .done(Route.council.path(id), .done("Đã khai báo Hội đồng. Tiếp theo: thêm từng thành viên."))
        } again: { problem, tx in
            try NewCouncilPage(visit, typed: TypedForm(form: form, problem: problem), in: tx).page
        }
    }
}
