import Actions
import Domain
import Hummingbird
import Primitives
import Records
import Store
import WebSupport

/// The pages and writes of indicators and their targets.
struct TargetController: Sendable {
    let site: StaffSite

    func addRoutes(to staff: StaffRoutes) {
        staff.page(.indicators) { visit, tx in try IndicatorListPage.load(visit, tx).page }
        staff.page(.targetTable) { visit, tx in try TargetTablePage.load(visit, tx).page }
        staff.page(.newIndicator) { visit, tx in try IndicatorFormPage.new(visit, in: tx).page }
        staff.page(.unitTargets) { visit, tx in
            try UnitTargetsPage.load(visit, try visit.id("đơn vị này"), in: tx).page
        }
        staff.page(.indicator) { visit, tx in
            try IndicatorPage.load(visit, try visit.id("chỉ tiêu này"), in: tx).page
        }
        staff.page(.indicatorForm) { visit, tx in
            try IndicatorFormPage.existing(visit, try visit.id("chỉ tiêu này"), in: tx).page
        }
        staff.page(.handDownForm) { visit, tx in
            try HandDownPage.load(visit, try visit.id("chỉ tiêu này"), in: tx).page
        }
        staff.page(.unitFigures) { visit, tx in
            try UnitFiguresPage.load(
                visit, try visit.id("chỉ tiêu này"), try visit.id("unit", "đơn vị này"), in: tx
            ).page
        }
        staff.action(.setIndicator) { visit, form in try await set(visit, form) }
        staff.action(.changeIndicator) { visit, form in try await change(visit, form) }
        staff.action(.handDownTargets) { visit, form in try await handDown(visit, form) }
        staff.action(.lockPeriods) { visit, form in
            try await site.write(visit, form, to: .indicator, "chỉ tiêu này") { id, version in
                let through = Int(form["through"]) ?? -1
                try await LockPeriods(id: id, version: version, through: through, reason: form["reason"]).run(
                    by: visit.actor, on: site.store)
                return through == 0
                    ? "Đã mở lại số liệu của tất cả các kỳ."
                    : "Đã chốt số liệu. Từ nay chỉ Sở Nội vụ sửa được các kỳ đã chốt."
            } again: { id, typed, tx in
                try IndicatorPage.load(visit, id, typed: typed, in: tx).page
            }
        }
        staff.action(.urgeTargets) { visit, form in try await urge(visit, form) }
        staff.action(.reportFigure, uploads: true) { visit, form in try await report(visit, form) }
        staff.action(.setPeriodTargets) { visit, form in try await setPeriods(visit, form) }
    }

    private func set(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let content = IndicatorFormPage.content(form)
        return try await site.attempt {
            let id = try await site.store.read { tx in try IndicatorFormPage.owner(visit, in: tx) }
            let made = try await SetIndicator(ownerID: id, content: content).run(
                by: visit.actor, on: site.once(visit, form) { (id: ID<Indicator>) in Route.indicator.path(id) })
            return .done(
                Route.indicator.path(made),
                .done("Đã đặt chỉ tiêu, chưa giao cho đơn vị nào. Bước tiếp theo: giao chỉ tiêu."))
        } again: { problem, tx in
            try IndicatorFormPage.new(visit, content: content, problem: problem, in: tx).page
        }
    }

    private func change(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let content = IndicatorFormPage.content(form)
        return try await site.write(visit, form, to: .indicator, "chỉ tiêu này") { id, version in
            try await ChangeIndicator(id: id, version: version, content: content).run(by: visit.actor, on: site.store)
            return "Đã lưu thay đổi của chỉ tiêu."
        } again: { id, typed, tx in
            // After a conflict the version of now stands in the form: sending it again replaces the other's knowingly.
            let version = typed.problem?.code == .conflict ? nil : Int(form["version"])
            return try IndicatorFormPage.existing(
                visit, id, content: content, version: version, problem: typed.problem, in: tx
            ).page
        }
    }

    private func handDown(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Indicator> = try visit.id("chỉ tiêu này")
        if form["do"] == "paste" {
            return .page(
                try await site.store.read { tx in
                    try HandDownPage.load(visit, id, typed: TypedForm(form: form), isPasted: true, in: tx).page
                })
        }
        guard let parentID = ID<Unit>(parsing: form["parent"]) else { throw Problem.notFound("đơn vị giao chỉ tiêu") }
        let amounts = try form.fields.filter { $0.name.hasPrefix("t-") }.map { field in
            guard let unitID = ID<Unit>(parsing: field.name.dropFirst(2)) else { throw Problem.notFound("đơn vị này") }
            return (unitID: unitID, typed: field.value)
        }
        return try await site.attempt {
            let count = try await HandDownTargets(
                indicatorID: id, parentID: parentID, version: Int(form["version"]) ?? 0, amounts: amounts,
                word: form["word"], reason: form["lockedReason"]
            ).run(by: visit.actor, on: site.store)
            let owner = try await site.store.read { tx in try IndicatorRecords.indicator(id, in: tx)?.ownerID }
            return .done(
                TargetLinks.board(id, of: owner == parentID ? nil : parentID),
                .done(
                    count == 0
                        ? "Không có số nào thay đổi."
                        : "Đã giao cho \(count) đơn vị và báo cho cán bộ, thủ trưởng của các đơn vị đó."))
        } again: { problem, tx in
            try HandDownPage.load(visit, id, typed: TypedForm(form: form, problem: problem), in: tx).page
        }
    }

    private func urge(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Indicator> = try visit.id("chỉ tiêu này")
        guard let parentID = ID<Unit>(parsing: form["parent"]) else { throw Problem.notFound("đơn vị giao chỉ tiêu") }
        let period = Int(form["period"]) ?? 0
        let asked = try await UrgeTargets(indicatorID: id, parentID: parentID, period: period).run(
            by: visit.actor, on: site.store)
        let owner = try await site.store.read { tx in try IndicatorRecords.indicator(id, in: tx)?.ownerID }
        let flash: Flash =
            asked.units == 0
            ? .warning(
                "Không có đơn vị nào để nhắc: các đơn vị chưa báo cáo đã được nhắc hôm nay, hoặc chưa có tài khoản.")
            : .done("Đã nhắc \(asked.units) đơn vị (\(asked.people) cán bộ, thủ trưởng được báo).")
        let board = address(
            Route.indicator.path(id),
            [("don-vi", owner == parentID ? "" : parentID.rawValue), ("ky", String(period))])
        return .done(board, flash)
    }

    private func report(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Indicator> = try visit.id("chỉ tiêu này")
        let unitID: ID<Unit> = try visit.id("unit", "đơn vị này")
        let period = Int(form["period"]) ?? 0
        let file = form.files["file"]
        return try await again(visit, form, id, unitID) {
            let made = try await ReportUnitFigure(
                indicatorID: id, unitID: unitID, period: period, version: Int(form["version"]) ?? 0,
                amount: form["amount"], note: form["note"], reason: form["reason"],
                paper: file.map { ReportUnitFigure.Paper(fileName: $0.fileName, content: $0.bytes) }
            ).run(by: visit.actor, files: site.files, on: site.store)
            let late = made.figure.isLate ? " Báo cáo được ghi là muộn." : ""
            return "Đã ghi số liệu: \(made.standing.name.lowercased()).\(late)"
        }
    }

    private func setPeriods(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Indicator> = try visit.id("chỉ tiêu này")
        let unitID: ID<Unit> = try visit.id("unit", "đơn vị này")
        let amounts = (1...12).map { form["p-\($0)"] }
        return try await again(visit, form, id, unitID) {
            try await SetPeriodTargets(
                indicatorID: id, unitID: unitID, version: Int(form["version"]) ?? 0, amounts: amounts,
                reason: form["lockedReason"]
            ).run(by: visit.actor, on: site.store)
            return "Đã lưu chỉ tiêu từng kỳ; tình trạng của đơn vị tính theo các số này."
        }
    }

    /// A write to the figures of a unit: done, or their page again with what was typed and what is wrong.
    private func again(
        _ visit: Visit, _ form: FormData, _ id: ID<Indicator>, _ unitID: ID<Unit>, _ act: () async throws -> String
    ) async throws -> Outcome {
        try await site.attempt {
            .done(TargetLinks.figures(id, unitID), .done(try await act()))
        } again: { problem, tx in
            try UnitFiguresPage.load(visit, id, unitID, typed: TypedForm(form: form, problem: problem), in: tx).page
        }
    }
}
