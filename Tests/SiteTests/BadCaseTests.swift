import Actions
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Primitives
import Records
import Store
import TestSupport
import TestWorld
import Testing
import WebSupport

/// What happens on a bad day: days that do not exist, texts without end, two clicks, two people.
@Suite struct BadCaseTests {
    // MARK: Two people at one form (T-05)

    /// Every form that carries a version.
    private static let versioned: [Route] = [
        .changeDossier, .changeNomination, .submitDossier, .withdrawDossier, .reopenDossier, .receiveDossier,
        .returnDossier,
        .appraiseDossier, .changeMovement, .launchMovement, .closeMovement, .respondToMovement, .reopenMovement,
        .changeDrive, .cancelDrive, .reviewMovement, .changeAgenda,
        .recordAttendance, .recordVotes, .concludeSession, .addCouncilMember, .endCouncilMembership, .changeDecision,
        .removeDecisionLine, .refuseNomination, .signDecision, .discardDecision, .changeRules, .issueRules,
        .enableAccount, .setAccountMail,
        .changeAccountRoles, .disableAccount, .resetAccountPassword, .sendDirective, .withdrawDirective,
        .assignDelivery, .finishDelivery, .changeCluster, .endCluster, .addClusterMembers, .endClusterMemberships,
        .removeClusterMemberships, .setClusterTerm,
    ]

    @Test(arguments: versioned)
    func `a form that somebody else has overtaken is never taken, and says so`(route: Route) async throws {
        try await withSite(.sqlite) { site in
            let stage = try await Stage.make(site.world)
            let world = site.world
            var write = fullWrites(stage).first { Self.fits($0.path, route.pattern) }
            switch route {
            case .appraiseDossier: try await Stage.judge(stage.received.id, by: world.specialist, world)
            case .respondToMovement:
                let response = RespondToMovement(
                    movementID: stage.movement, unitID: world.commune, version: 0, plan: "Kế hoạch", subjects: "Tất cả",
                    registeredPeople: "", registeredCollectives: "")
                try await response.run(by: world.officer, on: world.store)
                write = FullWrite(
                    route.path(stage.movement), .officer, 1,
                    [("unit", world.commune.rawValue), ("plan", "Kế hoạch khác"), ("subjects", "Khác")])
            case .reviewMovement:
                let review = ReviewMovement(
                    movementID: stage.movement, unitID: world.commune, stage: "midway", version: 0,
                    review: TypedReview(results: "Đạt"))
                try await review.run(by: world.officer, on: world.store)
                write = FullWrite(
                    route.path(stage.movement), .officer, 1,
                    [("unit", world.commune.rawValue), ("stage", "midway"), ("results", "Khác")])
            case .concludeSession:
                let members = try await world.store.read { tx in
                    try CouncilRecords.members(of: stage.council, on: tx.today, in: tx)
                }
                try await RecordAttendance(
                    id: stage.session, version: 1,
                    presences: Dictionary(uniqueKeysWithValues: members.map { ($0.id, Presence.present) })
                ).run(by: world.secretary, on: world.store)
                try await RecordVotes(
                    id: stage.session, version: 2, votes: [stage.sessionNomination: .init(agree: "5", disagree: "0")]
                ).run(by: world.secretary, lawbook: world.lawbook, on: world.store)
                write = FullWrite(route.path(stage.session), .secretary, 3)
            case .discardDecision:
                try await RemoveDecisionLine(
                    id: stage.decision, version: 1, lineID: stage.decisionLine, reason: "Chờ đợt sau"
                ).run(by: world.specialist, on: world.store)
                write = FullWrite(route.path(stage.decision), .specialist, 2, [("reason", "Không cần nữa")])
            case .issueRules:
                var content = RulesContent.invented
                content.number = "42/2025/QĐ-UBND"
                content.inForceFrom = "01/02/2026"
                try await ChangeRules(id: stage.rulesDraft, version: 1, content: content).run(
                    by: world.specialist, lawbook: world.lawbook, on: world.store)
                write = FullWrite(route.path(stage.rulesDraft), .leader, 2)
            case .enableAccount:
                try await DisableAccount(id: world.head.accountID, version: 1, reason: "Nghỉ việc").run(
                    by: world.administrator, on: world.store)
                write = FullWrite(route.path(world.head.accountID), .administrator, 3)
            default: break
            }
            let form = try #require(write)
            let session = try await site.signIn(form.by.username)
            let before = try await Dump.take(world)
            let now = Int(form.version)!
            for version in [String(now - 1), String(now + 1), "-1", "999999999", "9223372036854775807", "", "abc"] {
                let answer = try await site.post(form.path, as: session, fields: form.fields + [("version", version)])
                #expect(answer.status == .conflict, "version \(version): \(answer.status)")
                #expect(answer.body.contains("role=\"alert\""), "version \(version)")
                let words = ["vừa thay đổi", "vừa ghi", "vừa sửa", "Có người vừa"]
                #expect(words.contains { answer.body.contains($0) }, "version \(version)")
                #expect(before.changes(to: try await Dump.take(world)).isEmpty, "version \(version)")
            }
            // With the version of now the same form is taken: it was refused for nothing else.
            let answer = try await site.post(form.path, as: session, fields: form.fields + [("version", form.version)])
            #expect([200, 303].contains(answer.status.code), "\(answer.status)")
            #expect(!before.changes(to: try await Dump.take(world)).isEmpty)
        }
    }

    /// Whether an address was made from a pattern.
    private static func fits(_ path: String, _ pattern: String) -> Bool {
        let (parts, fixed) = (path.split(separator: "/"), pattern.split(separator: "/"))
        return parts.count == fixed.count && zip(parts, fixed).allSatisfy { $1.hasPrefix(":") || $0 == $1 }
    }

    @Test(arguments: TestEngine.available)
    func `of two who save at the same time one is told`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let stage = try await Stage.make(site.world)
            let (officer, head) = (try await site.signIn("canbo.xa"), try await site.signIn("thutruong.xa"))
            for round in 0..<10 {
                let version = String(stage.draft.version + round)
                let path = Route.changeDossier.path(stage.draft.id)
                async let first = site.post(
                    path, as: officer, fields: [("version", version), ("title", "Của cán bộ \(round)")])
                async let second = site.post(
                    path, as: head, fields: [("version", version), ("title", "Của thủ trưởng \(round)")])
                let answers = try await [first, second]
                #expect(answers.map(\.status.code).sorted() == [303, 409])
                // Whoever lost sees both texts.
                let lost = answers.first { $0.status == .conflict }?.body ?? ""
                #expect(lost.contains("Của cán bộ \(round)") && lost.contains("Của thủ trưởng \(round)"))
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `a double click does a thing once`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let stage = try await Stage.make(site.world)
            let world = site.world
            let (officer, chairman) = (try await site.signIn("canbo.xa"), try await site.signIn("chutich"))
            let submit = Route.submitDossier.path(stage.draft.id)
            let fields = [("version", String(stage.draft.version))]
            async let first = site.post(submit, as: officer, fields: fields)
            async let second = site.post(submit, as: officer, fields: fields)
            let answers = try await [first, second]
            #expect(answers.allSatisfy { $0.status == .seeOther })
            let sign = Route.signDecision.path(stage.decision)
            async let third = site.post(sign, as: chairman, fields: [("version", "1")])
            async let fourth = site.post(sign, as: chairman, fields: [("version", "1")])
            #expect(try await [third.status.code, fourth.status.code].sorted() == [303, 409])
            let (submitted, signed, entries) = try await world.store.read { tx in
                (
                    try tx.count(
                        "SELECT COUNT(*) AS n FROM event WHERE kind = 'dossierSubmitted' AND subject_id = \(stage.draft.id)"
                    ),
                    try tx.count(
                        "SELECT COUNT(*) AS n FROM event WHERE kind = 'decisionSigned' AND subject_id = \(stage.decision)"
                    ),
                    try tx.count("SELECT COUNT(*) AS n FROM commendation WHERE decision_number LIKE '02/%'")
                )
            }
            #expect(submitted == 1 && signed == 1 && entries == 1)
        }
    }

    /// The key that stands in a form that makes something.
    private static func key(_ page: String, _ action: String) throws -> String {
        let form = try #require(page.range(of: "action=\"\(action)\""), "\(action)")
        let field = try #require(page[form.upperBound...].range(of: "name=\"_once\" value=\""), "\(action)")
        return String(page[field.upperBound...].prefix { $0 != "\"" })
    }

    /// Forms that make something: where they stand, where they go, what is filled in, and the table in which it is made.
    private static func making(_ stage: Stage) -> [(
        by: Visitor, page: String, action: String, [(String, String)], String
    )] {
        let world = stage.world
        return [
            (
                .officer, Route.newDossier.path(), Route.createDossier.path(),
                [
                    ("unit", world.commune.rawValue), ("title", "Hồ sơ"), ("level", "province"), ("category", "merit"),
                    ("year", "2025"),
                ], "dossier"
            ),
            (
                .officer, Route.chooseNominee.path(stage.draft.id) + "?loai=household",
                Route.addNomination.path(stage.draft.id), [("household", "Hộ bà Mẫu")], "nomination"
            ),
            (
                .specialist, Route.newMovement.path() + "?don-vi=\(world.province)", Route.draftMovement.path(),
                [
                    ("unit", world.province.rawValue), ("name", "Tên"), ("theme", "Chủ đề"), ("form", "regular"),
                    ("startsOn", "01/12/2025"), ("endsOn", "31/12/2025"), ("groups", "communes"),
                ], "movement"
            ),
            (
                .specialist, Route.newDrive.path(stage.movement), Route.addDrive.path(stage.movement),
                [("name", "Đợt 2"), ("startsOn", "11/12/2025"), ("endsOn", "31/12/2025"), ("goals", "Về đích")],
                "movement_drive"
            ),
            (
                .specialist, Route.newOccasion.path() + "?loai=mot-lan", Route.addOccasion.path(),
                [
                    ("owner", "tinh"), ("recurrence", "mot-lan"), ("kind", "conference"), ("name", "Hội nghị"),
                    ("startsOn", "10/12/2025"), ("endsOn", "10/12/2025"),
                ], "occasion"
            ),
            (
                .officer, Route.newActivity.path(), Route.planActivity.path(),
                [
                    ("unit", world.commune.rawValue), ("kind", "conference"), ("name", "Hội nghị"),
                    ("startsOn", "10/12/2025"),
                ], "activity"
            ),
            (
                .secretary, Route.newSession.path(), Route.planSession.path(),
                [("council", stage.council.rawValue), ("title", "Phiên họp"), ("heldOn", "06/12/2025")],
                "council_session"
            ),
            (
                .secretary, Route.newCouncil.path(), Route.foundCouncil.path(),
                [("unit", world.province.rawValue), ("name", "Hội đồng khác"), ("document", "Quyết định số 2")],
                "council"
            ),
            (
                .secretary, Route.council.path(stage.council), Route.addCouncilMember.path(stage.council),
                [("version", "1"), ("name", "Nông Văn Thêm"), ("role", "member"), ("from", "01/12/2025")],
                "council_member"
            ),
            (
                .specialist, Route.newCluster.path(), Route.setUpCluster.path(),
                [
                    ("kind", "sectoral"), ("name", "Khối thi đua Kinh tế"), ("decisionNumber", "12/QĐ-UBND"),
                    ("decidedOn", "02/01/2025"), ("issuer", "Ủy ban nhân dân tỉnh"), ("validFrom", "01/01/2025"),
                ], "cluster"
            ),
            (
                .specialist, Route.clusterMembersForm.path(stage.cluster), Route.addClusterMembers.path(stage.cluster),
                [
                    ("version", "2"), ("units", world.otherCommune.rawValue), ("from", "05/12/2025"),
                    ("reason", "Quyết định số 12"),
                ], "cluster_member"
            ),
            (
                .specialist, Route.newRevocation.path(stage.commendation),
                Route.draftRevocation.path(stage.commendation), [("ground", "a"), ("reason", "Kết luận số 12")],
                "decision"
            ),
            (
                .administrator, Route.newAccount.path(), Route.createAccount.path(),
                [("username", "nguoi.moi"), ("name", "Người Mới")], "account"
            ),
        ]
    }

    @Test(arguments: TestEngine.available)
    func `a form that makes something makes it once, and the second click leads to it`(engine: TestEngine) async throws
    {
        try await withSite(engine) { site in
            let stage = try await Stage.make(site.world)
            for (visitor, page, action, fields, table) in Self.making(stage) {
                let session = try await site.signIn(visitor.username)
                let rows: SQL = "SELECT COUNT(*) AS n FROM \(SQL(trusted: table))"
                let before = try await site.world.store.read { tx in try tx.count(rows) }
                // What is refused does not use the form up.
                let key = try Self.key(try await site.get(page, as: session).body, action)
                let filled = fields + [("_once", key)]
                let empty = try await site.post(
                    action, as: session,
                    fields: [("_once", key)] + fields.map { ($0.0, ["unit", "council"].contains($0.0) ? $0.1 : "") })
                #expect(empty.status == .unprocessableContent, "\(action): \(empty.status)")
                async let first = site.post(action, as: session, fields: filled)
                async let second = site.post(action, as: session, fields: filled)
                var answers = try await [first, second]
                answers.append(try await site.post(action, as: session, fields: filled))
                #expect(
                    answers.allSatisfy { [200, 303].contains($0.status.code) }, "\(action): \(answers.map(\.status))")
                let after = try await site.world.store.read { tx in try tx.count(rows) }
                #expect(after == before + 1, "\(action)")
                let places = Set(answers.map(\.location).filter { !$0.isEmpty })
                #expect(places.count == 1, "\(action): \(places)")
                let made = try await site.get(try #require(places.first), as: session)
                #expect(made.status == .ok, "\(action)")
                #expect(made.body.contains("đã được ghi ở lần bấm trước"), "\(action)")
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `whoever clicks twice for a new account is led to it and makes a new password there`(engine: TestEngine)
        async throws
    {
        try await withSite(engine) { site in
            let administrator = try await site.signIn("quantri")
            let action = Route.createAccount.path()
            let fields = [
                ("_once", try Self.key(try await site.get(Route.newAccount.path(), as: administrator).body, action)),
                ("username", "nguoi.moi"), ("name", "Người Mới"),
            ]
            let first = try await site.post(action, as: administrator, fields: fields)
            #expect(first.status == .ok && first.body.contains("<code>"))
            let second = try await site.post(action, as: administrator, fields: fields)
            #expect(second.status == .seeOther)
            let account = try await site.get(second.location, as: administrator)
            #expect(account.body.contains("Mật khẩu đầu tiên chỉ hiện một lần"))
            #expect(account.body.contains("đặt lại mật khẩu ở mục Mật khẩu dưới đây"))
            let reset = second.location + "/mat-khau"
            #expect(account.body.contains("action=\"\(reset)\""))
            let shown = try await site.post(reset, as: administrator, fields: [("version", "1")])
            let password = try #require(shown.body.firstMatch(of: #/<code>([^<]+)<\/code>/#)).output.1
            _ = try await SignIn(username: "nguoi.moi", password: String(password), address: "127.0.0.1").run(
                on: site.world.store)
        }
    }

    @Test(arguments: TestEngine.available)
    func `two who draft a decision with two clicks have one draft`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let stage = try await Stage.make(site.world)
            let world = site.world
            try await RemoveDecisionLine(
                id: stage.decision, version: 1, lineID: stage.decisionLine, reason: "Chờ đợt sau"
            ).run(by: world.specialist, on: world.store)
            let specialist = try await site.signIn("chuyenvien.snv")
            let page = try await site.get(Route.newDecision.path(), as: specialist).body
            let name = try #require(page.firstMatch(of: #/name="(nomination-[^"]+)" value="([^"]+)"/#))
            let fields = [
                ("_once", try Self.key(page, Route.draftDecision.path())), ("issuer", world.province.rawValue),
                ("abstract", "Về việc khen thưởng"), (String(name.output.1), String(name.output.2)),
            ]
            async let first = site.post(Route.draftDecision.path(), as: specialist, fields: fields)
            async let second = site.post(Route.draftDecision.path(), as: specialist, fields: fields)
            let answers = try await [first, second]
            #expect(answers.allSatisfy { $0.status == .seeOther })
            #expect(Set(answers.map(\.location)).count == 1)
        }
    }

    // MARK: What was written when somebody was faster

    @Test(arguments: TestEngine.available)
    func `a reason stays with whoever wrote it when another was faster`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let stage = try await Stage.make(site.world)
            let world = site.world
            let reason = "Lý do gõ mất mười phút"
            let (officer, specialist) = (try await site.signIn("canbo.xa"), try await site.signIn("chuyenvien.snv"))
            func old(_ path: String, _ session: TestSite.Session, _ fields: [(String, String)] = []) async throws
                -> TestSite.Answer
            {
                try await site.post(path, as: session, fields: [("version", "0"), ("reason", reason)] + fields)
            }
            let box = ">\n\(reason)</textarea>"
            // Overtaken, but still possible: the reason is in its box, and the box is open.
            for (path, session) in [
                (Route.withdrawDossier.path(stage.submitted.id), officer),
                (Route.returnDossier.path(stage.received.id), specialist),
            ] {
                let answer = try await old(path, session)
                #expect(answer.status == .conflict, "\(path)")
                #expect(answer.body.contains("vừa thay đổi") && answer.body.contains("role=\"alert\""), "\(path)")
                #expect(
                    answer.body.contains(box) && answer.body.contains("<details class=\"confirm\" open>"), "\(path)")
            }
            let line = try await old(
                Route.removeDecisionLine.path(stage.decision), specialist, [("line", stage.decisionLine.rawValue)])
            #expect(line.status == .conflict && line.body.contains(box))
            let administrator = try await site.signIn("quantri")
            let locked = try await old(Route.disableAccount.path(world.head.accountID), administrator)
            #expect(locked.status == .conflict && locked.body.contains(box))

            // Overtaken for good: the box is gone, the text is not.
            _ = try await ReturnDossier(id: stage.received.id, version: stage.received.version, reason: "Thiếu").run(
                by: world.leader, on: world.store)
            let late = try await old(Route.returnDossier.path(stage.received.id), specialist)
            #expect(late.status == .conflict)
            #expect(late.body.contains("Lý do anh/chị vừa ghi") && late.body.contains(reason))
            try await CloseMovement(
                id: stage.movement, version: 2,
                review: TypedReview(
                    results: "Đạt", people: "0", collectives: "0", weaknesses: "Không", lessons: "Không",
                    proposals: "Không")
            ).run(
                by: world.leader, on: world.store)
            let leader = try await site.signIn("lanhdao.snv")
            let closed = try await old(Route.closeMovement.path(stage.movement), leader, [("results", reason)])
            #expect(closed.status == .conflict && closed.body.contains(reason))
            let revocation = Route.draftRevocation.path(stage.commendation)
            #expect(
                try await old(revocation, specialist, [("ground", "a")]).status == .seeOther)
            let again = try await old(revocation, specialist, [("ground", "a")])
            #expect(again.status == .conflict && again.body.contains(box))
            // A reason that is missing is asked for at its field.
            let missing = try await site.post(
                Route.withdrawDossier.path(stage.submitted.id), as: officer,
                fields: [("version", String(stage.submitted.version)), ("reason", " ")])
            #expect(missing.status == .unprocessableContent)
            #expect(missing.body.contains("href=\"#f-reason\"") && missing.body.contains("Ghi lý do rút hồ sơ."))
        }
    }

    // MARK: Days, years, texts

    @Test(arguments: [
        "31/02/2025", "29/02/2025", "32/01/2025", "00/00/0000", "2025-02-30", "05/13/2025", "aa/bb/cccc", "1/1/1",
        "05/12/99999",
        "٠٥/١٢/٢٠٢٥", "0005/12/2025", "05/12/2025 x", "5//2025", "-5/12/2025", "05.12.25",
    ])
    func `a day that does not exist is named at its field and comes back as typed`(day: String) async throws {
        try await withSite(.sqlite) { site in
            let stage = try await Stage.make(site.world)
            let movement = [
                ("unit", site.world.province.rawValue), ("name", "A"), ("theme", "B"), ("form", "regular"),
                ("basisInstrument-1", "C"),
            ]
            let days = ["startsOn", "endsOn", "respondBy", "basisOn-1"]
            let forms: [(String, Visitor, [(String, String)], [String])] = [
                (Route.changeDossier.path(stage.draft.id), .officer, [("version", "1"), ("title", "A")], ["letterOn"]),
                (
                    Route.changeNomination.path(stage.draft.id, stage.draftNomination), .officer,
                    [("version", "2"), ("code", "BKT"), ("year", "2025")], ["periodFrom", "periodUntil"]
                ),
                (Route.draftMovement.path(), .specialist, movement, days),
                (Route.changeMovement.path(stage.movementDraft), .specialist, movement + [("version", "1")], days),
                (
                    Route.planSession.path(), .secretary, [("council", stage.council.rawValue), ("title", "A")],
                    ["heldOn"]
                ),
            ]
            let before = try await Dump.take(site.world)
            for (path, visitor, fields, days) in forms {
                let session = try await site.signIn(visitor.username)
                let answer = try await site.post(path, as: session, fields: fields + days.map { ($0, day) })
                #expect(answer.status == .unprocessableContent, "\(path)")
                #expect(answer.body.contains("không có thật"), "\(path)")
                for field in days {
                    #expect(answer.body.contains("href=\"#f-\(field)\""), "\(path) \(field)")
                    #expect(answer.body.contains("value=\"\(HTML(text: day).string)\""), "\(path) \(field)")
                }
            }
            for (path, visitor) in [
                (Route.addAttachment.path(stage.draft.id), Visitor.officer),
                (Route.addMinutes.path(stage.session), .secretary),
            ] {
                let answer = try await site.upload(
                    path, as: try await site.signIn(visitor.username),
                    fields: [("paperKey", "to_trinh"), ("paperOn", day)],
                    fileName: "a.pdf", content: Stage.pdf)
                #expect(answer.status == .unprocessableContent && answer.body.contains("không có thật"), "\(path)")
            }
            let changes = before.changes(to: try await Dump.take(site.world)).filter {
                !$0.hasPrefix("event") && !$0.hasPrefix("session") && !$0.hasPrefix("sign_in")
            }
            #expect(changes.isEmpty)
        }
    }

    @Test func `a year that cannot be is named at its field`() async throws {
        try await withSite(.sqlite) { site in
            let stage = try await Stage.make(site.world)
            let officer = try await site.signIn("canbo.xa")
            for year in [
                "0", "9999", "abc", "-1", "20 25x", "2025.0", "２０２５", "99999999999999999999", "1989", "2027", "",
            ] {
                let line = try await site.post(
                    Route.changeNomination.path(stage.draft.id, stage.draftNomination), as: officer,
                    fields: [("version", "2"), ("code", "BKT"), ("year", year)])
                #expect(line.status == .unprocessableContent && line.body.contains("href=\"#f-year\""), "\(year)")
                let dossier = try await site.post(
                    Route.createDossier.path(), as: officer,
                    fields: [
                        ("unit", site.world.commune.rawValue), ("level", "province"), ("category", "merit"),
                        ("title", "A"),
                        ("year", year),
                    ])
                #expect(dossier.status == .unprocessableContent && dossier.body.contains("href=\"#f-year\""), "\(year)")
                // In an address a year that cannot be finds nothing, or is left out.
                for path in ["/ho-so?nam=", "/ho-so.csv?nam=", "/quyet-dinh?nam=", "/?nam=", "/phong-trao?nam="] {
                    let encoded = year.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                    #expect(try await site.get(path + encoded, as: officer).status.code < 400, "\(path)\(year)")
                }
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `a text without end is refused in words, and a long one is kept whole`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let stage = try await Stage.make(site.world)
            let officer = try await site.signIn("canbo.xa")
            let household = Route.addNomination.path(stage.draft.id)
            func text(_ count: Int) -> String {
                String(String(repeating: "Hộ bà Triệu Thị Ủ ", count: count / 10).prefix(count - 1)) + "Ơ"
            }
            let taken = try await site.post(household, as: officer, fields: [("household", text(200))])
            #expect(taken.status == .seeOther)
            #expect(try await site.get(taken.location, as: officer).body.contains(text(200)))
            for count in [201, 20_000] {
                let refused = try await site.post(household, as: officer, fields: [("household", text(count))])
                #expect(refused.status == .unprocessableContent && refused.body.contains("dài quá 200 ký tự"))
                #expect(refused.body.contains(text(count)))
            }
            let beyond = try await site.post(household, as: officer, fields: [("household", text(1_200_000))])
            #expect(beyond.status == .unprocessableContent && beyond.body.contains("quá dài"))
            let summary = [("version", "2"), ("code", "BKT"), ("year", "2025")]
            let line = Route.changeNomination.path(stage.draft.id, stage.draftNomination)
            let tooLong = try await site.post(line, as: officer, fields: summary + [("summary", text(20_001))])
            #expect(tooLong.status == .unprocessableContent && tooLong.body.contains(text(20_001)))
            #expect(
                try await site.post(line, as: officer, fields: summary + [("summary", text(20_000))]).status
                    == .seeOther)
            #expect(try await site.get(line, as: officer).body.contains(text(20_000)))
        }
    }

    @Test(arguments: TestEngine.available)
    func `letters in pieces are put together, unseen ones and piles of marks do not get in`(engine: TestEngine)
        async throws
    {
        try await withSite(engine) { site in
            let stage = try await Stage.make(site.world)
            let officer = try await site.signIn("canbo.xa")
            let composed = "Hộ bà Triệu Thị Đường"
            let decomposed = composed.decomposedStringWithCanonicalMapping
            #expect(!decomposed.unicodeScalars.elementsEqual(composed.unicodeScalars))
            for typed in [
                decomposed, "Hộ bà\u{0} Triệu\u{0}\u{0} Thị Đường",
                "\u{202E}Hộ bà Triệu\u{200B} Thị Đường\u{2069}\u{FEFF}",
                "  Hộ\tbà \u{A0} Triệu\r\nThị\u{2028}Đường ", "Hộ bà Triệu\u{7} Thị \u{1B}Đường",
            ] {
                let answer = try await site.post(
                    Route.addNomination.path(stage.draft.id), as: officer, fields: [("household", typed)])
                let page = try await site.get(answer.location, as: officer)
                // Compared by bytes: Swift takes composed and decomposed letters for equal.
                #expect(page.body.utf8.firstRange(of: "<h1>\(composed)</h1>".utf8) != nil, "\(typed.debugDescription)")
            }
            let pile = "H" + String(repeating: "\u{301}", count: 50_000)
            let answer = try await site.post(
                Route.addNomination.path(stage.draft.id), as: officer, fields: [("household", pile)])
            #expect(answer.status == .seeOther)
            #expect(try await site.get(answer.location, as: officer).body.utf8.count < 60_000)
        }
    }
}
