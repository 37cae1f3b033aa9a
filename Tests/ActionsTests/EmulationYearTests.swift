import Actions
import Domain
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

/// The year as the letter asks for it: 108 communes and 20 departments, from the letter to the consolidated report.
@Suite struct EmulationYearTests {
    @Test(arguments: TestEngine.available)
    func `Công văn đến 108 xã và 20 sở, quán triệt, hưởng ứng, báo cáo chỉ tiêu, tổng hợp báo cáo`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let store = world.store
            // Two communes and two departments are there already.
            let (made, officers) = try await world.widen(communes: 106, departments: 18, people: 2, officers: 124)
            let own = [world.commune, world.otherCommune, world.health, world.homeAffairs]
            let units = made + own
            let actors = officers + own.map(world.headOf)
            let pairs = Array(zip(units, actors))

            // The letter: written, approved by the Chairman, sent; every addressee has it.
            var typed = world.typedPlan()
            typed.addressees = [
                TypedPlan.Addressee(group: "execute", name: "Các xã, phường", scope: "communes"),
                TypedPlan.Addressee(group: "execute", name: "Các sở, ban, ngành", scope: "departments"),
            ]
            let plan = try await DraftPlan(unitID: world.province, year: 2025).run(by: world.specialist, on: store)
            _ = try await ChangePlan(id: plan, version: 1, typed: typed).run(by: world.specialist, on: store)
            try await SubmitPlan(id: plan, version: 2).run(by: world.specialist, on: store)
            try await ApprovePlan(id: plan, version: 3, number: "45", signedOn: "05/12/2025", signerName: "").run(
                by: world.chairman, on: store)
            #expect(try await SendPlan(id: plan, version: 4).run(by: world.specialist, on: store).units == 128)
            let letter = try await store.read { tx in try #require(try DirectiveRecords.letter(of: plan, in: tx)) }

            // Acknowledged: opened, spread to the staff, read by each of them. The two departments of the world have nobody in
            // their files and say in words that it is done.
            let unstaffed = [world.health, world.homeAffairs]
            for (unit, officer) in pairs {
                try await MarkDirectiveRead(id: letter).run(by: officer, on: store)
                if unstaffed.contains(unit) {
                    try await FinishDelivery(id: letter, unitID: unit, version: 1, result: "Đã phổ biến tại giao ban.")
                        .run(by: officer, on: store)
                    continue
                }
                let staff = try await SpreadDirective(id: letter, unitID: unit).run(by: officer, on: store)
                let read = try await RecordReadings(id: letter, unitID: unit, people: nil).run(by: officer, on: store)
                #expect(staff > 0 && read == staff)
            }
            let delivered = try await store.read { tx in try DirectiveDeliveryRecords.counts(of: letter, in: tx) }
            #expect(delivered.units == [.done: 128])
            #expect(delivered.staffCount >= 124 * 2 && delivered.staffRead == delivered.staffCount)

            // Responded: each with its own plan and figures.
            var content = MovementContent()
            content.name = "Chung tay xóa nhà tạm, nhà dột nát"
            content.theme = "Không để ai bị bỏ lại phía sau"
            content.form = Movement.Form.thematic.rawValue
            content.startsOn = "01/01/2025"
            content.endsOn = "31/12/2025"
            content.goals = "Xóa hết nhà tạm."
            content.criteria = [.individual: "Tích cực tham gia"]
            content.groups = [.communes, .departments]
            let movement = try await DraftMovement(unitID: world.province, content: content).run(
                by: world.specialist, on: store)
            try await LaunchMovement(id: movement, version: 1).run(by: world.leader, on: store)
            for (index, (unit, officer)) in pairs.enumerated() {
                try await RespondToMovement(
                    movementID: movement, unitID: unit, version: 0, plan: "Kế hoạch của đơn vị", subjects: "Toàn thể",
                    registeredPeople: String(index), registeredCollectives: "1"
                ).run(by: officer, on: store)
            }
            let answered = try await store.read { tx in try MovementAddresseeRecords.counts(of: movement, in: tx) }
            #expect(answered.total == 128 && answered.responded == 128 && answered.unread == 0)
            #expect(answered.registeredPeople == (0..<128).reduce(0, +) && answered.registeredCollectives == 128)

            // Targets handed down in parts that make the whole, and what was done of them reported.
            var wanted = world.indicatorContent()
            wanted.whole = String(128 * 12)
            let indicator = try await SetIndicator(ownerID: world.province, content: wanted).run(
                by: world.specialist, on: store)
            let handed = try await HandDownTargets(
                indicatorID: indicator, parentID: world.province, version: 1,
                amounts: units.map { (unitID: $0, typed: "12") }, word: ""
            ).run(by: world.specialist, on: store)
            #expect(handed == 128)
            for (index, (unit, officer)) in pairs.enumerated() where index > 0 {
                _ = try await ReportUnitFigure(
                    indicatorID: indicator, unitID: unit, period: 11, version: 1, amount: String(index % 25),
                    note: "Theo sổ", reason: ""
                ).run(by: officer, files: world.files, on: store)
            }
            let (sums, late) = try await store.read { tx in
                let found = try #require(try IndicatorRecords.indicator(indicator, in: tx))
                return (
                    try TargetRecords.sums(found, of: world.province, in: tx),
                    try TargetRecords.board(
                        indicator, of: world.province, period: 11, .unreported, after: nil, limit: 10, in: tx)
                )
            }
            #expect(sums[10].planned == 128 * 11)
            #expect(sums[10].done == (1..<128).map { $0 % 25 }.reduce(0, +))
            #expect(late.map(\.unitID) == [units[0]])
            let urged = try await UrgeTargets(indicatorID: indicator, parentID: world.province, period: 11).run(
                by: world.specialist, on: store)
            #expect(urged.units == 1)

            // Consolidated: nobody types again what was reported as a target, and the province's number is that of the board. The
            // unit that has not reported its target cannot submit its report before it has.
            let request = try await world.reportRequest(
                kind: try await world.reportKind(indicator: indicator), dueOn: "31/12/2025")
            #expect(try await world.report(of: units[0], request).values[1].computed == nil)
            _ = try await ReportUnitFigure(
                indicatorID: indicator, unitID: units[0], period: 11, version: 1, amount: "9", note: "Theo sổ",
                reason: ""
            ).run(by: actors[0], files: world.files, on: store)
            let reported = try await store.read { tx in
                try TargetRecords.sums(
                    try #require(try IndicatorRecords.indicator(indicator, in: tx)), of: world.province, in: tx)[10]
            }
            #expect(reported.done == sums[10].done + 9)
            let (writers, specialist) = (units.map { ($0, world.headOf($0)) }, world.specialist)
            try await store.write { tx in
                for (index, (unit, writer)) in writers.enumerated() {
                    try World.fileReport(
                        of: unit, request, houses: nil, metres: 10 * index, until: .accepted,
                        words: "Kết quả của đơn vị", writer: writer, receiver: specialist, in: tx)
                }
            }
            var final = try await world.report(of: world.province, request)
            try await TakeFigures(id: final.id, version: final.version).run(by: specialist, on: store)
            final = try await world.report(of: world.province, request)
            #expect(final.values[1].below == reported.done && final.values[1].computed == 0)
            #expect(final.values[1].total == reported.done && final.values[1].planned == 128 * 12)
            #expect(final.values[2].below == 10 * (0..<128).reduce(0, +))
            let written = try await ChangeReport(
                id: final.id, version: final.version,
                typed: TypedReport(words: ["Toàn tỉnh đã hoàn thành."], figures: [.init(), .init(), .init()])
            ).run(by: specialist, on: store)
            try await SubmitReport(id: final.id, version: written).run(by: specialist, on: store)
            try await ApproveReport(
                id: final.id, version: written + 1, number: "7", signedOn: "05/12/2025", signerName: ""
            ).run(by: world.leader, on: store)
            #expect(try await world.report(of: world.province, request).state == .accepted)
            let broken = try await store.read { tx in try EventRecords.brokenChains(in: tx) }
            #expect(broken.isEmpty)
        }
    }
}
