import Actions
import Domain
import Law
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing

private func day(_ day: Int, _ month: Int, _ year: Int) -> CivilDate { CivilDate(year: year, month: month, day: day)! }

extension World {
    fileprivate func work(_ actor: Actor) async throws -> Work {
        let (work, count) = try await store.read { tx in
            (
                try WorkRecords.work(for: actor, limit: 20, in: tx),
                try WorkRecords.openCount(for: actor, upTo: 100, in: tx)
            )
        }
        #expect(work.openCount == count)
        return work
    }

    fileprivate func entries(_ id: ID<Difficulty>) async throws -> [DifficultyEntry] {
        try await store.read { tx in try DifficultyRecords.entries(of: id, in: tx) }
    }

    fileprivate func events(_ id: ID<Difficulty>) async throws -> [EventKind] {
        try await store.read { tx in try EventRecords.history(of: .difficulty, id.rawValue, in: tx).map(\.kind) }
    }

    fileprivate func notices(_ actor: Actor) async throws -> [String] {
        try await store.read { tx in
            try NoticeRecords.page(of: actor.accountID, unreadOnly: false, before: nil, limit: 50, in: tx).map(
                \.message)
        }
    }
}

@Suite struct DifficultyTests {
    @Test(arguments: TestEngine.available)
    func `Xã gửi vướng mắc, Sở phân công, hỏi lại, xã bổ sung, Sở trả lời, xã kết thúc: việc luôn nằm ở đúng người`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            // Friday 5 December 2025; five working days later is Friday the 12th.
            let raised = try await world.difficulty()
            #expect(raised.state == .waiting && raised.dueOn == day(12, 12, 2025))
            #expect(raised.pageAddress == "/ho-so/moi" && raised.pageTitle == "Lập hồ sơ")
            let id = raised.id
            #expect(try await world.work(world.specialist)[.difficultiesToAssign]?.items.map(\.id) == [id.rawValue])
            #expect(try await world.work(world.officer)[.difficultiesRaised]?.total == 1)
            #expect(try await world.work(world.otherOfficer)[.difficultiesRaised]?.total == 0)
            #expect(try await world.notices(world.leader).contains { $0.contains("Xã Phong Quang gửi vướng mắc") })

            let locked = try await problem {
                try await AnswerDifficulty(id: id, version: 1, text: "Có", basis: "").run(
                    by: world.specialist, lawbook: world.lawbook, on: world.store)
            }
            #expect(locked?.message.contains("phân công trước") == true)
            try await AssignDifficulty(id: id, version: 1, handler: world.specialist.accountID.rawValue).run(
                by: world.leader, on: world.store)
            #expect(try await world.work(world.specialist)[.difficultiesToAnswer]?.total == 1)
            #expect(try await world.work(world.leader)[.difficultiesWithOthers]?.total == 1)
            #expect(try await world.notices(world.specialist).contains { $0.contains("được phân công") })

            try await AskBack(id: id, version: 2, text: "Cho biết ngày sáp nhập.").run(
                by: world.specialist, on: world.store)
            let back = try await world.work(world.officer)[.difficultiesAskedBack]
            #expect(back?.items.map(\.reason) == ["Cho biết ngày sáp nhập."])
            #expect(try await world.difficulty(id).dueOn == nil, "the unit has the turn")
            #expect(try await world.notices(world.head).contains { $0.contains("hỏi lại") })

            world.clock.advance(.seconds(3 * 24 * 3600))
            try await SupplementDifficulty(id: id, version: 3, text: "Ngày 01/7/2025.").run(
                by: world.head, lawbook: world.lawbook, on: world.store)
            #expect(try await world.difficulty(id).dueOn == day(15, 12, 2025), "the time begins anew")

            try await AnswerDifficulty(id: id, version: 4, text: "Tính cả thời gian trước.", basis: "Văn bản của tỉnh")
                .run(by: world.specialist, lawbook: world.lawbook, on: world.store)
            let answered = try await world.difficulty(id)
            // Friday to Monday: one working day.
            #expect(answered.state == .answered && answered.answerDays == 1 && answered.dueOn == nil)
            #expect(try await world.work(world.officer)[.difficultiesAnswered]?.total == 1)
            try await CloseDifficulty(id: id, version: 5).run(by: world.officer, on: world.store)
            #expect(try await world.work(world.officer).openCount == 0)
            #expect(
                try await world.entries(id).map(\.kind) == [.question, .request, .supplement, .answer])
            #expect(
                try await world.events(id) == [
                    .difficultyRaised, .difficultyAssigned, .difficultyAskedBack, .difficultySupplemented,
                    .difficultyAnswered, .difficultyClosed,
                ])
        }
    }

    @Test(arguments: TestEngine.available)
    func `Quá hạn trả lời thì hiện là quá hạn; hạn theo số ngày tỉnh tự đặt`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let refused = try await problem {
                try await SetDifficultySettings(answerDays: "2", newTheme: "").run(
                    by: world.specialist, on: world.store)
            }
            #expect(refused?.code == .notAllowed)
            for (typed, field) in [
                ("", "answerDays"), ("0", "answerDays"), ("61", "answerDays"), ("hai", "answerDays"),
            ] {
                let wrong = try await problem {
                    try await SetDifficultySettings(answerDays: typed, newTheme: "").run(
                        by: world.leader, on: world.store)
                }
                #expect(wrong?.fields.map(\.field) == [field], "\(typed)")
            }
            try await SetDifficultySettings(answerDays: "2", newTheme: "Tập huấn").run(
                by: world.leader, on: world.store)
            let twice = try await problem {
                try await SetDifficultySettings(answerDays: "2", newTheme: "tap  huan").run(
                    by: world.leader, on: world.store)
            }
            #expect(twice?.fields.map(\.field) == ["newTheme"])
            let themes = try await world.store.read { tx in try DifficultyRecords.themes(in: tx).map(\.name) }
            #expect(themes.contains("Tập huấn") && themes.last == "Nội dung khác")
            let raised = try await world.difficulty()
            #expect(raised.dueOn == day(9, 12, 2025))
            world.clock.advance(.seconds(5 * 24 * 3600))
            let list = try await world.work(world.specialist)[.difficultiesToAssign]
            #expect(list?.late == 1 && list?.items.first?.isLate(on: day(10, 12, 2025)) == true)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Chỉ người của đơn vị và Sở Nội vụ xem được; không ai gửi thay đơn vị khác`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await world.difficulty(until: .assigned).id
            for actor in [world.otherOfficer, world.member, world.administrator, world.actor("khongquyen")] {
                let hidden = try await problem {
                    try await world.store.read { tx in
                        _ = try Gate.difficulty(id, for: actor, may: .view, in: tx)
                    }
                }
                #expect(hidden?.code == .notFound, "\(actor.name)")
                let lines = try await world.store.read { tx in
                    try DifficultyRecords.page(DifficultyFilter(), for: actor, before: nil, limit: 10, in: tx)
                }
                #expect(lines.isEmpty, "\(actor.name)")
            }
            for actor in [world.officer, world.head, world.specialist, world.leader, world.chairman, world.inspector] {
                let lines = try await world.store.read { tx in
                    try DifficultyRecords.page(DifficultyFilter(), for: actor, before: nil, limit: 10, in: tx)
                }
                #expect(lines.map(\.id) == [id], "\(actor.name)")
            }
            let foreign = try await problem { _ = try await world.difficulty(by: world.otherOfficer) }
            #expect(foreign?.code == .notAllowed)
            // The unit does not answer itself; Sở Nội vụ does not close what it has not answered.
            let own = try await problem {
                try await AnswerDifficulty(id: id, version: 2, text: "Có", basis: "").run(
                    by: world.officer, lawbook: world.lawbook, on: world.store)
            }
            #expect(own?.code == .notAllowed)
            let early = try await problem {
                try await CloseDifficulty(id: id, version: 2).run(by: world.specialist, on: world.store)
            }
            #expect(early?.message.contains("sau khi đã trả lời") == true)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Hai người làm cùng lúc thì người sau được báo ai vừa làm, nội dung không đè lên nhau`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let id = try await world.difficulty(until: .assigned).id
            try await AssignDifficulty(id: id, version: 2, handler: world.leader.accountID.rawValue).run(
                by: world.leader, on: world.store)
            let late = try await problem {
                try await AskBack(id: id, version: 2, text: "Hỏi thêm").run(by: world.specialist, on: world.store)
            }
            #expect(late?.code == .conflict && late?.message.contains(world.leader.name) == true)
            #expect(try await world.entries(id).count == 1)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Chưa rõ thì đơn vị đề nghị trả lời lại, phải ghi lý do`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let id = try await world.difficulty(until: .closed).id
            let blank = try await problem {
                try await ReopenDifficulty(id: id, version: 4, reason: " ").run(
                    by: world.officer, lawbook: world.lawbook, on: world.store)
            }
            #expect(blank?.fields.map(\.field) == ["reason"])
            try await ReopenDifficulty(id: id, version: 4, reason: "Chưa nói về tập thể.").run(
                by: world.officer, lawbook: world.lawbook, on: world.store)
            let again = try await world.difficulty(id)
            #expect(again.state == .assigned && again.dueOn == day(12, 12, 2025) && again.answerDays == 0)
            #expect(try await world.work(world.specialist)[.difficultiesToAnswer]?.total == 1)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Chia sẻ không nêu tên người hỏi, đơn vị chỉ nêu khi đã đồng ý; bản gốc giữ nguyên; tìm không dấu`(
        engine: TestEngine
    ) async throws {
        try await withWorld(engine) { world in
            let first = try await world.difficulty(until: .answered)
            func share(_ difficulty: Difficulty, _ question: String, names: Bool = false) async throws -> Problem? {
                let now = try await world.difficulty(difficulty.id)
                return try await problem {
                    try await ShareQuestion(
                        id: now.id, version: now.version, question: question, answer: "Tính cả thời gian trước đó.",
                        basis: "", namesUnit: names
                    ).run(by: world.specialist, on: world.store)
                }
            }
            let named = try await share(first, "Chị ly thi mau hỏi: xa phong quang tính thế nào?")
            #expect(named?.fields.map(\.field) == ["question", "question"])
            #expect(try await share(first, "Tính thế nào?", names: true)?.fields.map(\.field) == ["namesUnit"])
            #expect(try await share(first, "Thời gian công tác tính thế nào khi sáp nhập?") == nil)
            let second = try await world.difficulty("Khác", until: .answered, mayNameUnit: true)
            #expect(try await share(second, "Xã Phong Quang chụp biên bản được không?", names: true) == nil)
            let waiting = try await world.difficulty("Chưa trả lời")
            #expect(try await share(waiting, "Gì?")?.message.contains("sau khi đã trả lời") == true)

            func found(_ typed: String, theme: String? = nil) async throws -> [String] {
                try await world.store.read { tx in
                    try SharedQuestionRecords.page(typed, theme: theme, before: nil, limit: 10, in: tx).map(\.question)
                }
            }
            #expect(try await found("sap nhap") == ["Thời gian công tác tính thế nào khi sáp nhập?"])
            #expect(try await found("").count == 2)
            #expect(try await found("", theme: "money").isEmpty)
            #expect(try await world.entries(first.id).first?.text.contains("Đề nghị hướng dẫn") == true)
            let (shared, other) = try await world.store.read { tx in
                (
                    try SharedQuestionRecords.question(of: first.id, in: tx),
                    try SharedQuestionRecords.question(of: second.id, in: tx)
                )
            }
            #expect(shared?.unitName == "" && other?.unitName == "Xã Phong Quang")
            let version = try await world.difficulty(first.id).version
            try await WithdrawQuestion(id: first.id, version: version, reason: "Quy định đã đổi.").run(
                by: world.leader, on: world.store)
            #expect(try await found("sap nhap").isEmpty)
            #expect(try await found("").count == 1)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Tổng hợp đếm đúng theo lĩnh vực và tình trạng, nêu tên việc chưa trả lời`(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            _ = try await world.difficulty("Một", until: .answered)
            _ = try await world.difficulty("Hai", until: .closed)
            _ = try await world.difficulty("Ba")
            world.clock.advance(.seconds(10 * 24 * 3600))
            let province = world.province
            let (summary, before) = try await world.store.read { tx in
                (
                    try DifficultyRecords.summary(
                        from: day(1, 1, 2025), until: day(31, 12, 2025), below: [province], in: tx),
                    try DifficultyRecords.summary(
                        from: day(1, 1, 2025), until: day(4, 12, 2025), below: [province], in: tx)
                )
            }
            #expect(before.themes.isEmpty && before.open.isEmpty)
            let count = try #require(summary.themes.first)
            #expect(summary.themes.count == 1 && count.themeName == "Hồ sơ, thủ tục" && count.total == 3)
            #expect((count.open, count.late, count.answered, count.closed) == (1, 1, 1, 1))
            #expect(count.withAnswer == 2 && count.answerDays == 0)
            #expect(summary.open.map(\.subject) == ["Ba"])
        }
    }

    @Test(arguments: TestEngine.available)
    func listsAskAsManyStatementsForThreeItemsAsForOneAndPagesFollowEachOther(engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let store = CountingStore(world.store)
            let specialist = world.specialist
            var made: Set<ID<Difficulty>> = []
            for round in [1, 3] {
                while made.count < round {
                    made.insert(try await world.difficulty("Số \(made.count)", until: .answered).id)
                }
                store.reset()
                let lines = try await store.read { tx in
                    try DifficultyRecords.page(DifficultyFilter(), for: specialist, before: nil, limit: 50, in: tx)
                }
                #expect(lines.count == round && store.count == 1)
                store.reset()
                let notices = try await store.read { tx in
                    try NoticeRecords.page(of: specialist.accountID, unreadOnly: true, before: nil, limit: 50, in: tx)
                }
                #expect(notices.count == round && store.count == 1)
            }
            var seen: [DifficultyLine] = []
            while true {
                let last = seen.last
                let page = try await world.store.read { tx in
                    try DifficultyRecords.page(
                        DifficultyFilter(), for: specialist, before: last.map { ($0.askedAt, $0.id.rawValue) },
                        limit: 2,
                        in: tx)
                }
                if page.isEmpty { break }
                seen += page
            }
            #expect(seen.count == 3 && Set(seen.map(\.id)) == made)
            let filtered = try await world.store.read { tx in
                try DifficultyRecords.page(
                    DifficultyFilter(theme: "law"), for: specialist, before: nil, limit: 5, in: tx)
            }
            #expect(filtered.isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `Kế hoạch năm: chưa lập, bị trả lại, chờ duyệt, chờ gửi đều nằm ở đúng người`(engine: TestEngine) async throws
    {
        try await withWorld(engine) { world in
            #expect(try await world.work(world.officer)[.plansToWrite]?.total == 0)
            _ = try await world.plan(of: world.province, until: .sent)
            let toWrite = try await world.work(world.officer)[.plansToWrite]
            #expect(toWrite?.items.map(\.title) == ["Kế hoạch năm 2025"] && toWrite?.items.first?.part == "2025")
            let plan = try await world.plan(of: world.commune, until: .submitted)
            #expect(try await world.work(world.officer)[.plansToWrite]?.total == 0)
            #expect(try await world.work(world.officer)[.plansSubmitted]?.total == 1)
            #expect(try await world.work(world.head)[.plansToApprove]?.items.map(\.id) == [plan.id.rawValue])
            #expect(try await world.work(world.specialist)[.plansToApprove] == nil)
            try await ReturnPlan(id: plan.id, version: plan.version, reason: "Thiếu chỉ tiêu.").run(
                by: world.head, on: world.store)
            let back = try await world.work(world.officer)[.plansReturned]
            #expect(back?.items.map(\.reason) == ["Thiếu chỉ tiêu."])
            _ = try await world.plan(of: world.commune, year: 2024, until: .approved)
            #expect(try await world.work(world.officer)[.plansToSend]?.total == 1)
        }
    }
}
