import Actions
import Domain
import Law
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

@Suite struct DecisionTests {
    // MARK: The whole way

    @Test(arguments: TestEngine.available)
    func `Quyết định được ký: có số, tiền thưởng của ngày ký, mục trên Bảng vàng, hồ sơ kết thúc`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            let merit = try await world.appraisedDossier()
            let fighter = try await world.readyDossier(codes: ["CSTDT"])
            try await world.hold(council, [merit, fighter])
            let passed = try await world.waiting(for: world.province)
            #expect(passed.count == 2)
            var decision = try await world.draft(passed)
            #expect(decision.issuerTitle == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN")
            #expect(decision.numberText == "…/QĐ-UBND")
            #expect(try await world.waiting(for: world.province).isEmpty)

            decision = try await world.sign(decision)
            #expect(decision.numberText == "01/QĐ-UBND")
            #expect(decision.signedOn == CivilDate(year: 2025, month: 12, day: 5))
            #expect(decision.signerName == "Nguyễn Văn Chủ")
            let entries = try await world.entries(decision.id)
            // In the order of the catalogue: the title before the form.
            #expect(entries.map(\.line.code) == ["CSTDT", "BKT"])
            // 3,0 and 1,5 times 2.340.000, both paid: a title and a form (Điều 49 khoản 7).
            #expect(entries.map { $0.line.bonus?.amount } == [Dong(7_020_000), Dong(3_510_000)])
            #expect(entries.map(\.line.ordinal) == [1, 2])

            let rollEntry = try await world.store.read { tx in
                try RollRecords.entry(entries[0].line.commendationID!, in: tx)!
            }
            #expect(rollEntry.recipientName == "Triệu Thị Đào")
            #expect(rollEntry.recipientDetail == "Công chức Văn hóa - Xã hội")
            #expect(rollEntry.unitName == "Xã Phong Quang")
            #expect(rollEntry.issuer == "Chủ tịch UBND tỉnh Thái Nguyên")
            #expect(rollEntry.decisionNumber == "01/QĐ-UBND")
            #expect(
                rollEntry.certificateCode.wholeMatch(
                    of: #/BV-[34679ACDEFGHJKMNPQRTVWXY]{4}-[34679ACDEFGHJKMNPQRTVWXY]{4}/#) != nil)
            let code = rollEntry.certificateCode
            #expect(
                try await world.store.read { tx in try RollRecords.entry(certificateCode: code, in: tx)?.id }
                    == rollEntry.id)

            #expect(try await world.state(merit) == .decided)
            #expect(try await world.state(fighter) == .decided)
            #expect(try await world.kinds(.decision, decision.id.rawValue) == [.decisionDrafted, .decisionSigned])
            #expect(try await world.kinds(.commendation, rollEntry.id.rawValue) == [.commendationGranted])
            #expect(try await world.kinds(.dossier, merit.id.rawValue).last == .dossierDecided)
            #expect(try await world.store.read { tx in try EventRecords.brokenChains(in: tx) }.isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Dự thảo không còn tên nào thì bỏ được kèm lý do, sổ không thiếu số`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            try await world.hold(council, [try await world.appraisedDossier()])
            let decision = try await world.draft(try await world.waiting(for: world.province))
            func discard(_ version: Int, _ reason: String, by actor: Actor) async throws {
                try await DiscardDecision(id: decision.id, version: version, reason: reason).run(
                    by: actor, on: world.store)
            }
            let full = try await problem { try await discard(1, "Lập nhầm", by: world.specialist) }
            #expect(full?.code == .invalid)
            #expect(full?.message.hasPrefix("Dự thảo còn 1 tên.") == true)
            try await RemoveDecisionLine(
                id: decision.id, version: 1, lineID: try await world.entries(decision.id)[0].id, reason: "Chờ đợt sau"
            ).run(by: world.specialist, on: world.store)
            #expect(
                try await problem { try await discard(2, " ", by: world.specialist) }?.fields.map(\.field) == ["reason"]
            )
            #expect(try await problem { try await discard(2, "Lý do", by: world.chairman) }?.code == .notAllowed)
            #expect(try await problem { try await discard(2, "Lý do", by: world.officer) }?.code == .notFound)
            #expect(try await problem { try await discard(1, "Lý do", by: world.specialist) }?.code == .conflict)
            try await discard(2, "Lập nhầm", by: world.specialist)
            #expect(try await world.decision(decision.id).state == .discarded)
            #expect(try await world.lastEvent(.decision, decision.id.rawValue)?.kind == .decisionDiscarded)
            #expect(try await world.lastEvent(.decision, decision.id.rawValue)?.note == "Lập nhầm")
            for actor in [world.chairman, world.specialist] {
                let refused = try await problem {
                    _ = try await SignDecision(id: decision.id, version: 3).run(
                        by: actor, lawbook: world.lawbook, on: world.store)
                }
                #expect(refused?.message.hasPrefix("Dự thảo này đã bỏ.") == true)
            }
            // What it held waits again, and the next decision gets the first number.
            let next = try await world.sign(try await world.draft(try await world.waiting(for: world.province)))
            #expect(next.number == 1)
            let work = try await world.store.read { [chairman = world.chairman] tx in
                try WorkRecords.openCount(for: chairman, upTo: 100, in: tx)
            }
            #expect(work == 0)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Hồ sơ chỉ kết thúc khi mọi đề nghị đạt đều đã có quyết định`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.commune, members: 7)
            let dossier = try await world.ownDossier(codes: ["LDTT", "CSTDCS"])
            try await world.hold(council, [dossier], agree: 7, by: world.officer)
            let passed = try await world.waiting(for: world.commune)
            #expect(passed.count == 2)
            let first = try await world.draft([passed[0]], by: world.officer, for: world.commune)
            let second = try await world.draft([passed[1]], by: world.officer, for: world.commune)
            #expect(first.issuerTitle == "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ PHONG QUANG")
            _ = try await world.sign(first, by: world.head)
            #expect(try await world.state(dossier) == .considered)
            let signed = try await world.sign(second, by: world.head)
            #expect(signed.number == 2)
            #expect(try await world.state(dossier) == .decided)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Hai danh hiệu cùng thời gian trong một quyết định: chỉ nhận mức cao nhất, có ghi lý do`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.commune, members: 7)
            try await world.hold(
                council, [try await world.ownDossier(codes: ["LDTT", "CSTDCS"])], agree: 7, by: world.officer)
            let decision = try await world.draft(
                try await world.waiting(for: world.commune), by: world.head, for: world.commune)
            let signed = try await world.sign(decision, by: world.head)
            let entries = try await world.entries(signed.id)
            #expect(entries.map(\.line.code) == ["LDTT", "CSTDCS"])
            #expect(entries.map { $0.line.bonus?.amount } == [Dong(0), Dong(2_340_000)])
            #expect(
                entries[0].line.bonusNote
                    == "Đã nhận mức cao hơn của danh hiệu Chiến sĩ thi đua cơ sở trong cùng thời gian đạt được (khoản 5 Điều 49 Nghị định 152/2025/NĐ-CP)"
            )
            #expect(entries[1].line.bonusNote == nil)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Mức tiền luật để tỉnh đặt thì trả theo quy định của tỉnh; tỉnh chưa đặt thì vẫn ký được, không kèm tiền`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            try await world.hold(council, [try await world.readyDossier(codes: ["KNCT", "BKT"])])
            let waiting = try await world.waiting(for: world.province)
            #expect(Set(waiting.map(\.code)) == ["KNCT", "BKT"])
            // Without a rule of the province the honour goes out all the same, and the line says that no money goes with it.
            let alone = try await world.draft(waiting.filter { $0.code == "KNCT" })
            let unpaid = try #require(try await world.entries(try await world.sign(alone).id).first?.line)
            #expect(unpaid.bonus?.amount == .zero)
            #expect(unpaid.bonusNote?.contains("chưa đặt mức tiền") == true)
            // What the law sets itself is not touched by the province.
            let other = try await world.draft(waiting.filter { $0.code == "BKT" })
            let paid = try #require(try await world.entries(try await world.sign(other).id).first?.line)
            #expect(paid.bonus?.amount == Dong(3_510_000))
        }
        try await withWorld(engine) { world in
            var content = RulesContent.invented
            content.rows[.amounts]?[0]["amountCode"] = "KNCT"
            content.rows[.votes] = []
            content.rows[.papers] = []
            try await world.issuedRules(content)
            let council = try await world.makeCouncil(of: world.province)
            try await world.hold(council, [try await world.readyDossier(codes: ["KNCT"])])
            let draft = try await world.draft(try await world.waiting(for: world.province))
            let line = try #require(try await world.entries(try await world.sign(draft).id).first?.line)
            #expect(line.bonus?.amount == Dong(1_000_000))
            #expect(line.bonusNote == "Mức do tỉnh quy định: Điều 10, Quyết định số 41/2025/QĐ-UBND")
        }
    }

    @Test(arguments: TestEngine.available)
    func `Sáng kiến đã dùng được ghi khi ký, và không dùng được lần thứ hai`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.commune, members: 7)
            try await world.hold(
                council, [try await world.ownDossier(codes: ["CSTDCS"], initiative: true)], agree: 7, by: world.officer)
            try await world.hold(
                council, [try await world.ownDossier(codes: ["GK"], initiative: true)], agree: 7, by: world.officer)
            let passed = try await world.waiting(for: world.commune)
            let drafts = [
                try await world.draft(passed.filter { $0.code == "CSTDCS" }, by: world.officer, for: world.commune),
                try await world.draft(passed.filter { $0.code == "GK" }, by: world.officer, for: world.commune),
            ]
            _ = try await world.sign(drafts[0], by: world.head)
            let fighter = world.fighter
            let initiatives = try await world.store.read { tx in try PersonRecords.initiatives(of: fighter, in: tx) }
            #expect(initiatives.map(\.usedFor) == ["CSTDCS-2025"])
            let second = try await problem { _ = try await world.sign(drafts[1], by: world.head) }
            #expect(second?.code == .conflict)
            #expect(second?.message.contains("Số hóa sổ theo dõi hộ nghèo") == true)
            #expect(try await world.decision(drafts[1].id).state == .draft)
        }
    }

    // MARK: What may go in

    @Test(arguments: TestEngine.available)
    func `Đề nghị không đạt số phiếu không được đưa ra chọn và không đưa vào quyết định được`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            let dossier = try await world.readyDossier(codes: ["CSTDT"])
            try await world.hold(council, [dossier], agree: 15)
            #expect(try await world.state(dossier) == .notPassed)
            #expect(try await world.waiting(for: world.province).isEmpty)
            let id = dossier.id
            let nomination = try await world.store.read { tx in try NominationRecords.nominations(of: id, in: tx)[0].id
            }
            let refused = try await problem {
                _ = try await DraftDecision(
                    issuerID: world.province, abstract: "Về việc khen thưởng", nominations: [nomination]
                )
                .run(by: world.specialist, lawbook: world.lawbook, on: world.store)
            }
            #expect(refused?.code == .conflict)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Một đề nghị không nằm trong hai dự thảo; bỏ ra thì đưa vào dự thảo khác được`(engine: TestEngine) async throws
    {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            try await world.hold(council, [try await world.appraisedDossier()])
            let passed = try await world.waiting(for: world.province)
            let first = try await world.draft(passed)
            let second = DraftDecision(
                issuerID: world.province, abstract: "Về việc khen thưởng", nominations: passed.map(\.id))
            let twice = try await problem {
                _ = try await second.run(by: world.specialist, lawbook: world.lawbook, on: world.store)
            }
            #expect(twice?.code == .conflict)
            let entries = try await world.entries(first.id)
            let line = entries[0].id
            let bare = RemoveDecisionLine(id: first.id, version: 1, lineID: line, reason: " ")
            let refused = try await problem { try await bare.run(by: world.specialist, on: world.store) }
            #expect(refused?.fields.map(\.field) == ["reason"])
            let removal = RemoveDecisionLine(id: first.id, version: 1, lineID: line, reason: "Chờ xác minh đơn thư")
            try await removal.run(by: world.specialist, on: world.store)
            let third = try await world.draft(passed)
            #expect(third.state == .draft)
            let last = try await world.lastEvent(.decision, first.id.rawValue)
            #expect(last?.kind == .decisionLineRemoved)
            #expect(last?.note == "Triệu Thị Đào: Chờ xác minh đơn thư")
            let emptied = try await world.decision(first.id)
            let empty = try await problem { _ = try await world.sign(emptied) }
            #expect(empty?.message.contains("chưa có tên") == true)
        }
    }

    // MARK: Not commended

    @Test(arguments: TestEngine.available)
    func `Không khen thưởng tên duy nhất thì hồ sơ kết thúc, lý do được lưu và báo cho đơn vị trình`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            let dossier = try await world.readyDossier()
            try await world.hold(council, [dossier])
            let draft = try await world.draft(try await world.waiting(for: world.province))
            let line = try await world.entries(draft.id)[0].id
            func refuse(_ version: Int, _ reason: String, by actor: Actor) async throws {
                _ = try await RefuseNomination(id: draft.id, version: version, lineID: line, reason: reason).run(
                    by: actor, on: world.store)
            }
            // Only whoever signs; with a reason; on the draft as it stands.
            for actor in [world.specialist, world.leader, world.secretary] {
                #expect(try await problem { try await refuse(1, "Lý do", by: actor) }?.code == .notAllowed)
            }
            #expect(try await problem { try await refuse(1, "Lý do", by: world.officer) }?.code == .notFound)
            let bare = try await problem { try await refuse(1, " ", by: world.chairman) }
            #expect(bare?.fields.map(\.message) == ["Ghi lý do không khen thưởng."])
            #expect(try await problem { try await refuse(0, "Lý do", by: world.chairman) }?.code == .conflict)
            #expect(try await world.state(dossier) == .considered)

            try await refuse(1, "Đơn thư đang được xác minh", by: world.chairman)
            #expect(try await world.state(dossier) == .notPassed)
            #expect(try await world.entries(draft.id).isEmpty)
            #expect(try await world.waiting(for: world.province).isEmpty)
            let id = dossier.id
            let (officer, chairman) = (world.officer.accountID, world.chairman)
            let now = try await world.store.read { tx in try DossierRecords.dossier(id, in: tx) }
            let notices = try await world.store.read { tx in
                try NoticeRecords.page(of: officer, unreadOnly: true, before: nil, limit: 20, in: tx)
            }
            let open = try await world.store.read { tx in try WorkRecords.openCount(for: chairman, upTo: 100, in: tx) }
            #expect(
                now?.lastReason
                    == "Chủ tịch UBND tỉnh Thái Nguyên không khen thưởng Triệu Thị Đào: Đơn thư đang được xác minh")
            #expect(
                notices.contains {
                    $0.message.contains("không khen thưởng Triệu Thị Đào: Đơn thư đang được xác minh")
                })
            #expect(try await world.kinds(.dossier, id.rawValue).suffix(2) == [.nominationRefused, .dossierRefused])
            #expect(try await world.lastEvent(.decision, draft.id.rawValue)?.kind == .nominationRefused)
            // It can neither be refused again nor be signed, and the empty draft is given up as any other.
            #expect(try await problem { try await refuse(2, "Lý do", by: world.chairman) }?.code == .notFound)
            #expect(open == 0)
            try await DiscardDecision(id: draft.id, version: 2, reason: "Không còn tên").run(
                by: world.specialist, on: world.store)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Không khen thưởng một trong hai tên: tên kia được ký thì hồ sơ có quyết định, theo cả hai thứ tự`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            for isRefusedFirst in [true, false] {
                let dossier = try await world.readyDossier(
                    codes: isRefusedFirst ? ["BKT", "CSTDT"] : ["CSTDT", "BKT"])
                try await world.hold(council, [dossier])
                let passed = try await world.waiting(for: world.province)
                #expect(passed.count == 2)
                let kept = try await world.draft([passed[0]])
                let other = try await world.draft([passed[1]])
                let line = try await world.entries(other.id)[0].id
                let refusal = RefuseNomination(id: other.id, version: 1, lineID: line, reason: "Chưa tiêu biểu")
                if isRefusedFirst {
                    _ = try await refusal.run(by: world.chairman, on: world.store)
                    #expect(try await world.state(dossier) == .considered)
                    _ = try await world.sign(kept)
                } else {
                    _ = try await world.sign(kept)
                    #expect(try await world.state(dossier) == .considered)
                    _ = try await refusal.run(by: world.chairman, on: world.store)
                }
                #expect(try await world.state(dossier) == .decided)
                let id = dossier.id
                let refusals = try await world.store.read { tx in try RefusalRecords.refusals(of: id, in: tx) }
                #expect(refusals.map(\.reason) == ["Chưa tiêu biểu"])
                try await DiscardDecision(id: other.id, version: 2, reason: "Không còn tên").run(
                    by: world.specialist, on: world.store)
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `Quyết định đã ký không còn ghi không khen thưởng được`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            try await world.hold(council, [try await world.readyDossier()])
            let draft = try await world.draft(try await world.waiting(for: world.province))
            let line = try await world.entries(draft.id)[0].id
            // No name is chosen of itself; all that is missing is told at once.
            let blank = try await problem {
                _ = try await RefuseNomination(id: draft.id, version: 1, lineID: nil, reason: "").run(
                    by: world.chairman, on: world.store)
            }
            #expect(blank?.fields.map(\.field) == ["refused", "refusal"])
            _ = try await world.sign(draft)
            let late = try await problem {
                _ = try await RefuseNomination(id: draft.id, version: 2, lineID: line, reason: "Lý do").run(
                    by: world.chairman, on: world.store)
            }
            #expect(late?.message == "Quyết định này đã được ký.")
        }
    }

    @Test(arguments: TestEngine.available)
    func `Sửa dự thảo trên bản cũ bị từ chối, sửa quyết định đã ký bị khóa`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            try await world.hold(council, [try await world.readyDossier()])
            let draft = try await world.draft(try await world.waiting(for: world.province))
            try await ChangeDecision(id: draft.id, version: 1, abstract: "Về việc tặng Bằng khen")
                .run(by: world.specialist, on: world.store)
            let late = try await problem {
                try await ChangeDecision(id: draft.id, version: 1, abstract: "Khác").run(
                    by: world.leader, on: world.store)
            }
            #expect(late?.message.hasPrefix("Trần Thị Chuyên vừa thay đổi quyết định này lúc 08:00") == true)
            let staleSigning = try await problem { _ = try await world.sign(draft) }
            #expect(staleSigning?.code == .conflict)
            let signed = try await world.sign(try await world.decision(draft.id))
            #expect(signed.abstract == "Về việc tặng Bằng khen")
            // The signing that failed gave its number back.
            #expect(signed.number == 1)
            let locked = try await problem {
                try await ChangeDecision(id: draft.id, version: signed.version, abstract: "Khác")
                    .run(by: world.specialist, on: world.store)
            }
            #expect(locked?.code == .conflict)
        }
    }

    // MARK: Numbers

    @Test(arguments: TestEngine.available)
    func `Bấm ký hai lần cùng lúc chỉ ký một lần`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            try await world.hold(council, [try await world.readyDossier()])
            let draft = try await world.draft(try await world.waiting(for: world.province))
            let outcomes = await withTaskGroup(of: Problem.Code?.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        do {
                            _ = try await world.sign(draft)
                            return nil
                        } catch {
                            return (error as? Problem)?.code ?? .tooMany
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.contains(.conflict))
            let roll = try await world.store.read { tx in
                try tx.count("SELECT COUNT(*) AS n FROM commendation WHERE year = 2025")
            }
            #expect(roll == 1)
            #expect(try await world.kinds(.decision, draft.id.rawValue) == [.decisionDrafted, .decisionSigned])
        }
    }

    @Test(arguments: TestEngine.available)
    func `Hai mươi quyết định ký cùng lúc nhận số 1 đến 20, không trùng, không hở`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            var dossiers: [Dossier] = []
            for _ in 0..<20 { dossiers.append(try await world.readyDossier()) }
            try await world.hold(council, dossiers)
            let passed = try await world.waiting(for: world.province)
            #expect(passed.count == 20)
            var drafts: [Decision] = []
            for nomination in passed { drafts.append(try await world.draft([nomination])) }
            // One more signing fails in between: its number must not be lost.
            let stale = Decision(
                id: drafts[0].id, kind: .commend, issuerUnitID: world.province, issuerTitle: "", symbol: "QĐ-UBND",
                year: 2025,
                abstract: "", createdBy: world.specialist.accountID, updatedAt: drafts[0].updatedAt, version: 99)
            #expect(try await problem { _ = try await world.sign(stale) }?.code == .conflict)
            let numbers = try await withThrowingTaskGroup(of: Int?.self) { group in
                for draft in drafts { group.addTask { try await world.sign(draft).number } }
                return try await group.reduce(into: [Int?]()) { $0.append($1) }
            }
            #expect(numbers.compactMap { $0 }.sorted() == Array(1...20))
            let places = try await world.store.read { tx in
                try tx.rows("SELECT position FROM commendation WHERE year = 2025 ORDER BY position").map {
                    try $0["position"] as Int
                }
            }
            let first = Commendation.firstPosition(of: CivilDate(year: 2025, month: 12, day: 5)!)
            #expect(places == (1...20).map { first + $0 })
        }
    }

    @Test(arguments: TestEngine.available)
    func `Sang năm mới số quyết định bắt đầu lại từ 1`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            try await world.hold(
                council, [try await world.readyDossier(), try await world.readyDossier(codes: ["CSTDT"])])
            let passed = try await world.waiting(for: world.province)
            let drafts = [try await world.draft([passed[0]]), try await world.draft([passed[1]])]
            #expect(try await world.sign(drafts[0]).number == 1)
            world.clock.set(Instant(CivilDate(year: 2026, month: 1, day: 5)!, hour: 9))
            let signed = try await world.sign(drafts[1])
            #expect(signed.number == 1)
            #expect(signed.year == 2026)
        }
    }

    // MARK: Revocation

    @Test(arguments: TestEngine.available)
    func `Hủy bỏ khen thưởng bằng một quyết định khác: mục Bảng vàng ghi đã hủy bỏ, quyết định cũ vẫn đọc được`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            try await world.hold(council, [try await world.readyDossier()])
            let original = try await world.sign(try await world.draft(try await world.waiting(for: world.province)))
            let commendation = try await world.entries(original.id)[0].line.commendationID!
            let incomplete = try await problem {
                _ = try await DraftRevocation(commendationID: commendation, ground: nil, reason: "")
                    .run(by: world.specialist, lawbook: world.lawbook, on: world.store)
            }
            #expect(incomplete?.fields.map(\.field) == ["ground", "reason"])
            let revocation = DraftRevocation(
                commendationID: commendation, ground: .falseDeclaration,
                reason: "Kết luận thanh tra số 12/KL-TTr ngày 10/11/2025.")
            let id = try await revocation.run(by: world.specialist, lawbook: world.lawbook, on: world.store)
            let again = try await problem {
                _ = try await revocation.run(by: world.specialist, lawbook: world.lawbook, on: world.store)
            }
            #expect(again?.code == .conflict)
            let draft = try await world.decision(id)
            #expect(draft.kind == .revoke)
            #expect(
                draft.reason.hasPrefix(
                    "Gian dối trong kê khai thành tích (Điểm a khoản 2 Điều 93 Luật Thi đua, khen thưởng)\nKết luận"))
            #expect(
                draft.abstract
                    == "Về việc hủy bỏ việc tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh năm 2025 đối với Triệu Thị Đào"
            )
            #expect(try await world.store.read { tx in try RollRecords.entry(commendation, in: tx)?.revokedOn } == nil)

            let signed = try await world.sign(draft)
            #expect(signed.numberText == "02/QĐ-UBND")
            let entry = try await world.store.read { tx in try RollRecords.entry(commendation, in: tx)! }
            #expect(entry.revokedOn == CivilDate(year: 2025, month: 12, day: 5))
            #expect(entry.revocationNumber == "02/QĐ-UBND")
            let line = try await world.entries(original.id)[0]
            #expect(line.commendation?.revocationNumber == "02/QĐ-UBND")
            #expect(line.line.bonus?.amount == Dong(3_510_000))
            #expect(try await world.decision(original.id).state == .signed)
            let revoking = try await world.entries(id)[0]
            #expect(revoking.commendation?.originalDecisionID == original.id)
            #expect(revoking.commendation?.originalBonus == Dong(3_510_000))
            #expect(
                try await world.kinds(.commendation, commendation.rawValue) == [
                    .commendationGranted, .commendationRevoked,
                ])
            #expect(try await world.kinds(.decision, original.id.rawValue).last == .commendationRevoked)
            let third = try await problem {
                _ = try await revocation.run(by: world.specialist, lawbook: world.lawbook, on: world.store)
            }
            #expect(third?.message == "Khen thưởng này đã bị hủy bỏ theo Quyết định số 02/QĐ-UBND ngày 05/12/2025.")
        }
    }

    @Test(arguments: TestEngine.available)
    func `Khen thưởng cũ do xã tặng thì xã hủy bỏ, tỉnh không làm thay`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let fighter = world.fighter
            let old = try await world.store.read { tx in
                try RollRecords.entries(of: fighter, in: tx).first { $0.code == "CSTDCS" && $0.year == 2024 }!.id
            }
            let revocation = DraftRevocation(commendationID: old, ground: .laterConclusion, reason: "Bản án số 3.")
            for actor in [world.specialist, world.otherOfficer, world.member] {
                let refused = try await problem {
                    _ = try await revocation.run(by: actor, lawbook: world.lawbook, on: world.store)
                }
                #expect(refused?.code == .notAllowed)
            }
            let id = try await revocation.run(by: world.officer, lawbook: world.lawbook, on: world.store)
            #expect(try await world.decision(id).issuerTitle == "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ PHONG QUANG")
        }
    }

    // MARK: Who may

    @Test(arguments: TestEngine.available)
    func `Chỉ người có thẩm quyền ký; người soạn thấy nút khóa; người ngoài không thấy dự thảo`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            try await world.hold(council, [try await world.readyDossier()])
            let passed = try await world.waiting(for: world.province)
            for actor in [
                world.officer, world.head, world.secretary, world.member, world.chairman, world.actor("khongquyen"),
            ] {
                #expect(try await problem { _ = try await world.draft(passed, by: actor) }?.code == .notAllowed)
            }
            let draft = try await world.draft(passed)
            let locked = try await problem { _ = try await world.sign(draft, by: world.leader) }
            #expect(locked?.message == "Quyết định do Chủ tịch Ủy ban nhân dân tỉnh ký.")
            #expect(try await problem { _ = try await world.sign(draft, by: world.secretary) }?.code == .notAllowed)
            for actor in [world.officer, world.head, world.actor("khongquyen")] {
                #expect(try await problem { _ = try await world.sign(draft, by: actor) }?.code == .notFound)
            }
            func seen(_ actor: Actor) async throws -> Int {
                try await world.store.read { tx in
                    try DecisionRecords.page(DecisionFilter(), for: actor, before: nil, limit: 10, in: tx).count
                }
            }
            #expect(try await seen(world.specialist) == 1)
            #expect(try await seen(world.officer) == 0)
            _ = try await world.sign(draft)
            #expect(try await seen(world.officer) == 1)
            #expect(try await seen(world.actor("khongquyen")) == 0)
        }
    }

    // MARK: Cost

    @Test(arguments: TestEngine.available)
    func `lists and lines ask as many questions for three items as for one`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            var dossiers: [Dossier] = []
            for _ in 0..<4 { dossiers.append(try await world.readyDossier()) }
            try await world.hold(council, dossiers)
            let passed = try await world.waiting(for: world.province)
            let counting = CountingStore(world.store)
            let (specialist, province) = (world.specialist, world.province)
            func counts(_ id: ID<Decision>) async throws -> [Int] {
                var counts: [Int] = []
                counting.reset()
                _ = try await counting.read { tx in
                    try DecisionRecords.page(DecisionFilter(), for: specialist, before: nil, limit: 50, in: tx)
                }
                counts.append(counting.count)
                counting.reset()
                _ = try await counting.read { tx in try DecisionLineRecords.entries(of: id, in: tx) }
                counts.append(counting.count)
                counting.reset()
                _ = try await counting.read { tx in
                    try DecisionLineRecords.waiting(for: try UnitRecords.unit(province, in: tx)!, limit: 50, in: tx)
                }
                counts.append(counting.count)
                return counts
            }
            let one = try await counts(try await world.draft([passed[0]]).id)
            #expect(try await counts(try await world.draft(Array(passed[1...])).id) == one)
            #expect(one == [1, 1, 2])
        }
    }

    @Test(arguments: TestEngine.available)
    func `a list goes on where its page ended`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            var dossiers: [Dossier] = []
            for _ in 0..<3 { dossiers.append(try await world.readyDossier()) }
            try await world.hold(council, dossiers)
            var ids: [ID<Decision>] = []
            for nomination in try await world.waiting(for: world.province) {
                world.clock.advance(.seconds(60))
                ids.append(try await world.draft([nomination]).id)
            }
            let specialist = world.specialist
            let pages = try await world.store.read { tx in
                let first = try DecisionRecords.page(DecisionFilter(), for: specialist, before: nil, limit: 2, in: tx)
                let last = first[1]
                return try (
                    first,
                    DecisionRecords.page(
                        DecisionFilter(state: .draft, kind: .commend, year: 2025), for: specialist,
                        before: (last.updatedAt, last.id.rawValue), limit: 2, in: tx)
                )
            }
            #expect(pages.0.map(\.id) + pages.1.map(\.id) == ids.reversed())
        }
    }
}
