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
        .appraiseDossier, .changeMovement, .launchMovement, .closeMovement, .respondToMovement, .changeAgenda,
        .recordAttendance, .recordVotes, .concludeSession, .changeDecision, .removeDecisionLine, .signDecision,
        .changeAccountRoles, .disableAccount, .resetAccountPassword,
    ]

    @Test(arguments: versioned)
    func `a form that somebody else has overtaken is never taken, and says so`(route: Route) async throws {
        try await withSite(.sqlite) { site in
            let stage = try await Stage.make(site.world)
            let world = site.world
            var write = fullWrites(stage).first { Self.pattern($0.path) == route.pattern }
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

    /// The pattern that an address was made from.
    private static func pattern(_ path: String) -> String {
        var names = ["id", "nomination"][...]
        return path.split(separator: "/", omittingEmptySubsequences: false).map { part in
            part.utf8.count == 36 ? ":" + (names.popFirst() ?? "") : String(part)
        }.joined(separator: "/")
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
