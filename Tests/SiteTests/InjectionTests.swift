import Actions
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Papers
import Primitives
import Records
import Site
import Store
import Synchronization
import TestSupport
import TestWorld
import Testing
import WebSupport

/// Some six hundred payloads into every text field that officials fill in, and into every search.
@Suite struct InjectionTests {
    /// A form with its text fields, each with the longest text it takes.
    private struct Form: Sendable {
        let name: String
        let by: Visitor
        let texts: [(field: String, limit: Int)]
        /// Where it goes, and the other fields, as they are now.
        let now: @Sendable () async throws -> (path: String, fields: [(String, String)])
        /// Where the text can be read afterwards; `nil` for the address to which the answer leads, or the answer itself.
        var shownAt: String?
        /// Refused always (by a field left out), so that the form comes back with what was typed.
        var isSentBack = false
        /// A text of several lines: its payloads stand on lines of their own.
        var lines: Set<String> = []
    }

    private func forms(_ stage: Stage) -> [Form] {
        let world = stage.world
        @Sendable func dossier(_ id: ID<Dossier>) async throws -> Dossier {
            try await world.store.read { tx in try DossierRecords.dossier(id, in: tx)! }
        }
        let (draft, line) = (stage.draft.id, stage.draftNomination)
        @Sendable func version(_ sql: SQL) async throws -> (String, String) {
            ("version", String(try await world.store.read { tx in try tx.count(sql) }))
        }
        let movement = [
            ("unit", world.province.rawValue), ("form", "regular"), ("startsOn", "01/12/2025"),
            ("endsOn", "31/12/2025"),
            ("groups", "communes"), ("basisOn-1", "01/11/2025"),
        ]
        return [
            Form(
                name: "letter", by: .officer, texts: [("title", 300), ("letterNumber", 50), ("letterText", 20_000)],
                now: {
                    (
                        Route.changeDossier.path(draft),
                        [("version", String(try await dossier(draft).version)), ("letterOn", "04/12/2025")]
                    )
                }, shownAt: Route.dossierForm.path(draft), lines: ["letterText"]),
            Form(
                name: "new dossier", by: .officer, texts: [("title", 300)],
                now: {
                    (
                        Route.createDossier.path(),
                        [
                            ("unit", world.commune.rawValue), ("level", "province"), ("category", "merit"),
                            ("year", "2025"),
                        ]
                    )
                }),
            Form(
                name: "household", by: .officer, texts: [("household", 200)],
                now: { (Route.addNomination.path(draft), []) }),
            Form(
                name: "nomination", by: .officer, texts: [("summary", 20_000)],
                now: {
                    (
                        Route.changeNomination.path(draft, line),
                        [
                            try await version("SELECT version AS n FROM nomination WHERE id = \(line)"),
                            ("code", "BKT"), ("group", "official"), ("year", "2025"),
                        ]
                    )
                }, shownAt: Route.nomination.path(draft, line), lines: ["summary"]),
            Form(
                name: "dates and years of a nomination", by: .officer,
                texts: [("year", 200), ("periodFrom", 200), ("periodUntil", 200)],
                now: {
                    (
                        Route.changeNomination.path(draft, line),
                        [("version", "1"), ("code", "BKT"), ("group", "official")]
                    )
                }, isSentBack: true),
            Form(
                name: "judgement", by: .specialist, texts: [("reason", 2000)],
                now: {
                    world.clock.advance(.seconds(1))
                    return (
                        Route.judgeFinding.path(stage.received.id, stage.receivedNomination),
                        [("criterion", stage.criterion), ("judgement", "met")]
                    )
                },
                shownAt: Route.nomination.path(stage.received.id, stage.receivedNomination), lines: ["reason"]),
            Form(
                name: "opinion", by: .specialist, texts: [("reason", 2000)],
                now: {
                    (
                        Route.appraiseNomination.path(stage.received.id, stage.receivedNomination),
                        [("opinion", "decline")]
                    )
                },
                shownAt: Route.nomination.path(stage.received.id, stage.receivedNomination), lines: ["reason"]),
            Form(
                name: "return", by: .specialist, texts: [("reason", 2000)],
                now: {
                    let dossier = try await Stage.dossier(0, level: .province, until: .received, in: world)
                    return (Route.returnDossier.path(dossier.id), [("version", String(dossier.version))])
                }, lines: ["reason"]),
            Form(
                name: "movement", by: .specialist,
                texts: [
                    ("name", 300), ("theme", 1000), ("goals", 20_000), ("measures", 20_000), ("weakPoint", 2000),
                    ("wantedResult", 2000), ("document", 200), ("basisInstrument-1", 300), ("basisSubject-1", 1000),
                    ("criteria-individual", 1000),
                ],
                now: {
                    (
                        Route.changeMovement.path(stage.movementDraft),
                        movement + [
                            try await version("SELECT version AS n FROM movement WHERE id = \(stage.movementDraft)")
                        ]
                    )
                }, shownAt: Route.movementForm.path(stage.movementDraft),
                lines: ["goals", "measures", "weakPoint", "wantedResult"]),
            Form(
                name: "drive", by: .specialist, texts: [("name", 300), ("goals", 20_000)],
                now: {
                    (
                        Route.changeDrive.path(stage.movement, stage.drive),
                        [
                            ("startsOn", "01/12/2025"), ("endsOn", "10/12/2025"),
                            try await version("SELECT version AS n FROM movement_drive WHERE id = \(stage.drive)"),
                        ]
                    )
                }, shownAt: Route.driveForm.path(stage.movement, stage.drive), lines: ["goals"]),
            Form(
                name: "drive cancelled", by: .specialist, texts: [("reason", 2000)],
                now: { (Route.cancelDrive.path(stage.movement, stage.drive), [("version", "0")]) }, isSentBack: true,
                lines: ["reason"]),
            Form(
                name: "review", by: .officer,
                texts: [("results", 20_000), ("weaknesses", 20_000), ("lessons", 20_000), ("proposals", 20_000)],
                now: {
                    (
                        Route.reviewMovement.path(stage.movement),
                        [
                            ("unit", world.commune.rawValue), ("stage", "midway"),
                            try await version(
                                "SELECT COALESCE(MAX(version), 0) AS n FROM movement_review WHERE movement_id = \(stage.movement)"
                            ),
                        ]
                    )
                }, shownAt: Route.reviewForm.path(stage.movement) + "?ky=midway&don-vi=\(world.commune)",
                lines: ["results", "weaknesses", "lessons", "proposals"]),
            Form(
                name: "closing", by: .leader,
                texts: [
                    ("results", 20_000), ("weaknesses", 20_000), ("lessons", 20_000), ("proposals", 20_000),
                    ("people", 200), ("collectives", 200),
                ],
                now: { (Route.closeMovement.path(stage.movement), [("version", "2")]) }, isSentBack: true,
                lines: ["results", "weaknesses", "lessons", "proposals"]),
            Form(
                name: "reopening", by: .leader, texts: [("reason", 2000), ("endsOn", 200)],
                now: { (Route.reopenMovement.path(stage.closedMovement), [("version", "0")]) }, isSentBack: true,
                lines: ["reason"]),
            Form(
                name: "plan", by: .officer,
                texts: [
                    ("abstract", 500), ("heading-1", 500), ("who-1-1", 500), ("with-1-1", 500),
                    ("basisInstrument-1", 300),
                    ("basisIssuer-1", 300), ("basisSubject-1", 1000), ("toName-1", 300), ("signerTitle", 200),
                ],
                now: {
                    (
                        Route.changePlan.path(stage.planDraft.id),
                        [
                            ("basisOn-1", "01/11/2025"), ("task-1-1", "Việc"), ("toGroup-1", "inform"),
                            ("toScope-1", "outside"), ("authority", "head"),
                            try await version("SELECT version AS n FROM plan WHERE id = \(stage.planDraft.id)"),
                        ]
                    )
                }, shownAt: Route.planForm.path(stage.planDraft.id)),
            Form(
                name: "indicator", by: .specialist, texts: [("name", 300), ("measure", 50), ("source", 300)],
                now: {
                    (
                        Route.changeIndicator.path(stage.indicator),
                        [
                            ("reportDays", "5"), ("whole", "120"),
                            try await version("SELECT version AS n FROM indicator WHERE id = \(stage.indicator)"),
                        ]
                    )
                }, shownAt: Route.indicatorForm.path(stage.indicator)),
            Form(
                name: "figure", by: .officer, texts: [("note", 2000)],
                now: {
                    (
                        Route.reportFigure.path(stage.indicator, world.commune),
                        [
                            ("period", "11"), ("amount", "6"),
                            try await version(
                                "SELECT version AS n FROM unit_figure WHERE indicator_id = \(stage.indicator) AND unit_id = \(world.commune) AND period = 11"
                            ),
                        ]
                    )
                }, shownAt: "\(Route.unitFigures.path(stage.indicator, world.commune))?ky=11", lines: ["note"]),
            Form(
                name: "amounts and reasons of targets", by: .specialist,
                texts: [("t-\(world.commune)", 200), ("word", 1000)],
                now: {
                    (
                        Route.handDownTargets.path(stage.indicator),
                        [("version", "0"), ("parent", world.province.rawValue)]
                    )
                }, isSentBack: true, lines: ["word"]),
            Form(
                name: "work", by: .officer,
                texts: [
                    ("name", 300), ("investor", 300), ("place", 300), ("content", 5000), ("milestoneName-1", 200),
                ],
                now: {
                    (
                        Route.changeWork.path(stage.work.id),
                        [
                            ("kind", "road"), ("startsOn", "01/11/2025"), ("plannedFinish", "20/01/2026"),
                            ("plaqueDay", "03/02/2026"), ("milestoneOn-1", "01/12/2025"),
                            try await version("SELECT version AS n FROM public_work WHERE id = \(stage.work.id)"),
                        ]
                    )
                }, shownAt: Route.workForm.path(stage.work.id), lines: ["content"]),
            Form(
                name: "house", by: .officer, texts: [("head", 100), ("village", 100)],
                now: {
                    (
                        Route.changeHouse.path(stage.house),
                        [
                            ("group", "poor"), ("measure", "built"),
                            try await version("SELECT version AS n FROM house WHERE id = \(stage.house)"),
                        ]
                    )
                }, shownAt: Route.houseForm.path(stage.house)),
            Form(
                name: "household withdrawn", by: .officer, texts: [("reason", 2000)],
                now: { (Route.withdrawHouse.path(stage.house), [("version", "0")]) }, isSentBack: true,
                lines: ["reason"]),
            Form(
                name: "report", by: .officer, texts: [("words-1", 20_000), ("why-2", 500)],
                now: {
                    (
                        Route.changeReport.path(stage.reportDraft.id),
                        [
                            ("amount-1", ""), ("why-1", ""), ("amount-2", "1"), ("amount-3", "2"),
                            try await version("SELECT version AS n FROM report WHERE id = \(stage.reportDraft.id)"),
                        ]
                    )
                }, shownAt: Route.reportForm.path(stage.reportDraft.id), lines: ["words-1"]),
            Form(
                name: "kind of report", by: .specialist,
                texts: [("name", 200), ("heading-1", 300), ("hint-1", 1000), ("figure-1", 300), ("measure-1", 50)],
                now: {
                    (
                        Route.changeReportKind.path(stage.reportKind),
                        [
                            ("period", "quarter"),
                            try await version("SELECT version AS n FROM report_kind WHERE id = \(stage.reportKind)"),
                        ]
                    )
                }, shownAt: Route.reportKind.path(stage.reportKind), lines: ["hint-1"]),
            Form(
                name: "inspection", by: .specialist,
                texts: [("subject", 300), ("team", 2000), ("content", 10_000)],
                now: {
                    (
                        Route.changeInspection.path(stage.inspection),
                        [
                            ("unit", "Xã Phong Quang"), ("startsOn", "04/12/2025"),
                            try await version("SELECT version AS n FROM inspection WHERE id = \(stage.inspection)"),
                        ]
                    )
                }, shownAt: Route.inspectionForm.path(stage.inspection), lines: ["team", "content"]),
            Form(
                name: "dates of a movement", by: .specialist,
                texts: [("startsOn", 200), ("endsOn", 200), ("respondBy", 200), ("basisOn-1", 200)],
                now: { (Route.draftMovement.path(), [("unit", world.province.rawValue), ("basisInstrument-1", "x")]) },
                isSentBack: true),
            Form(
                name: "response", by: .officer, texts: [("plan", 20_000), ("subjects", 2000), ("indicators", 5000)],
                now: {
                    (
                        Route.respondToMovement.path(stage.movement),
                        [
                            ("unit", world.commune.rawValue),
                            try await version(
                                "SELECT COALESCE(MAX(version), 0) AS n FROM movement_response WHERE movement_id = \(stage.movement)"
                            ),
                        ]
                    )
                }, shownAt: Route.responseForm.path(stage.movement), lines: ["plan", "subjects", "indicators"]),
            Form(
                name: "days off", by: .specialist, texts: [("source", 300)],
                now: {
                    (
                        Route.enterHolidays.path(),
                        [
                            ("year", "2026"), ("daysOff", "01/01/2026 Tết Dương lịch"),
                            try await version(
                                "SELECT COALESCE(MAX(version), 0) AS n FROM holiday_year WHERE year = 2026"),
                        ]
                    )
                }, shownAt: Route.holidays.path() + "?nam=2026"),
            Form(
                name: "cluster", by: .specialist, texts: [("name", 200), ("decisionNumber", 100), ("issuer", 300)],
                now: {
                    (
                        Route.changeCluster.path(stage.cluster),
                        [
                            ("kind", "territorial"), ("decidedOn", "02/01/2025"), ("validFrom", "01/01/2025"),
                            try await version("SELECT version AS n FROM cluster WHERE id = \(stage.cluster)"),
                        ]
                    )
                }, shownAt: Route.clusterForm.path(stage.cluster)),
            Form(
                name: "units of a cluster", by: .specialist, texts: [("reason", 2000), ("lines", 200_000)],
                now: { (Route.addClusterMembers.path(stage.cluster), [("version", "0"), ("from", "05/12/2025")]) },
                isSentBack: true, lines: ["reason", "lines"]),
            Form(
                name: "division as a file", by: .specialist, texts: [("reason", 2000), ("from", 200)],
                now: { (Route.previewDivisionImport.path(), []) }, isSentBack: true, lines: ["reason"]),
            Form(
                name: "end of a cluster", by: .specialist, texts: [("reason", 2000), ("until", 200)],
                now: { (Route.endCluster.path(stage.cluster), [("version", "0"), ("step", "end")]) },
                isSentBack: true, lines: ["reason"]),
            Form(
                name: "unit put into a cluster by mistake", by: .specialist, texts: [("reason", 2000)],
                now: { (Route.removeClusterMemberships.path(stage.cluster), [("version", "0"), ("step", "remove")]) },
                isSentBack: true, lines: ["reason"]),
            Form(
                name: "session", by: .secretary, texts: [("title", 300), ("place", 300)],
                now: { (Route.planSession.path(), [("council", stage.council.rawValue), ("heldOn", "05/12/2025")]) }),
            Form(
                name: "votes", by: .secretary,
                texts: [("agree-\(stage.sessionNomination)", 200), ("disagree-\(stage.sessionNomination)", 200)],
                now: { (Route.recordVotes.path(stage.session), [("version", "1")]) }, isSentBack: true),
            Form(
                name: "abstract", by: .specialist, texts: [("abstract", 500)],
                now: {
                    (
                        Route.changeDecision.path(stage.decision),
                        [try await version("SELECT version AS n FROM decision WHERE id = \(stage.decision)")]
                    )
                }, shownAt: Route.decision.path(stage.decision)),
            Form(
                name: "line taken out", by: .specialist, texts: [("reason", 2000)],
                now: {
                    (
                        Route.removeDecisionLine.path(stage.decision),
                        [("version", "0"), ("line", stage.decisionLine.rawValue)]
                    )
                }, isSentBack: true, lines: ["reason"]),
            Form(
                name: "revocation", by: .specialist, texts: [("reason", 2000)],
                now: { (Route.draftRevocation.path(stage.commendation), []) }, isSentBack: true, lines: ["reason"]),
            Form(
                name: "difficulty", by: .officer, texts: [("subject", 200), ("text", 10_000)],
                now: {
                    (Route.raiseDifficulty.path(), [("unit", world.commune.rawValue), ("theme", "law")])
                }, lines: ["text"]),
            Form(
                name: "difficulty answered", by: .specialist, texts: [("answer", 10_000), ("basis", 2000)],
                now: { (Route.answerDifficulty.path(stage.difficulties.assigned.id), [("version", "0")]) },
                isSentBack: true, lines: ["answer", "basis"]),
            Form(
                name: "difficulty asked back", by: .specialist, texts: [("request", 2000)],
                now: { (Route.askBack.path(stage.difficulties.assigned.id), [("version", "0")]) }, isSentBack: true,
                lines: ["request"]),
            Form(
                name: "question shared", by: .specialist,
                texts: [("question", 2000), ("sharedAnswer", 10_000), ("sharedBasis", 2000)],
                now: { (Route.shareQuestion.path(stage.difficulties.answered.id), [("version", "0")]) },
                isSentBack: true, lines: ["question", "sharedAnswer", "sharedBasis"]),
            Form(
                name: "theme", by: .leader, texts: [("newTheme", 100)],
                now: { (Route.setDifficultySettings.path(), [("answerDays", "0")]) }, isSentBack: true),
            Form(
                name: "mail address", by: .administrator, texts: [("email", 254)],
                now: { (Route.setAccountMail.path(world.officer.accountID), [("version", "0")]) }, isSentBack: true),
            Form(
                name: "account", by: .administrator, texts: [("name", 100), ("username", 100)],
                now: { (Route.createAccount.path(), []) }, isSentBack: true),
            Form(
                name: "account closed", by: .administrator, texts: [("reason", 2000)],
                now: { (Route.disableAccount.path(world.actor("khongquyen").accountID), [("version", "0")]) },
                isSentBack: true, lines: ["reason"]),
        ]
    }

    private static let searches: [(by: Visitor, path: String, fields: [String])] = [
        (.officer, "/ho-so", ["q", "nam", "loc", "truoc"]), (.officer, "/ca-nhan", ["q", "sau"]),
        (.officer, "/don-vi", ["q", "loai", "tinh-trang", "sau"]),
        (.officer, "/phong-trao", ["xem", "cap", "nam", "hinh-thuc", "cua-toi", "truoc"]),
        (.officer, "/phong-trao/moi", ["thuoc", "don-vi", "cum"]),
        (.officer, "/lich/ngay-nghi", ["nam"]),
        (.officer, "/ke-hoach", ["nam", "xem", "sau"]),
        (.specialist, "/ke-hoach/chua-co", ["nam", "sau"]), (.officer, "/ke-hoach/moi", ["nam", "don-vi"]),
        (.specialist, "/quyet-dinh", ["q", "loc", "nam", "truoc"]),
        (.specialist, "/hoi-dong", ["q", "loc", "nam", "truoc"]), (.administrator, "/tai-khoan", ["q", "sau", "loc"]),
        (.inspector, "/nhat-ky", ["q", "loai", "truoc"]), (.specialist, "/tham-dinh", ["sau"]),
        (.officer, "/ho-so.csv", ["q", "nam"]),
        (.officer, "/chi-tieu", ["nam", "sau"]), (.officer, "/chi-tieu/bang", ["nam", "sau"]),
        (.officer, "/cong-trinh", ["xem", "cua", "sau"]), (.officer, "/nha-o", ["nam", "sau"]),
        (.officer, "/nha-o/danh-sach", ["nam", "nhom", "xem", "don-vi", "sau"]),
        (.officer, "/", ["q", "nam", "danh-hieu", "don-vi", "sau", "truoc"]), (.officer, "/kiem-tra", ["ma"]),
        (.officer, "/phong-trao-thi-dua", ["q", "sau"]),
        (.specialist, "/vuong-mac", ["tinh-trang", "linh-vuc", "don-vi", "truoc"]),
        (.officer, "/vuong-mac/moi", ["trang", "ten"]), (.officer, "/vuong-mac/hoi-dap", ["q", "linh-vuc", "truoc"]),
        (.specialist, "/vuong-mac/tong-hop", ["tu", "den"]), (.officer, "/thong-bao", ["xem", "truoc"]),
        (.administrator, "/thu-chua-gui", ["truoc"]), (.officer, "/dang-nhap", ["tiep"]),
        (.officer, "/viec-can-lam", ["nhom", "sau"]), (.officer, "/cum-khoi", ["q", "loai", "luc", "sau"]),
        (.specialist, "/cum-khoi/chua-thuoc", ["loai", "sau"]), (.specialist, "/cum-khoi/chia", ["loai"]),
    ]

    @Test(arguments: TestEngine.available)
    func `no payload does anything but stand there as it was typed`(engine: TestEngine) async throws {
        // Both engines get every kind; PostgreSQL a sample of each.
        let payloads = Payloads.all.enumerated().filter { engine == .sqlite || $0.offset % 11 == 0 }.map(\.element)
        #expect(Payloads.all.count >= 500)
        let log = CaughtLog()
        try await withLoggedSite(engine, log) { site in
            let stage = try await Stage.make(site.world)
            var sessions: [Visitor: TestSite.Session] = [:]
            for visitor in Visitor.allCases { sessions[visitor] = try await site.signIn(visitor.username) }
            for form in forms(stage) {
                let texts = form.texts.map { text in
                    Payloads.packed(
                        payloads, limit: text.limit, separator: form.lines.contains(text.field) ? "\n" : " ¦ ")
                }
                let session = sessions[form.by]!
                for round in 0..<(texts.map(\.count).max() ?? 0) {
                    let typed = zip(form.texts, texts).map { ($0.field, $1[round % $1.count]) }
                    let (path, fields) = try await form.now()
                    let answer = try await site.post(path, as: session, fields: fields + typed)
                    let what = "\(form.name), \(round)"
                    guard answer.status.code < 500 else {
                        Issue.record("\(what): \(answer.status) \(typed)")
                        continue
                    }
                    let expected = form.isSentBack ? [422, 409] : [303]
                    #expect(expected.contains(answer.status.code), "\(what): \(typed) \(Self.alert(answer.body))")
                    var page = answer
                    if answer.status == .seeOther {
                        let target = form.shownAt ?? String(answer.location.prefix { $0 != "#" })
                        page = try await site.get(target, as: session)
                    }
                    for (field, value) in typed {
                        let kept =
                            form.lines.contains(field)
                            ? VietnameseText.tidiedLines(value) : VietnameseText.tidied(value)
                        // A text of several lines may stand in paragraphs.
                        let pieces = form.lines.contains(field) ? kept.split(separator: "\n").map(String.init) : [kept]
                        let isThere =
                            page.body.contains(HTML(text: value).string)
                            || pieces.allSatisfy { page.body.contains(HTML(text: $0).string) }
                        #expect(isThere, "\(what): \(field) did not come back: \(kept.prefix(300))")
                    }
                    expectNothingRaw(page.body, typed.map(\.1), what)
                }
            }
            for search in Self.searches {
                for text in Payloads.packed(payloads, limit: 150) {
                    let query = search.fields.map { "\($0)=\(Self.encoded(text))" }.joined(separator: "&")
                    let answer = try await site.get(search.path + "?" + query, as: sessions[search.by])
                    #expect(answer.status.code < 500, "\(search.path): \(text)")
                    if !search.path.hasSuffix(".csv") { expectNothingRaw(answer.body, [text], search.path) }
                    #expect(
                        !answer.headers.contains {
                            $0.value.contains("\n") || $0.name.rawName.lowercased().contains("zq9")
                        })
                }
            }
            try await expectSafeList(site, stage, payloads, sessions[.officer]!)
            // The paper that is printed holds the payload as text, and is still a paper.
            for template in Payloads.templates.prefix(3) {
                let version = try await site.world.store.read { tx in
                    try DecisionRecords.decision(stage.ownDecision, in: tx)!.version
                }
                _ = try await site.post(
                    Route.changeDecision.path(stage.ownDecision), as: sessions[.officer]!,
                    fields: [("version", String(version)), ("abstract", template + " <script>zq9()</script>")])
                let paper = try await site.get(Route.decisionPaper.path(stage.ownDecision), as: sessions[.officer]!)
                #expect(paper.status == .ok && paper.headers[.contentType] == "application/pdf")
            }
            let letter = try await site.get(Route.planLetter.path(stage.planDraft.id), as: sessions[.officer]!)
            #expect(letter.status == .ok && letter.headers[.contentType] == "application/pdf")
            let broken = try await site.world.store.read { tx in try EventRecords.brokenChains(in: tx) }
            #expect(broken.isEmpty)
            let accounts = try await site.world.store.read { tx in try tx.count("SELECT COUNT(*) AS n FROM account") }
            #expect(accounts == Visitor.allCases.count)
        }
        let written = log.lines
        #expect(written.count > 100)
        for line in written
        where line.dropLast().contains(where: \.isNewline) || !line.hasPrefix("{\"time\":\"") || line.contains("zq9") {
            Issue.record("a line of the log that is not one line, or tells what was typed: \(line)")
        }
    }

    /// Titles that a spreadsheet would take for formulas, and such as would break out of their cell.
    private func expectSafeList(
        _ site: TestSite, _ stage: Stage, _ payloads: [String], _ session: TestSite.Session
    ) async throws {
        let officer = site.world.officer
        let commune = site.world.commune
        try await site.world.store.write { tx in
            for title in Payloads.formulas {
                _ = try CreateDossier(
                    title: title, category: .merit, year: 2025, level: .province, unitID: commune, movementID: nil
                ).run(by: officer, in: tx)
            }
        }
        let sheet = try await site.get(Route.dossierList.path(), as: session)
        #expect(sheet.status == .ok)
        var cells = 0
        // Read as a spreadsheet reads: byte by byte, whatever letters stand together.
        for line in Self.table(sheet.body.dropFirst()) {
            #expect(line.count == 8, "\(line)")
            for cell in line {
                cells += 1
                let first = cell.unicodeScalars.first
                #expect(first.map { !"=+-@\t\r＝＋－＠".unicodeScalars.contains($0) } ?? true, "\(cell)")
            }
        }
        #expect(cells > 8 * Payloads.formulas.count)
        for title in Payloads.formulas {
            #expect(
                Self.table(sheet.body.dropFirst()).contains {
                    $0[1].unicodeScalars.elementsEqual(("'" + VietnameseText.tidied(title)).unicodeScalars)
                }, "\(title)")
        }
    }

    private static func table(_ text: Substring) -> [[String]] {
        var (lines, line, cell, isQuoted): ([[String]], [String], String.UnicodeScalarView, Bool) = (
            [], [], .init(), false
        )
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            switch scalar {
            case "\"" where isQuoted && index + 1 < scalars.count && scalars[index + 1] == "\"":
                cell.append(scalar)
                index += 1
            case "\"" where isQuoted || cell.isEmpty: isQuoted.toggle()
            case "," where !isQuoted:
                line.append(String(cell))
                cell = .init()
            case "\n" where !isQuoted:
                lines.append(line + [String(cell)])
                (line, cell) = ([], .init())
            case "\r" where !isQuoted: break
            default: cell.append(scalar)
            }
            index += 1
        }
        return lines
    }

    /// Whatever could be markup stands escaped.
    private func expectNothingRaw(_ body: String, _ typed: [String], _ what: String) {
        for text in typed {
            for payload in text.split(separator: "\n").flatMap({ $0.split(separator: " ¦ ") })
            where payload.count > 3 && payload.utf8.contains(where: { $0 == 0x3C || $0 == 0x22 || $0 == 0x27 }) {
                // Raw text of ours never holds a payload with a bracket or a quote.
                if body.utf8.count < 4_000_000, body.contains(payload) {
                    Issue.record("\(what): raw in the page: \(payload)")
                }
            }
        }
    }

    private static func alert(_ body: String) -> Substring {
        body.firstRange(of: "role=\"alert\"").map { body[$0.lowerBound...].prefix(500) } ?? ""
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// The lines that the log would have written.
final class CaughtLog: Sendable {
    private let caught = Mutex<[String]>([])

    var lines: [String] { caught.withLock { $0 } }

    @Sendable func write(_ line: String) { caught.withLock { $0.append(line) } }
}

/// The site with a log that is caught.
func withLoggedSite(
    _ engine: TestEngine, _ log: CaughtLog,
    _ body: @escaping @Sendable (TestSite) async throws -> Void
) async throws {
    try await withWorld(engine) { world in
        let router = makeRouter(
            SiteParts(
                store: world.store, clock: world.clock.clock, lawbook: world.lawbook, papers: try Papers(),
                files: world.files,
                identities: world.cipher))
        let logger = Logger(label: "test") { JSONLines(label: $0, write: log.write) }
        try await Application(router: router, logger: logger).test(.router) { client in
            try await body(TestSite(world: world, client: client))
        }
    }
}
