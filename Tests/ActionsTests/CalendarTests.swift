import Actions
import Domain
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

private func yearly(
    _ name: String, _ founded: String, owner: String = OccasionContent.ofProvince, kind: Occasion.Kind = .greatDay
) -> OccasionContent {
    var content = OccasionContent()
    content.kind = kind.rawValue
    content.owner = owner
    content.name = name
    content.foundedOn = founded
    return content
}

private func single(
    _ name: String, _ from: String, _ until: String, owner: String = OccasionContent.ofProvince
) -> OccasionContent {
    var content = OccasionContent()
    content.kind = Occasion.Kind.congress.rawValue
    content.owner = owner
    content.name = name
    content.startsOn = from
    content.endsOn = until
    return content
}

private func plan(_ name: String, _ from: String, _ until: String = "") -> ActivityContent {
    var content = ActivityContent()
    content.kind = Activity.Kind.sports.rawValue
    content.name = name
    content.startsOn = from
    content.endsOn = until
    return content
}

extension World {
    fileprivate func occasion(_ id: ID<Occasion>) async throws -> Occasion {
        try await store.read { tx in try #require(try OccasionRecords.line(id, in: tx)).occasion }
    }

    fileprivate func activity(_ id: ID<Activity>) async throws -> Activity {
        try await store.read { tx in try #require(try ActivityRecords.activity(id, in: tx)) }
    }

    fileprivate func launchedMovement(_ from: String = "01/01/2025") async throws -> ID<Movement> {
        var content = MovementContent()
        content.name = "Phong trào thi đua năm 2025"
        content.theme = "Ra sức thi đua"
        content.startsOn = from
        content.endsOn = "31/12/2025"
        content.goals = "Hoàn thành chỉ tiêu"
        content.criteria = [.individual: "Hoàn thành xuất sắc nhiệm vụ"]
        content.groups = [.communes]
        let id = try await DraftMovement(unitID: province, content: content).run(by: specialist, on: store)
        try await LaunchMovement(id: id, version: 1).run(by: leader, on: store)
        return id
    }
}

/// What is wrong, field by field.
private func fields(_ body: @Sendable () async throws -> Void) async throws -> [String: String] {
    do {
        try await body()
        Issue.record("nothing was refused")
        return [:]
    } catch let problem as Problem {
        #expect(problem.code == .invalid, "\(problem.message)")
        return Dictionary(problem.fields.map { ($0.field, $0.message) }, uniquingKeysWith: { first, _ in first })
    }
}

private func refusal(_ body: @Sendable () async throws -> Void) async throws -> Problem {
    do {
        try await body()
    } catch let problem as Problem {
        return problem
    }
    Issue.record("nothing was refused")
    return Problem(.conflict, "")
}

@Suite struct CalendarTests {
    @Test(arguments: TestEngine.available)
    func `Sở Nội vụ ghi ngày chung, đơn vị ghi ngày của mình, không ai ghi thay đơn vị khác`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let id = try await AddOccasion(content: yearly("  Ngày thành lập   tỉnh ", "11/4/1900")).run(
                by: world.specialist, on: world.store)
            let kept = try await world.occasion(id)
            #expect(kept.name == "Ngày thành lập tỉnh" && kept.level == .province && kept.unitID == world.province)
            #expect(kept.occurrence(in: 2025)?.count?.years == 125)
            let events = try await world.store.read { tx in
                try EventRecords.history(of: .occasion, id.rawValue, in: tx).map(\.kind)
            }
            #expect(events == [.occasionAdded])

            let own = yearly("Ngày truyền thống xã", "01/7/1980", owner: world.commune.rawValue, kind: .traditionDay)
            let ownID = try await AddOccasion(content: own).run(by: world.officer, on: world.store)
            #expect(try await world.occasion(ownID).level == .agency)
            let forOther = try await refusal {
                _ = try await AddOccasion(content: own).run(by: world.otherOfficer, on: world.store)
            }
            #expect(forOther.code == .notAllowed)
            for owner in [OccasionContent.ofNation, OccasionContent.ofProvince] {
                let content = yearly("Ngày lễ", "01/7/1980", owner: owner)
                let problem = try await refusal {
                    _ = try await AddOccasion(content: content).run(by: world.head, on: world.store)
                }
                #expect(problem.code == .notAllowed && problem.message.contains("Sở Nội vụ"))
            }
            // The specialist may help a unit; the inspector changes nothing.
            var changed = OccasionContent(try await world.occasion(ownID))
            changed.note = "Theo quyết định của xã"
            try await ChangeOccasion(id: ownID, version: 1, content: changed).run(by: world.specialist, on: world.store)
            let again = changed
            let byInspector = try await refusal {
                try await ChangeOccasion(id: ownID, version: 2, content: again).run(
                    by: world.inspector, on: world.store)
            }
            #expect(byInspector.code == .notAllowed)
            // Nor does an officer hand the day of the unit to somebody else.
            var moved = changed
            moved.owner = world.otherCommune.rawValue
            let toOther = moved
            let handedOver = try await refusal {
                try await ChangeOccasion(id: ownID, version: 2, content: toOther).run(
                    by: world.officer, on: world.store)
            }
            #expect(handedOver.code == .notAllowed)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Ngày 31 tháng 02, ngày gốc ở tương lai, kết thúc trước bắt đầu đều bị nói rõ`(engine: TestEngine) async throws
    {
        try await withWorld(engine) { world in
            func wrong(_ content: OccasionContent) async throws -> [String: String] {
                try await fields {
                    _ = try await AddOccasion(content: content).run(by: world.specialist, on: world.store)
                }
            }
            #expect(
                try await wrong(yearly("Ngày A", "31/02/1945"))["foundedOn"]?.contains("“31/02/1945” không có thật")
                    == true)
            #expect(
                try await wrong(yearly("Ngày A", "06/12/2025"))["foundedOn"]?.contains("ở sau hôm nay (05/12/2025)")
                    == true)
            let empty = try await wrong(yearly("", ""))
            #expect(Set(empty.keys) == ["name", "foundedOn"])
            #expect(
                try await wrong(single("Đại hội", "12/10/2025", "11/10/2025"))["endsOn"]
                    == "Ngày kết thúc 11/10/2025 ở trước ngày bắt đầu 12/10/2025.")
            #expect(
                try await wrong(single("Đại hội", "12/10/2025", "13/10/2026"))["endsOn"]?.contains("quá một năm")
                    == true)
            var timed = single("Đại hội", "12/10/2025", "")
            timed.startsAt = "10:00"
            timed.endsAt = "9h"
            #expect(try await wrong(timed)["endsAt"]?.contains("không ở sau giờ bắt đầu") == true)
            timed.endsAt = ""
            #expect(try await wrong(timed)["endsAt"]?.contains("Nhập giờ kết thúc") == true)
            timed.endsAt = "25:00"
            #expect(try await wrong(timed)["endsAt"] == "Giờ “25:00” không có thật. Nhập theo dạng 08:00.")
            var open = single("Đại hội", "01/01/2025", "31/12/2025")
            open.isOpen = true
            open.startsAt = "8:00"
            open.endsAt = "9:00"
            #expect(try await wrong(open)["startsAt"]?.contains("Ngày chưa ấn định thì chưa có giờ") == true)
            _ = try await AddOccasion(content: yearly("Ngày lễ", "11/4/1900")).run(
                by: world.specialist, on: world.store)
            #expect(try await wrong(yearly("NGÀY LỄ", "11/4/1900"))["name"]?.contains("đã có trong lịch") == true)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Hai người cùng sửa một ngày thì người sau được nói ai vừa sửa`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await AddOccasion(content: yearly("Ngày lễ", "11/4/1900")).run(
                by: world.specialist, on: world.store)
            try await ChangeOccasion(id: id, version: 1, content: yearly("Ngày lễ lớn", "11/4/1901")).run(
                by: world.leader, on: world.store)
            let problem = try await refusal {
                try await ChangeOccasion(id: id, version: 1, content: yearly("Ngày lễ của tỉnh", "11/4/1900")).run(
                    by: world.specialist, on: world.store)
            }
            #expect(problem.code == .conflict && problem.message.contains("Phạm Văn Đạo vừa thay đổi mục này của lịch"))
            #expect(try await world.occasion(id).name == "Ngày lễ lớn")
            let last = try await world.store.read { tx in try EventRecords.last(of: .occasion, id.rawValue, in: tx) }
            #expect(last?.kind == .occasionChanged && last?.note == "Ngày cũ: 11/4/1900")
            let kind = try await fields {
                try await ChangeOccasion(id: id, version: 2, content: single("Ngày lễ lớn", "11/4/2025", "")).run(
                    by: world.specialist, on: world.store)
            }
            #expect(kind["kind"] != nil)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Ngày đang có phong trào gắn vào thì không bỏ hẳn được, chỉ thôi giữ từ một năm`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let movement = try await world.launchedMovement()
            let id = try await AddOccasion(content: yearly("Quốc khánh", "02/9/1945", owner: OccasionContent.ofNation))
                .run(
                    by: world.specialist, on: world.store)
            let byOfficer = try await refusal {
                _ = try await LinkMovement(id: movement, occasionID: id).run(by: world.officer, on: world.store)
            }
            #expect(byOfficer.code == .notAllowed)
            let greeted = try await LinkMovement(id: movement, occasionID: id).run(
                by: world.specialist, on: world.store)
            #expect(greeted.title == "80 năm Quốc khánh" && greeted.year == 2025)
            // Twice is once.
            _ = try await LinkMovement(id: movement, occasionID: id).run(by: world.leader, on: world.store)
            let subjects = try await world.store.read { tx in
                try OccasionLinkRecords.subjects(of: id, limit: 10, in: tx)
            }
            #expect(subjects.map(\.name) == ["Phong trào thi đua năm 2025"] && subjects.first?.link.year == 2025)

            @Sendable func end(_ year: String, _ reason: String = "Không giữ nữa") -> EndOccasion {
                EndOccasion(id: id, version: 1, lastYear: year, reason: reason)
            }
            let held = try await refusal { try await end("").run(by: world.leader, on: world.store) }
            #expect(held.code == .conflict && held.message.contains("Có 1 phong trào"))
            let tooEarly = try await fields { try await end("2024").run(by: world.leader, on: world.store) }
            #expect(tooEarly["lastYear"] != nil)
            let withoutReason = try await fields { try await end("2025", " ").run(by: world.leader, on: world.store) }
            #expect(withoutReason["reason"] != nil)
            let beforeFounding = try await fields { try await end("1900").run(by: world.leader, on: world.store) }
            #expect(beforeFounding["lastYear"] != nil)
            try await end("2025").run(by: world.leader, on: world.store)
            let ended = try await world.occasion(id)
            #expect(ended.state == .ended && ended.occurrence(in: 2025) != nil && ended.occurrence(in: 2026) == nil)
            try await ResumeOccasion(id: id, version: 2).run(by: world.leader, on: world.store)
            #expect(try await world.occasion(id).occurrence(in: 2026)?.count?.years == 81)

            try await UnlinkMovement(id: movement, occasionID: id, year: 2025).run(
                by: world.specialist, on: world.store)
            let twice = try await refusal {
                try await UnlinkMovement(id: movement, occasionID: id, year: 2025).run(
                    by: world.specialist, on: world.store)
            }
            #expect(twice.code == .conflict)
            try await EndOccasion(id: id, version: 3, lastYear: "", reason: "Nhập nhầm").run(
                by: world.specialist, on: world.store)
            #expect(try await world.occasion(id).occurrence(in: 2025) == nil)
            let whenRemoved = try await refusal {
                try await ChangeOccasion(id: id, version: 4, content: yearly("Quốc khánh", "02/9/1945")).run(
                    by: world.specialist, on: world.store)
            }
            #expect(whenRemoved.message.contains("bỏ khỏi lịch"))
            let kinds = try await world.store.read { tx in
                try EventRecords.history(of: .movement, movement.rawValue, in: tx).map(\.kind)
            }
            #expect(kinds.suffix(3) == [.movementLinked, .movementLinked, .movementUnlinked])
        }
    }

    @Test(arguments: TestEngine.available)
    func `Lịch một tháng có ngày chung, ngày của đơn vị mình, phong trào và hoạt động, không có của đơn vị khác`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            _ = try await world.launchedMovement("15/9/2025")
            for content in [
                yearly("Quốc khánh", "02/9/1945", owner: OccasionContent.ofNation),
                yearly("Ngày xã Phong Quang", "30/9/1980", owner: world.commune.rawValue, kind: .traditionDay),
                yearly("Ngày phường Đức Xuân", "29/9/1980", owner: world.otherCommune.rawValue, kind: .traditionDay),
                yearly("Ngày khác tháng", "01/10/1980"), single("Đại hội", "31/8/2025", "01/9/2025"),
                single("Đại hội đã qua", "30/8/2025", "31/8/2025"),
            ] { _ = try await AddOccasion(content: content).run(by: world.specialist, on: world.store) }
            for (actor, unit, name) in [
                (world.officer, world.commune, "Hội thao xã"),
                (world.otherOfficer, world.otherCommune, "Hội thao phường"),
                (world.specialist, world.health, "Hội nghị ngành"),
            ] {
                _ = try await PlanActivity(unitID: unit, content: plan(name, "10/9/2025", "12/9/2025")).run(
                    by: actor, on: world.store)
            }
            func month(_ scope: CalendarScope) async throws -> CalendarPeriod {
                try await world.store.read { tx in
                    try CalendarRecords.period(
                        from: CivilDate(year: 2025, month: 9, day: 1)!,
                        until: CivilDate(year: 2025, month: 9, day: 30)!,
                        scope, in: tx)
                }
            }
            let own = try await month(.own([world.commune]))
            #expect(own.occurrences.map(\.occasion.name) == ["Đại hội", "Quốc khánh", "Ngày xã Phong Quang"])
            #expect(own.occurrences.map { $0.count?.years } == [nil, 80, 45])
            #expect(own.movements.map(\.startsOn.iso) == ["2025-09-15"])
            #expect(own.activities.map(\.name).sorted() == ["Hội nghị ngành", "Hội thao xã"])
            let everybody = try await month(.everybody)
            #expect(everybody.occurrences.count == 4 && everybody.activities.count == 3)
            let common = try await month(.common)
            #expect(common.occurrences.map(\.occasion.name) == ["Đại hội", "Quốc khánh"])
            #expect(common.movements.isEmpty && common.activities.isEmpty && !common.isCut)
            // Over the turn of the year.
            let winter = try await world.store.read { tx in
                try CalendarRecords.period(
                    from: CivilDate(year: 2025, month: 12, day: 5)!, until: CivilDate(year: 2026, month: 1, day: 4)!,
                    .everybody, in: tx)
            }
            #expect(winter.occurrences.isEmpty && winter.movements.map(\.endsOn.iso) == ["2025-12-31"])
        }
    }

    @Test(arguments: TestEngine.available)
    func theListsOfTheCalendarWalkInOrderAndAskAsManyStatementsForManyAsForOne(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let store = CountingStore(world.store)
            func statements(_ body: @escaping @Sendable (any ReadTransaction) throws -> Int) async throws -> (Int, Int)
            {
                store.reset()
                let items = try await store.read(body)
                return (store.count, items)
            }
            var made = 0
            for round in [1, 7] {
                while made < round {
                    made += 1
                    let id = try await AddOccasion(content: yearly("Ngày lễ số \(made)", "0\(made)/9/1945")).run(
                        by: world.specialist, on: world.store)
                    var content = plan("Hoạt động \(made)", "0\(made)/12/2025")
                    content.occasion = id.rawValue
                    _ = try await PlanActivity(unitID: world.commune, content: content).run(
                        by: world.officer, on: world.store)
                }
                let page = try await statements { tx in
                    try OccasionRecords.page(yearly: true, level: nil, typed: "", after: nil, limit: 50, in: tx).count
                }
                #expect(page == (1, round))
                let activities = try await statements { tx in
                    try ActivityRecords.page(ActivityFilter(), before: nil, limit: 50, in: tx).count
                }
                #expect(activities == (1, round))
                let year = try await statements { tx in
                    try CalendarRecords.period(
                        from: CivilDate(year: 2025, month: 1, day: 1)!,
                        until: CivilDate(year: 2025, month: 12, day: 31)!,
                        .everybody, in: tx
                    ).occurrences.count
                }
                #expect(year == (4, round))
            }
            var names: [String] = []
            var after: (sortKey: String, id: String)?
            while true {
                let from = after
                let lines = try await world.store.read { tx in
                    try OccasionRecords.page(
                        yearly: true, level: .province, typed: "ngay le", after: from, limit: 3, in: tx)
                }
                guard let last = lines.last else { break }
                names += lines.map(\.occasion.name)
                after = OccasionRecords.place(of: last)
            }
            #expect(names == (1...7).map { "Ngày lễ số \($0)" })
            var days: [String] = []
            var before: (startsOn: CivilDate, id: String)?
            while true {
                let from = before
                let lines = try await world.store.read { tx in
                    try ActivityRecords.page(
                        ActivityFilter(state: .planned, kind: .sports, units: [world.province]), before: from, limit: 3,
                        in: tx)
                }
                guard let last = lines.last else { break }
                days += lines.map(\.startsOn.iso)
                before = (last.startsOn, last.id.rawValue)
            }
            #expect(days == (1...7).reversed().map { "2025-12-0\($0)" })
        }
    }
}

@Suite struct ActivityTests {
    @Test(arguments: TestEngine.available)
    func `Từ kế hoạch đến kết quả: đã tổ chức, có số liệu, sửa kết quả phải có lý do`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let movement = try await world.launchedMovement()
            let occasion = try await AddOccasion(content: yearly("Quốc khánh", "02/9/1945")).run(
                by: world.specialist, on: world.store)
            var content = plan("Giải bóng chuyền", "28/11/2025", "30/11/2025")
            content.expectedParticipants = "1.200"
            content.movement = movement.rawValue
            content.occasion = occasion.rawValue
            let id = try await PlanActivity(unitID: world.commune, content: content).run(
                by: world.officer, on: world.store)
            #expect(try await world.activity(id).expectedParticipants == 1200)
            let greeted = try await world.store.read { tx in
                try OccasionLinkRecords.occasions(of: .activity, id.rawValue, in: tx)
            }
            #expect(greeted.map(\.title) == ["81 năm Quốc khánh"], "in November the next one is in 2026")
            #expect(
                try await world.store.read { tx in try ActivityRecords.activities(of: movement, limit: 5, in: tx).count
                } == 1)

            let early = try await refusal {
                try await ReportActivity(id: id, version: 1, participants: "10", result: "Tốt", figures: [], reason: "")
                    .run(
                        by: world.officer, on: world.store)
            }
            #expect(early.code == .conflict && early.message.contains("Ghi là đã tổ chức trước"))
            let late = try await fields {
                try await HoldActivity(id: id, version: 1, startsOn: "28/11/2025", endsOn: "06/12/2025").run(
                    by: world.officer, on: world.store)
            }
            #expect(late["endsOn"]?.contains("ở sau hôm nay (05/12/2025)") == true)
            try await HoldActivity(id: id, version: 1, startsOn: "29/11/2025", endsOn: "30/11/2025").run(
                by: world.head, on: world.store)
            let held = try await world.activity(id)
            #expect(held.state == .held && held.startsOn.iso == "2025-11-29" && held.plannedFrom.iso == "2025-11-28")
            let stale = try await refusal {
                try await ReportActivity(id: id, version: 1, participants: "10", result: "Tốt", figures: [], reason: "")
                    .run(
                        by: world.officer, on: world.store)
            }
            #expect(stale.code == .conflict && stale.message.contains("Hoàng Văn Mẫu vừa thay đổi hoạt động này"))
            let wrong = try await fields {
                try await ReportActivity(
                    id: id, version: 2, participants: "nhiều", result: "",
                    figures: [.init(), .init(name: "", amount: "12"), .init(name: "Số trận", amount: "")], reason: ""
                ).run(by: world.officer, on: world.store)
            }
            #expect(Set(wrong.keys) == ["participants", "result", "figureName-2", "figureAmount-3"])
            @Sendable func report(_ version: Int, _ people: String, reason: String) -> ReportActivity {
                ReportActivity(
                    id: id, version: version, participants: people, result: "Đủ ba ngày",
                    figures: [.init(), .init(name: "Số đội", amount: "12", measure: "đội")], reason: reason)
            }
            try await report(2, "1.184", reason: "").run(by: world.officer, on: world.store)
            let reported = try await world.activity(id)
            #expect(reported.state == .reported && reported.participants == 1184)
            #expect(reported.figures == [ActivityFigure(name: "Số đội", amount: 12, measure: "đội")])
            let silent = try await fields {
                try await report(3, "1.200", reason: "").run(by: world.officer, on: world.store)
            }
            #expect(
                silent.keys
                    .contains("reason"))
            try await report(3, "1.200", reason: "Đếm sót một đội").run(by: world.officer, on: world.store)
            let events = try await world.store.read { tx in try EventRecords.history(of: .activity, id.rawValue, in: tx)
            }
            #expect(events.map(\.kind) == [.activityPlanned, .activityHeld, .activityReported, .activityReported])
            #expect(events.last?.note == "Sửa kết quả: Đếm sót một đội")
        }
    }

    @Test(arguments: TestEngine.available)
    func `Chỉ đơn vị chủ trì và Sở Nội vụ làm; hủy phải có lý do, hủy rồi thì không làm gì nữa`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let content = plan("Hội thao", "20/12/2025")
            for actor in [
                world.otherOfficer, world.inspector, world.administrator, world.chairman, world.actor("khongquyen"),
            ] {
                let stranger = try await refusal {
                    _ = try await PlanActivity(unitID: world.commune, content: content).run(
                        by: actor, on: world.store)
                }
                #expect(stranger.code == .notAllowed, "\(actor.name)")
            }
            let id = try await PlanActivity(unitID: world.commune, content: content).run(
                by: world.head, on: world.store)
            let early = try await refusal {
                try await HoldActivity(id: id, version: 1, startsOn: "05/12/2025", endsOn: "").run(
                    by: world.officer, on: world.store)
            }
            #expect(early.message.contains("ngày 20/12/2025 mới bắt đầu"))
            try await ChangeActivity(id: id, version: 1, content: plan("Hội thao", "22/12/2025")).run(
                by: world.specialist, on: world.store)
            let moved = try await world.store.read { tx in try EventRecords.last(of: .activity, id.rawValue, in: tx) }
            #expect(moved?.note?.contains("Đổi ngày từ 20/12/2025") == true)
            let wrong = try await fields {
                try await ChangeActivity(id: id, version: 2, content: plan("", "31/02/2026", "01/01/2025")).run(
                    by: world.officer, on: world.store)
            }
            #expect(Set(wrong.keys) == ["name", "startsOn"])
            let silent = try await fields {
                try await CancelActivity(id: id, version: 2, reason: " ").run(by: world.officer, on: world.store)
            }
            #expect(silent.keys.contains("reason"))
            let byOther = try await refusal {
                try await CancelActivity(id: id, version: 2, reason: "Mưa").run(
                    by: world.otherOfficer, on: world.store)
            }
            #expect(byOther.code == .notAllowed)
            try await CancelActivity(id: id, version: 2, reason: "Mưa lũ").run(by: world.officer, on: world.store)
            let after = try await refusal {
                try await ChangeActivity(id: id, version: 3, content: plan("Hội thao", "22/12/2025")).run(
                    by: world.officer, on: world.store)
            }
            #expect(after.code == .conflict && after.message == "Hoạt động này đã hủy.")
            #expect(try await world.activity(id).cancelReason == "Mưa lũ")
        }
    }
}
