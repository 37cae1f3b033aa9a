import Actions
import Domain
import Hummingbird
import Primitives
import Records
import Store
import WebSupport

/// The pages and writes of houses of households in need.
struct HouseController: Sendable {
    let site: StaffSite

    func addRoutes(to staff: StaffRoutes) {
        staff.page(.houses) { visit, tx in try HouseBoardPage.load(visit, tx).page }
        staff.page(.houseList) { visit, tx in try HouseListPage.load(visit, tx).page }
        staff.page(.newHouse) { visit, tx in
            try HouseFormPage.new(visit, unitID: ID<Unit>(parsing: visit.query["don-vi"]), in: tx).page
        }
        staff.page(.house) { visit, tx in try HousePage.load(visit, try visit.id("hộ này"), in: tx).page }
        staff.page(.houseForm) { visit, tx in
            try HouseFormPage.existing(visit, try visit.id("hộ này"), in: tx).page
        }
        staff.action(.addHouse) { visit, form in try await add(visit, form) }
        staff.action(.changeHouse) { visit, form in
            let content = HouseFormPage.content(form)
            return try await site.write(visit, form, to: .house, "hộ này") { id, version in
                try await ChangeHouse(id: id, version: version, content: content).run(by: visit.actor, on: site.store)
                return "Đã lưu thay đổi; bảng tổng hợp tính theo số mới."
            } again: { (id: ID<House>, typed, tx) in
                let version = typed.problem?.code == .conflict ? nil : Int(form["version"])
                return try HouseFormPage.existing(
                    visit, id, content: content, version: version, problem: typed.problem, in: tx
                ).page
            }
        }
        staff.action(.addHousePhoto, uploads: true) { visit, form in
            let file = form.files["file"]
            return try await write(visit, form) { id, _ in
                guard let file else {
                    try await site.store.read { tx in _ = try Gate.house(id, for: visit.actor, may: .edit, in: tx) }
                    throw Problem.invalid([FieldProblem("file", "Chưa chọn ảnh. Chọn tệp rồi tải lên.")])
                }
                try await AddHousePhoto(id: id, fileName: file.fileName, content: file.bytes).run(
                    by: visit.actor, files: site.files, on: site.store)
                return "Đã thêm ảnh."
            }
        }
        staff.action(.withdrawHouse) { visit, form in
            try await write(visit, form) { id, version in
                try await WithdrawHouse(id: id, version: version, reason: form["reason"]).run(
                    by: visit.actor, on: site.store)
                return "Đã đưa hộ ra khỏi danh sách; bảng tổng hợp không tính hộ này nữa."
            }
        }
    }

    private func write(
        _ visit: Visit, _ form: FormData, _ act: (ID<House>, Int) async throws -> String
    ) async throws -> Outcome {
        try await site.write(visit, form, to: .house, "hộ này", act) { id, typed, tx in
            try HousePage.load(visit, id, typed: typed, in: tx).page
        }
    }

    private func add(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let content = HouseFormPage.content(form)
        guard let unitID = ID<Unit>(parsing: form["unit"]) else { throw Problem.notFound("đơn vị này") }
        let year = Int(form["year"]) ?? 0
        return try await site.attempt {
            let id = try await AddHouse(unitID: unitID, year: year, content: content).run(
                by: visit.actor, on: site.once(visit, form) { (id: ID<House>) in Route.house.path(id) })
            return .done(
                Route.house.path(id), .done("Đã thêm hộ. Thêm ảnh, và cập nhật ngày khởi công, hoàn thành ở đây."))
        } again: { problem, tx in
            try HouseFormPage.new(visit, unitID: unitID, year: year, content: content, problem: problem, in: tx).page
        }
    }
}
