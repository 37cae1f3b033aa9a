import Actions
import Domain
import Law
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

@Suite struct CouncilTests {
    // MARK: The whole way

    @Test(arguments: TestEngine.available)
    func `Phiên họp đi từ chương trình đến kết thúc, hồ sơ chuyển sang chờ quyết định`(engine: TestEngine) async throws
    {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            let dossier = try await world.appraisedDossier()
            let id = try await world.plan(council, [dossier])

            var file = try await world.file(id)
            #expect(file.agenda.map(\.id) == [dossier.id])
            #expect(file.missing(today: file.session.heldOn).count == 3)
            var conclusion = try await problem { try await world.conclude(id) }
            #expect(conclusion?.code == .invalid)
            #expect(conclusion?.message.contains("điểm danh 17 thành viên") == true)
            #expect(conclusion?.message.contains("kết quả kiểm phiếu của 1 đề nghị (Triệu Thị Đào)") == true)
            #expect(conclusion?.message.contains("biên bản họp") == true)

            try await world.attend(id, written: 1)
            try await world.vote(id, agree: 17)
            conclusion = try await problem { try await world.conclude(id) }
            #expect(conclusion?.message == "Chưa kết thúc phiên họp được vì còn thiếu: biên bản họp.")
            #expect(try await world.state(dossier) == .appraised)

            try await world.addMinutes(id)
            file = try await world.file(id)
            #expect(file.missing(today: file.session.heldOn).isEmpty)
            #expect(file.minutes.map(\.fileName) == ["Biên bản họp.pdf"])
            #expect(world.files.isSound(file.minutes[0].fileHash))
            try await world.conclude(id)
            #expect(try await world.state(dossier) == .considered)
            #expect(
                try await world.kinds(.councilSession, id.rawValue)
                    == [
                        .sessionPlanned, .sessionOpened, .attendanceRecorded, .votesRecorded, .attachmentAdded,
                        .sessionConcluded,
                    ])
            #expect(try await world.kinds(.dossier, dossier.id.rawValue).last == .dossierConsidered)

            let late = try await problem { try await world.vote(id, agree: 1) }
            #expect(late?.code == .conflict)
            #expect(late?.message == "Phiên họp đã kết thúc, kết quả không sửa được nữa.")
        }
    }

    @Test(arguments: TestEngine.available)
    func `Hội đồng của xã xét hồ sơ do xã quyết định, không xét hồ sơ trình tỉnh`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.commune, members: 7)
            let forProvince = try await world.readyDossier()
            let own = try await world.ownDossier()
            let refused = try await problem { _ = try await world.plan(council, [forProvince], by: world.head) }
            #expect(refused?.code == .conflict)
            let id = try await world.plan(council, [own], by: world.officer)
            #expect(try await world.file(id).nominations.map(\.nomineeName) == ["Triệu Thị Đào"])
        }
    }

    @Test(arguments: TestEngine.available)
    func `Không đề nghị nào đạt số phiếu thì hồ sơ kết thúc, kết quả phiếu nằm trong danh sách của đơn vị`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            let dossier = try await world.readyDossier()
            let other = try await world.readyDossier(codes: ["GK"])
            let id = try await world.plan(council, [dossier, other])
            try await world.attend(id)
            let nominations = try await world.file(id).nominations
            try await RecordVotes(
                id: id, version: try await world.file(id).session.version,
                votes: [
                    nominations[0].id: .init(agree: "8", disagree: "9"),
                    nominations[1].id: .init(agree: "9", disagree: "8"),
                ]
            ).run(by: world.secretary, lawbook: world.lawbook, on: world.store)
            try await world.addMinutes(id)
            try await world.conclude(id)

            #expect(try await world.state(dossier) == .notPassed)
            #expect(try await world.state(other) == .considered)
            #expect(try await world.kinds(.dossier, dossier.id.rawValue).last == .dossierNotPassed)
            let lines = try await world.store.read { tx in
                try DossierRecords.page(
                    DossierFilter(states: [.notPassed]), for: world.officer, before: nil, limit: 10, in: tx)
            }
            #expect(lines.map(\.number) == [dossier.number])
            #expect(
                lines.first?.lastReason
                    == "Phiên họp xét khen thưởng, ngày 05/12/2025: không đề nghị nào đạt số phiếu cần thiết (Triệu Thị Đào được 8/17 phiếu đồng ý, cần 9)."
            )
            #expect(try await world.waiting(for: world.province).map(\.dossierID) == [other.id])
            let told = try await world.store.read { tx in
                try tx.count(
                    "SELECT COUNT(*) AS n FROM outbox WHERE account_id = \(world.officer.accountID) AND message LIKE \("Hội đồng không thông qua hồ sơ \(dossier.number)%")"
                )
            }
            #expect(told == 1)
            // It is over for everybody, and the nominee is free for a new dossier.
            for act in [DossierAct.withdraw, .giveBack, .schedule] {
                let refused = try await problem {
                    _ = try await world.store.read { tx in
                        try Gate.dossier(
                            dossier.id,
                            for: act == .withdraw
                                ? world.officer : act == .giveBack ? world.specialist : world.secretary,
                            may: act, in: tx)
                    }
                }
                #expect(refused?.code == .conflict, "\(act)")
            }
            let again = try await world.readyDossier()
            #expect(try await world.state(again) == .appraised)
        }
    }

    // MARK: Shares

    @Test(arguments: TestEngine.available)
    func `Chiến sĩ thi đua cấp tỉnh cần 90 % trên tổng số: 16 trên 17 đạt, 15 không đạt`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            let id = try await world.plan(council, [try await world.readyDossier(codes: ["CSTDT"])])
            // One is away and has sent nothing: the share is still of 17.
            try await world.attend(id, absent: 1)
            try await world.vote(id, agree: 16)
            var count = try await world.file(id).nominations[0].count
            #expect(count?.needed == 16)
            #expect(count?.members == 17)
            #expect(count?.hasPassed == true)
            try await world.vote(id, agree: 15, disagree: 1)
            count = try await world.file(id).nominations[0].count
            #expect(count?.hasPassed == false)
            let stored = try await world.store.read { tx in
                try tx.rows("SELECT has_passed, source, agree FROM vote_count").map { row in
                    "\(try row["has_passed"] as Bool) \(try row["source"] as String) \(try row["agree"] as Int)"
                }
            }
            #expect(stored == ["false minutes 15"])
        }
    }

    @Test(arguments: TestEngine.available)
    func `Cờ thi đua của tỉnh cần 80 %, Bằng khen cần quá nửa tổng số thành viên`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            let flag = try await world.readyDossier(codes: ["CTDT"], nominee: .collective(world.section))
            let merit = try await world.readyDossier(codes: ["BKT"])
            let id = try await world.plan(council, [flag, merit])
            try await world.attend(id)
            for (agree, flagPasses, meritPasses) in [
                (14, true, true), (13, false, true), (9, false, true), (8, false, false),
            ] {
                try await world.vote(id, agree: agree)
                let counts = try await world.file(id).nominations.map { $0.count }
                #expect(counts.map { $0?.needed } == [14, 9])
                #expect(counts.map { $0?.hasPassed } == [flagPasses, meritPasses])
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `Người vắng không gửi ý kiến thì không có phiếu: số phiếu không thể nhiều hơn người dự`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            let id = try await world.plan(council, [try await world.readyDossier()])
            try await world.vote(id, agree: 17)
            try await world.attend(id, written: 1, absent: 2)
            try await world.addMinutes(id)
            let conclusion = try await problem { try await world.conclude(id) }
            #expect(conclusion?.message.contains("nhiều hơn 15 thành viên có mặt hoặc gửi ý kiến") == true)
            let again = try await problem { try await world.vote(id, agree: 14, disagree: 2) }
            #expect(again?.fields.first?.field.hasPrefix("agree-") == true)
            try await world.vote(id, agree: 14, disagree: 1)
            try await world.conclude(id)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Số phiếu gõ sai được chỉ ra ở đúng ô và không có gì được ghi`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            let id = try await world.plan(council, [try await world.readyDossier()])
            let nomination = try await world.file(id).nominations[0].id
            for (agree, disagree, field) in [
                ("mười", "0", "agree"), ("9", "", "disagree"), ("17", "1", "agree"), ("-1", "0", "agree"),
            ] {
                let refused = try await problem {
                    try await RecordVotes(
                        id: id, version: 1, votes: [nomination: .init(agree: agree, disagree: disagree)]
                    )
                    .run(by: world.secretary, lawbook: world.lawbook, on: world.store)
                }
                #expect(refused?.fields.map(\.field) == ["\(field)-\(nomination)"])
            }
            #expect(try await world.file(id).nominations[0].count == nil)
            #expect(try await world.kinds(.councilSession, id.rawValue) == [.sessionPlanned])
        }
    }

    // MARK: Agenda

    @Test(arguments: TestEngine.available)
    func `Một hồ sơ chỉ nằm trong chương trình của một phiên họp; bỏ ra thì kết quả kiểm phiếu mất theo`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            let dossier = try await world.readyDossier()
            let first = try await world.plan(council, [dossier])
            let second = try await problem { _ = try await world.plan(council, [dossier]) }
            #expect(second?.code == .conflict)
            try await world.vote(first, agree: 17)
            try await ChangeAgenda(id: first, version: 2, add: [], remove: [dossier.id]).run(
                by: world.secretary, on: world.store)
            #expect(try await world.file(first).agenda.isEmpty)
            try await ChangeAgenda(id: first, version: 3, add: [dossier.id], remove: []).run(
                by: world.secretary, on: world.store)
            let file = try await world.file(first)
            #expect(file.nominations.map { $0.count } == [nil])
            #expect(
                try await world.kinds(.councilSession, first.rawValue).suffix(2) == [.agendaChanged, .agendaChanged])
        }
    }

    @Test(arguments: TestEngine.available)
    func `Hồ sơ bị trả lại khi đang trong chương trình thì phải bỏ ra mới kết thúc được phiên họp`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            let dossier = try await world.readyDossier()
            let id = try await world.plan(council, [dossier])
            try await world.attend(id)
            try await world.vote(id, agree: 17)
            try await world.addMinutes(id)
            _ = try await ReturnDossier(id: dossier.id, version: dossier.version, reason: "Thiếu xác nhận")
                .run(by: world.specialist, on: world.store)
            let conclusion = try await problem { try await world.conclude(id) }
            #expect(conclusion?.message.contains("không còn chờ Hội đồng xét (đang “Bị trả lại”)") == true)
        }
    }

    // MARK: Opening, and who belongs

    @Test(arguments: TestEngine.available)
    func `Khai mạc rồi thì số thành viên không đổi, dù sau đó có người thôi hoặc thêm vào Hội đồng`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            let first = try await world.plan(council, [try await world.readyDossier()])
            let second = try await world.plan(council, [try await world.readyDossier()])
            #expect(try await world.file(first).session.state == .planned)
            try await world.attend(first)
            #expect(try await world.file(first).session.state == .open)
            #expect(
                try await world.kinds(.councilSession, first.rawValue)
                    == [.sessionPlanned, .sessionOpened, .attendanceRecorded])

            // One leaves with the day before the session, one joins with the day of it.
            try await EndCouncilMembership(
                councilID: council.id, version: 1, memberID: council.members[5].id, until: "04/12/2025",
                reason: "Nghỉ hưu"
            ).run(by: world.secretary, on: world.store)
            for (number, name) in ["Nông Văn Thêm", "Ma Thị Mới"].enumerated() {
                _ = try await AddCouncilMember(
                    councilID: council.id, version: 2 + number, name: name, position: "", role: .member,
                    from: "05/12/2025", until: "", username: ""
                ).run(by: world.secretary, on: world.store)
            }
            #expect(try await world.file(first).members == 17)
            #expect(try await world.file(second).members == 18)
            try await world.vote(first, agree: 17)
            #expect(try await world.file(first).nominations[0].count?.members == 17)
            try await world.addMinutes(first)
            try await world.conclude(first)
            let concluded = try await world.file(first)
            #expect(concluded.session.state == .concluded && concluded.members == 17)
            #expect(concluded.council.members.contains { $0.id == council.members[5].id })
            let lines = try await world.store.read { [secretary = world.secretary] tx in
                try [CouncilSession.State.planned, .open, .concluded].map {
                    try SessionRecords.page(SessionFilter(state: $0), for: secretary, before: nil, limit: 9, in: tx)
                        .map(\.id)
                }
            }
            #expect(lines == [[second], [], [first]])
        }
    }

    @Test(arguments: TestEngine.available)
    func `Chưa đến ngày họp thì chưa điểm danh, chưa kiểm phiếu được`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            let id = try await PlanSession(
                councilID: council.id, title: "Phiên họp", place: "", heldOn: "06/12/2025",
                dossiers: [try await world.readyDossier().id]
            ).run(by: world.secretary, on: world.store)
            for refused in [
                try await problem { try await world.attend(id) },
                try await problem { try await world.vote(id, agree: 9) },
            ] {
                #expect(refused?.code == .conflict)
                #expect(
                    refused?.message
                        == "Phiên họp ngày 06/12/2025 chưa diễn ra nên chưa điểm danh, kiểm phiếu được.")
            }
            world.clock.advance(.seconds(24 * 3600))
            try await world.attend(id)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Khai báo Hội đồng, thêm và thôi thành viên: ô sai được chỉ ra, lịch sử được giữ`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            func found(_ unit: ID<Unit>, _ name: String, _ document: String, by actor: Actor) async throws -> ID<
                Council
            > {
                try await FoundCouncil(unitID: unit, name: name, document: document).run(by: actor, on: world.store)
            }
            let empty = try await problem { _ = try await found(world.commune, " ", "", by: world.officer) }
            #expect(empty?.fields.map(\.field) == ["name", "document"])
            let id = try await found(world.commune, "Hội đồng xã", "Quyết định số 5/QĐ-UBND", by: world.officer)
            let twice = try await problem { _ = try await found(world.commune, "Hội đồng xã", "QĐ 6", by: world.head) }
            #expect(twice?.fields.map(\.field) == ["name"])
            for actor in [world.secretary, world.otherOfficer, world.chairman, world.inspector] {
                let refused = try await problem { _ = try await found(world.commune, "Khác", "QĐ", by: actor) }
                #expect(refused?.code == .notAllowed)
            }
            func add(
                _ name: String, _ role: CouncilMember.Role?, _ from: String, _ until: String = "",
                _ username: String = "",
                version: Int, by actor: Actor? = nil
            ) async throws -> ID<CouncilMember> {
                try await AddCouncilMember(
                    councilID: id, version: version, name: name, position: "Lãnh đạo xã", role: role, from: from,
                    until: until, username: username
                ).run(by: actor ?? world.officer, on: world.store)
            }
            let wrong = try await problem { _ = try await add("", nil, "31/02/2025", "x", "khong.ai", version: 1) }
            #expect(wrong?.fields.map(\.field) == ["name", "role", "from", "until", "username"])
            let backwards = try await problem {
                _ = try await add("A", .member, "05/12/2025", "04/12/2025", version: 1)
            }
            #expect(backwards?.fields.map(\.field) == ["until"])
            let chair = try await add("Hoàng Văn Mẫu", .chair, "01/01/2025", "", "thutruong.xa", version: 1)
            #expect(
                try await problem { _ = try await add("Ma Thị Mới", .chair, "05/12/2025", version: 2) }?.fields.map(
                    \.field)
                    == ["role"])
            #expect(
                try await problem { _ = try await add("hoang van mau", .member, "05/12/2025", version: 2) }?.fields
                    .map(\.field) == ["name"])
            #expect(
                try await problem {
                    _ = try await add("Hoàng Văn Khác", .member, "05/12/2025", "", "thutruong.xa", version: 2)
                }?.fields.map(\.field) == ["username"])
            #expect(try await problem { _ = try await add("B", .member, "05/12/2025", version: 1) }?.code == .conflict)
            #expect(
                try await problem { _ = try await add("B", .member, "05/12/2025", version: 2, by: world.secretary) }?
                    .code
                    == .notAllowed)
            #expect(
                try await problem { _ = try await add("B", .member, "05/12/2025", version: 2, by: world.otherOfficer) }?
                    .code == .notFound)
            func end(_ until: String, _ reason: String, version: Int) async throws {
                try await EndCouncilMembership(
                    councilID: id, version: version, memberID: chair, until: until, reason: reason
                ).run(by: world.administrator, on: world.store)
            }
            #expect(
                try await problem { try await end("31/12/2024", "", version: 2) }?.fields.map(\.field)
                    == ["until", "reason"])
            try await end("04/12/2025", "Chuyển công tác", version: 2)
            #expect(try await problem { try await end("05/12/2025", "Lại", version: 3) }?.code == .conflict)
            let next = try await add("Ma Thị Mới", .chair, "05/12/2025", version: 3)
            let (memberships, members) = try await world.store.read { tx in
                (
                    try CouncilRecords.memberships(of: id, in: tx),
                    try CouncilRecords.members(of: id, on: tx.today, in: tx).map(\.id)
                )
            }
            #expect(memberships.map(\.id) == [next, chair])
            #expect(memberships.map(\.accountName) == [nil, "Hoàng Văn Mẫu"])
            #expect(members == [next])
            #expect(
                try await world.kinds(.council, id.rawValue)
                    == [.councilFounded, .councilMemberAdded, .councilMembershipEnded, .councilMemberAdded])
            #expect(try await world.store.read { tx in try EventRecords.brokenChains(in: tx) }.isEmpty)
        }
    }

    // MARK: Two at once, and who may

    @Test(arguments: TestEngine.available)
    func `Người ghi sau không đè lên điểm danh của người ghi trước`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            let id = try await world.plan(council, [try await world.readyDossier()])
            let member = try await world.file(id).council.members[0].id
            try await world.attend(id)
            let late = try await problem {
                try await RecordAttendance(id: id, version: 1, presences: [member: .absent])
                    .run(by: world.secretary, on: world.store)
            }
            #expect(late?.code == .conflict)
            #expect(late?.message.hasPrefix("Vũ Thị Thư vừa thay đổi phiên họp này lúc 08:00 ngày 05/12/2025") == true)
            #expect(try await world.file(id).attendance.count(.present) == 17)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Chỉ thư ký ghi; ủy viên chỉ xem; người không liên quan không thấy phiên họp`(engine: TestEngine) async throws
    {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            let dossier = try await world.readyDossier()
            let id = try await world.plan(council, [dossier])
            for (actor, code) in [
                (world.member, Problem.Code.notAllowed), (world.specialist, .notAllowed), (world.chairman, .notAllowed),
                (world.officer, .notFound), (world.otherOfficer, .notFound), (world.actor("khongquyen"), .notFound),
            ] {
                #expect(try await problem { try await world.attend(id, by: actor) }?.code == code)
                #expect(try await problem { try await world.vote(id, agree: 17, by: actor) }?.code == code)
                #expect(try await problem { try await world.addMinutes(id, by: actor) }?.code == code)
                #expect(try await problem { try await world.conclude(id, by: actor) }?.code == code)
                #expect(try await problem { _ = try await world.plan(council, [], by: actor) }?.code == code)
            }
            let seen = try await world.store.read { tx in
                try [world.secretary, world.member, world.officer].map {
                    try SessionRecords.page(SessionFilter(), for: $0, before: nil, limit: 10, in: tx).count
                }
            }
            #expect(seen == [1, 1, 0])
        }
    }

    @Test func `Ít người dự thì cảnh báo kèm tỷ lệ, không chặn`() {
        let members = (1...17).map { _ in
            CouncilMember(id: ID(at: Instant(milliseconds: 0)), name: "A", position: "", role: .member)
        }
        func attendance(_ present: Int) -> Attendance {
            Attendance(
                members: members,
                presences: Dictionary(
                    uniqueKeysWithValues: members.enumerated().map { ($1.id, $0 < present ? .present : .written) }))
        }
        #expect(attendance(14).warning == nil)
        #expect(attendance(13).warning?.hasPrefix("Có mặt 13/17 thành viên (76,47 %), dưới 80 %") == true)
        #expect(attendance(11).warning?.contains("dưới 2/3") == true)
    }

    // MARK: Cost

    @Test(arguments: TestEngine.available)
    func `the list of councils goes on where its page ended, each seen once by those who may`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            for (unit, name) in [
                (world.province, "Hội đồng A"), (world.commune, "Hội đồng B"), (world.commune, "Hội đồng B_2"),
                (world.otherCommune, "Hội đồng C"),
            ] {
                _ = try await FoundCouncil(unitID: unit, name: name, document: "QĐ").run(
                    by: world.administrator, on: world.store)
            }
            func names(for actor: Actor) async throws -> [String] {
                var names: [String] = []
                var after: (name: String, id: String)?
                while true {
                    let lines = try await world.store.read { [after] tx in
                        try CouncilRecords.page(for: actor, after: after, limit: 2, in: tx)
                    }
                    names += lines.map(\.name)
                    guard lines.count == 2, let last = lines.last else { return names }
                    after = (last.name, last.id.rawValue)
                }
            }
            let all = ["Hội đồng A", "Hội đồng B", "Hội đồng B_2", "Hội đồng C"]
            for actor in [world.administrator, world.secretary, world.inspector] {
                #expect(try await names(for: actor) == all)
            }
            #expect(try await names(for: world.officer) == ["Hội đồng B", "Hội đồng B_2"])
            #expect(try await names(for: world.actor("khongquyen")).isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `lists and pages ask as many questions for three items as for one`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            let counting = CountingStore(world.store)
            let secretary = world.secretary
            func counts(_ id: ID<CouncilSession>) async throws -> [Int] {
                var counts: [Int] = []
                counting.reset()
                _ = try await counting.read { tx in
                    try SessionRecords.page(SessionFilter(), for: secretary, before: nil, limit: 50, in: tx)
                }
                counts.append(counting.count)
                counting.reset()
                _ = try await counting.read { tx in
                    let session = try SessionRecords.session(id, in: tx)!
                    let council = try CouncilRecords.council(session.councilID, in: tx)!
                    return try SessionRecords.file(of: session, council, in: tx)
                }
                counts.append(counting.count)
                counting.reset()
                _ = try await counting.read { tx in
                    try SessionRecords.waiting(for: try CouncilRecords.council(council.id, in: tx)!, limit: 50, in: tx)
                }
                counts.append(counting.count)
                return counts
            }
            let administrator = world.administrator
            func councilCount() async throws -> Int {
                counting.reset()
                _ = try await counting.read { tx in
                    try CouncilRecords.page(for: administrator, after: nil, limit: 50, in: tx)
                }
                return counting.count
            }
            #expect(try await councilCount() == 1)
            for unit in [world.commune, world.otherCommune] { _ = try await world.makeCouncil(of: unit) }
            #expect(try await councilCount() == 1)
            let one = try await counts(try await world.plan(council, [try await world.readyDossier()]))
            _ = try await world.plan(council, [])
            let several = try await world.plan(
                council, [try await world.readyDossier(), try await world.readyDossier()])
            #expect(try await counts(several) == one)
            #expect(one == [1, 7, 2])
        }
    }
}
