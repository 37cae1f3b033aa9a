import Actions
import Domain
import Law
import Primitives
import Records
import TestSupport
import TestWorld
import Testing

@testable import Store

/// The province's rules: drafting, signing off, what they decide, and that an issued version stands for good.
@Suite struct RulesTests {
    // MARK: Versions

    @Test(arguments: TestEngine.available)
    func `Quy định đi từ dự thảo đến có hiệu lực rồi được bản sau thay thế`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let first = try await world.issuedRules()
            #expect(try await world.rules(first).state == .issued)
            #expect(try await world.rules(first).signedOffByName == world.leader.name)
            var content = RulesContent.invented
            content.number = "50/2025/QĐ-UBND"
            content.inForceFrom = "01/01/2026"
            content.rows[.votes] = [["voteCode": "BKT", "voteShare": "90", "voteSource": "Khoản 1 Điều 5"]]
            let second = try await world.issuedRules(content)
            let timeline = try await world.store.read { tx in try RulesRecords.timeline(in: tx) }
            #expect(timeline.inForce(on: CivilDate(iso: "2025-12-31")!)?.id == first)
            #expect(timeline.inForce(on: CivilDate(iso: "2026-01-01")!)?.id == second)
            #expect(
                try await world.kinds(.provincialRules, first.rawValue) == [
                    .rulesDrafted, .rulesChanged, .rulesIssued, .rulesSuperseded,
                ])
            #expect(try await world.lastEvent(.provincialRules, first.rawValue)?.note?.contains("50/2025") == true)
            #expect(try await world.store.read { tx in try EventRecords.brokenChains(in: tx) }.isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Người đã soạn hoặc sửa không tự đưa vào hiệu lực, kể cả khi là lãnh đạo`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await world.draftRules()
            // The leader writes on the draft too; then only the Chairman is left.
            try await ChangeRules(id: id, version: 2, content: .invented).run(
                by: world.leader, lawbook: world.lawbook, on: world.store)
            for (actor, code) in [
                (world.leader, Problem.Code.notAllowed), (world.specialist, .notAllowed),
                (world.administrator, .notFound),
            ] {
                let refused = try await problem {
                    try await IssueRules(id: id, version: 3).run(by: actor, lawbook: world.lawbook, on: world.store)
                }
                #expect(refused?.code == code, "\(actor.name)")
            }
            try await IssueRules(id: id, version: 3).run(by: world.chairman, lawbook: world.lawbook, on: world.store)
            #expect(try await world.rules(id).signedOffByName == world.chairman.name)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Bản đã ban hành không ai sửa, xóa được, kể cả bằng lệnh vào thẳng cơ sở dữ liệu`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let id = try await world.issuedRules()
            let before = try await world.rules(id)
            let refused = try await problem {
                try await ChangeRules(id: id, version: 3, content: .invented).run(
                    by: world.specialist, lawbook: world.lawbook, on: world.store)
            }
            #expect(refused?.code == .conflict)
            let statements: [SQL] = [
                "UPDATE provincial_rules SET title = 'khác' WHERE id = \(id)",
                "UPDATE provincial_rules SET in_force_from = '2020-01-01' WHERE id = \(id)",
                "UPDATE provincial_rules SET state = 'draft' WHERE id = \(id)",
                "DELETE FROM provincial_rules WHERE id = \(id)",
            ]
            for statement in statements {
                let told = try await problem {
                    try await world.store.perform { tx in _ = try tx.run(statement) }
                }
                #expect(told?.code == .conflict)
                #expect(told?.message.contains("không sửa, không xóa được") == true)
            }
            #expect(try await world.rules(id) == before)
            // The records refuse too, with words, before the trigger has to.
            let changed = try await problem {
                try await world.store.perform { tx in
                    try RulesRecords.updateDraft(before, expecting: before.version, by: world.administrator, in: tx)
                }
            }
            #expect(changed?.message.contains("vừa được đưa vào hiệu lực") == true)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Không bản nào chen vào trước bản đã ban hành, không hai bản bắt đầu cùng ngày`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            try await world.issuedRules()
            for day in ["05/12/2025", "01/12/2025"] {
                let isFirst = day == "05/12/2025"
                var content = RulesContent.invented
                content.inForceFrom = day
                let draft = try await world.store.read { tx in try RulesRecords.draft(of: world.province, in: tx) }
                let id: ID<ProvincialRules>
                if let draft {
                    id = draft.id
                } else {
                    id = try await DraftRules().run(by: world.specialist, on: world.store)
                }
                let version = isFirst ? 1 : 2
                try await ChangeRules(id: id, version: version, content: content).run(
                    by: world.specialist, lawbook: world.lawbook, on: world.store)
                let refused = try await problem {
                    try await IssueRules(id: id, version: version + 1).run(
                        by: world.leader, lawbook: world.lawbook, on: world.store)
                }
                #expect(refused?.code == .invalid)
                #expect(refused?.message.contains("phải sau ngày có hiệu lực") == true)
                // And the database itself does not take it.
                let told = try await problem {
                    try await world.store.perform { tx in
                        try RulesRecords.issue(id, expecting: version + 1, by: world.leader, in: tx)
                    }
                }
                #expect(told?.code == .conflict)
                #expect(told?.message.contains("có hiệu lực") == true)
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `Hai người cùng sửa: người sau được báo bằng lời, nội dung người trước còn nguyên`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let id = try await world.draftRules()
            var content = RulesContent.invented
            content.title = "Tên khác"
            let told = try await problem {
                try await ChangeRules(id: id, version: 1, content: content).run(
                    by: world.leader, lawbook: world.lawbook, on: world.store)
            }
            #expect(told?.code == .conflict)
            #expect(told?.message.contains(world.specialist.name) == true)
            #expect(try await world.rules(id).title == RulesContent.invented.title)
            let second = try await problem { _ = try await DraftRules().run(by: world.leader, on: world.store) }
            #expect(second?.code == .conflict)
            // Two who begin at once: the database lets one through.
            let slipped = try await problem {
                try await world.store.perform { tx in
                    try RulesRecords.insert(
                        ProvincialRules(
                            id: ID(at: tx.now), unitID: world.province, title: "B", createdBy: world.leader.accountID,
                            createdAt: tx.now, updatedAt: tx.now), in: tx)
                }
            }
            #expect(slipped?.message.contains("Đang có một dự thảo khác") == true)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Mọi chỗ sai được nêu cùng lúc, mỗi chỗ ở ô của nó`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await DraftRules().run(by: world.specialist, on: world.store)
            var content = RulesContent.invented
            content.title = ""
            content.issuedOn = "31/02/2025"
            content.rows[.votes] = [
                ["voteCode": "CSTDT", "voteShare": "85", "voteSource": "Điều 5"],
                ["voteCode": "BKT", "voteShare": "40", "voteSource": ""],
                ["voteCode": "BKT", "voteShare": "80", "voteSource": "Điều 5"],
                ["voteCode": "KHONG", "voteShare": "80", "voteSource": "Điều 5"],
            ]
            content.rows[.quotas] = [
                ["quotaCode": "TTLDXS", "quotaPercent": "10", "quotaBase": "staff", "quotaSource": "Điều 6"],
                ["quotaCode": "CSTDCS", "quotaPercent": "150", "quotaBase": "?", "quotaSource": "Điều 6"],
            ]
            content.rows[.deadlines] = [
                ["deadlineRound": "", "deadlineDay": "31/4", "deadlineYear": "0", "deadlineSource": "Điều 7"]
            ]
            content.rows[.limits] = [["limitStep": "", "limitDays": "0", "limitSource": "Điều 9"]]
            content.rows[.amounts] = [
                ["amountName": "A", "amountSubject": "individual", "amountDong": "mười", "amountSource": "Điều 10"],
                // 0,6 times the base salary is the most; and what the law fixes is not the province's.
                [
                    "amountName": "Kỷ niệm chương", "amountCode": "KNCT", "amountSubject": "individual",
                    "amountDong": "1.500.000", "amountSource": "Điều 10",
                ],
                [
                    "amountName": "Bằng khen", "amountCode": "BKT", "amountSubject": "individual",
                    "amountDong": "1.000.000", "amountSource": "Điều 10",
                ],
            ]
            content.counting = "separate"
            content.countingSource = ""
            content.clusterLaunch = "chairToo"
            content.clusterLaunchSource = " "
            let refused = try #require(
                try await problem {
                    try await ChangeRules(id: id, version: 1, content: content).run(
                        by: world.specialist, lawbook: world.lawbook, on: world.store)
                })
            let fields = Set(refused.fields.map(\.field))
            #expect(
                fields == [
                    "title", "issuedOn", "voteShare-1", "voteShare-2", "voteSource-2", "voteCode-3", "voteCode-4",
                    "quotaCode-1", "quotaPercent-2", "quotaBase-2", "deadlineRound-1", "deadlineDay-1", "limitStep-1",
                    "limitDays-1", "amountDong-1", "amountDong-2", "amountCode-3", "countingSource",
                    "clusterLaunchSource",
                ])
            let share = try #require(refused.fields.first { $0.field == "voteShare-1" })
            #expect(share.message.contains("ít nhất 90 %"))
            #expect(share.message.contains("tỉnh không được quy định thấp hơn"))
            #expect(try await world.rules(id).version == 1)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Chưa có số, ngày ban hành thì chưa đưa vào hiệu lực được`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            var content = RulesContent.invented
            content.number = ""
            content.issuedOn = ""
            let id = try await world.draftRules(content)
            let refused = try await problem {
                try await IssueRules(id: id, version: 2).run(by: world.leader, lawbook: world.lawbook, on: world.store)
            }
            #expect(refused?.code == .invalid)
            #expect(refused?.message.contains("số, ký hiệu quyết định ban hành; ngày ban hành") == true)
            #expect(try await world.rules(id).state == .draft)
        }
    }

    @Test(arguments: TestEngine.available)
    func `content comes back from the database as it was typed`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await world.draftRules()
            let rules = try await world.rules(id)
            var content = RulesContent(rules)
            content.rows[.deadlines]?[0]["deadlineDay"] = "03/12"
            #expect(content == RulesContent.invented)
            // Settings that were spoilt by hand are refused, not guessed at.
            try await world.store.write { tx in
                try tx.run(
                    "UPDATE provincial_rules SET settings = REPLACE(settings, '\"percent\":40', '\"percent\":400') WHERE id = \(id)"
                )
            }
            await #expect(throws: RulesFlaw.self) { _ = try await world.rules(id) }
            try await world.store.write { tx in
                try tx.run("UPDATE provincial_rules SET settings = REPLACE(settings, '\"schema\":1', '\"schema\":9')")
            }
            await #expect(throws: RulesFlaw.self) { _ = try await world.rules(id) }
        }
    }

    @Test(arguments: TestEngine.available)
    func `the history takes one statement, page after page`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            for number in 1...3 {
                var content = RulesContent.invented
                content.number = "\(number)/QĐ-UBND"
                content.inForceFrom = "0\(number)/01/2026"
                try await world.issuedRules(content)
                world.clock.advance(.seconds(60))
            }
            _ = try await DraftRules().run(by: world.specialist, on: world.store)
            let counting = CountingStore(world.store)
            let first = try await counting.read { tx in
                try RulesRecords.page(includingDrafts: true, before: nil, limit: 2, in: tx)
            }
            #expect(counting.count == 1)
            #expect(first.map(\.number) == ["", "3/QĐ-UBND"])
            let last = first[1]
            let rest = try await counting.read { tx in
                try RulesRecords.page(
                    includingDrafts: true, before: (last.createdAt, last.id.rawValue), limit: 10, in: tx)
            }
            #expect(counting.count == 2)
            #expect(rest.map(\.number) == ["2/QĐ-UBND", "1/QĐ-UBND"])
            #expect(rest.map(\.inForceUntil) == [CivilDate(iso: "2026-01-02"), CivilDate(iso: "2026-01-01")])
            let issued = try await counting.read { tx in
                try RulesRecords.page(includingDrafts: false, before: nil, limit: 10, in: tx)
            }
            #expect(issued.count == 3)
        }
    }

    @Test func `two versions are compared line by line`() throws {
        let lawbook = try Lawbook.bundled()
        var before = ProvincialSettings()
        before.voteShares = [LocalVoteShare(code: "BKT", share: Ratio(80, of: 100), source: "Điều 5")]
        before.quotas = [StaffQuota(code: "CSTDCS", percent: 15, base: .staff, source: "Điều 6")]
        var after = before
        after.voteShares = [LocalVoteShare(code: "BKT", share: Ratio(85, of: 100), source: "Điều 5")]
        after.quotas = []
        after.appraisalLimits = [AppraisalLimit(step: .appraisal, workingDays: 20, source: "Điều 9")]
        let changes = RulesComparison(before, after, lawbook: lawbook).changes
        #expect(changes.count == 3)
        #expect(changes[0].before?.contains("80 %") == true && changes[0].after?.contains("85 %") == true)
        #expect(changes[1].before != nil && changes[1].after == nil)
        #expect(changes[2].before == nil && changes[2].after?.contains("20 ngày làm việc") == true)
        #expect(RulesComparison(after, after, lawbook: lawbook).changes.isEmpty)
    }

    // MARK: Use

    @Test(arguments: TestEngine.available)
    func `Phiên họp lấy tỷ lệ phiếu của tỉnh: 13/17 không đủ 80 %, 14/17 đủ`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            let dossier = try await world.readyDossier()
            let session = try await world.plan(council, [dossier])
            try await world.attend(session)
            // Without rules of the province more than half is enough.
            try await world.vote(session, agree: 13, disagree: 4)
            #expect(try await world.file(session).nominations[0].count?.hasPassed == true)
            var content = RulesContent.invented
            content.rows[.papers] = []
            try await world.issuedRules(content)
            try await world.vote(session, agree: 13, disagree: 3)
            let count = try #require(try await world.file(session).nominations[0].count)
            #expect(count.threshold == Ratio(80, of: 100))
            #expect(!count.hasPassed)
            try await world.vote(session, agree: 14, disagree: 3)
            #expect(try await world.file(session).nominations[0].count?.hasPassed == true)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Hồ sơ trình tỉnh cần thêm văn bản của tỉnh, hồ sơ của xã thì không`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            try await world.issuedRules()
            let dossier = try await world.draftDossier()
            let refused = try await problem {
                _ = try await SubmitDossier(id: dossier.id, version: dossier.version).run(
                    by: world.officer, lawbook: world.lawbook, on: world.store)
            }
            #expect(refused?.message.contains("văn bản “Giấy xác nhận thuế”") == true)
            let key = LocalPaper.key(for: "Giấy xác nhận thuế")
            #expect(key == "tinh_giay_xac_nhan_thue")
            _ = try await AddAttachment(
                dossierID: dossier.id, nominationID: nil, paperKey: key, paperNumber: "", paperOn: "",
                fileName: "thue.pdf", content: World.pdf
            ).run(by: world.officer, lawbook: world.lawbook, files: world.files, on: world.store)
            let version = try await world.store.read { tx in try DossierRecords.dossier(dossier.id, in: tx)!.version }
            let submitted = try await SubmitDossier(id: dossier.id, version: version).run(
                by: world.officer, lawbook: world.lawbook, on: world.store)
            #expect(submitted.state == .submitted)
            _ = try await world.ownDossier(codes: ["BKT"])
        }
    }

    @Test(arguments: TestEngine.available)
    func `Tỷ lệ theo số người đếm trên cả đơn vị, quá tỷ lệ thì cán bộ phải kết luận trước khi đề nghị`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            var content = RulesContent.invented
            content.rows[.papers] = []
            content.rows[.quotas]?[0]["quotaPercent"] = "50"
            try await world.issuedRules(content)
            // Two people work in the commune with its section: one of them is half, two are all.
            let first = try await world.draftDossier()
            func quota(_ dossier: Dossier) async throws -> Finding? {
                let lawbook = world.lawbook
                return try await world.store.read { tx in
                    let nomination = try NominationRecords.nominations(of: dossier.id, in: tx)[0]
                    return try Assessments.assess(nomination, in: dossier, judgements: [], lawbook: lawbook, tx: tx)
                        .findings.first { $0.id == "RULES.quota-BKT" }
                }
            }
            let alone = try #require(try await quota(first))
            #expect(alone.verdict == .met)
            #expect(alone.because.contains("1 trên 2 người của đơn vị (50 %)"))
            #expect(alone.citation.text == "Khoản 1 Điều 6, Quyết định số 41/2025/QĐ-UBND")
            let second = try await world.draftDossier(nominee: .person(world.worker))
            // A draft of somebody else does not count yet.
            #expect(try await quota(second)?.verdict == .met)
            _ = try await SubmitDossier(id: first.id, version: first.version).run(
                by: world.officer, lawbook: world.lawbook, on: world.store)
            let over = try #require(try await quota(second))
            #expect(over.verdict == .undecided)
            #expect(over.needsOfficer)
            #expect(over.because.contains("2 trên 2 người của đơn vị (100 %)"))
            #expect(over.because.contains("Quá tỷ lệ 50 %"))
        }
    }

    // MARK: What a nomination keeps

    @Test(arguments: TestEngine.available)
    func `Xét xong rồi đổi quy định, dữ kiện và ngày: mở lại vẫn đúng lời cũ, và biết hôm nay sẽ khác`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            var content = RulesContent.invented
            content.rows[.papers] = []
            content.rows[.quotas]?[0]["quotaPercent"] = "50"
            let rules = try await world.issuedRules(content)
            let dossier = try await world.appraisedDossier()
            let lawbook = world.lawbook
            func state() async throws -> (Nomination, KeptBasis?, AssessmentComparison) {
                try await world.store.read { tx in
                    let dossier = try DossierRecords.dossier(dossier.id, in: tx)!
                    let nomination = try NominationRecords.nominations(of: dossier.id, in: tx)[0]
                    let judgements = try NominationRecords.judgements(of: dossier.id, in: tx)
                    let today = try Assessments.judgeAsOfToday(
                        nomination, in: dossier, judgements: judgements, lawbook: lawbook, tx: tx)
                    return (
                        nomination, try NominationRecords.basis(of: nomination.id, in: tx),
                        AssessmentComparison(kept: nomination.assessment!, today: today.assessment)
                    )
                }
            }
            let (before, basis, unchanged) = try await state()
            let kept = try #require(basis)
            #expect(kept.basis.rulesID == rules.rawValue)
            #expect(kept.basis.rulesName == "Quyết định số 41/2025/QĐ-UBND")
            #expect(kept.basis.counting == .separate)
            #expect(before.assessment?.lawbookDigest == lawbook.digest)
            #expect(before.assessment?.asOf == CivilDate(iso: "2025-12-05"))
            #expect(kept.basis.facts.years.contains { $0.year == 2025 && $0.rating == .excellent })
            #expect(!unchanged.isOtherwise)

            // Years pass: other rules, a rating put right, an examination opened.
            world.clock.set(Instant(CivilDate(iso: "2027-03-01")!, hour: 8))
            content.number = "7/2027/QĐ-UBND"
            content.issuedOn = "01/02/2027"
            content.inForceFrom = "01/03/2027"
            content.rows[.quotas]?[0]["quotaPercent"] = "10"
            content.counting = "sliding"
            try await world.issuedRules(content)
            let fighter = world.fighter
            try await world.store.write { tx in
                try tx.run(
                    "UPDATE person_rating SET completion_level = 'not_completed' WHERE person_id = \(fighter)")
            }
            let (after, basisAfter, today) = try await state()
            #expect(after.assessment == before.assessment)
            #expect(basisAfter == kept)
            #expect(today.isOtherwise)
            let quota = try #require(today.changes.first { $0.kept?.id == "RULES.quota-BKT" })
            #expect(quota.kept?.verdict == .met)
            #expect(quota.today?.verdict == .undecided)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Đã có quyết định tặng rồi thì chính quyết định đó không làm kết quả hôm nay khác đi`(engine: TestEngine)
        async throws
    {
        try await withWorld(engine) { world in
            let council = try await world.makeCouncil(of: world.province)
            let dossier = try await world.appraisedDossier()
            try await world.hold(council, [dossier])
            let waiting = try await world.waiting(for: world.province)
            _ = try await world.sign(try await world.draft(waiting))
            let lawbook = world.lawbook
            let comparison = try await world.store.read { tx in
                let dossier = try DossierRecords.dossier(dossier.id, in: tx)!
                #expect(dossier.state == .decided)
                let nomination = try NominationRecords.nominations(of: dossier.id, in: tx)[0]
                let today = try Assessments.judgeAsOfToday(
                    nomination, in: dossier, judgements: try NominationRecords.judgements(of: dossier.id, in: tx),
                    lawbook: lawbook, tx: tx)
                return AssessmentComparison(kept: nomination.assessment!, today: today.assessment)
            }
            #expect(comparison.changes.isEmpty)
        }
    }
}
