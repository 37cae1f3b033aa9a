import Actions
import Domain
import Primitives
import Records
import Store

extension World {
    /// A plan that lacks nothing, as typed: one section with two tasks, the first with somebody to do it.
    public func typedPlan(_ word: String = "") -> TypedPlan {
        var typed = TypedPlan()
        typed.theme = "Đoàn kết, sáng tạo, về đích sớm"
        typed.abstract = "triển khai công tác thi đua, khen thưởng năm 2025"
        typed.opening = "Năm 2025 là năm diễn ra nhiều ngày lễ lớn. \(word)\nPhát động thi đua với chủ đề [chủ đề]:"
        typed.bases = [
            TypedPlan.Basis(
                instrument: "Nghị quyết số 75/NQ-HĐND", issuedOn: "09/12/2024", issuer: "Hội đồng nhân dân tỉnh",
                subject: "về kế hoạch năm 2025"),
            TypedPlan.Basis(instrument: "Chỉ thị số 41-CT/TW", issuedOn: "26/12/2024", issuer: "Bộ Chính trị"),
        ]
        typed.movements = "Chung tay xóa nhà tạm\n“Đẩy mạnh chuyển đổi số”"
        typed.sections = [
            TypedPlan.Section(
                heading: "Phát động và tổ chức thực hiện tốt các phong trào thi đua",
                tasks: [
                    TypedPlan.Task(
                        text: "Tiếp tục hưởng ứng các phong trào: [phong trào].", responsible: "Các xã, phường",
                        dueOn: "31/12/2025", coordinators: "Sở Nội vụ"),
                    TypedPlan.Task(text: "Quán triệt [41-CT/TW] đến toàn thể cán bộ."),
                ])
        ]
        typed.closing = "Đề nghị các đơn vị triển khai thực hiện."
        typed.addressees = [
            TypedPlan.Addressee(group: "execute", name: "Các xã, phường", scope: "communes"),
            TypedPlan.Addressee(group: "report", name: "Sở Nội vụ", scope: "named"),
            TypedPlan.Addressee(group: "archive", name: "VT"),
        ]
        typed.symbol = "UBND-NCPC"
        typed.place = "Thái Nguyên"
        typed.plannedMonth = "12/2025"
        return typed
    }

    /// A plan of a unit brought as far as this state by those whose step it is.
    public func plan(
        of unitID: ID<Unit>, year: Int = 2025, until state: Plan.State, _ word: String = ""
    ) async throws -> Plan {
        let isProvince = unitID == province
        let (drafter, approver) = isProvince ? (specialist, chairman) : (officer, head)
        let id = try await DraftPlan(unitID: unitID, year: year).run(by: drafter, on: store)
        _ = try await ChangePlan(id: id, version: 1, typed: typedPlan(word)).run(by: drafter, on: store)
        if state != .draft { try await SubmitPlan(id: id, version: 2).run(by: drafter, on: store) }
        if state.isFinal {
            try await ApprovePlan(id: id, version: 3, number: "45", signedOn: "05/12/2025", signerName: "")
                .run(by: approver, on: store)
        }
        if state == .sent { try await SendPlan(id: id, version: 4).run(by: drafter, on: store) }
        return try await store.read { tx in
            guard let plan = try PlanRecords.plan(id, in: tx) else { throw Problem.notFound("kế hoạch vừa lập") }
            return plan
        }
    }
}
